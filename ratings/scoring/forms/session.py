"""Forms for council sessions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.pages.forms import choice_field, row_field, say_when_needed
from ocop.values.dates import today
from ratings.dossiers.workflow import DossierState
from ratings.scoring.models import Session, SessionItem, SessionKind


class AgendaField(forms.ModelMultipleChoiceField):
    """Choice of dossiers, labelled by product and producer."""

    def label_from_instance(self, dossier):
        """For example “Chè Tân Cương: first assessment (HTX Hảo Đạt)”."""
        return f"{dossier} ({dossier.product.producer})"


class SessionForm(forms.ModelForm):
    """New session: kind, day, place, and dossiers."""

    dossiers = AgendaField(label=_("On the agenda"), queryset=None, widget=forms.CheckboxSelectMultiple)
    reason = forms.CharField(
        label=_("Why a meeting decides what stands on a written procedure"),
        required=False,
        max_length=SessionItem._meta.get_field("taken_off").max_length,
    )

    class Meta:
        model = Session
        fields = ["kind", "held_on", "venue", "answers_until"]
        widgets = {"kind": forms.RadioSelect}

    def __init__(self, *args, council, **kwargs):
        super().__init__(*args, **kwargs)
        choice_field(self, "kind").choices = SessionKind.choices
        self.fields["held_on"].initial = today()
        self.fields["held_on"].required = False
        self.fields["held_on"].label = _("Day of the meeting")
        say_when_needed(self, "held_on", _("needed for a meeting"))
        say_when_needed(self, "venue", _("needed for a meeting"))
        say_when_needed(self, "answers_until", _("needed for a written procedure"))
        self.fields["held_on"].help_text = _("Today or a later day. A written procedure begins today.")
        row_field(self, "dossiers").queryset = council.dossiers.filter(state=DossierState.SCORING).for_list()


class AgendaForm(forms.Form):
    """Dossiers to add to an open session."""

    dossiers = AgendaField(
        label=_("On the agenda as well"), queryset=None, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(
        label=_("Why a meeting decides what stands on a written procedure"),
        required=False,
        max_length=SessionItem._meta.get_field("taken_off").max_length,
    )

    def __init__(self, *args, session, **kwargs):
        super().__init__(*args, **kwargs)
        waiting = session.council.dossiers.filter(state=DossierState.SCORING).exclude(sessions=session)
        row_field(self, "dossiers").queryset = waiting.for_list()


class AttendanceForm(forms.Form):
    """Who is present, and why others are absent."""

    held_on = forms.DateField(label=_("Day on which the council met"), required=False)

    def __init__(self, *args, session, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["held_on"].initial = min(session.held_on, today())
        self.rows = list(session.attendance.for_list())
        for row in self.rows:
            self.fields[f"present_{row.user_id}"] = forms.BooleanField(
                label=row.user, required=False, initial=row.present
            )
            self.fields[f"reason_{row.user_id}"] = forms.CharField(
                label=_("Why %(person)s is absent") % {"person": row.user},
                required=False,
                max_length=row._meta.get_field("reason").max_length,
                initial=row.reason,
            )

    @property
    def present(self):
        """Keys of the users who are present."""
        return {row.user_id for row in self.rows if self.cleaned_data[f"present_{row.user_id}"]}

    @property
    def reasons(self):
        """{user key: reason of absence}."""
        return {row.user_id: self.cleaned_data[f"reason_{row.user_id}"] for row in self.rows}


class CloseForm(forms.Form):
    """Discussion and conclusion, for the minutes."""

    held_on = forms.DateField(label=_("Day on which it was held"), required=False)
    conclusion = forms.CharField(
        label=_("Discussion and conclusion"), required=False, widget=forms.Textarea, max_length=5000
    )

    def __init__(self, *args, session, **kwargs):
        super().__init__(*args, **kwargs)
        if session.has_results or not session.is_meeting:
            del self.fields["held_on"]
        else:
            self.fields["held_on"].initial = min(session.held_on, today())
