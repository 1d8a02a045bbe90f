"""Text on a recognition on its product's page: state as a sentence, and history."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from ocop.values.dates import today
from ratings.decisions import recognition_text
from ratings.decisions.models import Recognition
from ratings.decisions.papers import certificate
from tests import factories as make

pytestmark = pytest.mark.django_db


def page(client, product):
    """Return the English page of the product."""
    with override("en"):
        return client.get(product.get_absolute_url())


def test_sentence_follows_the_state(client):
    product = make.product()
    first = make.recognition(product=product)
    assert "valid until the end of 15/01/2028" in page(client, product).content.decode()
    make.recognition(product=product, signed_on=date(2026, 2, 1))
    told = page(client, first).content.decode()
    assert "A later recognition" in told and "replaced it on 01/02/2026" in told


def test_history_names_what_happened_newest_first(client):
    product = make.product()
    make.recognition(product=product, stars=3, signed_on=date(2022, 5, 1))
    make.recognition(product=product, stars=4, signed_on=date(2026, 5, 1))
    events = page(client, product).context["events"]
    assert [(event["on"], event["title"]) for event in events] == [
        (date(2026, 5, 1), "Recognised: 4 stars"),
        (date(2025, 5, 2), "Lapsed: 3 stars"),
        (date(2022, 5, 1), "Recognised: 3 stars"),
    ]


def extended(expires_in, ends_in):
    """Recognition of 2022 extended by Decision 9/QĐ of 2024; both arguments in days from today."""
    recognition = make.recognition(
        stars=4, signed_on=date(2022, 5, 1), expires_on=today() + timedelta(days=expires_in)
    )
    until = today() + timedelta(days=ends_in)
    make.extend(recognition, until, number="9/QĐ", signed_on=date(2024, 6, 1))
    return recognition


@pytest.mark.parametrize(
    "expires_in, ends_in, words",
    [
        (30, 130, "valid until the end of {expires} and extended until the end of {end} by Decision 9/QĐ."),
        (-30, 70, "valid until the end of {expires} and extended until the end of {end} by Decision 9/QĐ."),
        (-130, -30, "and extended by Decision 9/QĐ until the end of {end}. It is no longer in force"),
    ],
    ids=["before it runs", "while it runs", "after it ran"],
)
def test_extension_is_told_with_its_decision(client, expires_in, ends_in, words):
    recognition = extended(expires_in, ends_in)
    expires, end = (
        f"{day:%d/%m/%Y}" for day in (recognition.last_day_of_term, recognition.last_day_extended)
    )
    response = page(client, recognition.product)
    assert words.format(expires=expires, end=end) in response.content.decode()
    told = next(event for event in response.context["events"] if "xtended" in event["title"])
    assert (told["on"], told["title"]) == (date(2024, 6, 1), f"Extended until the end of {end}")
    assert told["text"] == "Decision 9/QĐ of 01/06/2024"


def test_history_keeps_an_extension_that_a_withdrawal_cut_short(client):
    recognition = extended(-30, 70)
    make.withdraw(recognition, "mark", signed_on=today())
    events = page(client, recognition.product).context["events"]
    end = f"{recognition.last_day_extended:%d/%m/%Y}"
    assert [event["title"] for event in events] == [
        "Withdrawn: 4 stars",
        f"Extended until the end of {end}",
        "Recognised: 4 stars",
    ]


@pytest.mark.parametrize(
    "signed_on, ministry, paper",
    [
        (date(2021, 6, 30), "Ministry of Agriculture and Rural Development", "PHÁT TRIỂN NÔNG THÔN"),
        (date(2025, 2, 28), "Ministry of Agriculture and Rural Development", "PHÁT TRIỂN NÔNG THÔN"),
        (date(2025, 3, 1), "Ministry of Agriculture and Environment", "MÔI TRƯỜNG"),
    ],
)
def test_a_decision_names_the_ministry_of_its_day(client, signed_on, ministry, paper):
    decision = make.decision(place=None, signed_on=signed_on)
    recognition = make.recognised_by(decision, make.product(), stars=5)
    with override("en"):
        assert ministry in client.get(recognition.get_absolute_url()).content.decode()
    assert (decision.authority, certificate.authority_of(decision)) == (
        ministry,
        f"BỘ NÔNG NGHIỆP VÀ {paper}",
    )


def test_stars_that_are_over_have_a_notice_above_them_and_others_none(client):
    product = make.product()
    recognition = make.recognition(product=product, signed_on=date(2020, 1, 1))
    notice = recognition_text.standing_of(Recognition.objects.with_state().get(pk=recognition.pk))
    assert (notice["kind"], notice["title"]) == ("lapsed", "This recognition has lapsed")
    assert notice["title"] in page(client, product).content.decode()
    later = make.recognition(product=product, signed_on=today())
    assert recognition_text.standing_of(Recognition.objects.with_state().get(pk=later.pk)) is None
