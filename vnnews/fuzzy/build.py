"""How an index is built: entries are read, and become sorted flat arrays."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import count, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from vnnews.fuzzy.fold import code_of
from vnnews.fuzzy.reading import Reading, parse

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

_MASK = (1 << 64) - 1
MULTIPLIER = 0x9E3779B97F4A7C15
_SKIP = 0xC2B2AE3D27D4EB4F
_SHORT = 3  # words: so short a name is also found by each word
_MIDDLING = 5  # words: and so short a one by words with one between them
_MAX_ENTRY_READINGS = 4
_BLOCK = 1 << 16  # rows whose keys and features are made at once


class Columns(NamedTuple):
    """The arrays of an index, each a ``numpy`` array.

    ``surface`` numbers the names and aliases, ``row`` their readings; ``key``, ``feature`` and
    ``deletion`` are sorted. Strings are UTF-8, run together, with the offset at which each begins.
    """

    names: Array  # all surfaces
    name_offsets: Array
    ids: Array
    id_offsets: Array
    fields: Array  # the distinct fields, one a line
    entry_field: Array
    entry_surface: Array  # the first surface of each entry
    surface_entry: Array
    folded: Array  # letters of the readings, without marks
    folded_offsets: Array
    texts: Array  # the readings, as ``Reading.spelt`` writes them
    text_offsets: Array
    row_surface: Array  # the surface of each reading
    key: Array
    key_row: Array
    present: Array  # a bit for the first bits of each key: most keys that are tried are not there
    feature: Array  # hashes in the high halves, rows in the low ones
    beside: Array  # a bit for the first bits of each feature
    word_code: Array
    words: Array  # the distinct words
    word_offsets: Array
    deletion: Array  # hashes in the high halves, numbers of words in the low ones


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
        self._names, self._ids, self._folded, self._texts = (_Texts() for _ in range(4))
        self._surface_entry = array("i")
        self._entry_field, self._entry_surface = array("i"), array("i")
        self._hashes = array("q")
        self._fields: dict[str, int] = {}
        self._row_surface = array("i")
        self._numbers, self._sizes = array("I"), array("H")  # words that make the keys of the rows
        self._words: dict[str, int] = defaultdict(count().__next__)

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
        self._row_surface.append(len(self._surface_entry))
        self._texts.add(reading.spelt)
        self._folded.add(reading.folded)
        numbers = list(map(self._words.__getitem__, reading.bases))
        for at, light in reversed(reading.phrases):
            del numbers[at : at + light.size]
        self._numbers.extend(numbers)
        self._sizes.append(len(numbers))

    def columns(self) -> Columns:
        """The sorted arrays; the builder is spent."""
        import numpy as np  # noqa: PLC0415

        key, feature = self._keys_and_features()
        order = np.argsort(key, kind="stable")
        known = sorted((code_of(base), base) for base in self._words)
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
            *self._folded.columns(),
            *self._texts.columns(),
            row_surface,
            key[order],
            order.astype(np.int32),
            _present(key),
            feature,
            _present(feature),
            np.array([code for code, _ in known], np.uint64),
            *_Texts(bases).columns(),
            _deletions(bases),
        )

    def _keys_and_features(self) -> tuple[Array, Array]:
        """The key of each row, and all features with their rows, sorted by feature, then row."""
        import numpy as np  # noqa: PLC0415

        codes = np.array([code_of(base) for base in self._words], np.uint64)
        numbers = np.frombuffer(self._numbers, np.uint32)
        sizes = np.frombuffer(self._sizes, np.uint16).astype(np.int64)
        starts = np.concatenate([np.zeros(1, np.int64), sizes.cumsum()])
        key = np.empty(len(sizes), np.uint64)
        feature = np.empty(_feature_count(sizes), np.uint64)
        filled = 0
        for first in range(0, len(sizes), _BLOCK):
            last = min(first + _BLOCK, len(sizes))
            block = codes[numbers[starts[first] : starts[last]]]
            key[first:last] = np.add.reduceat(block, starts[first:last] - starts[first])
            for piece in _packed(block, sizes[first:last], first):
                feature[filled : filled + len(piece)] = piece
                filled += len(piece)
        del numbers  # the words of the rows, no longer wanted: memory is dearest now
        self._numbers = array("I")
        feature.sort()
        return key, feature

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


def _feature_count(sizes: Array) -> int:
    """How many features rows of these many words have."""
    pairs = int((sizes - 1).sum())
    apart = int((sizes[(sizes > 1) & (sizes <= _MIDDLING)] - 2).sum())
    return pairs + apart + int(sizes[sizes <= _SHORT].sum())


def _packed(codes: Array, sizes: Array, first: int) -> list[Array]:
    """Features of a block of rows, each in the high half of a number with its row in the low."""
    import numpy as np  # noqa: PLC0415

    row = np.repeat(np.arange(len(sizes), dtype=np.uint32), sizes)
    found = []
    for step, longest, factor in ((1, 1 << 30, MULTIPLIER), (2, _MIDDLING, _SKIP)):
        if len(codes) > step:
            same = (row[step:] == row[:-step]) & (sizes[row[step:]] <= longest)
            pair = codes[:-step] * np.uint64(factor) + codes[step:]
            found.append((pair[same], row[step:][same]))
    short = sizes[row] <= _SHORT
    found.append((codes[short], row[short]))
    high = np.uint64(0xFFFFFFFF00000000)
    return [(code & high) | (where.astype(np.uint64) + np.uint64(first)) for code, where in found]


def _is_literal(readings: Sequence[Reading]) -> bool:
    """Whether a name is one abbreviation, of which the last reading is the letters themselves."""
    return bool(readings[0].undone) and not readings[-1].undone and len(readings[-1].words) == 1


def features(reading: Reading) -> list[int]:
    """Hashes of the neighbouring distinctive words of a reading, and of the words themselves."""
    codes = [w.code for w in reading.keyed]
    pairs = [((a * MULTIPLIER + b) & _MASK) >> 32 for a, b in pairwise(codes)]
    if len(codes) > _MIDDLING + 1:
        return pairs
    pairs += [((a * _SKIP + b) & _MASK) >> 32 for a, b in zip(codes, codes[2:], strict=False)]
    if len(codes) > _SHORT + 1:
        return pairs
    return pairs + [code >> 32 for code in codes]


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
