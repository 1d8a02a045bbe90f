"""The two probes."""

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder


def test_healthz_answers_without_the_database(client):
    response = client.get("/healthz")  # without the mark django_db any query would fail
    assert (response.status_code, response.json()) == (200, {"ready": True})
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_readyz_says_ready_when_the_database_is_migrated(client):
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (200, {"ready": True})


@pytest.mark.django_db
def test_readyz_names_pending_migrations(client):
    MigrationRecorder.Migration.objects.filter(app="ratings").delete()
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (503, {"ready": False, "missing": "migrations"})


@pytest.mark.django_db
def test_readyz_names_a_database_that_does_not_answer(client):
    def out_of_order(execute, statement, parameters, many, context):
        raise OperationalError("out of order")

    with connection.execute_wrapper(out_of_order):
        response = client.get("/readyz")
    assert (response.status_code, response.json()) == (503, {"ready": False, "missing": "database"})


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_probes_set_no_cookie_and_follow_no_redirect_to_https(client, settings, address):
    settings.SECURE_SSL_REDIRECT = True
    response = client.get(address)
    assert response.status_code == 200
    assert response.cookies == {}
