"""Keys one or two slips away from a name, of which only those are tried that can be there.

Wherever words were put right, what stands side by side then must stand so in some name of the
index. That leaves a few keys of tens of thousands, and no name with its words in order is missed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise, product
from typing import NamedTuple

from vnnews.fuzzy.fold import Word, word
from vnnews.fuzzy.index import Index
from vnnews.fuzzy.phrases import in_light_phrases, light_openings, light_patterns
from vnnews.fuzzy.reading import Reading
from vnnews.fuzzy.syllables import bases, is_base

_MASK = (1 << 64) - 1
_LONGEST = 20  # words: a longer name is not put right
_LONGEST_LIGHT = 4  # words: a longer phrase is not looked for
_MAX_KEYS = 1 << 12


class _Choice(NamedTuple):
    """What is meant by words: the first word then, the last one, and what the key has more."""

    first: int
    last: int
    change: int


class _Place(NamedTuple):
    """Words ``start`` to ``end`` of a name, and what may be meant by them.

    That is a word near ``base``, or one of the ``pairs``; the words are left out if both are empty.
    """

    start: int
    end: int
    covers: int  # a bit for each pair of neighbours that is no more then
    base: str = ""
    pairs: Sequence[tuple[int, int]] = ()

    @property
    def gone(self) -> bool:
        """Whether the words are left out."""
        return not self.base and not self.pairs


class Edits:
    """The slips that a reading may have, and the keys without them."""

    __slots__ = ("_apart", "_index", "_key", "_phrases", "_reading", "_single", "_words")

    def __init__(self, index: Index, reading: Reading) -> None:
        self._index, self._reading, self._key = index, reading, reading.key
        keyed = reading.keyed
        self._words = [w.code for w in keyed]
        # Words that may be slips: where they stand, and their letters.
        self._single = [(at, at + 1, w.base) for at, w in enumerate(keyed)]
        self._single += [(at, at, base) for at, base in _light_words(reading)]
        self._phrases = list(_light_phrases([w.base for w in keyed]))
        beside = [index.is_beside(a, b) for a, b in pairwise(self._words)]
        self._apart = sum([1 << at for at, known in enumerate(beside) if not known])

    @property
    def strangeness(self) -> int:
        """How many words stand side by side that do so in no name."""
        return self._apart.bit_count()

    def one(self) -> list[int]:
        """Keys with one slip put right, in a word, a light phrase or where a blank stands."""
        codes, key, legal = self._words, self._key, bases()
        keys = [key - code for code in codes]
        if len(codes) <= _LONGEST:
            keys += [key - sum(codes[a:b]) for a, b in self._phrases]
            for at, (one, two) in enumerate(pairwise(self._reading.keyed)):
                for first, second in _moved(one.base, two.base):
                    if first in legal and second in legal:
                        moved = word(first).code + word(second).code
                        keys.append(key - codes[at] - codes[at + 1] + moved)
            for start, end, base in self._single:
                rest = key - codes[start] if end > start else key
                keys += [rest + code for code in self._index.near(base)]
        return [found & _MASK for found in keys]

    def two(self) -> list[int]:
        """Keys with a blank moved, or with slips put right in two places."""
        count, key = len(self._words), self._key
        if count > _LONGEST:
            return []
        places = self._places()
        both = cache(lambda n: self._fitting(places[n], left=True, right=True))
        before = cache(lambda n: self._fitting(places[n], left=True, right=False))
        after = cache(lambda n: self._fitting(places[n], left=False, right=True))
        alone = [
            n for n, p in enumerate(places) if p.end - p.start > 1 and not self._apart & ~p.covers
        ]
        keys = [key + choice.change for n in alone for choice in both(n)]
        for i, j in self._couples(places):
            left, right = places[i], places[j]
            pairs: Iterable[tuple[_Choice, _Choice]] = ()
            if left.end < right.start:
                pairs = product(both(i), both(j)) if both(i) else ()
            elif left.end > right.start or (left.gone and right.gone):
                continue
            elif (left.gone and not left.start) or (right.gone and right.end == count):
                pairs = product(before(i), after(j))
            elif before(i):
                pairs = self._meeting(before(i), after(j))
            keys += [key + a.change + b.change for a, b in pairs]
            if len(keys) > _MAX_KEYS:
                break
        return [found & _MASK for found in keys[:_MAX_KEYS]]

    def _places(self) -> list[_Place]:
        """Where there can be slips."""
        words, apart = self._reading.keyed, self._apart
        found = [_Place(a, b, _covers(a, b), base) for a, b, base in self._single]
        found += [_Place(at, at + 1, _covers(at, at + 1)) for at in range(len(words))]
        found += [_Place(a, b, c) for a, b in self._phrases if apart & (c := _covers(a, b))]
        for at, (one, two) in enumerate(pairwise(words)):
            covers = _covers(at, at + 2)
            if apart & covers and (pairs := self._blank_moved(at, one, two)):
                found.append(_Place(at, at + 2, covers, pairs=pairs))
        return found

    def _fitting(self, place: _Place, *, left: bool, right: bool) -> list[_Choice]:
        """What may be meant at a place by the words to the left, to the right, or both."""
        index, codes, count = self._index, self._words, len(self._words)
        start, end, _, base, pairs = place
        before = codes[start - 1] if left and start else None
        after = codes[end] if right and end < count else None
        taken = sum(codes[start:end])
        if base:
            near = index.near(base)
            if before is not None:
                near = index.following(before, near)
            if after is not None:
                near = index.preceding(after, near)
            return [_Choice(code, code, code - taken) for code in near]
        if pairs:
            return [
                _Choice(one, two, one + two - taken)
                for one, two in pairs
                if (before is None or index.is_beside(before, one))
                and (after is None or index.is_beside(two, after))
            ]
        inside = start > 0 and end < count
        if inside and (left and right) and not index.is_beside(codes[start - 1], codes[end]):
            return []
        return [_Choice(codes[end % count], codes[start - 1], -taken)]

    def _meeting(
        self, before: Sequence[_Choice], after: Sequence[_Choice]
    ) -> Iterator[tuple[_Choice, _Choice]]:
        """Choices of two places side by side whose words stand side by side in some name."""
        firsts = [b.first for b in after]
        for a in before:
            known = self._index.following(a.last, firsts)
            if known:
                yield from ((a, b) for b in after if b.first in known)

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

    def _couples(self, places: list[_Place]) -> Iterator[tuple[int, int]]:
        """Places, the left one first, that together leave no words apart."""
        done = set()
        for a in _covering(places, self._apart):
            done.add(a)
            apart = self._apart & ~places[a].covers
            for b in _covering(places, apart):
                if b not in done and not apart & ~places[b].covers:
                    yield (a, b) if places[a].start < places[b].start else (b, a)


def _covering(places: list[_Place], apart: int) -> list[int]:
    """Places that make up for the first pair of words that stand side by side in no name."""
    first = apart & -apart
    if not first:  # no need for one; then it is a single word
        return [n for n, place in enumerate(places) if place.end - place.start < 2]
    return [n for n, place in enumerate(places) if place.covers & first]


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
