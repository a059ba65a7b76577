"""Organizations: bodies with a grammar, bodies with a known name, and what an article introduces.

Four sources, the surer first; a later one takes only what the earlier ones left:
bodies read by grammar, teams and sites, names of ``organizations.tsv``, and the short names and
abbreviations that the article itself introduces (*Liên đoàn Bóng đá (LĐBĐ)*, *Tập đoàn Kim Sơn*).
"""

from __future__ import annotations

from vnnews.find.candidate import Candidate
from vnnews.find.organizations.denials import extended, kinds, nobodies
from vnnews.find.organizations.grammar import Body, read_body
from vnnews.find.organizations.introduced import introduced
from vnnews.find.organizations.lexicon import (
    heads,
    heads_at,
    is_place_head,
    jurisdictions,
    parts,
    topics,
)
from vnnews.find.organizations.names import (
    CERTAIN,
    DOUBTFUL,
    PLAUSIBLE,
    UNSURE,
    known_confidence,
    known_names,
    read_known,
    with_head,
)
from vnnews.find.organizations.patterns import companies, sites, sources, teams
from vnnews.find.organizations.places import BRANDED, DEFINITE
from vnnews.find.organizations.series import is_kind, shared
from vnnews.find.places.grammar import is_vietnamese
from vnnews.find.resolve import SETTLED
from vnnews.text.tokens import Tokens

# Neighbours that make a bare head generic: *các UBND, hai Chính phủ, UBND cấp xã, Bộ này*.
_PLURAL_BEFORE = frozenset("các những hai ba bốn nhiều mỗi mọi một từng ngang vài số ngành".split())
_PLURAL_AFTER = frozenset("các cấp hai này đó nơi ấy nào hay".split())
# Heads whose names are made freely: lower-cased and without a name they mean the kind.
_FREE = frozenset(["company", "club", "association", "school", "hospital", "newspaper"])
_LOCAL = frozenset(["school", "hospital", "newspaper"])  # a town or province has the one
# Kinds that a country and a subject alone do not name.
_ANY = frozenset(["company", "club", "newspaper"])
# Kinds whose bare head is more often any such body than the one named before.
_LOOSE = frozenset(["club", "board", "association"])
# Kinds whose heads are often initials: *CLB, BV*.
_ABBREVIATED = frozenset(["club", "hospital"])
# Heads that a subject without a name makes a kind: *Cơ quan công an, Nhà máy xử lý*.
_VAGUE = frozenset(["cơ quan", "nhà máy", "htx", "phòng", "ngân hàng", "vụ", "trạm"])
# Before a seat of power these mean the building.
_TOWARDS = frozenset("tại ở tới đến vào từ thăm khỏi ngoài nhà rời đông tây".split())


def find_organizations(tokens: Tokens) -> list[Candidate]:
    """ORG candidates in order of their start.

    With confidence 0 a rule says that what looks like a body is none: *các sở Y tế*, *7/DW*;
    only these may overlap others.

    >>> from vnnews.text.tokens import tokenize
    >>> from vnnews.text.view import normalize
    >>> text = normalize("HĐND và UBND tỉnh Hà Nam làm việc với Bộ Y tế.")
    >>> [text.view[c.start : c.end] for c in find_organizations(tokenize(text))]
    ['HĐND', 'UBND tỉnh Hà Nam', 'Bộ Y tế']
    """
    found = _Found(len(tokens))
    named = known_names().openings(tokens.lower)
    bodies = _bodies(tokens, named, found)
    for begin, end in teams(tokens):
        found.add(begin, end, "team", CERTAIN)
    for begin, end in sites(tokens):
        found.add(begin, end, "site", UNSURE)
    for begin, end in nobodies(tokens):
        found.add(begin, end, "nobody", 0.0)
    _known(tokens, named, found)
    for begin, end in companies(tokens):
        found.add(begin, end, "company", PLAUSIBLE)
    for begin, end in sources(tokens):
        found.add(begin, end, "credit", PLAUSIBLE)
    for span in introduced(tokens, bodies):
        found.add(*span)
    found.bound(tokens)
    return [
        Candidate("ORG", tokens.start[begin], tokens.end[end - 1], rule, confidence)
        for begin, end, rule, confidence in sorted(found.spans)
    ]


