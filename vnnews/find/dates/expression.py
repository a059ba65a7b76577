"""What a date expression says, before anything outside of it is known.

An ``Expression`` is one ``Point`` or a range of two. A point holds only what its words say: day and
month without a year, a step from an unnamed reference (*hôm qua*), a feast of the lunar year.
``vnnews.link.dates.values`` turns it into a TIMEX3 value.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Unit = Literal[
    "clock", "day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade",
    "century", "now", "term",
]  # fmt: skip
Part = Literal["MO", "MI", "AF", "EV", "NI"]
Tense = Literal["past", "future", "near"]


class Point(msgspec.Struct, frozen=True, omit_defaults=True):
    """One calendar unit as told; ``unit`` is the finest that it names.

    ``offset`` counts ``unit``s from the reference, for ``offset_unit`` when it is another one
    (*tháng 5 năm ngoái*: month 5, offset -1 of years); ``months`` is ``(first, last)`` of the year.
    """

    unit: Unit
    year: int | None = None
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int = 0
    part: Part | None = None
    weekday: int | None = None
    number: int | None = None
    months: tuple[int, int] | None = None
    season: str | None = None
    offset: int | None = None
    offset_unit: Unit | None = None
    lunar: bool = False
    cycle: int | None = None
    tense: Tense | None = None
    vague: bool = False


class Expression(msgspec.Struct, frozen=True, omit_defaults=True):
    """A point, or a range when ``end`` is there; ``open`` names the side that has no bound.

    ``rule`` is the name of the pattern that read it.
    """

    rule: str
    start: Point
    end: Point | None = None
    open: Literal["start", "end"] | None = None
