import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.evaluate.counts import Counts
from vnnews.evaluate.errors import context, find_errors
from vnnews.evaluate.spans import Labelled, overlapping, pair, score_spans
from vnnews.formats.brat import Annotations, BratSpan


def annotations(marks):
    """``PER:0-4 ORG:6-9`` as annotations."""
    spans = []
    for i, mark in enumerate(marks.split(), 1):
        label, _, place = mark.partition(":")
        start, end = map(int, place.split("-"))
        spans.append(BratSpan(f"T{i}", label, start, end))
    return Annotations(tuple(spans))


@pytest.mark.parametrize(
    ("gold", "predicted", "strict", "overlap", "type_", "exact"),
    [
        ("PER:0-4", "PER:0-4", (1, 0, 0), (1, 0, 0), (1, 0, 0), (1, 0, 0)),
        ("PER:0-4", "PER:0-5", (0, 1, 1), (1, 0, 0), (1, 0, 0), (0, 1, 1)),
        ("PER:0-4", "PER:4-5", (0, 1, 1), (0, 1, 1), (0, 1, 1), (0, 1, 1)),
        ("PER:0-4", "LOC:0-4", (0, 0, 1), (0, 0, 1), (0, 0, 1), (1, 0, 0)),
        ("LOC:0-4", "PER:0-4", (0, 1, 0), (0, 1, 0), (0, 1, 0), (0, 0, 0)),
        # The best partner has another type: overlap forgives that, type does not.
        ("PER:0-4", "LOC:0-4 PER:3-6", (0, 1, 1), (1, 0, 0), (0, 1, 1), (1, 1, 0)),
        ("PER:0-4 PER:5-9", "PER:0-9", (0, 1, 2), (1, 0, 1), (1, 0, 1), (0, 1, 2)),
        ("PER:0-9", "PER:0-4 PER:5-9", (0, 2, 1), (1, 1, 0), (1, 1, 0), (0, 2, 1)),
        # A title is on another layer and confuses nobody.
        ("PER:0-4", "TITLE:0-4 PER:0-4", (1, 0, 0), (1, 0, 0), (1, 0, 0), (1, 0, 0)),
    ],
)
def test_the_four_measures(gold, predicted, strict, overlap, type_, exact):  # noqa: PLR0917, PLR0913
    scores = score_spans(annotations(gold), annotations(predicted))["PER"]
    assert scores.strict == Counts(*strict)
    assert scores.overlap == Counts(*overlap)
    assert scores.type == Counts(*type_)
    assert scores.exact == Counts(*exact)


spans = st.lists(
    st.builds(
        lambda start, length, label: Labelled(start, start + length, label),
        st.integers(0, 40),
        st.integers(1, 8),
        st.sampled_from(["PER", "ORG"]),
    ),
    max_size=12,
    unique=True,
)


@given(spans, spans)
def test_each_mention_is_paired_once(gold, predicted):
    gold, predicted = sorted(gold), sorted(predicted)
    pairs = pair(gold, predicted)
    assert sorted(g for g, _ in pairs if g) == gold
    assert sorted(p for _, p in pairs if p) == predicted
    assert all(g.shared(p) > 0 for g, p in pairs if g and p)
    assert set(gold) & set(predicted) <= {g for g, p in pairs if g == p}


@given(spans, spans)
def test_overlap_is_the_slow_obvious_definition(gold, predicted):
    found, used = 0, set()
    for g in sorted(gold):
        for p in sorted(predicted):
            if p not in used and g.start < p.end and p.start < g.end:
                used.add(p)
                found += 1
                break
    assert overlapping(gold, predicted) == found


@given(spans, spans, st.randoms(use_true_random=False))
def test_the_order_of_annotations_changes_nothing(gold, predicted, rng):
    def told(some):
        return Annotations(
            tuple(BratSpan(f"T{i}", s.type, s.start, s.end) for i, s in enumerate(some))
        )

    first = score_spans(told(gold), told(predicted))
    for some in (gold, predicted):
        rng.shuffle(some)
    assert score_spans(told(gold), told(predicted)) == first


TEXT = "abcdefghijklmnopqrstuvwxyz" * 3


@pytest.mark.parametrize(
    ("gold", "predicted", "causes"),
    [
        ("PER:0-4", "PER:0-4", []),
        ("PER:0-4", "", ["missed"]),
        ("", "PER:0-4", ["spurious"]),
        ("PER:2-4", "PER:1-4", ["boundary left"]),
        ("PER:2-4", "PER:2-5", ["boundary right"]),
        ("PER:2-4", "PER:1-5", ["boundary both"]),
        ("PER:2-4", "LOC:2-4", ["type confusion"]),
        ("LOC:2-4", "PER:1-4", ["type confusion"]),
        ("LOC:2-4", "LOC:1-4", []),
        ("PER:0-9", "PER:0-4 PER:5-9", ["split"]),
        ("PER:0-4 PER:5-9", "PER:0-9", ["merged"]),
        ("PER:0-4 PER:5-9", "PER:0-9 PER:20-22", ["merged", "spurious"]),
        ("PER:0-4 PER:10-14", "PER:0-5 PER:10-14 PER:20-30", ["boundary right", "spurious"]),
    ],
)
def test_causes(gold, predicted, causes):
    errors = find_errors("a", annotations(gold), annotations(predicted), TEXT, "PER")
    assert [error.cause for error in errors] == causes


@given(spans, spans)
def test_there_are_errors_exactly_when_the_score_is_not_perfect(gold, predicted):
    def told(some):
        return Annotations(
            tuple(BratSpan(f"T{i}", s.type, s.start, s.end) for i, s in enumerate(some))
        )

    errors = find_errors("a", told(gold), told(predicted), TEXT, "PER")
    counts = score_spans(told(gold), told(predicted))["PER"].strict
    if not errors:
        assert (counts.fp, counts.fn) == (0, 0)


def test_an_error_shows_where_and_what():
    text = "Sáng nay\nông Trần Mẫu đến"
    (error,) = find_errors("a", annotations("PER:13-21"), annotations("ORG:9-21"), text, "PER")
    assert error.gold == "PER Trần Mẫu"
    assert error.predicted == "ORG ông Trần Mẫu"
    assert error.context == "Sáng nay⏎«ông Trần Mẫu» đến"
    assert context("x" * 100, 50, 51, 2) == "xx«x»xx"


def test_pairing_many_mentions_is_fast():
    rng = random.Random(0)
    many = sorted(Labelled(i * 5, i * 5 + rng.randint(1, 7), "PER") for i in range(20_000))
    assert len(pair(many, many)) == len(many)
