import io
import random
import subprocess
import unicodedata
import zipfile

import pytest
import xlsxwriter

from ocop.values.vietnamese import clean
from ratings.imports import tcvn3
from ratings.imports.listing import read_source_list
from ratings.imports.readers import UnreadableFileError, cell_address, read_file
from tests.ratings.imports import files


def rows_of(data):
    return read_source_list(read_file(data)).rows


def values(data, *names):
    return [tuple(clean(str(row.get(name))) for name in names) for row in rows_of(data)]


def example(name):
    return (files.LISTS / name).read_bytes()


def test_the_appendix_gives_each_row_its_merged_producer():
    found = read_source_list(read_file(example("A_phu_luc_gop_o.xlsx")))
    assert (len(found.rows), found.passed_over) == (41, 7)
    assert [row.place_in_file for row in found.rows][:3] == ["7", "8", "9"]
    bitter = next(row for row in found.rows if row.get("name") == "Trà mướp đắng rừng")
    assert (bitter.get("producer"), bitter.get("district"), bitter.cell("stars")) == (
        "Hợp tác xã Nông nghiệp Thanh niên Như Cố",
        "H. Chợ Mới",
        "F25",
    )
    assert {row.said["province"] for row in found.rows} == {"BẮC KẠN"}


def test_the_word_table_gives_each_row_its_merged_producer_and_the_title_above_it():
    found = rows_of(example("B_bang_word.docx"))
    assert len(found) == 8
    assert found[1].get("producer") == "HTX măng lục trúc MTQ (thị trấn Trại Cau)"
    assert found[1].said == {"district": "HUYỆN ĐỒNG HỶ", "year": 2023}
    assert found[1].cell("producer") == "C3"


def test_the_same_list_in_utf8_and_tcvn3_comes_out_equal_but_for_case():
    names = ("name", "producer", "commune", "district", "stars")
    utf8, tcvn = values(example("D_nfc_nfd_lan_lon.csv"), *names), values(example("E_tcvn3.csv"), *names)
    assert len(utf8) == 11
    assert [[text.lower() for text in row] for row in utf8] == [
        [text.lower() for text in row] for row in tcvn
    ]


def test_the_example_register_is_read_whole():
    found = rows_of((files.EXAMPLES / "products.csv").read_bytes())
    assert len(found) == 238
    assert found[0].get("key") == "R4914db5b"
    assert found[0].cell("stars") == "L2"


def test_columns_may_stand_in_any_order():
    rows = [
        ["Hạng", "Huyện", "Cơ sở sản xuất", "STT", "Tên sản phẩm (OCOP)"],
        ["3 sao", "Chợ Mới", "HTX A", 1, "Chè"],
    ]
    row = rows_of(files.xlsx(rows))[0]
    assert row.values == {
        "stars": "3 sao",
        "district": "Chợ Mới",
        "producer": "HTX A",
        "serial": 1,
        "name": "Chè",
    }
    assert row.cell("producer") == "C2"


def test_a_list_that_begins_in_the_middle_of_a_sheet_keeps_its_addresses():
    rows = [[], ["", "", "Tên sản phẩm", "Chủ thể"], ["", "", "(1)", "(2)"], ["", "", "Chè", "HTX A"]]
    row = rows_of(files.xlsx(rows))[0]
    assert (row.cell("name"), row.cell("producer")) == ("C4", "D4")


def test_a_group_line_tells_the_district_of_the_rows_below_it():
    rows = [
        ["TT", "Sản phẩm", "Chủ thể", "Xã"],
        ["I. HUYỆN CHỢ MỚI"],
        [1, "Chè", "HTX A", "Yên Cư"],
        ["II. Thành phố Bắc Kạn", "", "", ""],
        [2, "Gạo", "HTX B", ""],
        ["", "Tổng cộng: 02 sản phẩm", "", ""],
    ]
    found = read_source_list(read_file(files.xlsx(rows)))
    assert [row.said["district"] for row in found.rows] == ["HUYỆN CHỢ MỚI", "Thành phố Bắc Kạn"]
    assert found.passed_over == 3


def test_headings_that_return_on_each_page_are_no_rows():
    head = ["TT", "Tên sản phẩm", "Chủ thể"]
    assert len(rows_of(files.xlsx([head, [1, "Chè", "A"], head, [2, "Gạo", "B"]]))) == 2


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_files_are_read_with_any_delimiter_and_mark(delimiter, encoding):
    data = files.csv(
        [["Tên sản phẩm", "Chủ thể"], ["Chè, gạo; mật ong", "HTX A"]], delimiter=delimiter, encoding=encoding
    )
    assert values(data, "name", "producer") == [("Chè, gạo; mật ong", "HTX A")]


def test_decomposed_headings_are_known():
    data = files.csv(
        [[unicodedata.normalize("NFD", text) for text in ("Tên sản phẩm", "Chủ thể")], ["Chè", "HTX A"]]
    )
    assert values(data, "name", "producer") == [("Chè", "HTX A")]


def test_tcvn3_letters_in_a_workbook_are_put_right():
    odd = [
        [as_latin(text) for text in row] for row in (["Tên sản phẩm", "Chủ thể"], ["Bún khô", "HTX Bắc Kạn"])
    ]
    assert odd[1][1] == "HTX B¾c K¹n"
    assert values(files.xlsx(odd), "name", "producer") == [("Bún khô", "HTX Bắc Kạn")]


def as_latin(text):
    byte_of = {letter: code for code, letter in tcvn3.TABLE.items()}
    return "".join(chr(byte_of.get(letter, ord(letter))) for letter in text)


