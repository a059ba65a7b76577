import pytest

from vnnews.evaluate.coreference import b_cubed
from vnnews.evaluate.counts import Counts, Ratio
from vnnews.evaluate.errors import find_errors
from vnnews.evaluate.facts import facts
from vnnews.evaluate.report import ROWS, Report, interval, score_article, to_json, total
from vnnews.evaluate.show import error_lines, report_lines
from vnnews.formats import brat

TEXT = "Trần Văn Mẫu, nguyên Giám đốc Sở Mẫu; ông MẪU ký quy chế ngày 1/2/2020 ở Xa Lạ với Viện Lạ"


def ann(*lines):
    """Lines of brat; a T line is ``T1 PER Trần Văn Mẫu`` and finds its own offsets."""
    made = []
    for line in lines:
        if line.startswith("T"):
            id_, label, words = line.split(" ", 2)
            start = TEXT.index(words)
            made.append(f"{id_}\t{label} {start} {start + len(words)}\t{words}")
        else:
            made.append(line.replace(" ", "\t", 1))
    return brat.parse("\n".join(made), text=TEXT)


MENTIONS = (
    "T1 PER Trần Văn Mẫu",
    "T2 TITLE nguyên Giám đốc Sở Mẫu",
    "T3 ORG Sở Mẫu",
    "T4 PER MẪU",
    "T5 AGREEMENT quy chế",
    "T6 DATE ngày 1/2/2020",
    "T7 LOC Xa Lạ",
    "T8 ORG Viện Lạ",
)
LINKS = (
    "R1 held_by Arg1:T2 Arg2:T4",
    "R2 at Arg1:T2 Arg2:T3",
    "R3 party Arg1:T5 Arg2:T3",
    "R4 party Arg1:T5 Arg2:T8",
    "R5 signer Arg1:T5 Arg2:T1",
    "A1 Status T2 former",
    "A2 Kind T5 regulation",
    "N1 Reference T5 signed:2020-02-01",
    "N2 Reference T5 valid:2020/2021",
    "N3 Reference T6 timex:2020-02-01",
    "N4 Reference T7 place:xã_Xa_Lạ|tỉnh_Xa",
)
GROUP = "* Equiv T1 T4"
GOLD = ann(*MENTIONS, *LINKS, GROUP)


def test_the_facts_of_an_article():
    found = facts(GOLD, TEXT)
    assert found["person+title+org"] == {("trần văn mẫu", "nguyên giám đốc sở mẫu", "sở mẫu")}
    assert found["agreement party"] == {("regulation", "sở mẫu"), ("regulation", "viện lạ")}
    assert found["agreement signer"] == {("regulation", "trần văn mẫu")}
    assert found["agreement period"] == {("regulation", "2020/2021")}
    assert found["agreement signed"] == {("regulation", "2020-02-01")}
    assert {value for _, value in found["DATE=value"]} == {"2020-02-01"}
    assert {value for _, value in found["title status"]} == {"former"}
    assert {value for _, value in found["LOC=place"]} == {"xã xa lạ|tỉnh xa"}


def test_gold_against_itself_is_perfect():
    report = score_article(GOLD, GOLD, TEXT)
    for row in ROWS:
        assert (report.counts(row).f1, report.counts(row).support > 0) == (1, True), row
    assert all(shares.f1 == 1 for shares in report.coreference.values())
    assert (report.places_found, report.places_right) == (Ratio(1, 1), Ratio(1, 1))


def test_nothing_predicted():
    report = score_article(GOLD, brat.Annotations(), TEXT)
    assert all(report.counts(row) == Counts(0, 0, report.counts(row).fn) for row in ROWS)
    assert report.places_found == Ratio(0, 1)


def test_a_broken_link_costs_what_hangs_on_it():
    alone = ann(*MENTIONS, *LINKS)  # the holder is not known for Trần Văn Mẫu
    report = score_article(GOLD, alone, TEXT)
    assert report.counts("PER") == Counts(2, 0, 0)
    assert report.counts("person+title") == Counts(0, 1, 1)
    (error,) = find_errors("a", GOLD, alone, TEXT, "person+title")
    assert error.cause == "wrong person"
    assert (error.gold, error.predicted) == (
        "trần văn mẫu | nguyên giám đốc sở mẫu",
        "mẫu | nguyên giám đốc sở mẫu",
    )


