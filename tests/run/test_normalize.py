"""Tables of names in, the same with meanings out; bad tables named with their line."""

import csv
import io

import pytest
from rich.console import Console

from vnnews.fuzzy import Matcher
from vnnews.run.normalize import Source, run_match, run_normalize


@pytest.fixture
def errors():
    return Console(file=io.StringIO(), width=400)


def written(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return path


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_titles_are_added_beside_what_was_there(tmp_path, errors):
    table = written(tmp_path / "t.csv", "stt,chức vụ\n1,PGĐ\n2,cây cầu\n3,nguyên TBT\n")
    out = tmp_path / "out.csv"
    assert run_normalize("titles", Source(table, "chức vụ"), out, errors) == 0
    rows = read(out)
    assert [row["stt"] for row in rows] == ["1", "2", "3"]
    assert [row["canonical"] for row in rows] == ["phó giám đốc", "", ""]
    assert [row["review"] for row in rows] == ["", "yes", "yes"]
    assert all(row["reason"] for row in rows)
    assert rows[2]["runner_up"]


def test_organizations_take_the_place_of_their_row(tmp_path, errors):
    table = written(
        tmp_path / "o.tsv", "name\twhere\nCông an thành phố\tthành phố Hải Phòng\nCTCP Tân Lộc\t\n"
    )
    out = tmp_path / "out.csv"
    source = Source(table, "name", "where")
    assert run_normalize("organizations", source, out, errors) == 0
    first, second = read(out)
    assert first["id"] == "cong-an/thanh-pho-hai-phong"
    assert (second["distinctive"], second["review"]) == ("Tân Lộc", "")


def test_a_column_that_is_there_already_is_not_overwritten(tmp_path, errors):
    table = written(tmp_path / "t.csv", "name,id\nthủ tướng,7\n")
    out = tmp_path / "out.csv"
    run_normalize("titles", Source(table, "name"), out, errors)
    [row] = read(out)
    assert (row["id"], row["name_id"]) == ("7", "thu-tuong")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_are_read(tmp_path, errors, encoding):
    table = written(tmp_path / "t.csv", "name\nthủ tướng\n", encoding)
    out = tmp_path / "out.csv"
    assert run_normalize("titles", Source(table, "name"), out, errors) == 0
    assert read(out)[0]["id"] == "thu-tuong"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name,x\na,b\n", "t.csv:1: no column 'chức vụ'; columns: name, x"),
        ("", "t.csv: blank: no header line"),
        (" ,\n\n", "t.csv: blank: no header line"),
        ("a,a\n1,2\n", "t.csv:1: column 'a' stands twice"),
        ("\n\na,b\n1,2\n", "t.csv:1: no column 'chức vụ'; columns: a, b"),
        ('x,chức vụ\n1,a\n2,"thủ tướng\n3,b\n', "t.csv:3: a quote is opened in this row"),
        (f"chức vụ\n{'x ' * 500_000}\n", "t.csv:2: field larger than field limit"),
    ],
)
def test_a_table_that_cannot_be_used_is_told(tmp_path, errors, text, message):
    table = written(tmp_path / "t.csv", text)
    out = tmp_path / "out.csv"
    assert run_normalize("titles", Source(table, "chức vụ"), out, errors) == 2
    assert message in errors.file.getvalue()
    assert not out.exists()


def test_a_missing_and_a_binary_file_are_told(tmp_path, errors):
    missing = tmp_path / "none.csv"
    assert run_normalize("titles", Source(missing, "name"), None, errors) == 2
    assert "none.csv" in errors.file.getvalue()
    picture = tmp_path / "p.csv"
    picture.write_bytes(b"\x89PNG\r\n" + bytes(200))
    assert run_normalize("titles", Source(picture, "name"), None, errors) == 2
    assert "PNG" in errors.file.getvalue()


def test_quotes_inside_a_cell_are_letters(tmp_path, errors):
    table = written(tmp_path / "t.csv", 'name\nông "thủ tướng\n"bộ trưởng"\n')
    out = tmp_path / "out.csv"
    assert run_normalize("titles", Source(table, "name"), out, errors) == 0
    assert [row["name"] for row in read(out)] == ['ông "thủ tướng', "bộ trưởng"]


def test_rows_without_a_name_are_left_for_review(tmp_path, errors):
    table = written(tmp_path / "t.csv", f"name,x\n,1\n …,2\nthủ tướng,3\n{'a' * 2000},4\n")
    for what in ("titles", "organizations"):
        out = tmp_path / f"{what}.csv"
        assert run_normalize(what, Source(table, "name"), out, errors) == 0
        assert [row["review"] for row in read(out)][:2] == ["yes", "yes"]
        assert all(row["reason"] for row in read(out))


def test_what_fits_no_encoding_is_told_with_its_line(tmp_path, errors):
    table = tmp_path / "t.csv"
    table.write_bytes(b"name\nabc\nth\xff\xfe\xfd t\xf0\xf1\n")
    assert run_normalize("titles", Source(table, "name"), tmp_path / "out.csv", errors) == 1
    assert "t.csv:3: 5 places fit no encoding and were replaced" in errors.file.getvalue()


