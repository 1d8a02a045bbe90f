"""Practice with an official sheet: open to every user, without stored data."""

from datetime import timedelta

import pytest
from django.urls import reverse

from ocop.models import Role
from ocop.values.dates import today
from ratings.dossiers.models import Dossier
from ratings.scoring.models import Answer, Assessment
from ratings.scoring.score_sheet import practice_sheet
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def practising(client):
    """Producer without any data."""
    client.force_login(make.user(Role.PRODUCER))
    return client


def fields(sheet, choices, branch=None):
    """Return the form's fields for choices by code."""
    nodes = sheet.criteria.scored(branch).prefetch_related("options")
    chosen = {
        f"c{node.pk}": node.options.all()[choices[node.code]].pk for node in nodes if node.code in choices
    }
    return chosen | ({"branch": branch} if branch else {})


def test_the_list_has_the_sheets_that_hold_today(practising):
    page = practising.get(reverse("practice"))
    assert [sheet.number for sheet in page.context["object_list"]] == list(range(1, 27))


def test_a_version_is_tried_from_its_first_day_on(practising):
    coming = make.sheet_version(11, day=today() + timedelta(days=30))
    sheets = practising.get(reverse("practice")).context["object_list"]
    assert [sheet.version for sheet in sheets if sheet.number == 11] == [1]
    assert practising.get(reverse("practice-sheet", args=[coming.pk])).status_code == 404
    assert practising.get(reverse("sheet-blank", args=[coming.pk])).status_code == 404


def test_practice_shows_points_star_what_is_missing_and_the_path(practising):
    sheet = make.sheet(11)
    data = fields(sheet, make.four_stars() | {"5.1": 3})
    page = practising.post(reverse("practice-sheet", args=[sheet.pk]), data).content.decode()
    text = " ".join(page.split())
    assert "<strong>96</strong>" in text
    assert "With requirements: <strong>3 stars</strong>" in text
    assert "The path to 4 stars" in text
    assert "it has no legal effect" in text


def test_nothing_of_practice_is_stored(practising):
    sheet = make.sheet(11)
    address = reverse("practice-sheet", args=[sheet.pk])
    data = fields(sheet, make.four_stars())
    practising.post(address, data)
    assert [model.objects.count() for model in (Dossier, Assessment, Answer)] == [0, 0, 0]
    assert practising.get(address).context["sheet"].answered == 0


def test_a_swap_brings_the_line_that_changed_and_the_totals(practising):
    sheet = make.sheet(11)
    node = sheet.criteria.get(code="5.1")
    body = practising.post(
        reverse("practice-sheet", args=[sheet.pk]),
        fields(sheet, make.four_stars() | {"5.1": 0}) | {"changed": node.pk},
        headers={"HX-Request": "true"},
    ).content.decode()
    assert body.count("<fieldset") == 2
    assert 'data-part="totals"' in body
    assert "<textarea" not in body
    assert "Saved" not in body


def test_the_case_of_a_sheet_with_cases_is_chosen(practising):
    sheet = make.sheet(26)
    first, second = (practice_sheet(sheet, {"branch": branch}) for branch in ("1", "2"))
    codes = [
        [block.criterion.case for block in each.blocks if block.criterion.case] for each in (first, second)
    ]
    assert codes == [[1, 1, 1], [2, 2, 2]]
    assert practice_sheet(sheet, {"branch": "7"}).branch == 1
    page = practising.post(reverse("practice-sheet", args=[sheet.pk]), {"branch": "2"})
    assert page.context["sheet"].branch == 2


def test_a_draft_is_not_practised_with(client):
    draft = make.sheet_draft(11)
    client.force_login(make.user(Role.ADMINISTRATOR))
    assert client.get(reverse("practice-sheet", args=[draft.pk])).status_code == 404


def test_the_empty_sheet_for_print_has_every_option_and_star_mark(practising):
    sheet = make.sheet(11)
    page = practising.get(reverse("sheet-blank", args=[sheet.pk])).content.decode()
    nodes = sheet.criteria.scored().prefetch_related("options")
    assert page.count('class="paper__box"') == sum(len(node.options.all()) for node in nodes)
    assert page.count('class="gate"') == len(sheet.rubric().gates())
