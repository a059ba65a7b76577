"""The year that an article speaks from when no publication date tells it: a scored decision.

Every year that the article names is a candidate. Named evidences speak for and against it, each
counted once; the one best candidate wins when its score is ``_ENOUGH``, else the year stays open.
The weights are rounded from a logistic regression over articles whose year is known.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import compress, count, pairwise

import msgspec

from vnnews.find.dates.expression import Expression, Point
from vnnews.link.dates.tense import tense_at
from vnnews.link.document import Document
from vnnews.text.tokens import Tokens

Expressions = Mapping[int, Expression | None]

YEARS = range(1990, 2051)  # what an article may speak from

WEIGHTS = {
    "called near": 4,  # *tháng 11/2016 này*
    "stepped to": 3,  # *năm ngoái, ngày 8/6/2016*
    "day close by": 2,  # a dated day within days of the article's own day
    "day before": 1,  # one that lies weeks before it
    "month before": 2,
    "part of the year": 2,  # *quý I/2017, 6 tháng đầu năm 2017*, not long over
    "compared": 2,  # *tăng so với cùng kỳ năm 2016*
    "day to come": 2,  # *dự kiến bán vào tháng 3-2018*
    "yearly": 2,  # *triển khai nhiệm vụ năm 2017*
    "anniversary": 2,  # *20 năm tái lập tỉnh (1997-2017)*
    "school year": 2,  # *Sáng 8/9, … năm học 2019-2020*
    "season": 2,  # *22/5, … mùa giải 2016/17*
    "event": 1,  # *Cúp Quốc gia 2017*
    "event above": 1,  # the same near the top
    "only year": 1,  # and the article names no other one
    "feast": 1,  # *Tết 2017, hè 2017*
    "often": 1,  # the year is named three times or more
    "later year": -2,  # a later year is named, not as one to come
    "later day": -2,  # a later month of it is, *tháng 12/2016* in May
}
_ENOUGH = 2
_CLOSE, _BEFORE = range(-10, 16), range(16, 61)  # days after a dated day
_MONTHS_AFTER = 4  # how long a part of the year is spoken of
_MONTHS_AHEAD = 6  # how far ahead of the article's own month a planned one may lie
_OFTEN = 3
_TOP = 400
_BESIDE = 12  # characters
_ANNIVERSARY = 10  # *5 năm (2020-2025)* is a plan
_OPENS = {"năm học": 8, "niên khóa": 8, "tài khóa": 4, "năm tài chính": 4}  # month of beginning
_ENROLMENT = 3  # from March on it is the coming school year that is spoken of
# Before an event of a later year, *vòng loại World Cup 2026*, and a title of an earlier one.
_OF_ANOTHER_YEAR = (
    *("vòng loại", "bốc thăm", "vé dự", "tranh cử", "hướng tới", "hướng đến", "vé tàu"),
    *("vé đến", "giấc mơ", "quán quân", "á quân", "á hậu", "đương kim", "bầu cử"),
)
_ROUND = 2000  # *Mirage 2000* is a model

_YEAR_WORDS = frozenset(map(str, range(1950, 2100)))
_RECENT = frozenset(map(str, range(2000, 2051)))
_IN_RANGE = re.compile(r"[-/–.]\d| *[-–] *\d")
_SEASON = re.compile(r" ?[-/–] ?(?:20)?(\d\d)(?!\d)")  # *2016/17* behind its year
_GAMES = ("mùa", "league", "liga", "serie", "ngoại hạng", "champions", "cúp", "giải")
_SEASON_OPENS, _SEASON_CLOSES = 8, 5  # months
_SEASON_ENDS = (4, 5)  # months in which the next one is spoken of as one to come
_TO_COME = re.compile(r"\b(?:sẽ|không còn|chuẩn bị|trước|sắp)\b", re.IGNORECASE)
_WORD_BEFORE = re.compile(r"(?<![\w-])([^\W\d_][\w-]*) $")
# What happens or is planned once a year, a few words before *năm 2019*.
_YEARLY = re.compile(
    r"\b(?:nhiệm vụ|kế hoạch|ngay trong|kỳ thi|cuộc thi|lễ hội|hội thi|tuyển sinh|nghỉ lễ)"
    r",?(?: [^\W\d]+){0,6} năm $",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"\bcùng kỳ(?: của)?(?: năm)? $", re.IGNORECASE)
_LEGAL_WORDS = (
    *("luật", "công ước", "hiến pháp", "hiệp định", "hiệp ước", "nghị quyết", "nghị định"),
    *("thông tư", "tuyên bố"),
)
_LEGAL = re.compile(rf"\b(?:{'|'.join(_LEGAL_WORDS)})\b[^.,;()\n]{{0,40}}$", re.IGNORECASE)
_COURT = re.compile(r"cáo trạng|xét xử|tuyên phạt|phiên tòa|năm tù", re.IGNORECASE)
_DEADLINE = re.compile(
    r"(?<!\btính )(?<!\btính đến )\b"
    r"(?:đến|tới|trước|hết|từ|vào cuối)(?: (?:hết|cuối|ngày|trước))* $",
    re.IGNORECASE,
)
_REACH = 60  # characters before a year that tell what it is of
_LOWER_EVENTS = frozenset(["giới", "gia", "giải"])  # *thế giới 2019, quốc gia 2019, mùa giải 2019*
_NOT_EVENTS = frozenset(
    "năm từ đến tới đầu cuối giữa trong vào hồi sn sinh luật blhs bltths blds".split()
)


class _Dated(msgspec.Struct, frozen=True):
    """A point whose year is told; ``to_come`` when a tense or a deadline says so."""

    year: int
    month: int | None
    point: Point
    future: bool
    to_come: bool

    def is_after(self, own: Point | None) -> bool:
        """Whether it has been in a month that the article's own day comes before."""
        if self.to_come or self.month is None or own is None or own.month is None:
            return False
        return self.month > own.month + 1

    def before(self, own: Point) -> int | None:
        """Days from it to the article's own day in its year, months counted as thirty days."""
        if self.month is None or own.month is None:
            return None
        return 30 * (own.month - self.month) + (own.day or 15) - (self.point.day or 15)


