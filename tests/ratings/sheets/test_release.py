"""Nobody changes the meaning of stars alone: proposed, published by another person, recalled before its first day."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from ocop.models import Role
from ocop.refusal import RefusedError
from ocop.values.dates import today
from ratings.sheets.models import Sheet, SheetInterpretation, SheetState
from ratings.sheets.open_questions import interpretations_for
from ratings.sheets.release import changes, differences_as_text, propose, recall, release
from tests import factories as make
from tests import signed_pdfs
from tests.days import as_of_today, in_days, tomorrow
from tests.once import made_once
from tests.ratings.sheets.test_files import node
from tests.ratings.sheets.test_pages import move_gate, proposal

read_before = made_once(signed_pdfs.read_before)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_before")]


def document():
    return SimpleUploadedFile("4471.pdf", signed_pdfs.pdf(), content_type="application/pdf")


def proposing(draft, *, by, **fields):
    asked = {"day": tomorrow(), "number": "4471/QĐ-TTg", "signed_on": today(), "file": document()} | fields
    propose(draft, by=by, **asked)


def drop_gates(sheet):
    """Remove the requirement of three stars at 1.1 and that of five stars at 7."""
    for code, star in (("1.1", 3), ("7", 5)):
        for option in node(sheet, code)["options"]:
            option["gate"] = None if option["gate"] == star else option["gate"]


@pytest.fixture
def administrator():
    return make.user(Role.ADMINISTRATOR)


def test_one_administrator_proposes_and_another_publishes(client, administrator):
    draft = make.sheet_draft(samples=6)
    client.force_login(administrator)
    client.post(reverse("desk-sheet-propose", args=[draft.pk]), proposal())
    proposed = Sheet.objects.get(pk=draft.pk)
    assert (proposed.state, proposed.proposed_by, proposed.instrument_number) == (
        SheetState.PROPOSED,
        administrator,
        "4471/QĐ-TTg",
    )
    own = client.post(reverse("desk-sheet-publish", args=[draft.pk]), {"compared": "on"})
    assert own.status_code == 409
    assert "Another administrator must publish what you have proposed." in own.content.decode()

    assert draft.name not in client.get(reverse("desk")).content.decode()

    other = make.user(Role.ADMINISTRATOR)
    client.force_login(other)
    assert draft.name in client.get(reverse("desk")).content.decode()
    page = client.get(reverse("desk-sheet-publish", args=[draft.pk])).content.decode()
    assert "Physical samples: “5” became “6”" in page
    assert "Bands, star requirements and points stay as they are." in page
    client.post(reverse("desk-sheet-publish", args=[draft.pk]), {"compared": "on"})
    published = Sheet.objects.get(pk=draft.pk)
    assert (published.state, published.published_by, published.in_force_from) == (
        SheetState.PLANNED,
        other,
        tomorrow(),
    )
    assert make.sheet().in_force_until == tomorrow()


def test_the_second_administrator_says_that_the_changes_were_compared(client):
    draft = make.sheet_proposed(make.sheet_draft(samples=6), day=tomorrow())
    client.force_login(make.user(Role.ADMINISTRATOR))
    client.post(reverse("desk-sheet-publish", args=[draft.pk]))
    assert Sheet.objects.get(pk=draft.pk).state == SheetState.PROPOSED


def test_the_number_of_a_decision_fixes_its_requirements(administrator):
    with pytest.raises(RefusedError, match="fixes its bands and star requirements.*2 requirements removed"):
        proposing(make.sheet_draft(change=drop_gates), by=administrator)


def test_the_number_of_a_decision_fixes_its_bands(administrator):
    draft = make.sheet_draft()
    Sheet.objects.filter(pk=draft.pk).update(bands=[[5, 60], [4, 50], [3, 40], [2, 30]])
    with pytest.raises(RefusedError, match=r"band of 5★: 90 → 60; band of 4★: 70 → 50; band of 3★: 50 → 40"):
        proposing(draft, by=administrator)


def test_another_decision_may_have_other_requirements_and_says_which():
    new = make.sheet_version(change=drop_gates, decision="9/2027/QĐ-TTg", day=tomorrow())
    assert differences_as_text(changes(make.sheet(), new)) == ["2 requirements removed"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"day": today}, "Choose tomorrow or a later day"),
        ({"number": " "}, "Write the number"),
        ({"signed_on": tomorrow}, "cannot be signed in the future"),
        ({"file": SimpleUploadedFile("x.pdf", b"no PDF")}, "This is not a PDF"),
    ],
)
def test_a_version_needs_a_day_to_come_and_a_signed_document(administrator, fields, sentence):
    with pytest.raises(RefusedError, match=sentence):
        proposing(make.sheet_draft(samples=6), by=administrator, **as_of_today(fields))


def test_two_versions_do_not_begin_on_one_day(administrator):
    make.sheet_version(samples=6, day=tomorrow())
    with pytest.raises(RefusedError, match="Another version begins on this day"):
        proposing(make.sheet_draft(samples=7), by=administrator)


def test_what_is_published_is_not_proposed_or_published_again(administrator):
    sheet = make.sheet_version(samples=6, day=tomorrow())
    with pytest.raises(RefusedError, match="published already"):
        proposing(sheet, by=administrator, day=in_days(2))
    with pytest.raises(RefusedError, match="published already"):
        release(sheet, by=administrator)


def test_a_draft_without_a_proposal_is_not_published(administrator):
    with pytest.raises(RefusedError, match="has not been proposed"):
        release(make.sheet_draft(samples=6), by=administrator)


def test_only_administrators_propose_publish_and_recall():
    officer = make.user(Role.MINISTRY_OFFICER)
    with pytest.raises(RefusedError, match="Only an administrator"):
        proposing(make.sheet_draft(samples=6), by=officer)
    with pytest.raises(RefusedError, match="Only an administrator"):
        release(make.sheet_proposed(make.sheet_draft(samples=6), day=tomorrow()), by=officer)
    with pytest.raises(RefusedError, match="Only an administrator"):
        recall(make.sheet_version(samples=7, day=tomorrow()), reason="Nhầm", by=officer)


def test_a_version_is_recalled_before_its_day_and_the_one_before_goes_on(client, administrator):
    new = make.sheet_version(samples=6, day=tomorrow())
    client.force_login(administrator)
    client.post(reverse("desk-sheet-recall", args=[new.pk]), {"reason": "Nhầm phụ lục"})
    recalled = Sheet.objects.get(pk=new.pk)
    assert (recalled.state, recalled.recalled_by, recalled.recall_reason) == (
        SheetState.RECALLED,
        administrator,
        "Nhầm phụ lục",
    )
    assert make.sheet().in_force_until is None
    assert Sheet.objects.in_force(tomorrow()).get(number=11) == make.sheet()
    assert make.sheet_draft(samples=7).version == 3
    assert make.sheet_version(samples=8, day=tomorrow()).in_force_from == tomorrow()


def test_a_version_in_force_is_not_recalled(administrator):
    with pytest.raises(RefusedError, match="It is in force"):
        recall(make.sheet_version(samples=6), reason="Nhầm", by=administrator)
    with pytest.raises(RefusedError, match="Only a published version"):
        recall(make.sheet_draft(samples=7), reason="Nhầm", by=administrator)


def test_before_its_day_a_version_is_shown_nowhere_as_the_one_that_holds(client):
    name = {"vi": "Chè (mới)", "en": "Tea (new)"}
    make.sheet_version(day=tomorrow(), name=name)
    address = make.sheet().get_absolute_url().partition("?")[0]
    assert client.get(address).json()["about"]["version"] == 1
    for page in ("/products/?set=11", "/en/products/?set=11"):
        text = client.get(page).content.decode()
        assert name["vi"] not in text and name["en"] not in text


def test_the_interpretations_of_a_province_go_with_their_question_to_the_next_version():
    dossier = make.dossier()
    place = dossier.product.producer.place.province
    make.sheet_interpretation(place=place, text="Tính cả 75 %")
    make.sheet_version(samples=6)
    later = make.dossier(product=make.product(producer=dossier.product.producer))
    assert later.sheet.version == 2
    assert [each.text for each in interpretations_for(later)["3.3"]] == ["Tính cả 75 %"]

    make.sheet_interpretation(place=place, sheet=later.sheet, text="Không tính 75 %")
    assert [each.text for each in interpretations_for(later)["3.3"]] == ["Không tính 75 %"]
    assert [each.text for each in interpretations_for(dossier)["3.3"]] == ["Tính cả 75 %"]
    assert SheetInterpretation.objects.count() == 2


def publish_alone(draft):
    Sheet.objects.filter(pk=draft.pk).update(published_at=timezone.now(), published_by=draft.proposed_by)


def publish_unproposed(draft):
    fields = dict.fromkeys(("proposed_by", "proposed_at"))
    person = make.user(Role.ADMINISTRATOR)
    Sheet.objects.filter(pk=draft.pk).update(published_at=timezone.now(), published_by=person, **fields)


def propose_without_document(draft):
    fields = {"file": "", "file_name": "", "file_sha256": "", "attached_by": None, "attached_at": None}
    Sheet.objects.filter(pk=draft.pk).update(**fields)


def recall_what_began(draft):
    fields = {"recalled_at": timezone.now(), "recalled_by": draft.proposed_by, "recall_reason": "Nhầm"}
    Sheet.objects.filter(pk=make.sheet(12).pk).update(**fields)


def publish_other_bands(draft):
    Sheet.objects.filter(pk=draft.pk).update(bands=[[5, 60]])
    person = make.user(Role.ADMINISTRATOR)
    Sheet.objects.filter(pk=draft.pk).update(published_at=timezone.now(), published_by=person)


@pytest.mark.parametrize(
    ("act", "rule"),
    [
        (publish_alone, "sheet_published_by_nobody_alone"),
        (publish_unproposed, "sheet_published_by_nobody_alone"),
        (propose_without_document, "sheet_proposed_with_its_instrument"),
        (recall_what_began, "sheet_recalled_before_its_day"),
        (publish_other_bands, "sheet_bands_fixed_by_its_decision"),
    ],
)
def test_the_database_holds_it_too(act, rule):
    draft = make.sheet_proposed(make.sheet_draft(samples=6), day=tomorrow())
    draft = Sheet.objects.get(pk=draft.pk)
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        act(draft)


def test_the_database_keeps_the_requirements_of_a_decision():
    draft = make.sheet_draft(change=move_gate)
    first, second = make.user(Role.ADMINISTRATOR), make.user(Role.ADMINISTRATOR)
    draft.attach(document(), by=first)
    fields = {"proposed_by": first, "proposed_at": timezone.now()}
    fields |= {
        "instrument_number": "1/QĐ-TTg",
        "instrument_signed_on": today(),
        "validated_at": timezone.now(),
    }
    Sheet.objects.filter(pk=draft.pk).update(in_force_from=tomorrow(), **fields)
    Sheet.objects.filter(pk=make.sheet().pk).update(in_force_until=tomorrow())
    with (
        pytest.raises(IntegrityError, match="sheet_requirements_fixed_by_its_decision"),
        transaction.atomic(),
    ):
        Sheet.objects.filter(pk=draft.pk).update(published_at=timezone.now(), published_by=second)
