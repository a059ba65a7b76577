"""A user's own names: rows of a TSV file that outrank every rule and the tagger.

The file is UTF-8 with the columns ``type``, ``name`` and, if wanted, ``id``; ``#`` opens a comment.
A user's row beats whatever else is found where it stands. Of rows that match at one place the
longest wins, of equal ones the first in the file.
"""

from __future__ import annotations

from array import array
from codecs import BOM_UTF8
from collections.abc import Iterator
from io import BytesIO
from itertools import compress, count, islice
from pathlib import Path
from typing import get_args

from vnnews.find.candidate import Candidate
from vnnews.find.resolve import USER
from vnnews.records import MentionType
from vnnews.text.tokens import Tokens, tokenize_phrase
from vnnews.text.view import normalize

_TYPES: dict[str, MentionType] = {t: t for t in get_args(MentionType)}
_BLOCK = 1 << 12  # names that are normalised together
_LONGEST = 64  # tokens: a longer name is not found


class UserLexicon:
    """Rows of a file, ready to be looked up in tokens; a lookup costs the same at any size.

    What is kept of a row is its tokens in UTF-8 and its line; the rest is read where it is found.
    """

    __slots__ = ("_data", "_ends", "_first", "_lines", "_name", "_sizes", "_starts")

    def __init__(self, path: Path) -> None:
        """Read the file.

        Raises:
            ValueError: a row without a name, with an unknown type or not in UTF-8; names file and
                line.
        """
        self._name = path.name
        self._data = path.read_bytes().removeprefix(BOM_UTF8)
        self._starts = array("Q", [0])  # of the lines in the data
        self._lines: dict[bytes, int] = {}  # by the tokens of a name
        self._first: set[str] = set()  # tokens with which names begin
        self._sizes: dict[str, int] = {}  # by the first two tokens: a bit for each size in tokens
        self._ends: dict[str, int] = {}  # by the last token, in the same way
        rows = _names(self._data, path, self._starts)
        while block := list(islice(rows, _BLOCK)):
            views = normalize("\n".join([name for _, name in block])).view.split("\n")
            for (line, _), view in zip(block, views, strict=True):
                self._add(line, tokenize_phrase(view))

    def _add(self, line: int, tokens: list[str]) -> None:
        key = " ".join(tokens).encode()
        if 0 < len(tokens) <= _LONGEST and self._lines.setdefault(key, line) == line:
            self._first.add(tokens[0])
            opening = " ".join(tokens[:2])
            size = 1 << len(tokens)
            self._sizes[opening] = self._sizes.get(opening, 0) | size
            self._ends[tokens[-1]] = self._ends.get(tokens[-1], 0) | size

    def __len__(self) -> int:
        return len(self._lines)

    def find(self, tokens: Tokens) -> list[Candidate]:
        """Candidates of the rows that occur; a name with capitals is not found in lower case."""
        view, lower = tokens.text.view, tokens.lower
        found: list[Candidate] = []
        free = 0
        for i in compress(count(), map(self._first.__contains__, lower)):
            match = self._longest(lower, i) if i >= free else None
            if match is not None:
                free, line = match
                kind, name, rule = self._row(line)
                start, end = tokens.start[i], tokens.end[free - 1]
                if name.islower() or not view[start:end].islower():
                    found.append(Candidate(kind, start, end, rule, USER))
        return found

    def _longest(self, lower: list[str], at: int) -> tuple[int, int] | None:
        """End and line of the longest name that begins at a token."""
        sizes = self._sizes.get(" ".join(lower[at : at + 2]), 0) | self._sizes.get(lower[at], 0)
        while sizes:
            size = sizes.bit_length() - 1
            sizes ^= 1 << size
            end = at + size
            if end <= len(lower) and self._ends.get(lower[end - 1], 0) >> size & 1:
                line = self._lines.get(" ".join(lower[at:end]).encode())
                if line is not None:
                    return end, line
        return None

    def _row(self, line: int) -> tuple[MentionType, str, str]:
        """Type, name and, for the evidence, the rule of the row in a line."""
        raw = self._data[self._starts[line - 1] : self._starts[line]]
        kind, name, identifier = _cells(raw.decode())
        rule = f"lexicon:{identifier or f'{self._name}:{line}'}"
        return _TYPES[kind], normalize(name).view, rule


def _cells(line: str) -> tuple[str, str, str]:
    """Type, name and id of a line, blank where they are not given."""
    kind, name, identifier, *_ = *line.split("\t", 3), "", "", ""
    return kind.strip().upper(), name.strip(), identifier.strip()


def _names(data: bytes, path: Path, starts: array[int]) -> Iterator[tuple[int, str]]:
    """Line and name of each row; where lines end is added to ``starts``."""
    for number, raw in enumerate(BytesIO(data), 1):
        starts.append(starts[-1] + len(raw))
        try:
            line = raw.decode()
        except UnicodeDecodeError as error:
            raise ValueError(f"{path}:{number}: not UTF-8 ({error.reason})") from error
        kind, name, _ = _cells(line)
        if not line.strip() or line[0] == "#" or (number == 1 and kind == "TYPE"):
            continue
        if kind not in _TYPES or not name:
            raise ValueError(
                f"{path}:{number}: expected TYPE, tab, name with TYPE one of "
                f"{', '.join(_TYPES)}; found {line.strip()!r}"
            )
        yield number, name
