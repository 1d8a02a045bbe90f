"""Pages of the official sheets: readers, content, new versions."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ocop.models import Role
from ocop.values.dates import today
from ratings.sheets.models import Sheet
from tests import factories as make
from tests import signed_pdfs
from tests.ratings.sheets.test_files import node

pytestmark = pytest.mark.django_db
READERS = (Role.ADMINISTRATOR, Role.MINISTRY_OFFICER, Role.AUDITOR, Role.PROVINCIAL_OFFICER)


@pytest.fixture
def administrator(client):
    person = make.user(Role.ADMINISTRATOR)
    client.force_login(person)
    return person


def move_gate(sheet):
    options = node(sheet, "1.1")["options"]
    options[0]["gate"], options[1]["gate"] = 3, None


def upload(change=lambda sheet: None):
    document = make.sheet().document()
    change(document)
    return {"file": SimpleUploadedFile("tea.json", json.dumps(document).encode())}


def proposal(**fields):
    """Return the form data of a proposal, by default for tomorrow."""
    tomorrow = today() + timedelta(days=1)
    signed_pdfs.read_before()
    return {
        "day": f"{tomorrow:%d/%m/%Y}",
        "number": "4471/QĐ-TTg",
        "signed_on": f"{today():%d/%m/%Y}",
        "file": SimpleUploadedFile("4471.pdf", signed_pdfs.pdf(), content_type="application/pdf"),
    } | fields


def text(response):
    return response.content.decode()


@pytest.mark.parametrize("role", READERS)
def test_readers_see_the_list_a_sheet_and_what_differs(role, client):
    client.force_login(make.user(role))
    make.sheet_version(change=move_gate, decision="9/2027/QĐ-TTg")
    assert "Fresh and processed tea" in text(client.get(reverse("desk-sheet-list")))
    page = text(client.get(Sheet.objects.get(decision_slug="9-2027").get_desk_url()))
    assert "Decision 26/2026/QĐ-TTg, version 1" in page
    compared = text(
        client.get(reverse("desk-sheet-compare", args=[Sheet.objects.get(decision_slug="9-2027").pk]))
    )
    assert "the 3-star requirement moved from option 2 to option 1" in compared


def test_the_list_names_the_instruments_of_older_stars(client, administrator):
    make.recognition(signed_on=today().replace(year=2024))
    page = client.get(reverse("desk-sheet-list"))
    assert {each.number: stars for each, stars in page.context["instruments"] if each.criteria} == {
        "26/2026/QĐ-TTg": 0,
        "148/QĐ-TTg": 1,
        "1048/QĐ-TTg": 0,
    }


@pytest.mark.parametrize("number", range(1, 27))
def test_every_official_sheet_can_be_read(number, client, administrator):
    page = text(client.get(make.sheet(number).get_desk_url()))
    for code in ("1.1", "3.5", "5.2"):
        assert f'id="c-{code}"' in page
    assert "Open questions of the printed text" in page
    assert ("Misprints mended" in page) == bool(make.sheet(number).errata)


def test_a_province_does_not_see_drafts(client):
    client.force_login(make.user())
    draft = make.sheet_draft(samples=6)
    assert client.get(draft.get_desk_url()).status_code == 404
    assert list(client.get(reverse("desk-sheet-list") + "?number=11").context["object_list"]) == [
        make.sheet()
    ]


def test_sheets_are_narrowed_to_those_in_force(client, administrator):
    make.sheet_version(samples=6)
    found = client.get(reverse("desk-sheet-list") + "?number=11&in_force=on").context["object_list"]
    assert [sheet.version for sheet in found] == [2]


def test_two_sheets_that_say_the_same_differ_in_nothing(client, administrator):
    make.sheet_draft()
    page = client.get(reverse("desk-sheet-compare", args=[Sheet.objects.get(version=2).pk]))
    assert "Nothing differs" in text(page)


def test_sheets_of_other_sets_can_be_held_against_each_other(client, administrator):
    address = reverse("desk-sheet-compare", args=[make.sheet(12).pk])
    assert "no other version" in text(client.get(address))
    assert "“Fresh and processed tea” became" in text(client.get(address, {"to": make.sheet().pk}))


def test_what_does_not_add_up_is_said_with_its_node(client, administrator):
    client.post(reverse("desk-sheet-draft"), upload(lambda sheet: node(sheet, "7").update(max=4)))
    draft = Sheet.objects.drafts().get()
    refused = client.post(reverse("desk-sheet-check", args=[draft.pk]))
    assert refused.status_code == 409
    assert "sheet 11, C: the parts sum to 34 points, expected 35" in text(refused)
    refused = client.post(reverse("desk-sheet-propose", args=[draft.pk]), proposal())
    assert refused.status_code == 409
    assert "sheet 11, C: the parts sum to 34 points, expected 35" in text(refused)


def test_a_draft_loaded_again_says_that_it_replaces_the_one_before(client, administrator):
    client.post(reverse("desk-sheet-draft"), upload())
    page = client.post(reverse("desk-sheet-draft"), upload(), follow=True)
    assert "The earlier draft of this version was replaced." in text(page)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"{", "The file is not JSON."),
        (b"\xff", "The file is not JSON."),
        (b"[" * 100_000, "The file is not JSON."),
        (b"[]", "This is no score sheet: the file holds no sheet: it must begin with “{”"),
        (b"{}", "This is no score sheet: sheet ?: without"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused_with_what_is_wrong(client, administrator, content, sentence):
    page = client.post(reverse("desk-sheet-draft"), {"file": SimpleUploadedFile("x.json", content)})
    assert sentence in text(page)
    assert not Sheet.objects.drafts().exists()


def test_a_published_version_is_not_loaded_over(client, administrator):
    page = client.post(reverse("desk-sheet-draft"), upload(lambda sheet: sheet.update(version=1)))
    assert "version 1 is published, a correction is a new version" in text(page)


def test_a_draft_is_thrown_away_and_a_published_version_is_not(client, administrator):
    draft = make.sheet_draft()
    client.post(reverse("desk-sheet-discard", args=[draft.pk]), {"reason": "Nhầm"})
    assert not Sheet.objects.drafts().exists()
    refused = client.post(reverse("desk-sheet-discard", args=[make.sheet().pk]), {"reason": "Nhầm"})
    assert refused.status_code == 409


@pytest.mark.parametrize("step", ["check", "propose", "publish", "recall", "discard"])
@pytest.mark.parametrize("role", [Role.MINISTRY_OFFICER, Role.PROVINCIAL_OFFICER, Role.AUDITOR])
def test_nobody_else_brings_versions_in(role, step, client):
    client.force_login(make.user(role))
    draft = make.sheet_draft()
    assert client.post(reverse("desk-sheet-draft"), upload()).status_code == 403
    assert client.post(reverse(f"desk-sheet-{step}", args=[draft.pk])).status_code == 403
