"""What is no proper entry or query: a clear error, or no match with the reason; never a hang."""

import time

import pytest

from vnnews.fuzzy import Entry, Matcher, normalize_organization, normalize_title

OFFICES = Matcher(
    [
        Entry("na", "Sở Y tế Nghệ An", ("SYT NA", "", " ", "…"), "province"),
        Entry("vinh", "Sở Y tế Vinh", (), "city"),
        Entry("ht", "Sở Y tế Hà Tĩnh", (), "province"),
    ]
)
MEGABYTE = [
    "a" * 1_000_000,
    "sở y tế " * 125_000,
    "\n" * 1_000_000,
    "Ủ" * 1_000_000,
    "UBND" * 250_000,
]


@pytest.mark.parametrize("query", ["", " ", "\n\t", "…", "--", "\ud800", "\u200b", "()"])
def test_a_query_without_words_finds_nothing_and_says_so(query):
    assert OFFICES.match(query, cutoff=0.0) == []
    assert list(OFFICES.match_many([query], cutoff=0.0)) == [[]]
    assert OFFICES.best(query).reason == "the query holds no words"
    assert normalize_title(query).reason == "no words"
    assert normalize_organization(query).reason == "no words"


@pytest.mark.parametrize("query", MEGABYTE, ids=["letters", "words", "lines", "marks", "UBND"])
def test_a_megabyte_is_answered_at_once(query):
    begin = time.process_time()
    assert OFFICES.match(query, cutoff=0.0) == []
    assert "longer than 1000" in OFFICES.best(query).reason
    assert normalize_title(query).id is None
    assert normalize_organization(query).id is None
    assert time.process_time() - begin < 1.0


@pytest.mark.parametrize("query", [None, float("nan"), 7, b"UBND", ["UBND"]])
def test_a_query_that_is_no_string_is_refused(query):
    for ask in (OFFICES.match, OFFICES.best, lambda q: list(OFFICES.match_many([q]))):
        with pytest.raises(TypeError):
            ask(query)


def test_a_query_that_is_no_string_is_named():
    with pytest.raises(TypeError, match="a query must be a string, not nan"):
        OFFICES.best(float("nan"))


@pytest.mark.parametrize(
    ("entries", "error", "message"),
    [
        (["abc"], TypeError, r"entry 1: neither an Entry nor an \(id, name\) pair: 'abc'"),
        ([("a", "x"), ("b",)], TypeError, "entry 2: neither"),
        ([("a", "x"), 5], TypeError, "entry 2: neither"),
        ([(1, "x")], TypeError, "entry 1: id, name, field and each alias must be strings"),
        ([Entry("a", "x", "HNB")], TypeError, "entry 1: id, name, field and each alias"),
        ([Entry("a", "x", (None,))], TypeError, "entry 1: id, name, field and each alias"),
        ([("a", "x"), ("b", "y"), ("a", "z")], ValueError, "entry 3: id 'a' .* of entry 1"),
        ([("a", "x"), (" ", "y")], ValueError, "entry 2: blank id"),
        ([("a", "x"), ("b", "\t\n")], ValueError, r"entry 2 \(b\): blank name"),
        ([Entry("a", "x", ("y" * 1001,))], ValueError, "longer than 1000"),
    ],
)
def test_entries_that_are_none_are_refused(entries, error, message):
    with pytest.raises(error, match=message):
        Matcher(entries)


def test_blank_aliases_are_no_names():
    assert OFFICES.best("SYT NA").match.id == "na"


@pytest.mark.parametrize(
    "entries",
    [
        [Entry("1", "Hội Nhà báo", ("HNB",)), Entry("2", "Hội Nhà băng", ("HNB",))],
        [Entry("1", "HNB"), Entry("2", "Hội Nhà băng", ("HNB",))],
        [Entry("1", "HNB"), Entry("2", "HNB")],
    ],
)
def test_one_name_of_two_entries_is_a_tie(entries):
    decision = Matcher(entries).best("HNB")
    assert decision.match is None
    assert decision.reason.startswith("tie: ")


def test_one_name_twice_in_an_entry_is_no_tie():
    matcher = Matcher([Entry("1", "Hội Nhà báo", ("HNB", "HNB", "Hội Nhà báo"))])
    assert matcher.best("HNB").match.id == "1"


def test_a_field_that_no_entry_has_is_told():
    assert OFFICES.match("Sở Y tế Nghệ An", field="nix") == []
    assert OFFICES.best("Sở Y tế Nghệ An", field="nix").reason == "no entry has the field 'nix'"


def test_suggestions_are_of_the_field_that_is_asked_for():
    [nearest] = OFFICES.match("Sở Y tế Vinh", limit=1, cutoff=0.0, field="province")
    assert nearest.id in ("na", "ht")
    assert nearest.conflicts


@pytest.mark.parametrize("limit", [0, -1])
def test_no_matches_are_given_where_none_are_wanted(limit):
    assert OFFICES.match("Sở Y tế", limit=limit, cutoff=0.0) == []
    assert list(OFFICES.match_many(["Sở Y tế", "x"], limit=limit, cutoff=0.0)) == [[], []]


def test_a_file_cut_short_is_refused(tmp_path):
    path = tmp_path / "short.bin"
    path.write_bytes(OFFICES.to_bytes()[:-900])
    with pytest.raises(ValueError, match=r"short\.bin: damaged index"):
        Matcher.load(path)
