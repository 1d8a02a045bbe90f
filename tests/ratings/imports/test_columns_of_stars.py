"""Stars as crosses, old and new stars, several evaluations in a row."""

import pytest

from tests.ratings.imports.tables import listing, told

HEAD = ["TT", "Tên sản phẩm", "Chủ thể", "Xã", "Hạng sao"]
TEA = [1, "Chè Khe Cốc", "HTX Khe Cốc", "Tân Cương", "4 sao"]
RICE = [2, "Gạo Ôn Lương", "HTX Ôn Lương", "Đại Phúc", "3 sao"]


class TestStars:
    HEADS = [
        ["TT", "Tên sản phẩm", "Chủ thể", "Hạng sao", "Hạng sao", "Hạng sao"],
        ["TT", "Tên sản phẩm", "Chủ thể", 3, 4, 5],
    ]

    def test_a_cross_below_a_star_is_that_star(self):
        found = listing(*self.HEADS, [1, "Chè", "HTX A", None, "x", None], [2, "Gạo", "HTX B", 1, None, None])
        assert told(found, "stars") == [("4 sao",), ("3 sao",)]
        assert found.rows[0].cell("stars") == "E3"

    def test_crosses_below_two_stars_refuse_the_row(self):
        (row,) = listing(*self.HEADS, [1, "Chè", "HTX A", "x", "x", None]).rows
        assert row.problems == [("stars", "Two stars are marked in this row: D3, E3.")]

    def test_stars_as_headings_of_their_own_are_read(self):
        head = ["TT", "Tên sản phẩm", "Chủ thể", "3 sao", "4 sao", "5 sao"]
        assert told(listing(head, [1, "Chè", "HTX A", "", "", "X"]), "stars") == [("5 sao",)]

    def test_something_else_than_a_cross_refuses_the_row(self):
        (row,) = listing(*self.HEADS, [1, "Chè", "HTX A", None, "3", None]).rows
        assert [name for name, _why in row.problems] == ["stars"]

    @pytest.mark.parametrize("old", ["Hạng sao (cũ)", "Hạng sao trước khi nâng hạng", "Sao cũ"])
    def test_the_new_star_is_the_star_and_the_old_one_is_noted(self, old):
        (row,) = listing([*HEAD[:4], old, "Hạng sao (mới)"], [*TEA[:4], "3 sao", "4 sao"]).rows
        assert (row.values["stars"], len(row.notes)) == ("4 sao", 1)

    def test_old_and_new_below_one_heading_are_told_apart(self):
        heads = [[*HEAD, "Hạng sao"], [*HEAD[:4], "Cũ", "Mới"]]
        assert told(listing(*heads, [*TEA[:4], "3 sao", "4 sao"]), "old_stars", "stars") == [
            ("3 sao", "4 sao")
        ]

    @pytest.mark.parametrize("expected", ["Hạng sao dự kiến", "Sao đề nghị", "Tiềm năng", "Hạng sao đăng ký"])
    def test_an_expected_star_is_none(self, expected):
        (row,) = listing([*HEAD[:4], expected], [*TEA[:4], "4 sao"]).rows
        assert "stars" not in row.values


class TestEvaluations:
    GROUPS = [None, None, None, None, "Đánh giá lần 1", None, "Đánh giá lần 2 / nâng hạng", None]
    HEAD = ["TT", "Tên sản phẩm", "Chủ thể", "Hạng sao hiện tại", "Hạng sao", "Số QĐ", "Hạng sao", "Số QĐ"]

    def row(self, *cells):
        return listing(self.GROUPS, self.HEAD, [1, "Chè", "HTX A", *cells]).rows[0]

    def test_each_evaluation_is_one_with_its_own_cells(self):
        row = self.row(4, 3, "1/QĐ-UBND (1/2/2021)", 4, "2/QĐ-UBND (1/2/2024)")
        (earlier,) = row.evaluations
        assert (row.values["stars"], row.cell("stars"), row.cell("decision")) == (4, "G3", "H3")
        assert (earlier.values["stars"], earlier.cell("stars"), earlier.cell("decision")) == (3, "E3", "F3")
        assert row.problems == []

    def test_the_latest_is_the_one_of_the_latest_day(self):
        row = self.row(3, 3, "1/QĐ-UBND (1/2/2024)", 4, "2/QĐ-UBND (1/2/2021)")
        assert (row.values["decision"], row.problems) == ("1/QĐ-UBND (1/2/2024)", [])

    def test_a_current_star_that_is_not_the_latest_refuses_the_row(self):
        row = self.row(5, 3, "1/QĐ-UBND (1/2/2021)", 4, "2/QĐ-UBND (1/2/2024)")
        assert row.problems == [("stars", "D3 says “5”, but the latest evaluation of the row “4”.")]

    def test_an_evaluation_that_is_not_filled_is_none(self):
        row = self.row(3, 3, "1/QĐ-UBND (1/2/2021)", None, None)
        assert (row.values["stars"], row.evaluations) == (3, ())

    def test_evaluations_can_be_grouped_by_years(self):
        found = listing(
            ["TT", "Tên sản phẩm", "Chủ thể", "Năm 2021", None, "Năm 2024", None],
            [None, None, None, "Hạng sao", "Số QĐ", "Hạng sao", "Số QĐ"],
            [1, "Chè", "HTX A", 3, "1/QĐ-UBND", 4, "2/QĐ-UBND"],
        )
        (row,) = found.rows
        assert (row.values["decision"], [each.values["decision"] for each in row.evaluations]) == (
            "2/QĐ-UBND",
            ["1/QĐ-UBND"],
        )
        assert found.questions == []

    def test_the_number_of_the_evaluation_can_stand_in_the_heading(self):
        head = ["Tên sản phẩm", "Chủ thể", "Hạng sao lần 1", "Số QĐ lần 1", "Hạng sao lần 2", "Số QĐ lần 2"]
        (row,) = listing(head, ["Chè", "HTX A", 3, "1/QĐ-UBND", 4, "2/QĐ-UBND"]).rows
        assert [row.values["stars"], *(each.values["stars"] for each in row.evaluations)] == [4, 3]
