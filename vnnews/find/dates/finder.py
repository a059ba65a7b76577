"""Date expressions in the tokens of an article, and the reading of one surface."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import compress, count

from vnnews.find.candidate import Candidate
from vnnews.find.dates.expression import Expression
from vnnews.find.dates.grammar import Match, opener, point_openers, points_at, seconds
from vnnews.find.dates.pattern import Pattern
from vnnews.find.dates.ranges import range_at, range_openers
from vnnews.text.tokens import Tokens
from vnnews.text.view import normalize

# Digits that can open a date: before a separator and a digit (not *2.500*), a unit or a year.
_DATE_NUMBER = re.compile(
    r"\d{1,2}(?: *[/.:–-] *(?!\d{3}(?!\d))\d| *(?:h|g|giờ)(?![^\W\d_])"
    r"| +(?:tháng|tuần|năm|ngày|hôm|thập|thế|tết|và|đến|tới|quý))|(?:1\d|20|21)\d\d(?!\d)"
    r"|\d{3} +năm"
)
_WORD = re.compile(r"\d+|[^\W\d_]+")
_ALONE = frozenset(["tết"])  # dates of one word
# Behind these a number opens a date only as it does alone: *hơn 300 người, từ 5 đến 7/6*.
_BEFORE_NUMBER = frozenset("hơn gần khoảng tầm chừng độ từ giữa đầu cuối".split())
# Words that open a date in one phrase only, with what follows them in it.
_PHRASES = {
    word: frozenset(following.split())
    for word, following in (
        ("tài", "khóa"), ("giao", "thừa"), ("giai", "đoạn"), ("nhiệm", "kỳ kì"),
        ("cách", "đây nay"), ("chủ", "nhật"), ("chúa", "nhật"), ("thế", "kỷ"),
        ("thập", "niên kỷ"), ("kể", "từ"),
    )
}  # fmt: skip
_CONTEXT = 72  # characters that a guard may look at before a match


def find_dates(tokens: Tokens) -> list[Candidate]:
    """The date expressions of an article, from left to right, in view offsets.

    >>> from vnnews.text.tokens import tokenize
    >>> from vnnews.text.view import normalize
    >>> tokens = tokenize(normalize("Tỷ số 2-1, sáng 18/11 tại quận 3."))
    >>> [(tokens.text.view[c.start : c.end], c.rule) for c in find_dates(tokens)]
    [('sáng 18/11', 'day')]
    """
    view = tokens.text.view
    text = lower(view)
    found: list[Candidate] = []
    reached = 0
    for start in _places(tokens, text):
        if start < reached:
            continue
        match = _best(view, text, start)
        if match is not None:
            found.append(Candidate("DATE", start, match.end, match.expression.rule))
            reached = match.end
    return found


@lru_cache(maxsize=4096)
def parse(surface: str) -> Expression | None:
    """What a surface says: its longest reading, the first when several are as long.

    >>> parse("cuối tháng 10").start.month, parse("từ 16 - 22.4").start.day, parse("tỷ số")
    (10, 16, None)
    """
    text = lower(normalize(surface).view)
    best: Match | None = None
    longest = 0
    for place in _WORD.finditer(text):
        if best is not None and (place.start() < best.end or 2 * longest > len(text)):
            continue
        match = _best(text, text, place.start(), guarded=False)
        if match is not None and match.end - place.start() > longest:
            best, longest = match, match.end - place.start()
    return best.expression if best else None


def lower(view: str) -> str:
    """Lower case of the same length.

    >>> lower("Ngày İ")
    'ngày İ'
    """
    lowered = view.lower()
    if len(lowered) == len(view):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in view)


@cache
def _followers() -> dict[str, frozenset[str]]:
    """The tokens that can open a date, with the words that can follow; of numbers, none."""
    numbers = {str(n) for n in range(2200)} | {f"0{n}" for n in range(10)}
    words = (point_openers() | range_openers()) - numbers
    return {
        **dict.fromkeys(numbers, frozenset()),
        **{word: _PHRASES.get(word) or seconds(word) - numbers for word in words},
        "đầu": seconds("đầu") - numbers - {"tư"},
    }


def _places(tokens: Tokens, text: str) -> Iterator[int]:
    """Offsets at which a date may begin, judged by one word and the next."""
    followers, words, starts = _followers(), tokens.lower, tokens.start
    last = len(words) - 1
    for i in compress(count(), map(followers.__contains__, words)):
        word, following = words[i], words[i + 1] if i < last else ""
        if following in followers[word]:
            possible = True
        elif word.isdecimal():
            start = starts[i]
            possible = bool(_DATE_NUMBER.match(text, start)) and not _inside_number(text, start)
        elif following.isdecimal():
            number = word not in _BEFORE_NUMBER
            possible = number or bool(_DATE_NUMBER.match(text, starts[i + 1]))
        else:
            possible = word in _ALONE
        if possible:
            yield starts[i]


def _best(view: str, text: str, start: int, *, guarded: bool = True) -> Match | None:
    """The longest match at ``start``; when ``guarded``, one that its guards let pass."""
    opened = opener(text, start)
    points = points_at(text, start, opened)
    ranged = range_at(text, start, opened, points)
    if guarded and ranged and ranged.guards:
        ranged = ranged if _passes(view, text, start, ranged.end, ranged.guards) else None
    for found in points:
        if ranged and found.match.end() <= ranged.end:
            break
        if not guarded or _passes(view, text, start, found.match.end(), found.pattern):
            point = found.read()
            if point is not None:
                return point
    return ranged


def _inside_number(text: str, start: int) -> bool:
    """Whether the digits at ``start`` go on a number or a row of numbers."""
    return start > 1 and text[start - 1] in "./,-–:" and text[start - 2].isdecimal()


@cache
def _guard(source: str) -> re.Pattern[str]:
    return re.compile(source.replace("~", " *"))


def _passes(view: str, text: str, start: int, end: int, guards: Pattern) -> bool:
    """Whether what stands around a match lets it be a date."""
    before = text[max(0, start - _CONTEXT) : start]
    if guards.not_before and _guard(guards.not_before).search(before):
        return False
    if guards.not_after and _guard(guards.not_after).match(text, end):
        return False
    if not guards.before and not guards.cased:
        return True
    if guards.before and _guard(guards.before).search(before):
        return True
    return bool(guards.cased and _guard(guards.cased).match(view, start, end))
