"""Dossiers in the desk."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ocop.models import Role
from ocop.models.user import MINISTRY_ROLES
from ocop.refusal import RefusedError
from ocop.steps import StepFormView, StepView
from ocop.views import DetailPage, HistoryPage, ListPage
from products.models import Product
from ratings.decisions.models.decision import PREPARERS, kinds_open_to
from ratings.decisions.recognition_text import day
from ratings.dossiers.checklist import tasks_of
from ratings.dossiers.filters import DossierFilterSet
from ratings.dossiers.forms.dossier import (
    MOST_ITEMS,
    DossierCloseForm,
    DossierCouncilForm,
    DossierHandBackForm,
    DossierOpenForm,
    DossierReturnForChangeForm,
    DossierReturnForm,
)
from ratings.dossiers.models import Dossier, EvidenceState, ReturnGround
from ratings.dossiers.timeline import way_so_far
from ratings.dossiers.unfinished import UnfinishedError
from ratings.dossiers.upgrade import refusal_to_replace
from ratings.dossiers.views.unfinished import asked_first
from ratings.dossiers.workflow import WRITABLE_STATES, DossierState
from ratings.scoring.models import Assessment, Result, SecondRound, Session, Stage
from ratings.scoring.objections import objections_for
from ratings.scoring.views.matrix import MARK_READERS

OPENERS = frozenset({Role.PROVINCIAL_OFFICER, Role.COMMUNE_OFFICER, Role.PRODUCER})
OFFICERS = frozenset({Role.PROVINCIAL_OFFICER, Role.MINISTRY_OFFICER})
RETURNERS = frozenset({Role.PROVINCIAL_OFFICER, Role.COMMUNE_OFFICER, Role.MINISTRY_OFFICER})
CLOSERS = OPENERS | {Role.PROVINCIAL_LEADER, Role.MINISTRY_OFFICER}
S = DossierState
DECIDABLE = (S.CONCLUDED, S.HANDED_BACK)
# Moves that a person makes with a button, from and to; the others follow from a result or a decision.
BUTTONS = {
    (S.FILED, S.CHECKING): _("Forward to the province"),
    (S.CHECKING, S.ADVISORY): _("Give to the advisory team"),
    (S.CHECKING, S.SCORING): _("Open for scoring"),
    (S.ADVISORY, S.SCORING): _("Open for scoring"),
}
# Moves for which something must be said first, on a page of their own.
PAGES = {
    S.FILED: ("desk-dossier-file", _("Check and file")),
    S.RETURNED: ("desk-dossier-return", _("Return for completion")),
    S.CLOSED: ("desk-dossier-close", ""),
    S.HANDED_BACK: ("desk-dossier-hand-back", _("Hand back to the province")),
}


def steps_of(dossier, user):
    """The buttons of a dossier for those whose step it is, with the reason where one is closed."""
    for to in dossier.next_states:
        if label := BUTTONS.get((dossier.state, to)):
            yield {"to": to, "label": label, "refusal": dossier.refusal(to, by=user)}


def ends_otherwise(dossier, user, to):
    """Whether the page would be refused whatever is written on it."""
    match to:
        case S.CLOSED:
            return bool(dossier.refusal(to, by=user))
        case S.HANDED_BACK:
            return bool(dossier.refusal_to_hand_back(by=user))
    return dossier.comes_back_elsewhere(to)


def words_of_closing(dossier, user):
    """What closing a dossier is called for `user`, and what follows from it."""
    if user.role == Role.PRODUCER:
        return _("Withdraw the dossier"), _(
            "You take your application back: nobody assesses it any more. It stays readable with everything in it, and"
            " you can open a new one."
        )
    if dossier.state == S.DRAFT:
        return _("Close the draft"), _(
            "Nothing of it was filed. It stays readable with everything in it, and a new one can be opened."
        )
    if dossier.is_national and dossier.state != S.HANDED_BACK:
        return _("Close at the ministry without five stars"), _(
            "The application for five stars ends here, without a decision. Say why: the province and the producer read"
            " it. The star in force, if there is one, does not change."
        )
    return _("Close without recognition"), _(
        "The dossier ends here. It stays readable with everything in it, and a new one can be opened."
    )


def pages_of(dossier, user):
    """The steps of a dossier that begin with a page, for those whose step it is."""
    for to in dossier.next_states:
        filed = dossier.state in WRITABLE_STATES and to != S.CLOSED
        page = PAGES.get(S.FILED if filed else to)
        if page and dossier.is_step_of(user, to) and not ends_otherwise(dossier, user, to):
            name, label = page
            label = label or words_of_closing(dossier, user)[0]
            main = to in (S.FILED, S.HANDED_BACK)
            yield {"url": reverse(name, args=[dossier.pk]), "label": label, "main": filed or main}
            if to == S.RETURNED and not dossier.is_national:
                url = reverse("desk-dossier-return-for-change", args=[dossier.pk])
                yield {"url": url, "label": DossierReturnForChangeView.title}


def handing_back_of(dossier):
    """The ministry's handing back of the dossier, or of the one that this one went to the ministry as; or None."""
    national = dossier if dossier.is_national else getattr(dossier, "national", None)
    return getattr(national, "handing_back", None)


