"""The record of an article from marked-up lines: every field, its spans, and its notes."""

from __future__ import annotations

import unicodedata

import msgspec
import pytest

from vnnews.find.candidate import Candidate
from vnnews.link.assemble import assemble, link
from vnnews.link.biography import biography
from vnnews.link.document import Document
from vnnews.records import Article, Span
from vnnews.text.layout import lay_out
from vnnews.text.tokens import tokenize
from vnnews.text.view import normalize


def _article(marks) -> Article:
    return assemble(marks.document, link(marks.document), id="x")


def test_person_with_all_that_is_said(marked):
    article = _article(
        marked(
            "Dự có <T: Thiếu tướng>, <T: PGS.TS> <P1: Lê Văn An> (45 tuổi, trú <L1: xã Mây>), "
            "<T: Giám đốc <O1: Sở Y tế>>; <T: ca sĩ> <P2: Mỹ Vân>. "
            "<T: Giám đốc <O1: Sở Y tế>> <P1: AN> vẫy tay."
        )
    )
    an, van = article.people
    assert (an.name, an.other_names) == ("Lê Văn An", ("AN",))
    assert (an.ranks, an.degrees, an.age, an.home) == (("Thiếu tướng",), ("PGS.TS",), 45, "l1")
    assert [(p.title, p.organization, p.status) for p in an.positions] == [
        ("Giám đốc Sở Y tế", "o1", "current")
    ]
    assert len(an.mentions) == 2
    assert van.professions == ("ca sĩ",)
    assert van.positions == ()


def test_lines_and_what_they_are_in_the_text_of_the_caller():
    text = unicodedata.normalize(
        "NFD",
        "Khai mạc hội sách\n\nSáng 3/4, hội sách mở cửa.\nHội có chín gian.\n"
        "[img]\nMột gian của hội. Ảnh: Vũ Bá\nAn Vy",
    )
    view = normalize(text)
    article = _told(view)
    assert [(line.kind, line.of(text)) for line in article.lines] == [
        (kind, unicodedata.normalize("NFD", said))
        for kind, said in (
            ("headline", "Khai mạc hội sách"),
            ("lead", "Sáng 3/4, hội sách mở cửa."),
            ("body", "Hội có chín gian."),
            ("boilerplate", "[img]"),
            ("caption", "Một gian của hội. Ảnh: Vũ Bá"),
            ("byline", "An Vy"),
        )
    ]


def _told(text) -> Article:
    document = Document(text, tokenize(text), lay_out(text), ())
    return assemble(document, link(document))


def test_position_in_a_place_and_former_post(marked):
    article = _article(
        marked("<T: nguyên Chủ tịch <L1: quận Mây>> <P1: Lê Văn An> và <P2: Vũ Bá> về.")
    )
    (position,) = article.people[0].positions
    assert (position.place, position.organization, position.status) == ("l1", None, "former")
    assert position.name.startswith("chủ tịch")
    assert position.evidence


def test_role_names_of_bodies_take_the_dateline(marked):
    article = _article(
        marked(
            "<L1: Hải Phòng>, <D: ngày 2 tháng 3 năm 2024>⏎<O1: Thành ủy> giao <O2: HĐND> và "
            "<O3: UBND thành phố> gặp <O4: Ban Tổ chức Thành ủy> cùng <O5: Công ty Hoa Sen>."
        )
    )
    assert article.dateline is not None
    assert (article.dateline.place, article.dateline.day) == ("l1", "2024-03-02")
    assert [(o.normalized, o.jurisdiction, o.kind) for o in article.organizations][:4] == [
        ("Thành ủy Hải Phòng", "thành phố Hải Phòng", "party"),
        ("Hội đồng nhân dân thành phố Hải Phòng", "thành phố Hải Phòng", "legislature"),
        ("Ủy ban nhân dân thành phố Hải Phòng", "thành phố Hải Phòng", "government"),
        ("Ban Tổ chức Thành ủy Hải Phòng", "thành phố Hải Phòng", "party"),
    ]
    assert article.organizations[4].jurisdiction is None
    assert article.organizations[3].parent == "o1"


def test_role_names_of_bodies_take_the_unit_of_other_bodies_before_any_place(marked):
    beside = "<O1: Sở Y tế tỉnh Nghệ An> gặp <O2: Tỉnh đoàn>. <P1: Lê An> quê <L1: Hà Nam>."
    assert _article(marked(beside)).organizations[1].normalized == "Tỉnh đoàn Nghệ An"
    several = "<O1: Sở Y tế tỉnh Nghệ An> và <O2: UBND tỉnh Hà Nam> gặp <O3: Tỉnh đoàn>."
    assert _article(marked(several)).organizations[2].jurisdiction is None


def test_part_and_parent(marked):
    article = _article(marked("<O1: Phòng Hoa Cỏ> thuộc <O2: Công an tỉnh Kim Sa> họp."))
    assert [body.parent for body in article.organizations] == ["o2", None]


