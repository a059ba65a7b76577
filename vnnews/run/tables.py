"""Tables of names that users bring: CSV, TSV or one name a line, read whole and checked."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from vnnews.formats.problem import InputError, Problem, reason
from vnnews.text.decode import binary_kind, decode


class Table(msgspec.Struct, frozen=True):
    """A header and rows by line number; ``problems`` are rows that do not fit the header."""

    path: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    problems: tuple[Problem, ...] = ()

    def column(self, name: str) -> int:
        """Where a column stands.

        Raises:
            InputError: there is no such column; the message lists those that there are.
        """
        if name not in self.header:
            there = ", ".join(self.header) or "none"
            raise InputError(self.path, f"no column {name!r}; columns: {there}", 1)
        return self.header.index(name)

    def has(self, name: str) -> bool:
        """Whether there is such a column."""
        return name in self.header


def read_table(path: Path) -> Table:
    """The table in a .csv, .tsv or .txt file (one name a line, column ``name``).

    Raises:
        InputError: the file cannot be read, is no text, is blank or has no usable header.
    """
    text, problems = _text(path)
    if path.suffix.lower() not in (".csv", ".tsv"):
        lines = tuple((n, (line.strip(),)) for n, line in enumerate(text.splitlines(), 1))
        return Table(str(path), ("name",), tuple(r for r in lines if r[1][0]), problems)
    delimiter = "\t" if path.suffix.lower() == ".tsv" else _delimiter(text)
    rows = [
        (line, cells) for line, cells in _rows(path, text, delimiter) if any(map(str.strip, cells))
    ]
    if not rows:
        raise InputError(str(path), "blank: no header line")
    first, header = rows[0][0], tuple(cell.strip() for cell in rows[0][1])
    doubled = {name for name in header if header.count(name) > 1}
    if doubled:
        raise InputError(str(path), f"column {min(doubled)!r} stands twice in the header", first)
    kept: list[tuple[int, tuple[str, ...]]] = []
    wrong: list[Problem] = list(problems)
    for line, cells in rows[1:]:
        if len(cells) != len(header):
            message = f"{len(cells)} cells under {len(header)} columns"
            wrong.append(Problem("damaged", str(path), message, line))
        kept.append((line, (*cells, *[""] * len(header))[: max(len(header), len(cells))]))
    return Table(str(path), header, tuple(kept), tuple(wrong))


def _text(path: Path) -> tuple[str, tuple[Problem, ...]]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(str(path), reason(error)) from error
    kind = binary_kind(data)
    if kind is not None:
        raise InputError(str(path), f"is {kind}")
    read = decode(data)
    text = read.text.removeprefix("\ufeff")
    if not read.replaced:
        return text, ()
    line = text[: text.find("\ufffd")].count("\n") + 1
    message = f"{read.replaced} places fit no encoding and were replaced"
    return text, (Problem("damaged", str(path), message, line),)


def _delimiter(text: str) -> str:
    """Comma, or what the header line holds more of: Excel writes semicolons in Vietnam."""
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _rows(path: Path, text: str, delimiter: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Rows with the line that each begins on.

    A quote that is never closed would make one cell of all that follows; a stray quote inside a
    cell is harmless. Only a strict reader tells them apart, so it reads the last row again.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    line = 1
    try:
        for cells in reader:
            yield line, tuple(cells)
            last, line = line, reader.line_num + 1
    except csv.Error as error:
        raise InputError(str(path), str(error), line) from error
    if line > 1 and _is_open("\n".join(re.split("\r\n|\r|\n", text)[last - 1 :]), delimiter):
        raise InputError(str(path), "a quote is opened in this row and never closed", last)


def _is_open(row: str, delimiter: str) -> bool:
    """Whether a quote is still open at the end of a row."""
    try:
        list(csv.reader(io.StringIO(row, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False
