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
from rapidfuzz.distance import OSA

from vnnews.fuzzy.reading import Reading, parse

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

_MAGIC = b"vnnews fuzzy index 1\n"
_MASK = (1 << 64) - 1
_MULTIPLIER = 0x9E3779B97F4A7C15
_SKIP = 0xC2B2AE3D27D4EB4F
_SHORT = 3  # words: so short a name is also found by each word
_MIDDLING = 5  # words: and so short a one by words with one between them
_MAX_ENTRY_READINGS = 4


class Columns(NamedTuple):
    """The arrays of an index, each a ``numpy`` array.

    ``surface`` numbers the names and aliases; rows of ``key`` and ``feature`` are sorted.
    """

    names: Array  # UTF-8 of all surfaces
    name_ends: Array
    ids: Array  # UTF-8 of all ids
    id_ends: Array
    fields: Array  # UTF-8 of the distinct fields, one a line
    entry_field: Array
    surface_entry: Array
    folded: Array  # ASCII of the folded surfaces
    folded_ends: Array
    key: Array
    key_surface: Array
    feature: Array
    feature_surface: Array
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


class Builder:
    """Gathers entries and makes the columns."""

    def __init__(self) -> None:
        self._names, self._ids, self._folded = _Texts(), _Texts(), _Texts()
        self._surface_entry = array("i")
        self._entry_field = array("i")
        self._fields: dict[str, int] = {}
        self._keys, self._key_surface = array("Q"), array("i")
        self._codes, self._code_ends = array("Q"), array("Q")
        self._words: dict[str, int] = {}

    def add(self, identifier: str, names: Iterable[str], field: str) -> None:
        """One entry under its names; names without words are kept but never found."""
        entry = len(self._ids.ends)
        self._ids.add(identifier)
        self._entry_field.append(self._fields.setdefault(field, len(self._fields)))
        for name in names:
            surface = len(self._surface_entry)
            self._surface_entry.append(entry)
            self._names.add(name)
            readings = parse(name)[:_MAX_ENTRY_READINGS]
            self._folded.add(readings[0].folded if readings else "")
            for key in {reading.layout.key for reading in readings}:
                self._keys.append(key)
                self._key_surface.append(surface)
            for reading in readings[:1]:
                self._codes.extend(_keyed_codes(reading))
            self._code_ends.append(len(self._codes))
            for reading in readings:
                for word in reading.words:
                    self._words[word.base] = word.code

    def columns(self) -> Columns:
        """The sorted arrays; the builder is spent."""
        import numpy as np  # noqa: PLC0415

        key = np.frombuffer(self._keys, dtype=np.uint64)
        order = np.argsort(key, kind="stable")
        key, key_surface = key[order], np.frombuffer(self._key_surface, dtype=np.int32)[order]
        feature, feature_surface = self._features()
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
            entry_field=np.array(self._entry_field, dtype=np.int32),
            surface_entry=np.array(self._surface_entry, dtype=np.int32),
            folded=_bytes(self._folded),
            folded_ends=_ends(self._folded),
            key=key,
            key_surface=key_surface,
            feature=feature,
            feature_surface=feature_surface,
            word_code=np.array([code for code, _ in known], dtype=np.uint64),
            words=_bytes(words),
            word_ends=_ends(words),
            deletion=deletion,
            deletion_word=deletion_word,
        )

    def _features(self) -> tuple[Array, Array]:
        """All features with their surfaces, sorted by feature, then surface."""
        import numpy as np  # noqa: PLC0415

        codes = np.frombuffer(self._codes, dtype=np.uint64)
        ends = np.frombuffer(self._code_ends, dtype=np.uint64).astype(np.int64)
        counts = np.diff(ends, prepend=0)
        row = np.repeat(np.arange(len(ends), dtype=np.uint32), counts)
        packed = []
        for step, longest, factor in ((1, 1 << 30, _MULTIPLIER), (2, _MIDDLING, _SKIP)):
            if len(codes) > step:
                same = (row[step:] == row[:-step]) & (counts[row[step:]] <= longest)
                pair = codes[:-step] * np.uint64(factor) + codes[step:]
                packed.append(_pack(pair[same], row[step:][same]))
        short = counts[row] <= _SHORT
        packed.append(_pack(codes[short], row[short]))
        self._codes, self._code_ends = array("Q"), array("Q")
        every = np.concatenate(packed)
        every.sort()
        return (every >> np.uint64(32)).astype(np.uint32), every.astype(np.uint32).view(np.int32)


def _keyed_codes(reading: Reading) -> list[int]:
    return [w.code for w, keyed in zip(reading.words, reading.layout.keyed, strict=True) if keyed]


def features(reading: Reading) -> list[int]:
    """Hashes of the neighbouring distinctive words of a reading, and of the words themselves."""
    codes = _keyed_codes(reading)
    pairs = [((a * _MULTIPLIER + b) & _MASK) >> 32 for a, b in pairwise(codes)]
    if len(codes) > _MIDDLING + 1:
        return pairs
    pairs += [((a * _SKIP + b) & _MASK) >> 32 for a, b in zip(codes, codes[2:], strict=False)]
    if len(codes) > _SHORT + 1:
        return pairs
    return pairs + [code >> 32 for code in codes]


