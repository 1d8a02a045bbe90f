from fractions import Fraction

import pytest
from django.urls import reverse

from ocop.models import Role
from ratings.dossiers.workflow import DossierState
from ratings.scoring.result_page import analysis_of
from ratings.templatetags.ratings import plain_number, signed_number
from tests import factories as make

pytestmark = pytest.mark.django_db


def differing():
    """Result of three sheets: 100, 98 and a lower one."""
    dossier = make.dossier(state=DossierState.SCORING)
    for seat, changed in zip(
        dossier.council.seats.scoring().order_by("pk"), ({}, {"4.1": 2}, {"4.1": 0, "1.1": 0}), strict=True
    ):
        make.assessment(dossier, by=seat.user, choices=make.best(make.sheet()) | changed, locked=True)
    return make.result_of(dossier, by=make.officer_of(dossier))


def test_the_analysis_shows_median_spread_and_distances_of_a_result():
    result = differing()
    totals = [sheet["total"] for sheet in result.content["sheets"]]
    found = analysis_of(result)
    assert (found.median, found.spread) == (sorted(totals)[1], max(totals) - min(totals))
    assert [line.total for line in found.members] == totals
    assert {node.code for node, _marked in found.widest} == {"1.1", "4.1"}
    assert [line.usual.dossiers for line in found.members] == [1, 1, 1]


def test_one_sheet_alone_has_nothing_to_compare_with():
    dossier = make.dossier(state=DossierState.SCORING)
    chair = dossier.council.seats.get(kind="chair").user
    make.assessment(dossier, by=chair, locked=True)
    raised = make.objection(dossier, kind="stop", reason="Impure.")
    raised.decide("confirmed", by=chair, reason="So it is.")
    assert analysis_of(make.result_of(dossier, by=make.officer_of(dossier))) is None


def test_the_analysis_is_for_officers_and_the_auditor_only(client):
    result = differing()
    province = result.dossier.product.producer.place.province
    seen = {}
    for role in (Role.PROVINCIAL_OFFICER, Role.AUDITOR, Role.PROVINCIAL_LEADER):
        client.force_login(make.user(role, place=province))
        page = client.get(reverse("desk-dossier", args=[result.dossier_id])).content.decode()
        seen[role] = "How the members&#x27; sheets differ" in page or "How the members' sheets differ" in page
    assert seen == {
        Role.PROVINCIAL_OFFICER: True,
        Role.AUDITOR: True,
        Role.PROVINCIAL_LEADER: False,
    }


@pytest.mark.parametrize(
    ("number", "plain", "signed"),
    [(Fraction(7, 2), "3.50", "+3.50"), (Fraction(-12), "-12", "−12"), (Fraction(0), "0", "0")],
)
def test_numbers_are_shown_with_at_most_two_places(number, plain, signed):
    assert (plain_number(number), signed_number(number)) == (plain, signed)
