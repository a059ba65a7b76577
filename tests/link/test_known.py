"""Holders of posts that stand alone by what is known, with an invented table."""

from __future__ import annotations

import pytest

from vnnews.link.titles import known
from vnnews.link.titles.linker import link_titles

HOLDERS = {
    ("bo-truong-ngoai-giao", "US"): frozenset(["belov", "adrianholt"]),
    ("tong-thong", "US"): frozenset(["adrianholt"]),
    ("ca-si", "US"): frozenset(["adrianholt"]),
}


@pytest.fixture(autouse=True)
def _holders(monkeypatch):
    monkeypatch.setattr(known, "_holders", lambda: HOLDERS)


def holders(marks):
    people, bodies, places = map(marks.entities, "POL")
    return [link.holders for link in link_titles(marks.document, people, bodies, places)[0]]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        # The only one of those named who is known to hold it there.
        ("Ông <P1: Belov> nói. <T: Ngoại trưởng <L1: Mỹ>> khẳng định.", [("P1",)]),
        ("<T: Tổng thống <L1: Mỹ>> gặp ông <P1: Belov> và ông <P2: Adrian Holt>.", [("P2",)]),
        # Two who are, or none; another country; a profession.
        ("<P1: Belov> và <P2: Adrian Holt>. <T: Ngoại trưởng <L1: Mỹ>> khẳng định.", [()]),
        ("<P1: Lê An> đến. <T: Ngoại trưởng <L1: Mỹ>> khẳng định.", [()]),
        ("<P1: Belov> nói. <T: Ngoại trưởng <L1: Pháp>> khẳng định.", [()]),
        # What the article itself says stands before it.
        (
            "<T: Ngoại trưởng <L1: Mỹ>> <P1: Lê An> và <P2: Belov>. <T: Ngoại trưởng <L1: Mỹ>> về.",
            [("P1",), ("P1",)],
        ),
    ],
)
def test_the_only_one_named_who_is_known_to_hold_a_post(marked, said, expected):
    assert holders(marked(said)) == expected
