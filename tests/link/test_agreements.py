"""Documents out of AGREEMENT mentions: parties, day, period, status, and clusters."""

from __future__ import annotations

import re
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.find.candidate import Candidate
from vnnews.formats import brat
from vnnews.lexicon.tables import rows
from vnnews.link.agreements.linker import LinkedAgreements, link_agreements
from vnnews.link.document import Document, Entity, Linked, TitleLink
from vnnews.text.layout import lay_out
from vnnews.text.tokens import tokenize
from vnnews.text.view import normalize

TAG = re.compile(r'<(PER|ORG|LOC|DATE|TITLE|AGREEMENT)(?: v="([^"]*)")?>|</\w+>')
TABLE = Path(__file__).parents[1] / "phrases" / "agreement_links.tsv"
PREFIX = {"PER": "p", "ORG": "o", "LOC": "l"}


def linked(marked, titles=()):
    """Document and entities (one per surface) of a text with inline marks, and its agreements."""
    plain, spans, open_, last = "", [], [], 0
    for tag in TAG.finditer(marked):
        plain += marked[last : tag.start()]
        last = tag.end()
        if tag[1]:
            open_.append((tag[1], len(plain), tag[2]))
        else:
            kind, start, value = open_.pop()
            spans.append((Candidate(kind, start, len(plain), "test"), value))
    spans.sort(key=lambda span: (span[0].start, -span[0].end))
    text = normalize(plain + marked[last:])
    mentions = tuple(mention for mention, _ in spans)
    document = Document(text, tokenize(text), lay_out(text), mentions)
    dates = {i: SimpleNamespace(value=value) for i, (_, value) in enumerate(spans)}
    entities = {kind: entities_of(document, kind) for kind in PREFIX}
    named = [entities[kind] for kind in PREFIX]
    result = link_agreements(document, named, dates, titles)
    names = {entity.id: entity.name for found in entities.values() for entity in found.entities}
    return document, result, names


def entities_of(document, kind):
    by_surface: dict[str, list[int]] = {}
    for i in document.of_type(kind):
        by_surface.setdefault(document.surface(i), []).append(i)
    return Linked(
        tuple(
            Entity(f"{PREFIX[kind]}{n}", surface, tuple(indices))
            for n, (surface, indices) in enumerate(by_surface.items(), 1)
        )
    )


def table():
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line and not line.startswith("#")][1:]
    return [tuple(line.split("\t")) for line in kept]


@pytest.mark.parametrize(("marked", "answer"), table())
def test_passages(marked, answer):
    _, result, names = linked(marked)
    wanted = [tuple(map(str.strip, one.split("|"))) for one in answer.split(";")]
    told = [
        (
            link.kind,
            " + ".join(names[party] for party in link.parties) or "-",
            link.signed or "-",
            link.valid or "-",
            link.status if status != "-" else "-",
            str(link.count or "-"),
            str(len(link.mentions)),
        )
        for link, (*_, status, _, _) in zip(result.agreements, wanted, strict=True)
    ]
    assert told == wanted


def test_a_side_at_the_end_of_a_headline_is_not_where_the_next_line_is():
    _, result, names = linked(
        "<LOC>Lào</LOC> nói về <AGREEMENT>thỏa thuận</AGREEMENT> với <LOC>Cuba</LOC>\n\n"
        "<LOC>Mỹ</LOC> họp bàn."
    )
    assert [names[p] for p in result.agreements[0].parties] == ["Lào", "Cuba"]


def test_signers_are_people_who_sign_for_a_body():
    _, result, names = linked(
        "Ông <PER>Mai Sơn</PER>, <TITLE>Giám đốc <ORG>FPT</ORG></TITLE> và bà <PER>Hà Vy</PER>, "
        "<TITLE>Giám đốc <ORG>NTT</ORG></TITLE> ký <AGREEMENT>thỏa thuận hợp tác</AGREEMENT>."
    )
    (link,) = result.agreements
    assert [names[p] for p in link.parties] == ["FPT", "NTT"]
    assert [names[p] for p in link.signers] == ["Mai Sơn", "Hà Vy"]


