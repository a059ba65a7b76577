"""Mentions of organizations to the bodies that they name.

A name is brought to one writing first (*UBND TP* is *ủy ban nhân dân thành phố*). Then one body is
known again by its full name; without its neutral head (*tập đoàn BRG*, *BRG*), its legal form or
the level of its jurisdiction (*Công an Đồng Nai*); by an abbreviation, mostly one in brackets; and
by a short or role name that begins a fuller one (*Công an tỉnh*, *Sở*). Where several bodies fit,
the one named last before it is meant; where none was named yet, it stays alone, with a note.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache
from itertools import pairwise

import msgspec

from vnnews.find.organizations.lexicon import heads
from vnnews.find.organizations.names import known_names
from vnnews.lexicon.phrases import Phrases
from vnnews.lexicon.tables import rows
from vnnews.link.document import Document, Entity, Linked
from vnnews.link.people import longest_name
from vnnews.records import Note, Span
from vnnews.text.tokens import tokenize_phrase

Words = tuple[str, ...]

_DROPPED = frozenset(("và", "của", "số", "the"))
_LEVELS = ("tỉnh", "thành phố", "huyện", "quận", "thị xã", "thị trấn", "xã", "phường", "hạt")
# Words of which a level is only a part.
_NO_LEVEL = ("hợp tác xã", "xã hội", "tỉnh ủy", "huyện ủy", "quận ủy", "xã đoàn", "hạt nhân")
_LEGAL = (
    "thương mại cổ phần",
    "cổ phần",
    "trách nhiệm hữu hạn",
    "một thành viên",
    "hai thành viên trở lên",
    "tư nhân",
)
_REGION = ("khu", "vực")  # *Kiểm toán Nhà nước | khu vực VII* is a part of it
_LONGEST, _MOST_CANDIDATES = 12, 64
_LONGEST_GAP, _LONGEST_SHORT = 24, 12
_OPENING = frozenset(
    (
        ", gọi là",
        ", gọi tắt là",
        ", viết tắt là",
        "(",
        "(gọi tắt là",
        "(viết tắt là",
        "(tên viết tắt",
        "(sau đây gọi là",
        "-",
        "–",
    )
)
_NAMED_BY_END = frozenset(("company", "bank", "cooperative", "plant", "press", "team", "school"))


class _Name(msgspec.Struct, frozen=True):
    """A name in one writing: all its ``words``; what distinguishes it; class of head; level.

    ``row`` is the row of the lexicon that the whole name is in.
    """

    words: Words
    core: Words
    head: str | None
    level: str | None
    row: str | None = None


class _Form(msgspec.Struct, gc=False):
    """One way in which names are written, and its mentions in order."""

    name: _Name
    mentions: list[int]


@cache
def _standard() -> Phrases[Words]:
    table = ((row["short"], row["standard"]) for row in rows("coreference_words"))
    return Phrases((short, tuple(standard.split())) for short, standard in table)


@cache
def _heads() -> Phrases[str]:
    return Phrases((row["head"], row["class"]) for row in rows("coreference_heads"))


@cache
def _legal() -> Phrases[str]:
    return Phrases((phrase, phrase) for phrase in _LEGAL)


@cache
def _levels() -> Phrases[str]:
    return Phrases([(level, level) for level in _LEVELS] + [(word, "") for word in _NO_LEVEL])


@lru_cache(maxsize=1 << 13)
def _name(surface: str) -> _Name:
    """The name that a lower-cased surface writes."""
    words = _words(surface)
    rest = words
    head: str | None = None
    while match := _heads().longest(rest, 0) if len(rest) > 1 else None:
        end, kind = match
        if end >= len(rest) or kind == "-" or (head is not None and kind != head):
            break
        head, rest = kind, rest[end:]
    if head in ("company", "bank", "cooperative"):
        rest = _without(rest, _legal()) or rest
    level: str | None = None
    for start, end, found in _levels().scan(rest):
        if start > 0 and found:
            level, rest = found, rest[:start] + rest[end:]
            break
    known = known_names().get(surface)
    return _Name(words, rest, head, level, known.id if known is not None else None)


def _words(surface: str) -> Words:
    """Words in the standard writing, without punctuation, fillers and bracketed repetitions."""
    depth, kept = 0, []
    for word in tokenize_phrase(surface.replace("’", "'")):
        if word == "(":
            depth += 1
        elif word == ")":
            depth = max(0, depth - 1)
        elif not depth and word[0].isalnum() and word not in _DROPPED:
            kept.append(word)
    words: list[str] = []
    i = 0
    table = _standard()
    while i < len(kept):
        match = table.longest(kept, i)
        if match is None:
            words.append(kept[i])
            i += 1
        else:
            words.extend(word for word in match[1] if word not in _DROPPED)
            i = match[0]
    return tuple(words)


def _without(words: Words, table: Phrases[str]) -> Words:
    kept: list[str] = []
    at = 0
    for start, end, _ in table.scan(words):
        kept.extend(words[at:start])
        at = end
    return (*kept, *words[at:])


class _Groups:
    """Forms joined into bodies (disjoint sets; the earliest form stands for its set)."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, i: int) -> int:
        parent = self._parent
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    def join(self, i: int, j: int) -> None:
        i, j = sorted((self.find(i), self.find(j)))
        self._parent[j] = i


