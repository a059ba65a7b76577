import json

import pytest

from vnnews.formats import jsonl
from vnnews.formats.problem import InputError
from vnnews.records import Article


def test_records_come_back(tmp_path):
    file = tmp_path / "a.jsonl"
    articles = [Article(id="a"), Article(id="b", author="Trần Mẫu")]
    file.write_bytes(b"\n".join(jsonl.render(a, "một\ndòng") for a in articles))
    assert list(jsonl.read(file)) == articles


@pytest.mark.parametrize("text", ["", "một\ndòng", "\ud800 lẻ", '"\\', "😀\x00"])
def test_the_text_stands_beside_the_record(text):
    line = jsonl.render(Article(id="a"), text)
    assert line.count(b"\n") == 1
    assert json.loads(line)["text"] == text.replace("\ud800", "\ufffd")
    assert Article.from_json(line) == Article(id="a")


@pytest.mark.parametrize("line", [b"{", b"[]", b'{"mentions": 3}', b"\xff"])
def test_a_wrong_line_is_named(tmp_path, line):
    file = tmp_path / "a.jsonl"
    file.write_bytes(jsonl.render(Article(id="a")) + b"\n" + line)
    records = jsonl.read(file)
    assert next(records).id == "a"
    with pytest.raises(InputError, match=r"a\.jsonl:3: not an article record"):
        next(records)
