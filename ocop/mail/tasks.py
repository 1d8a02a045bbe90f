"""The outbox is sent as soon as something in it is due."""

from django.utils.translation import gettext_lazy as _
from django_tasks import task

from ocop.background.schedule import due
from ocop.mail.outbox import send_waiting
from ocop.models import Mail


def are_waiting() -> bool:
    return Mail.objects.due().exists()


@due(are_waiting)
@task(title=_("Send the mail that waits"), most_attempts=1)
def send_mail() -> None:
    """A mail that fails stays in the outbox and says why."""
    for _line in send_waiting():
        pass
