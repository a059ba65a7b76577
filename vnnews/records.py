"""What comes out: the records of one article.

All records are frozen ``msgspec`` structs, so JSON and JSON Schema come with the declaration.
Spans are half-open ranges of code points in the string that the caller passed in;
what a mention says is the slice, never a stored copy. Names and values are normalised (NFC).
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

SCHEMA_VERSION = "1.2"

MentionType = Literal["PER", "ORG", "LOC", "DATE", "TITLE", "AGREEMENT"]
Status = Literal["current", "former", "acting"]
TitleKind = Literal["position", "rank", "degree", "honour", "profession"]
AgreementKind = Literal[
    "program", "regulation", "mou", "agreement", "contract", "treaty", "statement"
]
AgreementStatus = Literal["signed", "planned", "rumoured", "cancelled"]
PartyRole = Literal[
    "party_a",
    "party_b",
    "project_owner",
    "contractor",
    "subcontractor",
    "consultant",
    "supplier",
    "customer",
    "buyer",
    "seller",
    "lender",
    "borrower",
    "lessor",
    "lessee",
    "transferor",
    "transferee",
    "sponsor",
    "distributor",
    "developer",
    "operator",
    "employer",
]
LineKind = Literal[
    "headline", "dateline", "lead", "body", "caption", "byline", "source", "boilerplate"
]


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=False):
    """Base of all records: immutable, compared by value, fields by keyword."""


class Span(Record, frozen=True, kw_only=True):
    """Half-open range of code points in the caller's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of ``text`` that the span covers.

        >>> Span(start=4, end=8).of("ông Minh")
        'Minh'
        """
        return text[self.start : self.end]


class Evidence(Span, frozen=True, kw_only=True):
    """Where a fact stands, and the rule or lexicon row that read it there."""

    rule: str


class Mention(Span, frozen=True, kw_only=True):
    """One mention; ``entity`` is the id of the record that it belongs to (``p1``, ``o2``, …)."""

    type: MentionType
    entity: str
    rule: str
    confidence: float = 1.0


class Title(Record, frozen=True, kw_only=True):
    """One TITLE mention: what is held, by whom, in what body or place.

    ``name`` is the canonical form when the title is known, else the words as written;
    ``holders`` are ids of people; ``at`` is the id of an organization or a place; ``since`` and
    ``until`` are the TIMEX3 values of the days on which it was given and taken.
    """

    id: str
    span: Span
    name: str
    title_id: str | None = None
    kind: TitleKind = "position"
    holders: tuple[str, ...] = ()
    at: str | None = None
    status: Status = "current"
    since: str | None = None
    until: str | None = None
    evidence: tuple[Evidence, ...] = ()


class Position(Record, frozen=True, kw_only=True):
    """A post of a person: ``title`` as written, ``name`` and ``title_id`` as normalised."""

    title: str
    name: str
    title_id: str | None = None
    organization: str | None = None
    place: str | None = None
    status: Status = "current"
    since: str | None = None
    until: str | None = None
    evidence: tuple[Evidence, ...] = ()


class Person(Record, frozen=True, kw_only=True):
    """A person of the article with all that is said of what they are."""

    id: str
    name: str
    other_names: tuple[str, ...] = ()
    positions: tuple[Position, ...] = ()
    ranks: tuple[str, ...] = ()
    degrees: tuple[str, ...] = ()
    honours: tuple[str, ...] = ()
    professions: tuple[str, ...] = ()
    age: int | None = None
    birth_year: int | None = None
    home: str | None = None
    mentions: tuple[Span, ...] = ()


class Organization(Record, frozen=True, kw_only=True):
    """A body: ``normalized`` is its name in full, ``organization_id`` what all its names share.

    The id is None where the article leaves open which of several bodies is meant, and of bodies
    outside the lexicon. ``kind`` is ``police``, ``party``, ``company``, …; ``jurisdiction`` the
    path of the unit it is in charge of, as ``Place.unit``, or a country; ``parent`` the id of the
    body of the article that it is part of.
    """

    id: str
    name: str
    normalized: str | None = None
    organization_id: str | None = None
    other_names: tuple[str, ...] = ()
    kind: str | None = None
    jurisdiction: str | None = None
    parent: str | None = None
    mentions: tuple[Span, ...] = ()


class Place(Record, frozen=True, kw_only=True):
    """A place; ``unit`` is the official path, smallest first (``xã A|huyện B|tỉnh C``).

    ``code`` is the unit's official code as of the article's date, ``country`` ISO 3166-1 alpha-2,
    ``candidates`` the paths of units that fit equally when none was chosen.
    """

    id: str
    name: str
    other_names: tuple[str, ...] = ()
    unit: str | None = None
    code: str | None = None
    country: str | None = None
    candidates: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()


class Date(Record, frozen=True, kw_only=True):
    """A calendar expression and its TIMEX3 value; None where it stays open."""

    id: str
    span: Span
    value: str | None = None
    rule: str = ""


class AgreementFacts(Record, frozen=True, kw_only=True):
    """What an article says of a document; ``Agreement`` tells what the fields are."""

    id: str
    kind: AgreementKind
    name: str
    parties: tuple[str, ...] = ()
    signers: tuple[str, ...] = ()
    signed: str | None = None
    valid: str | None = None
    status: AgreementStatus = "signed"
    count: int | None = None
    place: str | None = None
    signs_for: dict[str, str] = {}
    roles: dict[str, PartyRole] = {}
    contents: int | None = None
    extension: bool = False
    replaces: tuple[str, ...] = ()
    amends: tuple[str, ...] = ()


class Agreement(AgreementFacts, frozen=True, kw_only=True):
    """A document that parties conclude; ``parties`` and ``signers`` are ids.

    ``signs_for`` says of a signer for which body or place, ``roles`` of a party what it is in the
    document where the text tells it (*chủ đầu tư*, *bên bán*, *hợp đồng mua … của*), ``count`` how
    many documents a plural stands for, ``contents`` how many points the document has,
    ``extension`` that one is prolonged; ``replaces`` and ``amends`` are ids of other agreements.
    """

    mentions: tuple[Span, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class Line(Span, frozen=True, kw_only=True):
    """A line of the article, or a part of one where a caption, byline or credit is glued to it.

    ``lead`` is the sapo, ``source`` a source or photo credit, ``boilerplate`` what a web page put
    around the article.
    """

    kind: LineKind


class Dateline(Record, frozen=True, kw_only=True):
    """Place (id of a Place) and day (ISO) that the article gives of itself."""

    place: str | None = None
    day: str | None = None
    span: Span | None = None


class Note(Record, frozen=True, kw_only=True):
    """Something left undecided, skipped or cut: ``reason`` is a stable code."""

    reason: str
    detail: str
    span: Span | None = None


class Article(Record, frozen=True, kw_only=True):
    """The record of one article."""

    schema_version: str = SCHEMA_VERSION
    id: str | None = None
    source: str | None = None
    published: str | None = None
    headline: Span | None = None
    dateline: Dateline | None = None
    author: str | None = None
    publisher: str | None = None
    lines: tuple[Line, ...] = ()
    mentions: tuple[Mention, ...] = ()
    titles: tuple[Title, ...] = ()
    people: tuple[Person, ...] = ()
    organizations: tuple[Organization, ...] = ()
    places: tuple[Place, ...] = ()
    dates: tuple[Date, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    notes: tuple[Note, ...] = ()

    def to_json(self) -> bytes:
        """The record as one line of JSON (UTF-8).

        >>> Article.from_json(Article(id="a").to_json()) == Article(id="a")
        True
        """
        return msgspec.json.encode(self)

    @classmethod
    def from_json(cls, data: bytes | str) -> Article:
        """The record that ``to_json`` wrote; ``msgspec.ValidationError`` says what does not fit."""
        return msgspec.json.decode(data, type=cls)


def json_schema() -> dict[str, Any]:
    """JSON Schema of ``Article``, generated from the declarations above."""
    return msgspec.json.schema(Article)
