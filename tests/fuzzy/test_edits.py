"""Suggestions find the name that is meant behind slips, wherever these stand."""

import pytest

from vnnews.fuzzy import Matcher
from vnnews.fuzzy.score import CONFLICT

NAMES = [
    "Công ty TNHH Sản xuất Thương mại Hoa Lâm",
    "Công ty TNHH Sản xuất Thương mại Kim Thắng",
    "Công ty Cổ phần Du lịch Tài Điền",
    "Công ty Cổ phần Du lịch Gia Cường",
    "Công ty TNHH Một thành viên Dược phẩm Toàn Điền",
    "Phòng Tư pháp thị xã Bình Minh tỉnh Vĩnh Long",
    "Trung tâm Y tế huyện Sóc Sơn thành phố Hà Nội",
    "Hội đồng nhân dân tỉnh Quảng Trị",
    "Viện Kiểm sát nhân dân tỉnh Nghệ An",
    "Công ty Thương mại Bích Tài Đông",
    "Công ty Cổ phần Danh Kiên",
    "Liên đoàn Lao động quận Hải Châu thành phố Đà Nẵng",
    "Công ty TNHH Thương mại Bảo Tín Gia Lai",
    "Chi cục Thuế huyện Quế Sơn tỉnh Quảng Nam",
]
MATCHER = Matcher((name, name) for name in NAMES)


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("Công ty TNHH Sản xuất Thương mại Hoa Lâ", 0),  # one word
        ("Cong ty TNHH San xuat Thuong mai Kim hang", 1),  # one that weighs little as it stands
        ("Cong ty Co phan Du lich Ta Dien", 2),  # one that weighs little when put right
        ("Công ty Cổ phần Du lịch Gi aCường", 3),  # a blank
        ("Công t Cổ phần Du lịch Gia Cường", 3),  # a light phrase
        ("Công ty TNHH Mtộ thành viên Dược phẩm Toà Điền", 4),  # such a phrase and a word
        ("Phòng Tư pháp tị xã Bình Minh tỉn Vĩnh Long", 5),
        ("Trung tâm Y tế huyện Só ccSơn thành phố Hà Nội", 6),  # a blank and one of its words
        ("Hội đồng hân dsn tỉnh Quảng Trị", 7),  # two words side by side
        ("Vện Kiểm sát nhân dân tỉnh Nghệ n", 8),  # the first and the last
        ("Công ty THNH Sản xuất Thương mại Hoa Lm", 0),  # an abbreviation and a word
        ("ông ty Thương mại Bch Tài Đông", 9),  # what looks like an abbreviation
        ("Cong tt Co phan Danh Kien", 10),  # the same in a light phrase
        ("Công ty C phần Danh Kiênn", 10),  # a light phrase and a word that many names have
        ("Liên đoàn Lao động uận Hải CChâu thành phố Đà Nẵng", 11),  # a light word and its name
        ("Công ty TNHH Thương mại Bả oTín Gia La", 12),  # a blank beside a word that weighs little
        ("Chi cuc Thue huyen Que Son tinh Quan Nam", 13),  # what looks like a rank
    ],
)
def test_the_name_behind_slips_is_the_nearest(query, meant):
    assert MATCHER.match(query, limit=1, cutoff=0.0)[0].id == NAMES[meant]


SYLLABLES = (
    "an anh bách bảo bình châu cường danh duy dương đạt đăng điền đức gia giang hà hạnh hiếu hoàng "
    "hồng hùng hưng khang khánh khôi kiên lam lan linh long lộc mai mạnh minh nga ngân ngọc phong"
).split()
CROWD = Matcher(
    (f"{one} {two}", f"Công ty Xây dựng {one} {two}") for one in SYLLABLES for two in SYLLABLES
)


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("Công ty Xây dựng Phog Ngânn", "phong ngân"),
        ("Công ty Xây dwng Khôi Cườg", "khôi cường"),
        ("Côngty Xây dựng Lnih Hạhn", "linh hạnh"),
        ("Công ty Xây dựng Kahngg Hùng", "khang hùng"),  # two in one word
        ("Công ty Xây dựn gHogf Mai", "hồng mai"),  # a blank, and one beside it
    ],
)
def test_two_slips_are_put_right_where_many_names_differ_in_one_word(query, meant):
    assert CROWD.match(query, limit=1, cutoff=0.0)[0].id == meant


@pytest.mark.parametrize("query", ["Hội đồng hân dsn tỉnh Quảng Nam", "Công ty Du lịch Gia Cúc"])
def test_what_is_only_near_is_no_match(query):
    assert MATCHER.best(query).match is None
    assert all(match.score <= CONFLICT for match in MATCHER.match(query, cutoff=0.0))


def test_suggestions_come_in_order_and_no_more_than_asked_for():
    found = MATCHER.match("Cong ty TNHH San xuat Thuong mai", limit=2, cutoff=0.0)
    assert len(found) == 2
    assert [match.score for match in found] == sorted((m.score for m in found), reverse=True)
