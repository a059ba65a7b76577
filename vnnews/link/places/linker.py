"""Places of an article: which mentions are one place, and which official unit or country it is."""

from __future__ import annotations

from collections import defaultdict

import msgspec

from vnnews.link.document import Document, Entity
from vnnews.link.places.forms import Form, form_of, reference_day
from vnnews.link.places.units import Resolved, resolve_units
from vnnews.records import Note, Place, Span


class PlaceLinks(msgspec.Struct, frozen=True):
    """Clusters of LOC mentions, what is known of each, and what was left open.

    ``places`` has one record an entity, in their order; spans in them are of the view.
    """

    entities: tuple[Entity, ...] = ()
    places: tuple[Place, ...] = ()
    notes: tuple[Note, ...] = ()


def link_places(document: Document) -> PlaceLinks:
    """The places of a document, resolved as of its day."""
    forms = {i: form_of(document, i) for i in document.of_type("LOC")}
    if not forms:
        return PlaceLinks()
    units = resolve_units(document, forms, reference_day(document))
    entities: list[Entity] = []
    places: list[Place] = []
    notes: list[Note] = []
    for number, group in enumerate(_groups(forms, units), 1):
        entity = Entity(f"l{number}", _name(document, group), tuple(group))
        entities.append(entity)
        place = _place(document, entity, forms, units)
        places.append(place)
        if place.candidates:
            detail = f"{entity.name}: {len(place.candidates)} units fit equally"
            notes.append(Note(reason="ambiguous-place", detail=detail, span=place.mentions[0]))
    return PlaceLinks(tuple(entities), tuple(places), tuple(notes))


def _place(
    document: Document, entity: Entity, forms: dict[int, Form], units: dict[int, Resolved]
) -> Place:
    resolved = next((units[i] for i in entity.mentions if units[i].path), None)
    candidates = next((units[i].candidates for i in entity.mentions if units[i].candidates), ())
    country = next((forms[i].country for i in entity.mentions if forms[i].country), None)
    mentions = document.mentions
    return Place(
        id=entity.id,
        name=entity.name,
        unit=resolved.path if resolved else None,
        code=resolved.code if resolved else None,
        country="VN" if resolved or candidates else country,
        candidates=() if resolved else candidates,
        mentions=tuple(Span(start=mentions[i].start, end=mentions[i].end) for i in entity.mentions),
    )


def _name(document: Document, group: list[int]) -> str:
    """The fullest writing, the earliest of the longest."""
    return max([document.written[i] for i in group], key=len)


def _groups(forms: dict[int, Form], units: dict[int, Resolved]) -> list[list[int]]:
    """Mentions of one place together, in the order of first mention."""
    heads: defaultdict[str, list[str]] = defaultdict(list)
    for i, form in forms.items():
        if form.head and not units[i].path and form.head not in heads[form.key]:
            heads[form.key].append(form.head)
    groups: dict[tuple[str, str], list[int]] = {}
    for i, form in forms.items():
        groups.setdefault(_identity(form, units[i], heads[form.key]), []).append(i)
    return list(groups.values())


def _identity(form: Form, resolved: Resolved, heads: list[str]) -> tuple[str, str]:
    """What makes two mentions one place: unit, country, or name with a head that agrees."""
    if resolved.path:
        return "unit", resolved.path
    if form.name_kind == "country" and form.country:
        return "country", form.country
    head = form.head or (heads[0] if heads else "")
    for other in heads:
        if head in other or other in head:
            head = other
            break
    return head, form.key
