import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ratings.management.commands.load_sheets import SHEETS
from tests import factories as make

pytestmark = pytest.mark.django_db
FILES = sorted((SHEETS / "26-2026").glob("[0-9]*.json"))


def selects(queries):
    return sum(query["sql"].startswith("SELECT") for query in queries)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_sheet_is_public_in_the_shape_of_its_file(client, path):
    document = json.loads(path.read_text())
    found = client.get(f"/api/v1/sheets/26-2026/{document['number']}/").json()
    about = found.pop("about")
    assert found == document
    assert set(about) == {
        "version",
        "in_force_until",
        "published_at",
        "source",
        "star_bands",
        "errata",
        "open",
    }


def test_a_sheet_says_which_misprints_were_mended_and_why(client):
    about = client.get("/api/v1/sheets/26-2026/4/").json()["about"]
    assert [(entry["criterion"], entry["corrected"]) for entry in about["errata"]] == [("1.2", 0), ("7", 3)]
    assert all(entry["reason"] for entry in about["errata"])


def test_a_sheet_takes_three_queries_and_is_not_sent_twice(client):
    with CaptureQueriesContext(connection) as queries:
        response = client.get("/api/v1/sheets/26-2026/11/")
    assert selects(queries) == 3
    assert not response.cookies
    again = client.get("/api/v1/sheets/26-2026/11/", headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304


def test_an_unknown_sheet_is_not_found_and_not_kept(client):
    response = client.get("/api/v1/sheets/26-2026/27/")
    assert response.status_code == 404
    assert response["Cache-Control"] == "no-store"


def test_the_list_names_all_sheets_in_one_query(client, settings):
    with CaptureQueriesContext(connection) as queries:
        sheets = client.get("/api/v1/sheets/").json()
    assert selects(queries) == 1
    assert [sheet["number"] for sheet in sheets] == list(range(1, 27))
    assert sheets[10]["url"] == f"{settings.SITE_URL}/api/v1/sheets/26-2026/11/?version=1"


def test_an_older_version_stays_at_its_own_address_and_a_draft_has_none(client):
    new = make.sheet_version(samples=6)
    make.sheet_draft(samples=7)
    address = make.sheet().get_absolute_url().partition("?")[0]
    told = [client.get(address + query).json().get("samples") for query in ("", "?version=1", "?version=2")]
    assert told == [6, 5, 6]
    assert client.get(new.get_absolute_url()).json()["about"]["version"] == 2
    assert [client.get(f"{address}?version={n}").status_code for n in ("3", "x", "²")] == [404, 404, 404]
