"""The command line as users meet it: a process with arguments, streams, files and an exit code."""

import io
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from vnnews import cli
from vnnews.find.tagger import SHIPPED
from vnnews.formats import jsonl
from vnnews.records import Mention, json_schema
from vnnews.run.explain import explain
from vnnews.run.show import marked

TEXT = (
    "Ký kết quy chế phối hợp\n"
    "Sáng 18-11-2019, ông Trần Văn Mẫu, Giám đốc Sở Y tế tỉnh Nghệ An, thăm Hà Nội.\n"
)
NAME, POST = "Trần Văn Mẫu", "Giám đốc Sở Y tế tỉnh Nghệ An"
AT, POST_AT = TEXT.index(NAME), TEXT.index(POST)
GOLD = f"""T1\tPER {AT} {AT + len(NAME)}\t{NAME}
T2\tTITLE {POST_AT} {POST_AT + len(POST)}\t{POST}
"""
COMMAND = (sys.executable, "-c", "from vnnews.cli import main; main()")


def run(*args, cwd=None, **options):
    """Exit code, standard output, standard error of ``vnnews ARGS``."""
    environment = os.environ | {"COLUMNS": "200", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [*COMMAND, *map(str, args)],
        capture_output=True,
        cwd=cwd,
        env=environment,
        check=False,
        timeout=120,
        **options,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture
def call(monkeypatch, capsys):
    """As ``run``, but in this process, which is faster."""

    def called(*args):
        monkeypatch.setattr(sys, "argv", ["vnnews", *map(str, args)])
        monkeypatch.setenv("COLUMNS", "200")
        with pytest.raises(SystemExit) as stop:
            cli.main()
        out, err = capsys.readouterr()
        return stop.value.code, out, err

    return called


@pytest.fixture
def news(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.html").write_text(f"<h1>Tin</h1><p>{TEXT}</p>", encoding="utf-8")
    row = {"id": "c", "text": TEXT, "published": "2019-11-19"}
    (folder / "c.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    return folder


def test_a_folder_to_records(news, tmp_path):
    code, out, err = run("extract", news, "-o", tmp_path / "out.jsonl")
    assert (code, out) == (0, "")
    assert err == f"3 articles written to {tmp_path}/out.jsonl\n"
    records = list(jsonl.read(tmp_path / "out.jsonl"))
    assert [(r.id, r.published) for r in records] == [("a", None), ("b", None), ("c", "2019-11-19")]
    (person,) = (p for p in records[0].people if "Mẫu" in p.name)
    assert [m.of(TEXT) for m in person.mentions] == ["Trần Văn Mẫu"]


def test_records_on_standard_output_with_their_text(news, call):
    code, out, err = call("extract", news / "a.txt", "--with-text")
    assert code == 0
    assert json.loads(out)["text"] == TEXT
    assert err == "1 article written to standard output\n"


def test_brat_that_evaluate_reads(news, tmp_path):
    out = tmp_path / "brat"
    assert run("extract", news / "a.txt", "--format", "brat", "-o", out)[0] == 0
    assert (out / "a.txt").read_text(encoding="utf-8") == TEXT
    code, printed, err = run("evaluate", out)
    assert (code, err) == (0, "")
    scores = {line.split()[0]: line.split()[3] for line in printed.splitlines()[2:9]}
    assert scores["PER"] == scores["TITLE"] == scores["DATE=value"] == "1.000"


def test_every_bad_input_is_told_and_the_rest_is_processed(news, tmp_path):
    bad = {
        "empty.txt": b"",
        "blank.txt": b" \n \t",
        "marks.txt": "\u0301\u0309".encode(),
        "binary.txt": bytes(range(256)),
        "bytes.txt": b"Tin \xff\xfe\xfd moi",
        "nul.txt": b"Tin moi hom nay tai Ha Noi \x00",
        "surrogate.json": b'{"text": "Tin \\ud800"}',
        "broken.json": b'{"text": ',
        "lines.jsonl": b'{"id": "l1", "text": "Tin"}\n{"id": "l2"}\n',
        "twice.jsonl": b'{"id": "a", "text": "Tin"}\n',
    }
    for name, data in bad.items():
        (news / name).write_bytes(data)
    (tmp_path / "nothing").mkdir()
    manifest = tmp_path / "rows.jsonl"
    manifest.write_text('{"id": "a", "published": "2019-11-18"}\n{"id"\n{"id": "z"}\n')
    code, _, err = run(
        *("extract", news, tmp_path / "nothing", tmp_path / "missing", tmp_path / "rows.csv"),
        *("--manifest", manifest, "-o", tmp_path / "out.jsonl"),
    )
    assert code == 1
    told = err.replace(f"{news}/", "").replace(f"{tmp_path}/", "")
    for line in (
        "failed: rows.jsonl:2: not JSON",
        "failed: nothing: no article in it",
        "failed: missing: no such file or folder",
        "failed: rows.csv: no such file or folder",
        "failed: binary.txt: binary data, not text",
        "failed: blank.txt: only white space",
        "failed: broken.json: not JSON",
        "damaged: bytes.txt: 3 undecodable places",
        "failed: empty.txt: empty file",
        "failed: lines.jsonl:2: no \"text\" (id 'l2')",
        "failed: marks.txt: no letter in it",
        "damaged: nul.txt: 1 NUL characters",
        "damaged: surrogate.json: lone surrogates",
        "failed: twice.jsonl:1: id 'a' is that of a.txt already",
        "note: rows.jsonl:3: no article was read for 'z'",
        "7 articles written to out.jsonl",
        "11 failed: rows.jsonl:2, nothing, missing, rows.csv, binary.txt, blank.txt, broken.json",
        "3 damaged: bytes.txt, nul.txt, surrogate.json",
    ):
        assert f"\n{line}" in f"\n{told}", line
    assert "Traceback" not in err
    records = {r.id: r for r in jsonl.read(tmp_path / "out.jsonl")}
    assert sorted(records) == ["a", "b", "bytes", "c", "l1", "nul", "surrogate"]
    assert records["a"].published == "2019-11-18"
    assert [note.reason for note in records["nul"].notes].count("damaged-input") == 1


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["extract", "missing"], "no article found; nothing written"),
        (["extract", "news", "-f", "brat"], "brat is written to a folder: --output FOLDER"),
        (["extract", "news", "-f", "brat", "-o", "news"], "news: is an input"),
        (["extract", "news", "-f", "brat", "-o", "news/a.txt"], "news/a.txt: is not a folder"),
        (["extract", "news", "-o", "news"], "news: is a folder"),
        (["extract", "news", "-o", "news/a.txt/x"], "news/a.txt: file exists"),
        (["extract", "news", "-f", "csv"], "csv"),
        (["extract", "news", "--jobs", "0"], "--jobs"),
        (["extract"], "INPUT"),
        (["extract", "news", "--lexicon", "missing.tsv"], "missing.tsv: no such file"),
        (["show", "missing.txt"], "missing.txt: no such file or folder"),
        (["show", "news/a.txt", "--published", "nay"], "--published: not a day"),
        (["evaluate", "missing"], "missing: no such file or directory"),
        (["evaluate", "news"], "news: no annotated article"),
        (["evaluate", "gold", "--errors", "XYZ"], "--errors: no row 'XYZ'; there are: PER, ORG"),
        (["evaluate", "gold", "--by", "moon"], "moon"),
        (["nonsense"], "nonsense"),
    ],
)
@pytest.mark.usefixtures("gold")
def test_what_cannot_be_done_ends_with_2(news, call, monkeypatch, args, message):
    monkeypatch.chdir(news.parent)
    code, out, err = call(*args)
    assert (code, out) == (2, "")
    assert message.lower() in err.lower()
    assert "Traceback" not in err


