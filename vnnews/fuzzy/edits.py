"""Rows one or two slips away from a name, whatever the slips are and wherever they stand.

One word may be anything: the name without it is a *gap* of the row that is meant. So a name with
two slips is found by putting one of them right, in every way that is known, and leaving out any
other word. All the ways are tried at once, as one array of hashes for many names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from vnnews.fuzzy.build import SAME_GAP
from vnnews.fuzzy.fold import Word, word
from vnnews.fuzzy.index import Index
from vnnews.fuzzy.phrases import light_openings, light_patterns
from vnnews.fuzzy.reading import Reading
from vnnews.fuzzy.syllables import bases

if TYPE_CHECKING:
    from vnnews.fuzzy.build import Array

_MASK = (1 << 64) - 1
_LONGEST = 20  # words: a longer name is not put right
_LONGEST_LIGHT = 4  # words: a longer phrase is not looked for
_MOST = 256  # rows that are given at most


class Slips:
    """What may be slips in a reading."""

    def __init__(self, index: Index, reading: Reading) -> None:
        self._index, self._key = index, reading.key
        self._words = reading.keyed if len(reading.words) <= _LONGEST else []
        self.codes = [w.code for w in self._words]

    def one(self) -> list[int]:
        """Rows with one word more, less or other, or with a slip in a light phrase or a blank."""
        keys, gaps = self._index.keys, self._index.gaps
        rows = gaps.under(self._key, SAME_GAP)
        for w in self._words:
            rest = self._key - w.code
            same = gaps.under(rest, SAME_GAP)
            if len(same) == SAME_GAP:  # and maybe more: then the word must be near
                near = [rest, *[rest + code for code in self._index.near(w.base)]]
                same = keys.under_any(near, SAME_GAP)
            rows += same
        return rows + keys.under_any(self._without_phrases + self._moved[0], SAME_GAP)

    def two(self) -> Array:
        """Hashes of rows two slips away."""
        import numpy as np  # noqa: PLC0415

        whole, half = self._moved
        first = self._without_phrases + whole
        for w in self._strange():
            rest = self._key - w.code
            first += [rest + code for code in self._index.near(w.base)]
        without = np.array([0, *self.codes], np.uint64)
        both = (np.array([key & _MASK for key in first], np.uint64)[:, None] - without).ravel()
        pairs = [a + b - self._key for a, b in combinations(self._without_phrases, 2)]
        others = [key & _MASK for key in half + pairs]
        return np.concatenate([both, np.array(others, np.uint64)]) if others else both

    def _strange(self) -> list[Word]:
        """Words of which one is put right: one that no name has, if there are such."""
        unknown = [w for w in self._words if not self._index.knows(w.code)]
        return (unknown[:1] if len(unknown) < 3 else []) if unknown else self._words

    @cached_property
    def _without_phrases(self) -> list[int]:
        """Keys without words that are a light phrase but for a slip."""
        runs = _light_phrases([w.base for w in self._words])
        return [self._key - sum(self.codes[a:b]) for a, b in runs]

    @cached_property
    def _moved(self) -> tuple[list[int], list[int]]:
        """Keys with a blank moved where that makes two syllables, or one, without the other."""
        legal = bases()
        whole: list[int] = []
        half: list[int] = []
        for one, two in pairwise(self._words):
            rest = self._key - one.code - two.code
            for pair in _moved(one.base, two.base):
                made = [word(base).code for base in pair if base in legal]
                if made:
                    (half if len(made) == 1 else whole).append(rest + sum(made))
        return whole, half


def rows_of_two(index: Index, each: Sequence[Slips]) -> list[list[int]]:
    """Rows two slips away, for many names at once."""
    import numpy as np  # noqa: PLC0415

    found: list[list[int]] = [[] for _ in each]
    hashes = [slips.two() for slips in each]
    ends = np.cumsum([len(some) for some in hashes])
    places, first, last = index.gaps.runs(np.concatenate(hashes))
    owners = ends.searchsorted(places, "right")
    for owner, a, b in zip(owners.tolist(), first.tolist(), last.tolist(), strict=True):
        if len(found[owner]) < _MOST:
            found[owner] += index.gaps.numbers(a, b)
    return found


def _moved(one: str, two: str) -> Iterator[tuple[str, str]]:
    """Two words with the blank between them one letter off.

    >>> list(_moved("lon", "gthanh"))
    [('long', 'thanh'), ('lo', 'ngthanh')]
    """
    if len(two) > 1:
        yield one + two[0], two[1:]
    if len(one) > 1:
        yield one[:-1], one[-1] + two


def _light_phrases(bases: list[str]) -> Iterator[tuple[int, int]]:
    """Words that are a light phrase with a slip in one of them, or with blanks moved.

    >>> list(_light_phrases(["kho", "cong", "t", "hoa", "phat"]))
    [(1, 3)]
    """
    patterns, openings = light_patterns(), light_openings()
    begin, letters = 0, "".join(bases)
    for start, (one, two) in enumerate(pairwise(bases)):
        opens = letters[begin : begin + 3] in openings
        begin += len(one)
        slipped = (one, "*") in openings or ("*", two) in openings
        for end in range(start + 2, min(start + _LONGEST_LIGHT, len(bases)) + 1):
            if not (opens or slipped):
                break
            run = bases[start:end]
            if (opens and "".join(run) in patterns) or (
                slipped
                and any((*run[:at], "", *run[at + 1 :]) in patterns for at in range(len(run)))
            ):
                yield start, end


def least_undone(readings: Sequence[Reading]) -> Reading:
    """The reading that takes most words as they are written."""

    def undone(reading: Reading) -> int:
        return sum([not note.startswith("abbreviation:") for note in reading.undone])

    return min(readings, key=undone)
