"""From the named groups of a match to a ``Point``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from vnnews.find.dates.expression import Point, Tense, Unit
from vnnews.find.dates.words import number, roman, vocabulary

Groups = Mapping[str, str | None]

_DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_CHRISTMAS = "25-12"
_VAGUE_COUNTS = frozenset(["vài", "mấy", "nhiều", "ít", "nửa"])


def _look_up(kind: str, word: str | None) -> str | None:
    """Value of a word; spaces in it count as one."""
    return None if word is None else vocabulary()[kind].get(" ".join(word.split()))


def _step(kind: str, word: str | None) -> int | None:
    value = _look_up(kind, word)
    return None if value is None else int(value)


def _year(digits: str | None) -> int | None:
    """Two digits are the years 1970 to 2069."""
    if digits is None:
        return None
    year = int(digits)
    if len(digits) > 2:
        return year or None
    return year + (1900 if year >= 70 else 2000)


def _month(word: str | None) -> int | None:
    if word is None or word.isdecimal():
        return None if word is None else int(word)
    return _step("month", word)


def cycle_index(stem: str, branch: str) -> int | None:
    """Position of a year name in the sexagenary cycle, *giáp tý* being 0.

    >>> cycle_index("bính", "ngọ"), cycle_index("bính", "mùi")
    (42, None)
    """
    heaven, earth = _step("stem", stem), _step("branch", branch)
    if heaven is None or earth is None or (heaven - earth) % 2:
        return None
    return next(i for i in range(heaven, 60, 10) if i % 12 == earth)


def _hour(hour: int, part: str | None, word: str) -> int:
    """The hour of the day: *8h tối* is 20, *1h trưa* 13, *12h đêm* 0, *1h đêm* 1."""
    if part == "NI" and hour == 12:
        return 0
    afternoon = part in ("AF", "EV") or (part == "MI" and hour < 10)
    if (afternoon and hour < 12) or (part == "NI" and 6 <= hour < 12 and "sáng" not in word):
        return hour + 12
    return hour % 24


def point_of(unit: Unit, groups: Groups) -> Point | None:
    """The point that a match of a pattern of ``unit`` says, None when there is no such day."""
    get = groups.get
    fields: dict[str, Any] = {"unit": unit}
    fields["year"] = _year(get("year"))
    fields["month"] = _month(get("month"))
    day = get("day") or get("mday")
    fields["day"] = number(" ".join(day.split())) if day else None
    if not day and (solar := _look_up("solar_feast", get("solar_feast"))):
        fields["day"], fields["month"] = map(int, solar.split("-"))
        fields["day"] -= solar == _CHRISTMAS and bool(get("part"))  # *đêm Giáng sinh* is the eve
    _add_lunar(fields, groups)
    if not _exists(fields):
        return None
    word = get("part") or ""
    part = _look_up("part", word.removeprefix("buổi").strip()) if word else None
    fields["part"] = part or None
    if hour := get("hour"):
        fields["unit"] = "clock"
        fields["hour"] = _hour(int(hour), part, word)
        minute = get("minute") or get("colon") or ("30" if get("half_hour") else "0")
        fields["minute"] = int(minute.replace(" ", ""))
    if weekday := get("weekday"):
        fields["weekday"] = _step("weekday", weekday)
    _add_steps(fields, unit, groups)
    _add_spans(fields, groups)
    fields["tense"] = cast("Tense | None", _look_up("when", get("when")))
    return Point(**fields)


def days_beside(groups: Groups) -> tuple[Point, Point] | None:
    """The days in the brackets behind a week: *cuối tuần này (23 - 24/8)*."""
    if groups.get("last_day") is None:
        return None
    first, last = (
        point_of("day", {unit: groups.get(f"{side}_{unit}") for unit in ("day", "month", "year")})
        for side in ("first", "last")
    )
    return (first, last) if first and last else None


def _exists(fields: Mapping[str, Any]) -> bool:
    day, month, year = fields["day"], fields["month"], fields["year"]
    if day is None:
        return True
    if fields.get("lunar"):
        return bool(0 <= day <= 30)
    if not 1 <= day <= 31:
        return False
    if month is None:
        return True
    leap = year is None or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
    return bool(day <= _DAYS_IN_MONTH[month - 1] - (month == 2 and not leap))


def _add_lunar(fields: dict[str, Any], groups: Groups) -> None:
    """Lunar days and feasts; the 0th of month 1 is the eve of the first day of the year."""
    get = groups.get
    if feast := get("feast"):
        day, month = (_look_up("feast", feast) or "1-1").split("-")
        fields.update(day=int(day), month=int(month), lunar=True)
    elif get("of_tet"):
        fields.update(month=1, lunar=True)
    elif get("before_tet"):
        fields.update(month=12, lunar=True)
    elif get("lunar") or "full_moon" in groups or get("month") == "chạp":
        fields["lunar"] = True
    elif get("month") == "giêng" and fields["day"] is not None:
        fields["lunar"] = True  # alone it is January as often
    if get("full_moon"):
        fields["day"] = 15
    if (stem := get("stem")) and (branch := get("branch")):
        fields["cycle"] = cycle_index(stem, branch)


def _add_steps(fields: dict[str, Any], unit: Unit, groups: Groups) -> None:
    """Steps from the reference: *hôm qua, tuần trước, năm ngoái, cách đây 3 năm*."""
    get = groups.get
    if today := get("today"):
        fields.update(offset=_step("today", today), offset_unit="day")
    elif short := get("short_today"):
        fields.update(offset=_step("short_today", short), offset_unit="day")
    elif step := get("step"):
        offset = _step("shift", step)
        if unit == "season":
            fields["tense"] = "future" if offset and offset > 0 else "near"
        in_week = fields.get("weekday") is not None or unit == "weekend"
        fields.update(offset=offset, offset_unit="week" if in_week else unit)
    elif year_step := get("year_step"):
        fields.update(offset=_step("shift", year_step), offset_unit="year")
    elif count := get("count"):
        counted = cast("Unit", _look_up("unit", get("unit")))
        amount = None if count in _VAGUE_COUNTS else number(" ".join(count.split()))
        fields.update(unit=counted, offset_unit=counted, vague=bool(get("vague")) or amount is None)
        fields["offset"] = None if amount is None else -amount


def _add_spans(fields: dict[str, Any], groups: Groups) -> None:
    """Quarters, halves, first and last months, seasons, decades, centuries."""
    get = groups.get
    if quarter := get("quarter"):
        fields["number"] = _step("quarter", quarter)
    elif quarter_side := get("quarter_side"):
        fields["number"] = 1 if quarter_side == "đầu" else 4
    if season := get("season"):
        fields["season"] = _look_up("season", season)
    century = get("century")
    if century:
        fields["number"] = int(century) if century.isdecimal() else roman(century)
    if decade := get("decade"):
        hundreds = ((fields.get("number") or 20) - 1) * 10
        fields["number"] = int(decade) // 10 + (hundreds if len(decade) == 2 else 0)
    if assembly := get("assembly"):
        fields["number"] = roman(assembly)
    months, side = get("months"), get("side")
    if months or side:
        count = number(months or "6") or 6
        if count == 6:
            fields["number"] = 1 if side in ("đầu", None) else 2
        else:
            fields["months"] = (1, count) if side in ("đầu", None) else (13 - count, 12)
