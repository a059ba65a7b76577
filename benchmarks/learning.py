"""Taggers that the benchmarks train themselves, each with something left out of the recipe.

All learn from ``../shared/corpora/train`` without silver articles, which would cost ten times as
long; word vectors of ``../shared/news`` are kept in ``vectors.npz`` here.
"""

from __future__ import annotations

import time
from contextlib import nullcontext
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from unittest.mock import patch

import numpy as np
from msgspec.structs import replace
from record import ROOT, SHARED, tell

from vnnews import Extractor
from vnnews.find import mentions
from vnnews.find.dates import find_dates
from vnnews.find.tagger import features
from vnnews.find.tagger.network import Network
from vnnews.find.tagger.tagger import Tagger
from vnnews.run.train import Kitchen, Recipe, prepare, read_articles, to_example

if TYPE_CHECKING:
    from vnnews.find.tagger.article import Annotated
    from vnnews.find.tagger.model import Parameters
    from vnnews.records import Article

TRAIN, NEWS = SHARED / "corpora" / "train", SHARED / "news"
VECTORS = ROOT / "benchmarks" / "vectors.npz"
READINGS = ROOT / "corpora" / "readings" / "names.tsv"
_FEW = 24  # articles that are learned from where a benchmark is to be quick


class Course(NamedTuple):
    """What a network is taught with."""

    hits: bool = True  # what the rules propose, as features
    groups: bool = True  # the maximum over all tokens with the same capitalised word
    vectors: bool = True  # of unlabelled articles; else they start at random
    readings: bool = False  # sentences of unlabelled articles that were annotated, too


class Taught(NamedTuple):
    """A tagger and what it took."""

    tagger: Tagger
    articles: int
    seconds: float  # of one core

    def told(self) -> dict[str, object]:
        """What a row tells of it."""
        return {"articles": self.articles, "seconds": round(self.seconds)}


class Reader(Extractor):
    """An extractor with a tagger that stands in no file.

    With ``alone`` the rules propose no name, neither for ``resolve`` nor as features; dates
    they still do, for the tagger has no say in them.
    """

    def __init__(self, tagger: Tagger, *, alone: bool = False) -> None:
        super().__init__(model=None)
        self._given, self._alone = tagger, alone

    def _tagger(self) -> Tagger:
        return self._given

    def extract(self, text: str, **known: object) -> Article:
        with patch.object(mentions, "propose", find_dates) if self._alone else nullcontext():
            return super().extract(text, **known)  # type: ignore[arg-type]


def possible() -> bool:
    """Whether there is something to learn from, and what learns."""
    try:
        import torch  # noqa: F401, PLC0415
    except ImportError:
        tell("skipped: trained taggers, which need the extra vnnews[train]")
        return False
    if not TRAIN.is_dir():
        tell("skipped: trained taggers, which need ../shared/corpora/train")
    return TRAIN.is_dir()


@cache
def examples(quick: bool) -> tuple[Annotated, ...]:
    """The articles of train with the rules' hits."""
    articles = read_articles([TRAIN])
    return tuple(map(to_example, articles[:_FEW] if quick else articles))


@cache
def kitchen(quick: bool, silver: int = 0) -> Kitchen:
    """Word vectors, silver articles, readings; without them where learning would not be quick."""
    news = () if (quick and not VECTORS.exists()) or not NEWS.is_dir() else (NEWS,)
    readings = (READINGS,) if news else ()
    recipe = Recipe((TRAIN,), news, silver, vectors=VECTORS, readings=readings)
    return prepare(recipe, tell)


@cache
def teach(course: Course, quick: bool) -> Taught:
    """A network that has learned by the course, and never sees what it was not taught with."""
    from vnnews.find.tagger.train import train  # noqa: PLC0415  a heavy extra

    given = [one if course.hits else replace(one, hits=()) for one in examples(quick)]
    given += kitchen(quick).read if course.readings else ()
    vectors = kitchen(quick).vectors if course.vectors else None
    ungrouped = patch.object(features, "capital_groups", _ungrouped)
    start = time.process_time()
    with nullcontext() if course.groups else ungrouped:
        learned = train(given, vectors=vectors, tell=tell)
    seconds = time.process_time() - start
    return Taught(Tagger(Network(without(learned, course))), len(given), seconds)


def without(parameters: Parameters, course: Course) -> Parameters:
    """The parameters that leave unread what the course leaves out."""
    if not course.hits:
        parameters = replace(parameters, hits=np.zeros_like(parameters.hits))
    if not course.groups:
        (weights, bias), *further = parameters.layers
        own = np.arange(len(weights)) < 3 * parameters.width
        layers = ((weights * own[:, None]).astype(weights.dtype), bias), *further
        parameters = replace(parameters, layers=layers)
    return parameters


def _ungrouped(tokens: mentions.Tokens) -> np.ndarray:
    return np.zeros(len(tokens), dtype=np.intp)
