"""Import a list: read it, compare it with the register, and write it if nothing stands against it."""

import pghistory
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from ratings.imports.listing import listing
from ratings.imports.models import RowStatus
from ratings.imports.plan import Plan, plan
from ratings.imports.readers import MOST_ROWS, UnreadableFileError, read
from ratings.imports.writing import write

# Two imports at once would each plan without the other's rows.
LOCK = 20_260_522
ALL_REFUSED = MOST_ROWS


class ConcurrentChangeError(Exception):
    """The register changed while the list was being written; nothing was. The message says what to do."""


def preview(data: bytes, *, file_name: str, **options) -> Plan:
    """Return what an import would do; nothing is written (options: plan.plan).

    Raise UnreadableFileError where the file is no list.
    """
    return plan(listing(read(data)), file_name=file_name, **options)


def import_register(
    data: bytes,
    *,
    file_name: str,
    province=None,
    by=None,
    leave_out=0,
    examples=False,
    progress=None,
    gazetteer=None,
) -> tuple[Plan, bool]:
    """Import a list; return its plan and whether it was written.

    The decisions that it names wait for a second person than `by`; as `examples`, in a database marked as a
    demonstration only, their stars are public at once. While more rows are refused than `leave_out` nothing is written
    (ALL_REFUSED: however many). All or nothing: raise UnreadableFileError where the file is no list, RefusedError
    where a decision is not taken, ConcurrentChangeError where somebody changed the register meanwhile.
    """
    found = listing(read(data))
    context = {"import": file_name, "reason": _("Import of a list")} | ({"user": by.pk} if by else {})
    try:
        with transaction.atomic(), pghistory.context(**context):
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            done = plan(found, file_name=file_name, province=province, progress=progress, gazetteer=gazetteer)
            if done.counts[RowStatus.REFUSED] > leave_out:
                return done, False
            write(done, by=by, examples=examples, progress=progress)
            return done, True
    except DatabaseError as error:
        raise ConcurrentChangeError(
            _("The register changed while the list was being written. Nothing was written; try again.")
        ) from error


__all__ = ["ALL_REFUSED", "ConcurrentChangeError", "UnreadableFileError", "import_register", "preview"]
