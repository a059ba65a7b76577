"""Since when and until when a post is held, where the sentence of an appointment gives the day.

*Ngày 5/6, Thủ tướng bổ nhiệm ông A giữ chức X*: since then; *miễn nhiệm chức vụ X đối với ông A*:
until then; *giữ chức X từ ngày 1/7* tells more than the day of the decision. What is planned, asked
for or denied has no day.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from vnnews.find.candidate import Candidate
from vnnews.fuzzy.titles import normalize_title
from vnnews.link.dates.values import DateValue
from vnnews.link.document import Document, TitleLink
from vnnews.records import Evidence

_GIVEN = (
    r"(?:tái )?bổ nhiệm(?: lại)?|(?:tái )?đắc cử|tái cử|bầu(?: bổ sung)?|điều động|luân chuyển|"
    r"phân công|chỉ định|chuẩn y|phê chuẩn|được giao|trao quyết định|nhậm chức|nhận chức|"
    r"tiếp quản|lên nắm quyền"
)
_TAKEN = (
    r"miễn nhiệm|bãi nhiệm|bãi miễn|cách chức|giáng chức|thôi(?= giữ| chức| làm| các chức)|"
    r"từ chức|từ nhiệm|sa thải|rời(?= ghế| chức| vị trí| cương vị)"
)
_TURN = re.compile(rf"\b(?:(?P<given>{_GIVEN})|(?P<taken>{_TAKEN}))\b", re.I)
_NOT_YET = re.compile(
    r"\b(?:sẽ|sắp|dự kiến|đề nghị|đề xuất|giới thiệu|xem xét|chuẩn bị|có thể|kiến nghị|nếu|chưa|"
    r"không|muốn|tin đồn|khả năng|yêu cầu|kêu gọi|xin|đòi|dọa|hoãn|phản đối|trước khi)\b[^,;]*$",
    re.I,
)
# From the verb to the first of the titles (§) that it gives or takes.
_HELD = r"(?:giữ|làm|thành|đảm nhiệm|đảm nhận|phụ trách|là|vào)"
_POST = r"(?:(?:các |những )?(?:chức(?: vụ| danh)?|cương vị|vị trí|nhiệm vụ|ghế))"
_LIST = r"(?:\s*§\s*(?:,|;|và|kiêm(?: nhiệm)?|đồng thời là)?)*\s*"
_TO_GIVEN = re.compile(rf"(?:|.*\s(?:{_HELD}(?: {_POST})?|{_POST})):?{_LIST}", re.I | re.S)
_TO_TAKEN = re.compile(
    rf"(?:|(?:(?! và | để )[^,;])*\s)(?:(?:khỏi |giữ |làm )*{_POST}|giữ|làm)?:?{_LIST}", re.I
)
# Behind the holder's name: *Bộ trưởng A bất ngờ từ chức*.
_LEAVES = re.compile(
    r"\s*(?:(?:đã|vừa|bất ngờ|chính thức|tuyên bố)\s)*(?:từ chức|từ nhiệm|thôi chức|rời ghế|"
    r"(?:bị|được) (?:cách chức|bãi nhiệm|miễn nhiệm|sa thải))\b",
    re.I,
)
_FROM = re.compile(r"(?:(?! sau khi | trước khi | trước đó |;).)*\b(?:từ|bắt đầu)\s*", re.I)
_ON = re.compile(r"[^,.;:]{0,40}?\s*\(?(?:vào|hôm|trong|hồi)?\s*", re.I)
_ISO = r"\d{4}(?:-\d\d(?:-\d\d)?)?"
_VALUE = re.compile(rf"({_ISO})(?:T[^/]*)?(?:/(?:({_ISO})|\.\.).*)?")
_TERM = re.compile(r"nhiệm kỳ|khóa|giai đoạn", re.I)
_BORN = frozenset(["sinh", "sn"])
_HONORIFIC = re.compile(r"[ ,]*(?:ông|bà|đồng chí)?[ ]*", re.I)
_REACH, _NEAR = 160, 40


class Tenure(msgspec.Struct, frozen=True):
    """Days (or months, years) as TIMEX3 values, and where in the view they stand."""

    since: str | None
    until: str | None
    evidence: Evidence


class _Day(NamedTuple):
    """A day, and of a range (*từ năm 2011 đến nay*) the last one, if it is told."""

    first: str
    last: str | None
    is_range: bool


class _Turn(NamedTuple):
    """The verb by which a post is given or taken, and where it stands."""

    verb: int
    given: bool


def link_tenures(
    document: Document, titles: Iterable[TitleLink], dates: Mapping[int, DateValue]
) -> dict[int, Tenure]:
    """What is told of the titles that somebody holds, by their mentions.

    >>> from vnnews.find.candidate import Candidate
    >>> from vnnews.text.layout import lay_out
    >>> from vnnews.text.tokens import tokenize
    >>> from vnnews.text.view import normalize
    >>> text = normalize("Ngày 5/6/2019, bộ bổ nhiệm bà Lê An giữ chức vụ trưởng.")
    >>> spans = ((0, 13, "DATE"), (30, 35, "PER"), (45, 54, "TITLE"))
    >>> mentions = tuple(Candidate(kind, start, end, "") for start, end, kind in spans)
    >>> document = Document(text, tokenize(text), lay_out(text), mentions)
    >>> told = link_tenures(document, [TitleLink(2, ("p1",))], {0: DateValue("2019-06-05", "")})
    >>> told[2].since, told[2].until
    ('2019-06-05', None)
    """
    days = {i: day for i in dates if (day := _read_day(document, i, dates[i].value or ""))}
    if not days:
        return {}
    reader = _Reader(document, days)
    held = [title.mention for title in titles if title.holders and _is_post(document, title)]
    found = {mention: reader.read(mention) for mention in held}
    return {mention: tenure for mention, tenure in found.items() if tenure is not None}


def _is_post(document: Document, title: TitleLink) -> bool:
    """Whether it is a post and no rank or degree: *bổ nhiệm PGS A làm hiệu trưởng*."""
    return normalize_title(document.written[title.mention]).kind in (None, "position")


def _read_day(document: Document, date: int, value: str) -> _Day | None:
    """The day, or days, of a date; None of a term of office, a birth, a period not said so."""
    told, said = _VALUE.fullmatch(value), document.surface(date).lower()
    if told is None or _TERM.match(said) or document.word_before(date) in _BORN:
        return None
    if "/" in value and not said.startswith("từ"):
        return None
    return _Day(told[1], told[2], "/" in value)


class _Reader:
    """Reads the sentences of titles; ``days`` are the values of the dates that count."""

    def __init__(self, document: Document, days: Mapping[int, _Day]) -> None:
        self._document, self._days = document, days
        self._view, self._mentions = document.text.view, document.mentions
        self._dates, self._titles = sorted(days), document.of_type("TITLE")

    def read(self, title: int) -> Tenure | None:
        """What the sentence of a title tells of how long it is held."""
        start, end = self._clauses(title)
        near = self._between(self._dates, start, end)
        turn = self._turn(title, start) if near else None
        day = self._day(title, near, turn.verb) if turn else None
        if turn is None or day is None:
            return None
        place, (first, last, _) = self._mentions[day], self._days[day]
        rule = "since" if turn.given else "until"
        told = Evidence(start=place.start, end=place.end, rule=rule)
        return Tenure(first, last, told) if turn.given else Tenure(None, first, told)

    def _clauses(self, title: int) -> tuple[int, int]:
        """Where the sentence of a title begins and ends, of a very long one what is near."""
        starts, mention = self._document.sentence_starts, self._mentions[title]
        at = bisect_right(starts, mention.start)
        end = starts[at] if at < len(starts) else len(self._view)
        return max(starts[at - 1], mention.start - 2 * _REACH), min(end, mention.end + _REACH)

    def _between(self, sorted_mentions: Sequence[int], start: int, end: int) -> Sequence[int]:
        """Those of the mentions that begin in a range of the view."""
        first = bisect_left(sorted_mentions, start, key=self._start)
        return sorted_mentions[first : bisect_left(sorted_mentions, end, first, key=self._start)]

    def _start(self, mention: int) -> int:
        return self._mentions[mention].start

    def _turn(self, title: int, start: int) -> _Turn | None:
        """The verb by which a title is given or taken: before it, or behind its holder's name."""
        begin = max(start, self._start(title) - _REACH)
        before = self._masked(begin, self._start(title))
        verbs = list(_TURN.finditer(before))
        if not verbs:
            return self._leaves(title)
        verb = verbs[-1]
        given = verb["given"] is not None
        reaches = (_TO_GIVEN if given else _TO_TAKEN).fullmatch(before, verb.end())
        if reaches is None or _NOT_YET.search(before, max(0, verb.start() - _NEAR), verb.start()):
            return None
        return _Turn(begin + verb.start(), given)

    def _leaves(self, title: int) -> _Turn | None:
        """*Bộ trưởng A từ chức*."""
        name = self._holder_behind(title)
        said = _LEAVES.match(self._view, name.end, name.end + _NEAR) if name else None
        return _Turn(said.end(), given=False) if said else None

    def _holder_behind(self, title: int) -> Candidate | None:
        end = self._mentions[title].end
        for mention in self._mentions[title + 1 : title + 4]:
            if mention.type == "PER":
                beside = _HONORIFIC.fullmatch(self._view, end, mention.start)
                return mention if beside else None
        return None

    def _masked(self, start: int, end: int) -> str:
        """The view with each TITLE as §, so that a list has one shape; the length stays."""
        said = list(self._view[start:end])
        for i in self._between(self._titles, start, end):
            title = self._mentions[i]
            size = min(title.end, end) - title.start
            said[title.start - start : title.start - start + size] = ["§", *" " * (size - 1)]
        return "".join(said)

    def _day(self, title: int, days: Sequence[int], verb: int) -> int | None:
        """The day from which (*từ ngày*), before the verb at which it was told, or behind it."""
        end, mentions = self._mentions[title].end, self._mentions
        behind = [i for i in days if end <= mentions[i].start < end + _REACH]
        for i in behind:
            since = mentions[i].start + (len("từ") if self._days[i].is_range else 0)
            if _FROM.fullmatch(self._view, end, since):
                return i
        days = [i for i in days if not self._days[i].is_range]
        before = [i for i in days if verb - _REACH <= mentions[i].end <= verb]
        if before:
            clause = self._view[mentions[before[-1]].end : verb]
            return before[-1] if ";" not in clause else None
        name = self._holder_behind(title)
        last = max(verb, name.end if name else end)
        on = next((i for i in behind if i in days and mentions[i].start >= last), None)
        if on is None or not _ON.fullmatch(self._view, last, mentions[on].start):
            return None
        return on
