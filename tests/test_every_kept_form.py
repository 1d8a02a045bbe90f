"""What a form sends after the session ended is kept, shown to its owner alone, and sent on."""

from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import resolve, reverse
from django.utils.translation import gettext, override

from ocop.pages.checks import url_patterns, view_of
from tests import factories as make

pytestmark = pytest.mark.django_db
SIGNED_IN = {
    pattern.name
    for _route, pattern in url_patterns()
    if hasattr(view_of(pattern), "get") and not view_of(pattern).act.needs_no_account
}
UNSENT = {"file", "submit", "radio", "checkbox"}
TOKENS = {"csrfmiddlewaretoken", "form_of"}


class Forms(HTMLParser):
    """The forms of a page that are sent by POST: where to, and what a browser would send; texts are filled in or left."""

    def __init__(self, html, page, *, filled=True):
        super().__init__()
        self.filled = filled
        self.page, self.found, self.form, self.select, self.area = page, [], None, "", ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        at = {name: value or "" for name, value in attrs}
        name, kind = at.get("name", ""), at.get("type", "")
        if tag == "form":
            self.form = (
                (at.get("action", "").partition("#")[0] or self.page, [])
                if at.get("method") == "post"
                else None
            )
            self.found += [self.form] if self.form else []
        elif self.form and tag == "select":
            self.select = name
        elif self.form and tag == "option" and "selected" in at and at.get("value"):
            self.form[1].append((self.select, at["value"]))
        elif self.form and tag == "textarea":
            self.form[1].append((name, f"Viết ở {name}" if self.filled else ""))
        elif self.form and tag == "input" and name and (kind not in UNSENT or "checked" in at):
            text = self.filled and kind in ("text", "") and "Viết"
            self.form[1].append((name, text or at.get("value", "")))

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None


def fields_of(form):
    """What a form sends but for its tokens."""
    return sorted(pair for pair in form[1] if pair[0] not in TOKENS)


def as_data(fields):
    data = {}
    for name, value in fields:
        data.setdefault(name, []).append(value)
    return data


def kept_form(client, target):
    """The form of the page of what is kept that leads to `target`."""
    page = reverse("kept")
    found = Forms(client.get(page).content.decode(), page).found
    return next((form for form in found if form[0] == target), None)


def is_kept(target):
    """Signing out is not done later."""
    return getattr(getattr(resolve(target).func, "view_class", None), "kept_over_sign_in", True)


def shape(form):
    """What makes two forms the same for this purpose: the view and the names of the fields."""
    return resolve(form[0].partition("?")[0]).view_name, tuple(name for name, _value in fields_of(form))


def assert_kept(form, user, page):
    """What the form of a page sends is kept for its reader (each form of each page: tests/test_every_page.py)."""
    target, fields = form
    assert dict(fields)["form_of"], target
    client = Client()
    response = client.post(target, as_data(fields), headers={"referer": f"http://testserver{page}"})
    assert response.status_code == 302
    assert response.url == f"{reverse('login')}?next={reverse('kept')}"
    client.force_login(user)
    if any("password" in name for name, _value in fields):
        assert gettext("Passwords and codes are never kept.") in client.get(reverse("kept")).content.decode()
    else:
        assert fields_of(kept_form(client, target)) == fields_of(form)


@pytest.fixture
def officer():
    return make.officer_of(make.product())


@pytest.fixture
def product(officer):
    return make.product(
        producer=make.producer(place=make.commune(province=officer.place)), name="Chè Tân Cương"
    )


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def edit(client, product, **values):
    """The address of the form of a product, with what it sends."""
    page = reverse("desk-product-edit", args=[product.pk])
    found = Forms(client.get(page).content.decode(), page, filled=False).found
    [form] = [form for form in found if form[0] == page]
    data = as_data(form[1])
    for name, value in values.items():
        data[name] = [value]
    return page, data


def sent_too_late(client, officer, product, **values):
    """Sign in, open the form, let the session end, send it."""
    client.force_login(officer)
    page, data = edit(client, product, **values)
    client.session.flush()
    client.cookies.clear()
    return page, client.post(page, data, headers={"referer": f"http://testserver{page}"})


def test_what_was_entered_is_shown_with_its_labels_and_saved_after_a_word(client, officer, product):
    page, response = sent_too_late(client, officer, product, name="Chè Thái Nguyên")
    assert "kept until" in client.get(response.url).content.decode()
    client.post(response.url, {"username": officer.email, "password": "secret", "next": reverse("kept")})
    text = client.get(reverse("kept")).content.decode()
    assert "You were signed out; here is what you entered" in text
    assert "<dd>Chè Thái Nguyên</dd>" in text
    product.refresh_from_db()
    assert product.name == "Chè Tân Cương"
    form = kept_form(client, page)
    assert client.post(page, as_data(form[1])).status_code == 302
    product.refresh_from_db()
    assert product.name == "Chè Thái Nguyên"
    assert "Nothing is kept here" in client.get(reverse("kept")).content.decode()


