"""What kind words stand for beside documents: a player, a deal by word of mouth, a memo."""

from __future__ import annotations

from vnnews.find.agreements.lexicon import lexicon
from vnnews.find.agreements.scene import Scene

_COUNTS = ("các", "những", "một", "hai", "ba")
_AUTHOR = 6  # tokens between *của* and the name of a memo's author
_MEMO = ["bản", "ghi", "nhớ"]


def is_player(scene: Scene, first: int, word: int) -> bool:
    """Whether *bản hợp đồng* is a player: *bản hợp đồng đắt giá*, *đón bản hợp đồng*.

    >>> from vnnews.text.tokens import tokenize
    >>> from vnnews.text.view import normalize
    >>> told = "là bản hợp đồng đắt giá", "đón 2 bản hợp đồng", "ký bản hợp đồng đắt giá"
    >>> scenes = [Scene(tokenize(normalize(text)), []) for text in told]
    >>> [is_player(scene, scene.lower.index("hợp"), scene.lower.index("đồng") + 1)
    ...  for scene in scenes]
    [True, True, False]
    """
    lower, words = scene.lower, lexicon()
    if lower[first - 1 : first] != ["bản"]:
        return False
    at = first - 1
    while at and (lower[at - 1] in _COUNTS or lower[at - 1].isdecimal()):
        at -= 1
    if at and lower[at - 1] in ("ký", "kí", "vào", "theo"):
        return False
    if any(words.gains.longest(lower, i) == (at, "gain") for i in range(max(0, at - 2), at)):
        return True
    return word < len(lower) and words.players.longest(lower, word) is not None


def is_transfer(scene: Scene, word: int) -> bool:
    """Whether a deal is to get a player: *(đạt thỏa thuận) chiêu mộ tiền vệ*."""
    lower, words = scene.lower, lexicon()
    verb = words.transfers.longest(lower, word) if word < len(lower) else None
    if verb is None or verb[0] >= len(lower):
        return False
    return verb[0] in scene.people or words.footballers.longest(lower, verb[0]) is not None


def is_memo(scene: Scene, first: int, word: int) -> bool:
    """Whether *bản ghi nhớ* is what one person wrote: *… của ông Mai Sơn*, *… có nội dung*.

    >>> from vnnews.text.tokens import tokenize
    >>> from vnnews.text.view import normalize
    >>> told = "bản ghi nhớ có nội dung chê trách", "bản ghi nhớ hợp tác"
    >>> [is_memo(Scene(tokenize(normalize(text)), []), 0, 3) for text in told]
    [True, False]
    """
    lower = scene.lower
    if lower[first:word] != _MEMO or word >= len(lower):
        return False
    if lexicon().memos.longest(lower, word) is not None:
        return True
    limit = min(len(lower), word + 1 + _AUTHOR)
    if lower[word] not in ("của", "do"):
        return False
    author = next((at for at in range(word + 1, limit) if at in scene.people), None)
    return author is not None and not {"ký", "kí", "và", ","} & set(lower[word : author + 5])