@pytest.fixture
def gold(tmp_path):
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "a.ann").write_text(GOLD, encoding="utf-8")
    (folder / "manifest.jsonl").write_text('{"id": "a", "source": "mẫu"}\n', encoding="utf-8")
    return folder


@pytest.fixture
def pred(tmp_path):
    folder = tmp_path / "pred"
    folder.mkdir()
    (folder / "a.ann").write_text(f"T1\tPER {AT} {AT + 8}\tTrần Văn\n", encoding="utf-8")
    return folder


def test_given_predictions_by_source_with_errors(gold, pred, call):
    code, out, err = call("evaluate", gold, "--pred", pred, "--by", "source", "--errors", "PER")
    assert (code, err) == (0, "")
    assert re.findall(r"== (.*)", out) == ["ALL (1 articles)", "mẫu (1 articles)", "PER: 1 errors"]
    assert "PER                0.000 0.000 0.000    1.000" in out
    assert "     1  boundary right\n" in out
    assert f"a:{AT}         PER Trần Văn Mẫu → PER Trần Văn    | " in out


def test_scores_for_machines(gold, pred, call):
    args = ("--by", "source", "--errors", "TITLE", "--interval", "--json")
    code, out, _ = call("evaluate", gold, "--pred", pred, *args)
    told = json.loads(out)
    assert code == 0
    assert told["rows"]["PER"]["overlap"]["tp"] == 1
    assert told["rows"]["PER"]["interval"] == [0.0, 0.0]
    assert told["sources"]["mẫu"]["rows"]["TITLE"]["strict"]["fn"] == 1
    assert told["errors"]["causes"] == {"missed": 1}
    assert told["errors"]["list"][0]["gold"] == "TITLE Giám đốc Sở Y tế tỉnh Nghệ An"


