"""Articles of ``../shared/news`` whose annotation is in ``corpora/news``, without their text."""

from __future__ import annotations

import json
from collections.abc import Iterator

from record import ROOT, SHARED, Row, tell

from vnnews.formats import brat
from vnnews.formats.corpus import Annotated, Corpus
from vnnews.formats.readings import checksum
from vnnews.run.train import read_news

FOLDER, TEXTS = ROOT / "corpora" / "news", SHARED / "news"


def read_part(part: str) -> Corpus | None:
    """The articles of a part, joined with their text; none where the text is not there.

    Raises:
        ValueError: an article has another text than the one that was annotated.
    """
    if not TEXTS.is_dir():
        tell("skipped: ../shared/news is not there")
        return None
    lines = (FOLDER / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    rows = {row["id"]: row for row in map(json.loads, lines) if row["part"] == part}
    return Corpus(str(FOLDER), tuple(sorted(_join(rows), key=lambda article: article.id)))


def _join(rows: dict[str, Row]) -> Iterator[Annotated]:
    for one in read_news([TEXTS]):
        row = rows.get(one.id)
        if row is None:
            continue
        if checksum(one.text) != row["check"]:
            raise ValueError(f"{FOLDER / 'manifest.jsonl'}: {one.id} has another text")
        annotations = brat.read(FOLDER / f"{one.id}.ann", text=one.text)
        yield Annotated(one.id, one.text, annotations, row["published"], row["source"])
