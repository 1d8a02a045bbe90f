"""What a telephone shows that has scanned a label: what is in force now, or that nobody here made the label."""

import base64
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ocop.values.dates import format_day
from ratings.labels.models import LabelKey
from tests import factories as make
from tests.office_factories import label_key, private_key, unguarded
from tests.ratings.labels.test_signed_text import TEXT

pytestmark = pytest.mark.django_db


def page_of(client, label):
    return client.get(reverse("label", args=[label.text]))


def test_a_signed_label_shows_what_it_claims_and_what_holds(client):
    star = make.recognition(stars=4)
    response = page_of(client, make.label(star))
    text = response.content.decode()
    assert response.status_code == 200
    assert "The label is signed by this register. It says: 4 stars, until the end of" in text
    assert star.code in text and "Since it was printed" not in text
    assert response.cookies == {}


def test_an_extension_and_a_correction_since_are_said(client):
    star = make.recognition()
    label = make.label(star)
    until = star.ends_on + timedelta(days=90)
    with unguarded():
        type(star).objects.filter(pk=star.pk).update(expires_on=until, name="Chè Đinh đã đính chính")
    text = page_of(client, label).content.decode()
    assert f"the last day has changed: {format_day(until - timedelta(days=1))}" in text
    assert "the recognition was corrected" in text


def test_a_label_of_a_star_that_is_withdrawn_shows_that(client):
    star = make.issued_recognition()
    label = make.label(star)
    make.withdraw(star)
    assert "withdrawn" in page_of(client, label).content.decode().lower()


def test_a_label_that_nobody_here_signed_is_called_that(client):
    label_key(2)
    response = client.get(reverse("label", args=[TEXT]))
    assert response.status_code == 404
    assert "This label was not made by this register" in response.content.decode()


@pytest.mark.parametrize("text", ["X", "A" * 135, TEXT.lower(), TEXT + "A", "%00"])
def test_what_is_no_label_is_no_error(client, text):
    label_key()
    assert client.get(f"/en/Q/{text}").status_code == 404


def test_a_label_of_a_revoked_key_is_answered_with_the_reason(client):
    star = make.recognition()
    label = make.label(star)
    LabelKey.objects.update(revoked_at=timezone.now(), revoked_because="Mất máy chủ")
    text = page_of(client, label).content.decode()
    assert "It is signed by a key that counts no more since" in text
    assert "Mất máy chủ" in text and star.code in text
    assert "The label is signed by this register" not in text


def test_a_pasted_address_of_a_label_leads_to_its_answer(client):
    label = make.label(make.recognition())
    response = client.get(reverse("verify"), {"code": f"HTTPS://OCOP.GOV.VN/Q/{label.text}"})
    assert response.url == reverse("label", args=[label.text])


def test_the_public_keys_are_there_for_anybody(client):
    label_key()
    LabelKey.objects.filter(pk=label_key(2).pk).update(
        revoked_at=timezone.now(), revoked_because="Mất máy chủ"
    )
    first, second = client.get("/.well-known/ocop-label-keys.json").json()["keys"]
    assert (first["kty"], first["crv"], first["kid"]) == ("OKP", "Ed25519", "1")
    assert base64.urlsafe_b64decode(first["x"] + "=") == private_key().public_key().public_bytes_raw()
    assert "revoked_at" not in first
    assert second["revoked_because"] == "Mất máy chủ"
