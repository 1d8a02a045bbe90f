"""A member's option above the lowest needs valid evidence or a written reason."""

import pgtrigger
import pytest
from django.utils.translation import override

from ocop.refusal import RefusedError
from ocop.values.dates import today
from ratings.dossiers.models import Citation
from ratings.dossiers.workflow import DossierState
from ratings.scoring.models import Assessment
from tests import factories as make

pytestmark = pytest.mark.django_db

REFUSAL = "No evidence that holds today cites 1.1: write your reason in the note."


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def sheet():
    """A member's sheet of a dossier without evidence for criterion 1.1."""
    dossier = make.dossier(state=DossierState.SCORING)
    Citation.objects.filter(evidence__dossier=dossier, criterion__code="1.1").delete()
    return make.assessment(dossier, choices={})


def node(sheet, code="1.1"):
    return sheet.dossier.sheet.criteria.get(code=code)


def option(sheet, position, code="1.1"):
    return node(sheet, code).options.get(position=position)


def refusal(call, *args, **kwargs):
    with pytest.raises(RefusedError) as refused:
        call(*args, **kwargs)
    return str(refused.value)


def test_an_option_above_the_lowest_is_refused_without_evidence_or_reason(sheet):
    assert refusal(sheet.answer, node(sheet), option(sheet, 1), by=sheet.by) == REFUSAL
    assert refusal(sheet.answer, node(sheet), option(sheet, 1), by=sheet.by, note="  ") == REFUSAL
    assert sheet.choices() == {}


def test_the_lowest_option_and_none_reached_need_nothing(sheet):
    for chosen in (option(sheet, 0), None):
        sheet.answer(node(sheet), chosen, by=sheet.by)
    assert sheet.choices() == {"1.1": None}


def test_the_members_written_reason_is_enough(sheet):
    sheet.answer(node(sheet), option(sheet, 2), by=sheet.by, note="Đã xem vùng nguyên liệu.")
    assert sheet.choices() == {"1.1": 2}


def test_evidence_is_enough_until_it_expires(sheet):
    piece = sheet.dossier.evidence.first()
    piece.cites.add(node(sheet))
    sheet.answer(node(sheet), option(sheet, 2), by=sheet.by)
    # Its last day passes.
    with pgtrigger.ignore("ratings.Evidence:evidence_as_it_was_checked"):
        sheet.dossier.evidence.filter(pk=piece.pk).update(expires_on=today())
    assert refusal(sheet.answer, node(sheet), option(sheet, 1), by=sheet.by) == REFUSAL


def test_what_is_proven_is_saved_and_what_is_not_is_said(sheet):
    chosen = {node(sheet, code): option(sheet, 1, code) for code in ("1.1", "7")}
    refusals = sheet.answer_all(chosen, by=sheet.by)
    assert {criterion.code: str(reason) for criterion, reason in refusals.items()} == {"1.1": REFUSAL}
    assert sheet.choices() == {"7": 1}


def test_a_reason_cannot_be_taken_away_while_nothing_else_supports_the_option(sheet):
    sheet.answer(node(sheet), option(sheet, 2), by=sheet.by, note="Đã xem.")
    assert refusal(sheet.answer, node(sheet), option(sheet, 2), by=sheet.by) == REFUSAL
    assert sheet.answers.get().note == "Đã xem."


def test_a_sheet_whose_evidence_expired_meanwhile_is_not_locked(sheet):
    sheet.fill(make.best(make.sheet()) | {"1.1": 0}, by=sheet.by)
    sheet.answer(node(sheet, "2.2"), option(sheet, 1, "2.2"), by=sheet.by, note="Đã xem hợp đồng.")
    Citation.objects.filter(criterion__code__in=["2.1", "2.2", "7"]).delete()
    reason = refusal(sheet.lock, by=sheet.by)
    assert reason == "Neither evidence that holds today nor a reason of yours supports: 2.1, 7."


def test_the_self_assessment_is_not_bound_by_it():
    dossier = make.dossier()
    sheet = Assessment.objects.open_self(dossier, by=dossier.opened_by)
    sheet.answer(node(sheet), option(sheet, 2), by=dossier.opened_by)
    assert (sheet.choices(), sheet.unproven()) == ({"1.1": 2}, [])


def test_the_ministrys_council_rests_on_the_evidence_of_the_province():
    dossier = make.national(state=DossierState.SCORING)
    sheet = make.assessment(dossier, choices=make.best(make.sheet()))
    assert (dossier.evidence.count(), sheet.tally().total, sheet.unproven()) == (0, 100, [])
