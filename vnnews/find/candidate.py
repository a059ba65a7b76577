"""What a finder proposes."""

from __future__ import annotations

import msgspec

from vnnews.records import MentionType


class Candidate(msgspec.Struct, frozen=True, gc=False):
    """A proposed mention: half-open range of the **view** and the rule or row that proposes it.

    After ``resolve`` the surviving candidates are the mentions of the article.
    """

    type: MentionType
    start: int
    end: int
    rule: str
    confidence: float = 1.0
