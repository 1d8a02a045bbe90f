import copy
import json

import pytest

from ratings.management.commands.load_sheets import SHEETS
from ratings.sheets.files import SheetError, read_folder, verify

FOLDER = SHEETS / "26-2026"


@pytest.fixture
def tea():
    return json.loads((FOLDER / "11-tea-fresh-processed.json").read_text())


@pytest.fixture
def tourism():
    return json.loads((FOLDER / "26-community-eco-tourism-services-sites.json").read_text())


def node(sheet, code):
    waiting = [section for part in sheet["parts"] for section in part["sections"]]
    while waiting:
        found = waiting.pop()
        if found["code"] == code:
            return found
        waiting += found.get("children", [])
    raise KeyError(code)


def test_the_official_folder_has_26_sheets_that_add_up():
    assert [file.document["number"] for file in read_folder(FOLDER)] == list(range(1, 27))


def mutate_tea(change):
    sheet = json.loads((FOLDER / "11-tea-fresh-processed.json").read_text())
    change(sheet)
    return sheet


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            lambda s: node(s, "6.1.2")["options"].pop(),
            "sheet 11, 6.1.2: the best option gives 1 points, expected 2",
        ),
        (lambda s: node(s, "6.1.2").update(max=3), "sheet 11, 6.1: the parts sum to"),
        (lambda s: node(s, "7").update(max=4), "sheet 11, C: the parts sum to 34 points, expected 35"),
        (lambda s: s["parts"][0].update(max=35), "sheet 11: parts are {'A': 35, 'B': 25, 'C': 35} of 100"),
        (lambda s: node(s, "7")["options"][0].update(gate=2), "sheet 11, 7: a gate of 2 stars"),
        (lambda s: node(s, "7")["options"][0].update(points=0.5), "sheet 11, 7: 0.5 points"),
        (lambda s: node(s, "7")["options"].reverse(), "sheet 11, 7: points or gates fall"),
        (lambda s: node(s, "7")["options"][0].update(en=" "), "sheet 11, 7, option: no label in en"),
        (lambda s: node(s, "7").update(colour="red"), "sheet 11, 7: unknown colour"),
        (lambda s: s.update(colour="red"), "sheet 11: unknown colour"),
        (lambda s: s.pop("samples"), "sheet 11: without samples"),
        (
            lambda s: node(s, "7").pop("options"),
            "sheet 11, 7: needs either options or alternatives or children",
        ),
        (lambda s: node(s, "5.2")["condition"].update(depends_on="5.9"), "sheet 11, 5.2: depends on '5.9'"),
        (
            lambda s: node(s, "5.2")["condition"].update(kind="maybe"),
            "sheet 11, 5.2: unknown kind of condition",
        ),
        (lambda s: node(s, "6.1.1")["notes"][0].update(kind="joke"), "sheet 11, 6.1.1: unknown kind of note"),
        (lambda s: node(s, "6.1.2").update(code="6.1.1"), "sheet 11, 6.1.1: the code stands twice"),
        (lambda s: node(s, "6.1.2").update(code="7.1.2"), "sheet 11, 7.1.2: stands below 6.1"),
        (lambda s: s.update(branch_sections=[["7"]]), "sheet 11, 7: named in branch_sections"),
    ],
)
def test_a_sheet_that_does_not_add_up_is_refused_by_the_name_of_its_node(change, sentence):
    with pytest.raises(SheetError) as refusal:
        verify(mutate_tea(change))
    assert str(refusal.value).startswith(sentence)


def test_sections_with_cases_must_be_a_branch(tourism):
    tourism["branch_sections"] = [["8", "9"]]
    with pytest.raises(SheetError) as refusal:
        verify(tourism)
    assert str(refusal.value) == "sheet 26: branch_sections and the sections with alternatives differ"


def test_sections_of_a_branch_must_have_the_same_cases(tourism):
    node(tourism, "9")["alternatives"].pop()
    with pytest.raises(SheetError) as refusal:
        verify(tourism)
    assert str(refusal.value) == "sheet 26, 8: the sections of a branch have different cases"


def write_folder(folder, *sheets, **index):
    names = [f"{sheet['number']}.json" for sheet in sheets]
    for name, sheet in zip(names, sheets, strict=True):
        (folder / name).write_text(json.dumps(sheet))
    official = json.loads((FOLDER / "index.json").read_text())
    (folder / "index.json").write_text(json.dumps(official | {"files": names} | index))
    return folder


def test_a_folder_with_other_totals_than_its_index_is_refused(tmp_path, tea):
    with pytest.raises(SheetError) as refusal:
        read_folder(write_folder(tmp_path, tea))
    assert str(refusal.value) == "index.json: 32 scoring_units in the files, expected 787"


def test_a_file_that_the_index_does_not_name_is_refused(tmp_path, tea):
    write_folder(tmp_path, tea)
    (tmp_path / "other.json").write_text("{}")
    with pytest.raises(SheetError) as refusal:
        read_folder(tmp_path)
    assert str(refusal.value) == "index.json does not name other.json"


def test_a_broken_file_is_refused_by_name(tmp_path, tea):
    write_folder(tmp_path, tea)
    (tmp_path / "11.json").write_text("{")
    with pytest.raises(SheetError) as refusal:
        read_folder(tmp_path)
    assert str(refusal.value).startswith("11.json: not JSON")


def test_verify_leaves_the_sheet_as_it_is(tea):
    before = copy.deepcopy(tea)
    verify(tea)
    assert tea == before
