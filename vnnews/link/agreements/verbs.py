"""The verb that governs a document: of signing where there is one, else a weaker one."""

from __future__ import annotations

from bisect import bisect_left

from vnnews.link.agreements.scene import Name, Scene

_DIRECTLY = 3  # tokens between a document and a *theo* that governs it
_NEAR, _FAR = 16, 45  # tokens between a document and its verb


def signing_verb(scene: Scene, name: Name, sentence: tuple[int, int]) -> tuple[int, int] | None:
    """The verb that governs the mention: one of signing before or close behind it, else another."""
    start, end = sentence
    near = min(end, name.end + _NEAR)
    return (
        _verb_before(scene, "conclude", name.first, max(start, name.first - _NEAR))
        or _verb_behind(scene, "conclude", name.end, near)
        or _verb_before(scene, "conclude", name.first, max(start, name.first - _FAR))
        or _verb_behind(scene, "conclude", name.end, min(end, name.end + _FAR))
        or _verb_before(scene, "sign", name.first, max(start, name.first - _NEAR))
        or _verb_behind(scene, "sign", name.end, near)
    )


def _verbs(scene: Scene, role: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """The verbs of a role, without words that only end in one: *xác nhận*, not *nhận*."""
    return [verb for verb in scene.told(role, start, end) if verb[2] != "other"]


def _verb_before(scene: Scene, role: str, end: int, start: int) -> tuple[int, int] | None:
    """The last of the verbs in ``start:end``, with those that stand directly before it."""
    if role == "sign" and ";" in scene.lower[start:end]:  # *A nhận tin; B nói về thỏa thuận*
        start = end - scene.lower[start:end][::-1].index(";")
    verbs = [verb for verb in _verbs(scene, role, start, end) if verb[1] <= end]
    verbs = [verb for verb in verbs if end - verb[1] <= _DIRECTLY or scene.lower[verb[0]] != "theo"]
    if not verbs:
        return None
    first, last, _ = verbs[-1]
    for earlier in reversed(verbs[:-1]):
        if earlier[1] != first:
            break
        first = earlier[0]
    return first, last


def _verb_behind(scene: Scene, role: str, start: int, end: int) -> tuple[int, int] | None:
    """The first of the verbs in ``start:end``, unless another document is named that it governs."""
    verbs = _verbs(scene, role, start, end)
    if not verbs:
        return None
    first, last, _ = verbs[0]
    other = bisect_left(scene.agreement_firsts, start)
    if other == len(scene.agreement_firsts):
        return first, last
    # *hủy hợp đồng với A và ký hợp đồng với B*: the verb is the other's
    joined = scene.lower[first - 1] in ("và", "rồi", "để")
    reach = last + _DIRECTLY if joined else first + 1
    return None if scene.agreement_firsts[other] < reach else (first, last)


def concludes(scene: Scene, verb: tuple[int, int]) -> bool:
    """Whether a run of verbs holds one that means the signing itself."""
    return bool(scene.told("conclude", *verb))
