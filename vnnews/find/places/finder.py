"""Finds places: head noun and name, lists and addresses, names that need no head noun.

Rules go from the surest to the least sure, and later ones never touch what earlier ones took:
heads (*huyện Phù Cát*), names (*Hà Nội*), then names that a head introduced elsewhere in the text.
"""

from __future__ import annotations

from itertools import compress, count, pairwise
from operator import or_

from vnnews.find.candidate import Candidate
from vnnews.find.places.countries import country_syllable
from vnnews.find.places.denials import BEARINGS, DIRECTED, bearing, in_code, name_behind
from vnnews.find.places.grammar import ARTICLES, COMPASS, COUNTRY, Head, Name, Reader, is_vietnamese
from vnnews.find.places.heads import before_larger, house_number, read_name, ward_end
from vnnews.find.places.lists import Found, route, series, street_list, unit_list
from vnnews.find.resolve import SETTLED
from vnnews.text.tokens import Tokens

# Before a head noun these make it plural, and a plural head stays outside.
_PLURAL = frozenset("các những hai ba bốn năm sáu bảy tám chín mười nhiều mấy".split())
_NOT_COUNTED = frozenset(["thứ", "khoản", "/", ",", "dân"])
_LONE = frozenset(["country", "project"])  # a plural head of these has names of other kinds
_LISTED = frozenset(["unit", "numbered", "unit-foreign"])
# After these a name is a place: *tại Vinh*.
_AT = frozenset("tại ở từ đến tới về qua ra vào lên xuống sang quanh gần khắp rời thăm".split())
# Last words of what is played, not where.
_CONTESTS = frozenset("league liga cup cúp games open masters tour championship olympic".split())
_TONGUE = ["ngôn", "ngữ"]
_NOT_AFTER = frozenset(["tiếng", "chữ", "ngôn", "môn", "phái"])
# What a head introduced may stand alone later, when it is of these kinds.
_REMEMBERED = frozenset(["unit", "unit-foreign", "nature", "village", "capital", "facility"])
_MINH = ("Chí", "Minh")
_VESSELS = frozenset(["ngầm", "hạm", "tàu", "bão"])  # *tàu ngầm Belgorod*
_MOST_NAMES = 30  # of one first word, so that a text of names takes linear time
_AT_UNKNOWN = frozenset(["tại", "ở", "vực"])
# Before a direction: one side of what follows, which is named without it.
_SIDED = DIRECTED | COMPASS | frozenset("bờ cực cửa rìa mạn biển phương vùng miền của và".split())
_SIDES = COMPASS | frozenset(["phía", "hướng", "miền", "việt", "mùa"])
_ADDRESS = frozenset(["tại", "ở", "(", "chỉ", ":", "nhà"])


def find_places(tokens: Tokens) -> list[Candidate]:
    """Candidates of type LOC in order.

    With confidence 0 a rule says that no place is just there: *đường phố Jakarta*, *phía Đông Bắc*;
    only these may overlap others.

    >>> from vnnews.text.tokens import tokenize
    >>> from vnnews.text.view import normalize
    >>> text = normalize("Ở các huyện Hoài Ân, Phù Cát và tỉnh Gia Lai")
    >>> [text.view[c.start : c.end] for c in find_places(tokenize(text)) if c.confidence]
    ['Hoài Ân', 'Phù Cát', 'tỉnh Gia Lai']
    """
    finder = _Finder(tokens.once(Reader))
    finder.by_heads_and_names()
    finder.again()
    finder.settle()
    finder.part()
    return [
        Candidate("LOC", tokens.start[a], tokens.end[b - 1], f"place:{rule}", confidence)
        for a, b, rule, confidence in sorted(finder.found + finder.denied)
    ]


