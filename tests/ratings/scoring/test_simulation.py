"""Simulation of past results on another version: what is carried over or lost; nothing is written."""

import copy
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.models import Role
from ratings.dossiers.workflow import DossierState
from ratings.scoring.models import Result
from ratings.scoring.simulation import LostChoice, carry_over, choice_mapping, count_changes, simulate
from ratings.sheets.star import Rubric
from tests import factories as make
from tests import signed_pdfs
from tests.once import made_once
from tests.ratings.sheets.test_differences import document
from tests.ratings.sheets.test_files import node

read_before = made_once(signed_pdfs.read_before)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_before")]


def change(number=11, do=lambda sheet: None):
    changed = copy.deepcopy(document(number))
    do(changed)
    return changed


def test_an_option_is_found_again_where_it_now_stands():
    def insert(sheet):
        node(sheet, "7")["options"].insert(0, {"points": 0, "gate": None, "vi": "x", "en": "x"})

    assert carry_over(choice_mapping(document(), change(do=insert), None), {"7": 1, "1.1": None}) == (
        {"7": 2, "1.1": None},
        [],
    )


def test_what_is_gone_is_lost_and_said():
    def cut(sheet):
        node(sheet, "5")["children"].pop()
        node(sheet, "7")["options"].pop(0)
        node(sheet, "6.1")["children"].append(copy.deepcopy(node(sheet, "7")) | {"code": "6.1.9"})

    assert carry_over(choice_mapping(document(), change(do=cut), None), {"5.3": 1, "7": 0, "1.1": 1}) == (
        {"1.1": 1},
        [
            LostChoice("criterion_gone", "5.3"),
            LostChoice("option_gone", "7", 0),
            LostChoice("criterion_new", "6.1.9"),
        ],
    )


def test_a_case_is_carried_over_within_its_own_case():
    sheet = document(26)
    assert carry_over(choice_mapping(sheet, sheet, 2), {"8": 1}) == ({"8": 1}, [])


@settings(max_examples=60, deadline=None)
@given(number=st.integers(1, 26), data=st.data())
def test_on_the_same_sheet_everything_is_carried_over(number, data):
    rubric = Rubric.from_document(document(number))
    branch = 1 if number == 26 else None
    choices = {
        leaf.code: data.draw(st.one_of(st.none(), st.integers(0, len(leaf.options) - 1)))
        for leaf in rubric.leaves
        if leaf.case in (None, branch)
    }
    way = choice_mapping(document(number), document(number), branch)
    assert carry_over(way, choices) == (choices, [])


def harder(sheet):
    """The best option of 4.1, so far required for five stars, is required for four."""
    for option in node(sheet, "4.1")["options"]:
        option["gate"] = None
    node(sheet, "4.1")["options"][-1]["gate"] = 4


@pytest.fixture
def past():
    """Result of four stars on the previous version."""
    dossier = make.dossier(state=DossierState.CONCLUDED, choices=make.four_stars())
    return Result.objects.get(dossier=dossier)


def test_a_past_result_gets_its_star_on_the_new_version_with_the_reason(past):
    (found,) = simulate(
        Result.objects.for_list(), make.sheet_version(change=harder, decision="9/2027/QĐ-TTg")
    )
    assert (found.before.stars, found.after.stars, found.lost) == (4, 3, ())
    assert found.after.reason() == "98 points reach 5 stars; requirement 4.1 (4 stars) is not met: 3 stars"
    assert count_changes([found]) == {"same": 0, "up": 0, "down": 1}


def test_a_past_result_on_the_same_text_is_the_same(past):
    (found,) = simulate(Result.objects.for_list(), make.sheet_version())
    assert (found.changed, found.lost, found.after.reason()) == (False, (), past.reason())


def test_what_cannot_be_carried_over_stands_beside_the_result(past):
    def cut(sheet):
        node(sheet, "7")["options"][-1] |= {"vi": "Khác", "en": "Another"}
        node(sheet, "7")["options"].insert(0, {"points": 0, "gate": None, "vi": "x", "en": "x"})
        node(sheet, "5.3")["code"] = "5.4"

    (found,) = simulate(Result.objects.for_list(), make.sheet_draft(change=cut))
    assert "criterion 5.3 is no longer asked" in found.lost
    assert "criterion 5.4 is new and counts 0" in found.lost


def test_an_exclusion_stands_on_every_version():
    dossier = make.dossier(state=DossierState.SCORING)
    chair = dossier.council.seats.get(kind="chair").user
    make.assessment(dossier, by=chair, locked=True)
    objection = make.objection(dossier, kind="stop", reason="Có tạp chất")
    objection.decide("confirmed", by=chair, reason="Đúng")
    make.result_of(dossier, by=chair)
    (found,) = simulate(Result.objects.for_list(), make.sheet_version())
    assert (found.before.stars, found.after.stars) == (0, 0)
    assert found.after.reason() == found.before.reason()


def test_simulating_writes_nothing_and_takes_the_same_queries_for_more_results(past):
    to = make.sheet_version(change=harder, decision="9/2027/QĐ-TTg")

    def asked():
        with CaptureQueriesContext(connection) as captured:
            simulate(Result.objects.for_list(), to)
        return [query["sql"].split()[0] for query in captured]

    one = asked()
    make.dossier(state=DossierState.CONCLUDED, choices=make.four_stars(), product=make.product())
    assert asked() == one
    assert set(one) == {"SELECT"}


def test_the_command_names_what_changes_and_counts(past):
    make.sheet_draft(change=harder)
    out = StringIO()
    call_command("simulate_sheets", "26-2026/11", stdout=out)
    assert out.getvalue().splitlines() == [
        f"{past.dossier.product}; 4 → 3;"
        " 98 points reach 5 stars; requirement 4.1 (4 stars) is not met: 3 stars",
        "1 results on version 2: 0 stay as they are, 0 would rise, 1 would fall.",
    ]


def test_the_command_says_when_there_is_no_such_sheet():
    with pytest.raises(CommandError, match="There is no such sheet: 26-2026/99"):
        call_command("simulate_sheets", "26-2026/99")


@pytest.fixture
def simulated(client):
    """Return the page of changed results on a stricter version, for a user of a role."""

    def simulated(role):
        client.force_login(make.user(role))
        to = make.sheet_version(change=harder, decision="9/2027/QĐ-TTg")
        return client.get(reverse("desk-sheet-simulate", args=[to.pk]), {"changed": 1})

    return simulated


def test_the_page_shows_star_then_and_star_on_the_version(past, simulated):
    page = simulated(Role.ADMINISTRATOR)
    assert "0 stay as they are, 0 would rise, 1 would fall." in page.content.decode()
    assert [each.after.stars for each in page.context["page_obj"]] == [3]


def test_the_ministry_simulates_what_was_forwarded_to_it_and_its_own_results(past, simulated):
    own = make.national(state=DossierState.CONCLUDED, choices=make.four_stars())
    page = simulated(Role.MINISTRY_OFFICER)
    assert "1 stay as they are, 0 would rise, 1 would fall." in page.content.decode()
    found = [(each.before.dossier, each.after.stars) for each in page.context["page_obj"]]
    assert found == [(own, 3)]


def test_a_province_does_not_simulate(client):
    client.force_login(make.user())
    assert client.get(reverse("desk-sheet-simulate", args=[make.sheet().pk])).status_code == 403
