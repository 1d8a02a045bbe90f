"""The Django admin reads the registers and changes none of them."""

import re
from itertools import cycle, zip_longest
from urllib.parse import parse_qs, urlencode

import pytest
from django import forms
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse

from ocop.models import PlaceEvent, Record, Role, User
from ocop.pages.admin_base import ChangedHere, ReadOnly
from ocop.pages.once import KEY
from ocop.values.dates import today
from producers.models import Membership, Producer
from products.models import Product
from ratings.dossiers.models import CalendarDay
from tests import factories as make
from tests.once import made_once
from tests.test_every_form import sent, signed_in, text_field
from tests.world import make_world

pytestmark = pytest.mark.django_db
# The sheets of the law and the accounts are the administrators' own business.
REGISTERS = sorted(
    (model for model in admin.site._registry if issubclass(model, Record)), key=lambda model: model.__name__
)


world = made_once(make_world)


@pytest.fixture
def alone(monkeypatch):
    """Draw pages without the list of all models beside them, which tests/ocop/test_admin.py reads: it is the same on each."""
    monkeypatch.setattr(admin.site, "enable_nav_sidebar", False)


def test_every_register_can_be_looked_up():
    inside = {inline.model for page in admin.site._registry.values() for inline in page.inlines}
    assert sorted(model.__name__ for model in all_records() - set(REGISTERS) - inside) == []


def all_records():
    found, waiting = set(), [Record]
    while waiting:
        model = waiting.pop()
        waiting += model.__subclasses__()
        if not model._meta.abstract:
            found.add(model)
    return found


@pytest.mark.parametrize("model, address", [(Producer, "producers/producer"), (Product, "products/product")])
def test_search_ignores_accents(model, address, client):
    product = make.product(name="Chè Đinh", producer=make.producer(name="Hợp tác xã Hảo Đạt"))
    make.product()
    client.force_login(make.user(Role.ADMINISTRATOR))
    for words in ("hao dat", "HẢO"):
        found = client.get(f"/en/admin/{address}/", {"q": words}).context["cl"].result_list
        assert [row.pk for row in found] == [product.pk if model is Product else product.producer_id]


def test_administrator_connects_an_account_with_its_producer(client):
    user, producer = make.user(Role.PRODUCER), make.producer()
    client.force_login(make.user(Role.ADMINISTRATOR))
    client.post("/en/admin/producers/membership/add/", {"user": user.pk, "producer": producer.pk})
    assert list(Producer.objects.visible_to(user)) == [producer]


def addresses_of(model, row):
    """Every address of a model in the admin, whatever it answers, and lists that are asked oddly."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    listed, page = reverse(f"{name}_changelist"), admin.site._registry[model]
    yield from (listed, reverse(f"{name}_add"))
    yield from (f"{listed}?pk__in=x", f"{listed}?nothing=1")
    # In the order of every column at once, one way and the other; whole, searched, beyond the last page, after an error.
    columns = [str(number) for number, _column in enumerate(page.list_display, 1)]
    yield f"{listed}?o={'.'.join(columns)}&all=&e=1"
    yield f"{listed}?o=-{'.-'.join(columns)}&q=ha&p=9999"
    for key in (row.pk if row else 1, 10**30, "x"):
        yield from (reverse(f"{name}_{act}", args=[key]) for act in ("change", "history", "delete"))


def narrowed(changelist):
    """The queries of a list narrowed by all of its filters at once; each choice of each filter is in one of them.

    Of the rows that a filter offers, which are all asked for alike, a few.
    """
    queries = []
    for filters in changelist.filter_specs:
        few = 4 if isinstance(filters, admin.RelatedFieldListFilter) else None
        words = [each.get("query_string", "?")[1:] for each in filters.choices(changelist)]
        queries.append([parse_qs(each, keep_blank_values=True) for each in words[:few]])
    for together in zip_longest(*queries, fillvalue={}):
        asked = {name: values for query in together for name, values in query.items()}
        yield "?" + urlencode(asked, doseq=True)


@pytest.mark.ignore_template_errors
@pytest.mark.parametrize("model", sorted(admin.site._registry, key=lambda model: model._meta.label), ids=str)
def test_no_address_of_a_model_breaks_the_admin_and_registers_can_be_looked_up(model, world, alone):
    client = Client(raise_request_exception=False)
    client.force_login(world.country[Role.ADMINISTRATOR])
    row = model._default_manager.first()
    addresses = {*addresses_of(model, row)}
    listed = min(addresses, key=len)
    answer = client.get(listed)
    answers = {path: client.get(path).status_code for path in addresses - {listed}}
    assert {path: status for path, status in answers.items() if status >= 500} == {}
    if model in REGISTERS:
        assert answer.status_code == 200
        assert answers[f"{listed}{row.pk}/change/"] in (200, 302)
        assert answers[f"{listed}add/"] == 403
    asked = {query: client.get(listed + query).status_code for query in narrowed(answer.context["cl"])}
    # A filter that cannot be asked leads back to the list: the others would not have been asked with it.
    assert {query: status for query, status in asked.items() if status != 200} == {}


def is_looked_up(kind):
    """Whether a kind of row is in the admin."""
    return kind.model_class() is not None and admin.site.is_registered(kind.model_class())


@pytest.mark.ignore_template_errors
def test_no_other_address_of_the_admin_breaks(world):
    client = Client(raise_request_exception=False)
    client.force_login(world.country[Role.ADMINISTRATOR])
    keys, kinds = (1, 10**30, "x"), [*ContentType.objects.order_by("pk"), ContentType(pk=10**30)]
    asked = [(kind.pk, key) for kind in kinds if is_looked_up(kind) for key in keys]
    # No row of any other kind is read, whatever its key.
    asked += zip([kind.pk for kind in kinds if not is_looked_up(kind)], cycle(keys))
    addresses = [f"/admin/r/{kind}/{key}/" for kind, key in asked]
    # They lead elsewhere and say nothing: in the languages in turn.
    addresses = [("", "/en")[number % 2] + address for number, address in enumerate(addresses)]
    pages = [f"/admin/{app}/" for app in {model._meta.app_label for model in admin.site._registry}]
    pages += ["/admin/", "/admin/nothing/", "/admin/jsi18n/", "/admin/password_change/", "/admin/login/"]
    pages += ["/admin/password_change/done/", "/admin/autocomplete/", "/admin/autocomplete/?app_label=x"]
    addresses += [language + page for page in pages for language in ("", "/en")]
    answers = {path: client.get(path).status_code for path in addresses}
    assert {path: status for path, status in answers.items() if status >= 500} == {}


@pytest.mark.ignore_template_errors
@pytest.mark.parametrize("model", sorted(admin.site._registry, key=lambda model: model._meta.label), ids=str)
def test_nothing_sent_to_a_model_breaks_the_admin_and_registers_are_not_changed(model, world, alone):
    client = Client(raise_request_exception=False)
    client.force_login(world.country[Role.ADMINISTRATOR])
    page, row = admin.site._registry[model], model._default_manager.first()
    sent = [*sent_to(model, page, row.pk if row else 1)]
    answers = [(path, data, client.post(path, data).status_code) for path, data in sent]
    assert [answer for answer in answers if answer[2] >= 500] == []
    if model in REGISTERS:
        assert {status for path, _data, status in answers if re.search(r"/(add|change|delete)/$", path)} == {
            403
        }
        assert model._default_manager.filter(pk=row.pk).exists()


def sent_to(model, page, key):
    """(address, what is sent there). Where nobody changes anything, nothing sent is read: one thing to each address."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    garbage = {field.name: "\0x" for field in model._meta.fields} | {"_save": "x", "post": "yes"}
    action = {"action": "delete_selected", "_selected_action": [key], "post": "yes"}
    is_read_only = isinstance(page, ReadOnly) and not page.actions
    for address in (
        reverse(f"{name}_add"),
        *(reverse(f"{name}_{act}", args=[key]) for act in ("change", "delete")),
    ):
        yield from ((address, data) for data in ([garbage] if is_read_only else [{}, garbage]))
    actions = [action] if is_read_only else [{}, action, action | {"action": "nothing"}]
    yield from ((reverse(f"{name}_changelist"), data) for data in actions)


