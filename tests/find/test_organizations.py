"""Organizations: the example of every head, phrases with marked answers, invariants."""

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.find.organizations.finder import find_organizations
from vnnews.lexicon.tables import rows
from vnnews.text.tokens import tokenize, tokenize_phrase
from vnnews.text.view import normalize

PHRASES = Path(__file__).parents[1] / "phrases" / "organizations.tsv"


def unmark(marked):
    """The text without brackets, and the spans that stood in them."""
    text, spans, start = [], [], 0
    for character in marked:
        if character == "[":
            start = len(text)
        elif character == "]":
            spans.append((start, len(text)))
        else:
            text.append(character)
    return "".join(text), spans


def remark(text, spans):
    """The text with brackets around ``spans``: what a failing test shows."""
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


def found(text, floor=0.5):
    candidates = find_organizations(tokenize(normalize(text)))
    return [(c.start, c.end) for c in candidates if c.confidence >= floor]


def assert_apart(candidates):
    """What a rule proposes never overlaps; only a no may stand over it."""
    proposed = [c for c in candidates if c.confidence]
    for left, right in itertools.pairwise(proposed):
        assert left.end <= right.start


def examples():
    for row in rows("organization_heads"):
        for example in filter(None, row["example"].split("; ")):
            yield pytest.param(example, id=f"{row['head']}: {example}")


def phrases():
    for line in PHRASES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


@pytest.mark.parametrize("marked", list(examples()))
def test_example_of_head(marked):
    text, spans = unmark(marked)
    assert remark(text, found(text)) == remark(text, spans)


@pytest.mark.parametrize("marked", list(phrases()))
def test_phrase(marked):
    text, spans = unmark(marked.replace("\\n", "\n"))
    assert remark(text, found(text)) == remark(text, spans)


def test_examples_hold_their_heads():
    for row in rows("organization_heads"):
        example = " ".join(tokenize_phrase(row["example"]))
        assert " ".join(tokenize_phrase(row["head"])) in example, row["head"]


def test_heads_are_unique_and_follow_known_parts():
    heads = [row["head"] for row in rows("organization_heads")]
    assert len(heads) == len(set(heads))
    known = "legal bridge topic one name either place body brand number serial team at about seat"
    parts = {*known.split(), "open", "wide"}
    for row in rows("organization_heads"):
        assert set(filter(None, row["follows"].split(","))) <= parts, row["head"]
        assert row["alone"] in ("", "yes", "weak"), row["head"]


@given(st.text(alphabet=' \n.,-()[]"Côngantỉnhà UBNDTW7số/', max_size=80))
def test_total_ordered_and_apart(text):
    candidates = find_organizations(tokenize(normalize(text)))
    assert_apart(candidates)
    assert all(c.start < c.end and 0 <= c.confidence <= 1 for c in candidates)


@given(
    st.lists(
        st.sampled_from(
            "UBND tỉnh Hà Nam và Sở Y tế , ( ) - của Công ty TNHH cổ phần Lê Văn số 7 Ban".split()
        ),
        max_size=40,
    )
)
def test_words_of_the_grammar_in_any_order(words):
    assert_apart(find_organizations(tokenize(normalize(" ".join(words)))))


def test_long_runs_stay_linear():
    for unit in ("UBND ", "Sở Y tế và ", "Công ty cổ phần thương mại ", "Ban ", "Theo ", "a.vn."):
        find_organizations(tokenize(normalize(unit * 20_000)))


def test_every_head_carries_an_example():
    assert not [row["head"] for row in rows("organization_heads") if "[" not in row["example"]]


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Phó Bí thư Thường trực Thành ủy nói.", {"Thường trực Thành ủy"}),
        ("Trưởng ban Ban Tuyên giáo Thành ủy nói.", {"ban Ban Tuyên giáo Thành ủy"}),
        ("Thường trực Thành ủy họp.", set()),
        ("Trưởng Ban Tuyên giáo Thành ủy nói.", set()),
    ],
)
def test_the_end_of_a_title_is_no_beginning_of_its_body(text, denied):
    tokens = tokenize(normalize(text))
    found = find_organizations(tokens)
    assert {text[c.start : c.end] for c in found if not c.confidence} == denied


def test_a_minister_s_subject_is_denied():
    tokens = tokenize(normalize("Bộ trưởng GTVT nói về Chính phủ điện tử."))
    denied = {
        tokens.text.view[c.start : c.end] for c in find_organizations(tokens) if not c.confidence
    }
    assert denied == {"GTVT", "Chính phủ", "Chính phủ điện tử"}
