"""The day that an article speaks from, and the tense around a date.

The publication date is that day when it is given. Without it the article may say it of itself: by
a deictic beside its date (*sáng nay 8/2*), or by a day that opens a sentence (*Ngày 8/2, …*); its
year by a date near that day, or by the event or plan of the year (*Cúp Quốc gia 2019*).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from vnnews.find.dates.expression import Expression, Point, Tense
from vnnews.link.dates.timex import STAND_IN, Reference
from vnnews.link.document import Document

_FUTURE = frozenset(["sẽ", "dự", "sắp"])
_PAST = frozenset(["đã", "vừa", "hồi"])
_REACH = 12  # tokens on either side that can tell the tense
_DAYS_AROUND = (-10, 60)  # how long before and after a dated day the article's own day may lie
_MONTHS_AHEAD = 6  # how far ahead of the article's own month a planned one may lie
_MONTHS_AROUND = (1, 2)  # how many months after a dated month
_YEAR = re.compile(r"(?<!\d)(?:19[5-9]|20\d)\d(?!\d|[-/–.]\d| *[-–] *\d)")
_WORD_BEFORE = re.compile(r"(?<![\w-])([^\W\d_][\w-]*) $")
# What happens or is planned once a year, a few words before *năm 2019*.
_YEARLY = re.compile(
    r"\b(?:nhiệm vụ|kế hoạch|ngay trong|kỳ thi|cuộc thi|lễ hội|hội thi|tuyển sinh|nghỉ lễ)"
    r",?(?: [^\W\d]+){0,6} năm $",
    re.IGNORECASE,
)
_YEARLY_REACH = 60
_LOWER_EVENTS = frozenset(["giới", "gia", "giải"])  # *thế giới 2019, quốc gia 2019, mùa giải 2019*
_NOT_EVENTS = frozenset("năm từ đến tới đầu cuối giữa trong vào hồi sn sinh luật".split())
_OPENS_SENTENCE = re.compile(r"(?:^|\n|[.!?…:)\]–-]\s|[”\"])\s*$")

Expressions = Mapping[int, Expression | None]


def tense_at(document: Document, index: int) -> Tense | None:
    """The tense that the words around a mention tell: *sẽ* the future, *đã* the past."""
    mention, tokens = document.mentions[index], document.tokens
    first, last = tokens.range(mention.start, mention.end)
    if first >= len(tokens):
        return None
    line, lower = tokens.line, tokens.lower
    around = (*range(max(0, first - _REACH), first), *range(last, min(len(line), last + _REACH)))
    words = [lower[i] for i in around if line[i] == line[first]]
    future = sum(word in _FUTURE for word in words)
    past = sum(word in _PAST for word in words)
    if future == past:
        return None
    return "future" if future > past else "past"


def reference_of(document: Document, expressions: Expressions) -> Reference:
    """The publication date when it is given, else what the article's own dates tell."""
    if document.published is not None:
        return Reference(document.published, document.published.year, "published")
    points = [point for e in expressions.values() if e for point in (e.start, e.end) if point]
    told = _stamp(document, expressions) or _told_day(points)
    told = told or _opening_day(document, expressions)
    about = told or _first_day(points)
    year = (told.year if told else None) or _year_told(points)
    year = year or _year_beside_step(expressions.values()) or _year_near(points, about)
    year = year or _year_before(document, expressions, about)
    year = year or _year_of_events(document, points)
    day = _date(told, year) if told else None
    near = _date(about, year) if about and year else None
    month = about.month if about else None
    return Reference(day or near, year, "text" if told or year else "none", month)


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
        if point.unit == "clock" and point.year and point.day:
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
        point = expression.start if expression and expression.end is None else None
        if point is None or point.unit not in ("day", "clock") or not point.month or not point.day:
            continue
        start = document.mentions[index].start
        if point.unit == "day" and _OPENS_SENTENCE.search(view[max(0, start - 4) : start]):
            return point
        return None
    return None


def _year_told(points: Iterable[Point]) -> int | None:
    """The year of a date that the article calls near: *tháng 11/2016 này*."""
    return next((p.year for p in points if p.year and p.month and p.tense == "near"), None)


def _year_beside_step(expressions: Iterable[Expression | None]) -> int | None:
    """The year from which *năm ngoái* is the year of the date right behind it."""
    for first, second in pairwise(e.start for e in expressions if e):
        stepped = first.unit == first.offset_unit == "year" and (first.offset or 0) < 0
        if stepped and second.year and second.day:
            return second.year - (first.offset or 0)
    return None


def _year_near(points: Iterable[Point], about: Point | None) -> int | None:
    """The latest year of which a dated day or month lies near the article's own day."""
    if about is None or about.month is None:
        return None
    own = about.month * 30 + (about.day or 15)
    found = 0
    for point in points:
        month = 3 * (point.number or 1) if point.unit == "quarter" else point.month
        if point.year is None or month is None or point.lunar:
            continue
        if point.day is not None:
            near = _DAYS_AROUND[0] <= own - month * 30 - point.day <= _DAYS_AROUND[1]
        else:
            near = _MONTHS_AROUND[0] <= about.month - month <= _MONTHS_AROUND[1]
        if near:
            found = max(found, point.year)
    return found or None


def _year_before(document: Document, expressions: Expressions, about: Point | None) -> int | None:
    """The year in which the article's own day comes next before a day or month that is to come."""
    if about is None or about.month is None:
        return None
    for index, expression in expressions.items():
        if expression is None or expression.open == "start":
            continue
        point = expression.start
        month = 3 * (point.number or 1) if point.unit == "quarter" else point.month
        if point.year is None or month is None or point.lunar or expression.end is not None:
            continue
        if tense_at(document, index) == "future":
            ahead = month - about.month
            if 0 <= ahead <= _MONTHS_AHEAD:
                return point.year
            if ahead + 12 <= _MONTHS_AHEAD:
                return point.year - 1
    return None


def _year_of_events(document: Document, points: Iterable[Point]) -> int | None:
    """The latest year of an event, a season, a feast or a plan, when no later year is named."""
    events = list(_years_of_events(document.text.view))
    named: list[int] = []
    for point in points:
        if point.year is None:
            continue
        if point.lunar or point.unit == "season":
            events.append(point.year)
        else:
            named.append(point.year)
    latest = max(events, default=None)
    return latest if latest and latest >= max(named, default=0) else None


def _years_of_events(view: str) -> Iterator[int]:
    """Years right after a name (*Cúp Quốc gia 2019*) or of what happens once a year."""
    for match in _YEAR.finditer(view):
        before = view[max(0, match.start() - _YEARLY_REACH) : match.start()]
        word = _WORD_BEFORE.search(before)
        if word is None:
            continue
        name = word[1]
        named = name[0].isupper() or name in _LOWER_EVENTS
        if (named and name.lower() not in _NOT_EVENTS) or _YEARLY.search(before):
            yield int(match.group())