def test_signers_sign_for_their_bodies():
    _, result, names = linked(
        "Ông <PER>Mai Sơn</PER>, <TITLE>Chủ tịch <ORG>HĐQT FPT</ORG></TITLE> và bà <PER>Hà Vy</PER>"
        " ký <AGREEMENT>thỏa thuận hợp tác</AGREEMENT>. <ORG>FPT</ORG> là hãng phần mềm."
    )
    (link,) = result.agreements
    assert {names[p]: names[body] for p, body in link.signs_for.items()} == {"Mai Sơn": "FPT"}
    assert [names[p] for p in link.signers] == ["Mai Sơn", "Hà Vy"]


@pytest.mark.parametrize(
    "marked",
    [
        (
            "<TITLE>Giám đốc <ORG>FPT</ORG></TITLE> <PER>Mai Sơn</PER> phát biểu tại lễ ký "
            "<AGREEMENT>thỏa thuận</AGREEMENT> với <ORG>NTT</ORG>."
        ),
        (
            "<TITLE>Giám đốc <ORG>FPT</ORG></TITLE> <PER>Mai Sơn</PER> mừng vì việc ký "
            "<AGREEMENT>thỏa thuận</AGREEMENT> với <ORG>NTT</ORG>."
        ),
        (
            "<TITLE>Thủ tướng</TITLE> <PER>Mai Sơn</PER> thúc đẩy "
            "<AGREEMENT>thỏa thuận</AGREEMENT> với <ORG>NTT</ORG>."
        ),
    ],
)
def test_who_speaks_of_a_signing_signs_nothing(marked):
    (link,) = linked(marked)[1].agreements
    assert link.signers == ()


@pytest.mark.parametrize(
    ("said", "replaces", "amends"),
    [
        ("thay thế", ("a2",), ()),
        ("mới được ký thay cho", ("a2",), ()),
        ("sửa đổi", (), ("a2",)),
        ("và", (), ()),
        ("rất dài, khác xa nhiều văn bản từng được ký trước và cùng với", (), ()),
    ],
)
def test_what_a_document_does_to_another(said, replaces, amends):
    _, result, _ = linked(
        f"<LOC>Lào</LOC> và <LOC>Cuba</LOC> ký <AGREEMENT>nghị định thư</AGREEMENT> {said} "
        "<AGREEMENT>hiệp định y tế</AGREEMENT>."
    )
    first, second = result.agreements
    assert (first.replaces, first.amends) == (replaces, amends)
    assert (second.replaces, second.amends) == ((), ())


def test_a_document_that_is_replaced_by_another():
    _, result, _ = linked(
        "<AGREEMENT>Hiệp định y tế</AGREEMENT> được thay thế bằng <AGREEMENT>nghị định thư"
        "</AGREEMENT> giữa <LOC>Lào</LOC> và <LOC>Cuba</LOC>."
    )
    assert [link.replaces for link in result.agreements] == [(), ("a1",)]


@pytest.mark.parametrize(
    ("said", "contents"),
    [
        ("gồm 9 nội dung", 9),
        ("với bốn điểm chính", 4),
        ("có hiệu lực sau 9 tháng", None),
        ("gồm nhiều nội dung", None),
        ("trị giá 9 tỷ đồng", None),
    ],
)
def test_the_number_of_contents(said, contents):
    _, result, _ = linked(
        f"<ORG>FPT</ORG> và <ORG>NTT</ORG> ký <AGREEMENT>chương trình phối hợp</AGREEMENT> {said}."
    )
    assert result.agreements[0].contents == contents


@pytest.mark.parametrize(
    ("said", "extension"),
    [("gia hạn", True), ("ký gia hạn bản", True), ("ký", False), ("hết hạn", False)],
)
def test_an_extension(said, extension):
    _, result, _ = linked(
        f"<PER>Mai Sơn</PER> {said} <AGREEMENT>hợp đồng</AGREEMENT> với <ORG>CLB Sông Lam</ORG>."
    )
    assert result.agreements[0].extension == extension


@pytest.mark.parametrize("row", list(rows("agreement_roles")), ids=lambda row: row["phrase"])
def test_roles_of_the_table(row):
    _, result, names = linked(row["example"])
    (link,) = result.agreements
    roles = {names[party]: role for party, role in link.roles.items()}
    if not row["role"]:
        assert roles == {}
    elif row["counterpart"]:
        assert roles == {"FPT": row["role"], "NTT": row["counterpart"]}
    else:
        assert roles == {"FPT": row["role"]}


