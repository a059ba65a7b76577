"""Keys one or two slips away from a name, of which only those are tried that can be there.

Wherever words were put right, what stands side by side then must stand so in some name of the
index. That leaves a few keys of tens of thousands, and no name with its words in order is missed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from typing import TYPE_CHECKING, NamedTuple

from vnnews.fuzzy.fold import Word, word
from vnnews.fuzzy.index import Index
from vnnews.fuzzy.phrases import light_patterns
from vnnews.fuzzy.reading import Reading
from vnnews.fuzzy.syllables import is_base

if TYPE_CHECKING:
    from vnnews.fuzzy.build import Array

_MASK = (1 << 64) - 1
_LONGEST = 20  # words: a longer name is not put right
_LONGEST_LEFT_OUT = 4  # words: a phrase that weighs little, one of them a slip
_MAX_KEYS = 1 << 12


class _Place(NamedTuple):
    """Words ``start`` to ``end`` of a name that others may stand for.

    ``covers`` has a bit for each pair of neighbours that is no more then.
    """

    number: int
    start: int
    end: int
    covers: int
    gone: bool  # whether the choice is to leave the words out


class Edits:
    """The slips that a reading may have, and the keys without them.

    Each place has choices. Of a choice: the ``first`` word that stands there then, the ``last`` one
    and the ``change`` of the key; where words are left out, their neighbours are the last and the
    first. By place: choices that fit the word to the ``left``, to the ``right``, and ``both``.
    """

    __slots__ = (
        "_apart", "_both", "_change", "_count", "_first", "_index", "_key", "_last", "_left",
        "_places", "_right", "_single", "_starts",
    )  # fmt: skip

    def __init__(self, index: Index, reading: Reading) -> None:
        import numpy as np  # noqa: PLC0415

        self._index, self._key = index, reading.key
        words = reading.keyed
        self._places: list[_Place] = []
        self._change = self._first = self._last = np.empty(0, np.uint64)
        self._single = self._apart = 0
        self._count = len(words)
        if 0 < len(words) <= _LONGEST:
            codes = np.array([w.code for w in words], np.uint64)
            beside = index.side_by_side(codes[:-1], codes[1:]).tolist()
            self._apart = sum([1 << at for at, known in enumerate(beside) if not known])
            self._fit(codes, self._choose(reading, words, codes))

    def _choose(self, reading: Reading, words: list[Word], codes: Array) -> list[int]:
        """Gather what may stand at each place; returns how many choices there are."""
        import numpy as np  # noqa: PLC0415

        count, old = len(words), codes.tolist()
        near = [self._index.near(w.base) for w in words]
        spans = [(at, at + 1) for at in range(count)]
        for at, base in _light_words(reading):
            near.append(self._index.near(base))
            spans.append((at, at))
        sizes = [len(choices) for choices in near]
        first, last, change = [], [], []
        self._single = len(spans)
        for start, end in _left_out(words):
            if self._apart & _covers(start, end):
                spans.append((start, end))
                first.append(old[end % count])
                last.append(old[start - 1])
                change.append(-sum(old[start:end]) & _MASK)
        whole = len(spans)
        sizes += [1] * (whole - self._single)
        for at, (one, two) in enumerate(pairwise(words)):
            if self._apart & _covers(at, at + 2) and (pairs := _blank_moved(self._index, one, two)):
                spans.append((at, at + 2))
                sizes.append(len(pairs))
                first += [a for a, _ in pairs]
                last += [b for _, b in pairs]
                change += [(a + b - old[at] - old[at + 1]) & _MASK for a, b in pairs]
        self._places = [
            _Place(n, a, b, _covers(a, b), self._single <= n < whole)
            for n, (a, b) in enumerate(spans)
        ]
        choices = np.concatenate(near)
        old += [0] * (self._single - count)
        replaced = np.array(old, np.uint64).repeat(sizes[: self._single])
        self._first = np.concatenate([choices, np.array(first, np.uint64)])
        self._last = np.concatenate([choices, np.array(last, np.uint64)])
        self._change = np.concatenate([choices - replaced, np.array(change, np.uint64)])
        return sizes

    def _fit(self, codes: Array, sizes: list[int]) -> None:
        """See which choices fit the words to the left and to the right."""
        import numpy as np  # noqa: PLC0415

        count = len(sizes)
        _, starts, ends, _, gone = np.array(self._places).T
        opens, closes = starts == 0, ends == len(codes)
        owner = np.arange(count).repeat(sizes)
        # At an end of the name no words come together where some are left out.
        left = self._index.side_by_side(codes[starts - 1][owner], self._first)
        self._left = left | (opens | closes & (gone > 0))[owner]
        right = self._index.side_by_side(self._last, codes[ends % len(codes)][owner])
        self._right = right | (closes | opens & (gone > 0))[owner]
        self._both: list[list[int]] = [[] for _ in sizes]
        numbers = (self._left & self._right).nonzero()[0]
        for place, number in zip(owner[numbers].tolist(), numbers.tolist(), strict=True):
            self._both[place].append(number)
        self._starts = np.array([0, *sizes]).cumsum().tolist()

    def one(self) -> Array:
        """Keys with one slip put right."""
        import numpy as np  # noqa: PLC0415

        places = [place.number for place in self._places if not self._apart & ~place.covers]
        choices = [choice for number in places for choice in self._both[number]]
        return self._keys(np.array(choices, np.intp).reshape(-1, 1))

    def two(self) -> Array:
        """Keys with two slips put right."""
        import numpy as np  # noqa: PLC0415

        apart: list[tuple[int, int]] = []
        adjoining: list[tuple[int, int]] = []
        for one in self._covering(self._apart):
            for other in self._covering(self._apart & ~one.covers):
                left, right = (one, other) if one.start < other.start else (other, one)
                if left.end < right.start:
                    apart += product(self._both[left.number], self._both[right.number])
                elif left.end == right.start and not (left.gone and right.gone):
                    alone = (left.gone and not left.start) or (
                        right.gone and right.end == self._count
                    )
                    pairs = product(self._open(left, self._left), self._open(right, self._right))
                    (apart if alone else adjoining).extend(pairs)
        near = np.array(adjoining[:_MAX_KEYS], np.intp).reshape(-1, 2)
        known = self._index.side_by_side(self._last[near[:, 0]], self._first[near[:, 1]])
        far = np.array(apart[:_MAX_KEYS], np.intp).reshape(-1, 2)
        return self._keys(np.concatenate([far, near[known]]))

    def _open(self, place: _Place, fits: Array) -> list[int]:
        """Choices of a place that fit on the side away from the other place."""
        start, end = self._starts[place.number : place.number + 2]
        if place.gone:
            return [start]
        found: list[int] = (fits[start:end].nonzero()[0] + start).tolist()
        return found

    def _keys(self, choices: Array) -> Array:
        """The keys that rows of choices lead to."""
        import numpy as np  # noqa: PLC0415

        keys: Array = self._change[choices].sum(axis=1) + np.uint64(self._key)
        return np.unique(keys)

    def _covering(self, apart: int) -> list[_Place]:
        """Places that make up for the first pair of words that stand side by side in no name."""
        first = apart & -apart
        if not first:
            return self._places[: self._single]
        return [place for place in self._places if place.covers & first]


def _covers(start: int, end: int) -> int:
    """A bit for each pair of neighbours one of which is a word from ``start`` to ``end``.

    >>> bin(_covers(1, 2)), bin(_covers(0, 1)), bin(_covers(2, 2))
    ('0b11', '0b1', '0b10')
    """
    return ((1 << (end - start + 1)) - 1) << start >> 1


def _left_out(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Words that a slip may have added to those that count: one, or a light phrase with a slip."""
    bases = [w.base for w in words]
    patterns = light_patterns()
    for start in range(len(bases)):
        yield start, start + 1
        for end in range(start + 2, min(start + _LONGEST_LEFT_OUT, len(bases)) + 1):
            run = bases[start:end]
            for at, base in enumerate(run):
                run[at] = ""
                if tuple(run) in patterns:
                    yield start, end
                    break
                run[at] = base


