"""The administrative units that the words at the end of a body's name name, in both systems."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import msgspec

from vnnews.fuzzy.fold import Word, relation
from vnnews.fuzzy.phrases import NOT_UNITS, plain_words
from vnnews.lexicon.gazetteer import Unit, gazetteer

RANKS = {
    "tỉnh": 1, "thành phố": 0, "quận": 2, "huyện": 2, "thị xã": 2, "phường": 3, "xã": 3,
    "thị trấn": 3, "đặc khu": 3,
}  # fmt: skip
GOVERNMENT = {1: "provincial", 2: "district", 3: "commune"}
# Names that news gives units without their being official.
_ALIASES = {"sài gòn": "Hồ Chí Minh", "thừa thiên - huế": "Thừa Thiên Huế", "tphcm": "Hồ Chí Minh"}


class Jurisdiction(msgspec.Struct, frozen=True):
    """Units, smallest first, as *level name*; a name may be blank (*Công an tỉnh*).

    ``rank`` is 1 for provinces, 2 for districts, 3 for wards, 0 when the words leave it open;
    the years are those between which the units existed, None where they still do.
    """

    units: tuple[str, ...]
    rank: int
    valid_from: str | None = None
    valid_until: str | None = None

    @property
    def path(self) -> str:
        """The units joined as in records: ``huyện A|tỉnh B``."""
        return "|".join(self.units)

    @property
    def level(self) -> str | None:
        """Level of government."""
        return GOVERNMENT.get(self.rank)


@cache
def _named() -> dict[str, list[tuple[tuple[Word, ...], Unit]]]:
    """Provinces and districts by the letters of their names."""
    found: dict[str, list[tuple[tuple[Word, ...], Unit]]] = {}
    for unit in gazetteer():
        if unit.rank < 3:
            words = plain_words(unit.name)
            found.setdefault(_letters(words), []).append((words, unit))
    for alias, name in _ALIASES.items():
        words = plain_words(alias)
        for unit in gazetteer().named(name, rank=1):
            found.setdefault(_letters(words), []).append((words, unit))
    return found


@cache
def _last_letters() -> frozenset[str]:
    """The letters of the last words of provinces and districts: most names end otherwise."""
    return frozenset([letters.rsplit(" ", 1)[-1] for letters in _named()])


def _letters(words: Sequence[Word]) -> str:
    return " ".join([w.base for w in words])


def _agree(written: Sequence[Word], spelt: Sequence[Word]) -> bool:
    """Whether no mark contradicts: written words may have lost all of theirs."""
    return all(
        a.marks == b.marks or (relation(a, b) == "lost" and not a.marked)
        for a, b in zip(written, spelt, strict=True)
    )


def units_named(words: Sequence[Word], level: str | None = None) -> list[Unit]:
    """Provinces and districts that the words name, of a level if it is given.

    >>> [unit.full_name for unit in units_named(plain_words("vu thu"))]
    ['huyện Vũ Thư']
    """
    if words and words[0].kind == "number" and level is None:
        return []
    found = [unit for spelt, unit in _named().get(_letters(words), ()) if _agree(words, spelt)]
    return [unit for unit in found if level in (None, unit.level)]


def split_units(words: Sequence[Word]) -> tuple[int, list[tuple[str, tuple[Word, ...]]]]:
    """Where the units at the end of a name begin, and each with its level ("" if unsaid).

    >>> start, units = split_units(plain_words("sở y tế tỉnh nghệ an"))
    >>> start, [(level, [w.text for w in name]) for level, name in units]
    (3, [('tỉnh', ['nghệ', 'an'])])
    """
    places = [(at, level) for at in range(len(words)) if (level := _level_at(words, at))]
    if places and places[0][0] == 0:
        places = places[1:]
    units: list[tuple[str, tuple[Word, ...]]] = []
    for number, (at, level) in enumerate(places):
        end = places[number + 1][0] if number + 1 < len(places) else len(words)
        name = tuple(words[at + len(level.split()) : end])
        units += _with_province(level, name)
    if places:
        return places[0][0], units
    if not words or words[-1].base not in _last_letters():
        return len(words), []
    for start in range(max(1, len(words) - 5), len(words)):
        name = tuple(words[start:])
        named = units_named(name)
        if len(named) == 1 or any(unit.rank == 1 for unit in named):
            return start, [("", name)]
    return len(words), []


@cache
def level_words() -> dict[str, list[tuple[str, tuple[Word, ...]]]]:
    """Levels and their words, by the first word's letters."""
    found: dict[str, list[tuple[str, tuple[Word, ...]]]] = {}
    for level in RANKS:
        words = plain_words(level)
        found.setdefault(words[0].base, []).append((level, words))
    return found


# Words behind which these are no level: *thị xã, hợp tác xã, thông tấn xã, cơ quan, hải quan*.
_XA = frozenset(["thị", "thi", "tác", "tac", "tấn", "tan"])
_COMPOUNDS = {
    "xã": _XA,
    "xa": _XA,
    "quan": frozenset(["cơ", "co", "hải", "hai", "sĩ", "si"]),
}


