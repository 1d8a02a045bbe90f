"""Each recognition in force gets a label that says what holds, and another one when that changes."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from ocop.background.schedule import enqueue_due
from ocop.refusal import RefusedError
from ocop.values.dates import today
from ratings.labels.claims import digest_of
from ratings.labels.models import Label, label_of, without_label
from ratings.labels.signed_text import claims_in, is_signed_by
from ratings.labels.signing import sign_due
from ratings.labels.tasks import are_due
from tests import factories as make
from tests.background import work_off
from tests.office_factories import label_key, unguarded

pytestmark = pytest.mark.django_db


@pytest.fixture
def key(settings, tmp_path):
    settings.LABEL_KEYS_ROOT = tmp_path
    call_command("make_label_key", verbosity=0)


def test_a_worker_with_the_key_signs_what_is_in_force(key):
    star = make.recognition(stars=4)
    over = make.recognition(signed_on=today() - timedelta(days=1500))
    assert are_due()
    enqueue_due()
    work_off()
    label = Label.objects.get()
    claims = claims_in(label.text)
    assert is_signed_by(label.text, label.key.public_bytes)
    assert (claims.code, claims.stars, claims.first_day) == (star.code, 4, star.issued_on)
    assert claims.last_day == star.ends_on - timedelta(days=1)
    assert claims.digest == digest_of(star.name, star.maker, star.variants)
    assert (label_of(star), label_of(over), are_due()) == (label, None, False)


def test_nothing_is_due_where_no_private_key_is(settings):
    make.recognition()
    label_key()
    settings.LABEL_KEYS_ROOT = None
    assert not are_due()


def test_a_corrected_recognition_gets_another_label_and_the_former_one_stays(key):
    star = make.recognition()
    assert (sign_due(), sign_due()) == (1, 0)
    former = label_of(star)
    with unguarded():
        type(star).objects.filter(pk=star.pk).update(name="Chè Đinh đã đính chính")
    star.refresh_from_db()
    assert label_of(star) is None
    assert sign_due() == 1
    assert label_of(star).name == "Chè Đinh đã đính chính"
    assert set(Label.objects.all()) == {former, label_of(star)}


def test_labels_are_signed_anew_once_their_key_is_revoked(key):
    star = make.recognition()
    sign_due()
    call_command("make_label_key", verbosity=0)
    assert not without_label().exists()
    call_command("revoke_label_key", "1", because="Mất máy chủ", verbosity=0)
    assert label_of(star) is None
    assert sign_due() == 1
    assert label_of(star).key.number == 2


def test_without_a_key_the_reason_is_said(settings, tmp_path):
    settings.LABEL_KEYS_ROOT = tmp_path
    make.recognition()
    with pytest.raises(RefusedError, match="No key signs labels"):
        sign_due()