class DossierListView(ListPage):
    """All dossiers in scope."""

    model = Dossier
    scope = "listed_for"
    folder = "desk"
    filterset_class = DossierFilterSet
    paginate_by = 50

    def get_context_data(self, **kwargs):
        """Add whether the list names provinces."""
        shows_province = self.request.user.place_id is None
        return super().get_context_data(shows_province=shows_province, **kwargs)


class DossierDetailView(DetailPage):
    """Where a dossier stands, what is missing and who is next."""

    model = Dossier
    scope = "visible_to"
    folder = "desk"

    def get_context_data(self, **kwargs):
        """Add the steps with the reasons why one may not take them, and the sheets that may be read."""
        dossier, user = self.object, self.request.user
        readable = Assessment.objects.visible_to(user).for_list().order_by("pk")
        sheets = readable.filter(dossier=dossier)
        return super().get_context_data(
            steps=steps_of(dossier, user),
            pages=pages_of(dossier, user),
            result=getattr(dossier, "result", None),
            reads_marks=user.role in MARK_READERS,
            recognition=getattr(dossier, "recognition", None),
            star_stays=refusal_to_replace(dossier, "") if dossier.state in DECIDABLE else "",
            conclude_refusal=Result.objects.refusal(dossier, by=user),
            second_round=not SecondRound.objects.refusal(dossier, by=user),
            self_assessment=(own := readable.filter(dossier=dossier.origin, stage=Stage.SELF).first()),
            begins=not own and not dossier.is_national and user.role in OPENERS,
            tasks=tasks_of(dossier, own),
            handing_back=handing_back_of(dossier),
            own_evaluation=Dossier.objects.visible_to(user).filter(evaluates_anew=dossier).first(),
            filing=dossier.all_filings.for_list().first(),
            names_council=not dossier.refusal_to_name_one(by=user),
            waits_for_handing_back=(back := Dossier.objects.to_hand_back().filter(pk=dossier.pk).exists()),
            waits_for_decision=dossier.state in (S.CONCLUDED, S.HANDED_BACK) and not back,
            province_decides=dossier.state == S.HANDED_BACK and user.role in MINISTRY_ROLES,
            way=way_so_far(dossier),
            sessions=Session.objects.readable_by(user).filter(items__dossier=dossier).distinct().for_list(),
            decides=bool(kinds_open_to(dossier, place=user.place)) and user.role in PREPARERS,
            sheets=sheets.filter(stage=Stage.MEMBER),
            terms=dossier.terms,
            awaited=dossier.awaited(),
            objections=objections_for(dossier, user) if dossier.council else [],
            decided=dossier.decision_items.select_related("decision").order_by("pk"),
            **kwargs,
        )


class DossierHistoryView(HistoryPage):
    """Who changed a dossier."""

    model = Dossier


class DossierOpenView(StepFormView):
    """Open a dossier for a product."""

    model = Product
    scope = "visible_to"
    roles = OPENERS
    form_class = DossierOpenForm
    title = _("Open a dossier")
    action_label = _("Open the dossier")

    @cached_property
    def lead(self):
        """What is about to be scored, on which sheet; or why it cannot be."""
        return Dossier.objects.refusal_to_open(self.object, by=self.request.user) or gettext(
            "%(product)s, on the sheet of its set: %(set)s."
        ) % {"product": self.object, "set": self.object.product_set}

    def get_form_kwargs(self):
        """The form asks what the product's sheet needs."""
        return super().get_form_kwargs() | {"product": self.object}

    def step(self, product, form):
        """Open it."""
        self.object = Dossier.objects.start(product, by=self.request.user, **form.cleaned_data)
        opened = gettext("Dossier opened for %(product)s.") % {"product": product}
        return f"{opened} {self.object.remark_on_window}".strip()


class DossierMoveView(StepView):
    """Take a dossier to another state by a button."""

    model = Dossier
    scope = "visible_to"

    def step(self, dossier):
        """Move it as the table of moves allows."""
        to = self.request.POST.get("to", "")
        if (dossier.state, to) not in BUTTONS:
            why = dossier.refusal(to, by=self.request.user) if to in DossierState else ""
            raise RefusedError(why or gettext("There is no such step."))
        sent = self.request.POST
        note, confirmed = sent.get("note", "")[:500], sent.get("confirmed", "")
        dossier.move(to, by=self.request.user, note=note, confirmed=confirmed)
        return gettext("The dossier is now: %(state)s.") % {"state": dossier.get_state_display()}

    def refused(self, refusal):
        """Ask first where the step would pass over something unfinished."""
        if isinstance(refusal, UnfinishedError):
            return asked_first(self.request, self.object, refusal)
        return super().refused(refusal)


