"""The annotated corpora that are measured on: the project's own, and ``../shared`` where it is."""

from __future__ import annotations

from collections.abc import Iterator

from news import read_part
from record import ROOT, SHARED, tell

from vnnews.formats.corpus import Corpus, read_corpus

DEV = "dev"
NEWS = ("news", "agreements")  # corpora whose part *test* only measures


def corpora() -> Iterator[tuple[str, Corpus]]:
    """Name and articles of every corpus that is there."""
    if dev := held_out():
        yield DEV, dev
    for name in NEWS:
        if news := read_part(name, "test"):
            yield name, news
    for folder in sorted({path.parent for path in (ROOT / "corpora").glob("*/*.txt")}):
        yield folder.name, read_corpus(folder)


def held_out() -> Corpus | None:
    """The articles of ``../shared/corpora/dev``, from which nothing was learned."""
    folder = SHARED / "corpora" / DEV
    if folder.is_dir():
        return read_corpus(folder)
    tell("skipped: ../shared/corpora/dev is not there")
    return None
