import pytest

from ratings.management.commands.load_sheets import SHEETS
from ratings.sheets.files import nodes, read_folder
from ratings.sheets.open_questions import KINDS, codes_in, questions_of

FILES = {file.document["number"]: file for file in read_folder(SHEETS / "26-2026")}


def questions(number):
    file = FILES[number]
    return questions_of(
        file.open_questions, number, {node["code"]: node["name"]["vi"] for node in nodes(file.document)}
    )


@pytest.mark.parametrize("number", FILES)
def test_every_question_of_a_sheet_has_a_key_of_its_own_a_title_and_an_interpretation(number):
    found = questions(number)
    assert len({each.key for each in found}) == len(found) > 0
    assert {each.kind for each in found} <= set(KINDS)
    assert all(str(each.title) and str(each.interpretation) for each in found)


@pytest.mark.parametrize(
    ("printed", "codes"),
    [
        ("3.1", ("3.1",)),
        ("1.4/1.5", ("1.4", "1.5")),
        ("8, 9, 15", ("8", "9", "15")),
        ("6.x", ("6.1", "6.1.1")),
        ("nhiều", ()),
        ("—", ()),
    ],
)
def test_the_criteria_that_a_question_touches_are_read_from_its_text(printed, codes):
    known = ["1.4", "1.5", "3.1", "6", "6.1", "6.1.1", "8", "9", "15"]
    assert codes_in(printed, known) == codes


@pytest.mark.parametrize(("number", "code"), [(18, "7"), (19, "6"), (20, "6")])
def test_a_question_of_three_sheets_names_the_criterion_of_each(number, code):
    assert [each.codes for each in questions(number) if each.kind == "gates_absent_vs_sibling"] == [(code,)]


@pytest.mark.parametrize("number", range(1, 26))
def test_the_question_on_linkage_touches_the_criterion_on_linkage_alone(number):
    code = "1.4" if number in (5, 9, *range(14, 18), *range(19, 26)) else "1.5"
    assert [each.codes for each in questions(number) if each.printed == "1.4/1.5"] == [(code,)]
