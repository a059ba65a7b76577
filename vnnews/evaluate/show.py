"""Reports and errors as lines of text: one row a line, the same on a terminal and in a pipe."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from vnnews.evaluate.errors import Error
from vnnews.evaluate.report import ROWS, Report

_HEAD = f"{'':18} {'P':>5} {'R':>5} {'F1':>5}  {'overlap':>7} {'type':>5} {'exact':>5}"


def report_lines(
    report: Report,
    heading: str,
    intervals: Mapping[str, tuple[float, float]] = {},
    rows: Sequence[str] = ROWS,
) -> Iterator[str]:
    """The report as a table; F1 is strict, and so are the three measures that follow it."""
    yield f"== {heading} ({report.articles} articles)"
    yield f"{_HEAD}  {'gold':>5} {'pred':>5}" + ("  95 % of F1" if intervals else "")
    for row in rows:
        counts = report.counts(row)
        line = f"{row:18} {counts.precision:5.3f} {counts.recall:5.3f} {counts.f1:5.3f}  "
        if row in report.spans:
            scores = report.spans[row]
            line += f"{scores.overlap.f1:7.3f} {scores.type.f1:5.3f} {scores.exact.f1:5.3f}"
        else:
            line += f"{'':19}"
        line += f"  {counts.support:5} {counts.predicted:5}"
        if row in intervals:
            line += "  {:.3f}–{:.3f}".format(*intervals[row])
        yield line
    for row, shares in report.coreference.items():
        numbers = f"{shares.precision:5.3f} {shares.recall:5.3f} {shares.f1:5.3f}"
        yield f"{f'B³ {row}':18} {numbers}  {'':19}  {shares.support:5} {shares.predicted:5}"
    if "LOC=place" not in rows:
        return
    found, right = report.places_found, report.places_right
    for name, ratio in (("place coverage", found), ("place accuracy", right)):
        yield f"{name:18} {'':11} {ratio.share:5.3f}  {ratio.hits} of {ratio.total}"


def error_lines(errors: Sequence[Error], row: str) -> Iterator[str]:
    """How many errors of each cause, then every error in its context, the largest cause first."""
    by_cause: defaultdict[str, list[Error]] = defaultdict(list)
    for error in errors:
        by_cause[error.cause].append(error)
    causes = sorted(by_cause, key=lambda cause: (-len(by_cause[cause]), cause))
    yield f"== {row}: {len(errors)} errors"
    for cause in causes:
        yield f"{len(by_cause[cause]):6}  {cause}"
    for cause in causes:
        yield ""
        yield f"-- {row}, {cause}: {len(by_cause[cause])}"
        yield from (_error_line(error) for error in by_cause[cause])


def _error_line(error: Error) -> str:
    place = error.article if error.start is None else f"{error.article}:{error.start}"
    told = " → ".join((error.gold or "∅", error.predicted or "∅"))
    return f"{place:12} {told}" + (f"    | {error.context}" if error.context else "")


def causes(errors: Sequence[Error]) -> dict[str, int]:
    """Counts by cause, the largest first."""
    counted = Counter(error.cause for error in errors)
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))
