"""Labels of tokens: BIOES for each layer, and the way from scores to spans."""

from __future__ import annotations

from bisect import bisect_right
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


def decode(labels: Sequence[int] | Labels, layer: Layer) -> list[Span]:
    """Spans of a valid label sequence.

    >>> decode([0, 1, 3, 4, 0], Layer(("TITLE",)))
    [('TITLE', 1, 3), ('TITLE', 3, 4)]
    """
    import numpy as np  # noqa: PLC0415  import vnnews must stay fast

    given = np.asarray(labels, dtype=np.intp)
    parts = (given - 1) % 4
    inside = given > 0
    begins = np.flatnonzero(inside & ((parts == _BEGIN) | (parts == _SINGLE))).tolist()
    ends = np.flatnonzero(inside & ((parts == _END) | (parts == _SINGLE))).tolist()
    return [
        (layer.types[(int(given[begin]) - 1) // 4], begin, end + 1)
        for begin, end in zip(begins, ends, strict=True)
    ]


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


def best_labels(scores: Scores, sentences: Sequence[tuple[int, int]], layer: Layer) -> Labels:
    """A valid label sequence of great total score: mentions never cross a sentence's edge.

    ``scores`` has a row per token and a column per label. Where the best label of every token
    makes a valid sequence, which is nearly everywhere, that is the answer; Viterbi's algorithm
    mends the other stretches, each from one token that is outside to the next.
    """
    import numpy as np  # noqa: PLC0415

    allowed = transitions(layer)
    edge = layer.size
    labels: Labels = scores.argmax(axis=1)
    before = np.full_like(labels, edge)
    after = np.full_like(labels, edge)
    before[1:], after[:-1] = labels[:-1], labels[1:]
    starts = [start for start, _ in sentences]
    before[starts] = edge
    after[[end - 1 for _, end in sentences]] = edge
    wrong = np.flatnonzero(~(allowed[before, labels] & allowed[labels, after]))
    mended = 0
    for token in wrong.tolist():
        if token < mended:
            continue
        first, last = sentences[bisect_right(starts, token) - 1]
        inside = labels[first:last] != 0
        start, end = token, token + 1
        while start > first and inside[start - 1 - first]:
            start -= 1
        while end < last and inside[end - first]:
            end += 1
        labels[start:end] = _viterbi(scores[start:end], layer)
        mended = end
    return labels


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
