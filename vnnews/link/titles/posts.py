"""A TITLE mention on its way to a link: of what post it is, and what is known of it so far."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import msgspec

from vnnews.fuzzy.titles import normalize_title
from vnnews.lexicon.phrases import Phrases
from vnnews.lexicon.tables import rows
from vnnews.link.document import Document
from vnnews.records import Status, TitleKind

_FORMER = frozenset(("nguyên", "cựu", "cố"))
_ACTING = frozenset(("quyền", "q"))
_IN_CHARGE = ["phụ", "trách"]
_TEMPORARY = (("lâm", "thời"), ("tạm", "quyền"))
_LINKS = frozenset(("của", "cho", "thuộc", "tại", "ở"))  # người phát ngôn (của) Bộ Ngoại giao
_MODIFIERS = frozenset((*_FORMER, "quyền", "q", "tân", "nữ"))
# What comes before a post that is no longer held, and what comes after.
_LEFT = re.compile(
    r"\b(?:cố|cựu|nguyên(?: là)?|sa thải|còn (?:là|làm)|thôi(?: giữ)?|"
    r"từng (?:có (?:một )?thời gian )?(?:là|làm|giữ|đảm nhiệm|đảm nhận|kinh qua)|"
    r"lần lượt (?:là|làm|giữ|đảm nhiệm|đảm nhận)|(?:trải|kinh) qua(?: nhiều| các)?|"
    r"trước đó,? (?:ông|bà|anh|chị)(?: [^\W\d]+)? (?:là|làm|giữ)|"
    r"miễn nhiệm|bãi nhiệm|bãi miễn|cách chức|tước|từ chức|từ nhiệm|rời|khỏi)"
    r"(?: làm)?(?: các)?(?: chức(?: vụ| danh)?| nhiệm vụ| vị trí(?: công tác)?| ghế)?"
    r"(?: như| gồm)?[,:]?(?: đối với)?\s*$",
    re.I,
)
_LOST = re.compile(
    r"\s*(?:vừa |đã |chính thức |bất ngờ )*(?:bị (?:cách|bãi|mất|miễn|sa thải|phế truất|lật đổ)|"
    r"từ chức|cũ\b|tiền nhiệm|quá cố|đã nghỉ hưu|được miễn nhiệm|(?:khi|lúc) (?:đó|ấy)|"
    r"(?:lúc )?bấy giờ|trước đó)",
    re.I,
)
# What comes after its holder's name: *Tổng thống A khi đó*.
_HAD = re.compile(
    r"\s*(?:(?:khi|lúc) (?:đó|ấy)|(?:lúc )?bấy giờ|quá cố|(?:vừa |đã )(?:từ chức|nghỉ hưu|"
    r"bị (?:cách|bãi|miễn|sa thải|phế truất|lật đổ)))\b",
    re.I,
)
# What opens a list of posts that somebody had one after the other, or that are taken together.
_CAREER = re.compile(
    r"\b(?:(?P<career>từng|lần lượt|(?:trải|kinh) qua|trước đó)|"
    r"(?:cách|tước)(?: các)? chức(?: vụ)?|miễn nhiệm|bãi nhiệm|thôi giữ)\b[^.;\n]{0,40}$",
    re.I,
)
# Heads that say nothing without their body: *Trưởng Ban Tổ chức* is no *trưởng đoàn*.
_BARE = frozenset([("trưởng",), ("phó",), ("chánh",), ("phó", "trưởng"), ("phó", "chánh")])
# Offices that are not what their first words say: a *chủ tịch* is no *chủ tịch nước*.
_OTHER = frozenset([("chủ", "tịch", "nước"), ("phó", "chủ", "tịch", "nước")])
_CONTEXT = 40
# The words that ``_LEFT`` can end with (but for a comma or colon) and ``_LOST`` can begin with.
# Few titles stand beside one. ``_HAD`` begins with some of them.
_LEFT_ENDS = frozenset(
    "cố cựu nguyên là thải làm thôi giữ nhiệm nhận qua nhiều các miễn chức tước rời khỏi vụ danh "
    "trí tác ghế như gồm với".split()
)
_LOST_BEGINS = frozenset("vừa đã chính bị từ bất cũ tiền quá được khi lúc bấy trước".split())
_LEVEL = re.compile(r"^(?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã|xã|phường|đảo ngọc)\s*")


class Post(msgspec.Struct):
    """A TITLE mention (``start:end`` in the view): its own ``words`` without body and modifiers.

    ``home`` is a place that its holder is known to hold it in, though the article does not say so.
    """

    mention: int
    start: int
    end: int
    words: tuple[str, ...]
    body: str | None
    body_name: str
    kind: TitleKind
    status: Status
    title_id: str | None = None
    branch: str = ""
    holders: tuple[str, ...] = ()
    rule: str = ""
    run: int = -1
    home: str | None = None
    body_rule: str = "inside"
    body_evidence: tuple[int, int] | None = None
    evidence: tuple[int, int] | None = None


def read_post(document: Document, index: int, owner: dict[int, str]) -> Post:
    """The post of TITLE mention ``index``; ``owner`` gives the entity of a mention."""
    mention, tokens = document.mentions[index], document.tokens
    inner = document.inside(index, "ORG", "LOC")
    bodies = [i for i in inner if document.mentions[i].type == "ORG"] or inner
    first, last = document.ranges[index]
    said = tokens.lower[first:last]
    if inner:
        held = {t for i in inner for t in range(*document.ranges[i])}
        said = [word for t, word in enumerate(said, first) if t not in held]
    words = [word for word in said if word[0].isalnum() and word not in _LINKS]
    status = _status(document, index, words)
    while len(words) > 1 and words[0] in _MODIFIERS and words[1] != "vấn":
        del words[0]
    if tuple(words[-2:]) in _TEMPORARY:
        del words[-2:]
    body = owner.get(bodies[0]) if bodies else None
    body_name = document.surface(bodies[0]).lower() if bodies else ""
    meant = normalize_title(document.written[index])
    kind = meant.kind or "position"
    span = mention.start, mention.end
    name, branch = _spelled_out(words), meant.branch or ""
    return Post(index, *span, name, body, body_name, kind, status, meant.id, branch)


@cache
def _names() -> Phrases[tuple[str, ...]]:
    """The names of posts by what else they are called."""
    return Phrases(
        (alias, tuple(row["name"].lower().split()))
        for row in rows("titles")
        if row["kind"] == "position"
        for alias in row["aliases"].split(" | ")
        if alias
    )


def _spelled_out(words: list[str]) -> tuple[str, ...]:
    """The words of a post by its name: *ngoại trưởng, TGĐ*."""
    match = _names().longest(words, 0) if words else None
    return (*match[1], *words[match[0] :]) if match else tuple(words)


def _status(document: Document, index: int, words: list[str]) -> Status:
    if words and words[0] in _FORMER and words[1:2] != ["vấn"]:
        return "former"
    if words[:1] and (words[0] in _ACTING or tuple(words[-2:]) in _TEMPORARY):
        return "acting"
    if words[:2] == _IN_CHARGE:
        return "acting"
    view, mention = document.text.view, document.mentions[index]
    lower, (first, last) = document.tokens.lower, document.ranges[index]
    before = document.word_before(index)
    if before in (",", ":") and first > 1:
        before = lower[first - 2]
    if before in _LEFT_ENDS and _LEFT.search(view, max(0, mention.start - _CONTEXT), mention.start):
        return "former"
    if _stands(lower, last) and _LOST.match(view, mention.end, mention.end + _CONTEXT):
        return "former"
    following = document.mentions[index + 1 : index + 2]
    if following and following[0].type == "PER" and document.ranges[index + 1][0] == last:
        end = following[0].end
        if _stands(lower, document.ranges[index + 1][1]) and _HAD.match(view, end, end + _CONTEXT):
            return "former"
    return "current"


def _stands(lower: list[str], at: int) -> bool:
    """Whether token ``at`` may begin what says that a post is no longer held."""
    return at < len(lower) and lower[at] in _LOST_BEGINS


def spread_status(document: Document, posts: Iterable[Post]) -> None:
    """*Từng là X, Y và Z*: all of one list are former, but not what he was given afterwards."""
    view = document.text.view
    run, end = -1, 0
    opened: re.Match[str] | None = None
    for post in posts:
        if post.run != run:
            begin = max(0, post.start - _CONTEXT)
            former = post.status == "former"
            opened = _CAREER.search(view[begin : post.start]) if former else None
        elif opened and not opened["career"] and " được " in view[end : post.start]:
            opened = None
        elif opened and post.status == "current":
            post.status = "former"
        run, end = post.run, post.end


def place_post(
    post: Post, body: str | None, rule: str, evidence: tuple[int, int] | None = None
) -> None:
    """Say what body a post is in, by which rule, and where that stands."""
    if body is not None:
        post.body, post.body_rule, post.body_evidence = body, rule, evidence


def same_post(post: Post, other: Post) -> bool:
    """Whether two titles may be one post: one's words begin the other's, and no two bodies."""
    short, long = sorted((post.words, other.words), key=len)
    if long[: len(short)] != short or (long[: len(short) + 1] in _OTHER and long != short):
        return False
    if short in _BARE and short != long:
        return False
    here, there = post.body or post.home, other.body or other.home
    if here is None or there is None or here == there:
        return True
    return _same_area(post.body_name, other.body_name)


def _same_area(one: str, other: str) -> bool:
    """Whether a place is the one that a body is of: *tỉnh A* and *UBND tỉnh A*, *UBND tỉnh*."""
    place, body = sorted((_LEVEL.sub("", one), _LEVEL.sub("", other)), key=len)
    if place and body.endswith(" " + place):
        return True
    return _is_of_level(one, other) or _is_of_level(other, one)


def _is_of_level(body: str, place: str) -> bool:
    """Whether a body is named by the level of a place instead of its name: *UBND tỉnh*."""
    level = _LEVEL.match(place)
    return level is not None and body.endswith(f" {level[0].strip()}")
