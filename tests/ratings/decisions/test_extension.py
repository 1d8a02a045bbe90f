"""Article 12.3: only a decision extends a star past its term while its re-assessment is undecided."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from catalogue.changes import newest_changes
from ocop.models import Role
from ocop.refusal import RefusedError
from ocop.values.dates import today
from ocop.values.last_day import end_after
from ratings.decisions.issue import issue_decision
from ratings.decisions.models import Decision, DecisionKind, Recognition, RecognitionState
from ratings.decisions.papers.decision_draft import decision_draft
from ratings.decisions.prepare import prepare_extension
from ratings.dossiers.workflow import DossierKind, DossierState
from tests import factories as make

pytestmark = pytest.mark.django_db
S = RecognitionState
DAY = timedelta(days=1)


def held(days_left, **fields):
    """Recognition whose last day is in `days_left` days."""
    return make.recognition(expires_on=end_after(today() + days_left * DAY), **fields)


def awaited(state=DossierState.CHECKING, choices=None, **fields):
    """Recognition in its window with a re-assessment filed today; returns both."""
    recognition = held(150, **fields)
    return recognition, make.dossier(
        product=recognition.product, kind=DossierKind.RENEWAL, state=state, choices=choices
    )


def prepare(recognition, days=180, by=None):
    until = recognition.expires_on + days * DAY
    return prepare_extension(recognition, until, by=by or make.officer_of(recognition))


def why(act, *args, **kwargs):
    with pytest.raises(RefusedError) as refused:
        act(*args, **kwargs)
    return str(refused.value)


def test_an_extension_holds_from_the_end_of_the_term_for_180_days_at_most():
    recognition, _dossier = awaited()
    assert why(prepare, recognition, 181) == "An extension ends at most 180 days after the expiry date."
    assert why(prepare, recognition, 0) == "An extension ends at most 180 days after the expiry date."
    decision = prepare(recognition)
    issue_decision(decision, by=make.leader_of(recognition), number="6/QĐ-UBND")
    recognition.refresh_from_db()
    assert recognition.last_day == recognition.last_day_of_term + 180 * DAY
    assert recognition.state_on(recognition.last_day) == S.EXTENDED
    assert f"kéo dài đến hết ngày {recognition.last_day:%d/%m/%Y}" in str(decision_draft(decision))


def test_only_what_was_filed_in_time_and_is_not_decided_is_extended():
    reason = "Only a recognition whose re-assessment was filed in time"
    nothing_filed = held(150)
    assert why(prepare, nothing_filed).startswith(reason)
    draft, _dossier = awaited(state=DossierState.DRAFT)
    assert why(prepare, draft).startswith(reason)
    late = held(119)
    make.dossier(product=late.product, kind=DossierKind.RENEWAL, state=DossierState.FILED)
    assert why(prepare, late).startswith(reason)
    on_the_last_day = held(120)
    make.dossier(product=on_the_last_day.product, kind=DossierKind.RENEWAL, state=DossierState.FILED)
    assert prepare(on_the_last_day).kind == DecisionKind.EXTEND
    closed, dossier = awaited()
    dossier.move(DossierState.CLOSED, by=make.officer_of(dossier))
    assert why(prepare, closed).startswith(reason)


def test_nobody_extends_years_ahead_or_long_after_the_end():
    ahead = held(700)
    assert why(prepare, ahead).startswith("An extension can be decided from ")
    recognition, _dossier = awaited()
    with make.on_day(recognition.last_day_of_term + 181 * DAY):
        assert why(prepare, recognition) == "On the day of the decision the extension would be over already."
    with make.on_day(recognition.last_day_of_term + 60 * DAY):
        assert (
            why(prepare, recognition, 30) == "On the day of the decision the extension would be over already."
        )
        assert prepare(recognition, 100).kind == DecisionKind.EXTEND


def test_the_level_that_gave_the_star_extends_it():
    three, _dossier = awaited()
    five, _other = awaited(stars=5)
    ministry, stranger = make.user(role=Role.MINISTRY_OFFICER), make.user(Role.PROVINCIAL_OFFICER)
    ours = "On three and four stars the province of the product decides."
    assert why(prepare, three, by=ministry) == why(prepare, three, by=stranger) == ours
    assert why(prepare, five) == "On five stars the ministry decides."
    assert prepare(five, by=ministry).place is None


def test_an_extension_is_prepared_once_at_a_time():
    recognition, _dossier = awaited()
    prepare(recognition)
    assert why(prepare, recognition).endswith(
        "is prepared on this recognition already: issue or discard it first."
    )


def test_an_extension_is_not_issued_once_the_result_is_decided():
    recognition, dossier = awaited()
    decision = prepare(recognition)
    dossier.move(DossierState.CLOSED, by=make.officer_of(dossier))
    assert why(issue_decision, decision, by=make.leader_of(recognition), number="6/QĐ").startswith(
        "Only a recognition"
    )


def test_an_extension_ends_with_the_result():
    recognition, dossier = awaited()
    issue_decision(prepare(recognition), by=make.leader_of(recognition), number="6/QĐ-UBND")
    dossier.move(DossierState.CLOSED, by=make.officer_of(dossier))
    recognition.refresh_from_db()
    # Decided within the term, so it ends with its term.
    assert (recognition.extended_until, recognition.extension) == (None, None)
    assert recognition.last_day == recognition.last_day_of_term


def test_an_extension_that_runs_ends_on_the_day_of_the_refusal():
    recognition, dossier = awaited()
    issue_decision(prepare(recognition), by=make.leader_of(recognition), number="6/QĐ-UBND")
    recognition.refresh_from_db()
    # Simulate a day after the term: the term ended ten days ago.
    moved = recognition.expires_on - today() + 10 * DAY
    days = {
        "expires_on": recognition.expires_on - moved,
        "extended_until": recognition.extended_until - moved,
    }
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(make.guards_of_days("DISABLE"))
        Recognition.objects.filter(pk=recognition.pk).update(**days)
        cursor.execute(make.guards_of_days("ENABLE"))
    dossier.move(DossierState.CLOSED, by=make.officer_of(dossier))
    recognition.refresh_from_db()
    assert (recognition.last_day, recognition.extension.number) == (today(), "6/QĐ-UBND")


def test_a_renewal_supersedes_what_was_extended():
    recognition, dossier = awaited(state=DossierState.CONCLUDED, choices=make.four_stars())
    issue_decision(prepare(recognition), by=make.leader_of(recognition), number="6/QĐ-UBND")
    renewed = make.issued_recognition(dossier=dossier)
    recognition.refresh_from_db()
    assert (recognition.superseded_on, recognition.ends_on) == (today(), today())
    assert renewed.state_on() == S.VALID


@pytest.mark.parametrize(
    ("past", "state"),
    [(0, S.LATE), (1, S.AWAITING), (180, S.AWAITING), (181, S.LAPSED)],
)
def test_past_the_term_the_result_is_awaited_for_180_days(past, state):
    recognition, _dossier = awaited()
    day = recognition.last_day_of_term + past * DAY
    assert recognition.state_on(day) == Recognition.objects.with_state(day).get().state == state
    assert Recognition.objects.valid_on(day).exists() == (past == 0)


def test_nothing_is_awaited_without_a_file_in_time_or_after_the_result():
    nothing = held(-10)
    late = held(119)
    make.dossier(product=late.product, kind=DossierKind.RENEWAL, state=DossierState.FILED)
    decided, dossier = awaited()
    day = decided.last_day_of_term + DAY
    dossier.move(DossierState.CLOSED, by=make.officer_of(dossier))
    assert nothing.state_on() == S.LAPSED
    assert late.state_on(late.last_day_of_term + DAY) == S.LAPSED
    assert decided.state_on(day) == S.LAPSED


def test_every_public_channel_says_that_the_result_is_awaited(client):
    recognition, _dossier = awaited()
    product = recognition.product
    words = {"": "Chờ kết quả, điều 12.3", "/en": "Awaiting the result, article 12.3"}
    with override("vi"):
        page_of_product = product.get_absolute_url()
    with make.on_day(recognition.last_day_of_term + 5 * DAY):
        for prefix, sentence in words.items():
            for address in (
                page_of_product,
                f"/verify/{recognition.code}/",
                f"/badge/{recognition.code}.svg",
                "/products/?state=lapsed",
            ):
                page = client.get(prefix + address).content.decode()
                assert sentence in page, address
                for wrong in (
                    "không còn giá trị",
                    "Nay không còn hiệu lực",
                    "recognition has lapsed",
                ):
                    assert wrong not in page
        (row,) = client.get("/api/v1/recognitions/").json()["results"]
        assert row["state"] == "awaiting"
        assert "CertificationInactive" not in client.get(page_of_product).content.decode()
    assert [row["kind"] for row in newest_changes(10)] == ["recognised"]


def test_the_database_lets_nobody_extend_without_a_pending_re_assessment():
    recognition, dossier = awaited()
    decision = prepare(recognition)
    dossier.move(DossierState.CLOSED, by=make.officer_of(dossier))
    Decision.objects.filter(pk=decision.pk).update(
        issued_by=make.leader_of(recognition), issued_at=timezone.now(), number="7/QĐ", signed_on=today()
    )
    with pytest.raises(IntegrityError, match="extended_while_a_result_is_awaited"), transaction.atomic():
        Recognition.objects.filter(pk=recognition.pk).update(
            extension=decision, extended_until=recognition.expires_on + 10 * DAY
        )


def test_an_officer_prepares_the_extension_on_a_page(client):
    recognition, _dossier = awaited()
    client.force_login(make.officer_of(recognition))
    address = reverse("desk-recognition-extend", args=[recognition.pk])
    assert address in client.get(recognition.get_desk_url()).content.decode()
    form = client.get(address).context["form"]
    assert form["until"].value() == recognition.last_day_of_term + 180 * DAY
    typed = recognition.last_day_of_term + 90 * DAY
    response = client.post(address, {"until": f"{typed:%d/%m/%Y}", "signatory": ""})
    decision = Decision.objects.get(kind=DecisionKind.EXTEND)
    assert response.url == decision.get_desk_url()
    assert decision.items.get().last_day == typed
    refused = client.post(address, {"until": f"{typed:%d/%m/%Y}"})
    assert refused.status_code == 409


def test_the_page_of_a_stranger_or_of_the_wrong_level_refuses(client):
    recognition, _dossier = awaited()
    address = reverse("desk-recognition-extend", args=[recognition.pk])
    client.force_login(make.user(Role.PROVINCIAL_OFFICER))
    assert client.get(address).status_code == 404
    client.force_login(make.user(role=Role.MINISTRY_OFFICER))
    sent = {"until": f"{recognition.last_day_of_term + DAY:%d/%m/%Y}"}
    assert client.post(address, sent).status_code == 409
    client.force_login(make.leader_of(recognition))
    assert client.get(address).status_code == 403
