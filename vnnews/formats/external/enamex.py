"""Text with its mentions marked in line, one in another, as the MUC conferences did.

    ông <ENAMEX TYPE="PERSON">Trần Văn Mẫu</ENAMEX>

Only these marks are taken out; everything else, ``&`` and ``<`` included, is text as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vnnews.formats.external.passage import File, Found, Mark, Passage

_MARK = re.compile(r"<(/?)ENAMEX\b([^<>]*)(>?)")
_TYPE = re.compile(r"\s+TYPE\s*=\s*[\"“”]([^\"“”]+)[\"“”]\s*")


class _Wrong(ValueError):
    """What is wrong with the mark at ``offset`` of the marked text."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


def read(file: File) -> Found:
    """The one article of a file; its id is its name without the suffix."""
    try:
        text, marks = parse(file.text)
    except _Wrong as error:
        yield file.broken(str(error), file.text.count("\n", 0, error.offset) + 1)
    else:
        yield Passage(file.name.rpartition(".")[0] or file.name, text, marks)


def parse(marked: str) -> tuple[str, tuple[Mark, ...]]:
    """The text, and the marks in the order in which they begin, outer ones first.

    Raises:
        ValueError: a mark is broken, is not closed or not opened, or holds nothing.

    >>> parse('tại <ENAMEX TYPE="LOCATION">Vinh</ENAMEX>')
    ('tại Vinh', (Mark(start=4, end=8, label='LOCATION'),))
    """
    pieces: list[str] = []
    opened: list[tuple[int, str, int]] = []  # offset in the text, label, offset in the marked text
    marks: list[Mark] = []
    length = at = 0
    for match in _MARK.finditer(marked):
        piece = marked[at : match.start()]
        pieces.append(piece)
        length += len(piece)
        at = match.end()
        if not match[3]:
            raise _Wrong(f"a mark that does not end: {match[0][:60]!r}", match.start())
        if not match[1]:
            opened.append((length, _label(match), match.start()))
        elif opened:
            start, label, place = opened.pop()
            marks.append(Mark(start, length, label))
            if start == length:
                raise _Wrong("a mark around nothing", place)
        else:
            raise _Wrong("</ENAMEX> closes nothing", match.start())
    if opened:
        raise _Wrong(f"<ENAMEX> of {opened[-1][1]} is not closed", opened[-1][2])
    text = "".join([*pieces, marked[at:]])
    return text, tuple(sorted(_trimmed(marks, text), key=lambda m: (m.start, -m.end)))


def _label(match: re.Match[str]) -> str:
    told = _TYPE.fullmatch(match[2])
    if told is None:
        raise _Wrong(f'<ENAMEX> without TYPE="…": {match[0][:60]!r}', match.start())
    return told[1].strip()


def _trimmed(marks: list[Mark], text: str) -> Iterator[Mark]:
    """Marks without the blanks at their edges; outer ones of equal length come first."""
    for mark in reversed(marks):  # an outer mark is closed after those in it
        surface = text[mark.start : mark.end]
        left = len(surface) - len(surface.lstrip())
        right = len(surface) - len(surface.rstrip())
        if left < len(surface):
            yield Mark(mark.start + left, mark.end - right, mark.label)
