"""The article that the project was asked for comes out right, sentence by sentence of the issue."""

from pathlib import Path
from typing import get_args

import pytest

import vnnews
from vnnews.evaluate.report import score_article
from vnnews.formats import brat
from vnnews.records import MentionType

SEED = Path(__file__).parents[2] / "shared" / "seed"

if not SEED.is_dir():
    pytest.skip("../shared/seed is not there", allow_module_level=True)


@pytest.fixture(scope="module")
def text():
    return brat.read_text(SEED / "seed.txt")


@pytest.fixture(scope="module")
def article(text):
    return vnnews.extract(text)


@pytest.fixture(scope="module")
def names(article):
    things = (*article.people, *article.organizations, *article.places)
    return {thing.id: thing.name for thing in things}


def person(article, name):
    (found,) = [p for p in article.people if p.name == name]
    return found


def posts(article, names, name):
    return [(p.title, names.get(p.organization)) for p in person(article, name).positions]


def organization(article, name):
    (found,) = [o for o in article.organizations if name in (o.name, *o.other_names)]
    return found


def test_dateline(article, names):
    assert names[article.dateline.place] == "Hải Phòng"
    assert article.dateline.day == "2019-11-18"


def test_author_and_publisher(article):
    assert article.author == "Lưu Tuấn"
    assert article.publisher == "Tạp chí Sinh hoạt chi bộ"


def test_nghia_holds_two_positions(article, names):
    (first, at), (second, where) = posts(article, names, "Nguyễn Thị Nghĩa")
    assert (first, at) == ("Phó Bí thư Thường trực Thành ủy", "Thành ủy")
    assert second == "Trưởng đoàn đại biểu Quốc hội thành phố"
    assert where == "đoàn đại biểu Quốc hội thành phố"


def test_doan_holds_two_positions(article, names):
    (first, at), (second, where) = posts(article, names, "Nguyễn Hữu Doãn")
    assert (first, at) == ("Ủy viên Ban Thường vụ Thành ủy", "Ban Thường vụ Thành ủy")
    assert second == "Trưởng ban Ban Tuyên giáo Thành ủy"
    assert where.startswith("Ban Tuyên giáo Thành ủy")


def test_ca_has_a_rank_and_two_positions(article, names):
    assert person(article, "Đỗ Hữu Ca").ranks == ("Thiếu tướng",)
    (first, at), (second, where) = posts(article, names, "Đỗ Hữu Ca")
    assert (first, at) == ("Ủy viên Ban Thường vụ Thành ủy", "Ban Thường vụ Thành ủy")
    assert second.lower() == "giám đốc công an thành phố"
    assert where.lower() == "công an thành phố"


def test_role_names_of_the_last_paragraph_are_theirs(article, text):
    last = text.index("Nhân dịp này")
    held = {
        title.span.of(text): [p.name for p in article.people if p.id in title.holders]
        for title in article.titles
        if title.span.start > last
    }
    assert held == {
        "Phó Bí thư Thường trực Thành ủy": ["Nguyễn Thị Nghĩa"],
        "Giám đốc Công an thành phố": ["Đỗ Hữu Ca"],
    }


def test_one_agreement(article):
    (agreement,) = article.agreements
    propaganda = organization(article, "Ban Tuyên giáo Thành ủy")
    police = organization(article, "Công an thành phố")
    assert agreement.kind == "program"
    assert set(agreement.parties) == {propaganda.id, police.id}
    assert agreement.valid == "2017/2020"
    assert agreement.signed is None
    assert agreement.signers == ()


@pytest.mark.parametrize(
    ("written", "normalized"),
    [
        ("Thành ủy", "Thành ủy Hải Phòng"),
        ("Công an thành phố", "Công an thành phố Hải Phòng"),
    ],
)
def test_bodies_are_those_of_hai_phong(article, written, normalized):
    body = organization(article, written)
    assert body.normalized == normalized
    assert body.jurisdiction == "thành phố Hải Phòng"


def test_every_value_points_at_its_words(article, text):
    assert {m.type for m in article.mentions} == set(get_args(MentionType))
    for thing in (*article.people, *article.organizations, *article.places):
        forms = {span.of(text).lower() for span in thing.mentions}
        assert forms == {name.lower() for name in (thing.name, *thing.other_names)}


@pytest.mark.parametrize("label", get_args(MentionType))
def test_every_type_is_found(article, text, label):
    gold = brat.read(SEED / "seed.ann", text=text)
    assert score_article(gold, brat.annotate(article), text).counts(label).f1 >= 0.95
