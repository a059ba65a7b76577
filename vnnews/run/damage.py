"""Text as headlines, old systems and hurried hands have it: in capitals, without Vietnamese marks.

The tagger learns from some articles a second time as such text; benchmarks measure on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar
from unicodedata import normalize as to_form

import msgspec

from vnnews.find.mentions import propose
from vnnews.find.tagger.article import Unlabelled
from vnnews.text.tokens import tokenize
from vnnews.text.view import normalize

Article = TypeVar("Article", bound=Unlabelled)
Damage = Callable[[str], str]

_BARE = {"đ": "d", "Đ": "D"}
_IN_CAPITALS, _WITHOUT_MARKS = 6, 12  # one article in so many is learned from so too


def in_capitals(text: str) -> str:
    """The text in capitals; the length stays.

    >>> in_capitals("Ông Tư ở Huế")
    'ÔNG TƯ Ở HUẾ'
    """
    return "".join(c.upper() if len(c.upper()) == 1 else c for c in text)


def without_marks(text: str) -> str:
    """The text without marks on its letters; the length stays.

    >>> without_marks("Ông Tư ở Đồng Hới")
    'Ong Tu o Dong Hoi'
    """
    return "".join(_BARE.get(c) or to_form("NFD", c)[0] for c in text)


def some_damaged(articles: Sequence[Article]) -> list[Article]:
    """Some of the articles as damaged text has them, with the spans that they have.

    >>> article = Unlabelled(tokenize(normalize("Ông Tư ở Huế.")), ())
    >>> [" ".join(one.tokens.form) for one in some_damaged([article, article])]
    ['ÔNG TƯ Ở HUẾ .', 'Ong Tu o Hue .']
    """
    capitals = _damaged(articles[::_IN_CAPITALS], in_capitals)
    return [*capitals, *_damaged(articles[1::_WITHOUT_MARKS], without_marks)]


def _damaged(articles: Iterable[Article], damage: Damage) -> Iterator[Article]:
    """The articles as text so damaged has them; none that falls into other tokens then."""
    for article in articles:
        tokens = tokenize(normalize(damage(article.tokens.text.view)))
        if len(tokens) == len(article.tokens):
            yield msgspec.structs.replace(article, tokens=tokens, hits=tuple(propose(tokens)))
