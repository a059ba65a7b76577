import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.formats.problem import Problem
from vnnews.run.inputs import SUFFIXES, Item, find, read, read_file

TEXT = "Ông Trần Mẫu nói."


def read_all(*paths, manifest=None):
    """Items by id, and the problems as strings without the folder."""
    inputs = find(list(paths), manifest)
    found = [*inputs.problems, *read(inputs)]
    items = {item.id: item for item in found if isinstance(item, Item)}
    problems = [p for p in found if isinstance(p, Problem)]
    problems += [p for item in items.values() for p in item.problems]
    return items, problems


def told(problems, folder):
    return [f"{p.severity} {p}".replace(f"{folder}/", "") for p in problems]


def write(folder, **files):
    for name, contents in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(contents if isinstance(contents, bytes) else contents.encode())
    return folder


def test_a_folder_in_order_of_paths_with_its_manifest(tmp_path):
    write(
        tmp_path,
        b_txt=TEXT,
        a_html=f"<p>{TEXT}</p>",
        sub__c_json=json.dumps({"text": TEXT, "published": "2020-01-01", "source": "báo"}),
        sub__d_jsonl=f'{{"id": "x", "text": "{TEXT}"}}\n\n{{"text": "{TEXT}"}}\n',
        manifest_jsonl='{"id": "b", "published": "2019-11-18", "source": "tạp chí"}\n',
        b_ann="",
        notes_md="",
    )
    (tmp_path / ".hidden").mkdir()
    write(tmp_path / ".hidden", e_txt=TEXT)
    items, problems = read_all(tmp_path)
    assert {i: (item.text.strip(), item.published, item.source) for i, item in items.items()} == {
        "a": (TEXT, None, None),
        "b": (TEXT, "2019-11-18", "tạp chí"),
        "c": (TEXT, "2020-01-01", "báo"),
        "x": (TEXT, None, None),
        "d-3": (TEXT, None, None),
    }
    assert list(items) == ["a", "b", "c", "x", "d-3"]
    assert told(problems, tmp_path) == [
        f"note {tmp_path}: left aside, no articles: 1 .ann, 1 .md",
        "note manifest.jsonl: no line for 4 ids: 'a', 'c', 'x', 'd-3'",
    ]


