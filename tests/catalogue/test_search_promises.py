"""What the search of the catalogue promises to whoever types: codes, words, names."""

import pytest

from tests import factories as make
from tests.catalogue.searched import found, starred

pytestmark = pytest.mark.django_db

# Codes: however the hyphens are written.


@pytest.mark.parametrize(
    "text",
    [
        "19-05443-07-2026",
        "19 05443 07 2026",
        "19.05443.07.2026",
        "19–05443–07–2026",
        "1905443072026",
        " 19-05443-07-2026 ",
        "19-05443-07",
        "19-05443",
    ],
)
def test_the_product_code_is_found_with_and_without_hyphens(client, text):
    starred("Chè Đinh", code="19-05443-07-2026")
    starred("Chè móc câu", code="19-05444-01-2026")
    assert found(client, text) == ["Chè Đinh"]


@pytest.mark.parametrize(
    "changed", [str, str.lower, lambda code: code.replace("-", ""), lambda code: code.replace("-", " ")]
)
def test_the_code_of_a_recognition_is_found_however_it_is_written(client, changed):
    code = starred("Chè Đinh").recognitions.get().code
    starred("Chè móc câu")
    assert found(client, changed(code)) == ["Chè Đinh"]


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("96385074", "96385074"),
        ("96385074", "00000096385074"),
        ("614141007349", "614141007349"),
        ("614141007349", "0614141007349"),
        ("614141007349", "00614141007349"),
        ("8936012345676", "8936012345676"),
        ("8936012345676", "08936012345676"),
        ("8936012345676", "893 6012 345676"),
        ("8936012345676", "893-6012-34567-6"),
        ("08936012345676", "8936012345676"),
        ("18936012345673", "18936012345673"),
    ],
)
def test_a_barcode_number_is_found_in_each_length_in_which_it_is_written(client, stored, text):
    starred("Chè Đinh", gtin=stored)
    starred("Chè móc câu", gtin="8936012345683")
    assert found(client, text) == ["Chè Đinh"]


# Words.


def test_a_kind_of_place_is_no_reason_to_stand_first(client):
    place = make.commune(name="Cẩm Giàng", province=make.province(name="Thái Nguyên"))
    for name in ("Tinh dầu quýt", "Chè Đinh"):
        starred(name, producer=make.producer(name="HTX A", place=place), product_set=4)
    assert found(client, "tỉnh Thái Nguyên") == ["Chè Đinh", "Tinh dầu quýt"]


def test_words_side_by_side_stand_before_words_far_apart_and_those_before_beginnings(client):
    for name, commune in [("Nếp", "Phủ Thông"), ("Nấm", "Phú Bình"), ("Nước", "Phú Bình")]:
        maker = make.producer(name=f"HTX {'Bình Minh' if commune == 'Phủ Thông' else name}")
        maker.place = make.commune(name=commune)
        maker.save()
        starred(name, producer=maker, product_set=2)
    starred("Phú Bính", producer=make.producer(name="HTX Cũ"), product_set=2)
    assert found(client, "phu binh") == ["Phú Bính", "Nấm", "Nước", "Nếp"]


def test_letters_are_not_looked_for_in_codes(client):
    code = starred("Mật ong").recognitions.get().code
    assert found(client, f"r{code[0]}") == found(client, f"r{code[:4]}") == found(client, code[:4]) == []


def test_a_number_beside_a_slip_is_taken_as_it_is(client):
    starred("Trà ô long 100g"), starred("Trà ô long 200g")
    assert found(client, "tra o logn 100g") == ["Trà ô long 100g"]


# Order.


def test_accents_that_were_typed_decide_among_names_that_are_alike_without_them(client):
    starred("Miền Đông"), starred("Miến dong")
    assert found(client, "miến dong") == ["Miến dong", "Miền Đông"]
    assert found(client, "miền đông") == ["Miền Đông", "Miến dong"]


def test_the_very_name_stands_before_longer_ones_and_before_names_of_makers_and_places(client):
    starred("Bánh gai", producer=make.producer(name="HTX Chè Đinh"))
    starred("Bánh tẻ", producer=make.producer(name="HTX A", place=make.commune(name="Chè Đinh")))
    starred("Bột chè Đinh cao cấp"), starred("Chè Đinh")
    order = found(client, "che dinh")
    assert order[:2] == ["Chè Đinh", "Bột chè Đinh cao cấp"]
    assert sorted(order[2:]) == ["Bánh gai", "Bánh tẻ"]


@pytest.mark.parametrize("text", ["dinh tea", "Dinh T", "TEA DINH"])
def test_the_english_name_is_found_in_both_languages(client, text):
    starred("Chè Đinh", name_en="Đinh tea"), starred("Miến dong", name_en="Canna noodles", product_set=6)
    assert found(client, text, "vi") == found(client, text) == ["Chè Đinh"]
