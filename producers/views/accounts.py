"""Passwords for people without e-mail: their commune prints a one-time code."""

from django.shortcuts import render
from django.utils import timezone
from django.views.generic import DetailView

from ocop.models import OneTimeCode, Role
from ocop.models.mail import CodeKind
from ocop.models.one_time_code import LASTS
from ocop.pages.views import ScopedViewMixin
from ocop.permissions import Act
from producers.models import Membership


class PrintedCodeView(ScopedViewMixin, DetailView):
    """Print a one-time code for the account of a producer of the officer's commune."""

    model = Membership
    act = Act.PRINT_CODE
    template_name = "producers/desk/printed_code.html"

    def get_queryset(self):
        """Open accounts of producers; a commune has no business with officers' accounts."""
        accounts = super().get_queryset().filter(user__role=Role.PRODUCER, user__is_active=True)
        return accounts.select_related("user", "producer")

    def post(self, request, *args, **kwargs):
        """Create the code and show it once.

        Reloading the page does not create another, which would make the printed one void.
        """
        self.object = self.get_object()
        code = OneTimeCode.objects.issue(self.object.user, CodeKind.PRINTED, by=request.user)
        until = timezone.now() + LASTS[CodeKind.PRINTED]
        response = render(request, self.template_name, self.get_context_data(code=code, until=until))
        vars(response)["led_to"] = request.path  # ocop.pages.once reads it
        return response
