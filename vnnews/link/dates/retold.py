"""The day of *hôm nay, chiều nay* in an article that tells the same event again with its date.

Agencies write the deictic into the text and the date below the picture: *… hôm qua khánh thành …*,
*… tại lễ khánh thành ngày 12/9*.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

import msgspec

from vnnews.find.dates.expression import Expression, Part, Point
from vnnews.link.document import Document

_SHARED = 0.75  # share of the words of the dated sentence that the other one has
_FEWEST_WORDS = 7
_MOST = 48  # deictics and dated days that are compared with each other
# The parts of the day that an hour belongs to, of those that are told by the clock.
_PARTS: dict[int | None, tuple[Part, ...]] = {
    **dict.fromkeys(range(5, 11), ("MO",)),
    **dict.fromkeys(range(13, 18), ("AF",)),
    **dict.fromkeys(range(18, 22), ("EV",)),
    **dict.fromkeys((22, 23), ("EV", "NI")),
}
_LONGEST = 40  # tokens of a dated sentence that tells one event


def retold_day(document: Document, expressions: Mapping[int, Expression | None]) -> Point | None:
    """The one day that deictics of the article mean, as a point with their step; else None.

    The same event is told by most words of a short sentence, or by the same part of the day
    (*chiều nay*, *chiều 9/7*).
    """
    deictics = [(i, e.start) for i, e in expressions.items() if e and _is_deictic(e)][:_MOST]
    if not deictics:
        return None
    dated = [(i, e.start) for i, e in expressions.items() if e and _is_dated(e)][:_MOST]
    meant: set[tuple[int, int]] = set()
    found: Point | None = None
    for index, deictic in deictics:
        for other, point in dated:
            if _same_part(deictic, point) or _same_event(document, index, other):
                found = msgspec.structs.replace(point, offset=deictic.offset, offset_unit="day")
                meant.add((point.month or 0, (point.day or 0) - (deictic.offset or 0)))
    return found if len(meant) == 1 else None


def _is_deictic(expression: Expression) -> bool:
    point = expression.start
    bare = point.day is None and point.weekday is None and not point.vague
    return (
        bare and expression.end is None and point.offset_unit == "day" and point.offset in (0, -1)
    )


def _is_dated(expression: Expression) -> bool:
    point = expression.start
    return bool(point.day and point.month) and not point.lunar and expression.end is None


def _same_part(deictic: Point, point: Point) -> bool:
    """*chiều nay* and *chiều 9/7*, *đêm nay* and *23h30, 27/5*."""
    if deictic.part is None or deictic.offset != 0:
        return False
    return deictic.part == point.part or deictic.part in _PARTS.get(point.hour, ())


def _same_event(document: Document, index: int, dated: int) -> bool:
    """Whether the sentence of the one mention has most words of the dated one's."""
    sentence, other = _sentence(document, index), _sentence(document, dated)
    if sentence == other or other[1] - other[0] > _LONGEST:
        return False
    words = _words(document, other, dated)
    shared = words & _words(document, sentence, index)
    return len(words) >= _FEWEST_WORDS and len(shared) >= _SHARED * len(words)


def _sentence(document: Document, index: int) -> tuple[int, int]:
    """The token range of the sentence in which a mention begins."""
    sentences = document.tokens.sentences
    first = document.tokens.first_at(document.mentions[index].start)
    at = bisect_right(sentences, first, key=lambda sentence: sentence[0]) - 1
    return sentences[at] if at >= 0 else (0, 0)


def _words(document: Document, sentence: tuple[int, int], index: int) -> set[str]:
    """The words of a sentence without those of a mention in it."""
    lower = document.tokens.lower
    first, last = document.ranges[index]
    return {lower[i] for i in range(*sentence) if not first <= i < last and lower[i].isalpha()}
