"""A body as it is written, to the body that is meant: named ones are listed, others composed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import msgspec

from vnnews.fuzzy.compiled import aliases_of, matcher
from vnnews.fuzzy.fold import Word, relation, word
from vnnews.fuzzy.jurisdictions import Jurisdiction, jurisdiction, split_units, units_named
from vnnews.fuzzy.matcher import MARGIN, Decision
from vnnews.fuzzy.phrases import letters_of, plain_words
from vnnews.fuzzy.reading import Reading, read
from vnnews.fuzzy.written import as_written, rest_of
from vnnews.lexicon.phrases import Phrases
from vnnews.lexicon.tables import rows

_BRACKETS = re.compile(r"\([^()]*\)")  # *Liên Hợp Quốc (LHQ)*


class NormalizedOrganization(msgspec.Struct, frozen=True, kw_only=True):
    """What body a text means; ``id`` is None when it cannot be told apart from others.

    ``name`` is the official name, or what was written in good order; ``kind`` as in the lexicon;
    ``jurisdiction`` units joined by "|", smallest first (a bare level where neither text nor place
    tells which: *Công an tỉnh*), or the country; ``key`` the folded
    distinctive words by which spellings of an unknown name meet; the years are those in which the
    body, or its units, existed. ``reason`` says how it was recognised or why not.
    """

    id: str | None
    name: str
    kind: str | None = None
    jurisdiction: str | None = None
    level: str | None = None
    legal_form: str | None = None
    distinctive: str | None = None
    key: str = ""
    valid_from: str | None = None
    valid_until: str | None = None
    successor: str | None = None
    score: float = 0.0
    reason: str = ""
    runner_up: str | None = None


class _Body(NamedTuple):
    """A named body of the lexicon."""

    name: str
    kind: str
    jurisdiction: str
    valid_from: str
    valid_until: str
    successor: str
    capitals: frozenset[str]  # aliases that stand for it only as they are written


class _Kind(NamedTuple):
    """A kind of body that units have."""

    head: str
    words: tuple[Word, ...]
    kind: str
    level: str


@lru_cache(maxsize=1 << 14)
def normalize_organization(text: str, place: str | None = None) -> NormalizedOrganization:
    """The body that a text means, in the place that the context gives, if any.

    >>> names = "UBND TP HP", "Ủy ban nhân dân thành phố Hải Phòng", "uy ban nhan dan hai phong"
    >>> {normalize_organization(name).id for name in names}
    {'uy-ban-nhan-dan/thanh-pho-hai-phong'}
    >>> normalize_organization("Công an thành phố", place="thành phố Hải Phòng").name
    'Công an thành phố Hải Phòng'
    >>> company = normalize_organization("CTCP Tân Hưng Lộc")
    >>> company.id, company.kind, company.legal_form, company.distinctive, company.key
    (None, 'company', 'công ty cổ phần', 'Tân Hưng Lộc', 'tan hung loc')
    """
    text = _BRACKETS.sub(" ", text)
    readings = read(text)
    if not readings:
        return NormalizedOrganization(id=None, name=" ".join(text[:200].split()), reason="no words")
    named = _named(text)
    if named is not None and named.reason.startswith(_WHOLE):
        return named
    composed = [body for reading in readings if (body := _composed(reading, place)) is not None]
    certain = [body for body in composed if body.id is not None]
    if certain or composed:
        return (certain or composed)[0]
    return named or _organ(text, readings[0], place) or _unknown(text, readings[0])


_WHOLE = ("exact", "folded", "abbreviation")  # no word was dropped or put right


# Named bodies ------------------------------------------------------------------------------------


@cache
def _bodies() -> dict[str, _Body]:
    found = {}
    for row in rows("organizations"):
        capitals = frozenset(a for a in aliases_of(row["aliases"]) if a.isupper())
        found[row["id"]] = _Body(
            row["name"], row["kind"], row["jurisdiction"], row["valid_from"],
            row["valid_until"], row["successor"], capitals,
        )  # fmt: skip
    return found


def organization_decision(text: str) -> Decision:
    """The matcher's own decision over named bodies, for review."""
    return matcher("organizations").best(text)


def _named(text: str) -> NormalizedOrganization | None:
    """The named body that a text means."""
    found = matcher("organizations").match(text, limit=3)
    matches = [m for m in found if _written(text, m.alias, m.id)]
    if not matches or (len(matches) > 1 and matches[0].score - matches[1].score < MARGIN):
        return None
    first = matches[0]
    body = _bodies()[first.id]
    return NormalizedOrganization(
        id=first.id,
        name=body.name,
        kind=body.kind,
        jurisdiction=_official(body.jurisdiction) or None,
        key=_key(read(body.name)[0]),
        valid_from=body.valid_from or None,
        valid_until=body.valid_until or None,
        successor=body.successor or None,
        score=round(first.score, 3),
        reason="; ".join((first.how, *first.edits)),
        runner_up=_bodies()[matches[1].id].name if len(matches) > 1 else None,
    )


