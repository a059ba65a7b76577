"""Values of dates: the phrase table, what articles tell of themselves; no clock is read."""

import datetime as dt
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.find.candidate import Candidate
from vnnews.find.dates import find_dates, parse
from vnnews.link.dates.values import date_values
from vnnews.link.dates.year import WEIGHTS, evidences
from vnnews.link.document import Document
from vnnews.text.layout import lay_out
from vnnews.text.tokens import tokenize
from vnnews.text.view import normalize

PHRASES = Path(__file__).parent.parent / "phrases"


def phrases() -> list[tuple[str, ...]]:
    lines = (PHRASES / "dates.tsv").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if not line.startswith("#")][1:]


def document(text: str, published: str | dt.date | None = None, *, whole: bool = False) -> Document:
    view = normalize(text)
    tokens = tokenize(view)
    found = [Candidate("DATE", 0, len(view.view), "given")] if whole else find_dates(tokens)
    day = dt.date.fromisoformat(published) if isinstance(published, str) else published
    return Document(view, tokens, lay_out(view), tuple(found), day)


def values(text: str, published: str | None = None) -> list[str]:
    return [found.value or "?" for found in date_values(document(text, published)).values()]


@pytest.mark.parametrize(("expression", "published", "value"), phrases())
def test_phrase(expression: str, published: str, value: str) -> None:
    found = date_values(document(expression, published or None, whole=True))[0]
    assert (found.value or "?") == value, found


