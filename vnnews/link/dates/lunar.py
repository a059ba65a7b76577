"""The Vietnamese lunar calendar, 1900 to 2100, computed from the moon and the sun.

The rules are those in force in Vietnam, for UTC+7: a month begins on the day of the new moon, the
winter solstice falls in the eleventh month, and in a year of thirteen months the first month
without a major solar term is the leap one. The method and the truncated series for the new moon
and for the longitude of the sun are those that Hồ Ngọc Đức published ("Thuật toán tính âm lịch",
https://www.informatik.uni-leipzig.de/~duc/amlich/), after Jean Meeus, *Astronomical Algorithms*.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from math import floor, pi, sin

_ZONE = 7 / 24  # Vietnam's time zone as a part of a day
_EPOCH = 2415021  # Julian day number of the new moon of January 1900
_SYNODIC_MONTH = 29.530588853
_JULIAN_OF_ORDINAL = 1721425  # Julian day number less ordinal of the same day

FIRST_YEAR, LAST_YEAR = 1900, 2100


def _new_moon(k: int) -> int:
    """Julian day number, in Vietnam, of the ``k``-th new moon after that of January 1900."""
    t = k / 1236.85
    t2, t3 = t * t, t * t * t
    rad = pi / 180
    mean = 2415020.75933 + 29.53058868 * k + 0.0001178 * t2 - 0.000000155 * t3
    mean += 0.00033 * sin((166.56 + 132.87 * t - 0.009173 * t2) * rad)
    sun = (359.2242 + 29.10535608 * k - 0.0000333 * t2 - 0.00000347 * t3) * rad
    moon = (306.0253 + 385.81691806 * k + 0.0107306 * t2 + 0.00001236 * t3) * rad
    node = (21.2964 + 390.67050646 * k - 0.0016528 * t2 - 0.00000239 * t3) * rad
    shift = (0.1734 - 0.000393 * t) * sin(sun) + 0.0021 * sin(2 * sun)
    shift += -0.4068 * sin(moon) + 0.0161 * sin(2 * moon) - 0.0004 * sin(3 * moon)
    shift += 0.0104 * sin(2 * node) - 0.0051 * sin(sun + moon) - 0.0074 * sin(sun - moon)
    shift += 0.0004 * sin(2 * node + sun) - 0.0004 * sin(2 * node - sun)
    shift += -0.0006 * sin(2 * node + moon) + 0.0010 * sin(2 * node - moon)
    shift += 0.0005 * sin(2 * moon + sun)
    if t < -11:
        clock = 0.001 + 0.000839 * t + 0.0002261 * t2 - 0.00000845 * t3 - 0.000000081 * t * t3
    else:
        clock = -0.000278 + 0.000265 * t + 0.000262 * t2
    return floor(mean + shift - clock + 0.5 + _ZONE)


def _solar_term(day: int) -> int:
    """Twelfth of the ecliptic (0 to 11, from the spring equinox) of the sun as ``day`` begins."""
    t = (day - 0.5 - _ZONE - 2451545.0) / 36525
    t2 = t * t
    rad = pi / 180
    anomaly = (357.52910 + 35999.05030 * t - 0.0001559 * t2 - 0.00000048 * t * t2) * rad
    mean = 280.46645 + 36000.76983 * t + 0.0003032 * t2
    center = (1.914600 - 0.004817 * t - 0.000014 * t2) * sin(anomaly)
    center += (0.019993 - 0.000101 * t) * sin(2 * anomaly) + 0.000290 * sin(3 * anomaly)
    return floor((mean + center) % 360 / 30)


def _eleventh_month(year: int) -> tuple[int, int]:
    """First day and new-moon number of the month that holds the winter solstice of ``year``."""
    last = dt.date(year, 12, 31).toordinal() + _JULIAN_OF_ORDINAL
    k = floor((last - _EPOCH) / _SYNODIC_MONTH)
    day = _new_moon(k)
    if _solar_term(day) >= 9:
        k -= 1
        day = _new_moon(k)
    return day, k


@cache
def lunar_months(year: int) -> tuple[tuple[int, bool, int], ...]:
    """Months of lunar ``year``: number, whether it is the leap one, ordinal of its first day.

    >>> [number for number, leap, _ in lunar_months(2025) if leap]
    [6]
    """
    months: list[tuple[int, bool, int]] = []
    for solstice in (year - 1, year):
        _, k = _eleventh_month(solstice)
        following, _ = _eleventh_month(solstice + 1)
        number, leap_done = 11, False
        start = _new_moon(k)
        thirteen = following - start > 365
        while start < following:
            after = _new_moon(k + 1)
            leap = thirteen and not leap_done and number != 11 and _is_leap(start, after)
            if leap:
                leap_done = True
                number -= 1
            months.append(((number - 1) % 12 + 1, leap, start - _JULIAN_OF_ORDINAL))
            number += 1
            k, start = k + 1, after
    first = next(i for i, (number, leap, _) in enumerate(months) if number == 1 and not leap)
    last = max(i for i, (number, *_) in enumerate(months[: first + 14]) if number == 12)
    return tuple(months[first : last + 1])


def _is_leap(start: int, after: int) -> bool:
    """Whether no major solar term falls into the month."""
    return _solar_term(start) == _solar_term(after)


def solar_date(year: int, month: int, day: int, *, leap: bool = False) -> dt.date | None:
    """The solar day of a lunar one, None when there is none such; day 30 of a month of 29 is 29.

    Day 0 is the one before the first.

    >>> solar_date(2017, 1, 1), solar_date(2026, 1, 1)
    (datetime.date(2017, 1, 28), datetime.date(2026, 2, 17))
    """
    if not FIRST_YEAR <= year <= LAST_YEAR or not 0 <= day <= 30:
        return None
    months = lunar_months(year)
    for i, (number, is_leap, first) in enumerate(months):
        if number == month and is_leap == leap:
            end = months[i + 1][2] if i + 1 < len(months) else new_year(year + 1)
            return dt.date.fromordinal(min(first + day - 1, end - 1))
    return None


@cache
def new_year(year: int) -> int:
    """Ordinal of the first day of lunar ``year``, Tết."""
    return lunar_months(year)[0][2]


def year_of(cycle: int, near: int) -> int:
    """The year with position ``cycle`` in the sexagenary cycle that is nearest to ``near``.

    >>> year_of(42, 2024), year_of(44, 1970)
    (2026, 1968)
    """
    return near + ((cycle - (near - 4) + 30) % 60) - 30
