"""What a run says on standard error: a bar on a terminal, problems as they come, a summary."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text as RichText

from vnnews.formats.problem import Problem, Severity
from vnnews.run.folder import Summary

_STYLES: dict[Severity, str] = {"failed": "red", "damaged": "yellow", "note": "dim"}
_NAMED = 20  # inputs that the summary names; each was told with its reason before


def tell(problem: Problem, console: Console) -> None:
    """One problem in one line, as it is: never wrapped, no markup in it."""
    line = RichText(f"{problem.severity}: {problem}", _STYLES[problem.severity])
    console.print(line, soft_wrap=True, highlight=False)


@contextmanager
def bar(total: int, console: Console) -> Iterator[Callable[[str], None]]:
    """A bar over ``total`` files; gives the function to call with the path of what was done."""
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task("files", total=total)
        current: str | None = None

        def advance(path: str) -> None:
            nonlocal current
            if current is not None and path != current:
                progress.advance(task)
            current = path

        yield advance
        progress.update(task, completed=total)


def summary_lines(summary: Summary, output: str) -> Iterator[str]:
    """What was written, and what was not."""
    yield f"{_count(summary.written, 'article')} written to {output}"
    for severity in ("failed", "damaged"):
        found = summary.of(severity)
        if found:
            places = list(dict.fromkeys(str(p).removesuffix(f": {p.message}") for p in found))
            more = ", …" if len(places) > _NAMED else ""
            yield f"{len(found)} {severity}: {', '.join(places[:_NAMED])}{more}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