def test_there_are_enough_phrases() -> None:
    assert len(phrases()) >= 500


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        # the tense decides between the year before and after
        ("Lễ hội sẽ diễn ra vào ngày 5/3 tại đình làng.", "2019-11-18", ["2020-03-05"]),
        ("Họ đã ký kết hồi tháng 3 tại Huế.", "2019-11-18", ["2019-03"]),
        ("Hồi tháng 12, ông vừa nghỉ hưu.", "2020-06-10", ["2019-12"]),
        # so does the word before a feast or a deadline
        ("Còn bốn tháng nữa mới tới Tết Nguyên đán, chợ đã đông.", "2025-10-20", ["2026-02-17"]),
        ("Sau Tết Nguyên đán, dịp lễ này là mùa vui nhất.", "2025-08-30", ["2025-01-29"]),
        ("Trước Tết Nguyên đán, công ty tặng quà.", "2025-02-09", ["2025-01-29"]),
        ("Tỉnh thông xe đường lớn trước Tết Nguyên đán.", "2026-06-28", ["2027-02-06"]),
        ("Bộ báo lịch nghỉ trước ngày 31/12.", "2026-06-10", ["2026-12-31"]),
        ("Họ rời làng trước ngày 1/6.", "2026-06-10", ["2026-06-01"]),
        ("Hội chợ kéo dài đến hết ngày 31/12.", "2026-06-10", ["2026-12-31"]),
        ("Hội chợ đã mở đến hết ngày 31/12.", "2026-06-10", ["2025-12-31"]),
        ("Doanh thu tăng 8% so với cùng kỳ năm ngoái.", "2019-11-18", ["2018"]),
        ("Từ nay đến cuối năm, tỉnh giải ngân hết vốn.", "2019-11-18", ["../2019"]),
        # what is compared with a told year, month or quarter is the one before that
        (
            "Năm 2025 hội lãi 3 tỷ đồng, tăng 29% so với cùng kỳ năm trước.",
            "2026-02-09",
            ["2025", "2024"],
        ),
        (
            "Giá nhà tháng 1-2026 tăng 1,4% so với tháng trước.",
            "2026-06-28",
            ["2026-01", "2025-12"],
        ),
        ("Giá nhà quý I tăng 1% so với quý trước.", "2026-05-04", ["2026-Q1", "2025-Q4"]),
        ("Giá nhà tăng 1% so với quý trước.", "2026-05-04", ["2026-Q1"]),
        ("Năm 2025 hội lãi lớn. So với tháng trước, giá tăng.", "2026-06-11", ["2025", "2026-05"]),
        ("Năm 2024 mưa to, còn năm trước nắng.", "2026-02-09", ["2024", "2025"]),
        # a list goes on in the year of its first month
        ("Họ họp vào tháng 8 hoặc tháng 9, bầu chủ tịch.", "2026-04-04", ["2026-08", "2026-09"]),
        ("Họ họp vào tháng 12 và tháng 1.", "2026-04-04", ["2025-12", "2026-01"]),
        ("Họ họp vào tháng 8. Tháng 9 mưa to.", "2026-04-04", ["2026-08", "2025-09"]),
        # a count up to a month looks back
        ("Số khách tính đến hết tháng 3 giảm một nửa.", "2026-08-05", ["2026-03"]),
        ("Số khách tính đến tháng 12 sẽ giảm một nửa.", "2026-08-05", ["2025-12"]),
        ("Cửa hàng mở đến hết tháng 3 rồi nghỉ.", "2026-08-05", ["2027-03"]),
        # a season begins before its middle
        ("Mới đầu hè đã nóng.", "2026-04-07", ["2026-SU"]),
        ("Làng đã mất mùa từ đầu hè.", "2026-02-07", ["2025-SU"]),
        # a year before the comma belongs to the day behind it
        ("Năm 1968, ngày 11/2, trận đánh mở màn.", "2025-03-21", ["1968", "1968-02-11"]),
        ("Cách đây hơn một tháng, ngày 12/5, bà phát biểu.", "2017-06-20", ["2017-05-12"] * 2),
        # a term that was named
        ("Khóa XIX, nhiệm kỳ 2021-2026. Nhiệm kỳ qua rất tốt.", "2025-06-28", ["2021/2026"] * 2),
        ("Khóa XIX, nhiệm kỳ 2021-2026. Nhiệm kỳ tới rất khó.", None, ["2021/2026", "2026/2031"]),
        ("Nhiệm kỳ qua, hội làm tốt.", "2025-06-28", ["?"]),
    ],
)
def test_context(text: str, published: str | None, expected: list[str]) -> None:
    assert values(text, published) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # nothing tells the year
        ("Ngày 22/6, tòa xét xử.", ["XXXX-06-22"]),
        # the day that opens the article is its own
        ("Sáng 18/11, hội nghị khai mạc. Hôm qua, đoàn đã đến.", ["XXXX-11-18TMO", "XXXX-11-17"]),
        ("Sáng nay (9/8), điểm thi được công bố. Ngày mai có phúc khảo.",
         ["XXXX-08-09TMO", "XXXX-08-10"]),
        ("Sáng mai (20/2), đội nghỉ. Chiều nay, đội tập.", ["XXXX-02-20TMO", "XXXX-02-19TAF"]),
        # a day inside of a sentence is not
        ("Vụ án xảy ra ngày 5/3 ở làng. Hôm qua, tòa tuyên án.", ["XXXX-03-05", "?"]),
        # a dated day near it gives the year
        ("Ngày 23/5, ông từ chức. Hôm 18/5/2017, đơn được gửi.", ["2017-05-23", "2017-05-18"]),
        ("Ngày 25/7, bà nhậm chức từ giữa tháng 6/2018.", ["2018-07-25", "2018-06"]),
        # one that is far does not
        ("Ngày 26/6, anh kể lại. Ngày 22/10/2016 anh rời quê.", ["XXXX-06-26", "2016-10-22"]),
        # what is to come
        ("Ngày 29/12, mẫu xe ra mắt, dự kiến bán vào tháng 3-2018.", ["2017-12-29", "2018-03"]),
        # an event of the year
        ("Chiều 27/6, ban tổ chức họp về Cúp Quốc gia 2017.", ["2017-06-27TAF"]),
        ("Sáng 8/2, sở triển khai nhiệm vụ năm 2017.", ["2017-02-08TMO", "2017"]),
        # the stamp of the page
        ("Hè năm nay có nhiều bão. | 21:25 12/07/2017", ["2017-SU", "2017-07-12T21:25"]),
        # last year is the year of the date behind it
        ("Chiều 8/6, cá chết trắng hồ. Cũng vào năm ngoái, ngày 8/6/2016, hồ từng ô nhiễm.",
         ["2017-06-08TAF", "2016", "2016-06-08"]),
        # the same event told again with its day
        ("Ông Lê An hôm qua hội đàm với bà Hà Vy.\nÔng Lê An và bà Hà Vy hội đàm hôm 20/10.",
         ["XXXX-10-20", "XXXX-10-20"]),
        ("Kho còn cháy đến 9h10 sáng nay. Như đã đưa, khoảng 6h sáng 19/7, kho bốc cháy.",
         ["XXXX-07-19T09:10", "XXXX-07-19T06:00"]),
        # an event of the one year that is named, deep in the text
        ("Tối 24/1, đội ra sân. " + "Trời mưa to. " * 50 + "Đội dự Asian Cup 2019.",
         ["2019-01-24TEV"]),
        ("Tối 24/1, đội ra sân. " + "Trời mưa to. " * 50 + "Đội dự Asian Cup 2019, hơn năm 2015.",
         ["XXXX-01-24TEV", "2015"]),
        # or by the clock
        ("Đêm nay, đội chủ nhà ra sân. Trận chung kết (23h30, 27/5) bán hết vé.",
         ["XXXX-05-27TNI", "XXXX-05-27T23:30"]),
        ("Đêm nay, đội chủ nhà ra sân. Lễ mừng công mở lúc 9h30 ngày 27/5.",
         ["?", "XXXX-05-27T09:30"]),
        # the latest season, in the half that the month is in; not in July
        ("Tối 22/5, đội nghỉ. Mùa 2015/16 họ thứ ba, mùa 2016/17 thứ nhì.", ["2017-05-22TEV"]),
        ("Tối 22/7, đội chờ mùa giải 2016/17.", ["XXXX-07-22TEV"]),
        # another event is not
        ("Tổng thống Mai An hôm nay thăm trường. Bà Hà Vy từng thăm chợ cũ hôm 20/10.",
         ["?", "XXXX-10-20"]),
        # a report from court tells the days of the deed
        ("Sáng 10/5, tòa mở phiên xét xử. Theo cáo trạng, ngày 4/4/2016, họ gặp nhau.",
         ["XXXX-05-10TMO", "2016-04-04"]),
        # a list tells its year at the end, also over the end of a year
        ("Nhà máy chưa báo cáo quý một, quý hai năm 2017.", ["2017-Q1", "2017-Q2"]),
        ("Chợ họp các ngày 27/12, 6/1 và 21/1/2017.", ["2016-12-27", "2017-01-06", "2017-01-21"]),
        ("Sáng 10/2, họ gặp nhau. 12/3/2018 là ngày cưới.", ["XXXX-02-10TMO", "2018-03-12"]),
        # a feast is the one that the article tells the year of
        ("Dịp gần Tết, dịp Tết Nguyên đán, hay cận kề Tết Nguyên đán Kỷ Hợi.", ["2019-02-05"] * 3),
        ("Chợ đông dịp Tết. So với Tết 2018, Tết 2019 vắng.", ["?", "2018-02-16", "2019-02-05"]),
        # a fiscal year under way
        ("Ngày 9/5, quỹ dự báo tài khóa 2017-2018 và tài khóa 2018-2019. Năm nay khá.",
         ["2017-05-09", "2017/2018", "2018/2019", "2017"]),
        # to enrol for a school year is before it, a qualifier comes before its cup
        ("Ngày 30/3, sở tuyển sinh cho năm học 2026-2027.", ["XXXX-03-30", "2026/2027"]),
        ("Đội đá vòng loại World Cup 2026 hôm 10/10.", ["XXXX-10-10"]),
        # a year is over of which a later month has been
        ("Ngày 5/6, họ nhớ tháng 4/2016. Tháng 12/2016, họ rời làng.",
         ["XXXX-06-05", "2016-04", "2016-12"]),
        # last year is not that of a date far behind it, in June no season is played, nobody elects
        ("Năm ngoái, hồ từng cạn, dân phải đi xa. Họ nhớ ngày 8/6/2015.", ["?", "2015-06-08"]),
        ("Ngày 20/6, đội chờ mùa 2017/18.", ["XXXX-06-20"]),
        ("Ngày 8/7, bà nhắc lại cuộc bầu cử Tổng thống Mai Quốc 2016.", ["XXXX-07-08"]),
        ("Bão to trong năm nay. | 08:00 01/01/1970", ["?", "1970-01-01T08:00"]),
        # nor does a winner's title, the name of a model, a far deadline, a feast to come
        ("Chiều 8/1, quán quân Sao Mai 2015 ra đĩa hát.", ["XXXX-01-08TAF"]),
        ("Chiều 8/1, đài thay ra đa Trạm 2000.", ["XXXX-01-08TAF"]),
        ("Ngày 30/6, lệnh cấm được gia hạn tới ngày 31/12/2018.", ["XXXX-06-30", "2018-12-31"]),
        ("Ngày 30/6, ngành hướng tới kỷ niệm 100 năm thành lập (1929-2029).",
         ["XXXX-06-30", "1929/2029"]),
        # a count up to a quarter tells that it is over
        ("Ngày 24/5, hai bên ký kết. Tính đến hết quý 1/2017, hãng dẫn đầu.",
         ["2017-05-24", "2017-Q1"]),
        # what is to come is not now
        ("Sáng 12/5, dự án mở thầu. Tàu sẽ chạy tháng 10/2017. Quý II/2018 sẽ có lãi.",
         ["2017-05-12TMO", "2017-10", "2018-Q2"]),
        # a day of history that opens the article is not its own
        ("Chiều 2/9/1945, quảng trường đông. Hôm nay, nơi ấy lát đá.", ["1945-09-02TAF", "?"]),
        # the year of a law tells nothing, nor does one that others follow
        ("Ngày 6/7, hai bên bàn về Công ước Luật Biển 1982.", ["XXXX-07-06"]),
        ("Ngày 25/7, ông nhậm chức. Ông học ở Huế tới tháng 6/2016. Năm 2018, ông về quê.",
         ["XXXX-07-25", "2016-06", "2018"]),
        # the day that is said to be today
        ("Ngày hôm nay (5/12/2016) là hạn. Quý III tốt hơn cùng kỳ năm ngoái.",
         ["2016-12-05", "2016-Q3", "2015"]),
    ],
)  # fmt: skip
def test_without_publication_date(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "year", "name"),
    [
        ("Cơ quan ra đời ngay trong tháng 11/2016 này.", 2016, "called near"),
        ("Chiều 8/6, cá chết. Cũng vào năm ngoái, ngày 8/6/2016, cá chết.", 2017, "stepped to"),
        ("Ngày 23/5, ông từ chức. Hôm 18/5/2017, đơn được gửi.", 2017, "day close by"),
        ("Ngày 23/6, ông từ chức. Hôm 18/5/2017, đơn được gửi.", 2017, "day before"),
        ("Ngày 25/7, bà nhậm chức từ giữa tháng 6/2018.", 2018, "month before"),
        ("Ngày 29/12, mẫu xe ra mắt, dự kiến bán vào tháng 3-2018.", 2017, "day to come"),
        ("Ngày 12/7, ngân hàng báo cáo 6 tháng đầu năm 2018.", 2018, "part of the year"),
        ("Ngày 12/4, ngân hàng báo lãi quý I/2018.", 2018, "part of the year"),
        ("Ngày 12/4, ngân hàng báo lãi tăng so với cùng kỳ năm 2017.", 2018, "compared"),
        ("Sáng 8/2, sở triển khai nhiệm vụ năm 2017.", 2017, "yearly"),
        ("Sáng 8/9, xã mừng 20 năm tái lập tỉnh (1997-2017).", 2017, "anniversary"),
        ("Tối 22/5, đội mạnh nhất mùa 2016/17 và 2015/16 nghỉ tập.", 2017, "season"),
        ("Tối 22/9, đội mở màn mùa giải 2016 - 2017.", 2016, "season"),
        ("Sáng 8/9, 40 trẻ nhận mũ đầu năm học 2019-2020.", 2019, "school year"),
        ("Sáng 8/2, trường sơ kết năm học 2019-2020.", 2020, "school year"),
        ("Ngày 9/5, quỹ dự báo mức tăng trong tài khóa 2017-2018.", 2017, "school year"),
        ("Chiều 27/6, ban tổ chức họp về Cúp Quốc gia 2017.", 2017, "event"),
        ("Chiều 27/6, ban tổ chức họp về Cúp Quốc gia 2017.", 2017, "event above"),
        ("Mưa to. " * 60 + "Chiều 27/6, đội nghỉ. Họ giành Cúp Mai 2017.", 2017, "only year"),
        ("Ngày 10/2, chợ hoa Tết 2017 tan.", 2017, "feast"),
        ("Cúp Mai 2018 tan. Năm 2018 mưa. Năm 2018 lũ. Năm 2018 bão.", 2018, "often"),
        ("Ngày 2/3, họ nhớ Cúp Mai 2017. Năm 2018, giải mất.", 2017, "later year"),
        ("Ngày 5/6, họ nhớ tháng 4/2016. Tháng 12/2016, họ rời làng.", 2016, "later day"),
    ],
)
def test_evidences_for_the_year(text: str, year: int, name: str) -> None:
    doc = document(text)
    expressions = {i: parse(doc.surface(i)) for i in doc.of_type("DATE")}
    points = [e.start for e in expressions.values() if e]
    own = next((p for p in points if p.day and p.month and p.year is None), None)
    assert name in evidences(doc, expressions, own)[year]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Tối 22/5, ông nói sẽ nghỉ ở mùa giải 2017-2018.", 2017),
        ("Tối 22/2, ông nói sẽ nghỉ ở mùa giải 2017-2018.", 2018),
        ("Tối 22/5, ông kể đã nghỉ ở mùa giải 2017-2018.", 2018),
        ("Tối 22/5, ông kể về mùa giải 2006-07 và bốn năm (2013-2017) ở làng.", None),
    ],
)
def test_the_season_of_now(text: str, year: int | None) -> None:
    doc = document(text)
    expressions = {i: parse(doc.surface(i)) for i in doc.of_type("DATE")}
    own = next(e.start for e in expressions.values() if e)
    found = evidences(doc, expressions, own)
    assert [each for each, names in found.items() if "season" in names] == ([year] if year else [])


