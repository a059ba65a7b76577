"""Titles: holders, bodies and status by a table of invented lines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vnnews.link.titles import holders, neighbours, posts
from vnnews.link.titles.linker import link_titles
from vnnews.text.tokens import tokenize_phrase


def test_titles(line, marked):
    marks = marked(line)
    people, bodies, places = map(marks.entities, "POL")
    links, _ = link_titles(marks.document, people, bodies, places)
    found = {}
    for link in links:
        said = sorted([*link.holders, *([link.at] if link.at else [])])
        found[link.mention] = said + ([] if link.status == "current" else [link.status])
    told = {
        mention: sorted(m for m in marked if m[0] in "POL")
        + [m for m in marked if m[0] not in "POL"]
        for mention, marked in marks.titles.items()
    }
    assert found == told


def test_role_before_two_holders_is_left_open(marked):
    marks = marked(
        "<T: Tổng thống> về nước. <T P1 L1: Tổng thống <L1: Đông Hải>> <P1: Adrian Holt> gặp "
        "<T P2 L2: Tổng thống <L2: Tây Hải>> <P2: Igor Belov>."
    )
    people, bodies, places = map(marks.entities, "POL")
    links, notes = link_titles(marks.document, people, bodies, places)
    assert links[0].holders == ()
    assert [(note.reason, note.detail) for note in notes] == [("ambiguous-holder", "P1 P2")]


def test_links_carry_their_evidence(marked):
    marks = marked("Hôm nay <T P1: ca sĩ> <P1: Mỹ Vân> hát.")
    links, _ = link_titles(marks.document, marks.entities("P"), (), ())
    (evidence,) = links[0].evidence
    assert evidence.of(marks.document.text.source) == "ca sĩ Mỹ Vân"
    assert evidence.rule == "title touch"


def test_a_body_found_elsewhere_carries_its_evidence(marked):
    marks = marked(
        "<T P1 L1: Thủ tướng <L1: Đông Hải>> <P1: Adrian Holt> họp. <T P1 L1: Thủ tướng> về."
    )
    people, places = marks.entities("P"), marks.entities("L")
    links, _ = link_titles(marks.document, people, (), places)
    source = marks.document.text.source
    assert [(e.of(source), e.rule) for e in links[1].evidence] == [
        ("Thủ tướng Đông Hải Adrian Holt", "same post"),
        ("Thủ tướng Đông Hải", "body of same post"),
    ]


# Long patterns run only beside the words that they can end or begin with.


@given(st.from_regex(posts._LEFT, fullmatch=True))
def test_what_comes_before_a_former_post_ends_in_a_word_of_its_list(said):
    words = [word for word in tokenize_phrase(said) if word not in (",", ":")]
    assert words[-1] in posts._LEFT_ENDS


@given(st.from_regex(posts._LOST, fullmatch=True))
def test_what_comes_behind_a_former_post_begins_with_a_word_of_its_list(said):
    assert tokenize_phrase(said)[0] in posts._LOST_BEGINS


@given(st.from_regex(holders._PLURAL, fullmatch=True))
def test_a_count_before_a_title_ends_in_a_word_of_its_list(said):
    word = tokenize_phrase(said)[-1]
    assert word in holders._COUNTS or word.isdecimal()


@given(st.from_regex(neighbours._HELD, fullmatch=True))
def test_a_verb_of_holding_begins_with_a_word_of_its_list(said):
    assert said.lower().split()[0].rstrip('"“,:') in neighbours._HELD_BEGINS
