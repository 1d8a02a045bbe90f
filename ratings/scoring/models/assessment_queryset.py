"""Querysets of assessments: stages, visibility, opening a sheet."""

from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from ocop.permissions import CONVENERS, PRESIDING, Act, SeatKind
from ocop.permissions.scoping import ScopedQuerySet, rows_of
from ocop.refusal import RefusedError
from ratings.acts import act_on
from ratings.councils.models.council import Seat, why_not_score
from ratings.councils.models.scoring_rules import SCORING_SEATS
from ratings.dossiers.models.dossier import Dossier
from ratings.dossiers.workflow import WRITABLE_STATES, DossierState

if TYPE_CHECKING:
    from ratings.scoring.models.assessment import Assessment  # noqa: F401 -- named in quotes below
from ratings.scoring.kinds import Stage

# Seats that fill in sheets of a stage, and the state of the dossier for it.
SEATED_STAGES: dict[str, tuple[tuple[SeatKind, ...], DossierState]] = {
    Stage.ADVISER: ((SeatKind.ADVISER,), DossierState.ADVISORY),
    Stage.MEMBER: (SCORING_SEATS, DossierState.SCORING),
}


class AssessmentQuerySet(ScopedQuerySet["Assessment"]):
    """Assessments by visibility.

    Members see no scores before they lock their own sheet; offices see none before the result.
    """

    def sees_status(self, user, dossier):
        """Whether `user` sees who has locked: those who convene, and members after locking their own sheet."""
        if dossier.council.kinds_of(user) & CONVENERS:
            return True
        own = self.own(user).filter(dossier=dossier, stage=Stage.MEMBER, round=dossier.scoring_round)
        return hasattr(dossier, "result") or own.locked().exists()

    def own(self, user):
        """Sheets that the user fills in from a seat."""
        return self.filter(stage__in=SEATED_STAGES, by=user)

    def readable_by(self, user):
        """Own sheets; self-assessments of dossiers in scope, and all their sheets after the result.

        Before the result, a member reads others' locked sheets of a round only after locking their own, and
        the secretary after all have locked. Locked sheets of the advisory team belong to its report:
        officers and council seats read them.
        """
        dossiers = Dossier.objects.visible_to(user).values("pk")
        seated = Q(dossier__in=Dossier.objects.judged_by(user).values("pk"))
        near = Q(dossier__in=dossiers) | seated
        # The ministry's council reads the self-assessment of the province's forwarded dossier.
        filed = Q(dossier__in=Dossier.objects.judged_by(user).values("forwarded_from"), stage=Stage.SELF)
        advised = near if Act.READ_ADVISERS_SHEETS.allows(user) else seated
        marks = Q(dossier__result__isnull=False) | Q(
            pk__in=self.model.objects.marks_before_the_result(user).values("pk")
        )
        return self.filter(
            Q(by=user)
            | filed
            | (near & (Q(stage=Stage.SELF) | (Q(stage=Stage.MEMBER) & marks)))
            | (advised & Q(stage=Stage.ADVISER, locked_at__isnull=False))
        ).distinct()

    def marks_before_the_result(self, user):
        """Members' locked sheets that `user` may read before the result, as a member who has locked or as
        the secretary.
        """
        own = self.model.objects.filter(
            dossier=OuterRef("dossier"),
            round=OuterRef("round"),
            by=user,
            stage=Stage.MEMBER,
            locked_at__isnull=False,
            abstained_at=None,
        )
        kept = user.seats.filter(kind=SeatKind.SECRETARY).values("council")
        conflicted = user.conflicts.model.objects.standing().filter(
            dossier=OuterRef(OuterRef("dossier")), user=OuterRef("user")
        )
        awaited = self._not_locked().filter(~Exists(conflicted), council=OuterRef("dossier__council"))
        over = Q(round__lt=F("dossier__scoring_round")) | ~Exists(awaited)
        return (
            self.filter(stage=Stage.MEMBER)
            .locked()
            .filter(Exists(own) | (Q(dossier__council__in=kept) & over))
        )

    def _not_locked(self):
        """Subquery: voting seats that have neither locked their sheet of the outer row's dossier and round
        nor abstained.
        """
        locked = self.model.objects.filter(
            Q(round=OuterRef(OuterRef("round"))) | Q(abstained_at__isnull=False),
            dossier=OuterRef(OuterRef("dossier")),
            by=OuterRef("user"),
            stage=Stage.MEMBER,
            locked_at__isnull=False,
        )
        return Seat.objects.scoring().filter(~Exists(locked))

    visible_to = readable_by

    def locked(self):
        return self.filter(locked_at__isnull=False)

    def counting(self, dossier):
        """Sheets whose mean is the result: the last locked, scored sheet of each member."""
        later = self.model.objects.filter(
            dossier=OuterRef("dossier"),
            by=OuterRef("by"),
            stage=Stage.MEMBER,
            round__gt=OuterRef("round"),
            locked_at__isnull=False,
        )
        return (
            self.filter(dossier=dossier, stage=Stage.MEMBER, abstained_at=None)
            .exclude(by__in=dossier.conflicted())
            .locked()
            .exclude(Exists(later))
            .order_by("pk")
        )

    def answers_in_writing(self):
        """Members' locked sheets and abstentions of the first round, in order of arrival."""
        return (
            self.filter(stage=Stage.MEMBER, round=1).locked().select_related("by").order_by("locked_at", "pk")
        )

    def unlockable_by(self, user):
        """Members' locked sheets of councils that the user may preside over; `why_not_unlock` decides on each."""
        presiding = user.seats.filter(kind__in=PRESIDING).values("council")
        return self.locked().filter(
            stage=Stage.MEMBER,
            round=F("dossier__scoring_round"),
            dossier__state=DossierState.SCORING,
            dossier__in=Dossier.objects.judged_by(user),
            dossier__council__in=presiding,
        )

    def for_list(self):
        return self.select_related("dossier__product__producer", "dossier__sheet", "by").order_by("-pk")

    def for_detail(self):
        """With the tree of the sheet and the answers."""
        return self.for_list().prefetch_related("answers__option", "answers__criterion")

    def chosen(self):
        """Return [(sheet, choices)], choices as in `Assessment.choices`, in two queries."""
        assessments = list(self)
        chosen: dict[int, dict[str, int | None]] = {assessment.pk: {} for assessment in assessments}
        answers = rows_of(self.model.answers.rel.related_model).filter(assessment__in=assessments)
        for key, code, position in answers.values_list("assessment", "criterion__code", "option__position"):
            chosen[key][code] = position
        return [(assessment, chosen[assessment.pk]) for assessment in assessments]

    def stage_of(self, user, dossier):
        """Return the stage in which the user fills in a sheet of this dossier from a seat, or None."""
        kinds = dossier.council.kinds_of(user) if dossier.council else set()
        return next((stage for stage, (seats, _state) in SEATED_STAGES.items() if kinds & set(seats)), None)

    def why_not_open(self, dossier, *, by):
        """Return why `by` may not open a sheet from a seat now; else an empty string."""
        stage = self.stage_of(by, dossier)
        if not stage:
            return _("Only the chair and the members of the council score.")
        if refusal := why_not_score(by):
            return refusal
        if dossier.state != SEATED_STAGES[stage][1]:
            return _("This dossier is not being scored.")
        if self.own(by).filter(dossier=dossier, abstained_at__isnull=False).exists():
            return _("You have abstained.")
        if dossier.objections.confirmed().exists():
            return _("An objection is confirmed: nothing further is scored.")
        return dossier.why_not_with_conflict(by)

    @act_on
    def open_seated(self, dossier, *, by):
        """Return the sheet of `by`'s seat in this round, created on first use, or raise RefusedError."""
        own = self.own(by).filter(dossier=dossier, round=dossier.scoring_round)
        if existing := own.first():
            return existing
        dossier.conflicts.compute(dossier, [by])
        if refusal := self.why_not_open(dossier, by=by):
            raise RefusedError(refusal)
        stage = self.stage_of(by, dossier)
        assessment, is_new = self.get_or_create(
            dossier=dossier, stage=stage, by=by, round=dossier.scoring_round
        )
        if is_new and (first := self.own(by).filter(dossier=dossier, round=assessment.round - 1).first()):
            assessment.begin_from(first)
        return assessment

    def open_member(self, dossier, *, by):
        """Return the member's sheet of the dossier, created on first use, or raise RefusedError."""
        if self.stage_of(by, dossier) != Stage.MEMBER:
            raise RefusedError(_("Only the chair and the members of the council score."))
        return self.open_seated(dossier, by=by)

    def open_adviser(self, dossier, *, by):
        """Return the adviser's sheet of the dossier, created on first use, or raise RefusedError."""
        if self.stage_of(by, dossier) != Stage.ADVISER:
            raise RefusedError(_("Only the advisory team scores before the council."))
        return self.open_seated(dossier, by=by)

    @act_on
    def open_self(self, dossier, *, by):
        """Return the self-assessment, created on first use by the producer or on their behalf, or raise
        RefusedError.
        """
        if existing := self.filter(dossier=dossier, stage=Stage.SELF).first():
            return existing
        if refusal := why_not_assess_oneself(dossier, by=by):
            raise RefusedError(refusal)
        return self.create(dossier=dossier, stage=Stage.SELF, by=by)


def why_not_assess_oneself(dossier, *, by):
    """Return why `by` may not write the self-assessment; else an empty string."""
    if dossier.is_national or dossier.state not in WRITABLE_STATES:
        return _("The self-assessment belongs to the dossier as it was filed.")
    if not Act.FILE_DOSSIER.allows(by) or not Dossier.objects.visible_to(by).filter(pk=dossier.pk).exists():
        return _("The self-assessment belongs to the producer.")
    return ""
