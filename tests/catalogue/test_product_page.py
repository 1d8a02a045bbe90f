import json
import re
from datetime import date

import pytest
import schema_org
from django.utils.translation import override
from pydantic import ValidationError

from catalogue.product_page import similar_to
from ocop.models import Place, PlaceKind, PlaceLevel
from products.models import Certification, Photo, Product
from ratings.scoring.models import Reply
from tests import factories as make

pytestmark = pytest.mark.django_db

# What the tests put into every private field, and no public page may ever show.
SECRETS = ["0912345678", "nguyenthikin@example.com", "Nguyễn Thị Kín", "4600123456", "Số 7 ngõ 12"]


def secretive(**fields):
    """A producer with something in every private field."""
    private = {
        "phone": SECRETS[0],
        "email": SECRETS[1],
        "representative": SECRETS[2],
        "tax_number": SECRETS[3],
        "address_line": SECRETS[4],
        "website": "https://kin.example.com/",
    }
    return make.producer(**private | fields)


def address_of(row):
    """The Vietnamese address of a row's page."""
    with override("vi"):
        return row.get_absolute_url()


def page(client, product, *, prefix="/en"):
    """The product's page as text."""
    response = client.get(prefix + address_of(product))
    assert response.status_code == 200
    return response.content.decode()


def structured(client, product):
    """The JSON-LD of the page."""
    return json.loads(
        re.search(r'<script type="application/ld\+json">(.*?)</script>', page(client, product), re.DOTALL)[1]
    )


def test_page_names_stars_decision_and_day(client):
    product = make.product(name="Chè Đinh")
    recognition = make.recognition(product=product, stars=4, signed_on=date(2026, 3, 12))
    html = page(client, product)
    sentence = (
        f"Recognised 4 stars by Decision {recognition.decision.number} of 12/03/2026,"
        " valid until the end of 12/03/2029."
    )
    assert sentence in html
    assert recognition.code in html
    assert f"/en/verify/{recognition.code}/" in html


def test_a_claim_is_never_public(client):
    product = make.product(name="Chè móc câu")
    product.star_claims.create(stars=5, year=2024, source="Báo Đồn Đại", confidence="high")
    for path in (
        address_of(product),
        "/products/?state=unconfirmed",
        address_of(product.producer),
    ):
        html = client.get("/en" + path).content.decode()
        assert "Chè móc câu" in html
        assert "Báo Đồn Đại" not in html
        assert "5 stars" not in html.replace("Five stars", "")
    assert "No recognition confirmed" in page(client, product)
    assert "hasCertification" not in structured(client, product)


def test_lapsed_product_keeps_its_page_with_a_banner(client):
    product = make.product()
    make.recognition(product=product, signed_on=date(2020, 5, 1))
    html = page(client, product)
    assert "This recognition has lapsed" in html
    assert "The stars below were true until the end of 01/05/2023." in html
    assert "valid until the end of 01/05/2023. It is no longer in force." in html


def test_withdrawn_product_keeps_its_page_with_day_and_ground(client):
    recognition = make.recognition()
    make.withdraw(recognition, "mark", number="77/QĐ-UBND", signed_on=date(2026, 5, 2))
    html = page(client, recognition.product)
    assert "This recognition was withdrawn" in html
    assert "withdrawn on 02/05/2026 by Decision 77/QĐ-UBND" in html
    assert recognition.get_withdrawal_ground_display() in html


def test_page_says_why_not_more_stars(client):
    recognition = make.issued_recognition()
    html = page(client, recognition.product)
    assert "Why 4 stars" in html
    assert "requirement 4.1 (5 stars) is not met: 4 stars" in html


def test_page_shows_the_producers_reply_without_the_name_of_who_wrote_it(client):
    recognition = make.issued_recognition()
    writer = make.user()
    Reply.objects.create(result=recognition.dossier.result, text="Chúng tôi đã bổ sung.", by=writer)
    html = page(client, recognition.product)
    assert "The producer's reply" in html
    assert "Chúng tôi đã bổ sung." in html
    assert str(writer) not in html


def test_certificates_are_listed_without_their_documents(client):
    product = make.product()
    Certification.objects.create(
        producer=product.producer,
        product=product,
        scheme="haccp",
        number="HACCP-7/2025",
        issuer="QUACERT",
        issued_on=date(2025, 1, 1),
        expires_on=date(2099, 1, 1),
        document="certifications/geheim.pdf",
        document_name="geheim.pdf",
    )
    Certification.objects.create(producer=product.producer, scheme="vietgap", number="VG-1")
    Certification.objects.create(
        producer=product.producer,
        product=make.product(producer=product.producer),
        scheme="halal",
        number="HL-9",
    )
    html = page(client, product)
    assert [number in html for number in ("HACCP-7/2025", "VG-1", "HL-9", "geheim")] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize("issued_on", [None, date(2099, 1, 1), date(2026, 1, 1)])
