"""Readings of the same letters share what was found in one of them."""

import pytest

from vnnews.fuzzy.reading import parse


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Công ty cổ phần Sông Gianh", "Công ty cổ phần Sống Giành", True),
        ("Công ty cổ phần Sông Gianh", "Công tý cố phần Sông Gianh", False),
        ("UBND huyện Ba Vì", "Ủy bàn nhận dân huyên Ba Vì", False),
        ("Sở Y tế, tỉnh Đồi Cát", "Sở Y tế tỉnh Đồi Cát", False),
    ],
)
def test_what_is_shared_is_what_would_be_found(one, other, alike):
    (first,), (second,), (alone,) = parse(one), parse(other), parse(other)
    assert first.bases == second.bases
    second.share(first)
    assert (second.key, second.layout) == (alone.key, alone.layout)
    assert (second.layout is first.layout) == alike
