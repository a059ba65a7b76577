"""A user's own names: which row wins, what cannot be read, and that many rows cost no more."""

import time

import pytest

from vnnews.extractor import Extractor
from vnnews.find.lexicon import UserLexicon
from vnnews.text.tokens import tokenize
from vnnews.text.view import normalize


def lexicon(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "own.tsv"
    path.write_bytes(text.encode(encoding))
    return UserLexicon(path)


def found(rows, text):
    tokens = tokenize(normalize(text))
    view = tokens.text.view
    return [(c.type, view[c.start : c.end], c.rule) for c in rows.find(tokens)]


def test_the_longest_row_wins_and_of_equal_ones_the_first(tmp_path):
    rows = lexicon(
        tmp_path,
        "type\tname\tid\n# mine\nORG\tSao Mai\tshort\nORG\tSao Mai Xanh\tlong\n"
        "PER\tsao mai xanh\tlate\nloc\tĐồi Gió\n",
    )
    assert len(rows) == 3
    assert found(rows, "Hội Sao Mai Xanh họp ở Đồi Gió, Sao Mai vắng.") == [
        ("ORG", "Sao Mai Xanh", "lexicon:long"),
        ("LOC", "Đồi Gió", "lexicon:own.tsv:6"),
        ("ORG", "Sao Mai", "lexicon:short"),
    ]


def test_a_name_with_capitals_is_not_found_in_small_letters(tmp_path):
    rows = lexicon(tmp_path, "ORG\tSao Mai\nTITLE\tchủ trò\n")
    assert found(rows, "ngắm sao mai, gặp Chủ trò và chủ trò") == [
        ("TITLE", "Chủ trò", "lexicon:own.tsv:2"),
        ("TITLE", "chủ trò", "lexicon:own.tsv:2"),
    ]


@pytest.mark.parametrize("name", ["Hoà Thuý", "Ho\u0300a Thu\u0301y", "\ufeffHòa\u200b Thúy"])
def test_names_are_read_as_texts_are(tmp_path, name):
    rows = lexicon(tmp_path, f"PER\t{name}\r\n", "utf-8-sig")
    assert [text for _, text, _ in found(rows, "Bà Hoà Thúy nói.")] == ["Hòa Thúy"]


def test_a_row_outranks_the_rules(tmp_path):
    path = tmp_path / "own.tsv"
    path.write_text("ORG\tỦy ban nhân dân tỉnh Nghệ An họp kín\tmine\n", encoding="utf-8")
    text = "Ủy ban nhân dân tỉnh Nghệ An họp kín nêu ý kiến."
    [mention] = Extractor(lexicon=path, model=None).extract(text).mentions
    assert (mention.type, text[mention.start : mention.end]) == ("ORG", text[:-12])


@pytest.mark.parametrize(
    ("text", "encoding", "message"),
    [
        ("ORG\tA\nBODY\tB\n", "utf-8", "own.tsv:2: expected TYPE"),
        ("ORG\tA\n\nORG\t \n", "utf-8", "own.tsv:3: expected TYPE"),
        ("ORG\tA\nORG\n", "utf-8", "own.tsv:2: expected TYPE"),
        ("ORG\tA\nORG\tChợ Á\n".replace("ợ", "o"), "latin-1", "own.tsv:2: not UTF-8"),
        ("ORG\tA\n", "utf-16", "own.tsv:1: not UTF-8"),
    ],
)
def test_a_row_that_cannot_be_used_is_told_with_its_line(tmp_path, text, encoding, message):
    with pytest.raises(ValueError, match=message):
        lexicon(tmp_path, text, encoding)


def test_a_blank_file_finds_nothing(tmp_path):
    assert found(lexicon(tmp_path, ""), "Sao Mai") == []


def test_many_rows_cost_a_lookup_no_more(tmp_path):
    def seconds(count):
        rows = lexicon(tmp_path, "".join(f"ORG\tHội Sao {n} Mai {n % 7}\n" for n in range(count)))
        tokens = tokenize(normalize("Hội Sao 3 Mai 3 và Hội Sao Hôm gặp Hội Sao 5. " * 40))
        times = []
        for _ in range(9):
            begin = time.process_time()
            assert len(rows.find(tokens)) == 40
            times.append(time.process_time() - begin)
        return min(times)

    assert seconds(20_000) < 5 * seconds(20) + 1e-3
