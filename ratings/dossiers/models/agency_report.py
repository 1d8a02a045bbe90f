"""Report of the provincial OCOP agency that may replace the council's result for five stars (article 7.6)."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ocop.database.triggers import WRITE, immutable, refuse_if
from ocop.models import Record
from ocop.models.record import tracked
from ocop.permissions import Act
from ocop.refusal import RefusedError
from ocop.values.canonical_json import sha256_of
from ratings.acts import act_on
from ratings.dossiers.models.dossier import Dossier
from ratings.dossiers.models.forwarding import NOT_OF_FIVE_STARS, SIGNED_ELSEWHERE, STANDS
from ratings.dossiers.models.reports import Report, signed_whole
from ratings.dossiers.workflow import DossierKind, DossierState

CONTENTS = ("checked", "site_check", "conclusion")


@tracked()
class AgencyReport(Report):
    """The agency's checks and proposal for a product with five stars; without points.

    A report signed before the dossier was returned for completion is no longer valid; it is edited and
    signed again.
    """

    contents = CONTENTS

    dossier = models.OneToOneField(
        Dossier, models.CASCADE, verbose_name=_("dossier"), related_name="agency_report"
    )
    number = models.CharField(_("number of the report"), max_length=60, blank=True)
    checked = models.TextField(
        _("what was checked"),
        blank=True,
        help_text=_("The papers, and what has changed since the recognition."),
    )
    visited_on = models.DateField(_("visited on"), null=True, blank=True)
    site_check = models.TextField(
        _("check on site"),
        blank=True,
        help_text=_(
            "What it found, or why there was none: it is for large changes of scale and for proof that is not clear."
        ),
    )
    conclusion = models.TextField(_("conclusion and proposal"), blank=True)

    class Meta(Report.Meta):
        abstract = False
        verbose_name = _("report of the provincial OCOP agency")
        verbose_name_plural = _("reports of provincial OCOP agencies")
        ordering = ["pk"]
        triggers = [
            *Record.Meta.triggers,
            # Doubles AgencyReport.open().
            immutable("agency_report_signed", once=STANDS),
            # Doubles AgencyReport.why_not_write().
            refuse_if("agency_report_on_five_stars_again", WRITE, NOT_OF_FIVE_STARS),
            # Doubles AgencyReport.dossiers_for().
            refuse_if("agency_report_signed_by_the_agency", WRITE, SIGNED_ELSEWHERE),
        ]
        constraints = [signed_whole("agency_report_signed_whole", CONTENTS)]

    def get_edit_url(self):
        return reverse("desk-agency-report-edit", args=[self.pk])

    @property
    def sha256(self):
        """Hash of the content, signer and date."""
        said = {name: getattr(self, name) for name in ("number", *CONTENTS)}
        signed = {"signed_by": self.signed_by_id, "signed_at": _moment(self.signed_at)}
        return sha256_of(said | {"visited_on": _moment(self.visited_on)} | signed)

    @property
    def is_outdated(self):
        """Whether the dossier was returned for completion after it was signed."""
        dossier = self.dossier
        if self.signed_at is None or dossier.state != DossierState.CHECKING:
            return False
        return dossier.since > self.signed_at

    @classmethod
    def dossiers_for(cls, user):
        """Return re-assessments of five stars that the user's province is checking."""
        if not Act.WRITE_AGENCY_REPORT.allows(user):
            return Dossier.objects.none()
        return Dossier.objects.editable_by(user).renewing_five_stars()

    @classmethod
    def why_not_write(cls, dossier, *, by):
        """Return why the agency's report cannot replace the council's result; else an empty string."""
        if dossier.kind != DossierKind.RENEWAL or dossier.is_national:
            return _(
                "Only when five stars are assessed again may the agency's report take the council's place."
            )
        if not cls.dossiers_for(by).filter(pk=dossier.pk).exists():
            return _(
                "The agency's report takes the council's place only while the province checks a re-assessment of"
                " five stars that are in force (article 7.6). This one passes the council."
            )
        return ""

    @classmethod
    @act_on
    def open(cls, dossier, *, by):
        """Return the dossier's report for editing, or raise RefusedError; an outdated one becomes a draft again."""
        if refusal := cls.why_not_write(dossier, by=by):
            raise RefusedError(refusal)
        report = super().open(dossier, by=by)
        if report.is_outdated:
            cls.objects.filter(pk=report.pk, signed_at=report.signed_at).update(
                signed_by=None, signed_at=None
            )
            report.refresh_from_db()
        return report


def _moment(value):
    return value.isoformat() if value else ""
