"""What the linkers read and what they return."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import msgspec

from vnnews.find.candidate import Candidate
from vnnews.records import Evidence, MentionType, Note, Status
from vnnews.text.layout import Layout
from vnnews.text.tokens import Tokens
from vnnews.text.view import Text


class Document(msgspec.Struct, frozen=True):
    """One article between ``resolve`` and ``Article``.

    ``mentions`` are sorted by start, longer first; PER, ORG, LOC and DATE never overlap each
    other, TITLE and AGREEMENT may enclose them. Linkers name a mention by its index here.
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

    def of_type(self, *types: MentionType) -> Iterator[int]:
        """Indices of the mentions of these types, in order."""
        if len(types) == 1:
            only = types[0]
            return iter([i for i, mention in enumerate(self.mentions) if mention.type == only])
        return iter([i for i, mention in enumerate(self.mentions) if mention.type in types])

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
