"""Official sheets and new versions of them, for `tests.factories`."""

import copy

from ocop.calendar import today
from ratings.models import Sheet
from ratings.publishing import draft_file, release, save_draft


def sheet(number=11, version=1):
    """The official sheet of Decision 26/2026, with its tree."""
    return Sheet.objects.for_detail().get(decision_slug="26-2026", number=number, version=version)


def sheet_draft(number=11, change=None, **fields):
    """A draft of the next version of an official sheet; `change` is done to its document."""
    document = copy.deepcopy(sheet(number).document()) | fields
    if change:
        change(document)
    return save_draft(draft_file(document), source="test")


def sheet_version(number=11, change=None, *, day=None, **fields):
    """The next version of an official sheet, published from `day` (today unless told)."""
    draft = sheet_draft(number, change, **fields)
    release(draft, day=day or today())
    return Sheet.objects.for_detail().get(pk=draft.pk)
