"""Readings joined with the articles that they are of, as the tagger learns from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from vnnews.find.mentions import propose
from vnnews.find.resolve import resolve
from vnnews.find.tagger.article import Annotated
from vnnews.find.tagger.labels import Span
from vnnews.formats.problem import InputError
from vnnews.formats.readings import Reading
from vnnews.text.tokens import tokenize
from vnnews.text.view import normalize


def partly_annotated(readings: Iterable[Reading], texts: Mapping[str, str]) -> list[Annotated]:
    """The articles that were read in part, by id; ``texts`` are all articles by theirs.

    Raises:
        InputError: the article of a reading is not there or has another text; names file and line.
    """
    by_article: defaultdict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        text = texts.get(reading.article)
        if text is None or not reading.of(text):
            wrong = "not among the unlabelled articles" if text is None else "has another text"
            raise InputError(
                reading.where[0], f"article {reading.article}: {wrong}", reading.where[1]
            )
        by_article[reading.article].append(reading)
    return [_annotated(texts[article], by_article[article]) for article in sorted(by_article)]


def _annotated(source: str, readings: Iterable[Reading]) -> Annotated:
    """The article with the names that were read, and the dates that the rules find beside them."""
    text = normalize(source)
    tokens = tokenize(text)
    hits = tuple(propose(tokens))
    stretches: set[tuple[int, int]] = set()
    spans: list[Span] = []
    for reading in readings:
        stretches.add(tokens.range(*text.find(reading.start, reading.end)))
        spans += [(kind, *tokens.range(*text.find(a, b))) for kind, a, b in reading.names]
    named = {token for _, first, last in spans for token in range(first, last)}
    for date in resolve(hit for hit in hits if hit.type == "DATE"):
        first, last = tokens.range(date.start, date.end)
        if named.isdisjoint(range(first, last)):
            spans.append(("DATE", first, last))
    return Annotated(tokens, hits, tuple(spans), tuple(sorted(stretches)))
