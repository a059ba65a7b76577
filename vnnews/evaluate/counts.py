"""Counts that add up, and the scores that follow from them."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import TypeVar

import msgspec

T = TypeVar("T")


class Counts(msgspec.Struct, frozen=True):
    """True positives, false positives, false negatives.

    >>> total = Counts(3, 1, 0) + Counts(1, 0, 3)
    >>> total.precision, round(total.recall, 3), round(total.f1, 3), total.support
    (0.8, 0.571, 0.667, 7)
    """

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def predicted(self) -> int:
        """How many were predicted."""
        return self.tp + self.fp

    @property
    def support(self) -> int:
        """How many there are in gold."""
        return self.tp + self.fn

    @property
    def precision(self) -> float:
        """Share of the predicted that is right; 0 when nothing was predicted."""
        return self.tp / max(1, self.predicted)

    @property
    def recall(self) -> float:
        """Share of gold that was found; 0 when there is none."""
        return self.tp / max(1, self.support)

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        return 2 * self.tp / max(1, self.predicted + self.support)


class Shares(msgspec.Struct, frozen=True):
    """As ``Counts`` where each mention is right by a share, as B-cubed has it."""

    precision_sum: float = 0.0
    predicted: int = 0
    recall_sum: float = 0.0
    support: int = 0

    def __add__(self, other: Shares) -> Shares:
        return Shares(
            self.precision_sum + other.precision_sum,
            self.predicted + other.predicted,
            self.recall_sum + other.recall_sum,
            self.support + other.support,
        )

    @property
    def precision(self) -> float:
        """Mean share over the predicted mentions."""
        return self.precision_sum / max(1, self.predicted)

    @property
    def recall(self) -> float:
        """Mean share over the mentions of gold."""
        return self.recall_sum / max(1, self.support)

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


class Ratio(msgspec.Struct, frozen=True):
    """``hits`` of ``total``."""

    hits: int = 0
    total: int = 0

    def __add__(self, other: Ratio) -> Ratio:
        return Ratio(self.hits + other.hits, self.total + other.total)

    @property
    def share(self) -> float:
        """Hits divided by the total; 0 when there is none."""
        return self.hits / max(1, self.total)


def compare(gold: AbstractSet[T], predicted: AbstractSet[T]) -> Counts:
    """Counts of two sets of facts.

    >>> compare({1, 2}, {2, 3})
    Counts(tp=1, fp=1, fn=1)
    """
    tp = len(gold & predicted)
    return Counts(tp, len(predicted) - tp, len(gold) - tp)
