"""Speed and accuracy of ``vnnews.fuzzy`` beside RapidFuzz, on names and noise of ``fuzzy_names``.

    python benchmarks/fuzzy.py                 1k, 10k, 100k entries
    python benchmarks/fuzzy.py 1000000         other sizes, any number of them

Every size runs in a process of its own; all methods get the same queries in the same process.
Times are CPU time of the thread, the best of five rounds, for the machine may be shared. A line of
JSON for each size is added to ``results/fuzzy.jsonl``; ``report_fuzzy`` makes the table in
``README.md`` of the latest.
"""

from __future__ import annotations

import gc
import json
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import rapidfuzz
import report
from fuzzy_names import NOISE, folded, names, queries
from rapidfuzz import fuzz, process

from vnnews.fuzzy import Matcher

HERE = Path(__file__).parent
RESULTS = HERE / "results" / "fuzzy.jsonl"
SIZES = (1_000, 10_000, 100_000)
QUERIES, WARM_UP, ROUNDS = 2_000, 1_000, 5
# RapidFuzz is slow: so many of the queries, at most, are asked of its fastest scorer, a multiple of
# the kinds of noise, and so many of the others.
ASKED = {1_000: 2_000, 10_000: 2_000, 100_000: 1_000, 1_000_000: 300}
ASKED_SLOW = {1_000: 1_000, 10_000: 200}
TIMED = {1_000: 100, 10_000: 100, 100_000: 40, 1_000_000: 12}  # of each round
Row = dict[str, Any]


def peak_mb() -> float:
    """Peak resident memory of this process."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed(call: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of CPU that a call takes, and what it returns."""
    start = time.thread_time()
    result = call()
    return time.thread_time() - start, result


def measure(size: int) -> Row:
    """All measurements at one size."""
    listed = names(size + size // 10)
    listed, absent = listed[:size], listed[size:]
    before = peak_mb()
    build, matcher = timed(lambda: Matcher((str(n), name) for n, name in enumerate(listed)))
    row: Row = {"size": size, "build_s": build, "peak_mb": peak_mb(), "input_mb": before}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index.bin"
        matcher.save(path)
        row["file_mb"] = path.stat().st_size / 2**20
        row["load_s"], matcher = timed(lambda: Matcher.load(path))
        gc.collect()
        row |= answers(matcher, listed, absent, size)
    return row


def answers(matcher: Matcher, listed: list[str], absent: list[str], size: int) -> Row:
    """Times and accuracy of the matcher and of RapidFuzz."""
    asked = list(queries(listed, WARM_UP + QUERIES))
    for _, query, _ in asked[:WARM_UP]:
        matcher.match(query, limit=1, cutoff=0.0)
    asked = asked[WARM_UP:]
    right: dict[str, list[bool]] = {kind: [] for kind in NOISE}
    for kind, query, which in asked:
        right[kind].append(_first(matcher, query) == str(which))
    decisions = [(matcher.best(query).match, which) for _, query, which in asked]
    lost = [query for _, query, _ in queries(absent, 1000, seed=4)]
    some = asked[: ASKED.get(size, 100)]
    keys = [folded(name) for name in listed]
    return times(matcher, listed, keys, size) | {
        "top1": {kind: statistics.mean(found) for kind, found in right.items()},
        "decided": statistics.mean(match is not None for match, _ in decisions),
        "decided_wrong": statistics.mean(
            match is not None and match.id != str(which) for match, which in decisions
        ),
        "absent_matched": statistics.mean(matcher.best(query).match is not None for query in lost),
        "rapidfuzz": rivals(keys, some, size),
        "top1_same": _top1([(kind, _first(matcher, q) == str(w)) for kind, q, w in some]),
    }


def _top1(right: list[tuple[str, bool]]) -> Row:
    """The share of answers that are right: of all, and of each kind of noise."""
    kinds = dict.fromkeys(kind for kind, _ in right)
    return {"all": statistics.mean(found for _, found in right)} | {
        kind: statistics.mean(found for noise, found in right if noise == kind) for kind in kinds
    }


def _first(matcher: Matcher, query: str) -> str | None:
    found = matcher.match(query, limit=1, cutoff=0.0)
    return found[0].id if found else None


def times(matcher: Matcher, listed: list[str], keys: list[str], size: int) -> Row:
    """Times of rounds in which both systems take turns; of each figure the best round's."""
    rounds: list[dict[str, float]] = []
    for number in range(ROUNDS):
        asked = [query for _, query, _ in queries(listed, QUERIES, seed=10 + number)]
        ours = sorted(_each(lambda q: matcher.match(q, limit=1, cutoff=0.0), asked))
        others = [query for _, query, _ in queries(listed, QUERIES, seed=50 + number)]
        batch, _ = timed(lambda: list(matcher.match_many(others, limit=1, cutoff=0.0)))  # noqa: B023
        some = [folded(query) for query in asked[: TIMED.get(size, 10)]]
        theirs = _each(lambda key: process.extractOne(key, keys, scorer=fuzz.ratio), some)
        rounds.append(
            {
                "median_us": statistics.median(ours),
                "mean_us": statistics.mean(ours),
                "p99_us": ours[int(len(ours) * 0.99)],
                "batch_us": batch / len(others) * 1e6,
                "ratio_median_us": statistics.median(theirs),
            }
        )
    return {name: min(each[name] for each in rounds) for name in rounds[0]}


def _each(call: Callable[[str], Any], asked: list[str]) -> list[float]:
    """Microseconds of CPU of each call."""
    found = []
    for query in asked:
        start = time.thread_time_ns()
        call(query)
        found.append((time.thread_time_ns() - start) / 1000)
    return found


def rivals(keys: list[str], asked: list[tuple[str, str, int]], size: int) -> dict[str, Row]:
    """``process.extractOne`` over folded keys; the slow scorers only at small sizes."""
    scorers = {"ratio": (fuzz.ratio, len(asked))}
    if size in ASKED_SLOW:
        scorers |= {
            "WRatio": (fuzz.WRatio, ASKED_SLOW[size]),
            "token_set_ratio": (fuzz.token_set_ratio, ASKED_SLOW[size]),
        }
    found: dict[str, Row] = {}
    for name, (scorer, count) in scorers.items():
        right = []
        for kind, query, which in asked[:count]:
            best = process.extractOne(folded(query), keys, scorer=scorer)
            right.append((kind, best is not None and keys[best[2]] == keys[which]))
        found[name] = {"top1": _top1(right)}
    return found


def versions() -> Row:
    """What the numbers were measured with."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        capture_output=True,
        text=True,
        check=False,
        cwd=HERE,
    ).stdout.strip()
    return {
        "day": datetime.now(UTC).date().isoformat(),
        "commit": commit,
        "python": platform.python_version(),
        "machine": platform.machine(),
        "rapidfuzz": rapidfuzz.__version__,
    }


def main(arguments: list[str]) -> None:
    """Measure each size in a process of its own, then write the table."""
    if arguments[:1] == ["--one"]:
        print(json.dumps(measure(int(arguments[1]))))
        return
    RESULTS.parent.mkdir(exist_ok=True)
    about = versions()
    about["rapidfuzz_version"] = about.pop("rapidfuzz")
    for size in [int(each) for each in arguments] or SIZES:
        command = [sys.executable, __file__, "--one", str(size)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        row = json.loads(done.stdout) | about
        print(json.dumps(row, ensure_ascii=False))
        with RESULTS.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    report.write()


if __name__ == "__main__":
    main(sys.argv[1:])
