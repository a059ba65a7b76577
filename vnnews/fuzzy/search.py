"""The way from a name's readings to the entries that agree, as steps that ask for rows by key.

A search is a generator: it yields the keys that it wants looked up and is sent the rows under them.
So one search runs by itself, and many run abreast with their keys looked up together.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from itertools import product
from math import prod
from typing import TypeAlias

import msgspec
from rapidfuzz.distance import Indel
from rapidfuzz.process import extract

from vnnews.fuzzy.build import features
from vnnews.fuzzy.edits import Edits, least_undone
from vnnews.fuzzy.fold import word
from vnnews.fuzzy.index import Index, Lookup
from vnnews.fuzzy.phrases import light_words
from vnnews.fuzzy.reading import Reading
from vnnews.fuzzy.repair import repaired
from vnnews.fuzzy.score import CONFLICT, Comparison, alike, compare, may_be
from vnnews.fuzzy.syllables import is_base

_BUCKET = 256  # names with the same distinctive words that are looked at
_BUDGET = 512  # names looked at for suggestions
_RESCORED = 24  # of these compared letter by letter
_ALIKE = 0.92  # letters so much alike that no other suggestion is looked for
_SLIP = 1.5  # letters: where an entry differs by no more, none nearer is looked for
_MAX_KEYS = 4096  # ways to correct a query that are tried
_MASK = (1 << 64) - 1
_NONE: frozenset[int] = frozenset()

# Entries found so far: the best comparison and the surface that it is with.
Found: TypeAlias = dict[int, tuple[Comparison, int]]
Steps: TypeAlias = Generator[Lookup, list[int], Found]


class _Variant(msgspec.Struct, frozen=True):
    """A reading as it is looked up: words that may be slips, and the keys with these corrected."""

    reading: Reading
    unknown: frozenset[int]
    keys: list[int]


def search(index: Index, readings: Sequence[Reading], limit: int, cutoff: float) -> Steps:
    """All entries that agree with a reading in every distinctive word.

    If they are fewer than ``limit`` and the cutoff lets suggestions in, the nearest others too.
    """
    found: Found = {}
    for number, reading in enumerate(readings):
        unknown = _unknown(index, reading)
        if not unknown:
            for row in (yield Lookup([reading.key], _BUCKET)):
                _keep(index, found, reading, unknown, row)
            continue
        for variant in _variants(index, reading, unknown, repair=number == 0):
            rows = yield Lookup(variant.keys, _BUCKET)
            for row in dict.fromkeys(rows):
                _keep(index, found, variant.reading, variant.unknown, row)
    if cutoff <= CONFLICT and readings and not _are_enough(found, readings[0], limit):
        yield from _suggest(index, found, readings, limit)
    return found


def _are_enough(found: Found, reading: Reading, limit: int) -> bool:
    """Whether no entry that is not found can be nearer than the last that is wanted."""
    if len(found) < limit:
        return False
    scores = [comparison.score for comparison, _ in found.values()]
    if min(scores) > CONFLICT:
        return True
    least = CONFLICT * (1 - _SLIP / (1 + len(reading.folded)))
    return sum([score >= least for score in scores]) >= limit


def _variants(
    index: Index, reading: Reading, unknown: frozenset[int], repair: bool
) -> list[_Variant]:
    """The reading, and if it may be repaired, the reading with slips in light phrases put right."""
    found = [_Variant(reading, unknown, _keys(index, reading, unknown))]
    for fixed in repaired(reading, unknown) if repair else ():
        left = _unknown(index, fixed)
        found.append(_Variant(fixed, left, _keys(index, fixed, left)))
    return found


def _unknown(index: Index, reading: Reading) -> frozenset[int]:
    """Words that are no Vietnamese syllable and stand in no entry: they may be slips."""
    if "foreign" not in [w.kind for w in reading.words]:
        return _NONE
    foreign = [i for i, w in enumerate(reading.words) if w.kind == "foreign"]
    return frozenset([i for i in foreign if not index.knows(reading.words[i].code)])


def _keys(index: Index, reading: Reading, unknown: frozenset[int]) -> list[int]:
    """The keys of the reading with its unknown words replaced by known ones near them."""
    key, light, choices = reading.key, light_words(), []
    for w in [reading.words[i] for i in unknown]:
        near = index.one_off(w.base)
        changes = [c - w.code for base, c in near if is_base(base) or may_be(w.base, word(base))]
        if any(base in light for base, _ in near):
            changes.append(-w.code)  # a slip of a word that no key holds
        choices.append(changes)
    if len(choices) == 1:
        return [(key + change) & _MASK for change in choices[0]]
    if prod(map(len, choices)) > _MAX_KEYS:
        return []
    return sorted({(key + sum(chosen)) & _MASK for chosen in product(*choices)})


def _keep(index: Index, found: Found, reading: Reading, unknown: frozenset[int], row: int) -> None:
    """Compare with a reading of an entry and keep it if it is the entry's best."""
    text = index.texts[row]
    undone = text[0] == "~"
    if (text[2:] if undone else text) == reading.written:
        comparison = alike(reading, undone)
    elif reading.bare and not unknown and index.folded[row] == reading.folded:
        comparison = alike(reading, undone, "folded")
    else:
        other = Reading.from_spelt(text)
        if other.bases == reading.bases:
            other.share(reading)
        comparison = compare(reading, other, unknown)
    surface = index.surface[row]
    entry = index.entry[surface]
    before = found.get(entry)
    if before is None or comparison.score > before[0].score:
        found[entry] = comparison, surface


