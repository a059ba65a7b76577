"""What the view of a text replaces or leaves out."""

from __future__ import annotations

import unicodedata

from vnnews.text.view import normalize

_LOOKALIKES = {"Ð": "Đ", "Ɖ": "Đ", "ð": "đ"}


def _expected(character: str) -> str:
    """What a character becomes in the view, by its Unicode category."""
    kept_controls = set(map(chr, range(32))) - set("\r\t\v\f\x00")
    if character in _LOOKALIKES:
        return _LOOKALIKES[character]
    if character in "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff":
        return ""
    if unicodedata.category(character) == "Cs":
        return "\ufffd"
    blank = character.isspace() or character == "\x00"
    return " " if blank and character not in kept_controls else character


def test_characters_are_replaced_left_out_or_kept() -> None:
    for character in map(chr, (*range(0x3100), *range(0xD7F0, 0x10000))):
        if unicodedata.is_normalized("NFC", f"a{character}b"):
            assert normalize(f"a{character}b").view == f"a{_expected(character)}b", ascii(character)
