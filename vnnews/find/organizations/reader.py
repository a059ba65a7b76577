"""Past the parts of a body's name: legal form, subject, proper name, jurisdiction."""

from __future__ import annotations

from vnnews.find.organizations.joints import DASHES
from vnnews.find.organizations.lexicon import (
    heads_at,
    jurisdictions,
    openers,
    parts,
    topics,
)
from vnnews.find.organizations.names import read_known
from vnnews.find.organizations.places import BRANDED, DEFINITE, MAX_RUN, STATE
from vnnews.find.organizations.unknown import UnknownReader
from vnnews.find.places.grammar import is_vietnamese
from vnnews.find.titles.lexicon import title_heads

_CLOSING = frozenset(["CTCP", "TNHH", "JSC", "MTV"])  # legal forms that may stand last
_MAX_BRACKET = 5  # tokens of an abbreviation inside a name: ( GD - ĐT )
# Bodies that are named after people, and those whose subject may be initials.
_NAMED = frozenset(["school", "hospital", "club", "company", "military"])
_INITIALED = frozenset(["department", "agency", "board", "ministry"])
_CASUAL = frozenset(["club", "newspaper"])  # named by one given name, or by one word


class NameReader(UnknownReader):
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
        if self.head.kind != "company" or at >= self.limit:
            return at
        begin = at + (self.form[at] in DASHES)
        closes = begin < self.limit and self.form[begin] in _CLOSING
        return max(begin + 1, self.legal(begin)) if closes else at

    def bracket(self, at: int) -> int:
        """Past an abbreviation inside a name: *Bệnh viện* | *(BV)* | *Nhi, Sở Y tế (YT) Hà Nam*."""
        if at + 3 >= self.limit or self.form[at] != "(":
            return at
        end = at + 1
        while end < self.limit - 1 and end - at < _MAX_BRACKET and self._abbreviates(end):
            end += 1
        if end == at + 1 or self.form[end] != ")":
            return at
        after = end + 1
        if "place" in self.follows and self.place_starts(after, None):
            return after
        if not self.is_capital(after) or heads_at(self.lower, after, True):
            return at
        proper = "name" in self.follows and not self.head.alone and not self.opens_person(after)
        subject = "topic" in self.follows and topics().longest(self.lower, after) is not None
        return after if subject or proper else at

    def _abbreviates(self, at: int) -> bool:
        return self.form[at].isupper() or self.form[at] in "-&"

    def brand(self, at: int) -> int:
        """Past the known name behind a kind: *hãng thông tấn nhà nước Syria* | *SANA*."""
        known = read_known(self.tokens, at, self.limit) if at < self.limit else None
        if known is not None:
            return known[0]
        initials = at < self.limit and self.form[at].isupper() and len(self.form[at]) > 2
        return at + 1 if initials and jurisdictions().longest(self.lower, at) is None else at

    def nationality(self, at: int) -> int:
        """Past the country between a kind and its brand: *tạp chí* | *Đức* | *Der Spiegel*."""
        if self.head.kind not in BRANDED or not self.is_capital(at):
            return at
        country = jurisdictions().longest(self.lower, at)
        if country is None or not country[1] or country[0] >= self.limit:
            return at
        end = country[0]
        if not self.is_capital(end) or len(self.form[end]) == 1:
            return at
        brand = read_known(self.tokens, end, self.limit) is not None
        return end if brand or not is_vietnamese(self.lower[end]) else at

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
                closed = at = known[0]
                is_open, bridge, named = False, False, True
                continue
            if (both := self.pair(at)) > at:
                return both
            subject = self._subject(at, begin)
            if self._place_opens(at, subject, named):
                definite = bridge and at > begin and self.head.kind in DEFINITE
                return at if definite and self.is_named(at) else closed  # "ủy ban thể thao | Mỹ"
            closing = parts("closing").longest(self.lower, at) if at > begin else None
            if closing and closing[0] <= self.limit and not (named or upper):
                at = closing[0]  # before it is read as a subject: "Năng lượng | quốc tế"
                closed = closed if bridge else at
                continue
            if subject and (upper or is_open or (proper and not named)):
                # A lower-case subject that nothing opens counts only if a name follows.
                bridge = not upper and (bridge or not is_open)
                at, is_open = subject[0], subject[1] and "one" not in self.follows
                closed = closed if bridge else at
                continue
            if upper and (taken := self._own(at, begin, named)):
                closed = at = at + taken
                bridge, named = False, named or proper
                is_open = taken > 1 and not self._ends_before(at)
                continue
            if piece := self._piece(at, begin):
                is_open, named = False, named or self.lower[at - 1] == "số"
                closed = at = at + piece
                continue
            linked = self._link(at, begin, is_open, named)
            if linked == at and not named:
                linked, named = self.over_business(at, capital or at > begin), True
            if linked == at:
                break
            at, is_open = linked, True
        return closed

    def _subject(self, at: int, begin: int) -> tuple[int, bool] | None:
        """The subject at ``at``; one lower-case syllable is too little behind a head: *điều*."""
        match = topics().longest(self.lower, at)
        if match is None or match[0] > self.limit:
            return None
        little = match[0] == at + 1 == begin + 1 and not self.is_capital(at)
        return None if little else match

    def _place_opens(self, at: int, match: tuple[int, bool] | None, named: bool) -> bool:
        """Whether the name ends at ``at`` because its jurisdiction starts there."""
        starts = "place" in self.follows and self.place_starts(at, match)
        return starts and (named or self.nationality(at) == at)

    def _own(self, at: int, begin: int, named: bool) -> int:
        """How many tokens from the capital at ``at`` on are the body's own; 2 may be a subject."""
        country = at if named else self.nationality(at)
        if country > at:
            return country - at
        if self._is_compound(at, begin, named):
            return 2
        initials = "name" not in self.follows and not named and self._is_initials(at, begin)
        return int(initials or self._takes(at, begin, named))

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
            and not self._ends_before(after)
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
        if self._ends_before(at) or not self.form[at][0].islower():
            return True
        return topics().longest(self.lower, at) is not None

    def _takes(self, at: int, begin: int, named: bool) -> bool:
        """Whether the capital at ``at`` goes on with the name."""
        proper = "name" in self.follows
        if at > begin and self._opens_text(at):
            return False
        if self._is_holder(at, begin):
            return False
        if "either" in self.follows and at > begin and not named:
            return False
        if at == begin or (proper and not named):
            if self.head.kind in STATE and self.opens_person(at) and self.run(at) > 2:
                return False
            return proper and not ("body" in self.follows and heads_at(self.lower, at, True))
        return not self.opens_other(at, begin)

    def _opens_text(self, at: int) -> bool:
        """Whether a sentence opens with no stop before it: *Báo Kim Sơn* | *Theo báo cáo*."""
        if self.lower[at] not in openers() or at + 1 >= self.limit:
            return False
        return self.form[at].istitle() and self.form[at + 1].islower()

    def _is_holder(self, at: int, begin: int) -> bool:
        """Whether the post before the head has its holder here: *Giám đốc Viện …* | *Dan Morford*.

        Not of bodies that are themselves named after people, as schools are.
        """
        if not self.after_post or self.head.kind in _NAMED or self.form[at].isupper():
            return False
        if at == begin:
            return self.head.alone == "yes" and self.opens_person(at) and self.run(at) > 2
        if not 2 <= self.run(at) <= 4 or jurisdictions().longest(self.lower, at) is not None:
            return False
        if is_vietnamese(self.lower[at - 1]) and self.opens_person(at):
            return self.run(at) > 2
        return is_vietnamese(self.lower[at - 1]) and not is_vietnamese(
            self.lower[at + self.run(at) - 1]
        )

    def _is_initials(self, at: int, begin: int) -> bool:
        """Whether a subject is told by its initials alone: *Sở* | *VHTT, Phòng* | *PC64*."""
        word, head = self.form[at], self.form[begin - 1]
        if not (word.isupper() and len(word) > 1) or head.isupper() or self.head.phrase == "vụ":
            return False
        numbered = word[-1].isdigit() or (at + 1 < self.limit and self.form[at + 1].isdigit())
        if self.head.kind not in _INITIALED or heads_at(self.lower, at, True):
            return False
        return head[0].isupper() or numbered or self.head.phrase == "sở"

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