def test_every_evidence_has_an_example() -> None:
    (marks,) = test_evidences_for_the_year.pytestmark
    assert {name for _, _, name in marks.args[1]} == set(WEIGHTS)


def test_notes_say_what_is_missing() -> None:
    (found,) = date_values(document("Họp hôm qua.")).values()
    assert (found.value, found.note) == (None, "no day of reference")
    (found,) = date_values(document("Họp ngày 5/6.")).values()
    assert (found.value, found.note) == ("XXXX-06-05", "no year of reference")
    (found,) = date_values(document("Họp ngày 5/6.", "2019-06-07")).values()
    assert (found.value, found.note) == ("2019-06-05", None)


@pytest.mark.parametrize(
    ("text", "published", "chains"),
    [
        ("Họp ngày 5/6/2018.", "2019-06-07", ["day"]),
        ("Lễ sẽ mở ngày 5/6.", "2019-06-07", ["day:published:future"]),
        ("Họp hôm qua.", "2019-06-07", ["today:published"]),
        ("Họp hôm qua.", None, ["today"]),
        ("Sáng 18/11, họ khai mạc. Hôm qua, đoàn đã đến.", None, ["day", "today:opening day"]),
        ("Chiều 27/6, ban tổ chức họp về Cúp Mai 2017. Hôm qua mưa.", None,
         ["day:event+event above+only year", "today:opening day:event+event above+only year"]),
        ("Quý một, quý hai năm 2017.", None, ["quarter:beside", "quarter"]),
        ("Từ năm 2018 đến nay, thập niên 90 và thế kỷ XX.", None, ["since", "decade", "century"]),
        ("Hè năm nay có nhiều bão. | 21:25 12/07/2017", None, ["season:stamp", "day"]),
        ("Kho cháy đến sáng nay. Khoảng 6h sáng 19/7, kho bốc cháy.", None,
         ["part_today:retold", "day"]),
        ("Sáng nay (9/8), mưa. Thứ Ba tuần trước nắng.", "2019-08-09",
         ["part_today:published", "weekday_of_week:published"]),
    ],
)  # fmt: skip
def test_the_rule_is_the_chain(text: str, published: str | None, chains: list[str]) -> None:
    assert [found.rule for found in date_values(document(text, published)).values()] == chains


