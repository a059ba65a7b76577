"""TIMEX3 values of the DATE mentions of an article.

What a surface says comes from ``vnnews.find.dates.parse``; what it leaves out is filled from the
publication date, else from the article itself: its own day (*Sáng 18/11, … hôm nay …*) and a year
that it names beside that day. What neither tells stays open: ``XXXX-06-22``, or no value at all.
No clock is read.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from vnnews.find.dates import Expression, parse
from vnnews.link.document import Document
from vnnews.link.timeline import Reference, reference_of, tense_at
from vnnews.link.timex import value_of

OPEN_YEAR = "XXXX"


class DateValue(msgspec.Struct, frozen=True):
    """A value as the guidelines write it, or None where it stays open; ``note`` says why.

    ``rule`` is the name of the pattern that the surface was read with, and of the reference.
    """

    value: str | None
    rule: str
    note: str | None = None


def date_values(document: Document) -> dict[int, DateValue]:
    """The value of each DATE mention, by its index in the document."""
    expressions = {i: parse(document.surface(i)) for i in document.of_type("DATE")}
    reference = reference_of(document, expressions)
    values: dict[int, DateValue] = {}
    previous: str | None = None
    for i, expression in expressions.items():
        if expression is None:
            values[i] = DateValue(None, "unread", "not a known date expression")
            continue
        value = value_of(expression, reference, tense_at(document, i))
        values[i] = _dated(expression, reference, value)
        previous = value or previous
    return values


def _dated(expression: Expression, reference: Reference, value: str | None) -> DateValue:
    rule = f"{expression.rule}:{reference.source}"
    if value is None:
        return DateValue(None, rule, "no day of reference")
    if OPEN_YEAR in value:
        return DateValue(value, rule, "no year of reference")
    return DateValue(value, rule)


def dateline_day(document: Document) -> dt.date | None:
    """The day that the article gives as its own, None when that or its year is unknown."""
    expressions = {i: parse(document.surface(i)) for i in document.of_type("DATE")}
    reference = reference_of(document, expressions)
    return reference.day if reference.year is not None else None
