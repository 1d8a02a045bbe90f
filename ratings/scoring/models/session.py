"""Council sessions: a meeting with attendance, or a written procedure.

Decision 26/2026/QĐ-TTg allows a re-assessment to be decided in writing; a meeting follows if opinions
differ or the matter is complex. Everything else is decided in a meeting. The law names no quorum; the
council's own applies.
Dates must be consistent. A session is called for today or later. A result is concluded on its day or later.
It ends with the day on which it was held, which is not before scoring of its dossiers started. Written
answers are accepted until a last day within the 45 days of a re-assessment (article 7).
"""
# ruff: noqa: S608 - texts of triggers, without anything that anybody typed

import pgtrigger
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ocop.database.triggers import ANY_WRITE, WRITE, immutable, refuse_if
from ocop.models import Record
from ocop.models.record import tracked
from ocop.permissions import LOCAL, MINISTRY_ROLES
from ocop.permissions.scoping import ScopedQuerySet
from ocop.refusal import RefusedError
from ocop.values.dates import today
from ocop.values.vietnamese import NameField
from ratings.acts import act_on
from ratings.councils.models.council import Council
from ratings.councils.models.scoring_rules import TODAY, held_truly
from ratings.dossiers.deadlines import DAY, RENEWAL_DAYS
from ratings.dossiers.models.dossier import Dossier
from ratings.dossiers.models.scoring_terms import ScoringTerms
from ratings.dossiers.workflow import DossierKind, DossierState
from ratings.scoring.kinds import SessionKind
from ratings.scoring.models.assessment import Assessment
from ratings.scoring.models.second_round import FIRST


class SessionQuerySet(ScopedQuerySet["Session"]):
    """Sessions by visibility, and how one is called."""

    def visible_to(self, user):
        """Sessions of councils visible to the user, and of other levels those with a result in scope.

        The ministry sees sessions of its own council, and of provinces those on forwarded dossiers.
        """
        if user.role in LOCAL:
            return self.none()
        councils = Council.objects.visible_to(user)
        if user.role in MINISTRY_ROLES:
            councils = councils.filter(place=None)
        done = self.model.objects.filter(
            items__dossier__in=Dossier.objects.visible_to(user).values("pk"),
            items__dossier__result__isnull=False,
        )
        return self.filter(Q(council__in=councils) | Q(pk__in=done.values("pk")))

    def readable_by(self, user):
        """Sessions visible in the desk, those of the user's councils, and provincial ones whose result the
        ministry's council reviews.
        """
        judged = Dossier.objects.judged_by(user).filter(forwarded_from__isnull=False)
        before = self.model.objects.filter(items__dossier__in=judged.values("forwarded_from"))
        visible = self.visible_to(user).values("pk")
        seated = Q(council__in=Council.objects.seated(user))
        return self.filter(Q(pk__in=visible) | seated | Q(pk__in=before.values("pk")))

    def editable_by(self, user):
        """Sessions of councils that the user convenes."""
        return self.filter(council__in=Council.objects.convened_by(user))

    def open(self):
        """Sessions that are not closed."""
        return self.filter(closed_at=None)

    def current(self, dossier):
        """Return the open session with the dossier on its agenda, or None."""
        return self.open().filter(items__in=SessionItem.objects.filter(dossier=dossier).standing()).first()

    def for_list(self):
        return self.select_related("council__place", "called_by").order_by("-pk")

    def for_detail(self):
        """With agenda and attendance."""
        return self.select_related("council__place", "called_by", "closed_by")

    @transaction.atomic
    def call(self, council, kind, dossiers, *, by, held_on=None, venue="", reason="", answers_until=None):
        """Call a session on these dossiers and return it, or raise RefusedError.

        A meeting is on `held_on`, today or later. A written procedure starts today and ends on
        `answers_until`. Moving a dossier from an open written procedure to a meeting needs a reason.
        """
        Council.objects.select_for_update().get(pk=council.pk)
        if not Council.objects.convened_by(by).filter(pk=council.pk).exists():
            raise RefusedError(_("Only the chair, the secretary or the council's office calls a session."))
        if kind == SessionKind.MEETING and not venue.strip():
            raise RefusedError(_("Write where the council meets."))
        if refusal := why_not_days(kind, held_on, answers_until):
            raise RefusedError(refusal)
        written = kind == SessionKind.WRITTEN
        number = (self.filter(council=council).aggregate(models.Max("number"))["number__max"] or 0) + 1
        refuse_in_conflict(dossiers, by)
        session = self.create(
            council=council,
            kind=kind,
            number=number,
            held_on=today() if written else held_on,
            answers_until=answers_until if written else None,
            venue=venue.strip(),
            called_by=by,
        )
        session.invite()
        session.add(dossiers, by=by, reason=reason)
        return session


