"""From a place of a record to the administrative units that hold its territory on another day."""

from __future__ import annotations

import datetime as dt

import msgspec

from vnnews.lexicon.gazetteer import Unit, gazetteer
from vnnews.records import Place


class OfficialUnit(msgspec.Struct, frozen=True, kw_only=True):
    """A unit as of a day: ``unit`` is its path and ``code`` its code, as in ``Place``."""

    unit: str
    code: str | None


def successors(
    place: Place, date: dt.date, *, told: dt.date | None = None
) -> tuple[OfficialUnit, ...]:
    """The units that hold the place's territory on a later ``date``: all of them if it was divided.

    Args:
        place: a place of an article; one without a ``unit`` has none.
        date: the day that is asked for.
        told: the article's day, which tells units of one name and code apart.

    >>> ward = Place(id="l1", name="Thụy Lâm", unit="xã Thụy Lâm|huyện Đông Anh|thành phố Hà Nội")
    >>> successors(ward, dt.date(2026, 1, 1))
    (OfficialUnit(unit='xã Thư Lâm|thành phố Hà Nội', code='00475'),)
    """
    units = _meant(place, told)
    gone = [unit for unit in units if unit.valid_until is not None and unit.valid_until < date]
    return _official([new for unit in gone or units for new in unit.successors(date)], date)


def predecessors(
    place: Place, date: dt.date, *, told: dt.date | None = None
) -> tuple[OfficialUnit, ...]:
    """The units of an earlier ``date`` that the place was made of; arguments as of ``successors``.

    >>> province = Place(id="l1", name="Tuyên Quang", unit="tỉnh Tuyên Quang")
    >>> [unit.unit for unit in predecessors(province, dt.date(2019, 1, 1))]
    ['tỉnh Hà Giang', 'tỉnh Tuyên Quang']
    """
    units = _meant(place, told)
    later = [unit for unit in units if unit.valid_from is not None and unit.valid_from > date]
    return _official([old for unit in later or units for old in unit.predecessors(date)], date)


def _meant(place: Place, told: dt.date | None) -> list[Unit]:
    """The units that a place may mean: those of its path, its code, and of the day it is told."""
    if place.unit is None:
        return []
    first = place.unit.split("|")[0]
    words = first.split()
    named = [unit for size in (1, 2) for unit in gazetteer().named(" ".join(words[size:]))]
    return [
        unit
        for unit in named
        if unit.full_name == first
        and (told is None or unit.exists(told))
        and (not place.code or not unit.code or unit.code == place.code)
        and _is_in(unit, place.unit.split("|"))
    ]


def _is_in(unit: Unit, path: list[str]) -> bool:
    """Whether the units of a path are those above the unit, by whatever name they had."""
    chain = unit.chain()
    return len(chain) == len(path) and all(
        any(step == known.full_name for known in gazetteer().lineage(above))
        for step, above in zip(path, chain, strict=True)
    )


def _official(units: list[Unit], date: dt.date) -> tuple[OfficialUnit, ...]:
    """Paths and codes as of the day, each once."""
    found = [OfficialUnit(unit=unit.path(date), code=unit.code or None) for unit in units]
    return tuple(dict.fromkeys(found))
