"""Lists of the desk as files: the rows, the order and the words of the page, ready for a spreadsheet."""

import csv
import io
import zipfile
from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import override
from python_calamine import CalamineWorkbook

from ocop.models import PaperReading, Role
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make.commune(province=make.province(name="Tỉnh Thử"), name="Xã Thử")


@pytest.fixture
def officer(client, place):
    user = make.user(Role.PROVINCIAL_OFFICER, place=place.province)
    client.force_login(user)
    return user


def file_of(client, name, ending, **asked):
    with override("en"):
        address = reverse(f"{name}-{ending}")
    return b"".join(client.get(address, asked).streaming_content)


def row_of(client, name, **asked):
    """The only row of a list as a workbook, by heading; cells as a spreadsheet takes them."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(file_of(client, name, "xlsx", **asked)))
    return dict(zip(*book.get_sheet_by_name("OCOP").to_python(), strict=True))


def lines_of(client, name, **asked):
    words = file_of(client, name, "csv", **asked).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(words), delimiter=";"))


def test_a_file_has_all_filtered_rows_in_the_order_of_the_page_whatever_page_it_is(client, place, officer):
    for number in range(60):
        make.producer(place=place, name=f"Hợp tác xã Chè {number:02}")
    make.producer(place=place, name="Hợp tác xã Mật ong")
    rows = lines_of(client, "desk-producer-list", q="chè", sort="-name", page=2)
    name = rows[0].index("Chủ thể")
    assert [row[name] for row in rows[1:]] == [
        f"Hợp tác xã Chè {number:02}" for number in reversed(range(60))
    ]


def test_zeros_stay_and_text_is_no_formula(client, place, officer):
    make.producer(place=place, name="=1+1", tax_number="0101234568")
    row = row_of(client, "desk-producer-list")
    assert (row["Chủ thể"], row["Mã số thuế"]) == ("=1+1", "0101234568")
    assert "'=1+1" in lines_of(client, "desk-producer-list")[1]


def test_days_are_days_and_amounts_are_numbers(client, place, officer):
    make.deal(producer=make.producer(place=place), signed_on=date(2026, 5, 1), value=12_000_000)
    row = row_of(client, "desk-deal-list")
    assert (row["Ngày ký"], row["Giá trị (đồng)"]) == (date(2026, 5, 1), 12_000_000)
    row = dict(zip(*lines_of(client, "desk-deal-list"), strict=True))
    assert (row["Ngày ký"], row["Giá trị (đồng)"]) == ("01/05/2026", "12000000")


def test_headings_are_bold_stay_in_sight_and_filter(client, place, officer):
    make.producer(place=place)
    with zipfile.ZipFile(io.BytesIO(file_of(client, "desk-producer-list", "xlsx"))) as book:
        sheet, styles = (book.read(f"xl/{name}.xml").decode() for name in ("worksheets/sheet1", "styles"))
    assert '<autoFilter ref="A1:AA2"/>' in sheet and 'state="frozen"' in sheet
    assert sheet.count("<col ") > 1 and "<b/>" in styles


def test_what_a_template_draws_stands_in_the_file_as_words(client, place, officer):
    make.channel(place=None)
    row = dict(zip(*lines_of(client, "desk-channel-list"), strict=True))
    assert row["Province"] == "whole country"


def test_whoever_downloads_a_list_is_noted(client, place, officer):
    file_of(client, "desk-producer-list", "xlsx")
    noted = PaperReading.objects.get()
    assert (noted.user, noted.place, noted.paper) == (officer, place.province, "producer-list.xlsx")
