"""Where records go, so that a crash leaves none that looks whole and is not.

A JSON Lines file is written beside its place under another name and moved there when it is
complete. Of a brat pair each file is moved to its place whole, the ``.ann`` last.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

import msgspec

from vnnews.formats import brat, jsonl
from vnnews.formats.manifest import NAME
from vnnews.records import Article
from vnnews.run.inputs import Item
from vnnews.text.decode import encodable


class Format(StrEnum):
    """What records are written as."""

    JSONL = "jsonl"
    BRAT = "brat"


class Rendered(msgspec.Struct, frozen=True):
    """What is to be written of one article: a record, and for brat its text and manifest row."""

    id: str
    record: bytes
    text: bytes = b""
    row: bytes = b""


Write = Callable[[Rendered], None]


def render(
    item: Item, article: Article, format_: Format = Format.JSONL, *, with_text: bool = False
) -> Rendered:
    """What is to be written of an article."""
    if format_ is Format.JSONL:
        return Rendered(item.id, jsonl.render(article, item.text if with_text else None))
    text = encodable(item.text)
    row = {
        "id": item.id,
        "source": article.source,
        "published": article.published,
        "words": len(text.split()),
    }
    return Rendered(
        item.id,
        brat.render(brat.annotate(article), text).encode(),
        text.encode(),
        json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n",
    )


def refusal(id_: str, format_: Format) -> str | None:
    """Why an article with this id cannot be written in the format, or None.

    >>> refusal("../a", Format.BRAT), refusal("../a", Format.JSONL)
    ("id '../a' cannot be a file name", None)
    """
    if format_ is Format.JSONL:
        return None
    fits = id_ and id_.isprintable() and len(id_.encode("utf-8", "replace")) <= 200
    if not fits or set(id_) & set('/\\:*?"<>|') or id_.startswith(".") or id_ == Path(NAME).stem:
        return f"id {id_!r} cannot be a file name"
    return None


def opened(path: Path | None, format_: Format) -> AbstractContextManager[Write]:
    """A context that gives the function to write with; no path is standard output."""
    if path is None:
        return _to_stdout()
    return _to_file(path) if format_ is Format.JSONL else _to_folder(path)


@contextmanager
def atomic(path: Path) -> Iterator[BinaryIO]:
    """A file that appears at ``path`` when all of it is written, and not at all after an error."""
    handle, name = tempfile.mkstemp(prefix=".vnnews-", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        part.chmod(0o666 & ~_umask())  # mkstemp lets only the owner read
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


@contextmanager
def _to_stdout() -> Iterator[Write]:
    def write(rendered: Rendered) -> None:
        sys.stdout.buffer.write(rendered.record)

    yield write
    sys.stdout.buffer.flush()


@contextmanager
def _to_file(path: Path) -> Iterator[Write]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic(path) as file:

        def write(rendered: Rendered) -> None:
            file.write(rendered.record)

        yield write


@contextmanager
def _to_folder(folder: Path) -> Iterator[Write]:
    folder.mkdir(parents=True, exist_ok=True)
    with atomic(folder / NAME) as manifest:

        def write(rendered: Rendered) -> None:
            # An .ann of an earlier run must not stand beside a new text, not even for a moment.
            (folder / f"{rendered.id}.ann").unlink(missing_ok=True)
            for suffix, data in ((".txt", rendered.text), (".ann", rendered.record)):
                with atomic(folder / f"{rendered.id}{suffix}") as file:
                    file.write(data)
            manifest.write(rendered.row)

        yield write