def year_told(
    document: Document, expressions: Expressions, own: Point | None
) -> tuple[int | None, str]:
    """The year that the article speaks from, and by which evidences; None when too little tells it.

    ``own`` is the day that the article speaks from, or the first that it names.
    """
    found = evidences(document, expressions, own)
    scores = {year: sum(WEIGHTS[name] for name in names) for year, names in found.items()}
    best = max(scores.values(), default=0)
    years = [year for year, score in scores.items() if score == best]
    if best < _ENOUGH or len(years) > 1:
        return None, ""
    return years[0], "+".join(sorted(found[years[0]]))


def evidences(
    document: Document, expressions: Expressions, own: Point | None
) -> dict[int, set[str]]:
    """The names of the evidences for and against each year."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    dated = list(_dated(document, expressions))
    events = _events(document.tokens, own.month if own else None)
    school_years = _of_school_years(document, expressions, own)
    told = (*_of_steps(document, expressions), *_of_anniversaries(document, expressions))
    for year, name in (*_of_dates(document, dated, own), *told, *school_years, *events):
        if year in YEARS:
            found[year].add(name)
    recent = sorted(map(int, _RECENT.intersection(document.tokens.lower)))
    seasons = sorted(year for year, names in found.items() if "season" in names)
    # A season long before the last year that is named is of somebody's past.
    is_past = bool(seasons and recent) and recent[-1] > seasons[-1] + 1
    for year in seasons if is_past else seasons[:-1]:
        found[year].discard("season")
    if len(recent) == 1 and "event" in found.get(only := recent[0], ()):
        found[only].add("only year")
    named = [each for each in dated if each.point.unit != "season" and not each.point.lunar]
    for year, names in found.items():
        if any(each.year > year and not each.to_come for each in named):
            names.add("later year")
        if any(each.year == year and each.is_after(own) for each in named):
            names.add("later day")
        if sum(each.year == year for each in named) >= _OFTEN:
            names.add("often")
    return dict(found)


def _dated(document: Document, expressions: Expressions) -> Iterator[_Dated]:
    """The points whose year is told; periods of years tell nothing of now."""
    view = document.text.view
    for index, expression in expressions.items():
        if expression is None or expression.rule in ("period", "since"):
            continue
        for point in (expression.start, expression.end):
            if point is None or point.year is None:
                continue
            if expression.end is not None and point.unit == "year":
                continue
            start = document.mentions[index].start
            future = tense_at(document, index) == "future" and expression.open != "start"
            future = future and expression.end is None
            ends = point is expression.end or expression.open == "start"
            deadline = _DEADLINE.search(view[max(0, start - 20) : start]) is not None
            to_come = future or ends or deadline
            told = None if point.lunar else point.month
            future = future and not (deadline and point.day)  # *tới ngày 31/12/2018* is far off
            yield _Dated(point.year, told, point, future, to_come)


def _of_dates(
    document: Document, dated: Iterable[_Dated], own: Point | None
) -> Iterator[tuple[int, str]]:
    """What dated days, months and years say of the year of the article's own day."""
    court: bool | None = None  # whether this is a report from court: its days are of the deed
    for each in dated:
        point = each.point
        if point.tense == "near" and point.month:
            yield each.year, "called near"
        if point.lunar or point.unit == "season":
            yield each.year, "feast"
        if _is_of_now(point, own) and not each.future:
            yield each.year, "part of the year"
        gap = each.before(own) if own else None
        if gap is None or own is None or own.month is None or each.month is None:
            continue
        months = own.month - each.month
        if court is None and gap > 0:
            court = _COURT.search(document.text.view) is not None
        if point.day is not None and gap in _CLOSE and not (court and gap > 0):
            yield each.year, "day close by"
        elif point.day is not None and gap in _BEFORE and not court:
            yield each.year, "day before"
        elif point.day is None and months in (1, 2) and not court:
            yield each.year, "month before"
        if each.future and 0 <= -months <= _MONTHS_AHEAD:
            yield each.year, "day to come"
        elif each.future and 12 - months <= _MONTHS_AHEAD:
            yield each.year - 1, "day to come"


