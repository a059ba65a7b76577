"""The arrays behind a matcher: names by key, by pairs of words, and words by their deletions.

Everything is a flat array, so that an index of a million names is one file that is mapped into
memory. Three ways lead to a name: the *key*, a sum of hashes of its distinctive words in whatever
order (every match without a conflict is found by it); *features*, hashes of its neighbouring words
(for suggestions below that); and *deletions*, from a slip to the known words one letter off.
"""

from __future__ import annotations

import mmap
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from io import BytesIO
from math import isqrt
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple
from zlib import crc32

import msgspec

from vnnews.fuzzy.build import MULTIPLIER, Columns, deletions
from vnnews.fuzzy.fold import code_of
from vnnews.fuzzy.score import one_off

if TYPE_CHECKING:
    from vnnews.fuzzy.build import Array

_MAGIC = b"vnnews fuzzy index 4\n"
_ALIGNED = 64  # bytes
_FEW = 512  # keys that are looked up one by one
_MASK = (1 << 64) - 1
_LOW = 0xFFFFFFFF  # the low half of a number
_REMEMBERED = 1 << 14  # words whose neighbours are remembered


class Lookup(NamedTuple):
    """Keys to look up, and how many rows under each to give at most."""

    keys: list[int]
    limit: int


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


def _first(view: memoryview[int], value: int) -> int:
    """Where a value stands, or would, in a sorted column of hashes of 64 bits.

    Hashes are spread evenly, so it stands near its share of the way.
    """
    count = len(view)
    likely, reach = value * count >> 64, 2 * isqrt(count) + 2
    at = bisect_left(view, value, max(0, likely - reach), min(count, likely + reach))
    return bisect_left(view, value) if at in (likely - reach, likely + reach) else at


class _Texts:
    """A column of strings."""

    __slots__ = ("_data", "_errors", "_offsets")

    def __init__(self, data: Array, offsets: Array, errors: str = "strict") -> None:
        self._data, self._offsets, self._errors = data.data, offsets.data, errors

    def __getitem__(self, number: int) -> str:
        offsets = self._offsets
        return str(self._data[offsets[number] : offsets[number + 1]], "utf-8", self._errors)


def _has(bits: Array, keys: Array) -> Array:
    """Whether the first bits of keys are those of some key of which ``bits`` were made."""
    import numpy as np  # noqa: PLC0415

    places = keys >> np.uint64(_shift(bits))
    bit = np.uint8(1) << (places & np.uint64(7)).astype(np.uint8)
    found: Array = bits[places >> np.uint64(3)] & bit != 0
    return found


def _shift(bits: Array) -> int:
    """By how much a key is shifted to give its place in the bits."""
    return 64 - len(bits).bit_length() - 2


def _halves(column: Array, wanted: Sequence[int]) -> tuple[list[int], list[int]]:
    """From where to where the wanted values are the high halves of a sorted column."""
    import numpy as np  # noqa: PLC0415

    high = np.array(wanted, np.uint64) << np.uint64(32)
    first = column.searchsorted(high, "left")
    return first.tolist(), column.searchsorted(high | np.uint64(_LOW), "right").tolist()


