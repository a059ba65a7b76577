"""Titles and the names they stand together with: runs, plural titles, *được bổ nhiệm*, *ông là*."""

from __future__ import annotations

import re
from itertools import islice, pairwise

from vnnews.link.document import Document
from vnnews.link.people import Gender, gender_of
from vnnews.link.titles.neighbours import HONORIFIC, Join, held, join
from vnnews.link.titles.posts import Post

# A title that several people hold: *hai Phó Chủ tịch*, *Á hậu 1 và 2*, *X cho 3 cán bộ gồm*.
_PLURAL = re.compile(r"(?:\b(?:các|những|hai|ba|bốn|cặp)|\b\d+)(?: tân)?\s*$", re.I)
_COUNTS = frozenset(["các", "những", "hai", "ba", "bốn", "cặp", "tân"])  # ``_PLURAL`` ends with
_NUMBERED = re.compile(r"\d\s*(?:,|và)\s*\d")
_GROUP = re.compile(r"[ ,]*(?:đối với|cho|với)? ?(?:\d+|hai|ba|bốn|năm) [\w ]{2,20} gồm\b")
_MEMBERS = re.compile(
    r"[\s,:]*(?:mới|khác|người \w+)?[\s,:]*"
    r"(?:(?:đối với|cho|với)?\s*(?:\w+ [\w ]{2,20} )?gồm|là|trong (?:số này|đó có)|"
    rf"lần lượt (?:là|thuộc về))?[\s,:]*(?:{HONORIFIC})?\s*",
    re.I,
)
_COORDINATED = re.compile(rf"\s*(?:,|;|và|&|cùng|,\s*và)?\s*(?:{HONORIFIC})?\s*", re.I)
_ASIDES = re.compile(r"\([^()\n]{0,120}\)")
_PASSIVE = re.compile(r"\b(?:được|do)\s*$")
# A clause about the person named last: with a pronoun, or without a subject.
_PRONOUN = re.compile(
    r"(?:(?:.*\b)?(?:ông|bà|anh|chị|cô|người này)|vốn|từng|hiện|trước đó|sau đó|rồi|đồng thời|"
    r"lần lượt|tiếp tục|được|trước khi|với cương vị|trên cương vị|trải qua|kinh qua)\b.*",
    re.I | re.S,
)
_SEX = re.compile(r"(?:.*\b)?(?:(?P<m>ông|anh)|(?P<f>bà|chị|cô))\b", re.I | re.S)
# *được điều động, bổ nhiệm giữ chức*: one clause in spite of its comma.
_VERBS_LISTED = re.compile(
    r",? (?:và )?(?=(?:điều động|bổ nhiệm|luân chuyển|phân công|chỉ định|giới thiệu|bầu) )"
)
_CLAUSE_END = re.compile(r"[,;]")
# *trao quyết định bổ nhiệm chức X cho ông A*, *A, đặc phái viên của X về Y, ông B*
_GIVEN_TO = ("cho ", "đối với ", "với ", "về ")
_REACH, _LEFT_REACH, _NEAR = 160, 12, 8