def _is_of_now(point: Point, own: Point | None) -> bool:
    """Whether a quarter or half may be told of from the article's own month."""
    if point.unit not in ("quarter", "half"):
        return False
    size = 3 if point.unit == "quarter" else 6
    last = size * (point.number or 1)
    first, last = point.months or (last - size + 1, last)
    if own is None or own.month is None:
        return point.unit == "half"
    return first <= own.month <= last + _MONTHS_AFTER


def _of_steps(document: Document, expressions: Expressions) -> Iterator[tuple[int, str]]:
    """The year from which *năm ngoái* is the year of the date right behind it."""
    for left, right in pairwise(i for i, e in expressions.items() if e):
        first, second = expressions[left], expressions[right]
        if first is None or second is None or not second.start.year or not second.start.day:
            continue
        point, mentions = first.start, document.mentions
        stepped = point.unit == point.offset_unit == "year" and (point.offset or 0) < 0
        if stepped and mentions[right].start - mentions[left].end <= _BESIDE:
            yield second.start.year - (point.offset or 0), "stepped to"


def _of_anniversaries(document: Document, expressions: Expressions) -> Iterator[tuple[int, str]]:
    """The end of a range that is as long as is said before it: *20 năm tái lập (1997-2017)*."""
    for index, expression in expressions.items():
        end = expression.end if expression else None
        if expression is None or end is None or not end.year or not expression.start.year:
            continue
        start = document.mentions[index].start
        before = document.text.view[max(0, start - 2 * _REACH) : start]
        years = end.year - expression.start.year
        if (
            years >= _ANNIVERSARY
            and f"{years} năm " in before
            and not _is_of_another(before.lower())
        ):
            yield end.year, "anniversary"


def _of_school_years(
    document: Document, expressions: Expressions, own: Point | None
) -> Iterator[tuple[int, str]]:
    """The year of the first school or fiscal year that is named, by the month of the own day."""
    month = own.month if own else None
    for index, expression in expressions.items():
        end = expression.end if expression else None
        if month is None or expression is None or end is None:
            continue
        first, surface = expression.start.year, document.surface(index).lower()
        opens = next((opens for head, opens in _OPENS.items() if head in surface), None)
        if opens is None or first is None or end.year != first + 1:
            continue
        if month >= opens:
            yield first, "school year"
        elif month < _ENROLMENT:
            yield end.year, "school year"
        return


def _is_of_another(said: str) -> bool:
    """Whether words before a year make it one that is past or still far off."""
    return any(map(said.__contains__, _OF_ANOTHER_YEAR))


def _of_season(first: int, last: int, month: int, said: str) -> Iterator[tuple[int, str]]:
    """The year of a season's half that ``month`` is in, or of a season that is to come."""
    coming = month in _SEASON_ENDS and _TO_COME.search(said)
    if last == (first + 1) % 100 and (month >= _SEASON_OPENS or coming):
        yield first, "season"
    elif last == (first + 1) % 100 and month <= _SEASON_CLOSES:
        yield first + 1, "season"


def _events(tokens: Tokens, month: int | None) -> Iterator[tuple[int, str]]:
    """Years right after a name (*Cúp Quốc gia 2019*) or of what happens once a year.

    ``month`` is that of the article's own day, which tells a half of a season (*mùa 2016/17*).
    """
    view = tokens.text.view
    for i in compress(count(), map(_YEAR_WORDS.__contains__, tokens.lower)):
        start = tokens.start[i]
        before = view[max(0, start - _REACH) : start]
        said = before.lower()
        word = _WORD_BEFORE.search(before, before.rstrip().rfind(" ") + 1)
        if word is None or _IN_RANGE.match(view, tokens.end[i]):
            season = _SEASON.match(view, tokens.end[i]) if month else None
            if season and any(map(said.__contains__, _GAMES)):
                yield from _of_season(int(tokens.form[i]), int(season[1]), month or 0, said)
            continue
        if any(map(said.__contains__, _LEGAL_WORDS)) and _LEGAL.search(before):
            continue
        if "cùng kỳ" in said and _COMPARED.search(before):
            yield int(tokens.form[i]) + 1, "compared"
        name, year = word[1], int(tokens.form[i])
        event = name[0].isupper() or name in _LOWER_EVENTS
        if (
            event
            and name.lower() not in _NOT_EVENTS
            and year != _ROUND
            and not _is_of_another(said)
        ):
            yield year, "event"
            if start < _TOP:
                yield year, "event above"
        if said.endswith(" năm ") and _YEARLY.search(before):
            yield year, "yearly"
