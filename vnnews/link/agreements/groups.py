"""Names that stand together: coordinated behind a word or before a verb, with their titles."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache

from vnnews.find.agreements.lexicon import lexicon
from vnnews.lexicon.tables import rows
from vnnews.link.agreements.roles import end_of_role, start_of_role
from vnnews.link.agreements.scene import Name, Scene, phrases_by_role, words

_CLAUSE = 60  # tokens behind a document or a verb
_LOOSE = 14  # words between a subject and its verb
_MOST_SKIPPED = 7  # words before the first name: *câu lạc bộ ở giải nhà nghề Mỹ A*
_LEVELS = 4  # places of an address behind a body
# Between a title and its holder.
_BESIDE = frozenset([",", "-", "–", "kiêm", "ông", "bà", "anh", "chị", "đồng", "chí"])
_THEN = ("đã", "vừa", "sẽ")  # *A đã cùng B ký*
_LEAD = 5  # tokens of *Ngoài ra, cũng theo*
_WHERE = frozenset(("ở", "tại"))
_SECOND = 25  # tokens between the first name behind *giữa* and its *và*
_INDEFINITE = frozenset(("một", "các", "những", "nhiều"))  # *một công ty* is nobody told before
_NEAR = 80  # tokens back to what *công ty này* stands for


def last_coordinate(scene: Scene, end: int, limit: int) -> int:
    """The end of the last document coordinated with one that ends at ``end``: *X, Y và Z với*."""
    for at in range(bisect_left(scene.agreement_firsts, end), len(scene.agreements)):
        document = scene.agreements[at]
        between = scene.lower[end : document.first]
        if len(between) > 3 or document.first >= limit or not {",", "và", "("} & set(between):
            break
        end = document.end
    return end


def after_word(scene: Scene, word: str, start: int, limit: int) -> list[Name]:
    """The coordinated names that follow the first ``word`` of the clause in ``start:limit``."""
    limit = min(limit, start + _CLAUSE)
    if word not in scene.lower[start:limit]:
        return []
    stop = clause_end(scene, start, limit)
    for at in range(start, stop):
        if scene.lower[at] != word:
            continue
        bound = word == "với" and scene.lower[at - 1] in words("bound")
        behind = at + 1 + (scene.lower[at : at + 2] == ["cùng", "với"])
        if not (bound or scene.told("manner", behind, behind + 1)):
            names = group(scene, at + 1, limit)
            if names:
                return names
    return []


def between(scene: Scene, start: int, limit: int) -> list[Name]:
    """The names that *giữa* brings in; the second also behind words: *giữa A (…) và bị đơn B*."""
    first = after_word(scene, "giữa", start, limit)
    if first and _is_of_others(scene, start, first[0].first):
        return []
    if not first or len({name.entity for name in first}) > 1:
        return first
    end = first[-1].end
    for at in range(end, min(limit, end + _SECOND)):
        if scene.lower[at] in ".;":
            break
        if scene.lower[at] in ("và", "với"):
            return first + group(scene, at + 1, limit)
    return first


def _is_of_others(scene: Scene, start: int, end: int) -> bool:
    """Whether *giữa* is told of a match or, in a new clause, of relations: *…, quan hệ giữa A*."""
    at = next(at for at in range(start, end) if scene.lower[at] == "giữa")
    relations = scene.lower[at - 1] == "hệ" and "," in scene.lower[start:at]
    return relations or bool(scene.told("meeting", start, at))


def clause_end(scene: Scene, start: int, limit: int) -> int:
    """Where the clause that token ``start`` is in ends: at a new one, a document, a semicolon."""
    ends = scene.told("clause", start, limit)
    limit = ends[0][0] if ends else limit
    other = bisect_left(scene.agreement_firsts, start)
    if other < len(scene.agreement_firsts):
        limit = min(limit, scene.agreement_firsts[other])
    clause = scene.lower[start:limit]
    return start + clause.index(";") if ";" in clause else limit


def group(scene: Scene, start: int, limit: int) -> list[Name]:
    """The names coordinated from token ``start`` on: *A, B (C) và D*."""
    names: list[Name] = []
    glue, block = phrases_by_role()["glue"], phrases_by_role()["block"]
    if _is_pair(scene, start, limit):
        return names
    at, blocked, skipped = start, False, 0
    while at < limit and skipped <= _MOST_SKIPPED:
        name = scene.name_at.get(at)
        if name is not None and not _in_title(scene, name):
            only_where = name.type == "LOC" and (
                blocked
                or scene.lower[name.first - 1] in _WHERE
                or (name.end < limit and name.end in scene.name_at)
                or _is_seat(scene, name, start)
            )
            if can_conclude(scene, name) and not (only_where or _is_home(scene, name, names)):
                names.append(name)
            at, blocked, skipped = name.end, False, 0
            continue
        if at in scene.title_at and not (names and names[-1].end >= at - 1):
            names += _unnamed_holder(scene, scene.title_at[at], limit)
        following = _skip(scene, at, limit)
        if following is None:
            match = block.longest(scene.lower, at)
            blocked = match is not None or blocked
            following = match[0] if match is not None else None
        if scene.lower[at] in '”"' and scene.lower[at + 1 : at + 2] == [","]:
            break  # *… giữa A và B”, ông C nói*
        if following is None:
            match = glue.longest(scene.lower, at)
            blocked = False if match is not None else blocked
            following = match[0] if match is not None else None
        if following is None:
            if names or not scene.lower[at][0].isalnum():
                break
            following, skipped = at + 1, skipped + 1
        at = following
    return names


def _is_home(scene: Scene, body: Name, names: Sequence[Name]) -> bool:
    """Whether a body only says whose a person is: *với tiền đạo A của CLB B*."""
    if body.type != "ORG" or not names or names[-1].type != "PER":
        return False
    return names[-1].end == body.first - 1 and scene.lower[body.first - 1] in ("của", "từ")


def _is_pair(scene: Scene, at: int, limit: int) -> bool:
    """Whether *hai nước* stands at token ``at`` for names told before: none follow."""
    match = lexicon().pairs.longest(scene.lower, at) if at < limit else None
    if match is None or match[0] >= limit:
        return match is not None
    behind = match[0]
    opens = scene.lower[behind] in ("là", "gồm", "(", ":", "-", "–", "bao")
    return not (opens or behind in scene.name_at or behind in scene.title_at)


def _unnamed_holder(scene: Scene, title: Name, limit: int) -> list[Name]:
    """The body whose holder, unnamed, acts by the title alone: *với Chủ tịch Hội A*."""
    at = title.end
    while at < limit and (at in scene.title_at or scene.lower[at] in _BESIDE):
        at = scene.title_at[at].end if at in scene.title_at else at + 1
    name = scene.name_at.get(at)
    if name is not None and name.type == "PER":
        return []
    if scene.opens("self", title.first) or scene.lower[title.first] in words("former"):
        return []  # *ký với cựu HLV Nhật Bản*
    held = scene.names_in(title.first, title.end)
    return ([n for n in held if n.type == "ORG"] or held)[:1]


def _is_seat(scene: Scene, place: Name, start: int) -> bool:
    """Whether a place only says where the body before its comma is: *Đại học Kyoto, Nhật Bản*."""
    comma = place.first - 1
    if comma <= start or scene.lower[comma] != ",":
        return False
    before = scene.names_in(max(start, comma - 20), comma)
    for name in before[: -_LEVELS - 1 : -1]:  # *…, xã A, huyện B, tỉnh C*
        if name.end != comma or name.type == "PER":
            return False
        if name.type == "ORG":
            return True
        comma = name.first - 1
    return False


def _skip(scene: Scene, at: int, limit: int) -> int | None:
    """The token after a title, a role or a bracket that starts at ``at``."""
    title = scene.title_at.get(at)
    if title is not None:
        return title.end
    if scene.lower[at] not in "([":
        return end_of_role(scene, at)
    for i in range(at + 1, min(limit, at + 30)):
        if scene.lower[i] in ")]":
            return i + 1
    return at + 1


def _in_title(scene: Scene, name: Name) -> bool:
    title = scene.title_at.get(name.first)
    return title is not None and (title.first, title.end) != (name.first, name.end)


def can_conclude(scene: Scene, name: Name) -> bool:
    """Whether a name can be a party: a river, a stadium, a continent cannot."""
    if name.type != "LOC":
        return True
    if scene.lower[max(0, name.first - 2) : name.first] == ["thủ", "đô"]:
        return False
    return phrases_by_role()["spot"].longest(scene.lower, name.first) is None


@cache
def _anaphor_ends() -> frozenset[str]:
    """The last words of what stands for names told before."""
    pairs = (row["phrase"] for row in rows("agreement_words") if row["role"] == "pair")
    return frozenset(phrase.split()[-1] for phrase in (*words("anaphor"), *pairs))


def _stands_for(scene: Scene, at: int, start: int) -> list[Name] | None:
    """Whom an anaphor that ends at token ``at`` stands for; None when none ends there."""
    if scene.lower[at] not in _anaphor_ends():
        return None
    table = phrases_by_role()["anaphor"]
    for first in range(max(start, at - 2), at + 1):
        match = table.longest(scene.lower, first)
        indefinite = first > start and scene.lower[first - 1] in _INDEFINITE
        if match is not None and match[0] == at + 1 and not indefinite:
            earlier = scene.names_in(max(0, first - _NEAR), first)
            meant = [n for n in earlier if n.type == match[1] and n.entity]
            return meant[-1:]
        match = lexicon().pairs.longest(scene.lower, first)
        if match is not None and match[0] == at + 1:
            return []
    return None


def before_verb(scene: Scene, end: int, start: int) -> list[Name]:
    """The names that are the subject of a verb at token ``end``: coordinated, last before it."""
    glue = words("glue")
    start = _after_source(scene, start, end)
    lasts = {name.end - 1: name for name in scene.names_in(start, end)}
    dates = {date.end - 1: date for date in scene.days_in(start, end)}
    found: list[Name] = []
    at, loose = end - 1, 0
    while at > start and scene.lower[at] in words("auxiliary"):
        at -= 1
    if scene.lower[at] == "và" and (first := leading(scene, start, at)):
        return first
    while at >= start and loose <= _LOOSE:
        name, title, date = lasts.get(at), scene.title_at.get(at), dates.get(at)
        token = scene.lower[at]
        meant = None if name or found else _stands_for(scene, at, start)
        if meant is not None:
            return meant
        if date is not None:
            at = date.first - 1
        elif name is not None and not _in_title(scene, name):
            at = _take_subject(scene, name, start, found)
        elif title is not None:
            found += _role_body(scene, title, lasts)
            at = title.first - 1
        elif (skipped := _skip_back(scene, at, start, named=bool(found))) is not None:
            at = skipped
        elif token == ";":
            break
        elif token in glue or (found and token in _THEN):
            at -= 1
        elif found and " ".join(scene.lower[max(start, at - 1) : at + 1]) not in glue:
            break
        else:
            at, loose = at - (2 if found else 1), loose + 1
    return found[::-1]


def _role_body(scene: Scene, title: Name, lasts: Mapping[int, Name]) -> list[Name]:
    """The body whose holder, unnamed, acts by the title alone: *Chủ tịch Hội A đã ký*."""
    at = title.end
    while at < len(scene.lower) and scene.lower[at] in _BESIDE:
        at += 1
    behind = scene.name_at.get(at) or scene.name_at.get(title.end + 1)
    before = lasts.get(title.first - 1) or lasts.get(title.first - 2)
    if any(name is not None and name.type == "PER" for name in (behind, before)):
        return []
    if scene.opens("self", title.first):
        return []  # *tiền vệ CLB A ký*
    return [n for n in scene.names_in(title.first, title.end) if n.type == "ORG"][:1]


def leading(scene: Scene, start: int, end: int) -> list[Name]:
    """The subject of an earlier verb that a verb behind *và* shares: the first names told."""
    for name in scene.names_in(start, end):
        before = scene.lower[name.first - 1] if name.first > start else ""
        only_where = before in words("adjunct") or before == "theo" or before in ("cho", "với")
        if not (only_where or _in_title(scene, name)) and can_conclude(scene, name):
            return group(scene, name.first, end)
    return []


def _take_subject(scene: Scene, name: Name, start: int, found: list[Name]) -> int:
    """Adds a name to a subject unless it only tells where; the token to go on with, backwards."""
    before = scene.lower[max(start, name.first - 2) : name.first]
    if before and before[-1] in (words("adjunct") if name.type == "LOC" else ("theo",)):
        return name.first - 2
    if name.type == "LOC" and (name.end in scene.name_at or _is_seat(scene, name, start)):
        return name.first - 1
    owns = bool(before) and not {before[-1], " ".join(before)}.isdisjoint(words("block"))
    owner = name.type == "PER" and before[-1:] == ["của"] and name.first - 1 > start
    if can_conclude(scene, name) and not (name.type == "LOC" and owns) and not owner:
        found.append(name)
    return name.first - 1


def _skip_back(scene: Scene, at: int, start: int, *, named: bool) -> int | None:
    """The token before a bracket that closes at ``at``, or before a role beside a name."""
    if scene.lower[at] not in ")]":
        role = start_of_role(scene, at, start) if named else None
        return role - 1 if role is not None else None
    for i in range(at - 1, max(start - 1, at - 30), -1):
        if scene.lower[i] in "([":
            return i - 1
    return at - 1


def _after_source(scene: Scene, start: int, end: int) -> int:
    """The start of a sentence behind *Theo báo A,*, *Ngoài ra, cũng theo báo A,*."""
    for source in range(start, min(end, start + _LEAD)):
        if source in scene.name_at:
            return start
        if scene.lower[source] == "theo":
            commas = (at for at in range(source, min(end, start + 25)) if scene.lower[at] == ",")
            return next(commas, start - 1) + 1
    return start
