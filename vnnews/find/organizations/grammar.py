"""The grammar of a body's name: head, legal form, subject, proper name, jurisdiction, inner body.

    [Phòng] [Cảnh sát hình sự] [Công an] [tỉnh Hà Nam]
     head    topic              body      place

``read_body`` reads one body from left to right in linear time. What may follow a head stands in
``organization_heads.tsv``, the subjects in ``organization_topics.tsv``.
"""

from __future__ import annotations

import msgspec

from vnnews.find.organizations.lexicon import Head, heads
from vnnews.find.organizations.names import read_known
from vnnews.find.organizations.reader import NameReader
from vnnews.text.tokens import Tokens

# A body inside a body inside a body: *Đội 6 | Phòng CSGT | Công an | tỉnh …* is three deep.
_MAX_DEPTH = 4
# Last syllables of posts whose holder may be named behind the body: *chủ tịch, phát ngôn viên*.
_POST_ENDS = frozenset("đốc tịch trưởng thư viên lệnh thống ngôn nhiệm sứ ceo phó thủ".split())
# Capitalised words that a head may follow: *Trưởng | Ban …, Theo | tờ …*.
_LEADERS = frozenset(["trưởng", "phó", "chánh", "viên", "theo", "trên", "tại", "trong", "tờ"])


class Body(msgspec.Struct, frozen=True):
    """A body that was read: token range, its head, and what was found behind the head.

    ``name`` is the token range of its proper name (empty when it has none); ``bare`` says that
    nothing follows the head, ``generic`` that only *tỉnh, huyện …* without a name does.
    """

    start: int
    end: int
    head: Head
    name: tuple[int, int] = (0, 0)
    bare: bool = False
    generic: bool = False


def read_body(tokens: Tokens, at: int, limit: int, depth: int = 0) -> Body | None:
    """The body whose head starts at token ``at``, read no further than ``limit``.

    >>> from vnnews.text.tokens import tokenize
    >>> from vnnews.text.view import normalize
    >>> tokens = tokenize(normalize("Sở Giáo dục và Đào tạo tỉnh Hà Nam cho biết"))
    >>> body = read_body(tokens, 0, len(tokens))
    >>> (body.start, body.end, body.head.kind) if body else None
    (0, 9, 'department')
    """
    match = _head_at(tokens, at, limit)
    if match is None:
        return None
    end, head = match
    reader = NameReader(tokens, limit, head, after_post=_is_after_post(tokens, at))
    after_head, follows, name = end, head.follows, (0, 0)
    if "legal" in follows:
        end = reader.legal(end)
        end = reader.bridge(end) if end > after_head else end
    if "bridge" in follows:
        end = reader.bridge(end)
    if "number" in follows and end < limit and tokens.form[end].isdigit():
        end += 1
    if "team" in follows:
        end = reader.team(end)
    end = reader.bracket(end)
    if "topic" in follows or "name" in follows:
        capital = any(map(reader.is_capital, range(at, end)))
        begin, end = end, reader.name(end, capital)
        end = reader.over_subject(end, after_head, capital=reader.is_capital(at))
        name = begin, end
    generic = False
    if "place" in follows and not (head.phrase == "quốc hội" and _is_of_member(tokens, at)):
        was = end
        begin = reader.bracket(end)
        end, generic = reader.place(begin)
        end = end if generic or end == begin else reader.joined(begin, end)
        end = end if end > begin else was
        generic = generic and was == after_head
        end = reader.tail(end) if end > was and not generic else end
    if "brand" in follows:
        end = reader.brand(end)
    if "body" in follows and depth < _MAX_DEPTH and end < limit:
        inner_end = _inner_body(tokens, (at, after_head, end), limit, depth)
        end, generic = (inner_end, False) if inner_end else (end, generic)
    bare = end == after_head
    return Body(at, end if bare else reader.closing_form(end), head, name, bare, generic)


def _head_at(tokens: Tokens, at: int, limit: int) -> tuple[int, Head] | None:
    """End and row of the head at ``at``, if it is written as one."""
    match = heads().longest(tokens.lower, at)
    if match is None or match[0] > limit:
        return None
    end, head = match
    if not tokens.form[at][0].isupper():
        named = end < limit and tokens.form[end][0].isupper()
        if head.upper or (head.named and not named):
            return None
    return None if _is_other_word(tokens, at, end, head) else match


def _inner_body(tokens: Tokens, outer: tuple[int, int, int], limit: int, depth: int) -> int:
    """End of the body that runs on inside another; 0 when there is none.

    ``outer`` are where the other starts, where its head ends, and where it ends so far.
    """
    at, after_head, end = outer
    start = end + (tokens.lower[end] == "của" and end + 1 < limit and end == after_head)
    inner = read_body(tokens, start, limit, depth + 1)
    known = read_known(tokens, start, limit) if inner is None or inner.bare else None
    # "Trưởng ban | Ban Tuyên giáo": the first *ban* belongs to the title.
    doubled = end == after_head == at + 1 and tokens.lower[start] == tokens.lower[at]
    if known is not None and known[0] > start + 1:
        return known[0]
    return inner.end if inner is not None and not doubled and _runs_on(tokens, inner) else 0


def _is_other_word(tokens: Tokens, at: int, end: int, head: Head) -> bool:
    """Whether the head is part of another word (*thị trường, Bộ trưởng*)."""
    if end < len(tokens) and tokens.lower[end] in head.not_before:
        return True
    if at == 0:
        return False
    tight = tokens.touches(at) and tokens.form[at - 1] in "-/"
    if tight and at > 1 and heads().longest(tokens.lower, at - 2) is None:
        return True  # the number of a document: "QĐ-UBND"
    if not head.not_after:
        return False
    before = tokens.form[at - 1]
    if tokens.lower[at - 1] in head.not_after:
        return True
    if "^" not in head.not_after or tokens.lower[at - 1] in _LEADERS:
        return False
    return before[0].isupper() and tokens.line[at - 1] == tokens.line[at]


def _is_after_post(tokens: Tokens, at: int) -> bool:
    """Whether a post stands before the head: *Giám đốc (của)* | *Viện …*."""
    last = at - 1 - (at > 1 and tokens.lower[at - 1] == "của")
    return last >= 0 and tokens.lower[last] in _POST_ENDS


def _is_of_member(tokens: Tokens, at: int) -> bool:
    """Whether a place behind *Quốc hội* is its member's: *đại biểu Quốc hội* | *tỉnh Hà Nam*."""
    return tokens.lower[max(0, at - 2) : at] == ["đại", "biểu"]


def _runs_on(tokens: Tokens, inner: Body) -> bool:
    """Whether a body inside another stands for itself: capitalised, or completed by a name."""
    if tokens.form[inner.start][0].isupper():
        return not inner.bare or inner.head.alone != ""
    return not inner.bare and not (inner.generic and inner.head.kind != "police")
