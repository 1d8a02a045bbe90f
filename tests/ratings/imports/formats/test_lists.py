"""Lists of the registers: new, changed and refused rows, what is asked, and taking all of it back."""

from datetime import date

import pytest

from producers.models import Deal, Producer, Revenue, Support
from products.models import Certification, Product, ProductSales
from ratings.imports.formats.known import FORMATS
from ratings.imports.formats.reading_rows import find_rows
from ratings.imports.models import RegisterImport
from ratings.imports.reading.table import SourceTable
from tests import factories as make
from tests.ratings.imports import files
from tests.ratings.imports.test_pages import upload
from tests.ratings.imports.test_undo import undo

pytestmark = pytest.mark.django_db
SALES = ["Tên sản phẩm", "Chủ thể", "Năm", "Doanh thu trong nước (đồng)", "Sản lượng", "Đơn vị tính"]


@pytest.fixture
def product(officer):
    commune = make.commune(province=officer.place, name="Xã An")
    return make.product(producer=make.producer(place=commune, name="Hợp tác xã Chè An"), name="Chè xanh")


def listed(desk, *rows):
    upload(desk, files.xlsx(list(rows)))
    return RegisterImport.objects.latest("pk")


def written(desk, job):
    assert desk.post(f"/en/desk/import/{job.pk}/write/", {"accept_good_rows": "on"}).status_code == 302
    job.refresh_from_db()
    return job


def refusals(job):
    return [[(refusal[0], refusal[2] or refusal[3]) for refusal in row["refusals"]] for row in job.rows]


def test_new_rows_are_written_with_their_origin(desk, product):
    job = listed(desk, SALES, ["Chè xanh", "HTX Chè An", 2025, "1,5 tỷ", "1234,5", "kg"])
    assert (job.remarks["register"], job.counts["new"]) == ("product-sales", 1)
    written(desk, job)
    sales = ProductSales.objects.get()
    assert (sales.product, sales.domestic, str(sales.quantity), sales.unit) == (
        product,
        1_500_000_000,
        "1234.50",
        "kg",
    )
    assert sales.source.endswith("row 2")


def test_a_changed_row_shows_both_values_and_an_empty_cell_changes_nothing(desk, product):
    sales = make.product_sales(product=product, year=2025, domestic=300_000_000, export=5)
    job = listed(desk, SALES, ["Chè xanh", "HTX Chè An", 2025, 450_000_000, "", ""])
    assert job.rows[0]["differences"] == [["Sold in Vietnam (đồng)", "300.000.000", "450.000.000"]]
    written(desk, job)
    sales.refresh_from_db()
    assert (sales.domestic, sales.export) == (450_000_000, 5)


def test_the_preview_says_which_register_the_list_is_for(desk, product):
    job = listed(desk, SALES, ["Chè xanh", "HTX Chè An", 2025, 1, "", ""])
    page = desk.get(f"/en/desk/import/{job.pk}/").content.decode()
    assert "Read as a list of this register: Sales of products by year" in page


def test_an_unknown_product_or_producer_is_refused_with_the_nearest_and_never_made(desk, product):
    job = listed(
        desk,
        SALES,
        ["Chè xanhh", "HTX Chè An", 2025, 1, "", ""],
        ["Chè xanh", "HTX Chè Anh", 2025, 1, "", ""],
    )
    first, second = refusals(job)
    assert first == [("A2", "a product of this producer in the register; the nearest: “Chè xanh”")]
    assert second == [("B3", "a producer of the register; the nearest: “Hợp tác xã Chè An”")]
    assert (Product.objects.count(), Producer.objects.count()) == (1, 1)


def test_a_refused_cell_is_corrected_in_the_page(desk, product):
    job = listed(desk, SALES, ["Chè xanhh", "HTX Chè An", 2025, 1, "", ""])
    desk.post(f"/en/desk/import/{job.pk}/answers/", {"2|A2:name": "Chè xanh"})
    job.refresh_from_db()
    assert job.counts["new"] == 1


