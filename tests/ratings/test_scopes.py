"""Whose ratings a person sees: every scoped model with every role."""

import pytest

from ocop.models import Role
from ratings import models as m
from tests import factories as make
from tests.once import made_once
from tests.ratings.rows import after_the_result, council_work

pytestmark = pytest.mark.django_db
SCOPED = [
    model
    for model in vars(m).values()
    if isinstance(model, type) and hasattr(model, "place_path") and hasattr(model, "objects")
]
OF_COUNCILS = {
    m.Attendance,
    m.Session,
    m.SessionItem,
    m.Council,
    m.Seat,
    m.Round,
    m.SheetReading,
    m.ScoreDisclosure,
    m.SpreadLimit,
    m.Decision,
    m.DecisionItem,
    m.RegisterImport,
    m.SealedPackage,
}


def recognised():
    """A recognised product with all that led to it."""
    recognition = make.issued_recognition()
    m.StarClaim.objects.create(product=recognition.product, stars=4)
    objected = make.dossier(product=make.product(place=recognition.product.producer.place), state="scoring")
    m.Objection.objects.create(dossier=objected, kind="stop", reason="Impure.", raised_by=make.user())
    make.register_import(place=recognition.product.producer.place.province)
    make.dossier(product=make.product(place=recognition.product.producer.place), state="returned")
    council_work(objected)
    make.unlocking(product=make.product(place=recognition.product.producer.place))
    after_the_result(recognition)
    return recognition


recognition = made_once(recognised)


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model.__name__)
def test_officers_see_the_ratings_of_their_province_and_no_others(model, recognition):
    here, elsewhere = make.officer_of(recognition), make.user()
    assert model.objects.visible_to(here).exists()
    assert not model.objects.visible_to(elsewhere).exists()
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
    if model is m.SealedPackage:
        everything -= {Role.ADMINISTRATOR}
    expected = everything | (set() if model in OF_COUNCILS else {Role.COMMUNE_OFFICER})
    assert {role for role, sees in seen.items() if sees} == expected


def test_producers_see_what_is_said_about_their_own_products(recognition):
    producer, other = make.user(Role.PRODUCER), make.user(Role.PRODUCER)
    recognition.product.producer.memberships.create(user=producer)
    make.product().producer.memberships.create(user=other)
    for model in (m.Dossier, m.DossierMove, m.Result, m.Recognition):
        assert model.objects.visible_to(producer).exists()
        assert not model.objects.visible_to(other).exists()


def test_experts_see_what_they_are_seated_for(recognition):
    seated = recognition.dossier.council.seats.first().user
    stranger = make.user(Role.EXPERT)
    for model in (m.Dossier, m.Council, m.Result):
        assert model.objects.seated(seated).exists()
        assert not model.objects.seated(stranger).exists()
