"""New versions of sheets: draft, verified, published from a day on; open dossiers keep their version."""

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from ocop.values.dates import today
from products.models import ProductSet
from ratings.dossiers.models import Dossier
from ratings.dossiers.workflow import DossierState
from ratings.nightly import names_of_product_sets
from ratings.sheets.files import SheetError
from ratings.sheets.models import Sheet, SheetState
from ratings.sheets.versions import discard, draft_file, validate
from tests import factories as make
from tests.days import tomorrow
from tests.ratings.sheets.test_files import node

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    """Return a function that writes a changed sheet to a file."""

    def write(change=lambda document: None, number=11):
        document = make.sheet(number).document()
        change(document)
        path = tmp_path / f"{number}.json"
        path.write_text(json.dumps(document, ensure_ascii=False))
        return path

    return write


def test_a_draft_is_the_next_version_with_what_was_known_of_the_one_before():
    old, draft = make.sheet(), make.sheet_draft(samples=6)
    assert (draft.version, draft.state, draft.samples) == (2, SheetState.DRAFT, 6)
    assert (draft.bands, draft.errata, draft.open_questions) == (
        old.bands,
        old.errata,
        old.open_questions,
    )


def test_a_draft_changes_nothing_that_is_in_force():
    before = list(Sheet.objects.published().values()), list(ProductSet.objects.values())
    make.sheet_draft(name={"vi": "Chè", "en": "Teas"})
    assert (list(Sheet.objects.published().values()), list(ProductSet.objects.values())) == before


def test_a_sheet_taken_from_the_public_address_is_a_draft_as_well(client):
    told = client.get(make.sheet().get_absolute_url()).json()
    told["about"] |= {"star_bands": [{"star": 5, "min": 95}], "errata": [], "open": []}
    file = draft_file(told)
    assert (file.version, file.bands, file.errata, file.open_questions) == (2, [[5, 95]], [], [])
    assert file.printed == make.sheet().document()


@pytest.mark.parametrize("nonsense", [[], {}, {"number": 1}, {"about": 3}, "x", None])
def test_what_is_no_sheet_is_refused_as_a_draft(nonsense):
    with pytest.raises(SheetError):
        draft_file(nonsense)


@pytest.mark.parametrize("number", [27, 0, "11", None])
def test_a_sheet_of_no_product_set_is_refused_as_a_draft(number):
    with pytest.raises(SheetError, match=f"there is no product set {number}"):
        draft_file(make.sheet().document() | {"number": number})


def test_a_draft_that_does_not_add_up_names_the_node_and_is_not_published():
    draft = make.sheet_draft(change=lambda sheet: node(sheet, "7").update(max=4))
    with pytest.raises(SheetError, match="^sheet 11, C: the parts sum to 34 points, expected 35$"):
        validate(draft)
    draft.refresh_from_db()
    assert draft.state == SheetState.DRAFT


def test_a_sheet_cannot_be_published_in_raw_sql_before_it_adds_up():
    draft = make.sheet_draft()
    with pytest.raises(IntegrityError, match="sheet_published_after_it_adds_up"), transaction.atomic():
        Sheet.objects.filter(pk=draft.pk).update(published_at=timezone.now())


def test_a_draft_loaded_again_takes_the_place_of_the_one_before():
    make.sheet_draft(samples=6)
    make.sheet_draft(samples=7)
    assert [sheet.samples for sheet in Sheet.objects.drafts()] == [7]


def test_a_published_version_cannot_be_discarded():
    with pytest.raises(SheetError, match="version 1 is published, a correction is a new version"):
        discard(make.sheet())


def test_the_version_before_ends_on_the_day_on_which_the_new_one_begins():
    new = make.sheet_version(samples=6, day=tomorrow())
    tea = Sheet.objects.filter(number=11)
    assert [sheet.version for sheet in tea.in_force(today())] == [1]
    assert [sheet.version for sheet in tea.in_force(tomorrow())] == [2]
    assert (make.sheet().in_force_until, new.in_force_from, new.in_force_until) == (
        tomorrow(),
        tomorrow(),
        None,
    )
    assert (make.sheet().state, new.state) == (SheetState.IN_FORCE, SheetState.PLANNED)


def test_a_version_between_two_ends_where_the_later_one_begins():
    later = today() + timedelta(days=60)
    make.sheet_version(samples=6, day=later)
    draft = draft_file(make.sheet().document())
    assert draft.version == 3
    between = make.sheet_version(samples=7, day=tomorrow())
    assert (between.in_force_from, between.in_force_until) == (tomorrow(), later)
    assert make.sheet().in_force_until == tomorrow()


def test_another_decision_takes_over_from_the_one_before_and_names_the_product_set_from_its_day():
    change = {"decision": "9/2027/QĐ-TTg", "name": {"vi": "Chè các loại", "en": "Teas"}}
    new = make.sheet_version(day=tomorrow(), **change)
    assert (new.decision_slug, new.version) == ("9-2027", 1)
    assert make.sheet().in_force_until == tomorrow()
    assert ProductSet.objects.get(number=11).name_vi == "Chè tươi, chè chế biến"
    names_of_product_sets(tomorrow())
    assert ProductSet.objects.get(number=11).name_vi == "Chè các loại"


def test_a_dossier_in_flight_keeps_its_sheet_and_the_next_one_gets_the_new():
    old = make.dossier(state=DossierState.SCORING)
    new = make.sheet_version(samples=6)
    officer = make.officer_of(old)
    for seat in old.council.seats.scoring():
        make.assessment(old, by=seat.user, locked=True)
    result = make.result_of(Dossier.objects.get(pk=old.pk), by=officer)
    assert Dossier.objects.get(pk=old.pk).sheet == make.sheet()
    assert result.content["sheet"]["version"] == 1
    assert result.is_intact()
    assert make.dossier().sheet == new
    with pytest.raises(IntegrityError, match="dossier_sheet_is_pinned"), transaction.atomic():
        Dossier.objects.filter(pk=old.pk).update(sheet=new)


def test_loading_the_official_folder_again_does_not_bring_an_ended_version_back(capsys):
    make.sheet_version(samples=6, day=tomorrow())
    call_command("load_sheets")
    assert capsys.readouterr().out == "26 sheets: 0 new, 26 unchanged.\n"
    assert make.sheet().in_force_until == tomorrow()


def test_the_command_drafts_and_discards(file, capsys):
    call_command("load_sheets", draft=[file(lambda sheet: sheet.update(samples=6))])
    call_command("load_sheets", draft=[file(lambda sheet: node(sheet, "7").update(max=4))])
    call_command("load_sheets", discard=["26-2026"])
    assert capsys.readouterr().out.splitlines() == [
        "26-2026/11 version 2 is a draft and adds up.",
        "26-2026/11 version 2 is a draft and does not add up:"
        " sheet 11, C: the parts sum to 34 points, expected 35",
        "26-2026/11 version 2 is thrown away.",
    ]


def test_another_decision_does_not_take_over_misprints_and_questions():
    draft = make.sheet_draft(decision="9/2027/QĐ-TTg")
    assert (draft.bands, draft.errata, draft.open_questions) == (make.sheet().bands, [], [])


def test_the_command_says_which_file_is_missing():
    with pytest.raises(CommandError, match="/none.json: .*No such file"):
        call_command("load_sheets", "--draft", "/none.json")
