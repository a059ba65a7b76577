"""Whether a name stands beside a title: before it, behind it, through a copula or other titles.

[ca sĩ] A · A, [giám đốc] · A còn là [nhà thơ] · [giám đốc] (Huế) A · [Thiếu tướng], [PGS.TS] A
before    after    is                near             chain
hai [luật sư] bào chữa là A và B: some
"""

from __future__ import annotations

import itertools

from vnnews.find.titles.grammar import RawTitle
from vnnews.find.titles.lexicon import title_heads
from vnnews.find.titles.names import Names
from vnnews.find.titles.words import title_words
from vnnews.text.tokens import Tokens

# What may stand right before a title, with or without a copula.
_SMALL = frozenset("một nữ nam người từng nay".split())
HONORIFICS = frozenset("ông bà anh chị cô ngài cụ".split())
# Before the country that a holder is from: *võ sĩ người Thái Lan A*.
_FROM = frozenset(["người", "gốc"])
JOINTS = frozenset([",", "-", "–", "—", "(", ")", ":", '"', "“", "”", "'"])
# Between two titles of one person.
_CHAIN = frozenset([",", "-", "–", "—", "kiêm", "và", ";", "(", '"'])
# Before holders who are told one by one, and what opens their list.
_NUMBERS = frozenset("hai ba bốn năm sáu bảy tám chín cặp".split())
_LISTS = frozenset(["là", "gồm"])
_BEFORE_HOLDER = HONORIFICS | {":", "các"}
_REACH_TO_LIST = 12
_REACH = 7
_REACH_RIGHT = 8
_IN_BRACKETS = 16
_FARTHEST = _REACH + 2 * _IN_BRACKETS  # however many brackets stand between
# Who the sentences before named, and what such a clause begins with.
PRONOUNS = HONORIFICS - {"ngài", "cụ"}
_CLAUSE = frozenset("khi nay rằng vì do đó và nhưng mà thì hiện sau trước".split())


def beside(tokens: Tokens, names: Names, raw: RawTitle) -> str:
    """How a name stands beside a title: a word as above, ``some`` for a list; else empty."""
    begin, limit = raw.sentence
    if raw.end < limit and names.starts(raw.end, "PER") > 0:
        return "before"
    left = _look_left(tokens, names, raw, begin)
    if left and tokens.lower[raw.end : raw.end + 1] != ["hai"]:  # *Thủ tướng hai nước*
        return left
    if _look_right(tokens, names, raw, limit):
        return "near"
    if _is_told_of_some(tokens, names, raw):
        return "some"
    return "unknown" if _precedes_capitals(tokens, names, raw, limit) else ""


def _precedes_capitals(tokens: Tokens, names: Names, raw: RawTitle, limit: int) -> bool:
    """Whether two capitalised words follow that nobody knows: most likely a person's name.

    One is enough for the holder of a degree who says something: *TS An cho biết*.
    """
    end, lower = raw.end, tokens.lower
    if raw.about or end + 1 >= limit or title_heads().longest(lower, end) is not None:
        return False
    says = raw.head.kind == "degree" and " ".join(lower[end + 1 : end + 3]) in title_words().saying
    return lower[end] != "the" and all(  # *HLV The Voice*
        names.at(i) < 0 and tokens.form[i].istitle() and tokens.form[i].isalpha()
        for i in range(end, end + 2 - says)
    )


def _look_right(tokens: Tokens, names: Names, raw: RawTitle, limit: int) -> bool:
    """Whether a name follows behind an honorific, a bracket or another small word."""
    at, lower, to_name = raw.end, tokens.lower, title_words().to_name
    if raw.head.kind == "degree" and at < limit and tokens.lower[at] == ".":
        at += 1  # *Ts. Lê Văn An*
    for end in range(at, min(limit, at + _REACH_RIGHT)):
        if names.starts(end, "PER") > 0:
            return True
        word = lower[end]
        name = names.at(end)
        if name >= 0:
            first, last = names.ranges[name]
            bracketed = lower[first - 1] == "(" and lower[last : last + 1] == [")"]
            if lower[first - 1] not in _FROM and not bracketed:
                return False
        elif word not in to_name and word not in JOINTS and not word.isdigit():
            return False
    return False


