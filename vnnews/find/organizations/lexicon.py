"""What the grammar of bodies reads: heads, subjects, places, family names, function words."""

from __future__ import annotations

from functools import cache

import msgspec

from vnnews.lexicon.phrases import Phrases
from vnnews.lexicon.tables import rows


class Head(msgspec.Struct, frozen=True):
    """One row of ``organization_heads.tsv``."""

    phrase: str
    kind: str
    follows: frozenset[str]
    alone: str
    upper: bool
    named: bool
    not_after: frozenset[str]
    not_before: frozenset[str]


@cache
def heads() -> Phrases[Head]:
    """Heads by phrase."""
    return Phrases(
        (
            row["head"],
            Head(
                row["head"],
                row["kind"],
                frozenset(filter(None, row["follows"].split(","))),
                row["alone"],
                row["case"] == "upper",
                row["case"] == "named",
                frozenset(row["not_after"].split()),
                frozenset(row["not_before"].split()),
            ),
        )
        for row in rows("organization_heads")
    )


@cache
def topics() -> Phrases[bool]:
    """Subjects of bodies; the value says whether a lower-case subject may follow."""
    return Phrases((row["topic"], row["open"] == "yes") for row in rows("organization_topics"))


_JURISDICTION_TABLES = ("jurisdictions", "units_provinces", "units_districts", "places")


@cache
def jurisdictions() -> Phrases[bool]:
    """Names of places that close a body's name without a head noun; True for countries."""
    places = {row["name"]: False for table in _JURISDICTION_TABLES for row in rows(table)}
    for row in rows("countries"):
        names = row["name"], *filter(None, row["aliases"].split(";"))
        places.update(dict.fromkeys(names, row["name"] != "Việt Nam"))
        places[f"Cộng hòa {row['name']}"] = True
    return Phrases(places.items())


@cache
def partners() -> Phrases[bool]:
    """Countries, also by one syllable: two that a dash joins name a body (*Việt - Đức*)."""
    names: dict[str, bool] = {}
    for row in rows("countries"):
        written = row["name"], row["short"], *row["aliases"].split(";")
        names.update(dict.fromkeys(filter(None, written), True))
    return Phrases([*names.items(), ("ASEAN", True)])


@cache
def family_names() -> frozenset[str]:
    """Family names that open a person's name behind a body: *Sở Y tế | Nguyễn Văn A*."""
    return frozenset(
        row["name"].lower() for row in rows("family_names") if row["weight"] == "common"
    )


@cache
def rare_family_names() -> frozenset[str]:
    """Family names that are also common parts of other names."""
    return frozenset(
        row["name"].lower() for row in rows("family_names") if row["weight"] != "common"
    )


@cache
def parts(*names: str) -> Phrases[str]:
    """Function words of these parts (``legal``, ``closing``, ``team``, ``unit``, ``area``)."""
    return Phrases(
        (row["words"], row["part"]) for row in rows("organization_parts") if row["part"] in names
    )


@cache
def place_heads() -> Phrases[str]:
    """Head nouns of places; ``unit`` ones may stand without a name."""
    return parts("unit", "area")


@cache
def words_of(*names: str) -> frozenset[str]:
    """Function words of these parts, where they are single words (``stop``, ``nobody``)."""
    return frozenset(row["words"] for row in rows("organization_parts") if row["part"] in names)


@cache
def outside() -> dict[str, list[str]]:
    """Words before a body that are not its own, by the last of them: *đại hội, hội trường*."""
    words = (row["words"].split() for row in rows("organization_parts") if row["part"] == "outside")
    return {phrase[-1]: phrase for phrase in words}


@cache
def kind_words() -> frozenset[str]:
    """First words of what names no particular body, and of *bộ trưởng*."""
    words = (row["words"].split()[0] for row in rows("organization_parts") if row["part"] == "kind")
    return frozenset([*words, "bộ"])


@cache
def openers() -> frozenset[str]:
    """Words that open a sentence, and no name."""
    return frozenset(row["honorific"] for row in rows("honorifics") if row["kind"] == "opener")


def heads_at(lower: list[str], at: int, capital: bool) -> bool:
    """Whether a head that is no subject stands at ``at`` (*Sở Y tế và | Sở Tài chính*)."""
    head = heads().longest(lower, at)
    if head is None:
        return False
    topic = topics().longest(lower, at)
    return capital and (topic is None or (topic[0] <= head[0] and "place" in head[1].follows))


def is_place_head(lower: list[str], at: int) -> bool:
    """Whether a head noun of a place (*tỉnh, huyện*) stands at ``at``."""
    return place_heads().longest(lower, at) is not None


def is_jurisdiction(lower: list[str], begin: int, end: int) -> bool:
    """Whether exactly the tokens ``begin:end`` name a place."""
    match = jurisdictions().longest(lower, begin)
    return match is not None and match[0] == end
