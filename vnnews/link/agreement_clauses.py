"""What the sentence around one AGREEMENT mention says of it: parties, signers, day, period."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Protocol

import msgspec

from vnnews.find.agreements import lexicon
from vnnews.lexicon.phrases import Phrases
from vnnews.lexicon.tables import rows
from vnnews.link.agreement_terms import (
    bound_of,
    day_of,
    end_year,
    ending,
    is_period,
    number_of,
    precision,
    term_at,
    term_in,
)
from vnnews.link.document import Document, Linked
from vnnews.records import AgreementKind, AgreementStatus, MentionType

_WINDOW = 120  # tokens of a sentence that are read on either side of a mention
_FAR = 45  # tokens between a document and its period
_SOON = 12  # … when it follows directly
_NEAR = 16  # tokens between a document and its verb
_LOOSE = 14  # words between a subject and its verb


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
    weight: int = 0  # how plainly both sides are told: 3 *giữa A và B* … 0 not at all
    signed: str | None = None
    valid: str | None = None
    status: AgreementStatus | None = None
    plural: bool = False
    count: int | None = None
    other: bool = False  # *khác*: not a document named before
    pair: str = ""  # *hai nước*, *các bên* that stand for the parties
    concluded: bool = False  # its signing is told
    place: str | None = None  # where it was signed
    evidence: list[tuple[int, int, str]] = msgspec.field(default_factory=list)  # tokens and rule

    @property
    def complete(self) -> bool:
        """Whether both sides of the document are told."""
        return self.weight > 0


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
        self.agreement_at = {name.first for name in self.agreements}
        self.name_at = {name.first: name for name in self.names}
        self.date_at = {name.first: name for name in self.day_names}
        self.firsts = [name.first for name in self.names]
        self.day_firsts = [date.first for date in self.day_names]
        self.types = {name.entity: name.type for name in self.names if name.entity}
        self.most_named: dict[MentionType, list[str]] = {}  # filled when it is asked for
        self.counts = Counter(name.entity for name in self.names if name.entity)
        self.sentence_starts = [start for start, _ in self.tokens.sentences]

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


def read(scene: Scene, name: Name) -> Reading:
    """What the sentence around the AGREEMENT ``name`` says of it."""
    kind, words, generic = _kind(scene, name)
    named = " ".join(scene.lower[name.first : name.end - len(words)])
    named = "" if lexicon().heads.get(named) is None else named
    reading = Reading(name.index, name.first, name.end, kind, named, words, generic, [], [])
    start, stop = scene.sentence(name.first)
    sentence = max(start, name.first - _WINDOW), min(stop, name.end + _WINDOW)
    verb = _signing_verb(scene, name, sentence)
    _read_parties(scene, reading, verb, sentence)
    _read_day(scene, reading, verb, sentence)
    _read_period(scene, reading, sentence)
    _read_number(scene, reading, sentence)
    reading.status = _status(scene, verb, reading, sentence)
    reading.pair = _pair_word(scene, sentence)
    return reading


def _pair_word(scene: Scene, sentence: tuple[int, int]) -> str:
    """The *hai nước*, *các bên* of a sentence, or nothing."""
    for at in range(*sentence):
        match = lexicon().pairs.longest(scene.lower, at)
        if match is not None:
            return " ".join(scene.lower[at : match[0]])
    return ""


def _kind(scene: Scene, name: Name) -> tuple[AgreementKind, tuple[str, ...], bool]:
    """Kind of the mention by its kind word, the words behind it, and whether it is general."""
    lower = scene.lower
    for at in range(name.first, name.end):
        match = lexicon().heads.longest(lower, at)
        if match is not None and match[1].use != "refused":
            generic = lower[at] == "thỏa" and match[1].kind == "agreement"
            return match[1].kind, tuple(lower[match[0] : name.end]), generic
    words = ()
    rule = scene.document.mentions[name.index].rule
    if rule.startswith("agreement:"):  # an abbreviation that the finder took from brackets
        return rule.removeprefix("agreement:"), words, False  # type: ignore[return-value]
    loose = _roles()["kind"].longest(lower, name.first)
    if loose is not None:
        return loose[1], tuple(lower[loose[0] : name.end]), False  # type: ignore[return-value]
    return "agreement", words, False


# --- parties ------------------------------------------------------------------------------------


def _signing_verb(scene: Scene, name: Name, sentence: tuple[int, int]) -> tuple[int, int] | None:
    """The verb that governs the mention: one of signing before or close behind it, else another."""
    conclude, govern = _roles()["conclude"], _roles()["sign"]
    start, end = sentence
    near = min(end, name.end + _NEAR)
    return (
        _verb_before(scene, conclude, name.first, max(start, name.first - _NEAR))
        or _verb_behind(scene, conclude, name.end, near)
        or _verb_before(scene, conclude, name.first, max(start, name.first - _FAR))
        or _verb_behind(scene, conclude, name.end, min(end, name.end + _FAR))
        or _verb_before(scene, govern, name.first, max(start, name.first - _NEAR))
        or _verb_behind(scene, govern, name.end, near)
    )


def _verb_before(scene: Scene, verbs: Phrases[str], end: int, start: int) -> tuple[int, int] | None:
    """The last of the verbs in ``start:end``, with those that stand directly before it."""
    for at in range(end - 1, start - 1, -1):
        match = verbs.longest(scene.lower, at)
        if match is not None and match[0] <= end:
            first = at
            while first > start and verbs.longest(scene.lower, first - 1) is not None:
                first -= 1
            return first, match[0]
    return None


def _verb_behind(scene: Scene, verbs: Phrases[str], start: int, end: int) -> tuple[int, int] | None:
    """The first of the verbs in ``start:end``, before another document is named."""
    for at in range(start, end):
        if at in scene.agreement_at:
            return None
        match = verbs.longest(scene.lower, at)
        if match is not None:
            return at, match[0]
    return None


def _read_parties(
    scene: Scene, reading: Reading, verb: tuple[int, int] | None, sentence: tuple[int, int]
) -> None:
    """Parties and signers by the wording: *giữa A và B*, *A ký … với B*, *A và B ký …*."""
    inside = [n for n in scene.names_in(reading.first, reading.end) if n.type != "PER"]
    between = _after_word(scene, "giữa", reading.end, sentence[1])
    other = _after_word(scene, "với", reading.end, sentence[1])
    subject: list[Name] = []
    concluded = False
    if verb is not None:
        concluded = _concludes(scene, verb)
        behind = verb[0] >= reading.end
        subject = _before(scene, verb[0], reading.end if behind else sentence[0])
        if behind:
            between = between or _after_word(scene, "giữa", verb[1], sentence[1])
            other = other or _after_word(scene, "với", verb[1], sentence[1])
        else:
            other = other or _after_word(scene, "với", verb[1], reading.first)
            between = between or _after_word(scene, "giữa", verb[1], reading.first)
    if verb is not None and _is_witnessed(scene, verb[0], sentence[0]):
        subject = []
    owner = _after_word(scene, "của", reading.end, min(sentence[1], reading.end + 3))
    if len(inside) > 1:
        _take(scene, reading, inside)
        reading.weight = 3
        _prove(reading, inside, "parties in the name")
    elif len({name.entity for name in between}) > 1:
        _take(scene, reading, between)
        _take_signers(reading, subject)
        reading.weight = 3
        _prove(reading, between, "parties: giữa A và B")
    else:
        subject = subject or owner
        _take(scene, reading, subject)
        _take(scene, reading, between + other)
        told = bool(subject and other) or len(reading.parties) > 1
        reading.weight = (2 if concluded else 1) if told else 0
        _prove(reading, subject, "parties: subject" if subject is not owner else "parties: của A")
        _prove(reading, between + other, "parties: với B")


def _prove(reading: Reading, names: Sequence[Name], rule: str) -> None:
    """Notes names as the evidence of a rule."""
    reading.evidence += [(name.first, name.end, rule) for name in names]


def _is_witnessed(scene: Scene, verb: int, start: int) -> bool:
    """Whether those who stand before the verb only saw others sign."""
    table = _roles()["witness"]
    return any(
        table.longest(scene.lower, at) is not None for at in range(max(start, verb - 8), verb)
    )


def _take(scene: Scene, reading: Reading, names: Sequence[Name]) -> None:
    """Adds names as parties; people only where they contract for themselves, else as signers."""
    for name in names:
        body = _body_of(scene, name) if name.type == "PER" else None
        for_himself = reading.kind == "contract" and body is None
        if name.type != "PER" or for_himself:
            _add(reading.parties, name.entity)
        else:
            _add(reading.signers, name.entity)
            _add(reading.parties, body)


def _take_signers(reading: Reading, names: Sequence[Name]) -> None:
    """Adds the people among the names as signers."""
    for name in names:
        if name.type == "PER":
            _add(reading.signers, name.entity)


def _add(entities: list[str], entity: str | None) -> None:
    if entity and entity not in entities:
        entities.append(entity)


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
    """The coordinated names that follow the first ``word`` of the clause in ``start:limit``."""
    ends = _roles()["clause"]
    limit = min(limit, start + 60)
    for at in range(start, limit):
        token = scene.lower[at]
        if token == word:
            names = _group(scene, at + 1, limit)
            if names:
                return names
        elif at in scene.agreement_at or token == ";" or ends.longest(scene.lower, at) is not None:
            return []
    return []


def _group(scene: Scene, start: int, limit: int) -> list[Name]:
    """The names coordinated from token ``start`` on: *A, B (C) và D*."""
    names: list[Name] = []
    glue, block = _roles()["glue"], _roles()["block"]
    at, blocked, skipped = start, False, 0
    while at < limit and skipped <= 4:
        name = scene.name_at.get(at)
        if name is not None and not _in_title(scene, name):
            if _can_conclude(scene, name) and not (blocked and name.type == "LOC"):
                names.append(name)
            at, blocked, skipped = name.end, False, 0
            continue
        following = _skip(scene, at, limit)
        if following is None:
            match = block.longest(scene.lower, at)
            blocked = match is not None or blocked
            following = match[0] if match is not None else None
        if following is None:
            match = glue.longest(scene.lower, at)
            blocked = False if match is not None else blocked
            following = match[0] if match is not None else None
        if following is None:
            if names or not scene.lower[at][0].isalnum():
                break
            following, skipped = at + 1, skipped + 1
        at = following
    return names


def _skip(scene: Scene, at: int, limit: int) -> int | None:
    """The token after a title or a bracket that starts at ``at``."""
    title = scene.title_at.get(at)
    if title is not None:
        return title.end
    if scene.lower[at] not in "([":
        return None
    for i in range(at + 1, min(limit, at + 30)):
        if scene.lower[i] in ")]":
            return i + 1
    return at + 1


def _in_title(scene: Scene, name: Name) -> bool:
    title = scene.title_at.get(name.first)
    return title is not None and (title.first, title.end) != (name.first, name.end)


def _can_conclude(scene: Scene, name: Name) -> bool:
    """Whether a name can be a party: a river, a stadium, a capital cannot."""
    return name.type != "LOC" or scene.lower[name.first] not in _words("spot")


def _before(scene: Scene, end: int, start: int) -> list[Name]:
    """The names that are the subject of a verb at token ``end``: coordinated, last before it."""
    glue = _words("glue")
    start = _after_source(scene, start, end)
    lasts = {name.end - 1: name for name in scene.names_in(start, end)}
    dates = {date.end - 1: date for date in scene.days_in(start, end)}
    found: list[Name] = []
    at, loose = end - 1, 0
    while at >= start and loose <= _LOOSE:
        name, title, date = lasts.get(at), scene.title_at.get(at), dates.get(at)
        token = scene.lower[at]
        if date is not None:
            at = date.first - 1
        elif name is not None and not _in_title(scene, name):
            at = _take_subject(scene, name, start, found)
        elif title is not None:
            at = title.first - 1
        elif token in ")]":
            at = _skip_back(scene, at, start)
        elif token in glue or (found and token in ("-", "–")):
            at -= 1
        elif found and " ".join(scene.lower[max(start, at - 1) : at + 1]) not in glue:
            break
        else:
            at, loose = at - (2 if found else 1), loose + 1
    return found[::-1]


def _take_subject(scene: Scene, name: Name, start: int, found: list[Name]) -> int:
    """Adds a name to a subject unless it only tells where; the token to go on with, backwards."""
    before = scene.lower[max(start, name.first - 2) : name.first]
    if name.type == "LOC" and before and before[-1] in _words("adjunct"):
        return name.first - 2
    owns = bool(before) and not {before[-1], " ".join(before)}.isdisjoint(_words("block"))
    if _can_conclude(scene, name) and not (name.type == "LOC" and owns):
        found.append(name)
    return name.first - 1


def _skip_back(scene: Scene, at: int, start: int) -> int:
    """The token before a bracket that closes at ``at``."""
    for i in range(at - 1, max(start - 1, at - 30), -1):
        if scene.lower[i] in "([":
            return i - 1
    return at - 1


def _after_source(scene: Scene, start: int, end: int) -> int:
    """The start of a sentence behind *Theo báo A,* and *Ông B cho biết*."""
    if start < end and scene.lower[start] == "theo":
        for at in range(start, min(end, start + 25)):
            if scene.lower[at] == ",":
                return at + 1
    return start


# --- day, period, number, status ----------------------------------------------------------------


def _read_day(
    scene: Scene, reading: Reading, verb: tuple[int, int] | None, sentence: tuple[int, int]
) -> None:
    """The signing day: the date that stands nearest to the signing verb, a day before a year."""
    if verb is None or not _concludes(scene, verb):
        return
    reading.concluded = verb[0] < reading.first
    planned = _status(scene, verb, reading, sentence) != "signed"
    ranked = []
    for date in scene.days_in(*sentence):
        day = day_of(scene.value(date))
        inside = reading.first <= date.first < reading.end
        if day is None or inside or _bounds_period(scene, date):
            continue
        between = range(min(date.first, verb[0]), max(date.first, verb[0]))
        if any(at in scene.agreement_at and at != reading.first for at in between):
            continue
        gap = min(abs(date.end - verb[0]), abs(date.first - verb[1]))
        if planned and any(scene.lower[at] == "," for at in between):
            continue
        if _is_this_year(scene, day):
            continue
        ranked.append((-precision(day), gap, day, date))
    if ranked:
        *_, reading.signed, date = min(ranked, key=lambda entry: entry[:3])
        _prove(reading, [date], "signed: date beside the verb")
    if reading.concluded:
        _read_place(scene, reading, sentence)


def _read_place(scene: Scene, reading: Reading, sentence: tuple[int, int]) -> None:
    """Where a document is signed: the first place behind *tại* in the sentence."""
    for name in scene.names_in(*sentence):
        here = name.first > 0 and scene.lower[name.first - 1] in ("tại", "ở")
        if here and name.type == "LOC" and name.entity and name.entity not in reading.parties:
            reading.place = name.entity
            _prove(reading, [name], "place: tại")
            return


def _is_this_year(scene: Scene, day: str) -> bool:
    """Whether a bare year is the article's own: it says when something goes on, not a signing."""
    published = scene.document.published
    return precision(day) == 1 and published is not None and day == str(published.year)


