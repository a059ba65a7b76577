"""Patterns of days: dates, days counted from today, weekdays, lunar days and feasts."""

from __future__ import annotations

from vnnews.find.dates.pattern import (
    ABOUT,
    EVERY_YEAR,
    MEASURES,
    PART,
    REPEATED,
    Pattern,
    after,
    ahead,
)

_DAYTIME = f"#: ngày hôm {ABOUT} {PART}"
_ORDINAL = "lần, người, vị trí, hạng, xếp, đứng, loạt, họp, kỳ, khóa"
# Words that lead to a bare *1/7*: prepositions, holidays, a date before it in a list.
_LEADS_TO_DAY = (
    "từ, đến, tới, trước, sau, vào, hôm, dịp, và, lễ, tết, hết, trong, trưa, qua, sang, "
    "phiên, nay, mai, ngày, thế giới, ngày mới, quốc khánh, thiếu nhi, lao động, phụ nữ, "
    "việt nam, liệt sĩ, báo chí, thống nhất, chiến thắng, "
    r"(?:ngày|sáng|chiều|tối|từ|dịp) \d+[/.-]\d+(?:\,\s\d+[/.-]\d+)*(?:\,|\shoặc|\shay)"
)
# *Ngày Quốc tế Người hiến máu 14/6, Ngày truyền thống của trường 9-1*
_NAMED_DAY = (
    r"\bngày (?:[^\W\d_]+ ){0,3}(?:quốc tế|thế giới|truyền thống|thành lập|gia đình|hội"
    r"|vía|tình yêu|lễ)"
    r"(?: [^\W\d_]+){0,7} $"
)
# Words before a number with a slash that is an address, a score, a share, a law.
_LEADS_TO_NUMBER = (
    "chưa đến, chưa tới, "
    "non, trường, dẫn tới, điểm đến, điểm tới, số, đường, phố, hẻm, ngõ, ngách, kiệt, tổ, lô, "
    "block, km, thứ, tỷ số, tỉ số, thắng, thua, hòa, hơn, gần, chỉ, còn, đạt, tỷ lệ, chiếm, "
    "khoảng, quyết, định, thị, luật"
)
# *thứ bảy, chủ nhật hằng tuần* comes again and again.
_EVERY_WEEK = r"(?:,? (?:và )?(?:thứ \w+|chủ nhật|\d)){0,6} (?:hàng|hằng|mỗi) tuần"
_NOT_WEEKDAY = "hằng, hàng, hạng, trong, sau, lần, tiếp, về, là, mà, thế, đẹp, của, kể, vào"

