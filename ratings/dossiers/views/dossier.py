from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ocop.models import Role
from ocop.pages.steps import StepFormView, StepView
from ocop.pages.views import HistoryPage, ListPage
from ocop.permissions import Act
from ocop.refusal import RefusedError
from ocop.values.dates import format_day
from products.models import Product
from ratings.dossiers.columns import DOSSIER_COLUMNS, DOSSIER_COLUMNS_OF_THE_COUNTRY
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
from ratings.dossiers.models import CompletionGround, Dossier, EvidenceState
from ratings.dossiers.unfinished import UnfinishedError
from ratings.dossiers.views.unfinished import confirmation_page
from ratings.dossiers.workflow import DossierState

S = DossierState
# Transitions by button, as (from, to); others follow from a result or a decision.
BUTTONS = {
    (S.FILED, S.CHECKING): _("Forward to the province"),
    (S.CHECKING, S.ADVISORY): _("Give to the advisory team"),
    (S.CHECKING, S.SCORING): _("Open for scoring"),
    (S.ADVISORY, S.SCORING): _("Open for scoring"),
}


def closing_texts(dossier, user):
    """Return the name of closing a dossier for `user`, and its consequences."""
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


class DossierListView(ListPage):
    model = Dossier
    act = Act.LIST_DOSSIERS
    filterset_class = DossierFilterSet
    paginate_by = 50
    template_name = "ratings/dossiers/dossier_list.html"
    columns = DOSSIER_COLUMNS

    def setup(self, request, *args, **kwargs):
        """Show provinces to readers who belong to none."""
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated and request.user.place_id is None:
            self.columns = DOSSIER_COLUMNS_OF_THE_COUNTRY


class DossierHistoryView(HistoryPage):
    model = Dossier
    act = Act.READ_DOSSIERS


class DossierOpenView(StepFormView):
    """Open a dossier for a product."""

    model = Product
    act = Act.FILE_DOSSIER
    form_class = DossierOpenForm
    title = _("Open a dossier")
    action_label = _("Open the dossier")

    @cached_property
    def lead(self):
        """Product and sheet, or why no dossier can be opened."""
        return Dossier.objects.why_not_open(self.object, by=self.request.user) or gettext(
            "%(product)s, on the sheet of its set: %(set)s."
        ) % {"product": self.object, "set": self.object.product_set}

    def get_form_kwargs(self):
        """Ask what the product's sheet needs."""
        return super().get_form_kwargs() | {"product": self.object}

    def step(self, product, form):
        self.object = Dossier.objects.start(product, by=self.request.user, **form.cleaned_data)
        opened = gettext("Dossier opened for %(product)s.") % {"product": product}
        return f"{opened} {self.object.remark_on_window}".strip()


class DossierTransitionView(StepView):
    """Move a dossier to another state by a button."""

    model = Dossier
    act = Act.TAKE_STEP

    def step(self, dossier):
        """Move it as the workflow allows."""
        to = self.request.POST.get("to", "")
        if (dossier.state, to) not in BUTTONS:
            why = dossier.why_not(to, by=self.request.user) if to in DossierState else ""
            raise RefusedError(why or gettext("There is no such step."))
        sent = self.request.POST
        note, confirmed = sent.get("note", "")[:500], sent.get("confirmed", "")
        dossier.move(to, by=self.request.user, note=note, confirmed=confirmed)
        return gettext("The dossier is now: %(state)s.") % {"state": dossier.get_state_display()}

    def refused(self, refusal):
        """Ask for confirmation if the step would skip unfinished parts."""
        if isinstance(refusal, UnfinishedError):
            return confirmation_page(self.request, self.object, refusal)
        return super().refused(refusal)


