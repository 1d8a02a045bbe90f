"""Council sessions, for chair, secretary and office."""

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ocop.pages.steps import StepFormView
from ocop.pages.views import DetailPage
from ocop.permissions import Act
from ratings.councils.models import Council
from ratings.scoring.forms.session import AgendaForm, AttendanceForm, CloseForm, SessionForm
from ratings.scoring.models import Session


class SessionView(DetailPage):
    model = Session
    act = Act.READ_SESSIONS
    template_name = "ratings/scoring/session_detail.html"

    def get_context_data(self, **kwargs):
        """Add agenda, attendance, and why the user may not change it."""
        return super().get_context_data(
            items=self.object.items.read_by(self.request.user).for_list(),
            attendance=self.object.attendance.for_list(),
            answers=[] if self.object.is_meeting else self.object.answers(self.request.user),
            refusal=self.object.why_not(by=self.request.user),
            **kwargs,
        )


class SessionCallView(StepFormView):
    model = Council
    act = Act.CALL_SESSION
    form_class = SessionForm
    template_name = "score/step_form.html"
    title = _("Call a session")
    lead = _("A re-assessment may be decided in writing; everything else is decided in a meeting.")
    action_label = _("Call the session")

    def get_form_kwargs(self):
        """Offer only this council's dossiers."""
        return super().get_form_kwargs() | {"council": self.object}

    def step(self, council, form):
        fields = dict(form.cleaned_data)
        kind = fields.pop("kind")
        self.session = Session.objects.call(
            council, kind, fields.pop("dossiers"), by=self.request.user, **fields
        )
        return gettext("The session is called.")

    def get_success_url(self):
        """Return the page of the session; the list of dossiers if none was created."""
        return self.session.get_absolute_url() if hasattr(self, "session") else reverse("score")


class SessionStepView(StepFormView):
    model = Session
    act = Act.HOLD_SESSION
    template_name = "score/step_form.html"

    def get_success_url(self):
        return self.object.get_absolute_url()


class SessionAgendaView(SessionStepView):
    form_class = AgendaForm
    title = _("Add to the agenda")
    action_label = _("Add to the agenda")

    def get_form_kwargs(self):
        """Offer only dossiers that are not on the agenda."""
        return super().get_form_kwargs() | {"session": self.object}

    def step(self, session, form):
        session.add(form.cleaned_data["dossiers"], by=self.request.user, reason=form.cleaned_data["reason"])
        return gettext("The agenda is saved.")


class SessionAttendanceView(SessionStepView):
    form_class = AttendanceForm
    template_name = "ratings/scoring/attendance_form.html"
    title = _("Attendance")
    lead = _("Tick who is there. Once a result is established in this meeting, the attendance stands.")
    action_label = _("Save the attendance")

    def get_form_kwargs(self):
        """One line per seat."""
        return super().get_form_kwargs() | {"session": self.object}

    def step(self, session, form):
        session.attend(
            form.present,
            by=self.request.user,
            reasons=form.reasons,
            held_on=form.cleaned_data["held_on"],
        )
        return gettext("The attendance is saved.")


class SessionCloseView(SessionStepView):
    form_class = CloseForm
    title = _("Close the session")
    lead = _("What it has not decided waits for another session. Nothing changes in it afterwards.")
    action_label = _("Close the session")

    def get_form_kwargs(self):
        """Ask for the day if no result was concluded in the session."""
        return super().get_form_kwargs() | {"session": self.object}

    def step(self, session, form):
        session.close(by=self.request.user, **form.cleaned_data)
        return gettext("The session is closed. Its minutes are ready.")