def test_certificate_wears_the_badge_of_its_state(client, issued_on):
    paper = make.certification(issued_on=issued_on, product=make.product())
    html = page(client, paper.product).partition("<h2>Certificates</h2>")[2]
    assert f'badge--{paper.badge}"' in html


def test_old_and_new_address_show_with_the_last_day(client):
    province = make.province(name="Thái Nguyên")
    district = Place.objects.create(
        code="173",
        name="Phú Bình",
        level=PlaceLevel.DISTRICT,
        kind=PlaceKind.DISTRICT,
        parent=province,
        province=province,
        valid_until=date(2025, 7, 1),
    )
    maker = make.producer(place=make.commune(province=province, name="Kha Sơn"), former_place=district)
    html = page(client, make.product(producer=maker))
    assert "Xã Kha Sơn" in html
    assert "Huyện Phú Bình" in html
    assert "until 30/06/2025" in html


def test_private_data_of_the_producer_are_nowhere_in_public(client):
    product = make.product(name="Chè Đinh", producer=secretive())
    recognition = make.recognition(product=product)
    for path in (
        address_of(product),
        address_of(product.producer),
        address_of(product.producer.place),
        address_of(recognition),
        "/products/",
        "/producers/",
        "/",
    ):
        html = client.get(path).content.decode()
        assert [secret for secret in [*SECRETS, "kin.example.com"] if secret in html] == []


def test_structured_data_carry_the_certification(client):
    product = make.product(name='Chè </script><b>"Đinh" & Co', gtin="8936012345676")
    recognition = make.recognition(product=product, stars=4, signed_on=date(2026, 3, 12))
    data = structured(client, product)
    assert data["@type"] == "Product"
    assert data["name"] == 'Chè </script><b>"Đinh" & Co'
    star = data["hasCertification"][0]
    assert star["certificationIdentification"] == recognition.code
    assert star["certificationRating"]["ratingValue"] == 4
    assert star["validFrom"] == "2026-03-12"
    assert star["expires"] == "2029-03-12"
    assert star["certificationStatus"] == "https://schema.org/CertificationActive"


def test_structured_data_name_the_largest_pictures(client, settings):
    product = make.product()
    photo = picture(product, "che")
    make.photo(product=product)
    assert structured(client, product)["image"] == [settings.SITE_URL + photo.large]
    assert "image" not in structured(client, make.product())


def test_structured_data_of_a_withdrawn_star_say_inactive(client):
    recognition = make.recognition()
    make.withdraw(recognition, "mark", signed_on=date(2026, 5, 2))
    star = structured(client, recognition.product)["hasCertification"][0]
    assert star["certificationStatus"] == "https://schema.org/CertificationInactive"


def test_structured_data_keep_to_the_vocabulary_of_schema_org(client):
    product = make.product(name="Chè Đinh", gtin="8936012345676", story="Trồng ở Tân Cương")
    picture(product, "che")
    make.certification(product=product, number="HACCP 1", issuer="Quacert", issued_on=date(2026, 1, 1))
    make.recognition(product=product, stars=4, signed_on=date(2026, 3, 12))
    data = structured(client, product)
    assert data.pop("@context") == "https://schema.org"
    assert [each["@type"] for each in data["hasCertification"]] == ["Certification"] * 2
    # Not strict: JSON has no days, so they come as texts.
    schema_org.Product.model_validate(data, strict=False)
    star = data["hasCertification"][0]
    for wrong in ({"expires": "soon"}, {"stars": 4}, {"@type": "Award"}, {"certificationStatus": "valid"}):
        broken = data | {"hasCertification": [star | wrong]}
        with pytest.raises(ValidationError) as refused:
            schema_org.Product.model_validate(broken, strict=False)
        assert {place for error in refused.value.errors() for place in error["loc"]} >= wrong.keys()


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_wrong_slug_leads_to_the_right_address(client, prefix):
    product = make.product(name="Chè Đinh")
    response = client.get(f"{prefix}/products/{product.pk}/wrong/")
    assert (response.status_code, response["Location"]) == (301, f"{prefix}/products/{product.pk}/che-dinh/")


def test_product_taken_out_of_the_catalogue_has_no_page(client):
    product = make.product(in_catalogue=False)
    assert client.get(product.get_absolute_url()).status_code == 404


