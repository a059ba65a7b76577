"""The gazetteer: counts, both systems, what became of every unit."""

import datetime as dt
from pathlib import Path

import pytest

from vnnews.lexicon.gazetteer import REFORM, gazetteer, name_key
from vnnews.lexicon.tables import rows

OLD = dt.date(2025, 6, 30)
DIVIDED = Path(__file__).parents[1] / "phrases" / "divided_wards.tsv"


@pytest.mark.parametrize(
    ("day", "counts"), [(OLD, (63, 696, 10035)), (REFORM, (34, 0, 3321))], ids=str
)
def test_counts(day, counts):
    ranks = [unit.rank for unit in gazetteer() if unit.exists(day)]
    assert tuple(ranks.count(rank) for rank in (1, 2, 3)) == counts


def test_a_code_names_one_unit_a_day():
    for day in (dt.date(2017, 1, 1), OLD, REFORM):
        units = [unit for unit in gazetteer() if unit.exists(day) and unit.code]
        assert len({unit.code for unit in units}) == len(units)
        assert all(gazetteer().coded(unit.code, day) is unit for unit in units)


def test_everything_lives_on():
    for unit in gazetteer():
        if not unit.exists(REFORM):
            assert unit.successors(REFORM), unit.path()


def test_successors_and_predecessors_agree():
    for unit in gazetteer():
        if unit.rank == 3 and unit.exists(OLD):
            assert all(unit in heir.predecessors(OLD) for heir in unit.successors(REFORM))


def test_wards_stay_in_their_merged_province():
    for unit in gazetteer():
        if unit.rank == 3 and unit.exists(OLD):
            [province] = unit.province.successors(REFORM)
            assert {heir.province for heir in unit.successors(REFORM)} == {province}


def test_divided_wards():
    lines = DIVIDED.read_text(encoding="utf-8").splitlines()[2:]
    assert len(lines) > 50
    for line in lines:
        code, successors = line.split("\t")
        unit = gazetteer().coded(code, OLD)
        assert [heir.code for heir in unit.successors(REFORM)] == successors.split()


def test_history():
    for row in rows("units_history"):
        until = dt.date.fromisoformat(row["until"])
        after = until + dt.timedelta(days=1)
        former = gazetteer().named(row["name"], level=row["level"], date=until)
        [unit] = [u for u in former if u.valid_until == until and _in_province(u, row["province"])]
        assert any(
            (heir.level, heir.name) == (row["successor_level"], row["successor"])
            for heir in unit.successors(after)
        )


def _in_province(unit, code):
    return unit.province.code == code if code else unit.rank == 1


def test_chain_names_what_a_unit_was_called():
    [ward] = gazetteer().named("Hải Thanh", rank=3, date=OLD, within=_unit("tỉnh", "Thanh Hóa"))
    assert ward.path(dt.date(2019, 1, 1)).endswith("|huyện Tĩnh Gia|tỉnh Thanh Hóa")
    assert ward.path(OLD).endswith("|thị xã Nghi Sơn|tỉnh Thanh Hóa")


def _unit(level, name):
    return gazetteer().named(name, level=level, date=OLD)[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Đắk Lắk", "Đăk Lăk"),
        ("Bà Rịa - Vũng Tàu", "Bà Rịa–Vũng Tàu"),
        ("Ia H'Drai", "Ia H’Drai"),
        ("Quy Nhơn", "Qui Nhơn"),
        ("01", "1"),
    ],
)
def test_spellings_meet(one, other):
    assert name_key(one) == name_key(other)


def test_no_two_names_of_provinces_meet():
    names = {unit.name for unit in gazetteer() if unit.rank == 1}
    assert len({name_key(name) for name in names}) == len(names)
