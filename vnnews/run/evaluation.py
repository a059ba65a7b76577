"""``vnnews evaluate``: extract or read predictions, score them, print."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from rich.console import Console

from vnnews.evaluate.errors import Error, find_errors
from vnnews.evaluate.report import ROWS, Report, interval, score_corpus, to_json, total
from vnnews.evaluate.show import causes, error_lines, report_lines
from vnnews.formats import brat
from vnnews.formats.corpus import Annotated, Predictions, read_corpus, read_predictions
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
    if request.errors is not None and request.errors not in ROWS:
        raise ValueError(f"no row {request.errors!r}; there are: {', '.join(ROWS)}")
    read = read_corpus(corpus)
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
    lines = _json(evaluation, request) if request.as_json else _lines(evaluation, request)
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
    """The scores that are asked for."""
    reports = score_corpus(articles, made)
    groups: dict[str, list[Report]] = {"ALL": reports}
    if request.by_source:
        by_source: defaultdict[str, list[Report]] = defaultdict(list)
        for article, report in zip(articles, reports, strict=True):
            by_source[article.source or "without source"].append(report)
        groups |= sorted(by_source.items())
    intervals: dict[str, Intervals] = {}
    if request.intervals:
        intervals = {
            name: {row: interval(group, row) for row in ROWS} for name, group in groups.items()
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
    return Evaluation({name: total(group) for name, group in groups.items()}, intervals, errors)


def _lines(evaluation: Evaluation, request: Request) -> Iterator[str]:
    for number, (name, report) in enumerate(evaluation.groups.items()):
        if number:
            yield ""
        yield from report_lines(report, name, evaluation.intervals.get(name, {}))
    if evaluation.errors is not None and request.errors is not None:
        yield ""
        yield from error_lines(evaluation.errors, request.errors)


def _json(evaluation: Evaluation, request: Request) -> Iterator[str]:
    told: dict[str, dict[str, Any]] = {
        name: to_json(report, evaluation.intervals.get(name, {}))
        for name, report in evaluation.groups.items()
    }
    made: dict[str, Any] = told.pop("ALL")
    if request.by_source:
        made["sources"] = told
    if evaluation.errors is not None:
        made["errors"] = {
            "row": request.errors,
            "causes": causes(evaluation.errors),
            "list": evaluation.errors,
        }
    yield msgspec.json.format(msgspec.json.encode(made)).decode()
