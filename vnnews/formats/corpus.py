"""Annotated corpora: a folder of brat pairs ``ID.txt`` + ``ID.ann`` with ``manifest.jsonl``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from vnnews.formats import brat, jsonl
from vnnews.formats.manifest import NAME, Manifest, Row, read_manifest
from vnnews.formats.problem import InputError, Problem, reason


class Annotated(msgspec.Struct, frozen=True):
    """An article with its annotations and what the manifest says of it."""

    id: str
    text: str
    annotations: brat.Annotations
    published: str | None = None
    source: str | None = None


class Corpus(msgspec.Struct, frozen=True):
    """The articles that could be read, by id, and what was wrong with the others."""

    path: str
    articles: tuple[Annotated, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_corpus(folder: Path) -> Corpus:
    """A corpus. Nothing raises: what could not be read is in ``problems``."""
    try:
        files = sorted(path for path in folder.iterdir() if path.suffix == ".ann")
    except OSError as error:
        return Corpus(str(folder), (), (Problem("failed", str(folder), reason(error)),))
    if not files:
        problem = Problem("failed", str(folder), "no annotated article (ID.ann beside ID.txt)")
        return Corpus(str(folder), (), (problem,))
    path = folder / NAME
    manifest = read_manifest(path) if path.exists() else Manifest()
    read = [_read_article(file, manifest.rows.get(file.stem)) for file in files]
    return Corpus(
        str(folder),
        tuple(article for article in read if isinstance(article, Annotated)),
        (*manifest.problems, *(problem for problem in read if isinstance(problem, Problem))),
    )


def _read_article(ann: Path, row: Row | None) -> Annotated | Problem:
    txt = ann.with_suffix(".txt")
    try:
        text = brat.read_text(txt)
    except OSError as error:
        return Problem("failed", str(txt), reason(error))
    except UnicodeDecodeError as error:
        return Problem("failed", str(txt), f"not UTF-8: {error.reason} at byte {error.start}")
    annotations = _read_annotations(ann, text)
    if isinstance(annotations, Problem):
        return annotations
    published, source = (row.published, row.source) if row else (None, None)
    return Annotated(ann.stem, text, annotations, published, source)


def _read_annotations(ann: Path, text: str) -> brat.Annotations | Problem:
    try:
        return brat.read(ann, text=text)
    except OSError as error:
        return Problem("failed", str(ann), reason(error))
    except InputError as error:
        return error.problem


Predictions = dict[str, brat.Annotations]


def read_predictions(path: Path, corpus: Corpus) -> tuple[Predictions, tuple[Problem, ...]]:
    """Predicted annotations by id: a folder of ``ID.ann``, or a JSON Lines file of records.

    An article of the corpus that the predictions do not have is told and counts as empty.
    """
    predictions: Predictions = {}
    problems: list[Problem] = []
    wanted = {article.id: article.text for article in corpus.articles}
    for id_, found in (_folder if path.is_dir() else _records)(path, wanted):
        if isinstance(found, Problem):
            problems.append(found)
        elif id_ not in wanted:
            problems.append(Problem("note", str(path), f"{id_!r} is not in {corpus.path}"))
        elif id_ in predictions:
            problems.append(Problem("failed", str(path), f"{id_!r} stands there twice"))
        else:
            predictions[id_] = found
    missing = [id_ for id_ in wanted if id_ not in predictions]
    if missing:
        names = ", ".join(missing[:5]) + (", …" if len(missing) > 5 else "")
        message = f"no predictions for {len(missing)} articles, which count as empty: {names}"
        problems.append(Problem("damaged", str(path), message))
    return predictions, tuple(problems)


Found = Iterator[tuple[str, brat.Annotations | Problem]]


def _folder(path: Path, texts: dict[str, str]) -> Found:
    for file in sorted(path.glob("*.ann")):
        if file.stem in texts:
            yield file.stem, _read_annotations(file, texts[file.stem])


def _records(path: Path, texts: dict[str, str]) -> Found:
    try:
        for article in jsonl.read(path):
            id_ = article.id or ""
            end = max((mention.end for mention in article.mentions), default=0)
            if id_ in texts and end > len(texts[id_]):
                message = f"{id_!r}: a mention ends at {end}, the text at {len(texts[id_])}"
                yield id_, Problem("failed", str(path), message)
            else:
                yield id_, brat.annotate(article)
    except OSError as error:
        yield "", Problem("failed", str(path), reason(error))
    except InputError as error:
        yield "", error.problem
