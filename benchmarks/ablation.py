"""What each part contributes: F1 on dev with parts left out, or with another model.

    python benchmarks/run.py ablation            the variants below
    python benchmarks/ablation.py NAME MODEL     a model of ``vnnews train`` as one more

A variant is a name and a function that makes its extractor: add a line to ``VARIANTS``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping

import record
import report
from articles import DEV, held_out
from quality import reports_of
from record import Row, tell

from vnnews import Extractor
from vnnews.evaluate.report import to_json, total

Variants = Mapping[str, Callable[[], Extractor]]

VARIANTS: Variants = {
    "as shipped": Extractor,
    "rules alone": lambda: Extractor(model=None),
}


def measure(quick: bool, variants: Variants = VARIANTS) -> Iterator[Row]:
    """A row for each variant."""
    corpus = held_out()
    if corpus is None:
        return
    articles = corpus.articles[:12] if quick else corpus.articles
    for variant, make in variants.items():
        tell(f"ablation on {DEV}: {variant}")
        yield {"variant": variant, "corpus": DEV, **to_json(total(reports_of(make(), articles)))}


def main(arguments: Iterable[str]) -> None:
    """Record what a model scores, by the name of its variant."""
    variant, model = arguments
    record.append(
        "ablation", measure(quick=False, variants={variant: lambda: Extractor(model=model)})
    )
    report.write()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1:])
