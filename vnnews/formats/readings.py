"""Readings: sentences of articles in which all names were annotated, kept without their text.

A table (UTF-8, tab-separated, a header line, ``#`` comments) with a row per sentence: the
article's id, where the sentence begins and ends in the article's text, a checksum of it, and its
names as ``TYPE:begin-end``; offsets are code points of that text.
"""

from __future__ import annotations

import re
import zlib
from pathlib import Path
from typing import Final, Literal, cast

import msgspec

from vnnews.formats.problem import InputError, reason

NameType = Literal["PER", "ORG", "LOC"]
COLUMNS: Final = ("article", "start", "end", "check", "names")
HEADER: Final = "\t".join(COLUMNS)
_NAME = re.compile(r"(PER|ORG|LOC):(\d+)-(\d+)")


class Reading(msgspec.Struct, frozen=True):
    """The names of one sentence, in order, without overlaps; ``where`` is its file and line."""

    article: str
    start: int
    end: int
    check: str
    names: tuple[tuple[NameType, int, int], ...]
    where: tuple[str, int] = ("", 0)

    def of(self, text: str) -> bool:
        """Whether ``text`` is the article that was read."""
        return checksum(text[self.start : self.end]) == self.check

    def row(self) -> str:
        r"""The row of the table, without its line end.

        >>> Reading("a7", 10, 24, "0badcafe", (("PER", 14, 16),)).row()
        'a7\t10\t24\t0badcafe\tPER:14-16'
        """
        names = " ".join(f"{kind}:{start}-{end}" for kind, start, end in self.names)
        return f"{self.article}\t{self.start}\t{self.end}\t{self.check}\t{names}"


def checksum(sentence: str) -> str:
    """Tells a sentence from another without giving it away: eight hexadecimal digits (CRC-32)."""
    return f"{zlib.crc32(sentence.encode('utf-8', 'surrogatepass')):08x}"


def read_readings(path: Path) -> list[Reading]:
    """The rows of a table of readings.

    Raises:
        InputError: it cannot be read, or a row is broken; names file and line.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        message = reason(error) if isinstance(error, OSError) else "not UTF-8"
        raise InputError(str(path), message) from error
    rows = [(n, line) for n, line in enumerate(lines, 1) if line and not line.startswith("#")]
    if not rows or rows[0][1] != HEADER:
        raise InputError(str(path), f"no table of readings: its first row is not {HEADER!r}", 1)
    return [_reading(path, number, line) for number, line in rows[1:]]


def _reading(path: Path, number: int, line: str) -> Reading:
    cells = line.split("\t")
    if len(cells) != len(COLUMNS):
        raise InputError(str(path), f"{len(cells)} cells, not {len(COLUMNS)}", number)
    article, start, end, check, names = cells
    if not (start.isdecimal() and end.isdecimal() and int(start) < int(end)):
        raise InputError(str(path), f"{start!r} to {end!r} is no stretch of a text", number)
    found: list[tuple[NameType, int, int]] = []
    free = int(start)
    for name in names.split():
        match = _NAME.fullmatch(name)
        if not match or not free <= int(match[2]) < int(match[3]) <= int(end):
            message = f"{name!r} is no TYPE:begin-end behind the one before and in the sentence"
            raise InputError(str(path), message, number)
        free = int(match[3])
        found.append((cast("NameType", match[1]), int(match[2]), free))
    return Reading(article, int(start), int(end), check, tuple(found), (str(path), number))
