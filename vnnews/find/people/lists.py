"""People in line-ups: *Đội hình xuất phát Kinh Bắc: Orlo; Mendi, De Vos, Karsen; …*."""

from __future__ import annotations

from itertools import compress, count

from vnnews.find.people.again import Part
from vnnews.find.places.grammar import Reader

_LEAST = 5  # names that make a line-up
_LONGEST = 3
_BEFORE, _BEHIND = frozenset(",;:("), frozenset(",;.")
_SURE = 0.75


def line_ups(r: Reader, parts: list[Part]) -> None:
    """Makes short parts between commas sure, where *đội hình* opens a list of them.

    >>> from vnnews.text.tokens import tokenize
    >>> from vnnews.text.view import normalize
    >>> reader = Reader(tokenize(normalize("Đội hình: Orlo; Mendi, Karsen; Vos, Lund")))
    >>> found = [Part(i, i + 1, "foreign", "", 0.2) for i in (3, 5, 7, 9, 11)]
    >>> line_ups(reader, found)
    >>> {part.confidence for part in found}
    {0.75}
    """
    lower = r.lower
    figures = compress(count(), map("hình".__eq__, lower))
    opened = [i for i in figures if lower[i - 1] == "đội"]
    lines = {r.line[i] for i in opened}
    for line in sorted(lines):
        listed = [part for part in parts if r.line[part.start] == line and _is_item(r, part)]
        if len(listed) >= _LEAST:
            for part in listed:
                part.confidence = max(part.confidence, _SURE)


def _is_item(r: Reader, part: Part) -> bool:
    """Whether a part is all that stands between two marks of a list."""
    start, end = part.start, part.end
    if end - start > _LONGEST or part.kind == "other":
        return False
    behind = not r.joined(end) or r.form[end] in _BEHIND
    return r.joined(start) and r.form[start - 1] in _BEFORE and behind
