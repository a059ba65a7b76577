"""Jurisdictions in the names of bodies, and where a name ends because something else begins."""

from __future__ import annotations

from vnnews.find.organizations.lexicon import (
    Head,
    family_names,
    heads,
    heads_at,
    jurisdictions,
    openers,
    place_heads,
    rare_family_names,
)
from vnnews.find.titles.lexicon import title_heads
from vnnews.lexicon.gazetteer import gazetteer
from vnnews.text.tokens import Tokens

# Tokens of one proper name: longer runs of capitals are headlines, not names.
MAX_RUN = 12
# Bodies that are not named after people.
STATE = frozenset(["party", "government", "legislature", "police", "ministry", "department"])
# Bodies of which a place has one for each subject: a lower-case subject and the place name it.
DEFINITE = frozenset(["committee", "agency", "association", "ministry", "court"])
# Bodies whose country may stand before the brand: *hãng* | *Hàn Quốc* | *Samsung*.
BRANDED = frozenset(["company", "newspaper"])
_MIDDLE_NAMES = frozenset(["văn", "thị"])


class PlaceReader:
    """Reads jurisdictions; every method takes and returns a token index or asks about one."""

    __slots__ = ("follows", "form", "head", "limit", "lower", "tokens")

    def __init__(self, tokens: Tokens, limit: int, head: Head) -> None:
        self.tokens, self.limit, self.head, self.follows = tokens, limit, head, head.follows
        self.form, self.lower = tokens.form, tokens.lower

    def place(self, at: int) -> tuple[int, bool]:
        """Past the jurisdiction; True when it is only a generic *tỉnh, huyện*."""
        end, generic = self.one_place(at)
        if at < end < self.limit and not generic and self._is_head(end, at):
            further, vague = self.one_place(end)
            end = end if vague and self.lower[at] != "việt" else further  # "MTTQ Việt Nam tỉnh"
        if "at" in self.follows and end + 1 < self.limit and self.lower[end] == "tại":
            seat = heads().longest(self.lower, end + 1)
            if seat is not None and seat[1].kind == "government" and not seat[1].follows:
                return seat[0], False  # "tại Liên Hợp Quốc"
            further, vague = self.one_place(end + 1)
            if further > end + 1 and not vague:
                return further, False
        return end, generic

    def _is_head(self, at: int, before: int) -> bool:
        """Whether a second jurisdiction may follow: *Trung ương* | *Huế*."""
        if self.lower[before] in ("trung", "việt", "vn", "quốc", "tư"):
            return self.is_capital(at) or place_heads().longest(self.lower, at) is not None
        return place_heads().longest(self.lower, at) is not None

    def one_place(self, at: int) -> tuple[int, bool]:
        """Past one jurisdiction: a known name, or a head noun with or without its name."""
        if at >= self.limit:
            return at, False
        match = jurisdictions().longest(self.lower, at)
        if match and match[0] <= self.limit and self._is_proper(at):
            return match[0], False
        head = place_heads().longest(self.lower, at)
        if head is None or head[0] > self.limit:
            return at, False
        body = heads().longest(self.lower, at)
        if body is not None and body[0] > head[0]:
            return at, False  # "Tỉnh ủy" is a body, not a province
        begin = head[0]
        if begin < self.limit and self.form[begin] == "." and self.form[at][0].isupper():
            if self._opens_sentence(begin + 1):
                return begin, True  # "UBND TP. | Tuy nhiên, …"
            begin += 1
        end = begin
        while end < self.limit and self.form[end].isdigit() and end - begin < 1:
            end += 1
        if begin < end or begin >= self.limit or not self.is_capital(begin):
            return (
                (end, False)
                if begin < end
                else ((head[0], True) if head[1] == "unit" else (at, False))
            )
        end = self._place_name(begin, closed=self.lower[at] == "tỉnh")
        return (end, False) if end > begin else (head[0], head[1] == "unit")

    def _opens_sentence(self, at: int) -> bool:
        """Whether a sentence rather than a name goes on at ``at``."""
        follows = at + 1 < self.limit and self.form[at + 1].islower()
        return follows and (self.lower[at] in openers() or self.lower[at] in ("tuy", "dự"))

    def _place_name(self, begin: int, *, closed: bool) -> int:
        """Past the name behind a place head; ``closed``: only a name that is known."""
        match = jurisdictions().longest(self.lower, begin)
        end = match[0] if match and match[0] <= self.limit else begin
        if end == begin and closed:
            return begin
        if end == begin and self.opens_person(begin) and self.run(begin) > 2:
            return self._ward(begin)
        while end < self.limit and end - begin < 4 and self.is_capital(end):
            if end > begin and (self.opens_person(end) or heads_at(self.lower, end, True)):
                break
            end += 1
        if end < self.limit and self.form[end].isdigit():
            numbered = gazetteer().knows(" ".join(self.form[begin : end + 1]))  # "Mỹ Đình 2"
            end += numbered or self.lower[begin - 1] in ("thôn", "khu")
        return end

    def _ward(self, begin: int) -> int:
        """Past a unit that bears a person's name; ``begin`` itself when none is known by it."""
        end = begin + self.run(begin)
        while end - begin > 2 and not gazetteer().knows(" ".join(self.form[begin:end])):
            end -= 1
        return end if end - begin > 2 else begin

    def run(self, at: int) -> int:
        """Number of capitalised tokens from ``at`` on, counted up to five."""
        end = at
        while end < self.limit and end - at < 5 and self.is_capital(end):
            end += 1
        return end - at

    def is_capital(self, at: int) -> bool:
        """Whether the token at ``at`` is capitalised."""
        return self.form[at][0].isupper()

    def _is_proper(self, at: int) -> bool:
        """Whether a capital stands at ``at`` or behind *châu* there, or a party's *trung ương*."""
        at += self.lower[at] == "châu"
        if self.lower[at] == "trung" and self.head.kind == "party":
            return True  # "ban Tổ chức trung ương"
        return at < self.limit and self.is_capital(at)

    def place_starts(self, at: int, topic: tuple[int, bool] | None) -> bool:
        """Whether a jurisdiction starts at ``at`` that is not the beginning of a longer subject."""
        match = jurisdictions().longest(self.lower, at)
        if match and self._is_proper(at):
            if topic is not None and topic[0] > match[0]:
                return False
            end = match[0]  # "Hà Nội Mới" is a name, not a jurisdiction
            goes_on = "name" in self.follows and end < self.limit and self.is_capital(end)
            return not goes_on or self.form[end].isupper() or self.opens_other(end, at)
        head = place_heads().longest(self.lower, at)
        return head is not None and (topic is None or topic[0] <= head[0])

    def is_named(self, at: int) -> bool:
        """Whether the jurisdiction that starts at ``at`` has a name."""
        end, generic = self.one_place(at)
        return end > at and not generic

    def opens_person(self, at: int) -> bool:
        """Whether a person's name starts at ``at``: a family name and another capital."""
        if self.run(at) > 2 and self.lower[at + 1] in _MIDDLE_NAMES:
            return True
        if self.head.kind in STATE and self.lower[at] in rare_family_names():
            return 3 <= self.run(at) <= 4
        return (
            self.lower[at] in family_names()
            and at + 1 < self.limit
            and self.is_capital(at + 1)
            and self.form[at + 1][0].isalpha()
        )

    def opens_other(self, at: int, begin: int) -> bool:
        """Whether the capital at ``at`` opens another mention."""
        if at - begin > MAX_RUN:
            return True
        if "body" in self.follows and heads_at(self.lower, at, True):
            return True
        if self.lower[at - 1] in family_names() and self.is_capital(at - 1):
            return False  # inside a name after a person: "Trường THPT Trần Phú"
        alone = at - 1 == begin or not self.is_capital(at - 2)
        if self.head.kind == "company" and alone and self.run(at) == 2:
            return False  # "Công ty Tân | Hoàng Hà"
        title = title_heads().longest(self.lower, at)
        if title is not None and title[0] - at > 1 and title[1].kind in ("rank", "position"):
            return "hồ chí minh" not in " ".join(self.lower[at : at + 5])
        return self.opens_person(at)
