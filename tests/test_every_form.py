"""Optimistic locking: on every edit form the second saver sees both texts and loses nothing."""

import pytest
from django import forms
from django.test import Client
from django.views.generic import UpdateView

from ocop.models import Role
from ocop.pages.checks import url_patterns, view_of
from ocop.pages.views import EditPage
from products.models import Listing, Product
from ratings.dossiers.models import AdvisoryReport, CommuneReport
from tests import factories as make
from tests.once import made_once
from tests.world import address, side

pytestmark = pytest.mark.django_db
EDITS = {
    pattern.name: pattern
    for _route, pattern in url_patterns()
    if isinstance(view_of(pattern), type) and issubclass(view_of(pattern), EditPage)
}


# What somebody found who looked has no other reason.
WITHOUT_A_REASON = {"desk-listing-check"}


def make_own():
    """A province; the product that is edited has no dossier, which would keep its name as it was filed."""
    own = side("Sở-tại")
    own.rows[Product] = own.bare
    # Somebody has looked before, so that the form says what was found.
    own.rows[Listing].mark_checked(by=own.people[Role.PROVINCIAL_OFFICER], found="different")
    return own


own = made_once(make_own)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def form_at(client, page):
    return client.get(page).context["form"]


def sent(form):
    """What a browser would send back from the form, unchanged."""
    values = {field.html_name: field.value() for field in form}
    return {name: value for name, value in values.items() if value or value == 0 and value is not False}


def text_field(form):
    """A field in which a sentence can be written."""
    names = [
        name
        for name, field in form.fields.items()
        if type(field) is forms.CharField and name not in ("reason", "tax_number", "code")
    ]
    # The number of a decision is no sentence.
    return next((name for name in names if name != "number"), names[0])


def writers(own, name):
    """Two people who write the form: officers of the province, unless it is another's."""
    model = view_of(EDITS[name]).model
    if model is AdvisoryReport:
        council = own.rows[AdvisoryReport].dossier.council
        return own.people[Role.EXPERT], make.seat(council, "adviser").user
    role = Role.COMMUNE_OFFICER if model is CommuneReport else Role.PROVINCIAL_OFFICER
    first = own.people[role]
    return first, make.user(role, place=first.place)


def test_every_page_that_changes_a_row_is_an_edit_form():
    changing = {
        pattern.name
        for _route, pattern in url_patterns()
        if isinstance(view_of(pattern), type) and issubclass(view_of(pattern), UpdateView)
    }
    assert changing == set(EDITS)


@pytest.mark.parametrize("name", sorted(EDITS))
def test_second_saver_sees_both_texts_and_loses_nothing(name, own):
    page = address(EDITS[name], own)
    lan, minh = (signed_in(officer) for officer in writers(own, name))
    form = form_at(lan, page)
    field = text_field(form)
    theirs, mine = sent(form) | {field: "Lan viết"}, sent(form_at(minh, page)) | {field: "Minh viết"}
    assert lan.post(page, theirs).status_code == 302

    conflict = minh.post(page, mine)
    assert conflict.status_code == 409
    text = conflict.content.decode()
    assert "Stored now: Lan viết" in text
    assert conflict.context["form"][field].value() == "Minh viết"
    assert form_at(lan, page)[field].value() == "Lan viết"

    again = sent(conflict.context["form"])
    assert minh.post(page, again).status_code == 302
    assert form_at(lan, page)[field].value() == "Minh viết"


@pytest.mark.parametrize("name", sorted(EDITS))
def test_record_that_is_not_theirs_any_more_gives_back_what_was_typed(name, own):
    page = address(EDITS[name], own)
    writer = writers(own, name)[0]
    form = form_at(signed_in(writer), page)
    field = text_field(form)
    elsewhere = make.user(writer.role)
    answer = signed_in(elsewhere).post(page, sent(form) | {field: "Đã gõ nửa giờ"})
    assert answer.status_code == 404
    assert "Đã gõ nửa giờ" in answer.content.decode()


@pytest.mark.parametrize("name", sorted(EDITS))
def test_save_without_a_version_is_a_conflict_whatever_stands_in_the_fields(name, own):
    page = address(EDITS[name], own)
    client = signed_in(writers(own, name)[0])
    fields = [field.html_name for field in form_at(client, page)]
    assert client.post(page, dict.fromkeys(fields, "Mới") | {"version": ""}).status_code == 409


@pytest.mark.parametrize("name", sorted(EDITS.keys() - WITHOUT_A_REASON))
def test_reason_of_a_change_is_kept_in_its_history(name, own):
    page = address(EDITS[name], own)
    writer = writers(own, name)[0]
    client = signed_in(writer)
    form = form_at(client, page)
    client.post(page, sent(form) | {text_field(form): "Mới", "reason": "Theo đơn của chủ thể"})
    row = own.rows[view_of(EDITS[name]).model]
    last = row.events.select_related("pgh_context").order_by("-pgh_id").first()
    assert last.pgh_context.metadata["reason"] == "Theo đơn của chủ thể"
    assert last.pgh_context.metadata["user"] == writer.pk
