"""A form that is sent twice, by a double click or a retry, makes one row: every page that makes one."""

import re

import pytest
from django import forms
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ocop.models import Place, Role, SentForm
from ocop.operation.nightly import JOBS
from ocop.pages.checks import url_patterns, view_of
from ocop.pages.once import KEY
from ocop.pages.views import CreatePage
from ocop.values.dates import format_day, today
from producers.models import Producer, Support
from products.models import Product
from ratings.councils.models import Council
from ratings.dossiers.models import Dossier, Evidence
from ratings.scoring.models import Session
from tests import factories as make
from tests.days import as_of_today, in_days
from tests.once import made_once
from tests.signed_pdfs import pdf
from tests.world import address, may_open, side

PATTERNS = {pattern.name: pattern for _route, pattern in url_patterns()}
CREATES = sorted(
    name
    for name, pattern in PATTERNS.items()
    if isinstance(view_of(pattern), type) and issubclass(view_of(pattern), CreatePage)
)
HIDDEN = re.compile(rf'<input type="hidden" name="{KEY}" value="(\w+)">')


def make_own():
    """A province with a council whose seats are still given by hand."""
    own = side("Sở-tại")
    own.rows[Council] = make.council(place=own.people[Role.PROVINCIAL_OFFICER].place, confirmed=False)
    own.expert = make.user(Role.EXPERT)
    make.producer(place=own.rows[Place])  # who took part in nothing yet
    return own


own = made_once(make_own)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def filled(field, name, own):
    """What somebody might enter: something for every field that can be guessed by its kind."""
    if name == "email":
        return own.expert.email
    if isinstance(field, forms.FileField):
        return SimpleUploadedFile("moi.pdf", pdf(), "application/pdf") if field.required else None
    if isinstance(field, forms.BooleanField):
        return ""
    if isinstance(field, forms.ChoiceField):
        return first_choice(field) if field.required else ""
    if isinstance(field, forms.DateField):
        return today().strftime("%d/%m/%Y") if field.required else ""
    if isinstance(field, forms.IntegerField):
        return 2025 if "year" in name else 1 if field.required else ""
    return "Mới" if field.required else ""


def first_choice(field):
    """The first that can be chosen; of a list of several one."""
    values = [value for value, _label in flat(field.choices) if value not in ("", None)]
    return str(values[0])


def flat(choices):
    """The choices without their groups."""
    for value, label in choices:
        if isinstance(label, (list, tuple)):
            yield from label
        else:
            yield value, label


def later() -> str:
    return format_day(in_days(40))


# What a form needs beyond the fields that must be filled in.
MORE = {
    "desk-sales-create": {"year": 2019, "domestic": "1000000"},
    "desk-revenue-create": {"year": 2019, "domestic": "1000000"},
    "desk-score-disclosures": {"in_force_from": later},
    "desk-spread-limits": {"in_force_from": later, "points": 15},
    "desk-collection-create": {"rule": "stars=4"},
    "desk-recorded-decision-create": {"number": "77/QĐ-UBND", "signed_on": "20/03/2023"},
    "desk-round-create": {"result_before": later},
    "desk-council-amend": {"quorum": 80, "joins_as": "", "email": ""},
    "desk-seat-create": {"kind": "member"},
    "desk-traceability-create": {"provider": "VNPT", "public_url": "https://example.org/truy-xuat"},
    "desk-certification-create": {"issuer": "Chi cục"},
}


def whose(pattern, own):
    """Who makes such a row: the first that may open the page, officers of the province before others."""
    people = [own.people[Role.PROVINCIAL_OFFICER], *own.people.values()]
    return next(user for user in people if may_open(pattern, user))


def entered(name, own, client):
    """What a browser sends from the page of a new row, filled in."""
    page = client.get(address(PATTERNS[name], own))
    form = page.context["form"]
    values = {form.add_prefix(key): filled(field, key, own) for key, field in form.fields.items()}
    values |= {field.html_name: field.value() for field in form if field.value() not in (None, "", [])}
    values |= as_of_today(MORE.get(name, {})) | {
        "different": "on",
        KEY: HIDDEN.search(page.content.decode())[1],
    }
    return {key: value for key, value in values.items() if value is not None}


def again(values):
    """The same once more; files are read from their beginning."""
    for value in values.values():
        if hasattr(value, "seek"):
            value.seek(0)
    return values


@pytest.mark.django_db
@pytest.mark.parametrize("name", CREATES)
def test_what_is_sent_twice_is_made_once(name, own):
    page, model = address(PATTERNS[name], own), view_of(PATTERNS[name]).model
    client = signed_in(whose(PATTERNS[name], own))
    values = entered(name, own, client)
    before = model.objects.count()
    nonsense = client.post(page, dict.fromkeys(values, "Mới") | {KEY: values[KEY]})
    assert (nonsense.status_code, bool(nonsense.context["form"].errors)) == (200, True)
    first = client.post(page, values)
    assert first.status_code == 302, first.context["form"].errors
    second = client.post(page, again(values), follow=True)
    assert "This was saved already" in second.content.decode()
    assert model.objects.count() == before + 1


def upload(own):
    """A new piece of evidence."""
    file = SimpleUploadedFile("moi.pdf", pdf(), "application/pdf")
    return own.rows[Evidence].dossier, {"requirement": "other", "documents": file}


def session(own):
    """A meeting of a council on a dossier."""
    values = {"kind": "meeting", "dossiers": own.apart.pk, "held_on": today(), "venue": "Trụ sở"}
    return own.apart.council, values


def opening(own):
    """A new dossier."""
    return own.bare, {"kind": "first"}


