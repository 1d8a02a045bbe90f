"""Passwords are not guessed, and nobody shuts the owner of an account out by trying."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.test import Client

from ocop.accounts.sign_in_limits import (
    ATTACKED,
    COOKIE,
    MOST,
    MOST_OF_ADDRESS,
    MOST_WHILE_ATTACKED,
    counted_address,
)
from ocop.models import Role
from tests import factories as make

pytestmark = pytest.mark.django_db
ATTACKER, ELSEWHERE = "198.51.100.7", "203.0.113.5"
IN, WRONG, CLOSED = 302, 200, 429


def sign_in(user, password="secret", *, address, client=None):
    """Through nginx, which says for whom it asks."""
    answer = (client or Client()).post(
        "/en/accounts/login/",
        {"username": getattr(user, "email", user), "password": password},
        REMOTE_ADDR="127.0.0.1",
        HTTP_X_FORWARDED_FOR=address,
    )
    return answer.status_code


def guess(user, times, *, address=ATTACKER, client=None):
    return [sign_in(user, f"wrong {number}", address=address, client=client) for number in range(times)]


def test_the_owner_gets_in_from_another_address_while_somebody_guesses():
    user = make.user()
    assert guess(user, MOST + 1) == [WRONG] * (MOST - 1) + [CLOSED] * 2
    assert sign_in(user, address=ATTACKER) == CLOSED
    assert sign_in(user, address=ELSEWHERE) == IN


def test_the_owner_gets_in_from_the_same_address_on_a_device_that_is_known():
    user, known = make.user(), Client()
    assert sign_in(user, address=ATTACKER, client=known) == IN
    known.post("/en/accounts/logout/")
    guess(user, MOST)
    assert sign_in(user, address=ATTACKER) == CLOSED
    assert sign_in(user, address=ATTACKER, client=known) == IN


def test_a_known_device_is_no_way_to_guess():
    user, known = make.user(), Client()
    sign_in(user, address=ELSEWHERE, client=known)
    known.post("/en/accounts/logout/")
    assert guess(user, MOST + 1, client=known) == [WRONG] * (MOST - 1) + [CLOSED] * 2
    # Also not from other addresses, nor for somebody else.
    assert sign_in(user, address=ELSEWHERE, client=known) == CLOSED
    other = make.user()
    assert guess(other, MOST, client=known)[-1] == CLOSED


def test_what_says_that_a_device_is_known_cannot_be_written_by_hand():
    user, forger = make.user(), Client()
    guess(user, MOST)
    forger.cookies[COOKIE] = "eyJ4IjoieSJ9:1:x"
    assert sign_in(user, address=ATTACKER, client=forger) == CLOSED


def test_spraying_many_accounts_from_one_address_is_stopped():
    users = [make.user() for _ in range(40)]
    answers = [sign_in(user, "Ocop@2026", address=ATTACKER) for user in users]
    assert answers == [WRONG] * (MOST_OF_ADDRESS - 1) + [CLOSED] * (40 - MOST_OF_ADDRESS + 1)
    assert {sign_in(user, address=ELSEWHERE) for user in users[-3:]} == {IN}


def test_accounts_that_are_not_there_count_like_others():
    answers = [sign_in(f"nobody{number}@ocop.example", address=ATTACKER) for number in range(MOST_OF_ADDRESS)]
    assert answers[-1] == CLOSED


def test_a_name_longer_than_any_is_one_that_is_not_there(client):
    sent = {"username": "x" * 400 + "@vidu.vn", "password": "guessed"}
    for page in ("/en/accounts/login/", "/en/admin/login/"):
        answer = client.post(page, sent)
        assert answer.status_code == 200
        assert answer.context["form"].errors


def test_an_account_attacked_from_many_addresses_is_slowed_and_never_closed():
    user, known = make.user(), Client()
    sign_in(user, address=ELSEWHERE, client=known)
    known.post("/en/accounts/logout/")
    for number in range(ATTACKED // MOST + 1):
        guess(user, MOST, address=f"192.0.2.{number}")
    assert guess(user, MOST_WHILE_ATTACKED + 1) == [WRONG] * (MOST_WHILE_ATTACKED - 1) + [CLOSED] * 2
    assert sign_in(user, address="203.0.113.99") == IN
    assert sign_in(user, address=ELSEWHERE, client=known) == IN


def test_a_closed_sign_in_opens_after_its_time_however_often_it_was_tried_meanwhile():
    user = make.user()
    guess(user, MOST)
    since = AccessAttempt.objects.get().attempt_time
    assert guess(user, 3) == [CLOSED] * 3
    assert AccessAttempt.objects.get().attempt_time == since
    AccessAttempt.objects.update(attempt_time=since - timedelta(hours=settings.AXES_COOLOFF_TIME, seconds=1))
    assert sign_in(user, address=ATTACKER) == IN


@pytest.mark.parametrize(
    "said, address",
    [
        ("203.0.113.5", "203.0.113.5"),
        ("6.6.6.6, 203.0.113.5", "203.0.113.5"),  # what the reader wrote before is not believed
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("::ffff:203.0.113.5", "203.0.113.5"),
        ("unknown", "0.0.0.0"),
    ],
)
def test_whoever_has_a_network_counts_once(rf, said, address):
    assert counted_address(rf.get("/", HTTP_X_FORWARDED_FOR=said)) == address


def test_the_way_into_the_admin_counts_the_same_however_the_address_is_spelt():
    user, client = make.user(Role.ADMINISTRATOR), Client()
    for number in range(MOST + 1):
        name = [user.email, user.email.upper(), f" {user.email}"][number % 3]
        answer = client.post(
            "/admin/login/",
            {"username": name, "password": "wrong"},
            REMOTE_ADDR="127.0.0.1",
            HTTP_X_FORWARDED_FOR=ATTACKER,
        )
    assert answer.status_code == CLOSED
    assert sign_in(user, address=ATTACKER) == CLOSED
    assert sign_in(user, address=ELSEWHERE) == IN
