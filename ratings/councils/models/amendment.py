"""Amendments: changes of a council that is confirmed or scores, by a decision of its authority.

One person enters the decision, another person of the same authority confirms it. The database then changes
the council and the rules of every dossier that it scores (ratings.councils.models.scoring_rules).
"""

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ocop.database.triggers import CHANGE, WRITE, refuse_if
from ocop.models import Record
from ocop.models.record import hold_row, tracked
from ocop.permissions import SeatKind
from ocop.permissions.scoping import ScopedQuerySet
from ocop.refusal import RefusedError
from ocop.values.dates import today
from ocop.values.vietnamese import NameField
from ratings.acts import act, hold_dossiers
from ratings.councils.models.authority import confirmed_by_its_authority
from ratings.councils.models.council import LEAST_QUORUM, Council, why_not_seat
from ratings.councils.models.scoring_rules import APPLY_AMENDMENT, SCORING_SEATS

# Advisers are added and removed without a decision: the advisory team does not decide.
SEATS = [kind for kind in SeatKind if kind != SeatKind.ADVISER]


class CouncilAmendmentQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Amendments of councils that the user may see."""
        return self.filter(council__in=Council.objects.visible_to(user))

    def editable_by(self, user):
        """Amendments of councils that the user may change."""
        return self.filter(council__in=Council.objects.editable_by(user))

    def confirmable_by(self, user):
        """Amendments of councils of the user's own authority."""
        return self.filter(council__in=Council.objects.confirmable_by(user))

    def waiting(self):
        """Unconfirmed amendments."""
        return self.filter(confirmed_at=None)

    def for_list(self):
        """Newest first."""
        return self.select_related("council", "joins", "leaves", "entered_by", "confirmed_by").order_by("-pk")

    for_detail = for_list


