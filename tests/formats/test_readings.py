"""Tables of readings: what is read, and what is refused with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from vnnews.formats.problem import InputError
from vnnews.formats.readings import HEADER, Reading, checksum, read_readings

TEXT = "Tin vắn. Ông An họp tại Huế."
SENTENCE = "Ông An họp tại Huế."


def table(folder: Path, *rows: str) -> Path:
    path = folder / "names.tsv"
    path.write_text("\n".join(["# by hand", HEADER, *rows, ""]), encoding="utf-8")
    return path


def test_a_row_is_read_as_it_was_written(tmp_path: Path):
    names = (("PER", 13, 15), ("LOC", 24, 27))
    reading = Reading("a1", 9, 28, checksum(SENTENCE), names)
    read = read_readings(table(tmp_path, reading.row()))[0]
    assert (read.article, read.start, read.end, read.names) == ("a1", 9, 28, names)
    assert [TEXT[start:end] for _, start, end in read.names] == ["An", "Huế"]
    assert read.of(TEXT)
    assert not read.of(TEXT.replace("Huế", "Vinh"))
    assert read.where == (str(tmp_path / "names.tsv"), 3)


def test_a_sentence_may_have_no_name(tmp_path: Path):
    assert read_readings(table(tmp_path, "a1\t0\t8\t00000000\t"))[0].names == ()


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("a1\t9\t28", r"names\.tsv:3: 3 cells, not 5"),
        ("a1\t28\t9\t0\t", r"names\.tsv:3: '28' to '9' is no stretch"),
        ("a1\t-1\t9\t0\t", r"names\.tsv:3: '-1' to '9' is no stretch"),
        ("a1\t9\t28\t0\tHERO:13-15", r"names\.tsv:3: 'HERO:13-15' is no TYPE"),
        ("a1\t9\t28\t0\tPER:13-15 ORG:14-20", r"names\.tsv:3: 'ORG:14-20' is no TYPE"),
        ("a1\t9\t28\t0\tPER:13-29", r"names\.tsv:3: 'PER:13-29' is no TYPE"),
        ("a1\t9\t28\t0\tPER:13-13", r"names\.tsv:3: 'PER:13-13' is no TYPE"),
    ],
)
def test_a_broken_row_is_named(tmp_path: Path, row: str, message: str):
    with pytest.raises(InputError, match=message):
        read_readings(table(tmp_path, row))


def test_another_table_is_refused(tmp_path: Path):
    path = tmp_path / "other.tsv"
    path.write_text("name\tvalue\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"other\.tsv:1: no table of readings"):
        read_readings(path)
    with pytest.raises(InputError, match=r"none\.tsv: no such file"):
        read_readings(tmp_path / "none.tsv")
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match=r"other\.tsv: not UTF-8"):
        read_readings(path)
