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
from vnnews.find.tagger.network import Network
from vnnews.text.tokens import Tokens

if TYPE_CHECKING:
    from vnnews.find.tagger.model import Array


class Tagger:
    """Reads articles; made once per model file by ``open_tagger``."""

    def __init__(self, network: Network) -> None:
        self._network = network

    def read(self, tokens: Tokens, hits: Sequence[Candidate]) -> Reading:
        """What the network makes of an article, with the rules' candidates as evidence."""
        scores = self._network.scores(
            tokens.form,
            features.places(tokens),
            features.capital_groups(tokens),
            features.hits(tokens, hits),
        )
        return Reading(tokens, scores)


class Reading:
    """The probabilities of labels in one article, and the mentions that follow from them."""

    def __init__(self, tokens: Tokens, scores: Array) -> None:
        self._tokens = tokens
        self._layers: list[Array] = []
        column = 0
        for layer in LAYERS:
            part = scores[:, column : column + layer.size]
            column += layer.size
            part = part - part.max(axis=1, keepdims=True)
            self._layers.append(part - np.log(np.exp(part).sum(axis=1, keepdims=True)))

    def candidates(self) -> list[Candidate]:
        """The most probable mentions: layer by layer, each in order and without overlaps."""
        tokens = self._tokens
        spans: list[Span] = []
        for layer, logs in zip(LAYERS, self._layers, strict=True):
            labels = best_labels(logs, tokens.sentences, layer)
            spans.extend(decode(labels.tolist(), layer))
        return [
            Candidate(kind, tokens.start[first], tokens.end[last - 1], "tagger", sure)
            for (kind, first, last), sure in zip(spans, self._sureness(spans), strict=True)
        ]

    def probabilities(self, candidates: Sequence[Candidate]) -> list[float]:
        """How probable each mention is: the geometric mean over the labels that it stands for."""
        ranges = [self._tokens.range(c.start, c.end) for c in candidates]
        return self._sureness(
            [(c.type, *found) for c, found in zip(candidates, ranges, strict=True)]
        )

    def _sureness(self, spans: Sequence[Span]) -> list[float]:
        """For a span of one token the label S counts, for a longer one B, I …, E."""
        found = np.zeros(len(spans), dtype=np.float64)
        for layer, logs in zip(LAYERS, self._layers, strict=True):
            for number, kind in enumerate(layer.types):
                mine = [i for i, span in enumerate(spans) if span[0] == kind and span[1] < span[2]]
                if not mine:
                    continue
                first = np.array([spans[i][1] for i in mine])
                last = np.array([spans[i][2] - 1 for i in mine])
                begin, inner, end, single = logs[:, 1 + 4 * number : 5 + 4 * number].T
                upto = np.cumsum(inner, dtype=np.float64)
                long = begin[first] + end[last] + upto[np.maximum(last - 1, first)] - upto[first]
                total = np.where(first == last, single[first], long)
                found[mine] = np.exp(total / (last - first + 1))
        sure: list[float] = found.tolist()
        return sure


@cache
def open_tagger(path: str) -> Tagger:
    """The tagger of a model file, or of the one in the package when ``path`` is ``SHIPPED``."""
    if path == SHIPPED:
        return Tagger(Network(load(Path(str(files("vnnews.find.tagger") / "model.npz")))))
    return Tagger(Network(load(Path(path))))
