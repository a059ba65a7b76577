"""The evaluator agrees with ``../shared/tools/score.py``, which was written independently of it."""

import random
import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from vnnews.evaluate.report import score_corpus, total
from vnnews.formats import brat
from vnnews.formats.corpus import read_corpus, read_predictions

SHARED = Path(__file__).parents[3] / "shared"
SCORER = SHARED / "tools" / "score.py"
ROW = re.compile(
    r"(\S.*?) +P (\S+) R (\S+) F1 (\S+)  gold +(\d+) pred +(\d+)(?:  overlap-F1 (\S+))?"
)


def perturbed(article, rng):
    """The gold of an article with errors of every kind in it."""
    gold, length = article.annotations, len(article.text)
    spans = []
    for span in gold.spans:
        luck = rng.random()
        if luck < 0.08:
            continue
        start, end, label = span.start, span.end, span.type
        if 0.08 <= luck < 0.2:
            start = max(0, start - rng.randint(0, 3))
        elif luck < 0.3:
            end = min(length, end + rng.randint(1, 9))
        elif luck < 0.36:
            label = rng.choice(["PER", "ORG", "LOC", "DATE", "TITLE", "AGREEMENT"])
        spans.append(msgspec.structs.replace(span, start=start, end=end, type=label))
    rng.shuffle(spans)
    kept = {span.id for span in spans}
    return brat.Annotations(
        tuple(spans),
        tuple(r for r in gold.relations if {*r[1:]} <= kept and rng.random() < 0.9),
        {t: v for t, v in gold.attributes.items() if t in kept and rng.random() < 0.9},
        {
            t: {k: v if rng.random() < 0.9 else "2019" for k, v in values.items()}
            for t, values in gold.references.items()
            if t in kept
        },
        tuple(
            group
            for whole in gold.groups
            if (group := tuple(t for t in whole if t in kept and rng.random() < 0.9))
        ),
    )


@pytest.mark.skipif(not SCORER.exists(), reason="../shared is not there")
@pytest.mark.parametrize("seed", [1, 2])
def test_every_row_that_both_print_is_the_same(tmp_path, seed):
    corpus = read_corpus(SHARED / "corpora" / "train")
    assert corpus.problems == ()
    rng = random.Random(seed)
    for article in corpus.articles[:-1]:  # one has no predictions at all
        path = tmp_path / f"{article.id}.ann"
        path.write_text(brat.render(perturbed(article, rng), article.text), encoding="utf-8")
    made, _ = read_predictions(tmp_path, corpus)
    report = total(score_corpus(corpus.articles, made))
    command = [sys.executable, str(SCORER), corpus.path, str(tmp_path)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rows = ROW.findall(printed)
    assert len(rows) == 12
    for row, *numbers, overlap in rows:
        counts = report.counts(row)
        ours = [f"{x:.3f}" for x in (counts.precision, counts.recall, counts.f1)]
        assert numbers == [*ours, str(counts.support), str(counts.predicted)], row
        if overlap:
            assert overlap == f"{report.spans[row].overlap.f1:.3f}", row
