import pytest

from vnnews.formats.manifest import parse_day, parse_object, read_manifest


def read(tmp_path, contents):
    path = tmp_path / "manifest.jsonl"
    path.write_bytes(contents if isinstance(contents, bytes) else contents.encode())
    manifest = read_manifest(path)
    return manifest.rows, [(p.line, p.message, p.severity) for p in manifest.problems]


def test_good_lines_are_used_and_bad_ones_named(tmp_path):
    rows, problems = read(
        tmp_path,
        '\ufeff{"id": "a", "published": "2019-11-18", "source": "mẫu", "words": 3}\r\n'
        "\n"
        '{"id": "b"\n'
        '{"id": "a"}\n'
        "[1]\n"
        '{"published": "2019-11-18"}\n'
        '{"id": "c", "published": "2019-13-18"}\n'
        '{"id": "d", "source": 3}\n'
        '{"id": "e", "published": null}\n',
    )
    assert {id_: (row.published, row.source, row.line) for id_, row in rows.items()} == {
        "a": ("2019-11-18", "mẫu", 1),
        "e": (None, None, 9),
    }
    assert problems == [
        (3, "not JSON: Expecting ',' delimiter at column 11", "failed"),
        (4, "id 'a' stands on line 1 already", "failed"),
        (5, "not a JSON object", "failed"),
        (6, 'no "id"', "failed"),
        (7, "not a day (YYYY-MM-DD): '2019-13-18'", "failed"),
        (8, '"source" is not a string', "failed"),
    ]


def test_a_manifest_that_is_not_there(tmp_path):
    manifest = read_manifest(tmp_path / "none.jsonl")
    assert [str(p).removeprefix(str(tmp_path)) for p in manifest.problems] == [
        "/none.jsonl: no such file or directory"
    ]


def test_undecodable_bytes_are_told(tmp_path):
    rows, problems = read(tmp_path, b'{"id": "a\xff"}')
    assert problems == [(None, "1 undecodable places", "damaged")]
    assert list(rows) == ["a\ufffd"]


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("2019-11-18", "2019-11-18"),
        (" 2019-11-18 ", "2019-11-18"),
        ("20191118", "2019-11-18"),
        ("2019-11-18T23:30:00", "2019-11-18"),
        ("2019-11-18T23:30:00+07:00", "2019-11-18"),
        ("2019-11-18 17:00:00+00:00", "2019-11-19"),
    ],
)
def test_days(told, day):
    assert parse_day(told) == day


@pytest.mark.parametrize(
    "told", ["", "18/11/2019", "2019", "hôm qua", 2019, True, "0001-01-01T00:00:00+23:59"]
)
def test_no_days(told):
    with pytest.raises(ValueError, match="not a day"):
        parse_day(told)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("[" * 100_000, "nested too deeply"),
        ('{"a": ' + "1" * 5000 + "}", "too many digits"),
        ("3", "not a JSON object"),
        ("", "not JSON"),
        ("{}\x00", "not JSON"),
    ],
)
def test_no_object(line, message):
    with pytest.raises(ValueError, match=message):
        parse_object(line)


def test_surrogates_in_escapes_are_let_through():
    assert parse_object('{"text": "\\ud800"}') == [{"text": "\ud800"}]
