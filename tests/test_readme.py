"""What README and CONTRIBUTING show is true: it is run here."""

import doctest
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from vnnews.find.dates.atoms import expand, openers
from vnnews.find.dates.pattern import Pattern
from vnnews.formats.jsonl import read
from vnnews.lexicon.tables import rows

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def blocks(text, language):
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def commands():
    """The shell commands of the README without what installs."""
    lines = "".join(blocks(README, "sh")).splitlines()
    parts = [part.split("#")[0].strip() for line in lines for part in line.split(" && ")]
    return [part for part in parts if part]


def test_python_blocks_give_what_they_show():
    found = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert found.failed == 0
    assert found.attempted >= 15


@pytest.mark.parametrize("command", [c for c in commands() if c.startswith("vnnews ")])
def test_shell_commands_work(command, tmp_path):
    (tmp_path / "corpora").symlink_to(ROOT / "corpora")
    vnnews = f'"{sys.executable}" -c "from vnnews.cli import main; main()"'
    done = subprocess.run(
        vnnews + command.removeprefix("vnnews"),
        shell=True,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    if "-o records.jsonl" in command:
        written = {article.id for article in read(tmp_path / "records.jsonl")}
        assert written == {p.stem for p in (ROOT / "corpora/registers").glob("*.txt")}
    else:
        assert done.stdout


def test_the_two_commands_are_what_ci_runs():
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    run, test = blocks(README, "sh")[:2]
    assert run.strip() in ci
    assert test.strip() in ci
    left = [c for c in commands() if not c.startswith("vnnews ")]
    assert left == [
        "python -m pip install .",
        "python -m pip install '.[test]'",
        "python -m pytest",
    ]


def test_links_lead_somewhere():
    for document in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "benchmarks/README.md"):
        path = ROOT / document
        for link in re.findall(r"\]\(([^)#]+)[^)]*\)", path.read_text(encoding="utf-8")):
            if not link.startswith("http"):
                assert (path.parent / link).exists(), (document, link)


def test_counts_in_the_readme_are_true():
    card = tomllib.loads((ROOT / "corpora/registers/card.toml").read_text(encoding="utf-8"))
    assert f"({card['articles']} invented ones come with the project)" in README


def test_versions_agree():
    import vnnews

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert project["version"] == vnnews.__version__
    assert f"\nversion: {vnnews.__version__}\n" in citation
    assert (
        f"## [{vnnews.__version__}]" in (changelog := changes()) or "## [Unreleased]" in changelog
    )


def changes():
    return (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_tables_and_picture_are_what_was_measured():
    done = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / "report.py"), "--check"],
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"run python benchmarks/report.py\n{done.stdout}{done.stderr}"


def test_every_table_stands_between_marks():
    for document in ("README.md", "CHANGELOG.md", "benchmarks/README.md"):
        text = (ROOT / document).read_text(encoding="utf-8")
        opened = re.findall(r"<!-- ([a-z-]+) -->", text)
        assert opened
        assert opened == re.findall(r"<!-- /([a-z-]+) -->", text)
        outside = re.sub(r"<!-- ([a-z-]+) -->.*?<!-- /\1 -->", "", text, flags=re.DOTALL)
        assert not re.search(r"(?<![\d.\w])[.,]\d{3}\b|\d\.\d+ (?:times|ms|MB)", outside), document


# ------------------------------------------------------------------------------------ contributing


def test_recipes_are_short():
    sections = re.split(r"^## ", CONTRIBUTING, flags=re.MULTILINE)[1:]
    recipes = {s.splitlines()[0]: s for s in sections if s.startswith("Add a ")}
    assert recipes.keys() == {"Add a title", "Add a date pattern", "Add a corpus"}
    for recipe in recipes.values():
        assert len([line for line in recipe.splitlines()[1:] if line]) < 15, recipe


def test_the_title_shown_is_a_row_of_the_table():
    header = list(next(rows("titles")))
    (line,) = blocks(CONTRIBUTING, "tsv")
    row = dict(zip(header, line.rstrip("\n").split("\t"), strict=True))
    assert row["id"] not in {r["id"] for r in rows("titles")}
    assert row["name"] in row["example"].lower()
    assert row["body"] in row["name"]


def test_the_date_pattern_shown_reads_its_examples():
    (source,) = blocks(CONTRIBUTING, "python")
    pattern = eval(source, {"Pattern": Pattern})
    regex = re.compile(expand(pattern.template) + r"(?!\w)")
    assert all(regex.fullmatch(example) for example in pattern.examples)
    assert not any(regex.search(reject) for reject in pattern.rejects)
    assert openers(pattern.starts) >= {example.split()[0] for example in pattern.examples}


def test_the_manifest_line_shown_has_the_fields_of_a_corpus():
    (line,) = blocks(CONTRIBUTING, "json")
    first = (ROOT / "corpora/registers/manifest.jsonl").read_text(encoding="utf-8").split("\n", 1)
    assert json.loads(line).keys() == json.loads(first[0]).keys()


def test_paths_named_are_there():
    for name in re.findall(r"`((?:vnnews|tests|corpora|benchmarks|\.ci)/[\w./-]+)`", CONTRIBUTING):
        if "NAME" not in name:
            assert (ROOT / name).exists(), name
