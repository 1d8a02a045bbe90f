import pytest

from ratings.dossiers.workflow import DossierState
from tests import factories as make
from tests.ratings.state_machine import NATIONAL_LAW, Story, everybody_around, tell

pytestmark = pytest.mark.django_db


class NationalStory(Story):
    """A dossier forwarded by a province."""

    law_of_all = NATIONAL_LAW
    starts = {
        ("checking", False): 8,
        ("advisory", False): 6,
        ("scoring", False): 4,
        ("concluded", False): 4,
        ("concluded", True): 2,
        ("handed_back", False): 2,
    }

    @classmethod
    def begin(cls, start, few):
        """Return the ministry's dossier with its council, or a council of the ministry to assign."""
        choices = make.four_stars() if few else None
        dossier = make.national(state=DossierState(start), choices=choices)
        board = dossier.council or make.council(place=None)
        return dossier, board, everybody_around(dossier, board)


def test_stories_at_the_ministry_break_no_rule_of_the_offices_and_go_every_way_of_the_law():
    assert set(tell(NationalStory)) == set(NATIONAL_LAW)
