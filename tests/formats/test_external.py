"""Each corpus of others is read as its authors give it out, and what became of it is counted."""

import tomllib
from collections import defaultdict
from pathlib import Path

import pytest

from vnnews.formats.external.card import read_card
from vnnews.formats.external.read import read_external
from vnnews.formats.external.sources import SOURCES, CorpusFormat
from vnnews.formats.external.statement import statement_json, statement_lines

SAMPLES = Path(__file__).parent / "samples"
NAMES = sorted(SOURCES)

# What stands in the samples, mention by mention.
GOLD = {
    "vlsp2016": """
        PER Trần Văn Mẫu | ORG Uỷ ban nhân dân tỉnh Nghệ An
        LOC TP. Vinh | LOC Nghệ An
    """,
    "vlsp2018": """
        LOC thành phố Vinh | PER Trần Văn Mẫu | ORG Sở Giáo dục và Đào tạo tỉnh Nghệ An | \
ORG Trường THPT Đô Lương | PER Mẫu
        LOC Việt Nam | PER Lê Thị Thử | ORG CLB Bóng chuyền Sao Mẫu | LOC Hà Nội
    """,
    "vlsp2021": """
        PER Trần Văn Mẫu | LOC Hà Nội | DATE ngày 15/9/2021 | PER Mẫu | \
ORG Bệnh viện Mẫu Số 1 Vinh | DATE từ ngày 15 đến 17/9 | LOC cầu Bến Thủy
    """,
    "phoner": """
        PER Trần Văn Mẫu | LOC TP Vinh | DATE chiều ngày 15-9
        ORG Sở Y tế Nghệ An | LOC Đà Nẵng
    """,
    "wikiann": """
        PER Trần Văn Mẫu
        LOC Vinh | ORG Câu lạc bộ Sao Mẫu
    """,
    "conll2003": """
        LOC Vinh | PER Trần Văn Mẫu | ORG Sao Mẫu | ORG Hội Thử
        LOC Hà Nội
    """,
    "bkee": """
        LOC Vinh | PER Trần Văn Mẫu | ORG Công ty Sao Mẫu | ORG công an tỉnh Nghệ An | \
LOC sân bay Vinh
        PER Lê Thị Thử | ORG Hội Mẫu | LOC Hà Nội
    """,
}


def gold(name):
    return [line.strip() for line in GOLD[name].strip().split("\n")]


def mentions(article):
    spans = article.annotations.spans
    return " | ".join(f"{span.type} {article.text[span.start : span.end]}" for span in spans)


def failed(external):
    return [str(p) for p in external.corpus.problems if p.severity == "failed"]


def test_every_format_has_a_reader_a_card_and_a_sample():
    assert set(CorpusFormat) - {"brat"} == set(SOURCES) == set(GOLD)
    assert {path.parent.name for path in SAMPLES.glob("*/card.toml")} == set(SOURCES)


@pytest.mark.parametrize("name", NAMES)
def test_the_sample_is_read_mention_by_mention(name):
    external = read_external(SAMPLES / name, name)
    assert failed(external) == []
    assert [mentions(article) for article in external.corpus.articles] == gold(name)


@pytest.mark.parametrize("name", NAMES)
def test_what_became_of_the_marks_is_what_the_card_of_the_sample_says(name):
    card = tomllib.loads((SAMPLES / name / "card.toml").read_text(encoding="utf-8"))
    external = read_external(SAMPLES / name, name)
    counted = defaultdict(dict)
    for outcome, number in external.tally.items():
        counted[outcome.fate][f"{outcome.label}: {outcome.detail}"] = number
    told = {fate: card[fate] for fate in ("mapped", "moved", "dropped") if fate in card}
    assert (counted, len(external.corpus.articles)) == (told, card["articles"])
    assert card["format"] == name


@pytest.mark.parametrize("name", NAMES)
def test_cards_tell_all_that_must_be_told(name):
    card = read_card(name)
    for field in (card.title, card.source, card.licence, card.citation, card.measured):
        assert field.strip()
    assert card.types
    assert not set(card.labels) & set(card.dropped)
    assert set(card.led_by) <= set(card.labels)
    assert {*card.inside, *card.outside} <= set(card.types)


