"""Finds places: head noun and name, lists and addresses, names that need no head noun.

Rules go from the surest to the least sure and later ones never touch what earlier ones took:
heads (*huyện Phù Cát*), names (*Hà Nội*), then names that a head introduced elsewhere in the text.
"""

from __future__ import annotations

from collections.abc import Iterator

from vnnews.find.candidate import Candidate
from vnnews.find.place_grammar import Head, Name, Reader, is_vietnamese, matches
from vnnews.text.tokens import Tokens

Found = tuple[int, int, str, float]

# Before a head noun these make it plural, and a plural head stays outside.
_PLURAL = frozenset("các những hai ba bốn năm sáu bảy tám chín mười nhiều mấy".split())
_SEPARATORS = frozenset([",", "và", ";", "hoặc", "hay", "-", "–"])
# Words after which a short name means the country or a district is meant, not a person or thing.
_AT = frozenset("tại ở từ đến tới về qua ra vào lên xuống sang quanh ngoài gần khắp".split())
_OF = frozenset("người hàng gốc đất nước cộng quân phía phe giới dân tiền".split())
_NOT_AFTER = frozenset(["tiếng", "chữ", "ngôn", "môn"])
_COMPASS = frozenset("bắc nam đông tây trung".split())


def find_places(tokens: Tokens) -> list[Candidate]:
    """Candidates of type LOC in order, none overlapping another.

    >>> from vnnews.text.tokens import tokenize
    >>> from vnnews.text.view import normalize
    >>> text = normalize("Ở các huyện Hoài Ân, Phù Cát và tỉnh Gia Lai")
    >>> [text.view[c.start : c.end] for c in find_places(tokenize(text))]
    ['Hoài Ân', 'Phù Cát', 'tỉnh Gia Lai']
    """
    finder = _Finder(Reader(tokens))
    finder.first_pass()
    finder.second_pass()
    return [
        Candidate("LOC", tokens.start[a], tokens.end[b - 1], f"place:{rule}", confidence)
        for a, b, rule, confidence in sorted(finder.found)
    ]


