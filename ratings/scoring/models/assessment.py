"""Filled-in score sheets: the producer's self-assessment and council members' sheets."""
# ruff: noqa: S608 - texts of triggers, without anything that anybody typed

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ocop.database.triggers import CHANGE, WRITE, refuse_if, sql_in
from ocop.models import Record, Role
from ocop.models.record import tracked
from ocop.permissions import SeatKind
from ocop.refusal import RefusedError
from ratings.acts import OfDossier, act
from ratings.councils.models.council import why_not_score
from ratings.councils.models.presiding import presides, presiding
from ratings.councils.models.scoring_rules import SCORING_SEATS
from ratings.dossiers.models.dossier import Dossier
from ratings.dossiers.models.evidence import Evidence
from ratings.dossiers.workflow import DossierState
from ratings.scoring.kinds import ObjectionKind, Stage, VoidGround
from ratings.scoring.models.assessment_queryset import (
    SEATED_STAGES,
    AssessmentQuerySet,
    why_not_assess_oneself,
)
from ratings.scoring.models.zeros import LOCKED_WITHOUT_A_WORD, RAISED_BY_SHEETS
from ratings.sheets.models.criterion import Criterion

# SQL: the chair has just unlocked the sheet and nothing else has changed.
UNLOCKED = (
    "(NEW.locked_at IS NULL AND NEW.abstained_at IS NULL AND NEW.abstention = ''"
    " AND (to_jsonb(OLD) - '{locked_at,abstained_at,abstention,version}'::text[])"
    " = (to_jsonb(NEW) - '{locked_at,abstained_at,abstention,version}'::text[])"
    " AND EXISTS (SELECT 1 FROM ratings_unlocking u"
    " WHERE u.assessment_id = OLD.id AND u.locked_at = OLD.locked_at)"
    " AND OLD.round = (SELECT d.scoring_round FROM ratings_dossier d WHERE d.id = OLD.dossier_id)"
    " AND (OLD.abstained_at IS NOT NULL OR NOT EXISTS (SELECT 1 FROM ratings_assessment o"
    f" WHERE o.dossier_id = OLD.dossier_id AND o.stage = '{Stage.MEMBER}' AND o.round = OLD.round AND o.id <> OLD.id"
    " AND o.locked_at IS NOT NULL AND o.abstained_at IS NULL)))"
)


def choices_in(answers):
    """Return {code: position of the chosen option, None for “none of these reached”}."""
    return {answer.criterion.code: answer.option.position if answer.option else None for answer in answers}


# SQL: a criterion of NEW's sheet without an answer. None is needed if its condition was answered with 0
# points.
UNANSWERED = (
    "SELECT 1 FROM ratings_dossier d JOIN ratings_criterion c"
    ' ON c.sheet_id = d.sheet_id AND (c."case" IS NULL OR c."case" = d.branch) WHERE d.id = NEW.dossier_id'
    " AND EXISTS (SELECT 1 FROM ratings_option o WHERE o.criterion_id = c.id)"
    " AND NOT EXISTS (SELECT 1 FROM ratings_answer a WHERE a.assessment_id = NEW.id AND a.criterion_id = c.id)"
    " AND NOT EXISTS (SELECT 1 FROM ratings_answer a LEFT JOIN ratings_option o ON o.id = a.option_id"
    " WHERE a.assessment_id = NEW.id AND a.criterion_id = c.depends_on_id AND COALESCE(o.points, 0) = 0)"
)