def _bounds_period(scene: Scene, date: Name) -> bool:
    """Whether *đến*, *từ* at a date makes it the bound of a period."""
    before = scene.lower[date.first - 1] if date.first else ""
    return before in ("đến", "tới", "từ") or scene.lower[date.first] in ("từ", "đến")


def _read_period(scene: Scene, reading: Reading, sentence: tuple[int, int]) -> None:
    """The period: a range that follows, an end or a start that is told, a bare term."""
    limit = min(sentence[1], reading.end + _FAR)
    limit = next((at for at in range(reading.end, limit) if at in scene.agreement_at), limit)
    near = min(limit, reading.end + _SOON)
    term = term_at(scene.lower, reading.end, near) or term_in(scene.lower, reading.end, limit)
    if term is not None:
        reading.valid = term[0]
        reading.evidence.append((reading.end, term[1], "period: term"))
    for date in scene.days_in(reading.first, limit):
        value = scene.value(date)
        if is_period(value):
            told = term is not None and date.first <= term[1] + 2
            if date.first < near or told or _is_phase(scene, reading, date):
                reading.valid = value
                _prove(reading, [date], "period: range")
                return
            continue
        day = bound_of(value)
        if day is None:
            continue
        gap = scene.lower[reading.end : date.first]
        if _ends(gap) and (date.first < near or "hạn" in gap[-3:]):
            plain = None if reading.kind == "statement" else ending(day, reading.valid)
            reading.valid = plain
            _prove(reading, [date], "period: end")
            return
        if gap in ([], ["mới"]) and precision(day) == 1 and _is_of_year(scene, reading, date):
            reading.valid = day
            _prove(reading, [date], "period: year")
            return
        if gap[-1:] == ["từ"] and {"hiệu", "đầu", "kể"} & set(gap[-3:]):
            reading.valid = f"{day}/{term[0]}" if term else f"{day}/.."
            _prove(reading, [date], "period: start")
            return
    year = end_year(scene.lower, term[1] if term else reading.end, near)
    if year is not None:
        reading.valid = ending(year, reading.valid)


