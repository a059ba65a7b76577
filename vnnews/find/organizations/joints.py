"""Where the parts of a body's name are joined: *và*, a comma, a dash, a number."""

from __future__ import annotations

from vnnews.find.organizations.lexicon import (
    heads,
    heads_at,
    jurisdictions,
    openers,
    partners,
    topics,
)
from vnnews.find.organizations.names import read_known
from vnnews.find.organizations.places import MAX_RUN, PlaceReader
from vnnews.find.places.grammar import MEASURES, is_vietnamese
from vnnews.find.titles.lexicon import title_heads

DASHES = frozenset("-–—")
_FOREIGN = frozenset("of for and the de du des et to di del von al".split())
_JOINTS = DASHES | _FOREIGN | frozenset("và & với số , về các cho . / ' ’".split())
_TWIN = frozenset(["company", "board"])  # named by two places or partners
# Bodies that two countries or two neighbouring places may have together; teams meet instead.
_SHARED = _TWIN | frozenset("school hospital institute association committee agency".split())


class JointReader(PlaceReader):
    """Reads joints; every method takes and returns a token index or asks about one."""

    __slots__ = ()

    def _piece(self, at: int, begin: int) -> int:
        """How many tokens at ``at`` are a number, or glued by a dash: *MS*|*-13, Dai*|*-ichi*."""
        if self._is_number(at, begin):
            return 1
        after = at + 1
        if at == begin or after >= self.limit or self.form[at] != "-":
            return 0
        tight = self.tokens.touches(at) and self.tokens.touches(after)
        foreign = not is_vietnamese(self.lower[after])
        word = self.form[after].isalnum() and foreign
        return 2 if tight and word and self.is_capital(at - 1) else 0

    def _is_number(self, at: int, begin: int) -> bool:
        if not self.form[at].isdigit() or at == begin:
            return False
        if at + 1 < self.limit and self.lower[at + 1] in MEASURES:
            return False  # "Công ty Kim Sơn 100 triệu đồng"
        return self.lower[at - 1] == "số" or self.tokens.touches(at) or len(self.form[at]) <= 3

    def _link(self, at: int, begin: int, is_open: bool, named: bool) -> int:
        """Past a link between parts (*và, -, &, số*); ``at`` itself when there is none."""
        word, following = self.lower[at], at + 1
        if word not in _JOINTS or following >= self.limit or (at == begin and word != "số"):
            return at
        tight = self.tokens.touches(at) and self.tokens.touches(following)
        has_topic = topics().longest(self.lower, following) is not None
        if named and not self.is_capital(following):
            has_topic = False  # "Kim Sơn và công nhân"
        if word == "và" and not has_topic and self._continues(at, following):
            return following
        if word in DASHES and not tight and named and self._is_second_part(following):
            return following
        if word in ("và", "&", "với") or word in DASHES:
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
        foreign = named and not is_vietnamese(self.lower[at - 1])
        if foreign and word in _FOREIGN and self.is_capital(following):
            return following  # "Echo of Moscow"
        if word in ("về", "các", "cho") and is_open and has_topic:
            return following
        return at

    def pair(self, at: int) -> int:
        """Past countries that dashes join: | *Việt - Đức*; ``at`` itself when none are."""
        first = partners().longest(self.lower, at) if self._is_shared(at) else None
        if first is None:
            return at
        end = first[0]
        while end + 1 < self.limit and self.form[end] in DASHES and self.is_capital(end + 1):
            other = partners().longest(self.lower, end + 1)
            if other is None or other[0] > self.limit:
                break
            at = end = other[0]
        return at

    def _is_shared(self, at: int) -> bool:
        """Whether a place at ``at`` may share the body: an alliance of two is none by name."""
        allied = self.head.phrase == "liên minh"
        return self.head.kind in _SHARED and not allied and self.is_capital(at)

    def joined(self, begin: int, at: int) -> int:
        """Past a second place that a dash joins to the one at ``begin``: *Hà Nam* | *- Tây Hà*."""
        second = at + 1
        if second >= self.limit or self.form[at] not in DASHES or not self._is_shared(second):
            return at
        if not self._is_shared(begin) or self.tokens.line[second] != self.tokens.line[begin]:
            return at
        place = jurisdictions().longest(self.lower, second)
        if place is not None and place[0] <= self.limit:
            return place[0]
        return second + self.run(second) if self._is_second_part(second) else at

    def _is_second_part(self, at: int) -> bool:
        """Whether a name of two parts goes on behind a dash: *Kim Sơn* - | *Tây Hà*."""
        if self.head.kind not in _TWIN or not self.is_capital(at) or self.form[at].isupper():
            return False
        end = at + self.run(at)
        goes_on = end < self.limit and self.form[end].islower()
        same = is_vietnamese(self.lower[at]) == is_vietnamese(self.lower[at - 2])
        lone = end - at == 1 and (goes_on or not same)
        dashed = end < self.limit and self.form[end] in DASHES
        if lone or dashed or end - at > 3 or self.opens_person(at):
            return False
        if heads_at(self.lower, at, True) or title_heads().longest(self.lower, at) is not None:
            return False
        place = jurisdictions().longest(self.lower, at)
        place = None if place is not None and place[0] < end else place  # "Mỹ" | "Thuận"
        known = read_known(self.tokens, at, self.limit)
        return place is None and known is None and self.lower[at] not in openers()

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
                subject = after < self.limit and topics().longest(self.lower, after) is not None
                return subject and not heads_at(self.lower, after, self.is_capital(after))
            if self.lower[end] != ",":
                return False
            end += 1
        return False
