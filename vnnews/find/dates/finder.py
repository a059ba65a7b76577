"""Date expressions in the tokens of an article, and the reading of one surface."""

from __future__ import annotations

import re
from functools import cache

from vnnews.find.candidate import Candidate
from vnnews.find.dates.expression import Expression
from vnnews.find.dates.grammar import Match, match_point, match_range, seconds, triggers
from vnnews.find.dates.patterns import Pattern
from vnnews.text.tokens import Tokens, tokenize
from vnnews.text.view import normalize

# Digits that can open a date: before a separator and a digit, a unit or a year of four digits.
_DATE_NUMBER = re.compile(
    r"\d{1,2}(?: *[/.:–-] *\d| *(?:h|g|giờ)(?![^\W\d_])"
    r"| +(?:tháng|tuần|năm|ngày|hôm|thập|thế|tết|và|đến|tới|quý))|(?:1\d|20|21)\d\d(?!\d)"
    r"|\d{3} +năm"
)
_CONTEXT = 72  # characters that a guard may look at before a match


def find_dates(tokens: Tokens) -> list[Candidate]:
    """The date expressions of an article, from left to right, in view offsets.

    >>> tokens = tokenize(normalize("Tỷ số 2-1, sáng 18/11 tại quận 3."))
    >>> [(tokens.text.view[c.start : c.end], c.rule) for c in find_dates(tokens)]
    [('sáng 18/11', 'day')]
    """
    view = tokens.text.view
    text = lower(view)
    known, second = triggers(), seconds()
    found: list[Candidate] = []
    reached = 0
    words = tokens.lower
    for i, (start, word) in enumerate(zip(tokens.start, words, strict=True)):
        if word in known:
            following = words[i + 1] if i + 1 < len(words) else ""
            if following not in second and not following.isdecimal() and word != "tết":
                continue
        elif not word.isdecimal() or not _DATE_NUMBER.match(text, start):
            continue
        if start < reached:
            continue
        match = _best(view, text, start, word)
        if match is not None:
            found.append(Candidate("DATE", start, match.end, match.expression.rule))
            reached = match.end
    return found


def parse(surface: str) -> Expression | None:
    """The expression that a surface says: its longest reading from the start, else from a later word.

    >>> parse("cuối tháng 10").start.month, parse("từ 16 - 22.4").start.day, parse("tỷ số")
    (10, 16, None)
    """
    tokens = tokenize(normalize(surface))
    text = lower(tokens.text.view)
    best: Match | None = None
    best_length = 0
    for start, word in zip(tokens.start, tokens.lower, strict=True):
        if best is not None and start < best.end:
            continue
        match = _longer(match_range(text, start, word), match_point(text, start, word))
        if match is not None and match.end - start > best_length:
            best, best_length = match, match.end - start
    return best.expression if best else None


def lower(view: str) -> str:
    """Lower case of the same length."""
    lowered = view.lower()
    if len(lowered) == len(view):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in view)


def _longer(first: Match | None, second: Match | None) -> Match | None:
    if first is None or second is None:
        return first or second
    return first if first.end >= second.end else second


def _best(view: str, text: str, start: int, word: str) -> Match | None:
    """The longest match at ``start`` that its guards let pass."""

    def accept(start: int, end: int, guards: Pattern) -> bool:
        return _passes(view, text, start, end, guards)

    ranged = match_range(text, start, word)
    if ranged and ranged.guards and not accept(start, ranged.end, ranged.guards):
        ranged = None
    return _longer(ranged, match_point(text, start, word, accept))


def _inside_number(text: str, start: int) -> bool:
    """Whether the digits at ``start`` go on a number or a row of numbers."""
    return start > 1 and text[start - 1] in "./,-–:" and text[start - 2].isdecimal()


@cache
def _regex(source: str) -> re.Pattern[str]:
    return re.compile(source.replace("~", " *"))


def _passes(view: str, text: str, start: int, end: int, guards: Pattern) -> bool:
    before = text[max(0, start - _CONTEXT) : start]
    if guards.not_before and _regex(guards.not_before).search(before):
        return False
    if guards.not_after and _regex(guards.not_after).match(text, end):
        return False
    if text[start].isdecimal() and _inside_number(text, start):
        return False
    if not guards.before and not guards.cased:
        return True
    if guards.before and _regex(guards.before).search(before):
        return True
    return bool(guards.cased and _regex(guards.cased).match(view, start, end))
