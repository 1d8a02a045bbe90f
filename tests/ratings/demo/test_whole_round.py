"""The whole round, shortened to its special cases and a few plain dossiers."""

from collections import Counter

import pytest

from ocop.models import Demonstration
from ratings.demo.accounts import make_accounts
from ratings.demo.whole_round import SHEETS, SIZE, STORIES, WholeRound, cases, recomputed
from ratings.dossiers.models import Dossier
from ratings.dossiers.workflow import DossierState
from ratings.scoring.models import SecondRound
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_the_plan_has_sixty_dossiers_over_eight_sheets_and_every_story_on_its_own():
    plan = cases()
    assert Counter(case.product_set for case in plan) == SHEETS
    assert sum(SHEETS.values()) == SIZE == len(plan)
    assert {case.what for case in plan} == {"", *(what for _stars, what in STORIES)}


def test_every_story_ends_as_the_law_has_it_and_computes_to_the_same_again(vietnam):
    Demonstration.mark()
    users = make_accounts()
    commune = users["officer@thai-nguyen.ocop.example"].place.places.filter(level="commune").first()
    for _story in STORIES:
        make.producer(place=commune)
    played = list(WholeRound(users).play(len(STORIES)))
    rows = {case.what: Dossier.objects.get(pk=dossier.pk) for case, dossier in played}
    result = {what: dossier.result for what, dossier in rows.items()}

    assert {what: result[what].stars for what in result} == {
        "found": 4,
        "declared": 4,
        "abstained": 3,
        "diverged": 4,
        "missed": 3,
        "disqualified": 0,
        "upgrade": 4,
        "renewal": 3,
        "ministry": 5,
        "handed back": 5,
        "finding": 4,
        "returned": 3,
    }
    assert {what: result[what].sheets for what in result if result[what].sheets != 9} == {
        "found": 8,
        "declared": 8,
        "abstained": 8,
        "disqualified": 0,
    }
    assert SecondRound.objects.get().dossier == rows["diverged"]
    assert [each["met"] for each in result["finding"].content["findings"]] == [True]
    assert rows["disqualified"].state == DossierState.CLOSED
    assert rows["upgrade"].recognition.stars == 4
    assert rows["upgrade"].builds_on.superseded_on == rows["upgrade"].recognition.issued_on
    assert rows["ministry"].national.recognition.stars == 5
    assert rows["handed back"].national.recognition.stars == 4
    assert recomputed() == (14, 0)
