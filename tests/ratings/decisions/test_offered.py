"""Offered kinds, prepared decisions and issued decisions follow one rule: every kind × state × level."""

import pytest
from django.db import transaction

from ocop.models import Role
from ocop.refusal import RefusedError
from ratings.decisions.forms.decision import DecisionPrepareForm
from ratings.decisions.issue import issue_decision
from ratings.decisions.kinds import ON_DOSSIERS
from ratings.decisions.prepare import kinds_open_to, prepare_decision
from ratings.dossiers.models import Dossier
from ratings.dossiers.workflow import DossierState
from tests import factories as make

pytestmark = pytest.mark.django_db
S = DossierState
# Below three stars, three or four, and five; at the province and at the ministry.
NONE, FOUR, FIVE = "none", "four", "five"


# All combinations (state, level, stars).
EVERYTHING = [
    *((state, "province", FIVE) for state in S if state != S.HANDED_BACK),
    *((S.CONCLUDED, "province", stars) for stars in (NONE, FOUR)),
    *((S.CONCLUDED, "ministry", stars) for stars in (NONE, FOUR, FIVE)),
    *((state, "ministry", FOUR) for state in (S.CHECKING, S.SCORING, S.HANDED_BACK)),
]


def choices(stars):
    best = make.best(make.sheet())
    return {NONE: best | {"2.2": 0}, FOUR: make.four_stars(), FIVE: None}[stars]


def brought(state, level, stars):
    """Return a dossier in this state at this level, with these stars if it is concluded."""
    factory = make.dossier if level == "province" else make.national
    return factory(state=state, choices=choices(stars) if state == S.CONCLUDED else None)


def prepares(kind, dossier, by):
    """Return the prepared decision, or None if it is refused."""
    try:
        with transaction.atomic():
            return prepare_decision(kind, [dossier], by=by)
    except RefusedError:
        return None


@pytest.mark.parametrize(("state", "whose", "stars"), EVERYTHING)
def test_offered_if_preparable_if_issuable(state, whose, stars):
    row = brought(state, whose, stars)
    for level in ("province", "ministry"):
        dossier = Dossier.objects.get(pk=row.pk)
        officer, leader = people(level, dossier)
        listed = Dossier.objects.decidable_by(officer).filter(pk=dossier.pk).exists()
        assert listed == bool(kinds_open_to(dossier, place=officer.place)), level
        form = DecisionPrepareForm(user=officer)
        in_form = dict(form.fields["kind"].choices) if dossier in form.fields["dossiers"].queryset else {}
        for kind in ON_DOSSIERS:
            offered = kind in kinds_open_to(dossier, place=officer.place)
            assert not offered or (listed and kind in in_form), (kind, level)
            before = transaction.savepoint()
            decision = prepares(kind, dossier, officer)
            assert bool(decision) == offered, (kind, level)
            if decision:
                issue_decision(decision, by=leader, number=f"{decision.pk}/QĐ")
                assert Dossier.objects.get(pk=dossier.pk).state != state, (kind, level)
            transaction.savepoint_rollback(before)
            dossier = Dossier.objects.get(pk=row.pk)


def people(level, dossier):
    """Return who prepares and who issues at this level."""
    if level == "ministry":
        return make.user(Role.MINISTRY_OFFICER), make.user(Role.MINISTRY_LEADER)
    return make.officer_of(dossier), make.leader_of(dossier)


def test_no_page_offers_a_kind_that_its_reader_cannot_prepare(client):
    make.national(state=S.CONCLUDED)
    ministry = make.user(Role.MINISTRY_OFFICER)
    form = DecisionPrepareForm(user=ministry)
    assert list(dict(form.fields["kind"].choices)) == ["recognise", "refuse"]
    make.dossier(state=S.CONCLUDED)
    four = make.dossier(state=S.CONCLUDED, choices=make.four_stars())
    form = DecisionPrepareForm(user=make.officer_of(four))
    assert list(dict(form.fields["kind"].choices)) == ["recognise", "refuse"]
