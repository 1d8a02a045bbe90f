"""Accounts move with the unit that a resolution ends, and back when that is undone; drafts of changes can be deleted."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

# Both run with their owner's rights (ocop/database/access.py). `moves` are [{"account", "old", "new"}]: every account at the
# former units, in the transaction that confirms the event.
MOVE = """
CREATE FUNCTION place_event_move_accounts(event bigint, person bigint, moves jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    act ocop_placeevent;
BEGIN
    PERFORM place_event_by(person);
    SELECT * INTO STRICT act FROM ocop_placeevent WHERE id = event FOR UPDATE;
    IF act.confirmed_at IS DISTINCT FROM now() OR act.undone_at IS NOT NULL THEN
        RAISE EXCEPTION 'place_event_moves_as_it_is_confirmed' USING ERRCODE = 'check_violation';
    END IF;
    INSERT INTO ocop_accountmove (event_id, user_id, old_id, new_id)
    SELECT act.id, account.id, came.old_id, came.new_id
    FROM jsonb_to_recordset(moves) AS moved (account bigint, old bigint, new bigint)
    JOIN ocop_user account ON account.id = moved.account AND account.place_id = moved.old
    JOIN ocop_succession came ON came.event_id = act.id AND came.old_id = moved.old AND came.new_id = moved.new;
    UPDATE ocop_user account SET place_id = move.new_id FROM ocop_accountmove move
    WHERE move.event_id = act.id AND move.user_id = account.id;
    IF EXISTS (SELECT FROM ocop_user account JOIN ocop_succession came ON came.old_id = account.place_id
        WHERE came.event_id = act.id)
    THEN
        RAISE EXCEPTION 'place_event_moves_every_account' USING ERRCODE = 'check_violation';
    END IF;
END $$;
CREATE FUNCTION place_event_move_accounts_back(event bigint, person bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    act ocop_placeevent;
BEGIN
    PERFORM place_event_by(person);
    SELECT * INTO STRICT act FROM ocop_placeevent WHERE id = event FOR UPDATE;
    IF act.confirmed_at IS NULL OR act.undone_at IS NOT NULL OR person IS NULL OR EXISTS (
        SELECT FROM ocop_accountmove move JOIN ocop_user account ON account.id = move.user_id
        WHERE move.event_id = act.id AND account.place_id IS DISTINCT FROM move.new_id)
    THEN
        RAISE EXCEPTION 'place_event_moves_back_what_it_moved' USING ERRCODE = 'check_violation';
    END IF;
    UPDATE ocop_user account SET place_id = move.old_id FROM ocop_accountmove move
    WHERE move.event_id = act.id AND move.user_id = account.id;
    DELETE FROM ocop_accountmove WHERE event_id = act.id;
END $$;
"""
BACK = """
DROP FUNCTION place_event_move_accounts(bigint, bigint, jsonb);
DROP FUNCTION place_event_move_accounts_back(bigint, bigint);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('ocop', '0003_names_since'),
    ]

    operations = [
        migrations.CreateModel(
            name='AccountMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': 'move of an account',
                'verbose_name_plural': 'moves of accounts',
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='placeevent',
            name='place_event_by_its_acts',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='user',
            name='account_opened_by_two',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placeevent',
            trigger=pgtrigger.compiler.Trigger(name='place_event_by_its_acts', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF TG_OP = 'DELETE' THEN\n        IF OLD.confirmed_at IS NOT NULL THEN\n            RAISE EXCEPTION 'place_event_by_its_acts' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN OLD;\n    END IF;\n    IF ((NEW.confirmed_at, NEW.confirmed_by_id, NEW.undone_at, NEW.undone_by_id)\n            IS DISTINCT FROM (OLD.confirmed_at, OLD.confirmed_by_id, OLD.undone_at, OLD.undone_by_id)\n        AND NOT pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE'))\n        OR (OLD.confirmed_at IS NOT NULL\n            AND (NEW.kind, NEW.resolution, NEW.signed_on, NEW.in_force_from, NEW.province_id, NEW.goes_to_id, NEW.units,\n                NEW.confirmed_at, NEW.confirmed_by_id)\n            IS DISTINCT FROM (OLD.kind, OLD.resolution, OLD.signed_on, OLD.in_force_from, OLD.province_id, OLD.goes_to_id,\n                OLD.units, OLD.confirmed_at, OLD.confirmed_by_id))\n        OR OLD.undone_at IS NOT NULL\n    THEN\n        RAISE EXCEPTION 'place_event_by_its_acts' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='055fc71a0b6d0abb4a6b1b8eb8867b7ddff62e88', operation='UPDATE OR DELETE', pgid='pgtrigger_place_event_by_its_acts_4c42e', table='ocop_placeevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='account_opened_by_two', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF TG_OP = 'INSERT' THEN\n        -- Only the console, which runs as the tables' owner, makes an account with which somebody can sign in at once.\n        IF NEW.confirmed_by_id IS NOT NULL OR (NEW.is_active AND NOT pg_has_role(\n            current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE'))\n        THEN\n            RAISE EXCEPTION 'account_opened_by_two' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    END IF;\n    IF (OLD.changed_by_id IS NOT NULL AND NEW.changed_by_id IS NULL)\n        OR (NOT OLD.is_active AND OLD.confirmed_by_id IS NULL AND NEW.changed_by_id <> OLD.changed_by_id\n            AND NEW.confirmed_by_id IS DISTINCT FROM NEW.changed_by_id)\n        OR (NEW.is_active AND (NEW.email, NEW.role) IS DISTINCT FROM (OLD.email, OLD.role))\n        OR (NEW.is_active AND NEW.place_id IS DISTINCT FROM OLD.place_id AND NOT (\n            pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE')\n            AND EXISTS (SELECT FROM ocop_accountmove WHERE user_id = NEW.id\n                AND (OLD.place_id, NEW.place_id) IN ((old_id, new_id), (new_id, old_id)))))\n        OR (NEW.is_active AND NOT OLD.is_active AND NOT EXISTS (\n            SELECT FROM ocop_user other WHERE other.id = NEW.confirmed_by_id AND other.id <> OLD.changed_by_id\n                AND other.id <> NEW.id AND other.role = 'administrator' AND other.is_active))\n    THEN\n        RAISE EXCEPTION 'account_opened_by_two' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='29a8bda262a5d75c6498a225dde8f687eeade07c', operation='INSERT OR UPDATE', pgid='pgtrigger_account_opened_by_two_fb941', table='ocop_user', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='accountmove',
            name='event',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='ocop.placeevent', verbose_name='by'),
        ),
        migrations.AddField(
            model_name='accountmove',
            name='new',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss_to', to='ocop.place', verbose_name='new place'),
        ),
        migrations.AddField(
            model_name='accountmove',
            name='old',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss_from', to='ocop.place', verbose_name='former place'),
        ),
        migrations.AddField(
            model_name='accountmove',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='account_moves', to=settings.AUTH_USER_MODEL, verbose_name='user'),
        ),
        migrations.AddConstraint(
            model_name='accountmove',
            constraint=models.UniqueConstraint(fields=('event', 'user'), name='account_move_once'),
        ),
        migrations.RunSQL(MOVE, BACK),
    ]
