"""Vietnamese text is the same in the database and here."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from ocop.values.vietnamese import clean, fold, lookalike_in, slug_of
from producers.models import Producer

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


@pytest.mark.parametrize("mark", ["\u200b", "\u200d", "\u00ad", "\u202e", "\u2066", "\ufeff"])
def test_what_takes_no_room_is_removed_from_names(mark):
    assert clean(f"{mark}Chè{mark} Đ{mark}inh{mark}") == "Chè Đinh"
    producer = Producer(name=f"HTX{mark} Một{mark}")
    producer.clean_fields(exclude={each.name for each in Producer._meta.fields} - {"name"})
    assert producer.name == "HTX Một"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Chè Thái Nguyên", None),
        ("Ch\u0435 Thái", ("\u0435", "Ch\u0435")),  # a Cyrillic е
        ("\u041e\u0421\u041e\u0420", ("\u041e", "\u041e\u0421\u041e\u0420")),  # all of it Cyrillic
        ("Nguy\u03bfn", ("\u03bf", "Nguy\u03bfn")),  # a Greek omicron
        ("\u03b1-tocopherol", None),
        ("\u041e\u041e\u041e Ромашка", None),
    ],
)
def test_letter_that_passes_for_a_latin_one_is_found(text, found):
    assert lookalike_in(text) == found


def test_form_shows_the_letter_of_another_script_and_its_word():
    producer = Producer(name="Ch\u0435 Thái")
    with pytest.raises(ValidationError) as refused:
        producer.clean_fields(exclude={each.name for each in Producer._meta.fields} - {"name"})
    assert refused.value.messages == [
        "“\u0435” in “Ch\u0435” is a letter of another script (cyrillic small letter ie): type the word anew."
    ]