class _Found:
    """Spans found so far, as token ranges; the first to take a token keeps it."""

    __slots__ = ("spans", "taken")

    def __init__(self, length: int) -> None:
        self.spans: list[tuple[int, int, str, float]] = []
        self.taken = bytearray(length)

    def add(self, begin: int, end: int, rule: str, confidence: float) -> None:
        """Keep a span unless another one holds a token of it."""
        if not any(self.taken[begin:end]):
            self.taken[begin:end] = b"\1" * (end - begin)
            self.spans.append((begin, end, rule, confidence))

    def bound(self, tokens: Tokens) -> None:
        """Deny bodies with a word beside them that is not theirs; that settles where they end."""
        begins = {begin: end for begin, end, _, confidence in self.spans if confidence}
        for i, (begin, end, rule, confidence) in enumerate(self.spans.copy()):
            if confidence and end in begins and tokens.form[begin - 1] in ("/", ":"):
                self.deny(begin, begins[end], "extended")  # "Ảnh: AFP | Cục Hải quan cho biết"
            for first, last in extended(tokens, begin, end) if confidence else ():
                self.deny(first, last, "extended")
                self.spans[i] = (begin, end, rule, SETTLED if confidence > UNSURE else confidence)

    def deny_kinds(self, tokens: Tokens, at: int) -> None:
        """Deny what is told by its kind alone at token ``at``."""
        for begin, end in kinds(tokens, at):
            self.deny(begin, end, "kind")

    def deny(self, begin: int, end: int, rule: str) -> None:
        """Say that no body is just here; what is inside may be one."""
        self.spans.append((begin, end, rule, 0.0))


def _bodies(tokens: Tokens, named: list[int], found: _Found) -> list[Body]:
    """Bodies by grammar, from left to right, unless a longer name is ``named`` there."""
    bodies: list[Body] = []
    said: set[str] = set()
    sentences = iter(tokens.sentences)
    begin, limit, free = 0, 0, 0
    names = set(named)
    longer = [at for at in named if heads().opens(tokens.lower[at])]  # a head begins so
    for at in sorted({*heads().openings(tokens.lower), *longer}):
        while at >= limit:
            begin, limit = next(sentences)
        if at < free:
            continue
        found.deny_kinds(tokens, at)
        body = read_body(tokens, at, limit)
        known = read_known(tokens, at, limit) if at in names else None
        if known is not None and (body is None or known[0] > body.end):
            start, end = with_head(tokens, at, *known)
            found.add(start, end, f"organizations:{known[1].id}", CERTAIN)
            free = end
            continue
        if body is not None and _is_of_country(tokens, body):
            found.deny(body.start, body.end, "kind")
            continue
        several = shared(tokens, body, limit) if body else []
        if body is not None and not several and is_kind(tokens, body):
            found.add(body.start, body.end, "kind", 0.0)  # "các sở Y tế": nobody shall take it
            found.deny(body.start + 1, body.end, "kind")
            free = body.end
            continue
        if several:
            for first, last in several:
                found.add(first, last, "shared head", PLAUSIBLE)
            free = several[-1][1]
            continue
        confidence = _confidence(tokens, body, begin) if body else 0.0
        if body is not None and confidence:
            if body.bare and confidence == DOUBTFUL and body.head.phrase in said:
                confidence = UNSURE  # *Sở* after *Sở Y tế*
            if body.head.kind not in _LOOSE:
                said.add(body.head.phrase)
            rule = f"organization_heads:{body.head.phrase}"
            found.add(body.start, body.end, rule, confidence)
            bodies.append(body)
            free = body.end
        elif body is not None and (not body.bare or _is_generic(tokens, body)):
            found.deny(body.start, body.end, "kind")
    return bodies


