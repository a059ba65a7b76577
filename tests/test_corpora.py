"""The project's own corpora are well-formed gold; their manifests and cards tell the truth."""

import json
import re
import tomllib
import unicodedata
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from vnnews.formats import brat
from vnnews.formats.readings import checksum, read_readings
from vnnews.run.train import read_news

CORPORA = Path(__file__).parents[1] / "corpora"
ANNOTATED = sorted(CORPORA.glob("*/*.ann"))
WITH_TEXT = [path for path in ANNOTATED if path.with_suffix(".txt").exists()]
MANIFESTS = sorted(CORPORA.glob("*/manifest.jsonl"))
CARDS = [path.with_name("card.toml") for path in MANIFESTS]
READINGS = sorted(CORPORA.glob("*/names.tsv"))
NEWS = CORPORA.parent.parent / "shared" / "news"
WITHOUT_TEXT = ("news", "agreements")  # annotations of articles in NEWS
LAYER_1 = {"PER", "ORG", "LOC", "DATE"}

# What a relation may join: name -> (types of the first end, types of the second).
RELATIONS = {
    "held_by": ({"TITLE"}, {"PER"}),
    "at": ({"TITLE"}, {"ORG", "LOC"}),
    "party": ({"AGREEMENT"}, {"ORG", "LOC", "PER"}),
    "signer": ({"AGREEMENT"}, {"PER"}),
}
ATTRIBUTES = {
    "Status": ({"TITLE"}, {"former", "acting"}),
    "Kind": (
        {"AGREEMENT"},
        {"program", "regulation", "mou", "agreement", "contract", "treaty", "statement"},
    ),
}
REFERENCES = {"timex": "DATE", "place": "LOC", "signed": "AGREEMENT", "valid": "AGREEMENT"}

_YEAR = r"(?:\d{4}|XXXX)"  # open where nothing tells it
_DAY = rf"{_YEAR}-\d{{2}}-\d{{2}}"
_TIME = r"(?:T(?:MO|MI|AF|EV|NI|\d\d:\d\d))?"
_PART = r"(?:-(?:\d\d|Q[1-4]|H[12]|W\d\d|SP|SU|FA|WI))?"
_POINT = rf"(?:{_DAY}{_TIME}|{_YEAR}{_PART}|\d{{3}}X|\d\d)"
TIMEX = re.compile(rf"(?:{_POINT}|\.\.)(?:/(?:{_POINT}|\.\.))?")
VALID = re.compile(rf"{TIMEX.pattern}|(?:{_POINT}/)?P\d+[YMWD]")


def manifest(folder):
    lines = (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def load(path):
    return brat.read_text(path.with_suffix(".txt")), brat.read(path)


def test_there_is_a_corpus():
    assert CARDS
    assert len(WITH_TEXT) >= 20


@pytest.mark.parametrize("path", WITH_TEXT, ids=lambda path: path.stem)
def test_spans_lie_in_the_text_and_carry_no_edge_whitespace(path):
    text, ann = load(path)
    assert ann.spans
    for span in ann.spans:
        surface = text[span.start : span.end]
        assert 0 <= span.start < span.end <= len(text), span
        assert surface == surface.strip(" \t\r\n\u200b\u00a0"), span
        assert "\n" not in surface, span


@pytest.mark.parametrize("path", WITH_TEXT, ids=lambda path: path.stem)
def test_surfaces_in_the_file_are_those_of_the_text(path):
    text, _ = load(path)
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("T"):
            _, label, surface = line.split("\t")
            _, start, end = label.split()
            assert text[int(start) : int(end)] == surface


@pytest.mark.parametrize("path", ANNOTATED, ids=lambda path: path.stem)
def test_layer_1_is_flat_and_layer_2_encloses_whole_mentions(path):
    ann = brat.read(path)
    names = sorted((s for s in ann.spans if s.type in LAYER_1), key=lambda s: s.start)
    assert all(a.end <= b.start for a, b in pairwise(names))
    for kind in ("TITLE", "AGREEMENT"):
        outer = sorted((s for s in ann.spans if s.type == kind), key=lambda s: s.start)
        assert all(a.end <= b.start for a, b in pairwise(outer))
        for span in outer:
            for name in names:
                apart = name.end <= span.start or span.end <= name.start
                inside = span.start <= name.start and name.end <= span.end
                assert apart or inside, (span, name)
                assert not (kind == "TITLE" and inside and name.type == "PER"), span


@pytest.mark.parametrize("path", ANNOTATED, ids=lambda path: path.stem)
def test_links_and_values_fit_their_types(path):
    ann = brat.read(path)
    kind = {span.id: span.type for span in ann.spans}
    for name, first, second in ann.relations:
        assert kind[first] in RELATIONS[name][0], (name, first)
        assert kind[second] in RELATIONS[name][1], (name, second)
    for target, attributes in ann.attributes.items():
        for name, value in attributes.items():
            assert kind[target] in ATTRIBUTES[name][0], (target, name)
            assert value in ATTRIBUTES[name][1], (target, value)
    for target, references in ann.references.items():
        for name, value in references.items():
            assert kind[target] == REFERENCES[name], (target, name)
            if name != "place":
                pattern = VALID if name == "valid" else TIMEX
                assert pattern.fullmatch(value), (target, name, value)
    dates = {span.id for span in ann.spans if span.type == "DATE"}
    assert dates <= ann.references.keys() or path not in WITH_TEXT  # news has days nobody can tell


@pytest.mark.parametrize("path", ANNOTATED, ids=lambda path: path.stem)
def test_groups_hold_mentions_of_one_type_once(path):
    ann = brat.read(path)
    kind = {span.id: span.type for span in ann.spans}
    for group in ann.groups:
        assert len(group) > 1
        assert len({kind[member] for member in group}) == 1, group
    members = [member for group in ann.groups for member in group]
    assert len(set(members)) == len(members)


@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.parent.name)
def test_manifest_lists_every_article(path):
    rows = manifest(path.parent)
    assert [row["id"] for row in rows] == sorted(p.stem for p in path.parent.glob("*.ann"))