@pytest.mark.parametrize("name", NAMES)
def test_the_statement_has_every_count_and_the_reservations(name):
    external = read_external(SAMPLES / name, name)
    lines = list(statement_lines(external))
    told = sum(int(line.split()[0]) for line in lines if line.startswith("   "))
    assert told == external.tally.total()
    assert lines[0].startswith(f"== {external.card.title}")
    for reservation in external.card.reservations:
        assert f"keep in mind: {reservation}" in lines
    counts = statement_json(external)
    parts = [row["count"] for fate in ("mapped", "moved", "dropped") for row in counts[fate]]
    assert sum(parts) == told


@pytest.mark.parametrize("name", NAMES)
def test_one_file_of_it_can_be_named(name):
    path = next(p for p in sorted((SAMPLES / name).rglob("*")) if SOURCES[name].has(p))
    external = read_external(path, name)
    assert failed(external) == []
    assert external.corpus.articles[0].text


# Formats that cannot be told apart: the same marks; the same columns but for a nested one.
ALIKE = [{"vlsp2018", "vlsp2021"}, {"vlsp2016", "conll2003"}]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("other", NAMES)
def test_a_file_in_another_format_gives_nothing_but_errors(name, other):
    if name == other or {name, other} in ALIKE:
        return
    files = [p for p in sorted((SAMPLES / other).rglob("*")) if SOURCES[other].has(p)]
    for file in files:
        external = read_external(file, name)
        assert not external.tally
        assert all(str(file) in message for message in failed(external))
        assert failed(external)


def test_enamex_labels_of_another_corpus_are_counted_as_unknown():
    tally = read_external(SAMPLES / "vlsp2021", "vlsp2018").tally
    unknown = {o.label for o in tally if o.detail == "a label that the card does not know"}
    assert "DATETIME-DATE" in unknown
    assert "LOCATION-GPE" not in unknown  # the part before the dash is known


def test_the_same_sentences_by_words_and_by_syllables_are_counted_once():
    external = read_external(SAMPLES / "phoner", "phoner")
    notes = [p.message for p in external.corpus.problems]
    assert notes == ["2 passages stand in an earlier file too; they are counted once"] * 3
    for file in sorted((SAMPLES / "phoner").rglob("test_*")):
        alone = read_external(file, "phoner")
        assert [mentions(article) for article in alone.corpus.articles] == gold("phoner"), file


def test_sources_are_files_or_the_folders_of_articles():
    def sources(name):
        return {article.source for article in read_external(SAMPLES / name, name).corpus.articles}

    assert sources("vlsp2018") == {"Giao duc", "The thao"}
    assert sources("wikiann") == {"test"}


@pytest.mark.parametrize("name", NAMES)
def test_folders_without_a_corpus(tmp_path, name):
    (tmp_path / "README.md").write_text("nothing")
    for path, told in ((tmp_path, f"no file of {name}"), (tmp_path / "x", "no such file")):
        external = read_external(path, name)
        assert external.corpus.articles == ()
        assert told in failed(external)[0]


@pytest.mark.parametrize("name", NAMES)
def test_bytes_that_are_no_text(tmp_path, name):
    path = tmp_path / "file"
    path.write_bytes(b"Vinh \xff\xfe")
    assert "not UTF-8" in failed(read_external(path, name))[0]


def test_text_without_any_mark_is_no_corpus(tmp_path):
    (tmp_path / "a.muc").write_text("Ông Mẫu đến Vinh.", encoding="utf-8")
    assert "no mark in it has a type here" in failed(read_external(tmp_path, "vlsp2018"))[0]


def test_a_broken_file_is_given_up_after_some_errors(tmp_path):
    path = tmp_path / "test"
    path.write_text("\n\n".join(f"Vinh B-LOC {i}" for i in range(500)), encoding="utf-8")
    messages = failed(read_external(path, "wikiann"))
    assert len(messages) < 30
    assert "the rest is left out" in messages[-1]
