"""TIMEX3 values of the DATE mentions of an article.

What a surface says comes from ``vnnews.find.dates.parse``; what it leaves out is filled from the
publication date, else from the article itself: its own day (*Sáng 18/11, … hôm nay …*) and a year
that it names beside that day. What neither tells stays open: ``XXXX-06-22``, or no value at all.
No clock is read.
"""

from __future__ import annotations

import msgspec

from vnnews.find.dates import Expression, Point, parse
from vnnews.find.dates.expression import Tense
from vnnews.find.dates.words import to_roman, vocabulary
from vnnews.link.dates.beside import compared, in_year_behind, listed, told_beside, told_feasts
from vnnews.link.dates.tense import tense_at
from vnnews.link.dates.timeline import reference_of
from vnnews.link.dates.timex import Reference, value_of
from vnnews.link.document import Document

OPEN_YEAR = "XXXX"
_NEED_A_DAY = ("day", "week", "weekend", "month")
_WITHOUT_YEAR = ("decade", "century", "now", "term")


class DateValue(msgspec.Struct, frozen=True):
    """A value as the guidelines write it, or None where it stays open; ``note`` says why.

    ``rule`` is the chain that gave it: the pattern that read the surface, then what told the day
    or the year that the surface leaves out, then the tense that chose among years.
    """

    value: str | None
    rule: str
    note: str | None = None


def date_values(document: Document) -> dict[int, DateValue]:
    """The value of each DATE mention, by its index in the document."""
    expressions = {i: parse(document.surface(i)) for i in document.of_type("DATE")}
    if not expressions:
        return {}
    reference = reference_of(document, expressions)
    values: dict[int, DateValue] = {}
    told = told_beside(document, expressions) | compared(document, expressions)
    lists = listed(document, expressions)
    if reference.year is None:
        told |= told_feasts(expressions)
    period: str | None = None  # the last that was named
    for i, expression in expressions.items():
        if expression is None:
            values[i] = DateValue(None, "unread", "not a known date expression")
            continue
        beside = told.get(i, expression)
        if (first := expressions.get(lists.get(i, -1))) and i not in told:
            start = in_year_behind(beside.start, first.start, values[lists[i]].value)
            beside = msgspec.structs.replace(beside, start=start)
        if beside.start.unit == "term":
            values[i] = DateValue(_term(beside.start, period), beside.rule, None)
            continue
        undated = beside.start.year is None and reference.near is not None
        tense = tense_at(document, i, feast=beside.start.lunar) if undated else None
        value = value_of(beside, reference, tense)
        chain = _chain(beside, reference, tense, beside=beside is not expression)
        values[i] = DateValue(value, chain, _note(value))
        if values[i].rule.startswith("period"):
            period = value
    return values


def _term(point: Point, period: str | None) -> str | None:
    """*nhiệm kỳ qua, này* as the last ``period`` named before, *tới* as the one after it.

    A numbered term is one of the National Assembly.
    """
    if point.number is not None:
        return vocabulary()["assembly"].get(to_roman(point.number))
    if period is None:
        return None
    first, _, last = period.partition("/")
    if (point.offset or 0) <= 0 or not (first.isdecimal() and last.isdecimal()):
        return period
    return f"{int(last):04}/{2 * int(last) - int(first):04}"


def _chain(
    expression: Expression, reference: Reference, tense: Tense | None, *, beside: bool
) -> str:
    """The steps from a surface to its value."""
    day = year = step = ""
    for point in (expression.start, expression.end):
        if point is None:
            continue
        if point.offset_unit in _NEED_A_DAY or (point.weekday is not None and point.day is None):
            day = reference.day_by
        if point.year is None and point.cycle is None and point.unit not in _WITHOUT_YEAR:
            year = reference.year_by
            if tense and point.offset is None and reference.year is not None:
                step = tense
    steps = (expression.rule, "beside" if beside else "", day, "" if year == day else year, step)
    return ":".join(filter(None, steps))


def _note(value: str | None) -> str | None:
    if value is None:
        return "no day of reference"
    return "no year of reference" if OPEN_YEAR in value else None
