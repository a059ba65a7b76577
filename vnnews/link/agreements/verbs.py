"""The verb that governs a document: of signing where there is one, else a weaker one."""

from __future__ import annotations

from vnnews.lexicon.phrases import Phrases
from vnnews.link.agreements.scene import Name, Scene, phrases_by_role

_NEAR, _FAR = 16, 45  # tokens between a document and its verb


def signing_verb(scene: Scene, name: Name, sentence: tuple[int, int]) -> tuple[int, int] | None:
    """The verb that governs the mention: one of signing before or close behind it, else another."""
    conclude, govern = phrases_by_role()["conclude"], phrases_by_role()["sign"]
    start, end = sentence
    near = min(end, name.end + _NEAR)
    return (
        _verb_before(scene, conclude, name.first, max(start, name.first - _NEAR))
        or _verb_behind(scene, conclude, name.end, near)
        or _verb_before(scene, conclude, name.first, max(start, name.first - _FAR))
        or _verb_behind(scene, conclude, name.end, min(end, name.end + _FAR))
        or _verb_before(scene, govern, name.first, max(start, name.first - _NEAR))
        or _verb_behind(scene, govern, name.end, near)
    )


def _verb_before(scene: Scene, verbs: Phrases[str], end: int, start: int) -> tuple[int, int] | None:
    """The last of the verbs in ``start:end``, with those that stand directly before it."""
    for at in range(end - 1, start - 1, -1):
        match = verbs.longest(scene.lower, at)
        if match is not None and match[0] <= end:
            first = at
            while first > start and verbs.longest(scene.lower, first - 1) is not None:
                first -= 1
            return first, match[0]
    return None


def _verb_behind(scene: Scene, verbs: Phrases[str], start: int, end: int) -> tuple[int, int] | None:
    """The first of the verbs in ``start:end``, before another document is named."""
    for at in range(start, end):
        if at in scene.agreement_at:
            return None
        match = verbs.longest(scene.lower, at)
        if match is not None:
            return at, match[0]
    return None


def concludes(scene: Scene, verb: tuple[int, int]) -> bool:
    """Whether a run of verbs holds one that means the signing itself."""
    conclude = phrases_by_role()["conclude"]
    return any(conclude.longest(scene.lower, at) is not None for at in range(*verb))
