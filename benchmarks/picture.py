"""The picture in the README: an excerpt of an invented article, its record beside it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from io import StringIO

from record import ROOT
from rich.console import Console
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

import vnnews
from vnnews.formats.brat import read_text
from vnnews.run.show import STYLES, marked
from vnnews.run.terminal import names_of

PATH = ROOT / "benchmarks" / "picture.svg"
ARTICLE, PUBLISHED, BLOCKS = "n01", "2018-06-27", (0, 1, 3)


def draw() -> str:
    """The picture as SVG."""
    text = excerpt()
    article = vnnews.extract(text, published=PUBLISHED)
    legend = Text("  ").join(Text(label, style) for label, style in STYLES.items())
    left = Text("\n\n").join([marked(article.mentions, text), legend])
    grid = Table.grid(padding=(0, 3), expand=True)
    grid.add_column(ratio=10)
    grid.add_column(ratio=11)
    grid.add_row(left, _tree(article))
    console = Console(record=True, width=150, file=StringIO(), force_terminal=True)
    console.print(grid)
    title = f'vnnews.extract(text, published="{PUBLISHED}")'
    return console.export_svg(title=title, unique_id="vnnews")


def words(svg: str) -> list[str]:
    """What stands in the picture, whatever rich's version makes of its lines and colours."""
    shown = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    return html.unescape(" ".join(shown)).split()


def excerpt() -> str:
    """The headline and two paragraphs of the article."""
    blocks = read_text(ROOT / "corpora" / "registers" / f"{ARTICLE}.txt").split("\n\n")
    return "\n\n".join(blocks[i] for i in BLOCKS)


def _tree(article: vnnews.Article) -> Tree:
    tree = Tree("[bold]Article", hide_root=True, guide_style="dim")
    for heading, branches in _record(article):
        branch = tree.add(f"[bold]{heading}")
        for name, facts in branches:
            leaf = branch.add(Text(name, STYLES[_TYPE[heading]]))
            for fact in facts:
                leaf.add(Text(fact))
    return tree


_TYPE = {"people": "PER", "organizations": "ORG", "places": "LOC", "agreements": "TITLE"}


def _record(article: vnnews.Article) -> Iterator[tuple[str, list[tuple[str, list[str]]]]]:
    names = names_of(article)
    yield "people", [(person.name, list(_posts(person, names))) for person in article.people]
    yield "organizations", [(_normalized(body), []) for body in article.organizations]
    yield "places", [(p.name, [f"{p.unit}, code {p.code}"]) for p in article.places]
    yield (
        "agreements",
        [
            (
                a.name,
                [
                    f"kind {a.kind}, signed {a.signed}, valid {a.valid}",
                    "parties " + ", ".join(names[party] for party in a.parties),
                    "signers " + ", ".join(names[signer] for signer in a.signers),
                ],
            )
            for a in article.agreements
        ],
    )


def _normalized(body: vnnews.Organization) -> str:
    same = body.normalized in (None, body.name)
    return body.name if same else f"{body.name} → {body.normalized}"


def _posts(person: vnnews.Person, names: dict[str, str]) -> Iterator[str]:
    yield from (*person.ranks, *person.degrees, *person.professions)
    for post in person.positions:
        where = names.get(post.organization or post.place or "")
        yield f"{post.name} → {where}" if where else post.name
