"""Bodies that are known by name: ``organizations.tsv``, read as the text writes them."""

from __future__ import annotations

from functools import cache

import msgspec

from vnnews.find.organizations.lexicon import heads, jurisdictions, parts
from vnnews.lexicon.phrases import Phrases
from vnnews.lexicon.tables import rows
from vnnews.text.tokens import Tokens, phrase_forms
from vnnews.text.view import normalize

# Kinds whose short name a place may follow as part of it: *HSBC Việt Nam*.
_BRANCHES = frozenset(["company", "bank", "association", "ngo", "army", "foreign-government"])
_MAX_BRANCH = 3  # words of the name of a branch: *chi nhánh* | *Bến Thành*
# Kinds whose short name a word of business may follow: *Woori* | *bank*, *Sony* | *Music*.
_TAILED = frozenset(["company", "bank", "press"])


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
                entries.append((phrase, _known(row["id"], row["kind"], phrase)))
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
        while end < limit and parts("tail", "more").opens(tokens.lower[end]):
            end += 1
    if known.kind in _BRANCHES and tokens.lower[end : min(limit, end + 2)] == ["chi", "nhánh"]:
        end = _branch(tokens, end, limit)
    elif known.kind in _BRANCHES and end < limit:
        place = jurisdictions().longest(tokens.lower, end)
        if place is not None and place[0] <= limit and tokens.form[end][0].isupper():
            end = place[0]
    return end, known


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
