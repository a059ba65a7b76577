"""The body or country of a title that nothing stands beside: what the article is about.

A foreign statesman is one of the only country that the article names; a coach, a player, a director
one of the body of a fitting kind (``title_bodies.tsv``) that his other title names, or that is
named far more often than the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from vnnews.fuzzy.organizations import normalize_organization
from vnnews.lexicon.tables import rows
from vnnews.link.document import Document
from vnnews.link.people import fold, is_foreign, name_words
from vnnews.link.places.forms import form_of
from vnnews.link.titles.posts import Post, place_post

_STATE = tuple(
    tuple(office.split())
    for office in (
        "tổng thống",
        "phó tổng thống",
        "thủ tướng",
        "phó thủ tướng",
        "bộ trưởng",
        "ngoại trưởng",
        "thượng nghị sĩ",
        "quốc vương",
        "nhà vua",
        "nữ hoàng",
        "đệ nhất phu nhân",
        "lãnh đạo tối cao",
    )
)
# Kinds of bodies that the lexicon of organizations does not tell from their names alone.
_NAMELESS = frozenset(["sport", "company"])
# How many times as often the main body is named as the next; a match is told of two teams' players.
_LEAD, _LEAD_OF_PLAYERS = 1.5, 3


@cache
def _kinds() -> Mapping[str | None, frozenset[str]]:
    return {row["id"]: frozenset(row["kinds"].split()) for row in rows("title_bodies")}


def is_of_team(post: Post) -> bool:
    """Whether a title is one of players and coaches."""
    return "sport" in _kinds().get(post.title_id, ())


def find_topics(document: Document, posts: dict[int, Post], owner: dict[int, str]) -> None:
    """Fill in ``body`` of the titles of statesmen, and of those in ``title_bodies.tsv``."""
    open_posts = [post for post in posts.values() if post.holders and not post.body]
    statesmen = [post for post in open_posts if _is_of_state(post)]
    others = [p for p in open_posts if p.title_id in _kinds() and p.status != "former"]
    if statesmen:
        _find_countries(document, statesmen, owner)
    if others:
        _find_main_bodies(document, others, posts, owner)


def _is_of_state(post: Post) -> bool:
    return any(post.words[: len(head)] == head for head in _STATE)


def _find_countries(document: Document, statesmen: list[Post], owner: dict[int, str]) -> None:
    countries = _countries(document, owner)
    if len(countries) != 1:
        return
    foreign = _foreigners(document, owner)
    for post in statesmen:
        if foreign.issuperset(post.holders):
            place_post(post, next(iter(countries)), "only country", (post.start, post.end))


def _countries(document: Document, owner: dict[int, str]) -> set[str]:
    forms = {owner[i]: form_of(document, i) for i in document.of_type("LOC") if i in owner}
    return {place for place, form in forms.items() if form.name_kind == "country"}


def _foreigners(document: Document, owner: dict[int, str]) -> set[str]:
    return {
        owner[i]
        for i in document.of_type("PER")
        if i in owner and is_foreign(tuple(map(fold, name_words(document, i))))
    }


def _find_main_bodies(
    document: Document, others: list[Post], posts: dict[int, Post], owner: dict[int, str]
) -> None:
    kind_of: dict[str, set[str | None]] = {}
    counts: Counter[str] = Counter()
    for i in document.of_type("ORG"):
        if i in owner:
            kind = normalize_organization(document.surface(i)).kind
            kind_of.setdefault(owner[i], set()).add(kind)
            counts[owner[i]] += 1
    for post in others:
        kinds = _kinds()[post.title_id]
        fitting = {body for body, said in kind_of.items() if _fits(said, kinds)}
        own = [o.body for o in posts.values() if o.body in fitting and o.holders == post.holders]
        if own:
            place_post(post, own[0], "body of other title", (post.start, post.end))
        else:
            lead = _LEAD_OF_PLAYERS if post.kind == "profession" else _LEAD
            place_post(post, _main(fitting, counts, lead), "main body", (post.start, post.end))


def _fits(said: set[str | None], kinds: frozenset[str]) -> bool:
    return not kinds.isdisjoint(said - {None}) or (said == {None} and bool(kinds & _NAMELESS))


def _main(bodies: Iterable[str], counts: Counter[str], lead: float) -> str | None:
    """The body that is named ``lead`` times as often as the next."""
    ranked = sorted(bodies, key=lambda body: (-counts[body], body))
    first, second = (*ranked, None, None)[:2]
    if first is None or (second is not None and counts[first] < lead * counts[second]):
        return None
    return first
