"""Titles: which spans of a title's form say what one particular person is.

A title counts when a name stands beside it (before, after, in brackets, through a chain of other
titles), or when it stands for its holder: a definite post (*Thủ tướng yêu cầu*), a profession
that the article ties to a named person (*nữ ca sĩ … cho biết*). What is plural, sought or
voted on (*các bộ trưởng, bầu chủ tịch*) is none.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from vnnews.find.candidate import Candidate
from vnnews.find.titles.grammar import Names, RawTitle, index_names, read_titles
from vnnews.find.titles.lexicon import title_heads
from vnnews.text.tokens import Tokens

# Below this a candidate is not worth a second look.
_FLOOR = 0.3

# Words between a title and the name behind it, and between a name and the title behind it.
_BEFORE_NAME = frozenset(
    "ông bà anh chị em cô chú cụ bác ngài đồng chí nữ thầy vị mới trẻ cũ này nổi tiếng đắc cử "
    "đương nhiệm tiền sắp mãn nước là tên số một hàng đầu top thế giới kỳ kì cựu lừng danh ngoại "
    "binh nhập tịch gốc người tuổi tài năng xinh đẹp gạo cội hiện tại nay có mang quá cố đối lập "
    "ba danh tiếng lão làng khét yêu hai".split()
)
_AFTER_NAME = frozenset(
    "là làm giữ chức vụ trở thành một nay từng được bổ nhiệm đăng quang".split()
)
# Before the country that a holder is from: *võ sĩ người Thái Lan A*.
_FROM = frozenset(["người", "gốc"])
_HONORIFICS = frozenset("ông bà anh chị cô ngài cụ".split())
_JOINTS = frozenset([",", "-", "–", "—", "(", ")", ":", '"', "“", "”", "'"])
# Between two titles of one person.
_CHAIN = frozenset([",", "-", "–", "—", "kiêm", "và", ";", "(", '"'])
_REACH = 5
_REACH_RIGHT = 8

# Before a title: many holders, or none yet.
_PLURAL = frozenset(
    "các những một hai ba bốn năm sáu mỗi nhiều số từng mọi nào kỳ vài chục trăm nghìn toàn "
    "dàn đoàn nhóm ngũ lượng giới đám tốp".split()
)
_SOUGHT_PAIRS = frozenset(
    "bầu cử|tranh cử|ứng viên|cử viên|bầu chọn|chức danh|ghế của|vai trò|hội nghị|đại hội|phủ của|"
    "trở thành|cuộc bầu|chạy đua|vị trí|chọn ra|tập thể|sinh hoạt|phiếu bầu|văn phòng".split("|")
)
_GIVEN_PAIRS = frozenset(["chức danh", "vị trí"])  # of a definite post: bầu giữ chức danh X
_CANDIDATE_PAIRS = frozenset(["ứng viên", "cử viên", "cử tri"])
_CONTEST_PAIRS = frozenset(
    "cuộc thi|chung kết|vương miện|sân khấu|bước vào|mùa giải|đi thi|dự thi|diện thi|đến với|"
    "tham gia|tham dự|đêm đăng|công bố|tổ chức".split("|")
)
# Behind a contest: *Hoa hậu Biển 2025 | diễn ra*.
_OF_CONTEST = frozenset("diễn hướng không được".split())
# After a title: *Chủ tịch UBND | các tỉnh*.
_PLURAL_AFTER = frozenset(["các", "cấp", "hai"])
# Before a title that is part of another word: *Bộ tư lệnh, phủ Tổng thống, Hội Nhà báo*.
_BODY_OF = frozenset("phủ bộ ban siêu hội dinh hổ khu giá cúp cup".split())
# Before a profession that is no person here: *đang lái xe, đá tiền đạo, mẫu hậu vệ*.
_NOBODY = frozenset(
    "đang vừa vi bằng phép nghề ngành mẫu vai đá vàng kiểu dạng hàng kim cần làm thuê lớp "
    "giải".split()
)
_NOBODY_PAIRS = frozenset(
    "phải có|yêu cầu có|công việc|giải thưởng|danh hiệu|bình chọn|đội ngũ|tất cả|rất đông|đề tài|"
    "triệu tập|sử dụng|đờn ca".split("|")
)
# Behind a profession that is nobody in particular: *cầu thủ nhập tịch, bác sĩ nào*.
_ANYBODY = frozenset([",", "nào", "nhập", "ngoại", "nước", "giỏi", "xuất"])
# Short for a profession, of many as a rule.
_SHORT = frozenset(["gv", "vđv", "pv", "hdv", "nv"])
# Before whoever leads a class: *cô giáo chủ nhiệm*.
_TEACHERS = frozenset(["cô", "thầy", "giáo"])
_SEX = frozenset(["nữ", "nam", "vị", "cố", "nàng", "chàng"])
_PORTRAIT = frozenset(["tuổi", "trẻ", "sinh", "người", "gốc", "quê", "xứ", "của", "này"])


def find_titles(tokens: Tokens, names: Sequence[Candidate]) -> list[Candidate]:
    """TITLE candidates in order of their start, not overlapping.

    ``names`` are the layer-1 mentions (PER, ORG, LOC) that were decided before.

    >>> from vnnews.text.tokens import tokenize
    >>> from vnnews.text.view import normalize
    >>> text = normalize("Thiếu tướng Lê Văn An, Giám đốc Công an tỉnh, chủ trì.")
    >>> names = [Candidate("PER", 12, 21, ""), Candidate("ORG", 32, 44, "")]
    >>> [text.view[c.start : c.end] for c in find_titles(tokenize(text), names)]
    ['Thiếu tướng', 'Giám đốc Công an tỉnh']
    """
    index = index_names(tokens, names)
    raws = read_titles(tokens, index)
    beside = [_beside(tokens, index, raw) for raw in raws]
    _spread(tokens, raws, beside)
    named = {raw.head.id for raw, how in zip(raws, beside, strict=True) if how}
    found: list[Candidate] = []
    before: RawTitle | None = None  # the title before, when it has no holder
    for raw, how in zip(raws, beside, strict=True):
        words = tokens.lower[max(raw.sentence[0], raw.start - 3) : raw.start]
        listed = before is not None and not how and _joined(tokens, before, raw)
        if listed or _is_no_holder(words, raw) or (not how and _has_many(words, raw)):
            before = raw
            continue
        before = None
        confidence = _named(tokens, raw, how) if how else _unnamed(tokens, raw, named)
        if confidence >= _FLOOR:
            start, end = tokens.start[raw.start], tokens.end[raw.end - 1]
            rule = f"titles:{raw.head.id}:{how or 'alone'}"
            found.append(Candidate("TITLE", start, end, rule, confidence))
    return found


def _beside(tokens: Tokens, names: Names, raw: RawTitle) -> str:
    """How a name stands beside a title: ``before``, ``after``, ``is``, ``near``; else empty."""
    begin, limit = raw.sentence
    if names.starts(raw.end, "PER") > 0:
        return "before"
    left = _look_left(tokens, names, raw.start, begin)
    if left:
        return left
    if _look_right(tokens, names, raw.end, limit):
        return "near"
    return "unknown" if _precedes_capitals(tokens, names, raw, limit) else ""


def _precedes_capitals(tokens: Tokens, names: Names, raw: RawTitle, limit: int) -> bool:
    """Whether two capitalised words follow that nobody knows: most likely a person's name."""
    end = raw.end
    if raw.about or end + 1 >= limit or title_heads().longest(tokens.lower, end) is not None:
        return False
    return all(
        names.at(i) < 0 and tokens.form[i].istitle() and tokens.form[i].isalpha()
        for i in (end, end + 1)
    )


