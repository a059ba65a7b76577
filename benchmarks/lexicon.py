"""What a user's lexicon costs: ``UserLexicon`` without rows, and with 10,000 and 500,000.

    python benchmarks/lexicon.py

Each size is measured in a process of its own: CPU seconds to load, memory that it keeps, CPU time
of a lookup in an article that is made of names, of which some are rows, and CPU time of a whole
article of ``corpora/`` with the lexicon and without it, in turns; of all times the best of rounds.
A line of JSON for each size is added to ``results/lexicon.jsonl``.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path

import record
from fuzzy_names import names

from vnnews import Extractor
from vnnews.find.lexicon import UserLexicon
from vnnews.text.tokens import tokenize
from vnnews.text.view import normalize

SIZES = (0, 10_000, 500_000)
KNOWN, WORDS, ROUNDS, TURNS = 10, 350, 50, 8
CORPORA = Path(__file__).parent.parent / "corpora"


def measure(size: int) -> record.Row:
    """Cost of loading so many rows and of looking them up in an article of ``WORDS`` words."""
    listed = names(max(size, KNOWN) + 100)
    words = " và ".join([*listed[:KNOWN], *listed[-100:]]).split()[:WORDS]
    tokens = tokenize(normalize(" ".join(words)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "own.tsv"
        path.write_text("".join(f"ORG\t{name}\n" for name in listed[:size]), encoding="utf-8")
        start = time.process_time()
        rows = UserLexicon(path)
        load = time.process_time() - start
        del rows
        article, without = articles(path)
        tracemalloc.start()
        rows = UserLexicon(path)
        kept = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
    lookups = []
    for _ in range(ROUNDS):
        start = time.process_time()
        found = rows.find(tokens)
        lookups.append(time.process_time() - start)
    return {
        "rows": size,
        "load_s": round(load, 3),
        "kept_mb": round(kept / 2**20, 1),
        "lookup_us": round(min(lookups) * 1e6, 1),
        "found": len(found),
        "article_ms": round(article, 3),
        "article_ms_without": round(without, 3),
    }


def articles(path: Path) -> tuple[float, float]:
    """Milliseconds of an article with the lexicon in ``path`` and without one."""
    texts = [file.read_text(encoding="utf-8") for file in sorted(CORPORA.rglob("*.txt"))]
    extractors = Extractor(lexicon=path), Extractor()
    best = [float("inf")] * len(extractors)
    for _ in range(TURNS + 1):  # the first warms up, and is never the best
        for which, extractor in enumerate(extractors):
            start = time.process_time()
            for text in texts:
                extractor.extract(text)
            best[which] = min(best[which], (time.process_time() - start) / len(texts) * 1e3)
    return best[0], best[1]


def main(arguments: list[str]) -> None:
    """Measure each size in a process of its own."""
    if arguments[:1] == ["--one"]:
        print(json.dumps(measure(int(arguments[1]))))
        return
    rows = []
    for size in [int(each) for each in arguments] or SIZES:
        command = [sys.executable, __file__, "--one", str(size)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        rows.append(json.loads(done.stdout))
        print(done.stdout, end="")
    record.append("lexicon", rows)


if __name__ == "__main__":
    main(sys.argv[1:])
