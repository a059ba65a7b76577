"""Mentions proposed by the network, and what it thinks of the rules' proposals."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from vnnews.find.candidate import Candidate
from vnnews.find.tagger import SHIPPED, features
from vnnews.find.tagger.labels import LAYERS, Span, best_labels, decode
from vnnews.find.tagger.model import load
from vnnews.find.tagger.network import Network
from vnnews.records import MentionType
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
            features.hits(tokens, hits),
        )
        return Reading(tokens, scores)


class Reading:
    """The probabilities of labels in one article, and the mentions that follow from them."""

    def __init__(self, tokens: Tokens, scores: Array) -> None:
        self._tokens = tokens
        self._layers: list[Array] = []
        self._sums: list[Any] = [None] * len(LAYERS)
        column = 0
        for layer in LAYERS:
            part = scores[:, column : column + layer.size]
            column += layer.size
            part = part - part.max(axis=1, keepdims=True)
            self._layers.append(part - np.log(np.exp(part).sum(axis=1, keepdims=True)))

    def candidates(self, *types: MentionType) -> list[Candidate]:
        """The most probable mentions of the layers of ``types``, in order, without overlaps."""
        tokens = self._tokens
        spans: list[Span] = []
        for layer, logs in zip(LAYERS, self._layers, strict=True):
            if any(kind in types for kind in layer.types):
                found = decode(best_labels(logs, tokens.sentences, layer), layer)
                spans.extend(span for span in found if span[0] in types)
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
        found = np.zeros(len(spans))
        for number, (layer, logs) in enumerate(zip(LAYERS, self._layers, strict=True)):
            mine = [i for i, (kind, a, b) in enumerate(spans) if kind in layer.types and a < b]
            if not mine:
                continue
            label = 1 + 4 * np.array([layer.types.index(spans[i][0]) for i in mine])
            first = np.array([spans[i][1] for i in mine])
            last = np.array([spans[i][2] - 1 for i in mine])
            upto = self._inner(number)
            column = label // 4
            inner = upto[np.maximum(last - 1, first), column] - upto[first, column]
            long = logs[first, label] + inner + logs[last, label + 2]
            total = np.where(first == last, logs[first, label + 3], long)
            found[mine] = np.exp(total / (last - first + 1))
        sure: list[float] = found.tolist()
        return sure

    def _inner(self, number: int) -> Array:
        """Sums of the labels I from the first token on, a column per type."""
        if self._sums[number] is None:
            self._sums[number] = np.cumsum(self._layers[number][:, 2::4], axis=0, dtype=np.float64)
        return self._sums[number]


@cache
def open_tagger(path: str) -> Tagger:
    """The tagger of a model file, or of the one in the package when ``path`` is ``SHIPPED``."""
    if path == SHIPPED:
        return Tagger(Network(load(Path(str(files("vnnews.find.tagger") / "model.npz")))))
    return Tagger(Network(load(Path(path))))
