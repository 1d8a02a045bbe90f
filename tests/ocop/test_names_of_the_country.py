"""All names of the country in the database's own functions on Vietnamese text."""

from datetime import date

import pytest
from django.db.models import F

from ocop.models import Place
from ocop.values.vietnamese import fold

pytestmark = pytest.mark.django_db

DAY = date(2025, 7, 1)
ALPHABET = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz"
LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"


def dictionary_key(name):
    """Letters first and then tones, as a Vietnamese dictionary sorts."""
    letters, tones = [], []
    for sign in name.lower():
        if sign not in ALPHABET:
            letters.append(ord(sign) - 200)
            continue
        position = next(n for n in range(ALPHABET.index(sign), -1, -1) if ALPHABET[n] in LETTERS)
        letters.append(LETTERS.index(ALPHABET[position]))
        tones.append(ALPHABET.index(sign) - position)
    return letters, tones


def test_all_names_of_the_country_fold_alike_in_the_database_and_here(vietnam):
    differing = [
        (name, key) for name, key in Place.objects.values_list("name", "name_key") if key != fold(name)
    ]
    assert differing == []


def test_all_names_of_the_country_stand_in_dictionary_order(vietnam):
    names = list(
        Place.objects.in_force(DAY).for_list().order_by(F("name_order")).values_list("name", flat=True)
    )
    assert [dictionary_key(name) for name in names] == sorted(dictionary_key(name) for name in names)
