"""An article as the tagger learns from it."""

from __future__ import annotations

import msgspec

from vnnews.find.candidate import Candidate
from vnnews.find.tagger.labels import Span
from vnnews.text.tokens import Tokens


class Unlabelled(msgspec.Struct, frozen=True):
    """The tokens of an article and what the rules propose."""

    tokens: Tokens
    hits: tuple[Candidate, ...]


class Annotated(Unlabelled, frozen=True):
    """An article with its gold spans (token ranges)."""

    spans: tuple[Span, ...]
