"""Changes by the owner of the tables with triggers disabled are found and named."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from ocop.models import User
from ocop.values.canonical_json import canonical
from products.models import Product
from ratings.decisions.issue import issue_decision
from ratings.decisions.prepare import prepare_correction
from ratings.dossiers.workflow import DossierState
from ratings.integrity.archive import MANIFEST, pack, unpack
from ratings.integrity.models import Anchor
from ratings.recompute.differences import differences
from ratings.scoring.models import Answer, Result
from ratings.sheets.models import Option
from ratings.sheets.models.sheet import published
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sheets_read_again():
    """Clear the cache of published sheets, because the rollback of a test does not."""
    yield
    published.cache_clear()


@pytest.fixture
def result():
    return make.issued_recognition().dossier.result


def verify(*arguments):
    out = StringIO()
    call_command("verify_results", *arguments, stdout=out, verbosity=0)
    return without_anchors(out)


def without_anchors(out):
    """Return the output of the command without what the anchors report, and without the head of the chain."""
    return [line for line in out.getvalue().splitlines() if "anchor" not in line]


def refused(*arguments):
    out = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("verify_results", *arguments, stdout=out, verbosity=0)
    assert (str(error.value), error.value.returncode) == ("Results differ from what is stored.", 1)
    return without_anchors(out)


def tamper(table, sql, *values):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(f"UPDATE {table} SET {sql}", values)
        assert cursor.rowcount == 1
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def fields(result):
    """Return the differing fields, without anchors (see test_tampering.py)."""
    found = [difference.field for difference in differences(Result.objects.get(pk=result.pk))]
    return [field for field in found if not field.startswith("anchor ")]


def test_results_that_nobody_touched_agree(result):
    other = make.dossier(state=DossierState.CONCLUDED).result
    assert verify("--all") == ["2 results recomputed, 0 differ."]
    assert verify(str(other.dossier_id)) == ["1 results recomputed, 0 differ."]


def test_without_all_only_the_last_twelve_months_are_recomputed(result):
    tamper("ratings_result", "concluded_at = '2020-01-01' WHERE id = %s", result.pk)
    assert verify() == ["0 results recomputed, 0 differ."]
    assert refused("--all") == ["1 results recomputed, 1 differ."]


def test_the_head_that_was_noted_down_must_still_be_among_the_anchors(result):
    head = Anchor.objects.order_by("number").last().head
    assert verify("--all", "--head", head) == ["1 results recomputed, 0 differ."]
    assert refused("--all", "--head", "0" * 64)[-1].startswith("head: kept ")


def test_a_changed_column_is_named_with_its_dossier(result):
    tamper("ratings_result", "stars = 3, stars_by_gates = 3 WHERE id = %s", result.pk)
    assert refused("--all") == [
        f"dossier {result.dossier_id}, column stars_by_gates: kept 3, found 4",
        f"dossier {result.dossier_id}, column stars: kept 3, found 4",
        "1 results recomputed, 1 differ.",
    ]


def sheets_of(result):
    return result.dossier.assessments.filter(stage="member")


def test_a_changed_answer_is_found_though_the_seal_is_whole(result):
    answer = Answer.objects.filter(criterion__code="1.1", assessment__in=sheets_of(result)).first()
    lowest = Option.objects.get(criterion=answer.criterion, position=0)
    tamper("ratings_answer", "option_id = %s WHERE id = %s", lowest.pk, answer.pk)
    assert {"sheets[1].choices.1.1", "sheets[1].points.1.1", "sheets[1].total", "total"} <= {*fields(result)}


def test_a_sheet_made_cheaper_afterwards_is_found(result):
    option = Option.objects.filter(criterion__sheet__number=11, criterion__code="4.1", gate=5).get()
    tamper("ratings_option", "gate = NULL WHERE id = %s", option.pk)
    found = {*fields(result)}
    assert {"sheet.sha256", "stars", "stars_by_gates", "column stars", "script, stars"} <= found
    assert any(field.startswith("recognition ") for field in found)


def test_a_rewritten_seal_is_found_even_with_its_own_hash(result):
    sealed = result.sealed.replace('"stars":4,', '"stars":5,')
    tamper(
        "ratings_result",
        "sealed = %s, sha256 = encode(sha256(convert_to(%s, 'UTF8')), 'hex') WHERE id = %s",
        *(sealed, sealed, result.pk),
    )
    assert fields(result) == ["stars", "script, stars", "package, result.json"]


def test_a_changed_file_in_the_package_is_named(result):
    files = unpack(bytes(result.package.archive))
    del files[MANIFEST]
    archive = pack(files | {"decision.json": b"{}"})
    tamper("ratings_sealedpackage", "archive = %s WHERE result_id = %s", archive, result.pk)
    assert fields(result) == ["package, SHA256SUMS"]


def test_other_bands_are_found_in_the_seal_and_in_the_sheet(result):
    bands = [[5, 60], [4, 50], [3, 40], [2, 30], [1, 0]]
    sealed = canonical(result.content | {"bands": bands})
    tamper("ratings_result", "sealed = %s WHERE id = %s", sealed, result.pk)
    assert {"bands[1][2]", "script, bands"} <= {*fields(result)}
    sheet = result.dossier.sheet
    tamper("ratings_sheet", "bands = %s WHERE id = %s", canonical(bands), sheet.pk)
    published.cache_clear()
    assert "script, bands" in fields(result)


def test_a_seal_that_does_not_fit_its_hash_is_found(result):
    tamper("ratings_result", "sha256 = %s WHERE id = %s", "0" * 64, result.pk)
    assert fields(result) == ["sha256", "script, SHA-256 of the seal"]


def test_a_seal_that_is_no_seal_is_found(result):
    tamper("ratings_result", "sealed = 'x' WHERE id = %s", result.pk)
    assert fields(result) == ["sha256", "sealed"]


def test_a_star_typed_into_a_recognition_is_found(result):
    tamper("ratings_recognition", "stars = 5 WHERE dossier_id = %s", result.dossier_id)
    assert fields(result) == [f"recognition {result.dossier.recognition.code}"]


def test_a_locked_sheet_that_went_away_is_found(result):
    sheet = sheets_of(result).first()
    tamper("ratings_assessment", "locked_at = NULL WHERE id = %s", sheet.pk)
    assert {"sheets", "total", "column sheets"} <= {*fields(result)}


def test_new_names_in_the_registers_are_no_difference(result):
    Product.objects.update(name="Chè mới")
    User.objects.update(full_name="Tên mới")
    assert fields(result) == []


def test_each_result_costs_a_bounded_number_of_queries(result, django_assert_max_num_queries):
    for _number in range(3):
        make.dossier(state=DossierState.CONCLUDED)
    with django_assert_max_num_queries(4 * 32 + 23):
        verify("--all")


def test_what_a_decision_corrects_is_no_difference_and_what_it_does_not_name_is_one(result):
    recognition = result.dossier.recognition
    by, leader = make.officer_of(result.dossier), make.leader_of(result.dossier)
    correction = prepare_correction(recognition, {"name": "Chè xanh"}, by=by, reason="In sai")
    issue_decision(correction, by=leader, number="5/QĐ-UBND")
    recognition.refresh_from_db()
    assert recognition.name == "Chè xanh"
    assert verify("--all") == ["1 results recomputed, 0 differ."]
    tamper("ratings_recognition", "name = 'Chè đen' WHERE id = %s", recognition.pk)
    assert any("Chè đen" in str(each) for each in differences(Result.objects.get(pk=result.pk)))