def test_our_tcvn3_table_is_the_one_of_the_c_library():
    codes = bytes(code for code, letter in tcvn3.TABLE.items() if letter != "\ufffd")
    told = subprocess.run(
        ["iconv", "-f", "TCVN5712-1", "-t", "UTF-8"], input=codes, capture_output=True, check=True
    )
    compose = unicodedata.normalize
    assert compose("NFC", told.stdout.decode()) == compose("NFC", tcvn3.decode(codes))


@pytest.mark.parametrize(
    ("row", "column", "said"), [(13, 3, "D14"), (0, 0, "A1"), (0, 25, "Z1"), (0, 26, "AA1"), (9, 701, "ZZ10")]
)
def test_a_cell_is_called_as_in_a_spreadsheet(row, column, said):
    assert cell_address("", row, column) == said


def package(**entries):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/"), content)
    return file.getvalue()


def far_apart():
    """Workbook with two cells, the second in the last corner of the sheet."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(files.xlsx([["Tên sản phẩm"], ["Chè"]]))) as old,
        zipfile.ZipFile(file, "w") as new,
    ):
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                content = content.replace(b'<row r="2"', b'<row r="1048576"').replace(
                    b'r="A2"', b'r="XFD1048576"'
                )
            new.writestr(entry.filename, content)
    return file.getvalue()


def several_sheets():
    """Workbook with two sheets of 50,001 rows in total."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    for rows in (25_001, 25_000):
        sheet = book.add_worksheet()
        for row in range(rows):
            sheet.write(row, 0, "Tên sản phẩm" if row == 0 else row)
            sheet.write(row, 1, "Chủ thể" if row == 0 else row)
    book.close()
    return file.getvalue()


def merged(*ranges):
    """Workbook with two columns and merged cells, as XML."""
    file = io.BytesIO()
    rows = [["Tên sản phẩm", "Chủ thể"], *([f"Chè {n}", "HTX"] for n in range(30))]
    cells = "".join(f'<mergeCell ref="{cells}"/>' for cells in ranges)
    with zipfile.ZipFile(io.BytesIO(files.xlsx(rows))) as old, zipfile.ZipFile(file, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                content = content.replace(
                    b"</sheetData>", f"</sheetData><mergeCells>{cells}</mergeCells>".encode()
                )
            new.writestr(entry.filename, content)
    return file.getvalue()


def test_a_merged_range_ends_where_the_sheet_ends():
    (table,) = read_file(merged("B2:XFD31"))
    rows = list(table.rows)
    assert rows[0] == ["Tên sản phẩm", "Chủ thể"]
    assert rows[30] == ["Chè 29", "HTX"]


def many_paragraphs():
    """Document of empty paragraphs with noise between them, so that its compression ratio is normal."""
    noise = iter(random.Random(1).randbytes(60_000).hex())
    return package(**{"word/document.xml": "".join("<w:p/>" * 26 + next(noise) for _n in range(116_000))})


@pytest.mark.parametrize("made", [several_sheets, many_paragraphs])
def test_a_list_of_too_many_rows_is_answered_with_a_sentence(made):
    with pytest.raises(
        UnreadableFileError, match="^The list has more than 50000 rows, or far too many columns."
    ):
        rows_of(made())


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The file is empty."),
        (b" \r\n ", "The file is empty."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "This is an old Office file (.xls or .doc)."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "The file is protected by a password."),
        (b"<html><table><tr><td>TT</td></tr></table></html>", "This is a web page or XML file."),
        (b"\xef\xbb\xbf <!DOCTYPE html>", "This is a web page or XML file."),
        (b"%PDF-1.7 ...", "A PDF cannot be read as a list."),
        (b"PK\x03\x04 broken", "The file is damaged and cannot be opened."),
        (package(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "Only Excel (.xlsx), Word (.docx) and CSV"),
        (package(xl__workbook="<x/>"), "Only Excel (.xlsx), Word (.docx) and CSV"),
        (package(**{"xl/workbook.xml": "<workbook"}), "The file is damaged and cannot be opened."),
        (package(**{"word/document.xml": "<!DOCTYPE x [<!ENTITY a 'a'>]><x>&a;</x>"}), "The file is damaged"),
        (package(**{"xl/workbook.xml": " " * 5_000_000}), "The file unpacks to far more than a list needs."),
        (far_apart(), "A sheet reaches to row 1048576."),
        ("một dòng".encode(), "No table was found in the file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\xff\xc4", "The letters of the file cannot be read."),
        (b"a;b\n\0;c\n", "Only Excel (.xlsx), Word (.docx) and CSV"),
        (files.xlsx([["a", "b"], [1, 2]]), "No list was found."),
        (files.xlsx([["Tên sản phẩm", "Chủ thể"]]), "The list has headings but no rows."),
        (b"x" * (10 * 1024 * 1024 + 1), "The file is larger than 10 MB."),
        (b"a;b;c\n" * 60_000, "The list has more than 50000 rows, or far too many columns."),
        (b"a;b;c\n" + b";" * 5_000_000, "The list has more than 50000 rows, or far too many columns."),
        (merged("A2:A31", "A3:A30", "A4:B29"), "The file is damaged and cannot be opened."),
        ("Tên sản phẩm,Chủ thể\nChè,".encode() + b"1" * 5_001, "Cell B2 holds 5001 characters;"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_list_is_answered_with_a_sentence(data, said):
    with pytest.raises(UnreadableFileError) as answer:
        rows_of(data)
    assert str(answer.value).startswith(said)