def test_a_table_without_rows_is_told(tmp_path, errors):
    table = written(tmp_path / "t.csv", "name\n")
    assert run_normalize("titles", Source(table, "name"), tmp_path / "out.csv", errors) == 0
    assert "t.csv: no rows" in errors.file.getvalue()


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("t.csv", "t.csv: is a file that is read; the output needs another name"),
        ("e.csv", "e.csv: is a file that is read; the output needs another name"),
        ("none/out.csv", "out.csv: its folder does not exist"),
        (".", "is a folder, not a file to write"),
    ],
)
def test_an_output_that_cannot_be_is_told_before_anything_is_read(
    tmp_path, errors, output, message
):
    table = written(tmp_path / "t.csv", "name\nthủ tướng\n")
    entries = written(tmp_path / "e.csv", "name\nthủ tướng\n")
    out = tmp_path / output
    assert run_match(Source(table, "name"), entries, out, 0.8, errors) == 2
    if output != "e.csv":
        assert run_normalize("titles", Source(table, "name"), out, errors) == 2
    assert message in errors.file.getvalue()
    assert table.read_text(encoding="utf-8") == "name\nthủ tướng\n"


def test_a_row_that_does_not_fit_is_told_and_kept(tmp_path, errors):
    table = written(tmp_path / "t.csv", "name,x\nthủ tướng,1\nbộ trưởng,2,3\nthứ trưởng\n")
    out = tmp_path / "out.csv"
    assert run_normalize("titles", Source(table, "name"), out, errors) == 1
    assert "t.csv:3: 3 cells under 2 columns" in errors.file.getvalue()
    assert "t.csv:4: 1 cells under 2 columns" in errors.file.getvalue()
    assert [row["id"] for row in read(out)] == ["thu-tuong", "bo-truong", "thu-truong"]


def test_match_joins_a_list_of_names_to_a_table(tmp_path, errors):
    entries = written(
        tmp_path / "e.csv", "id,name,aliases\n1,Sở Y tế Nghệ An,SYT NA\n2,Sở Y tế Hà Tĩnh,\n"
    )
    queries = written(tmp_path / "q.txt", "so y te ha tinh\nSYT NA\nSở Nội vụ\n\n")
    out = tmp_path / "out.csv"
    assert run_match(Source(queries, "name"), entries, out, 0.8, errors) == 0
    rows = read(out)
    assert [row["id"] for row in rows] == ["2", "1", ""]
    assert rows[2]["review"] == "yes"
    assert rows[2]["reason"]


def test_match_takes_a_saved_matcher(tmp_path, errors):
    saved = tmp_path / "offices.bin"
    Matcher([("1", "Sở Y tế Nghệ An")]).save(saved)
    queries = written(tmp_path / "q.txt", "so y te nghe an\n")
    out = tmp_path / "out.csv"
    assert run_match(Source(queries, "name"), saved, out, 0.8, errors) == 0
    assert read(out)[0]["id"] == "1"
    saved.write_bytes(b"no index")
    assert run_match(Source(queries, "name"), saved, out, 0.8, errors) == 2
    assert "offices.bin" in errors.file.getvalue()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id,name\n1,a b\n1,c d\n", "e.csv:3: id '1' is already that of line 2"),
        ("id,name\n1, \n", "e.csv:2: blank name"),
        ("id,title\n1,x\n", "e.csv:1: no column 'name'"),
        ("id,name\n", "e.csv: no entries in it"),
        ('id,name\n1,"x\n2,y\n', "e.csv:2: a quote is opened in this row and never closed"),
        (f"id,name\n1,a b\n2,{'x' * 1001}\n", "e.csv:3: name longer than 1000 characters"),
    ],
)
def test_entries_that_cannot_be_used_are_told(tmp_path, errors, text, message):
    entries = written(tmp_path / "e.csv", text)
    queries = written(tmp_path / "q.txt", "a\n")
    assert run_match(Source(queries, "name"), entries, None, 0.8, errors) == 2
    assert message in errors.file.getvalue()


def test_entries_that_do_not_fit_their_header_are_told_and_used(tmp_path, errors):
    entries = written(tmp_path / "e.csv", "id,name\n1,Sở Y tế Nghệ An,x\n2,Sở Y tế Hà Tĩnh\n")
    queries = written(tmp_path / "q.txt", "so y te nghe an\n")
    out = tmp_path / "out.csv"
    assert run_match(Source(queries, "name"), entries, out, 0.8, errors) == 1
    assert "e.csv:2: 3 cells under 2 columns" in errors.file.getvalue()
    assert read(out)[0]["id"] == "1"


def test_an_alias_of_two_entries_is_left_for_review(tmp_path, errors):
    text = "id,name,aliases\n1,Hội Nhà báo,HNB|HNB\n2,Hội Nhà băng,HNB\n"
    entries = written(tmp_path / "e.csv", text)
    queries = written(tmp_path / "q.txt", "HNB\n")
    out = tmp_path / "out.csv"
    assert run_match(Source(queries, "name"), entries, out, 0.8, errors) == 0
    [row] = read(out)
    assert (row["id"], row["review"]) == ("", "yes")
    assert row["reason"].startswith("tie: ")


def test_a_query_of_a_megabyte_is_told(tmp_path, errors):
    entries = written(tmp_path / "e.csv", "name\nSở Y tế\n")
    queries = written(tmp_path / "q.txt", f"{'sở y tế ' * 120_000}\nso y te\n")
    out = tmp_path / "out.csv"
    assert run_match(Source(queries, "name"), entries, out, 0.8, errors) == 0
    with out.open(encoding="utf-8", newline="") as file:
        assert "longer than 1000 characters" in file.read()
