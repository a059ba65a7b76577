"""The grammar of a body's name: head, legal form, subject, proper name, jurisdiction, inner body.

    [Phòng] [Cảnh sát hình sự] [Công an] [tỉnh Hà Nam]
     head    topic              body      place

``read_body`` reads one body from left to right in linear time. What may follow a head stands in
``organization_heads.tsv``, the subjects in ``organization_topics.tsv``.
"""

from __future__ import annotations

import msgspec

from vnnews.find.organizations.lexicon import (
    Head,
    heads,
    heads_at,
    jurisdictions,
    parts,
    topics,
)
from vnnews.find.organizations.names import read_known
from vnnews.find.organizations.places import DEFINITE, MAX_RUN, STATE, PlaceReader
from vnnews.find.places.grammar import is_vietnamese
from vnnews.find.titles.lexicon import title_heads
from vnnews.text.tokens import Tokens

# A body inside a body inside a body: *Đội 6 | Phòng CSGT | Công an | tỉnh …* is three deep.
_MAX_DEPTH = 4
# Capitalised words that a head may follow: *Trưởng | Ban …, Theo | tờ …*.
_LEADERS = frozenset(["trưởng", "phó", "chánh", "viên", "theo", "trên", "tại", "trong", "tờ"])
# After a legal form so many unknown lower-case words may stand before the name.
_MAX_BRIDGE = 4
_NO_BRIDGE = frozenset(
    "này đó đã sẽ đang vừa cũng cho của bị được là và có không vẫn từ như".split()
)
# Behind a lone capital these say that it was the whole name: *Trường Kim đã mở cửa*.
_NO_COMPOUND = _NO_BRIDGE | frozenset(
    "tại ở trên với về ra vào đến tới để do thì mà nói nêu gửi mở làm lên xin còn chưa nên rồi bán"
    " mua ký phải nhận thu hồi lại nơi thông ngày năm tháng sáng chiều trong ngoài sau trước theo"
    " cùng khi nhưng hay thuộc các những hơn bởi vì qua từng vẫn luôn đưa lập thay xây đầu giai"
    " khẳng khóa khu lừa cảnh muốn liên ứng thành một hợp nhằm tiếp"
    " công yêu đề tổ xử giao triển chỉ giữ đi chạy bắt kêu gây tăng nay".split()
)
_CASUAL = frozenset(["club", "newspaper"])  # named by one given name, or by one word
_DASHES = frozenset("-–—")
# Behind a number these say that it counts something, and no body.
_MEASURES = frozenset("triệu tỷ tỉ nghìn ngàn đồng % người năm tháng ngày lần chiếc tấn ha".split())


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
    match = heads().longest(tokens.lower, at)
    if match is None or match[0] > limit:
        return None
    end, head = match
    capital = tokens.form[at][0].isupper()
    if (head.upper and not capital) or _is_other_word(tokens, at, end, head):
        return None
    if head.named and not capital and (end >= limit or not tokens.form[end][0].isupper()):
        return None
    reader = _Reader(tokens, limit, head)
    after_head = end
    follows = head.follows
    name = (0, 0)
    if "legal" in follows:
        end = reader.legal(end)
        end = reader.bridge(end) if end > after_head else end
    if "bridge" in follows:
        end = reader.bridge(end)
    if "number" in follows and end < limit and tokens.form[end].isdigit():
        end += 1
    if "team" in follows:
        end = reader.team(end)
    if "topic" in follows or "name" in follows:
        begin = end
        end = reader.name(end, any(map(reader.is_capital, range(at, end))))
        name = (begin, end)
    generic = False
    if "place" in follows and not (head.phrase == "quốc hội" and _is_of_member(tokens, at)):
        was = end
        end, generic = reader.place(end)
        generic = generic and was == after_head
        end = reader.tail(end) if end > was and not generic else end
    if "body" in follows and depth < _MAX_DEPTH and end < limit:
        start = end + (tokens.lower[end] == "của" and end + 1 < limit and end == after_head)
        inner = read_body(tokens, start, limit, depth + 1)
        known = read_known(tokens, start, limit) if inner is None or inner.bare else None
        # "Trưởng ban | Ban Tuyên giáo": the first *ban* belongs to the title.
        doubled = end == after_head == at + 1 and tokens.lower[start] == tokens.lower[at]
        if known is not None and known[0] > start + 1:
            end, generic = known[0], False
        elif inner is not None and not doubled and _runs_on(tokens, inner):
            end, generic = inner.end, False
    bare = end == after_head
    return Body(at, end if bare else reader.closing_form(end), head, name, bare, generic)


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


def _is_of_member(tokens: Tokens, at: int) -> bool:
    """Whether a place behind *Quốc hội* is its member's: *đại biểu Quốc hội* | *tỉnh Hà Nam*."""
    return tokens.lower[max(0, at - 2) : at] == ["đại", "biểu"]


