"""Who concludes a document, by the wording: *giữa A và B*, *A ký … với B*, *A và B ký …*."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from vnnews.link.agreements.groups import (
    after_word,
    before_verb,
    between,
    can_conclude,
    clause_end,
    group,
    last_coordinate,
    leading,
)
from vnnews.link.agreements.roles import read_roles, read_trade
from vnnews.link.agreements.scene import Name, Reading, Scene, phrases_by_role, prove

# First syllables of a trade: *thỏa thuận bán vũ khí cho A*.
_TRADES = frozenset(("mua", "bán", "vay", "thuê", "cung", "chuyển"))
_SELLER = ("của", "từ")  # *mua 12 tàu của A*
_TRADE = 25  # tokens between a contract and *cho A*
_APPOSITION = ([","], ["-"], ["–"], ["("])  # between a person and a title behind
_BEFORE_HOLDER = frozenset((",", "-", "–", "ông", "bà", "đồng", "chí"))  # … and a title before
_LED = 4  # tokens of these


class _Told(msgspec.Struct):
    """Whom a sentence names: before the verb, behind *giữa*, behind *với*."""

    subject: list[Name]
    shared: list[Name]
    other: list[Name]


def read_parties(
    scene: Scene, reading: Reading, verb: tuple[int, int] | None, sentence: tuple[int, int]
) -> None:
    """Parties and signers by the wording: *giữa A và B*, *A ký … với B*, *A và B ký …*."""
    inside = [n for n in scene.names_in(reading.first, reading.end) if n.type != "PER"]
    if len(inside) > 1:
        _take(scene, reading, inside)
        reading.weight = 3
        prove(reading, inside, "parties in the name")
        return
    told = _told(scene, reading, verb, sentence)
    signs = reading.concludes and not _is_event(scene, verb)
    if len({name.entity for name in told.shared}) > 1:
        _take(scene, reading, told.shared)
        if signs:
            for name in told.subject:
                if name.type == "PER":
                    _sign(reading, name, _body_of(scene, name))
        reading.weight = 3
        prove(reading, told.shared, "parties: giữa A và B")
    else:
        behind = verb is not None and verb[0] >= reading.end
        leaders = leading(scene, sentence[0], reading.first) if behind else []
        _read_sides(scene, reading, told, leaders, signs=signs)
        read_trade(scene, reading, told.subject, told.other)
    if len(reading.parties) < 2:
        named = [n for n in inside if can_conclude(scene, n)]
        _take(scene, reading, named)  # *thỏa thuận rời EU*, *thỏa thuận hạt nhân Iran*
        prove(reading, named, "parties: in the name")
    read_roles(scene, reading, sentence)


def _told(
    scene: Scene, reading: Reading, verb: tuple[int, int] | None, sentence: tuple[int, int]
) -> _Told:
    """The names that the wording of a sentence makes sides of a document."""
    start, end = sentence
    last = last_coordinate(scene, reading.end, end)
    told = _Told([], between(scene, last, end), after_word(scene, "với", last, end))
    told.other = told.other or after_word(scene, "cùng", last, min(end, last + 12))
    if verb is not None:
        behind = verb[0] >= reading.end
        limit = end if behind else reading.first
        told.shared = told.shared or between(scene, verb[1], limit)
        told.other = told.other or after_word(scene, "với", verb[1], limit)
        if not _is_witnessed(scene, verb[0], start):
            saw = _witnesses(scene, start, verb[0])
            named = before_verb(scene, verb[0], reading.end if behind else start)
            told.subject = [name for name in named if name not in saw]
            if reading.kind == "contract":  # *Báo A cho biết họ có hợp đồng*
                told.subject = [n for n in told.subject if n.entity not in scene.outsiders]
            told.subject = [n for n in told.subject if n.entity not in scene.judges]
    if reading.kind == "contract" or not _TRADES.isdisjoint(reading.words[:2]):
        told.other = _dealer(scene, reading, end) or told.other
    return told


def _read_sides(
    scene: Scene, reading: Reading, told: _Told, leaders: Sequence[Name], *, signs: bool
) -> None:
    """The parties of a document whose sides stand apart: *A ký … với B*, *… của A*.

    ``leaders`` are the first names of a sentence whose verb stands behind the document.
    """
    subject = told.subject
    if told.shared:
        subject = [name for name in subject if name.type == "PER"]  # *giữa A và lực lượng khác*
    prove(reading, subject, "parties: subject")
    if not (subject or told.shared):
        subject = _owner(scene, reading.end, scene.sentence(reading.first)[1])
        prove(reading, subject, "parties: của A")
    plain = reading.concludes
    if leaders and plain and not (subject or told.shared or told.other):
        plain = False
        subject = list(leaders) if len({name.entity for name in leaders}) > 1 else []
        prove(reading, subject, "parties: A và B")
    _take(scene, reading, subject, signs=signs)
    _take(scene, reading, told.shared + told.other, signs=signs)
    prove(reading, told.shared + told.other, "parties: với B")
    if len(reading.parties) > 1:
        reading.weight = 2 if plain else 1


def _owner(scene: Scene, start: int, end: int) -> list[Name]:
    """The names behind a *của* that follows a document almost directly."""
    for at in range(start, min(end, start + 3)):
        if scene.lower[at] == "của":
            return group(scene, at + 1, min(end, at + 20))
    return []


def _dealer(scene: Scene, reading: Reading, end: int) -> list[Name]:
    """The other side of a trade: *hợp đồng bán tàu cho A*, *hợp đồng mua 12 máy bay của A*."""
    buys = "mua" in reading.words
    for at in range(reading.end, clause_end(scene, reading.end, min(end, reading.end + _TRADE))):
        token = scene.lower[at]
        if token in (",", "và", "gây") and not "".join(scene.lower[at + 1 : at + 2]).isdigit():
            return []
        buys = buys or token == "mua"
        name = scene.name_at.get(at + 1)
        if token in (_SELLER if buys else ("cho",)) and name is not None and name.type != "PER":
            return [name]
    return []


def _is_event(scene: Scene, verb: tuple[int, int] | None) -> bool:
    """Whether those before the verb only speak of a signing: *phát biểu tại lễ ký*, *việc ký*."""
    if verb is None or verb[0] == 0:
        return True
    before = scene.lower[verb[0] - 1]
    if scene.lower[verb[0]] == "lễ":
        return before not in ("hành", "hiện")  # *A và B tiến hành lễ ký*
    return before in ("việc", "lễ", "buổi")


def _is_witnessed(scene: Scene, verb: int, start: int) -> bool:
    """Whether those who stand before the verb only saw others sign."""
    return bool(scene.told("witness", max(start, verb - 8), verb))


def _witnesses(scene: Scene, start: int, end: int) -> list[Name]:
    """Those before whose eyes others sign: *trước sự chứng kiến của A và B, …*."""
    return [
        name
        for _, behind, _ in scene.told("witness", start, end)
        if behind < end and scene.lower[behind] == "của"
        for name in group(scene, behind + 1, end)
    ]


def _take(scene: Scene, reading: Reading, names: Sequence[Name], *, signs: bool = False) -> None:
    """Adds names as parties; people only where they contract for themselves, else as signers."""
    for name in names:
        body = _body_of(scene, name) if name.type == "PER" else None
        if name.type == "PER" and not body:
            body = _body_elsewhere(scene, name)
        for_himself = reading.kind == "contract" and body is None and not holds_post(scene, name)
        if name.type != "PER" or for_himself:
            _add(reading.parties, _whole(scene, name) if name.type == "ORG" else name.entity)
        else:
            _add(reading.parties, body)
            if signs:
                _sign(reading, name, body)


def _sign(reading: Reading, person: Name, body: str | None) -> None:
    """Adds a person as one who signs, for a body where that is told."""
    _add(reading.signers, person.entity)
    if body and person.entity:
        reading.signs_for[person.entity] = body


def _add(entities: list[str], entity: str | None) -> None:
    if entity and entity not in entities:
        entities.append(entity)


def _body_of(scene: Scene, person: Name) -> str | None:
    """The body or place in the title beside a person, or behind *của*."""
    for title in _titles_beside(scene, person):
        if not scene.opens("self", title.first) and scene.may_hold(title, person.entity):
            held = scene.names_in(title.first, title.end)
            bodies = [n for n in held if n.type == "ORG"] or [n for n in held if n.type == "LOC"]
            if bodies:
                return _whole(scene, bodies[0]) or None
    owner = scene.name_at.get(person.end + 1)
    firsts = [title.first for title in _titles_beside(scene, person)]
    if any(scene.opens("self", at) for at in (*firsts, max(0, person.first - 2))):
        return None  # *tiền đạo A của CLB B*
    if owner is not None and owner.type != "PER" and scene.lower[person.end] == "của":
        return owner.entity or None
    return None


def holds_post(scene: Scene, person: Name) -> bool:
    """Whether the title beside a person is a post: *Bộ trưởng A* signs for others."""
    return any(scene.opens("acts", title.first) for title in _titles_beside(scene, person))


def _titles_beside(scene: Scene, person: Name) -> Iterator[Name]:
    """Titles that may be a person's, nearest first: *T (AB) A*, *A, T*, *T - ông A*."""
    before = person.first - 1
    if before >= 0 and scene.lower[before] == ")":  # the short form of a body
        before = next((at for at in range(before, before - 4, -1) if scene.lower[at] == "("), 0) - 1
    behind = person.end + (scene.lower[person.end : person.end + 1] in _APPOSITION)
    led = before
    while led > person.first - _LED and scene.lower[led] in _BEFORE_HOLDER:
        led -= 1
    for at in (before, behind, led):
        if at in scene.title_at:
            yield scene.title_at[at]


def _body_elsewhere(scene: Scene, person: Name) -> str | None:
    """The body or place that a title of the person elsewhere in the article names."""
    if not scene.acts_for:
        for name in scene.names:
            if name.type == "PER" and name.entity and not scene.acts_for.get(name.entity):
                scene.acts_for[name.entity] = _body_of(scene, name) or scene.posts.get(name.entity)
    return scene.acts_for.get(person.entity)


def _whole(scene: Scene, body: Name) -> str:
    """The entity of a body, or of the company that it is an organ of: *HĐQT A* acts for *A*."""
    match = phrases_by_role()["organ"].longest(scene.lower, body.first)
    if match is None or match[0] >= body.end:
        return body.entity
    return scene.bodies.get(tuple(scene.lower[match[0] : body.end]), body.entity)
