"""Names: the same, alike or different."""

import pytest

from ocop.values.likeness import FEW, LikeNames, identity_key, loose_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Chè  ĐINH ", "chè đinh"),
        ("Hoà Bình", "Hòa Bình"),
        ("Thuỳ Dương", "Thùy Dương"),
        ("Nguye\u0302\u0303n", "Nguyễn"),
        ("“Lan’s” – mứt", "Lan's mứt"),
        ("Gạo (nếp)", "Gạo nếp"),
        ("Măng & nấm", "Măng và nấm"),
        ("HTX 20/10", "HTX 20-10"),
    ],
)
def test_spellings_of_one_name_share_its_key(one, other):
    assert identity_key(one) == identity_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mứt dừa", "Mứt dứa"),
        ("Hùng", "Hưng"),
        ("Hưng", "Hứng"),
        ("Đậu lạc", "Dầu lạc"),
        ("Chè đinh", "Che dinh"),
        ("Gạo 1.5 kg", "Gạo 15 kg"),
        ("Trà A+", "Trà A"),
    ],
)
def test_names_that_differ_by_a_tone_a_letter_or_a_number_are_different(one, other):
    assert identity_key(one) != identity_key(other)


@pytest.mark.parametrize("name", ["", "★", "…"])
def test_a_name_without_words_has_itself_as_key(name):
    assert identity_key(name) == name


def test_search_key_ignores_accents_and_leading_zeros():
    assert loose_key("Mỹ Quý 01") == loose_key("My Qui 1") == "mi qui 1"


def alike(name, others, **options):
    names = LikeNames(0.85, **options)
    for other in others:
        names.add(other, other)
    return names.find(name)


@pytest.mark.parametrize("more", [0, 2 * FEW])
def test_a_slip_and_missing_accents_are_found_among_few_and_many(more):
    near = ["Che Hao Dat", "Chè Hảo Đạtt"]
    others = [
        f"Miến {'abcdefgh'[n % 8]}ong {'xyz'[n % 3]}ang {'ghiklmnpqrst'[n % 12]}uong" for n in range(more)
    ]
    assert alike("Chè Hảo Đạt", [*others, *near, "Chè Hảo Hán"]) == near


def test_names_of_other_numbers_and_letters_are_never_alike():
    assert alike("Chè thử nghiệm số 1", ["Chè thử nghiệm số 2", "Chè thử nghiệm số 01"]) == [
        "Chè thử nghiệm số 01"
    ]
    assert alike("HTX Thử Nghiệm A", ["HTX Thử Nghiệm B"]) == []


def test_one_word_more_is_alike_where_that_is_asked():
    others = ["Hảo Đạt", "Chè Hảo Đạt Tân"]
    assert alike("Chè Hảo Đạt", others, drops_a_word=True) == others
    assert alike("Chè Hảo Đạt", others) == []
