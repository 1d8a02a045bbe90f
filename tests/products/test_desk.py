"""The registers of products, certificates and traceability in the officers' desk."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ocop.models import Role
from ocop.values.dates import today
from products.models import Certification, Product, Traceability
from tests import factories as make
from tests import signed_pdfs

pytestmark = pytest.mark.django_db
PRODUCTS, CERTIFICATIONS = "/en/desk/products/", "/en/desk/certifications/"
TRACEABILITY = "/en/desk/traceability/"


@pytest.fixture
def commune():
    return make.commune(province=make.province(name="Thái Nguyên"), name="Tân Cương")


@pytest.fixture
def officer(client, commune):
    officer = make.user(Role.PROVINCIAL_OFFICER, place=commune.province)
    client.force_login(officer)
    return officer


@pytest.fixture
def producer(commune):
    return make.producer(place=commune, name="Hợp tác xã Hảo Đạt")


def rows(response):
    return list(response.context["page_obj"])


def filled(client, address):
    """What a browser would send back from the form at `address`, unchanged."""
    form = client.get(address).context["form"]
    values = {field.html_name: field.value() for field in form}
    return {name: value for name, value in values.items() if value or value == 0 and value is not False}


@pytest.mark.parametrize("words", ["che dinh", "ĐINH", "hao dat", "19-05443", "8935001730019"])
def test_search_finds_products_by_name_producer_and_codes(client, officer, producer, words):
    found = make.product(producer=producer, name="Chè Đinh", code="19-05443-07-2026", gtin="8935001730019")
    make.product(place=producer.place, name="Miến dong")
    assert rows(client.get(PRODUCTS, {"q": words})) == [found]


def test_products_are_found_by_what_is_missing(client, officer, producer):
    bare = make.product(producer=producer, product_set=None)
    whole = make.product(producer=producer, gtin="8935001730019")
    make.photo(product=whole)
    make.traceability(product=whole)
    for missing in ("set", "photo", "gtin", "traceability"):
        assert rows(client.get(PRODUCTS, {"missing": missing})) == [bare]


def test_officer_registers_a_product_from_its_producer(client, officer, producer):
    address = f"{PRODUCTS}new/?producer={producer.pk}"
    form = client.get(address).context["form"]
    assert form["producer"].value() == str(producer.pk)
    sent = filled(client, address) | {"name": "Chè  đinh ", "product_set": 11, "price_from": 250000}
    response = client.post(address, sent, follow=True)
    product = Product.objects.get()
    assert (product.name, product.producer, product.product_set_id) == ("Chè đinh", producer, 11)
    assert response.redirect_chain == [(f"{PRODUCTS}{product.pk}/", 302)]


def test_product_form_offers_producers_of_the_own_province_only(client, officer, producer):
    make.producer()
    form = client.get(f"{PRODUCTS}new/").context["form"]
    assert list(form.fields["producer"].queryset) == [producer]


def test_same_product_name_in_the_same_commune_is_a_warning(client, officer, producer):
    neighbour = make.producer(place=producer.place)
    twin = make.product(producer=neighbour, name="Chè đinh")
    sent = filled(client, f"{PRODUCTS}new/") | {"producer": producer.pk, "name": "CHE DINH"}
    response = client.post(f"{PRODUCTS}new/", sent)
    assert response.context["form"].twins == [twin]
    assert client.post(f"{PRODUCTS}new/", sent | {"different": "on"}).status_code == 302


def test_alike_name_of_the_same_producer_is_a_warning(client, officer, producer):
    twin = make.product(producer=producer, name="Mứt dừa Tân Cương")
    sent = filled(client, f"{PRODUCTS}new/") | {"producer": producer.pk, "name": "Mứt dứa Tân Cươngg"}
    assert client.post(f"{PRODUCTS}new/", sent).context["form"].twins == [twin]
    assert client.post(f"{PRODUCTS}new/", sent | {"different": "on"}).status_code == 302


def test_product_page_shows_its_papers_and_those_of_its_whole_producer(client, officer, producer):
    product = make.product(producer=producer)
    own = make.certification(product=product)
    whole = make.certification(producer=producer)
    make.certification(product=make.product(producer=producer))
    make.traceability(product=product, system="Check VN", public_url="https://check.example/1")
    response = client.get(f"{PRODUCTS}{product.pk}/")
    assert set(response.context["certifications"]) == {own, whole}
    assert "https://check.example/1" in response.content.decode()


def test_commune_officer_reads_products_but_finds_no_button_to_edit(client, producer):
    product = make.product(producer=producer)
    client.force_login(make.user(Role.COMMUNE_OFFICER, place=producer.place))
    text = client.get(f"{PRODUCTS}{product.pk}/").content.decode()
    assert f"{PRODUCTS}{product.pk}/edit/" not in text
    assert client.get(f"{PRODUCTS}{product.pk}/edit/").status_code == 403


def test_price_from_above_price_to_is_refused_with_its_sentence(client, officer, producer):
    sent = {"producer": producer.pk, "name": "A", "registration": "active", "price_from": 2, "price_to": 1}
    response = client.post(f"{PRODUCTS}new/", sent)
    assert response.context["form"].non_field_errors() == ["The price “from” is above the price “to”."]


def certificate(**fields):
    return {"scheme": "haccp", "number": "HACCP-0412", "issued_on": "02/06/2026"} | fields


def test_officer_records_a_certificate_of_a_product(client, officer, producer):
    product = make.product(producer=producer)
    sent = certificate(producer=producer.pk, product=product.pk, expires_on="02/06/2029")
    client.post(f"{CERTIFICATIONS}new/", sent)
    stored = Certification.objects.get()
    assert (stored.producer, stored.product) == (producer, product)
    assert (stored.issued_on, stored.expires_on) == (date(2026, 6, 2), date(2029, 6, 3))


def test_certificate_offers_only_products_of_its_producer(client, officer, producer):
    product = make.product(producer=producer)
    other = make.product(place=producer.place)
    form = client.get(f"{CERTIFICATIONS}new/?producer={producer.pk}").context["form"]
    assert list(form.fields["product"].queryset) == [product]
    response = client.post(f"{CERTIFICATIONS}new/", certificate(producer=producer.pk, product=other.pk))
    assert "product" in response.context["form"].errors


def test_certificate_without_a_producer_asks_for_one_and_for_no_product(client, officer, producer):
    make.product(producer=producer)
    assert "product" not in client.get(f"{CERTIFICATIONS}new/?producer=x").context["form"].fields


def test_certificate_cannot_be_recorded_for_a_producer_of_another_province(client, officer):
    response = client.post(f"{CERTIFICATIONS}new/", certificate(producer=make.producer().pk))
    assert "producer" in response.context["form"].errors
    assert not Certification.objects.exists()


def test_certificates_are_filtered_by_their_state_today(client, officer, producer):
    end = {"valid": 91, "expiring": 90, "expired": 0}
    made = {
        state: make.certification(producer=producer, expires_on=today() + timedelta(days=days))
        for state, days in end.items()
    }
    for state, row in made.items():
        assert rows(client.get(CERTIFICATIONS, {"state": state})) == [row]


def test_certificates_are_searched_without_accents(client, officer, producer):
    found = make.certification(producer=producer, issuer="Trung tâm Chất lượng vùng I", number="Số 12")
    make.certification(producer=producer, issuer="VinaCert")
    assert rows(client.get(CERTIFICATIONS, {"q": "chat luong so 12"})) == [found]


def test_officer_checks_a_certificate_and_a_later_change_must_be_checked_again(client, officer, producer):
    row = make.certification(producer=producer)
    client.post(f"{CERTIFICATIONS}{row.pk}/check/")
    row.refresh_from_db()
    assert row.checked_by == officer
    assert rows(client.get(CERTIFICATIONS, {"checked": "yes"})) == [row]
    sent = filled(client, f"{CERTIFICATIONS}{row.pk}/edit/")
    client.post(f"{CERTIFICATIONS}{row.pk}/edit/", sent | {"reason": "Chỉ xem lại"})
    row.refresh_from_db()
    assert row.checked_by == officer
    sent = filled(client, f"{CERTIFICATIONS}{row.pk}/edit/")
    client.post(f"{CERTIFICATIONS}{row.pk}/edit/", sent | {"number": "HACCP-0977"})
    row.refresh_from_db()
    assert (row.checked_by, row.checked_at) == (None, None)


def test_officer_records_traceability_once_per_product(client, officer, producer):
    product = make.product(producer=producer)
    address = f"{PRODUCTS}{product.pk}/traceability/new/"
    client.post(address, {"system": "Check VN", "public_url": "check.example/1"})
    assert Traceability.objects.values_list("product", "system", "public_url").get() == (
        product.pk,
        "Check VN",
        "https://check.example/1",
    )
    assert client.get(address).status_code == 404


def test_traceability_is_searched_without_accents(client, officer, producer):
    found = make.traceability(
        product=make.product(producer=producer, name="Chè đinh"), system="Nông sản Việt"
    )
    make.traceability(product=make.product(producer=producer))
    assert rows(client.get(TRACEABILITY, {"q": "che nong san"})) == [found]


def test_officer_notes_what_was_found_and_a_new_address_must_be_followed_again(client, officer, producer):
    row = make.traceability(product=make.product(producer=producer), public_url="https://check.example/1")
    client.post(f"{TRACEABILITY}{row.pk}/check/", {"finding": "Trang không mở được"})
    row.refresh_from_db()
    assert (row.checked_by, row.finding) == (officer, "Trang không mở được")
    sent = filled(client, f"{TRACEABILITY}{row.pk}/edit/")
    client.post(f"{TRACEABILITY}{row.pk}/edit/", sent | {"public_url": "https://check.example/2"})
    row.refresh_from_db()
    assert (row.checked_by, row.checked_at, row.finding) == (None, None, "")


def pdf(name="HACCP 2026.pdf"):
    return SimpleUploadedFile(name, signed_pdfs.pdf("HACCP"), content_type="application/pdf")


def test_paper_of_a_certificate_is_read_by_its_province_only(client, officer, producer):
    client.post(f"{CERTIFICATIONS}new/", certificate(producer=producer.pk, document=pdf()))
    row = Certification.objects.get()
    response = client.get(f"{CERTIFICATIONS}{row.pk}/document/")
    assert b"".join(response.streaming_content) == signed_pdfs.pdf("HACCP")
    assert response["Content-Disposition"] == 'attachment; filename="HACCP 2026.pdf"'
    client.force_login(make.user(Role.PROVINCIAL_OFFICER))
    assert client.get(f"{CERTIFICATIONS}{row.pk}/document/").status_code == 404


def test_paper_that_is_neither_pdf_nor_picture_is_refused(client, officer, producer):
    paper = SimpleUploadedFile("haccp.pdf", b"MZ program", content_type="application/pdf")
    response = client.post(f"{CERTIFICATIONS}new/", certificate(producer=producer.pk, document=paper))
    assert "document" in response.context["form"].errors
    assert not Certification.objects.exists()


def test_conflict_keeps_the_file(client, officer, producer):
    row = make.certification(producer=producer)
    sent = filled(client, f"{CERTIFICATIONS}{row.pk}/edit/")
    Certification.objects.filter(pk=row.pk).update(issuer="Người khác")
    response = client.post(f"{CERTIFICATIONS}{row.pk}/edit/", sent | {"document": pdf()})
    assert response.status_code == 409
    assert response.context["form"].errors["document"] == [
        "Somebody else changed this record meanwhile. Your file is kept: remove it here if it no longer counts."
    ]
    assert [row.name for row in response.context["form"].fields["document"].kept] == ["HACCP 2026.pdf"]
