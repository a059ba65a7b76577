"""What the benchmarks do with what they measure: reading a rival's tags, keeping, printing."""

import json
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "benchmarks"


@pytest.fixture
def load(monkeypatch):
    """Imports a module of ``benchmarks``, and forgets it afterwards."""
    before = set(sys.modules)
    monkeypatch.syspath_prepend(str(FOLDER))
    yield __import__
    for name in set(sys.modules) - before:
        if (FOLDER / f"{name}.py").exists():
            del sys.modules[name]


TAGGED = [
    ("Ông", "O"), ("Lê Văn An", "B-PER"), (",", "O"), ("Sở", "B-ORG"), ("Y tế", "I-ORG"),
    ("Hà Nam", "B-LOC"), ("Hà Nội", "B-LOC"), ("World Cup", "B-MISC"), ("UỶ", "O"),
    ("Huế", "I-LOC"),
]  # fmt: skip


@pytest.mark.parametrize("text", ["Ông Lê Văn  An, Sở Y tế Hà Nam\nHà Nội World Cup Ủy Huế"])
def test_tags_are_found_where_they_stand(load, monkeypatch, text):
    peer = load("peer")
    monkeypatch.setattr(peer, "tag", lambda _: [(word, "", "", mark) for word, mark in TAGGED])
    annotations, dropped = peer.annotate(text)
    found = [(span.type, text[span.start : span.end]) for span in annotations.spans]
    assert found == [
        ("PER", "Lê Văn  An"),
        ("ORG", "Sở Y tế"),
        ("LOC", "Hà Nam"),
        ("LOC", "Hà Nội"),
        ("LOC", "Huế"),  # an I- that opens, and a word before it that was rewritten
    ]
    assert dropped == 1


def test_the_last_line_of_a_key_counts(load, monkeypatch, tmp_path):
    record = load("record")
    monkeypatch.setattr(record, "RESULTS", tmp_path)
    rows = [{"system": "a", "n": 1}, {"system": "b", "n": 2}, {"system": "a", "n": 3}]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / "x.jsonl").write_text(lines, encoding="utf-8")
    found = record.latest("x", "system")
    assert {key: row["n"] for key, row in found.items()} == {("a",): 3, ("b",): 2}
    assert record.latest("absent", "system") == {}


def test_marks_are_filled_in_line_and_in_blocks(load, monkeypatch):
    report = load("report")
    monkeypatch.setattr(report, "TABLES", {"x": lambda: "7", "none": lambda: None})
    text = "a <!-- x -->1<!-- /x --> b\n<!-- x -->\nold\n<!-- /x -->\n<!-- none -->k<!-- /none -->"
    assert report.MARKED.sub(report._fill, text) == (
        "a <!-- x -->7<!-- /x --> b\n<!-- x -->\n7\n<!-- /x -->\n<!-- none -->k<!-- /none -->"
    )


def test_every_mark_has_a_table(load):
    report = load("report")
    for document in report.DOCUMENTS:
        text = (FOLDER.parent / document).read_text(encoding="utf-8")
        assert {match[2] for match in report.MARKED.finditer(text)} <= report.TABLES.keys()


def test_a_sample_is_spread_over_the_corpus(load):
    speed = load("speed")
    assert speed._every(list(range(94)), 12) == [3, 10, 17, 24, 31, 38, 45, 52, 59, 66, 73, 80]
    assert speed._every([1, 2], 12) == [1, 2]


def test_damage_keeps_lengths(load):
    quality = load("quality")
    text = "Đồng chí Straße Nguyễn Thị Nghĩa"
    made = {name: change(text) for name, change in quality.DAMAGE.items()}
    assert made["in capitals"] == "ĐỒNG CHÍ STRAßE NGUYỄN THỊ NGHĨA"
    assert made["without diacritics"] == "Dong chi Straße Nguyen Thi Nghia"


def test_parameters_left_out_are_not_read(load):
    learning, np = load("learning"), pytest.importorskip("numpy")
    from vnnews.find.tagger.tagger import SHIPPED, open_tagger

    whole = open_tagger(SHIPPED)._network._parameters
    less = learning.without(whole, learning.Course(hits=False, groups=False))
    width = whole.width
    (weights, _), (kept, _) = less.layers[0], whole.layers[0]
    assert not less.hits.any()
    assert not weights[3 * width :].any()
    assert np.array_equal(weights[: 3 * width], kept[: 3 * width])
    assert whole.hits.any()
    assert kept[3 * width :].any()


def test_a_tagger_can_be_left_alone(load):
    from vnnews.find.mentions import propose
    from vnnews.find.tagger.tagger import Reading
    from vnnews.records import Article

    class Deaf:
        def read(self, _tokens, hits):
            self.hits = {hit.type for hit in hits}
            return Reading((), [0.0] * len(hits))

    text = "Ông Lê Văn An, Giám đốc Sở Y tế Hà Nam, họp ngày 5/3/2024."
    reader, tagger = load("learning").Reader, Deaf()
    found: Article = reader(tagger, alone=True).extract(text)
    assert tagger.hits == {"DATE"}
    assert [date.value for date in found.dates] == ["2024-03-05"]
    assert not found.people
    reader(tagger).extract(text)
    assert "PER" in tagger.hits
    assert propose.__module__ == "vnnews.find.mentions"


def test_annotations_of_news_are_joined_with_their_text(load, monkeypatch, tmp_path):
    from vnnews.formats.readings import checksum

    news = load("news")
    monkeypatch.setattr(news, "CORPORA", tmp_path)
    monkeypatch.setattr(news, "TEXTS", tmp_path / "texts")
    assert news.read_part("some", "test") is None
    texts = {"b": "Lê An về.", "a": "Ở Huế.", "c": "Ở Đà Lạt.", "unread": "Ở Vinh."}
    parts = {"a": "test", "b": "test", "c": "development"}
    rows = [
        {"id": each, "part": part, "check": checksum(texts[each]), "published": None, "source": "x"}
        for each, part in parts.items()
    ]
    (tmp_path / "texts").mkdir()
    (tmp_path / "some").mkdir()

    def write(name, lines):
        text = "".join(json.dumps(line) + "\n" for line in lines)
        (tmp_path / name).write_text(text, encoding="utf-8")

    write("texts/some.jsonl", [{"id": each, "text": text} for each, text in texts.items()])
    write("some/manifest.jsonl", rows)
    (tmp_path / "some/a.ann").write_text("T1\tLOC 2 5\n", encoding="utf-8")
    (tmp_path / "some/b.ann").write_text("T1\tPER 0 5\n", encoding="utf-8")
    articles = news.read_part("some", "test").articles
    assert [(article.id, article.source) for article in articles] == [("a", "x"), ("b", "x")]
    spans = [article.annotations.spans[0] for article in articles]
    assert [(span.type, span.start, span.end) for span in spans] == [("LOC", 2, 5), ("PER", 0, 5)]
    write("some/manifest.jsonl", [{**rows[0], "check": "another"}])
    with pytest.raises(ValueError, match="a has another text"):
        news.read_part("some", "test")


def test_differences_are_told_in_points(load):
    report = load("report")
    row, other = ({"rows": {"PER": {"strict": {"f1": f1}}}} for f1 in (0.9, 0.925))
    assert report._beside(row, other, "PER") == ".900 (−2.5)"
    assert report._beside(row, None, "PER") == ".900"
    assert report._range([80, 77, 79]) == "77 to 80"
    assert report._range([3, 3]) == "3"
