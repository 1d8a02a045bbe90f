"""Councils (Hội đồng đánh giá, phân hạng) and who sits on them."""

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ocop.models import Record, Role
from ocop.models.record import tracked
from ocop.scoping import ScopedQuerySet
from ocop.vietnamese import NameField
from ratings.models.guard import CHANGE, guard
from ratings.models.refusal import Refused


class SeatKind(models.TextChoices):
    """What a person does in a council; their role says nothing about it."""

    CHAIR = "chair", _("Chair")
    DEPUTY = "deputy", _("Deputy chair")
    SECRETARY = "secretary", _("Secretary")
    MEMBER = "member", _("Member")
    ADVISER = "adviser", _("Adviser")


# The chair and the deputy score too, the secretary does not.
SCORING_SEATS = (SeatKind.CHAIR, SeatKind.DEPUTY, SeatKind.MEMBER)

# They hold the sessions.
CONVENERS = (SeatKind.CHAIR, SeatKind.DEPUTY, SeatKind.SECRETARY)

# No law: what councils' regulations usually ask of the members including the chair.
QUORUM = 75


class CouncilQuerySet(ScopedQuerySet):
    """Councils by who may see and change them."""

    def visible_to(self, user):
        """Councils of the user's province; producers and communes see none."""
        if user.role in (Role.PRODUCER, Role.COMMUNE_OFFICER):
            return self.none()
        return super().visible_to(user)

    def editable_by(self, user):
        """The province's by its officer, the ministry's by the ministry's."""
        if user.role == Role.MINISTRY_OFFICER:
            return self.filter(place=None)
        return super().editable_by(user)

    def seated(self, user):
        """Councils on which the user sits."""
        return self.filter(seats__user=user)

    def convened_by(self, user):
        """Councils whose sessions the user calls and closes: chair, deputy, secretary and the council's office."""
        office = Q(pk__in=Council.objects.editable_by(user).values("pk"))
        return self.filter(
            office | Q(pk__in=Seat.objects.filter(user=user, kind__in=CONVENERS).values("council"))
        )

    def for_list(self):
        """Rows with their seats, newest first."""
        return self.select_related("place__province").prefetch_related("seats__user").order_by("-pk")

    for_detail = for_list


@tracked()
class Council(Record):
    """A council of a province, or of the ministry where it has no place."""

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

    objects = CouncilQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("council")
        verbose_name_plural = _("councils")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="council_quorum_in_per_cent",
                condition=Q(quorum__range=(1, 100)),
                violation_error_message=_("The quorum is a share from 1 to 100 per cent."),
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
        """The page in the desk."""
        return reverse("desk-council", args=[self.pk])

    def kinds_of(self, user):
        """The kinds of seat that `user` has here: none or one."""
        return set(self.seats.filter(user=user).values_list("kind", flat=True))

    def incomplete(self):
        """Why this council cannot score; empty if it can."""
        if not self.seats.filter(kind=SeatKind.CHAIR).exists():
            return _("The council has no chair.")
        return ""

    def lacks_quorum(self, counted, *, absent):
        """Why `counted` sheets are not enough, leaving out the users in `absent`; empty if they are."""
        seats = self.seats.scoring().exclude(user__in=absent).count()
        if counted * 100 >= self.quorum * seats:
            return ""
        return _("%(counted)d of %(seats)d members have scored; the quorum is %(quorum)d per cent.") % {
            "counted": counted,
            "seats": seats,
            "quorum": self.quorum,
        }

    def has_advisers(self):
        """Whether it has an advisory team: seats that visit and report before the council scores."""
        return self.seats.filter(kind=SeatKind.ADVISER).exists()


class SeatQuerySet(ScopedQuerySet):
    """Seats."""

    def scoring(self):
        """Seats that score: chair, deputy and members."""
        return self.filter(kind__in=SCORING_SEATS)

    def visible_to(self, user):
        """Seats of the councils that the user may see."""
        return self.filter(council__in=Council.objects.visible_to(user))

    def editable_by(self, user):
        """Seats of the councils that the user may change."""
        return self.filter(council__in=Council.objects.editable_by(user))

    def for_list(self):
        """The chair first, then by name."""
        return self.select_related("user", "council").order_by("council", "kind", "user__full_name", "pk")

    for_detail = for_list


@tracked()
class Seat(Record):
    """That a person sits on a council. Who has begun to score cannot be taken off."""

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
            guard(
                "seat_of_who_has_scored",
                CHANGE,
                "EXISTS (SELECT 1 FROM ratings_assessment a JOIN ratings_dossier d ON d.id = a.dossier_id"
                " WHERE a.stage <> 'self' AND a.by_id = OLD.user_id AND d.council_id = OLD.council_id)",
            ),
            guard(
                "seat_of_a_deputy_needs_the_founding_decision",
                pgtrigger.Insert | pgtrigger.Update,
                "NEW.kind = 'deputy' AND EXISTS (SELECT 1 FROM ratings_council"
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
        return f"{self.get_kind_display()} {self.user_id}"

    def clean(self):
        """A deputy is named by the decision that sets up the council."""
        super().clean()
        if self.kind == SeatKind.DEPUTY and not self.council.decision_number:
            raise ValidationError(
                {
                    "kind": _(
                        "Write first by which decision the council was set up: it names the deputy chair."
                    )
                }
            )

    def remove(self):
        """Take the seat away, or raise Refused if the person has begun to score."""
        if self.council.dossiers.filter(
            assessments__by=self.user, assessments__stage__in=("member", "adviser")
        ).exists():
            raise Refused(_("Who has begun to score keeps the seat."))
        self.delete()