def link_organizations(document: Document) -> Linked:
    """The bodies that the ORG mentions name: ``o1``, ``o2``, … in order of first mention.

    >>> from vnnews.find.candidate import Candidate
    >>> from vnnews.text.layout import lay_out
    >>> from vnnews.text.tokens import tokenize
    >>> from vnnews.text.view import normalize
    >>> text = normalize("Công an tỉnh báo cáo UBND tỉnh. Công an tỉnh Gia Lai cho biết.")
    >>> mentions = tuple(Candidate("ORG", *s, "") for s in ((0, 12), (21, 30), (32, 52)))
    >>> linked = link_organizations(Document(text, tokenize(text), lay_out(text), mentions))
    >>> [(body.id, body.name, body.mentions) for body in linked.entities]
    [('o1', 'Công an tỉnh Gia Lai', (0, 2)), ('o2', 'UBND tỉnh', (1,))]
    """
    forms = _forms(document)
    notes: list[Note] = []
    bodies = _bodies(document, forms, notes) if len(forms) > 1 else [f.mentions for f in forms]
    entities = [
        Entity(f"o{n}", longest_name(document, body), tuple(body))
        for n, body in enumerate(sorted(bodies), 1)
    ]
    return Linked(tuple(entities), tuple(notes))


def _bodies(document: Document, forms: list[_Form], notes: list[Note]) -> list[list[int]]:
    """The mentions of each body; what is left open is noted."""
    groups = _Groups(len(forms))
    _join_cores(forms, groups)
    _join_rows(forms, groups)
    known = _join_abbreviations(document, forms, groups)
    _join_endings(forms, groups, known)
    return _place_short_names(document, forms, groups, notes)


def _forms(document: Document) -> list[_Form]:
    found: dict[Words, _Form] = {}
    for i in document.of_type("ORG"):
        name = _name(document.surface(i).lower())
        form = found.get(name.words)
        if form is None:
            found[name.words] = form = _Form(name, [])
        form.mentions.append(i)
    return list(found.values())


def _join_cores(forms: list[_Form], groups: _Groups) -> None:
    """Join names that differ by a neutral head, a legal form or the level of the jurisdiction."""
    seen: defaultdict[Words, list[tuple[int, str | None, str | None]]] = defaultdict(list)
    for i, form in enumerate(forms):
        name = form.name
        known = seen[name.core]
        for j, head, level in known:
            if not (_agree(head, name.head) and _agree(level, name.level)):
                continue
            if head == name.head or not _is_paper({head, name.head}, name.core):
                groups.join(i, j)
                break
        known.append((i, name.head, name.level))


def _is_paper(kinds: set[str | None], core: Words) -> bool:
    """Whether one of two names is a paper's that is called like a body: *kênh Quốc hội*."""
    return "press" in kinds and heads().get(" ".join(core)) is not None


def _join_rows(forms: list[_Form], groups: _Groups) -> None:
    """Join names of one row of the lexicon: *Barca* and *Barcelona FC*."""
    first: dict[str, int] = {}
    for i, form in enumerate(forms):
        if form.name.row is not None:
            groups.join(first.setdefault(form.name.row, i), i)


