"""Titles with no name beside them: which stand for one holder all the same, and which do not.

A definite post does (*Thủ tướng yêu cầu*), and a profession that the article ties to a named
person (*nữ ca sĩ … cho biết*). What is plural, sought or voted on (*các bộ trưởng, bầu chủ tịch*)
does not, nor does a prize, a contest or a part (*giải Nữ diễn viên chính, vai hoàng tử*).
"""

from __future__ import annotations

import itertools

from vnnews.find.titles.grammar import Names, RawTitle
from vnnews.text.tokens import Tokens

# Before a title: many holders, or none yet.
_PLURAL = frozenset(
    "các những một hai ba bốn năm sáu mỗi nhiều số từng mọi nào kỳ vài chục trăm nghìn toàn "
    "dàn đoàn nhóm ngũ lượng giới đám tốp đôi cặp tứ gồm".split()
)
_SOUGHT_PAIRS = frozenset(
    "bầu cử|tranh cử|ứng viên|cử viên|bầu chọn|chức danh|ghế của|vai trò|hội nghị|đại hội|phủ của|"
    "trở thành|cuộc bầu|chạy đua|vị trí|chọn ra|tập thể|sinh hoạt|phiếu bầu|văn phòng|"
    "bầu chức|tuyển chức|tuyển chọn|tuyển thêm|các đời|đào tạo|đông đảo|thế hệ|"
    "họp cấp|gặp cấp|nghị cấp|đàm cấp|thoại cấp".split("|")
)
# Of these a post with its body may be given: *bầu giữ chức danh Giám đốc Sở Y tế*.
_SOUGHT_WITH_BODY = _SOUGHT_PAIRS - {"chức danh", "vị trí"}
# Before a post that somebody has or leaves: *giữ | vị trí ngoại trưởng, miễn nhiệm | chức danh*.
_HELD = frozenset("giữ nhiệm quản với thôi rời trong".split())
_POST_PAIRS = frozenset(["chức danh", "vị trí", "vai trò"])
# Who has become what: *ông | trở thành tổng thống, chính thức | trở thành*.
_BECAME = frozenset("đã và thức bước ông bà anh chị cô".split())
_CANDIDATE_PAIRS = frozenset(["ứng viên", "cử viên", "cử tri", "người trúng"])
_CONTEST_PAIRS = frozenset(
    "cuộc thi|chung kết|vương miện|sân khấu|bước vào|mùa giải|đi thi|dự thi|diện thi|đến với|"
    "tham gia|tham dự|đêm đăng|công bố|tổ chức".split("|")
)
# Behind a contest: *Hoa hậu Biển 2025 | diễn ra*.
_OF_CONTEST = frozenset("diễn hướng không được".split())
_AT = frozenset(["tại", "trong"])
# What stands for a person, and is a place: *Lăng | Chủ tịch Hồ Chí Minh*.
_MONUMENTS = frozenset("lăng|tượng đài|đền thờ|nhà thờ|lưu niệm".split("|"))
# What many are, by the REACH words before *và*: *hàng trăm người thân và | nghệ sĩ*.
_MANY = frozenset("các những trăm nghìn chục nhiều".split())
REACH = 7
# After a title: *Chủ tịch UBND | các tỉnh, cầu thủ | hai đội*.
_PLURAL_AFTER = frozenset(["các", "cấp", "hai"])
# After a post that somebody will hold or held: *Tổng thống | kế nhiệm*.
_ANOTHER = frozenset(["tiếp theo", "kế nhiệm", "kế tiếp"])
# Professions of one holder: of a ship, of a flight.
_CAPTAINS = frozenset(["thuyen-truong", "co-truong"])
# Before a title that is part of another word: *Bộ tư lệnh, phủ Tổng thống, Hội Nhà báo*.
BODY_OF = frozenset("phủ bộ ban siêu hội dinh hổ khu giá cúp cup".split())
# Whose last syllable is no title.
_OTHER_WORDS = frozenset(
    "cờ tướng|lão tướng|hồ sơ|đơn sơ|thô sơ|hoang sơ|nguyên sơ|sơ sơ|đoàn luật|ty người".split("|")
)
# Before a profession that is no person here: *đang lái xe, đá tiền đạo, công ty người mẫu*.
_NOBODY = frozenset(
    "đang vừa vi bằng phép nghề ngành mẫu vai đá vàng kiểu dạng hàng kim cần làm thuê lớp "
    "giải tuyển ty".split()
)
_NOBODY_PAIRS = frozenset(
    "phải có|yêu cầu có|công việc|giải thưởng|danh hiệu|bình chọn|đội ngũ|tất cả|rất đông|đề tài|"
    "triệu tập|sử dụng|đờn ca|tham gia|dành cho".split("|")
)
# Before *Nữ diễn viên, Nam ca sĩ* when it is a prize.
_PRIZE = frozenset("giải mục cử cúp hiệu thưởng".split())
# Behind a profession that is nobody in particular: *cầu thủ nhập tịch, bác sĩ nào*.
_ANYBODY = frozenset([",", "nào", "nhập", "ngoại", "nước", "giỏi", "xuất", "đoàn"])
# Behind *của*: whoever serves somebody, or a prize: *luật sư của ông An, Nhạc sĩ của năm*.
_SERVED = frozenset("ông bà anh chị cô ngài cụ bị năm".split())
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
    if _is_other_word(raw, before, after):
        return 0.0
    if head.kind == "profession":
        if _is_prize_or_servant(tokens, names, raw):
            return 0.0
        return _profession(lower, raw, before, after, head.id in named)
    if head.kind != "position":
        if head.kind == "rank" and (raw.about or before == "vị"):
            return 0.6
        return 0.35 if tokens.form[raw.start][0].isupper() else 0.0
    if lower[raw.start] in _SHORT and not raw.about:
        return 0.0
    another = " ".join(lower[raw.end : raw.end + 2]) in _ANOTHER
    if another and not raw.about and before != "làm":
        return 0.0
    if after in _PLURAL_AFTER or (after.isdigit() and not _is_age(lower, raw.end)):
        return 0.0
    sure = _position(raw, tokens.form[raw.start][0].isupper(), head.id in named)
    return max(sure, 0.5) if sure and (before == "vị" or after == "này") else sure


