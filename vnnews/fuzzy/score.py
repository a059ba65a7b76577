"""How well two names agree: the definition that every index has to reproduce.

Words are paired by their plain letters, or as a slip of one that is no Vietnamese syllable. What
is left over, marks that contradict one another, parts out of order and classes that differ are
*conflicts*. Without a conflict the score is the share of weight that agrees (Dice); with one it
stays at or below ``CONFLICT``, however alike the strings look.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec
from rapidfuzz.distance import OSA, Indel

from vnnews.fuzzy.fold import Word, relation
from vnnews.fuzzy.reading import Reading

How = Literal["exact", "folded", "abbreviation", "corrected", "partial"]

CUTOFF = 0.8
CONFLICT = 0.75  # what a name with a conflict scores at most
_BARE_TEXT = 0.98  # a text without any marks
_BARE_WORD = 0.97  # a word that is no syllable without the marks it lost
_LOST = 0.75  # a legal syllable, in a text with marks, for the same with other marks
_MISMARKED = 0.9  # marks that make no syllable, for others
_SHARE_LOST = 1 / 3  # of the words may have lost marks in a text with marks


class Comparison(msgspec.Struct, frozen=True, gc=False):
    """Score of a pair of readings, how it came about, and why it is no match."""

    score: float
    how: How
    edits: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()


def near(slip: str, meant: Word) -> bool:
    """Whether letters that are no Vietnamese syllable can be a slip for a word.

    One letter changed, added, lost or swapped; foreign words need length, for *Vina* and *Viva*
    are two names.

    >>> from vnnews.fuzzy.fold import word
    >>> near("nahm", word("nam")), near("vietcombnk", word("vietcombank")), near("viva", word("vina"))
    (True, True, False)
    """
    if meant.kind == "number" or len(slip) < 2:
        return False
    if meant.kind == "foreign":
        longer, shorter = max(len(slip), len(meant.base)), min(len(slip), len(meant.base))
        if longer < 7 or slip[0] != meant.base[0]:
            return False
        if longer == shorter and sorted(slip) != sorted(meant.base) and longer < 9:
            return False  # another letter in a short foreign word makes another name
    return OSA.distance(slip, meant.base, score_cutoff=1) <= 1


def compare(query: Reading, entry: Reading, unknown: frozenset[int] = frozenset()) -> Comparison:
    """The comparison of two readings; words of the query at ``unknown`` may be slips.

    >>> from vnnews.fuzzy.reading import read
    >>> compare(read("UBND TP Hai Phong")[0], read("Ủy ban nhân dân thành phố Hải Phòng")[0]).how
    'abbreviation'
    >>> compare(read("phó chủ tịch")[0], read("chủ tịch")[0]).conflicts
    ('extra “phó”',)
    """
    pairs, extra, missing = _pair(query, entry, unknown)
    conflicts: list[str] = []
    edits: list[str] = list(query.undone)
    agreed = 0.0
    folded = corrected = False
    lost = heavy = 0
    bare_query = _is_bare(query)
    bare_entry = _is_bare(entry)
    for i, j in pairs:
        one, other = query.words[i], entry.words[j]
        weight = query.weights[i] + entry.weights[j]
        heavy += weight == 2
        if one.marks == other.marks and one.base == other.base:
            agreed += weight
            continue
        if one.base != other.base:
            corrected = True
            edits.append(f"“{one.text}” for “{other.text}”")
            agreed += weight * (1 - 0.5 / max(len(one.base), len(other.base)))
            continue
        folded = True
        value = _agreement(one, other, bare_query, bare_entry)
        agreed += weight * value
        if value == _LOST:
            lost += weight == 2
        if value < 0.98:
            edits.append(f"“{one.text}” for “{other.text}”")
        if value == 0 and weight > 1:
            conflicts.append(f"“{one.text}” is not “{other.text}”")
    if lost > heavy * _SHARE_LOST:
        conflicts.append("too few marks agree")
    dropped = _leftovers(query, entry, extra, missing, edits, conflicts)
    if len(pairs) > 1 and not _ordered(pairs, query, entry):
        conflicts.append("the words stand in another order")
    conflicts += _classes(query, entry)
    score = agreed / (sum(query.weights) + sum(entry.weights))
    if conflicts:
        alike = Indel.normalized_similarity(query.folded, entry.folded)
        return Comparison(
            CONFLICT * (0.95 * alike + 0.05 * min(score, 1.0)), "partial", tuple(edits),
            tuple(conflicts),
        )  # fmt: skip
    how: How = "exact"
    if dropped:
        how = "partial"
    elif corrected or any(not note.startswith("abbreviation") for note in query.undone):
        how = "corrected"
    elif query.undone or entry.undone:
        how = "abbreviation"
    elif folded:
        how = "folded"
    return Comparison(min(score, 1.0) - 0.01 * (how == "corrected"), how, tuple(edits))


def _is_bare(reading: Reading) -> bool:
    """Whether no mark stands on any of the words as they were written."""
    if not reading.undone:
        return not any([w.marked for w in reading.words])
    written = [w for w in reading.words if w.kind != "number"]
    spelt = {t for note in reading.undone for t in note.partition(": ")[2].split()}
    return not any([w.marked for w in written if w.text not in spelt])


def _agreement(one: Word, other: Word, bare_one: bool, bare_other: bool) -> float:
    """What two words of the same letters but other marks are worth."""
    how = relation(one, other)
    if how == "none":
        return _MISMARKED if "bare" in (one.kind, other.kind) else 0.0
    loser, bare = (one, bare_one) if how == "lost" else (other, bare_other)
    if bare:
        return _BARE_TEXT
    return _LOST if loser.kind == "syllable" else _BARE_WORD


def _pair(
    query: Reading, entry: Reading, unknown: frozenset[int]
) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Pairs of word positions, and what is left over on both sides."""
    one, other = query.words, entry.words
    if len(one) == len(other) and all([a.base == b.base for a, b in zip(one, other, strict=True)]):
        return [(i, i) for i in range(len(one))], [], []
    places: dict[str, list[int]] = {}
    for j, w in enumerate(other):
        places.setdefault(w.base, []).append(j)
    pairs: list[tuple[int, int]] = []
    extra: list[int] = []
    for i, w in enumerate(one):
        free = places.get(w.base)
        if free:
            pairs.append((i, _pick(free, pairs)))
        else:
            extra.append(i)
    missing = sorted(j for free in places.values() for j in free)
    for i in [i for i in extra if i in unknown]:
        for j in missing:
            if near(one[i].base, other[j]):
                pairs.append((i, j))
                extra.remove(i)
                missing.remove(j)
                break
    pairs.sort()
    return pairs, extra, missing


