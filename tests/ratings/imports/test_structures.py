"""Lists as offices draw them: sections, totals, second headings, tables side by side, stars as crosses."""

import pytest
from django.utils.translation import override

from ratings.imports.account import Fate
from ratings.imports.listing import read_source_list
from ratings.imports.questions import QuestionKind
from tests.ratings.imports.tables import choose, listing, parts, table, told

HEAD = ["TT", "Tên sản phẩm", "Chủ thể", "Xã", "Hạng sao"]
TEA = [1, "Chè Khe Cốc", "HTX Khe Cốc", "Tân Cương", "4 sao"]
RICE = [2, "Gạo Ôn Lương", "HTX Ôn Lương", "Đại Phúc", "3 sao"]


class TestSections:
    def test_a_section_holds_until_the_next_of_its_level(self):
        found = listing(
            HEAD[:3],
            ["I", "HẠNG 4 SAO"],
            ["1", "Xã Tân Cương"],
            [1, "Chè", "HTX A"],
            ["2", "Xã Đại Phúc"],
            [2, "Gạo", "HTX B"],
            ["II", "HẠNG 3 SAO (2 sản phẩm)"],
            [3, "Mật", "HTX C"],
        )
        assert told(found, "name", "commune", "stars") == [
            ("Chè", "Xã Tân Cương", "4 sao"),
            ("Gạo", "Xã Đại Phúc", "4 sao"),
            ("Mật", None, "3 sao"),
        ]
        assert found.rows[2].cell("stars") == "A7"

    def test_a_merged_line_is_a_section(self):
        found = listing(HEAD, ["A. PHƯỜNG TÍCH LƯƠNG"] * 5, [*TEA[:3], None, "4 sao"])
        assert told(found, "commune") == [("PHƯỜNG TÍCH LƯƠNG",)]

    def test_a_district_ends_the_commune_before_it(self):
        found = listing(
            HEAD, ["Xã Tân Cương"], ["", "", "", "", ""], [1, "Chè", "HTX A", None, ""],
            ["Huyện Phú Lương"], [2, "Gạo", "HTX B", None, "3 sao"],
        )  # fmt: skip
        assert told(found, "commune", "district") == [("Xã Tân Cương", None), (None, "Huyện Phú Lương")]

    def test_letters_number_sections_as_well_as_roman_numerals(self):
        found = listing(
            HEAD[:3], ["B", "Xã Tân Cương"], ["1", "Hạng 3 sao"], [1, "Chè", "HTX A"], ["C", "Xã Đại Phúc"],
            [2, "Gạo", "HTX B"],
        )  # fmt: skip
        assert told(found, "commune", "stars") == [("Xã Tân Cương", "3 sao"), ("Xã Đại Phúc", None)]

    def test_a_decision_in_a_section_is_that_of_its_rows_with_its_wording(self):
        found = listing(HEAD, ["I", "Theo Quyết định số 12/QĐ-UBND ngày 5/5/2023"], TEA)
        assert found.rows[0].said["decision"] == "12/QĐ-UBND"
        assert found.rows[0].decision_title.text == "Theo Quyết định số 12/QĐ-UBND ngày 5/5/2023"

    def test_a_row_that_says_another_star_than_its_section_is_refused(self):
        (row,) = listing(HEAD, ["HẠNG 3 SAO"] * 5, TEA).rows
        assert row.problems == [("stars", "The line above says otherwise: A2, “HẠNG 3 SAO”.")]

    def test_a_numbered_product_without_its_producer_is_a_row_and_no_section(self):
        found = listing(HEAD, TEA, [2, "Chè xã La Bằng"], RICE)
        assert told(found, "name") == [("Chè Khe Cốc",), ("Chè xã La Bằng",), ("Gạo Ôn Lương",)]

    def test_the_star_of_a_title_is_that_of_a_list_without_a_column_for_it(self):
        title = ["DANH SÁCH SẢN PHẨM OCOP ĐẠT 4 SAO NĂM 2024"]
        assert told(listing(title, HEAD[:4], TEA[:4]), "stars") == [("4 sao",)]

    @pytest.mark.parametrize(
        "title", ["DANH SÁCH SẢN PHẨM ĐẠT 3 SAO TRỞ LÊN", "SẢN PHẨM ĐẠT 3 SAO, 4 SAO", "ĐĂNG KÝ ĐẠT 4 SAO"]
    )
    def test_a_title_of_several_or_expected_stars_gives_none(self, title):
        assert "stars" not in listing([title], HEAD[:4], TEA[:4]).rows[0].values

    @pytest.mark.parametrize(
        "title",
        [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "PHÁT TRIỂN KINH TẾ - XÃ HỘI NĂM 2024",
            "SẢN PHẨM OCOP CẤP TỈNH ĐƯỢC CÔNG NHẬN NĂM 2024",
            "Do Huyện ủy và Tỉnh đoàn giới thiệu",
            "Sản phẩm cấp xã đề nghị năm 2024",
        ],
    )
    def test_words_behind_the_kind_of_a_place_are_not_always_its_name(self, title):
        (row,) = listing([title], HEAD, TEA).rows
        assert not {"commune", "district", "province"} & row.said.keys()

    @pytest.mark.parametrize("serial", ["I", "1", ""])
    @pytest.mark.parametrize("count", ["(2 sản phẩm)", "2 sản phẩm, 1 chủ thể", "02"])
    def test_a_section_counts_its_rows_in_a_cell_beside_its_name(self, serial, count):
        found = listing(HEAD, [serial, "XÃ ĐẠI PHÚC", count], [*TEA[:3], "", "4 sao"])
        assert told(found, "name", "commune") == [("Chè Khe Cốc", "XÃ ĐẠI PHÚC")]

    def test_a_line_of_another_table_above_the_headings_is_no_title(self):
        found = listing(["TT", "Xã", "Số sản phẩm"], [1, "Đại Phúc", 3], HEAD[:3], TEA[:3])
        assert (found.rows[0].said, parts(found, Fate.NOTE)[0][0]) == ({}, "A1:C2")


