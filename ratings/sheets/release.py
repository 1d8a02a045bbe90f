"""From a draft to a version in force: proposed by one administrator, published by another, recalled before
its first day.

Nobody can change the meaning of stars alone. The number of its decision fixes bands and star requirements
of a sheet; another version needs its own instrument: number, date and signed document.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from ocop.models import User
from ocop.permissions import Act
from ocop.refusal import RefusedError
from ocop.values.dates import today
from products.models import ProductSet
from ratings.sheets.differences import Difference, differences
from ratings.sheets.models import Sheet
from ratings.sheets.versions import name_product_set, validate

# Kinds of differences that change the star for the same answers; a decision's number fixes them.
FIXED = frozenset({"band", "gate_added", "gate_removed", "gate_moved"})


@transaction.atomic
def propose(sheet: Sheet, *, day: date, number: str, signed_on: date, file: Any, by: User) -> None:
    """Propose a draft as of `day`, ordered by a signed instrument, for another administrator to publish.

    Raise RefusedError, or SheetError if it does not add up.
    """
    held = _held(sheet)
    if reason := why_not_propose(held, day, by=by) or why_not_instrument(number, signed_on):
        raise RefusedError(reason)
    validate(held)
    held.attach(file, by=by)
    Sheet.objects.drafts().filter(pk=sheet.pk).update(
        in_force_from=day,
        instrument_number=number.strip(),
        instrument_signed_on=signed_on,
        proposed_by=by,
        proposed_at=timezone.now(),
    )


@transaction.atomic
def release(sheet: Sheet, *, by: User) -> None:
    """Publish what another administrator has proposed; the previous version ends on its first day.

    Open dossiers keep their version. Raise RefusedError, or SheetError if it does not add up.
    """
    held = _held(sheet)
    if reason := why_not_release(held, by=by):
        raise RefusedError(reason)
    validate(held)
    before, after = neighbours(held)
    if before and (before.in_force_until is None or before.in_force_until > held.in_force_from):
        Sheet.objects.filter(pk=before.pk).update(in_force_until=held.in_force_from)
    Sheet.objects.drafts().filter(pk=sheet.pk).update(
        in_force_until=after.in_force_from if after else None, published_at=timezone.now(), published_by=by
    )
    if held.in_force_from <= today():
        name_product_set(held)
    sheet.refresh_from_db()


@transaction.atomic
def recall(sheet: Sheet, *, reason: str, by: User) -> None:
    """Recall a published version before its first day; the previous one continues. Raise RefusedError."""
    held = _held(sheet)
    if refusal := why_not_recall(held, by=by):
        raise RefusedError(refusal)
    if not reason.strip():
        raise RefusedError(_("Give a reason."))
    before, after = neighbours(held)
    Sheet.objects.published().filter(pk=sheet.pk).update(
        recalled_by=by, recalled_at=timezone.now(), recall_reason=reason.strip()
    )
    if before and before.in_force_until == held.in_force_from:
        Sheet.objects.filter(pk=before.pk).update(in_force_until=after.in_force_from if after else None)
    sheet.refresh_from_db()


def _held(sheet: Sheet) -> Sheet:
    """Lock its product set and return the row read anew; this serialises versions."""
    ProductSet.objects.select_for_update().get(pk=sheet.product_set_id)
    return Sheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)


def neighbours(sheet: Sheet) -> tuple[Sheet | None, Sheet | None]:
    """Return the published versions of its product set that begin before (or with) it and after it."""
    others = Sheet.objects.published().filter(product_set=sheet.product_set_id).exclude(pk=sheet.pk)
    before = others.filter(in_force_from__lte=sheet.in_force_from).order_by("in_force_from").last()
    return before, others.filter(in_force_from__gt=sheet.in_force_from).order_by("in_force_from").first()


def why_not_propose(sheet: Sheet, day: date, *, by: User) -> str:
    """Return why `by` may not propose the draft as of `day`; else an empty string."""
    if sheet.published_at:
        return _("This version is published already.")
    if not Act.EDIT_SHEETS.allows(by):
        return _("Only an administrator proposes a version of a sheet.")
    if day <= today():
        return _("Choose tomorrow or a later day, so that a mistake can be recalled before it holds.")
    return why_not_meaning(sheet) or _why_not_beside(sheet, day)


def why_not_instrument(number: str, signed_on: date) -> str:
    """Return why a version cannot rest on an instrument with this number and date; else an empty string."""
    if not number.strip():
        return _("Write the number of the decision or letter that orders this version.")
    if signed_on > today():
        return _("The document that orders this version cannot be signed in the future.")
    return ""


def why_not_release(sheet: Sheet, *, by: User) -> str:
    """Return why `by` may not publish the proposed version; else an empty string."""
    if sheet.published_at:
        return _("This version is published already.")
    if not Act.EDIT_SHEETS.allows(by):
        return _("Only an administrator publishes a version of a sheet.")
    if sheet.proposed_by_id is None:
        return _("This draft has not been proposed with the document that orders it.")
    if sheet.proposed_by_id == by.pk:
        return _("Another administrator must publish what you have proposed.")
    if sheet.in_force_from < today():
        return _("Its first day is over. Propose it again for a later day.")
    return why_not_meaning(sheet) or _why_not_beside(sheet, sheet.in_force_from)


def why_not_recall(sheet: Sheet, *, by: User) -> str:
    """Return why `by` may not recall a version; else an empty string."""
    if sheet.published_at is None or sheet.recalled_at:
        return _("Only a published version can be recalled.")
    if not Act.EDIT_SHEETS.allows(by):
        return _("Only an administrator recalls a version of a sheet.")
    if sheet.in_force_from <= today():
        return _("It is in force. What is wrong in it is mended by a later version.")
    return ""


def _why_not_beside(sheet: Sheet, day: date) -> str:
    """Return why no version can begin on `day` beside the published ones; else an empty string."""
    others = Sheet.objects.published().filter(product_set=sheet.product_set_id, in_force_from=day)
    if others.exclude(pk=sheet.pk).exists():
        return _("Another version begins on this day; choose another day, or recall that version first.")
    return ""


def why_not_meaning(sheet: Sheet) -> str:
    """Return why a draft with another meaning of stars cannot have its decision's number; else an empty string."""
    same = Sheet.objects.published().filter(decision_slug=sheet.decision_slug)
    first = same.filter(number=sheet.number).order_by("version").first()
    other = first or same.order_by("number").first()
    kinds = FIXED if first else {"band"}
    changed = (
        differences_as_text([each for each in changes(other, sheet) if each.kind in kinds]) if other else []
    )
    if not changed:
        return ""
    return _(
        "Decision %(decision)s fixes its bands and star requirements, and this draft changes them: %(changes)s."
        " Other bands or requirements need a decision of their own number."
    ) % {"decision": sheet.decision, "changes": "; ".join(changed)}


