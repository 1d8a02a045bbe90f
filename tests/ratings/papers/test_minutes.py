"""Minutes of a council session."""

import pytest

from ocop.permissions import SeatKind
from ratings.dossiers.workflow import DossierState
from ratings.papers.minutes import KINDS_OF_OBJECTION, OFFICES, OUTCOMES, minutes
from ratings.scoring.models import ObjectionKind, ObjectionOutcome
from tests import factories as make
from tests.ratings.papers.reading import FORMATS, text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("renderer", FORMATS)
def test_minutes_have_the_seats_the_results_and_the_places_to_sign(renderer):
    product = make.product(name="Trà tôm nõn")
    dossier = make.dossier(state=DossierState.CONCLUDED, product=product, choices=make.four_stars())
    council = dossier.council
    chair = council.seats.get(kind="chair").user

    session = dossier.result.session
    session.close(by=chair, conclusion="Thống nhất công nhận 4 sao.")
    words = text_of(renderer.render(minutes(session)))

    for expected in (
        "BIÊN BẢN Họp Hội đồng đánh giá, phân hạng sản phẩm OCOP",
        council.name.upper(),
        f"1 {chair.full_name} Chủ tịch Hội đồng ☑",
        f"{dossier.result.sheets} {str(dossier.result.mean.normalize())} 5 sao 4 sao 4 sao",
        "Trà tôm nõn: chưa đạt yêu cầu tối thiểu 5 sao ở tiêu chí",
        "Hình thức: ☑ Họp Hội đồng ☐ Lấy ý kiến bằng văn bản",
        "Địa điểm: Trụ sở UBND",
        "Có mặt: 5/5.",
        "Thống nhất công nhận 4 sao.",
        "THƯ KÝ",
        "CHỦ TỊCH HỘI ĐỒNG",
    ):
        assert expected in words


def test_minutes_show_no_mark_before_the_result():
    dossier = make.dossier(state=DossierState.SCORING)
    make.assessment(dossier, locked=True)

    table = [block for block in minutes(make.session(dossier)).blocks if hasattr(block, "rows")][1]

    assert table.rows[0].cells[3:] == ("", "", "", "", "chưa có")


def test_minutes_tell_every_objection_with_what_the_chair_decided():
    dossier = make.dossier(state=DossierState.SCORING)
    member = dossier.council.seats.filter(kind="member").first().user
    make.objection(dossier, by=member, kind="stop", reason="Có tạp chất.")

    words = text_of(FORMATS[0].render(minutes(make.session(dossier))))

    assert f"Dừng chấm điểm (tiêu chí 7), {member.full_name} nêu: Có tạp chất. Chưa quyết định." in words


def test_every_seat_objection_and_outcome_has_its_word():
    assert set(OFFICES) == set(SeatKind)
    assert set(KINDS_OF_OBJECTION) == set(ObjectionKind)
    assert set(OUTCOMES) == set(ObjectionOutcome)
