"""Faults of one cell, and cells that are odd but plain."""

import unicodedata
from dataclasses import replace
from datetime import date

from ratings.imports.reading.legacy import TCVN3, VNI
from tests.ratings.imports.planting import Registry

CELLS = Registry()
refused, read = CELLS.refused, CELLS.read


def in_tcvn3(text):
    letters = {letter: chr(code) for code, letter in TCVN3.items()}
    return "".join(letters.get(letter, letter) for letter in text)


def in_vni(text):
    letters = {letter: written for written, letter in VNI.items()}
    letters |= {letter.upper(): written.upper() for letter, written in letters.items()}
    return "".join(letters.get(letter, letter) for letter in text)


refused("two decisions in a cell", "decision", lambda record: f"{record.number}; 305/QĐ-UBND")
refused(
    "two decisions with their days", "decision_with_day", "124/QĐ-UBND (20/02/2023); 305/QĐ-UBND (12/3/2024)"
)
refused(
    "a decision that replaces another",
    "decision_with_day",
    lambda record: f"QĐ {record.number} thay thế QĐ 11/QĐ-UBND ngày 1/1/2019",
)
refused("a letter for a figure in a number", "decision", "1O4/QĐ-UBND")
refused("a number without its kind", "decision", "1204")
refused("a number that a spreadsheet made a day of", "decision", date(2024, 1, 1))
refused(
    "two days of one decision", "decision_with_day", lambda record: f"{record.number} ngày 5/3/2023, 6/3/2023"
)
refused("a day that does not exist", "decided_on", "31/02/2024")
refused("a day that has not come", "decided_on", date(2091, 3, 4))
refused("a day before the programme", "decided_on", "04/03/2016")
refused("a day without its year", "decided_on", "ngày 02/12")
refused("a last day before the signing", "expires_on", date(2019, 3, 4))
refused("a commune that is misspelt", "commune", "Tân Cươngg")
refused("a commune of another province", "commune", "Xã Trùng Khánh")
refused("a district that is misspelt", "district", "Đồng Hỉi")
refused(
    "an identity number in an address", "address", lambda record: f"Xóm 3, CCCD 019085000123, {record.place}"
)
refused("an identity number in a name", "producer", lambda record: f"{record.maker}, CCCD 019085000123")
refused("three products as a set", "product_set", "3 sản phẩm")
refused("a set beyond the last", "product_set", 27)
refused("a set whose number and words differ", "product_set", "11 Cà phê")
refused("a star out of range", "stars", "6 sao")
refused("two stars", "stars", "3-4 sao")
refused("points for stars", "stars", "91,5 điểm")
refused("a star that a spreadsheet made a day of", "stars", date(2025, 4, 3))
refused("a star in a name", "name", "Chè OCOP 4 sao")
refused("no name", "name", "")
refused("no maker", "producer", "")
refused("counts for a maker", "producer", "3 hộ trong xóm")
refused("two makers in a cell", "producer", "HTX Suối Mây và Công ty TNHH Đồi Sim")
refused("what became of a star in a name", "name", lambda record: f"{record.name} (đã thu hồi)")
refused("a tax number too short", "tax_number", "46012345")
refused("a tax number that was rounded", "tax_number", "4.6E+09")
refused("a telephone that was rounded", "phone", "8.49E+10")
refused("a telephone too short", "phone", "0912")
refused(
    "a letter of another alphabet",
    "name",
    lambda record: record.name.translate(str.maketrans("aoiT", "аоіТ")),
)

OLDER = "Mật ong rừng nguyên chất"
read(
    "older letters in a name",
    "name",
    lambda record: in_tcvn3(OLDER),
    lambda record: replace(record, name=OLDER),
)
read(
    "VNI letters in a name", "name", lambda record: in_vni(OLDER), lambda record: replace(record, name=OLDER)
)
read("decomposed letters in a name", "name", lambda record: unicodedata.normalize("NFD", record.name))
read("odd spaces in a name", "name", lambda record: f"\u00a0{record.name.replace(' ', chr(0xA0))}\u200b ")
read(
    "unseen letters in a maker",
    "producer",
    lambda record: record.maker.replace(" ", "\u2009\u200b", 1) + "\ufeff",
)
read(
    "a break of the line in a name",
    "name",
    lambda record: record.name.replace(" ", "\n", 1).replace("\nN", "\nn"),
)
read("a possible star beside one", "stars", lambda record: f"{record.stars} sao (tiềm năng 5 sao)")
read("a possible star alone", "stars", lambda record: "tiềm năng 4 sao", lambda record: without_star(record))
read("a star of zero", "stars", lambda record: 0, lambda record: without_star(record))
read("a tax number without its zero", "tax_number", lambda record: int(f"10{record.tax_number[3:]}"),
     lambda record: replace(record, tax_number=f"010{record.tax_number[3:]}"))  # fmt: skip
read("a day as a number", "decided_on", lambda record: (record.signed_on - date(1899, 12, 30)).days)
read("a year of two figures", "decided_on", lambda record: f"{record.signed_on:%d/%m/%y}")
read(
    "a day of one figure",
    "decided_on",
    lambda record: f"{record.signed_on.day}-{record.signed_on.month}-2023",
)
read("no serial number", "serial", lambda record: "")
read("a serial number twice", "serial", lambda record: 1)
read("two telephones", "phone", lambda record: "0912 000 111; 0987 654 321",
     lambda record: replace(record, phone="0912 000 111; 0987 654 321"))  # fmt: skip
read("a product that begins like a total", "name", lambda record: "Tổng hợp hạt dinh dưỡng",
     lambda record: replace(record, name="Tổng hợp hạt dinh dưỡng"))  # fmt: skip
read("a set in words", "product_set", lambda record: "Bộ 11", lambda record: replace(record, product_set=11))
read(
    "a number with another dash and a point",
    "decision",
    lambda record: f"QÐ số {record.number.replace('-', '–')}",
)


def without_star(record):
    return replace(record, stars=None)