def offers_something(model, page):
    """Whether something can be changed on its page: a field that is neither shown only nor the portal's own."""
    fields = {field.name for field in model._meta.fields if field.editable and not field.primary_key}
    return not isinstance(page, ReadOnly) and fields - set(page.readonly_fields)


CHANGED = sorted(
    (model for model, page in admin.site._registry.items() if offers_something(model, page)),
    key=lambda model: model.__name__,
)


def test_what_the_admin_changes_notices_that_somebody_else_saved_first():
    assert all(isinstance(admin.site._registry[model], ChangedHere) for model in CHANGED)


def row_of(model, world):
    """A row that the admin changes; a new model needs one here."""
    if model is CalendarDay:
        return CalendarDay.objects.create(day=today(), works=False, name="Nghỉ bù", instrument="12/TB")
    if model is PlaceEvent:
        return make.place_event()
    return {User: world.here.people[Role.EXPERT], Membership: world.here.rows.get(Membership)}[model]


def written(form, names):
    """(field, what one enters, what the other enters): sentences, or two other rows where there is no text."""
    field = text_field(form) if any(type(each) is forms.CharField for each in visible(form)) else names[0]
    rows = getattr(form.fields[field], "queryset", None)
    others = [row.pk for row in rows.order_by("-pk")[:2]] if rows is not None else []
    return field, *(others or ["Lan viết", "Minh viết"])


def visible(form):
    return [form.fields[field.name] for field in form.visible_fields()]


@pytest.mark.ignore_template_errors
@pytest.mark.parametrize("model", CHANGED, ids=lambda model: model.__name__)
def test_second_saver_in_the_admin_sees_both_and_loses_nothing(model, world):
    row = row_of(model, world)
    page = f"/en/admin/{model._meta.app_label}/{model._meta.model_name}/{row.pk}/change/"
    lan, minh = (signed_in(make.user(Role.ADMINISTRATOR)) for _n in range(2))
    forms_of = [client.get(page).context["adminform"].form for client in (lan, minh)]
    field, one, other = written(forms_of[0], [each.name for each in forms_of[0].visible_fields()])
    assert lan.post(page, sent(forms_of[0]) | {field: one}).status_code == 302
    conflict = minh.post(page, sent(forms_of[1]) | {field: other})
    assert conflict.status_code == 409
    again = conflict.context["adminform"].form
    assert "Stored now:" in str(again.errors[field])
    assert str(again[field].value()) == str(other)
    assert minh.post(page, sent(again)).status_code == 302
    row.refresh_from_db()
    assert str(getattr(row, model._meta.get_field(field).attname)) == str(other)


@pytest.mark.ignore_template_errors
def test_a_new_row_of_the_admin_that_is_sent_twice_is_made_once(world):
    client = world.client_of(world.country[Role.ADMINISTRATOR])
    page = client.get("/en/admin/producers/membership/add/")
    user = make.user(Role.PRODUCER)
    key = re.search(rf'name="{KEY}" value="(\w+)"', page.content.decode())[1]
    values = {"user": user.pk, "producer": world.here.rows[Producer].pk, KEY: key}
    answers = [client.post("/en/admin/producers/membership/add/", values).status_code for _n in range(2)]
    assert answers == [302, 302]
    assert Membership.objects.filter(user=user).count() == 1
