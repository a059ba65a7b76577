"""The body or place of a title that names none: what the article says of the post elsewhere.

In this order: the words around the title and its holder's name (``beside``); the same post of the
same holder; the post whose deputy it is, or that is its deputy, in the same sentence; what is known
of the holder (``affiliations``); the one body whose head the title is named after (*Cục trưởng* of
the *Cục X*, *giám đốc công ty*); what the article is about, ``topics`` reads.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from vnnews.find.organizations.lexicon import heads
from vnnews.lexicon.phrases import Phrases
from vnnews.link.document import Document
from vnnews.link.titles.affiliations import find_affiliations
from vnnews.link.titles.beside import read_beside
from vnnews.link.titles.posts import Post, place_post, same_post

# The head of the body that a head of title is named after.
_BODY_OF_HEAD = {
    "bộ trưởng": "bộ",
    "thứ trưởng": "bộ",
    "tổng cục trưởng": "tổng cục",
    "phó tổng cục trưởng": "tổng cục",
    "cục trưởng": "cục",
    "phó cục trưởng": "cục",
    "chi cục trưởng": "chi cục",
    "vụ trưởng": "vụ",
    "phó vụ trưởng": "vụ",
    "viện trưởng": "viện",
    "phó viện trưởng": "viện",
    "hiệu trưởng": "trường",
    "phó hiệu trưởng": "trường",
    "tỉnh ủy viên": "tỉnh ủy",
    "thành ủy viên": "thành ủy",
    "huyện ủy viên": "huyện ủy",
    "quận ủy viên": "quận ủy",
    "đảng ủy viên": "đảng ủy",
    "đại sứ": "đại sứ quán",
    "tổng lãnh sự": "tổng lãnh sự quán",
    "trưởng phòng": "phòng",
    "phó trưởng phòng": "phòng",
    "trưởng khoa": "khoa",
    "phó trưởng khoa": "khoa",
    "hạt trưởng": "hạt",
    "trạm trưởng": "trạm",
}
_TEACHERS = frozenset([("giáo", "viên"), ("cô", "giáo"), ("thầy", "giáo")])
_LONGEST, _MOST_SAID = 8, 16
_LATE = ("same post", "profession")  # rules that give holders after the first reading
_Said = tuple[tuple[str, ...], str]


@cache
def _body_of_head() -> Phrases[str]:
    return Phrases(_BODY_OF_HEAD.items())


def find_bodies(
    document: Document, posts: dict[int, Post], owner: dict[int, str], *, alone: bool = True
) -> None:
    """Fill in ``body`` of the posts that have none, where the article gives it.

    ``alone``: by the same post also titles whose holder is not known (yet), when all else was
    asked before; what stands beside titles is read again only where the holder was found since.
    """
    open_posts = [
        post for post in posts.values() if not post.body and post.kind not in ("rank", "degree")
    ]
    if not open_posts:
        return
    unread = [post for post in open_posts if not alone or post.rule in _LATE]
    if unread:
        read_beside(document, unread, posts, owner)
    if any(post.body for post in posts.values()):
        _elsewhere(posts, alone=alone)
        _of_deputies(document, posts, owner)
    if unread and find_affiliations(document, unread, owner):
        _elsewhere(posts, alone=alone)
    if not alone and document.of_type("ORG"):
        _by_head(document, open_posts, owner)


def _elsewhere(posts: dict[int, Post], *, alone: bool) -> None:
    """The body that the same post of the same holder has: the one said last before, else next."""
    for later in (False, True):
        known: defaultdict[tuple[tuple[str, ...], str], dict[_Said, Post]] = defaultdict(dict)
        for post in reversed(posts.values()) if later else posts.values():
            if not post.words:
                continue
            said = known[post.holders, post.words[0]]
            if post.body is not None:
                if len(said) < _MOST_SAID:
                    said.pop((post.words, post.body), None)
                    said[post.words, post.body] = post
            elif post.kind not in ("rank", "degree") and (post.holders or alone):
                same = (other for other in reversed(said.values()) if same_post(post, other))
                other = next(same, None)
                if other is not None:
                    place_post(post, other.body, "body of same post", (other.start, other.end))


def _of_deputies(document: Document, posts: dict[int, Post], owner: dict[int, str]) -> None:
    """*Giám đốc X và ông B - phó giám đốc*: of one body when one sentence has both."""
    starts = document.sentence_starts
    for one, other in pairwise(posts.values()):
        if (one.body is None) == (other.body is None):
            continue
        bare, full = (one, other) if one.body is None else (other, one)
        if ("phó", *bare.words) != full.words and ("phó", *full.words) != bare.words:
            continue
        together = bisect_right(starts, one.start) == bisect_right(starts, other.start)
        if together and any(owner.get(i) == full.body for i in document.of_type("ORG")):
            place_post(bare, full.body, "body of deputy", (full.start, full.end))


def _by_head(document: Document, open_posts: list[Post], owner: dict[int, str]) -> None:
    """*Cục trưởng* of the only *Cục* here, *Bộ trưởng Y tế* of the *Bộ Y tế*."""
    named: defaultdict[str, set[str]] | None = None
    for post in open_posts:
        if post.body:
            continue
        for beginning in _beginnings(post):
            if named is None:
                named = _named_by_beginning(document, owner)
            bodies = named.get(beginning, set())
            if len(bodies) == 1:
                place_post(post, next(iter(bodies)), "body named by head", (post.start, post.end))
                break


def _beginnings(post: Post) -> Iterator[str]:
    """What the name of a post's body begins with, as the post tells: *giám đốc | công ty*."""
    words = post.words
    named = _body_of_head().longest(words, 0) if words else None
    if named is not None:
        size, body = named
        yield " ".join([body, *words[size:]])
    if words[:2] in _TEACHERS:
        yield "trường"
    owns = words[:1] == ("chủ",)
    if owns or post.kind == "position":
        for i in range(1, min(len(words), _LONGEST)):
            head = None if owns else heads().longest(words, i)
            if owns or (head is not None and head[0] == len(words)):
                yield " ".join(words[i:])


def _named_by_beginning(document: Document, owner: dict[int, str]) -> defaultdict[str, set[str]]:
    """Bodies by the words that their names begin with."""
    named: defaultdict[str, set[str]] = defaultdict(set)
    for i in document.of_type("ORG"):
        words = document.surface(i).lower().split()[:_LONGEST]
        for end in range(1, len(words) + 1):
            if i in owner:
                named[" ".join(words[:end])].add(owner[i])
    return named