@cache
def _official(jurisdiction: str) -> str:
    """A province as units are written elsewhere: *tỉnh Hòa Bình*; a country as it stands."""
    found = [unit.full_name for unit in units_named(plain_words(jurisdiction)) if unit.rank == 1]
    return found[0] if found else jurisdiction


def _written(text: str, alias: str | None, identifier: str) -> bool:
    """Whether an alias in capitals, if one agreed, stands so, or is no word in small letters."""
    if alias is None or alias not in _bodies()[identifier].capitals:
        return True
    if any(piece.isupper() for piece in text.split()):
        return True
    return text == text.lower() and word(alias.lower()).kind == "foreign"


# Composed bodies ---------------------------------------------------------------------------------


@cache
def _kinds() -> dict[str, list[_Kind]]:
    """Kinds of bodies by their letters without joining words."""
    found: dict[str, list[_Kind]] = {}
    for row in rows("body_kinds"):
        words = plain_words(row["head"])
        kind = _Kind(row["head"], words, row["kind"], row["level"])
        found.setdefault(_letters(words), []).append(kind)
    return found


@cache
def _openers() -> frozenset[str]:
    """The letters of the words that kinds of bodies begin with."""
    return frozenset([kind.words[0].base for kinds in _kinds().values() for kind in kinds])


def _letters(words: Sequence[Word]) -> str:
    return " ".join([w.base for w in words if w.base != "va"])


def _kind_of(words: Sequence[Word]) -> _Kind | None:
    """The kind of body that words name, marks agreeing."""
    written = [w for w in words if w.base != "va"]
    for kind in _kinds().get(_letters(words), ()):
        spelt = [w for w in kind.words if w.base != "va"]
        if all(
            a.marks == b.marks or (relation(a, b) == "lost" and not a.marked)
            for a, b in zip(written, spelt, strict=True)
        ):
            return kind
    return None


def _composed(reading: Reading, place: str | None) -> NormalizedOrganization | None:
    """The body of a unit; its jurisdiction may be left to the place."""
    words = reading.words
    start, units = split_units(words)
    kind = _kind_of(words[:start])
    if kind is None:
        found = _longest_kind(words)
        if found is None:
            return None
        kind, start = found
        units = [("", tuple(words[start:]))] if start < len(words) else []
        if units and not units_named(units[0][1]):
            return None
    if units and not units[0][0] and units_named(units[0][1], _role_level(kind) or None):
        units[0] = (_role_level(kind), units[0][1])
    whole = jurisdiction(units, place) if units else _of_role(kind, place)
    if whole is not None and units and not _fits(kind, whole):
        whole = jurisdiction([(_LEVEL_WORD.get(kind.head.split()[0], ""), units[0][1])], place)
    name, identifier = kind.head, None
    if whole is not None:
        first = whole.units[0]
        if _role_level(kind):
            first = "" if first in _BARE_LEVELS else first.removeprefix(_role_level(kind))
        name = ", ".join([f"{kind.head} {first.strip()}".strip(), *whole.units[1:]])
        whose = whole.rank == 1 or len(whole.units) > 1  # many communes have one name
        if whole.rank and whose and _BARE_LEVELS.isdisjoint(whole.units):
            identifier = "/".join(map(slug, (kind.head, *whole.units)))
    return NormalizedOrganization(
        id=identifier,
        name=name,
        kind=kind.kind,
        jurisdiction=whole.path if whole else None,
        level=(whole.level if whole else None) or kind.level or None,
        key=_key(reading),
        valid_from=whole.valid_from if whole else None,
        valid_until=whole.valid_until if whole else None,
        score=1.0 if identifier else 0.5,
        reason="composed" if identifier else "the unit is not said" if not whole else "open unit",
    )


_BARE_LEVELS = frozenset(
    ["tỉnh", "thành phố", "quận", "huyện", "thị xã", "phường", "xã", "thị trấn"]
)
_LEVEL_WORD = {
    "Thành": "thành phố", "Tỉnh": "tỉnh", "Huyện": "huyện", "Quận": "quận", "Thị": "thị xã",
}  # fmt: skip


def body_of(words: tuple[Word, ...]) -> NormalizedOrganization | None:
    """The body of a unit that words compose.

    >>> body_of(plain_words("sở y tế tỉnh nghệ an")).name
    'Sở Y tế tỉnh Nghệ An'
    """
    return _composed(Reading(words), None)


def _longest_kind(words: tuple[Word, ...]) -> tuple[_Kind, int] | None:
    """The longest kind of body that words begin with, and where it ends."""
    if words[0].base not in _openers():
        return None
    for end in range(len(words), 0, -1):
        kind = _kind_of(words[:end])
        if kind is not None:
            return kind, end
    return None


def _of_role(kind: _Kind, place: str | None) -> Jurisdiction | None:
    """The jurisdiction of *Thành ủy, Tỉnh đoàn* from the place alone."""
    level = _role_level(kind)
    return jurisdiction([(level, ())], place) if level else None