def test_mentions_know_their_records(marked):
    marks = marked("<T: Bác sĩ> <P1: Lê An> ở <L1: Huế> đến <O1: Sở Y tế> <D: ngày 5/3/2024>.")
    article = _article(marks)
    assert [(m.type, m.entity) for m in article.mentions] == [
        ("TITLE", "t1"),
        ("PER", "p1"),
        ("LOC", "l1"),
        ("ORG", "o1"),
        ("DATE", "d1"),
    ]
    assert article.titles[0].holders == ("p1",)
    assert article.dates[0].value == "2024-03-05"


def test_open_dates_and_doubts_are_noted(marked):
    article = _article(marked("<D: Hôm qua>, <O1: Sở> gặp <O2: Sở Y tế> và <O3: Sở Tài chính>."))
    assert {note.reason for note in article.notes} == {"date-open", "ambiguous-name"}


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_spans_are_of_the_callers_text(form):
    source = unicodedata.normalize(
        form, "Hoà, \u200bbác sĩ Lê Thuý Hoà (sinh năm 1980) đến Sở Y tế."
    )
    text = normalize(source)
    view = text.view

    def at(said: str, kind: str) -> Candidate:
        return Candidate(kind, view.index(said), view.index(said) + len(said), "test")

    mentions = (at("bác sĩ", "TITLE"), at("Lê Thúy Hòa", "PER"), at("Sở Y tế", "ORG"))
    document = Document(text, tokenize(text), lay_out(text), mentions)
    article = assemble(document, link(document))

    def nfc(span: Span) -> str:
        return unicodedata.normalize("NFC", span.of(source))

    assert [nfc(mention) for mention in article.mentions] == ["bác sĩ", "Lê Thuý Hoà", "Sở Y tế"]
    assert nfc(article.people[0].mentions[0]) == "Lê Thuý Hoà"
    assert nfc(article.titles[0].evidence[0]) == "bác sĩ Lê Thuý Hoà"
    assert article.people[0].birth_year == 1980


def test_json_round_trip_and_same_bytes(marked):
    marks = marked("<T: Bác sĩ> <P1: Lê An> gặp <P2: An> ở <L1: Huế>.")
    data = _article(marks).to_json()
    assert Article.from_json(data).to_json() == data == _article(marks).to_json()
    assert msgspec.json.decode(data)["id"] == "x"


def test_empty_document():
    text = normalize("")
    document = Document(text, tokenize(text), lay_out(text), ())
    assert assemble(document, link(document)) == Article()


_BIOGRAPHIES = [
    ("<P1: Lê An> (45 tuổi) đến.", (45, None, False)),
    ("<P1: Lê An>, 45 tuổi, đến.", (45, None, False)),
    ("<P1: Lê An> (SN 1987, trú tại <L1: xã Mây>) đến.", (None, 1987, True)),
    ("<P1: Lê An> (sinh năm 1987; ngụ <L1: xã Mây>) đến.", (None, 1987, True)),
    ("<P1: Lê An> sinh năm 1970, quê <L1: huyện Mây>.", (None, 1970, True)),
    ("<P1: Lê An> (nữ, 30 tuổi, hộ khẩu thường trú tại <L1: xã Mây>)", (30, None, True)),
    ("<P1: Lê An>, quê <L1: Kim Sa>, đến.", (None, None, True)),
    ("<P1: Lê An> (ở <L1: Kim Sa>) đến.", (None, None, True)),
    ("<P1: Lê An> đến <L1: Kim Sa>.", (None, None, False)),
    ("<P1: Lê An> mất 45 tuổi nợ.", (None, None, False)),
    ("<P1: Lê An> (450 tuổi) đến.", (None, None, False)),
    ("<P1: Lê An>. Quê <L1: Kim Sa> xa.", (None, None, False)),
    ("<P1: Lê An>, <P2: Vũ Bá> (45 tuổi, trú <L1: Kim Sa>)", (None, None, False)),
]


@pytest.mark.parametrize(("said", "expected"), _BIOGRAPHIES)
def test_biography(said, expected, marked):
    found = biography(marked(said).document, 0)
    assert (found.age, found.birth_year, found.home is not None) == expected


