"""What the place rules read: head nouns, names that need none, and where a name ends.

Positions are token indices; ends are exclusive.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import compress, count, pairwise

import msgspec

from vnnews.lexicon.gazetteer import gazetteer
from vnnews.lexicon.phrases import Phrases
from vnnews.lexicon.tables import rows
from vnnews.text.decode import is_syllable
from vnnews.text.tokens import Tokens, capitals, phrase_forms, tokenize_phrase

is_vietnamese = lru_cache(maxsize=8192)(is_syllable)

COUNTRY = frozenset(["country", "syllable", "short"])


class Head(msgspec.Struct, frozen=True, gc=False):
    """A head noun.

    ``kind`` says what may follow it, ``capitalised`` whether it may be so inside a sentence;
    after a syllable of ``blocked_by`` it is the end of another word (*yêu cầu*).
    """

    words: str
    kind: str
    capitalised: bool
    blocked_by: frozenset[str]


class Name(msgspec.Struct, frozen=True, gc=False):
    """A name that needs no head noun; ``upper`` are the words that must be capitalised."""

    kind: str
    upper: tuple[int, ...]
    country: str = ""


class Lexicon(msgspec.Struct, frozen=True):
    """The place tables, compiled.

    ``compounds`` are pairs of syllables that titles and head nouns hold, so that they are no names
    (*Chủ tịch*).
    """

    heads: Phrases[Head]
    names: Phrases[Name]
    head_words: frozenset[str]
    lower_starts: frozenset[str]
    triggers: frozenset[str]
    families: frozenset[str]
    honorifics: frozenset[str]
    openers: frozenset[str]
    compounds: frozenset[tuple[str, str]]


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
    units = [unit for unit in gazetteer() if unit.rank < 3 and not unit.name.isdigit()]
    for unit in sorted(units, key=lambda unit: unit.rank):
        kind = "district"
        if unit.rank == 1:
            kind = "province"
        elif unit.level in ("thành phố", "thị xã") and (unit.level, unit.name) not in former:
            kind = "town"
        yield unit.name, kind, "VN"
        if " - " in unit.name:
            yield unit.name.replace(" - ", " – "), kind, "VN"


def _names() -> dict[str, Name]:
    """Names by their key; of two writings of one name the capitals of both are asked for."""
    names: dict[str, Name] = {}
    for written, kind, country in _written_names():
        key = " ".join(tokenize_phrase(written))
        words = phrase_forms(written)
        upper = tuple(k for k, word in enumerate(words) if word[0].isupper())
        if key in names:
            known = names[key]
            upper = tuple(k for k in known.upper if k in upper)
            names[key] = msgspec.structs.replace(known, upper=upper)
        else:
            names[key] = Name(kind, upper, country)
    return names


def _of_kind(kind: str) -> frozenset[str]:
    return frozenset(row["honorific"] for row in rows("honorifics") if row["kind"] == kind)


@cache
def words_of(kind: str) -> frozenset[str]:
    """The words of this kind in ``place_words.tsv``."""
    return frozenset(row["words"] for row in rows("place_words") if row["kind"] == kind)


def _compounds() -> Iterator[tuple[str, str]]:
    columns = (("titles", "name"), ("organization_heads", "head"), ("organization_topics", "topic"))
    for table, column in (*columns, ("honorifics", "honorific"), ("place_heads", "head")):
        for row in rows(table):
            yield from pairwise(tokenize_phrase(row[column]))


@cache
def lexicon() -> Lexicon:
    """The compiled tables, loaded at the first call."""
    heads = [
        Head(row["head"], row["kind"], row["caps"] != "no", frozenset(row["blocked_by"].split()))
        for row in rows("place_heads")
    ]
    names = _names()
    head_words = frozenset(tokenize_phrase(head.words)[0] for head in heads)
    lower_starts = COMPASS | {key.split()[0] for key, name in names.items() if 0 not in name.upper}
    return Lexicon(
        heads=Phrases((head.words, head) for head in heads),
        names=Phrases(names.items()),
        head_words=head_words,
        lower_starts=lower_starts,
        triggers=head_words | lower_starts,
        families=frozenset(row["name"].lower() for row in rows("family_names")),
        honorifics=_of_kind("honorific"),
        openers=_of_kind("opener"),
        compounds=frozenset(_compounds()),
    )


# After a number: it counts or measures, so that it names nothing.
MEASURES = frozenset(
    "người nhà hộ km m tỷ tỉ triệu nghìn đồng năm tháng ngày giờ % lần tuổi xe chiếc làn ha".split()
    + "cán đại trường em cháu đơn xã thôn phường phút tấn suất ca con vụ trận bàn mét ngàn".split()
)
CREDITS = frozenset(["ảnh", "video", "clip"])  # before the colon of who made a picture
COMPASS = frozenset("bắc nam đông tây trung".split())
# Abbreviations that stand for a unit's name behind its head: *TP.HCM*.
_ABBREVIATED = frozenset(["hcm", "hn", "đn", "br - vt", "tt - huế"])
# Small words inside foreign names: *Deir al-Zor, Rio de Janeiro*.
_PARTICLES = frozenset("de del da la le du des al el of the von van di und ar as es ash ez".split())
ARTICLES = frozenset(["al", "el", "at", "ar", "as", "ad", "az", "ash"])  # *At - Taybah*
_DASHES = frozenset("-–")
_JOINING = frozenset(["và", "do", "của", "cho", "với", "ở", "từ"])  # also inside names of bodies
_MIDDLE = frozenset(["thị", "văn"])  # never the last of a name: *Lê Thị Riêng*
_CUT = frozenset(["country", "city", "state"])
_BRIDGES = _PARTICLES | _DASHES | frozenset(".")
_LONGEST = 12


class Reader:
    """The tokens of one text with what every rule asks of them; get it by ``tokens.once``.

    ``caps`` tells which tokens are capitalised, ``capitals`` lists them.
    """

    __slots__ = (
        "_joined",
        "_names",
        "capitals",
        "caps",
        "end",
        "form",
        "lex",
        "line",
        "lower",
        "n",
        "start",
        "touches",
    )

    def __init__(self, tokens: Tokens) -> None:
        self.form, self.lower = tokens.form, tokens.lower
        self.start, self.end, self.line = tokens.start, tokens.end, tokens.line
        self.n, self.touches = len(tokens), tokens.touches
        self.caps = tokens.once(capitals)
        self.capitals = list(compress(count(), self.caps))
        self.lex = lexicon()
        self._names: dict[int, tuple[int, Name] | None] = {}
        steps = zip(tokens.line, tokens.line[1:], tokens.end, tokens.start[1:], strict=False)
        self._joined = [False, *[one == two and b - a <= 1 for one, two, a, b in steps], False]

    def joined(self, i: int) -> bool:
        """Whether token ``i`` follows the one before on its line with at most one blank."""
        return 0 < i < self.n and self._joined[i]

    def opens(self, i: int) -> bool:
        """Whether a sentence, line or bracket opens before token ``i``."""
        return i == 0 or not self.joined(i) or self.form[i - 1] in '.:“"-–(!?…|;•'

    def before(self, i: int) -> str:
        """The lower-cased token right before ``i``, or nothing."""
        return self.lower[i - 1] if self.joined(i) else ""

    def addressed(self, i: int) -> bool:
        """Whether an honorific stands right before ``i``: *ông* | *Thái Bình*."""
        before = self.before(i)
        if before == "chí":
            return i > 1 and self.lower[i - 2] == "đồng"
        return before in self.lex.honorifics

    def capital_before(self, i: int) -> bool:
        """Whether a capitalised word that does not open a sentence stands right before ``i``."""
        return self.joined(i) and self.caps[i - 1] and not self.opens(i - 1)

    def capital_at(self, i: int) -> bool:
        """Whether a capitalised word goes on at ``i``."""
        return self.joined(i) and self.caps[i]

    def run_end(self, i: int, *, dashes: bool = False, limit: int = _LONGEST) -> int:
        """End of the capitalised run that starts at ``i``; ``i`` when there is none.

        Dashes with blanks around them join names only when ``dashes``: *cao tốc Hà Nội - Lào Cai*.
        """
        if i >= self.n or not self.caps[i]:
            return i
        k = i + 1
        while k < self.n and k - i < limit and self.joined(k):
            if self.caps[k]:
                if self.lower[k] in self.lex.openers and self._opens_sentence(i, k):
                    break  # "cầu Rồng | Hôm nay"
                k += 1
                continue
            step = self._bridge(k, dashes=dashes)
            if step == 0:
                break
            k += step
        return self._whole(i, k)

    def _whole(self, i: int, end: int) -> int:
        """``end`` before the first syllable of the next sentence: *núi Tản Lĩnh* | *Bãi biển*."""
        if end - i < 2 or not self.joined(end) or not self.form[end].islower():
            return end
        pair = self.lower[end - 1], self.lower[end]
        if pair not in self.lex.compounds or not self.caps[end - 2] or pair[1] in _JOINING:
            return end
        return end if self.known(i, end) or self.name_end(i) == end else end - 1

    def _opens_sentence(self, i: int, k: int) -> bool:
        """Whether the word at ``k`` is no part of the name that starts at ``i``."""
        if k + 1 >= self.n or not self.form[k + 1].islower() or self.known(i, k + 1):
            return False
        return self.lower[k - 1] not in _MIDDLE

    def _bridge(self, k: int, *, dashes: bool) -> int:
        """Number of tokens from ``k`` that join a capitalised token before and after; 0 if none."""
        form = self.form[k]
        if self.lower[k] not in _BRIDGES or k + 1 >= self.n or not self.joined(k + 1):
            return 0
        if self.lower[k + 1] in CREDITS:
            return 0
        if form in _DASHES:
            tight = self.touches(k) and self.touches(k + 1)
            if self.caps[k + 1] and (tight or dashes or self.lower[k - 1] in ARTICLES):
                return 2
        elif form == "." and self.touches(k) and self.caps[k + 1]:
            if self.lower[k - 1] in ("tp", "st") or len(self.form[k - 1]) == 1:
                return 2
        elif self.lower[k] in _PARTICLES:
            if self.caps[k + 1]:
                return 2
            if self.form[k + 1] in _DASHES and k + 2 < self.n and self.caps[k + 2]:
                return 3
        return 0

    def foreign_start(self, i: int) -> int:
        """Position of the capitalised token behind a particle at ``i``: *al-Udeid*; else ``i``."""
        if i + 2 < self.n and self.lower[i] in ("al", "el") and self.form[i + 1] in _DASHES:
            return i + 2
        return i

    def known(self, i: int, end: int) -> bool:
        """Whether a unit of Vietnam has this name."""
        name = " ".join(self.lower[i:end])
        return name in _ABBREVIATED or gazetteer().knows(name)

    def unit_name_end(self, i: int) -> int:
        """End of a unit's name at ``i``: what the gazetteer knows, else the run before a person."""
        if i < self.n and self.form[i].isdigit():
            return i + 1 if len(self.form[i]) <= 2 and self.joined(i) else i
        end = self.run_end(i, dashes=True)
        if self.joined(end) and self.form[end].isdigit() and self.known(i, end + 1):
            return end + 1  # "phường Mỹ Đình 2"
        if end - i <= 1:
            return end
        for k in range(end, i, -1):
            if (
                self.form[k - 1] not in _DASHES
                and self.known(i, k)
                and (k == end or k - i > 1 or self.lower[k] in self.lex.families)
            ):
                return k
        return self.before_person(i, self.run_end(i))

    def before_person(self, i: int, end: int) -> int:
        """``end`` moved before a full name that the run ends with: *xã A Nguyễn Văn B*."""
        for k in range(i + 2, end - 1):
            if self.lower[k] in self.lex.families and end - k in (2, 3, 4):
                return k
        return min(end, i + 4) if is_vietnamese(self.lower[i]) else end

    def name_at(self, i: int) -> tuple[int, Name] | None:
        """End and entry of the longest headless name at ``i`` that is capitalised as it should."""
        if i not in self._names:
            self._names[i] = self._read_name(i)
        return self._names[i]

    def name_end(self, i: int) -> int:
        """End of the headless name at ``i``, or 0."""
        name = self.name_at(i)
        return name[0] if name is not None else 0

    def country_end(self, i: int) -> int:
        """End of the name at ``i`` if it is a country's, else 0."""
        name = self.name_at(i)
        return name[0] if name is not None and name[1].kind in COUNTRY else 0

    def side_end(self, i: int) -> int:
        """End of a country or city that a capitalised direction at ``i`` cuts, else 0.

        *Đông Bắc Canada*, *Nam Idlib*.
        """
        k = i + 1
        if self.capital_at(k) and self.lower[k] in COMPASS and self.name_at(k) is None:
            k += 1
        name = self.name_at(k) if self.capital_at(k) else None
        return name[0] if name is not None and name[1].kind in _CUT else 0

    def _read_name(self, i: int) -> tuple[int, Name] | None:
        for end, name in self.lex.names.every(self.lower, i):
            if self.line[i] == self.line[end - 1] and all(self.caps[i + k] for k in name.upper):
                return end, name
        return None
