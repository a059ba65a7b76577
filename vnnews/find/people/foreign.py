"""Foreign names: where one ends, how sure it is, and the body that its bearer works for.

*Orlo al-Hagen*, *giám đốc Nokia* | *Orlo Hagen*; brands and films look the same.
"""

from __future__ import annotations

from vnnews.find.organizations.names import is_known_name
from vnnews.find.people.grammar import (
    ARTICLES,
    KOREAN,
    LONGEST,
    PARTICLES,
    acts,
    is_hyphened,
    is_syllable,
    lexicon,
)
from vnnews.find.places.grammar import Reader, is_vietnamese
from vnnews.find.resolve import SETTLED

_ROMAN = frozenset(["II", "III", "IV", "VI", "VII", "XVI", "XIV"])
_JOINS = frozenset("-'’")
_MAX_BODY = 4  # words of a body that stands before a name
_MIN_BOTH = 3  # words of a body and a name together
# Letters that are Vietnamese beyond doubt, with those of the Unicode block from here on.
_LETTERS = frozenset("ăđơư")
_VIETNAMESE_BLOCK = "\u1e00"


def foreign_end(r: Reader, k: int, end: int) -> int:
    """End of the foreign words: before a Vietnamese full name, and not too far.

    >>> from vnnews.text.tokens import tokenize
    >>> from vnnews.text.view import normalize
    >>> foreign_end(Reader(tokenize(normalize("Orlo Hagen Nhiều người vui"))), 0, 3)
    2
    """
    common = lexicon().common
    for j in range(k + 1, min(end, k + LONGEST)):
        if r.lower[j] in common and all(map(is_syllable, r.lower[j : j + 3])) and j + 2 < end:
            return j
    stop = min(end, k + LONGEST)
    while stop < end and _goes_on(r, stop):
        stop += 1  # "Orlo bin Hagen al-" | "Thani"
    return stop - (stop == end and _opens_sentence(r, k, stop))


def _goes_on(r: Reader, stop: int) -> bool:
    """Whether a name cannot end at ``stop``: beside a dash or behind a particle."""
    beside = r.form[stop - 1], r.form[stop]
    particle = r.lower[stop - 1] in PARTICLES or r.lower[stop] in ARTICLES
    return particle or not _JOINS.isdisjoint(beside)


def _opens_sentence(r: Reader, k: int, end: int) -> bool:
    """Whether the last word is no part of the name: *Orlo Hagen* | *Nhiều người*."""
    if end - k < 2 or not r.joined(end) or not r.form[end].islower():
        return False
    lex, word = lexicon(), r.lower[end - 1]
    if word in lex.given or word in lex.common or word in lex.rare or not is_vietnamese(word):
        return False
    accented = any(letter in _LETTERS or letter >= _VIETNAMESE_BLOCK for letter in word)
    return accented and is_vietnamese(r.lower[end]) and not is_vietnamese(r.lower[end - 2])


def body_before_name(r: Reader, k: int, end: int) -> int:
    """End of the known body at ``k`` with a name behind it: *Real Madrid* | *Orlo*; 0 if none."""
    if end - k < _MIN_BOTH:
        return 0
    ends = range(min(k + _MAX_BODY, end - 1), k, -1)
    return next((at for at in ends if r.caps[at] and is_known_name(r.lower[k:at])), 0)


def foreign_confidence(r: Reader, k: int, stop: int, cue: str) -> float:
    """How sure the foreign words are a person, by what they are and what stands beside them."""
    words = [j for j in range(k, stop) if r.caps[j]]
    place = r.name_at(k)
    if (place and place[0] >= stop) or (cue != "honorific" and _is_thing(r, k, stop, words, cue)):
        confidence = 0.1
    elif cue in ("honorific", "title"):
        confidence = 0.9
    elif cue in ("role", "post"):
        confidence = 0.75 if len(words) > 1 or cue == "role" else 0.45
    elif len(words) > 1 and r.lower[k] in KOREAN:
        confidence = 0.7
    elif len(words) > 1 and acts(r, stop):
        confidence = 0.62
    elif len(words) > 1 and cue == "place":
        confidence = 0.6
    else:
        confidence = 0.45 if len(words) in (2, 3) else 0.4 if acts(r, stop) else 0.2
    if confidence >= 0.7 and is_hyphened(r, k, stop) and not r.capital_before(k):
        confidence = SETTLED
    return confidence


def _is_thing(r: Reader, k: int, stop: int, words: list[int], cue: str) -> bool:
    """Whether the words are an acronym, a product or its maker: *BMW, Galaxy S8, Honda Dream*."""
    for j in words:
        form = r.form[j]
        if len(form) > 1 and form.isupper() and form not in _ROMAN:
            return True
    if (r.touches(stop) and r.form[stop].isdigit()) or r.lower[stop - 1] in lexicon().closers:
        return True
    made = not cue and not acts(r, stop)
    return (stop - k == 1 or made) and is_known_name(r.lower[k : k + 1])
