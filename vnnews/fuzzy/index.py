"""The arrays behind a matcher: names by key, by pairs of words, and words by their deletions.

Everything is a flat array, so that an index of a million names is one file that is mapped into
memory. Three ways lead to a name: the *key*, a sum of hashes of its distinctive words in whatever
order (every match without a conflict is found by it); *features*, hashes of its neighbouring words
(for suggestions below that); and *deletions*, from a slip to the known words one letter off.
"""

from __future__ import annotations

import mmap
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

import msgspec

from vnnews.fuzzy.reading import Reading, parse
from vnnews.fuzzy.score import one_off

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

_MAGIC = b"vnnews fuzzy index 2\n"
_MASK = (1 << 64) - 1
_MULTIPLIER = 0x9E3779B97F4A7C15
_SKIP = 0xC2B2AE3D27D4EB4F
_SHORT = 3  # words: so short a name is also found by each word
_MIDDLING = 5  # words: and so short a one by words with one between them
_MAX_ENTRY_READINGS = 4
_BLOCK = 1 << 17  # rows whose features are made at once
_FEW = 64  # keys that are looked up without asking the bit map first
_REMEMBERED = 1 << 14  # words whose neighbours are remembered


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
                self._keys.append(reading.key)
                self._row_surface.append(surface)
                self._texts.add(reading.spelt)
                self._folded.add(reading.folded)
                self._codes.extend([w.code for w in reading.keyed])
                self._code_ends.append(len(self._codes))
                for w in reading.words:
                    if w.base not in self._words:
                        self._words[w.base] = w.code

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
        blocks = []
        for first in range(0, len(ends), _BLOCK):
            last = min(first + _BLOCK, len(ends))
            start = int(ends[first - 1]) if first else 0
            counts = np.diff(ends[first:last], prepend=start)
            blocks += _packed(codes[start : int(ends[last - 1])], counts, first)
        every = np.concatenate(blocks) if blocks else np.empty(0, np.uint64)
        del blocks, codes
        self._codes, self._code_ends = array("Q"), array("Q")
        every.sort()
        return (every >> np.uint64(32)).astype(np.uint32), every.astype(np.uint32).view(np.int32)

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
    return (packed >> np.uint64(32)).astype(np.uint32), packed.astype(np.uint32).view(np.int32)


def _runs(
    column: Array, wanted: Array, view: memoryview[int], limit: int
) -> Iterator[tuple[int, int]]:
    """Where the wanted values stand in a sorted column, at most ``limit`` rows of each."""
    if len(column) == 0:
        return
    first = column.searchsorted(wanted)
    for a in first[column.take(first, mode="clip") == wanted].tolist():
        value, b, end = view[a], a + 1, min(len(view), a + limit)
        while b < end and view[b] == value:
            b += 1
        yield a, b


