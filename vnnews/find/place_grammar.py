"""What place finders read: head nouns, names that need none, and where a name ends.

Positions are token indices; ends are exclusive.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import TypeVar

import msgspec

from vnnews.lexicon.gazetteer import gazetteer, name_key
from vnnews.lexicon.phrases import Phrases
from vnnews.lexicon.tables import rows
from vnnews.text.decode import is_syllable
from vnnews.text.tokens import Tokens, tokenize_phrase

T = TypeVar("T")

is_vietnamese = lru_cache(maxsize=8192)(is_syllable)


class Head(msgspec.Struct, frozen=True, gc=False):
    """A head noun: ``kind`` says what may follow it, ``caps`` 'no' that it is never capitalised."""

    words: str
    kind: str
    caps: str


class Name(msgspec.Struct, frozen=True, gc=False):
    """A name that needs no head noun; ``lead`` is the number of words that may be lower case."""

    kind: str
    lead: int
    country: str = ""


class Lexicon(msgspec.Struct, frozen=True):
    """The place tables, compiled."""

    heads: Phrases[Head]
    names: Phrases[Name]
    head_words: frozenset[str]
    families: frozenset[str]
    honorifics: frozenset[str]
    known: frozenset[str]


def _written_names() -> Iterator[tuple[str, str, str]]:
    """Name as written, kind and country; earlier ones win."""
    for row in rows("places"):
        yield row["name"], row["kind"], row["country"]
    for row in rows("countries"):
        for name in (row["name"], *filter(None, row["aliases"].split(";"))):
            yield name, "syllable" if " " not in name and len(name) < 5 else "country", row["iso"]
        if row["short"]:
            yield row["short"], "short", row["iso"]
    former = {(row["level"], row["name"]) for row in rows("units_history")}
    for unit in gazetteer():
        if unit.rank == 1:
            yield unit.name, "province", "VN"
            if " - " in unit.name:
                yield unit.name.replace(" - ", " – "), "province", "VN"
    for unit in gazetteer():
        if unit.rank == 2 and not unit.name.isdigit():
            town = unit.level in ("thành phố", "thị xã") and (unit.level, unit.name) not in former
            yield unit.name, "town" if town else "district", "VN"


@cache
def lexicon() -> Lexicon:
    """The compiled tables, loaded at the first call."""
    heads = [Head(row["head"], row["kind"], row["caps"]) for row in rows("place_heads")]
    names: dict[str, Name] = {}
    for written, kind, country in _written_names():
        words = tokenize_phrase(written)
        lead = 0
        for word in written.replace("-", " ").split():
            if not word[0].islower():
                break
            lead += 1
        key = " ".join(words)
        if key not in names or lead > names[key].lead:
            kind = names[key].kind if key in names else kind
            names[key] = Name(kind, lead, country)
    return Lexicon(
        heads=Phrases((head.words, head) for head in heads),
        names=Phrases(names.items()),
        head_words=frozenset(tokenize_phrase(head.words)[0] for head in heads),
        families=frozenset(row["name"].lower() for row in rows("family_names")),
        honorifics=frozenset(
            row["honorific"] for row in rows("honorifics") if row["kind"] == "honorific"
        ),
        known=frozenset(name_key(unit.name) for unit in gazetteer()),
    )


# Small words inside foreign names: *Deir al-Zor, Rio de Janeiro*.
_PARTICLES = frozenset("de del da do la le du des al el of the von van di und ar as es ash".split())
_DASHES = frozenset("-–")
_LONGEST = 8


def matches(phrases: Phrases[T], lower: Sequence[str], i: int) -> Iterator[tuple[int, T]]:
    """End and value of the phrases that start at ``i``, longest first."""
    match = phrases.longest(lower, i)
    while match is not None:
        yield match
        shorter = lower[i : match[0] - 1]
        match = phrases.longest(shorter, 0) if shorter else None
        if match is not None:
            match = match[0] + i, match[1]


class Reader:
    """The tokens of one text with what every rule asks of them."""

    __slots__ = ("caps", "end", "form", "glued", "lex", "line", "lower", "n", "start")

    def __init__(self, tokens: Tokens) -> None:
        self.form, self.lower = tokens.form, tokens.lower
        self.start, self.end, self.line = tokens.start, tokens.end, tokens.line
        self.n = len(tokens)
        self.caps = [form[0].isupper() for form in tokens.form]
        self.lex = lexicon()

    def joined(self, i: int) -> bool:
        """Whether token ``i`` follows the one before on its line with at most one blank."""
        return (
            0 < i < self.n
            and self.line[i] == self.line[i - 1]
            and self.start[i] - self.end[i - 1] <= 1
        )

    def touches(self, i: int) -> bool:
        """Whether token ``i`` stands right behind the one before, with no blank."""
        return 0 < i < self.n and self.start[i] == self.end[i - 1]

    def run_end(self, i: int, *, dashes: bool = False, limit: int = _LONGEST) -> int:
        """End of the capitalised run that starts at ``i``; ``i`` when there is none.

        Dashes with blanks around them join names only when ``dashes``: *cao tốc Hà Nội - Lào Cai*.
        """
        if i >= self.n or not self.caps[i]:
            return i
        k = i + 1
        while k < self.n and k - i < limit and self.joined(k):
            if self.caps[k]:
                k += 1
                continue
            step = self._bridge(k, dashes=dashes)
            if step == 0:
                break
            k += step
        return k

    def _bridge(self, k: int, *, dashes: bool) -> int:
        """Number of tokens from ``k`` that join a capitalised token before and after; 0 if none."""
        form = self.form[k]
        if form in _DASHES and k + 1 < self.n and self.joined(k + 1):
            tight = self.touches(k) and self.touches(k + 1)
            if self.caps[k + 1] and (tight or dashes):
                return 2
            if tight and k + 2 < self.n and self.lower[k - 1] in _PARTICLES and self.caps[k + 2]:
                return 2
        elif form == "." and self.touches(k) and k + 1 < self.n and self.caps[k + 1]:
            if self.lower[k - 1] in ("tp", "st"):
                return 2
        elif self.lower[k] in _PARTICLES and k + 1 < self.n and self.joined(k + 1):
            if self.caps[k + 1]:
                return 2
            if self.form[k + 1] in _DASHES and k + 2 < self.n and self.caps[k + 2]:
                return 3
        return 0

    def known(self, i: int, end: int) -> bool:
        """Whether a unit of Vietnam has this name."""
        return name_key(" ".join(self.lower[i:end])) in self.lex.known

    def unit_name_end(self, i: int) -> int:
        """End of a unit's name at ``i``: what the gazetteer knows, else the run before a person."""
        if i < self.n and self.form[i].isdigit():
            return i + 1 if len(self.form[i]) <= 2 and self.joined(i) else i
        end = self.run_end(i, dashes=True)
        if end - i <= 1:
            return end
        for k in range(end, i, -1):
            rest = end - k
            if self.known(i, k) and (rest == 0 or rest > 1 or k - i > 1):
                if rest == 0 or self.lower[k] in self.lex.families or self.form[k] in _DASHES:
                    return k
                if rest > 1 and k - i > 1:
                    return k
        end = self.run_end(i)
        return self.before_person(i, end)

    def before_person(self, i: int, end: int) -> int:
        """``end`` moved before a full name that the run ends with: *xã A Nguyễn Văn B*."""
        for k in range(i + 1, end - 1):
            if self.lower[k] in self.lex.families and end - k in (2, 3, 4) and k - i >= 2:
                return k
        return min(end, i + 4) if is_vietnamese(self.lower[i]) else end

    def name_at(self, i: int) -> tuple[int, Name] | None:
        """End and entry of the longest headless name at ``i`` that is capitalised as it should."""
        for end, name in matches(self.lex.names, self.lower, i):
            if self.line[i] == self.line[end - 1] and self._capitalised(i + name.lead, end):
                return end, name
        return None

    def _capitalised(self, i: int, end: int) -> bool:
        return i < end and all(
            self.caps[k] or not self.form[k].isalpha() or self.touches(k) for k in range(i, end)
        )
