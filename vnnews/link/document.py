"""What the linkers read and what they return."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cached_property

import msgspec

from vnnews.find.candidate import Candidate
from vnnews.records import Evidence, MentionType, Note, Status
from vnnews.text.layout import Layout
from vnnews.text.tokens import Tokens
from vnnews.text.view import Text


class Document(msgspec.Struct, frozen=True, dict=True):
    """One article between ``resolve`` and ``Article``.

    ``mentions`` are sorted by start, longer first; PER, ORG, LOC and DATE never overlap each
    other, TITLE and AGREEMENT may enclose them. Linkers name a mention by its index here. What
    several of them ask for is derived once.
    """

    text: Text
    tokens: Tokens
    layout: Layout
    mentions: tuple[Candidate, ...]
    published: dt.date | None = None
    source: str | None = None

    def surface(self, index: int) -> str:
        """The view's characters of mention ``index``."""
        mention = self.mentions[index]
        return self.text.view[mention.start : mention.end]

    @cached_property
    def written(self) -> list[str]:
        """The surface of each mention on one line, its words one blank apart."""
        view = self.text.view
        return [" ".join(view[each.start : each.end].split()) for each in self.mentions]

    @cached_property
    def ranges(self) -> list[tuple[int, int]]:
        """The token range of each mention."""
        covered = self.tokens.range
        return [covered(mention.start, mention.end) for mention in self.mentions]

    @cached_property
    def sentence_starts(self) -> list[int]:
        """The view offsets at which sentences begin."""
        start = self.tokens.start
        return [start[first] for first, _ in self.tokens.sentences]

    @cached_property
    def _by_type(self) -> dict[MentionType, list[int]]:
        found: dict[MentionType, list[int]] = {}
        for index, mention in enumerate(self.mentions):
            found.setdefault(mention.type, []).append(index)
        return found

    def word_before(self, index: int) -> str:
        """The lower-cased token before mention ``index``; empty when it is the first."""
        first = self.ranges[index][0]
        return self.tokens.lower[first - 1] if first else ""

    def of_type(self, *types: MentionType) -> Sequence[int]:
        """Indices of the mentions of these types, in order."""
        if len(types) == 1:
            return self._by_type.get(types[0], ())
        return sorted(i for kind in types for i in self._by_type.get(kind, ()))

    def inside(self, index: int, *types: MentionType) -> list[int]:
        """Indices of mentions of ``types`` that lie inside mention ``index``, in order.

        Looks no further than the mentions that overlap it.
        """
        mentions = self.mentions
        outer = mentions[index]
        first = index
        while first > 0 and mentions[first - 1].start == outer.start:
            first -= 1
        found: list[int] = []
        for i in range(first, len(mentions)):
            mention = mentions[i]
            if mention.start >= outer.end:
                break
            if i != index and mention.end <= outer.end and mention.type in types:
                found.append(i)
        return found


class Entity(msgspec.Struct, frozen=True):
    """Mentions (indices, in order) of one thing; ``id`` is like ``p1``, ``o1``, ``l1``, ``a1``."""

    id: str
    name: str
    mentions: tuple[int, ...]


class TitleLink(msgspec.Struct, frozen=True):
    """What one TITLE mention says: holders (person ids), ``at`` (organization or place id)."""

    mention: int
    holders: tuple[str, ...] = ()
    at: str | None = None
    status: Status = "current"
    evidence: tuple[Evidence, ...] = ()


class Linked(msgspec.Struct, frozen=True):
    """A linker's result beside its notes on what it left open."""

    entities: tuple[Entity, ...] = ()
    notes: tuple[Note, ...] = ()