def test_what_is_refused_when_sent_again_stays_kept(client, officer, product):
    page, _response = sent_too_late(client, officer, product, name="")
    client.force_login(officer)
    assert client.post(page, as_data(kept_form(client, page)[1])).status_code == 200
    assert kept_form(client, page) is not None


def test_another_who_signs_in_neither_sees_nor_sends_it(client, officer, product):
    page, _response = sent_too_late(client, officer, product, name="Chè Thái Nguyên")
    client.force_login(make.user(place=officer.place))
    text = client.get(reverse("kept")).content.decode()
    assert "This was entered by somebody else" in text
    assert "Chè Thái Nguyên" not in text
    assert client.post(reverse("kept")).status_code == 404
    client.post(reverse("logout"))
    client.force_login(officer)
    assert kept_form(client, page) is not None


def test_it_can_be_deleted_instead(client, officer, product):
    page, _response = sent_too_late(client, officer, product)
    client.force_login(officer)
    assert client.post(reverse("kept")).url == page
    assert "Nothing is kept here" in client.get(reverse("kept")).content.decode()


def test_it_is_kept_for_half_an_hour(client, officer, product, monkeypatch):
    monkeypatch.setattr("ocop.accounts.kept_forms.LONGEST", timedelta(0))
    page, _response = sent_too_late(client, officer, product)
    client.force_login(officer)
    assert kept_form(client, page) is None


def test_what_is_too_long_is_said_not_to_be_kept(client, officer, product):
    _page, response = sent_too_late(client, officer, product, description="à" * 300_001)
    assert "It was too much to be kept." in client.get(response.url).content.decode()
    client.force_login(officer)
    assert "Nothing was saved: enter it again." in client.get(reverse("kept")).content.decode()


def test_files_are_asked_for_again(client, officer, product):
    client.force_login(officer)
    page = reverse("desk-certification-create")
    [form] = [form for form in Forms(client.get(page).content.decode(), page).found if form[0] == page]
    client.logout()
    client.post(page, as_data(form[1]) | {"document": SimpleUploadedFile("haccp.pdf", b"%PDF-")})
    client.force_login(officer)
    text = client.get(reverse("kept")).content.decode()
    assert "Files are not kept. Choose again: haccp.pdf" in text
    assert 'type="file" id="kept-1" name="document"' in text


def test_a_form_that_does_not_say_whose_it_is_is_not_kept(client, officer, product):
    page = reverse("desk-product-edit", args=[product.pk])
    assert client.post(page, {"name": "Chè"}).url == f"{reverse('login')}?next={page}"
    assert client.post(page, {"name": "Chè", "form_of": f"{officer.pk}:forged"}).url.endswith(page)
    assert "kept" not in client.session


def test_scripts_are_told_by_the_status(client, officer, product):
    client.force_login(officer)
    page, data = edit(client, product)
    client.logout()
    assert client.post(page, data, headers={"HX-Request": "true"}).status_code == 401
    assert "kept" not in client.session


def checked(user):
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    return client


def test_with_all_cookies_gone_it_is_kept_all_the_same(officer, product):
    client = checked(officer)
    page, data = edit(client, product, name="Chè Thái Nguyên")
    client.cookies.clear()
    assert client.post(page, data).url == f"{reverse('login')}?next={reverse('kept')}"
    client.force_login(officer)
    assert dict(fields_of(kept_form(client, page)))["name"] == "Chè Thái Nguyên"


def test_a_page_from_before_one_signed_in_anew_leads_to_what_was_entered(officer, product):
    client = checked(officer)
    page, data = edit(client, product, name="Chè Thái Nguyên")
    client.logout()
    client.force_login(officer)
    client.get(reverse("desk"))
    assert client.post(page, data).url == reverse("kept")
    product.refresh_from_db()
    assert product.name == "Chè Tân Cương"


def test_a_form_from_another_site_is_refused_and_not_kept(officer, product):
    client = checked(officer)
    page = reverse("desk-product-edit", args=[product.pk])
    response = client.post(page, {"name": "Chè", "form_of": "1:forged"})
    assert response.status_code == 403
    assert "Nothing was saved and nothing is kept." in response.content.decode()
    assert "kept" not in client.session
