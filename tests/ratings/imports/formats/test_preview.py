"""The preview of a list shows the columns of its register, with what was read."""

import re

import pytest

from products.models import ProductSet
from ratings.imports.models import RegisterImport
from tests import factories as make
from tests.ratings.imports import files
from tests.ratings.imports.test_pages import GOOD, HEAD, upload

pytestmark = pytest.mark.django_db
PRODUCERS = ["Chủ thể", "Loại hình", "Mã số thuế", "Ngày thành lập", "Xã, phường", "Điện thoại"]


def page_of(desk, *rows):
    upload(desk, files.xlsx([*rows]))
    return " ".join(desk.get(RegisterImport.objects.get().get_desk_url()).content.decode().split())


def headings(page):
    return re.findall(r'<th scope="col">\s*([^<]*?)\s*</th>', page.rpartition("<caption>New</caption>")[2])


def test_producers_show_commune_form_telephone_and_number(desk, officer):
    make.commune(province=officer.place, name="Tân Cương")
    row = ["HTX Suối Reo", "Hợp tác xã", "4600123456", "02/05/2020", "Xã Tân Cương", "0912 000 101"]
    page = page_of(desk, PRODUCERS, row)
    assert headings(page) == [
        "Producer", "Row", "Commune", "Legal form", "Telephone", "Tax or registration number", "What happens",
    ]  # fmt: skip
    cells = re.findall(r'<td data-label="([^"]+)">\s*([^<]*?)\s*</td>', page)
    assert dict(cells)["Telephone"] == "0912 000 101"
    assert "Tân Cương" in dict(cells)["Commune"]
    assert "Founded on: 02/05/2020" in page
    assert "Stars are proposed only" not in page


def test_rows_of_products_show_what_belongs_to_each(desk, officer):
    product = make.product(producer=make.producer(place=officer.place, name="HTX Chè An"), name="Chè xanh")
    head = ["Tên sản phẩm", "Chủ thể", "Năm", "Doanh thu trong nước (đồng)", "Sản lượng", "Đơn vị tính"]
    page = page_of(desk, head, [product.name, "HTX Chè An", 2025, 20_000_000, 5, "kg"])
    assert "20.000.000" in page


def test_products_show_the_set_that_was_read_in_the_language_of_the_reader(desk):
    tea = ProductSet.objects.get(number=11)
    page = page_of(desk, [*HEAD, "Bộ sản phẩm"], [*GOOD, tea.name_vi])
    assert f'<td data-label="Product set">{tea.name_en}</td>' in page
    other = desk.get(f"/desk/import/{RegisterImport.objects.get().pk}/").content.decode()
    assert f">{tea.name_vi}</td>" in other


def test_a_list_of_products_without_sets_has_no_column_of_them(desk):
    assert headings(page_of(desk, HEAD, GOOD)) == ["Product", "Row", "Producer", "What happens"]
