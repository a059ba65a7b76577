"""The words of a reading in the letters of the text that was read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vnnews.fuzzy.fold import Word
from vnnews.fuzzy.reading import Reading

_PIECE = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
_NEAR = 6  # pieces: abbreviations between two words as written


def as_written(text: str, words: Sequence[Word]) -> list[str]:
    """The words, each in the letters of the text where it stands there.

    >>> from vnnews.fuzzy.reading import read
    >>> as_written("UBND TP Huế", read("UBND TP Huế")[0].words)[-3:]
    ['thành', 'phố', 'Huế']
    """
    pieces = _PIECE.findall(text)
    lower = [piece.lower() for piece in pieces]
    shown: list[str] = []
    at = 0
    for w in words:
        found = w.text in lower[at : at + _NEAR]
        at = lower.index(w.text, at) + 1 if found else at
        shown.append(pieces[at - 1] if found else w.text)
    return shown


def rest_of(text: str, reading: Reading, start: int) -> str:
    """The words from ``start`` on, with the marks between them where none was written out.

    >>> from vnnews.fuzzy.reading import read
    >>> rest_of("CTCP Tân - Hưng", read("CTCP Tân - Hưng")[0], 4)
    'Tân - Hưng'
    """
    words = reading.words[start:]
    pieces = list(_PIECE.finditer(text))
    if not words or not pieces:
        return ""
    lower = [piece[0].lower() for piece in pieces]
    first = words[0].text
    begins = [at for at, piece in enumerate(lower) if piece == first] if start else [0]
    begins = begins or [at for at, piece in enumerate(lower) if piece.startswith(first)]
    for at in begins:
        if not reading.undone or len(pieces) - at == len(words):
            return " ".join(text[pieces[at].start() :].split())
    return " ".join(as_written(text, reading.words)[start:])
