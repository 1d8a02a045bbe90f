"""Passwords: twelve characters at least, and none that whoever knows the place and the person tries first."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import override

from ocop.models import Role, User
from ratings.demo.accounts import password as demonstration_password
from tests import factories as make

LAN = User(
    email="lan.nguyen@thai-nguyen.example", full_name="Nguyễn Thị Lan", office="Chi cục Phát triển nông thôn"
)


def refusals(password, user=LAN):
    try:
        validate_password(password, user)
    except ValidationError as error:
        return [each.code for each in error.error_list]
    return []


@pytest.mark.parametrize(
    "password",
    [
        *[
            "Ocop@123456789",
            "vietnam2026abc",
            "thainguyen2026",
            "ocop2026ocop",
            "Caobang#2026!!",
            "backan123456",
        ],
        *[
            "TháiNguyên2026",
            "matkhau123456",
            "Password12345",
            "sanphamocop2026",
            "aaaaaaaaaaaaaaa",
            "123456789012",
        ],
        *["nguyenthilan2026", "Lan.Nguyen@2026", "NguyễnThịLan1", "lanthainguyen1", "th41nguy3n2026"],
    ],
)
def test_password_that_is_tried_first_is_refused(password):
    assert refusals(password) == ["password_soon_guessed"]


@pytest.mark.parametrize(
    "password", ["bốn mùa chè xanh 2026", "mot-mat-khau-2026", "correct horse battery staple"]
)
def test_words_that_nobody_expects_are_taken(password):
    assert refusals(password) == []


def test_password_of_eleven_characters_is_too_short():
    assert "password_too_short" in refusals("x7#Qm2!vLp0")
    assert refusals("x7#Qm2!vLp0w") == []


def test_long_passwords_are_taken_and_soon_judged():
    assert refusals("một con ong bay qua đồi chè lúc trời vừa hửng sáng " * 20) == []


@pytest.mark.parametrize(
    "language, sentence",
    [("vi", "Mật khẩu này sẽ sớm bị đoán ra"), ("en", "This password would soon be guessed")],
)
def test_refusal_is_said_in_both_languages(language, sentence):
    with override(language), pytest.raises(ValidationError, match=sentence):
        validate_password("Ocop@123456789", LAN)


@pytest.mark.django_db
def test_page_for_a_new_password_knows_whose_it_is(client):
    user = make.user(Role.PRODUCER, full_name="Trần Quang Khải")
    client.force_login(user)
    new = {"new_password1": "TranQuangKhai2026", "new_password2": "TranQuangKhai2026"}
    answer = client.post(reverse("password_change"), {"old_password": "secret"} | new)
    assert answer.status_code == 200
    assert "This password would soon be guessed" in answer.content.decode()


@pytest.mark.django_db
def test_printed_password_is_of_the_demonstration_alone():
    # It stands in the README, and nobody may choose it: only the command that fills a demonstration sets it.
    assert "password_soon_guessed" in refusals(demonstration_password())
