"""Days and periods of a document, read from TIMEX values and from the words beside a mention."""

from __future__ import annotations

import re
from collections.abc import Sequence

_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBERS = {
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
}
# What may stand between a document and its term: *hợp đồng (mới) (có thời hạn) (lên đến) 5 năm*.
_LEAD = frozenset(
    ("có", "thời", "hạn", "kéo", "dài", "trong", "vòng", "lên", "đến", "tới", "hiệu", "lực")
) | {"mới", "với", "là", "bản", "khoảng", "thêm", "(", "hợp", "tác"}
_SEASON = re.compile(r"[\dX]{4}-(?:SP|SU|FA|WI)")
_LOOSE_TIME = re.compile(r"-W|-S[PU]|-FA|-WI|\dX|\A\d{1,3}\Z")  # weeks, seasons, decades
_PAST = ("qua", "nay", "trước", "gần", "chiến", "đàm")  # *trong 40 năm qua* is no term
_OPENS_TERM = frozenset(("hạn", "vòng", "dài", "gian", "thêm", "trong"))
_NEAR = 12  # tokens between a document and *trong 3 năm*
_UNITS = {"năm": "Y", "tháng": "M", "tuần": "W", "ngày": "D"}


def day_of(value: str | None) -> str | None:
    """The calendar part of a TIMEX value that can be a signing day: no part of day, no range.

    >>> day_of("2019-11-18TMO"), day_of("XXXX-06-22"), day_of("2017/2020"), day_of("?")
    ('2019-11-18', 'XXXX-06-22', None, None)
    """
    if not value or "/" in value or value[0] not in "0123456789X":
        return None
    day = value.partition("T")[0]
    return None if _LOOSE_TIME.search(day) else day


def bound_of(value: str | None) -> str | None:
    """The calendar part of a TIMEX value that can bound a period: also a season.

    >>> bound_of("2019-SU"), bound_of("2019-W07"), bound_of("2018-06-30T08:00")
    ('2019-SU', None, '2018-06-30')
    """
    if value and _SEASON.fullmatch(value):
        return value
    return day_of(value)


def precision(day: str) -> int:
    """How finely a calendar value names its time: 3 a day, 2 a month, quarter or week, 1 a year.

    >>> [precision(day) for day in ("2019-11-18", "2016-Q3", "2019")]
    [3, 2, 1]
    """
    return day.count("-") + 1


def is_period(value: str | None) -> bool:
    """Whether a TIMEX value is a range.

    >>> is_period("2017/2020"), is_period("2017")
    (True, False)
    """
    if value is None or "/" not in value:
        return False
    start, _, end = value.partition("/")
    # A few days within one month are a visit, not a period.
    return not (start[:7] == end[:7] and len(start) >= 10)


def term_at(lower: Sequence[str], start: int, limit: int) -> tuple[str, int] | None:
    """The bare term (ISO 8601) that directly follows token ``start``, and the token after it.

    >>> term_at("có thời hạn 4 năm với".split(), 0, 6)
    ('P4Y', 5)
    >>> term_at("5 , 5 năm".split(), 0, 4), term_at("còn 1 năm".split(), 0, 3)
    (('P5Y6M', 4), None)
    >>> term_at("trong 60 ngày".split(), 0, 3), term_at("trong 6 tháng nữa".split(), 0, 4)
    (None, None)
    """
    at = start
    while at < limit and lower[at] in _LEAD:
        at += 1
    term = _term(lower, at, limit)
    if term is None or "trong" not in lower[start:at]:
        return term
    # *rút khỏi hiệp ước trong 60 ngày*, *hết hợp đồng trong 6 tháng nữa*: when it is done
    return None if term[0][-1] in "DW" or lower[term[1] : term[1] + 1] == ["nữa"] else term


