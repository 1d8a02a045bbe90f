"""Where the database cannot answer just now, everybody gets 503, in their language, and nothing is stored."""

from contextlib import contextmanager
from threading import Event, Thread

import psycopg2
import pytest
from django.db import (
    DatabaseError,
    OperationalError,
    connection,
    connections,
    transaction,
)
from django.db.backends.utils import CursorWrapper
from django.test import Client

from ocop.database.limits import COMMAND, WEB, allow, options
from ocop.models import Role, User
from products.models import Product
from tests import factories as make

SAID = {"": "Vui lòng thử lại sau giây lát", "/en": "Please try again in a moment"}
PAGES = [
    "/products/",
    "/desk/",
    "/my/",
    "/accounts/password/",
    "/admin/",
    "/admin/ocop/user/",
    "/nothing-here/",
]


@contextmanager
def failing(error):
    def fail(execute, statement, parameters, many, context):
        raise error

    with connection.execute_wrapper(fail):
        yield


def asking(user=None):
    client = Client(raise_request_exception=False)
    if user:
        client.force_login(user)
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("language", SAID)
@pytest.mark.parametrize("page", PAGES[:-1])
def test_everybody_is_asked_to_try_again_in_their_language(page, language):
    client = asking(make.user(Role.ADMINISTRATOR))
    with failing(OperationalError("canceling statement due to lock timeout")):
        response = client.get(language + page)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert response.headers["Cache-Control"] == "no-store"
    assert SAID[language] in response.content.decode()
    assert "canceling" not in response.content.decode()
    assert f'href="{language}{page}"' in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("language", SAID)
def test_signing_in_is_asked_to_try_again(language):
    user, client = make.user(), asking()
    with failing(OperationalError("the database is gone")):
        response = client.post(f"{language}/accounts/login/", {"username": user.email, "password": "secret"})
    assert (response.status_code, "_auth_user_id" in client.session) == (503, False)
    assert SAID[language] in response.content.decode()


@pytest.mark.django_db
def test_programs_are_told_in_json():
    with failing(OperationalError("gone")):
        response = asking().get("/api/v1/products/")
    assert (response.status_code, list(response.json())) == (503, ["detail"])


# As PostgreSQL names them.
PASSING = {
    "40P01": "deadlock_detected",
    "40001": "serialization_failure",
    "55P03": "lock_not_available",
    "57014": "query_canceled",
    "57P01": "admin_shutdown",
    "53300": "too_many_connections",
    "25P03": "idle_in_transaction_session_timeout",
}
OURS = {"22012": "division_by_zero", "42P01": "undefined_table", "25006": "read_only_sql_transaction"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "code, status", [*((code, 503) for code in PASSING), *((code, 500) for code in OURS)]
)
def test_only_what_may_pass_is_called_passing(code, status):
    raising = f"DO $$ BEGIN RAISE EXCEPTION 'said' USING ERRCODE = '{code}'; END $$"

    def fail(execute, statement, parameters, many, context):
        if statement.startswith("SELECT"):
            return execute(raising, None, False, context)
        return execute(statement, parameters, many, context)

    with connection.execute_wrapper(fail):
        assert asking().get("/en/products/").status_code == status


@pytest.mark.django_db
@pytest.mark.parametrize("cause, status", [(psycopg2.DatabaseError("server closed"), 503), (None, 500)])
def test_an_answer_that_broke_off_may_pass_but_no_error_of_django_itself(cause, status):
    error = DatabaseError("server closed the connection unexpectedly")
    error.__cause__ = cause
    with failing(error):
        assert asking().get("/en/products/").status_code == status


@contextmanager
def elsewhere(statement, *values):
    """Another connection in whose transaction a statement goes on until the end."""
    begun, end = Event(), Event()

    def hold():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            begun.set()
            end.wait()
        connections.close_all()

    thread = Thread(target=hold)
    thread.start()
    begun.wait()
    try:
        yield
    finally:
        end.set()
        thread.join()


@contextmanager
def as_short_as(seconds):
    """The connection of this test with a limit of the web's kinds, but shorter."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{seconds}s'")
    try:
        yield
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_a_row_that_somebody_holds_refuses_the_act_and_stores_nothing():
    product = make.product(name="Chè")
    client = asking(make.officer_of(product))
    edit = f"/en/desk/products/{product.pk}/edit/"
    page = client.get(edit)
    data = {name: value for name, value in page.context["form"].initial.items() if value is not None}
    held = elsewhere("SELECT FROM products_product WHERE id = %s FOR UPDATE", product.pk)
    with held, as_short_as(0.1):
        response = client.post(edit, data | {"name": "Chè khác"})
    assert response.status_code == 503
    assert "Nothing was saved or changed." in response.content.decode()
    assert Product.objects.get().name == "Chè"


@pytest.mark.django_db(transaction=True)
def test_a_sign_in_does_not_wait_for_a_row_for_ever():
    user = make.user()
    with elsewhere("SELECT FROM ocop_user WHERE id = %s FOR UPDATE", user.pk), as_short_as(0.1):
        answer = asking().post("/en/accounts/login/", {"username": user.email, "password": "secret"})
    assert answer.status_code == 503
    assert User.objects.get().last_login is None


@pytest.mark.django_db(transaction=True)
def test_a_transaction_in_which_nothing_is_asked_ends_with_503(monkeypatch):
    with connection.cursor() as cursor:
        cursor.execute("SET idle_in_transaction_session_timeout = '1ms'")
    execute = CursorWrapper.execute

    def after_a_while(self, *arguments):
        if not after_a_while.waited:
            execute(self, "SELECT 1")
            Event().wait(0.5)
            after_a_while.waited = True
        return execute(self, *arguments)

    after_a_while.waited = False
    monkeypatch.setattr(CursorWrapper, "execute", after_a_while)
    assert asking().get("/en/products/").status_code == 503


@pytest.mark.django_db(transaction=True)
def test_limits_are_what_a_connection_says_as_it_begins_and_end_with_a_transaction():
    def limits():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT extract(epoch FROM current_setting(name)::interval)::int FROM unnest(%s) name",
                [list(WEB._fields)],
            )
            return tuple(seconds for (seconds,) in cursor.fetchall())

    assert limits() == COMMAND
    assert options(WEB, "-c search_path=x").endswith(
        "idle_in_transaction_session_timeout=30s -c search_path=x"
    )
    with transaction.atomic():
        allow(WEB)
        assert limits() == WEB
    assert limits() == COMMAND


# The connection ends while the transaction is being stored.
LOST = """
    CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM pg_terminate_backend(pg_backend_pid());
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER lose AFTER INSERT ON axes_accesslog
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lose();
"""
FOUND = "DROP TRIGGER lose ON axes_accesslog; DROP FUNCTION lose();"


@pytest.mark.django_db(transaction=True)
def test_what_may_have_been_stored_is_not_called_lost():
    user = make.user()
    with connection.cursor() as cursor:
        cursor.execute(LOST)
    try:
        answer = asking().post("/en/accounts/login/", {"username": user.email, "password": "secret"})
    finally:
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute(FOUND)
    assert answer.status_code == 503
    assert "Whether it was saved is not known" in answer.content.decode()
    assert "Nothing was saved" not in answer.content.decode()
