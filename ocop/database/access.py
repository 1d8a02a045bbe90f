"""Privileges of the web role in the database; the owner sets them after each migrate.

The web reads and writes rows. It cannot create or change tables, functions or triggers, truncate a table, or disable a
trigger: neither with PostgreSQL's means, which are the owner's, nor with pgtrigger's (`pgtrigger.ignore`). It writes no
history directly, and catalogue entries only through the function that refreshes them. It reads places, their names
and successions, which decide who is responsible for what; only the acts on a PlaceEvent write them, and give an open
account another place. It reads the keys of labels. It cannot write tables with guards under a snapshot older than
what the guards must see. With one database URL the web is the owner, and none of this holds (check ocop.W001).
"""

import dj_database_url
from django.conf import settings
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

# pgtrigger creates this function with each trigger: who can SET its variable could bypass any guard.
ONLY_THE_OWNER_PASSES_TRIGGERS = """
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(current_setting('pgtrigger.ignore', true), '') = '' THEN
        RETURN false;
    END IF;
    RETURN trigger_name::text = ANY (current_setting('pgtrigger.ignore')::text[]) AND pg_has_role((
        SELECT proowner FROM pg_proc WHERE oid = 'public._pgtrigger_should_ignore(name)'::regprocedure), 'USAGE');
END $$;
"""

# Every history table has pghistory's trigger append_only.
HISTORY_IS_WRITTEN_BY_TRIGGERS = """
CREATE OR REPLACE FUNCTION history_is_written_by_triggers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT pg_has_role((SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE') THEN
        RAISE EXCEPTION 'history_is_written_by_triggers' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
DO $$
DECLARE history regclass;
BEGIN
    FOR history IN SELECT tgrelid FROM pg_trigger WHERE tgname LIKE 'pgtrigger\\_append\\_only\\_%'
        AND NOT EXISTS (SELECT FROM pg_trigger made WHERE made.tgrelid = pg_trigger.tgrelid
            AND made.tgname = 'history_is_written_by_triggers')
    LOOP
        EXECUTE format('CREATE TRIGGER history_is_written_by_triggers BEFORE INSERT ON %s FOR EACH STATEMENT'
            ' WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION history_is_written_by_triggers()', history);
    END LOOP;
END $$;
"""

# Under an older snapshot a trigger would not see what others have committed, and would let it pass.
GUARDS_SEE_WHAT_IS_COMMITTED = """
CREATE OR REPLACE FUNCTION guards_see_what_is_committed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
        RAISE EXCEPTION 'guards_see_what_is_committed: rows of % are written in transactions of the level READ COMMITTED'
            ' alone, since its rules must see what others have committed meanwhile', TG_RELID::regclass
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
DO $$
DECLARE guarded regclass;
BEGIN
    FOR guarded IN SELECT DISTINCT tgrelid FROM pg_trigger rule WHERE tgname LIKE 'pgtrigger\\_%'
        AND NOT EXISTS (SELECT FROM pg_trigger other WHERE other.tgrelid = rule.tgrelid
            AND (other.tgname = 'guards_see_what_is_committed' OR other.tgname LIKE 'pgtrigger\\_append\\_only\\_%'))
    LOOP
        EXECUTE format('CREATE TRIGGER guards_see_what_is_committed BEFORE INSERT OR UPDATE OR DELETE ON %s'
            ' FOR EACH STATEMENT EXECUTE FUNCTION guards_see_what_is_committed()', guarded);
    END LOOP;
END $$;
"""

# pghistory adds to the context of a request while it runs; nobody else writes one, or changes who it was.
CONTEXTS_ARE_KEPT = """
CREATE OR REPLACE FUNCTION context_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT pg_has_role((SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE') AND NOT (
        pg_trigger_depth() > 1 AND NEW.id = OLD.id AND NEW.created_at = OLD.created_at
        AND OLD.created_at > now() - interval '10 minutes' AND NEW.metadata @> (jsonb_strip_nulls(OLD.metadata) - 'reason')
    ) THEN
        RAISE EXCEPTION 'context_is_kept' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER context_is_kept BEFORE UPDATE ON pghistory_context
    FOR EACH ROW EXECUTE FUNCTION context_is_kept();
"""

