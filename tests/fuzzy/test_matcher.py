"""The matcher against the slow, obvious definition of its score, and against bad input."""

import pickle
import threading
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnnews.fuzzy import CUTOFF, Entry, Matcher
from vnnews.fuzzy.reading import parse
from vnnews.fuzzy.repair import repaired
from vnnews.fuzzy.score import CONFLICT, compare

WORDS = (
    "ủy ban nhân dân tỉnh thành phố huyện công ty cổ phần hòa phát bình nam hà quảng ninh nghệ an "
    "sở y tế và số 1 11 2 tân thành thạnh vinatexco fpt đông đồng tỉnh, nam, quận"
).split()
SLIPS = ["nahm", "bnih", "ủyy", "quangg", "hoaf", "UBND", "TP", "CTCP", "ctyy", "tan", "thanh"]

names = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
queries = st.lists(st.sampled_from(WORDS + SLIPS), min_size=1, max_size=6).map(" ".join)


def oracle(query, entries, cutoff):
    """Ids that reach the cutoff by the definition: every pair of readings compared."""
    known = {w.code for name in entries.values() for r in parse(name)[:4] for w in r.words}
    scores = {}
    for number, reading in enumerate(parse(query)):
        unknown = frozenset(
            i for i, w in enumerate(reading.words) if w.kind == "foreign" and w.code not in known
        )
        variants = [(reading, unknown)]
        for fixed in repaired(reading, unknown) if unknown and number == 0 else ():
            left = frozenset(
                i for i, w in enumerate(fixed.words) if w.kind == "foreign" and w.code not in known
            )
            variants.append((fixed, left))
        for variant, left in variants:
            for key, name in entries.items():
                for other in parse(name)[:4]:
                    score = compare(variant, other, left).score
                    scores[key] = max(scores.get(key, 0.0), score)
    return {key: score for key, score in scores.items() if score >= cutoff}


@given(query=queries, listed=st.lists(names, min_size=1, max_size=12, unique=True))
@settings(max_examples=300, deadline=None)
def test_index_finds_what_the_definition_finds(query, listed):
    entries = {str(number): name for number, name in enumerate(listed)}
    matcher = Matcher(entries.items())
    found = {match.id: match.score for match in matcher.match(query, limit=50)}
    assert found == pytest.approx(oracle(query, entries, CUTOFF))


@given(name=names)
@settings(deadline=None)
def test_a_name_matches_itself_fully(name):
    [match] = Matcher([("it", name)]).match(name)
    assert match.score == 1.0
    assert match.how == "exact"


@given(one=names, two=names)
@settings(deadline=None)
def test_matching_is_symmetric_between_names_without_slips(one, two):
    [left], [right] = parse(one), parse(two)
    there, back = compare(left, right), compare(right, left)
    assert bool(there.conflicts) == bool(back.conflicts)
    if not there.conflicts:
        assert there.score == pytest.approx(back.score)
    assert 0 <= there.score <= 1


@given(query=st.text(max_size=60), cutoff=st.sampled_from([0.0, CUTOFF]))
@settings(max_examples=200, deadline=None)
def test_any_string_is_answered(query, cutoff):
    matches = OFFICES.match(query, cutoff=cutoff)
    assert all(0 <= match.score <= 1 for match in matches)
    assert all(a.score >= b.score for a, b in pairwise(matches))
    assert OFFICES.best(query).reason


@given(name=st.text(min_size=1, max_size=40).filter(str.strip))
@settings(max_examples=100, deadline=None)
def test_any_name_can_be_an_entry(name):
    matcher = Matcher([("it", name)])
    found = matcher.match(name)
    assert [match.id for match in found] == (["it"] if parse(name) else [])


OFFICES = Matcher(
    [
        Entry("na", "Ủy ban nhân dân tỉnh Nghệ An", ("UBND Nghệ Tĩnh",), "province"),
        Entry("ht", "Ủy ban nhân dân tỉnh Hà Tĩnh", (), "province"),
        Entry("vinh", "Ủy ban nhân dân thành phố Vinh", (), "city"),
        Entry("tt1", "xã Tân Thành", (), "commune"),
        Entry("tt2", "xã Tân Thạnh", (), "commune"),
    ]
)


def test_a_match_says_how_and_what_it_read():
    [match] = OFFICES.match("UBND Nghê An")
    assert (match.id, match.how) == ("na", "partial")
    assert "abbreviation: ủy ban nhân dân" in match.edits
    assert "missing “tỉnh”" in match.edits
    assert OFFICES.match("Ủy ban nhân dân tỉnh Nghệ An")[0].how == "exact"
    assert OFFICES.match("uy ban nhan dan tinh nghe an")[0].how == "folded"
    assert OFFICES.match("UBND tỉnh Nghệ An")[0].how == "abbreviation"
    assert OFFICES.match("UBND tỉnh Nghhệ An")[0].how == "corrected"


