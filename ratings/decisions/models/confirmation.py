"""Confirmation of a recorded decision by a second person who has seen the signed document."""
# ruff: noqa: S608 - texts of triggers, without anything that anybody typed

import pgtrigger
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ocop.database.triggers import immutable, refuse_if, sql_in
from ocop.models import Role
from ocop.permissions.scoping import ScopedQuerySet
from ratings.decisions.kinds import DecisionKind, Origin, RecordedAs
from ratings.decisions.models.decision import Decision


class OfRules(models.TextChoices):
    """Old or new rules for dossiers finished in summer 2026 (Decision 26/2026/QĐ-TTg, article 12.2)."""

    OLD = "old", _("Old rules: filed before 22/05/2026 (Decision 148/QĐ-TTg)")
    NEW = "new", _("New rules (Decision 26/2026/QĐ-TTg)")


# The confirming person must belong to the authority that signed, or to the province that it was merged into.
OF_ANOTHER_AUTHORITY = (
    "NOT EXISTS (SELECT 1 FROM ratings_decision d CROSS JOIN ocop_user u LEFT JOIN ocop_place p ON p.id = d.place_id"
    f" WHERE d.id = NEW.decision_id AND u.id = NEW.confirmed_by_id AND d.origin = '{Origin.RECORDED}'"
    f" AND u.is_active AND d.recorded_as <> '{RecordedAs.EXAMPLE}'"
    f" AND (d.recorded_as <> '{RecordedAs.PROPOSED}' OR d.prepared_by_id IS DISTINCT FROM u.id)"
    f" AND ((d.place_id IS NULL AND u.role IN {sql_in(Role.MINISTRY_OFFICER, Role.MINISTRY_LEADER)})"
    f" OR (u.role IN {sql_in(Role.PROVINCIAL_OFFICER, Role.PROVINCIAL_LEADER)}"
    " AND (u.place_id IN (p.id, p.province_id)"
    " OR EXISTS (SELECT 1 FROM ocop_succession s WHERE s.new_id = u.place_id"
    " AND s.old_id IN (p.id, p.province_id))))))"
)
# Today in Vietnam, whatever the time zone of the database session.
OF_ANOTHER_DAY = (
    "EXISTS (SELECT 1 FROM ratings_decision d LEFT JOIN ocop_place p ON p.id = d.place_id"
    " WHERE d.id = NEW.decision_id AND (d.signed_on > NEW.seen_on"
    " OR NEW.seen_on > (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date"
    f" OR (d.kind = '{DecisionKind.RECOGNISE}' AND d.signed_on > '2026-07-21')"
    f" OR (d.kind = '{DecisionKind.RECOGNISE}' AND d.signed_on BETWEEN '2026-05-22' AND '2026-07-21')"
    " = (NEW.of_rules = '')))"
)
WITHOUT_THE_DOCUMENT = (
    "NEW.file_sha256 <> (SELECT d.file_sha256 FROM ratings_decision d WHERE d.id = NEW.decision_id)"
)


class ConfirmationQuerySet(ScopedQuerySet):
    """Confirmations, in the order in which they were made."""

    def visible_to(self, user):
        """Confirmations of decisions that the user may see."""
        return self.filter(decision__in=Decision.objects.visible_to(user).values("pk"))

    def for_list(self):
        """Rows with the confirming person."""
        return self.select_related("confirmed_by", "decision").order_by("pk")

    for_detail = for_list


class Confirmation(models.Model):
    """Confirmation of a recorded decision by one person; created by RecordedDecision.confirm() and immutable."""

    place_path = "decision__place"

    decision = models.ForeignKey(
        Decision, models.PROTECT, verbose_name=_("decision"), related_name="confirmations"
    )
    confirmed_by = models.ForeignKey(
        "ocop.User", models.PROTECT, verbose_name=_("confirmed by"), related_name="+"
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), db_default=TransactionNow(), editable=False)
    seen_on = models.DateField(_("document seen on"))
    seen_where = models.CharField(
        _("seen where"),
        max_length=500,
        blank=True,
        help_text=_("Where the signed document is: a public address or a file number."),
    )
    # Hash of the attached document that was seen; empty if it was seen elsewhere.
    file_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    of_rules = models.CharField(_("rules"), max_length=3, choices=OfRules, blank=True)
    longer_term_seen = models.BooleanField(_("a longer term is printed"), default=False)

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        verbose_name = _("confirmation of a recorded decision")
        verbose_name_plural = _("confirmations of recorded decisions")
        ordering = ["pk"]
        triggers = [
            immutable("confirmation_is_kept"),
            # Doubles RecordedDecision.why_not_confirm().
            refuse_if("confirmation_by_its_authority", pgtrigger.Insert, OF_ANOTHER_AUTHORITY),
            # Doubles RecordedDecision._why_not_as_confirmed().
            refuse_if("confirmation_of_its_day", pgtrigger.Insert, OF_ANOTHER_DAY),
            # Doubles RecordedDecision._why_not_as_confirmed().
            refuse_if("confirmation_of_its_document", pgtrigger.Insert, WITHOUT_THE_DOCUMENT),
        ]
        constraints = [
            models.CheckConstraint(
                name="confirmation_document_seen", condition=~Q(seen_where="") | ~Q(file_sha256="")
            ),
            models.CheckConstraint(
                name="confirmation_rules_known", condition=Q(of_rules="") | Q(of_rules__in=OfRules.values)
            ),
        ]

    def __str__(self):
        return f"{self.decision_id}: {self.seen_on}"
