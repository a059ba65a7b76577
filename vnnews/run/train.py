"""``vnnews train``: a model from annotated corpora, with its cross-validation report."""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from vnnews.evaluate.report import Report, score_corpus, total
from vnnews.extractor import Extractor
from vnnews.find.mentions import propose
from vnnews.formats import brat
from vnnews.formats.corpus import Annotated, read_corpus
from vnnews.formats.problem import InputError
from vnnews.text.tokens import Tokens, tokenize
from vnnews.text.view import normalize

if TYPE_CHECKING:
    from vnnews.find.tagger import train as tagger
    from vnnews.find.tagger.vectors import Vectors

Tell = Callable[[str], None]


class Recipe(msgspec.Struct, frozen=True):
    """How a model is made: the same recipe over the same files gives the same bytes."""

    corpora: tuple[Path, ...]
    unlabelled: tuple[Path, ...] = ()
    folds: int = 5
    seed: int = 0


def run_train(recipe: Recipe, output: Path, tell: Tell) -> Report | None:
    """Write the model; the report of cross-validation, None with fewer than two folds.

    Raises:
        InputError: a corpus is empty or an annotation of it is broken; nothing is written.
        ImportError: the extra ``vnnews[train]`` is not installed.
    """
    try:
        import torch  # noqa: PLC0415  a heavy extra

        from vnnews.find.tagger.learn import SIZE  # noqa: PLC0415
        from vnnews.find.tagger.model import save  # noqa: PLC0415
        from vnnews.find.tagger.train import train  # noqa: PLC0415
        from vnnews.find.tagger.vectors import learn_vectors  # noqa: PLC0415
    except ImportError as error:
        raise ImportError(f"training needs: pip install 'vnnews[train]' ({error})") from error

    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    articles = read_articles(recipe.corpora)
    examples = [to_example(article) for article in articles]
    vectors: Vectors | None = None
    if recipe.unlabelled:
        texts = list(read_texts(recipe.unlabelled))
        tell(f"vectors of forms out of {len(texts)} unlabelled articles")
        vectors = learn_vectors(texts, size=SIZE, seed=recipe.seed)
    report = None
    if recipe.folds > 1:
        report = _validate(articles, examples, vectors, recipe, tell)
    tell(f"training on {len(examples)} articles")
    save(train(examples, vectors=vectors, seed=recipe.seed, tell=tell), output)
    return report


def read_articles(corpora: Sequence[Path]) -> list[Annotated]:
    """All articles of the corpora.

    Raises:
        InputError: a file that cannot be used, by name and line, or a corpus without articles.
    """
    articles: list[Annotated] = []
    for path in corpora:
        corpus = read_corpus(path)
        for problem in corpus.problems:
            if problem.severity == "failed":
                raise InputError(problem.path, problem.message, problem.line)
        articles.extend(corpus.articles)
    for article in articles:
        _check_flat(article)
    return articles


def _check_flat(article: Annotated) -> None:
    """Raise when mentions of layer 1, or of one enclosing type, overlap."""
    for layer in (("PER", "ORG", "LOC", "DATE"), ("TITLE",), ("AGREEMENT",)):
        spans = sorted(
            (s for s in article.annotations.spans if s.type in layer), key=lambda s: s.start
        )
        for left, right in pairwise(spans):
            if right.start < left.end:
                message = f"{left.id} and {right.id} overlap: {left.type}, {right.type}"
                raise InputError(f"{article.id}.ann", message)


def to_example(article: Annotated) -> tagger.Annotated:
    """Tokens, rule hits and gold spans of an article."""
    from vnnews.find.tagger.train import Annotated as Example  # noqa: PLC0415  a heavy extra

    text = normalize(article.text)
    tokens = tokenize(text)
    spans = []
    for span in article.annotations.spans:
        first, last = tokens.range(*text.find(span.start, span.end))
        if first < last:
            spans.append((span.type, first, last))
    return Example(tokens, tuple(propose(tokens)), tuple(spans))


def read_texts(paths: Sequence[Path]) -> Iterator[Tokens]:
    """Tokens of unlabelled articles: ``.jsonl`` or ``.jsonl.gz`` files, or folders of them.

    Raises:
        InputError: a line is no object with a ``text``; names file and line.
    """
    for path in paths:
        inside = sorted(path.glob("*.jsonl*")) if path.is_dir() else [path]
        for file in inside:
            opener = gzip.open if file.suffix == ".gz" else open
            with opener(file, "rt", encoding="utf-8") as lines:
                for number, line in enumerate(lines, 1):
                    try:
                        text = msgspec.json.decode(line, type=_Unlabelled).text
                    except msgspec.MsgspecError as error:
                        message = f"not an object with a text: {error}"
                        raise InputError(str(file), message, number) from error
                    yield tokenize(normalize(text))


class _Unlabelled(msgspec.Struct):
    text: str


def _validate(
    articles: Sequence[Annotated],
    examples: Sequence[tagger.Annotated],
    vectors: Vectors | None,
    recipe: Recipe,
    tell: Tell,
) -> Report:
    """Scores of every article by a model that has not seen it."""
    from vnnews.find.tagger.model import save  # noqa: PLC0415  a heavy extra
    from vnnews.find.tagger.train import train  # noqa: PLC0415

    reports: list[Report] = []
    with tempfile.TemporaryDirectory() as folder:
        for fold in range(recipe.folds):
            tell(f"fold {fold + 1} of {recipe.folds}")
            fit = [e for i, e in enumerate(examples) if i % recipe.folds != fold]
            held = [a for i, a in enumerate(articles) if i % recipe.folds == fold]
            path = Path(folder) / f"{fold}.npz"
            save(train(fit, vectors=vectors, seed=recipe.seed, tell=tell), path)
            extractor = Extractor(model=path)
            made = {
                a.id: brat.annotate(
                    extractor.extract(a.text, published=a.published, source=a.source)
                )
                for a in held
            }
            reports.extend(score_corpus(held, made))
    return total(reports)
