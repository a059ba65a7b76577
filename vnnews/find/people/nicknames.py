"""Nicknames in quotation marks behind a given name: *Dũng “khùng”*, *Hải 'lơ'*."""

from __future__ import annotations

from vnnews.find.people.again import Part
from vnnews.find.people.grammar import lexicon
from vnnews.find.places.grammar import Reader
from vnnews.find.resolve import SETTLED

_OPENING, _CLOSING = frozenset("\"“'‘"), frozenset("\"”'’")
_LONGEST = 3  # tokens between the marks: *Đô-la*
_TOLD, _LIKELY = 0.5, 0.75


def nicknames(r: Reader, parts: list[Part]) -> list[Part]:
    """The parts, given names with the nickname that belongs to them.

    >>> from vnnews.text.tokens import tokenize
    >>> from vnnews.text.view import normalize
    >>> reader = Reader(tokenize(normalize("Bắt Dũng “khùng” tại nhà")))
    >>> [(part.start, part.end) for part in nicknames(reader, [Part(1, 2, "single", "", 0.1)])]
    [(1, 5)]
    """
    read: list[Part] = []
    for part in parts:
        if read and part.start < read[-1].end:
            continue  # what stands inside the marks
        if part.end - part.start == 1 and part.end < r.n and r.form[part.end] in _OPENING:
            end = _closing(r, part.end)
            if end and _is_given(r, part):
                part.end = end
                part.confidence = SETTLED if part.confidence > _TOLD else _LIKELY
        read.append(part)
    return read


def _closing(r: Reader, at: int) -> int:
    """End of the quotation that opens right behind a name, or 0 when it is no nickname."""
    if not r.joined(at) or not r.touches(at + 1):
        return 0
    for k in range(at + 2, min(at + 2 + _LONGEST, r.n)):
        if r.form[k] in _CLOSING:
            ends = r.touches(k) and not r.capital_at(k + 1) and _is_nickname(r, at + 1, k)
            return k + 1 if ends else 0
    return 0


def _is_nickname(r: Reader, start: int, end: int) -> bool:
    """Whether the words are no verb in quotation marks: one word, or a name."""
    if r.caps[start]:
        return True
    alone = end - start == 1 or "-" in r.form[start:end]
    return alone and lexicon().speech.longest(r.lower, start) is None


def _is_given(r: Reader, part: Part) -> bool:
    """Whether a part is a given name: by a word before it, or by itself."""
    at = part.start
    if r.capital_before(at) or r.before(at) == "họ" or r.name_at(at) is not None:
        return False
    if part.kind == "single" and part.confidence > _TOLD:
        return True
    return r.lower[at] in lexicon().given and r.lower[at] not in lexicon().openers