def test_two_producers_of_one_name_are_told_apart_by_their_commune(desk, officer, product):
    other = make.commune(province=officer.place, name="Xã Bình")
    there = make.producer(place=other, name="Hợp tác xã Chè An")
    head = ["Chủ thể", "Xã, phường", "Năm", "Doanh thu trong nước (đồng)"]
    job = listed(desk, head, ["HTX Chè An", "", 2025, 1], ["HTX Chè An", "Xã Bình", 2025, 1])
    expected = "the tax number or the commune: several producers have this name"
    assert refusals(job) == [[("A2", expected)], []]
    written(desk, job)
    assert Revenue.objects.get().producer == there


def test_the_model_s_own_rules_refuse_a_row_with_their_sentence(desk, product):
    job = listed(desk, SALES, ["Chè xanh", "HTX Chè An", 2025, "", "5", ""])
    assert refusals(job) == [[("B2", "A quantity needs its unit.")]]


def test_what_cannot_be_read_is_refused_cell_by_cell(desk, product):
    job = listed(desk, SALES, ["Chè xanh", "HTX Chè An", "cuối năm", "1.5", "1.234,5", "kg"])
    assert [cell for cell, _why in refusals(job)[0]] == ["C2", "D2", "E2"]


def test_a_row_that_stands_twice_is_refused_the_second_time(desk, product):
    row = ["Chè xanh", "HTX Chè An", 2025, 1, "", ""]
    job = listed(desk, SALES, row, [*row[:3], 2, "", ""])
    assert job.counts["new"] == 1
    assert refusals(job)[1][0][1] == "Row 2 of this list says the same or contradicts it."


def test_a_deal_without_its_day_is_asked_about_where_one_with_a_day_is_known(desk, product):
    deal = make.deal(producer=product.producer, counterpart="Siêu thị An", signed_on=date(2025, 5, 1))
    head = ["Chủ thể", "Loại thỏa thuận", "Đối tác", "Giá trị (đồng)"]
    job = listed(desk, head, ["HTX Chè An", "Hợp đồng mua bán", "Siêu thị An", 700_000_000])
    question = job.questions[0]
    assert (job.counts["asked"], question["kind"]) == (1, "record")
    assert "01/05/2025" in question["options"][0][1]
    desk.post(f"/en/desk/import/{job.pk}/answers/", {question["key"]: str(deal.pk)})
    job.refresh_from_db()
    written(desk, job)
    assert Deal.objects.get().value == 700_000_000


def test_a_list_that_two_registers_fit_is_asked_about_and_not_written_before(desk, product):
    head = ["Tên sản phẩm", "Chủ thể", "Hạng sao", "Loại chứng nhận", "Số giấy chứng nhận"]
    job = listed(desk, head, ["Chè xanh", "Hợp tác xã Chè An", "3 sao", "HACCP", "12"])
    question = job.questions[0]
    assert [option[0] for option in question["options"]] == ["certifications", "products"]
    assert desk.post(f"/en/desk/import/{job.pk}/write/", {"accept_good_rows": "on"}).status_code == 409
    desk.post(f"/en/desk/import/{job.pk}/answers/", {question["key"]: "certifications"})
    job.refresh_from_db()
    written(desk, job)
    assert Certification.objects.get().number == "12"


def test_an_import_of_a_register_is_taken_back_whole(desk, product):
    kept = make.deal(producer=product.producer, counterpart="Siêu thị An", value=5, event=None)
    head = ["Chủ thể", "Loại thỏa thuận", "Đối tác", "Ngày ký", "Giá trị (đồng)"]
    rows = [
        ["HTX Chè An", "Hợp đồng mua bán", name, date(2025, 10, 21), 9] for name in ("Siêu thị An", "Chợ")
    ]
    job = written(desk, listed(desk, head, *rows))
    assert sorted(Deal.objects.values_list("counterpart", "value")) == [("Chợ", 9), ("Siêu thị An", 9)]
    undo(desk, job)
    assert list(Deal.objects.values_list("pk", "value")) == [(kept.pk, 5)]