class TestTotals:
    @pytest.mark.parametrize(
        "line",
        [
            ["", "Cộng xã Tân Cương", "2 chủ thể", "", 2],
            ["", "Cộng: 2 sản phẩm", "2 chủ thể"],
            ["Tổng cộng", "3 sản phẩm", "3 chủ thể"],
            ["", "Tổng số 3 sản phẩm: 1 sản phẩm 4 sao, 2 sản phẩm 3 sao"],
            ["", "Trong đó: 2 sản phẩm 4 sao"],
            ["Tổng", "", "", "", 12],
        ],
    )
    def test_totals_are_no_products_and_no_sections(self, line):
        found = listing(HEAD, TEA, line, RICE)
        assert told(found, "name", "stars") == [("Chè Khe Cốc", "4 sao"), ("Gạo Ôn Lương", "3 sao")]
        assert [place for place, _text in parts(found, Fate.TOTAL)] == ["A3:E3"]

    def test_a_name_that_begins_like_a_total_is_a_product(self):
        assert told(
            listing(HEAD, [1, "Tống Gia trà", *TEA[2:]], [2, "Cộng đồng xanh", *TEA[2:]]), "name"
        ) == [
            ("Tống Gia trà",),
            ("Cộng đồng xanh",),
        ]

    @pytest.mark.parametrize("start", ["Tổng số", "Cộng: chè", "Ghi chú: chè"])
    def test_lines_that_begin_like_totals_and_go_on_like_products_are_asked_about(self, start):
        rows = [HEAD, TEA, ["", start, "HTX B", "Đại Phúc", "3 sao"]]
        found = listing(*rows)
        (question,) = found.questions
        assert (question.holds_all, question.rows, len(found.rows)) == (True, ["3"], 1)
        assert len(listing(*rows, answers={question.key: "read"}).rows) == 2

    def test_names_that_stand_alone_below_the_rows_are_told_as_not_read(self):
        found = listing(HEAD, TEA, ["", "Chè tổng"], ["", "", "HTX Tổng"], ["", "Ngày 5 tháng 1 năm 2024"])
        assert parts(found, Fate.NOT_READ) == [("A3:E4", "Chè tổng · HTX Tổng")]
        assert parts(found, Fate.NOTE) == [("A5:E5", "Ngày 5 tháng 1 năm 2024")]

    def test_signatures_and_what_stands_below_them_are_notes(self):
        found = listing(HEAD, TEA, ["NGƯỜI LẬP BIỂU", "", "", "GIÁM ĐỐC"], ["", "Nguyễn Văn A", "Trần B"])
        assert (len(found.rows), [place for place, _text in parts(found, Fate.NOTE)]) == (1, ["A3:E4"])

    def test_products_below_the_signatures_are_asked_about(self):
        rows = [HEAD, TEA, ["NGƯỜI LẬP BIỂU"], RICE]
        found = listing(*rows)
        (question,) = found.questions
        assert (question.kind, question.holds_all, len(found.rows)) == (QuestionKind.UNREAD, True, 1)
        assert len(listing(*rows, answers={question.key: "read"}).rows) == 2
        assert len(listing(*rows, answers={question.key: "leave_out"}).rows) == 1