def _role_level(kind: _Kind) -> str:
    """The level that the word before *ủy* or *đoàn* at the end of a head tells."""
    words = kind.head.split()
    if len(words) < 2 or words[-1] not in ("ủy", "đoàn"):
        return ""
    return _LEVEL_WORD.get(words[-2], "")


def _fits(kind: _Kind, whole: Jurisdiction) -> bool:
    """Whether a body of this kind can be a unit of this rank: *Huyện ủy* is a district's."""
    return not kind.level or not whole.rank or kind.level == whole.level


# Organs that are not listed ----------------------------------------------------------------------


def _organ(text: str, reading: Reading, place: str | None) -> NormalizedOrganization | None:
    """An organ, not listed itself, of a body or of a unit that its name ends with.

    >>> normalize_organization("Đội 3 Công an huyện Vũ Thư").jurisdiction
    'huyện Vũ Thư|tỉnh Thái Bình'
    >>> normalize_organization("Hải quan tỉnh", "tỉnh Gia Lai").name
    'Hải quan tỉnh Gia Lai'
    """
    words = reading.words
    end, units = split_units(words)
    openers = _openers()
    for start in range(1, end):
        if words[start].base in openers and _kind_of(words[start:end]) is not None:
            parent = _composed(Reading(words[start:]), place)
            break
    else:
        start, parent = end, None
        if not units or not _is_told(*units[0], as_written(text, words)[end:]):
            return None
    whole = jurisdiction(units, place) if parent is None else None
    told = parent.jurisdiction if parent else whole.path if whole else None
    alone = _unknown(text, Reading(words[:start]))
    if told is None or (parent is None and alone.kind in _NAMED_AFTER_PLACES):
        return None
    own = " ".join(as_written(text, words)[:start])
    return NormalizedOrganization(
        id=None,
        name=f"{own[:1].upper()}{own[1:]} {parent.name if parent else told.replace('|', ', ')}",
        kind=alone.kind or (parent.kind if parent else None),
        jurisdiction=told,
        level=parent.level if parent else whole.level if whole else None,
        key=_key(reading),
        reason="an organ of a body" if parent else "a body of a unit",
    )


def _is_told(level: str, name: Sequence[Word], written: Sequence[str]) -> bool:
    """Whether a level and a name are a unit: *tỉnh, tỉnh Gia Lai*, not *tỉnh táo, Hòa Phát*."""
    if not level or not name:
        return bool(level)
    return not written[len(level.split())].islower() or bool(units_named(name, level))


# What bears a unit's name without being in charge of it.
_NAMED_AFTER_PLACES = frozenset(["company", "bank", "press", "sport"])


# Unknown names -----------------------------------------------------------------------------------


def _key(reading: Reading) -> str:
    """The folded distinctive words of a name."""
    return " ".join([w.base for w in reading.keyed])


def _unknown(text: str, reading: Reading) -> NormalizedOrganization:
    """A body outside the lexicon: its legal form, distinctive name and key, if it shows them."""
    words = reading.words
    layout = reading.layout
    form: list[str] = []
    kind: str | None = None
    end = 0
    for at, light in reading.phrases:
        if at != end or light.slot not in ("head", "legal") or layout.weights[at] == 1:
            break
        form += [w.text for w in words[at : at + light.size]]
        kind = kind or _KINDS_OF_CLASSES.get(light.kind)
        end = at + light.size
    distinctive = rest_of(text, reading, end)
    name = " ".join([" ".join(form).capitalize(), distinctive]).strip() if form else distinctive
    return NormalizedOrganization(
        id=None,
        name=name[:1].upper() + name[1:] if reading.undone else name,
        kind=kind or _head_kind(words),
        legal_form=" ".join(form) or None,
        distinctive=distinctive or None,
        key=_key(reading),
        reason="no body of the lexicon agrees",
    )


@cache
def _heads() -> Phrases[str]:
    return Phrases((row["head"], row["kind"]) for row in rows("organization_heads"))


def _head_kind(words: Sequence[Word]) -> str | None:
    """The kind that the head noun of a name tells."""
    found = _heads().longest([w.text for w in words], 0) if words else None
    return _KINDS_OF_HEADS.get(found[1], found[1]) or None if found else None


_KINDS_OF_HEADS = {
    "department": "government", "committee": "agency", "newspaper": "press", "military": "army",
    "club": "sport", "team": "sport", "youth": "mass",
}  # fmt: skip
_KINDS_OF_CLASSES = {
    "company": "company", "group": "company", "corporation": "company", "private firm": "company",
    "cooperative": "company", "bank": "bank", "hospital": "hospital", "school": "school",
    "newspaper": "press", "news agency": "press", "broadcaster": "press", "club": "sport",
}  # fmt: skip


def slug(name: str) -> str:
    """A stable ASCII slug.

    >>> slug("Ủy ban nhân dân thành phố Hải Phòng")
    'uy-ban-nhan-dan-thanh-pho-hai-phong'
    """
    return "-".join([letters_of(w.text) for w in plain_words(name)])
