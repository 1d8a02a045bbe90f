"""Form 02."""

import pytest

from producers.models import LegalForm
from products.models import Scheme
from products.models.product import Sector
from ratings.dossiers.requirements import REQUIREMENTS
from ratings.dossiers.workflow import DossierKind
from ratings.papers.evidence import KINDS
from ratings.papers.self_assessment import self_assessment
from ratings.papers.vietnamese import LEGAL_FORMS, SECTORS
from ratings.scoring.models import Assessment
from tests import factories as make
from tests.ratings.papers.reading import FORMATS, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier():
    producer = make.producer(
        name="HTX chè Tân Cương",
        legal_form=LegalForm.COOPERATIVE,
        tax_number="4601234567",
        representative="Nguyễn Thị Hằng",
        led_by_woman=True,
        workers=12,
        local_workers=9,
    )
    dossier = make.dossier(product=make.product(producer=producer, name="Trà tôm nõn"))
    make.certification(product=dossier.product, scheme=Scheme.FOOD_SAFETY)
    return dossier


def assessed(dossier):
    """Dossier with the best possible self-assessment."""
    assessment = Assessment.objects.open_self(dossier, by=dossier.opened_by)
    assessment.fill(make.best(make.sheet()), by=dossier.opened_by)
    assessment.answers.filter(criterion__code="1.1").update(note="Vùng chè 12 ha tại xã.")
    return dossier


@pytest.mark.parametrize("renderer", FORMATS)
def test_form_02_has_its_four_parts_with_what_the_register_holds(dossier, renderer):
    words = text_of(renderer.render(self_assessment(assessed(dossier))))

    for expected in (
        "BÁO CÁO TỰ ĐÁNH GIÁ VỀ SẢN PHẨM",
        "Phần I THÔNG TIN CHUNG",
        "Loại hình tổ chức: Hợp tác xã",
        "Họ tên: Nguyễn Thị Hằng",
        "Giới tính (Nam/nữ): Nữ",
        "Số giấy đăng ký (nếu có): 4601234567",
        "☑ a) Giấy đăng ký kinh doanh",
        "☐ b) Đã công bố chất lượng",
        "☑ Giấy chứng nhận cơ sở đủ điều kiện vệ sinh an toàn thực phẩm",
        "12 lao động, trong đó 9 lao động trên địa bàn xã",
        "Phần II KẾT QUẢ THỰC HIỆN PHƯƠNG ÁN SẢN XUẤT KINH DOANH",
        "Phần III ĐÁNH GIÁ KẾT QUẢ THỰC HIỆN THEO BỘ TIÊU CHÍ SẢN PHẨM OCOP",
        "Phần IV KẾ HOẠCH SẢN XUẤT, KINH DOANH",
        "ĐẠI DIỆN THEO PHÁP LUẬT CỦA CƠ SỞ",
    ):
        assert expected in words


def test_form_02_scores_every_criterion_in_printed_order(dossier):
    table = next(block for block in self_assessment(assessed(dossier)).blocks if hasattr(block, "rows"))
    nodes = make.sheet().criteria.all()

    assert len(table.rows) == len(nodes) + 1
    assert [row.cells[1] for row in table.rows[:-1]] == [str(node.max) for node in nodes]
    assert [row.cells[2] for row in table.rows[:-1]] == [str(node.max) for node in nodes]
    assert table.rows[-1].cells == ("TỔNG CỘNG", "100", "100", "")
    assert table.rows[2].cells[3].endswith("\nVùng chè 12 ha tại xã.")


def test_form_02_without_answers_leaves_the_points_open(dossier):
    table = next(block for block in self_assessment(dossier).blocks if hasattr(block, "rows"))

    assert {row.cells[2] for row in table.rows} == {""}


def test_form_02_of_an_upgrade_says_what_has_changed():
    dossier = make.dossier(kind=DossierKind.UPGRADE, product=make.recognition().product)

    assert "Những thay đổi so với lần được công nhận trước: Công suất tăng gấp đôi." in text_of(
        FORMATS[0].render(self_assessment(dossier))
    )


def test_every_legal_form_and_sector_has_its_vietnamese_name():
    assert set(LEGAL_FORMS) == set(LegalForm)
    assert set(SECTORS) == set(Sector)


def test_form_02_cites_the_evidence_by_its_number_in_the_annex(dossier):
    make.evidence(dossier=dossier, requirement="material", title="Hợp đồng mua chè", cites=["1.1", "1.5"])
    make.evidence(dossier=dossier, requirement="registration", title="Giấy đăng ký HTX", cites=["1.1"])

    criteria, annex = [block for block in self_assessment(dossier).blocks if hasattr(block, "rows")]

    cited = {row.cells[0][:3]: row.cells[3] for row in criteria.rows if row.cells[3]}
    assert cited == {"1.1": "Minh chứng số: 1, 2", "1.5": "Minh chứng số: 1"}
    assert annex.rows[0].cells == (
        "1",
        "Nguồn gốc nguyên liệu, vùng nguyên liệu, liên kết chuỗi",
        "Hợp đồng mua chè",
        "",
        "",
        "1.1, 1.5",
    )


def test_every_kind_of_evidence_has_its_vietnamese_name():
    assert set(KINDS) == {requirement.key for requirement in REQUIREMENTS}
