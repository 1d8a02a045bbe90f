"""Template tags of the evaluation: badges, texts, data for pages of other apps."""

from django import template
from django.db.models import Prefetch
from django.template.defaultfilters import floatformat
from django.utils.translation import get_language

from ocop.permissions import Act
from ocop.values.dates import today
from ratings.decisions.models import DecisionKind, Recognition, RecognitionState, RecordedStar, StarClaim
from ratings.decisions.recognition_text import (
    correction_of,
    format_change,
    format_source,
    ground_of,
    time_left,
)
from ratings.dossiers.columns import DOSSIER_COLUMNS
from ratings.dossiers.models import AdvisoryReport, AgencyReport, CommuneReport, CompletionRequest, Dossier
from ratings.dossiers.workflow import WRITABLE_STATES, DossierKind, DossierState
from ratings.integrity.signatures import SignatureState
from ratings.scoring.models import Assessment, Reply, Result, Session, Stage
from ratings.scoring.models.result import format_stars
from ratings.scoring.next_star_page import plan_from_result
from ratings.scoring.result_page import analysis_of
from ratings.sealing.models import SealedPackage
from ratings.sheets.models import CriterionKind, SheetState

register = template.Library()

BADGES = {
    DossierState.DRAFT: "draft",
    DossierState.FILED: "waiting",
    DossierState.RETURNED: "soon",
    DossierState.CHECKING: "waiting",
    DossierState.ADVISORY: "waiting",
    DossierState.SCORING: "waiting",
    DossierState.CONCLUDED: "soon",
    DossierState.FORWARDED: "extended",
    DossierState.HANDED_BACK: "soon",
    DossierState.RECOGNISED: "done",
    DossierState.CLOSED: "superseded",
    SheetState.DRAFT: "draft",
    SheetState.VALIDATED: "draft",
    SheetState.PROPOSED: "waiting",
    SheetState.RECALLED: "withdrawn",
    SheetState.PLANNED: "waiting",
    SheetState.IN_FORCE: "valid",
    SheetState.ENDED: "superseded",
    RecognitionState.NOT_YET: "waiting",
    RecognitionState.VALID: "valid",
    RecognitionState.RENEWAL: "soon",
    RecognitionState.LATE: "soon",
    RecognitionState.EXTENDED: "extended",
    RecognitionState.AWAITING: "waiting",
    RecognitionState.LAPSED: "lapsed",
    RecognitionState.SUPERSEDED: "superseded",
    RecognitionState.WITHDRAWN: "withdrawn",
    SignatureState.VALID: "valid",
    SignatureState.UNKNOWN: "soon",
    SignatureState.BROKEN: "withdrawn",
    SignatureState.NONE: "draft",
}


# For these states the badge shows since when the star is not valid, and not until when.
ENDED = {
    RecognitionState.AWAITING,
    RecognitionState.LAPSED,
    RecognitionState.SUPERSEDED,
    RecognitionState.WITHDRAWN,
}


@register.filter
def badge(state):
    """Return the badge kind (ui/badge.html) of a dossier's or recognition's state."""
    return BADGES.get(state, "")


@register.inclusion_tag("ui/badge.html")
def recognition_state(recognition):
    """Return the badge of a recognition's state today, with its date."""
    state = getattr(recognition, "state", None) or recognition.state_on()
    state = RecognitionState(state)
    words = {"kind": BADGES[state], "word": state.label}
    if state in ENDED:
        return words | {"since": recognition.end}
    if state == RecognitionState.NOT_YET:
        return words
    return words | {"until": recognition.last_day}


register.filter(format_source)
register.filter(time_left)
register.filter("ground", ground_of)


@register.filter
def is_overdue(dossier):
    """Whether the deadline of the step has passed."""
    return dossier.due_on is not None and dossier.due_on < today()


