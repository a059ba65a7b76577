"""Where results are kept: JSON lines under ``results/``, each with what it was measured on.

A line is never changed. Tables are made of the latest line of each system and corpus (``latest``).
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import vnnews

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
RESULTS = ROOT / "benchmarks" / "results"
PACKAGES = ("vnnews", "numpy", "msgspec", "rapidfuzz", "underthesea", "underthesea_core")

Row = dict[str, Any]


def environment() -> Row:
    """Commit and its date, versions, machine: what a number cannot be read without."""
    measured = Path(vnnews.__file__).resolve()
    if ROOT not in measured.parents:
        raise SystemExit(f"this would measure {measured}: python -m pip install -e {ROOT}")
    return {
        "commit": _git("rev-parse", "--short=10", "HEAD")
        + ("+" if _git("status", "--porcelain", "--untracked-files=no", "--", "vnnews") else ""),
        "date": _git("log", "-1", "--format=%cs"),
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "versions": dict(_versions()),
    }


def _git(*arguments: str) -> str:
    command = ["git", "-C", str(ROOT), *arguments]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    return result.stdout.strip()


def _versions() -> Iterable[tuple[str, str]]:
    for name in PACKAGES:
        try:
            yield name, version(name)
        except PackageNotFoundError:
            continue


def append(benchmark: str, rows: Iterable[Row]) -> None:
    """Add rows to the results of a benchmark, each as soon as it is there."""
    RESULTS.mkdir(exist_ok=True)
    told = environment()
    with (RESULTS / f"{benchmark}.jsonl").open("a", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps({**told, **row}, ensure_ascii=False) + "\n")
            file.flush()  # the next row may take minutes


def latest(benchmark: str, *key: str) -> dict[tuple[str, ...], Row]:
    """The last row of a benchmark for each value of the fields ``key``, in the file's order."""
    path = RESULTS / f"{benchmark}.jsonl"
    if not path.exists():
        return {}
    rows: dict[tuple[str, ...], Row] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        rows[tuple(row[field] for field in key)] = row
    return rows


def tell(message: str) -> None:
    """Say on standard error what is being done or left out."""
    print(message, file=sys.stderr, flush=True)
