"""Councils (Hội đồng đánh giá, phân hạng) and their seats."""
# ruff: noqa: S608 - texts of triggers, without anything that anybody typed

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ocop.database.triggers import ANY_WRITE, CHANGE, WRITE, refuse_if, sql_in
from ocop.models import Record, Role
from ocop.models.record import tracked
from ocop.permissions import CONVENERS, LOCAL, PRESIDING, SeatKind
from ocop.permissions.scoping import ScopedQuerySet
from ocop.refusal import RefusedError
from ocop.values.vietnamese import NameField
from ratings.councils.models.authority import confirmed_by_its_authority
from ratings.councils.models.scoring_rules import BY_HAND, SCORING_SEATS, under_rules

# Who applies, reports on an applicant or looks on has no seat.
UNSEATED_ROLES = (Role.PRODUCER, Role.COMMUNE_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR)

# Percent. A council decides by majority, so more than half must score; its regulation may require more.
LEAST_QUORUM = 51

# Percent. No law: the usual quorum of regulations, of all members including the chair.
QUORUM = 75
# Minimum number of scorers unless the regulation says otherwise: article 7 of the decision names the leader
# of the province and departments of at least five fields.
LEAST_MEMBERS = 5


class CouncilQuerySet(ScopedQuerySet):
    """Councils by visibility."""

    def visible_to(self, user):
        """Councils of the user's province; producers and commune officers see none."""
        if user.role in LOCAL:
            return self.none()
        return super().visible_to(user)

    def editable_by(self, user):
        """Councils of the province for its officers, of the ministry for the ministry's."""
        if user.role == Role.MINISTRY_OFFICER:
            return self.filter(place=None)
        return super().editable_by(user)

    def seated(self, user):
        """Councils on which the user has a seat."""
        return self.filter(seats__user=user)

    def confirmable_by(self, user):
        """Councils of the user's own authority, for officers and leaders to compare with the founding decision."""
        if user.role == Role.PROVINCIAL_LEADER:
            return self._within(user)
        if user.role == Role.MINISTRY_LEADER:
            return self.filter(place=None)
        return self.editable_by(user)

    def convened_by(self, user):
        """Councils whose sessions the user calls and closes: as chair, deputy, secretary or the council's office."""
        office = Q(pk__in=Council.objects.editable_by(user).values("pk"))
        return self.filter(
            office | Q(pk__in=Seat.objects.filter(user=user, kind__in=CONVENERS).values("council"))
        )

    def unconfirmed(self):
        """Councils not yet confirmed by a second person."""
        return self.filter(confirmed_at=None)

    def for_list(self):
        """Rows with their seats, newest first."""
        return (
            self.select_related("place__province", "confirmed_by")
            .prefetch_related("seats__user")
            .order_by("-pk")
        )

    for_detail = for_list


