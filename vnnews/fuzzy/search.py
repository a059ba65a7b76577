"""The way from a name's readings to the entries that agree, as steps that ask for rows by key.

A search is a generator: it yields the keys that it wants looked up and is sent the rows under them.
So one search runs by itself, and many run abreast with their keys looked up together.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from itertools import combinations, product
from typing import TYPE_CHECKING, TypeAlias

import msgspec
from rapidfuzz.distance import Indel
from rapidfuzz.process import extract

from vnnews.fuzzy.build import features
from vnnews.fuzzy.fold import word
from vnnews.fuzzy.index import Index, Lookup
from vnnews.fuzzy.phrases import light_words
from vnnews.fuzzy.reading import Reading
from vnnews.fuzzy.repair import repaired
from vnnews.fuzzy.score import CONFLICT, Comparison, alike, compare, may_be
from vnnews.fuzzy.syllables import is_base

if TYPE_CHECKING:
    from vnnews.fuzzy.build import Array

_BUCKET = 256  # names with the same distinctive words that are looked at
_BUDGET = 512  # names looked at for suggestions
_RESCORED = 24  # of these compared letter by letter
_LOOKED_AT = 192  # names one slip away that are compared letter by letter
_ALIKE = 0.92  # letters so much alike that no other suggestion is looked for
_NEAREST = CONFLICT * _ALIKE  # what an entry in conflict scores that is as much alike
_MAX_KEYS = 4096  # ways to correct a query that are tried
_MAX_SLIPS = 1024  # ways to correct one more word of it
_MAX_BLANKS = 4  # blanks of it that are moved
_MAX_WORDS = 20  # of a query two words of which are corrected
_MAX_PAIRS = 1 << 13  # ways to correct any two words of it
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
    first: _Variant | None = None
    for number, reading in enumerate(readings):
        for variant in _variants(index, reading, repair=number == 0):
            rows = yield Lookup(variant.keys, _BUCKET)
            for row in dict.fromkeys(rows):
                _keep(index, found, variant, row)
            first = variant if number == 0 else first
    if first is not None and cutoff <= CONFLICT:
        near = sum([comparison.score >= _NEAREST for comparison, _ in found.values()])
        if near < limit:
            yield from _suggest(index, found, first, limit)
    return found


def _variants(index: Index, reading: Reading, repair: bool) -> list[_Variant]:
    """The reading, and if it may be repaired, the reading with slips in light phrases put right."""
    unknown = _unknown(index, reading)
    if not unknown:
        return [_Variant(reading, _NONE, [reading.key])]
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
    key, choices, count = reading.key, [], 1
    for w in [reading.words[i] for i in unknown]:
        near_words = index.one_off(w.base)
        changes = [c - w.code for base, c in near_words if may_be(w.base, word(base))]
        if any(base in light_words() for base, _ in near_words):
            changes.append(-w.code)  # a slip of a word that no key holds
        choices.append(changes)
        count *= len(changes)
    if count > _MAX_KEYS:
        return []
    return sorted({(key + sum(chosen)) & _MASK for chosen in product(*choices)})


def _keep(index: Index, found: Found, variant: _Variant, row: int) -> None:
    """Compare with a reading of an entry and keep it if it is the entry's best."""
    reading, unknown = variant.reading, variant.unknown
    text = index.texts[row]
    if text.removeprefix("~ ") == reading.spelt.removeprefix("~ "):
        comparison = alike(reading, text[0] == "~")
    elif reading.bare and not unknown and index.folded[row] == reading.folded:
        comparison = alike(reading, text[0] == "~", "folded")
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


