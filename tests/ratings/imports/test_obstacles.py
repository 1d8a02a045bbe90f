"""What is open before an import: its page offers no button that can only be refused, and links to what is to be done."""

import pytest
from django.urls import reverse

from producers.models import Producer
from ratings.imports.models import RegisterImport
from tests.ratings.imports import files
from tests.ratings.imports.test_pages import BAD, GOOD, HEAD, kept, upload

pytestmark = pytest.mark.django_db


def page_of(desk, job):
    return " ".join(desk.get(job.get_desk_url()).content.decode().split())


def with_a_hidden_row(desk):
    """Upload a list with a hidden row: whether it is read is asked about the whole list."""
    upload(desk, files.xlsx([HEAD, GOOD, ["Mật ong", "HTX B", ""]], hidden=[2]))
    return RegisterImport.objects.get()


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["Chè", "HTX A", ""]], "Import 1 new row"),
        ([["Chè", "HTX A", ""], ["Miến", "HTX A", ""]], "Import 2 new rows"),
    ],
)
def test_the_button_says_what_happens(desk, rows, said):
    job = kept(desk, *rows)
    assert f'<button class="button">{said}</button>' in page_of(desk, job)


def test_rows_that_would_be_left_out_are_linked_beside_the_button(desk):
    page = page_of(desk, job := kept(desk, ["Chè", "HTX A", ""], BAD))
    assert f'<a href="/en/desk/import/{job.pk}/#refused">Refused rows: 1</a>' in page
    assert '<button class="button">Import 1 new row</button>' in page


def test_a_list_without_a_row_to_write_has_no_button(desk):
    job = kept(desk, BAD)
    page = page_of(desk, job)
    assert "There is nothing to write yet: no row can be written as it stands." in page
    assert f'<a href="/en/desk/import/{job.pk}/#refused">Refused rows: 1</a>' in page
    assert reverse("desk-import-write", args=[job.pk]) not in page


def test_an_open_question_about_the_whole_list_stands_there_instead_of_the_button(desk):
    job = with_a_hidden_row(desk)
    page = page_of(desk, job)
    link = f'<a href="/en/desk/import/{job.pk}/?questions=1#id_{job.questions[0]["key"]}">'
    assert "Nothing of the list is written before 1 question about the whole list is answered." in page
    assert link in page
    assert f'id="id_{job.questions[0]["key"]}"' in page
    assert reverse("desk-import-write", args=[job.pk]) not in page


def test_a_refused_import_links_to_the_question(desk):
    job = with_a_hidden_row(desk)
    response = desk.post(reverse("desk-import-write", args=[job.pk]))
    page = response.content.decode()
    assert response.status_code == 409
    assert f"?questions=1#id_{job.questions[0]['key']}" in page
    assert '<button class="button">Import' not in page
    assert not Producer.objects.exists()


def test_the_page_of_a_refused_import_leads_back_to_the_list_when_it_is_opened_again(desk):
    job = kept(desk, GOOD)
    response = desk.get(reverse("desk-import-write", args=[job.pk]))
    assert (response.status_code, response.url) == (302, f"{job.get_desk_url()}#write")
