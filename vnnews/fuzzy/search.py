"""The way from a name's readings to the entries that agree, and to the nearest if none does."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import prod
from typing import NamedTuple, TypeAlias

import msgspec
from rapidfuzz.distance import Indel
from rapidfuzz.process import extract

from vnnews.fuzzy.build import SAME_GAP, features
from vnnews.fuzzy.edits import Slips, least_undone, rows_of_two
from vnnews.fuzzy.fold import Word, word
from vnnews.fuzzy.index import Index
from vnnews.fuzzy.reading import Reading, literal
from vnnews.fuzzy.repair import repaired
from vnnews.fuzzy.score import CONFLICT, SHORTEST, Comparison, alike, compare, may_be, one_off
from vnnews.fuzzy.syllables import is_base

_BUCKET = 256  # names with the same distinctive words that are looked at
_BUDGET = 256  # names looked at for suggestions
_RESCORED = 32  # of these compared letter by letter
_ALIKE = 0.92  # letters so much alike that no other suggestion is looked for
_SLIP = 1.5  # letters: where an entry differs by no more, none nearer is looked for
_MAX_KEYS = 4096  # ways to correct a query that are tried
_TIED = 4  # names as near as the last that is wanted: their marks decide
_MASK = (1 << 64) - 1
_NONE: frozenset[int] = frozenset()

# Entries found so far: the best comparison and the surface that it is with.
Found: TypeAlias = dict[int, tuple[Comparison, int]]


class _Variant(msgspec.Struct, frozen=True):
    """A reading, and which of its words may be slips."""

    reading: Reading
    unknown: frozenset[int]


class Query(NamedTuple):
    """What is looked for: a text, its readings, and which entries are wanted."""

    text: str
    readings: Sequence[Reading]
    limit: int
    cutoff: float
    field: str | None


def find(index: Index, query: Query) -> Found:
    """All entries that agree; if they are too few, the nearest others too."""
    found = _agreeing(index, query)
    if not _are_enough(query, found):
        _suggest(index, [_Near(index, query, found)])
    return found


def find_each(index: Index, asked: Sequence[Query]) -> list[Found]:
    """``find`` for each query; what is near is looked up for all at once."""
    each = [_agreeing(index, query) for query in asked]
    pairs = zip(asked, each, strict=True)
    _suggest(index, [_Near(index, q, found) for q, found in pairs if not _are_enough(q, found)])
    return each


def _agreeing(index: Index, query: Query) -> Found:
    """All entries that agree with a reading in every distinctive word."""
    found: Found = {}
    for number, reading in enumerate(query.readings):
        unknown = _unknown(index, reading)
        if not unknown:
            for row in index.keys.under(reading.key, _BUCKET):
                _keep(index, found, reading, unknown, row)
            continue
        for variant in _variants(index, reading, unknown, repair=number == 0):
            for row in dict.fromkeys(_rows(index, variant)):
                _keep(index, found, variant.reading, variant.unknown, row)
    if query.field is None:
        return found
    return {entry: best for entry, best in found.items() if index.field(entry) == query.field}


def _are_enough(query: Query, found: Found) -> bool:
    """Whether no entry that is not found is wanted: none can be nearer than the last of these."""
    if query.cutoff > CONFLICT or not query.readings:
        return True
    if len(found) < query.limit:
        return False
    scores = [comparison.score for comparison, _ in found.values()]
    if min(scores) > CONFLICT:
        return True
    least = CONFLICT * (1 - _SLIP / (1 + len(query.readings[0].folded)))
    return sum([score >= least for score in scores]) >= query.limit


def _variants(
    index: Index, reading: Reading, unknown: frozenset[int], *, repair: bool
) -> list[_Variant]:
    """The reading, and if it may be repaired, the reading with slips in light phrases put right."""
    fixed = repaired(reading, unknown) if repair and unknown else ()
    return [_Variant(reading, unknown), *[_Variant(each, _unknown(index, each)) for each in fixed]]


def _unknown(index: Index, reading: Reading) -> frozenset[int]:
    """Words that are no Vietnamese syllable and stand in no entry: they may be slips."""
    if "foreign" not in [w.kind for w in reading.words]:
        return _NONE
    foreign = [i for i, w in enumerate(reading.words) if w.kind == "foreign"]
    return frozenset([i for i in foreign if not index.knows(reading.words[i].code)])


def _rows(index: Index, variant: _Variant) -> list[int]:
    """Rows that may agree with a reading, slips put right.

    All slips but one are replaced by known words near them; the longest, which has most letters
    to try, is left out: few rows have all the other words, and these are looked at.
    """
    reading, unknown = variant.reading, variant.unknown
    if not unknown:
        return index.keys.under(reading.key, _BUCKET)
    *slips, last = sorted([reading.words[at] for at in unknown], key=lambda w: len(w.base))
    if len(slips[0].base if slips else last.base) < SHORTEST:
        return []
    choices = [_changes(index, slip) for slip in slips]
    if prod(map(len, choices)) > _MAX_KEYS:
        return []
    bases = set(reading.bases)
    rows: list[int] = []
    for chosen in product(*choices):
        rest = (reading.key + sum(chosen) - last.code) & _MASK
        same = index.gaps.under(rest, SAME_GAP)
        if rest and len(same) < SAME_GAP:
            rows += [row for row in same if _may_mean(index.letters(row), last.base, bases)]
        else:
            near = [rest + last.code + change for change in _changes(index, last)]
            rows += index.keys.under_any(near, _BUCKET)
    return rows


def _changes(index: Index, slip: Word) -> list[int]:
    """What a key has more when a slip is replaced by a known word near it."""
    near = index.one_off(slip.base)
    return [
        *[
            code - slip.code
            for base, code in near
            if is_base(base) or may_be(slip.base, word(base))
        ],
        -slip.code,  # a slip of a word that no key holds
    ]


def _may_mean(letters: str, slip: str, bases: set[str]) -> bool:
    """Whether the words of a name that are not among these have one that a slip may be for."""
    others = set(letters.split()) - bases
    return not others or any(one_off(slip, other) for other in others)


def _keep(index: Index, found: Found, reading: Reading, unknown: frozenset[int], row: int) -> None:
    """Compare with a reading of an entry and keep it if it is the entry's best."""
    how = index.same(row, reading)
    if how is not None:
        comparison = alike(reading, index.is_undone(row), how)
    else:
        other = index.reading(row)
        if other.bases == reading.bases and bool(other.breaks) == bool(reading.breaks):
            other.share(reading)
        comparison = compare(reading, other, unknown)
    surface = index.surface[row]
    entry = index.entry[surface]
    before = found.get(entry)
    if before is None or comparison.score > before[0].score:
        found[entry] = comparison, surface


