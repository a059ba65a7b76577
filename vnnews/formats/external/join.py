"""From the tokens of a segmented corpus back to text as a newspaper prints it.

All corpora of tokens go through ``join``, so that a score does not depend on how each of them was
segmented. What it does:

- an underscore inside a token joins the syllables of a word and becomes a space, but not in a URL
  or an address of mail;
- ``, . ; : ! ? … ) ] } » ” ’ %`` stand close to what is before them, ``( [ { « “ ‘`` to what is
  after them, and straight quotes by turns;
- ``/`` stands close to both sides, and so do ``- – :`` between digits: *15-9*, *8:30*, but
  *Bà Rịa - Vũng Tàu*;
- everything else is parted by one space.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_INNER_UNDERSCORE = re.compile(r"(?<=\S)_(?=\S)")
_ADDRESS = re.compile(r"://|@|^www\.")
_CLOSING = re.compile(r"[,.;:!?…)\]}»”’%]+|['’](?:s|re|ve|ll|d|m)|n't")
_OPENING = frozenset(["(", "[", "{", "«", "“", "‘", "``"])
_QUOTES = frozenset(['"', "'", "''", "'''"])  # the last two are marks of a wiki too
_BETWEEN_DIGITS = frozenset(["-", "–", ":"])


def join(tokens: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """The text that the tokens were cut from, as far as can be told, and where each one stands.

    >>> join(["Sáng", "15", "-", "9", ",", "ông", "Trần_Văn_Mẫu", "(", "Vinh", ")", "nói", "."])[0]
    'Sáng 15-9, ông Trần Văn Mẫu (Vinh) nói.'
    >>> join(["Hà_Nội", "họp"])
    ('Hà Nội họp', [(0, 6), (7, 10)])
    """
    words = [natural(token) for token in tokens]
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    length = 0
    glued = True  # the next word stands close to what is before it
    for word, (left, right) in zip(words, _gluing(words), strict=True):
        if not (glued or left):
            pieces.append(" ")
            length += 1
        pieces.append(word)
        spans.append((length, length + len(word)))
        length += len(word)
        glued = right
    return "".join(pieces), spans


def natural(token: str) -> str:
    """A token as it is printed.

    >>> natural("Uỷ_ban"), natural("_"), natural("tin_moi@mau.vn")
    ('Uỷ ban', '_', 'tin_moi@mau.vn')
    """
    return token if _ADDRESS.search(token) else _INNER_UNDERSCORE.sub(" ", token)


def _gluing(words: Sequence[str]) -> Iterable[tuple[bool, bool]]:
    """Whether each word stands close to the one before it, and to the one after it."""
    opened: set[str] = set()
    for i, word in enumerate(words):
        if word in _QUOTES:
            opened ^= {word}
            yield word not in opened, word in opened
        elif word == "/" or (word in _BETWEEN_DIGITS and _between_digits(words, i)):
            yield True, True
        elif _CLOSING.fullmatch(word):
            yield True, False
        else:
            yield False, word in _OPENING


def _between_digits(words: Sequence[str], i: int) -> bool:
    return 0 < i < len(words) - 1 and words[i - 1][-1:].isdigit() and words[i + 1][:1].isdigit()
