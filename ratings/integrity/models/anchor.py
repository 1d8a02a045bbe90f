"""Anchors: facts of a result, decision, recognition or package at its creation, stored apart from its row.

Each contains the hash of the previous one, so that none can be changed, removed or inserted later. The
database creates the contents itself; an INSERT names only the row to anchor.
"""
# ruff: noqa: S608 - texts of triggers, without anything that anybody typed

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from ocop.database.triggers import WRITE, immutable, refuse_if


class AnchorKind(models.TextChoices):
    """What is anchored, as soon as it is final."""

    RESULT = "result", _("Result")
    DECISION = "decision", _("Decision")
    RECOGNITION = "recognition", _("Recognition")
    PACKAGE = "package", _("Sealed package")
    DOCUMENT = "document", _("Signed document of a decision")


# ratings_facts and ratings_digest are defined in the migration that creates the table.
FILLED = """
    PERFORM pg_advisory_xact_lock(hashtext('ratings_anchor'));
    SELECT COALESCE(max(number), 0) + 1 INTO NEW.number FROM ratings_anchor;
    SELECT COALESCE((SELECT head FROM ratings_anchor WHERE number = NEW.number - 1), '') INTO NEW.previous;
    NEW.facts = ratings_facts(NEW.kind, NEW.row_id)::text;
    NEW.head = ratings_digest(
        concat_ws(E'\\n', NEW.number, NEW.kind, NEW.row_id, NEW.facts, NEW.previous)
    );
    RETURN NEW;
"""


# Once per row, as soon as it is final.
TO_BE_ANCHORED = """
    IF {once} AND NOT EXISTS (SELECT FROM ratings_anchor WHERE kind = '{kind}' AND row_id = NEW.id)
    THEN INSERT INTO ratings_anchor (kind, row_id) VALUES ('{kind}', NEW.id); END IF;
    RETURN NULL;
"""


# Only when it is final: an earlier anchor would prevent the anchor of the final state.
NOT_FINAL = (
    "NOT (CASE NEW.kind"
    f" WHEN '{AnchorKind.DECISION}' THEN EXISTS (SELECT 1 FROM ratings_decision d WHERE d.id = NEW.row_id"
    " AND d.issued_at IS NOT NULL)"
    f" WHEN '{AnchorKind.DOCUMENT}' THEN EXISTS (SELECT 1 FROM ratings_decision d WHERE d.id = NEW.row_id"
    " AND d.file_sha256 <> ''"
    # RecordedAs.CONFIRMED and Origin.PORTAL of ratings.decisions
    " AND (d.issued_at IS NOT NULL OR d.recorded_as = 'confirmed'))"
    f" WHEN '{AnchorKind.RECOGNITION}' THEN EXISTS (SELECT 1 FROM ratings_recognition r WHERE r.id = NEW.row_id"
    " AND r.origin = 'issued') ELSE TRUE END)"
)


def anchored(kind: AnchorKind, *, once: str = "TRUE") -> pgtrigger.Trigger:
    """Return the trigger that anchors a new row, or a changed row as soon as the SQL condition `once` is true."""
    return pgtrigger.Trigger(
        name=f"{kind}_is_anchored",
        operation=pgtrigger.Insert if once == "TRUE" else WRITE,
        when=pgtrigger.After,
        func=TO_BE_ANCHORED.format(kind=kind.value, once=once),
    )


class Anchor(models.Model):
    """A link of the chain; immutable, and filled in only by the database."""

    number = models.PositiveBigIntegerField(_("number"), primary_key=True)
    kind = models.CharField(_("what is anchored"), max_length=12, choices=AnchorKind)
    row_id = models.BigIntegerField(_("key of its row"))
    # {name: value} as text, as hashed; null for an unknown kind or row.
    facts = models.TextField(_("what was true of it"))
    previous = models.CharField(_("head of the one before"), max_length=64, blank=True)
    head = models.CharField(_("head"), max_length=64)

    class Meta:
        verbose_name = _("anchor")
        verbose_name_plural = _("anchors")
        ordering = ["number"]
        triggers = [
            immutable("anchor_is_kept"),
            refuse_if("anchor_of_what_is_final", pgtrigger.Insert, NOT_FINAL),
            pgtrigger.Trigger(
                name="anchor_is_filled", operation=pgtrigger.Insert, when=pgtrigger.Before, func=FILLED
            ),
        ]
        constraints = [
            models.UniqueConstraint(name="anchor_once", fields=["kind", "row_id"]),
        ]

    def __str__(self):
        return f"{self.number}: {self.kind} {self.row_id}"
