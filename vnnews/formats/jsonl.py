"""JSON Lines: one ``Article`` a line, as ``Article.to_json`` writes it, perhaps with its text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from vnnews.formats.problem import InputError
from vnnews.records import Article
from vnnews.text.decode import encodable


def render(article: Article, text: str | None = None) -> bytes:
    r"""One line, line end included; with ``text``, the field ``text`` stands at its end.

    Lone surrogates in the text, which no reader of JSON takes, are written as U+FFFD.

    >>> render(Article(id="a"), "Tin")[-15:]
    b',"text":"Tin"}\n'
    """
    record = article.to_json()
    if text is None:
        return record + b"\n"
    return record[:-1] + b',"text":' + msgspec.json.encode(encodable(text)) + b"}\n"


def read(path: Path) -> Iterator[Article]:
    """The articles of a file, one after the other.

    Raises:
        InputError: a line that is no such record; names file and line.
    """
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                yield Article.from_json(line)
            except (msgspec.MsgspecError, UnicodeDecodeError) as error:
                message = f"not an article record: {error}"
                raise InputError(str(path), message, number) from None
