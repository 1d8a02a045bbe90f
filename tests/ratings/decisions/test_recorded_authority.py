"""A recorded decision: number, date, authority and products must be consistent."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils.translation import override

from ocop.models import Place, PlaceKind, PlaceLevel, Role, Succession
from ocop.refusal import RefusedError
from ocop.values.dates import today
from ratings.decisions.models import Decision, RecordedDecision
from ratings.decisions.number import NumberKey, number_key, tidy_number
from ratings.decisions.recording import why_not_decision
from tests import factories as make
from tests.ratings.decisions.test_recorded_decision import confirm, propose, reason_of
from tests.signed_pdfs import pdf, read_before

pytestmark = pytest.mark.django_db
PRIME_MINISTER = [
    "919/QĐ-ＴＴｇ",
    "919/QĐ-ТТg",
    "919/QĐ-T.Tg",
    "919/QĐ-T\u200bTg",
    "919/QĐ - T.Tg",
    "919/QĐ-T-Tg",
]
DOUBTFUL = ["919/QĐ", "1804/QĐ-T", "12/QĐ-HĐND", "12/QĐ-BCT"]
SAME = [
    "917/QĐ-UBND",
    "917/qđ-ubnd",
    "917 / QĐ - UBND",
    "917/QĐ-UBND\u200b",
    "917/QÐ-UBND",
    "９１７/QĐ‑UBND",
    "917/QD–UBND",
    "Số 917/QĐ.UBND",
    "QĐ số 917/QĐ UBND",
]
# A key in the database as in Python: what a hyphen, a zero and a separator of thousands mean.
KEYS = {
    "1.234/QĐ-UBND": "1234/qdubnd",
    "012 345/QĐ-UBND": "12345/qdubnd",
    "01-2024/QĐ-UBND": "1-2024/qdubnd",
    "DEMO-19-01/QĐ-UBND": "demo19-01/qdubnd",
    "12/2023/QĐ-UBND": "12/2023/qdubnd",
    "2890/QĐ-BNN-VPĐP": "2890/qdbnnvpdp",
}


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def product():
    return make.product(name="Chè Tự Phong")


@pytest.fixture
def officer(product):
    return make.officer_of(product)


@pytest.mark.parametrize("number", PRIME_MINISTER)
def test_the_prime_ministers_number_is_known_however_it_is_written(product, officer, number):
    told = reason_of(propose, product, officer, number=number, place=None, stars=5)
    assert told.startswith("A decision of the Prime Minister")


@pytest.mark.parametrize("number", [*DOUBTFUL, "12/QĐ-UBND"])
def test_the_ministrys_number_ends_in_what_the_ministry_signs(number):
    told = why_not_decision(number, date(2024, 5, 1), None, day=today())
    assert told.startswith(f"“{number}” is no number of the ministry for OCOP")


@pytest.mark.parametrize("number", [*DOUBTFUL, "12/QĐ-BNN-VPĐP"])
def test_a_provinces_number_ends_in_what_its_committee_signs(number):
    told = why_not_decision(number, date(2024, 5, 1), make.province(), day=today())
    assert told.startswith(f"“{number}” is no number of a People's Committee")


@pytest.mark.parametrize("number", ["2890/QĐ-BNN-VPĐP", "2361/QĐ-BNNMT", "4/2021/QĐ-BNN"])
def test_real_numbers_of_the_ministry_pass(number):
    assert why_not_decision(number, date(2024, 5, 1), None, day=today()) == ""


def test_before_the_programme_nothing_was_recognised(product, officer):
    for day in (date(1, 1, 1), date(1990, 1, 1), date(2018, 5, 6)):
        assert "Before 07/05/2018" in reason_of(propose, product, officer, signed_on=day)
    assert propose(product, officer, signed_on=date(2018, 5, 7))


@pytest.mark.parametrize("number", SAME)
def test_another_spelling_is_the_same_number(number):
    assert (number_key(number), tidy_number(number)) == ("917/qdubnd", "917/QĐ-UBND")
    row = make.decision(number="917/QĐ-UBND")
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE ratings_decision SET number = %s", [number])
        cursor.execute("SET session_replication_role = DEFAULT")
    assert Decision.objects.annotate(key=NumberKey("number")).get(pk=row.pk).key == "917/qdubnd"


@pytest.mark.parametrize(("number", "key"), KEYS.items())
def test_a_key_is_the_same_in_the_database(number, key):
    assert number_key(number) == key
    row = make.decision(number=number, **({"place": None} if "BNN" in number else {}))
    assert Decision.objects.annotate(key=NumberKey("number")).get(pk=row.pk).key == key


def test_the_same_number_is_the_same_decision_in_the_database_too(product, officer):
    first = propose(product, officer, number="917/QĐ-UBND")
    other = make.product(place=product.producer.place)
    assert propose(other, officer, number="917 / qđ-ubnd") == first
    for number in SAME[1:]:
        with pytest.raises(IntegrityError, match="decision_number_once"), transaction.atomic():
            make.decision(number=number, place=first.place, signed_on=first.signed_on)


@pytest.mark.parametrize(
    "change",
    [
        *({"number": number, "place": None} for number in ["919/QĐ-ТТg", "919/QĐ-UBND", "919/QĐ"]),
        *({"number": number} for number in ["919/QĐ-BNN", "919/QĐ"]),
        {"signed_on": date(2018, 5, 6)},
    ],
)
def test_the_database_refuses_a_decision_of_nobody(change):
    with pytest.raises(IntegrityError, match="decision_recorded"), transaction.atomic():
        make.decision(**change)


def test_the_ministry_records_no_star_that_it_signs_since_it_uses_the_portal(product, officer):
    make.user(Role.MINISTRY_OFFICER)
    told = reason_of(
        propose, product, officer, number="901/QĐ-BNNMT", place=None, stars=5, signed_on=date(2026, 7, 22)
    )
    assert told.startswith("After 21/07/2026 the ministry recognises by a result in this portal only")
    assert propose(product, officer, number="901/QĐ-BNNMT", place=None, stars=5, signed_on=date(2026, 7, 21))


def test_no_print_goes_further_than_ten_years(product, officer):
    told = reason_of(propose, product, officer, expires_on=date(2099, 1, 2))
    assert "more than ten years after the signing" in told
    decision = make.decision(place=product.producer.place.province)
    with pytest.raises(IntegrityError, match="recorded_star_ten_years_at_most"), transaction.atomic():
        make.recorded_star(product=product, decision=decision, expires_on=date(2099, 1, 2))


def former(province, name="Đại Từ", **fields):
    fields = {"code": "164", "kind": PlaceKind.DISTRICT, "level": PlaceLevel.DISTRICT} | fields
    return Place.objects.create(
        name=name, valid_until=date(2025, 7, 1), province=fields.pop("province", province), **fields
    )


def test_a_former_province_signs_nothing_after_its_end(product, officer):
    here = product.producer.place.province
    old = make.province(name="Bắc Kạn", valid_until=date(2025, 7, 1))
    Succession.objects.create(old=old, new=here, on=date(2025, 7, 1))
    told = reason_of(propose, product, officer, place=old, signed_on=date(2025, 7, 1))
    assert told.startswith("Tỉnh Bắc Kạn existed until the end of 30/06/2025")
    assert propose(product, officer, place=old, signed_on=date(2025, 6, 30))
    with pytest.raises(IntegrityError, match="decision_recorded_of_its_authority"), transaction.atomic():
        make.decision(place=old, signed_on=date(2025, 7, 1))


def test_a_district_recognises_products_of_its_own_communes(product, officer):
    here = product.producer.place.province
    mine, other = former(here), former(here, "Chợ Mới", code="165")
    product.producer.former_place = other
    product.producer.save()
    told = reason_of(propose, product, officer, place=mine, signed_on=date(2024, 5, 1), stars=3)
    assert told.startswith("Chè Tự Phong: Huyện Đại Từ recognised products of its own communes")
    decision = make.decision(place=mine, signed_on=date(2024, 5, 1))
    with pytest.raises(IntegrityError, match="recorded_star_of_its_place"), transaction.atomic():
        make.recorded_star(product=product, decision=decision)
    assert propose(product, officer, place=other, signed_on=date(2024, 5, 1), stars=3)


def test_the_communes_that_became_its_own_tell_the_district_where_papers_do_not(product, officer):
    here = product.producer.place.province
    mine, other = former(here), former(here, "Chợ Mới", code="165")
    old = make.commune(province=here, valid_until=date(2025, 7, 1))
    Place.objects.filter(pk=old.pk).update(parent=other)
    Succession.objects.create(old=old, new=product.producer.place, on=date(2025, 7, 1))
    told = reason_of(propose, product, officer, place=mine, signed_on=date(2024, 5, 1), stars=3)
    assert "recognised products of its own communes: this producer stood in Huyện Chợ Mới" in told


def test_where_the_register_does_not_tell_the_district_who_confirms_is_asked(client, product, officer):
    mine, leader = former(product.producer.place.province), make.leader_of(product)
    decision = propose(product, officer, place=mine, signed_on=date(2024, 5, 1), stars=3)
    told = "the register does not tell in which former district the producer stood"
    assert told in reason_of(confirm, decision, leader)
    client.force_login(leader)
    address = reverse("desk-recorded-decision-confirm", args=[decision.pk])
    assert "places_seen" in client.get(address).context["form"].fields
    assert confirm(decision, leader, places_seen=True)


def test_a_province_recognises_products_of_its_own(product, officer):
    told = reason_of(propose, product, officer, place=make.province(name="Cao Bằng"))
    assert "Tỉnh Cao Bằng recognises products of its own province" in told
    with pytest.raises(IntegrityError, match="recorded_star_of_its_place"), transaction.atomic():
        make.recorded_star(product=product, decision=make.decision())


def scan(name="b.pdf"):
    read_before()
    return SimpleUploadedFile(name, pdf(), content_type="application/pdf")


def test_the_document_is_not_replaced_once_the_decision_is_confirmed(client, product, officer):
    leader = make.leader_of(product)
    decision = propose(product, officer)
    RecordedDecision.objects.get(pk=decision.pk).attach(scan("a.pdf"), by=officer)
    decision.refresh_from_db()
    confirm(decision, leader)
    for person in (officer, leader):
        with pytest.raises(RefusedError):
            RecordedDecision.objects.get(pk=decision.pk).attach(scan(), by=person)
        client.force_login(person)
        address = reverse("desk-decision-attach", args=[decision.pk])
        assert address not in client.get(decision.get_desk_url()).content.decode()
        assert client.post(address, {"file": scan()}).status_code == 404


def test_who_signed_is_chosen_and_never_guessed(client, product, officer):
    here = product.producer.place.province
    old = make.province(name=here.name, valid_until=date(2025, 7, 1))
    Succession.objects.create(old=old, new=here, on=date(2025, 7, 1))
    client.force_login(officer)
    address = reverse("desk-recorded-decision-create")
    choices = [
        (str(value), str(label))
        for value, label in client.get(address).context["form"]["place"].field.choices
    ]
    assert choices == [
        ("", "Choose who signed it"),
        (str(here.pk), here.full_name),
        ("ministry", "The ministry for OCOP"),
        (str(old.pk), f"{here.full_name} (until the end of 30/06/2025)"),
    ]
    sent = {"number": "2024/QĐ-UBND", "signed_on": "15/03/2023", "place": ""}
    assert client.post(address, sent).status_code == 200
    assert not RecordedDecision.objects.exists()
    assert client.post(address, sent | {"place": "ministry", "number": "24/QĐ-BNN"}).status_code == 302
    decision = RecordedDecision.objects.get()
    assert decision.place is None
    edit = client.get(reverse("desk-recorded-decision-edit", args=[decision.pk]))
    assert edit.context["form"]["place"].value() == "ministry"


@pytest.mark.parametrize("day", ["0001-01-01", "0001-01-03", "2018-05-06"])
@pytest.mark.parametrize("page", ["", "products/", "producers/", "stars.csv"])
def test_figures_begin_with_the_programme(client, day, page):
    answer = client.get(f"/en/statistics/{page}", {"day": day})
    assert answer.status_code == 200
