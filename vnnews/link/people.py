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
_QUOTES = frozenset("\"“”'‘’")
_AS_I = str.maketrans("yỳýỷỹỵ", "iìíỉĩị")
_LONGEST = 8
_SLIP_LETTERS, _MOST_LETTERS = 6, 40
_MOST_CANDIDATES = 64
# How a written name is found in a fuller one, best first.
_WHOLE, _END, _START, _PART, _SHORTENED, _EXACT = range(6)

# Shape of one Vietnamese syllable without its marks: what does not fit is a foreign name.
_SYLLABLE = re.compile(
    r"(?:b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|nh|ng|ngh|p|ph|qu|r|s|t|th|tr|v|x)?"
    r"[aeiouy]{1,3}(?:c|ch|m|n|ng|nh|p|t)?"
)


_Words = tuple[str, ...]
# What a name is filed under and looked up by: folded words, or one slip of the pen.
_Key = _Words | str


class _Form(msgspec.Struct, gc=False):
    """One way in which names are written: its words, and its mentions in order.

    ``asked`` are the keys by which a fuller name is looked for, with the words that they stand for.
    """

    words: _Words
    keys: _Words
    gender: Gender | None
    mentions: list[int]
    asked: list[tuple[_Key, _Words]]


class _Cluster(msgspec.Struct):
    """One person: the forms of the name, the sex where it is told, the first mention."""

    forms: list[_Form]
    gender: Gender | None
    first: int


# What is filed under a key: kind of match, the words that it stands for, the person.
_Index = dict[_Key, list[tuple[int, _Words, _Cluster]]]


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
    notes: list[Note] = []
    forms.sort(key=lambda form: (-len(form.words), form.mentions[0]))
    last = {key: at for at, form in enumerate(forms) for key, _ in form.asked}
    index: _Index = {key: [] for key in last}  # of what is still to be asked
    for at, form in enumerate(forms):
        fitting = _fitting(form, index) if at else []
        if len(fitting) > 1 and form.gender:
            fitting = [c for c in fitting if c.gender == form.gender] or fitting
        if len(fitting) > 1:
            known = [c for c in fitting if c.first < form.mentions[0]]
            fitting = known if len(known) == 1 else fitting
        if len(fitting) > 1:
            notes.append(_ambiguous(document, form, fitting))
        if len(fitting) == 1:
            cluster = fitting[0]
            cluster.forms.append(form)
            cluster.gender = cluster.gender or form.gender
            cluster.first = min(cluster.first, form.mentions[0])
        else:
            cluster = _Cluster([form], form.gender, form.mentions[0])
            clusters.append(cluster)
        for key, _ in form.asked:
            if last[key] == at:
                index.pop(key, None)
        if index:
            _register(form, cluster, index)
    return Linked(_entities(document, clusters), tuple(notes))


def name_words(document: Document, index: int) -> tuple[str, ...]:
    """The lower-cased words of mention ``index``, without punctuation and a nickname in quotes."""
    first, last = document.ranges[index]
    said = document.tokens.lower[first:last]
    if all(map(str.isalnum, said)):
        return tuple(said)
    words: list[str] = []
    plain: list[str] = []
    quoted = False
    for word in said:
        if word[0].isalnum():
            words.append(word)
            if not quoted:
                plain.append(word)
        elif word in _QUOTES:
            quoted = not quoted
    return tuple(plain or words)


def _forms(document: Document) -> list[_Form]:
    found: dict[tuple[_Words, Gender | None], _Form] = {}
    for i in document.of_type("PER"):
        words = name_words(document, i)
        gender = _gender(document, i, words)
        key = (words, gender if len(words) == 1 else None)
        form = found.get(key)
        if form is None:
            keys = tuple(map(fold, words))
            found[key] = form = _Form(words, keys, gender, [], _asked(words, keys))
        form.gender = form.gender or gender
        form.mentions.append(i)
    return list(found.values())


def gender_of(document: Document, index: int) -> Gender | None:
    """The sex that the honorific or the middle part of a PER mention tells."""
    return _gender(document, index, name_words(document, index))


def _gender(document: Document, index: int, words: _Words) -> Gender | None:
    """What the honorific before a name, or else its middle part, tells of the sex."""
    tokens, mentions = document.tokens, document.mentions
    before = document.ranges[index][0] - 1
    # Not *Anh*, the country, in "Thủ tướng Anh Theresa May".
    if before >= 0 and (index == 0 or mentions[index - 1].end <= tokens.start[before]):
        gender = _GENDER.get(tokens.lower[before])
        if gender:
            return gender
    return _MIDDLE.get(words[1]) if len(words) > 2 else None


def _asked(words: _Words, keys: _Words) -> list[tuple[_Key, _Words]]:
    """The keys under which a fuller name of the same person may be filed."""
    joined = "".join(words)
    asked: list[tuple[_Key, _Words]] = [(keys, words), ((fold(joined),), (joined,))]
    if len(keys) > 1:
        asked.append(((keys[0][:1], *keys[1:]), words))
    if is_foreign(keys):
        asked += [(slip, ()) for slip in _slips("".join(keys))]
    return asked


