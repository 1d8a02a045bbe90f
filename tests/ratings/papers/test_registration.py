"""Form 01."""

import pytest

from ratings.dossiers.workflow import DossierKind, DossierState
from ratings.papers.paper import format_date
from ratings.papers.registration import registration
from ratings.papers.vietnamese import filed_on
from tests import factories as make
from tests.ratings.papers.reading import FORMATS, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier():
    province = make.province(code="19", name="Thái Nguyên")
    place = make.commune(province=province, code="05443", name="Đồng Hỷ")
    producer = make.producer(
        place=place, name="HTX chè Tân Cương", representative="Nguyễn Thị Hằng", phone="0912 345 678"
    )
    return make.dossier(product=make.product(producer=producer, name="Trà tôm nõn"), state=DossierState.FILED)


@pytest.mark.parametrize("renderer", FORMATS)
def test_form_01_says_who_applies_with_what(dossier, renderer):
    words = text_of(renderer.render(registration(dossier)))

    for expected in (
        "Mẫu số 01",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "PHIẾU ĐĂNG KÝ",
        f"của tỉnh Thái Nguyên năm {dossier.opened_at.year}",
        "Tên đơn vị: HTX chè Tân Cương",
        "Địa chỉ liên hệ: xã Đồng Hỷ, tỉnh Thái Nguyên",
        "Điện thoại: 0912 345 678",
        "Tên sản phẩm: Trà tôm nõn",
        "Ngành: Thực phẩm; Nhóm: Chè; Phân nhóm: Chè tươi, chè chế biến",
        "☑ Lần đầu ☐ Nâng hạng ☐ Đánh giá lại",
        "Sản phẩm mẫu (số lượng): 05",
        "(Ký, đóng dấu, ghi rõ họ tên) Nguyễn Thị Hằng",
        f"Phiếu số: {dossier.filings.get().receipt} Ngày nhận: {format_date(filed_on(dossier))}",
    ):
        assert expected in words


def test_form_01_ticks_what_kind_of_assessment_it_is(dossier):
    dossier.kind = DossierKind.RENEWAL

    assert "☐ Lần đầu ☐ Nâng hạng ☑ Đánh giá lại" in text_of(FORMATS[0].render(registration(dossier)))


def test_form_01_of_a_draft_leaves_day_and_number_open():
    draft = make.dossier()

    words = text_of(FORMATS[0].render(registration(draft)))
    place = draft.product.producer.place
    assert "ngày … tháng … năm 20…" in words
    assert (
        f"Phiếu số: ……-……/PĐK-{place.province.code}-{place.code}-{draft.opened_at.year} Ngày nhận:" in words
    )
