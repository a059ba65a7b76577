"""What the article around a document says when none of its own sentences does."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from vnnews.link.agreements.groups import can_conclude
from vnnews.link.agreements.parties import holds_post
from vnnews.link.agreements.scene import Name, Reading, Scene, words
from vnnews.link.agreements.terms import day_of, precision
from vnnews.records import MentionType

_BACK = 40  # tokens in which the other side of a contract is looked for
_BACK_TO_DAY, _HEAD = 60, 160  # … the day of a signing, and the day of the event
_REACH = 120  # tokens of a sentence that are read on either side
_FAR_BACK = 400  # … and those whom *hai bên* stand for
_OTHER_SIDE: dict[MentionType, MentionType] = {"PER": "ORG", "ORG": "PER"}
_UNION = (("eu",), ("liên", "minh", "châu", "âu"))
_OF_STATES = ("nước", "chính phủ", "lãnh đạo", "tỉnh", "thành phố")
_OF_BODIES = ("đơn vị", "cơ quan", "ngành", "trường", "ngân hàng", "doanh nghiệp", "tập đoàn")


def pair_word(scene: Scene, group: Sequence[Reading]) -> str:
    """The *hai nước*, *các bên* of the first sentence that has one, or nothing."""
    for reading in group:
        start, end = scene.sentence(reading.first)
        near = max(start, reading.first - _REACH), min(end, reading.end + _REACH)
        for first, last, _ in scene.told("pair", *near):
            return " ".join(scene.lower[first:last])
    return ""


def standing_for(
    scene: Scene, group: Sequence[Reading], pair: str, earlier: Sequence[Sequence[str]]
) -> list[str]:
    """Whom *hai nước*, *hai bên* stand for: the last pair told, else the two most named."""
    bodies = any(word in pair for word in _OF_BODIES)
    states = not bodies and any(word in pair for word in _OF_STATES)
    kind: MentionType = "ORG" if bodies else "LOC"
    for parties in earlier:
        types = {scene.types[party] for party in parties}
        if len(parties) == 2 and (types == {kind} or not (bodies or states)):
            return list(parties)
    if pair and not (bodies or states):
        # *hai bên*: states when the article has told one more than once, else bodies.
        before = scene.names_in(max(0, group[0].first - _FAR_BACK), group[0].first)
        repeated = (n.type == "LOC" and scene.counts[n.entity] > 1 for n in before)
        if any(n.type == "ORG" for n in before) and not any(repeated):
            kind = "ORG"
    near = scene.names_in(max(0, group[0].first - _BACK_TO_DAY), group[0].first)
    two = list(dict.fromkeys(n.entity for n in near if n.type == kind and n.entity))
    return two if pair and kind == "ORG" and len(two) == 2 else _most_named(scene, kind)


def known_sides(scene: Scene, group: Sequence[Reading]) -> list[str]:
    """The sides of a treaty whose name tells them (*thỏa thuận Brexit*), as the article names."""
    for member in group:
        for _, _, codes in scene.told("known", member.first, member.end):
            told = (_side_of(scene, code) for code in codes.split())
            sides = [side for side in told if side]
            if len(sides) > 1:
                return sides
    return []


def _side_of(scene: Scene, code: str) -> str | None:
    """The entity of a country code, or of the Union."""
    if code != "EU":
        return scene.state_of.get(code)
    return next((scene.bodies[name] for name in _UNION if name in scene.bodies), None)


def _most_named(scene: Scene, kind: MentionType) -> list[str]:
    """The two entities of a type that the article names most, when no third comes near."""
    if kind not in scene.most_named:
        scene.most_named[kind] = _two_most(scene, kind)
    return scene.most_named[kind]


def _two_most(scene: Scene, kind: MentionType) -> list[str]:
    told = (n for n in scene.names if n.type == kind and n.entity and not _in_spot(scene, n))
    counts = Counter(name.entity for name in told)
    for entity in scene.mediators:
        del counts[entity]
    top = counts.most_common(3)
    if len(top) < 2 or top[1][1] < 2 or (len(top) > 2 and top[2][1] >= top[1][1]):
        return []
    if len(scene.states.intersection((top[0][0], top[1][0]))) == 1:
        return []  # a state and a town are no two sides
    order = {name.entity: name.first for name in reversed(scene.names)}
    return sorted((top[0][0], top[1][0]), key=order.__getitem__)


def _in_spot(scene: Scene, name: Name) -> bool:
    """Whether a name is where something happens, or a river, an airport."""
    only_where = name.first > 0 and scene.lower[name.first - 1] in ("tại", "ở")
    return only_where or not can_conclude(scene, name)


def states_for_capitals(
    scene: Scene, group: Sequence[Reading], parties: Sequence[str]
) -> list[str]:
    """The parties, for a capital its state where that is told too: *Washington* of *Mỹ*.

    Beside a state a capital stands for its own, wherever the article names it:
    *Mỹ và Moscow*; *Washington và Moscow* stay as they are told.
    """
    capitals = scene.capital_of
    if capitals.keys().isdisjoint(parties):
        return list(parties)
    told = {*parties, *(party for member in group for party in member.parties)}
    meant = [(party, scene.meant(party)) for party in parties]
    found = [state if state in told else party for party, state in meant]
    if not scene.states.isdisjoint(found):
        found = [scene.meant(party) for party in found]
    return list(dict.fromkeys(found))


def contracting_sides(scene: Scene, group: Sequence[Reading], parties: Sequence[str]) -> list[str]:
    """A contract's parties, the other side (a person or a body) taken from just before it."""
    if not parties:
        return _sides_near(scene, group[0])
    if len(parties) > 1:
        return list(parties)
    other = _OTHER_SIDE.get(scene.types.get(parties[0], "DATE"))
    if other is None:
        state = parties[0] in scene.states or parties[0] in scene.capital_of
        return other_side(scene, group, parties[0]) if state else list(parties)
    for member in group:
        sides = _able(scene, other, max(0, member.first - _BACK), member.first)
        if sides:
            return [*parties, sides[-1]]
    return list(parties)


