"""Words read one by one are what they are read as beside their neighbours."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vnnews.fuzzy.items import _clean, _in_context, items_of
from vnnews.fuzzy.reading import parse

PHRASES = Path(__file__).parent.parent / "phrases"
WORDS = (
    "quận hạng nhất nhì hai ba Bà Trưng TP HCM tp XD xd UBND MTTQ VN A B Y II v - , nghj quan Quân "
    "hang thứ tư năm Nam CA TW Q 1 thanhf Ngh ệ đoàn khu V CÔNG TỈNH NHAF GIAOS UWU TÚ HOAF THANH2 "
    "nhaf quan1 Q1 QK4 CATPHN h0ng HảiPhòng oTàn NN&PTNT TN-MT T.Ư TP.HCM (UBND) Y. ðà III 10"
).split()


def read(items):
    """What items say, whether a word stands alone or as its only reading."""
    each = [item if isinstance(item, tuple) else None for item in items]
    return [
        [([w.text for w in reading.words], reading.undone) for reading in readings]
        if readings is not None
        else [([item.text], "")]
        for item, readings in zip(items, each, strict=True)
    ]


@pytest.mark.parametrize("table", ["variants", "confusables", "organizations", "titles"])
def test_phrases_are_read_as_in_context(table):
    for line in (PHRASES / f"{table}.tsv").read_text(encoding="utf-8").splitlines():
        for cell in line.split("\t"):
            for text in (cell, cell.lower()):
                assert read(items_of(text)) == read(_in_context(_clean(text))), text


@given(words=st.lists(st.sampled_from(WORDS), max_size=5), change=st.sampled_from([str, str.upper]))
@example(words="NHAF GIAOS UWU TÚ".split(), change=str)
@example(words=["TP", "CA"], change=str)
@settings(max_examples=500, deadline=None)
def test_neighbours_that_have_a_say_are_heard(words, change):
    text = change(" ".join(words))
    assert read(items_of(text)) == read(_in_context(_clean(text)))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("UBND P.H", "uy ban nhan dan p h"),
        ("bị cáo Q.A.T", "bi cao q a t"),
        ("UBND P.Hà An", "uy ban nhan dan phuong ha an"),
        ("UBND Q.V", "uy ban nhan dan quan #5"),  # a numeral, where units have them
        ("UBND T.V", "uy ban nhan dan t v"),
    ],
)
def test_a_letter_of_a_name_is_no_unit(text, meant):
    assert parse(text)[0].folded == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("NHAF GIAOS UWU TÚ", "nha giao uu tu"),
        ("Nhaf giaos uwu tus", "nha giao uu tu"),
        ("CÔNG AN TP CA MAU", "cong an thanh pho ca mau"),
        ("TP CA", "thanh pho cong an"),
    ],
)
def test_capitals_typed_in_telex_are_read_as_small_letters_are(text, meant):
    assert parse(text)[0].folded == meant
