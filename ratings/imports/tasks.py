"""Background jobs that read and import an uploaded list."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import timedelta
from typing import Any

import pghistory
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from django_tasks import task
from django_tasks.base import Task

from ocop.background.progress import report
from ocop.refusal import RefusedError
from ratings.imports.collector import collector_paused
from ratings.imports.models import TOLD, ImportState, KeptAnswer, RegisterImport
from ratings.imports.plan import Plan, not_written
from ratings.imports.questions import answer_hash
from ratings.imports.reading.file import BusyReaderError, UnreadableFileError
from ratings.imports.register import ConcurrentChangeError, import_register, preview_in_languages
from ratings.imports.remembered_columns import columns_of
from ratings.imports.undo import undo_import

# The progress of a job that has begun: nobody knows how many rows there are before the file is read.
BEGUN = (0, 0)
# Rows of a list that is planned in each language of the portal; a longer one is read again in another by its reader.
MOST_IN_LANGUAGES = 3000
# Until a list is read again for which there was no place among those that are read.
LATER = timedelta(seconds=20)
CHANGED = _("Nothing was written: the register has changed since the preview. Look at it again.")


def list_named(key: int) -> str:
    """Return the name of a list and who brought it; empty if it was deleted."""
    kept = (
        RegisterImport.objects.select_related("uploaded_by")
        .only("file_name", "uploaded_by")
        .filter(pk=key)
        .first()
    )
    return f"{kept}, {kept.uploaded_by}" if kept else ""


@task(title=_("Read an uploaded list"), seconds=180, about=list_named)
def read_list(key: int) -> None:
    """Plan the import of a list that waits to be read."""
    with _held(key, ImportState.READING) as kept:
        if kept is None:
            return
        report(*BEGUN)
        try:
            # The import takes the same ones, whatever is matched meanwhile.
            kept.remarks["columns"] = columns_of(kept.place)
            plans = preview_in_languages(**options_of(kept), most=MOST_IN_LANGUAGES, progress=report)
            here, *others = plans
            save_outcomes(kept, plans[here])
            kept.remarks["told"] = {language: told(plans[language]) for language in others}
            kept.state = ImportState.PREVIEWED
        except BusyReaderError:
            _later(read_list, key)
            return
        except UnreadableFileError as error:
            kept.state = ImportState.UNREADABLE
            kept.remarks["failure"] = in_languages(error)
        kept.save()


@task(title=_("Import a list"), seconds=600, about=list_named)
def write_list(key: int) -> None:
    """Import a list. If more rows are refused than were shown, nothing is written and the preview is shown again."""
    with _held(key, ImportState.WRITING) as kept:
        if kept is None:
            return
        report(*BEGUN)
        by, agreed = kept.written_by, not_written(kept.counts)
        try:
            plan, _written = import_register(**options_of(kept), by=by, leave_out=agreed, progress=report)
        except BusyReaderError:
            _later(write_list, key)
            return
        except (RefusedError, ConcurrentChangeError) as error:
            _back_to_preview(kept, error)
        else:
            # What was told in other languages holds as long as the rows become what the preview showed.
            same = kept.remarks.get("told", {}) if plan.counts == kept.counts else {}
            save_outcomes(kept, plan)
            kept.remarks["told"] = same
            if plan.written:
                kept.written = plan.written.to_json()
                kept.state, kept.written_at = ImportState.WRITTEN, timezone.now()
            else:
                _back_to_preview(kept, CHANGED)
        kept.save()


@task(title=_("Take an import back"), seconds=600, about=list_named)
def undo_list(key: int) -> None:
    """Take an import back. If something is built on it meanwhile, it stays, and its page says why."""
    with _held(key, ImportState.UNDOING) as kept:
        if kept is None:
            return
        kept.remarks.pop("failure", None)
        try:
            undo_import(kept)
            kept.state, kept.undone_at = ImportState.UNDONE, timezone.now()
        except RefusedError as error:
            kept.state, kept.undone_by, kept.undone_because = ImportState.WRITTEN, None, ""
            kept.remarks["failure"] = in_languages(error)
        kept.save()


def told(plan: Plan) -> dict[str, Any]:
    """Return what a plan says to its reader: of each row the texts, and the questions."""
    texts = [outcome.to_json() for outcome in plan.outcomes]
    return {
        "rows": [{name: row[name] for name in TOLD if name in row} for row in texts],
        "questions": [asdict(question) for question in plan.questions],
        "account": _account(plan),
        "said": plan.said,
    }


def _later(job: Task, key: int) -> None:
    job.using(run_after=timezone.now() + LATER).enqueue(key)


def save_outcomes(kept: RegisterImport, plan: Plan) -> None:
    """Set the outcome of each row and the questions of a plan; nothing is saved."""
    kept.counts = plan.counts
    kept.remarks = {
        "said": plan.said,
        "columns": kept.remarks.get("columns", {}),
        "matched": plan.matched,
        "corrected": plan.corrected,
        "account": _account(plan),
        "language": get_language(),
        "register": plan.register,
    }
    kept.rows = [outcome.to_json() for outcome in plan.outcomes]
    kept.questions = [asdict(question) for question in plan.questions]


def _account(plan: Plan) -> list[dict[str, str]]:
    return [
        {"place": part.place, "fate": str(part.fate), "text": part.text, "reason": part.reason}
        for part in plan.account
    ]


def options_of(kept: RegisterImport) -> dict[str, Any]:
    """Return the file of a list and what a person answered and corrected, for a plan."""
    with kept.file.open() as file:
        data = file.read()
    return {
        "data": data,
        "file_name": kept.file_name,
        "province": kept.place,
        "answers": kept.answers,
        "corrections": kept.corrections,
        "from_before": answers_from_before(kept),
        "columns": kept.remarks.get("columns", {}),
    }


def answers_from_before(kept: RegisterImport) -> dict[str, str]:
    """Return the answers of earlier lists of the province; for a list that is written those that its preview shows."""
    if kept.state == ImportState.WRITING:
        shown = [each for each in kept.questions if each.get("is_from_before")]
        return {each["key"]: answer_hash(each["answer"]) for each in shown}
    return dict(KeptAnswer.objects.filter(place=kept.place).values_list("question", "answer"))


@contextmanager
def _held(key: int, state: ImportState) -> Iterator[RegisterImport | None]:
    """Lock a list in this state, in the language and the name of whoever brought it; None if it left the state."""
    with transaction.atomic():
        rows = RegisterImport.objects.select_for_update(of=("self",)).select_related("place__province")
        # What is set anew is not read: of a long list it is large.
        kept = rows.defer("rows", "questions", "written").filter(pk=key, state=state).first()
        if kept is None:
            yield None
            return
        by = kept.undone_by_id or kept.written_by_id or kept.uploaded_by_id
        with override(kept.remarks.get("language")), pghistory.context(user=by), collector_paused():
            yield kept


def _back_to_preview(kept: RegisterImport, why: object) -> None:
    kept.state, kept.written_by = ImportState.PREVIEWED, None
    kept.readings += 1
    kept.remarks["failure"] = in_languages(why)


def in_languages(sentence: object) -> dict[str, str]:
    """Return a sentence in each language; one that was made already stays as it is."""
    said = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            said[language] = str(sentence)
    return said
