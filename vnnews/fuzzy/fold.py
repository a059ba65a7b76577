"""From a token of noisy text to the Vietnamese words that it can stand for.

A token is folded: its tone marks in one place, *i/y* as one, numbers as numbers, typing slips of
Telex and VNI undone, digits that a scanner read for letters put back, glued syllables taken apart.
Only a token that is no Vietnamese syllable is ever read as another.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from sys import intern
from typing import Literal

import msgspec

from vnnews.fuzzy.syllables import bases, is_base, is_legal, lost, plain_letters, spell
from vnnews.text.view import canonical_tones

Kind = Literal["syllable", "bare", "foreign", "number"]

_MAX_CUTS = 8  # ways to begin to cut a glued token that are followed
_MAX_PIECES = 5
_LONGEST = 32  # letters: no syllable and no name's word is longer


class Word(msgspec.Struct, frozen=True, gc=False):
    """One word as it is compared.

    ``base`` is the plain letters, ``marks`` what stood on them, ``code`` a hash of ``base`` that
    is the same in every process. A ``syllable`` is legal as it stands, a ``bare`` one becomes
    legal with other marks, ``foreign`` is any other word. ``marked``: some mark stands on it.
    """

    text: str
    base: str
    marks: str
    kind: Kind
    code: int
    marked: bool


class Folded(msgspec.Struct, frozen=True, gc=False):
    """A reading of one token: its words, what was undone to get them, and that in words."""

    words: tuple[Word, ...]
    undone: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if self.undone:  # said once, for readings of tokens are remembered
            note = f"{self.undone}: {' '.join([w.text for w in self.words])}"
            msgspec.structs.force_setattr(self, "note", note)


@lru_cache(maxsize=1 << 16)
def word(token: str) -> Word:
    """The word of a lower-case NFC token.

    >>> word("nghệ").base, word("nghệ").kind, word("truong").kind, word("fpt").kind
    ('nghe', 'syllable', 'bare', 'foreign')
    """
    if token.isdecimal():
        digits = "".join(str(unicodedata.digit(char)) for char in token)
        base = "#" + (digits.lstrip("0") or "0")
        return Word(token, base, "", "number", code_of(base), False)
    spelling = spell(token[:_LONGEST])
    kind: Kind = "foreign"
    if is_legal(spelling):
        kind = "syllable"
    elif is_base(spelling.base):
        kind = "bare"
    marked = spelling.marks.strip("0") != ""
    marks = intern(spelling.marks)  # few there are, and many words have them
    return Word(token, spelling.base, marks, kind, code_of(spelling.base), marked)


def code_of(base: str) -> int:
    """A 64-bit hash of a base, the same everywhere.

    >>> code_of("nghe") == code_of("nghe") != code_of("an")
    True
    """
    return int.from_bytes(blake2b(base.encode("utf-8", "replace"), digest_size=8).digest())


def fold(token: str) -> tuple[Folded, ...]:
    """The readings of a token (letters and digits, NFC, as it is written), the likeliest first.

    >>> [" ".join(w.text for w in r.words) for r in fold("thanhf") + fold("h0ng")]
    ['thành', 'thanhf', 'hong']
    >>> [[w.text for w in reading.words] for reading in fold("hảiphòng")]
    [['hảiphòng'], ['hải', 'phòng']]
    """
    lower = token.lower()
    if not lower.isascii():
        lower = canonical_tones(lower.replace("ð", "đ"))
    if not lower[0].isalnum():
        return (Folded(()),)
    if lower.isalpha():
        plain = word(lower)
        if plain.kind in ("syllable", "bare"):
            return (Folded((plain,)),)
        camel = _camel(token)
        if camel:
            # A part of one letter is rather a slip: *oTàn* for *Toàn*.
            slip = [Folded((plain,))] if min(len(w.base) for w in camel) == 1 else []
            return (Folded(camel, "glued"), *slip)
        typed, scanned = _untype(lower), _unscan(lower)
        readings = [Folded((plain,))]
        if typed is not None:
            # A syllable of one or two letters is as likely a foreign word: *gas, box, max*.
            readings.insert(int(len(lower) < 4), Folded((typed,), "typing slip"))
        if scanned is not None:
            readings.append(Folded((scanned,), "scan"))
        return (*readings, *(Folded(words, "glued") for words in _unglue(lower)))
    if lower.isdecimal():
        return (Folded((word(lower),)),)
    typed = _untype_vni(lower)
    if typed is not None:
        return (Folded((typed,), "typing slip"),)
    scanned = _unscan(lower) if lower[0].isalpha() and len(lower) > 2 else None
    if scanned is not None:
        return (Folded((scanned,), "scan"),)
    parts = re.findall(r"[^\W\d_]+|\d+", lower)[:_LONGEST]
    cut = Folded(tuple(word(part) for part in parts))
    zeros = lower.replace("0", "o")
    if len(lower) > 4 and zeros.isalpha():
        return cut, Folded((word(zeros),), "scan")
    return (cut,)


def relation(one: Word, other: Word) -> Literal["same", "lost", "found", "none"]:
    """How two words of one base agree: marks are the same, ``one`` lost some, ``other`` did.

    >>> relation(word("hoa"), word("hòa")), relation(word("hóa"), word("hòa"))
    ('lost', 'none')
    """
    if one.marks == other.marks:
        return "same"
    if not one.marked or lost(one.marks, other.marks):
        return "lost"
    if not other.marked or lost(other.marks, one.marks):
        return "found"
    return "none"


# Telex and VNI -----------------------------------------------------------------------------------

_TELEX_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_TELEX_LETTERS = (
    ("uow", "ươ"), ("dd", "đ"), ("aa", "â"), ("ee", "ê"), ("oo", "ô"),
    ("aw", "ă"), ("ow", "ơ"), ("uw", "ư"),
)  # fmt: skip
_TELEX_KEYS = re.compile("dd|aa|ee|oo|w")
_VNI_TONES = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_VNI_LETTERS = (
    ("a6", "â"), ("e6", "ê"), ("o6", "ô"), ("o7", "ơ"), ("u7", "ư"), ("a8", "ă"), ("d9", "đ"),
)  # fmt: skip
# A trailing quality key types the vowel before it: *nguyen6*, *tranf*, *dang9*.
_VNI_LATE = {"6": "aeo", "7": "uo", "8": "a", "9": "d"}
_VOWELS = frozenset("aăâeêioôơuưy")
_VOWEL = re.compile("[aăâeêioôơuưy]+")


def _toned(letters: str, tone: str) -> str | None:
    """``letters`` with the tone put on its vowels, if that makes a legal syllable.

    It stands on the vowel with a mark, else on the second of three or of two before a consonant.

    >>> [_toned(letters, "\u0301") for letters in ("giao", "hoa", "hoan", "ngoai", "quân")]
    ['giáo', 'hóa', 'hoán', 'ngoái', 'quấn']
    """
    glide = letters.startswith(("gi", "qu")) and letters[2:3] in _VOWELS
    vowels = _VOWEL.search(letters, 2 * glide)
    if vowels is None:
        return None
    run, closed = vowels[0], vowels.end() < len(letters)
    marked = [at for at, char in enumerate(run) if not char.isascii()]
    at = vowels.start() + (marked[-1] if marked else len(run) > 2 - closed) + 1
    toned = unicodedata.normalize("NFC", letters[:at] + tone + letters[at:])
    return toned if is_legal(spell(toned)) else None


def _untype(lower: str) -> Word | None:
    """The syllable that Telex keys would have made of the token."""
    tones = [at for at, char in enumerate(lower) if char in _TELEX_TONES and at > 0]
    for at in reversed(tones[-3:]):
        rest = lower[:at] + lower[at + 1 :]
        for letters in dict.fromkeys((_telex_letters(rest), rest)):
            spelling = spell(letters)
            if not is_base(spelling.base):
                continue
            if not letters.isascii() and is_legal(spelling) and spelling.marks[-1] != "0":
                return word(letters)  # the tone was made, its key stayed: *thànhf*
            toned = _toned(letters, _TELEX_TONES[lower[at]])
            if toned is not None:
                return word(toned)
    letters = _telex_letters(lower)
    if letters != lower and is_legal(spell(letters)):
        return word(letters)
    return None


def _telex_letters(letters: str) -> str:
    if not _TELEX_KEYS.search(letters):
        return letters
    for keys, letter in _TELEX_LETTERS:
        letters = letters.replace(keys, letter)
    if letters.endswith("w") or "w" in letters[1:]:
        # One w after the coda serves the whole vowel: *truongw*, *dangwf*.
        rest = letters.replace("w", "", 1)
        for plain, letter in (("uo", "ươ"), ("u", "ư"), ("o", "ơ"), ("a", "ă")):
            if plain in rest:
                return rest.replace(plain, letter, 1)
    return letters


def _untype_vni(lower: str) -> Word | None:
    """The syllable that VNI keys would have made of a token of letters and digits."""
    if not 3 <= len(lower) <= 12 or not lower[0].isalpha() or not lower[1].isalnum():
        return None
    if not lower.replace("đ", "d").isascii() or sum(map(str.isalpha, lower)) < 2:
        return None
    letters = lower
    for keys, letter in _VNI_LETTERS:
        letters = letters.replace(keys, letter)
    for key, plains in _VNI_LATE.items():
        for plain in plains:
            if key in letters and plain in letters:
                letters = letters.replace(key, "", 1).replace(plain, _vni_letter(plain, key), 1)
    digits = [char for char in letters if char.isdigit()]
    if not digits:
        return word(letters) if is_legal(spell(letters)) else None
    if len(digits) > 1 or digits[0] not in _VNI_TONES:
        return None
    if letters == lower and _is_unit_number(lower):
        return None
    toned = _toned(letters.replace(digits[0], ""), _VNI_TONES[digits[0]])
    return word(toned) if toned is not None else None


def _vni_letter(plain: str, key: str) -> str:
    return dict(_VNI_LETTERS)[plain + key]


def _is_unit_number(lower: str) -> bool:
    """Whether the token is a head glued to its number: *quan1*, *quận1*, *phuong5*, *to3*."""
    head = lower.rstrip("0123456789")
    return spell(head).base in ("quan", "phuong", "khu", "to", "doi", "xa", "thon", "so", "ap")


# Scans and glued syllables -----------------------------------------------------------------------

_SCANNED = (("0", "o"), ("1", "l"), ("1", "i"), ("5", "s"), ("rn", "m"), ("vv", "w"), ("ii", "n"))


def _unscan(lower: str) -> Word | None:
    """The syllable that a scanner read with a digit or a pair of strokes for a letter."""
    for seen, meant in _SCANNED:
        if seen not in lower:
            continue
        read = lower.replace(seen, meant)
        if read.isalpha() and len(read) > 1 and is_base(spell(read).base):
            return word(read)
    return None


def _camel(token: str) -> tuple[Word, ...]:
    """Words of a token such as *HảiPhòng*, if each is a syllable."""
    if token[1:].islower() or token.isupper():
        return ()
    cuts = [at for at in range(1, len(token)) if token[at - 1].islower() and token[at].isupper()]
    parts = [token[a:b].lower() for a, b in pairwise([0, *cuts, len(token)])]
    words = tuple(map(word, parts)) if cuts else ()
    return words if all(w.kind in ("syllable", "bare") for w in words) else ()


def _unglue(lower: str) -> list[tuple[Word, ...]]:
    """The ways to cut a token into the fewest syllables, at most three of them."""
    if not 4 <= len(lower) <= 20:
        return []
    plain, base, legal, end = lower.isascii(), plain_letters(lower), bases(), len(lower)

    def fits(a: int, b: int) -> bool:
        return base[a:b] in legal and (plain or is_legal(spell(lower[a:b])))

    cuts: list[tuple[int, ...]] = [(0,)]  # where the pieces so far begin
    while cuts and len(cuts[0]) < _MAX_PIECES and end >= 2 * len(cuts[0]) + 2:
        cuts = [
            (*cut, at)
            for cut in cuts
            for at in range(cut[-1] + 2, min(cut[-1] + 8, end))
            if fits(cut[-1], at)
        ][:_MAX_CUTS]
        whole = [(*cut, end) for cut in cuts if fits(cut[-1], end)][:3]
        if whole:  # the fewest pieces that do
            kept = [cut for cut in whole if end - cut[-2] > 1]
            return [tuple([word(lower[a:b]) for a, b in pairwise(cut)]) for cut in kept]
    return []
