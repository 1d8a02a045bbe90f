"""Plan to the next star with the texts of the sheet."""

import pytest
from django.urls import reverse

from ratings.dossiers.workflow import DossierState
from ratings.scoring.models import Result, Stage
from ratings.scoring.next_star_page import plan_from_result, shown_plan
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_a_step_names_its_criterion_options_gain_and_proof():
    plan = shown_plan(make.sheet(11), make.four_stars() | {"5.1": 3})
    [story] = [step for step in plan.required if step.criterion.code == "5.1"]
    options = list(story.criterion.options.all())
    assert (plan.star, story.before, story.gate) == (4, options[3], 4)
    assert story.after.points - story.before.points == story.gained
    assert shown_plan(make.sheet(11), {"8": None}).required[0].before is None


def test_proof_is_what_the_law_notes_at_the_criterion():
    plan = shown_plan(make.sheet(11), {})
    steps = {step.criterion.code: step for step in [*plan.required, *plan.for_points]}
    assert [proof["en"] for proof in steps["8"].proofs] == [
        "The product standard must come with a test report on food-safety indicators"
    ]


def test_a_step_names_the_kinds_of_paper_of_form_02():
    plan = shown_plan(make.sheet(11), {})
    steps = {step.criterion.code: step for step in [*plan.required, *plan.for_points]}
    assert steps["3.5"].papers == ["Trademark and other intellectual property"]


def test_a_council_that_missed_a_requirement_is_shown_that_step():
    dossier = make.dossier(state=DossierState.CONCLUDED, choices=make.four_stars() | {"5.1": 3})
    plan = plan_from_result(dossier.result)
    assert (plan.star, [step.criterion.code for step in plan.required]) == (4, ["5.1"])


def test_no_path_is_shown_where_the_dossier_is_out():
    dossier = make.dossier(state=DossierState.CONCLUDED)
    result = Result.objects.get(dossier=dossier)
    result.ended_by = "disqualifier"
    assert plan_from_result(result) is None


def test_the_producers_own_sheet_shows_the_path(client):
    dossier = make.dossier()
    officer = make.officer_of(dossier)
    sheet = dossier.assessments.open_self(dossier, by=officer)
    sheet.fill(make.four_stars() | {"5.1": 3}, by=officer)
    assert sheet.stage == Stage.SELF
    client.force_login(officer)
    page = client.get(sheet.get_absolute_url()).content.decode()
    assert "The path to 4 stars" in page


def test_a_members_sheet_shows_no_path(client):
    dossier = make.dossier(state=DossierState.SCORING)
    sheet = make.assessment(dossier, choices=make.four_stars())
    client.force_login(sheet.by)
    assert "The path to" not in client.get(sheet.get_absolute_url()).content.decode()


def test_the_result_shows_the_path(client):
    dossier = make.dossier(state=DossierState.CONCLUDED, choices=make.four_stars() | {"5.1": 3})
    client.force_login(make.officer_of(dossier))
    page = client.get(reverse("desk-dossier", args=[dossier.pk])).content.decode()
    assert "The path to 4 stars" in page
    assert "more than half of the council" in page
