"""Files that are no lists, too large or hostile: each is answered with a sentence."""

import resource

import pytest

from ocop.files import children
from ratings.imports.reading import child
from ratings.imports.reading.file import UnreadableFileError, read_file
from ratings.imports.reading.table import cell_address
from tests.ratings.imports import files, hostile
from tests.ratings.imports.hostile import LIST, SHEET

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


ENTITIES = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><x>&b;</x>"
SENTENCES = {
    "nothing": (b"", "The file is empty."),
    "blanks": (b" \r\n ", "The file is empty."),
    "large": (b"x" * (10 * 1024 * 1024 + 1), "The file is larger than 10 MB."),
    "password": (OLE + "EncryptedPackage".encode("utf-16-le"), "The file is protected by a password."),
    "broken package": (b"PK\x03\x04 broken", "The file is damaged and cannot be opened."),
    "other package": (files.package({"a.txt": "a"}), "Only Excel"),
    "broken workbook": (files.package({"xl/workbook.xml": "<workbook"}), "The file is damaged"),
    "entities in a document": (files.package({"word/document.xml": ENTITIES}), "The file is damaged"),
    "entities in a workbook": (files.package({"xl/workbook.xml": ENTITIES}), "The file is damaged"),
    "one line": ("một dòng".encode(), "No table was found in the file"),
    "zeros": (b"a;b\n\0;c\n", "Only Excel"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\xff\xc4", "Only Excel"),
    "long cell": ("Tên sản phẩm,Chủ thể\nChè,".encode() + b"1" * 5_001, "Cell B2 holds 5001 characters;"),
    "open quote": (b'a;b\n1;"2\n' + b"3;4\n" * 100_000, "The list has more than 50000 rows"),
    "long quote": (b'a;b\n1;"2\n' + b"3;4" * 100_000, "A cell of the file begins with a quotation mark"),
    "rows of text": (b"a;b;c\n" * 60_000, "The list has more than 50000 rows"),
    "cells of text": (b"a;b;c\n" + b";" * 5_000_000, "The list has more than 50000 rows"),
    "1.6 million rows": (hostile.rows_of_text(), "The list has more than 50000 rows"),
    "zip bomb": (hostile.zip_bomb(), "The file unpacks to far more"),
    "names like attributes": (hostile.hostile_regex(), "The file is damaged"),
    "shared strings": (hostile.shared_strings_bomb(), "Reading the file takes more time or memory"),
    "overlapping ranges": (hostile.merged("A2:A31", "A3:A30", "A4:B29"), "The file is damaged"),
    "50,000 ranges": (hostile.many_ranges(), "The file is damaged"),
    "empty paragraphs": (hostile.many_paragraphs(), "No table was found in the document"),
    "rows of Word": (hostile.many_rows(), "The list has more than 50000 rows"),
    "tables in tables": (hostile.nested_tables(), "The tables of the document lie"),
    "paragraphs in paragraphs": (hostile.nested_paragraphs(), "No table was found in the document"),
}  # fmt: skip


@pytest.mark.parametrize("name", SENTENCES)
def test_a_file_that_is_no_list_is_answered_with_a_sentence(name):
    data, said = SENTENCES[name]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(UnreadableFileError) as answer:
        read_file(data)
    assert str(answer.value).startswith(said)
    # kB; the file itself and the answer
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000


def test_many_merged_ranges_are_read():
    rows = [["Tên sản phẩm", "Chủ thể", ""], *([n, "", ""] for n in range(20_000))]
    ranges = "".join(
        f'<mergeCell ref="B{row}:C{row}"/><mergeCell ref="A{row}:A{row}"/>' for row in range(2, 20_002)
    )
    data = files.changed(
        files.xlsx(rows), SHEET, (b"</sheetData>", f"</sheetData><mergeCells>{ranges}</mergeCells>".encode())
    )
    (table,) = read_file(data)
    assert (len(table.rows), table.rows[-1]) == (20_001, [19_999, None])


def test_a_sheet_that_claims_to_be_endless_is_read():
    data = files.changed(LIST, SHEET, (b'ref="A1:B31"', b'ref="A1:XFD1048576"'))
    (table,) = read_file(data)
    assert len(table.rows) == 31


def test_whatever_takes_too_much_memory_is_answered_with_a_sentence():
    with pytest.raises(
        UnreadableFileError, match="^Reading the file takes more time or memory than a list needs"
    ):
        read_file(hostile.far_cells())


def test_the_child_needs_no_django_set_up():
    assert children.ask(child.__name__, content=b"a;b\n1;2\n").startswith(b'{"values":')


def test_while_all_places_are_taken_a_file_is_answered_with_a_sentence():
    said = pytest.raises(UnreadableFileError, match="^Other files are being read at the moment")
    with children.place(), children.place(), said:
        read_file(LIST, patience=0)


@pytest.mark.parametrize(
    ("row", "column", "said"), [(13, 3, "D14"), (0, 0, "A1"), (0, 25, "Z1"), (0, 26, "AA1"), (9, 701, "ZZ10")]
)
def test_a_cell_is_called_as_in_a_spreadsheet(row, column, said):
    assert cell_address("", row, column) == said
