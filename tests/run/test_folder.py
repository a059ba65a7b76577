import itertools
import json
import os
import signal
import subprocess
import sys
import time

import pytest

from vnnews.extractor import Extractor
from vnnews.formats import jsonl
from vnnews.formats.corpus import read_corpus
from vnnews.records import Article, Mention, Note
from vnnews.run import folder, outputs
from vnnews.run.folder import Job, extract_all, outcome
from vnnews.run.inputs import Item, find
from vnnews.run.outputs import Format, atomic, refusal


class Fake:
    """Marks the first three characters; has a defect for texts that ask for one."""

    def extract(self, text, *, published=None, source=None, id=None):
        if "defect" in text:
            raise KeyError("x")
        mention = Mention(type="PER", entity="p1", start=0, end=3, rule="fake")
        return Article(id=id, published=published, source=source, mentions=(mention,))


def inputs_of(folder, texts):
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_bytes(text.encode())
    return find([folder])


def test_one_line_an_article_in_order(tmp_path):
    inputs = inputs_of(tmp_path / "in", {"b": "Bài hai", "a": "Bài một"})
    summary = extract_all(inputs, tmp_path / "new" / "out.jsonl", Job(Fake()))
    assert [a.id for a in jsonl.read(tmp_path / "new" / "out.jsonl")] == ["a", "b"]
    assert (summary.written, summary.problems) == (2, [])


def test_brat_copies_the_text_to_the_byte(tmp_path):
    data = "\ufeffÔng Mẫu\r\nnói\u0301\r".encode()
    inputs = inputs_of(tmp_path / "in", {"a": data.decode()})
    out = tmp_path / "out"
    extract_all(inputs, out, Job(Fake(), Format.BRAT))
    assert sorted(p.name for p in out.iterdir()) == ["a.ann", "a.txt", "manifest.jsonl"]
    assert (out / "a.txt").read_bytes() == data
    corpus = read_corpus(out)
    assert corpus.problems == ()
    assert [span.end for span in corpus.articles[0].annotations.spans] == [3]


def test_a_defect_costs_one_article_and_is_told(tmp_path):
    inputs = inputs_of(tmp_path / "in", {"a": "một", "b": "defect", "c": "ba"})
    heard = []
    summary = extract_all(inputs, tmp_path / "out.jsonl", Job(Fake()), heard.append)
    assert [a.id for a in jsonl.read(tmp_path / "out.jsonl")] == ["a", "c"]
    assert summary.written == 2
    assert [str(p).rpartition("/")[2] for p in heard] == [
        "b.txt: a defect of vnnews, please report it: KeyError: 'x'"
    ]


def test_damage_stands_in_the_notes_of_the_record(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"Tin \xff")
    extract_all(find([path]), tmp_path / "out.jsonl", Job(Fake()))
    (article,) = jsonl.read(tmp_path / "out.jsonl")
    detail = "1 undecodable places (utf-8) replaced by U+FFFD"
    assert article.notes == (Note(reason="damaged-input", detail=detail),)


def test_surrogates_keep_their_place(tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"text": "Mẫu \ud83d\ude00 \udc00\ud800 hết"}))
    for format_, out in ((Format.BRAT, tmp_path / "out"), (Format.JSONL, tmp_path / "out.jsonl")):
        extract_all(find([path]), out, Job(Fake(), format_, with_text=True))
    assert (tmp_path / "out" / "a.txt").read_text() == "Mẫu 😀 \ufffd\ufffd hết"
    assert json.loads((tmp_path / "out.jsonl").read_bytes())["text"] == "Mẫu 😀 \ufffd\ufffd hết"


@pytest.mark.parametrize(
    "id_", ["", "..", ".a", "a/b", "a\\b", "a\x00", "a\n", "ả" * 99, "manifest"]
)
def test_ids_that_are_no_file_names(id_):
    assert refusal(id_, Format.BRAT)
    item = Item(id_, "Tin", "in.jsonl", 3)
    done = outcome(Job(Fake(), Format.BRAT), item)
    assert done.rendered is None
    assert "cannot be a file name" in str(done.problems[0])
    assert outcome(Job(Fake()), item).rendered is not None


