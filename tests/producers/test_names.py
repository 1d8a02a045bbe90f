"""Names of producers: abbreviations, legal forms, persons."""

import pytest

from producers.names import are_alike, is_person, producer_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HTX Hoà Bình", "Hợp tác xã Hòa Bình"),
        ("HTXNN Hòa Bình", "Hợp tác xã nông nghiệp Hòa Bình"),
        ("Cty TNHH MTV Hòa Bình", "Công ty trách nhiệm hữu hạn một thành viên Hòa Bình"),
        ("CTCP Hòa Bình", "Công ty CP Hòa Bình"),
        ("HKD Lê Thử", "Hộ kinh doanh Lê Thử"),
    ],
)
def test_an_abbreviation_written_out_is_the_same_name(one, other):
    assert producer_key(one) == producer_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HTX An Bình", "HTX nông nghiệp An Bình"),
        ("HTX An Bình", "HTX An Bính"),
        ("HTX An Bình", "Công ty TNHH An Bình"),
        ("HTX chè Hảo Đạt", "HTX Hảo Đạt"),
        ("HTX chè Hảo Đạt", "HTX chè Hảo Đạc"),
        ("Công ty TNHH Miến Việt Cường", "Cong ty TNHH Mien Viet Cuong"),
        ("Hộ kinh doanh Nguyễn Văn Hùng", "Hộ kinh doanh Nguyễn Văn Hưng"),
        ("Hộ Nguyễn Văng Hùng", "Hộ kinh doanh Nguyễn Văn Hùng"),
    ],
)
def test_names_that_may_be_one_producer_are_alike_and_not_the_same(one, other):
    assert producer_key(one) != producer_key(other)
    assert are_alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HTX An Bình", "HTX An Khang"),
        ("HTX 20/10", "HTX 19/5"),
        ("HTX Thử Nghiệm A", "HTX Thử Nghiệm B"),
        ("Hộ kinh doanh Nguyễn Văn Hùng", "Hộ kinh doanh Nguyễn Văn Dũng"),
        ("HTX nông nghiệp", "HTX dịch vụ"),
    ],
)
def test_names_of_different_producers_are_not_alike(one, other):
    assert not are_alike(one, other)


def test_a_producer_named_after_a_person_only_is_known_as_one():
    assert is_person("Hộ kinh doanh Nguyễn Văn Hùng")
    assert not is_person("HTX chè Nguyễn Văn Hùng Tân Cương")
    assert not is_person("HTX Tân Hương")
