"""What a label claims, in twenty bytes: one form for each claim, and none for what cannot be."""

import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ratings.decisions.recognition_code import ALPHABET, normalise_code, with_check_character
from ratings.labels.claims import LAYOUT, LabelClaims, LabelError, digest_of

CLAIMS = LabelClaims(
    key=1,
    code=with_check_character("7K3M92QX"),
    stars=4,
    first_day=date(2026, 11, 2),
    last_day=date(2029, 11, 2),
    digest=digest_of("Chè Đinh", "Hợp tác xã Thử", "gói 100 g"),
)
DAYS = some.dates(date(2019, 1, 1), date(2198, 1, 1))


@given(
    some.integers(0, 255),
    some.text(ALPHABET, min_size=8, max_size=8),
    some.sampled_from([3, 4, 5]),
    some.tuples(DAYS, DAYS).map(sorted),
    some.binary(min_size=8, max_size=8),
)
def test_what_is_written_is_read(key, body, stars, days, digest):
    claims = LabelClaims(key, with_check_character(body), stars, *days, digest)
    assert LabelClaims.from_bytes(claims.to_bytes()) == claims
    assert normalise_code(claims.code) == claims.code


def test_layout_is_the_one_that_is_described():
    assert CLAIMS.to_bytes().hex() == (
        "01" "01" + number("7K3M92QX") + "04" "0b2e" "0f76" + CLAIMS.digest.hex()
    )  # fmt: skip


def number(body):
    value = 0
    for letter in body:
        value = value * 31 + ALPHABET.index(letter)
    return value.to_bytes(5).hex()


def changed(at, value):
    content = bytearray(CLAIMS.to_bytes())
    content[at : at + len(value)] = value
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (CLAIMS.to_bytes()[:-1], "another length"),
        (CLAIMS.to_bytes() + b"\0", "another length"),
        (b"", "another length"),
        (changed(0, b"\2"), "another version"),
        (changed(7, b"\2"), "no star"),
        (changed(7, b"\6"), "no star"),
        (changed(10, b"\0\0"), "no star with a term"),
        # Beyond the last code: 31 to the power of eight.
        (changed(2, (31**8).to_bytes(5)), "no code"),
    ],
)
def test_bytes_that_claim_nothing_are_refused(content, reason):
    with pytest.raises(LabelError, match=reason):
        LabelClaims.from_bytes(content)


def test_a_term_from_before_the_programme_has_no_label():
    assert LAYOUT.size == 20
    with pytest.raises(LabelError):
        replace(CLAIMS, first_day=date(2018, 12, 31)).to_bytes()


def test_digest_tells_names_makers_and_packages_apart_and_no_spelling_of_the_same_letters():
    name, maker, pack = "Mứt dừa", "Hộ kinh doanh Thử", "hộp 250 g"
    assert digest_of(unicodedata.normalize("NFD", name), maker, pack) == digest_of(name, maker, pack)
    others = {
        digest_of("Mứt dứa", maker, pack),
        digest_of(name, "Hộ kinh doanh Thứ", pack),
        digest_of(name, maker, "hộp 500 g"),
        digest_of(name, maker + pack, ""),
        digest_of(name, maker, pack),
    }
    assert len(others) == 5
