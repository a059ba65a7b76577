"""The tense that the words around a date tell."""

from __future__ import annotations

from vnnews.find.dates.expression import Tense
from vnnews.link.document import Document

_FUTURE = frozenset(["sẽ", "dự", "sắp"])
_PAST = frozenset(["đã", "vừa", "hồi"])
_REACH = 12  # tokens on either side that can tell the tense


def tense_at(document: Document, index: int) -> Tense | None:
    """The tense that the words around a mention tell: *sẽ* the future, *đã* the past."""
    tokens = document.tokens
    first, last = document.ranges[index]
    if first >= len(tokens):
        return None
    line, lower = tokens.line, tokens.lower
    around = (*range(max(0, first - _REACH), first), *range(last, min(len(line), last + _REACH)))
    words = [lower[i] for i in around if line[i] == line[first]]
    future = sum(word in _FUTURE for word in words)
    past = sum(word in _PAST for word in words)
    if future == past:
        return None
    return "future" if future > past else "past"
