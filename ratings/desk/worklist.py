"""The first page of the desk: what waits for the person who opens it."""

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.generic import TemplateView

from ocop.models import Role, User
from ocop.permissions import Act
from ocop.views import ScopedViewMixin
from products.models import Certification, Product
from ratings.councils.models import Council, CouncilAmendment, SpreadLimit
from ratings.decisions.models import Decision, DecisionItem, DecisionKind, RecordedDecision
from ratings.decisions.recognition_text import ground_of, time_left
from ratings.dossiers.models import Dossier
from ratings.dossiers.workflow import DossierState
from ratings.sheets.models import Sheet

SHOWN = 10


class DeskView(ScopedViewMixin, TemplateView):
    """Where an officer's day begins."""

    act = Act.OPEN_DESK
    template_name = "desk/home.html"

    def get_context_data(self, **kwargs):
        """Add the queues of work of this person's role."""
        user = self.request.user
        queues = [queue(user) for queue in QUEUES.get(user.role, [])]
        return super().get_context_data(
            queues=queues, waits=any(queue["count"] for queue in queues), **kwargs
        )


def _pile(title, rows, url, line):
    """A queue of work: how many rows, the first of them as (words, note, address), and where all are."""
    shown = [(*line(row), row.get_desk_url()) for row in rows[:SHOWN]]
    return {"title": title, "count": rows.count(), "rows": shown, "url": url}


def _dossier_line(dossier):
    """The product; its producer, and how long the step may still take."""
    note = " · ".join(filter(None, [str(dossier.product.producer), time_left(dossier)]))
    return dossier.product, note


def to_issue(user):
    """Decisions that somebody else has prepared for this person to issue."""
    items = Prefetch("items", DecisionItem.objects.for_list(), to_attr="decided")
    rows = Decision.objects.issuable_by(user).for_list().prefetch_related(items)
    return _pile(
        gettext("Decisions to issue"),
        rows,
        reverse("desk-decision-list"),
        lambda decision: (_what_it_decides(decision), _prepared_by(decision)),
    )


def sent_back(user):
    """Decisions that a leader has sent back to their officers, with the reasons."""
    rows = Decision.objects.editable_by(user).filter(sent_back_at__isnull=False).for_list()
    return _pile(
        gettext("Decisions sent back"),
        rows,
        reverse("desk-decision-list"),
        lambda decision: (decision, decision.sent_back_reason),
    )


def _what_it_decides(decision):
    """The kind of a prepared decision, and its first product with the maker."""
    [first, *others] = decision.decided or [None]
    if first is None:
        return str(decision)
    named = f"{decision.get_kind_display()}: {first.product} – {first.product.producer}"
    more = ngettext("and %(count)d more", "and %(count)d more", len(others)) % {"count": len(others)}
    return f"{named}, {more}" if others else named


def _prepared_by(decision):
    """Who prepared a decision and, where a last day runs, how long it still is."""
    return " · ".join(filter(None, [str(decision.prepared_by), time_left(decision)]))


def withdrawals(user):
    """Prepared withdrawals, which article 8 wants decided within 15 days from their conclusion."""
    rows = Decision.objects.editable_by(user).withdrawals_prepared().for_list()
    url = f"{reverse('desk-decision-list')}?kind={DecisionKind.WITHDRAW}"
    return _pile(gettext("Prepared withdrawals"), rows, url, lambda decision: (decision, time_left(decision)))


def recorded_to_confirm(user):
    """Recorded decisions that somebody else has entered, for this person to confirm against the document."""
    rows = RecordedDecision.objects.to_confirm_by(user).for_list()
    return _pile(
        gettext("Recorded decisions to confirm"),
        rows,
        f"{reverse('desk-recorded-decision-list')}?state=waiting",
        lambda decision: (decision, decision.prepared_by),
    )


def _result_line(dossier):
    """What the result says and, where the ministry handed it back, how long the province still has."""
    return " · ".join(filter(None, [str(ground_of(dossier)), time_left(dossier)]))


def to_decide(user):
    """Results for which a decision can be prepared."""
    rows = Dossier.objects.decidable_by(user).for_list()
    return _pile(
        gettext("Results that wait for a decision"),
        rows,
        reverse("desk-decision-prepare"),
        lambda dossier: (dossier.product, _result_line(dossier)),
    )


def to_hand_back(user):
    """Results below five stars, which the ministry hands back to the province."""
    rows = Dossier.objects.editable_by(user).to_hand_back().for_list().most_urgent_first()
    return _pile(
        gettext("To hand back to the province"),
        rows,
        f"{reverse('desk-dossier-list')}?state={DossierState.CONCLUDED}",
        lambda dossier: (dossier.product, dossier.result.reason()),
    )


