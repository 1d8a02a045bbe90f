import csv
import io
import json
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from tests import factories as make
from tests.catalogue.listed import names_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def register():
    """Three products with stars, one of them named like a formula, and one without."""
    for name, stars in (("Chè", 4), ("=1+1", 4), ("Mật ong", 3)):
        make.recognition(product=make.product(name=name), stars=stars, signed_on=date(2026, 2, 1))
    make.product(name="Gạo")


def download(client, query):
    """The response and its bytes."""
    response = client.get(f"/en/products/download/?{query}")
    return response, b"".join(response.streaming_content)


def test_download_holds_just_the_list_in_its_order(client, register):
    listed = names_on(client.get("/en/products/?stars=4&sort=newest"))
    _response, data = download(client, "stars=4&sort=newest&format=json")
    assert [row["name"] for row in json.loads(data)] == listed == ["=1+1", "Chè"]


def test_csv_has_its_mark_and_no_formula(client, register):
    response, data = download(client, "stars=4&format=nonsense")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert data.startswith(b"\xef\xbb\xbfid,")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert [(row["name"], row["standing"]) for row in rows] == [("'=1+1", "in_force"), ("Chè", "in_force")]


def test_workbook_keeps_text_as_text(client, register):
    _response, data = download(client, "stars=4&format=xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    column = rows[0].index("name")
    assert [row[column] for row in rows[1:]] == ["=1+1", "Chè"]


def test_workbook_cuts_a_text_that_no_cell_holds_and_says_so(client):
    make.recognition(product=make.product(story="s" * 32_768, ingredients="i" * 32_767))
    _response, data = download(client, "format=xlsx")
    head, row = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    told = dict(zip(head, row, strict=True))
    assert (told["story"], told["ingredients"]) == ("s" * 32_766 + "…", "i" * 32_767)


def test_download_of_nothing_is_an_empty_list(client, register):
    assert json.loads(download(client, "q=xyzzy&format=json")[1]) == []


def test_page_links_to_the_files_of_this_list(client, register):
    page = client.get("/en/products/?stars=4&page=1").content.decode()
    assert 'href="/en/products/download/?stars=4&amp;format=csv"' in page
