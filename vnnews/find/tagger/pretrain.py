"""What unlabelled articles teach: vectors of forms, and convolutions that guess a hidden word.

First skip-gram vectors (gensim's word2vec, Mikolov et al. 2013), then the network itself learns
to tell the word at a masked place from words drawn at random, reading what stands around it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import torch
from gensim.models import Word2Vec
from torch import Tensor, nn
from torch.nn import functional

from vnnews.find.tagger import features
from vnnews.find.tagger.learn import VECTOR, Batch, Learner, batch, example
from vnnews.text.tokens import Tokens

if TYPE_CHECKING:
    from vnnews.find.tagger.model import Array

_LEAST = 4  # a form that occurs less often is read by its letters alone
_MASKED = 0.15
_DRAWN = 1500  # random words that the masked one is told from
_TOKENS = 5000  # tokens a batch
_LONGEST = 900  # tokens that are read of an article


class Base(msgspec.Struct, frozen=True):
    """A vocabulary and a network that has read unlabelled articles."""

    vocabulary: tuple[str, ...]
    weights: dict[str, Tensor]


def vocabulary_of(articles: Sequence[Tokens]) -> Counter[str]:
    """Frequent forms with their counts, most frequent first."""
    counts = Counter(features.key(form) for tokens in articles for form in tokens.form)
    return Counter({form: n for form, n in counts.most_common() if n >= _LEAST})


def vectors(articles: Sequence[Tokens], counts: Counter[str], *, seed: int) -> Array:
    """Skip-gram vectors of the forms; row 0 is zero, the others in the order of ``counts``."""
    sentences = [
        [features.key(form) for form in tokens.form[start:end]]
        for tokens in articles
        for start, end in tokens.sentences
    ]
    model = Word2Vec(
        sentences,
        vector_size=VECTOR,
        window=3,
        sg=1,
        negative=8,
        min_count=_LEAST,
        workers=1,
        epochs=3,
        seed=seed,
    )
    found = np.zeros((len(counts) + 1, VECTOR), dtype=np.float32)
    for i, form in enumerate(counts, 1):
        if form in model.wv:
            found[i] = model.wv[form]
    scaled: Array = (found / found.std() * 0.4).astype(np.float32)
    return scaled


def pretrain(articles: Sequence[Tokens], *, seed: int, tell: Callable[[str], None] = print) -> Base:
    """The base that ``train`` starts from; the same articles and seed give the same base."""
    torch.manual_seed(seed)
    generator = np.random.default_rng(seed)
    counts = vocabulary_of(articles)
    tell(f"vectors of {len(counts)} forms")
    learner = Learner(vectors(articles, counts, seed=seed), dropout=0.1)
    guess = _Guess(counts, learner.out.in_features)
    parameters = [*learner.parameters(), *guess.parameters()]
    optimizer = torch.optim.AdamW(parameters, lr=2e-3, weight_decay=1e-3)
    vocabulary = {form: i for i, form in enumerate(counts, 1)}
    parts = list(_parts(articles, generator.permutation(len(articles)).tolist()))
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, 2e-3, total_steps=len(parts), pct_start=0.05
    )
    for step, part in enumerate(parts, 1):
        none = [np.zeros((len(tokens), features.HITS), np.float32) for tokens in part]
        given = batch([example(t, n, (), vocabulary) for t, n in zip(part, none, strict=True)])
        masked, places = _mask(given, generator)
        loss = guess.loss(learner.hidden(masked)[places], given.form[places], generator)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(parameters, 5.0)
        optimizer.step()
        schedule.step()
        if step % 100 == 0:
            tell(f"masked words: batch {step} of {len(parts)}, loss {loss.item():.3f}")
    kept = {k: v.clone() for k, v in learner.state_dict().items() if not k.startswith("out")}
    return Base(tuple(counts), kept)


class _Guess(nn.Module):
    """Scores of words at a masked place, against words drawn by the 3/4 power of frequency."""

    def __init__(self, counts: Counter[str], width: int) -> None:
        super().__init__()
        frequency = np.array([0.0, *counts.values()]) ** 0.75
        self._share = frequency / frequency.sum()
        self._drawn_at = np.cumsum(self._share)
        self.words = nn.Embedding(len(frequency), width)
        nn.init.normal_(self.words.weight, std=0.05)

    def loss(self, hidden: Tensor, words: Tensor, generator: np.random.Generator) -> Tensor:
        drawn = np.searchsorted(self._drawn_at, generator.random(_DRAWN))
        others = torch.from_numpy(drawn.clip(0, len(self._share) - 1))
        share = torch.from_numpy(np.log(self._share + 1e-9)).float()
        right = (hidden * self.words(words)).sum(1) - share[words]
        wrong = hidden @ self.words(others).T - share[others]
        scores = torch.cat([right[:, None], wrong], dim=1)
        return functional.cross_entropy(scores, torch.zeros(len(words), dtype=torch.long))


def _parts(articles: Sequence[Tokens], order: Sequence[int]) -> Iterator[list[Tokens]]:
    part: list[Tokens] = []
    count = 0
    for i in order:
        if 5 <= len(articles[i]) <= _LONGEST:
            part.append(articles[i])
            count += len(articles[i])
        if count > _TOKENS:
            yield part
            part, count = [], 0


def _mask(given: Batch, generator: np.random.Generator) -> tuple[Batch, Tensor]:
    """The batch with some known words hidden, and their rows."""
    chance = torch.from_numpy(generator.random(len(given.form)))
    hide = (chance < _MASKED) & (given.form > 0)
    masked = msgspec.structs.replace(
        given,
        form=given.form.masked_fill(hide, 0),
        lower=given.lower.masked_fill(hide, 0),
        shape=given.shape.masked_fill(hide, features.shape("a")),
        affixes=given.affixes.masked_fill(hide[:, None], 0),
        group=given.group.masked_fill(hide, 0),
    )
    return masked, torch.nonzero(hide)[:, 0]
