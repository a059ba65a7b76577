"""Links AGREEMENT mentions: which are one document, and who concluded it, when, for how long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from vnnews.link.agreements.clauses import read
from vnnews.link.agreements.clusters import cluster
from vnnews.link.agreements.context import (
    contracting_sides,
    day_told_near,
    known_sides,
    other_side,
    pair_word,
    standing_for,
    states_for_capitals,
)
from vnnews.link.agreements.relations import relate
from vnnews.link.agreements.scene import HasValue, Reading, Scene
from vnnews.link.agreements.terms import precision, since, with_year
from vnnews.link.document import Document, Linked, TitleLink
from vnnews.records import AgreementFacts, AgreementKind, AgreementStatus, Evidence, Note, Span


class AgreementLink(AgreementFacts, frozen=True, kw_only=True):
    """One document: what the article says of it and its mentions (indices, in order).

    ``signed`` is a calendar value without part of day; ``valid`` a range, an open range, a bare
    term or a term from a day (ISO 8601).
    """

    mentions: tuple[int, ...]
    evidence: tuple[Evidence, ...] = ()


class LinkedAgreements(msgspec.Struct, frozen=True):
    """The documents of an article, beside notes on what was left open.

    ``refused`` are mentions of what nobody identified concludes: *ký hợp đồng với khách hàng*.
    """

    agreements: tuple[AgreementLink, ...] = ()
    refused: frozenset[int] = frozenset()
    notes: tuple[Note, ...] = ()


# A kind word that two kinds share is read as the more definite one.
_DEFINITE: Mapping[AgreementKind, int] = {"treaty": 3, "mou": 3, "statement": 2}
# How surely the article has a document signed: the last word wins among equals.
_STATUS_RANK: Mapping[AgreementStatus, int] = {
    "cancelled": 3,
    "signed": 2,
    "planned": 1,
    "rumoured": 0,
}


def link_agreements(
    document: Document,
    named: Sequence[Linked],
    dates: Mapping[int, HasValue],
    titles: Sequence[TitleLink] = (),
) -> LinkedAgreements:
    """The documents that the article's AGREEMENT mentions stand for; ``dates`` by mention index.

    ``named`` are the people, organizations and places; ``titles`` tell who holds the titles
    beside those who sign.
    """
    if not document.of_type("AGREEMENT"):
        return LinkedAgreements()
    scene = Scene(document, named, dates, titles)
    readings = [read(scene, name) for name in scene.agreements]
    relate(scene, readings)
    groups = cluster(scene, readings)
    links: list[AgreementLink] = []
    kept: list[list[Reading]] = []
    notes: list[Note] = []
    told = [_parties(group) for group in groups]
    for number, group in enumerate(groups):
        parties = _completed(scene, group, told, number)
        parties = states_for_capitals(scene, group, parties)
        link = _merge(scene, f"a{len(links) + 1}", group, parties)
        told_of = any(member.event for member in group) or pair_word(scene, group)
        if not told_of and _is_nobodys(document, link):
            continue
        links.append(link)
        kept.append(group)
        if len(link.parties) < 2:
            first = document.mentions[link.mentions[0]]
            detail = f"{link.id}: {'one party' if link.parties else 'no party'} of {link.name!r}"
            span = Span(start=first.start, end=first.end)
            notes.append(Note(reason="agreement-parties-open", detail=detail, span=span))
    related = tuple(_related(links, kept))
    found = {mention for link in links for mention in link.mentions}
    return LinkedAgreements(
        related, frozenset(document.of_type("AGREEMENT")).difference(found), tuple(notes)
    )


def _is_nobodys(document: Document, link: AgreementLink) -> bool:
    """Whether a document that the finder took has no party, no day and no period told of it."""
    own = all(document.mentions[i].rule.startswith("agreement:") for i in link.mentions)
    return (
        own
        and link.kind != "mou"
        and not (link.parties or link.signers or link.signed or link.valid)
    )


def _related(
    links: Sequence[AgreementLink], groups: Sequence[Sequence[Reading]]
) -> Iterator[AgreementLink]:
    """The documents with the others that they replace and amend."""
    owner = {
        member.index: link.id for link, group in zip(links, groups, strict=True) for member in group
    }
    for link, group in zip(links, groups, strict=True):
        if not any(m.replaces is not None or m.amends is not None for m in group):
            yield link
            continue
        replaces = (owner[m.replaces] for m in group if m.replaces in owner)
        amends = (owner[m.amends] for m in group if m.amends in owner)
        yield msgspec.structs.replace(
            link,
            replaces=tuple(dict.fromkeys(other for other in replaces if other != link.id)),
            amends=tuple(dict.fromkeys(other for other in amends if other != link.id)),
        )


def _merge(
    scene: Scene, identifier: str, group: Sequence[Reading], parties: Sequence[str]
) -> AgreementLink:
    """One document out of its mentions."""
    document = scene.document
    votes: Counter[AgreementKind] = Counter()
    for member in group:
        votes[member.kind] += 3 if member.complete else 1
    kind = max(votes, key=lambda kind: (_DEFINITE.get(kind, 0), votes[kind]))
    signers = list(dict.fromkeys(s for m in group for s in m.signers if s not in parties))
    days = [member.signed for member in group if member.signed]
    signed = max(days, key=precision) if days else day_told_near(scene, group)
    valid = _period(group, signed)
    signed = with_year(signed, valid)
    said = [member.status for member in group if member.status]
    status: AgreementStatus = max(said, key=_STATUS_RANK.__getitem__) if said else "signed"
    named = max(group, key=lambda m: (bool(m.words), m.kind == kind, len(m.words)))
    return AgreementLink(
        id=identifier,
        kind=kind,
        name=document.surface(named.index),
        mentions=tuple(member.index for member in group),
        parties=tuple(parties),
        signers=tuple(signers),
        signed=signed,
        valid=valid,
        status=status,
        count=next((member.count for member in group if member.count), None),
        place=next((member.place for member in group if member.place), None),
        signs_for={s: body for m in group for s, body in m.signs_for.items() if s in signers},
        roles={p: role for m in group for p, role in m.roles.items() if p in parties},
        contents=next((member.contents for member in group if member.contents), None),
        extension=any(member.extension for member in group),
        evidence=_evidence(scene, group),
    )


def _evidence(scene: Scene, group: Sequence[Reading]) -> tuple[Evidence, ...]:
    """What the mentions' sentences gave, as ranges of the view with the rule that read them."""
    start, end = scene.tokens.start, scene.tokens.end
    told = dict.fromkeys(proof for member in group for proof in member.evidence)
    return tuple(Evidence(start=start[a], end=end[b - 1], rule=rule) for a, b, rule in told)