def _register(form: _Form, cluster: _Cluster, index: _Index) -> None:
    """File a form under those keys of the index by which the person may be named."""
    words, keys = form.words[:_LONGEST], form.keys[:_LONGEST]
    n = len(keys)
    junior = keys[-1:] == ("jr",)  # *Trump* is not *Donald Trump Jr.*

    def file(key: _Key, kind: int, said: _Words) -> None:
        entries = index.get(key)
        if entries is not None and len(entries) < _MOST_CANDIDATES:
            entries.append((kind, said, cluster))

    for i, j in combinations(range(n + 1), 2):
        if keys[i:j] in index and (j == n or not junior):
            file(keys[i:j], _WHOLE if j - i == n else _END if j == n else _START, words[i:j])
    if n < 2:
        return
    if n > 2 and not junior:
        file((keys[0], keys[-1]), _PART, (words[0], words[-1]))
    file(tuple([key[:1] for key in keys]), _SHORTENED, words)
    file((keys[0][:1], *keys[1:]), _SHORTENED, words)
    joined = "".join(words)
    file((fold(joined),), _EXACT, (joined,))
    if is_foreign(keys):
        file(keys[::-1], _START, words[::-1])
        for slip in index.keys() & {*_slips("".join(keys)), *_slips(keys[-1])}:
            file(slip, _EXACT, ())


def is_foreign(keys: tuple[str, ...]) -> bool:
    """Whether folded words are no Vietnamese syllables: *holt*."""
    return not all(map(_is_syllable, keys))


@lru_cache(maxsize=1 << 14)
def _is_syllable(key: str) -> bool:
    return _SYLLABLE.fullmatch(key) is not None


@lru_cache(maxsize=1 << 12)
def _slips(key: str) -> _Words:
    """Keys that a foreign name shares with those one slip of the pen away."""
    if not _SLIP_LETTERS <= len(key) <= _MOST_LETTERS:
        return ()
    return ("*" + key, *[f"*{key[:i]}{key[i + 1 :]}" for i in range(1, len(key))])


def _fitting(form: _Form, index: _Index) -> list[_Cluster]:
    """The people whom a form may name: those of the best kind of match only."""
    best: dict[int, tuple[int, _Cluster]] = {}
    for key, said in form.asked:
        for kind, words, cluster in index.get(key, ()):
            if not _agrees(kind, said, words) or not _same_sex(form.gender, cluster.gender):
                continue
            known = best.get(id(cluster))
            if known is None or kind < known[0]:
                best[id(cluster)] = (kind, cluster)
    if not best:
        return []
    lowest = min([kind for kind, _ in best.values()])
    return [cluster for kind, cluster in best.values() if kind == lowest]


def _agrees(kind: int, some: _Words, others: _Words) -> bool:
    if kind == _EXACT:
        return some == others
    return _abbreviates(some, others) if kind == _SHORTENED else _same_marks(some, others)


def _same_sex(one: Gender | None, other: Gender | None) -> bool:
    return one is None or other is None or one == other


def _same_marks(some: _Words, others: _Words) -> bool:
    """Whether words of equal keys are one name: foreign, or one writing without any marks.

    *Phan Thanh* and *Phan Thành* are two names, *Nguyen Van Minh* and *Nguyễn Văn Minh* are one.
    """
    if some == others:
        return True
    pairs = ((a.translate(_AS_I), b.translate(_AS_I)) for a, b in zip(some, others, strict=False))
    different = [(a, b) for a, b in pairs if a != b]
    if not different or is_foreign(tuple(fold(a) for a, _ in different)):
        return True
    bare = all(map(str.isascii, some)) or all(map(str.isascii, others))
    return bare and len(different) > 1


def _abbreviates(some: _Words, others: _Words) -> bool:
    """Whether each word is the other or begins it: *T. May, Dani Alves*."""
    return all(a.startswith(b) or b.startswith(a) for a, b in zip(some, others, strict=False))


def _ambiguous(document: Document, form: _Form, fitting: list[_Cluster]) -> Note:
    mention = document.mentions[form.mentions[0]]
    names = sorted({document.surface(c.forms[0].mentions[0]) for c in fitting})
    span = Span(start=mention.start, end=mention.end)
    return Note(reason="ambiguous-name", detail="; ".join(names), span=span)


def _entities(document: Document, clusters: list[_Cluster]) -> tuple[Entity, ...]:
    groups = sorted([sorted([m for form in c.forms for m in form.mentions]) for c in clusters])
    return tuple(
        Entity(f"p{n}", longest_name(document, group), tuple(group))
        for n, group in enumerate(groups, 1)
    )


def longest_name(document: Document, mentions: list[int]) -> str:
    """The longest surface of these mentions, on one line; of equals one that is not in capitals."""
    written = dict.fromkeys([document.written[i] for i in mentions])
    return max(written, key=lambda s: (len(s), not s.isupper()))
