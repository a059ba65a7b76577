"""How an index is built: entries are read, and become sorted flat arrays."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, islice, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from vnnews.fuzzy.fold import Word, word
from vnnews.fuzzy.reading import Reading, parse

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

_MASK = (1 << 64) - 1
MULTIPLIER = 0x9E3779B97F4A7C15
MARKS = ("~", ",")  # that something was undone, and a break: first of what readings are spelt with
UNDONE, BREAK = range(len(MARKS))
_SHORT = 3  # words: so short a name is also found by each word
SAME_GAP = 32  # rows that share all words but one: with more of them that word decides
SAME_FEATURE = 512  # rows that share a pair of words: with more of them it tells little
_MAX_ENTRY_READINGS = 4
_BLOCK = 1 << 14  # rows whose keys and features are made at once


class Columns(NamedTuple):
    """The arrays of an index, each a ``numpy`` array.

    ``surface`` numbers the names and aliases, ``row`` their readings. Strings are UTF-8, run
    together, with the offset at which each begins. ``key``, ``gap``, ``feature`` and ``deletion``
    are sorted, hashes in the high halves, rows or numbers of words in the low ones; each has a
    bit map of its first bits behind it.
    """

    names: Array  # all surfaces
    name_offsets: Array
    ids: Array
    id_offsets: Array
    fields: Array  # the distinct fields, one a line
    entry_field: Array
    entry_surface: Array  # the first surface of each entry
    surface_entry: Array
    spelt: Array  # what readings are written with (``Reading.spelt``)
    spelt_offsets: Array
    text: Array  # numbers of what each reading is written with, run together
    text_offsets: Array
    print: Array  # of each reading, as ``fingerprint`` makes it
    row_surface: Array  # the surface of each reading
    key: Array  # sums of the hashes of the words that tell a name
    key_present: Array
    gap: Array  # the same, and with each word left out
    gap_present: Array
    feature: Array  # pairs of neighbouring words
    feature_present: Array
    word_code: Array
    words: Array  # the distinct words
    word_offsets: Array
    deletion: Array  # words with each letter left out
    deletion_present: Array


class _Texts:
    """Strings gathered into one buffer and the offsets at which they begin in it."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self.buffer = bytearray()
        self.offsets = array("I", [0])
        for text in texts:
            self.add(text)

    def add(self, text: str) -> None:
        self.buffer += text.encode("utf-8", "surrogatepass")
        try:
            self.offsets.append(len(self.buffer))
        except OverflowError:  # more than four gigabytes
            self.offsets = array("Q", [*self.offsets, len(self.buffer)])

    def text(self, number: int) -> str:
        start, end = self.offsets[number : number + 2]
        return self.buffer[start:end].decode("utf-8", "surrogatepass")

    def columns(self) -> tuple[Array, Array]:
        import numpy as np  # noqa: PLC0415

        return np.frombuffer(self.buffer, np.uint8), np.frombuffer(
            self.offsets, self.offsets.typecode
        )


