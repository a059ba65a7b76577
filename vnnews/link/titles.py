"""TITLE mentions to the people who hold them and to the bodies or places they are in.

First what stands together: titles and names that touch, or are joined by an apposition, a list or
a verb (*bổ nhiệm ông A giữ chức X*). Then titles that stand alone take the holder whom the article
names for the same post. Last, a title without a body takes the one that its holder's same post has
elsewhere. What two people could hold equally is left open, with a note.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from vnnews.link.bodies import find_bodies
from vnnews.link.document import Document, Entity, TitleLink
from vnnews.link.neighbours import HONORIFIC, Join, held, join
from vnnews.link.posts import Post, read_post, same_post
from vnnews.records import Evidence, Note, Span

_PLURAL = re.compile(r"(?:\b(?:các|những|hai|ba|bốn|cặp)|\b\d+)(?: tân)?\s*$", re.I)
_MEMBERS = re.compile(
    rf"[\s,:]*(?:mới|khác|người \w+)?[\s,:]*(?:(?:đối với|cho|với)?\s*(?:\w+ [\w ]{{2,20}} )?gồm|là|trong (?:số này|đó có)|"
    rf"lần lượt (?:là|thuộc về))?[\s,:]*(?:{HONORIFIC})?\s*",
    re.I,
)
_COORDINATED = re.compile(rf"\s*(?:,|;|và|&|cùng|,\s*và)?\s*(?:{HONORIFIC})?\s*", re.I)
_NUMBERED = re.compile(r"\d\s*(?:,|và)\s*\d")
_GROUP = re.compile(r"[ ,]*(?:đối với|cho|với)? ?(?:\d+|hai|ba|bốn|năm) [\w ]{2,20} gồm\b")
_ASIDES = re.compile(r"\([^()\n]{0,80}\)")
_PRONOUN = re.compile(r"(?:.*\b(?:ông|bà|anh|chị|cô|người này)\b[^,;]*|(?:vốn|từng|hiện|trước đó)\b[^,;]*)", re.I | re.S)
_REACH = 160
# Offices that, with no country, are Vietnam's rather than another country's.
_NATIONAL = frozenset(
    tuple(office.split())
    for office in ("thủ tướng", "phó thủ tướng", "chủ tịch nước", "tổng bí thư", "chủ tịch quốc hội")
)


def link_titles(
    document: Document,
    people: Iterable[Entity],
    organizations: Iterable[Entity],
    places: Iterable[Entity],
) -> tuple[tuple[TitleLink, ...], tuple[Note, ...]]:
    """A link for each TITLE mention, in order, and notes on what was left open."""
    owner = {
        mention: entity.id
        for group in (people, organizations, places)
        for entity in group
        for mention in entity.mentions
    }
    posts = {i: read_post(document, i, owner) for i in document.of_type("TITLE")}
    items = [i for i in document.of_type("TITLE", "PER") if i in posts or i in owner]
    _link_neighbours(document, items, posts, owner)
    _link_pronouns(document, items, posts, owner)
    find_bodies(document, posts, owner)
    notes = _link_same_posts(document, posts)
    _link_professions(document, items, posts, owner)
    find_bodies(document, posts, owner)
    return tuple(_link(document, post) for post in posts.values()), tuple(notes)


def _link_neighbours(
    document: Document, items: list[int], posts: dict[int, Post], owner: dict[int, str]
) -> None:
    """Give runs of titles to the people whom they stand beside."""
    joins = [join(document, a, b) for a, b in zip(items, items[1:], strict=False)]
    at, n = 0, len(items)
    while at < n:
        if items[at] not in posts:
            at += 1
            continue
        end = at + 1
        while end < n and items[end] in posts and joins[end - 1][1] in ("list", "and", "held"):
            end += 1
        run = [posts[item] for item in items[at:end]]
        for post in run:
            post.run = at
        ahead = items[at - 1] if at and items[at - 1] in owner and joins[at - 1][1] else None
        behind = items[end] if end < n and joins[end - 1][1] and items[end] in owner else None
        inner = joins[at : end - 1]
        split = len(run)
        if behind is not None:
            split = _split(run, inner, joins[end - 1][1], ahead is not None)
            members = _members(document, items, end, posts, run[-1])
            for post in run[split:]:
                _hold(document, post, [behind, *members], owner, f"title {joins[end - 1][1]}")
        else:
            members = _members(document, items, end, posts, run[-1])
            if members:
                split -= 1
                _hold(document, run[-1], members, owner, "title members")
        if ahead is not None:
            for post in run[:split]:
                _hold(document, post, [ahead], owner, f"name {joins[at - 1][1]}")
        elif at and joins[at - 1][1] == "appoints" and run[0].holders == ():
            _appoint(document, items, at, posts, owner, joins)
        at = end


def _appoint(
    document: Document,
    items: list[int],
    at: int,
    posts: dict[int, Post],
    owner: dict[int, str],
    joins: list[tuple[str, Join]],
) -> None:
    """*A được Bộ trưởng bổ nhiệm giữ chức X*: X is A's, not the minister's."""
    if at < 2 or items[at - 2] not in owner:
        return
    view, mentions = document.text.view, document.mentions
    before = view[mentions[items[at - 2]].end : mentions[items[at - 1]].start]
    if len(before) < _REACH and re.search(r"\b(?:được|do)\s*$", before):
        _hold(document, posts[items[at]], [items[at - 2]], owner, "name appointed")


def _split(run: list[Post], inner: list[tuple[str, Join]], last: Join, ahead: bool) -> int:
    """Where the titles of the name behind a run begin, when a name ``ahead`` may claim the rest."""
    if last == "touch" or not ahead:
        return _alike(run, inner, ahead)
    return len(run) - 1 if inner and inner[-1][1] == "and" else len(run)


def _alike(run: list[Post], inner: list[tuple[str, Join]], ahead: bool) -> int:
    split = len(run) - 1
    while split > 0:
        text, kind = inner[split - 1]
        one, other = run[split - 1], run[split]
        if kind != "list" or (ahead and text not in ("", "kiêm")):
            break
        if one.words == other.words and one.body != other.body:
            break
        split -= 1
    return split


def _members(
    document: Document, items: list[int], end: int, posts: dict[int, Post], post: Post
) -> list[int]:
    """The names that a plural title covers: *hai Phó Chủ tịch A và B*."""
    view, mentions = document.text.view, document.mentions
    plural = _PLURAL.search(view[max(0, post.start - 12) : post.start])
    if not plural and not _NUMBERED.search(view[post.start : post.end]):
        if not _GROUP.match(view, post.end):
            return []
    members: list[int] = []
    at, pattern = post.end, _MEMBERS
    for item in items[end:]:
        gap = _ASIDES.sub(" ", view[at : mentions[item].start][:_REACH])
        if not pattern.fullmatch(gap):
            break
        at, pattern = mentions[item].end, _COORDINATED
        if item not in posts:
            members.append(item)
        elif posts[item].kind != "rank":
            break
    return members


def _hold(
    document: Document, post: Post, names: list[int], owner: dict[int, str], rule: str
) -> None:
    mentions = document.mentions
    post.holders = tuple(dict.fromkeys(owner[name] for name in names))
    post.rule = rule
    post.evidence = (
        min(post.start, *(mentions[name].start for name in names)),
        max(post.end, *(mentions[name].end for name in names)),
    )


def _link_pronouns(
    document: Document, items: list[int], posts: dict[int, Post], owner: dict[int, str]
) -> None:
    """*Ông từng là X*: to the person named last before the pronoun."""
    view, mentions, tokens = document.text.view, document.mentions, document.tokens
    sentence_starts = [tokens.start[first] for first, _ in tokens.sentences]
    last_name: int | None = None
    at = 0
    for item in items:
        if item in owner:
            last_name = item
            continue
        post = posts[item]
        while at + 1 < len(sentence_starts) and sentence_starts[at + 1] <= post.start:
            at += 1
        if post.holders or last_name is None:
            continue
        start = max(sentence_starts[at], post.start - _REACH, mentions[last_name].end)
        clause = view[start : post.start].strip()
        if held(clause) and _PRONOUN.fullmatch(clause.rstrip(",:")):
            _hold(document, post, [last_name], owner, "pronoun")


def _link_same_posts(document: Document, posts: dict[int, Post]) -> list[Note]:
    """Give titles that stand alone the holder of the same post, and their runs with them."""
    notes: list[Note] = []
    named: defaultdict[str, list[Post]] = defaultdict(list)
    for post in posts.values():
        if post.holders and post.words:
            named[post.words[0]].append(post)
    fullest = _fullest(named)
    runs: dict[int, Post] = {}
    for post in posts.values():
        if post.holders or not post.words:
            continue
        others = named[post.words[0]]
        same = [other for other in others if _may_be(post, other, fullest)]
        chosen = _choose(document, post, same, notes)
        if chosen:
            post.holders, post.rule, post.evidence = chosen.holders, "same post", chosen.evidence
            runs[post.run] = post
    for post in posts.values():
        if not post.holders and post.run in runs:
            mate = runs[post.run]
            post.holders, post.rule, post.evidence = mate.holders, "run", mate.evidence
    return notes


def _fullest(named: dict[str, list[Post]]) -> dict[tuple[tuple[str, ...], str], tuple[str, ...]]:
    """The longest words under which each holder's post with a head is named."""
    found: dict[tuple[tuple[str, ...], str], tuple[str, ...]] = {}
    for head, others in named.items():
        for other in others:
            key = (other.holders, head)
            if len(other.words) > len(found.get(key, ())):
                found[key] = other.words
    return found


