"""AGREEMENT mentions: phrase tables with marked answers, and what holds for any text."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.find.agreements.finder import find_agreements
from vnnews.find.agreements.lexicon import lexicon
from vnnews.find.candidate import Candidate
from vnnews.lexicon.tables import rows
from vnnews.text.tokens import tokenize
from vnnews.text.view import normalize

TAG = re.compile(r"<(PER|ORG|LOC|DATE|AGREEMENT)>|</\w+>")
TABLE = Path(__file__).parents[1] / "phrases" / "agreements.tsv"


def unmark(marked):
    """Text, names and answers of a sentence with inline marks."""
    plain, spans, open_, last = "", [], [], 0
    for tag in TAG.finditer(marked):
        plain += marked[last : tag.start()]
        last = tag.end()
        if tag[1]:
            open_.append((tag[1], len(plain)))
        else:
            kind, start = open_.pop()
            spans.append(Candidate(kind, start, len(plain), "test"))
    spans.sort(key=lambda c: (c.start, -c.end))
    names = [c for c in spans if c.type != "AGREEMENT"]
    return plain + marked[last:], names, [c for c in spans if c.type == "AGREEMENT"]


def found(marked):
    plain, names, gold = unmark(marked)
    text = normalize(plain)
    said = [text.view[c.start : c.end] for c in find_agreements(tokenize(text), names)]
    return said, [plain[c.start : c.end] for c in gold]


def table():
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")][1:]


@pytest.mark.parametrize("marked", table())
def test_sentences(marked):
    said, gold = found(marked)
    assert said == gold


@pytest.mark.parametrize("row", list(rows("agreement_heads")), ids=lambda row: row["phrase"])
def test_each_kind_word_by_its_example(row):
    said, gold = found(row["example"])
    assert said == gold
    assert bool(gold) == (row["use"] != "refused")
    assert lexicon().heads.get(row["phrase"]).kind == (row["kind"] or "agreement")


def test_the_kind_stands_in_the_rule():
    plain, names, _ = unmark("<LOC>Lào</LOC> và <LOC>Cuba</LOC> ký nghị định thư.")
    (mention,) = find_agreements(tokenize(normalize(plain)), names)
    assert (mention.rule, mention.confidence) == ("agreement:treaty", 0.9)


def test_a_mention_taken_up_is_less_sure_than_its_anchor():
    plain, names, _ = unmark(
        "<ORG>FPT</ORG> ký thỏa thuận với <ORG>NTT</ORG>. Theo thỏa thuận, họ học."
    )
    anchor, later = find_agreements(tokenize(normalize(plain)), names)
    assert anchor.confidence > later.confidence


def test_no_words_are_in_two_roles_that_contradict():
    roles: dict[str, set[str]] = {}
    for row in rows("agreement_words"):
        roles.setdefault(row["phrase"], set()).add(row["role"])
    assert not [phrase for phrase, has in roles.items() if {"stop", "keep"} <= has]


def test_nothing_without_a_kind_word_and_nothing_without_names():
    text = normalize("Hà Nội và Huế ký kết thỏa thuận hợp tác.")
    assert find_agreements(tokenize(text), []) == []
    assert find_agreements(tokenize(normalize("")), []) == []


WORDS = "ký kết thỏa thuận hợp đồng với giữa và hai nước “ ” ( ) . , - A ABC 30 đạt cam".split()


@given(st.lists(st.sampled_from(WORDS), max_size=60), st.integers(1, 9))
def test_any_text_gives_spans_inside_it_in_order(words, step):
    text = normalize(" ".join(words))
    tokens = tokenize(text)
    names = [
        Candidate("ORG", tokens.start[i], tokens.end[i], "") for i in range(0, len(tokens), step)
    ]
    starts = []
    for mention in find_agreements(tokens, names):
        assert 0 <= mention.start < mention.end <= len(text.view)
        starts.append(mention.start)
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    "piece", ["ký thỏa thuận với A ", "“thỏa thuận ", "thỏa thuận và ", "hợp đồng ("]
)
def test_long_texts_take_linear_time(piece):
    tokens = tokenize(normalize(piece * 4_000))
    names = [
        Candidate("ORG", tokens.start[i], tokens.end[i], "")
        for i, form in enumerate(tokens.form)
        if form == "A"
    ]
    start = time.process_time()
    find_agreements(tokens, names)
    assert time.process_time() - start < 3.0


def test_a_person_behind_a_headline_is_not_the_contract():
    said, gold = found(
        "<ORG>CLB Sông Lam</ORG> chấm dứt <AGREEMENT>hợp đồng</AGREEMENT>\n\n"
        "<PER>Mai Sơn</PER> rời đội bóng."
    )
    assert said == gold == ["hợp đồng"]
    assert found("<ORG>CLB Sông Lam</ORG> ký hợp đồng <PER>Mai Sơn</PER>.")[0] == []
