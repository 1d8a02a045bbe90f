"""Reports of the commune and the advisory team on a dossier, before scoring."""
# ruff: noqa: S608 - texts of triggers, without anything that anybody typed

from typing import cast

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ocop.database.triggers import WRITE, immutable, refuse_if
from ocop.models import Record
from ocop.models.record import tracked
from ocop.permissions import Act, SeatKind
from ocop.permissions.scoping import ScopedQuerySet
from ocop.refusal import RefusedError
from ratings.acts import OfDossier, act, act_on
from ratings.dossiers.models.dossier import Dossier
from ratings.dossiers.models.queryset import forwarded
from ratings.dossiers.workflow import DossierState


class ReportQuerySet(ScopedQuerySet):
    """Reports by who may write them."""

    def writable_by(self, user):
        """Reports that the user may write now."""
        return self.filter(signed_at=None, dossier__in=cast(type[Report], self.model).dossiers_for(user))

    def seated(self, user):
        """Reports on dossiers of the user's councils."""
        return self.filter(dossier__council__seats__user=user)

    def for_list(self):
        return self.select_related("dossier__product__producer__place", "signed_by").order_by("-pk")

    for_detail = for_list


class Report(OfDossier, Record):
    """A report on a dossier; immutable once signed."""

    place_path = "dossier__product__producer__place"
    producer_path = "dossier__product__producer"
    ministry_reads = forwarded("dossier")
    contents: tuple[str, ...] = ()

    signed_by = models.ForeignKey(
        "ocop.User",
        models.PROTECT,
        verbose_name=_("signed by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    signed_at = models.DateTimeField(_("signed at"), null=True, blank=True, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = True

    def get_desk_url(self):
        return self.dossier.get_desk_url()

    def get_edit_url(self):
        raise NotImplementedError

    def __str__(self):
        return f"{self._meta.verbose_name} – {self.dossier.product}"

    @property
    def is_signed(self):
        return self.signed_at is not None

    @classmethod
    def dossiers_for(cls, user):
        """Return dossiers on which the user may write such a report now."""
        raise NotImplementedError

    @classmethod
    @act_on
    def open(cls, dossier, *, by):
        """Return the dossier's report, created on first use, or raise RefusedError."""
        of = {"dossier": dossier}  # a field of each kind of report
        if existing := cls.objects.filter(**of).first():
            return existing
        if not cls.dossiers_for(by).filter(pk=dossier.pk).exists():
            raise RefusedError(_("This report is written by somebody else, or at another time."))
        return cls.objects.create(**of)

    def why_not_sign(self, *, by):
        """Return why `by` may not sign; else an empty string."""
        if self.is_signed:
            return _("This report is signed already.")
        if not type(self).dossiers_for(by).filter(pk=self.dossier_id).exists():
            return _("This report is written by somebody else, or at another time.")
        if missing := [name for name in self.contents if not getattr(self, name).strip()]:
            labels = {field.name: str(field.verbose_name) for field in self._meta.fields}
            names = "; ".join(labels[name] for name in missing)
            return _("Still empty: %(names)s.") % {"names": names}
        return ""

    @act
    def sign(self, *, by):
        """Sign the report for good, or raise RefusedError."""
        if refusal := self.why_not_sign(by=by):
            raise RefusedError(refusal)
        if (
            not type(self)
            .objects.filter(pk=self.pk, signed_at=None)
            .update(signed_by=by, signed_at=timezone.now())
        ):
            raise RefusedError(_("This report is signed already."))
        self.refresh_from_db()


def signed_whole(name, contents):
    """Return the constraint that a signed report has all required contents."""
    whole = Q(signed_by__isnull=False, signed_at__isnull=False)
    for content in contents:
        whole &= ~Q(**{content: ""})
    return models.CheckConstraint(
        name=name,
        condition=Q(signed_by=None, signed_at=None) | whole,
        violation_error_message=_("Fill in every content before signing."),
    )


FOUR_CONTENTS = ("material_finding", "labour_finding", "idea_finding", "identity_finding")


@tracked()
class CommuneReport(Report):
    """Form 03: the commune's findings on four contents, without points (articles 6 and 7.2)."""

    contents = FOUR_CONTENTS

    dossier = models.OneToOneField(
        Dossier, models.CASCADE, verbose_name=_("dossier"), related_name="commune_report"
    )
    material_claim = models.TextField(_("local material, as the producer says"), blank=True)
    material_finding = models.TextField(_("local material, as the commune finds"), blank=True)
    labour_claim = models.TextField(_("local labour, as the producer says"), blank=True)
    labour_finding = models.TextField(_("local labour, as the commune finds"), blank=True)
    idea_claim = models.TextField(_("origin of the idea, as the producer says"), blank=True)
    idea_finding = models.TextField(_("origin of the idea, as the commune finds"), blank=True)
    identity_claim = models.TextField(_("local identity, as the producer says"), blank=True)
    identity_finding = models.TextField(_("local identity, as the commune finds"), blank=True)
    met_on = models.DateField(
        _("meeting held on"), null=True, blank=True, help_text=_("If the commune held a meeting.")
    )
    letter_number = models.CharField(_("number of the request letter"), max_length=60, blank=True)
    letter_on = models.DateField(_("date of the request letter"), null=True, blank=True)
    samples = models.PositiveSmallIntegerField(
        _("samples sent"), default=5, help_text=_("Five of every product; none for tourism services.")
    )

    class Meta(Report.Meta):
        abstract = False
        verbose_name = _("commune's report")
        verbose_name_plural = _("communes' reports")
        ordering = ["pk"]
        triggers = [
            *Record.Meta.triggers,
            # Doubles Report.why_not_sign().
            immutable("commune_report_signed", once="OLD.signed_at IS NOT NULL"),
            # Doubles CommuneReport.dossiers_for().
            refuse_if(
                "commune_report_while_with_the_commune",
                WRITE,
                "NOT EXISTS (SELECT 1 FROM ratings_dossier WHERE id = NEW.dossier_id"
                f" AND state = '{DossierState.FILED}')",
            ),
        ]
        constraints = [signed_whole("commune_report_signed_whole", FOUR_CONTENTS)]

    @classmethod
    def dossiers_for(cls, user):
        """Return filed dossiers of the user's commune."""
        if not Act.WRITE_COMMUNE_REPORT.allows(user):
            return Dossier.objects.none()
        return Dossier.objects.visible_to(user).filter(state=DossierState.FILED)

    def get_edit_url(self):
        return reverse("desk-commune-report-edit", args=[self.pk])

    def findings(self):
        """Return the four contents in order as (name, the producer's description, the commune's findings)."""
        names = (_("Local material"), _("Local labour"), _("Origin of the idea"), _("Local identity"))
        for name, finding in zip(names, FOUR_CONTENTS, strict=True):
            yield name, getattr(self, finding.replace("finding", "claim")), getattr(self, finding)


@tracked()
class AdvisoryReport(Report):
    """The advisory team's findings on paper and on site, and its advice to the chair (article 7.4)."""

    contents = ("conclusion",)

    dossier = models.OneToOneField(
        Dossier, models.CASCADE, verbose_name=_("dossier"), related_name="advisory_report"
    )
    visited_on = models.DateField(_("visited on"), null=True, blank=True)
    visit_notes = models.TextField(_("notes of the visit"), blank=True)
    tests = models.TextField(_("further tests"), blank=True)
    conclusion = models.TextField(_("what the team advises"), blank=True)

    class Meta(Report.Meta):
        abstract = False
        verbose_name = _("report of the advisory team")
        verbose_name_plural = _("reports of the advisory team")
        ordering = ["pk"]
        triggers = [
            *Record.Meta.triggers,
            # Doubles Report.why_not_sign().
            immutable("advisory_report_signed", once="OLD.signed_at IS NOT NULL"),
            # Doubles AdvisoryReport.dossiers_for().
            refuse_if(
                "advisory_report_while_with_the_team",
                WRITE,
                "NOT EXISTS (SELECT 1 FROM ratings_dossier WHERE id = NEW.dossier_id"
                f" AND state = '{DossierState.ADVISORY}')",
            ),
        ]
        constraints = [signed_whole("advisory_report_signed_whole", ("conclusion",))]

    def get_desk_url(self):
        return reverse("score-dossier", args=[self.dossier_id])

    def get_edit_url(self):
        return reverse("score-advisory-report-edit", args=[self.pk])

    @classmethod
    def dossiers_for(cls, user):
        """Return dossiers at the advisory team, for its advisers."""
        seats = user.seats.filter(kind=SeatKind.ADVISER).values("council")
        return Dossier.objects.filter(state=DossierState.ADVISORY, council__in=seats)
