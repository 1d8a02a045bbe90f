"""Templates: what stands in them for people is never read as data."""

import io
import re

import pytest
from django.utils.translation import override

from producers.models import Producer
from ratings.imports.exporting import write_template
from ratings.imports.formats.known import FORMATS, PRODUCTS, register_of
from ratings.imports.listing import read_source_list
from ratings.imports.models import RegisterImport
from ratings.imports.questions import Questions
from ratings.imports.reading.file import UnreadableFileError, read_file
from tests import factories as make
from tests.ratings.imports import files
from tests.ratings.imports.test_pages import upload

pytestmark = pytest.mark.django_db


def template_of(write):
    file = io.BytesIO()
    write(file)
    return file.getvalue()


def columns_of(register):
    return FORMATS[register].known_headings if register in FORMATS else None


TEMPLATES = {PRODUCTS: write_template} | {each.name: each.write_template for each in FORMATS.values()}


@pytest.mark.parametrize("register", TEMPLATES)
def test_a_template_is_a_list_of_its_register_without_a_row(register):
    tables = read_file(template_of(TEMPLATES[register]))
    assert register_of(tables, Questions({})) is FORMATS.get(register)
    with pytest.raises(UnreadableFileError, match="The list has headings but no rows."):
        read_source_list(tables, columns=columns_of(register))


@pytest.mark.parametrize("register", TEMPLATES)
def test_a_row_below_the_example_is_read_and_nothing_is_asked(register):
    tables = read_file(template_of(TEMPLATES[register]))
    first, *others = tables[0].rows[1]
    tables[0].rows.append([first.removeprefix("Ví dụ: ").removeprefix("dòng này không được nhập"), *others])
    found = read_source_list(tables, columns=columns_of(register))
    assert (len(found.rows), found.questions) == (1, [])
    assert [part.fate for part in found.account if part.fate in ("not_read", "left_out")] == []


def test_a_filled_template_of_producers_makes_those_below_the_example(desk, officer):
    make.commune(province=officer.place, name="Tân Cương")
    (sheet, _words) = read_file(template_of(FORMATS["producers"].write_template))
    rows = [[cell or "" for cell in row] for row in sheet.rows]
    filled = {"Chủ thể": "Công ty TNHH Miến Núi Xanh", "Xã, phường": "Xã Tân Cương"}
    upload(desk, files.xlsx([*rows, [filled.get(heading, "") for heading in rows[0]]]))
    job = RegisterImport.objects.get()
    desk.post(f"/en/desk/import/{job.pk}/write/", {"accept_good_rows": "on"})
    assert [each.name for each in Producer.objects.all()] == ["Công ty TNHH Miến Núi Xanh"]


def test_files_are_named_in_the_language_of_the_page(desk):
    answers = [
        desk.get(address)
        for address in (
            "/en/desk/import/templates/certifications.xlsx",
            "/desk/import/templates/certifications.xlsx",
            "/desk/import/template.xlsx",
            "/desk/import/registers/certifications.xlsx",
        )
    ]
    answers[-1].close()
    assert [answer.headers["Content-Disposition"] for answer in answers] == [
        'attachment; filename="template-certifications.xlsx"',
        'attachment; filename="bieu-mau-chung-nhan.xlsx"',
        'attachment; filename="bieu-mau-san-pham.xlsx"',
        'attachment; filename="chung-nhan.xlsx"',
    ]


def test_the_page_of_the_import_offers_each_template_by_the_name_of_its_register(desk):
    with override("vi"):
        page = " ".join(desk.get("/desk/import/").content.decode().split())
    assert "Biểu mẫu danh sách sản phẩm" in page
    assert re.search(r'Tải biểu mẫu\s*<span class="only-read">\s*– Chứng nhận\s*</span>', page)
