"""Measure everything that README and CHANGELOG claim, and write it into them.

    python benchmarks/run.py                  all but folds, recorded in results/*.jsonl (minutes)
    python benchmarks/run.py speed cost       only these
    python benchmarks/run.py --quick          small samples, printed and not recorded

Where ``../shared`` or underthesea is not there, what needs it is skipped, and said to be.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # one thread is what is measured
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import json

import ablation
import cost
import folds
import quality
import record
import report
import speed
import taggers

BENCHMARKS = {
    "quality": quality.measure,
    "speed": speed.measure,
    "cost": cost.measure,
    "ablation": ablation.measure,
    "taggers": taggers.measure,
    "folds": folds.measure,
}
LONG = ("folds",)  # an hour or two: only when it is named


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("benchmarks", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--quick", action="store_true", help="small samples, nothing recorded")
    options = parser.parse_args()
    unknown = set(options.benchmarks) - BENCHMARKS.keys()
    if unknown:
        parser.error(
            f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}"
        )
    record.environment()  # fails early where another vnnews would be measured
    for name in options.benchmarks or [name for name in BENCHMARKS if name not in LONG]:
        rows = BENCHMARKS[name](options.quick)
        if not options.quick:
            record.append(name, rows)
            continue
        for row in rows:
            print(json.dumps(row, ensure_ascii=False))
    if not options.quick:
        report.write()


if __name__ == "__main__":
    main()
