"""What vnnews costs before it does anything: import, first record, memory, size of the wheel.

Each number comes from processes of its own. Times are CPU time, the best of several processes:
other work on the machine only adds. The first article is read where nothing but the import was
done. Peak memory is the kernel's ``VmHWM`` of a process that imports the system and reads the
corpus once.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import peer
from record import ROOT, SHARED, Row, tell

ARTICLE = ROOT / "corpora" / "registers" / "n01.txt"

IMPORT = "import time; t = time.process_time(); {load}; print(time.process_time() - t)"
FIRST = (
    "import pathlib, time; {load}; text = pathlib.Path({article!r}).read_text(encoding='utf-8')\n"
    "t = time.process_time(); {run}; print(time.process_time() - t)"
)
MEMORY = (
    "import pathlib; {load}\n"
    "for path in sorted(pathlib.Path({folder!r}).glob('*.txt'))[:{limit}]:\n"
    "    text = path.read_text(encoding='utf-8')\n"
    "    {run}\n"
    "status = pathlib.Path('/proc/self/status').read_text()\n"
    "print(next(line.split()[1] for line in status.splitlines() if line.startswith('VmHWM')))"
)
SYSTEMS = {
    "vnnews": {"load": "import vnnews", "run": "vnnews.extract(text)"},
    "underthesea": {
        "load": "from underthesea import ner, sent_tokenize",
        "run": "[ner(s) for s in sent_tokenize(text)]",
    },
}


def measure(quick: bool) -> Iterator[Row]:
    """A row for each system."""
    rounds = 3 if quick else 9
    dev = SHARED / "corpora" / "dev"
    folder = dev if dev.is_dir() else ARTICLE.parent
    for system, code in SYSTEMS.items():
        if system == "underthesea" and peer.load() is None:
            tell("skipped: cost of underthesea, which is not installed")
            continue
        tell(f"cost of {system}")
        limit = 12 if system == "underthesea" else 1000
        fill = {**code, "article": str(ARTICLE), "folder": str(folder), "limit": limit}
        yield {
            "system": system,
            "corpus": folder.name,
            "rounds": rounds,
            "import_ms": round(_best(IMPORT.format(**fill), rounds) * 1000, 1),
            "first_ms": round(_best(FIRST.format(**fill), rounds) * 1000, 1),
            "memory_mb": _memory(MEMORY.format(**fill)),
            "wheel_mb": _wheel() if system == "vnnews" else None,
        }


def _best(code: str, rounds: int) -> float:
    return min(float(_run(code)) for _ in range(rounds))


def _run(code: str) -> str:
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout


def _memory(code: str) -> float | None:
    if not Path("/proc/self/status").exists():
        tell("skipped: memory, which is read from /proc")
        return None
    return round(int(_run(code)) / 1024, 1)


def _wheel() -> float | None:
    """Megabytes of the wheel, built from the files that git knows."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "source")
        build = (
            f"git -C {ROOT} ls-files -z vnnews pyproject.toml README.md LICENSE"
            f" | tar -C {ROOT} --null -T - -cf - | (mkdir {source} && tar -C {source} -xf -)"
            f" && {sys.executable} -m pip wheel -q --no-deps -w {folder} {source}"
        )
        result = subprocess.run(build, shell=True, capture_output=True, text=True, check=False)
        wheels = list(Path(folder).glob("*.whl"))
        if not wheels:
            tell(f"skipped: size of the wheel: {result.stderr.strip()[-300:]}")
            return None
        return round(wheels[0].stat().st_size / 1e6, 2)