DAY_PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        name="day",
        unit="day",
        starts=_DAYTIME,
        template=r"<about>(?!\d+~[/.-])<clocked><parted><date_in_year><closed><calendar>?"
        r"<lunar_beside>?<suffix>",
        examples=(
            "ngày 5/6", "8h30 ngày 5/6", "sáng 18/11", "khoảng 20 giờ 15 phút ngày 17/4/2025",
            "rạng sáng 3.4", "hôm 12-3 vừa qua", "17h30 (ngày 2/6)", "22h - 18/6",
            "ngày 30/1 (mùng 3 Tết)", "tối 9/5 (tức 14/4 Đinh Dậu)", "ngày 10/3 âm lịch",
            "ngày và đêm 30/6", "sáng 8-2 (23 tháng Chạp)", "ngày 28/2 năm 2019",
            "ngày 8.7.2017 dương lịch",
        ),
        rejects=("tỷ số 2-1", "ngày 45/6", "sáng 18-19-20", "ngày 5/13"),
        not_after=EVERY_YEAR,
    ),
    Pattern(
        name="day_bare",
        unit="day",
        starts="#/",
        template=r"(?!\d+-\d+(?![\d-]))<date_in_year><lunar_beside>?<suffix>",
        examples=("1/7", "30-7-2019", "1/7 tới", "30.4", "30/4 năm 1975"),
        rejects=("45/7", "7/13", "2-3"),
        before=rf"{after(_LEADS_TO_DAY)}|\($|{_NAMED_DAY}",
        cased=r"\d+[/.-]\d+[/.-]\d{4}|(?!24/7)(?:1[3-9]|2\d|3[01])/\d",
        not_before=rf"{after(_LEADS_TO_NUMBER)}|[\d/.,-]$|\b(?:set|hiệp|ván) (?:đầu|sau|trước) $",
        not_after=rf"{ahead(MEASURES)}|-|~-~\d|~/~?[a-zđ]|~(?:đến|tới|–) \d+[.,]\d| \d\b"
        rf"|{EVERY_YEAR}",
    ),
    Pattern(
        name="day_headed",
        unit="day",
        starts="#/",
        template=r"(?=\d+/)<date>",
        examples=("7/2", "24/7"),
        rejects=("45/7", "7-2"),
        before=r"(?:^|\n)[^\n:.!?]{3,64} $",
        not_before=rf"{after(f'{_LEADS_TO_NUMBER}, là, bằng')}|[\d/.,-]$",
        not_after=r"(?!~:(?!\d))",
    ),
    Pattern(
        name="day_dash",
        unit="day",
        starts="#/",
        template=r"(?=\d+-)<date>(?: <when>)?",
        examples=("30-4", "2-9 tới"),
        rejects=("30/4", "2-13"),
        # *16h chiều nay (14-12, …)*
        before=rf"{after(_LEADS_TO_DAY)}|\b(?:nay|qua|mai) \($",
        not_before=rf"{after(_LEADS_TO_NUMBER)}|[\d/.,-]$|\b(?:set|hiệp|ván) (?:đầu|sau|trước) $",
        not_after=r"~(?!(?:này|tới|vừa|đến|tại|ở|của|và|là|do|như|theo|lên|sẽ|với|vì|nhưng|khi|để)\b)"
        r"[^\W\d_]|~[-%/]|,\d",
    ),
    Pattern(
        name="day_dash_told",  # *dịp 30-4 và 1-5 năm nay, lễ 2-9*: no share, score or range
        unit="day",
        starts="#/",
        template=r"(?=\d+[/-])<date>(?: năm <year_step>| <when>)?",
        examples=("1-5 năm nay", "4-2 vừa qua", "2-9", "9/5"),
        rejects=("2.9", "2-13"),
        before=rf"{after('lễ, dịp, quốc khánh, ngày chiến thắng, lễ chiến thắng, giao dịch')}"
        rf"|{after('30-4 và')}"
        rf"|{_NAMED_DAY}",
        not_after=rf"~[-%/]?\d|,\d|~%|{EVERY_YEAR}",
    ),
    Pattern(
        name="day_of",  # but of *Ngày Gia đình Việt Nam 28/6* only the date is one
        unit="day",
        starts="ngày",
        template=r"ngày (?:khai giảng|khai mạc|bế mạc|bầu cử|giao dịch|khởi công|thi đấu|làm việc)"
        r" <date>(?: <when>)?",
        examples=("ngày khai giảng 5-9 vừa qua", "ngày bầu cử 8/11", "ngày thi đấu 11-12"),
        rejects=("ngày khai giảng", "ngày đánh bại 2-1"),
    ),
    Pattern(
        name="day_dash_late",  # no range of numbers: it would fall
        unit="day",
        starts="#/",
        template=r"(?=(?:1[3-9]|2\d|3[01])-)<date>(?: <when>)?",
        examples=("28-6", "15-2 tới"),
        rejects=("2-13", "12-6"),
        before=after(_LEADS_TO_DAY),
        not_before=rf"{after(_LEADS_TO_NUMBER)}|[\d/.,-]$|\b(?:set|hiệp|ván) (?:đầu|sau|trước) $",
        not_after=rf"{ahead(MEASURES)}|~[-%/]|,\d",
    ),
    Pattern(
        name="day_iso",
        unit="day",
        starts="####",
        template=r"<year>-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])"
        r"(?:[ t](?P<hour>[01]\d|2[0-3]):(?P<colon>[0-5]\d)(?::\d\d)?)?",
        examples=("2019-11-18", "2019-11-18 08:30"),
        rejects=("2019-13-18", "2019-11"),
    ),
    Pattern(
        name="day_words",
        unit="day",
        starts=_DAYTIME,
        template=r"<about><clocked>(?:<part> )?(?:ngày|hôm) <mday> tháng <month>(?! tuổi)"
        r"(?: (?P<lunar>âm lịch))?<solar_beside>?<of_year><calendar>?",
        examples=(
            "ngày 18 tháng 11 năm 2019", "sáng ngày 2 tháng 9", "ngày mười tháng ba",
            "8 giờ ngày 3 tháng 2 năm 1930", "ngày 5 tháng 6/2020", "ngày 8 tháng 4 âm lịch",
            "ngày 15 tháng 6 năm 2017 âm lịch",
        ),
        rejects=("18 ngày tháng", "2 tháng 9 ngày"),
        not_after=EVERY_YEAR,
    ),
    Pattern(
        name="day_words_bare",
        unit="day",
        starts=f"# {PART}",
        template=r"(?:<part> )?<day> tháng (?:<month>(?:~[/.,-]~<year>|~,?~năm <year>)"
        r"|(?P<month>giêng|chạp)(?: âm lịch)?<solar_beside>?(?: (?:năm )?<cycle>)?)",
        examples=("18 tháng 11 năm 2019", "sáng 2 tháng 9 năm 1945", "đêm 14 tháng Giêng"),
        rejects=("trong 18 tháng", "18 tháng 11 ngày"),
        not_before=after("lần, thứ, kỳ, đợt, vòng"),
    ),
    Pattern(
        name="today",
        unit="day",
        starts=f"{_DAYTIME} bữa",
        template=r"(?!(?<=như\s)ngày)<about><clocked>(?:<part> )?<today><closed><date_beside>?"
        r"<lunar_beside>?",
        examples=(
            "hôm nay", "ngày hôm qua", "sáng hôm nay (22/02)", "hôm nay, 5.6", "9h ngày mai",
            "hôm qua, ngày 5-8", "cuối ngày hôm nay",
        ),
        rejects=("ngày nay", "hôm sau", "hôm trước"),
        # *thành công như ngày hôm nay, lãnh đạo của ngày mai*: no day is meant.
        not_before=r"(?<!thứ )\b(?:hai|ba|mấy|vài|thế hệ|(?<![\d/.,-])1?\d|của) (?:ngày )?$"
        r"|\bnhư ngày $",
        not_after=ahead("phát triển, tươi sáng, lập nghiệp"),
    ),
    Pattern(
        name="part_today",
        unit="day",
        starts=f"#: {ABOUT} {PART}",
        template=r"<about><clocked><part> <short_today><closed><date_beside>?"
        r"<lunar_beside>?",
        examples=(
            "sáng nay", "22h30 tối nay", "chiều qua 16/6", "sáng mai (20/2)", "đêm nay",
            "sáng nay, 1/7", "chiều nay (10-2, tức 14 tháng Giêng Đinh Dậu)",
            "sáng nay 12-2 (27 tháng Chạp năm Đinh Dậu)",
        ),
        rejects=("sáng sau", "ngày nay"),
        not_before=after("tỏa, chiếu, ánh, hai, thắp"),
        not_after=ahead("lại, đi, mốt, trái, phải, đường"),
    ),
    Pattern(
        name="weekday_of_week",
        unit="day",
        starts=f"{_DAYTIME} thứ chủ chúa",
        template=r"<about><clocked>(?:<part> )?(?:(?:ngày|hôm) )?<weekday>"
        r"(?:,? (?:của )?tuần <step>|,? <when>)<date_beside>?",
        examples=(
            "thứ sáu tuần trước", "thứ Năm tuần này (ngày 24/11)", "sáng thứ hai tuần tới",
            "Chủ nhật này", "thứ tư vừa qua",
        ),
        rejects=("thứ hai trong tuần",),
        not_before=after(_ORDINAL),
    ),
    Pattern(
        name="weekday_dated",
        unit="day",
        starts=f"{_DAYTIME} thứ chủ chúa",
        template=r"<about><clocked>(?:<part> )?(?:(?:ngày|hôm) )?<weekday><date_beside>",
        examples=("thứ bảy (ngày 16/4)", "ngày thứ năm (7-3)", "sáng thứ hai, 5/6", "Chủ nhật 9/7"),
        rejects=("thứ hai, thứ ba",),
        not_before=after(_ORDINAL),
    ),
    Pattern(
        name="weekday",
        unit="day",
        starts=f"#: hôm thứ chủ chúa {ABOUT} {PART}",
        template=r"<about><clocked>(?:<part> |hôm )?<weekday>",
        examples=(
            "hôm thứ Ba", "sáng thứ bảy", "Chủ nhật", "thứ Sáu", "20h thứ bảy", "chiều thứ 5",
        ),
        rejects=("ngày thứ nhất", "thứ tám"),
        before=after("vào, từ, đến, tới, cả, hoặc, trong, sang, hết"),
        cased=r"(?i:chủ|hôm|buổi|sáng|trưa|chiều|tối|đêm|\d)|[Tt]hứ [A-ZĐ]",
        not_before=after(f"{REPEATED}, {_ORDINAL}"),
        not_after=rf"{ahead(_NOT_WEEKDAY)}|~, thứ|{_EVERY_WEEK}",
    ),
    Pattern(
        name="weekday_headed",  # *ngày thứ ba* is the third day
        unit="day",
        starts=_DAYTIME,
        template=r"<about><clocked>(?:<part> )?ngày <weekday><closed>",
        examples=("ngày thứ Ba", "ngày chủ nhật", "sáng ngày thứ Tư", "8h40 chiều ngày thứ Bảy"),
        rejects=("ngày thứ nhất",),
        cased=r"(?i:.*ngày) (?:(?i:ch)|[Tt]hứ [A-ZĐ])",
        not_before=rf"{after(REPEATED)}|\d $",
        not_after=rf"{ahead(_NOT_WEEKDAY)}|{_EVERY_WEEK}",
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
        name="lunar_day",
        unit="day",
        starts=f"#: ngày mùng mồng rằm {ABOUT} {PART}",
        template=r"<about><clocked>(?:<part> )?(?:ngày )?"
        r"(?:(?:mùng|mồng) <mday>|(?P<full_moon>rằm))(?: (?P<of_tet>tết)(?: nguyên đán| âm lịch)?"
        r"(?:(?: năm)? <cycle>)?(?:(?: năm)? <year>)?(?: <when>)?"
        r"|~(?:/|tháng )~<month>(?: (?P<lunar>âm lịch))?<of_year>)<solar_beside>?",
        examples=(
            "mùng 3 Tết", "rằm tháng Giêng", "mồng 10 tháng 3 âm lịch", "chiều mùng 5 Tết (2/2)",
            "ngày mùng 5 Tết", "mùng 10/3", "rằm tháng 7", "mùng hai Tết Bính Ngọ 2026",
            "6h ngày mùng 2 Tết",
        ),
        rejects=("mùng một", "màn mùng 3"),
        not_after=EVERY_YEAR,
    ),
    Pattern(
        name="year_end_day",
        unit="day",
        starts=f"# #: ngày {PART}",
        template=r"<clocked>(?:<part> )?(?:ngày )?(?P<mday>2\d|30) (?P<before_tet>tết|tháng chạp)"
        r"(?: nguyên đán| âm lịch)?(?:(?: năm)? <cycle>)?<solar_beside>?",
        examples=(
            "30 Tết", "28 Tết Âm lịch năm Bính Thân", "ngày 23 tháng Chạp", "chiều 29 Tết",
            "14h ngày 30 Tết",
        ),
        rejects=("10 Tết",),
    ),
    Pattern(
        name="feast",
        unit="day",
        starts="ngày đêm <feast>",
        template=r"(?:(?:ngày|(?P<part>đêm)) )?<feast>"
        r"(?:(?: năm)? <cycle>)?(?:~-?~(?:năm )?<year>)?<suffix>",
        examples=(
            "Tết Nguyên đán 2017", "Tết Nguyên đán Kỷ Hợi - 2019", "Tết Trung thu",
            "Trung thu 2024", "Tết Nguyên đán năm nay", "giao thừa", "đêm giao thừa",
        ),
        rejects=("Tết thiếu nhi",),
        not_before=after("tập, ánh trăng, không khí, hương vị, bánh"),
    ),
    Pattern(
        name="solar_feast",  # of a year that is told: alone it is a custom as often
        unit="day",
        starts="ngày đêm <solar_feast>",
        template=r"(?:(?:ngày|(?P<part>đêm)) )?<solar_feast>"
        r"(?:(?:~-~|,? )(?:năm )?<year>| năm <year_step>| <when>)",
        examples=(
            "Giáng sinh năm ngoái", "Noel 2015", "Tết dương lịch 2019", "Valentine sắp tới",
            "ngày Giáng sinh năm 2017",
        ),
        rejects=("Giáng sinh", "Tết dương lịch", "quà Noel"),
    ),
    Pattern(
        name="solar_feast_night",
        unit="day",
        starts="đêm",
        template=r"(?P<part>đêm) <solar_feast><date_beside>?",
        examples=("đêm Giáng sinh", "đêm Noel (24/12)", "đêm Halloween 31/10"),
        rejects=("đêm tối", "Giáng sinh"),
        before=after("trong, vào, hồi, dịp, ngay, đúng, qua, từ, đến"),
        cased=r".*\d",
        not_before=after(REPEATED),
    ),
    Pattern(
        name="tet",
        unit="day",
        starts="ngày tết",
        template=r"(?:ngày )?(?P<feast>tết)(?: <cycle>(?:~-?~(?:năm )?<year>)?(?: <when>)?"
        r"|~(?:năm )?<year>(?: <when>)?| năm <year_step>| <when>)",
        examples=(
            "Tết Ất Tỵ", "Tết 2018", "Tết năm nay", "Tết Bính Ngọ 2026 sắp tới",
            "Tết vừa qua", "Tết Mậu Thân năm 1968",
        ),
        rejects=("Tết dương lịch", "chúc tết"),
        not_before=r"\blễ, $",
    ),
    Pattern(
        name="tet_bare",
        unit="day",
        starts="ngày tết",
        template=r"(?:ngày )?(?P<feast>tết)",
        examples=("Tết", "ngày Tết"),
        rejects=("mùng 3",),
        before=after("dịp, gần, cận, trong, đến, xuyên, những, giáp, qua"),
        not_after=ahead("thiếu, trồng, độc, dương, tây, nhất, vì, sum, đến, xưa, quê, của"),
    ),
)  # fmt: skip
