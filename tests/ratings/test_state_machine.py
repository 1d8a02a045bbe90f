import pytest

from tests.ratings.state_machine import DossierMachine, run

pytestmark = pytest.mark.django_db


def test_ten_thousand_steps_in_a_province_break_no_rule_of_the_offices():
    run(DossierMachine)
