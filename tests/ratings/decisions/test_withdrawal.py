"""Withdrawal (Decision 26/2026/QĐ-TTg, article 8): by the level that gave the star, on a conclusion, in 15 days."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from ocop.models import Role
from ocop.refusal import RefusedError
from ocop.values.dates import today
from ratings.decisions.issue import issue_decision
from ratings.decisions.models import Conclusion, Decision, Recognition, RecognitionState
from ratings.decisions.prepare import prepare_withdrawal
from tests import factories as make

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def star():
    """Four stars of a province."""
    return make.recognition(stars=4, signed_on=today() - 100 * DAY)


@pytest.fixture
def five():
    """Five stars of the ministry."""
    by = make.decision(place=None, signed_on=today() - 100 * DAY)
    return make.recognised_by(by, make.product(), stars=5)


def refusal(call, *args, **kwargs):
    with pytest.raises(RefusedError) as caught, transaction.atomic():
        call(*args, **kwargs)
    return str(caught.value)


def prepare(recognition, by, on=None):
    return prepare_withdrawal(recognition, "criteria", make.conclusion(on=on), by=by)


def test_a_province_cannot_withdraw_five_stars(five):
    assert refusal(prepare, five, make.officer_of(five)) == (
        "Five stars are withdrawn by the Minister (Decision 26/2026/QĐ-TTg, article 8)."
    )


def test_the_ministry_cannot_withdraw_three_or_four_stars(star):
    assert refusal(prepare, star, make.user(Role.MINISTRY_OFFICER)) == (
        "Three and four stars are withdrawn by the chair of the province's People's Committee"
        " (Decision 26/2026/QĐ-TTg, article 8)."
    )


def test_a_third_province_cannot_withdraw(star):
    assert refusal(prepare, star, make.user()) == (
        "The product belongs to another province, which withdraws its stars"
        " (Decision 26/2026/QĐ-TTg, article 8)."
    )


def test_nobody_but_an_officer_prepares_a_withdrawal(star, five):
    for by in (make.leader_of(star), make.user(Role.MINISTRY_LEADER), make.user(Role.ADMINISTRATOR)):
        assert refusal(prepare, five, by).startswith("Decisions are prepared by officers")


def test_an_officer_of_the_ministry_prepares_and_its_leader_issues(five):
    decision = prepare(five, make.user(Role.MINISTRY_OFFICER))
    for nobody in (make.user(Role.MINISTRY_OFFICER), make.leader_of(five)):
        reason = refusal(issue_decision, decision, by=nobody, number="9/QĐ-BNNMT")
        assert reason == "Only a leader of the deciding authority issues this decision."
    issue_decision(decision, by=make.user(Role.MINISTRY_LEADER), number="9/QĐ-BNNMT")
    five.refresh_from_db()
    assert (five.state_on(), five.withdrawal) == (RecognitionState.WITHDRAWN, decision)


def test_a_province_withdraws_what_a_province_merged_into_it_recognised(star):
    old = make.province(valid_until=today() - DAY)
    new = make.province()
    old.succeeded_by.create(new=new, on=today() - DAY)
    star = make.recognition(product=make.product(place=old), stars=4, signed_on=today() - 100 * DAY)
    issue_decision(
        prepare(star, make.user(place=new)),
        by=make.user(Role.PROVINCIAL_LEADER, place=new),
        number="3/QĐ-UBND",
    )
    star.refresh_from_db()
    assert star.withdrawn_on == today()


@pytest.mark.parametrize(
    ("conclusion", "reason"),
    [
        (Conclusion(" ", "1/KL", date(2026, 1, 1)), "Write whose conclusion the withdrawal rests on"),
        (Conclusion("Chi cục", "", date(2026, 1, 1)), "Write whose conclusion the withdrawal rests on"),
        (Conclusion("Chi cục", "1/KL", date(2999, 1, 1)), "The conclusion cannot be of a day that has not"),
    ],
)
def test_a_withdrawal_rests_on_a_conclusion(star, conclusion, reason):
    prepared = prepare_withdrawal
    assert refusal(prepared, star, "criteria", conclusion, by=make.officer_of(star)).startswith(reason)


def test_it_is_due_15_days_after_the_conclusion(star):
    prepare(star, make.officer_of(star), on=today() - 5 * DAY)
    decision = Decision.objects.for_list().get(kind="withdraw")
    assert (decision.due_on, decision.items.get().withdrawal_due) == (today() + 10 * DAY,) * 2
    issue_decision(decision, by=make.leader_of(star), number="1/QĐ-UBND")
    assert Decision.objects.for_list().get(kind="withdraw").due_on is None


def test_one_withdrawal_is_prepared_at_a_time(star):
    first, officer = prepare(star, make.officer_of(star)), make.officer_of(star)
    assert refusal(prepare, star, officer) == (
        f"“{first}” is prepared on this recognition already: issue or discard it first."
    )
    first.discard(by=officer)
    assert prepare(star, officer).items.count() == 1


def test_the_database_holds_one_withdrawal_at_a_time(star):
    prepare(star, make.officer_of(star))
    place = star.product.producer.place.province
    waits = {"origin": "issued", "number": "", "signed_on": None}
    other = make.decision(kind="withdraw", place=place, prepared_by=make.officer_of(star), **waits)
    fields = {"ground": "stopped", "conclusion_body": "A", "conclusion_number": "1", "concluded_on": today()}
    with pytest.raises(IntegrityError, match="decision_item_one_of_its_kind_at_a_time"), transaction.atomic():
        other.items.create(recognition=star, **fields)


def test_the_database_wants_a_conclusion(star):
    other = make.decision(kind="withdraw")
    with pytest.raises(IntegrityError, match="decision_item_withdraws_on_a_conclusion"), transaction.atomic():
        other.items.create(recognition=star, ground="stopped")
    with pytest.raises(IntegrityError, match="decision_item_conclusion_whole"), transaction.atomic():
        other.items.create(recognition=star, ground="stopped", concluded_on=today())


@pytest.mark.parametrize("national", [False, True])
def test_the_database_refuses_a_withdrawal_by_another_level(star, five, national):
    row = five if national else star
    places = [row.product.producer.place.province, make.province()] if national else [None, make.province()]
    for place in places:
        by = make.decision(kind="withdraw", place=place, signed_on=today())
        with pytest.raises(IntegrityError, match="recognition_withdrawn_by_its_level"), transaction.atomic():
            Recognition.objects.filter(pk=row.pk).update(
                withdrawn_on=today(), withdrawal=by, withdrawal_ground="stopped"
            )


def test_it_is_signed_neither_before_the_star_began_nor_before_its_conclusion(star):
    leader = make.leader_of(star)
    decision = prepare(star, make.officer_of(star))
    for day in (star.issued_on - DAY, today() - DAY):
        prepared = Decision.objects.get(pk=decision.pk)
        assert refusal(issue_decision, prepared, by=leader, number="1/QĐ-UBND", signed_on=day) == (
            f"The conclusion on “{star.name}” is of {today():%d/%m/%Y}: a withdrawal that rests on it cannot be"
            " signed before that day."
        )
    issue_decision(Decision.objects.get(pk=decision.pk), by=leader, number="1/QĐ-UBND")


def test_what_is_over_is_not_withdrawn():
    lapsed = make.recognition(signed_on=date(2020, 1, 1))
    assert refusal(prepare, lapsed, make.officer_of(lapsed)) == (
        "This recognition is no longer in force: there is nothing to withdraw."
    )


def test_what_was_superseded_meanwhile_is_not_withdrawn(star):
    decision = prepare(star, make.officer_of(star))
    make.recognition(product=star.product, signed_on=today())
    assert refusal(issue_decision, decision, by=make.leader_of(star), number="1/QĐ-UBND").endswith(
        "This recognition is no longer in force: there is nothing to withdraw."
    )


# The pages


def test_the_page_offers_the_withdrawal_to_the_level_of_the_star_alone(client, star, five):
    ministry = make.user(Role.MINISTRY_OFFICER)
    for recognition, may, may_not in (
        (star, make.officer_of(star), ministry),
        (five, ministry, make.officer_of(five)),
    ):
        address = f"/en{recognition.get_desk_url().removeprefix('/en')}"
        form = reverse("desk-recognition-withdraw", args=[recognition.pk])
        client.force_login(may)
        assert form in client.get(address).content.decode()
        client.force_login(may_not)
        page = client.get(address).content.decode()
        assert form not in page and "article 8" in page


def test_the_ministry_withdraws_by_its_pages(client, five):
    told = {"ground": "mark", "body": "Bộ", "number": "4/KL", "concluded_on": today() - DAY, "signatory": ""}
    client.force_login(make.user(Role.MINISTRY_OFFICER))
    client.post(reverse("desk-recognition-withdraw", args=[five.pk]), told)
    decision = Decision.objects.get(kind="withdraw")
    page = client.get(five.get_desk_url()).content.decode()
    assert decision.get_desk_url() in page
    client.force_login(make.user(Role.MINISTRY_LEADER))
    issue = {"number": "7/QĐ-BNNMT", "signed_on": today(), "seen": decision.content_sha256}
    client.post(reverse("desk-decision-issue", args=[decision.pk]), issue)
    five.refresh_from_db()
    assert (five.withdrawn_on, five.withdrawal.number) == (today(), "7/QĐ-BNNMT")


def test_the_lists_show_the_last_day(client, star):
    prepare(star, make.officer_of(star), on=today() - 20 * DAY)
    client.force_login(make.officer_of(star))
    for address in (reverse("desk-decision-list"), reverse("desk")):
        assert "overdue by 5 days" in client.get(address).content.decode()
