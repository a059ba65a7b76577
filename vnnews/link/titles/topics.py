"""The body or country of a title that nothing stands beside: what the article is about.

A foreign statesman is one of the only country that the article names; a coach, a player, a director
one of the body of a fitting kind (``title_bodies.tsv``) that his other title names, or that is
named far more often than the next.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from vnnews.fuzzy.organizations import normalize_organization
from vnnews.lexicon.tables import rows
from vnnews.link.document import Document
from vnnews.link.people import fold, is_foreign, name_words
from vnnews.link.places.forms import form_of
from vnnews.link.titles.posts import Post, place_post

_STATE = frozenset(
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
_SIZES_OF_STATE = sorted(set(map(len, _STATE)))
# Kinds of bodies that the lexicon of organizations does not tell from their names alone.
_NAMELESS = frozenset(["sport", "company"])
# How many times as often the main body is named as the next; a match is told of two teams' players.
_LEAD, _LEAD_OF_PLAYERS = 1.2, 2
_MOST_TOLD = 8


@cache
def _kinds() -> Mapping[str | None, frozenset[str]]:
    return {row["id"]: frozenset(row["kinds"].split()) for row in rows("title_bodies")}


def is_of_team(title_id: str | None) -> bool:
    """Whether a title is one of players and coaches."""
    return "sport" in _kinds().get(title_id, ())


def _is_of_state(post: Post) -> bool:
    return not _STATE.isdisjoint([post.words[:size] for size in _SIZES_OF_STATE])


def find_countries(document: Document, posts: Iterable[Post], owner: dict[int, str]) -> None:
    """Fill in ``body`` of the titles of foreign statesmen when there is only one country."""
    statesmen = [post for post in posts if post.holders and not post.body and _is_of_state(post)]
    countries = _countries(document, owner) if statesmen else set()
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


def find_main_bodies(document: Document, posts: Iterable[Post], owner: dict[int, str]) -> None:
    """Fill in ``body`` of the titles in ``title_bodies.tsv``."""
    posts = list(posts)
    is_open = [
        post
        for post in posts
        if post.holders and not post.body and post.status != "former" and post.title_id in _kinds()
    ]
    if not is_open:
        return
    bodies = _Bodies(document, owner)
    told: defaultdict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
    for post in posts:
        if post.body and len(told[post.holders]) < _MOST_TOLD:
            told[post.holders][post.body] = None
    placed = {post.run for post in posts if post.body}
    for post in is_open:
        kinds = _kinds()[post.title_id]
        own = next((body for body in told[post.holders] if bodies.fits(body, kinds)), None)
        place_post(post, own, "body of other title", (post.start, post.end))
        if own is None and post.run not in placed:
            lead = _LEAD_OF_PLAYERS if post.kind == "profession" else _LEAD
            place_post(post, bodies.main(kinds, lead), "main body", (post.start, post.end))


class _Bodies:
    """The organizations of an article, by kind and by how often they are named."""

    def __init__(self, document: Document, owner: dict[int, str]) -> None:
        self._counts: Counter[str] = Counter()
        self._kinds: defaultdict[str, set[str | None]] = defaultdict(set)
        for i in document.of_type("ORG"):
            if i in owner:
                self._counts[owner[i]] += 1
                self._kinds[owner[i]].add(normalize_organization(document.surface(i)).kind)
        self._ranked = sorted(self._counts, key=lambda body: -self._counts[body])
        self._main: dict[tuple[frozenset[str], float], str | None] = {}

    def fits(self, body: str, kinds: frozenset[str]) -> bool:
        """Whether a body is of one of these kinds, as far as its names tell."""
        told = self._kinds.get(body, set())
        if told == {None}:
            return not kinds.isdisjoint(_NAMELESS)
        return not kinds.isdisjoint(told)

    def main(self, kinds: frozenset[str], lead: float) -> str | None:
        """The body of these kinds that is named ``lead`` times as often as the next."""
        if (kinds, lead) not in self._main:
            fitting = (body for body in self._ranked if self.fits(body, kinds))
            first, second = next(fitting, None), next(fitting, None)
            near = first and second and self._counts[first] < lead * self._counts[second]
            self._main[kinds, lead] = None if near else first
        return self._main[kinds, lead]
