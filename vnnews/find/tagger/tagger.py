"""Mentions proposed by the network, and what it thinks of the rules' proposals."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from vnnews.find.candidate import Candidate
from vnnews.find.tagger import SHIPPED, features
from vnnews.find.tagger.labels import LAYERS, best_labels, decode, encode
from vnnews.find.tagger.model import load
from vnnews.find.tagger.network import Network
from vnnews.records import MentionType
from vnnews.text.tokens import Tokens

if TYPE_CHECKING:
    from vnnews.find.tagger.model import Array


_LAYER_OF = {kind: i for i, layer in enumerate(LAYERS) for kind in layer.types}


class Tagger:
    """Reads articles; made once per model file by ``open_tagger``."""

    def __init__(self, network: Network) -> None:
        self._network = network

    def read(self, tokens: Tokens, hits: Sequence[Candidate]) -> Reading:
        """What the network makes of an article, with the rules' candidates as evidence."""
        scores = self._network.scores(
            tokens.form,
            features.places(tokens),
            features.capital_groups(tokens),
            features.hits(tokens, hits),
        )
        return Reading(tokens, scores)


class Reading:
    """The probabilities of labels in one article, and the mentions that follow from them."""

    def __init__(self, tokens: Tokens, scores: Array) -> None:
        self._tokens = tokens
        self._layers: list[Array] = []
        column = 0
        for layer in LAYERS:
            part = scores[:, column : column + layer.size]
            column += layer.size
            part = part - part.max(axis=1, keepdims=True)
            self._layers.append(part - np.log(np.exp(part).sum(axis=1, keepdims=True)))

    def candidates(self) -> list[Candidate]:
        """The most probable mentions: layer by layer, each in order and without overlaps."""
        tokens = self._tokens
        found: list[Candidate] = []
        for layer, logs in zip(LAYERS, self._layers, strict=True):
            labels = best_labels(logs, tokens.sentences, layer)
            for kind, first, last in decode(labels.tolist(), layer):
                start, end = tokens.start[first], tokens.end[last - 1]
                sure = self._span(kind, first, last)
                found.append(Candidate(kind, start, end, "tagger", sure))
        return found

    def probability(self, candidate: Candidate) -> float:
        """How probable a mention is: the geometric mean over the labels that it stands for."""
        first, last = self._tokens.range(candidate.start, candidate.end)
        return self._span(candidate.type, first, last) if first < last else 0.0

    def _span(self, kind: MentionType, first: int, last: int) -> float:
        layer = _LAYER_OF[kind]
        labels = encode([(kind, 0, last - first)], last - first, LAYERS[layer])
        return float(np.exp(self._layers[layer][range(first, last), labels].mean()))


@cache
def open_tagger(path: str) -> Tagger:
    """The tagger of a model file, or of the one in the package when ``path`` is ``SHIPPED``."""
    if path == SHIPPED:
        return Tagger(Network(load(Path(str(files("vnnews.find.tagger") / "model.npz")))))
    return Tagger(Network(load(Path(path))))
