"""Uploaded lists in the desk: stored with their preview, imported once."""

import hashlib
from collections.abc import Iterator
from dataclasses import asdict

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ocop.files.documents import plain_name
from ocop.files.spreadsheets import csv_line
from ocop.models import User
from ocop.refusal import RefusedError
from ratings.imports.cells import cell_text
from ratings.imports.corrections import Corrections
from ratings.imports.exporting import COLUMNS
from ratings.imports.models import ImportState, RegisterImport
from ratings.imports.plan import Plan, not_written
from ratings.imports.questions import Answers
from ratings.imports.register import ConcurrentChangeError, import_register, preview

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
    """Store a list with its preview for an officer's own province; raise UnreadableFileError if it cannot be read."""
    plan = preview(data, file_name=file_name, province=by.place)
    kept = RegisterImport(
        place=by.place,
        file_name=plain_name(file_name),
        sha256=hashlib.sha256(data).hexdigest(),
        uploaded_by=by,
    )
    kept.file.save(file_name, ContentFile(data), save=False)
    _save_outcomes(kept, plan)
    kept.save()
    return kept


def in_reader_language(kept: RegisterImport) -> RegisterImport:
    """Return a list that is not imported, with its messages in the reader's language; nothing is saved.

    A long list keeps the language of the uploader, because planning it again takes seconds.
    """
    said_in = kept.remarks.get("language", get_language())
    if kept.is_written or said_in == get_language() or len(kept.rows) > MOST_SAID_AGAIN:
        return kept
    _plan_again(kept)
    return kept


def _plan_again(kept: RegisterImport) -> None:
    with kept.file.open() as file:
        data = file.read()
    plan = preview(
        data,
        file_name=kept.file_name,
        province=kept.place,
        answers=kept.answers,
        corrections=kept.corrections,
    )
    _save_outcomes(kept, plan)


@transaction.atomic
def answer_questions(kept: RegisterImport, answers: Answers) -> RegisterImport:
    """Store answers to questions of a list and plan it again; raise RefusedError if it was imported."""
    kept = _held(kept)
    kept.answers = {**kept.answers, **answers}
    _plan_again(kept)
    kept.save()
    return kept


@transaction.atomic
def correct_cells(kept: RegisterImport, corrections: Corrections) -> RegisterImport:
    """Store what a person wrote instead of refused cells and plan the list again; raise RefusedError if it was imported."""
    kept = _held(kept)
    for row, cells in corrections.items():
        kept.corrections[row] = {**kept.corrections.get(row, {}), **cells}
    _plan_again(kept)
    kept.save()
    return kept


def _held(kept: RegisterImport) -> RegisterImport:
    """Return a list that is not imported, locked until the transaction ends; else raise RefusedError."""
    held = RegisterImport.objects.select_for_update(of=("self",)).select_related("place").get(pk=kept.pk)
    if held.is_written:
        raise RefusedError(_("This list was imported already; nothing was changed again."))
    return held


@transaction.atomic
def import_stored(kept: RegisterImport, *, by: User, accept_good_rows: bool = False) -> Plan | None:
    """Import a stored list; return None if the register changed and more rows are refused than were shown.

    Raise RefusedError if it was imported before, or if rows are refused and the officer did not choose to
    leave them out.
    """
    kept = _held(kept)
    if any(question["holds_all"] and not question["answer"] for question in kept.questions):
        raise RefusedError(
            _("Nothing was written: parts of the list are not read. Answer the questions about them first.")
        )
    refused = not_written(kept.counts)
    if refused and not accept_good_rows:
        raise RefusedError(
            _(
                "Nothing was written: rows are refused or wait for an answer. Correct them, or say that they are left out."
            )
        )
    with kept.file.open() as file:
        data = file.read()
    try:
        # The officer agreed to leave out the rows shown, not more.
        plan, written = import_register(
            data,
            file_name=kept.file_name,
            province=kept.place,
            by=by,
            leave_out=refused,
            answers=kept.answers,
            corrections=kept.corrections,
        )
    except ConcurrentChangeError as outdone:
        raise RefusedError(str(outdone)) from outdone
    _save_outcomes(kept, plan)
    if plan.written:
        kept.written = plan.written.to_json()
        kept.state, kept.written_by, kept.written_at = ImportState.WRITTEN, by, timezone.now()
    kept.save()
    return plan if written else None


def _save_outcomes(kept: RegisterImport, plan: Plan) -> None:
    """Save the outcome of each row. Unchanged rows need no details."""
    kept.counts = plan.counts
    kept.remarks = {"not_read": plan.not_read, "said": plan.said, "passed_over": plan.passed_over}
    kept.remarks["columns"] = plan.columns
    kept.remarks["account"] = [
        {"place": part.place, "fate": str(part.fate), "text": part.text, "reason": part.reason}
        for part in plan.account
    ]
    kept.remarks["language"] = get_language()
    kept.rows = [asdict(outcome) for outcome in plan.outcomes]
    kept.questions = [asdict(question) for question in plan.questions]


def refused_csv(kept: RegisterImport) -> Iterator[bytes]:
    """Yield the refused rows as CSV lines, reasons first; the file can be corrected and imported."""
    refused = kept.refused_rows
    headings = {name: heading for name, (heading, _width) in COLUMNS.items()} | _MORE_HEADINGS
    told = {*kept.remarks["columns"], *(name for row in refused for name in row["raw"])}
    columns = [name for name in headings if name in told]
    yield "\ufeff".encode()
    yield csv_line(["Dòng", "Vì sao", *(headings[name] for name in columns)])
    for row in refused:
        reasons = "; ".join(
            f"{cell}: {expected or why}" for cell, _value, expected, why, *_name in row["refusals"]
        )
        yield csv_line([row["row"], reasons, *(cell_text(row["raw"].get(name)) for name in columns)])
