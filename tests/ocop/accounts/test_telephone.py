"""Whoever has no e-mail signs in with a telephone number: one in every spelling, to which no mail goes."""

import re

import pytest
from axes.models import AccessAttempt
from django.core import mail as sent
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from ocop.accounts.sign_in_limits import MOST
from ocop.history.log import people_named
from ocop.models import Mail, OneTimeCode, Role, User
from ocop.models.mail import CodeKind
from ocop.models.user import NO_MAIL, AccountState
from ocop.pages.checks import url_patterns, view_of
from ocop.values.sign_in_names import normal, refuse_other_names
from producers.models import Producer
from tests import factories as make
from tests.world import address, make_world

pytestmark = pytest.mark.django_db
LOGIN, FORGOTTEN, USERS = "/en/accounts/login/", "/en/accounts/forgotten/", "/en/admin/ocop/user/"
NUMBER = "0912345678"
SPELLINGS = [
    *["0912345678", "0912 345 678", "0912.345.678", " 0912-345-678 ", "(0912) 345 678"],
    *["+84912345678", "+84 912 345 678", "+84 (0)912.345.678", "84912345678", "0084 912 345 678"],
    *["0912\u200b345678", "+84\u00a0912\u202f345\u00a0678", "０９１２３４５６７８"],
]
NEW = "bốn mùa chè xanh 2026"


def sign_in(name, password="secret", client=None):
    return (client or Client()).post(LOGIN, {"username": name, "password": password}).status_code


def producer_without_mail(**fields):
    return make.user(Role.PRODUCER, email=NUMBER, **fields)


@pytest.mark.parametrize("typed", SPELLINGS)
def test_number_is_one_name_in_every_spelling(typed):
    user = producer_without_mail()
    assert (normal(typed), User.objects.get(email=typed)) == (NUMBER, user)
    assert sign_in(typed) == 302
    with pytest.raises(IntegrityError, match="email"), transaction.atomic():
        make.user(Role.PRODUCER, email=typed)


@given(st.text())
def test_spelling_of_a_spelling_is_the_same(typed):
    assert normal(normal(typed)) == normal(typed)


@pytest.mark.parametrize("typed", ["Lan@Ocop.Example", " lan@ocop.example", "lan@ocop.example\u200b"])
def test_address_is_one_name_in_every_spelling(typed):
    user = make.user(email="lan@ocop.example")
    assert User.objects.get(email=typed) == user


def test_address_made_of_digits_stays_an_address():
    assert normal("0912.345.678@ocop.example") == "0912.345.678@ocop.example"


@pytest.mark.parametrize(
    "typed", ["lan", "091234567", "09123456789", "0012345678", "+1 202 555 0100", "@", "a b@c.vn"]
)
def test_nothing_else_is_a_name(typed):
    with pytest.raises(ValidationError):
        refuse_other_names(typed)


@pytest.mark.parametrize(
    "name", ["lan", "Lan@ocop.example", "091234567", "+84912345678", "", "a b@ocop.example"]
)
def test_database_takes_no_other_spelling(name):
    user = producer_without_mail(is_active=False)
    with pytest.raises(IntegrityError, match="user_name_in_its_spelling"), connection.cursor() as cursor:
        cursor.execute("UPDATE ocop_user SET email = %s WHERE id = %s", [name, user.pk])


@pytest.mark.parametrize("role", [role for role in Role if role != Role.PRODUCER])
def test_only_producers_sign_in_with_a_telephone(role):
    with pytest.raises(IntegrityError, match="user_with_telephone_is_producer"):
        make.user(role, email=NUMBER)


def test_spelling_gives_no_more_tries():
    producer_without_mail()
    answers = [sign_in(SPELLINGS[number % len(SPELLINGS)], "wrong") for number in range(MOST + 1)]
    assert answers == [200] * (MOST - 1) + [429] * 2
    assert {attempt.username for attempt in AccessAttempt.objects.all()} == {NUMBER}
    assert {sign_in(typed) for typed in SPELLINGS} == {429}


def test_spelling_gives_no_more_tries_on_a_known_device():
    producer_without_mail()
    known = Client()
    sign_in("+84 912 345 678", client=known)
    known.post("/en/accounts/logout/")
    answers = [sign_in(SPELLINGS[number % len(SPELLINGS)], "wrong", known) for number in range(MOST + 1)]
    assert answers == [200] * (MOST - 1) + [429] * 2


def page_of(name):
    return Client().post(FORGOTTEN, {"name": name}).content.decode()


@pytest.mark.parametrize("language, words", [("/en", "your commune prints a code"), ("", "xã của bạn in mã")])
def test_forgotten_password_puts_no_mail_into_the_outbox_and_says_what_to_do(language, words):
    producer_without_mail()
    with_account, without = (
        Client().post(f"{language}/accounts/forgotten/", {"name": name}).content.decode()
        for name in ("+84 912 345 678", "0987 654 321")
    )
    assert words in with_account and f'href="{language}/accounts/code/"' in with_account
    assert with_account.replace(NUMBER, "0987654321") == without
    assert (Mail.objects.count(), sent.outbox) == (0, [])