def _able(scene: Scene, kind: MentionType, start: int, end: int) -> list[str]:
    """The entities of a type in a token range that may contract, as often as they are named."""
    return [
        name.entity
        for name in scene.names_in(start, end)
        if name.type == kind
        and name.entity
        and name.entity not in scene.outsiders
        and not (kind == "PER" and holds_post(scene, name))
    ]


def other_side(scene: Scene, group: Sequence[Reading], party: str) -> list[str]:
    """A party and the other of its type that the sentence names before the document."""
    for member in group:
        start = max(scene.sentence(member.first)[0], member.first - _REACH)
        others = [
            name.entity
            for name in scene.names_in(start, member.first)
            if name.type == scene.types[party]
            and name.entity not in ("", party)
            and not _only_where(scene, name)
        ]
        if others:
            return [others[-1], party]
    return [party]


def _only_where(scene: Scene, name: Name) -> bool:
    before = scene.lower[name.first - 1] if name.first else ""
    return before in words("adjunct") or before == "theo" or not can_conclude(scene, name)


def _sides_near(scene: Scene, member: Reading) -> list[str]:
    """The one person and the one body of a contract's sentence, or else of what is before it."""
    start, end = scene.sentence(member.first)
    start, end = max(start, member.first - _REACH), min(end, member.end + _REACH)
    reports = scene.told("report", start, member.first)
    start = reports[-1][1] if reports else start
    sides: list[str] = []
    for kind in _OTHER_SIDE:
        told = _able(scene, kind, start, end)
        if not (told or reports):
            told = _able(scene, kind, max(0, member.first - _BACK), member.first)
        if len(set(told)) != 1:
            return []
        sides.append(told[0])
    return sides


def day_told_near(scene: Scene, group: Sequence[Reading]) -> str | None:
    """The day of a signing whose sentences name none.

    For *cùng ngày*, for *hai bên* of the sentence before, and for a signing at the event that the
    article is about, the last day told shortly before; at such an event else the first day that
    the article tells; else that of *lễ ký*, *ký kết hợp tác* which name no document.
    """
    signings = [member for member in group if member.concluded and member.status == "signed"]
    signings = [member for member in signings if not _is_scheduled(scene, member)]
    for member in signings:
        start, _ = scene.sentence(member.first)
        days = _days(scene, max(0, start - _BACK_TO_DAY), start)
        taken_up = member.event or bool(scene.told("same_day", start, member.end))
        if not taken_up and start > 0 and scene.told("pair", start, start + 1):
            days = _days(scene, max(start - _BACK_TO_DAY, scene.sentence(start - 1)[0]), start)
            taken_up = True
        if days and taken_up:
            return days[-1]
    if any(member.event for member in signings):
        return next(iter(_days(scene, 0, _HEAD)), None)
    alone = any(m.status in (None, "signed") for m in group) and not any(m.signed for m in group)
    return _day_of_ceremony(scene, group) if alone else None


def _day_of_ceremony(scene: Scene, group: Sequence[Reading]) -> str | None:
    """The one day on which the parties are told to have signed, where no document is named."""
    days: set[str] = set()
    parties = {party for member in group for party in member.parties}
    for verb, behind, _ in scene.told("ceremony", 0, len(scene.lower)):
        start, end = scene.sentence(verb)
        start, end = max(start, verb - _REACH), min(end, behind + _REACH)
        if scene.lower[verb - 1 : verb] == ["đăng"] or _names_document(scene, start, end):
            continue
        if parties & {name.entity for name in scene.names_in(start, end)}:
            days.update(_days(scene, start, end))
    return days.pop() if len(days) == 1 else None


def _names_document(scene: Scene, start: int, end: int) -> bool:
    at = bisect_left(scene.agreement_firsts, start)
    return at < len(scene.agreement_firsts) and scene.agreement_firsts[at] < end


def _is_scheduled(scene: Scene, member: Reading) -> bool:
    """Whether the sentence tells of a signing to come: *Theo chương trình, … sẽ dự lễ ký*."""
    start = max(scene.sentence(member.first)[0], member.first - _REACH)
    return bool(scene.told("scheduled", start, member.first))


def _days(scene: Scene, start: int, end: int) -> list[str]:
    """The days told in a token range, in order."""
    dates = (date for date in scene.days_in(start, end) if not _in_dateline(scene, date))
    days = (day_of(scene.value(date)) for date in dates)
    return [day for day in days if day and precision(day) == 3]


def _in_dateline(scene: Scene, date: Name) -> bool:
    """Whether a date stands in the dateline: the day of writing is not that of a signing."""
    line = scene.document.layout.first("dateline")
    return line is not None and line.start <= scene.tokens.start[date.first] < line.end
