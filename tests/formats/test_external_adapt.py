"""Marks become mentions by the card of their corpus: which are kept, and where they begin."""

import re
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.formats.external.adapt import adapt
from vnnews.formats.external.card import Card, read_card
from vnnews.formats.external.enamex import parse
from vnnews.formats.external.passage import Mark, Passage


def read(marked, card):
    """The mentions and what became of the marks of text as ``PER<ông Minh>``."""
    tagged = re.sub(r"([\w-]+)<", r'<ENAMEX TYPE="\1">', marked).replace("`", "</ENAMEX>")
    text, marks = parse(tagged)
    gold, tally = adapt(Passage("a", text, marks), card)
    found = [f"{span.type} {text[span.start : span.end]}" for span in gold.spans]
    fates = [f"{o.label} {o.detail}" for o in tally.elements() if o.fate == "dropped"]
    return found, sorted(fates)


@pytest.mark.parametrize(
    ("card", "marked", "mentions", "dropped"),
    [
        # Of marks in one another the outermost with a type is kept.
        (
            "vlsp2018",
            "ORGANIZATION<Sở Y tế LOCATION<tỉnh LOCATION<Nghệ An```",
            ["ORG Sở Y tế tỉnh Nghệ An"],
            ["LOCATION inside ORGANIZATION", "LOCATION inside ORGANIZATION"],
        ),
        (
            "vlsp2018",
            "MISCELLANEOUS<Cúp ORGANIZATION<CLB LOCATION<Vinh```, LOCATION<Huế`",
            ["ORG CLB Vinh", "LOC Huế"],
            ["LOCATION inside ORGANIZATION", "MISCELLANEOUS no such type"],
        ),
        # What a person is stands outside; alone it is no mention.
        ("vlsp2021", "PERSON<PERSONTYPE<bác sĩ` Trần Mẫu`", ["PER Trần Mẫu"], None),
        ("vlsp2021", "PERSON<Trần Mẫu PERSONTYPE<bác sĩ``", ["PER Trần Mẫu bác sĩ"], None),
        ("vlsp2021", "PERSON<ông PERSONTYPE<bác sĩ` Mẫu`", ["PER Mẫu"], None),
        ("vlsp2021", "PERSON<bác sĩ Mẫu`", ["PER bác sĩ Mẫu"], None),
        ("vlsp2021", "PERSON<bác Mẫu`", ["PER Mẫu"], None),
        ("vlsp2021", "PERSON<Mẫu, PERSONTYPE<bác sĩ``", ["PER Mẫu, bác sĩ"], None),
        ("vlsp2021", "PERSON<PERSONTYPE<bác sĩ``", [], None),
        ("vlsp2021", "PERSON<PERSONTYPE<bác sĩ` ông Mẫu`", ["PER Mẫu"], None),
        ("vlsp2021", "PERSON<đồng chí anh Mẫu`", ["PER Mẫu"], []),
        ("vlsp2021", "PERSON<Anh Thơ`", ["PER Anh Thơ"], []),
        ("vlsp2021", "PERSON<ông`", ["PER ông"], []),
        # A label with a dash counts by its first part when it is not listed itself.
        ("vlsp2021", "LOCATION-GEO<sông Lam`", ["LOC sông Lam"], []),
        (
            "vlsp2021",
            "DATETIME-TIME<8 giờ` DATETIME<hè`",
            [],
            ["DATETIME of no kind that is told", "DATETIME-TIME clock times without a day are no"],
        ),
        ("vlsp2021", "NEW-THING<x`", [], ["NEW-THING a label that the card does not know"]),
        # Words before a day belong to it here.
        ("phoner", "lúc 8h30 sáng ngày DATE<15-9`", ["DATE 8h30 sáng ngày 15-9"], []),
        ("phoner", "Chiều nay DATE<15-9`", ["DATE Chiều nay 15-9"], []),
        ("phoner", "hiện nay DATE<15-9`", ["DATE 15-9"], []),
        ("phoner", "ban ngày DATE<15-9`", ["DATE ngày 15-9"], []),
        ("phoner", "ngày, DATE<15-9`", ["DATE 15-9"], []),
        ("phoner", "ngày\nDATE<15-9`", ["DATE 15-9"], []),
        ("phoner", "ngày DATE<15` ngày DATE<16`", ["DATE ngày 15", "DATE ngày 16"], []),
        ("phoner", "xngày DATE<15`", ["DATE 15"], []),
        ("phoner", "ngày LOCATION<Vinh`", ["LOC Vinh"], []),
        ("phoner", "LOCATION<phố Sáng` DATE<15`", ["LOC phố Sáng", "DATE 15"], []),
        # Entities without a name are none here.
        ("bkee", "Tin. PER<Người đàn ông` chạy", [], ["PER no name in it"]),
        ("bkee", "Tin. PER<Minh` chạy", ["PER Minh"], []),
        ("bkee", "PER<người dân GPE<Vinh``", ["PER người dân Vinh"], ["GPE inside PER"]),
        ("bkee", "PER<người đàn ông ở xã`, ORG<công ty Mẫu`", ["ORG công ty Mẫu"], None),
        ("bkee", "PER<anh`, GPE<nước này`", [], ["GPE no name in it", "PER no name in it"]),
    ],
)
def test_marks_become_mentions(card, marked, mentions, dropped):
    found, fates = read(marked, read_card(card))
    assert found == mentions
    if dropped is not None:
        assert len(fates) == len(dropped)
        assert all(a.startswith(b) for a, b in zip(fates, dropped, strict=True))


def test_marks_that_cross_are_told_from_those_inside():
    marks = (Mark(0, 5, "PERSON"), Mark(3, 8, "LOCATION"), Mark(6, 8, "LOCATION"))
    gold, tally = adapt(Passage("a", "Minh Vinh", marks), read_card("vlsp2018"))
    assert [(span.start, span.end) for span in gold.spans] == [(0, 5), (6, 8)]
    assert {o.detail for o in tally if o.fate == "dropped"} == {"across PERSON"}


def test_a_card_with_a_type_of_another_layer_is_refused():
    card = msgspec.to_builtins(read_card("vlsp2018")) | {"labels": {"TITLE": "TITLE"}}
    with pytest.raises(msgspec.ValidationError, match="Invalid enum value 'TITLE'"):
        msgspec.convert(card, Card)


MARKS = st.tuples(
    st.integers(0, 30), st.integers(1, 12), st.sampled_from(["PERSON", "PERSONTYPE", "EVENT", "?"])
)


@given(st.text("ông Mẫu.,\n 15", min_size=45, max_size=45), st.lists(MARKS, max_size=8))
def test_gold_is_flat_and_every_mark_is_accounted_for(text, marks):
    given_marks = tuple(Mark(start, start + length, label) for start, length, label in marks)
    gold, tally = adapt(Passage("a", text, given_marks), read_card("vlsp2021"))
    spans = gold.spans
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert sum(n for o, n in tally.items() if o.fate == "mapped") == len(spans)
    assert sum(n for o, n in tally.items() if o.fate != "moved") == len(marks)