def _pack(code: Array, row: Array) -> Array:
    import numpy as np  # noqa: PLC0415

    return (code & np.uint64(0xFFFFFFFF00000000)) | row.astype(np.uint64)


def _bytes(texts: _Texts) -> Array:
    import numpy as np  # noqa: PLC0415

    return np.frombuffer(bytes(texts.buffer), dtype=np.uint8)


def _ends(texts: _Texts) -> Array:
    import numpy as np  # noqa: PLC0415

    return np.array(texts.ends, dtype=np.uint64)


def deletions(word: str) -> Iterator[str]:
    """The word, and the word with each letter left out."""
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


def _deletions(words: Sequence[str]) -> tuple[Array, Array]:
    import numpy as np  # noqa: PLC0415

    hashes, owners = array("I"), array("i")
    for number, word in enumerate(words):
        if word[0] != "#":
            own = {crc32(shorter.encode()) for shorter in deletions(word)}
            hashes.extend(own)
            owners.extend([number] * len(own))
    packed = np.frombuffer(hashes, dtype=np.uint32).astype(np.uint64) << np.uint64(32)
    packed |= np.frombuffer(owners, dtype=np.uint32).astype(np.uint64)
    packed.sort()
    return (packed >> np.uint64(32)).astype(np.uint32), packed.astype(np.uint32).view(np.int32)


class Index:
    """Lookups in columns; immutable, so threads may share it."""

    __slots__ = ("_code_view", "_columns", "_entry_view", "_key_view", "_slips", "_views", "fields")

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
                ("words", "word_ends"),
            )
        }
        self._slips: dict[str, Array] = {}  # remembered for known words, which are finite
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

    def folded(self, surface: int) -> str:
        """The letters of a surface."""
        return self._text("folded", surface)

    def entry(self, surface: int) -> int:
        """The entry that a surface names."""
        return int(self._entry_view[surface])

    def first_surface(self, entry: int) -> int:
        """The surface of an entry's own name."""
        return bisect_left(self._entry_view, entry)

    def field(self, entry: int) -> str:
        """The field of an entry."""
        return self.fields[self._columns.entry_field[entry]]

    def knows(self, code: int) -> bool:
        """Whether a word with this code stands in any name."""
        view = self._code_view
        at = bisect_left(view, code)
        return at < len(view) and view[at] == code

    def one_off(self, base: str) -> list[tuple[str, int]]:
        """Known words one letter off (added, lost, changed, swapped), and their codes."""
        import numpy as np  # noqa: PLC0415

        columns = self._columns
        wanted = np.array([crc32(s.encode()) for s in deletions(base)], dtype=np.uint32)
        first = columns.deletion.searchsorted(wanted, "left").tolist()
        last = columns.deletion.searchsorted(wanted, "right").tolist()
        numbers: set[int] = set()
        for a, b in zip(first, last, strict=True):
            if a < b:
                numbers.update(columns.deletion_word[a:b].tolist())
        known = ((self._text("words", n), n) for n in sorted(numbers))
        return [
            (w, self._code_view[n]) for w, n in known if OSA.distance(base, w, score_cutoff=1) < 2
        ]

    def slips(self, base: str, code: int) -> Array:
        """What a key changes by when the word is another one letter off, or is not there."""
        import numpy as np  # noqa: PLC0415

        known = self._slips.get(base)
        if known is None:
            others = [] if base[0] == "#" else [c for _, c in self.one_off(base) if c != code]
            known = np.array([*others, 0], np.uint64) - np.uint64(code)
            if self.knows(code):
                self._slips[base] = known
        return known

    def surfaces(self, keys: Array, limit: int) -> list[int]:
        """Surfaces under any of the keys, at most ``limit`` of each key."""
        columns = self._columns
        first = columns.key.searchsorted(keys, "left")
        hits = (
            first[columns.key.take(first, mode="clip") == keys] if len(columns.key) else first[:0]
        )
        found: list[int] = []
        for a in hits.tolist():
            key, b = self._key_view[a], a + 1
            while b < len(self._key_view) and b < a + limit and self._key_view[b] == key:
                b += 1
            found += columns.key_surface[a:b].tolist()
        return found

    def suggestions(self, wanted: list[int], budget: int, limit: int) -> list[int]:
        """Surfaces that share a feature: all of the rarest, then those that share most features."""
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
            piece = columns.feature_surface[a : a + min(size, budget * 4)]
            taken += len(piece)
            pieces.append(piece)
            if len(chosen) + size <= limit:
                chosen += piece.tolist()
        if taken > len(chosen):
            surfaces, counts = np.unique(np.concatenate(pieces), return_counts=True)
            if len(surfaces) > limit:
                surfaces = surfaces[np.argsort(-counts, kind="stable")[:limit]]
            chosen += surfaces.tolist()
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
