"""Corpora of one token a line: sentences stand between blank lines, tags in columns.

Where ``-DOCSTART-`` opens documents, a passage is a document, its sentences one a line; else each
sentence is a passage, because nothing says which of them belong together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import msgspec

from vnnews.formats.external.join import join
from vnnews.formats.external.passage import File, Found, Mark, Passage

_TAG = re.compile(r"O|([BIES])-(\S+)")
_DOCUMENT = "-DOCSTART-"


class Tag(msgspec.Struct, frozen=True):
    """A tag of IOB1, IOB2 or IOBES: its position in the mention and its label; O has neither."""

    position: str = ""
    label: str = ""


class Token(msgspec.Struct, frozen=True):
    """A word with its tags, the outermost level first."""

    word: str
    tags: tuple[Tag, ...]


ParseLine = Callable[[str], Token]


def parse_tag(tag: str) -> Tag:
    """A tag.

    Raises:
        ValueError: it is none.

    >>> parse_tag("B-PER"), parse_tag("O")
    (Tag(position='B', label='PER'), Tag(position='', label=''))
    """
    match = _TAG.fullmatch(tag)
    if match is None:
        raise ValueError(f"not a tag (O, B-LABEL, I-LABEL): {tag!r}")
    return Tag(match[1] or "", match[2] or "")


def parse_token(word: str, *tags: str) -> Token:
    """A word with its tags.

    Raises:
        ValueError: there is no word, or a tag is none.
    """
    if not word.strip():
        raise ValueError("a tag without a word")
    return Token(word, tuple(map(parse_tag, tags)))


def chunks(tags: Sequence[Tag]) -> Iterator[tuple[int, int, str]]:
    """Ranges of tokens that are one mention, as conlleval reads them: a change of label begins one.

    >>> list(chunks([parse_tag(tag) for tag in "I-PER I-PER B-PER O I-LOC I-ORG".split()]))
    [(0, 2, 'PER'), (2, 3, 'PER'), (4, 5, 'LOC'), (5, 6, 'ORG')]
    """
    start, open_ = 0, Tag()
    for i, tag in enumerate([*tags, Tag()]):
        goes_on = tag.position in ("I", "E") and open_.position in ("B", "I")
        if goes_on and tag.label == open_.label:
            open_ = tag
            continue
        if open_.label:
            yield start, i, open_.label
        start, open_ = i, tag


def passage(id_: str, sentences: Sequence[Sequence[Token]]) -> Passage:
    """One passage of sentences, joined to text; a level of tags that a token lacks is O."""
    lines: list[str] = []
    marks: list[Mark] = []
    offset = 0
    for tokens in sentences:
        line, spans = join([token.word for token in tokens])
        for level in range(max(len(token.tags) for token in tokens)):
            tags = [t.tags[level] if level < len(t.tags) else Tag() for t in tokens]
            marks.extend(
                Mark(offset + spans[first][0], offset + spans[last - 1][1], label)
                for first, last, label in chunks(tags)
            )
        lines.append(line)
        offset += len(line) + 1
    return Passage(id_, "\n".join(lines), tuple(marks))


def read_columns(file: File, parse: ParseLine) -> Found:
    """The passages of a file; one with a line that cannot be parsed is told instead."""
    for document in _documents(file.text):
        sentences: list[list[Token]] = []
        at, line = document[0][0]
        try:
            for sentence in document:
                tokens: list[Token] = []
                for at, line in sentence:  # noqa: B007  told when it cannot be parsed
                    tokens.append(parse(line))
                sentences.append(tokens)
        except ValueError as error:
            yield file.broken(f"{error}: {line[:80]!r}", at)
        else:
            yield passage(f"{file.name}:{document[0][0][0]}", sentences)


Sentence = list[tuple[int, str]]


def _documents(text: str) -> Iterator[list[Sentence]]:
    """The sentences of each document, or each sentence by itself; lines with their numbers."""
    document: list[Sentence] = []
    by_document = False
    for sentence in _sentences(text):
        opens = sentence[0][1].startswith(_DOCUMENT)
        lines = sentence[1:] if opens else sentence  # in some files no blank line follows it
        if opens:
            if document:
                yield document
            document, by_document = [], True
        if lines and by_document:
            document.append(lines)
        elif lines:
            yield [lines]
    if document:
        yield document


def _sentences(text: str) -> Iterator[Sentence]:
    sentence: Sentence = []
    for number, ended in enumerate(text.split("\n"), 1):
        line = ended.rstrip("\r")
        if sentence and (not line.strip() or line.startswith(_DOCUMENT)):
            yield sentence
            sentence = []
        if line.strip():
            sentence.append((number, line))
    if sentence:
        yield sentence