# Suggestions -------------------------------------------------------------------------------------


class _Near:
    """A query that no entry agrees with, and the rows that are nearest to it so far."""

    __slots__ = (
        "_found",
        "_index",
        "_letters",
        "_nearest",
        "_query",
        "_rows",
        "_slips",
        "_variants",
    )

    def __init__(self, index: Index, query: Query, found: Found) -> None:
        plain = least_undone(query.readings)
        self._index, self._query, self._found = index, query, found
        self._variants = _variants(index, plain, _unknown(index, plain), repair=True)
        if plain.undone or "number" in [w.kind for w in plain.words]:
            written = literal(query.text)
            if written.bases != plain.bases:
                self._variants.append(_Variant(written, _unknown(index, written)))
        self._letters = [variant.reading.folded for variant in self._variants]
        self._slips = [Slips(index, variant.reading) for variant in self._variants]
        self._rows: set[int] = set()
        self._nearest: list[tuple[float, int, int]] = []  # likeness, row, number of the variant

    @property
    def slips(self) -> Slips:
        """Of the likeliest reading."""
        return min(self._slips, key=lambda slips: len(slips.codes))

    @property
    def is_near(self) -> bool:
        """Whether rows are so near that none nearer is to be looked for."""
        if len(self._nearest) < self._query.limit:
            return False
        return (1 - self._nearest[0][0]) * len(self._letters[0]) <= _SLIP

    @property
    def is_alike(self) -> bool:
        """Whether rows are so near that none with more slips is to be looked for."""
        return len(self._nearest) >= self._query.limit and self._nearest[0][0] >= _ALIKE

    def add(self, rows: list[int]) -> None:
        """Look at more rows."""
        new = sorted(set(rows) - self._rows)
        if self._query.field is not None:
            new = [row for row in new if self._index.field_of_row(row) == self._query.field]
        if not new:
            return
        self._rows.update(new)
        texts, wanted = list(map(self._index.letters, new)), self._query.limit
        ranked = [(-likeness, row, which) for likeness, row, which in self._nearest]
        for which, letters in enumerate(self._letters):
            near = extract(letters, texts, scorer=Indel.normalized_similarity, limit=wanted + _TIED)
            ranked += [(-likeness, new[at], which) for _, likeness, at in near]
        best: dict[int, tuple[float, int, int]] = {}
        for negative, row, which in sorted(ranked):
            best.setdefault(row, (-negative, row, which))
        kept = list(best.values())[: wanted + _TIED]
        last = kept[min(wanted, len(kept)) - 1][0]
        self._nearest = [each for each in kept if each[0] >= last]

    def add_one(self) -> None:
        """Look at rows one slip away from some reading."""
        for slips in self._slips:
            self.add(slips.one())
            if self.is_near:
                return

    def add_shared(self) -> None:
        """Look at rows that share words with the query."""
        wanted = features(self._slips[0].codes)
        self.add(self._index.suggestions(wanted, _BUDGET, _RESCORED))

    def keep(self) -> None:
        """Compare with the nearest rows."""
        for _, row, which in self._nearest:
            variant = self._variants[which]
            _keep(self._index, self._found, variant.reading, variant.unknown, row)


def _suggest(index: Index, asked: Sequence[_Near]) -> None:
    """Add the nearest entries: one slip away, or two, or sharing words with the query."""
    for near in asked:
        near.add_one()
    left = [near for near in asked if not near.is_near]
    if left:
        for near, rows in zip(left, rows_of_two(index, [n.slips for n in left]), strict=True):
            near.add(rows)
            if not near.is_near:
                near.add(near.slips.crowded())
            if not near.is_alike:
                near.add_shared()
    for near in asked:
        near.keep()
