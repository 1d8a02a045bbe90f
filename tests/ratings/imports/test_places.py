"""Where a row's producer is: a place that is not found is refused with the nearest, never guessed."""

import pytest

from ocop.models import Place, PlaceLevel
from ocop.places.gazetteer import Gazetteer
from producers.models import Producer
from ratings.imports.register import import_register
from tests import factories as make
from tests.ratings.imports import files

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vietnam")]

HEAD = ["Tên sản phẩm", "Chủ thể", "Xã", "Huyện", "Tỉnh"]


@pytest.fixture(scope="module", autouse=True)
def gazetteer(vietnam, django_db_blocker):
    """All places, loaded once per module."""
    global GAZETTEER
    with django_db_blocker.unblock():
        GAZETTEER = Gazetteer()


def run(*rows, head=None, answers=None, **options):
    plan, _written = import_register(
        files.xlsx([head or HEAD, *rows]),
        file_name="list.xlsx",
        by=make.user(place=make.province()),
        gazetteer=GAZETTEER,
        answers=answers,
        **options,
    )
    return plan


def row(commune, district="", province="Thái Nguyên", maker="HTX Thử", product="Chè"):
    return [product, maker, commune, district, province]


def refusals(plan):
    return [tuple(refusal[:3]) for outcome in plan.outcomes for refusal in outcome.refusals]


def labels(question):
    return [option.label for option in question.options]


def answer(plan, label):
    return {
        question.key: option.value
        for question in plan.questions
        for option in question.options
        if option.label.startswith(label)
    }


def test_a_misspelt_commune_is_refused_with_the_nearest_and_asked_once():
    rows = [row("Tân Cươngg"), row("tân cươngg", product="Chè nõn")]
    plan = run(*rows)
    (question,) = plan.questions
    assert refusals(plan)[0][:2] == ("C2", "Tân Cươngg")
    assert "(nearest: Xã Tân Cương, Tỉnh Thái Nguyên" in refusals(plan)[0][2]
    assert (question.text, question.rows) == ("Which place is “Tân Cươngg, Tỉnh Thái Nguyên”?", ["2", "3"])
    assert len(question.options) <= 4
    assert labels(question)[0] == "Xã Tân Cương, Tỉnh Thái Nguyên"
    assert labels(question)[-1].startswith("None of these")
    assert not Producer.objects.exists()
    plan = run(*rows, answers=answer(plan, "Xã Tân Cương"))
    assert plan.summary == "2 rows: 2 new, 0 changed, 0 same, 0 refused"
    assert Producer.objects.get().place.full_name == "Xã Tân Cương"


def test_a_commune_that_is_none_of_the_nearest_stays_in_the_address():
    plan = run(row("Tân Cươngg"), answers=answer(run(row("Tân Cươngg")), "None"))
    assert plan.counts["new"] == 1
    producer = Producer.objects.get()
    assert (producer.place.full_name, producer.address_line) == ("Tỉnh Thái Nguyên", "Tân Cươngg")


def test_a_district_that_is_none_of_the_nearest_stays_refused():
    written = row("", "Đồng Hỹy")
    plan = run(written, answers=answer(run(written), "None"))
    assert (plan.counts["refused"], plan.outcomes[0].asked) == (1, [])


def test_a_place_near_none_is_refused_and_nothing_is_asked():
    plan = run(row("Qwertyuiop"))
    assert refusals(plan) == [
        ("C2", "Qwertyuiop", "the name of a commune there, of today or before July 2025")
    ]
    assert plan.questions == []


@pytest.mark.parametrize(
    ("written", "cell", "value", "nearest", "place"),
    [
        (row("", "Đồng Hỹy"), "D2", "Đồng Hỹy", "Huyện Đồng Hỷ", "Tỉnh Thái Nguyên"),
        (row("", "", "Thái Nguyênn"), "E2", "Thái Nguyênn", "Tỉnh Thái Nguyên", "Tỉnh Thái Nguyên"),
        (row("Tân Cương", "Đồng Hỷ"), "C2", "Tân Cương", "Xã Tân Cương", "Xã Tân Cương"),
    ],
)
def test_a_district_a_province_and_a_commune_of_another_district_likewise(
    written, cell, value, nearest, place
):
    plan = run(written)
    assert refusals(plan)[0][:2] == (cell, value)
    assert labels(plan.questions[0])[0].startswith(nearest)
    assert run(written, answers=answer(plan, nearest)).counts["new"] == 1
    assert Producer.objects.get().place.full_name == place


