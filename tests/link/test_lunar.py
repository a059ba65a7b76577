"""The lunar calendar of Vietnam against published days of Tết and the rules of the calendar."""

import datetime as dt
from itertools import pairwise

import pytest

from vnnews.link.dates.lunar import (
    FIRST_YEAR,
    LAST_YEAR,
    lunar_months,
    new_year,
    solar_date,
    year_of,
)

# First day of the year as the calendars printed in Vietnam give it (UTC+7).
TET = {
    1945: "02-13", 1954: "02-03", 1968: "01-29", 1969: "02-16", 1975: "02-11", 1976: "01-31",
    1984: "02-02", 1985: "01-21", 1986: "02-09", 1990: "01-27", 1995: "01-31", 1999: "02-16",
    2000: "02-05", 2001: "01-24", 2002: "02-12", 2003: "02-01", 2004: "01-22", 2005: "02-09",
    2006: "01-29", 2007: "02-17", 2008: "02-07", 2009: "01-26", 2010: "02-14", 2011: "02-03",
    2012: "01-23", 2013: "02-10", 2014: "01-31", 2015: "02-19", 2016: "02-08", 2017: "01-28",
    2018: "02-16", 2019: "02-05", 2020: "01-25", 2021: "02-12", 2022: "02-01", 2023: "01-22",
    2024: "02-10", 2025: "01-29", 2026: "02-17", 2027: "02-06", 2028: "01-26", 2029: "02-13",
    2030: "02-02", 2050: "01-23", 2100: "02-09",
}  # fmt: skip
LEAP_MONTH = {
    1985: 2, 2001: 4, 2004: 2, 2006: 7, 2009: 5, 2012: 4, 2014: 9, 2017: 6, 2020: 4, 2023: 2,
    2025: 6, 2028: 5, 2033: 11,
}  # fmt: skip


@pytest.mark.parametrize(("year", "day"), TET.items())
def test_tet(year: int, day: str) -> None:
    found = solar_date(year, 1, 1)
    assert found is not None
    assert found.isoformat() == f"{year}-{day}"


@pytest.mark.parametrize(("year", "month"), LEAP_MONTH.items())
def test_leap_months(year: int, month: int) -> None:
    assert [number for number, leap, _ in lunar_months(year) if leap] == [month]


@pytest.mark.parametrize(
    ("year", "month", "day", "solar"),
    [
        (2025, 3, 10, "2025-04-07"),
        (2024, 3, 10, "2024-04-18"),
        (2024, 8, 15, "2024-09-17"),
        (2025, 8, 15, "2025-10-06"),
        (2023, 8, 15, "2023-09-29"),
        (2024, 5, 5, "2024-06-10"),
        (2025, 7, 15, "2025-09-06"),
        (2024, 12, 23, "2025-01-22"),
        (2023, 12, 30, "2024-02-09"),
        (2024, 12, 30, "2025-01-28"),  # a month of 29 days
    ],
)
def test_days(year: int, month: int, day: int, solar: str) -> None:
    found = solar_date(year, month, day)
    assert found is not None
    assert found.isoformat() == solar


def test_years_are_made_of_whole_months() -> None:
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        months = lunar_months(year)
        assert [number for number, leap, _ in months if not leap] == list(range(1, 13)), year
        firsts = [first for *_, first in months] + [new_year(year + 1)]
        lengths = {after - first for first, after in pairwise(firsts)}
        assert lengths <= {29, 30}, year
        tet = dt.date.fromordinal(firsts[0])
        assert dt.date(year, 1, 20) <= tet <= dt.date(year, 2, 21), year


def test_outside_of_the_calendar() -> None:
    assert solar_date(FIRST_YEAR - 1, 1, 1) is None
    assert solar_date(LAST_YEAR + 1, 1, 1) is None
    assert solar_date(2020, 13, 1) is None
    assert solar_date(2020, 1, 31) is None
    assert solar_date(2020, 1, 1, leap=True) is None


def test_names_of_years() -> None:
    assert [year_of(index, 2000) for index in (40, 41, 42)] == [2024, 2025, 2026]
    assert year_of(0, 1990) == 1984
