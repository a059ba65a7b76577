"""``vnnews evaluate``: extract or read predictions, score them, print."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from rich.console import Console

from vnnews.evaluate.errors import Error, find_errors
from vnnews.evaluate.report import ALL_TYPES, ROWS, Report, interval, score_corpus, to_json, total
from vnnews.evaluate.show import causes, error_lines, report_lines
from vnnews.formats import brat
from vnnews.formats.corpus import Annotated, Predictions, read_corpus, read_predictions
from vnnews.formats.external.card import read_card
from vnnews.formats.external.read import External, read_external
from vnnews.formats.external.sources import CorpusFormat
from vnnews.formats.external.statement import statement_json, statement_lines
from vnnews.formats.problem import Problem
from vnnews.run.command import NOTHING_DONE, exit_code
from vnnews.run.folder import Extracts, extract_item
from vnnews.run.inputs import Item
from vnnews.run.progress import bar, tell

Intervals = Mapping[str, tuple[float, float]]


class Request(msgspec.Struct, frozen=True):
    """What is asked for beside the scores."""

    errors: str | None = None
    by_source: bool = False
    intervals: bool = False
    as_json: bool = False
    format: CorpusFormat = CorpusFormat.BRAT

    @property
    def of_others(self) -> bool:
        """Whether the corpus is not in the project's own format."""
        return self.format is not CorpusFormat.BRAT

    @property
    def rows(self) -> Sequence[str]:
        """The rows that gold can tell: every one, or the types that a corpus of others marks."""
        return read_card(self.format).types if self.of_others else ROWS

    @property
    def shown(self) -> Sequence[str]:
        """The rows of the report; of a corpus of others, all types together as well."""
        return (*self.rows, ALL_TYPES) if self.of_others else self.rows


class Evaluation(msgspec.Struct, frozen=True):
    """All that was asked for: the groups' reports (``ALL`` first), intervals and errors."""

    groups: dict[str, Report]
    intervals: dict[str, Intervals]
    errors: Sequence[Error] | None = None


def run_evaluate(
    corpus: Path, predictor: Path | Extracts, request: Request, console: Console
) -> tuple[int, list[str]]:
    """Exit code, and the lines to print; problems go to ``console``.

    ``predictor`` is where predictions are, or the extractor that is to make them.

    Raises:
        ValueError: there is no such row to list errors of.
    """
    if request.errors is not None and request.errors not in request.rows:
        raise ValueError(f"no row {request.errors!r}; there are: {', '.join(request.rows)}")
    external = read_external(corpus, request.format) if request.of_others else None
    read = external.corpus if external else read_corpus(corpus)
    problems: list[Problem] = list(read.problems)
    more: Sequence[Problem]
    if isinstance(predictor, Path):
        made, more = read_predictions(predictor, read)
    else:
        made, more = predict(read.articles, predictor, console)
    problems.extend(more)
    for problem in problems:
        tell(problem, console)
    if not read.articles:
        return NOTHING_DONE, []
    evaluation = assess(read.articles, made, request)
    write = _json if request.as_json else _lines
    lines = write(evaluation, request, external)
    return exit_code(problems, len(read.articles)), list(lines)


def predict(
    articles: Sequence[Annotated], extractor: Extracts, console: Console
) -> tuple[Predictions, list[Problem]]:
    """What the extractor makes of the articles; one that it fails on counts as empty."""
    made: Predictions = {}
    problems: list[Problem] = []
    with bar(len(articles), console) as advance:
        for a in articles:
            item = Item(a.id, a.text, a.id, published=a.published, source=a.source)
            record = extract_item(extractor, item)
            if isinstance(record, Problem):
                problems.append(record)
            else:
                made[a.id] = brat.annotate(record)
            advance(a.id)
    return made, problems


def assess(articles: Sequence[Annotated], made: Predictions, request: Request) -> Evaluation:
    """The scores that are asked for; of a corpus of others, those of the types that it marks."""
    if request.of_others:
        made = {id_: _only(annotations, request.rows) for id_, annotations in made.items()}
    reports = score_corpus(articles, made)
    if request.of_others:
        reports = [report.only(request.rows) for report in reports]
    groups: dict[str, list[Report]] = {"ALL": reports}
    if request.by_source:
        by_source: defaultdict[str, list[Report]] = defaultdict(list)
        for article, report in zip(articles, reports, strict=True):
            by_source[article.source or "without source"].append(report)
        groups |= sorted(by_source.items())
    intervals: dict[str, Intervals] = {}
    if request.intervals:
        intervals = {
            name: {row: interval(group, row) for row in request.shown}
            for name, group in groups.items()
        }
    errors: list[Error] | None = None
    if request.errors is not None:
        empty = brat.Annotations()
        errors = [
            error
            for a in articles
            for error in find_errors(
                a.id, a.annotations, made.get(a.id, empty), a.text, request.errors
            )
        ]
    totals = {name: total(group) for name, group in groups.items()}
    return Evaluation(totals, intervals, errors)


def _only(annotations: brat.Annotations, types: Sequence[str]) -> brat.Annotations:
    return brat.Annotations(tuple(span for span in annotations.spans if span.type in types))


def _lines(evaluation: Evaluation, request: Request, external: External | None) -> Iterator[str]:
    if external:
        yield from statement_lines(external)
        yield ""
    for number, (name, report) in enumerate(evaluation.groups.items()):
        if number:
            yield ""
        intervals = evaluation.intervals.get(name, {})
        yield from report_lines(report, name, intervals, request.shown)
    if evaluation.errors is not None and request.errors is not None:
        yield ""
        yield from error_lines(evaluation.errors, request.errors)


def _json(evaluation: Evaluation, request: Request, external: External | None) -> Iterator[str]:
    told: dict[str, dict[str, Any]] = {
        name: to_json(report, evaluation.intervals.get(name, {}), request.shown)
        for name, report in evaluation.groups.items()
    }
    made: dict[str, Any] = told.pop("ALL")
    if external:
        made["corpus"] = statement_json(external)
    if request.by_source:
        made["sources"] = told
    if evaluation.errors is not None:
        made["errors"] = {
            "row": request.errors,
            "causes": causes(evaluation.errors),
            "list": evaluation.errors,
        }
    yield msgspec.json.format(msgspec.json.encode(made)).decode()
