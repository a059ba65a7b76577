"""From the tokens of a text to what each can be: a word, an abbreviation, a numeral, a slip.

Case and neighbours decide: *CA* is *công an* in capitals only, *V* a number after *khu*.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache, partial
from types import NoneType
from typing import TypeAlias, cast

import msgspec

from vnnews.fuzzy.fold import Folded, Word, fold, word
from vnnews.fuzzy.memory import Memory
from vnnews.fuzzy.phrases import TOKEN, abbreviations, letters_of, plain_words, prefixes
from vnnews.fuzzy.syllables import bases, is_base, plain_letters
from vnnews.text.view import canonical_tones, normalize

Item: TypeAlias = "Word | tuple[Folded, ...]"  # its one word, or what else it can be
BREAK = (Folded(()),)  # a part of the name ends here

_CARE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\u00d0\u0189\u00f0\ud800-\udfff]")
_GLUE = frozenset("&.-–/+")
_BOUNDARIES = frozenset(",;()[]-–—|/:")

_ROMAN = {
    "".join(("", "x", "xx", "xxx")[n // 10] + _units): str(n)
    for n in range(1, 40)
    for _units in [("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[n % 10]]
}
# These are numbers in small letters too; the others are syllables or letters as well.
_ONLY_ROMAN = frozenset(["ii", "iii", "iv", "vii", "viii", "ix", "xii", "xiii", "xiv", "xv"])
_UNIT_LETTERS = frozenset("thqpx")  # *tỉnh, huyện, quận, phường, xã*
_RANKS = {"nhat": "1", "nhi": "2", "hai": "2", "ba": "3", "tu": "4", "bon": "4", "nam": "5"}


def _words(text: str) -> dict[str, Word]:
    return {w.base: w for w in plain_words(text)}


@cache
def _counted() -> dict[str, Word]:
    """Words after which a Roman numeral of one letter is a number: *quân khu V*."""
    return _words("khu quận hạng cấp kỳ khóa lần số vực loại phường đoàn bậc")


@cache
def _ranked() -> dict[str, Word]:
    """Words after which *nhất, nhì, ba* are numbers."""
    return _words("hạng thứ đệ quận")


def _is_one_of(word: Word | None, words: dict[str, Word]) -> bool:
    """Whether it is one of the words, marks agreeing where it has any."""
    meant = words.get(word.base) if word is not None else None
    return meant is not None and word is not None and (meant.marks == word.marks or not word.marked)


class _Token(msgspec.Struct, frozen=True, gc=False):
    """What one token alone can be, remembered per token.

    ``simple`` is its one word when neither case nor neighbours can change the reading, ``loud``
    that in a text all in capitals, where syllables are no abbreviations.
    """

    simple: Word | None
    loud: Word | None
    readings: tuple[Folded, ...]
    letters: str  # non-empty when an abbreviation may begin here
    syllable: bool
    upper: bool
    ranks: bool  # a number behind some words: *nhất, nhì, hai*


@lru_cache(maxsize=1 << 16)
def _token(token: str) -> _Token:
    letters = letters_of(token)
    readings = _numbered(token) or fold(token)
    syllable = is_base(word(token.lower()).base)
    long = len(letters) > 5 or (len(letters) > 3 and token.isupper())
    if long and not syllable and letters[:2] in prefixes() and letters not in abbreviations():
        pieces = _pieces(letters)
        if pieces:
            readings = (Folded(pieces, "abbreviations"), readings[0])
    if not readings[0].words:
        return _Token(None, None, readings, "", False, False, False)
    first, upper = readings[0].words[0], token.isupper()
    starts = letters if letters in prefixes() else ""
    if starts and syllable and len(letters) > 1 and not upper:
        # *ban, tu, ha* in small letters begin no abbreviation.
        starts = ""
    roman = token.lower() in _ROMAN
    plain = len(readings) == 1 == len(readings[0].words) and not readings[0].undone
    loud = plain and syllable and not roman and len(token) > 1
    simple = loud or (plain and first.kind in ("syllable", "bare", "number") and not roman)
    simple = simple and not starts
    return _Token(
        first if simple else None,
        first if loud else None,
        readings,
        starts,
        syllable,
        upper,
        letters in _RANKS,
    )


def _numbered(token: str) -> tuple[Folded, ...]:
    """*Q1, P5, QK4*: an abbreviation glued to its number."""
    letters = token.rstrip("0123456789")
    meant = abbreviations().get(letters_of(letters), ()) if len(letters) < len(token) else ()
    if len(meant) != 1 or not letters.isalpha() or (len(letters) > 1 and is_base(letters.lower())):
        return ()
    return (Folded((*meant[0], word(token[len(letters) :])), "abbreviation"),)


def _pieces(letters: str) -> tuple[Word, ...]:
    """The words of a run of abbreviations, *CATPHN*: the fewest pieces, two letters at least."""
    best: list[tuple[str, ...] | None] = [()] + [None] * len(letters)
    for end in range(2, min(len(letters), 16) + 1):
        for start in range(end - 1):
            head = best[start]
            piece = letters[start:end]
            if head is None or piece not in abbreviations():
                continue
            found = best[end]
            if found is None or len(head) + 1 < len(found):
                best[end] = (*head, piece)
    cut = best[len(letters)] if len(letters) <= 16 else None
    return tuple(w for piece in cut or () for w in abbreviations()[piece][0])


def _abbreviated(tokens: list[str], at: int, shouting: bool) -> tuple[int, str] | None:
    """End and letters of the longest abbreviation that begins at token ``at``."""
    first = _token(tokens[at])
    found: tuple[int, str] | None = None
    letters, telling, end = "", False, at
    for _ in range(6):
        token = _token(tokens[end])
        if letters in _UNIT_LETTERS and token.syllable and not token.upper:
            break  # *T. Hà Nam* is no *THA*
        letters += letters_of(tokens[end])
        telling = telling or not token.syllable or (token.upper and not shouting)
        end += 1
        if letters not in prefixes():
            break
        if letters in abbreviations() and telling and len(letters) > 1:
            found = (end, letters)
        if end < len(tokens) and tokens[end] in _GLUE:
            end += 1
        if end >= len(tokens) or not tokens[end][0].isalpha():
            break
    if found is None and len(first.letters) == 1 and first.letters in abbreviations():
        following = tokens[at + 1] if at + 1 < len(tokens) else ""
        numbered = following.isdecimal() or (following == "." and not _are_initials(tokens, at))
        named = first.upper and not shouting and following[:1].isupper() and len(following) > 1
        if numbered or named:
            return at + 1, first.letters
    if found is not None and found[0] == at + 1 and len(found[1]) == 2 and first.syllable:
        # *CA, TU, HN*: only in capitals, and not where all is in capitals.
        return found if first.upper and not shouting else None
    return found


def _are_initials(tokens: list[str], at: int) -> bool:
    """Whether a letter, its dot and what follows are of a name: *P.H*, but not *P.V* (phường 5)."""
    following = "".join(tokens[at + 2 : at + 3])
    if len(following) != 1 or not following.isupper():
        return False
    unit = abbreviations()[letters_of(tokens[at])][0][-1]
    return following.lower() not in _ROMAN or not _is_one_of(unit, _counted())


def items_of(text: str) -> list[Item]:
    """What each word of the text can be, ``BREAK`` where a part begins.

    >>> items_of("Sở Y tế")[1].text, [item[0].note for item in items_of("UBND TP")]
    ('y', ['abbreviation: ủy ban nhân dân', 'abbreviation: thành phố'])
    """
    chunks = text.split()
    shouting = text.isupper() and _shouts(chunks)
    items = list(map((_ALONE_SHOUTED if shouting else _ALONE).__getitem__, chunks))
    if NoneType not in {*map(type, items)}:  # faster than to compare each
        return cast("list[Item]", items)
    at = -1
    for _ in range(items.count(None)):
        at = items.index(None, at + 1)
        items[at] = _before(chunks[at], "".join(chunks[at + 1 : at + 2]), shouting)
    if None in items:
        return _in_context(_clean(text))
    return cast("list[Item]", items)


def words_in(text: str) -> list[str]:
    """The tokens of a text that are words or numbers.

    >>> words_in("Sở GD-ĐT, TP.HCM")
    ['Sở', 'GD', 'ĐT', 'TP', 'HCM']
    """
    return [token for token in TOKEN.findall(_clean(text)) if token[0].isalnum()]


def _clean(text: str) -> str:
    """The text as it is read: composed, without what cannot be seen."""
    if text.isascii():
        return text
    if _CARE.search(text):
        return normalize(text).view
    return unicodedata.normalize("NFC", text)


def _alone(chunk: str, shouting: bool = False) -> Item | None:
    """What stands between two blanks can be, or None where its neighbours have a say."""
    chunk = _clean(chunk)
    plain = _SYLLABLES[chunk.lower()]
    if plain is not None and (shouting or not chunk.isupper()):
        return plain
    if TOKEN.fullmatch(chunk) is None:
        return None
    known = _token(chunk)
    simple = known.loud if shouting else known.simple
    if simple is not None:
        return simple if simple.base not in _ranked() else None
    if not known.readings[0].words:
        return BREAK if chunk in _BOUNDARIES else None
    if chunk.lower() in _ROMAN or (shouting and known.syllable) or _begins_syllable(chunk):
        return None
    if known.letters:
        whole = not known.syllable and _is_whole(known.letters)
        return _expanded(known.letters) if whole else None
    readings = known.readings
    if any(reading.words[-1].base in _ranked() for reading in readings):
        return None
    alone = len(readings) == 1 == len(readings[0].words) and not readings[0].undone
    return readings[0].words[0] if alone else readings


def _before(chunk: str, following: str, shouting: bool) -> Item | None:
    """What a chunk is, if only the next one may have a say and has none.

    *Quận* is but a word unless a rank follows, *TP* a city unless more letters do.
    """
    chunk, following = _clean(chunk), _clean(following)
    if TOKEN.fullmatch(chunk) is None or not (following or "x")[0].isalnum():
        return None
    known = _token(chunk)
    simple = known.loud if shouting else known.simple
    letters = letters_of(TOKEN.findall(following)[0]) if following else ""
    if simple is not None:
        return simple if letters not in _RANKS else None
    short = known.letters
    if len(short) < 2 or known.syllable or short not in abbreviations():
        return None
    if chunk.lower() in _ROMAN or _begins_syllable(chunk):
        return None
    return _expanded(short) if not letters or short + letters not in prefixes() else None


def _expanded(letters: str) -> tuple[Folded, ...] | None:
    """What an abbreviation stands for, if that ends in no word that a rank may follow."""
    expansions = abbreviations()[letters]
    if any(words[-1].base in _ranked() for words in expansions):
        return None
    return tuple(Folded(words, "abbreviation") for words in expansions)


def _syllable(lower: str) -> Word | None:
    """The word of small letters that are a syllable and nothing else, whatever is beside them."""
    if len(lower) < 2 or not lower.isalpha() or lower in _ROMAN or "ð" in lower:
        return None
    plain = word(lower if lower.isascii() else canonical_tones(lower))
    return plain if plain.kind in ("syllable", "bare") and plain.base not in _ranked() else None


def _syllables_in(chunk: str) -> int:
    """How many tokens are syllables, or would be if they were typed without a slip."""
    tokens = [_token(token) for token in TOKEN.findall(_clean(chunk))]
    typed = [token.readings[0].undone == "typing slip" for token in tokens]
    return sum([token.syllable or slip for token, slip in zip(tokens, typed, strict=True)])


def _shouts(chunks: Iterable[str]) -> bool:
    """Whether a text in capitals is written out, so that its syllables are no abbreviations."""
    return sum(map(_SYLLABLES_IN.__getitem__, chunks)) > 1


_SYLLABLES_IN = Memory(_syllables_in, 1 << 16)
_SYLLABLES = Memory(_syllable, 1 << 16)
_ALONE = Memory(_alone, 1 << 16)
_ALONE_SHOUTED = Memory(partial(_alone, shouting=True), 1 << 16)


def _begins_syllable(chunk: str) -> bool:
    """Whether the next token may complete it to a syllable that a stray blank split."""
    return (
        len(chunk) < 4 and not _token(chunk).syllable and plain_letters(chunk.lower()) in _starts()
    )


@cache
def _starts() -> frozenset[str]:
    """What syllables begin with, three letters at most."""
    return frozenset(base[:end] for base in bases() for end in (1, 2, 3))


def _is_whole(letters: str) -> bool:
    """Whether letters are an abbreviation that none begins with, of two letters at least."""
    longer = (letters + following for following in "abcdefghijklmnopqrstuvwxyz0123456789")
    return len(letters) > 1 and letters in abbreviations() and prefixes().isdisjoint(longer)


def _in_context(text: str) -> list[Item]:
    """``items_of`` where case and neighbours decide."""
    tokens: list[str] = TOKEN.findall(text)
    shouting = text.isupper() and _shouts(text.split())
    items: list[Item] = []
    at, count = 0, len(tokens)
    previous: Word | None = None
    while at < count:
        token = tokens[at]
        known = _token(token)
        simple = known.loud if shouting and known.loud is not None else known.simple
        if simple is not None and not (known.ranks and _is_one_of(previous, _ranked())):
            at += 1
            items.append(simple)
            previous = simple
            continue
        if not known.readings[0].words:
            if token in _BOUNDARIES:
                items.append(BREAK)
            at += 1
            continue
        readings, at = _unsure(tokens, at, previous, shouting)
        items.append(readings)
        previous = readings[0].words[-1]
    return items


def _unsure(
    tokens: list[str], at: int, previous: Word | None, shouting: bool
) -> tuple[tuple[Folded, ...], int]:
    """Readings of a token that case or neighbours decide on, and where the next one begins."""
    token = tokens[at]
    known = _token(token)
    lower = token.lower()
    if letters_of(token) in _RANKS and _ranks(previous, tokens, at):
        return (Folded((word(_RANKS[letters_of(token)]),)),), at + 1
    if lower in _ROMAN and _is_number(token, known, previous, shouting):
        return (Folded((word(_ROMAN[lower]),)),), at + 1
    if not token.isupper() and at + 1 < len(tokens):
        joined = _rejoined(token, tokens[at + 1], shouting)
        if joined is not None:
            return (Folded((joined,), "split"),), at + 2
    if known.letters:
        short = _abbreviated(tokens, at, shouting)
        if short is not None:
            expansions = abbreviations()[short[1]]
            return tuple(Folded(words, "abbreviation") for words in expansions), short[0]
    if known.readings[0].words[0].kind == "foreign" and at + 1 < len(tokens):
        joined = _rejoined(token, tokens[at + 1], shouting)
        if joined is not None:
            return (Folded((joined,), "split"),), at + 2
    return known.readings, at + 1


def _ranks(previous: Word | None, tokens: list[str], at: int) -> bool:
    """Whether *nhất, nhì, hai* is a rank: *hạng Nhất*, *quận Nhất*, but *quận Hai Bà Trưng*."""
    if not _is_one_of(previous, _ranked()):
        return False
    named = at + 1 < len(tokens) and tokens[at + 1].isalpha()
    return not (named and previous is not None and previous.base == "quan")


def _is_number(token: str, known: _Token, previous: Word | None, shouting: bool) -> bool:
    """Whether letters that can be a Roman numeral are one here."""
    if _is_one_of(previous, _counted()) or token.lower() in _ONLY_ROMAN:
        return True
    return known.upper and len(token) > 1 and not (shouting and known.syllable)


def _rejoined(token: str, following: str, shouting: bool) -> Word | None:
    """The syllable that a stray blank split: *ngh ệ*."""
    if len(token) > 3 or not following.isalpha() or (following[0].isupper() and not shouting):
        return None
    if _token(token).syllable:
        return None
    joined = word((token + following).lower())
    return joined if joined.kind == "syllable" and joined.marked else None
