"""What every reader of an external corpus gives: passages with the marks of their authors."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from vnnews.formats.problem import Problem


class File(msgspec.Struct, frozen=True):
    """A file of a corpus: where it is, its name within the corpus, and what it holds."""

    path: str
    name: str
    text: str

    def broken(self, message: str, line: int | None = None) -> Problem:
        """Something in the file that cannot be read."""
        return Problem("failed", self.path, message, line)


class Mark(msgspec.Struct, frozen=True, order=True):
    """The characters ``start:end`` and the label that the corpus gives them."""

    start: int
    end: int
    label: str


class Passage(msgspec.Struct, frozen=True):
    """A text that is read as one article, with its marks; they may stand in one another."""

    id: str
    text: str
    marks: tuple[Mark, ...] = ()


Found = Iterator[Passage | Problem]
Reader = Callable[[File], Found]
