"""Organizations: a table of invented lines, and what must hold for any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.find.candidate import Candidate
from vnnews.lexicon.tables import rows
from vnnews.link.document import Document
from vnnews.link.organizations import link_organizations
from vnnews.text.layout import lay_out
from vnnews.text.tokens import tokenize
from vnnews.text.view import normalize


def test_organizations(line, marked):
    marks = marked(line)
    bodies = link_organizations(marks.document).entities
    assert {body.mentions for body in bodies} == marks.groups("O")


def test_short_name_before_two_bodies_is_left_open(marked):
    marks = marked("<O1: Sở> họp. <O2: Sở Y tế> gửi <O3: Sở Tài chính>.")
    linked = link_organizations(marks.document)
    assert {body.mentions for body in linked.entities} == marks.groups("O")
    assert [note.reason for note in linked.notes] == ["ambiguous-name"]


@pytest.mark.parametrize("row", list(rows("coreference_words")), ids=lambda row: row["short"])
def test_each_abbreviation_meets_its_words(row):
    short, full = _document([row["short"].upper(), row["standard"]]), 1
    assert len(link_organizations(short).entities) == full


_WORDS = st.sampled_from(
    ["Công an", "tỉnh", "TP", "Sở", "UBND", "Kim Sa", "công ty", "CP", "(", ")", "-", "ABC", "và"]
)


@given(st.lists(st.lists(_WORDS, min_size=1, max_size=6).map(" ".join), max_size=12))
def test_every_mention_has_one_body(names):
    document = _document(names)
    bodies = link_organizations(document).entities
    found = sorted(mention for body in bodies for mention in body.mentions)
    assert found == list(range(len(document.mentions)))
    assert [body.id for body in bodies] == [f"o{n}" for n in range(1, len(bodies) + 1)]


def _document(names: list[str]) -> Document:
    text = normalize(" gặp ".join(names))
    mentions, at = [], 0
    for name in names:
        mentions.append(Candidate("ORG", at, at + len(name), "test"))
        at += len(name) + len(" gặp ")
    return Document(text, tokenize(text), lay_out(text), tuple(mentions))
