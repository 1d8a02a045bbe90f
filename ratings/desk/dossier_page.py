"""The page of a dossier: state, missing parts, next step, and what each stage produced."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ocop.pages.views import DetailPage
from ocop.permissions import MINISTRY_ROLES, Act
from ratings.decisions.prepare import kinds_open_to
from ratings.dossiers.checklist import tasks_of
from ratings.dossiers.models import Dossier
from ratings.dossiers.timeline import timeline_of
from ratings.dossiers.upgrade import why_not_replace
from ratings.dossiers.views.dossier import BUTTONS, DossierReturnForChangeView, closing_texts
from ratings.dossiers.workflow import WRITABLE_STATES, DossierState
from ratings.scoring.conclude import why_not_conclude
from ratings.scoring.models import Assessment, SecondRound, Session, Stage
from ratings.scoring.score_sheet import objections_for

S = DossierState
DECIDABLE = (S.CONCLUDED, S.HANDED_BACK)
# Transitions that need input on a page of their own.
PAGES = {
    S.FILED: ("desk-dossier-file", _("Check and file")),
    S.RETURNED: ("desk-dossier-return", _("Return for completion")),
    S.CLOSED: ("desk-dossier-close", ""),
    S.HANDED_BACK: ("desk-dossier-hand-back", _("Hand back to the province")),
}


def steps_of(dossier, user):
    """Yield the buttons for transitions that the user is responsible for; a blocked one has its reason."""
    for to in dossier.next_states:
        if label := BUTTONS.get((dossier.state, to)):
            yield {"to": to, "label": label, "refusal": dossier.why_not(to, by=user)}


def is_refused_anyway(dossier, user, to):
    """Whether the page would be refused with any input."""
    match to:
        case S.CLOSED:
            return bool(dossier.why_not(to, by=user))
        case S.HANDED_BACK:
            return bool(dossier.why_not_hand_back(by=user))
    return dossier.comes_back_elsewhere(to)


def pages_of(dossier, user):
    """Yield the transitions with a page of their own that the user is responsible for."""
    for to in dossier.next_states:
        filed = dossier.state in WRITABLE_STATES and to != S.CLOSED
        page = PAGES.get(S.FILED if filed else to)
        if page and dossier.is_step_of(user, to) and not is_refused_anyway(dossier, user, to):
            name, label = page
            label = label or closing_texts(dossier, user)[0]
            main = to in (S.FILED, S.HANDED_BACK)
            yield {"url": reverse(name, args=[dossier.pk]), "label": label, "main": filed or main}
            if to == S.RETURNED and not dossier.is_national:
                url = reverse("desk-dossier-return-for-change", args=[dossier.pk])
                yield {"url": url, "label": DossierReturnForChangeView.title}


def handing_back_of(dossier):
    """Return the handing back of the dossier, or of the dossier that it was forwarded to the ministry from;
    or None.
    """
    national = dossier if dossier.is_national else getattr(dossier, "national", None)
    return getattr(national, "handing_back", None)


class DossierDetailView(DetailPage):
    """State, missing parts and next step of a dossier."""

    model = Dossier
    act = Act.READ_DOSSIERS
    template_name = "ratings/desk/dossier_detail.html"

    def get_context_data(self, **kwargs):
        """Add the transitions with reasons why one is blocked, and the sheets that the user may read."""
        dossier, user = self.object, self.request.user
        readable = Assessment.objects.visible_to(user).for_list().order_by("pk")
        sheets = readable.filter(dossier=dossier)
        return super().get_context_data(
            steps=steps_of(dossier, user),
            pages=pages_of(dossier, user),
            result=getattr(dossier, "result", None),
            reads_marks=Act.READ_MARKS.allows(user),
            recognition=getattr(dossier, "recognition", None),
            star_stays=why_not_replace(dossier, "") if dossier.state in DECIDABLE else "",
            conclude_refusal=why_not_conclude(dossier, by=user),
            second_round=not SecondRound.objects.why_not(dossier, by=user),
            self_assessment=(own := readable.filter(dossier=dossier.origin, stage=Stage.SELF).first()),
            begins=not own and not dossier.is_national and Act.FILE_DOSSIER.allows(user),
            tasks=tasks_of(dossier, own),
            handing_back=handing_back_of(dossier),
            own_evaluation=Dossier.objects.visible_to(user).filter(evaluates_anew=dossier).first(),
            filing=dossier.all_filings.for_list().first(),
            names_council=not dossier.why_not_assign_councils(by=user),
            waits_for_handing_back=(back := Dossier.objects.to_hand_back().filter(pk=dossier.pk).exists()),
            waits_for_decision=dossier.state in (S.CONCLUDED, S.HANDED_BACK) and not back,
            province_decides=dossier.state == S.HANDED_BACK and user.role in MINISTRY_ROLES,
            way=timeline_of(dossier),
            sessions=Session.objects.readable_by(user).filter(items__dossier=dossier).distinct().for_list(),
            decides=bool(kinds_open_to(dossier, place=user.place)) and Act.PREPARE_DECISION.allows(user),
            sheets=sheets.filter(stage=Stage.MEMBER),
            terms=dossier.terms,
            awaited=dossier.awaited(),
            objections=objections_for(dossier, user) if dossier.council else [],
            decided=dossier.decision_items.select_related("decision").order_by("pk"),
            **kwargs,
        )
