"""The first page of the officers' workspace."""

from django.views.generic import TemplateView

from ocop.models.user import DESK_ROLES
from ocop.views import SIGNED_IN, Scoped


class DeskView(Scoped, TemplateView):
    """Where an officer's day begins."""

    scope = SIGNED_IN
    roles = DESK_ROLES
    template_name = "desk/home.html"
