"""Which AGREEMENT mentions are one document: kind, parties, days and names must not disagree."""

from __future__ import annotations

from collections.abc import Sequence

from vnnews.link.agreements.scene import Reading, Scene
from vnnews.records import AgreementKind

_LEAST = 0.3  # score of a mention and the document that it takes up
_RECENT = 16  # documents told before that a mention may take up
_GENERIC = frozenset(("MOU", "FTA", "BTA", "LOI", "PPA"))  # kinds, not names, of documents
_POINTERS = frozenset(("này", "trên", "đó", "ấy"))  # *thỏa thuận này*, *thỏa thuận nói trên*
_COOPERATIONS: frozenset[AgreementKind] = frozenset(("program", "regulation"))


class Cluster:
    """The mentions of one document so far, with what they tell together."""

    def __init__(self, first: Reading) -> None:
        self.members: list[Reading] = []
        self.kinds: set[AgreementKind] = set()
        self.heads: set[str] = set()  # kind words of treaties
        self.told: set[str] = set()  # parties of mentions that tell both sides
        self.named: set[str] = set()  # all parties
        self.words: tuple[str, ...] = ()
        self.signed: str | None = None
        self.valid: str | None = None
        self.plural = self.generic = False
        self.add(first)

    def add(self, reading: Reading) -> None:
        """Takes a mention in."""
        self.members.append(reading)
        self.kinds.add(reading.kind)
        self.named.update(reading.sides)
        if reading.kind == "treaty" and reading.head:
            self.heads.add(reading.head)
        if reading.complete:
            self.told.update(reading.sides)
        self.words = self.words or reading.words
        self.signed = self.signed or reading.signed
        self.valid = self.valid or reading.valid
        self.plural = self.plural or reading.plural
        self.generic = self.generic or reading.generic


def cluster(scene: Scene, readings: Sequence[Reading]) -> list[list[Reading]]:
    """The mentions of one document together, documents in order of first mention."""
    clusters: list[Cluster] = []
    by_short: dict[str, Cluster] = {}
    previous: Cluster | None = None
    for i, reading in enumerate(readings):
        reading.sides = tuple(map(scene.meant, reading.parties))
        behind = i > 0 and _in_brackets(scene, readings[i - 1], reading)
        before = i + 1 < len(readings) and _in_brackets(scene, reading, readings[i + 1])
        short = _abbreviation(scene, readings[i + 1] if before else reading)
        known = None if before and short in _GENERIC else by_short.get(short or "")
        into = previous if behind else known
        if into is not None and not reading.words:
            reading.kind = into.members[0].kind
        into = into or _best(scene, reading, clusters[-_RECENT:])
        if into is None:
            into = Cluster(reading)
            clusters.append(into)
        else:
            into.add(reading)
        if short:
            by_short[short] = into
        previous = into
    return [found.members for found in clusters]


def _abbreviation(scene: Scene, reading: Reading) -> str | None:
    """The capitals that a mention is or ends in: *EVFTA*, *hiệp định TPP*."""
    form = scene.tokens.form[reading.end - 1]
    return form.upper() if len(form) >= 3 and form[-1].isupper() and form.isalpha() else None


def _in_brackets(scene: Scene, reading: Reading, following: Reading) -> bool:
    """Whether a mention stands in brackets directly behind another."""
    return reading.end == following.first - 1 and scene.lower[reading.end] == "("


def _best(scene: Scene, reading: Reading, clusters: Sequence[Cluster]) -> Cluster | None:
    """The document that the mention fits best, the latest of equals; None when it fits none."""
    best: tuple[float, Cluster] | None = None
    for age, candidate in enumerate(() if reading.other else reversed(clusters)):
        score = _fit(scene, reading, candidate)
        if score is None:
            continue
        score -= 0.1 * age
        if score >= _LEAST and (best is None or score > best[0]):
            best = score, candidate
    return best[1] if best is not None else None


def _fit(scene: Scene, reading: Reading, document: Cluster) -> float | None:
    """How well a mention fits a document that was told before; None when it cannot be it."""
    if any(reading.index in (m.replaces, m.amends) for m in document.members):
        return None  # what a document replaces is another
    if any(m.index in (reading.replaces, reading.amends) for m in document.members):
        return None
    same_kind = reading.kind in document.kinds
    if not (same_kind or _kinds_agree(reading, document)) or not _number_agrees(reading, document):
        return None
    # *Nghị định thư* and *hiệp định* are both treaties, but never one.
    treaty = reading.kind == "treaty" and reading.head
    if treaty and document.heads and reading.head not in document.heads:
        return None
    if not _days_agree(document.signed, reading.signed):
        return None
    if reading.complete and not _periods_agree(document.valid, reading.valid):
        return None
    if _is_others(scene, reading, document) or _counts_differ(reading, document):
        return None
    by_parties, by_words = _parties_fit(reading, document), _words_fit(reading, document)
    if by_parties is None or by_words is None:
        return None
    if reading.kind == "contract" and _others_contract(scene, reading, document):
        return None
    if _is_successor(reading, document):
        return None
    score = 1.0 if same_kind else 0.5
    score += 0.2 * (document.members[-1].kind == reading.kind)
    score -= 0.5 * document.members[-1].replaced
    return score + by_parties + by_words - 0.5 * _opens(scene, reading)


