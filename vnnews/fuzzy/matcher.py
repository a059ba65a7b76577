"""From a noisy name to the entry that is meant, or to the reason why none is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from vnnews.fuzzy.build import Builder
from vnnews.fuzzy.index import Index
from vnnews.fuzzy.reading import MAX_LENGTH, Reading, parse
from vnnews.fuzzy.score import CUTOFF, How
from vnnews.fuzzy.search import Found, Query, find, find_each

MARGIN = 0.01  # a best match closer than this to the next one is a tie
_CHUNK = 512  # queries of a batch that run abreast


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
            entry = _entry(given, number)
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
        return self._answer(Query(query, _read(query), limit, cutoff, field))

    def _answer(self, query: Query) -> list[Match]:
        """``match`` for a query that was read."""
        if query.limit < 1:
            return []
        return self._matches(find(self._index, query), query)

    def match_many(
        self,
        queries: Iterable[str],
        limit: int = 5,
        cutoff: float = CUTOFF,
        field: str | None = None,
    ) -> Iterator[list[Match]]:
        """``match`` for each query, in order; lazily, and faster: slips are tried for all at once.

        >>> matcher = Matcher([("1", "Hà Nam"), ("2", "Hà Nội")])
        >>> [[match.id for match in found] for found in matcher.match_many(["ha noi", "Hà Nam"])]
        [['2'], ['1']]
        """
        rest = iter(queries)
        if limit < 1:
            yield from ([] for _ in rest)
        while chunk := list(islice(rest, _CHUNK)):
            asked = list(dict.fromkeys(chunk))
            read = [Query(query, _read(query), limit, cutoff, field) for query in asked]
            each = find_each(self._index, read)
            found = {
                query.text: self._matches(entries, query)
                for query, entries in zip(read, each, strict=True)
            }
            yield from (list(found[query]) for query in chunk)

    def best(self, query: str, cutoff: float = CUTOFF, field: str | None = None) -> Decision:
        """The one entry that is meant, or None with the reason.

        >>> Matcher([("1", "xã Tân Thành"), ("2", "xã Tân Thạnh")]).best("xa tan thanh").reason
        'tie: “xã Tân Thành” and “xã Tân Thạnh” fit equally'
        """
        readings = _read(query)
        if len(query) > MAX_LENGTH:
            return Decision(None, f"the query is longer than {MAX_LENGTH} characters")
        if not readings:
            return Decision(None, "the query holds no words")
        if field is not None and field not in self._index.fields:
            return Decision(None, f"no entry has the field {field!r}")
        found = self._answer(Query(query, readings, 2, cutoff, field))
        if not found:
            nearest = self._answer(Query(query, readings, 1, 0.0, field))
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

    def _matches(self, found: Found, query: Query) -> list[Match]:
        """The entries found as matches, the best first."""
        index = self._index
        kept = list(found)
        if len(kept) > 1:
            kept.sort(key=lambda entry: (-found[entry][0].score, entry))
        matches: list[Match] = []
        for at, entry in enumerate(kept[: query.limit]):
            comparison, surface = found[entry]
            if comparison.score < query.cutoff:
                break
            own = index.first_surface[entry]
            following = found[kept[at + 1]][0].score if at + 1 < len(kept) else 0.0
            matches.append(
                Match(
                    index.ids[entry],
                    index.names[own],
                    comparison.score,
                    comparison.how,
                    comparison.edits,
                    comparison.conflicts,
                    comparison.score - following,
                    index.names[surface] if surface != own else None,
                )
            )
        return matches

    # One file ------------------------------------------------------------------------------------

    def save(self, path: str | Path) -> None:
        """Write the matcher as one file."""
        target = Path(path)
        partial = target.with_name(f"{target.name}.part")
        with partial.open("wb") as file:
            self._index.write(file)
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


def _entry(given: Entry | tuple[str, str], number: int) -> Entry:
    """The entry that was given; one that cannot be told apart or found is refused."""
    if isinstance(given, Entry):
        entry = given
    elif not isinstance(given, (tuple, list)) or len(given) != 2:
        raise TypeError(f"entry {number}: neither an Entry nor an (id, name) pair: {given!r}")
    else:
        entry = Entry(*given)
    kinds = {*map(type, (entry.id, entry.name, entry.field, *entry.aliases))}
    strings = kinds == {str} or all(issubclass(kind, str) for kind in kinds)  # the first is faster
    if not strings or isinstance(entry.aliases, str):
        raise TypeError(f"entry {number}: id, name, field and each alias must be strings")
    if not entry.id.strip():
        raise ValueError(f"entry {number}: blank id")
    if not entry.name.strip():
        raise ValueError(f"entry {number} ({entry.id}): blank name")
    if max(map(len, (entry.name, *entry.aliases))) > MAX_LENGTH:
        raise ValueError(f"entry {number} ({entry.id}): name longer than {MAX_LENGTH} characters")
    return entry


def _read(query: str) -> tuple[Reading, ...]:
    if not isinstance(query, str):
        raise TypeError(f"a query must be a string, not {query!r}")
    return parse(query)