@tracked()
class Session(Record):
    """A council session; immutable once closed."""

    place_path = "council__place"

    council = models.ForeignKey(
        Council, models.PROTECT, verbose_name=_("council"), related_name="sessions", editable=False
    )
    kind = models.CharField(_("kind"), max_length=10, choices=SessionKind)
    number = models.PositiveSmallIntegerField(_("number"), editable=False)
    held_on = models.DateField(_("day"))
    answers_until = models.DateField(
        _("answers until"),
        null=True,
        blank=True,
        help_text=_("Last day for answers in a written procedure, at most 45 days from today."),
    )
    venue = NameField(_("where it meets"), max_length=250, blank=True)
    called_by = models.ForeignKey(
        "ocop.User", models.PROTECT, verbose_name=_("called by"), related_name="+", editable=False
    )
    called_at = models.DateTimeField(_("called at"), auto_now_add=True)
    conclusion = models.TextField(_("discussion and conclusion"), blank=True, editable=False)
    closed_by = models.ForeignKey(
        "ocop.User",
        models.PROTECT,
        verbose_name=_("closed by"),
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)
    dossiers = models.ManyToManyField(Dossier, through="SessionItem", related_name="sessions")

    objects = SessionQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("session of a council")
        verbose_name_plural = _("sessions of councils")
        ordering = ["-pk"]
        triggers = [
            *Record.Meta.triggers,
            # Doubles Session.why_not().
            immutable("session_closed_is_kept", once="OLD.closed_at IS NOT NULL"),
            # Doubles session.why_not_days().
            refuse_if(
                "session_is_called_ahead",
                pgtrigger.Insert,
                f"NEW.held_on < {TODAY} OR NEW.answers_until < {TODAY}",
            ),
            # Doubles Session.attend().
            refuse_if(
                "session_day_stands_under_results",
                pgtrigger.Update,
                "NEW.held_on <> OLD.held_on AND EXISTS (SELECT 1 FROM ratings_result WHERE session_id = OLD.id)",
            ),
            # Doubles Session.why_not_day().
            refuse_if(
                "session_ends_with_the_day_it_was_held",
                pgtrigger.Update,
                f"NEW.closed_at IS NOT NULL AND OLD.closed_at IS NULL AND NOT {held_truly('NEW')}",
            ),
            # Doubles session.conflict_on_the_agenda().
            refuse_if(
                "session_closed_by_nobody_in_conflict",
                pgtrigger.Update,
                "NEW.closed_at IS NOT NULL AND EXISTS (SELECT 1 FROM ratings_sessionitem i JOIN ratings_conflict c"
                " ON c.dossier_id = i.dossier_id WHERE i.session_id = NEW.id AND i.taken_off = ''"
                " AND c.user_id = NEW.closed_by_id AND c.lifted_at IS NULL)",
            ),
        ]
        constraints = [
            models.CheckConstraint(name="session_kind_known", condition=Q(kind__in=SessionKind.values)),
            models.UniqueConstraint(name="session_number_once", fields=["council", "number"]),
            models.CheckConstraint(
                name="session_answers_in_writing",
                condition=Q(answers_until=None)
                | Q(kind=SessionKind.WRITTEN, answers_until__gte=F("held_on")),
                violation_error_message=_("Only a written procedure has a last day for answers."),
            ),
            models.CheckConstraint(
                name="session_meets_somewhere",
                condition=Q(kind=SessionKind.WRITTEN) | ~Q(venue=""),
                violation_error_message=_("Write where the council meets."),
            ),
            models.CheckConstraint(
                name="session_closed_by_somebody",
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.number}, {self.held_on:%d/%m/%Y}"

    def get_absolute_url(self):
        """Return its page, shared by office and council."""
        return reverse("session", args=[self.pk])

    @property
    def is_meeting(self):
        return self.kind == SessionKind.MEETING

    @property
    def has_results(self):
        """Whether a result was concluded in it; its attendance is then fixed."""
        return self.results.exists()

    def invite(self):
        """Add all seats to the attendance of a meeting, as absent."""
        if self.is_meeting:
            Attendance.objects.bulk_create(
                Attendance(session=self, user_id=user)
                for user in self.council.seats.order_by("pk").values_list("user", flat=True)
            )

    def why_not(self, *, by):
        """Return why `by` may not change the session; else an empty string."""
        if self.closed_at:
            return _("This session is closed.")
        if not Council.objects.convened_by(by).filter(pk=self.council_id).exists():
            return _("Only the chair, the secretary or the council's office holds a session.")
        return conflict_on_the_agenda(self.items.standing(), by)

    @act_on
    def add(self, dossiers, *, by, reason=""):
        """Add dossiers to the agenda, or raise RefusedError."""
        self._refuse_to(by)
        refuse_in_conflict(dossiers, by)
        for dossier in dossiers:
            if refusal := self._why_not_add(dossier, reason):
                raise RefusedError(refusal)
            SessionItem.objects.filter(dossier=dossier, session__closed_at=None).standing().update(
                taken_off=reason.strip()
            )
            self.items.create(dossier=dossier)

    def _why_not_add(self, dossier, reason):
        """Return why the dossier cannot be on the agenda; else an empty string."""
        name = {"dossier": dossier}
        if dossier.state != DossierState.SCORING or dossier.council_id != self.council_id:
            return _("%(dossier)s is not being scored by this council.") % name
        if not self.is_meeting and (why := needs_meeting(dossier)):
            return f"{dossier}: {why}"
        if self.has_results and self.held_on < timezone.localdate(dossier.scoring_terms.earliest("pk").at):
            return _("Scoring of %(dossier)s began after the day of this session.") % name
        current = Session.objects.current(dossier)
        if current and (current.is_meeting or not self.is_meeting):
            return _("%(dossier)s stands on the agenda of %(session)s.") % (name | {"session": current})
        if current and not reason.strip():
            return (
                _("%(dossier)s is being decided in writing; give the reason why a meeting is to decide.")
                % name
            )
        return ""

    @transaction.atomic
    def attend(self, present, *, by, reasons=None, held_on=None):
        """Record who is present (user keys) and why others are absent ({user key: reason}), or raise RefusedError.

        `held_on` is the actual day of the meeting, if different from the planned one.
        """
        self._refuse_to(by)
        if self.has_results:
            raise RefusedError(_("A result rests on this attendance: it no longer changes."))
        self._set_day(held_on)
        self.attendance.filter(user__in=present).update(present=True, reason="")
        for row in self.attendance.exclude(user__in=present):
            row.present, row.reason = False, (reasons or {}).get(row.user_id, "").strip()
            row.save(update_fields=["present", "reason"])

    @transaction.atomic
    def close(self, *, by, conclusion="", held_on=None):
        """Close the session; undecided dossiers wait for another one. Raise RefusedError.

        `held_on` is the actual day, if nothing was decided in it yet.
        """
        self._refuse_to(by)
        self._set_day(None if self.has_results else held_on)
        if refusal := self.why_not_day():
            raise RefusedError(refusal)
        self.conclusion, self.closed_by, self.closed_at = conclusion.strip(), by, timezone.now()
        self.save(update_fields=["conclusion", "closed_by", "closed_at"])

    @property
    def began_on(self):
        """Latest start of scoring among the agenda's dossiers; None if the agenda is empty."""
        terms = ScoringTerms.objects.filter(number=1, dossier__in=self.items.standing().values("dossier"))
        moment = terms.aggregate(models.Max("at"))["at__max"]
        return timezone.localdate(moment) if moment else None

    def why_not_day(self):
        """Return why it cannot have been held on its day; else an empty string."""
        days = {"day": date_format(self.held_on, "SHORT_DATE_FORMAT")}
        if self.held_on > today():
            return _("This session is called for %(day)s. If it was held earlier, record the day.") % days
        if self.began_on and self.held_on < self.began_on:
            days["began"] = date_format(self.began_on, "SHORT_DATE_FORMAT")
            return _("Scoring began on %(began)s: the session cannot have been held on %(day)s.") % days
        return ""

    def _set_day(self, day):
        """Set the actual day, or raise RefusedError; None keeps it."""
        if day is None or day == self.held_on or not self.is_meeting:
            return
        self.held_on = day
        if day > today():
            raise RefusedError(_("This day is still to come."))
        if refusal := self.why_not_day():
            raise RefusedError(refusal)
        self.save(update_fields=["held_on"])

    def answers(self, user):
        """Return [(dossier, sheets in order of arrival, seats awaited)] of a written procedure.

        Offices read it at any time, members as in Assessment.objects.sees_status.
        """
        office = Council.objects.visible_to(user).filter(pk=self.council_id).exists()
        return [
            (
                item.dossier,
                list(item.dossier.assessments.answers_in_writing()),
                list(item.dossier.awaited()) if item.dossier.state == DossierState.SCORING else [],
            )
            for item in self.items.standing().for_list()
            if office or Assessment.objects.sees_status(user, item.dossier)
        ]

    def _refuse_to(self, by):
        """Lock the row; raise RefusedError if `by` may not change it."""
        self.closed_at = Session.objects.select_for_update().get(pk=self.pk).closed_at
        if refusal := self.why_not(by=by):
            raise RefusedError(refusal)

    def why_not_quorate(self, dossier):
        """Return why too few are present to decide on the dossier; empty if enough are, or if it is decided
        in writing.
        """
        if not self.is_meeting:
            return ""
        judges, quorum = dossier.judges(), dossier.terms.quorum
        there = judges.filter(user__in=self.attendance.filter(present=True).values("user")).count()
        if there * 100 >= quorum * judges.count():
            return ""
        return _("%(there)d of %(seats)d members are present; the quorum is %(quorum)d per cent.") % {
            "there": there,
            "seats": judges.count(),
            "quorum": quorum,
        }


def why_not_days(kind, held_on, answers_until):
    """Return why no session of this kind is possible on these days; else an empty string."""
    if kind == SessionKind.MEETING:
        if held_on is None:
            return _("Say on which day the council meets.")
        return _("A session is called for today or a later day.") if held_on < today() else ""
    if answers_until is None:
        return _("Say until which day members answer.")
    last = today() + RENEWAL_DAYS * DAY
    if not today() <= answers_until <= last:
        return _("Answers come between today and %(last)s: a re-assessment takes 45 days at most.") % {
            "last": date_format(last, "SHORT_DATE_FORMAT")
        }
    return ""


def refuse_in_conflict(dossiers, by):
    """Raise RefusedError if `by` has a conflict of interest with one of the dossiers."""
    for dossier in dossiers:
        if why := dossier.why_not_with_conflict(by):
            raise RefusedError(f"{dossier}: {why}")


def conflict_on_the_agenda(items, by):
    """Return why `by` may not hold a session with this agenda: a conflict of interest; else an empty string."""
    conflicts = by.conflicts.model.objects.standing().filter(user=by, dossier__in=items.values("dossier"))
    if conflict := conflicts.select_related("dossier__product").first():
        return _(
            "A conflict of interest stands between you and %(product)s on the agenda: the deputy, the secretary or the"
            " council's office holds this session."
        ) % {"product": conflict.dossier.product}
    return ""


def needs_meeting(dossier):
    """Return why the dossier cannot be decided in writing; else an empty string."""
    if dossier.objections.confirmed().exists():
        return _("only a meeting excludes a product or ends its scoring.")
    if dossier.kind != DossierKind.RENEWAL:
        return _("only a re-assessment is decided in writing.")
    if dossier.scoring_round != FIRST:
        return _("after a second round of scoring a meeting decides.")
    return ""


def why_not_without_session(dossier):
    """Return what is missing in sessions before a result can be concluded; else an empty string."""
    session = Session.objects.current(dossier)
    if session is None:
        return _("The dossier stands on the agenda of no open session: call a session first.")
    if not session.is_meeting and (why := needs_meeting(dossier)):
        return _("A meeting is needed: %(why)s") % {"why": why}
    if refusal := session.why_not_day():
        return refusal
    return session.why_not_quorate(dossier)


class OfSessions(ScopedQuerySet):
    """Rows that belong to a session."""

    def visible_to(self, user):
        """Rows of sessions visible to the user."""
        return self.filter(session__in=Session.objects.visible_to(user))

    def editable_by(self, user):
        """Rows of sessions that the user holds."""
        return self.filter(session__in=Session.objects.editable_by(user))


class SessionItemQuerySet(OfSessions):
    def read_by(self, user):
        """Items that the user may read: all of the own council or office, those in scope of another level."""
        own = Council.objects.visible_to(user) | Council.objects.seated(user)
        if user.role in MINISTRY_ROLES:
            own = own.filter(place=None)
        judged = Dossier.objects.judged_by(user)
        return self.filter(
            Q(session__council__in=own.values("pk"))
            | Q(dossier__in=Dossier.objects.visible_to(user).values("pk"))
            | Q(dossier__in=judged.values("forwarded_from"))
        )

    def standing(self):
        """Items that were not taken off."""
        return self.filter(taken_off="")

    def for_list(self):
        """In the order of the agenda."""
        return self.select_related(
            "session", "dossier__product__producer__place", "dossier__result"
        ).order_by("pk")

    for_detail = for_list


class SessionItem(models.Model):
    """A dossier on the agenda; `taken_off` is the reason why a meeting decides instead."""

    place_path = "session__council__place"

    session = models.ForeignKey(
        Session, models.CASCADE, verbose_name=_("session of a council"), related_name="items"
    )
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, verbose_name=_("dossier"), related_name="session_items"
    )
    taken_off = models.CharField(_("why a meeting decides"), max_length=500, blank=True)

    objects = SessionItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of an agenda")
        verbose_name_plural = _("items of agendas")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="session_item_once", fields=["session", "dossier"])]
        triggers = [
            # Doubles Session.why_not().
            refuse_if(
                "session_item_of_an_open_session",
                ANY_WRITE,
                "EXISTS (SELECT 1 FROM ratings_session WHERE id IN (OLD.session_id, NEW.session_id)"
                " AND closed_at IS NOT NULL)",
                holds="ratings_session WHERE id IN (OLD.session_id, NEW.session_id)",
            ),
            # Doubles Session._why_not_add().
            refuse_if(
                "session_item_before_its_council",
                pgtrigger.Insert,
                "NOT EXISTS (SELECT 1 FROM ratings_session s JOIN ratings_dossier d ON d.council_id = s.council_id"
                f" WHERE s.id = NEW.session_id AND d.id = NEW.dossier_id AND d.state = '{DossierState.SCORING}')",
            ),
            # Doubles Session._why_not_add().
            refuse_if(
                "session_item_in_one_open_session",
                WRITE,
                "NEW.taken_off = '' AND EXISTS (SELECT 1 FROM ratings_sessionitem i"
                " JOIN ratings_session s ON s.id = i.session_id AND s.closed_at IS NULL"
                " WHERE i.dossier_id = NEW.dossier_id AND i.taken_off = '' AND i.session_id <> NEW.session_id)",
            ),
        ]

    def __str__(self):
        return f"{self.session_id}: {self.dossier_id}"


