"""A linear-chain CRF that teaches beside the networks (``underthesea_core``, as CRFsuite learns).

It is given what a network is given, and what no network here has: pairs of words, and the words
beside the same capitalised word elsewhere in the article. It reads twenty times more slowly.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import underthesea_core

from vnnews.find.candidate import Candidate
from vnnews.find.tagger import features
from vnnews.find.tagger.article import Annotated
from vnnews.find.tagger.labels import LAYERS, encode
from vnnews.text.tokens import Tokens

if TYPE_CHECKING:
    from vnnews.find.tagger.model import Array

_NAMES = LAYERS[0]
_EDGE = [["edge"], ["edge"]]  # what stands two tokens beyond the article
_PENALTY = 0.1  # of squared weights; 1 scored the same on a held-out fifth of train
_ROUNDS = 100
Words = list[list[str]]


class Crf:
    """Tells how probable the labels of names are; made by ``teach_crf``."""

    def __init__(self, model: underthesea_core.CRFModel) -> None:
        self._tagger = underthesea_core.CRFTagger.from_model(model)
        self._columns = [int(label) for label in self._tagger.labels()]

    def probabilities(self, tokens: Tokens, words: Words) -> Array:
        """Of an article with its ``words_of``: a row per token, a column per label of names."""
        chances = np.zeros((len(tokens), _NAMES.size), dtype=np.float32)
        for start, end in tokens.sentences:
            chances[start:end, self._columns] = self._tagger.marginals(words[start:end])
        return chances

    def path(self, tokens: Tokens, words: Words) -> list[int]:
        """The labels of an article with its ``words_of`` that are most probable together."""
        sentences = (self._tagger.tag(words[start:end]) for start, end in tokens.sentences)
        return [int(label) for sentence in sentences for label in sentence]


def teach_crf(articles: Sequence[Annotated]) -> Crf:
    """A CRF of the articles: the same articles give the same CRF."""
    given: list[Words] = []
    wanted: list[list[str]] = []
    for one in articles:
        words = words_of(one.tokens, one.hits)
        labels = [str(label) for label in encode(one.spans, len(one.tokens), _NAMES)]
        given += [words[start:end] for start, end in one.sentences]
        wanted += [labels[start:end] for start, end in one.sentences]
    trainer = underthesea_core.CRFTrainer(
        loss_function="lbfgs", l2_penalty=_PENALTY, max_iterations=_ROUNDS, verbose=0
    )
    return Crf(trainer.train(given, wanted))


def words_of(tokens: Tokens, hits: Sequence[Candidate]) -> Words:
    """Of each token, what is true of it, as words."""
    flags = features.hits(tokens, hits)
    lowers = [features.key(lower) for lower in tokens.lower]
    seen = [
        [f"w={lower}", f"s={features.shape(form)}"]
        for form, lower in zip(tokens.form, lowers, strict=True)
    ]
    for token, column in np.argwhere(flags).tolist():
        seen[token].append(f"h={column}")
    seen = [*_EDGE, *seen, *_EDGE]
    places = features.places(tokens).tolist()
    elsewhere = _elsewhere(tokens, flags)
    result: Words = []
    for i, (form, lower) in enumerate(zip(tokens.form, lowers, strict=True)):
        window = [f"{by}{word}" for by, words in enumerate(seen[i : i + 5]) for word in words]
        affixes = [f"p2={lower[:2]}", f"p3={lower[:3]}", f"e2={lower[-2:]}", f"e3={lower[-3:]}"]
        pairs = [f"{seen[i + 1][0]}|{lower}", f"{lower}|{seen[i + 3][0]}"]
        place = [f"place={places[i] % 8}", f"line={places[i] // 8}"]
        own = [f"f={features.key(form)}", *affixes, *pairs, *place]
        result.append([*window, *own, *elsewhere[i]])
    return result


def _elsewhere(tokens: Tokens, flags: Array) -> Words:
    """What is beside and on the other tokens that are the same capitalised word."""
    said: list[set[str]] = [set() for _ in range(len(tokens))]
    members: dict[int, list[int]] = defaultdict(list)
    for token, group in enumerate(features.capital_groups(tokens).tolist()):
        if group:
            members[group].append(token)
            said[token] |= {f"h={column}" for column in np.flatnonzero(flags[token]).tolist()}
            if token:
                said[token].add(f"-1={tokens.lower[token - 1]}")
            if token + 1 < len(tokens):
                said[token].add(f"+1={tokens.lower[token + 1]}")
    result: Words = [[] for _ in said]
    for group in members.values():
        counts = Counter(word for token in group for word in said[token])
        for token in group:
            result[token] = sorted(
                f"else{word}" for word, count in counts.items() if count > (word in said[token])
            )
    return result