def _confidence(tokens: Tokens, body: Body, sentence: int) -> float:
    """How sure it is that a body which was read is a mention; 0 when it is none."""
    head, form, opens = body.head, tokens.form, body.start == sentence
    capital = _is_capital(form[body.start], body)
    generic = (body.bare or body.generic) and _is_generic(tokens, body)
    if generic or _is_person(tokens, body):
        return 0.0
    house = "seat" in head.follows and (head.alone or not body.bare)
    if house and body.start and tokens.lower[body.start - 1] in _TOWARDS:
        return DOUBTFUL  # a building: "họp ở Nhà Trắng"
    if body.bare:
        inner = _has_capital(form, body.start + 1, body.end)  # "điện Kremlin"
        if not (capital or inner) or not head.alone:
            return 0.0
        if head.alone == "weak":
            return 0.0 if opens else DOUBTFUL
        return CERTAIN if not opens or " " in head.phrase else PLAUSIBLE
    named = _has_capital(form, body.start + 1, body.end)
    if _is_cut(tokens, body):
        return DOUBTFUL
    if capital and opens and _is_any_of_country(tokens, body):
        return 0.0
    if opens and capital and not (named or body.generic) and head.phrase in _VAGUE:
        return DOUBTFUL
    if capital:
        return CERTAIN if named or body.generic else PLAUSIBLE
    if not named:
        return DOUBTFUL if head.kind == "police" else 0.0
    several = head.kind in DEFINITE or "wide" in head.follows
    if several and _is_plural(tokens, body.start, body.start):
        return 0.0  # "các cơ quan tình báo Mỹ"
    if head.kind in _FREE and not _has_capital(form, body.start + 1, _own_end(tokens, body)):
        subject = body.name[0] < body.name[1]
        country = _ends_with_country(tokens, body)  # "công ty Hàn Quốc"
        local = head.kind in _LOCAL and not country and not body.generic
        subject = subject and head.kind in DEFINITE
        named = local or subject or _is_side(tokens, body, country) or _is_closed(tokens, body)
        return PLAUSIBLE if named else 0.0
    return PLAUSIBLE


def _is_person(tokens: Tokens, body: Body) -> bool:
    """Whether the head and its name are a person's, or a gang by its leader's name.

    *chị Trang Lê, Ảnh: TRƯỜNG AN, nhóm Bảo*
    """
    name = tokens.form[min(body.start + 1, body.end - 1)]
    if body.head.phrase == "trang":
        syllables = all(map(is_vietnamese, tokens.lower[body.start + 1 : body.end]))
        return syllables and not name.isupper()
    if body.end - body.start != 2:
        return False
    if body.head.phrase == "nhóm":
        return len(name) > 1 and is_vietnamese(name.lower()) and not name.isupper()
    before = tokens.lower[max(0, body.start - 2) : body.start]
    return body.head.phrase == "trường" and before == ["ảnh", ":"]


def _is_side(tokens: Tokens, body: Body, country: bool) -> bool:
    """Whether a place names the side that plays for it: *CLB Đà Nẵng, đội Úc*; not *CLB Úc*."""
    if body.generic or body.head.phrase not in (("đội",) if country else ("đội", "clb")):
        return False
    goes_on = body.end < len(tokens) and tokens.line[body.end] == tokens.line[body.end - 1]
    goes_on = goes_on and tokens.form[body.end][0].isupper()
    one = not _is_plural(tokens, body.start, body.end)
    return one and tokens.form[body.start + 1][0].isupper() and not goes_on


def _is_capital(form: str, body: Body) -> bool:
    """Whether the head is written as that of a name; initials tell nothing: *vào BV cấp cứu*."""
    initials = body.head.kind in _ABBREVIATED and form.isupper()
    return form[0].isupper() and not (initials and not (body.bare or body.generic))


