"""Places of records on another day: renamed, merged, divided."""

import datetime as dt

import pytest

from vnnews import Place, predecessors, successors

OLD, NEW = dt.date(2019, 11, 18), dt.date(2026, 1, 1)


def _place(unit, code=None):
    return Place(id="l1", name="x", unit=unit, code=code)


@pytest.mark.parametrize(
    ("unit", "told", "units"),
    [
        ("tỉnh Hà Giang", OLD, ["tỉnh Tuyên Quang"]),
        ("thành phố Hà Nội", None, ["thành phố Hà Nội"]),
        ("xã Thụy Lâm|huyện Đông Anh|thành phố Hà Nội", None, ["xã Thư Lâm|thành phố Hà Nội"]),
        ("thành phố Huế|tỉnh Thừa Thiên Huế", OLD, None),
        ("xã Không Có|tỉnh Hà Giang", OLD, []),
        (None, OLD, []),
    ],
)
def test_successors(unit, told, units):
    found = [new.unit for new in successors(_place(unit), NEW, told=told)]
    if units is None:  # a whole district: all wards that hold its territory
        assert len(found) > 5
        assert all(path.endswith("|thành phố Huế") for path in found)
    else:
        assert found == units


def test_a_day_on_which_it_stood_gives_itself():
    (same,) = successors(_place("tỉnh Hà Giang", "02"), dt.date(2020, 1, 1), told=OLD)
    assert (same.unit, same.code) == ("tỉnh Hà Giang", "02")


def test_one_name_before_and_after_is_told_apart_by_the_day():
    place = _place("tỉnh Tuyên Quang", "08")
    assert [old.unit for old in predecessors(place, OLD, told=NEW)] == [
        "tỉnh Hà Giang",
        "tỉnh Tuyên Quang",
    ]
    assert [old.unit for old in predecessors(place, OLD, told=OLD)] == ["tỉnh Tuyên Quang"]


def test_a_divided_ward_gives_all_its_heirs():
    rows = {len(successors(_place(path), NEW)) for path in _old_wards()}
    assert max(rows) > 1
    assert min(rows) >= 1


def _old_wards():
    from vnnews.lexicon.gazetteer import gazetteer

    return [u.path(OLD) for u in gazetteer() if u.rank == 3 and u.valid_until][::20]
