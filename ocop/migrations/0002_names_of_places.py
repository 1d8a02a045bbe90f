"""Dated names of places, the events that change places, and the acts that confirm and undo them."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

# Places that are there already were never called otherwise, as far as is known.
NAMES = """
INSERT INTO ocop_placename (place_id, kind, name, valid_from, valid_until)
SELECT id, kind, name, valid_from, valid_until FROM ocop_place ORDER BY id;
-- The indexes that follow want nothing left to be checked at the end.
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""

# Both acts run with their owner's rights (ocop/database/access.py): nobody else writes places. Without a person only the owner
# confirms, for the seed. `changes` are [{"olds": [keys], "news": [{"kind", "name", "code"}]}].
CONFIRM = """
CREATE FUNCTION place_event_by(person bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF NOT (CASE WHEN person IS NULL
        THEN pg_has_role(session_user, (SELECT relowner FROM pg_class WHERE oid = 'ocop_place'::regclass), 'USAGE')
        ELSE EXISTS (SELECT FROM ocop_user WHERE id = person AND role = 'administrator' AND is_active) END)
    THEN
        RAISE EXCEPTION 'place_event_by_an_administrator' USING ERRCODE = 'check_violation';
    END IF;
END $$;
CREATE FUNCTION place_event_confirm(event bigint, person bigint, changes jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    act ocop_placeevent;
    change jsonb;
    became jsonb;
    olds bigint[];
    old ocop_place;
    made bigint;
BEGIN
    PERFORM place_event_by(person);
    SELECT * INTO STRICT act FROM ocop_placeevent WHERE id = event FOR UPDATE;
    IF act.confirmed_at IS NOT NULL OR act.in_force_from > (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date THEN
        RAISE EXCEPTION 'place_event_confirmed_once_in_force' USING ERRCODE = 'check_violation';
    END IF;
    FOR change IN SELECT * FROM jsonb_array_elements(changes) LOOP
        olds := ARRAY(SELECT value::bigint FROM jsonb_array_elements_text(change->'olds'));
        PERFORM FROM ocop_place WHERE id = ANY(olds) ORDER BY id FOR UPDATE;
        SELECT * INTO STRICT old FROM ocop_place WHERE id = olds[1];
        IF EXISTS (SELECT FROM ocop_place WHERE id = ANY(olds) AND (level <> old.level OR valid_until IS NOT NULL
            OR valid_from >= act.in_force_from OR province_id <> act.province_id))
            OR EXISTS (SELECT FROM ocop_placename WHERE place_id = ANY(olds) AND valid_from >= act.in_force_from)
        THEN
            RAISE EXCEPTION 'place_event_of_places_in_force' USING ERRCODE = 'check_violation';
        END IF;
        IF act.kind IN ('rename', 'kind') THEN
            became := change->'news'->0;
            UPDATE ocop_placename SET valid_until = act.in_force_from WHERE place_id = old.id AND valid_until IS NULL;
            INSERT INTO ocop_placename (place_id, kind, name, valid_from, event_id)
            VALUES (old.id, became->>'kind', became->>'name', act.in_force_from, act.id);
            CONTINUE;
        END IF;
        IF old.level = 'province' THEN
            RAISE EXCEPTION 'place_event_keeps_provinces' USING ERRCODE = 'check_violation';
        END IF;
        -- The codes of the former units are free for the new ones.
        UPDATE ocop_place SET valid_until = act.in_force_from WHERE id = ANY(olds);
        FOR became IN SELECT * FROM jsonb_array_elements(change->'news') LOOP
            INSERT INTO ocop_place (code, level, kind, name, parent_id, province_id, valid_from, is_end_exact, latitude, longitude)
            VALUES (became->>'code', old.level, became->>'kind', became->>'name', coalesce(act.goes_to_id, act.province_id),
                coalesce(act.goes_to_id, act.province_id), act.in_force_from, true, old.latitude, old.longitude)
            RETURNING id INTO made;
            INSERT INTO ocop_succession (old_id, new_id, "on", event_id)
            SELECT one, made, act.in_force_from, act.id FROM unnest(olds) one;
        END LOOP;
    END LOOP;
    UPDATE ocop_placeevent SET confirmed_at = now(), confirmed_by_id = person WHERE id = act.id;
END $$;
"""

