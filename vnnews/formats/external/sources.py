"""The table of external corpora: by name, which files they have and who reads them.

A corpus is added by a reader, a card ``NAME.toml`` and a row here.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import msgspec

from vnnews.formats.external import (
    bkee,
    conll2003,
    enamex,
    phoner,
    vlsp2016,
    wikiann,
)
from vnnews.formats.external.passage import Reader


class CorpusFormat(StrEnum):
    """Names of the formats that gold may come in; brat is the project's own."""

    BRAT = "brat"
    VLSP2016 = "vlsp2016"
    VLSP2018 = "vlsp2018"
    VLSP2021 = "vlsp2021"
    PHONER = "phoner"
    WIKIANN = "wikiann"
    CONLL2003 = "conll2003"
    BKEE = "bkee"


class Source(msgspec.Struct, frozen=True):
    """The reader of a corpus, and the names of its files as shell patterns."""

    read: Reader
    files: tuple[str, ...]

    def has(self, path: Path) -> bool:
        """Whether a file is one of the corpus, by its name."""
        return any(path.match(pattern) for pattern in self.files)


SOURCES: dict[CorpusFormat, Source] = {
    CorpusFormat.VLSP2016: Source(vlsp2016.read, ("*.txt", "*.tsv", "*.conll")),
    CorpusFormat.VLSP2018: Source(enamex.read, ("*.muc",)),
    CorpusFormat.VLSP2021: Source(enamex.read, ("*.muc",)),
    CorpusFormat.PHONER: Source(phoner.read, ("*.conll", "*.json")),
    CorpusFormat.WIKIANN: Source(wikiann.read, ("train", "dev", "test", "extra", "*.tsv")),
    CorpusFormat.CONLL2003: Source(
        conll2003.read, ("*.txt", "*.conll", "*.train", "*.testa", "*.testb")
    ),
    CorpusFormat.BKEE: Source(bkee.read, ("*.ann", "*.json")),
}
