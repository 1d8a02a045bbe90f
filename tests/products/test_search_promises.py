"""What the search of the catalogue promises to whoever types: kinds, codes, old names of places, slips."""

from datetime import date

import pytest

from ocop.calendar import today
from ocop.models import Place, PlaceKind, PlaceLevel, Succession
from tests import factories as make
from tests.products.listed import names_on

pytestmark = pytest.mark.django_db

SPLIT = date(2020, 3, 1)
MERGED = date(2025, 7, 1)


def starred(name, **fields):
    """A product with stars in force."""
    product = make.product(**{"name": name} | fields)
    make.recognition(product=product, signed_on=today())
    return product


def found(client, text, language="en"):
    """Names of the products that the list shows for `text`, in its order."""
    page = client.get("/products/" if language == "vi" else "/en/products/", {"q": text})
    return names_on(page)


# Kinds: the name of the set or of its group, as whole words.


@pytest.fixture
def kinds():
    """Products whose names, makers and places do not say what they are."""
    maker = make.producer(name="HTX Đồng Tâm", place=make.commune(name="Suối Giàng"))
    names = {11: "Tuyết Sơn", 4: "Hoa Nhãn", 9: "Cát Hải", 6: "Gio Bắc Hà", 13: "Cầu Đất", 14: "Làng Vân"}
    names |= {21: "Giỏ Lục Bình", 26: "Nhà sàn bản Áng"}
    for number, name in names.items():
        starred(name, producer=maker, product_set=number)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("chè", "Tuyết Sơn"),
        ("che", "Tuyết Sơn"),
        ("mật ong", "Hoa Nhãn"),
        ("mat ong", "Hoa Nhãn"),
        ("nước mắm", "Cát Hải"),
        ("cà phê", "Cầu Đất"),
        ("rượu trắng", "Làng Vân"),
        ("du lịch", "Nhà sàn bản Áng"),
        ("du lich cong dong", "Nhà sàn bản Áng"),
        ("thủ công mỹ nghệ", "Giỏ Lục Bình"),
        ("gia vị", "Cát Hải"),
    ],
)
def test_a_kind_finds_products_that_do_not_bear_its_name(client, kinds, text, name):
    assert name in found(client, text)


@pytest.mark.parametrize(
    ("text", "name"),
    [("tea", "Tuyết Sơn"), ("honey", "Hoa Nhãn"), ("coffee", "Cầu Đất"), ("tourism", "Nhà sàn bản Áng")],
)
@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_kind_is_found_by_its_english_name(client, kinds, text, name, language):
    assert name in found(client, text, language)


@pytest.mark.parametrize("text", ["chè", "che"])
def test_tea_does_not_find_everything_that_is_processed(client, kinds, text):
    """“Chế biến” begins as “chè” does once accents are gone; the sets of processed food are no tea."""
    assert found(client, text) == ["Tuyết Sơn"]


@pytest.mark.parametrize("text", ["mật ong suối giàng", "suoi giang mat ong", "mật ong đồng tâm"])
def test_a_kind_may_stand_beside_a_place_or_a_maker(client, kinds, text):
    starred("Hoa Cà Phê", product_set=4)
    assert found(client, text) == ["Hoa Nhãn"]


def test_a_product_that_bears_the_name_stands_before_one_of_the_kind(client, kinds):
    starred("Mật ong bạc hà", product_set=4)
    assert found(client, "mật ong")[:2] == ["Mật ong bạc hà", "Hoa Nhãn"]


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


# Places: under every name that they had.


@pytest.fixture
def places():
    """A commune of today that was one of Bắc Kạn, and before that another one; and a product from there."""
    thai_nguyen, bac_kan = (
        make.province(name="Thái Nguyên"),
        make.province(name="Bắc Kạn", valid_until=MERGED),
    )
    Succession.objects.create(old=bac_kan, new=thai_nguyen, on=MERGED)
    district = Place.objects.create(
        code="066",
        name="Na Rì",
        level=PlaceLevel.DISTRICT,
        kind=PlaceKind.DISTRICT,
        parent=bac_kan,
        province=bac_kan,
        valid_until=MERGED,
    )
    older = make.commune(province=bac_kan, name="Hảo Nghĩa", valid_until=SPLIT)
    old = make.commune(province=bac_kan, name="Trần Phú", valid_from=SPLIT, valid_until=MERGED)
    Place.objects.filter(pk__in=[older.pk, old.pk]).update(parent=district)
    new = make.commune(province=thai_nguyen, name="Côn Minh", valid_from=MERGED)
    Succession.objects.create(old=older, new=old, on=SPLIT)
    Succession.objects.create(old=old, new=new, on=MERGED)
    starred("Miến", producer=make.producer(name="HTX A", place=new))
    starred(
        "Mật",
        producer=make.producer(name="HTX B", place=make.commune(province=make.province(name="Hồ Chí Minh"))),
    )


