"""Official sheet on paper."""

import pytest
from django.utils import timezone

from ratings.dossiers.workflow import DossierState
from ratings.papers.paper import Table
from ratings.papers.score_sheet import blank_sheet, score_sheet
from tests import factories as make
from tests.ratings.papers.reading import FORMATS, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier():
    return make.dossier(
        state=DossierState.SCORING, product=make.product(name="Trà tôm nõn", code="19-05443-07-2026")
    )


def table_of(paper):
    return next(block for block in paper.blocks if isinstance(block, Table))


@pytest.mark.parametrize("renderer", FORMATS)
def test_a_sheet_on_paper_has_head_criteria_sums_and_the_name_of_its_assessor(dossier, renderer):
    assessment = make.assessment(dossier, locked=True)

    words = text_of(renderer.render(score_sheet(assessment)))

    for expected in (
        "11. Bộ sản phẩm: Chè tươi, chè chế biến",
        "(Sản phẩm: Thực phẩm. Nhóm: Chè)",
        "Tên sản phẩm: Trà tôm nõn",
        "Mã số sản phẩm: 19-05443-07-2026",
        "Hồ sơ bị loại khi: Giả mạo hồ sơ; hoặc ",
        "Phần A: SẢN PHẨM VÀ SỨC MẠNH CỦA CỘNG ĐỒNG 40 40",
        "TỔNG CỘNG 100 100",
        "Ý kiến của người đánh giá",
        f"ngày {timezone.localtime(assessment.locked_at):%d}",
        f"(Ký và ghi rõ họ tên) {assessment.by.full_name}",
    ):
        assert expected in words


def test_one_option_of_every_criterion_is_ticked(dossier):
    rows = table_of(score_sheet(make.assessment(dossier))).rows

    ticked = [row.cells for row in rows if row.cells[0].startswith("☑")]
    assert len(ticked) == len(make.sheet().rubric().leaves)
    assert sum(int(cells[1]) for cells in ticked) == 100


def test_options_that_a_star_needs_bear_its_asterisks(dossier):
    rows = table_of(blank_sheet(dossier)).rows
    gates = [gate.star for gate in make.sheet().rubric().gates()]

    assert sorted(row.cells[0].count("*") for row in rows if "*" in row.cells[0]) == sorted(gates)


def test_a_sheet_on_which_nothing_is_reached_says_so(dossier):
    assessment = make.assessment(dossier, choices={"1.1": None})

    assert ("☑ Không đạt mức nào", "0", "") in [row.cells for row in table_of(score_sheet(assessment)).rows]


def test_a_blank_sheet_has_no_mark_and_no_name(dossier):
    paper = blank_sheet(dossier)

    assert not any("☑" in row.cells[0] or row.cells[2] for row in table_of(paper).rows)
    assert "Ý kiến của người đánh giá: ......" in text_of(FORMATS[1].render(paper))


def test_a_sheet_with_cases_prints_the_dossiers_own_case():
    dossier = make.dossier(product=make.product(product_set=26), branch=2)

    cases = [
        row.cells[0] for row in table_of(blank_sheet(dossier)).rows if row.cells[0].startswith("Trường hợp")
    ]
    assert len(cases) == 3
    assert all(case.startswith("Trường hợp 2") for case in cases)


def test_the_notes_of_an_assessor_are_their_remarks(dossier):
    assessment = make.assessment(dossier)
    assessment.answers.filter(criterion__code="1.1").update(note="Cần thêm hợp đồng.")

    assert "Ý kiến của người đánh giá: 1.1: Cần thêm hợp đồng." in text_of(
        FORMATS[1].render(score_sheet(assessment))
    )
