"""The normalised view of a text, and the way back to the caller's offsets.

Rules read ``Text.view``: NFC, tone marks in their traditional place (*hòa*, not *hoà*), ``Đ`` for
``Ð`` and ``Ɖ``, every white space but the line feed a space, no zero-width characters, no lone
surrogates. Results are mapped back with ``Text.span``, so that nothing is rewritten for the caller.
"""

from __future__ import annotations

import re
import unicodedata
from array import array

import msgspec

# Zero-width and direction marks, soft hyphen, byte-order mark: they hold no character of a word.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
# Same length in and out: applied to the whole string at once.
_SAME_LENGTH = str.maketrans(
    {
        "Ð": "Đ",
        "Ɖ": "Đ",
        "ð": "đ",
        "\r": " ",
        "\t": " ",
        "\v": " ",
        "\f": " ",
        "\x00": " ",
        "\x85": " ",
        "\u2028": " ",
        "\u2029": " ",
        **dict.fromkeys((*"\u00a0\u1680\u202f\u205f\u3000", *map(chr, range(0x2000, 0x200B))), " "),
    }
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_NEEDS_CARE = re.compile(f"[{_INVISIBLE}\ud800-\udfff]")
_CLUSTER = re.compile(f"[{_INVISIBLE}]+|[^{_INVISIBLE}\u0300-\u036f]?[\u0300-\u036f]{{0,16}}")

# *hoà → hòa*, *thuý → thúy*: the mark moves to the first vowel when the pair closes the syllable.
_MOVED_TONE = re.compile(r"(?:[oO][àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|(?<![qQ])[uU][ỳýỷỹỵỲÝỶỸỴ])(?![^\W\d_])")
_TONES = tuple("\u0300\u0301\u0309\u0303\u0323")


def _nfc(string: str) -> str:
    return unicodedata.normalize("NFC", string)


_MOVED = {
    glide + _nfc(vowel + tone): _nfc(glide + tone) + vowel
    for glides, vowels in (("oO", "aeAE"), ("uU", "yY"))
    for glide in glides
    for vowel in vowels
    for tone in _TONES
}


class Text(msgspec.Struct, frozen=True):
    """A caller's string (``source``) and its normalised ``view``.

    ``starts[i]`` and ``ends[i]`` are the source range that view character ``i`` stands for;
    both are None when the view has the source's length and every index is its own.
    """

    source: str
    view: str
    starts: array[int] | None = None
    ends: array[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        r"""Source range of the non-empty view range ``start:end``.

        >>> text = normalize("Ba\u0300 Hoa\u0300")
        >>> text.view, text.span(3, 6), text.source[4:8] == "Hoa\u0300"
        ('Bà Hòa', (4, 8), True)
        """
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def canonical_tones(string: str) -> str:
    """NFC ``string`` with tone marks in their traditional place; the length stays.

    >>> canonical_tones("Uỷ ban, hoà giải, Thuý, quý, hoàn")
    'Ủy ban, hòa giải, Thúy, quý, hoàn'
    """
    return _MOVED_TONE.sub(lambda match: _MOVED[match.group()], string)


def normalize(source: str) -> Text:
    """The ``Text`` of ``source``: any string, in linear time."""
    if unicodedata.is_normalized("NFC", source) and not _NEEDS_CARE.search(source):
        return Text(source=source, view=canonical_tones(source.translate(_SAME_LENGTH)))
    pieces: list[str] = []
    starts: array[int] = array("l")
    ends: array[int] = array("l")
    for match in _CLUSTER.finditer(source):
        cluster, start = match.group(), match.start()
        if not cluster or cluster[0] in _INVISIBLE:
            continue
        piece = unicodedata.normalize("NFC", _SURROGATE.sub("\ufffd", cluster))
        pieces.append(piece)
        last = len(piece) - 1
        for i in range(len(piece)):
            starts.append(min(start + i, match.end() - 1))
            ends.append(match.end() if i == last else min(start + i + 1, match.end()))
    view = canonical_tones("".join(pieces).translate(_SAME_LENGTH))
    return Text(source=source, view=view, starts=starts, ends=ends)
