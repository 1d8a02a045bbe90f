"""Issue a prepared decision: apply its items and seal the results that it rests on, in one transaction."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ocop.refusal import RefusedError
from ocop.values.canonical_json import canonical
from ocop.values.dates import today
from ocop.values.vietnamese import clean
from ratings.acts import act
from ratings.decisions.content import what_changed
from ratings.decisions.kinds import DecisionKind, Origin
from ratings.decisions.models.decision import Decision
from ratings.decisions.models.recognition import Recognition, scope_of
from ratings.decisions.models.withdrawal import why_not_withdraw
from ratings.decisions.papers.decision_draft import decision_draft
from ratings.decisions.prepare import why_not_decide
from ratings.decisions.signing import why_not_day
from ratings.decisions.validity import end_of_term, term_on
from ratings.dossiers.own_evaluation import begin_own_evaluation
from ratings.dossiers.workflow import DossierState
from ratings.papers import pdf
from ratings.papers.vietnamese import ministry_on
from ratings.sealing.seal import fields_as_data, seal_result


@act
def issue_decision(decision, *, by, number, signed_on=None, seen=None):
    """Issue the decision with its number (default date: today) and apply it; or raise RefusedError and
    change nothing.

    `seen` is the hash of the content that `by` was shown; if the content has changed, the decision is
    refused.
    """
    signed_on = signed_on or today()
    if refusal := decision.why_not_issue(by=by):
        raise RefusedError(refusal)
    if not clean(number):
        raise RefusedError(_("Write the number of the decision."))
    if refusal := why_not_day(decision.items.for_list(), signed_on):
        raise RefusedError(refusal)
    if decision._taken(clean(number), signed_on):
        raise RefusedError(_("This authority has a decision with this number in that year."))
    waiting = Decision.objects.filter(pk=decision.pk, issued_at=None)
    if not waiting.update(issued_by=by, issued_at=timezone.now(), number=number, signed_on=signed_on):
        raise RefusedError(_("This decision is issued already."))
    decision.refresh_from_db()
    items = list(decision.items.for_list())
    if changes := what_changed(decision.content, decision.content_now(items)):
        raise RefusedError(
            _("It is no longer what was prepared. %(changes)s Discard it and prepare it again.")
            % {"changes": " ".join(changes)}
        )
    if seen is not None and seen != decision.content_sha256:
        stale = _("It is no longer what you saw. Look at what stands here now, then issue it.")
        raise RefusedError(stale)
    files = sealed_files(decision) if any(item.result for item in items) else {}
    for item in items:
        _carry_out(item, files, by=by)


def _carry_out(item, files, *, by):
    """Apply one item of the decision, or raise RefusedError."""
    decision = item.decision
    if item.dossier and (refusal := _refusal(item)):
        raise RefusedError(f"{item.dossier.product}: {refusal}")
    match decision.kind:
        case DecisionKind.RECOGNISE:
            recognise(item.dossier, decision)
            item.dossier.move(DossierState.RECOGNISED, by=by, note=decision.number)
        case DecisionKind.APPROVE:
            item.dossier.forward(by=by, note=decision.number)
        case DecisionKind.REFUSE:
            item.dossier.move(DossierState.CLOSED, by=by, note=decision.number)
        case DecisionKind.EVALUATE:
            item.dossier.move(DossierState.CLOSED, by=by, note=decision.number)
            begin_own_evaluation(item.dossier, by=by, note=decision.number)
        case DecisionKind.EXTEND:
            item.recognition.extend(item.until, decision)
        case DecisionKind.CORRECT:
            item.recognition.correct(
                item.correction, decision, reason=item.reason, seen_where=item.seen_where
            )
        case DecisionKind.WITHDRAW:
            _withdraw(item)
    if item.result:
        seal_result(item.result, decision, files)


@transaction.atomic
def recognise(dossier, decision):
    """Create the recognition of a dossier's product by a decision just issued; supersede the one in force.

    Raise RefusedError if the product has a recognition with a later date. The database refuses a
    recognition without this decision and result.
    """
    product, term = dossier.product, term_on(decision.signed_on)
    others = Recognition.objects.filter(product=product)
    if others.filter(issued_on__gt=decision.signed_on).exists():
        raise RefusedError(_("The product has a recognition of a later day."))
    others.valid_on(decision.signed_on).update(superseded_on=decision.signed_on)
    return Recognition.objects.create(
        product=product,
        dossier=dossier,
        decision=decision,
        origin=Origin.PORTAL,
        stars=dossier.result.stars,
        issued_on=decision.signed_on,
        term_months=term.months,
        expires_on=end_of_term(decision.signed_on, term.months),
        **scope_of(product),
    )


def _withdraw(item):
    if refusal := why_not_withdraw(item.recognition, place=item.decision.place):
        raise RefusedError(f"{item.recognition.name}: {refusal}")
    item.recognition.withdraw(item.ground, item.decision)


def _refusal(item):
    """Return why the item is no longer allowed as it was when prepared; else an empty string."""
    decision = item.decision
    return why_not_decide(item.dossier, decision.kind, place=decision.place, reason=item.reason)


def sealed_files(decision):
    """Return the files of an issued decision for the package of each result that it rests on."""
    return {
        "decision.json": canonical(decision_as_data(decision)).encode(),
        "papers/decision.pdf": pdf.render(decision_draft(decision)),
    }


def decision_as_data(decision):
    """Return number, date, signatory, preparer, issuer and all items."""
    names = (
        "kind",
        "number",
        "signed_on",
        "signatory",
        "prepared_by",
        "prepared_at",
        "issued_by",
        "issued_at",
    )
    items = decision.items.select_related(
        "dossier__product__producer", "dossier__result", "dossier__agency_report", "recognition"
    )
    return fields_as_data(decision, *names) | {
        "authority": decision.place.full_name_on(decision.signed_on)
        if decision.place
        else ministry_on(decision.signed_on),
        "signed_document": decision.file_sha256,
        "items": [
            {
                "dossier": item.dossier_id,
                "product": item.dossier.product.name,
                "maker": item.dossier.product.producer.name,
                **item.rests_on(),
            }
            for item in items
            if item.dossier
        ],
    }