# What refers to the new places, or came later to the renamed ones, refuses it: by a foreign key, or by name.
UNDO = """
CREATE FUNCTION place_event_undo(event bigint, person bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    act ocop_placeevent;
    named bigint[];
    olds bigint[];
    news bigint[];
BEGIN
    PERFORM place_event_by(person);
    SELECT * INTO STRICT act FROM ocop_placeevent WHERE id = event FOR UPDATE;
    IF act.confirmed_at IS NULL OR act.undone_at IS NOT NULL OR person IS NULL THEN
        RAISE EXCEPTION 'place_event_undone_once_confirmed' USING ERRCODE = 'check_violation';
    END IF;
    named := ARRAY(SELECT place_id FROM ocop_placename WHERE event_id = act.id);
    olds := ARRAY(SELECT DISTINCT old_id FROM ocop_succession WHERE event_id = act.id);
    news := ARRAY(SELECT DISTINCT new_id FROM ocop_succession WHERE event_id = act.id);
    PERFORM FROM ocop_place WHERE id = ANY(named || olds || news) ORDER BY id FOR UPDATE;
    IF EXISTS (SELECT FROM ocop_place WHERE id = ANY(named || news) AND valid_until IS NOT NULL)
        OR EXISTS (SELECT FROM ocop_placename name JOIN ocop_placename own ON own.place_id = name.place_id
            WHERE own.event_id = act.id AND name.valid_from > own.valid_from)
        OR EXISTS (SELECT FROM ocop_placename WHERE place_id = ANY(news) AND event_id IS NOT NULL)
    THEN
        RAISE EXCEPTION 'place_event_undone_while_newest' USING ERRCODE = 'check_violation';
    END IF;
    DELETE FROM ocop_placename WHERE event_id = act.id;
    UPDATE ocop_placename SET valid_until = NULL WHERE place_id = ANY(named) AND valid_until = act.in_force_from;
    DELETE FROM ocop_succession WHERE event_id = act.id;
    DELETE FROM ocop_placename WHERE place_id = ANY(news);
    DELETE FROM ocop_place WHERE id = ANY(news);
    UPDATE ocop_place SET valid_until = NULL WHERE id = ANY(olds);
    UPDATE ocop_placeevent SET undone_at = now(), undone_by_id = person WHERE id = act.id;
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('ocop', '0001_places_and_accounts'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='PlaceEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('rename', 'New name'), ('kind', 'New kind'), ('merger', 'Merger'), ('split', 'Split'), ('transfer', 'Transfer to another province')], max_length=10, verbose_name='what changes')),
                ('resolution', models.CharField(help_text='Its number, such as “237/NQ-UBTVQH16”.', max_length=60, verbose_name='resolution')),
                ('signed_on', models.DateField(blank=True, null=True, verbose_name='signed on')),
                ('in_force_from', models.DateField(verbose_name='in force from')),
                ('units', models.TextField(help_text='One change a line: the units with their kinds (or their codes), an arrow, and what they become. “Xã Dầu Giây → Phường Dầu Giây”; a merger: “Xã A; Xã B → Xã C [12345]”, with the statistics code of the new unit.', max_length=20000, verbose_name='units')),
                ('entered_at', models.DateTimeField(auto_now_add=True, verbose_name='entered at')),
                ('confirmed_at', models.DateTimeField(editable=False, null=True, verbose_name='confirmed at')),
                ('undone_at', models.DateTimeField(editable=False, null=True, verbose_name='undone at')),
            ],
            options={
                'verbose_name': 'change of places',
                'verbose_name_plural': 'changes of places',
                'ordering': ['-in_force_from', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='PlaceEventEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('rename', 'New name'), ('kind', 'New kind'), ('merger', 'Merger'), ('split', 'Split'), ('transfer', 'Transfer to another province')], max_length=10, verbose_name='what changes')),
                ('resolution', models.CharField(help_text='Its number, such as “237/NQ-UBTVQH16”.', max_length=60, verbose_name='resolution')),
                ('signed_on', models.DateField(blank=True, null=True, verbose_name='signed on')),
                ('in_force_from', models.DateField(verbose_name='in force from')),
                ('units', models.TextField(help_text='One change a line: the units with their kinds (or their codes), an arrow, and what they become. “Xã Dầu Giây → Phường Dầu Giây”; a merger: “Xã A; Xã B → Xã C [12345]”, with the statistics code of the new unit.', max_length=20000, verbose_name='units')),
                ('entered_at', models.DateTimeField(auto_now_add=True, verbose_name='entered at')),
                ('confirmed_at', models.DateTimeField(editable=False, null=True, verbose_name='confirmed at')),
                ('undone_at', models.DateTimeField(editable=False, null=True, verbose_name='undone at')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PlaceListCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('checked_at', models.DateTimeField(auto_now_add=True, verbose_name='checked at')),
            ],
            options={
                'verbose_name': 'check of the list of places',
                'verbose_name_plural': 'checks of the list of places',
                'ordering': ['-checked_at'],
            },
        ),
        migrations.CreateModel(
            name='PlaceName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('city', 'Centrally run city'), ('province', 'Province'), ('district', 'District'), ('urban_district', 'Urban district'), ('town', 'District-level town'), ('provincial_city', 'Provincial city'), ('commune', 'Commune'), ('ward', 'Ward'), ('township', 'Township'), ('special_zone', 'Special zone')], max_length=20, verbose_name='kind')),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='from')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='until the end of')),
            ],
            options={
                'verbose_name': 'name of a place',
                'verbose_name_plural': 'names of places',
                'ordering': ['place', models.OrderBy(models.F('valid_from'), nulls_first=True)],
            },
        ),
        migrations.AddField(
            model_name='place',
            name='is_end_exact',
            field=models.BooleanField(default=True, help_text='Otherwise it is missing from the first list of the statistics office after that day.', verbose_name='its end is known to the day'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='place',
            trigger=pgtrigger.compiler.Trigger(name='named_from_the_beginning', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n    INSERT INTO ocop_placename (place_id, kind, name, valid_from, valid_until)\n    SELECT id, kind, name, valid_from, valid_until FROM after;\n    RETURN NULL;\n', hash='fba1d9baef33e54a0b70ee88f08a5ca06346f96d', level='STATEMENT', operation='INSERT', pgid='pgtrigger_named_from_the_beginning_99db8', referencing='REFERENCING NEW TABLE AS after ', table='ocop_place', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='place',
            trigger=pgtrigger.compiler.Trigger(name='names_follow', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    -- The web, which writes no names, locks places by their coordinates.\n    IF NOT EXISTS (SELECT FROM after JOIN before ON before.id = after.id\n        WHERE (after.kind, after.name, after.valid_from, after.valid_until)\n        IS DISTINCT FROM (before.kind, before.name, before.valid_from, before.valid_until))\n    THEN\n        RETURN NULL;\n    END IF;\n    UPDATE ocop_placename named SET kind = after.kind, name = after.name, valid_until = after.valid_until\n    FROM after WHERE named.place_id = after.id AND NOT EXISTS (SELECT FROM ocop_placename later WHERE later.place_id = named.place_id AND later.valid_from > coalesce(named.valid_from, '-infinity'))\n        AND (named.kind, named.name, named.valid_until) IS DISTINCT FROM (after.kind, after.name, after.valid_until);\n    UPDATE ocop_placename named SET valid_from = after.valid_from\n    FROM after JOIN before ON before.id = after.id\n    WHERE named.place_id = after.id AND after.valid_from IS DISTINCT FROM before.valid_from\n        AND named.valid_from IS NOT DISTINCT FROM before.valid_from;\n    RETURN NULL;\n", hash='8c743a3f9440e2f8b4826de464a536467ec5894d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_names_follow_618e9', referencing='REFERENCING OLD TABLE AS before  NEW TABLE AS after ', table='ocop_place', when='AFTER')),
        ),
        migrations.AddField(
            model_name='placeevent',
            name='confirmed_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by'),
        ),
        migrations.AddField(
            model_name='placeevent',
            name='entered_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by'),
        ),
        migrations.AddField(
            model_name='placeevent',
            name='goes_to',
            field=models.ForeignKey(blank=True, help_text='Only for a transfer.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ocop.place', verbose_name='goes to the province'),
        ),
        migrations.AddField(
            model_name='placeevent',
            name='province',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ocop.place', verbose_name='province'),
        ),
        migrations.AddField(
            model_name='placeevent',
            name='undone_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='undone by'),
        ),
        migrations.AddField(
            model_name='succession',
            name='event',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='successions', to='ocop.placeevent', verbose_name='by'),
        ),
        migrations.AddField(
            model_name='placeeventevent',
            name='confirmed_by',
            field=models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by'),
        ),
        migrations.AddField(
            model_name='placeeventevent',
            name='entered_by',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by'),
        ),
        migrations.AddField(
            model_name='placeeventevent',
            name='goes_to',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='Only for a transfer.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ocop.place', verbose_name='goes to the province'),
        ),
        migrations.AddField(
            model_name='placeeventevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='placeeventevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='ocop.placeevent'),
        ),
        migrations.AddField(
            model_name='placeeventevent',
            name='province',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ocop.place', verbose_name='province'),
        ),
        migrations.AddField(
            model_name='placeeventevent',
            name='undone_by',
            field=models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='undone by'),
        ),
        migrations.AddField(
            model_name='placelistcheck',
            name='checked_by',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='checked by'),
        ),
        migrations.AddField(
            model_name='placename',
            name='event',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='names', to='ocop.placeevent', verbose_name='by'),
        ),
        migrations.AddField(
            model_name='placename',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='ocop.place', verbose_name='place'),
        ),
        migrations.AddConstraint(
            model_name='placeevent',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['rename', 'kind', 'merger', 'split', 'transfer'])), name='place_event_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='placeevent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at', None), ('confirmed_by', None)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False)), models.Q(('confirmed_at__isnull', False), ('entered_at__isnull', False), ('entered_by', None)), _connector='OR'), name='place_event_confirmed_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='placeevent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('undone_at', None), ('undone_by', None)), models.Q(('confirmed_at__isnull', False), ('undone_at__isnull', False), ('undone_by__isnull', False)), _connector='OR'), name='place_event_undone_once_confirmed'),
        ),
        migrations.AddConstraint(
            model_name='placeevent',
            constraint=models.CheckConstraint(condition=models.Q(('signed_on', None), ('signed_on__lte', models.F('in_force_from')), _connector='OR'), name='place_event_signed_before_in_force', violation_error_message='A resolution is signed before it is in force.'),
        ),
        migrations.AddConstraint(
            model_name='placeevent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('goes_to__isnull', False), ('kind', 'transfer'), models.Q(('goes_to', models.F('province')), _negated=True)), models.Q(models.Q(('kind', 'transfer'), _negated=True), ('goes_to', None)), _connector='OR'), name='place_event_transfer_has_its_province', violation_error_message='A transfer names another province that the units go to; nothing else names one.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placeevent',
            trigger=pgtrigger.compiler.Trigger(name='count_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.version = OLD.version + 1; RETURN NEW;', hash='12d1e3e634ba95856ffa41d1ba9e37e6d6c7e7c0', operation='UPDATE', pgid='pgtrigger_count_version_30ab0', table='ocop_placeevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placeevent',
            trigger=pgtrigger.compiler.Trigger(name='place_event_by_its_acts', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF ((NEW.confirmed_at, NEW.confirmed_by_id, NEW.undone_at, NEW.undone_by_id)\n            IS DISTINCT FROM (OLD.confirmed_at, OLD.confirmed_by_id, OLD.undone_at, OLD.undone_by_id)\n        AND NOT pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE'))\n        OR (OLD.confirmed_at IS NOT NULL\n            AND (NEW.kind, NEW.resolution, NEW.signed_on, NEW.in_force_from, NEW.province_id, NEW.goes_to_id, NEW.units,\n                NEW.confirmed_at, NEW.confirmed_by_id)\n            IS DISTINCT FROM (OLD.kind, OLD.resolution, OLD.signed_on, OLD.in_force_from, OLD.province_id, OLD.goes_to_id,\n                OLD.units, OLD.confirmed_at, OLD.confirmed_by_id))\n        OR OLD.undone_at IS NOT NULL\n    THEN\n        RAISE EXCEPTION 'place_event_by_its_acts' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='65795e4925ab7822181b71e87ecac9d946193e91', operation='UPDATE', pgid='pgtrigger_place_event_by_its_acts_4c42e', table='ocop_placeevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placeevent',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "ocop_placeeventevent" ("confirmed_at", "confirmed_by_id", "entered_at", "entered_by_id", "goes_to_id", "id", "in_force_from", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "province_id", "resolution", "signed_on", "undone_at", "undone_by_id", "units", "version") VALUES (NEW."confirmed_at", NEW."confirmed_by_id", NEW."entered_at", NEW."entered_by_id", NEW."goes_to_id", NEW."id", NEW."in_force_from", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."province_id", NEW."resolution", NEW."signed_on", NEW."undone_at", NEW."undone_by_id", NEW."units", NEW."version"); RETURN NULL;', hash='104e38c490364b7c3e33acfe2f9298ee4132bb32', operation='INSERT', pgid='pgtrigger_insert_insert_9762b', table='ocop_placeevent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placeevent',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "ocop_placeeventevent" ("confirmed_at", "confirmed_by_id", "entered_at", "entered_by_id", "goes_to_id", "id", "in_force_from", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "province_id", "resolution", "signed_on", "undone_at", "undone_by_id", "units", "version") VALUES (NEW."confirmed_at", NEW."confirmed_by_id", NEW."entered_at", NEW."entered_by_id", NEW."goes_to_id", NEW."id", NEW."in_force_from", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."province_id", NEW."resolution", NEW."signed_on", NEW."undone_at", NEW."undone_by_id", NEW."units", NEW."version"); RETURN NULL;', hash='9e3dad690db8548d9cc42776079b743c6bcfb02e', operation='UPDATE', pgid='pgtrigger_update_update_7776f', table='ocop_placeevent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placeevent',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "ocop_placeeventevent" ("confirmed_at", "confirmed_by_id", "entered_at", "entered_by_id", "goes_to_id", "id", "in_force_from", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "province_id", "resolution", "signed_on", "undone_at", "undone_by_id", "units", "version") VALUES (OLD."confirmed_at", OLD."confirmed_by_id", OLD."entered_at", OLD."entered_by_id", OLD."goes_to_id", OLD."id", OLD."in_force_from", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."province_id", OLD."resolution", OLD."signed_on", OLD."undone_at", OLD."undone_by_id", OLD."units", OLD."version"); RETURN NULL;', hash='cddb1200a24dcc599462933d64e24950232e1c1f', operation='DELETE', pgid='pgtrigger_delete_delete_2b3d7', table='ocop_placeevent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placeeventevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='27e669ca51041e5a4ed6498ea9bec95c37807f43', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_31b5e', table='ocop_placeeventevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='placename',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['city', 'province', 'district', 'urban_district', 'town', 'provincial_city', 'commune', 'ward', 'township', 'special_zone'])), name='place_name_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='placename',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_until', None), ('valid_from__lt', models.F('valid_until')), _connector='OR'), name='place_name_from_before_until'),
        ),
        migrations.AddConstraint(
            model_name='placename',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('place', '='), (models.Func('valid_from', 'valid_until', function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='place_name_one_a_day', violation_error_message='The place has another name on these days.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placename',
            trigger=pgtrigger.compiler.Trigger(name='place_has_its_last_name', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (pg_trigger_depth() = 0)', func="\n    UPDATE ocop_place place SET kind = last.kind, name = last.name FROM ocop_placename last\n    WHERE last.place_id = coalesce(NEW.place_id, OLD.place_id) AND place.id = last.place_id AND NOT EXISTS (SELECT FROM ocop_placename later WHERE later.place_id = last.place_id AND later.valid_from > coalesce(last.valid_from, '-infinity'))\n        AND (place.kind, place.name) IS DISTINCT FROM (last.kind, last.name);\n    RETURN NULL;\n", hash='ff283619df2bb2647f341c54a1e3e1bc1b839475', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_place_has_its_last_name_9620a', table='ocop_placename', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placename',
            trigger=pgtrigger.compiler.Trigger(name='place_named_on_every_day', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n    IF EXISTS (\n        SELECT FROM ocop_place place LEFT JOIN LATERAL (\n            SELECT min(coalesce(valid_from, '-infinity')) AS since, max(coalesce(valid_until, 'infinity')) AS until,\n                count(*) - 1 AS seams, (array_agg(ROW(name.kind, name.name) ORDER BY coalesce(valid_from, '-infinity') DESC))[1]\n                    AS last\n            FROM ocop_placename name WHERE name.place_id = place.id\n        ) named ON true\n        WHERE place.id = coalesce(NEW.place_id, OLD.place_id) AND (\n            (named.since, named.until) IS DISTINCT FROM\n                (coalesce(place.valid_from, '-infinity'), coalesce(place.valid_until, 'infinity'))\n            OR named.last IS DISTINCT FROM ROW(place.kind, place.name)\n            OR named.seams <> (SELECT count(*) FROM ocop_placename one JOIN ocop_placename next\n                ON next.place_id = one.place_id AND next.valid_from = one.valid_until WHERE one.place_id = place.id))\n    ) THEN\n        RAISE EXCEPTION 'place_named_on_every_day' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n", hash='aab763c7c0b22e955f554e275751fe9a1658b74c', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_place_named_on_every_day_fa801', table='ocop_placename', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        migrations.RunSQL(NAMES),
        migrations.RunSQL(CONFIRM),
        migrations.RunSQL(UNDO),
    ]
