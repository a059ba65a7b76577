"""What the sentence around one AGREEMENT mention says of it: parties, signers, day, period."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Protocol

import msgspec

from vnnews.find.agreements import lexicon
from vnnews.lexicon.phrases import Phrases
from vnnews.lexicon.tables import rows
from vnnews.link.agreement_terms import day_of, is_period, number_of, precision, term_at, until
from vnnews.link.document import Document, Linked
from vnnews.records import AgreementKind, AgreementStatus, MentionType


class HasValue(Protocol):
    """A date as its linker gives it: ``value`` is TIMEX3, None where it stays open."""

    @property
    def value(self) -> str | None: ...


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
    words: tuple[str, ...]  # the naming words behind the kind word
    generic: bool  # the kind word may stand for any document
    parties: list[str]
    signers: list[str]
    complete: bool = False  # both sides of the document are told
    signed: str | None = None
    valid: str | None = None
    status: AgreementStatus | None = None
    plural: bool = False
    count: int | None = None
    other: bool = False  # *khác*: not a document named before
    pair: bool = False  # *hai nước*, *các bên* stand for the parties
    place: str | None = None


@cache
def _words(role: str) -> frozenset[str]:
    """The phrases of one role of ``agreement_clauses``."""
    return frozenset(row["phrase"] for row in rows("agreement_clauses") if row["role"] == role)


@cache
def _roles() -> dict[str, Phrases[str]]:
    """The roles of ``agreement_clauses``, one phrase table each."""
    by_role: dict[str, list[tuple[str, str]]] = {}
    for row in rows("agreement_clauses"):
        by_role.setdefault(row["role"], []).append((row["phrase"], row["value"] or row["role"]))
    return {role: Phrases(entries) for role, entries in by_role.items()}


class Scene:
    """One article by tokens: names with their entities, titles, dates, agreements."""

    def __init__(
        self,
        document: Document,
        linked: Sequence[Linked],
        dates: Mapping[int, HasValue],
    ) -> None:
        self.document = document
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
        for index, mention in enumerate(document.mentions):
            first, end = self.tokens.range(mention.start, mention.end)
            name = Name(first, end, index, mention.type, self.entity.get(index, ""))
            kinds[mention.type].append(name)
        for title in self.titles:
            self.title_at.update(dict.fromkeys(range(title.first, title.end), title))
        self.name_at = {name.first: name for name in self.names}
        self.date_at = {name.first: name for name in self.day_names}
        self.firsts = [name.first for name in self.names]
        self.sentence_starts = [start for start, _ in self.tokens.sentences]

    def sentence(self, token: int) -> tuple[int, int]:
        """The sentence that holds a token."""
        return self.tokens.sentences[bisect_right(self.sentence_starts, token) - 1]

    def names_in(self, first: int, end: int) -> list[Name]:
        """The names that start in a token range."""
        return self.names[bisect_left(self.firsts, first) : bisect_left(self.firsts, end)]

    def value(self, name: Name) -> str | None:
        """The TIMEX value of a DATE."""
        date = self.dates.get(name.index)
        return date.value if date is not None else None


def read(scene: Scene, name: Name) -> Reading:
    """What the sentence around the AGREEMENT ``name`` says of it."""
    kind, words, generic = _kind(scene, name)
    reading = Reading(name.index, name.first, name.end, kind, words, generic, [], [])
    sentence = scene.sentence(name.first)
    verb = _signing_verb(scene, name, sentence)
    _read_parties(scene, reading, verb, sentence)
    _read_day(scene, reading, verb, sentence)
    _read_period(scene, reading, sentence)
    _read_number(scene, reading, sentence)
    reading.status = _status(scene, verb, reading, sentence)
    pairs = lexicon().pairs
    reading.pair = any(pairs.longest(scene.lower, i) for i in range(*sentence))
    return reading


def _kind(scene: Scene, name: Name) -> tuple[AgreementKind, tuple[str, ...], bool]:
    """Kind of the mention by its kind word, the words behind it, and whether it is general."""
    lower = scene.lower
    for at in range(name.first, name.end):
        match = lexicon().heads.longest(lower, at)
        if match is not None and match[1].use != "refused":
            generic = lower[at] == "thỏa" and match[1].kind == "agreement"
            return match[1].kind, tuple(lower[match[0] : name.end]), generic
    words = tuple(lower[name.first : name.end])
    rule = scene.document.mentions[name.index].rule
    if rule.startswith("agreement:"):  # an abbreviation that the finder took from brackets
        return rule.removeprefix("agreement:"), words, False  # type: ignore[return-value]
    loose = _roles()["kind"].longest(lower, name.first)
    if loose is not None:
        return loose[1], words[loose[0] - name.first :], False  # type: ignore[return-value]
    return "agreement", words, True


# --- parties ------------------------------------------------------------------------------------


def _signing_verb(scene: Scene, name: Name, sentence: tuple[int, int]) -> tuple[int, int] | None:
    """The signing verb that governs the mention: the nearest before it, else one behind it."""
    signs = _roles()["sign"]
    for at in range(name.first - 1, max(sentence[0] - 1, name.first - 16), -1):
        match = signs.longest(scene.lower, at)
        if match is not None and match[0] <= name.first:
            start = at
            while start > sentence[0] and signs.longest(scene.lower, start - 1) is not None:
                start -= 1
            return start, match[0]
    for at in range(name.end, min(sentence[1], name.end + 40)):
        match = signs.longest(scene.lower, at)
        if match is not None:
            return at, match[0]
    return None


def _read_parties(
    scene: Scene, reading: Reading, verb: tuple[int, int] | None, sentence: tuple[int, int]
) -> None:
    """Parties and signers by the wording: *giữa A và B*, *A ký … với B*, *A và B ký …*."""
    inside = scene.names_in(reading.first, reading.end)
    between = _after_word(scene, "giữa", reading.end, sentence[1])
    other = _after_word(scene, "với", reading.end, sentence[1]) if not between else []
    subject: list[Name] = []
    if verb is not None:
        start = min(verb[0], reading.first)
        subject = _before(scene, start, sentence[0])
        if not between and verb[0] >= reading.end:
            between = _after_word(scene, "giữa", verb[1], sentence[1])
            other = other or _after_word(scene, "với", verb[1], sentence[1])
    if not other and verb is not None and verb[1] < reading.first:
        other = _after_word(scene, "với", verb[1], reading.first)
    owner = _after_word(scene, "của", reading.end, min(sentence[1], reading.end + 3))
    if between and len({name.entity for name in between}) > 1:
        _take(scene, reading, between)
        reading.complete = True
        _take_signers(scene, reading, subject)
    else:
        _take(scene, reading, subject or owner)
        _take(scene, reading, between + other)
        reading.complete = bool((subject or owner) and other) or len(reading.parties) > 1
    places = [name for name in inside if name.type == "LOC"]
    if len(places) > 1:
        _take(scene, reading, places)
        reading.complete = True


def _take(scene: Scene, reading: Reading, names: Sequence[Name]) -> None:
    """Adds names as parties; people only where they contract for themselves."""
    bodies = [name for name in names if name.type != "PER"]
    for name in names:
        if name.type != "PER":
            target = reading.parties
        elif reading.kind == "contract" and not _body_of(scene, name):
            target = reading.parties
        else:
            target = reading.signers
            body = _body_of(scene, name)
            if body and body not in reading.parties and not any(b.entity == body for b in bodies):
                reading.parties.append(body)
        if name.entity and name.entity not in target:
            target.append(name.entity)


def _take_signers(scene: Scene, reading: Reading, names: Sequence[Name]) -> None:
    """Adds the people among the names as signers."""
    for name in names:
        if name.type == "PER" and name.entity and name.entity not in reading.signers:
            reading.signers.append(name.entity)


def _body_of(scene: Scene, person: Name) -> str | None:
    """The body or place in the title beside a person."""
    for at in (person.first - 1, person.end, person.end + 1):
        title = scene.title_at.get(at)
        if title is not None:
            held = scene.names_in(title.first, title.end)
            bodies = [n for n in held if n.type == "ORG"] or [n for n in held if n.type == "LOC"]
            if bodies:
                return bodies[0].entity or None
    return None


def _after_word(scene: Scene, word: str, start: int, limit: int) -> list[Name]:
    """The coordinated names that follow the first ``word`` in ``start:limit``."""
    ends = _roles()["clause"]
    for at in range(start, min(limit, start + 60)):
        if scene.lower[at] == word:
            names = _group(scene, at + 1, limit)
            if names:
                return names
        if word == "với" and (scene.lower[at] in (";", ".") or ends.longest(scene.lower, at)):
            return []
    return []


def _group(scene: Scene, start: int, limit: int) -> list[Name]:
    """The names coordinated from token ``start`` on: *A, B (C) và D*."""
    names: list[Name] = []
    glue, block = _roles()["glue"], _roles()["block"]
    at, depth, blocked, skipped = start, 0, False, 0
    while at < limit:
        name = scene.name_at.get(at)
        title = scene.title_at.get(at)
        if name is not None and (title is None or title.first == at == name.first):
            if not depth and not (blocked and name.type == "LOC"):
                names.append(name)
            at, blocked, skipped = name.end, False, 0
            continue
        if title is not None:
            at = title.end
            continue
        token = scene.lower[at]
        if token in "([":
            depth += 1
        elif token in ")]":
            depth = max(0, depth - 1)
        elif depth:
            pass
        elif (match := block.longest(scene.lower, at)) is not None:
            blocked, at = True, match[0]
            skipped += 1
            continue
        elif (match := glue.longest(scene.lower, at)) is not None:
            blocked = False
            at = match[0]
            continue
        elif names or skipped > 4 or not token[0].isalnum():
            break
        else:
            skipped += 1
        at += 1
    return names


def _before(scene: Scene, end: int, start: int) -> list[Name]:
    """The names that are the subject of a verb at token ``end``: coordinated, and last before it."""
    glue, block, adjunct = _words("glue"), _words("block"), _words("adjunct")
    found: list[Name] = []
    lasts = {name.end - 1: name for name in scene.names_in(start, end)}
    dates = {name.end - 1: name for name in scene.day_names if start <= name.first < end}
    at, depth, loose = end - 1, 0, 0
    while at >= start:
        token = scene.lower[at]
        if at in dates:
            at = dates[at].first - 1
            continue
        title = scene.title_at.get(at)
        name = lasts.get(at)
        if name is not None and (title is None or title.end <= name.end == title.first):
            previous = scene.lower[name.first - 1] if name.first > start else ""
            owned = previous in block
            if depth:
                pass
            elif name.type == "LOC" and previous in adjunct:
                at = name.first - 2
                continue
            elif not (owned and name.type == "LOC"):
                found.append(name)
                loose = 0
            at = name.first - 1
            continue
        if title is not None:
            at = title.first - 1
            continue
        if token in ")]":
            depth += 1
        elif token in "([":
            depth = max(0, depth - 1)
        elif not depth and token not in glue:
            if found and token not in (",", "-", "–"):
                phrase = " ".join(scene.lower[max(start, at - 1) : at + 1])
                if phrase not in glue:
                    break
                at -= 1
            loose += 1
            if loose > 25:
                break
        at -= 1
    return found[::-1]


# --- day, period, number, status ----------------------------------------------------------------


def _read_day(
    scene: Scene, reading: Reading, verb: tuple[int, int] | None, sentence: tuple[int, int]
) -> None:
    """The signing day: the date that stands nearest to the signing verb, a day before a year."""
    if verb is None or _roles()["conclude"].longest(scene.lower, verb[0]) is None:
        return
    best: tuple[int, int, str] | None = None
    for date in scene.day_names:
        if not sentence[0] <= date.first < sentence[1]:
            continue
        day = day_of(scene.value(date))
        inside = reading.first <= date.first < reading.end
        if day is None or inside or _bounds_period(scene, date):
            continue
        gap = min(abs(date.end - verb[0]), abs(date.first - verb[1]))
        if any(
            min(date.first, verb[0]) < other.first < max(date.first, verb[0])
            and other.index != reading.index
            for other in scene.agreements
        ):
            gap += 100
        rank = (-precision(day), gap, day)
        if best is None or rank < best:
            best = rank
    if best is not None and best[1] < 100:
        reading.signed = best[2]


def _bounds_period(scene: Scene, date: Name) -> bool:
    """Whether *đến*, *từ* before a date makes it the bound of a period."""
    before = scene.lower[date.first - 1] if date.first else ""
    return before in ("đến", "tới") or scene.lower[date.first] in ("từ", "đến")


def _read_period(scene: Scene, reading: Reading, sentence: tuple[int, int]) -> None:
    """The period: a range that follows, an end or a start that is told, a bare term."""
    limit = min(sentence[1], reading.end + 45)
    following = next((a.first for a in scene.agreements if reading.end <= a.first < limit), limit)
    term = term_at(scene.lower, reading.end, min(limit, reading.end + 12))
    for date in scene.day_names:
        if not reading.first <= date.first < following:
            continue
        value = scene.value(date)
        before = scene.lower[date.first - 1] if date.first else ""
        if is_period(value):
            reading.valid = value
            return
        day = day_of(value)
        if day is None:
            continue
        if before in ("đến", "tới") and date.first - reading.end <= 12:
            reading.valid = until(reading.signed, day)
            return
        gap = " ".join(scene.lower[reading.end : date.first])
        if gap in ("", "bản", "mới") and reading.kind == "program" and precision(day) == 1:
            reading.valid = day
            return
        if _roles()["start"].longest(scene.lower, max(0, date.first - 2)) is not None:
            reading.valid = f"{day}/{term[0]}" if term else f"{day}/.."
            return
    if term is not None:
        reading.valid = term[0]


def _read_number(scene: Scene, reading: Reading, sentence: tuple[int, int]) -> None:
    """Plural and count: *3 biên bản ghi nhớ*, *các thỏa thuận*; and *khác*."""
    before = scene.lower[reading.first - 1] if reading.first > sentence[0] else ""
    reading.count = number_of(before)
    if reading.count == 1 or before == "năm":
        reading.count = None
    reading.plural = reading.count is not None or before in _words("plural")
    behind = scene.lower[reading.end] if reading.end < sentence[1] else ""
    reading.other = behind == "khác"


def _status(
    scene: Scene, verb: tuple[int, int] | None, reading: Reading, sentence: tuple[int, int]
) -> AgreementStatus | None:
    """What the words before the verb say of the signing; None when they say nothing."""
    start = verb[0] if verb is not None and verb[0] < reading.first else reading.first
    table = _roles()["status"]
    said: AgreementStatus | None = None
    for at in range(max(sentence[0], start - 8), reading.first):
        match = table.longest(scene.lower, at)
        if match is not None:
            said = match[1]  # type: ignore[assignment]
    if said is None and verb is not None:
        concluded = _roles()["conclude"].longest(scene.lower, verb[0]) is not None
        return "signed" if concluded else None
    return said
