"""Since when and until when a post is held, by a table of invented lines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vnnews.link.assemble import assemble, link
from vnnews.link.dates.values import date_values
from vnnews.link.document import TitleLink
from vnnews.link.tenures import link_tenures


def _titles(marks):
    return [TitleLink(mention, ("P1",)) for mention in marks.titles]


def test_tenures(line, marked):
    marks = marked(line)
    found = link_tenures(marks.document, _titles(marks), date_values(marks.document))
    told = {
        mention: [
            f"{rule}={day}"
            for rule, day in (("since", tenure.since), ("until", tenure.until))
            if day
        ]
        for mention, tenure in found.items()
    }
    assert told == {mention: said for mention, said in marks.titles.items() if said}


def test_a_post_carries_its_day_and_where_it_stands(marked):
    marks = marked(
        "<D: Ngày 5/6/2019>, bộ bổ nhiệm ông <P1: Lê Văn An> giữ chức <T: Cục trưởng>. "
        "<T: Cục trưởng> <P1: Lê Văn An> nói."
    )
    article = assemble(marks.document, link(marks.document))
    (position,) = article.people[0].positions
    assert (position.since, position.until) == ("2019-06-05", None)
    source = marks.document.text.source
    assert [e.of(source) for e in position.evidence if e.rule == "since"] == ["Ngày 5/6/2019"]


def test_whoever_holds_nothing_has_no_day(marked):
    marks = marked("<D: Ngày 5/6/2019>, bộ bổ nhiệm <T: Cục trưởng> mới.")
    dates = date_values(marks.document)
    assert not link_tenures(marks.document, [TitleLink(next(iter(marks.titles)))], dates)


@given(st.lists(st.sampled_from(
    ["<D: ngày 5/6/2019>", "<T: Giám đốc>", "<P1: Lê An>", "bổ nhiệm", "từ", "thôi", "giữ chức",
     "làm", ",", "§", ".", "⏎", "miễn nhiệm", "sẽ"]
), max_size=12))  # fmt: skip
def test_any_order_of_words_has_an_answer(marked, words):
    marks = marked(" ".join(words) or ".")
    for tenure in link_tenures(
        marks.document, _titles(marks), date_values(marks.document)
    ).values():
        assert tenure.since or tenure.until
