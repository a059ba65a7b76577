"""The grammar of a title: modifiers, head, qualifier, and the body or place that it is about.

    [nguyên] [Phó Chủ tịch] [Thường trực] [UBND tỉnh Hà Nam]
    modifier     head         qualifier     ORG or LOC

``read_titles`` reads every span that has the form of a title; which of them say what a
particular person is, ``titles.py`` decides from what stands beside them.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from vnnews.find.candidate import Candidate
from vnnews.find.organizations.lexicon import topics
from vnnews.find.titles.lexicon import TitleHead, qualifiers, title_heads
from vnnews.lexicon.phrases import Phrases
from vnnews.text.tokens import Tokens


class Names(msgspec.Struct, frozen=True):
    """Layer-1 names by token: index of the name that covers it (-1: none), and its range."""

    cover: list[int]
    ranges: list[tuple[int, int]]
    types: list[str]

    def at(self, token: int) -> int:
        """Index of the name that covers ``token``, or -1."""
        return self.cover[token] if 0 <= token < len(self.cover) else -1

    def starts(self, token: int, *types: str) -> int:
        """End of the name of one of ``types`` that starts at ``token``, or -1."""
        index = self.at(token)
        if index < 0 or self.types[index] not in types or self.ranges[index][0] != token:
            return -1
        return self.ranges[index][1]

    def ends(self, token: int, *types: str) -> int:
        """Start of the name of one of ``types`` that ends before ``token``, or -1."""
        index = self.at(token - 1)
        if index < 0 or self.types[index] not in types or self.ranges[index][1] != token:
            return -1
        return self.ranges[index][0]


class RawTitle(msgspec.Struct, frozen=True):
    """A span that has the form of a title, as a token range in the token range ``sentence``.

    ``about`` tells whether it holds a body or a place.
    """

    start: int
    end: int
    head: TitleHead
    about: bool
    sentence: tuple[int, int]


_MODIFIERS = frozenset(["nguyên", "cựu", "quyền", "tân", "phó"])
# *chính quyền Tổng thống …* is no acting president.
_BEFORE_QUYEN = frozenset("chính thẩm ủy nhân cầm phân bản pháp đặc chủ toàn".split())
_BEFORE_PHO = frozenset(["đối", "ứng", "giao"])  # *đối phó IS*
# What ranks a holder among those of a country: *tay vợt số một Việt Nam*.
_RANKED = frozenset(["số một", "số 1", "hàng đầu"])
_CONTEST = Phrases(
    (words, True)
    for words in (
        *("hoàn vũ", "thế giới", "quốc tế", "trái đất", "biển", "du lịch", "toàn cầu", "quốc gia"),
        *("đại dương", "liên lục địa", "siêu quốc gia", "hòa bình", "người việt", "dân tộc"),
    )
)
_HYPHENS = frozenset(["-", "–", "/"])
_ENDS = frozenset([".", ",", "(", ")", ";"])
# Between a name and the title that says who it is; words of a body that nobody knows.
_APPOSITION = frozenset([",", "(", "-", "–", "—"])
_MAX_UNKNOWN = 12
# What the holder of a title does, which ends a body that nobody knows.
_VERBS = frozenset(
    "nói|đã|là|bị|được|cũng|đang|sẽ|vừa|vẫn|từng|ký|kể|hôm|khi|tại|trong|cho biết|cho hay|cho rằng|"
    "chia sẻ|khẳng định|nhấn mạnh|trả lời|phát biểu|bày tỏ|xác nhận|tuyên bố|giải thích|mong muốn|"
    "tiết lộ|thừa nhận|nhận định|đề nghị|yêu cầu|đánh giá|lý giải|nhận xét".split("|")
)
# Words of a charge: *Bộ trưởng phụ trách* các vùng lãnh thổ hải ngoại.
_MAX_CHARGE = 9
_UNITS = frozenset(["xã", "phường", "tỉnh", "huyện", "quận", "thôn", "bang"])
_UNITS_OF_TWO = frozenset(
    "thành phố,thị xã,thị trấn,chính phủ,tỉnh ủy,thành ủy,thị ủy,huyện ủy,quận ủy".split(",")
)
_LINKS = frozenset(["của", "tại", "thuộc", "ở"])
# Who serves a person in office: *người phát ngôn của | Tổng thống Pháp*.
_AIDES = frozenset("nguoi-phat-ngon co-van co-van-dac-biet tro-ly tro-ly-dac-biet thu-ky".split())
# Last words of heads that a subject may follow: *Trưởng khoa | Gây mê*, *Giám đốc | nhân sự*.
_PARTS = frozenset(["phòng", "khoa", "ban", "đốc", "phận", "đội", "gia"])
# Heads of bureaus: *Cục trưởng | Hàng không*.
_BUREAUS = frozenset(
    "cuc-truong pho-cuc-truong tong-cuc-truong pho-tong-cuc-truong chi-cuc-truong vu-truong "
    "pho-chi-cuc-truong pho-vu-truong".split()
)
# Words that no subject precedes: *Bộ trưởng | - Chủ nhiệm*, *Trưởng phòng | và*.
_UNNAMED = frozenset(["trưởng", *_PARTS])
_BETWEEN_SUBJECTS = frozenset(["và", "-", "–", "&", ","])


def index_names(tokens: Tokens, names: Sequence[Candidate]) -> Names:
    """The names by token; of overlapping ones the earlier in ``names`` stands."""
    cover = [-1] * len(tokens)
    ranges: list[tuple[int, int]] = []
    types: list[str] = []
    for name in names:
        if name.type not in ("PER", "ORG", "LOC"):
            continue
        begin, end = tokens.range(name.start, name.end)
        if begin < end and max(cover[begin:end]) < 0:
            cover[begin:end] = [len(ranges)] * (end - begin)
            ranges.append((begin, end))
            types.append(name.type)
    return Names(cover, ranges, types)


def read_titles(tokens: Tokens, names: Names) -> list[RawTitle]:
    """All spans that have the form of a title, in order, not overlapping."""
    found: list[RawTitle] = []
    table, sentences = title_heads(), iter(tokens.sentences)
    begin, limit, free = 0, 0, 0
    for at in table.openings(tokens.lower):
        while at >= limit:
            begin, limit = next(sentences)
        if at < free or names.cover[at] >= 0:
            continue
        match = table.longest(tokens.lower, at)
        if match is None or match[0] > limit or _breaks(tokens, at, *match):
            continue
        raw = _read(tokens, names, (at, *match), (begin, limit))
        if raw is not None:
            found.append(raw)
            free = raw.end
    return found


def _breaks(tokens: Tokens, at: int, end: int, head: TitleHead) -> bool:
    """Whether it is another word: *đại sứ | quán*, *yêu cầu | Thủ tướng* (no *cầu thủ*)."""
    if head.not_before and end < len(tokens) and tokens.lower[end] in head.not_before:
        return tokens.lower[end : end + 2] != ["sinh", "năm"]
    if at and tokens.lower[at - 1] in _BEFORE_PHO and tokens.lower[at] == "phó":
        return True
    if "number" in head.marks and end - at == 1 and _in_number(tokens, at):
        return True
    if end - at < 2 or tokens.form[at][0].isupper() or tokens.form[at + 1][0].islower():
        return False
    inner = title_heads().longest(tokens.lower, at + 1)
    return inner is not None and inner[0] > end


def _in_number(tokens: Tokens, at: int) -> bool:
    """Whether an abbreviation belongs to the number of a document: *07/2017/QĐ-TTg*."""
    if at < 2 or tokens.lower[at - 1] not in _HYPHENS:
        return False
    return tokens.form[at - 2].isupper() or tokens.form[at - 2].isdecimal()


def _read(
    tokens: Tokens,
    names: Names,
    found: tuple[int, int, TitleHead],
    sentence: tuple[int, int],
) -> RawTitle | None:
    """The title whose head was ``found`` (start, end, row); None when the head needs a body."""
    (at, head_end, head), (begin, limit) = found, sentence
    reader = _Reader(tokens, names, head, limit)
    end, about = reader.complement(head_end)
    if "body" in head.marks and not (about and names.at(head_end) >= 0):
        return None
    start = _with_modifiers(tokens, at, begin)
    if not about and head.kind == "position" and _in_apposition(tokens, names, start, begin):
        end = reader.unknown_body(end)
    return RawTitle(start, end, head, about, (begin, limit))


def _in_apposition(tokens: Tokens, names: Names, start: int, begin: int) -> bool:
    """Whether a name and a comma, a dash or a bracket stand before: *ông Lê Văn An, | Giám đốc*."""
    return (
        start - 2 >= begin
        and tokens.lower[start - 1] in _APPOSITION
        and names.ends(start - 1, "PER") >= 0
    )


def _with_modifiers(tokens: Tokens, at: int, begin: int) -> int:
    """Start of the title with *nguyên, cựu, quyền, tân, phó* before its head at ``at``."""
    lower, start = tokens.lower, at
    while start > begin:
        word = lower[start - 1]
        if word == "nữ" and start - 1 > begin and lower[start - 2] in _MODIFIERS:
            start -= 2
        elif word in _MODIFIERS and not (
            word == "quyền" and start > begin + 1 and lower[start - 2] in _BEFORE_QUYEN
        ):
            start -= 1
        else:
            break
    return start


class _Reader:
    """Reads what follows a head; every method takes and returns a token index."""

    __slots__ = ("head", "limit", "lower", "names", "tokens")

    def __init__(self, tokens: Tokens, names: Names, head: TitleHead, limit: int) -> None:
        self.tokens, self.names, self.head, self.limit = tokens, names, head, limit
        self.lower = tokens.lower

    def complement(self, at: int) -> tuple[int, bool]:
        """Past qualifiers, subjects and the bodies or places; True when it holds one of these."""
        end, about = at, False
        if self.lower[at - 2 : at] == ["phụ", "trách"]:
            end = self._charge(at)
        inside = self.names.at(at - 1)
        if inside >= 0:  # the head reaches into a body: "Trưởng [ban Tổ chức Tỉnh ủy]"
            end, about = self.names.ranges[inside][1], True
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
        word, lower = self.lower[at], self.lower
        if word in ("của", "cho") and self.head.id in _AIDES:
            office = self._office(at + 1)
            if office:
                return office
        if word in _LINKS:
            return at + 1 if self._linked(at + 1, word, about) else at
        if "pageant" in self.head.marks:
            return self._pageant(at)
        if about:
            return at
        if " ".join(lower[at : at + 2]) in _RANKED:
            far = at + 2 + (lower[at + 2 : at + 3] == ["của"])
            return far if far < self.limit and self.names.starts(far, "LOC") > 0 else at
        if word == "phụ" and lower[at : at + 2] == ["phụ", "trách"]:
            return self._charge(at + 2)
        if "minister" in self.head.marks:
            return self._subject(at)
        qualifier = qualifiers().longest(lower, at)
        if qualifier and qualifier[0] <= self.limit and self.head.kind in qualifier[1]:
            return qualifier[0]
        unit = self._unit(at)
        if unit > at:
            return unit
        if self.head.id in _BUREAUS:
            end = self._subject(at)
            return end if self._may_end(end) else at
        return self._subject(at) if lower[at - 1] in _PARTS else at

    def _unit(self, at: int) -> int:
        """Past the kind of unit that a position is in, without its name: *Chủ tịch | thành phố*."""
        if self.head.kind != "position" or self.names.at(at) >= 0:
            return at
        if at + 1 < self.limit and " ".join(self.lower[at : at + 2]) in _UNITS_OF_TWO:
            return at + 2
        return at + (self.lower[at] in _UNITS)

    def _may_end(self, end: int) -> bool:
        """Whether a mark, a capital or a verb of the holder stands at ``end``."""
        if end >= self.limit or not self.tokens.form[end].islower():
            return True
        return self.lower[end] in _VERBS or " ".join(self.lower[end : end + 2]) in _VERBS

    def unknown_body(self, at: int) -> int:
        """Past a body that begins in capitals and that nobody knows, to a mark or a verb."""
        first = self.tokens.form[at : at + 1]
        if self.names.at(at) >= 0 or not first or not first[0][0].isupper():
            return at
        for end in range(at, min(self.limit, at + _MAX_UNKNOWN)):
            word, pair = self.lower[end], " ".join(self.lower[end : end + 2])
            is_mark = not word.isalnum() and word != "&"
            if is_mark or word in _VERBS or pair in _VERBS:
                return end
            if self.names.starts(end, "PER") > 0:
                return at
        return self.limit if self.limit <= at + _MAX_UNKNOWN else at

    def _office(self, at: int) -> int:
        """Past the office that an aide serves and its country; 0 when its holder is named."""
        match = title_heads().longest(self.lower, at) if at < self.limit else None
        if match is None or match[0] > self.limit or match[1].kind != "position":
            return 0
        name = self.names.starts(match[0], "ORG", "LOC")
        end = max(name, match[0])
        return 0 if self.names.starts(end, "PER") > 0 else end

    def _charge(self, at: int) -> int:
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
        if self.head.kind == "rank" or (about and link == "thuộc"):
            return False
        if link in ("tại", "ở"):
            return "diplomat" in self.head.marks or (
                not about and self.names.starts(at, "ORG") > 0 and self.head.kind != "position"
            )
        return True

    def _pageant(self, at: int) -> int:
        """Past the words of a contest and its year: *Hoa hậu Biển Toàn cầu 2025*."""
        end = at
        while end < self.limit and self.names.at(end) < 0:
            if title_heads().longest(self.lower, end):
                match = title_heads().longest(self.lower, end)
                if match and "pageant" in match[1].marks and self.lower[end - 1].isdigit():
                    end = match[0]
                    continue
                break
            contest = _CONTEST.longest(self.lower, end)
            if contest is None and not self.lower[end].isdigit():
                break
            end = contest[0] if contest else end + 1
        return end

    def _subject(self, at: int) -> int:
        """Past the subject of a minister: *Quốc phòng, phụ trách bình đẳng giới*."""
        end = at
        while end < self.limit and self.names.at(end) < 0:
            match = topics().longest(self.lower, end)
            if match is not None and match[0] <= self.limit:
                end = match[0]
                continue
            if self.lower[end - 1] in _UNNAMED or not self._links_subjects(end):
                break
            end += 1
        return end

    def _links_subjects(self, at: int) -> bool:
        """Whether a subject follows the word at ``at``: *Thương mại | , Đầu tư và Công nghiệp*."""
        if self.lower[at] not in _BETWEEN_SUBJECTS or at + 1 >= self.limit:
            return False
        match = topics().longest(self.lower, at + 1)
        if match is None or match[0] > self.limit:
            return False
        return self.lower[at] != "," or self.lower[match[0] : match[0] + 1] == ["và"]
