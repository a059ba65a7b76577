"""Readings joined with their articles: token ranges of what was read, and of nothing else."""

from __future__ import annotations

import pytest

from vnnews.formats.problem import InputError
from vnnews.formats.readings import Reading, checksum
from vnnews.run.readings import partly_annotated

# Decomposed in part, as found: offsets of a reading are those of the text as it is.
TEXT = "Bà Tư đi Vinh. Ngày 3/5, Ông Bền họp tại Huê\u0301. Ông Tám ở lại."
BEGIN, END = TEXT.index("Ngày"), TEXT.index(". Ông Tám") + 1


def reading(*names: tuple[str, str]) -> Reading:
    spans = []
    for kind, name in names:
        start = TEXT.index(name, BEGIN)
        spans.append((kind, start, start + len(name)))
    return Reading("a", BEGIN, END, checksum(TEXT[BEGIN:END]), tuple(spans), ("names.tsv", 7))


def test_names_and_dates_of_the_sentence_become_token_ranges():
    found = partly_annotated([reading(("PER", "Bền"), ("LOC", "Huê\u0301"))], {"a": TEXT})[0]
    forms = found.tokens.form
    spans = sorted((kind, forms[start:end]) for kind, start, end in found.spans)
    assert spans == [
        ("DATE", ["Ngày", "3", "/", "5"]),
        ("LOC", ["Huế"]),
        ("PER", ["Bền"]),
    ]
    assert [forms[start:end] for start, end in found.stretches] == [
        ["Ngày", "3", "/", "5", ",", "Ông", "Bền", "họp", "tại", "Huế", "."]
    ]
    assert found.sentences == found.stretches


def test_a_name_that_was_read_stands_before_a_date_of_the_rules():
    found = partly_annotated([reading(("ORG", "3/5"))], {"a": TEXT})[0]
    assert [kind for kind, *_ in found.spans] == ["ORG"]


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        ({}, r"names\.tsv:7: article a: not among the unlabelled articles"),
        ({"a": TEXT.replace("họp", "vắng")}, r"names\.tsv:7: article a: has another text"),
    ],
)
def test_an_article_that_was_not_read_is_named(texts: dict[str, str], message: str):
    with pytest.raises(InputError, match=message):
        partly_annotated([reading()], texts)
