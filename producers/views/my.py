"""The page of people who act for a producer."""

from django.views.generic import ListView

from ocop.pages.views import ScopedViewMixin
from ocop.permissions import Act
from producers.models import Producer


class MyView(ScopedViewMixin, ListView):
    model = Producer
    act = Act.SEE_OWN_PRODUCTS
    template_name = "producers/my.html"

    def get_queryset(self):
        return super().get_queryset().for_own_page()
