"""Organizations that are known by their surroundings: youth teams, sites, credited sources."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress, count

from vnnews.find.organizations.lexicon import (
    family_names,
    heads,
    jurisdictions,
    openers,
    parts,
)
from vnnews.find.organizations.names import read_known
from vnnews.find.places.grammar import CREDITS
from vnnews.find.titles.lexicon import title_heads
from vnnews.text.tokens import Tokens

# Tokens of a source's name, of a foreign club's, and of a site's (*tin.bao-a.com* | *.vn*).
_MAX_SOURCE, _MAX_CLUB, _MAX_SITE = 4, 2, 24
_ADDRESS = frozenset("website web miền chỉ mail email".split())  # before an address, not a body
_SITES = frozenset(["vn", "net", "com", "org", "info", "gov", "edu"])
# Before an age group these make it one of an event, of players or of time.
_EVENT = frozenset("giải địch cúp cup lứa tuổi vòng league".split())
_U, _DOT = frozenset(["u"]), frozenset(["."])
_CUES = CREDITS | {"theo", "nguồn"}


def where(words: list[str], wanted: frozenset[str]) -> Iterator[int]:
    """Positions of the wanted words."""
    return compress(count(), map(wanted.__contains__, words))


def teams(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Youth teams as token ranges: *U23 Việt Nam, đội U19 nữ Hà Nội, U.16 Norwich*.

    >>> from vnnews.text.tokens import tokenize
    >>> from vnnews.text.view import normalize
    >>> list(teams(tokenize(normalize("Trận đội U18 Hà Nội - U18 Norwich ở giải U18 châu Á"))))
    [(1, 6), (7, 10)]
    """
    lower, form = tokens.lower, tokens.form
    for at in where(lower[:-2], _U):
        age = at + 1 + (form[at + 1] in ".-" and tokens.start[at + 2] == tokens.end[at] + 1)
        if not form[age].isdigit() or len(form[age]) != 2 or age + 1 == len(tokens):
            continue
        end = _club(tokens, age + 1 + (lower[age + 1] in ("nữ", "nam")))
        before = lower[at - 1] if at else ""
        if end and before not in _EVENT:
            yield at - _team_head(lower[max(0, at - 2) : at]), end


def _team_head(before: list[str]) -> int:
    """How many of the two words before an age group are its head noun."""
    if before == ["đội", "tuyển"]:
        return 2
    if before[-1:] == ["tuyển"]:
        return 1
    return int(before[-1:] == ["đội"] and before[0] not in ("đồng", "toàn"))


def _club(tokens: Tokens, at: int) -> int:
    """End of the place or club that a youth team at token ``at`` is of; 0 when there is none."""
    lower, line = tokens.lower, tokens.line
    if at >= len(tokens) or line[at] != line[at - 1]:
        return 0
    if lower[at] == "châu" or lower[at : at + 2] == ["đông", "nam"]:
        return 0  # an event: "U19 châu Á, U19 Đông Nam Á"
    known = read_known(tokens, at, len(tokens))
    place = jurisdictions().longest(lower, at)
    if known is not None and known[1].kind == "sport" and (not place or place[0] <= known[0]):
        return known[0]
    if place is not None:
        return place[0] if line[place[0] - 1] == line[at] else 0
    end = at
    while end < len(tokens) and line[end] == line[at] and _is_foreign(tokens.form[end]):
        end += 1
    named = 0 < end - at <= _MAX_CLUB and not _EVENT.intersection(lower[at:end])
    return end if named else 0


def _is_foreign(word: str) -> bool:
    return len(word) > 1 and word.isascii() and word.isalpha() and word[0].isupper()


