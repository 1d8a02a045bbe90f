"""A star from a list or a single person is public only after a second person has confirmed it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from ocop.models import Place, PlaceKind, PlaceLevel, Role
from ocop.refusal import RefusedError
from ocop.values.dates import today
from ratings.decisions.models import (
    Confirmation,
    Decision,
    Recognition,
    RecordedAs,
    RecordedDecision,
    RecordedStar,
)
from ratings.decisions.models.recognition import why_not_record
from ratings.decisions.recording import end_of_its_term, law_of, why_not_decision, why_not_stars
from tests import factories as make
from tests.days import tomorrow

pytestmark = pytest.mark.django_db


@pytest.fixture
def product():
    return make.product(name="Chè Tự Phong")


@pytest.fixture
def officer(product):
    return make.officer_of(product)


@pytest.fixture
def leader(product):
    return make.leader_of(product)


def propose(product, by, *, number="124/QĐ-UBND", signed_on=date(2023, 3, 20), place=..., stars=4, **fields):
    place = product.producer.place.province if place is ... else place
    decision = RecordedDecision.objects.propose(number=number, signed_on=signed_on, place=place, by=by)
    decision.name_star(product, stars=stars, by=by, **fields)
    return decision


def confirm(decision, by, **fields):
    seen = {
        "seen_on": today(),
        "seen_where": "Hồ sơ số 12, kho lưu trữ Chi cục",
        "seen": decision.seen_sha256(),
    }
    return decision.confirm(by=by, **seen | fields)


def reason_of(act, *arguments, **fields):
    with pytest.raises(RefusedError) as refused:
        act(*arguments, **fields)
    return str(refused.value)


def public_stars(client, product):
    return client.get(product.get_absolute_url()).context["recognition"]


def test_what_one_person_records_is_no_star_in_public(client, product, officer):
    decision = propose(product, officer)
    assert not Recognition.objects.exists()
    assert not Decision.objects.public().exists()
    assert public_stars(client, product) is None
    assert client.get("/api/v1/recognitions/").json()["results"] == []
    assert decision.recorded_as == RecordedAs.PROPOSED


def test_second_person_who_has_seen_the_document_makes_it_public(client, product, officer, leader):
    confirm(propose(product, officer, source="Danh sách 2023, dòng 4"), leader)
    recognition = Recognition.objects.get()
    assert (recognition.stars, recognition.issued_on, recognition.expires_on) == (
        4,
        date(2023, 3, 20),
        end_of_its_term(date(2023, 3, 20)),
    )
    told = f"Recorded from Decision 124/QĐ-UBND of 20/03/2023, document seen on {today():%d/%m/%Y}."
    assert told in client.get(f"/en/verify/{recognition.code}/").content.decode()
    assert told in client.get(f"/en/products/{product.pk}/{product.slug}/").content.decode()
    (row,) = client.get("/api/v1/recognitions/").json()["results"]
    assert (row["origin"], row["document_seen_on"]) == ("recorded", today().isoformat())


def test_nobody_confirms_what_they_have_recorded(product, officer):
    told = "You have recorded it: a second person must confirm it against the signed document."
    assert reason_of(confirm, propose(product, officer), officer) == told


def test_nobody_confirms_a_star_of_their_own_in_a_decision_of_another(product, officer, leader):
    decision = propose(product, make.officer_of(product))
    decision.name_star(make.product(place=product.producer.place), stars=3, by=officer)
    assert "a second person" in reason_of(confirm, decision, officer)
    assert confirm(decision, leader).recorded_stars.count() == 2


@pytest.mark.parametrize(
    "role", [Role.PROVINCIAL_OFFICER, Role.PROVINCIAL_LEADER, Role.MINISTRY_OFFICER, Role.AUDITOR]
)
def test_only_the_authority_that_signed_confirms(product, officer, role):
    place = make.province() if role in (Role.PROVINCIAL_OFFICER, Role.PROVINCIAL_LEADER) else None
    stranger = make.user(role, **{"place": place} if place else {})
    told = "An officer or a leader of the authority that signed the decision confirms it."
    assert reason_of(confirm, propose(product, officer), stranger) == told


def test_five_stars_of_the_ministry_are_confirmed_by_the_ministry(product, officer, leader):
    decision = propose(product, officer, place=None, number="2361/QĐ-BNNMT", stars=5)
    assert reason_of(confirm, decision, leader)
    confirm(decision, make.user(Role.MINISTRY_OFFICER))
    assert Recognition.objects.get().stars == 5


def test_without_the_document_nothing_is_confirmed(product, officer, leader):
    told = reason_of(confirm, propose(product, officer), leader, seen_where=" ")
    assert told.startswith("Attach the signed document, or say where you have seen it")
    decision = RecordedDecision.objects.get()
    RecordedDecision.objects.filter(pk=decision.pk).update(
        file="decisions/a.pdf",
        file_name="a.pdf",
        file_sha256="1" * 64,
        attached_by=officer,
        attached_at=decision.prepared_at,
    )
    decision.refresh_from_db()
    assert confirm(decision, leader, seen_where="").file_sha256 == "1" * 64


@pytest.mark.parametrize("day", [lambda: date(2023, 3, 19), tomorrow])
def test_document_was_seen_from_its_signing_to_today(product, officer, leader, day):
    told = "The document was seen on a day from its signing to today."
    assert reason_of(confirm, propose(product, officer), leader, seen_on=day()) == told


def test_what_changed_since_it_was_looked_at_is_not_confirmed(product, officer, leader):
    decision = propose(product, officer)
    seen = decision.seen_sha256()
    decision.name_star(make.product(place=product.producer.place), stars=3, by=officer)
    assert "no longer what you saw" in reason_of(confirm, decision, leader, seen=seen)


def test_printed_day_after_the_term_stays_a_claim_until_the_print_is_confirmed(product, officer, leader):
    decision = propose(product, officer, expires_on=date(2031, 11, 28))
    told = reason_of(confirm, decision, leader)
    assert told.startswith("Chè Tự Phong: the printed last day is later than 36 months after the signing.")
    assert not Recognition.objects.exists()
    confirm(decision, leader, longer_term_seen=True)
    assert Recognition.objects.get().expires_on == date(2031, 11, 28)


def test_end_of_the_term_itself_needs_no_word(product, officer, leader):
    confirm(propose(product, officer, expires_on=end_of_its_term(date(2023, 3, 20))), leader)
    assert not Confirmation.objects.get().longer_term_seen


def test_decision_of_summer_2026_names_the_rules(product, officer, leader):
    decision = propose(product, officer, signed_on=date(2026, 6, 30))
    assert "say whether the old rules or the new ones were applied" in reason_of(confirm, decision, leader)
    assert confirm(decision, leader, of_rules="old").of_rules == "old"


ARTICLES = "(Decision 26/2026/QĐ-TTg, articles 4 and 7)"


def district(province, **days):
    days = {"valid_until": date(2025, 7, 1)} | days
    return Place.objects.create(
        code="164",
        name="Đại Từ",
        kind=PlaceKind.DISTRICT,
        level=PlaceLevel.DISTRICT,
        province=province,
        **days,
    )


@pytest.mark.parametrize(
    "signed_on, law",
    [
        (date(2020, 1, 1), "Decision 1048/QĐ-TTg, 2019; today Decision 26/2026/QĐ-TTg, articles 4 and 7"),
        (date(2024, 1, 1), "Decision 148/QĐ-TTg, 2023; today Decision 26/2026/QĐ-TTg, articles 4 and 7"),
        (date(2026, 6, 1), "Decision 26/2026/QĐ-TTg, articles 4 and 7"),
    ],
)
def test_five_stars_are_the_ministrys_under_every_law(product, officer, signed_on, law):
    told = f"Chè Tự Phong: Five stars are recognised by the ministry only ({law})."
    assert reason_of(propose, product, officer, signed_on=signed_on, stars=5) == told
    assert law_of(signed_on) == law


@pytest.mark.parametrize("number", ["148/QĐ-TTg", "26/2026/QĐ-TTg", "919/qđ-ttg"])
def test_decision_of_the_prime_minister_recognises_nothing(product, officer, number):
    told = reason_of(propose, product, officer, number=number, place=None)
    assert told.startswith("A decision of the Prime Minister (…/QĐ-TTg) lays down criteria and programmes")
    assert told.endswith(f"{ARTICLES}.")


def test_day_that_has_not_come_is_refused(product, officer):
    told = reason_of(propose, product, officer, signed_on=tomorrow(), place=None)
    assert told == "A decision cannot be signed on a day that has not come."


def test_province_that_uses_the_portal_records_nothing_signed_after_21_july_2026(product, officer):
    place = product.producer.place.province
    after = why_not_decision("7/QĐ-UBND", date(2026, 7, 22), place, day=today())
    assert after.startswith("After 21/07/2026 this province recognises by a result in this portal only")
    assert "articles 7 and 12.2" in after
    assert why_not_decision("7/QĐ-UBND", date(2026, 7, 21), place, day=today()) == ""
    assert why_not_decision("7/QĐ-UBND", date(2026, 7, 22), make.province(), day=today()) == ""
    assert why_not_decision("7/QĐ-BNNMT", date(2026, 7, 22), None, day=today()) == ""
    make.user(Role.MINISTRY_LEADER)
    ministry = why_not_decision("7/QĐ-BNNMT", date(2026, 7, 22), None, day=today())
    assert ministry.startswith("After 21/07/2026 the ministry recognises by a result in this portal only")


@pytest.mark.parametrize(
    "signed_on, refused",
    [
        (date(2023, 2, 23), True),
        (date(2023, 2, 24), False),
        (date(2025, 6, 30), False),
        (date(2025, 7, 1), True),
    ],
)
def test_district_recognised_in_its_time_only(product, signed_on, refused):
    place = district(product.producer.place.province)
    told = why_not_decision("7/QĐ-UBND", signed_on, place, day=today())
    assert bool(told) == refused
    assert not refused or "from 24/02/2023 to 30/06/2025 only" in told


def test_district_recognised_three_stars_at_most(product, officer):
    place = district(product.producer.place.province)
    assert why_not_stars(3, date(2024, 1, 1), place) == ""
    told = reason_of(propose, product, officer, place=place, signed_on=date(2024, 1, 1), stars=4)
    assert told == "Chè Tự Phong: A district recognised three stars at most (Decision 148/QĐ-TTg, 2023)."


def test_what_was_issued_here_is_not_replaced():
    issued = make.issued_recognition()
    others = Recognition.objects.filter(product=issued.product)
    told = "The stars that were issued here are not replaced by a decision recorded from elsewhere."
    assert why_not_record(others, today() + timedelta(days=10)) == told
    # The ministry does not use the portal here; the confirming person does.
    decision = propose(
        issued.product,
        make.officer_of(issued.product),
        number="124/QĐ-BNNMT",
        place=None,
        stars=5,
        signed_on=today(),
    )
    refused = reason_of(confirm, decision, make.user(Role.MINISTRY_OFFICER))
    assert refused.startswith("After 21/07/2026 the ministry recognises by a result in this portal only")
    issued.refresh_from_db()
    assert (issued.superseded_on, Recognition.objects.count()) == (None, 1)
    assert RecordedDecision.objects.get().recorded_as == RecordedAs.PROPOSED
    assert not Confirmation.objects.exists()


def test_same_decision_with_other_stars_is_refused(product, officer, leader):
    decision = propose(product, officer)
    assert "with 4 stars: change that, while it waits" in reason_of(propose, product, officer, stars=3)
    confirm(decision, leader)
    assert "by a decision of correction only" in reason_of(propose, product, officer, stars=3)


def test_further_product_of_a_confirmed_decision_waits_again(product, officer, leader):
    decision = propose(product, officer)
    confirm(decision, leader)
    other = make.product(place=product.producer.place)
    decision = propose(other, leader if leader.role == Role.PROVINCIAL_OFFICER else officer)
    assert not Recognition.objects.filter(product=other).exists()
    assert [star.product for star in decision.waiting_stars()] == [other]
    confirm(decision, leader)
    assert Recognition.objects.filter(product=other).exists()


def test_two_who_confirm_at_once_make_one_recognition(product, officer, leader):
    decision = propose(product, officer)
    first, second = RecordedDecision.objects.get(), RecordedDecision.objects.get()
    seen = decision.seen_sha256()
    confirm(first, leader, seen=seen)
    assert reason_of(confirm, second, make.leader_of(product), seen=seen)
    assert (Recognition.objects.count(), Confirmation.objects.count()) == (1, 1)


def test_discarding_needs_its_people_and_leaves_nothing(product, officer, leader):
    decision = propose(product, officer)
    assert reason_of(decision.discard, by=make.user(place=make.province()))
    decision.discard(by=leader)
    assert not (RecordedDecision.objects.exists() or RecordedStar.objects.exists())
    assert RecordedStar.pgh_event_model.objects.filter(pgh_label="delete").exists()
    assert "discarded meanwhile" in reason_of(confirm, decision, leader)


def test_what_is_public_is_not_discarded(product, officer, leader):
    decision = propose(product, officer)
    confirm(decision, leader)
    assert reason_of(decision.discard, by=leader)
    assert Recognition.objects.exists()


def sql(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def refused_by_the_database(name, statement, *values):
    with pytest.raises(IntegrityError, match=name):
        sql(statement, *values)


INSERT = (
    "INSERT INTO ratings_recognition (version, product_id, stars, decision_id, origin, code, issued_on, expires_on,"
    " withdrawal_ground, name, variants, maker)"
    " VALUES (1, %s, %s, %s, 'recorded', 'AAAA-AAAA-A', %s, %s, '', 'x', '', 'x')"
)


def test_raw_sql_makes_no_public_star_of_what_waits(product, officer):
    decision = propose(product, officer)
    row = (product.pk, 4, decision.pk, "2023-03-20", end_of_its_term(date(2023, 3, 20)))
    refused_by_the_database("recognition_recorded_of_confirmed_star", INSERT, *row)
    for state in ("confirmed", "before", "example"):
        refused_by_the_database(
            "decision_recorded_in_order",
            "UPDATE ratings_decision SET recorded_as = %s WHERE id = %s",
            state,
            decision.pk,
        )


def test_raw_sql_confirms_nothing_alone(product, officer):
    decision = propose(product, officer)
    insert = (
        "INSERT INTO ratings_confirmation (decision_id, confirmed_by_id, seen_on, seen_where, file_sha256, of_rules,"
        " longer_term_seen) VALUES (%s, %s, CURRENT_DATE, 'x', '', '', false)"
    )
    refused_by_the_database("confirmation_by_its_authority", insert, decision.pk, officer.pk)
    stranger = make.user(Role.PROVINCIAL_LEADER, place=make.province())
    refused_by_the_database("confirmation_by_its_authority", insert, decision.pk, stranger.pk)


@pytest.mark.parametrize(
    "change",
    ["stars = 3", "expires_on = '2025-01-01'", "proposed_by_id = (SELECT max(id) FROM ocop_user)"],
)
def test_raw_sql_rewrites_no_proposal(product, officer, change):
    propose(product, officer)
    make.user()
    refused_by_the_database("recorded_star_stays_as_proposed", f"UPDATE ratings_recordedstar SET {change}")


@pytest.mark.parametrize(
    "change",
    [
        "stars = 5",
        "expires_on = '2040-01-01'",
        "issued_on = '2020-01-01'",
        "product_id = product_id + 1",
        "name = 'y'",
    ],
)
def test_raw_sql_changes_no_recorded_star(product, officer, leader, change):
    confirm(propose(product, officer), leader)
    refused_by_the_database(
        "recognition_(recorded_is_kept|corrected_by_decision)", f"UPDATE ratings_recognition SET {change}"
    )


def test_raw_sql_adds_no_star_to_a_confirmed_decision(product, officer, leader):
    decision = propose(product, officer)
    confirm(decision, leader)
    other = make.product(place=product.producer.place)
    row = (other.pk, 4, decision.pk, "2023-03-20", end_of_its_term(date(2023, 3, 20)))
    refused_by_the_database("recognition_recorded_of_confirmed_star", INSERT, *row)
    for change in ("number = '9/QĐ'", "place_id = NULL", "signed_on = '2024-01-01'"):
        refused_by_the_database(
            "decision_recorded_is_kept", f"UPDATE ratings_decision SET {change} WHERE id = %s", decision.pk
        )


def test_raw_sql_writes_no_example_where_nobody_marked_a_demonstration(product):
    with pytest.raises(IntegrityError, match="decision_recorded_in_order"), transaction.atomic():
        RecordedDecision.objects.example(
            number="1/QĐ-UBND", signed_on=date(2023, 3, 20), place=product.producer.place.province
        )