class DossierReturnView(StepFormView):
    """Return a dossier for completion: what, why and until when."""

    model = Dossier
    act = Act.RETURN_DOSSIER
    form_class = DossierReturnForm
    title = _("Return for completion")
    lead = _(
        "Say what is to be completed, why it does not do as it is, and by when. Everything else stays as it is."
    )
    action_label = _("Return the dossier")

    def get_initial(self):
        """Default to the pieces of evidence that the office has marked, with their reasons."""
        marked = self.object.all_evidence.filter(state=EvidenceState.RETURNED).order_by("pk")[:MOST_ITEMS]
        pairs = enumerate(marked, start=1)
        return {
            key: text
            for n, piece in pairs
            for key, text in ((f"what{n}", piece.title), (f"why{n}", piece.reason))
        }

    def step(self, dossier, form):
        data = form.cleaned_data
        dossier.send_back(data["items"], by=self.request.user, reason=data["reason"], due_on=data["due_on"])
        return gettext("The dossier is returned; it is to come back by %(day)s.") % {
            "day": format_day(data["due_on"])
        }


class DossierReturnForChangeView(StepFormView):
    """Return a dossier for a change of producer, product set, name or variants."""

    model = Dossier
    act = Act.RETURN_DOSSIER
    form_class = DossierReturnForChangeForm
    title = _("Return for a change of maker, name or variants")
    lead = _(
        "They are kept as they were filed. While the dossier is returned for this an officer of the province may change"
        " them in the register; filed again by the producer, it holds the new ones. A change of the product set is"
        " not made like this: it has another sheet, so close this dossier and open another one."
    )
    action_label = _("Return the dossier")

    def step(self, dossier, form):
        data = form.cleaned_data
        items = [(CompletionGround.CHANGE.label, data["reason"])]
        dossier.send_back(items, by=self.request.user, ground=CompletionGround.CHANGE, **data)
        return gettext("The dossier is returned; it is to come back by %(day)s.") % {
            "day": format_day(data["due_on"])
        }


class DossierCloseView(StepFormView):
    """Close a dossier without recognition, with a reason."""

    model = Dossier
    act = Act.CLOSE_DOSSIER
    form_class = DossierCloseForm

    @property
    def action_label(self):
        """Text of the button."""
        return self.title if self.request.user.role == Role.PRODUCER else _("Close the dossier")

    @property
    def title(self):
        return closing_texts(self.object, self.request.user)[0]

    @property
    def lead(self):
        return closing_texts(self.object, self.request.user)[1]

    def step(self, dossier, form):
        dossier.move(DossierState.CLOSED, by=self.request.user, note=form.cleaned_data["reason"])
        return gettext("The dossier is closed.")


class DossierHandBackView(StepFormView):
    """Hand a result below five stars back to the province, with reason and deadline."""

    model = Dossier
    act = Act.HAND_BACK
    form_class = DossierHandBackForm
    title = _("Hand back to the province")
    lead = _(
        "The province recognises three or four stars by this result, or evaluates anew (article 7). The"
        " letter to it is among the papers of the dossier afterwards."
    )
    action_label = _("Hand back")

    def get_initial(self):
        """Default to the result as text."""
        result = getattr(self.object, "result", None)
        return super().get_initial() | ({"reason": result.reason()} if result else {})

    def step(self, dossier, form):
        dossier.hand_back(by=self.request.user, **form.cleaned_data)
        return gettext("Handed back: the province decides by %(day)s.") % {
            "day": format_day(form.cleaned_data["due_on"])
        }


class DossierCouncilView(StepFormView):
    model = Dossier
    act = Act.NAME_COUNCIL
    form_class = DossierCouncilForm
    title = _("Name the council")
    lead = _(
        "Its chair and members score this dossier, which stays with this council once scoring has begun. Who sits on"
        " the council is changed by a decision only."
    )
    action_label = _("Name this council")

    def get_form_kwargs(self):
        """Offer only councils of the dossier's authority."""
        return super().get_form_kwargs() | {"dossier": self.object}

    def step(self, dossier, form):
        dossier.name_council(form.cleaned_data["council"], by=self.request.user)
        return gettext("The council is named.")
