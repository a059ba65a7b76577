"""Precision, recall and F1 on every corpus, by the project's evaluator; underthesea beside it.

vnnews learned nothing from ``dev``. The project's own corpora were written by its authors, who know
its rules: what it scores there is what it should never fall below, not what it will do for you.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import get_args

import peer
from articles import DEV, corpora
from msgspec import structs
from record import Row, tell

from vnnews import Extractor
from vnnews.evaluate.report import ROWS, Report, interval, score_corpus, to_json, total
from vnnews.formats import brat
from vnnews.formats.corpus import Annotated
from vnnews.records import MentionType
from vnnews.run.damage import Damage, in_capitals, without_marks

MENTIONS: tuple[str, ...] = get_args(MentionType)
AGREEMENTS = "agreements"  # the corpus in which nothing else is annotated

GROUPS: dict[str, Callable[[Annotated], bool]] = {
    "recent": lambda article: (article.published or "") >= "2025",
    "older": lambda article: (article.published or "") < "2025",
}

DAMAGE: dict[str, Damage] = {"in capitals": in_capitals, "without diacritics": without_marks}


def measure(quick: bool) -> Iterator[Row]:
    """A row for each system, corpus and, of dev, group of articles."""
    for name, corpus in corpora():
        articles = corpus.articles[:12] if quick else corpus.articles
        tell(f"quality of vnnews on {name}: {len(articles)} articles")
        reports = reports_of(Extractor(), articles)
        rows = [row for row in ROWS if row.lower().startswith("agreement")]
        yield _row("vnnews", name, reports, rows if name == AGREEMENTS else ROWS)
        if name != DEV:
            continue
        for group, belongs in GROUPS.items():
            chosen = [r for a, r in zip(articles, reports, strict=True) if belongs(a)]
            yield _row("vnnews", f"{name}, {group}", chosen)
        for damage, change in DAMAGE.items():
            damaged = [structs.replace(a, text=change(a.text)) for a in articles]
            yield _row("vnnews", f"{name}, {damage}", reports_of(Extractor(), damaged), MENTIONS)
        yield from _peer(name, articles)


def reports_of(extractor: Extractor, articles: Sequence[Annotated]) -> list[Report]:
    """What an extractor scores on each article."""
    made = {}
    for a in articles:
        record = extractor.extract(a.text, published=a.published, source=a.source)
        made[a.id] = brat.annotate(record)
    return score_corpus(articles, made)


def _row(system: str, corpus: str, reports: Sequence[Report], rows: Sequence[str] = ROWS) -> Row:
    whole = total(reports)
    scores = to_json(whole, {row: interval(reports, row) for row in rows})
    scores["rows"] = {row: scores["rows"][row] for row in rows}
    if rows != ROWS:
        del scores["coreference"], scores["places"]
    return {"system": system, "corpus": corpus, **scores}


def _peer(name: str, articles: Sequence[Annotated]) -> Iterator[Row]:
    if peer.load() is None:
        tell("skipped: quality of underthesea, which is not installed")
        return
    tell(f"quality of underthesea on {name}: {len(articles)} articles, about 0.5 s each")
    made, dropped = {}, 0
    for article in articles:
        made[article.id], misc = peer.annotate(article.text)
        dropped += misc
    row = _row("underthesea", name, score_corpus(articles, made), list(peer.LABELS))
    yield {**row, "dropped": {"MISC": dropped}}
