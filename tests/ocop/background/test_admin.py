"""What an administrator reads of the queue, and does about it."""

import pytest
from bs4 import BeautifulSoup
from django_tasks_db.models import DBTaskResult

from ocop.models import Role
from tests import factories as make
from tests.background import queue_held, work_off
from tests.ocop.background.jobs import note, refuse

pytestmark = pytest.mark.django_db

PAGE = "/en/admin/django_tasks_database/dbtaskresult/"


@pytest.fixture
def administrator(client):
    client.force_login(make.user(Role.ADMINISTRATOR))
    with queue_held():
        yield client


def listed(client, page=PAGE):
    rows = BeautifulSoup(client.get(page).content, "html.parser").select("#result_list tbody tr")
    return [
        [cell.get_text() for cell in row.select(".field-title, .field-status, .field-remark")] for row in rows
    ]


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_nobody_but_an_administrator_sees_the_queue(client, role):
    client.force_login(make.user(role))
    assert client.get(PAGE).status_code == 302
    assert client.post(PAGE, {"action": "run_again"}).status_code == 302


def test_list_says_what_waits_and_what_has_failed_in_the_language_of_the_page(administrator):
    refuse.enqueue(7)
    work_off()
    note.enqueue(8)
    sentence = "This list was written already."
    assert listed(administrator) == [["Note", "Ready", "-"], ["Refuse", "Failed", sentence]]
    in_vietnamese = listed(administrator, PAGE.removeprefix("/en"))
    assert [status for _title, status, _remark in in_vietnamese] == ["Đang chờ", "Thất bại"]


@pytest.mark.ignore_template_errors
def test_page_of_a_job_shows_its_keys_and_neither_changes_nor_deletes_it(administrator):
    note.enqueue(8)
    page = f"{PAGE}{DBTaskResult.objects.get().pk}/"
    assert ">8<" in administrator.get(f"{page}change/").content.decode()
    answers = [
        administrator.post(f"{page}{act}/", {"status": "FAILED"}).status_code for act in ("change", "delete")
    ]
    assert answers == [403, 403]
    assert DBTaskResult.objects.get().status == "READY"


def test_failed_job_is_run_again_with_all_its_attempts_and_no_other(administrator):
    refuse.enqueue(7)
    work_off()
    note.enqueue(8)
    keys = [job.pk for job in DBTaskResult.objects.all()]
    answer = administrator.post(PAGE, {"action": "run_again", "_selected_action": keys}, follow=True)
    assert [str(message) for message in answer.context["messages"]] == [
        "Note: Only a job that has failed is run again."
    ]
    assert {(job.status, len(job.worker_ids)) for job in DBTaskResult.objects.all()} == {("READY", 0)}
