"""By how much a product is visited before others, and why."""

from datetime import timedelta

import pytest

from ocop.models import Role
from ratings.aftercare.kinds import RISK_POINTS, RiskReason
from ratings.aftercare.risk import reasons_of, to_visit, with_risk
from ratings.decisions.models import Recognition
from tests import factories as make
from tests.days import in_days

pytestmark = pytest.mark.django_db
R = RiskReason


def reasons(recognition, day=None):
    row = with_risk(Recognition.objects.filter(pk=recognition.pk), day).get()
    assert row.risk == sum(RISK_POINTS[each] for each in reasons_of(row))
    return set(reasons_of(row))


@pytest.mark.parametrize(
    ("days_after", "found"),
    [(0, {R.FIRST_YEAR}), (364, {R.FIRST_YEAR}), (365, set()), (366, {R.YEAR_AGO}), (731, {R.LONG_AGO})],
)
def test_time_since_the_recognition_counts_while_nobody_came(days_after, found):
    recognition = make.recognition(stars=3)
    assert reasons(recognition, recognition.issued_on + timedelta(days=days_after)) == found


def test_a_visit_begins_the_time_anew_and_what_it_found_counts():
    recognition = make.recognition(stars=3)
    make.inspection(recognition=recognition, state="visited", broken=1)
    assert reasons(recognition) == {R.FINDING}
    assert reasons(recognition, in_days(800)) == {R.FINDING, R.LONG_AGO}


@pytest.mark.parametrize(("stars", "found"), [(4, R.FOUR_STARS), (5, R.FIVE_STARS)])
def test_more_stars_are_visited_before_fewer(stars, found):
    assert found in reasons(make.recognition(stars=stars))


@pytest.mark.parametrize(
    ("ends_in", "found"),
    [
        (-10, {R.PAPER_EXPIRED}),
        (0, {R.PAPER_EXPIRED}),
        (1, {R.PAPER_EXPIRES}),
        (90, {R.PAPER_EXPIRES}),
        (91, set()),
    ],
)
def test_a_certificate_counts_from_90_days_before_it_ends_until_a_newer_one_is_recorded(ends_in, found):
    product = make.product()
    recognition = make.recognition(product=product, signed_on=in_days(-700), stars=3)
    fields = {"product": product, "scheme": "haccp", "issued_on": in_days(-900)}
    make.certification(number="1", expires_on=in_days(ends_in), **fields)
    assert reasons(recognition) - {R.YEAR_AGO} == found
    make.certification(number="2", expires_on=in_days(900), **fields)
    assert reasons(recognition) == {R.YEAR_AGO}


def test_the_ministry_plans_five_stars_and_a_province_the_others():
    three, five = make.recognition(stars=3), make.recognition(stars=5)
    lapsed = make.recognition(stars=3)
    make.withdraw(lapsed)
    assert list(to_visit(Recognition.objects.all(), of_ministry=True)) == [five]
    assert list(to_visit(Recognition.objects.all(), of_ministry=False)) == [three]


def test_most_risk_comes_first_and_what_is_planned_says_for_when():
    four, three = make.recognition(stars=4), make.recognition(stars=3)
    make.inspection(recognition=three, planned_for=in_days(20))
    make.inspection(recognition=four, by=make.user(Role.MINISTRY_OFFICER))
    rows = to_visit(Recognition.objects.all(), of_ministry=False)
    assert [(row, row.planned_for) for row in rows] == [(four, None), (three, in_days(20))]
    assert rows[0].risk > rows[1].risk