def _level_at(words: Sequence[Word], at: int) -> str | None:
    """The level that words say, unless they are part of *tỉnh ủy, xã hội, thị xã*."""
    for level, spelt in level_words().get(words[at].base, ()):
        end = at + len(spelt)
        if end < len(words) and words[end].base in NOT_UNITS:
            continue
        if at and words[at - 1].text in _COMPOUNDS.get(words[at].text, ()):
            continue
        written = words[at:end]
        if [w.base for w in written] == [w.base for w in spelt] and _agree(written, spelt):
            return level
    return None


def _with_province(level: str, name: tuple[Word, ...]) -> list[tuple[str, tuple[Word, ...]]]:
    """A unit's name, cut where a province's follows without its level: *quận Hải An Hải Phòng*."""
    if level != "tỉnh" and len(name) > 1 and not units_named(name, level):
        for cut in range(1, len(name)):
            if any(unit.rank == 1 for unit in units_named(name[cut:])):
                return [(level, name[:cut]), ("", name[cut:])]
    return [(level, name)]


def jurisdiction(
    units: Sequence[tuple[str, tuple[Word, ...]]], place: str | None = None
) -> Jurisdiction | None:
    """The jurisdiction of split units, completed by a place that the context gives.

    >>> start, units = split_units(plain_words("ubnd huyen vu thu"))
    >>> jurisdiction(units).path
    'huyện Vũ Thư|tỉnh Thái Bình'
    """
    if not units:
        return None
    above = place.split("|") if place else []
    chain: list[str] = []
    ranks: list[int] = []
    found: list[Unit | None] = []
    for level, name in units:
        named = units_named(name, level or None) if name else []
        unit = _only(named, units, level) or _placed(named, above)
        if not name:
            filled = _from_place(level, above)
            unit = _unit_called(filled) if filled else None
            chain.append(filled or level)
        else:
            chain.append(unit.full_name if unit else f"{level} {_titled(name)}".strip())
        found.append(unit)
        ranks.append(unit.rank if unit else RANKS.get(level, 0))
    last = found[-1]
    if last is not None and last.parent is not None:
        told = above[above.index(chain[-1]) + 1 :] if chain[-1] in above else []
        chain += told or [last.parent.full_name]  # the province as the place calls it
    elif ranks[-1] > 1 and above:
        chain += [step for step in above if _rank_of(step) < ranks[-1] and step not in chain]
    years = _years(found[0]) if found[0] is not None else (None, None)
    return Jurisdiction(tuple(chain), ranks[0], *years)


def _only(
    found: list[Unit], units: Sequence[tuple[str, tuple[Word, ...]]], level: str
) -> Unit | None:
    """The one unit among those found, by the units above it and, unsaid, by its rank."""
    names = {u.full_name for u in found}
    if len(names) > 1 and not level:
        found = [unit for unit in found if unit.rank == 1] or found
    last = units[-1][1]
    if len({(u.full_name, u.parent) for u in found}) > 1 and len(units) > 1:
        above = {unit.name for unit in units_named(last) if unit.rank == 1}
        found = [u for u in found if u.parent is not None and u.parent.name in above] or found
    keys = {(u.full_name, u.parent.full_name if u.parent else "") for u in found}
    return max(found, key=lambda u: u.valid_until is None) if len(keys) == 1 else None


def _placed(found: list[Unit], above: list[str]) -> Unit | None:
    """The unit among those found that the place names, in its province if several are called so."""
    there = [u for u in found if u.full_name in (above[:-1] if u.parent else above[-1:])]
    inside = [u for u in there if u.parent and u.parent.full_name == above[-1]]
    parents = {u.parent.full_name if u.parent else "" for u in inside or there}
    return max(inside or there, key=lambda u: u.valid_until is None) if len(parents) == 1 else None


def _from_place(level: str, above: list[str]) -> str | None:
    """The unit of this level that a place names or lies in."""
    for step in above:
        if step.startswith(f"{level} "):
            return step
    for step in above:
        units = units_named(plain_words(step), level)
        if units:
            return units[0].full_name
    return None


def _unit_called(full_name: str) -> Unit | None:
    for level in RANKS:
        if full_name.startswith(f"{level} "):
            units = units_named(plain_words(full_name.removeprefix(f"{level} ")), level)
            return units[0] if len(units) >= 1 else None
    return None


def _rank_of(full_name: str) -> int:
    unit = _unit_called(full_name)
    if unit is not None:
        return unit.rank
    return next((rank for level, rank in RANKS.items() if full_name.startswith(level)), 0)


def _titled(name: Sequence[Word]) -> str:
    return " ".join([w.text.capitalize() for w in name])


def _years(unit: Unit) -> tuple[str | None, str | None]:
    """The days between which a unit of this name and level existed, over both systems."""
    same = [u for _, u in _named()[_letters(plain_words(unit.name))] if u.level == unit.level]
    same = [u for u in same if (u.parent is None) == (unit.parent is None)]
    starts = [u.valid_from for u in same]
    ends = [u.valid_until for u in same]
    first = None if None in starts else min(d for d in starts if d)
    last = None if None in ends else max(d for d in ends if d)
    return (first.isoformat() if first else None, last.isoformat() if last else None)