class Holders:
    """Gives titles to the people beside them.

    ``items`` are the TITLE and PER mentions in order, ``posts`` those of the titles, ``owner`` the
    entity of a mention.
    """

    def __init__(self, document: Document, posts: dict[int, Post], owner: dict[int, str]) -> None:
        """Start with no holder given."""
        self._document, self._posts, self._owner = document, posts, owner
        self.items = [i for i in document.of_type("TITLE", "PER") if i in posts or i in owner]

    def hold(self, post: Post, names: list[int], rule: str) -> None:
        """Make the people of these mentions, which are in order, the holders of a post."""
        mentions = self._document.mentions
        post.holders = tuple(dict.fromkeys([self._owner[name] for name in names]))
        post.rule = rule
        post.evidence = (
            min(post.start, mentions[names[0]].start),
            max(post.end, mentions[names[-1]].end),
        )

    def link_runs(self) -> None:
        """Divide each run of titles between the names before and behind it."""
        items, posts = self.items, self._posts
        none: tuple[str, Join] = ("", "")
        joins = [none]  # joins[i]: of items i - 1 and i
        joins += [
            join(self._document, left, right) if left in posts or right in posts else none
            for left, right in pairwise(items)
        ]
        joins.append(none)
        at = 0
        while at < len(items):
            end = at + 1
            if items[at] in posts:
                while joins[end][1] in ("list", "and", "held") and items[end] in posts:
                    end += 1
                self._link_run(at, end, joins[at : end + 1])
            at = end

    def _link_run(self, at: int, end: int, joins: list[tuple[str, Join]]) -> None:
        """Link the titles ``items[at:end]``; ``joins`` are those before, in and behind the run."""
        items, posts = self.items, self._posts
        run = [posts[item] for item in items[at:end]]
        for post in run:
            post.run = at
        before, after = joins[0][1], joins[-1][1]
        ahead = before not in ("", "appoints") and items[at - 1] in self._owner
        split = len(run)
        members = self._members(run[-1], end)
        if after and items[end] in self._owner:
            split = _split(run, joins[1:], ahead)
            members = [items[end], *members]
        elif members:
            split -= 1
        for post in run[split:]:
            self.hold(post, members, f"title {after or 'members'}")
        if ahead:
            names = self._coordinated(at - 1) if before == "held" else [items[at - 1]]
            for post in run[:split]:
                self.hold(post, names, f"name {before}")
        elif before == "appoints" and not run[0].holders:
            self._appoint(run[0], at)

    def _members(self, post: Post, end: int) -> list[int]:
        """The names from ``items[end]`` on that a plural title covers."""
        view, mentions = self._document.text.view, self._document.mentions
        if not (
            self._is_counted(post)
            or _NUMBERED.search(view[post.start : post.end])
            or _GROUP.match(view, post.end)
        ):
            return []
        members: list[int] = []
        at, pattern = post.end, _MEMBERS
        for item in self.items[end:]:
            text = view[at : min(mentions[item].start, at + _REACH)]
            if members and text.count("(") > text.count(")"):
                continue  # what is said in brackets of the member before
            gap = _ASIDES.sub(" ", text)
            if not pattern.fullmatch(gap):
                break
            at, pattern = mentions[item].end, _COORDINATED
            if item in self._owner:
                members.append(item)
            elif self._posts[item].kind != "rank":
                break
        return members

    def _is_counted(self, post: Post) -> bool:
        """Whether the word before a title says that several hold it."""
        word = self._document.word_before(post.mention)
        if word not in _COUNTS and not word.isdecimal():
            return False
        before = self._document.text.view[max(0, post.start - _LEFT_REACH) : post.start]
        return _PLURAL.search(before) is not None

    def _coordinated(self, last: int) -> list[int]:
        """The names of a list that ends with ``items[last]``: *A, B và C giữ chức X*."""
        view, mentions = self._document.text.view, self._document.mentions
        first = last
        while first > 0 and self.items[first - 1] in self._owner:
            left, right = self.items[first - 1], self.items[first]
            if not _COORDINATED.fullmatch(view, mentions[left].end, mentions[right].start):
                break
            first -= 1
        return self.items[first : last + 1]

    def _appoint(self, post: Post, at: int) -> None:
        """*A được Bộ trưởng bổ nhiệm giữ chức X*: X is A's, not the minister's."""
        items, mentions = self.items, self._document.mentions
        if at < 2 or items[at - 2] not in self._owner:
            return
        start, end = mentions[items[at - 2]].end, mentions[items[at - 1]].start
        if end - start < _REACH and _PASSIVE.search(self._document.text.view[start:end]):
            self.hold(post, [items[at - 2]], "name appointed")

    def link_pronouns(self) -> None:
        """*Ông từng là X*: X to the person named last before the pronoun."""
        view, mentions = self._document.text.view, self._document.mentions
        starts = self._document.sentence_starts
        name: int | None = None
        sentence, told = 0, -1
        holder = -1
        for at, item in enumerate(self.items):
            if item in self._owner:
                name = item
                continue
            post = self._posts[item]
            if post.holders or name is None:
                continue
            if post.run == told:  # *Ông từng là X, Y và Z*
                self.hold(post, [holder], "pronoun")
                continue
            while sentence + 1 < len(starts) and starts[sentence + 1] <= post.start:
                sentence += 1
            begin = max(starts[sentence], post.start - _REACH, mentions[name].end)
            clause = _VERBS_LISTED.sub(" ", view[begin : post.start].strip())
            clause = _CLAUSE_END.split(clause.rstrip(",:"))[-1].strip()
            if held(clause) and _PRONOUN.fullmatch(clause):
                holder, told = self._of_sex(clause, at, name), post.run
                self.hold(post, [holder], "pronoun")

    def _of_sex(self, clause: str, at: int, name: int) -> int:
        """Who *ông* or *bà* is: ``name``, the last before ``items[at]``, if of that sex."""
        pronoun = _SEX.match(clause)
        sex: Gender | None = None if pronoun is None else "m" if pronoun["m"] else "f"
        if sex is None or gender_of(self._document, name) in (sex, None):
            return name
        before = (item for item in reversed(self.items[:at]) if item in self._owner)
        near = islice(before, _NEAR)
        return next((item for item in near if gender_of(self._document, item) == sex), name)


def _split(run: list[Post], joins: list[tuple[str, Join]], ahead: bool) -> int:
    """Where the titles of the name behind a run begin, if a name ``ahead`` may claim the rest.

    ``joins[i]`` joins the titles ``i`` and ``i + 1``, the last one the run and the name.
    """
    last = len(run) - 1
    if ahead and joins[-1][1] == "named" and joins[-1][0].startswith(_GIVEN_TO):
        return 0
    if ahead and joins[-1][1] != "touch":
        return last if last and joins[last - 1][1] == "and" else len(run)
    split = last
    while split > 0:
        text, kind = joins[split - 1]
        one, other = run[split - 1], run[split]
        if kind != "list" or (ahead and text not in ("", "kiêm")):
            break
        if one.words == other.words and one.body != other.body:
            break
        split -= 1
    return split
