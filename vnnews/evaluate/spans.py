"""Mentions of gold and prediction set against each other.

Four measures, each one to one; in the terms of SemEval-2013 task 9:

- ``strict``: same type, same boundaries.
- ``exact``: same boundaries, whatever the type.
- ``type``: every mention is paired with the one that fits it best whatever its type, first by equal
  boundaries, then by length of the overlap; right when the types of the pair agree.
- ``overlap``: mentions of one type are paired in the order of the text as soon as they overlap,
  as ``score.py`` does; other types do not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from vnnews.evaluate.counts import Counts
from vnnews.formats.brat import Annotations

# PER, ORG, LOC and DATE never overlap each other; TITLE and AGREEMENT stand over them.
LAYERS = (("PER", "ORG", "LOC", "DATE"), ("TITLE",), ("AGREEMENT",))


class Labelled(msgspec.Struct, frozen=True, order=True):
    """A mention by its boundaries and type."""

    start: int
    end: int
    type: str

    def shared(self, other: Labelled) -> int:
        """How many characters both cover."""
        return min(self.end, other.end) - max(self.start, other.start)


Pair = tuple[Labelled | None, Labelled | None]


def layer(annotations: Annotations, types: Sequence[str]) -> list[Labelled]:
    """Mentions of these types, in order, each once."""
    spans = (s for s in annotations.spans if s.type in types)
    return sorted({Labelled(s.start, s.end, s.type) for s in spans})


def touching(gold: Sequence[Labelled], predicted: Sequence[Labelled]) -> Iterator[tuple[int, int]]:
    """Indices of all pairs that overlap; both sequences are sorted."""
    low = 0
    for i, g in enumerate(gold):
        while low < len(predicted) and predicted[low].end <= g.start:
            low += 1
        for j in range(low, len(predicted)):
            if predicted[j].start >= g.end:
                break
            if predicted[j].end > g.start:
                yield i, j


def pair(gold: Sequence[Labelled], predicted: Sequence[Labelled]) -> list[Pair]:
    """Each mention once, beside the one that fits it best or None; both sequences are sorted.

    >>> gold, predicted = [Labelled(0, 4, "PER")], [Labelled(0, 4, "LOC"), Labelled(6, 8, "PER")]
    >>> [(g and g.type, p and p.type) for g, p in pair(gold, predicted)]
    [('PER', 'LOC'), (None, 'PER')]
    """

    def fit(indices: tuple[int, int]) -> tuple[bool, int, bool, int, int]:
        i, j = indices
        g, p = gold[i], predicted[j]
        same = (g.start, g.end) == (p.start, p.end)
        return not same, -g.shared(p), g.type != p.type, i, j

    partner: dict[int, int] = {}
    taken: set[int] = set()
    for i, j in sorted(touching(gold, predicted), key=fit):
        if i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    pairs: list[Pair] = [
        (g, predicted[partner[i]] if i in partner else None) for i, g in enumerate(gold)
    ]
    pairs.extend((None, p) for j, p in enumerate(predicted) if j not in taken)
    return pairs


def overlapping(gold: Iterable[Labelled], predicted: Iterable[Labelled]) -> int:
    """How many of gold, in order, find a prediction that overlaps and is not taken yet."""
    found: set[int] = set()
    taken: set[int] = set()
    for i, j in touching(sorted(gold), sorted(predicted)):
        if i not in found and j not in taken:
            found.add(i)
            taken.add(j)
    return len(found)


class SpanScores(msgspec.Struct, frozen=True):
    """The four measures of one type."""

    strict: Counts = Counts()
    overlap: Counts = Counts()
    type: Counts = Counts()
    exact: Counts = Counts()

    def __add__(self, other: SpanScores) -> SpanScores:
        return SpanScores(
            self.strict + other.strict,
            self.overlap + other.overlap,
            self.type + other.type,
            self.exact + other.exact,
        )


def score_spans(gold: Annotations, predicted: Annotations) -> dict[str, SpanScores]:
    """The measures of every type in one article."""
    scores: dict[str, SpanScores] = {}
    for types in LAYERS:
        told, made = layer(gold, types), layer(predicted, types)
        pairs = pair(told, made)
        for label in types:
            g = [span for span in told if span.type == label]
            p = [span for span in made if span.type == label]
            hits = (
                len(set(g) & set(p)),
                overlapping(g, p),
                sum(bool(a and b and a.type == b.type == label) for a, b in pairs),
            )
            strict, overlap, type_ = (Counts(n, len(p) - n, len(g) - n) for n in hits)
            scores[label] = SpanScores(strict, overlap, type_, _exact(g, p, told, made))
    return scores


def _exact(
    gold: list[Labelled], predicted: list[Labelled], told: list[Labelled], made: list[Labelled]
) -> Counts:
    """Gold of one type whose boundaries anything has, and predictions of it on none of gold's."""
    boundaries = {(span.start, span.end) for span in made}
    in_gold = {(span.start, span.end) for span in told}
    tp = sum((span.start, span.end) in boundaries for span in gold)
    fp = sum((span.start, span.end) not in in_gold for span in predicted)
    return Counts(tp, fp, len(gold) - tp)
