"""Import a list: parse it, compare it with the register, write it if no row is refused."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pghistory
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from ocop.models import Place, User
from ocop.places.gazetteer import Gazetteer
from ratings.imports.corrections import Corrections, apply_corrections
from ratings.imports.ditto import fill_ditto
from ratings.imports.fill_down import ask_to_fill_down
from ratings.imports.formats.known import register_of
from ratings.imports.formats.planning import RegisterPlan, plan_register
from ratings.imports.formats.reading_rows import find_rows
from ratings.imports.formats.writing_rows import write_register
from ratings.imports.headings import Columns
from ratings.imports.listing import read_source_list
from ratings.imports.plan import Plan, Progress
from ratings.imports.planner import plan_import
from ratings.imports.product_sets import names_of_sets
from ratings.imports.questions import Answers, Questions, in_order
from ratings.imports.reading.file import UnreadableFileError, read_file
from ratings.imports.reading.table import MOST_ROWS, SourceTable
from ratings.imports.star_names import ask_about_star_names
from ratings.imports.writing import write_plan

# Two parallel imports would each plan without the other's rows.
LOCK = 20_260_522
ALL_REFUSED = MOST_ROWS


class ConcurrentChangeError(Exception):
    """The register changed during the import and nothing was written. The message says what to do."""


def preview(
    data: bytes,
    *,
    file_name: str,
    corrections: Corrections | None = None,
    columns: Columns | None = None,
    answers: Answers | None = None,
    progress: Progress | None = None,
    **options: Any,
) -> Plan:
    """Return the plan of an import; nothing is written (options: see `plan_import`).

    `columns` are the matches that the province remembers (see `read_source_list`). Raise UnreadableFileError if the
    file is no list.
    """
    planned = _planner_of(_tables_of(data, progress), corrections, columns, answers, progress)
    return planned(file_name=file_name, **options)


def _tables_of(data: bytes, progress: Progress | None) -> list[SourceTable]:
    """Read a file; its rows are then what the progress is out of."""
    tables = read_file(data)
    if progress:
        progress(0, sum(len(table.rows) for table in tables))
    return tables


def preview_in_languages(
    data: bytes,
    *,
    most: int,
    corrections: Corrections | None = None,
    columns: Columns | None = None,
    answers: Answers | None = None,
    progress: Progress | None = None,
    **options: Any,
) -> dict[str, Plan]:
    """Return the plan of an import as `preview` does, by language; that of the present one comes first.

    A list with more rows than `most` is planned in the present language only.
    """
    tables, options["gazetteer"] = _tables_of(data, progress), Gazetteer()
    here = get_language() or settings.LANGUAGE_CODE
    others = [language for language, _name in settings.LANGUAGES if language != here]
    planned = _planner_of(tables, corrections, columns, answers, progress)
    if sum(len(table.rows) for table in tables) > most:
        # Of a long list the memory is needed for its plan.
        others, tables = [], []
    plans = {here: planned(**options)}
    for language in others:
        with override(language):
            plans[language] = _planner_of(tables, corrections, columns, answers, None)(**options)
    return plans


def _planner_of(
    tables: list[SourceTable],
    corrections: Corrections | None,
    columns: Columns | None,
    answers: Answers | None,
    progress: Progress | None,
) -> Callable[..., Plan]:
    """Find the rows of a file; return what plans them: for the list of products, or for the register it looks like."""
    questions = Questions(answers or {})
    if register := register_of(tables, questions):
        found = find_rows(register, tables, answers=answers)
        compare: Callable[..., Plan] = partial(plan_register, register, found)
    else:
        found = read_source_list(
            tables, columns=columns, answers=answers, set_names=SimpleLazyObject(names_of_sets)
        )
        compare = partial(plan_import, found)
    corrected = apply_corrections(found.rows, corrections or {})
    fill_ditto(found.rows)
    if register is None:
        ask_to_fill_down(found.rows, questions)
        ask_about_star_names(found.rows, questions)

    def plan(*, from_before: Answers | None = None, **options: Any) -> Plan:
        if register is None:
            options["from_before"] = from_before
        done = compare(answers=answers, progress=progress, **options)
        done.questions = in_order([*questions.asked, *done.questions])
        done.corrected = corrected
        return done

    return plan


def import_register(
    data: bytes,
    *,
    file_name: str,
    province: Place | None = None,
    by: User | None = None,
    leave_out: int = 0,
    examples: bool = False,
    progress: Progress | None = None,
    gazetteer: Gazetteer | None = None,
    answers: Answers | None = None,
    from_before: Answers | None = None,
    corrections: Corrections | None = None,
    columns: Columns | None = None,
) -> tuple[Plan, bool]:
    """Import a list; return its plan and whether it was written.

    A second person than `by` has to confirm the decisions that the list names. With `examples` (allowed
    only in a database marked as a demonstration) their stars are public at once. Nothing is written if more
    rows are refused or wait for an answer than `leave_out` (ALL_REFUSED: no limit), or while a question about the
    whole list is open.
    All or nothing. Raise UnreadableFileError if the file is no list, RefusedError if a decision is not
    allowed, ConcurrentChangeError if the register changed meanwhile.
    """
    planned = _planner_of(_tables_of(data, progress), corrections, columns, answers, progress)
    context = {"import": file_name, "reason": _("Import of a list")} | ({"user": by.pk} if by else {})
    try:
        with transaction.atomic(), pghistory.context(**context):
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            done = planned(
                file_name=file_name,
                province=province,
                gazetteer=gazetteer,
                from_before=from_before,
            )
            if done.not_written > leave_out or done.open_questions:
                return done, False
            if isinstance(done, RegisterPlan):
                done.written = write_register(done, by=by, progress=progress)
            else:
                done.written = write_plan(done, by=by, examples=examples, progress=progress)
            return done, True
    except DatabaseError as error:
        raise ConcurrentChangeError(
            gettext_lazy(
                "The register changed while the list was being written. Nothing was written; try again."
            )
        ) from error


__all__ = [
    "ALL_REFUSED",
    "ConcurrentChangeError",
    "UnreadableFileError",
    "import_register",
    "preview",
    "preview_in_languages",
]
