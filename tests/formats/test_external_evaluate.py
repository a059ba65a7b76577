"""``vnnews evaluate --format``: scores of the types that a corpus marks, below what was made of it.

The samples are scored by predictions that are given and, end to end, by extraction.
"""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from vnnews import cli
from vnnews.formats import jsonl
from vnnews.formats.external.read import read_external
from vnnews.records import Article, Mention

SAMPLES = Path(__file__).parent / "samples"


def call(*args):
    done = CliRunner().invoke(cli.app, ["evaluate", *map(str, args)])
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def pred(tmp_path):
    """The gold of the sample of VLSP 2018 as predictions, its first ORG missing, a DATE added."""
    records = []
    for article in read_external(SAMPLES / "vlsp2018", "vlsp2018").corpus.articles:
        mentions = [
            Mention(type=s.type, entity=s.id, start=s.start, end=s.end, rule="test")
            for s in article.annotations.spans
        ]
        mentions.append(Mention(type="DATE", entity="d", start=0, end=1, rule="test"))
        records.append(Article(id=article.id, mentions=tuple(mentions)))
    kept = tuple(m for m in records[0].mentions if m.entity != "T3")
    records[0] = Article(id=records[0].id, mentions=kept)
    path = tmp_path / "pred.jsonl"
    path.write_bytes(b"".join(map(jsonl.render, records)))
    return path


def test_vlsp2018_with_predictions(pred):
    corpus = SAMPLES / "vlsp2018"
    args = ("--format", "vlsp2018", "--pred", pred, "--errors", "ORG", "--by", "source")
    code, out, err = call(corpus, *args)
    assert (code, err) == (0, "")
    assert "licence: research only" in out
    assert "       3  ORGANIZATION → ORG\n" in out
    assert "       2  LOCATION: inside ORGANIZATION\n" in out
    assert "       1  MISCELLANEOUS: no such type\n" in out
    assert "policy: only PER, ORG, LOC are scored" in out
    assert re.findall(r"== (\S+)", out) == ["VLSP", "ALL", "Giao", "The", "ORG:"]
    table = out.partition("== ALL")[2].partition("\n\n")[0].split("\n")[2:]
    assert [line.split()[:4] for line in table] == [
        ["PER", "1.000", "1.000", "1.000"],
        ["ORG", "1.000", "0.667", "0.800"],
        ["LOC", "1.000", "1.000", "1.000"],
        ["all", "types", "1.000", "0.889"],
    ]
    assert "Giao duc/00000001:" in out.partition("== ORG")[2]


def test_vlsp2018_for_machines(pred):
    corpus = SAMPLES / "vlsp2018"
    code, out, _ = call(corpus, "-f", "vlsp2018", "--pred", pred, "--json", "--interval")
    told = json.loads(out)
    assert code == 0
    assert list(told["rows"]) == ["PER", "ORG", "LOC", "all types"]
    assert told["rows"]["ORG"]["strict"]["fn"] == 1
    assert len(told["rows"]["ORG"]["interval"]) == 2
    assert "places" not in told
    assert "coreference" not in told
    assert told["corpus"]["dropped"][0] == {
        "label": "LOCATION",
        "detail": "inside ORGANIZATION",
        "count": 2,
    }
    assert told["corpus"]["citation"].startswith("Nguyen")


@pytest.mark.parametrize("name", sorted(path.parent.name for path in SAMPLES.glob("*/card.toml")))
def test_extraction_is_scored_end_to_end(name):
    code, out, err = call(SAMPLES / name, "--format", name)
    assert code == 0, err
    rows = dict(
        line.split(maxsplit=1) for line in out.partition("== ALL")[2].split("\n")[2:] if line
    )
    assert rows
    assert set(rows) <= {"PER", "ORG", "LOC", "DATE", "all"}
    assert float(rows["LOC"].split()[1]) > 0.3


@pytest.mark.parametrize(
    ("args", "code", "told"),
    [
        (("vlsp2018", "--format", "vlsp2016"), 2, "no file of vlsp2016 (*.txt, *.tsv, *.conll)"),
        (("wikiann/test", "--format", "phoner"), 2, "wikiann/test:1: 1 columns, not word and tag"),
        (("nothing", "--format", "bkee"), 2, "nothing: no such file or directory"),
        (("vlsp2018", "--format", "vlsp2019"), 2, "vlsp2019"),
        (("vlsp2018", "--format", "vlsp2018", "--errors", "DATE"), 2, "there are: PER, ORG, LOC"),
        (("vlsp2021", "--format", "bkee"), 2, "no file of bkee"),
    ],
)
def test_what_cannot_be_done(monkeypatch, args, code, told):
    monkeypatch.chdir(SAMPLES)
    found, out, err = call(*args)
    assert (found, out) == (code, "")
    assert told in err


def test_a_broken_sentence_is_told_and_the_rest_scored(tmp_path):
    text = (SAMPLES / "wikiann" / "test").read_text(encoding="utf-8")
    (tmp_path / "test").write_text(f"{text}vi:Vinh\tLOC\n", encoding="utf-8")
    code, out, err = call(tmp_path, "--format", "wikiann")
    assert code == 1
    line = text.count("\n") + 1
    assert f"{tmp_path / 'test'}:{line}: not a tag (O, B-LABEL, I-LABEL): 'LOC'" in err
    assert "== ALL (2 articles)" in out
