"""The promises that hold for any text: total, within the text, the same in every form, linear."""

import datetime as dt
import hashlib
import os
import pickle
import re
import subprocess
import sys
import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import vnnews
from vnnews import Article, Extractor
from vnnews.formats.brat import read_text
from vnnews.formats.corpus import read_corpus

REGISTERS = Path(__file__).parents[1] / "corpora" / "registers"
NEWS = read_corpus(REGISTERS).articles
EXTRACTOR = Extractor()

# Pieces of news that mean something to a rule, and characters that upset programs.
PIECES = [
    *"ông |bà |đồng chí |Nguyễn Văn An|Trần Thị Bích |H'Hen Niê|Park Hang-seo|huyện ".split("|"),
    *"Giám đốc |Phó |nguyên |quyền |Chủ tịch |UBND |tỉnh |Sở Y tế |Hà Nội|TP.HCM".split("|"),
    *"Công ty CP |Công an |Thành ủy|biên bản ghi nhớ|hợp đồng |với |và |giữa ".split("|"),
    *"ký |ký kết |có hiệu lực |xã ".split("|"),
    *"ngày |5/6|2019|tháng |năm |quý |III/2019|18-11-2019|hôm qua|từ |đến |mùng 3 Tết".split("|"),
    *"8h30 |giai đoạn 2017-2020|cho biết|(|)|, |. |; | - |: |“|”|‘|…|/|•|–|\n|\r\n".split("|"),
    *["\u200b", "\ufeff", "\u0300", "\ud800", "\0", "😀"],
]  # fmt: skip

