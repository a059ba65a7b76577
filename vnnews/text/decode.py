"""From bytes to a string, saying in which encoding they were and what was lost.

UTF-8 is taken whenever it fits. What is not UTF-8 is read as UTF-16 or UTF-32 by its byte-order
mark or its zero bytes, then as windows-1258, TCVN3 or VNI, each only when it makes Vietnamese
syllables of nearly all words that hold more than ASCII. Else it is UTF-8 with U+FFFD for what
does not fit, and the number of such places is told. Nothing raises.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable

import msgspec

from vnnews.text.legacy import from_tcvn3, from_vni


class Decoded(msgspec.Struct, frozen=True):
    """A text, the name of the encoding it was read in, and how many places were replaced.

    A UTF-8 byte-order mark stays in the text as U+FEFF, so that offsets count the file's own
    code points.
    """

    text: str
    encoding: str
    replaced: int = 0


_BOMS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_READERS: tuple[tuple[str, Callable[[bytes], str]], ...] = (
    ("windows-1258", lambda data: data.decode("cp1258")),
    ("tcvn3", from_tcvn3),
    ("vni", from_vni),
)
# Share of the words beyond ASCII that a reading must explain. On news the right reading explains
# .96 or more (the rest is foreign or run together) and a wrong one .71 at most.
_EXPLAINED = 0.9
_SAMPLE = 200_000  # bytes that are judged; the whole is then read in what they were found to be

_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a SQLite database"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))


def binary_kind(data: bytes) -> str | None:
    r"""What a file that is no text is, or None for a text.

    >>> binary_kind(b"%PDF-1.7 ..."), binary_kind(b"Tin"), binary_kind(bytes(range(256)))
    ('a PDF document', None, 'binary data')
    """
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    sample = data[:_SAMPLE]
    if _wide(sample) or any(data.startswith(mark) for mark, _ in _BOMS):
        return None
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return "binary data" if controls * 20 > len(sample) else None


def decode(data: bytes, declared: str | None = None) -> Decoded:
    r"""The text of ``data``; ``declared`` is what the file says of itself (HTML's charset).

    >>> decode("Hòa".encode()).encoding, decode("Tin Hòa".encode("utf-16")).encoding
    ('utf-8', 'utf-16-le')
    >>> decode(b"Tin \xff Ha Noi")
    Decoded(text='Tin \ufffd Ha Noi', encoding='utf-8', replaced=1)
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _lossy(data[len(mark) :], encoding)
    wide = _wide(data[:_SAMPLE])
    if wide:
        return _lossy(data, wide)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    return _legacy(data) or _as_declared(data, declared) or _lossy(data, "utf-8")


def _lossy(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
        original = data.decode(encoding, errors="ignore").count("\ufffd")
        return Decoded(text, encoding, text.count("\ufffd") - original)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte is mostly zero, the rest hardly ever is."""
    half = len(data) // 2
    if half < 2 or b"\x00" not in data:
        return None
    even, odd = data[0 : 2 * half : 2].count(0), data[1 : 2 * half : 2].count(0)
    if odd * 2 > half and even * 20 < half:
        return "utf-16-le"
    if even * 2 > half and odd * 20 < half:
        return "utf-16-be"
    return None


def _legacy(data: bytes) -> Decoded | None:
    """The Vietnamese reading that explains most, when it explains enough."""
    best: tuple[float, Decoded] | None = None
    for name, read in _READERS:
        try:
            share = syllable_share(read(data[:_SAMPLE]))
            if share >= _EXPLAINED and (best is None or share > best[0]):
                best = share, Decoded(unicodedata.normalize("NFC", read(data)), name)
        except UnicodeDecodeError:
            continue
    return best[1] if best else None


def _as_declared(data: bytes, declared: str | None) -> Decoded | None:
    try:
        return Decoded(data.decode(declared), codecs.lookup(declared).name) if declared else None
    except (LookupError, ValueError):  # an encoding that does not exist, or does not fit
        return None


_SURROGATE = re.compile("[\ud800-\udfff]")


def encodable(text: str) -> str:
    r"""``text`` with U+FFFD for lone surrogates, which UTF-8 cannot hold; offsets stay.

    >>> encodable("Tin \ud800.")
    'Tin \ufffd.'
    """
    return _SURROGATE.sub("\ufffd", text)


_WORD = re.compile(r"[^\W\d_]+|[\u0300-\u036f]|[^\w\s]")
_SYLLABLE = re.compile(
    r"(?:ngh?|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnpqrstvx])?"
    r"(?:iêu|yêu|oai|oao|oay|oeo|uây|uôi|uya|uyê|uyu|ươi|ươu"
    r"|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|yê|oa|oă|oe|oi|oo|ôi|ơi|ua|uâ|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu"
    r"|[aăâeêioôơuưy])"
    r"(?:ng|nh|ch|[ckmnpt])?"  # k: Đắk Lắk
    r"|[bcdđghklmnpqrstvx]+"  # an abbreviation: HĐND
)
_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_PUNCTUATION = frozenset("“”‘’‚„–—…•«»°·€£₫©®™§²³½¼¾×±¬†‡‰‹›´¨")


def is_syllable(word: str) -> bool:
    """Whether ``word`` is spelt like one Vietnamese syllable.

    >>> [is_syllable(w) for w in ("Nguyễn", "quốc", "giếng", "Hoà", "café", "ngüyen")]
    [True, True, True, True, False, False]
    """
    toneless, tones = _TONE.subn("", unicodedata.normalize("NFD", word.lower()))
    spelling = unicodedata.normalize("NFC", toneless)
    return tones < 2 and _SYLLABLE.fullmatch(spelling) is not None


def syllable_share(text: str) -> float:
    """Share of the words and signs beyond ASCII that Vietnamese explains; 0 when there is none.

    >>> syllable_share("Hải Phòng – café"), syllable_share("Hanoi")
    (0.75, 0.0)
    """
    pieces = [w for w in _WORD.findall(unicodedata.normalize("NFC", text)) if not w.isascii()]
    words = sum(map(is_syllable, pieces))
    signs = sum(piece in _PUNCTUATION for piece in pieces)
    return (words + signs) / len(pieces) if words else 0.0
