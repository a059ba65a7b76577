"""Titles to their canonical form."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnnews.fuzzy import normalize_title
from vnnews.fuzzy.titles import titles
from vnnews.lexicon.tables import rows

MEANT = [
    ("Thủ tướng", "thu-tuong", (), None),
    ("thu tuong", "thu-tuong", (), None),
    ("nguyên Phó Thủ tướng", "pho-thu-tuong", ("former", "deputy"), None),
    ("Bộ trưởng Bộ Y tế", "bo-truong-y-te", (), None),
    ("bộ trưởng y tế", "bo-truong-y-te", (), None),
    ("quyền Bộ trưởng Bộ Y tế", "bo-truong-y-te", ("acting",), None),
    (
        "PCT UBND tỉnh Nghệ An",
        "pho-chu-tich-uy-ban-nhan-dan",
        ("deputy",),
        "Ủy ban nhân dân tỉnh Nghệ An",
    ),
    (
        "Phó Chủ tịch Thường trực UBND TP Hải Phòng",
        "pho-chu-tich-uy-ban-nhan-dan",
        ("deputy", "standing"),
        "Ủy ban nhân dân thành phố Hải Phòng",
    ),
    ("Giám đốc Công an Hải Phòng", "giam-doc-cong-an", (), "Công an thành phố Hải Phòng"),
    ("Phó Giám đốc phụ trách Sở Y tế", "pho-giam-doc-so", ("deputy", "acting"), "Sở Y tế"),
    ("tổg giám đốc", "tong-giam-doc", (), None),
    ("TỔNG GIÁM ĐỐC", "tong-giam-doc", (), None),
    ("GS.TS", "giao-su-tien-si", (), None),
    ("PGS.TS", "pho-giao-su-tien-si", (), None),
    ("NSND", "nghe-si-nhan-dan", (), None),
    ("Thiếu tướng", "thieu-tuong", (), None),
    ("Hiệu trưởng danh dự", "hieu-truong", ("honorary",), None),
]


@pytest.mark.parametrize(("text", "identifier", "modifiers", "body"), MEANT)
def test_titles_mean(text, identifier, modifiers, body):
    found = normalize_title(text)
    assert (found.id, found.modifiers, found.body) == (identifier, modifiers, body)
    assert found.score > 0.8


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("thủ tướng", "thứ trưởng"),
        ("phó chủ tịch", "chủ tịch"),
        ("bộ trưởng", "vụ trưởng"),
        ("đại tá", "đại úy"),
        ("giáo sư", "phó giáo sư"),
        ("tổng bí thư", "bí thư"),
        ("tổng giám đốc", "giám đốc"),
        ("hiệu trưởng", "hiệu phó"),
    ],
)
def test_other_titles_have_other_ids(one, two):
    assert None is not normalize_title(one).id != normalize_title(two).id is not None


@pytest.mark.parametrize("text", ["", "  ", "cây bút chì", "thứ tướng", "2017", "…", "a" * 5000])
def test_what_is_no_title_has_no_id(text):
    found = normalize_title(text)
    assert found.id is None
    assert found.reason


def test_an_abbreviation_of_two_titles_is_a_tie():
    assert "tie" in normalize_title("TBT").reason


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Chủ tịch UBND tỉnh Nghệ An", "provincial"),
        ("Chủ tịch UBND huyện Vũ Thư", "district"),
        ("Chủ tịch UBND xã Tân Lập", "commune"),
        ("Bí thư Quận ủy", "district"),
        ("Thủ tướng", "national"),
    ],
)
def test_level_comes_from_the_title_or_its_body(text, level):
    assert normalize_title(text).level == level


def test_every_canonical_title_means_itself():
    listed = list(rows("titles"))
    assert len(listed) >= 600
    assert len(titles()) == len(listed)
    other = [
        (row["name"], found.name)
        for row in listed
        if (found := normalize_title(row["name"])).id != row["id"] and found.name != row["name"]
    ]
    assert other == []


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_string_is_answered(text):
    assert 0 <= normalize_title(text).score <= 1
