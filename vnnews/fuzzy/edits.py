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
from vnnews.fuzzy.fold import Word, code_of
from vnnews.fuzzy.index import Index
from vnnews.fuzzy.phrases import in_light_phrases, light_openings, light_patterns
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
        keys, gaps, key = self._index.keys, self._index.gaps, self._key
        rows = gaps.under(key, SAME_GAP)
        for w in self._words:
            rest = key - w.code
            rows += keys.under(rest, SAME_GAP)
            same = gaps.under(rest, SAME_GAP)
            if len(same) == SAME_GAP:
                near = self._index.near(w.base)
                same = [row for code in near for row in keys.under(rest + code, SAME_GAP)]
            rows += same
        for edited in self._edited:
            rows += keys.under(edited, SAME_GAP)
        return rows

    def two(self) -> tuple[Array, Array]:
        """Hashes of keys and of gaps of rows two slips away."""
        import numpy as np  # noqa: PLC0415

        first = [np.array([key & _MASK for key in self._edited], np.uint64)]
        for w in self._strange():
            near = np.array(self._index.near(w.base), np.uint64)
            first.append(near + np.uint64((self._key - w.code) & _MASK))
        without = np.array([0, *self.codes], np.uint64)
        both = (np.concatenate(first)[:, None] - without).ravel()
        halves = np.array([key & _MASK for key in self._halves()], np.uint64)
        pairs = [a + b - self._key for a, b in combinations(self._without_phrases, 2)]
        keys = np.array([key & _MASK for key in pairs], np.uint64)
        return np.concatenate([both, keys]), np.concatenate([both, halves])

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
    def _edited(self) -> list[int]:
        """Keys with one slip put right in a light phrase, or where a blank stands."""
        legal = bases()
        moved = [
            rest + code_of(first) + code_of(second)
            for rest, first, second in self._moved()
            if first in legal and second in legal
        ]
        return self._without_phrases + moved

    def _halves(self) -> list[int]:
        """Gaps of names with a blank moved, and one more slip in a word beside it."""
        legal = bases()
        found = []
        for rest, first, second in self._moved():
            if (first in legal) != (second in legal):
                found.append(rest + code_of(first if first in legal else second))
        return found

    def _moved(self) -> Iterator[tuple[int, str, str]]:
        """The key without two words, and these words with the blank between them moved."""
        for one, two in pairwise(self._words):
            for first, second in _moved(one.base, two.base):
                yield self._key - one.code - two.code, first, second


def rows_of_two(index: Index, each: Sequence[Slips]) -> list[list[int]]:
    """Rows two slips away, for many names at once."""
    import numpy as np  # noqa: PLC0415

    found: list[list[int]] = [[] for _ in each]
    hashes = [slips.two() for slips in each]
    for which, postings in enumerate((index.keys, index.gaps)):
        ends = np.cumsum([len(pair[which]) for pair in hashes])
        places, first, last = postings.runs(np.concatenate([pair[which] for pair in hashes]))
        owners = ends.searchsorted(places, "right")
        runs = zip(owners.tolist(), first.tolist(), last.tolist(), strict=True)
        for owner, a, b in runs:
            if len(found[owner]) < _MOST:
                found[owner] += postings.numbers(a, min(b, a + SAME_GAP))
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
    patterns, known, openings = light_patterns(), in_light_phrases(), light_openings()
    strange = [base not in known for base in bases]
    letters, begin = "".join(bases), 0
    for start in range(len(bases) - 1):
        opens = letters[begin : begin + 3] in openings
        begin += len(bases[start])
        if strange[start] and strange[start + 1] and not opens:
            continue
        for end in range(start + 2, min(start + _LONGEST_LIGHT, len(bases)) + 1):
            run, slips = bases[start:end], strange[start:end]
            if sum(slips) < 2:
                at = slips.index(True) if any(slips) else 0
                places = range(at, at + 1 if any(slips) else len(run))
                if any((*run[:at], "", *run[at + 1 :]) in patterns for at in places):
                    yield start, end
                    continue
            if opens and "".join(run) in patterns:
                yield start, end


def least_undone(readings: Sequence[Reading]) -> Reading:
    """The reading that takes most words as they are written."""

    def undone(reading: Reading) -> int:
        return sum([not note.startswith("abbreviation:") for note in reading.undone])

    return min(readings, key=undone)
