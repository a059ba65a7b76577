"""From an expression and a reference to a TIMEX3 value."""

from __future__ import annotations

import datetime as dt

import msgspec

from vnnews.find.dates.expression import Expression, Point, Tense
from vnnews.link.dates import lunar

STAND_IN = 2000  # a leap year, for reckoning with days whose year is open
# *Tết Mậu Thân 1968*: known by its day in the south, a day after that of the calendar of the north.
_MAU_THAN = (1968, 1, 1)
_AROUND_NEW_YEAR = 4  # days
_FIRST, _LAST = dt.date.min.year, dt.date.max.year


class Reference(msgspec.Struct, frozen=True):
    """The day that an article speaks from; with ``year`` None the year of ``day`` means nothing.

    ``near`` is the same day or, when that is not known, the first that the article names: bare
    days lie around it, but *hôm qua* is not the day before it. ``month`` is the month of ``near``.
    ``day_by`` and ``year_by`` name what told the day and the year.
    """

    day: dt.date | None = None
    year: int | None = None
    month: int | None = None
    near: dt.date | None = None
    day_by: str = ""
    year_by: str = ""

    def shift(self, days: int) -> dt.date | None:
        """The reference day moved, None beyond the calendar."""
        if self.day is None:
            return None
        ordinal = self.day.toordinal() + days
        return dt.date.fromordinal(ordinal) if 0 < ordinal <= dt.date.max.toordinal() else None


def value_of(expression: Expression, reference: Reference, tense: Tense | None) -> str | None:
    """The value of an expression as the annotation guidelines write it, None where it stays open.

    >>> from vnnews.find.dates import parse
    >>> day = dt.date(2019, 11, 18)
    >>> reference = Reference(day, 2019, near=day)
    >>> [value_of(parse(s), reference, None) for s in ("hôm qua", "cuối tháng 10", "quý III")]
    ['2019-11-17', '2019-10', '2019-Q3']
    """
    start, end = expression.start, expression.end
    if end is None:
        value = _point(start, reference, tense)
        if expression.open == "end" and value:
            return f"{value}/.."
        return value
    if expression.open == "start":
        value = _point(end, reference, "future")
        return f"../{value}" if value else None
    start, end = _share(start, end)
    last = _point(end, reference, end.tense or tense)
    first = _point(_same_year(start, end, last), reference, start.tense or tense)
    if first and last and start.unit == "year" and end.year is None and not _follows(last, first):
        # *từ năm 2016 đến tháng 4*: no range ends before it begins
        last = _point(msgspec.structs.replace(end, year=start.year), reference, None)
    return f"{first}/{last}" if first and last else None


def _follows(last: str, first: str) -> bool:
    """Whether an end without a told year lies not before a beginning that has one."""
    return last[:4] >= first[:4] and not last.startswith("XXXX")


def _share(start: Point, end: Point) -> tuple[Point, Point]:
    """Both ends with what only one of them says: *từ 5 đến 7/6, từ 16h - 17h ngày 15/6*."""
    if start.unit == "clock" and (start.day, start.offset, start.weekday) == (None,) * 3:
        hours = {"unit": "clock", "hour": start.hour, "minute": start.minute}
        start = msgspec.structs.replace(end, **hours)
    if start.day is not None and start.month is None:
        start = msgspec.structs.replace(start, month=end.month, year=end.year, lunar=end.lunar)
    if start.month is not None and end.month is not None:
        before = (start.month, start.day or 0) <= (end.month, end.day or 31)
        if start.year is None and end.year is not None and start.offset is None:
            year = end.year if before else end.year - 1
            start = msgspec.structs.replace(start, year=year)
        elif end.year is None and start.year is not None and end.offset is None:
            year = start.year if before else start.year + 1
            end = msgspec.structs.replace(end, year=year)
    return start, end


def _same_year(start: Point, end: Point, last: str | None) -> Point:
    """``start`` in the year that was found for ``end``."""
    if start.year is not None or start.month is None or end.month is None or not last:
        return start
    if not last[:4].isdecimal() or start.offset is not None or start.lunar:
        return start
    after = (start.month, start.day or 0) > (end.month, end.day or 31)
    return msgspec.structs.replace(start, year=int(last[:4]) - after)


def _point(point: Point, reference: Reference, tense: Tense | None) -> str | None:
    """The value of one point."""
    tense = point.tense or tense
    if point.unit in ("day", "clock"):
        return _day_value(point, reference, tense)
    if point.offset_unit == point.unit == "month" and (point.offset or 0) < -1:
        return _ago(point, reference)
    if point.vague:
        return None
    if point.unit in ("week", "weekend"):
        return _week(point, reference)
    if point.unit == "decade":
        return None if point.number is None else f"{point.number:03}X"
    if point.unit == "century":
        return _century(point, reference)
    if point.unit == "month" and point.month is None:
        return _month_step(point, reference)
    if point.unit == "month" and point.lunar:
        return None
    if point.unit == "quarter" and point.number is None:
        return _quarter_step(point, reference)
    if point.unit in ("year", "season", "quarter", "half", "month"):
        return _of_year(point, reference, tense)
    return None


