import pytest
from django.urls import reverse

from ocop.models import Role
from tests import factories as make

pytestmark = pytest.mark.django_db


def sign_in(client, email, password="secret", **more):
    return client.post("/en/accounts/login/", {"username": email, "password": password, **more})


@pytest.mark.parametrize(
    "role", [Role.PROVINCIAL_OFFICER, Role.PROVINCIAL_LEADER, Role.COMMUNE_OFFICER, Role.AUDITOR]
)
def test_sign_in_leads_to_the_desk(client, role):
    user = make.user(role)
    assert sign_in(client, user.email).url == "/en/desk/"


def test_sign_in_ignores_the_case_of_the_address(client):
    user = make.user()
    assert sign_in(client, user.email.upper()).url == "/en/desk/"


def test_sign_in_leads_to_the_page_that_was_asked_for(client):
    user = make.user()
    assert sign_in(client, user.email, next="/en/desk/design/").url == "/en/desk/design/"


def test_sign_in_never_leads_to_another_site(client):
    user = make.user()
    assert sign_in(client, user.email, next="https://example.org/").url == "/en/desk/"


def test_wrong_password_is_said_in_words(client):
    page = sign_in(client, make.user().email, "wrong")
    assert page.status_code == 200
    assert "E-mail or telephone number and password do not belong together." in page.content.decode()


def test_ten_wrong_passwords_close_the_address_for_a_while(client):
    user = make.user()
    answers = [sign_in(client, [user.email, user.email.upper()][n % 2], "wrong") for n in range(10)]
    assert [answer.status_code for answer in answers] == [200] * 9 + [429]
    assert "Too many attempts" in answers[-1].content.decode()
    assert sign_in(client, user.email).status_code == 429


def test_sign_out_is_a_post_and_ends_the_session(client):
    client.force_login(make.user())
    assert client.get(reverse("logout")).status_code == 405
    client.post("/en/accounts/logout/")
    assert "_auth_user_id" not in client.session


def test_new_password_holds(client):
    user = make.user()
    client.force_login(user)
    new = "bốn mùa chè xanh 2026"
    answer = client.post(
        reverse("password_change"), {"old_password": "secret", "new_password1": new, "new_password2": new}
    )
    user.refresh_from_db()
    assert (answer.status_code, user.check_password(new)) == (302, True)
