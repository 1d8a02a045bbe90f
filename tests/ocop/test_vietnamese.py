"""Vietnamese text is the same in the database and here."""

import unicodedata

import pytest
from django.db import connection

from ocop.vietnamese import clean, fold, slug_of

TEXTS = [
    "Chè Đinh",
    "ĐẶC SẢN Ở ĐẤT ĐỎ",
    unicodedata.normalize("NFD", "Hoà Thuỷ, Ưng Hoà"),
    "“Chè” ‘ngon’ – loại 1 … ½ kg №5",
    "Crème brûlée, Ærø, Straße, cœur, ðó, İstanbul, K₂",
    "a\u0323\u0301 ạ\u0301 \u0110\u00f0",
    "100% mật ong",
]


def in_database(function, text):
    with connection.cursor() as cursor:
        cursor.execute(f"select {function}(%s)", [text])
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Mật ong", "mat ong"),
        ("Đá", "da"),
        (" ĐẶC  SẢN ", "dac san"),
        (unicodedata.normalize("NFD", "Ưng Hoà"), "ung hoa"),
    ],
)
def test_folding_leaves_neither_accents_nor_capitals(text, key):
    assert fold(text) == key


@pytest.mark.django_db
@pytest.mark.parametrize("text", TEXTS)
def test_text_folds_alike_in_the_database_and_here(text):
    assert in_database("fold", clean(text)) == fold(text)


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Chè Đinh (200 g)", "che-dinh-200-g"), ("茶", "-"), ("Mật ong " * 20, "mat-ong-" * 7 + "mat-")],
)
def test_readable_part_of_an_address_is_short_and_never_empty(name, slug):
    assert slug_of(name) == slug


def test_text_is_cleaned_to_one_normal_form():
    assert clean(unicodedata.normalize("NFD", "  Chè\u00a0 Đinh\n")) == "Chè Đinh"
