"""Age, year of birth and home that stand right behind a person's name."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from vnnews.link.document import Document

_BORN = re.compile(
    r"\s*[,(]?\s*(?:(?:nam|nữ)\s*[,;]\s*)?"
    r"(?:(?P<age>\d{1,3})\s*tuổi|(?:sinh năm|sinh|SN|s\.?n\.?)\s*:?\s*(?P<year>(?:19|20)\d\d))\b",
    re.I,
)
_HOME = re.compile(
    r"\s*[,;(]\s*(?:cùng\s+)?(?:hộ khẩu(?: thường trú)?|thường trú|tạm trú|cư trú|trú quán|trú|ngụ|"
    r"quê quán|nguyên quán|quê|ở)(?:\s+cùng)?\s*(?:tại|ở)?\s*:?\s*",
    re.I,
)
_OLDEST, _REACH = 120, 90
# What either can begin with; most names are followed by something else.
_OPENERS = frozenset(",;(sSnN0123456789")
_HOME_OPENERS = frozenset(",;(")


class Biography(msgspec.Struct, frozen=True):
    """What is told behind one mention; ``home`` is the LOC mention of the smallest place."""

    age: int | None = None
    birth_year: int | None = None
    home: int | None = None


_NOTHING = Biography()


def biography(document: Document, index: int) -> Biography:
    """What stands behind PER mention ``index``: *(45 tuổi, trú xã A)*, *, sinh năm 1980*.

    >>> from vnnews.find.candidate import Candidate
    >>> from vnnews.text.layout import lay_out
    >>> from vnnews.text.tokens import tokenize
    >>> from vnnews.text.view import normalize
    >>> text = normalize("Bà Lê An (45 tuổi, trú xã Hòa Bình) kể lại.")
    >>> mentions = (Candidate("PER", 3, 8, ""), Candidate("LOC", 23, 34, ""))
    >>> biography(Document(text, tokenize(text), lay_out(text), mentions), 0)
    Biography(age=45, birth_year=None, home=1)
    """
    view, end = document.text.view, document.mentions[index].end
    opener = view[end : end + 4].lstrip()[:1]
    if opener not in _OPENERS:
        return _NOTHING
    born = _BORN.match(view, end, end + _REACH)
    if born is None:
        home = _home(document, index, end, end) if opener in _HOME_OPENERS else None
        return Biography(home=home) if home is not None else _NOTHING
    home = _home(document, index, end, born.end())
    age = int(born["age"]) if born["age"] else None
    year = int(born["year"]) if born["year"] else None
    return Biography(age if age is None or age <= _OLDEST else None, year, home)


def first_told(document: Document, mentions: Sequence[int]) -> Biography:
    """The first age, year of birth and home that stand behind any of a person's mentions."""
    told = [found for i in mentions if (found := biography(document, i)) is not _NOTHING]
    if not told:
        return _NOTHING
    return Biography(
        age=next((each.age for each in told if each.age is not None), None),
        birth_year=next((each.birth_year for each in told if each.birth_year is not None), None),
        home=next((each.home for each in told if each.home is not None), None),
    )


def _home(document: Document, index: int, end: int, told: int) -> int | None:
    mentions = document.mentions
    for i in range(index + 1, len(mentions)):
        mention = mentions[i]
        if mention.start > end + _REACH or mention.type == "PER":
            return None
        if mention.type == "LOC":
            return i if _HOME.fullmatch(document.text.view, told, mention.start) else None
    return None