class Index:
    """Lookups in columns; immutable, so threads may share it."""

    __slots__ = (
        "_code_view",
        "_columns",
        "_deletion_view",
        "_entry_view",
        "_key_row_view",
        "_key_view",
        "_near",
        "_row_view",
        "_slips",
        "_views",
        "fields",
    )

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._views = {
            name: (
                getattr(columns, name).data,
                getattr(columns, ends).data,
                "surrogatepass" if name in ("names", "ids") else "strict",
            )
            for name, ends in (
                ("names", "name_ends"),
                ("ids", "id_ends"),
                ("folded", "folded_ends"),
                ("texts", "text_ends"),
                ("words", "word_ends"),
            )
        }
        self._near: dict[str, list[tuple[str, int]]] = {}
        self._slips: dict[str, Array] = {}
        self._deletion_view = columns.deletion.data
        self._row_view = columns.row_surface.data
        self._key_row_view = columns.key_row.data
        self._key_view = columns.key.data
        self._code_view = columns.word_code.data
        self._entry_view = columns.surface_entry.data
        self.fields = columns.fields.tobytes().decode("utf-8", "surrogatepass").split("\n")

    def __len__(self) -> int:
        return len(self._columns.id_ends)

    def _text(self, column: str, number: int) -> str:
        data, ends, errors = self._views[column]
        start = ends[number - 1] if number else 0
        return str(data[start : ends[number]], "utf-8", errors)

    def id(self, entry: int) -> str:
        """The id of an entry."""
        return self._text("ids", entry)

    def name(self, surface: int) -> str:
        """A name or an alias as it was given."""
        return self._text("names", surface)

    def text(self, row: int) -> str:
        """A reading as ``Reading.spelt`` writes it."""
        return self._text("texts", row)

    def folded(self, row: int) -> str:
        """The letters of a reading."""
        return self._text("folded", row)

    def surface(self, row: int) -> int:
        """The surface that a reading is of."""
        return int(self._row_view[row])

    def entry(self, surface: int) -> int:
        """The entry that a surface names."""
        return int(self._entry_view[surface])

    def first_surface(self, entry: int) -> int:
        """The surface of an entry's own name."""
        return bisect_left(self._entry_view, entry)

    def field(self, entry: int) -> str:
        """The field of an entry."""
        return str(self.fields[int(self._columns.entry_field[entry])])

    def knows(self, code: int) -> bool:
        """Whether a word with this code stands in any name."""
        view = self._code_view
        at = bisect_left(view, code)
        return at < len(view) and view[at] == code

    def one_off(self, base: str) -> list[tuple[str, int]]:
        """Known words one letter off (changed, added, lost or swapped), and their codes."""
        remembered = self._near.get(base)
        if remembered is not None:
            return remembered
        import numpy as np  # noqa: PLC0415

        columns = self._columns
        tried = deletions(base)
        if base[-1] == "i":
            tried += deletions(f"{base[:-1]}y")
        wanted = np.array([crc32(s.encode()) for s in tried], dtype=np.uint32)
        numbers: set[int] = set()
        for a, b in _runs(columns.deletion, wanted, self._deletion_view, len(columns.deletion)):
            numbers.update(columns.deletion_word[a:b].tolist())
        near = [
            (w, self._code_view[n])
            for n in sorted(numbers)
            if (w := self._text("words", n)) != base and one_off(base, w)
        ]
        if len(self._near) >= _REMEMBERED:
            self._near.clear()
        self._near[base] = near
        return near

    def slips(self, base: str, code: int) -> Array:
        """What a key changes by when the word is another one letter off, or is not there."""
        known = self._slips.get(base)
        if known is None:
            import numpy as np  # noqa: PLC0415

            others = [other for _, other in self.one_off(base)] if base[0] != "#" else []
            known = np.array([*others, 0], np.uint64) - np.uint64(code)
            if len(self._slips) >= _REMEMBERED:
                self._slips.clear()
            self._slips[base] = known
        return known

    def found(self, keys: Array, limit: int) -> list[int]:
        """Rows under any of the keys, at most ``limit`` of each key."""
        rows: list[int] = []
        if len(keys) > _FEW:
            keys = self._likely(keys)
        for a, b in _runs(self._columns.key, keys, self._key_view, limit):
            rows += self._columns.key_row[a:b].tolist()
        return rows

    def _likely(self, keys: Array) -> Array:
        """Those of the keys whose first bits are those of some key."""
        import numpy as np  # noqa: PLC0415

        bits = self._columns.present
        places = keys >> np.uint64(64 - len(bits).bit_length() - 2)
        flags = bits[places >> np.uint64(3)] >> (places & np.uint64(7)).astype(np.uint8)
        likely: Array = keys[(flags & 1).astype(bool)]
        return likely

    def under(self, key: int, limit: int) -> list[int]:
        """Rows under one key, at most ``limit``."""
        view = self._key_view
        at = bisect_left(view, key)
        found: list[int] = []
        while at < len(view) and view[at] == key and len(found) < limit:
            found.append(self._key_row_view[at])
            at += 1
        return found

    def under_each(self, keys: list[int]) -> dict[int, list[int]]:
        """Rows under each of many keys."""
        import numpy as np  # noqa: PLC0415

        sought = np.unique(np.array(keys, np.uint64))
        column, rows = self._columns.key, self._columns.key_row
        first = column.searchsorted(sought, "left").tolist()
        last = column.searchsorted(sought, "right").tolist()
        return {
            key: rows[a:b].tolist() if a < b else []
            for key, a, b in zip(sought.tolist(), first, last, strict=True)
        }

    def suggestions(self, wanted: list[int], budget: int, limit: int) -> list[int]:
        """Rows that share a feature: all of the rarest, then those that share most features."""
        import numpy as np  # noqa: PLC0415

        columns = self._columns
        sought = np.array(wanted, dtype=np.uint32)
        first = columns.feature.searchsorted(sought, "left").tolist()
        last = columns.feature.searchsorted(sought, "right").tolist()
        ranges = sorted({(b - a, a) for a, b in zip(first, last, strict=True) if a < b})
        taken = 0
        chosen: list[int] = []
        pieces: list[Array] = []
        for size, a in ranges:
            if taken > limit and taken + size > budget:
                break
            piece = columns.feature_row[a : a + min(size, budget * 4)]
            taken += len(piece)
            pieces.append(piece)
            if len(chosen) + size <= limit:
                chosen += piece.tolist()
        if taken > len(chosen):
            rows, counts = np.unique(np.concatenate(pieces), return_counts=True)
            if len(rows) > limit:
                rows = rows[np.argsort(-counts, kind="stable")[:limit]]
            chosen += rows.tolist()
        return list(dict.fromkeys(chosen))

    # One file ------------------------------------------------------------------------------------

    def to_bytes(self) -> bytes:
        """The index as one string of bytes: magic, a header line of JSON, the arrays."""
        described, offset, blobs = [], 0, []
        for name, column in zip(Columns._fields, self._columns, strict=True):
            described.append((name, column.dtype.str, offset, len(column)))
            blob = column.tobytes()
            blobs.append(blob + bytes(-len(blob) % 64))
            offset += len(blobs[-1])
        header = _MAGIC + msgspec.json.encode(described)
        header += b" " * (-(len(header) + 1) % 64) + b"\n"
        return header + b"".join(blobs)

    @classmethod
    def from_buffer(cls, buffer: bytes | mmap.mmap, source: str) -> Index:
        """The index in a buffer, which is not copied.

        Raises:
            ValueError: the buffer holds no index of this version; the message names ``source``.
        """
        import numpy as np  # noqa: PLC0415

        if buffer[: len(_MAGIC)] != _MAGIC:
            raise ValueError(f"{source}: not an index of vnnews.fuzzy")
        body = buffer.find(b"\n", len(_MAGIC)) + 1
        try:
            described = msgspec.json.decode(
                buffer[len(_MAGIC) : body], type=list[tuple[str, str, int, int]]
            )
            columns = {
                name: np.frombuffer(buffer, dtype=dtype, count=count, offset=body + offset)
                if count
                else np.empty(0, dtype=dtype)
                for name, dtype, offset, count in described
            }
            return cls(Columns(**columns))
        except (msgspec.DecodeError, ValueError, TypeError) as error:
            raise ValueError(f"{source}: damaged index ({error})") from error

    @classmethod
    def load(cls, path: Path) -> Index:
        """The index in a file, mapped into memory."""
        with path.open("rb") as file:
            if path.stat().st_size < len(_MAGIC):
                raise ValueError(f"{path}: not an index of vnnews.fuzzy")
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return cls.from_buffer(mapped, str(path))