class _Finder:
    """One text's search: ``found`` grows, ``named`` keeps the bare names that heads introduced.

    ``denied`` are the spans that look like a place and are none as a whole, ``sure`` the names
    that are left of them.
    """

    def __init__(self, reader: Reader) -> None:
        self.r = reader
        self.found: list[Found] = []
        self.denied: list[Found] = []
        self.sure: set[tuple[int, int]] = set()
        self.directed: dict[int, int] = {}  # starts of directions, by their ends
        self.named: dict[str, set[tuple[str, ...]]] = {}

    def by_heads_and_names(self) -> None:
        """Heads and names from left to right."""
        r = self.r
        heads, lower, caps = r.lex.head_words, r.lower, r.caps
        triggers = r.lex.triggers
        reached = 0
        for i in compress(count(), map(or_, caps, map(triggers.__contains__, lower))):
            if i < reached:
                continue
            if lower[i] in BEARINGS and (end := bearing(r, i)) > i:
                self._deny(i, end)
                self._deny_with_name(i, end)
                self.directed[end] = i
            named = self._headless(i)
            end = self._headed(i, named[1] if named else 0) if lower[i] in heads else 0
            if not end and named is not None:
                self.found.append(named)
                end = named[1]
            if not end and caps[i]:
                end = self._by_neighbour(i)
            reached = end

    def _by_neighbour(self, i: int) -> int:
        """End of a place that the word before tells: a house number, *tại Oakville*; or 0."""
        r = self.r
        before = r.before(i)
        if before in _AT_UNKNOWN:
            return self._foreign(i)
        if before.isdigit() or (i > 1 and len(before) < 3 and r.form[i - 2].isdigit()):
            at = i - 1 if before.isdigit() else i - 2
            while i - at < 8 and at > 1 and r.form[at - 1] in "/-" and r.touches(at):
                at -= 2
            if (
                at > 1
                and r.before(at) in _ADDRESS
                and not r.form[at - 2].isdigit()
                and len(r.form[at]) < 5
            ):
                end = house_number(r, at)
                if end > i:
                    self.found.append((at, end, "house", 0.8))
                    return end
        end = ward_end(r, i)
        if end:
            self.found.append((i, end, "ward-address", 0.7))
        return end

    def _foreign(self, i: int) -> int:
        """*tại Oakville*: an unknown foreign name behind a word of place; its end, or 0."""
        r = self.r
        end = r.run_end(i, limit=4)
        if r.lower[end - 1] in _CONTESTS:
            self._deny(i, end)
            return 0
        words = (word for word in r.lower[i:end] if word not in ARTICLES)
        if any(map(is_vietnamese, words)) or r.form[i].isupper():
            return 0
        address = end + 1 < r.n and r.form[end] == "," and r.name_at(end + 1) is not None
        self.found.append((i, end, "foreign", 0.75 if address else 0.55))
        return end

    # -- head and name ---------------------------------------------------------------------------

    def _headed(self, i: int, named_end: int) -> int:
        """End of the places that a head at ``i`` brings (not before ``named_end``), or 0."""
        r = self.r
        for at, head in r.lex.heads.every(r.lower, i):
            if head.kind == "none":
                self._deny_with_name(i, at)
                return 0
            if head.kind == "built":
                continue  # only as what a project builds
            if not self._is_head(i, at, head):
                continue
            if head.kind in _LONE and (self._plural(i) or r.before(i).isdigit()):
                return 0
            found = self._read(i, at, head)
            if found and found[-1][1] >= named_end:
                self.found.extend(found)
                for a, b, _, _ in found:
                    self._remember(at if a == i else a, b, head)
                if head.kind == "street":
                    self.found.extend(route(r, found[-1][1]))
                elif head.kind == "unit" or head.words == "sông":
                    self.found.extend(series(r, found[-1][1], river=head.words == "sông"))
                return self.found[-1][1]
        return 0

    def _read(self, i: int, at: int, head: Head) -> list[Found]:
        """The places of the head at ``i`` with its name at ``at``, or a list that it opens."""
        r = self.r
        if head.kind in _LISTED and self._plural(i):
            found = unit_list(r, at, head.kind)
        elif head.kind == "street" and self._plural_street(i):
            found = street_list(r, at)
        else:
            reading = read_name(r, i, at, head)
            found = [(i, *reading)] if reading else []
            if head.kind == "capital" and not found:
                self._deny_with_name(i, at)
        if found and found[0][0] > i:
            self._deny(i, found[0][1])  # "hai huyện Hoài Ân"
            found[0] = (*found[0][:3], SETTLED)
        return found

    def _deny(self, begin: int, end: int) -> None:
        self.denied.append((begin, end, "none", 0.0))

    def _deny_with_name(self, i: int, at: int) -> None:
        """Say that what starts at ``i`` is no place together with the name at ``at``."""
        name = name_behind(self.r, at)
        if name is not None:
            self._deny(i, name[1])
            self.sure.add(name)

    def _is_head(self, i: int, at: int, head: Head) -> bool:
        r = self.r
        if head.blocked_by and r.before(i) in head.blocked_by:
            return False
        if not r.caps[i]:
            return True
        if not head.capitalised:
            person = r.lower[i] in r.lex.families and r.capital_at(at)
            return r.opens(i) and not person
        return not r.capital_before(i) or head.kind == "unit"

    def _remember(self, at: int, end: int, head: Head) -> None:
        """Keeps the bare name for the second pass, unless it is short, a number or a person's."""
        r = self.r
        words = tuple(r.form[at:end])
        if head.kind not in _REMEMBERED or not words or not r.caps[at]:
            return
        if head.kind == "facility" and any(map(str.islower, words)):
            return  # "nhà lưu niệm | Tổng Bí thư Lê Văn An"
        if r.lower[at] in r.lex.families and (words[1:] == _MINH or not r.known(at, end)):
            return
        if len(words) == 1:
            foreign = not is_vietnamese(r.lower[at]) and not words[0].isupper()
            if not foreign or len(words[0]) < 4 or head.kind == "facility":
                return
        known = self.named.setdefault(words[0], set())
        if len(known) < _MOST_NAMES:
            known.add(words)

    def _plural(self, i: int) -> bool:
        r = self.r
        before = r.before(i)
        if before.isdigit() and r.form[i] == "h":
            return False  # "11-16 h."
        if r.lower[i] == "tp" and (before == "năm" or len(before) > 1):
            return False  # "mỗi năm TP.HCM", "đến 2020 TP.HCM"
        if before.isdigit():  # *3 xã A, B*, but not *thôn 3 xã A*
            counted = i > 1 and r.joined(i - 1)
            return not counted or r.lower[i - 2] not in r.lex.head_words | _NOT_COUNTED
        return before in _PLURAL and not (i > 1 and r.lower[i - 2] in ("ngã", "chợ", "thứ"))

    def _plural_street(self, i: int) -> bool:
        """Whether *các, một số* stands before *(tuyến) đường*."""
        r = self.r
        first = i - 1 if r.before(i) in ("tuyến", "trục") else i
        return r.before(first) in _PLURAL or r.lower[max(0, first - 2) : first] == ["một", "số"]

    # -- names without a head ---------------------------------------------------------------------

    def _headless(self, i: int) -> Found | None:
        """The headless name at ``i``, when its surroundings let it be a place."""
        r = self.r
        if not r.caps[i]:
            if r.lower[i] in COMPASS:
                return self._lower_compass(i)
            if r.lower[i] not in r.lex.lower_starts:
                return None
        match = r.name_at(i)
        before = r.before(i)
        if r.lower[i] in COMPASS and before not in _SIDED:
            side = r.side_end(i)
            if side > (match[0] if match else 0):
                return i, side, "region", 0.85
        if match is None:
            return None
        end, name = match
        if r.lower[i] == "biển" and before in ("vùng", "bờ"):
            return None
        if name.kind in COUNTRY and (before in _NOT_AFTER or r.lower[max(0, i - 2) : i] == _TONGUE):
            return i, end, "language", 0.0
        if before in _NOT_AFTER or self._in_person(i, end, name):
            return None
        if end < r.n and (r.lower[end] == "giáo" or (r.lower[i] == "vn" and in_code(r, end))):
            return None
        if name.kind in ("syllable", "short"):
            return country_syllable(r, i, end, name, before)
        if name.kind in ("town", "district"):
            return self._district(i, end, name, before)
        return i, end, name.kind, self._confidence(i, end, name, before)

    def _confidence(self, i: int, end: int, name: Name, before: str) -> float:
        """How sure a name is that may be a person's, a team's or a government's."""
        r = self.r
        alone = not r.capital_before(i) and not r.capital_at(end)
        if name.kind == "personal":
            return (0.85 if before in _AT else 0.6) if alone else 0.3
        if name.kind == "club":
            return 0.85 if before in _AT else 0.45
        if name.kind == "seat":
            return 0.8 if before in _AT else 0.5
        if name.kind == "city" and before in _VESSELS:
            return 0.3
        if name.kind == "city" and r.capital_before(i) and not is_vietnamese(before):
            return 0.4
        if name.kind == "region" and before in DIRECTED:
            return 0.3
        if end - i == 3 and r.lower[i] == "hồ" and name.kind == "province":
            return 0.5 if before in _AT else 0.3
        if name.kind == "region" and r.capital_at(end) and is_vietnamese(r.lower[end]):
            return 0.4
        return 0.95

    def _lower_compass(self, i: int) -> Found | None:
        """*tây Jerusalem*."""
        r = self.r
        if r.before(i) in _SIDES or not r.capital_at(i + 1):
            return None
        name = r.name_at(i + 1)
        if name and name[1].kind in ("city", "country") and name[0] - i <= 3:
            return i, name[0], "compass", 0.7
        return None

    def _in_person(self, i: int, end: int, name: Name) -> bool:
        """Whether the capitalised run around ``i:end`` reads as a person's name."""
        r = self.r
        if not r.caps[i]:
            return False
        before = r.before(i)
        if r.addressed(i) and before != "anh":
            return True
        begin = i
        while begin > 0 and r.capital_at(begin) and r.caps[begin - 1] and i - begin < 3:
            begin -= 1
        if begin < i and r.lower[begin] in r.lex.families and i - begin <= 2:
            return r.name_at(begin) is None
        if not r.capital_at(end) or name.kind == "country" or r.lower[i] not in r.lex.families:
            return False
        follows = r.lower[end]
        return end - i < 3 and follows not in r.lex.families and is_vietnamese(follows)

    def _district(self, i: int, end: int, name: Name, before: str) -> Found | None:
        """A town or district without its head noun: by what stands beside it."""
        r = self.r
        if r.capital_at(end) and r.lower[end] not in r.lex.families:
            return None
        if r.capital_before(i):
            return None
        if before_larger(r, end):
            return i, end, "district-address", 0.85
        if before == "(" and end < r.n and r.form[end] == ")":
            return i, end, "district-bracket", 0.8
        at = before in _AT
        if name.kind == "town" and (end - i > 1 or at):
            return i, end, "town", 0.85 if at else 0.7
        return i, end, "district", 0.65 if at else 0.3

    # -- names that a head introduced -------------------------------------------------------------

    def again(self) -> None:
        """Names that a head introduced, where they stand alone."""
        r = self.r
        if not self.named:
            return
        taken = bytearray(r.n)
        for a, b, _, confidence in self.found:
            if confidence >= 0.5:
                taken[a:b] = b"\x01" * (b - a)
        repeated: list[Found] = []
        named = {first: sorted(names, key=len)[::-1] for first, names in self.named.items()}
        for i in compress(count(), map(named.__contains__, r.form)):
            for words in named[r.form[i]]:
                end = i + len(words)
                if tuple(r.form[i:end]) != words or r.line[i] != r.line[end - 1]:
                    continue
                if not any(taken[i:end]) and not self._inside_name(i, end):
                    taken[i:end] = b"\x02" * (end - i)
                    repeated.append((i, end, "again", 0.75))
                    break
        # A doubtful reading gives way to the repeated name.
        self.found = [f for f in self.found if 2 not in taken[f[0] : f[1]]] + repeated

    def part(self) -> None:
        """Levels of an address that stand side by side are two: *thôn 3* | *xã Hòa Bình*."""
        r, found = self.r, sorted(self.found)
        for a, b, _, confidence in found:
            if a in self.directed and confidence:
                self._deny(self.directed[a], b)  # "phía Bắc | sông Hồng"
        for one, other in pairwise(found):
            if one[1] == other[0] and other[2] == "unit" and r.joined(other[0]):
                self._deny(one[0], other[1])

    def settle(self) -> None:
        """What is doubtful once is sure when the same words are sure elsewhere in the text."""
        forms = self.r.form
        sure = {tuple(forms[a:b]) for a, b, _, confidence in self.found if confidence >= 0.7}
        self.found = [
            (a, b, rule, 0.7 if 0 < confidence < 0.6 and tuple(forms[a:b]) in sure else confidence)
            for a, b, rule, confidence in self.found
        ]
        self.found = [(*f[:3], SETTLED if f[:2] in self.sure else f[3]) for f in self.found]

    def _inside_name(self, i: int, end: int) -> bool:
        r = self.r
        if r.addressed(i) or r.capital_before(i):
            return True
        return r.capital_at(end) and r.lower[end] not in r.lex.families