def _is_told_of_some(tokens: Tokens, names: Names, raw: RawTitle) -> bool:
    """Whether a number stands before, and the holders behind: *hai | luật sư của ông là A và B*."""
    lower, (begin, limit) = tokens.lower, raw.sentence
    if raw.start == begin or "verb" in raw.head.marks:
        return False
    number = lower[raw.start - 1 - (lower[raw.start - 1] in _SMALL)]
    if number not in _NUMBERS and not (number.isdigit() and len(number) == 1):
        return False
    for at in range(raw.end, min(limit, raw.end + _REACH_TO_LIST)):
        if lower[at] in _LISTS:
            first = next((i for i in range(at + 1, limit) if lower[i] not in _BEFORE_HOLDER), limit)
            return names.starts(first, "PER") > 0
        if lower[at] == "thể" or not tokens.form[at][0].isalnum():  # *có thể*
            return False
        if names.starts(at, "PER") > 0:
            return False
    return False


def _look_left(tokens: Tokens, names: Names, raw: RawTitle, begin: int) -> str:
    """How a name precedes: ``after`` a comma, dash or bracket, ``is`` with a copula, or empty."""
    said, lower, start = "", tokens.lower, raw.start
    words = title_words()
    reach = start - _REACH
    while start > max(begin, reach):
        if names.ends(start, "PER") >= 0:
            return said
        word = lower[start - 1]
        if names.at(start - 1) >= 0:
            return ""
        if word in words.copula:
            if word == "bổ" and lower[start - 2] != "được":
                return ""  # who appoints another
            said = "is"
        elif word == ")" and names.ends(start - 1, "PER") < 0:
            said = said or ("" if "verb" in raw.head.marks else "after")
            start = _past_brackets(lower, start, begin)
            reach = max(min(reach, start - 2), raw.start - _FARTHEST)
        elif word in JOINTS:
            said = said or "after"
        elif word == "tuổi" or word.isdigit():
            start = _past_age(lower, start, begin)
            if not start:
                return ""
            continue
        elif word not in _SMALL and not (said == "is" and word in words.adverb):
            spoken = said == "is" and word in PRONOUNS and "verb" not in raw.head.marks
            return said if spoken and _opens_clause(lower, start - 1, begin) else ""
        start -= 1
    return said if start > begin and names.ends(start, "PER") >= 0 else ""


def _past_brackets(lower: list[str], at: int, begin: int) -> int:
    """Behind the bracket that ends at ``at`` opens: *An | (30 tuổi, trú Huế) là tài xế*."""
    for start in range(at - 2, max(begin, at - _IN_BRACKETS), -1):
        if lower[start] == "(":
            return start + 1
    return at


def _past_age(lower: list[str], at: int, begin: int) -> int:
    """Start of an age or a year of birth that ends at ``at``; 0 when there is none."""
    if at - 2 >= begin and lower[at - 1] == "tuổi" and lower[at - 2].isdigit():
        return at - 2 - 2 * (lower[at - 4 : at - 2] == ["năm", "nay"])
    if lower[at - 3 : at - 1] == ["sinh", "năm"]:
        return at - 3
    return at - 2 if lower[at - 2] == "sn" else 0


def _opens_clause(lower: list[str], at: int, begin: int) -> bool:
    """Whether the pronoun at ``at`` is who acts: *khi | ông làm*; not *vợ | ông là*."""
    return at == begin or lower[at - 1] in _CLAUSE or not lower[at - 1].isalnum()


def spread(tokens: Tokens, raws: list[RawTitle], how: list[str]) -> None:
    """Hand a name on through chains: *Ủy viên …, Giám đốc … | Lê Văn An*, and the other way."""
    chained = [joined(tokens, left, right) for left, right in itertools.pairwise(raws)]
    for i in range(len(raws) - 2, -1, -1):
        if not how[i] and chained[i] and how[i + 1] in ("before", "near", "unknown", "chain"):
            how[i] = "chain"
    for i in range(1, len(raws)):
        if how[i] or not chained[i - 1] or _is_rest(tokens, raws[i]):
            continue
        if how[i - 1] in ("after", "is", "list"):
            how[i] = "list"


def _is_rest(tokens: Tokens, raw: RawTitle) -> bool:
    """Whether it is those who come with the holder: *An, Giám đốc Sở, và | cán bộ*."""
    return "verb" in raw.head.marks and tokens.lower[raw.start - 1] == "và"


def joined(tokens: Tokens, left: RawTitle, right: RawTitle) -> bool:
    """Whether only marks and *kiêm, và* stand between two titles."""
    return (
        right.start <= left.end + 2
        and left.sentence == right.sentence
        and _CHAIN.issuperset(tokens.lower[left.end : right.start])
    )
