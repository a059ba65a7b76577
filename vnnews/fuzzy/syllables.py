"""Vietnamese syllables by phonotactics: onset, rime and tone, not a copied word list.

A syllable is taken apart into plain letters, the quality of each letter (circumflex, horn, breve,
bar) and one tone. Spellings that differ only in where the tone stands, in *i/y*, or in *k/c* at the
end come out equal.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

# Tones by combining mark; 0 is the level tone, which is also what a lost mark looks like.
_TONES = {"\u0300": "1", "\u0301": "2", "\u0303": "3", "\u0309": "4", "\u0323": "5"}
# Qualities of letters; "0" is a plain letter, which is also what a lost mark looks like.
_QUALITIES = {"\u0302": "c", "\u031b": "h", "\u0306": "b"}


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ONSETS = _set("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x")
_RIMES = _set(
    "a ac ach ai am an ang anh ao ap at au ay "
    "ăc ăm ăn ăng ăp ăt "
    "âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et "
    "ê êch êm ên ênh êp êt êu "
    "i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu "
    "o oc oi om on ong op ot "
    "ô ôc ôi ôm ôn ông ôp ôt "
    "ơ ơi ơm ơn ơp ơt "
    "u ua uc ui um un ung uôc uôi uôm uôn uông uôt up ut "
    "ư ưa ưc ưi ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu "
    "oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet "
    "uân uâng uât uây uê uêch uênh uơ uy uya uych uyên uyêt uyt uyu uyn uynh uyp "
    "y yêm yên yêng yêt yêu"
)
# After *qu* the glide is written in the onset.
_AFTER_QU = _set(
    "a ac ach ai an ang anh ao at au ay ôc ăc ăm ăn ăng ăt ăp ân ât âng ây âu e en eo et ê ên ênh "
    "êt êch êu i y it inh in ych ynh yên yêt yt ơ"
)
_GLIDES = ("oa", "oă", "oe", "uâ", "uê", "uơ", "uy")
_FRONT = frozenset("eêiy")
_LABIALS = frozenset(["b", "m", "p", "ph", "v"])
_STOPS = ("c", "p", "t", "ch")


class Spelling(NamedTuple):
    """A syllable taken apart: plain letters and marks (a quality for each letter, then the tone).

    ``marks`` has one character more than ``base``; "0" says that there is no mark.
    """

    base: str
    marks: str


def _onset_fits(onset: str, rime: str) -> bool:
    front = rime[0] in _FRONT
    if onset in ("k", "gh", "ngh"):
        return front
    if onset in ("c", "g", "ng"):
        # *gì, giêng, gìn* are spelt with g + i.
        return not front or (onset == "g" and rime in ("i", "in", "iêng", "iêt", "ia"))
    if onset == "gi":
        return not front or rime[0] in "eê"
    if onset == "qu":
        return False
    return onset not in _LABIALS or not rime.startswith(_GLIDES)


@cache
def _legal() -> frozenset[str]:
    """Every legal syllable without its tone."""
    found = {rime for rime in _RIMES if not rime.startswith("iê")}
    found |= {o + r for o in _ONSETS for r in _RIMES if r[0] != "y" and _onset_fits(o, r)}
    found |= {o + "y" for o in _ONSETS if o not in ("c", "g", "ng", "qu", "gi")}
    found |= {"qu" + rime for rime in _AFTER_QU}
    return frozenset(found)


@cache
def bases() -> frozenset[str]:
    """Every legal syllable without any mark, with *i* and with *y*.

    >>> {"nghe", "tinh", "ki", "ky"} <= bases(), "nghj" in bases(), "ct" in bases()
    (True, False, False)
    """
    plain = {syllable.translate(_tables()[0]) for syllable in _legal()}
    return frozenset(plain | {spell(syllable).base for syllable in plain})


@cache
def _tables() -> tuple[dict[int, str], dict[int, str], frozenset[str]]:
    """From each Vietnamese letter to its plain letter and to its quality; letters with a tone."""
    plain = {ord("đ"): "d"}
    quality = {ord("đ"): "b"}
    toned = set()
    for letter in "aăâeêioôơuưy":
        for mark in ("", *_TONES):
            whole = unicodedata.normalize("NFC", letter + mark)
            parts = unicodedata.normalize("NFD", whole)
            plain[ord(whole)] = parts[0]
            quality[ord(whole)] = next((_QUALITIES[c] for c in parts if c in _QUALITIES), "0")
            if mark:
                toned.add(whole)
    for other in "bcdfghjklmnpqrstvwxz0123456789":
        quality[ord(other)] = "0"
    return plain, quality, frozenset(toned)


def plain_letters(token: str) -> str:
    """The letters of a lower-case token without Vietnamese marks; the length stays.

    >>> plain_letters("nghệđ")
    'nghed'
    """
    return token.translate(_tables()[0])


def spell(token: str) -> Spelling:
    """A lower-case NFC token taken apart; letters that are not Vietnamese lose their marks too.

    >>> spell("nghệ"), spell("hoà") == spell("hòa"), spell("kỹ") == spell("kĩ")
    (Spelling(base='nghe', marks='000c5'), True, True)
    """
    if token.isascii():
        return _canonical(token, "0" * len(token), "0")
    plain, quality, toned = _tables()
    base = token.translate(plain)
    if not base.isascii():
        kept = unicodedata.normalize("NFKD", base).lower()
        base = "".join([char for char in kept if char.isalnum()])
        return _canonical(base, "0" * len(base), "0")
    tone = "0"
    for char in token:
        if char in toned:
            tone = next(_TONES[c] for c in unicodedata.normalize("NFD", char) if c in _TONES)
    return _canonical(base, token.translate(quality), tone)


def _canonical(base: str, marks: str, tone: str) -> Spelling:
    if "uo" in base and not base.startswith("quo"):
        at = base.index("uo")
        # *thuơng* and *thưong* for *thương*; *huơ, thuở* have nothing after.
        if marks[at : at + 2] in ("0h", "h0") and len(base) > at + 2:
            marks = f"{marks[:at]}hh{marks[at + 2 :]}"
    if len(base) > 2 and base[-1] == "k" and base[-2] in "aeiou":
        base = f"{base[:-1]}c"  # *Đắk Lắk* and *Đắc Lắc*
    if base.endswith("y") and (base == "y" or base[-2] not in "aeou" or base == "quy"):
        base = f"{base[:-1]}i"
    return Spelling(base, marks + tone)


def is_legal(spelling: Spelling) -> bool:
    """Whether the letters with these marks can be a Vietnamese syllable as they stand.

    >>> [is_legal(spell(word)) for word in ("thuỷ", "ban", "trường", "truong", "sàch", "nghj")]
    [True, True, True, False, False, False]
    """
    base, marks = spelling
    if base + marks[:-1] not in _spelt():
        return False
    return marks[-1] in "25" or not base.endswith(_STOPS)


@cache
def _spelt() -> frozenset[str]:
    """Letters and qualities, run together, of every legal syllable."""
    return frozenset("".join(spell(syllable))[:-1] for syllable in _legal())


def is_base(base: str) -> bool:
    """Whether the plain letters become a Vietnamese syllable with some marks."""
    return base in bases()


@lru_cache(maxsize=1 << 14)
def lost(one: str, other: str) -> bool:
    """Whether marks ``one`` are marks ``other`` with some lost; both of the same letters.

    >>> lost("00000", "000c5"), lost("000c5", "00000"), lost("0002", "0001")
    (True, False, False)
    """
    return all(a in ("0", b) for a, b in zip(one, other, strict=True))
