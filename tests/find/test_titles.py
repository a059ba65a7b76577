"""Titles: phrases with marked answers and given names, and what never may happen."""

import itertools
import re
import sys
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vnnews.find.candidate import Candidate
from vnnews.find.organizations.finder import find_organizations
from vnnews.find.titles.finder import find_titles
from vnnews.find.titles.grammar import read_titles
from vnnews.find.titles.lexicon import title_heads
from vnnews.find.titles.names import index_names
from vnnews.find.titles.words import TitleWords
from vnnews.lexicon.tables import rows
from vnnews.text.tokens import tokenize
from vnnews.text.view import normalize

PHRASES = Path(__file__).parents[1] / "phrases" / "titles.tsv"
TYPES = {"P": "PER", "O": "ORG", "L": "LOC"}


def unmark(marked):
    """The text without marks, the titles in brackets, the names in braces."""
    text, titles, names, opened = "", [], [], []
    for piece in re.split(r"(\[|\]|\{[POL] |\})", marked.replace("\\n", "\n")):
        if piece == "[" or piece[:1] == "{":
            opened.append((piece, len(text)))
        elif piece == "]":
            titles.append((opened.pop()[1], len(text)))
        elif piece == "}":
            mark, start = opened.pop()
            names.append(Candidate(TYPES[mark[1]], start, len(text), "given"))
        else:
            text += piece
    return text, titles, names


def remark(text, spans):
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


def phrases():
    lines = PHRASES.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("marked", phrases())
def test_phrase(marked):
    text, titles, names = unmark(marked)
    candidates = find_titles(tokenize(normalize(text)), names)
    got = [(c.start, c.end) for c in candidates if c.confidence >= 0.5]
    assert remark(text, got) == remark(text, titles)


def test_a_title_never_holds_a_person():
    text, _, names = unmark("Chủ tịch {P Lê Văn Bảy} Phó Chủ tịch {P Trần Thị Dung}")
    for title in find_titles(tokenize(normalize(text)), names):
        assert all(title.end <= n.start or n.end <= title.start for n in names)


def test_grammar_rows_name_titles_that_exist():
    ids = {row["id"] for row in rows("titles")}
    marked = [row["id"] for row in rows("title_heads")]
    assert set(marked) <= ids
    assert len(marked) == len(set(marked))
    known = "minister bureau pageant posted vessel aide body full named verb captain number never"
    for row in rows("title_heads"):
        assert row["marks"] or row["not_before"] or row["short"]
        assert set(row["marks"].split()) <= set(known.split())


def test_words_stand_once_in_their_tables_with_all_their_roles():
    for table, roles in (("title_words", "roles"), ("title_qualifiers", "kinds")):
        words = [row["words"] for row in rows(table)]
        assert len(words) == len(set(words))
        assert all(row[roles] and tokenize(normalize(row["words"])).lower for row in rows(table))
        assert all(len(set(row[roles].split())) == len(row[roles].split()) for row in rows(table))
    assert set(TitleWords.__struct_fields__) == {
        role for row in rows("title_words") for role in row["roles"].split()
    }


def test_every_canonical_name_is_a_head():
    table = title_heads()
    missing = [
        row["name"]
        for row in rows("titles")
        if table.get(row["name"]) is None and "," not in row["name"] and " kiêm " not in row["name"]
    ]
    assert len(missing) < 15  # marked "never", or "nữ …"


def test_a_title_is_read_in_every_example_of_the_table():
    never = {
        row["id"] for row in rows("title_heads") if {"never", "named"} & set(row["marks"].split())
    }
    missing = []
    for row in rows("titles"):
        tokens = tokenize(normalize(row["example"]))
        bodies = [body for body in find_organizations(tokens) if body.confidence >= 0.5]
        names = index_names(tokens, bodies)
        if row["example"] and row["id"] not in never and not read_titles(tokens, names):
            missing.append(row["example"])
    assert not missing


WORDS = (
    "Chủ tịch Phó nguyên quyền Bộ trưởng phụ trách Y tế và của tại , - ( ) kiêm Lê Văn An "
    "UBND tỉnh Hoa hậu 2024 nữ các là giữ chức"
).split()


@given(st.lists(st.sampled_from(WORDS), max_size=40), st.data())
def test_any_order_of_words_and_names(words, data):
    text = " ".join(words)
    tokens = tokenize(normalize(text))
    names = []
    for _ in range(data.draw(st.integers(0, 4))):
        if len(tokens):
            first = data.draw(st.integers(0, len(tokens) - 1))
            last = data.draw(st.integers(first, min(first + 3, len(tokens) - 1)))
            kind = data.draw(st.sampled_from(["PER", "ORG", "LOC", "DATE"]))
            names.append(Candidate(kind, tokens.start[first], tokens.end[last], ""))
    candidates = find_titles(tokens, names)
    for left, right in itertools.pairwise(candidates):
        assert left.end <= right.start
    assert all(c.start < c.end for c in candidates)


def calls(text):
    """How many calls it takes to find the titles of a text: the same at every run."""
    tokens, count = tokenize(normalize(text)), 0
    parts = zip(tokens.form, tokens.start, tokens.end, strict=True)
    names = [Candidate(NAMES[form], *span, "given") for form, *span in parts if form in NAMES]

    def note(_frame, event, _argument):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        find_titles(tokens, names)
    finally:
        sys.setprofile(None)
    return count


NAMES = {"An": "PER", "UBND": "ORG", "Huế": "LOC"}
# Words that open, go on with and close titles.
RUNS = (
    "chủ tịch|nguyên|phó|đồng|nữ|trưởng|trưởng phòng|cục trưởng|bộ trưởng|y tế|mỏ|Mỏ|và|,|-|của|"
    "tại|thường trực|phụ trách|hoa hậu|biển|1|ca sĩ|giám đốc|đội|nhân sự|thứ|số một|thuyền trưởng|"
    "tàu|KG|thành viên|người phát ngôn|tỉnh|thành phố|công ty|thanh tra|TS|.|(|)|là|người|ông"
).split("|") + list(NAMES)


@given(st.lists(st.sampled_from(RUNS), min_size=1, max_size=4))
@settings(max_examples=50, deadline=None)
@example(["trưởng"])
@example(["nguyên", "phó"])
@example(["bộ trưởng", "y tế", "và"])
@example(["hoa hậu", "1"])
@example(["cục trưởng", "thanh tra", "và"])
@example([")", "(", "chủ tịch"])
def test_long_runs_stay_linear(unit):
    find_titles(tokenize(normalize("chủ tịch y tế tàu 1")), [])  # compiles the tables
    run = " ".join(unit) + " "
    assert calls(run * 100) < 2.4 * calls(run * 50) + 100
