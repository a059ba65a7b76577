"""Ranges of two points: *từ ngày 5 đến 7/6, 2017 - 2020, từ 2018 đến nay, nhiệm kỳ 2015-2020*."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from vnnews.find.dates.atoms import groups, openers
from vnnews.find.dates.build import point_of
from vnnews.find.dates.expression import Expression, Point, Unit
from vnnews.find.dates.grammar import Found, Match, compiled, opener, points_at
from vnnews.find.dates.pattern import MEASURES, Pattern, after, ahead

# Pieces that are dates only beside the other end of a range.
_BARE_LEFT: tuple[tuple[Unit, str], ...] = (
    ("clock", r"(?P<hour>2[0-4]|[01]?\d)(?=~[-–]~\d\d?~(?:h|g|giờ)\b| đến \d\d?~(?:h|g|giờ)\b)"),
    (
        "day",
        r"(?:<part> )?(?:giữa )?(?:(?:ngày|hôm) )?(?:m[ùồ]ng )?<day>(?:, [0-3]?\d(?=, \d| và ))*",
    ),
    ("clock", r"<clock>"),
    ("month", r"tháng <month>(?:, 1?\d(?=, \d| và ))*(?=,? (?:và )?1?\d)"),
    ("year", r"(?:năm )?<year>"),
)
_BARE_RIGHT: tuple[tuple[Unit, str], ...] = (
    ("day", r"<about>(?:ngày )?<date_in_year>"),
    ("day", r"(?:ngày )?<day> tháng <month><of_year>"),
    ("month", r"<month_year>|<month> năm <year>"),
    ("year", r"(?:năm )?<year>"),
    ("century", r"<century>"),
)
# Of which unit the end of a range is that begins with a bare piece.
_ENDS_BARE: dict[Unit, Unit] = {"day": "day", "clock": "day", "month": "month", "year": "year"}
_HEAD = (
    r"(?:giai đoạn|nhiệm k[ỳì]|năm học(?: mới)?|niên khóa|tài khóa|niên độ|thời k[ỳì]"
    r"|năm tài (?:khóa|chính)|khóa|năm cuối)(?:~\(|~,)?(?= )"
)
_FROM = r"(?:khoảng )?(?:kể )?từ(?: (?:khoảng|lúc|trước))?"
_TO = r",? (?:cho )?(?:đến|tới)(?: (?:trước|hết))?"
_OPEN_END = r" (?:(?:cho )?(?:đến|tới) (?:nay|bây giờ|hiện nay|giờ)|trở đi|trở lại đây|về sau)"
_OPEN_START = r" trở về trước"
_OPEN = f"(?:{_OPEN_END}|{_OPEN_START})"
_DASH = re.compile(r" *[-–—] *")
# A bare number that a joint follows: most dates are told to be no range by this alone.
_BARE_JOINED = re.compile(
    r"(?:[^\W\d_]+ +){0,4}\d{1,4}(?: *(?:h|g|giờ|:)(?: *\d\d?)?(?: *(?:phút|ph|p|’|'|′))?| rưỡi)*"
    r"(?: *[-–—]|,? +(?:cho +)?(?:đến|tới|và|hoặc) |, \d)"
)
_MAY_JOIN = re.compile(r" *[-–—]|,? +(?:cho|đến|tới|trở|về)\b")
_OPENS = frozenset(["giai", "nhiệm", "năm", "niên", "tài", "thời", "khóa"])  # first words of _HEAD
_FROMS = frozenset(["khoảng", "kể", "từ"])
_AND = re.compile(r",? (?:và|hoặc)(?= )|,(?= \d)")
_SPACE = re.compile(r" *")
_SHORT_YEAR = re.compile(r"(\d\d)(?![\w/.-])")

# What may not stand around a range that begins with a number: of years, and of days.
_YEARS = Pattern(
    name="range",
    unit="year",
    starts="####",
    template="",
    examples=(),
    not_before=after(
        "mùa, mùa giải, mùa bóng, vụ, giải, cúp, league, liga, a, cup, số, điện thoại, khóa"
    )
    + r"|[\d/.,-]$|\b(?:giải|cúp|league|hạng|cup|vô địch)\b[^.,;\n]{0,40} $",
    not_after=ahead(f"{MEASURES}, kcal, mw, mm, cc, chữ, suất, vé") + r"|~[.,/-]\d",
)
_DAYS = Pattern(
    name="range",
    unit="day",
    starts="#",
    template="",
    examples=(),
    cased=r"(?s:.*)\d[/.]\d|.* \d",
    not_before=after("số, sơ đồ, thắng, thua, hòa, đợt, lần, kỳ, vòng, lượt") + r"|[\d/.,-]$",
    not_after=ahead(MEASURES),
)


@cache
def range_openers() -> frozenset[str]:
    """The words that can open a range."""
    return openers(
        "từ kể khoảng giai nhiệm năm niên tài thời khóa ngày tháng thế quý hôm giữa mùng mồng"
        " <part> # #/ #: ####"
    )


def range_at(text: str, at: int, opened: str, points: list[Found]) -> Match | None:
    """The longest range at ``at``, where ``opener`` is ``opened`` and ``points`` match, or None."""
    if opened not in range_openers():
        return None
    head = compiled(_HEAD).match(text, at) if opened in _OPENS else None
    start = _skip(text, head, at)
    origin = compiled(_FROM).match(text, start) if head or opened in _FROMS else None
    start = _skip(text, origin, start)
    if start >= len(text):
        return None
    if origin and (now := compiled("nay").match(text, start)):
        return _until(text, now.end())
    if origin and not head and compiled(_HEAD).match(text, start):
        return None  # *từ năm học 2026 - 2027*: the head's years are the range
    if start != at:
        points = points_at(text, start, opener(text, start))
    if not head and not _may_join(text, start, points):
        return None
    best: Match | None = None
    for left, bare, end in _lefts(text, start, points):
        found = _closed(text, left, bare, end, explicit=bool(head or origin))
        if found is None and origin and not bare:
            found = _open(text, left, end)
        if found is None and head and bare == "year" and left.year:
            found = Match(end, Expression(rule="period", start=left))
        if found and (best is None or found.end > best.end):
            best = found
    if best and head:
        period = msgspec.structs.replace(best.expression, rule="period")
        return msgspec.structs.replace(best, expression=period)
    if best and text[start].isdecimal():
        years = best.expression.start.unit == "year"
        return msgspec.structs.replace(best, guards=_YEARS if years else _DAYS)
    return best


def _may_join(text: str, at: int, points: list[Found]) -> bool:
    """Whether a point or a bare number at ``at`` may go on as a range: most do not."""
    if points and _MAY_JOIN.match(text, points[0].match.end()):
        return True
    return _BARE_JOINED.match(text, at) is not None


def _skip(text: str, match: re.Match[str] | None, start: int) -> int:
    """Where the next word begins after a match, or ``start`` when there is none."""
    if match is None:
        return start
    space = _SPACE.match(text, match.end())
    return space.end() if space else match.end()


def _lefts(text: str, at: int, points: list[Found]) -> Iterator[tuple[Point, Unit | None, int]]:
    """Possible first ends at ``at``: point, the unit of a bare piece or None, offset after it."""
    for found in points[:1]:
        if _joins(text, found.match.end()) and (point := found.read()) is not None:
            yield point.expression.start, None, point.end
    for unit, template in _BARE_LEFT:
        piece = compiled(template).match(text, at)
        if piece and (unit == "year" or _connector(text, piece.end(), unit)):
            built = point_of(unit, groups(piece))
            if built is not None:
                yield built, unit, piece.end()


def _joins(text: str, end: int) -> bool:
    """Whether a connector or an open end may follow."""
    return bool(_connector(text, end, None) or compiled(_OPEN).match(text, end))


def _rights(text: str, at: int, bare: Unit | None = None) -> list[tuple[Point, int]]:
    """Possible second ends at ``at``, longest first; behind a ``bare`` first end, of its kind."""
    found: list[tuple[Point, int]] = []
    for each in points_at(text, at, opener(text, at))[:1]:
        if (point := each.read()) is not None:
            found.append((point.expression.start, point.end))
    for unit, template in _BARE_RIGHT:
        if bare and unit != _ENDS_BARE[bare]:
            continue
        piece = compiled(template).match(text, at)
        if piece and (built := point_of(unit, groups(piece))):
            found.append((built, piece.end()))
    return sorted(found, key=lambda pair: -pair[1])


def _connector(text: str, end: int, bare: Unit | None) -> re.Match[str] | None:
    """What joins two ends: a dash, *đến*; between days or months also *và* or a comma."""
    joined = _DASH.match(text, end) or compiled(_TO).match(text, end)
    return joined or (_AND.match(text, end) if bare in ("day", "month") else None)


def _closed(text: str, left: Point, bare: Unit | None, end: int, *, explicit: bool) -> Match | None:
    """The range from ``left`` to what a connector after ``end`` leads to."""
    connector = _connector(text, end, bare)
    if connector is None or (connector.group().startswith(",") and left.unit == "year"):
        return None
    at = _skip(text, connector, end)
    for right, stop in _rights(text, at, bare):
        if _compatible(left, bare, right, explicit=explicit):
            return Match(stop, Expression(rule="range", start=left, end=right))
    short = _SHORT_YEAR.match(text, at) if explicit and bare == "year" and left.year else None
    if short and left.year and left.year % 100 + 1 == int(short[1]):
        following = Point(unit="year", year=left.year + 1)
        return Match(short.end(), Expression(rule="range", start=left, end=following))
    return None


def _compatible(left: Point, bare: Unit | None, right: Point, *, explicit: bool) -> bool:
    """Whether two points can be the ends of one range."""
    fine = ("day", "clock")
    if bare == "day":
        return right.unit in fine and right.month is not None
    if bare == "month":
        return right.unit == "month" and (left.month or 0) < (right.month or 0)
    if bare == "clock":
        return right.unit == "clock" and (right.day, right.offset, right.weekday) != (None,) * 3
    if bare == "year":
        return right.unit == "year" and right.year is not None and right.year > (left.year or 0)
    if left.unit in fine:
        return right.unit in fine or (explicit and right.unit in ("week", "month", "year"))
    if left.unit == right.unit == "year" and left.year and right.year:
        return left.year < right.year
    if left.unit == right.unit:
        return True
    return explicit and right.unit in ("day", "month", "quarter", "year")


def _open(text: str, point: Point, end: int) -> Match | None:
    """*từ 2018 đến nay* and *từ 2018 trở về trước*, the point ending at ``end``."""
    if tail := compiled(_OPEN_END).match(text, end):
        return Match(tail.end(), Expression(rule="since", start=point, open="end"))
    tail = compiled(_OPEN_START).match(text, end)
    return Match(tail.end(), _up_to(point)) if tail else None


def _until(text: str, end: int) -> Match | None:
    """*từ nay đến …*."""
    connector = _connector(text, end, None)
    if connector is None:
        return None
    for right, stop in _rights(text, _skip(text, connector, end)):
        if right.unit != "century":
            return Match(stop, _up_to(right))
    return None


def _up_to(end: Point) -> Expression:
    """A range without a beginning."""
    return Expression(rule="until", start=Point(unit="now"), end=end, open="start")
