"""Certificates that a producer or one of its products holds."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ocop.database.constraints import CompositeForeignKey
from ocop.files.documents import DocumentField, RandomName, is_new, plain_name, sha256_of
from ocop.models import DocumentReading, Record
from ocop.models.record import tracked
from ocop.permissions.scoping import ScopedQuerySet
from ocop.values.dates import today
from ocop.values.last_day import EndField, last_day
from ocop.values.vietnamese import NameField


class Scheme(models.TextChoices):
    """What is certified. The score sheets of Decision 26/2026/QĐ-TTg, appendix II, say what each counts for."""

    HACCP = "haccp", "HACCP"
    ISO_22000 = "iso_22000", "ISO 22000"
    ISO_9001 = "iso_9001", "ISO 9001"
    FSSC_22000 = "fssc_22000", "FSSC 22000"
    BRC = "brc", "BRC"
    GMP = "gmp", "GMP"
    GACP_WHO = "gacp_who", "GACP-WHO"
    VIETGAP = "vietgap", "VietGAP"
    GLOBALGAP = "globalgap", "GlobalG.A.P."
    ORGANIC_VN = "organic_vn", _("Organic (TCVN 11041)")
    ORGANIC_EU = "organic_eu", _("Organic (EU)")
    ORGANIC_USDA = "organic_usda", _("Organic (USDA)")
    ORGANIC_OTHER = "organic_other", _("Organic (other)")
    FOOD_SAFETY = "food_safety", _("Food-safety eligibility of the premises")
    DECLARATION = "declaration", _("Product quality declaration")
    TEST_REPORT = "test_report", _("Test report")
    TRADEMARK = "trademark", _("Trademark")
    GEOGRAPHICAL_INDICATION = "gi", _("Geographical indication")
    COLLECTIVE_MARK = "collective_mark", _("Collective mark")
    CERTIFICATION_MARK = "certification_mark", _("Certification mark")
    HALAL = "halal", "Halal"
    FDA = "fda", _("FDA registration")
    PRODUCTION_LICENCE = "production_licence", _("Production licence")
    ENVIRONMENT = "environment", _("Environment papers")
    OTHER = "other", _("Other")


class CertificationState(models.TextChoices):
    """State of a certificate on a day."""

    NOT_YET = "not_yet", _("Not yet valid")
    VALID = "valid", _("Valid")
    EXPIRING = "expiring", _("Expires within 90 days")
    EXPIRED = "expired", _("Expired")
    UNDATED = "undated", _("Date of issue not recorded")


WARNING = timedelta(days=90)
BADGES = {
    CertificationState.NOT_YET: "waiting",
    CertificationState.VALID: "valid",
    CertificationState.EXPIRING: "soon",
    CertificationState.EXPIRED: "lapsed",
    CertificationState.UNDATED: "draft",
}


PRODUCT_OF_PRODUCER = CompositeForeignKey(
    name="certification_product_of_producer",
    fields=["product", "producer"],
    to_fields=["id", "producer"],
    violation_error_message=_("This product belongs to another producer."),
)


class CertificationQuerySet(ScopedQuerySet):
    def valid_on(self, day=None):
        """Certificates issued and not expired on `day`.

        A missing end means unlimited; a missing beginning means not valid.
        """
        day = day or today()
        return self.filter(Q(expires_on=None) | Q(expires_on__gt=day), issued_on__lte=day)

    def in_state(self, state, day=None):
        """Certificates in a CertificationState on `day`: the same rule as state_on(), for a queryset."""
        day = day or today()
        match state:
            case CertificationState.EXPIRED:
                return self.filter(expires_on__lte=day)
            case CertificationState.UNDATED:
                return self.filter(Q(expires_on=None) | Q(expires_on__gt=day), issued_on=None)
            case CertificationState.NOT_YET:
                return self.filter(issued_on__gt=day)
            case CertificationState.EXPIRING:
                return self.valid_on(day).filter(expires_on__lte=day + WARNING)
        return self.valid_on(day).exclude(expires_on__lte=day + WARNING)

    def covering(self, product):
        """Certificates of the product and those of its whole producer."""
        return self.of(product.pk, product.producer_id)

    def of(self, product, producer):
        """The same for a product and a producer given as keys or expressions."""
        return self.filter(Q(product=None) | Q(product=product), producer=producer)

    def expiring_on(self, day=None):
        """Certificates valid on `day` that expire within 90 days."""
        day = day or today()
        return self.valid_on(day).filter(expires_on__lte=day + WARNING)

    def for_list(self):
        """The ones that expire first on top."""
        return self.select_related("producer__place__province", "product").order_by(
            F("expires_on").asc(nulls_last=True), "pk"
        )

    for_detail = for_list


@tracked()
class Certification(Record):
    """A certificate with its document. `expires_on` is the first day on which it is no longer valid."""

    place_path = "producer__place"
    producer_path = "producer"

    producer = models.ForeignKey(
        "producers.Producer", models.CASCADE, verbose_name=_("producer"), related_name="certifications"
    )
    product = models.ForeignKey(
        "products.Product",
        models.CASCADE,
        verbose_name=_("product"),
        null=True,
        blank=True,
        related_name="certifications",
        help_text=_("Leave out if the certificate covers the whole producer."),
    )
    scheme = models.CharField(_("scheme"), max_length=30, choices=Scheme)
    number = NameField(_("number"), max_length=100, blank=True)
    issuer = NameField(_("issued by"), max_length=200, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    expires_on = EndField(
        _("holds until the end of"),
        null=True,
        blank=True,
        help_text=_("The last day on which it holds, as printed."),
    )
    coverage = NameField(
        _("scope"), max_length=500, blank=True, help_text=_("Products, processes and premises it covers.")
    )
    document = DocumentField(
        _("document"),
        upload_to=RandomName("certifications"),
        max_length=200,
        blank=True,
        help_text=_("PDF or picture, up to 20 MB. Only people in charge can open it."),
    )
    document_name = models.CharField(_("file name"), max_length=200, blank=True, editable=False)
    document_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    checked_by = models.ForeignKey(
        "ocop.User",
        models.PROTECT,
        verbose_name=_("checked by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    checked_at = models.DateTimeField(_("checked at"), null=True, blank=True, editable=False)
    source = models.CharField(_("source"), max_length=500, blank=True)

    objects = CertificationQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("certification")
        verbose_name_plural = _("certifications")
        ordering = ["expires_on", "pk"]
        constraints = [
            models.CheckConstraint(name="certification_scheme_known", condition=Q(scheme__in=Scheme.values)),
            models.CheckConstraint(
                name="certification_issued_before_expiry",
                condition=Q(issued_on=None) | Q(expires_on=None) | Q(issued_on__lt=F("expires_on")),
                violation_error_message=_("The certificate ends before it begins."),
            ),
            models.CheckConstraint(
                name="certification_checked_by_and_at",
                condition=Q(checked_by=None, checked_at=None)
                | Q(checked_by__isnull=False, checked_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="certification_number_once",
                fields=["producer", "scheme", "number", "product"],
                condition=~Q(number=""),
                nulls_distinct=False,
                violation_error_message=_("This certificate is recorded already."),
            ),
        ]

    def __str__(self):
        return f"{self.get_scheme_display()} {self.number}".strip()

    def get_constraints(self):
        """Those that migrations know, and the foreign key of two columns."""
        return [*super().get_constraints(), (Certification, [PRODUCT_OF_PRODUCER])]

    def save(self, *args, **kwargs):
        """Stores name and SHA-256 of a new document."""
        if is_new(self.document):
            self.document_name = plain_name(self.document.name or "")
            self.document_sha256 = sha256_of(self.document.file)
        super().save(*args, **kwargs)

    def get_desk_url(self):
        return reverse("desk-certification", args=[self.pk])

    @property
    def active_words(self):
        """Names of active content in its document (scripts, macros); empty without any."""
        return DocumentReading.objects.active_in(self.document_sha256)

    @property
    def last_day(self):
        """The last valid day, as printed, or None."""
        return last_day(self.expires_on)

    def mark_checked(self, *, by):
        """Record that `by` has compared the record with the document now."""
        self.checked_by, self.checked_at = by, timezone.now()
        self.save(update_fields=["checked_by", "checked_at"])

    def state_on(self, day=None):
        """The state on `day` (today unless given); 90 days before the end it is “expiring”."""
        day = day or today()
        if self.expires_on and self.expires_on <= day:
            return CertificationState.EXPIRED
        if self.issued_on is None:
            return CertificationState.UNDATED
        if day < self.issued_on:
            return CertificationState.NOT_YET
        if self.expires_on and self.expires_on <= day + WARNING:
            return CertificationState.EXPIRING
        return CertificationState.VALID

    @property
    def state(self):
        return self.state_on()

    @property
    def badge(self):
        """The kind of badge (ui/badge.html) for the state."""
        return BADGES[self.state]
