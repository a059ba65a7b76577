"""The words of the calendar as tables from word to value, and number words."""

from __future__ import annotations

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


def number(words: str) -> int | None:
    """The number that digits or number words up to 999 say, or None.

    >>> number("hai mươi mốt"), number("mười lăm"), number("một trăm linh năm"), number("30")
    (21, 15, 105, 30)
    """
    if words.isdecimal():
        return int(words) if len(words) < 5 else None
    total, digit = 0, None
    for word in words.split():
        if word in _DIGITS:
            if digit is not None and total % 10 == 0 and total:
                return None
            digit = _DIGITS[word]
            continue
        if word == "mười":
            total += 10
        elif word == "hăm":
            total += 20
        elif word in ("mươi", "chục"):
            total += 10 * (digit if digit is not None else 1)
        elif word == "trăm":
            total += 100 * (digit if digit is not None else 1)
        elif word not in ("linh", "lẻ"):
            return None
        digit = None
    return total + (digit or 0)


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
