"""What a person answers and corrects in the page of a list."""

import pytest

from products.models import Product
from ratings.imports.corrections import apply_corrections, cell_key
from ratings.imports.listing import read_source_list
from ratings.imports.models import QUESTIONS, RegisterImport
from ratings.imports.questions import question_key
from ratings.imports.reading.file import read_file
from tests.background import queue_held
from tests.ratings.imports import files
from tests.ratings.imports.test_pages import BAD, GOOD, HEAD, kept

pytestmark = pytest.mark.django_db


def test_refused_cells_stand_in_a_form_with_what_is_expected(desk):
    job = kept(desk, GOOD, BAD)
    page = desk.get(f"/en/desk/import/{job.pk}/").content.decode()
    assert 'name="3|B3:producer"' in page
    assert 'name="3|C3:stars" value="7 sao"' in page
    assert "expected: the name of the producer, at most 250 characters" in page


def test_a_corrected_row_is_planned_again_and_written(desk):
    job = kept(desk, GOOD, BAD)
    desk.post(
        f"/en/desk/import/{job.pk}/corrections/",
        {"3|B3:producer": "HTX B", "3|C3:stars": "4 sao"},
        follow=True,
    )
    job.refresh_from_db()
    assert job.corrections == {"3": {"B3:producer": "HTX B", "C3:stars": "4 sao"}}
    assert (job.counts["new"], job.counts["refused"]) == (2, 0)
    desk.post(f"/en/desk/import/{job.pk}/write/")
    product = Product.objects.get(name="Mật ong")
    assert (product.producer.name, product.star_claims.get().stars) == ("HTX B", 4)


def test_cells_that_nobody_changed_are_no_corrections(desk):
    job = kept(desk, GOOD, BAD)
    desk.post(f"/en/desk/import/{job.pk}/corrections/", {"3|B3:producer": "HTX B", "3|C3:stars": "7 sao"})
    job.refresh_from_db()
    assert job.corrections == {"3": {"B3:producer": "HTX B"}}
    assert job.counts["refused"] == 1


def test_a_cell_that_is_emptied_is_empty():
    rows = read_source_list(read_file(files.xlsx([HEAD, GOOD]))).rows
    apply_corrections(rows, {"2": {cell_key("C2", "stars"): ""}})
    assert rows[0].values == {"name": "Chè", "producer": "HTX A"}


def test_a_correction_of_another_cell_changes_nothing():
    rows = read_source_list(read_file(files.xlsx([HEAD, GOOD]))).rows
    apply_corrections(
        rows, {"2": {cell_key("D2", "stars"): "5 sao"}, "9": {cell_key("C9", "stars"): "5 sao"}}
    )
    assert rows[0].values["stars"] == "3 sao"


def test_a_written_list_takes_no_corrections_and_no_answers(desk):
    job = kept(desk, GOOD)
    desk.post(f"/en/desk/import/{job.pk}/write/")
    for step in ("corrections", "answers"):
        assert desk.post(f"/en/desk/import/{job.pk}/{step}/").status_code == 409


def test_an_answer_is_stored_under_its_question(desk):
    job = kept(desk, GOOD)
    key = question_key("place", "xã a")
    question = {"key": key, "kind": "place", "text": "Which?", "detail": "", "answer": "", "rows": ["2"]}
    RegisterImport.objects.update(questions=[{**question, "options": [["1", "Xã A"], ["2", "Xã B"]]}])
    page = desk.get(f"/en/desk/import/{job.pk}/").content.decode()
    assert "1 question is open." in page
    assert f'name="{key}" value="2"' in page
    assert desk.post(f"/en/desk/import/{job.pk}/answers/", {key: "3"}).status_code == 200
    assert desk.post(f"/en/desk/import/{job.pk}/answers/", {key: "2"}).status_code == 302
    job.refresh_from_db()
    assert job.answers == {key: "2"}


def with_questions(job, count):
    """Give a list this number of questions."""
    options = [["1", "Xã A"], ["2", "Xã B"]]
    asked = {
        "kind": "place",
        "detail": "",
        "answer": "",
        "rows": ["2"],
        "holds_all": False,
        "options": options,
    }
    questions = [{**asked, "key": f"place-{number}", "text": f"Which, {number}?"} for number in range(count)]
    RegisterImport.objects.filter(pk=job.pk).update(questions=questions)


def test_questions_stand_on_pages_and_each_page_is_answered(desk):
    job = kept(desk, GOOD)
    with_questions(job, QUESTIONS + 2)
    first = desk.get(f"/en/desk/import/{job.pk}/").content.decode()
    assert (f"Which, {QUESTIONS - 1}?" in first, f"Which, {QUESTIONS}?" in first) == (True, False)
    assert "1 to 30 of 32" in first
    second = desk.get(f"/en/desk/import/{job.pk}/?questions=2").content.decode()
    assert ("Which, 0?" in second, f"Which, {QUESTIONS}?" in second) == (False, True)
    answers = f"/en/desk/import/{job.pk}/answers/?questions=2"
    with queue_held():
        assert desk.post(answers, {f"place-{QUESTIONS}": "1"}).status_code == 302
    job.refresh_from_db()
    assert job.answers == {f"place-{QUESTIONS}": "1"}


def test_a_cell_that_the_form_did_not_show_is_not_emptied(desk):
    job = kept(desk, GOOD, BAD)
    desk.post(f"/en/desk/import/{job.pk}/corrections/", {"3|B3:producer": "HTX B"})
    job.refresh_from_db()
    assert job.corrections == {"3": {"B3:producer": "HTX B"}}
