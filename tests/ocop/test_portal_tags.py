import datetime

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.test import RequestFactory

from ocop.models import Place, Role, User
from ocop.templatetags import portal
from tests import factories as make


class Narrowing(forms.Form):
    q = forms.CharField(label="Words", required=False)
    stars = forms.TypedMultipleChoiceField(
        label="Stars", required=False, coerce=int, choices=[(3, "Three"), (4, "Four")]
    )
    since = forms.DateField(label="Since", required=False)
    place = forms.ModelChoiceField(label="Place", queryset=Place.objects.all(), required=False)


def chips(query):
    request = RequestFactory().get(f"/en/products/?{query}")
    return portal.chosen_filters(RequestContext(request), Narrowing(request.GET))


@pytest.mark.django_db
def test_chips_name_every_chosen_value_and_lead_to_the_list_without_it():
    place = make.province(name="Thái Nguyên")
    found = chips(f"q=mat+ong&stars=3&stars=4&since=01/07/2025&place={place.pk}&page=3&sort=name")
    assert [chip["label"] for chip in found] == [
        "Words: mat ong",
        "Stars: Three",
        "Stars: Four",
        f"Since: {datetime.date(2025, 7, 1):%d/%m/%Y}",
        "Place: Tỉnh Thái Nguyên",
    ]
    assert found[1]["url"] == f"?q=mat+ong&stars=4&since=01%2F07%2F2025&place={place.pk}&sort=name"


@pytest.mark.django_db
def test_chips_leave_out_what_the_form_refused():
    assert chips("stars=9&since=yesterday&q=") == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"state": "", "next": "name"}),
        ("sort=name", {"state": "ascending", "next": "-name"}),
        ("sort=-name", {"state": "descending", "next": "name"}),
        ("sort=stars", {"state": "", "next": "name"}),
    ],
)
def test_sorting_turns_round_when_chosen_again(query, expected):
    assert portal.sorting(RequestContext(RequestFactory().get(f"/?{query}")), "name") == expected


def test_page_links_keep_filters_and_order():
    template = Template('{% include "ui/pagination.html" with page_obj=page only %}')
    request = RequestFactory().get("/?q=tra&sort=name&page=2")
    html = template.render(RequestContext(request, {"page": Paginator(range(100), 10).get_page(2)}))
    assert 'href="?q=tra&amp;sort=name&amp;page=3"' in html
    assert '<span class="pages__here" aria-current="page">' in html


@pytest.mark.parametrize(("number", "name"), [(11, "11"), (0, "00"), (27, "00"), (None, "00")])
def test_every_number_has_a_drawing(number, name):
    assert portal.set_picture(number) == f"/static/img/sets/{name}.svg"


def test_a_template_asks_the_table_of_acts_and_a_slip_in_it_fails():
    ask = Template('{% load portal %}{{ user|may:"EDIT_COUNCILS" }}')
    assert ask.render(Context({"user": User(role=Role.PROVINCIAL_OFFICER)})) == "True"
    assert ask.render(Context({"user": User(role=Role.PRODUCER)})) == "False"
    with pytest.raises(KeyError):
        Template('{% load portal %}{{ user|may:"EDIT_COUNCIL" }}').render(Context({"user": User()}))
