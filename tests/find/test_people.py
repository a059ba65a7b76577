"""People: phrases with marked answers, names of every family, repeated names, invariants."""

import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.find.candidate import Candidate
from vnnews.find.people.again import read_again
from vnnews.find.people.finder import find_people
from vnnews.find.people.holders import part_holders
from vnnews.lexicon.tables import rows
from vnnews.text.tokens import tokenize
from vnnews.text.view import normalize

PHRASES = Path(__file__).parents[1] / "phrases" / "people.tsv"
LINES = [
    line.replace("\\n", "\n")
    for line in PHRASES.read_text(encoding="utf-8").splitlines()
    if line and line[0] != "#"
]


def candidates(text):
    return find_people(tokenize(normalize(text)))


def found(text, floor=0.5):
    return [text[c.start : c.end] for c in candidates(text) if c.confidence >= floor]


@pytest.mark.parametrize("line", LINES)
def test_phrase(line):
    assert found(re.sub(r"[\[\]]", "", line)) == re.findall(r"\[(.*?)\]", line)


@pytest.mark.parametrize("row", list(rows("family_names")), ids=lambda row: row["name"])
def test_family_name(row):
    name = f"{row['name']} Văn Dũng"
    assert found(f"Sáng nay, ông {name} có mặt.") == [name]


@pytest.mark.parametrize("row", list(rows("honorifics")), ids=lambda row: row["honorific"])
def test_word_beside_a_name(row):
    name = "Nguyễn Hữu Phước"
    if row["kind"] in ("honorific", "role", "title", "post"):
        [candidate] = candidates(f"Sáng nay, {row['honorific']} {name} có mặt.")
        assert candidate.confidence > 0.9
    elif row["kind"] == "name":
        assert found(f"Họ nhắc đến {row['honorific']} nhiều lần.") == [row["honorific"]]


def test_confidence_falls_with_evidence():
    sure, plausible = (candidates(t)[0] for t in ("Ông Lê Văn Hòa đến.", "Gần Lê Hòa có hồ."))
    assert sure.confidence > 0.9 > plausible.confidence


def test_a_name_repeated_is_found_again():
    text = "Bà Angela Dorten đến. Sau đó, Dorten cho biết. Tối qua Dorten về."
    assert found(text) == ["Angela Dorten", "Dorten", "Dorten"]
    assert found("Tối qua Dorten về.") == []


def test_byline():
    text = "Tin bão\nBão vào bờ gây mưa lớn ở nhiều nơi, nhiều nhà tốc mái.\nHải Vân"
    assert found(text) == ["Hải Vân"]


@given(st.text(max_size=80))
def test_any_text(text):
    view = normalize(text)
    spans = [(c.start, c.end) for c in find_people(tokenize(view))]
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(view.view) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


WORDS = st.sampled_from(
    [
        *"Ông bà Nguyễn Văn An Lê N . T - , ( ) : Ảnh Trump Donald Kim Jong un Mỹ von".split(),
        *"der al".split(),
        "\n",
        "TP.HCM",
        "Jr",
        "Kh",
        "’",
        "UBND",
        "Chủ",
        "tịch",
        "đồng",
        "chí",
        "A36",
        "Bác",
        "Hồ",
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
    find_people(small)
    middle = time.process_time()
    find_people(large)
    assert time.process_time() - middle < 40 * (middle - started) + 0.5


def names_of(marked):
    """The text without its marks, and the names: [person], {body}."""
    text, names, begin = "", [], 0
    for char in marked:
        if char in "[{":
            begin = len(text)
        elif char in "]}":
            names.append(Candidate("PER" if char == "]" else "ORG", begin, len(text), "", 0.9))
        else:
            text += char
    return normalize(text), names


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[Lund] cười. [Vos] khen [Lund]. Với Lund, [Vos] vui.", ["Lund"]),
        ("[Lund] cười. Với Lund, ai cũng vui.", []),
        ("[Lund] cười, [Lund] về. Giải Lund Cup mở màn.", []),
        ("[Lund] cười, [Lund] về. Mẫu Lund 7 ra mắt.", []),
        ("[Đông] cười, [Đông] về. Đông người đến.", []),
        ("[Đông] cười, [Đông] về. Nhà họ Đông vui.", []),
        ("[Đông] cười, [Đông] về. Ai cũng khen Đông.", ["Đông"]),
    ],
)
def test_whoever_is_named_again(marked, expected):
    text, names = names_of(marked)
    again = [name for name in read_again(tokenize(text), names) if name.rule == "person:again"]
    assert [text.view[name.start : name.end] for name in again] == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("Chủ tịch {Hội Cá cảnh Việt Nam Lê Văn An} họp.", ["Hội Cá cảnh Việt Nam", "Lê Văn An"]),
        ("Bộ trưởng {Công an Lê Văn An} họp.", ["Lê Văn An"]),
        ("Giám đốc {sở cảnh sát Kimso John Brandt} họp. Ông [Brandt] về.", ["sở cảnh sát Kimso"]),
        ("Giám đốc {Công ty Lê Văn An} họp. Ông [Lê Văn An] về.", ["Công ty", "Lê Văn An"]),
        ("Giám đốc {Công ty Lê Văn An} họp.", ["Công ty Lê Văn An"]),
        ("Hiệu trưởng {Trường Lê Văn An} họp. [Lê Văn An] về.", ["Trường Lê Văn An"]),
        ("Anh thăm {Hội Cá cảnh Việt Nam Lê Văn An}.", ["Hội Cá cảnh Việt Nam Lê Văn An"]),
        ("Giám đốc {Công an Lê Văn An} họp.", ["Công an Lê Văn An"]),
    ],
)
def test_holder_behind_a_body(marked, expected):
    text, names = names_of(marked)
    parted = [text.view[c.start : c.end] for c in part_holders(tokenize(text), names)]
    assert parted[: len(expected)] == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[Lý Minh Hà] cười. [Lý Minh Hà] về. [Lý Minh Hà Vẻ] đẹp.", "Lý Minh Hà"),
        ("[Lý Minh Hà] cười. [Lý Minh Hà] về. [Lý Minh Hà Vẻ], Tân.", "Lý Minh Hà Vẻ"),
        ("[Lund] cười. [Lund] về. [Vắng Lund], đội thua.", "Lund"),
        ("[Lund] cười. [Lund] về. [Peter Lund] thua.", "Peter Lund"),
        ("[Minh] cười. [Minh] về. [Vũ Minh] thua.", "Vũ Minh"),
    ],
)
def test_words_glued_to_a_name(marked, expected):
    text, names = names_of(marked)
    last = read_again(tokenize(text), names)[-1]
    assert text.view[last.start : last.end] == expected


def test_a_place_told_by_its_name_is_the_person():
    text = normalize("Ca sĩ Phi Mai hát. Phi Mai cười. Đến Phi Mai.")
    names = [Candidate("PER", 6, 13, "", 0.9), Candidate("LOC", 19, 26, "place:again", 0.7)]
    names.append(Candidate("LOC", 37, 44, "place:unit", 0.7))
    assert [name.type for name in read_again(tokenize(text), names)] == ["PER", "PER", "LOC"]
