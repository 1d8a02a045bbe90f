import pytest

from ratings.imports.listing import read_source_list
from ratings.imports.purposes import Purpose, purpose_of_line
from ratings.imports.reading.file import read_file
from tests.ratings.imports import files


@pytest.mark.parametrize(
    ("words", "purpose"),
    [
        ("DANH SÁCH SẢN PHẨM ĐƯỢC CÔNG NHẬN OCOP NĂM 2024", Purpose.RECOGNITION),
        ("DANH SÁCH NÂNG HẠNG TỈNH THÁI NGUYÊN", Purpose.RECOGNITION),
        ("Kết quả đánh giá, phân hạng các sản phẩm đăng ký năm 2024", Purpose.RECOGNITION),
        ("Danh sách sản phẩm đạt 3 sao trở lên", Purpose.RECOGNITION),
        ("DANH SÁCH SẢN PHẨM BỊ THU HỒI GIẤY CHỨNG NHẬN OCOP", Purpose.WITHDRAWAL),
        ("Hủy bỏ kết quả công nhận sản phẩm OCOP", Purpose.WITHDRAWAL),
        ("Danh sách sản phẩm đăng ký tham gia đánh giá, công nhận OCOP đợt 2", Purpose.REGISTRATION),
        ("Danh mục sản phẩm đề nghị công nhận lại", Purpose.REGISTRATION),
        ("Biểu kế hoạch phát triển sản phẩm OCOP 2026", Purpose.PLAN),
        ("Danh sách sản phẩm tiềm năng", Purpose.PLAN),
        ("Căn cứ Quyết định số 148/QĐ-TTg ngày 24/02/2023 về công nhận", Purpose.LEGAL_BASES),
        ("DANH SÁCH SẢN PHẨM OCOP", Purpose.UNKNOWN),
    ],
)
def test_a_title_says_what_its_list_is_for(words, purpose):
    assert purpose_of_line(words) == purpose


def listing(*titles):
    rows = [["TT", "Tên sản phẩm", "Chủ thể"], [1, "Chè", "HTX A"]]
    return read_source_list(read_file(files.xlsx(rows, title=[[title] for title in titles])))


def test_the_list_of_withdrawn_products_keeps_the_words_that_say_so():
    layout = listing("DANH SÁCH SẢN PHẨM", "BỊ THU HỒI GIẤY CHỨNG NHẬN").layouts[0]
    assert (layout.purpose, layout.purpose_wording) == (Purpose.WITHDRAWAL, "BỊ THU HỒI GIẤY CHỨNG NHẬN")


def test_the_decision_of_a_title_is_shown_with_its_wording_and_cell():
    row = listing("Danh sách", "(Kèm theo Quyết định số 500/QĐ-UBND ngày 05/5/2025 của UBND tỉnh)").rows[0]
    assert row.said["decision"] == "500/QĐ-UBND"
    assert row.decision_title.text == "(Kèm theo Quyết định số 500/QĐ-UBND ngày 05/5/2025 của UBND tỉnh)"
    assert row.decision_title.cell == "A2"


def test_a_decision_among_the_legal_bases_is_not_that_of_the_list():
    row = listing("Căn cứ Quyết định số 148/QĐ-TTg ngày 24/02/2023 của Thủ tướng Chính phủ").rows[0]
    assert "decision" not in row.said
    assert row.decision_title is None


@pytest.mark.parametrize(
    "words",
    ["D. Sản phẩm không đạt", "Sản phẩm hết hạn, chưa đánh giá lại", "Dừng sản xuất", "Xin rút", "Hạ xuống 3 sao từ 2025",
     "Không công nhận lại", "Giải thể"],
)  # fmt: skip
def test_what_ends_or_denies_a_star_recognises_nothing(words):
    assert purpose_of_line(words) == Purpose.ENDED
