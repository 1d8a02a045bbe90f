"""Start page of the desk: tasks waiting for the user."""

from collections.abc import Callable

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.generic import TemplateView

from ocop.models import Role, User
from ocop.pages.views import ScopedViewMixin
from ocop.permissions import Act
from products.models import Certification, Product
from ratings.councils.models import Council, CouncilAmendment, SpreadLimit
from ratings.decisions.models import Decision, DecisionItem, DecisionKind, RecordedDecision
from ratings.decisions.recognition_text import ground_of, time_left
from ratings.dossiers.models import Dossier
from ratings.dossiers.workflow import DossierState
from ratings.sheets.models import Sheet

SHOWN = 10


class DeskView(ScopedViewMixin, TemplateView):
    """Tasks of an officer."""

    act = Act.OPEN_DESK
    template_name = "desk/home.html"

    def get_context_data(self, **kwargs):
        """Add the task queues of the user's role."""
        user = self.request.user
        queues = [queue(user) for queue in QUEUES.get(user.role, [])]
        return super().get_context_data(
            queues=queues, waits=any(queue["count"] for queue in queues), **kwargs
        )


def _queue(title, rows, url, line):
    """Return a task queue: number of rows, the first rows as (text, note, address), and the address of all rows."""
    shown = [(*line(row), row.get_desk_url()) for row in rows[:SHOWN]]
    return {"title": title, "count": rows.count(), "rows": shown, "url": url}


def _dossier_line(dossier):
    """Return the product, and its producer with the time left for the step."""
    note = " · ".join(filter(None, [str(dossier.product.producer), time_left(dossier)]))
    return dossier.product, note


def to_issue(user):
    """Decisions prepared by somebody else that the user may issue."""
    items = Prefetch("items", DecisionItem.objects.for_list(), to_attr="decided")
    rows = Decision.objects.issuable_by(user).for_list().prefetch_related(items)
    return _queue(
        gettext("Decisions to issue"),
        rows,
        reverse("desk-decision-list"),
        lambda decision: (_what_it_decides(decision), _prepared_by(decision)),
    )


def sent_back(user):
    """Decisions that a leader has sent back to their officers, with the reasons."""
    rows = Decision.objects.editable_by(user).filter(sent_back_at__isnull=False).for_list()
    return _queue(
        gettext("Decisions sent back"),
        rows,
        reverse("desk-decision-list"),
        lambda decision: (decision, decision.sent_back_reason),
    )


def _what_it_decides(decision):
    """Return the kind of a prepared decision, and its first product with the producer."""
    [first, *others] = decision.decided or [None]
    if first is None:
        return str(decision)
    named = f"{decision.get_kind_display()}: {first.product} – {first.product.producer}"
    more = ngettext("and %(count)d more", "and %(count)d more", len(others)) % {"count": len(others)}
    return f"{named}, {more}" if others else named


def _prepared_by(decision):
    """Return who prepared a decision and, if it has a deadline, the time left."""
    return " · ".join(filter(None, [str(decision.prepared_by), time_left(decision)]))


def withdrawals(user):
    """Prepared withdrawals; article 8 requires a decision within 15 days of their conclusion."""
    rows = Decision.objects.editable_by(user).withdrawals_prepared().for_list()
    url = f"{reverse('desk-decision-list')}?kind={DecisionKind.WITHDRAW}"
    return _queue(
        gettext("Prepared withdrawals"), rows, url, lambda decision: (decision, time_left(decision))
    )


def recorded_to_confirm(user):
    """Recorded decisions entered by somebody else that the user may confirm against the document."""
    rows = RecordedDecision.objects.to_confirm_by(user).for_list()
    return _queue(
        gettext("Recorded decisions to confirm"),
        rows,
        f"{reverse('desk-recorded-decision-list')}?state=waiting",
        lambda decision: (decision, decision.prepared_by),
    )


def _result_line(dossier):
    """Return the result and, after a handing back by the ministry, the province's time left."""
    return " · ".join(filter(None, [str(ground_of(dossier)), time_left(dossier)]))


def to_decide(user):
    """Results without a decision that one can be prepared for."""
    rows = Dossier.objects.decidable_by(user).for_list()
    return _queue(
        gettext("Results that wait for a decision"),
        rows,
        reverse("desk-decision-prepare"),
        lambda dossier: (dossier.product, _result_line(dossier)),
    )


def to_hand_back(user):
    """Results below five stars that the ministry hands back to the province."""
    rows = Dossier.objects.editable_by(user).to_hand_back().for_list().most_urgent_first()
    return _queue(
        gettext("To hand back to the province"),
        rows,
        f"{reverse('desk-dossier-list')}?state={DossierState.CONCLUDED}",
        lambda dossier: (dossier.product, dossier.result.reason()),
    )


def to_confirm(user):
    """Councils, changes of councils and spread limits entered by somebody else."""
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
    """Versions of sheets proposed by another administrator."""
    rows = Sheet.objects.drafts().filter(proposed_by__isnull=False).exclude(proposed_by=user).for_list()
    return _queue(
        gettext("Versions of sheets to publish"),
        rows,
        reverse("desk-sheet-list"),
        lambda sheet: (f"{sheet.number}. {sheet.name}", f"{sheet.instrument_number} · {sheet.proposed_by}"),
    )


def accounts_to_confirm(user):
    """Accounts created or changed by another administrator."""
    found = User.objects.waiting()
    found = found.exclude(changed_by=user).select_related("changed_by").order_by("full_name", "pk")
    # They are confirmed in the list of accounts.
    url = f"{reverse('admin:ocop_user_changelist')}?state=waiting"
    rows = [(account.full_name, account.changed_by, url) for account in found]
    return {"title": gettext("Accounts to confirm"), "count": len(rows), "rows": rows[:SHOWN], "url": url}


def in_state(state, title, scope="editable_by"):
    """Return the queue of dossiers in one state, nearest deadline first."""

    def queue(user):
        rows = getattr(Dossier.objects, scope)(user).filter(state=state).for_list().most_urgent_first()
        return _queue(title(), rows, f"{reverse('desk-dossier-list')}?state={state}", _dossier_line)

    return queue


def overdue(user):
    """Dossiers past their deadline, in any state."""
    rows = Dossier.objects.visible_to(user).open().overdue().for_list().most_urgent_first()
    url = f"{reverse('desk-dossier-list')}?overdue=on"
    return _queue(
        gettext("Overdue"),
        rows,
        url,
        lambda dossier: (dossier.product, f"{dossier.holder}: {time_left(dossier)}"),
    )


def without_set(user):
    """Products without a set, which cannot be scored yet."""
    rows = Product.objects.editable_by(user).filter(product_set=None).for_list()
    url = reverse("desk-product-list")
    return _queue(
        gettext("Products without a product set"), rows, url, lambda product: (product, product.producer)
    )


def expiring(user):
    """Certificates that expire within 90 days."""
    rows = Certification.objects.editable_by(user).expiring_on().for_list()
    url = f"{reverse('desk-certification-list')}?state=expiring"
    return _queue(
        gettext("Certificates that end within 90 days"),
        rows,
        url,
        lambda certification: (certification, certification.producer),
    )


QUEUES: dict[str, list[Callable]] = {
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
