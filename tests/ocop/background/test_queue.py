"""A job begins after the transaction that enqueued it, is tried again where it fails, and says in the end why it failed."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult

import ocop.mail.tasks  # noqa: F401 -- which is due by itself
from ocop.background.attempts import bounds
from ocop.background.progress import progress_of
from ocop.background.schedule import enqueue_due
from ocop.models import Mail, NightlyRun, RequestCount
from ocop.operation.nightly import JOBS, forget_jobs
from ocop.operation.tasks import nightly_jobs
from ocop.values.dates import today
from tests import factories as make
from tests.background import work_off
from tests.ocop.background.jobs import cut_short, fail, note, refuse

pytestmark = pytest.mark.django_db


def noted():
    return set(RequestCount.objects.values_list("address", flat=True))


def test_job_of_a_transaction_that_was_rolled_back_never_runs():
    with transaction.atomic():
        note.enqueue(1)
        transaction.set_rollback(True)
    note.enqueue(2)
    work_off()
    assert noted() == {"note 2"}


def test_job_takes_keys_of_rows_and_no_words_that_could_be_personal():
    for arguments, named in ((["Nguyễn Thị Mai"], {}), ([], {"key": 1}), ([[1]], {})):
        with pytest.raises(TypeError, match="takes keys of rows"):
            note.enqueue(*arguments, **named)
    assert not DBTaskResult.objects.exists()


def test_failing_job_is_tried_again_then_has_failed_and_says_why_in_both_languages(caplog):
    fail.enqueue(7)
    seen = []
    for _attempt in range(4):
        work_off()
        seen.append(progress_of(fail, 7))
    assert [each.has_failed for each in seen] == [False, False, True, True]
    assert len(DBTaskResult.objects.get().worker_ids) == 3
    assert seen[-1].sentence == (
        "An error that nobody foresaw (ValueError). The log of the worker says where."
    )
    with override("vi"):
        assert progress_of(fail, 7).sentence != seen[-1].sentence
    # The log has the traceback.
    assert caplog.text.count("ValueError: mai@example.vn") == 3


def test_table_keeps_nothing_of_an_error_that_may_quote_personal_data():
    fail.enqueue(7)
    for _attempt in range(3):
        work_off()
        assert "mai" not in str(DBTaskResult.objects.values().get())


def test_refused_job_is_not_tried_again():
    refuse.enqueue(7)
    work_off()
    state = progress_of(refuse, 7)
    assert (state.has_failed, state.sentence) == (True, "This list was written already.")


def test_progress_is_that_of_the_job_with_these_keys():
    note.enqueue(1)
    assert progress_of(note, 1).is_waiting
    assert progress_of(note, 2) is None


def test_job_that_the_end_of_its_worker_cut_short_is_done_as_if_it_had_not_begun():
    cut_short.enqueue(1)
    work_off()
    done = DBTaskResult.objects.get()
    assert (done.status, done.worker_ids) == ("SUCCESSFUL", ["here"])


def test_what_is_due_is_enqueued_once_until_it_is_done():
    user = make.user()
    Mail.objects.create(address=user.email, kind="reset")
    for _round in range(2):
        enqueue_due()
    titles = [str(bounds(job).title) for job in DBTaskResult.objects.all()]
    assert sorted(titles) == ["Nightly jobs", "Send the mail that waits"]
    work_off()
    enqueue_due()
    assert not DBTaskResult.objects.ready().exists()
    assert set(NightlyRun.objects.filter(day=today()).values_list("job", flat=True)) == set(JOBS)
    assert [message.to for message in mail.outbox] == [[user.email]]


def test_nightly_job_that_fails_is_named_and_tried_again_in_the_next_hour(monkeypatch):
    enqueue_due()
    monkeypatch.setitem(JOBS, "a_broken_one", lambda day: 1 / 0)
    work_off()
    state = progress_of(nightly_jobs)
    assert state.sentence == "Failed, and tried again every hour: a_broken_one (ZeroDivisionError)."
    enqueue_due()
    assert not DBTaskResult.objects.ready().exists()
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(hours=1))
    enqueue_due()
    assert progress_of(nightly_jobs).is_waiting


def test_jobs_that_are_over_are_forgotten_after_thirty_days():
    note.enqueue(1)
    work_off()
    note.enqueue(2)
    DBTaskResult.objects.update(finished_at=timezone.now() - timedelta(days=31))
    forget_jobs(today())
    assert progress_of(note, 1) is None
    assert progress_of(note, 2).is_waiting
