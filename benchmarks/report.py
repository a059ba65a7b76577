"""Tables from ``results/*.jsonl`` into the documents, between ``<!-- name -->`` marks.

python benchmarks/report.py            write README.md, CHANGELOG.md, benchmarks/README.md
python benchmarks/report.py --check    change nothing; fail where a document differs
"""

from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path

import picture
from record import ROOT, Row, latest
from report_fuzzy import fuzzy

DOCUMENTS = ("README.md", "CHANGELOG.md", "benchmarks/README.md")
MARKED = re.compile(r"(<!-- ([a-z-]+) -->)(.*?)(<!-- /\2 -->)", re.DOTALL)

MENTIONS = ("PER", "ORG", "LOC", "DATE", "TITLE", "AGREEMENT")
FACTS = (
    ("DATE=value", "date and value"),
    ("LOC=place", "place and official unit"),
    ("person+title", "person and title"),
    ("person+title+org", "person, title and body"),
    ("title status", "former or acting title"),
    ("agreement party", "agreement and party"),
    ("agreement signer", "agreement and signer"),
    ("agreement signed", "agreement and day signed"),
    ("agreement period", "agreement and period"),
)


# ---------------------------------------------------------------------------------- the documents


def write() -> None:
    """Put the tables into every document, and draw the picture."""
    picture.PATH.write_text(picture.draw(), encoding="utf-8")
    for path, text in rendered():
        path.write_text(text, encoding="utf-8")


def check() -> int:
    """0 when every document holds what the results say, else 1 and the first differences."""
    code = 0
    if picture.words(picture.PATH.read_text(encoding="utf-8")) != picture.words(picture.draw()):
        print(f"{picture.PATH.relative_to(ROOT)}: the record has changed")
        code = 1
    for path, text in rendered():
        if (old := path.read_text(encoding="utf-8")) != text:
            name = str(path.relative_to(ROOT))
            lines = difflib.unified_diff(old.split("\n"), text.split("\n"), name, "results", n=0)
            print(*islice(lines, 20), sep="\n")
            code = 1
    return code


def rendered() -> Iterable[tuple[Path, str]]:
    """Each document with its tables as the results have them now."""
    for name in DOCUMENTS:
        path = ROOT / name
        if path.exists():
            yield path, MARKED.sub(_fill, path.read_text(encoding="utf-8"))


def _fill(match: re.Match[str]) -> str:
    opening, name, inside, closing = match.groups()
    made = TABLES[name]()
    if made is None:
        return match.group()
    return f"{opening}{made}{closing}" if "\n" not in inside else f"{opening}\n{made}\n{closing}"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; all columns but the first are numbers."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def score(number: float) -> str:
    """A score as scores are printed here.

    >>> score(0.8949), score(1.0)
    ('.895', '1.000')
    """
    return f"{number:.3f}".removeprefix("0")


# -------------------------------------------------------------------------------------- the tables


def quality() -> str | None:
    """F1 on dev with its interval, underthesea beside it, on other news and on the registers."""
    results = latest("quality", "system", "corpus")
    parts = ("dev", "news", "agreements", "registers")
    corpora = [results.get(("vnnews", corpus)) for corpus in parts]
    if None in corpora:
        return None
    ours, *others = [row for row in corpora if row]
    peer = results.get(("underthesea", "dev"), {"rows": {}})
    names = [*((row, row) for row in MENTIONS), *FACTS]
    rows = [
        (
            label,
            _strict(ours, row),
            "{}–{}".format(*map(score, ours["rows"][row]["interval"])),
            ours["rows"][row]["strict"]["support"],
            _strict(peer, row),
            *(_strict(other, row) for other in others),
        )
        for row, label in names
    ]
    head = ("", f"F1 on dev ({ours['articles']} articles)", "95 %", "gold", "underthesea")
    more = [f"F1 on {other['corpus']} ({other['articles']})" for other in others]
    return table((*head, *more), rows)


def changed() -> str | None:
    """The same scores in one line a row, for the change log."""
    ours = latest("quality", "system", "corpus").get(("vnnews", "dev"))
    if ours is None:
        return None
    names = [*((row, row) for row in MENTIONS), *FACTS]
    return table(("F1 on dev", "now"), [(label, _strict(ours, row)) for row, label in names])


