"""The mark of a demonstration database."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Demonstration(models.Model):
    """One row in a demonstration database, which only the database's owner may insert.

    `./run` marks the embedded database; a database given by DATABASE_URL is never marked. Only the owner may write the
    backdated rows of a demonstration: in SQL, `is_demonstration()` says whether the database is marked,
    `writes_demonstration()` whether in addition the owner asks. Guards that allow backdated rows say `NOT
    writes_demonstration()`.
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
        """Mark this database. Raises ProgrammingError for anybody but the owner."""
        cls.objects.get_or_create(id=1)

    @classmethod
    def is_marked(cls) -> bool:
        """Whether this is a demonstration database. One query."""
        return cls.objects.exists()
