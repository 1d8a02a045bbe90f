"""Dossiers (hồ sơ đánh giá, phân hạng): a product on its way to a star, by a table of moves."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ocop.dates import today
from ocop.history import because
from ocop.models import Record
from ocop.models.record import tracked
from ocop.permissions import Act
from ocop.refusal import RefusedError
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
    holder_of,
    moves_from,
)
from ratings.sheets.models.sheet import Sheet
from ratings.sheets.star import LOWEST_CERTIFIED, NATIONAL

S = DossierState
FIVE_STARS = _("Five stars are the ministry's to recognise.")


@tracked()
class Dossier(Record):
    """An assessment of a product from its opening to its decision, on the sheet pinned when it was opened."""

    place_path = "product__producer__place"
    history_hides = frozenset({"since"})  # the moment of the change itself
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
    # What a decision of the province evaluates anew after the ministry handed it back (own_evaluation.py).
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
        """The page in the desk."""
        return reverse("desk-dossier", args=[self.pk])

    def get_score_url(self):
        """The page in the council's part."""
        return reverse("score-dossier", args=[self.pk])

    def hold(self):
        """Lock it until the transaction ends, after its council and its product, and read it anew."""
        hold_dossiers([self])

    @property
    def is_open(self):
        """Whether it is not finished."""
        return self.state in OPEN_STATES

    @property
    def is_national(self):
        """Whether it is the ministry's."""
        return self.forwarded_from_id is not None

    @property
    def origin(self):
        """The dossier that the producer filed, whose evidence and claims count: the ministry's rests on a province's."""
        return self.forwarded_from or self

    @property
    def first_filed(self):
        """The dossier with which the application came in: that of before where it is evaluated anew."""
        anew = self.origin.evaluates_anew
        return anew.first_filed if anew else self.origin

    @property
    def all_evidence(self):
        """The evidence that was filed and, at the ministry, what came since because it had asked for more."""
        return self.origin.evidence.model.objects.filter(dossier__in={self.pk, self.origin.pk})

    @property
    def all_filings(self):
        """The receipts of what was handed in, at the ministry those of the province too."""
        return self.origin.filings.model.objects.filter(dossier__in={self.pk, self.origin.pk})

    @property
    def in_hand(self):
        """The dossier in which the work goes on: the ministry's of one that is forwarded, else itself."""
        return self.national if self.state == S.FORWARDED else self

    @property
    def next_states(self):
        """Where the table of moves leads from here."""
        return list(moves_from(self.state, national=self.is_national))

    @property
    def holder(self):
        """Whose turn it is, in words; empty when it is over."""
        return holder_of(self.state, national=self.is_national)

    @property
    def result_due(self):
        """The last day for the result: of the round, or 45 days after a re-assessment's full request (article 7.6).

        The request is that of the commune, at the ministry that of the province for five stars. It is full with
        the last arrival: what came back incomplete from the check did not begin the days.
        """
        arrival = self.moves.filter(to_state=S.CHECKING).order_by("-pk").first()
        if self.kind == DossierKind.RENEWAL and arrival:
            return timezone.localdate(arrival.at) + RENEWAL_DAYS * DAY
        return self.round.result_before - DAY if self.round else None

    @property
    def provisional(self):
        """That the last day rests on days of a year which are not announced yet, in words; empty if it does not.

        Only the commune's days are working days. Lists annotate `year_announced`.
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
        """That a re-assessment comes after its window (article 7.6), in a sentence; empty if it does not."""
        if self.kind != DossierKind.RENEWAL:
            return ""
        filing = self.first_filed.filings.order_by("pk").first()
        return remark_on_window(self.builds_on, timezone.localdate(filing.filed_at) if filing else today())

    @property
    def open_return(self):
        """What it is returned for now, or None."""
        return self.returns.filter(answered_at=None).first()

    def rests_on_agency_report(self):
        """Whether the agency's report stands in the place of the council's result (article 7.6)."""
        return self.state == S.CHECKING and Dossier.objects.on_agency_report().filter(pk=self.pk).exists()

    def is_step_of(self, user, to):
        """Whether the step to `to` is this person's, whatever is still missing for it."""
        step = moves_from(self.state, national=self.is_national).get(to)
        return step is not None and bool(step.who & self.parts_of(user))

    def comes_back_elsewhere(self, to):
        """Whether it was returned by another office than `to`."""
        returned = self.open_return if self.state == S.RETURNED and to != S.CLOSED else None
        return returned is not None and returned.from_state != to

    def refusal(self, to, *, by):
        """Why `by` may not take this dossier to `to`; empty if they may."""
        return self._refusal_of_step(to, by) or self._missing_for(to)

    def _refusal_of_step(self, to, by):
        """Why the table of moves does not let `by` go to `to`, whatever is there or missing."""
        moves = moves_from(self.state, national=self.is_national)
        if to not in moves:
            return " ".join(str(each) for each in (self._last_move_in_words(), self._no_way(to)) if each)
        if not self.is_step_of(by, to):
            return _("This step belongs to somebody else.")
        return ""

    def _no_way(self, to):
        """That no step leads from where it stands to `to`."""
        if self.state == to:
            return _("It stands there already; nothing was done.")
        words = {"state": self.get_state_display(), "to": S(to).label}
        return _("From “%(state)s” it cannot go to “%(to)s”; nothing was done.") % words

    def _last_move_in_words(self):
        """Who took it where it stands, and when; empty if nobody has moved it."""
        last = self.moves.filter(to_state=self.state).select_related("by").order_by("-pk").first()
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
        """Take the dossier to `to` and record who did it, or raise RefusedError.

        The UPDATE names the state it moves from, so when two people act at once the second is refused
        instead of undoing the first. The product is held too, so that what is filed is what the register says.
        What is unfinished raises UnfinishedError unless `confirmed` names it (Unfinished.key); the record says so then.
        """
        if refusal := self.refusal(to, by=by):
            raise RefusedError(refusal)
        note = note_past(unfinished_before(self, to), confirmed, note)
        with because(note):
            self._go(to)
        self.moves.create(from_state=self.state, to_state=to, by=by, note=note)
        if self.state in WRITABLE_STATES and to != S.CLOSED:
            self.filings.snapshot(self, by=by)
        if to != S.RETURNED:
            self.returns.filter(answered_at=None).update(answered_by=by, answered_at=timezone.now())
        if to == S.SCORING:
            self.conflicts.compute(self)
        self._set_clock(self.state, to)
        self.refresh_from_db()

    def _go(self, to):
        """Change the state, unless it is another meanwhile."""
        if not Dossier.objects.filter(pk=self.pk, state=self.state).update(state=to, since=timezone.now()):
            raise RefusedError(MOVED)

    @act
    def send_back(self, items, *, by, reason, due_on, **ground):
        """Return the dossier for `items`, pairs of (what, why), until `due_on`; or raise RefusedError.

        For completion, or, with `ground=ReturnGround.CHANGE`, for a change of maker, product set, name or variants.
        """
        if refusal := self._refusal_of_step(S.RETURNED, by):
            raise RefusedError(refusal)
        if not items or not reason.strip():
            raise RefusedError(_("Say what is to be completed, and why."))
        if ground and self.is_national:
            raise RefusedError(SCORED_BY_THE_PROVINCE)
        if not today() < due_on <= today() + A_YEAR:
            raise RefusedError(_("Give the producer a day that is still to come, within a year."))
        returned = self.returns.create(from_state=self.state, reason=reason, due_on=due_on, by=by, **ground)
        for what, why in items:
            returned.items.create(what=what, why=why)
        self.move(S.RETURNED, by=by, note=reason)
        return returned

    def refusal_to_hand_back(self, *, by):
        """Why `by` may not hand it back to the province; empty if they may, once they have said why."""
        if refusal := self._refusal_of_step(S.HANDED_BACK, by):
            return refusal
        return FIVE_STARS if self.result.stars == NATIONAL else ""

    @act
    def hand_back(self, *, by, reason, due_on, letter_number=""):
        """Hand it back to the province, which decides until `due_on`, with the reason; or raise RefusedError."""
        if refusal := self.refusal_to_hand_back(by=by):
            raise RefusedError(refusal)
        if not reason.strip():
            raise RefusedError(_("Say why it is handed back, and by when the province decides."))
        if not today() < due_on <= today() + A_YEAR:
            raise RefusedError(_("Give the province a day that is still to come, within a year."))
        handing_back = self._meta.get_field("handing_back").related_model
        handing_back.objects.create(
            dossier=self, reason=reason.strip(), due_on=due_on, letter_number=letter_number.strip(), by=by
        )
        self.move(S.HANDED_BACK, by=by, note=reason.strip())

    def forward(self, *, by, note=""):
        """Forward it to the ministry by a decision and return the ministry's dossier, or raise RefusedError."""
        self.move(S.FORWARDED, by=by, note=note)
        return Dossier.objects.open_national(self, by=by)

    def _set_clock(self, left, to):
        """Set the last day of the step just begun and, when the commune proposes, the round it reaches."""
        if (left, to) == (S.FILED, S.CHECKING):
            place = self.product.producer.place.province
            Dossier.objects.filter(pk=self.pk).update(round=Round.objects.reached(today(), place=place))
        self.refresh_from_db(fields=["round"])
        match to:
            case S.FILED:
                due_on = working_days_after(today(), COMMUNE_WORKING_DAYS)
            case S.RETURNED:
                due_on = self.open_return.due_on
            case S.CHECKING | S.ADVISORY | S.SCORING | S.CONCLUDED:
                due_on = self.result_due
            case S.HANDED_BACK:
                due_on = self.handing_back.due_on
            case _:
                due_on = None
        Dossier.objects.filter(pk=self.pk).update(due_on=due_on)

    def refusal_to_name_one(self, *, by):
        """Why `by` may not name a council for this dossier; empty if they may."""
        if self.state not in (S.DRAFT, S.FILED, S.RETURNED, S.CHECKING):
            return _("The council stays as it is once scoring has begun.")
        office = Act.CHECK_AS_MINISTRY if self.is_national else Act.CHECK_AS_PROVINCE
        if not office.allows(by) or not Dossier.objects.editable_by(by).filter(pk=self.pk).exists():
            return _("This step belongs to somebody else.")
        return ""

    def refusal_to_name(self, council, *, by):
        """Why `by` may not put this dossier before the council; empty if they may."""
        if refusal := self.refusal_to_name_one(by=by):
            return refusal
        if council.place_id != (None if self.is_national else self.product.producer.place.province_id):
            return _("This council belongs to another authority.")
        return ""

    @act
    def name_council(self, council, *, by):
        """Put the dossier before a council of its authority, or raise RefusedError."""
        if refusal := self.refusal_to_name(council, by=by):
            raise RefusedError(refusal)
        if not Dossier.objects.filter(pk=self.pk, state=self.state).update(council=council):
            raise RefusedError(MOVED)
        self.refresh_from_db(fields=["council", "version"])

    def awaited(self):
        """Seats that score it and have not locked their sheet of this round nor abstained; none once it has ended."""
        if self.state == S.SCORING and self.objections.confirmed().exists():
            return self.judges().none()
        this_round = Q(round=self.scoring_round) | Q(abstained_at__isnull=False)
        locked = self.assessments.filter(this_round, stage="member", locked_at__isnull=False).values("by")
        return self.judges().exclude(user__in=locked).for_list()

    @property
    def terms(self):
        """The rules by which it is scored (ratings.dossiers.models.scoring_terms), or None before its scoring begins."""
        return self.scoring_terms.current()

    def judges(self):
        """Seats that score it, by the rules of its scoring, without those in conflict; none before it begins."""
        return ScoringSeat.objects.of(self).scoring().exclude(user__in=self.conflicted())

    def conflicted(self):
        """Who does not judge this dossier because of a conflict of interest, as a subquery of users."""
        return self.conflicts.standing().values("user")

    def refusal_for_conflict(self, user):
        """Why the user's part is not shown; empty unless a conflict of interest stands against them."""
        conflict = self.conflicts.standing().filter(user=user).first()
        return (
            _("Not shown because of a conflict of interest: %(why)s.") % {"why": conflict} if conflict else ""
        )

    def parts_of(self, user):
        """What `user` is to this dossier: their role if it is in their scope, and their seats in its council."""
        parts = self.council.kinds_of(user) if self.council else set()
        if Dossier.objects.visible_to(user).filter(pk=self.pk).exists():
            parts = parts | {user.role}
        return parts

    def _missing_for(self, to):
        """What must be there before the dossier can be in state `to`; empty if it is."""
        if self.state in WRITABLE_STATES and to != S.CLOSED:
            return self._missing_to_come_back(to) or self.filings.refusal(self)
        match to:
            case S.RETURNED if not self.open_return:
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
        """What one person alone cannot do: end a dossier that is excluded, or that has stars, or is at the ministry."""
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
        """A dossier comes back to the office that returned it, and to no other."""
        if not self.comes_back_elsewhere(to):
            return ""
        return _("It comes back to where it was returned: “%(state)s”.") % {
            "state": S(self.open_return.from_state).label
        }

    def _missing_to_score(self, to):
        """What a dossier needs before the advisory team or the council gets it."""
        if not self.council:
            return _("Name a council first.")
        if incomplete := self.council.incomplete():
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