def test_no_id_leaves_the_folder(tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_text('{"id": "../../x", "text": "Tin"}\n{"id": "y", "text": "Tin"}\n')
    summary = extract_all(find([path]), tmp_path / "a" / "b", Job(Fake(), Format.BRAT))
    assert summary.written == 1
    assert {p.name for p in tmp_path.rglob("*.ann")} == {"y.ann"}


def test_nothing_of_a_file_that_could_not_be_completed(tmp_path):
    with pytest.raises(ZeroDivisionError), atomic(tmp_path / "x") as file:  # noqa: PT012
        file.write(b"half")
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_an_earlier_output_stays_until_the_new_one_is_complete(tmp_path):
    out = tmp_path / "out.jsonl"
    out.write_bytes(b"old")
    inputs = inputs_of(tmp_path / "in", {"a": "một"})

    def stop(_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        extract_all(inputs, out, Job(Fake()), advance=stop)
    assert out.read_bytes() == b"old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in", "out.jsonl"]


def test_a_text_never_stands_beside_the_annotations_of_another(tmp_path, monkeypatch):
    out = tmp_path / "out"
    extract_all(inputs_of(tmp_path / "in", {"a": "Bài cũ"}), out, Job(Fake(), Format.BRAT))
    real = outputs.atomic

    def failing(path):
        if path.suffix == ".ann":
            raise OSError(28, "No space left on device")
        return real(path)

    monkeypatch.setattr(outputs, "atomic", failing)
    again = inputs_of(tmp_path / "again", {"a": "Bài mới hơn"})
    with pytest.raises(OSError, match="No space"):
        extract_all(again, out, Job(Fake(), Format.BRAT))
    assert (out / "a.txt").read_text() == "Bài mới hơn"
    assert not (out / "a.ann").exists()


def test_new_files_are_as_readable_as_any_other(tmp_path):
    with atomic(tmp_path / "x") as file:
        file.write(b"x")
    (tmp_path / "y").write_bytes(b"y")
    assert (tmp_path / "x").stat().st_mode == (tmp_path / "y").stat().st_mode


def test_reading_goes_no_further_ahead_than_it_must(tmp_path, monkeypatch):
    """Articles are read as they are written, not all at first."""
    path = tmp_path / "in.jsonl"
    path.write_text("".join(f'{{"id": "{i}", "text": "Tin"}}\n' for i in range(100)))
    seen = []
    read_ahead = itertools.count()
    fake = Fake()
    real = fake.extract
    monkeypatch.setattr(fake, "extract", lambda *a, **k: (next(read_ahead), real(*a, **k))[1])
    extract_all(find([path]), None, Job(fake), advance=lambda _: seen.append(next(read_ahead)))
    assert seen == list(range(1, 201, 2))


def test_several_processes_write_the_same_bytes(tmp_path):
    texts = {
        f"{i:03}": f"Ông Trần Văn Mẫu thăm Hà Nội ngày {i % 28 + 1}/5/2020." for i in range(40)
    }
    texts["007"] = " "
    inputs = inputs_of(tmp_path / "in", texts)
    written = []
    for processes in (1, 2):
        out = tmp_path / f"{processes}.jsonl"
        summary = extract_all(inputs, out, Job(Extractor(), processes=processes))
        assert (summary.written, len(summary.problems)) == (39, 1)
        written.append(out.read_bytes())
    assert written[0] == written[1]


CRASH = """
import sys, time
from pathlib import Path
from vnnews.records import Article
from vnnews.run.folder import Job, extract_all
from vnnews.run.inputs import find
class Slow:
    def extract(self, text, *, published=None, source=None, id=None):
        print(id, flush=True)
        time.sleep(0 if id < "b" else 60)
        return Article(id=id)
extract_all(find([Path(sys.argv[1])]), Path(sys.argv[2]), Job(Slow()))
"""


def test_a_killed_run_leaves_no_output(tmp_path):
    inputs_of(tmp_path / "in", {"a": "một", "b": "hai"})
    command = [sys.executable, "-c", CRASH, str(tmp_path / "in"), str(tmp_path / "out.jsonl")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "a\n"
        assert process.stdout.readline() == "b\n"
        os.kill(process.pid, signal.SIGKILL)
    assert not (tmp_path / "out.jsonl").exists()


def test_one_long_line_takes_linear_time(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Ông Trần Văn Mẫu thăm Hà Nội. " * 100_000)
    begin = time.process_time()
    extract_all(find([path]), tmp_path / "out.jsonl", Job(Fake()))
    assert time.process_time() - begin < 3


DYING = """
import os
from vnnews.records import Article
class Dying:
    def extract(self, text, *, published=None, source=None, id=None):
        if "chết" in text:
            os._exit(9)
        return Article(id=id)
"""


def test_a_killed_process_costs_the_article_that_killed_it(tmp_path, monkeypatch):
    (tmp_path / "dying.py").write_text(DYING)
    monkeypatch.syspath_prepend(tmp_path)
    import dying

    monkeypatch.setattr(folder, "_CHUNK", 2)
    monkeypatch.setattr(folder, "_AHEAD", 1)
    texts = {f"{i:03}": "một" for i in range(12)} | {"001": "chết", "002": " "}
    inputs = inputs_of(tmp_path / "in", texts)
    summary = extract_all(inputs, tmp_path / "out.jsonl", Job(dying.Dying(), processes=2))
    assert [str(p).rpartition("/")[2] for p in summary.problems] == [
        "001.txt: its process was ended from outside (too little memory?)",
        "002.txt: only white space",
    ]
    assert [a.id for a in jsonl.read(tmp_path / "out.jsonl")] == sorted(
        texts.keys() - {"001", "002"}
    )
