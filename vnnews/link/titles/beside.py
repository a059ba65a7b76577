"""The body that the words around a title give: *giám đốc của X*, *A (X)*, *đoàn X do …*."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from vnnews.link.document import Document
from vnnews.link.places.forms import form_of
from vnnews.link.titles.neighbours import HONORIFIC
from vnnews.link.titles.posts import Post, place_post
from vnnews.link.titles.topics import is_of_team

_OF = re.compile(
    r"(?: (?:mới|cũ|trẻ|đương nhiệm|hiện nay|bộ môn))? (?:của|thuộc|tại|cho|bên phía) (?:các )?"
)
_OF_NAMED = re.compile(r" ?\(|(?: \([^()\n]*\))? (?:của|thuộc|đến từ) ")
_THIS = re.compile(
    r" (?:của |tại |thuộc )?(?:(nước|quốc gia)|công ty|doanh nghiệp|hãng|tập đoàn|ngân hàng|trường|"
    r"bệnh viện|đội bóng|đội|câu lạc bộ|CLB|đơn vị|cơ quan|tổ chức|viện|sở|báo|đài) này\b",
    re.I,
)
_BY = re.compile(rf"\)?,? \(?(?:do|có|là) (?:{HONORIFIC} )?")
_LED, _SENTENCE_END = re.compile(r"(?:, [^.;\n]{1,60})?,? làm "), re.compile(r"[.;!?]\s|\n")
_TOGETHER = re.compile(r",? kiêm(?: nhiệm)?")
_SIDE = re.compile(r"(?:(?:về|đại diện|bên) )?phía(?: đơn vị)? ", re.I)
_HAS = re.compile(r" ?(?:\([^()\n]{1,30}\))?,?(?: (?:sẽ|còn|gồm|phải))? (?:có|gồm)\b")
# *Đoàn công tác của Bộ X do Thứ trưởng A dẫn đầu*; a *tập đoàn* is a company
_GROUP = re.compile(r"(?<!tập )\b(?:đoàn|nhóm)(?: \w+){0,6} $", re.I)
_LED_BY = re.compile(rf" (?:do|là)(?: {HONORIFIC})? ")
_NEAR, _REACH, _GROUP_REACH = 8, 100, 50


def read_beside(
    document: Document, open_posts: list[Post], posts: dict[int, Post], owner: dict[int, str]
) -> None:
    """Fill in ``body`` of ``open_posts`` where the words around them give it."""
    reader = _Reader(document, posts, owner)
    for post in open_posts:
        readings = reader.behind, reader.this, reader.led, reader.leads, reader.side
        body = next((found for read in readings if (found := read(post))), None)
        place_post(post, body, "body beside", (post.start, post.end))


class _Reader:
    """Reads around a post; ``outer`` are the people, bodies, places and titles in order."""

    def __init__(self, document: Document, posts: dict[int, Post], owner: dict[int, str]) -> None:
        self._document, self._posts, self._owner = document, posts, owner
        self._view, self._mentions = document.text.view, document.mentions
        kinds = document.of_type("PER", "ORG", "LOC", "TITLE")
        self._outer = [i for i in kinds if i in owner or i in posts]
        self._starts = document.sentence_starts

    def behind(self, post: Post) -> str | None:
        """*Giám đốc mới của X*, *giám đốc A (X)*, *Vua A của X*, *Phó Chủ tịch kiêm Thư ký X*."""
        at = self._place(post)
        following = self._outer[at + 1 : at + 3]
        if not following:
            return None
        first, second = following[0], following[-1]
        if first in self._posts:
            together = _TOGETHER.fullmatch(self._gap(post.mention, first).rstrip())
            return self._posts[first].body if together else None
        if self._mentions[first].type != "PER":
            return self._owner[first] if _OF.fullmatch(self._gap(post.mention, first)) else None
        if self._owner[first] not in post.holders or second in self._posts:
            return None
        said = self._gap(first, second)
        if self._mentions[second].type == "ORG":
            is_told = _OF_NAMED.fullmatch(said) is not None
        elif self._mentions[second].type != "LOC":
            is_told = False
        elif is_of_team(post.title_id):
            is_told = said == " ("  # *tiền đạo A (Pháp)*: *của* tells where he is from
        else:
            is_told = said == " của " and post.kind == "position"
        return self._owner[second] if is_told else None

    def this(self, post: Post) -> str | None:
        """*Giám đốc của doanh nghiệp này*, *Thủ tướng nước này*: the one named last."""
        match = _THIS.match(self._view, post.end)
        return next(self._before(self._place(post), bool(match[1])), None) if match else None

    def led(self, post: Post) -> str | None:
        """*X do ông A làm giám đốc*, perhaps with an address of X."""
        at = self._place(post)
        holder, first = at - 1, max(0, at - _NEAR)
        while holder > first and self._shares_holder(self._outer[holder], post):
            holder -= 1
        if holder < 1 or self._owner.get(self._outer[holder]) not in post.holders:
            return None
        body, name = self._outer[holder - 1], self._outer[holder]
        is_body = holder == at - 1 and self._mentions[body].type == "ORG"
        if is_body and _BY.fullmatch(self._gap(body, name)):
            return self._owner[body]
        if not _LED.fullmatch(self._gap(name, post.mention)):
            return None
        end = self._mentions[name].start
        by = self._view.rfind(" do ", max(0, end - _REACH), end)
        for body in reversed(self._outer[max(0, holder - _NEAR) : holder] if by >= 0 else ()):
            if self._mentions[body].type == "ORG" and self._mentions[body].end <= by:
                text = self._view[self._mentions[body].end : end]
                return None if _SENTENCE_END.search(text) else self._owner[body]
        return None

    def leads(self, post: Post) -> str | None:
        """*Phái đoàn X do Thứ trưởng A dẫn đầu*."""
        at = self._place(post)
        if at == 0 or post.kind != "position":
            return None
        body = self._outer[at - 1]
        if self._mentions[body].type not in ("ORG", "LOC"):
            return None
        if not _LED_BY.fullmatch(self._gap(body, post.mention)):
            return None
        start = self._mentions[body].start
        before = self._view[max(0, start - _GROUP_REACH) : start]
        return self._owner[body] if _GROUP.search(before) else None

    def side(self, post: Post) -> str | None:
        """*Về phía X có ông A, Tổng Giám đốc; bà B, Kế toán trưởng*."""
        start = self._starts[bisect_right(self._starts, post.start) - 1]
        side = _SIDE.match(self._view, start) if post.kind == "position" else None
        if side is None:
            return None
        bodies = (i for i in self._outer if self._mentions[i].type == "ORG")
        body = next((i for i in bodies if self._mentions[i].start == side.end()), None)
        if body is None or not _HAS.match(self._view, self._mentions[body].end):
            return None
        return self._owner[body]

    def _place(self, post: Post) -> int:
        """The place of a post in ``outer``."""
        return bisect_left(self._outer, post.mention)

    def _gap(self, left: int, right: int) -> str:
        return self._view[self._mentions[left].end : self._mentions[right].start]

    def _shares_holder(self, mention: int, post: Post) -> bool:
        other = self._posts.get(mention)
        return other is not None and not set(other.holders).isdisjoint(post.holders)

    def _before(self, at: int, country: bool) -> Iterator[str]:
        """Bodies, or countries, shortly before ``outer[at]``, the nearest first."""
        for i in reversed(self._outer[max(0, at - _NEAR) : at]):
            kind = self._mentions[i].type
            if country:
                if kind == "LOC" and form_of(self._document, i).name_kind == "country":
                    yield self._owner[i]
            elif kind == "ORG":
                yield self._owner[i]
