"""Where a title ends that no table closes: at a mark, or at what its holder does or where."""

from __future__ import annotations

from functools import cache

from vnnews.find.titles.words import title_words
from vnnews.text.tokens import Tokens

_MARKS = frozenset([".", ",", "(", ")", ";", "-", "–", "—"])
_BEFORE_BI = frozenset(["thiết", "trang", "chuẩn"])  # *thiết bị*, no passive


@cache
def _firsts() -> frozenset[str]:
    """What a token that closes a title may be, so that most are no second look worth."""
    return _MARKS | {words.split()[0] for words in title_words().closing}


def closes_title(tokens: Tokens, at: int, limit: int) -> bool:
    """Whether a mark, the holder's verb, a place of telling or the sentence's end is at ``at``.

    >>> from vnnews.text.tokens import tokenize
    >>> from vnnews.text.view import normalize
    >>> words = tokenize(normalize("chủ cửa hàng thiết bị bị phạt"))
    >>> [at for at in range(8) if closes_title(words, at, 7)]
    [5, 7]
    """
    if at >= min(limit, len(tokens)):
        return True
    word = tokens.lower[at]
    if word not in _firsts():
        return False
    if word in _MARKS:
        return word in "()" or not tokens.touches(at + 1)
    if word == "bị" and tokens.lower[at - 1] in _BEFORE_BI:
        return False
    closing = title_words().closing
    return word in closing or " ".join(tokens.lower[at : at + 2]) in closing
