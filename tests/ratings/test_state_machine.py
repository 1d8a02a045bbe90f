import pytest

from ocop.permissions import SeatKind
from ratings.dossiers.workflow import NATIONAL_TRANSITIONS, TRANSITIONS
from tests.ratings.state_machine import LAW, NATIONAL_LAW, Story, tell

pytestmark = pytest.mark.django_db


def test_stories_in_a_province_break_no_rule_of_the_offices_and_go_every_way_of_the_law():
    taken = tell(Story)
    # Only a re-assessment skips advisers and council: test_five_stars_again.py.
    assert set(taken) == set(LAW) - {("checking", "scoring"), ("checking", "forwarded")}


def test_the_tables_of_moves_are_those_of_the_law():
    for table, law in ((TRANSITIONS, LAW), (NATIONAL_TRANSITIONS, NATIONAL_LAW)):
        who = {(state, to): step.who for state, nexts in table.items() for to, step in nexts.items()}
        # No council of the stories has a deputy, who presides like the chair.
        assert {way: parts - {SeatKind.DEPUTY} for way, parts in who.items()} == law
