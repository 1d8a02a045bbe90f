"""How whoever has no e-mail comes to a password: their commune prints a code."""

from django.shortcuts import render
from django.utils import timezone
from django.views.generic import DetailView

from ocop.models import OneTimeCode, Role
from ocop.models.mail import CodeKind
from ocop.models.one_time_code import LASTS
from ocop.views import ScopedViewMixin
from producers.models import Membership


class PrintedCodeView(ScopedViewMixin, DetailView):
    """Print a one-time code for the account of a producer of one's own commune."""

    model = Membership
    scope = "visible_to"
    roles = frozenset({Role.COMMUNE_OFFICER})
    template_name = "producers/desk/printed_code.html"

    def get_queryset(self):
        """Accounts of producers that are open; those of officers are not the commune's business."""
        accounts = super().get_queryset().filter(user__role=Role.PRODUCER, user__is_active=True)
        return accounts.select_related("user", "producer")

    def post(self, request, *args, **kwargs):
        """Make the code and show it, this once; the page loaded again makes no other in the place of the printed one."""
        self.object = self.get_object()
        code = OneTimeCode.objects.issue(self.object.user, CodeKind.PRINTED, by=request.user)
        until = timezone.now() + LASTS[CodeKind.PRINTED]
        response = render(request, self.template_name, self.get_context_data(code=code, until=until))
        response.led_to = request.path
        return response
