"""Visibility of ratings: every scoped model with every role."""

import pytest
from django.apps import apps

from ocop.models import Role
from ocop.permissions import MINISTRY_ROLES
from ratings.councils.models import Council, CouncilAmendment, ScoreDisclosure, Seat, SpreadLimit
from ratings.decisions.models import (
    Confirmation,
    Decision,
    DecisionItem,
    Recognition,
    RecordedDecision,
    StarClaim,
)
from ratings.dossiers.models import Dossier, Round, Transition
from ratings.dossiers.models.queryset import forwarded
from ratings.imports.models import ColumnMatch, RegisterImport
from ratings.scoring.models import Attendance, Objection, Result, Session, SessionItem
from ratings.sealing.models import SealedPackage
from ratings.sheets.models import SheetInterpretation
from tests import factories as make
from tests.once import made_once
from tests.ratings.rows import after_the_result, council_work

pytestmark = pytest.mark.django_db
SCOPED = [
    model
    for model in apps.get_app_config("ratings").get_models()
    if hasattr(model, "place_path") and hasattr(model, "objects")
]
# The ministry reads rows of these that belong to a forwarded dossier.
OF_DOSSIERS = {model for model in SCOPED if "dossier__" in model.place_path} | {
    Dossier,
    Session,
    SessionItem,
    Attendance,
}
OF_COUNCILS = {
    Attendance,
    Session,
    SessionItem,
    Council,
    CouncilAmendment,
    Seat,
    Round,
    SheetInterpretation,
    ScoreDisclosure,
    SpreadLimit,
    Decision,
    DecisionItem,
    RecordedDecision,
    Confirmation,
    RegisterImport,
    ColumnMatch,
    SealedPackage,
}


def recognised():
    """Recognised product with everything that led to it."""
    recognition = make.issued_recognition()
    StarClaim.objects.create(product=recognition.product, stars=4)
    objected = make.dossier(product=make.product(place=recognition.product.producer.place), state="scoring")
    Objection.objects.create(dossier=objected, kind="disqualifier", reason="Forged.", raised_by=make.user())
    make.register_import(place=recognition.product.producer.place.province)
    make.column_match(place=recognition.product.producer.place.province)
    make.recorded_withdrawal(
        recognition=make.recognition(product=make.product(place=recognition.product.producer.place))
    )
    make.dossier(product=make.product(place=recognition.product.producer.place), state="returned")
    council_work(objected)
    make.unlocking(product=make.product(place=recognition.product.producer.place))
    after_the_result(recognition)
    make.inspection(recognition=recognition, state="visited")
    make.dossier(product=make.product(place=recognition.product.producer.place), state="handed_back")
    make.report_of_agency(
        make.five_stars_again(product=make.product(place=recognition.product.producer.place))
    )
    return recognition


recognition = made_once(recognised)


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model.__name__)
def test_officers_see_the_ratings_of_their_province_and_no_others(model, recognition):
    here, elsewhere = make.officer_of(recognition), make.user()
    assert model.objects.visible_to(here).exists()
    # The ministry's rounds are visible to all.
    foreign = model.objects.visible_to(elsewhere)
    assert not (foreign.exclude(place=None) if model is Round else foreign).exists()
    assert not model.objects.editable_by(elsewhere).exists()


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model.__name__)
def test_every_role_has_an_answer_for_every_model(model, recognition):
    place = recognition.product.producer.place
    placed = {
        Role.COMMUNE_OFFICER: place,
        Role.PROVINCIAL_OFFICER: place.province,
        Role.PROVINCIAL_LEADER: place.province,
    }
    seen = {}
    for role in Role:
        user = make.user(role, place=placed.get(role))
        seen[role] = model.objects.visible_to(user).exists()
        if role not in (Role.PROVINCIAL_OFFICER, Role.MINISTRY_OFFICER):
            assert not model.objects.editable_by(user).exists()
    everything = {
        Role.PROVINCIAL_OFFICER,
        Role.PROVINCIAL_LEADER,
        Role.MINISTRY_OFFICER,
        Role.MINISTRY_LEADER,
        Role.AUDITOR,
        Role.ADMINISTRATOR,
    }
    if model is SealedPackage:
        everything -= {Role.ADMINISTRATOR}
    expected = everything | (set() if model in OF_COUNCILS else {Role.COMMUNE_OFFICER})
    if model in OF_DOSSIERS:
        expected, seen = expected - MINISTRY_ROLES, {r: s for r, s in seen.items() if r not in MINISTRY_ROLES}
    assert {role for role, sees in seen.items() if sees} == expected


@pytest.mark.parametrize("model", sorted(OF_DOSSIERS, key=lambda each: each.__name__))
@pytest.mark.parametrize("role", sorted(MINISTRY_ROLES))
def test_the_ministry_reads_of_dossiers_only_what_was_forwarded(model, role, recognition):
    reads = set(model.objects.visible_to(make.user(role)).values_list("pk", flat=True))
    known = set(Dossier.objects.filter(forwarded()).values_list("pk", flat=True))
    for row in model.objects.all():
        assert row.pk not in reads or dossiers_of(row) & known


def dossiers_of(row):
    """Return keys of the dossiers that a row belongs to."""
    for name in ("dossiers", "dossier", "session", "result", "assessment", "evidence", "returned", "terms"):
        if hasattr(row, name):
            found = getattr(row, name)
            if name == "dossiers":
                return set(found.values_list("pk", flat=True))
            return {found.pk} if name == "dossier" else dossiers_of(found)
    return {row.pk}


def test_producers_see_what_is_said_about_their_own_products(recognition):
    producer, other = make.user(Role.PRODUCER), make.user(Role.PRODUCER)
    recognition.product.producer.memberships.create(user=producer)
    make.product().producer.memberships.create(user=other)
    for model in (Dossier, Transition, Result, Recognition):
        assert model.objects.visible_to(producer).exists()
        assert not model.objects.visible_to(other).exists()


def test_experts_see_what_they_are_seated_for(recognition):
    seated = recognition.dossier.council.seats.first().user
    stranger = make.user(Role.EXPERT)
    for model in (Dossier, Council, Result):
        assert model.objects.seated(seated).exists()
        assert not model.objects.seated(stranger).exists()
