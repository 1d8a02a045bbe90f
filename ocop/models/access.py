"""Denied requests and opened papers: written by the web, shown in the log, kept for 24 months."""

from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ocop.models.place import Place
from ocop.models.user import User

STATUSES = (403, 404, 409)
LONGEST_PATH = 300


class AccessQuerySet(models.QuerySet):
    """The web inserts and reads these rows; it cannot change or delete them (ocop/database/access.py)."""

    def note(self, user: User, *, address: str, **what: object) -> None:
        """Record what `user` did; the same within a minute makes one row."""
        minute = timezone.now().replace(second=0, microsecond=0)
        row = self.model(user=user, address=address[:45], minute=minute, **what)
        self.bulk_create([row], ignore_conflicts=True)


def forget_accesses() -> int:
    """Delete rows older than 24 months by the only function that may; return how many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT access_forget()")
        return cursor.fetchone()[0]


class Access(models.Model):
    """Who, from which address, in which minute."""

    user = models.ForeignKey("ocop.User", models.PROTECT, verbose_name=_("who"), related_name="+")
    address = models.CharField(_("from the address"), max_length=45, blank=True)
    minute = models.DateTimeField(_("minute"))

    objects = AccessQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-minute", "-pk"]


class Denial(Access):
    """A denied request: 403, 404 (no such row in scope), or 409 (conflict)."""

    method = models.CharField(_("method"), max_length=10)
    path = models.CharField(_("page"), max_length=LONGEST_PATH)
    status = models.PositiveSmallIntegerField(_("answered with"))

    class Meta(Access.Meta):
        verbose_name = _("denied attempt")
        verbose_name_plural = _("denied attempts")
        constraints = [
            models.CheckConstraint(name="denial_status_known", condition=models.Q(status__in=STATUSES)),
            models.UniqueConstraint(
                name="denial_once_a_minute",
                fields=["user", "path", "minute"],
                violation_error_message=_("This attempt is noted already."),
            ),
        ]
        indexes = [models.Index(fields=["minute"], name="denial_minute")]

    def __str__(self):
        return f"{self.method} {self.path}: {self.status}"


class PaperReading(Access):
    """An opened paper of a row: its file, a page of it, or a document that the portal generates.

    The place is that of the row at that time; NULL for rows of the whole country.
    """

    model = models.CharField(_("kind of row"), max_length=100)
    row = models.BigIntegerField(_("row"))
    paper = models.CharField(_("paper"), max_length=LONGEST_PATH)
    place = models.ForeignKey(
        Place, models.PROTECT, verbose_name=_("place"), related_name="+", null=True, blank=True
    )

    class Meta(Access.Meta):
        verbose_name = _("opened paper")
        verbose_name_plural = _("opened papers")
        constraints = [
            models.UniqueConstraint(
                name="paper_reading_once_a_minute",
                fields=["user", "model", "row", "paper", "minute"],
                violation_error_message=_("This reading is noted already."),
            ),
        ]
        indexes = [
            models.Index(fields=["minute"], name="paper_reading_minute"),
            models.Index(fields=["model", "row"], name="paper_reading_row"),
        ]

    def __str__(self):
        return self.paper
