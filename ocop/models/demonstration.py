"""The mark of a database that is only a demonstration."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Demonstration(models.Model):
    """That this database is a demonstration: one row, which only the owner of the database may write.

    `./run` marks the embedded database; one that somebody names by DATABASE_URL is never marked. The past that a
    demonstration shows is written by the owner only: in SQL `is_demonstration()` tells whether the database is
    marked, `writes_demonstration()` whether in addition the owner asks. A guard that lets such a past through
    says `NOT writes_demonstration()`.
    """

    id = models.SmallIntegerField(primary_key=True, default=1, editable=False)
    since = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("mark of a demonstration")
        verbose_name_plural = _("marks of a demonstration")
        constraints = [
            models.CheckConstraint(
                name="demonstration_marked_once",
                condition=models.Q(id=1),
                violation_error_message=_("This database is marked already."),
            )
        ]

    def __str__(self):
        return f"{self.since:%Y-%m-%d}"

    @classmethod
    def mark(cls) -> None:
        """Mark this database, if it is not marked yet. Raises ProgrammingError for anybody but the owner."""
        cls.objects.get_or_create(id=1)

    @classmethod
    def is_marked(cls) -> bool:
        """Tell whether this database is a demonstration. One query."""
        return cls.objects.exists()
