"""Training of the tagger from annotated articles, and from unlabelled ones by way of teachers."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import torch
from torch import nn

from vnnews.find.tagger import features
from vnnews.find.tagger.article import Annotated, Unlabelled
from vnnews.find.tagger.crf import Crf, teach_crf, words_of
from vnnews.find.tagger.labels import LAYERS
from vnnews.find.tagger.learn import SIZE, WIDTH, Example, Learner, batch, example
from vnnews.find.tagger.model import Parameters
from vnnews.find.tagger.vectors import Vectors

if TYPE_CHECKING:
    from vnnews.find.tagger.model import Array

Tell = Callable[[str], None]

_ARTICLES = 8  # articles a batch
_FEW = 10  # batches in all: so few must not end their rise in learning with the first
_BLIND = 0.3  # share of articles in which the rules' hits of a type are hidden


class _Course(msgspec.Struct, frozen=True):
    """How often a set of articles is read, and the greatest rate of learning."""

    epochs: int
    rate: float


_GOLD = _Course(10, 2e-3)
_TAUGHT = _Course(3, 2e-3)
_GOLD_AFTER_TAUGHT = _Course(6, 1e-3)

_TEACHERS = 2
_TEACHER_WIDTH = 128
_DROPOUT, _PUPIL_DROPOUT = 0.4, 0.2  # who reads ten times the articles need not be held back much


def train(  # noqa: PLR0913  all but the articles have a default
    articles: Sequence[Annotated],
    *,
    vectors: Vectors | None = None,
    unlabelled: Sequence[Unlabelled] = (),
    seed: int = 0,
    processes: int = 1,
    tell: Tell = print,
) -> Parameters:
    """The parameters that fit the articles; the same arguments give the same bytes.

    Without ``vectors`` the vocabulary is that of the articles, its vectors start at random.
    With ``unlabelled`` articles, wider networks and a CRF learn from the annotated ones first; the
    network that is kept learns to hold every label as probable as they do on average, so that a
    small one knows what several large ones do (G. Hinton, O. Vinyals, J. Dean: *Distilling the
    Knowledge in a Neural Network*, 2015, arXiv:1503.02531); then it reads the annotated ones alone.
    With more ``processes`` what teaches learns side by side; the parameters are the same.

    Raises:
        ValueError: there is no article.
    """
    if not articles:
        raise ValueError("nothing to learn from: no articles")
    vectors = vectors or _random_vectors(articles, seed)
    vocabulary = {form: i for i, form in enumerate(vectors.forms, 1)}
    gold = [example(article, vocabulary) for article in articles if len(article.tokens)]
    chance = random.Random(seed)
    if unlabelled:
        teachers = _teachers(_Lesson(articles, gold, vectors, tell), seed, processes)
        tell(f"{len(unlabelled)} articles: the teachers read")
        taught = [
            teachers.read(article, vocabulary) for article in unlabelled if len(article.tokens)
        ]
        pupil = _learner(vectors, WIDTH, _PUPIL_DROPOUT, seed)
        _fit(pupil, taught + gold, _TAUGHT, chance, tell)
        _fit(pupil, gold, _GOLD_AFTER_TAUGHT, chance, tell)
    else:
        pupil = _learner(vectors, WIDTH, _DROPOUT, seed)
        _fit(pupil, gold, _GOLD, chance, tell)
    learned = pupil.parameters_of(vectors.forms)
    # As with dropout, what was hidden now and then counts by how often it was seen.
    return msgspec.structs.replace(learned, hits=learned.hits * np.float32(1 - _BLIND))


def _random_vectors(articles: Sequence[Annotated], seed: int) -> Vectors:
    forms = sorted({features.key(form) for article in articles for form in article.tokens.form})
    rows = np.random.default_rng(seed).normal(0, 0.3, (len(forms) + 1, SIZE))
    return Vectors(tuple(forms), rows.astype(np.float32))


def _learner(vectors: Vectors, width: int, dropout: float, seed: int) -> Learner:
    """A network that draws from its seed on, whatever was drawn before and in which process."""
    torch.manual_seed(seed)
    return Learner(vectors.rows.copy(), width=width, dropout=dropout)


class _Teachers(msgspec.Struct, frozen=True):
    """Networks and a CRF that learned from the annotated articles."""

    networks: Sequence[Learner]
    crf: Crf

    def read(self, article: Unlabelled, vocabulary: dict[str, int]) -> Example:
        """The article with what they think of it: half of it is the CRF's where names go."""
        one = example(article, vocabulary)
        read = [network.probabilities(one) for network in self.networks]
        thought: Array = np.stack(read).mean(axis=0, dtype=np.float32)
        names = thought[:, : LAYERS[0].size]
        names += self.crf.probabilities(article.tokens, words_of(article.tokens, article.hits))
        names /= 2
        return msgspec.structs.replace(one, targets=thought.astype(np.float16))