@pytest.mark.parametrize(
    ("name", "contents", "message"),
    [
        ("gold/b.ann", "T1\tPER 0 1\n", "gold/b.txt: no such file"),
        ("pred/a.ann", "T1\tPER 46 999\tx\n", "pred/a.ann:1: not a span of the text"),
        ("gold/manifest.jsonl", "[]\n", "gold/manifest.jsonl:1: not a JSON object"),
    ],
)
@pytest.mark.usefixtures("pred")
def test_bad_corpora_are_told_with_file_and_line(gold, call, name, contents, message):
    (gold.parent / name).write_text(contents, encoding="utf-8")
    code, out, err = call("evaluate", gold, "--pred", gold.parent / "pred")
    assert code == 1
    assert message in err
    assert out.startswith("== ALL (1 articles)")


def test_extraction_is_scored_when_no_predictions_are_given(gold, call):
    code, out, _ = call("evaluate", gold)
    assert code == 0
    assert re.search(r"^PER +1.000 1.000 1.000", out, re.MULTILINE)


def test_show_in_a_pipe_has_the_text_and_the_record_and_no_colours(news):
    code, out, err = run("show", news / "a.txt")
    assert (code, err) == (0, "")
    assert "Sáng 18-11-2019, ông Trần Văn Mẫu" in out
    assert "People" in out
    assert "2019-11-18" in out
    assert "\x1b" not in out


def test_mentions_are_marked_in_the_style_of_their_type():
    mention = Mention(type="PER", entity="p1", start=AT, end=AT + 12, rule="test")
    assert [(s.start, s.end, s.style) for s in marked([mention], TEXT).spans] == [
        (AT, AT + 12, "bold cyan")
    ]


def test_explain_names_rule_and_words(news, call):
    code, out, _ = call("explain", news / "a.txt")
    assert code == 0
    article = cli.make_extractor(None, SHIPPED).extract(TEXT)
    for rule in {mention.rule for mention in article.mentions}:
        assert rule in out
    assert "Giám đốc Sở Y tế tỉnh Nghệ An" in out


def test_explain_tells_what_was_made_of_bodies_places_and_agreements():
    text = "Ngày 5/3/2020, Sở Y tế tỉnh Nghệ An ký quy chế phối hợp gồm 9 nội dung với Tỉnh đoàn."
    article = cli.make_extractor(None, None).extract(text, published="2020-03-06")
    console = Console(file=io.StringIO(), width=300)
    explain(article, text, console)
    shown = console.file.getvalue()
    assert "so-y-te/tinh-nghe-an; kind government" in shown
    assert "contents 9" in shown


def test_terminal_codes_in_an_article_are_not_obeyed(tmp_path, call):
    path = tmp_path / "a.txt"
    path.write_text("Tin \x1b]0;x\x07\x1b[2J [bold]Hà Nội[/bold]", encoding="utf-8")
    for command in ("show", "explain"):
        code, out, _ = call(command, path)
        assert code == 0
        assert "\x1b" not in out
    assert "[bold]" in call("show", path)[1]


def test_a_closed_pipe_is_no_error_to_shout_about(news):
    for i in range(200):
        (news / f"x{i}.txt").write_text(TEXT, encoding="utf-8")
    with subprocess.Popen(
        [*COMMAND, "extract", str(news)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.readline()
        process.stdout.close()
        err = process.stderr.read().decode()
    assert "Traceback" not in err
    assert "BrokenPipe" not in err


def test_one_long_line_takes_linear_time(tmp_path, call):
    path = tmp_path / "a.txt"
    line = "Ông Trần Văn Mẫu, Giám đốc Sở Y tế tỉnh Nghệ An, thăm Hà Nội ngày 5/3/2020. "
    call("extract", path)  # what is loaded once is loaded now
    times = []
    for times_longer in (1, 4):
        path.write_text(line * 1_000 * times_longer, encoding="utf-8")
        begin = time.process_time()
        assert call("extract", path, "-o", tmp_path / "out.jsonl")[0] == 0
        times.append(time.process_time() - begin)
    assert times[1] < 8 * times[0]


def test_schema(call):
    code, out, _ = call("schema")
    assert code == 0
    assert json.loads(out) == json.loads(json.dumps(json_schema()))


@pytest.mark.parametrize("command", [[], ["extract"], ["show"], ["explain"], ["evaluate"]])
def test_help(command):
    done = CliRunner().invoke(cli.app, [*command, "--help"])
    assert done.exit_code == 0
    assert "Usage" in done.output


def test_installed_under_its_name():
    script = Path(sys.executable).with_name("vnnews")
    if not script.exists():
        pytest.skip("vnnews is not installed in this environment")
    assert b"extract" in subprocess.run([script, "--help"], capture_output=True, check=True).stdout