@tracked()
class Council(Record):
    """A council of a province, or of the ministry if `place` is None."""

    place_path = "place"

    place = models.ForeignKey(
        "ocop.Place",
        models.PROTECT,
        verbose_name=_("province"),
        null=True,
        blank=True,
        related_name="councils",
    )
    name = NameField(_("name"), max_length=250)
    decision_number = NameField(_("set up by decision"), max_length=60, blank=True)
    decided_on = models.DateField(_("decision of"), null=True, blank=True)
    quorum = models.PositiveSmallIntegerField(
        _("quorum in per cent"),
        default=QUORUM,
        help_text=_("So many of the chair and the members must score; who has a conflict does not count."),
    )
    regulation_number = NameField(
        _("regulation of the council"),
        max_length=60,
        blank=True,
        help_text=_("Number of the decision that issued it, for example 1253/QĐ-UBND."),
    )
    regulation_of = models.DateField(_("regulation of the day"), null=True, blank=True)
    least_members = models.PositiveSmallIntegerField(
        _("so many score at least"),
        null=True,
        blank=True,
        help_text=_("Five, unless the regulation says otherwise. Leave empty where it says nothing."),
    )
    entered_by = models.ForeignKey(
        "ocop.User",
        models.PROTECT,
        verbose_name=_("entered by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
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

    objects = CouncilQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("council")
        verbose_name_plural = _("councils")
        ordering = ["-pk"]
        triggers = [
            *Record.Meta.triggers,
            # Doubles Council.why_not_edit().
            refuse_if(
                "council_changes_by_amendment",
                CHANGE,
                f"{BY_HAND} AND {under_rules('OLD.id')} AND (TG_OP = 'DELETE'"
                " OR (to_jsonb(OLD) - '{name,version}'::text[])"
                " IS DISTINCT FROM (to_jsonb(NEW) - '{name,version}'::text[])"
                " AND NOT (OLD.confirmed_at IS NULL AND NEW.confirmed_at IS NOT NULL"
                " AND (to_jsonb(OLD) - '{confirmed_by_id,confirmed_at,version}'::text[])"
                " = (to_jsonb(NEW) - '{confirmed_by_id,confirmed_at,version}'::text[])))",
            ),
            # Doubles Council.why_not_confirm().
            confirmed_by_its_authority("council_confirmed_by_its_authority", "NEW.place_id"),
            # Doubles Council.lacking().
            refuse_if(
                "council_confirmed_when_whole",
                WRITE,
                "NEW.confirmed_at IS NOT NULL AND (NEW.decision_number = '' OR NEW.decided_on IS NULL"
                " OR (SELECT count(*) FROM ratings_seat s WHERE s.council_id = NEW.id"
                f" AND s.kind IN {sql_in(*SCORING_SEATS)}) < COALESCE(NEW.least_members, 5))",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="council_confirmed_by_another",
                condition=Q(confirmed_by=None, confirmed_at=None)
                | (
                    Q(confirmed_by__isnull=False, confirmed_at__isnull=False)
                    & (Q(entered_by=None) | ~Q(entered_by=F("confirmed_by")))
                ),
            ),
            models.CheckConstraint(
                name="council_minimum_from_its_regulation",
                condition=Q(least_members=None)
                | (Q(least_members__gte=1, regulation_of__isnull=False) & ~Q(regulation_number="")),
                violation_error_message=_("Name the regulation, with number and day, that says so."),
            ),
            models.CheckConstraint(
                name="council_quorum_in_per_cent",
                condition=Q(quorum__range=(LEAST_QUORUM, 100)),
                violation_error_message=_("The quorum is a share from 51 to 100 per cent: more than half."),
            ),
            models.CheckConstraint(
                name="council_has_a_name",
                condition=~Q(name=""),
                violation_error_message=_("Write the council's name."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_desk_url(self):
        return reverse("desk-council", args=[self.pk])

    def kinds_of(self, user):
        """Return the kinds of seat of `user` in this council: none or one."""
        return set(self.seats.filter(user=user).values_list("kind", flat=True))

    @property
    def is_confirmed(self):
        """Whether a second person has confirmed it against its founding decision; it then changes by
        amendment only.
        """
        return self.confirmed_at is not None

    @property
    def least(self):
        """Minimum number of scorers: of the regulation, else five."""
        return self.least_members or LEAST_MEMBERS

    def lacking(self):
        """Return what the council lacks by law and regulation (article 7); else an empty string."""
        if not self.seats.filter(kind=SeatKind.CHAIR).exists():
            return _("The council has no chair.")
        if not self.decision_number or not self.decided_on:
            return _(
                "The council has no founding decision: the chair of the province sets it up (article 7 of "
                "Decision 26/2026/QĐ-TTg). Enter its number and day."
            )
        members = self.seats.scoring().count()
        if members < self.least and self.least_members:
            return _(
                "%(members)d of this council score; its regulation %(regulation)s asks for %(least)d at least."
            ) % {"members": members, "regulation": self.regulation_number, "least": self.least}
        if members < self.least:
            return _(
                "%(members)d of this council score; article 7 of Decision 26/2026/QĐ-TTg names a leader and the "
                "departments of several fields, so it takes %(least)d at least, unless the council's regulation "
                "says otherwise."
            ) % {"members": members, "least": self.least}
        return ""

    def why_not_complete(self):
        """Return why this council cannot score; else an empty string."""
        if lacking := self.lacking():
            return lacking
        if not self.is_confirmed:
            return _("A second person has not compared the council with its founding decision yet.")
        return ""

    def why_not_confirm(self, *, by):
        """Return why `by` may not confirm the council; else an empty string."""
        if self.is_confirmed:
            return _("This council is confirmed already.")
        if not Council.objects.confirmable_by(by).filter(pk=self.pk).exists():
            return _("This step belongs to somebody else.")
        if self.entered_by_id == by.pk:
            return _("Whoever entered the council does not confirm it: another officer or a leader does.")
        return self.lacking()

    @transaction.atomic
    def confirm(self, *, by):
        """Record that `by` has compared seats and rules with the founding decision, or raise RefusedError."""
        self.refresh_from_db(from_queryset=Council.objects.select_for_update())
        if refusal := self.why_not_confirm(by=by):
            raise RefusedError(refusal)
        Council.objects.filter(pk=self.pk, confirmed_at=None).update(
            confirmed_by=by, confirmed_at=timezone.now()
        )
        self.refresh_from_db()

    def changes_by_amendment(self):
        """Return whether seats and rules change by amendment only: the council is confirmed, or it scores."""
        # DossierState.SCORING of ratings.dossiers
        return self.is_confirmed or self.dossiers.filter(state="scoring").exists()

    def why_not_edit(self):
        """Return why seats and rules may not be edited; else an empty string."""
        if self.changes_by_amendment():
            return _("Seats and rules of this council change by a decision that a second person confirms.")
        return ""

    @property
    def founding(self):
        """Founding decision, for example “120/QĐ-UBND, 02/03/2026”."""
        day = date_format(self.decided_on, "SHORT_DATE_FORMAT") if self.decided_on else ""
        return ", ".join(filter(None, [self.decision_number, day]))

    def has_advisers(self):
        """Return whether it has an advisory team: seats that visit and report before scoring."""
        return self.seats.filter(kind=SeatKind.ADVISER).exists()


def why_not_seat(user):
    """Return why `user` may not sit on a council; else an empty string."""
    if user.role not in UNSEATED_ROLES:
        return ""
    return _(
        "%(person)s has the role “%(role)s” here: producers, commune officers, auditors and administrators judge no"
        " products."
    ) % {
        "person": user,
        "role": user.get_role_display(),
    }


def why_not_score(user):
    """Return why `user` scores nothing, from whatever seat: a commune or a producer since; else an empty string."""
    return why_not_seat(user) if user.role in LOCAL else ""


class SeatQuerySet(ScopedQuerySet):
    def scoring(self):
        """Seats that score: chair, deputy and members."""
        return self.filter(kind__in=SCORING_SEATS)

    def visible_to(self, user):
        """Seats of councils that the user may see."""
        return self.filter(council__in=Council.objects.visible_to(user))

    def editable_by(self, user):
        """Seats of councils that the user may change."""
        return self.filter(council__in=Council.objects.editable_by(user))

    def for_list(self):
        """The chair first, then by name."""
        return self.select_related("user", "council").order_by("council", "kind", "user__full_name", "pk")

    for_detail = for_list


@tracked()
class Seat(Record):
    """A person's seat on a council; kept while the person scores a dossier."""

    place_path = "council__place"

    council = models.ForeignKey(Council, models.CASCADE, verbose_name=_("council"), related_name="seats")
    user = models.ForeignKey("ocop.User", models.PROTECT, verbose_name=_("person"), related_name="seats")
    kind = models.CharField(_("seat"), max_length=10, choices=SeatKind)

    objects = SeatQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ["council", "kind", "pk"]
        triggers = [
            *Record.Meta.triggers,
            # Doubles Seat.has_begun().
            refuse_if(
                "seat_of_who_has_scored",
                CHANGE,
                f"(TG_OP = 'DELETE' OR NEW.user_id <> OLD.user_id OR NEW.kind NOT IN {sql_in(*SCORING_SEATS)})"
                " AND EXISTS (SELECT 1 FROM ratings_assessment a JOIN ratings_dossier d ON d.id = a.dossier_id"
                # Stage.SELF of ratings.scoring, DossierState.ADVISORY and SCORING of ratings.dossiers
                " WHERE a.stage <> 'self' AND a.by_id = OLD.user_id AND d.council_id = OLD.council_id"
                " AND d.state IN ('advisory', 'scoring'))",
            ),
            # Doubles Seat.why_not_remove() and Council.why_not_edit().
            refuse_if(
                "seat_changes_by_amendment",
                ANY_WRITE,
                f"{BY_HAND} AND (OLD.kind <> '{SeatKind.ADVISER}' OR NEW.kind <> '{SeatKind.ADVISER}')"
                f" AND ({under_rules('OLD.council_id')} OR {under_rules('NEW.council_id')})",
                holds="ratings_council WHERE id IN (OLD.council_id, NEW.council_id)",
            ),
            # Doubles council.why_not_seat().
            refuse_if(
                "seat_of_who_neither_applies_nor_looks_on",
                WRITE,
                f"(SELECT role FROM ocop_user WHERE id = NEW.user_id) IN {sql_in(*UNSEATED_ROLES)}",
            ),
            # Doubles Seat.clean().
            refuse_if(
                "seat_of_a_deputy_needs_the_founding_decision",
                WRITE,
                f"NEW.kind = '{SeatKind.DEPUTY}' AND EXISTS (SELECT 1 FROM ratings_council"
                " WHERE id = NEW.council_id AND decision_number = '')",
            ),
        ]
        constraints = [
            models.CheckConstraint(name="seat_kind_known", condition=Q(kind__in=SeatKind.values)),
            models.UniqueConstraint(
                name="seat_once_per_person",
                fields=["council", "user"],
                violation_error_message=_("This person has a seat on the council already."),
            ),
            models.UniqueConstraint(
                name="seat_one_chair",
                fields=["council"],
                condition=Q(kind=SeatKind.CHAIR),
                violation_error_message=_("The council has a chair already."),
            ),
            models.UniqueConstraint(
                name="seat_one_deputy",
                fields=["council"],
                condition=Q(kind=SeatKind.DEPUTY),
                violation_error_message=_("The council has a deputy chair already."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.user}"

    def clean(self):
        """A deputy is named by the founding decision, and some roles have no seat."""
        super().clean()
        if self.user_id and (refusal := why_not_seat(self.user)):
            raise ValidationError(refusal)
        if self.kind == SeatKind.DEPUTY and not self.council.decision_number:
            raise ValidationError(
                {
                    "kind": _(
                        "Write first by which decision the council was set up: it names the deputy chair."
                    )
                }
            )

    def has_begun(self):
        """Return whether the person has begun a sheet of a dossier that is still being scored or has advised on."""
        return self.council.dossiers.filter(
            # DossierState of ratings.dossiers, Stage of ratings.scoring
            state__in=("advisory", "scoring"),
            assessments__by=self.user,
            assessments__stage__in=("member", "adviser"),
        ).exists()

    def why_not_remove(self):
        """Return why the seat cannot be removed directly; else an empty string."""
        if self.has_begun():
            return _("Who has begun to score keeps the seat.")
        return "" if self.kind == SeatKind.ADVISER else self.council.why_not_edit()

    @transaction.atomic
    def remove(self, *, by):
        """Remove the seat, or raise RefusedError if the person has begun to score or an amendment is needed."""
        self.council = Council.objects.select_for_update().get(pk=self.council_id)
        if refusal := self.why_not_remove():
            raise RefusedError(refusal)
        if not self.council.is_confirmed:
            Council.objects.filter(pk=self.council_id).update(entered_by=by)
        self.delete()


def presiding_seats(user):
    """Return the user's seats as chair or deputy in all councils."""
    return Seat.objects.filter(user=user, kind__in=PRESIDING)
