"""Vietnam's administrative units: by name, level, code and day.

Two systems: provinces, districts and wards (63 provinces) until 2025-06-30, provinces and wards
(34 provinces) from 2025-07-01. A code is reused by the second system, and a name stands at several
levels, so that a unit is found by what is known of it **and** a day.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Literal

import msgspec

from vnnews.lexicon.tables import rows

Level = Literal[
    "tỉnh", "thành phố", "quận", "huyện", "thị xã", "phường", "xã", "thị trấn", "đặc khu"
]
Rank = Literal[1, 2, 3]

REFORM = dt.date(2025, 7, 1)
_LAST_OLD = REFORM - dt.timedelta(days=1)

# Spellings that one name is written in: *Đăk Lăk*, *Đắc Lắc*, *Đắk Lắk*.
_SPELLINGS = str.maketrans({"’": "'", "ʼ": "'", "-": " ", "–": " "})
_SYLLABLES = {"đăk": "đắk", "đắc": "đắk", "đak": "đắk", "dak": "đắk"} | {
    "lăk": "lắk",
    "lắc": "lắk",
    "plâyku": "pleiku",
    "qui": "quy",
}


@lru_cache(maxsize=1 << 14)
def name_key(name: str) -> str:
    """The key under which spellings of one name meet.

    >>> name_key("Bà Rịa – Vũng Tàu"), name_key("Đăk Lăk") == name_key("Đắk Lắk")
    ('bà rịa vũng tàu', True)
    """
    words = name.lower().translate(_SPELLINGS).split()
    return " ".join([_SYLLABLES.get(word, word) for word in words]).lstrip("0")


class Unit(msgspec.Struct, frozen=True, eq=False, gc=False):
    """One unit as it was from ``valid_from`` (None: before the record begins) to ``valid_until``.

    ``rank`` is 1 for provinces, 2 for districts, 3 for wards. ``code`` is the General Statistics
    Office's, of the day; empty where the record of a former unit has none.
    """

    code: str
    level: str
    name: str
    rank: Rank
    parent: Unit | None = None
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None

    @property
    def full_name(self) -> str:
        """Level and name: *huyện Đông Anh*."""
        return f"{self.level} {self.name}"

    @property
    def province(self) -> Unit:
        """The province that the unit is in, or is."""
        unit = self
        while unit.parent is not None:
            unit = unit.parent
        return unit

    def exists(self, date: dt.date) -> bool:
        """Whether the unit existed on ``date``."""
        return (self.valid_from is None or self.valid_from <= date) and (
            self.valid_until is None or date <= self.valid_until
        )

    def path(self, date: dt.date | None = None) -> str:
        """Official names from the unit up to its province, as of ``date``.

        >>> [ward] = gazetteer().named("Thụy Lâm", level="xã", date=dt.date(2019, 1, 1))
        >>> ward.path()
        'xã Thụy Lâm|huyện Đông Anh|thành phố Hà Nội'
        """
        return "|".join([unit.full_name for unit in self.chain(date)])

    def chain(self, date: dt.date | None = None) -> list[Unit]:
        """The unit and the units above it, as they were on ``date``."""
        units, unit = [self], self.parent
        while unit is not None:
            unit = gazetteer().as_of(unit, date) if date else unit
            units.append(unit)
            unit = unit.parent
        return units

    def within(self, other: Unit) -> bool:
        """Whether the unit is ``other`` or lies in it, or in what either was before or after."""
        lineage = gazetteer().lineage(other)
        unit: Unit | None = self
        while unit is not None:
            if unit in lineage:
                return True
            unit = unit.parent
        return False

    def successors(self, date: dt.date) -> list[Unit]:
        """The units that hold its territory on the later ``date``: all of them, likeliest first.

        >>> [ward] = gazetteer().named("Thụy Lâm", level="xã", date=dt.date(2019, 1, 1))
        >>> [unit.path() for unit in ward.successors(REFORM)]
        ['xã Thư Lâm|thành phố Hà Nội']
        """
        return gazetteer().moved(self, date, forward=True)

    def predecessors(self, date: dt.date) -> list[Unit]:
        """The units of the earlier ``date`` that it was made of."""
        return gazetteer().moved(self, date, forward=False)


class Gazetteer:
    """All units, indexed. ``gazetteer()`` is the one that is loaded once."""

    def __init__(self, units: Iterable[Unit], heirs: Iterable[tuple[Unit, Unit]]) -> None:
        """``heirs`` are pairs of a unit and one that took over (part of) its territory."""
        self._by_name: dict[str, list[Unit]] = {}
        self._by_code: dict[str, list[Unit]] = {}
        for unit in units:
            self._by_name.setdefault(unit.name, []).append(unit)
            if unit.code:
                self._by_code.setdefault(unit.code, []).append(unit)
        written, self._by_name = self._by_name, {}
        for name, named in written.items():  # one key a name: names repeat
            self._by_name.setdefault(name_key(name), []).extend(named)
        self._after: defaultdict[Unit, list[Unit]] = defaultdict(list)
        self._before: defaultdict[Unit, list[Unit]] = defaultdict(list)
        for old, new in heirs:
            self._after[old].append(new)
            self._before[new].append(old)
        self._children: defaultdict[Unit, list[Unit]] | None = None
        self._lineages: dict[Unit, set[Unit]] = {}

    def knows(self, name: str) -> bool:
        """Whether any unit of any time has this name."""
        return name_key(name) in self._by_name

    def __iter__(self) -> Iterator[Unit]:
        return (unit for units in self._by_name.values() for unit in units)

    def named(
        self,
        name: str,
        *,
        level: str | None = None,
        rank: Rank | None = None,
        date: dt.date | None = None,
        within: Unit | None = None,
    ) -> list[Unit]:
        """Units of this name that fit what else is given, larger ones first.

        >>> [unit.full_name for unit in gazetteer().named("Hà Nam", date=REFORM)]
        ['xã Hà Nam', 'phường Hà Nam']
        """
        known = self._by_name.get(name_key(name))
        if known is None:
            return []
        found = [
            unit
            for unit in known
            if (level is None or unit.level == level)
            and (rank is None or unit.rank == rank)
            and (date is None or unit.exists(date))
            and (within is None or unit.within(within))
        ]
        found.sort(key=lambda unit: unit.rank)
        return found

    def coded(self, code: str, date: dt.date) -> Unit | None:
        """The unit that had this code on ``date``.

        >>> gazetteer().coded("00004", dt.date(2025, 6, 30)).name
        'Trúc Bạch'
        >>> gazetteer().coded("00004", dt.date(2025, 7, 1)).name
        'Ba Đình'
        """
        found = [unit for unit in self._by_code.get(code, ()) if unit.exists(date)]
        return found[0] if found else None

    def as_of(self, unit: Unit, date: dt.date) -> Unit:
        """What ``unit`` was called on an earlier ``date``, where that is one unit; else itself."""
        while unit.valid_from is not None and date < unit.valid_from != REFORM:
            before = self._before.get(unit, ())
            if len(before) != 1:
                break
            unit = before[0]
        return unit

    def lineage(self, unit: Unit) -> set[Unit]:
        """The unit with all that it was made of and all that it became."""
        found = self._lineages.get(unit)
        if found is None:
            found = {unit}
            for steps in (self._before, self._after):
                todo = [unit]
                while todo:
                    new = [step for step in steps.get(todo.pop(), ()) if step not in found]
                    found.update(new)
                    todo += new
            self._lineages[unit] = found
        return found

    def moved(self, unit: Unit, date: dt.date, *, forward: bool) -> list[Unit]:
        """Units of ``date`` that share territory with ``unit``, by the steps of the record."""
        steps = self._after if forward else self._before
        found: dict[Unit, None] = {}
        todo = [unit]
        while todo:
            current = todo.pop(0)
            if current.exists(date):
                found[current] = None
                continue
            after = steps.get(current) or self._through_wards(current, forward=forward)
            todo.extend(step for step in after if step not in found)
        return list(found)

    def _through_wards(self, unit: Unit, *, forward: bool) -> list[Unit]:
        """An abolished district lives on in the wards that its wards went into.

        An island district without wards became the special zone of its name.
        """
        if not forward or unit.rank != 2:
            return []
        if self._children is None:
            self._children = defaultdict(list)
            for child in self:
                if child.rank == 3 and child.parent is not None:
                    self._children[child.parent].append(child)
        heirs = [new for ward in self._children[unit] for new in self._after.get(ward, ())]
        provinces = self._after.get(unit.province, ())
        zones = self.named(unit.name, level="đặc khu", date=REFORM)
        return list(dict.fromkeys(heirs)) or [zone for zone in zones if zone.parent in provinces]


def _day(cell: str) -> dt.date | None:
    return dt.date.fromisoformat(cell) if cell else None


class _Builder:
    """Reads the tables; its parts share the maps that later ones look up."""

    def __init__(self) -> None:
        self.units: list[Unit] = []
        self.heirs: list[tuple[Unit, Unit]] = []
        self.history = list(rows("units_history"))
        # The day from which a unit made by a change existed: (level, name, province) → day.
        self.begins: dict[tuple[str, str, str], dt.date] = {}
        for row in self.history:
            if row["change"] != "merged":
                after = dt.date.fromisoformat(row["until"]) + dt.timedelta(days=1)
                key = (row["successor_level"], row["successor"], row["province"])
                self.begins[key] = after
        self.known: dict[tuple[str, str, str], Unit] = {}

    def provinces(self) -> tuple[dict[str, Unit], dict[str, Unit]]:
        """Provinces by code: before the reform, from it on."""
        old: dict[str, Unit] = {}
        new: dict[str, Unit] = {}
        successors: list[tuple[Unit, str]] = []
        for row in rows("units_provinces"):
            start = _day(row["from"])
            if start is None:
                start = self.begins.get((row["level"], row["name"], ""))
            unit = Unit(row["code"], row["level"], row["name"], 1, None, start, _day(row["until"]))
            if start == REFORM:
                new[unit.code] = unit
            else:
                old[unit.code] = unit
                successors.append((unit, row["successors"]))
                self.known[unit.level, unit.name, ""] = unit
        self.units += [*old.values(), *new.values()]
        self.heirs += [(unit, new[code]) for unit, code in successors]
        return old, new

    def districts(self, provinces: dict[str, Unit]) -> dict[str, Unit]:
        """Districts by code, and the former units of ``units_history``."""
        found: dict[str, Unit] = {}
        for row in rows("units_districts"):
            level, name, province = row["level"], row["name"], row["province"]
            start = self.begins.get((level, name, province))
            unit = Unit(row["code"], level, name, 2, provinces[province], start, _LAST_OLD)
            found[unit.code] = unit
            self.known[level, name, province] = unit
        self.units += found.values()
        # Later changes first: their units may be what earlier ones led to.
        former: dict[tuple[str, str, str, str], Unit] = {}
        for row in sorted(self.history, key=lambda row: row["until"], reverse=True):
            province = row["province"]
            heir = self.known[row["successor_level"], row["successor"], province]
            key = (row["level"], row["name"], province, row["until"])
            made = former.get(key)
            if made is None:
                made = Unit(
                    heir.code if row["change"] == "raised" else "",
                    row["level"],
                    row["name"],
                    2 if province else 1,
                    provinces[province] if province else None,
                    self.begins.get(key[:3]),
                    _day(row["until"]),
                )
                former[key] = self.known[key[:3]] = made
                self.units.append(made)
            self.heirs.append((made, heir))
        return found

    def wards(self, districts: dict[str, Unit], provinces: dict[str, Unit]) -> None:
        """Wards of both systems."""
        new = {
            row["code"]: Unit(row["code"], row["level"], row["name"], 3, province, REFORM)
            for row in rows("units_wards_2025")
            if (province := provinces[row["province"]])
        }
        self.units += new.values()
        for row in rows("units_wards_until_2025"):
            parent = districts[row["district"]]
            unit = Unit(row["code"], row["level"], row["name"], 3, parent, None, _LAST_OLD)
            self.units.append(unit)
            self.heirs += [(unit, new[code]) for code in row["successors"].split()]


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of the tables ``units_*.tsv``, loaded at the first call."""
    builder = _Builder()
    old, new = builder.provinces()
    builder.wards(builder.districts(old), new)
    return Gazetteer(builder.units, builder.heirs)
