"""Credits of pictures: *Ảnh: Thu Hà*, and where a caption is glued to the next sentence."""

from __future__ import annotations

from functools import cache

from vnnews.find.people.again import Part
from vnnews.find.people.grammar import is_syllable, lexicon
from vnnews.find.places.grammar import Reader
from vnnews.find.resolve import SETTLED
from vnnews.find.titles.lexicon import head_reaching
from vnnews.lexicon.tables import rows
from vnnews.text.tokens import tokenize_phrase

CREDIT_MARKS = frozenset(":-–“\"'‘")
_LONGEST_CUE = 5
_NO_NAME = frozenset(["body", "verb", "full", "pageant"])  # marks of titles that need no name
_NAMED = 0.7
_SHOWN = frozenset(["clip", "video"])  # before whom it shows as often as before who made it
# Behind who gave a picture, or whom it shows.
_CREDITED = frozenset("chụp cung ghi thực và tổng trong tại ở khi cùng với trên bên sau".split())


def cue_ending(r: Reader, end: int) -> str:
    """Kind of the longest cue whose last word stands before ``end``."""
    cues, lower = lexicon().cues_backwards, r.lower
    if not cues.opens(lower[end - 1]):
        return ""
    cue = cues.longest(lower[max(0, end - _LONGEST_CUE) : end][::-1], 0)
    return cue[1] if cue else ""


@cache
def _last_words() -> frozenset[str]:
    """The words that titles end with."""
    phrases = (p for row in rows("titles") for p in (row["name"], *row["aliases"].split(" | ")))
    return frozenset(tokenize_phrase(phrase)[-1] for phrase in phrases if phrase)


def post_before(r: Reader, end: int) -> bool:
    """Whether a title ends right before ``end``: *Bộ trưởng Quốc phòng | Peter Hagen*."""
    if r.lower[end - 1] not in _last_words():
        return False
    reaching = head_reaching(r.lower, end)
    return reaching is not None and reaching.end == end and _NO_NAME.isdisjoint(reaching.head.marks)


def opens_next(r: Reader, i: int, end: int) -> bool:
    """Whether a sentence begins with the last word of the credit ``i:end``.

    >>> from vnnews.text.tokens import tokenize
    >>> from vnnews.text.view import normalize
    >>> opens_next(Reader(tokenize(normalize("Ảnh: Thu Hà Lễ hội mở cửa"))), 2, 5)
    True
    """
    if end - i < 3 or not r.joined(end) or not r.form[end].islower():
        return False
    word = r.lower[end - 1]
    if not is_syllable(word) or r.lower[end] in _CREDITED:
        return False
    return _is_credited(r, i)


def settle_credit(r: Reader, part: Part, i: int, end: int) -> None:
    """Make the name ``i:end`` of a credit sure: the word behind it opens a sentence."""
    if end - i < 2 or (part.start, part.end) != (i, end) or r.form[end - 1] == ".":
        return
    if part.kind == "initials":
        fits = all(map(r.touches, range(i + 1, end)))
    else:
        one_shape = r.form[i].isupper() == r.form[end - 1].isupper()
        fits = one_shape and part.confidence >= _NAMED
    if fits and _is_credited(r, i):
        part.confidence = max(part.confidence, SETTLED)


def _is_credited(r: Reader, i: int) -> bool:
    """Whether the colon of a picture's credit stands before ``i``."""
    if i < 2 or not r.joined(i) or r.form[i - 1] != ":" or r.lower[i - 2] in _SHOWN:
        return False
    return cue_ending(r, i - 1) == "credit"
