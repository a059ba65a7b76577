"""The holder of a post that stands alone, where only one of the people named is known to hold it.

*Ngoại trưởng Đông Hải nói* under the headline *Ông Belov: …*: ``affiliations.tsv`` has who was
named with which post of which body in news that nobody annotated.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from vnnews.link.document import Document
from vnnews.link.titles.affiliations import body_keys, known_ties, person_key
from vnnews.link.titles.posts import Post

_LEAST = 3  # times that somebody was named with a post: fewer may be chance


@cache
def _holders() -> Mapping[tuple[str, str], frozenset[str]]:
    """The people (folded names) who were named with a post of a body."""
    holders: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for (person, post), bodies in known_ties().items():
        for body, count in bodies.items():
            if count >= _LEAST:
                holders[post, body].add(person)
    return {post: frozenset(people) for post, people in holders.items()}


def link_known(document: Document, posts: Iterable[Post], owner: dict[int, str]) -> None:
    """Give posts that stand alone, with their body, to the only one who is known to hold them."""
    lone = [
        post
        for post in posts
        if not post.holders and post.body and post.title_id and post.kind == "position"
    ]
    if not lone:
        return
    named: defaultdict[str, list[int]] = defaultdict(list)
    for i in document.of_type("PER"):
        if i in owner:
            named[person_key(document.surface(i))].append(i)
    keys = body_keys(document, owner)
    for post in lone:
        known: set[str] = set()
        for key in keys.get(post.body or "", ()):
            known |= _holders().get((post.title_id or "", key), frozenset())
        mentions = sorted(i for name in known.intersection(named) for i in named[name])
        holders = {owner[i] for i in mentions}
        if len(holders) == 1:
            first = document.mentions[mentions[0]]
            post.holders, post.rule = tuple(holders), "known"
            post.evidence = min(post.start, first.start), max(post.end, first.end)
