"""``vnnews normalize`` and ``vnnews match``: tables of names in, the same with meanings out."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from rich.console import Console

from vnnews.formats.problem import InputError, Problem, reason
from vnnews.fuzzy import Entry, Matcher, normalize_organization, normalize_title
from vnnews.fuzzy.compiled import aliases_of
from vnnews.fuzzy.organizations import organization_decision
from vnnews.fuzzy.reading import MAX_LENGTH
from vnnews.fuzzy.titles import title_decision
from vnnews.run.command import NOTHING_DONE, OK, SOME_FAILED
from vnnews.run.outputs import atomic
from vnnews.run.progress import tell
from vnnews.run.tables import Table, read_table

What = Literal["titles", "organizations"]

_SAID = ("canonical", "id", "score", "reason", "runner_up", "review")
TITLE_COLUMNS = (
    *_SAID,
    *("gloss", "kind", "level", "branch", "function", "seniority", "modifiers", "body"),
)
ORGANIZATION_COLUMNS = (
    *_SAID,
    *("kind", "jurisdiction", "level", "legal_form", "distinctive", "key"),
    *("valid_from", "valid_until", "successor"),
)
MATCH_COLUMNS = ("query", "name", "id", "score", "how", "reason", "runner_up", "review")


class Source(NamedTuple):
    """Where names stand: a file, its column, and the column with the place of each, if any."""

    file: Path
    column: str
    place: str = ""


def title_row(text: str) -> dict[str, str]:
    """What ``vnnews normalize titles`` adds to a row.

    >>> row = title_row("PGĐ")
    >>> row["canonical"], row["id"], row["review"]
    ('phó giám đốc', 'pho-giam-doc', '')
    """
    title = normalize_title(text)
    reason, runner_up = title.reason, title.runner_up or ""
    if title.id is None and text.strip():
        decision = title_decision(text)
        reason = reason if runner_up else decision.reason
        runner_up = runner_up or (decision.runner_up.name if decision.runner_up else "")
    return {
        "canonical": title.name if title.id else "",
        "id": title.id or "",
        "score": f"{title.score:.3f}",
        "reason": reason,
        "runner_up": runner_up,
        "review": "" if title.id else "yes",
        "gloss": title.gloss or "",
        "kind": title.kind or "",
        "level": title.level or "",
        "branch": title.branch or "",
        "function": title.function or "",
        "seniority": str(title.seniority or ""),
        "modifiers": " ".join(title.modifiers),
        "body": title.body or "",
    }


def organization_row(text: str, place: str | None = None) -> dict[str, str]:
    """What ``vnnews normalize organizations`` adds to a row.

    An unknown company is no case for review: its key is what its spellings share.

    >>> organization_row("UBND TP HP")["canonical"]
    'Ủy ban nhân dân thành phố Hải Phòng'
    """
    body = normalize_organization(text, place or None)
    reason, runner_up = body.reason, body.runner_up or ""
    if body.id is None and text.strip():
        decision = organization_decision(text)
        runner_up = runner_up or (decision.runner_up.name if decision.runner_up else "")
        reason = f"{reason}; {decision.reason}"
    return {
        "canonical": body.name,
        "id": body.id or "",
        "score": f"{body.score:.3f}",
        "reason": reason,
        "runner_up": runner_up,
        "review": "" if body.id or (body.legal_form and body.distinctive) else "yes",
        "kind": body.kind or "",
        "jurisdiction": body.jurisdiction or "",
        "level": body.level or "",
        "legal_form": body.legal_form or "",
        "distinctive": body.distinctive or "",
        "key": body.key,
        "valid_from": body.valid_from or "",
        "valid_until": body.valid_until or "",
        "successor": body.successor or "",
    }


def run_normalize(what: What, source: Source, output: Path | None, errors: Console) -> int:
    """``vnnews normalize``.

    Raises:
        OSError: the output cannot be written.
    """
    try:
        _check_output(output, source.file)
        table = read_table(source.file)
        at = table.column(source.column)
        where = table.column(source.place) if source.place else None
    except InputError as error:
        tell(error.problem, errors)
        return NOTHING_DONE
    added = TITLE_COLUMNS if what == "titles" else ORGANIZATION_COLUMNS
    names = [f"{source.column}_{name}" if table.has(name) else name for name in added]

    def rows() -> Iterator[list[str]]:
        yield [*table.header, *names]
        for _, cells in table.rows:
            text = cells[at]
            if what == "titles":
                found = title_row(text)
            else:
                found = organization_row(text, cells[where] if where is not None else None)
            yield [*cells[: len(table.header)], *[found[name] for name in added]]

    _write(rows(), output)
    return _tell_all(table, errors)


def read_entries(path: Path) -> tuple[Matcher, tuple[Problem, ...]]:
    """The matcher over a user's list, and what is wrong with rows of it that were taken.

    A .csv or .tsv has a column ``name`` and may have ``id``, ``aliases`` (separated by "|") and
    ``field``; a .txt has a name a line; a .bin is a saved matcher.

    Raises:
        InputError: the file cannot be used; the message names it and the line.
    """
    if path.suffix.lower() == ".bin":
        try:
            return Matcher.load(path), ()
        except (OSError, ValueError) as error:
            message = reason(error) if isinstance(error, OSError) else str(error)
            raise InputError(str(path), message.removeprefix(f"{path}: ")) from error
    table = read_table(path)
    name = table.column("name")
    entries: dict[str, tuple[int, Entry]] = {}
    for line, cells in table.rows:
        cell = _cell(table, cells)
        identifier = cell("id") or cells[name].strip()
        if not cells[name].strip():
            raise InputError(str(path), "blank name", line)
        if identifier in entries:
            first = entries[identifier][0]
            raise InputError(str(path), f"id {identifier!r} is already that of line {first}", line)
        entry = Entry(identifier, cells[name].strip(), aliases_of(cell("aliases")), cell("field"))
        if max(map(len, (entry.name, *entry.aliases))) > MAX_LENGTH:
            raise InputError(str(path), f"name longer than {MAX_LENGTH} characters", line)
        entries[identifier] = line, entry
    if not entries:
        raise InputError(str(path), "no entries in it")
    return Matcher(entry for _, entry in entries.values()), table.problems


def _cell(table: Table, cells: tuple[str, ...]) -> Callable[[str], str]:
    return lambda name: cells[table.header.index(name)].strip() if table.has(name) else ""


def run_match(
    queries: Source, against: Path, output: Path | None, cutoff: float, errors: Console
) -> int:
    """``vnnews match``: each query with the entry that it means, or why none.

    Raises:
        OSError: the output cannot be written.
    """
    try:
        _check_output(output, queries.file, against)
        matcher, problems = read_entries(against)
        table = read_table(queries.file)
        at = table.column(queries.column)
    except InputError as error:
        tell(error.problem, errors)
        return NOTHING_DONE

    def rows() -> Iterator[list[str]]:
        yield list(MATCH_COLUMNS)
        for _, cells in table.rows:
            decision = matcher.best(cells[at], cutoff=cutoff)
            match, second = decision.match, decision.runner_up
            found = [match.name, match.id, f"{match.score:.3f}", match.how] if match else [""] * 4
            reason = "; ".join(match.edits) if match else decision.reason
            runner_up = second.name if second else ""
            yield [cells[at], *found, reason, runner_up, "" if match else "yes"]

    _write(rows(), output)
    for problem in problems:
        tell(problem, errors)
    return _tell_all(table, errors) or (SOME_FAILED if problems else OK)


def _check_output(output: Path | None, *read: Path) -> None:
    """Refuse an output that cannot be written, or that would take the place of what is read."""
    if output is None:
        return
    if output.is_dir():
        raise InputError(str(output), "is a folder, not a file to write")
    if not output.parent.is_dir():
        raise InputError(str(output), "its folder does not exist")
    if output.exists() and any(path.exists() and output.samefile(path) for path in read):
        raise InputError(str(output), "is a file that is read; the output needs another name")


def _write(rows: Iterable[list[str]], output: Path | None) -> None:
    """Rows as CSV, in a file that appears when it is complete; tabs if it is called .tsv."""
    delimiter = "\t" if output is not None and output.suffix.lower() == ".tsv" else ","
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    data = text.getvalue().encode("utf-8", "replace")
    if output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
        return
    with atomic(output) as file:
        file.write(data)


def _tell_all(table: Table, errors: Console) -> int:
    for problem in table.problems:
        tell(problem, errors)
    if not table.rows:
        errors.print(f"{table.path}: no rows", highlight=False)
    return SOME_FAILED if table.problems else OK
