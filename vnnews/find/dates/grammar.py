"""Matching of date expressions at one place of a lower-cased text: points, and ranges of points."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from functools import cache

import msgspec

from vnnews.find.dates.atoms import expand, groups, openers
from vnnews.find.dates.build import point_of
from vnnews.find.dates.expression import Expression, Point, Unit
from vnnews.find.dates.patterns import PATTERNS, Pattern
from vnnews.find.dates.words import vocabulary

_END = r"(?!\w)"


class Match(msgspec.Struct, frozen=True):
    """An expression with where it ends, and the pattern whose guards it has to pass."""

    end: int
    expression: Expression
    guards: Pattern | None = None


class _Compiled(msgspec.Struct, frozen=True):
    pattern: Pattern
    regex: re.Pattern[str]


@cache
def _points() -> dict[str, tuple[_Compiled, ...]]:
    """Compiled patterns by the words that open them."""
    found: defaultdict[str, list[_Compiled]] = defaultdict(list)
    for pattern in PATTERNS:
        compiled = _Compiled(pattern, re.compile(expand(pattern.template) + _END))
        for word in openers(pattern.starts):
            found[word].append(compiled)
    return {word: tuple(patterns) for word, patterns in found.items()}


@cache
def _range_openers() -> frozenset[str]:
    return openers(
        "từ kể khoảng giai nhiệm năm niên tài thời khóa # ngày tháng thế quý hôm giữa <part>"
    )


@cache
def triggers() -> frozenset[str]:
    """The words that can open a date expression; ``#`` stands for numbers."""
    return frozenset(_points()) | _range_openers()


@cache
def seconds() -> frozenset[str]:
    """The words that can stand second in a date expression of more than one word."""
    inner = "tháng năm ngày tuần quý đây đoạn học khóa của và đầu cuối giữa nay từ khoảng hơn gần giờ"
    words = {part for kind in vocabulary().values() for word in kind for part in word.split()}
    return triggers() | words | set(inner.split()) | {"kỳ", "kì", "kỷ", "niên", "tài", "đến", "tới"}


# Pieces that are dates only beside the other end of a range.
_BARE_LEFT: tuple[tuple[str, Unit, str], ...] = (
    ("day", "day", r"(?:<part> )?(?:giữa )?(?:(?:ngày|hôm) )?<day>"),
    ("clock", "clock", r"<clock>"),
    ("year", "year", r"(?:năm )?<year>"),
)
_BARE_RIGHT: tuple[tuple[str, Unit, str], ...] = (
    ("date", "day", r"<about>(?:ngày )?<date>"),
    ("day_words", "day", r"(?:ngày )?<day> tháng <month><of_year>?"),
    ("month_year", "month", r"<month_year>"),
    ("year", "year", r"(?:năm )?<year>"),
    ("century", "century", r"<century>"),
)
_SHORT_YEAR = re.compile(r"(\d\d)(?![\d/.-]|\w)")
_PERIOD = re.compile(
    r"(?:giai đoạn|nhiệm k[ỳì]|năm học|niên khóa|tài khóa|niên độ|thời kỳ|thời kì|năm tài (?:khóa|chính)"
    r"|khóa|năm cuối)(?: *\(| *,)? +".replace(" +", "{S}").replace(" *", "{Z}").replace(" ", " +")
    .replace("{S}", " +").replace("{Z}", " *")
)  # fmt: skip
_FROM = re.compile(r"(?:khoảng +)?(?:kể +)?từ +(?:khoảng +|lúc +|trước +)?")
_DASH = re.compile(r" *[-–—] *")
_TO = re.compile(r" +(?:cho +)?(?:đến|tới)(?: +(?:trước|hết))? +")
_AND = re.compile(r" +và +")
_OPEN_END = re.compile(
    r" +(?:(?:cho +)?(?:đến|tới) +(?:nay|bây +giờ|hiện +nay|giờ)|trở +đi|trở +lại +đây|về +sau)" + _END
)
_NOW = re.compile(r"nay(?!\w)")


@cache
def _bare(side: str) -> tuple[tuple[str, Unit, re.Pattern[str]], ...]:
    pieces = _BARE_LEFT if side == "left" else _BARE_RIGHT
    return tuple((name, unit, re.compile(expand(template) + _END)) for name, unit, template in pieces)


def opening(word: str) -> str:
    """The key of a token in the tables by first word."""
    return "#" if word[0].isdecimal() else word


def match_point(
    text: str, at: int, word: str, accept: Callable[[int, int, Pattern], bool] | None = None
) -> Match | None:
    """The longest point at ``at``, where the token ``word`` stands, that ``accept`` lets pass."""
    best: Match | None = None
    for compiled in _points().get(opening(word), ()):
        found = compiled.regex.match(text, at)
        if found is None or (best is not None and found.end() <= best.end):
            continue
        if accept is None or accept(at, found.end(), compiled.pattern):
            point = point_of(compiled.pattern.unit, groups(found))
            if point is not None:
                name = compiled.pattern.name
                best = Match(found.end(), Expression(rule=name, start=point))
    return best


