"""Bodies to what they are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnnews.fuzzy import normalize_organization
from vnnews.fuzzy.compiled import is_fresh
from vnnews.lexicon.tables import rows

ONE = [
    ["UBND TP HP", "Ủy ban nhân dân thành phố Hải Phòng", "uy ban nhan dan tp hai phong"],
    ["UBND tỉnh Nghệ An", "UBND Nghệ An", "Uỷ ban Nhân dân tỉnh Nghệ An"],
    ["UBND tỉnh Hà Nam", "UBND T. Hà Nam", "UBND T.Hà Nam", "UBND T Hà Nam"],
    ["Công an tỉnh Nghệ An", "CAT Nghệ An", "CA T. Nghệ An"],
    ["Sở Y tế Hà Nam", "SYT Hà Nam", "SYT T. Hà Nam"],
    ["Công an TP Hà Nội", "CA Hà Nội", "cong an thanh pho ha noi"],
    ["Sở GD-ĐT TP.HCM", "Sở Giáo dục và Đào tạo thành phố Hồ Chí Minh", "SGDĐT tphcm"],
    ["UBND huyện Vũ Thư", "UBND H. Vũ Thư, tỉnh Thái Bình", "uy ban nhan dan huyen vu thu"],
    ["CA Q.1 TP.HCM", "Công an quận 1, TP Hồ Chí Minh", "Công an Quận I"],
    ["Tỉnh ủy Hòa Bình", "Tỉnh uỷ Hoà Bình", "TINH UY HOA BINH"],
    ["TAND TP Hà Nội", "Tòa án nhân dân Hà Nội", "Toà án Nhân dân TP. Hà Nội"],
    ["Bộ GD&ĐT", "Bộ Giáo dục và Đào tạo", "BO GIAO DUC VA DAO TAO", "Bộ Giáo dục - Đào tạo"],
    ["Vietcombank", "Ngân hàng TMCP Ngoại thương Việt Nam"],
    ["LHQ", "Liên Hợp Quốc", "Liên Hợp Quốc (LHQ)"],
    ["UBND xã Tân Lập, huyện Vũ Thư, tỉnh Thái Bình", "UBND xã Tân Lập huyện Vũ Thư Thái Bình"],
]


@pytest.mark.parametrize("names", ONE, ids=lambda names: names[0])
def test_spellings_of_one_body_have_one_id(names):
    found = {normalize_organization(name).id for name in names}
    assert len(found) == 1
    assert None not in found


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("HĐND tỉnh Nghệ An", "UBND tỉnh Nghệ An"),
        ("SYT Hà Nam", "SCT Hà Nam"),
        ("UBND tỉnh Quảng Nam", "UBND tỉnh Quảng Ninh"),
        ("Công an quận 1", "Công an quận 10"),
        ("UBND thành phố Cao Bằng", "UBND tỉnh Cao Bằng"),
        ("Thành ủy Hải Phòng", "UBND TP Hải Phòng"),
        ("Bộ Công an", "Bộ Công Thương"),
        ("UBND xã Tân Lập, huyện Vũ Thư", "UBND xã Tân Lập, huyện Đan Phượng"),
    ],
)
def test_other_bodies_have_other_ids(one, two):
    assert None is not normalize_organization(one).id != normalize_organization(two).id is not None


@pytest.mark.parametrize(
    ("text", "place", "name"),
    [
        ("Công an thành phố", "thành phố Hải Phòng", "Công an thành phố Hải Phòng"),
        ("Thành ủy", "thành phố Hải Phòng", "Thành ủy Hải Phòng"),
        ("UBND tỉnh", "huyện Vũ Thư|tỉnh Thái Bình", "Ủy ban nhân dân tỉnh Thái Bình"),
        ("Thành ủy Huế", "thành phố Huế", "Thành ủy Huế"),
        (
            "Thành ủy Huế",
            "thành phố Huế|tỉnh Thừa Thiên Huế",
            "Thành ủy Huế, tỉnh Thừa Thiên Huế",
        ),
        ("Công an xã Tân Lập", "xã Tân Lập|tỉnh Nghệ An", "Công an xã Tân Lập, tỉnh Nghệ An"),
    ],
)
def test_a_place_completes_a_role_name(text, place, name):
    assert normalize_organization(text).id is None
    found = normalize_organization(text, place)
    assert found.name == name
    assert found.id is not None


@pytest.mark.parametrize(
    ("text", "place", "name", "jurisdiction"),
    [
        ("Hải quan tỉnh", "tỉnh Gia Lai", "Hải quan tỉnh Gia Lai", "tỉnh Gia Lai"),
        ("Thường trực Tỉnh ủy", "tỉnh Gia Lai", "Thường trực Tỉnh ủy Gia Lai", "tỉnh Gia Lai"),
        (
            "Đội 3 Công an thị xã Dĩ An",
            None,
            "Đội 3 Công an thị xã Dĩ An, tỉnh Bình Dương",
            "thị xã Dĩ An|tỉnh Bình Dương",
        ),
        ("Hội nhà báo tỉnh táo", None, "Hội nhà báo tỉnh táo", None),
        ("Hợp tác xã Sen", None, "Hợp tác xã Sen", None),
        ("Công ty TNHH huyện Vũ Thư", None, "Công ty trách nhiệm hữu hạn huyện Vũ Thư", None),
        ("Công an thị xã", None, "Công an thị xã", "thị xã"),
        ("Thành ủy", None, "Thành ủy", "thành phố"),
    ],
)
def test_unlisted_organs_are_of_the_unit_they_end_with(text, place, name, jurisdiction):
    found = normalize_organization(text, place)
    assert (found.id, found.name, found.jurisdiction) == (None, name, jurisdiction)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("U19 nữ Mây", "U19 nữ Mây"),
        ("trường mầm non S.V", "Trường mầm non S.V"),
        ("CTCP Mây - Trắng, Kim Sa", "Công ty cổ phần Mây - Trắng, Kim Sa"),
        ("tập đoàn L’Mây", "Tập đoàn L’Mây"),
    ],
)
def test_an_unknown_name_keeps_its_marks(text, name):
    assert normalize_organization(text).name in (name, name[:1].lower() + name[1:])


def test_an_unknown_company_keeps_form_name_and_key():
    found = normalize_organization("CTCP Đầu tư Tân Hưng Lộc")
    assert (found.id, found.kind) == (None, "company")
    assert (found.legal_form, found.distinctive) == ("công ty cổ phần", "Đầu tư Tân Hưng Lộc")
    same = ["Công ty Cổ phần Đầu tư Tân Hưng Lộc", "cty cp dau tu tan hung loc"]
    assert {normalize_organization(name).key for name in same} == {found.key}


def test_units_of_both_systems_carry_their_years():
    assert normalize_organization("UBND tỉnh Hà Giang").valid_until == "2025-06-30"
    assert normalize_organization("UBND tỉnh Tuyên Quang").valid_until is None
    assert normalize_organization("UBND huyện Vũ Thư").valid_until == "2025-06-30"


def test_capitals_stand_for_a_body_only_as_capitals():
    assert normalize_organization("LHQ").id == "lien-hop-quoc"
    assert normalize_organization("BIDV").id == normalize_organization("bidv").id is not None


@pytest.mark.parametrize("text", ["", " ", "…", "Công ty", "xyzzy", "a" * 5000, "Công an"])
def test_what_cannot_be_told_has_no_id(text):
    assert normalize_organization(text).id is None


def test_named_bodies_mean_themselves():
    listed = list(rows("organizations"))
    assert len(listed) >= 2000
    names = {row["id"]: row["name"] for row in listed}
    other = [
        (row["name"], names.get(found.id, found.id))
        for row in listed[::7]
        if (found := normalize_organization(row["name"])).id != row["id"]
        and found.name.casefold() != row["name"].casefold()
    ]
    assert len(other) <= len(listed) / 7 / 100


@pytest.mark.parametrize("table", ["organizations", "titles"])
def test_compiled_matchers_fit_their_tables(table):
    assert is_fresh(table), "run: python -m vnnews.fuzzy.compiled"


@given(st.text(max_size=60), st.none() | st.text(max_size=20))
@settings(max_examples=200, deadline=None)
def test_any_string_is_answered(text, place):
    assert 0 <= normalize_organization(text, place).score <= 1
