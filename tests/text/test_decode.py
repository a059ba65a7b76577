import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.text.decode import binary_kind, decode, is_syllable
from vnnews.text.legacy import from_tcvn3, from_vni

TEXT = (
    "Sáng 18-11, Công an thành phố Hải Phòng ký kết quy chế với Ủy ban: đồng chí Nguyễn Thị Mơ.\r\n"
)


def as_tcvn3(text):
    table = {from_tcvn3(bytes([b])): b for b in range(0xA1, 0xFF) if from_tcvn3(bytes([b]))}
    return b"".join(
        bytes([table[c]]) if c in table and not c.isascii() else c.encode("ascii") for c in text
    )


def as_vni(text):
    """The reader, turned round by search: each letter is one byte or a vowel and a mark."""
    letters = {"ì": b"\xec", "í": b"\xed", "Ì": b"\xcc", "Í": b"\xcd"}  # as in Latin-1
    marks = [bytes([b]) for b in range(0xC0, 0x100)]
    for data in [
        v + m for v in [b"", *(bytes([b]) for b in b"aeouyAEOUY\xf4\xf6\xd4\xd6")] for m in marks
    ]:
        letter = from_vni(data)
        if letter != data.decode("cp1252"):
            letters.setdefault(letter, data)
    return b"".join(c.encode("ascii") if c.isascii() else letters[c] for c in text)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "utf-32-le"),
        (as_vni(TEXT), "vni"),
        (as_tcvn3(TEXT.replace("Ủ", "U")), "tcvn3"),
    ],
)
def test_each_encoding_is_told_from_the_others(data, encoding):
    decoded = decode(data)
    assert decoded.encoding == encoding
    assert decoded.replaced == 0
    expected = TEXT.replace("Ủ", "U") if encoding == "tcvn3" else TEXT
    assert decoded.text == expected


def test_windows_1258_comes_out_composed():
    data = "Hải Phòng, đồng chí Nguyễn"
    tones = {"ả": "aÒ", "ò": "oÌ", "ồ": "ôÌ", "í": "í", "ễ": "êÞ"}
    raw = "".join(tones.get(c, c) for c in data).replace("đ", "ð").encode("latin-1")
    assert decode(raw).text == data
    assert decode(raw).encoding == "windows-1258"


def test_a_mark_at_the_start_of_utf8_stays_so_that_offsets_count_the_file():
    assert decode(codecs.BOM_UTF8 + b"Tin").text == "\ufeffTin"


@pytest.mark.parametrize(
    "word", ["Nguyễn", "ƯƠNG", "quỳnh", "khuỷu", "xoong", "nghiêng", "uỷ", "Đắk", "HĐND"]
)
def test_syllables(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["café", "Müller", "ßen", "naïve", "àá", "Çà", "ngüyen"])
def test_no_syllables(word):
    assert not is_syllable(word)


def test_western_text_is_not_taken_for_vietnamese():
    data = "Le café de Müller à Orléans, déjà fermé".encode("latin-1")
    assert decode(data).encoding == "utf-8"
    assert decode(data).replaced == 7
    assert decode(data, "iso-8859-1").text == "Le café de Müller à Orléans, déjà fermé"


def test_broken_places_are_counted_and_those_of_the_original_are_not():
    assert decode("Huế \ufffd".encode() + b" \xff\xfe \xe1\xba").replaced == 3


def test_a_few_broken_bytes_do_not_turn_utf8_into_something_else():
    decoded = decode(TEXT.encode() * 3 + b"\xff" + TEXT.encode())
    assert (decoded.encoding, decoded.replaced) == ("utf-8", 1)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.4\n%...", "a PDF document"),
        (b"PK\x03\x04....", "a ZIP archive or an Office document"),
        (bytes(range(256)) * 4, "binary data"),
        (TEXT.encode(), None),
        (TEXT.encode("utf-16"), None),
        (TEXT.encode() + b"\x00", None),
        ("\ufeffẤỜỆỂỐ".encode("utf-16-le"), None),
    ],
)
def test_binary_files(data, kind):
    assert binary_kind(data) == kind


@given(st.binary())
def test_any_bytes_decode(data):
    decoded = decode(data)
    assert isinstance(decoded.text, str)
    assert decoded.replaced >= 0
    binary_kind(data)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_utf8_round_trip(text):
    data = text.encode()
    decoded = decode(data)
    if decoded.encoding == "utf-8":
        assert decoded.text == text
    else:  # only what looks like UTF-16: every other byte zero, or a mark of it
        assert "\x00" in text or decoded.encoding.startswith("utf-")


def test_vni_and_tcvn3_letters_are_all_there():
    vowels = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"
    assert from_tcvn3(as_tcvn3(vowels)) == vowels
    assert from_vni(as_vni(vowels + vowels.upper())) == vowels + vowels.upper()
