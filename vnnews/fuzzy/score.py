"""How well two names agree: the definition that every index has to reproduce.

Words are paired by their plain letters, or as a slip of one that is no Vietnamese syllable. What
is left over, marks that contradict one another, parts out of order and classes that differ are
*conflicts*. Without a conflict the score is the share of weight that agrees (Dice); with one it
stays at or below ``CONFLICT``, however alike the strings look.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import add
from typing import Literal, TypeAlias

import msgspec
from rapidfuzz.distance import OSA, Indel

from vnnews.fuzzy.fold import Word, relation, word
from vnnews.fuzzy.memory import Memory
from vnnews.fuzzy.reading import Layout, Reading

_Pair: TypeAlias = "tuple[Word, Word, float]"  # a word, that of the entry, what both weigh
How = Literal["exact", "folded", "abbreviation", "corrected", "partial"]

CUTOFF = 0.8
CONFLICT = 0.75  # what a name with a conflict scores at most
SHORTEST = 2  # letters: a shorter slip can be for any word
_BARE_TEXT = 0.98  # a text without any marks
_BARE_WORD = 0.97  # a word that is no syllable without the marks it lost
_LOST = 0.75  # a legal syllable, in a text with marks, for the same with other marks
_UNMARKED = {"syllable": _LOST, "bare": _BARE_WORD, "foreign": _BARE_WORD, "number": _BARE_WORD}
_MISMARKED = 0.9  # marks that make no syllable, for others
_SLIP = 0.015  # what it costs that a slip was undone
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
    >>> [near(*pair) for pair in (("nahm", word("nam")), ("viva", word("vina")))]
    [True, False]
    """
    return may_be(slip, meant) and one_off(slip, meant.base)


def may_be(slip: str, meant: Word) -> bool:
    """Whether a slip may be for a word, if it is one letter off."""
    if meant.kind == "number" or len(slip) < SHORTEST:
        return False
    if meant.kind == "foreign":
        # A letter more, less or other in a short foreign word makes another name.
        longer, swapped = max(len(slip), len(meant.base)), sorted(slip) == sorted(meant.base)
        return slip[0] == meant.base[0] and longer >= (6 if swapped else 9)
    return True


def one_off(slip: str, meant: str) -> bool:
    """Whether one letter was changed, added, lost or swapped with the next.

    A *y* that ends a syllable counts as *i*, and may have been either: *hy* for *huy*, *ym* for
    *mỹ*.

    >>> one_off("nahm", "nam"), one_off("hi", "huy"), one_off("ym", "mi"), one_off("hm", "huy")
    (True, True, True, False)
    """
    if OSA.distance(slip, meant, score_cutoff=1) <= 1:
        return True
    if "y" in slip and OSA.distance(slip.replace("y", "i"), meant, score_cutoff=1) <= 1:
        return True
    return slip[-1] == "i" and OSA.distance(slip[:-1] + "y", meant, score_cutoff=1) <= 1


def compare(query: Reading, entry: Reading, unknown: frozenset[int] = frozenset()) -> Comparison:
    """The comparison of two readings; words of the query at ``unknown`` may be slips.

    >>> from vnnews.fuzzy.reading import read
    >>> compare(read("UBND TP Hai Phong")[0], read("Ủy ban nhân dân thành phố Hải Phòng")[0]).how
    'abbreviation'
    >>> compare(read("phó chủ tịch")[0], read("chủ tịch")[0]).conflicts
    ('extra “phó”',)
    """
    if query.bases == entry.bases:
        if query.words == entry.words:
            return alike(query, bool(entry.undone))
        if query.bare or entry.bare:
            return alike(query, bool(entry.undone), "folded")
        return _judge(query, entry, None)
    if _only_slips(query.words, entry.words, unknown):
        return _judge(query, entry, None)
    pairs, extra, missing = _pair(query, entry, unknown)
    found = _judge(query, entry, pairs, extra, missing)
    if unknown or len(set(query.bases)) == len(query.bases):
        return found
    # Of words that stand twice, those that the other name would have chosen may agree better.
    back, missing, extra = _pair(entry, query, unknown)
    other = _judge(query, entry, sorted([(i, j) for j, i in back]), extra, missing)
    return max(found, other, key=lambda c: (not c.conflicts, c.score))


