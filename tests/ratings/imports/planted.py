"""A province's list as offices send it, made by a seed: several sheets, each in a style of its own, every maker invented.

Each line keeps what the register must hold of it (`Record`); `planted_faults.py` plants the faults.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import count

import xlsxwriter

from ratings.imports.reading.table import cell_address
from tests.ratings.imports.files import changed

PROVINCE = "Thái Nguyên"
COMMUNES = [
    "Xã Tân Cương", "Xã Đại Phúc", "Xã La Bằng", "Phường Phan Đình Phùng", "Phường Tích Lương", "Xã Phú Đình",
    "Xã Võ Nhai", "Xã Đồng Hỷ", "Phường Sông Công", "Xã Quang Sơn", "Xã Văn Hán", "Phường Quyết Thắng",
]  # fmt: skip
# A commune before July 2025 and its district as lists write them, its name, and what it became.
FORMER = [
    ("Hóa Trung", "Đồng Hỷ", "Xã Hóa Trung", "Xã Đồng Hỷ"), ("Cù Vân", "Đại Từ", "Xã Cù Vân", "Xã An Khánh"),
    ("TT. Hùng Sơn", "H. Đại Từ", "Thị trấn Hùng Sơn", "Xã Đại Phúc"),
    ("Phúc Xuân", "TP Thái Nguyên", "Xã Phúc Xuân", "Xã Đại Phúc"),
    ("X. Minh Đức", "TX. Phổ Yên", "Xã Minh Đức", "Phường Phúc Thuận"),
    ("Liên Minh", "Võ Nhai", "Xã Liên Minh", "Xã Tràng Xá"),
]  # fmt: skip
BRANDS = [
    "Thanh Bình", "Hương Sơn", "Khe Cốc", "Bản Ngoại", "Ôn Lương", "Tuấn Huyền", "Phú Lợi", "An Khang", "Hồng Hà",
    "Suối Mây", "Đồi Sim", "Quê Ta",
]  # fmt: skip
FORMS = {
    "HTX nông nghiệp": "cooperative", "Hợp tác xã": "cooperative", "Công ty TNHH": "limited_company",
    "Công ty cổ phần": "joint_stock_company", "Hộ kinh doanh": "business_household", "Tổ hợp tác": "cooperative_group",
}  # fmt: skip
PRODUCTS = [
    "Chè nõn tôm", "Miến dong", "Mật ong bạc hà", "Gạo nếp vải", "Tinh bột nghệ", "Bún ngũ sắc", "Trà túi lọc",
    "Măng khô", "Lạp sườn", "Rượu men lá", "Bánh khảo", "Cao gắm",
]  # fmt: skip
NO_RESULT = 987_654_321
STARS = ["{} sao", "0{} sao", "OCOP {} sao", "Hạng {} sao", "{}", "{}*", "Đạt {} sao"]


@dataclass(frozen=True)
class Record:
    """What the register must hold of a line."""

    name: str
    maker: str
    form: str = "cooperative"
    place: str = "Xã Tân Cương"
    village: str = ""
    tax_number: str | None = None
    representative: str = ""
    phone: str = ""
    product_set: int | None = None
    variants: str = ""
    stars: int | None = None
    number: str = ""
    signed_on: date | None = None
    until: date | None = None
    # Earlier recognitions that the line tells: stars, number, day.
    earlier: tuple[tuple[int, str, date], ...] = ()
    former: tuple[str, str, str] | None = None


@dataclass
class Sheet:
    """A sheet in the making: its lines, and what the register must hold of each by the number of the line."""

    title: str
    fields: list[str] = field(default_factory=list)
    lines: list[list] = field(default_factory=list)
    truths: dict[str, Record] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    struck: set[int] = field(default_factory=set)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    errors: set[tuple[int, int]] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    # Lines below all others.
    below: list[str] = field(default_factory=list)
    serial: count = field(default_factory=lambda: count(1))

    @property
    def label(self) -> str:
        return f"{self.title}!"

    @property
    def here(self) -> int:
        """The number of the next line, from 0."""
        return len(self.lines)

    def row(self, line: int) -> str:
        """How a plan names a line."""
        return f"{self.label}{line + 1}"

    def cell(self, line: int, name: str) -> str:
        return cell_address(self.label, line, self.fields.index(name))

    def say(self, *cells: object) -> int:
        """Add a line that is no product; return its number."""
        self.lines.append([*cells])
        return len(self.lines) - 1

    def add(self, cells: dict[str, object], truth: Record | None) -> int:
        """Add the line of a product; return its number."""
        if truth:
            self.truths[self.row(self.here)] = truth
        return self.say(*(cells.get(name, "") for name in self.fields))


def records(chance, number: int, decisions: list[tuple[str, date]], *, former: bool = False):
    """Yield invented products, up to five of a maker; no two makers and no two products of one have names alike."""
    made = 0
    for serial in count(1):
        form = chance.choice([*FORMS])
        old = chance.choice(FORMER) if former else None
        maker = Record(
            "",
            f"{form} {chance.choice(BRANDS)} {chance.randrange(1000, 9000)}{serial}",
            FORMS[form],
            old[3] if old else chance.choice(COMMUNES),
            f"Xóm {chance.randrange(1, 20)}",
            f"4600{chance.randrange(10)}{serial:05}" if chance.random() < 0.8 else None,
            f"{chance.choice(['Nguyễn Thị', 'Trần Văn', 'Nông Đức'])} {chance.choice(['An', 'Bình', 'Tú', 'Lan'])}",
            f"09{chance.randrange(10)}{chance.randrange(1_000_000, 9_999_999)}",
            former=old and old[:3],
        )
        for name in chance.sample(PRODUCTS, chance.randrange(1, 6)):
            figure, day = chance.choice(decisions)
            yield replace(
                maker,
                name=f"{name} {chance.choice(BRANDS)}",
                product_set=chance.randrange(1, 27),
                variants=chance.choice(["Hộp 200 g", "Túi 0,5 kg", "Chai 500 ml", ""]),
                stars=chance.choice([3, 3, 4]),
                number=figure,
                signed_on=day,
                until=day.replace(year=day.year + 3) - timedelta(days=1),
            )
            made += 1
            if made == number:
                return


def decisions_of(first: int, day: date) -> list[tuple[str, date]]:
    """Return decisions of one province with their days."""
    return [(f"{first + n}/QĐ-UBND", day + timedelta(days=17 * n)) for n in range(12)]


def written(chance, record: Record) -> dict[str, object]:
    """Return the cells of a record in all the fields that a style may have, as one office or another writes them."""
    day = record.signed_on
    return {
        "name": record.name,
        "producer": record.maker,
        "village": record.village,
        "commune": chance.choice([record.place, record.place.split(" ", 1)[1], record.place.upper()]),
        "address": chance.choice(["{}, {}", "{} - {}", "{}; {}."]).format(record.village, record.place),
        "old_commune": record.former[0] if record.former else "",
        "district": record.former[1] if record.former else "",
        "province": PROVINCE,
        "tax_number": record.tax_number or "",
        "representative": record.representative,
        "phone": chance.choice([record.phone, int(record.phone)]),
        "product_set": record.product_set,
        "variants": record.variants,
        "stars": chance.choice(STARS).format(record.stars),
        "old_stars": "3 sao",
        "decision": record.number,
        "decision_with_day": chance.choice(["{} ngày {}", "{} ({})", "Số {}, {}"]).format(
            record.number, f"{day:%d/%m/%Y}"
        ),
        "decided_on": chance.choice([day, f"{day:%d/%m/%Y}", f"{day.day}.{day.month}.{day.year}"]),
        "expires_on": record.until,
    }


# The heading of each column of a style, by the key of its cell in `written`.
HEADS = {
    "serial": "TT", "name": "Tên sản phẩm", "producer": "Tên chủ thể", "village": "Thôn/xóm", "commune": "Xã/phường",
    "address": "Địa chỉ", "old_commune": "Xã", "district": "Huyện", "province": "Tỉnh", "tax_number": "Mã số thuế",
    "representative": "Người đại diện", "phone": "Điện thoại", "product_set": "Bộ sản phẩm", "variants": "Quy cách",
    "stars": "Hạng sao", "old_stars": "Hạng sao (cũ)", "decision": "Số quyết định",
    "decision_with_day": "Quyết định công nhận", "decided_on": "Ngày ký", "expires_on": "Có giá trị đến",
    "of_3": "3 sao", "of_4": "4 sao", "of_5": "5 sao", "remark": "Ghi chú",
}  # fmt: skip
# The field of a cell where its key is another.
FIELD = {"old_commune": "commune", "decision_with_day": "decision"}
# What of a record a style says; the rest of it stays empty in the register.
SAYS = {
    "village": ["village", "address"], "tax_number": ["tax_number"], "representative": ["representative"],
    "phone": ["phone"], "product_set": ["product_set"], "variants": ["variants"], "until": ["expires_on"],
}  # fmt: skip
EMPTY = Record("", "")
WHOLE = [
    "serial", "name", "producer", "address", "tax_number", "representative", "phone", "product_set", "variants", "stars",
    "decision", "decided_on", "expires_on", "remark",
]  # fmt: skip
BY_COMMUNE = ["serial", "name", "producer", "stars", "decision_with_day"]
CROSSES = ["serial", "name", "producer", "commune", "of_3", "of_4", "of_5", "remark"]
UPGRADED = ["serial", "name", "producer", "commune", "old_stars", "stars", "decision", "decided_on"]
BEFORE_2025 = [
    "serial",
    "producer",
    "old_commune",
    "district",
    "name",
    "variants",
    "stars",
    "decision",
    "decided_on",
]

# Writes the line of a record, or what is wrong instead of it.
Plant = Callable[["Sheet", Record], None]


def said(record: Record, fields: list[str]) -> Record:
    """Return what a style with these fields says of a record."""
    silent = {name for name, keys in SAYS.items() if not {*keys} & {*fields}}
    return replace(record, **{name: getattr(EMPTY, name) for name in silent})


def head(sheet: Sheet, fields: list[str], *titles: str) -> None:
    for title in titles:
        sheet.say(title)
    sheet.fields = fields
    sheet.say(*(HEADS[name] for name in fields))


def whole(chance, sheet: Sheet, rows: int, plant: Plant) -> None:
    """Everything in a row, headings that return, totals, and signatures below."""
    titles = [f"DANH SÁCH SẢN PHẨM OCOP TỈNH {PROVINCE.upper()} ĐÃ ĐƯỢC CÔNG NHẬN", "(Tính đến 31/12/2025)"]
    sheet.say("UBND TỈNH THÁI NGUYÊN", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    head(sheet, WHOLE, *titles)
    for number, record in enumerate(records(chance, rows, decisions_of(100, date(2023, 1, 9))), 1):
        if number % 60 == 0:
            sheet.say(*(HEADS[name] for name in sheet.fields))
        plant(sheet, record)
    sheet.say("", f"Tổng cộng: {rows} sản phẩm")
    sheet.say("NGƯỜI LẬP BIỂU", "", "", "GIÁM ĐỐC")
    sheet.say("Nguyễn Văn A", "", "", "Trần Thị B")


def by_commune(chance, sheet: Sheet, rows: int, plant: Plant) -> None:
    """Sections of communes, each with its subtotal."""
    head(sheet, BY_COMMUNE, "DANH SÁCH SẢN PHẨM OCOP ĐƯỢC CÔNG NHẬN CHIA THEO XÃ")
    made = list(records(chance, rows, decisions_of(200, date(2022, 3, 1))))
    for number, place in enumerate(COMMUNES, 1):
        here = [record for record in made if record.place == place]
        sheet.say("I" * (number % 3 + 1) if number < 3 else chr(62 + number), place)
        for record in here:
            plant(sheet, record)
        sheet.say("", f"Cộng {place.lower()}", f"{len(here)} sản phẩm", "", "")


def crosses(chance, sheet: Sheet, rows: int, plant: Plant) -> None:
    """A column for each star, and the decision of all rows in a title."""
    head(sheet, CROSSES, "KẾT QUẢ ĐÁNH GIÁ, PHÂN HẠNG SẢN PHẨM OCOP NĂM 2023",
         "(Kèm theo Quyết định số 31/QĐ-UBND ngày 15/01/2024 của UBND tỉnh Thái Nguyên)")  # fmt: skip
    for record in records(chance, rows, [("31/QĐ-UBND", date(2024, 1, 15))]):
        plant(sheet, record)


def upgraded(chance, sheet: Sheet, rows: int, plant: Plant) -> None:
    """The star before and the star after."""
    head(sheet, UPGRADED, "SẢN PHẨM OCOP ĐƯỢC CÔNG NHẬN NÂNG HẠNG")
    for record in records(chance, rows, decisions_of(300, date(2023, 2, 3))):
        plant(sheet, record)


def before_2025(chance, sheet: Sheet, rows: int, plant: Plant) -> None:
    """Communes and districts of before July 2025; one cell of a maker over all its products."""
    head(sheet, BEFORE_2025, "TỔNG HỢP SẢN PHẨM OCOP ĐÃ ĐƯỢC CÔNG NHẬN CÁC NĂM 2021, 2022")
    for record in records(chance, rows, decisions_of(400, date(2021, 4, 5)), former=True):
        plant(sheet, record)
    _merge(sheet, "producer")


def twice(chance, sheet: Sheet, rows: int, plant: Plant) -> None:
    """Two evaluations in each row."""
    groups = ["", "", "", "", "Đánh giá lần 1", "", "", "Đánh giá lần 2", "", ""]
    names = ["Hạng sao", "Ngày công nhận", "Số QĐ"]
    head(
        sheet, ["serial", "name", "producer", "commune"], "DANH SÁCH SẢN PHẨM OCOP ĐÃ ĐƯỢC CÔNG NHẬN HAI LẦN"
    )
    sheet.lines[-1] = groups
    sheet.say("TT", "Tên sản phẩm", "Chủ thể", "Xã/phường", *names, *names)
    sheet.fields = ["serial", "name", "producer", "commune", "stars_1", "day_1", "number_1", "stars", "decided_on",
                    "decision"]  # fmt: skip
    for record in records(chance, rows, decisions_of(500, date(2024, 5, 6))):
        first = (3, f"{600 + chance.randrange(5)}/QĐ-UBND", date(2021, 5, 10))
        plant(sheet, replace(record, earlier=(first,)))


def line(chance, sheet: Sheet, record: Record) -> dict[str, object]:
    """Return the cells of a record in the style of a sheet."""
    cells = written(chance, record) | {"serial": next(sheet.serial)}
    if "of_3" in sheet.fields:
        cells[f"of_{record.stars}"] = chance.choice(["x", "X", 1])
    for stars, number, day in record.earlier:
        cells |= {"stars_1": stars, "day_1": day, "number_1": number}
    return cells


def _merge(sheet: Sheet, name: str) -> None:
    """Merge equal cells of a column that stand below each other."""
    column, first = sheet.fields.index(name), None
    for number, cells in enumerate([*sheet.lines, []]):
        same = first is not None and len(cells) > column and cells[column] == sheet.lines[first][column]
        if same and not {number, first} & (sheet.hidden | sheet.struck):
            continue
        if first is not None and number - first > 1:
            sheet.merged.append((first, column, number - 1, column))
        first = number if len(cells) > column and cells[column] else None


STYLES = [
    ("Tổng hợp", whole, 0.4), ("Theo xã", by_commune, 0.2), ("Ma trận", crosses, 0.1), ("Nâng hạng", upgraded, 0.1),
    ("Trước 2025", before_2025, 0.1), ("Hai lần", twice, 0.1),
]  # fmt: skip


def workbook(sheets: list[Sheet]) -> bytes:
    """Return the sheets as a file of Excel."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        plain, day = book.add_format(), book.add_format({"num_format": "dd/mm/yyyy"})
        struck = book.add_format({"font_strikeout": True})
        for sheet in sheets:
            page = book.add_worksheet(sheet.title)
            for number, cells in enumerate(sheet.lines):
                for column, value in enumerate(cells):
                    how = struck if number in sheet.struck else plain
                    if (number, column) in sheet.formulas:
                        page.write_formula(number, column, "=VLOOKUP(A1,Nguon!A:B,2,0)", how, NO_RESULT)
                    elif (number, column) in sheet.errors:
                        page.write_formula(number, column, "=#REF!", how, "#REF!")
                    elif isinstance(value, date):
                        page.write_datetime(number, column, value, struck if how is struck else day)
                    elif value != "":
                        page.write(number, column, value, how)
                if number in sheet.hidden:
                    page.set_row(number, options={"hidden": True})
            for top, left, bottom, right in sheet.merged:
                page.merge_range(top, left, bottom, right, sheet.lines[top][left])
    written = file.getvalue()
    for number, sheet in enumerate(sheets, 1):
        if sheet.formulas:
            part = f"xl/worksheets/sheet{number}.xml"
            written = changed(written, part, (f"<v>{NO_RESULT}</v>".encode(), b"<v/>"))
    return written
