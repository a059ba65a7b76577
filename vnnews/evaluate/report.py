"""The scores of an article, of a corpus, and of its parts: they add up.

Rows are those of ``score.py`` and three more: agreement signer, title status, LOC=place. Beside
them stand B-cubed coreference, and how many of gold's places are resolved and how many of those
rightly. Intervals come from drawing articles again with replacement, by a fixed seed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from vnnews.evaluate.coreference import ROWS as COREFERENCE_ROWS
from vnnews.evaluate.coreference import b_cubed
from vnnews.evaluate.counts import Counts, Ratio, Shares, compare
from vnnews.evaluate.facts import SPAN_ROWS, Facts, facts
from vnnews.evaluate.spans import SpanScores, score_spans
from vnnews.formats.brat import Annotations
from vnnews.formats.corpus import Annotated

FACT_ROWS = (
    "person+title",
    "person+title+org",
    "agreement party",
    "agreement period",
    "agreement signed",
    "agreement signer",
    "title status",
    "LOC=place",
)
ALL_TYPES = "all types"  # micro-average of the types that are scored
ROWS = ("PER", "ORG", "LOC", "DATE", "DATE=value", "TITLE", "AGREEMENT", *FACT_ROWS)

Addable = TypeVar("Addable", SpanScores, Counts, Shares, Ratio)


class Report(msgspec.Struct, frozen=True):
    """All scores of one or more articles.

    ``spans`` are the four measures by type of mention, ``facts`` the counts of the other rows,
    ``coreference`` B-cubed; ``places_found`` tells how many of the places that gold resolves were
    found and resolved at all, ``places_right`` how many of those are what gold says.
    """

    articles: int = 0
    spans: dict[str, SpanScores] = {}
    facts: dict[str, Counts] = {}
    coreference: dict[str, Shares] = {}
    places_found: Ratio = Ratio()
    places_right: Ratio = Ratio()

    def __add__(self, other: Report) -> Report:
        return Report(
            self.articles + other.articles,
            _added(self.spans, other.spans),
            _added(self.facts, other.facts),
            _added(self.coreference, other.coreference),
            self.places_found + other.places_found,
            self.places_right + other.places_right,
        )

    def only(self, types: Iterable[str]) -> Report:
        """The mentions of some types alone and ``ALL_TYPES`` together, where gold has no more."""
        spans = {type_: self.spans[type_] for type_ in types if type_ in self.spans}
        return Report(self.articles, {**spans, ALL_TYPES: sum(spans.values(), SpanScores())})

    def counts(self, row: str) -> Counts:
        """Strict counts of a row."""
        return self.spans[row].strict if row in self.spans else self.facts.get(row, Counts())


def score_article(gold: Annotations, predicted: Annotations, text: str) -> Report:
    """The report of one article."""
    told, made = facts(gold, text), facts(predicted, text)
    found, right = _score_places(told, made)
    rows = [row for row in ROWS if row not in SPAN_ROWS]
    return Report(
        1,
        score_spans(gold, predicted),
        {row: compare(told.get(row, set()), made.get(row, set())) for row in rows},
        {row: b_cubed(gold, predicted, types) for row, types in COREFERENCE_ROWS.items()},
        found,
        right,
    )


def score_corpus(
    articles: Iterable[Annotated], predictions: Mapping[str, Annotations]
) -> list[Report]:
    """The reports of articles one by one; one without predictions counts as empty."""
    empty = Annotations()
    return [
        score_article(gold.annotations, predictions.get(gold.id, empty), gold.text)
        for gold in articles
    ]


def total(reports: Iterable[Report]) -> Report:
    """The report of all of them together."""
    return sum(reports, Report())


def interval(reports: Sequence[Report], row: str, draws: int = 1000) -> tuple[float, float]:
    """95 % interval of a row's strict F1, by articles drawn again; the same for the same reports.

    >>> interval([Report(1, {}, {"DATE=value": Counts(3, 1, 1)})] * 4, "DATE=value")
    (0.75, 0.75)
    """
    import numpy as np  # noqa: PLC0415  here, because importing it takes longer than all else

    counts = np.array([[c.tp, c.fp, c.fn] for c in (report.counts(row) for report in reports)])
    if not counts.size:
        return 0.0, 0.0
    picks = np.random.default_rng(0).integers(0, len(reports), (draws, len(reports)))
    tp, fp, fn = counts[picks].sum(axis=1).T
    low, high = np.percentile(2 * tp / np.maximum(1, 2 * tp + fp + fn), [2.5, 97.5])
    return float(low), float(high)


def to_json(
    report: Report,
    intervals: Mapping[str, tuple[float, float]] = {},
    rows: Sequence[str] = ROWS,
) -> dict[str, Any]:
    """The report for machines: counts, and the scores that follow from them to four decimals."""
    told: dict[str, dict[str, Any]] = {}
    for row in rows:
        told[row] = {"strict": _numbers(report.counts(row))}
        if row in report.spans:
            scores = report.spans[row]
            told[row] |= {
                name: _numbers(getattr(scores, name)) for name in ("overlap", "type", "exact")
            }
        if row in intervals:
            told[row]["interval"] = [round(bound, 4) for bound in intervals[row]]
    made: dict[str, Any] = {"articles": report.articles, "rows": told}
    if report.coreference:
        made["coreference"] = {row: _numbers(s) for row, s in report.coreference.items()}
    if "LOC=place" in rows:
        made["places"] = {
            "coverage": round(report.places_found.share, 4),
            "accuracy": round(report.places_right.share, 4),
            "support": report.places_found.total,
        }
    return made


def _numbers(scores: Counts | Shares) -> dict[str, float]:
    counts = (
        {"tp": scores.tp, "fp": scores.fp, "fn": scores.fn} if isinstance(scores, Counts) else {}
    )
    shares = {name: round(getattr(scores, name), 4) for name in ("precision", "recall", "f1")}
    return {**counts, **shares, "predicted": scores.predicted, "support": scores.support}


def _score_places(told: Facts, made: Facts) -> tuple[Ratio, Ratio]:
    gold = {fact[0]: fact[1] for fact in told.get("LOC=place", set())}
    predicted = {fact[0]: fact[1] for fact in made.get("LOC=place", set())}
    both = [place for place in gold if place in predicted]
    right = sum(gold[place] == predicted[place] for place in both)
    return Ratio(len(both), len(gold)), Ratio(right, len(both))


def _added(first: dict[str, Addable], second: dict[str, Addable]) -> dict[str, Addable]:
    merged = dict(first)
    for row, scores in second.items():
        merged[row] = merged[row] + scores if row in merged else scores
    return merged
