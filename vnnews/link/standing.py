"""What the bodies of an article are: kind, jurisdiction, full name, and what they are part of."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

import msgspec

from vnnews.link.describe import BodyForm, body_form, full_name
from vnnews.link.document import Document, Linked
from vnnews.link.places import PlaceLinks

_PART_OF = re.compile(r",? (?:trực )?thuộc ")
_LONGEST = 12
_Units = defaultdict[str, set[str]]


class Standing(msgspec.Struct, frozen=True):
    """One body: ``normalized`` is the name with its jurisdiction, ``parent`` the id of a body."""

    kind: str | None = None
    jurisdiction: str | None = None
    normalized: str | None = None
    parent: str | None = None


def standings(
    document: Document, organizations: Linked, places: PlaceLinks, here: str | None = None
) -> dict[str, Standing]:
    """What each organization is, by its id; ``here`` is the place of the dateline.

    A role name (*Công an tỉnh*) is of the unit of its level ``here``, else of the only one named.
    """
    owner = {mention: body.id for body in organizations.entities for mention in body.mentions}
    parents, units = _parents(document, organizations, owner), _units(places, here)
    shared = _shared_levels(document, owner)
    found: dict[str, Standing] = {}
    for entity in organizations.entities:
        form = body_form(entity.name)
        jurisdiction = _jurisdiction(form, units)
        normalized = full_name(entity.name, form, jurisdiction)
        if form.level is None and entity.id in shared:
            jurisdiction = _jurisdiction(shared[entity.id], units)
            normalized = f"{entity.name} {jurisdiction}" if jurisdiction else None
        found[entity.id] = Standing(form.kind, jurisdiction, normalized, parents.get(entity.id))
    return found


def _units(places: PlaceLinks, here: str | None) -> _Units:
    """The units by level in the dateline's place, else in all places of the article."""
    paths = [place.unit for place in places.places if place.unit and place.id == here]
    units: _Units = defaultdict(set)
    for path in paths or [place.unit for place in places.places if place.unit]:
        for unit in path.split("|"):
            words = unit.split()
            for size in (1, 2):
                units[" ".join(words[:size])].add(unit)
    return units


def _jurisdiction(form: BodyForm, units: _Units) -> str | None:
    """The place a body is in charge of: told in its name, or the unit of its level hereabouts."""
    if form.place or form.level is None:
        return form.place
    fitting = units.get(form.level, set())
    return next(iter(fitting)) if len(fitting) == 1 else None


def _shared_levels(document: Document, owner: dict[int, str]) -> dict[str, BodyForm]:
    """*HĐND và UBND tỉnh*: the first shares the level of the second."""
    view, mentions = document.text.view, document.mentions
    shared: dict[str, BodyForm] = {}
    for left, right in pairwise(sorted(owner)):
        if view[mentions[left].end : mentions[right].start] in (" và ", ", "):
            forms = [body_form(document.surface(index)) for index in (left, right)]
            if forms[1].level and forms[0].kind == forms[1].kind == "government":
                shared.setdefault(owner[left], forms[1])
    return shared


def _parents(document: Document, organizations: Linked, owner: dict[int, str]) -> dict[str, str]:
    """Bodies by the one that they are said to be part of, or whose name closes theirs."""
    view, mentions = document.text.view, document.mentions
    parents: dict[str, str] = {}
    for left, right in pairwise(sorted(owner)):
        gap = view[mentions[left].end : mentions[right].start]
        if len(gap) < _LONGEST * 2 and _PART_OF.fullmatch(gap) and owner[left] != owner[right]:
            parents.setdefault(owner[left], owner[right])
    by_name = {entity.name.casefold(): entity.id for entity in organizations.entities}
    for entity in organizations.entities:
        words = entity.name.casefold().split()[-_LONGEST:]
        for start in range(1, len(words) - 1):
            parent = by_name.get(" ".join(words[start:]))
            if parent is not None and parent != entity.id:
                parents.setdefault(entity.id, parent)
                break
    return parents
