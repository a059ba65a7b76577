"""The body of a title whose holder is known to be of one that the article names.

*HLV Adrian Holt*, whom other news ties to *CLB Sông Gianh*, is of that team where the article names
it, whether or not it says so: ``affiliations.tsv`` has who was named with which post of which body,
and with which team, in news that nobody annotated.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from vnnews.fuzzy.organizations import normalize_organization
from vnnews.lexicon.tables import rows
from vnnews.link.document import Document
from vnnews.link.people import fold
from vnnews.link.places.forms import country_of
from vnnews.link.titles.posts import Post, place_post
from vnnews.link.titles.topics import is_of_team

TEAM = "team"  # the post of all who play for a team or coach it
# How many times as often somebody is named with one body of the article as with the next.
_LEAD = 1.5
_ABOUT = 8  # times that a place is named which an article is about


@cache
def known_ties() -> Mapping[tuple[str, str], Mapping[str, int]]:
    """How often a person (folded name) was named with a post of a body, by its key."""
    known: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for row in rows("affiliations"):
        known[row["person"], row["post"]][row["body"]] = int(row["count"])
    return known


@cache
def _posts() -> frozenset[str]:
    return frozenset(post for _, post in known_ties())


def person_key(name: str) -> str:
    """What the table calls a person.

    >>> person_key("Adrian Holt-Lee")
    'adrianholtlee'
    """
    return fold(name.lower())


def organization_key(name: str, organization_id: str | None = None) -> str:
    """What the table calls a body: its id in the lexicon, else its folded name.

    >>> organization_key("MU"), organization_key("CLB Sông Gianh")
    ('manchester-united', 'clbsonggianh')
    """
    return organization_id or normalize_organization(name).id or fold(name.lower())


def place_key(name: str) -> str:
    """What the table calls a place: a country's code, else the folded name.

    >>> place_key("nước Mỹ"), place_key("Ninh Bình")
    ('US', 'ninhbinh')
    """
    return country_of(name) or fold(name.lower())


def find_affiliations(document: Document, posts: Iterable[Post], owner: dict[int, str]) -> bool:
    """Fill in ``body`` where the holder is known to be of one body of the article; whether it did.

    A place that the article is not about becomes their ``home`` only.
    """
    is_open = [
        post for post in posts if len(post.holders) == 1 and not post.body and _may_be_known(post)
    ]
    if not is_open:
        return False
    names = longest_names(document, owner, {post.holders[0] for post in is_open})
    keys: dict[str, set[str]] | None = None
    aside: frozenset[str] = frozenset()
    for post in is_open:
        asked = TEAM if is_of_team(post.title_id) else post.title_id or ""
        known = known_ties().get((person_key(names[post.holders[0]]), asked))
        if known is None:
            continue
        if keys is None:
            keys = body_keys(document, owner)
            aside = _places_aside(document, owner)
        body = _body(known, keys)
        if body in aside and post.status != "former":
            post.home = body
        else:
            place_post(post, body, "affiliation", (post.start, post.end))
    return any(post.body for post in is_open)


def _may_be_known(post: Post) -> bool:
    """Whether the table may tell the body of a post.

    Players change their teams: not of one who is only guessed, nor of a former one.
    """
    if is_of_team(post.title_id):
        return post.rule != "profession" and post.status != "former"
    return post.title_id in _posts()


def _places_aside(document: Document, owner: dict[int, str]) -> frozenset[str]:
    """The places that the article is not about, which tie nobody's post to them."""
    counts = Counter(owner[i] for i in document.of_type("LOC") if i in owner)
    return frozenset(place for place, count in counts.items() if count < _ABOUT)


def longest_names(
    document: Document, owner: dict[int, str], people: Iterable[str]
) -> dict[str, str]:
    """The longest name that the article has of each of the people."""
    names = dict.fromkeys(people, "")
    for i in document.of_type("PER"):
        if owner.get(i) in names:
            names[owner[i]] = max(names[owner[i]], document.surface(i), key=_rank)
    return names


def _rank(name: str) -> tuple[int, int]:
    return name.count(" "), len(name)


def body_keys(document: Document, owner: dict[int, str]) -> dict[str, set[str]]:
    """What the table may call each body and place of the article."""
    keys: defaultdict[str, set[str]] = defaultdict(set)
    for i in document.of_type("ORG", "LOC"):
        if i in owner:
            key = organization_key if document.mentions[i].type == "ORG" else place_key
            keys[owner[i]].add(key(document.written[i]))
    return keys


def _body(known: Mapping[str, int], keys: Mapping[str, set[str]]) -> str | None:
    """The body that is known best, unless the next is known nearly as well."""
    counts = Counter({body: max(known.get(key, 0) for key in of) for body, of in keys.items()})
    (first, most), (_, next_most), *_ = [*counts.most_common(2), ("", 0), ("", 0)]
    return first if most and most >= _LEAD * next_most else None
