"""The officer's own list comes back with marks at its refused cells, and can be corrected there."""

import io
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from ratings.imports.models import RegisterImport
from tests.ratings.imports import files
from tests.ratings.imports.test_pages import GOOD, HEAD, upload

pytestmark = pytest.mark.django_db
TITLE = ["DANH SÁCH SẢN PHẨM"]
BAD = ["Mật ong", "HTX B", "7 sao"]


@pytest.fixture
def marked(desk):
    """The bytes of the marked workbook of a list with one refused cell."""
    upload(desk, files.xlsx([HEAD, GOOD, BAD], title=[TITLE]))
    job = RegisterImport.objects.get()
    return b"".join(desk.get(f"/en/desk/import/{job.pk}/marked.xlsx").streaming_content)


def test_rows_stay_where_they_were_and_the_reasons_stand_behind_them(marked):
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(marked)).get_sheet_by_index(0)
    assert sheet.to_python() == [
        [*TITLE, "", "", ""],
        [*HEAD, "Vì sao"],
        [*GOOD, ""],
        [*BAD, "0 to 5, “3 sao”, “***” or “OCOP 4*”"],
    ]


def test_the_refused_cell_has_a_comment(marked):
    comments = zipfile.ZipFile(io.BytesIO(marked)).read("xl/comments1.xml").decode()
    assert 'ref="C4"' in comments
    assert "0 to 5" in comments


def test_the_corrected_workbook_is_read_like_the_first(desk, marked):
    upload(desk, marked, "Danh sách đã sửa.xlsx")
    job = RegisterImport.objects.first()
    assert (job.counts["new"], job.counts["refused"]) == (1, 1)
    assert job.questions == []