def test_asking_costs_the_same_for_a_number_that_nobody_has(django_assert_num_queries):
    producer_without_mail()
    with django_assert_num_queries(4) as known:
        page_of(NUMBER)
    with django_assert_num_queries(len(known)):
        page_of("0987654321")


def test_other_words_are_refused_where_a_password_was_forgotten():
    assert "a telephone number of ten digits that begins with 0" in page_of("lan")


def test_outbox_takes_no_telephone():
    with pytest.raises(IntegrityError, match="mail_to_an_address"):
        Mail.objects.create(address=NUMBER, kind=CodeKind.RESET)


def administrator():
    client = Client()
    client.force_login(make.user(Role.ADMINISTRATOR))
    return client


def act(client, name, user):
    answer = client.post(USERS, {"action": name, "_selected_action": [user.pk]}, follow=True)
    return [str(message) for message in answer.context["messages"]]


def made(client, **fields):
    form = {"email": "+84 912 345 678", "full_name": "Lan", "office": "", "role": Role.PRODUCER, "place": ""}
    return client.post(f"{USERS}add/", form | fields)


def test_account_without_mail_is_made_and_opened_by_a_printed_code():
    one, two, producer = administrator(), administrator(), make.producer()
    assert "gets a printed code from their commune" in one.get(f"{USERS}add/").content.decode()
    assert made(one).status_code == 302
    user = User.objects.get(email=NUMBER)
    assert user.state == AccountState.WAITING
    assert act(two, "confirm", user) == [f"{NUMBER}: open", f"{NUMBER}: {NO_MAIL}"]
    assert act(two, "send_link", user) == [f"{NUMBER}: {NO_MAIL}"]
    call_command("run_due")
    assert (Mail.objects.count(), sent.outbox) == (0, [])

    membership, officer = make.membership(user, producer), Client()
    officer.force_login(make.user(Role.COMMUNE_OFFICER, place=producer.place))
    paper = officer.post(f"/en/desk/memberships/{membership.pk}/code/").content.decode()
    assert NUMBER in paper
    code = re.search(r"<code[^>]*>([A-Z2-7-]+)</code>", paper).group(1)
    link = Client().post("/en/accounts/code/", {"code": code}).url
    chosen = Client().post(link, {"new_password1": NEW, "new_password2": NEW})
    assert NUMBER in chosen.content.decode()
    assert sign_in("+84 912.345.678", NEW) == 302
    assert OneTimeCode.objects.get().used is not None


@pytest.mark.parametrize(
    "fields, field, words",
    [
        ({"email": "0912 345"}, "email", "a telephone number of ten digits"),
        ({"role": Role.AUDITOR}, "__all__", "Only producers sign in with a telephone number"),
        ({"email": "0912.345.679"}, "email", "already exists"),
    ],
)
def test_form_says_what_is_wrong_with_a_name(fields, field, words):
    make.user(Role.PRODUCER, email="0912345679")
    errors = made(administrator(), **fields).context["adminform"].form.errors
    assert list(errors) == [field] and words in str(errors)
    assert not User.objects.filter(email=NUMBER).exists()


def test_number_is_given_in_place_of_an_address_and_another_spelling_changes_nothing():
    user, one = make.user(Role.PRODUCER), administrator()
    page = f"{USERS}{user.pk}/change/"
    form = {"full_name": user.full_name, "office": "", "role": user.role, "place": ""}
    form["version"] = one.get(page).context["adminform"].form["version"].value()
    assert one.post(page, form | {"email": f" {user.email.upper()}"}).status_code == 302
    user.refresh_from_db()
    assert user.state == AccountState.OPEN
    assert one.post(page, form | {"email": "0912 345 678"}).status_code == 302
    user.refresh_from_db()
    assert (user.email, user.state) == (NUMBER, AccountState.WAITING)


def test_log_finds_the_person_by_any_spelling():
    user = producer_without_mail()
    for typed in (*SPELLINGS, "0912345", "345678"):
        assert list(people_named(typed)) == [user.pk]


def test_no_public_page_shows_the_number_of_an_account():
    world = make_world()
    for number, producer in enumerate(Producer.objects.order_by("pk")):
        make.membership(make.user(Role.PRODUCER, email=f"09123456{number:02}"), producer)
    pages = [pattern for _route, pattern in url_patterns() if view_of(pattern).act.is_public]
    for pattern in pages:
        response = Client().get(address(pattern, world.here))
        body = b"".join(response.streaming_content) if response.streaming else response.content
        assert b"09123456" not in body, pattern.name


def test_sign_in_asks_for_either():
    assert "E-mail or telephone number" in Client().get(LOGIN).content.decode()
    assert "E-mail hoặc số điện thoại" in Client().get("/accounts/login/").content.decode()
