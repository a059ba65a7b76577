"""Tokens of a view as parallel lists, and the sentences that they form.

A token is a run of letters (with inner apostrophes: *H'Hen*), a run of digits, or one other
visible character; so *TP.HCM* is three tokens and *8h30* three.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from itertools import accumulate, compress, count, pairwise
from typing import TypeVar, cast

import msgspec

from vnnews.text.view import Text

# Most words are Latin letters before a blank or a stop: that is asked first, of a class of ranges.
_LATIN = r"[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ]++(?=[ ,.\n])"
_TOKEN = re.compile(rf"(?! )({_LATIN}|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*|\d+|[^\w\s]|_)")

T = TypeVar("T")


class Tokens(msgspec.Struct, frozen=True):
    """Parallel lists over the tokens of ``text.view``; ``sentences`` are half-open token ranges.

    ``start`` and ``end`` are offsets in the view, ``form`` the slice, ``lower`` its lower case,
    ``line`` the number of the line (0-based) that the token stands on.
    """

    text: Text
    start: list[int]
    end: list[int]
    form: list[str]
    lower: list[str]
    line: list[int]
    sentences: list[tuple[int, int]]
    _derived: dict[Callable[..., object], object] = msgspec.field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.start)

    def first_at(self, offset: int) -> int:
        """Index of the first token that starts at or after view offset ``offset``."""
        return bisect_left(self.start, offset)

    def once(self, make: Callable[[Tokens], T]) -> T:
        """What ``make`` derives from these tokens: made at the first call, then shared."""
        if make not in self._derived:
            self._derived[make] = make(self)
        return cast("T", self._derived[make])

    def touches(self, at: int) -> bool:
        """Whether token ``at`` stands right behind the one before, with no blank."""
        return 0 < at < len(self.start) and self.start[at] == self.end[at - 1]

    def range(self, start: int, end: int) -> tuple[int, int]:
        """Token range that covers the view range ``start:end``."""
        return bisect_right(self.end, start), bisect_left(self.start, end)


def capitals(tokens: Tokens) -> list[bool]:
    """Whether each token begins with a capital."""
    pairs = zip(tokens.form, tokens.lower, strict=True)
    return [form != low and form[0] != low[0] for form, low in pairs]


# A full stop after these does not end a sentence.
_ABBREVIATIONS = frozenset(
    "tp tx tt ts gs pgs ths bs cn ks nsnd nsưt ls st mr mrs ms dr prof vs no tr".split()
)
_ENDERS = frozenset(".!?…")
_CLOSERS = frozenset("\"”’')]}»")
_OPENERS = frozenset("\"“‘'([{«-–—•*")
_MAY_END = _ENDERS | _CLOSERS
_MOST_CLOSERS = 8  # between the end of a sentence and the next


def tokenize(text: Text) -> Tokens:
    """The tokens and sentences of a text, in linear time.

    >>> from vnnews.text.view import normalize
    >>> tokens = tokenize(normalize("TP.HCM họp. Ông Minh dự."))
    >>> tokens.form[:3], [tokens.form[s] for s, _ in tokens.sentences]
    (['TP', '.', 'HCM'], ['TP', 'Ông'])
    """
    pieces = _TOKEN.split(text.view)  # gap, token, gap, token, …, gap
    offsets = list(accumulate(map(len, pieces)))
    form, start, end = pieces[1::2], offsets[0:-1:2], offsets[1::2]
    lower = [word.lower() for word in form]
    line: list[int] = []
    firsts: list[int] = []  # the first tokens of the lines
    for number, after in enumerate(accumulate(len(row) + 1 for row in text.view.split("\n"))):
        firsts.append(len(line))
        line += [number] * (bisect_left(start, after) - len(line))
    tokens = Tokens(text, start, end, form, lower, line, [])
    tokens.sentences.extend(_sentences(tokens, firsts))
    return tokens


def tokenize_phrase(phrase: str) -> list[str]:
    """Lower-cased token strings of a phrase, cut as ``tokenize`` cuts a text.

    >>> tokenize_phrase("TP.HCM")
    ['tp', '.', 'hcm']
    """
    return _TOKEN.findall(phrase.lower())


def phrase_forms(phrase: str) -> list[str]:
    """Token strings of a phrase as they are written.

    >>> phrase_forms("châu Á - TBD")
    ['châu', 'Á', '-', 'TBD']
    """
    return _TOKEN.findall(phrase)


def _sentences(tokens: Tokens, firsts: list[int]) -> list[tuple[int, int]]:
    """Sentences end with their line, or earlier behind one of a few marks."""
    size = len(tokens)
    marks = compress(count(1), map(_MAY_END.__contains__, tokens.form))
    begins = (i for i in marks if i < size and _ends_before(tokens, i))
    return list(pairwise(sorted({0, size, *firsts, *begins})))


def _ends_before(tokens: Tokens, i: int) -> bool:
    """Whether a sentence ends before token ``i``, if that is not the first of its line."""
    form, end = tokens.form, tokens.end
    last, first = i - 1, max(0, i - _MOST_CLOSERS)
    while last > first and form[last] in _CLOSERS and end[last - 1] == tokens.start[last]:
        last -= 1
    if form[last] not in _ENDERS:
        return False
    following = form[i]
    opens = following[0].isupper() or following[0].isdigit() or following in _OPENERS
    if not opens or last == 0:
        return False
    before = form[last - 1]
    if end[i - 1] == tokens.start[i]:
        # No space: "tiền.Theo" ends a sentence, "TP.HCM" and "Vietnam.Net" do not.
        return (
            before.islower() and len(before) > 1 and following[0].isupper() and len(following) > 1
        )
    if form[last] != ".":
        return True
    initial = len(before) == 1 and before.isupper()
    return not initial and tokens.lower[last - 1] not in _ABBREVIATIONS
