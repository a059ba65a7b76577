"""TITLE mentions to the people who hold them and to the bodies or places they are in.

First what stands together: titles and names that touch, or are joined by an apposition, a list or
a verb (*bổ nhiệm ông A giữ chức X*). Then titles that stand alone take the holder whom the article
names for the same post. Last, a title without a body takes the one that its holder's same post has
elsewhere. What two people could hold equally is left open, with a note.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from vnnews.link.document import Document, Entity, TitleLink
from vnnews.link.titles.bodies import find_bodies
from vnnews.link.titles.colleagues import find_colleagues
from vnnews.link.titles.holders import Holders
from vnnews.link.titles.known import link_known
from vnnews.link.titles.posts import Post, read_post, same_post, spread_status
from vnnews.link.titles.professions import link_professions
from vnnews.link.titles.topics import find_main_bodies
from vnnews.records import Evidence, Note, Span

# Offices that, with no country, are Vietnam's rather than another country's.
_NATIONAL = frozenset(
    tuple(office.split())
    for office in (
        "tổng bí thư",
        "chủ tịch nước",
        "thủ tướng",
        "phó thủ tướng",
        "chủ tịch quốc hội",
    )
)
# What is said of a post: words, body, holders.
_Said = tuple[tuple[str, ...], str | None, tuple[str, ...]]
_MOST_SAID = 32
# Named in news with a post long after they held it: nobody else's title stands for them.
_PAST = frozenset(["hồ chí minh"])
_HEAD = 2  # words: phó giám đốc is no phó bí thư
_Fullest = dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[str, ...]]


def link_titles(
    document: Document,
    people: Iterable[Entity],
    organizations: Iterable[Entity],
    places: Iterable[Entity],
) -> tuple[tuple[TitleLink, ...], tuple[Note, ...]]:
    """A link for each TITLE mention, in order, and notes on what was left open.

    >>> from vnnews.find.candidate import Candidate
    >>> from vnnews.link.people import link_people
    >>> from vnnews.text.layout import lay_out
    >>> from vnnews.text.tokens import tokenize
    >>> from vnnews.text.view import normalize
    >>> text = normalize("Bác sĩ Lê An đến. Bà An là viện trưởng.")
    >>> spans = ((0, 6, "TITLE"), (7, 12, "PER"), (21, 23, "PER"), (27, 38, "TITLE"))
    >>> mentions = tuple(Candidate(kind, start, end, "") for start, end, kind in spans)
    >>> document = Document(text, tokenize(text), lay_out(text), mentions)
    >>> links, notes = link_titles(document, link_people(document).entities, (), ())
    >>> [(document.surface(link.mention), link.holders) for link in links]
    [('Bác sĩ', ('p1',)), ('viện trưởng', ('p1',))]
    """
    if not document.of_type("TITLE"):
        return (), ()
    people, places = tuple(people), tuple(places)
    bodies = (*organizations, *places)
    owner = {
        mention: entity.id
        for group in (people, bodies)
        for entity in group
        for mention in entity.mentions
    }
    past = {person.id for person in people if person.name.casefold() in _PAST}
    posts = {i: read_post(document, i, owner) for i in document.of_type("TITLE")}
    holders = Holders(document, posts, owner)
    holders.link_runs()
    spread_status(document, posts.values())
    holders.link_pronouns()
    find_bodies(document, posts, owner, alone=False)
    names = {entity.id: entity.name.lower() for entity in bodies}
    for post in posts.values():
        post.body_name = names.get(post.body or post.home or "") or post.body_name
    notes = _link_same_posts(posts, past, {place.id for place in places})
    link_known(document, posts.values(), owner)
    link_professions(document, posts.values(), owner)
    find_bodies(document, posts, owner)
    find_colleagues(document, posts.values(), owner)
    find_main_bodies(document, posts.values(), owner)
    return tuple(_link(post) for post in posts.values()), tuple(notes)


def _link_same_posts(posts: dict[int, Post], past: set[str], places: set[str]) -> list[Note]:
    """Give titles that stand alone the holder of the same post.

    ``past`` are people for whom no title alone stands. A national office without a country is not
    one in any of ``places``.
    """
    notes: list[Note] = []
    if all(post.holders or not _may_stand_alone(post) for post in posts.values()):
        return notes
    named: defaultdict[str, dict[_Said, Post]] = defaultdict(dict)
    for post in posts.values():
        if past.issuperset(post.holders) or not post.words:
            continue
        if len(named[post.words[0]]) < _MOST_SAID:
            named[post.words[0]].setdefault(_said(post), post)
    fullest = _fullest(named)
    last: dict[_Said, int] = {}
    for post in posts.values():
        if post.holders:
            last[_said(post)] = post.start
        elif _may_stand_alone(post):
            others = named[post.words[0]].values()
            same = [other for other in others if _may_be(post, other, fullest)]
            chosen = _choose(post, same, last, notes, places)
            if chosen:
                post.holders, post.rule = chosen.holders, "same post"
                post.evidence = chosen.evidence
                last[_said(chosen)] = post.start
    return notes


def _may_stand_alone(post: Post) -> bool:
    return bool(post.words) and post.kind != "profession"


def _said(post: Post) -> _Said:
    return post.words, post.body, post.holders


def _fullest(named: dict[str, dict[_Said, Post]]) -> _Fullest:
    """The longest words under which each holder's post with a head is named."""
    found: _Fullest = {}
    for others in named.values():
        for other in others.values():
            key = (other.holders, other.words[:_HEAD])
            if len(other.words) > len(found.get(key, ())):
                found[key] = other.words
    return found


def _may_be(post: Post, other: Post, fullest: _Fullest) -> bool:
    """Whether a title alone may stand for the holder of ``other``."""
    if not same_post(post, other):
        return False
    full = fullest[other.holders, other.words[:_HEAD]]
    size = min(len(full), len(post.words))
    return full[:size] == post.words[:size]


def _choose(
    post: Post, same: list[Post], last: dict[_Said, int], notes: list[Note], places: set[str]
) -> Post | None:
    """The one whom a title alone stands for: of several, whoever was named last before it."""
    same = [o for o in same if o.status == post.status] or same
    best = [o for o in same if o.words == post.words and o.body == post.body]
    best = best or [o for o in same if o.words == post.words] or same
    if len({o.holders for o in best}) > 1 and post.words in _NATIONAL and post.body is None:
        best = [o for o in best if (o.body or o.home) not in places] or best
    if len({o.holders for o in best}) > 1:
        earlier = [o for o in best if _said(o) in last]
        if not earlier:
            notes.append(_open(post, {o.holders for o in best}))
            return None
        return max(earlier, key=lambda other: last[_said(other)])
    return best[0] if best else None


def _open(post: Post, holders: set[tuple[str, ...]]) -> Note:
    people = sorted({person for group in holders for person in group})
    span = Span(start=post.start, end=post.end)
    return Note(reason="ambiguous-holder", detail=" ".join(people), span=span)


def _link(post: Post) -> TitleLink:
    told = [(post.evidence, post.rule), (post.body_evidence, post.body_rule)]
    evidence = [Evidence(start=at[0], end=at[1], rule=rule) for at, rule in told if at is not None]
    return TitleLink(post.mention, post.holders, post.body, post.status, tuple(evidence))
