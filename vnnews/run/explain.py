"""``vnnews explain``: each value of a record with the rule or row that gave it and its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console

from vnnews.records import Agreement, Article, Evidence, Organization, Person, Place, Title
from vnnews.run.terminal import Row, at, clip, join, known, named, names_of, quote, table

Told = dict[str, str | int | None]


def explain(article: Article, text: str, console: Console) -> None:
    """Print each value with the rule or row that gave it and the words that it was read from."""
    names = names_of(article)
    console.print(
        table(
            "Mentions", ("at", "type", "words", "of", "rule"), _mention_rows(article, text, names)
        )
    )
    facts = list(_fact_rows(article, text, names))
    if facts:
        console.print(table("Facts", ("fact", "value", "rule", "read from"), facts))
    if article.notes:
        rows = [(n.reason, n.detail, quote(n.span, text)) for n in article.notes]
        console.print(table("Left open or cut", ("reason", "detail", "at"), rows))


def _mention_rows(article: Article, text: str, names: dict[str, str]) -> Iterator[Row]:
    for m in article.mentions:
        rule = m.rule if m.confidence == 1 else f"{m.rule} ({m.confidence:.2f})"
        yield at(m), m.type, clip(m.of(text)), known(m.entity, names), rule


def _fact_rows(article: Article, text: str, names: dict[str, str]) -> Iterator[Row]:
    for line in article.lines:
        if line.kind != "body":
            yield "line", line.kind, "layout", quote(line, text)
    if dateline := article.dateline:
        told_there = _told({"at": known(dateline.place, names), "day": dateline.day})
        yield "dateline", told_there, "dateline", quote(dateline.span, text)
    for fact, name in (("author", article.author), ("publisher", article.publisher)):
        if name:
            yield fact, name, "byline, source line, dateline or source given", ""
    for title in article.titles:
        value = _told(_of_title(title, names))
        yield from _evidence(f"title {title.name}", value, title.evidence, text)
    for person in article.people:
        for position in person.positions:
            where = known(position.organization or position.place, names)
            value = _told({"at": where, "since": position.since, "until": position.until})
            fact = f"{person.name} ({position.status})"
            yield from _evidence(fact, f"{position.name} {value}", position.evidence, text)
    told: list[tuple[Person | Organization | Place, Told]] = [
        *((person, _of_person(person, names)) for person in article.people),
        *((body, _of_body(body, names)) for body in article.organizations),
        *((place, _of_place(place)) for place in article.places),
    ]
    rules = {(mention.start, mention.end): mention.rule for mention in article.mentions}
    for entity, values in told:
        if value := _told(values):
            span = entity.mentions[0]
            yield entity.name, value, rules.get((span.start, span.end), ""), quote(span, text)
    for date in article.dates:
        yield f"date {date.id}", date.value or "open", date.rule, quote(date.span, text)
    for agreement in article.agreements:
        fact = f"{agreement.kind} {agreement.name} ({agreement.status})"
        value = _told(_of_agreement(agreement, names))
        yield from _evidence(fact, value, agreement.evidence, text)


def _of_title(title: Title, names: dict[str, str]) -> Told:
    return {
        "held by": named(title.holders, names) or "nobody named",
        "at": known(title.at, names),
        "status": title.status if title.status != "current" else None,
        "since": title.since,
        "until": title.until,
        "id": title.title_id,
    }


def _of_person(person: Person, names: dict[str, str]) -> Told:
    return {"age": person.age, "born": person.birth_year, "from": known(person.home, names)}


def _of_body(body: Organization, names: dict[str, str]) -> Told:
    return {
        "is": body.normalized if body.normalized != body.name else None,
        "id": body.organization_id,
        "kind": body.kind,
        "of": body.jurisdiction,
        "part of": known(body.parent, names),
    }


def _of_place(place: Place) -> Told:
    return {
        "is": place.unit,
        "code": place.code,
        "country": place.country,
        "either of": join(place.candidates, " | "),
    }


def _of_agreement(agreement: Agreement, names: dict[str, str]) -> Told:
    signs = (f"{known(a, names)} for {known(b, names)}" for a, b in agreement.signs_for.items())
    roles = (f"{known(party, names)} {role}" for party, role in agreement.roles.items())
    return {
        "parties": named(agreement.parties, names),
        "roles": join(roles),
        "signers": named(agreement.signers, names),
        "signing": join(signs),
        "signed": agreement.signed,
        "at": known(agreement.place, names),
        "valid": agreement.valid,
        "documents": agreement.count,
        "contents": agreement.contents,
        "extends": "an older one" if agreement.extension else None,
        "replaces": named(agreement.replaces, names),
        "amends": named(agreement.amends, names),
    }


def _told(values: Told) -> str:
    return "; ".join(f"{key} {value}" for key, value in values.items() if value)


def _evidence(fact: str, value: str, evidence: Sequence[Evidence], text: str) -> Iterator[Row]:
    if not evidence:
        yield fact, value, "", ""
    for i, each in enumerate(evidence):
        first = (fact, value) if i == 0 else ("", "")
        yield (*first, each.rule, quote(each, text))
