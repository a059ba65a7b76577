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
from vnnews.records import MentionType
from vnnews.text.tokens import Tokens

if TYPE_CHECKING:
    from vnnews.find.tagger.model import Array


_SIZES = [layer.size for layer in LAYERS]
_COLUMNS = [
    slice(end - size, end) for end, size in zip(np.cumsum(_SIZES).tolist(), _SIZES, strict=True)
]
_KINDS = [kind for layer in LAYERS for kind in layer.types]
# Of each type the column of its label B; those of I, E and S follow.
_BEGIN = np.array(
    [
        columns.start + 1 + 4 * number
        for layer, columns in zip(LAYERS, _COLUMNS, strict=True)
        for number in range(len(layer.types))
    ]
)
_INNER = _BEGIN + 1


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
        logs = np.empty_like(scores)
        for columns in _COLUMNS:
            part = scores[:, columns]
            part = part - part.max(axis=1, keepdims=True)
            np.subtract(part, np.log(np.exp(part).sum(axis=1, keepdims=True)), out=logs[:, columns])
        self._logs = logs
        # Sums of the labels I from the first token on, a column per type.
        self._inner = np.cumsum(logs[:, _INNER], axis=0, dtype=np.float64)

    def candidates(self, *types: MentionType) -> list[Candidate]:
        """The most probable mentions of the layers of ``types``, in order, without overlaps."""
        tokens = self._tokens
        spans: list[Span] = []
        for layer, columns in zip(LAYERS, _COLUMNS, strict=True):
            if any(kind in types for kind in layer.types):
                labels = best_labels(self._logs[:, columns], tokens.sentences, layer)
                spans.extend(span for span in decode(labels, layer) if span[0] in types)
        return [
            Candidate(kind, tokens.start[first], tokens.end[last - 1], "tagger", sure)
            for (kind, first, last), sure in zip(spans, self._sureness(spans), strict=True)
        ]

    def probabilities(self, candidates: Sequence[Candidate]) -> list[float]:
        """How probable each mention is: the geometric mean over the labels that it stands for."""
        return self._sureness([(c.type, *self._tokens.range(c.start, c.end)) for c in candidates])

    def _sureness(self, spans: Sequence[Span]) -> list[float]:
        """For a span of one token the label S counts, for a longer one B, I …, E."""
        if not spans:
            return []
        kind = np.array([_KINDS.index(span[0]) for span in spans])
        first = np.array([span[1] for span in spans])
        last = np.maximum(first, [span[2] - 1 for span in spans])
        logs, begin = self._logs, _BEGIN[kind]
        inner = self._inner[np.maximum(last - 1, first), kind] - self._inner[first, kind]
        long = logs[first, begin] + inner + logs[last, begin + 2]
        total = np.where(first == last, logs[first, begin + 3], long)
        sure: list[float] = np.exp(total / (last - first + 1)).tolist()
        return sure


@cache
def open_tagger(path: str) -> Tagger:
    """The tagger of a model file, or of the one in the package when ``path`` is ``SHIPPED``."""
    if path == SHIPPED:
        return Tagger(Network(load(Path(str(files("vnnews.find.tagger") / "model.npz")))))
    return Tagger(Network(load(Path(path))))
