"""Anchors: what was true of a result, a decision, a recognition or a package when it was made, apart from its own row.

Each names the one before it by its hash, so that none can be changed, taken out or put in between later. The database
makes them itself: whoever inserts one says only what is anchored.
"""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from ocop.triggers import WRITE, immutable, refuse_if


class AnchorKind(models.TextChoices):
    """What is anchored, each in the moment in which it is there for good."""

    RESULT = "result", _("Result")
    DECISION = "decision", _("Decision")
    RECOGNITION = "recognition", _("Recognition")
    PACKAGE = "package", _("Sealed package")
    DOCUMENT = "document", _("Signed document of a decision")


# ratings_facts and ratings_digest stand in the migration that makes the table.
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


# Once for each row, as soon as it is there for good.
TO_BE_ANCHORED = """
    IF {once} AND NOT EXISTS (SELECT FROM ratings_anchor WHERE kind = '{kind}' AND row_id = NEW.id)
    THEN INSERT INTO ratings_anchor (kind, row_id) VALUES ('{kind}', NEW.id); END IF;
    RETURN NULL;
"""


# Only when it is there for good: whoever anchors it before keeps it from being anchored as it is in the end.
NOT_FINAL = (
    "NOT (CASE NEW.kind"
    " WHEN 'decision' THEN EXISTS (SELECT 1 FROM ratings_decision d WHERE d.id = NEW.row_id AND d.issued_at IS NOT NULL)"
    " WHEN 'document' THEN EXISTS (SELECT 1 FROM ratings_decision d WHERE d.id = NEW.row_id AND d.file_sha256 <> ''"
    " AND (d.issued_at IS NOT NULL OR d.recorded_as = 'confirmed'))"
    " WHEN 'recognition' THEN EXISTS (SELECT 1 FROM ratings_recognition r WHERE r.id = NEW.row_id"
    " AND r.origin = 'issued') ELSE TRUE END)"
)


def anchored(kind: AnchorKind, *, once: str = "TRUE") -> pgtrigger.Trigger:
    """Return the trigger that anchors a new row, or a changed one as soon as the SQL condition `once` holds of it."""
    return pgtrigger.Trigger(
        name=f"{kind}_is_anchored",
        operation=pgtrigger.Insert if once == "TRUE" else WRITE,
        when=pgtrigger.After,
        func=TO_BE_ANCHORED.format(kind=kind.value, once=once),
    )


class Anchor(models.Model):
    """One link of the chain. Nothing changes it, and nobody but the database itself fills it."""

    number = models.PositiveBigIntegerField(_("number"), primary_key=True)
    kind = models.CharField(_("what is anchored"), max_length=12, choices=AnchorKind)
    row_id = models.BigIntegerField(_("key of its row"))
    # {name: value} as text, as it was hashed; there are none of an unknown kind or row.
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
