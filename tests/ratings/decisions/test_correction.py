"""A decision of kind *correct* corrects a recorded recognition and gives no star."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from catalogue.changes import newest_changes
from ocop.models import Role
from ocop.refusal import RefusedError
from ocop.values.dates import today
from ratings.decisions.issue import issue_decision
from ratings.decisions.models import Decision, DecisionKind, Recognition
from ratings.decisions.papers.decision_draft import decision_draft
from ratings.decisions.prepare import prepare_correction
from ratings.recompute.differences import differences
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def given(recognition):
    """Return an officer and a leader of the authority that gave it."""
    place = recognition.decision.place
    return make.user(Role.PROVINCIAL_OFFICER, place=place), make.user(Role.PROVINCIAL_LEADER, place=place)


def prepare(recognition, by=None, reason="The print is wrong", seen_where="", **wanted):
    return prepare_correction(
        recognition, wanted, by=by or given(recognition)[0], reason=reason, seen_where=seen_where
    )


def why(act, *args, **kwargs):
    with pytest.raises(RefusedError) as refused:
        act(*args, **kwargs)
    return str(refused.value)


def corrected(recognition, number="5/QĐ-UBND", **wanted):
    issue_decision(prepare(recognition, **wanted), by=given(recognition)[1], number=number)
    recognition.refresh_from_db()
    return recognition


def test_a_name_is_put_right_by_two_people_and_the_public_reads_it(client):
    recognition = make.issued_recognition()
    before = recognition.name
    corrected(recognition, name="Chè Đinh Tân Cương")
    assert (recognition.name, recognition.correction.number) == ("Chè Đinh Tân Cương", "5/QĐ-UBND")
    sentence = f"Corrected by Decision 5/QĐ-UBND on {today():%d/%m/%Y}: "
    for address in (f"/en/verify/{recognition.code}/", recognition.product.get_absolute_url()):
        page = client.get(address).content.decode()
        assert sentence in page and f"“{before}” → “Chè Đinh Tân Cương”" in page
    told = newest_changes(1, kind=["corrected"])[0]
    assert (told["decision_number"], told["name"]) == ("5/QĐ-UBND", "Chè Đinh Tân Cương")
    assert [event.name for event in recognition.events.order_by("pgh_id")][0] == before
    assert differences(recognition.dossier.result) == []


def test_the_line_ends_of_a_browser_are_no_correction(client):
    recognition = corrected(make.issued_recognition(), variants="Hộp 100 g\nHộp 200 g")
    client.force_login(given(recognition)[0])
    address = reverse("desk-recognition-correct", args=[recognition.pk])
    form = client.get(address).context["form"]
    values = {name: str(form[name].value()).replace("\n", "\r\n") for name in ("name", "variants", "maker")}
    values["reason"] = "In sai"
    assert client.post(address, values).status_code == 409
    client.post(address, values | {"variants": "Hộp 100 g\r\nHộp 250 g"})
    item = recognition.decision_items.latest("pk")
    assert item.correction == {"variants": ["Hộp 100 g\nHộp 200 g", "Hộp 100 g\nHộp 250 g"]}


def test_what_stood_empty_is_said_to_be_empty(client):
    recognition = corrected(make.issued_recognition(), variants="Hộp 100 g\nHộp 200 g")
    page = client.get(f"/en/verify/{recognition.code}/").content.decode()
    assert "(empty) → “Hộp 100 g; Hộp 200 g”" in page


def test_the_paper_of_a_correction_says_what_stood_and_what_stands():
    recognition = make.issued_recognition()
    decision = prepare(recognition, maker="Hợp tác xã Hảo Đạt 2")
    assert f"“{recognition.maker}” → “Hợp tác xã Hảo Đạt 2”" in str(decision_draft(decision))


def test_stars_and_term_of_what_was_issued_here_are_those_of_its_result():
    recognition = make.issued_recognition()
    reason = "Stars and term of a recognition issued here"
    assert why(prepare, recognition, stars=5).startswith(reason)
    assert why(prepare, recognition, stars=3).startswith(reason)
    assert why(prepare, recognition, expires_on=date(2035, 1, 1)).startswith(reason)


def test_what_was_recorded_wrongly_is_put_right():
    recognition = make.recognition(stars=4)
    corrected(recognition, stars=3, expires_on=date(2027, 3, 1))
    assert (recognition.stars, recognition.last_day) == (3, date(2027, 2, 28))


def test_a_correction_makes_no_five_stars_of_a_province_and_no_star_below_three():
    recognition = make.recognition(stars=4)
    assert why(prepare, recognition, stars=5).startswith("Five stars are recognised by the ministry only")
    assert why(prepare, recognition, stars=2) == "Only three, four or five stars are recognised."


def test_the_authority_that_gave_it_corrects_it():
    recognition = make.recognition()
    reason = "A recognition is corrected by the authority that gave it."
    for other in (make.user(Role.PROVINCIAL_OFFICER), make.user(Role.MINISTRY_OFFICER)):
        assert why(prepare, recognition, by=other, name="Chè") == reason


def test_nothing_is_corrected_twice_at_once_or_without_a_difference():
    recognition = make.recognition()
    assert why(prepare, recognition, name=recognition.name) == "Nothing differs from what stands."
    assert why(prepare, recognition, name=" ") == "Product and maker have a name."
    waiting = prepare(recognition, name="Chè Đinh")
    assert (
        why(prepare, recognition, name="Chè")
        == f"“{waiting}” is prepared on this recognition already: issue or discard it first."
    )


def test_a_correction_is_not_signed_before_what_it_corrects():
    recognition = make.recognition(signed_on=date(2025, 1, 15))
    decision = prepare(recognition, name="Chè Đinh")
    leader = given(recognition)[1]
    reason = why(issue_decision, decision, by=leader, number="5/QĐ", signed_on=date(2024, 1, 1))
    assert "before" in reason


@pytest.mark.parametrize("change", [{"name": "x"}, {"maker": "x"}, {"variants": "x"}, {"stars": 4}])
def test_the_database_lets_nothing_of_it_change_without_a_decision(change):
    recognition = make.recognition(stars=3)
    with pytest.raises(IntegrityError, match="recognition_corrected_by_decision"), transaction.atomic():
        Recognition.objects.filter(pk=recognition.pk).update(**change)


def test_the_database_takes_from_a_decision_only_what_it_names():
    recognition, other = make.recognition(stars=3), make.recognition(stars=3)
    by = corrected(recognition, name="Chè Đinh").correction
    for row, change in (
        (recognition, {"maker": "x"}),
        (other, {"name": "Chè Đinh", "correction": by}),
        (other, {"correction": by}),
    ):
        with pytest.raises(IntegrityError, match="recognition_corrected_by_decision"), transaction.atomic():
            Recognition.objects.filter(pk=row.pk).update(**change)
    pending = prepare(other, name="Chè")
    with pytest.raises(IntegrityError, match="recognition_corrected_by_decision"), transaction.atomic():
        Recognition.objects.filter(pk=other.pk).update(name="Chè", correction=pending)


def test_an_officer_prepares_a_correction_on_a_page(client):
    recognition = make.recognition(stars=3)
    officer, _leader = given(recognition)
    client.force_login(officer)
    address = reverse("desk-recognition-correct", args=[recognition.pk])
    assert address in client.get(recognition.get_desk_url()).content.decode()
    form = client.get(address).context["form"]
    assert form["expires_on"].value() == recognition.last_day_of_term
    sent = {
        "reason": "The decision says so",
        "name": "Chè Đinh",
        "maker": recognition.maker,
        "variants": "",
        "stars": "3",
    }
    sent["expires_on"] = f"{recognition.last_day_of_term:%d/%m/%Y}"
    client.post(address, sent)
    item = Decision.objects.get(kind=DecisionKind.CORRECT).items.get()
    assert (item.correction, item.reason) == (
        {"name": [recognition.name, "Chè Đinh"]},
        "The decision says so",
    )
    assert "The decision says so" in client.get(item.decision.get_desk_url()).content.decode()
    assert client.post(address, sent).status_code == 409
    issued = make.issued_recognition()
    client.force_login(make.officer_of(issued))
    form = client.get(reverse("desk-recognition-correct", args=[issued.pk])).context["form"]
    assert list(form.fields) == ["name", "variants", "maker", "reason", "signatory"]


def test_a_correction_says_why_and_everybody_reads_it(client):
    recognition = make.issued_recognition()
    assert why(prepare, recognition, reason=" ", name="Chè").startswith("Say why it is corrected")
    corrected(recognition, reason="Minutes 12 of the council", name="Chè Đinh")
    page = client.get(f"/en/verify/{recognition.code}/").content.decode()
    assert "“Chè Đinh”. Reason: Minutes 12 of the council" in page


@pytest.mark.parametrize(
    ("field", "text", "part"),
    [
        ("name", "Bún khô 5 sao ★★★★★", "reads like a star"),
        ("name", "Bún khô 5\u200b s\u200bao", "reads like a star"),
        ("variants", "Hộp 5 sao", "reads like a star"),
        ("maker", "HTX 0912345678", "looks like a telephone number"),
        ("maker", "HTX CCCD 001085012345", "looks like the number of an identity card"),
        ("reason", "Gọi 0912345678", "looks like a telephone number"),
    ],
)
def test_what_a_correction_writes_passes_the_rule_of_names(field, text, part):
    recognition = make.issued_recognition()
    assert part in why(prepare, recognition, **{"name": "Chè", field: text})


def test_a_correction_moves_no_star_to_another_maker():
    recognition, other = make.issued_recognition(), make.producer(name="HTX trà xanh Thái Nguyên")
    assert "is another producer" in why(prepare, recognition, maker=other.name)


def lapsed():
    return make.recognition(stars=3, signed_on=date(2022, 5, 14), expires_on=date(2025, 5, 15))


def test_a_lapsed_star_does_not_live_again():
    sentence = "A recognition holds for 36 months from the day of signing, here until the end of 14/05/2025"
    reason = why(prepare, lapsed(), seen_where="file 7", expires_on=date(2030, 1, 2))
    assert reason.startswith(sentence)


def test_more_stars_or_a_later_day_than_stood_take_the_signed_document():
    recognition = make.recognition(stars=3, expires_on=today() + timedelta(days=30))
    for wanted in ({"stars": 4}, {"expires_on": today() + timedelta(days=90)}):
        assert why(prepare, recognition, **wanted).startswith("More stars, or a later last day, than were")
        assert prepare(recognition, seen_where="file 7", **wanted).discard(by=given(recognition)[0]) is None
    assert why(prepare, recognition, seen_where="file 7", stars=5).startswith("Five stars")


RAW = [
    {"name": "Chè 5 sao"},
    {"variants": "Hộp 5 sao"},
    {"maker": "HTX 0912345678"},
    {"stars": 4},
    {"stars": 5},
    {"expires_on": "2199-01-01"},
]


@pytest.mark.parametrize("change", RAW)
def test_the_database_takes_no_such_correction_either(change):
    recognition = make.recognition(stars=3)
    decision = prepare(recognition, name="Chè Đinh")
    name, value = next(iter(change.items()))
    before = getattr(recognition, name)
    before = before.isoformat() if hasattr(before, "isoformat") else before
    decision.items.update(correction={name: [before, value]})
    Decision.objects.filter(pk=decision.pk).update(
        issued_by=given(recognition)[1], issued_at=timezone.now(), number="5/QĐ-UBND", signed_on=today()
    )
    with pytest.raises(IntegrityError, match="recognition_"), transaction.atomic():
        Recognition.objects.filter(pk=recognition.pk).update(**change, correction=decision)
