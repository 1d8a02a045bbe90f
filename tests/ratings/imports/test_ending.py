"""Lists are deleted by an officer or after 90 days; who imported one and when stays."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from ocop.files import children
from ocop.values.dates import today
from products.models import Product
from ratings.imports.ending import KEPT, end_old_imports
from ratings.imports.models import ImportState, RegisterImport
from tests.background import queue_held, work_off
from tests.ratings.imports.test_pages import GOOD, kept

pytestmark = pytest.mark.django_db


def delete(desk, job, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        return desk.post(f"/en/desk/import/{job.pk}/delete/", {"reason": "Wrong file"}, follow=True)


def test_a_list_that_was_not_imported_is_deleted_with_its_file(desk, django_capture_on_commit_callbacks):
    job = kept(desk, GOOD)
    response = delete(desk, job, django_capture_on_commit_callbacks)
    assert response.redirect_chain[-1][0] == "/en/desk/import/"
    assert not RegisterImport.objects.exists()
    assert not default_storage.exists(job.file.name)


def test_of_an_imported_list_the_contents_are_deleted(desk, officer, django_capture_on_commit_callbacks):
    job = kept(desk, GOOD)
    desk.post(f"/en/desk/import/{job.pk}/write/")
    page = delete(desk, job, django_capture_on_commit_callbacks).content.decode()
    assert "The file and the rows were deleted on" in page
    left = RegisterImport.objects.get()
    assert (left.rows, left.written, left.answers, left.corrections, left.remarks) == ([], {}, {}, {}, {})
    assert (left.written_by, left.counts["new"], bool(left.file)) == (officer, 1, False)
    assert not default_storage.exists(job.file.name)
    assert Product.objects.count() == 1


def test_what_was_deleted_cannot_be_taken_back(desk, django_capture_on_commit_callbacks):
    job = kept(desk, GOOD)
    desk.post(f"/en/desk/import/{job.pk}/write/")
    delete(desk, job, django_capture_on_commit_callbacks)
    response = desk.post(f"/en/desk/import/{job.pk}/undo/", {"reason": "Wrong file"})
    assert response.status_code == 409
    assert Product.objects.count() == 1


def test_lists_end_after_ninety_days(desk, django_capture_on_commit_callbacks):
    job = kept(desk, GOOD)
    for days, left in ((KEPT, 1), (KEPT + 1, 0)):
        RegisterImport.objects.update(uploaded_at=timezone.now() - timedelta(days=days))
        with django_capture_on_commit_callbacks(execute=True):
            end_old_imports(today())
        assert RegisterImport.objects.count() == left
    assert not default_storage.exists(job.file.name)


def failed(desk):
    """A list whose job has failed for good."""
    with queue_held():
        job = kept(desk, GOOD)
    DBTaskResult.objects.update(status="FAILED", return_value={"en": "The worker ended in the middle of it."})
    return job


def test_a_list_whose_job_failed_says_so_and_is_tried_again(desk):
    job = failed(desk)
    page = desk.get(f"/en/desk/import/{job.pk}/").content.decode()
    assert "The work on this list failed. Nothing was changed by it." in page
    assert "The worker ended in the middle of it." in page
    assert "hx-trigger" not in page
    assert desk.post(f"/en/desk/import/{job.pk}/read/").status_code == 302
    job.refresh_from_db()
    assert (job.state, job.counts["new"]) == (ImportState.PREVIEWED, 1)


def test_a_list_for_which_there_is_no_place_waits_until_others_are_read(desk, monkeypatch):
    with monkeypatch.context() as patch, children.place(), children.place():
        patch.setattr(children, "PATIENCE", 0)
        job = kept(desk, GOOD)
    page = desk.get(f"/en/desk/import/{job.pk}/").content.decode()
    assert (job.state, "failed" in page) == (ImportState.READING, False)
    work_off()
    job.refresh_from_db()
    assert (job.state, job.counts["new"]) == (ImportState.PREVIEWED, 1)


def test_of_a_list_whose_import_failed_the_preview_is_shown_again(desk):
    job = kept(desk, GOOD)
    with queue_held():
        desk.post(f"/en/desk/import/{job.pk}/write/")
    DBTaskResult.objects.update(status="FAILED")
    assert desk.post(f"/en/desk/import/{job.pk}/write/").status_code == 409
    desk.post(f"/en/desk/import/{job.pk}/read/")
    job.refresh_from_db()
    assert (job.state, job.written_by) == (ImportState.PREVIEWED, None)
    desk.post(f"/en/desk/import/{job.pk}/write/")
    assert Product.objects.count() == 1


def test_a_list_whose_job_is_gone_says_that_it_failed(desk):
    job = failed(desk)
    DBTaskResult.objects.all().delete()
    assert "The work on this list failed." in desk.get(f"/en/desk/import/{job.pk}/").content.decode()


def test_a_list_whose_job_failed_is_deleted_by_an_officer_or_after_ninety_days(
    desk, django_capture_on_commit_callbacks
):
    delete(desk, failed(desk), django_capture_on_commit_callbacks)
    assert not RegisterImport.objects.exists()
    failed(desk)
    RegisterImport.objects.update(uploaded_at=timezone.now() - timedelta(days=KEPT + 1))
    end_old_imports(today())
    assert not RegisterImport.objects.exists()


def test_a_list_that_is_worked_on_is_not_ended(desk):
    with queue_held():
        kept(desk, GOOD)
    RegisterImport.objects.update(uploaded_at=timezone.now() - timedelta(days=KEPT + 1))
    end_old_imports(today())
    assert RegisterImport.objects.count() == 1
