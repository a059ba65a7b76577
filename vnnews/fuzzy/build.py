"""How an index is built: entries are read, and become sorted flat arrays."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from vnnews.fuzzy.reading import Reading, parse

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

_MASK = (1 << 64) - 1
_MULTIPLIER = 0x9E3779B97F4A7C15
_SKIP = 0xC2B2AE3D27D4EB4F
_SHORT = 3  # words: so short a name is also found by each word
_MIDDLING = 5  # words: and so short a one by words with one between them
_MAX_ENTRY_READINGS = 4
_BLOCK = 1 << 17  # rows whose features are made at once


class Columns(NamedTuple):
    """The arrays of an index, each a ``numpy`` array.

    ``surface`` numbers the names and aliases, ``row`` their readings; ``key`` and ``feature`` are
    sorted.
    """

    names: Array  # UTF-8 of all surfaces
    name_ends: Array
    ids: Array  # UTF-8 of all ids
    id_ends: Array
    fields: Array  # UTF-8 of the distinct fields, one a line
    entry_field: Array
    surface_entry: Array
    folded: Array  # letters of the readings, without marks
    folded_ends: Array
    texts: Array  # UTF-8 of the readings, as ``Reading.spelt`` writes them
    text_ends: Array
    row_surface: Array  # the surface of each reading
    key: Array
    key_row: Array
    present: Array  # a bit for the first bits of each key: most keys that are tried are not there
    feature: Array
    feature_row: Array
    word_code: Array
    words: Array  # UTF-8 of the distinct words
    word_ends: Array
    deletion: Array
    deletion_word: Array


class _Texts:
    """Strings gathered into one buffer and the ends of each in it."""

    def __init__(self) -> None:
        self.buffer = bytearray()
        self.ends = array("Q")

    def add(self, text: str) -> None:
        self.buffer += text.encode("utf-8", "surrogatepass")
        self.ends.append(len(self.buffer))

    def text(self, number: int) -> str:
        start = self.ends[number - 1] if number else 0
        return self.buffer[start : self.ends[number]].decode("utf-8", "surrogatepass")


class Builder:
    """Gathers entries and makes the columns."""

    def __init__(self) -> None:
        self._names, self._ids, self._folded, self._texts = (_Texts() for _ in range(4))
        self._surface_entry = array("i")
        self._entry_field = array("i")
        self._hashes = array("q")
        self._fields: dict[str, int] = {}
        self._keys, self._row_surface = array("Q"), array("i")
        self._codes, self._code_ends = array("Q"), array("Q")
        self._words: dict[str, int] = {}

    def add(self, identifier: str, names: Iterable[str], field: str) -> None:
        """One entry under its names; names without words are kept but never found."""
        first, *others = names
        entry = len(self._ids.ends)
        self._ids.add(identifier)
        self._hashes.append(hash(identifier))
        self._entry_field.append(self._fields.setdefault(field, len(self._fields)))
        for name in (first, *others):
            surface = len(self._surface_entry)
            self._surface_entry.append(entry)
            self._names.add(name)
            readings = parse(name)[:_MAX_ENTRY_READINGS]
            if name is not first and len(readings) > 1 and _is_literal(readings):
                # An abbreviation given as an alias stands for this entry, whatever else it means.
                readings = readings[-1:]
            for reading in readings:
                self._row_surface.append(surface)
                self._texts.add(reading.spelt)
                self._folded.add(reading.folded)
                codes = [w.code for w in reading.words]
                self._words.update(zip(reading.bases, codes, strict=True))
                for at, light in reversed(reading.phrases):
                    del codes[at : at + light.size]
                self._keys.append(sum(codes) & _MASK)  # which is ``reading.key``
                self._codes.extend(codes)
                self._code_ends.append(len(self._codes))

    def columns(self) -> Columns:
        """The sorted arrays; the builder is spent."""
        import numpy as np  # noqa: PLC0415

        key = np.frombuffer(self._keys, dtype=np.uint64)
        order = np.argsort(key, kind="stable")
        feature, feature_row = self._features()
        known = sorted((code, base) for base, code in self._words.items())
        words = _Texts()
        for _, base in known:
            words.add(base)
        deletion, deletion_word = _deletions([base for _, base in known])
        fields = _Texts()
        fields.add("\n".join(self._fields))
        return Columns(
            names=_bytes(self._names),
            name_ends=_ends(self._names),
            ids=_bytes(self._ids),
            id_ends=_ends(self._ids),
            fields=_bytes(fields),
            entry_field=np.frombuffer(self._entry_field, dtype=np.int32),
            surface_entry=np.frombuffer(self._surface_entry, dtype=np.int32),
            folded=_bytes(self._folded),
            folded_ends=_ends(self._folded),
            texts=_bytes(self._texts),
            text_ends=_ends(self._texts),
            row_surface=np.frombuffer(self._row_surface, dtype=np.int32),
            key=key[order],
            key_row=order.astype(np.int32),
            present=_present(key),
            feature=feature,
            feature_row=feature_row,
            word_code=np.array([code for code, _ in known], dtype=np.uint64),
            words=_bytes(words),
            word_ends=_ends(words),
            deletion=deletion,
            deletion_word=deletion_word,
        )

    def _features(self) -> tuple[Array, Array]:
        """All features with their rows, sorted by feature, then row."""
        import numpy as np  # noqa: PLC0415

        codes = np.frombuffer(self._codes, dtype=np.uint64)
        ends = np.frombuffer(self._code_ends, dtype=np.uint64).astype(np.int64)
        packed = bytearray()  # grown in place, where joining arrays would hold all of them twice
        for first in range(0, len(ends), _BLOCK):
            last = min(first + _BLOCK, len(ends))
            start = int(ends[first - 1]) if first else 0
            counts = np.diff(ends[first:last], prepend=start)
            for piece in _packed(codes[start : int(ends[last - 1])], counts, first):
                packed += piece.data
        del codes, ends
        self._codes, self._code_ends = array("Q"), array("Q")
        every = np.frombuffer(packed, dtype=np.uint64)
        every.sort()
        return _halves(every)

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


def _packed(codes: Array, counts: Array, first: int) -> list[Array]:
    """Features of a block of rows, each in the high half of a number with its row in the low."""
    import numpy as np  # noqa: PLC0415

    row = np.repeat(np.arange(len(counts), dtype=np.uint32), counts)
    found = []
    for step, longest, factor in ((1, 1 << 30, _MULTIPLIER), (2, _MIDDLING, _SKIP)):
        if len(codes) > step:
            same = (row[step:] == row[:-step]) & (counts[row[step:]] <= longest)
            pair = codes[:-step] * np.uint64(factor) + codes[step:]
            found.append((pair[same], row[step:][same]))
    short = counts[row] <= _SHORT
    found.append((codes[short], row[short]))
    high = np.uint64(0xFFFFFFFF00000000)
    return [(code & high) | (where.astype(np.uint64) + np.uint64(first)) for code, where in found]


def _is_literal(readings: Sequence[Reading]) -> bool:
    """Whether a name is one abbreviation, of which the last reading is the letters themselves."""
    return bool(readings[0].undone) and not readings[-1].undone and len(readings[-1].words) == 1


def features(reading: Reading) -> list[int]:
    """Hashes of the neighbouring distinctive words of a reading, and of the words themselves."""
    codes = [w.code for w in reading.keyed]
    pairs = [((a * _MULTIPLIER + b) & _MASK) >> 32 for a, b in pairwise(codes)]
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
    places = keys >> np.uint64(64 - width)
    np.bitwise_or.at(
        bits, places >> np.uint64(3), np.uint8(1) << (places & np.uint64(7)).astype(np.uint8)
    )
    return bits


def _bytes(texts: _Texts) -> Array:
    import numpy as np  # noqa: PLC0415

    return np.frombuffer(texts.buffer, dtype=np.uint8)


def _ends(texts: _Texts) -> Array:
    import numpy as np  # noqa: PLC0415

    return np.frombuffer(texts.ends, dtype=np.uint64)


def deletions(base: str) -> list[str]:
    """The word, and the word with each letter left out.

    >>> deletions("ha")
    ['ha', 'a', 'h']
    """
    return [base, *[base[:at] + base[at + 1 :] for at in range(len(base))]]


def _deletions(bases: Sequence[str]) -> tuple[Array, Array]:
    import numpy as np  # noqa: PLC0415

    hashes, owners = array("I"), array("i")
    for number, base in enumerate(bases):
        if base[0] != "#":
            own = {crc32(shorter.encode()) for shorter in deletions(base)}
            hashes.extend(own)
            owners.extend([number] * len(own))
    packed = np.frombuffer(hashes, dtype=np.uint32).astype(np.uint64) << np.uint64(32)
    packed |= np.frombuffer(owners, dtype=np.uint32).astype(np.uint64)
    packed.sort()
    return _halves(packed)


def _halves(packed: Array) -> tuple[Array, Array]:
    """The high halves of numbers, and the low ones as rows."""
    import numpy as np  # noqa: PLC0415

    low, high = (0, 1) if sys.byteorder == "little" else (1, 0)
    halves = packed.view(np.uint32).reshape(-1, 2)
    return halves[:, high].copy(), halves[:, low].copy().view(np.int32)
