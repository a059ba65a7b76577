"""A user's own names: rows of a TSV file that outrank every rule and the tagger.

The file is UTF-8 with the columns ``type``, ``name`` and, if wanted, ``id``; ``#`` opens a comment.
Of rows that match at one place the longest wins, of equal ones the first in the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import msgspec

from vnnews.find.candidate import Candidate
from vnnews.find.resolve import USER
from vnnews.lexicon.phrases import Phrases
from vnnews.records import MentionType
from vnnews.text.tokens import Tokens
from vnnews.text.view import normalize

_TYPES: dict[str, MentionType] = {t: t for t in get_args(MentionType)}


class Row(msgspec.Struct, frozen=True):
    """One row: what to find, as what, and the name of the row for the evidence."""

    type: MentionType
    name: str
    rule: str


class UserLexicon:
    """Rows of a file, ready to be looked up in tokens."""

    __slots__ = ("_phrases",)

    def __init__(self, path: Path) -> None:
        """Read the file.

        Raises:
            ValueError: a row without a name or with an unknown type; names file and line.
        """
        self._phrases = Phrases((row.name.lower(), row) for row in _rows(path))

    def __len__(self) -> int:
        return len(self._phrases)

    def find(self, tokens: Tokens) -> list[Candidate]:
        """Candidates of the rows that occur; a name with capitals is not found in lower case."""
        view = tokens.text.view
        found: list[Candidate] = []
        for i, j, row in self._phrases.scan(tokens.lower):
            start, end = tokens.start[i], tokens.end[j - 1]
            if row.name.islower() or not view[start:end].islower():
                found.append(Candidate(row.type, start, end, row.rule, USER))
        return found


def _rows(path: Path) -> Iterator[Row]:
    text = path.read_text(encoding="utf-8-sig")
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if number == 1 and cells[0].lower() == "type":
            continue
        if len(cells) < 2 or not cells[1] or cells[0].upper() not in _TYPES:
            raise ValueError(
                f"{path}:{number}: expected TYPE, tab, name with TYPE one of "
                f"{', '.join(_TYPES)}; found {line!r}"
            )
        identifier = cells[2] if len(cells) > 2 and cells[2] else f"{path.name}:{number}"
        name = normalize(cells[1]).view
        yield Row(_TYPES[cells[0].upper()], name, f"lexicon:{identifier}")
