"""Every cell of a list that is not blank has one fate: read, heading, total, left out, or not read and why."""

import random
from collections import Counter
from pathlib import Path

import pytest

from ratings.imports.account import Account, Fate, spans
from ratings.imports.listing import read_source_list
from ratings.imports.reading.file import UnreadableFileError, read_file
from tests.ratings.imports import files
from tests.ratings.imports.tables import table

LISTS = sorted([*(Path(__file__).parent / "lists").iterdir(), *files.LISTS.glob("*.[xdc]*")])


def fates(tables):
    """Return how many parts each written cell belongs to."""
    found = read_source_list(tables)
    return Counter(
        sum(part.holds(table.label, row, column) for part in found.account)
        for table in tables
        for row, line in enumerate(table.rows)
        for column, cell in enumerate(line)
        if cell is not None and str(cell).strip()
    )


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_each_cell_of_an_officers_list_has_one_fate(path):
    assert set(fates(read_file(path.read_bytes()))) == {1}


HEADS = [
    ["TT", "Tên sản phẩm", "Chủ thể", "Xã", "Hạng sao", "Ghi chú"],
    ["STT", "Tên sản phẩm", "Chủ thể", "Hạng sao (cũ)", "Hạng sao (mới)", "Số QĐ"],
    ["TT", "Tên sản phẩm", "Chủ thể", "", "Cột lạ", "Hạng sao"],
    ["Tên sản phẩm", "Chủ thể", "Hạng sao", "Tên sản phẩm", "Chủ thể", "Hạng sao"],
    ["Đơn vị tính", "Số lượng", "Năm", "Ghi chú"],
]
LINES = [
    [1, "Chè Khe Cốc", "HTX Khe Cốc", "Tân Cương", "4 sao", ""],
    [2, "Miến, bún khô", "Hộ kinh doanh A", "", "3 sao", "x"],
    ["I", "Xã Tân Cương"],
    ["HẠNG 4 SAO"] * 6,
    ["", "Cộng xã Tân Cương", "2 chủ thể", "", "2"],
    ["Tổng cộng", "3 sản phẩm"],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
    ["Ghi chú: (*) công nhận lại theo Quyết định 15/QĐ-UBND ngày 2/1/2024"],
    ["NGƯỜI LẬP BIỂU", "", "", "GIÁM ĐỐC"],
    ["Nguyễn Văn A", "", "", "Trần B"],
    ["", "Chè không chủ thể"],
    ["", "", "HTX B", "", "4 sao"],
    ["lời", "thừa", "đây"],
    ["-", "x", "", "."],
    ["", "", "", "", "", "chữ lạc"],
    [],
    ["DANH SÁCH SẢN PHẨM BỊ THU HỒI"],
]


@pytest.mark.parametrize("seed", range(150))
def test_each_cell_of_a_list_made_at_random_has_one_fate(seed):
    chance = random.Random(seed)
    tables = [
        table(
            ([] if number else [HEADS[seed % 4], LINES[0]])
            + [
                [*chance.choice(LINES if chance.random() < 0.85 else HEADS), *[""] * chance.randrange(3)]
                for _line in range(chance.randrange(1, 25))
            ],
            f"Sheet{number}!",
        )
        for number in range(chance.randrange(1, 4))
    ]
    assert set(fates(tables)) == {1}


def test_a_file_without_a_list_is_no_list():
    with pytest.raises(UnreadableFileError, match="^No list was found."):
        read_source_list([table([["a", "b"], [1, 2]])])


def test_lines_that_follow_each_other_are_one_part_with_the_address_of_their_cells():
    account = Account("Sheet1!")
    for row in (3, 4, 7):
        account.add_line(Fate.TOTAL, row, (0, 2), f"Cộng {row}")
    assert [(part.place, part.text) for part in account.parts()] == [
        ("Sheet1!A4:C5", "Cộng 3 · Cộng 4"),
        ("Sheet1!A8:C8", "Cộng 7"),
    ]


def test_very_many_parts_of_one_kind_are_one():
    account = Account("")
    for row in range(0, 200, 2):
        account.add_line(Fate.SECTION, row, (0, 2), "Xã")
    (part,) = account.parts()
    assert len(part.rows) == 100


def test_numbers_become_the_first_and_last_of_each_run():
    assert spans([7, 1, 3, 2, 2]) == ((1, 3), (7, 7))
