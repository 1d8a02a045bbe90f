from datetime import date

import pytest
from django.utils.translation import override

from producers.models import Producer
from tests import factories as make

pytestmark = pytest.mark.django_db


def address_of(row):
    """The English address of a row's page."""
    with override("en"):
        return row.get_absolute_url()


def test_list_has_producers_with_public_products_and_counts_what_is_in_force(client):
    maker = make.producer(name="HTX Hảo Đạt")
    make.recognition(product=make.product(producer=maker))
    make.product(producer=maker)
    make.product(producer=make.producer(name="HTX Khuất"), in_catalogue=False)
    page = client.get("/en/producers/").context["page_obj"]
    assert [(producer.name, producer.in_force) for producer in page] == [("HTX Hảo Đạt", 1)]


def test_list_is_found_without_accents_and_narrowed_by_province(client):
    one = make.province(code="19")
    commune = make.commune(province=one, code="05443")
    make.product(producer=make.producer(name="HTX Hảo Đạt", place=commune))
    make.product(producer=make.producer(name="HTX Tân Hương"))

    def names(query):
        return [row.name for row in client.get(f"/en/producers/{query}").context["page_obj"]]

    assert names("?q=hao+dat") == ["HTX Hảo Đạt"]
    assert names("?province=19") == ["HTX Hảo Đạt"]
    assert names("?province=19&q=tan") == []
    assert names("?legal_form=bogus&province=05443&x=1") == ["HTX Hảo Đạt", "HTX Tân Hương"]


def test_facets_count_producers_and_not_their_products(client):
    producer = make.producer()
    for _each in range(3):
        make.product(producer=producer)
    facets = client.get("/en/producers/").context["filter"].facets
    assert [[option["count"] for option in facet["options"]] for facet in facets] == [[1], [1]]


def test_chosen_values_stand_first_in_a_list_too_long_to_be_seen_whole(client):
    provinces = [make.province(name=f"Tỉnh {letter}") for letter in "ABCDEFG"]
    for province in provinces:
        make.product(place=province)
    last = provinces[-1]
    facet = client.get(f"/en/producers/?province={last.code}").context["filter"].facets[0]
    assert [option["label"][-1] for option in facet["options"]] == list("GABCDEF")


def test_list_costs_the_same_with_one_row_and_with_many(client, django_assert_num_queries):
    for number in range(4):
        make.product(producer=make.producer(name=f"HTX {number}"))
        with django_assert_num_queries(7):
            client.get("/en/producers/")


def test_page_shows_every_public_product_with_its_state_those_in_force_first(client):
    maker = make.producer(name="HTX Hảo Đạt", legal_form="cooperative")
    for name in ("Chè móc câu", "Chè Đinh"):
        make.recognition(product=make.product(name=name, producer=maker), stars=4)
    make.recognition(product=make.product(name="Chè búp", producer=maker), signed_on=date(2020, 5, 1))
    make.product(name="Chè an", producer=maker)
    make.product(name="Chè ẩn", producer=maker, in_catalogue=False)
    response = client.get(address_of(maker))
    assert [product.name for product in response.context["products"]] == [
        "Chè Đinh",
        "Chè móc câu",
        "Chè an",
        "Chè búp",
    ]
    assert "Cooperative" in response.content.decode()


@pytest.mark.parametrize("released", [True, False])
def test_contacts_show_only_where_the_producer_released_them(client, released):
    maker = make.producer(
        phone="0912345678",
        email="lien.he@example.com",
        website="https://hao-dat.example.com/",
        address_line="Xóm Gò Pháo",
        representative="Nguyễn Thị Kín",
        tax_number="4600123456",
        contacts_released=released,
    )
    make.product(producer=maker)
    html = client.get(address_of(maker)).content.decode()
    shown = ["0912345678", "lien.he@example.com", "https://hao-dat.example.com/", "Xóm Gò Pháo"]
    assert [text in html for text in shown] == [released] * 4
    assert [text for text in ("Nguyễn Thị Kín", "4600123456") if text in html] == []


def test_producer_without_public_products_has_no_page(client):
    maker = make.producer()
    make.product(producer=maker, in_catalogue=False)
    assert Producer.objects.count() == 1
    assert client.get(address_of(maker)).status_code == 404


def test_wrong_slug_leads_to_the_right_address(client):
    maker = make.producer(name="HTX Hảo Đạt")
    make.product(producer=maker)
    response = client.get(f"/en/producers/{maker.pk}/x/")
    assert (response.status_code, response["Location"]) == (301, f"/en/producers/{maker.pk}/htx-hao-dat/")