class TestHeadings:
    def test_other_columns_further_down_are_read_as_they_are(self):
        other = ["TT", "Chủ thể", "Tên sản phẩm", "Số QĐ"]
        found = listing(HEAD, TEA, ["DANH SÁCH BỊ THU HỒI"], other, [1, "HTX B", "Gạo", "5/QĐ-UBND"])
        assert told(found, "name", "producer", "decision") == [
            ("Chè Khe Cốc", "HTX Khe Cốc", None),
            ("Gạo", "HTX B", "5/QĐ-UBND"),
        ]
        assert [str(row.purpose) for row in found.rows] == ["unknown", "withdrawal"]

    def test_headings_that_return_on_a_page_go_on_in_the_same_section(self):
        found = listing(HEAD[:3], ["I", "Xã Tân Cương"], TEA[:3], HEAD[:3], [2, "Gạo", "HTX B"])
        assert told(found, "commune") == [("Xã Tân Cương",), ("Xã Tân Cương",)]

    def test_two_lists_side_by_side_are_two(self):
        head, left, right = HEAD[:3], TEA[:3], RICE[:3]
        found = listing(
            [*head, None, *head], [*left, None, *right], [None, None, None, None, 3, "Mật", "HTX C"]
        )
        assert sorted(told(found, "name", "producer")) == [
            ("Chè Khe Cốc", "HTX Khe Cốc"),
            ("Gạo Ôn Lương", "HTX Ôn Lương"),
            ("Mật", "HTX C"),
        ]
        assert [row.cell("name") for row in found.rows] == ["B2", "F2", "F3"]

    def test_headings_of_three_lines_with_groups_are_read(self):
        found = listing(
            ["TT", "Sản phẩm", "Sản phẩm", "Chủ thể", "Chủ thể"],
            ["TT", "Tên sản phẩm", "Hạng sao", "Tên chủ thể", "Địa chỉ"],
            ["(1)", "(2)", "(3)", "(4)", "(5)"],
            [1, "Chè", "4 sao", "HTX A", "Xã Tân Cương"],
        )
        assert found.rows[0].values == {
            "serial": 1, "name": "Chè", "stars": "4 sao", "producer": "HTX A", "address": "Xã Tân Cương",
        }  # fmt: skip

    def test_a_match_that_the_province_remembers_comes_before_the_known_headings(self):
        rows = [[*HEAD, "Cột riêng"], [*TEA, "0912"]]
        assert told(listing(*rows, columns={"cot rieng": "phone"}), "phone") == [("0912",)]
        assert listing(*rows, columns={"cot rieng": "none"}).questions == []

    def test_an_unknown_column_is_asked_about_and_an_answer_reads_it(self):
        rows = [[*HEAD, "Liên lạc"], [*TEA, "0912"]]
        found = listing(*rows)
        (question,) = found.questions
        assert (question.kind, question.holds_all, question.detail) == (QuestionKind.COLUMN, False, "0912")
        assert parts(found, Fate.NOT_READ) == [("F2", "Liên lạc")]
        assert told(listing(*rows, answers={question.key: "phone"}), "phone") == [("0912",)]

    @pytest.mark.parametrize("cell", ["4 sao", "***", "12/QĐ-UBND", "5"])
    def test_an_unknown_column_that_can_hold_stars_or_decisions_holds_the_list_back(self, cell):
        (question,) = listing([*HEAD[:4], "Kết luận"], [*TEA[:4], cell]).questions
        assert question.holds_all

    def test_crosses_below_a_decision_hold_the_list_back(self):
        found = listing([*HEAD, "Quyết định 500/QĐ-UBND"], [*TEA, "x"])
        assert [question.holds_all for question in found.questions] == [True]

    def test_a_column_without_a_heading_is_asked_about_where_it_stands(self):
        (question,) = listing([*HEAD, None], [*TEA, "gì đó"]).questions
        assert question.text == "Which field is the column F, which has no heading?"

    def test_a_column_that_is_there_twice_is_told_if_it_repeats_and_asked_if_it_does_not(self):
        rows = [[*HEAD, "Hạng sao"], [*TEA, "4 sao"]]
        assert listing(*rows).questions == []
        rows[1][-1] = "3 sao"
        assert [question.holds_all for question in listing(*rows).questions] == [True]

    def test_unknown_days_beside_decisions_hold_the_list_back(self):
        rows = [[*HEAD, "Số quyết định", "Ngày QĐ ban đầu"], [*TEA, "5/QĐ-UBND", "20/12/2024"]]
        assert [question.holds_all for question in listing(*rows).questions] == [True]
        rows[0][-1], rows[1][-1] = "Cân nặng", "2,5"
        assert [question.holds_all for question in listing(*rows).questions] == [False]

    def test_an_unknown_column_of_communes_holds_a_list_without_another_back(self):
        head = [*HEAD[:3], "Địa bàn", "Hạng sao"]
        assert [each.holds_all for each in listing(head, [*TEA[:3], "Xã Tân Cương", "4 sao"]).questions] == [
            True
        ]

    @pytest.mark.parametrize(
        ("heading", "cell"), [("Tình trạng", "Đã thu hồi"), ("Hiện nay", "hết hiệu lực"), ("Thu hồi", "x")]
    )
    def test_an_unknown_column_that_can_take_stars_away_holds_the_list_back(self, heading, cell):
        assert [question.holds_all for question in listing([*HEAD, heading], [*TEA, cell]).questions] == [
            True
        ]


