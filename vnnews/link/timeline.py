"""The day that an article speaks from, and the tense around a date."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping

from vnnews.find.dates.expression import Expression, Point, Tense
from vnnews.link.document import Document
from vnnews.link.timex import Reference

_FUTURE = frozenset(["sẽ", "dự", "sắp"])
_PAST = frozenset(["đã", "vừa"])
_REACH = 12  # tokens on either side that can tell the tense
_STAND_IN = 2000

Expressions = Mapping[int, Expression | None]


def tense_at(document: Document, index: int) -> Tense | None:
    """The tense that the words around a mention tell: *sẽ* the future, *đã* the past."""
    mention, tokens = document.mentions[index], document.tokens
    first, last = tokens.range(mention.start, mention.end)
    line = tokens.line
    words = []
    for i in range(max(0, first - _REACH), min(len(tokens), last + _REACH)):
        if not first <= i < last and line[i] == line[min(first, len(line) - 1)]:
            words.append(tokens.lower[i])
    future = sum(word in _FUTURE for word in words)
    past = sum(word in _PAST for word in words)
    if future > past:
        return "future"
    return "past" if past > future else None


def reference_of(document: Document, expressions: Expressions) -> Reference:
    """The publication date when it is given, else what the article's own dates tell."""
    if document.published is not None:
        return Reference(document.published, document.published.year, "published")
    points = [(i, point) for i, e in expressions.items() if e for point in (e.start, e.end) if point]
    own = own_day([point for _, point in points])
    year = own.year if own and own.year else article_year([p for _, p in points], own)
    if own is None or own.month is None or own.day is None:
        return Reference(None, year, "text" if year else "none")
    try:
        day = dt.date(year or _STAND_IN, own.month, own.day)
    except ValueError:
        day = None
    return Reference(day, year, "text")


def own_day(points: list[Point]) -> Point | None:
    """The day of the article: what *hôm nay* is said to be, else the first day that it names."""
    days = [p for p in points if p.unit in ("day", "clock") and p.month and p.day and not p.lunar]
    for point in days:
        if point.offset is not None and point.offset_unit == "day":
            if point.offset == 0:
                return point
    return days[0] if days else None


def article_year(points: list[Point], own: Point | None) -> int | None:
    """The year that the article speaks from, as far as its own dates tell it."""
    anchors = [p for p in points if p.year and p.month and p.unit in ("day", "clock", "month")]
    if own and own.month:
        here = own.month * 30 + (own.day or 15)
        best = None
        for p in anchors:
            gap = here - ((p.month or 1) * 30 + (p.day or 15))
            if -75 <= gap <= 100 and (best is None or (p.year or 0) > best):
                best = p.year
        if best:
            return best
    return None
