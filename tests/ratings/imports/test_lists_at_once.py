"""Two people, or one in two windows, at the same moment on the same list: in real transactions."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from ocop.refusal import RefusedError
from products.models import Product
from ratings.imports import tasks
from ratings.imports.desk import answer_questions, start_import, start_undo
from ratings.imports.models import ImportState, RegisterImport
from tests.background import queue_held, work_off
from tests.ocop.test_work import waiting_in_the_database
from tests.ratings.imports.test_pages import GOOD, kept
from tests.servers import PATIENCE, wait_until

pytestmark = pytest.mark.django_db(transaction=True)


def alone(call):
    """Run in a thread, which hangs up; whether it was refused."""
    try:
        call()
    except RefusedError:
        return True
    finally:
        connection.close()
    return False


def at_once(*calls):
    """Run all at once; return how many were refused."""
    barrier = Barrier(len(calls))

    def run(call):
        barrier.wait(PATIENCE)
        return alone(call)

    with ThreadPoolExecutor(len(calls)) as pool:
        return sum(pool.map(run, calls))


def test_a_list_that_is_sent_four_times_at_once_is_imported_once(desk, officer):
    job = kept(desk, GOOD)
    with queue_held():
        refused = at_once(*[lambda: start_import(RegisterImport.objects.get(pk=job.pk), by=officer)] * 4)
    work_off()
    job.refresh_from_db()
    assert (refused, job.state) == (3, ImportState.WRITTEN)
    assert Product.objects.get().events.count() == 1


def test_of_two_officers_who_answer_at_once_one_is_told_to_look_again(desk, officer):
    job = kept(desk, GOOD)
    with queue_held():
        refused = at_once(
            *(
                lambda value=value: answer_questions(
                    RegisterImport.objects.get(pk=job.pk),
                    {"place-1": value},
                    by=officer,
                    reading=job.readings,
                )
                for value in ("1", "2")
            )
        )
    work_off()
    job.refresh_from_db()
    assert (refused, job.state, len(job.answers)) == (1, ImportState.PREVIEWED, 1)


def test_an_edit_that_is_being_saved_while_the_import_is_taken_back_is_kept(desk, officer):
    job = kept(desk, GOOD)
    desk.post(f"/en/desk/import/{job.pk}/write/")
    with queue_held():
        start_undo(RegisterImport.objects.get(pk=job.pk), by=officer, reason="Wrong list")
    with ThreadPoolExecutor(1) as worker:
        with transaction.atomic():
            Product.objects.update(story="Hái tay")
            undone = worker.submit(alone, lambda: tasks.undo_list.call(job.pk))
            wait_until(waiting_in_the_database)
        undone.result()
    job.refresh_from_db()
    assert (job.state, job.undone_by, Product.objects.get().story) == (ImportState.WRITTEN, None, "Hái tay")
    assert "Chè was changed since." in desk.get(f"/en/desk/import/{job.pk}/").content.decode()


def test_an_edit_that_comes_while_the_import_is_taken_back_finds_nothing(desk, officer):
    job = kept(desk, GOOD)
    desk.post(f"/en/desk/import/{job.pk}/write/")
    with queue_held():
        start_undo(RegisterImport.objects.get(pk=job.pk), by=officer, reason="Wrong list")
    edited = []
    with ThreadPoolExecutor(1) as editor:
        with transaction.atomic():
            tasks.undo_list.call(job.pk)
            edit = editor.submit(
                alone, lambda: edited.append(Product.objects.filter(name="Chè").update(story="Hái tay"))
            )
            wait_until(waiting_in_the_database)
        edit.result()
    job.refresh_from_db()
    assert (job.state, edited, Product.objects.count()) == (ImportState.UNDONE, [0], 0)
