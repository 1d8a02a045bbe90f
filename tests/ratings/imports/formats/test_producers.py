"""Lists of producers: which producer a row is, what it changes, and what stays private."""

import pytest

from producers.models import Deal, Producer
from tests import factories as make
from tests.ratings.imports.formats.test_lists import listed, refusals, written
from tests.ratings.imports.test_undo import undo

pytestmark = pytest.mark.django_db
HEAD = ["Tên chủ thể", "Loại hình", "Mã số thuế", "Địa chỉ", "Xã, phường", "Người đại diện", "Điện thoại"]


@pytest.fixture
def commune(officer):
    return make.commune(province=officer.place, name="Xã An")


@pytest.fixture
def maker(commune):
    return make.producer(place=commune, name="Hợp tác xã Chè An", legal_form="cooperative")


def test_a_new_producer_is_registered_with_its_place_and_private_telephone(desk, commune):
    job = listed(desk, HEAD, ["HTX Trà Sen – ĐT 0912 000 111", "", "", "Thôn 2", "Xã An", "Lê Thị Sen", ""])
    assert (job.remarks["register"], job.counts["new"]) == ("producers", 1)
    written(desk, job)
    made = Producer.objects.get()
    assert (made.name, made.place, made.address_line) == ("HTX Trà Sen", commune, "Thôn 2")
    assert (made.legal_form, made.representative) == ("cooperative", "Lê Thị Sen")
    assert (made.phone, made.contacts_released) == ("0912 000 111", False)


def test_a_known_producer_is_changed_by_its_name_and_commune(desk, maker):
    job = listed(desk, HEAD, ["HTX Chè An", "Hợp tác xã", "0101234568", "", "Xã An", "Lê An", 912000111])
    assert job.rows[0]["notes"] == ["Registered as “Hợp tác xã Chè An”."]
    assert sorted(each[0] for each in job.rows[0]["differences"]) == [
        "Legal representative",
        "Tax or registration number",
        "Telephone",
    ]
    written(desk, job)
    maker.refresh_from_db()
    assert (maker.name, maker.phone, maker.tax_number) == ("Hợp tác xã Chè An", "0912000111", "0101234568")


def test_only_a_key_or_a_tax_number_renames_a_producer_and_moves_it(desk, officer, maker):
    there = make.commune(province=officer.place, name="Xã Bình")
    head = ["Khóa dòng", "Chủ thể", "Xã, phường", "Điện thoại"]
    job = written(desk, listed(desk, head, [f"CT-{maker.pk}", "Hợp tác xã Chè An Bình", "Xã Bình", ""]))
    assert job.rows[0]["differences"][-1][0] == "Commune"
    maker.refresh_from_db()
    assert (maker.name, maker.place) == ("Hợp tác xã Chè An Bình", there)
    undo(desk, job)
    maker.refresh_from_db()
    assert (maker.name, maker.place.name) == ("Hợp tác xã Chè An", "Xã An")


def test_a_key_of_another_producer_is_refused(desk, maker):
    other = make.producer(place=maker.place, name="Tổ hợp tác Mật ong")
    job = listed(
        desk, ["Khóa dòng", "Chủ thể", "Xã", "Điện thoại"], [f"CT-{other.pk}", maker.name, "Xã An", ""]
    )
    assert refusals(job) == [[("A2", "another key: “Tổ hợp tác Mật ong” has this one")]]


def test_a_name_that_is_nearly_known_is_asked_about(desk, maker):
    job = listed(desk, HEAD, ["Hợp tác xã Chè Anh", "", "", "", "Xã An", "", "0912000111"])
    question = job.questions[0]
    assert (question["kind"], job.counts["asked"]) == ("producer", 1)
    desk.post(f"/en/desk/import/{job.pk}/answers/", {question["key"]: str(maker.pk)})
    job.refresh_from_db()
    written(desk, job)
    assert Producer.objects.get().phone == "0912000111"


def test_a_producer_that_stands_twice_is_refused_the_second_time(desk, commune):
    row = ["HTX Mới", "", "", "", "Xã An", "", ""]
    job = listed(desk, HEAD, row, [*row[:6], "0912000111"])
    assert refusals(job)[1][0][1] == "Row 2 of this list says the same or contradicts it."


def test_a_producer_of_another_province_is_refused(desk, commune):
    make.commune(province=make.province(name="Tỉnh Khác"), name="Xã Xa")
    job = listed(desk, ["Chủ thể", "Xã", "Tỉnh", "Điện thoại"], ["HTX Xa", "Xã Xa", "Tỉnh Khác", ""])
    assert refusals(job)[0][0][1] == "a place in Tỉnh Tỉnh Thử: lists of other provinces are theirs"


def test_a_list_that_says_more_than_who_made_it_is_no_list_of_producers(desk, maker):
    head = ["Chủ thể", "Điện thoại", "Loại thỏa thuận", "Đối tác"]
    job = listed(desk, head, ["HTX Chè An", "0912000111", "Hợp đồng mua bán", "Siêu thị An"])
    question = job.questions[0]
    assert (job.remarks["register"], question["answer"], job.counts["new"]) == ("deals", "deals", 1)
    assert [option[0] for option in question["options"]] == ["deals", "producers"]
    desk.post(f"/en/desk/import/{job.pk}/answers/", {question["key"]: "producers"})
    job.refresh_from_db()
    assert (job.remarks["register"], job.counts["changed"]) == ("producers", 1)


def test_the_event_of_a_deal_changes_with_both_names_shown(desk, officer, maker):
    first, second = (
        make.trade_event(province=officer.place, name=name) for name in ("Hội chợ 1", "Hội chợ 2")
    )
    make.deal(producer=maker, counterpart="Siêu thị An", event=first, signed_on=None)
    head = ["Chủ thể", "Loại thỏa thuận", "Đối tác", "Sự kiện xúc tiến"]
    kind = Deal.objects.get().get_kind_display()
    job = listed(desk, head, ["HTX Chè An", kind, "Siêu thị An", "Hội chợ 2"])
    difference = job.rows[0]["differences"][0]
    assert difference[1:] == [str(first), str(second)]