def changes(old: Sheet, new: Sheet) -> list[Difference]:
    """Return all differences between two sheets; loads their trees anew."""
    before, after = (Sheet.objects.for_detail().get(pk=each.pk) for each in (old, new))
    return differences(before.document(), after.document(), before.bands, after.bands)


def differences_as_text(found: Sequence[Difference]) -> list[str]:
    """Return sentences on differences that change the meaning of stars: “3 requirements removed”, “band of
    4★: 70 → 60”.
    """
    counts = Counter(each.kind for each in found)
    texts = {
        "gate_removed": ngettext_lazy("%(n)d requirement removed", "%(n)d requirements removed", "n"),
        "gate_added": ngettext_lazy("%(n)d requirement added", "%(n)d requirements added", "n"),
        "gate_moved": ngettext_lazy("%(n)d requirement moved", "%(n)d requirements moved", "n"),
        "points": ngettext_lazy("%(n)d option with other points", "%(n)d options with other points", "n"),
        "option_added": ngettext_lazy("%(n)d option added", "%(n)d options added", "n"),
        "option_removed": ngettext_lazy("%(n)d option removed", "%(n)d options removed", "n"),
    }
    bands = [each.values for each in found if each.kind == "band"]
    return [str(text % {"n": counts[kind]}) for kind, text in texts.items() if counts[kind]] + [
        _("band of %(star)d★: %(old)s → %(new)s") % values for values in bands
    ]
