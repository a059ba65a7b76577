"""Mentions of people to the people that they name.

A name is known again in full, by its given name or surname (*ông Minh*, *Trump*, *ông Tập*), with
or without its middle part, by initials, in capitals, with a hyphen more or a diacritic less, for a
foreign name also with one slip of the pen. Longer names are settled first; a shorter one then joins
the only person whom it fits. Where it fits several, the honorific or the order must separate them:
else it stays a person of its own, with a note.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations
from typing import Literal

import msgspec

from vnnews.link.document import Document, Entity, Linked
from vnnews.records import Note, Span

Gender = Literal["m", "f"]

_GENDER: dict[str, Gender] = {
    **dict.fromkeys(("ông", "anh", "chú", "ngài", "cậu", "sir"), "m"),
    **dict.fromkeys(("bà", "chị", "cô", "dì", "mợ", "thím", "nữ", "nàng"), "f"),
}
# A middle name that tells the sex of a Vietnamese.
_MIDDLE: dict[str, Gender] = {"thị": "f", "văn": "m"}
_LONGEST = 8
_SLIP_LETTERS, _MOST_LETTERS = 6, 40
_MOST_CANDIDATES = 12

# Shape of one Vietnamese syllable without its marks: what does not fit is a foreign name.
_SYLLABLE = re.compile(
    r"(?:b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|nh|ng|ngh|p|ph|qu|r|s|t|th|tr|v|x)?"
    r"[aeiouy]{1,3}(?:c|ch|m|n|ng|nh|p|t)?"
)


class _Form(msgspec.Struct, gc=False):
    """One way in which names are written: its words, and its mentions in order."""

    words: tuple[str, ...]
    keys: tuple[str, ...]
    gender: Gender | None
    mentions: list[int]


class _Cluster(msgspec.Struct):
    """The forms of one person."""

    forms: list[_Form]
    gender: Gender | None

    def first(self) -> int:
        """The first mention so far."""
        return min(form.mentions[0] for form in self.forms)


@lru_cache(maxsize=1 << 15)
def fold(word: str) -> str:
    """A lower-cased word without diacritics and apostrophes; *y* and *i* are one.

    >>> fold("đặng"), fold("kỹ"), fold("h'hen")
    ('dang', 'ki', 'hhen')
    """
    marks = unicodedata.normalize("NFD", word.replace("đ", "d"))
    bare = "".join(c for c in marks if c.isalnum())
    return bare[:-1] + "i" if bare.endswith("y") and len(bare) < 4 else bare


def link_people(document: Document) -> Linked:
    """The people whom the PER mentions name: ``p1``, ``p2``, … in order of first mention.

    >>> from vnnews.find.candidate import Candidate
    >>> from vnnews.text.layout import lay_out
    >>> from vnnews.text.tokens import tokenize
    >>> from vnnews.text.view import normalize
    >>> text = normalize("Ông Minh gặp bà Hà. Ông Trần Văn Minh cảm ơn.")
    >>> mentions = tuple(Candidate("PER", *s, "") for s in ((4, 8), (16, 18), (24, 37)))
    >>> linked = link_people(Document(text, tokenize(text), lay_out(text), mentions))
    >>> [(person.id, person.name, person.mentions) for person in linked.entities]
    [('p1', 'Trần Văn Minh', (0, 2)), ('p2', 'Hà', (1,))]
    """
    forms = _forms(document)
    clusters: list[_Cluster] = []
    index: defaultdict[tuple[str, ...], list[tuple[int, tuple[str, ...], _Cluster]]]
    index = defaultdict(list)
    notes: list[Note] = []
    for form in sorted(forms, key=lambda f: (-len(f.words), f.mentions[0])):
        fitting = _fitting(form, index)
        if len(fitting) > 1:
            known = [c for c in fitting if c.first() < form.mentions[0]]
            fitting = known if len(known) == 1 else fitting
        if len(fitting) > 1:
            notes.append(_ambiguous(document, form, fitting))
        if len(fitting) == 1:
            cluster = fitting[0]
            cluster.forms.append(form)
            cluster.gender = cluster.gender or form.gender
        else:
            cluster = _Cluster([form], form.gender)
            clusters.append(cluster)
        _register(form, cluster, index)
    return Linked(_entities(document, clusters), tuple(notes))


def name_words(document: Document, index: int) -> tuple[str, ...]:
    """The lower-cased words of mention ``index``, punctuation left out."""
    mention, tokens = document.mentions[index], document.tokens
    first, last = tokens.range(mention.start, mention.end)
    return tuple(word for word in tokens.lower[first:last] if word[0].isalnum())


def _forms(document: Document) -> list[_Form]:
    found: dict[tuple[tuple[str, ...], Gender | None], _Form] = {}
    for i in document.of_type("PER"):
        words = name_words(document, i)
        gender = _gender(document, i, words)
        key = (words, gender if len(words) == 1 else None)
        form = found.get(key)
        if form is None:
            found[key] = form = _Form(words, tuple(map(fold, words)), gender, [])
        form.gender = form.gender or gender
        form.mentions.append(i)
    return list(found.values())


def _gender(document: Document, index: int, words: tuple[str, ...]) -> Gender | None:
    """What the honorific before a name, or else its middle part, tells of the sex."""
    tokens, mentions = document.tokens, document.mentions
    before = tokens.first_at(mentions[index].start) - 1
    # Not *Anh*, the country, in "Thủ tướng Anh Theresa May".
    if before >= 0 and (index == 0 or mentions[index - 1].end <= tokens.start[before]):
        gender = _GENDER.get(tokens.lower[before])
        if gender:
            return gender
    return _MIDDLE.get(words[1]) if len(words) > 2 else None


def _register(
    form: _Form,
    cluster: _Cluster,
    index: defaultdict[tuple[str, ...], list[tuple[int, tuple[str, ...], _Cluster]]],
) -> None:
    """File a form under every part of it by which the person may be named."""
    words, keys = form.words[:_LONGEST], form.keys[:_LONGEST]
    n = len(keys)
    junior = keys[-1:] == ("jr",)  # *Trump* is not *Donald Trump Jr.*
    for i, j in combinations(range(n + 1), 2):
        if j == n or not junior:
            rank = 0 if j - i == n else 1 if j == n else 2 if i == 0 else 3
            index[keys[i:j]].append((rank, words[i:j], cluster))
    if n < 2:
        return
    if n > 2 and not junior:
        index[keys[0], keys[-1]].append((3, (words[0], words[-1]), cluster))
    initials = tuple(key[:1] for key in keys)
    for short in (initials, (keys[0][:1], *keys[1:])):
        index[short].append((4, words, cluster))
    index[("".join(keys),)].append((0, ("".join(words),), cluster))
    if not all(map(_SYLLABLE.fullmatch, keys)):
        index[keys[::-1]].append((2, words[::-1], cluster))
        for slip in _slips("".join(keys)):
            index[(slip,)].append((5, (slip,), cluster))


def _slips(key: str) -> Iterator[str]:
    """Keys that a foreign name shares with those one slip of the pen away."""
    if _SLIP_LETTERS <= len(key) <= _MOST_LETTERS:
        yield "*" + key
        for i in range(len(key)):
            yield f"*{key[:i]}{key[i + 1 :]}"


def _fitting(
    form: _Form,
    index: defaultdict[tuple[str, ...], list[tuple[int, tuple[str, ...], _Cluster]]],
) -> list[_Cluster]:
    """The people whom a form may name: those of the best kind of match only."""
    looked_up = [(form.keys, form.words)]
    if len(form.keys) > 1:
        looked_up.append(((form.keys[0][:1], *form.keys[1:]), form.words))
    joined = "".join(form.keys)
    looked_up.append(((joined,), (joined,)))
    if not all(map(_SYLLABLE.fullmatch, form.keys)):
        looked_up.extend(((slip,), (slip,)) for slip in _slips(joined))
    best: dict[int, tuple[int, _Cluster]] = {}
    for written, rank, words, cluster in (
        (written, *entry) for key, written in looked_up for entry in index.get(key, ())
    ):
        if not (_abbreviates if rank == 4 else _same_marks)(written, words):
            continue
        if form.gender and cluster.gender and form.gender != cluster.gender:
            continue
        known = best.get(id(cluster))
        if known is None or rank < known[0]:
            best[id(cluster)] = (rank, cluster)
    if not best:
        return []
    lowest = min(rank for rank, _ in best.values())
    return [cluster for rank, cluster in best.values() if rank == lowest]


def _same_marks(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether words of equal keys differ at most by marks that one of them lacks altogether."""
    return all(a == b or a.isascii() or b.isascii() for a, b in zip(some, others, strict=False))


def _abbreviates(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether each word is the other or begins it: *T. May, Dani Alves*."""
    return all(a.startswith(b) or b.startswith(a) for a, b in zip(some, others, strict=False))


def _ambiguous(document: Document, form: _Form, fitting: list[_Cluster]) -> Note:
    mention = document.mentions[form.mentions[0]]
    start, end = document.text.span(mention.start, mention.end)
    names = sorted({document.surface(c.forms[0].mentions[0]) for c in fitting[:_MOST_CANDIDATES]})
    return Note(reason="ambiguous-name", detail="; ".join(names), span=Span(start=start, end=end))


def _entities(document: Document, clusters: list[_Cluster]) -> tuple[Entity, ...]:
    groups = sorted(sorted(m for form in c.forms for m in form.mentions) for c in clusters)
    return tuple(
        Entity(f"p{n}", longest_name(document, group), tuple(group))
        for n, group in enumerate(groups, 1)
    )


def longest_name(document: Document, mentions: list[int]) -> str:
    """The longest surface of these mentions, on one line; of equals one that is not in capitals."""
    surfaces = [" ".join(document.surface(i).split()) for i in mentions]
    return max(surfaces, key=lambda s: (len(s), not s.isupper()))
