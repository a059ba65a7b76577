"""Titles: which spans of a title's form say what one particular person is.

A title counts when a name stands beside it (``beside``: before, after, in brackets, through a
chain of other titles), or when it stands for its holder (``alone``).
"""

from __future__ import annotations

from collections.abc import Sequence

from vnnews.find.candidate import Candidate
from vnnews.find.titles.alone import REACH, has_many, is_no_holder, is_plural, unnamed
from vnnews.find.titles.beside import HONORIFICS, JOINTS, beside, joined, spread
from vnnews.find.titles.grammar import RawTitle, read_titles
from vnnews.find.titles.lexicon import title_heads
from vnnews.find.titles.names import index_names
from vnnews.find.titles.words import title_words
from vnnews.text.tokens import Tokens

# Below this a candidate is not worth a second look.
_FLOOR = 0.3


def find_titles(tokens: Tokens, names: Sequence[Candidate]) -> list[Candidate]:
    """TITLE candidates in order of their start, not overlapping.

    ``names`` are the layer-1 mentions (PER, ORG, LOC) that were decided before.

    >>> from vnnews.text.tokens import tokenize
    >>> from vnnews.text.view import normalize
    >>> text = normalize("Thiếu tướng Lê Văn An, Giám đốc Công an tỉnh, chủ trì.")
    >>> names = [Candidate("PER", 12, 21, ""), Candidate("ORG", 32, 44, "")]
    >>> [text.view[c.start : c.end] for c in find_titles(tokenize(text), names)]
    ['Thiếu tướng', 'Giám đốc Công an tỉnh']
    """
    index = index_names(tokens, names)
    raws = read_titles(tokens, index)
    ways = [beside(tokens, index, raw) for raw in raws]
    spread(tokens, raws, ways)
    named = {raw.head.id for raw, how in zip(raws, ways, strict=True) if how and how != "some"}
    found: list[Candidate] = []
    before: RawTitle | None = None  # the title before, when it has no holder
    for raw, how in zip(raws, ways, strict=True):
        words = tokens.lower[max(raw.sentence[0], raw.start - REACH) : raw.start]
        listed = before is not None and not how and joined(tokens, before, raw)
        many = has_many(words, raw) if not how else how == "unknown" and is_plural(words)
        if listed or many or is_no_holder(words, tokens.lower[raw.start], raw):
            before = raw
            continue
        before = None
        confidence = _named(tokens, raw, how) if how else unnamed(tokens, index, raw, named)
        if confidence >= _FLOOR:
            start, end = tokens.start[raw.start], tokens.end[raw.end - 1]
            rule = f"titles:{raw.head.id}:{how or 'alone'}"
            found.append(Candidate("TITLE", start, end, rule, confidence))
    return found


def _named(tokens: Tokens, raw: RawTitle, how: str) -> float:
    """Confidence of a title beside a name."""
    if how == "before":
        return 0.98
    if "verb" in raw.head.marks and _is_verb(tokens, raw, how):
        return 0.0
    if how == "unknown":
        before = tokens.lower[raw.start - 1] if raw.start > raw.sentence[0] else ""
        if before in title_words().part_of_body:
            return 0.0
        return 0.55 if "verb" in raw.head.marks else 0.75
    if (raw.head.seniority >= 8 and how in ("near", "chain")) or "verb" in raw.head.marks:
        return 0.7
    return 0.8 if how == "is" else 0.92


def _is_verb(tokens: Tokens, raw: RawTitle, how: str) -> bool:
    """Whether what may be a verb is one: *trao đổi với PV Báo X, ông A*, *bảo vệ | ông A*.

    So is an editor's note, which tells nothing of a holder: *(Lê Văn An – PV)*.
    """
    if tokens.lower[raw.end : raw.end + 1] == [")"] and tokens.lower[raw.start] == "pv":
        return True
    if how not in ("near", "chain"):
        return raw.start > raw.sentence[0] and tokens.lower[raw.start - 1] == "người"
    if raw.end >= raw.sentence[1]:
        return False
    word = tokens.lower[raw.end]
    if word == "(":
        return not raw.about  # *nhân viên Điện lực An Sơn (Huế) A*
    return word in JOINTS or word in HONORIFICS or title_heads().opens(word)
