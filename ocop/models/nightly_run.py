from django.db import models
from django.utils.translation import gettext_lazy as _


class NightlyRun(models.Model):
    """A nightly job that is done for a day."""

    job = models.CharField(_("job"), max_length=60)
    day = models.DateField(_("day"))
    finished = models.DateTimeField(_("finished"), auto_now_add=True)

    class Meta:
        verbose_name = _("nightly run")
        verbose_name_plural = _("nightly runs")
        ordering = ["-day", "job"]
        constraints = [
            models.UniqueConstraint(
                name="nightly_run_once",
                fields=["job", "day"],
                violation_error_message=_("This job was done for that day already."),
            )
        ]

    def __str__(self):
        return f"{self.job} {self.day}"
