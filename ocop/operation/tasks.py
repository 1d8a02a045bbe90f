"""The nightly jobs, once a day and again every hour until all are done."""

import logging

from django.utils import timezone
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from ocop.background.schedule import due, has_been_enqueued_since
from ocop.models import NightlyRun
from ocop.operation.nightly import JOBS, run_due
from ocop.refusal import RefusedError
from ocop.values.dates import today

LOG = logging.getLogger(__name__)


def are_left() -> bool:
    """Whether some are not done today and were not tried in this hour."""
    autodiscover_modules("nightly")
    done = NightlyRun.objects.filter(day=today(), job__in=JOBS).count()
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    return done < len(JOBS) and not has_been_enqueued_since(nightly_jobs, hour)


@due(are_left)
@task(title=_("Nightly jobs"), most_attempts=1, seconds=3 * 3600)
def nightly_jobs() -> None:
    """Each is tried; the next hour tries those that fail again."""
    autodiscover_modules("nightly")
    failed = []
    for name, error in run_due():
        if error:
            LOG.error("The nightly job %s failed.", name, exc_info=error)
            failed.append(f"{name} ({type(error).__name__})")
    if failed:
        raise RefusedError(_("Failed, and tried again every hour: %s.") % ", ".join(failed))
