"""Days and periods of a document, read from TIMEX values and from the words beside a mention."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
_UNITS = {"năm": "Y", "tháng": "M", "tuần": "W", "ngày": "D"}


def day_of(value: str | None) -> str | None:
    """The calendar part of a TIMEX value that can be a signing day: no part of day, no range.

    >>> day_of("2019-11-18TMO"), day_of("XXXX-06-22"), day_of("2017/2020"), day_of("?")
    ('2019-11-18', 'XXXX-06-22', None, None)
    """
    if not value or "/" in value or value[0] not in "0123456789X":
        return None
    return value.partition("T")[0]


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
    """
    at = start
    while at < limit and lower[at] in _LEAD:
        at += 1
    if at + 1 >= limit:
        return None
    number = _number(lower[at])
    if number is None:
        return None
    half = at + 3 < limit and lower[at + 1] in ",." and lower[at + 2] == "5"
    at += 3 if half else 1
    unit = _UNITS.get(lower[at])
    if unit is None:
        return None
    if at + 1 < limit and lower[at + 1] == "rưỡi":
        half, at = True, at + 1
    if unit == "Y" and half:
        return f"P{number}Y6M", at + 1
    if unit != "Y" and half:
        return None
    return f"P{number}{unit}", at + 1


def _number(word: str) -> int | None:
    if word.isdecimal() and len(word) <= 3:
        return int(word) or None
    return _NUMBERS.get(word) or None


def number_of(word: str) -> int | None:
    """A small number in figures or words.

    >>> number_of("29"), number_of("ba"), number_of("các")
    (29, 3, None)
    """
    return _number(word)


_YEAR = re.compile(r"(?:19|20)\d\d")


def until(signed: str | None, end: str) -> str:
    """The period of a document that is told by its end alone.

    >>> until("2026-08-06", "2032"), until(None, "2030")
    ('2026/2032', '../2030')
    """
    if signed and _YEAR.match(signed):
        return f"{signed[: len(end)] if len(end) <= len(signed) else signed}/{end}"
    return f"../{end}"
