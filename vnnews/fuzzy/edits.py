"""Keys one or two slips away from a name, of which only those are tried that can be there.

Wherever words were put right, what stands side by side then must stand so in some name of the
index. That leaves a few keys of tens of thousands, and no name with its words in order is missed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from vnnews.fuzzy.fold import Word, word
from vnnews.fuzzy.index import Index
from vnnews.fuzzy.reading import Reading
from vnnews.fuzzy.syllables import is_base

if TYPE_CHECKING:
    from vnnews.fuzzy.build import Array

_MASK = (1 << 64) - 1
_LONGEST = 20  # words: a longer name is not put right
_LONGEST_LEFT_OUT = 4  # words: a phrase that weighs little, one of them a slip
_MAX_KEYS = 1 << 12


class _Place(msgspec.Struct, frozen=True):
    """Words ``start`` to ``end`` that others may stand for; these are a slice of the choices.

    ``covers`` has a bit for each pair of neighbours that is no more, ``fitting`` is what the key
    changes by in each choice that fits the words on both sides.
    """

    start: int
    end: int
    covers: int
    choices: slice
    left_out: bool  # the only choice is to leave the words out
    fitting: list[int]


class Edits:
    """The slips that a reading may have, and the keys without them.

    Of each choice: the ``first`` word that stands there then, the ``last`` one, the ``change`` of
    the key, and whether it fits the word to the ``left`` and to the ``right``. Where words are left
    out, their neighbours are the first and the last.
    """

    __slots__ = (
        "_apart", "_change", "_codes", "_first", "_index", "_key", "_last", "_left", "_places",
        "_right", "_single",
    )  # fmt: skip

    def __init__(self, index: Index, reading: Reading) -> None:
        import numpy as np  # noqa: PLC0415

        self._index, self._key = index, reading.key
        words = reading.keyed
        self._codes = np.array([w.code for w in words], np.uint64)
        self._places: list[_Place] = []
        self._single = self._apart = 0
        if not 0 < len(words) <= _LONGEST:
            return
        beside = index.side_by_side(self._codes[:-1], self._codes[1:]).tolist()
        self._apart = sum([1 << at for at, known in enumerate(beside) if not known])
        self._choose(reading, words)

    def _choose(self, reading: Reading, words: list[Word]) -> None:
        """Gather the choices, and see which of them fit their neighbours."""
        import numpy as np  # noqa: PLC0415

        index, codes, count = self._index, self._codes, len(words)
        spans = [(at, at + 1) for at in range(count)]
        near = [index.near(w.base) for w in words]
        replaced = [w.code for w in words]
        gone = 0
        for at, light in reading.phrases:
            if light.size == 1:  # *hang* weighs nothing as *hãng*, but may be a slip of *thắng*
                spans.append((at - gone, at - gone))
                near.append(index.near(reading.words[at].base))
                replaced.append(0)
            gone += light.size
        self._single = len(spans)
        sizes = [len(choices) for choices in near]
        ints = codes.tolist()
        first, last, change = [], [], []
        for size in range(1, min(_LONGEST_LEFT_OUT, count - 1) + 1):
            for start in range(count - size + 1):
                end = start + size
                spans.append((start, end))
                sizes.append(1)
                first.append(ints[end % count])
                last.append(ints[start - 1])
                change.append(-sum(ints[start:end]) & _MASK)
        whole = len(spans)
        for at, (one, two) in enumerate(pairwise(words)):
            pairs = list(_blank_moved(index, one, two))
            if pairs:
                spans.append((at, at + 2))
                sizes.append(len(pairs))
                first += [a for a, _ in pairs]
                last += [b for _, b in pairs]
                change += [(a + b - one.code - two.code) & _MASK for a, b in pairs]
        starts, ends = np.array(spans).T
        owner = np.repeat(np.arange(len(spans)), sizes)
        choices = np.concatenate(near)
        old = np.array(replaced, np.uint64).repeat(sizes[: self._single])
        self._first = np.concatenate([choices, np.array(first, np.uint64)])
        self._last = np.concatenate([choices, np.array(last, np.uint64)])
        self._change = np.concatenate([choices - old, np.array(change, np.uint64)])
        opens, closes = starts == 0, ends == count
        before, after = codes[starts - 1], codes[ends % count]
        left_out = np.arange(len(spans))
        left_out = (left_out >= self._single) & (left_out < whole)
        # At an end nothing is left out between two words.
        self._left = index.side_by_side(before[owner], self._first)
        self._left |= (opens | closes & left_out)[owner]
        self._right = index.side_by_side(self._last, after[owner])
        self._right |= (closes | opens & left_out)[owner]
        fitting: list[list[int]] = [[] for _ in spans]
        both = np.flatnonzero(self._left & self._right)
        for at, by in zip(owner[both].tolist(), self._change[both].tolist(), strict=True):
            fitting[at].append(by)
        end = 0
        for number, (span, size) in enumerate(zip(spans, sizes, strict=True)):
            covers = ((1 << (span[1] - span[0] + 1)) - 1) << span[0] >> 1
            start, end = end, end + size
            out = self._single <= number < whole
            place = _Place(*span, covers, slice(start, end), out, fitting[number])
            self._places.append(place)

    def one(self) -> list[int]:
        """Keys with one slip put right."""
        return [
            (self._key + change) & _MASK
            for place in self._places
            if not self._apart & ~place.covers
            for change in place.fitting
        ]

    def two(self) -> list[int]:
        """Keys with two slips put right."""
        keys: list[int] = []
        for one in self._covering(self._apart):
            for other in self._covering(self._apart & ~one.covers):
                left, right = (one, other) if one.start < other.start else (other, one)
                if left.end < right.start:
                    changes = [a + b for a in left.fitting for b in right.fitting]
                elif left.end == right.start:
                    changes = self._adjoining(left, right)
                else:
                    continue
                keys += [(self._key + change) & _MASK for change in changes]
                if len(keys) > _MAX_KEYS:
                    return keys[:_MAX_KEYS]
        return list(dict.fromkeys(keys))

    def _covering(self, apart: int) -> list[_Place]:
        """Places that make up for the first pair of words that stand side by side in no name."""
        first = apart & -apart
        if not first:
            return self._places[: self._single]
        return [place for place in self._places if place.covers & first]

    def _adjoining(self, one: _Place, other: _Place) -> list[int]:
        """Changes of the key by slips put right in two places without a word between."""
        import numpy as np  # noqa: PLC0415

        a = np.arange(one.choices.start, one.choices.stop)
        b = np.arange(other.choices.start, other.choices.stop)
        a = a if one.left_out else a[self._left[one.choices]]
        b = b if other.left_out else b[self._right[other.choices]]
        if not len(a) or not len(b) or (one.left_out and other.left_out):
            return []
        a, b = np.repeat(a, len(b)), np.tile(b, len(a))
        alone = (one.left_out and one.start == 0) or (
            other.left_out and other.end == len(self._codes)
        )
        if not alone:
            known = self._index.side_by_side(self._last[a], self._first[b])
            a, b = a[known], b[known]
        changes: list[int] = (self._change[a] + self._change[b]).tolist()
        return changes


def _blank_moved(index: Index, one: Word, two: Word) -> Iterator[tuple[int, int]]:
    """Codes of the two words with the blank between them one letter off.

    *Yê nHạnh* is *Yên Hạnh*, *Hơn gNgân* with one more slip *Hương Ngân*.
    """
    a, b = one.base, two.base
    if a[0] == "#" or b[0] == "#":
        return
    strange = "foreign" in (one.kind, two.kind)
    for first, second in ((a + b[0], b[1:]), (a[:-1], a[-1] + b)):
        if not (strange or (is_base(first) and is_base(second))) or not first or not second:
            continue
        if not (is_base(first) or is_base(second)):
            continue
        firsts = [word(first).code] if is_base(first) else index.near(first).tolist()
        seconds = [word(second).code] if is_base(second) else index.near(second).tolist()
        yield from ((x, y) for x in firsts for y in seconds)


def least_undone(readings: Sequence[Reading]) -> Reading:
    """The reading that takes most words as they are written."""

    def undone(reading: Reading) -> int:
        return sum([not note.startswith("abbreviation:") for note in reading.undone])

    return min(readings, key=undone)
