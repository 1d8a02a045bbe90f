import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize

from tests import factories as make
from tests.ratings.state_machine import DossierMachine, everybody_around, run

pytestmark = pytest.mark.django_db


class NationalMachine(DossierMachine):
    """A dossier that its province has forwarded."""

    @initialize(start=st.just("forwarded"), few=st.just(False))
    def open(self, start, few):
        """The ministry's dossier, just opened."""
        super().open(start, few)

    def begin(self, start, few):
        """With a council of the ministry."""
        dossier, board = make.dossier(state=start).national, make.council(place=None)
        return dossier, board, everybody_around(dossier, board)


def test_ten_thousand_steps_at_the_ministry_break_no_rule_of_the_offices():
    run(NationalMachine)
