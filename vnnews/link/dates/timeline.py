"""The day that an article speaks from.

The publication date is that day when it is given. Without it the article may say it of itself: by
a deictic beside its date (*sáng nay 8/2*), or by a day that opens its text (*Ngày 8/2, …*). Its
year comes from what the article names beside it (see ``year``).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from vnnews.find.dates.expression import Point
from vnnews.link.dates.retold import retold_day
from vnnews.link.dates.timex import STAND_IN, Reference
from vnnews.link.dates.year import YEARS, Expressions, year_told
from vnnews.link.document import Document

_OPENS_SENTENCE = re.compile(r"(?:^|\n|[.!?…:)\]–-]\s|[”\"])\s*$")
_OPENING = 450  # the article's own day opens a sentence among its first characters


def reference_of(document: Document, expressions: Expressions) -> Reference:
    """The publication date when it is given, else what the article's own dates tell."""
    points = [point for e in expressions.values() if e for point in (e.start, e.end) if point]
    if document.published is not None:
        return _published(document.published, points)
    if not points:
        return Reference()
    told, day_by = _own_day(document, expressions, points)
    about = told or _first_day(points)
    year, year_by = (told.year, day_by) if told and told.year else (None, "")
    if year is None:
        year, year_by = year_told(document, expressions, about)
    month = about.month if about else None
    return Reference(_date(told, year), year, month, _date(about, year), day_by, year_by)


def _published(published: dt.date, points: Iterable[Point]) -> Reference:
    """The day of publication, or the one beside it that the article says it is written on."""
    day, day_by = published, "published"
    if point := _told_day(points):
        told = _date(point, point.year or published.year)
        if told is not None and abs((told - published).days) == 1:
            day, day_by = told, "beside a deictic"
    return Reference(day, day.year, near=day, day_by=day_by, year_by="published")


def _own_day(
    document: Document, expressions: Expressions, points: Iterable[Point]
) -> tuple[Point | None, str]:
    """The day that the article speaks from as a point, and what tells it."""
    if point := _stamp(document, expressions):
        return point, "stamp"
    if point := _told_day(points):
        return point, "beside a deictic"
    if point := _opening_day(document, expressions):
        return point, "opening day"
    if point := retold_day(document, expressions):
        return point, "retold"
    return None, ""


def _date(point: Point | None, year: int | None) -> dt.date | None:
    """The day from which a point of one day is told, in ``year`` or a stand-in."""
    if point is None or point.month is None or point.day is None:
        return None
    try:
        day = dt.date(year or STAND_IN, point.month, point.day)
        return day - dt.timedelta(days=point.offset or 0)
    except (ValueError, OverflowError):
        return None


def _days(points: Iterable[Point]) -> Iterator[Point]:
    return (p for p in points if p.unit in ("day", "clock") and p.month and p.day and not p.lunar)


def _first_day(points: Iterable[Point]) -> Point | None:
    return next((p for p in _days(points) if p.year is None), None)


def _stamp(document: Document, expressions: Expressions) -> Point | None:
    """A day with clock and year that ends a line: when the article appeared."""
    view = document.text.view
    for index, expression in expressions.items():
        if expression is None or expression.end is not None:
            continue
        point, mention = expression.start, document.mentions[index]
        if point.unit == "clock" and point.year in YEARS and point.day:
            rest = view[mention.end : mention.end + 12].split("\n")[0].strip(" )|")
            if not rest or rest.startswith("GMT"):
                return point
    return None


def _told_day(points: Iterable[Point]) -> Point | None:
    """A day that is said to be today, yesterday or tomorrow."""
    return next((p for p in _days(points) if p.offset_unit == "day"), None)


def _opening_day(document: Document, expressions: Expressions) -> Point | None:
    """The first day that is named, when it opens a sentence: *Sáng 18/11, …*."""
    view = document.text.view
    for index, expression in expressions.items():
        start = document.mentions[index].start
        if start > _OPENING:
            return None
        point = expression.start if expression and expression.end is None else None
        if point is None or point.unit not in ("day", "clock") or not point.month or not point.day:
            continue
        if point.year and point.year not in YEARS:
            return None
        if point.unit == "day" and _OPENS_SENTENCE.search(view[max(0, start - 4) : start]):
            return point
        return None
    return None
