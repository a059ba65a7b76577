"""Mentions proposed by the network, and what it thinks of the rules' proposals."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from vnnews.find.candidate import Candidate
from vnnews.find.tagger import SHIPPED, features
from vnnews.find.tagger.labels import LAYERS, Span, best_spans
from vnnews.find.tagger.model import load
from vnnews.find.tagger.network import REACH, Network
from vnnews.text.tokens import Tokens, capitals

if TYPE_CHECKING:
    import numpy.typing as npt

    from vnnews.find.tagger.model import Array


# TITLE and AGREEMENT are learned beside the names for what they teach of them; their grammar reads
# them better than the network does, once the names are known.
_NAMES = LAYERS[0]
_COLUMN = {kind: i for i, kind in enumerate(_NAMES.types)}
_NEAR = 2  # tokens from a capital or a hit within which a name may begin or end
_AT_ONCE = 1 << 16  # tokens: what is computed for each takes 2 kB of memory
_NEVER = -20.0  # logarithm of the probability of a name elsewhere


class Reading(NamedTuple):
    """What the tagger makes of one article.

    ``names`` are the most probable names, in order, without overlaps; ``probabilities`` say how
    probable the hits of the rules are, in their order.
    """

    names: Sequence[Candidate] = ()
    probabilities: Sequence[float] = ()


class Tagger:
    """Reads articles; made once per model file by ``open_tagger``."""

    def __init__(self, network: Network) -> None:
        self._network = network

    def read(self, tokens: Tokens, hits: Sequence[Candidate]) -> Reading:
        """What the network makes of an article, with the rules' candidates as evidence.

        Only the surroundings of capitals and of names' hits are read: no name is anywhere else.
        """
        ranges = features.token_ranges(tokens, hits)
        flags = features.hits(tokens, hits, ranges)
        evidence = np.array(tokens.once(capitals), dtype=np.bool_)
        for hit, (first, last) in zip(hits, ranges, strict=True):
            if hit.type != "DATE":
                evidence[first:last] = True
        seen = np.flatnonzero(features.within(evidence, _NEAR + REACH))
        scores = self._scores(
            [tokens.form[i] for i in seen.tolist()], features.places(tokens)[seen], flags[seen]
        )
        logs = np.full((len(tokens), _NAMES.size), _NEVER, dtype=np.float32)
        logs[:, 0] = 0
        near = features.within(evidence, _NEAR)[seen]
        logs[seen[near]] = _logarithms(scores[near])
        spans = best_spans(logs, tokens.sentences, _NAMES)
        asked = [(hit.type, *place) for hit, place in zip(hits, ranges, strict=True)]
        sure = sureness(logs, [*asked, *spans])
        names = [
            Candidate(kind, tokens.start[first], tokens.end[last - 1], "tagger", chance)
            for (kind, first, last), chance in zip(spans, sure[len(hits) :], strict=True)
        ]
        return Reading(names, sure[: len(hits)])

    def _scores(self, forms: Sequence[str], places: npt.NDArray[np.intp], hits: Array) -> Array:
        """What the network says, of a very long article piece by piece."""
        pieces = [slice(i, i + _AT_ONCE) for i in range(0, max(1, len(forms)), _AT_ONCE)]
        return np.concatenate([self._network.scores(forms[p], places[p], hits[p]) for p in pieces])


def _logarithms(scores: Array) -> Array:
    """Of the probabilities that the scores stand for, row by row."""
    logs: Array = scores - scores.max(axis=1, keepdims=True)
    logs -= np.log(np.exp(logs).sum(axis=1, keepdims=True))
    return logs


def sureness(logs: Array, spans: Sequence[Span]) -> list[float]:
    """How probable each span is, by the logarithms of the probabilities of its labels.

    ``logs`` has a row per token and a column per label of names. It is the geometric mean over
    the labels that the span stands for: of one token S, of more B, I …, E.
    """
    if not spans:
        return []
    kinds, firsts, ends = zip(*spans, strict=True)
    kind = np.array([_COLUMN[kind] for kind in kinds])
    first, end = np.array(firsts), np.array(ends)
    begin = 1 + 4 * kind
    last = np.maximum(first, end - 1)
    # Sums of the labels I from the first token on, a column per type.
    inner = np.cumsum(logs[:, 2::4], axis=0, dtype=np.float64)
    between = inner[np.maximum(last - 1, first), kind] - inner[first, kind]
    long = logs[first, begin] + between + logs[last, begin + 2]
    total = np.where(first == last, logs[first, begin + 3], long)
    # Rounded, so that no difference in the last bits between machines is told.
    sure: list[float] = np.exp(total / (last - first + 1)).round(4).tolist()
    return sure


@cache
def open_tagger(path: str) -> Tagger:
    """The tagger of a model file, or of the one in the package when ``path`` is ``SHIPPED``."""
    if path == SHIPPED:
        return Tagger(Network(load(Path(str(files("vnnews.find.tagger") / "model.npz")))))
    return Tagger(Network(load(Path(path))))
