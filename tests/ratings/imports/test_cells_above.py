"""Cells that mean the one above them, and lines that are the rest of it."""

import pytest

from ratings.imports.account import Fate
from ratings.imports.fill_down import ask_to_fill_down
from ratings.imports.questions import QuestionKind, Questions
from tests.ratings.imports.tables import choose, listing, parts, told

HEAD = ["TT", "Tên sản phẩm", "Chủ thể", "Xã", "Hạng sao"]
TEA = [1, "Chè Khe Cốc", "HTX Khe Cốc", "Tân Cương", "4 sao"]
RICE = [2, "Gạo Ôn Lương", "HTX Ôn Lương", "Đại Phúc", "3 sao"]


def filled(*rows, answers=None):
    """The list of a table, after empty cells below filled ones were asked about."""
    found, questions = listing(*rows, answers=answers), Questions(answers or {})
    ask_to_fill_down(found.rows, questions)
    found.questions = [*found.questions, *questions.asked]
    return found


class TestLinesThatGoOn:
    @pytest.mark.parametrize(
        ("rest", "cell", "name"),
        [(["", "(hộp 200 g)"], "B2", "name"), (["", "", "và du lịch Sao Mai"], "C2", "producer")],
    )
    def test_a_text_that_may_be_the_rest_of_a_cell_refuses_the_row_above(self, rest, cell, name):
        found = listing(HEAD, TEA, rest, RICE)
        assert told(found, "name") == [("Chè Khe Cốc",), ("Gạo Ôn Lương",)]
        assert [(each, found.rows[0].cell(each)) for each, _why in found.rows[0].problems] == [(name, cell)]
        assert parts(found, Fate.NOT_READ) == [("A3:E3", rest[-1])]

    def test_it_may_be_the_last_line(self):
        found = listing(HEAD, TEA, ["", "", "dịch vụ Khe Cốc"])
        assert [name for name, _why in found.rows[0].problems] == ["producer"]

    def test_a_text_in_the_column_of_producers_is_no_section(self):
        found = listing(HEAD, TEA, ["", "", "Sao Mai"], RICE)
        assert parts(found, Fate.NOT_READ) == [("A3:E3", "Sao Mai")]


class TestColumnsFilledOnce:
    ROWS = [
        HEAD, TEA, [2, "Chè tôm", "HTX Trà", "", "3 sao"], ["", "Chè nõn", "", "", "3 sao"],
        [4, "Gạo Ôn Lương", "HTX Ôn Lương", "Đại Phúc", "3 sao"],
    ]  # fmt: skip

    def test_empty_cells_below_filled_ones_are_asked_about_once_for_each_column(self):
        found = filled(*self.ROWS)
        assert [(question.text.split("”")[0], question.rows) for question in found.questions] == [
            ("The column “Chủ thể", ["4"]),
            ("The column “Xã", ["3", "4"]),
        ]
        assert [len(row.asked) for row in found.rows] == [0, 1, 2, 0]

    def test_a_person_says_whether_the_cells_above_hold(self):
        asked = filled(*self.ROWS)
        found = filled(*self.ROWS, answers=choose(asked, QuestionKind.UNREAD, "above"))
        assert told(found, "producer", "commune") == [
            ("HTX Khe Cốc", "Tân Cương"), ("HTX Trà", "Tân Cương"), ("HTX Trà", "Tân Cương"),
            ("HTX Ôn Lương", "Đại Phúc"),
        ]  # fmt: skip
        found = filled(*self.ROWS, answers=choose(asked, QuestionKind.UNREAD, "empty"))
        assert told(found, "commune")[1:3] == [(None,), (None,)]

    def test_a_column_whose_cells_repeat_each_other_is_filled_in_each_row(self):
        rows = [HEAD, TEA, [2, "Gạo", "HTX B", "Tân Cương", ""], [3, "Mật", "HTX C", "", "3 sao"]]
        assert filled(*rows).questions == []

    def test_a_section_an_address_or_the_same_maker_tells_the_place_as_well(self):
        assert filled(HEAD, TEA, [2, "Chè tôm", TEA[2], "", "3 sao"]).questions == []
        assert filled(HEAD, ["Xã Đại Phúc"] * 5, TEA, [2, "Gạo", "HTX B", "", "3 sao"]).questions == []
        head = [*HEAD, "Địa chỉ"]
        assert filled(head, [*TEA, ""], [2, "Gạo", "HTX B", "", "3 sao", "Xóm 1"]).questions == []
