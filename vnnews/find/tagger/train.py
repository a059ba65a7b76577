"""Training of the tagger from annotated articles."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import msgspec
import numpy as np
import torch
from torch import nn

from vnnews.find.candidate import Candidate
from vnnews.find.tagger import features
from vnnews.find.tagger.labels import Span
from vnnews.find.tagger.learn import SIZE, Example, Learner, batch, example
from vnnews.find.tagger.model import Parameters
from vnnews.find.tagger.vectors import Vectors
from vnnews.text.tokens import Tokens

_ARTICLES = 8  # articles a batch
_BLIND = 0.3  # share of articles in which the rules' hits of a type are hidden


class _Course(msgspec.Struct, frozen=True):
    """How often a set of articles is read, and the greatest rate of learning."""

    epochs: int
    rate: float


_GOLD_ALONE = _Course(14, 2e-3)
_SILVER = _Course(3, 2e-3)
_GOLD_AFTER_SILVER = _Course(8, 1e-3)


class Annotated(msgspec.Struct, frozen=True):
    """One annotated article: tokens, what the rules propose, gold spans as token ranges."""

    tokens: Tokens
    hits: tuple[Candidate, ...]
    spans: tuple[Span, ...]


def train(
    articles: Sequence[Annotated],
    *,
    vectors: Vectors | None = None,
    silver: Sequence[Annotated] = (),
    seed: int = 0,
    tell: Callable[[str], None] = print,
) -> Parameters:
    """The parameters that fit the articles; the same arguments give the same bytes.

    Without ``vectors`` the vocabulary is that of the articles, its vectors start at random.
    ``silver`` are articles that an earlier model annotated: they are read first, with the others
    among them, then the others alone. Hits of the rules are hidden at random, type by type, so
    that the network learns to see for itself: the rules were written by readers of the same
    articles and flatter themselves there.

    Raises:
        ValueError: there is no article.
    """
    if not articles:
        raise ValueError("nothing to learn from: no articles")
    torch.manual_seed(seed)
    chance = random.Random(seed)
    if vectors is None:
        forms = _forms(articles)
        vectors = Vectors(forms, torch.randn(len(forms) + 1, SIZE).numpy() * np.float32(0.3))
    vocabulary = {form: i for i, form in enumerate(vectors.forms, 1)}
    learner = Learner(vectors.rows.copy())
    gold = _examples(articles, vocabulary)
    if silver:
        _fit(learner, _examples(silver, vocabulary) + gold, _SILVER, chance, tell)
    _fit(learner, gold, _GOLD_AFTER_SILVER if silver else _GOLD_ALONE, chance, tell)
    return learner.parameters_of(vectors.forms)


def _examples(articles: Sequence[Annotated], vocabulary: dict[str, int]) -> list[Example]:
    examples: list[Example] = []
    for one in articles:
        if len(one.tokens):
            ranges = [one.tokens.range(hit.start, hit.end) for hit in one.hits]
            flags = features.hits(one.hits, ranges, len(one.tokens))
            examples.append(example(one.tokens, flags, one.spans, vocabulary))
    return examples


def _fit(
    learner: Learner,
    examples: Sequence[Example],
    course: _Course,
    chance: random.Random,
    tell: Callable[[str], None],
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
            f"{len(examples)} articles, epoch {epoch} of {course.epochs}: "
            f"loss {total / batches:.4f}"
        )


def _blinded(one: Example, chance: random.Random) -> Example:
    seen = np.ones(features.HITS, dtype=np.float32)
    per_type = features.HITS // len(features.HIT_TYPES)
    for kind in range(len(features.HIT_TYPES)):
        if chance.random() < _BLIND:
            seen[kind * per_type : (kind + 1) * per_type] = 0
    return msgspec.structs.replace(one, hits=one.hits * seen)


def _forms(articles: Sequence[Annotated]) -> tuple[str, ...]:
    found = {features.key(form) for article in articles for form in article.tokens.form}
    return tuple(sorted(found))
