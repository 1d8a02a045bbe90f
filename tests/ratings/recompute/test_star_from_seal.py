"""The script runs with nothing but Python and the two files."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from ocop.permissions import SeatKind
from ocop.values.canonical_json import canonical
from ratings.dossiers.workflow import DossierState
from ratings.scoring.models import ObjectionOutcome
from ratings.sheets import star_from_seal
from ratings.sheets.models import Criterion
from tests import factories as make

pytestmark = pytest.mark.django_db
SCRIPT = Path(star_from_seal.__file__)


def run(folder, *arguments):
    done = subprocess.run(
        [sys.executable, "-I", "-S", SCRIPT, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()


def written(folder, result, *, sealed=None):
    folder.joinpath("result.json").write_text(sealed or result.sealed, encoding="utf-8")
    document = make.sheet(result.dossier.sheet.number).document()
    folder.joinpath("sheet.json").write_text(canonical(document), encoding="utf-8")
    return "result.json", "sheet.json", result.sha256


def concluded(number=None, *, branch=None, choices=None):
    """Result of a dossier, by default on the tea sheet."""
    product = make.product(product_set=number) if number else None
    return make.dossier(state=DossierState.CONCLUDED, product=product, branch=branch, choices=choices).result


def nothing(number):
    choices = {}
    for leaf in make.sheet(number).rubric().leaves:
        if leaf.case is None and leaf.depends_on is None:
            node = Criterion.objects.get(sheet__number=number, code=leaf.code, case=None)
            choices[leaf.code] = None if node.offers_none else 0
    return choices


def middle(number):
    return {leaf.code: len(leaf.options) // 2 for leaf in make.sheet(number).rubric().leaves if not leaf.case}


CASES = {
    "tea, everything reached": lambda: concluded(),
    "tea, a requirement missed": lambda: concluded(choices=make.four_stars() | {"5.1": 3}),
    "tea, nothing reached": lambda: concluded(choices=nothing(11)),
    "another sheet, the middle": lambda: concluded(1, choices=middle(1)),
    "a third sheet, the middle": lambda: concluded(20, choices=middle(20)),
    "tourism, its first case": lambda: concluded(26, branch=1),
    "tourism, its last case": lambda: concluded(26, branch=max(make.sheet(26).branches())),
}


@pytest.mark.parametrize("case", CASES)
def test_the_script_finds_the_star_of_the_seal_in_a_bare_interpreter(case, tmp_path):
    result = CASES[case]()
    code, lines = run(tmp_path, *written(tmp_path, result))
    assert (code, lines) == (
        0,
        [
            f"SHA-256  {result.sha256}",
            f"Sheets   {result.sheets}, sum of points {result.total}",
            f"Stars    {result.stars}",
            "Everything agrees.",
        ],
    )


def test_the_script_finds_no_star_where_an_objection_ended_the_scoring(tmp_path):
    dossier = make.dossier(state=DossierState.SCORING)
    chair = dossier.council.seats.get(kind=SeatKind.CHAIR).user
    make.assessment(dossier, by=chair, locked=True)
    raised = make.objection(dossier, kind="stop", reason="Impure.")
    raised.decide(ObjectionOutcome.CONFIRMED, by=chair, reason="So it is.")
    result = make.result_of(dossier, by=make.officer_of(dossier))
    code, lines = run(tmp_path, *written(tmp_path, result))
    assert (code, lines[1:]) == (0, ["Sheets   1, sum of points 100", "Stars    0", "Everything agrees."])


def test_a_star_written_into_the_seal_is_named(tmp_path):
    result = concluded(choices=make.four_stars())
    files = written(tmp_path, result, sealed=canonical(result.content | {"stars": 5}))
    code, lines = run(tmp_path, *files[:2])
    assert (code, lines[2:]) == (
        1,
        ["Stars    4", "DIFFERS  stars: sealed 5, recomputed 4", "1 differences."],
    )


def test_bands_written_into_the_seal_are_named_and_not_used(tmp_path):
    result = concluded(
        choices=make.four_stars() | dict.fromkeys(["4.3", "6.2.3", "7", "5.3", "1.1", "1.4"], 0)
    )
    printed = [[5, 90], [4, 70], [3, 50], [2, 30], [1, 0]]
    for bands in ([[5, 60], [1, 0]], [], None):
        forged = {"bands": bands, "stars_by_points": 5, "stars_by_gates": 5, "stars": 5, "missing": []}
        files = written(tmp_path, result, sealed=canonical(result.content | forged))
        code, lines = run(tmp_path, *files[:2])
        assert code == 1
        assert f"DIFFERS  bands: sealed {bands}, recomputed {printed}" in lines
        assert f"Stars    {result.stars}" in lines


def test_the_sheet_of_another_decision_brings_its_own_bands_into_the_package():
    draft = make.sheet_draft(decision="99/2030/QĐ-TTg")
    assert draft.sealed_document() == draft.document() | {"bands": draft.bands}
    assert star_from_seal.bands_of(draft.sealed_document()) == draft.bands


def test_another_seal_than_the_one_named_is_noticed(tmp_path):
    result = concluded(choices=make.four_stars())
    files = written(tmp_path, result)
    code, lines = run(tmp_path, *files[:2], "0" * 64)
    assert code == 1
    assert f"DIFFERS  SHA-256 of the seal: sealed {'0' * 64}, recomputed {result.sha256}" in lines


def test_another_sheet_than_the_sealed_one_is_noticed(tmp_path):
    result = concluded()
    files = written(tmp_path, result)
    document = json.loads(tmp_path.joinpath("sheet.json").read_text())
    tmp_path.joinpath("sheet.json").write_text(canonical(document | {"samples": None}), encoding="utf-8")
    code, lines = run(tmp_path, *files)
    assert code == 1
    assert lines[-2].startswith("DIFFERS  SHA-256 of the score sheet: sealed ")


@pytest.mark.parametrize("sealed", ["[]", "{}", "no JSON", '{"branch":1,"sheets":3}'])
def test_what_is_no_seal_is_said_to_be_unreadable(sealed, tmp_path):
    files = written(tmp_path, concluded(), sealed=sealed)
    code, lines = run(tmp_path, *files)
    assert (code, lines[0].startswith("Cannot be read: ")) == (2, True)


def test_the_script_has_at_most_150_lines():
    assert len(SCRIPT.read_text(encoding="utf-8").splitlines()) <= 150