def to_confirm(user):
    """Councils, changes of councils and limits of the spread that somebody else has entered."""
    councils = Council.objects.confirmable_by(user).unconfirmed().exclude(entered_by=user).for_list()
    changes = CouncilAmendment.objects.confirmable_by(user).waiting().exclude(entered_by=user).for_list()
    limits = SpreadLimit.objects.confirmable_by(user).filter(confirmed_at=None).exclude(set_by=user)
    rows = [
        *((council, gettext("Council"), council.get_desk_url()) for council in councils),
        *((change, change.council, change.get_desk_url()) for change in changes),
        *((limit, gettext("Limit of the spread"), limit.get_desk_url()) for limit in limits),
    ]
    url = reverse("desk-council-list")
    return {"title": gettext("To confirm"), "count": len(rows), "rows": rows[:SHOWN], "url": url}


def to_publish(user):
    """Versions of sheets that another administrator has proposed."""
    rows = Sheet.objects.drafts().filter(proposed_by__isnull=False).exclude(proposed_by=user).for_list()
    return _pile(
        gettext("Versions of sheets to publish"),
        rows,
        reverse("desk-sheet-list"),
        lambda sheet: (f"{sheet.number}. {sheet.name}", f"{sheet.instrument_number} · {sheet.proposed_by}"),
    )


def accounts_to_confirm(user):
    """Accounts that another administrator has made, or given other rights."""
    found = User.objects.waiting()
    found = found.exclude(changed_by=user).select_related("changed_by").order_by("full_name", "pk")
    # They are confirmed in the list.
    url = f"{reverse('admin:ocop_user_changelist')}?state=waiting"
    rows = [(account.full_name, account.changed_by, url) for account in found]
    return {"title": gettext("Accounts to confirm"), "count": len(rows), "rows": rows[:SHOWN], "url": url}


def in_state(state, title, scope="editable_by"):
    """A queue of the dossiers in one state, those with the nearest last day first."""

    def queue(user):
        rows = getattr(Dossier.objects, scope)(user).filter(state=state).for_list().most_urgent_first()
        return _pile(title(), rows, f"{reverse('desk-dossier-list')}?state={state}", _dossier_line)

    return queue


def overdue(user):
    """Dossiers whose last day has passed, wherever they are."""
    rows = Dossier.objects.visible_to(user).open().overdue().for_list().most_urgent_first()
    url = f"{reverse('desk-dossier-list')}?overdue=on"
    return _pile(
        gettext("Overdue"),
        rows,
        url,
        lambda dossier: (dossier.product, f"{dossier.holder}: {time_left(dossier)}"),
    )


def without_set(user):
    """Products that cannot be scored yet because their set is not chosen."""
    rows = Product.objects.editable_by(user).filter(product_set=None).for_list()
    url = reverse("desk-product-list")
    return _pile(
        gettext("Products without a product set"), rows, url, lambda product: (product, product.producer)
    )


def expiring(user):
    """Certificates that end within 90 days."""
    rows = Certification.objects.editable_by(user).expiring_on().for_list()
    url = f"{reverse('desk-certification-list')}?state=expiring"
    return _pile(
        gettext("Certificates that end within 90 days"),
        rows,
        url,
        lambda certification: (certification, certification.producer),
    )


QUEUES = {
    Role.ADMINISTRATOR: [to_publish, accounts_to_confirm],
    Role.COMMUNE_OFFICER: [
        in_state(DossierState.FILED, lambda: gettext("Filed with you: to report on"), "visible_to"),
        in_state(DossierState.RETURNED, lambda: gettext("Returned to the producer"), "visible_to"),
        in_state(DossierState.DRAFT, lambda: gettext("Drafts"), "visible_to"),
    ],
    Role.PROVINCIAL_LEADER: [
        to_issue,
        recorded_to_confirm,
        to_confirm,
        overdue,
        in_state(DossierState.HANDED_BACK, lambda: gettext("Handed back by the ministry"), "visible_to"),
    ],
    Role.PROVINCIAL_OFFICER: [
        overdue,
        in_state(DossierState.CHECKING, lambda: gettext("To check")),
        in_state(DossierState.ADVISORY, lambda: gettext("With the advisory team")),
        in_state(DossierState.SCORING, lambda: gettext("Dossiers being scored")),
        sent_back,
        to_decide,
        recorded_to_confirm,
        withdrawals,
        to_confirm,
        in_state(DossierState.RETURNED, lambda: gettext("Returned to the producer")),
        in_state(DossierState.FILED, lambda: gettext("With the communes")),
        in_state(DossierState.DRAFT, lambda: gettext("Drafts")),
        without_set,
        expiring,
    ],
    Role.MINISTRY_OFFICER: [
        overdue,
        in_state(DossierState.CHECKING, lambda: gettext("To check")),
        in_state(DossierState.ADVISORY, lambda: gettext("With the advisory team")),
        in_state(DossierState.SCORING, lambda: gettext("Dossiers being scored")),
        sent_back,
        to_decide,
        recorded_to_confirm,
        to_hand_back,
        in_state(DossierState.RETURNED, lambda: gettext("Returned to the province and the producer")),
        in_state(DossierState.HANDED_BACK, lambda: gettext("Handed back, to be decided by the province")),
        withdrawals,
        to_confirm,
    ],
    Role.MINISTRY_LEADER: [
        to_issue,
        recorded_to_confirm,
        overdue,
        to_confirm,
    ],
}
