"""The officer's own list comes back with marks at its refused cells, and can be corrected there."""

import io
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from ratings.imports.corrections import apply_corrections
from ratings.imports.listing import read_source_list
from ratings.imports.models import RegisterImport
from ratings.imports.reading.file import read_file
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


def test_the_marked_workbook_has_the_cells_that_were_corrected_in_the_page(desk):
    upload(desk, files.xlsx([HEAD, GOOD, ["Mật ong", "", "7 sao"], ["Trà", "HTX C", "8 sao"]]))
    job = RegisterImport.objects.get()
    sent = {"3|B3:producer": "HTX B", "3|C3:stars": "4 sao", "4|C4:stars": "9 sao"}
    desk.post(f"/en/desk/import/{job.pk}/answers/", sent)
    data = b"".join(desk.get(f"/en/desk/import/{job.pk}/marked.xlsx").streaming_content)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert [row[:3] for row in rows[2:]] == [["Mật ong", "HTX B", "4 sao"], ["Trà", "HTX C", "9 sao"]]
    upload(desk, data, "Danh sách đã sửa.xlsx")
    again = RegisterImport.objects.first()
    assert (again.counts["new"], again.counts["refused"]) == (2, 1)


def test_what_was_written_for_a_field_without_a_column_changes_no_other_cell():
    rows = read_source_list(read_file(files.xlsx([HEAD, GOOD]))).rows
    assert apply_corrections(rows, {"2": {"B2:province": "Tỉnh A", "C2:stars": "5 sao"}}) == {"C2": "5 sao"}
