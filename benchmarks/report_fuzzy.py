"""The table of ``fuzzy.py``: a column for each size."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from record import Row, latest


def fuzzy() -> str | None:
    """Speed, accuracy and cost of the fuzzy core beside RapidFuzz, from the latest line a size."""
    found = latest("fuzzy", "size")
    columns = [found[size] for size in sorted(found)]
    if not columns:
        return None
    lines = [("entries", *(f"{row['size']:,}" for row in columns))]
    lines.append(("---", *("---:" for _ in columns)))
    lines += [(label, *map(value, columns)) for label, value in _rows(columns[0])]
    last = columns[-1]
    commits = ", ".join(sorted({row["commit"] for row in columns}))
    note = (
        f"Python {last['python']}, RapidFuzz {last['rapidfuzz_version']}, {last['machine']}, "
        f"one thread, CPU time; {commits}."
    )
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + f"\n\n{note}"


def _rows(first: Row) -> Iterator[tuple[str, Callable[[Row], str]]]:
    yield "`match`, median, µs", lambda r: f"{r['median_us']:.0f}"
    yield "mean, µs", lambda r: f"{r['mean_us']:.0f}"
    yield "99th percentile, µs", lambda r: f"{r['p99_us']:.0f}"
    yield "`match_many`, µs a query", lambda r: f"{r['batch_us']:.0f}"
    yield "times faster than one by one", lambda r: f"{r['mean_us'] / r['batch_us']:.2f}"
    yield "`extractOne(ratio)`, median, µs", lambda r: f"{_ratio(r):,.0f}"
    yield "times faster", lambda r: f"{_ratio(r) / r['median_us']:.1f}"
    yield "top-1, same queries: vnnews", lambda r: _share(r["top1_same"])
    for scorer in ("ratio", "WRatio", "token_set_ratio"):
        yield (
            f"top-1: `{scorer}`",
            lambda r, s=scorer: _share(r["rapidfuzz"].get(s, {}).get("top1")),
        )
    for kind in first["top1"]:
        yield (
            f"top-1, {kind}: vnnews / `ratio`",
            lambda r, k=kind: (
                f"{_share(r['top1_same'], k)} / {_share(r['rapidfuzz']['ratio']['top1'], k)}"
            ),
        )
    yield "decided by `best`", lambda r: f"{r['decided']:.3f}"
    yield "decided wrongly", lambda r: f"{r['decided_wrong']:.4f}"
    yield "absent names matched", lambda r: f"{r['absent_matched']:.3f}"
    yield "build, s", lambda r: f"{r['build_s']:.1f}"
    yield "peak memory, names included, MB", lambda r: f"{r['peak_mb']:.0f}"
    yield "file, MB", lambda r: f"{r['file_mb']:.0f}"
    yield "load, ms", lambda r: f"{r['load_s'] * 1000:.0f}"


def _ratio(row: Row) -> float:
    found: float = row["ratio_median_us"]
    return found


def _share(shares: Row | float | None, kind: str = "all") -> str:
    """A share of right answers; older lines have but one for all kinds."""
    if isinstance(shares, dict):
        return f"{shares[kind]:.3f}"
    return f"{shares:.3f}" if shares is not None and kind == "all" else "–"