def term_in(lower: Sequence[str], start: int, limit: int) -> tuple[str, int] | None:
    """The first term in ``start:limit`` that words of duration open: *… thời hạn 10 năm*.

    >>> term_in("cho A thuê ao , thời hạn 10 năm".split(), 0, 9)
    ('P10Y', 9)
    >>> term_in("trị giá 9 tỷ trong vòng 2 năm".split(), 0, 8)
    """
    if _OPENS_TERM.isdisjoint(lower[start:limit]):
        return None
    near = start + _NEAR  # *trong 3 năm*, *thêm 6 tháng* farther on are of something else
    for at in range(start, limit):
        if lower[at] in ("giá", "còn", "ký"):
            return None
        if lower[at] == ",":
            near = at  # *theo hợp đồng, nhà thầu làm thêm 6 tháng*
        if lower[at] in _OPENS_TERM and (lower[at] == "hạn" or at < near):
            term = _term(lower, at + 1, limit)
            past = term is not None and " ".join(lower[term[1] : term[1] + 2]).startswith(_PAST)
            if term is not None and term[0][-1] in "YM" and not past:
                return term
    return None


def _term(lower: Sequence[str], at: int, limit: int) -> tuple[str, int] | None:
    """The term that stands at token ``at``: *4 năm*, *5,5 năm*, *hai năm rưỡi*."""
    if at + 1 >= limit:
        return None
    number = number_of(lower[at])
    if number is None:
        return None
    half = at + 3 < limit and lower[at + 1] in ",." and lower[at + 2] == "5"
    at += 3 if half else 1
    unit = _UNITS.get(lower[at])
    if unit is None:
        return None
    if at + 1 < limit and lower[at + 1] == "rưỡi":
        half, at = True, at + 1
    if half:
        return (f"P{number}Y6M", at + 1) if unit == "Y" else None
    return f"P{number}{unit}", at + 1


def number_of(word: str) -> int | None:
    """A small number in figures or words.

    >>> number_of("29"), number_of("ba"), number_of("các")
    (29, 3, None)
    """
    if word.isdecimal() and len(word) <= 3:
        return int(word) or None
    return _NUMBERS.get(word)


def end_year(lower: Sequence[str], start: int, limit: int) -> str | None:
    """The year that a document runs to, told directly behind it: *(có thời hạn) đến (năm) 2021*.

    >>> end_year("mới có thời hạn đến năm 2021".split(), 0, 7)
    '2021'
    """
    for at in range(start, limit):
        if lower[at] in ("đến", "tới"):
            year = next((w for w in lower[at + 1 : at + 4] if w not in ("hết", "năm", "cuối")), "")
            return year if _YEAR.fullmatch(year) else None
        if lower[at] not in _LEAD:
            return None
    return None


def ending(end: str, term: str | None) -> str:
    """The period of a document whose end is told, with its term when that is told too.

    >>> ending("2021", "P4Y"), ending("2030", None)
    ('2017/2021', '../2030')
    """
    if term and term.endswith("Y") and end.isdecimal():
        return f"{int(end) - int(term[1:-1])}/{end}"
    return f"../{end}"


def with_year(signed: str | None, period: str | None) -> str | None:
    """A signing day whose year is open, in the year in which the document's period starts.

    Late in a year documents are signed for the next: then it stays open.

    >>> with_year("XXXX-05-25", "2017/2020"), with_year("XXXX-12-25", "2018/2020")
    ('2017-05-25', 'XXXX-12-25')
    """
    start = (period or "").partition("/")[0]
    if not signed or not signed.startswith("XXXX-") or not _YEAR.fullmatch(start):
        return signed
    return signed if signed[5:7] > "10" else start + signed[4:]


def since(signed: str | None, period: str) -> str:
    """A period that is told by its end alone, from the signing day when that is known.

    >>> since("2026-08-06", "../2032"), since(None, "../2030"), since("2019-01-01", "P4Y")
    ('2026/2032', '../2030', 'P4Y')
    """
    if signed and period.startswith("../") and _YEAR.match(signed):
        return f"{signed[: len(period) - 3]}/{period[3:]}"
    return period
