"""Vietnamese character sets from before Unicode that Python has no codec for: TCVN3 and VNI.

Both reuse the bytes of Western letters, so any file can be read as either; whether the reading
makes sense is for ``decode`` to judge.
"""

from __future__ import annotations

import re
import unicodedata

# TCVN 5712 VN3 (the ".VnTime" fonts): one byte a letter, from 0xA1 on. Capitals with tones come
# from a font, not from the code, so they read as small letters.
_TCVN3_RUNS = (
    (0xA1, "ĂÂÊÔƠƯĐăâêôơưđ"),
    (0xB5, "àảãáạ"),
    (0xBB, "ằẳẵắ"),
    (0xC6, "ặầẩẫấậè"),
    (0xCE, "ẻẽéẹềểễếệìỉ"),
    (0xDC, "ĩíịò"),
    (0xE1, "ỏõóọồổỗốộờởỡớợù"),
    (0xF1, "ủũúụừửữứựỳỷỹýỵ"),
)
_TCVN3 = str.maketrans(
    {chr(first + i): letter for first, letters in _TCVN3_RUNS for i, letter in enumerate(letters)}
)

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"
# VNI-Windows: a plain vowel, then one byte for its marks; small letters, capitals follow suit.
_VNI_MARKS = {
    **dict(zip("øùûõï", (_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT), strict=True)),
    **dict(
        zip(
            "âàáåãä",
            (_CIRCUMFLEX + tone for tone in ("", _GRAVE, _ACUTE, _HOOK, _TILDE, _DOT)),
            strict=True,
        )
    ),
    **dict(
        zip(
            "êèéúüë",
            (_BREVE + tone for tone in ("", _GRAVE, _ACUTE, _HOOK, _TILDE, _DOT)),
            strict=True,
        )
    ),
}
_VNI_LETTERS = dict(zip("ôöñìíæóòî", "ơưđìíỉĩịỵ", strict=True))


def _with_capitals(table: dict[str, str]) -> dict[str, str]:
    return table | {key.upper(): value.upper() for key, value in table.items()}


_VNI_LETTERS_ALL = _with_capitals(_VNI_LETTERS)
_VNI_MARKS_ALL = _with_capitals(_VNI_MARKS)
_VNI = re.compile(
    f"([aeouyôöAEOUYÔÖ])([{''.join(_VNI_MARKS_ALL)}])|([{''.join(_VNI_LETTERS_ALL)}])"
)


def from_tcvn3(data: bytes) -> str:
    """Text of TCVN3 bytes.

    Raises:
        UnicodeDecodeError: a byte that no such file holds.

    >>> from_tcvn3("ViÖt Nam, c«ng an".encode("latin-1"))
    'Việt Nam, công an'
    """
    return data.decode("cp1252").translate(_TCVN3)


def from_vni(data: bytes) -> str:
    """Text of VNI-Windows bytes.

    Raises:
        UnicodeDecodeError: a byte that no such file holds.

    >>> from_vni("Vieät Nam, ñöôøng, ĐAÛNG".replace("Đ", "Ñ").encode("latin-1"))
    'Việt Nam, đường, ĐẢNG'
    """
    return unicodedata.normalize("NFC", _VNI.sub(_vni_letter, data.decode("cp1252")))


def _vni_letter(match: re.Match[str]) -> str:
    vowel, mark, letter = match.groups()
    if letter:
        return _VNI_LETTERS_ALL[letter]
    return _VNI_LETTERS_ALL.get(vowel, vowel) + _VNI_MARKS_ALL[mark]
