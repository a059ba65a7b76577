"""From a noisy name to the entry that is meant, or to the reason why none is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, islice, product
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec
from rapidfuzz.distance import Indel
from rapidfuzz.process import extract

from vnnews.fuzzy.build import Builder, features
from vnnews.fuzzy.fold import word
from vnnews.fuzzy.index import Index
from vnnews.fuzzy.phrases import light_words
from vnnews.fuzzy.reading import MAX_LENGTH, Reading, parse, read
from vnnews.fuzzy.repair import repaired
from vnnews.fuzzy.score import CONFLICT, CUTOFF, Comparison, How, alike, compare, near

if TYPE_CHECKING:
    from numpy.typing import NDArray

MARGIN = 0.01  # a best match closer than this to the next one is a tie
_BUCKET = 256  # names with the same distinctive words that are looked at
_BUDGET = 512  # names looked at for suggestions
_RESCORED = 24  # of these compared letter by letter
_LOOKED_AT = 192  # names one slip away that are compared letter by letter
_ALIKE = 0.92  # letters so much alike that no other suggestion is looked for
_NEAREST = CONFLICT * _ALIKE  # what an entry in conflict scores that is as much alike
_CHUNK = 2048  # queries of a batch that are looked up together
_MAX_KEYS = 4096  # ways to correct a query that are tried
_MAX_SLIPS = 1024  # ways to correct one more word of it
_MAX_WORDS = 20  # of a query two words of which are corrected
_MAX_PAIRS = 1 << 14  # ways to correct any two words of it
_MASK = (1 << 64) - 1
_NONE: frozenset[int] = frozenset()


# Entries found so far: the best comparison and the surface that it is with.
_Found: TypeAlias = dict[int, tuple[Comparison, int]]


class Entry(msgspec.Struct, frozen=True):
    """What a name can mean: its id, its name, other names, and a field to filter on."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    field: str = ""


class Match(msgspec.Struct, frozen=True):
    """An entry that a query agrees with.

    ``name`` is the entry's name, ``alias`` the other name that agreed, if one did. ``how`` is the
    largest step that it took, ``edits`` all of them in words, ``conflicts`` why it is a suggestion
    and no match, ``margin`` the distance to the next entry's score (the score itself without one).
    """

    id: str
    name: str
    score: float
    how: How
    edits: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    margin: float = 0.0
    alias: str | None = None


class Decision(msgspec.Struct, frozen=True):
    """What ``best`` decided: the match or None, why, and the nearest other entry."""

    match: Match | None
    reason: str
    runner_up: Match | None = None


