"""Answers: the chosen option for each criterion of a sheet."""

from hashlib import sha256

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ocop.database.triggers import ANY_WRITE, WRITE, refuse_if
from ocop.models.record import tracked
from ocop.permissions.scoping import ScopedQuerySet
from ratings.scoring.kinds import Stage
from ratings.scoring.models.assessment import Assessment
from ratings.sheets.models.criterion import Criterion, Option


def version_of(option, note) -> str:
    """Return a version string of an answer, for optimistic locking; equal option and note give the same version.

    It is empty if there is no answer.
    """
    return sha256(f"{option.pk if option else ''}\n{note}".encode()).hexdigest()[:16]


LONGEST_NOTE = 1000  # characters


class AnswerQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Answers of assessments that the user may read."""
        return self.filter(assessment__in=Assessment.objects.visible_to(user))

    def for_list(self):
        """In printed order."""
        of = ["assessment__by", "assessment__dossier__product__producer"]
        return self.select_related("criterion", "option", *of).order_by("criterion__position", "pk")

    for_detail = for_list


@tracked()
class Answer(models.Model):
    """The chosen option for a criterion. No option means “none reached”: 0 points.

    A missing answer is different: the criterion is unanswered.
    """

    place_path = "assessment__dossier__product__producer__place"
    producer_path = "assessment__dossier__product__producer"
    named_with = ("assessment__dossier__product", "assessment__by", "criterion")
    log_shows = Q(assessment__stage=Stage.SELF) | Q(assessment__dossier__result__isnull=False)

    assessment = models.ForeignKey(
        Assessment, models.CASCADE, verbose_name=_("assessment"), related_name="answers"
    )
    criterion = models.ForeignKey(
        Criterion, models.PROTECT, verbose_name=_("criterion"), related_name="answers"
    )
    option = models.ForeignKey(
        Option, models.PROTECT, verbose_name=_("option"), null=True, blank=True, related_name="answers"
    )
    note = models.CharField(_("note"), max_length=LONGEST_NOTE, blank=True)
    # Declared when locking, where 0 points stop the assessment only if the product is unsafe
    # (ratings.sheets.stops).
    unsafe = models.BooleanField(_("unsafe"), null=True, editable=False)
    safety_reason = models.CharField(_("why it is unsafe or not"), max_length=500, blank=True, editable=False)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["pk"]
        triggers = [
            # Doubles Assessment.why_not_write().
            refuse_if(
                "answer_of_locked_assessment",
                ANY_WRITE,
                "EXISTS (SELECT 1 FROM ratings_assessment WHERE locked_at IS NOT NULL"
                " AND id IN (OLD.assessment_id, NEW.assessment_id))",
                holds="ratings_assessment WHERE id IN (OLD.assessment_id, NEW.assessment_id)",
            ),
            # Doubles Assessment._misfit().
            refuse_if(
                "answer_on_the_dossiers_sheet",
                WRITE,
                # Subqueries by primary key: plans of joins, cached while the tables are small, would read
                # whole tables later.
                "NOT EXISTS (SELECT 1 FROM ratings_criterion c JOIN ratings_dossier d ON d.sheet_id = c.sheet_id"
                " WHERE d.id = (SELECT dossier_id FROM ratings_assessment WHERE id = NEW.assessment_id)"
                ' AND c.id = NEW.criterion_id AND (c."case" IS NULL OR c."case" = d.branch)'
                " AND EXISTS (SELECT 1 FROM ratings_option o WHERE o.criterion_id = c.id))",
            ),
            # Doubles Assessment._misfit().
            refuse_if(
                "answer_option_of_its_criterion",
                WRITE,
                "NEW.option_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ratings_option"
                " WHERE id = NEW.option_id AND criterion_id = NEW.criterion_id)",
            ),
            # Doubles Assessment._misfit().
            refuse_if(
                "answer_none_only_where_it_is_offered",
                WRITE,
                "NEW.option_id IS NULL AND EXISTS (SELECT 1 FROM ratings_option"
                " WHERE criterion_id = NEW.criterion_id AND points = 0)",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="answer_once_per_criterion",
                fields=["assessment", "criterion"],
                violation_error_message=_("This criterion is answered already."),
            )
        ]

    def __str__(self):
        return f"{self.criterion.code} – {self.assessment}"

    @property
    def points(self):
        """Points of the option; 0 for none."""
        return self.option.points if self.option else 0

    @property
    def version(self):
        """See `version_of`."""
        return version_of(self.option, self.note)
