"""Syllables that are countries only here and there: *người Anh*, *Mỹ - Trung*, not *Anh hùng*."""

from __future__ import annotations

from vnnews.find.places.grammar import Name, Reader, is_vietnamese, words_of
from vnnews.find.places.lists import Found

# After these a syllable is a country: *người Việt*, *phụ nữ Việt*.
_OF = frozenset("người hàng gốc đất nước cộng quân phía phe giới dân tiền showbiz sao".split())
_OF_TWO = frozenset(
    (
        "đàn ông,phụ nữ,trẻ em,doanh nghiệp,nghệ sĩ,cầu thủ,bóng đá,du khách,cô gái,khán giả,"
        "thị trường,điện ảnh,sinh viên,thương hiệu"
    ).split(",")
)
_PEOPLES = ["đồng", "bào"], ["dân", "tộc"]  # *đồng bào Thái*
_MADE = frozenset(["tạo", "biến"])  # *máy bay do Pháp chế tạo*
_NOT_COUNTRY_FIRST = frozenset(["anh", "áo", "ý"])


def country_syllable(r: Reader, i: int, end: int, name: Name, before: str) -> Found | None:
    """*Mỹ, Anh, Trung*: a country only where nothing makes it part of a longer name."""
    if _paired(r, i, end):
        return i, end, "country-pair", 0.9
    if r.lower[max(0, i - 2) : i] in _PEOPLES:
        return None  # one of those of Vietnam
    goes_on = r.capital_at(end) and r.name_at(end) is None
    if _begins_word(r, i, end):
        return i, end, "word", 0.0
    if r.joined(i) and r.caps[i - 1] and not r.joined(end):
        return None
    if goes_on and (is_vietnamese(r.lower[end]) and len(r.form[end]) > 1):
        return None
    if name.kind == "short":
        of = before in _OF or " ".join(r.lower[max(0, i - 2) : i]) in _OF_TWO
        if before == "liên":
            return None  # "liên Triều"
        if goes_on or r.opens(i) or (r.caps[i - 1] and not (of and r.opens(i - 1))):
            return None
        return i, end, "country-short", 0.8 if of else 0.35
    if r.capital_before(i) and is_vietnamese(before) and r.form[i - 1].islower():
        return None
    if r.capital_before(i) and len(r.form[i - 1]) > 1 and is_vietnamese(before):
        return None
    if r.opens(i):
        if r.lower[i] in _NOT_COUNTRY_FIRST and before != "(":
            return None
        return i, end, "country", 0.6
    return i, end, "country", 0.9


def _paired(r: Reader, i: int, end: int) -> bool:
    """Whether a dash joins it to another country: *Mỹ - Trung*, *Việt-Nhật*."""
    for dash, other in ((i - 1, i - 2), (end, end + 1)):
        if not (0 <= other < r.n and 0 < dash < r.n) or r.form[dash] not in "-–":
            continue
        if not r.caps[other] or r.line[i] != r.line[other]:
            continue
        two = other < i and r.lower[other] in ("quốc", "bản", "nam") and r.caps[other - 1]
        if r.country_end(other - 1 if two and other else other):
            return True
    return False


def _begins_word(r: Reader, i: int, end: int) -> bool:
    """Whether the syllable before ``end`` is the beginning of a word: *Mỹ thuật, Vụ Pháp chế*."""
    if end >= r.n or r.lower[end] in words_of("tail"):
        return end < r.n
    made = end + 1 < r.n and r.lower[end + 1] in _MADE
    return f"{r.lower[i]} {r.lower[end]}" in words_of("word") and not made
