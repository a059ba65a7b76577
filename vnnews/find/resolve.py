"""One policy for candidates that overlap, in one place.

Layer 1 (PER, ORG, LOC, DATE) is flat: of overlapping candidates the set with the greatest weight
is kept. A TITLE or an AGREEMENT may enclose layer 1, never overlap one of its own type.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Protocol

from vnnews.find.candidate import Candidate
from vnnews.records import MentionType

# A user's row is never outvoted by what the finders propose over the same characters.
USER = 2.0
# What a rule is this sure of is not weighed: its grammar or the whole article leaves no doubt.
SETTLED = 0.98
# What the word of the tagger counts where no rule agrees: bodies and places mostly have a head by
# which a rule could have seen them, people have none.
_ALONE: dict[MentionType, float] = {"PER": 1.0, "ORG": 0.85, "LOC": 0.85}
# Of equal candidates over the same characters, the type that is more often right.
_PREFERENCE: dict[MentionType, float] = {"DATE": 0.03, "ORG": 0.02, "LOC": 0.01}


def resolve(candidates: Iterable[Candidate], *, min_confidence: float = 0.5) -> list[Candidate]:
    """The non-overlapping candidates of greatest total weight, in order.

    A candidate that encloses others outweighs them together when it is at least as sure as the
    surest of them: spans are maximal by the guidelines.

    >>> body = Candidate("ORG", 0, 17, "grammar", 0.95)
    >>> place = Candidate("LOC", 5, 17, "gazetteer", 0.95)
    >>> resolve([place, body]) == [body]
    True
    """
    kept = sorted(
        (c for c in candidates if c.confidence >= min_confidence), key=lambda c: (c.end, c.start)
    )
    ends = [c.end for c in kept]
    best = [0.0] * (len(kept) + 1)
    before = [0] * len(kept)
    for i, candidate in enumerate(kept):
        before[i] = bisect_right(ends, candidate.start, 0, i)
        best[i + 1] = max(best[i], best[before[i]] + _weight(candidate))
    chosen: list[Candidate] = []
    i = len(kept)
    while i:
        if best[i] > best[i - 1]:
            chosen.append(kept[i - 1])
            i = before[i - 1]
        else:
            i -= 1
    return chosen[::-1]


def _weight(candidate: Candidate) -> float:
    """Sureness counts by its cube and length by its square, so that a whole beats its parts."""
    length = candidate.end - candidate.start
    sure = candidate.confidence**3
    return sure * (length * length + _PREFERENCE.get(candidate.type, 0.0))


def layered(
    names: Sequence[Candidate], titles: Sequence[Candidate], agreements: Sequence[Candidate]
) -> tuple[Candidate, ...]:
    """All mentions by start, longer first, an enclosing type before what it encloses.

    What is all of a document is no name: *(TPP)*.
    """
    enclosing = {"TITLE": 1, "AGREEMENT": 0}
    documents = {(document.start, document.end) for document in agreements}
    kept = [name for name in names if (name.start, name.end) not in documents]
    return tuple(
        sorted(
            [*kept, *titles, *agreements],
            key=lambda c: (c.start, -c.end, enclosing.get(c.type, 2)),
        )
    )


class Opinion(Protocol):
    """What is used of ``tagger.Reading``."""

    @property
    def names(self) -> Sequence[Candidate]:
        """The names that the tagger proposes by itself."""

    @property
    def probabilities(self) -> Sequence[float]:
        """How probable the tagger holds what the rules propose, in its order."""


def weigh(proposed: Sequence[Candidate], opinion: Opinion) -> list[Candidate]:
    """Names of the rules and of the tagger, each as sure as both make it.

    What a rule proposes is as sure as the mean of both; what one denies stays denied. A body or
    place that only the tagger proposes counts a little less: a rule could have seen it and did not.
    What a rule is ``SETTLED`` on stands as it is: what only the tagger proposes gives way to it.
    Dates stand as well: the tagger's were right less often on held-out articles.
    """
    settled: list[Candidate] = []
    weighed: dict[tuple[MentionType, int, int], Candidate] = {}
    key: tuple[MentionType, int, int]
    for candidate, probability in zip(proposed, opinion.probabilities, strict=True):
        if candidate.type == "DATE" or candidate.confidence >= SETTLED:
            settled.append(candidate)
            continue
        sure = (candidate.confidence + probability) / 2 if candidate.confidence else 0.0
        key = candidate.type, candidate.start, candidate.end
        if key not in weighed or weighed[key].confidence < sure:
            weighed[key] = Candidate(*key, candidate.rule, sure)
    doubtless = _Stretches(c for c in settled if c.confidence >= SETTLED)
    for name in opinion.names:
        key = name.type, name.start, name.end
        if name.type != "DATE" and key not in weighed and not doubtless.overlap(name):
            weighed[key] = Candidate(*key, name.rule, _ALONE[name.type] * name.confidence)
    return [*settled, *weighed.values()]


class _Stretches:
    """The characters that candidates cover."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        covered = sorted((c.start, c.end) for c in candidates)
        self._starts = [start for start, _ in covered]
        self._ends = list(accumulate((end for _, end in covered), max))

    def overlap(self, other: Candidate) -> bool:
        """Whether one of them shares a character with ``other``."""
        before = bisect_left(self._starts, other.end)
        return before > 0 and self._ends[before - 1] > other.start
