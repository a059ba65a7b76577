"""``vnnews train``: a model from annotated corpora, with its cross-validation report."""

from __future__ import annotations

import gzip
import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from vnnews.evaluate.report import Report, score_corpus, total
from vnnews.extractor import Extractor
from vnnews.find.mentions import propose
from vnnews.find.tagger.article import Annotated as Example
from vnnews.find.tagger.article import Unlabelled
from vnnews.formats import brat
from vnnews.formats.corpus import Annotated, read_corpus
from vnnews.formats.problem import InputError
from vnnews.formats.readings import read_readings
from vnnews.run.damage import some_damaged
from vnnews.run.readings import partly_annotated
from vnnews.text.tokens import tokenize
from vnnews.text.view import normalize

if TYPE_CHECKING:
    from vnnews.find.tagger.model import Parameters
    from vnnews.find.tagger.vectors import Vectors

Tell = Callable[[str], None]


class Recipe(msgspec.Struct, frozen=True):
    """How a model is made: the same recipe over the same files gives the same bytes.

    Of the ``unlabelled`` articles all teach the vectors of forms, which are kept in the file
    ``vectors`` for the next time; ``silver`` of them, drawn at random, are read by networks that
    learned from the corpora, and teach the one that is kept. ``readings`` are tables of sentences
    in them that were annotated (``formats.readings``): they are learned from beside the corpora.
    ``processes`` say how fast, not what.
    """

    corpora: tuple[Path, ...]
    unlabelled: tuple[Path, ...] = ()
    silver: int = 6000
    folds: int = 5
    seed: int = 0
    vectors: Path | None = None
    readings: tuple[Path, ...] = ()
    processes: int = 1


class Kitchen(msgspec.Struct, frozen=True):
    """What is ready before a model is made, and whom to tell of the progress."""

    vectors: Vectors | None
    unlabelled: tuple[Unlabelled, ...]
    seed: int
    tell: Tell
    read: tuple[Example, ...] = ()
    processes: int = 1


def run_train(recipe: Recipe, output: Path, tell: Tell) -> Report | None:
    """Write the model; the report of cross-validation, None with fewer than two folds.

    Raises:
        InputError: a corpus is empty or an annotation of it is broken, or there is no folder to
            write to; nothing is written.
        ImportError: the extra ``vnnews[train]`` is not installed.
    """
    for path in (output, recipe.vectors):  # now, not after an hour
        if path is not None and not path.parent.is_dir():
            raise InputError(str(path), "its folder is not there")
    articles = read_articles(recipe.corpora)
    kitchen = prepare(recipe, tell)
    from vnnews.find.tagger.model import save  # noqa: PLC0415  numpy loads slowly

    examples = [to_example(article) for article in articles]
    reports = cross_validate(articles, examples, recipe.folds, kitchen) if recipe.folds > 1 else []
    save(make(examples, kitchen), output)
    return total(reports) if reports else None


def prepare(recipe: Recipe, tell: Tell) -> Kitchen:
    """All that does not depend on which articles are learned from: every fold shares it.

    Raises:
        InputError: an unlabelled article, a reading or the file of vectors cannot be used.
        ImportError: the extra ``vnnews[train]`` is not installed.
    """
    try:
        import torch  # noqa: PLC0415  a heavy extra

        from vnnews.run.vectors import vectors_of  # noqa: PLC0415
    except ImportError as error:
        raise ImportError(f"training needs: pip install 'vnnews[train]' ({error})") from error
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    readings = [reading for path in recipe.readings for reading in read_readings(path)]
    news = list(read_news(recipe.unlabelled))
    texts = [one.text for one in news]
    read = partly_annotated(readings, {one.id: one.text for one in news})
    if not texts:
        return Kitchen(None, (), recipe.seed, tell)
    tell(f"vectors of forms out of {len(texts)} unlabelled articles")
    vectors = vectors_of(texts, seed=recipe.seed, file=recipe.vectors)
    chosen = random.Random(recipe.seed).sample(texts, min(recipe.silver, len(texts)))
    silver = tuple(map(_unlabelled, chosen))
    return Kitchen(vectors, silver, recipe.seed, tell, tuple(read), recipe.processes)


def _unlabelled(text: str) -> Unlabelled:
    tokens = tokenize(normalize(text))
    return Unlabelled(tokens, tuple(propose(tokens)))


def make(examples: Sequence[Example], kitchen: Kitchen) -> Parameters:
    """A model of the examples, taught with what is in the kitchen."""
    from vnnews.find.tagger.train import train  # noqa: PLC0415  a heavy extra

    learned = [*examples, *kitchen.read]
    return train(
        [*learned, *some_damaged(learned)],
        vectors=kitchen.vectors,
        unlabelled=kitchen.unlabelled,
        seed=kitchen.seed,
        processes=kitchen.processes,
        tell=kitchen.tell,
    )


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


def to_example(article: Annotated) -> Example:
    """Tokens, rule hits and gold spans of an article."""
    text = normalize(article.text)
    tokens = tokenize(text)
    spans = []
    for span in article.annotations.spans:
        first, last = tokens.range(*text.find(span.start, span.end))
        if first < last:
            spans.append((span.type, first, last))
    return Example(tokens, tuple(propose(tokens)), tuple(spans))


class News(msgspec.Struct, frozen=True):
    """An unlabelled article; ``id`` is what readings call it by."""

    text: str
    id: str = ""


def read_news(paths: Sequence[Path]) -> Iterator[News]:
    """Unlabelled articles: ``.jsonl`` or ``.jsonl.gz`` files, or folders of them.

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
                        yield msgspec.json.decode(line, type=News)
                    except msgspec.MsgspecError as error:
                        message = f"not an object with a text: {error}"
                        raise InputError(str(file), message, number) from error


def cross_validate(
    articles: Sequence[Annotated],
    examples: Sequence[Example],
    folds: int,
    kitchen: Kitchen,
) -> list[Report]:
    """What each article scores with a model that has not seen it; ``examples`` are the articles."""
    from vnnews.find.tagger.model import save  # noqa: PLC0415  numpy loads slowly

    made: dict[str, brat.Annotations] = {}
    with tempfile.TemporaryDirectory() as folder:
        for fold in range(folds):
            kitchen.tell(f"fold {fold + 1} of {folds}")
            path = Path(folder) / f"{fold}.npz"
            save(make([e for i, e in enumerate(examples) if i % folds != fold], kitchen), path)
            extractor = Extractor(model=path)
            for a in articles[fold::folds]:
                record = extractor.extract(a.text, published=a.published, source=a.source)
                made[a.id] = brat.annotate(record)
    return score_corpus(articles, made)
