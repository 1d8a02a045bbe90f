"""What the base views promise to every page."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.test import RequestFactory
from django.urls import path
from django.views.generic import View

from ocop.models import Place, Role
from ocop.models.user_session import SessionStore
from ocop.pages.forms import RecordForm
from ocop.pages.views import AddPage, DetailPage, EditPage
from ocop.permissions import Act
from producers.models import Producer
from ratings.councils.models import Seat
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
    act = Act.EDIT_REGISTERS
    form_class = LooseForm


def test_row_that_would_leave_the_scope_by_a_save_is_not_found():
    producer = make.producer()
    place = producer.place
    request = RequestFactory().post("/", {"name": "A", "place": make.commune().pk, "version": "1"})
    request.user = make.user(Role.PROVINCIAL_OFFICER, place=producer.place.province)
    request.session = SessionStore()
    assert LooseView.as_view()(request, pk=producer.pk).status_code == 404
    producer.refresh_from_db()
    assert producer.place == place


class HalfForm(RecordForm):
    """A form whose page decides the name, but forgot it."""

    decided = frozenset({"name"})

    class Meta:
        model = Producer
        fields = ["phone"]


def test_what_is_wrong_with_a_field_that_is_not_shown_is_said_above_the_form():
    form = HalfForm({"phone": "x" * 300}, user=make.user(Role.PROVINCIAL_OFFICER))
    assert set(form.errors) == {"__all__", "phone"}
    assert "Name: This field cannot be blank." in form.non_field_errors()


def just_before(statement, act):
    """Let another session act just before a statement that begins so; once."""
    acts = iter([act])

    def elsewhere(doing):
        with closing(connection):
            doing()

    def meanwhile(execute, said, *rest):
        if said.startswith(statement) and (doing := next(acts, None)):
            with ThreadPoolExecutor(1) as other:
                other.submit(elsewhere, doing).result()
        return execute(said, *rest)

    return connection.execute_wrapper(meanwhile)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", ["INSERT INTO", "UPDATE"])
def test_who_saves_what_somebody_else_has_just_saved_is_told_so(client, how):
    producer, entered = make.producer(), {"year": 2024, "domestic": 5, "version": 1}
    client.force_login(make.user(Role.PROVINCIAL_OFFICER, place=producer.place.province))
    page = f"/en/desk/producers/{producer.pk}/revenue/new/"
    if how == "UPDATE":
        page = f"/en/desk/trade/revenue/{make.revenue(producer=producer, year=2020).pk}/edit/"
    with just_before(f'{how} "producers_revenue"', lambda: make.revenue(producer=producer, year=2024)):
        answer = client.post(page, entered)
    assert answer.status_code == 200
    assert "The revenue of this producer in this year is recorded already." in answer.content.decode()
    assert producer.revenues.filter(year=2024).count() == 1


class ForgottenView(View):
    """A view that says nothing of what is done there."""


class ActlessView(DetailPage):
    """A page that names a model and no act."""

    model = Producer


class MisspelledView(View):
    """A view that names its act by a word, which may be misspelled."""

    act = "EDIT_REGISTRES"


class UnknownScopeView(DetailPage):
    """A page of rows which nothing narrows to those that a leader may issue."""

    model, act = Producer, Act.ISSUE_DECISION


class UnknownOwnerScopeView(AddPage):
    """A page that adds to rows which nothing narrows; those that it adds are."""

    model, owner, act = Seat, "user", Act.EDIT_COUNCILS


class RowlessScopeView(DetailPage):
    """A page of rows whose act reaches none."""

    model, act = Producer, Act.USE_ACCOUNT


@pytest.mark.parametrize(
    ("view", "error"),
    [
        (ForgottenView, "ocop.E001"),
        (ActlessView, "ocop.E001"),
        (MisspelledView, "ocop.E001"),
        (UnknownScopeView, "ocop.E003"),
        (UnknownOwnerScopeView, "ocop.E003"),
        (RowlessScopeView, "ocop.E003"),
    ],
)
def test_address_whose_rows_nothing_narrows_fails_the_check(view, error, settings):
    settings.ROOT_URLCONF = (path("wrong/", view.as_view(), name="wrong"),)
    with pytest.raises(SystemCheckError, match=error):
        call_command("check")
