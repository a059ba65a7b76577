"""A linear-chain CRF in the tagger's place: the one that teaches the shipped network."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
from learning import examples
from msgspec.structs import replace
from record import tell

from vnnews.find.candidate import Candidate
from vnnews.find.tagger.crf import Crf, teach_crf, words_of
from vnnews.find.tagger.labels import LAYERS, read_labels
from vnnews.find.tagger.tagger import Reading, sureness
from vnnews.text.tokens import Tokens


class CrfTagger:
    """Reads articles as ``vnnews.find.tagger.tagger.Tagger`` does."""

    def __init__(self, crf: Crf, *, hits: bool) -> None:
        self._crf, self._hits = crf, hits

    def read(self, tokens: Tokens, hits: Sequence[Candidate]) -> Reading:
        """The names on the best path, and how probable the labels of the hits are."""
        words = words_of(tokens, hits if self._hits else ())
        logs = np.log(np.maximum(self._crf.probabilities(tokens, words), 1e-9))
        spans = read_labels(self._crf.path(tokens, words), LAYERS[0]) or []
        asked = [(hit.type, *tokens.range(hit.start, hit.end)) for hit in hits]
        sure = sureness(logs, [*asked, *spans])
        names = [
            Candidate(kind, tokens.start[first], tokens.end[last - 1], "crf", chance)
            for (kind, first, last), chance in zip(spans, sure[len(hits) :], strict=True)
        ]
        return Reading(names, sure[: len(hits)])


def teach(quick: bool, *, hits: bool) -> tuple[CrfTagger, float]:
    """A CRF of the articles of train, and the seconds of one core that it took."""
    start = time.process_time()
    given = [one if hits else replace(one, hits=()) for one in examples(quick)]
    tell(f"teaching a CRF {len(given)} articles")
    crf = teach_crf(given)
    return CrfTagger(crf, hits=hits), time.process_time() - start
