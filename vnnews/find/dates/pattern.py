"""The form of a date pattern, and what the patterns share."""

from __future__ import annotations

import msgspec

from vnnews.find.dates.atoms import any_of
from vnnews.find.dates.expression import Unit
from vnnews.find.dates.words import NUMBER_WORDS


class Pattern(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of date expression; ``template`` is written with the atoms of ``atoms``.

    ``starts`` are the words that can open it (see ``atoms.openers``). The guards look at what
    stands around a match and decide in running text only: it is refused when ``not_before`` or
    ``not_after`` matches beside it, or when neither ``before`` matches before it nor ``cased`` the
    characters as written. ``examples`` are read whole; in ``rejects`` the pattern finds nothing.
    """

    name: str
    unit: Unit
    starts: str
    template: str
    examples: tuple[str, ...]
    rejects: tuple[str, ...] = ()
    before: str = ""
    cased: str = ""
    not_before: str = ""
    not_after: str = ""


def after(words: str) -> str:
    r"""A guard: one of the words, given with commas between them, ends right before the match.

    >>> after("vào, từ")
    '\\b(?:vào|từ) $'
    """
    return rf"\b(?:{any_of(words.split(', '))}) $"


def ahead(words: str) -> str:
    r"""A guard: one of the words follows the match.

    >>> ahead("%, đồng")
    '~(?:đồng|%)(?!\\w)'
    """
    return rf"~(?:{any_of(words.split(', '))})(?!\w)"


ABOUT = "khoảng hơn gần tầm chừng"
PHASE = "nửa những thượng trung hạ đầu giữa cuối giữ"
PART = "<part> buổi"

REPEATED = "mỗi, hằng, hàng, các, những, từng"
# A count before *tuần qua, năm tới* makes it a duration.
_COUNTS = f"{', '.join(NUMBER_WORDS)}, nhiều, vài, mấy, bao, suốt, nghìn, ngàn, nửa, cả"
# … unless its digits end a name: *U19 năm nay, G-20 năm nay*.
COUNTED = rf"(?:^|[\s(])[\d.,–-]*\d $|{after(f'{_COUNTS}, {REPEATED}')}"
EVERY_YEAR = ahead("hằng năm, hàng năm, mỗi năm")  # *ngày 10/12 hằng năm* is no one day
AMOUNTS = "tỷ, tỉ, triệu, nghìn, ngàn, đồng, người, lần, usd, ha, km, %, m"
MEASURES = (
    f"{AMOUNTS}, kg, cm, giờ, h, điểm, số, tổng, tuổi, trận, bàn, mét, tấn, lứa, phút, tiếng, năm, "
    "ngày, m2, m3, tuần, tháng, độ, lít, phần, inch, thành viên, đại biểu, cổ đông, "
    "cổ phần, doanh nghiệp, dân số"
)
