"""A name as it is compared: words, what weighs little in it, and the key under which it is found.

Abbreviations are written out, phrases such as *công ty cổ phần* or *tỉnh* are set aside, numerals
become numbers. Where an abbreviation or a slip can be read in several ways, all readings are given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice, product
from typing import cast

import msgspec

from vnnews.fuzzy.fold import Folded, Word, word
from vnnews.fuzzy.items import BREAK, Item, items_of, words_in
from vnnews.fuzzy.phrases import LIGHT, Light, abbreviations, body_heads, find_light, letters_of

MAX_LENGTH = 1000  # characters: no name is longer
MAX_READINGS = 6
_MASK = (1 << 64) - 1


class Layout(msgspec.Struct, frozen=True):
    """What weighs how much in a reading.

    ``weights`` says what each word is worth (1, or a share of ``LIGHT`` for words of a light
    phrase), ``total`` what all are; ``slots`` the classes of its light phrases; ``starts`` where
    these begin.
    """

    weights: list[float]
    total: float
    slots: list[tuple[str, str]]
    starts: list[int]


class Reading:
    """One reading of a name.

    ``bases`` are the letters of the words, ``breaks`` the words after a comma or the like,
    ``undone`` says what was read into the text to get the words.
    """

    __slots__ = ("_bare", "_key", "_layout", "_phrases", "bases", "breaks", "undone", "words")

    def __init__(
        self,
        words: tuple[Word, ...],
        breaks: Sequence[int] = (),
        undone: tuple[str, ...] = (),
        bare: bool | None = None,
    ) -> None:
        """``bare`` is worked out from the words if it is not given."""
        self.words = words
        self.bases = [w.base for w in words]
        self.breaks = breaks
        self.undone = undone
        self._bare = bare
        self._phrases: list[tuple[int, Light]] | None = None
        self._layout: Layout | None = None
        self._key: int | None = None

    @property
    def bare(self) -> bool:
        """Whether no mark stood on any word as it was written."""
        if self._bare is None:
            self._bare = True not in [w.marked for w in self.words]
        return self._bare

    @property
    def phrases(self) -> list[tuple[int, Light]]:
        """Its light phrases and where they begin, by the letters alone."""
        if self._phrases is None:
            self._phrases = find_light(self.bases, parted=bool(self.breaks))
        return self._phrases

    @property
    def key(self) -> int:
        """A sum of hashes of the words outside light phrases, in whatever order they stand."""
        if self._key is None:
            key = sum([w.code for w in self.words])
            for _, light in self.phrases:
                key -= light.code
            self._key = key & _MASK
        return self._key

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
        return " ".join(self.bases)

    @property
    def spelt(self) -> str:
        """The words, "," before a part, "~" first if anything was undone.

        >>> parse("Sở Y tế, UBND TP. Huế")[0].spelt
        '~ sở y tế , ủy ban nhân dân thành phố huế'
        """
        return f"~ {self.written}" if self.undone else self.written

    @property
    def written(self) -> str:
        """The words, "," before a part."""
        return " ".join(self.pieces)

    @property
    def pieces(self) -> list[str]:
        """What it is written with, one by one."""
        texts = [w.text for w in self.words]
        for at in reversed(self.breaks):
            texts.insert(at, ",")
        return texts

    def share(self, other: Reading) -> None:
        """Take what was found in a reading of the same letters rather than find it again.

        That is its light phrases, and what weighs how much where these have the same marks.
        """
        phrases = self._phrases = other.phrases
        self._key = other.key
        if not self.breaks and not other.breaks:
            one, two = self.words, other.words
            for at, light in phrases:
                if one[at : (end := at + light.size)] != two[at:end]:
                    return
            self._layout = other.layout

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
    items = items_of(text)
    if {*map(type, items)} == {Word}:
        return (Reading(tuple(cast(list[Word], items))),)
    if len(items) < 4 and len(named := [item for item in items if item is not BREAK]) < 2:
        items = [_or_letters(item, text) for item in named]
    unsure = [item for item in items if not isinstance(item, Word)]
    if max(map(len, unsure), default=1) == 1:
        reading = _reading([item if isinstance(item, Word) else item[0] for item in items])
        return (reading,) if reading.words else ()
    if "typing slip" in [readings[0].undone for readings in unsure]:
        # Who slips once slips again: then *haf* is *hà* rather than a foreign word.
        items = [item if isinstance(item, Word) else _typed_first(item) for item in items]
    choices = [(item,) if isinstance(item, Word) else item for item in items]
    chosen = islice(product(*choices), MAX_READINGS)
    found = [_reading(cast(Iterable[Folded | Word], each)) for each in chosen]
    return tuple([reading for reading in found if reading.words])


def literal(text: str) -> Reading:
    """The words as they are written: only what is in capitals is an abbreviation.

    Of slips that look like abbreviations or numbers: *ông ty Bch Tài*, *Cong tt*, *Quan Nam*.

    >>> literal("CTCP Bch Tài").folded
    'cong ti co phan bch tai'
    """
    shouting = text.isupper()
    words: list[Word] = []
    for token in words_in(text):
        meant = abbreviations().get(letters_of(token), ()) if token.isupper() else ()
        words += meant[0] if len(meant) == 1 and not shouting else (word(token.lower()),)
    return Reading(tuple(words))


def _or_letters(item: Item, text: str) -> Item:
    """An abbreviation alone may also be a name: *BIDV* in a list of banks."""
    if isinstance(item, Word) or item[0].undone != "abbreviation":
        return item
    return (*item[: MAX_READINGS - 1], Folded((word(letters_of(text)[:32]),)))


def _typed_first(readings: tuple[Folded, ...]) -> tuple[Folded, ...]:
    return tuple(sorted(readings, key=lambda folded: folded.undone != "typing slip"))


def _reading(items: Iterable[Folded | Word]) -> Reading:
    words: list[Word] = []
    breaks: list[int] = []
    notes: list[str] = []
    marked = broken = False
    for item in items:
        if isinstance(item, Word):
            meant: tuple[Word, ...] = (item,)
            marked = marked or item.marked
        elif item.undone:
            meant = item.words
            notes.append(item.note)
        else:
            meant = item.words
            marked = marked or True in [w.marked for w in meant]
        if not meant:
            broken = True
        elif broken:
            breaks.append(len(words))
            broken = False
        words += meant
    return Reading(tuple(words), breaks, tuple(notes), not marked)


def lay_out(
    words: tuple[Word, ...], phrases: list[tuple[int, Light]], breaks: Sequence[int]
) -> Layout:
    """Weigh the words: a phrase is light only if its marks are right too, a head only in front.

    >>> layout = parse("Công ty cổ phần Hòa Phát")[0].layout
    >>> layout.weights[4:], layout.slots
    ([1.0, 1.0], [('head', 'company')])
    """
    weights, total = [1.0] * len(words), float(len(words))
    slots: list[tuple[str, str]] = []
    starts: list[int] = []
    front = 0  # where a head may stand: behind nothing but other heads of its part
    for at, light in phrases:
        end = at + light.size
        slot = light.slot
        in_front = at == front or at in breaks
        if slot == "head" and not in_front:
            continue
        if words[at:end] != light.words:
            named = bool(slots) and slots[0][0] == "head"
            if not _is_phrase(words[at:end], light, named):
                continue
        if in_front and slot != "unit":
            front = end
        weights[at:end] = light.weights
        total += LIGHT - light.size
        starts.append(at)
        if light.kind != "-":
            slots.append((slot, light.kind))
    return Layout(weights, total, slots, starts)


def _is_phrase(words: tuple[Word, ...], light: Light, named: bool) -> bool:
    """Whether the marks of words with the letters of a phrase are the phrase's too.

    Without marks a phrase of one word can be part of a name (*tai: Tài*, and in the name of a
    company *quan: Quân*); only *va* and, outside companies, words of units may stand so.
    """
    if [w.marks for w in words] == light.marks:
        return True
    loose = light.loose or (light.slot == "unit" and not named)
    return loose and True not in [w.marked for w in words]
