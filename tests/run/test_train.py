"""What ``vnnews train`` refuses, and where it says the fault is."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from vnnews.formats.problem import InputError
from vnnews.run.train import Recipe, read_articles, read_news, run_train

TEXT = "Ông An họp tại Huế.\n"


def corpus(folder: Path, ann: str) -> Path:
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "a.ann").write_text(ann, encoding="utf-8")
    return folder


def test_articles_are_read(tmp_path: Path):
    article = read_articles([corpus(tmp_path, "T1\tPER 4 6\tAn\n")])[0]
    assert [(s.type, article.text[s.start : s.end]) for s in article.annotations.spans] == [
        ("PER", "An")
    ]


@pytest.mark.parametrize(
    ("ann", "message"),
    [
        ("T1\tPER 4 600\tAn\n", r"a\.ann:1"),
        ("T1\tPER 4 6\tAn\nT2\tHERO 0 3\tÔng\n", r"a\.ann:2"),
        ("T1\tPER 4 6\tAn\nT2\tORG 4 10\tAn họp\n", r"a\.ann: T1 and T2 overlap: PER, ORG"),
        ("T1\tPER four 6\tAn\n", r"a\.ann:1"),
    ],
)
def test_a_broken_annotation_is_named(tmp_path: Path, ann: str, message: str):
    with pytest.raises(InputError, match=message):
        read_articles([corpus(tmp_path, ann)])


def test_an_empty_corpus_is_named(tmp_path: Path):
    with pytest.raises(InputError, match="no annotated article"):
        read_articles([tmp_path])


@pytest.mark.parametrize(("output", "vectors"), [("no/m.npz", None), ("m.npz", "no/v.npz")])
def test_a_folder_that_is_missing_is_told_first(tmp_path: Path, output: str, vectors: str | None):
    recipe = Recipe((tmp_path,), vectors=vectors and tmp_path / vectors)
    with pytest.raises(InputError, match=r"no/[mv]\.npz: its folder is not there"):
        run_train(recipe, tmp_path / output, print)


def test_unlabelled_articles_come_from_files_and_folders(tmp_path: Path):
    with gzip.open(tmp_path / "a.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write('{"id": "1", "text": "Ông An."}\n')
    (tmp_path / "b.jsonl").write_text('{"text": "Bà Bình."}\n', encoding="utf-8")
    assert [one.text for one in read_news([tmp_path])] == ["Ông An.", "Bà Bình."]


def test_a_bad_line_of_unlabelled_articles_is_named(tmp_path: Path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Ông An."}\n{"title": 1}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.jsonl:2: not an object with a text"):
        list(read_news([path]))