def _look_right(tokens: Tokens, names: Names, at: int, limit: int) -> bool:
    """Whether a name follows behind an honorific, a bracket or another small word."""
    for end in range(at, min(limit, at + _REACH_RIGHT)):
        if names.starts(end, "PER") > 0:
            return True
        word = tokens.lower[end]
        if names.at(end) >= 0:
            if tokens.lower[names.ranges[names.at(end)][0] - 1] not in _FROM:
                return False
        elif word not in _BEFORE_NAME and word not in _JOINTS and not word.isdigit():
            return False
    return False


def _look_left(tokens: Tokens, names: Names, at: int, begin: int) -> str:
    """How a name precedes: ``after`` a comma, dash or bracket, ``is`` with a copula, or empty."""
    said = ""
    for start in range(at, max(begin, at - _REACH - 1), -1):
        if names.ends(start, "PER") >= 0:
            return said
        word = tokens.lower[start - 1]
        if names.at(start - 1) >= 0:
            return ""
        if word in _AFTER_NAME:
            said = "is"
        elif word in _JOINTS:
            said = said or "after"
        else:
            return ""
    return ""


def _spread(tokens: Tokens, raws: list[RawTitle], beside: list[str]) -> None:
    """Hand a name on through chains: *Ủy viên …, Giám đốc … | Lê Văn An*, and the other way."""
    joined = [_joined(tokens, left, right) for left, right in itertools.pairwise(raws)]
    for i in range(len(raws) - 2, -1, -1):
        if not beside[i] and joined[i] and beside[i + 1] in ("before", "near", "unknown", "chain"):
            beside[i] = "chain"
    for i in range(1, len(raws)):
        if not beside[i] and joined[i - 1] and beside[i - 1] in ("after", "is", "list"):
            beside[i] = "list"


def _joined(tokens: Tokens, left: RawTitle, right: RawTitle) -> bool:
    between = tokens.lower[left.end : right.start]
    return (
        len(between) <= 2
        and left.sentence == right.sentence
        and all(word in _CHAIN for word in between)
    )


