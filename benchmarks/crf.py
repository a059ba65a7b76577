"""A linear-chain CRF in the tagger's place: underthesea_core's, which learns as CRFsuite does.

It is given what the network is given: forms, shapes, affixes, places, the rules' hits, and what
the article shows of the same capitalised word elsewhere, here as words beside it and hits on it.
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
import underthesea_core
from learning import examples
from record import tell

from vnnews.find.candidate import Candidate
from vnnews.find.tagger import features
from vnnews.find.tagger.labels import LAYERS, best_labels, decode, encode
from vnnews.find.tagger.tagger import Reading, sureness
from vnnews.text.tokens import Tokens

_NAMES = LAYERS[0]
_BEYOND = [["edge"], ["edge"]]  # what stands two tokens beyond the article
_PENALTY = 0.1  # of squared weights; 1 scored the same on a held-out fifth of train
_SURE = 1e3  # by which the labels of Viterbi's path go before all others
Features = list[list[str]]


class Crf:
    """Reads articles as ``vnnews.find.tagger.tagger.Tagger`` does."""

    def __init__(self, model: underthesea_core.CRFModel, *, hits: bool) -> None:
        self._tagger = underthesea_core.CRFTagger.from_model(model)
        self._columns = [int(label) for label in self._tagger.labels()]
        self._hits = hits

    def read(self, tokens: Tokens, hits: Sequence[Candidate]) -> Reading:
        """The names on the best path, and how probable the labels of the hits are."""
        logs = np.full((len(tokens), _NAMES.size), -20.0, dtype=np.float32)
        path = np.zeros_like(logs)
        given = features_of(tokens, hits if self._hits else ())
        for start, end in tokens.sentences:
            some = given[start:end]
            chances = np.array(self._tagger.marginals(some), dtype=np.float32)
            logs[start:end, self._columns] = np.log(np.maximum(chances, 1e-9))
            path[np.arange(start, end), [int(label) for label in self._tagger.tag(some)]] = _SURE
        spans = decode(best_labels(logs + path, tokens.sentences, _NAMES), _NAMES)
        asked = [(hit.type, *tokens.range(hit.start, hit.end)) for hit in hits]
        sure = sureness(logs, [*asked, *spans])
        names = [
            Candidate(kind, tokens.start[first], tokens.end[last - 1], "crf", chance)
            for (kind, first, last), chance in zip(spans, sure[len(hits) :], strict=True)
        ]
        return Reading(names, sure[: len(hits)])


def teach(quick: bool, *, hits: bool) -> tuple[Crf, float]:
    """A CRF of the articles of train, and the seconds of one core that it took."""
    start = time.process_time()
    sequences: list[Features] = []
    labels: list[list[str]] = []
    for one in examples(quick):
        given = features_of(one.tokens, one.hits if hits else ())
        wanted = [str(label) for label in encode(one.spans, len(one.tokens), _NAMES)]
        sequences += [given[start:end] for start, end in one.tokens.sentences]
        labels += [wanted[start:end] for start, end in one.tokens.sentences]
    tell(f"teaching a CRF {len(sequences)} sentences")
    trainer = underthesea_core.CRFTrainer(
        loss_function="lbfgs", l2_penalty=_PENALTY, max_iterations=100, verbose=0
    )
    crf = Crf(trainer.train(sequences, labels), hits=hits)
    return crf, time.process_time() - start


def features_of(tokens: Tokens, hits: Sequence[Candidate]) -> Features:
    """Of each token, what is true of it, as words."""
    ranges = [tokens.range(hit.start, hit.end) for hit in hits]
    flags = features.hits(hits, ranges, len(tokens))
    lowers = [features.key(lower) for lower in tokens.lower]
    seen = [
        [f"w={lower}", f"s={features.shape(form)}"]
        for form, lower in zip(tokens.form, lowers, strict=True)
    ]
    for token, column in np.argwhere(flags).tolist():
        seen[token].append(f"h={column}")
    seen = [*_BEYOND, *seen, *_BEYOND]
    places = features.places(tokens).tolist()
    elsewhere = _elsewhere(tokens, flags)
    result: Features = []
    for i, (form, lower) in enumerate(zip(tokens.form, lowers, strict=True)):
        window = [f"{by}{word}" for by, words in enumerate(seen[i : i + 5]) for word in words]
        affixes = [f"p2={lower[:2]}", f"p3={lower[:3]}", f"e2={lower[-2:]}", f"e3={lower[-3:]}"]
        pairs = [f"{seen[i + 1][0]}|{lower}", f"{lower}|{seen[i + 3][0]}"]
        place = [f"place={places[i] % 8}", f"line={places[i] // 8}"]
        own = [f"f={features.key(form)}", *affixes, *pairs, *place]
        result.append([*window, *own, *elsewhere[i]])
    return result


def _elsewhere(tokens: Tokens, flags: np.ndarray) -> list[list[str]]:
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
    result: list[list[str]] = [[] for _ in said]
    for group in members.values():
        counts = Counter(word for token in group for word in said[token])
        for token in group:
            result[token] = sorted(
                f"else{word}" for word, count in counts.items() if count > (word in said[token])
            )
    return result
