"""Faults of whole lines, of two lines together, and of what stands between and beside the rows."""

from dataclasses import replace
from datetime import date

from ocop.values.vietnamese import fold
from ratings.imports.reading.table import cell_address
from tests.ratings.imports.planted import HEADS, said
from tests.ratings.imports.planting import (
    ASKED,
    LEFT_OUT,
    NOT_READ,
    NOTE,
    READ,
    REFUSED,
    TOTAL,
    Fault,
    Registry,
)

LINES = Registry()
kind = LINES.kind


@kind("a telephone in a maker", "producer")
def _telephone(planter, name, sheet, record):
    if "phone" in sheet.fields:
        record = replace(record, phone="0912000111")
    number = planter.good(sheet, record, producer=f"{record.maker} – ĐT 0912000111")
    sheet.truths[sheet.row(number)] = replace(said(record, sheet.fields), phone="0912000111")
    planter.note(name, sheet, number, "producer", READ)


@kind("a telephone in a product", "name")
def _telephone_of_product(planter, name, sheet, record):
    if "phone" in sheet.fields:
        record = replace(record, phone="0912000111")
    number = planter.good(sheet, record, name=f"{record.name} (LH 0912000111)")
    sheet.truths[sheet.row(number)] = replace(said(record, sheet.fields), phone="0912000111")
    planter.note(name, sheet, number, "name", READ)


@kind("two stars by one decision", "stars")
def _two_stars(planter, name, sheet, record):
    for stars in ("3 sao", "4 sao"):
        planter.note(name, sheet, planter.bad(sheet, record, stars=stars), "stars", REFUSED)


@kind("two days of one number", "decision", "decided_on")
def _two_days(planter, name, sheet, record):
    other = replace(
        record, signed_on=record.signed_on.replace(day=record.signed_on.day % 28 + 1), name="Gạo tẻ"
    )
    for each in (record, other):
        planter.note(name, sheet, planter.bad(sheet, each), "decided_on", REFUSED, ASKED)


@kind("two last days by one decision", "expires_on")
def _two_ends(planter, name, sheet, record):
    for year in (2026, 2027):
        number = planter.bad(sheet, record, expires_on=date(year, 1, 1))
        planter.note(name, sheet, number, "stars", REFUSED)


@kind("a hidden line")
def _hidden(planter, name, sheet, record):
    sheet.hidden.add(planter.bad(sheet, record))
    planter.note(name, sheet, sheet.here - 1, "name", LEFT_OUT)


@kind("a line struck through")
def _struck(planter, name, sheet, record):
    sheet.struck.add(planter.bad(sheet, record))
    planter.note(name, sheet, sheet.here - 1, "name", LEFT_OUT)


@kind("an error of a formula", "stars")
def _error(planter, name, sheet, record):
    at = planter.chance.choice(
        [each for each in ("stars", "name", "decision", "commune") if each in sheet.fields]
    )
    sheet.errors.add((planter.bad(sheet, record), sheet.fields.index(at)))
    planter.note(name, sheet, sheet.here - 1, at, REFUSED)


@kind("a formula without a result", "stars")
def _formula(planter, name, sheet, record):
    at = planter.chance.choice([each for each in ("stars", "producer", "decided_on") if each in sheet.fields])
    sheet.formulas.add((planter.bad(sheet, record), sheet.fields.index(at)))
    planter.note(name, sheet, sheet.here - 1, at, REFUSED)


@kind("a former commune of two", "commune")
def _of_two(planter, name, sheet, record):
    number = planter.bad(sheet, record, commune=planter.chance.choice(["Hương Sơn", "Tân Thịnh"]))
    planter.note(name, sheet, number, "commune", ASKED)


@kind("a maker without its tones")
def _toneless(planter, name, sheet, record):
    planter.good(sheet, record)
    other = replace(record, name="Kẹo dồi", maker=fold(record.maker), tax_number=None)
    planter.note(name, sheet, planter.bad(sheet, other), "producer", ASKED)


@kind("a maker of another legal form")
def _form(planter, name, sheet, record):
    planter.good(sheet, record)
    bare = record.maker.rsplit(" ", 3)[1:]
    other = replace(record, name="Kẹo dồi", maker=" ".join(["DNTN", *bare]), tax_number=None)
    planter.note(name, sheet, planter.bad(sheet, other), "producer", ASKED)


@kind("a maker with a letter too many")
def _slip(planter, name, sheet, record):
    planter.good(sheet, record)
    words = record.maker.rsplit(" ", 1)
    other = replace(record, name="Kẹo dồi", maker=f"{words[0]}g {words[1]}", tax_number=None)
    planter.note(name, sheet, planter.bad(sheet, other), "producer", ASKED)


@kind("a maker with another tax number", "tax_number")
def _tax(planter, name, sheet, record):
    planter.good(sheet, record)
    other = replace(record, name="Kẹo dồi", tax_number=f"47{record.tax_number[2:]}")
    planter.note(name, sheet, planter.bad(sheet, other), "tax_number", ASKED, REFUSED)


@kind("a product without its tones")
def _toneless_product(planter, name, sheet, record):
    planter.good(sheet, record)
    planter.note(name, sheet, planter.bad(sheet, replace(record, name=fold(record.name))), "name", ASKED)


@kind("two products in a cell")
def _two_products(planter, name, sheet, record):
    names = planter.chance.choice(["Bún khô, phở khô", "Chè nhài; chè sen", "- Miến gạo\n- Bánh đa nem"])
    planter.note(name, sheet, planter.bad(sheet, record, name=names), "name", ASKED)


