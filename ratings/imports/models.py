"""Lists that officers brought: the file as it came, what it would do, and whether it was done."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ocop.documents import RandomName, StoredFileField
from ocop.models import Role
from ocop.models.record import tracked
from ocop.scoping import ScopedQuerySet


class ImportState(models.TextChoices):
    """Whether a list was written."""

    PREVIEWED = "previewed", _("Looked at only")
    WRITTEN = "written", _("Imported")


class RowStatus(models.TextChoices):
    """What becomes of a row of a list."""

    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    SAME = "same", _("The same")
    REFUSED = "refused", _("Refused")


class RegisterImportQuerySet(ScopedQuerySet):
    """Imports of a province's officers."""

    def visible_to(self, user):
        """The province's own; neither producers nor communes see them."""
        if user.role in (Role.PRODUCER, Role.COMMUNE_OFFICER):
            return self.none()
        return super().visible_to(user)

    def for_list(self):
        """Rows for a list, newest first, without the rows of the lists."""
        return (
            self.select_related("place__province", "uploaded_by", "written_by")
            .defer("rows")
            .order_by("-uploaded_at", "-pk")
        )

    def for_detail(self):
        """One row with everything."""
        return self.select_related("place__province", "uploaded_by", "written_by")


# What the list says is in the registers' own history.
@tracked(exclude=["file", "sha256", "counts", "remarks", "rows"])
class RegisterImport(models.Model):
    """A list between its preview and its import. The file is private; `rows` is what was last found of each row."""

    place_path = "place"

    place = models.ForeignKey("ocop.Place", models.PROTECT, verbose_name=_("province"), related_name="+")
    file = StoredFileField(_("list"), upload_to=RandomName("imports"), max_length=200)
    file_name = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.PREVIEWED)
    counts = models.JSONField(_("rows by status"), default=dict)
    remarks = models.JSONField(_("remarks on the list"), default=dict)
    rows = models.JSONField(_("rows"), default=list)
    uploaded_by = models.ForeignKey(
        "ocop.User", models.PROTECT, verbose_name=_("uploaded by"), related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    written_by = models.ForeignKey(
        "ocop.User", models.PROTECT, verbose_name=_("imported by"), null=True, blank=True, related_name="+"
    )
    written_at = models.DateTimeField(_("imported at"), null=True, blank=True)

    objects = RegisterImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of a list")
        verbose_name_plural = _("imports of lists")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="import_state_known", condition=Q(state__in=ImportState.values)),
            models.CheckConstraint(
                name="import_written_by_and_at",
                condition=Q(state=ImportState.PREVIEWED, written_by=None, written_at=None)
                | Q(state=ImportState.WRITTEN, written_by__isnull=False, written_at__isnull=False),
            ),
        ]

    def __str__(self):
        return self.file_name

    def get_desk_url(self):
        """The page in the desk."""
        return reverse("desk-import-detail", args=[self.pk])

    @property
    def is_written(self):
        """Whether it was imported."""
        return self.state == ImportState.WRITTEN

    @property
    def row_count(self):
        """How many rows the list has."""
        return sum(self.counts.values())