def _judge(
    query: Reading,
    entry: Reading,
    pairs: list[tuple[int, int]] | None,
    extra: Sequence[int] = (),
    missing: Sequence[int] = (),
) -> Comparison:
    """The comparison of two readings whose words are paired so; one by one if it is None."""
    mine, theirs = query.layout, entry.layout
    weights = mine.weights, theirs.weights
    lost, how, edits, conflicts = _apart(query, entry, weights, pairs)
    edits += query.undone
    if extra or missing:
        how = "partial"
        lost += sum([mine.weights[i] for i in extra]) + sum([theirs.weights[j] for j in missing])
        _leftovers(query, entry, (extra, missing), edits, conflicts)
    if pairs is not None and not _ordered(pairs, query, entry):
        conflicts.append("the words stand in another order")
    if mine.slots != theirs.slots:
        conflicts += _classes(mine, theirs)
    if not conflicts and not _same_key(query, entry, pairs):
        conflicts.append("a word that tells the names apart weighs little in one of them")
    score = max(0.0, 1 - lost / (mine.total + theirs.total))
    if conflicts:
        letters = Indel.normalized_similarity(query.folded, entry.folded)
        score = CONFLICT * (0.95 * letters + 0.05 * score)
        return Comparison(score, "partial", tuple(edits), tuple(conflicts))
    return _settled(query, bool(entry.undone), score, how, tuple(edits))


def _same_key(query: Reading, entry: Reading, pairs: list[tuple[int, int]] | None) -> bool:
    """Whether the same words tell the names, once slips are put right."""
    if query.key == entry.key:
        return True
    light = {i for at, phrase in entry.phrases for i in range(at, at + phrase.size)}
    every = pairs if pairs is not None else [(i, i) for i in range(len(query.words))]
    slips = [
        (0 if j in light else b.code) - a.code
        for i, j in every
        if (a := query.words[i]).base != (b := entry.words[j]).base
    ]
    return (query.key + sum(slips) - entry.key) % (1 << 64) == 0


def alike(query: Reading, undone: bool, how: How = "exact") -> Comparison:
    """The comparison with an entry of the same words, or of the same letters if one has no marks.

    ``undone``: an abbreviation was written out in the entry.
    """
    return _settled(query, undone, 1.0 if how == "exact" else _BARE_TEXT, how, query.undone)


def _settled(
    query: Reading, undone: bool, score: float, how: How, edits: tuple[str, ...]
) -> Comparison:
    """A comparison without conflicts; the largest step may be one undone in the readings.

    That slips were undone in the query costs a little, so that plain readings win.
    """
    slipped = query.undone and not all(note.startswith("abbrev") for note in query.undone)
    if how in ("exact", "folded"):
        if slipped:
            how = "corrected"
        elif query.undone or undone:
            how = "abbreviation"
    return Comparison(max(0.0, score - _SLIP) if slipped else score, how, edits)


def _apart(
    query: Reading,
    entry: Reading,
    each_weights: tuple[list[float], list[float]],
    pairs: list[tuple[int, int]] | None,
) -> tuple[float, How, list[str], list[str]]:
    """Weight by which the pairs differ, the largest step, edits and conflicts in words."""
    apart = _differing(query.words, entry.words, each_weights, pairs)
    loses: dict[bool, bool] = {}  # whether the query (True) or the entry loses marks
    cost = 0.0
    marks_lost: list[bool] = []  # in distinctive words, and whether the query lost them
    how: How = "folded" if apart else "exact"
    edits: list[str] = []
    conflicts: list[str] = []
    for a, b, weight in apart:
        value, ours, note = _AGREEMENTS[a.text, b.text]
        if a.base != b.base:
            how = "corrected"
            cost += weight * (1 - value)
            edits.append(note)
            continue
        if value == _LOST:
            if ours not in loses:
                loses[ours] = _loses_marks(query if ours else entry, ours, apart)
            if loses[ours] and not (a if ours else b).marked:
                value = _BARE_TEXT
        cost += weight * (1 - value)
        if value < _BARE_TEXT:
            edits.append(note)
            if value == _LOST and weight == 2:
                marks_lost.append(ours)
            if value == 0 and weight > 1:
                conflicts.append(f"“{a.text}” is not “{b.text}”")
    if marks_lost and len(marks_lost) > _SHARE_LOST * _distinctive(each_weights, pairs):
        conflicts.append("too few marks agree")
    elif len({*marks_lost}) > 1:
        conflicts.append("both lost marks")
    return cost, how, edits, conflicts


def _differing(
    one: tuple[Word, ...],
    other: tuple[Word, ...],
    weights: tuple[list[float], list[float]],
    pairs: list[tuple[int, int]] | None,
) -> list[_Pair]:
    """The pairs of words that differ, with what both weigh."""
    mine, theirs = weights
    if pairs is None:
        return [
            (a, b, x + y)
            for a, b, x, y in zip(one, other, mine, theirs, strict=True)
            if a is not b and (a.marks != b.marks or a.base != b.base)
        ]
    return [
        (a, b, mine[i] + theirs[j])
        for i, j in pairs
        if (a := one[i]) is not (b := other[j]) and (a.marks != b.marks or a.base != b.base)
    ]