@pytest.mark.parametrize(
    "text",
    [
        *["côn minh", "xã côn minh", "con minh thai nguyen"],
        *["trần phú", "xã Trần Phú", "tran phu bac kan"],
        "hảo nghĩa",
        *["na rì", "huyện Na Rì", "h. na ri"],
        *["bắc kạn", "tỉnh Bắc Kạn", "bac can"],
    ],
)
def test_a_place_is_found_under_its_old_and_new_names_with_and_without_its_kind(client, places, text):
    assert found(client, text) == ["Miến"]


@pytest.mark.parametrize("text", ["sài gòn", "tp hồ chí minh", "TP.HCM", "hcm"])
def test_a_place_is_found_under_the_names_that_people_use(client, places, text):
    assert found(client, text) == ["Mật"]


@pytest.fixture
def tan_cuong():
    """Tea of two makers at a commune, of which one is a “hợp tác xã”; and something that only sounds like its province."""
    place = make.commune(name="Tân Cương", province=make.province(name="Thái Nguyên"))
    starred("Chè Đinh", producer=make.producer(name="HTX xã viên trẻ", place=place))
    starred("Chè Nõn", producer=make.producer(name="Hộ Bà Lan", place=place))
    starred("Mật hoa", producer=make.producer(name="Hộ Ông Hải", place=place), product_set=4)
    away = make.commune(name="Trung Sơn", province=make.province(name="Phú Thọ"))
    starred("Tinh bột Thái Nguyên", producer=make.producer(name="HTX Tân Cương", place=away))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("xã Tân Cương", ["Chè Đinh", "Chè Nõn", "Mật hoa"]),
        ("Xã Tân Cương, tỉnh Thái Nguyên", ["Chè Đinh", "Chè Nõn", "Mật hoa"]),
        ("xa tan cuong", ["Chè Đinh", "Chè Nõn", "Mật hoa"]),
        ("chè xã Tân Cương", ["Chè Đinh", "Chè Nõn"]),
        ("xã Tân Cương chè nõn", ["Chè Nõn"]),
        ("tỉnh Thái Nguyên", ["Chè Đinh", "Chè Nõn", "Mật hoa", "Tinh bột Thái Nguyên"]),
        ("tinh bột", ["Tinh bột Thái Nguyên"]),
        ("tinh thai nguyen", ["Chè Đinh", "Chè Nõn", "Mật hoa", "Tinh bột Thái Nguyên"]),
    ],
)
def test_a_place_with_its_kind_finds_all_that_is_made_there(client, tan_cuong, text, names):
    assert sorted(found(client, text)) == sorted(names)


@pytest.mark.parametrize(
    "text", ["bac can", "Bắc Cạn", "tỉnh Bắc Cạn", "Bac Kan province", "bac kan commune", "huyen na ri"]
)
def test_whole_words_decide_what_is_meant_before_beginnings_do(client, places, text):
    starred("Bon sai cây cảnh Bắc", producer=make.producer(name="HTX Cánh Nam Huyền"))
    assert found(client, text) == ["Miến"]


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


# Slips.


@pytest.fixture
def shelf():
    lu = make.commune(province=make.province(name="Lai Châu"), name="Bình Lư")
    starred("Miến dong", producer=make.producer(name="HTX Hoa Ban", place=lu), product_set=6)
    starred("Chè Shan tuyết", producer=make.producer(name="HTX Suối Giàng"))
    starred("Chè Đinh", producer=make.producer(name="HTX Hảo Đạt", place=make.commune(name="Tân Cương")))
    starred("Mật ong bạc hà", producer=make.producer(name="HTX Mèo Vạc"), product_set=4)
    starred("Cà phê chè", producer=make.producer(name="HTX Chiềng Ban"), product_set=13)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("mien dong", "Miến dong"),
        ("miền đông", "Miến dong"),
        ("mien donng", "Miến dong"),
        ("mein dong", "Miến dong"),
        ("chè shan tuyêt", "Chè Shan tuyết"),
        ("che san tuyet", "Chè Shan tuyết"),
        ("shan tuyet che", "Chè Shan tuyết"),
        ("chè shan tuyếtt", "Chè Shan tuyết"),
        ("cuogn", "Chè Đinh"),
        ("tan cuogn", "Chè Đinh"),
        ("che dihn", "Chè Đinh"),
        ("chè tân cươn", "Chè Đinh"),
        ("mat ogn", "Mật ong bạc hà"),
        ("mật ong bặc hà", "Mật ong bạc hà"),
        ("mat ong bac haa", "Mật ong bạc hà"),
        ("matong", "Mật ong bạc hà"),
        ("caphe", "Cà phê chè"),
        ("meo vacc", "Mật ong bạc hà"),
        ("binh luu", "Miến dong"),
    ],
)
def test_a_slip_does_not_hide_what_was_meant(client, shelf, text, name):
    assert name in found(client, text)[:1]


@pytest.mark.parametrize("text", ["xe máy", "điện thoại", "zzzz", "chè quảng ninh", "1234567890123"])
def test_what_is_not_there_is_not_found_by_likeness(client, shelf, text):
    assert found(client, text) == []


@pytest.mark.parametrize("text", ["....", "----", "- - -", "'", "& | !", "\\", "()", "_", "%", "x" * 3000])
def test_signs_that_mean_nothing_find_nothing(client, shelf, text):
    assert found(client, text) == []


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
