"""Record an old decision and confirm it, on the pages."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ocop.values.dates import today
from ratings.decisions.models import Recognition, RecordedAs, RecordedDecision, RecordedStar
from ratings.imports.models import RegisterImport
from tests import factories as make
from tests import signed_pdfs
from tests.once import made_once
from tests.ratings.imports import files
from tests.ratings.imports.test_pages import answer_decisions

read_before = made_once(signed_pdfs.read_before)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_before")]
LIST = "/en/desk/recorded-decisions/"


def signed_in(user):
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


@pytest.fixture
def product():
    return make.product(name="Chè Tự Phong")


@pytest.fixture
def desk(product):
    return signed_in(make.officer_of(product))


@pytest.fixture
def leader(product):
    return signed_in(make.leader_of(product))


def record(desk, product, *, stars=4, **fields):
    """Enter a decision with its scan and the product's stars; return it."""
    place = product.producer.place.province_id
    scan = SimpleUploadedFile("124.pdf", signed_pdfs.pdf(), content_type="application/pdf")
    values = {"number": "124/QĐ-UBND", "signed_on": "20/03/2023", "place": place, "scan": scan} | fields
    response = desk.post(f"{LIST}new/", values)
    assert response.status_code == 302, response.context["form"].errors
    decision = RecordedDecision.objects.get(number=values["number"])
    response = desk.post(
        f"{LIST}{decision.pk}/products/new/", {"product": product.pk, "stars": stars, "source": "Hồ sơ 12"}
    )
    assert response.status_code == 302, response.context["form"].errors
    return decision


def test_a_product_that_is_left_out_is_asked_for_once(desk, product):
    decision = record(desk, product)
    response = desk.post(f"{LIST}{decision.pk}/products/new/", {"stars": 4})
    assert response.context["form"].errors["product"] == ["This field is required."]


def test_the_list_of_decisions_counts_the_stars_of_a_recorded_one(desk, product):
    decision = record(desk, product)
    rows = {row.pk: row for row in desk.get("/en/desk/decisions/").context["page_obj"]}
    assert rows[decision.pk].item_count == 1


def confirmation(client, decision, **fields):
    page = client.get(f"{LIST}{decision.pk}/confirm/")
    values = {"seen_on": f"{today():%d/%m/%Y}", "seen": page.context["form"]["seen"].value()}
    return client.post(f"{LIST}{decision.pk}/confirm/", values | fields)


def test_old_decision_with_its_scan_is_entered_by_one_and_confirmed_by_another(desk, leader, product):
    decision = record(desk, product)
    assert decision.file_name == "124.pdf"
    assert "Waits for a second person" in desk.get(f"{LIST}{decision.pk}/").content.decode()
    assert not Recognition.objects.exists()
    queue = next(queue for queue in leader.get("/en/desk/").context["queues"] if "Recorded" in queue["title"])
    assert (queue["count"], queue["rows"][0][0]) == (1, decision)
    assert confirmation(leader, decision).status_code == 302
    assert Recognition.objects.get().product == product
    assert "Signed document seen on" in desk.get(f"{LIST}{decision.pk}/").content.decode()


def test_who_entered_it_reads_why_they_cannot_confirm(desk, product):
    decision = record(desk, product)
    told = "You have recorded it: a second person must confirm it against the signed document."
    assert told in desk.get(f"{LIST}{decision.pk}/").content.decode()
    response = desk.post(
        f"{LIST}{decision.pk}/confirm/", {"seen_on": f"{today():%d/%m/%Y}", "seen": decision.seen_sha256()}
    )
    assert response.status_code == 409
    assert told in response.content.decode()
    assert not Recognition.objects.exists()


def test_who_changes_it_has_recorded_it(desk, product):
    decision = record(desk, product)
    editor = make.officer_of(product)
    page = signed_in(editor).get(f"{LIST}{decision.pk}/edit/")
    values = {
        name: page.context["form"][name].value() for name in ("number", "place", "signatory", "version")
    }
    response = signed_in(editor).post(f"{LIST}{decision.pk}/edit/", values | {"signed_on": "21/03/2023"})
    assert response.status_code == 302
    decision.refresh_from_db()
    assert (decision.prepared_by, f"{decision.signed_on:%d/%m/%Y}") == (editor, "21/03/2023")
    assert "a second person" in decision.why_not_confirm(by=editor)


def test_who_corrects_a_star_that_waits_proposes_another(desk, product):
    decision = record(desk, product)
    (before,) = decision.recorded_stars.all()
    editor = make.officer_of(product)
    values = {"stars": 3, "source": "Hồ sơ 13", "version": before.version, "reason": "Đọc nhầm"}
    response = signed_in(editor).post(f"/en/desk/recorded-stars/{before.pk}/edit/", values)
    assert response.status_code == 302
    (after,) = decision.recorded_stars.all()
    assert (after.stars, after.proposed_by) == (3, editor)
    # Whoever has its form open meanwhile finds it changed.
    assert (after.pk, after.version) == (before.pk, before.version + 1)


def test_form_refuses_with_the_article(desk, product):
    place = product.producer.place.province_id
    values = {"number": "148/QĐ-TTg", "signed_on": "24/02/2023", "place": place}
    page = desk.post(f"{LIST}new/", values).content.decode()
    assert "A decision of the Prime Minister (…/QĐ-TTg) lays down criteria and programmes" in page
    page = desk.post(
        f"{LIST}new/", values | {"number": "7/QĐ-UBND", "signed_on": "22/07/2026"}
    ).content.decode()
    assert "After 21/07/2026 this province recognises by a result in this portal only" in page
    decision = record(desk, product)
    other = make.product(place=product.producer.place)
    response = desk.post(f"{LIST}{decision.pk}/products/new/", {"product": other.pk, "stars": 5})
    assert "Five stars are recognised by the ministry only" in response.content.decode()
    assert RecordedStar.objects.count() == 1


