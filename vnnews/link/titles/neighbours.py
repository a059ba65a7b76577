"""How a title and a name, or two titles, that stand one after the other belong together.

Only the text between them is read, without bracketed asides. The patterns are anchored at both ends
and run over at most ``LONGEST`` characters.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from vnnews.link.document import Document

LONGEST = 80

Join = Literal[
    "touch",  # title + name: *Giám đốc (mới, ông) A*
    "set off",  # title, name: *Giám đốc, ông A* · *Giám đốc - A*
    "named",  # title is name: *Giám đốc là ông A*
    "aside",  # name, title: *A, (nguyên là) Giám đốc* · *A (45 tuổi, Giám đốc*
    "held",  # name … holds title: *A được bầu làm Giám đốc*
    "list",  # title, title: *Bí thư, Chủ tịch*
    "and",  # title and title: *Bí thư và Chủ tịch*
    "appoints",  # title gives title: *Bộ trưởng bổ nhiệm … giữ chức Giám đốc*
    "",
]

HONORIFIC = (
    r"(?:(?:cố|các|hai)\s+)?(?:ông|bà|anh|chị|cô|em|chú|bác|cụ|ngài|đồng chí|đ/c|sir|linh mục)"
)
_MODIFIER = (
    r"(?:đắc cử|mới|cũ|đương nhiệm|đương chức|nước này|nước chủ nhà|khi đó|khi ấy|lúc đó|bấy giờ|"
    r"trẻ|nổi tiếng|lừng danh|huyền thoại|kỳ cựu|kì cựu|ngoại binh|nhập tịch|lưu vong|tham nhũng|"
    r"(?:sắp )?mãn nhiệm|quá cố|tiền nhiệm|hiện tại|hiện nay|gạo cội|tài năng|xinh đẹp|khác|"
    r"của (?:doanh nghiệp|công ty|đơn vị|nước|hãng|câu lạc bộ|đội) này|"
    r"(?:có )?tên(?: là)?|(?:gốc|người) \w+|\d+ tuổi|(?:số một|top \d+) thế giới)"
)
_WHEN = r"(?:(?:hiện nay|hiện tại|hiện|khi đó|bấy giờ|trước đó|lúc này|mới) )?"
_TOUCH = re.compile(rf"\)?\s*(?:{_MODIFIER}\s*)*(?:{HONORIFIC})?\s*\(?", re.I)
_SET_OFF = re.compile(rf"(?:{_MODIFIER}\s*)*[,:–-]\s*(?:{HONORIFIC})?\s*(?:ayatollah)?", re.I)
# *phó bí thư nhiệm kỳ 2010-2015, đại biểu Quốc hội khóa XIII, …*
_TERM = r"(?:nhiệm kỳ|khóa) [\dIVXL]+(?:(?: ?[-–] ?|, )[\dIVXL]+)*"
# Also: *Trợ lý Ngoại trưởng về các vấn đề biển, ông A*.
_NAMED = re.compile(
    rf"(?:{_TERM} |{_MODIFIER} )?{_WHEN}"
    rf"(?:là|do|đối với|cho|với|được giao cho|thuộc về)(?: {HONORIFIC})?|"
    rf"về [^,;:().]{{2,40}}, {HONORIFIC}",
    re.I,
)
_AGE = r"(?:\d+ tuổi|sinh (?:năm )?\d+|SN \d+)"
_ASIDE = re.compile(
    rf"(?:[,(–:-]|[,(]\s*{_AGE}\s*[,;–-])\s*\"?"
    r"(?:(?:(?:hiện|nay|nguyên|vốn|từng|cũng|đồng thời) )?là(?: một)?|hiện|một|nữ|nam|vị|người|cố|"
    r"hiện giữ chức|hiện đang là|nguyên|tân|làm)?",
    re.I,
)
_HELD = re.compile(
    r"(?:là|làm|giữ|giữ (?:các )?chức(?: vụ)?|các chức(?: vụ)?|chức(?: vụ| danh)?|trở thành|"
    r"đảm nhiệm|đảm nhận|đảm đương|đăng quang|thành|được giao|nhậm chức|kiêm|kiêm nhiệm|vị trí|"
    r"vai trò|cương vị|ghế|danh hiệu|ngôi vị|nhiệm vụ|được bầu|được phong|phong hàm|quân hàm|"
    r"được thăng hàm|(?:chức vụ|vị trí|cương vị)(?: công tác| quan trọng)?[,:]?)"
    r"(?: (?:một|nữ|nam|vị|mới|tân|người))?\s*[\"“]?",
    re.I,
)
# Between a title and the body that stands before the name: *Chủ tịch mới của Fed A*.
_OF_BODY = re.compile(rf"(?:{_MODIFIER}\s*)*(?:của|tại|ở)", re.I)
# The words that ``_HELD`` can begin with.
_HELD_BEGINS = frozenset(
    "là làm giữ các chức trở đảm đăng thành được nhậm kiêm vị vai cương ghế danh ngôi "
    "nhiệm phong quân".split()
)
_LIST = re.compile(
    rf"\(?|(?:{_MODIFIER}\s*|{_TERM} ?)?[,;/–-]|,?\s*kiêm(?: nhiệm)?|,?\s*đồng thời(?: là)?|"
    rf",? nguyên là|,?\s*nguyên|,? rồi|,\s*{HONORIFIC}",
    re.I,
)
_AND = re.compile(r",?\s*và(?: đồng thời)?(?: là)?", re.I)
_APPOINTS = re.compile(
    r"(?<!được )\b(?:bổ nhiệm|điều động|chỉ định|quyết định|phân công|giao|trao|ký|đề nghị|bầu)\b"
)
# Who gives somebody else a post: *A đề cử B làm Giám đốc*.
_GIVES = re.compile(
    r"(?<!được )(?<!quyết định )\b(?:đề cử|bổ nhiệm|chỉ định|chọn|mời|đề nghị) "
    r"(?!làm|giữ|vào|là|và|đảm|trở)\w"
)
_SENTENCE_END = re.compile(r"[.!?;\n]")
_ASIDES = re.compile(r"\([^()\n]{0,80}\)")


def join(document: Document, left: int, right: int) -> tuple[str, Join]:
    """The words between two mentions, and how they join a TITLE to a PER or to a TITLE."""
    mentions = document.mentions
    start, end = mentions[left].end, mentions[right].start
    if end - start > 2 * LONGEST:
        return "", ""
    text = document.text.view[start:end]
    if right - left == 2 and mentions[left].type == "TITLE" and start <= mentions[left + 1].start:
        body = mentions[left + 1]
        if _OF_BODY.fullmatch(document.text.view[start : body.start].strip()):
            text = document.text.view[body.end : end]
    if "(" in text:
        text = _ASIDES.sub(" ", text)
    stripped = text.strip(" ")
    if stripped.startswith("cho ") and document.word_before(left) == "của":
        return stripped, ""  # *Bằng khen của Thủ tướng cho em A*
    if "\n" in stripped or len(stripped) > LONGEST:
        return stripped, ""
    return stripped, _join(
        " ".join(stripped.split()), mentions[left].type == "TITLE", mentions[right].type == "TITLE"
    )


@lru_cache(maxsize=1 << 12)
def _join(text: str, from_title: bool, to_title: bool) -> Join:
    if from_title and to_title:
        if _LIST.fullmatch(text):
            return "list"
        if _AND.fullmatch(text):
            return "and"
        if held(text):
            return "appoints" if _APPOINTS.search(text) else "held"
    elif from_title:
        if _TOUCH.fullmatch(text):
            return "touch"
        if _SET_OFF.fullmatch(text):
            return "set off"
        if _NAMED.fullmatch(text):
            return "named"
    elif to_title:
        if _ASIDE.fullmatch(text):
            return "aside"
        return "held" if held(text) and not _GIVES.search(text) else ""
    return ""


def held(text: str) -> bool:
    """Whether words of one clause end in a verb of being or holding.

    >>> held("đã được bầu làm"), held("khen"), held("về. Bà là")
    (True, False, False)
    """
    if _SENTENCE_END.search(text):
        return False
    words = text.split()[-5:]
    return any(
        _HELD.fullmatch(" ".join(words[i:]))
        for i, word in enumerate(words)
        if word.lower().rstrip('"“,:') in _HELD_BEGINS
    )