def _light_words(reading: Reading) -> Iterator[tuple[int, str]]:
    """Words that weigh nothing by themselves, and before which of the other words they stand.

    *hang* is light as *hãng*, but may be a slip of *thắng*.
    """
    gone = 0
    for at, light in reading.phrases:
        if light.size == 1:
            yield at - gone, reading.bases[at]
        gone += light.size


def _blank_moved(index: Index, one: Word, two: Word) -> list[tuple[int, int]]:
    """Codes of the two words with the blank between them one letter off.

    *Yê nHạnh* is *Yên Hạnh*, *Hơn gNgân* with one more slip *Hương Ngân*.
    """
    a, b = one.base, two.base
    found: list[tuple[int, int]] = []
    for first, second in ((a + b[0], b[1:]), (a[:-1], a[-1] + b)):
        legal = is_base(first), is_base(second)
        if all(legal) or (any(legal) and first and second and "foreign" in (one.kind, two.kind)):
            firsts = [word(first).code] if legal[0] else index.near(first).tolist()
            seconds = [word(second).code] if legal[1] else index.near(second).tolist()
            found += product(firsts, seconds)
    return found


def least_undone(readings: Sequence[Reading]) -> Reading:
    """The reading that takes most words as they are written."""

    def undone(reading: Reading) -> int:
        return sum([not note.startswith("abbreviation:") for note in reading.undone])

    return min(readings, key=undone)
