"""What follows the head of a title: qualifier, subject or charge, and the body or place.

Phó Chủ tịch | [Thường trực] [UBND tỉnh Hà Nam]        Bộ trưởng | [Y tế và Dân số] [Pháp]
"""

from __future__ import annotations

from vnnews.find.titles.charges import past_charge
from vnnews.find.titles.ends import closes_title
from vnnews.find.titles.lexicon import TitleHead, qualifiers, title_heads
from vnnews.find.titles.names import Names
from vnnews.find.titles.subjects import (
    LINKS,
    MAX_UNKNOWN,
    PARTS,
    past_contest,
    past_subject,
    past_unknown_subject,
)
from vnnews.find.titles.words import title_words
from vnnews.lexicon.phrases import Phrases
from vnnews.text.tokens import Tokens

# What ranks a holder among those of a body or country, or tells his term; True when *của* must
# follow: *tay vợt số một Việt Nam, Tổng thống mới đắc cử của Pháp*.
_RANKED = Phrases(
    (
        *((words, False) for words in ("số một", "số 1", "hàng đầu")),
        *((words, True) for words in ("đắc cử", "mới đắc cử", "đương nhiệm", "sắp mãn nhiệm")),
    )
)
_ENDS = frozenset([".", ",", "(", ")", ";"])
_RANKS = frozenset(["số", "hàng", "đắc", "mới", "đương", "sắp", "thứ"])  # their first words
# Words of a charge: *Bộ trưởng phụ trách* các vùng lãnh thổ hải ngoại.
_MAX_CHARGE = 9
_UNITS = frozenset(["xã", "phường", "tỉnh", "huyện", "quận", "thôn", "bang"])
_UNITS_OF_TWO = frozenset(
    "thành phố,thị xã,thị trấn,chính phủ,tỉnh ủy,thành ủy,thị ủy,huyện ủy,quận ủy".split(",")
)
_VESSELS = frozenset("cá hàng dầu chở ngầm khu trục vận tải hải quân du lịch cảnh sát biển".split())
# What may narrow a head down begins so, if it is no qualifier and no subject.
_FIRSTS = _RANKS | _UNITS | {words.split()[0] for words in _UNITS_OF_TWO} | {"phụ", "tàu"}
_WITH_SUBJECT = frozenset(["minister", "bureau"])  # marks of heads that a subject may follow
_HYPHENS = frozenset(["-", "–"])
_POSTED = frozenset(["diplomat", "posted"])  # marks of heads that *tại* and a place may follow