# Suggestions -------------------------------------------------------------------------------------


def _suggest(index: Index, found: Found, readings: Sequence[Reading], limit: int) -> Steps:
    """Add the nearest entries: one slip away, or two, or sharing words with the query."""
    plain = least_undone(readings)
    unknown = _unknown(index, plain)
    mended = repaired(plain, unknown) if unknown else []
    variants = [_Variant(each, _unknown(index, each), []) for each in (plain, *mended)]
    letters = [variant.reading.folded for variant in variants]
    each = [Edits(index, variant.reading) for variant in variants]
    rows = yield Lookup([variant.reading.key for variant in variants], _RESCORED)
    nearest: list[tuple[float, int]] = []
    for edits in each:
        if len(nearest) < limit or (1 - nearest[0][0]) * len(letters[0]) > _SLIP:
            rows += yield Lookup(edits.one(), _RESCORED)
            nearest = _nearest(index, letters, rows, limit)
    if len(nearest) < limit or (1 - nearest[0][0]) * len(letters[0]) > _SLIP:
        likeliest = min(each, key=lambda edits: edits.strangeness)
        rows += yield Lookup(likeliest.two(), _RESCORED)
        nearest = _nearest(index, letters, rows, limit)
    if len(nearest) < limit or nearest[0][0] < _ALIKE:
        rows += index.suggestions(features(plain), _BUDGET, _RESCORED)
        nearest = _nearest(index, letters, rows, limit)
    for _, row in nearest:
        for variant in variants:
            _keep(index, found, variant.reading, variant.unknown, row)
    return found


def _nearest(
    index: Index, letters: list[str], rows: list[int], limit: int
) -> list[tuple[float, int]]:
    """The rows whose letters are most like some of these, and how much; of equal ones the first."""
    rows = sorted(set(rows))
    texts = [index.folded[row] for row in rows]
    found: dict[int, float] = {}
    for each in letters:
        for _, score, at in extract(each, texts, scorer=Indel.normalized_similarity, limit=limit):
            found[at] = max(score, found.get(at, 0.0))
    ranked = sorted([(-score, rows[at]) for at, score in found.items()])[:limit]
    return [(-score, row) for score, row in ranked]
