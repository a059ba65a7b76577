"""Rows one or two slips away from a name, whatever the slips are and wherever they stand.

One word may be anything: the name without it is a *gap* of the row that is meant. So a name with
two slips is found by putting one of them right, in every way that is known, and leaving out any
other word. All the ways are tried at once, as one array of hashes for many names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from vnnews.fuzzy.build import SAME_GAP
from vnnews.fuzzy.fold import Word, code_of
from vnnews.fuzzy.index import Index
from vnnews.fuzzy.phrases import light_openings, light_patterns, light_words
from vnnews.fuzzy.reading import Reading

if TYPE_CHECKING:
    from vnnews.fuzzy.build import Array

_MASK = (1 << 64) - 1
_LONGEST = 20  # words: a longer name is not put right
_LONGEST_LIGHT = 4  # words: a longer phrase is not looked for
_MAX_CROWDED = 3  # words left out, for each of which all that may stand there are looked at
_MOST = 128  # rows that are given at most


class Slips:
    """What may be slips in a reading."""

    def __init__(self, index: Index, reading: Reading) -> None:
        self._index, self._key = index, reading.key
        self._words = reading.keyed if len(reading.words) <= _LONGEST else []
        self.codes = [w.code for w in self._words]
        self._known = list(map(index.knows, self.codes))
        # What is left of the key, and the letters of the word left out, where many rows fit.
        self._crowded: list[tuple[int, str]] = []

    def one(self) -> list[int]:
        """Rows with one word more, less or other, or with a slip in a light phrase or a blank."""
        keys, gaps = self._index.keys, self._index.gaps
        rows = gaps.under(self._key, SAME_GAP)
        for w in self._words:
            rest = self._key - w.code
            same = gaps.under(rest, SAME_GAP)
            if len(same) == SAME_GAP:  # and maybe more: then the word must be near
                self._crowded.append((rest, w.base))
                near = [rest, *[rest + code for code in self._index.near(w.base)]]
                same = keys.under_any(near, SAME_GAP)
            rows += same
        moved, _ = self._moved(strange=True)
        return rows + keys.under_any(self._without_phrases + moved, SAME_GAP)

    def two(self) -> Array:
        """Hashes of rows two slips away: one put right, and another word or phrase left out."""
        import numpy as np  # noqa: PLC0415

        whole, half = self._moved(strange=False)
        first = self._without_phrases + whole
        for w in self._strange():
            rest = self._key - w.code
            first += [rest, *[rest + code for code in self._index.near(w.base)]]
        self._first = [key & _MASK for key in first]
        without = [0, *self.codes, *[(self._key - key) & _MASK for key in self._without_phrases]]
        both = np.array(self._first, np.uint64)[:, None] - np.array(without, np.uint64)
        self._each, self._half = len(without), half
        halves = np.array([key & _MASK for key, _ in half], np.uint64)
        return np.concatenate([both.ravel(), halves])

    def near_two(self, place: int) -> list[int]:
        """Rows of the hash at this place, which too many have: the word left out must be near."""
        which, without = divmod(place, self._each)
        if which >= len(self._first):
            self._crowded.append(self._half[place - len(self._first) * self._each])
            return []
        if not 0 < without <= len(self.codes):
            return []
        w = self._words[without - 1]
        rest = self._first[which] - w.code
        near = [rest + code for code in self._index.near(w.base)]
        return self._index.keys.under_any(near, SAME_GAP)

    def crowded(self) -> list[int]:
        """Rows with one word other, however many have all the others; the likest words first."""
        strange = [each for each in self._crowded if not self._index.knows(code_of(each[1]))]
        rows: list[int] = []
        for rest, letters in (strange or self._crowded)[:_MAX_CROWDED]:
            rows += self._index.completing(rest & _MASK, letters)
        return rows

    def _strange(self) -> list[Word]:
        """Words of which one is put right: one that no name has, if there are such."""
        known = zip(self._words, self._known, strict=True)
        unknown = [w for w, stands in known if not stands]
        return (unknown[:1] if len(unknown) < 3 else []) if unknown else self._words

    @cached_property
    def _without_phrases(self) -> list[int]:
        """Keys without words that are a light phrase but for a slip."""
        runs = _light_phrases([w.base for w in self._words])
        return [self._key - sum(self.codes[a:b]) for a, b in runs]

    def _moved(self, *, strange: bool) -> tuple[list[int], list[tuple[int, str]]]:
        """Keys with a blank moved where that makes two words, and gaps where it makes one.

        Beside a gap stand the letters of the other word. ``strange``: only beside a word that no
        name has, as most blanks that were moved are.
        """
        light, piece = light_words(), self._index.piece
        whole: list[int] = []
        half: list[tuple[int, str]] = []
        for (one, stands), (two, follows) in pairwise(zip(self._words, self._known, strict=True)):
            if strange and stands and follows:
                continue
            rest = self._key - one.code - two.code
            for left, right in _moved(one.base, two.base):
                first, last = piece(left), piece(right)
                if first and last:
                    whole.append(rest + first + last)
                if first:
                    half.append((rest + first, right))
                    if right in light:  # weighs nothing by itself
                        whole.append(rest + first)
                if last:
                    half.append((rest + last, left))
                    if left in light:
                        whole.append(rest + last)
        return whole, half


def rows_of_two(index: Index, each: Sequence[Slips]) -> list[list[int]]:
    """Rows two slips away, for many names at once."""
    import numpy as np  # noqa: PLC0415

    found: list[list[int]] = [[] for _ in each]
    hashes = [slips.two() for slips in each]
    ends = np.cumsum([len(some) for some in hashes])
    places, first, last = index.gaps.runs(np.concatenate(hashes))
    owners = ends.searchsorted(places, "right")
    starts = ends - [len(some) for some in hashes]
    hits = zip((places - starts[owners]).tolist(), first.tolist(), last.tolist(), strict=True)
    for owner, (place, a, b) in zip(owners.tolist(), hits, strict=True):
        if len(found[owner]) < _MOST:
            many = b - a == SAME_GAP
            found[owner] += each[owner].near_two(place) if many else index.gaps.numbers(a, b)
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
