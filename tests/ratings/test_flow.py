"""One product from an open dossier to a star that anyone can verify."""

import pytest

from catalogue.recognitions import with_current_recognition
from products.models import Product
from ratings.decisions.issue import issue_decision
from ratings.decisions.models import DecisionKind, Recognition
from ratings.decisions.prepare import prepare_decision
from ratings.dossiers.models import Dossier
from ratings.dossiers.workflow import DossierState
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_a_tea_gets_four_stars_by_three_sheets_and_two_people():
    dossier = make.dossier(state=DossierState.CONCLUDED, choices=make.four_stars())
    assert (dossier.result.total, dossier.result.sheets, dossier.result.stars) == (294, 3, 4)
    officer, leader = make.officer_of(dossier), make.leader_of(dossier)
    decision = prepare_decision(DecisionKind.RECOGNISE, [dossier], by=officer)
    issue_decision(decision, by=leader, number="12/QĐ-UBND")
    product = with_current_recognition(Product.objects.all()).get()
    recognition = Recognition.objects.get()
    assert (product.stars, product.recognition_code) == (4, recognition.code)
    assert product.decision_number == "12/QĐ-UBND"
    assert Dossier.objects.get().state == DossierState.RECOGNISED
    assert Dossier.objects.get().result.is_intact()
