"""The web's role reads and writes rows; all else in the database is its owner's."""

from contextlib import closing

import pghistory.models
import pgtrigger
import psycopg2
import pytest
from django.apps import apps
from django.core import checks
from django.db import IntegrityError, ProgrammingError, connection, transaction

from ocop.database.access import web_role
from ocop.models import Demonstration, User
from tests import factories as make
from tests.servers import database_url

pytestmark = pytest.mark.django_db

OWNERS = {
    "make a table": "CREATE TABLE more (id int)",
    "make a table that hides another": "CREATE TEMPORARY TABLE ratings_result (id int)",
    "make a schema": "CREATE SCHEMA more",
    "make a function": "CREATE FUNCTION more() RETURNS int LANGUAGE sql RETURN 1",
    "make another function of a trigger": "CREATE OR REPLACE FUNCTION fold(s text) RETURNS text LANGUAGE sql RETURN s",
    "add a column": "ALTER TABLE ratings_result ADD COLUMN more int",
    "drop a constraint": "ALTER TABLE ratings_result DROP CONSTRAINT ratings_result_pkey",
    "switch the triggers of a table off": "ALTER TABLE ratings_answer DISABLE TRIGGER USER",
    "switch all triggers off": "SET session_replication_role = replica",
    "drop a trigger": "DROP TRIGGER catalogue_note_insert ON ratings_recognition",
    "add a trigger": "CREATE TRIGGER more BEFORE INSERT ON ratings_answer EXECUTE FUNCTION catalogue_note_insert()",
    "empty a table": "TRUNCATE ratings_answer",
    "empty a history": "TRUNCATE ocop_userevent",
    "become the owner": "SET ROLE ocop",
    "become the owner for a session": "SET SESSION AUTHORIZATION ocop",
    "make itself greater": "ALTER ROLE ocop_web CREATEROLE",
    "set a sequence back": "SELECT setval('ratings_recognition_id_seq', 1)",
    "say that a migration was done": "INSERT INTO django_migrations (app, name, applied) VALUES ('a', 'b', now())",
    "mark a demonstration": "INSERT INTO ocop_demonstration VALUES (1, now())",
    "change a history": "UPDATE ocop_userevent SET pgh_label = 'other'",
    "delete from a history": "DELETE FROM ocop_userevent",
    "delete who did something and why": "DELETE FROM pghistory_context",
    "change a denied attempt": "UPDATE ocop_denial SET status = 404",
    "delete a denied attempt": "DELETE FROM ocop_denial",
    "change who opened a paper": "UPDATE ocop_paperreading SET user_id = 1",
    "delete who opened a paper": "DELETE FROM ocop_paperreading",
    "change who signed in": "UPDATE axes_accesslog SET username = 'x'",
    "delete who signed in": "DELETE FROM axes_accesslog",
    "give a star in the lists alone": "UPDATE ratings_catalogueentry SET stars = 5",
    "say that one province came after another": 'INSERT INTO ocop_succession (old_id, new_id, "on") VALUES (1, 2, now())',
    "move a commune to another province": "UPDATE ocop_place SET province_id = 1",
    "give a place another name": "UPDATE ocop_placename SET name = 'x'",
    "move an account with its unit": "INSERT INTO ocop_accountmove (event_id, user_id, old_id, new_id) VALUES (1, 1, 1, 2)",
    "take the check of the list of places back": "DELETE FROM ocop_placelistcheck",
    "make a key of labels": "INSERT INTO ratings_labelkey VALUES (9, repeat('A', 43), now(), NULL, '')",
    "let a key of labels count again": "UPDATE ratings_labelkey SET revoked_at = NULL, revoked_because = ''",
    "take a key of labels away": "DELETE FROM ratings_labelkey",
}


@pytest.fixture(scope="module")
def web(django_db_setup):
    """A connection of the web's own."""
    with closing(psycopg2.connect(database_url())) as it:
        it.autocommit = True
        yield it


@pytest.fixture
def as_web(db):
    """Run a statement in the test's transaction as the web's role would; its rows, if it has any."""

    def run(statement, *values):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {web_role()}")
            cursor.execute(statement, values)
            rows = cursor.fetchall() if cursor.description else None
            cursor.execute("RESET ROLE")
            return rows

    return run


@pytest.mark.parametrize("statement", OWNERS.values(), ids=OWNERS.keys())
def test_web_may_not(web, statement):
    with web.cursor() as cursor, pytest.raises(psycopg2.errors.InsufficientPrivilege):
        cursor.execute(statement)


def test_web_reads_every_table_and_uses_every_sequence(web):
    with web.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND CASE c.relkind"
            " WHEN 'r' THEN NOT has_table_privilege(c.oid, 'SELECT')"
            " WHEN 'S' THEN NOT has_sequence_privilege(c.oid, 'USAGE') END"
        )
        assert cursor.fetchall() == []


def test_web_writes_every_table_but_those_of_its_owner(web):
    with web.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
            " AND NOT has_table_privilege(oid, 'INSERT')"
        )
        assert {name for (name,) in cursor.fetchall()} == {
            "django_migrations",
            "ocop_accountmove",
            "ocop_demonstration",
            "ocop_place",
            "ocop_placename",
            "ocop_succession",
            "ratings_catalogueentry",
            "ratings_labelkey",
        }


def test_history_of_what_the_web_writes_is_written_by_triggers(as_web):
    place = make.province()
    as_web("UPDATE ocop_place SET latitude = 10 WHERE id = %s", place.pk)
    user = make.user(place=place)
    as_web("UPDATE ocop_user SET full_name = 'Other' WHERE id = %s", user.pk)
    assert list(user.events.order_by("pgh_id").values_list("pgh_label", flat=True)) == ["insert", "update"]


