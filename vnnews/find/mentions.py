"""The find stage: every finder proposes, ``resolve`` decides."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from vnnews.find.agreements.finder import find_agreements
from vnnews.find.candidate import Candidate
from vnnews.find.dates import find_dates
from vnnews.find.lexicon import UserLexicon
from vnnews.find.organizations.finder import find_organizations
from vnnews.find.people.again import read_again
from vnnews.find.people.finder import find_people
from vnnews.find.people.holders import part_holders
from vnnews.find.places.finder import find_places
from vnnews.find.resolve import layered, resolve, weigh
from vnnews.find.titles.finder import find_titles
from vnnews.records import MentionType
from vnnews.text.tokens import Tokens

if TYPE_CHECKING:
    from vnnews.find.tagger.tagger import Tagger

_LAYER_1: tuple[MentionType, ...] = ("PER", "ORG", "LOC", "DATE")


def find_mentions(
    tokens: Tokens,
    *,
    tagger: Tagger | None = None,
    lexicon: UserLexicon | None = None,
    min_confidence: float = 0.5,
) -> tuple[Candidate, ...]:
    """The mentions of all types, in the order that ``Document.mentions`` promises.

    Titles and agreements are found among the names that were decided on: where a title ends and
    whether a document has parties depends on them.
    """
    users = lexicon.find(tokens) if lexicon else []
    names = [*_of(users, *_LAYER_1), *propose(tokens)]
    if tagger is not None:
        names = weigh(names, tagger.read(tokens, names))
    names = resolve(names, min_confidence=min_confidence)
    names = part_holders(tokens, names)
    names = [name for name in read_again(tokens, names) if name.confidence >= min_confidence]
    titles = [*_of(users, "TITLE"), *find_titles(tokens, names)]
    agreements = [*_of(users, "AGREEMENT"), *find_agreements(tokens, names)]
    return layered(
        names,
        resolve(titles, min_confidence=min_confidence),
        resolve(agreements, min_confidence=min_confidence),
    )


def propose(tokens: Tokens) -> list[Candidate]:
    """Names that the rules propose; they may overlap."""
    return [
        *find_dates(tokens),
        *find_organizations(tokens),
        *find_places(tokens),
        *find_people(tokens),
    ]


def _of(candidates: Iterable[Candidate], *types: MentionType) -> list[Candidate]:
    return [candidate for candidate in candidates if candidate.type in types]
