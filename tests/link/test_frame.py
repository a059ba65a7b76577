"""The frame of an article, in every form that newspapers give it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from vnnews.find.candidate import Candidate
from vnnews.formats import brat
from vnnews.link.document import Document
from vnnews.link.frame import Frame, frame_of
from vnnews.text.layout import lay_out
from vnnews.text.tokens import tokenize
from vnnews.text.view import normalize

TAG = re.compile(r"<(PER|ORG|LOC|DATE)>|</\w+>")
BODY = "Sáng nay, hội chợ sách của thành phố mở cửa đón bạn đọc, với hơn ba trăm gian hàng. " * 4


def document(marked: str, source: str | None = None) -> Document:
    """The document of a text with inline marks."""
    plain, mentions, opened, last = "", [], None, 0
    for tag in TAG.finditer(marked):
        plain += marked[last : tag.start()]
        last = tag.end()
        if tag[1]:
            opened = (tag[1], len(plain))
        elif opened:
            mentions.append(Candidate(opened[0], opened[1], len(plain), "test"))
    text = normalize(plain + marked[last:])
    return Document(text, tokenize(text), lay_out(text), tuple(mentions), None, source)


def told(marked: str, source: str | None = None) -> tuple[Frame, Document]:
    article = document(marked, source)
    return frame_of(article), article


@pytest.mark.parametrize(
    ("head", "place", "day", "iso", "publisher"),
    [
        (
            "<LOC>Huế</LOC>, <DATE>ngày 3 tháng 4 năm 2020</DATE>\n",
            "Huế",
            "ngày 3 tháng 4 năm 2020",
            "2020-04-03",
            None,
        ),
        ("<DATE>3/4/2020</DATE>\n", None, "3/4/2020", "2020-04-03", None),
        ("(BĐ) - ", None, None, None, "báo Bình Định"),
        ("TPO - ", None, None, None, "báo Tiền Phong"),
        ("GD&TĐ - ", None, None, None, "báo Giáo dục và Thời đại"),
        ("XYZO - ", None, None, None, None),
        ("(TTXVN) - ", None, None, None, "Thông tấn xã Việt Nam"),
        ("<LOC>Hà Nội</LOC> (TTXVN) - ", "Hà Nội", None, None, "Thông tấn xã Việt Nam"),
        ("<LOC>Hà Nội</LOC> (TTXVN) ", "Hà Nội", None, None, "Thông tấn xã Việt Nam"),
        ("<LOC>Hà Nội</LOC>, <DATE>12/3</DATE> - ", "Hà Nội", "12/3", None, None),
        (
            "<LOC>Hà Nội</LOC>, <DATE>ngày 12/3/2019</DATE> (TTXVN) – ",
            "Hà Nội",
            "ngày 12/3/2019",
            "2019-03-12",
            "Thông tấn xã Việt Nam",
        ),
        ("(huethuong.gov.vn) - ", None, None, None, "huethuong.gov.vn"),
        ("VTC News - ", None, None, None, "báo VTC News"),
        ("Online – ", None, None, None, None),
        ("<LOC>HÀ NAM</LOC>- ", "HÀ NAM", None, None, None),
    ],
)
def test_datelines(head, place, day, iso, publisher):
    frame, article = told(f"Khai mạc hội sách\n{head}{BODY}\n{BODY}")
    assert frame.dateline is not None
    assert (frame.place is not None and article.surface(frame.place)) == (place or False)
    assert (frame.day is not None and article.surface(frame.day)) == (day or False)
    assert (frame.iso, frame.publisher_name) == (iso, publisher)


@pytest.mark.parametrize(
    "head",
    [
        "<LOC>Hà Nội</LOC> - thành phố của sách - ",
        "<LOC>Hà Nội</LOC> (cũ) ",
        "<LOC>Hà Nội</LOC> <DATE>sáng nay</DATE> ",
        "Ông <PER>An</PER> - ",
        "XYZO - công ty của thành phố - ",
        "Mai An - tác giả của sách - ",
        "",
    ],
)
def test_a_lead_that_only_begins_with_a_place_has_no_dateline(head):
    assert told(f"Khai mạc hội sách\n{head}{BODY}\n{BODY}")[0].dateline is None


@pytest.mark.parametrize(
    ("tail", "authors", "publisher", "name"),
    [
        ("<PER>Lưu An</PER>\n<ORG>Tạp chí Sông Biển</ORG>", ["Lưu An"], "Tạp chí Sông Biển", None),
        ("<PER>Lưu An</PER>\nTạp chí Sông Biển", ["Lưu An"], None, "Tạp chí Sông Biển"),
        ("<PER>Lưu An</PER> - <PER>Hà Vy</PER>", ["Lưu An", "Hà Vy"], None, None),
        (
            "Tin, ảnh: <PER>Lưu An</PER> (<ORG>TTXVN</ORG>)",
            ["Lưu An"],
            "TTXVN",
            "Thông tấn xã Việt Nam",
        ),
        ("<PER>Lưu An</PER> (Theo <PER>Mai</PER>)", ["Lưu An"], None, None),
        ("(Theo TTXVN)", [], None, "Thông tấn xã Việt Nam"),
        ("<PER>Trang An</PER> (t/h)", ["Trang An"], None, None),
        ("Theo Reuters", [], None, None),
        ("(Theo Phụ nữ TP.HCM)", [], None, "báo Phụ nữ TP.HCM"),
        ("<PER>Lưu An</PER> (Tổng hợp theo báo Một, báo Hai)", ["Lưu An"], None, None),
        ("<PER>Lưu An</PER>/VOV.VN", ["Lưu An"], None, "Đài Tiếng nói Việt Nam"),
    ],
)
def test_authors_and_publishers(tail, authors, publisher, name):
    frame, article = told(f"Khai mạc hội sách\n{BODY}\n{tail}")
    assert [article.surface(a) for a in frame.authors] == authors
    body = frame.publisher is not None and article.surface(frame.publisher)
    assert body == (publisher or False)
    assert frame.publisher_name == name


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("tuoitre.vn", "báo Tuổi Trẻ"),
        ("www.plo.vn", "báo Pháp Luật TP.HCM"),
        ("TTXVN", "Thông tấn xã Việt Nam"),
        ("Báo Sông Biển", "Báo Sông Biển"),
        ("Thanh Niên", "báo Thanh Niên"),
        ("VnExpress - Thế Giới", "báo VnExpress"),
        ("corpus7", None),
        ("", None),
        (None, None),
    ],
)
def test_the_given_source_counts_when_it_names_a_publisher(source, name):
    assert told(f"Khai mạc\n{BODY}", source)[0].publisher_name == name


@pytest.mark.parametrize(
    ("tail", "authors", "name"),
    [
        ("<PER>Lưu An</PER>/VOV-Tây Nguyên", ["Lưu An"], "Đài Tiếng nói Việt Nam"),
        ("CTV <PER>Lưu An</PER>/VOV.VN", ["Lưu An"], "Đài Tiếng nói Việt Nam"),
        ("<ORG>TTXVN</ORG>/Tin Tức", [], "báo Tin tức"),
        ("Nguồn: plo.vn", [], "báo Pháp Luật TP.HCM"),
        ("Theo VNE", [], "báo VnExpress"),
        ("<PER>Lưu An</PER> (T/h) Theo Báo Lạ", ["Lưu An"], None),
    ],
)
def test_what_is_glued_to_the_end_of_a_long_line(tail, authors, name):
    frame, article = told(f"Khai mạc hội sách\n{BODY}{tail}")
    assert [article.surface(a) for a in frame.authors] == authors
    assert frame.publisher_name == name


def test_the_headline_is_a_range_of_the_view():
    frame, article = told(f"Khai mạc hội sách\n{BODY.strip()}\n{BODY}")
    assert article.text.view[slice(*frame.headline)] == "Khai mạc hội sách"


@pytest.mark.parametrize("source", ["", " ", "\n\n", "a", "- - -", "()\n()", "TPO -", "31/31/9999"])
def test_any_text_has_a_frame(source):
    assert isinstance(frame_of(document(source)), Frame)


def test_the_seed():
    folder = Path(__file__).parents[3] / "shared" / "seed"
    if not folder.is_dir():
        pytest.skip(f"no {folder}")
    text = normalize(brat.read_text(folder / "seed.txt"))
    mentions = tuple(
        Candidate(span.type, span.start, span.end, "gold")
        for span in brat.read(folder / "seed.ann").spans
    )
    article = Document(text, tokenize(text), lay_out(text), mentions)
    frame = frame_of(article)
    assert (article.surface(frame.place), frame.iso) == ("Hải Phòng", "2019-11-18")
    assert frame.headline is None
    assert [article.surface(a) for a in frame.authors] == ["Lưu Tuấn"]
    assert article.surface(frame.publisher) == "Tạp chí Sinh hoạt chi bộ"
