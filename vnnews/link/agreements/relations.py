"""What a document is to others, and how much is in it: *thay thế …*, *gia hạn …*, *9 nội dung*."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from vnnews.link.agreements.scene import Reading, Scene, phrases_by_role, words
from vnnews.link.agreements.terms import number_of

_BETWEEN = 10  # tokens between a document and the one that it replaces
_NEAR = 3  # tokens between the word of a change and what is changed
_REACH = 20  # tokens behind a document in which its contents are counted


def relate(scene: Scene, readings: Sequence[Reading]) -> None:
    """Notes on each mention which other it replaces or amends, and how many contents it has."""
    for reading in readings:
        reading.extension = _is_extended(scene, reading)
        reading.contents = _contents(scene, reading)
    for first, second in pairwise(readings):
        said = _change(scene, first.end, second.first)
        if said == "replace":
            first.replaces, second.replaced = second.index, True
        elif said == "replaced":
            second.replaces, first.replaced = first.index, True
        elif said == "amend":
            first.amends = second.index
        if said and second.signed == first.signed:
            second.signed, second.concluded = None, False  # the verb is the other's


def _change(scene: Scene, start: int, end: int) -> str:
    """What the words between two documents say that the first does to the second; or nothing."""
    if end - start > _BETWEEN or any(scene.lower[at] in ".;" for at in range(start, end)):
        return ""
    table = phrases_by_role()["change"]
    for at in range(max(start, end - _NEAR - 2), end):
        match = table.longest(scene.lower, at)
        if match is not None and match[0] <= end <= match[0] + _NEAR:
            return match[1]
    return ""


def _is_extended(scene: Scene, reading: Reading) -> bool:
    """Whether *gia hạn* governs a document: *(ký) gia hạn (thêm) hợp đồng*."""
    before = scene.lower[max(0, reading.first - _NEAR - 1) : reading.first]
    return "gia" in before and before[before.index("gia") + 1 :][:1] == ["hạn"]


def _contents(scene: Scene, reading: Reading) -> int | None:
    """How many contents a document has: *gồm 9 nội dung*, *với 4 điểm chính*."""
    limit = min(scene.sentence(reading.first)[1], reading.end + _REACH)
    for unit, *_ in scene.told("content", reading.end, limit):
        if scene.lower[unit - 2] in words("holds") and unit - 2 >= reading.end:
            others = scene.agreement_at.intersection(range(reading.end, unit))
            return None if others else number_of(scene.lower[unit - 1])
    return None
