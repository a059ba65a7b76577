"""What others build on stays as it is, and the core keeps away from clocks, chance and networks."""

import ast
import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import vnnews
import vnnews.fuzzy

ROOT = Path(__file__).parents[1]
SNAPSHOT = Path(__file__).parent / "snapshots" / "records.txt"
MODULES = sorted((ROOT / "vnnews").rglob("*.py"))

AMBIENT = {
    ("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow"), ("date", "today"),
    ("time", "time"), ("time", "localtime"), ("time", "gmtime"), ("time", "ctime"),
    ("os", "environ"), ("os", "getenv"), ("urllib", "request"),
}  # fmt: skip
CHANCE = {"random", "secrets", "uuid"}
OUTSIDE = {"socket", "ssl", "http", "ftplib", "requests", "httpx", "aiohttp"}
GENERATORS = {"Random", "default_rng"}
TYPES_OF_CHANCE = {"Generator"}
# What learns may draw lots, from a seed that it is given.
SEEDED = {"vnnews/find/tagger/train.py", "vnnews/run/train.py"}


def test_public_names():
    assert vnnews.__all__ == [
        "Agreement", "Article", "Date", "Dateline", "Evidence", "Extractor", "Mention", "News",
        "Note", "OfficialUnit", "Organization", "Person", "Place", "Position", "Span", "Title",
        "extract", "json_schema", "predecessors", "successors",
    ]  # fmt: skip
    assert all(hasattr(vnnews, name) for name in vnnews.__all__)
    assert {"Matcher", "Match", "normalize_title", "normalize_organization"} <= {
        *vnnews.fuzzy.__all__
    }


def schema_lines():
    """The JSON Schema of the records in a line a field: ``Record.field: type = default``."""
    schema = vnnews.json_schema()
    for record, definition in sorted(schema["$defs"].items()):
        for field, told in definition["properties"].items():
            default = f" = {json.dumps(told['default'])}" if "default" in told else ""
            yield f"{record}.{field}: {shape(told)}{default}"


def shape(told):
    if "anyOf" in told:
        return " | ".join(map(shape, told["anyOf"]))
    if "enum" in told:
        return " | ".join(f'"{value}"' for value in told["enum"])
    if told.get("type") == "array":
        return f"[{shape(told['items'])}]"
    return told.get("type") or told["$ref"].rpartition("/")[2]


def test_the_schema_is_what_it_was():
    """A change of the records needs a new schema_version: run this file to take the snapshot."""
    assert list(schema_lines()) == SNAPSHOT.read_text(encoding="utf-8").splitlines()


def roots(node):
    """The packages that an import statement names."""
    if isinstance(node, ast.ImportFrom):
        return {node.module.split(".")[0]} if node.module and not node.level else set()
    return {alias.name.split(".")[0] for alias in node.names}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_clock_no_chance_no_network(path):
    seeded = str(path.relative_to(ROOT)) in SEEDED
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        line = f"{path}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Import | ast.ImportFrom):
            assert not roots(node) & OUTSIDE, line
            assert seeded or not roots(node) & CHANCE, line
        elif isinstance(node, ast.Attribute):
            owner = getattr(node.value, "attr", getattr(node.value, "id", ""))
            assert (owner, node.attr) not in AMBIENT, line
            assert owner != "random" or node.attr in GENERATORS | TYPES_OF_CHANCE, line
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") in GENERATORS:
            assert node.args, f"{line}: without a seed"


def test_modules_and_functions_are_of_a_size_to_be_read():
    for path in MODULES:
        source = path.read_text(encoding="utf-8")
        assert len(source.splitlines()) <= 600, path
        assert ast.get_docstring(ast.parse(source)), path


def test_import_is_light():
    code = "import sys, vnnews; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in done.stdout.split()}
    heavy = {"numpy", "rich", "typer", "rapidfuzz", "underthesea", "underthesea_core", "torch"}
    assert not loaded & heavy
    assert not {"vnnews.extractor", "vnnews.lexicon", "vnnews.fuzzy"} & {*done.stdout.split()}


def tracked(*paths):
    """Files that git knows; skips where there is no git."""
    command = ["git", "-C", str(ROOT), "ls-files", *paths]
    try:
        listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git repository")
    return listed.splitlines()


def test_every_data_file_goes_into_the_wheel():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = project["tool"]["setuptools"]["package-data"]["*"]
    for name in tracked("vnnews"):
        path = Path(name)
        assert path.suffix == ".py" or any(path.match(pattern) for pattern in patterns), name


def test_the_top_level_holds_only_what_it_should():
    top = {name.split("/")[0] for name in tracked()}
    assert {name for name in top if not name.startswith(".")} <= {
        "vnnews", "corpora", "tests", "benchmarks", "pyproject.toml", "README.md", "LICENSE",
        "CHANGELOG.md", "CONTRIBUTING.md", "CITATION.cff",
    }  # fmt: skip


if __name__ == "__main__":
    SNAPSHOT.write_text("\n".join(schema_lines()) + "\n", encoding="utf-8")
