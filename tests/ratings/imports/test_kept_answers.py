"""Answers about producers and products go for later lists of the province too, and can be changed."""

import pytest

from producers.models import Producer
from ratings.imports.models import KeptAnswer, RegisterImport
from ratings.imports.questions import Option, QuestionKind, Questions, answer_hash, question_key
from tests import factories as make
from tests.ratings.imports import files
from tests.ratings.imports.test_pages import HEAD, upload

pytestmark = pytest.mark.django_db
ROW = ["Chè nõn", "HTX nông nghiệp An Bình", ""]
HINT = "Taken from an earlier list of the province"


@pytest.fixture(autouse=True)
def registered(officer):
    """The producer that the list may mean."""
    return make.producer(name="HTX An Bình", place=officer.place)


def listed(desk, *rows):
    upload(desk, files.xlsx([HEAD, *(rows or [ROW])]))
    return RegisterImport.objects.latest("pk")


def answer(desk, job, value):
    key = job.questions[0]["key"]
    desk.post(f"/en/desk/import/{job.pk}/answers/", {key: value})
    job.refresh_from_db()


def test_the_next_list_takes_the_answer_and_shows_where_it_comes_from(desk, registered):
    job = listed(desk)
    assert (job.open_questions, job.counts["asked"]) == (1, 1)
    assert HINT not in desk.get(job.get_desk_url()).content.decode()
    answer(desk, job, str(registered.pk))
    later = listed(desk, ROW, ["Chè đinh", ROW[1], ""])
    assert (later.open_questions, later.counts["new"]) == (0, 2)
    assert HINT in desk.get(later.get_desk_url()).content.decode()
    desk.post(f"/en/desk/import/{later.pk}/write/")
    assert Producer.objects.get() == registered
    assert registered.products.count() == 2


def test_an_answer_from_before_is_changed_by_another(desk, registered):
    answer(desk, listed(desk), str(registered.pk))
    later = listed(desk)
    answer(desk, later, "new")
    assert later.questions[0]["answer"] == "new"
    assert listed(desk).questions[0]["answer"] == "new"
    assert KeptAnswer.objects.count() == 1


def test_nothing_that_is_kept_names_anybody(desk, registered):
    job = listed(desk)
    answer(desk, job, str(registered.pk))
    kept = KeptAnswer.objects.get()
    assert (kept.question, kept.answer) == (job.questions[0]["key"], answer_hash(str(registered.pk)))


def test_lists_of_another_province_are_asked_themselves(desk, client, registered):
    answer(desk, listed(desk), str(registered.pk))
    other = make.user(place=make.province())
    make.producer(name="HTX An Bình", place=other.place)
    client.force_login(other, backend="django.contrib.auth.backends.ModelBackend")
    assert listed(client).open_questions == 1


def test_a_list_is_written_as_its_preview_shows_it(desk, registered):
    job, later = listed(desk), listed(desk)
    assert later.open_questions == 1
    answer(desk, job, str(registered.pk))
    desk.post(f"/en/desk/import/{later.pk}/write/", {"accept_good_rows": "on"})
    later.refresh_from_db()
    assert (later.counts["asked"], registered.products.count()) == (1, 0)


def test_an_answer_that_is_no_option_any_more_is_asked_again():
    key = question_key(QuestionKind.PRODUCER, "an bình")
    questions = Questions({}, {key: answer_hash("7")})
    options = [Option("8", "HTX An Bình"), Option("new", "Another")]
    assert questions.ask(QuestionKind.PRODUCER, "an bình", "Which?", options, is_kept=True) == ""
    assert Questions({}, {key: answer_hash("8")}).ask(QuestionKind.PLACE, "an bình", "Which?", options) == ""
