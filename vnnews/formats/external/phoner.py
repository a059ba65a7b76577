"""PhoNER_COVID19: a sentence a line of JSON, or a word a line; by words or by syllables.

{"words": ["Ông", "Trần_Văn_Mẫu"], "tags": ["O", "B-NAME"]}

Trần_Văn_Mẫu B-NAME
"""

from __future__ import annotations

import msgspec

from vnnews.formats.external.columns import Token, parse_token, passage, read_columns
from vnnews.formats.external.passage import File, Found


class _Sentence(msgspec.Struct, frozen=True):
    words: list[str]
    tags: list[str]


def read(file: File) -> Found:
    """The sentences of a file."""
    return _read_json(file) if file.name.endswith(".json") else read_columns(file, parse_line)


def parse_line(line: str) -> Token:
    """A line of the CoNLL files.

    Raises:
        ValueError: it is not a word and a tag.

    >>> parse_line("Trần_Văn_Mẫu B-NAME").word
    'Trần_Văn_Mẫu'
    """
    cells = line.rstrip().split(" ")  # WikiANN has tabs
    if len(cells) != 2:
        raise ValueError(f"{len(cells)} columns, not word and tag")
    return parse_token(*cells)


def _read_json(file: File) -> Found:
    decode = msgspec.json.Decoder(_Sentence).decode
    for number, line in enumerate(file.text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            tokens = _tokens(decode(line.encode("utf-8", "surrogatepass")))
        except (msgspec.MsgspecError, ValueError) as error:
            yield file.broken(f'no sentence ("words" and "tags"): {error}', number)
        else:
            yield passage(f"{file.name}:{number}", [tokens])


def _tokens(sentence: _Sentence) -> list[Token]:
    if len(sentence.words) != len(sentence.tags):
        raise ValueError(f"{len(sentence.words)} words and {len(sentence.tags)} tags")
    if not sentence.words:
        raise ValueError("no words")
    return [parse_token(*pair) for pair in zip(sentence.words, sentence.tags, strict=True)]
