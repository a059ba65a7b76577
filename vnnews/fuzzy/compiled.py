"""Matchers over tables of the lexicon, compiled beforehand so that the first lookup is fast.

``python -m vnnews.fuzzy.compiled`` writes ``lexicon/data/{table}.bin``. A file that does not fit
the tables it was made from is not used: the matcher is then built at first use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path

from vnnews.fuzzy.matcher import Entry, Matcher
from vnnews.lexicon.tables import rows

_DIGEST = 64  # bytes: as long as the alignment of the index that follows
_TABLES = ("organizations", "titles")
_READ_WITH = ("abbreviations", "light_phrases")  # tables that decide how names are read


def aliases_of(cell: str) -> tuple[str, ...]:
    """The aliases of a cell.

    >>> aliases_of("BIDV | Ngân hàng BIDV")
    ('BIDV', 'Ngân hàng BIDV')
    """
    return tuple([alias for alias in map(str.strip, cell.split("|")) if alias])


def _entries(table: str) -> Iterable[Entry]:
    for row in rows(table):
        yield Entry(row["id"], row["name"], aliases_of(row["aliases"]), row["kind"])


def _digest(table: str) -> bytes:
    digest = blake2b(digest_size=_DIGEST)
    for name in (table, *_READ_WITH):
        digest.update((files("vnnews.lexicon") / "data" / f"{name}.tsv").read_bytes())
    return digest.digest()


@cache
def matcher(table: str) -> Matcher:
    """The matcher over a table of the lexicon.

    >>> matcher("titles").best("tong giam doc").match.name
    'tổng giám đốc'
    """
    path = files("vnnews.lexicon") / "data" / f"{table}.bin"
    if path.is_file():
        data = path.read_bytes()
        if data[:_DIGEST] == _digest(table):
            return Matcher.from_bytes(data[_DIGEST:], f"{table}.bin")
    return Matcher(_entries(table))


def compile_tables(say: Callable[[str], object] = print) -> None:
    """Write the compiled matchers beside the tables."""
    for table in _TABLES:
        path = Path(str(files("vnnews.lexicon"))) / "data" / f"{table}.bin"
        path.write_bytes(_digest(table) + Matcher(_entries(table)).to_bytes())
        say(f"{path.name}: {path.stat().st_size} bytes")


def is_fresh(table: str) -> bool:
    """Whether the compiled matcher was made from the tables as they are."""
    path = files("vnnews.lexicon") / "data" / f"{table}.bin"
    return path.is_file() and path.read_bytes()[:_DIGEST] == _digest(table)


if __name__ == "__main__":
    compile_tables()