def _pick(free: list[int], pairs: list[tuple[int, int]]) -> int:
    """Of equal words the one that follows the word paired last, else the first."""
    if len(free) > 1 and pairs:
        after = pairs[-1][1] + 1
        if after in free:
            free.remove(after)
            return after
    return free.pop(0)


def _leftovers(
    query: Reading,
    entry: Reading,
    extra: list[int],
    missing: list[int],
    edits: list[str],
    conflicts: list[str],
) -> bool:
    """Say what was left over; light words are edits, all others conflicts."""
    for reading, places, verb in ((query, extra, "extra"), (entry, missing, "missing")):
        for light, notes in ((True, edits), (False, conflicts)):
            words = [reading.words[i].text for i in places if (reading.weights[i] < 1) == light]
            if words:
                notes.append(f"{verb} “{' '.join(words)}”")
    return bool(extra or missing)


def _ordered(pairs: list[tuple[int, int]], query: Reading, entry: Reading) -> bool:
    """Whether the words stand in one order, or whole parts have changed places."""
    order = [j for _, j in pairs]
    if all([a < b for a, b in zip(order, order[1:], strict=False)]):
        return True
    if _whole_parts(order, [i for i, _ in pairs], query.starts):
        return True
    back = sorted((j, i) for i, j in pairs)
    return _whole_parts([i for _, i in back], [j for j, _ in back], entry.starts)


def _whole_parts(order: list[int], places: list[int], starts: frozenset[int]) -> bool:
    """Whether the order breaks only where a part begins."""
    rank = {place: n for n, place in enumerate(sorted(order))}
    return all(
        rank[order[n]] == rank[order[n - 1]] + 1 or places[n] in starts
        for n in range(1, len(order))
    )


def _classes(query: Reading, entry: Reading) -> Iterator[str]:
    """Classes that contradict one another."""
    if query.slots == entry.slots:
        return
    for slot in ("unit", "head"):
        one = {kind for s, kind in query.slots if s == slot}
        other = {kind for s, kind in entry.slots if s == slot}
        apart = one - other and other - one if slot == "unit" else one and other and not one & other
        if apart:
            yield f"{' and '.join(sorted(one))} is not {' and '.join(sorted(other))}"