@kind("a product and its maker in each other's cell")
def _exchanged(planter, name, sheet, record):
    number = planter.bad(sheet, record, name=record.maker, producer=record.name)
    planter.note(name, sheet, number, "name", REFUSED)


@kind("a maker as above")
def _as_above(planter, name, sheet, record):
    planter.good(sheet, record)
    other = replace(record, name="Kẹo dồi")
    mark = planter.chance.choice(["nt", "-nt-", "như trên", "″"])
    planter.note(name, sheet, planter.good(sheet, other, producer=mark), "producer", READ)


@kind("two products joined by a word", "decision")
def _joined(planter, name, sheet, record):
    names = planter.chance.choice(["Rượu mơ và rượu mận", "Gạo nếp vải + gạo tẻ", "Chè đen/Chè xanh"])
    planter.note(name, sheet, planter.bad(sheet, record, name=names), "name", ASKED)


@kind("a line that begins like a total and goes on like a product", "stars")
def _doubtful(planter, name, sheet, record):
    number = planter.bad(sheet, record, serial="", name=f"Cộng: {record.name}", stars="4 sao")
    planter.note(name, sheet, number, "name", NOT_READ)


@kind("two crosses", "of_3")
def _two_crosses(planter, name, sheet, record):
    planter.note(name, sheet, planter.bad(sheet, record, of_3="x", of_4="x"), "of_3", REFUSED)


@kind("a word for a cross", "of_4")
def _word(planter, name, sheet, record):
    number = planter.bad(sheet, record, of_3="", of_4="đang xét", of_5="")
    planter.note(name, sheet, number, "of_4", REFUSED)


@kind("a line moved by one cell to the right")
def _moved(planter, name, sheet, record):
    number = planter.bad(sheet, record)
    sheet.lines[number] = ["", *sheet.lines[number][:-1]]
    planter.note(name, sheet, number, "", REFUSED, ASKED, NOT_READ)


@kind("a line moved by one cell to the left", "decision")
def _moved_left(planter, name, sheet, record):
    number = planter.bad(sheet, record)
    sheet.lines[number] = [*sheet.lines[number][1:], ""]
    planter.note(name, sheet, number, "", REFUSED, ASKED, NOT_READ)


@kind("a cell beside the list")
def _beside(planter, name, sheet, record):
    number = planter.good(sheet, record)
    sheet.lines[number] += [""] * (len(sheet.fields) - len(sheet.lines[number])) + ["", "5 sao"]
    address = cell_address(sheet.label, number, len(sheet.fields) + 1)
    planter.faults.append(Fault(name, sheet.row(number), address, (NOT_READ,)))


@kind("a total that looks like a product")
def _total(planter, name, sheet, record):
    planter.good(sheet, record)
    cells = {"name": "Cộng: 12 sản phẩm", "producer": "7 chủ thể", "stars": "12"}
    if planter.chance.random() < 0.5:
        cells = {"serial": "", "name": "Tổng số", "producer": "HTX: 12; hộ kinh doanh: 3", "stars": 15}
    planter.note(name, sheet, sheet.add(cells, None), "name", TOTAL)


@kind("a remark between products")
def _remark(planter, name, sheet, record):
    number = sheet.say("Ghi chú: các sản phẩm dưới đây đổi mẫu nhãn")
    planter.note(name, sheet, number, "serial", NOTE)
    planter.good(sheet, record)


@kind("a name that goes on in the next line", "decision")
def _goes_on(planter, name, sheet, record):
    planter.note(name, sheet, planter.bad(sheet, record), "name", REFUSED)
    planter.note(name, sheet, sheet.add({"name": "thượng hạng"}, None), "name", NOT_READ)


@kind("a mark of a footnote with a decision", "of_3")
def _footnote(planter, name, sheet, record):
    number = planter.bad(sheet, record, name=f"{record.name} (*)")
    note = "Ghi chú: (*) công nhận lại theo Quyết định 15/QĐ-UBND ngày 2/1/2024"
    if note not in sheet.below:
        sheet.below.append(note)
    planter.note(name, sheet, number, "name", ASKED)


@kind("a name over two lines", "decision")
def _merged(planter, name, sheet, record):
    first = planter.good(sheet, record)
    maker = record.maker.rsplit(" ", 1)[0] + f" {800_000 + sum(planter.used.values())}"
    planter.good(sheet, replace(record, maker=maker, tax_number=f"48{record.tax_number[2:]}"))
    column = sheet.fields.index("name")
    sheet.merged.append((first, column, first + 1, column))
    planter.note(name, sheet, first + 1, "name", READ)


@kind("a line that is there twice")
def _twice(planter, name, sheet, record):
    for _time in range(2):
        number = planter.good(sheet, record)
    planter.note(name, sheet, number, "name", READ)


@kind("other columns further down", "tax_number")
def _swapped(planter, name, sheet, record):
    before = sheet.fields
    at, other = before.index("name"), before.index("producer")
    fields = [*before]
    fields[at], fields[other] = fields[other], fields[at]
    for each in (fields, before):
        sheet.fields = each
        sheet.say(*(HEADS[name] for name in each))
        number = planter.good(sheet, record if each is fields else replace(record, name="Kẹo lạc"))
        planter.note(name, sheet, number, "name", READ)