def _agree(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def _join_abbreviations(document: Document, forms: list[_Form], groups: _Groups) -> set[int]:
    """Join abbreviations to the names they stand in brackets with, or whose initials they are.

    The abbreviations so explained are returned: they stand for nothing else.
    """
    owner = {mention: i for i, form in enumerate(forms) for mention in form.mentions}
    view, mentions = document.text.view, document.mentions
    explained: set[int] = set()
    ordered = sorted(owner)
    for left, right in pairwise(ordered):
        start, end = mentions[left].end, mentions[right].start
        if end - start > _LONGEST_GAP:
            continue
        gap = view[start:end]
        if gap.strip(" \"“”'").lower() not in _OPENING:
            continue
        short = [_is_short(document.surface(m)) for m in (left, right)]
        if short[0] == short[1]:
            continue
        abbreviation, full = (left, right) if short[0] else (right, left)
        spelt = document.surface(abbreviation).isupper()
        if spelt or ("(" in gap and len(forms[owner[full]].name.words) > 2):
            groups.join(owner[left], owner[right])
            explained.add(owner[abbreviation])
    shorts = [
        i
        for i, form in enumerate(forms)
        if i not in explained and _is_short(document.surface(form.mentions[0]))
    ]
    initials = _by_initials(forms) if shorts else {}
    for i in shorts:
        found = {groups.find(j) for j in initials.get("".join(forms[i].name.words), ())}
        if len(found) == 1:
            groups.join(i, found.pop())
            explained.add(i)
    return explained


def _by_initials(forms: list[_Form]) -> dict[str, list[int]]:
    """Names of several words by the initials of all and of those that distinguish them."""
    initials: defaultdict[str, list[int]] = defaultdict(list)
    for i, form in enumerate(forms):
        for words in {form.name.words, form.name.core}:
            if len(words) > 1:
                initials["".join([word[0] for word in words])].append(i)
    return initials


def _is_short(surface: str) -> bool:
    """Whether a surface looks like an abbreviation: one word, or all in capitals."""
    if " " in surface and not surface.isupper():
        return False
    return 1 < sum(map(str.isalpha, surface)) <= _LONGEST_SHORT


def _join_endings(forms: list[_Form], groups: _Groups, explained: set[int]) -> None:
    """Join the distinctive end of a company's name to the name: *Sao Mai*, *công ty Sao Mai*."""
    endings: defaultdict[Words, set[int]] = defaultdict(set)
    for i, form in enumerate(forms):
        core = form.name.core[:_LONGEST]
        if form.name.head in _NAMED_BY_END:
            for start in range(1, len(core)):
                endings[core[start:]].add(i)
    if not endings:
        return
    for i, form in enumerate(forms):
        found = {groups.find(j) for j in endings.get(form.name.core, ()) if j != i}
        fits = form.name.head is None or form.name.head in _NAMED_BY_END
        if fits and i not in explained and len(found) == 1:
            groups.join(i, found.pop())


def _place_short_names(
    document: Document, forms: list[_Form], groups: _Groups, notes: list[Note]
) -> list[list[int]]:
    """Mentions by body, names that begin others given to the one named last before them."""
    beginnings: dict[Words, set[int]] = {
        words: set() for form in forms for words in (form.name.words, form.name.core)
    }
    for i, form in enumerate(forms):
        for words in {form.name.words, form.name.core}:
            for end in range(1, min(len(words), _LONGEST)):
                if words[:end] in beginnings:
                    beginnings[words[:end]].add(i)
    fuller = [_fuller(form.name, beginnings, forms) for form in forms]
    owner = {mention: i for i, form in enumerate(forms) for mention in form.mentions}
    bodies: defaultdict[int, list[int]] = defaultdict(list)
    last: dict[int, int] = {}
    for mention in sorted(owner):
        i = owner[mention]
        own = groups.find(i)
        fitting = {groups.find(j) for j in fuller[i]} - {own} if fuller[i] else set()
        if len(fitting) > 1:
            named = [body for body in fitting if body in last]
            fitting = {max(named, key=last.__getitem__)} if named else set()
            if not named:
                notes.append(_ambiguous(document, mention))
        body = fitting.pop() if fitting else own
        bodies[body].append(mention)
        last[body] = mention
    return list(bodies.values())


def _fuller(name: _Name, beginnings: dict[Words, set[int]], forms: list[_Form]) -> set[int]:
    """The forms that ``name`` begins; none where they are too many to tell."""
    found = beginnings[name.words] | beginnings[name.core]
    if not found or len(found) > _MOST_CANDIDATES:
        return set()
    fuller = {
        j
        for j in found
        if not _cuts_head(name, forms[j].name)
        and forms[j].name.words[len(name.words) :][:2] != _REGION
        and _agree(forms[j].name.head, name.head)
        and _agree(forms[j].name.level, name.level)
    }
    return {j for j in fuller if forms[j].name.level == name.level} or fuller


def _cuts_head(short: _Name, full: _Name) -> bool:
    """Whether a short name ends inside the head of the full one: *Đảng* in *Đảng bộ tỉnh*."""
    head = _heads().longest(full.words, 0)
    return head is not None and head[1] == "-" and len(short.words) < head[0]


def _ambiguous(document: Document, mention: int) -> Note:
    candidate = document.mentions[mention]
    span = Span(start=candidate.start, end=candidate.end)
    return Note(reason="ambiguous-name", detail=document.surface(mention), span=span)