def _suggest(index: Index, found: Found, variant: _Variant, limit: int) -> Steps:
    """Add the nearest entries: one slip away, or sharing words with the reading, or two away."""
    letters = variant.reading.folded
    rows = yield Lookup(_one_slip_away(index, variant), _RESCORED)
    rows = rows[:_LOOKED_AT]
    nearest = _nearest(index, letters, rows, limit)
    if len(nearest) < limit or nearest[0][0] < _ALIKE:
        rows += index.suggestions(features(variant.reading), _BUDGET, _RESCORED)
        nearest = _nearest(index, letters, list(dict.fromkeys(rows)), limit)
    if len(nearest) < limit or nearest[0][0] < _ALIKE:
        keys = _two_slips_away(index, variant)
        if len(keys):
            further = yield Lookup(keys, _RESCORED)
            rows += further[:_LOOKED_AT]
            nearest = _nearest(index, letters, list(dict.fromkeys(rows)), limit)
    for _, row in nearest:
        _keep(index, found, variant, row)
    return found


def _nearest(index: Index, letters: str, rows: list[int], limit: int) -> list[tuple[float, int]]:
    """The rows whose letters are most alike, and how much they are."""
    texts = [index.folded[row] for row in rows]
    ranked = extract(letters, texts, scorer=Indel.normalized_similarity, limit=limit)
    return [(score, rows[at]) for _, score, at in ranked]


def _slips(index: Index, reading: Reading) -> list[tuple[str, Array]]:
    """Each word that may be a slip, and what a key changes by when it is put right or left out."""
    import numpy as np  # noqa: PLC0415

    found = [(w.base, index.slips(w.base, w.code)) for w in reading.keyed]
    for at, light in reading.phrases:
        if light.size == 1:  # *hang* weighs nothing as *hãng*, but may be a slip of *thắng*
            w = reading.words[at]
            found.append((w.base, index.slips(w.base, w.code) + np.uint64(w.code)))
    return found


def _one_slip_away(index: Index, variant: _Variant) -> Array:
    """Keys that differ in one distinctive word, which is one letter off or left out."""
    import numpy as np  # noqa: PLC0415

    changes = np.concatenate([changes for _, changes in _slips(index, variant.reading)])
    keys = (variant.keys or [variant.reading.key])[: max(1, _MAX_SLIPS // len(changes))]
    tried = (np.array(keys, np.uint64)[:, None] + changes).ravel()
    return np.concatenate([tried, *_blank_moved(index, variant)])


def _blank_moved(index: Index, variant: _Variant) -> list[Array]:
    """Keys with the blank beside an unknown word one letter off, and one slip in the two words.

    *Yê nHạnh* is *Yên Hạnh*, *Hơn gNgân* with one more slip *Hương Ngân*.
    """
    import numpy as np  # noqa: PLC0415

    words, bases = variant.reading.words, variant.reading.bases
    beside = sorted({at for i in variant.unknown for at in (i - 1, i)})[:_MAX_BLANKS]
    found: list[Array] = []
    unchanged = np.zeros(1, np.uint64)
    for at in [at for at in beside if 0 <= at < len(bases) - 1]:
        one, two = bases[at : at + 2]
        for first, second in ((one + two[0], two[1:]), (one[:-1], one[-1] + two)):
            if is_base(first) and is_base(second):
                pair = word(first), word(second)
                moved = Reading((*words[:at], *pair, *words[at + 2 :]))
                keys = _keys(index, moved, _unknown(index, moved))[:_MAX_BLANKS]
                slips = np.concatenate([unchanged, *[index.slips(w.base, w.code) for w in pair]])
                found.append((np.array(keys, np.uint64)[:, None] + slips).ravel())
    return found


def _two_slips_away(index: Index, variant: _Variant) -> Array:
    """Keys that differ in two distinctive words, each one letter off or left out.

    Words that are unknown are among the two.
    """
    import numpy as np  # noqa: PLC0415

    reading, unknown = variant.reading, variant.unknown
    nothing: Array = np.empty(0, np.uint64)
    if len(reading.words) > _MAX_WORDS:
        return nothing
    strange = [reading.words[i].base for i in unknown]
    least = min(len(strange), 2)
    pairs = [
        (one[:, None] + other).ravel()
        for (a, one), (b, other) in combinations(_slips(index, reading), 2)
        if (a in strange) + (b in strange) >= least
    ]
    if not pairs or sum(map(len, pairs)) > _MAX_PAIRS:
        return nothing
    keys: Array = np.concatenate(pairs) + np.uint64(reading.key)
    return keys
