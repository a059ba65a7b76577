"""WikiANN: a word a line behind the code of its language, and a tag.

vi:Vinh	B-LOC
"""

from __future__ import annotations

from vnnews.formats.external.columns import Token, parse_token, read_columns
from vnnews.formats.external.passage import File, Found

_PREFIX = "vi:"


def read(file: File) -> Found:
    """The sentences of a file."""
    return read_columns(file, parse_line)


def parse_line(line: str) -> Token:
    r"""A line.

    Raises:
        ValueError: it does not begin with ``vi:``, or its last column is no tag.

    >>> parse_line("vi:16:30\tO").word
    '16:30'
    """
    if not line.startswith(_PREFIX):
        raise ValueError("no Vietnamese word (vi:…)")
    word, tab, tag = line.removeprefix(_PREFIX).partition("\t")
    if not tab:
        raise ValueError("a word without a tag")
    return parse_token(word, tag.strip())
