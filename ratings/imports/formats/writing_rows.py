"""Write the plan of a register, one row after the other, as its pages do."""

from typing import cast

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ocop.refusal import RefusedError
from ratings.imports.formats.planning import RegisterPlan
from ratings.imports.plan import Progress
from ratings.imports.written import Written


def write_register(plan: RegisterPlan, *, progress: Progress | None = None) -> Written:
    """Write a plan and return what was written; the caller holds the transaction.

    Raise RefusedError if rows of the list exclude each other.
    """
    written = Written()
    for number, draft in enumerate(plan.drafts, 1):
        row, is_new = draft.row, draft.row.pk is None
        try:
            row.full_clean()
        except ValidationError as broken:
            why = " ".join(broken.messages)
            raise RefusedError(
                _("Nothing was written. Row %(row)s: %(why)s") % {"row": draft.outcome.row, "why": why}
            ) from broken
        if is_new:
            row.save()
            written.add(type(row), [cast(int, row.pk)])
        else:
            row.save(update_fields=[row._meta.get_field(name).name for name in draft.before])
            for name, before in draft.before.items():
                written.change(type(row), cast(int, row.pk), name, before, getattr(row, name))
        if progress:
            progress(number, len(plan.drafts))
    return written
