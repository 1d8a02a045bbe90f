"""The demonstration follows the rules of the portal."""

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from ocop.models import Demonstration
from ratings.councils.models import Council, ScoreDisclosure
from ratings.decisions.models import Decision, Recognition, RecognitionState
from ratings.demo import ministry
from ratings.demo.accounts import ACCOUNTS, CAO_BANG, THAI_NGUYEN, make_accounts, password
from ratings.demo.choices import choose
from ratings.demo.round import DECIDED, FILED, PLAN, is_played, play
from ratings.dossiers.models import Dossier
from ratings.dossiers.workflow import DossierState
from ratings.scoring.models import Result
from ratings.sheets.models import Sheet
from tests import factories as make
from tests.ratings.imports.formats.round_trip import not_the_same

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", range(1, 27))
def test_chosen_answers_reach_the_stars_they_aim_at(number):
    sheet = Sheet.objects.for_detail().get(number=number)
    rubric, branch = sheet.rubric(), 1 if sheet.has_branches else None
    for stars in (2, 3, 4, 5):
        sheets = [choose(rubric, stars, branch=branch, seed="Chè", member=member) for member in range(4)]
        assert rubric.outcome(sheets, branch).stars_by_points == stars
        assert rubric.outcome(sheets, branch).stars == stars
        assert [rubric.tally(choices, branch).unanswered for choices in sheets] == [()] * 4


def test_a_missed_requirement_costs_the_star():
    rubric = make.sheet(11).rubric()
    sheets = [choose(rubric, 4, seed="Chè", member=member, missed="5.1") for member in range(4)]
    assert (rubric.outcome(sheets).stars_by_points, rubric.outcome(sheets).stars) == (4, 3)


def test_accounts_are_made_once_and_can_sign_in(vietnam):
    users = make_accounts()
    assert len(users) == len(ACCOUNTS) == len(make_accounts())
    assert all(user.check_password(password()) for user in users.values())


def test_demonstration_is_refused_on_a_real_database():
    with override_settings(DEMO=False), pytest.raises(CommandError, match="only for the embedded database"):
        call_command("demo")


def test_the_round_leaves_every_state_to_look_at(vietnam):
    Demonstration.mark()
    users = make_accounts()
    # Each case of the plan once, and as many five-star cases as the ministry handles.
    plan = [*dict.fromkeys(PLAN), *[(5, None, DECIDED)] * 2]
    here, beyond = len(plan), 3
    for email, products in (
        ("officer@thai-nguyen.ocop.example", here + beyond),
        ("officer@cao-bang.ocop.example", 1),
    ):
        commune = users[email].place.places.filter(level="commune", valid_until=None).first()
        producer = make.producer(place=commune)
        for number in range(products):
            make.product(producer=producer, product_set=(1, 3, 4, 7, 8, 11, 14, 26)[number % 8])
    dossiers = list(play(users, plan))
    national = ministry.play(users)
    assert (is_played(THAI_NGUYEN), is_played(CAO_BANG), ministry.is_played()) == (True, True, True)
    states = {dossier.state for dossier in type(dossiers[0]).objects.all()}
    assert states == set(DossierState) - {DossierState.HANDED_BACK}
    assert all(result.is_intact() for result in Result.objects.all())
    assert {recognition.state_on() for recognition in Recognition.objects.all()} == {
        RecognitionState.VALID,
        RecognitionState.LAPSED,
        RecognitionState.WITHDRAWN,
    }
    assert Decision.objects.filter(number__startswith="DEMO-").count() == 7
    assert [dossier.is_national for dossier in national] == [True, True, True]
    handed_back = Dossier.objects.get(pk=national[2].pk)
    assert (handed_back.state, handed_back.own_evaluation.state) == (DossierState.CLOSED, DossierState.DRAFT)
    star = Recognition.objects.get(stars=5)
    assert (star.dossier.is_national, star.decision.place) == (True, None)
    assert Result.objects.filter(stars_by_points=4, stars=3).exists()
    for officer in ("officer@thai-nguyen.ocop.example", "officer@cao-bang.ocop.example"):
        assert not_the_same(users[officer].place) == []


def test_round_that_was_stopped_in_each_province_is_played_whole_by_the_next_start(vietnam):
    users, plan = make_accounts(), [(4, None, DECIDED), (3, None, FILED)]
    for email, names in (
        ("officer@thai-nguyen.ocop.example", ("Chè", "Gạo")),
        ("officer@cao-bang.ocop.example", ("Miến",)),
    ):
        commune = users[email].place.places.filter(level="commune", valid_until=None).first()
        producer = make.producer(place=commune)
        for name in names:
            make.product(producer=producer, name=name)
    for stopped_at, whole in ((2, 0), (3, 2)):
        playing = play(users, plan)
        for _dossier in range(stopped_at):
            next(playing)
        with pytest.raises(KeyboardInterrupt):
            playing.throw(KeyboardInterrupt)
        assert (is_played(THAI_NGUYEN), is_played(CAO_BANG)) == (whole == 2, False)
        assert Dossier.objects.count() == whole
    assert len(list(play(users, plan))) == 1
    assert sorted(Council.objects.values_list("name", flat=True)) == [
        "Hội đồng minh họa Cao Bằng",
        "Hội đồng minh họa Thái Nguyên",
    ]
    assert sorted(Decision.objects.values_list("number", "kind")) == [
        (f"DEMO-{CAO_BANG}-01/QĐ-UBND", "recognise"),
        (f"DEMO-{THAI_NGUYEN}-01/QĐ-UBND", "recognise"),
        (f"DEMO-{THAI_NGUYEN}-02/QĐ-UBND", "withdraw"),
    ]
    assert sorted(Dossier.objects.values_list("product__name", "state", "result__stars")) == [
        ("Chè", "recognised", 4),
        ("Gạo", "filed", None),
        ("Miến", "recognised", 4),
    ]
    assert sorted(Recognition.objects.values_list("product__name", "stars")) == [("Chè", 4), ("Miến", 4)]
    assert ScoreDisclosure.objects.count() == 1
    assert list(play(users, plan)) == []
