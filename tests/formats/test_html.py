import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.formats.html import declared_charset, read_page

PAGE = """<!DOCTYPE html><html><head><title>Báo</title>
<meta property="og:site_name" content="Báo Mẫu">
<script type="application/ld+json">{"@graph": [{"datePublished": "2021-03-04T23:30:00Z"}]}</script>
<style>p { color: red }</style></head>
<body><nav><a href="/">Trang chủ</a></nav>
<h1>Ký kết   quy chế
phối hợp</h1>
<article><p>Sáng nay, <b>ông Trần Mẫu</b> ký&nbsp;kết quy chế phối hợp giữa hai cơ quan, kéo dài
đến hết năm.</p><ul><li>Một</li><li>Hai</li></ul><figure><figcaption>Ảnh: TM</figcaption></figure>
<script>document.write("x < y")</script></article>
<aside>Tin khác</aside><footer>Bản quyền</footer></body></html>"""


def test_article_paragraphs_with_the_headline_in_front():
    page = read_page(PAGE)
    assert page.text.split("\n") == [
        "Ký kết quy chế phối hợp",
        "Sáng nay, ông Trần Mẫu ký\xa0kết quy chế phối hợp giữa hai cơ quan, kéo dài đến hết năm.",
        "Một",
        "Hai",
        "Ảnh: TM",
        "",
    ]
    assert (page.published, page.source) == ("2021-03-05", "Báo Mẫu")


@pytest.mark.parametrize(
    ("head", "day"),
    [
        (
            '<meta property="article:published_time" content="2019-11-18T08:00:00+07:00">',
            "2019-11-18",
        ),
        ('<meta itemprop="datePublished" content="2019-11-18">', "2019-11-18"),
        ('<meta name="pubdate" content="18/11/2019 08:30">', "2019-11-18"),
        ('<META NAME="DC.date.issued" CONTENT="2019-11-18"/>', "2019-11-18"),
        ('<time datetime="2019-11-18">hôm qua</time>', "2019-11-18"),
        ('<script type="application/ld+json">{"datePublished": "2019-11-18"</script>', None),
        ('<meta name="date" content="31/2/2019">', None),
        ("<p>18/11/2019</p>", None),
    ],
)
def test_publication_day(head, day):
    assert read_page(f"<html><head>{head}</head><body>Tin</body></html>").published == day


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Ông Mẫu nói", "Ông Mẫu nói\n"),
        ("a < b &amp; c &lt; d &#7879;", "a < b & c < d ệ\n"),
        ("<p>một<p>hai<br/>ba", "một\nhai\nba\n"),
        ("<nav>chỉ có thế", "chỉ có thế\n"),
        ("tin <!-- hết", "tin\n"),
        ("<p>tin</p></article></p>", "tin\n"),
        ("<form><p>tin</p></form>", "tin\n"),
        ("<article>ít</article>" + "<p>nhiều hơn hẳn</p>" * 9, "ít\n" + "nhiều hơn hẳn\n" * 9),
        ("<ul><li><a>Thời sự</a><li><a href=x>Thể thao</a></ul><p>Ông <a>Mẫu</a>", "Ông Mẫu\n"),
        ("<h1><a>Tin</a></h1><p>một</p><p><a>hai</p><p>ba</p>", "Tin\nmột\nba\n"),
        ("<p><a>chỉ có thế</a></p>", "chỉ có thế\n"),
        ("<p>Ông <script>quảng cáo</script>Mẫu<svg><title>x</title></svg> nói", "Ông Mẫu nói\n"),
        ("", ""),
        ('nói "thế"', 'nói "thế"\n'),
    ],
)
def test_text(markup, text):
    assert read_page(markup).text == text


def test_charset():
    declared = declared_charset(b"<meta http-equiv=x content='text/html; charset=windows-1258'>")
    assert declared == "windows-1258"
    assert declared_charset(b"<p>charset=utf-8") is None


@given(st.text(alphabet=st.sampled_from("<>/!-[]&;\"'=ap \n\ud800é")))
def test_any_markup(markup):
    read_page(markup)


@pytest.mark.parametrize("piece", ["<!--", "<a b='", "<", "<![CDATA[", "<?", "<p>", "</", "&"])
def test_broken_markup_takes_linear_time(piece):
    begin = time.process_time()
    read_page(piece * 50_000)
    assert time.process_time() - begin < 3
