"""The words of the calendar as tables from word to value, and number words."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from vnnews.lexicon.tables import rows


@cache
def vocabulary() -> dict[str, dict[str, str]]:
    """``{kind: {word: value}}`` of the table ``calendar``.

    >>> vocabulary()["month"]["chạp"], vocabulary()["today"]["hôm qua"]
    ('12', '-1')
    """
    kinds: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in rows("calendar"):
        kinds[row["kind"]][row["word"]] = row["value"]
    return dict(kinds)


_DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5,
    "nhăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
NUMBER_WORDS = (*_DIGITS, "mười", "mươi", "chục", "trăm", "linh", "lẻ", "hăm")
_DIGIT = "không|một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín"
_NUMBER = re.compile(
    rf"(?:(?P<hundreds>{_DIGIT}) trăm(?!\w) ?)?"
    rf"(?:(?:(?P<ten>mười|chục)|(?P<twenty>hăm)|(?P<tens>{_DIGIT}) (?:mươi|chục))"
    rf"(?: (?P<ones>{_DIGIT}|mốt|tư|lăm|nhăm))?|(?:(?:linh|lẻ) )?(?P<digit>{_DIGIT}|tư))?"
)


def number(words: str) -> int | None:
    """The number that digits or number words up to 999 say, or None.

    >>> number("hai mươi mốt"), number("mười lăm"), number("một trăm linh năm"), number("30")
    (21, 15, 105, 30)
    """
    if words.isdecimal():
        return int(words) if len(words) < 5 else None
    match = _NUMBER.fullmatch(words)
    if not words or match is None:
        return None
    tens = 10 * bool(match["ten"]) + 20 * bool(match["twenty"])
    tens += 10 * _DIGITS.get(match["tens"] or "", 0)
    ones = _DIGITS.get(match["ones"] or match["digit"] or "", 0)
    return 100 * _DIGITS.get(match["hundreds"] or "", 0) + tens + ones


_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


def roman(letters: str) -> int | None:
    """The value of a Roman numeral up to 50 in lower case, or None when it is not written so.

    >>> roman("xiv"), roman("iiii")
    (14, None)
    """
    values = [_ROMAN.get(letter, 0) for letter in letters]
    total = sum(
        -value if value < max(values[i + 1 :], default=0) else value
        for i, value in enumerate(values)
    )
    return total if 0 < total <= 50 and to_roman(total) == letters else None


def to_roman(value: int) -> str:
    """Lower-case Roman numeral of 1 to 89.

    >>> to_roman(19)
    'xix'
    """
    tens, ones = divmod(value, 10)
    ten = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx")[tens]
    return ten + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]
