"""``vnnews show``: an article for people, its text with the mentions marked, then the record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text as RichText

from vnnews.records import Article, Mention
from vnnews.run.terminal import Row, at, join, known, named, names_of, table, visible

STYLES = {
    "PER": "bold cyan",
    "ORG": "bold magenta",
    "LOC": "bold green",
    "DATE": "bold yellow",
    "TITLE": "underline",
    "AGREEMENT": "underline reverse",
}


def show(article: Article, text: str, console: Console) -> None:
    """Print the article with its mentions marked, then the record."""
    console.print(marked(article.mentions, text))
    legend = RichText(" ").join(RichText(f" {label} ", style) for label, style in STYLES.items())
    console.print(legend)
    for one in tables(article):
        console.print(one)


def marked(mentions: Iterable[Mention], text: str) -> RichText:
    """The text with every mention in the style of its type; titles and agreements lie beneath."""
    rich = RichText(visible(text), no_wrap=False)
    for mention in sorted(mentions, key=lambda m: m.type not in ("TITLE", "AGREEMENT")):
        rich.stylize(STYLES[mention.type], mention.start, mention.end)
    return rich


def tables(article: Article) -> Iterator[Table]:
    """The record, a table a kind of thing; kinds that the article has nothing of are left out."""
    names = names_of(article)
    head = _head(article, names)
    if head:
        yield table("Article", ("", ""), head)
    yield from _filled("People", ("id", "name", "other names", "what they are"), _people(article))
    yield from _filled(
        "Organizations",
        ("id", "name", "normalized", "other names", "kind", "jurisdiction"),
        (
            (o.id, o.name, o.normalized, join(o.other_names), o.kind, o.jurisdiction)
            for o in article.organizations
        ),
    )
    yield from _filled(
        "Places",
        ("id", "name", "unit", "code", "country"),
        (
            (p.id, p.name, p.unit or join(p.candidates, " or "), p.code, p.country)
            for p in article.places
        ),
    )
    yield from _filled(
        "Dates", ("id", "value", "at"), ((d.id, d.value, at(d.span)) for d in article.dates)
    )
    yield from _filled(
        "Agreements",
        ("id", "kind", "name", "parties", "signers", "signed", "valid", "status"),
        (
            (
                *(a.id, a.kind, a.name, named(a.parties, names), named(a.signers, names)),
                *(a.signed, a.valid, a.status),
            )
            for a in article.agreements
        ),
    )
    yield from _filled(
        "Notes",
        ("reason", "detail", "at"),
        ((n.reason, n.detail, at(n.span)) for n in article.notes),
    )


def _head(article: Article, names: dict[str, str]) -> list[Row]:
    dateline = article.dateline
    told = {
        "id": article.id,
        "source": article.source,
        "published": article.published,
        "dateline": join(
            filter(None, (known(dateline.place, names), dateline.day)) if dateline else ()
        ),
        "author": article.author,
        "publisher": article.publisher,
    }
    return [(key, value) for key, value in told.items() if value]


def _people(article: Article) -> Iterator[Row]:
    names = names_of(article)
    for person in article.people:
        lines = [*person.ranks, *person.degrees, *person.honours, *person.professions]
        for position in person.positions:
            where = known(position.organization or position.place, names)
            status = "" if position.status == "current" else f" ({position.status})"
            lines.append(position.title + (f" → {where}" if where else "") + status)
        yield person.id, person.name, join(person.other_names), "\n".join(lines)


def _filled(title: str, columns: tuple[str, ...], rows: Iterable[Row]) -> Iterator[Table]:
    found = list(rows)
    if found:
        yield table(title, columns, found)
