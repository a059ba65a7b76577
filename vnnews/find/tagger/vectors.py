"""What unlabelled articles teach: which forms occur in the same company.

Skip-gram vectors (word2vec, Mikolov et al. 2013, by gensim). Letter case is kept: *An* and *an*
are two words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from gensim.models import Word2Vec

from vnnews.find.tagger import features
from vnnews.text.tokens import Tokens

if TYPE_CHECKING:
    from vnnews.find.tagger.model import Array

_LEAST = 4  # a form that occurs less often is read by its letters alone


class Vectors(msgspec.Struct, frozen=True):
    """Known forms, the most frequent first, and a vector for each: form ``i`` has row ``i + 1``."""

    forms: tuple[str, ...]
    rows: Array


def learn_vectors(articles: Sequence[Tokens], *, size: int, seed: int = 0) -> Vectors:
    """Vectors of the frequent forms; the same articles and seed give the same vectors.

    Raises:
        ValueError: no form occurs often enough.
    """
    counts = Counter(features.key(form) for tokens in articles for form in tokens.form)
    forms = tuple(form for form, count in counts.most_common() if count >= _LEAST)
    if not forms:
        raise ValueError(f"no form occurs {_LEAST} times in {len(articles)} unlabelled articles")
    model = Word2Vec(
        list(_sentences(articles)),
        vector_size=size,
        window=3,
        sg=1,
        negative=8,
        min_count=_LEAST,
        workers=1,  # more would make the result depend on their timing
        epochs=3,
        seed=seed,
    )
    rows = np.zeros((len(forms) + 1, size), dtype=np.float32)
    for i, form in enumerate(forms, 1):
        if form in model.wv:
            rows[i] = model.wv[form]
    return Vectors(forms, (rows / rows.std() * 0.4).astype(np.float32))


def _sentences(articles: Sequence[Tokens]) -> Iterator[list[str]]:
    for tokens in articles:
        keys = [features.key(form) for form in tokens.form]
        yield from (keys[start:end] for start, end in tokens.sentences)
