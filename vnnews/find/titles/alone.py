"""Titles with no name beside them: which stand for one holder all the same, and which do not.

A definite post does (*Thủ tướng yêu cầu*), and a profession that the article ties to a named
person (*nữ ca sĩ … cho biết*). What is plural, sought or voted on (*các bộ trưởng, bầu chủ tịch*)
does not, nor does a prize, a contest or a part (*giải Nữ diễn viên chính, vai hoàng tử*).
"""

from __future__ import annotations

import itertools

from vnnews.find.titles.beside import HONORIFICS, PRONOUNS
from vnnews.find.titles.grammar import RawTitle
from vnnews.find.titles.names import Names
from vnnews.find.titles.words import title_words
from vnnews.text.tokens import Tokens

# Before a post that is sought, if it has no body; *bầu giữ chức danh Giám đốc Sở Y tế* may be held.
_SOUGHT_ALONE = frozenset(["chức danh", "vị trí"])
# Before a post that somebody has or leaves: *giữ | vị trí ngoại trưởng, miễn nhiệm | chức danh*.
_HELD = frozenset("giữ nhiệm quản với thôi rời trong".split())
# Also before a profession: *đảm nhận | vai trò ca sĩ*.
_WORKS = _HELD | {"nhận", "từ", "ngoài", "lại", "vào"}
# Before the chair of an office that somebody has or leaves: *tiếp quản | ghế Thủ tướng*.
_SEATED = frozenset("giữ nhiệm quản rời mất".split())
_POST_PAIRS = _SOUGHT_ALONE | {"vai trò"}
# Who has become what: *ông | trở thành tổng thống, chính thức | trở thành*.
_BECAME = PRONOUNS | {"đã", "và", "thức", "bước"}
# Behind a contest: *Hoa hậu Biển 2025 | diễn ra*.
_OF_CONTEST = frozenset("diễn hướng không được".split())
_AT = frozenset(["tại", "trong"])
# What many are, by the REACH words before *và*: *hàng trăm người thân và | nghệ sĩ*.
_MANY = frozenset("các những trăm nghìn chục nhiều".split())
REACH = 7
# After a title: *Chủ tịch UBND | các tỉnh, cầu thủ | hai đội*.
_PLURAL_AFTER = frozenset(["các", "cấp", "hai"])
# After a post that somebody will hold or held: *Tổng thống | kế nhiệm*.
_ANOTHER = frozenset(["tiếp theo", "kế nhiệm", "kế tiếp"])
# Before *Nữ diễn viên, Nam ca sĩ* when it is a prize.
_PRIZE = frozenset("giải mục cử cúp hiệu thưởng".split())
# Behind a profession that is nobody in particular: *cầu thủ nhập tịch, bác sĩ nào*.
_ANYBODY = frozenset([",", "nào", "nhập", "ngoại", "nước", "giỏi", "xuất", "đoàn"])
# Behind *của*: whoever serves somebody, or a prize: *luật sư của ông An, Nhạc sĩ của năm*.
_SERVED = HONORIFICS | {"bị", "năm"}
# Short for a profession or a post, of many as a rule, or for something else.
_SHORT = frozenset(["gv", "vđv", "pv", "hdv", "nv", "uv", "gm"])
# Before whoever leads a class: *cô giáo chủ nhiệm*.
_TEACHERS = frozenset(["cô", "thầy", "giáo"])
_SEX = frozenset(["nữ", "nam", "vị", "cố", "nàng", "chàng"])
_NOUNS = _SEX | {"người"}
_PORTRAIT = frozenset(["tuổi", "trẻ", "sinh", "người", "gốc", "quê", "xứ", "của", "này"])


