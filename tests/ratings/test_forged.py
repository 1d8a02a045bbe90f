"""Even with raw SQL, a star follows from answers, by the right level and for the legal term."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from ocop.values.dates import today
from ocop.values.last_day import end_after
from ratings.decisions.models import Recognition
from ratings.dossiers.workflow import DossierKind, DossierState
from ratings.integrity.models import Anchor
from ratings.scoring.models import Answer, Result
from tests import factories as make
from tests.ratings.broken import all_locked, scoring, unlocked
from tests.ratings.forged import (
    a_day_later,
    by_its_province,
    conclusion,
    extended,
    five_stars,
    four_stars,
    issued,
    recognised,
    withdrawn,
)

pytestmark = pytest.mark.django_db


def refused(name, call, *args, **kwargs):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        call(*args, **kwargs)


def lowest_everywhere():
    """Dossier whose three members lock only the lowest options."""
    dossier = scoring()
    nodes = {node.code: node for node in dossier.sheet.criteria.scored(dossier.branch)}
    lowest = {code: None if node.offers_none else 0 for code, node in nodes.items() if code != "5.2"}
    for seat in dossier.council.seats.scoring():
        make.assessment(dossier, by=seat.user, choices=lowest, locked=True)
    return dossier


def test_a_result_written_by_hand_stands_when_it_says_what_the_answers_give():
    assert conclusion(all_locked()).stars == 5


def test_five_stars_are_not_written_over_the_lowest_answers():
    changes = {"stars_by_points": 5, "stars_by_gates": 5, "stars": 5, "missing": []}
    refused("result_says_what_the_answers_give", conclusion, lowest_everywhere(), **changes)
    assert not Result.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"total": 299},
        {"stars_by_points": 4, "stars": 4},
        {"stars_by_gates": 4, "stars": 4},
        {"missing": [{"code": "7", "star": 5, "points": 5, "reached_by": 0}]},
        {"sheets": []},
    ],
    ids=str,
)
def test_each_column_of_a_result_follows_from_the_answers(changes):
    refused("result_(says_what_the_answers_give|of_all_locked_sheets)", conclusion, all_locked(), **changes)


@pytest.mark.parametrize(
    "sealed", [{"stars": 4}, {"bands": [[5, 60]]}, {"missing": [1]}, {"sheets": []}, {"dossier": 0}], ids=str
)
def test_a_seal_that_says_otherwise_is_refused(sealed):
    refused("result_seals_what_the_answers_give", conclusion, all_locked(), sealed=sealed)


def test_a_sheet_without_an_answer_is_not_locked():
    for code in ("1.1", "5.1", "5.2"):
        sheet = unlocked()
        sheet.fill(make.best(make.sheet()), by=sheet.by)
        Answer.objects.filter(assessment=sheet, criterion__code=code).delete()
        lock = "UPDATE ratings_assessment SET locked_at = now() WHERE id = %s"
        refused("assessment_locked_is_complete", connection.cursor().execute, lock, [sheet.pk])


def test_without_a_story_the_way_of_telling_it_is_not_asked_for():
    sheet = unlocked()
    choices = make.best(make.sheet()) | {"5.1": 0}
    sheet.fill({code: choice for code, choice in choices.items() if code != "5.2"}, by=sheet.by)
    sheet.lock(by=sheet.by)
    assert sheet.is_locked


def test_a_province_recognises_four_stars_for_the_term_of_the_day_and_no_more():
    refused("recognition_of_five_stars_is_the_ministrys", by_its_province, five_stars())
    dossier = four_stars()
    refused("recognition_for_the_term_of_its_day", by_its_province, dossier, term_months=120)
    assert by_its_province(dossier).stars == 4


def test_the_ministry_recognises_what_a_province_has_forwarded_and_nothing_else():
    dossier = five_stars()
    refused("decision_item_of_its_authority", issued, dossier=dossier)
    national = make.national(state="concluded")
    assert recognised(national, issued(dossier=national)).stars == 5


def test_a_decision_that_names_another_recognition_withdraws_nothing():
    first, second = make.issued_recognition(), make.issued_recognition()
    province = first.decision.place
    foreign = issued("withdraw", place=second.decision.place)
    ministrys = issued("withdraw")
    for decision in (foreign, ministrys, issued("withdraw", place=province)):
        refused("recognition_withdrawn_by_(what_names_it|its_level)", withdrawn, first, decision)
    assert not Recognition.objects.exclude(withdrawal=None).exists()


def test_only_a_decision_that_names_it_until_that_day_extends_a_recognition():
    row = make.recognition(expires_on=end_after(today() + timedelta(days=150)))
    make.dossier(product=row.product, kind=DossierKind.RENEWAL, state=DossierState.CHECKING)
    place, until = row.decision.place, a_day_later(row)
    nameless = issued("extend", place=place)
    longer = issued("extend", place=place, recognition=row, until=until)
    refused("recognition_extended_by_what_names_it", extended, row, nameless, until)
    refused("recognition_extended_by_what_names_it", extended, row, longer, until + timedelta(days=30))
    extended(row, longer, until)
    row.refresh_from_db()
    assert row.extended_until == until


def test_an_anchor_says_what_is_there_whoever_writes_it():
    result = four_stars().result
    kept = list(Anchor.objects.values_list("kind", "row_id", "facts", "head"))
    refused("anchor_once", Anchor.objects.create, kind="result", row_id=result.pk, facts="{}", head="x")
    refused("facts", Anchor.objects.create, kind="result", row_id=result.pk + 1)
    refused("facts", Anchor.objects.create, kind="x", row_id=result.pk)
    for change in ("UPDATE ratings_anchor SET facts = '{}'", "DELETE FROM ratings_anchor"):
        refused("anchor_is_kept", connection.cursor().execute, change)
    assert list(Anchor.objects.values_list("kind", "row_id", "facts", "head")) == kept
