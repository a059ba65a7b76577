"""An article as the tagger learns from it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from vnnews.find.candidate import Candidate
from vnnews.find.tagger.labels import Span
from vnnews.text.tokens import Tokens


class Unlabelled(msgspec.Struct, frozen=True):
    """The tokens of an article and what the rules propose."""

    tokens: Tokens
    hits: tuple[Candidate, ...]


class Annotated(Unlabelled, frozen=True):
    """An article with its gold spans (token ranges).

    Where only some ``stretches`` of it (token ranges) were annotated, with names alone, the spans
    are all names in these; with no stretches all of it was.
    """

    spans: tuple[Span, ...]
    stretches: tuple[tuple[int, int], ...] = ()

    @property
    def sentences(self) -> Sequence[tuple[int, int]]:
        """The token ranges that were annotated, none longer than a sentence."""
        return self.stretches or self.tokens.sentences
