"""Days on which offices work or not, as the government announced them: they overrule the package's public holidays."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ocop.models.record import tracked
from ratings.dossiers.deadlines import COMMUNE_WORKING_DAYS, working_days_after
from ratings.dossiers.models.dossier import Dossier
from ratings.dossiers.workflow import DossierState


class CalendarDayQuerySet(models.QuerySet):
    """Announced days."""

    def decided(self):
        """Whether offices work, by day."""
        return dict(self.values_list("day", "works"))


@tracked()
class CalendarDay(models.Model):
    """A public holiday, a day given in lieu or a Saturday worked for one, with the instrument that announces it.

    The administrator records them. One recorded day of a year says that its days are announced.
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
        """Reckon the last days that run anew."""
        super().save(*args, **kwargs)
        reckon_anew()

    def delete(self, *args, **kwargs):
        """The same."""
        gone = super().delete(*args, **kwargs)
        reckon_anew()
        return gone


def reckon_anew():
    """Set the last day of every dossier with a commune, the one clock that runs in working days, by the days known now."""
    for dossier in Dossier.objects.filter(state=DossierState.FILED):
        due_on = working_days_after(timezone.localdate(dossier.since), COMMUNE_WORKING_DAYS)
        if due_on != dossier.due_on:
            Dossier.objects.filter(pk=dossier.pk, state=DossierState.FILED).update(due_on=due_on)
