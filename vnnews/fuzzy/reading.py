"""A name as it is compared: words, what weighs little in it, and the key under which it is found.

Abbreviations are written out, phrases such as *công ty cổ phần* or *tỉnh* are set aside, numerals
become numbers. Where an abbreviation or a slip can be read in several ways, all readings are given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import islice, product
from typing import NamedTuple, cast

import msgspec

from vnnews.fuzzy.fold import Folded, Word, fold, word
from vnnews.fuzzy.syllables import is_base, spell
from vnnews.lexicon.tables import rows
from vnnews.text.view import normalize

MAX_LENGTH = 1000  # characters: no name is longer
MAX_READINGS = 6
_MASK = (1 << 64) - 1

_TOKEN = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*|[^\w\s]|_")
_GLUE = frozenset("&.-–/+")
_BOUNDARIES = frozenset(",;()[]-–—|/:")
_CARE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\u00d0\u0189\u00f0\ud800-\udfff]")


class Light(NamedTuple):
    """A phrase that weighs little: its words, the slot that it fills, and its class there."""

    words: tuple[Word, ...]
    slot: str
    kind: str
    rest: list[str]  # bases of the words after the first
    size: int
    code: int  # the sum of the codes of its words


class Layout(NamedTuple):
    """What weighs how much in a reading.

    ``weights`` says what each word is worth (1, or a share of ``LIGHT`` for words of a light
    phrase); ``slots`` the classes of its light phrases; ``starts`` where these begin.
    """

    weights: list[float]
    slots: list[tuple[str, str]]
    starts: list[int]


class Reading:
    """One reading of a name.

    ``breaks`` are words after a comma or the like, ``undone`` says what was read into the text to
    get the words, ``bare`` whether no mark stood on any word as it was written.
    """

    __slots__ = ("_layout", "_phrases", "bare", "breaks", "undone", "words")

    def __init__(
        self,
        words: tuple[Word, ...],
        breaks: Sequence[int] = (),
        undone: tuple[str, ...] = (),
        bare: bool | None = None,
    ) -> None:
        """``bare`` is worked out from the words if it is not given."""
        self.words = words
        self.breaks = breaks
        self.undone = undone
        self.bare = True not in [w.marked for w in words] if bare is None else bare
        self._phrases: list[tuple[int, Light]] | None = None
        self._layout: Layout | None = None

    @property
    def phrases(self) -> list[tuple[int, Light]]:
        """Its light phrases and where they begin, by the letters alone."""
        if self._phrases is None:
            self._phrases = find_light([w.base for w in self.words])
        return self._phrases

    @property
    def key(self) -> int:
        """A sum of hashes of the words outside light phrases, in whatever order they stand."""
        key = sum([w.code for w in self.words])
        for _, light in self.phrases:
            key -= light.code
        return key & _MASK

    @property
    def keyed(self) -> list[Word]:
        """The words that make the key."""
        kept: list[Word] = []
        last = 0
        for at, light in self.phrases:
            kept += self.words[last:at]
            last = at + light.size
        return [*kept, *self.words[last:]]

    @property
    def layout(self) -> Layout:
        """What weighs how much, worked out once."""
        if self._layout is None:
            self._layout = lay_out(self.words, self.phrases, self.breaks)
        return self._layout

    @property
    def folded(self) -> str:
        """Plain letters of all words, joined by spaces."""
        return " ".join([w.base for w in self.words])

    @property
    def spelt(self) -> str:
        """The words, "," before a part, "~" first if anything was undone.

        >>> parse("Sở Y tế, UBND TP. Huế")[0].spelt
        '~ sở y tế , ủy ban nhân dân thành phố huế'
        """
        texts = [w.text for w in self.words]
        for at in reversed(self.breaks):
            texts.insert(at, ",")
        return " ".join(["~", *texts] if self.undone else texts)

    @classmethod
    def from_spelt(cls, spelt: str) -> Reading:
        """The reading that ``spelt`` wrote; of what was undone only that something was."""
        tokens = spelt.split(" ")
        undone: tuple[str, ...] = ()
        if tokens[0] == "~":
            undone = ("abbreviation: ",)
            del tokens[0]
        breaks: list[int] = []
        while "," in tokens:
            breaks.append(tokens.index(","))
            del tokens[breaks[-1]]
        return cls(tuple([word(token) for token in tokens]), breaks, undone)

    @property
    def starts(self) -> frozenset[int]:
        """Words that begin a part: after a break, at a light phrase, at the head of a body."""
        heads = body_heads()
        found = [*self.breaks, *self.layout.starts]
        for at, first in enumerate(self.words):
            for head in heads.get(first.base, ()):
                if all(a.base == b.base for a, b in zip(self.words[at:], head, strict=False)):
                    found.append(at)
        return frozenset(found)


LIGHT = 0.15  # what a whole light phrase is worth


# Tables ------------------------------------------------------------------------------------------


def plain_words(phrase: str) -> tuple[Word, ...]:
    """The words of a phrase of a table, taken as they stand.

    >>> [w.base for w in plain_words("thành phố")]
    ['thanh', 'pho']
    """
    tokens = _TOKEN.findall(unicodedata.normalize("NFC", phrase).lower())
    return tuple(word(token) for token in tokens if token[0].isalnum())


@lru_cache(maxsize=1 << 16)
def letters_of(abbreviation: str) -> str:
    """Its letters and digits without marks, by which abbreviations are compared.

    >>> letters_of("GD-ĐT"), letters_of("T.Ư")
    ('gddt', 'tu')
    """
    lower = abbreviation.lower().replace("đ", "d")
    return "".join(c for c in unicodedata.normalize("NFKD", lower) if c.isalnum())


@cache
def abbreviations() -> dict[str, tuple[tuple[Word, ...], ...]]:
    """What abbreviations stand for, by their letters."""
    found: dict[str, list[tuple[Word, ...]]] = {}
    for row in rows("abbreviations"):
        expansions = found.setdefault(letters_of(row["abbreviation"]), [])
        words = plain_words(row["expansion"])
        if words not in expansions:
            expansions.append(words)
    return {letters: tuple(expansions) for letters, expansions in found.items()}


@cache
def _prefixes() -> frozenset[str]:
    return frozenset(key[:end] for key in abbreviations() for end in range(1, len(key) + 1))


@cache
def light_phrases() -> dict[str, tuple[Light, ...]]:
    """Phrases that weigh little by their first base, the longest first."""
    found: dict[str, list[Light]] = {}
    for row in rows("light_phrases"):
        words = plain_words(row["phrase"])
        if row["slot"] != "start":
            rest, code = [w.base for w in words[1:]], sum([w.code for w in words])
            light = Light(words, row["slot"], row["class"], rest, len(words), code)
            found.setdefault(words[0].base, []).append(light)
    return {
        base: tuple(sorted(phrases, key=lambda phrase: -len(phrase.words)))
        for base, phrases in found.items()
    }


@cache
def light_words() -> frozenset[str]:
    """Letters of the words that are a light phrase by themselves."""
    return frozenset(
        base for base, phrases in light_phrases().items() if any(p.size == 1 for p in phrases)
    )


@cache
def body_heads() -> dict[str, list[tuple[Word, ...]]]:
    """Heads that begin a part of a name, by their first base."""
    found: dict[str, list[tuple[Word, ...]]] = {}
    for row in rows("light_phrases"):
        if row["slot"] == "start":
            words = plain_words(row["phrase"])
            found.setdefault(words[0].base, []).append(words)
    return found


_ROMAN = {
    "".join(("", "x", "xx", "xxx")[n // 10] + _units): str(n)
    for n in range(1, 40)
    for _units in [("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[n % 10]]
}
# These are numbers in small letters too; the others are syllables or letters as well.
_ONLY_ROMAN = frozenset(["ii", "iii", "iv", "vii", "viii", "ix", "xii", "xiii", "xiv", "xv"])
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


# Tokens to items ---------------------------------------------------------------------------------


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


@lru_cache(maxsize=1 << 16)
def _token(token: str) -> _Token:
    letters = letters_of(token)
    readings = _numbered(token) or fold(token)
    syllable = is_base(spell(token.lower()).base)
    if not syllable and len(letters) > 3 and letters not in abbreviations():
        pieces = _pieces(letters)
        if pieces and (token.isupper() or len(letters) > 5):
            readings = (Folded(pieces, "abbreviation"), readings[0])
    if not readings[0].words:
        return _Token(None, None, readings, "", False, False)
    first, upper = readings[0].words[0], token.isupper()
    starts = letters if letters in _prefixes() else ""
    if starts and syllable and len(letters) > 1 and not upper:
        # *ban, tu, ha* in small letters begin no abbreviation.
        starts = ""
    roman = token.lower() in _ROMAN
    plain = len(readings) == 1 == len(readings[0].words) and not readings[0].undone
    loud = plain and syllable and not roman and len(token) > 1 and letters not in _RANKS
    simple = loud or (plain and first.kind in ("syllable", "bare", "number") and not roman)
    simple = simple and not starts and letters not in _RANKS
    word = first if plain else None
    return _Token(
        word if simple else None, word if loud else None, readings, starts, syllable, upper
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
        letters += letters_of(tokens[end])
        telling = telling or not token.syllable or (token.upper and not shouting)
        end += 1
        if letters not in _prefixes():
            break
        if letters in abbreviations() and telling and len(letters) > 1:
            found = (end, letters)
        if end < len(tokens) and tokens[end] in _GLUE:
            end += 1
        if end >= len(tokens) or not tokens[end][0].isalpha():
            break
    if found is None and len(first.letters) == 1 and first.letters in abbreviations():
        following = tokens[at + 1] if at + 1 < len(tokens) else ""
        numbered = following == "." or following.isdecimal()
        named = first.upper and not shouting and following[:1].isupper() and len(following) > 1
        if numbered or named:
            return at + 1, first.letters
    if found is not None and found[0] == at + 1 and len(found[1]) == 2 and first.syllable:
        # *CA, TU, HN*: only in capitals, and not where all is in capitals.
        return found if first.upper and not shouting else None
    return found


def _items(text: str) -> tuple[list[tuple[Folded, ...] | Word], list[int], bool]:
    """What each word of the text can be, the items after a break, whether any is not plain."""
    tokens: list[str] = _TOKEN.findall(text)
    shouting = text.isupper() and sum([_token(token).syllable for token in tokens]) > 1
    items: list[tuple[Folded, ...] | Word] = []
    starts: list[int] = []
    at, count, unsure = 0, len(tokens), False
    previous: Word | None = None
    while at < count:
        token = tokens[at]
        known = _token(token)
        simple = known.loud if shouting and known.loud is not None else known.simple
        if simple is not None:
            at += 1
            items.append(simple)
            previous = simple
            continue
        if not known.readings[0].words:
            if token in _BOUNDARIES:
                starts.append(len(items))
            at += 1
            continue
        readings, at = _unsure(tokens, at, previous, shouting)
        items.append(readings)
        unsure = True
        previous = readings[0].words[-1]
    return items, starts, unsure


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


# Items to readings -------------------------------------------------------------------------------


@lru_cache(maxsize=1 << 12)
def read(text: str) -> tuple[Reading, ...]:
    """The readings of a name, the likeliest first; none of a text without words, or too long.

    >>> [reading.folded for reading in read("UBND TP.HCM")]
    ['uy ban nhan dan thanh pho ho chi minh']
    >>> len(read("BCH")), read(" … "), [w.base for w in read("Quận III")[0].words]
    (3, (), ['quan', '#3'])
    """
    return parse(text)


def parse(text: str) -> tuple[Reading, ...]:
    """``read`` without memory."""
    if len(text) > MAX_LENGTH:
        return ()
    if _CARE.search(text):
        text = normalize(text).view
    elif not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    items, starts, unsure = _items(text)
    if not items:
        return ()
    if not unsure:
        return (Reading(tuple(cast(list[Word], items)), starts),)
    if len(items) == 1 and not isinstance(items[0], Word) and items[0][0].undone == "abbreviation":
        # An abbreviation alone may also be a name: *BIDV* in a list of banks.
        items = [(*items[0][: MAX_READINGS - 1], Folded((word(letters_of(text)[:32]),)))]
    choices = [(Folded((item,)),) if isinstance(item, Word) else item for item in items]
    if any(readings[0].undone == "typing slip" for readings in choices):
        # Who slips once slips again: then *haf* is *hà* rather than a foreign word.
        choices = [tuple(sorted(r, key=lambda f: f.undone != "typing slip")) for r in choices]
    chosen = islice(product(*choices), MAX_READINGS)
    return tuple(_reading(choice, starts) for choice in chosen)


def _reading(items: tuple[Folded, ...], starts: list[int]) -> Reading:
    words: list[Word] = []
    breaks: list[int] = []
    bare = True
    for number, item in enumerate(items):
        if number in starts:
            breaks.append(len(words))
        words += item.words
        if not item.undone:
            bare = bare and True not in [w.marked for w in item.words]
    undone = tuple([item.note for item in items if item.undone])
    return Reading(tuple(words), breaks, undone, bare)


def find_light(bases: list[str]) -> list[tuple[int, Light]]:
    """Light phrases and where they begin; none when nothing else would be left.

    >>> [(at, light.kind) for at, light in find_light(["cong", "ti", "co", "phan", "hoa", "phat"])]
    [(0, 'company')]
    """
    phrases = light_phrases()
    found: list[tuple[int, Light]] = []
    at, count, covered = 0, len(bases), 0
    while at < count:
        candidates = phrases.get(bases[at])
        light = _light_at(bases, at, candidates) if candidates else None
        if light is None:
            at += 1
            continue
        found.append((at, light))
        covered += light.size
        at += light.size
    return found if covered < count else []


def lay_out(
    words: tuple[Word, ...], phrases: list[tuple[int, Light]], breaks: Sequence[int]
) -> Layout:
    """Weigh the words: a phrase is light only if its marks are right too, a head only in front.

    >>> layout = parse("Công ty cổ phần Hòa Phát")[0].layout
    >>> layout.weights[4:], layout.slots
    ([1.0, 1.0], [('head', 'company')])
    """
    weights = [1.0] * len(words)
    slots: list[tuple[str, str]] = []
    starts: list[int] = []
    front = 0  # where a head may stand: behind nothing but other heads of its part
    for at, light in phrases:
        end = at + light.size
        in_front = at == front or at in breaks
        if light.slot == "head" and not in_front:
            continue
        if not _is_phrase(words, at, light, named=bool(slots) and slots[0][0] == "head"):
            continue
        if in_front and light.slot != "unit":
            front = end
        weights[at:end] = [LIGHT / light.size] * light.size
        starts.append(at)
        if light.kind != "-":
            slots.append((light.slot, light.kind))
    return Layout(weights, slots, starts)


def _is_phrase(words: tuple[Word, ...], at: int, light: Light, named: bool) -> bool:
    """Whether the marks too are the phrase's.

    Without marks a phrase of one word can be part of a name (*tai: Tài*, and in the name of a
    company *quan: Quân*); only *va* and, outside companies, words of units may stand so.
    """
    bare = light.size > 1 or light.words[0].base == "va" or (light.slot == "unit" and not named)
    for i, meant in enumerate(light.words, at):
        if words[i] is not meant and words[i].marks != meant.marks:
            return bare and not any(w.marked for w in words[at : at + light.size])
    return True


# A unit's word before one of these is part of another: *tỉnh ủy, xã hội, huyện đội*.
NOT_UNITS = frozenset(["uy", "hoi", "vien", "doi", "dao"])


def _light_at(bases: list[str], at: int, candidates: tuple[Light, ...]) -> Light | None:
    for light in candidates:
        end = at + light.size
        if light.rest and bases[at + 1 : end] != light.rest:
            continue
        if light.slot == "unit" and (end >= len(bases) or bases[end] in NOT_UNITS):
            continue
        return light
    return None