texts = st.one_of(
    st.text(st.characters(codec=None), max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
)
days = st.one_of(st.none(), st.dates())


def extract(article, text=None):
    text = article.text if text is None else text
    return EXTRACTOR.extract(text, published=article.published, source=article.source)


def spans(thing):
    """Every span of a record, wherever it stands in it."""
    if isinstance(thing, vnnews.Span):
        yield thing
    if isinstance(thing, msgspec.Struct):
        thing = [getattr(thing, field) for field in thing.__struct_fields__]
    if isinstance(thing, tuple | list):
        for part in thing:
            yield from spans(part)


def ids(article):
    kinds = "people organizations places dates titles agreements".split()
    return {thing.id for kind in kinds for thing in getattr(article, kind)}


# ------------------------------------------------------------------------------------------- total


@settings(max_examples=300, deadline=None)
@given(texts, days)
def test_any_text_gives_a_sound_record(text, published):
    article = EXTRACTOR.extract(text, published=published)
    for span in spans(article):
        assert 0 <= span.start < span.end <= len(text)
        assert span.of(text).strip()
    known = ids(article)
    assert {mention.entity for mention in article.mentions} <= known
    assert {holder for title in article.titles for holder in title.holders} <= known
    for agreement in article.agreements:
        assert {*agreement.parties, *agreement.signers} <= known
    assert Article.from_json(article.to_json()) == article


@settings(max_examples=100, deadline=None)
@given(texts)
def test_names_never_overlap(text):
    names = [
        mention
        for mention in EXTRACTOR.extract(text).mentions
        if mention.type in ("PER", "ORG", "LOC", "DATE")
    ]
    names.sort(key=lambda mention: mention.start)
    assert all(a.end <= b.start for a, b in pairwise(names))


# --------------------------------------------------------------------------- the same in every form

# Traditional to modern: *hòa, khỏe, thúy* are *hoà, khoẻ, thuý*.
MOVED = {
    unicodedata.normalize("NFC", first + tone + second): unicodedata.normalize(
        "NFC", first + second + tone
    )
    for pair in ("oa", "oe", "uy", "Oa", "Oe", "Uy", "OA", "OE", "UY")
    for first, second in [pair]
    for tone in "\u0300\u0301\u0303\u0309\u0323"
}
MOVED_BACK = {modern: traditional for traditional, modern in MOVED.items()}


def with_tones(text, moved):
    """The text with tones moved at the ends of syllables, where both places are in use."""
    pattern = rf"(?<![qQ])(?:{'|'.join(moved)})(?![^\W\d_])"
    return re.sub(pattern, lambda match: moved[match.group()], text)


FORMS = {
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "modern tones": lambda text: with_tones(text, MOVED),
    "line ends": lambda text: text.replace("\n", "\r\n"),
    "hard spaces": lambda text: text.replace(" ", "\u00a0"),
    "icelandic d": lambda text: text.replace("Đ", "\u00d0"),
}


def plain(text):
    """The text in the form that all others are held against."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\u00d0", "Đ"))
    return with_tones(text, MOVED_BACK)


def values(article, text):
    """Everything that a record says, with the words of its spans for their offsets."""

    def said(thing):
        if isinstance(thing, vnnews.Span):
            rest = {f for f in thing.__struct_fields__ if f not in ("start", "end")}
            words = " ".join(plain(thing.of(text)).split())
            return [words, *(getattr(thing, field) for field in sorted(rest))]
        if isinstance(thing, msgspec.Struct):
            return {field: said(getattr(thing, field)) for field in thing.__struct_fields__}
        if isinstance(thing, tuple | list):
            return [said(part) for part in thing]
        if isinstance(thing, str):
            return " ".join(plain(thing).split())
        return thing

    return said(article)


@pytest.mark.parametrize("form", FORMS)
def test_the_form_of_the_text_changes_no_value(form):
    for article in NEWS:
        text = plain(article.text)
        other = FORMS[form](text)
        assert values(extract(article, other), other) == values(extract(article, text), text), (
            article.id
        )


def test_forms_differ():
    text = plain("".join(article.text for article in NEWS))
    assert all(change(text) != text for change in FORMS.values())
    assert with_tones("Hòa thúy quý toán của", MOVED) == "Hoà thuý quý toán của"


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_decomposing_any_text_changes_no_mention(text):
    text = plain(text)
    other = unicodedata.normalize("NFD", text)
    told = [(m.type, plain(m.of(text))) for m in EXTRACTOR.extract(text).mentions]
    assert [(m.type, plain(m.of(other))) for m in EXTRACTOR.extract(other).mentions] == told


# ------------------------------------------------------------------------------------ deterministic

DIGEST = """
import hashlib, sys
from pathlib import Path
from vnnews import Extractor
from vnnews.formats.corpus import read_corpus
digest = hashlib.sha256()
for a in read_corpus(Path(sys.argv[1])).articles:
    record = Extractor().extract(a.text, published=a.published, source=a.source)
    digest.update(record.to_json())
print(digest.hexdigest())
"""


def digest(records):
    return hashlib.sha256(b"".join(record.to_json() for record in records)).hexdigest()


def test_same_bytes_in_any_process_order_and_thread():
    here = [extract(article) for article in NEWS]
    assert [extract(article) for article in reversed(NEWS)][::-1] == here
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(extract, NEWS)) == here
    for seed, zone in (("1", "UTC"), ("2", "Asia/Ho_Chi_Minh")):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}
        command = [sys.executable, "-X", "utf8", "-c", DIGEST, str(REGISTERS)]
        root = Path(__file__).parents[1]
        done = subprocess.run(
            command, env=environment, cwd=root, capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == digest(here)


def test_a_pickled_extractor_gives_the_same():
    copy = pickle.loads(pickle.dumps(EXTRACTOR))
    article = NEWS[0]
    assert copy.extract(article.text, published=article.published) == EXTRACTOR.extract(
        article.text, published=article.published
    )


def test_many_is_one_by_one_and_lazy():
    made = EXTRACTOR.extract_many(iter([NEWS[0].text, NEWS[1].text]))
    assert next(made) == EXTRACTOR.extract(NEWS[0].text)
    assert [*made] == [EXTRACTOR.extract(NEWS[1].text)]


def test_the_day_of_publication_is_read_in_every_form():
    given_as = (dt.date(2019, 11, 18), dt.datetime(2019, 11, 18, 9), "2019-11-18T09:00:00+07:00")
    records = [EXTRACTOR.extract("Hôm qua.", published=day) for day in given_as]
    assert {record.dates[0].value for record in records} == {"2019-11-17"}
    with pytest.raises(ValueError, match="18/11"):
        EXTRACTOR.extract("Hôm qua.", published="18/11/2019")


# ------------------------------------------------------------------------------------------- linear

UNITS = [
    "a", "1", " ", "(", ",", "-", "1/", "1.", "\u0300", "A", "Đ. ", "“", "\n", "- ", "ngày ",
    "1/1 ", "từ 1 đến ", "Nguyễn ", "Nguyễn Văn An, ", "ông An ", "Phó ", "Giám đốc ", "và ",
    "Ủy viên Ban ", "Sở Y tế, ", "Công ty ", "của Bộ ", "Hà Nội, ", "xã ", "ký hợp đồng với ",
    "biên bản ghi nhớ ", "Ông A.B, ", "tháng 1 năm 2019 ", "(TPO) - ", "Bộ trưởng Bộ ",
    "Hôm qua, ",
]  # fmt: skip


def seconds(text):
    start = time.process_time()
    EXTRACTOR.extract(text)
    return time.process_time() - start


def is_linear(small, large, factor):
    """Whether time grows with the text; a machine that stutters gets more attempts."""
    return any(seconds(large) < 0.05 + 2 * factor * seconds(small) for _ in range(5))


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_text_and_no_faster(unit):
    count = 4_000 // len(unit)
    assert is_linear(unit * count, unit * count * 8, 8)


def test_a_long_article_costs_as_many_short_ones():
    text = "\n".join(read_text(REGISTERS / f"{article.id}.txt") for article in NEWS[:8])
    assert is_linear(text, text * 8, 8)
