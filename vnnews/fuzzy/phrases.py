"""The tables that names are read with: abbreviations, and phrases that weigh little."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import msgspec

from vnnews.fuzzy.fold import Word, word
from vnnews.fuzzy.syllables import plain_letters
from vnnews.lexicon.tables import rows

TOKEN = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*|[^\w\s]|_")

LIGHT = 0.15  # what a whole light phrase is worth


class Light(msgspec.Struct, frozen=True):
    """A phrase that weighs little: its words, the slot that it fills, and its class there."""

    words: tuple[Word, ...]
    slot: str
    kind: str
    rest: list[str]  # bases of the words after the first
    size: int
    code: int  # the sum of the codes of its words
    weights: list[float]  # what each of its words is worth
    marks: list[str]  # of its words
    loose: bool  # without marks it is the phrase still


def plain_words(phrase: str) -> tuple[Word, ...]:
    """The words of a phrase of a table, taken as they stand.

    >>> [w.base for w in plain_words("thành phố")]
    ['thanh', 'pho']
    """
    tokens = TOKEN.findall(unicodedata.normalize("NFC", phrase).lower())
    return tuple(word(token) for token in tokens if token[0].isalnum())


@lru_cache(maxsize=1 << 16)
def letters_of(abbreviation: str) -> str:
    """Its letters and digits without marks, by which abbreviations are compared.

    >>> letters_of("GD-ĐT"), letters_of("T.Ư")
    ('gddt', 'tu')
    """
    lower = plain_letters(abbreviation.lower())
    if lower.isascii() and lower.isalnum():
        return lower
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
def prefixes() -> frozenset[str]:
    """What abbreviations begin with."""
    return frozenset(key[:end] for key in abbreviations() for end in range(1, len(key) + 1))


@cache
def light_phrases() -> dict[str, tuple[Light, ...]]:
    """Phrases that weigh little by their first base, the longest first."""
    found: dict[str, list[Light]] = {}
    for row in rows("light_phrases"):
        words = plain_words(row["phrase"])
        if row["slot"] != "start":
            rest, code = [w.base for w in words[1:]], sum([w.code for w in words])
            weights = [LIGHT / len(words)] * len(words)
            marks, loose = [w.marks for w in words], len(words) > 1 or words[0].base == "va"
            light = Light(
                *(words, row["slot"], row["class"], rest, len(words), code, weights, marks, loose)
            )
            found.setdefault(words[0].base, []).append(light)
    return {
        base: tuple(sorted(phrases, key=lambda phrase: -len(phrase.words)))
        for base, phrases in found.items()
    }


@cache
def _by_two_bases() -> dict[str, dict[str, list[tuple[int, list[str], bool, Light]]]]:
    """Light phrases by their first base and the one behind it, the longest first.

    Beside each what is asked of it first: its size, its other bases, whether it is of a unit.
    Those of one word stand with each that may be behind it, and with "" for all others.
    """
    found: dict[str, dict[str, list[tuple[int, list[str], bool, Light]]]] = {}
    for base, phrases in light_phrases().items():
        seconds = {"", *[light.rest[0] for light in phrases if light.rest]}
        found[base] = {
            second: [
                (p.size, p.rest, p.slot == "unit", p)
                for p in phrases
                if not p.rest or p.rest[0] == second
            ]
            for second in seconds
        }
    return found


@cache
def light_words() -> frozenset[str]:
    """Letters of the words that are a light phrase by themselves."""
    return frozenset(
        base for base, phrases in light_phrases().items() if any(p.size == 1 for p in phrases)
    )


@cache
def light_patterns() -> frozenset[tuple[str, ...] | str]:
    """Light phrases of several words with one of them blank, and without blanks between them.

    >>> ("thi", "") in light_patterns(), "thixa" in light_patterns()
    (True, True)
    """
    found: set[tuple[str, ...] | str] = set()
    for light in (light for phrases in light_phrases().values() for light in phrases):
        bases = [w.base for w in light.words]
        if light.size > 1:
            found |= {(*bases[:at], "", *bases[at + 1 :]) for at in range(light.size)}
            found.add("".join(bases))
    return frozenset(found)


@cache
def light_openings() -> frozenset[str | tuple[str, str]]:
    """What light phrases of several words open with, for one look at most words.

    That is the first word, or the second, and the first three letters without blanks.

    >>> opened = light_openings()
    >>> ("thanh", "*") in opened, ("*", "pho") in opened, "tha" in opened
    (True, True, True)
    """
    found: set[str | tuple[str, str]] = set()
    for light in (light for phrases in light_phrases().values() for light in phrases):
        bases = [w.base for w in light.words]
        if light.size > 1:
            found |= {(bases[0], "*"), ("*", bases[1]), "".join(bases)[:3]}
    return frozenset(found)


@cache
def body_heads() -> dict[str, list[tuple[Word, ...]]]:
    """Heads that begin a part of a name, by their first base."""
    found: dict[str, list[tuple[Word, ...]]] = {}
    for row in rows("light_phrases"):
        if row["slot"] == "start":
            words = plain_words(row["phrase"])
            found.setdefault(words[0].base, []).append(words)
    return found


# A unit's word before one of these is part of another: *tỉnh ủy, xã hội, huyện đội*.
NOT_UNITS = frozenset(["uy", "hoi", "vien", "doi", "dao"])


def find_light(bases: list[str], *, parted: bool = False) -> list[tuple[int, Light]]:
    """Light phrases and where they begin; none when nothing else would be left.

    ``parted``: parts may have changed places, so that the word of a unit may stand at the end.

    >>> [(at, light.kind) for at, light in find_light(["cong", "ti", "co", "phan", "hoa", "phat"])]
    [(0, 'company')]
    """
    phrases = _by_two_bases()
    found: list[tuple[int, Light]] = []
    count, end, covered = len(bases), 0, 0
    for at in [at for at, base in enumerate(bases) if base in phrases]:
        if at < end:
            continue
        behind = phrases[bases[at]]
        for size, rest, unit, light in (
            behind.get(bases[at + 1], behind[""]) if at + 1 < count else behind[""]
        ):
            after = at + size
            if size > 2 and bases[at + 1 : after] != rest:
                continue
            if unit and not (parted if after >= count else bases[after] not in NOT_UNITS):
                continue
            found.append((at, light))
            end, covered = after, covered + size
            break
    return found if covered < count else []