class TestSheets:
    def test_the_name_of_a_sheet_is_a_title_of_its_list(self):
        tables = [
            table([HEAD[:4], TEA[:4]], "4 sao!", name="4 sao"), table([HEAD[:3], RICE[:3]], "b!", name="Xã Đại Phúc"),
        ]  # fmt: skip
        assert told(read_source_list(tables), "name", "commune", "stars") == [
            ("Chè Khe Cốc", "Tân Cương", "4 sao"),
            ("Gạo Ôn Lương", "Xã Đại Phúc", None),
        ]
        (row,) = listing(HEAD, TEA, name="Thu hồi năm 2025").rows
        assert str(row.purpose) == "withdrawal"

    def test_the_star_of_a_row_counts_before_that_of_its_sheet(self):
        assert told(listing(HEAD, TEA, name="3 sao"), "stars") == [("4 sao",)]

    def test_a_sheet_that_goes_on_has_the_titles_of_the_one_before_as_well(self):
        title = ["Kèm theo Quyết định số 12/QĐ-UBND ngày 5/5/2023"]
        tables = [table([title, HEAD, TEA], "a!"), table([RICE], "b!", name="Xã Đại Phúc")]
        row = read_source_list(tables).rows[1]
        assert (row.said["decision"], row.said["commune"]) == ("12/QĐ-UBND", "Xã Đại Phúc")


