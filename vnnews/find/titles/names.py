"""Layer-1 names by token, as titles are read against them."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from vnnews.find.candidate import Candidate
from vnnews.text.tokens import Tokens


class Names(msgspec.Struct, frozen=True):
    """Layer-1 names by token: index of the name that covers it (-1: none), and its range."""

    cover: list[int]
    ranges: list[tuple[int, int]]
    types: list[str]

    def at(self, token: int) -> int:
        """Index of the name that covers ``token``, or -1."""
        return self.cover[token] if 0 <= token < len(self.cover) else -1

    def starts(self, token: int, *types: str) -> int:
        """End of the name of one of ``types`` that starts at ``token``, or -1."""
        index = self.at(token)
        if index < 0 or self.types[index] not in types or self.ranges[index][0] != token:
            return -1
        return self.ranges[index][1]

    def ends(self, token: int, *types: str) -> int:
        """Start of the name of one of ``types`` that ends before ``token``, or -1."""
        index = self.at(token - 1)
        if index < 0 or self.types[index] not in types or self.ranges[index][1] != token:
            return -1
        return self.ranges[index][0]


def index_names(tokens: Tokens, names: Sequence[Candidate]) -> Names:
    """The names by token; of overlapping ones the earlier in ``names`` stands."""
    cover = [-1] * len(tokens)
    ranges: list[tuple[int, int]] = []
    types: list[str] = []
    reach = 0  # what begins behind it is free
    for name in names:
        if name.type not in ("PER", "ORG", "LOC"):
            continue
        begin, end = tokens.range(name.start, name.end)
        if begin < end and (begin >= reach or max(cover[begin:end]) < 0):
            for token in range(begin, end):
                cover[token] = len(ranges)
            ranges.append((begin, end))
            types.append(name.type)
            reach = max(reach, end)
    return Names(cover, ranges, types)
