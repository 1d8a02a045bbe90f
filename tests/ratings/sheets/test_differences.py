"""Differences of two versions of a sheet as text: none between equal ones, and every change is named."""

import copy
import json
from functools import cache

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from ratings.management.commands.load_sheets import SHEETS
from ratings.sheets.differences import BRANCHES, differences, paired
from tests.ratings.sheets.test_files import node

FILES = sorted((SHEETS / "26-2026").glob("[0-9]*.json"))


@cache
def text_of(path):
    return path.read_text()


def document(number=11):
    return json.loads(text_of(FILES[number - 1]))


def differences_in_english(change, number=11):
    """Return the English differences after a change of a sheet."""
    changed = document(number)
    change(changed)
    with override("en"):
        return [str(each) for each in differences(document(number), changed)]


def move_gate(sheet):
    options = node(sheet, "1.1")["options"]
    options[0]["gate"], options[1]["gate"] = 3, None


@pytest.mark.parametrize(
    ("change", "sentences"),
    [
        (move_gate, ["Criterion 1.1: the 3-star requirement moved from option 2 to option 1"]),
        (
            lambda s: node(s, "7")["options"][0].update(gate=3),
            ["Criterion 7: a 3-star requirement was added at option 1"],
        ),
        (
            lambda s: node(s, "1.1")["options"][1].update(gate=None),
            ["Criterion 1.1: the 3-star requirement at option 2 was removed"],
        ),
        (
            lambda s: node(s, "6.1.2")["options"][0].update(points=1),
            ["Criterion 6.1.2: the points of option 1, “Unsuitable shape/colour”, went from 0 to 1"],
        ),
        (
            lambda s: node(s, "6.1.2")["options"][0].update(en="Uneven"),
            ["Criterion 6.1.2: the label of option 1, “Unsuitable shape/colour”, became “Uneven”"],
        ),
        (
            lambda s: node(s, "6.1.2")["options"].insert(
                0, {"points": 0, "gate": None, "vi": "x", "en": "y"}
            ),
            ["Criterion 6.1.2: option 1 added: “y” (points: 0)"],
        ),
        (
            lambda s: node(s, "6.1.2")["options"].pop(0),
            ["Criterion 6.1.2: option 1 removed: “Unsuitable shape/colour” (points: 0)"],
        ),
        (
            lambda s: node(s, "7").update(max=9, name={"vi": "Độc đáo", "en": "Unique"}),
            [
                "Criterion 7: the label “Originality” became “Unique”",
                "Criterion 7: the maximum went from 5 to 9 points",
            ],
        ),
        (
            lambda s: node(s, "5").update(children=node(s, "5")["children"][:2]),
            ["Criterion 5.3: removed: “Local wisdom/identity”, at most 5 points"],
        ),
        (
            lambda s: node(s, "5.2").pop("condition"),
            ["Criterion 5.2: condition removed: “Applies only if there is a product story”"],
        ),
        (
            lambda s: node(s, "1.2").update(disqualifier={"vi": "x", "en": "Out if red"}),
            ["Criterion 1.2: ground on which the product is out added: “Out if red”"],
        ),
        (
            lambda s: s["disqualifiers"].pop(0),
            ["Whole sheet: ground on which the dossier is out removed: “Forged dossier”"],
        ),
        (lambda s: s.update(samples=6), ["Whole sheet: Physical samples: “5” became “6”"]),
        (
            lambda s: node(s, "5")["children"].reverse(),
            ["Criterion 5: what stands below it is in another order"],
        ),
        (lambda s: s.update(in_force_from="2030-01-01"), []),
    ],
)
def test_a_change_is_said_in_one_sentence(change, sentences):
    assert differences_in_english(change) == sentences


def test_differences_are_said_in_vietnamese_with_vietnamese_labels():
    changed = document()
    node(changed, "7")["name"] = {"vi": "Độc đáo", "en": "Unique"}
    with override("vi"):
        found = differences(document(), changed)
        assert [label in found[0].text for label in ("“Độc đáo”", "“Tính độc đáo”")] == [True, True]


