"""Form 03."""

import pytest
from django.utils import timezone

from ratings.dossiers.models import CommuneReport
from ratings.dossiers.workflow import DossierState
from ratings.papers.commune_report import commune_report
from tests import factories as make
from tests.ratings.papers.reading import FORMATS, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier():
    place = make.commune(province=make.province(name="Thái Nguyên"), name="Đồng Hỷ")
    producer = make.producer(place=place, name="HTX chè Tân Cương")
    return make.dossier(product=make.product(producer=producer, name="Trà tôm nõn"), state=DossierState.FILED)


@pytest.mark.parametrize("renderer", FORMATS)
def test_form_03_sets_the_finding_of_the_commune_beside_the_words_of_the_producer(dossier, renderer):
    officer = make.commune_officer_of(dossier)
    report = CommuneReport.open(dossier, by=officer)
    report.material_claim, report.material_finding = "Toàn bộ chè của xã.", "Đúng: 12 ha tại ba xóm."
    report.save()

    words = text_of(renderer.render(commune_report(dossier)))

    for expected in (
        "Mẫu số 03",
        "ỦY BAN NHÂN DÂN XÃ ĐỒNG HỶ",
        "I. THÔNG TIN CHUNG VỀ HỒ SƠ SẢN PHẨM",
        "1. Về sử dụng nguyên liệu địa phương - Mô tả của chủ thể: Toàn bộ chè của xã."
        " - Đánh giá của Ủy ban nhân dân cấp xã: Đúng: 12 ha tại ba xóm.",
        "4. Bản sắc/trí tuệ địa phương",
        "Ủy ban nhân dân xã Đồng Hỷ đề nghị Ủy ban nhân dân tỉnh Thái Nguyên đánh giá, phân hạng sản phẩm OCOP"
        " cho sản phẩm Trà tôm nõn của HTX chè Tân Cương.",
    ):
        assert expected in words


def test_form_03_bears_the_day_on_which_it_was_signed(dossier):
    report = make.report_of_commune(dossier)
    dossier.refresh_from_db()

    words = text_of(FORMATS[1].render(commune_report(dossier)))

    assert f"Đồng Hỷ, ngày {timezone.localtime(report.signed_at):%d}" in words
    assert "Đúng như hồ sơ." in words


def test_form_03_can_be_printed_before_the_commune_has_written_it(dossier):
    assert "Đánh giá của Ủy ban nhân dân cấp xã: ......" in text_of(
        FORMATS[1].render(commune_report(dossier))
    )
