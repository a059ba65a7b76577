"""Lines and their kinds, on invented articles of every register."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.text.layout import lay_out
from vnnews.text.view import normalize

BODY = "Sáng nay, hội chợ sách của thành phố mở cửa đón bạn đọc, với hơn ba trăm gian hàng. " * 6


def kinds(source: str) -> list[str]:
    return [line.kind for line in lay_out(normalize(source)).lines]


def said(source: str, kind: str) -> list[str]:
    text = normalize(source)
    return [text.view[line.start : line.end] for line in lay_out(text).of_kind(kind)]


@pytest.mark.parametrize(
    "line",
    [
        "Hải Phòng, ngày 18 tháng 11 năm 2019",
        "ngày 3 tháng 2 năm 2020",
        "Thứ hai, 18/11/2019, 08:30 (GMT+7)",
        "Chủ nhật, 3-2-2020",
        "18/11/2019 | 08:30",
        "Cập nhật: 18.11.2019",
    ],
)
def test_a_line_that_is_only_place_and_day_is_the_dateline(line):
    assert kinds(f"{line}\n\n{BODY}") == ["dateline", "body"]


@pytest.mark.parametrize(
    "line",
    ["Hội nghị 18/11", "Giá vàng ngày 18/11/2019 tăng mạnh", "Ngày 18 tháng 11, hội nghị khai mạc"],
)
def test_a_line_that_says_more_is_no_dateline(line):
    assert "dateline" not in kinds(f"{line}\n{BODY}")


@pytest.mark.parametrize(
    "line",
    [
        "Lưu Tuấn",
        "THANH HÀ",
        "T.Sỹ",
        "M.H (th)",
        "Nhóm PV",
        "Võ Hà - Viết An",
        "Đình An Trọng Sơn",
        "Ánh Mai (Theo Reuters)",
        "Bá Sơn (Tổng hợp)",
        "Thanh Mai (TTXVN)",
        "Tin, ảnh: Minh Sơn (TTXVN)",
        "Tin, ảnh: Thanh Mai/TTXVN",
        "Thùy An/Bnews/vnanet.vn",
        "H Mai/VOV-Tây Nguyên",
        "Theo NHK Tuấn Minh Theo NHK",
        "Thu Mai Theo Reuters, Kyodo",
        "Phóng sự ảnh: Quang Sơn",
        "Bài và ảnh: Quang Sơn",
    ],
)
def test_names_alone_at_the_end_are_the_byline(line):
    assert kinds(f"Khai mạc hội sách\n{BODY}\n{line}") == ["headline", "lead", "byline"]


@pytest.mark.parametrize(
    "line",
    [
        "Quang cảnh buổi lễ",
        "Bộ trưởng Ngoại giao Hà Văn Sơn",
        "Á hậu Mai Sơn",
        "Ông Hà Văn Sơn.",
        "ông ơi ấy đâu",
        "Bạn đọc hỏi:",
        "Hội chợ kết thúc ngày 30.4",
    ],
)
def test_a_short_line_that_says_something_is_no_byline(line):
    assert "byline" not in kinds(f"Khai mạc hội sách\n{BODY}\n{line}")


@pytest.mark.parametrize(
    "line",
    [
        "Theo TTXVN",
        "(Theo Mai An/NLĐO)",
        "Nguồn: Reuters",
        "(Ảnh: Zing).",
        "Ảnh minh họa: Đức Sơn",
        "Tạp chí Sinh hoạt chi bộ",
        "Báo Sóng Biển",
        "Đồ họa: Việt Sơn.",
        "(binhminh.gov.vn)",
    ],
)
def test_source_and_credit_lines(line):
    assert kinds(f"Khai mạc hội sách\n{BODY}\nAn Sơn\n{line}")[-1] == "source"


def test_what_stands_below_the_byline_is_captions():
    article = f"Khai mạc hội sách\n\n{BODY}\n{BODY}\nAn Sơn\n\n\nBạn đọc chọn sách ở hội."
    assert kinds(article) == ["headline", "lead", "body", "byline", "caption"]


def test_a_line_below_a_picture_is_its_caption_even_when_it_is_a_name():
    article = f"Khai mạc hội sách\n{BODY}\n[img]\nMộ Hàn Sơn\n{BODY}"
    assert kinds(article) == ["headline", "lead", "boilerplate", "caption", "body"]


def test_one_long_line_is_cut_at_its_furniture():
    line = f"ở trangTin bài đã lưu {BODY}{BODY}Nguồn: [Link nguồn]Nguồn: [Link nguồn]"
    assert kinds(f"Khai mạc hội sách\n{line}") == ["headline", "boilerplate", "body", "boilerplate"]
    assert said(f"{BODY}An Sơn - Hà Vy", "byline") == ["An Sơn - Hà Vy"]
    assert said(f"Khai mạc\nTối\nGian sách trẻ. (Nguồn: AP) {BODY}", "caption") == [
        "Gian sách trẻ. (Nguồn: AP)"
    ]


@pytest.mark.parametrize(
    ("tail", "kind"),
    [
        ("An Sơn", "byline"),
        ("An Sơn/VOV.VN", "byline"),
        ("An Sơn (Tổng hợp theo báo Sóng Biển, Mai News)", "byline"),
        ("An Sơn - Hà Vy, Theo Sóng Biển", "byline"),
        ("CTV An Sơn/VOV.VN CTV An Sơn/VOV.VN", "byline"),
        ("Nhóm PV", "byline"),
        ("PV.", "byline"),
        ("TTXVN/Tin Tức", "source"),
        ("Theo Sóng Biển", "source"),
        ("(Theo Sóng Biển)", "source"),
        ("Nguồn: songbien.vn", "source"),
        ("Theo An Sơn (Báo Sóng Biển)", "source"),
    ],
)
def test_who_wrote_it_is_cut_off_the_end_of_a_long_line(tail, kind):
    assert kinds(f"Khai mạc hội sách\n{BODY}{tail}") == ["headline", "lead", kind]
    assert said(f"Khai mạc hội sách\n{BODY}{tail}", kind) == [tail]


@pytest.mark.parametrize(
    "tail", ["Hội kết thúc", "Theo ông An Sơn, hội mở lại vào năm sau.", "Xem thêm:"]
)
def test_the_end_of_a_long_line_may_be_text(tail):
    assert kinds(f"Khai mạc hội sách\n{BODY}{tail}") == ["headline", "lead"]


def test_a_repeated_headline_is_not_the_lead():
    assert kinds(f"Khai mạc hội sách\nKhai mạc hội sách\n{BODY}") == [
        "headline",
        "headline",
        "lead",
    ]


def test_an_article_may_have_no_headline():
    assert kinds(BODY) == ["body"]
    assert kinds(f"{BODY}\n{BODY}") == ["body", "body"]
    assert kinds("") == []


def test_offsets_are_the_stripped_line():
    text = normalize("  Khai mạc  \r\n\n\t Hội sách mở cửa. ")
    assert [text.view[line.start : line.end] for line in lay_out(text).lines] == [
        "Khai mạc",
        "Hội sách mở cửa.",
    ]


@given(st.text(alphabet="aÁ. ,:()/-\n19[]Ảnhtheo", max_size=400))
def test_lines_are_in_order_and_never_overlap(source):
    text = normalize(source)
    end = 0
    for line in lay_out(text).lines:
        assert end <= line.start < line.end <= len(text.view)
        assert text.view[line.start : line.end].strip() == text.view[line.start : line.end]
        end = line.end


@pytest.mark.parametrize(
    "piece", ["A ", "An Sơn - ", "(Nguồn: ", "ảnh: a ", "Nguồn: [Link nguồn]", " \n"]
)
def test_long_lines_take_linear_time(piece):
    text = normalize(piece * 20_000)
    start = time.process_time()
    lay_out(text)
    assert time.process_time() - start < 2.0
