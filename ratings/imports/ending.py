"""The end of a list: deleted by an officer, or after 90 days, because its rows hold personal data."""

from contextlib import suppress
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from ocop.refusal import RefusedError
from ratings.imports.desk import BUSY, has_failed
from ratings.imports.models import RegisterImport

# Days from the upload on.
KEPT = 90


@transaction.atomic
def end_import(kept: RegisterImport) -> None:
    """Delete a list that was not imported; of others delete the contents, so that who imported it and when stays.

    Raise RefusedError while a background job works on it.
    """
    rows = RegisterImport.objects.filter(pk=kept.pk)
    held = rows.select_for_update(of=("self",), skip_locked=True).first()
    if held is None and not rows.exists():
        return
    if held is None or held.is_busy and not has_failed(held):
        raise RefusedError(BUSY)
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
    """End the lists that were uploaded more than 90 days before `day`; one that is being worked on, in the next night."""
    old = RegisterImport.objects.filter(uploaded_at__date__lt=day - timedelta(days=KEPT), erased_at=None)
    for kept in old.defer("rows", "questions", "written"):
        with suppress(RefusedError):
            end_import(kept)
