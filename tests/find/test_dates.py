"""Date expressions in text: the patterns' own examples, marked sentences, false friends."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.find.dates import Point, find_dates, parse
from vnnews.find.dates.atoms import expand
from vnnews.find.dates.build import cycle_index
from vnnews.find.dates.finder import lower
from vnnews.find.dates.grammar import PATTERNS
from vnnews.find.dates.pattern import Pattern
from vnnews.find.dates.words import number, roman, to_roman, vocabulary
from vnnews.text.tokens import Tokens, tokenize
from vnnews.text.view import normalize

PHRASES = Path(__file__).parent.parent / "phrases"


def rows(name: str) -> list[list[str]]:
    lines = (PHRASES / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")][1:]


def tokens_of(text: str) -> Tokens:
    return tokenize(normalize(text))


def dates(text: str) -> list[str]:
    tokens = tokens_of(text)
    return [tokens.text.view[c.start : c.end] for c in find_dates(tokens)]


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.name)
def test_a_pattern_reads_its_examples_whole(pattern: Pattern) -> None:
    regex = re.compile(expand(pattern.template) + r"(?!\w)")
    assert pattern.examples
    for example in pattern.examples:
        assert regex.fullmatch(lower(normalize(example).view)), example


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.name)
def test_a_pattern_finds_nothing_in_its_rejects(pattern: Pattern) -> None:
    regex = re.compile(r"(?<![\w])" + expand(pattern.template) + r"(?!\w)")
    assert pattern.rejects
    for reject in pattern.rejects:
        assert not regex.search(lower(reject)), reject


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.name)
def test_every_example_is_opened_by_its_starts(pattern: Pattern) -> None:
    for example in pattern.examples:
        assert parse(example) is not None, example


def test_pattern_names_are_unique() -> None:
    assert len({pattern.name for pattern in PATTERNS}) == len(PATTERNS)


@pytest.mark.parametrize("marked", [row[0] for row in rows("dates_marked")])
def test_marked_sentence(marked: str) -> None:
    assert dates(re.sub(r"\[\[|\]\]", "", marked)) == re.findall(r"\[\[(.*?)\]\]", marked)


@pytest.mark.parametrize("sentence", [row[1] for row in rows("dates_negative")])
def test_false_friend(sentence: str) -> None:
    assert dates(sentence) == []


def test_there_are_enough_negatives() -> None:
    assert len(rows("dates_negative")) >= 250


def test_offsets_fit_decomposed_text() -> None:
    import unicodedata

    text = unicodedata.normalize("NFD", "Hòa Bình: sáng ngày 18 tháng 11 năm 2019, trời tạnh.")
    tokens = tokens_of(text)
    (found,) = find_dates(tokens)
    start, end = tokens.text.span(found.start, found.end)
    assert unicodedata.normalize("NFC", text[start:end]) == "sáng ngày 18 tháng 11 năm 2019"
    assert text[start] == "s"


@pytest.mark.parametrize("text", ["Ngày 5/6", "NGÀY 5/6", "ngày  5/6", "ngày\u00a05/6"])
def test_case_and_spaces_do_not_matter(text: str) -> None:
    assert dates(f"Họp {text}.") == [normalize(text).view]


def test_candidates_carry_the_rule() -> None:
    (found,) = find_dates(tokens_of("Đại hội nhiệm kỳ 2015-2020 bế mạc."))
    assert (found.type, found.rule) == ("DATE", "period")


# --- the tables of words, exhaustively ------------------------------------------------------------

_ONES = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def _words_of(value: int) -> str:
    """A number under 1000 in words, written here without the code under test."""
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    words = []
    if hundreds:
        words.append(f"{_ONES[hundreds]} trăm")
        if rest and not tens:
            words.append("linh")
    if tens == 1:
        words.append("mười")
    elif tens:
        words.append(f"{_ONES[tens]} mươi")
    if ones == 1 and tens > 1:
        words.append("mốt")
    elif ones == 5 and tens:
        words.append("lăm")
    elif ones or value == 0:
        words.append(_ONES[ones])
    return " ".join(words)


def test_number_words_up_to_999() -> None:
    for value in range(1000):
        assert number(_words_of(value)) == value, _words_of(value)
        assert number(str(value)) == value


@pytest.mark.parametrize(
    "words", ["mười trăm năm", "hai ba", "nghìn", "12345", "", "mươi", "ba mốt"]
)
def test_other_words_are_no_numbers(words: str) -> None:
    assert number(words) is None


def test_roman_numerals_up_to_50() -> None:
    for value in range(1, 51):
        assert roman(to_roman(value)) == value
    assert [roman(text) for text in ("iiii", "vx", "ic", "xxl", "", "abc")] == [None] * 6


@pytest.mark.parametrize(("word", "value"), vocabulary()["month"].items())
def test_months_by_name(word: str, value: str) -> None:
    expression = parse(f"tháng {word} năm 2018")
    assert expression is not None
    assert (expression.start.year, expression.start.month) == (2018, int(value))


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("shape", ["tháng {}/2018", "tháng {:02}.2018", "tháng {}-2018"])
def test_months_by_number(month: int, shape: str) -> None:
    expression = parse(shape.format(month))
    assert expression is not None
    assert expression.start == Point(unit="month", year=2018, month=month)


@pytest.mark.parametrize(("word", "value"), vocabulary()["weekday"].items())
def test_weekdays(word: str, value: str) -> None:
    expression = parse(f"{word} tuần trước")
    assert expression is not None
    assert (expression.start.weekday, expression.start.offset) == (int(value), -1)


@pytest.mark.parametrize(("word", "value"), vocabulary()["part"].items())
def test_parts_of_day(word: str, value: str) -> None:
    expression = parse(f"{word} 18/11/2019")
    assert expression is not None
    assert (expression.start.part or "", expression.start.day) == (value, 18)


@pytest.mark.parametrize(("word", "value"), vocabulary()["quarter"].items())
def test_quarters(word: str, value: str) -> None:
    expression = parse(f"quý {word} năm 2019")
    assert expression is not None
    assert expression.start.number == int(value)


@pytest.mark.parametrize("value", range(1, 31))
def test_centuries(value: int) -> None:
    for written in (to_roman(value).upper(), str(value)):
        expression = parse(f"thế kỷ {written}")
        assert expression is not None
        assert expression.start.number == value


def test_every_day_and_month_in_digits() -> None:
    for month in range(1, 13):
        for day in range(1, 32):
            expression = parse(f"ngày {day}/{month}")
            exists = day <= (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31)
            assert (expression is not None and expression.start.day == day) == exists


def test_the_sixty_year_names() -> None:
    stems, branches = list(vocabulary()["stem"]), dict[str, str]()
    for word, value in vocabulary()["branch"].items():
        branches.setdefault(value, word)
    for index in range(60):
        assert cycle_index(stems[index % 10], branches[str(index % 12)]) == index


# --- any text -------------------------------------------------------------------------------------

_PIECES = st.sampled_from(
    "ngày tháng năm từ đến - – / . , ( ) 5 6 12 31 2019 1975 8h30 sáng nay qua tới tuần trước "
    "quý III Tết mùng 3 rằm thế kỷ XX giai đoạn nhiệm kỳ hôm thứ hai cuối đầu cách đây".split()
)


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    tokens = tokens_of(text)
    for found in find_dates(tokens):
        assert 0 <= found.start < found.end <= len(tokens.text.view)
    parse(text)


@given(st.lists(_PIECES, max_size=14), st.sampled_from([" ", ""]))
def test_any_row_of_date_words_is_read(pieces: list[str], joint: str) -> None:
    text = joint.join(pieces)
    tokens = tokens_of(text)
    ends = [0]
    for found in find_dates(tokens):
        assert found.start >= ends[-1]
        ends.append(found.end)
        assert parse(tokens.text.view[found.start : found.end]) is not None


@pytest.mark.parametrize(
    "piece", ["ngày ", "từ ", "1/", "2019-", "khoảng ", "một ", "thứ ", "( ", "thứ 4, "]
)
def test_long_rows_stay_linear(piece: str) -> None:
    import time

    def seconds(text: str) -> float:
        tokens = tokens_of(text)
        begin = time.process_time()
        find_dates(tokens)
        return time.process_time() - begin

    seconds(piece * 100)
    assert seconds(piece * 10_000) < 2.0
