"""The patterns of single date expressions: one named entry each, examples and rejects beside it."""

from __future__ import annotations

import msgspec

from vnnews.find.dates.atoms import any_of
from vnnews.find.dates.expression import Unit
from vnnews.find.dates.words import NUMBER_WORDS


class Pattern(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of date expression; ``template`` is written with the atoms of ``atoms``.

    ``starts`` are the words that can open it. ``before`` and the like decide only in running text:
    a match is refused when ``not_before`` or ``not_after`` matches beside it, or when neither
    ``before`` matches before it nor ``cased`` the characters as written. ``examples`` are read
    whole; in ``rejects`` the pattern finds nothing.
    """

    name: str
    unit: Unit
    starts: str
    template: str
    examples: tuple[str, ...]
    rejects: tuple[str, ...] = ()
    before: str = ""
    cased: str = ""
    not_before: str = ""
    not_after: str = ""


_ABOUT = "khoảng hơn gần tầm chừng độ"
_PHASE = "nửa những thượng trung hạ đầu giữa cuối giữ"
_PART = "<part> buổi"
# A count before *tuần qua, năm tới* makes it a duration.
_COUNTED = rf"(?:\d|\b(?:{any_of(NUMBER_WORDS)}|nhiều|vài|mấy|những|các|mỗi|hằng|hàng|từng|suốt|nghìn|ngàn)) $"
_REPEATED = r"\b(?:mỗi|hằng|hàng|các|những|từng) $"
_BESIDE = (
    r"\b(?:từ|đến|tới|trước|sau|vào|hôm|dịp|và|lễ|tết|hết|trong|trưa|qua|sang|khánh|nhất|"
    r"chiến thắng|ngày|nay|mai|(?:ngày|sáng|chiều|tối|từ|dịp) \d+[/.-]\d+,) $|\($"
)

PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        name="day",
        unit="day",
        starts=f"# ngày hôm {_ABOUT} {_PART}",
        template=r"<about>(?!\d+~[/.-])<clocked><parted><date><closed>(?: (?P<lunar>âm lịch))?"
        r"<lunar_beside>?<suffix>",
        examples=(
            "ngày 5/6", "8h30 ngày 5/6", "sáng 18/11", "khoảng 21 giờ 30 phút ngày 28/6/2025",
            "rạng sáng 3.4", "hôm 12-3 vừa qua", "17h30 (ngày 2/6)", "22h - 18/6",
            "ngày 30/1 (mùng 3 Tết)", "ngày 10/3 âm lịch", "ngày và đêm 30/6",
        ),
        rejects=("tỷ số 2-1", "ngày 45/6", "sáng 18-19-20", "ngày 5/13"),
    ),
    Pattern(
        name="day_bare",
        unit="day",
        starts="#",
        template=r"<date><lunar_beside>?<suffix>",
        examples=("1/7", "30-7-2019", "1/7 tới", "30.4"),
        rejects=("thắng 2-1", "đường 19/5", "nhà số 5/12", "giá 1.5 triệu"),
        before=_BESIDE,
        cased=r"\d+[/.-]\d+[/.-]\d{4}|(?!24/7)(?:1[3-9]|2\d|3[01])/\d",
        not_before=r"\b(?:non|trường|dẫn tới|điểm đến|điểm tới|số|đường|phố|hẻm|ngõ|ngách|kiệt|tổ|lô|block|km|thứ|tỷ số|tỉ số|thắng|thua|hòa|"
        r"hơn|gần|chỉ|còn|đạt|tỷ lệ|chiếm|khoảng|quyết|định|thị|luật) $|[\d/.,-]$",
        not_after=r"~(?:%|triệu|tỷ|tỉ|nghìn|ngàn|đồng|usd|m\b|km|kg|ha\b|cm|giờ|h\b|điểm|số|tổng|người|tuổi"
        r"|lần|trận|bàn|mét|tấn|lứa|phút|tiếng|-|năm|tuần|tháng|[/-]~?[a-zđ]|độ|lít|phần|inch|thành viên|đại biểu|cổ|doanh|dân)",
    ),
    Pattern(
        name="day_words",
        unit="day",
        starts=f"# ngày hôm {_ABOUT} {_PART} <number>",
        template=r"<about><clocked><part>?~(?:(?:ngày|hôm) )<mday> tháng <month>(?! tuổi)"
        r"(?: (?P<lunar>âm lịch))?<of_year>?",
        examples=("ngày 18 tháng 11 năm 2019", "sáng ngày 2 tháng 9", "ngày mười tháng ba",
                  "8 giờ ngày 3 tháng 2 năm 1930", "ngày 5 tháng 6/2020"),
        rejects=("18 ngày tháng", "2 tháng 9 ngày"),
    ),
    Pattern(
        name="day_words_bare",
        unit="day",
        starts=f"# {_PART}",
        template=r"(?:<part> )?<day> tháng <month>(?:~[/.,-]~<year>|~,?~năm <year>)",
        examples=("18 tháng 11 năm 2019", "sáng 2 tháng 9 năm 1945"),
        rejects=("trong 18 tháng",),
    ),
    Pattern(
        name="today",
        unit="day",
        starts=f"# ngày hôm bữa {_ABOUT} {_PART}",
        template=r"<about><clocked>(?:<part> )?<today><closed><date_beside>?",
        examples=("hôm nay", "ngày hôm qua", "sáng hôm nay (22/02)", "hôm nay, 5.6", "9h ngày mai",
                  "hôm qua, ngày 5-8", "cuối ngày hôm nay"),
        rejects=("ngày nay", "hôm sau"),
        not_before=r"(?<!thứ )\b(?:hai|ba|mấy|vài|\d+) $",
    ),
    Pattern(
        name="part_today",
        unit="day",
        starts=f"# {_ABOUT} {_PART}",
        template=r"<about><clocked><part> <short_today><closed><date_beside>?",
        examples=("sáng nay", "22h30 tối nay", "chiều qua 16/6", "sáng mai (20/2)", "đêm nay"),
        rejects=("sáng sau", "ngày nay"),
        not_before=r"\b(?:tỏa|chiếu|ánh|hai) $",
        not_after=r"~(?:lại|đi|mốt|trái|phải|đường)",
    ),
    Pattern(
        name="weekday_of_week",
        unit="day",
        starts=f"ngày hôm thứ chủ chúa {_PART} # {_ABOUT}",
        template=r"<about><clocked>(?:<part> )?(?:(?:ngày|hôm) )?<weekday>"
        r"(?:,? (?:của )?tuần <step>|,? <when>)<date_beside>?",
        examples=("thứ sáu tuần trước", "thứ Năm tuần này (ngày 24/11)", "sáng thứ hai tuần tới",
                  "Chủ nhật này", "thứ tư vừa qua"),
        rejects=("thứ hai trong tuần",),
        not_before=r"\b(?:lần|người|vị trí|hạng|xếp|đứng|loạt|họp|kỳ) $",
    ),
    Pattern(
        name="weekday_dated",
        unit="day",
        starts=f"ngày hôm thứ chủ chúa {_PART} # {_ABOUT}",
        template=r"<about><clocked>(?:<part> )?(?:(?:ngày|hôm) )?<weekday><date_beside>",
        examples=("thứ bảy (ngày 16/4)", "ngày thứ năm (7-3)", "sáng thứ hai, 5/6", "Chủ nhật 9/7"),
        rejects=("thứ hai, thứ ba",),
    ),
    Pattern(
        name="weekday",
        unit="day",
        starts=f"hôm thứ chủ chúa {_PART} # {_ABOUT}",
        template=r"<about><clocked>(?:<part> |hôm )?<weekday>",
        examples=("hôm thứ Ba", "sáng thứ bảy", "Chủ nhật", "thứ Sáu", "20h thứ bảy", "chiều thứ 5"),
        rejects=("ngày thứ hai", "người thứ ba", "lần thứ tư"),
        before=r"\b(?:vào|từ|đến|tới|cả|hoặc|trong|vào ngày|sang|hết) $",
        cased=r"(?i:chủ|hôm|sáng|trưa|chiều|tối|đêm|\d)|[Tt]hứ [A-ZĐ]",
        not_before=r"\b(?:mỗi|hằng|hàng|các|những|từng|lần|người|hạng|đứng|khóa) $",
        not_after=r"~(?:hằng|hàng|hạng|trong|sau|lần|tiếp|về|là|mà|thế|đẹp|của|kể|vào)|~, thứ",
    ),
    Pattern(
        name="weekday_capital",
        unit="day",
        starts="thứ",
        template=r"<weekday>",
        examples=("Thứ tư",),
        rejects=("thứ nhất",),
        cased=r"Thứ [^\W\d]",
        not_before=r"(?:^|[^\w\s)]\s*)$",
    ),
    Pattern(
        name="week",
        unit="week",
        starts=f"tuần {_PHASE}",
        template=r"<phase>?tuần (?:lễ )?<step>",
        examples=("tuần trước", "tuần tới", "giữa tuần này", "đầu tuần tới", "cuối tuần trước"),
        rejects=("hai tuần", "tuần thứ ba"),
        not_before=_COUNTED,
    ),
    Pattern(
        name="week_phase",
        unit="week",
        starts="hôm đầu giữa cuối",
        template=r"(?:hôm )?<phase>tuần",
        examples=("đầu tuần", "cuối tuần", "hôm cuối tuần"),
        rejects=("hết tuần sau đó nữa",),
        not_before=r"\b(?:mỗi|hằng|hàng|các|những|từng|dịp|ngày|nghỉ) $",
        not_after=r"~(?:hằng|thứ|lễ|của|\d|này|sau)",
    ),
    Pattern(
        name="weekend",
        unit="weekend",
        starts="# hai",
        template=r"(?:hai|2) ngày cuối tuần(?: <step>)?",
        examples=("hai ngày cuối tuần", "2 ngày cuối tuần này"),
        rejects=("ba ngày cuối tuần",),
    ),
    Pattern(
        name="month",
        unit="month",
        starts=f"tháng {_ABOUT} {_PHASE}",
        template=r"<about><phase>?tháng~<month>(?! tuổi)(?: (?P<lunar>âm lịch))?<of_year>?",
        examples=("tháng 8", "tháng 3-2019", "cuối tháng 10", "đầu tháng 6 năm nay", "tháng Tám tới",
                  "khoảng tháng 7/2015", "trung tuần tháng 1/2017", "tháng mười hai", "tháng 12.2025",
                  "cuối tháng 5 này", "tháng 11/2016 này"),
        rejects=("tháng 13", "tháng sau nữa mới"),
        not_before=r"(?:\d|\b(?:cách mạng|ngày|mỗi|hằng|hàng|từng|một|hai|ba|bốn|sáu|bảy|tám|chín|mười)) $",
        not_after=r"~(?:lần|bên|người|tháng|đồng|triệu|tỷ|ngày\b)",
    ),
    Pattern(
        name="month_step",
        unit="month",
        starts=f"tháng {_PHASE}",
        template=r"<phase>?tháng <step>",
        examples=("tháng trước", "tháng tới", "cuối tháng này", "tháng vừa qua"),
        rejects=("tháng 5 tới",),
        not_before=rf"{_COUNTED}|\bngày $",
    ),
    Pattern(
        name="month_phase",
        unit="month",
        starts="đầu giữa cuối",
        template=r"(?:đầu|giữa|cuối) tháng",
        examples=("đầu tháng", "cuối tháng"),
        before=r"\b(?:hồi|vào|từ|đến|tới|dịp|trong) $",
        not_after=r"~(?:\d|sau đó|thứ|lương)",
    ),
    Pattern(
        name="year",
        unit="year",
        starts=f"năm {_ABOUT} {_PHASE}",
        template=r"<about><phase>?năm (?:tài khóa |tài chính |học )?<anno><suffix>",
        examples=("năm 2019", "cuối năm 2011", "năm tài khóa 2025", "năm 938", "năm 2025 vừa qua",
                  "khoảng năm 1010", "giữ năm 2016"),
        rejects=("5 năm 12 tháng", "năm 2.500 tỷ"),
        not_before=r"\b(?:nghị quyết|luật số) $",
        not_after=r"~(?:tỷ|tỉ|triệu|nghìn|ngàn|đồng|người|lần|usd|ha\b|km|%)",
    ),
    Pattern(
        name="year_phase_digits",
        unit="year",
        starts="đầu giữa cuối",
        template=r"<phase><year>",
        examples=("cuối 2024", "đầu 2018", "giữa 2020"),
        rejects=("đầu 5000",),
        not_after=r"~(?:tỷ|tỉ|triệu|nghìn|ngàn|đồng|người|lần|usd|ha\b|km|%|[.,]\d)",
    ),
    Pattern(
        name="year_digits",
        unit="year",
        starts="#",
        template=r"<year>",
        examples=("1987", "2032"),
        rejects=("20000",),
        before=r"\((?:[^()\n]{0,60}, )?$|\b(?:cùng kỳ|đến hết|so với|từ|đến|tới|vào|trước|sau|năm \d{4} và) $",
        not_before=r"[\d/.,-]$|\bluật[^()\n]{0,24}\($",
        not_after=r"~(?:%|[.,/:-]~?\d|[^\W\d_])",
    ),
    Pattern(
        name="birth_year",
        unit="year",
        starts="#",
        template=r"<year>",
        examples=("1987",),
        rejects=("987",),
        before=r"\b(?:sn|sinh)[ :.]*(?:\d{4} và )?$",
    ),
    Pattern(
        name="year_step",
        unit="year",
        starts=f"năm {_PHASE}",
        template=r"<phase>?năm (?!này)<year_step>",
        examples=("năm nay", "năm ngoái", "cuối năm ngoái", "năm tới", "đầu năm nay", "năm kia"),
        rejects=("mỗi năm", "năm đó"),
        not_before=_COUNTED,
    ),
    Pattern(
        name="year_phase",
        unit="year",
        starts="đầu giữa cuối",
        template=r"(?:đầu|giữa|cuối) năm",
        examples=("đầu năm", "cuối năm"),
        not_before=r"\b(?:mỗi|hằng|hàng|tháng|quý|ngày|kỳ|lễ|họp) $",
        not_after=r"~(?:học|mới|\d|thứ|âm|lớp|tài|châu)",
    ),
    Pattern(
        name="year_cycle",
        unit="year",
        starts="năm",
        template=r"năm <cycle>(?:~[-,(]?~(?:năm )?<year>~\)?)?",
        examples=("năm Giáp Thìn", "năm Bính Ngọ 2026"),
        rejects=("năm Ất", "năm giáp ranh"),
    ),
    Pattern(
        name="quarter",
        unit="quarter",
        starts=f"quý {_ABOUT} {_PHASE}",
        template=r"<about><phase>?quý~<quarter>(?![^\W_])<of_year>?",
        examples=("quý III/2019", "quý 1/2018", "quý II năm 2025", "quý một",
                  "cuối quý IV năm nay", "quý II-2020"),
        rejects=("quý khách", "quý 5", "quý V"),
    ),
    Pattern(
        name="months_of_year",
        unit="half",
        starts="# <number>",
        template=r"(?P<months>1[01]|[2-9]|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mười một) tháng"
        r" (?P<side>đầu|cuối)(?: của)? năm(?: <year>|/<year>| <year_step>)?",
        examples=("6 tháng đầu năm 2025", "bốn tháng đầu năm nay", "6 tháng cuối năm",
                  "9 tháng đầu năm"),
        rejects=("6 tháng đầu tiên", "12 tháng"),
    ),
    Pattern(
        name="months_some",
        unit="year",
        starts="những các vài mấy",
        template=r"(?:những|các|vài|mấy) (?:tháng (?:đầu|cuối) năm(?: <year>| <year_step>)?"
        r"|(?:ngày|tuần) (?:đầu|cuối) năm(?: <year>| <year_step>))",
        examples=("những tháng đầu năm 2019", "những ngày cuối năm 2019", "những tháng cuối năm nay"),
        rejects=("những tháng năm",),
    ),
    Pattern(
        name="half",
        unit="half",
        starts="nửa",
        template=r"nửa (?:năm )?(?P<side>đầu|cuối|sau)(?: của)? (?:năm )?(?:<year>|<year_step>)",
        examples=("nửa đầu năm 2025", "nửa cuối 2024", "nửa cuối năm nay"),
        rejects=("nửa đầu trận",),
    ),
    Pattern(
        name="decade",
        unit="decade",
        starts=f"những năm thập {_PHASE}",
        template=r"<phase>?(?:(?:những )?(?:thập niên|thập kỷ)(?: những)?(?: năm)?|những năm(?: của)?)"
        r" (?P<decade>(?:1\d|20)\d0|[1-9]0)(?!\d)(?:,?(?: của)? thế kỷ (?:<century>|(?P<last>trước)|này))?",
        examples=("những năm 1990", "thập niên 1990", "đầu những năm 70", "thập niên 90",
                  "những năm 80 của thế kỷ trước", "thập kỷ 60 thế kỷ XX"),
        rejects=("những năm 2016",),
        not_after=r"~(?:năm|người|tuổi|triệu|tỷ|%|[.,]\d)",
    ),
    Pattern(
        name="century",
        unit="century",
        starts=f"thế {_ABOUT} {_PHASE} những",
        template=r"<about>(?:<phase>|những năm (?:đầu|cuối) )?(?:của )?thế kỷ (?:thứ )?<century>(?![^\W_])",
        examples=("thế kỷ XX", "cuối thế kỷ 19", "khoảng thế kỷ XVI", "những năm đầu thế kỷ XX"),
        rejects=("thế kỷ mới", "thế kỷ của"),
    ),
    Pattern(
        name="ago",
        unit="year",
        starts="cách",
        template=r"cách đây (?P<vague><some>)<count> <unit>(?: (?:rưỡi|trước))?",
        examples=("cách đây 3 năm", "cách đây hơn 3 thế kỷ", "cách đây một tháng",
                  "cách đây mấy ngày", "cách đây gần hai tuần"),
        rejects=("cách đây 3 km",),
    ),
    Pattern(
        name="ago_before",
        unit="year",
        starts=f"# <number> {_ABOUT}",
        template=r"(?P<vague><some>)<count> <unit> (?:về )?trước",
        examples=("3 tháng trước", "hai năm trước", "80 năm về trước", "hơn 10 năm trước"),
        rejects=("3 tháng sau", "năm trước"),
        not_before=r"\b(?:từ|thứ|tháng|kể từ|cách) $",
        not_after=r"~(?:đó|khi|đây|mắt|mặt|tết|hạn|thềm|sự|cổng|ngày|trận|kỳ|lúc|thời)",
    ),
    Pattern(
        name="season",
        unit="season",
        starts=f"mùa <season> {_PHASE}",
        template=r"<phase>?(?:mùa <season>|(?P<season>xuân|hè))(?:(?: (?:năm )?<cycle>)?(?: năm|,)?[ /]<year>"
        r"| năm <year_step>| (?!rồi)<step>)",
        examples=("mùa thu tới", "hè 2017", "mùa hè năm nay", "mùa xuân năm 1975",
                  "Xuân Mậu Tuất 2018", "cuối hè này", "mùa đông 2020"),
        rejects=("mùa giải 2018", "thu 2000 đồng", "Trung Đông 1967"),
        not_before=r"\b(?:thế vận hội|olympics?|nghỉ|trường) $",
        not_after=r"~(?:tỷ|tỉ|triệu|nghìn|ngàn|đồng|người|lần|usd|ha\b|km|%|m\b|[.,]\d)",
    ),
    Pattern(
        name="season_phase",
        unit="season",
        starts="đầu giữa cuối",
        template=r"(?:đầu|giữa|cuối) (?:mùa )?<season>",
        examples=("đầu hè", "cuối mùa đông"),
        rejects=("đầu thế",),
        not_after=r"~(?:nam|tây|bắc|dương|đúc|hút|tiền|phí|\d)",
        before=r"\b(?:mới|từ|vào|hồi|đến|trong|dịp) $",
    ),
    Pattern(
        name="lunar_day",
        unit="day",
        starts=f"mùng mồng rằm ngày # {_PART} đêm",
        template=r"(?:<part> )?(?:ngày )?(?:(?:mùng|mồng) (?P<mday>\d\d?|một|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|mười)"
        r"|(?P<full_moon>rằm))(?: (?P<of_tet>tết)(?: nguyên đán)?(?: <cycle>)?(?:(?: năm)? <year>)?"
        r"|~(?:/|tháng )~?<month>(?: (?P<lunar>âm lịch))?<of_year>?)",
        examples=("mùng 3 Tết", "rằm tháng Giêng", "mồng 10 tháng 3 âm lịch", "sáng mùng 1 Tết",
                  "ngày mùng 5 Tết", "mùng 10/3", "rằm tháng 7"),
        rejects=("mùng một", "màn mùng 3"),
    ),
    Pattern(
        name="year_end_day",
        unit="day",
        starts=f"# ngày {_PART}",
        template=r"(?:<part> )?(?:ngày )?(?P<mday>2\d|30) (?P<before_tet>tết|tháng chạp)(?: <cycle>)?",
        examples=("30 Tết", "ngày 23 tháng Chạp", "chiều 29 Tết"),
        rejects=("10 Tết",),
    ),
    Pattern(
        name="feast",
        unit="day",
        starts="<feast> ngày",
        template=r"(?:ngày )?<feast>(?: <cycle>)?(?:~-?~(?:năm )?<year>)?<suffix>",
        examples=("Tết Nguyên đán 2017", "Tết Nguyên đán Kỷ Hợi - 2019", "Tết Trung thu",
                  "Trung thu 2024", "Tết Nguyên đán năm nay"),
        rejects=("Tết thiếu nhi",),
        not_before=r"\b(?:tập|ánh trăng|không khí|hương vị|bánh) $",
    ),
    Pattern(
        name="tet",
        unit="day",
        starts="tết ngày",
        template=r"(?:ngày )?(?P<feast>tết)(?: <cycle>(?:~-?~(?:năm )?<year>)?(?: <when>)?"
        r"|~(?:năm )?<year>(?: <when>)?| năm <year_step>| <when>)",
        examples=("Tết Ất Tỵ", "Tết 2018", "Tết năm nay", "Tết Bính Ngọ 2026 sắp tới", "Tết vừa qua",
                  "Tết Mậu Thân năm 1968"),
        rejects=("Tết dương lịch", "chúc tết"),
        not_before=r"\blễ, $",
    ),
    Pattern(
        name="tet_bare",
        unit="day",
        starts="tết ngày",
        template=r"(?:ngày )?(?P<feast>tết)",
        examples=("Tết", "ngày Tết"),
        rejects=("mùng 3",),
        before=r"\b(?:dịp|gần|cận|trong|đến|xuyên|những|giáp|qua) $",
        cased=r"~^",
        not_after=r"~(?:thiếu|trồng|độc|dương|tây|nhất|vì|sum|đến|xưa|quê|của)",
    ),
    Pattern(
        name="term",
        unit="term",
        starts="nhiệm",
        template=r"nhiệm (?:kỳ|kì) <step>",
        examples=("nhiệm kỳ qua", "nhiệm kỳ này", "nhiệm kỳ tới"),
        rejects=("nhiệm kỳ của ông",),
        not_before=_COUNTED,
    ),
)  # fmt: skip