# --- days ---------------------------------------------------------------------------------------


def _day_value(point: Point, reference: Reference, tense: Tense | None) -> str | None:
    day = _day(point, reference, tense)
    if day is None:
        return None
    if point.hour is not None:
        return f"{day}T{point.hour:02}:{point.minute:02}"
    return f"{day}T{point.part}" if point.part else day


def _day(point: Point, reference: Reference, tense: Tense | None) -> str | None:
    if point.lunar:
        return _lunar_day(point, reference, tense)
    if point.day is not None and point.month is not None:
        year = point.year
        if year is None:
            year = _year_of_day(point, reference, tense)
        return _iso(year, point.month, point.day)
    if point.weekday is not None:
        return _weekday(point, reference, tense)
    if point.offset is None or reference.day is None or point.vague:
        return None
    return _show(reference.shift(point.offset), reference)


def _iso(year: int | None, month: int, day: int | None = None) -> str:
    shown = "XXXX" if year is None else f"{year:04}"
    return f"{shown}-{month:02}" if day is None else f"{shown}-{month:02}-{day:02}"


def _show(day: dt.date | None, reference: Reference) -> str | None:
    if day is None:
        return None
    return _iso(day.year if reference.year is not None else None, day.month, day.day)


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _step_year(point: Point, reference: Reference) -> int | None:
    """The year of *năm nay, năm ngoái* beside a month or a day."""
    if reference.year is None or point.offset is None or point.offset_unit != "year":
        return None
    return reference.year + point.offset


def _year_of_day(point: Point, reference: Reference, tense: Tense | None) -> int | None:
    """The year that brings a day and month nearest to the reference on the side of the tense."""
    month, day = point.month, point.day
    if month is None or day is None or reference.year is None:
        return None
    if point.offset_unit == "year":
        return _step_year(point, reference)
    if reference.near is None:
        return reference.year
    if point.weekday is not None and (found := _year_by_weekday(point, reference.near)):
        return found
    return _nearest(reference.near, month, day, tense)


def _nearest(near: dt.date, month: int, day: int, tense: Tense | None) -> int:
    """Year of the occurrence nearest to ``near``; a tense makes the other side count double."""
    best, best_distance = near.year, 10**6
    for year in (near.year, near.year - 1, near.year + 1):
        date = _date(year, month, day) if _FIRST <= year <= _LAST else None
        if date is None:
            continue
        distance = (date - near).days
        against = (tense == "past" and distance > 1) or (tense == "future" and distance < -1)
        weight = abs(distance) * (3 if against else 1)
        if weight < best_distance:
            best, best_distance = year, weight
    return best


def _year_by_weekday(point: Point, near: dt.date) -> int | None:
    """The year around ``near`` in which the day falls on the weekday that is told."""
    for year in (near.year, near.year - 1, near.year + 1):
        date = _date(year, point.month or 1, point.day or 1) if _FIRST <= year <= _LAST else None
        if date and date.isoweekday() == point.weekday and abs((date - near).days) < 183:
            return year
    return None


def _weekday(point: Point, reference: Reference, tense: Tense | None) -> str | None:
    """*thứ Ba tuần trước* by its week, *thứ Ba* as the nearest one, in the past unless told."""
    if reference.day is None or reference.year is None or point.weekday is None:
        return None
    today = reference.day.isoweekday()
    if point.offset_unit == "week" and point.offset is not None:
        return _show(reference.shift(point.weekday - today + 7 * point.offset), reference)
    if tense == "future":
        return _show(reference.shift((point.weekday - today) % 7), reference)
    if point.tense == "near":
        return _show(reference.shift(point.weekday - today), reference)
    return _show(reference.shift(-((today - point.weekday) % 7)), reference)


def _lunar_day(point: Point, reference: Reference, tense: Tense | None) -> str | None:
    """A lunar day as a solar one; *30 Tết* of a year is in the lunar year before."""
    if point.month is None or point.day is None:
        return None
    if point.day == 0 and (eve := _solar_eve(point, reference)):
        return eve
    year = point.year
    if year is None and point.cycle is not None:
        year = lunar.year_of(point.cycle, reference.year or STAND_IN + 17)
    if year is not None and point.month == 12 and point.cycle is None:
        year -= 1
    if year is None and reference.year is not None:
        if point.offset_unit == "year" and point.offset is not None:
            year = reference.year + point.offset - (point.month == 12)
        elif reference.near is not None:
            return _nearest_lunar(point.month, point.day, reference.near, tense)
        else:
            year = reference.year - (point.month == 12)
    if (year, point.month, point.day) == _MAU_THAN:
        return "1968-01-30"
    found = lunar.solar_date(year, point.month, point.day) if year is not None else None
    return found.isoformat() if found else None