def _own_end(tokens: Tokens, body: Body) -> int:
    """Where the words end that are not the jurisdiction's; those of what a branch is of count."""
    inner = body.start + 2
    branch = body.head.phrase == "chi nhánh" and inner < body.end
    return body.end if branch and heads_at(tokens.lower, inner, True) else max(body.name)


def _is_of_country(tokens: Tokens, body: Body) -> bool:
    """Whether a paper or company is told by its country alone: *báo Mỹ* is any of them."""
    begin, end = body.name
    free = body.head.kind in BRANDED and not body.head.phrase.startswith("ngân hàng")
    if not free or not begin < end == body.end:
        return False
    country = jurisdictions().longest(tokens.lower, begin)
    return country is not None and country[1] and country[0] == end


def _is_any_of_country(tokens: Tokens, body: Body) -> bool:
    """Whether a body that opens a sentence is any of a country: *Công ty Hàn Quốc, Báo Mỹ*."""
    at = max(body.start + 1, *body.name)
    return (
        at < body.end
        and body.head.kind in _ANY
        and not _has_capital(tokens.form, body.start + 1, at)
        and _ends_with_country(tokens, body)
        and not _is_closed(tokens, body)
    )


def _is_closed(tokens: Tokens, body: Body) -> bool:
    """Whether *quốc gia, trung ương* say that a country has only the one."""
    return any(map(parts("closing").opens, tokens.lower[body.start + 1 : max(body.name)]))


def _ends_with_country(tokens: Tokens, body: Body) -> bool:
    """Whether a country follows the head and subject: *trường đại học Mỹ*."""
    at = max(body.start + 1, *body.name)
    at += tokens.lower[at] == "nước"  # "đội bóng nước Anh"
    country = jurisdictions().longest(tokens.lower, at)
    return country is not None and (country[1] or tokens.lower[at] == "việt")


def _is_cut(tokens: Tokens, body: Body) -> bool:
    """Whether the name is one syllable of an unknown word: *Trung tâm Khám* | *phá*."""
    begin, end = body.name
    if end - begin != 1 or end != body.end or end >= len(tokens):
        return False
    word, after = tokens.form[begin], tokens.form[end]
    if word.isupper() or topics().longest(tokens.lower, begin) is not None:
        return False
    return not word.isascii() and after.islower() and tokens.line[end] == tokens.line[begin]


def _has_capital(form: list[str], begin: int, end: int) -> bool:
    return any(form[i][0].isupper() or form[i][0].isdigit() for i in range(begin, end))


def _is_generic(tokens: Tokens, body: Body) -> bool:
    """Whether the neighbours say that no particular body is meant."""
    lower, end = tokens.lower, body.end
    if _is_plural(tokens, body.start, end):
        return True
    after = lower[end] if end < len(lower) else ""
    # "Công an tỉnh, thành phố": a list of kinds of units
    return (
        body.generic
        and after in (",", "/")
        and end + 1 < len(lower)
        and is_place_head(lower, end + 1)
    )


def _is_plural(tokens: Tokens, begin: int, end: int) -> bool:
    """Whether *các, hai* stands before, or *các, cấp* or a number behind."""
    before = tokens.lower[begin - 1] if begin else ""
    after = tokens.lower[end] if end < len(tokens) else ""
    return before in _PLURAL_BEFORE or after in _PLURAL_AFTER or after.isdigit()


def _known(tokens: Tokens, named: list[int], found: _Found) -> None:
    """Names of ``organizations.tsv`` that no body by grammar holds."""
    sentences = iter(tokens.sentences)
    limit = 0
    for at in named:
        while at >= limit:
            _, limit = next(sentences)
        if found.taken[at]:
            continue
        known = read_known(tokens, at, limit)
        if known is not None:
            confidence = known_confidence(tokens, at, known)
            start, end = with_head(tokens, at, *known)
            found.add(start, end, f"organizations:{known[1].id}", confidence)
