from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView
from pghistory.models import Events

from ocop.history.log import Log, LogFilters, named_models
from ocop.models import Place
from ocop.pages.forms import choice_field, row_field
from ocop.pages.views import PaginationMixin, ScopedViewMixin
from ocop.permissions import Act


class LogForm(forms.Form):
    """Filters of the log. Invalid values do not filter, and get an error."""

    person = forms.CharField(
        label=_("Who did it"), required=False, help_text=_("Part of a name, an e-mail or a telephone number.")
    )
    place = forms.ModelChoiceField(
        Place.objects.none(), label=_("Place"), required=False, empty_label=_("All")
    )
    model = forms.ChoiceField(label=_("What it is about"), required=False)
    since = forms.DateField(label=_("From day"), required=False)
    until = forms.DateField(label=_("Until day"), required=False)
    row = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        places, own = Place.objects.in_force().for_list(), user.place
        within = places.communes().filter(Q(province=own) | Q(pk=own.pk)) if own else places.provinces()
        row_field(self, "place").queryset = within
        named = [(key, capfirst(model._meta.verbose_name)) for key, model in named_models().items()]
        choice_field(self, "model").choices = [("", _("All")), *sorted(named, key=lambda each: str(each[1]))]

    def asked(self) -> LogFilters:
        """The filters; the last day is included."""
        self.is_valid()
        data = self.cleaned_data
        last = data.get("until")
        return LogFilters(
            person=data.get("person", ""),
            place=data.get("place"),
            model=data.get("model", ""),
            row=data.get("row"),
            since=_beginning(data.get("since")),
            before=_beginning(last and last + timedelta(days=1)),
        )


def _beginning(day):
    """The first moment of a day in Vietnam."""
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None


class LogView(PaginationMixin, ScopedViewMixin, ListView):
    """Who changed what, when and why, in all registers; an auditor of a province reads what belongs to it."""

    model = Events
    queryset: Any = Log()  # not a queryset, but narrowed, counted and cut like one
    act = Act.READ_LOG
    template_name = "desk/log.html"
    paginate_by = 50

    def get_queryset(self):
        self.form = LogForm(self.request.GET, user=self.request.user)
        return super().get_queryset().narrowed(self.form.asked())

    def get_context_data(self, **kwargs):
        return super().get_context_data(form=self.form, **kwargs)