@tracked()
class Assessment(OfDossier, Record):
    """A sheet filled in by one person; immutable once locked. Points are computed, never stored."""

    place_path = "dossier__product__producer__place"
    producer_path = "dossier__product__producer"
    # The log follows the same rule: no member's scores before the result.
    log_shows = Q(stage=Stage.SELF) | Q(dossier__result__isnull=False)

    dossier = models.ForeignKey(
        Dossier, models.CASCADE, verbose_name=_("dossier"), related_name="assessments"
    )
    stage = models.CharField(_("stage"), max_length=10, choices=Stage)
    by = models.ForeignKey("ocop.User", models.PROTECT, verbose_name=_("by"), related_name="assessments")
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    locked_at = models.DateTimeField(_("locked at"), null=True, blank=True, editable=False)
    abstained_at = models.DateTimeField(_("abstained at"), null=True, blank=True, editable=False)
    abstention = models.CharField(_("reason for abstaining"), max_length=500, blank=True, editable=False)

    objects = AssessmentQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["pk"]
        triggers = [
            *Record.Meta.triggers,
            # Doubles Assessment.why_not_write() and Assessment.why_not_unlock().
            refuse_if(
                "assessment_locked",
                CHANGE,
                "OLD.locked_at IS NOT NULL AND (TG_OP = 'DELETE' OR (to_jsonb(OLD) IS DISTINCT FROM to_jsonb(NEW)"
                f" AND NOT {UNLOCKED}))",
            ),
            # Doubles Assessment._say_whether_unsafe().
            refuse_if(
                "assessment_locked_with_a_word_on_safety",
                pgtrigger.Update,
                LOCKED_WITHOUT_A_WORD,
            ),
            pgtrigger.Trigger(
                name="raise_stops_of_locked_sheets",
                operation=pgtrigger.Update,
                when=pgtrigger.After,
                func=RAISED_BY_SHEETS,
            ),
            pgtrigger.Trigger(
                name="void_findings_after_unlocking",
                operation=pgtrigger.Update,
                when=pgtrigger.After,
                func="IF OLD.locked_at IS NOT NULL AND NEW.locked_at IS NULL THEN UPDATE ratings_gatefinding"
                f" SET voided_at = now(), void_ground = '{VoidGround.UNLOCKED}'"
                " WHERE dossier_id = NEW.dossier_id AND voided_at IS NULL; END IF; RETURN NULL;",
            ),
            # Doubles AssessmentQuerySet.why_not_open().
            refuse_if(
                "assessment_by_a_scoring_seat",
                WRITE,
                f"NEW.stage IN {sql_in(Stage.MEMBER, Stage.ADVISER)} AND NOT EXISTS (SELECT 1 FROM ratings_dossier d"
                " JOIN ratings_seat s ON s.council_id = d.council_id"
                " WHERE d.id = NEW.dossier_id AND s.user_id = NEW.by_id"
                f" AND ((NEW.stage = '{Stage.MEMBER}' AND d.state = '{DossierState.SCORING}' AND s.kind"
                f" IN {sql_in(*SCORING_SEATS)}"
                " AND NEW.round = d.scoring_round)"
                f" OR (NEW.stage = '{Stage.ADVISER}' AND d.state = '{DossierState.ADVISORY}'"
                f" AND s.kind = '{SeatKind.ADVISER}'"
                " AND NEW.round = 1)))",
                holds="ratings_dossier WHERE id = NEW.dossier_id AND TG_OP = 'INSERT'",
            ),
            # Doubles Dossier.why_not_with_conflict().
            refuse_if(
                "assessment_not_in_conflict",
                WRITE,
                f"NEW.stage <> '{Stage.SELF}' AND EXISTS (SELECT 1 FROM ratings_conflict"
                " WHERE dossier_id = NEW.dossier_id AND user_id = NEW.by_id AND lifted_at IS NULL)",
            ),
            # Doubles Assessment.why_not_lock().
            refuse_if(
                "assessment_locked_is_complete",
                WRITE,
                f"NEW.stage = '{Stage.MEMBER}' AND NEW.locked_at IS NOT NULL AND NEW.abstained_at IS NULL"
                f" AND OLD.locked_at IS NULL AND EXISTS ({UNANSWERED})",
                when=pgtrigger.After,
            ),
            # Doubles council.why_not_score().
            refuse_if(
                "assessment_not_by_the_commune",
                WRITE,
                f"NEW.stage <> '{Stage.SELF}' AND EXISTS (SELECT 1 FROM ocop_user"
                f" WHERE id = NEW.by_id AND role IN {sql_in(Role.PRODUCER, Role.COMMUNE_OFFICER)})",
            ),
        ]
        constraints = [
            models.CheckConstraint(name="assessment_stage_known", condition=Q(stage__in=Stage.values)),
            models.CheckConstraint(
                name="assessment_abstained_with_a_reason",
                condition=Q(abstained_at=None, abstention="")
                | (
                    Q(locked_at__isnull=False, abstained_at__isnull=False, abstained_at=F("locked_at"))
                    & Q(stage=Stage.MEMBER)
                    & ~Q(abstention="")
                ),
                violation_error_message=_("Give a reason."),
            ),
            models.UniqueConstraint(
                name="assessment_once_per_member",
                fields=["dossier", "by", "round", "stage"],
                condition=~Q(stage=Stage.SELF),
                violation_error_message=_("This member has a sheet for the dossier already."),
            ),
            models.UniqueConstraint(
                name="assessment_one_by_the_producer",
                fields=["dossier", "round"],
                condition=Q(stage=Stage.SELF),
                violation_error_message=_("The dossier has a self-assessment already."),
            ),
        ]

    def __str__(self):
        return f"{self.get_stage_display()} ({self.by}) – {self.dossier.product}"

    def get_absolute_url(self):
        return reverse("score-assessment", args=[self.pk])

    @property
    def is_locked(self):
        return self.locked_at is not None

    @property
    def rubric(self):
        return self.dossier.sheet.rubric()

    @property
    def is_abstained(self):
        """Whether the member abstained with a reason; different from not having scored yet."""
        return self.abstained_at is not None

    def choices(self):
        """Return the current choices, see `choices_in`."""
        return dict(self.answers.values_list("criterion__code", "option__position"))

    def tally(self):
        """Return the totals of the answers so far (ratings.sheets.star.Tally)."""
        return self.rubric.tally(self.choices(), self.dossier.branch)

    def outcome(self):
        """Return the star that this sheet alone would give, with missing gates (ratings.sheets.star.Outcome)."""
        return self.rubric.outcome([self.choices()], self.dossier.branch)

    def begin_from(self, first):
        """Copy the answers of the member's first sheet to this new one."""
        answer = self.answers.model
        self.answers.bulk_create(
            [
                answer(assessment=self, criterion=row.criterion, option=row.option, note=row.note)
                for row in first.answers.for_list()
            ]
        )

    def why_not_write(self, *, by):
        """Return why `by` may not write answers; else an empty string."""
        if self.is_locked:
            return _("This sheet is locked.")
        if self.stage == Stage.SELF:
            return why_not_assess_oneself(self.dossier, by=by)
        if by.pk != self.by_id:
            return _("This sheet belongs to another member.")
        if refusal := why_not_score(by):
            return refusal
        if refusal := self.dossier.why_not_with_conflict(by):
            return refusal
        if self.dossier.state != SEATED_STAGES[self.stage][1]:
            return _("This dossier is not being scored.")
        return ""

    def answer(self, criterion, option, *, by, note=""):
        """Choose an option of a criterion, None for “none of these reached”, or raise RefusedError."""
        if refusals := self.answer_all({criterion: option}, by=by, notes={criterion: note}):
            raise RefusedError(refusals[criterion])

    @act
    def answer_all(self, chosen, *, by, notes=None, shown=None):
        """Save {criterion: option or None} and return {criterion: reason} for refused answers.

        `shown` maps criteria to the answer version that the user saw (ratings.scoring.models.answer); if
        another version has been stored meanwhile, it is kept. Scorers need evidence that cites the
        criterion, or a note with a reason, for an option above the lowest. Raise RefusedError if `by` may
        not write here at all.
        """
        notes = notes or {}
        if refusal := self.why_not_write(by=by):
            raise RefusedError(refusal)
        refusals = {node: reason for node, option in chosen.items() if (reason := self._misfit(node, option))}
        refusals = self._unproven(chosen, notes) | refusals | self._overtaken(shown)
        fitting = {node: option for node, option in chosen.items() if node not in refusals}
        after = self.choices() | {
            node.code: option.position if option else None for node, option in fitting.items()
        }
        counting = {leaf.code for leaf in self.rubric.applicable(after, self.dossier.branch)}
        for node in fitting:
            if node.code not in counting:
                refusals[node] = _("%(code)s counts only where %(other)s has points.") % {
                    "code": node.code,
                    "other": node.depends_on.code,
                }
        answer = self.answers.model
        self.answers.bulk_create(
            [
                answer(assessment=self, criterion=node, option=option, note=notes.get(node, ""))
                for node, option in fitting.items()
                if node not in refusals
            ],
            update_conflicts=True,
            unique_fields=["assessment", "criterion"],
            update_fields=["option", "note", "unsafe", "safety_reason"],
        )
        return refusals

    def fill(self, choices, *, by, note=""):
        """Answer by code with the position of the option, or None, all with the same note.

        Raise RefusedError for the first refused answer.
        """
        nodes = Criterion.objects.filter(sheet=self.dossier.sheet_id).scored(self.dossier.branch)
        by_code = {node.code: node for node in nodes.prefetch_related("options")}
        chosen = {
            by_code[code]: None if position is None else by_code[code].options.all()[position]
            for code, position in choices.items()
        }
        for reason in self.answer_all(chosen, by=by, notes=dict.fromkeys(chosen, note)).values():
            raise RefusedError(reason)

    def why_not_lock(self, *, by):
        """Return why `by` may not lock the sheet, naming unanswered criteria; else an empty string."""
        if refusal := self.why_not_write(by=by):
            return refusal
        if missing := self.tally().unanswered:
            return _("Not answered yet: %(codes)s.") % {"codes": ", ".join(missing)}
        if unproven := self.unproven():
            return _("Neither evidence that holds today nor a reason of yours supports: %(codes)s.") % {
                "codes": ", ".join(unproven)
            }
        return ""

    def zeros(self):
        """Return answers with 0 points in printed order, with the data that tell whether they stop the assessment."""
        if self.stage != Stage.MEMBER:
            return []
        none = Q(option=None) | Q(option__points=0)
        return list(
            self.answers.filter(none).for_list().select_related("criterion__parent", "criterion__sheet")
        )

    def asked_about(self):
        """Return answers with 0 points for which the member must declare whether the product is unsafe."""
        return [answer for answer in self.zeros() if answer.criterion.zero_is_asked]

    def stopping(self):
        """Return answers with 0 points that stop the assessment by the printed sheet."""
        return [answer for answer in self.zeros() if answer.criterion.zero_stops]

    @act
    def lock(self, *, by, safety=None):
        """Lock the sheet for good, or raise RefusedError.

        `safety` maps the code of each criterion of `asked_about` to (unsafe, reason). Unsafe raises an
        objection; the reason is stored in either case.
        """
        if refusal := self.why_not_lock(by=by):
            raise RefusedError(refusal)
        for answer in self.asked_about():
            self._say_whether_unsafe(answer, (safety or {}).get(answer.criterion.code), by=by)
        Assessment.objects.filter(pk=self.pk, locked_at=None).update(locked_at=timezone.now())
        self.refresh_from_db(fields=["locked_at", "version"])

    def _say_whether_unsafe(self, answer, word, *, by):
        """Store the declaration on 0 points that may stop the assessment; raise an objection if unsafe."""
        unsafe, reason = word or (None, "")
        if unsafe is None or not reason.strip():
            raise RefusedError(
                _("0 points at %(code)s: say whether the product is unsafe, and why or why not.")
                % {"code": answer.criterion.code}
            )
        self.answers.filter(pk=answer.pk).update(unsafe=unsafe, safety_reason=reason.strip())
        raised = self.dossier.objections.pending().filter(raised_by=by, criterion=answer.criterion)
        if unsafe and not raised.exists():
            self.dossier.objections.raise_against(
                self.dossier,
                by=by,
                kind=ObjectionKind.STOP,
                reason=reason.strip(),
                criterion=answer.criterion,
            )
        for objection in () if unsafe else raised:
            objection.take_back(by=by, reason=reason.strip())

    def why_not_abstain(self, *, by):
        """Return why `by` may not abstain on this sheet; else an empty string."""
        if self.stage != Stage.MEMBER:
            return _("Only the chair and the members of the council score.")
        return self.why_not_write(by=by)

    @act
    def abstain(self, *, by, reason):
        """Close the sheet without scores, or raise RefusedError. It is not waited for and does not count."""
        if refusal := self.why_not_abstain(by=by):
            raise RefusedError(refusal)
        if not reason.strip():
            raise RefusedError(_("Give a reason."))
        now = timezone.now()
        Assessment.objects.filter(pk=self.pk).update(
            locked_at=now, abstained_at=now, abstention=reason.strip()
        )
        self.refresh_from_db()

    def marks_seen(self):
        """Whether the member has seen others' scores: members who have locked their sheets read each other's."""
        if self.is_abstained:
            return False
        others = Assessment.objects.filter(dossier=self.dossier_id, round=self.round, stage=Stage.MEMBER)
        return others.locked().filter(abstained_at=None).exclude(pk=self.pk).exists()

    def why_not_unlock(self, *, by):
        """Return why `by` may not unlock the sheet; else an empty string."""
        if not self.is_locked:
            return _("This sheet is not locked.")
        if by == self.by:
            return _("Nobody unlocks the own sheet.")
        if self.stage != Stage.MEMBER or self.dossier.state != DossierState.SCORING:
            return _("A sheet is unlocked only in the round of scoring that is going on.")
        if refusal := why_not_score(self.by) or self.dossier.why_not_with_conflict(by):
            return refusal
        if not presides(self.dossier, by, apart_from=[self.by_id]):
            return self._who_unlocks()
        if self.round != self.dossier.scoring_round:
            return _("A sheet is unlocked only in the round of scoring that is going on.")
        if self.dossier.scoring_round != 1:
            return _(
                "Nothing is unlocked in the second round: the council corrects in a meeting, by a finding."
            )
        if self.marks_seen() and self.dossier.awaited():
            return _(
                "Its member has seen marks of others. Once every sheet is locked, unlocking it opens a second round"
                " for all."
            )
        return ""

    def open_unlocking(self):
        """Return the unlocking by which it is open now; None if it was never locked or is locked again."""
        return None if self.is_locked else self.unlockings.for_list().last()

    def _who_unlocks(self):
        """Return a sentence that somebody else unlocks this sheet, and who."""
        seat = presiding(self.dossier, apart_from=[self.by_id])
        if seat is None:
            return _("Nobody can unlock this sheet: a deputy chair unlocks the chair's.")
        return _("Only who presides unlocks this sheet: %(name)s.") % {"name": seat.user}

    @act
    def unlock(self, *, by, reason):
        """Unlock the sheet and keep its answers in an Unlocking, or raise RefusedError.

        If its member has seen others' scores, a second round of the whole council starts instead.
        """
        if refusal := self.why_not_unlock(by=by):
            raise RefusedError(refusal)
        if not reason.strip():
            raise RefusedError(_("Give a reason."))
        unlocking = self.unlockings.record(self, by=by, reason=reason.strip())
        if self.marks_seen():
            unlocking.open_second_round()
        else:
            Assessment.objects.filter(pk=self.pk).update(locked_at=None, abstained_at=None, abstention="")
        self.refresh_from_db()
        self.dossier.refresh_from_db(fields=["scoring_round"])

    def cited(self):
        """Return keys of the criteria cited by evidence of the dossier that is valid today.

        A dossier of the ministry uses the evidence of the province's dossier.
        """
        dossiers = [self.dossier_id, self.dossier.forwarded_from_id]
        evidence = Evidence.objects.filter(dossier__in=[key for key in dossiers if key]).unexpired()
        return set(evidence.filter(cites__isnull=False).values_list("cites", flat=True))

    def unproven(self):
        """Return codes of the criteria whose answer counts but has neither evidence nor a reason."""
        if self.stage == Stage.SELF:
            return []
        counting = {leaf.code for leaf in self.rubric.applicable(self.choices(), self.dossier.branch)}
        bare = self.answers.filter(option__position__gt=0, note="").exclude(criterion__in=self.cited())
        return [answer.criterion.code for answer in bare.for_list() if answer.criterion.code in counting]

    def _unproven(self, chosen, notes):
        """Return {criterion: reason} for options above the lowest with neither evidence nor a note."""
        if self.stage == Stage.SELF:
            return {}
        cited = self.cited()
        return {
            node: _("No evidence that holds today cites %(code)s: write your reason in the note.")
            % {"code": node.code}
            for node, option in chosen.items()
            if option and option.position > 0 and node.pk not in cited and not notes.get(node, "").strip()
        }

    def _overtaken(self, shown):
        """Return {criterion: reason} where the stored version is not the one that the user saw."""
        if not shown:
            return {}
        stored = {answer.criterion_id: answer.version for answer in self.answers.select_related("option")}
        return {
            node: _("Meanwhile another answer was saved here. Say which of the two counts.")
            for node, version in shown.items()
            if stored.get(node.pk, "") != version
        }

    def _misfit(self, criterion, option):
        """Return why this option does not fit this criterion of this sheet; else an empty string."""
        if criterion.sheet_id != self.dossier.sheet_id or criterion.case not in (None, self.dossier.branch):
            return _("This criterion is not part of the dossier's sheet.")
        if not criterion.options.all():
            return _("Points are given to its parts, not to this heading.")
        if option and option.criterion_id != criterion.pk:
            return _("This option belongs to another criterion.")
        if option is None and not criterion.offers_none:
            return _("Choose the option with 0 points.")
        return ""
