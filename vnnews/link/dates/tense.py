"""The tense that the words around a date tell."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from vnnews.find.dates.expression import Tense
from vnnews.link.document import Document

_FUTURE = frozenset(["sẽ", "dự", "sắp"])
_PAST = frozenset(["đã", "vừa", "hồi"])
# *sau Tết, đón Tết*: the word right before a feast; a deadline before any date lies ahead.
_BEFORE_A_FEAST: dict[str, Tense] = {
    "sau": "past",
    **dict.fromkeys(("đến", "tới", "đón", "gần", "cận", "giáp", "sát"), "future"),
}
_BEFORE_A_DEADLINE = frozenset(["trước", "hết"])  # *trước 30/6, đến hết ngày 31/12*
_COUNTED_UP_TO = frozenset(["đến", "tới"])  # *tính đến hết tháng 3* looks back
_REACH = 12  # tokens on either side that can tell the tense


def tense_at(document: Document, index: int, *, feast: bool = False) -> Tense | None:
    """The tense that the words around a mention tell: *sẽ* the future, *đã* the past."""
    tokens = document.tokens
    first, last = document.ranges[index]
    if first >= len(tokens):
        return None
    line, lower = tokens.line, tokens.lower
    lead = lower[first - 1] if first and line[first - 1] == line[first] else ""
    if feast and lead in _BEFORE_A_FEAST:
        return _BEFORE_A_FEAST[lead]
    begin = bisect_left(line, line[first], max(0, first - _REACH), first)
    if _is_count(lower[begin:first]):
        return "past"
    end = bisect_right(line, line[first], last, min(len(line), last + _REACH))
    words = lower[begin:first] + lower[last:end]
    future = sum(map(_FUTURE.__contains__, words))
    past = sum(map(_PAST.__contains__, words))
    if future == past:
        return "future" if lead in _BEFORE_A_DEADLINE else None
    return "future" if future > past else "past"


def _is_count(before: list[str]) -> bool:
    """Whether a count up to the mention leads to it: *tính đến, tính đến hết*."""
    words = before[:-1] if before[-1:] == ["hết"] else before
    return len(words) > 1 and words[-2] == "tính" and words[-1] in _COUNTED_UP_TO