class AttendanceQuerySet(OfSessions):
    def for_list(self):
        """The chair first, then by name."""
        seat = models.Subquery(
            Council.objects.filter(
                pk=models.OuterRef("session__council"), seats__user=models.OuterRef("user")
            ).values("seats__kind")[:1]
        )
        return self.annotate(seat=seat).select_related("user").order_by("seat", "user__full_name", "pk")

    for_detail = for_list


class Attendance(models.Model):
    """Whether a seat was present at a meeting, and if not, why."""

    place_path = "session__council__place"

    session = models.ForeignKey(
        Session, models.CASCADE, verbose_name=_("session of a council"), related_name="attendance"
    )
    user = models.ForeignKey("ocop.User", models.PROTECT, verbose_name=_("person"), related_name="+")
    present = models.BooleanField(_("present"), default=False)
    reason = models.CharField(_("why absent"), max_length=250, blank=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="attendance_once", fields=["session", "user"]),
            models.CheckConstraint(
                name="attendance_reason_of_the_absent", condition=Q(present=False) | Q(reason="")
            ),
        ]
        triggers = [
            # Doubles Session.attend().
            refuse_if(
                "attendance_stands_under_results",
                ANY_WRITE,
                "EXISTS (SELECT 1 FROM ratings_result WHERE session_id = COALESCE(NEW.session_id, OLD.session_id))"
                " OR EXISTS (SELECT 1 FROM ratings_session"
                " WHERE id = COALESCE(NEW.session_id, OLD.session_id) AND closed_at IS NOT NULL)",
                holds="ratings_session WHERE id IN (OLD.session_id, NEW.session_id)",
            )
        ]

    def __str__(self):
        return f"{self.session_id}: {self.user_id}"
