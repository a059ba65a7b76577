"""Mentions proposed by the network, and what it thinks of the rules' proposals."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from vnnews.find.candidate import Candidate
from vnnews.find.tagger import SHIPPED, features
from vnnews.find.tagger.labels import LAYERS, Span, best_labels, decode
from vnnews.find.tagger.model import load
from vnnews.find.tagger.network import REACH, Network
from vnnews.text.tokens import Tokens

if TYPE_CHECKING:
    import numpy.typing as npt

    from vnnews.find.tagger.model import Array


# TITLE and AGREEMENT are learned beside the names for what they teach of them; their grammar reads
# them better than the network does, once the names are known.
_NAMES = LAYERS[0]
_NEAR = 2  # tokens from a capital or a hit within which a name may begin or end
_NEVER = -20.0  # logarithm of the probability of a name elsewhere


class Tagger:
    """Reads articles; made once per model file by ``open_tagger``."""

    def __init__(self, network: Network) -> None:
        self._network = network

    def read(self, tokens: Tokens, hits: Sequence[Candidate]) -> Reading:
        """What the network makes of an article, with the rules' candidates as evidence.

        Only the surroundings of capitals and hits are read: no name is anywhere else.
        """
        flags = features.hits(tokens, hits)
        capitals = np.array([form[0].isupper() for form in tokens.form], dtype=bool)
        evidence = np.logical_or(flags.any(axis=1), capitals)
        seen = np.flatnonzero(_within(evidence, _NEAR + REACH))
        scores = self._network.scores(
            [tokens.form[i] for i in seen.tolist()], features.places(tokens)[seen], flags[seen]
        )
        logs = np.full((len(tokens), _NAMES.size), _NEVER, dtype=np.float32)
        logs[:, 0] = 0
        part = scores[:, : _NAMES.size]
        part = part - part.max(axis=1, keepdims=True)
        part -= np.log(np.exp(part).sum(axis=1, keepdims=True))
        near = _within(evidence, _NEAR)[seen]
        logs[seen[near]] = part[near]
        return Reading(tokens, logs)


def _within(marked: npt.NDArray[np.bool_], reach: int) -> npt.NDArray[np.bool_]:
    """Which tokens are at most ``reach`` away from a marked one."""
    found = marked.copy()
    for distance in range(1, reach + 1):
        found[distance:] |= marked[:-distance]
        found[:-distance] |= marked[distance:]
    return found


class Reading:
    """The probabilities of the labels of names in one article, and what follows from them."""

    def __init__(self, tokens: Tokens, logs: Array) -> None:
        """Read the logarithms of the probabilities: a row per token, a column per label."""
        self._tokens = tokens
        self._logs = logs
        # Sums of the labels I from the first token on, a column per type.
        self._inner = np.cumsum(logs[:, 2::4], axis=0, dtype=np.float64)

    def candidates(self) -> list[Candidate]:
        """The most probable names, in order, without overlaps."""
        tokens = self._tokens
        spans = decode(best_labels(self._logs, tokens.sentences, _NAMES), _NAMES)
        return [
            Candidate(kind, tokens.start[first], tokens.end[last - 1], "tagger", sure)
            for (kind, first, last), sure in zip(spans, self._sureness(spans), strict=True)
        ]

    def probabilities(self, names: Sequence[Candidate]) -> list[float]:
        """How probable each name is: the geometric mean over the labels that it stands for."""
        return self._sureness([(c.type, *self._tokens.range(c.start, c.end)) for c in names])

    def _sureness(self, spans: Sequence[Span]) -> list[float]:
        """For a span of one token the label S counts, for a longer one B, I …, E."""
        if not spans:
            return []
        kind = np.array([_NAMES.types.index(span[0]) for span in spans])
        first = np.array([span[1] for span in spans])
        last = np.maximum(first, [span[2] - 1 for span in spans])
        logs, begin = self._logs, 1 + 4 * kind
        inner = self._inner[np.maximum(last - 1, first), kind] - self._inner[first, kind]
        long = logs[first, begin] + inner + logs[last, begin + 2]
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