def _distinctive(
    weights: tuple[list[float], list[float]], pairs: list[tuple[int, int]] | None
) -> int:
    """How many pairs there are of words that are distinctive on both sides."""
    one, other = weights
    if pairs is None:
        return list(map(add, one, other)).count(2)
    return sum([one[i] + other[j] == 2 for i, j in pairs])


def _loses_marks(reading: Reading, ours: bool, apart: list[_Pair]) -> bool:
    """Whether the text loses marks: it has none, or in a pair a word that is nothing without."""
    if reading.bare:
        return True
    for a, b, _ in apart:
        mine, theirs = (a, b) if ours else (b, a)
        if mine.kind == "bare" and theirs.marked and not mine.marked:
            return True
    return False


def _agreement(texts: tuple[str, str]) -> tuple[float, bool, str]:
    """What two words are worth as a pair, whether it was the first that lost marks, and an edit.

    >>> _agreement(("huyen", "huyện"))
    (0.97, True, '“huyen” for “huyện”')
    """
    one, other = map(word, texts)
    note = f"“{one.text}” for “{other.text}”"
    if one.base != other.base:
        return 1 - 0.5 / max(len(one.base), len(other.base)), True, note
    if not one.marked:
        return _UNMARKED[one.kind], True, note
    how = relation(one, other)
    if how == "none":
        return _MISMARKED if "bare" in (one.kind, other.kind) else 0.0, True, note
    loser = one if how == "lost" else other
    return _LOST if loser.kind == "syllable" else _BARE_WORD, how == "lost", note


_AGREEMENTS = Memory(_agreement, 1 << 16)


def _only_slips(one: tuple[Word, ...], other: tuple[Word, ...], unknown: frozenset[int]) -> bool:
    """Whether words that stand alike differ in nothing but slips, and of these there are some."""
    if not unknown or len(one) != len(other):
        return False
    for i, (a, b) in enumerate(zip(one, other, strict=True)):
        if a.base != b.base and not (i in unknown and near(a.base, b)):
            return False
    return True


def _pair(
    query: Reading, entry: Reading, unknown: frozenset[int]
) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Pairs of word positions, and what is left over on both sides."""
    one, other = query.words, entry.words
    places: dict[str, list[int]] = {}
    for j, w in enumerate(other):
        places.setdefault(w.base, []).append(j)
    pairs: list[tuple[int, int]] = []
    extra: list[int] = []
    for i, w in enumerate(one):
        free = places.get(w.base)
        if free:
            following = one[i + 1].base if i + 1 < len(one) else ""
            pairs.append((i, _pick(free, pairs, set(places.get(following, ())))))
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


def _pick(free: list[int], pairs: list[tuple[int, int]], following: set[int]) -> int:
    """Of equal words the one that follows the word paired last, or that the next one follows."""
    if len(free) > 1:
        after = pairs[-1][1] + 1 if pairs else -1
        chosen = after if after in free else next((j for j in free if j + 1 in following), free[0])
        free.remove(chosen)
        return chosen
    return free.pop()


def _leftovers(
    query: Reading,
    entry: Reading,
    left: tuple[Sequence[int], Sequence[int]],
    edits: list[str],
    conflicts: list[str],
) -> None:
    """Say what was left over; light words are edits, all others conflicts."""
    for reading, places, verb in ((query, left[0], "extra"), (entry, left[1], "missing")):
        weights = reading.layout.weights
        for light, notes in ((True, edits), (False, conflicts)):
            words = [reading.words[i].text for i in places if (weights[i] < 1) == light]
            if words:
                notes.append(f"{verb} “{' '.join(words)}”")


def _ordered(pairs: list[tuple[int, int]], query: Reading, entry: Reading) -> bool:
    """Whether the words stand in one order, or whole parts have changed places."""
    order = [j for _, j in pairs]
    if order == sorted(order):
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


def _classes(query: Layout, entry: Layout) -> Iterator[str]:
    """Classes that contradict one another."""
    mine, theirs = set(query.slots), set(entry.slots)
    if mine <= theirs or theirs <= mine:
        return
    for slot in ("unit", "head"):
        one = {kind for s, kind in mine if s == slot}
        other = {kind for s, kind in theirs if s == slot}
        apart = one - other and other - one if slot == "unit" else one and other and not one & other
        if apart:
            yield f"{' and '.join(sorted(one))} is not {' and '.join(sorted(other))}"
