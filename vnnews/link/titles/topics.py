"""The body of a title that nothing stands beside: what the article is about.

A coach, a player, a director is one of the body of a fitting kind (``title_bodies.tsv``) that his
other title names, or that is named far more often than the next.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from vnnews.fuzzy.organizations import normalize_organization
from vnnews.lexicon.tables import rows
from vnnews.link.document import Document
from vnnews.link.titles.posts import Post, place_post

# Kinds of bodies that the lexicon of organizations does not tell from their names alone.
_NAMELESS = frozenset(["sport", "company"])
# How many times as often the main body is named as the next; a match is told of two teams' players.
_LEAD, _LEAD_OF_PLAYERS = 1.2, 2
_MOST_TEAMS = 2  # news of transfers names more of them: whose a player is, nobody can tell there
_MOST_TOLD = 8


@cache
def _kinds() -> Mapping[str | None, tuple[frozenset[str], ...]]:
    """The kinds of body of each title; those after a bar only where none of the first is named."""
    return {
        row["id"]: tuple(frozenset(kinds.split()) for kinds in row["kinds"].split("|"))
        for row in rows("title_bodies")
    }


def is_of_team(title_id: str | None) -> bool:
    """Whether a title is one of players and coaches."""
    return any("sport" in kinds for kinds in _kinds().get(title_id, ()))


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
        kinds = bodies.first_named(_kinds()[post.title_id])
        own = next((body for body in told[post.holders] if bodies.fits(body, kinds)), None)
        place_post(post, own, "body of other title", (post.start, post.end))
        if own is None and post.run not in placed:
            main = bodies.main(kinds, plays=post.kind == "profession")
            place_post(post, main, "main body", (post.start, post.end))


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
        self._main: dict[tuple[frozenset[str], bool], str | None] = {}

    def fits(self, body: str, kinds: frozenset[str]) -> bool:
        """Whether a body is of one of these kinds, as far as its names tell."""
        told = self._kinds.get(body, set())
        if told == {None}:
            return not kinds.isdisjoint(_NAMELESS)
        return not kinds.isdisjoint(told)

    def first_named(self, kinds: tuple[frozenset[str], ...]) -> frozenset[str]:
        """The first kinds that any body here is of."""
        named = (each for each in kinds if any(self.fits(body, each) for body in self._ranked))
        return next(named, kinds[0])

    def main(self, kinds: frozenset[str], *, plays: bool) -> str | None:
        """The body of these kinds that is named most, by far; that a player ``plays`` for."""
        if (kinds, plays) not in self._main:
            self._main[kinds, plays] = self._far_ahead(kinds, plays=plays)
        return self._main[kinds, plays]

    def _far_ahead(self, kinds: frozenset[str], *, plays: bool) -> str | None:
        fitting = [body for body in self._ranked if self.fits(body, kinds)]
        if not fitting or (plays and len(fitting) > _MOST_TEAMS):
            return None
        first, second = ([self._counts[body] for body in fitting[:2]] + [0])[:2]
        return fitting[0] if first >= (_LEAD_OF_PLAYERS if plays else _LEAD) * second else None
