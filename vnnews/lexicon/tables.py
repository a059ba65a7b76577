"""Reading of the tables in ``data/``: UTF-8, tab-separated, a header line, ``#`` comments."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files


def rows(name: str) -> Iterator[dict[str, str]]:
    """Rows of ``data/{name}.tsv`` by column name; short rows are filled with empty strings.

    Raises:
        ValueError: a row has more cells than the header has; the message names file and line.
    """
    path = files("vnnews.lexicon") / "data" / f"{name}.tsv"
    header: list[str] | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
            continue
        missing = len(header) - len(cells)
        if missing < 0:
            raise ValueError(f"{name}.tsv:{number}: {len(cells)} cells under {len(header)} columns")
        if missing:
            cells += [""] * missing
        yield dict(zip(header, cells, strict=True))