def unnamed(tokens: Tokens, names: Names, raw: RawTitle, named: set[str]) -> float:
    """Confidence of a title with no name beside it; ``named``: heads that the article ties."""
    head, lower = raw.head, tokens.lower
    before = lower[raw.start - 1] if raw.start > raw.sentence[0] else ""
    after = lower[raw.end] if raw.end < raw.sentence[1] else ""
    if "verb" in head.marks or ("full" in head.marks and not raw.about):
        return 0.0
    near = lower[max(raw.sentence[0], raw.start - 3) : raw.start]
    if after == "nào" or _is_other_word(raw, near, after):
        return 0.0
    if head.kind == "profession":
        if _is_prize_or_servant(tokens, names, raw):
            return 0.0
        if near[-2:] == ["vai", "trò"]:  # the others were left out with what names nobody
            return 0.6
        return _profession(lower, raw, before, after, head.id in named)
    if head.kind != "position":
        capital = tokens.form[raw.start][0].isupper()
        return _rank(lower, raw, before, named) or (0.35 if capital else 0.0)
    if lower[raw.start] in _SHORT and not raw.about:
        return 0.0
    another = " ".join(lower[raw.end : raw.end + 2]) in _ANOTHER
    if another and not raw.about and before != "làm":
        return 0.0
    if after in _PLURAL_AFTER or (after.isdigit() and not _is_age(lower, raw.end)):
        return 0.0
    sure = _position(raw, tokens.form[raw.start][0].isupper(), head.id in named)
    pointed = before == "vị" or after == "này" or _is_portrayed(lower, raw, after)
    return max(sure, 0.5) if sure and pointed else sure


def _is_portrayed(lower: list[str], raw: RawTitle, after: str) -> bool:
    """Whether the holder's age follows, or a coach's origin: *HLV | người Pháp*."""
    return _is_age(lower, raw.end) or ("sport" in raw.head.marks and after in _PORTRAIT)


def _rank(lower: list[str], raw: RawTitle, before: str, named: set[str]) -> float:
    """Confidence of a rank with a body, behind *vị*, or of somebody whom the article names."""
    if raw.head.kind != "rank":
        return 0.0
    if raw.about or before == "vị":
        return 0.6
    if raw.head.id not in named:
        return 0.0
    following = lower[raw.end : min(raw.end + 2, raw.sentence[1])]
    return 0.6 if following[:1] == ["này"] or _says(following, title_words().saying) else 0.0


def _profession(lower: list[str], raw: RawTitle, before: str, after: str, named: bool) -> float:
    """Confidence of a profession."""
    aged = _is_age(lower, raw.end)
    same = named and lower[raw.start] not in _SHORT
    same = same and (after != "và" or raw.about)  # *khoảng cách của ca sĩ và khán giả*
    told = _told_of(before, "tuổi" if aged else after, same)
    if "captain" in raw.head.marks and after not in _ANYBODY and after != "mới" and before != "ghế":
        return max(told, 0.55)
    return max(told, 0.55) if raw.about and "sport" in raw.head.marks else told


def _position(raw: RawTitle, capital: bool, named: bool) -> float:
    """Confidence of a position: the higher and the more fully said, the surer."""
    if raw.head.seniority <= 5:
        if raw.about:
            return 0.93 if capital else 0.65
        return 0.85 if capital else 0.55
    if raw.head.seniority <= 7:
        if capital:
            return 0.8 if raw.about else 0.55
        return 0.5 if raw.about or named or "commune" in raw.head.marks else 0.3
    if "commune" in raw.head.marks:
        return 0.6 if capital else 0.5
    return 0.5 if capital and (raw.about or named) else 0.0


def _is_other_word(raw: RawTitle, near: list[str], after: str) -> bool:
    """Whether the words beside a title make it a body, a role or a contest: *phủ Tổng thống*."""
    words, before = title_words(), near[-1] if near else ""
    if raw.head.kind == "profession":
        contest = "pageant" in raw.head.marks and (after in _OF_CONTEST or before in _AT)
        return contest or before in words.nobody or before in words.part_of_body
    if before == "ghế":
        return not (raw.about or near[:2] == ["ngồi", "vào"] or not _SEATED.isdisjoint(near[-2:-1]))
    return before in words.part_of_body or (before in _TEACHERS and raw.head.id == "chu-nhiem")