def speed() -> str | None:
    """CPU time an article, of both, and what one core does in a second."""
    row = _latest_speed()
    if row is None:
        return None
    rows = []
    for system, found in row["ms"].items():
        median, quartiles = found["median"], found["quartiles"]
        spread = f"{_round(quartiles[0])}–{_round(quartiles[1])}"
        rows.append((system, _round(median), spread, _round(1000 / median)))
    return table(("one core, warm", "ms an article", "quartiles", "articles a second"), rows)


def ratio() -> str | None:
    """How many times the articles a second of underthesea."""
    row = _latest_speed()
    return f"{row['ratio']:.0f}" if row and "ratio" in row else None


def _latest_speed() -> Row | None:
    """The last run with both systems in it, else the last run."""
    rows = latest("speed", "commit", "date", "rounds").values()
    both = [row for row in rows if "ratio" in row]
    return (both or list(rows) or [None])[-1]


def cost() -> str | None:
    """What is paid before the first record."""
    found = latest("cost", "system")
    rows = [
        (
            system,
            _round(row["import_ms"]),
            _round(row["first_ms"]),
            _round(row["memory_mb"]),
            row["wheel_mb"] or "–",
        )
        for (system,), row in found.items()
    ]
    head = ("", "import, ms", "first article, ms", "peak memory, MB", "wheel, MB")
    return table(head, rows) if rows else None


def scores() -> str | None:
    """Everything the evaluator counts, for every system and corpus."""
    found = latest("quality", "system", "corpus")
    keys = [("vnnews", "dev"), ("underthesea", "dev"), *(("vnnews", each) for each in _PARTS)]
    return "\n\n".join(_scores(*key, found[key]) for key in keys if key in found) or None


_PARTS = ("dev, recent", "dev, older", "news", "agreements", "registers")


def _scores(system: str, corpus: str, row: Row) -> str:
    head = (f"{system} on {corpus}", *"P R F1 overlap type exact gold predicted".split())
    lines: list[Sequence[object]] = []
    for name, cell in row["rows"].items():
        strict = cell["strict"]
        softer = [score(cell[m]["f1"]) if m in cell else "" for m in ("overlap", "type", "exact")]
        shares = [score(strict[share]) for share in ("precision", "recall", "f1")]
        lines.append((name, *shares, *softer, strict["support"], strict["predicted"]))
    for name, shares in row.get("coreference", {}).items():
        numbers = [score(shares[share]) for share in ("precision", "recall", "f1")]
        lines.append((f"B³ {name}", *numbers, "", "", "", shares["support"], shares["predicted"]))
    after = f"Commit {row['commit']} of {row['date']}."
    if places := row.get("places"):
        after += (
            f" Of {places['support']} places that gold resolves, {score(places['coverage'])} were"
            f" resolved, and of those {score(places['accuracy'])} rightly."
        )
    if dropped := row.get("dropped"):
        after += " Dropped, having no type in gold: " + _counts(dropped) + "."
    return f"{table(head, lines)}\n\n{after}"


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{number} {name}" for name, number in counts.items())


def damaged() -> str | None:
    """F1 on dev as it is and in the forms of ``quality.DAMAGE``."""
    found = latest("quality", "system", "corpus")
    forms = ("dev", "dev, in capitals", "dev, without diacritics")
    rows = [(form, found.get(("vnnews", form))) for form in forms]
    lines = [(form, *(_strict(row, m) for m in MENTIONS)) for form, row in rows if row]
    return table(("F1", *MENTIONS), lines) if len(lines) > 1 else None


def ablation() -> str | None:
    """F1 on dev of the variants of a run of ``ablation.py``, and what was learned from."""
    found = latest("ablation", "variant")
    now = found.get(("as shipped",), {}).get("commit")  # what was measured before is not comparable
    found = {name: row for name, row in found.items() if row["commit"] == now}
    columns = (*MENTIONS, *(row for row, _ in FACTS[:4]))
    rows = [(name, *(_strict(row, c) for c in columns)) for (name,), row in found.items()]
    if not rows:
        return None
    made = table(("F1 on dev", *columns), rows)
    taught = [row["taught"] for row in found.values() if "taught" in row]
    if taught:
        few, *_, many = sorted(row["articles"] for row in taught)
        made += (
            f"\n\n*train*: taught by the benchmark out of its {few} articles, without what networks"
            f" think of unlabelled ones; with *readings* {many} articles, most read in part;"
            f" in {_range(row['seconds'] for row in taught)} s of one core each."
        )
    return made


