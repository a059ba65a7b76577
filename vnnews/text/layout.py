"""The lines of an article and what each of them is."""

from __future__ import annotations

from typing import Literal

import msgspec

from vnnews.text.view import Text

LineKind = Literal["headline", "dateline", "body", "byline", "source"]


class Line(msgspec.Struct, frozen=True):
    """One non-empty line: half-open view range without outer blanks, and its kind."""

    start: int
    end: int
    kind: LineKind = "body"


class Layout(msgspec.Struct, frozen=True):
    """The non-empty lines of an article in order."""

    lines: tuple[Line, ...]

    def first(self, kind: LineKind) -> Line | None:
        """The first line of a kind, or None."""
        return next((line for line in self.lines if line.kind == kind), None)


def lay_out(text: Text) -> Layout:
    """The layout of a text, in linear time."""
    lines: list[Line] = []
    offset = 0
    for raw in text.view.split("\n"):
        stripped = raw.strip()
        if stripped:
            start = offset + raw.index(stripped)
            lines.append(Line(start, start + len(stripped)))
        offset += len(raw) + 1
    if len(lines) > 1:
        lines[0] = msgspec.structs.replace(lines[0], kind="headline")
    return Layout(tuple(lines))
