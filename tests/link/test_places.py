"""Places: units of the day, ambiguity, countries, and which mentions are one place."""

import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.find.candidate import Candidate
from vnnews.find.places.finder import find_places
from vnnews.lexicon.gazetteer import gazetteer
from vnnews.link.document import Document
from vnnews.link.places.forms import reference_day
from vnnews.link.places.linker import link_places
from vnnews.text.layout import lay_out
from vnnews.text.tokens import tokenize
from vnnews.text.view import normalize

PHRASES = Path(__file__).parents[1] / "phrases" / "place_units.tsv"
CASES = [
    tuple(line.split("\t"))
    for line in PHRASES.read_text(encoding="utf-8").splitlines()
    if line and line[0] != "#"
][1:]


def document(marked, published=None):
    """Brackets are LOC mentions, the first of ``[…]`` is the one that a case asks about."""
    pieces, mentions, length = [], [], 0
    for piece in re.split(r"([\[<].*?[\]>])", marked):
        plain = piece[1:-1] if piece[:1] in ("[", "<") else piece
        if plain is not piece:
            mentions.append(Candidate("LOC", length, length + len(plain), "mark"))
        pieces.append(plain)
        length += len(plain)
    text = normalize("".join(pieces))
    day = dt.date.fromisoformat(published) if published else None
    return Document(text, tokenize(text), lay_out(text), tuple(mentions), day)


def linked(marked, published=None):
    """Place of each mention, in order."""
    links = link_places(document(marked, published))
    by_mention = {
        mention: place
        for entity, place in zip(links.entities, links.places, strict=True)
        for mention in entity.mentions
    }
    return [by_mention[mention] for mention in sorted(by_mention)]


@pytest.mark.parametrize(("text", "published", "unit", "code", "why"), CASES)
def test_unit(text, published, unit, code, why):
    marks = re.findall(r"[\[<]", text)
    place = linked(text, published)[marks.index("[")]
    assert (place.unit or "", place.code or "") == (unit, code), why


def test_there_are_enough_cases():
    assert len(CASES) >= 200


def test_what_is_open_keeps_its_candidates():
    source = document("Tại [huyện Châu Thành], lúa chín.", "2024-01-01")
    links = link_places(source)
    [place] = links.places
    assert place.unit is None
    assert len(place.candidates) > 5
    assert "huyện Châu Thành|tỉnh An Giang" in place.candidates
    assert [note.reason for note in links.notes] == ["ambiguous-place"]


def test_the_article_decides():
    lines = "Tại [huyện Châu Thành], lúa chín. Lãnh đạo [tỉnh Trà Vinh] đến."
    assert linked(lines, "2024-01-01")[0].unit == "huyện Châu Thành|tỉnh Trà Vinh"


def test_siblings_share_the_unit_that_they_stand_in():
    units = [p.unit for p in linked("Các xã [Tân Lập], [Phú Lý], [huyện Vĩnh Cửu].", "2019-01-01")]
    assert units[1:] == ["xã Phú Lý|huyện Vĩnh Cửu|tỉnh Đồng Nai", "huyện Vĩnh Cửu|tỉnh Đồng Nai"]


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Mỹ", "US"),
        ("Hoa Kỳ", "US"),
        ("nước Nga", "RU"),
        ("Ả Rập Xê-út", "SA"),
        ("Trung", "CN"),
        ("thủ đô London", "GB"),
        ("bang Florida", "US"),
        ("Hà Nội", "VN"),
        ("Oakville", None),
    ],
)
def test_country(name, country):
    assert linked(f"Đoàn đến [{name}].")[0].country == country


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Hải Phòng] và [TP Hải Phòng], [thành phố Hải Phòng]", [[0, 1, 2]]),
        ("[xã Hòa Bình], [huyện Thường Tín] và [tỉnh Hòa Bình]", [[0], [1], [2]]),
        ("[Mỹ], [Hoa Kỳ], [nước Mỹ]", [[0, 1, 2]]),
        ("[thủ đô London] của [Anh]; [London]", [[0, 2], [1]]),
        ("[sông Lô] rồi [Lô]", [[0, 1]]),
        ("[tỉnh Idlib], [Idlib]", [[0, 1]]),
        ("[cảng biển Tartus], [cảng Tartus]", [[0, 1]]),
        ("[sông Đà] và [cầu Đà]", [[0], [1]]),
        ("[Việt Nam] - [Nhật]; [Nhật Bản]", [[0], [1, 2]]),
    ],
)
def test_one_place(text, expected):
    links = link_places(document(text, "2019-01-01"))
    assert [list(entity.mentions) for entity in links.entities] == expected


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Không có năm nào.", "2017-06-30"),
        ("Năm 2018 và 2018, đến 2030.", "2018-06-30"),
        ("Năm 2024.", "2024-06-30"),
        ("Giai đoạn 2030-2045.", "2017-06-30"),
    ],
)
def test_day_of_an_undated_article(text, day):
    assert reference_day(document(text)).isoformat() == day
    assert reference_day(document(text, "2011-01-01")).isoformat() == "2011-01-01"


def test_found_codes_are_of_the_day():
    for published in ("2019-01-01", "2025-06-30", "2026-01-01"):
        for place in linked("[Hà Nội], [phường Cửa Nam], [tỉnh Bắc Ninh], [Đà Lạt]", published):
            if place.code:
                unit = gazetteer().coded(place.code, dt.date.fromisoformat(published))
                assert unit is not None
                assert place.unit.startswith(unit.full_name)
    assert linked("[Hà Nội], [Đà Lạt]", "2026-01-01")[1].code is None


@given(st.text(max_size=60), st.dates(dt.date(2000, 1, 1), dt.date(2030, 1, 1)) | st.none())
def test_any_text(source, day):
    text = normalize(f"Tại xã {source}, huyện Châu Thành {source}, Hà Nội")
    tokens = tokenize(text)
    links = link_places(Document(text, tokens, lay_out(text), tuple(find_places(tokens)), day))
    mentions = [i for entity in links.entities for i in entity.mentions]
    assert sorted(mentions) == list(range(len(find_places(tokens))))
    assert len(links.places) == len(links.entities)


def test_digits_that_are_no_number_tell_no_year():
    """Superscripts are digits to ``str.isdigit``, and no number to ``int``."""
    assert reference_day(document("²⁰¹⁹ và ²²²²")) == reference_day(document("không năm"))
