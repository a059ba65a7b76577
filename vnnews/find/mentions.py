"""The find stage: every finder proposes, ``resolve`` decides."""

from __future__ import annotations

from vnnews.find.agreements import find_agreements
from vnnews.find.candidate import Candidate
from vnnews.find.dates import find_dates
from vnnews.find.lexicon import UserLexicon
from vnnews.find.organizations import find_organizations
from vnnews.find.people import find_people
from vnnews.find.places import find_places
from vnnews.find.resolve import layered, resolve
from vnnews.find.titles import find_titles
from vnnews.records import MentionType
from vnnews.text.tokens import Tokens

_LAYER_1: tuple[MentionType, ...] = ("PER", "ORG", "LOC", "DATE")


def find_mentions(
    tokens: Tokens, *, lexicon: UserLexicon | None = None, min_confidence: float = 0.5
) -> tuple[Candidate, ...]:
    """The mentions of all types, in the order that ``Document.mentions`` promises."""
    users = lexicon.find(tokens) if lexicon else []
    names = resolve(
        [
            *(c for c in users if c.type in _LAYER_1),
            *find_dates(tokens),
            *find_organizations(tokens),
            *find_places(tokens),
            *find_people(tokens),
        ],
        min_confidence=min_confidence,
    )
    titles = [c for c in users if c.type == "TITLE"] + find_titles(tokens, names)
    agreements = [c for c in users if c.type == "AGREEMENT"] + find_agreements(tokens, names)
    return layered(
        names,
        resolve(titles, min_confidence=min_confidence),
        resolve(agreements, min_confidence=min_confidence),
    )
