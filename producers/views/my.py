"""The page of people who act for a producer."""

from django.views.generic import ListView

from ocop.models import Role
from ocop.views import ScopedViewMixin
from producers.models import Producer


class MyView(ScopedViewMixin, ListView):
    model = Producer
    scope = "visible_to"
    roles = frozenset({Role.PRODUCER})
    template_name = "producers/my.html"

    def get_queryset(self):
        return super().get_queryset().for_own_page()
