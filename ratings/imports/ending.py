"""The end of a list: deleted by an officer, or after 90 days, because its rows hold personal data."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ocop.refusal import RefusedError
from ratings.imports.desk import job_of
from ratings.imports.models import ImportState, RegisterImport

# Days from the upload on.
KEPT = 90


@transaction.atomic
def end_import(kept: RegisterImport) -> None:
    """Delete a list that was not imported; of others delete the contents, so that who imported it and when stays.

    Raise RefusedError while a background job works on it.
    """
    held = RegisterImport.objects.select_for_update(of=("self",)).filter(pk=kept.pk).first()
    if held is None:
        return
    if (job := job_of(held)) and not job.has_failed:
        raise RefusedError(_("This list is being read or imported at the moment. Wait until that is done."))
    storage, name = held.file.storage, held.file.name
    if not held.is_written:
        held.delete()
    elif held.erased_at is None:
        held.file, held.erased_at = "", timezone.now()
        held.rows, held.questions = [], []
        held.remarks, held.answers, held.corrections, held.written = {}, {}, {}, {}
        held.save()
    if name:
        transaction.on_commit(lambda: storage.delete(name))


def end_old_imports(day: date) -> None:
    """End the lists that were uploaded more than 90 days before `day`."""
    old = RegisterImport.objects.filter(uploaded_at__date__lt=day - timedelta(days=KEPT), erased_at=None)
    for kept in old.exclude(state__in=[ImportState.READING, ImportState.WRITING]).defer("rows"):
        end_import(kept)
