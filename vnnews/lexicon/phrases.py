"""Phrases looked up in tokens: longest match, going on only while a longer phrase may follow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from vnnews.text.tokens import tokenize_phrase

T = TypeVar("T")
_NOTHING = (None, False)
_BEGINNING = (None, True)


class Phrases(Generic[T]):
    """An immutable table from phrase (lower-cased token sequence) to a value.

    >>> table = Phrases([("phó chủ tịch", 1), ("chủ tịch", 2), ("phó", 3)])
    >>> words = "ông phó chủ tịch nói".split()
    >>> table.longest(words, 1), table.longest(words, 2), table.longest(words, 0)
    ((4, 1), (4, 2), None)
    """

    __slots__ = ("_openers", "_size", "_steps")

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        """Of several entries with one phrase, the first is kept."""
        # Words so far, joined → value of that phrase (None: only a beginning), and whether more
        # words may follow.
        self._steps: dict[str, tuple[T | None, bool]] = {}
        self._openers: set[str] = set()
        self._size = 0
        steps = self._steps
        for phrase, value in entries:
            words = tokenize_phrase(phrase)
            if not words:
                continue
            self._openers.add(words[0])
            key = words[0]
            for word in words[1:]:
                known = steps.get(key)
                if known is None:
                    steps[key] = _BEGINNING
                elif not known[1]:
                    steps[key] = known[0], True
                key = f"{key} {word}"
            known = steps.get(key, _NOTHING)
            if known[0] is None:
                self._size += 1
                steps[key] = value, known[1]

    def __len__(self) -> int:
        return self._size

    def get(self, phrase: str) -> T | None:
        """The value of ``phrase``, or None."""
        return self._steps.get(" ".join(tokenize_phrase(phrase)), _NOTHING)[0]

    def opens(self, word: str) -> bool:
        """Whether a phrase of the table begins with ``word``."""
        return word in self._openers

    def longest(self, lower: Sequence[str], at: int) -> tuple[int, T] | None:
        """End (token index) and value of the longest phrase that starts at token ``at``."""
        key = lower[at]
        step = self._steps.get(key)
        if step is None:
            return None  # most tokens open no phrase
        found: tuple[int, T] | None = None
        end, size = at + 1, len(lower)
        while step is not None:
            value, goes_on = step
            if value is not None:
                found = end, value
            if not goes_on or end == size:
                break
            key = f"{key} {lower[end]}"
            end += 1
            step = self._steps.get(key)
        return found

    def every(self, lower: Sequence[str], at: int) -> Sequence[tuple[int, T]]:
        """Ends and values of all phrases that start at token ``at``, longest first.

        >>> Phrases([("tỉnh", 1), ("tỉnh ủy", 2)]).every(["tỉnh", "ủy", "họp"], 0)
        [(2, 2), (1, 1)]
        """
        key = lower[at]
        step = self._steps.get(key)
        if step is None:
            return ()
        found: list[tuple[int, T]] = []
        end, size = at + 1, len(lower)
        while step is not None:
            value, goes_on = step
            if value is not None:
                found.append((end, value))
            if not goes_on or end == size:
                break
            key = f"{key} {lower[end]}"
            end += 1
            step = self._steps.get(key)
        return found[::-1]

    def openings(self, lower: Sequence[str]) -> list[int]:
        """Positions of the tokens that open a phrase of the table: where a match may start."""
        openers = self._openers
        return [i for i, word in enumerate(lower) if word in openers]

    def scan(self, lower: Sequence[str]) -> list[tuple[int, int, T]]:
        """All longest matches from left to right, not overlapping: ``(start, end, value)``."""
        found: list[tuple[int, int, T]] = []
        free = 0
        for at in self.openings(lower):
            match = self.longest(lower, at) if at >= free else None
            if match is not None:
                free = match[0]
                found.append((at, *match))
        return found
