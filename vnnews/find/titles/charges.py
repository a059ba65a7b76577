"""What a title's holder is in charge of, told in words between the head and a body or a name.

    bà Lê Thị An, giám đốc | chiến lược khách hàng | tại Novatek, cho biết
    chỉ huy | đội cứu hộ | Lê Văn Bảy

Words are taken only between safe ends: on the left a head, better one in apposition to a name;
on the right a body or place, a mark, a verb of saying, or the holder's name.
"""

from __future__ import annotations

from vnnews.find.organizations.lexicon import topics
from vnnews.find.titles.ends import closes_title
from vnnews.find.titles.lexicon import TitleHead, title_heads
from vnnews.find.titles.names import Names
from vnnews.find.titles.words import title_words
from vnnews.text.tokens import Tokens

_MAX_WORDS = 9
_MAX_WORDS_OF_PART = 5
_KINDS = frozenset(["position", "profession", "degree"])
_OPEN = frozenset("các cho phía với và".split())  # no charge ends in these


def past_charge(
    tokens: Tokens, names: Names, head: TitleHead, span: tuple[int, int], *, apposed: bool
) -> int:
    """Past a charge in ``span`` (from, sentence's end); the span's start when there is none."""
    at, limit = span
    if head.kind not in _KINDS or at >= limit or names.cover[at] >= 0:
        return at
    lower = tokens.lower
    if not lower[at][0].isalnum():
        return at
    if not (apposed or "minister" in head.marks or _opens_charge(tokens, at)):
        return at
    for end in range(at, min(limit, at + _MAX_WORDS) + 1):
        if closes_title(tokens, end, limit):
            return end if apposed and lower[end - 1] not in _OPEN else at
        if names.at(end) >= 0:
            return end if _name_closes(tokens, names, (at, end), apposed=apposed) else at
        if lower[end] == "của":
            return end if apposed or names.starts(end + 1, "ORG", "LOC") > 0 else at
        if _is_no_charge(tokens, end):
            return at
    return at


def _is_no_charge(tokens: Tokens, at: int) -> bool:
    """Whether the word at ``at`` can be in no charge: a mark, a title, what tells of a person."""
    no_charge = title_words().no_charge
    if not tokens.form[at][0].isalnum():
        return True
    if tokens.lower[at] in no_charge:
        topic = topics().longest(tokens.lower, at)  # *lực lượng | không quân*
        return topic is None or topic[0] == at + 1
    if " ".join(tokens.lower[at : at + 2]) in no_charge:
        return True
    match = title_heads().longest(tokens.lower, at)  # *Giám đốc và | Phó giám đốc*
    return match is not None and not match[1].marks & {"verb", "number"}


def _name_closes(tokens: Tokens, names: Names, span: tuple[int, int], *, apposed: bool) -> bool:
    """Whether the name at the end of ``span`` closes the charge that it covers."""
    at, end = span
    if tokens.lower[end - 1] in _OPEN:
        return False
    if names.starts(end, "PER") > 0:
        return _is_whole_charge(tokens, at, end)
    name = names.starts(end, "ORG", "LOC")
    return name > 0 and (apposed or names.starts(name, "PER") > 0)


def _is_whole_charge(tokens: Tokens, at: int, end: int) -> bool:
    """Whether the tokens are subjects and qualifiers, or begin with the noun of a part."""
    if end > at + 1 and _opens_part(tokens, at):
        return end <= at + _MAX_WORDS_OF_PART
    while at < end:
        match = topics().longest(tokens.lower, at)
        if match is None or _is_verbal(tokens, at):
            return False
        at = match[0]
    return at == end


def _opens_part(tokens: Tokens, at: int) -> bool:
    """Whether the noun of a part begins at ``at``: *đội, bộ phận*."""
    return title_words().part.longest(tokens.lower, at) is not None


def _opens_charge(tokens: Tokens, at: int) -> bool:
    """Whether a subject or the noun of a part begins at ``at``."""
    if _opens_part(tokens, at):
        return True
    return not _is_verbal(tokens, at) and topics().longest(tokens.lower, at) is not None


def _is_verbal(tokens: Tokens, at: int) -> bool:
    """Whether a verb begins at ``at`` that is also the subject of a body."""
    verbal = title_words().verbal
    return tokens.lower[at] in verbal or " ".join(tokens.lower[at : at + 2]) in verbal