def test_a_change_in_the_language_that_is_not_shown_is_shown_too():
    def change(sheet):
        node(sheet, "7")["name"]["vi"] = "Khác"

    assert differences_in_english(change) == [
        "Criterion 7: the label “vi: Tính độc đáo; en: Originality” became “vi: Khác; en: Originality”"
    ]


def test_an_option_that_only_changed_place_is_moved_not_removed():
    old = [{"vi": name, "en": name} for name in "abc"]
    assert paired(old, [old[2], old[0], old[1]]) == {0: 1, 1: 2, 2: 0}


def test_a_case_of_an_alternative_is_named():
    def change(sheet):
        node(sheet, "8")["alternatives"][1]["options"][0]["points"] = 2

    assert differences_in_english(change, 26)[0].startswith("Criterion 8, case 2: the points of option 1")


def test_star_bands_are_compared_where_they_are_known():
    with override("en"):
        found = differences(document(), document(), [[5, 90], [4, 70]], [[5, 95], [4, 70]])
    assert [str(each) for each in found] == ["Whole sheet: 5★ from an average of 95 points, before from 90"]


@pytest.mark.parametrize("number", range(1, 27))
def test_nothing_differs_between_equal_sheets(number):
    assert differences(document(number), copy.deepcopy(document(number))) == []


@pytest.mark.parametrize("number", range(1, 26))
def test_the_way_back_names_the_same_places(number):
    there = differences(document(number), document(number + 1))
    back = differences(document(number + 1), document(number))
    assert {each.where for each in there} == {each.where for each in back}
    for language in ("en", "vi"):
        with override(language):
            assert all(str(each) for each in there)


def scalars(value, above=()):
    """Yield the path to every scalar of a document."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from scalars(each, (*above, name))
    elif isinstance(value, list) and value:
        for at, each in enumerate(value):
            yield from scalars(each, (*above, at))
    else:
        yield above


def containers(value, above=()):
    """Yield the path to every non-empty list of a document."""
    if isinstance(value, dict | list):
        if isinstance(value, list) and value:
            yield above
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for name, each in pairs:
            yield from containers(each, (*above, name))


def at(value, way):
    for name in way:
        value = value[name]
    return value


def other(value):
    """Return a value that no sheet has in this place."""
    match value:
        case bool():
            return not value
        case int():
            return value + 1000
        case None:
            return 3
        case list():
            return ["900"]
    return f"{value}9"


@settings(max_examples=300, deadline=None)
@given(number=st.integers(1, 26), data=st.data())
def test_every_single_changed_value_is_named(number, data):
    changed = document(number)
    way = data.draw(st.sampled_from([way for way in scalars(changed) if way != ("in_force_from",)]))
    above = at(changed, way[:-1])
    above[way[-1]] = other(above[way[-1]])
    found = differences(document(number), changed)
    assert found
    if "parts" in way and way[-1] not in ("code", "case"):
        assert {each.where for each in found} == {place_of(document(number), way)}
    with override("en"):
        assert all(each.text for each in found)


@settings(max_examples=200, deadline=None)
@given(number=st.integers(1, 26), data=st.data())
def test_whatever_is_taken_out_or_turned_around_is_named(number, data):
    changed = document(number)
    ways = [way for way in containers(changed) if way != ("parts",)]
    rows = at(changed, data.draw(st.sampled_from(ways)))
    if len(rows) > 1 and rows[0] != rows[-1] and data.draw(st.booleans()):
        rows[0], rows[-1] = rows[-1], rows[0]
    else:
        rows.pop(data.draw(st.integers(0, len(rows) - 1)))
    assert differences(document(number), changed)


def place_of(sheet, way):
    """Return code and case of the node that contains a value."""
    code = case = None
    for end in range(1, len(way)):
        within = at(sheet, way[:end])
        if isinstance(within, dict) and way[end - 2] in (*BRANCHES, "parts"):
            code, case = within.get("code", code), within.get("case")
    return code, case
