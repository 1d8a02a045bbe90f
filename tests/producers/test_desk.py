"""The register of producers in the officers' desk."""

import re
from datetime import date

import pytest

from ocop.models import Place, PlaceKind, PlaceLevel, Role, Succession
from producers.models import Producer
from tests import factories as make

pytestmark = pytest.mark.django_db
LIST = "/en/desk/producers/"
NEW = "/en/desk/producers/new/"


@pytest.fixture
def province():
    return make.province(name="Thái Nguyên")


@pytest.fixture
def commune(province):
    return make.commune(province=province, name="Tân Cương")


@pytest.fixture
def officer(client, province):
    officer = make.user(Role.PROVINCIAL_OFFICER, place=province)
    client.force_login(officer)
    return officer


def names(response):
    return [row.name for row in response.context["page_obj"]]


def page(client, producer, verb=""):
    return f"/en/desk/producers/{producer.pk}/{verb}"


def fields(**changes):
    return {"name": "Hợp tác xã Hảo Đạt", "legal_form": "cooperative"} | changes


def filled(client, address):
    """What a browser would send back from the form at `address`, unchanged."""
    form = client.get(address).context["form"]
    values = {field.html_name: field.value() for field in form}
    return {name: value for name, value in values.items() if value or value == 0 and value is not False}


def test_list_shows_own_province_in_vietnamese_order(client, officer, commune):
    make.producer()
    for name in ("Đinh Hương", "Dũng Tiến", "An Khánh"):
        make.producer(place=commune, name=name)
    assert names(client.get(LIST)) == ["An Khánh", "Dũng Tiến", "Đinh Hương"]


def test_commune_officer_sees_own_commune_only(client, commune):
    other = make.commune(province=commune.province)
    make.producer(place=commune, name="Ở đây")
    make.producer(place=other, name="Ở kia")
    client.force_login(make.user(Role.COMMUNE_OFFICER, place=commune))
    assert names(client.get(LIST)) == ["Ở đây"]


@pytest.mark.parametrize("words", ["hao dat", "HẢO", "dat hao", "4601163423"])
def test_search_ignores_accents_case_and_order(client, officer, commune, words):
    make.producer(place=commune, name="Hợp tác xã chè Hảo Đạt", tax_number="4601163423")
    make.producer(place=commune, name="Hợp tác xã Tài Hoan")
    assert names(client.get(LIST, {"q": words})) == ["Hợp tác xã chè Hảo Đạt"]


def test_filters_and_order_stand_in_the_address(client, officer, commune):
    other = make.commune(province=commune.province)
    make.producer(place=commune, name="A", legal_form="cooperative", tax_number="4601163423")
    make.producer(place=commune, name="B", legal_form="cooperative")
    make.producer(place=other, name="C", legal_form="household")
    asked = client.get(LIST, {"legal_form": "cooperative", "sort": "-name"})
    assert names(asked) == ["B", "A"]
    assert names(client.get(LIST, {"commune": other.pk})) == ["C"]
    assert names(client.get(LIST, {"missing": "tax_number", "commune": commune.pk})) == ["B"]
    assert 'aria-sort="descending"' in asked.content.decode()


@pytest.mark.parametrize("parameters", ["sort=none", "commune=x", "legal_form=nothing", "page=99", "page=x"])
def test_unknown_parameters_are_ignored(client, officer, commune, parameters):
    make.producer(place=commune, name="A")
    assert names(client.get(f"{LIST}?{parameters}")) == ["A"]


def test_list_has_fifty_rows_a_page(client, officer, commune):
    for _number in range(51):
        make.producer(place=commune)
    assert len(names(client.get(LIST))) == 50
    assert len(names(client.get(LIST, {"page": 2}))) == 1


def test_ministry_filters_by_province(client, commune):
    make.producer(place=commune, name="Của Thái Nguyên")
    make.producer()
    client.force_login(make.user(Role.MINISTRY_OFFICER))
    assert names(client.get(LIST, {"province": commune.province_id})) == ["Của Thái Nguyên"]