def test_scan_that_is_no_pdf_records_nothing(desk, product):
    scan = SimpleUploadedFile("124.pdf", b"no pdf", content_type="application/pdf")
    values = {"number": "124/QĐ-UBND", "signed_on": "20/03/2023", "place": product.producer.place.province_id}
    assert desk.post(f"{LIST}new/", values | {"scan": scan}).status_code == 422
    assert not RecordedDecision.objects.exists()


def test_products_are_looked_for_by_name_or_producer(desk, product):
    decision = record(desk, product)
    honey = make.product(name="Mật ong", place=product.producer.place)
    make.product(name="Mật ong của tỉnh khác")
    form = desk.get(f"{LIST}{decision.pk}/products/new/?q=mat+ong").context["form"]
    assert list(form.fields["product"].queryset) == [honey]


def test_discarding_asks_for_a_reason_and_keeps_it(desk, product):
    decision = record(desk, product)
    assert desk.post(f"{LIST}{decision.pk}/discard/", {"reason": ""}).status_code == 200
    response = desk.post(f"{LIST}{decision.pk}/discard/", {"reason": "Không có trong kho lưu trữ"})
    assert (response.status_code, response.url) == (302, LIST)
    assert not RecordedDecision.objects.exists()
    event = RecordedStar.pgh_event_model.objects.get(pgh_label="delete")
    assert event.pgh_context.metadata["reason"] == "Không có trong kho lưu trữ"


def test_document_is_read_by_those_who_see_the_decision_and_nobody_else(desk, product):
    decision = record(desk, product)
    address = f"{LIST}{decision.pk}/document/"
    assert b"".join(desk.get(address).streaming_content).startswith(b"%PDF")
    assert signed_in(make.user(place=make.province())).get(address).status_code == 404
    assert signed_in(make.user(place=make.province())).get(f"{LIST}{decision.pk}/").status_code == 404


def test_five_stars_of_the_ministry_wait_for_the_ministry(desk, leader, product):
    values = {"place": "ministry", "number": "2361/QĐ-BNNMT", "signed_on": "26/06/2025"}
    decision = record(desk, product, stars=5, **values)
    star = RecordedStar.objects.get()
    assert (
        desk.post(
            f"/en/desk/recorded-stars/{star.pk}/edit/", {"stars": 5, "source": "x", "version": star.version}
        ).status_code
        == 302
    )
    assert leader.get(f"{LIST}{decision.pk}/confirm/").status_code == 404
    ministry = signed_in(make.user("ministry_officer"))
    assert confirmation(ministry, decision).status_code == 302
    assert Recognition.objects.get().stars == 5


def test_product_page_in_the_desk_shows_what_waits(desk, product):
    decision = record(desk, product)
    page = desk.get(product.get_desk_url()).content.decode()
    assert "Waits for a second person, not public" in page
    assert decision.get_desk_url() in page


def test_import_links_to_the_decisions_that_it_proposed(product):
    officer = make.user(place=make.province(name="Tỉnh Thử"))
    desk = signed_in(officer)
    head = ["Tên sản phẩm", "Chủ thể", "Hạng sao", "Số quyết định", "Ngày ký"]
    data = files.xlsx([head, ["Chè", "HTX A", "3 sao", "10/QĐ-UBND", "10/01/2024"]])
    desk.post("/en/desk/import/", {"file": SimpleUploadedFile("a.xlsx", data)})
    kept = RegisterImport.objects.get()
    answer_decisions(desk, kept)
    page = desk.get(kept.get_desk_url())
    told = "Proposed star, waits for a second person: <ins>3★ by 10/QĐ-UBND of 10/01/2024"
    assert told in " ".join(page.content.decode().split())
    desk.post(f"/en/desk/import/{kept.pk}/write/")
    decision = RecordedDecision.objects.get()
    assert (decision.recorded_as, decision.prepared_by) == (RecordedAs.PROPOSED, officer)
    assert decision.get_desk_url() in desk.get(kept.get_desk_url()).content.decode()
    assert not Recognition.objects.exists()


def test_a_decision_of_many_products_is_confirmed_above_a_page_of_them(desk, leader, product):
    decision = record(desk, product, stars=3)
    producer, proposer = product.producer, make.officer_of(product)
    RecordedStar.objects.bulk_create(
        RecordedStar(
            decision_id=decision.pk,
            product=make.product(producer=producer, name=f"Chè {number:03}"),
            stars=4,
            source="Hồ sơ 12",
            proposed_by=proposer,
        )
        for number in range(100)
    )
    first = leader.get(f"{LIST}{decision.pk}/confirm/")
    page = " ".join(first.content.decode().split())
    assert "101 products" in page
    assert "★★★★: 100" in page or "4 stars: 100" in page
    assert page.index("<form") < page.index("Chè 000")
    assert (len(first.context["page_obj"]), "Chè 099" in page) == (100, True)
    assert "Chè Tự Phong" in leader.get(f"{LIST}{decision.pk}/confirm/?page=2").content.decode()
    assert confirmation(leader, decision).status_code == 302
    assert Recognition.objects.count() == 101
