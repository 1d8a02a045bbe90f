"""Columns that a person matches with a field: remembered for the province, shown, never in silence where a star hangs on it."""

import re

import pytest
from django.test import Client

from products.models import Product
from ratings.decisions.models import StarClaim
from ratings.imports.models import ColumnMatch, ImportState, RegisterImport
from ratings.imports.questions import QuestionKind, question_key
from tests import factories as make
from tests.background import queue_held, work_off
from tests.ratings.imports import files
from tests.ratings.imports.test_pages import upload

pytestmark = pytest.mark.django_db
STORE = question_key(QuestionKind.COLUMN, "ma kho hang")
CLASS = question_key(QuestionKind.COLUMN, "xep loai chung")


def uploaded(desk, *more, cells):
    upload(desk, files.xlsx([["Tên sản phẩm", "Chủ thể", *more], ["Chè", "HTX A", *cells]]))
    return RegisterImport.objects.first()


def answer(desk, job, key, field):
    response = desk.post(f"/en/desk/import/{job.pk}/answers/", {key: field}, follow=True)
    job.refresh_from_db()
    return response.content.decode()


def test_a_match_is_remembered_for_the_province_used_by_the_next_list_and_shown(desk, officer):
    answer(desk, uploaded(desk, "Mã kho hàng", cells=["12"]), STORE, "code")
    match = ColumnMatch.objects.get()
    assert (match.place, match.heading, match.field, match.matched_by) == (
        officer.place,
        "Mã kho hàng",
        "code",
        officer,
    )
    second = uploaded(desk, "MÃ KHO HÀNG:", cells=["13"])
    assert [each["key"] for each in second.questions] == []
    page = desk.get(second.get_desk_url()).content.decode()
    assert f"Column “Mã kho hàng” = Product code, as {officer} matched it on" in " ".join(page.split())
    desk.post(f"/en/desk/import/{second.pk}/write/")
    assert Product.objects.get().code == "13"


def test_a_match_is_forgotten_on_the_page_of_a_list_which_then_asks(desk):
    job = uploaded(desk, "Mã kho hàng", cells=["12"])
    answer(desk, job, STORE, "code")
    desk.post(f"/en/desk/import/{job.pk}/forget/", {"heading": "ma kho hang"})
    job.refresh_from_db()
    assert not ColumnMatch.objects.exists()
    assert [(each["key"], each["answer"]) for each in job.questions] == [(STORE, "")]
    assert job.answers == {}


def test_matches_of_the_province_stand_where_lists_are_uploaded_and_are_removed_there(desk, officer):
    make.column_match(matched_by=officer, heading="Tên hàng hóa")
    foreign = make.column_match(heading="Cột nơi khác")
    page = desk.get("/en/desk/import/").content.decode()
    assert ("Tên hàng hóa" in page, "Cột nơi khác" in page) == (True, False)
    assert desk.post(f"/en/desk/import/columns/{foreign.pk}/forget/").status_code == 404
    desk.post(f"/en/desk/import/columns/{ColumnMatch.objects.get(place=officer.place).pk}/forget/")
    assert [match.heading for match in ColumnMatch.objects.all()] == ["Cột nơi khác"]


def test_a_match_is_not_used_in_another_province(desk, client):
    answer(desk, uploaded(desk, "Mã kho hàng", cells=["12"]), STORE, "code")
    other = Client()
    other.force_login(make.user(), backend="django.contrib.auth.backends.ModelBackend")
    assert [each["key"] for each in uploaded(other, "Mã kho hàng", cells=["12"]).questions] == [STORE]


def test_a_match_with_stars_is_asked_about_in_each_list(desk):
    answer(desk, uploaded(desk, "Xếp loại chung", cells=["3 sao"]), CLASS, "stars")
    second = uploaded(desk, "Xếp loại chung", cells=["4 sao"])
    (asked,) = second.questions
    assert (asked["key"], asked["answer"], asked["holds_all"]) == (CLASS, "", True)
    assert "For another list the answer was: Stars." in asked["text"]
    assert desk.post(f"/en/desk/import/{second.pk}/write/").status_code == 409
    answer(desk, second, CLASS, "stars")
    assert desk.post(f"/en/desk/import/{second.pk}/write/").status_code == 302
    assert Product.objects.get().star_claims.get().stars == 4


