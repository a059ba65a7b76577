"""Titles: holders, bodies and status by a table of invented lines."""

from __future__ import annotations

from vnnews.link.document import Entity
from vnnews.link.titles.linker import link_titles


def _entities(marks, letter):
    return [
        Entity(marks.ids[group[0]], marks.document.surface(group[0]), group)
        for group in sorted(marks.groups(letter))
    ]


def test_titles(line, marked):
    marks = marked(line)
    people, bodies, places = (_entities(marks, letter) for letter in "POL")
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
    people, bodies, places = (_entities(marks, letter) for letter in "POL")
    links, notes = link_titles(marks.document, people, bodies, places)
    assert links[0].holders == ()
    assert [(note.reason, note.detail) for note in notes] == [("ambiguous-holder", "P1 P2")]


def test_links_carry_their_evidence(marked):
    marks = marked("Hôm nay <T P1: ca sĩ> <P1: Mỹ Vân> hát.")
    links, _ = link_titles(marks.document, _entities(marks, "P"), (), ())
    (evidence,) = links[0].evidence
    assert evidence.of(marks.document.text.source) == "ca sĩ Mỹ Vân"
    assert evidence.rule == "title touch"


def test_a_body_found_elsewhere_carries_its_evidence(marked):
    marks = marked(
        "<T P1 L1: Thủ tướng <L1: Đông Hải>> <P1: Adrian Holt> họp. <T P1 L1: Thủ tướng> về."
    )
    people, places = _entities(marks, "P"), _entities(marks, "L")
    links, _ = link_titles(marks.document, people, (), places)
    source = marks.document.text.source
    assert [(e.of(source), e.rule) for e in links[1].evidence] == [
        ("Thủ tướng Đông Hải Adrian Holt", "same post"),
        ("Thủ tướng Đông Hải", "body of same post"),
    ]
