"""All uploaded lists: none is out of reach because newer ones came."""

import pytest

from ratings.imports.models import RegisterImport
from ratings.imports.reading.file import read_file
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def lists(officer):
    return [
        RegisterImport.objects.create(
            place=officer.place,
            file_name=f"Danh sách {number:02}.xlsx",
            sha256="0" * 64,
            state="previewed" if number else "unreadable",
            counts={"new": number, "refused": 1},
            uploaded_by=officer,
        )
        for number in range(60)
    ]


def test_the_page_of_the_upload_names_the_newest_and_leads_to_all(desk, lists):
    page = desk.get("/en/desk/import/").content.decode()
    assert [f"Danh sách {number:02}.xlsx" in page for number in (59, 54, 53)] == [True, True, False]
    assert "All uploaded lists: 60" in " ".join(page.split())


def test_all_lists_stand_on_pages_newest_first(desk, lists):
    assert [row.pk for row in desk.get("/en/desk/import/lists/?page=2").context["page_obj"]] == [
        each.pk for each in reversed(lists[:10])
    ]


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [("state=unreadable", [0]), ("file_name=danh+s%C3%A1ch+07", [7]), ("since=01/01/2100", [])],
)
def test_lists_are_filtered(desk, lists, asked, numbers):
    shown = desk.get(f"/en/desk/import/lists/?{asked}").context["page_obj"]
    assert [row.pk for row in shown] == [lists[number].pk for number in numbers]


def test_the_list_is_a_file(desk, lists):
    data = b"".join(desk.get("/en/desk/import/lists/list.xlsx?state=unreadable").streaming_content)
    (table,) = read_file(data)
    assert table.rows[0][:4] == ["File", "State", "Rows", "Refused"]
    assert table.rows[1][:4] == ["Danh sách 00.xlsx", "Cannot be read", 1, 1]


def test_nobody_sees_the_lists_of_another_province(client, lists):
    client.force_login(make.user(), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/en/desk/import/lists/").context["page_obj"].paginator.count == 0