@tracked()
class CouncilAmendment(Record):
    """A change of a council by a decision: new member, leaving member, quorum, regulation. Immutable once
    confirmed.
    """

    place_path = "council__place"

    council = models.ForeignKey(
        Council, models.PROTECT, verbose_name=_("council"), editable=False, related_name="amendments"
    )
    decision_number = NameField(_("by decision"), max_length=60)
    decided_on = models.DateField(_("decision of"))
    source = models.CharField(
        _("where the signed decision is"),
        max_length=250,
        help_text=_("Public address, or the file number under which your office keeps it."),
    )
    joins = models.ForeignKey(
        "ocop.User",
        models.PROTECT,
        verbose_name=_("who joins"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    joins_as = models.CharField(
        _("seat of who joins"),
        max_length=10,
        choices=[(kind.value, kind.label) for kind in SEATS],
        blank=True,
    )
    leaves = models.ForeignKey(
        "ocop.User", models.PROTECT, verbose_name=_("who leaves"), null=True, blank=True, related_name="+"
    )
    quorum = models.PositiveSmallIntegerField(
        _("new quorum in per cent"), null=True, blank=True, help_text=_("Leave empty if it stays.")
    )
    regulation_number = NameField(_("new regulation"), max_length=60, blank=True)
    regulation_of = models.DateField(_("regulation of the day"), null=True, blank=True)
    least_members = models.PositiveSmallIntegerField(_("so many score at least"), null=True, blank=True)
    entered_by = models.ForeignKey(
        "ocop.User", models.PROTECT, verbose_name=_("entered by"), editable=False, related_name="+"
    )
    entered_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    confirmed_by = models.ForeignKey(
        "ocop.User",
        models.PROTECT,
        verbose_name=_("confirmed by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True, editable=False)

    objects = CouncilAmendmentQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("change of a council")
        verbose_name_plural = _("changes of councils")
        ordering = ["-pk"]
        triggers = [
            *Record.Meta.triggers,
            # Doubles CouncilAmendment.discard().
            refuse_if(
                "council_amendment_is_kept",
                CHANGE,
                "OLD.confirmed_at IS NOT NULL OR (TG_OP = 'UPDATE'"
                " AND (to_jsonb(OLD) - '{confirmed_by_id,confirmed_at,version}'::text[])"
                " IS DISTINCT FROM (to_jsonb(NEW) - '{confirmed_by_id,confirmed_at,version}'::text[]))",
            ),
            # Doubles CouncilAmendment.why_not_confirm().
            refuse_if(
                "council_amendment_waits_for_another",
                pgtrigger.Insert,
                "NEW.confirmed_at IS NOT NULL",
            ),
            # Doubles CouncilAmendment.clean().
            refuse_if(
                "council_amendment_after_the_founding_decision",
                WRITE,
                "NEW.decided_on < (SELECT decided_on FROM ratings_council WHERE id = NEW.council_id)",
            ),
            # Doubles CouncilAmendment.why_not_confirm().
            confirmed_by_its_authority(
                "council_amendment_confirmed_by_its_authority",
                "(SELECT c.place_id FROM ratings_council c WHERE c.id = NEW.council_id)",
            ),
            APPLY_AMENDMENT,
        ]
        constraints = [
            models.CheckConstraint(
                name="council_amendment_confirmed_by_another",
                condition=Q(confirmed_by=None, confirmed_at=None)
                | (
                    Q(confirmed_by__isnull=False, confirmed_at__isnull=False)
                    & ~Q(entered_by=F("confirmed_by"))
                ),
            ),
            models.CheckConstraint(
                name="council_amendment_confirmed_by_no_one_of_it",
                condition=Q(confirmed_by=None)
                | (
                    (Q(joins=None) | ~Q(joins=F("confirmed_by")))
                    & (Q(leaves=None) | ~Q(leaves=F("confirmed_by")))
                ),
            ),
            models.CheckConstraint(
                name="council_amendment_has_its_decision",
                condition=~Q(decision_number="") & ~Q(source=""),
                violation_error_message=_("Name the decision, and where it is."),
            ),
            models.CheckConstraint(
                name="council_amendment_changes_something",
                condition=Q(joins__isnull=False)
                | Q(leaves__isnull=False)
                | Q(quorum__isnull=False)
                | Q(least_members__isnull=False)
                | ~Q(regulation_number=""),
                violation_error_message=_("Say what the decision changes."),
            ),
            models.CheckConstraint(
                name="council_amendment_seat_of_who_joins",
                condition=Q(joins=None, joins_as="") | Q(joins__isnull=False, joins_as__in=SEATS),
                violation_error_message=_("Say who joins, and in which seat."),
            ),
            models.CheckConstraint(
                name="council_amendment_quorum_in_per_cent",
                condition=Q(quorum=None) | Q(quorum__range=(LEAST_QUORUM, 100)),
                violation_error_message=_("The quorum is a share from 51 to 100 per cent: more than half."),
            ),
            models.CheckConstraint(
                name="council_amendment_regulation_with_its_day",
                condition=Q(regulation_number="", regulation_of=None)
                | (~Q(regulation_number="") & Q(regulation_of__isnull=False)),
                violation_error_message=_("A regulation has a number and a day."),
            ),
        ]

    def __str__(self):
        return f"{self.decision_number}, {date_format(self.decided_on, 'SHORT_DATE_FORMAT')}"

    def get_desk_url(self):
        return self.council.get_desk_url()

    @property
    def is_confirmed(self):
        """Whether it has taken effect."""
        return self.confirmed_at is not None

    def clean(self):
        """The decision's date may not be in the future, and the change must fit the council."""
        super().clean()
        if self.decided_on and self.decided_on > today():
            raise ValidationError({"decided_on": _("This day is still to come.")})
        founded = self.council.decided_on
        if self.decided_on and founded and self.decided_on < founded:
            raise ValidationError(
                {
                    "decided_on": _(
                        "The council was set up on %(day)s: what changes it was decided on that day or later."
                    )
                    % {"day": date_format(founded, "SHORT_DATE_FORMAT")}
                }
            )
        if refusal := self._misfit():
            raise ValidationError(refusal)

    def _misfit(self):
        """Return why the change does not fit the council; else an empty string."""
        if self.least_members and not (self.regulation_number or self.council.regulation_number):
            return _("Name the regulation, with number and day, that says so.")
        if self.joins_id and (refusal := why_not_seat(self.joins)):
            return refusal
        seats = {seat.user_id: seat for seat in self.council.seats.select_related("user")}
        if self.leaves_id:
            if self.leaves_id not in seats:
                return _("Who leaves has no seat on this council.")
            if seats[self.leaves_id].has_begun():
                return _("%(person)s has begun to score and keeps the seat until that scoring is over.") % {
                    "person": seats[self.leaves_id].user
                }
        stay = [seat for seat in seats.values() if seat.user_id not in (self.leaves_id, self.joins_id)]
        once = ("chair", "deputy")
        if self.joins_as in once and any(seat.kind == self.joins_as for seat in stay):
            return _("This seat is taken: say who leaves it.")
        joins = [self.joins_as] if self.joins_id else []
        kinds = [seat.kind for seat in stay] + joins
        if SeatKind.CHAIR not in kinds:
            return _("The council would have no chair.")
        if sum(kind in SCORING_SEATS for kind in kinds) < (self.least_members or self.council.least):
            return _("Too few would score: at least %(least)d do.") % {
                "least": self.least_members or self.council.least
            }
        return ""

    def why_not_confirm(self, *, by):
        """Return why `by` may not confirm the change; else an empty string."""
        if self.is_confirmed:
            return _("This change is confirmed already.")
        if not CouncilAmendment.objects.confirmable_by(by).filter(pk=self.pk).exists():
            return _("This step belongs to somebody else.")
        if self.entered_by_id == by.pk:
            return _("Whoever entered the change does not confirm it: another officer or a leader does.")
        if by.pk in (self.joins_id, self.leaves_id):
            return _("Who joins or leaves does not confirm the change: another officer or a leader does.")
        return self._misfit()

    def hold(self):
        """Lock its council, the dossiers being scored, then itself, so that no result is concluded meanwhile."""
        council = Council.objects.select_for_update().get(pk=self.council_id)
        # DossierState.SCORING of ratings.dossiers
        hold_dossiers(council.dossiers.filter(state="scoring"))
        hold_row(self)

    @act
    def confirm(self, *, by):
        """Apply the change to the council and the dossiers that it scores, or raise RefusedError."""
        if refusal := self.why_not_confirm(by=by):
            raise RefusedError(refusal)
        CouncilAmendment.objects.filter(pk=self.pk, confirmed_at=None).update(
            confirmed_by=by, confirmed_at=timezone.now()
        )
        self.refresh_from_db()

    @transaction.atomic
    def discard(self, *, by):
        """Delete an unconfirmed change, or raise RefusedError."""
        row = CouncilAmendment.objects.select_for_update().editable_by(by).filter(pk=self.pk).first()
        if row is None:
            raise RefusedError(_("This step belongs to somebody else."))
        if row.is_confirmed:
            raise RefusedError(_("This change is confirmed already."))
        row.delete()
