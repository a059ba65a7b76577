"""Five-fold cross-validation on train, by the recipe of the shipped model.

    python benchmarks/run.py folds      only when it is named: half an hour or more

Every article of train is scored by a model that was taught without it. The rules were written by
readers of these articles, so the folds are honest of the tagger alone. The networks that are
kept learn from a quarter of the unlabelled articles that the shipped one learns from, for time.
"""

from __future__ import annotations

from collections.abc import Iterator

from learning import TRAIN, examples, kitchen, possible
from quality import GROUPS
from record import Row, tell

from vnnews.evaluate.report import to_json, total
from vnnews.run.train import Recipe, cross_validate, read_articles

_USUAL = Recipe((TRAIN,))


def measure(quick: bool) -> Iterator[Row]:
    """A row for all articles, and for each group of them by age."""
    if not possible():
        return
    folds, silver = (2, 20) if quick else (_USUAL.folds, _USUAL.silver // 4)
    learned = examples(quick)
    articles = read_articles([TRAIN])[: len(learned)]
    ready = kitchen(quick, silver)
    tell(f"{folds} folds of {len(articles)} articles, {len(ready.unlabelled)} silver ones in each")
    reports = cross_validate(articles, learned, folds, ready)
    made = {"folds": folds, "silver": len(ready.unlabelled), "corpus": "train"}
    yield {"part": "all", **made, **to_json(total(reports))}
    for part, belongs in GROUPS.items():
        chosen = [r for a, r in zip(articles, reports, strict=True) if belongs(a)]
        yield {"part": part, **made, **to_json(total(chosen))}
