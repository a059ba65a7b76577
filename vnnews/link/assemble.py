"""Document and link results to the ``Article``; ``link`` runs the linkers in their order."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from vnnews.fuzzy.titles import normalize_title
from vnnews.link.agreements.linker import LinkedAgreements, link_agreements
from vnnews.link.biography import first_told
from vnnews.link.dates.values import DateValue, date_values
from vnnews.link.document import Document, Entity, Linked, TitleLink
from vnnews.link.frame import Frame, frame_of
from vnnews.link.organizations import link_organizations
from vnnews.link.people import link_people
from vnnews.link.places.linker import PlaceLinks, link_places
from vnnews.link.standing import standings
from vnnews.link.tenures import Tenure, link_tenures
from vnnews.link.titles.held import posts_of
from vnnews.link.titles.linker import link_titles
from vnnews.records import (
    Agreement,
    AgreementFacts,
    Article,
    Date,
    Dateline,
    Evidence,
    Line,
    Mention,
    Note,
    Organization,
    Person,
    Place,
    Position,
    Span,
    Status,
    Title,
    TitleKind,
)

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_STATUS_RANK: Mapping[Status, int] = {"current": 0, "acting": 1, "former": 2}


class Links(msgspec.Struct, frozen=True):
    """What the linkers found in one document; all spans in it are of the view."""

    people: Linked
    organizations: Linked
    places: PlaceLinks
    titles: tuple[TitleLink, ...]
    dates: Mapping[int, DateValue]
    tenures: Mapping[int, Tenure]
    agreements: LinkedAgreements
    frame: Frame
    notes: tuple[Note, ...] = ()


def link(document: Document) -> Links:
    """All links of a document. The order matters: later linkers read what earlier ones found."""
    places = link_places(document)
    people = link_people(document)
    organizations = link_organizations(document)
    titles, notes = link_titles(document, people.entities, organizations.entities, places.entities)
    dates = date_values(document)
    located = Linked(places.entities, places.notes)
    agreements = link_agreements(document, (people, organizations, located), dates, titles)
    tenures = link_tenures(document, titles, dates)
    frame = frame_of(document)
    return Links(people, organizations, places, titles, dates, tenures, agreements, frame, notes)


def assemble(document: Document, links: Links, *, id: str | None = None) -> Article:
    """The record of an article; every span in it is of the caller's text."""
    builder = _Builder(document, links)
    frame = links.frame
    return Article(
        id=id,
        source=document.source,
        published=document.published.isoformat() if document.published else None,
        headline=builder.range(frame.headline) if frame.headline else None,
        dateline=builder.dateline(),
        author=", ".join(document.written[i] for i in frame.authors) or None,
        publisher=frame.publisher_name
        or (document.written[frame.publisher] if frame.publisher is not None else None),
        lines=builder.lines(),
        mentions=builder.mentions(),
        titles=builder.titles,
        people=builder.people(),
        organizations=builder.organizations(),
        places=builder.places(),
        dates=builder.dates(),
        agreements=builder.agreements(),
        notes=builder.notes(),
    )


