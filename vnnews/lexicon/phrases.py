"""Phrases looked up in tokens: longest match, going on only while a longer phrase may follow."""

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

    __slots__ = ("_openers", "_prefixes", "_values")

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        """Of several entries with one phrase, the first is kept."""
        self._values: dict[str, T] = {}
        self._openers: set[str] = set()
        self._prefixes: set[str] = set()
        for phrase, value in entries:
            words = tokenize_phrase(phrase)
            if not words:
                continue
            self._openers.add(words[0])
            key = words[0]
            for word in words[1:]:
                self._prefixes.add(key)
                key = f"{key} {word}"
            self._values.setdefault(key, value)

    def __len__(self) -> int:
        return len(self._values)

    def get(self, phrase: str) -> T | None:
        """The value of ``phrase``, or None."""
        return self._values.get(" ".join(tokenize_phrase(phrase)))

    def longest(self, lower: Sequence[str], at: int) -> tuple[int, T] | None:
        """End (token index) and value of the longest phrase that starts at token ``at``."""
        key, end, size = lower[at], at + 1, len(lower)
        value = self._values.get(key)
        found = None if value is None else (end, value)
        while end < size and key in self._prefixes:
            key = f"{key} {lower[end]}"
            end += 1
            value = self._values.get(key)
            if value is not None:
                found = end, value
        return found

    def openings(self, lower: Sequence[str]) -> list[int]:
        """Positions of the tokens that open a phrase of the table: where a match may start."""
        openers = self._openers
        return [i for i, word in enumerate(lower) if word in openers]

    def scan(self, lower: Sequence[str]) -> list[tuple[int, int, T]]:
        """All longest matches from left to right, not overlapping: ``(start, end, value)``."""
        found: list[tuple[int, int, T]] = []
        i = 0
        while i < len(lower):
            match = self.longest(lower, i) if lower[i] in self._openers else None
            if match is None:
                i += 1
            else:
                found.append((i, match[0], match[1]))
                i = match[0]
        return found
