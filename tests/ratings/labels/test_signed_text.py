"""The text of a QR code: nobody without the private key makes one, and none has a second spelling."""

import random

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ratings.labels.claims import LabelError
from ratings.labels.signed_text import CONTEXT, LENGTH, base32, claims_in, is_signed_by, signed
from tests.office_factories import private_key
from tests.ratings.labels.test_claims import CLAIMS

KEY = private_key()
PUBLIC = KEY.public_key().public_bytes_raw()
TEXT = signed(CLAIMS, KEY)
# The order of the group of Ed25519: S + ORDER is the other solution of the same equation.
ORDER = 2**252 + 27742317777372353535851937790883648493
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


def is_accepted(text, public=PUBLIC):
    try:
        return is_signed_by(text, public)
    except LabelError:
        return False


def test_a_signed_text_says_what_was_claimed_in_letters_that_a_qr_code_packs():
    assert (len(TEXT), LENGTH) == (135, 135)
    assert set(TEXT) <= set(LETTERS)
    assert claims_in(TEXT) == CLAIMS
    assert is_accepted(TEXT)


def test_none_of_ten_thousand_mutations_is_accepted():
    dice, accepted = random.Random(26), []
    ways = (one_letter, two_letters_swapped, cut, longer, lower, one_bit)
    for number in range(10_000):
        text = ways[number % len(ways)](dice)
        if text != TEXT and is_accepted(text):
            accepted.append(text)
    assert accepted == []


def one_letter(dice):
    at = dice.randrange(LENGTH)
    return TEXT[:at] + dice.choice(LETTERS) + TEXT[at + 1 :]


def two_letters_swapped(dice):
    first, second = sorted(dice.sample(range(LENGTH), 2))
    return TEXT[:first] + TEXT[second] + TEXT[first + 1 : second] + TEXT[first] + TEXT[second + 1 :]


def cut(dice):
    return TEXT[: dice.randrange(LENGTH)]


def longer(dice):
    return TEXT + dice.choice(["=", "A", " ", "\n", "======", TEXT])


def lower(dice):
    at = dice.randrange(LENGTH)
    return TEXT[:at] + TEXT[at].lower() + TEXT[at + 1 :] if TEXT[at].isalpha() else ""


def one_bit(dice):
    content = bytearray(CLAIMS.to_bytes() + KEY.sign(CONTEXT + CLAIMS.to_bytes()))
    at = dice.randrange(len(content) * 8)
    content[at // 8] ^= 1 << at % 8
    return base32(bytes(content))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(signed(CLAIMS, Ed25519PrivateKey.generate()), id="another key"),
        pytest.param(base32(CLAIMS.to_bytes() + KEY.sign(CLAIMS.to_bytes())), id="signed for something else"),
        pytest.param(base32(CLAIMS.to_bytes() + bytes(64)), id="no signature"),
        pytest.param(TEXT[:-1] + chr(ord(TEXT[-1]) + 1), id="bits behind the last byte"),
        pytest.param("", id="nothing"),
        pytest.param("Ａ" * LENGTH, id="full-width letters"),
    ],
)
def test_no_other_text_is_accepted(text):
    assert not is_accepted(text)


def test_the_other_solution_of_the_same_equation_is_not_accepted():
    content = CLAIMS.to_bytes()
    signature = KEY.sign(CONTEXT + content)
    other = (int.from_bytes(signature[32:], "little") + ORDER).to_bytes(32, "little")
    assert not is_accepted(base32(content + signature[:32] + other))