def test_the_manifest_of_the_registers_tells_the_truth():
    folder = CORPORA / "registers"
    for row in manifest(folder):
        text = brat.read_text(folder / f"{row['id']}.txt")
        assert row["words"] == len(text.split()), row["id"]
        assert 150 <= row["words"] <= 450, row["id"]
        date.fromisoformat(row["published"])


@pytest.mark.parametrize("name", WITHOUT_TEXT)
def test_annotations_of_news_hold_no_text(name):
    folder = CORPORA / name
    rows = manifest(folder)
    card = tomllib.loads((folder / "card.toml").read_text(encoding="utf-8"))
    assert card["parts"] == dict(Counter(row["part"] for row in rows))
    for row in rows:
        lines = (folder / f"{row['id']}.ann").read_text(encoding="utf-8").split("\n")
        assert all(line.count("\t") == 1 for line in lines if line[:1] in ("T", "N")), row["id"]


@pytest.mark.skipif(not NEWS.is_dir(), reason="../shared/news is not there")
@pytest.mark.parametrize("name", WITHOUT_TEXT)
def test_annotations_of_news_are_of_the_articles_that_are_there(name):
    rows = {row["id"]: row for row in manifest(CORPORA / name)}
    found = [one for one in read_news([NEWS]) if one.id in rows]
    assert len(found) == len(rows)
    for one in found:
        assert checksum(one.text) == rows[one.id]["check"], one.id
        ann = brat.read(CORPORA / name / f"{one.id}.ann", text=one.text)
        surfaces = [one.text[span.start : span.end] for span in ann.spans]
        assert all(surface == surface.strip() for surface in surfaces), one.id


@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.parent.name)
def test_card_counts_are_true(path):
    card = tomllib.loads(path.read_text(encoding="utf-8"))
    rows = manifest(path.parent)
    assert card["articles"] == len(rows)
    assert card["words"] == sum(row["words"] for row in rows)
    counts = Counter(s.type for p in path.parent.glob("*.ann") for s in brat.read(p).spans)
    assert card["mentions"] == dict(counts)
    for field in ("title", "source", "licence", "guidelines"):
        assert card[field]


@pytest.mark.parametrize("path", READINGS, ids=lambda path: path.parent.name)
def test_readings_hold_no_text_and_their_card_is_true(path):
    readings = read_readings(path)
    card = tomllib.loads(path.with_name("card.toml").read_text(encoding="utf-8"))
    assert card["sentences"] == len(readings)
    assert card["articles"] == len({reading.article for reading in readings})
    assert card["mentions"] == dict(Counter(kind for r in readings for kind, *_ in r.names))
    for field in ("title", "source", "licence", "guidelines", "annotation"):
        assert card[field]
    rows = [row for row in path.read_text(encoding="utf-8").split("\n")[2:] if row]
    assert rows == [reading.row() for reading in readings]
    places = [(reading.article, reading.start) for reading in readings]
    assert places == sorted(set(places))


def test_every_folder_has_a_card():
    folders = [path for path in CORPORA.iterdir() if path.is_dir()]
    assert sorted(path.parent for path in (*CARDS, *READINGS)) == sorted(folders)
    assert all((path / "card.toml").is_file() for path in folders)


def test_the_registers_cover_what_they_are_for():
    folder = CORPORA / "registers"
    rows = {row["id"]: row for row in manifest(folder)}
    texts = {key: brat.read_text(folder / f"{key}.txt") for key in rows}
    assert len({row["source"] for row in rows.values()}) >= 20
    assert sum(row["published"] >= "2025-07-01" for row in rows.values()) >= 3
    assert any("\u200b" in t and unicodedata.normalize("NFC", t) != t for t in texts.values())
    assert any("\r\n" in t and "\n" not in t.replace("\r\n", "") for t in texts.values())
    agreements = [brat.read(folder / f"{key}.ann").references.values() for key in rows]
    with_terms = [r for refs in agreements for r in refs if r.keys() & {"signed", "valid"}]
    assert len(with_terms) >= 6
