"""An article as the readers of its agreements see it: names, titles and dates by tokens."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property
from typing import Protocol

import msgspec

from vnnews.find.agreements.lexicon import lexicon
from vnnews.lexicon.phrases import Phrases
from vnnews.lexicon.tables import rows
from vnnews.link.document import Document, Linked, TitleLink
from vnnews.link.places.forms import country_of
from vnnews.records import AgreementKind, AgreementStatus, MentionType, PartyRole


class HasValue(Protocol):
    """A date as its linker gives it: ``value`` is TIMEX3, None where it stays open."""

    @property
    def value(self) -> str | None:
        """The TIMEX3 value."""
        ...


class Name(msgspec.Struct, frozen=True):
    """A layer-1 mention by tokens ``first:end``, with the entity it belongs to."""

    first: int
    end: int
    index: int
    type: MentionType
    entity: str


class Reading(msgspec.Struct):
    """What one mention's sentence says; ``parties`` are entity ids in order."""

    index: int
    first: int
    end: int
    kind: AgreementKind
    head: str  # the kind word, lower-cased; empty for an abbreviation
    words: tuple[str, ...]  # the naming words behind the kind word
    generic: bool  # the kind word may stand for any document
    parties: list[str]
    signers: list[str]
    sides: tuple[str, ...] = ()  # the parties, for a capital the state
    weight: int = 0  # how plainly both sides are told: 3 *giữa A và B* … 0 not at all
    signed: str | None = None
    valid: str | None = None
    status: AgreementStatus | None = None
    plural: bool = False
    count: int | None = None
    other: bool = False  # *khác*: not a document named before
    runs: bool = False  # it has been in force: *còn hợp đồng*, *hợp đồng hiện tại*
    concludes: bool = False  # its verb means the signing itself
    concluded: bool = False  # its signing is told
    event: bool = False  # … as part of the event that the article is about
    place: str | None = None  # where it was signed
    signs_for: dict[str, str] = msgspec.field(default_factory=dict)  # signer: whom for
    roles: dict[str, PartyRole] = msgspec.field(default_factory=dict)  # party: its role
    contents: int | None = None  # how many *nội dung*, *điều* it has
    extension: bool = False  # it is prolonged: *gia hạn hợp đồng*
    replaces: int | None = None  # index of the mention of the document that it replaces
    replaced: bool = False  # another document replaces it
    amends: int | None = None  # … of the document that it changes or adds to
    evidence: list[tuple[int, int, str]] = msgspec.field(default_factory=list)  # tokens and rule

    @property
    def complete(self) -> bool:
        """Whether both sides of the document are told."""
        return self.weight > 0


@cache
def words(role: str) -> frozenset[str]:
    """The phrases of one role of ``agreement_clauses``."""
    return frozenset(row["phrase"] for row in rows("agreement_clauses") if row["role"] == role)


@cache
def phrases_by_role() -> dict[str, Phrases[str]]:
    """The roles of ``agreement_clauses``, one phrase table each."""
    by_role: dict[str, list[tuple[str, str]]] = {}
    for row in rows("agreement_clauses"):
        by_role.setdefault(row["role"], []).append((row["phrase"], row["value"] or row["role"]))
    return {role: Phrases(entries) for role, entries in by_role.items()}


@cache
def capitals() -> dict[str, str]:
    """Country codes by the name of the capital, lower-cased."""
    found = rows("agreement_clauses")
    return {row["phrase"]: row["value"] for row in found if row["role"] == "capital"}