def test_detail_shows_the_address_of_today_and_of_the_old_papers(client, officer, commune):
    bac_kan = make.province(name="Bắc Kạn", valid_until=date(2025, 7, 1))
    Succession.objects.create(old=bac_kan, new=commune.province, on=date(2025, 7, 1))
    former = make.commune(province=bac_kan, name="Quân Bình", valid_until=date(2025, 7, 1))
    text = client.get(page(client, make.producer(place=commune, former_place=former))).content.decode()
    assert "Xã Tân Cương, Tỉnh Thái Nguyên" in text
    assert "Xã Quân Bình, Tỉnh Bắc Kạn" in text


def test_officer_registers_a_producer(client, officer, commune):
    response = client.post(NEW, fields(place=commune.pk, tax_number="4601163423"), follow=True)
    producer = Producer.objects.get()
    assert response.redirect_chain == [(page(client, producer), 302)]
    assert "Saved: Hợp tác xã Hảo Đạt." in response.content.decode()
    assert (producer.place, producer.tax_number) == (commune, "4601163423")


def test_two_producers_may_be_without_a_tax_number(client, officer, commune):
    for name in ("A", "B"):
        client.post(NEW, fields(name=name, place=commune.pk, tax_number=""))
    assert list(Producer.objects.values_list("name", "tax_number")) == [("A", None), ("B", None)]


def test_form_offers_communes_in_force_of_the_own_province_only(client, officer, commune):
    make.commune(name="Nơi khác")
    make.commune(province=commune.province, name="Đã hết", valid_until=date(2025, 7, 1))
    form = client.get(NEW).context["form"]
    assert list(form.fields["place"].queryset) == [commune]


def test_officer_cannot_register_in_another_province(client, officer):
    response = client.post(NEW, fields(place=make.commune().pk))
    assert "place" in response.context["form"].errors
    assert not Producer.objects.exists()


def test_form_offers_former_places_of_all_provinces_that_were_merged_by_district(client, officer, province):
    gone = date(2025, 7, 1)
    bac_kan = make.province(name="Bắc Kạn", valid_until=gone)
    Succession.objects.create(old=bac_kan, new=province, on=gone)
    ba_be = Place.objects.create(
        code="060",
        name="Ba Bể",
        level=PlaceLevel.DISTRICT,
        kind=PlaceKind.DISTRICT,
        parent=bac_kan,
        province=bac_kan,
        valid_until=gone,
    )
    commune = Place.objects.create(
        code="02001",
        name="Nam Mẫu",
        level=PlaceLevel.COMMUNE,
        kind=PlaceKind.COMMUNE,
        parent=ba_be,
        province=bac_kan,
        valid_until=gone,
    )
    make.commune(province=make.province(valid_until=gone), valid_until=gone)
    choices = list(client.get(NEW).context["form"].fields["former_place"].choices)
    assert choices[1:] == [
        ("Huyện Ba Bể (Tỉnh Bắc Kạn)", [(ba_be.pk, "Huyện Ba Bể"), (commune.pk, "Xã Nam Mẫu")])
    ]


def test_producer_from_a_list_may_stay_at_its_province_until_the_commune_is_known(client, officer, province):
    producer = make.producer(place=province, name="A")
    sent = filled(client, page(client, producer, "edit/"))
    assert client.post(page(client, producer, "edit/"), sent | {"workers": 5}).status_code == 302
    producer.refresh_from_db()
    assert (producer.place, producer.workers) == (province, 5)


def test_same_name_in_the_same_commune_is_a_warning_that_can_be_answered(client, officer, commune):
    twin = make.producer(place=commune, name="Hợp tác xã Hảo Đạt")
    sent = fields(name="hop tac xa HAO DAT", place=commune.pk)
    response = client.post(NEW, sent)
    assert response.context["form"].twins == [twin]
    assert f'href="{page(client, twin)}"' in response.content.decode()
    assert "Save it all the same: it is another one" in response.content.decode()
    assert Producer.objects.count() == 1
    assert client.post(NEW, sent | {"different": "on"}).status_code == 302
    assert Producer.objects.count() == 2


