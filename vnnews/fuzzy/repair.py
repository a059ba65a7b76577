"""Slips in light phrases and in abbreviations, which are put right before anything is looked up."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain

from rapidfuzz.distance import OSA

from vnnews.fuzzy.build import deletions
from vnnews.fuzzy.fold import Word
from vnnews.fuzzy.phrases import abbreviations, find_light, light_phrases
from vnnews.fuzzy.reading import Reading

_SHORT_ABBREVIATION = 3  # letters: too short to be recognised with a slip


@lru_cache(maxsize=1)
def _fixed() -> dict[str, tuple[tuple[str, tuple[Word, ...]], ...]]:
    """Words of light phrases and long abbreviations, by their deletions of one letter."""
    found: dict[str, list[tuple[str, tuple[Word, ...]]]] = {}
    fixed: dict[str, tuple[Word, ...]] = {}
    for light in chain.from_iterable(light_phrases().values()):
        fixed |= {w.base: (w,) for w in light.words if len(w.base) > 1}
    for short, meant in abbreviations().items():
        if len(short) > _SHORT_ABBREVIATION:
            fixed[short] = meant[0]
    for letters, words in fixed.items():
        for shorter in deletions(letters):
            found.setdefault(shorter, []).append((letters, words))
    return {shorter: tuple(each) for shorter, each in found.items()}


def repaired(reading: Reading, unknown: frozenset[int]) -> list[Reading]:
    """The reading with slips in light phrases and abbreviations put right.

    >>> from vnnews.fuzzy.reading import parse
    >>> [repaired(r, frozenset({0}))[0].spelt for r in parse("côgn ty hòa phát")]
    ['~ công ty hòa phát']
    """
    words: list[Word] = []
    notes = list(reading.undone)
    for at, slip in enumerate(reading.words):
        meant = _meant(reading, at) if at in unknown else None
        if meant is None:
            words.append(slip)
        else:
            words += meant
            notes.append(f"slip: {' '.join([w.text for w in meant])}")
    if len(notes) == len(reading.undone):
        return []
    breaks = reading.breaks if len(words) == len(reading.words) else ()
    return [Reading(tuple(words), breaks, tuple(notes), reading.bare)]


def _meant(reading: Reading, at: int) -> tuple[Word, ...] | None:
    """The abbreviation, or the word that makes a light phrase, of which word ``at`` is a slip."""
    slip = reading.words[at].base
    if len(slip) < 3:
        return None
    for shorter in deletions(slip):
        for letters, words in _fixed().get(shorter, ()):
            if OSA.distance(slip, letters, score_cutoff=1) > 1 or letters == slip:
                continue
            if len(words) > 1:
                return words
            bases = [w.base for w in reading.words]
            bases[at] = letters
            if any(start <= at < start + light.size for start, light in find_light(bases)):
                return words
    return None