def _is_prize_or_servant(tokens: Tokens, names: Names, raw: RawTitle) -> bool:
    """Whether it is a prize (*giải Nữ | diễn viên*) or whoever serves (*luật sư | của ông An*)."""
    lower, end = tokens.lower, raw.end
    if end + 1 < raw.sentence[1] and lower[end] == "của" and lower[raw.start] != "cựu":
        return lower[end + 1] in _SERVED or names.starts(end + 1, "PER") > 0
    if raw.start - 2 < raw.sentence[0] or lower[raw.start - 1] not in ("nữ", "nam"):
        return False
    prize = lower[raw.start - 2]
    return prize in _PRIZE or (prize == "cho" and tokens.form[raw.start - 1][0].isupper())


def _is_age(lower: list[str], at: int) -> bool:
    """Whether an age stands at ``at``: *40 tuổi*."""
    return lower[at].isdigit() and lower[at + 1 : at + 2] == ["tuổi"] if at < len(lower) else False


def is_plural(words: list[str]) -> bool:
    """Whether the last of the ``words`` before a title say that it has several holders."""
    last = words[-2] if len(words) > 1 and words[-1] in _NOUNS else words[-1] if words else ""
    if last.isdigit():
        return words[-2:-1] != ["/"]  # *ngày 6/8 Thủ tướng có văn bản*
    return last in title_words().plural or words[-2:] == ["gồm", ":"]


def has_many(words: list[str], raw: RawTitle) -> bool:
    """Whether the ``words`` before a title give it several holders, or none yet."""
    near = words[-3:]
    if is_plural(words):
        return True
    if near[-1:] == ["và"] and raw.head.seniority > 5 and not _MANY.isdisjoint(_list_before(words)):
        return True
    if raw.head.kind == "profession" and _says(near[-2:], title_words().nobody):
        return True
    if _is_held(near, raw):
        return False
    if near[-1:] == ["bầu"] or _says(near, title_words().sought):
        return True
    return not raw.about and _says(near, _SOUGHT_ALONE)


def _is_held(near: list[str], raw: RawTitle) -> bool:
    """Whether three words say that somebody has, gets or leaves a post, or works as what."""
    pair = " ".join(near[1:])
    if raw.head.kind == "profession":
        return pair == "vai trò" and near[0] in _WORKS
    if raw.head.kind != "position":
        return False
    if pair == "trở thành":
        return near[0] in _BECAME
    return pair in _POST_PAIRS and near[0] in _HELD


def _list_before(words: list[str]) -> list[str]:
    """The last of the words that no mark interrupts."""
    marks = (i for i in range(len(words) - 1, -1, -1) if not words[i].isalnum())
    return words[next(marks, -1) + 1 :]


def is_no_holder(words: list[str], first: str, raw: RawTitle) -> bool:
    """Whether it is a contest, a candidate or another word (``first``: its first), in any case."""
    if not words:
        return False
    table = title_words()
    if f"{words[-1]} {first}" in table.part_of_word:
        return True
    place = words[:-1] if words[-1:] == ["nữ"] else words
    if place and (place[-1] in table.monument or _says(place[-2:], table.monument)):
        return True
    return _says(words[-3:], table.contest if "pageant" in raw.head.marks else table.candidate)


def _says(words: list[str], pairs: frozenset[str]) -> bool:
    """Whether two neighbouring words are one of the pairs."""
    for left, right in itertools.pairwise(words):  # noqa: SIM110 (twice as fast as any())
        if f"{left} {right}" in pairs:
            return True
    return False


def _told_of(before: str, after: str, same: bool) -> float:
    """Confidence of a bare profession; ``same``: the article names somebody with it."""
    if after in _ANYBODY or after in _PLURAL_AFTER:
        return 0.0
    if before in _SEX or (same and after == "này"):
        return 0.85
    if after in _PORTRAIT:
        return 0.75 if same else 0.55
    return 0.6 if same else 0.0
