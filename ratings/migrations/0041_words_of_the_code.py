"""Models under the words that the code uses for them. Tables and columns keep their names, so no row changes."""

import django.db.models.deletion
import pgtrigger.migrations
from django.db import migrations, models
from pgtrigger.compiler import Trigger, UpsertTriggerSql

# Functions of the triggers that are replaced: pgtrigger takes a trigger away and leaves its function.
FORMER = """
DROP FUNCTION pgtrigger_append_only_92436();
DROP FUNCTION pgtrigger_count_version_88dbd();
DROP FUNCTION pgtrigger_delete_delete_f5f68();
DROP FUNCTION pgtrigger_dossier_move_is_kept_36157();
DROP FUNCTION pgtrigger_insert_insert_5d106();
DROP FUNCTION pgtrigger_return_answered_is_kept_bf107();
DROP FUNCTION pgtrigger_return_is_kept_bf88c();
DROP FUNCTION pgtrigger_return_item_is_kept_1d345();
DROP FUNCTION pgtrigger_sheet_reading_is_kept_8640e();
DROP FUNCTION pgtrigger_update_update_81184();
"""


class Migration(migrations.Migration):

    dependencies = [
        ("ratings", "0041_import_questions_and_answers"),
    ]

    operations = [
        # Before the models are renamed, so that their tables are not.
        migrations.AlterModelTable("DossierMove", "ratings_dossiermove"),
        migrations.AlterModelTable("Return", "ratings_return"),
        migrations.AlterModelTable("ReturnItem", "ratings_returnitem"),
        migrations.AlterModelTable("SheetReading", "ratings_sheetreading"),
        migrations.AlterModelTable("SheetReadingEvent", "ratings_sheetreadingevent"),
        migrations.RenameModel("DossierMove", "Transition"),
        migrations.RenameModel("Return", "CompletionRequest"),
        migrations.RenameModel("ReturnItem", "CompletionRequestItem"),
        migrations.RenameModel("SheetReading", "SheetInterpretation"),
        migrations.RenameModel("SheetReadingEvent", "SheetInterpretationEvent"),
        migrations.AlterField(
            "completionrequestitem",
            "returned",
            models.ForeignKey(
                db_column="returned_id",
                on_delete=django.db.models.deletion.CASCADE,
                related_name="items",
                to="ratings.completionrequest",
                verbose_name="completion request",
            ),
        ),
        migrations.RenameField("completionrequestitem", "returned", "completion_request"),
        migrations.AlterModelOptions(
            name='completionrequest',
            options={'ordering': ['pk'], 'verbose_name': 'completion request', 'verbose_name_plural': 'completion requests'},
        ),
        migrations.AlterModelOptions(
            name='sheetinterpretation',
            options={'ordering': ['-in_force_from', '-pk'], 'verbose_name': 'interpretation of a sheet', 'verbose_name_plural': 'interpretations of sheets'},
        ),
        migrations.AlterModelOptions(
            name='transition',
            options={'ordering': ['pk'], 'verbose_name': 'transition of a dossier', 'verbose_name_plural': 'transitions of dossiers'},
        ),
        migrations.AlterField(
            model_name='completionrequest',
            name='dossier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='completion_requests', to='ratings.dossier', verbose_name='dossier'),
        ),
        migrations.AlterField(
            model_name='sheetinterpretation',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheet_interpretations', to='ocop.place', verbose_name='province'),
        ),
        migrations.AlterField(
            model_name='sheetinterpretation',
            name='sheet',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='interpretations', to='ratings.sheet', verbose_name='score sheet'),
        ),
        migrations.AlterField(
            model_name='transition',
            name='dossier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transitions', to='ratings.dossier', verbose_name='dossier'),
        ),
        # The name of a model is part of the ids of its triggers.
        pgtrigger.migrations.RemoveTrigger(
            model_name='completionrequest',
            name='return_is_kept',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='completionrequest',
            name='return_answered_is_kept',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='completionrequestitem',
            name='return_item_is_kept',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='sheetinterpretation',
            name='count_version',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='sheetinterpretation',
            name='sheet_reading_is_kept',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='sheetinterpretation',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='sheetinterpretation',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='sheetinterpretation',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='sheetinterpretationevent',
            name='append_only',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='transition',
            name='dossier_move_is_kept',
        ),
        migrations.RunSQL(FORMER, migrations.RunSQL.noop),
        pgtrigger.migrations.AddTrigger(
            model_name='completionrequest',
            trigger=Trigger(name='return_is_kept', sql=UpsertTriggerSql(func="IF (TRUE) AND (TG_OP = 'DELETE' OR (to_jsonb(OLD) - 'answered_by_id' - 'answered_at') IS DISTINCT FROM (to_jsonb(NEW) - 'answered_by_id' - 'answered_at')) THEN RAISE EXCEPTION 'return_is_kept' USING ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);", hash='4e3e036cd85ff955d843984fa3b3263d86daa0fd', operation='UPDATE OR DELETE', pgid='pgtrigger_return_is_kept_6d826', table='ratings_return', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='completionrequest',
            trigger=Trigger(name='return_answered_is_kept', sql=UpsertTriggerSql(func="IF (OLD.answered_at IS NOT NULL) AND (TG_OP = 'DELETE' OR (to_jsonb(OLD)) IS DISTINCT FROM (to_jsonb(NEW))) THEN RAISE EXCEPTION 'return_answered_is_kept' USING ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);", hash='5f9cbd003fd8d4737a0f325610f688b98ab71755', operation='UPDATE OR DELETE', pgid='pgtrigger_return_answered_is_kept_035a8', table='ratings_return', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='completionrequestitem',
            trigger=Trigger(name='return_item_is_kept', sql=UpsertTriggerSql(func="IF (TRUE) AND (TG_OP = 'DELETE' OR (to_jsonb(OLD)) IS DISTINCT FROM (to_jsonb(NEW))) THEN RAISE EXCEPTION 'return_item_is_kept' USING ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);", hash='0f55a08734e603d26972f6dab66cdae30fbdda41', operation='UPDATE OR DELETE', pgid='pgtrigger_return_item_is_kept_0fbeb', table='ratings_returnitem', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sheetinterpretation',
            trigger=Trigger(name='count_version', sql=UpsertTriggerSql(func='NEW.version = OLD.version + 1; RETURN NEW;', hash='84327110d0ef89af0d90e0fad700f4e1cba0e973', operation='UPDATE', pgid='pgtrigger_count_version_ea7be', table='ratings_sheetreading', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sheetinterpretation',
            trigger=Trigger(name='sheet_reading_is_kept', sql=UpsertTriggerSql(func="IF (TRUE) AND (TG_OP = 'DELETE' OR (to_jsonb(OLD) - 'in_force_until' - 'version') IS DISTINCT FROM (to_jsonb(NEW) - 'in_force_until' - 'version')) THEN RAISE EXCEPTION 'sheet_reading_is_kept' USING ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);", hash='4dc73fc14c5c72c87cdf98ec74f69b914dc783fe', operation='UPDATE OR DELETE', pgid='pgtrigger_sheet_reading_is_kept_ef9c9', table='ratings_sheetreading', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sheetinterpretation',
            trigger=Trigger(name='insert_insert', sql=UpsertTriggerSql(func='INSERT INTO "ratings_sheetreadingevent" ("id", "in_force_from", "in_force_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "question", "reason", "recorded_at", "recorded_by_id", "sheet_id", "text", "version") VALUES (NEW."id", NEW."in_force_from", NEW."in_force_until", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_id", NEW."question", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."sheet_id", NEW."text", NEW."version"); RETURN NULL;', hash='9ccfd1e3e763c5c1486a7a76214201ff9cb47874', operation='INSERT', pgid='pgtrigger_insert_insert_7c418', table='ratings_sheetreading', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sheetinterpretation',
            trigger=Trigger(name='update_update', sql=UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "ratings_sheetreadingevent" ("id", "in_force_from", "in_force_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "question", "reason", "recorded_at", "recorded_by_id", "sheet_id", "text", "version") VALUES (NEW."id", NEW."in_force_from", NEW."in_force_until", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id", NEW."question", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."sheet_id", NEW."text", NEW."version"); RETURN NULL;', hash='14c508939b98e953a224160619b4027df1d3567b', operation='UPDATE', pgid='pgtrigger_update_update_bed8a', table='ratings_sheetreading', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sheetinterpretation',
            trigger=Trigger(name='delete_delete', sql=UpsertTriggerSql(func='INSERT INTO "ratings_sheetreadingevent" ("id", "in_force_from", "in_force_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "question", "reason", "recorded_at", "recorded_by_id", "sheet_id", "text", "version") VALUES (OLD."id", OLD."in_force_from", OLD."in_force_until", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place_id", OLD."question", OLD."reason", OLD."recorded_at", OLD."recorded_by_id", OLD."sheet_id", OLD."text", OLD."version"); RETURN NULL;', hash='10f6bf960f7a38dcb1492ae5f7e6b89872bbaf3a', operation='DELETE', pgid='pgtrigger_delete_delete_5702b', table='ratings_sheetreading', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sheetinterpretationevent',
            trigger=Trigger(name='append_only', sql=UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b180e41e440abe8910a52db376aa085fb97e6e54', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_cccd8', table='ratings_sheetreadingevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='transition',
            trigger=Trigger(name='dossier_move_is_kept', sql=UpsertTriggerSql(func="IF (TRUE) AND (TG_OP = 'DELETE' OR (to_jsonb(OLD)) IS DISTINCT FROM (to_jsonb(NEW))) THEN RAISE EXCEPTION 'dossier_move_is_kept' USING ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);", hash='2a7f6efb6672af26c40f07ad5b7babdf212a0e01', operation='UPDATE OR DELETE', pgid='pgtrigger_dossier_move_is_kept_05dc6', table='ratings_dossiermove', when='BEFORE')),
        ),
    ]