@pytest.mark.parametrize(
    ("old", "new", "row", "causes"),
    [
        ("timex:2020-02-01", "timex:2020", "DATE=value", ["wrong value"]),
        ("valid:2020/2021", "valid:../2021", "agreement period", ["wrong period"]),
        ("Arg1:T5 Arg2:T8", "Arg1:T5 Arg2:T1", "agreement party", ["wrong party"]),
        ("Kind T5 regulation", "Kind T5 mou", "agreement signed", ["wrong kind"]),
        ("tỉnh_Xa", "tỉnh_Gần", "LOC=place", ["wrong unit"]),
        ("Status T2 former", "Status T2 acting", "title status", ["wrong status"]),
    ],
)
def test_causes_of_wrong_facts(old, new, row, causes):
    wrong = ann(*MENTIONS, *(line.replace(old, new) for line in LINKS), GROUP)
    assert [e.cause for e in find_errors("a", GOLD, wrong, TEXT, row)] == causes


def test_a_row_that_is_not_there():
    with pytest.raises(ValueError, match="no row 'XYZ': PER, ORG"):
        find_errors("a", GOLD, GOLD, TEXT, "XYZ")


def test_b_cubed_by_hand():
    gold = ann("T1 PER Trần Văn", "T2 PER Mẫu", "T3 PER MẪU", "* Equiv T1 T2 T3")
    predicted = ann("T1 PER Trần Văn", "T2 PER Mẫu", "T3 PER Lạ", "* Equiv T1 T2")
    shares = b_cubed(gold, predicted, ("PER",))
    assert shares.precision == pytest.approx((1 + 1 + 0) / 3)
    assert shares.recall == pytest.approx((2 / 3 + 2 / 3 + 0) / 3)


def test_reports_add_up():
    one = score_article(GOLD, brat.Annotations(), TEXT)
    two = score_article(GOLD, GOLD, TEXT)
    both = total([one, two])
    assert both.articles == 2
    assert both.counts("PER") == Counts(2, 0, 2)
    assert both.spans["PER"].overlap.f1 == pytest.approx(2 / 3)
    assert both.places_found == Ratio(1, 2)
    assert total([]) == Report()


def test_intervals_are_the_same_every_time_and_hold_the_score():
    reports = [score_article(GOLD, p, TEXT) for p in (GOLD, brat.Annotations()) * 10]
    low, high = interval(reports, "PER")
    assert 0 < low < total(reports).counts("PER").f1 < high < 1
    assert interval(reports, "PER") == (low, high)
    assert interval([], "PER") == (0, 0)


def test_json_holds_every_row():
    told = to_json(score_article(GOLD, GOLD, TEXT), {"PER": (0.5, 1.0)})
    assert list(told["rows"]) == list(ROWS)
    assert told["rows"]["PER"]["interval"] == [0.5, 1.0]
    assert told["rows"]["PER"]["overlap"]["f1"] == 1
    assert told["rows"]["DATE=value"] == {
        "strict": {
            **{"tp": 1, "fp": 0, "fn": 0, "precision": 1, "recall": 1, "f1": 1},
            **{"predicted": 1, "support": 1},
        }
    }
    assert told["coreference"]["PER+ORG"]["support"] == 4


def test_lines_of_a_report():
    lines = list(report_lines(score_article(GOLD, GOLD, TEXT), "ALL", {"PER": (0.5, 1.0)}))
    assert lines[0] == "== ALL (1 articles)"
    assert lines[2].split() == "PER 1.000 1.000 1.000 1.000 1.000 1.000 2 2 0.500–1.000".split()
    assert max(map(len, lines)) <= 100


def test_lines_of_errors_put_the_largest_cause_first():
    made = ann("T1 PER Trần Văn", "T2 PER Giám", "T3 PER nguyên", "T4 PER MẪU")
    lines = list(error_lines(find_errors("a", GOLD, made, TEXT, "PER"), "PER"))
    assert lines[:3] == ["== PER: 3 errors", "     2  spurious", "     1  boundary right"]
    assert "a:0          PER Trần Văn Mẫu → PER Trần Văn" in "\n".join(lines)
