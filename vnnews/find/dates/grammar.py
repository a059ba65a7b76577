"""Matching of date expressions at one place of a lower-cased text: single points."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

import msgspec

from vnnews.find.dates.atoms import expand, groups, openers
from vnnews.find.dates.build import days_beside, point_of
from vnnews.find.dates.day_patterns import DAY_PATTERNS
from vnnews.find.dates.expression import Expression
from vnnews.find.dates.pattern import ABOUT, Pattern
from vnnews.find.dates.period_patterns import PERIOD_PATTERNS
from vnnews.find.dates.words import vocabulary

PATTERNS = (*DAY_PATTERNS, *PERIOD_PATTERNS)
_INNER = (
    "tháng năm ngày tuần quý đây đoạn học khóa của và đầu cuối giữa nay từ khoảng hơn gần giờ kỳ kì"
    " kỷ niên tài đến tới độ khai bế bầu khởi giao thi làm mới hoặc"
)
_WORD = re.compile(r"\d+|[^\W\d_]+")
_AFTER_NUMBER = re.compile(r" *(?:([/.–-] *\d)|(?:h|g|giờ)(?![^\W\d_])|:\d)")


class Match(msgspec.Struct, frozen=True):
    """An expression with where it ends, and guards that it still has to pass."""

    end: int
    expression: Expression
    guards: Pattern | None = None


class Found(msgspec.Struct, frozen=True):
    """A pattern that matches at some place, with its match."""

    pattern: Pattern
    match: re.Match[str]

    def read(self) -> Match | None:
        """The match as an expression, None when no day is like that (*31/2*)."""
        named = groups(self.match)
        point = point_of(self.pattern.unit, named)
        if point is None:
            return None
        if days := days_beside(named):
            told = Expression(rule=self.pattern.name, start=days[0], end=days[1])
            return Match(self.match.end(), told)
        return Match(self.match.end(), Expression(rule=self.pattern.name, start=point))


@cache
def compiled(template: str) -> re.Pattern[str]:
    """The regular expression of a template; it ends at the end of a word."""
    return re.compile(expand(template) + r"(?!\w)")


@cache
def _by_opener() -> dict[str, list[Pattern]]:
    found: defaultdict[str, list[Pattern]] = defaultdict(list)
    for pattern in PATTERNS:
        for word in openers(pattern.starts):
            found[word].append(pattern)
    return dict(found)


@cache
def _opened_by(opened: str) -> tuple[tuple[Pattern, re.Pattern[str]], ...]:
    """The patterns that an opener can open, compiled when they are first asked for."""
    return tuple(
        (pattern, compiled(_opened_with(pattern.template, opened)))
        for pattern in _by_opener()[opened]
    )


def _opened_with(template: str, opened: str) -> str:
    """A template without the clock before a date, where a word opens that is none of it.

    >>> _opened_with("<about><clocked>(?:<part> )?<today><closed>", "hôm")
    '(?:<part> )?<today>'
    """
    if opened.startswith("#") or opened in openers(ABOUT):
        return template
    for clock in ("<about>", "<clocked>", "<closed>"):
        template = template.replace(clock, "")
    return template


@cache
def point_openers() -> frozenset[str]:
    """The words that can open a point."""
    return frozenset(_by_opener())


@cache
def _phrases() -> dict[str, set[str]]:
    """First words of the vocabulary's phrases with what stands second, "" for nothing."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for kind in vocabulary().values():
        for phrase in kind:
            first, second, *_ = *phrase.split(), ""
            found[first].add(second)
    return dict(found)


@cache
def _seconds() -> frozenset[str]:
    """The words that can stand second, whatever word opens."""
    return frozenset([*point_openers(), *_phrases(), *_INNER.split()])


def seconds(first: str) -> frozenset[str]:
    """The words that can stand second in a date expression that a word opens.

    >>> sorted(seconds("ban")), "nay" in seconds("đêm")
    (['đêm'], True)
    """
    following = _phrases().get(first, set())
    alone = not following or "" in following or first in _plain_openers()
    return _seconds() | following if alone else frozenset(following)


@cache
def _plain_openers() -> frozenset[str]:
    """The words that open a pattern by themselves, not in a phrase of the vocabulary."""
    items = {item for pattern in PATTERNS for item in pattern.starts.split()}
    return frozenset(items | openers("<number>"))


def opener(text: str, at: int) -> str:
    """The key of what stands at ``at``: a word, or the kind of a number.

    ``####`` is a number of three digits or more, ``#/`` one before a separator and a digit, ``#:``
    an hour, ``#`` any other.

    >>> [opener(text, 0) for text in ("ngày 5", "2019", "5/6", "8h30", "6 tháng", "?")]
    ['ngày', '####', '#/', '#:', '#', '']
    """
    word = _WORD.match(text, at)
    if word is None:
        return ""
    if not text[at].isdecimal():
        return word.group()
    if word.end() - at > 2:
        return "####"
    following = _AFTER_NUMBER.match(text, word.end())
    if following is None:
        return "#"
    return "#/" if following[1] else "#:"


def points_at(text: str, at: int, opened: str) -> list[Found]:
    """All patterns that match at ``at``, where ``opener`` is ``opened``, longest first."""
    if opened not in point_openers():
        return []
    found = [
        Found(pattern, match)
        for pattern, regex in _opened_by(opened)
        if (match := regex.match(text, at))
    ]
    if len(found) > 1:
        found.sort(key=lambda each: -each.match.end())
    return found
