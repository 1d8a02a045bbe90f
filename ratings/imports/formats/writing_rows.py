"""Write the plan of a register, one row after the other, as its pages do."""

from typing import cast

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ocop.models import User
from ocop.refusal import RefusedError
from ratings.imports.formats.planning import RegisterPlan
from ratings.imports.plan import Progress
from ratings.imports.written import Written


def write_register(
    plan: RegisterPlan, *, by: User | None = None, progress: Progress | None = None
) -> Written:
    """Write a plan and return what was written; the caller holds the transaction.

    Raise RefusedError if rows of the list exclude each other.
    """
    written, format_ = Written(), plan.format
    for number, draft in enumerate(plan.drafts, 1):
        row, is_new = draft.row, draft.row.pk is None
        try:
            refusals = [why for _column, why in format_.check(row, draft.read)]
        except ValidationError as broken:
            refusals = broken.messages
        if refusals:
            raise RefusedError(
                _("Nothing was written. Row %(row)s: %(why)s")
                % {"row": draft.outcome.row, "why": " ".join(refusals)}
            )
        if is_new:
            format_.save(row, by, written)
        else:
            row.save(update_fields=[row._meta.get_field(name).name for name in draft.before])
            for name, before in draft.before.items():
                written.change(type(row), cast(int, row.pk), name, before, getattr(row, name))
        if progress:
            progress(number, len(plan.drafts))
    return written
