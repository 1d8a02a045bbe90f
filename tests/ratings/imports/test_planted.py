"""A list with planted faults: each is found and named at its place, and all else is read cell by cell as it stands.

`PLANTED=20000,200,7 ./run test tests/ratings/imports/test_planted.py` tries a list of 20,000 rows with 200 faults, made
by the seed 7.
"""

import os

import pytest
from django.utils.translation import override

from ocop.models import Place, PlaceLevel
from ocop.places.gazetteer import Gazetteer
from products.models import Product
from ratings.imports.decision_questions import RECOGNISES
from ratings.imports.plan import Plan
from ratings.imports.register import ALL_REFUSED, import_register, preview
from ratings.imports.unread import LEAVE_OUT, NO_FIELD
from tests import factories as make
from tests.once import made_once
from tests.ratings.imports.planted import PROVINCE, workbook
from tests.ratings.imports.planted_checks import expected, misread, not_found, registered
from tests.ratings.imports.planted_faults import KINDS, province_list

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vietnam")]

ROWS, FAULTS, SEED = map(int, os.environ.get("PLANTED", "1200,160,1").split(","))
SHEETS, PLANTED = province_list(ROWS, FAULTS, SEED)
# What a person says who has the decisions at hand, and leaves out what the file does not clearly want to be read.
ANSWERS = {"decision": RECOGNISES, "unread": LEAVE_OUT, "column": NO_FIELD}


def imported() -> Plan:
    """Import the list, its good rows only, with the answers."""
    gazetteer, data = Gazetteer(), workbook(SHEETS)
    province = Place.objects.in_force().get(level=PlaceLevel.PROVINCE, name=PROVINCE)
    options = {"file_name": "list.xlsx", "province": province, "gazetteer": gazetteer}
    with override("en"):
        answers = {
            question.key: ANSWERS[question.kind]
            for question in preview(data, **options).questions
            if ANSWERS.get(question.kind) in [option.value for option in question.options]
        }
        plan, is_written = import_register(
            data, answers=answers, by=make.user(place=province), leave_out=ALL_REFUSED, **options
        )
    assert is_written
    return plan


plan = made_once(imported)


def test_the_list_holds_faults_of_all_kinds(plan):
    assert {fault.kind for fault in PLANTED} == KINDS.keys()


def test_each_fault_is_refused_asked_about_or_told_at_its_place(plan):
    assert list(not_found(plan, PLANTED)) == []


def test_every_other_row_is_read_as_it_stands_and_no_row_besides(plan):
    assert list(misread(plan, SHEETS)) == []


def test_the_register_holds_what_the_rows_say_and_no_more(plan):
    rows = Product.objects.select_related("producer__place", "producer__former_place").prefetch_related(
        "recorded_stars__decision", "star_claims"
    )
    found = {(product.name, product.producer.name): registered(product) for product in rows}
    truths = [truth for sheet in SHEETS for truth in sheet.truths.values()]
    assert found == {(truth.name, truth.maker): expected(truth) for truth in truths}
