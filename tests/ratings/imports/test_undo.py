"""Taking a whole import back: the tables are as before, or nothing happens."""

import hashlib

import pytest
from django.db import connection

from producers.models import Producer
from products.models import Certification, ExportMarket, Product
from ratings.decisions.models import RecordedDecision, RecordedStar, StarClaim
from ratings.imports.models import RegisterImport
from tests import factories as make
from tests.ratings.imports import files
from tests.ratings.imports.test_pages import answer_decisions, upload

pytestmark = pytest.mark.django_db
HEAD = ["Tên sản phẩm", "Chủ thể", "Điện thoại", "Hạng sao", "Năm", "Số quyết định", "Ngày ký", "Chứng nhận"]
ROWS = [
    ["Chè", "HTX A", "0912000111", "3 sao", "", "124/QĐ-UBND", "20/02/2023", "HACCP"],
    ["Mật ong", "HTX B", "", "4 sao", "2022", "", "", ""],
    ["Miến", "HTX A", "", "", "", "", "", "VietGAP"],
]
TABLES = (Producer, Product, Certification, StarClaim, RecordedDecision, RecordedStar)


def checksums():
    """Return a checksum of each table without the number of its updates."""
    found = {}
    for model in TABLES:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT to_jsonb(t) - 'version' FROM {model._meta.db_table} t ORDER BY id")  # noqa: S608
            found[model._meta.label] = hashlib.sha256(repr(cursor.fetchall()).encode()).hexdigest()
    return found


@pytest.fixture
def register(officer):
    """A register with a producer that the list changes, and a claim whose year it tells."""
    producer = make.producer(place=officer.place, name="HTX B", phone="")
    product = make.product(producer=producer, name="Mật ong")
    StarClaim.objects.create(product=product, stars=4)
    return product


def imported(desk):
    upload(desk, files.xlsx([HEAD, *ROWS]))
    job = RegisterImport.objects.get()
    answer_decisions(desk, job)
    assert desk.post(f"/en/desk/import/{job.pk}/write/").status_code == 302
    job.refresh_from_db()
    return job


def undo(desk, job):
    return desk.post(f"/en/desk/import/{job.pk}/undo/", {"reason": "Wrong list"}, follow=True)


def test_every_table_is_as_before(desk, register):
    before = checksums()
    job = imported(desk)
    assert checksums() != before
    assert "took the import back on" in undo(desk, job).content.decode()
    assert checksums() == before
    job.refresh_from_db()
    assert (job.state, job.undone_by) == ("undone", job.written_by)


def test_the_page_says_what_is_taken_back(desk, register):
    page = " ".join(desk.get(f"/en/desk/import/{imported(desk).pk}/undo/").content.decode().split())
    assert "what the import made is deleted, and what it changed gets its former values" in page
    assert "<h3>Producers: 1</h3>" in page
    assert "<h3>Products: 2</h3>" in page
    assert f'<a href="{Product.objects.get(name="Miến").get_desk_url()}">Miến</a>' in page
    assert "<h3>Changed rows: 1</h3>" in page


def test_an_import_is_taken_back_once(desk, register):
    job = imported(desk)
    undo(desk, job)
    assert undo(desk, job).status_code == 409


def change_a_value_that_the_list_changed():
    StarClaim.objects.filter(year=2022).update(year=2021)


def change_a_new_product():
    Product.objects.filter(name="Chè").update(story="Hái tay")


def sell_a_new_product_abroad():
    ExportMarket.objects.create(product=Product.objects.get(name="Chè"), country="JP", from_year=2024)


def add_a_product_to_a_new_producer():
    make.product(producer=Producer.objects.get(name="HTX A"), name="Bánh")


def name_another_product_in_its_decision():
    decision = RecordedDecision.objects.get()
    decision.name_star(Product.objects.get(name="Mật ong"), stars=4, by=decision.prepared_by)


@pytest.mark.parametrize(
    ("build", "said"),
    [
        (change_a_value_that_the_list_changed, "was changed since"),
        (change_a_new_product, "Chè was changed since"),
        (sell_a_new_product_abroad, "Chè has export market"),
        (add_a_product_to_a_new_producer, "HTX A has product: Bánh"),
        (name_another_product_in_its_decision, "has star of a recorded decision"),
    ],
)
def test_nothing_is_taken_back_once_something_is_built_on_it(desk, register, build, said):
    job = imported(desk)
    build()
    before = checksums()
    assert said in desk.get(f"/en/desk/import/{job.pk}/undo/").content.decode()
    response = undo(desk, job)
    assert (response.status_code, said in response.content.decode()) == (409, True)
    assert checksums() == before


def test_the_result_links_to_what_it_made(desk, register):
    job = imported(desk)
    product = Product.objects.get(name="Chè")
    page = desk.get(f"/en/desk/import/{job.pk}/?status=new").content.decode()
    assert f'<a href="/en/desk/products/{product.pk}/">Chè</a>' in page