def match_range(text: str, at: int, word: str) -> Match | None:
    """The longest range at ``at``, or None."""
    if opening(word) not in _range_openers():
        return None
    head = _PERIOD.match(text, at)
    start = head.end() if head else at
    origin = _FROM.match(text, start)
    start = origin.end() if origin else start
    if origin and (now := _NOW.match(text, start)):
        return _until(text, now.end())
    best: Match | None = None
    for left, bare, end in _lefts(text, start):
        found = _closed(text, left, bare, end, explicit=bool(head or origin))
        if found is None and origin and not bare and (tail := _OPEN_END.match(text, end)):
            found = Match(tail.end(), Expression(rule="since", start=left, open="end"))
        if found is None and head and bare == "year" and left.year:
            found = Match(end, Expression(rule="period", start=left))
        if found and (best is None or found.end > best.end):
            best = found
    if best and head:
        best = msgspec.structs.replace(
            best, expression=msgspec.structs.replace(best.expression, rule="period")
        )
    elif best and not origin and text[at].isdecimal():
        bare_guards = _BARE_RANGES[best.expression.start.unit != "year"]
        best = msgspec.structs.replace(best, guards=bare_guards)
    return best


# What stands around a range that begins with a number: of years, and of days.
_BARE_RANGES = (
    Pattern(
        name="range",
        unit="year",
        starts="#",
        template="",
        examples=(),
        not_before=r"\b(?:mùa|mùa giải|mùa bóng|vụ|giải|cúp|league|liga|a|cup|số|điện thoại|khóa) $"
        r"|[\d/.,-]$",
        not_after=r"~(?:tỷ|tỉ|triệu|nghìn|ngàn|đồng|người|lần|usd|ha\b|km|%|m\b|[.,/-]\d|kcal|mw"
        r"|tấn)",
    ),
    Pattern(
        name="range",
        unit="day",
        starts="#",
        template="",
        examples=(),
        cased=r"(?s:.*)\d[/.]\d|.* \d",
        not_before=r"[\d/.,-]$|\b(?:số|sơ đồ|thắng|thua|hòa) $",
    ),
)


def _word_at(text: str, at: int) -> str:
    end = at
    if text[at : at + 1].isdecimal():
        return text[at]
    while end < len(text) and end < at + 8 and text[end].isalpha():
        end += 1
    return text[at:end] or text[at : at + 1]


def _lefts(text: str, at: int) -> list[tuple[Point, str, int]]:
    """Possible first ends at ``at``: point, name of the bare piece or empty, offset after it."""
    if at >= len(text):
        return []
    found: list[tuple[Point, str, int]] = []
    if point := match_point(text, at, _word_at(text, at)):
        found.append((point.expression.start, "", point.end))
    for name, unit, regex in _bare("left"):
        piece = regex.match(text, at)
        if piece and (built := point_of(unit, groups(piece))):
            found.append((built, name, piece.end()))
    return found


def _rights(text: str, at: int) -> list[tuple[Point, int]]:
    """Possible second ends at ``at``, longest first."""
    if at >= len(text):
        return []
    found: list[tuple[Point, int]] = []
    if point := match_point(text, at, _word_at(text, at)):
        found.append((point.expression.start, point.end))
    for _, unit, regex in _bare("right"):
        piece = regex.match(text, at)
        if piece and (built := point_of(unit, groups(piece))):
            found.append((built, piece.end()))
    return sorted(found, key=lambda pair: -pair[1])


def _closed(text: str, left: Point, bare: str, end: int, *, explicit: bool) -> Match | None:
    """The range from ``left`` to what a connector after ``end`` leads to."""
    connector = _DASH.match(text, end) or _TO.match(text, end)
    if connector is None and bare == "day":
        connector = _AND.match(text, end)
    if connector is None:
        return None
    for right, stop in _rights(text, connector.end()):
        if _compatible(left, bare, right, explicit=explicit):
            return Match(stop, Expression(rule="range", start=left, end=right))
    short = _SHORT_YEAR.match(text, connector.end())
    if short and explicit and bare == "year" and left.year and "đến" not in connector.group():
        year = left.year - left.year % 100 + int(short[1])
        if year == left.year + 1:
            right = Point(unit="year", year=year)
            return Match(short.end(), Expression(rule="range", start=left, end=right))
    return None


def _compatible(left: Point, bare: str, right: Point, *, explicit: bool) -> bool:
    """Whether two points can be the ends of one range."""
    fine = ("day", "clock")
    if bare == "day":
        return right.unit in fine and right.month is not None and not right.lunar
    if bare == "clock":
        return right.unit == "clock" and right.day is not None
    if bare == "year":
        return right.unit == "year" and right.year is not None and right.year > (left.year or 0)
    if left.unit in fine:
        if left.unit == "clock" and left.day is None and left.offset is None:
            return False
        return right.unit in fine or (explicit and right.unit in ("week", "month", "year"))
    if left.unit == right.unit:
        return left.unit != "year" or None in (left.year, right.year) or left.year < right.year  # type: ignore[operator]
    return explicit and right.unit in ("day", "month", "quarter", "year", "century")


def _until(text: str, end: int) -> Match | None:
    """*từ nay đến …*."""
    connector = _TO.match(text, end) or _DASH.match(text, end)
    if connector is None:
        return None
    for right, stop in _rights(text, connector.end()):
        if right.unit != "century":
            now = Point(unit="now")
            return Match(stop, Expression(rule="until", start=now, end=right, open="start"))
    return None