class Reader:
    """Reads what follows a head; every method takes and returns a token index."""

    __slots__ = ("apposed", "begin", "head", "limit", "lower", "names", "tokens")

    def __init__(
        self, tokens: Tokens, names: Names, head: TitleHead, limit: int, *, apposed: bool
    ) -> None:
        self.tokens, self.names, self.head, self.limit = tokens, names, head, limit
        self.lower, self.apposed, self.begin = tokens.lower, apposed, 0

    def complement(self, at: int) -> tuple[int, bool]:
        """Past all that belongs to the head that ends at ``at``; True when it has a body or place.

        What nobody knows, and charges told in words, come only where no known body does.
        """
        known, about = self._known(at)
        if about or "body" in self.head.marks:
            return known, about
        end = known
        if self.apposed and self.head.kind == "position":
            end = self._unknown_body(known)
        span = end, self.limit
        words = past_charge(self.tokens, self.names, self.head, span, apposed=self.apposed)
        if words == known:
            return known, False
        further, about = self._bodies(words, about=False)
        closed = words == end or closes_title(self.tokens, further, self.limit)
        closed = closed or self.names.starts(further, "PER") > 0
        return (further, about) if closed else (end, False)

    def _known(self, at: int) -> tuple[int, bool]:
        """Past qualifiers, subjects and the bodies or places that the names tell."""
        end, about, self.begin = at, False, at
        if self.lower[at - 2 : at] == ["phụ", "trách"]:
            end = self._assigned(at)
        inside = self.names.at(at - 1)
        if inside >= 0:  # the head reaches into a body: "Trưởng [ban Tổ chức Tỉnh ủy]"
            end, about = self.names.ranges[inside][1], True
        return self._bodies(end, about)

    def _bodies(self, end: int, about: bool) -> tuple[int, bool]:
        """Past the bodies and places from ``end`` on, and what leads to them."""
        while end < self.limit:
            name = self.names.starts(end, "ORG", "LOC")
            if name > 0 and self._fits(end, about):
                end, about = name, True
                continue
            further = self._bridge(end, about)
            if further == end:
                break
            end = further
        return end, about

    def _fits(self, at: int, about: bool) -> bool:
        """Whether the name that starts at ``at`` belongs to the title."""
        if self.head.kind == "rank":
            return about or self.names.starts(at, "LOC") > 0
        return True

    def _bridge(self, at: int, about: bool) -> int:
        """Past words between the head and a name; ``at`` when there are none."""
        if self.lower[at] in LINKS or self.lower[at] == "cho":
            return self._link(at, about)
        if "pageant" in self.head.marks:
            return past_contest(self.tokens, self.names, at, self.limit)
        return at if about else self._narrowed(at)

    def _link(self, at: int, about: bool) -> int:
        """Past *của, tại* … when a body, a place or an office follows; else ``at``."""
        word = self.lower[at]
        if word in ("của", "cho") and "aide" in self.head.marks:
            office = self._office(at + 1)
            if office:
                return office
        if word == "của" and not about and self._works_in_units():
            unit = self._own_unit(at + 1)
            if unit:
                return unit
        return at + (word in LINKS and self._linked(at + 1, word, about))

    def _narrowed(self, at: int) -> int:
        """Past the words that narrow the head down: a rank, a charge, a subject, a unit."""
        lower = self.lower
        opens = lower[at] in _FIRSTS or lower[at].isdigit() or qualifiers().opens(lower[at])
        if not (opens or self._takes_subject(at)):
            return at
        if lower[at : at + 2] == ["phụ", "trách"]:
            return self._assigned(at + 2)
        end = self._ranked(at)
        if end == at and "minister" in self.head.marks:
            end = past_unknown_subject(self.tokens, self.names, self._subject(at), at, self.limit)
        if end > at:
            return end
        qualifier = qualifiers().longest(lower, at)
        if qualifier and qualifier[0] <= self.limit and self.head.kind in qualifier[1]:
            named = self.names.starts(qualifier[0], "ORG", "LOC") > 0
            return qualifier[0] if named or "minister" not in self.head.marks else at
        end = max(self._unit(at), self._vessel(at))
        if end > at:
            return end
        if "bureau" in self.head.marks:
            end = self._subject(at)
            return end if self._may_end(end) else at
        return self._subject(at) if lower[at - 1] in PARTS else at

    def _takes_subject(self, at: int) -> bool:
        """Whether a subject may stand at ``at``."""
        return self.lower[at - 1] in PARTS or not _WITH_SUBJECT.isdisjoint(self.head.marks)

    def _subject(self, at: int) -> int:
        """Past the subject of a minister or a bureau."""
        return past_subject(self.tokens, self.names, at, self.limit)

    def _ranked(self, at: int) -> int:
        """Past a rank, a term or an age and *của*, when a body or place follows; else ``at``."""
        aged = self.lower[at].isdigit() and self.lower[at + 1 : at + 2] == ["tuổi"]
        if self.lower[at] not in _RANKS and not aged:
            return at
        match = _RANKED.longest(self.lower, at)
        if aged:
            far = at + 2 + (self.lower[at + 2 : at + 3] == ["của"])
            needs_of = self.head.kind != "position"
        elif match is not None:
            far = match[0] + (self.lower[match[0] : match[0] + 1] == ["của"])
            needs_of = match[1]
        else:
            number = self.lower[at : at + 2]
            far, needs_of = at + 3, True
            if len(number) < 2 or number[0] != "thứ" or not number[1].isdigit():
                return at
        if far >= self.limit or (needs_of and self.lower[far - 1] != "của"):
            return at
        return far if self.names.starts(far, "ORG", "LOC") > 0 else at

    def _unit(self, at: int) -> int:
        """Past the kind of unit that a position is in, without its name: *Chủ tịch | thành phố*."""
        if self.head.kind != "position" or self.names.at(at) >= 0:
            return at
        if at + 1 < self.limit and " ".join(self.lower[at : at + 2]) in _UNITS_OF_TWO:
            return at + 2
        return at + (self.lower[at] in _UNITS)

    def _vessel(self, at: int) -> int:
        """Past a captain's ship by its name or number: *thuyền trưởng | tàu KG 123*."""
        if self.lower[at] != "tàu" or "vessel" not in self.head.marks:
            return at
        end = at + 1
        while end < self.limit and self.lower[end] in _VESSELS:
            end += 1
        named = end
        while end < self.limit and self.names.at(end) < 0:
            form, after = self.tokens.form[end], self.tokens.form[end + 1 : end + 2]
            hyphen = form in _HYPHENS and end > named and after and after[0].isdigit()
            if not (hyphen or form[0].isupper() or form.isdigit()):
                break
            end += 1
        return end if end > named else at

    def _works_in_units(self) -> bool:
        """Whether the head is a post in bodies of many kinds, not at the top of a state."""
        return self.head.kind == "position" and "head-of-state" not in self.head.marks

    def _own_unit(self, at: int) -> int:
        """Past the kind of a body that is not named: *người phát ngôn của | công ty*; or 0."""
        match = title_words().unit.longest(self.lower, at) if at < self.limit else None
        if match is None or self.names.at(at) >= 0 or not self._may_end(match[0]):
            return 0
        return match[0]

    def _may_end(self, end: int) -> bool:
        """Whether a mark, a capital or a verb of the holder stands at ``end``."""
        return closes_title(self.tokens, end, self.limit) or not self.tokens.form[end].islower()

    def _unknown_body(self, at: int) -> int:
        """Past a body that begins in capitals and that nobody knows, to a mark or a verb."""
        first = self.tokens.form[at : at + 1]
        if self.names.at(at) >= 0 or not first or not first[0][0].isupper():
            return at
        for end in range(at, min(self.limit, at + MAX_UNKNOWN)):
            word = self.lower[end]
            is_mark = not word.isalnum() and word != "&"
            if is_mark or closes_title(self.tokens, end, self.limit):
                return end
            if self.names.starts(end, "PER") > 0:
                return at
        return self.limit if self.limit <= at + MAX_UNKNOWN else at

    def _office(self, at: int) -> int:
        """Past the office that an aide serves and its country; 0 when its holder is named."""
        match = title_heads().longest(self.lower, at) if at < self.limit else None
        if match is None or match[0] > self.limit or match[1].kind != "position":
            return 0
        name = self.names.starts(match[0], "ORG", "LOC")
        end = max(name, match[0])
        return 0 if self.names.starts(end, "PER") > 0 else end

    def _assigned(self, at: int) -> int:
        """Past *phụ trách* and the charge, when a name, a mark or the sentence's end follows it."""
        for end in range(at, min(self.limit, at + _MAX_CHARGE)):
            if self.names.at(end) >= 0:
                person = self.names.starts(end, "PER") > 0
                return end - (person and self.lower[end - 1] in ("ông", "bà"))
            if not self.tokens.form[end].isalnum():
                return end if end > at + 1 and self.tokens.form[end] in _ENDS else at
        return at

    def _linked(self, at: int, link: str, about: bool) -> bool:
        """Whether ``link`` ties the name at ``at`` to the title."""
        if at >= self.limit or self.names.starts(at, "ORG", "LOC") < 0:
            return False
        if self.head.kind == "rank" or (link == "thuộc" and at - 1 > self.begin):
            return False
        if link in ("tại", "ở"):
            return not _POSTED.isdisjoint(self.head.marks) or (
                self.names.starts(at, "ORG") > 0 and self._works_at(at, about)
            )
        return True

    def _works_at(self, at: int, about: bool) -> bool:
        """Whether *tại* + the body at ``at`` says where the holder works, not where he acts."""
        if about and not (self.apposed and self.names.ends(at - 1, "LOC") >= 0):
            return False
        if self.apposed or self.head.kind != "position":
            return True
        return self.names.starts(self.names.starts(at, "ORG"), "PER") > 0