@register.inclusion_tag("ratings/dossiers/_commune_report.html", takes_context=True)
def commune_report_of(context, dossier):
    """Return form 03 of a dossier for the reader, and what the commune may do with it."""
    user, report = context["request"].user, getattr(dossier, "commune_report", None)
    return {
        "dossier": dossier,
        "report": report,
        "writes": CommuneReport.dossiers_for(user).filter(pk=dossier.pk).exists(),
        "refusal": report.why_not_sign(by=user) if report else "",
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("ratings/dossiers/_agency_report.html", takes_context=True)
def agency_report_of(context, dossier):
    """Return the agency's report on a reassessment of five stars, and what its officer may do with it."""
    user, report = context["request"].user, getattr(dossier.origin, "agency_report", None)
    checking = dossier.state == DossierState.CHECKING and dossier.kind == DossierKind.RENEWAL
    offered = checking and not dossier.is_national and Act.WRITE_AGENCY_REPORT.allows(user)
    return {
        "dossier": dossier,
        "report": report if report and (report.is_signed or offered) else None,
        "offered": offered,
        "desk": user.works_at_desk,
        "closed": AgencyReport.why_not_write(dossier, by=user) if offered else "",
        "refusal": report.why_not_sign(by=user) if report and offered else "",
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("ratings/dossiers/_advisory_report.html", takes_context=True)
def advisory_report_of(context, dossier):
    """Return the advisory team's report, and what an adviser may do with it."""
    user, report = context["request"].user, getattr(dossier, "advisory_report", None)
    sheets = Assessment.objects.visible_to(user).filter(dossier=dossier, stage=Stage.ADVISER)
    return {
        "sheets": sheets.locked().for_list(),
        "dossier": dossier,
        "report": report,
        "writes": AdvisoryReport.dossiers_for(user).filter(pk=dossier.pk).exists(),
        "refusal": report.why_not_sign(by=user) if report else "",
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("ratings/scoring/_from_the_province.html", takes_context=True)
def from_the_province(context, dossier):
    """Return the province's result and reports of a dossier at the ministry, for its officers and council."""
    user, origin = context["request"].user, dossier.origin
    return {
        "request": context["request"],
        "csrf_token": context.get("csrf_token"),
        "origin": origin,
        "result": getattr(origin, "result", None),
        "desk": user.works_at_desk,
        "approvals": origin.decision_items.filter(decision__kind=DecisionKind.APPROVE).select_related(
            "decision"
        ),
        "sessions": Session.objects.readable_by(user).filter(items__dossier=origin).distinct().for_list(),
    }


@register.filter
def star_words(stars):
    return format_stars(stars)


@register.filter
def correction_words(recognition):
    """Return the latest correction and its decision; else empty."""
    return correction_of(recognition)


@register.filter
def change_words(item):
    """Return the change by an item from `with_today()`: “none → 4 stars”."""
    return format_change(item)


@register.filter
def is_section(criterion):
    """Whether a row of the sheet is the heading of a section."""
    return criterion.kind == CriterionKind.SECTION


@register.filter
def words(text):
    """Return the text of {"vi": …, "en": …} in the reader's language."""
    return text.get("en" if get_language() == "en" else "vi", "") if text else ""


@register.inclusion_tag("ratings/decisions/_ratings_of_product.html")
def ratings_of(product, user):
    """Return a product's recognitions, dossiers and claims, and whether `user` may open a dossier."""
    recognitions = Recognition.objects.visible_to(user).filter(product=product).with_state().for_list()
    return {
        "product": product,
        "recognitions": recognitions,
        "dossiers": Dossier.objects.visible_to(user).filter(product=product).for_list(),
        "proposals": RecordedStar.objects.visible_to(user).waiting().filter(product=product).for_list(),
        "claims": StarClaim.objects.visible_to(user).filter(product=product).order_by("-year", "-pk"),
        "refusal": Dossier.objects.why_not_open(product, by=user),
    }


@register.inclusion_tag("ratings/scoring/_plan.html")
def path_of_result(result):
    """Return the plan to the next star from the council's result."""
    return {"path": plan_from_result(result), "council": True, "forwards": not result.dossier.is_national}


@register.inclusion_tag("ratings/sealing/_package.html")
def sealed_package(result, user):
    """Return the package of a result: its hash, and the file for those who may download it."""
    return {
        "result": result,
        "package": SealedPackage.objects.for_list().filter(result=result).first(),
        "may_take": Act.READ_PACKAGE.allows(user),
    }


@register.simple_tag
def products_to_open(user):
    """Return keys of the products for which `user` may open a dossier, in one query."""
    return set(Dossier.objects.products_to_open(user).values_list("pk", flat=True))


@register.inclusion_tag("ratings/dossiers/_own_turn.html")
def own_turn(user):
    """Return the dossiers that wait for the producer: returned ones first, with reason and deadline."""
    waiting = Dossier.objects.visible_to(user).filter(state__in=WRITABLE_STATES).for_list()
    requests = CompletionRequest.objects.filter(answered_at=None).order_by("pk")
    rows = waiting.prefetch_related(
        Prefetch("completion_requests", requests, to_attr="open_completion_requests")
    )
    return {"rows": sorted(rows, key=lambda dossier: (dossier.state != DossierState.RETURNED, dossier.pk))}


@register.inclusion_tag("desk/_table.html", takes_context=True)
def dossier_table(context, dossiers, caption):
    """Return dossiers from `for_list()` as a table."""
    return {"columns": DOSSIER_COLUMNS, "rows": dossiers, "caption": caption}


@register.inclusion_tag("ratings/dossiers/_own_dossiers.html")
def own_dossiers(user):
    """Return the dossiers and results of the producer that the user acts for."""
    return {
        "dossiers": Dossier.objects.visible_to(user).for_list(),
        "results": Result.objects.visible_to(user).for_list(),
    }


@register.inclusion_tag("ratings/scoring/_reply.html")
def reply_to(result, user):
    """Return the producer's reply to a result, for offices and the auditor."""
    return {"reply": Reply.objects.filter(result=result).first() if Act.READ_PACKAGE.allows(user) else None}


@register.inclusion_tag("ratings/scoring/_analysis.html")
def analysis_for(result, user):
    """Return the statistics of members' sheets, for officers and the auditor."""
    return {"analysis": analysis_of(result) if Act.ANALYSE_SCORES.allows(user) else None}


@register.filter
def plain_number(number):
    """Format a fraction with at most two decimals in the reader's language: “3.50”, “12”."""
    return floatformat(float(number), "-2") if number % 1 else str(int(number))


@register.filter
def signed_number(number):
    """Format it with its sign: “+3.50”, “−12”, “0”."""
    sign = "+" if number > 0 else "−" if number < 0 else ""
    return sign + plain_number(abs(number))
