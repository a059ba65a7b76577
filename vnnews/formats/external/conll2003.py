"""CoNLL-2003: a word a line with part of speech, chunk and mention, between blanks.

    Vinh NNP I-NP I-LOC

Tags are IOB1 in the original and IOB2 in most copies; both are read alike.
"""

from __future__ import annotations

from vnnews.formats.external.columns import Token, parse_token, read_columns
from vnnews.formats.external.passage import File, Found


def read(file: File) -> Found:
    """The documents of a file."""
    return read_columns(file, parse_line)


def parse_line(line: str) -> Token:
    """A line.

    Raises:
        ValueError: it has not four columns, or the last is no tag.

    >>> parse_line("Vinh NNP I-NP I-LOC").word
    'Vinh'
    """
    cells = line.split()
    if len(cells) != 4:
        raise ValueError(f"{len(cells)} columns, not word, part of speech, chunk and tag")
    return parse_token(cells[0], cells[3])
