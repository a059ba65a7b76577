"""What each part contributes: F1 on dev with parts left out, or with another model.

    python benchmarks/run.py ablation            the variants below
    python benchmarks/ablation.py NAME MODEL     a model of ``vnnews train`` as one more

A variant is a name and a function that makes its extractor: add a line to ``VARIANTS``, or to
``COURSES`` what a network is to be taught without.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path

import record
import report
from articles import DEV, held_out
from learning import Course, Reader, possible, teach, without
from quality import reports_of
from record import Row, tell

from vnnews import Extractor
from vnnews.evaluate.report import to_json, total
from vnnews.find.tagger import SHIPPED
from vnnews.find.tagger.model import load
from vnnews.find.tagger.network import Network
from vnnews.find.tagger.tagger import Tagger, open_tagger

Variants = Mapping[str, Callable[[], Extractor]]

VARIANTS: Variants = {
    "as shipped": Extractor,
    "rules alone": lambda: Extractor(model=None),
    "tagger alone": lambda: Reader(open_tagger(SHIPPED), alone=True),
    "hits hidden from the tagger": lambda: Reader(_shipped(Course(hits=False))),
}
COURSES = {
    "train and readings": Course(readings=True),
    "train alone": Course(),
    "train alone, no hits": Course(hits=False),
    "train alone, no article-level evidence": Course(groups=False),
    "train alone, no vectors": Course(vectors=False),
}


def _shipped(course: Course) -> Tagger:
    path = Path(str(files("vnnews.find.tagger") / "model.npz"))
    return Tagger(Network(without(load(path), course)))


def measure(quick: bool, variants: Variants = VARIANTS) -> Iterator[Row]:
    """A row for each variant, and for each course."""
    for variant, make in variants.items():
        yield from _row(variant, make(), quick)
    if variants is VARIANTS and held_out() and possible():
        for variant, course in COURSES.items():
            tell(f"teaching: {variant}")
            taught = teach(course, quick)
            for row in _row(variant, Reader(taught.tagger), quick):
                yield {**row, "taught": taught.told()}


def _row(variant: str, extractor: Extractor, quick: bool) -> Iterator[Row]:
    corpus = held_out()
    if corpus is None:
        return
    articles = corpus.articles[:12] if quick else corpus.articles
    tell(f"ablation on {DEV}: {variant}")
    yield {"variant": variant, "corpus": DEV, **to_json(total(reports_of(extractor, articles)))}


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