class Matcher:
    """An immutable index of names, built once, saved as one file, shared by threads.

    >>> matcher = Matcher([("a", "Ủy ban nhân dân tỉnh Quảng Nam"), ("b", "Sở Y tế Quảng Ninh")])
    >>> matcher.best("UBND Quang Nam").match.id, matcher.best("UBND Quảng Ninh").match
    ('a', None)
    >>> matcher.match("so y te quang ninhh")[0].edits
    ('“ninhh” for “ninh”',)
    """

    __slots__ = ("_index",)

    def __init__(self, entries: Iterable[Entry | tuple[str, str]]) -> None:
        """Build from entries or ``(id, name)`` pairs.

        Raises:
            ValueError: an id or a name is blank, or an id given twice, or a name too long; the
                message says which entry (counted from 1).
        """
        builder = Builder()
        for number, given in enumerate(entries, 1):
            entry = given if isinstance(given, Entry) else Entry(*given)
            _check(entry, number)
            builder.add(entry.id, (entry.name, *entry.aliases), entry.field)
        doubled = builder.duplicate()
        if doubled is not None:
            first, second = doubled
            identifier = builder.id(second)
            message = f"id {identifier!r} is already that of entry {first + 1}"
            raise ValueError(f"entry {second + 1}: {message}")
        self._index = Index(builder.columns())

    def __len__(self) -> int:
        return len(self._index)

    # Matching ------------------------------------------------------------------------------------

    def match(
        self, query: str, limit: int = 5, cutoff: float = CUTOFF, field: str | None = None
    ) -> list[Match]:
        """The entries that agree with the query, the best first, each with its margin.

        At a cutoff above ``CONFLICT`` every entry that reaches it is found. Below, the nearest of
        the entries that share words with the query are added, with what speaks against them.

        >>> Matcher([("1", "Hà Nam"), ("2", "Hà Nội")]).match("ha noi", cutoff=0.3)[0].name
        'Hà Nội'
        """
        readings = read(query) if len(query) <= MAX_LENGTH else ()
        return self._match(readings, limit, cutoff, field)

    def match_many(
        self,
        queries: Iterable[str],
        limit: int = 5,
        cutoff: float = CUTOFF,
        field: str | None = None,
    ) -> Iterator[list[Match]]:
        """``match`` for each query, in order; lazily, and faster, for keys are looked up together.

        >>> matcher = Matcher([("1", "Hà Nam"), ("2", "Hà Nội")])
        >>> [[match.id for match in found] for found in matcher.match_many(["ha noi", "Hà Nam"])]
        [['2'], ['1']]
        """
        rest = iter(queries)
        while chunk := list(islice(rest, _CHUNK)):
            readings = {query: parse(query) for query in dict.fromkeys(chunk)}
            known = self._index.under_each([r.key for rs in readings.values() for r in rs])
            found = {
                query: self._match(each, limit, cutoff, field, known)
                for query, each in readings.items()
            }
            yield from (list(found[query]) for query in chunk)

    def best(self, query: str, cutoff: float = CUTOFF, field: str | None = None) -> Decision:
        """The one entry that is meant, or None with the reason.

        >>> Matcher([("1", "xã Tân Thành"), ("2", "xã Tân Thạnh")]).best("xa tan thanh").reason
        'tie: “xã Tân Thành” and “xã Tân Thạnh” fit equally'
        """
        if len(query) > MAX_LENGTH:
            return Decision(None, f"the query is longer than {MAX_LENGTH} characters")
        if not read(query):
            return Decision(None, "the query holds no words")
        found = self.match(query, limit=2, cutoff=cutoff, field=field)
        if not found:
            nearest = self.match(query, limit=1, cutoff=0.0, field=field)
            if not nearest:
                return Decision(None, "no entry is near the query")
            first = nearest[0]
            why = "; ".join(first.conflicts) or f"score {first.score:.2f} is below {cutoff:.2f}"
            return Decision(None, f"not “{first.name}”: {why}", first)
        first, second = found[0], found[1] if len(found) > 1 else None
        if first.conflicts:
            return Decision(None, f"not “{first.name}”: {'; '.join(first.conflicts)}", first)
        if second is not None and first.margin < MARGIN:
            reason = f"tie: “{first.name}” and “{second.name}” fit equally"
            return Decision(None, reason, first)
        return Decision(first, first.how, second)

    def _match(
        self,
        readings: Sequence[Reading],
        limit: int,
        cutoff: float,
        field: str | None,
        known: dict[int, list[int]] | None = None,
    ) -> list[Match]:
        """The matches of readings; ``known`` are rows that were looked up before, by key."""
        if not readings or limit < 1:
            return []
        found: _Found = {}
        for number, reading in enumerate(readings):
            self._agree(reading, found, known, repair=number == 0)
        if cutoff <= CONFLICT and sum(c.score >= _NEAREST for c, _ in found.values()) < limit:
            first = readings[0]
            first = next(iter(repaired(first, self._unknown(first))), first)
            self._suggest(first, found, limit)
        index = self._index
        kept = [entry for entry in found if field is None or index.field(entry) == field]
        if len(kept) > 1:
            kept.sort(key=lambda entry: (-found[entry][0].score, entry))
        matches: list[Match] = []
        for at, entry in enumerate(kept[:limit]):
            comparison, surface = found[entry]
            if comparison.score < cutoff:
                break
            own = index.first_surface(entry)
            following = found[kept[at + 1]][0].score if at + 1 < len(kept) else 0.0
            matches.append(
                Match(
                    index.id(entry),
                    index.name(own),
                    comparison.score,
                    comparison.how,
                    comparison.edits,
                    comparison.conflicts,
                    comparison.score - following,
                    index.name(surface) if surface != own else None,
                )
            )
        return matches

    def _agree(
        self, reading: Reading, found: _Found, known: dict[int, list[int]] | None, repair: bool
    ) -> None:
        """Find the entries that agree with a reading in every distinctive word.

        ``repair``: slips in light phrases are put right too, which is left to the first reading.
        """
        index = self._index
        unknown = self._unknown(reading)
        if not unknown:
            rows = index.under(reading.key, _BUCKET) if known is None else known[reading.key]
            for row in rows[:_BUCKET]:
                self._keep(found, reading, row, unknown)
            return
        for variant in (reading, *(repaired(reading, unknown) if repair else ())):
            left = unknown if variant is reading else self._unknown(variant)
            for row in dict.fromkeys(index.found(self._keys(variant, left), _BUCKET)):
                self._keep(found, variant, row, left)

    def _keep(self, found: _Found, reading: Reading, row: int, unknown: frozenset[int]) -> None:
        """Compare with a reading of an entry and keep it if it is the entry's best."""
        index = self._index
        text = index.text(row)
        undone = text[0] == "~"
        same = not unknown and index.folded(row) == reading.folded
        if text.removeprefix("~ ") == reading.spelt.removeprefix("~ "):
            comparison = alike(reading, undone)
        elif same and reading.bare:
            comparison = alike(reading, undone, "folded")
        else:
            other = Reading.from_spelt(text, reading if same else None)
            comparison = compare(reading, other, unknown)
        surface = index.surface(row)
        entry = index.entry(surface)
        before = found.get(entry)
        if before is None or comparison.score > before[0].score:
            found[entry] = comparison, surface

    def _suggest(self, reading: Reading, found: _Found, limit: int) -> None:
        """Add the nearest entries: one slip away, or sharing words with the reading."""
        index = self._index
        letters = reading.folded
        unknown = self._unknown(reading)
        rows = self._one_slip_away(reading, unknown)
        nearest = self._nearest(letters, rows, limit)
        if len(nearest) < limit or nearest[0][0] < _ALIKE:
            rows += index.suggestions(features(reading), _BUDGET, _RESCORED)
            nearest = self._nearest(letters, list(dict.fromkeys(rows)), limit)
        if len(nearest) < limit or nearest[0][0] < _ALIKE:
            rows += self._two_slips_away(reading, unknown)
            nearest = self._nearest(letters, list(dict.fromkeys(rows)), limit)
        for _, row in nearest:
            self._keep(found, reading, row, unknown)

    def _nearest(self, letters: str, rows: list[int], limit: int) -> list[tuple[float, int]]:
        """The rows whose letters are most alike, and how much they are."""
        texts = [self._index.folded(row) for row in rows]
        ranked = extract(letters, texts, scorer=Indel.normalized_similarity, limit=limit)
        return [(score, rows[at]) for _, score, at in ranked]

    def _one_slip_away(self, reading: Reading, unknown: frozenset[int]) -> list[int]:
        """Surfaces that agree but for one distinctive word, which is one letter off or left out."""
        import numpy as np  # noqa: PLC0415

        slips = [self._index.slips(w.base, w.code) for w in reading.keyed]
        slips += [  # *hang* weighs nothing as *hãng*, but may be a slip of *thắng*
            self._index.slips(w.base, w.code) + np.uint64(w.code)
            for at, light in reading.phrases
            for w in [reading.words[at]]
            if light.size == 1
        ]
        keys = self._keys(reading, unknown) if unknown else np.empty(0, np.uint64)
        if not len(keys):
            keys = np.array([reading.key], np.uint64)
        changes = np.concatenate(slips)
        keys = keys[: max(1, _MAX_SLIPS // len(changes))]
        return self._index.found((keys[:, None] + changes).ravel(), _RESCORED)[:_LOOKED_AT]

    def _two_slips_away(self, reading: Reading, unknown: frozenset[int]) -> list[int]:
        """Rows that agree but for two distinctive words, each one letter off or left out.

        Words that are unknown are among the two.
        """
        import numpy as np  # noqa: PLC0415

        if len(reading.words) > _MAX_WORDS:
            return []
        strange = [reading.words[i].base for i in unknown]
        least = min(len(strange), 2)
        pairs = [
            (self._index.slips(a.base, a.code)[:, None] + self._index.slips(b.base, b.code)).ravel()
            for a, b in combinations(reading.keyed, 2)
            if (a.base in strange) + (b.base in strange) >= least
        ]
        if not pairs or sum(map(len, pairs)) > _MAX_PAIRS:
            return []
        keys = np.concatenate(pairs) + np.uint64(reading.key)
        return self._index.found(keys, _RESCORED)[:_LOOKED_AT]

    def _unknown(self, reading: Reading) -> frozenset[int]:
        """Words that are no Vietnamese syllable and stand in no entry: they may be slips."""
        foreign = [i for i, w in enumerate(reading.words) if w.kind == "foreign"]
        if not foreign:
            return _NONE
        knows = self._index.knows
        return frozenset([i for i in foreign if not knows(reading.words[i].code)])

    def _keys(self, reading: Reading, unknown: frozenset[int]) -> NDArray[Any]:
        """The keys of the reading with its unknown words replaced by known ones near them."""
        import numpy as np  # noqa: PLC0415

        key, choices, count = reading.key, [], 1
        for w in [reading.words[i] for i in unknown]:
            near_words = self._index.one_off(w.base)
            changes = [c - w.code for base, c in near_words if near(w.base, word(base))]
            if any(base in light_words() for base, _ in near_words):
                changes.append(-w.code)  # a slip of a word that no key holds
            choices.append(changes)
            count *= len(changes)
        if not 0 < count <= _MAX_KEYS:
            return np.empty(0, np.uint64)
        keys = {(key + sum(chosen)) & _MASK for chosen in product(*choices)}
        return np.array(sorted(keys), dtype=np.uint64)

    # One file ------------------------------------------------------------------------------------

    def save(self, path: str | Path) -> None:
        """Write the matcher as one file."""
        target = Path(path)
        partial = target.with_name(f"{target.name}.part")
        partial.write_bytes(self.to_bytes())
        partial.replace(target)

    def to_bytes(self) -> bytes:
        """What ``save`` writes."""
        return self._index.to_bytes()

    @classmethod
    def from_bytes(cls, data: bytes, source: str = "bytes") -> Matcher:
        """The matcher that ``to_bytes`` wrote.

        Raises:
            ValueError: the bytes hold no matcher; the message names ``source``.
        """
        return cls._of(Index.from_buffer(data, source))

    @classmethod
    def load(cls, path: str | Path) -> Matcher:
        """The matcher in a file, mapped into memory rather than read.

        Raises:
            ValueError: the file holds no matcher; the message names it.
        """
        return cls._of(Index.load(Path(path)))

    @classmethod
    def _of(cls, index: Index) -> Matcher:
        matcher = object.__new__(cls)
        matcher._index = index
        return matcher

    def __reduce__(self) -> tuple[Any, tuple[bytes]]:
        return Matcher.from_bytes, (self.to_bytes(),)


def _check(entry: Entry, number: int) -> None:
    """Refuse what cannot be told apart or found."""
    if not isinstance(entry.id, str) or not isinstance(entry.name, str):
        raise TypeError(f"entry {number}: id and name must be strings")
    if not entry.id.strip():
        raise ValueError(f"entry {number}: blank id")
    if not entry.name.strip():
        raise ValueError(f"entry {number} ({entry.id}): blank name")
    if max(map(len, (entry.name, *entry.aliases))) > MAX_LENGTH:
        raise ValueError(f"entry {number} ({entry.id}): name longer than {MAX_LENGTH} characters")
