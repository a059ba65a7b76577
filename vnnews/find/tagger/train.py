"""Training of the tagger from annotated articles, and from unlabelled ones by way of teachers."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
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
_BLIND = 0.3  # share of articles in which the rules' hits of a type are hidden


class _Course(msgspec.Struct, frozen=True):
    """How often a set of articles is read, and the greatest rate of learning."""

    epochs: int
    rate: float


_GOLD = _Course(14, 2e-3)
_TAUGHT = _Course(3, 2e-3)
_GOLD_AFTER_TAUGHT = _Course(6, 1e-3)

_TEACHERS, _TEACHER_WIDTH = 2, 128
_SHARES_OF_CRF = (1 / 2, 1 / 3)  # in what is taught of names, generation by generation
_DROPOUT, _PUPIL_DROPOUT = 0.4, 0.2  # who reads ten times the articles need not be held back much


def train(
    articles: Sequence[Annotated],
    *,
    vectors: Vectors | None = None,
    unlabelled: Sequence[Unlabelled] = (),
    seed: int = 0,
    tell: Tell = print,
) -> Parameters:
    """The parameters that fit the articles; the same arguments give the same bytes.

    Without ``vectors`` the vocabulary is that of the articles, its vectors start at random.
    With ``unlabelled`` articles, wider networks and a CRF learn from the annotated ones first. Then
    networks as wide learn to hold every label of the unlabelled ones as probable as these do on
    average, and teach the network that is kept the same way, so that a small one knows what several
    large ones do (G. Hinton, O. Vinyals, J. Dean: *Distilling the Knowledge in a Neural Network*,
    2015, arXiv:1503.02531; T. Furlanello et al.: *Born-Again Neural Networks*, 2018,
    arXiv:1805.04770). Whoever was taught so reads the annotated ones alone at the end.

    Raises:
        ValueError: there is no article.
    """
    if not articles:
        raise ValueError("nothing to learn from: no articles")
    vectors = vectors or _random_vectors(articles, seed)
    vocabulary = {form: i for i, form in enumerate(vectors.forms, 1)}
    gold = [example(article, vocabulary) for article in articles if len(article.tokens)]
    chance = random.Random(seed)
    torch.manual_seed(seed)
    school = _School(gold, vectors, chance, tell)
    taught: list[Example] = []
    if unlabelled:
        tell(f"{len(articles)} articles: a CRF learns, and reads {len(unlabelled)}")
        crf = teach_crf(articles)
        pages = [_page(article, crf, vocabulary) for article in unlabelled if len(article.tokens)]
        for share in _SHARES_OF_CRF:
            teachers = [school.learner(_TEACHER_WIDTH, taught) for _ in range(_TEACHERS)]
            tell(f"{len(pages)} articles: the teachers read")
            taught = [page.read_by(teachers, share) for page in pages]
    pupil = school.learner(WIDTH, taught)
    learned = pupil.parameters_of(vectors.forms)
    # As with dropout, what was hidden now and then counts by how often it was seen.
    return msgspec.structs.replace(learned, hits=learned.hits * np.float32(1 - _BLIND))


def _random_vectors(articles: Sequence[Annotated], seed: int) -> Vectors:
    forms = sorted({features.key(form) for article in articles for form in article.tokens.form})
    rows = np.random.default_rng(seed).normal(0, 0.3, (len(forms) + 1, SIZE))
    return Vectors(tuple(forms), rows.astype(np.float32))


class _School(msgspec.Struct, frozen=True):
    """What every network learns from."""

    gold: Sequence[Example]
    vectors: Vectors
    chance: random.Random
    tell: Tell

    def learner(self, width: int, taught: Sequence[Example]) -> Learner:
        """A network that read what is taught, if anything is, and the annotated articles."""
        dropout = _PUPIL_DROPOUT if taught else _DROPOUT
        learner = Learner(self.vectors.rows.copy(), width=width, dropout=dropout)
        if taught:
            _fit(learner, [*taught, *self.gold], _TAUGHT, self.chance, self.tell)
        course = _GOLD_AFTER_TAUGHT if taught else _GOLD
        _fit(learner, self.gold, course, self.chance, self.tell)
        return learner


class _Page(msgspec.Struct, frozen=True):
    """An unlabelled article, and how probable the CRF holds the labels of names."""

    example: Example
    of_crf: Array

    def read_by(self, networks: Sequence[Learner], share: float) -> Example:
        """The article with what networks think of it, and of names, by its share, the CRF."""
        read = [network.probabilities(self.example) for network in networks]
        thought: Array = np.stack(read).mean(axis=0, dtype=np.float32)
        names = thought[:, : LAYERS[0].size]
        names += share * (self.of_crf - names)
        return msgspec.structs.replace(self.example, targets=thought.astype(np.float16))


def _page(article: Unlabelled, crf: Crf, vocabulary: dict[str, int]) -> _Page:
    said = crf.probabilities(article.tokens, words_of(article.tokens, article.hits))
    return _Page(example(article, vocabulary), said.astype(np.float16))


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
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, course.rate, total_steps=course.epochs * batches, pct_start=0.1
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
