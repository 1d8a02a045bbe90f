"""The end of a list: deleted by an officer, or after 90 days, because its rows hold personal data."""

from contextlib import suppress
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from ocop.refusal import RefusedError
from ratings.imports.desk import hold
from ratings.imports.models import ImportState, RegisterImport

# Days from the upload on.
KEPT = 90


@transaction.atomic
def end_import(kept: RegisterImport) -> None:
    """Delete a list that was not imported; of others delete the contents, so that who imported it and when stays.

    Raise RefusedError while a background job works on it.
    """
    if not RegisterImport.objects.filter(pk=kept.pk).exists():
        return
    held = hold(kept)
    storage, name = held.file.storage, held.file.name
    if not held.is_written:
        held.delete()
    elif held.erased_at is None:
        held.file, held.erased_at = "", timezone.now()
        held.rows, held.questions = [], []
        held.remarks, held.answers, held.corrections, held.written = {}, {}, {}, {}
        if held.state == ImportState.UNDOING:
            held.state, held.undone_by, held.undone_because = ImportState.WRITTEN, None, ""
        held.save()
    if name:
        transaction.on_commit(lambda: storage.delete(name))


def end_old_imports(day: date) -> None:
    """End the lists that were uploaded more than 90 days before `day`; one that is being worked on, in the next night."""
    old = RegisterImport.objects.filter(uploaded_at__date__lt=day - timedelta(days=KEPT), erased_at=None)
    for kept in old.defer("rows", "questions", "written"):
        with suppress(RefusedError):
            end_import(kept)
