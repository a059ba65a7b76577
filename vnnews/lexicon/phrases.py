"""Phrases looked up in tokens: longest match, going on only while a longer phrase may follow."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from itertools import compress, count
from typing import Generic, TypeVar

from vnnews.text.tokens import tokenize_phrase

T = TypeVar("T")


class _Node(Generic[T]):
    """The words so far: the value of this phrase (None: only a beginning), and what may follow."""

    __slots__ = ("longer", "value")

    def __init__(self) -> None:
        self.value: T | None = None
        self.longer: dict[str, _Node[T]] | None = None


class Phrases(Generic[T]):
    """An immutable table from phrase (lower-cased token sequence) to a value.

    >>> table = Phrases([("phó chủ tịch", 1), ("chủ tịch", 2), ("phó", 3)])
    >>> words = "ông phó chủ tịch nói".split()
    >>> table.longest(words, 1), table.longest(words, 2), table.longest(words, 0)
    ((4, 1), (4, 2), None)
    """

    __slots__ = ("_first", "_size")

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        """Of several entries with one phrase, the first is kept."""
        self._first: dict[str, _Node[T]] = {}
        self._size = 0
        for phrase, value in entries:
            node: _Node[T] | None = None
            for word in tokenize_phrase(phrase):
                if node is None:
                    following = self._first
                elif node.longer is None:
                    following = node.longer = {}
                else:
                    following = node.longer
                node = following.get(word)
                if node is None:
                    node = following[sys.intern(word)] = _Node()
            if node is not None and node.value is None:
                node.value = value
                self._size += 1

    def __len__(self) -> int:
        return self._size

    def get(self, phrase: str) -> T | None:
        """The value of ``phrase``, or None."""
        words = tokenize_phrase(phrase)
        match = self.longest(words, 0) if words else None
        return match[1] if match and match[0] == len(words) else None

    def opens(self, word: str) -> bool:
        """Whether a phrase of the table begins with ``word``."""
        return word in self._first

    def longest(self, lower: Sequence[str], at: int) -> tuple[int, T] | None:
        """End (token index) and value of the longest phrase that starts at token ``at``."""
        node = self._first.get(lower[at])
        if node is None:
            return None  # most tokens open no phrase
        found: tuple[int, T] | None = None
        end, size = at, len(lower)
        while node is not None:
            end += 1
            if node.value is not None:
                found = end, node.value
            if node.longer is None or end == size:
                break
            node = node.longer.get(lower[end])
        return found

    def every(self, lower: Sequence[str], at: int) -> Sequence[tuple[int, T]]:
        """Ends and values of all phrases that start at token ``at``, longest first.

        >>> Phrases([("tỉnh", 1), ("tỉnh ủy", 2)]).every(["tỉnh", "ủy", "họp"], 0)
        [(2, 2), (1, 1)]
        """
        node = self._first.get(lower[at])
        if node is None:
            return ()
        found: list[tuple[int, T]] = []
        end, size = at, len(lower)
        while node is not None:
            end += 1
            if node.value is not None:
                found.append((end, node.value))
            if node.longer is None or end == size:
                break
            node = node.longer.get(lower[end])
        return found[::-1]

    def openings(self, lower: Sequence[str], start: int = 0, end: int | None = None) -> list[int]:
        """Where in ``lower[start:end]`` a match may start, judged by one word and the next.

        >>> Phrases([("tỉnh", 1), ("thành phố", 2)]).openings("tỉnh thành thành phố".split())
        [0, 2]
        """
        first, size = self._first, len(lower)
        return [
            at
            for at in compress(count(start), map(first.__contains__, lower[start:end]))
            if (node := first[lower[at]]).value is not None
            or (at + 1 < size and node.longer is not None and lower[at + 1] in node.longer)
        ]

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
