"""Bodies that are known by name: ``organizations.tsv``, read as the text writes them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import msgspec

from vnnews.find.organizations.lexicon import heads, jurisdictions, parts
from vnnews.find.places.grammar import is_vietnamese
from vnnews.lexicon.phrases import Phrases
from vnnews.lexicon.tables import rows
from vnnews.text.tokens import Tokens, phrase_forms
from vnnews.text.view import normalize

# Kinds whose short name a place may follow as part of it: *HSBC Việt Nam*.
_BRANCHES = frozenset(["company", "bank", "association", "ngo", "army", "foreign-government"])
_MAX_BRANCH = 3  # words of the name of a branch: *chi nhánh* | *Bến Thành*
# Kinds whose short name a word of business may follow: *Woori* | *bank*, *Sony* | *Music*.
_TAILED = frozenset(["company", "bank", "press"])
# What a brand names behind these is a product or a page: *xe Toyota, trên Facebook*.
_PRODUCT_BEFORE = frozenset(
    "xe mẫu miếng thẻ dòng chiếc máy hội trang khoản trên giải cúp hiệu app vàng dùng dụng bay"
    " smartphone thoại sân fanpage kênh ốc chip số đường".split()
)
_ARMED, _QUOTES = frozenset(["militant"]), frozenset("\"'“”‘’")
_BRANDS = frozenset(["company", "bank", "sport", "press"])
_BEFORE_BRAND = frozenset("theo fan trong sao hlv ceo clb pv sau khi cho tin trang hai".split())
# Last syllables of posts before a company whose holder's name follows: *giám đốc Apple Tim Cook*.
_POSTS = frozenset("ceo cfo hành đốc sư ngôn tịch lập".split())
# Behind a company these name an event that it pays for, or how long it has been there.
_AFTER_COMPANY = frozenset("cup golf năm tuổi theo".split())
_SUMS = frozenset("tỷ tỉ triệu nghìn đồng % usd".split())
# Tokens of a document's number.
_MAX_NUMBER = 6
CERTAIN, PLAUSIBLE, UNSURE, DOUBTFUL = 0.95, 0.75, 0.6, 0.4


class KnownName(msgspec.Struct, frozen=True):
    """One name or alias of a row of ``organizations.tsv``.

    ``capitals`` are the positions of the tokens that must be capitalised; with ``exact`` the
    tokens must be written like ``forms``, as abbreviations are.
    """

    id: str
    kind: str
    forms: tuple[str, ...]
    capitals: tuple[int, ...]
    exact: bool

    def fits(self, tokens: Tokens, at: int) -> bool:
        """Whether the text at token ``at`` is written as this name is."""
        if self.exact:
            return all(tokens.form[at + i] == form for i, form in enumerate(self.forms))
        return all(tokens.form[at + i][0].isupper() for i in self.capitals)


@cache
def known_names() -> Phrases[KnownName]:
    """All names and aliases of bodies, but for those that are names of places, too."""
    places = jurisdictions()
    entries: list[tuple[str, KnownName]] = []
    for row in rows("organizations"):
        for phrase in (row["name"], *row["aliases"].split(" | ")):
            if phrase and (phrase.isupper() or places.get(phrase) is None):
                for written in {phrase, phrase.replace(" - ", " – ")}:
                    entries.append((written, _known(row["id"], row["kind"], written)))
    return Phrases(entries)


def _known(row_id: str, kind: str, phrase: str) -> KnownName:
    forms = phrase_forms(normalize(phrase).view)
    capitals = [i for i, form in enumerate(forms) if form[0].isupper()]
    # Of a long name the first capital may be a head noun in lower case: "báo Tuổi Trẻ".
    needed = capitals[1:] if len(capitals) > 2 else capitals
    head = heads().longest([form.lower() for form in forms], 0)
    if head is not None and head[0] in needed:
        needed = [head[0]]  # the head says enough: "báo Tuổi trẻ"
    return KnownName(row_id, kind, tuple(forms), tuple(needed), phrase.isupper())


def read_known(tokens: Tokens, at: int, limit: int) -> tuple[int, KnownName] | None:
    """End and row of the longest known name at token ``at`` that is written as a name."""
    form = tokens.form
    if form[at][0].islower() and (at + 1 >= limit or form[at + 1][0].islower()):
        return None  # cheap: a name, or a head noun before one, has a capital here
    for match in known_names().every(tokens.lower, at):
        if match[0] <= limit and match[1].fits(tokens, at):
            break
    else:
        return None
    head = heads().longest(tokens.lower, at)
    if head is not None and head[0] == match[0]:
        return None  # the grammar knows when *Chính phủ* is a body
    end, known = match
    if known.kind in _TAILED:
        tails = parts("tail", "more")
        while end < limit and tails.opens(tokens.lower[end]) and not _goes_on(tokens, end, limit):
            end += 1
    if known.kind in _BRANCHES and tokens.lower[end : min(limit, end + 2)] == ["chi", "nhánh"]:
        end = _branch(tokens, end, limit)
    elif known.kind in _BRANCHES and end < limit:
        place = jurisdictions().longest(tokens.lower, end)
        if place is not None and place[0] <= limit and tokens.form[end][0].isupper():
            end = place[0]
    return end, known


def _goes_on(tokens: Tokens, at: int, limit: int) -> bool:
    """Whether a capitalised word behind token ``at`` makes it part of a product: *Land Cruiser*."""
    further = at + 1 < limit and tokens.form[at + 1][0].isupper()
    return further and not parts("tail", "more").opens(tokens.lower[at + 1])


def _branch(tokens: Tokens, at: int, limit: int) -> int:
    """Past *chi nhánh* and its name at token ``at``; ``at`` itself when none follows."""
    begin = end = at + 2
    unit = parts("unit").longest(tokens.lower, begin) if begin < limit else None
    for first in (begin, unit[0] if unit is not None else limit):
        place = jurisdictions().longest(tokens.lower, first) if first < limit else None
        if place is not None and place[0] <= limit:
            return place[0]
    while end < limit and end - begin < _MAX_BRANCH and tokens.form[end][0].isupper():
        end += 1
    return end if end > begin else at


def with_head(tokens: Tokens, at: int, end: int, name: KnownName) -> tuple[int, int]:
    """The range with *tổ chức (khủng bố)* before a name that cannot be what is being held."""
    if name.kind not in _ARMED:
        return at, end
    lower = tokens.lower
    quoted = at > 0 and tokens.form[at - 1] in _QUOTES and tokens.form[end : end + 1] != []
    quoted = quoted and tokens.form[end] in _QUOTES
    start = at - quoted
    if lower[max(0, start - 2) : start] == ["khủng", "bố"]:
        start -= 2
    if lower[max(0, start - 2) : start] != ["tổ", "chức"]:
        return at, end
    return start - 2, end + quoted


def is_known_name(words: Sequence[str]) -> bool:
    """Whether lower-cased words are, as a whole, a body of the lexicon.

    >>> is_known_name(["nokia"]), is_known_name(["nokia", "họp"])
    (True, False)
    """
    match = known_names().longest(words, 0)
    return match is not None and match[0] == len(words)


def known_confidence(tokens: Tokens, begin: int, known: tuple[int, KnownName]) -> float:
    """How sure a known name is: less as part of a longer foreign name, or as a brand."""
    form, (end, name) = tokens.form, known
    if _is_in_number(tokens, begin):
        return 0.0
    if tokens.touches(begin) and form[begin - 1] in "-@.#":
        return 0.2
    if _is_model(tokens, end) or _is_product(tokens, begin, name, end):
        return 0.0
    if begin and tokens.lower[begin - 1] in _PRODUCT_BEFORE and name.kind in _BRANDS:
        return 0.35
    if end - begin > 1:
        return CERTAIN
    if begin and form[begin - 1].isdigit() and name.exact:
        return 0.2  # a unit: "940 HP"
    part = _is_foreign(tokens, begin - 1, begin) and tokens.lower[begin - 1] not in _BEFORE_BRAND
    if part or (name.kind in _BRANDS and _is_foreign(tokens, end, begin)):
        return DOUBTFUL
    return 0.85


def _is_model(tokens: Tokens, end: int) -> bool:
    """Whether letters, or a dash and a number, go on with it right behind: *MB24, HTV-X1*."""
    if not tokens.touches(end):
        return False
    if tokens.form[end] not in "-.":
        return tokens.form[end][0].isalnum()
    if tokens.form[end] == ".":
        return tokens.lower[end + 1 : end + 2] == ["com"]
    tight = tokens.touches(end + 1)
    return tight and any(form[-1].isdigit() for form in tokens.form[end + 1 : end + 3])


def _is_product(tokens: Tokens, begin: int, known: KnownName, end: int) -> bool:
    """Whether a foreign word or number makes a company's name one of its products: *Apple Watch*.

    Not of a company that pays for an event, has been there for years, or whose head is named.
    """
    if known.kind != "company" or end >= len(tokens) or tokens.line[end] != tokens.line[end - 1]:
        return False
    before = tokens.lower[max(0, begin - 2) : begin]
    if _POSTS.intersection(before[-1:] if before[-1:] != ["của"] else before):
        return False
    if any(word in _AFTER_COMPANY for word in tokens.lower[end : end + 2]):
        return False
    counted = tokens.form[end].isdigit() and not _is_sum(tokens, end)
    return counted or (_is_foreign(tokens, end, end - 1) and not is_vietnamese(tokens.lower[end]))


def _is_sum(tokens: Tokens, at: int) -> bool:
    """Whether the number at ``at`` is money or a share: *Kim Sơn* | *8.669 tỷ đồng*."""
    while at < len(tokens) and (tokens.form[at].isdigit() or tokens.form[at] in ".,"):
        at += 1
    return tokens.lower[at : at + 1] != [] and tokens.lower[at] in _SUMS


def _is_in_number(tokens: Tokens, at: int) -> bool:
    """Whether the token belongs to the number of a document: *45/2024/TT-BTC, 01:2009/BYT*."""
    begin, slash, digit = at, False, False
    while at - begin < _MAX_NUMBER and tokens.touches(begin):
        begin -= 1
        slash = slash or tokens.form[begin] == "/"
        digit = digit or tokens.form[begin].isdigit()
    return slash and digit


def _is_foreign(tokens: Tokens, at: int, beside: int) -> bool:
    """Whether a capitalised word without Vietnamese letters stands at ``at``, on the same line."""
    if not 0 <= at < len(tokens) or tokens.line[at] != tokens.line[beside]:
        return False
    return tokens.form[at][0].isupper() and tokens.form[at].isascii()
