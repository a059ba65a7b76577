"""Where the own name of a building or a feature of nature ends: *cầu* | *Vàm Sát 2*.

It may go on in lower case: *công viên Thanh* | *niên*, *tòa nhà Quốc* | *hội Anh*.
"""

from __future__ import annotations

from functools import cache

from vnnews.find.places.grammar import (
    COUNTRY,
    MEASURES,
    Head,
    Name,
    Reader,
    is_vietnamese,
    words_of,
)
from vnnews.lexicon.phrases import Phrases

Reading = tuple[int, str, float]

# Behind a name of one syllable: a word that does not go on with it.
_AFTER_NAMES = frozenset(
    "và với có là ở tại được bị đã sẽ cũng thuộc trên trong cho từ đến nằm của để vào khi".split()
)
_TERMINALS = frozenset(["nhà ga", "ga"])  # of airports: *nhà ga T3* | *Tân Sơn Nhất*
_FAITHS = frozenset(["giáo", "chúa"])  # *nhà thờ Công* | *giáo*
AREAS = frozenset(["khu", "khu nhà"])  # they name nothing before other places
_BARE = AREAS | frozenset(["phủ"])  # *Phủ Tổng thống* is an office as well
# Features named after a country; other heads before a country only belong to it: *sân bay Mỹ*.
_OF_COUNTRIES = frozenset(["đảo", "bán đảo", "eo biển", "vịnh", "cao nguyên", "quần đảo"])
# Before a foreign word these are no places: *kênh Sky Sports, bản Pro*.
_VIETNAMESE = frozenset(["kênh", "bản", "phà"])
_NO_NAMES = frozenset(["ảnh", "tết", "tuy"])
RENEWED = frozenset(["bến xe", "bx", "nhà tù"])  # *mới* tells them from those of before
_MAX_PHRASES = 3  # of one name: *Bảo tàng Lịch sử Quốc gia*


def building(r: Reader, i: int, at: int, head: Head) -> Reading | None:
    """The reading of the capitalised name at ``at`` behind the head that starts at ``i``."""
    k = r.foreign_start(at)
    if head.words in _VIETNAMESE and not is_vietnamese(r.lower[k]) and r.name_at(k) is None:
        return None
    end = _known_end(r, r.name_at(at), r.run_end(k, dashes=True, limit=6))
    if _is_none(r, at, end, head):
        return None
    if end - k == 1 and len(r.form[k]) == 1 and not (r.touches(end) and r.form[end].isdigit()):
        return None  # "dãy A", but "hồ C3"
    whole = whole_end(r, end) if head.kind != "nature" and head.words not in _BARE else end
    if whole > end:
        return whole, head.kind, 0.75
    if end - k == 1 and not _is_lone_name(r, i, k, head):
        return None
    confidence = _confidence(r, i, k, end, head)
    end = suffix_end(r, end, loose=head.kind in ("village", "project", "facility"))
    if head.words in _TERMINALS and r.form[end - 1].isdigit() and r.capital_at(end):
        end = max(end, r.name_end(end))  # "nhà ga T3 | Tân Sơn Nhất"
    return renewed(r, end, head), head.kind, confidence


def _is_none(r: Reader, at: int, end: int, head: Head) -> bool:
    """Whether what the head stands before is a place of its own: *sân bay* | *Mỹ*."""
    name = r.name_at(at)
    if name is None:
        return False
    if head.words in AREAS and name[0] >= end and name[1].kind != "personal":
        return True
    country = r.country_end(at)
    if country == end and name[1].kind == "short" and head.words == "sông":
        country = 0  # "sông Hàn"
    goes_on = country < end and name[1].kind != "country"
    goes_on = goes_on or _is_dashed(r, country, end)  # "Khu du lịch Trung | Hội"
    return country > 0 and head.words not in _OF_COUNTRIES and not goes_on


