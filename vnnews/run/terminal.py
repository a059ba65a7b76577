"""What a record is shown with in a terminal: tables, names in place of ids, quoted words."""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import category

from rich.table import Table
from rich.text import Text as RichText

from vnnews.records import Article, Span

Row = tuple[str | None, ...]


def visible(text: str) -> str:
    r"""The text, as long as it was, without the characters that a terminal would obey.

    >>> visible("a\x1b[2J\r\n")
    'a\ufffd[2J \n'
    """
    text = text.replace("\r\n", " \n").replace("\t", " ")
    return "".join(c if c == "\n" or category(c)[0] != "C" else "\ufffd" for c in text)


def names_of(article: Article) -> dict[str, str]:
    """Names of people, organizations, places and agreements by id."""
    things = (article.people, article.organizations, article.places, article.agreements)
    return {thing.id: thing.name for kind in things for thing in kind}


def table(title: str, columns: tuple[str, ...], rows: Iterable[Row]) -> Table:
    """A table of the rows; what terminals would obey is no markup."""
    drawn = Table(title=title, title_justify="left", title_style="bold", show_header=any(columns))
    for column in columns:
        drawn.add_column(column, overflow="fold")
    for row in rows:
        # Text, not markup: "[Bộ Y tế]" in an article is no tag.
        drawn.add_row(*(RichText(visible(cell or "")) for cell in row))
    return drawn


def known(id_: str | None, names: dict[str, str]) -> str:
    """The name of an id, or the id itself; empty for None."""
    return names.get(id_, id_) if id_ else ""


def named(ids: Iterable[str], names: dict[str, str]) -> str:
    """The names of ids."""
    return join(known(id_, names) for id_ in ids)


def join(values: Iterable[str], by: str = ", ") -> str:
    """The values with a mark between them."""
    return by.join(values)


def at(span: Span | None) -> str:
    """Where a span is."""
    return f"{span.start}–{span.end}" if span else ""


def quote(span: Span | None, text: str) -> str:
    """Where a span is and its words."""
    return f"{at(span)} {clip(span.of(text))}" if span else ""


def clip(words: str, width: int = 80) -> str:
    """The words on one line, cut to a width."""
    words = " ".join(words.split())
    return words if len(words) <= width else f"{words[: width - 1]}…"