def _may_be(
    post: Post, other: Post, fullest: dict[tuple[tuple[str, ...], str], tuple[str, ...]]
) -> bool:
    """Whether a title alone may stand for the holder of ``other``."""
    if not same_post(post, other):
        return False
    full = fullest[other.holders, other.words[0]]
    size = min(len(full), len(post.words))
    return full[:size] == post.words[:size]


def _choose(document: Document, post: Post, same: list[Post], notes: list[Note]) -> Post | None:
    """The one whom a title alone stands for: of several, whoever was named last before it."""
    best = [o for o in same if o.words == post.words and o.body == post.body]
    best = best or [o for o in same if o.words == post.words] or same
    if len({o.holders for o in best}) > 1 and post.words in _NATIONAL and post.body is None:
        best = [o for o in best if not (o.body or "").startswith("l")] or best
    if len({o.holders for o in best}) > 1:
        earlier = [o for o in best if o.start < post.start]
        if not earlier:
            notes.append(_open(document, post, {o.holders for o in best}))
            return None
        return earlier[-1]
    return best[0] if best else None


def _open(document: Document, post: Post, holders: set[tuple[str, ...]]) -> Note:
    start, end = document.text.span(post.start, post.end)
    people = sorted({person for group in holders for person in group})
    return Note(
        reason="ambiguous-holder", detail=" ".join(people), span=Span(start=start, end=end)
    )


def _link_professions(
    document: Document, items: list[int], posts: dict[int, Post], owner: dict[int, str]
) -> None:
    """*Nữ ca sĩ*, *tiền vệ 31 tuổi*: a profession alone stands for the person named before it."""
    names = [item for item in items if item in owner]
    at = 0
    for post in posts.values():
        while at < len(names) and names[at] < post.mention:
            at += 1
        if not post.holders and post.kind == "profession" and names:
            _hold(document, post, [names[at - 1 if at else 0]], owner, "profession")


def _link(document: Document, post: Post) -> TitleLink:
    evidence: tuple[Evidence, ...] = ()
    if post.evidence:
        start, end = document.text.span(*post.evidence)
        evidence = (Evidence(start=start, end=end, rule=post.rule),)
    return TitleLink(post.mention, post.holders, post.body, post.status, evidence)
