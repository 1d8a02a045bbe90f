"""Conclude scoring: compute the result of a dossier from the locked sheets of its council."""

import hashlib

from django.utils.translation import gettext_lazy as _

from ocop.refusal import RefusedError
from ocop.values.canonical_json import canonical
from ratings.acts import act_on
from ratings.dossiers.workflow import DossierState
from ratings.scoring.models.assessment import Assessment
from ratings.scoring.models.result import Result, result_content
from ratings.scoring.models.second_round import SecondRound
from ratings.scoring.models.session import Session, why_not_without_session


def why_not_conclude(dossier, *, by):
    """Return why `by` may not conclude scoring; else an empty string.

    All voting seats must have locked their sheets and no objection may be pending. A confirmed objection
    ends scoring at once.
    """
    if dossier.state != DossierState.SCORING:
        return _("This dossier is not being scored.")
    if not dossier.is_step_of(by, DossierState.CONCLUDED):
        return _("This step belongs to somebody else.")
    if refusal := dossier.why_not_with_conflict(by):
        return refusal
    if dossier.objections.pending().exists():
        return _("An objection waits for a decision.")
    if dossier.objections.confirmed().exists():
        return why_not_without_session(dossier)
    if waiting := dossier.awaited():
        names = ", ".join(str(seat.user) for seat in waiting)
        return _("These members have not locked their sheets yet: %(names)s.") % {"names": names}
    counted = Assessment.objects.counting(dossier).count()
    if not counted:
        return _("Every member has abstained.")
    if SecondRound.objects.is_needed(dossier):
        return _(
            "The totals lie more than %(limit)s points apart: a second round of scoring comes first."
        ) % {"limit": dossier.terms.spread_limit}
    return why_not_without_session(dossier) or dossier.terms.why_not_quorate(counted)


@act_on
def conclude_scoring(dossier, *, by):
    """Compute the result from the locked sheets and move the dossier to its next state, or raise RefusedError."""
    list(Session.objects.open().filter(items__dossier=dossier).select_for_update(of=("self",)))
    if refusal := why_not_conclude(dossier, by=by):
        raise RefusedError(refusal)
    session = Session.objects.current(dossier)
    content = result_content(dossier, session)
    sealed = canonical(content)
    result = Result.objects.create(
        dossier=dossier,
        session=session,
        total=content["total"],
        sheets=len(content["sheets"]),
        stars_by_points=content["stars_by_points"],
        stars_by_gates=content["stars_by_gates"],
        missing=content["missing"],
        ended_by=content["objections"][0]["kind"] if content["objections"] else "",
        stars=content["stars"],
        sealed=sealed,
        sha256=hashlib.sha256(sealed.encode()).hexdigest(),
        concluded_by=by,
    )
    dossier.result = result
    dossier.move(DossierState.CONCLUDED, by=by)
    return result
