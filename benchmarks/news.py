"""Articles of ``../shared/news`` whose annotation is in ``corpora``, without their text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from record import ROOT, SHARED, Row, tell

from vnnews.formats import brat
from vnnews.formats.corpus import Annotated, Corpus
from vnnews.formats.readings import checksum
from vnnews.run.train import read_news

CORPORA, TEXTS = ROOT / "corpora", SHARED / "news"


def read_part(name: str, part: str) -> Corpus | None:
    """The articles of a part of a corpus, joined with their text; none where that is not there.

    Raises:
        ValueError: an article has another text than the one that was annotated.
    """
    if not TEXTS.is_dir():
        tell("skipped: ../shared/news is not there")
        return None
    folder = CORPORA / name
    lines = (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    rows = {row["id"]: row for row in map(json.loads, lines) if row["part"] == part}
    return Corpus(str(folder), tuple(sorted(_join(folder, rows), key=lambda article: article.id)))


def _join(folder: Path, rows: dict[str, Row]) -> Iterator[Annotated]:
    for one in read_news([TEXTS]):
        row = rows.get(one.id)
        if row is None:
            continue
        if checksum(one.text) != row["check"]:
            raise ValueError(f"{folder / 'manifest.jsonl'}: {one.id} has another text")
        annotations = brat.read(folder / f"{one.id}.ann", text=one.text)
        yield Annotated(one.id, one.text, annotations, row["published"], row["source"])