@pytest.mark.parametrize(
    ("marked", "wanted"),
    [
        (
            (
                "<AGREEMENT>Hợp đồng</AGREEMENT> giữa chủ đầu tư <ORG>FPT</ORG> và nhà thầu "
                "<ORG>NTT</ORG> đã ký."
            ),
            {"FPT": "project_owner", "NTT": "contractor"},
        ),
        (
            (
                "Chủ đầu tư <ORG>FPT</ORG> và nhà thầu <ORG>NTT</ORG> ký <AGREEMENT>hợp đồng"
                "</AGREEMENT>."
            ),
            {"FPT": "project_owner", "NTT": "contractor"},
        ),
        (
            (
                "<ORG>FPT</ORG> ký <AGREEMENT>hợp đồng</AGREEMENT> với <ORG>Công ty NTT</ORG> "
                "(<ORG>NTT</ORG>) với vai trò là tổng thầu."
            ),
            {"Công ty NTT": "contractor"},
        ),
        (
            "<ORG>FPT</ORG> và <ORG>NTT</ORG> ký <AGREEMENT>hợp đồng mua tàu</AGREEMENT>.",
            {},
        ),
        (
            "<ORG>FPT</ORG>, chủ đầu tư dự án, ký <AGREEMENT>hợp đồng</AGREEMENT>.",
            {"FPT": "project_owner"},
        ),
        (
            "Để vay vốn của <ORG>FPT</ORG>, chủ đầu tư phải ký <AGREEMENT>hợp đồng</AGREEMENT>.",
            {},
        ),
        (
            "<ORG>FPT</ORG> ký <AGREEMENT>hợp đồng</AGREEMENT> với <ORG>NTT</ORG>. Nhà thầu vui.",
            {},
        ),
        (
            (
                "<ORG>FPT</ORG> ký <AGREEMENT>hợp đồng</AGREEMENT> với <ORG>NTT</ORG> để giúp "
                "các nhà thầu và chủ đầu tư."
            ),
            {},
        ),
        (
            (
                "Ông <PER>Mai Sơn</PER>, <TITLE>Giám đốc <ORG>FPT</ORG></TITLE>, ký "
                "<AGREEMENT>thỏa thuận cho vay</AGREEMENT> với <ORG>NTT</ORG>."
            ),
            {"FPT": "lender", "NTT": "borrower"},
        ),
    ],
)
def test_roles(marked, wanted):
    _, result, names = linked(marked)
    (link,) = result.agreements
    assert {names[party]: role for party, role in link.roles.items()} == wanted


@pytest.mark.parametrize("done", ["tiến hành", "thực hiện"])
def test_those_who_hold_the_ceremony_sign(done):
    _, result, names = linked(
        f"Ông <PER>Mai Sơn</PER> và bà <PER>Hà Vy</PER> đã {done} lễ ký kết "
        "<AGREEMENT>thỏa thuận</AGREEMENT>."
    )
    assert [names[p] for p in result.agreements[0].signers] == ["Mai Sơn", "Hà Vy"]


def test_an_agreement_without_two_parties_is_noted():
    _, result, _ = linked("<ORG>FPT</ORG> ký <AGREEMENT>bản ghi nhớ</AGREEMENT>.")
    assert [note.reason for note in result.notes] == ["agreement-parties-open"]
    assert "one party" in result.notes[0].detail


@pytest.mark.parametrize(
    ("title", "party"), [("Giám đốc", "Bệnh viện Sao Mai"), ("Tiền đạo", "An"), ("Thủ môn", "An")]
)
def test_a_post_that_is_linked_tells_whom_a_person_acts_for(title, party):
    marked = (
        f"<ORG>Bệnh viện Sao Mai</ORG> họp. <TITLE>{title}</TITLE> <PER>An</PER> "
        "ký <AGREEMENT>hợp đồng</AGREEMENT> với <ORG>FPT</ORG>."
    )
    _, result, names = linked(marked, (TitleLink(mention=1, holders=("p1",), at="o1"),))
    assert [names[party] for party in result.agreements[0].parties] == [party, "FPT"]


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("Khách hàng ký {} với người bán.", False),
        ("Khách hàng ký {} 3 năm.", True),
        ("Hai nước ký {}.", True),
        ("Khách hàng ký {} với <ORG>FPT</ORG>.", True),
    ],
)
def test_what_nobody_identified_concludes_is_refused(told, kept):
    document, _, _ = linked(told.format("<AGREEMENT>hợp đồng</AGREEMENT>"))
    found = tuple(
        Candidate(m.type, m.start, m.end, "agreement:contract") if m.type == "AGREEMENT" else m
        for m in document.mentions
    )
    again = Document(document.text, document.tokens, document.layout, found)
    named = [entities_of(again, kind) for kind in PREFIX]
    result = link_agreements(again, named, {})
    assert (len(result.agreements) == 1, result.refused == {0}) == (kept, not kept)


