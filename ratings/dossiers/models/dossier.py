"""Dossiers (hồ sơ đánh giá, phân hạng): the assessment of a product, with a workflow of states."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ocop.history import because
from ocop.models import Record
from ocop.models.record import tracked
from ocop.permissions import Act
from ocop.permissions.scoping import rows_of
from ocop.refusal import RefusedError
from ocop.values.dates import today
from ratings.acts import MOVED, act, hold_dossiers
from ratings.councils.models.council import Council
from ratings.dossiers.deadlines import (
    A_YEAR,
    ANNOUNCED_TO,
    COMMUNE_WORKING_DAYS,
    DAY,
    RENEWAL_DAYS,
    remark_on_window,
    working_days_after,
)
from ratings.dossiers.models.guards import DOSSIER_GUARDS
from ratings.dossiers.models.queryset import DossierQuerySet, forwarded
from ratings.dossiers.models.round import Round
from ratings.dossiers.models.scoring_terms import ScoringSeat
from ratings.dossiers.subject import SCORED_BY_THE_PROVINCE
from ratings.dossiers.unfinished import note_past, unfinished_before
from ratings.dossiers.upgrade import not_raised
from ratings.dossiers.workflow import (
    OPEN_STATES,
    SCORED_STATES,
    WRITABLE_STATES,
    DossierKind,
    DossierState,
    responsible_for,
    transitions_from,
)
from ratings.sheets.models.sheet import Sheet
from ratings.sheets.star import LOWEST_CERTIFIED, NATIONAL

S = DossierState
FIVE_STARS = _("Five stars are the ministry's to recognise.")


@tracked()
class Dossier(Record):
    """An assessment of a product from its opening to its decision, on the sheet chosen when it was opened."""

    place_path = "product__producer__place"
    history_hides = frozenset({"since"})  # the time of the change itself
    producer_path = "product__producer"
    ministry_reads = forwarded()
    CHANGED = MOVED

    product = models.ForeignKey(
        "products.Product", models.PROTECT, verbose_name=_("product"), related_name="dossiers"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=DossierKind, default=DossierKind.FIRST)
    sheet = models.ForeignKey(Sheet, models.PROTECT, verbose_name=_("score sheet"), related_name="dossiers")
    branch = models.PositiveSmallIntegerField(_("case of the sheet"), null=True, blank=True)
    council = models.ForeignKey(
        Council, models.PROTECT, verbose_name=_("council"), null=True, blank=True, related_name="dossiers"
    )
    state = models.CharField(_("state"), max_length=12, choices=S, default=S.DRAFT, editable=False)
    since = models.DateTimeField(_("since"), default=timezone.now, editable=False)
    due_on = models.DateField(_("last day"), null=True, blank=True, editable=False)
    scoring_round = models.PositiveSmallIntegerField(_("round of scoring"), default=1, editable=False)
    builds_on = models.ForeignKey(
        "ratings.Recognition",
        models.PROTECT,
        verbose_name=_("builds on"),
        null=True,
        blank=True,
        related_name="later_dossiers",
    )
    changes = models.TextField(_("what has changed since"), blank=True)
    round = models.ForeignKey(
        Round,
        models.PROTECT,
        verbose_name=_("assessment round"),
        null=True,
        blank=True,
        related_name="dossiers",
    )
    forwarded_from = models.OneToOneField(
        "self",
        models.PROTECT,
        verbose_name=_("forwarded from"),
        null=True,
        blank=True,
        editable=False,
        related_name="national",
    )
    # The handed-back dossier that this one evaluates anew by a decision of the province (own_evaluation.py).
    evaluates_anew = models.OneToOneField(
        "self",
        models.PROTECT,
        verbose_name=_("evaluates anew"),
        null=True,
        blank=True,
        editable=False,
        related_name="own_evaluation",
    )
    opened_by = models.ForeignKey(
        "ocop.User", models.PROTECT, verbose_name=_("opened by"), editable=False, related_name="+"
    )
    opened_at = models.DateTimeField(_("opened at"), auto_now_add=True)

    # Annotated by lists, else cached on first use.
    year_announced: bool

    objects = DossierQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")
        ordering = ["-pk"]
        triggers = [
            *Record.Meta.triggers,
            *DOSSIER_GUARDS,
        ]
        constraints = [
            models.CheckConstraint(name="dossier_state_known", condition=Q(state__in=S.values)),
            models.CheckConstraint(name="dossier_kind_known", condition=Q(kind__in=DossierKind.values)),
            models.CheckConstraint(
                name="dossier_scored_by_a_council",
                condition=~Q(state__in=SCORED_STATES) | Q(council__isnull=False),
                violation_error_message=_("Name a council first."),
            ),
            models.CheckConstraint(
                name="dossier_builds_on_unless_first",
                condition=Q(kind=DossierKind.FIRST, builds_on=None)
                | (~Q(kind=DossierKind.FIRST) & Q(builds_on__isnull=False)),
                violation_error_message=_(
                    "An upgrade or re-assessment builds on a recognition, a first assessment on none."
                ),
            ),
            models.CheckConstraint(
                name="dossier_scored_in_two_rounds_at_most", condition=Q(scoring_round__in=[1, 2])
            ),
            models.UniqueConstraint(
                name="dossier_one_open_per_product",
                fields=["product"],
                condition=Q(state__in=OPEN_STATES),
                violation_error_message=_("This product has an open dossier already."),
            ),
        ]

    def __str__(self):
        return f"{self.product}: {self.get_kind_display().lower()}"

    def get_desk_url(self):
        return reverse("desk-dossier", args=[self.pk])

    def get_score_url(self):
        """Return its page for the council."""
        return reverse("score-dossier", args=[self.pk])

    def hold(self):
        """Lock council, product and dossier until the end of the transaction, and read it anew."""
        hold_dossiers([self])

    @property
    def is_open(self):
        """Whether it is unfinished."""
        return self.state in OPEN_STATES

    @property
    def is_national(self):
        """Whether it is a dossier of the ministry."""
        return self.forwarded_from_id is not None

    @property
    def origin(self):
        """The dossier that the producer filed, with evidence and claims; for a ministry's dossier the province's."""
        return self.forwarded_from or self

    @property
    def first_filed(self):
        """The dossier with the first filing; for an evaluation anew that of the earlier dossier."""
        anew = self.origin.evaluates_anew
        return anew.first_filed if anew else self.origin

    @property
    def all_evidence(self):
        """The filed evidence and, at the ministry, evidence added later at its request."""
        return self.origin.evidence.model.objects.filter(dossier__in={self.pk, self.origin.pk})

    @property
    def all_filings(self):
        """The filings; at the ministry including those of the province's dossier."""
        return self.origin.filings.model.objects.filter(dossier__in={self.pk, self.origin.pk})

    @property
    def in_hand(self):
        """The dossier now being worked on: the ministry's after forwarding, else itself."""
        return self.national if self.state == S.FORWARDED else self

    @property
    def next_states(self):
        """States that the workflow allows next."""
        return list(transitions_from(self.state, national=self.is_national))

    @property
    def holder(self):
        """Who is responsible for the next step, as text; empty when finished."""
        return responsible_for(self.state, national=self.is_national)

    @property
    def result_due(self):
        """Deadline of the result: of the round, or 45 days after a re-assessment's full request (article 7.6).

        It is the request of the commune, or at the ministry that of the province for five stars. The days
        count from the last arrival; a request that was returned as incomplete does not count.
        """
        arrival = self.transitions.filter(to_state=S.CHECKING).order_by("-pk").first()
        if self.kind == DossierKind.RENEWAL and arrival:
            return timezone.localdate(arrival.at) + RENEWAL_DAYS * DAY
        return self.round.result_before - DAY if self.round else None

    @property
    def provisional(self):
        """A sentence that the deadline depends on days of a year not announced yet; else empty.

        Only the commune's deadline is in working days. Lists annotate `year_announced`.
        """
        if self.state != S.FILED or self.due_on is None or self.due_on.year <= ANNOUNCED_TO:
            return ""
        if not hasattr(self, "year_announced"):
            self.year_announced = Dossier.objects.with_announced().get(pk=self.pk).year_announced
        if self.year_announced:
            return ""
        return _("provisional: the days of %(year)d are not announced yet") % {"year": self.due_on.year}

    @property
    def remark_on_window(self):
        """A sentence that a re-assessment was filed after its window (article 7.6); else empty."""
        if self.kind != DossierKind.RENEWAL:
            return ""
        filing = self.first_filed.filings.order_by("pk").first()
        return remark_on_window(self.builds_on, timezone.localdate(filing.filed_at) if filing else today())

    @property
    def open_completion_request(self):
        """The open completion request, or None."""
        return self.completion_requests.filter(answered_at=None).first()

    def rests_on_agency_report(self):
        """Return whether the agency's report replaces the council's result (article 7.6)."""
        return self.state == S.CHECKING and Dossier.objects.on_agency_report().filter(pk=self.pk).exists()

    def is_step_of(self, user, to):
        """Return whether this user is responsible for the step to `to`, whatever it still lacks."""
        step = transitions_from(self.state, national=self.is_national).get(to)
        return step is not None and bool(step.who & self.roles_of(user))

    def comes_back_elsewhere(self, to):
        """Return whether an office other than `to` returned it."""
        request = self.open_completion_request if self.state == S.RETURNED and to != S.CLOSED else None
        return request is not None and request.from_state != to

    def why_not(self, to, *, by):
        """Return why `by` may not move the dossier to `to`; else an empty string."""
        return self._why_not_step(to, by) or self._missing_for(to)

    def _why_not_step(self, to, by):
        """Return why the workflow does not let `by` move it to `to`, apart from missing parts."""
        if to not in transitions_from(self.state, national=self.is_national):
            return " ".join(str(each) for each in (self._last_transition_as_text(), self._no_way(to)) if each)
        if not self.is_step_of(by, to):
            return _("This step belongs to somebody else.")
        return ""

    def _no_way(self, to):
        """Return a sentence that no step leads from its state to `to`."""
        if self.state == to:
            return _("It stands there already; nothing was done.")
        words = {"state": self.get_state_display(), "to": S(to).label}
        return _("From “%(state)s” it cannot go to “%(to)s”; nothing was done.") % words

    def _last_transition_as_text(self):
        """Return who last moved it, and when; empty if nobody did."""
        last = self.transitions.filter(to_state=self.state).select_related("by").order_by("-pk").first()
        if last is None:
            return ""
        when = date_format(timezone.localtime(last.at), "SHORT_DATETIME_FORMAT")
        return _("%(person)s changed this dossier at %(when)s to “%(state)s”.") % {
            "person": last.by,
            "when": when,
            "state": self.get_state_display(),
        }

    @act
    def move(self, to, *, by, note="", confirmed=""):
        """Move the dossier to `to` and record who did it, or raise RefusedError.

        The UPDATE names the current state, so of two concurrent transitions the second is refused. The product is
        locked too, so that the filing contains what the register says. Unfinished parts raise
        UnfinishedError unless `confirmed` is their key (Unfinished.key); the record then mentions them.
        """
        if refusal := self.why_not(to, by=by):
            raise RefusedError(refusal)
        note = note_past(unfinished_before(self, to), confirmed, note)
        with because(note):
            self._go(to)
        self.transitions.create(from_state=self.state, to_state=to, by=by, note=note)
        if self.state in WRITABLE_STATES and to != S.CLOSED:
            self.filings.snapshot(self, by=by)
        if to != S.RETURNED:
            self.completion_requests.filter(answered_at=None).update(
                answered_by=by, answered_at=timezone.now()
            )
        if to == S.SCORING:
            self.conflicts.compute(self)
        self._set_clock(self.state, to)
        self.refresh_from_db()

    def _go(self, to):
        """Change the state, unless it has changed meanwhile."""
        if not Dossier.objects.filter(pk=self.pk, state=self.state).update(state=to, since=timezone.now()):
            raise RefusedError(MOVED)

    @act
    def send_back(self, items, *, by, reason, due_on, **ground):
        """Return the dossier for `items`, pairs of (what, why), until `due_on`; or raise RefusedError.

        The ground is completion, or with `ground=CompletionGround.CHANGE` a change of producer, product set,
        name or variants.
        """
        if refusal := self._why_not_step(S.RETURNED, by):
            raise RefusedError(refusal)
        if not items or not reason.strip():
            raise RefusedError(_("Say what is to be completed, and why."))
        if ground and self.is_national:
            raise RefusedError(SCORED_BY_THE_PROVINCE)
        if not today() < due_on <= today() + A_YEAR:
            raise RefusedError(_("Give the producer a day that is still to come, within a year."))
        request = self.completion_requests.create(
            from_state=self.state, reason=reason, due_on=due_on, by=by, **ground
        )
        for what, why in items:
            request.items.create(what=what, why=why)
        self.move(S.RETURNED, by=by, note=reason)
        return request

    def why_not_hand_back(self, *, by):
        """Return why `by` may not hand it back to the province; else an empty string. The reason is checked later."""
        if refusal := self._why_not_step(S.HANDED_BACK, by):
            return refusal
        return FIVE_STARS if self.result.stars == NATIONAL else ""

    @act
    def hand_back(self, *, by, reason, due_on, letter_number=""):
        """Hand it back to the province, which decides until `due_on`, with the reason; or raise RefusedError."""
        if refusal := self.why_not_hand_back(by=by):
            raise RefusedError(refusal)
        if not reason.strip():
            raise RefusedError(_("Say why it is handed back, and by when the province decides."))
        if not today() < due_on <= today() + A_YEAR:
            raise RefusedError(_("Give the province a day that is still to come, within a year."))
        rows_of(self._meta.get_field("handing_back").related_model).create(
            dossier=self, reason=reason.strip(), due_on=due_on, letter_number=letter_number.strip(), by=by
        )
        self.move(S.HANDED_BACK, by=by, note=reason.strip())

    def forward(self, *, by, note=""):
        """Forward it to the ministry by a decision and return the ministry's dossier, or raise RefusedError."""
        self.move(S.FORWARDED, by=by, note=note)
        return Dossier.objects.open_national(self, by=by)

    def _set_clock(self, left, to):
        """Set the deadline of the new step and, on the commune's proposal, the round."""
        if (left, to) == (S.FILED, S.CHECKING):
            place = self.product.producer.place.province
            Dossier.objects.filter(pk=self.pk).update(round=Round.objects.reached(today(), place=place))
        self.refresh_from_db(fields=["round"])
        due_on: date | None
        match to:
            case S.FILED:
                due_on = working_days_after(today(), COMMUNE_WORKING_DAYS)
            case S.RETURNED:
                due_on = self.open_completion_request.due_on
            case S.CHECKING | S.ADVISORY | S.SCORING | S.CONCLUDED:
                due_on = self.result_due
            case S.HANDED_BACK:
                due_on = self.handing_back.due_on
            case _:
                due_on = None
        Dossier.objects.filter(pk=self.pk).update(due_on=due_on)

    def why_not_assign_councils(self, *, by):
        """Return why `by` may not assign a council; else an empty string."""
        if self.state not in (S.DRAFT, S.FILED, S.RETURNED, S.CHECKING):
            return _("The council stays as it is once scoring has begun.")
        office = Act.CHECK_AS_MINISTRY if self.is_national else Act.CHECK_AS_PROVINCE
        if not office.allows(by) or not Dossier.objects.editable_by(by).filter(pk=self.pk).exists():
            return _("This step belongs to somebody else.")
        return ""

    def why_not_assign(self, council, *, by):
        """Return why `by` may not assign this council; else an empty string."""
        if refusal := self.why_not_assign_councils(by=by):
            return refusal
        if council.place_id != (None if self.is_national else self.product.producer.place.province_id):
            return _("This council belongs to another authority.")
        return ""

    @act
    def name_council(self, council, *, by):
        """Assign a council of its authority to the dossier, or raise RefusedError."""
        if refusal := self.why_not_assign(council, by=by):
            raise RefusedError(refusal)
        if not Dossier.objects.filter(pk=self.pk, state=self.state).update(council=council):
            raise RefusedError(MOVED)
        self.refresh_from_db(fields=["council", "version"])

    def awaited(self):
        """Return scoring seats that have neither locked their sheet of this round nor abstained; none after
        scoring.
        """
        if self.state == S.SCORING and self.objections.confirmed().exists():
            return self.judges().none()
        this_round = Q(round=self.scoring_round) | Q(abstained_at__isnull=False)
        # Stage.MEMBER of ratings.scoring
        locked = self.assessments.filter(this_round, stage="member", locked_at__isnull=False).values("by")
        return self.judges().exclude(user__in=locked).for_list()

    @property
    def terms(self):
        """The rules by which it is scored (ratings.dossiers.models.scoring_terms); None before scoring."""
        return self.scoring_terms.current()

    def judges(self):
        """Return the scoring seats by the rules of its scoring, without those in conflict; none before scoring."""
        return ScoringSeat.objects.of(self).scoring().exclude(user__in=self.conflicted())

    def conflicted(self):
        """Return a subquery of users with a conflict of interest."""
        return self.conflicts.standing().values("user")

    def why_not_with_conflict(self, user):
        """Return why the user's part is hidden: a conflict of interest; else an empty string."""
        conflict = self.conflicts.standing().filter(user=user).first()
        return (
            _("Not shown because of a conflict of interest: %(why)s.") % {"why": conflict} if conflict else ""
        )

    def roles_of(self, user):
        """Return the user's parts in this dossier: the role if it is in scope, and seats in its council."""
        parts = self.council.kinds_of(user) if self.council else set()
        if Dossier.objects.visible_to(user).filter(pk=self.pk).exists():
            parts = parts | {user.role}
        return parts

    def _missing_for(self, to):
        """Return what is missing before it can be in state `to`; else an empty string."""
        if self.state in WRITABLE_STATES and to != S.CLOSED:
            return self._missing_to_come_back(to) or self.filings.why_not(self)
        match to:
            case S.RETURNED if not self.open_completion_request:
                return _("Say what is to be completed, and why.")
            case S.CHECKING if not self._has("commune_report__signed_at"):
                return _("The commune's report is not signed yet.")
            case S.ADVISORY | S.SCORING:
                return self._missing_to_score(to)
            case S.CONCLUDED if not self._has("result"):
                return _("There is no result yet.")
            case S.RECOGNISED if not self._has("recognition"):
                return _("There is no decision of recognition yet.")
            case S.FORWARDED if self.state == S.CHECKING and not self.rests_on_agency_report():
                return _(
                    "Neither the council's result nor a signed report of the agency on five stars is there."
                )
            case S.FORWARDED if not self._is_decided("approve"):
                return _("There is no decision to forward it yet.")
            case S.HANDED_BACK if self.result.stars == NATIONAL:
                return FIVE_STARS
            case S.HANDED_BACK if not self._has("handing_back"):
                return _("Say why it is handed back, and by when the province decides.")
            case S.CLOSED:
                return self._missing_to_close()
        return ""

    def _missing_to_close(self):
        """Return why one person alone may not close it: it is excluded, has stars, or is at the ministry."""
        if self.state == S.SCORING:
            waits = self.objections.exclude(outcome__in=("rejected", "withdrawn")).exists()
            return _("An objection is before the council: its result comes first.") if waits else ""
        if self.state not in (S.CONCLUDED, S.HANDED_BACK) or self._is_decided("refuse", "evaluate"):
            return ""
        if self.result.ended_by:
            return _(
                "Only a decision, prepared by one and issued by another, can refuse a product that is excluded."
            )
        if self.is_national and self.state == S.CONCLUDED:
            return _("Only a decision can refuse what the ministry's council has scored.")
        if self.result.stars >= LOWEST_CERTIFIED and not not_raised(self):
            return _("Only a decision can refuse a product whose result is three stars or more.")
        return ""

    def _missing_to_come_back(self, to):
        """Return why it cannot go to `to`: a dossier returns to the office that returned it."""
        if not self.comes_back_elsewhere(to):
            return ""
        return _("It comes back to where it was returned: “%(state)s”.") % {
            "state": S(self.open_completion_request.from_state).label
        }

    def _missing_to_score(self, to):
        """Return what it lacks before it goes to the advisory team or the council."""
        if not self.council:
            return _("Name a council first.")
        if incomplete := self.council.why_not_complete():
            return incomplete
        if to == S.ADVISORY:
            return "" if self.council.has_advisers() else _("The council has no advisory team.")
        if self.state == S.ADVISORY and not self._has("advisory_report__signed_at"):
            return _("The report of the advisory team is not signed yet.")
        if self.state == S.CHECKING and self.kind != DossierKind.RENEWAL and not self.is_national:
            return _("The advisory team reports before the council scores.")
        return ""

    def _has(self, related):
        return Dossier.objects.filter(pk=self.pk, **{f"{related}__isnull": False}).exists()

    def _is_decided(self, *kinds):
        issued = self.decision_items.filter(decision__issued_at__isnull=False)
        return issued.filter(decision__kind__in=kinds).exists()