def test_changed_days_and_quantities_are_taken_back(desk, product):
    make.product_sales(product=product, year=2025, quantity="7.50", unit="kg")
    job = written(desk, listed(desk, SALES, ["Chè xanh", "HTX Chè An", 2025, "", "8", "kg"]))
    undo(desk, job)
    assert str(ProductSales.objects.get().quantity) == "7.50"
    make.certification(product=product, number="12", issued_on=date(2025, 1, 1))
    head = ["Tên sản phẩm", "Chủ thể", "Loại chứng nhận", "Số giấy chứng nhận", "Ngày cấp"]
    scheme = Certification.objects.get().get_scheme_display()
    job = written(desk, listed(desk, head, ["Chè xanh", "HTX Chè An", scheme, "12", "02/02/2025"]))
    assert Certification.objects.get().issued_on == date(2025, 2, 2)
    undo(desk, job)
    assert Certification.objects.get().issued_on == date(2025, 1, 1)


def test_the_page_offers_each_template_and_each_register_as_a_list(desk, product):
    make.support(producer=product.producer)
    page = desk.get("/en/desk/import/").content.decode()
    for path in ("templates/support.xlsx", "registers/support.xlsx"):
        assert f'href="/en/desk/import/{path}"' in page
        assert b"".join(desk.get(f"/en/desk/import/{path}")).startswith(b"PK")
        assert desk.get(f"/en/desk/import/{path.replace('support', 'nothing')}").status_code == 404
    assert Support.objects.count() == 1


def test_each_line_and_column_of_a_list_is_accounted_for(desk, product):
    rows = [
        ["DANH SÁCH DOANH THU NĂM 2025", "", "", "", "", "", "", ""],
        ["TT", *SALES, "Người nhập"],
        [1, "Chè xanh", "HTX Chè An", 2025, 7, "", "", "Lan"],
        ["Tổng cộng", "", "", "", 7, "", "", ""],
        ["Ghi chú: số liệu sơ bộ", "", "", "", "", "", "", ""],
    ]
    job = listed(desk, *rows)
    assert [(part["fate"], part["place"]) for part in job.remarks["account"]] == [
        ("title", "A1:H1"),
        ("heading", "A2:H2"),
        ("read", "A3:G3"),
        ("not_read", "H3"),
        ("total", "A4:H4"),
        ("note", "A5:H5"),
    ]
    question = next(each for each in job.questions if each["kind"] == "column")
    assert ("Người nhập" in question["text"], ["domestic", SALES[3]] in question["options"]) == (True, True)
    assert job.counts["new"] == 1


def test_an_unknown_column_is_read_as_the_field_that_a_person_chose(desk, product):
    head = [*SALES[:3], "Bán được trong nước", *SALES[4:]]
    export = [*head, "Doanh thu xuất khẩu (đồng)"]
    job = listed(desk, export, ["Chè xanh", "HTX Chè An", 2025, 7, "", "", 5])
    desk.post(f"/en/desk/import/{job.pk}/answers/", {job.questions[0]["key"]: "domestic"})
    job.refresh_from_db()
    written(desk, job)
    assert ProductSales.objects.get().domestic == 7


def test_a_company_that_begins_like_a_total_is_a_row(desk, officer):
    commune = make.commune(province=officer.place, name="An")
    for name in ("Công ty Cổ phần Chè", "Tổng công ty Chè"):
        make.producer(place=commune, name=name)
    head = ["Chủ thể", "Xã, phường", "Năm", "Doanh thu trong nước (đồng)"]
    job = listed(
        desk,
        head,
        ["Công ty CP Chè", "", 2025, 1],
        ["Tổng công ty Chè", "Xã An", 2025, 2],
        ["Cộng", "", "", 3],
    )
    totals = [part["place"] for part in job.remarks["account"] if part["fate"] == "total"]
    assert (job.counts["new"], totals) == (2, ["A4:D4"])


def test_a_ditto_mark_is_read_as_the_producer_above(desk, product):
    job = listed(
        desk,
        SALES,
        *(["Chè xanh", maker, year, 1, "", ""] for maker, year in (("HTX Chè An", 2024), ("nt", 2025))),
    )
    assert job.counts["new"] == 2


def test_hidden_and_struck_rows_are_asked_about_and_left_out():
    rows = [SALES, *(["Chè", "HTX", year, 1, "", ""] for year in (2023, 2024, 2025))]
    found = find_rows(FORMATS["product-sales"], [SourceTable(rows=rows, hidden_rows={1}, struck_rows={2})])
    assert [row.number for row in found.rows] == [3]
    assert [question.holds_all for question in found.questions] == [True, True]
