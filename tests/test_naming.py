"""Names that everybody reads hold no star that nobody gave, and no number of a telephone or an identity card."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from ocop.refusal import RefusedError
from ocop.values.naming import _PLAIN, IDENTITY, STARS, TELEPHONE, plain_sql, plain_text, why_not_public_name
from producers.models import Producer
from products.models import Product
from ratings.imports.register import preview
from tests import factories as make

pytestmark = pytest.mark.django_db
WITH_STARS = [
    *(
        "Chè tự phong 5 sao",
        "Chè 3sao",
        "Chè 4 - sao",
        "Chè ４ sao",
        "Chè năm sao",
        "Chè NĂM SAO",
        "Chè bốn  sao",
    ),
    *(
        "Chè ba sao",
        "Chè Hai Sao",
        "Tea 5 stars",
        "5-star tea",
        "Tea of four stars",
        "Chè ★",
        "Chè ⭐⭐⭐",
        "☆ Chè",
    ),
    *("Chè OCOP 4*", "Chè OCOP 4 sao", "Chè ***", "Chè 5＊", "Chè 🌟"),
    *(
        "Chè 5\u200b sao",
        "Chè 5s\u200bao",
        "Chè 5\u00adsao",
        "Chè 5\u2011sao",
        "Chè 5_sao",
        "Chè 5.sao",
        "Chè năm-sao",
    ),
    *("Chè năm ngôi sao", "Chè 5 ngôi sao", "Chè BA SAO", "Chè ba ngôi sao", "Chè ngũ sao", "Chè nam sao"),
    *(
        "Chè Ⅴ sao",
        "Chè ❺ sao",
        "Chè ٥ sao",
        "Chè ⋆⋆⋆⋆⋆",
        "Chè ✶✶✶✶✶",
        "5 starred tea",
        "fivestar tea",
        "Chè 5 ѕао",
    ),
    *("Chè sao 5", "Chè OCOP hạng 5"),
]
WITH_TELEPHONES = [
    *("HTX 0912 345 678", "HTX 0912345678", "HTX 0912.345.678", "HTX 0208.3851.234", "HTX +84 912 345 678"),
    *("HTX 84-912-345-678", "HTX (+84) 912345678", "HTX ĐT:0912-345-678", "HTX ０９１２３４５６７８"),
    *("HTX 0912·345·678", "HTX 0912,345,678", "HTX 0912_345_678", "HTX 0912—345—678", "HTX 0912‑345‑678"),
    *("HTX 0912\u200b345678", "HTX 0084912345678", "HTX ٠٩١٢٣٤٥٦٧٨"),
]
WITH_IDENTITIES = ["Hộ 123456789", "Hộ 001085012345", "Hộ 001 085 012 345", "Hộ 123.456.789"]
WITH_IDENTITIES += ["Hộ 001085 012345", "Hộ 0010 8501 2345", "Hộ 001_085_012_345", "Hộ 001085\u200b012345"]
HARMLESS = [
    *(
        "Gạo Ba Sao",
        "Chè sao suốt",
        "Ba kích sao",
        "Nấm sao khô",
        "Gạo ST25 sao khô",
        "Sao La",
        "Trà 2*500 g",
    ),
    *(
        "HTX 20/10",
        "Chè 100 g – 200 g",
        "Rượu 29,5 độ",
        "Mật ong 8936012345676",
        "HTX 1-5",
        "Cà phê 5S",
        "Hải sâm",
    ),
    *("HTX 4600123456", "Trà 84", "Chè Đinh 0,5 kg"),
    *(
        "Sao Mai",
        "Ngôi Sao Xanh",
        "Việt Nam Sao Vàng",
        "Chè sao 3 lần",
        "Trà sao tay",
        "Chè Việt nam sao suốt",
    ),
]
ALL = [*WITH_STARS, *WITH_TELEPHONES, *WITH_IDENTITIES, *HARMLESS]


def fits(name, pattern):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {plain_sql('%s')} ~ %s", [name, pattern])
        return cursor.fetchone()[0]


@pytest.mark.parametrize("name", ALL)
def test_the_database_and_the_portal_read_a_name_alike(name):
    found = fits(name, "|".join((STARS, TELEPHONE, IDENTITY)))
    assert found == bool(why_not_public_name(name, of_product=True)) == (name not in HARMLESS)


@pytest.mark.parametrize("name", WITH_STARS)
def test_a_company_may_be_called_after_stars(name):
    assert why_not_public_name(name) == ""
    make.producer(name=name)


def test_the_sentence_names_the_part():
    assert why_not_public_name("Chè tự phong 5 sao", of_product=True) == (
        "“5 sao” reads like a star. Only a decision gives stars: leave it out of the name."
    )
    assert why_not_public_name("HTX ĐT: 0912 345 678") == (
        "“0912 345 678” looks like a telephone number. Names are public: write it into the field for the telephone."
    )
    assert why_not_public_name("Hộ 001085012345") == (
        "“001085012345” looks like the number of an identity card. Names are public: leave it out."
    )


@pytest.mark.parametrize("column", ["name", "name_en"])
@pytest.mark.parametrize("name", ["Chè 5 sao", "Chè 0912 345 678", "Chè 001085012345"])
def test_the_database_refuses_such_a_name_of_a_product(column, name):
    product = make.product()
    with pytest.raises(IntegrityError, match="product_name_is_public"), transaction.atomic():
        make.product(**{column: name})
    with pytest.raises(IntegrityError, match="product_name_is_public"), transaction.atomic():
        Product.objects.filter(pk=product.pk).update(**{column: name})


@pytest.mark.parametrize("column", ["name", "name_en"])
@pytest.mark.parametrize("name", ["HTX +84 912 345 678", "Hộ 123456789"])
def test_the_database_refuses_such_a_name_of_a_producer(column, name):
    producer = make.producer()
    with pytest.raises(IntegrityError, match="producer_name_is_public"), transaction.atomic():
        make.producer(**{column: name})
    with pytest.raises(IntegrityError, match="producer_name_is_public"), transaction.atomic():
        Producer.objects.filter(pk=producer.pk).update(**{column: name})


def test_a_product_of_such_a_name_is_not_filed(old):
    dossier = make.dossier(product=old)
    make.obligatory_evidence(dossier, by=dossier.opened_by)
    make.self_assessment(dossier, by=dossier.opened_by)
    with pytest.raises(RefusedError, match="“5 sao” reads like a star."):
        dossier.move("filed", by=dossier.opened_by)


@pytest.fixture
def old():
    """A product that was registered under such a name before there was a rule."""
    product = make.product()
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE products_product SET name = 'Chè 5 sao' WHERE id = %s", [product.pk])
        cursor.execute("SET session_replication_role = DEFAULT")
    return Product.objects.get(pk=product.pk)


def sent(product, **fields):
    data = {
        "producer": product.producer_id,
        "name": product.name,
        "product_set": 11,
        "registration": "active",
    }
    return data | {"version": product.version} | fields


def test_what_stood_there_before_is_found_and_its_other_fields_may_be_changed(client, old):
    client.force_login(make.officer_of(old))
    url = reverse("desk-product-edit", args=[old.pk])
    assert client.post(url, sent(old, season="Xuân")).status_code == 302
    named = client.get(reverse("desk-product-list"), {"missing": "name"}).content.decode()
    assert old.name in named
    old.refresh_from_db()
    text = client.post(url, sent(old, name="Chè 4 sao")).content.decode()
    assert "“4 sao” reads like a star." in text
    assert client.post(url, sent(old, name="Chè búp")).status_code == 302


def test_the_form_of_a_producer_names_the_number(client):
    producer = make.producer()
    client.force_login(make.user(place=producer.place.province))
    url = reverse("desk-producer-edit", args=[producer.pk])
    data = {"name": "HTX 0912 345 678", "legal_form": "cooperative", "place": producer.place_id, "version": 1}
    assert "“0912 345 678” looks like a telephone number." in client.post(url, data).content.decode()


def test_a_list_holds_such_rows_back_and_says_why():
    province = make.province(name="Tỉnh Thử")
    rows = "Chè 5 sao;HTX Một\nChè búp;HTX Hai 019000000003\nChè nõn;HTX Ba"
    data = "\n".join(f"{row};Tỉnh Thử" for row in ["Tên sản phẩm;Chủ thể", *rows.split("\n")])
    data = data.replace("Chủ thể;Tỉnh Thử", "Chủ thể;Tỉnh")
    plan = preview(data.encode(), file_name="a.csv", province=province)
    reasons = [[refusal.expected for refusal in outcome.refusals] for outcome in plan.outcomes]
    assert [bool(each) for each in reasons] == [True, True, False]
    assert reasons[0] == [why_not_public_name("Chè 5 sao", of_product=True)]
    assert reasons[1] == [why_not_public_name("HTX Hai 019000000003")]


def test_the_database_writes_every_text_as_the_portal_does():
    signs = "x".join(["Chè Đinh", "５ ＊ Ⅴ ①", *map(chr, _PLAIN)])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {plain_sql('%s')}", [signs])
        assert cursor.fetchone()[0] == plain_text(signs)


def test_variants_captions_and_titles_pass_the_rule_too(client):
    product = make.product()
    for name in ("Hộp 5 sao; 0912345678", "★★★★★"):
        with pytest.raises(IntegrityError, match="product_name_is_public"), transaction.atomic():
            Product.objects.filter(pk=product.pk).update(variants=name)
    with pytest.raises(IntegrityError, match="photo_text_is_public"), transaction.atomic():
        make.photo(product=product, alt_vi="Chè 5 sao")
    with pytest.raises(IntegrityError, match="collection_title_is_public"), transaction.atomic():
        make.collection(title="Gọi 0912345678")
    client.force_login(make.officer_of(product))
    url = reverse("desk-product-edit", args=[product.pk])
    assert "reads like a star" in client.post(url, sent(product, variants="Hộp 5 sao")).content.decode()
