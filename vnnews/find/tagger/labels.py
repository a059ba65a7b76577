"""Labels of tokens: BIOES for each layer, and the way from scores to spans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf
from typing import TYPE_CHECKING

import msgspec

from vnnews.records import MentionType

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Scores = npt.NDArray[np.float32]

# Spans as token ranges: (type, start, end).
Span = tuple[MentionType, int, int]
_BEGIN, _INNER, _END, _SINGLE = range(4)


class Layer(msgspec.Struct, frozen=True):
    """Types whose spans never overlap one another. Label 0 is outside, then B I E S per type."""

    types: tuple[MentionType, ...]

    @property
    def size(self) -> int:
        """Number of labels."""
        return 1 + 4 * len(self.types)


LAYERS = (Layer(("PER", "ORG", "LOC", "DATE")), Layer(("TITLE",)), Layer(("AGREEMENT",)))
LABELS = sum(layer.size for layer in LAYERS)


def encode(spans: Iterable[Span], count: int, layer: Layer) -> list[int]:
    """Labels of ``count`` tokens for spans that do not overlap.

    >>> encode([("TITLE", 1, 3), ("TITLE", 3, 4)], 5, Layer(("TITLE",)))
    [0, 1, 3, 4, 0]
    """
    labels = [0] * count
    for kind, start, end in spans:
        if kind in layer.types:
            base = 1 + 4 * layer.types.index(kind)
            labels[start:end] = [base + _INNER] * (end - start)
            labels[start] = base + _BEGIN
            labels[end - 1] = base + (_SINGLE if end - start == 1 else _END)
    return labels


def read_labels(labels: Sequence[int], layer: Layer) -> list[Span] | None:
    """The spans of a label sequence; None where it is not valid.

    >>> read_labels([0, 1, 3, 4, 0], Layer(("TITLE",))), read_labels([1, 4], Layer(("TITLE",)))
    ([('TITLE', 1, 3), ('TITLE', 3, 4)], None)
    """
    spans: list[Span] = []
    begin = opened = 0  # label B of the span that is open, and where it began
    for at, label in enumerate(labels):
        part = (label - 1) % 4 if label else None
        if begin:
            if part not in (_INNER, _END) or label - part != begin:
                return None
            if part == _END:
                spans.append((layer.types[begin // 4], opened, at + 1))
                begin = 0
        elif part == _SINGLE:
            spans.append((layer.types[label // 4 - 1], at, at + 1))
        elif part == _BEGIN:
            begin, opened = label, at
        elif part is not None:
            return None
    return None if begin else spans


def best_spans(scores: Scores, sentences: Sequence[tuple[int, int]], layer: Layer) -> list[Span]:
    """Spans of a valid label sequence of great total score: none crosses a sentence's edge.

    ``scores`` has a row per token and a column per label. Where the best label of every token
    makes a valid sequence, which is nearly everywhere, that is the answer; Viterbi's algorithm
    mends the other stretches, each from one token that is outside to the next.
    """
    import numpy as np  # noqa: PLC0415  import vnnews must stay fast

    labels = scores.argmax(axis=1)
    inside = np.flatnonzero(labels).tolist()
    best = labels.tolist()
    begins = {begin for begin, _ in sentences}
    found: list[Span] = []
    at = 0
    while at < len(inside):
        start = end = inside[at]
        while at < len(inside) and inside[at] == end and (end == start or end not in begins):
            at += 1
            end += 1
        spans = read_labels(best[start:end], layer)
        if spans is None:
            spans = read_labels(_viterbi(scores[start:end], layer), layer) or []
        found += [(kind, start + first, start + last) for kind, first, last in spans]
    return found


def _viterbi(scores: Scores, layer: Layer) -> list[int]:
    """The valid label sequence of greatest total score.

    After a token either no span is open or one of some type is: what is best for each is kept.
    """
    kinds = range(len(layer.types))
    closed, opened = 0.0, [-inf for _ in kinds]
    trail: list[tuple[int, list[int]]] = []  # the last labels of the best paths
    for outside, *parts in scores.tolist():
        best, label = closed + outside, 0
        labels: list[int] = []
        for kind in kinds:
            begin, inner, end, single = parts[4 * kind : 4 * kind + 4]
            first = 1 + 4 * kind
            if closed + single > best:
                best, label = closed + single, first + _SINGLE
            if opened[kind] + end > best:
                best, label = opened[kind] + end, first + _END
            goes_on = opened[kind] + inner > closed + begin
            labels.append(first + (_INNER if goes_on else _BEGIN))
            opened[kind] = opened[kind] + inner if goes_on else closed + begin
        closed = best
        trail.append((label, labels))
    path: list[int] = []
    kind_open: int | None = None
    for label, labels in reversed(trail):
        path.append(label if kind_open is None else labels[kind_open])
        part = (path[-1] - 1) % 4 if path[-1] else _SINGLE
        kind_open = (path[-1] - 1) // 4 if part in (_INNER, _END) else None
    return path[::-1]
