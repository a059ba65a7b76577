"""Articles a second, one process, one thread, warm: vnnews and underthesea in the same run.

The two take turns on the same articles, several times; medians of CPU time are compared, so that
other work on the machine counts little. ``--quick`` takes a few articles, chosen by their position
alone.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from statistics import median, quantiles

import peer
from articles import held_out
from record import ROOT, Row, tell

import vnnews
from vnnews.formats.corpus import Annotated, read_corpus

System = Callable[[Annotated], object]


def measure(quick: bool) -> Iterator[Row]:
    """One row: what both need for the sample, and vnnews for the whole corpus."""
    held = held_out()
    name, corpus = ("dev", held) if held else ("registers", read_corpus(ROOT / "corpora/registers"))
    sample = _every(corpus.articles, 3) if quick else corpus.articles
    systems: dict[str, System] = {"vnnews": _extract}
    if peer.load():
        systems["underthesea"] = lambda article: peer.tag(article.text)
    else:
        tell("skipped: speed of underthesea, which is not installed")
    rounds = 3 if quick else 5
    tell(f"speed on {len(sample)} articles of {name}, {rounds} rounds")
    times = _take_turns(systems, sample, rounds)
    row: Row = {
        "corpus": name,
        "articles": len(sample),
        "words": sum(len(a.text.split()) for a in sample),
        "rounds": rounds,
        "ms": {system: _spread(found, len(sample)) for system, found in times.items()},
    }
    if "underthesea" in times:
        row["ratio"] = round(median(times["underthesea"]) / median(times["vnnews"]), 1)
    yield {**row, "whole": _whole(corpus.articles, rounds)}


def _extract(article: Annotated) -> vnnews.Article:
    return vnnews.extract(article.text, published=article.published, source=article.source)


def _every(articles: Sequence[Annotated], wanted: int) -> list[Annotated]:
    step = max(1, len(articles) // wanted)
    return list(islice(articles[step // 2 :: step], wanted))


def _take_turns(
    systems: dict[str, System], articles: Sequence[Annotated], rounds: int
) -> dict[str, list[float]]:
    """Seconds of each round by system; the first round warms and is not counted."""
    times: dict[str, list[float]] = {system: [] for system in systems}
    for number in range(rounds + 1):
        for system, run in systems.items():
            seconds = _time(run, articles)
            if number:
                times[system].append(seconds)
    return times


def _time(run: System, articles: Sequence[Annotated]) -> float:
    start = time.process_time()
    for article in articles:
        run(article)
    return time.process_time() - start


def _spread(seconds: Sequence[float], articles: int) -> Row:
    low, middle, high = (x * 1000 / articles for x in quantiles(seconds, n=4))
    return {"median": round(middle, 3), "quartiles": [round(low, 3), round(high, 3)]}


def _whole(articles: Sequence[Annotated], rounds: int) -> Row:
    seconds = median(_time(_extract, articles) for _ in range(rounds))
    size = sum(len(a.text.encode("utf-8", "surrogatepass")) for a in articles)
    return {
        "articles": len(articles),
        "articles_per_second": round(len(articles) / seconds),
        "megabytes_per_second": round(size / seconds / 1e6, 2),
    }
