"""Filings: an immutable snapshot of a dossier as filed, with its receipt."""

import hashlib
import json

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ocop.database.triggers import immutable
from ocop.models import Place, Role
from ocop.permissions import Act
from ocop.permissions.scoping import ScopedQuerySet
from ocop.refusal import RefusedError
from ocop.values.canonical_json import canonical
from ocop.values.dates import today
from ratings.acts import OfDossier, act
from ratings.dossiers.models.dossier import Dossier
from ratings.dossiers.models.queryset import forwarded
from ratings.dossiers.requirements import requirements_on
from ratings.dossiers.subject import why_not_come_back


def missing_requirements(dossier):
    """Return the required kinds of evidence without a piece."""
    there = set(dossier.all_evidence.values_list("requirement", flat=True))
    return [
        requirement
        for requirement in requirements_on(dossier.sheet.number)
        if requirement.is_obligatory(dossier.sheet.number) and requirement.key not in there
    ]


class FilingQuerySet(ScopedQuerySet):
    """Filings, and how they are created."""

    def for_list(self):
        """Newest first."""
        return self.select_related(
            "dossier__product__producer", "place__province", "filed_by", "confirmed_by"
        ).order_by("-pk")

    for_detail = for_list

    def why_not(self, dossier):
        """Return all that the dossier lacks for filing, in one paragraph; else an empty string."""
        lacks = [why_not_come_back(dossier)]
        if missing := missing_requirements(dossier):
            names = "; ".join(str(requirement.name) for requirement in missing)
            lacks.append(_("Evidence is missing: %(names)s.") % {"names": names})
        if dossier.evidence.filter(look_again=True).exists():
            lacks.append(
                _("Look again at the evidence that was carried over: confirm or replace each piece.")
            )
        return " ".join(str(each) for each in [*lacks, _why_not_self_assessment(dossier)] if each)

    @transaction.atomic
    def snapshot(self, dossier, *, by):
        """Create a snapshot of the dossier with its receipt number and return the filing."""
        place = Place.objects.select_for_update().get(pk=dossier.product.producer.place_id)
        year = today().year
        earlier = dossier.all_filings.order_by("pk").last()
        serial = earlier.serial if earlier else self._next_serial(place, year)
        sealed = canonical(filing_content(dossier))
        own = by.role == Role.PRODUCER
        return self.create(
            dossier=dossier,
            place=place,
            year=earlier.year if earlier else year,
            serial=serial,
            copy=earlier.copy + 1 if earlier else 1,
            sealed=sealed,
            sha256=hashlib.sha256(sealed.encode()).hexdigest(),
            filed_by=by,
            confirmed_by=by if own else None,
            confirmed_at=timezone.now() if own else None,
        )

    def _next_serial(self, place, year):
        """Return the next number of the commune's list of a year; its place is locked, so there are no gaps."""
        last = Filing.objects.filter(place=place, year=year).aggregate(last=models.Max("serial"))["last"]
        return (last or 0) + 1


def _why_not_self_assessment(dossier):
    """Form 02, part III: every criterion needs an answer, also those with 0 points."""
    # Stage.SELF of ratings.scoring
    own = dossier.origin.assessments.filter(stage="self").first()
    if own is None:
        return _("The self-assessment is missing: fill in the score sheet first.")
    if unanswered := own.tally().unanswered:
        return _("The self-assessment is not finished. Choose an option, or 0 points, for: %(codes)s.") % {
            "codes": ", ".join(unanswered)
        }
    return ""


