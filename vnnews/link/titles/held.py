"""The titles of one person, parted into the posts that they speak of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from vnnews.records import Title

_Post = tuple[tuple[str, ...], str | None]  # words of the canonical name, where


def posts_of(titles: Sequence[Title]) -> list[list[Title]]:
    """Titles of one post together, posts in the order in which they are first told.

    A shorter title is the longer one that its words begin, in the same body or told without any,
    if there is only one: *Giám đốc* after *Giám đốc Công an tỉnh*.

    >>> from vnnews.records import Span
    >>> told = [("giám đốc", None), ("phó bí thư", "o1"), ("giám đốc công an", "o2")]
    >>> span = Span(start=0, end=1)
    >>> held = [Title(id="t", span=span, name=name, at=at) for name, at in told]
    >>> [[title.name for title in post] for post in posts_of(held)]
    [['giám đốc', 'giám đốc công an'], ['phó bí thư']]
    """
    if len(titles) < 2:
        return [[title] for title in titles]
    read = [(tuple(title.name.casefold().split()), title.at) for title in titles]
    told = dict.fromkeys(read)
    if len(told) == 1:
        return [list(titles)]
    fuller: defaultdict[_Post, set[_Post]] = defaultdict(set)
    for words, at in told:
        for size in range(1, len(words) + 1):
            for where in {at, None}:
                fuller[words[:size], where].add((words, at))
    meant: dict[_Post, _Post] = {}
    for post in sorted(told, key=lambda post: (-len(post[0]), post[1] is None)):
        others = {meant[other] for other in fuller[post] if other in meant}
        meant[post] = others.pop() if len(others) == 1 else post
    posts: dict[_Post, list[Title]] = {}
    for title, post in zip(titles, read, strict=True):
        posts.setdefault(meant[post], []).append(title)
    return list(posts.values())