@pytest.mark.parametrize("field", ["remark", "none"])
def test_a_column_that_holds_stars_is_asked_about_whatever_it_was_matched_with(desk, field):
    answer(desk, uploaded(desk, "Xếp loại chung", cells=["tốt"]), CLASS, field)
    asked = uploaded(desk, "Xếp loại chung", cells=["4 sao"]).questions
    assert [(each["key"], each["answer"], each["holds_all"]) for each in asked] == [(CLASS, "", True)]
    assert uploaded(desk, "Xếp loại chung", cells=["khá"]).questions == []


def test_what_is_matched_after_the_preview_changes_nothing_of_it(desk, officer):
    job = uploaded(desk, "Mã kho hàng", cells=["12"])
    make.column_match(matched_by=officer, heading="Mã kho hàng")
    desk.post(f"/en/desk/import/{job.pk}/write/")
    job.refresh_from_db()
    assert (job.state, Product.objects.get().name) == (ImportState.WRITTEN, "Chè")


def test_a_column_that_was_matched_with_nothing_is_left_out_and_says_so(desk):
    answer(desk, uploaded(desk, "Mã kho hàng", cells=["12"]), STORE, "none")
    page = desk.get(uploaded(desk, "Mã kho hàng", cells=["13"]).get_desk_url()).content.decode()
    assert "It is not imported, as was chosen before." in page


def test_of_two_officers_who_answer_one_after_the_other_the_second_is_sent_to_look(desk, officer):
    job = uploaded(desk, "Xếp loại chung", cells=["4 sao"])
    answers = f"/en/desk/import/{job.pk}/answers/"
    colleague = Client()
    colleague.force_login(make.user(place=officer.place), backend="django.contrib.auth.backends.ModelBackend")
    with queue_held():
        assert desk.post(answers, {CLASS: "stars", "reading": job.readings}).status_code == 302
        late = colleague.post(answers, {CLASS: "remark", "reading": job.readings})
        assert (late.status_code, "is being worked on" in late.content.decode()) == (409, True)
    work_off()
    late = colleague.post(answers, {CLASS: "remark", "reading": job.readings})
    page = " ".join(late.content.decode().split())
    assert (late.status_code, "Somebody has answered or corrected something" in page) == (409, True)
    assert re.findall(r'value="(\w+)"[^>]* selected', page) == ["remark"]
    job.refresh_from_db()
    assert job.answers == {CLASS: "stars"}
    assert f'name="reading" value="{job.readings}"' in page


def test_a_list_whose_headings_are_all_unknown_is_read_once_a_person_has_said_what_they_are(desk):
    head = ["TT", "Tên mặt hàng", "Hộ làm ra", "Xếp hạng chung"]
    upload(desk, files.xlsx([head, [1, "Chè xanh", "HTX A", "3 sao"], [2, "Mật ong", "HTX B", "4 sao"]]))
    job = RegisterImport.objects.get()
    (read,) = job.questions
    assert read["options"] == [
        ["line 0", "Line 1: TT | Tên mặt hàng | Hộ làm ra | Xếp hạng chung"],
        ["line 1", "Line 2: 1 | Chè xanh | HTX A | 3 sao"],
        ["read", "None of these lines: the table has no headings. Read it"],
        ["leave_out", "Do not read the table"],
    ]
    answer(desk, job, read["key"], "line 0")
    asked = {each["heading"]: each["key"] for each in job.questions if each["heading"]}
    assert list(asked) == head[1:]
    fields = dict(zip(asked.values(), ["name", "producer", "stars"], strict=True))
    desk.post(f"/en/desk/import/{job.pk}/answers/", fields)
    desk.post(f"/en/desk/import/{job.pk}/write/")
    assert [claim.stars for claim in StarClaim.objects.order_by("pk")] == [3, 4]
    upload(desk, files.xlsx([head[:3], [1, "Miến", "HTX A"]]))
    second = RegisterImport.objects.first()
    assert (second.questions, second.counts["new"]) == ([], 1)


def test_a_list_without_a_row_is_not_imported(desk):
    upload(desk, files.xlsx([["Mặt hàng", "Hộ", "Nơi"], ["Chè xanh", "HTX A", "Yên Cư"]]))
    job = RegisterImport.objects.get()
    response = desk.post(f"/en/desk/import/{job.pk}/write/")
    said = "Nothing of the list is written before 1 question about the whole list is answered"
    assert (response.status_code, said in response.content.decode()) == (409, True)