def sites(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Names of sites as token ranges: *VnExpress.net*."""
    lower, form, last = tokens.lower, tokens.form, len(tokens) - 1
    for at in where(form, _DOT):
        if 0 < at < last and lower[at + 1] in _SITES:
            begin, end = _site_start(tokens, at), at + 2
            if end < last and form[end] == "." and len(lower[end + 1]) < 4:
                # "tinmoi.com" | ".vn"
                end += 2 * (tokens.touches(end) and tokens.touches(end + 1))
            path = end <= last and form[end] == "/" and tokens.touches(end)
            address = lower[begin] == "www" or (begin and lower[begin - 1] in _ADDRESS)
            if begin < at and not (path or address):
                yield begin, end


def _site_start(tokens: Tokens, dot: int) -> int:
    """Start of the site name whose last dot is token ``dot``; ``dot`` itself when there is none."""
    begin = dot
    while tokens.touches(begin):
        if dot - begin > _MAX_SITE:
            return dot
        if not tokens.form[begin - 1].isalnum() and tokens.form[begin - 1] not in ".-":
            return dot  # part of an address: "http://…", "a@b.vn"
        begin -= 1
    ok = tokens.form[begin].isascii() and tokens.touches(dot + 1)
    return begin if ok else dot


def sources(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Sources as token ranges: *(Theo Daily Post)*, *Nguồn: Kyo News*, *Ảnh: Backgrid*."""
    form, lower, line, size = tokens.form, tokens.lower, tokens.line, len(tokens)
    for word in where(lower, _CUES):
        picture = lower[word] in CREDITS
        colon = word + 1 < size and form[word + 1] == ":"
        begin = end = word + 1 + colon
        limit = min(size, begin + _MAX_SOURCE + 1)
        while end < limit and line[end] == line[word] and form[end][0].isupper():
            end += 1
        closed = end == size or line[end] != line[word] or form[end] in ("),." if picture else "),")
        if not closed or not 0 < end - begin <= _MAX_SOURCE or _is_other(tokens, begin, end):
            continue
        if lower[word] == "theo" and end < size and form[end] == "," and line[end] == line[word]:
            continue  # mostly a person: "Theo Daltof, …"
        if not picture or (colon and end == begin + 1 and _is_owner(tokens, begin)):
            yield begin, end


def companies(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Foreign names that end like a body's, as token ranges: *Orlando Media, Pratt Airlines*."""
    lower, tails = tokens.lower, parts("tail")
    for at in tails.openings(lower):
        end = at + 1
        if not _is_run(tokens, at) or (end < len(tokens) and _is_run(tokens, end)):
            continue
        begin = at
        while at - begin < _MAX_SOURCE and _is_run(tokens, begin):
            before = lower[begin - 1]
            if before in openers() or title_heads().longest(lower, begin - 1) is not None:
                break
            begin -= 1
        if begin < at:
            yield begin, end


def _is_run(tokens: Tokens, at: int) -> bool:
    """Whether capitalised words stand at ``at`` and right before it, on one line."""
    if not at or tokens.line[at] != tokens.line[at - 1]:
        return False
    return tokens.form[at][0].isupper() and tokens.form[at - 1][0].isupper()


def _is_owner(tokens: Tokens, at: int) -> bool:
    """Whether one word behind *Ảnh:* names a body: *AFP, Backgrid*, not *T.H.* or *Bao*|*.vn*."""
    tight = tokens.touches(at + 1)
    short = len(tokens.form[at]) < 3 or tokens.lower[at + 2 : at + 3] in (["vn"], ["com"])
    partial = tight and tokens.form[at + 1] == "." and short
    return not partial and _is_foreign(tokens.form[at])


def _is_other(tokens: Tokens, begin: int, end: int) -> bool:
    """Whether a source is a person, a place or a title rather than a body."""
    lower = tokens.lower
    return (
        lower[begin] in family_names()
        or jurisdictions().longest(lower, begin) is not None
        or title_heads().longest(lower, begin) is not None
        or heads().longest(lower, begin) is not None
        or (end - begin == 1 and not tokens.form[begin].isascii())
    )
