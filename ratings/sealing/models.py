"""The sealed package of a result: everything that led to the star, in one immutable file."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from ocop.database.triggers import immutable, refuse_if
from ocop.permissions import Act
from ocop.permissions.scoping import ScopedQuerySet
from ratings.dossiers.models.queryset import forwarded
from ratings.integrity.models.anchor import AnchorKind, anchored
from ratings.scoring.models.result import Result


class SealedPackageQuerySet(ScopedQuerySet):
    """Packages; created by seal.py."""

    def visible_to(self, user):
        """Packages of the user's province, for its offices and the auditor."""
        return super().visible_to(user) if Act.READ_PACKAGE.allows(user) else self.none()

    def for_list(self):
        """Rows without the file."""
        return self.select_related("result__dossier__product", "decision__place").defer("archive")

    def for_detail(self):
        """One row with its file."""
        return self.select_related("result__dossier__product", "decision__place")


class SealedPackage(models.Model):
    """The package of a result as of its decision. `sha256` is the hash of its manifest."""

    place_path = "result__dossier__product__producer__place"
    producer_path = "result__dossier__product__producer"
    ministry_reads = forwarded("result__dossier")

    result = models.OneToOneField(Result, models.PROTECT, verbose_name=_("result"), related_name="package")
    decision = models.ForeignKey(
        "ratings.Decision", models.PROTECT, verbose_name=_("decision"), related_name="packages"
    )
    manifest = models.TextField(_("list of files with their hashes"))
    sha256 = models.CharField("SHA-256", max_length=64)
    archive = models.BinaryField(_("file"))

    objects = SealedPackageQuerySet.as_manager()

    class Meta:
        verbose_name = _("sealed package")
        verbose_name_plural = _("sealed packages")
        ordering = ["pk"]
        triggers = [
            immutable("sealed_package_is_kept"),
            refuse_if(
                "sealed_package_of_an_issued_decision",
                pgtrigger.Insert,
                "NOT EXISTS (SELECT 1 FROM ratings_result r"
                " JOIN ratings_decisionitem i ON i.dossier_id = r.dossier_id"
                " JOIN ratings_decision d ON d.id = i.decision_id"
                " WHERE r.id = NEW.result_id AND d.id = NEW.decision_id AND d.issued_at IS NOT NULL)",
            ),
            refuse_if(
                "sealed_package_has_its_own_hash",
                pgtrigger.Insert,
                "NEW.sha256 <> encode(sha256(convert_to(NEW.manifest, 'UTF8')), 'hex')",
            ),
            anchored(AnchorKind.PACKAGE),
        ]

    def __str__(self):
        return self.file_name

    @property
    def file_name(self):
        """File name of the download."""
        return f"ocop-{self.result_id}-{self.sha256[:8]}.zip"
