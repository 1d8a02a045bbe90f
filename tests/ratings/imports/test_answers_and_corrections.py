"""What a person answers and corrects in the page of a list."""

import re

import pytest

from products.models import Product, ProductSet
from ratings.imports.corrections import apply_corrections, cell_key
from ratings.imports.listing import read_source_list
from ratings.imports.models import QUESTIONS, RegisterImport
from ratings.imports.questions import question_key
from ratings.imports.reading.file import read_file
from tests import factories as make
from tests.background import queue_held
from tests.ratings.imports import files
from tests.ratings.imports.test_pages import BAD, GOOD, HEAD, kept, upload

pytestmark = pytest.mark.django_db


def test_refused_cells_stand_in_a_form_with_what_is_expected(desk):
    job = kept(desk, GOOD, BAD)
    page = desk.get(f"/en/desk/import/{job.pk}/").content.decode()
    assert 'name="3|B3:producer"' in page
    assert 'name="3|C3:stars" value="7 sao"' in page
    assert "Expected: the name of the producer, at most 250 characters" in page


def test_a_corrected_row_is_planned_again_and_written(desk):
    job = kept(desk, GOOD, BAD)
    desk.post(
        f"/en/desk/import/{job.pk}/answers/",
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
    desk.post(f"/en/desk/import/{job.pk}/answers/", {"3|B3:producer": "HTX B", "3|C3:stars": "7 sao"})
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
    assert desk.post(f"/en/desk/import/{job.pk}/answers/").status_code == 409


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


def test_answers_and_corrections_are_saved_by_one_button(desk):
    head = [*HEAD, "Mã kho hàng"]
    upload(desk, files.xlsx([head, [*GOOD, "K-7"], [*BAD, "K-8"]]))
    job = RegisterImport.objects.get()
    question = next(each for each in job.questions if each["column"])
    page = desk.get(f"/en/desk/import/{job.pk}/").content.decode()
    assert page.count("Save the answers and corrections") == 1
    sent = {question["key"]: "code", "3|B3:producer": "HTX B", "3|C3:stars": "9 sao"}
    desk.post(f"/en/desk/import/{job.pk}/answers/", sent)
    job.refresh_from_db()
    assert (job.answers, job.corrections) == (
        {question["key"]: "code"},
        {"3": {"B3:producer": "HTX B", "C3:stars": "9 sao"}},
    )


def test_what_cannot_be_saved_is_shown_again_with_all_that_was_typed(desk):
    job = kept(desk, GOOD, BAD)
    sent = {"3|B3:producer": "HTX B", "reading": job.readings + 1}
    late = desk.post(f"/en/desk/import/{job.pk}/answers/", sent)
    assert late.status_code == 409
    assert 'name="3|B3:producer" value="HTX B"' in late.content.decode()


def test_a_refused_cell_is_named_by_the_heading_of_its_column(desk):
    job = kept(desk, GOOD, BAD)
    page = " ".join(desk.get(f"/en/desk/import/{job.pk}/").content.decode().split())
    assert "Hạng sao (C3)" in page
    assert "Chủ thể (B3)" in page


def test_the_nearest_names_are_offered_for_a_refused_cell(desk):
    made = ProductSet.objects.get(number=11)
    upload(desk, files.xlsx([[*HEAD, "Bộ sản phẩm"], [*GOOD, f"{made.name_vi} x"]]))
    page = " ".join(desk.get(RegisterImport.objects.get().get_desk_url()).content.decode().split())
    (listed,) = re.findall(r'list="([^"]+)"', page)
    assert f'<option value="11 {made.name_en}">' in page.partition(f'<datalist id="{listed}">')[2]


def test_a_place_that_is_not_found_is_asked_about_once_and_its_cell_stands_behind_that(desk, officer):
    make.commune(province=officer.place, name="Tân Cương")
    upload(desk, files.xlsx([[*HEAD, "Xã"], [*GOOD, "Xã Tân Cươngg"]]))
    page = " ".join(desk.get(RegisterImport.objects.get().get_desk_url()).content.decode().split())
    assert page.count('name="2|D2:commune"') == 1
    before, _summary, after = page.partition("Or write another text for this row alone")
    assert "Answer the question about this place above." in before
    assert 'name="2|D2:commune"' in after


def test_a_cell_that_the_form_did_not_show_is_not_emptied(desk):
    job = kept(desk, GOOD, BAD)
    desk.post(f"/en/desk/import/{job.pk}/answers/", {"3|B3:producer": "HTX B"})
    job.refresh_from_db()
    assert job.corrections == {"3": {"B3:producer": "HTX B"}}
