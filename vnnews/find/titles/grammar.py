"""The grammar of a title: modifiers, head, qualifier, and the body or place that it is about.

    [nguyên] [Phó Chủ tịch] [Thường trực] [UBND tỉnh Hà Nam]
    modifier     head         qualifier     ORG or LOC

``read_titles`` reads every span that has the form of a title; which of them say what a
particular person is, ``finder.py`` decides from what stands beside them.
"""

from __future__ import annotations

import msgspec

from vnnews.find.titles.complement import Reader
from vnnews.find.titles.lexicon import TitleHead, title_heads
from vnnews.find.titles.names import Names
from vnnews.find.titles.words import title_words
from vnnews.text.tokens import Tokens


class RawTitle(msgspec.Struct, frozen=True):
    """A span that has the form of a title, as a token range in the token range ``sentence``.

    ``about`` tells whether it holds a body or a place.
    """

    start: int
    end: int
    head: TitleHead
    about: bool
    sentence: tuple[int, int]


_MODIFIERS = frozenset(["nguyên", "cựu", "quyền", "tân", "phó", "đồng"])
_MAX_MODIFIERS = 4
# What makes a modifier another word: *chính quyền Tổng thống, hội đồng, 5 triệu đồng*.
_OTHER_WORDS = {
    "quyền": frozenset("chính thẩm ủy nhân cầm phân bản pháp đặc chủ toàn".split()),
    "đồng": frozenset("hội hợp cộng tương bất đại cánh lao triệu tỷ tỉ nghìn ngàn trăm".split()),
}
_BEFORE_PHO = frozenset(["đối", "ứng", "giao"])  # *đối phó IS*
_HYPHENS = frozenset(["-", "–", "/"])
# Between a name and the title that says who it is.
_APPOSITION = frozenset([",", "(", "-", "–", "—"])
_COPULA = frozenset(["là", "hiện", "một", "vốn"])


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
    if "body" in head.marks and names.at(head_end) < 0:
        return None
    if "named" in head.marks and names.starts(head_end, "PER") < 0:
        return None
    start = _with_modifiers(tokens, at, begin)
    apposed = _in_apposition(tokens, names, start, begin)
    several = start > begin and not apposed and tokens.lower[start - 1] in title_words().plural
    if several:  # *một trợ lý của | Tổng thống*: the office has a holder, the aide has none
        head = msgspec.structs.replace(head, marks=head.marks - {"aide"})
    reader = Reader(tokens, names, head, limit, apposed=apposed)
    end, about = reader.complement(head_end)
    if "body" in head.marks and not about:
        return None
    return RawTitle(start, end, head, about, (begin, limit))


def _in_apposition(tokens: Tokens, names: Names, start: int, begin: int) -> bool:
    """Whether a name and a mark stand before, with or without *là*: *Lê Văn An, | Giám đốc*."""
    at = start
    while at > begin and tokens.lower[at - 1] in _COPULA:
        at -= 1
    marked = at - 2 >= begin and tokens.lower[at - 1] in _APPOSITION
    return marked and names.ends(at - 1, "PER") >= 0


def _with_modifiers(tokens: Tokens, at: int, begin: int) -> int:
    """Start of the title with *nguyên, cựu, quyền, tân, phó, đồng* before its head at ``at``."""
    lower, start = tokens.lower, at
    while start > max(begin, at - _MAX_MODIFIERS):
        word = lower[start - 1]
        if word == "nữ" and start - 1 > begin and lower[start - 2] in _MODIFIERS:
            start -= 2
        elif word in _MODIFIERS and not (
            start > begin + 1 and lower[start - 2] in _OTHER_WORDS.get(word, ())
        ):
            start -= 1
        else:
            break
    return start
