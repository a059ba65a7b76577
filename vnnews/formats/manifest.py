"""``manifest.jsonl``: one JSON object a line with ``id`` and what is known of that article."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import msgspec

from vnnews.formats.problem import Problem, reason
from vnnews.text.decode import decode

NAME = "manifest.jsonl"


class Row(msgspec.Struct, frozen=True):
    """What a manifest says of one article, and on which line."""

    id: str
    published: str | None = None
    source: str | None = None
    line: int = 0


class Manifest(msgspec.Struct, frozen=True):
    """Rows by id; lines that could not be used are in ``problems``."""

    path: str = ""
    rows: dict[str, Row] = {}
    problems: tuple[Problem, ...] = ()


def parse_day(value: object) -> str:
    """ISO day of a publication date: a day, or a moment whose day in Vietnam is meant.

    Raises:
        ValueError: it is neither.

    >>> parse_day("2019-11-18"), parse_day("2019-11-17T23:30:00Z")
    ('2019-11-18', '2019-11-18')
    """
    if isinstance(value, str):
        try:
            if len(value.strip()) <= 10:
                return dt.date.fromisoformat(value.strip()).isoformat()
            moment = dt.datetime.fromisoformat(value.strip())
            if moment.tzinfo is not None:
                moment = moment.astimezone(dt.timezone(dt.timedelta(hours=7)))
            return moment.date().isoformat()
        except (ValueError, OverflowError):
            pass
    raise ValueError(f"not a day (YYYY-MM-DD): {value!r}")


def parse_object(line: str, *, many: bool = False) -> list[dict[str, object]]:
    """The JSON object that a line holds; with ``many``, perhaps a list of them.

    Lone surrogates in escapes are let through.

    Raises:
        ValueError: it holds something else; the message says what.

    >>> parse_object('{"id": "a"}'), parse_object('[{"id": "a"}, {}]', many=True)
    ([{'id': 'a'}], [{'id': 'a'}, {}])
    """
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        place = f"column {error.colno}" if error.lineno == 1 else f"line {error.lineno}"
        raise ValueError(f"not JSON: {error.msg} at {place}") from None
    except RecursionError:
        raise ValueError("JSON that is nested too deeply") from None
    except ValueError:
        raise ValueError("JSON with a number of too many digits") from None
    values = value if many and isinstance(value, list) else [value]
    if not all(isinstance(each, dict) for each in values):
        raise ValueError("not a JSON object" + (" or a list of them" if many else ""))
    if not values:
        raise ValueError("an empty list")
    return values


def parse_row(line: str, number: int) -> Row:
    """The row on a line.

    Raises:
        ValueError: the line is no such row; the message says why.

    >>> parse_row('{"id": "a", "published": "2019-11-18"}', 1).published
    '2019-11-18'
    """
    (fields,) = parse_object(line)
    id_, published, source = (fields.get(key) for key in ("id", "published", "source"))
    if not isinstance(id_, str) or not id_:
        raise ValueError('no "id"')
    if source is not None and not isinstance(source, str):
        raise ValueError('"source" is not a string')
    day = None if published is None else parse_day(published)
    return Row(id_, day, source, number)


def read_manifest(path: Path) -> Manifest:
    """The manifest in a file. Nothing raises: what could not be used is in ``problems``."""
    try:
        decoded = decode(path.read_bytes())
    except OSError as error:
        return Manifest(str(path), {}, (Problem("failed", str(path), reason(error)),))
    rows: dict[str, Row] = {}
    problems: list[Problem] = []
    if decoded.replaced:
        problems.append(Problem("damaged", str(path), f"{decoded.replaced} undecodable places"))
    for number, line in _lines(decoded.text):
        try:
            row = parse_row(line, number)
            if row.id in rows:
                raise ValueError(f"id {row.id!r} stands on line {rows[row.id].line} already")
            rows[row.id] = row
        except ValueError as error:
            problems.append(Problem("failed", str(path), str(error), number))
    return Manifest(str(path), rows, tuple(problems))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if line.strip():
            yield number, line
