"""What one LOC mention says by itself, and the day that its article speaks of."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from functools import cache, lru_cache

import msgspec

from vnnews.find.places.grammar import COUNTRY, lexicon
from vnnews.lexicon.gazetteer import REFORM, gazetteer, name_key
from vnnews.lexicon.tables import rows
from vnnews.link.document import Document
from vnnews.text.tokens import tokenize_phrase

RANKS: dict[str, tuple[int, ...]] = {
    "tỉnh": (1,),
    "thành phố": (1, 2),
    "quận": (2,),
    "huyện": (2,),
    "thị xã": (2,),
    "phường": (3,),
    "xã": (3,),
    "thị trấn": (3,),
    "đặc khu": (3,),
}
# An article without a day and without a year in it is of these years.
_UNDATED = dt.date(2017, 6, 30)
_FIRST_YEAR, _LAST_YEAR = 2005, 2040
_YEAR = re.compile(r"20\d\d(?<!\d{5})(?!\d)")


class Form(msgspec.Struct, frozen=True):
    """One mention: ``head`` as written (lower case), its ``kind`` and ``level``, the bare ``name``.

    ``key`` is the name under which writings meet; ``country`` is an ISO code when the name tells.
    """

    head: str
    kind: str
    level: str
    name: str
    key: str
    country: str | None = None
    name_kind: str = ""


class _Known(msgspec.Struct, frozen=True):
    """Tables by key: the level of a unit's head, what an alias stands for, a country's code."""

    levels: dict[str, str]
    aliases: dict[str, tuple[str, str]]
    countries: dict[str, str]


@cache
def _known() -> _Known:
    countries: dict[str, str] = {}
    for row in rows("countries"):
        for name in (row["name"], *row["aliases"].split(";"), row["short"]):
            if name:
                countries.setdefault(name_key(name), row["iso"])
    aliases: dict[str, tuple[str, str]] = {}
    for row in rows("places"):
        if row["unit"]:
            level = next(level for level in RANKS if row["unit"].startswith(level + " "))
            aliases[name_key(row["name"])] = level, row["unit"][len(level) + 1 :]
    aliases["hcm"] = ("thành phố", "Hồ Chí Minh")
    levels = {row["head"]: row["level"] for row in rows("place_heads") if row["level"]}
    return _Known(levels, aliases, countries)


def form_of(document: Document, index: int) -> Form:
    """The form of LOC mention ``index``."""
    return read_form(document.written[index])


def country_of(surface: str) -> str | None:
    """The code of the country that a place as written is, if it is one.

    >>> country_of("nước Mỹ"), country_of("Ninh Bình")
    ('US', None)
    """
    form = read_form(surface)
    return form.country if form.name_kind == "country" else None


@lru_cache(maxsize=1 << 13)
def read_form(surface: str) -> Form:
    """The form of a place as written.

    >>> form = read_form("TP.HCM")
    >>> form.level, form.name
    ('thành phố', 'Hồ Chí Minh')
    >>> read_form("nước Mỹ").country, read_form("sông Hồng").head
    ('US', 'sông')
    """
    known, table = _known(), lexicon()
    whole = name_key(surface)
    if whole in known.aliases:
        level, name = known.aliases[whole]
        return Form("", "unit", level, name, name_key(name), "VN", "alias")
    if whole in known.countries:
        return Form("", "", "", surface, whole, known.countries[whole], "country")
    words = tokenize_phrase(surface)
    entry = table.names.get(surface)
    unit = surface[0].isupper() and gazetteer().knows(whole)  # *Cầu Giấy*, *Bến Tre* hold no head
    for end, head in table.heads.every(words, 0) if words and not unit else ():
        if end >= len(words) or head.kind in ("none", "house"):
            continue
        name = _rest(surface, words[:end])
        key = name_key(name)
        level = known.levels.get(head.words, "")
        if level and key in known.aliases:
            level, name = known.aliases[key]
            key = name_key(name)
        if head.kind == "country" and key in known.countries:
            return Form("", "", "", name, key, known.countries[key], "country")
        inner = table.names.get(name)
        if head.kind == "capital" and inner and inner.kind == "province":
            level = "thành phố"
        country = "VN" if level and inner and inner.country == "VN" else None
        if inner and head.kind in ("capital", "unit-foreign", "region", "unit"):
            country = inner.country or country
        return Form(head.words, head.kind, level, name, key, country, inner.kind if inner else "")
    country = entry.country if entry and entry.country else None
    kind = entry.kind if entry else ""
    if kind in COUNTRY:
        return Form("", "", "", surface, whole, country, "country")
    return Form("", "", "", surface, whole, country, kind)


def _rest(surface: str, head: list[str]) -> str:
    """``surface`` without the head's tokens at its front."""
    at, lower = 0, surface.lower()
    for word in head:
        at = lower.index(word, at) + len(word)
    return surface[at:].strip()


def reference_day(document: Document) -> dt.date:
    """The day whose units the article speaks of.

    The publication day; without one, the middle of the year that the text names most, and before
    the reform unless that year is after it.
    """
    if document.published is not None:
        return document.published
    told = map(int, _YEAR.findall(document.text.view))
    years = Counter(year for year in told if _FIRST_YEAR <= year <= _LAST_YEAR)
    if not years:
        return _UNDATED
    year = max(years, key=lambda year: (years[year], year))
    if year > REFORM.year:
        recent = any(y == REFORM.year for y in years) or len(years) == 1
        return dt.date(year, 6, 30) if recent and year == REFORM.year + 1 else _UNDATED
    return dt.date(year, 6, 30)
