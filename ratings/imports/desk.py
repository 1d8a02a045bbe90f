"""Uploaded lists in the desk: stored with their preview, imported once."""

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from ocop.background.progress import Progress, progress_of
from ocop.files.documents import plain_name
from ocop.models import User
from ocop.refusal import RefusedError
from ratings.imports import tasks
from ratings.imports.corrections import Corrections
from ratings.imports.models import ImportState, KeptAnswer, RegisterImport
from ratings.imports.obstacles import obstacle_to_import
from ratings.imports.plan import not_written
from ratings.imports.questions import Answers
from ratings.imports.remembered_columns import forget_match, remember_columns
from ratings.imports.undo import obstacles_to_undo

BUSY = gettext_lazy("This list is being worked on at the moment. Wait until that is done.")
WRITTEN = gettext_lazy("This list was imported already; nothing was changed again.")
_JOBS = {
    ImportState.READING: tasks.read_list,
    ImportState.WRITING: tasks.write_list,
    ImportState.UNDOING: tasks.undo_list,
}


class StaleFormError(RefusedError):
    """The list was read again since the form was filled from it."""


def store_upload(data: bytes, *, file_name: str, by: User) -> RegisterImport:
    """Store a list for an officer's own province; a background job reads it."""
    kept = RegisterImport(
        place=by.place,
        file_name=plain_name(file_name),
        sha256=hashlib.sha256(data).hexdigest(),
        uploaded_by=by,
        remarks={"language": get_language()},
    )
    with transaction.atomic():
        kept.file.save(file_name, ContentFile(data), save=False)
        kept.save()
        tasks.read_list.enqueue(kept.pk)
    return kept


def job_of(kept: RegisterImport) -> Progress | None:
    """Return where the background job of a list stands."""
    job = _JOBS.get(ImportState(kept.state))
    return progress_of(job, kept.pk) if job else None


def has_failed(kept: RegisterImport) -> bool:
    """Whether the background job of a list ended without having read or imported it, and is not tried again."""
    job = job_of(kept)
    if not kept.is_busy or (job and (job.is_waiting or job.is_running)):
        return False
    # The job may have ended well since the list was looked at: then the list is in another state by now.
    return RegisterImport.objects.filter(pk=kept.pk, state=kept.state).exists()


@transaction.atomic
def answer_questions(
    kept: RegisterImport,
    answers: Answers,
    corrections: Corrections | None = None,
    *,
    by: User,
    reading: int | None = None,
) -> None:
    """Store answers to questions of a list, and what a person wrote instead of refused cells; or raise RefusedError.

    The list is read again with them.
    """
    held = _previewed(kept, reading)
    remember_columns(held, answers, by=by)
    held.answers = {**held.answers, **answers}
    KeptAnswer.objects.keep(held, answers)
    for row, cells in (corrections or {}).items():
        held.corrections[row] = {**held.corrections.get(row, {}), **cells}
    _read_again(held)


@transaction.atomic
def match_anew(kept: RegisterImport, key: str) -> None:
    """Forget what the province has matched with a heading and read the list again; or raise RefusedError."""
    held = _previewed(kept, None)
    forget_match(held, key)
    _read_again(held)


@transaction.atomic
def read_again(kept: RegisterImport) -> None:
    """Let a background job read a list that is not imported, in the language of now; or raise RefusedError.

    Of a list whose job failed nothing was written.
    """
    held = hold(kept)
    if held.is_written:
        raise RefusedError(WRITTEN)
    held.remarks["language"] = get_language()
    held.written_by = None
    _read_again(held)


def _read_again(held: RegisterImport) -> None:
    held.state = ImportState.READING
    held.readings += 1
    held.save()
    tasks.read_list.enqueue(held.pk)


def hold(kept: RegisterImport) -> RegisterImport:
    """Return a list locked until the transaction ends; raise RefusedError while it is being worked on."""
    # Whatever else holds the list works on it, for minutes maybe.
    rows = RegisterImport.objects.select_for_update(of=("self",), skip_locked=True)
    held = rows.select_related("place").filter(pk=kept.pk).first()
    if held is None or held.is_busy and not has_failed(held):
        raise RefusedError(BUSY)
    return held


def _previewed(kept: RegisterImport, reading: int | None) -> RegisterImport:
    """Return a list that was read and is not imported, locked until the transaction ends; else raise RefusedError.

    `reading` is the number of the reading that the person saw.
    """
    held = hold(kept)
    if held.is_written:
        raise RefusedError(WRITTEN)
    if held.state != ImportState.PREVIEWED:
        raise RefusedError(_("This list is not read. Try again on its page, or upload another file."))
    if reading not in (None, held.readings):
        raise StaleFormError(
            _(
                "Somebody has answered or corrected something since this page was opened. Look at the list before you "
                "send this again."
            )
        )
    return held


@transaction.atomic
def start_import(
    kept: RegisterImport, *, by: User, accept_good_rows: bool = False, reading: int | None = None
) -> None:
    """Let a background job import a list.

    Raise RefusedError if it was imported before, if something stands against it, or if rows are refused and the
    officer did not choose to leave them out.
    """
    held = _previewed(kept, reading)
    if obstacle := obstacle_to_import(held):
        raise RefusedError(obstacle.sentence)
    if not_written(held.counts) and not accept_good_rows:
        raise RefusedError(
            _(
                "Nothing was written: rows are refused or wait for an answer. Correct them, or say that they are left out."
            )
        )
    held.state, held.written_by = ImportState.WRITING, by
    held.save()
    tasks.write_list.enqueue(held.pk)


def why_not_undo(kept: RegisterImport) -> str:
    """Return why an import cannot be taken back; empty if it can."""
    if kept.is_undone or not kept.is_written:
        return _("Only a list that was imported can be taken back.")
    if kept.erased_at:
        return _("The contents of this list were deleted: it can no longer be taken back.")
    return " ".join(obstacles_to_undo(kept))


@transaction.atomic
def start_undo(kept: RegisterImport, *, by: User, reason: str) -> None:
    """Let a background job take an import back; or raise RefusedError."""
    held = hold(kept)
    if why := why_not_undo(held):
        raise RefusedError(why)
    held.state, held.undone_by, held.undone_because = ImportState.UNDOING, by, reason
    held.save()
    tasks.undo_list.enqueue(held.pk)
