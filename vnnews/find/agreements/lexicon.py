"""The words of agreements: kind words, what bounds a name, what tells a document from an act."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from vnnews.lexicon.phrases import Phrases
from vnnews.lexicon.tables import rows
from vnnews.records import AgreementKind

Use = Literal["noun", "either", "cited", "again", "refused"]


class Head(msgspec.Struct, frozen=True):
    """A row of ``agreement_heads``: the kind that a word names, and how surely it is a document."""

    kind: AgreementKind
    use: Use


class Lexicon(msgspec.Struct, frozen=True):
    """The tables of this finder, compiled."""

    heads: Phrases[Head]
    ends: Phrases[str]
    signs: Phrases[str]
    pairs: Phrases[str]
    modifiers: Phrases[str]
    private: Phrases[str]
    purposes: Phrases[str]
    carries: Phrases[str]
    nobody: Phrases[str]
    contractors: Phrases[str]
    never: Phrases[str]
    many: Phrases[str]
    world: Phrases[str]
    players: Phrases[str]
    gains: Phrases[str]
    transfers: Phrases[str]
    memos: Phrases[str]
    footballers: Phrases[str]
    after: dict[str, frozenset[str]]


@cache
def lexicon() -> Lexicon:
    """``agreement_heads`` and ``agreement_words``, read once."""
    by_role: dict[str, list[str]] = {}
    for row in rows("agreement_words"):
        by_role.setdefault(row["role"], []).append(row["phrase"])
    ends = [(word, "keep") for word in by_role["keep"]]
    ends += [(word, "stop") for word in by_role["stop"]]
    unnamed = [(word, role) for role in ("nobody", "anyone") for word in by_role[role]]
    return Lexicon(
        heads=Phrases(
            (row["phrase"], Head(row["kind"] or "agreement", row["use"]))  # type: ignore[arg-type]
            for row in rows("agreement_heads")
        ),
        ends=Phrases(ends),
        signs=Phrases((word, "sign") for word in by_role["sign"]),
        pairs=Phrases((word, "pair") for word in by_role["pair"]),
        modifiers=Phrases((word, "modifier") for word in by_role["modifier"]),
        private=Phrases((word, "private") for word in by_role["private"]),
        purposes=Phrases((word, "purpose") for word in by_role["purpose"]),
        carries=Phrases((word, "carry") for word in by_role["carry"]),
        nobody=Phrases(unnamed),
        contractors=Phrases([*unnamed, *((word, "nobody") for word in by_role["contractor"])]),
        never=Phrases((word, "never") for word in by_role["never"]),
        many=Phrases((word, "many") for word in by_role["many"] + by_role["world"]),
        world=Phrases((word, "world") for word in by_role["world"]),
        players=Phrases((word, "player") for word in by_role["player"]),
        gains=Phrases((word, "gain") for word in by_role["gains"]),
        transfers=Phrases((word, "transfer") for word in by_role["transfer"]),
        footballers=Phrases((word, "footballer") for word in by_role["footballer"]),
        memos=Phrases((word, "memo") for word in by_role["memo"]),
        after={
            role: frozenset(word.split()[-1] for word in by_role[role]) for role in ("noun", "verb")
        },
    )
