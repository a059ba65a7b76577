"""Past words of a body's name that no table knows: of its subject and of its business."""

from __future__ import annotations

from vnnews.find.organizations.joints import JointReader
from vnnews.find.organizations.lexicon import (
    Head,
    heads,
    heads_at,
    jurisdictions,
    openers,
    topics,
    words_of,
)
from vnnews.find.organizations.names import read_known
from vnnews.find.places.grammar import is_vietnamese
from vnnews.find.titles.lexicon import title_heads
from vnnews.text.tokens import Tokens

_MAX_BRIDGE = 4  # unknown lower-case words between a legal form and the name
_MAX_OVER, _MAX_OWN = 5, 4  # unknown words of business, and words of the name behind them
_MAX_SUBJECT = 6  # unknown words that go on with a subject
_MAX_SHORT = 5  # tokens of an abbreviation with its brackets: ( NN - PTNT )
# Words behind the head that make it a post or any body of its kind: *Chi cục* | *trưởng*,
# *Phó ban* | *phụ trách*, *Hội đồng* | *cấp tỉnh*, *Cơ quan* | *chức năng*; or self-styled.
_OTHERS = frozenset(["trưởng", "phó", "phụ", "cấp", "chức", "tự"])
# Companies that a place alone may name: what follows unknown words is not theirs.
_UNBRIDGED = frozenset(["nhà máy", "nhà hát", "phòng khám", "ngân hàng", "sàn giao dịch"])


class UnknownReader(JointReader):
    """Reads unknown words; every method takes and returns a token index or asks about one."""

    __slots__ = ("after_post",)

    def __init__(self, tokens: Tokens, limit: int, head: Head, *, after_post: bool) -> None:
        super().__init__(tokens, limit, head)
        self.after_post = after_post  # whose holder may be named behind the body

    def over_business(self, at: int, sure: bool) -> int:
        """Past unknown words of business between the subjects and the name of a company.

        *Công ty TNHH Thương mại* | *và in bao bì* | *Kim Sơn*, *Công ty dược* | *Novartis*.
        """
        if self.head.kind != "company" or self.head.phrase in _UNBRIDGED:
            return at
        for end in range(at, min(self.limit, at + _MAX_OVER + 1)):
            word = self.form[end]
            if end > at and word[0].isupper():
                return end if self._is_brand(end, sure) else at
            if not (word.isalpha() and word.islower()) or self._ends_before(end):
                break
        return at

    def _is_brand(self, at: int, sure: bool) -> bool:
        """Whether a company's own name starts at ``at``; where it is ``sure`` to come, any may."""
        if heads_at(self.lower, at, True) or jurisdictions().longest(self.lower, at) is not None:
            return False
        if title_heads().longest(self.lower, at) is not None or self.lower[at] in openers():
            return False
        if read_known(self.tokens, at, self.limit) is not None:
            return True
        if not is_vietnamese(self.lower[at]):
            return len(self.form[at]) > 1
        person = self.opens_person(at) and self.run(at) > 2
        return sure and not person and 2 <= self.run(at) <= _MAX_OWN

    def bridge(self, at: int) -> int:
        """Past a few unknown words behind a legal form: *Công ty TNHH* ống gang dẻo *Kim Sơn*."""
        for end in range(at, min(self.limit, at + _MAX_BRIDGE + 1)):
            if self.is_capital(end):
                return end
            if not self.form[end].isalpha() or self.lower[end] in words_of("stop"):
                break
        return at

    def over_subject(self, at: int, head_end: int, *, capital: bool) -> int:
        """Past unknown words that go on with a subject, where what follows says that they do.

        *Cơ quan* | *thời tiết quốc gia* | *Mỹ*, *Trung tâm An ninh* | *mạng mới* | *(TAM)*;
        ``capital`` says whether the head is capitalised.
        """
        wide = "wide" in self.follows
        sure = wide or self.after_post or (capital and "open" in self.follows)
        if not sure or self.head.alone == "yes" or self._has_proper(head_end, at):
            return at
        if at < self.limit and self.lower[at] in _OTHERS:
            return at
        for end in range(at, min(self.limit, at + _MAX_SUBJECT + 1)):
            if end > at and self._closes_subject(end):
                return end if end > head_end + 1 or self.is_capital(end) else at
            if end > at and wide and self.is_capital(end):
                return end + self.run(end)
            if self.is_capital(end) or not self.form[end].isalpha() or self._ends_before(end):
                break
        return at

    def _has_proper(self, begin: int, end: int) -> bool:
        """Whether a proper name, which no subject goes on from, ends at ``end``."""
        if end - begin < 2 or not self.is_capital(end - 1):
            return False
        ends = (topics().longest(self.lower, at) for at in range(begin, end))
        return not any(match is not None and match[0] == end for match in ends)

    def _closes_subject(self, at: int) -> bool:
        """Whether a jurisdiction, a body or the name's abbreviation stands at ``at``."""
        if "place" in self.follows and self.place_starts(at, None) and self.is_named(at):
            return True
        if self.is_capital(at):
            inner = heads().longest(self.lower, at) if "body" in self.follows else None
            return inner is not None and inner[1].kind != "company"
        return self._is_short(at)

    def _is_short(self, at: int) -> bool:
        """Whether an abbreviation in brackets stands at ``at``: *(NTI), (NN-PTNT)*."""
        end = at + 1
        while end < len(self.form) and end - at < _MAX_SHORT and self.form[end] != ")":
            end += 1
        if self.form[at] != "(" or end >= len(self.form) or self.form[end] != ")":
            return False
        letters = "".join(self.form[at + 1 : end])
        place = jurisdictions().longest(self.lower, at + 1) is not None
        return not place and letters[:1].isupper() and sum(c.isupper() for c in letters) > 1

    def _ends_before(self, at: int) -> bool:
        """Whether the text or a word at ``at`` says that the name before it is whole."""
        return at >= self.limit or self.lower[at] in words_of("stop", "behind")