@pytest.mark.parametrize(
    ("name", "contents", "message"),
    [
        ("a.txt", b"", "failed a.txt: empty file"),
        ("a.txt", b" \n\t\r\n", "failed a.txt: only white space"),
        ("a.txt", b"\xef\xbb\xbf", "failed a.txt: only white space"),
        ("a.txt", "\u0301\u0303".encode(), "failed a.txt: no letter in it"),
        ("a.txt", b"...!", "failed a.txt: no letter in it"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00", "failed a.txt: a PNG picture, not text"),
        ("a.txt", bytes(range(256)), "failed a.txt: binary data, not text"),
        ("a.html", b"<html><script>x</script>", "failed a.html: only white space"),
        ("a.json", b"{", "failed a.json: not JSON: Expecting property name"),
        ("a.json", b"3", "failed a.json: not a JSON object or a list of them"),
        ("a.json", b"[]", "failed a.json: an empty list"),
        ("a.json", b'{"id": "a"}', "failed a.json: no \"text\" (id 'a')"),
        ("a.json", b'[{"text":"x"}, {"text": 3}]', 'failed a.json: object 2: no "text"'),
        ("a.json", b'{"id": [], "text": "x"}', 'failed a.json: "id" is no string'),
        ("a.json", b'{"id": "\\ud800", "text": "x"}', 'failed a.json: "id" is no string'),
        ("a.json", b'{"text": " "}', "failed a.json: only white space"),
        ("a.jsonl", b'{"text":"x"}\n{"text"\n', "failed a.jsonl:2: not JSON"),
        ("a.jsonl", b'{"text":"x"}\n\n{"text": ""}', "failed a.jsonl:3: only white space"),
        ("a.jsonl", b"\n \n", "failed a.jsonl: only white space"),
        ("a.jsonl", b'{"text": "\xff x"}', "damaged a.jsonl:1: 1 undecodable places (utf-8)"),
        ("a.txt", b"Tin \xff", "damaged a.txt: 1 undecodable places (utf-8)"),
        ("a.txt", b"Tin \x00 Ha Noi, Ha Noi, Ha Noi", "damaged a.txt: 1 NUL characters"),
        ("a.json", b'{"text": "x \\ud800"}', "damaged a.json: lone surrogates"),
        (
            "a.json",
            b'{"text": "x", "published": "nay"}',
            'damaged a.json: "published" is not a day',
        ),
        ("a.txt", "Hà Nội, Sài Gòn".encode("utf-16"), "note a.txt: read as utf-16-le"),
        ("a.docx", b"x", "failed a.docx: not a kind of file that is read (.txt, .html"),
        ("a", b"x", "failed a: not a kind of file that is read"),
    ],
)
def test_each_bad_input_is_told(tmp_path, name, contents, message):
    (tmp_path / name).write_bytes(contents)
    items, problems = read_all(tmp_path / name)
    (problem,) = told(problems, tmp_path)
    assert problem.startswith(message)
    survivors = 1 if b'"x"}' in contents[:13] or not message.startswith("failed") else 0
    assert len(items) == survivors


def test_places_without_articles(tmp_path):
    (tmp_path / "empty").mkdir()
    write(tmp_path / "other", manifest_jsonl='{"id": "a"}', x_md="x")
    _, problems = read_all(tmp_path / "empty", tmp_path / "none", tmp_path / "other")
    kinds = ".txt, .html, .htm, .json, .jsonl"
    assert told(problems, tmp_path) == [
        f"failed empty: no article in it ({kinds})",
        "failed none: no such file or folder",
        f"failed other: no article in it ({kinds})",
        "note other: left aside, no articles: 1 .md",
        "note other/manifest.jsonl:1: no article was read for 'a'",
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read(tmp_path):
    write(tmp_path, a_txt=TEXT, locked__b_txt=TEXT)
    (tmp_path / "a.txt").chmod(0)
    (tmp_path / "locked").chmod(0)
    try:
        _, problems = read_all(tmp_path)
    finally:
        (tmp_path / "locked").chmod(0o700)
    assert told(problems, tmp_path) == [
        "failed locked: permission denied",
        "failed a.txt: permission denied",
    ]


def test_of_two_with_one_id_the_first_is_kept(tmp_path):
    write(
        tmp_path,
        a_txt=TEXT,
        b_jsonl='{"id": "a", "text": "hai"}\n{"id": "c", "text": "ba"}\n{"id": "c", "text": "tư"}',
        sub__a_txt="năm",
    )
    items, problems = read_all(tmp_path)
    assert {id_: item.text for id_, item in items.items()} == {"a": TEXT, "c": "ba"}
    assert told(problems, tmp_path) == [
        "failed b.jsonl:1: id 'a' is that of a.txt already",
        "failed b.jsonl:3: id 'c' is that of b.jsonl:2 already",
        "failed sub/a.txt: id 'a' is that of a.txt already",
    ]


def test_a_file_given_twice_is_read_once(tmp_path):
    write(tmp_path, a_txt=TEXT)
    items, problems = read_all(tmp_path, tmp_path / "a.txt")
    assert (list(items), problems) == (["a"], [])


def test_a_manifest_with_a_bad_line_serves_with_the_others(tmp_path):
    write(
        tmp_path, a_txt=TEXT, b_txt=TEXT, own_rows='{"id": "a", "published": "2020"}\n{"id": "b"}'
    )
    items, problems = read_all(
        tmp_path / "a.txt", tmp_path / "b.txt", manifest=tmp_path / "own.rows"
    )
    assert sorted(items) == ["a", "b"]
    assert told(problems, tmp_path) == [
        "failed own.rows:1: not a day (YYYY-MM-DD): '2020'",
        "note own.rows: no line for 'a'",
    ]


def test_offsets_count_the_file_with_its_line_ends(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfa\r\nb\rc\n")
    (item,) = read_file(path)
    assert item.text == "\ufeffa\r\nb\rc\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_json_lines_in_every_encoding(tmp_path, encoding):
    path = tmp_path / "a.jsonl"
    path.write_bytes(f'{{"text": "{TEXT}"}}\n{{"text": "hai"}}\n'.encode(encoding))
    assert [item.text for item in read_file(path)] == [TEXT, "hai"]


json_like = st.text(alphabet='{}[]":,text idpublshed\\ud8 012-é\n\x00').map(str.encode)


@pytest.mark.parametrize("suffix", SUFFIXES)
@given(data=st.one_of(st.binary(max_size=60), json_like))
def test_no_file_raises_and_none_is_dropped_in_silence(tmp_path_factory, suffix, data):
    path = tmp_path_factory.getbasetemp() / f"any{suffix}"
    path.write_bytes(data)
    found = list(read_file(path))
    assert found
    assert all(str(f) if isinstance(f, Problem) else f.text for f in found)