@pytest.mark.parametrize(
    ("said", "name", "identifier"),
    [
        (
            "<O1: UBND TP HP> họp.",
            "Ủy ban nhân dân thành phố Hải Phòng",
            "uy-ban-nhan-dan/thanh-pho-hai-phong",
        ),
        (
            "<L1: Hải Phòng>, <D: ngày 2/3/2024>⏎<O1: Ủy ban nhân dân thành phố> họp.",
            "Ủy ban nhân dân thành phố Hải Phòng",
            "uy-ban-nhan-dan/thanh-pho-hai-phong",
        ),
        # the only unit of its level, or the only one of its name where the article is
        (
            "<O1: Công an huyện> ở <L1: huyện Vũ Thư>, <L2: tỉnh Thái Bình>, <D: năm 2019>.",
            "Công an huyện Vũ Thư, tỉnh Thái Bình",
            "cong-an/huyen-vu-thu/tinh-thai-binh",
        ),
        (
            "<O1: UBND xã Thụy Lâm> họp <D: năm 2019> ở <L1: Hà Nội>.",
            "Ủy ban nhân dân xã Thụy Lâm, huyện Đông Anh, thành phố Hà Nội",
            "uy-ban-nhan-dan/xa-thuy-lam/huyen-dong-anh/thanh-pho-ha-noi",
        ),
        # what nothing tells stays open
        ("<O1: UBND xã Tân Lập> họp.", "Ủy ban nhân dân xã Tân Lập", None),
        (
            "<O1: Công an tỉnh> ở <L1: tỉnh Gia Lai> và <L2: tỉnh Hà Tĩnh>.",
            "Công an tỉnh",
            None,
        ),
        # organs that are not listed, and companies
        (
            "<O1: Hải quan tỉnh> ở <L1: tỉnh Gia Lai>.",
            "Hải quan tỉnh Gia Lai",
            None,
        ),
        ("<O1: CTCP Mây - Trắng> họp.", "Công ty cổ phần Mây - Trắng", None),
        (
            "<O1: Vietcombank> họp.",
            "Ngân hàng TMCP Ngoại thương Việt Nam",
            "ngan-hang-tmcp-ngoai-thuong-viet-nam",
        ),
    ],
)
def test_bodies_are_normalised_in_their_place(said, name, identifier, marked):
    body = _article(marked(said)).organizations[0]
    assert (body.normalized, body.organization_id) == (name, identifier)


@pytest.mark.parametrize(
    ("said", "jurisdiction", "kind"),
    [
        ("<O1: UBND phường 5> họp.", "phường 5", "government"),
        ("<O1: Công an TP> họp.", None, "police"),
        ("<O1: Công an TP Kim Sa> họp.", "thành phố Kim Sa", "police"),
        ("<O1: Sở Y tế> họp.", None, "government"),
        ("<O1: Hợp tác xã Sen> họp.", None, "company"),
        ("<O1: Đảng Dân chủ xã hội> họp.", None, "party"),
        ("<O1: Hội nhà báo tỉnh táo> họp.", None, "association"),
        ("<O1: Bộ Y tế> họp.", "Việt Nam", "ministry"),
        ("<O1: Tạp chí Mây> viết.", None, "press"),
    ],
)
def test_jurisdiction_and_kind(said, jurisdiction, kind, marked):
    body = _article(marked(said)).organizations[0]
    assert (body.jurisdiction, body.kind) == (jurisdiction, kind)


@pytest.mark.parametrize(
    ("said", "name", "identifier", "kind"),
    [
        ("<T: Thiếu tướng>", "thiếu tướng", "thieu-tuong", "rank"),
        (
            "<T: nguyên PCT <O1: UBND huyện Mây>>",
            "phó chủ tịch ủy ban nhân dân",
            "pho-chu-tich-uy-ban-nhan-dan",
            "position",
        ),
        ("<T: quyền Giám đốc <O1: Sở Y tế>>", "giám đốc sở", "giam-doc-so", "position"),
        ("<T: cố vấn>", "cố vấn", "co-van", "position"),
        ("<T: NSND>", "nghệ sĩ nhân dân", "nghe-si-nhan-dan", "honour"),
        ("<T: Người gác Mây>", "Người gác Mây", None, "position"),
    ],
)
def test_titles_are_normalised(said, name, identifier, kind, marked):
    (title,) = _article(marked(f"{said} <P1: Lê Văn An> nói.")).titles
    assert (title.name, title.title_id, title.kind) == (name, identifier, kind)


def test_a_short_title_is_the_only_longer_post(marked):
    article = _article(
        marked(
            "<T: Giám đốc <O1: Công an tỉnh Kim Sa>> <P1: Lê Văn An> về. <T: Giám đốc> "
            "<P1: Lê Văn An> đi. <T: Ủy viên Ban Thường vụ <O2: Tỉnh ủy>> <P1: Lê Văn An>."
        )
    )
    posts = article.people[0].positions
    assert [(p.name, p.organization) for p in posts] == [
        ("giám đốc công an", "o1"),
        ("ủy viên ban thường vụ", "o2"),
    ]


def test_agreements_show_their_evidence(marked):
    marks = marked(
        "<D: Ngày 5/3/2024>, <O1: Sở Y tế> và <O2: Công an tỉnh Gia Lai> ký "
        "<A: quy chế phối hợp>, <D: giai đoạn 2024-2026>."
    )
    (agreement,) = _article(marks).agreements
    source = marks.document.text.source
    assert {proof.rule for proof in agreement.evidence}
    assert any("Sở Y tế" in proof.of(source) for proof in agreement.evidence)