def filing_content(dossier):
    """Return the filed content as plain data: product, producer, self-assessment, evidence with file hashes."""
    product, producer = dossier.product, dossier.product.producer
    # Stage.SELF of ratings.scoring
    own = dossier.origin.assessments.filter(stage="self").first()
    return {
        "dossier": dossier.pk,
        "kind": dossier.kind,
        "changes": dossier.changes,
        "builds_on": dossier.builds_on.code if dossier.builds_on else None,
        "sheet": {"decision": dossier.sheet.decision, "number": dossier.sheet.number},
        "branch": dossier.branch,
        "product": {
            "id": product.pk,
            "set": product.product_set_id,
            "name": product.name,
            "variants": product.variants,
            "story": product.story,
        },
        "producer": {
            "id": producer.pk,
            "name": producer.name,
            "legal_form": producer.legal_form,
            "tax_number": producer.tax_number,
            "place": str(producer.place),
        },
        "self_assessment": own.choices() if own else None,
        "evidence": [
            {
                "requirement": piece.requirement,
                "title": piece.title,
                "sha256": piece.sha256,
                "size": piece.size,
                "issuer": piece.issuer,
                "issued_on": piece.issued_on,
                "expires_on": piece.last_day,
                "cites": [node.code for node in piece.cites.all()],
            }
            for piece in dossier.all_evidence.for_list()
        ],
    }


class Filing(OfDossier, models.Model):
    """A dossier as filed; each further filing makes another copy under the same number.

    The electronic dossier has the legal value of the paper one (Decision 26/2026/QĐ-TTg, article 7.1).
    """

    place_path = "dossier__product__producer__place"
    producer_path = "dossier__product__producer"
    ministry_reads = forwarded("dossier")

    dossier = models.ForeignKey(Dossier, models.PROTECT, verbose_name=_("dossier"), related_name="filings")
    place = models.ForeignKey("ocop.Place", models.PROTECT, verbose_name=_("commune"), related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    serial = models.PositiveIntegerField(_("serial number"))
    copy = models.PositiveSmallIntegerField(_("copy"))
    sealed = models.TextField(_("content"))
    sha256 = models.CharField("SHA-256", max_length=64)
    filed_by = models.ForeignKey("ocop.User", models.PROTECT, verbose_name=_("filed by"), related_name="+")
    filed_at = models.DateTimeField(_("filed at"), auto_now_add=True)
    confirmed_by = models.ForeignKey(
        "ocop.User",
        models.PROTECT,
        verbose_name=_("confirmed by"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The producer, where an officer has entered and filed the dossier for them."),
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)

    objects = FilingQuerySet.as_manager()

    class Meta:
        verbose_name = _("filing")
        verbose_name_plural = _("filings")
        ordering = ["pk"]
        triggers = [
            immutable("filing_is_kept", except_for=["confirmed_by_id", "confirmed_at"]),
            # Doubles Filing.why_not_confirm().
            immutable("filing_confirmed_is_kept", once="OLD.confirmed_at IS NOT NULL"),
        ]
        constraints = [
            models.UniqueConstraint(name="filing_number_once", fields=["place", "year", "serial", "copy"]),
            models.CheckConstraint(
                name="filing_confirmed_by_and_at",
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
            ),
        ]

    def __str__(self):
        return self.receipt

    def get_desk_url(self):
        return reverse("desk-dossier", args=[self.dossier_id])

    @property
    def receipt(self):
        """Receipt number as in form 01: serial and copy, then province, commune and year."""
        province = self.place.province or self.place
        return f"{self.serial:03}-{self.copy:02}/PĐK-{province.code}-{self.place.code}-{self.year}"

    @property
    def content(self):
        """The filed content as data."""
        return json.loads(self.sealed)

    def is_intact(self):
        """Return whether the content matches its hash."""
        return hashlib.sha256(self.sealed.encode()).hexdigest() == self.sha256

    def why_not_confirm(self, *, by):
        """Return why `by` may not confirm what an officer filed; else an empty string."""
        if self.confirmed_at:
            return _("The producer has confirmed this already.")
        if not Act.CONFIRM_FILING.allows(by) or not Filing.objects.visible_to(by).filter(pk=self.pk).exists():
            return _("Only the producer confirms what was entered on their behalf.")
        return ""

    @act
    def confirm(self, *, by):
        """Confirm as the producer what an officer entered and filed, or raise RefusedError."""
        if refusal := self.why_not_confirm(by=by):
            raise RefusedError(refusal)
        Filing.objects.filter(pk=self.pk, confirmed_at=None).update(
            confirmed_by=by, confirmed_at=timezone.now()
        )
        self.refresh_from_db()