class TestTablesThatGoOn:
    def test_a_table_without_headings_goes_on_in_the_columns_of_the_one_before(self):
        found = read_source_list([table([HEAD, TEA], "a!"), table([RICE], "b!")])
        assert told(found, "name", "stars") == [("Chè Khe Cốc", "4 sao"), ("Gạo Ôn Lương", "3 sao")]
        assert found.rows[1].cell("stars") == "b!E1"

    def test_a_table_of_other_columns_without_headings_is_asked_about(self):
        tables = [table([HEAD, TEA], "a!"), table([["HTX A", 5, "Chè A"], ["HTX B", 6, "Chè B"]], "b!")]
        found = read_source_list(tables)
        (question,) = found.questions
        assert (question.kind, question.holds_all) == (QuestionKind.UNREAD, True)
        assert [part.reason for part in found.account if part.label == "b!"] == ["The table has no headings."]
        read = read_source_list(tables, answers={question.key: "read"})
        assert [each.kind for each in read.questions].count(QuestionKind.COLUMN) == 2

    def test_a_table_that_is_no_list_is_a_note(self):
        found = read_source_list(
            [table([["UBND TỈNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]], "a "), table([HEAD, TEA], "b ")]
        )
        assert (found.questions, parts(found, Fate.NOTE)[0][0]) == ([], "a A1:B1")


class TestHidden:
    @pytest.mark.parametrize("hidden", [{"hidden_rows": {2}}, {"struck_rows": {2}}])
    def test_hidden_and_struck_lines_are_left_out_unless_ticked(self, hidden):
        found = listing(HEAD, TEA, RICE, **hidden)
        assert (told(found, "name"), [each.holds_all for each in found.questions]) == (
            [("Chè Khe Cốc",)],
            [True],
        )
        assert [place for place, _text in parts(found, Fate.LEFT_OUT)] == ["A3:E3"]
        read = listing(HEAD, TEA, RICE, answers=choose(found, QuestionKind.UNREAD, "read"), **hidden)
        assert len(read.rows) == 2

    def test_a_hidden_column_is_left_out_unless_ticked(self):
        found = listing(HEAD, TEA, hidden_columns={4})
        assert told(found, "stars") == [(None,)]
        read = listing(HEAD, TEA, hidden_columns={4}, answers=choose(found, QuestionKind.UNREAD, "read"))
        assert told(read, "stars") == [("4 sao",)]

    def test_a_hidden_sheet_is_left_out_unless_ticked(self):
        tables = [table([HEAD, TEA], "a!"), table([HEAD, RICE], "b!", is_hidden=True)]
        found = read_source_list(tables)
        assert told(found, "name") == [("Chè Khe Cốc",)]
        assert len(read_source_list(tables, answers=choose(found, QuestionKind.UNREAD, "read")).rows) == 2

    def test_hidden_headings_are_headings(self):
        assert listing(HEAD, TEA, hidden_rows={0}).questions == []

    def test_the_key_of_a_question_is_the_same_in_both_languages(self):
        keys = []
        for language in ("vi", "en"):
            with override(language):
                keys.append([each.key for each in listing(HEAD, TEA, RICE, hidden_rows={2}).questions])
        assert keys[0] == keys[1]


class TestFootnotes:
    NOTE = ["Ghi chú: (*) công nhận lại theo Quyết định 15/QĐ-UBND ngày 2/1/2024"]

    def test_a_footnote_that_no_row_carries_is_a_note(self):
        found = listing(HEAD, TEA, self.NOTE)
        assert (found.questions, len(parts(found, Fate.NOTE))) == ([], 1)

    def test_the_decision_of_a_footnote_is_asked_about_for_the_rows_that_carry_it(self):
        rows = [HEAD, [1, "Chè (*)", *TEA[2:]], RICE, self.NOTE]
        found = listing(*rows)
        (question,) = found.questions
        assert (question.kind, question.rows, found.rows[0].asked) == (
            QuestionKind.DECISION,
            ["2"],
            [question.key],
        )
        row = listing(*rows, answers={question.key: "yes"}).rows[0]
        assert (row.values["name"], row.values["decision"], row.cell("decision")) == (
            "Chè", "15/QĐ-UBND (02/01/2024)", "A4",
        )  # fmt: skip
        assert "decision" not in listing(*rows, answers={question.key: "no"}).rows[0].values


class TestFaults:
    @pytest.mark.parametrize(
        ("fault", "said"),
        [
            ("formula", "D2 holds a formula without a result."),
            ("error:#REF!", "D2 holds the error #REF!."),
            ("letters", "The letters of D2 cannot be read."),
            ("struck", "D2 is hidden or struck through"),
            ("short", "The line ends before D2"),
        ],
    )
    def test_a_cell_that_is_used_and_cannot_be_read_refuses_its_row(self, fault, said):
        (row,) = listing(HEAD, [*TEA[:3], None, "4 sao"], faults={(1, 3): fault}).rows
        assert [(name, why.startswith(said)) for name, why in row.problems] == [("commune", True)]
        assert row.cell("commune") == "D2"

    def test_a_cell_that_is_not_used_is_named_in_the_account(self):
        found = listing([*HEAD, "Điểm"], [*TEA, None], faults={(1, 5): "error:#REF!"})
        assert found.rows[0].problems == []
        assert [part.reason for part in found.account if part.place == "F2" and part.reason.startswith("F2")]


class TestHeadingsThatAreRepeatedOnTheNextPage:
    TITLE = ("Kèm theo Quyết định số 902/QĐ-UBND ngày 12/10/2024 của UBND tỉnh Thái Nguyên",)

    def of(self, *labels):
        first, second = ([HEAD, ["I", "XÃ TÂN CƯƠNG", *[None] * 3], TEA], [HEAD, RICE[:3]])
        return read_source_list(
            [table(first, labels[0], above=self.TITLE), table(second, labels[1])], columns=None, answers=None
        )

    def test_what_stands_above_the_first_table_of_a_document_holds_for_the_next(self):
        found = self.of("table 1 ", "table 2 ")
        assert told(found, "name", "decision", "commune") == [
            ("Chè Khe Cốc", "902/QĐ-UBND", "Tân Cương"),
            ("Gạo Ôn Lương", "902/QĐ-UBND", "XÃ TÂN CƯƠNG"),
        ]
        assert [row.decision_title.text for row in found.rows] == [*self.TITLE] * 2

    def test_a_sheet_of_a_workbook_has_titles_of_its_own(self):
        found = self.of("2023!", "2024!")
        assert told(found, "decision") == [("902/QĐ-UBND",), (None,)]

    def test_text_outside_of_the_tables_is_in_the_account(self):
        found = read_source_list(
            [
                table(
                    [HEAD, TEA],
                    above=("PHỤ LỤC",),
                    below=("Chè rời của HTX Rời đạt 4 sao.", "Nơi nhận: như trên"),
                )
            ]
        )
        assert parts(found, Fate.TITLE) == [("", "PHỤ LỤC")]
        assert parts(found, Fate.NOT_READ)[0] == ("", "Chè rời của HTX Rời đạt 4 sao.")
        assert ("", "Nơi nhận: như trên") in parts(found, Fate.NOTE)
