"""The atoms that the date patterns are composed of.

In atoms and patterns ``<name>`` stands for an atom, a space for one or more spaces and ``~`` for
any number of them. An atom's named groups are what it contributes to a ``Point`` (see ``build``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from vnnews.find.dates.words import NUMBER_WORDS, to_roman, vocabulary

_GROUP = re.compile(r"\(\?P<(\w+)>")
_ATOM = re.compile(r"(?<!\?P)<(\w+)>")


def any_of(words: Iterable[str]) -> str:
    """Alternation of words, longer ones first.

    >>> any_of(["một", "mười một"])
    'mười một|một'
    """
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


# *tới* belongs to the date before these; before other words it is the verb *arrive*.
_TOI = (
    r"tới(?=~(?:[,.;:!?()”\"…\n]|$|(?:tại|ở|và|để|nhằm|với|do|khi|là|sẽ|như|theo|bộ|có|diễn|được"
    r"|khai|các|của|đã|thì|cũng|trên|trong|không|sau|cùng|nhân|hoặc|hay)\b))"
)
# *năm trước đó, tuần sau khi* count from another day than the reference.
_TRUOC = r"(?:trước|sau)(?! (?:đó|khi|đây|này)\b)"


@cache
def atoms() -> dict[str, str]:
    """Atom name to regular expression."""
    words = vocabulary()
    numbers = any_of(NUMBER_WORDS)
    steps = any_of(set(words["shift"]) - {"tới", "trước", "sau"})
    return {
        "day": r"(?P<day>3[01]|[12]\d|0?[1-9](?!\d))",
        "mday": rf"(?P<mday>3[01]|[12]\d|0?[1-9](?!\d)|(?:{numbers})(?: (?:{numbers})){{0,3}}?)",
        "month": rf"(?P<month>1[0-2]|0?[1-9](?!\d)|{any_of(words['month'])})",
        "year": r"(?P<year>(?:1\d|20|21)\d\d(?!\d))",
        "anno": r"(?P<year>\d{3,4}(?!\d|[.,]\d))",
        # A date in digits: not the beginning of a longer row of numbers, except of a range.
        "date": r"(?P<day>3[01]|[12]\d|0?[1-9])(?:~/~|[.-])(?P<month>1[0-2]|0?[1-9])"
        r"(?:~[/.-]~(?P<year>(?:1\d|20|21)\d\d(?!\d)|\d\d(?![/.-]?\d))"
        r"|(?!\d|[/.-]\d(?!\d?[/.]\d)))",
        "date_in_year": r"<date>(?: năm <year>)?",
        "calendar": r"(?: (?:(?P<lunar>âm lịch)|dương lịch))",
        "month_year": r"(?P<month>1[0-2]|0?[1-9])~[/.-]~<year>",
        "clock": r"(?P<hour>2[0-4]|[01]?\d)(?::(?P<colon>[0-5]\d)(?!\d|:)|~(?:h|g|giờ)(?![^\W\d_])"
        r"(?:~(?P<minute>[0-5]~\d|\d(?= phút| ngày| sáng| chiều| tối))(?![/.-]?\d)"
        r"(?:~(?:phút|ph|p|’|'|′))?"
        r"| (?P<half_hour>rưỡi)| phút)?)",
        "part": rf"(?P<part>(?:buổi )?(?:{any_of(words['part'])}))",
        "weekday": rf"(?P<weekday>{any_of(words['weekday'])})",
        "today": rf"(?P<today>{any_of(words['today'])})",
        "short_today": rf"(?P<short_today>{any_of(words['short_today'])})",
        "step": rf"(?P<step>{steps}|tới(?! nay)|{_TRUOC})",
        "year_step": rf"(?P<year_step>{steps}|tới(?! nay)|{_TRUOC})",
        "when": rf"(?P<when>{any_of(set(words['when']) - {'tới', 'qua', 'rồi'})}|{_TOI})",
        "quarter": rf"(?P<quarter>{any_of(words['quarter'])})",
        "season": rf"(?P<season>{any_of(words['season'])})",
        "count": rf"(?P<count>\d{{1,4}}|(?:{numbers})(?: (?:{numbers})){{0,4}}?"
        r"|vài|mấy|nhiều|ít|nửa)",
        "unit": rf"(?P<unit>{any_of(words['unit'])})",
        "century": rf"(?P<century>{any_of(map(to_roman, range(1, 31)))}|30|[12]?\d)(?!\d)",
        "cycle": rf"(?P<stem>{any_of(words['stem'])}) (?P<branch>{any_of(words['branch'])})",
        "feast": rf"(?P<feast>{any_of(set(words['feast']) - {'tết'})})",
        "solar_feast": rf"(?P<solar_feast>{any_of(words['solar_feast'])})",
        "assembly": rf"(?P<assembly>{any_of(words['assembly'])})",
        "about": r"(?:(?:khoảng|tầm|chừng) )?(?:(?:hơn|gần) (?=\d\d?~(?:h|g|giờ|:)))?",
        "some": r"(?:(?:khoảng|tầm|chừng|độ|hơn|gần) ){0,2}",
        "phase": r"(?:(?:nửa đầu|nửa cuối|nửa sau|những ngày đầu|những ngày cuối|thượng tuần"
        r"|ngày đầu|ngày cuối|trung tuần|hạ tuần|đầu|giữa|cuối|giữ) )",
        "clocked": r"(?:<clock>(?:~(?:,|-|–|(?P<paren>\())~| ))?",
        "parted": r"(?:<part> )?(?:(?:ngày|hôm) )?",
        "closed": r"(?(paren)~\))",
        "suffix": r"(?: (?:năm <year_step>|<when>))?",
        "date_beside": r"(?:(?:(?P<open>~\(~)|~[-–]~|~,? )(?:tức )?(?:(?:ngày|hôm) )?<date>"
        r"(?(open)(?:,? (?:tức|nhằm) [^()\n]{0,40}"
        r"|[ ,-]*(?:theo )?giờ (?:việt nam|địa phương))?~\)))",
        # *(mùng 3 Tết)*, *(tức 14 tháng Giêng Đinh Dậu)*: the same day in the lunar calendar.
        "lunar_beside": r"(?:~\(~(?:(?:tức|nhằm) (?=[^()\n]{0,24}(?:\d|mùng|mồng|rằm))"
        rf"|(?=(?:ngày )?(?:mùng|mồng|rằm|\d\d? (?:tết|âm|tháng (?:{any_of(words['month'])})))))"
        r"[^()\n]{2,44}\))",
        "solar_beside": r"(?:~\(~(?:(?:tức|nhằm) )?(?:(?:ngày|hôm) )?[0-3]?\d~[/.-]~[01]?\d"
        r"(?:[/.-]\d{4})?(?: dương lịch)?~\))",
        # *cuối tuần này (23 - 24/8)*
        "days_beside": r"(?:~\(~(?:(?:ngày|từ) )?(?P<first_day>[0-3]?\d)"
        r"(?:[/.-](?P<first_month>\d\d?))?~(?:và|đến|[,–-])~(?P<last_day>[0-3]?\d)"
        r"[/.-](?P<last_month>[01]?\d)(?:[/.-](?P<last_year>\d{4}))?~\))",
        "of_year": r"(?:(?:~[/.-]~<year>|~[,-]?~năm <year>|,? <year>|(?: năm)? <cycle>)?<suffix>)",
    }


def expand(template: str) -> str:
    r"""The regular expression of a template: atoms and spaces filled in, group names made unique.

    >>> expand("ngày~<day>")
    'ngày *(?P<day>3[01]|[12]\\d|0?[1-9](?!\\d))'
    """
    table = atoms()
    while _ATOM.search(template):
        template = _ATOM.sub(lambda match: table[match[1]], template)
    seen: Counter[str] = Counter()

    def rename(match: re.Match[str]) -> str:
        seen[match[1]] += 1
        return match[0] if seen[match[1]] == 1 else f"(?P<{match[1]}_{seen[match[1]]}>"

    return _GROUP.sub(rename, template.replace(" ", " +").replace("~", " *"))


def groups(match: re.Match[str]) -> dict[str, str | None]:
    """Named groups of a match; of an atom that stands twice in it, the one that matched."""
    stems, repeated = _stems(match.re)
    if not repeated:
        return match.groupdict()
    found: dict[str, str | None] = {}
    for stem, value in zip(stems, match.groupdict().values(), strict=True):
        if value is not None or stem not in found:
            found[stem] = found.get(stem) or value
    return found


@cache
def _stems(regex: re.Pattern[str]) -> tuple[tuple[str, ...], bool]:
    """The names of a pattern's groups without their numbers, and whether one stands twice."""
    names = tuple(regex.groupindex)
    stems = tuple(name.rstrip("0123456789").rstrip("_") for name in names)
    return stems, stems != names


@cache
def openers(starts: str) -> frozenset[str]:
    """First words for the items of ``starts``: words, kinds of numbers, ``<kind>`` of a vocabulary.

    >>> sorted(openers("ngày <season>"))
    ['hè', 'hạ', 'ngày', 'thu', 'xuân', 'đông']
    """
    found: set[str] = set()
    for item in starts.split():
        if item == "<number>":
            found.update(NUMBER_WORDS, ("vài", "mấy", "nhiều", "ít"))
        elif item.startswith("<"):
            found.update(word.split()[0] for word in vocabulary()[item[1:-1]])
        else:
            found.add(item)
    return frozenset(found)
