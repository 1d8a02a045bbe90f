"""Keys that sign labels, and the labels that were signed."""
# ruff: noqa: S608 - texts of triggers, without anything that anybody typed

import base64
from datetime import date
from typing import Any, Self

import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from ocop.database.triggers import immutable, refuse_if
from ocop.permissions.scoping import ScopedQuerySet
from ocop.values.dates import today
from ocop.values.last_day import EndField
from ratings.decisions.models import Recognition, in_force_on
from ratings.decisions.models.recognition import RecognitionQuerySet
from ratings.labels.signed_text import LENGTH

# What a label repeats of its recognition, in columns of the same names.
CLAIMED = ("stars", "issued_on", "ends_on", "name", "maker", "variants")
NUMBERS = range(1, 256)


class LabelKeyQuerySet(models.QuerySet["LabelKey"]):
    def trusted(self) -> Self:
        """Keys whose labels count."""
        return self.filter(revoked_at=None)


class LabelKey(models.Model):
    """The public half of a key pair; the private half is a file that only the signing worker reads.

    A key signs until a newer one is made, and its labels count on; those of a revoked key count no more.
    """

    number = models.PositiveSmallIntegerField(_("number"), primary_key=True)
    # Base 64 for addresses, as RFC 8037 has it.
    public_key = models.CharField(_("public key"), max_length=43, unique=True)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_because = models.CharField(_("revoked because"), max_length=200, blank=True)

    objects = LabelKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("key of labels")
        verbose_name_plural = _("keys of labels")
        ordering = ["number"]
        triggers = [
            immutable("label_key_is_kept", except_for=["revoked_at", "revoked_because"]),
            immutable("label_key_stays_revoked", once="OLD.revoked_at IS NOT NULL"),
        ]
        constraints = [
            models.CheckConstraint(
                name="label_key_number",
                condition=Q(number__gte=NUMBERS[0], number__lte=NUMBERS[-1]),
                violation_error_message=_("A label has room for the numbers 1 to 255."),
            ),
            models.CheckConstraint(
                name="label_key_public", condition=Q(public_key__regex=r"^[A-Za-z0-9_-]{43}$")
            ),
            models.CheckConstraint(
                name="label_key_revoked_for_a_reason",
                condition=Q(revoked_at=None, revoked_because="")
                | (Q(revoked_at__isnull=False) & ~Q(revoked_because="")),
                violation_error_message=_("Say why the key is revoked."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def public_bytes(self) -> bytes:
        return base64.urlsafe_b64decode(self.public_key + "=")


class LabelQuerySet(ScopedQuerySet["Label"]):
    def for_list(self) -> Self:
        return self.select_related("recognition__product__producer__place", "key")


class Label(models.Model):
    """A signed text for the QR code on a package, and in readable columns what it claims of its recognition.

    A recognition gets another one when it is extended or corrected, or its key is revoked; the newest is printed.
    """

    place_path = "recognition__product__producer__place"
    producer_path = "recognition__product__producer"

    recognition = models.ForeignKey(
        Recognition, models.PROTECT, verbose_name=_("recognition"), related_name="signed_labels"
    )
    key = models.ForeignKey(LabelKey, models.PROTECT, verbose_name=_("key"), related_name="labels")
    text = models.CharField(_("text of the QR code"), max_length=LENGTH, unique=True)
    stars = models.PositiveSmallIntegerField(_("stars"))
    issued_on = models.DateField(_("issued on"))
    ends_on = EndField(_("in force until the end of"))
    name = models.CharField(_("product as recognised"), max_length=250)
    maker = models.CharField(_("maker as recognised"), max_length=250)
    variants = models.TextField(_("variants as recognised"), blank=True)

    objects = LabelQuerySet.as_manager()

    class Meta:
        verbose_name = _("label")
        verbose_name_plural = _("labels")
        ordering = ["pk"]
        triggers = [
            immutable("label_is_kept"),
            refuse_if(
                "label_claims_what_holds",
                pgtrigger.Insert,
                "NOT EXISTS (SELECT 1 FROM ratings_recognition r WHERE r.id = NEW.recognition_id"
                f" AND ({', '.join(f'r.{column}' for column in CLAIMED)})"
                f" = ({', '.join(f'NEW.{column}' for column in CLAIMED)}))",
                holds="ratings_recognition WHERE id = NEW.recognition_id",
            ),
            refuse_if(
                "label_of_a_trusted_key",
                pgtrigger.Insert,
                "EXISTS (SELECT 1 FROM ratings_labelkey k WHERE k.number = NEW.key_id"
                " AND k.revoked_at IS NOT NULL)",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="label_text_of_its_length", condition=Q(text__regex=rf"^[A-Z2-7]{{{LENGTH}}}$")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.stars} ★"


def labels_that_hold() -> LabelQuerySet:
    """Return the labels of the recognition of an outer query that claim what it says today, by a key that counts."""
    same = {column: OuterRef(column) for column in CLAIMED}
    return Label.objects.filter(recognition=OuterRef("pk"), key__revoked_at=None, **same)


def without_label(day: date | None = None) -> RecognitionQuerySet:
    """Return the recognitions in force of which no label says what holds."""
    recognitions: Any = Recognition.objects
    return recognitions.valid_on(day).exclude(Exists(labels_that_hold()))


def label_of(recognition: Recognition) -> Label | None:
    """Return the newest label of a recognition in force that claims what it says, by a key that counts; else None."""
    said = {column: getattr(recognition, column) for column in CLAIMED}
    labels = Label.objects.filter(in_force_on(today(), "recognition__"), recognition=recognition, **said)
    return labels.filter(key__revoked_at=None).order_by("-pk").first()
