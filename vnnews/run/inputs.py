"""What is to be read: articles out of files and folders, one by one, and what was wrong with them.

- ``.txt``: one article; ``.html``, ``.htm``: one page; ``.json``: an object or a list of objects;
  ``.jsonl``: an object a line. An object has ``text`` and may have ``id``, ``published``,
  ``source``; other fields are left alone.
- A folder gives all such files under it, in order of their paths. Its ``manifest.jsonl`` is read
  as one and never as articles; files of other kinds are left aside and counted.
- The id of an article is its ``id``, else the stem of its file (``STEM-3`` for line 3 of a
  ``.jsonl`` without ids). The first of several with one id is kept, each other one fails.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from vnnews.formats.html import declared_charset, read_page
from vnnews.formats.manifest import NAME, Manifest, Row, parse_day, parse_object, read_manifest
from vnnews.formats.problem import Problem, Severity, reason
from vnnews.text.decode import Decoded, binary_kind, decode, encodable

SUFFIXES = (".txt", ".html", ".htm", ".json", ".jsonl")
_HEAD = 65_536  # bytes by which a file is known for text


class Item(msgspec.Struct, frozen=True):
    """One article to be extracted; ``problems`` are those that it was read in spite of."""

    id: str
    text: str
    path: str
    line: int | None = None
    published: str | None = None
    source: str | None = None
    problems: tuple[Problem, ...] = ()


Read = Iterator[Item | Problem]


class Inputs(msgspec.Struct, frozen=True):
    """The files that hold articles, the manifest, and what is to be told before reading."""

    files: tuple[Path, ...]
    manifest: Manifest
    problems: tuple[Problem, ...] = ()


def find(paths: Sequence[Path], manifest: Path | None = None) -> Inputs:
    """The files under ``paths``; without ``manifest``, the folders' own manifests are read."""
    files: list[Path] = []
    manifests: list[Manifest] = [read_manifest(manifest)] if manifest else []
    problems: list[Problem] = []
    for path in paths:
        try:
            if path.is_dir():
                inside = _walk(path, problems)
                files.extend(file for file in inside if file.name != NAME)
                if manifest is None:
                    manifests.extend(read_manifest(file) for file in inside if file.name == NAME)
            elif not path.exists():
                problems.append(_problem("failed", path, "no such file or folder"))
            elif path.suffix.lower() not in SUFFIXES:
                message = f"not a kind of file that is read ({', '.join(SUFFIXES)})"
                problems.append(_problem("failed", path, message))
            else:
                files.append(path)
        except OSError as error:
            problems.append(_problem("failed", path, reason(error)))
    merged = _merge(manifests)
    return Inputs(tuple(dict.fromkeys(files)), merged, (*merged.problems, *problems))


def read(inputs: Inputs) -> Read:
    """The articles, one by one, and the problem of each that cannot be read.

    At the end stands what the manifest has and the files do not, and the other way round.
    """
    rows = inputs.manifest.rows
    seen: dict[str, str] = {}  # id → where it stands
    for path in inputs.files:
        for found in read_file(path):
            if isinstance(found, Problem):
                yield found
            elif found.id in seen:
                message = f"id {found.id!r} is that of {seen[found.id]} already"
                yield Problem("failed", found.path, message, found.line)
            else:
                seen[found.id] = found.path if found.line is None else f"{found.path}:{found.line}"
                yield _with_row(found, rows.get(found.id))
    yield from _unmatched(inputs.manifest, seen)


def read_file(path: Path) -> Read:
    """The articles of one file, or the problem of what cannot be read."""
    suffix = path.suffix.lower()
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
        kind = binary_kind(head) if head else None
        if not head:
            yield _problem("failed", path, "empty file")
        elif kind is not None:
            yield _problem("failed", path, f"{kind}, not text")
        elif suffix == ".jsonl":
            yield from _read_lines(path, decode(head).encoding)
        elif suffix == ".json":
            yield from _read_json(path, decode(path.read_bytes()))
        elif suffix in (".html", ".htm"):
            yield _read_html(path, path.read_bytes())
        else:
            decoded = decode(path.read_bytes())
            yield _item(path.stem, decoded.text, path, problems=_told(path, decoded))
    except OSError as error:
        yield _problem("failed", path, reason(error))


def _with_row(item: Item, row: Row | None) -> Item:
    """The article with what the manifest knows of it, which goes before what the file says."""
    if row is None:
        return item
    published, source = row.published or item.published, row.source or item.source
    return msgspec.structs.replace(item, published=published, source=source)


def _walk(folder: Path, problems: list[Problem]) -> list[Path]:
    """Files that may hold articles, in order; what is to be told goes to ``problems``."""

    def refused(error: OSError) -> None:
        problems.append(_problem("failed", Path(error.filename or folder), reason(error)))

    inside: list[Path] = []
    aside: Counter[str] = Counter()
    for parent, folders, names in os.walk(folder, onerror=refused):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for path in (Path(parent, name) for name in sorted(names)):
            if path.suffix.lower() in SUFFIXES and not path.name.startswith("."):
                inside.append(path)
            else:
                aside[path.suffix or path.name] += 1
    if all(file.name == NAME for file in inside):
        problems.append(_problem("failed", folder, f"no article in it ({', '.join(SUFFIXES)})"))
    if aside:
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(aside.items()))
        problems.append(_problem("note", folder, f"left aside, no articles: {kinds}"))
    return inside


