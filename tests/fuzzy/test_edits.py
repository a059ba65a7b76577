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
    ],
)
def test_the_name_behind_slips_is_the_nearest(query, meant):
    assert MATCHER.match(query, limit=1, cutoff=0.0)[0].id == NAMES[meant]


@pytest.mark.parametrize("query", ["Hội đồng hân dsn tỉnh Quảng Nam", "Công ty Du lịch Gia Cúc"])
def test_what_is_only_near_is_no_match(query):
    assert MATCHER.best(query).match is None
    assert all(match.score <= CONFLICT for match in MATCHER.match(query, cutoff=0.0))


def test_suggestions_come_in_order_and_no_more_than_asked_for():
    found = MATCHER.match("Cong ty TNHH San xuat Thuong mai", limit=2, cutoff=0.0)
    assert len(found) == 2
    assert [match.score for match in found] == sorted((m.score for m in found), reverse=True)