def _is_others(scene: Scene, reading: Reading, document: Cluster) -> bool:
    """Whether somebody else is told to sign: *A mua tàu của B. Năm 2015, C ký hợp đồng*."""
    if not (reading.concludes and reading.sides and document.told):
        return False
    level = {scene.types[party] for party in reading.sides}  # a ministry signs for its state
    same_level = level <= {scene.types[party] for party in document.told}
    others = document.told.isdisjoint(reading.sides)
    return same_level and others and not _is_pointed(scene, reading)


def _is_pointed(scene: Scene, reading: Reading) -> bool:
    """Whether *này*, *trên* behind a mention takes a document up."""
    return not _POINTERS.isdisjoint(scene.lower[reading.end : reading.end + 2])


def _counts_differ(reading: Reading, document: Cluster) -> bool:
    """Whether the naming words count other goods: *mua 11 tàu*, *mua 24 tàu*."""
    mine = {word for word in reading.words if word.isdecimal()}
    theirs = {word for word in document.words if word.isdecimal()}
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _others_contract(scene: Scene, reading: Reading, document: Cluster) -> bool:
    """Whether two contracts are those of different people."""
    mine = {party for party in reading.parties if scene.types[party] == "PER"}
    theirs = {party for party in document.named if scene.types[party] == "PER"}
    return bool(mine and theirs) and not mine & theirs


def _is_successor(reading: Reading, document: Cluster) -> bool:
    """Whether one contract is signed while the other still runs: *còn hợp đồng, đã ký với A*."""
    if reading.runs:
        return any(member.concludes for member in document.members)
    return reading.concludes and any(member.runs for member in document.members)


def _opens(scene: Scene, reading: Reading) -> bool:
    """Whether *một*, *một bản* before a mention brings a document up as new."""
    before = scene.lower[max(0, reading.first - 2) : reading.first]
    return before[-1:] == ["một"] or before == ["một", "bản"]


def _parties_fit(reading: Reading, document: Cluster) -> float | None:
    """The share of the parties in the fit; None when they are others."""
    mine = set(reading.sides)
    shared = len(mine & document.told)
    if mine and document.told and (reading.complete or shared):
        others = not shared or (reading.complete and shared < min(len(mine), len(document.told)))
        return None if others else 1.0
    return -0.5 if mine and document.named and not mine & document.named else 0.0


def _words_fit(reading: Reading, document: Cluster) -> float | None:
    """The share of the naming words in the fit; None when they name another document."""
    if not (reading.words and document.words):
        return 0.0
    if reading.words == document.words:
        return 1.0
    if set(reading.words) & set(document.words):
        return 0.5
    mine = set(reading.sides)
    own = bool(mine or reading.signed or reading.plural)
    return None if own and not mine & document.told else -0.5


def _kinds_agree(reading: Reading, document: Cluster) -> bool:
    """Whether two kind words may name one document: *thỏa thuận* most, *chương trình* *quy chế*."""
    cooperation = bool(document.kinds & _COOPERATIONS)
    if reading.kind in _COOPERATIONS:
        return cooperation
    if reading.kind == "statement" or document.kinds == {"statement"}:
        return False
    if reading.generic:
        return not (reading.words and cooperation)
    return document.generic and not cooperation


def _number_agrees(reading: Reading, document: Cluster) -> bool:
    """Whether a plural and a singular mention may stand for the same documents."""
    if reading.plural == document.plural:
        return True
    anaphor = not (reading.words or reading.parties or reading.plural)
    return anaphor and len(document.members) > 1


def _days_agree(first: str | None, second: str | None) -> bool:
    """Whether one calendar value may name the other more coarsely."""
    if not (first and second):
        return True
    short, long = sorted((first.removeprefix("XXXX"), second.removeprefix("XXXX")), key=len)
    return long.startswith(short) or long.endswith(short)


def _periods_agree(first: str | None, second: str | None) -> bool:
    """Whether two periods may be one document's: a term beside a range, or the same."""
    return not (first and second) or first == second or ("/" in first) != ("/" in second)
