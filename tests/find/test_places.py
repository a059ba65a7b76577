"""Places: every head, country and unit, phrases with marked answers, invariants."""

import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.find.places.finder import find_places
from vnnews.lexicon.gazetteer import gazetteer
from vnnews.lexicon.tables import rows
from vnnews.text.tokens import tokenize
from vnnews.text.view import normalize

PHRASES = Path(__file__).parents[1] / "phrases" / "places.tsv"
LINES = [
    line for line in PHRASES.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"
]
# Behind a head of each kind, a name that shows it.
NAMES = {
    "unit": "Tân Phú",
    "unit-foreign": "Nebraska",
    "capital": "Jakarta",
    "country": "Nhật Bản",
    "region": "Đông Nam Á",
    "numbered": "3",
    "village": "Mường Khoang",
    "road": "Hà Nội - Lào Cai",
    "road-code": "639",
    "street": "Lê Lợi",
    "junction": "Hàng Xanh",
    "nature": "Đề Gi",
    "facility": "Sơn Hải",
    "project": "Sơn Hải",
    "built": "Sơn Hải",
    "city-foreign": "Manchester",
    "house": "47 Phạm Hùng",
}


def found(text, floor=0.5):
    candidates = find_places(tokenize(normalize(text)))
    return [text[c.start : c.end] for c in candidates if c.confidence >= floor]


@pytest.mark.parametrize("line", LINES)
def test_phrase(line):
    assert found(re.sub(r"[\[\]]", "", line)) == re.findall(r"\[(.*?)\]", line)


@pytest.mark.parametrize("row", list(rows("place_heads")), ids=lambda row: row["head"])
def test_head(row):
    if row["kind"] == "none":
        assert found(f"Họ nhắc đến {row['head']} Tân Phú.") != [f"{row['head']} Tân Phú"]
        return
    name = "Bắc" if row["head"] == "miền" else NAMES[row["kind"]]
    place = f"{row['head']} {name}"
    if row["kind"] == "built":
        assert found(f"Họ nhắc đến {place}.") != [place]
        place = f"dự án {place}"
    assert found(f"Họ nhắc đến {place}.") == [place]


def test_head_is_not_the_end_of_another_word():
    for row in rows("place_heads"):
        for syllable in row["blocked_by"].split():
            place = f"{row['head']} Tân Phú Trung"
            assert place not in found(f"Họ nhắc đến {syllable} {place}.")


def test_countries():
    for row in rows("countries"):
        for name in (row["name"], *filter(None, row["aliases"].split(";"))):
            if name not in ("VN", "Jordan", "Chad", "Georgia"):
                assert found(f"Chuyến thăm tới {name} kết thúc.") == [name]


def test_units_with_their_heads():
    for unit in gazetteer():
        if unit.rank < 3:
            assert found(f"Mưa lớn tại {unit.full_name} hôm qua.") == [unit.full_name]


def test_provinces_without_heads():
    for unit in gazetteer():
        if unit.rank == 1:
            expected = [unit.name]
            assert found(f"Mưa lớn tại {unit.name} hôm qua.") == expected


def test_a_name_that_a_head_introduced():
    assert found("Tại xã Đồng Kho, lũ về. Người dân Đồng Kho sơ tán.") == [
        "xã Đồng Kho",
        "Đồng Kho",
    ]
    assert found("Tại xã Đồng Kho, lũ về. Ông Đồng Kho sơ tán.") == ["xã Đồng Kho"]


@given(st.text(max_size=80))
def test_any_text(text):
    view = normalize(text)
    found = find_places(tokenize(view))
    assert [c.start for c in found] == sorted(c.start for c in found)
    spans = [(c.start, c.end) for c in found if c.confidence]  # a no may stand over others
    assert all(0 <= start < end <= len(view.view) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


WORDS = st.sampled_from(
    [
        *"Hà Nội xã An Nguyễn quận 3 số 47 / - , . ( ) TP đường sông Mỹ al el của các và".split(),
        "\n",
        "Idlib",
        "Lê",
        "phường",
        "P",
        "St",
        "’",
        "tây",
        "miền",
        "TP.HCM",
    ]
)


@given(st.lists(WORDS, max_size=30))
def test_any_words(words):
    test_any_text.hypothesis.inner_test(" ".join(words))


@pytest.mark.parametrize(
    "unit",
    [
        "Nguyễn ",
        "cầu ",
        "đường số 3 ",
        "xã An, ",
        "các xã A, ",
        "N.",
        "Kim - ",
        "al-",
        "tây ",
        "LÊ VĂN AN ",
        "Idlib al ",
    ],
)
def test_time_is_linear(unit):
    small, large = (tokenize(normalize(unit * n)) for n in (2000, 16000))
    started = time.process_time()
    find_places(small)
    middle = time.process_time()
    find_places(large)
    assert time.process_time() - middle < 40 * (middle - started) + 0.5