class Builder:
    """Gathers entries and makes the columns."""

    def __init__(self) -> None:
        self._names, self._ids = _Texts(), _Texts()
        self._text, self._text_offsets = array("I"), array("I", [0])
        self._prints = array("Q")
        self._spelt: dict[str, int] = defaultdict(count().__next__)
        for mark in MARKS:
            self._spelt[mark]
        self._surface_entry = array("i")
        self._entry_field, self._entry_surface = array("i"), array("i")
        self._hashes = array("q")
        self._fields: dict[str, int] = {}
        self._row_surface = array("i")
        self._keyed = bytearray()  # of each number in ``_text``, whether it is a word of the key

    def add(self, identifier: str, names: Sequence[str], field: str) -> None:
        """One entry under its names; names without words are kept but never found."""
        entry = len(self._hashes)
        self._ids.add(identifier)
        self._hashes.append(hash(identifier))
        self._entry_field.append(self._fields.setdefault(field, len(self._fields)))
        self._entry_surface.append(len(self._surface_entry))
        for at, name in enumerate(names):
            readings = parse(name)[:_MAX_ENTRY_READINGS]
            if at and len(readings) > 1 and _is_literal(readings):
                # An abbreviation given as an alias stands for this entry, whatever else it means.
                readings = readings[-1:]
            self._names.add(name)
            for reading in readings:
                self._add_row(reading)
            self._surface_entry.append(entry)

    def _add_row(self, reading: Reading) -> None:
        pieces = reading.pieces
        self._row_surface.append(len(self._surface_entry))
        if reading.undone:
            self._text.append(UNDONE)
        self._keyed += _keyed(reading)
        self._text.extend(map(self._spelt.__getitem__, pieces))
        self._text_offsets.append(len(self._text))
        self._prints.append(fingerprint(" ".join(pieces)) << 32 | fingerprint(reading.folded))

    def columns(self) -> Columns:
        """The sorted arrays; the builder is spent."""
        import numpy as np  # noqa: PLC0415

        key, gap, feature = self._sorted_hashes()
        known = sorted({(w.code, w.base) for w in self._written})
        bases = [base for _, base in known]
        ints = (self._entry_field, self._entry_surface, self._surface_entry, self._row_surface)
        entry_field, entry_surface, surface_entry, row_surface = (
            np.frombuffer(column, np.int32) for column in ints
        )
        return Columns(
            *self._names.columns(),
            *self._ids.columns(),
            _Texts(["\n".join(self._fields)]).columns()[0],
            entry_field,
            entry_surface,
            surface_entry,
            *_Texts(self._spelt).columns(),
            np.frombuffer(self._text, np.uint32),
            np.frombuffer(self._text_offsets, np.uint32),
            np.frombuffer(self._prints, np.uint64),
            row_surface,
            *(key, _present(key)),
            *(gap, _present(gap)),
            *(feature, _present(feature)),
            np.array([code for code, _ in known], np.uint64),
            *_Texts(bases).columns(),
            (deletion := _deletions(bases)),
            _present(deletion),
        )

    @property
    def _written(self) -> Iterator[Word]:
        """The distinct words of the readings, by number."""
        return map(word, islice(self._spelt, len(MARKS), None))

    def _sorted_hashes(self) -> list[Array]:
        """Keys, gaps and features, each with its row; one after the other, for memory is dear."""
        import numpy as np  # noqa: PLC0415

        codes = np.array([0] * len(MARKS) + [w.code for w in self._written], np.uint64)
        text = np.frombuffer(self._text, np.uint32)
        offsets = np.frombuffer(self._text_offsets, np.uint32)
        keyed = np.frombuffer(self._keyed, np.bool_)
        before = np.zeros(len(keyed) + 1, np.uint32)  # words of keys before each number
        keyed.cumsum(out=before[1:])
        sizes = np.diff(before[offsets]).astype(np.int64)
        del before
        found = []
        for size, most, packed in (
            (len(sizes), None, _keys),
            (len(sizes) + int(sizes[sizes > 1].sum()), SAME_GAP, _gaps),
            (int((sizes - 1).sum() + sizes[sizes <= _SHORT].sum()), SAME_FEATURE, _features),
        ):
            column, filled = np.empty(size, np.uint64), 0
            for first in range(0, len(sizes), _BLOCK):
                last = min(first + _BLOCK, len(sizes))
                piece = slice(offsets[first], offsets[last])
                words = codes[text[piece][keyed[piece]]]
                row = np.repeat(np.arange(first, last, dtype=np.uint64), sizes[first:last])
                made = packed(words, row, sizes[first:last])
                column[filled : filled + len(made)] = made
                filled += len(made)
            column.sort()
            found.append(column if most is None else _trimmed(column, most))
        return found

    def id(self, entry: int) -> str:
        """The id of an entry that was added."""
        return self._ids.text(entry)

    def duplicate(self) -> tuple[int, int] | None:
        """Numbers, from 0, of two entries with one id, if there are any."""
        import numpy as np  # noqa: PLC0415

        hashes = np.frombuffer(self._hashes, dtype=np.int64)
        order = np.argsort(hashes, kind="stable")
        doubled = np.flatnonzero(np.diff(hashes[order]) == 0)
        pairs = [(int(order[at]), int(order[at + 1])) for at in doubled]
        same = [(a, b) for a, b in pairs if self._ids.text(a) == self._ids.text(b)]
        return min(same, key=lambda pair: pair[1]) if same else None


def _keyed(reading: Reading) -> bytes:
    """Of each mark and word that a reading is spelt with, whether it is a word of the key."""
    keyed = bytearray(b"\1") * len(reading.words)
    for at, light in reading.phrases:
        keyed[at : at + light.size] = bytes(light.size)
    for at in reversed(reading.breaks):
        keyed.insert(at, 0)
    return b"\0" + keyed if reading.undone else bytes(keyed)