def _runs_on(tokens: Tokens, inner: Body) -> bool:
    """Whether a body inside another stands for itself: capitalised, or completed by a name."""
    if tokens.form[inner.start][0].isupper():
        return not inner.bare or inner.head.alone != ""
    return not inner.bare and not (inner.generic and inner.head.kind != "police")


class _Reader(PlaceReader):
    """Reads the parts of a name; every method takes and returns a token index."""

    __slots__ = ()

    def legal(self, at: int) -> int:
        """Past legal forms: *cổ phần, TNHH MTV*."""
        while at < self.limit and (match := parts("legal").longest(self.lower, at)):
            if match[0] > self.limit:
                break
            at = match[0]
        return at

    def closing_form(self, at: int) -> int:
        """Past the legal form behind a company's name: *Tổng công ty Kim Sơn* | *- CTCP*."""
        closes = self.head.kind == "company" and at + 1 < self.limit and self.form[at] in _DASHES
        return at + 2 if closes and self.form[at + 1] == "CTCP" else at

    def bridge(self, at: int) -> int:
        """Past a few unknown words behind a legal form: *Công ty TNHH* ống gang dẻo *Kim Sơn*."""
        for end in range(at, min(self.limit, at + _MAX_BRIDGE + 1)):
            if self.is_capital(end):
                return end
            if not self.form[end].isalpha() or self.lower[end] in _NO_BRIDGE:
                break
        return at

    def team(self, at: int) -> int:
        """Past the kind of a team: *bóng đá nữ, U23*."""
        while at < self.limit:
            kind = parts("team").longest(self.lower, at)
            if kind is not None and kind[0] <= self.limit:
                at = kind[0]
            elif self.lower[at] == "u" and at + 1 < self.limit and self.form[at + 1].isdigit():
                at += 2
            else:
                break
        return at

    def name(self, at: int, capital: bool) -> int:
        """Past subject and proper name; ``capital`` says whether the head is capitalised.

        The end is that of the last part which can close a name: a lower-case bridge
        (*công ty* thương mại xăng dầu *Kim Sơn*) that leads nowhere is given back.
        """
        begin = closed = at
        proper = "name" in self.follows
        # Lower-case subjects may stand here: after the head, a transitive subject, "và" or ",".
        is_open, bridge, named = "topic" in self.follows, not capital, False
        while at < self.limit and at - begin < 3 * MAX_RUN:
            upper = self.is_capital(at)
            known = read_known(self.tokens, at, self.limit) if proper and not named else None
            if known is not None and known[0] > at + 1:
                return known[0]
            if known is not None and upper:
                at, is_open, bridge, named = known[0], False, False, True
                closed = at
                continue
            match = topics().longest(self.lower, at)
            if match and (match[0] > self.limit or (not upper and match[0] == at + 1 == begin + 1)):
                match = None  # one lower-case syllable is too little behind a head: "điều", "nước"
            if "place" in self.follows and self.place_starts(at, match):
                if bridge and at > begin and self.head.kind in DEFINITE and self.is_named(at):
                    closed = at  # "ủy ban thể thao | Triều Tiên"
                break
            closing = parts("closing").longest(self.lower, at) if at > begin else None
            if closing and closing[0] <= self.limit and not (named or upper):
                at = closing[0]  # before it is read as a subject: "Năng lượng | quốc tế"
                closed = closed if bridge else at
                continue
            if match and (upper or is_open or (proper and not named)):
                # A lower-case subject that nothing opens counts only if a name follows.
                bridge = not upper and (bridge or not is_open)
                at, is_open = match
                is_open = is_open and "one" not in self.follows
                closed = closed if bridge else at
                continue
            if upper and self._is_compound(at, begin, named):
                at, bridge, named = at + 2, False, True
                is_open = at < self.limit and self.lower[at] not in _NO_COMPOUND
                closed = at
                continue
            if upper and self._takes(at, begin, named):
                at, is_open, bridge, named = at + 1, False, False, True
                closed = at
                continue
            if self._is_number(at, begin):
                at += 1
                closed = at
                continue
            linked = self._link(at, begin, is_open, named)
            if linked == at:
                break
            at, is_open = linked, True
        return closed

    def _is_compound(self, at: int, begin: int, named: bool) -> bool:
        """Whether a lone capital begins a subject that no table knows: *Trung tâm* | *Khám phá*."""
        after = at + 1
        if named or after >= self.limit or not self._takes(at, begin, named):
            return False
        word = self.lower[after]
        if at > begin and self.is_capital(at - 1):
            return False  # "Bệnh viện Chợ Rẫy | cảnh báo"
        return (
            self.head.kind not in _CASUAL
            and self.form[after].islower()
            and word not in _NO_COMPOUND
            and self.tokens.line[after] == self.tokens.line[at]
            and not self.form[at].isupper()
            and jurisdictions().longest(self.lower, at) is None
            and is_vietnamese(self.lower[at])
            and is_vietnamese(word)
            and self.head.phrase != "trường"  # "Trường Hải" is a name
            and title_heads().longest(self.lower, after) is None
            and self._is_whole(after + 1)
        )

    def _is_whole(self, at: int) -> bool:
        """Whether nothing unknown goes on at ``at``: a name, a known subject or a verb may."""
        if at >= self.limit or not self.form[at][0].islower() or self.lower[at] in _NO_COMPOUND:
            return True
        return topics().longest(self.lower, at) is not None

    def _takes(self, at: int, begin: int, named: bool) -> bool:
        """Whether the capital at ``at`` goes on with the name."""
        proper = "name" in self.follows
        if "either" in self.follows and at > begin and not named:
            return False
        if at == begin or (proper and not named):
            if self.head.kind in STATE and self.opens_person(at) and self.run(at) > 2:
                return False
            return proper and not ("body" in self.follows and heads_at(self.lower, at, True))
        return not self.opens_other(at, begin)

    def tail(self, at: int) -> int:
        """Past what may follow a jurisdiction: a number, *về* and a subject."""
        if at + 1 >= self.limit:
            return at
        if "serial" in self.follows and self.form[at].isdigit() and len(self.form[at]) < 3:
            return at + 1
        if self.lower[at] == "về" and "about" in self.follows:
            end = self.name(at + 1, True)
            return end if end > at + 1 else at
        return at

    def _is_number(self, at: int, begin: int) -> bool:
        if not self.form[at].isdigit() or at == begin:
            return False
        if at + 1 < self.limit and self.lower[at + 1] in _MEASURES:
            return False  # "Công ty Kim Sơn 100 triệu đồng"
        glued = self.tokens.end[at - 1] == self.tokens.start[at]
        return self.lower[at - 1] == "số" or glued or len(self.form[at]) <= 3

    def _link(self, at: int, begin: int, is_open: bool, named: bool) -> int:
        """Past a link between parts (*và, -, &, số*); ``at`` itself when there is none."""
        if at + 1 >= self.limit or (at == begin and self.lower[at] != "số"):
            return at
        word, following = self.lower[at], at + 1
        tight = (
            self.tokens.end[at - 1] == self.tokens.start[at]
            and self.tokens.end[at] == self.tokens.start[following]
        )
        has_topic = topics().longest(self.lower, following) is not None
        if named and not self.is_capital(following):
            has_topic = False  # "Kim Sơn và công nhân"
        if word == "và" and not has_topic and self._continues(at, following):
            return following
        if word in ("và", "&", "với") or word in _DASHES:
            capital = self.is_capital(following)
            if has_topic and word != "với" and not self._is_second(following, capital):
                return following
            if (tight or word == "&") and capital:
                return following
            return at
        if (
            tight
            and word in "./'’"
            and (self.is_capital(following) or self.form[following].isdigit())
        ):
            return following
        if word == "số" and self.form[following].isdigit():
            return following
        if word == "," and has_topic and self._list_closes(following):
            return following
        if word in ("về", "các", "cho") and is_open and has_topic:
            return following
        return at

    def _is_second(self, at: int, capital: bool) -> bool:
        """Whether a second body stands behind *và*: *Sở Y tế và | Bảo hiểm xã hội tỉnh*."""
        if not heads_at(self.lower, at, capital):
            return False
        head, topic = heads().longest(self.lower, at), topics().longest(self.lower, at)
        if head is None or topic is None or head[0] != topic[0] or head[0] >= self.limit:
            return True
        return self.place_starts(head[0], None)

    def _continues(self, at: int, following: int) -> bool:
        """Whether *và* joins an unknown subject to a known one: *Hóa dầu và | Xơ sợi*."""
        if not self.is_capital(following) or self.lower[at - 1] == self.form[at - 1].upper():
            return False
        known = topics().longest(self.lower, at - 2) or topics().longest(self.lower, at - 1)
        return (
            known is not None
            and known[0] == at
            and following + 1 < self.limit
            and self.form[following + 1].islower()
            and not heads_at(self.lower, following, True)
            and not jurisdictions().longest(self.lower, following)
            and not self.opens_person(following)
        )

    def _list_closes(self, at: int) -> bool:
        """Whether the subjects from ``at`` on are a list that *và* or *&* closes."""
        end = at
        while end < self.limit and end - at < MAX_RUN:
            match = topics().longest(self.lower, end)
            if match is None:
                return False
            end = match[0]
            while end < self.limit and (more := topics().longest(self.lower, end)):
                end = more[0]
            if end >= self.limit:
                return False
            if self.lower[end] in ("và", "&"):
                after = end + 1
                return (
                    after < self.limit
                    and topics().longest(self.lower, after) is not None
                    and (not heads_at(self.lower, after, self.is_capital(after)))
                )
            if self.lower[end] != ",":
                return False
            end += 1
        return False
