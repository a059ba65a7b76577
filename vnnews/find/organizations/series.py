"""Bodies that share a plural head: *các [bộ Giáo dục], [Tài chính]; các hãng [Samsung]*."""

from __future__ import annotations

from vnnews.find.organizations.grammar import Body
from vnnews.find.organizations.lexicon import is_place_head, topics
from vnnews.text.tokens import Tokens

_PLURAL = frozenset("các những hai ba bốn năm".split())
# Kinds whose subjects are names by themselves, and kinds whose proper names are.
_SUBJECTS = frozenset(["ministry", "department"])
_NAMES = frozenset(["company", "newspaper"])


def shared(tokens: Tokens, body: Body, limit: int) -> list[tuple[int, int]]:
    """Token ranges of what a plural head is shared by; none when the head is not plural.

    >>> from vnnews.find.organizations.grammar import read_body
    >>> from vnnews.text.tokens import tokenize
    >>> from vnnews.text.view import normalize
    >>> tokens = tokenize(normalize("các sở: Nội vụ, Giáo dục và Đào tạo và Tài chính họp"))
    >>> body = read_body(tokens, 1, len(tokens))
    >>> shared(tokens, body, len(tokens)) if body else None
    [(3, 5), (6, 11), (12, 14)]
    """
    before = tokens.lower[body.start - 1] if body.start else ""
    if before not in _PLURAL and not (before.isdigit() and tokens.form[body.start - 2] != "/"):
        return []
    if body.head.kind in _SUBJECTS:
        begin = body.start + 1
        colon = begin < limit and tokens.form[begin] == ":"
        found = _subjects(tokens, begin + colon, limit)
        if len(found) < 2:
            return []  # "các sở GD&ĐT": no particular ones
        return found if colon else [(body.start, found[0][1]), *found[1:]]
    if body.head.kind == "party" and "và" in tokens.lower[slice(*body.name)]:
        link = tokens.lower.index("và", *body.name)
        return [(body.start, link), (link + 1, body.end)]  # "hai đảng Dân chủ | và Cộng hòa"
    begin, end = body.name
    named = begin < end == body.end and tokens.form[begin][0].isupper()
    if body.head.kind in _NAMES and named and tokens.form[body.start][0].islower():
        return [body.name]
    return []


def is_kind(tokens: Tokens, body: Body) -> bool:
    """Whether a plural head and a subject mean all bodies of a kind: *các sở Y tế*."""
    if body.head.kind not in _SUBJECTS or not body.start or body.bare:
        return False
    subject = body.name[1] == body.end or body.name == (0, 0)
    return tokens.lower[body.start - 1] == "các" and subject


def _subjects(tokens: Tokens, at: int, limit: int) -> list[tuple[int, int]]:
    """Capitalised subjects from ``at`` on, parted by commas, semicolons or *và*."""
    found: list[tuple[int, int]] = []
    while at < limit and tokens.form[at][0].isupper():
        match = topics().longest(tokens.lower, at)
        if match is None or match[0] > limit:
            break
        end = _whole(tokens, match[0], limit)
        if end < limit and is_place_head(tokens.lower, end):
            break  # a body of its own: "Công an tỉnh"
        found.append((at, end))
        at = end + 1
        if end >= limit or tokens.lower[end] not in (",", ";", "và"):
            break
        at += tokens.lower[end] == "," and at < limit and tokens.lower[at] == "và"
    return found


def _whole(tokens: Tokens, end: int, limit: int) -> int:
    """End of a subject of two parts: *Tài nguyên* | *- Môi trường*."""
    if end + 1 < limit and tokens.form[end] in "-–&":
        further = topics().longest(tokens.lower, end + 1)
        if further is not None and further[0] <= limit and tokens.form[end + 1][0].isupper():
            return further[0]
    return end