def test_no_mentions_no_links():
    assert linked("<ORG>FPT</ORG> họp.")[1] == LinkedAgreements()


def test_ids_and_mentions_partition():
    document, result, _ = linked(
        "<ORG>FPT</ORG> ký <AGREEMENT>bản ghi nhớ</AGREEMENT> với <ORG>NTT</ORG>. "
        "<ORG>FPT</ORG> ký <AGREEMENT>hợp đồng thuê đất</AGREEMENT> với <ORG>Viglacera</ORG>."
    )
    assert [link.id for link in result.agreements] == ["a1", "a2"]
    together = [i for link in result.agreements for i in link.mentions]
    assert sorted(together) == list(document.of_type("AGREEMENT"))


PIECES = [
    *("<ORG>A</ORG>", "<LOC>B</LOC>", "<PER>C</PER>", "<AGREEMENT>thỏa thuận</AGREEMENT>"),
    *("<AGREEMENT>hợp đồng</AGREEMENT>", '<DATE v="2020">năm 2020</DATE>', "<DATE>x</DATE>"),
    *("<TITLE>Giám đốc <ORG>D</ORG></TITLE>", "<AGREEMENT>EVFTA</AGREEMENT>"),
    *"chủ đầu tư bên mua là cho".split(),
    *"ký kết với giữa và , ( ) . 5 năm thời hạn đến 2021 hai nước khác theo".split(),
]


@given(st.lists(st.sampled_from(PIECES), max_size=50))
def test_any_document_is_linked(pieces):
    document, result, names = linked(" ".join(pieces))
    together = [i for link in result.agreements for i in link.mentions]
    assert sorted(together) == list(document.of_type("AGREEMENT"))
    for link in result.agreements:
        assert set(link.parties) <= names.keys()
        assert not set(link.parties) & set(link.signers)


@pytest.mark.parametrize(
    "piece",
    [
        "<ORG>A</ORG> ký <AGREEMENT>thỏa thuận</AGREEMENT> với <ORG>B</ORG>. ",
        "<LOC>A</LOC> đạt <AGREEMENT>thỏa thuận</AGREEMENT> với hai nước ",
        "<AGREEMENT>hợp đồng</AGREEMENT> thay thế ",
        "<ORG>A</ORG>, <LOC>B</LOC>, và ký <AGREEMENT>hợp đồng</AGREEMENT> cho ",
    ],
)
def test_many_mentions_take_little_time(piece):
    marked = piece * 1000
    start = time.process_time()
    linked(marked)
    assert time.process_time() - start < 4.0


def test_the_seed():
    folder = Path(__file__).parents[3] / "shared" / "seed"
    if not folder.is_dir():
        pytest.skip(f"no {folder}")
    gold = brat.read(folder / "seed.ann")
    text = normalize(brat.read_text(folder / "seed.txt"))
    spans = sorted(gold.spans, key=lambda s: (s.start, -s.end))
    mentions = tuple(Candidate(s.type, s.start, s.end, "gold") for s in spans)
    document = Document(text, tokenize(text), lay_out(text), mentions)
    dates = {
        i: SimpleNamespace(value=gold.references.get(span.id, {}).get("timex"))
        for i, span in enumerate(spans)
    }
    bodies = entities_of(document, "ORG")
    named = [entities_of(document, "PER"), bodies, entities_of(document, "LOC")]
    found = link_agreements(document, named, dates)
    (link,) = found.agreements
    names = {entity.id: entity.name for entity in bodies.entities}
    assert (link.kind, link.valid, link.signed) == ("program", "2017/2020", None)
    assert {names[p] for p in link.parties} == {"Ban Tuyên giáo Thành ủy", "Công an thành phố"}
