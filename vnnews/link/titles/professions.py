"""Professions that stand alone (*nữ ca sĩ*, *tiền vệ 31 tuổi*, *cầu thủ này*): whom they stand for.

Everyone named near it, or with the same profession anywhere, is weighed; the heaviest is meant.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable

import msgspec

from vnnews.link.document import Document
from vnnews.link.people import Gender, gender_of
from vnnews.link.titles.neighbours import HONORIFIC
from vnnews.link.titles.posts import Post

# Estimated by a conditional logit model over the 187 lone professions of the training articles, but
# for *same field*, *this one*, *in office* and *not yet named*, which were set by hand.
_WEIGHTS = {
    "same profession": 2.0,  # the article names the person with it elsewhere
    "same field": 0.3,  # of arts, sport, …: a *trung vệ* is a *cầu thủ*
    "same sex": 1.4,  # as in "nữ ca sĩ"
    "named last": 1.4,
    "this one": 1.0,  # named last, before "cầu thủ này"
    "named next": 0.5,
    "named most": 0.4,
    "not yet named": -1.5,  # where others were, and others are named next
    "other titles": -0.6,
    "no titles": -0.9,
    "holds a post": -1.8,
    "in office": 1.0,  # of whom a *chính khách* is
    "other sex": -3.0,
}
# Positions that, like professions, say what somebody in office, or a coach, is called.
_OF_OFFICE = frozenset(["chinh-tri-gia", "chinh-khach", "nha-ngoai-giao", "nghi-si"])
_OF_COACH = "thuyen-truong-doi-bong"
_SEXES: dict[str, Gender] = {"nữ": "f", "nàng": "f", "nam": "m", "chàng": "m"}
_PLAYER, _COACH = ("cầu", "thủ"), "huan-luyen-vien"
_OF = re.compile(rf" của (?:{HONORIFIC} )?")
_NEAR, _MOST_ALIKE = 8, 8


class _Person(msgspec.Struct):
    """Somebody whom the article names: where first, of what sex, with which titles."""

    first: int
    gender: Gender | None = None
    titles: set[tuple[str, ...]] = msgspec.field(default_factory=set)
    fields: set[str] = msgspec.field(default_factory=set)
    holds_post: bool = False
    coaches: bool = False


def link_professions(document: Document, posts: Iterable[Post], owner: dict[int, str]) -> None:
    """Give professions without a holder the person whom they stand for."""
    posts = list(posts)
    lone = [post for post in posts if not post.holders and _is_description(post)]
    names = [i for i in document.of_type("PER") if i in owner] if lone else []
    if not names:
        return
    people = _people(document, posts, names, owner)
    alike: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for person in people.values():
        for words in person.titles:
            if len(alike[words]) < _MOST_ALIKE:
                alike[words].append(person.first)
    most = Counter(owner[name] for name in names).most_common(1)[0][0]
    for post in lone:
        at = bisect_left(names, post.mention)
        before, after = names[max(0, at - _NEAR) : at][::-1], names[at : at + _NEAR]
        sex = _SEXES.get(document.word_before(post.mention))
        place = {owner[name]: "named next" for name in after[:1]}
        place |= {owner[name]: "named last" for name in before[:1]}
        this = document.text.view.startswith(" này", post.end)
        named: dict[str, int] = {}
        for name in (*before, *after, *alike[post.words]):
            named.setdefault(owner[name], name)
        if after and _is_of(document, post, after[0]):
            del named[owner[after[0]]]
        if not named:
            continue
        weights: dict[str, float] = {}
        for holder in named:
            said = _evidence(people[holder], post, sex)
            said += [place[holder]] if holder in place else []
            said += ["this one"] if this and place.get(holder) == "named last" else []
            said += ["named most"] if holder == most else []
            if before and holder not in place and people[holder].first > post.mention:
                said.append("not yet named")
            weights[holder] = sum(map(_WEIGHTS.__getitem__, said))
        holder = max(weights, key=weights.__getitem__)
        mention = document.mentions[named[holder]]
        post.holders, post.rule = (holder,), "profession"
        post.evidence = min(post.start, mention.start), max(post.end, mention.end)


def _is_of(document: Document, post: Post, name: int) -> bool:
    """*Luật sư của bà A* is somebody else."""
    return _OF.fullmatch(document.text.view, post.end, document.mentions[name].start) is not None


def _is_description(post: Post) -> bool:
    """Whether a title says what somebody is rather than which post he holds."""
    return post.kind == "profession" or post.title_id in (*_OF_OFFICE, _OF_COACH)


def _people(
    document: Document, posts: list[Post], names: list[int], owner: dict[int, str]
) -> dict[str, _Person]:
    people: dict[str, _Person] = {}
    for name in names:
        person = people.setdefault(owner[name], _Person(name))
        person.gender = person.gender or gender_of(document, name)
    for post in posts:
        for holder in post.holders:
            if holder in people:
                people[holder].titles.add(post.words)
                if post.title_id and not post.title_id.startswith(_COACH):
                    people[holder].fields.add(post.branch)
                elif post.title_id:
                    people[holder].coaches = True
                people[holder].holds_post |= post.kind == "position"
    return people


def _evidence(person: _Person, post: Post, sex: Gender | None) -> list[str]:
    """What the person's own titles and sex say of the person as the holder of ``post``."""
    if post.words in person.titles or (post.title_id == _OF_COACH and person.coaches):
        said = ["same profession"]
    elif post.title_id in _OF_OFFICE:
        said = ["in office"] if person.holds_post else ["no titles"]
    elif _is_of_field(person, post):
        said = ["same field"]
    else:
        said = ["other titles" if person.titles else "no titles"]
    if person.holds_post and post.kind == "profession":
        said.append("holds a post")
    if sex and person.gender:
        said.append("same sex" if sex == person.gender else "other sex")
    return said


def _is_of_field(person: _Person, post: Post) -> bool:
    """Whether the person's other titles are of the field of ``post``; a striker is no keeper."""
    if not post.branch or post.branch not in person.fields:
        return False
    return post.branch != "sport" or post.words == _PLAYER or _PLAYER in person.titles
