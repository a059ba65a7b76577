"""The facts of one annotated article, as sets that two annotations can be compared by.

An entity is known by its longest surface, white space and case aside; so a link is right when it
leads to the right thing, through whichever mention it was told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from vnnews.formats.brat import Annotations

SPAN_ROWS = ("PER", "ORG", "LOC", "DATE", "TITLE", "AGREEMENT")
# What the parts of a fact are called; a mention is the fact (start, end).
FIELDS: dict[str, tuple[str, ...]] = {
    "DATE=value": ("span", "value"),
    "person+title": ("person", "title"),
    "person+title+org": ("person", "title", "organization"),
    "agreement party": ("kind", "party"),
    "agreement period": ("kind", "period"),
    "agreement signed": ("kind", "day"),
    "agreement signer": ("kind", "signer"),
    "title status": ("span", "status"),
    "LOC=place": ("span", "unit"),
}

Fact = tuple[object, ...]
Facts = dict[str, set[Fact]]


def clean(surface: str) -> str:
    r"""Surface for comparison.

    >>> clean(" Công an\n TP Vinh")
    'công an tp vinh'
    """
    return re.sub(r"\s+", " ", surface).strip().casefold()


def facts(annotations: Annotations, text: str) -> Facts:
    """Facts by the row of the report that counts them."""
    found: defaultdict[str, set[Fact]] = defaultdict(set)
    surface = {span.id: clean(text[span.start : span.end]) for span in annotations.spans}
    name = _names(annotations, surface)
    linked = _links(annotations)
    status = {t: values.get("Status") for t, values in annotations.attributes.items()}
    for span in annotations.spans:
        found[span.type].add((span.start, span.end))
        place = (span.start, span.end)
        references = annotations.references.get(span.id, {})
        if span.type == "DATE":
            found["DATE=value"].add((place, references.get("timex", "?")))
        if span.type == "LOC" and "place" in references:
            found["LOC=place"].add((place, clean(references["place"])))
        if span.type == "TITLE" and status.get(span.id):
            found["title status"].add((place, status[span.id]))
    for title, holders in linked["held_by"].items():
        for holder in holders:
            found["person+title"].add((name[holder], surface[title]))
            for body in linked["at"].get(title, ()):
                found["person+title+org"].add((name[holder], surface[title], name[body]))
    for group in _agreements(annotations):
        kind = _first(annotations.attributes, group, "Kind")
        for relation, row in (("party", "agreement party"), ("signer", "agreement signer")):
            for t in group:
                found[row].update((kind, name[e]) for e in linked[relation].get(t, ()))
        for key, row in (("valid", "agreement period"), ("signed", "agreement signed")):
            value = _first(annotations.references, group, key)
            if value is not None:
                found[row].add((kind, value))
    return found


def _names(annotations: Annotations, surface: dict[str, str]) -> dict[str, str]:
    """The longest surface of each mention's entity; of equally long ones, the first."""
    names = dict(surface)
    for group in annotations.groups:
        longest = max((surface[t] for t in group), key=len)
        names.update(dict.fromkeys(group, longest))
    return names


def _links(annotations: Annotations) -> defaultdict[str, dict[str, list[str]]]:
    linked: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
    for name, first, second in annotations.relations:
        linked[name].setdefault(first, []).append(second)
    return linked


def _agreements(annotations: Annotations) -> list[list[str]]:
    """T ids of the mentions of each document, in order."""
    group_of = {t: i for i, group in enumerate(annotations.groups) for t in group}
    groups: defaultdict[int | str, list[str]] = defaultdict(list)
    for span in annotations.spans:
        if span.type == "AGREEMENT":
            groups[group_of.get(span.id, span.id)].append(span.id)
    return list(groups.values())


def _first(values: dict[str, dict[str, str]], group: Iterable[str], key: str) -> str | None:
    return next((values[t][key] for t in group if key in values.get(t, {})), None)