@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
def test_web_writes_nothing_that_has_rules_under_an_older_snapshot(web, level):
    with web.cursor() as cursor:
        for table in ("ratings_answer", "ratings_decisionitem", "products_product", "producers_producer"):
            with pytest.raises(psycopg2.errors.CheckViolation, match="guards_see_what_is_committed"):
                cursor.execute(f"BEGIN ISOLATION LEVEL {level}; DELETE FROM {table} WHERE id = -1")
            cursor.execute("ROLLBACK")


def test_every_table_with_rules_is_written_on_what_is_committed():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'guards_see_what_is_committed'"
        )
        found = {name for (name,) in cursor.fetchall()}
    assert found == {
        model._meta.db_table
        for model in apps.get_models()
        if getattr(model._meta, "triggers", [])
        and not model._meta.proxy
        and not issubclass(model, pghistory.models.Event)
    }


def test_who_did_something_is_not_written_anew(as_web):
    user = make.user(place=make.province())
    key = "11111111-1111-1111-1111-111111111111"
    setting = "SELECT set_config('pghistory.context_id', %s, true), set_config('pghistory.context_metadata', %s, true)"
    rename = "UPDATE ocop_user SET full_name = %s WHERE id = %s"
    as_web(setting, key, '{"user": 1, "reason": "A"}')
    as_web(rename, "Other", user.pk)
    as_web(setting, key, '{"user": 1, "reason": "B", "url": "/x/"}')
    as_web(rename, "Third", user.pk)
    with pytest.raises(IntegrityError, match="context_is_kept"):
        as_web("UPDATE pghistory_context SET metadata = '{}'")
    as_web(setting, key, '{"user": 2, "reason": "B", "url": "/x/"}')
    with pytest.raises(IntegrityError, match="context_is_kept"):
        as_web(rename, "Fourth", user.pk)
    kept = [event.pgh_context.metadata for event in user.events.order_by("pgh_id").exclude(pgh_context=None)]
    assert kept == [{"user": 1, "reason": "B", "url": "/x/"}] * 2


def test_web_locks_a_place_which_it_does_not_write(as_web):
    place = make.province()
    assert as_web("SELECT id FROM ocop_place WHERE id = %s FOR UPDATE", place.pk) == [(place.pk,)]


def test_web_writes_no_history_by_hand(as_web):
    with pytest.raises(IntegrityError, match="history_is_written_by_triggers"):
        as_web(
            "INSERT INTO ocop_userevent (pgh_created_at, pgh_label, id, email, full_name, office, role, is_active,"
            " pgh_obj_id) VALUES ('2020-01-01', 'insert', 1, 'a@b', 'A', '', 'producer', true, 1)"
        )


def test_every_table_of_history_is_written_by_triggers_only():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'history_is_written_by_triggers'"
        )
        found = {name for (name,) in cursor.fetchall()}
    assert found == {
        model._meta.db_table for model in apps.get_models() if issubclass(model, pghistory.models.Event)
    }


def test_web_passes_no_trigger_by_the_variable_of_pgtrigger(as_web):
    user = make.user(place=make.province())
    name = next(trigger for trigger in User._meta.triggers if trigger.name == "update_update")
    as_web("SELECT set_config('pgtrigger.ignore', %s, true)", "{" + name.get_pgid(User) + "}")
    as_web("UPDATE ocop_user SET full_name = 'Other' WHERE id = %s", user.pk)
    assert user.events.filter(full_name="Other").exists()


def test_owner_may_pass_a_trigger_by_the_variable_of_pgtrigger():
    user = make.user(place=make.province())
    with pgtrigger.ignore("ocop.User:update_update"):
        User.objects.filter(pk=user.pk).update(full_name="Other")
    assert not user.events.filter(full_name="Other").exists()


def test_products_that_the_web_writes_are_entered_into_the_catalogue(as_web):
    product = make.product()
    as_web("UPDATE products_product SET name = 'Trà xanh' WHERE id = %s", product.pk)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT words @@ 'xanh' FROM ratings_catalogueentry WHERE product_id = %s", [product.pk]
        )
        assert cursor.fetchone() == (True,)


def test_database_is_no_demonstration_until_its_owner_marks_it(as_web):
    tell = "SELECT is_demonstration(), writes_demonstration()"
    assert (Demonstration.is_marked(), as_web(tell)) == (False, [(False, False)])
    Demonstration.mark()
    Demonstration.mark()
    assert (Demonstration.is_marked(), as_web(tell)) == (True, [(True, False)])
    with connection.cursor() as cursor:
        cursor.execute(tell)
        assert cursor.fetchone() == (True, True)


def test_web_neither_marks_a_demonstration_nor_takes_the_mark_away(as_web):
    Demonstration.mark()
    for statement in ("DELETE FROM ocop_demonstration", "UPDATE ocop_demonstration SET since = now()"):
        with pytest.raises(ProgrammingError, match="permission denied"):
            as_web(statement)


def test_deployment_check_says_that_web_and_owner_are_one(settings):
    found = [each.id for each in checks.run_checks(include_deployment_checks=True)]
    assert "ocop.W001" not in found
    settings.DATABASE_URL = settings.DATABASE_OWNER_URL
    found = [each.id for each in checks.run_checks(include_deployment_checks=True)]
    assert "ocop.W001" in found
