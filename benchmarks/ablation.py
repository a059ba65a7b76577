"""What each part contributes: F1 on dev with parts left out, or with another tagger.

A variant is a name and a function that makes its extractor. To compare another tagger, or one that
was trained on less, add a line here: ``"without silver data": lambda: Extractor(model=…)``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from articles import DEV, held_out
from quality import reports_of
from record import Row, tell

from vnnews import Extractor
from vnnews.evaluate.report import to_json, total

VARIANTS: dict[str, Callable[[], Extractor]] = {
    "as shipped": Extractor,
}


def measure(quick: bool) -> Iterator[Row]:
    """A row for each variant."""
    corpus = held_out()
    if corpus is None:
        return
    articles = corpus.articles[:12] if quick else corpus.articles
    for variant, make in VARIANTS.items():
        tell(f"ablation on {DEV}: {variant}")
        yield {"variant": variant, "corpus": DEV, **to_json(total(reports_of(make(), articles)))}
