"""Labels of tokens: BIOES for each layer, and the way from scores to spans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from vnnews.records import MentionType

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Scores = npt.NDArray[np.float32]
    Labels = npt.NDArray[np.intp]

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


@cache
def transitions(layer: Layer) -> npt.NDArray[np.bool_]:
    """Which label may follow which; row and column ``size`` stand for the sentence's edges."""
    import numpy as np  # noqa: PLC0415  import vnnews must stay fast

    size = layer.size
    part = np.array([_SINGLE, *([_BEGIN, _INNER, _END, _SINGLE] * len(layer.types)), _SINGLE])
    kind = np.array([-1, *np.repeat(np.arange(len(layer.types)), 4), -1])
    closes = (part == _END) | (part == _SINGLE)
    opens = (part == _BEGIN) | (part == _SINGLE)
    runs_on = ~closes[:, None] & ~opens[None, :] & (kind[:, None] == kind[None, :])
    allowed: npt.NDArray[np.bool_] = (closes[:, None] & opens[None, :]) | runs_on
    assert allowed.shape == (size + 1, size + 1)
    return allowed


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


@cache
def _costs(layer: Layer) -> Scores:
    """0 where one label may follow another, as in ``transitions``, else next to never."""
    import numpy as np  # noqa: PLC0415

    return np.where(transitions(layer), np.float32(0), np.float32(-1e9))


def _viterbi(scores: Scores, layer: Layer) -> list[int]:
    import numpy as np  # noqa: PLC0415

    cost, edge = _costs(layer), layer.size
    inner = cost[:edge, :edge]
    best = scores[0] + cost[edge, :edge]
    columns = np.arange(edge)
    pointers = []
    for row in scores[1:]:
        paths = best[:, None] + inner
        pointer = paths.argmax(axis=0)
        pointers.append(pointer)
        best = paths[pointer, columns] + row
    label = int((best + cost[:edge, edge]).argmax())
    path = [label]
    for pointer in reversed(pointers):
        label = int(pointer[label])
        path.append(label)
    return path[::-1]
