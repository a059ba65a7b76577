"""Numbers by hash, in one sorted array that may be mapped into memory."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from math import isqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vnnews.fuzzy.build import Array

_LOW = 0xFFFFFFFF  # the low half of a number
_HIGH = _LOW << 32
_MASK = _HIGH | _LOW


class Postings:
    """Numbers (of rows, of words) under hashes of 64 bits, of which the high half is compared.

    ``column`` is sorted and holds hashes in its high halves, numbers in its low ones. ``present``
    has a bit for the first bits of each hash: most hashes that are tried are not there, and are
    told apart by it without a search. Two hashes may share a half, so what is found is likely only.
    """

    __slots__ = ("_bits", "_column", "_present", "_shift", "_view")

    def __init__(self, column: Array, present: Array) -> None:
        self._column, self._view = column, column.data
        self._present, self._bits = present, present.data
        self._shift = 64 - len(present).bit_length() - 2  # gives a hash its place in the bits

    def under(self, wanted: int, limit: int) -> list[int]:
        """The numbers under a hash, at most so many."""
        place = (wanted & _MASK) >> self._shift
        return self._run(wanted, limit) if self._bits[place >> 3] >> (place & 7) & 1 else []

    def under_any(self, wanted: Iterable[int], limit: int) -> list[int]:
        """The numbers under some hashes, at most so many under each."""
        bits, shift = self._bits, self._shift
        found: list[int] = []
        for each in wanted:
            place = (each & _MASK) >> shift
            if bits[place >> 3] >> (place & 7) & 1:
                found += self._run(each, limit)
        return found

    def _run(self, wanted: int, limit: int) -> list[int]:
        view, start = self._view, wanted & _HIGH
        first = end = _first(view, start)
        last, most = start | _LOW, min(len(view), first + limit)
        while end < most and view[end] <= last:
            end += 1
        return [each & _LOW for each in view[first:end]]

    def runs(self, wanted: Array) -> tuple[Array, Array, Array]:
        """Those of the hashes that are there (by their place), and the run under each."""
        import numpy as np  # noqa: PLC0415

        places = wanted >> np.uint64(self._shift)
        bits = self._present[places >> np.uint64(3)] >> (places & np.uint64(7)).astype(np.uint8)
        likely = np.flatnonzero(bits & np.uint8(1))
        hashes = wanted[likely]
        first = self._column.searchsorted(hashes & np.uint64(_HIGH), "left")
        last = self._column.searchsorted(hashes | np.uint64(_LOW), "right")
        there = np.flatnonzero(first < last)
        return likely[there], first[there], last[there]

    def numbers(self, first: int, last: int) -> list[int]:
        """The numbers of a run."""
        return [each & _LOW for each in self._view[first:last]]


def _first(view: memoryview[int], value: int) -> int:
    """Where a value stands, or would, in a sorted column of hashes.

    Hashes are spread evenly, so it stands near its share of the way.
    """
    count = len(view)
    likely, reach = value * count >> 64, 2 * isqrt(count) + 2
    at = bisect_left(view, value, max(0, likely - reach), min(count, likely + reach))
    return bisect_left(view, value) if at in (likely - reach, likely + reach) else at
