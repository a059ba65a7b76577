from pathlib import Path

import pytest

from vnnews.formats import brat
from vnnews.formats.problem import InputError
from vnnews.records import (
    Agreement,
    Article,
    Date,
    Mention,
    Organization,
    Person,
    Place,
    Span,
    Title,
)

TEXT = "Giám đốc Sở Mẫu\nTỉnh Xa Trần Mơ và bà Mơ ký quy chế ngày 1/2/2020 ở Xa Lạ."
SHARED = Path(__file__).parents[3] / "shared"


def span(words, after=0):
    start = TEXT.index(words, after)
    return Span(start=start, end=start + len(words))


def mention(type_, entity, words, after=0):
    place = span(words, after)
    return Mention(type=type_, entity=entity, start=place.start, end=place.end, rule="test")


def article():
    body, whole = "Sở Mẫu\nTỉnh Xa", "Giám đốc Sở Mẫu\nTỉnh Xa"
    return Article(
        mentions=(
            mention("ORG", "o1", body),
            mention("TITLE", "t1", whole),
            mention("PER", "p1", "Trần Mơ"),
            mention("PER", "p1", "Mơ", 35),
            mention("AGREEMENT", "a1", "quy chế"),
            mention("DATE", "d1", "ngày 1/2/2020"),
            mention("LOC", "l1", "Xa Lạ"),
        ),
        titles=(
            Title(
                id="t1",
                span=span(whole),
                name="Giám đốc",
                holders=("p1",),
                at="o1",
                status="former",
            ),
        ),
        people=(Person(id="p1", name="Trần Mơ"),),
        organizations=(Organization(id="o1", name="Sở Mẫu Tỉnh Xa"),),
        places=(Place(id="l1", name="Xa Lạ", unit="xã Xa Lạ|tỉnh Xa"),),
        dates=(Date(id="d1", span=span("ngày 1/2/2020"), value="2020-02-01"),),
        agreements=(
            Agreement(
                id="a1",
                kind="regulation",
                name="quy chế",
                parties=("o1", "nobody"),
                signers=("p1",),
                signed="2020-02-01",
                valid="../2025",
            ),
        ),
    )


def test_an_article_is_written_as_gold_is():
    written = brat.render(brat.annotate(article()), TEXT)
    assert written.split("\n") == [
        "T1\tTITLE 0 15;16 23\tGiám đốc Sở Mẫu Tỉnh Xa",
        "T2\tORG 9 15;16 23\tSở Mẫu Tỉnh Xa",
        "T3\tPER 24 31\tTrần Mơ",
        "T4\tPER 38 40\tMơ",
        "T5\tAGREEMENT 44 51\tquy chế",
        "T6\tDATE 52 65\tngày 1/2/2020",
        "T7\tLOC 68 73\tXa Lạ",
        "R1\theld_by Arg1:T1 Arg2:T3",
        "R2\tat Arg1:T1 Arg2:T2",
        "R3\tparty Arg1:T5 Arg2:T2",
        "R4\tsigner Arg1:T5 Arg2:T3",
        "A1\tStatus T1 former",
        "A2\tKind T5 regulation",
        "N1\tReference T5 signed:2020-02-01\t2020-02-01",
        "N2\tReference T5 valid:../2025\t../2025",
        "N3\tReference T6 timex:2020-02-01\t2020-02-01",
        "N4\tReference T7 place:xã_Xa_Lạ|tỉnh_Xa\txã Xa Lạ|tỉnh Xa",
        "*\tEquiv T3 T4",
        "",
    ]


def test_what_was_written_is_read_back():
    annotations = brat.annotate(article())
    assert brat.parse(brat.render(annotations, TEXT), text=TEXT) == annotations


@pytest.mark.parametrize(
    ("ann", "line", "message"),
    [
        ("T1\tPER 0 3\tGiá\nT2\tXYZ 0 3\tGiá", 2, "unknown label 'XYZ'"),
        ("T1\tPER 0 3\tGiá\n\nT1\tPER 4 5\tđ", 3, "T1 is used twice"),
        ("T1\tPER 70 99\tLạ", 1, "not a span of the text"),
        ("T1\tPER 3 3\t", 1, "not a span of the text"),
        ("T1\tPER\tGiá", 1, "not a brat annotation"),
        ("T1\tPER a b\tGiá", 1, "not a brat annotation"),
        ("T1\tPER 0 3\tGiá\nR1\theld_by Arg1:T1 Arg2:T9", 2, "no annotation has the id T9"),
        ("R1\theld_by Arg1:T1", 1, "not a brat annotation"),
        ("T1\tPER 0 3\tGiá\nA1\tStatus T1", 2, "not a brat annotation"),
        ("*\tEquiv T1 T2", 1, "no annotation has the id T1"),
        ("PER 0 3", 1, "a kind of line that is not used here"),
        ("một dòng lạ", 1, "a kind of line that is not used here"),
    ],
)
def test_a_wrong_line_is_named(ann, line, message):
    with pytest.raises(InputError, match=message) as caught:
        brat.parse(ann, name="x.ann", text=TEXT)
    assert str(caught.value).startswith(f"x.ann:{line}: ")


def test_notes_of_annotators_are_no_annotations():
    assert brat.parse("#1\tAnnotatorNotes T1\tsao?\n") == brat.Annotations()


def test_bytes_that_are_not_utf8_are_told(tmp_path):
    file = tmp_path / "a.ann"
    file.write_bytes(b"T1\tPER 0 3\t\xff")
    with pytest.raises(InputError, match=r"a\.ann: not UTF-8: .* at byte 11"):
        brat.read(file)


@pytest.mark.skipif(not SHARED.exists(), reason="../shared is not there")
@pytest.mark.parametrize("id_", ["t001", "t097", "t242", "t408"])
def test_gold_comes_out_as_it_went_in(id_):
    ann = SHARED / "corpora" / "train" / f"{id_}.ann"
    text = brat.read_text(ann.with_suffix(".txt"))
    written = brat.render(brat.read(ann, text=text), text)

    def lines(contents):
        """Without the numbers of R, A and N lines, which nothing refers to."""
        return sorted(s if s[:1] in "T*" else s.partition("\t")[2] for s in contents.split("\n"))

    assert lines(written) == lines(ann.read_text(encoding="utf-8"))


def test_line_ends_are_left_alone(tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes(b"\xef\xbb\xbfa\r\nb\rc")
    assert brat.read_text(file) == "\ufeffa\r\nb\rc"
