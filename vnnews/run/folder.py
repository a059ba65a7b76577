"""From inputs to records: one article after the other, in this process or in several.

Records come out in the order of the inputs whatever the number of processes, so that the output
is the same to the byte. A defect in the extractor costs its one article, never the run.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, suppress
from multiprocessing import get_context
from pathlib import Path
from typing import Protocol

import msgspec

from vnnews.formats.problem import Problem, Severity
from vnnews.records import Article, Note
from vnnews.run.inputs import Inputs, Item, read
from vnnews.run.outputs import Format, Rendered, opened, refusal, render

Chunk = list[Item | Problem]

_CHUNK = 16  # articles that one process gets at a time
_AHEAD = 4  # chunks for each process that are read before their turn


class Extracts(Protocol):
    """What is used of ``vnnews.Extractor``."""

    def extract(
        self,
        text: str,
        *,
        published: str | None = None,
        source: str | None = None,
        id: str | None = None,
    ) -> Article:
        """The record of a text."""


class Job(msgspec.Struct, frozen=True):
    """What is to be made of each article, and in how many processes."""

    extractor: Extracts
    format: Format = Format.JSONL
    with_text: bool = False
    processes: int = 1


class Outcome(msgspec.Struct, frozen=True):
    """What became of one input: a record to write, or None, and what is to be told."""

    path: str
    rendered: Rendered | None = None
    problems: tuple[Problem, ...] = ()


class Summary(msgspec.Struct):
    """What became of all of them."""

    written: int = 0
    problems: list[Problem] = []

    def of(self, severity: Severity) -> list[Problem]:
        """The problems of one severity."""
        return [problem for problem in self.problems if problem.severity == severity]


def extract_item(extractor: Extracts, item: Item) -> Article | Problem:
    """The record of an input; what was damaged in the input stands in its notes.

    Nothing raises: a defect in the extractor is a problem of this article only.
    """
    try:
        article = extractor.extract(
            item.text, published=item.published, source=item.source, id=item.id
        )
    except Exception as error:
        message = f"a defect of vnnews, please report it: {type(error).__name__}: {error}"
        return Problem("failed", item.path, message, item.line)
    damage = [problem for problem in item.problems if problem.severity == "damaged"]
    notes = tuple(Note(reason="damaged-input", detail=problem.message) for problem in damage)
    return msgspec.structs.replace(article, notes=article.notes + notes) if notes else article


def outcome(job: Job, found: Item | Problem) -> Outcome:
    """What becomes of one input. Nothing raises."""
    if isinstance(found, Problem):
        return Outcome(found.path, None, (found,))
    wrong = refusal(found.id, job.format)
    if wrong is not None:
        return Outcome(found.path, None, (Problem("failed", found.path, wrong, found.line),))
    article = extract_item(job.extractor, found)
    if isinstance(article, Problem):
        return Outcome(found.path, None, (article,))
    rendered = render(found, article, job.format, with_text=job.with_text)
    return Outcome(found.path, rendered, found.problems)


def outcomes(job: Job, found: Iterable[Item | Problem]) -> Iterator[Outcome]:
    """What becomes of each input, in order."""
    if job.processes <= 1:
        yield from (outcome(job, each) for each in found)
        return
    with ExitStack() as stack:
        pool = stack.enter_context(_pool(job, job.processes))
        waiting: deque[tuple[Chunk, Future[list[Outcome]]]] = deque()
        for chunk in _chunks(found):
            try:
                future = pool.submit(_work, chunk)
            except BrokenProcessPool:
                pool = stack.enter_context(_pool(job, job.processes))
                future = pool.submit(_work, chunk)
            waiting.append((chunk, future))
            if len(waiting) > job.processes * _AHEAD:
                yield from _result(job, *waiting.popleft())
        while waiting:
            yield from _result(job, *waiting.popleft())


def _ignore(_: object) -> None:
    """Listen to nothing."""


def extract_all(
    inputs: Inputs,
    output: Path | None,
    job: Job,
    tell: Callable[[Problem], None] = _ignore,
    advance: Callable[[str], None] = _ignore,
) -> Summary:
    """Write the record of every input to ``output`` (None: standard output).

    ``tell`` gets each problem as soon as it is known, ``advance`` the path of each input that is
    done.

    Raises:
        OSError: the output cannot be written.
    """
    summary = Summary()

    def note(problems: Iterable[Problem]) -> None:
        for problem in problems:
            summary.problems.append(problem)
            tell(problem)

    note(inputs.problems)
    if not inputs.files:
        return summary
    with opened(output, job.format) as write:
        for done in outcomes(job, read(inputs)):
            if done.rendered is not None:
                write(done.rendered)
                summary.written += 1
            note(done.problems)
            advance(done.path)
    return summary


_job: Job | None = None  # that of a worker process


def _start(job: Job) -> None:
    global _job  # noqa: PLW0603  a process has no other place for what it was started with
    _job = job
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends the run, quietly


def _work(chunk: Chunk) -> list[Outcome]:
    assert _job is not None
    return [outcome(_job, found) for found in chunk]


def _pool(job: Job, processes: int) -> ProcessPoolExecutor:
    """Fresh processes, not forks: the same on every system, and safe beside a bar's thread."""
    spawn = get_context("spawn")
    return ProcessPoolExecutor(processes, spawn, initializer=_start, initargs=(job,))


def _result(job: Job, chunk: Chunk, future: Future[list[Outcome]]) -> list[Outcome]:
    try:
        return future.result()
    except BrokenProcessPool:
        return _again(job, chunk)


def _again(job: Job, chunk: Chunk) -> list[Outcome]:
    """A chunk whose process was killed: by itself, then halved until the article stands alone."""
    with _pool(job, 1) as pool, suppress(BrokenProcessPool):
        return pool.submit(_work, chunk).result()
    if len(chunk) > 1:
        half = len(chunk) // 2
        return _again(job, chunk[:half]) + _again(job, chunk[half:])
    found = chunk[0]
    message = "its process was ended from outside (too little memory?)"
    return [Outcome(found.path, None, (Problem("failed", found.path, message),))]


def _chunks(found: Iterable[Item | Problem]) -> Iterator[Chunk]:
    chunk: Chunk = []
    for each in found:
        chunk.append(each)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