def _named(tokens: Tokens, raw: RawTitle, how: str) -> float:
    """Confidence of a title beside a name."""
    if how == "before":
        return 0.98
    if "verb" in raw.head.marks and how in ("near", "chain") and _is_verb(tokens, raw):
        return 0.0
    if how == "unknown":
        if raw.start > raw.sentence[0] and tokens.lower[raw.start - 1] in _BODY_OF:
            return 0.0
        return 0.55 if "verb" in raw.head.marks else 0.75
    if (raw.head.seniority >= 8 and how in ("near", "chain")) or "verb" in raw.head.marks:
        return 0.7
    return 0.8 if how == "is" else 0.92


def _is_verb(tokens: Tokens, raw: RawTitle) -> bool:
    """Whether what may be a verb is one: *trao đổi với PV Báo X, ông A*, *bảo vệ | ông A*."""
    if raw.end >= raw.sentence[1]:
        return False
    word = tokens.lower[raw.end]
    return word in _JOINTS or word in _HONORIFICS or title_heads().opens(word)


def _unnamed(tokens: Tokens, raw: RawTitle, named: set[str]) -> float:
    """Confidence of a title of one holder, not named beside it: a definite post, a profession."""
    head, lower = raw.head, tokens.lower
    before = lower[raw.start - 1] if raw.start > raw.sentence[0] else ""
    after = lower[raw.end] if raw.end < raw.sentence[1] else ""
    if "verb" in head.marks or ("full" in head.marks and not raw.about):
        return 0.0
    if _is_other_word(raw, before, after):
        return 0.0
    if head.kind == "profession":
        aged = _is_age(lower, raw.end)
        same = head.id in named and lower[raw.start] not in _SHORT
        same = same and (after != "và" or raw.about)  # *khoảng cách của ca sĩ và khán giả*
        told = _told_of(before, "tuổi" if aged else after, same)
        return max(told, 0.55) if raw.about and "sport" in head.marks else told
    if head.kind != "position":
        if head.kind == "rank" and (raw.about or (before in _SEX and after == "này")):
            return 0.6
        return 0.35 if tokens.form[raw.start][0].isupper() else 0.0
    if after in _PLURAL_AFTER or (after.isdigit() and not _is_age(lower, raw.end)):
        return 0.0
    capital = tokens.form[raw.start][0].isupper()
    if head.seniority <= 5:
        if raw.about:
            return 0.93 if capital else 0.65
        return 0.85 if capital else 0.55
    if head.seniority <= 7:
        if capital:
            return 0.8 if raw.about else 0.55
        return 0.5 if raw.about or head.id in named else 0.3
    if "commune" in head.marks:
        return 0.6 if capital else 0.5
    return 0.5 if capital and (raw.about or head.id in named) else 0.0


def _is_other_word(raw: RawTitle, before: str, after: str) -> bool:
    """Whether the words beside a title make it a body, a role or a contest: *phủ Tổng thống*."""
    if raw.head.kind == "profession":
        contest = "pageant" in raw.head.marks and after in _OF_CONTEST
        return contest or before in _NOBODY or before in _BODY_OF
    if before == "ghế":
        return not raw.about
    return before in _BODY_OF or (before in _TEACHERS and raw.head.id == "chu-nhiem")


def _is_age(lower: list[str], at: int) -> bool:
    """Whether an age stands at ``at``: *40 tuổi*."""
    return lower[at].isdigit() and lower[at + 1 : at + 2] == ["tuổi"] if at < len(lower) else False


def _has_many(words: list[str], raw: RawTitle) -> bool:
    """Whether the words before a title give it several holders, or none yet."""
    last = words[-2] if len(words) > 1 and words[-1] in _SEX else words[-1] if words else ""
    if last in _PLURAL or last.isdigit():
        return True
    # *bầu, tranh cử chức, ứng viên*
    if raw.head.kind == "profession" and " ".join(words[-2:]) in _NOBODY_PAIRS:
        return True
    sought = _SOUGHT_PAIRS - _GIVEN_PAIRS if raw.about else _SOUGHT_PAIRS
    return words[-1:] == ["bầu"] or _says(words, sought)


def _is_no_holder(words: list[str], raw: RawTitle) -> bool:
    """Whether it names a contest, or one who runs for the post, whoever stands beside it."""
    return _says(words, _CONTEST_PAIRS if "pageant" in raw.head.marks else _CANDIDATE_PAIRS)


def _says(words: list[str], pairs: frozenset[str]) -> bool:
    """Whether two neighbouring words are one of the pairs."""
    return any(f"{left} {right}" in pairs for left, right in itertools.pairwise(words))


def _told_of(before: str, after: str, same: bool) -> float:
    """Confidence of a bare profession; ``same``: the article names somebody with it."""
    if after in _ANYBODY:
        return 0.0
    if before in _SEX or (same and after == "này"):
        return 0.85
    if after in _PORTRAIT:
        return 0.75 if same else 0.55
    return 0.6 if same else 0.0
