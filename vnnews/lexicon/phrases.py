"""Phrases looked up in tokens: longest match by first syllable, one dictionary probe per length."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from vnnews.text.tokens import tokenize_phrase

T = TypeVar("T")


class Phrases(Generic[T]):
    """An immutable table from phrase (lower-cased token sequence) to a value.

    >>> table = Phrases([("phó chủ tịch", 1), ("chủ tịch", 2), ("phó", 3)])
    >>> words = "ông phó chủ tịch nói".split()
    >>> table.longest(words, 1), table.longest(words, 2), table.longest(words, 0)
    ((4, 1), (4, 2), None)
    """

    __slots__ = ("_lengths", "_values")

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        """Of several entries with one phrase, the first is kept."""
        self._values: dict[str, T] = {}
        lengths: dict[str, set[int]] = {}
        for phrase, value in entries:
            words = tokenize_phrase(phrase)
            if words:
                self._values.setdefault(" ".join(words), value)
                lengths.setdefault(words[0], set()).add(len(words))
        self._lengths = {
            word: tuple(sorted(found, reverse=True)) for word, found in lengths.items()
        }

    def __len__(self) -> int:
        return len(self._values)

    def get(self, phrase: str) -> T | None:
        """The value of ``phrase``, or None."""
        return self._values.get(" ".join(tokenize_phrase(phrase)))

    def longest(self, lower: Sequence[str], at: int) -> tuple[int, T] | None:
        """End (token index) and value of the longest phrase that starts at token ``at``."""
        lengths = self._lengths.get(lower[at])
        if lengths is None:
            return None
        for length in lengths:
            key = " ".join(lower[at : at + length])
            value = self._values.get(key)
            if value is not None and at + length <= len(lower):
                return at + length, value
        return None

    def openings(self, lower: Sequence[str]) -> list[int]:
        """Positions of the tokens that open a phrase of the table: where a match may start."""
        lengths = self._lengths
        return [i for i, word in enumerate(lower) if word in lengths]

    def scan(self, lower: Sequence[str]) -> list[tuple[int, int, T]]:
        """All longest matches from left to right, not overlapping: ``(start, end, value)``."""
        found: list[tuple[int, int, T]] = []
        i = 0
        while i < len(lower):
            match = self.longest(lower, i) if lower[i] in self._lengths else None
            if match is None:
                i += 1
            else:
                found.append((i, match[0], match[1]))
                i = match[0]
        return found