def test_page_links_its_languages_by_the_public_address(client, settings):
    product = make.product(name="Chè Đinh")
    html, address = page(client, product), f"{settings.SITE_URL}/products/{product.pk}/che-dinh/"
    english = address.replace("/products/", "/en/products/")
    assert f'<link rel="canonical" href="{english}">' in html
    assert f'<link rel="alternate" hreflang="vi" href="{address}">' in html
    assert f'<link rel="alternate" hreflang="en" href="{english}">' in html
    assert f'<link rel="alternate" hreflang="x-default" href="{address}">' in html


def test_vietnamese_texts_are_marked_on_english_pages(client):
    product = make.product(name="Chè Đinh", name_en="", story="Hái tay")
    assert '<h1><span lang="vi">Chè Đinh</span></h1>' in page(client, product)
    Product.objects.filter(pk=product.pk).update(name_en="Shoot tea")
    assert "<h1>Shoot tea</h1>" in page(client, product)
    assert "<h1>Chè Đinh</h1>" in page(client, product, prefix="")


def test_page_costs_four_queries_with_little_and_with_much_behind_it(client, django_assert_num_queries):
    product = make.product(producer=make.producer(former_place=make.commune()))
    for number in range(3):
        # Two more open and close the transaction.
        with django_assert_num_queries(6):
            client.get(address_of(product))
        make.recognition(product=product, signed_on=date(2020 + 3 * number, 5, 1))
        make.certification(product=product, number=str(number))
        make.listing(product=product)
        make.photo(product=product)
        make.recognition(product=make.product(producer=product.producer))
    make.traceability(product=product)
    make.export_market(product=product)
    with django_assert_num_queries(6):
        client.get(address_of(product))


def picture(product, name, **fields):
    """A photograph whose renditions are `name` in each format."""
    return Photo.objects.create(
        product=product,
        original=f"photos/{name}-original.jpg",
        sha256=name,
        width=800,
        height=600,
        renditions=[
            {"format": kind, "width": width, "height": width * 3 // 4, "name": f"{name}-{width}.{kind}"}
            for kind in ("avif", "webp", "jpeg")
            for width in (320, 640, 1280)
        ],
        alt_vi=f"Ảnh {name}",
        **fields,
    )


def test_card_offers_no_picture_wider_than_it_is_shown(client):
    product = make.recognition().product
    picture(product, "leaf")
    html = client.get("/products/").content.decode()
    assert sorted(re.findall(r"/media/leaf-(\d+)\.(\w+)", html)) == [
        ("320", "avif"),
        ("320", "webp"),
        ("640", "avif"),
        ("640", "jpeg"),
        ("640", "webp"),
    ]


def test_photographs_show_in_order_and_never_their_originals(client):
    product = make.product()
    recognition = make.recognition(product=product)
    picture(product, "leaf", position=1)
    picture(product, "label", position=2, is_label=True)
    html = page(client, product)
    assert re.findall(
        r'<img src="/media/([^"]+)"(?: srcset="[^"]*")?(?: sizes="[^"]*")? alt="([^"]*)"', html
    ) == [
        ("leaf-640.jpeg", "Ảnh leaf"),
        ("label-640.jpeg", "Ảnh label"),
    ]
    assert "/media/leaf-640.avif 640w" in html
    assert "original" not in html
    assert "/media/label-640.jpeg" in client.get(address_of(recognition)).content.decode()
    assert "/media/leaf-640.jpeg" not in client.get(address_of(recognition)).content.decode()


def test_product_without_photographs_shows_the_drawing_of_its_set(client):
    assert "img/sets/11.svg" in page(client, make.product(product_set=11))


def test_page_names_similar_products_in_force_in_the_province_those_of_the_place_first(client):
    product = make.product(name="Chè một")
    place = product.producer.place
    far = make.producer(place=make.commune(province=place.province))
    for name, producer in (("Chè xa", far), ("Chè gần", make.producer(place=place))):
        make.recognition(product=make.product(name=name, producer=producer), stars=3)
    make.product(name="Chè chưa có sao", producer=far)
    assert [other.name for other in similar_to(product)] == ["Chè gần", "Chè xa"]
    html = page(client, product)
    assert html.index("Chè gần") < html.index("Chè xa")
    assert "Chè chưa có sao" not in html


@pytest.mark.parametrize(("stars", "points"), [(3, 50), (4, 70), (5, 90)])
def test_page_says_what_the_stars_mean(client, stars, points):
    words = f"{stars} stars mean at least {points} of 100 points and every requirement for {stars} stars met"
    assert words in page(client, make.recognition(stars=stars).product)
