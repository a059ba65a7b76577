"""Keys one or two slips away from a name, of which only those are tried that can be there.

Wherever words were put right, what stands side by side then must stand so in some name of the
index. That leaves a few keys of tens of thousands, and no name with its words in order is missed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import compress, pairwise, product
from typing import TYPE_CHECKING, NamedTuple

from vnnews.fuzzy.fold import Word, word
from vnnews.fuzzy.index import Index
from vnnews.fuzzy.phrases import in_light_phrases, light_patterns
from vnnews.fuzzy.reading import Reading
from vnnews.fuzzy.syllables import is_base

if TYPE_CHECKING:
    from vnnews.fuzzy.build import Array

_MASK = (1 << 64) - 1
_LONGEST = 20  # words: a longer name is not put right
_LONGEST_LIGHT = 4  # words: a longer phrase is not looked for
_MAX_KEYS = 1 << 12


class _Place(NamedTuple):
    """Words ``start`` to ``end`` of a name, and the choices, a range, of what is meant by them.

    ``covers`` has a bit for each pair of neighbours that is no more then.
    """

    start: int
    end: int
    choices: range
    covers: int
    gone: bool  # whether the only choice is to leave the words out

    @property
    def size(self) -> int:
        """How many words there are."""
        return self.end - self.start


class Edits:
    """The slips that a reading may have, and the keys without them.

    Of each choice: the ``first`` word that stands there then, the ``last`` one, and what the key
    has ``added``. Where words are left out, their neighbours are the last and the first.
    """

    __slots__ = (
        "_added", "_apart", "_both", "_first", "_index", "_key", "_last", "_left", "_owner",
        "_phrases", "_places", "_reading", "_right", "_single", "_taken", "_words",
    )  # fmt: skip

    def __init__(self, index: Index, reading: Reading) -> None:
        self._index, self._reading, self._key = index, reading, reading.key
        keyed = reading.keyed
        self._words = [w.code for w in keyed]
        # Words that may be slips: where they stand, and what else they may be.
        self._single = [(at, at + 1, index.near(w.base)) for at, w in enumerate(keyed)]
        self._single += [(at, at, index.near(base)) for at, base in _light_words(reading)]
        self._phrases = list(_light_phrases([w.base for w in keyed]))
        beside = [index.is_beside(a, b) for a, b in pairwise(self._words)]
        self._apart = sum([1 << at for at, known in enumerate(beside) if not known])
        self._places: list[_Place] = []
        self._both: list[list[int]] = []

    def _add(self, start: int, end: int, size: int, gone: bool = False) -> None:
        """A place with so many choices."""
        first = self._places[-1].choices.stop if self._places else 0
        choices = range(first, first + size)
        self._places.append(_Place(start, end, choices, _covers(start, end), gone))

    def _choose(self) -> None:
        """Gather the places and the choices of each."""
        import numpy as np  # noqa: PLC0415

        codes, words = self._words, self._reading.keyed
        for start, end, near in self._single:
            self._add(start, end, len(near))
        single = [near for _, _, near in self._single]
        first, last, added = [], [], []
        left_out = [(at, at + 1) for at in range(len(words))] + self._phrases
        for start, end in left_out:
            if end - start == 1 or self._apart & _covers(start, end):
                self._add(start, end, 1, gone=True)
                first.append(codes[end % len(codes)])
                last.append(codes[start - 1])
                added.append(0)
        for at, (one, two) in enumerate(pairwise(words)):
            if self._apart & _covers(at, at + 2):
                pairs = self._blank_moved(at, one, two)
                self._add(at, at + 2, len(pairs))
                first += [a for a, _ in pairs]
                last += [b for _, b in pairs]
                added += [(a + b) & _MASK for a, b in pairs]
        self._first, self._last, self._added = (
            np.concatenate([*single, np.array(others, np.uint64)])
            for others in (first, last, added)
        )

    def _fit(self) -> None:
        """See which choices fit the word to the left, to the right, and both."""
        import numpy as np  # noqa: PLC0415

        codes, places, count = self._words, self._places, len(self._words)
        taken = [sum(codes[place.start : place.end]) & _MASK for place in places]
        before = [codes[place.start - 1] for place in places]
        after = [codes[place.end % count] for place in places]
        self._taken, before_each, after_each = np.array([taken, before, after], np.uint64)
        self._owner = np.arange(len(places)).repeat([len(place.choices) for place in places])
        one = np.concatenate([before_each[self._owner], self._last])
        other = np.concatenate([self._first, after_each[self._owner]])
        self._left, self._right = self._index.side_by_side(one, other).reshape(2, -1)
        for start, end, choices, _, gone in places:
            # At an end of the name no words come together where some are left out.
            if start == 0 or (gone and end == count):
                self._left[choices.start : choices.stop] = True
            if end == count or (gone and start == 0):
                self._right[choices.start : choices.stop] = True
        self._both = [[] for _ in places]
        numbers = (self._left & self._right).nonzero()[0]
        for owner, number in zip(self._owner[numbers].tolist(), numbers.tolist(), strict=True):
            self._both[owner].append(number)

    @property
    def strangeness(self) -> int:
        """How many words stand side by side that do so in no name."""
        return self._apart.bit_count()

    def one(self) -> Array:
        """Keys with one slip put right, in a word, a light phrase or where a blank stands."""
        import numpy as np  # noqa: PLC0415

        codes, words = self._words, self._reading.keyed
        nearby = [near for _, _, near in self._single]
        without = [self._key - code for code in codes]
        without += [self._key] * (len(nearby) - len(without))  # before a word comes back
        if not nearby or len(codes) > _LONGEST:
            return np.array([key & _MASK for key in without], np.uint64)
        others = [self._key - sum(codes[a:b]) for a, b in self._phrases]
        for at, (one, two) in enumerate(pairwise(words)):
            for first, second in _moved(one.base, two.base):
                if is_base(first) and is_base(second):
                    moved = word(first).code + word(second).code
                    others.append(self._key - codes[at] - codes[at + 1] + moved)
        keys = np.array([key & _MASK for key in without + others], np.uint64)
        before = keys[: len(nearby)].repeat([len(near) for near in nearby])
        return np.concatenate([keys, np.concatenate(nearby) + before])

    def two(self) -> Array:
        """Keys with a blank moved, or with slips put right in two places."""
        import numpy as np  # noqa: PLC0415

        if len(self._words) > _LONGEST:
            return np.empty(0, np.uint64)
        self._choose()
        self._fit()
        moved = [
            (choice, -1)
            for place, both in zip(self._places, self._both, strict=True)
            if place.size > 1 and not self._apart & ~place.covers
            for choice in both
        ]
        apart: list[tuple[int, ...]] = []
        adjoining: list[tuple[int, ...]] = []
        for i, j in self._couples():
            left, right = self._places[i], self._places[j]
            if left.end < right.start:
                apart += product(self._both[i], self._both[j])
            elif left.end == right.start and not (left.gone and right.gone):
                pairs = product(self._open(left, self._left), self._open(right, self._right))
                at_end = (left.gone and left.start == 0) or (
                    right.gone and right.end == len(self._words)
                )
                (apart if at_end else adjoining).extend(pairs)
        near = np.array(adjoining[:_MAX_KEYS], np.intp).reshape(-1, 2)
        known = self._index.side_by_side(self._last[near[:, 0]], self._first[near[:, 1]])
        return self._keys([*moved, *apart[:_MAX_KEYS], *near[known].tolist()])

    def _open(self, place: _Place, fits: Array) -> Sequence[int]:
        """Choices of a place that fit on the side away from the other place."""
        if place.gone:
            return place.choices
        return list(compress(place.choices, fits[place.choices.start : place.choices.stop]))

    def _keys(self, pairs: list[tuple[int, ...]]) -> Array:
        """The keys that pairs of choices, or choices beside -1, lead to."""
        import numpy as np  # noqa: PLC0415

        change = np.append(self._added - self._taken[self._owner], np.uint64(0))
        chosen = np.array(pairs, np.intp).reshape(-1, 2)
        keys: Array = change[chosen[:, 0]] + change[chosen[:, 1]] + np.uint64(self._key)
        return keys

    def _blank_moved(self, at: int, one: Word, two: Word) -> list[tuple[int, int]]:
        """Codes of words ``at`` and the next with the blank between them one letter off.

        *Yê nHạnh* is *Yên Hạnh*, *Hơn gNgân* with one more slip *Hương Ngân*.
        """
        index, codes = self._index, self._words
        found: list[tuple[int, int]] = []
        for first, second in _moved(one.base, two.base):
            legal = is_base(first), is_base(second)
            if not any(legal):
                continue
            if not all(legal) and "foreign" not in (one.kind, two.kind):
                continue
            left, right = word(first).code, word(second).code
            fits = (
                legal[0] and (at == 0 or index.is_beside(codes[at - 1], left)),
                legal[1] and (at + 2 == len(codes) or index.is_beside(right, codes[at + 2])),
            )
            if all(legal) and any(fits):
                found.append((left, right))
            elif fits[0]:
                found += [(left, code) for code in index.meant(second)]
            elif fits[1]:
                found += [(code, right) for code in index.meant(first)]
        return found

    def _couples(self) -> Iterator[tuple[int, int]]:
        """Places, the left one first, that together leave no words apart."""
        places, done = self._places, set()
        for a in self._covering(self._apart):
            done.add(a)
            apart = self._apart & ~places[a].covers
            for b in self._covering(apart):
                if b not in done and not apart & ~places[b].covers:
                    yield (a, b) if places[a].start < places[b].start else (b, a)

    def _covering(self, apart: int) -> list[int]:
        """Places that make up for the first pair of words that stand side by side in no name."""
        first = apart & -apart
        if not first:  # no need for one; then it is a single word
            return [n for n, place in enumerate(self._places) if place.size < 2]
        return [n for n, place in enumerate(self._places) if place.covers & first]


def _covers(start: int, end: int) -> int:
    """A bit for each pair of neighbours one of which is a word from ``start`` to ``end``.

    >>> bin(_covers(1, 2)), bin(_covers(0, 1)), bin(_covers(2, 2))
    ('0b11', '0b1', '0b10')
    """
    return ((1 << (end - start + 1)) - 1) << start >> 1


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
    patterns, known = light_patterns(), in_light_phrases()
    strange = [base not in known for base in bases]
    for start in range(len(bases) - 1):
        for end in range(start + 2, min(start + _LONGEST_LIGHT, len(bases)) + 1):
            run, slips = bases[start:end], strange[start:end]
            if sum(slips) < 2:
                at = slips.index(True) if any(slips) else 0
                places = range(at, at + 1 if any(slips) else len(run))
                if any((*run[:at], "", *run[at + 1 :]) in patterns for at in places):
                    yield start, end
                    continue
            if "".join(run) in patterns:
                yield start, end


def _light_words(reading: Reading) -> Iterator[tuple[int, str]]:
    """Words that weigh nothing by themselves, and before which of the other words they stand.

    *hang* is light as *hãng*, but may be a slip of *thắng*.
    """
    gone = 0
    for at, light in reading.phrases:
        if light.size == 1:
            yield at - gone, reading.bases[at]
        gone += light.size


def least_undone(readings: Sequence[Reading]) -> Reading:
    """The reading that takes most words as they are written."""

    def undone(reading: Reading) -> int:
        return sum([not note.startswith("abbreviation:") for note in reading.undone])

    return min(readings, key=undone)
