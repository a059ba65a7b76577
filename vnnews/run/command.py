"""The commands that read articles: what they do between their options and their exit code."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import msgspec
from rich.console import Console

from vnnews.formats.manifest import parse_day
from vnnews.formats.problem import Problem
from vnnews.run.explain import explain
from vnnews.run.folder import Extracts, Job, Summary, extract_all, extract_item
from vnnews.run.inputs import find, read
from vnnews.run.progress import bar, summary_lines, tell
from vnnews.run.show import show

OK, SOME_FAILED, NOTHING_DONE = 0, 1, 2


def exit_code(problems: Sequence[Problem], done: int) -> int:
    """0 when nothing failed or was damaged, 1 when something was, 2 when there was nothing."""
    wrong = any(problem.severity != "note" for problem in problems)
    return SOME_FAILED if wrong else OK if done else NOTHING_DONE


def run_extract(
    paths: Sequence[Path],
    manifest: Path | None,
    output: Path | None,
    job: Job,
    errors: Console,
) -> int:
    """``vnnews extract``.

    Raises:
        OSError: the output cannot be written.
    """
    inputs = find(paths, manifest)
    with bar(len(inputs.files), errors) as advance:
        summary = extract_all(inputs, output, job, lambda problem: tell(problem, errors), advance)
    if not inputs.files:
        errors.print("no article found; nothing written", soft_wrap=True, highlight=False)
        return NOTHING_DONE
    for line in summary_lines(summary, "standard output" if output is None else str(output)):
        errors.print(line, soft_wrap=True, highlight=False, markup=False)
    return exit_code(summary.problems, summary.written)


def run_view(
    how: Literal["show", "explain"],
    file: Path,
    published: str | None,
    extractor: Extracts,
    consoles: tuple[Console, Console],
) -> int:
    """``vnnews show`` and ``vnnews explain``; the consoles are those of output and of errors.

    Raises:
        ValueError: ``published`` is no day.
    """
    output, errors = consoles
    day = None if published is None else parse_day(published)
    view = show if how == "show" else explain
    inputs = find([file])
    summary = Summary(problems=list(inputs.problems))
    for found in read(inputs):
        if isinstance(found, Problem):
            summary.problems.append(found)
            continue
        item = msgspec.structs.replace(found, published=found.published or day)
        article = extract_item(extractor, item)
        if isinstance(article, Problem):
            summary.problems.append(article)
            continue
        if summary.written:
            output.rule()
        view(article, item.text, output)
        summary.problems.extend(item.problems)
        summary.written += 1
    for problem in summary.problems:
        tell(problem, errors)
    return exit_code(summary.problems, summary.written) if inputs.files else NOTHING_DONE