@pytest.mark.parametrize(
    "name",
    ["Hợp tác xã chè sạch Thử Nghiệm", "HTX nông nghiệp Chè sạch Thử Nghiệm", "HTX chè sạch Thử Nghiệmm"],
)
def test_alike_name_is_a_warning_as_in_a_list(client, officer, commune, name):
    twin = make.producer(place=commune, name="HTX chè sạch Thử Nghiệm")
    response = client.post(NEW, fields(name=name, place=commune.pk))
    assert response.context["form"].twins == [twin]
    assert Producer.objects.count() == 1
    assert client.post(NEW, fields(name=name, place=commune.pk, different="on")).status_code == 302


def test_alike_name_where_the_commune_is_not_known_yet_is_a_warning(client, officer, commune):
    twin = make.producer(place=commune.province, name="HTX chè sạch Thử Nghiệm")
    response = client.post(NEW, fields(name="HTX chè sạch Thử Nghiệm", place=commune.pk))
    assert response.context["form"].twins == [twin]


def test_same_name_in_another_commune_is_no_warning(client, officer, commune):
    make.producer(place=make.commune(province=commune.province), name="Hợp tác xã Hảo Đạt")
    assert client.post(NEW, fields(place=commune.pk)).status_code == 302


def test_edit_that_leaves_the_name_alone_is_not_asked_about_twins_again(client, officer, commune):
    producer = make.producer(place=commune, name="A")
    make.producer(place=commune, name="A")
    sent = filled(client, page(client, producer, "edit/")) | {"workers": 3}
    assert client.post(page(client, producer, "edit/"), sent).status_code == 302


def test_same_tax_number_is_refused_and_shows_the_producer_that_has_it(client, officer, commune):
    twin = make.producer(place=commune, tax_number="4601163423")
    response = client.post(NEW, fields(place=commune.pk, tax_number="4601163423"))
    assert response.context["form"].errors["tax_number"] == [
        "Another producer is registered with this tax number."
    ]
    assert f'href="{page(client, twin)}"' in response.content.decode()


def test_same_tax_number_elsewhere_is_refused_without_saying_whose(client, officer, commune):
    twin = make.producer(tax_number="4601163423")
    response = client.post(NEW, fields(place=commune.pk, tax_number="4601163423"))
    assert response.context["form"].errors["tax_number"] == [
        "A producer of another province is registered with this tax number."
    ]
    assert twin.name not in response.content.decode()


def test_history_says_who_when_why_and_what_in_words(client, officer, commune):
    client.post(NEW, fields(place=commune.pk))
    producer = Producer.objects.get()
    new = make.commune(province=commune.province, name="Đại Phúc")
    sent = filled(client, page(client, producer, "edit/"))
    changed = {"legal_form": "joint_stock_company", "place": new.pk, "reason": "Đổi loại hình"}
    client.post(page(client, producer, "edit/"), sent | changed | {"led_by_woman": "true"})
    change, first = client.get(page(client, producer, "history/")).context["changes"]
    assert (change.kind, change.who, change.reason) == ("update", officer.full_name, "Đổi loại hình")
    assert change.fields == [
        ("Legal form", "Cooperative", "Joint-stock company"),
        ("Commune", commune, new),
        ("Represented by a woman", "", "Yes"),
    ]
    assert (first.kind, first.who) == ("insert", officer.full_name)


def test_history_shows_both_texts_on_the_page(client, officer, commune):
    producer = make.producer(place=commune, name="Tên cũ")
    Producer.objects.filter(pk=producer.pk).update(name="Tên mới")
    text = re.sub(r"<[^>]+>|\s+", " ", client.get(page(client, producer, "history/")).content.decode())
    assert re.search(r"before: +Tên cũ +→ +after: +Tên mới", text)


def test_officer_cannot_move_a_producer_out_of_their_province(client, officer, commune):
    producer = make.producer(place=commune)
    sent = filled(client, page(client, producer, "edit/")) | {"place": make.commune().pk}
    assert client.post(page(client, producer, "edit/"), sent).status_code == 200
    producer.refresh_from_db()
    assert producer.place == commune


def test_producer_sees_own_products_and_certificates(client):
    product = make.product(name="Chè của tôi")
    make.certification(producer=product.producer, number="HACCP-77")
    other = make.product(name="Chè người khác")
    user = make.user(Role.PRODUCER)
    make.membership(user, product.producer)
    client.force_login(user)
    text = client.get("/en/my/").content.decode()
    assert "Chè của tôi" in text
    assert "HACCP-77" in text
    assert other.name not in text