@pytest.mark.parametrize(
    ("heading", "text", "nearest"),
    [("Huyện cũ", "Đồng Hỷỷ", "Huyện Đồng Hỷ"), ("Xã cũ", "Phúc Xuânn", "Xã Phúc Xuân")],
)
def test_a_former_unit_that_is_not_found_is_refused_as_well(heading, text, nearest):
    head = [*HEAD, heading]
    written = [*row("Tân Cương"), text]
    plan = run(written, head=head)
    assert refusals(plan)[0][:2] == ("F2", text)
    assert run(written, head=head, answers=answer(plan, nearest)).counts["new"] == 1
    assert Producer.objects.get().former_place.full_name == nearest


def split_commune():
    """A former commune whose parts are in several communes of today, with its district and province."""
    for place in Place.objects.filter(
        level=PlaceLevel.COMMUNE, valid_until__isnull=False, parent__isnull=False
    ):
        known = GAZETTEER.places[place.pk]
        found = GAZETTEER.resolve(known.name, known.parent.name, known.province.name)
        if len(found.candidates) > 1:
            return known, found.candidates
    return None


def test_a_commune_that_was_split_is_asked_about_with_its_parts():
    old, parts = split_commune()
    written = row(old.name, old.parent.name, old.province.name)
    plan = run(written, row(*written[2:], product="Gạo"))
    (question,) = plan.questions
    assert plan.counts["asked"] == 2
    assert labels(question) == [
        *(f"{part.full_name}, {part.province.full_name}" for part in parts),
        "Not known: the producer stands at its province for now",
    ]
    assert run(written, answers=answer(plan, parts[0].full_name)).counts["new"] == 1
    producer = Producer.objects.get()
    assert (producer.place, producer.former_place) == (parts[0], old)
    # Then the register says it.
    assert run(row(*written[2:], product="Gạo")).counts["new"] == 1


def test_a_place_that_nobody_knows_stays_at_the_province_and_keeps_its_name():
    old, parts = split_commune()
    written = row(old.name, old.parent.name, old.province.name)
    assert run(written, answers=answer(run(written), "Not known")).counts["new"] == 1
    producer = Producer.objects.get()
    assert (producer.place, producer.address_line) == (parts[0].province, old.name)


ADDRESSED = ["Tên sản phẩm", "Chủ thể", "Địa chỉ"]


def addressed(address, **options):
    plan = run(["Chè", "HTX Thử", address], head=ADDRESSED, **options)
    return plan, Producer.objects.select_related("place__province").first()


@pytest.mark.parametrize(
    ("address", "place", "line"),
    [
        ("Xóm A, Cẩm Giàng, Bạch Thông, Bắc Kạn", "Xã Cẩm Giàng, Tỉnh Thái Nguyên", "Xóm A"),
        ("Tân Cương", "Xã Tân Cương, Tỉnh Thái Nguyên", ""),
        ("xã Thông Nông, Hà Quảng, Cao Bằng", "Xã Thông Nông, Tỉnh Cao Bằng", ""),
        ("Số 12 đường Bến Oánh", "Tỉnh Thái Nguyên", "Số 12 đường Bến Oánh"),
        ("Xóm Tân Cương", "Tỉnh Thái Nguyên", "Xóm Tân Cương"),
    ],
)
def test_units_of_an_address_are_found_without_their_kinds(address, place, line):
    options = {} if "Cao Bằng" in address else {"province": GAZETTEER.named("Thái Nguyên", "province")[-1]}
    _plan, producer = addressed(address, **options)
    above = f", {producer.place.province.full_name}" if producer.place.level == "commune" else ""
    assert (f"{producer.place.full_name}{above}", producer.address_line) == (place, line)


def test_an_address_in_another_province_is_refused_though_it_names_no_kind():
    province = GAZETTEER.named("Thái Nguyên", "province")[-1]
    plan, producer = addressed("xã Thông Nông, Hà Quảng, Cao Bằng", province=province)
    assert (producer, plan.counts["new"]) == (None, 0)
    assert "lists of other provinces are theirs" in refusals(plan)[0][2]


def test_a_name_that_a_commune_has_and_a_district_had_is_asked_about():
    province = GAZETTEER.named("Thái Nguyên", "province")[-1]
    plan, producer = addressed("Phú Bình", province=province)
    (question,) = plan.questions
    assert (producer, question.text) == (None, "Which place is “Phú Bình”?")
    assert labels(question)[0].startswith("Xã Phú Bình") and "Huyện Phú Bình" in labels(question)[1]
    plan, producer = addressed("Phú Bình", province=province, answers=answer(plan, "Xã"))
    assert producer.place.full_name == "Xã Phú Bình"


def test_more_names_that_are_not_found_than_are_looked_up_say_so():
    rows = [row(f"Khôngcó{number:03}", maker=f"HTX {number}") for number in range(201)]
    expected = [refusal.expected for outcome in run(*rows).outcomes for refusal in outcome.refusals]
    assert "are not looked for: the list has more than 200 names" in expected[-1]
    assert "are not looked for" not in expected[0]
