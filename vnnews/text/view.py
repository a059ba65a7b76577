"""The normalised view of a text, and the way back to the caller's offsets.

Rules read ``Text.view``: NFC, tone marks in their traditional place (*hòa*, not *hoà*), ``Đ`` for
``Ð`` and ``Ɖ``, every white space but the line feed a space, no zero-width characters, no lone
surrogates. Results are mapped back with ``Text.span``, so that nothing is rewritten for the caller.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from itertools import accumulate

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
_REPLACED = re.compile(f"[{''.join(map(chr, _SAME_LENGTH))}]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NEEDS_CARE = re.compile(f"[{_INVISIBLE}\ud800-\udfff]")
_MARKS = "\u0300-\u036f"
_CLUSTER = re.compile(f"[{_INVISIBLE}]+|[^{_INVISIBLE}{_MARKS}]?[{_MARKS}]{{0,16}}")
# A run of whole letters as they are, or one of what needs care with the letter that it changes.
_IRREGULAR = f"{_INVISIBLE}{_MARKS}\ud800-\udfff"
_RUN = re.compile(f"([^{_IRREGULAR}]+)(?![{_MARKS}])|[^{_IRREGULAR}]?[{_IRREGULAR}]+")

# *hoà → hòa*, *thuý → thúy*: the mark moves to the first vowel when the pair closes the syllable.
# One class of letters in front lets the scan skip what cannot begin a match.
_MOVED_TONE = re.compile(
    r"[oOuU](?:(?<=[oO])[àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|(?<=[uU])(?<![qQ].)[ỳýỷỹỵỲÝỶỸỴ])(?![^\W\d_])"
)
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

    def find(self, start: int, end: int) -> tuple[int, int]:
        """View range of the non-empty source range ``start:end``: the inverse of ``span``."""
        if self.starts is None or self.ends is None:
            return start, end
        return bisect_left(self.ends, start + 1), bisect_left(self.starts, end)


def canonical_tones(string: str) -> str:
    """NFC ``string`` with tone marks in their traditional place; the length stays.

    >>> canonical_tones("Uỷ ban, hoà giải, Thuý, quý, hoàn")
    'Ủy ban, hòa giải, Thúy, quý, hoàn'
    """
    return _MOVED_TONE.sub(lambda match: _MOVED[match.group()], string)


def normalize(source: str) -> Text:
    """The ``Text`` of ``source``: any string, in linear time."""
    if unicodedata.is_normalized("NFC", source):
        if _is_plain(source):
            return Text(source=source, view=canonical_tones(source))
        if not _NEEDS_CARE.search(source):
            return Text(source=source, view=_same_length(source))
    pieces: list[str] = []
    starts: array[int] = array("l")
    ends: array[int] = array("l")
    for run in _RUN.finditer(source):
        if (plain := run[1]) and unicodedata.is_normalized("NFC", plain):
            pieces.append(plain)
            starts.extend(range(run.start(), run.end()))
            ends.extend(range(run.start() + 1, run.end() + 1))
            continue
        for cluster in _CLUSTER.finditer(source, run.start(), run.end()):
            start, end = cluster.span()
            if start == end or source[start] in _INVISIBLE:
                continue
            piece = unicodedata.normalize("NFC", _SURROGATE.sub("\ufffd", cluster.group()))
            pieces.append(piece)
            for first, last in _shares(piece, end - start):
                starts.append(start + first)
                ends.append(start + last)
    view = _same_length("".join(pieces))
    return Text(source=source, view=view, starts=starts, ends=ends)


def _is_plain(string: str) -> bool:
    r"""Whether nothing is to be replaced or left out, told in one pass: what is so is printable.

    >>> _is_plain("Hà Nội\n5/6"), _is_plain("Hà\u00a0Nội"), _is_plain("Ðà Nẵng")
    (True, False, False)
    """
    looks_right = "Ð" not in string and "Ɖ" not in string and "ð" not in string
    return looks_right and string.replace("\n", " ").isprintable()


def _shares(piece: str, size: int) -> list[tuple[int, int]]:
    r"""Which of the ``size`` characters of a cluster each letter of its NFC form stands for.

    >>> _shares("ớ\u0300", 4), _shares("ớ\u0300", 2)
    ([(0, 3), (3, 4)], [(0, 1), (1, 2)])
    """
    if len(piece) == 1 or len(piece) > size:
        return [(0, size)] * len(piece)
    sizes = [len(unicodedata.normalize("NFD", letter)) for letter in piece]
    if sum(sizes) != size:  # letter by letter, the last one for what is left
        sizes = [1] * len(piece)
    bounds = list(accumulate(sizes[:-1]))
    return list(zip([0, *bounds], [*bounds, size], strict=True))


def _same_length(string: str) -> str:
    """The replacements that keep every offset; most texts need none of the letters."""
    if _REPLACED.search(string):
        string = string.translate(_SAME_LENGTH)
    return canonical_tones(string)
