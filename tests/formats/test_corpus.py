import pytest

from vnnews.formats import jsonl
from vnnews.formats.corpus import read_corpus, read_predictions
from vnnews.records import Article, Mention


@pytest.fixture
def folder(tmp_path):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for id_ in ("a", "b"):
        (corpus / f"{id_}.txt").write_text("ông Mẫu", encoding="utf-8")
        (corpus / f"{id_}.ann").write_text("T1\tPER 4 7\tMẫu\n", encoding="utf-8")
    (corpus / "manifest.jsonl").write_text('{"id": "a", "published": "2020-01-02"}\n{"id": 3}\n')
    return corpus


def test_articles_with_what_the_manifest_says(folder):
    corpus = read_corpus(folder)
    assert [(a.id, a.text, a.published, len(a.annotations.spans)) for a in corpus.articles] == [
        ("a", "ông Mẫu", "2020-01-02", 1),
        ("b", "ông Mẫu", None, 1),
    ]
    assert [(p.line, p.message) for p in corpus.problems] == [(2, 'no "id"')]


@pytest.mark.parametrize(
    ("name", "contents", "told"),
    [
        ("a.ann", b"T1\tPER 4 70\tx\n", "a.ann:1: not a span of the text"),
        ("a.ann", b"\xff\n", "a.ann: not UTF-8"),
        ("a.txt", b"\xff\n", "a.txt: not UTF-8"),
        ("a.txt", None, "a.txt: no such file"),
    ],
)
def test_a_bad_article_costs_only_itself(folder, name, contents, told):
    if contents is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(contents)
    corpus = read_corpus(folder)
    assert [a.id for a in corpus.articles] == ["b"]
    assert str(corpus.problems[-1]).startswith(f"{folder}/{told}")


def test_no_corpus(tmp_path):
    for path, told in ((tmp_path, "no annotated article"), (tmp_path / "x", "no such file")):
        corpus = read_corpus(path)
        assert corpus.articles == ()
        assert told in str(corpus.problems[0])


def test_predictions_out_of_a_folder(folder, tmp_path):
    pred = tmp_path / "pred"
    pred.mkdir()
    (pred / "a.ann").write_text("T1\tPER 0 3\tông\n", encoding="utf-8")
    made, problems = read_predictions(pred, read_corpus(folder))
    assert [span.start for span in made["a"].spans] == [0]
    assert [p.severity for p in problems] == ["damaged"]
    assert "no predictions for 1 articles, which count as empty: b" in problems[0].message


def test_predictions_out_of_records(folder, tmp_path):
    file = tmp_path / "pred.jsonl"
    mention = Mention(type="PER", entity="p1", start=4, end=7, rule="test")
    records = [Article(id=i, mentions=(mention,)) for i in ("a", "b", "c", "b")]
    beyond = Mention(type="PER", entity="p1", start=4, end=70, rule="test")
    records.append(Article(id="b", mentions=(beyond,)))
    file.write_bytes(b"".join(map(jsonl.render, records)) + b"{}x\n")
    made, problems = read_predictions(file, read_corpus(folder))
    assert sorted(made) == ["a", "b"]
    assert [p.message.partition(":")[0] for p in problems] == [
        f"'c' is not in {folder}",
        "'b' stands there twice",
        "'b'",
        "not an article record",
    ]