def _is_lone_name(r: Reader, i: int, k: int, head: Head) -> bool:
    """Whether the one word at ``k`` can be a name."""
    if head.kind == "project" and r.form[k].isupper():
        return False  # "dự án FDI"
    if not is_vietnamese(r.lower[k]):
        return True
    if r.joined(k + 1) and r.lower[k + 1] in _FAITHS:
        return False
    if len(r.form[k]) > 1 and (r.form[k].isupper() or r.lower[k] in _NO_NAMES):
        return False
    return not r.caps[i] or head.capitalised


def _confidence(r: Reader, i: int, k: int, end: int, head: Head) -> float:
    confidence = 0.85 if not r.caps[i] else 0.75
    single = end - k == 1 and is_vietnamese(r.lower[k]) and r.name_at(k) is None
    goes_on = end < r.n and r.form[end].islower() and r.lower[end] not in _AFTER_NAMES
    if single and goes_on and head.kind != "nature":
        return 0.4  # *Cung điện Hoàng* | *gia*
    return 0.55 if head.kind == "project" else confidence


def _known_end(r: Reader, name: tuple[int, Name] | None, end: int) -> int:
    """``end`` of a run that begins with a known name: to a lower-case tail, or before a person."""
    if name is None or name[1].kind in COUNTRY:
        return end
    person = end - name[0] in (2, 3, 4) and r.lower[name[0]] in r.lex.families
    return name[0] if name[0] > end or (person and r.form[name[0] - 1] not in "-–") else end


def renewed(r: Reader, end: int, head: Head) -> int:
    """``end`` past the *mới* of a building that took another's place: *bến xe Sông Hà mới*."""
    return end + (head.words in RENEWED and r.joined(end) and r.lower[end] == "mới")


def _is_dashed(r: Reader, at: int, end: int) -> bool:
    """Whether a dash and more of the name follow at ``at``."""
    return at < end and r.form[at] in "-–"


def _is_free(r: Reader, i: int) -> bool:
    return r.lower[i] not in MEASURES and r.form[i].islower()


def suffix_end(r: Reader, end: int, *, loose: bool = False) -> int:
    """``end`` past a letter or number of the name: *tổ 7B*, *khu công nghiệp Vân Trung 2*.

    The number stands before a mark, or before any word that it does not count when ``loose``.
    """
    if not r.joined(end):
        return end
    form = r.form[end]
    code = form.isdigit() and r.form[end - 1].isupper() and len(form) < 3
    if r.touches(end) and (code or (len(form) == 1 and form.isupper())):
        return end + 1
    ends = not r.joined(end + 1) or r.form[end + 1] in ",.;)(:" or r.lower[end + 1] in _AFTER_NAMES
    ends = ends or (loose and _is_free(r, end + 1))
    if form.isdigit() and len(form) == 1 and not r.form[end - 1].isdigit() and ends:
        return end + 1
    return end


@cache
def _words() -> Phrases[bool]:
    return Phrases((words, True) for words in words_of("name"))


def whole_end(r: Reader, end: int) -> int:
    """``end`` of a name, past the words that its last capital begins.

    >>> from vnnews.text.tokens import tokenize
    >>> from vnnews.text.view import normalize
    >>> whole_end(Reader(tokenize(normalize("tòa nhà Quốc hội Anh cũ"))), 3)
    5
    """
    for _ in range(_MAX_PHRASES):
        if not r.joined(end) or not r.caps[end - 1]:
            break
        found = _phrase_over(r, end)
        if not found:
            break
        end = found
        more = _words().longest(r.lower, end) if r.joined(end) and r.form[end].islower() else None
        end = more[0] if more is not None else end  # "Lịch sử | quốc gia"
        if r.capital_at(end):
            end = r.run_end(end, dashes=True, limit=5)
        elif r.joined(end) and r.form[end].isdigit() and len(r.form[end]) < 3:
            end += 1
    return end


def _phrase_over(r: Reader, end: int) -> int:
    """End of the phrase that the one or two capitals before ``end`` begin, or 0."""
    for start in (end - 1, end - 2):
        found = _words().longest(r.lower, start) if r.caps[start] else None
        if found is not None and found[0] > end and r.line[found[0] - 1] == r.line[end]:
            return found[0]
    return 0
