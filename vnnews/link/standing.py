"""What the bodies of an article are: normalised in their place, and what they are part of."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

import msgspec

from vnnews.fuzzy.jurisdictions import RANKS
from vnnews.fuzzy.organizations import NormalizedOrganization, normalize_organization
from vnnews.lexicon.gazetteer import gazetteer
from vnnews.link.document import Document, Linked
from vnnews.link.places.forms import reference_day
from vnnews.link.places.linker import PlaceLinks

_PART_OF = re.compile(r",? (?:trực )?thuộc ")
_LONGEST, _LONGEST_GAP = 12, 24  # words, characters
_Paths = dict[str, set[str]]


class Standing(msgspec.Struct, frozen=True):
    """One body: ``normalized`` is its name in full, ``parent`` the id of another of the article."""

    normalized: str
    organization_id: str | None = None
    kind: str | None = None
    jurisdiction: str | None = None
    parent: str | None = None


def standings(
    document: Document, organizations: Linked, places: PlaceLinks, here: str | None = None
) -> dict[str, Standing]:
    """What each organization is, by its id; ``here`` is the place of the dateline.

    A role name (*Công an tỉnh*) is of the unit of its level ``here``, else of the only one that
    other bodies are named after, else of the only one named.
    """
    owner = {mention: body.id for body in organizations.entities for mention in body.mentions}
    if not owner:
        return {}
    named = [normalize_organization(body.name).jurisdiction for body in organizations.entities]
    context = _Context(
        document, places, here, [unit for unit in named if unit and unit not in RANKS]
    )
    gaps = _gaps(document, owner)
    parents = _parents(organizations, owner, gaps)
    shared = _shared_levels(document, owner, gaps)
    found: dict[str, Standing] = {}
    for entity in organizations.entities:
        name = entity.name
        if entity.id in shared and normalize_organization(name).jurisdiction is None:
            name = f"{name} {shared[entity.id]}"
        body = context.normalize(name)
        told = body.jurisdiction
        found[entity.id] = Standing(
            normalized=body.name,
            organization_id=body.id,
            kind=body.kind,
            jurisdiction=None if told is None or told.split("|")[0] in RANKS else told,
            parent=parents.get(entity.id),
        )
    return found


class _Context:
    """Where the bodies of an article are: in the dateline's place, else in all that it names."""

    def __init__(
        self, document: Document, places: PlaceLinks, here: str | None, bodies: Sequence[str]
    ) -> None:
        self._document, self._places, self._here, self._bodies = document, places, here, bodies

    @cached_property
    def _named(self) -> _Paths:
        """The units of the article's places, by the unit they begin with and by its level."""
        return _paths([place.unit for place in self._places.places if place.unit])

    @cached_property
    def _levels(self) -> list[_Paths]:
        """Units here, of the other bodies, and all that are named."""
        here = [
            place.unit for place in self._places.places if place.id == self._here and place.unit
        ]
        named = self._named
        owned = [path for unit in self._bodies for path in named.get(unit.split("|")[0]) or (unit,)]
        return [_paths(here), _paths(owned), named]

    def normalize(self, name: str) -> NormalizedOrganization:
        """The body of this name; what the name leaves open of its unit is told by the article."""
        body = normalize_organization(name)
        if body.jurisdiction is None or body.id is not None:
            return body
        unit = body.jurisdiction.split("|")[0]
        place = self._of_level(unit) if unit in RANKS else self._path(unit)
        return normalize_organization(name, place) if place else body

    def _of_level(self, level: str) -> str | None:
        """The only unit of a level in the first of the lists that names one."""
        return next((_only(paths[level]) for paths in self._levels if level in paths), None)

    def _path(self, unit: str) -> str | None:
        """The path of a unit that is told by level and name.

        As the article places it; else its only namesake of the day, or the only one near by.
        """
        if unit in self._named:
            return _only(self._named[unit])
        level = next((level for level in RANKS if unit.startswith(f"{level} ")), None)
        if level is None:
            return None
        day = reference_day(self._document)
        paths = _paths_of(unit.removeprefix(level).strip(), level, day)
        near = {path for path in paths if path.rsplit("|", 1)[-1] in self._named}
        return _only(paths) or _only(near)


def _paths(told: list[str]) -> _Paths:
    """Paths by the unit that they begin with, and by its level."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for path in told:
        units = path.split("|")
        for at, unit in enumerate(units):
            rest = "|".join(units[at:])
            found[unit].add(rest)
            for level in RANKS:
                if unit.startswith(f"{level} "):
                    found[level].add(rest)
    return dict(found)


def _paths_of(name: str, level: str, day: dt.date) -> set[str]:
    return {unit.path(day) for unit in gazetteer().named(name, level=level, date=day)}


def _only(paths: set[str]) -> str | None:
    return next(iter(paths)) if len(paths) == 1 else None


def _gaps(document: Document, owner: dict[int, str]) -> list[tuple[int, int, str]]:
    """Bodies that follow one another closely, and what stands between them."""
    view, mentions = document.text.view, document.mentions
    return [
        (left, right, view[mentions[left].end : mentions[right].start])
        for left, right in pairwise(sorted(owner))
        if mentions[right].start - mentions[left].end < _LONGEST_GAP
    ]


def _shared_levels(
    document: Document, owner: dict[int, str], gaps: list[tuple[int, int, str]]
) -> dict[str, str]:
    """*HĐND và UBND tỉnh*: the first shares the unit of the second."""
    shared: dict[str, str] = {}
    for left, right, gap in gaps:
        if gap in (" và ", ", "):
            one, other = (normalize_organization(document.surface(i)) for i in (left, right))
            if other.jurisdiction and {one.kind, other.kind} <= _OF_UNITS:
                shared.setdefault(owner[left], other.jurisdiction.split("|")[0])
    return shared


_OF_UNITS = frozenset(["government", "legislature"])


def _parents(
    organizations: Linked, owner: dict[int, str], gaps: list[tuple[int, int, str]]
) -> dict[str, str]:
    """Bodies by the one that they are said to be part of, or whose name closes theirs."""
    parents: dict[str, str] = {}
    for left, right, gap in gaps:
        if _PART_OF.fullmatch(gap) and owner[left] != owner[right]:
            parents.setdefault(owner[left], owner[right])
    if len(organizations.entities) < 2:
        return parents
    by_name = {entity.name.casefold(): entity.id for entity in organizations.entities}
    openers = {name.partition(" ")[0] for name in by_name}
    for entity in organizations.entities:
        words = entity.name.casefold().split()[-_LONGEST:]
        for start in range(1, len(words) - 1):
            parent = by_name.get(" ".join(words[start:])) if words[start] in openers else None
            if parent is not None and parent != entity.id:
                parents.setdefault(entity.id, parent)
                break
    return parents