# Runs with its owner's rights, so that nobody else needs to write entries.
ENTRIES_FOLLOW_FROM_THE_REGISTERS = """
ALTER FUNCTION catalogue_refresh(bigint[]) SECURITY DEFINER SET search_path = public, pg_temp;
"""

# An administrator confirms and undoes events, which write the places; nothing else of the web's does.
PLACES_FOLLOW_FROM_EVENTS = """
ALTER FUNCTION place_event_confirm(bigint, bigint, jsonb) SECURITY DEFINER SET search_path = public, pg_temp;
ALTER FUNCTION place_event_undo(bigint, bigint) SECURITY DEFINER SET search_path = public, pg_temp;
ALTER FUNCTION place_event_move_accounts(bigint, bigint, jsonb) SECURITY DEFINER SET search_path = public, pg_temp;
ALTER FUNCTION place_event_move_accounts_back(bigint, bigint) SECURITY DEFINER SET search_path = public, pg_temp;
"""

# {web} is the quoted name of the web role, {database} that of the database. Without temporary tables nobody can shadow a
# table that a trigger reads.
GRANTS = """
REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO {web};
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {web};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {web};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {web};
REVOKE INSERT, UPDATE, DELETE ON django_migrations, ocop_demonstration, ratings_catalogueentry FROM {web};
REVOKE DELETE ON pghistory_context FROM {web};
REVOKE UPDATE, DELETE ON ocop_denial, ocop_paperreading FROM {web};
-- When somebody signs out, that is added.
REVOKE UPDATE, DELETE ON axes_accesslog FROM {web};
GRANT UPDATE (logout_time) ON axes_accesslog TO {web};
REVOKE INSERT, UPDATE, DELETE ON ocop_place, ocop_placename, ocop_succession, ocop_accountmove FROM {web};
REVOKE UPDATE, DELETE ON ocop_placelistcheck FROM {web};
-- Who could make a key could sign labels of stars that nobody recognised.
REVOKE INSERT, UPDATE, DELETE ON ratings_labelkey FROM {web};
-- For locking a place, from which nothing follows: on its coordinates.
GRANT UPDATE (latitude, longitude) ON ocop_place TO {web};
"""
GRANTS_ON_HISTORY = """
DO $$
DECLARE history regclass;
BEGIN
    FOR history IN SELECT tgrelid FROM pg_trigger WHERE tgname LIKE 'pgtrigger\\_append\\_only\\_%'
    LOOP
        EXECUTE format('REVOKE UPDATE, DELETE ON %s FROM {web}', history);
    END LOOP;
END $$;
"""


def web_role() -> str:
    """The web role, or an empty text if it is also the owner."""
    web, owner = (
        dj_database_url.parse(url)["USER"] for url in (settings.DATABASE_URL, settings.DATABASE_OWNER_URL)
    )
    return "" if web == owner else web


def after_migrate(using: str, **kwargs: object) -> None:
    """Set everything anew, in one transaction, so that new tables have the same grants."""
    if "plan" not in kwargs:  # a flush, which changes no schema
        return
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT to_regclass('ocop_paperreading'), to_regprocedure('catalogue_refresh(bigint[])'),"
            " to_regprocedure('place_event_move_accounts_back(bigint, bigint)')"
        )
        if None in cursor.fetchone():  # migrated to an earlier state
            return
        cursor.execute(ONLY_THE_OWNER_PASSES_TRIGGERS)
        cursor.execute(HISTORY_IS_WRITTEN_BY_TRIGGERS)
        cursor.execute(GUARDS_SEE_WHAT_IS_COMMITTED)
        cursor.execute(CONTEXTS_ARE_KEPT)
        cursor.execute(ENTRIES_FOLLOW_FROM_THE_REGISTERS)
        cursor.execute(PLACES_FOLLOW_FROM_EVENTS)
        if role := web_role():
            grant(cursor, role)


def grant(cursor: CursorWrapper, role: str) -> None:
    """Grant a role what the web needs, and nothing else."""
    quote, database = connections["default"].ops.quote_name, cursor.db.settings_dict["NAME"]
    for statements in (GRANTS, GRANTS_ON_HISTORY):
        cursor.execute(statements.format(web=quote(role), database=quote(database)))