class DossierReturnView(StepFormView):
    """Send a dossier back for completion, saying what, why and until when."""

    model = Dossier
    scope = "visible_to"
    roles = RETURNERS
    form_class = DossierReturnForm
    title = _("Return for completion")
    lead = _(
        "Say what is to be completed, why it does not do as it is, and by when. Everything else stays as it is."
    )
    action_label = _("Return the dossier")

    def get_initial(self):
        """The pieces of evidence that the office has marked already, with their reasons."""
        marked = self.object.all_evidence.filter(state=EvidenceState.RETURNED).order_by("pk")[:MOST_ITEMS]
        pairs = enumerate(marked, start=1)
        return {
            key: text
            for n, piece in pairs
            for key, text in ((f"what{n}", piece.title), (f"why{n}", piece.reason))
        }

    def step(self, dossier, form):
        """Send it back."""
        data = form.cleaned_data
        dossier.send_back(data["items"], by=self.request.user, reason=data["reason"], due_on=data["due_on"])
        return gettext("The dossier is returned; it is to come back by %(day)s.") % {
            "day": day(data["due_on"])
        }


class DossierReturnForChangeView(StepFormView):
    """Send a dossier back so that the maker, the name or the variants may be changed."""

    model = Dossier
    scope = "visible_to"
    roles = RETURNERS
    form_class = DossierReturnForChangeForm
    title = _("Return for a change of maker, name or variants")
    lead = _(
        "They are kept as they were filed. While the dossier is returned for this an officer of the province may change"
        " them in the register; filed again by the producer, it holds the new ones. A change of the product set is"
        " not made like this: it has another sheet, so close this dossier and open another one."
    )
    action_label = _("Return the dossier")

    def step(self, dossier, form):
        """Send it back."""
        data = form.cleaned_data
        items = [(ReturnGround.CHANGE.label, data["reason"])]
        dossier.send_back(items, by=self.request.user, ground=ReturnGround.CHANGE, **data)
        return gettext("The dossier is returned; it is to come back by %(day)s.") % {
            "day": day(data["due_on"])
        }


class DossierCloseView(StepFormView):
    """Close a dossier without recognition, with the reason."""

    model = Dossier
    scope = "visible_to"
    roles = CLOSERS
    form_class = DossierCloseForm

    @property
    def action_label(self):
        """The same on the button."""
        return self.title if self.request.user.role == Role.PRODUCER else _("Close the dossier")

    @property
    def title(self):
        """What closing is for this person."""
        return words_of_closing(self.object, self.request.user)[0]

    @property
    def lead(self):
        """What follows from it."""
        return words_of_closing(self.object, self.request.user)[1]

    def step(self, dossier, form):
        """Close it."""
        dossier.move(DossierState.CLOSED, by=self.request.user, note=form.cleaned_data["reason"])
        return gettext("The dossier is closed.")


class DossierHandBackView(StepFormView):
    """Hand a result below five stars back to the province, with the reason and a last day."""

    model = Dossier
    scope = "visible_to"
    roles = frozenset({Role.MINISTRY_OFFICER})
    form_class = DossierHandBackForm
    title = _("Hand back to the province")
    lead = _(
        "The province recognises three or four stars by this result, or evaluates anew (article 7). The"
        " letter to it is among the papers of the dossier afterwards."
    )
    action_label = _("Hand back")

    def get_initial(self):
        """The result in words."""
        result = getattr(self.object, "result", None)
        return super().get_initial() | ({"reason": result.reason()} if result else {})

    def step(self, dossier, form):
        """Hand it back."""
        dossier.hand_back(by=self.request.user, **form.cleaned_data)
        return gettext("Handed back: the province decides by %(day)s.") % {
            "day": day(form.cleaned_data["due_on"])
        }


class DossierCouncilView(StepFormView):
    """Name the council that scores a dossier."""

    model = Dossier
    scope = "editable_by"
    roles = OFFICERS
    form_class = DossierCouncilForm
    title = _("Name the council")
    lead = _(
        "Its chair and members score this dossier, which stays with this council once scoring has begun. Who sits on"
        " the council is changed by a decision only."
    )
    action_label = _("Name this council")

    def get_form_kwargs(self):
        """Only councils of the dossier's province."""
        return super().get_form_kwargs() | {"dossier": self.object}

    def step(self, dossier, form):
        """Name it."""
        dossier.name_council(form.cleaned_data["council"], by=self.request.user)
        return gettext("The council is named.")


class DossierConcludeView(StepView):
    """Establish the result of the locked sheets."""

    model = Dossier
    scope = "visible_to"

    def step(self, dossier):
        """Compute and seal it."""
        result = Result.objects.conclude(dossier, by=self.request.user)
        return gettext("Result established: %(reason)s.") % {"reason": result.reason()}


class SelfAssessmentView(StepView):
    """Open the self-assessment, made at first, by the producer or on their behalf."""

    model = Dossier
    scope = "visible_to"
    roles = OPENERS

    def step(self, dossier):
        """Find or make it."""
        self.assessment = Assessment.objects.open_self(dossier, by=self.request.user)
        return gettext("This is the producer's self-assessment.")

    def get_success_url(self):
        """The sheet itself."""
        return self.assessment.get_absolute_url()
