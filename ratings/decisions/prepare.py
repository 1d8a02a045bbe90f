"""Prepare a decision on dossiers, or on a change of a recognition, for somebody else to issue."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ocop.permissions import Act
from ocop.refusal import RefusedError
from ocop.values.vietnamese import clean
from ratings.acts import act_on
from ratings.decisions.correction import correction_of, why_not_correct
from ratings.decisions.extension import why_not_extend
from ratings.decisions.kinds import ON_DOSSIERS, DecisionKind, Origin
from ratings.decisions.models.decision import Decision
from ratings.decisions.models.withdrawal import refuse_conclusion, why_not_prepare, why_not_while_prepared
from ratings.dossiers.own_evaluation import why_not_evaluate_anew
from ratings.dossiers.subject import filed_subject, why_not_other_subject
from ratings.dossiers.upgrade import not_raised, why_not_replace
from ratings.dossiers.workflow import DossierState
from ratings.sheets.star import LOWEST_CERTIFIED, NATIONAL


def why_not_decide(dossier, kind, *, place, reason=""):
    """Return why this kind of decision by the authority of `place` (None: the ministry) is not possible;
    else an empty string.
    """
    if not _waits_for(dossier, place):
        return _("The dossier does not wait for this authority.")
    if place and dossier.product.producer.place.province_id != place.pk:
        return _("The dossier belongs to another province.")
    if dossier.decision_items.filter(decision__issued_at=None).exists():
        return _("The dossier stands in another decision that is being prepared.")
    if dossier.rests_on_agency_report():
        if kind != DecisionKind.APPROVE:
            return _("On the agency's report a dossier is only approved and forwarded to the ministry.")
        return why_not_other_subject(filed_subject(dossier), dossier)
    if refusal := why_not_other_subject(dossier.result.content.get("subject", {}), dossier):
        return refusal
    stars = dossier.result.stars
    if kind == DecisionKind.EVALUATE:
        return why_not_evaluate_anew(dossier, place=place)
    if kind != DecisionKind.REFUSE and stars < LOWEST_CERTIFIED:
        return _("A result below three stars gives no recognition.")
    if kind == DecisionKind.RECOGNISE and place and stars == NATIONAL:
        return _("Five stars are the ministry's: approve the result and forward it.")
    if kind == DecisionKind.APPROVE and (not place or stars != NATIONAL):
        return _("Only a province's result of five stars is forwarded to the ministry.")
    if not place and stars < NATIONAL:
        return _("Below five stars the province decides: hand the dossier back.")
    return why_not_replace(dossier, reason) if kind == DecisionKind.RECOGNISE else ""


def kinds_open_to(dossier, *, place):
    """Return the kinds of decisions that the authority of `place` (None: the ministry) may prepare on the
    dossier now.

    They include an upgrade without a higher star, which needs a reason.
    """
    return [
        kind for kind in ON_DOSSIERS if not why_not_decide(dossier, kind, place=place, reason="given later")
    ]


def _waits_for(dossier, place):
    """Whether the result, or the agency's report, is to be decided by the authority of `place` (None: the
    ministry).
    """
    if dossier.is_national:
        return dossier.state == (DossierState.HANDED_BACK if place else DossierState.CONCLUDED)
    return place is not None and (dossier.state == DossierState.CONCLUDED or dossier.rests_on_agency_report())


@act_on
def prepare_decision(kind, dossiers, *, by, signatory="", reason=""):
    """Prepare a decision on dossiers for somebody else to issue, or raise RefusedError.

    `reason` says why the star of an upgrade without a higher star replaces the one in force.
    """
    if kind not in ON_DOSSIERS or not dossiers:
        raise RefusedError(_("Choose the dossiers that are decided."))
    decision = _draft(kind, by=by, signatory=signatory)
    for dossier in dossiers:
        if refusal := why_not_decide(dossier, kind, place=decision.place, reason=reason):
            raise RefusedError(f"{dossier.product}: {refusal}")
        asked = kind == DecisionKind.RECOGNISE and not_raised(dossier)
        decision.items.create(dossier=dossier, reason=reason if asked else "")
    if reason and not decision.items.exclude(reason="").exists():
        needless = _("No upgrade among these ends without a higher star: leave the reason empty.")
        raise RefusedError(needless)
    return decision.keep_content()


@transaction.atomic
def prepare_withdrawal(recognition, ground, conclusion, *, by, signatory=""):
    """Prepare a withdrawal on one of the six grounds and a conclusion, or raise RefusedError.

    Only the authority of article 8 may do so, and only one withdrawal can be prepared at a time; the
    recognition is locked meanwhile.
    """
    decision = _draft(DecisionKind.WITHDRAW, by=by, signatory=signatory)
    recognition = type(recognition).objects.select_for_update(of=("self",)).get(pk=recognition.pk)
    if refusal := why_not_prepare(recognition, place=decision.place):
        raise RefusedError(refusal)
    refuse_conclusion(conclusion)
    decision.items.create(
        recognition=recognition,
        ground=ground,
        conclusion_body=conclusion.body,
        conclusion_number=conclusion.number,
        concluded_on=conclusion.on,
    )
    return decision.keep_content()


@transaction.atomic
def prepare_extension(recognition, until, *, by, signatory=""):
    """Prepare the extension of a recognition to `until` (first day no longer valid; article 12.3), or raise
    RefusedError.
    """
    decision = _draft(DecisionKind.EXTEND, by=by, signatory=signatory)
    recognition = type(recognition).objects.select_for_update(of=("self",)).get(pk=recognition.pk)
    if refusal := why_not_extend(recognition, until, place=decision.place):
        raise RefusedError(refusal)
    if refusal := why_not_while_prepared(recognition, decision.kind):
        raise RefusedError(refusal)
    decision.items.create(recognition=recognition, until=until)
    return decision.keep_content()


@transaction.atomic
def prepare_correction(recognition, wanted, *, by, reason, seen_where="", signatory=""):
    """Prepare the correction of a recognition, or raise RefusedError.

    `wanted` maps fields to new values; the end of the term is the first day no longer valid. `reason` is
    public; `seen_where` says where the signed decision is that shows more stars or a later end.
    """
    decision = _draft(DecisionKind.CORRECT, by=by, signatory=signatory)
    recognition = type(recognition).objects.select_for_update(of=("self",)).get(pk=recognition.pk)
    correction = correction_of(recognition, wanted)
    grounds = {"reason": clean(reason), "seen_where": clean(seen_where)}
    if refusal := why_not_correct(recognition, correction, place=decision.place, **grounds):
        raise RefusedError(refusal)
    if refusal := why_not_while_prepared(recognition, decision.kind):
        raise RefusedError(refusal)
    decision.items.create(recognition=recognition, correction=correction, **grounds)
    return decision.keep_content()


def _draft(kind, *, by, signatory):
    """Create a decision of the preparer's own authority."""
    if not Act.PREPARE_DECISION.allows(by):
        raise RefusedError(_("Decisions are prepared by officers of the province or the ministry."))
    return Decision.objects.create(
        kind=kind, place=by.place, signatory=signatory, prepared_by=by, origin=Origin.PORTAL
    )
