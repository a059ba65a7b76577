"""What the mentions beside a date tell of it: its year, its day, the feast of the same name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise

from msgspec.structs import replace

from vnnews.find.dates import Expression, Point
from vnnews.link.dates import lunar
from vnnews.link.dates.timex import STAND_IN
from vnnews.link.document import Document

Expressions = Mapping[int, Expression | None]

_CENTRE = STAND_IN + 17  # a year of the cycle is the one nearest to this
_NEAR = 8  # characters between two that tell of each other
_LISTED = frozenset(["", "và", "hoặc", "hay", ", và"])
_COMPARED = 160  # characters from a told year to what is compared with it
_COMPARISON = re.compile(r"\bso (?:với )?(?:[^\W\d]+ ){0,4}$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?;…]\s|\n")
_PART_OF_YEAR = ("day", "month", "quarter")


def told_beside(document: Document, expressions: Expressions) -> dict[int, Expression]:
    """Expressions that the next or the previous one completes, only a comma between them.

    *năm 1968, ngày 11/2* gives the day its year, *hơn một tháng trước, ngày 12/5* the vague step
    its day, *quý một và quý hai năm 2017* both quarters their year.
    """
    told: dict[int, Expression] = {}
    neighbours = list(_neighbours(document, expressions))
    for left, right, between in reversed(neighbours):
        first, second = expressions[left], told.get(right, expressions[right])
        if first and second and between in _LISTED and _lists(first.start, second.start):
            told[left] = replace(first, start=_in_year_of(first.start, second.start))
    for left, right, between in neighbours:
        first, second = expressions[left], expressions[right]
        if first is None or second is None or between.strip(" ("):
            continue
        point = second.start
        if first.start.vague and point.day:
            told[left] = second
        elif _gives_year(first.start) and point.month and not point.year:
            told[right] = replace(second, start=replace(point, year=first.start.year))
    return told


def compared(document: Document, expressions: Expressions) -> dict[int, Expression]:
    """*năm trước, quý trước, tháng trước* that a told year, quarter or month is compared with.

    *Năm 2025 lãi 3 tỷ đồng, tăng 29% so với cùng kỳ năm trước* means 2024, whenever it is written.
    """
    told: dict[int, Expression] = {}
    view, mentions = document.text.view, document.mentions
    for left, right in pairwise(expressions):
        first, second = expressions[left], expressions[right]
        start = mentions[right].start
        if first is None or second is None or start - mentions[left].end > _COMPARED:
            continue
        between = view[mentions[left].end : start]
        if _SENTENCE_END.search(between) or not _COMPARISON.search(between):
            continue
        if not first.end and (point := _before(first.start, second.start)):
            told[right] = replace(second, start=point)
    return told


def _before(point: Point, step: Point) -> Point | None:
    """The unit right before a told one, when ``step`` says *… trước*."""
    stepped = step.offset == -1 and step.unit == step.offset_unit and not step.vague
    if not stepped or point.offset is not None:
        return None
    whole = Point(unit=step.unit, year=point.year and point.year - 1)
    if step.unit == "year" and point.unit in ("year", "half", "quarter", "month"):
        return whole if point.year else None
    if step.unit != point.unit:
        return None
    if step.unit == "month" and point.month and not point.lunar:
        previous = point.month - 1
        return replace(point, month=previous) if previous else replace(whole, month=12)
    if step.unit == "quarter" and point.number:
        previous = point.number - 1
        return replace(point, number=previous) if previous else replace(whole, number=4)
    return None


def listed(document: Document, expressions: Expressions) -> dict[int, int]:
    """Months and quarters without a year behind others in a list: *tháng 8 hoặc tháng 9*."""
    found: dict[int, int] = {}
    for left, right, between in _neighbours(document, expressions):
        first, second = expressions[left], expressions[right]
        if first is None or second is None or between not in _LISTED:
            continue
        points = (first.start, second.start)
        plain = not any(p.lunar or p.tense for p in points) and all(
            p.year is p.offset is p.day is None for p in points
        )
        alike = first.start.unit == second.start.unit and first.start.unit in ("month", "quarter")
        if plain and alike and all(p.month or p.number for p in points):
            found[right] = left
    return found


def in_year_behind(point: Point, first: Point, value: str | None) -> Point:
    """An item of a list in the year of the one before it, or in the next one."""
    if value is None or not value[:4].isdecimal():
        return point
    later = (point.month or point.number or 0) > (first.month or first.number or 0)
    return replace(point, year=int(value[:4]) + (not later))


def told_feasts(expressions: Expressions) -> dict[int, Expression]:
    """Feasts without a year in an article that tells the year of the same feast, of one only."""
    feasts = {i: e for i, e in expressions.items() if e and e.start.lunar and e.end is None}
    years: defaultdict[tuple[int | None, int | None], set[int]] = defaultdict(set)
    for feast in feasts.values():
        point = feast.start
        year = point.year if point.cycle is None else lunar.year_of(point.cycle, _CENTRE)
        if year is not None:
            years[point.month, point.day].add(year)
    told: dict[int, Expression] = {}
    for i, feast in feasts.items():
        point = feast.start
        named = years.get((point.month, point.day), set())
        if point.year is point.cycle is point.offset is None and len(named) == 1:
            told[i] = replace(feast, start=replace(point, year=next(iter(named))))
    return told


def _neighbours(document: Document, expressions: Expressions) -> Iterator[tuple[int, int, str]]:
    """Expressions of one point that follow each other, with what stands between them."""
    view, mentions = document.text.view, document.mentions
    for left, right in pairwise([i for i, e in expressions.items() if e]):
        first, second = expressions[left], expressions[right]
        start, end = mentions[left].end, mentions[right].start
        if first and second and end - start <= _NEAR and not first.end and not second.end:
            yield left, right, view[start:end].strip(" ,")


def _lists(first: Point, second: Point) -> bool:
    """Whether two points are items of one list of which the last tells the year."""
    return (
        first.unit == second.unit
        and first.unit in _PART_OF_YEAR
        and (first.month is None) == (second.month is None)
        and (first.day is None) == (second.day is None)
        and first.year is None
        and second.year is not None
        and not (first.lunar or second.lunar or first.offset or first.offset_unit or first.tense)
    )


def _in_year_of(first: Point, second: Point) -> Point:
    """``first`` in the year of ``second``, in the one before when it is later in the year."""
    place, following = (
        (point.number or point.month or 0, point.day or 0) for point in (first, second)
    )
    return replace(first, year=(second.year or 0) - (place > following))


def _gives_year(point: Point) -> bool:
    """Whether the day or month after a comma is of this year: *năm 1968, Tết 1968* it is."""
    return point.year is not None and (point.lunar or point.month is None)
