"""Bodies of titles by what is known of their holders, with an invented table."""

from __future__ import annotations

import pytest

from vnnews.lexicon.tables import rows
from vnnews.link.titles import affiliations
from vnnews.link.titles.linker import link_titles

KNOWN = {
    ("adrianholt", "team"): {"clbsonggianh": 40, "clbdoicat": 12, "manchester-united": 30},
    ("igorbelov", "tong-thong"): {"US": 9},
    ("igorbelov", "thu-tuong"): {"US": 9},
    ("igorbelov", "chu-tich"): {"tinhdoicat": 9},
}


@pytest.fixture(autouse=True)
def _known(monkeypatch):
    monkeypatch.setattr(affiliations, "known_ties", lambda: KNOWN)


def link(marks):
    people, bodies, places = map(marks.entities, "POL")
    (title,) = link_titles(marks.document, people, bodies, places)[0]
    return title.at, [evidence.rule for evidence in title.evidence][1:]


MATCH = "<O1: CLB Đồi Cát> gặp <O2: CLB Sông Gianh>. <O1: CLB Đồi Cát> thắng. "
TALKS = "<L1: Nước Mỹ> và <L2: Pháp> họp. "
ABOUT = "<L1: Nước Mỹ> lo. " * 8
PRIME, OF_PROVINCE = "<T: Thủ tướng> vui.", "<T: Chủ tịch <O1: UBND tỉnh Đồi Cát>> vui."
TRANSFERS = "<O1: CLB Đồi Cát> và <O1: CLB Đồi Cát> hỏi <O2: CLB Sông Gianh>, <O3: CLB Gió Lào>. "


@pytest.mark.parametrize(
    ("said", "at", "rules"),
    [
        # Of the bodies that the article names, the one that he is known with.
        (MATCH + "<T: HLV> <P1: Adrian Holt> lo.", "O2", ["affiliation"]),
        # What the article says beside the name stands before what is known.
        (MATCH + "<T: HLV> <P1: Adrian Holt> (<O1: CLB Đồi Cát>) vui.", "O1", ["body beside"]),
        # Known with two of them nearly as well: open.
        ("<O1: MU> gặp <O2: CLB Sông Gianh>. <T: tiền đạo> <P1: Adrian Holt> vui.", None, []),
        # Somebody else of the family; what is left is the team named most.
        (MATCH + "<T: tiền đạo> <P1: Ivan Holt> vui.", "O1", ["main body"]),
        # A country by any of its names, for the post that he is known with and no other.
        (ABOUT + "<T: Tổng thống> <P1: Igor Belov> đến.", "L1", ["affiliation"]),
        (ABOUT + "<T: Thượng nghị sĩ> <P1: Igor Belov> đến.", None, []),
        # A country that the article is not about; what is past is of it all the same.
        (TALKS + "<T: Tổng thống> <P1: Igor Belov> đến.", None, []),
        (TALKS + "<T: cựu Tổng thống> <P1: Igor Belov> đến.", "L1", ["affiliation"]),
        # A player, before and after he came; one of many teams.
        ("<O2: CLB Sông Gianh> mời <T: tiền đạo> <P1: Adrian Holt>.", "O2", ["affiliation"]),
        ("<O2: CLB Sông Gianh> mời <T: cựu tiền đạo> <P1: Adrian Holt>.", None, []),
        # Who is only guessed to be the player.
        (MATCH + "<P1: Adrian Holt> đến. <T: Tiền đạo> vui.", "O1", ["main body"]),
        (TRANSFERS + "<T: tiền đạo> <P1: Ivan Holt> vui.", None, []),
        (TRANSFERS + "<T: HLV> <P1: Ivan Holt> vui.", "O1", ["main body"]),
    ],
)
def test_a_known_body_that_the_article_names(marked, said, at, rules):
    assert link(marked(said)) == (at, rules)


def test_what_the_article_ties_elsewhere_stands_before_what_is_known(marked):
    marks = marked(MATCH + "<T: HLV> <P1: Adrian Holt> lo. <T: HLV> <P1: Holt> của <O1: Đồi Cát>.")
    links, _ = link_titles(marks.document, *map(marks.entities, "POL"))
    assert [link.at for link in links] == ["O1", "O1"]


def test_what_is_known_holds_for_the_same_post_elsewhere(marked):
    marks = marked(MATCH + "<T: tiền đạo> <P1: Adrian Holt> lo. <T: Cựu tiền đạo> <P1: Holt> vui.")
    links, _ = link_titles(marks.document, *map(marks.entities, "POL"))
    assert [link.at for link in links] == ["O2", "O2"]


@pytest.mark.parametrize(
    ("said", "holders"),
    [
        # Vietnam's, though the other was named last.
        (
            "<T: Thủ tướng> <P2: Lê An> đón <T: Thủ tướng> <P1: Igor Belov> (<L1: Mỹ>). " + PRIME,
            ["P2", "P1", "P2"],
        ),
        # A body of the place where he is known to hold the post.
        (
            "<L1: Tỉnh Đồi Cát> mời <T: Chủ tịch> <P1: Igor Belov>. " + OF_PROVINCE,
            ["P1", "P1"],
        ),
    ],
)
def test_where_somebody_is_known_to_hold_a_post_tells_whose_a_title_is(marked, said, holders):
    marks = marked(said)
    links, _ = link_titles(marks.document, *map(marks.entities, "POL"))
    assert [link.holders for link in links] == [(holder,) for holder in holders]


def test_who_is_known_to_be_of_one_country_is_not_president_of_another(marked):
    marks = marked(
        "<L1: Mỹ> lo. <T: Tổng thống> <P1: Igor Belov> gọi cho <T: Tổng thống <L2: Pháp>>."
    )
    links, _ = link_titles(marks.document, *map(marks.entities, "POL"))
    assert [(link.holders, link.at) for link in links] == [(("P1",), None), ((), "L2")]


def test_the_table_has_more_than_chance():
    table = list(rows("affiliations"))
    assert len(table) > 1000
    assert len({(row["person"], row["post"], row["body"]) for row in table}) == len(table)
    for row in table:
        assert row["person"].isalnum(), row
        assert int(row["count"]) >= (5 if row["post"] == affiliations.TEAM else 2), row
        assert (row["post"], row["body"]) != ("thu-tuong", "VN"), row