def test_mentions_of_others_are_read_by_their_surface() -> None:
    (found,) = date_values(document("ngày hội", "2019-06-07", whole=True)).values()
    assert found.value is None
    assert found.note


# --- any text and any day -------------------------------------------------------------------------

_EXPRESSIONS = st.sampled_from(sorted({expression for expression, *_ in phrases()}))


@given(_EXPRESSIONS, st.none() | st.dates())
def test_any_day_of_reference(expression: str, published: dt.date | None) -> None:
    doc = document(expression, published, whole=True)
    assert date_values(doc) == date_values(doc)


@given(st.text() | st.lists(_EXPRESSIONS).map(" ".join), st.none() | st.dates())
def test_any_text(text: str, published: dt.date | None) -> None:
    date_values(document(text, published))


def test_no_clock_is_read(monkeypatch: pytest.MonkeyPatch) -> None:

    def forbidden(*_: object) -> float:
        raise AssertionError("the clock was read")

    for name in ("time", "time_ns", "localtime", "gmtime"):
        monkeypatch.setattr(time, name, forbidden)
    assert values("Sáng nay, trời mưa. Tết 2019 vui.", "2019-02-01") == [
        "2019-02-01TMO",
        "2019-02-05",
    ]
    for module in ("values", "timex", "timeline", "year", "retold", "tense", "beside", "lunar"):
        path = Path(__file__).parents[2] / "vnnews" / "link" / "dates" / f"{module}.py"
        source = path.read_text(encoding="utf-8")
        assert "today()" not in source
        assert ".now(" not in source


def test_many_terms_take_linear_time():
    text = "Nhiệm kỳ 2015-2020 qua, " + "nhiệm kỳ này, " * 12_000
    start = time.process_time()
    assert values(text)[-1] == "2015/2020"
    assert time.process_time() - start < 5.0


def test_many_deictics_take_linear_time():
    text = "Đêm nay, họ đá. Trận (23h30, 27/5) hay. " * 3_000
    start = time.process_time()
    assert values(text)[0] == "XXXX-05-27TNI"
    assert time.process_time() - start < 5.0
