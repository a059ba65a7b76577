"""Holders of posts at the end of a body's name: *Phó Chủ tịch Hội Cá cảnh Việt Nam | Lê Văn An*.

Who reads a body's name alone cannot tell where it ends and the name of its head begins. Behind a
title three things tell: the article names the same person elsewhere, a country ends the body, or
what is left is the subject of a minister (*Bộ trưởng Công an | Lê Văn An*).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from vnnews.find.candidate import Candidate
from vnnews.find.organizations.lexicon import topics
from vnnews.find.people.grammar import lexicon
from vnnews.find.places.grammar import Reader, is_vietnamese
from vnnews.find.titles.lexicon import head_reaching
from vnnews.text.tokens import Tokens

_SIZES = (4, 3, 2)  # words of a full name
# Bodies that are often named after people, and who is no holder of a post.
_NAMED_AFTER = frozenset("trường thpt thcs học đại quỹ bệnh nhà đường lăng giải nhóm ban".split())
_MINISTERS = frozenset(["bộ trưởng", "thứ trưởng"])
_NOBODY = ("hồ", "chí", "minh")


class _Known(NamedTuple):
    """The people whom the article names elsewhere: full names, and last words of foreign ones."""

    full: frozenset[tuple[str, ...]]
    last: frozenset[str]


def part_holders(tokens: Tokens, names: Sequence[Candidate]) -> list[Candidate]:
    """The names, with the people at the end of bodies as names of their own.

    >>> from vnnews.text.tokens import tokenize
    >>> from vnnews.text.view import normalize
    >>> text = normalize("Chủ tịch Hội Cá cảnh Việt Nam Lê Văn An phát biểu.")
    >>> parted = part_holders(tokenize(text), [Candidate("ORG", 9, 39, "")])
    >>> [(name.type, text.view[name.start : name.end]) for name in parted]
    [('ORG', 'Hội Cá cảnh Việt Nam'), ('PER', 'Lê Văn An')]
    """
    r = tokens.once(Reader)
    known: _Known | None = None
    parted: list[Candidate] = []
    for name in names:
        start, end = tokens.range(name.start, name.end) if name.type == "ORG" else (0, 0)
        if end - start < 3 or not (r.caps[end - 1] and r.caps[end - 2]):
            parted.append(name)
            continue
        at, title = 0, _title_before(r, start)
        if title:
            known = known or _known(tokens, names)
            at = _holder(r, start, end, known, title)
        if not at:
            parted.append(name)
            continue
        if not (title in _MINISTERS and _is_subject(r, start, at)):
            whole = tokens.end[at - 1]
            parted.append(Candidate("ORG", name.start, whole, name.rule, name.confidence))
        parted.append(
            Candidate("PER", tokens.start[at], name.end, "person:holder", name.confidence)
        )
    return parted


def _known(tokens: Tokens, names: Sequence[Candidate]) -> _Known:
    people = [tokens.range(name.start, name.end) for name in names if name.type == "PER"]
    words = [tuple(tokens.lower[start:end]) for start, end in people]
    last = frozenset(each[-1] for each in words if not is_vietnamese(each[-1]))
    return _Known(frozenset(each for each in words if len(each) > 1), last)


def _title_before(r: Reader, start: int) -> str:
    """The first two words of a title whose head goes up to ``start`` or beyond; else nothing."""
    head = head_reaching(r.lower, start) if r.joined(start) else None
    return " ".join(r.lower[head.start : head.start + 2]) if head else ""


def _holder(r: Reader, start: int, end: int, known: _Known, title: str) -> int:
    """Where the holder's name begins in the body ``start:end``; 0 when it holds none."""
    lex = lexicon()
    for size in _SIZES:
        at = end - size
        words = tuple(r.lower[at:end])
        if at <= start or not all(r.caps[at:end]) or words == _NOBODY or _is_place(r, at, end):
            continue
        foreign = not any(map(is_vietnamese, words))
        common = words[0] in lex.common and all(map(is_vietnamese, words))
        named_after = r.lower[start] in _NAMED_AFTER
        if (foreign or common) and not named_after and words in known.full:
            return at
        if foreign and size == _SIZES[-1] and words[-1] in known.last:
            return at
        if not (foreign or common or words[0] in lex.rare):
            continue
        if any(r.country_end(i) == at for i in range(max(start + 1, at - 3), at)):
            return at
        if title in _MINISTERS and _is_subject(r, start, at):
            return at
    return 0


def _is_place(r: Reader, at: int, end: int) -> bool:
    """Whether ``at:end`` begins with a country or is a unit of Vietnam."""
    return r.country_end(at) > 0 or r.known(at, end)


def _is_subject(r: Reader, start: int, end: int) -> bool:
    """Whether the words are the subject of a minister, no body: *(Bộ trưởng) Công an*."""
    subject = topics().longest(r.lower, start)
    return subject is not None and subject[0] == end
