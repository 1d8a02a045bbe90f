"""Uploaded lists in the desk: stored with their preview, imported once."""

import hashlib
from collections.abc import Iterator

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ocop.background.progress import Progress, progress_of
from ocop.files.documents import plain_name
from ocop.files.spreadsheets import csv_line
from ocop.models import User
from ocop.refusal import RefusedError
from ratings.imports import tasks
from ratings.imports.cells import cell_text
from ratings.imports.corrections import Corrections
from ratings.imports.exporting import COLUMNS
from ratings.imports.formats.known import FORMATS
from ratings.imports.models import ImportState, RegisterImport
from ratings.imports.plan import not_written
from ratings.imports.questions import Answers
from ratings.imports.register import preview

MOST_SAID_AGAIN = 1000
# Headings for columns of the refused rows that an export does not have.
_MORE_HEADINGS = {
    "serial": "TT",
    "address": "Địa chỉ",
    "district": "Huyện",
    "representative": "Người đại diện",
    "phone": "Điện thoại",
    "kind": "Loại sản phẩm",
    "export_markets": "Thị trường xuất khẩu",
    "channels": "Kênh tiêu thụ",
    "remark": "Ghi chú",
}


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


def in_reader_language(kept: RegisterImport) -> RegisterImport:
    """Return a list that is not imported, with its messages in the reader's language; nothing is saved.

    A long list keeps the language of the uploader, because planning it again takes seconds.
    """
    is_theirs = kept.remarks.get("language") == get_language()
    if (
        kept.state == ImportState.PREVIEWED
        and kept.file
        and not is_theirs
        and len(kept.rows) <= MOST_SAID_AGAIN
    ):
        tasks.save_outcomes(kept, preview(**tasks.options_of(kept)))
    return kept


def job_of(kept: RegisterImport) -> Progress | None:
    """Return where the background job of a list stands that is being read or imported."""
    job = tasks.read_list if kept.state == ImportState.READING else tasks.write_list
    return progress_of(job, kept.pk) if kept.is_busy else None


@transaction.atomic
def answer_questions(kept: RegisterImport, answers: Answers) -> None:
    """Store answers to questions of a list, which is read again with them; or raise RefusedError."""
    held = _held(kept)
    held.answers = {**held.answers, **answers}
    _read_again(held)


@transaction.atomic
def correct_cells(kept: RegisterImport, corrections: Corrections) -> None:
    """Store what a person wrote instead of refused cells of a list, which is read again; or raise RefusedError."""
    held = _held(kept)
    for row, cells in corrections.items():
        held.corrections[row] = {**held.corrections.get(row, {}), **cells}
    _read_again(held)


def _read_again(held: RegisterImport) -> None:
    held.state = ImportState.READING
    held.save()
    tasks.read_list.enqueue(held.pk)


def _held(kept: RegisterImport) -> RegisterImport:
    """Return a list that was read and is not imported, locked until the transaction ends; else raise RefusedError."""
    held = RegisterImport.objects.select_for_update(of=("self",)).select_related("place").get(pk=kept.pk)
    if held.is_written:
        raise RefusedError(_("This list was imported already; nothing was changed again."))
    if held.state != ImportState.PREVIEWED:
        raise RefusedError(_("This list is being read or imported at the moment. Wait until that is done."))
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


def _headings(register: str) -> dict[str, str]:
    """Return the headings of a register's list by column."""
    if known := FORMATS.get(register):
        return {column.name: column.heading for column in known.columns}
    return {name: heading for name, (heading, _width) in COLUMNS.items()} | _MORE_HEADINGS


def refused_csv(kept: RegisterImport) -> Iterator[bytes]:
    """Yield the refused rows as CSV lines, reasons first; the file can be corrected and imported."""
    refused = kept.refused_rows
    headings = _headings(kept.remarks.get("register", ""))
    told = {*kept.remarks["columns"], *(name for row in refused for name in row["raw"])}
    columns = [name for name in headings if name in told]
    yield "\ufeff".encode()
    yield csv_line(["Dòng", "Vì sao", *(headings[name] for name in columns)])
    for row in refused:
        reasons = "; ".join(
            f"{cell}: {expected or why}" for cell, _value, expected, why, *_name in row["refusals"]
        )
        yield csv_line([row["row"], reasons, *(cell_text(row["raw"].get(name)) for name in columns)])
