"""Short names that an article introduces: *Liên đoàn Bóng đá (LĐBĐ)*, *Tập đoàn Kim Sơn*."""

from __future__ import annotations

from collections.abc import Iterator

from vnnews.find.organizations.grammar import Body
from vnnews.find.organizations.lexicon import is_jurisdiction, openers, topics
from vnnews.find.organizations.names import CERTAIN, PLAUSIBLE, UNSURE
from vnnews.find.places.grammar import is_vietnamese
from vnnews.lexicon.phrases import Phrases
from vnnews.text.tokens import Tokens

# Before the name of a body these make it a person, a place, a law or a product.
_OTHERS = frozenset("ông bà anh chị cô án luật đảo sông phim thẻ quyền độ tên".split())


def introduced(tokens: Tokens, bodies: list[Body]) -> Iterator[tuple[int, int, str, float]]:
    """Abbreviations in brackets behind a body, and proper names of bodies: wherever they recur.

    >>> from vnnews.find.organizations.grammar import read_body
    >>> from vnnews.text.tokens import tokenize
    >>> from vnnews.text.view import normalize
    >>> tokens = tokenize(normalize("Công ty Novatek họp. Novatek có lãi, Novatek 02 ra khơi."))
    >>> body = read_body(tokens, 0, 4)
    >>> [(begin, end) for begin, end, _, _ in introduced(tokens, [body] if body else [])]
    [(2, 3), (5, 6)]
    """
    entries: list[tuple[str, tuple[str, float]]] = []
    for body in bodies:
        short = _abbreviation(tokens, body.end)
        if short and (confidence := _abbreviates(tokens, body, short)):
            entries.append((short, ("introduced:abbreviation", confidence)))
        name = _proper_name(tokens, body)
        if name:
            entries.append((name, ("introduced:name", PLAUSIBLE)))
    if not entries:
        return
    for begin, end, (rule, confidence) in Phrases(entries).scan(tokens.lower):
        other = begin > 0 and tokens.lower[begin - 1] in _OTHERS
        inner = rule == "introduced:name" and _is_inner(tokens, begin, end)
        if tokens.form[begin][0].isupper() and not (other or inner):
            yield begin, end, rule, confidence


def _is_inner(tokens: Tokens, begin: int, end: int) -> bool:
    """Whether a capital or number beside it says that a name goes on: *Mai Thùy | Linh*."""
    form, line = tokens.form, tokens.line
    after = end < len(tokens) and line[end] == line[end - 1]
    if after and (form[end].isdigit() or form[end][0].isupper()):
        opens = tokens.lower[end] in openers() and form[end + 1 : end + 2] != []
        return not (opens and form[end + 1][0].islower())
    inside = begin > 1 and line[begin] == line[begin - 2] and form[begin - 2] not in ".:?!"
    before = inside and form[begin - 1][0].isupper()
    return before and is_vietnamese(tokens.lower[begin - 1]) == is_vietnamese(tokens.lower[begin])


def _abbreviation(tokens: Tokens, at: int) -> str:
    """The abbreviation that stands in brackets at token ``at``, or empty."""
    form = tokens.form
    if at + 2 >= len(tokens) or form[at] != "(":
        return ""
    end = at + 1
    while end < len(tokens) and end - at < 5 and form[end] != ")":
        end += 1
    if end == len(tokens) or form[end] != ")":
        return ""
    short = tokens.text.view[tokens.start[at + 1] : tokens.end[end - 1]]
    capitals = sum(character.isupper() for character in short)
    place = is_jurisdiction(tokens.lower, at + 1, end)  # "Công ty Kim Sơn (TP.HCM)"
    return short if capitals >= 2 and " " not in short and not place else ""


def _abbreviates(tokens: Tokens, body: Body, short: str) -> float:
    """How sure it is that ``short`` is the body; 0 where its capitals are another part's.

    *Cảnh sát Phòng cháy chữa cháy (PCCC)* is told by the initials of its subject.
    """
    words = [tokens.form[i][0].upper() for i in range(body.start, body.end)]
    initials, letters = iter(words), [c for c in short.upper() if c.isalpha()]
    if not all(c in initials for c in letters):
        return UNSURE
    return CERTAIN if letters[:1] == words[:1] else 0.0


def _proper_name(tokens: Tokens, body: Body) -> str:
    """The proper name of a company or paper that may stand for it alone, or empty."""
    if body.head.kind not in ("company", "newspaper"):
        return ""
    begin, end = body.name
    while begin < end:
        match = topics().longest(tokens.lower, begin)
        if match and match[0] <= end:
            begin = match[0]
        elif not tokens.form[begin][0].isupper():
            begin += 1
        else:
            break
    if begin >= end or is_jurisdiction(tokens.lower, begin, end):
        return ""
    words = tokens.form[begin:end]
    if len(words) == 1 and not ((words[0].isascii() and len(words[0]) > 3) or words[0].isupper()):
        return ""
    if len(words[0]) < 2:
        return ""
    return tokens.text.view[tokens.start[begin] : tokens.end[end - 1]]
