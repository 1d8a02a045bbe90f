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
from ratings.imports.plan import not_written
from ratings.imports.questions import Answers

BUSY = gettext_lazy("This list is being read or imported at the moment. Wait until that is done.")


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
    """Return where the background job of a list stands that is being read or imported."""
    job = tasks.read_list if kept.state == ImportState.READING else tasks.write_list
    return progress_of(job, kept.pk) if kept.is_busy else None


def has_failed(kept: RegisterImport) -> bool:
    """Whether the background job of a list ended without having read or imported it, and is not tried again."""
    job = job_of(kept)
    return kept.is_busy and not (job and (job.is_waiting or job.is_running))


@transaction.atomic
def answer_questions(kept: RegisterImport, answers: Answers) -> None:
    """Store answers to questions of a list, which is read again with them; or raise RefusedError."""
    held = _held(kept)
    held.answers = {**held.answers, **answers}
    KeptAnswer.objects.keep(held, answers)
    _read_again(held)


@transaction.atomic
def correct_cells(kept: RegisterImport, corrections: Corrections) -> None:
    """Store what a person wrote instead of refused cells of a list, which is read again; or raise RefusedError."""
    held = _held(kept)
    for row, cells in corrections.items():
        held.corrections[row] = {**held.corrections.get(row, {}), **cells}
    _read_again(held)


@transaction.atomic
def read_again(kept: RegisterImport) -> None:
    """Let a background job read a list that is not imported, in the language of now; or raise RefusedError.

    Of a list whose job failed nothing was written.
    """
    held = _held(kept, even_if_failed=True)
    held.remarks["language"] = get_language()
    held.written_by = None
    _read_again(held)


def _read_again(held: RegisterImport) -> None:
    held.state = ImportState.READING
    held.save()
    tasks.read_list.enqueue(held.pk)


def _held(kept: RegisterImport, *, even_if_failed: bool = False) -> RegisterImport:
    """Return a list that was read and is not imported, locked until the transaction ends; else raise RefusedError."""
    # Whatever else holds the list works on it, for minutes maybe.
    rows = RegisterImport.objects.select_for_update(of=("self",), skip_locked=True)
    held = rows.select_related("place").filter(pk=kept.pk).first()
    if held is not None and held.is_written:
        raise RefusedError(_("This list was imported already; nothing was changed again."))
    if held is None or held.is_busy and not (even_if_failed and has_failed(held)):
        raise RefusedError(BUSY)
    if held.state == ImportState.UNREADABLE:
        raise RefusedError(_("This file cannot be read. Upload another one."))
    return held


@transaction.atomic
def start_import(kept: RegisterImport, *, by: User, accept_good_rows: bool = False) -> None:
    """Let a background job import a list.

    Raise RefusedError if it was imported before, or if rows are refused and the officer did not choose to
    leave them out.
    """
    held = _held(kept)
    if any(question["holds_all"] and not question["answer"] for question in held.questions):
        raise RefusedError(
            _("Nothing was written: parts of the list are not read. Answer the questions about them first.")
        )
    if not_written(held.counts) and not accept_good_rows:
        raise RefusedError(
            _(
                "Nothing was written: rows are refused or wait for an answer. Correct them, or say that they are left out."
            )
        )
    held.state, held.written_by = ImportState.WRITING, by
    held.save()
    tasks.write_list.enqueue(held.pk)