class _Builder:
    """Turns the links of one document into records."""

    def __init__(self, document: Document, links: Links) -> None:
        self._document, self._links = document, links
        ranges = [document.text.span(each.start, each.end) for each in document.mentions]
        self._spans = [Span(start=start, end=end) for start, end in ranges]
        self.owner: dict[int, str] = {
            mention: entity.id
            for group in (
                links.people.entities,
                links.organizations.entities,
                links.places.entities,
            )
            for entity in group
            for mention in entity.mentions
        }
        for agreement in links.agreements.agreements:
            self.owner.update(dict.fromkeys(agreement.mentions, agreement.id))
        for n, index in enumerate(document.of_type("DATE"), 1):
            self.owner[index] = f"d{n}"
        for n, title in enumerate(links.titles, 1):
            self.owner[title.mention] = f"t{n}"
        self._place_ids = {place.id for place in links.places.entities}
        self.titles = tuple(self._title(title) for title in links.titles)

    # Spans and surfaces

    def range(self, view: tuple[int, int]) -> Span:
        start, end = self._document.text.span(*view)
        return Span(start=start, end=end)

    def spans(self, mentions: Iterable[int]) -> tuple[Span, ...]:
        return tuple([self._spans[index] for index in mentions])

    def names(self, entity: Entity) -> tuple[str, ...]:
        """The other names of an entity, in order, each once."""
        if len(entity.mentions) == 1:
            return ()
        written = self._document.written
        names = dict.fromkeys([written[index] for index in entity.mentions])
        if len(names) == 1:
            return ()
        return _distinct((name, name) for name in (entity.name, *names))[1:]

    # Records

    def lines(self) -> tuple[Line, ...]:
        span = self._document.text.span
        told = [(*span(line.start, line.end), line.kind) for line in self._document.layout.lines]
        return tuple([Line(start=start, end=end, kind=kind) for start, end, kind in told])

    def mentions(self) -> tuple[Mention, ...]:
        owner, refused = self.owner, self._links.agreements.refused
        return tuple(
            [
                Mention(
                    start=span.start,
                    end=span.end,
                    type=mention.type,
                    entity=owner.get(index, ""),
                    rule=mention.rule,
                    confidence=mention.confidence,
                )
                for index, (mention, span) in enumerate(
                    zip(self._document.mentions, self._spans, strict=True)
                )
                if index not in refused
            ]
        )

    def _title(self, link: TitleLink) -> Title:
        meant = normalize_title(self._document.written[link.mention])
        tenure = self._links.tenures.get(link.mention)
        told = (*link.evidence, tenure.evidence) if tenure else link.evidence
        return Title(
            id=self.owner[link.mention],
            span=self._spans[link.mention],
            name=meant.name,
            title_id=meant.id,
            kind=meant.kind or "position",
            holders=link.holders,
            at=link.at,
            status=link.status,
            since=tenure.since if tenure else None,
            until=tenure.until if tenure else None,
            evidence=self._evidence(told),
        )

    def _evidence(self, told: Iterable[Evidence]) -> tuple[Evidence, ...]:
        """Evidence in the view as evidence in the caller's text."""
        span = self._document.text.span
        spans = [(*span(evidence.start, evidence.end), evidence.rule) for evidence in told]
        return tuple([Evidence(start=start, end=end, rule=rule) for start, end, rule in spans])

    def people(self) -> tuple[Person, ...]:
        held: defaultdict[str, list[Title]] = defaultdict(list)
        for title in self.titles:
            for holder in title.holders:
                held[holder].append(title)
        return tuple(self._person(e, held[e.id]) for e in self._links.people.entities)

    def _person(self, entity: Entity, titles: Sequence[Title]) -> Person:
        life = first_told(self._document, entity.mentions)
        by_kind: defaultdict[TitleKind, list[Title]] = defaultdict(list)
        for title in titles:
            by_kind[title.kind].append(title)

        def said(kind: TitleKind) -> tuple[str, ...]:
            told = by_kind.get(kind)
            return _distinct((t.name, self._text(t.span)) for t in told) if told else ()

        return Person(
            id=entity.id,
            name=entity.name,
            other_names=self.names(entity),
            positions=tuple([self._position(told) for told in posts_of(by_kind["position"])]),
            ranks=said("rank"),
            degrees=said("degree"),
            honours=said("honour"),
            professions=said("profession"),
            age=life.age,
            birth_year=life.birth_year,
            home=self.owner.get(life.home) if life.home is not None else None,
            mentions=self.spans(entity.mentions),
        )

    def _text(self, span: Span) -> str:
        return " ".join(span.of(self._document.text.source).split())

    def _position(self, titles: Sequence[Title]) -> Position:
        named = max(titles, key=lambda title: len(title.name))
        at = next((title.at for title in titles if title.at), None)
        place = at in self._place_ids
        evidence: list[Evidence] = []
        for title in titles:
            span = title.span
            evidence += (Evidence(start=span.start, end=span.end, rule="title"), *title.evidence)
        return Position(
            title=max([self._text(title.span) for title in titles], key=len),
            name=named.name,
            title_id=named.title_id,
            organization=None if place else at,
            place=at if place else None,
            status=max([title.status for title in titles], key=_STATUS_RANK.__getitem__),
            since=next((title.since for title in titles if title.since), None),
            until=next((title.until for title in titles if title.until), None),
            evidence=tuple(evidence),
        )

    def organizations(self) -> tuple[Organization, ...]:
        links, frame = self._links, self._links.frame
        here = self.owner.get(frame.place) if frame.place is not None else None
        known = standings(self._document, links.organizations, links.places, here)
        found: list[Organization] = []
        for entity in links.organizations.entities:
            standing = known[entity.id]
            found.append(
                Organization(
                    id=entity.id,
                    name=entity.name,
                    normalized=standing.normalized,
                    organization_id=standing.organization_id,
                    other_names=self.names(entity),
                    kind=standing.kind,
                    jurisdiction=standing.jurisdiction,
                    parent=standing.parent,
                    mentions=self.spans(entity.mentions),
                )
            )
        return tuple(found)

    def places(self) -> tuple[Place, ...]:
        resolved = {place.id: place for place in self._links.places.places}
        found: list[Place] = []
        for entity in self._links.places.entities:
            place = resolved.get(entity.id)
            found.append(
                Place(
                    id=entity.id,
                    name=entity.name,
                    other_names=self.names(entity),
                    unit=place.unit if place else None,
                    code=place.code if place else None,
                    country=place.country if place else None,
                    candidates=place.candidates if place else (),
                    mentions=self.spans(entity.mentions),
                )
            )
        return tuple(found)

    def dates(self) -> tuple[Date, ...]:
        found: list[Date] = []
        for index in self._document.of_type("DATE"):
            value = self._links.dates.get(index)
            found.append(
                Date(
                    id=self.owner[index],
                    span=self._spans[index],
                    value=value.value if value else None,
                    rule=value.rule if value else "",
                )
            )
        return tuple(found)

    def agreements(self) -> tuple[Agreement, ...]:
        return tuple(
            Agreement(
                **{fact: getattr(link, fact) for fact in AgreementFacts.__struct_fields__},
                mentions=self.spans(link.mentions),
                evidence=self._evidence(link.evidence),
            )
            for link in self._links.agreements.agreements
        )

    def dateline(self) -> Dateline | None:
        frame = self._links.frame
        if frame.dateline is None:
            return None
        day = frame.iso
        if day is None and frame.day is not None and frame.day in self._links.dates:
            told = _DAY.match(self._links.dates[frame.day].value or "")
            day = told.group() if told else None
        place = self.owner.get(frame.place) if frame.place is not None else None
        return Dateline(place=place, day=day, span=self.range(frame.dateline))

    def notes(self) -> tuple[Note, ...]:
        links = self._links
        found = [
            *links.people.notes,
            *links.organizations.notes,
            *links.places.notes,
            *links.notes,
            *links.agreements.notes,
        ]
        for index, value in links.dates.items():
            if value.note:
                mention = self._document.mentions[index]
                span = Span(start=mention.start, end=mention.end)
                found.append(Note(reason="date-open", detail=value.note, span=span))
        return tuple(
            Note(
                reason=note.reason,
                detail=note.detail,
                span=self.range((note.span.start, note.span.end)) if note.span else None,
            )
            for note in found
        )


def _distinct(named: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The first writing of each name."""
    found: dict[str, str] = {}
    for name, written in named:
        found.setdefault(name.casefold(), written)
    return tuple(found.values())
