import pytest

from vnnews.evaluate.counts import Counts, Ratio, Shares, compare


def test_nothing_of_nothing_divides_by_no_zero():
    for empty in (Counts(), Shares()):
        assert (empty.precision, empty.recall, empty.f1, empty.support) == (0, 0, 0, 0)
    assert Ratio().share == 0


@pytest.mark.parametrize(
    ("gold", "predicted", "counts"),
    [
        (set(), {1}, Counts(0, 1, 0)),
        ({1}, set(), Counts(0, 0, 1)),
        ({1, 2, 3}, {2, 3, 4, 5}, Counts(2, 2, 1)),
    ],
)
def test_compare(gold, predicted, counts):
    assert compare(gold, predicted) == counts


def test_scores_of_a_sum_are_not_the_mean_of_scores():
    both = Counts(1, 0, 0) + Counts(0, 3, 3)
    assert both.f1 == pytest.approx(1 / 4)
    assert (Shares(1, 1, 1, 1) + Shares(0, 3, 0, 1)).f1 == pytest.approx(1 / 3)
    assert (Ratio(1, 1) + Ratio(0, 3)).share == 0.25
