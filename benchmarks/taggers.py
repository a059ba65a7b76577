"""The tagger beside a linear-chain CRF: names alone, through the whole pipeline, time.

Both learn from the articles of train, without silver ones and readings; both are asked with and
without the rules' hits. ``names`` are what a tagger finds by itself, ``rows`` what ``extract``
finds with it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from articles import DEV, held_out
from learning import Course, Reader, possible, teach
from quality import reports_of
from record import Row, tell

from vnnews.evaluate.report import ALL_TYPES, Report, to_json, total
from vnnews.evaluate.spans import score_spans
from vnnews.find.candidate import Candidate
from vnnews.find.mentions import propose
from vnnews.find.tagger import SHIPPED
from vnnews.find.tagger.tagger import Tagger, open_tagger
from vnnews.formats.brat import Annotations, BratSpan
from vnnews.formats.corpus import Annotated
from vnnews.text.tokens import Tokens, tokenize
from vnnews.text.view import Text, normalize

NAMES = ("PER", "ORG", "LOC")
_ROUNDS = 3


class _Prepared(NamedTuple):
    article: Annotated
    text: Text
    tokens: Tokens
    hits: Sequence[Candidate]


def measure(quick: bool) -> Iterator[Row]:
    """A row for each tagger."""
    corpus = held_out()
    if corpus is None or not possible():
        return
    articles = corpus.articles[:12] if quick else corpus.articles
    prepared = [_prepare(article) for article in articles]
    for name, make in TAGGERS.items():
        tell(f"taggers: {name}")
        tagger, seconds = make(quick)
        names = total(_alone(tagger, one) for one in prepared).only(NAMES)
        yield {
            "tagger": name,
            "corpus": DEV,
            "seconds": seconds,
            "ms": min(_ms(tagger, prepared) for _ in range(_ROUNDS)),
            "names": to_json(names, rows=(*NAMES, ALL_TYPES))["rows"],
            **to_json(total(reports_of(Reader(tagger), articles))),
        }


def _crf(quick: bool, *, hits: bool) -> tuple[Any, int | None]:
    import crf  # noqa: PLC0415  it needs underthesea_core

    made, seconds = crf.teach(quick, hits=hits)
    return made, round(seconds)


def _network(quick: bool, *, hits: bool) -> tuple[Tagger, int | None]:
    taught = teach(Course(hits=hits), quick)
    return taught.tagger, round(taught.seconds)


TAGGERS: dict[str, Callable[[bool], tuple[Any, int | None]]] = {
    "network as shipped": lambda _: (open_tagger(SHIPPED), None),
    "CRF": lambda quick: _crf(quick, hits=True),
    "CRF without hits": lambda quick: _crf(quick, hits=False),
    "network, no silver": lambda quick: _network(quick, hits=True),
    "network, no silver, without hits": lambda quick: _network(quick, hits=False),
}


def _prepare(article: Annotated) -> _Prepared:
    text = normalize(article.text)
    tokens = tokenize(text)
    return _Prepared(article, text, tokens, propose(tokens))


def _alone(tagger: Tagger, one: _Prepared) -> Report:
    """The tagger's own names against gold's."""
    names = tagger.read(one.tokens, one.hits).names
    spans = [
        BratSpan(f"T{i}", name.type, *one.text.span(name.start, name.end))
        for i, name in enumerate(names, 1)
    ]
    return Report(1, score_spans(one.article.annotations, Annotations(tuple(spans))))


def _ms(tagger: Tagger, prepared: Sequence[_Prepared]) -> float:
    """CPU time an article, when tokens and hits are there."""
    start = time.process_time()
    for one in prepared:
        tagger.read(one.tokens, one.hits)
    return round((time.process_time() - start) * 1000 / len(prepared), 2)
