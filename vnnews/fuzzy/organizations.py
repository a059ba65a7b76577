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
from vnnews.lexicon.phrases import Phrases
from vnnews.lexicon.tables import rows

_BRACKETS = re.compile(r"\([^()]*\)")  # *Liên Hợp Quốc (LHQ)*


class NormalizedOrganization(msgspec.Struct, frozen=True, kw_only=True):
    """What body a text means; ``id`` is None when it cannot be told apart from others.

    ``name`` is the official name, or what was written in good order; ``kind`` as in the lexicon;
    ``jurisdiction`` units joined by "|", smallest first, or the country; ``key`` the folded
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
    return named or _unknown(text, readings[0])


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
        jurisdiction=body.jurisdiction or None,
        key=_key(read(body.name)[0]),
        valid_from=body.valid_from or None,
        valid_until=body.valid_until or None,
        successor=body.successor or None,
        score=round(first.score, 3),
        reason="; ".join((first.how, *first.edits)),
        runner_up=_bodies()[matches[1].id].name if len(matches) > 1 else None,
    )


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
    whole = jurisdiction(units, place) if units else _of_role(kind, place)
    if whole is not None and units and not _fits(kind, whole):
        whole = jurisdiction([(_LEVEL_WORD.get(kind.head.split()[0], ""), units[0][1])], place)
    name, identifier = kind.head, None
    if whole is not None:
        shown = whole.units[0]
        if kind.head.split()[-1] in ("ủy", "đoàn") and kind.head != "Đảng ủy":
            shown = shown.split(" ", 1 + shown.startswith(("thành phố ", "thị xã ")))[-1]
        name = ", ".join([f"{kind.head} {shown}", *whole.units[1:]])
        if all(unit not in _BARE_LEVELS for unit in whole.units) and whole.rank:
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
_LEVEL_WORD = {"Thành": "thành phố", "Tỉnh": "tỉnh", "Huyện": "huyện", "Quận": "quận"}


def body_of(words: tuple[Word, ...]) -> NormalizedOrganization | None:
    """The body of a unit that words compose.

    >>> body_of(plain_words("sở y tế tỉnh nghệ an")).name
    'Sở Y tế tỉnh Nghệ An'
    """
    return _composed(Reading(words), None)


def _longest_kind(words: tuple[Word, ...]) -> tuple[_Kind, int] | None:
    """The longest kind of body that words begin with, and where it ends."""
    for end in range(len(words), 0, -1):
        kind = _kind_of(words[:end])
        if kind is not None:
            return kind, end
    return None


def _of_role(kind: _Kind, place: str | None) -> Jurisdiction | None:
    """The jurisdiction of *Thành ủy, Tỉnh đoàn* from the place alone."""
    level = _LEVEL_WORD.get(kind.head.split()[-2] if " " in kind.head else "")
    return jurisdiction([(level, ())], place) if level and place else None


def _fits(kind: _Kind, whole: Jurisdiction) -> bool:
    """Whether a body of this kind can be a unit of this rank: *Huyện ủy* is a district's."""
    return not kind.level or not whole.rank or kind.level == whole.level


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
    distinctive = _as_written(text, words[end:])
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
    return found[1] if found else None


_KINDS_OF_CLASSES = {
    "company": "company", "group": "company", "corporation": "company", "private firm": "company",
    "cooperative": "company", "bank": "bank", "hospital": "hospital", "school": "school",
    "newspaper": "press", "news agency": "press", "broadcaster": "press", "club": "sport",
}  # fmt: skip


def _as_written(text: str, words: Sequence[Word]) -> str:
    """The words in the letters of the text where they stand there."""
    lower = text.lower()
    shown: list[str] = []
    for w in words:
        at = lower.find(w.text) if len(lower) == len(text) else -1
        shown.append(text[at : at + len(w.text)] if at >= 0 else w.text)
    return " ".join(shown)


def slug(name: str) -> str:
    """A stable ASCII slug.

    >>> slug("Ủy ban nhân dân thành phố Hải Phòng")
    'uy-ban-nhan-dan-thanh-pho-hai-phong'
    """
    return "-".join([letters_of(w.text) for w in plain_words(name)])
