"""Database rules on labels and their keys, each broken once (see test_constraints)."""

from django.utils import timezone

from ratings.labels.models import Label, LabelKey
from tests import factories as make
from tests.office_factories import label_key
from tests.ratings.broken import update


def label(**fields):
    """A label written directly, with a term or text of its own."""
    made = make.label(make.recognition())
    values = {field.attname: getattr(made, field.attname) for field in Label._meta.concrete_fields}
    return Label.objects.create(**values | {"id": None, "text": "A" * 135} | fields)


def revoked():
    return update(label_key(), revoked_at=timezone.now(), revoked_because="Mất máy chủ")


RULES = {
    "label_key_number": lambda: LabelKey.objects.create(number=256, public_key="A" * 43),
    "label_key_public": lambda: LabelKey.objects.create(number=7, public_key="AAAA"),
    "label_key_revoked_for_a_reason": lambda: update(label_key(), revoked_at=timezone.now()),
    "label_key_is_kept": lambda: update(label_key(), public_key="A" * 43),
    "label_key_stays_revoked": lambda: update(revoked(), revoked_at=None, revoked_because=""),
    "label_is_kept": lambda: update(make.label(make.recognition()), stars=5),
    "label_claims_what_holds": lambda: label(stars=5),
    "label_of_a_trusted_key": lambda: label(key_id=revoked().number),
    "label_text_of_its_length": lambda: label(text="a" * 135),
}