def _ends(gap: Sequence[str]) -> bool:
    """Whether the words before a date make it the end: *đến (hết)*, *hết hạn vào*."""
    last = [word for word in gap[-4:] if word not in ("hết", "vào", "cuối", "ngày")]
    return last[-1:] in (["đến"], ["tới"]) or (last[-1:] == ["hạn"] and "vào" in gap[-2:])


def _is_phase(scene: Scene, reading: Reading, date: Name) -> bool:
    """Whether a range further on is a phase that a document is for: *giai đoạn*, *nhiệm kỳ*."""
    opens = scene.lower[date.first] in ("giai", "nhiệm")
    return opens and reading.kind != "contract"


def _is_of_year(scene: Scene, reading: Reading, date: Name) -> bool:
    """Whether *năm 2025* behind a document is the year that it is for, not that of its signing."""
    return reading.kind in ("program", "regulation") or "khóa" in scene.lower[date.first : date.end]


def _read_number(scene: Scene, reading: Reading, sentence: tuple[int, int]) -> None:
    """Plural and count: *3 biên bản ghi nhớ*, *các thỏa thuận*; and *khác*."""
    before = scene.lower[reading.first - 1] if reading.first > sentence[0] else ""
    reading.count = number_of(before)
    if reading.count == 1 or before == "năm":
        reading.count = None
    reading.plural = reading.count is not None or before in _words("plural")
    behind = scene.lower[reading.end] if reading.end < sentence[1] else ""
    reading.other = behind == "khác"


def _concludes(scene: Scene, verb: tuple[int, int]) -> bool:
    """Whether a run of verbs holds one that means the signing itself."""
    conclude = _roles()["conclude"]
    return any(conclude.longest(scene.lower, at) is not None for at in range(*verb))


def _status(
    scene: Scene, verb: tuple[int, int] | None, reading: Reading, sentence: tuple[int, int]
) -> AgreementStatus | None:
    """What the words before the verb say of the signing; None when they say nothing."""
    table = _roles()["status"]
    said: AgreementStatus | None = None
    at, end = reading.first - 8, reading.first
    if verb is not None:
        at, end = verb[0] - 6, max(verb[1], reading.first) if verb[0] < end else verb[1]
    at = max(sentence[0], at)
    while at < end:
        match = table.longest(scene.lower, at)
        if match is not None:
            said = match[1]  # type: ignore[assignment]
        at = match[0] if match is not None else at + 1
    if said is None and verb is not None and _concludes(scene, verb):
        return "signed"
    return said
