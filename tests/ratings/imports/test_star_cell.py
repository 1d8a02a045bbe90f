"""Cells of stars: read as officers write them, or refused."""

import pytest
from django.utils.translation import override

from ratings.imports.cells import CellParseError
from ratings.imports.star_cell import parse_stars


@pytest.mark.parametrize(
    ("written", "stars"),
    [
        ("3 sao", 3), ("03 sao", 3), ("3", 3), (3, 3), (4.0, 4), ("3.0", 3), ("3,0", 3), ("4sao", 4), ("4 SAO", 4),
        ("4 ngôi sao", 4), ("4-star", 4), ("5 stars", 5), ("3\u00a0 sao ", 3),
        ("***", 3), ("(***)", 3), ("* * *", 3), ("3*", 3), ("OCOP 4*", 4), ("4 ★", 4), ("★★★★", 4), ("⭐⭐⭐", 3),
        ("⭐️⭐️⭐️", 3), ("4 ⭐⭐⭐⭐", 4), ("★★★☆☆", 3), ("***☆☆", 3), ("☆☆☆", 3), ("3★ (2020)", 3),
        ("Ba sao", 3), ("bốn sao", 4), ("Năm sao", 5), ("đạt năm sao năm 2022", 5), ("hạng ba", 3),
        ("III", 3), ("IV", 4), ("IV sao", 4), ("hạng V", 5), ("hạng IV (công nhận lại năm 2023)", 4),
        ("hạng 4", 4), ("Hạng 4 sao", 4), ("Hạng sao: 4", 4), ("Đạt 3 sao", 3), ("Đạt 3 sao năm 2022", 3),
        ("4 sao (công nhận lại)", 4), ("4 sao (nâng hạng)", 4), ("4 sao - 2022", 4), ("2022: 4 sao", 4), ("đợt 2: 4 sao", 4),
        ("OCOP 4 sao cấp tỉnh", 4), ("OCOP 5 sao cấp quốc gia", 5), ("0COP 3 sao", 3), ("sản phẩm 3 sao", 3),
        ("3 sao (3 sao)", 3), ("82 điểm – 4 sao", 4), ("75,5 điểm (3 sao)", 3), ("Điểm: 82; 4 sao", 4), ("３ sao", 3),
        ("Hạng 3 (ba) sao", 3),
    ],
)  # fmt: skip
def test_stars_are_read_as_officers_write_them(written, stars):
    assert parse_stars(written) == stars


@pytest.mark.parametrize(
    "written",
    ["", None, "-", "x", "0", 0.0, "0 sao", "Chưa xếp hạng", "chưa", "không", "không đạt", "Chưa đạt 4 sao"],
)
def test_no_star_is_none(written):
    assert parse_stars(written) is None


@pytest.mark.parametrize(
    ("written", "stars"),
    [
        ("tiềm năng 4 sao", None), ("Tiềm năng: 4 sao", None), ("4 sao tiềm năng", None), ("4 sao (đề nghị)", None),
        ("4 sao (dự kiến)", None), ("Đề nghị nâng hạng từ 3 sao lên 4 sao", None),
        ("3 sao (tiềm năng 4 sao)", 3), ("3 sao, tiềm năng 4 sao", 3), ("3 sao đề nghị nâng hạng 4 sao", 3),
        ("3 sao (chưa đạt 4 sao)", 3),
    ],
)  # fmt: skip
def test_a_star_that_is_hoped_for_is_none_and_takes_none_away(written, stars):
    assert parse_stars(written) == stars


@pytest.mark.parametrize(
    "written",
    [
        "6 sao", "91,14", 44377.0, "12", "******", "3,5", "sao", "xanh", "4s", "V", "năm 2022", "3/2021", "30/6/2021",
        "3 sản phẩm", "4 sao, 2 sản phẩm", "4 sao (đã thu hồi)", "★★★☆", "☆☆☆☆☆", "tiềm năng 4 sao, 5 sao", "sao " * 500,
    ],
)  # fmt: skip
def test_stars_that_nobody_can_be_sure_of_are_refused(written):
    with override("en"), pytest.raises(CellParseError, match="0 to 5, “3 sao”"):
        parse_stars(written)


@pytest.mark.parametrize(
    "written", ["3-4 sao", "3 sao 4 sao", "3 sao→4 sao", "3 sao/4", "từ 3 sao lên 4 sao"]
)
def test_a_cell_that_names_two_ranks_is_refused_with_both(written):
    with override("en"), pytest.raises(CellParseError) as refused:
        parse_stars(written)
    assert (
        str(refused.value) == "The cell names several ranks, 3★, 4★: write the one that the decision gives."
    )


def test_a_refusal_is_said_in_the_language_of_whoever_reads_it():
    for language, word in [("en", "several ranks"), ("vi", "nhiều hạng sao")]:
        with override(language), pytest.raises(CellParseError, match=word):
            parse_stars("3 sao/4 sao")
