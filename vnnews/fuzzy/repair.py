"""Slips in light phrases and in abbreviations, which are put right before anything is looked up."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain, islice, product

from rapidfuzz.distance import OSA

from vnnews.fuzzy.build import deletions
from vnnews.fuzzy.fold import Word
from vnnews.fuzzy.memory import Memory
from vnnews.fuzzy.phrases import abbreviations, find_light, light_phrases
from vnnews.fuzzy.reading import Reading

_MAX_READINGS = 3
_SHORT_ABBREVIATION = 3  # letters: of a light phrase, and with a letter more, or not recognised


@lru_cache(maxsize=1)
def _fixed() -> dict[str, tuple[tuple[str, tuple[Word, ...]], ...]]:
    """Words of light phrases and long abbreviations, by their deletions of one letter."""
    found: dict[str, list[tuple[str, tuple[Word, ...]]]] = {}
    fixed: dict[str, tuple[Word, ...]] = {}
    for light in chain.from_iterable(light_phrases().values()):
        fixed |= {w.base: (w,) for w in light.words if len(w.base) > 1}
    for short, meant in abbreviations().items():
        if len(short) > _SHORT_ABBREVIATION or (
            len(short) == _SHORT_ABBREVIATION and _is_light(meant[0])
        ):
            fixed[short] = meant[0]
    for letters, words in fixed.items():
        for shorter in deletions(letters):
            found.setdefault(shorter, []).append((letters, words))
    return {shorter: tuple(each) for shorter, each in found.items()}


def _is_light(words: tuple[Word, ...]) -> bool:
    """Whether words are light phrases and nothing else: *một thành viên*."""
    bases = [w.base for w in words]
    return sum([light.size for _, light in find_light([*bases, ""])]) == len(bases)


def repaired(reading: Reading, unknown: frozenset[int]) -> list[Reading]:
    """The reading with slips in light phrases and abbreviations put right, in a few ways.

    >>> from vnnews.fuzzy.reading import parse
    >>> [repaired(r, frozenset({0}))[0].spelt for r in parse("côgn ty hòa phát")]
    ['~ công ty hòa phát']
    """
    meanings = {at: each for at in sorted(unknown) if (each := _meanings(reading, at))}
    if not meanings:
        return []
    found: list[Reading] = []
    for chosen in islice(product(*meanings.values()), _MAX_READINGS):
        meant = dict(zip(meanings, chosen, strict=True))
        words = [w for at, slip in enumerate(reading.words) for w in meant.get(at, (slip,))]
        notes = [f"slip: {' '.join([w.text for w in meant[at]])}" for at in meant]
        breaks = reading.breaks if len(words) == len(reading.words) else ()
        found.append(Reading(tuple(words), breaks, (*reading.undone, *notes), reading.bare))
    return found


def _meanings(reading: Reading, at: int) -> list[tuple[Word, ...]]:
    """The abbreviations, or the words that make a light phrase, of which word ``at`` is a slip."""
    found: list[tuple[Word, ...]] = []
    for letters, words in _MEANT[reading.words[at].base]:
        bases = [*reading.bases]
        bases[at] = letters
        if len(words) > 1 or any(a <= at < a + light.size for a, light in find_light(bases)):
            found.append(words)
    return found


def _one_off(slip: str) -> list[tuple[str, tuple[Word, ...]]]:
    """Words of light phrases and abbreviations, one letter off."""
    found: dict[tuple[Word, ...], str] = {}
    for shorter in deletions(slip) if len(slip) > 2 else ():
        for letters, words in _fixed().get(shorter, ()):
            short = len(words) > 1 and len(letters) <= _SHORT_ABBREVIATION
            if letters == slip or (short and len(slip) <= _SHORT_ABBREVIATION):
                continue
            if OSA.distance(slip, letters, score_cutoff=1) <= 1:
                found.setdefault(words, letters)
    return [(letters, words) for words, letters in found.items()]


_MEANT = Memory(_one_off, 1 << 14)