def _merge(manifests: list[Manifest]) -> Manifest:
    problems = [problem for manifest in manifests for problem in manifest.problems]
    rows = {id_: row for manifest in reversed(manifests) for id_, row in manifest.rows.items()}
    return Manifest(manifests[0].path if manifests else "", rows, tuple(problems))


def _unmatched(manifest: Manifest, seen: dict[str, str]) -> Iterator[Problem]:
    if not manifest.path:
        return
    without_file = [row for id_, row in manifest.rows.items() if id_ not in seen]
    if without_file:
        message = f"no article was read for {_some([row.id for row in without_file])}"
        yield Problem("note", manifest.path, message, without_file[0].line)
    without_row = [id_ for id_ in seen if id_ not in manifest.rows]
    if without_row and manifest.rows:
        yield Problem("note", manifest.path, f"no line for {_some(without_row)}")


def _some(ids: list[str]) -> str:
    names = ", ".join(map(repr, ids[:5])) + (", …" if len(ids) > 5 else "")
    return names if len(ids) == 1 else f"{len(ids)} ids: {names}"


def _problem(severity: Severity, path: Path, message: str, line: int | None = None) -> Problem:
    return Problem(severity, str(path), message, line)


def _told(path: Path, decoded: Decoded, line: int | None = None) -> tuple[Problem, ...]:
    if decoded.replaced:
        message = f"{decoded.replaced} undecodable places ({decoded.encoding}) replaced by U+FFFD"
        return (_problem("damaged", path, message, line),)
    if decoded.encoding != "utf-8":
        return (_problem("note", path, f"read as {decoded.encoding}", line),)
    return ()


def _item(  # noqa: PLR0913  the fields of an item
    id_: str,
    text: str,
    path: Path,
    line: int | None = None,
    *,
    published: str | None = None,
    source: str | None = None,
    problems: tuple[Problem, ...] = (),
) -> Item | Problem:
    """The article, unless there is nothing in it to read."""
    if not any(map(str.isalnum, text)):
        what = "no letter in it" if text.strip("\ufeff \t\r\n") else "only white space"
        return _problem("failed", path, what, line)
    odd = []
    if "\x00" in text:
        odd.append(f"{text.count(chr(0))} NUL characters, read as spaces")
    if encodable(text) != text:
        odd.append("lone surrogates, which are no characters: U+FFFD in their place")
    problems += tuple(_problem("damaged", path, message, line) for message in odd)
    return Item(id_, text, str(path), line, published, source, problems)


def _read_html(path: Path, data: bytes) -> Item | Problem:
    decoded = decode(data, declared_charset(data))
    page = read_page(decoded.text)
    problems = _told(path, decoded)
    return _item(
        path.stem,
        page.text,
        path,
        published=page.published,
        source=page.source,
        problems=problems,
    )


def _read_json(path: Path, decoded: Decoded) -> Read:
    told = _told(path, decoded)
    try:
        objects = parse_object(decoded.text.removeprefix("\ufeff"), many=True)
    except ValueError as error:
        yield _problem("failed", path, str(error))
        return
    for number, fields in enumerate(objects, 1):
        stem = path.stem if len(objects) == 1 else f"{path.stem}-{number}"
        found = _read_object(fields, stem, path, None, told)
        if isinstance(found, Problem) and len(objects) > 1:
            found = msgspec.structs.replace(found, message=f"object {number}: {found.message}")
        yield found


def _read_lines(path: Path, encoding: str) -> Read:
    some = False
    for number, raw in enumerate(_raw_lines(path, encoding), 1):
        if not raw.strip():
            continue
        some = True
        decoded = decode(raw)
        try:
            (fields,) = parse_object(decoded.text)
        except ValueError as error:
            yield _problem("failed", path, str(error), number)
            continue
        told = _told(path, decoded, number)
        yield _read_object(fields, f"{path.stem}-{number}", path, number, told)
    if not some:
        yield _problem("failed", path, "only white space")


def _raw_lines(path: Path, encoding: str) -> Iterator[bytes]:
    if encoding.startswith(("utf-16", "utf-32")):  # whose line feeds are wider than a byte
        text = decode(path.read_bytes()).text
        yield from (line.encode() for line in text.split("\n"))
        return
    with path.open("rb") as file:
        yield file.readline().removeprefix(b"\xef\xbb\xbf")
        yield from file


def _read_object(
    fields: dict[str, object],
    stem: str,
    path: Path,
    line: int | None,
    told: tuple[Problem, ...],
) -> Item | Problem:
    id_, text, published = fields.get("id"), fields.get("text"), fields.get("published")
    if type(id_) is int:
        id_ = str(id_)
    if id_ is not None and not (isinstance(id_, str) and id_ and encodable(id_) == id_):
        return _problem("failed", path, f'"id" is no string to name an article by: {id_!r}', line)
    if not isinstance(text, str):
        which = f" (id {id_!r})" if id_ else ""
        return _problem("failed", path, f'no "text"{which}', line)
    day = None
    try:
        day = None if published is None else parse_day(published)
    except ValueError as error:
        told += (_problem("damaged", path, f'"published" is {error}', line),)
    source = fields.get("source")
    return _item(
        id_ or stem,
        text,
        path,
        line,
        published=day,
        source=encodable(source) if isinstance(source, str) else None,
        problems=told,
    )
