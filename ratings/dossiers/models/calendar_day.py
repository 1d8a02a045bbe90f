"""Working days and holidays as announced by the government; they override the package."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ocop.models.record import tracked
from ratings.dossiers.deadlines import COMMUNE_WORKING_DAYS, working_days_after
from ratings.dossiers.models.dossier import Dossier
from ratings.dossiers.workflow import DossierState


class CalendarDayQuerySet(models.QuerySet):
    def decided(self):
        """Return {day: whether offices work}."""
        return dict(self.values_list("day", "works"))


@tracked()
class CalendarDay(models.Model):
    """A holiday, day in lieu or working Saturday, with the instrument that announces it.

    Recorded by the administrator. One recorded day of a year means that the days of the year are announced.
    """

    day = models.DateField(_("day"), unique=True)
    works = models.BooleanField(_("offices work"), help_text=_("No: a holiday or a day in lieu of one."))
    name = models.CharField(_("name"), max_length=120, help_text=_("For example “Nghỉ bù Tết Nguyên đán”."))
    instrument = models.CharField(
        _("instrument"), max_length=200, help_text=_("What announces it, with its number and day.")
    )

    objects = CalendarDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("working day or holiday")
        verbose_name_plural = _("working days and holidays")
        ordering = ["-day"]
        constraints = [
            models.CheckConstraint(
                name="calendar_day_named_with_its_instrument",
                condition=~models.Q(name="") & ~models.Q(instrument=""),
                violation_error_message=_("Name the day and what announces it."),
            )
        ]

    def __str__(self):
        return f"{self.day:%d/%m/%Y} {self.name}"

    def save(self, *args, **kwargs):
        """Save, then update deadlines."""
        super().save(*args, **kwargs)
        update_deadlines()

    def delete(self, *args, **kwargs):
        """Delete, then update deadlines."""
        gone = super().delete(*args, **kwargs)
        update_deadlines()
        return gone


def update_deadlines():
    """Update the deadline of every dossier at a commune, the only one in working days."""
    for dossier in Dossier.objects.filter(state=DossierState.FILED):
        due_on = working_days_after(timezone.localdate(dossier.since), COMMUNE_WORKING_DAYS)
        if due_on != dossier.due_on:
            Dossier.objects.filter(pk=dossier.pk, state=DossierState.FILED).update(due_on=due_on)