class _Finder:
    """One text's search: ``found`` grows, ``named`` keeps what heads introduced."""

    def __init__(self, reader: Reader) -> None:
        self.r = reader
        self.found: list[Found] = []
        self.named: dict[str, list[tuple[str, ...]]] = {}
        self.pending: list[tuple[int, int]] = []

    def first_pass(self) -> None:
        """Heads and names from left to right."""
        r = self.r
        i, heads, lower, caps = 0, r.lex.head_words, r.lower, r.caps
        while i < r.n:
            end = 0
            named = self._bare(i) if caps[i] or lower[i] in _LOWER_STARTS else None
            if lower[i] in heads:
                end = self._head(i, 0 if named is None else named[1])
            if end:
                i = end
            elif named is not None:
                self.found.append(named)
                i = self._chain(named)
            elif r.form[i].isdigit():
                i = self._house_number(i) or i + 1
            else:
                i += 1

    # -- head and name ---------------------------------------------------------------------------

    def _head(self, i: int, named_end: int) -> int:
        """End of what the head at ``i`` brings (at least past ``named_end``), or 0."""
        r = self.r
        for at, head in matches(r.lex.heads, r.lower, i):
            if not self._is_head(i, head):
                continue
            found = self._after_head(i, at, head)
            if found and found[-1][1] >= named_end:
                self.found.extend(found)
                for a, b, _, _ in found:
                    self._remember(a, b, at if a == i else a, head)
                return found[-1][1]
        return 0

    def _is_head(self, i: int, head: Head) -> bool:
        r = self.r
        if head.kind == "none":
            return False
        if not r.caps[i]:
            return True
        first = i == 0 or not r.joined(i) or r.form[i - 1] in '.:“"-–(!?'
        if head.caps == "no":
            return first and not (r.lower[i] in r.lex.families and r.caps[min(i + 1, r.n - 1)])
        return first or not r.caps[i - 1] or head.kind.startswith("unit")

    def _remember(self, a: int, b: int, at: int, head: Head) -> None:
        """Keeps the bare name for the second pass, when it is more than a syllable."""
        r = self.r
        words = tuple(r.form[at:b])
        foreign = not is_vietnamese(r.lower[at]) if at < b else False
        if head.kind in _REMEMBERED and (len(words) > 1 or foreign) and r.caps[at]:
            self.named.setdefault(words[0], []).append(words)

    def _after_head(self, i: int, at: int, head: Head) -> list[Found]:
        """Places that the head from ``i`` to ``at`` and what follows it make."""
        r = self.r
        if at >= r.n or not (r.joined(at) or r.lower[at - 1] == "."):
            return []
        kind = head.kind
        if kind in ("unit", "numbered", "unit-foreign") and self._plural(i):
            return self._list(at, kind)
        end, rule, confidence = self._name_after(i, at, head)
        if not end:
            return []
        return [(i, end, rule, confidence)]

    def _plural(self, i: int) -> bool:
        r = self.r
        if i == 0 or not r.joined(i):
            return False
        before = r.lower[i - 1]
        if before.isdigit():
            return i < 2 or r.lower[i - 2] not in ("thứ", "số", "khoản", "/", ",")
        return before in _PLURAL

    def _list(self, at: int, kind: str) -> list[Found]:
        """*các huyện A, B và C*: one place a name."""
        r = self.r
        found: list[Found] = []
        k = at
        while k < r.n:
            end = r.unit_name_end(k)
            first = not found
            if end == k or (not first and not self._listed(k, end)):
                break
            found.append((k, end, f"{kind}-list", 0.9))
            if end + 1 < r.n and r.lower[end] in _SEPARATORS and r.line[end + 1] == r.line[k]:
                k = end + 1
                if r.lower[end] == "," and r.lower[k] == "và":
                    k += 1
            else:
                break
        return found

    def _listed(self, k: int, end: int) -> bool:
        r = self.r
        if r.form[k].isdigit():
            return end == r.n or r.lower[end] not in _MEASURES
        return r.known(k, end) or (r.lower[k] not in r.lex.families and end - k < 4)

    def _name_after(self, i: int, at: int, head: Head) -> tuple[int, str, float]:
        """End, rule and confidence of the name behind a head; end 0 when there is none."""
        r, kind = self.r, head.kind
        if kind == "unit":
            end = r.unit_name_end(at)
            digits = end > at and r.form[at].isdigit()
            if end == at or (digits and not self._numbered_unit(at, head)):
                return 0, "", 0.0
            return end, "unit", 0.95
        if kind in ("country", "region", "capital", "unit-foreign"):
            return self._after_large_head(at, kind)
        if kind == "numbered":
            return self._after_numbered(at)
        if kind == "house":
            end = self._house_number(at, collect=False)
            return (end, "house", 0.9) if end else (0, "", 0.0)
        if kind in ("road", "junction"):
            return self._after_road(at, kind)
        return self._after_facility(i, at, head)

    def _numbered_unit(self, at: int, head: Head) -> bool:
        r = self.r
        if head.words in ("tỉnh", "thành phố", "huyện", "xã", "thị xã", "h", "x", "thị trấn"):
            return False
        return at + 1 >= r.n or r.lower[at + 1] not in _MEASURES

    def _after_large_head(self, at: int, kind: str) -> tuple[int, str, float]:
        """A country, region or capital behind its head."""
        r = self.r
        name = r.name_at(at)
        if kind in ("capital", "unit-foreign"):
            end = max(r.run_end(at), name[0] if name else 0)
            return (end if end > at else 0), kind, 0.9
        if kind == "region" and r.lower[at] in _COMPASS and r.lower[at - 1] == "miền":
            return self._compass(at), kind, 0.85
        if name is None:
            return 0, "", 0.0
        end, entry = name
        fits = entry.kind in ("country", "syllable", "short") or kind == "region"
        return (end if fits and not self._in_person(at, end) else 0), kind, 0.9

    def _compass(self, at: int) -> int:
        """*Bắc, Tây Nam* and a country behind it: *miền Nam Syria*; 0 when in lower case alone."""
        r = self.r
        end = at + 1
        if end < r.n and r.lower[end] in _COMPASS and r.caps[end] == r.caps[at]:
            end += 1
        if end < r.n and r.lower[end] == "bộ":
            end += 1
        k = end + 1 if end < r.n and r.lower[end] == "nước" else end
        name = r.name_at(k) if k < r.n and r.joined(k) and r.caps[k] else None
        if name and name[1].kind in ("country", "syllable", "region"):
            return name[0]
        return end if r.caps[at] else 0

    def _after_numbered(self, at: int) -> tuple[int, str, float]:
        r = self.r
        if r.form[at].isdigit():
            fits = len(r.form[at]) < 4 and (at + 1 >= r.n or r.lower[at + 1] not in _MEASURES)
            return (self._suffix(at + 1) if fits else 0), "numbered", 0.85
        end = r.before_person(at, r.run_end(at, limit=4))
        if end == at:
            return 0, "", 0.0
        return self._suffix(end), "numbered", 0.85

    def _suffix(self, end: int) -> int:
        """``end`` past a number or letter that belongs to the name: *bản Mường Lống 2*, *tổ 7B*."""
        r = self.r
        if end < r.n and r.joined(end):
            form = r.form[end]
            if len(form) == 1 and form.isupper() and r.touches(end):
                return end + 1
            numbered = form.isdigit() and len(form) == 1 and not r.form[end - 1].isdigit()
            if numbered and (end + 1 >= r.n or r.form[end + 1] in ",.;)(:"):
                return end + 1
        return end

    def _after_road(self, at: int, kind: str) -> tuple[int, str, float]:
        """Streets by name, number, code or day: *đường 30/4*, *quốc lộ 1A*, *ĐT 639*."""
        r = self.r
        k = at + 1 if r.lower[at] == "số" and at + 1 < r.n else at
        inner = r.lex.heads.longest(r.lower, k) if not r.caps[k] or k > at else None
        if inner and inner[1].kind in ("road", "unit", "nature") and inner[0] < r.n:
            end, _, confidence = self._name_after(k, inner[0], inner[1])
            return end, kind, confidence
        if r.form[k].isdigit():
            end = k + 1
            if end + 1 < r.n and r.form[end] in "/-." and r.touches(end) and r.touches(end + 1):
                end += 2
            elif end + 1 < r.n and r.lower[end] == "tháng" and r.form[end + 1].isdigit():
                end += 2
            elif end < r.n and r.touches(end) and len(r.form[end]) == 1 and r.caps[end]:
                end += 1
            fits = end == r.n or r.lower[end] not in _MEASURES
            street = end < r.n and r.joined(end) and r.caps[end] and r.lower[at - 1] in _ALLEYS
            return (r.run_end(end) if street else end if fits else 0), kind, 0.85
        end = r.run_end(k, dashes=True)
        if end == k:
            return 0, "", 0.0
        if end < r.n and r.form[end].isdigit() and len(r.form[end - 1]) < 3 and r.joined(end):
            end += 1
        return end, kind, 0.9 if end - k > 1 or len(r.form[k]) < 4 else 0.7

    def _after_facility(self, i: int, at: int, head: Head) -> tuple[int, str, float]:
        """A facility or a feature of nature: a run, or another head with its name."""
        r = self.r
        if not r.caps[at]:
            inner = r.lex.heads.longest(r.lower, at)
            if inner is None or inner[1].kind in ("country", "house", "none", "numbered"):
                return 0, "", 0.0
            if inner[0] >= r.n or not self._is_head(at, inner[1]):
                return 0, "", 0.0
            end, _, confidence = self._name_after(at, inner[0], inner[1])
            return end, head.kind, confidence - 0.1
        end = r.run_end(at, dashes=True, limit=6)
        if end - at == 1 and is_vietnamese(r.lower[at]) and head.kind == "facility":
            name = r.name_at(at)
            if name is None and (end < r.n and r.form[end].islower()):
                return 0, "", 0.0
        end = self._suffix(end)
        if end < r.n and r.lower[end] == "mới" and r.joined(end) and head.words == "bến xe":
            end += 1
        return end, head.kind, 0.85 if not r.caps[i] else 0.75

    # -- names without a head ---------------------------------------------------------------------

    def _bare(self, i: int) -> Found | None:
        """The headless name at ``i``, when its surroundings let it be a place."""
        r = self.r
        compass = self._lower_compass(i)
        if compass:
            return compass
        match = r.name_at(i)
        if match is None:
            return None
        end, name = match
        before = r.lower[i - 1] if r.joined(i) else ""
        if before in _NOT_AFTER or (r.caps[i] and self._in_person(i, end)):
            return None
        if name.kind in ("syllable", "short"):
            return self._short_country(i, end, name, before)
        if name.kind in ("town", "district"):
            return self._district(i, end, name, before)
        return i, end, name.kind, 0.95

    def _lower_compass(self, i: int) -> Found | None:
        """*tây Jerusalem*."""
        r = self.r
        if r.caps[i] or r.lower[i] not in _COMPASS or (i and r.lower[i - 1] in ("phía", "hướng")):
            return None
        if i + 1 < r.n and r.joined(i + 1) and r.caps[i + 1]:
            name = r.name_at(i + 1)
            if name and name[1].kind in ("city", "country") and name[0] - i <= 3:
                return i, name[0], "compass", 0.7
        return None

    def _in_person(self, i: int, end: int) -> bool:
        """Whether the capitalised run around ``i:end`` reads as a person's name."""
        r = self.r
        before = i - 1 if r.joined(i) else -1
        if before >= 0 and r.lower[before] in r.lex.honorifics and r.lower[before] != "anh":
            return True
        begin = i
        while begin > 0 and r.joined(begin) and r.caps[begin - 1] and i - begin < 3:
            begin -= 1
        after = end < r.n and r.joined(end) and r.caps[end] and r.form[end].isalpha()
        if begin < i and r.lower[begin] in r.lex.families and i - begin <= 2:
            return r.name_at(begin) is None
        if not after or r.lower[i] not in r.lex.families:
            return False
        return end - i < 3 and r.lower[end] not in r.lex.families

    def _short_country(self, i: int, end: int, name: Name, before: str) -> Found | None:
        """*Mỹ, Anh, Trung*: a country only where nothing makes it part of a longer name."""
        r = self.r
        if self._linked(i, end):
            return i, end, "country-pair", 0.9
        after_caps = end < r.n and r.joined(end) and r.caps[end]
        before_caps = bool(before) and r.caps[i - 1]
        if name.kind == "short":
            if before in _OF and not after_caps:
                return i, end, "country-short", 0.8
            return (i, end, "country-short", 0.4) if self._chinese(i, end, before) else None
        if before_caps and r.form[i - 1].isalpha() and not r.lower[i - 1] in _TITLE_ENDS:
            return None
        if after_caps and r.name_at(end) is None and r.lower[end] not in r.lex.families:
            if is_vietnamese(r.lower[end]) and len(r.form[end]) > 1:
                return None
        first = i == 0 or not before or r.form[i - 1] in '.“"?!…'
        if first and r.lower[i] in ("anh", "áo", "ý", "đức", "úc", "bỉ", "séc"):
            return None if r.lower[i] in ("anh", "áo", "ý") else (i, end, "country", 0.5)
        return i, end, "country", 0.9

    def _chinese(self, i: int, end: int, before: str) -> bool:
        r = self.r
        return r.lower[i] in ("hàn", "ấn", "thái", "nhật") and before.islower() and (
            end == r.n or not r.caps[end]
        )

    def _linked(self, i: int, end: int) -> bool:
        """Whether a dash joins it to another country: *Mỹ - Trung*, *Việt-Nhật*."""
        r = self.r
        for dash, other in ((i - 1, i - 2), (end, end + 1)):
            if 0 <= other < r.n and 0 < dash < r.n and r.form[dash] in "-–" and r.caps[other]:
                start = other if other > i else other - (r.lower[other] in ("quốc", "bản", "nam"))
                name = r.name_at(max(start, 0))
                if name and name[1].kind in ("country", "syllable", "short"):
                    return r.line[i] == r.line[other]
        return False

    def _district(self, i: int, end: int, name: Name, before: str) -> Found | None:
        """A town or district without its head noun: by what stands beside it."""
        r = self.r
        if end < r.n and r.joined(end) and r.caps[end]:
            if r.lower[end] not in r.lex.families:
                return None
        if before and r.caps[i - 1] and r.form[i - 1].isalpha():
            return None
        if self._before_larger(end):
            return i, end, "district-address", 0.85
        if name.kind == "town":
            return i, end, "town", 0.85 if before in _AT else 0.75
        self.pending.append((i, end))
        return (i, end, "district-at", 0.7) if before in _AT else None

    def _before_larger(self, end: int) -> bool:
        """Whether *, tỉnh X*, *, Hà Nội* or *(Hà Nội)* follows."""
        r = self.r
        if end + 1 >= r.n or r.form[end] not in (",", "(", "-", "–"):
            return False
        name = r.name_at(end + 1)
        if name is not None:
            return name[1].kind in ("province", "town") or name[1].country == "VN"
        return r.lower[end + 1] in ("tỉnh", "tp", "thành", "huyện", "quận")

    def _chain(self, named: Found) -> int:
        """Position to go on from after a headless name."""
        return named[1]

    # -- the rest ---------------------------------------------------------------------------------

    def _house_number(self, i: int, *, collect: bool = True) -> int:
        """*270 Trường Chinh*: end of a house number with its street, or 0."""
        r = self.r
        if not r.form[i].isdigit():
            return 0
        k = i + 1
        while k + 1 < r.n and r.touches(k) and r.touches(k + 1):
            if r.form[k] not in "/-" or not r.form[k + 1][0].isalnum():
                break
            k += 2
        if k < r.n and r.touches(k) and len(r.form[k]) <= 2 and r.caps[k]:
            k += 1
        if k >= r.n or not r.joined(k):
            return 0
        head = r.lex.heads.longest(r.lower, k)
        if head and head[1].kind == "road" and head[0] < r.n:
            end = self._name_after(k, head[0], head[1])[0]
        else:
            end = r.run_end(k, limit=5)
            end = end if end - k > 1 else 0
        if not end or not collect:
            return end
        address = i and r.lower[i - 1] in ("tại", "ở", "(", "chỉ", ":", "nhà")
        if not address or len(r.form[i]) > 4:
            return 0
        self.found.append((i, end, "house", 0.8))
        return end

    def second_pass(self) -> None:
        """Names that a head introduced, where they stand alone."""
        r = self.r
        taken = bytearray(r.n)
        for a, b, _, _ in self.found:
            taken[a:b] = b"\x01" * (b - a)
        for i, end, rule in self._again():
            if not any(taken[i:end]):
                taken[i:end] = b"\x01" * (end - i)
                self.found.append((i, end, rule, 0.75))

    def _again(self) -> Iterator[tuple[int, int, str]]:
        r = self.r
        if not self.named:
            return
        for i, form in enumerate(r.form):
            for words in self.named.get(form, ()):
                end = i + len(words)
                if tuple(r.form[i:end]) != words or r.line[i] != r.line[end - 1]:
                    continue
                if not self._in_person(i, end) and not self._inside_run(i, end):
                    yield i, end, "again"
                    break

    def _inside_run(self, i: int, end: int) -> bool:
        r = self.r
        before = r.joined(i) and r.caps[i - 1] and r.form[i - 1].isalpha()
        after = end < r.n and r.joined(end) and r.caps[end] and r.form[end].isalpha()
        return before or (after and r.lower[end] not in r.lex.families)


_LOWER_STARTS = frozenset(
    "châu biển vùng miền phương tây đông bắc nam đồng xứ đất điện tháp dải duyên các bán".split()
)
_REMEMBERED = frozenset(["unit", "unit-foreign", "nature", "facility", "village", "capital"])
_ALLEYS = frozenset(["ngõ", "hẻm", "ngách", "kiệt"])
# After a number: it counts or measures, so that it names nothing.
_MEASURES = frozenset(
    "người nhà hộ km m tỷ tỉ triệu nghìn đồng năm tháng ngày giờ % lần tuổi xe chiếc làn ha".split()
    + ["cán", "đại", "trường", "em", "cháu", "đơn", "xã", "thôn", "phường", "phút", "tấn", "suất"]
)
# Capitalised words that end a title or body and may stand right before a country.
_TITLE_ENDS = frozenset("thống tướng tịch trưởng giao phòng sứ viện hội phủ quốc".split())
