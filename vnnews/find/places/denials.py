"""What looks like a place and is none as a whole: *phía Đông Bắc*, *đường phố Jakarta*."""

from __future__ import annotations

from vnnews.find.places.grammar import COMPASS, Reader

# Directions (also *Kinh Đông, Vĩ Bắc*), and the words before them that say so.
BEARINGS = COMPASS | frozenset(["kinh", "vĩ"])
DIRECTED = frozenset(["phía", "hướng", "gió", "mùa", "độ"])


def bearing(r: Reader, i: int) -> int:
    """End of the direction at ``i`` (*phía* | *Tây Bắc*, *108 độ* | *Kinh Đông*); ``i`` if none."""
    if r.before(i) not in DIRECTED:
        return i
    end = i + (r.lower[i] in ("kinh", "vĩ"))
    while end < r.n and r.lower[end] in COMPASS and (end == i or r.joined(end)):
        end += 1
    name = r.name_at(i)
    return i if name is not None and name[0] > end else end


def name_behind(r: Reader, at: int) -> tuple[int, int] | None:
    """The name at ``at``, without *nước* before it, that a word before it only tells more of."""
    k = at + (at + 1 < r.n and r.lower[at] == "nước")
    name = r.name_at(k) if r.joined(k) else None
    return (k, name[0]) if name is not None else None


def in_code(r: Reader, end: int) -> bool:
    """Whether what ends at ``end`` begins a code: *VN-A321, VN 7344, VN30*."""
    if r.lower[end] == "index":
        return True
    number = r.form[end].isdigit() and (len(r.form[end]) > 2 or r.touches(end))
    return (number and r.joined(end)) or (r.touches(end) and r.form[end] == "-")
