"""Marked-up lines as documents: ``<P1: Lê An>`` is a PER of person 1, ``<T P1 O2: …>`` a TITLE."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from vnnews.find.candidate import Candidate
from vnnews.link.document import Document, Entity
from vnnews.text.layout import lay_out
from vnnews.text.tokens import tokenize
from vnnews.text.view import normalize

_TYPES = {"P": "PER", "O": "ORG", "L": "LOC", "T": "TITLE", "D": "DATE", "A": "AGREEMENT"}
_TAG = re.compile(r"<([POLTDA]\d*(?: [^:<>]+)?): |>")
_PHRASES = Path(__file__).parent.parent / "phrases"


class Marked(msgspec.Struct):
    """A document and what its marks say: ids by mention, title marks by mention."""

    line: str
    document: Document
    ids: dict[int, str]
    titles: dict[int, list[str]]

    def groups(self, letter: str) -> set[tuple[int, ...]]:
        """The mentions of each entity of a kind."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for mention, name in self.ids.items():
            if name[0] == letter:
                found[name].append(mention)
        return {tuple(mentions) for mentions in found.values()}

    def entities(self, letter: str) -> list[Entity]:
        """Those of a kind, in order of their first mention."""
        return [
            Entity(self.ids[group[0]], self.document.surface(group[0]), group)
            for group in sorted(self.groups(letter))
        ]


def read_marks(line: str) -> Marked:
    """The document that a marked-up line stands for; ``⏎`` is a line feed."""
    line = line.replace("⏎", "\n")
    plain, at, length = [], 0, 0
    stack: list[tuple[str, int]] = []
    spans: list[tuple[int, int, str]] = []
    for tag in _TAG.finditer(line):
        plain.append(line[at : tag.start()])
        length += tag.start() - at
        at = tag.end()
        if tag[1]:
            stack.append((tag[1], length))
        else:
            mark, start = stack.pop()
            spans.append((start, length, mark))
    plain.append(line[at:])
    spans.sort(key=lambda span: (span[0], -span[1]))
    text = normalize("".join(plain))
    mentions = tuple(Candidate(_TYPES[mark[0]], start, end, "mark") for start, end, mark in spans)
    document = Document(text, tokenize(text), lay_out(text), mentions)
    marks = {i: mark.split() for i, (_, _, mark) in enumerate(spans)}
    ids = {i: mark[0] for i, mark in marks.items() if mark[0][0] in "POL"}
    titles = {i: mark[1:] for i, mark in marks.items() if mark[0] == "T"}
    return Marked(line, document, ids, titles)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test of ``marked`` and ``line`` on each line of its module's table of phrases.

    That is ``tests/phrases/link_people.txt`` for ``test_people``; ``#`` starts a comment line.
    """
    if {"marked", "line"} <= set(metafunc.fixturenames):
        name = metafunc.module.__name__.rpartition("test_")[2]
        table = (_PHRASES / f"link_{name}.txt").read_text(encoding="utf-8").splitlines()
        lines = [line for line in table if line.strip() and not line.startswith("#")]
        metafunc.parametrize("line", lines, ids=lambda line: line[:60])


@pytest.fixture(scope="session")
def marked() -> Callable[[str], Marked]:
    """The reader of marked-up lines."""
    return read_marks
