"""Labels are signed as soon as a recognition lacks one, by a worker that has the private key."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from ocop.background.schedule import due, has_been_enqueued_since
from ratings.labels.keys import can_sign
from ratings.labels.models import without_label
from ratings.labels.signing import sign_due

# An attempt that signs nothing is not made again at once.
PAUSE = timedelta(minutes=1)


def are_due() -> bool:
    if not can_sign() or has_been_enqueued_since(sign_labels, timezone.now() - PAUSE):
        return False
    return without_label().exists()


@due(are_due)
@task(title=_("Sign labels"), most_attempts=1, seconds=600)
def sign_labels() -> None:
    """What could not be signed is tried again by the next worker that asks."""
    sign_due()