def test_an_alias_is_named():
    [match] = OFFICES.match("ủy ban nhân dân nghệ tĩnh")
    assert (match.id, match.alias) == ("na", "UBND Nghệ Tĩnh")


def test_best_abstains_and_says_why():
    assert "tie" in OFFICES.best("xa tan thanh").reason
    decision = OFFICES.best("UBND tỉnh Quảng Nam")
    assert decision.match is None
    assert decision.runner_up is not None
    assert "missing" in decision.reason
    assert OFFICES.best("").reason == "the query holds no words"
    assert "longer than" in OFFICES.best("a" * 1_000_000).reason
    assert OFFICES.best("xyzzy").reason == "no entry is near the query"


@pytest.mark.parametrize("words", ["ủy ban nhân dân tỉnh", "nghj bnih tahnf", "thanhh xz", "a b"])
def test_a_long_query_takes_no_long_time(words):
    query = " ".join(f"{words} {letter * 3}" for letter in "bcdđghklmn" * 10)[:1000]
    begin = time.process_time()
    assert OFFICES.best(query).match is None
    assert time.process_time() - begin < 1.0


@pytest.mark.parametrize("query", ["Nghệ An, UBND tỉnh", "tỉnh Nghệ An - Ủy ban nhân dân"])
def test_parts_may_change_places(query):
    assert OFFICES.best(query).match.id == "na"


def test_marks_lost_on_both_sides_are_a_conflict():
    [match] = Matcher([("it", "Tư vấn Vận tải Lam Sơn Mỹ")]).match(
        "Tư vấn Vận tải Lâm Sơn Mi", cutoff=0.0
    )
    assert match.conflicts == ("both lost marks",)


def test_a_better_second_lowers_the_margin():
    first, second = Matcher([("1", "Mỹ Tho"), ("2", "Mỹ Thọ")]).match("Mỹ Tho", cutoff=0.1)
    assert (first.id, first.margin) == ("1", pytest.approx(first.score - second.score))


def test_field_filters():
    assert [m.id for m in OFFICES.match("ủy ban nhân dân vinh", field="city")] == ["vinh"]
    assert OFFICES.match("ủy ban nhân dân vinh", field="province") == []


def test_match_many_is_match_of_each():
    asked = ["UBND Nghe An", "xã Tân Thành", "", "UBND Nghe An", "nahm"]
    assert list(OFFICES.match_many(asked)) == [OFFICES.match(query) for query in asked]


def test_saved_loaded_and_pickled_matchers_answer_alike(tmp_path):
    path = tmp_path / "offices.bin"
    OFFICES.save(path)
    for copy in (Matcher.load(path), pickle.loads(pickle.dumps(OFFICES))):
        assert len(copy) == len(OFFICES)
        for query in ("UBND Nghe An", "xã Tân Thành", "ubnd ha tinhh", "Vinh"):
            assert copy.match(query, cutoff=0.0) == OFFICES.match(query, cutoff=0.0)
    assert OFFICES.to_bytes() == Matcher.load(path).to_bytes()


def test_threads_share_a_matcher():
    answers = []

    def ask():
        answers.extend(OFFICES.best("UBND tinh Nghe An").match.id for _ in range(50))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == ["na"] * 200


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ([("a", "x"), ("a", "y")], "entry 2: id 'a' is already that of entry 1"),
        ([("", "x")], "entry 1: blank id"),
        ([("a", " ")], r"entry 1 \(a\): blank name"),
        ([("a", "x" * 1001)], "longer than 1000"),
    ],
)
def test_entries_that_cannot_be_told_apart_are_refused(entries, message):
    with pytest.raises(ValueError, match=message):
        Matcher(entries)


def test_a_name_that_is_no_string_is_refused():
    with pytest.raises(TypeError, match="entry 1"):
        Matcher([("a", None)])


def test_one_alias_for_two_entries_is_a_tie():
    matcher = Matcher([Entry("1", "Hội Nhà báo", ("HNB",)), Entry("2", "Hội Nhà băng", ("HNB",))])
    assert "tie" in matcher.best("HNB").reason


def test_no_entries_match_nothing():
    assert Matcher([]).match("Nghệ An", cutoff=0.0) == []
    assert Matcher([]).best("Nghệ An").match is None


@pytest.mark.parametrize(
    "data", [b"", b"something else", b"vnnews fuzzy index 7\n[[", b"\x00" * 99]
)
def test_a_damaged_file_is_refused(tmp_path, data):
    path = tmp_path / "broken.bin"
    path.write_bytes(data)
    with pytest.raises(ValueError, match=r"broken\.bin"):
        Matcher.load(path)


def test_suggestions_stay_below_matches():
    for query in ("phó chủ tịch", "UBND tỉnh Hà Nam", "xã Tân Thanh"):
        for match in OFFICES.match(query, cutoff=0.0):
            assert match.conflicts
            assert match.score <= CONFLICT