def taggers() -> str | None:
    """The tagger beside the CRF, from a run of ``taggers.py``."""
    found = latest("taggers", "tagger")
    types = MENTIONS[:3]
    rows = [
        (
            name,
            *(score(row["names"][t]["strict"]["f1"]) for t in types),
            *(_strict(row, t) for t in types),
            "–" if row["seconds"] is None else row["seconds"],
            _round(row["ms"]),
        )
        for (name,), row in found.items()
    ]
    head = ("F1 on dev", *(f"{t} alone" for t in types), *types, "taught in, s", "ms an article")
    return table(head, rows) if rows else None


def folds() -> str | None:
    """Dev, other news and cross-validation on train, with what is recent and the differences."""
    quality, train = latest("quality", "system", "corpus"), latest("folds", "part")
    dev = [quality.get(("vnnews", part)) for part in ("dev", "dev, recent", "dev, older")]
    folded = [train.get((part,)) for part in ("all", "recent", "older")]
    news = quality.get(("vnnews", "news"))
    if None in dev or news is None:
        return None
    # Each column is compared with the whole that it is a part of, and news and train with dev.
    pairs = [(dev[0], None), (dev[1], dev[0]), (dev[2], dev[0]), (news, dev[0])]
    head = ["F1", "dev", "recent", "older", "news"]
    if None not in folded:
        pairs += [(folded[0], dev[0]), (folded[1], folded[0]), (folded[2], folded[0])]
        head += [f"train, {folded[0]['folds']} folds", "recent", "older"]
    names = [*((m, m) for m in MENTIONS), *FACTS]
    return table(head, [(label, *(_beside(*p, row) for p in pairs)) for row, label in names])


def _beside(row: Row, other: Row | None, name: str) -> str:
    """A score and, in points, how far it is from another."""
    if other is None:
        return _strict(row, name)
    mine, its = (r["rows"][name]["strict"]["f1"] for r in (row, other))
    return f"{score(mine)} ({100 * (mine - its):+.1f})".replace("-", "−")


def _range(numbers: Iterable[int]) -> str:
    """The least and the greatest.

    >>> _range([80, 77]), _range([3])
    ('77 to 80', '3')
    """
    found = sorted(set(numbers))
    return " to ".join(map(str, found[:1] + found[1:][-1:]))


def measured() -> str | None:
    """When, where and with what the speed was measured."""
    row = _latest_speed()
    return _provenance(row) if row else None


def whole() -> str | None:
    """The speed on the whole corpus."""
    row = _latest_speed()
    if row is None:
        return None
    rate = row["whole"]
    return (
        f"All {rate['articles']} articles of {row['corpus']}: {rate['articles_per_second']}"
        f" articles or {rate['megabytes_per_second']} MB a second."
    )


def _provenance(row: Row) -> str:
    versions = ", ".join(f"{name} {number}" for name, number in row["versions"].items())
    where = f"{row['machine']}, Python {row['python']}, {versions}"
    return f"Commit {row['commit']} of {row['date']}; {where}."


def _strict(row: Row, name: str) -> str:
    return score(row["rows"][name]["strict"]["f1"]) if name in row["rows"] else "–"


def _round(number: float) -> str:
    """Three digits at most: more would be noise."""
    return f"{number:.1f}" if number < 10 else f"{number:.0f}"


TABLES: dict[str, Callable[[], str | None]] = {
    "quality": quality,
    "results-changed": changed,
    "speed": speed,
    "ratio": ratio,
    "whole": whole,
    "measured": measured,
    "cost": cost,
    "damaged": damaged,
    "fuzzy": fuzzy,
    "scores": scores,
    "ablation": ablation,
    "taggers": taggers,
    "folds": folds,
}

if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        sys.exit(check())
    write()
