"""Telephone and identity numbers in names and addresses never become public."""

import pytest

from ocop.models import Place, PlaceLevel
from ocop.places.gazetteer import Gazetteer
from producers.models import Producer
from products.models import Product
from ratings.imports.cells import CellParseError
from ratings.imports.private_numbers import (
    joined,
    parse_telephones,
    take_out_telephones,
    why_not_name_alone,
)
from ratings.imports.register import ALL_REFUSED, import_register
from tests import factories as make
from tests.ratings.imports import files


@pytest.mark.parametrize(
    ("written", "text", "telephones"),
    [
        ("HTX Trà Sen – ĐT 0912 000 111", "HTX Trà Sen", ["0912 000 111"]),
        ("HTX Trà Sen (0912.000.111)", "HTX Trà Sen", ["0912.000.111"]),
        ("HTX Trà Sen (SĐT: 0912000111) xã B", "HTX Trà Sen xã B", ["0912000111"]),
        ("HTX Trà Sen, tel: +84 912 000 111, xã B", "HTX Trà Sen, xã B", ["+84 912 000 111"]),
        ("HTX Trà Sen – 0912000111 / 0208 3851 234", "HTX Trà Sen", ["0912000111", "0208 3851 234"]),
        ("Xóm 3, điện thoại: 0912-000-111, xã Tân Cương", "Xóm 3, xã Tân Cương", ["0912-000-111"]),
        ("0912000111 HTX Trà Sen", "HTX Trà Sen", ["0912000111"]),
    ],
)
def test_telephones_are_taken_out_with_their_labels(written, text, telephones):
    assert take_out_telephones(written) == (text, telephones)


@pytest.mark.parametrize(
    "written",
    [
        "HTX 20/10",
        "HKD Lê Thử, CCCD 019000000003",
        "HTX Trà Sen MST 0312345678",
        "HTX Trà Sen 0100123456",
        "HTX Trà Sen 0912 000 1112",
        "HTX Trà Sen 912000111",
        "0" * 600,
    ],
)
def test_what_only_may_be_a_telephone_stays(written):
    assert take_out_telephones(written) == (written, [])


@pytest.mark.parametrize(
    ("value", "telephones"),
    [
        (912345678.0, "0912345678"),
        ("0912 345 678", "0912 345 678"),
        ("0208 3851 234 (văn phòng)", "0208 3851 234 (văn phòng)"),
        ("", None),
    ],
)
def test_a_cell_of_telephones_keeps_or_gets_back_its_zero(value, telephones):
    assert parse_telephones(value, 30) == telephones


@pytest.mark.parametrize("value", ["abc", "12345", "0912 345 678" * 3])
def test_what_is_no_telephone_is_refused(value):
    with pytest.raises(CellParseError):
        parse_telephones(value, 30)


def test_a_number_that_is_written_twice_is_kept_once():
    assert joined(["0912 345 678", "+84912345678", "0208 3851 234"]) == "+84912345678 / 0208 3851 234"


HEAD = ["TT", "Tên sản phẩm", "Chủ thể", "Xã", "Hạng sao", "Số quyết định", "Ngày ký"]
DECIDED = ["Tân Cương", "3 sao", "2117/QĐ-UBND", "20/12/2024"]


@pytest.fixture
def province(vietnam):
    return Place.objects.in_force().get(level=PlaceLevel.PROVINCE, name="Thái Nguyên")


def run(rows, province, head=None, answers=None):
    return import_register(
        files.xlsx([head or HEAD, *rows]),
        file_name="list.xlsx",
        by=make.user(place=province),
        province=province,
        gazetteer=Gazetteer(),
        leave_out=ALL_REFUSED,
        answers=answers,
    )[0]


@pytest.mark.django_db
def test_a_telephone_in_a_makers_name_is_kept_privately_and_shown_nowhere(client, province):
    rows = [
        [1, "Trà sen", "HTX Trà Sen – ĐT 0912 000 111", *DECIDED],
        [2, "Trà lài", "HKD Lê Thử, CCCD 019000000003", *DECIDED],
    ]
    decided = {each.key: each.options[0].value for each in run([rows[1]], province).questions}
    plan = run(rows, province, answers=decided)
    assert [outcome.status for outcome in plan.outcomes] == ["new", "refused"]
    assert plan.outcomes[0].notes[0] == (
        "The telephone number in C2 is kept in its own field, which is not public."
    )
    assert [refusal[:2] for refusal in plan.outcomes[1].refusals] == [("C3", "HKD Lê Thử, CCCD 019000000003")]
    producer = Producer.objects.get()
    assert (producer.name, producer.phone, producer.contacts_released) == (
        "HTX Trà Sen",
        "0912 000 111",
        False,
    )
    product = Product.objects.get()
    pages = ["/products/", product.get_absolute_url(), producer.get_absolute_url()]
    for page in pages:
        response = client.get(page, follow=True)
        text = "".join(response.content.decode().split())
        assert response.status_code == 200
        assert "0912000111" not in text
        assert "019000000003" not in text
    assert "HTXTràSen" in text  # of the producer's page


@pytest.mark.django_db
def test_telephones_in_products_and_addresses_go_to_the_same_field(province):
    head = ["Tên sản phẩm", "Chủ thể", "Địa chỉ"]
    address = "Xóm 3, ĐT 0208 3851 234, xã Tân Cương"
    run([["Trà sen (0912 000 111)", "HTX Trà Sen", address]], province, head)
    producer = Producer.objects.get()
    assert (Product.objects.get().name, producer.address_line) == ("Trà sen", "Xóm 3")
    assert producer.phone == "0912 000 111 / 0208 3851 234"


@pytest.mark.django_db
def test_an_identity_number_in_an_address_is_refused(province):
    head = ["Tên sản phẩm", "Chủ thể", "Địa chỉ"]
    plan = run([["Trà sen", "HTX Trà Sen", "Xóm 3, CCCD 019000000003, xã Tân Cương"]], province, head)
    assert [refusal.cell for refusal in plan.outcomes[0].refusals] == ["C2"]
    assert not Producer.objects.exists()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("HTX Trà Sen, email sen@tra.example", "an e-mail address"),
        ("Hộ Lê Thử, sinh năm 1985", "a birthday"),
        ("HTX Trà Sen (MST 0312345678)", "a number of papers"),
        ("HTX Trà Sen - Giám đốc: Lê Thử, 0912 345 67", "a person or a telephone"),
        ("HTX Trà Sen – ĐT: 0912", "a person or a telephone"),
        ("HTX Trà Sen (Ông Lê Văn Thử)", "a person"),
    ],
)
def test_a_name_that_tells_more_than_a_name_is_refused(name, told):
    assert why_not_name_alone(name) == (
        f"Names are public, and “{name}” also tells {told}: write only the name."
    )


@pytest.mark.parametrize(
    "name", ["HTX 20/10", "HTX - ĐT Xanh", "Hộ Lê Giám Đốc", "Công ty TNHH 1-5", "HTX Đại Diện Xanh"]
)
def test_a_name_alone_is_none_of_these(name):
    assert why_not_name_alone(name) == ""
