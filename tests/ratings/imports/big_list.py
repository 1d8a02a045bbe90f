"""Create a list as large as a country's: `python -m tests.ratings.imports.big_list FILE.xlsx [ROWS]`.

Places are those of the former Bắc Kạn and Thái Nguyên. Every fifth row has a decision, every tenth an
English name.
"""

import sys
from datetime import date, timedelta

import xlsxwriter

HEADINGS = [
    "TT", "Tên sản phẩm", "Tên tiếng Anh", "Chủ thể", "Loại hình", "Xã", "Huyện", "Tỉnh", "Bộ sản phẩm", "Quy cách",
    "Hạng sao", "Năm", "Số quyết định", "Ngày ký", "Ghi chú",
]  # fmt: skip
COMMUNES = [
    ("Nông Hạ", "Chợ Mới", "Bắc Kạn"), ("Yên Cư", "Chợ Mới", "Bắc Kạn"), ("Côn Minh", "Na Rì", "Bắc Kạn"),
    ("Khang Ninh", "Ba Bể", "Bắc Kạn"), ("Vân Tùng", "Ngân Sơn", "Bắc Kạn"), ("Hóa Trung", "Đồng Hỷ", "Thái Nguyên"),
    ("Khe Mo", "Đồng Hỷ", "Thái Nguyên"), ("Tân Cương", "TP Thái Nguyên", "Thái Nguyên"),
    ("Phúc Xuân", "TP Thái Nguyên", "Thái Nguyên"), ("Hợp Thành", "Phú Lương", "Thái Nguyên"),
]  # fmt: skip
KINDS = ["Chè xanh", "Miến dong", "Mật ong", "Gạo nếp", "Tinh bột nghệ", "Bún khô", "Trà túi lọc", "Măng khô"]


def rows(number):
    """Yield `number` rows, five products per producer."""
    for n in range(number):
        maker, kind = n // 5, KINDS[n % len(KINDS)]
        signed = date(2023, 1, 10) + timedelta(days=n % 700) if n % 5 == 0 else None
        decision = f"{n % 700 + 1}/QĐ-UBND" if signed else ""
        english = f"Product {n}" if n % 10 == 0 else ""
        yield [
            n + 1, f"{kind} số {n}", english, f"HTX Nông nghiệp {maker}", "Hợp tác xã", *COMMUNES[maker % 10],
            n % 26 + 1, "Gói 500 g", f"{n % 3 + 3} sao", "", decision, signed or "", f"Công nhận năm {2020 + n % 5}",
        ]  # fmt: skip


def write(path, number=20_000):
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
        for line, row in enumerate([HEADINGS, *rows(number)]):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(line, column, value, day)
                elif value != "":
                    sheet.write(line, column, value)


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 20_000)
