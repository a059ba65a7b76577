"""Layer-1 names by token, as titles are read against them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import msgspec

from vnnews.find.candidate import Candidate
from vnnews.text.tokens import Tokens

_TYPES = frozenset(["PER", "ORG", "LOC"])


class Names(msgspec.Struct, frozen=True):
    """Layer-1 names by token: index of the name that covers it (-1: none), and its range.

    ``cover`` has one place more than there are tokens, so that a look past either end finds none.
    """

    cover: list[int]
    ranges: list[tuple[int, int]]
    types: list[str]

    def at(self, token: int) -> int:
        """Index of the name that covers ``token``, or -1."""
        return self.cover[token]

    def starts(self, token: int, *types: str) -> int:
        """End of the name of one of ``types`` that starts at ``token``, or -1."""
        index = self.cover[token]
        if index < 0 or self.types[index] not in types or self.ranges[index][0] != token:
            return -1
        return self.ranges[index][1]

    def ends(self, token: int, *types: str) -> int:
        """Start of the name of one of ``types`` that ends before ``token``, or -1."""
        index = self.cover[token - 1]
        if index < 0 or self.types[index] not in types or self.ranges[index][1] != token:
            return -1
        return self.ranges[index][0]


def index_names(tokens: Tokens, names: Sequence[Candidate]) -> Names:
    """The names by token; of overlapping ones the earlier in ``names`` stands."""
    cover = [-1] * (len(tokens) + 1)
    ranges: list[tuple[int, int]] = []
    types: list[str] = []
    starts, ends = tokens.start, tokens.end
    reach = 0  # what begins behind it is free
    for name in names:
        if name.type not in _TYPES:
            continue
        # As ``tokens.range``, whose call would cost as much again.
        begin = bisect_right(ends, name.start)
        end = bisect_left(starts, name.end, begin)
        if begin < end and (begin >= reach or max(cover[begin:end]) < 0):
            cover[begin:end] = [len(ranges)] * (end - begin)
            ranges.append((begin, end))
            types.append(name.type)
            reach = max(reach, end)
    return Names(cover, ranges, types)