def _profession(lower: list[str], raw: RawTitle, before: str, after: str, named: bool) -> float:
    """Confidence of a profession."""
    aged = _is_age(lower, raw.end)
    same = named and lower[raw.start] not in _SHORT
    same = same and (after != "và" or raw.about)  # *khoảng cách của ca sĩ và khán giả*
    told = _told_of(before, "tuổi" if aged else after, same)
    if raw.head.id in _CAPTAINS and after not in _ANYBODY and after != "mới" and before != "ghế":
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


def _is_other_word(raw: RawTitle, before: str, after: str) -> bool:
    """Whether the words beside a title make it a body, a role or a contest: *phủ Tổng thống*."""
    if raw.head.kind == "profession":
        contest = "pageant" in raw.head.marks and (after in _OF_CONTEST or before in _AT)
        return contest or before in _NOBODY or before in BODY_OF
    if before == "ghế":
        return not raw.about
    return before in BODY_OF or (before in _TEACHERS and raw.head.id == "chu-nhiem")


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
    return last in _PLURAL or words[-2:] == ["gồm", ":"]


def has_many(words: list[str], raw: RawTitle) -> bool:
    """Whether the ``words`` before a title give it several holders, or none yet."""
    near = words[-3:]
    if is_plural(words):
        return True
    if near[-1:] == ["và"] and raw.head.seniority > 5 and not _MANY.isdisjoint(_list_before(words)):
        return True
    # *bầu, tranh cử chức, ứng viên*
    if raw.head.kind == "profession" and " ".join(near[-2:]) in _NOBODY_PAIRS:
        return True
    if raw.head.kind == "position" and _is_held(near):
        return False
    return near[-1:] == ["bầu"] or _says(near, _SOUGHT_WITH_BODY if raw.about else _SOUGHT_PAIRS)


def _is_held(near: list[str]) -> bool:
    """Whether three words say that somebody has, gets or leaves a post."""
    pair = " ".join(near[1:])
    if pair == "trở thành":
        return near[0] in _BECAME
    return pair in _POST_PAIRS and near[0] in _HELD


def _list_before(words: list[str]) -> list[str]:
    """The last of the words that no mark interrupts."""
    marks = (i for i in range(len(words) - 1, -1, -1) if not words[i].isalnum())
    return words[next(marks, -1) + 1 :]


def is_no_holder(words: list[str], first: str, raw: RawTitle) -> bool:
    """Whether it is a contest, a candidate or another word (``first``: its first), in any case."""
    if words and f"{words[-1]} {first}" in _OTHER_WORDS:
        return True
    place = words[:-1] if words[-1:] == ["nữ"] else words
    if place and (place[-1] in _MONUMENTS or " ".join(place[-2:]) in _MONUMENTS):
        return True
    pairs = _CONTEST_PAIRS if "pageant" in raw.head.marks else _CANDIDATE_PAIRS
    return _says(words[-3:], pairs)


def _says(words: list[str], pairs: frozenset[str]) -> bool:
    """Whether two neighbouring words are one of the pairs."""
    return any(f"{left} {right}" in pairs for left, right in itertools.pairwise(words))


def _told_of(before: str, after: str, same: bool) -> float:
    """Confidence of a bare profession; ``same``: the article names somebody with it."""
    if after in _ANYBODY or after in _PLURAL_AFTER:
        return 0.0
    if before in _SEX or (same and after == "này"):
        return 0.85
    if after in _PORTRAIT:
        return 0.75 if same else 0.55
    return 0.6 if same else 0.0