def fingerprint(text: str) -> int:
    """A hash of 32 bits, by which names with one key are known to be the same letters."""
    return crc32(text.encode("utf-8", "replace"))


def _sums(words: Array, sizes: Array) -> Array:
    """The key of each row: the sum of its words."""
    import numpy as np  # noqa: PLC0415

    sums: Array = np.add.reduceat(words, sizes.cumsum() - sizes)
    return sums


def _keys(words: Array, row: Array, sizes: Array) -> Array:
    """Keys in high halves, rows in low ones."""
    return _packed(_sums(words, sizes), row[sizes.cumsum() - sizes])


def _gaps(words: Array, row: Array, sizes: Array) -> Array:
    """Keys, and of names of several words keys with each word left out."""
    import numpy as np  # noqa: PLC0415

    several = np.repeat(sizes > 1, sizes)
    without = (np.repeat(_sums(words, sizes), sizes) - words)[several]
    return np.concatenate([_keys(words, row, sizes), _packed(without, row[several])])


def _features(words: Array, row: Array, sizes: Array) -> Array:
    """Pairs of neighbouring words, and the words of short names."""
    import numpy as np  # noqa: PLC0415

    beside, short = row[1:] == row[:-1], np.repeat(sizes <= _SHORT, sizes)
    pairs = words[:-1] * np.uint64(MULTIPLIER) + words[1:]
    alone = _packed(words[short], row[short])
    return np.concatenate([_packed(pairs[beside], row[1:][beside]), alone])


def _packed(hashes: Array, rows: Array) -> Array:
    import numpy as np  # noqa: PLC0415

    packed: Array = (hashes & np.uint64(0xFFFFFFFF00000000)) | rows
    return packed


def _trimmed(column: Array, most: int) -> Array:
    """The sorted column with the first rows only under each hash."""
    import numpy as np  # noqa: PLC0415

    hashes = column.view(np.uint32)[1::2]  # the high halves
    kept = np.ones(len(column), dtype=bool)
    kept[most:] = hashes[most:] != hashes[:-most]
    trimmed: Array = column[kept]
    return trimmed


def _is_literal(readings: Sequence[Reading]) -> bool:
    """Whether a name is one abbreviation, of which the last reading is the letters themselves."""
    return bool(readings[0].undone) and not readings[-1].undone and len(readings[-1].words) == 1


def features(codes: Sequence[int]) -> list[int]:
    """Hashes of the neighbouring words of a name, and if it is short of the words themselves."""
    pairs = [(a * MULTIPLIER + b) & _MASK for a, b in pairwise(codes)]
    return pairs if len(codes) > _SHORT + 1 else [*pairs, *codes]


def _present(keys: Array) -> Array:
    """A bit map of the first bits of keys, eight to sixteen bits a key."""
    import numpy as np  # noqa: PLC0415

    width = max(10, len(keys).bit_length() + 3)
    bits = np.zeros(1 << (width - 3), dtype=np.uint8)
    for first in range(0, len(keys), _BLOCK):
        places = keys[first : first + _BLOCK] >> np.uint64(64 - width)
        bit = np.uint8(1) << (places & np.uint64(7)).astype(np.uint8)
        np.bitwise_or.at(bits, places >> np.uint64(3), bit)
    return bits


def deletions(base: str) -> list[str]:
    """The word, and the word with each letter left out.

    >>> deletions("ha")
    ['ha', 'a', 'h']
    """
    return [base, *[base[:at] + base[at + 1 :] for at in range(len(base))]]


def _deletions(bases: Sequence[str]) -> Array:
    """Hashes of what each word is with a letter left out, and the number of the word."""
    import numpy as np  # noqa: PLC0415

    hashes, owners = array("I"), array("I")
    for number, base in enumerate(bases):
        if base[0] != "#":
            own = {crc32(shorter.encode()) for shorter in deletions(base)}
            hashes.extend(own)
            owners.extend([number] * len(own))
    packed = np.frombuffer(hashes, np.uint32).astype(np.uint64) << np.uint64(32)
    packed |= np.frombuffer(owners, np.uint32)
    packed.sort()
    return packed
