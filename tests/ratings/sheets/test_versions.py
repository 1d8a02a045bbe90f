import json
import shutil

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from products.models import ProductSet
from ratings.management.commands.load_sheets import SHEETS
from ratings.sheets.models import Criterion, Option, Sheet
from tests import factories as make

pytestmark = pytest.mark.django_db
OFFICIAL = SHEETS / "26-2026"


@pytest.fixture
def copied(tmp_path):
    return shutil.copytree(OFFICIAL, tmp_path / "sheets")


def change(folder, name, **fields):
    path = folder / name
    path.write_text(json.dumps(json.loads(path.read_text()) | fields))


def test_loading_again_leaves_published_sheets_alone(capsys):
    before = list(Sheet.objects.values())
    call_command("load_sheets")
    assert capsys.readouterr().out == "26 sheets: 0 new, 26 unchanged.\n"
    assert list(Sheet.objects.values()) == before


def test_the_official_sheets_have_787_criteria_2579_options_and_575_gates():
    alternatives = Criterion.objects.filter(kind="case")
    scored = Criterion.objects.filter(options__isnull=False).distinct()
    assert scored.count() - alternatives.count() + alternatives.values("parent").distinct().count() == 787
    assert Option.objects.count() == 2579
    assert Option.objects.filter(gate__isnull=False).count() == 575


def test_each_sheet_names_its_product_set():
    tea = ProductSet.objects.get(number=11)
    assert (tea.sector, tea.group_code, tea.subgroup, tea.name_vi) == (
        "I",
        "I.5",
        "a",
        "Chè tươi, chè chế biến",
    )
    assert ProductSet.objects.count() == 26


def test_a_published_version_with_another_content_is_refused(copied):
    change(copied, "11-tea-fresh-processed.json", samples=6)
    with pytest.raises(CommandError, match="^sheet 11: version 1 is published with another content$"):
        call_command("load_sheets", copied)


def test_a_new_version_of_a_sheet_needs_the_old_one_to_end(copied):
    change(copied, "11-tea-fresh-processed.json", samples=6, version=2, in_force_from="2027-01-01")
    with pytest.raises(IntegrityError, match="sheet_one_in_force_per_set"), transaction.atomic():
        call_command("load_sheets", copied)


def test_a_new_version_holds_from_the_day_on_which_the_old_one_ends(copied, tmp_path):
    ending = shutil.copytree(OFFICIAL, tmp_path / "ending")
    change(ending, "11-tea-fresh-processed.json", in_force_until="2027-01-01")
    call_command("load_sheets", ending, verbosity=0)
    change(copied, "11-tea-fresh-processed.json", samples=6, version=2, in_force_from="2027-01-01")
    call_command("load_sheets", copied, verbosity=0)
    tea = Sheet.objects.filter(number=11)
    assert [sheet.version for sheet in tea.in_force("2026-12-31")] == [1]
    assert [sheet.version for sheet in tea.in_force("2027-01-01")] == [2]


def test_nothing_is_loaded_when_one_sheet_is_refused(copied):
    change(copied, "01-fresh-vegetables-fruits-seeds.json", version=2, in_force_from="2030-01-01")
    change(copied, "26-community-eco-tourism-services-sites.json", total=99)
    with pytest.raises(CommandError, match="^sheet 26: parts are"):
        call_command("load_sheets", copied)
    assert Sheet.objects.count() == 26


@pytest.mark.parametrize(
    ("statement", "trigger"),
    [
        ("update ratings_sheet set samples = 9 where id = %s", "sheet_published_is_immutable"),
        ("update ratings_sheet set published_at = null where id = %s", "sheet_published_is_immutable"),
        ("delete from ratings_sheet where id = %s", "sheet_published_is_immutable"),
        ("update ratings_criterion set max = 9 where sheet_id = %s", "criterion_of_published_sheet"),
        ("delete from ratings_criterion where sheet_id = %s", "criterion_of_published_sheet"),
        (
            "insert into ratings_criterion (sheet_id, kind, code, position, max, label_vi, label_en, notes)"
            " values (%s, 'section', '99', 999, 1, 'x', 'x', '[]')",
            "criterion_of_published_sheet",
        ),
        (
            "update ratings_option set points = 9 where criterion_id in"
            " (select id from ratings_criterion where sheet_id = %s)",
            "option_of_published_sheet",
        ),
        (
            "delete from ratings_option where criterion_id in"
            " (select id from ratings_criterion where sheet_id = %s)",
            "option_of_published_sheet",
        ),
        (
            "insert into ratings_option (criterion_id, position, points, label_vi, label_en)"
            " select id, 99, 1, 'x', 'x' from ratings_criterion where sheet_id = %s",
            "option_of_published_sheet",
        ),
    ],
)
def test_a_published_sheet_cannot_be_changed_by_raw_sql(statement, trigger):
    sheet = make.sheet()
    with pytest.raises(IntegrityError, match=trigger), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [sheet.pk])
    assert make.sheet().document() == sheet.document()
