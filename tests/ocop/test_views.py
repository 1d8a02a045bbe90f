"""What the base views promise to every page."""

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import transaction
from django.http import Http404
from django.test import RequestFactory
from django.urls import path
from django.views.generic import View

from ocop.forms import RecordForm
from ocop.models import Place, Role
from ocop.views import EditPage
from producers.models import Producer
from tests import factories as make

pytestmark = pytest.mark.django_db


class LooseForm(RecordForm):
    """A form that forgot to narrow its choices."""

    class Meta:
        model = Producer
        fields = ["name", "place"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = Place.objects.all()


class LooseView(EditPage):
    model = Producer
    form_class = LooseForm


def test_row_that_would_leave_the_scope_by_a_save_is_not_found():
    producer = make.producer()
    place = producer.place
    request = RequestFactory().post("/", {"name": "A", "place": make.commune().pk, "version": "1"})
    request.user = make.user(Role.PROVINCIAL_OFFICER, place=producer.place.province)
    # As every request (ATOMIC_REQUESTS).
    with pytest.raises(Http404), transaction.atomic():
        LooseView.as_view()(request, pk=producer.pk)
    producer.refresh_from_db()
    assert producer.place == place


def test_address_without_a_scope_fails_the_check(settings):
    settings.ROOT_URLCONF = __name__
    with pytest.raises(SystemCheckError, match="ocop.E001"):
        call_command("check")


class ForgottenView(View):
    """A view that says nothing of whose rows it reaches."""


urlpatterns = [path("forgotten/", ForgottenView.as_view(), name="forgotten")]