OTHERS = {"desk-dossier-evidence": upload, "session-call": session, "desk-dossier-open": opening}


@pytest.mark.django_db
@pytest.mark.parametrize("name", OTHERS)
def test_a_step_that_is_sent_twice_is_done_once(name, own):
    row, values = OTHERS[name](own)
    page, client = reverse(name, args=[row.pk]), signed_in(own.people[Role.PROVINCIAL_OFFICER])
    values |= {KEY: HIDDEN.search(client.get(page).content.decode())[1]}
    made = {"desk-dossier-evidence": Evidence, "session-call": Session, "desk-dossier-open": Dossier}[name]
    before = made.objects.count()
    first, second = client.post(page, values), client.post(page, again(values))
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert made.objects.count() == before + 1


# Templates with forms that change no record, or that tell themselves which one was sent before.
WITHOUT_A_KEY = {
    "desk/base.html",  # sign out, stay signed in
    *["accounts/_session.html", "accounts/account.html", "accounts/login.html", "accounts/kept.html"],
    *["accounts/second_factor.html", "accounts/second_factor_new.html"],
    "ratings/scoring/assessment_detail.html",  # each answer carries the version that was shown
    "ratings/scoring/practice_sheet.html",  # stores nothing
}


def test_every_form_of_the_desk_carries_a_one_time_key():
    folder = settings.BASE_DIR / "templates"
    texts = {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*.html")}
    without = {
        name
        for name, text in texts.items()
        if len(re.findall(r'<form[^>]* method="post"', text)) > text.count("{% one_time_key %}")
    }
    assert without == WITHOUT_A_KEY


@pytest.mark.django_db
def test_a_record_that_is_deleted_by_a_double_click_is_gone_without_an_error(own):
    client = signed_in(own.people[Role.PROVINCIAL_OFFICER])
    support = make.support(producer=own.rows[Producer])
    page = reverse("desk-support-delete", args=[support.pk])
    values = {"reason": "Nhập nhầm", KEY: HIDDEN.search(client.get(page).content.decode())[1]}
    first, second = client.post(page, values), client.post(page, values)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert not Support.objects.filter(pk=support.pk).exists()


@pytest.mark.django_db
def test_a_step_that_is_sent_twice_leads_where_it_led(own):
    client = signed_in(own.people[Role.PROVINCIAL_OFFICER])
    evidence = make.evidence(dossier=own.rows[Evidence].dossier)
    page = reverse("desk-evidence-remove", args=[evidence.pk])
    values = {"reason": "Chụp nhầm", KEY: HIDDEN.search(client.get(page).content.decode())[1]}
    first, second = client.post(page, values), client.post(page, values)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]


@pytest.mark.django_db
def test_sent_again_it_leads_to_what_the_first_made(own):
    client = signed_in(own.people[Role.PROVINCIAL_OFFICER])
    values = entered("desk-producer-create", own, client)
    first, second = (client.post(reverse("desk-producer-create"), values) for _n in range(2))
    assert second.status_code == 302
    assert second["Location"] == first["Location"] == Producer.objects.latest("pk").get_desk_url()


@pytest.mark.django_db
def test_another_word_on_the_page_that_was_sent_makes_another_row(own):
    client = signed_in(own.people[Role.PROVINCIAL_OFFICER])
    values = entered("desk-producer-create", own, client)
    for name in ("Hợp tác xã Một", "Hợp tác xã Hai"):
        client.post(reverse("desk-producer-create"), values | {"name": name})
    assert Producer.objects.filter(name__in=["Hợp tác xã Một", "Hợp tác xã Hai"]).count() == 2


@pytest.mark.django_db
def test_a_form_with_an_error_is_not_remembered_and_keeps_its_key(own):
    client = signed_in(own.people[Role.PROVINCIAL_OFFICER])
    values = entered("desk-producer-create", own, client)
    wrong = client.post(reverse("desk-producer-create"), values | {"name": ""})
    assert wrong.status_code == 200
    assert HIDDEN.search(wrong.content.decode())[1] == values[KEY]
    assert SentForm.objects.count() == 0
    assert client.post(reverse("desk-producer-create"), values).status_code == 302


@pytest.mark.django_db
def test_the_key_of_one_person_says_nothing_to_another(own):
    page, values = reverse("desk-support-create", args=[own.rows[Producer].pk]), {}
    officers = [own.people[Role.PROVINCIAL_OFFICER], make.officer_of(own.rows[Product])]
    values = entered("desk-support-create", own, signed_in(officers[0]))
    before = Support.objects.count()
    for officer in officers:
        assert signed_in(officer).post(page, values).status_code == 302
    assert Support.objects.count() == before + 2


@pytest.mark.django_db
def test_a_post_without_a_key_is_taken_as_it_is(own):
    page = reverse("desk-support-create", args=[own.rows[Producer].pk])
    client = signed_in(own.people[Role.PROVINCIAL_OFFICER])
    values = entered("desk-support-create", own, client)
    del values[KEY]
    before = Support.objects.count()
    for _time in range(2):
        client.post(page, values)
    assert Support.objects.count() == before + 2


@pytest.mark.django_db
def test_old_keys_are_forgotten_at_night(own):
    client = signed_in(own.people[Role.PROVINCIAL_OFFICER])
    client.post(reverse("desk-producer-create"), entered("desk-producer-create", own, client))
    JOBS["forget_sent_forms"](today())
    assert SentForm.objects.count() == 1
    with make.on_day(today()):
        SentForm.objects.update(at="2020-01-01T00:00Z")
    JOBS["forget_sent_forms"](today())
    assert SentForm.objects.count() == 0
