"""What signed-in people were denied: pages that are not theirs, rows of others, steps that were not possible."""

from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ocop.models.user import User

STATUSES = (403, 404, 409)
LONGEST_PATH = 300


class DenialQuerySet(models.QuerySet):
    """Denied attempts. The web writes and reads them; it changes and deletes none (ocop/database_access.py)."""

    def note(self, user: User, *, method: str, path: str, status: int, address: str) -> None:
        """Note one; the same person, path and minute make one row, whatever else is asked."""
        minute = timezone.now().replace(second=0, microsecond=0)
        cut = {"method": method[:10], "path": path[:LONGEST_PATH], "address": address[:45]}
        row = self.model(user=user, status=status, minute=minute, **cut)
        self.bulk_create([row], ignore_conflicts=True)

    def forget(self) -> int:
        """Delete those of more than 24 months ago, by the one function that may; return how many."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT denial_forget()")
            return cursor.fetchone()[0]


class Denial(models.Model):
    """That somebody was refused (403), found no such row (404), or came too late or too early (409)."""

    user = models.ForeignKey("ocop.User", models.PROTECT, verbose_name=_("who"), related_name="+")
    method = models.CharField(_("method"), max_length=10)
    path = models.CharField(_("page"), max_length=LONGEST_PATH)
    status = models.PositiveSmallIntegerField(_("answer"))
    address = models.CharField(_("from the address"), max_length=45, blank=True)
    minute = models.DateTimeField(_("minute"))

    objects = DenialQuerySet.as_manager()

    class Meta:
        verbose_name = _("denied attempt")
        verbose_name_plural = _("denied attempts")
        ordering = ["-minute", "-pk"]
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