def _solar_eve(point: Point, reference: Reference) -> str | None:
    """*đêm giao thừa* that is told around the first of January is the eve of that day."""
    near = reference.near
    if near is None or reference.year is None or point.cycle or point.offset:
        return None
    year = near.year + (near.month == 12)
    if abs((dt.date(year, 1, 1) - near).days) > _AROUND_NEW_YEAR or point.year not in (None, year):
        return None
    return _iso(year - 1, 12, 31)


def _nearest_lunar(month: int, day: int, near: dt.date, tense: Tense | None) -> str | None:
    found = [
        date
        for year in (near.year - 1, near.year, near.year + 1)
        if (date := lunar.solar_date(year, month, day))
    ]
    if not found:
        return None

    def weight(date: dt.date) -> int:
        distance = (date - near).days
        against = (tense == "past" and distance > 1) or (tense == "future" and distance < -1)
        return abs(distance) * (3 if against else 1)

    return min(found, key=weight).isoformat()


# --- weeks and months -----------------------------------------------------------------------------


def _week(point: Point, reference: Reference) -> str | None:
    if reference.day is None or reference.year is None:
        return None
    day = reference.shift(7 * (point.offset or 0))
    if day is None:
        return None
    if point.unit == "weekend":
        saturday = day.toordinal() - day.isoweekday() + 6
        if saturday + 1 > dt.date.max.toordinal():
            return None
        first, last = dt.date.fromordinal(saturday), dt.date.fromordinal(saturday + 1)
        return f"{first.isoformat()}/{last.isoformat()}"
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def _months_away(reference: Reference, months: int) -> str | None:
    if reference.day is None:
        return None
    total = reference.day.year * 12 + reference.day.month - 1 + months
    year, month = divmod(total, 12)
    if not _FIRST <= year <= _LAST:
        return None
    return _iso(year if reference.year is not None else None, month + 1)


def _month_step(point: Point, reference: Reference) -> str | None:
    """*tháng trước*; *đầu tháng* is of the month of the reference."""
    if point.offset and reference.year is None:
        return None
    if reference.day is None and reference.month is not None:
        return _iso(reference.year, reference.month)
    return _months_away(reference, point.offset or 0)


def _ago(point: Point, reference: Reference) -> str | None:
    return None if point.offset is None else _months_away(reference, point.offset)


def _quarter_step(point: Point, reference: Reference) -> str | None:
    if point.offset is None or reference.day is None or reference.year is None:
        return None
    year, quarter = divmod(reference.year * 4 + (reference.day.month - 1) // 3 + point.offset, 4)
    return f"{year:04}-Q{quarter + 1}" if year >= _FIRST else None


# --- years and their parts ------------------------------------------------------------------------


def _of_year(point: Point, reference: Reference, tense: Tense | None) -> str | None:
    year = _year(point, reference, tense)
    if point.unit == "year":
        return None if year is None or year < 1 else f"{year:04}"
    if point.unit == "month" and point.month is not None:
        return _iso(year, point.month)
    shown = "XXXX" if year is None else f"{year:04}"
    if point.unit == "season":
        return f"{shown}-{point.season}"
    if point.unit == "quarter":
        return f"{shown}-Q{point.number}"
    if point.months is not None:
        return f"{shown}-{point.months[0]:02}/{shown}-{point.months[1]:02}"
    return f"{shown}-H{point.number}"


_MIDDLE = {"SP": 3, "SU": 7, "FA": 9, "WI": 12}
_BEGINS = {"SP": 1, "SU": 4, "FA": 7, "WI": 10}  # *mới đầu hè đã nóng* in April


def _year(point: Point, reference: Reference, tense: Tense | None) -> int | None:
    """The year that is told, stepped to, or nearest for a part of a year."""
    if point.year is not None:
        return point.year
    if point.cycle is not None:
        return lunar.year_of(point.cycle, reference.year or STAND_IN + 17)
    if reference.year is None:
        return None
    if point.offset is not None and point.offset_unit == "year":
        return reference.year + point.offset
    if point.unit == "year":
        return reference.year
    if reference.near is None:
        return reference.year
    if point.unit == "month" and point.month is not None:
        return _nearest_month(point.month, reference.near, tense)
    if point.unit == "season" and point.season:
        months = _BEGINS if tense == "past" else _MIDDLE
        return _nearest_month(months[point.season], reference.near, tense)
    if point.unit == "quarter" and point.number:
        return _nearest_month(3 * point.number - 1, reference.near, tense)
    return reference.year


def _nearest_month(month: int, near: dt.date, tense: Tense | None) -> int:
    """Year of the nearest month; in the past unless the tense or nearness tells otherwise."""
    distance = month - near.month
    if tense == "future":
        return near.year + (distance < -1)
    if tense == "past":
        return near.year - (distance > 0)
    if tense == "near":
        return near.year
    return near.year - (distance > 4) + (distance < -9)


def _century(point: Point, reference: Reference) -> str | None:
    number = point.number
    if number is None and point.offset is not None and not point.vague:
        if reference.year is None and point.offset < -1:
            return None
        number = (reference.year or STAND_IN) // 100 + 1 + point.offset
    return None if number is None or number < 1 else f"{number - 1:02}"
