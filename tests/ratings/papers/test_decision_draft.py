"""Draft of a decision."""

import pytest

from ratings.decisions.models import DecisionKind, WithdrawalGround
from ratings.decisions.papers.decision_draft import FIRST_ARTICLES, GROUNDS, SUBJECTS, decision_draft
from ratings.decisions.prepare import prepare_decision, prepare_withdrawal
from ratings.dossiers.workflow import DossierState
from tests import factories as make
from tests.ratings.papers.reading import FORMATS, text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("renderer", FORMATS)
def test_a_draft_lists_the_products_with_points_and_stars(renderer):
    dossier = make.dossier(
        state=DossierState.CONCLUDED, product=make.product(name="Trà tôm nõn"), choices=make.four_stars()
    )
    decision = prepare_decision(DecisionKind.RECOGNISE, [dossier], by=make.officer_of(dossier))

    words = text_of(renderer.render(decision_draft(decision)))

    for expected in (
        "DỰ THẢO",
        f"CHỦ TỊCH ỦY BAN NHÂN DÂN {decision.place.full_name.upper()}",
        "Căn cứ Quyết định số 26/2026/QĐ-TTg của Thủ tướng Chính phủ;",
        dossier.council.name,
        "Công nhận 01 sản phẩm đạt hạng sao OCOP",
        "có giá trị 36 tháng",
        "1 Trà tôm nõn",
        "4 sao",
    ):
        assert expected in words


def test_a_withdrawal_names_its_ground():
    recognition = make.recognition()
    decision = prepare_withdrawal(recognition, "stopped", make.conclusion(), by=make.officer_of(recognition))

    words = text_of(FORMATS[0].render(decision_draft(decision)))

    assert "Thu hồi Giấy chứng nhận của 01 sản phẩm" in words
    assert "3 sao; ngừng sản xuất" in words


def test_every_kind_and_ground_has_its_words():
    assert set(SUBJECTS) == set(FIRST_ARTICLES) == set(DecisionKind)
    assert set(GROUNDS) == set(WithdrawalGround)
