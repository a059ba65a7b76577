"""The country of a title that only a colleague's title tells.

A royal is of the country whose royal house is named; a deputy or assistant minister of the
one that the minister of the field is of; *cựu Thủ tướng B* of the one whose *Thủ tướng* A is.
Where such titles are of several countries, each is left as it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from vnnews.find.organizations.lexicon import family_names
from vnnews.link.document import Document
from vnnews.link.titles.affiliations import body_keys, known_ties, longest_names, person_key
from vnnews.link.titles.posts import Post, place_post

_ROYALS = frozenset(
    "vua nha-vua quoc-vuong nu-hoang hoang-de thai-tu hoang-tu cong-chua cong-nuong hoang-hau "
    "hoang-thai-hau thai-thuong-hoang hoang-te hoang-than nhiep-chinh-vuong".split()
)
_HEADS = frozenset(("tổng thống", "thủ tướng"))
_HOUSE = re.compile(r"\b(?:hoàng gia|hoàng tộc|hoàng cung|hoàng thất)(?: của)? $", re.I)
_MINISTER = re.compile(r"(?:trợ lý )?(?:bộ|thứ) trưởng ")
_HOUSE_ENDS, _HOUSE_REACH = frozenset("gia tộc cung thất của".split()), 18
_ROYAL = "royal"


def find_colleagues(document: Document, posts: Iterable[Post], owner: dict[int, str]) -> None:
    """Fill in ``body`` of titles whose colleagues are all of one country."""
    posts = list(posts)
    is_open = [(post, office) for post in posts if not post.body and (office := _office(post))]
    if not is_open:
        return
    places = {owner[i] for i in document.of_type("LOC") if i in owner}
    told: defaultdict[str, set[str]] = defaultdict(set)
    for post in posts:
        office = _office(post)
        if office and post.body in places:
            told[office].add(post.body or "")
    if any(office == _ROYAL for _, office in is_open):
        told[_ROYAL] |= _houses(document, owner)
    if not any(told.values()):
        return
    names = longest_names(document, owner, {post.holders[0] for post, _ in is_open if post.holders})
    keys = body_keys(document, owner)
    famous = {holder for post in posts if post.home for holder in post.holders}
    for post, office in is_open:
        if len(told[office]) != 1:
            continue
        (country,) = told[office]
        name = names.get(post.holders[0], "") if post.holders else ""
        if _may_be_of(post, name, keys[country]) and (
            office not in _HEADS or famous.isdisjoint(post.holders)
        ):
            place_post(post, country, "body of colleague", (post.start, post.end))


def _may_be_of(post: Post, name: str, country: set[str]) -> bool:
    """Whether nothing says that the holder is of another country."""
    if name.split(" ", 1)[0].lower() in family_names():
        return False
    known = known_ties().get((person_key(name), post.title_id or ""))
    return known is None or not country.isdisjoint(known)


def _office(post: Post) -> str:
    """What a post has in common with its colleagues'."""
    if post.title_id in _ROYALS:
        return _ROYAL
    words = " ".join(post.words)
    if words in _HEADS:
        return words
    minister = _MINISTER.match(words)
    return words[minister.end() :] if minister else ""


def _houses(document: Document, owner: dict[int, str]) -> set[str]:
    """The countries whose royal houses are named: *hoàng gia Đông Hải*."""
    view = document.text.view
    starts = {i: document.mentions[i].start for i in document.of_type("LOC") if i in owner}
    return {
        owner[i]
        for i, start in starts.items()
        if document.word_before(i) in _HOUSE_ENDS
        and _HOUSE.search(view, max(0, start - _HOUSE_REACH), start)
    }
