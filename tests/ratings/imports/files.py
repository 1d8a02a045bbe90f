"""Lists created in memory, as officers could send them."""

import io
from pathlib import Path

import xlsxwriter

EXAMPLES = Path(__file__).parents[3] / "ratings" / "examples"
LISTS = EXAMPLES / "officer_lists"
HEADINGS = ["TT", "Tên sản phẩm", "Chủ thể", "Xã", "Huyện", "Tỉnh", "Hạng sao", "Số quyết định", "Ngày ký"]


def xlsx(rows, *, merged=(), title=()):
    """Return a workbook with one sheet; `merged` holds (first row, column, last row, column, value)."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for number, row in enumerate([*title, *rows]):
        for column, value in enumerate(row):
            if hasattr(value, "year"):
                sheet.write_datetime(number, column, value, day)
            else:
                sheet.write(number, column, value)
    for place in merged:
        sheet.merge_range(*place)
    book.close()
    return file.getvalue()


def csv(rows, *, delimiter=";", encoding="utf-8-sig"):
    lines = [
        delimiter.join(f'"{cell}"' if delimiter in str(cell) else str(cell) for cell in row) for row in rows
    ]
    return "\r\n".join(lines).encode(encoding)
