"""Certificate of a recognition."""

import pytest
from django.conf import settings

from ocop.models import Role
from ocop.places.events import confirm
from ocop.values.dates import today
from ratings.decisions.papers.certificate import certificate
from ratings.decisions.validity import add_months
from ratings.papers.paper import Signatures, format_date_in_words
from tests import factories as make
from tests.ratings.papers.reading import FORMATS, text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("renderer", FORMATS)
def test_a_certificate_names_product_star_decision_dates_code_and_hash(renderer):
    recognition = make.issued_recognition()

    words = text_of(renderer.render(certificate(recognition)))

    for expected in (
        "GIẤY CHỨNG NHẬN SẢN PHẨM OCOP",
        f"ỦY BAN NHÂN DÂN {recognition.decision.place.full_name.upper()}",
        f"Theo Quyết định số {recognition.decision.number} {format_date_in_words(recognition.decision.signed_on)}",
        recognition.name.upper(),
        f"của {recognition.maker}",
        "ĐẠT HẠNG 4 SAO (BỐN SAO)",
        f"đến hết {format_date_in_words(add_months(today(), 36))}",
        f"Mã công nhận: {recognition.code}",
        f"{settings.SITE_URL}/verify/{recognition.code}/",
        "CHỦ TỊCH (Ký tên, đóng dấu)",
    ):
        assert expected in words
    assert recognition.dossier.result.package.sha256 in words.replace(" ", "")


def test_what_is_recorded_from_elsewhere_is_an_extract_without_a_place_to_sign():
    paper = certificate(make.recognition())

    assert "TRÍCH SỔ CÔNG NHẬN SẢN PHẨM OCOP" in text_of(FORMATS[0].render(paper))
    assert not [block for block in paper.blocks if isinstance(block, Signatures)]


def test_the_certificate_of_a_withdrawn_recognition_says_so():
    recognition = make.recognition()
    decision = make.withdraw(recognition, "stopped", signed_on=recognition.issued_on)

    assert f"ĐÃ THU HỒI TỪ NGÀY 15/01/2025 THEO QUYẾT ĐỊNH SỐ {decision.number}" in text_of(
        FORMATS[0].render(certificate(recognition))
    )


def test_an_address_on_a_paper_of_a_day_before_a_merger_has_the_former_unit():
    province = make.province(name="Bắc Ninh")
    for name, code in (("A", "09001"), ("B", "09002")):
        producer = make.producer(place=make.commune(province=province, name=name, code=code))
    recognition = make.recognition(product=make.product(producer=producer))
    event = make.place_event(place=producer.place, kind="merger", units="09001; 09002 → Phường C [09003]")
    assert confirm(event, by=make.user(Role.ADMINISTRATOR)) == ""
    producer.refresh_from_db()
    assert str(producer.place) == "Phường C"
    words = text_of(FORMATS[0].render(certificate(type(recognition).objects.get(pk=recognition.pk))))
    assert "xã B, tỉnh Bắc Ninh" in words
    assert "Phường C" not in words
