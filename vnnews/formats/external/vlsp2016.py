"""VLSP 2016: a word a line, segmented, with part of speech, chunk, mention and nested mention.

    Trần_Văn_Mẫu	Np	B-NP	B-PER	O

Columns stand between tabs, in some copies between blanks; the fifth is missing in some.
"""

from __future__ import annotations

from vnnews.formats.external.columns import Token, parse_token, read_columns
from vnnews.formats.external.passage import File, Found


def read(file: File) -> Found:
    """The sentences of a file."""
    return read_columns(file, parse_line)


def parse_line(line: str) -> Token:
    r"""A line; the first of its tags is that of the outer mention.

    Raises:
        ValueError: it has not four or five columns, or a tag is none.

    >>> [tag.label for tag in parse_line("Hà_Nội\tNp\tI-NP\tI-ORG\tB-LOC").tags]
    ['ORG', 'LOC']
    """
    cells = line.split("\t") if "\t" in line else line.split()
    if len(cells) not in (4, 5):
        raise ValueError(f"{len(cells)} columns, not word, part of speech, chunk and 1 or 2 tags")
    return parse_token(cells[0], *(cell.strip() for cell in cells[3:]))