class Scene:
    """One article by tokens: names with their entities, titles, dates, agreements."""

    def __init__(
        self,
        document: Document,
        linked: Sequence[Linked],
        dates: Mapping[int, HasValue],
        titles: Sequence[TitleLink] = (),
    ) -> None:
        self.document = document
        self.held = titles
        self.holders = {title.mention: title.holders for title in titles}
        self.tokens = document.tokens
        self.lower = document.tokens.lower
        self.dates = dates
        self.entity = {
            index: entity.id
            for result in linked
            for entity in result.entities
            for index in entity.mentions
        }
        self.names: list[Name] = []
        self.titles: list[Name] = []
        self.day_names: list[Name] = []
        self.agreements: list[Name] = []
        self.title_at: dict[int, Name] = {}
        kinds: dict[MentionType, list[Name]] = {
            "PER": self.names,
            "ORG": self.names,
            "LOC": self.names,
            "DATE": self.day_names,
            "TITLE": self.titles,
            "AGREEMENT": self.agreements,
        }
        for index, (first, end) in enumerate(document.ranges):
            kind = document.mentions[index].type
            kinds[kind].append(Name(first, end, index, kind, self.entity.get(index, "")))
        for title in self.titles:
            self.title_at.update(dict.fromkeys(range(title.first, title.end), title))
        self.agreement_firsts = [name.first for name in self.agreements]
        self.agreement_at = {name.first for name in self.agreements}
        self.name_at = {name.first: name for name in self.names}
        self.firsts = [name.first for name in self.names]
        self.day_firsts = [date.first for date in self.day_names]
        self.most_named: dict[MentionType, list[str]] = {}  # filled when it is asked for
        self.roles: list[tuple[int, int, PartyRole]] | None = None  # as said, filled when asked for
        self.acts_for: dict[str, str | None] = {}  # the body of a person, filled when asked for
        self.sentence_starts = [start for start, _ in self.tokens.sentences]

    @cached_property
    def types(self) -> dict[str, MentionType]:
        """What the entities are."""
        return {name.entity: name.type for name in self.names if name.entity}

    @cached_property
    def posts(self) -> dict[str, str]:
        """The body or place of the first post that is told of a person who acts for one."""
        found: dict[str, str] = {}
        for title in self.held:
            first, _ = self.document.ranges[title.mention]
            if title.at and title.status != "former" and self.opens("acts", first):
                for holder in title.holders:
                    found.setdefault(holder, title.at)
        return found

    @cached_property
    def counts(self) -> Counter[str]:
        """How often the entities are named."""
        return Counter(name.entity for name in self.names if name.entity)

    @cached_property
    def outsiders(self) -> set[str]:
        """Those that report or judge the contracts of others: newspapers, courts."""
        return self._opening_with("outsider")

    @cached_property
    def judges(self) -> set[str]:
        """Courts, which are no party of what they rule on."""
        return self._opening_with("judge")

    @cached_property
    def mediators(self) -> set[str]:
        """Those who bring others to a document: *do Nga làm trung gian*, *Nga đứng ra hòa giải*."""
        starts = {start for start, _, _ in self.told("mediates", 0, len(self.lower))}
        return {name.entity for name in self.names if name.end in starts}

    def _opening_with(self, role: str) -> set[str]:
        """Entities with a name whose first word has a role of ``agreement_clauses``."""
        first_words = words(role)
        return {name.entity for name in self.names if self.lower[name.first] in first_words}

    @cached_property
    def capital_of(self) -> dict[str, str]:
        """Places of the article that are capitals: the country code of the state."""
        return self._places(lambda name: capitals().get(name.lower()))

    @cached_property
    def state_of(self) -> dict[str, str]:
        """The first places of the article that are states, by country code."""
        found = self._places(country_of)
        return {code: entity for entity, code in reversed(found.items())}

    @cached_property
    def states(self) -> set[str]:
        """The places of the article that are states."""
        return set(self._places(country_of))

    def meant(self, party: str) -> str:
        """The state for a capital of the article, when the article names it; else the party."""
        state = self.capital_of.get(party)
        return self.state_of.get(state, party) if state else party

    def _places(self, code_of: Callable[[str], str | None]) -> dict[str, str]:
        """Country codes of the places that have one by a mention."""
        found: dict[str, str] = {}
        for name in self.names:
            if name.type == "LOC" and name.entity:
                code = code_of(self.document.written[name.index])
                if code:
                    found.setdefault(name.entity, code)
        return found

    @cached_property
    def bodies(self) -> dict[tuple[str, ...], str]:
        """Entities of organizations by the words of their mentions."""
        return {tuple(self.lower[n.first : n.end]): n.entity for n in self.names if n.type == "ORG"}

    def may_hold(self, title: Name, person: str) -> bool:
        """Whether a title is not known to be somebody else's."""
        holders = self.holders.get(title.index)
        return not holders or person in holders

    def opens(self, role: str, token: int) -> bool:
        """Whether a phrase of a role of ``agreement_clauses`` starts at a token."""
        return phrases_by_role()[role].longest(self.lower, token) is not None

    def told(self, role: str, start: int, end: int) -> list[tuple[int, int, str]]:
        """The phrases of a role (or ``pair``) that start in a token range: tokens and value."""
        table = lexicon().pairs if role == "pair" else phrases_by_role()[role]
        found: list[tuple[int, int, str]] = []
        free = start
        for at in table.openings(self.lower, start, end):
            match = table.longest(self.lower, at) if at >= free else None
            if match is not None:
                free = match[0]
                found.append((at, *match))
        return found

    def sentence(self, token: int) -> tuple[int, int]:
        """The sentence that holds a token."""
        return self.tokens.sentences[bisect_right(self.sentence_starts, token) - 1]

    def names_in(self, first: int, end: int) -> list[Name]:
        """The names that start in a token range."""
        return self.names[bisect_left(self.firsts, first) : bisect_left(self.firsts, end)]

    def days_in(self, first: int, end: int) -> list[Name]:
        """The dates that start in a token range."""
        firsts = self.day_firsts
        return self.day_names[bisect_left(firsts, first) : bisect_left(firsts, end)]

    def value(self, name: Name) -> str | None:
        """The TIMEX value of a DATE."""
        date = self.dates.get(name.index)
        return date.value if date is not None else None


def prove(reading: Reading, names: Sequence[Name], rule: str) -> None:
    """Notes names as the evidence of a rule."""
    reading.evidence += [(name.first, name.end, rule) for name in names]