def _parties(group: Sequence[Reading]) -> list[str]:
    """The parties of the mentions that tell both sides most plainly; else all that are told."""
    plainest = max(member.weight for member in group)
    told = (party for m in group if m.weight == plainest for party in m.parties)
    return list(dict.fromkeys(told))


def _period(group: Sequence[Reading], signed: str | None) -> str | None:
    """The period: a range before an end alone, and that before a bare term."""
    told = [member.valid for member in group if member.valid]
    told.sort(key=lambda valid: ("/" not in valid, valid.startswith("..")))
    return since(signed, told[0]) if told else None


def _completed(
    scene: Scene, group: Sequence[Reading], told: Sequence[Sequence[str]], number: int
) -> list[str]:
    """The parties, completed from the context where no mention tells both sides."""
    parties = list(told[number])
    if group[0].kind == "contract" and any(scene.types[p] == "PER" for p in parties):
        # *đội bóng nước Pháp*: a person contracts with a body, not with the land where it is.
        parties = [party for party in parties if scene.types[party] != "LOC"]
    if any(member.complete for member in group):
        return parties
    known = known_sides(scene, group)
    if known:
        return known
    if group[0].kind == "contract":
        return contracting_sides(scene, group, parties)
    pair = pair_word(scene, group)
    if not pair and len(parties) == 1 and scene.types[parties[0]] == "LOC":
        sides = other_side(scene, group, parties[0])
        two = sides if len(sides) > 1 else standing_for(scene, group, "", ())
        return two if parties[0] in two else sides
    if pair or not parties:
        return standing_for(scene, group, pair, told[:number][::-1]) or parties
    return parties
