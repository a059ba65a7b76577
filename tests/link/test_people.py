"""People: a table of invented lines, and what must hold for any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.find.candidate import Candidate
from vnnews.link.document import Document
from vnnews.link.people import fold, link_people
from vnnews.text.layout import lay_out
from vnnews.text.tokens import tokenize
from vnnews.text.view import normalize


def test_people(line, marked):
    marks = marked(line)
    assert {person.mentions for person in link_people(marks.document).entities} == marks.groups("P")


def test_ids_count_by_first_mention_and_names_are_the_longest(marked):
    marks = marked("Bà <P1: Hà> và ông <P2: MINH> đến. <P2: Trần Văn Minh> chào <P1: Lê Thị Hà>.")
    people = link_people(marks.document).entities
    assert [(p.id, p.name) for p in people] == [("p1", "Lê Thị Hà"), ("p2", "Trần Văn Minh")]


def test_ambiguous_name_is_noted_with_its_candidates(marked):
    line = "Anh <P1: Nguyễn Hoàng Nam> và anh <P2: Đỗ Hải Nam> về. Anh <P3: Nam> lái."
    marks = marked(line)
    (note,) = link_people(marks.document).notes
    assert note.reason == "ambiguous-name"
    assert note.detail == "Nguyễn Hoàng Nam; Đỗ Hải Nam"
    assert note.span is not None
    assert note.span.of(marks.document.text.source) == "Nam"


_FOLDED = [
    ("kỳ", "kì", True),
    ("lý", "li", True),
    ("hòa", "hoa", True),
    ("hay", "hai", True),
    ("đan", "dan", True),
    ("minh", "mình", True),
    ("an", "ăng", False),
    ("quý", "quả", False),
]


@pytest.mark.parametrize(("one", "other", "same"), _FOLDED)
def test_fold(one, other, same):
    assert (fold(one) == fold(other)) is same


_WORDS = st.sampled_from(
    ["An", "Ân", "Minh", "Lê", "T.", "Văn", "Holt", "Jr.", "Adrian", "-", "H'L"]
)


@given(st.lists(st.lists(_WORDS, min_size=1, max_size=5).map(" ".join), max_size=12))
def test_every_mention_has_one_person(names):
    document = _document(names)
    people = link_people(document).entities
    found = sorted(mention for person in people for mention in person.mentions)
    assert found == list(range(len(document.mentions)))
    assert [person.id for person in people] == [f"p{n}" for n in range(1, len(people) + 1)]
    assert [p.mentions[0] for p in people] == sorted(p.mentions[0] for p in people)


def test_many_names_in_linear_time():
    link_people(_document(["Nguyễn Văn A" + chr(97 + n % 26) * (n % 9) for n in range(4000)]))
    link_people(_document(["Nguyễn"] + [f"Nguyễn Văn {chr(97 + n % 26)}x" for n in range(3000)]))
    link_people(_document(["a" * 200_000, "Lê " * 5000]))


def _document(names: list[str]) -> Document:
    text = normalize(" gặp ".join(names))
    mentions, at = [], 0
    for name in names:
        if name.strip():
            mentions.append(Candidate("PER", at, at + len(name), "test"))
        at += len(name) + len(" gặp ")
    return Document(text, tokenize(text), lay_out(text), tuple(mentions))
