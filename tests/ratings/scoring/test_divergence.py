import pytest

from ratings.scoring.divergence import DEFAULT_LIMIT, Spread, divergence
from tests import factories as make

pytestmark = pytest.mark.django_db


def compared(*changes, limit=DEFAULT_LIMIT):
    """Return the divergence of sheets that differ from the best one by `changes`."""
    sheet = make.sheet()
    rubric = sheet.rubric()
    return divergence(rubric, [rubric.tally(make.best(sheet) | change) for change in changes], limit=limit)


def test_equal_sheets_do_not_diverge():
    found = compared({}, {}, {})
    assert (found.total, found.passes_limit) == (Spread(100, 100), False)
    assert (found.diverging_parts, found.diverging_criteria, found.gate_criteria) == (set(), set(), set())


def test_the_spread_is_of_total_part_and_criterion():
    found = compared({}, {"7": 0})
    assert found.criteria["7"] == Spread(0, 5)
    assert found.total == Spread(95, 100)
    assert [spread.width for spread in found.parts.values() if spread.width] == [5]
    assert found.diverging_criteria == {"7"}


@pytest.mark.parametrize(("limit", "passes"), [(4, True), (5, False), (6, False)])
def test_the_limit_is_passed_only_beyond_it(limit, passes):
    assert compared({}, {"7": 0}, limit=limit).passes_limit == passes


def test_a_part_diverges_beyond_the_limits_share_of_its_points():
    wide, narrow = compared({}, {"7": 0}), compared({}, {"7": 2})
    assert len(wide.diverging_parts) == 1
    assert narrow.diverging_parts == set()


def test_a_criterion_with_a_requirement_that_not_all_reach_is_named():
    assert "4.1" in compared({}, {"4.1": 2}).gate_criteria
    assert "4.1" in compared({"4.1": 2}, {"4.1": 2}).gate_criteria
    assert "4.1" not in compared({}, {}).gate_criteria


def test_what_does_not_apply_on_a_sheet_counts_nothing():
    found = compared({}, {"5.1": 0})
    assert found.criteria["5.2"].low == 0


def test_nothing_to_compare_is_an_error():
    with pytest.raises(ValueError, match="empty|at least"):
        compared()
