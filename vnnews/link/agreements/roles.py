"""What a party is in a document, where the text tells it: *chủ đầu tư A*, *mua … của B*."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache
from typing import cast

import msgspec

from vnnews.lexicon.phrases import Phrases
from vnnews.lexicon.tables import rows
from vnnews.link.agreements.scene import Name, Reading, Scene, prove
from vnnews.records import PartyRole

_TRADE = 4  # tokens behind a document in which what is traded may be said
_AFTER, _BEFORE = 2, 8  # tokens between a role and its party
_BRACKET = 10  # tokens of an abbreviation in brackets
_COPULAS = frozenset(("là", ":", "(", "“", '"'))
# Between a party and the role behind it: *A (bên mua)*, *A với vai trò là nhà thầu*.
_APPOSITIONS = frozenset(
    (",", "–", "-", "—", "(", "là", "làm", "với", "vai", "trò", "tư", "cách", "đóng")
)


class _Roles(msgspec.Struct, frozen=True):
    """The table of roles: what stands beside a party, and what is traded."""

    beside: Phrases[PartyRole]
    trades: Phrases[tuple[PartyRole | None, PartyRole | None]]
    lasts: frozenset[str]  # last words of what stands beside a party


@cache
def _roles() -> _Roles:
    """``agreement_roles``, read once."""
    beside = [row for row in rows("agreement_roles") if not row["counterpart"]]
    traded = [row for row in rows("agreement_roles") if row["counterpart"]]
    sides = {row["phrase"]: (row["role"], row["counterpart"]) for row in traded}
    told = ((phrase, pair if pair[0] else (None, None)) for phrase, pair in sides.items())
    return _Roles(
        Phrases((row["phrase"], cast(PartyRole, row["role"])) for row in beside),
        Phrases(cast("Iterable[tuple[str, tuple[PartyRole | None, PartyRole | None]]]", told)),
        frozenset(row["phrase"].split()[-1] for row in beside),
    )


def end_of_role(scene: Scene, at: int) -> int | None:
    """The token after a role that stands at token ``at``: *(giữa) chủ đầu tư A*."""
    match = _roles().beside.longest(scene.lower, at)
    return match[0] if match is not None else None


def start_of_role(scene: Scene, last: int, start: int) -> int | None:
    """The first token of a role whose last is ``last``."""
    if scene.lower[last] not in _roles().lasts:
        return None
    openings = _roles().beside.openings(scene.lower, max(start, last - _BEFORE), last)
    return next((at for at in openings if end_of_role(scene, at) == last + 1), None)


def read_roles(scene: Scene, reading: Reading, sentence: tuple[int, int]) -> None:
    """The roles that stand beside parties in the sentence of a document."""
    if scene.roles is None:  # most articles name none
        scene.roles = _roles().beside.scan(scene.lower)
    first, behind = (bisect_left(scene.roles, (token,)) for token in sentence)
    for at, end, role in scene.roles[first:behind]:
        name = _named_behind(scene, end)
        if name is None and (scene.lower[at - 1] != "," or _closes(scene, end)):
            name = _named_before(scene, at, sentence[0])
        party = _party(reading, name) if name is not None else None
        if name is not None and party and party not in reading.roles:
            reading.roles[party] = role
            prove(reading, [name], "role: beside the party")


def _closes(scene: Scene, end: int) -> bool:
    """Whether a role between commas ends there: *A, chủ đầu tư, ký*; not *với A, chủ đầu tư ký*."""
    return scene.lower[end : end + 1] in ([","], ["dự"], ["của"], ["gói"], [")"], ["-"], ["–"])


def read_trade(
    scene: Scene, reading: Reading, subject: Sequence[Name], other: Sequence[Name]
) -> None:
    """The roles that follow from what is traded: *A ký hợp đồng bán tàu cho B*."""
    mine = {party for name in subject if (party := _party(reading, name))}
    theirs = {party for name in other if (party := _party(reading, name))} - mine
    if not mine or (len(mine) > 1 and not theirs):
        return  # *A và B ký hợp đồng mua tàu*: who buys?
    trades = _roles().trades
    limit = min(scene.sentence(reading.first)[1], reading.end + _TRADE)
    for at in trades.openings(scene.lower, reading.first, _end_of_object(scene, reading, limit)):
        match = trades.longest(scene.lower, at)
        if match is None:
            continue
        for parties, role in ((mine, match[1][0]), (theirs, match[1][1])):
            if role is not None:
                reading.roles.update(dict.fromkeys(sorted(parties), role))
        if match[1][0] is not None:
            reading.evidence.append((at, match[0], "role: trade"))
        return


def _end_of_object(scene: Scene, reading: Reading, limit: int) -> int:
    """Where the words end that tell what a document is about: before *với*, *giữa*, a comma."""
    behind = range(reading.end, limit)
    return next((at for at in behind if scene.lower[at] in ("với", "giữa", "của", ",")), limit)


def _party(reading: Reading, name: Name) -> str | None:
    """The party that a name is or signs for."""
    acts = reading.signs_for.get(name.entity, name.entity)
    return acts if acts in reading.parties else None


def _named_behind(scene: Scene, end: int) -> Name | None:
    """The name that a role stands before: *nhà thầu A*, *bên mua là B*."""
    for at in range(end, end + _AFTER + 1):
        if at in scene.name_at:
            return scene.name_at[at]
        if at >= len(scene.lower) or scene.lower[at] not in _COPULAS:
            return None
    return None


def _named_before(scene: Scene, at: int, start: int) -> Name | None:
    """The name that a role stands behind: *A (bên mua)*, *A – chủ đầu tư*."""
    lasts = {name.end: name for name in scene.names_in(start, at)}
    end = at - 1
    while end >= max(start, at - _BEFORE):
        if scene.lower[end] == ")" and "(" in scene.lower[max(start, end - _BRACKET) : end]:
            while scene.lower[end] != "(":  # *Công ty A (A) – chủ đầu tư*
                end -= 1
        elif scene.lower[end] not in _APPOSITIONS:
            return None
        if end in lasts:
            return lasts[end]
        end -= 1
    return None