class Index:
    """Lookups in columns; immutable, so threads may share it.

    ``ids`` and the ``first_surface`` (the own name) are of an entry; ``names`` (as they were given)
    and the ``entry`` of a surface; ``texts`` (as ``Reading.spelt`` writes it), ``folded`` (its
    letters) and the ``surface`` of a row.
    """

    __slots__ = (
        "_beside",
        "_beside_shift",
        "_bits",
        "_codes",
        "_columns",
        "_deletions",
        "_entry_field",
        "_key_rows",
        "_keys",
        "_near",
        "_shift",
        "_words",
        "entry",
        "fields",
        "first_surface",
        "folded",
        "ids",
        "names",
        "surface",
        "texts",
    )

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self.names = _Texts(columns.names, columns.name_offsets, "surrogatepass")
        self.ids = _Texts(columns.ids, columns.id_offsets, "surrogatepass")
        self.folded = _Texts(columns.folded, columns.folded_offsets)
        self.texts = _Texts(columns.texts, columns.text_offsets)
        self._words = _Texts(columns.words, columns.word_offsets)
        self.surface = columns.row_surface.data
        self.entry = columns.surface_entry.data
        self.first_surface = columns.entry_surface.data
        self._entry_field = columns.entry_field.data
        self._keys, self._key_rows = columns.key.data, columns.key_row.data
        self._bits = columns.present.data
        self._shift = _shift(columns.present)
        self._beside = columns.beside.data
        self._beside_shift = _shift(columns.beside)
        self._codes = columns.word_code.data
        self._deletions = columns.deletion.data
        self._near: dict[str, tuple[list[tuple[str, int]], list[int]]] = {}
        self.fields = columns.fields.tobytes().decode("utf-8", "surrogatepass").split("\n")

    def __len__(self) -> int:
        return len(self.first_surface)

    def field(self, entry: int) -> str:
        """The field of an entry."""
        return self.fields[self._entry_field[entry]]

    def knows(self, code: int) -> bool:
        """Whether a word with this code stands in any name."""
        view = self._codes
        at = bisect_left(view, code)
        return at < len(view) and view[at] == code

    def one_off(self, base: str) -> list[tuple[str, int]]:
        """Known words one letter off (changed, added, lost or swapped), and their codes."""
        return self._near_words(base)[0]

    def near(self, base: str) -> list[int]:
        """Codes of the known words one letter off; none of a number."""
        return self._near_words(base)[1] if base[0] != "#" else []

    def _near_words(self, base: str) -> tuple[list[tuple[str, int]], list[int]]:
        remembered = self._near.get(base)
        if remembered is not None:
            return remembered

        tried = deletions(base)
        if base[-1] == "i":
            tried += deletions(f"{base[:-1]}y")
        if "y" in base:
            tried += deletions(base.replace("y", "i"))
        numbers: set[int] = set()
        for shorter in tried:
            numbers.update(self._with_deletion(crc32(shorter.encode())))
        near = [
            (w, self._codes[n])
            for n in sorted(numbers)
            if (w := self._words[n]) != base and one_off(base, w)
        ]
        found = near, [code for _, code in near]
        if len(self._near) >= _REMEMBERED:
            self._near.clear()
        self._near[base] = found
        return found

    def _with_deletion(self, code: int) -> list[int]:
        """Numbers of the words that are, or with a letter left out become, what has this hash."""
        view = self._deletions
        first = at = _first(view, code << 32)
        last = (code << 32) | _LOW
        while at < len(view) and view[at] <= last:
            at += 1
        return [n & _LOW for n in view[first:at]]

    def meant(self, base: str) -> list[int]:
        """Codes of the word, if it is known, and of those one letter off."""
        if not base:
            return []
        own = [code] if self.knows(code := code_of(base)) else []
        return own + self.near(base)

    def is_beside(self, one: int, other: int) -> bool:
        """Whether words with these codes stand side by side in some name; almost surely."""
        place = ((one * MULTIPLIER + other) & _MASK) >> self._beside_shift
        return bool(self._beside[place >> 3] >> (place & 7) & 1)

    def following(self, one: int, others: Sequence[int]) -> list[int]:
        """Those of the words that stand behind a word in some name; almost surely."""
        bits, shift, part = self._beside, self._beside_shift, one * MULTIPLIER
        places = [(part + other & _MASK) >> shift for other in others]
        return [w for w, at in zip(others, places, strict=True) if bits[at >> 3] >> (at & 7) & 1]

    def preceding(self, other: int, ones: Sequence[int]) -> list[int]:
        """Those of the words that stand before a word in some name; almost surely."""
        bits, shift = self._beside, self._beside_shift
        places = [(one * MULTIPLIER + other & _MASK) >> shift for one in ones]
        return [w for w, at in zip(ones, places, strict=True) if bits[at >> 3] >> (at & 7) & 1]

    def found(self, wanted: Lookup) -> list[int]:
        """Rows under any of the keys, in the order of the keys."""
        keys, limit = wanted
        if len(keys) <= _FEW:
            bits, shift = self._bits, self._shift
            rows: list[int] = []
            for key in keys:
                place = key >> shift
                if bits[place >> 3] >> (place & 7) & 1:
                    rows += self._under(key, limit)
            return rows
        import numpy as np  # noqa: PLC0415

        likely = self._likely(np.array(keys, np.uint64))[0]
        runs = _runs(self._columns.key, likely, self._keys, limit)
        return [row for a, b in runs for row in self._columns.key_row[a:b].tolist()]

    def found_each(self, lookups: Sequence[Lookup]) -> list[list[int]]:
        """What ``found`` gives for each of many."""
        import numpy as np  # noqa: PLC0415

        found: list[list[int]] = [[] for _ in lookups]
        if not lookups:
            return found
        keys = np.concatenate([np.asarray(each.keys, np.uint64) for each in lookups])
        owners = np.repeat(np.arange(len(lookups)), [len(each.keys) for each in lookups])
        keys, places = self._likely(keys)
        owners = owners[places]
        column, rows = self._columns.key, self._columns.key_row
        first = column.searchsorted(keys, "left")
        last = column.searchsorted(keys, "right")
        hits = np.flatnonzero(first < last)
        for owner, a, b in zip(
            owners[hits].tolist(), first[hits].tolist(), last[hits].tolist(), strict=True
        ):
            found[owner] += rows[a : min(b, a + lookups[owner].limit)].tolist()
        return found

    def _likely(self, keys: Array) -> tuple[Array, Array]:
        """Those of the keys whose first bits are those of some key, and where they stood."""
        import numpy as np  # noqa: PLC0415

        likely = np.flatnonzero(_has(self._columns.present, keys))
        return keys[likely], likely

    def _under(self, key: int, limit: int) -> list[int]:
        """Rows under one key, at most ``limit``."""
        view, count = self._keys, len(self._keys)
        at = _first(view, key)
        found: list[int] = []
        while at < count and view[at] == key and len(found) < limit:
            found.append(self._key_rows[at])
            at += 1
        return found

    def suggestions(self, wanted: list[int], budget: int, limit: int) -> list[int]:
        """Rows that share a feature: all of the rarest, then those that share most features."""
        import numpy as np  # noqa: PLC0415

        columns = self._columns
        first, last = _halves(columns.feature, wanted)
        ranges = sorted({(b - a, a) for a, b in zip(first, last, strict=True) if a < b})
        taken = 0
        chosen: list[int] = []
        pieces: list[Array] = []
        for size, a in ranges:
            if taken > limit and taken + size > budget:
                break
            piece = columns.feature[a : a + min(size, budget * 4)] & np.uint64(_LOW)
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

    def write(self, file: BinaryIO) -> None:
        """Write the index: magic, a header line of JSON, the arrays."""
        described, offset = [], 0
        for name, column in zip(Columns._fields, self._columns, strict=True):
            described.append((name, column.dtype.str, offset, len(column)))
            offset += column.nbytes + -column.nbytes % _ALIGNED
        header = _MAGIC + msgspec.json.encode(described)
        file.write(header + b" " * (-(len(header) + 1) % _ALIGNED) + b"\n")
        for column in self._columns:
            file.write(column.data)
            file.write(bytes(-column.nbytes % _ALIGNED))

    def to_bytes(self) -> bytes:
        """What ``write`` writes."""
        file = BytesIO()
        self.write(file)
        return file.getvalue()

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