class _Lesson(msgspec.Struct, frozen=True):
    """What the teachers learn from, as articles and as arrays, and whom to tell of it."""

    articles: Sequence[Annotated]
    gold: Sequence[Example]
    vectors: Vectors
    tell: Tell


def _teachers(lesson: _Lesson, seed: int, processes: int) -> _Teachers:
    """Each network learns from a seed of its own, so that it does not matter where it learns."""
    learned = partial(_network, lesson.gold, lesson.vectors)
    first, *others = range(seed + 1, seed + 1 + _TEACHERS)
    if processes < 2:
        networks = [learned(each, lesson.tell) for each in (first, *others)]
        return _Teachers(networks, _crf(lesson))
    with ProcessPoolExecutor(processes - 1, get_context("spawn")) as pool:
        beside = [pool.submit(learned, each) for each in others]
        here, crf = learned(first, lesson.tell), _crf(lesson)
        return _Teachers([here, *(each.result() for each in beside)], crf)


def _crf(lesson: _Lesson) -> Crf:
    lesson.tell(f"{len(lesson.articles)} articles: a CRF learns")
    return teach_crf(lesson.articles)


def _silent(_: str) -> None:
    """Tell nothing: a process of its own has nobody to tell."""


def _network(gold: Sequence[Example], vectors: Vectors, seed: int, tell: Tell = _silent) -> Learner:
    """A wide network that learned from the annotated articles."""
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    network = _learner(vectors, _TEACHER_WIDTH, _DROPOUT, seed)
    _fit(network, gold, _GOLD, random.Random(seed), tell)
    return network


def _fit(
    learner: Learner,
    examples: Sequence[Example],
    course: _Course,
    chance: random.Random,
    tell: Tell,
) -> None:
    """Read the examples as often as the course says, in an order drawn anew each time."""
    optimizer = torch.optim.AdamW(learner.parameters(), lr=course.rate, weight_decay=1e-2)
    batches = -(-len(examples) // _ARTICLES)
    steps = course.epochs * batches
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, course.rate, total_steps=steps, pct_start=0.1 if steps > _FEW else 0.5
    )
    learner.train()
    for epoch in range(1, course.epochs + 1):
        order = list(range(len(examples)))
        chance.shuffle(order)
        total = 0.0
        for begin in range(0, len(order), _ARTICLES):
            some = [_blinded(examples[i], chance) for i in order[begin : begin + _ARTICLES]]
            loss = learner.loss(batch(some))
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(learner.parameters(), 5.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
        tell(
            f"width {learner.width}, {len(examples)} articles, "
            f"epoch {epoch} of {course.epochs}: loss {total / batches:.4f}"
        )


def _blinded(one: Example, chance: random.Random) -> Example:
    """The article with the hits of some types hidden, so that a network learns to see for itself.

    The rules were written by readers of the same articles and flatter themselves there.
    """
    seen = np.ones(features.HITS, dtype=np.float32)
    per_type = features.HITS // len(features.HIT_TYPES)
    for kind in range(len(features.HIT_TYPES)):
        if chance.random() < _BLIND:
            seen[kind * per_type : (kind + 1) * per_type] = 0
    return msgspec.structs.replace(one, hits=one.hits * seen)
