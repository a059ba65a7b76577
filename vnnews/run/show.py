"""One article for people: its text with the mentions marked, the record as tables, the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from unicodedata import category

from rich.console import Console
from rich.table import Table
from rich.text import Text as RichText

from vnnews.records import Article, Evidence, Mention, Span

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
    for table in tables(article):
        console.print(table)


def marked(mentions: Iterable[Mention], text: str) -> RichText:
    """The text with every mention in the style of its type; titles and agreements lie beneath."""
    rich = RichText(visible(text), no_wrap=False)
    for mention in sorted(mentions, key=lambda m: m.type not in ("TITLE", "AGREEMENT")):
        rich.stylize(STYLES[mention.type], mention.start, mention.end)
    return rich


def visible(text: str) -> str:
    r"""The text, as long as it was, without the characters that a terminal would obey.

    >>> visible("a\x1b[2J\r\n")
    'a\ufffd[2J \n'
    """
    text = text.replace("\r\n", " \n").replace("\t", " ")
    return "".join(c if c == "\n" or category(c)[0] != "C" else "\ufffd" for c in text)


def tables(article: Article) -> Iterator[Table]:
    """The record, a table a kind of thing; kinds that the article has nothing of are left out."""
    names = names_of(article)
    head = _head(article, names)
    if head:
        yield _table("Article", ("", ""), head)
    yield from _filled("People", ("id", "name", "other names", "what they are"), _people(article))
    yield from _filled(
        "Organizations",
        ("id", "name", "normalized", "other names", "kind", "jurisdiction"),
        (
            (o.id, o.name, o.normalized, _join(o.other_names), o.kind, o.jurisdiction)
            for o in article.organizations
        ),
    )
    yield from _filled(
        "Places",
        ("id", "name", "unit", "code", "country"),
        (
            (p.id, p.name, p.unit or _join(p.candidates, " or "), p.code, p.country)
            for p in article.places
        ),
    )
    yield from _filled(
        "Dates", ("id", "value", "at"), ((d.id, d.value, _at(d.span)) for d in article.dates)
    )
    yield from _filled(
        "Agreements",
        ("id", "kind", "name", "parties", "signers", "signed", "valid", "status"),
        (
            (
                *(a.id, a.kind, a.name, _named(a.parties, names), _named(a.signers, names)),
                *(a.signed, a.valid, a.status),
            )
            for a in article.agreements
        ),
    )
    yield from _filled(
        "Notes",
        ("reason", "detail", "at"),
        ((n.reason, n.detail, _at(n.span)) for n in article.notes),
    )


def names_of(article: Article) -> dict[str, str]:
    """Names of people, organizations, places and agreements by id."""
    things = (article.people, article.organizations, article.places, article.agreements)
    return {thing.id: thing.name for kind in things for thing in kind}


def explain(article: Article, text: str, console: Console) -> None:
    """Print each value with the rule or row that gave it and the words that it was read from."""
    names = names_of(article)
    console.print(
        _table(
            "Mentions", ("at", "type", "words", "of", "rule"), _mention_rows(article, text, names)
        )
    )
    facts = list(_fact_rows(article, text, names))
    if facts:
        console.print(_table("Facts", ("fact", "value", "rule", "read from"), facts))
    if article.notes:
        rows = [(n.reason, n.detail, _quote(n.span, text)) for n in article.notes]
        console.print(_table("Left open or cut", ("reason", "detail", "at"), rows))


Row = tuple[str | None, ...]


def _mention_rows(article: Article, text: str, names: dict[str, str]) -> Iterator[Row]:
    for m in article.mentions:
        rule = m.rule if m.confidence == 1 else f"{m.rule} ({m.confidence:.2f})"
        yield _at(m), m.type, _clip(m.of(text)), _known(m.entity, names), rule


def _fact_rows(article: Article, text: str, names: dict[str, str]) -> Iterator[Row]:
    for title in article.titles:
        value = " · ".join(
            filter(
                None,
                (
                    f"held by {_named(title.holders, names)}" if title.holders else "no holder",
                    f"at {_known(title.at, names)}" if title.at else None,
                    title.status if title.status != "current" else None,
                    title.title_id,
                ),
            )
        )
        yield from _evidence(f"title {title.name}", value, title.evidence, text)
    for person in article.people:
        for position in person.positions:
            where = _known(position.organization or position.place, names)
            value = f"{position.name} at {where}" if where else position.name
            fact = f"{person.name} ({position.status})"
            yield from _evidence(fact, value, position.evidence, text)
    for date in article.dates:
        yield f"date {date.id}", date.value or "open", date.rule, _quote(date.span, text)
    for agreement in article.agreements:
        told = {
            "parties": _named(agreement.parties, names),
            "signers": _named(agreement.signers, names),
            "signed": agreement.signed,
            "valid": agreement.valid,
        }
        value = "; ".join(f"{key} {value}" for key, value in told.items() if value)
        fact = f"{agreement.kind} {agreement.name} ({agreement.status})"
        yield from _evidence(fact, value, agreement.evidence, text)


def _evidence(fact: str, value: str, evidence: Sequence[Evidence], text: str) -> Iterator[Row]:
    if not evidence:
        yield fact, value, "", ""
    for i, each in enumerate(evidence):
        first = (fact, value) if i == 0 else ("", "")
        yield (*first, each.rule, _quote(each, text))


def _head(article: Article, names: dict[str, str]) -> list[Row]:
    dateline = article.dateline
    told = {
        "id": article.id,
        "source": article.source,
        "published": article.published,
        "dateline": _join(
            filter(None, (_known(dateline.place, names), dateline.day)) if dateline else ()
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
            where = _known(position.organization or position.place, names)
            status = "" if position.status == "current" else f" ({position.status})"
            lines.append(position.title + (f" → {where}" if where else "") + status)
        yield person.id, person.name, _join(person.other_names), "\n".join(lines)


def _filled(title: str, columns: tuple[str, ...], rows: Iterable[Row]) -> Iterator[Table]:
    found = list(rows)
    if found:
        yield _table(title, columns, found)


def _table(title: str, columns: tuple[str, ...], rows: Iterable[Row]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", show_header=any(columns))
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        # Text, not markup: "[Bộ Y tế]" in an article is no tag.
        table.add_row(*(RichText(visible(cell or "")) for cell in row))
    return table


def _known(id_: str | None, names: dict[str, str]) -> str:
    return names.get(id_, id_) if id_ else ""


def _named(ids: Iterable[str], names: dict[str, str]) -> str:
    return _join(_known(id_, names) for id_ in ids)


def _join(values: Iterable[str], by: str = ", ") -> str:
    return by.join(values)


def _at(span: Span | None) -> str:
    return f"{span.start}–{span.end}" if span else ""


def _quote(span: Span | None, text: str) -> str:
    return f"{_at(span)} {_clip(span.of(text))}" if span else ""


def _clip(words: str, width: int = 80) -> str:
    words = " ".join(words.split())
    return words if len(words) <= width else f"{words[: width - 1]}…"
