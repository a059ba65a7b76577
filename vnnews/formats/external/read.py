"""A folder of an external corpus, read as the project's own corpora are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from vnnews.formats.corpus import Annotated, Corpus
from vnnews.formats.external.adapt import Tally, adapt, total
from vnnews.formats.external.card import Card, read_card
from vnnews.formats.external.passage import File, Passage
from vnnews.formats.external.sources import SOURCES, CorpusFormat, Source
from vnnews.formats.problem import Problem, reason

_BROKEN = 20  # broken places after which the rest of a file is left alone


class External(msgspec.Struct, frozen=True):
    """A corpus of others as gold, its card, and what became of its marks."""

    name: CorpusFormat
    card: Card
    corpus: Corpus
    tally: Tally


def read_external(path: Path, name: CorpusFormat) -> External:
    """The corpus in a folder, or in one file. Nothing raises: see ``corpus.problems``.

    A passage is an article; its source is its file, or the folder of its file where each file is
    an article. One whose very text stands in an earlier file, as the same sentences by words and
    by syllables do, is left out, and how many of each file were is told.
    """
    source, card = SOURCES[name], read_card(name)
    articles: dict[str, Annotated] = {}
    tallies: list[Tally] = []
    problems: list[Problem] = []
    seen: dict[str, str] = {}
    try:
        files = list(_files(path, source))
    except OSError as error:
        files = []
        problems.append(Problem("failed", str(path), reason(error)))
    for file in files:
        repeated = 0
        for found in _read_file(file, path, source):
            if isinstance(found, Problem):
                problems.append(found)
            elif seen.setdefault(found.text, str(file)) != str(file):
                repeated += 1
            else:
                gold, tally = adapt(found, card)
                tallies.append(tally)
                articles[found.id] = Annotated(found.id, found.text, gold, source=_origin(found.id))
        if repeated:
            message = f"{repeated} passages stand in an earlier file too; they are counted once"
            problems.append(Problem("note", str(file), message))
    tally = total(tallies)
    if not files and not problems:
        message = f"no file of {name} ({', '.join(source.files)})"
        problems.append(Problem("failed", str(path), message))
    elif articles and not any(outcome.fate == "mapped" for outcome in tally):
        message = f"no mark in it has a type here: is it {name}?"
        problems.append(Problem("failed", str(path), message))
    return External(name, card, Corpus(str(path), tuple(articles.values()), tuple(problems)), tally)


def _files(path: Path, source: Source) -> Iterator[Path]:
    """The files, in order of their paths; one that is named outright need not match."""
    if path.is_dir():
        yield from sorted(p for p in path.rglob("*") if source.has(p) and p.is_file())
    else:
        path.stat()
        yield path


def _read_file(file: Path, folder: Path, source: Source) -> Iterator[Passage | Problem]:
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        yield Problem("failed", str(file), reason(error))
        return
    except UnicodeDecodeError as error:
        yield Problem("failed", str(file), f"not UTF-8: {error.reason} at byte {error.start}")
        return
    name = file.name if file == folder else file.relative_to(folder).as_posix()
    broken = 0
    for found in source.read(File(str(file), name, text)):
        yield found
        broken += isinstance(found, Problem)
        if broken > _BROKEN:
            yield Problem("failed", str(file), "so much is broken that the rest is left out")
            return


def _origin(id_: str) -> str | None:
    """Where a passage is from: ``test.conll`` of ``test.conll:7``, ``The thao`` of ``The thao/1``.

    >>> _origin("data/test.conll:7"), _origin("The thao/1"), _origin("1")
    ('data/test.conll', 'The thao', None)
    """
    file, colon, _ = id_.rpartition(":")
    return file if colon else id_.rpartition("/")[0] or None
