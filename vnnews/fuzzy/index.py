"""The arrays behind a matcher: names by key, by gaps and pairs of words; words by their deletions.

Everything is a flat array, so that an index of a million names is one file that is mapped into
memory. Four ways lead to a name: the *key*, a sum of hashes of its distinctive words in whatever
order (every match without a conflict is found by it); *gaps*, its keys with one word left out
(for a slip, whatever the slip is); *features*, hashes of its neighbouring words (for suggestions
below that); and *deletions*, from a slip to the known words one letter off.
"""

from __future__ import annotations

import mmap
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal
from zlib import crc32

import msgspec
from rapidfuzz.distance import Indel
from rapidfuzz.process import extract

from vnnews.fuzzy.build import BREAK, UNDONE, Columns, deletions, fingerprint
from vnnews.fuzzy.fold import Word, code_of, word
from vnnews.fuzzy.memory import Memory
from vnnews.fuzzy.postings import Postings
from vnnews.fuzzy.reading import Reading
from vnnews.fuzzy.score import one_off
from vnnews.fuzzy.syllables import is_base

if TYPE_CHECKING:
    from vnnews.fuzzy.build import Array

_MAGIC = b"vnnews fuzzy index 7\n"
_ALIGNED = 64  # bytes
_LOW = 0xFFFFFFFF  # the low half of a number
_REMEMBERED = 1 << 14  # words whose neighbours are remembered
_LIKEST = 8  # words that may stand in a gap
_ALL = 1 << 30  # numbers under a hash


class _Texts:
    """A column of strings."""

    __slots__ = ("_data", "_errors", "_offsets")

    def __init__(self, data: Array, offsets: Array, errors: str = "strict") -> None:
        self._data, self._offsets, self._errors = data.data, offsets.data, errors

    def __getitem__(self, number: int) -> str:
        offsets = self._offsets
        return str(self._data[offsets[number] : offsets[number + 1]], "utf-8", self._errors)


class Index:
    """Lookups in columns; immutable, so threads may share it.

    ``ids`` and the ``first_surface`` (the own name) are of an entry; ``names`` (as they were given)
    and the ``entry`` of a surface; ``surface`` of a row.
    """

    __slots__ = (
        "_codes",
        "_columns",
        "_deletions",
        "_entry_field",
        "_features",
        "_known",
        "_near",
        "_pieces",
        "_prints",
        "_spelt",
        "_text",
        "_text_offsets",
        "_words",
        "entry",
        "fields",
        "first_surface",
        "gaps",
        "ids",
        "keys",
        "names",
        "surface",
    )

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self.names = _Texts(columns.names, columns.name_offsets, "surrogatepass")
        self.ids = _Texts(columns.ids, columns.id_offsets, "surrogatepass")
        spelt = _Texts(columns.spelt, columns.spelt_offsets)
        self._spelt: Memory[int, Word] = Memory(lambda number: word(spelt[number]), 1 << 17)
        self._prints = columns.print.data
        self._text, self._text_offsets = columns.text.data, columns.text_offsets.data
        self._words = _Texts(columns.words, columns.word_offsets)
        self.surface = columns.row_surface.data
        self.entry = columns.surface_entry.data
        self.first_surface = columns.entry_surface.data
        self._entry_field = columns.entry_field.data
        self.keys = Postings(columns.key, columns.key_present)
        self.gaps = Postings(columns.gap, columns.gap_present)
        self._features = Postings(columns.feature, columns.feature_present)
        self._deletions = Postings(columns.deletion, columns.deletion_present)
        self._codes = columns.word_code.data
        self._known: Memory[int, bool] = Memory(self._stands, _REMEMBERED)
        self._pieces: Memory[str, int] = Memory(self._piece, _REMEMBERED)
        self._near: dict[str, tuple[list[tuple[str, int]], list[int]]] = {}
        self.fields = columns.fields.tobytes().decode("utf-8", "surrogatepass").split("\n")

    def __len__(self) -> int:
        return len(self.first_surface)

    def field(self, entry: int) -> str:
        """The field of an entry."""
        return self.fields[self._entry_field[entry]]

    def field_of_row(self, row: int) -> str:
        """The field of the entry that has a row."""
        return self.field(self.entry[self.surface[row]])

    def _tokens(self, row: int) -> list[int]:
        """Numbers of what a row is written with."""
        offsets = self._text_offsets
        return self._text[offsets[row] : offsets[row + 1]].tolist()

    def reading(self, row: int) -> Reading:
        """The reading of a row; of what was undone in it only that something was."""
        tokens = self._tokens(row)
        undone: tuple[str, ...] = ()
        if tokens[0] == UNDONE:
            undone = ("abbreviation: ",)
            del tokens[0]
        breaks: list[int] = []
        while BREAK in tokens:
            breaks.append(tokens.index(BREAK))
            del tokens[breaks[-1]]
        return Reading(tuple(map(self._spelt.__getitem__, tokens)), breaks, undone)

    def same(self, row: int, reading: Reading) -> Literal["exact", "folded"] | None:
        """Whether a row is a reading to the letter, or to the letter without marks if it has none.

        Told by fingerprints: most queries then need not touch the words of the row.
        """
        prints = self._prints[row]
        if reading.bare and prints & _LOW == fingerprint(reading.folded):
            return "exact" if prints >> 32 == fingerprint(reading.written) else "folded"
        return "exact" if prints >> 32 == fingerprint(reading.written) else None

    def is_undone(self, row: int) -> bool:
        """Whether anything was undone in a row's name to read it."""
        return self._text[self._text_offsets[row]] == UNDONE

    def letters(self, row: int) -> str:
        """The plain letters of a row's words."""
        spelt = self._spelt
        return " ".join([spelt[token].base for token in self._tokens(row) if token > BREAK])

    def knows(self, code: int) -> bool:
        """Whether a word with this code stands in any name."""
        return self._known[code]

    def piece(self, letters: str) -> int:
        """The code of letters that are a syllable or stand in some name, else 0."""
        return self._pieces[letters]

    def _piece(self, letters: str) -> int:
        code = code_of(letters)
        return code if is_base(letters) or self.knows(code) else 0

    def _stands(self, code: int) -> bool:
        at = bisect_left(self._codes, code)
        return at < len(self._codes) and self._codes[at] == code

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
            numbers.update(self._deletions.under(crc32(shorter.encode()) << 32, _ALL))
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

    def completing(self, rest: int, letters: str) -> list[int]:
        """Rows whose key is ``rest`` and one word more, of the words that are most like letters."""
        import numpy as np  # noqa: PLC0415

        places, first, last = self.keys.runs(self._columns.word_code + np.uint64(rest))
        words = [self._words[place] for place in places.tolist()]
        near = extract(letters, words, scorer=Indel.normalized_similarity, limit=_LIKEST)
        return [row for _, _, at in near for row in self.keys.numbers(first[at], last[at])]

    def suggestions(self, wanted: Sequence[int], budget: int, limit: int) -> list[int]:
        """Rows that share a feature: all of the rarest, then those that share most features."""
        import numpy as np  # noqa: PLC0415

        _, first, last = self._features.runs(np.array(wanted, np.uint64))
        rows: list[int] = []
        for size, a in sorted(set(zip((last - first).tolist(), first.tolist(), strict=True))):
            if len(rows) > limit and len(rows) + size > budget:
                break
            rows += self._features.numbers(a, a + min(size, budget))
        counts = Counter(rows)
        return sorted(counts, key=counts.__getitem__, reverse=True)[:limit]

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
