"""What a minister or a bureau is for, and the contest that a beauty queen won.

Bộ trưởng | [Thương mại, Đầu tư và Công nghiệp]        Hoa hậu | [Biển Toàn cầu 2025]
"""

from __future__ import annotations

from vnnews.find.organizations.lexicon import topics
from vnnews.find.titles.ends import closes_title
from vnnews.find.titles.lexicon import title_heads
from vnnews.find.titles.names import Names
from vnnews.find.titles.words import title_words
from vnnews.text.tokens import Tokens

# Last words of heads that a subject may follow: *Trưởng khoa | Gây mê*, *Giám đốc | nhân sự*.
PARTS = frozenset(["phòng", "khoa", "ban", "đốc", "phận", "đội", "gia"])
# Last words of heads that no further subject follows: *Bộ trưởng | - Chủ nhiệm*.
_UNNAMED = PARTS | {"trưởng"}
_BETWEEN_SUBJECTS = frozenset(["và", "-", "–", "&", ","])
_AND = frozenset(["và", "&", ","])
# Between a head, or its subject, and a body or place.
LINKS = frozenset(["của", "tại", "thuộc", "ở"])
MAX_UNKNOWN = 12  # words of a subject or a body that nobody knows


def past_subject(tokens: Tokens, names: Names, at: int, limit: int) -> int:
    """Past the subjects at ``at``: *Quốc phòng, phụ trách bình đẳng giới*."""
    end = at
    while end < limit and names.at(end) < 0:
        match = topics().longest(tokens.lower, end)
        if match and match[0] <= limit and not _is_cut(tokens, names, (end, match[0]), limit):
            end = match[0]
            continue
        if tokens.lower[end - 1] in _UNNAMED or not _links_subjects(tokens, end, limit):
            break
        end += 1
    return end


def past_unknown_subject(tokens: Tokens, names: Names, at: int, begin: int, limit: int) -> int:
    """Past capitalised words of a subject begun at ``begin``, up to a name: *Mỏ và Ngư nghiệp*."""
    end, forms = at, tokens.form
    opened = end > begin or tokens.lower[begin - 1] != "trưởng"
    while end < min(limit, begin + MAX_UNKNOWN + 1) and names.at(end) < 0:
        joined = opened and tokens.lower[end] in _AND and end + 1 < limit
        if title_heads().longest(tokens.lower, end + joined) is not None:
            return at
        opened = True
        if not (forms[end + joined][0].isupper() or (end > at and forms[end].islower())):
            break
        end += 1 + joined
    if end - begin > MAX_UNKNOWN or end >= limit or names.at(end) < 0:
        return at
    return at if tokens.lower[end - 1] in _AND else end


def past_contest(tokens: Tokens, names: Names, at: int, limit: int) -> int:
    """Past the words of a contest and its year: *Hoa hậu Biển Toàn cầu 2025*."""
    end = at
    while end < limit and names.at(end) < 0:
        match = title_heads().longest(tokens.lower, end)
        if match is not None:
            if "pageant" not in match[1].marks or not tokens.lower[end - 1].isdigit():
                break
            end = match[0]
            continue
        contest = title_words().contest_name.longest(tokens.lower, end)
        if contest is None and not tokens.lower[end].isdigit():
            break
        end = contest[0] if contest else end + 1
    return end


def _is_cut(tokens: Tokens, names: Names, span: tuple[int, int], limit: int) -> bool:
    """Whether a subject of one syllable is the first of a word: *khoa điều | trị*."""
    at, end = span
    if end > at + 1 or end >= limit or names.at(end) >= 0:
        return False
    if tokens.lower[end] in LINKS or tokens.lower[end] in _BETWEEN_SUBJECTS:
        return False
    return tokens.form[end].islower() and not closes_title(tokens, end, limit)


def _links_subjects(tokens: Tokens, at: int, limit: int) -> bool:
    """Whether a subject follows the word at ``at``: *Thương mại | , Đầu tư và Công nghiệp*."""
    if tokens.lower[at] not in _BETWEEN_SUBJECTS or at + 1 >= limit:
        return False
    match = topics().longest(tokens.lower, at + 1)
    if match is None or match[0] > limit:
        return False
    return tokens.lower[at] != "," or tokens.lower[match[0] : match[0] + 1] == ["và"]
