"""Patterns of what is longer than a day: weeks, months, quarters, years, decades, centuries."""

from __future__ import annotations

from vnnews.find.dates.pattern import (
    ABOUT,
    COUNTED,
    PHASE,
    REPEATED,
    Pattern,
    after,
    ahead,
)
from vnnews.find.dates.words import NUMBER_WORDS

_MONEY = "tỷ, tỉ, triệu, nghìn, ngàn, đồng(?! (?:thời|ý|loạt|đội)), usd, ha, km, %"
# A year may stand before these, an amount has its unit there.
_GOES_ON = (
    "ở|và|với|để|do|đều|đã|sẽ|phải|mới|vừa|được|là|khi|cho|tại|của|theo|nhằm|thì|hoặc|hay|như|có"
    "|không|còn|trên|trong|này"
)
_MONTH = r"<month>(?! tuổi)(?: (?P<lunar>âm(?: lịch)?))?<of_year>"
# What makes *3 năm trước* an ordinal or as vague as *mấy năm trước*.
_NOT_AGO = "thứ, tháng, cách, những, hàng, hơn, gần, khoảng, chừng, độ, tầm"
_NOT_MONTH = "cách mạng, mỗi, hằng, hàng, từng"

PERIOD_PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        name="week",
        unit="week",
        starts="tuần",
        template=r"tuần (?:lễ )?<step>",
        examples=("tuần trước", "tuần tới"),
        rejects=("hai tuần", "tuần thứ ba", "tuần trước đó"),
        not_before=COUNTED,
    ),
    Pattern(
        name="week_phase_step",
        unit="week",
        starts=PHASE,
        template=r"<phase>tuần (?:lễ )?<step><days_beside>?",
        examples=("giữa tuần này", "đầu tuần tới", "cuối tuần trước", "cuối tuần này (23 - 24/8)"),
        rejects=("cuối tuần", "đầu tuần trước đó"),
        not_before=after(REPEATED),
    ),
    Pattern(
        name="week_phase",
        unit="week",
        starts="hôm đầu giữa cuối",
        template=r"(?:hôm )?(?:đầu|giữa|cuối) tuần",
        examples=("đầu tuần", "cuối tuần", "hôm cuối tuần"),
        rejects=("trong tuần",),
        not_before=rf"{after(f'{REPEATED}, dịp, ngày, nghỉ, bắt')}"
        r"|\b(?:các|những|hai|mỗi|hàng) (?:sáng|chiều|tối|đêm) $",
        not_after=ahead("hằng, thứ, lễ, của, này, sau") + r"|~\d",
    ),
    Pattern(
        name="weekend",
        unit="weekend",
        starts="# hai",
        template=r"(?:hai|2) ngày cuối tuần(?: <step>)?<days_beside>?",
        examples=(
            "hai ngày cuối tuần", "2 ngày cuối tuần này", "hai ngày cuối tuần này (14 và 15/10)",
        ),
        rejects=("ba ngày cuối tuần",),
    ),
    Pattern(
        name="month",
        unit="month",
        starts="tháng",
        template=rf"tháng~{_MONTH}",
        examples=(
            "tháng 8", "tháng 3-2019", "tháng Tám tới", "tháng mười hai", "tháng 11/2016 này",
        ),
        rejects=("tháng 13", "tháng sau nữa mới"),
        not_before=r"(?:^|[^\w/.,-])\d\d? $|" + after(
            f"ngày, {_NOT_MONTH}, một, hai, ba, bốn, sáu, bảy, tám, chín, mười"
        ),
        not_after=ahead("lần, bên, người, tháng, đồng, triệu, tỷ, ngày"),
    ),
    Pattern(
        name="month_of_year",
        unit="month",
        starts="tháng",
        template=r"tháng~<month>(?:~[/.-]~<year>|~[,-]?~năm <year>)<suffix>",
        examples=("tháng 12.2025", "tháng 9 năm 2020"),
        rejects=("tháng 12", "tháng 13 năm 2020"),
        not_before=after(_NOT_MONTH),
    ),
    Pattern(
        name="month_phase_named",
        unit="month",
        starts=f"{ABOUT} {PHASE}",
        template=rf"<about><phase>?tháng~{_MONTH}",
        examples=(
            "cuối tháng 10", "đầu tháng 6 năm nay", "khoảng tháng 7/2015", "cuối tháng 5 này",
            "trung tuần tháng 1/2017",
        ),
        rejects=("cuối tháng 13", "đầu tháng"),
        not_before=after(_NOT_MONTH),
        not_after=ahead("lần, bên, người, tháng, triệu, tỷ"),
    ),
    Pattern(
        name="month_digits",
        unit="month",
        starts="#/",
        template=r"<month_year>",
        examples=("7/2016", "12-2025"),
        rejects=("13/2016", "7/16"),
        before=rf"{after('từ, vào, hồi, đến, tới, trước, sau, trong, kể từ')}|\((?:tháng )?$",
        not_after=r"[/-]",
    ),
    Pattern(
        name="month_step",
        unit="month",
        starts="tháng",
        template=r"tháng <step>",
        examples=("tháng trước", "tháng tới", "tháng vừa qua"),
        rejects=("tháng 5 tới", "tháng trước đó"),
        not_before=rf"{COUNTED}|{after('ngày')}",
    ),
    Pattern(
        name="month_phase_step",
        unit="month",
        starts=PHASE,
        template=r"<phase>tháng <step>",
        examples=("cuối tháng này", "đầu tháng sau"),
        rejects=("cuối tháng", "đầu tháng trước đó"),
        not_before=after(REPEATED),
    ),
    Pattern(
        name="month_phase",
        unit="month",
        starts="đầu giữa cuối",
        template=r"(?:đầu|giữa|cuối) tháng",
        examples=("đầu tháng", "cuối tháng"),
        rejects=("trong tháng",),
        before=after("hồi, vào, từ, đến, tới, dịp, trong"),
        not_after=ahead("sau đó, thứ, lương") + r"|~\d",
    ),
    Pattern(
        name="quarter",
        unit="quarter",
        starts=f"quý {ABOUT} {PHASE}",
        template=r"<about><phase>?quý~<quarter>(?![^\W_])<of_year>",
        examples=(
            "quý III/2019", "quý 1/2018", "quý II năm 2025", "quý một", "cuối quý IV năm nay",
            "quý II-2020", "quý 3 vừa qua",
        ),
        rejects=("quý khách", "quý 5", "quý V", "quý nhất"),
    ),
    Pattern(
        name="quarter_side",
        unit="quarter",
        starts="quý",
        template=r"quý (?P<quarter_side>đầu|cuối)(?: của)? "
        r"(?:(?:năm )?<year>|năm(?: <year_step>)?)",
        examples=("quý đầu năm", "quý cuối năm 2019", "quý cuối 2025", "quý đầu năm nay"),
        rejects=("quý đầu tiên", "quý cuối tuần"),
        not_after=ahead("tài chính, tài khóa, học, mới"),
    ),
    Pattern(
        name="quarter_step",
        unit="quarter",
        starts=f"quý {PHASE}",
        template=r"<phase>?quý <step>",
        examples=("quý trước", "quý vừa qua", "cuối quý tới"),
        rejects=("quý 2 vừa qua", "quý trước đó"),
        before=after("với, trong, của, vào, từ, so, hồi"),
        not_before=COUNTED,
    ),
    Pattern(
        name="months_of_year",
        unit="half",
        starts="# <number>",
        template=r"(?P<months>1[01]|[2-9]|mười một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) tháng"
        r"(?: (?P<side>đầu|cuối)(?: của)? năm(?: <year>|/<year>| <year_step>)?"
        r"| năm (?:<year>|(?P<year_step>nay)))",
        examples=(
            "6 tháng đầu năm 2025", "bốn tháng đầu năm nay", "6 tháng cuối năm", "9 tháng đầu năm",
            "8 tháng năm nay", "6 tháng năm 2026",
        ),
        rejects=("6 tháng đầu tiên", "12 tháng", "1 tháng đầu năm"),
    ),
    Pattern(
        name="months_some",
        unit="year",
        starts="những các vài mấy",
        template=r"(?:những|các|vài|mấy) (?:tháng (?:đầu|cuối) năm(?: <year>| <year_step>)?"
        r"|(?:ngày|tuần) (?:đầu|cuối) năm(?: <year>| <year_step>))",
        examples=(
            "những tháng đầu năm 2019", "những ngày cuối năm 2019", "những tháng cuối năm nay",
        ),
        rejects=("những tháng năm", "những ngày đầu năm"),
    ),
    Pattern(
        name="half",
        unit="half",
        starts="nửa",
        template=r"nửa (?:năm )?(?P<side>đầu|cuối|sau)(?: của)?"
        r" (?:(?:năm )?<year>|năm(?: <year_step>)?(?! \d))",
        examples=("nửa đầu năm 2025", "nửa cuối 2024", "nửa cuối năm nay", "nửa đầu năm"),
        rejects=("nửa đầu trận", "nửa đầu rồi", "nửa đầu tháng"),
    ),
    Pattern(
        name="season",
        unit="season",
        starts=f"mùa <season> {PHASE}",
        template=r"<phase>?(?:(?:mùa <season>|(?P<season>hè))(?:(?: năm|,)?[ /]<year>"
        r"| năm <year_step>| (?!rồi)<step>)"
        r"|(?:mùa )?(?P<season>xuân)(?: (?:năm )?<cycle>(?:(?:,| -)? <year>)?"
        r"|(?:(?: năm|,)?[ /]<year>| năm <year_step>)))",
        examples=(
            "mùa thu tới", "hè 2017", "mùa hè năm nay", "mùa xuân năm 1975", "Xuân Mậu Tuất 2018",
            "đầu Xuân Đinh Dậu",             "cuối hè này", "mùa đông 2020",
        ),
        rejects=("mùa giải 2018", "thu 2000 đồng", "Trung Đông 1967"),
        not_before=after("thế vận hội, olympic, olympics, nghỉ, trường, vụ, đông, mùa"),
        not_after=rf"{ahead(_MONEY)}|~[.,]\d",
    ),
    Pattern(
        name="season_phase",
        unit="season",
        starts="đầu giữa cuối",
        template=r"(?:đầu|giữa|cuối) (?:mùa )?<season>",
        examples=("đầu hè", "cuối mùa đông"),
        rejects=("đầu thế",),
        before=after("mới, từ, vào, hồi, đến, trong, dịp"),
        not_after=ahead("nam, tây, bắc, dương, đúc, hút, tiền, phí, năm mới") + r"|~\d",
    ),
    Pattern(
        name="year",
        unit="year",
        starts=f"năm {ABOUT} {PHASE}",
        template=r"<about><phase>?năm (?:(?:tài khóa |tài chính |học |mới )?<anno><suffix>"
        r"|(?:nay|ngoái|tới|trước|sau|kia)~\(~(?:năm )?<year>~\))",
        examples=(
            "năm 2019", "cuối năm 2011", "năm tài khóa 2025", "năm 938", "năm 2025 vừa qua",
            "khoảng năm 1010", "giữ năm 2016", "năm mới 2026", "năm ngoái (năm 2016)",
        ),
        rejects=("5 năm 12 tháng", "năm 2.500 tỷ"),
        not_after=ahead(_MONEY),
    ),
    Pattern(
        name="year_phase_digits",
        unit="year",
        starts="đầu giữa cuối",
        template=r"<phase><year>",
        examples=("cuối 2024", "đầu 2018", "giữa 2020"),
        rejects=("đầu 5000",),
        not_after=rf"{ahead(_MONEY)}|~[.,]\d",
    ),
    Pattern(
        name="year_digits",
        unit="year",
        starts="####",
        template=r"<year>",
        examples=("1987", "2032"),
        rejects=("20000", "5000"),
        before=r"\((?:[^()\n]{0,60}, )?$|"
        + after("cùng kỳ, đến hết, so với, từ, đến, tới, vào, trước, sau, trong, hồi, trước thềm"),
        not_before=r"[\d/.,-]$|\bluật[^()\n]{0,24}\($",
        not_after=rf"~(?:%|[./:-]~?\d|,\d|(?!(?:{_GOES_ON})\b)[^\W\d_])",
    ),
    Pattern(
        name="year_listed",
        unit="year",
        starts="####",
        template=r"<year>",
        examples=("2010",),
        rejects=("20000", "5000"),
        before=r"\bnăm (?:tài chính |tài khóa |học )?\(?\d{4}(?:, \d{4})*(?:,| và| hay| hoặc) $",
        not_after=rf"{ahead(f'{_MONEY}, người')}|~%|[.,/:-]\d",
    ),
    Pattern(
        name="birth_year",
        unit="year",
        starts="####",
        template=r"<year>",
        examples=("1987",),
        rejects=("987",),
        before=r"(?:\bsn|(?<!tuyển )(?<!học )(?<!thí )\bsinh)[ :.]*(?:\d{4} và )?$",
    ),
    Pattern(
        name="year_step",
        unit="year",
        starts="năm",
        template=r"năm (?!này)<year_step>",
        examples=("năm nay", "năm ngoái", "năm tới", "năm kia"),
        rejects=("mỗi năm", "năm đó", "năm trước đó"),
        not_before=COUNTED,
    ),
    Pattern(
        name="year_phase_step",
        unit="year",
        starts=PHASE,
        template=r"<phase>năm (?!này)<year_step>",
        examples=("cuối năm ngoái", "đầu năm nay"),
        rejects=("cuối năm", "đầu năm sau đó"),
        not_before=after(REPEATED),
    ),
    Pattern(
        name="year_phase",
        unit="year",
        starts="đầu giữa cuối",
        template=r"(?:đầu|giữa|cuối) năm",
        examples=("đầu năm", "cuối năm"),
        rejects=("trong năm",),
        not_before=after("mỗi, hằng, hàng, tháng, quý, ngày, kỳ, lễ, họp, bắt, lần, nhau"),
        not_after=ahead("học, mới, thứ, âm, lớp, tài, châu") + r"|~\d",
    ),
    Pattern(
        name="year_cycle",
        unit="year",
        starts=f"năm ngày {PHASE}",
        template=r"<phase>?năm (?:mới )?<cycle>(?:~[-,(]?~(?:năm )?<year>~\)?)?",
        examples=(
            "năm Giáp Thìn", "năm Bính Ngọ 2026", "ngày đầu năm Bính Ngọ", "đầu năm mới Ất Tỵ",
        ),
        rejects=("năm Ất", "năm giáp ranh"),
    ),
    Pattern(
        name="term",
        unit="term",
        starts="nhiệm",
        template=r"nhiệm (?:kỳ|kì) <step>",
        examples=("nhiệm kỳ qua", "nhiệm kỳ này", "nhiệm kỳ tới"),
        rejects=("nhiệm kỳ của ông",),
        not_before=COUNTED,
    ),
    Pattern(
        name="term_of_assembly",
        unit="term",
        starts="nhiệm",
        template=r"nhiệm (?:kỳ|kì)(?: của)? quốc hội khóa <assembly>",
        examples=("nhiệm kỳ Quốc hội khóa XV",),
        rejects=("nhiệm kỳ Quốc hội khóa này", "Quốc hội khóa XV"),
    ),
    Pattern(
        name="decade",
        unit="decade",
        starts=f"những năm thập {PHASE}",
        template=r"(?:những năm )?<phase>?(?:(?:những )?(?:thập niên|thập kỷ)(?: những)?(?: năm)?"
        r"|những năm(?: của)?) (?P<decade>(?:1\d|20)\d0|[1-9]0)(?!\d)"
        r"(?:,?(?: của)? thế kỷ (?:<century>|trước|này))?",
        examples=(
            "những năm 1990", "thập niên 1990", "đầu những năm 70", "thập niên 90",
            "những năm 80 của thế kỷ trước", "thập kỷ 60 thế kỷ XX",
        ),
        rejects=("những năm 2016",),
        not_after=ahead("năm, người, tuổi, triệu, tỷ, %") + r"|[.,]\d",
    ),
    Pattern(
        name="century",
        unit="century",
        starts=f"thế {ABOUT} {PHASE} những",
        template=r"<about>(?:<phase>|những năm (?:đầu|cuối) )?(?:của )?thế kỷ (?:thứ )?<century>"
        r"(?![^\W_])",
        examples=("thế kỷ XX", "cuối thế kỷ 19", "khoảng thế kỷ XVI", "những năm đầu thế kỷ XX"),
        rejects=("thế kỷ mới", "thế kỷ của"),
    ),
    Pattern(
        name="century_step",
        unit="century",
        starts=f"thế {PHASE}",
        template=r"(?:<phase>|những năm (?:đầu|cuối) )?thế kỷ (?P<step>trước|này)"
        r"(?! (?:đó|khi|đây))",
        examples=("thế kỷ trước", "đầu thế kỷ này", "cuối thế kỷ trước"),
        rejects=("thế kỷ sau", "thế kỷ trước đó"),
        not_before=COUNTED,
    ),
    Pattern(
        name="ago",
        unit="year",
        starts="cách",
        template=r"cách (?:đây|nay) (?:chỉ )?(?P<vague><some>)<count> <unit>(?: (?:rưỡi|trước))?",
        examples=(
            "cách đây 3 năm", "cách đây hơn 3 thế kỷ", "cách đây một tháng", "cách đây mấy ngày",
            "cách đây gần hai tuần", "cách đây ít hôm", "cách nay 3 tháng",
        ),
        rejects=("cách đây 3 km",),
    ),
    Pattern(
        name="ago_before",
        unit="year",
        starts="# <number> sáng trưa chiều tối đêm khuya",
        template=r"(?:<part> )?(?!vài|mấy|nhiều|ít|nửa)<count> <unit> (?:về )?trước",
        examples=("3 tháng trước", "hai năm trước", "80 năm về trước", "tối hai hôm trước"),
        rejects=("3 tháng sau", "năm trước", "nhiều năm trước"),
        not_before=after(f"{', '.join(NUMBER_WORDS)}, {_NOT_AGO}"),
        not_after=ahead(
            "đó, khi, đây, mắt, mặt, tết, hạn, thềm, sự, cổng, bầu, cuộc, giờ, lễ, buổi, chuyến, "
            "sinh, thời điểm, ngày, trận, kỳ, lúc, thời, giải, đại hội, kỷ niệm"
        ),
    ),
)  # fmt: skip
