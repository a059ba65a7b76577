"""Mentions proposed by the network, with the probability of each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np

from vnnews.find.candidate import Candidate
from vnnews.find.tagger import SHIPPED, features
from vnnews.find.tagger.labels import LAYERS, best_labels, decode
from vnnews.find.tagger.model import load
from vnnews.find.tagger.network import Network
from vnnews.text.tokens import Tokens


class Tagger:
    """Proposes candidates of all types; made once per model file by ``open_tagger``."""

    def __init__(self, network: Network) -> None:
        self._network = network

    def find(self, tokens: Tokens, hits: Sequence[Candidate]) -> list[Candidate]:
        """Candidates by layer, each layer in order and without overlaps.

        ``hits`` are the candidates of the rules, which the network reads as evidence.
        ``Candidate.confidence`` is the geometric mean of the probabilities of the span's labels.
        """
        if not len(tokens):
            return []
        scores = self._network.scores(
            tokens.form,
            features.places(tokens),
            features.capital_groups(tokens),
            features.hits(tokens, hits),
        )
        found: list[Candidate] = []
        column = 0
        for layer in LAYERS:
            part = scores[:, column : column + layer.size]
            column += layer.size
            labels = best_labels(part, tokens.sentences, layer)
            chosen = np.take_along_axis(part, labels[:, None], axis=1)[:, 0]
            spans = decode(labels.tolist(), layer)
            inside = np.flatnonzero(labels)
            log = np.zeros(len(tokens), dtype=np.float32)
            log[inside] = chosen[inside] - np.logaddexp.reduce(part[inside], axis=1)
            found.extend(
                Candidate(
                    kind,
                    tokens.start[start],
                    tokens.end[end - 1],
                    "tagger",
                    float(np.exp(log[start:end].mean())),
                )
                for kind, start, end in spans
            )
        return found


@cache
def open_tagger(path: str) -> Tagger:
    """The tagger of a model file, or of the one in the package when ``path`` is ``SHIPPED``."""
    if path == SHIPPED:
        return Tagger(Network(load(Path(str(files("vnnews.find.tagger") / "model.npz")))))
    return Tagger(Network(load(Path(path))))
