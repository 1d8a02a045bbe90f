"""The day since which a place has its name, beside it; changes of places are no records of the desk."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

SINCE = """
UPDATE ocop_place place SET named_since = last.since FROM (
    SELECT place_id, max(valid_from) AS since FROM ocop_placename GROUP BY place_id HAVING count(*) > 1
) last WHERE place.id = last.place_id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('ocop', '0002_names_of_places'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='placeevent',
            name='count_version',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='placeevent',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='placeevent',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='placeevent',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='placename',
            name='place_has_its_last_name',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='placename',
            name='place_named_on_every_day',
        ),
        migrations.RemoveField(
            model_name='placeevent',
            name='version',
        ),
        migrations.RemoveField(
            model_name='placeeventevent',
            name='version',
        ),
        migrations.AddField(
            model_name='place',
            name='named_since',
            field=models.DateField(editable=False, null=True, verbose_name='called so from'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placeevent',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "ocop_placeeventevent" ("confirmed_at", "confirmed_by_id", "entered_at", "entered_by_id", "goes_to_id", "id", "in_force_from", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "province_id", "resolution", "signed_on", "undone_at", "undone_by_id", "units") VALUES (NEW."confirmed_at", NEW."confirmed_by_id", NEW."entered_at", NEW."entered_by_id", NEW."goes_to_id", NEW."id", NEW."in_force_from", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."province_id", NEW."resolution", NEW."signed_on", NEW."undone_at", NEW."undone_by_id", NEW."units"); RETURN NULL;', hash='c9125a09e6cd858d85707d8482bb764b716a79f1', operation='INSERT', pgid='pgtrigger_insert_insert_9762b', table='ocop_placeevent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placeevent',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "ocop_placeeventevent" ("confirmed_at", "confirmed_by_id", "entered_at", "entered_by_id", "goes_to_id", "id", "in_force_from", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "province_id", "resolution", "signed_on", "undone_at", "undone_by_id", "units") VALUES (NEW."confirmed_at", NEW."confirmed_by_id", NEW."entered_at", NEW."entered_by_id", NEW."goes_to_id", NEW."id", NEW."in_force_from", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."province_id", NEW."resolution", NEW."signed_on", NEW."undone_at", NEW."undone_by_id", NEW."units"); RETURN NULL;', hash='ad9b10160f67c39634a2039e99a67c0a90a833df', operation='UPDATE', pgid='pgtrigger_update_update_7776f', table='ocop_placeevent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placeevent',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "ocop_placeeventevent" ("confirmed_at", "confirmed_by_id", "entered_at", "entered_by_id", "goes_to_id", "id", "in_force_from", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "province_id", "resolution", "signed_on", "undone_at", "undone_by_id", "units") VALUES (OLD."confirmed_at", OLD."confirmed_by_id", OLD."entered_at", OLD."entered_by_id", OLD."goes_to_id", OLD."id", OLD."in_force_from", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."province_id", OLD."resolution", OLD."signed_on", OLD."undone_at", OLD."undone_by_id", OLD."units"); RETURN NULL;', hash='4a539c1872fe3a80769861145b830405d45c7b2a', operation='DELETE', pgid='pgtrigger_delete_delete_2b3d7', table='ocop_placeevent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placename',
            trigger=pgtrigger.compiler.Trigger(name='place_has_its_last_name', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (pg_trigger_depth() = 0)', func="\n    UPDATE ocop_place place SET kind = last.kind, name = last.name, named_since = last.since FROM (\n        SELECT named.*, CASE WHEN EXISTS (SELECT FROM ocop_placename earlier WHERE earlier.place_id = named.place_id\n            AND earlier.id <> named.id) THEN named.valid_from END AS since\n        FROM ocop_placename named WHERE named.place_id = coalesce(NEW.place_id, OLD.place_id) AND NOT EXISTS (SELECT FROM ocop_placename later WHERE later.place_id = named.place_id AND later.valid_from > coalesce(named.valid_from, '-infinity'))\n    ) last\n    WHERE place.id = last.place_id\n        AND (place.kind, place.name, place.named_since) IS DISTINCT FROM (last.kind, last.name, last.since);\n    RETURN NULL;\n", hash='6fd35590b8253a1a7230b557c91d5e3c1a3ef54d', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_place_has_its_last_name_9620a', table='ocop_placename', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placename',
            trigger=pgtrigger.compiler.Trigger(name='place_named_on_every_day', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n    IF EXISTS (\n        SELECT FROM ocop_place place LEFT JOIN LATERAL (\n            SELECT min(coalesce(valid_from, '-infinity')) AS since, max(coalesce(valid_until, 'infinity')) AS until,\n                count(*) - 1 AS seams, max(coalesce(valid_from, '-infinity')) AS begins,\n                (array_agg(ROW(name.kind, name.name) ORDER BY coalesce(valid_from, '-infinity') DESC))[1] AS last\n            FROM ocop_placename name WHERE name.place_id = place.id\n        ) named ON true\n        WHERE place.id = coalesce(NEW.place_id, OLD.place_id) AND (\n            (named.since, named.until) IS DISTINCT FROM\n                (coalesce(place.valid_from, '-infinity'), coalesce(place.valid_until, 'infinity'))\n            OR named.last IS DISTINCT FROM ROW(place.kind, place.name)\n            OR coalesce(place.named_since, '-infinity')\n                <> CASE WHEN named.seams > 0 THEN named.begins ELSE '-infinity' END\n            OR named.seams <> (SELECT count(*) FROM ocop_placename one JOIN ocop_placename next\n                ON next.place_id = one.place_id AND next.valid_from = one.valid_until WHERE one.place_id = place.id))\n    ) THEN\n        RAISE EXCEPTION 'place_named_on_every_day' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n", hash='6dc94066d19059919e15b81b745adced2467c7d8', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_place_named_on_every_day_fa801', table='ocop_placename', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        migrations.RunSQL(SINCE),
    ]
