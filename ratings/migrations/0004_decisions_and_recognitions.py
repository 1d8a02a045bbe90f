"""Decisions, recognitions, imports of registers, claims, sealed packages and anchors."""

import datetime
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.functions
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.utils.timezone

from django.conf import settings
from django.db import migrations, models
from pgtrigger.compiler import Trigger, UpsertTriggerSql


class Migration(migrations.Migration):

    replaces = [
        ('ratings', '0004_code_half'),
        ('ratings', '0009_last_day'),
        ('ratings', '0010_extension'),
        ('ratings', '0011_withdrawal_and_handing_back'),
        ('ratings', '0013_signing_and_upgrades'),
        ('ratings', '0019_recorded_decisions'),
        ('ratings', '0023_recorded_replaces_none_issued'),
        ('ratings', '0025_name_the_last_day'),
        ('ratings', '0029_recorded_of_its_authority'),
        ('ratings', '0030_decisions_kept'),
        ('ratings', '0031_one_decision_of_its_kind_at_a_time'),
        ('ratings', '0032_history_of_more'),
        ('ratings', '0033_decisions_sent_back'),
        ('ratings', '0035_what_is_kept_of_ended_rows'),
    ]

    dependencies = [
        ('ratings', '0003_scoring'),
    ]

    operations = [
        migrations.CreateModel(
            name='RegisterImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(max_length=200, verbose_name='list')),
                ('file_name', models.CharField(max_length=200, verbose_name='file name')),
                ('sha256', models.CharField(max_length=64)),
                ('state', models.CharField(choices=[('previewed', 'Looked at only'), ('written', 'Imported')], default='previewed', max_length=10, verbose_name='state')),
                ('counts', models.JSONField(default=dict, verbose_name='rows by status')),
                ('remarks', models.JSONField(default=dict, verbose_name='remarks on the list')),
                ('rows', models.JSONField(default=list, verbose_name='rows')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='uploaded at')),
                ('written_at', models.DateTimeField(blank=True, null=True, verbose_name='imported at')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ocop.place', verbose_name='province')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
                ('written_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='imported by')),
            ],
            options={
                'verbose_name': 'import of a list',
                'verbose_name_plural': 'imports of lists',
                'ordering': ['-uploaded_at', '-pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('state__in', ['previewed', 'written'])), name='import_state_known'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state', 'previewed'), ('written_at', None), ('written_by', None)), models.Q(('state', 'written'), ('written_at__isnull', False), ('written_by__isnull', False)), _connector='OR'), name='import_written_by_and_at'),
                ],
                'triggers': [
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_registerimportevent" ("file_name", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "state", "uploaded_at", "uploaded_by_id", "written_at", "written_by_id") VALUES (NEW."file_name", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_id", NEW."state", NEW."uploaded_at", NEW."uploaded_by_id", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                        hash='6a169c6ef047800522927f94469c60a0c4bc683b', operation='INSERT', pgid='pgtrigger_insert_insert_648e4', table='ratings_registerimport', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD."file_name" IS DISTINCT FROM (NEW."file_name") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."place_id" IS DISTINCT FROM (NEW."place_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."uploaded_at" IS DISTINCT FROM (NEW."uploaded_at") OR OLD."uploaded_by_id" IS DISTINCT FROM (NEW."uploaded_by_id") OR OLD."written_at" IS DISTINCT FROM (NEW."written_at") OR OLD."written_by_id" IS DISTINCT FROM (NEW."written_by_id"))',
                        func='INSERT INTO "ratings_registerimportevent" ("file_name", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "state", "uploaded_at", "uploaded_by_id", "written_at", "written_by_id") VALUES (NEW."file_name", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id", NEW."state", NEW."uploaded_at", NEW."uploaded_by_id", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                        hash='5fa6040128880e36347d8e367ef2085abca7b5e4', operation='UPDATE', pgid='pgtrigger_update_update_904bf', table='ratings_registerimport', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_registerimportevent" ("file_name", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "state", "uploaded_at", "uploaded_by_id", "written_at", "written_by_id") VALUES (OLD."file_name", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place_id", OLD."state", OLD."uploaded_at", OLD."uploaded_by_id", OLD."written_at", OLD."written_by_id"); RETURN NULL;',
                        hash='e0aacfb5fa51d2af32c22b6f3beafeafb6ce2a37', operation='DELETE', pgid='pgtrigger_delete_delete_fa647', table='ratings_registerimport', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='RegisterImportEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('file_name', models.CharField(max_length=200, verbose_name='file name')),
                ('state', models.CharField(choices=[('previewed', 'Looked at only'), ('written', 'Imported')], default='previewed', max_length=10, verbose_name='state')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='uploaded at')),
                ('written_at', models.DateTimeField(blank=True, null=True, verbose_name='imported at')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='ratings.registerimport')),
                ('place', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ocop.place', verbose_name='province')),
                ('uploaded_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
                ('written_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='imported by')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='39e471db70bec8e5cdc756adf2668b89902408ff', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_be2d1', table='ratings_registerimportevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('file', models.FileField(blank=True, help_text='PDF with the signatures, up to 20 MB. Only people in charge can open it.', max_length=200, verbose_name='signed document')),
                ('file_name', models.CharField(blank=True, editable=False, max_length=200, verbose_name='file name')),
                ('file_sha256', models.CharField(blank=True, editable=False, max_length=64)),
                ('attached_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='attached at')),
                ('kind', models.CharField(choices=[('recognise', 'Recognition'), ('approve', 'Approval of the result for the ministry'), ('refuse', 'Refusal'), ('evaluate', 'Own evaluation of what was handed back'), ('extend', 'Extension'), ('withdraw', 'Withdrawal'), ('correct', 'Correction')], max_length=10, verbose_name='kind')),
                ('origin', models.CharField(choices=[('issued', 'Issued here'), ('recorded', 'Recorded from a signed decision')], max_length=10, verbose_name='origin')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='number')),
                ('signed_on', models.DateField(blank=True, null=True, verbose_name='signed on')),
                ('signatory', models.CharField(blank=True, max_length=200, verbose_name="signatory's office")),
                ('content', models.JSONField(blank=True, default=dict, editable=False, verbose_name='content as prepared')),
                ('prepared_at', models.DateTimeField(auto_now_add=True, verbose_name='prepared at')),
                ('issued_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='issued at')),
                ('attached_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='attached by')),
                ('issued_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='issued by')),
                ('place', models.ForeignKey(blank=True, help_text='Empty for the ministry.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='ocop.place', verbose_name='authority of')),
                ('prepared_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='prepared by')),
                ('recorded_as', models.CharField(blank=True, choices=[('proposed', 'Waits for a second person'), ('confirmed', 'Confirmed against the signed document'), ('before', 'Recorded before a second person was asked for'), ('example', 'Example of the demonstration')], editable=False, max_length=10, verbose_name='recorded as')),
                ('sent_back_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='sent back at')),
                ('sent_back_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sent back by')),
                ('sent_back_reason', models.CharField(blank=True, editable=False, max_length=500, verbose_name='reason for sending it back')),
            ],
            options={
                'verbose_name': 'decision',
                'verbose_name_plural': 'decisions',
                'ordering': [models.OrderBy(models.F('signed_on'), descending=True, nulls_first=True), '-pk'],
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('origin__in', ['issued', 'recorded'])), name='decision_origin_known'),
                    models.CheckConstraint(condition=models.Q(('issued_by', None), models.Q(('issued_by', models.F('prepared_by')), _negated=True), _connector='OR'), name='decision_four_eyes', violation_error_message='Somebody else must issue what you have prepared.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('origin', 'issued'), _negated=True), models.Q(('issued_at', None), ('issued_by', None), ('number', ''), ('signed_on', None)), models.Q(('issued_at__isnull', False), ('issued_by__isnull', False), ('signed_on__isnull', False), models.Q(('number', ''), _negated=True)), _connector='OR'), name='decision_issued_by_at_number_and_day', violation_error_message='A decision gets its number and day when it is issued.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('origin', 'issued'), _negated=True), ('prepared_by__isnull', False), _connector='OR'), name='decision_issued_was_prepared'),
                    models.CheckConstraint(condition=models.Q(models.Q(('origin', 'recorded'), _negated=True), models.Q(('issued_at', None), ('issued_by', None), ('signed_on__isnull', False), models.Q(('number', ''), _negated=True)), _connector='OR'), name='decision_recorded_has_number_and_day', violation_error_message='A recorded decision needs its number and its day.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('attached_at', None), ('attached_by', None), ('file', ''), ('file_name', ''), ('file_sha256', '')), models.Q(('attached_at__isnull', False), ('attached_by__isnull', False), models.Q(('file', ''), _negated=True), models.Q(('file_name', ''), _negated=True), models.Q(('file_sha256', ''), _negated=True)), _connector='OR'), name='decision_attached_by_and_at'),
                    models.UniqueConstraint(models.F('number'), django.db.models.functions.comparison.Coalesce('place', 0), django.db.models.functions.datetime.ExtractYear('signed_on'), condition=models.Q(('number', ''), _negated=True), name='decision_number_once_per_authority_and_year', violation_error_message='This authority has a decision with this number in that year.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('origin', 'issued'), ('recorded_as', '')), models.Q(('origin', 'recorded'), ('recorded_as__in', ['proposed', 'confirmed', 'before', 'example'])), _connector='OR'), name='decision_recorded_as_known'),
                    models.CheckConstraint(condition=models.Q(('prepared_by__isnull', False), models.Q(('recorded_as__in', ['proposed', 'confirmed']), _negated=True), _connector='OR'), name='decision_recorded_by_somebody'),
                    models.CheckConstraint(condition=models.Q(models.Q(('number__icontains', 'TTg'), _negated=True), models.Q(('kind', 'recognise'), ('recorded_as__in', ['proposed', 'confirmed']), _negated=True), _connector='OR'), name='decision_recorded_not_of_the_prime_minister'),
                    models.CheckConstraint(condition=models.Q(('kind__in', ['recognise', 'approve', 'refuse', 'evaluate', 'extend', 'withdraw', 'correct'])), name='decision_kind_known'),
                    models.CheckConstraint(condition=models.Q(models.Q(('sent_back_at', None), ('sent_back_by', None), ('sent_back_reason', '')), models.Q(('issued_at', None), ('origin', 'issued'), ('sent_back_at__isnull', False), ('sent_back_by__isnull', False), models.Q(('sent_back_reason', ''), _negated=True)), _connector='OR'), name='decision_sent_back_by_at_and_why', violation_error_message='This decision was sent back: discard it and prepare it again.'),
                ],
                'triggers': [
                    Trigger(name='count_version', sql=UpsertTriggerSql(
                        func='NEW.version = OLD.version + 1; RETURN NEW;',
                        hash='d95a5ab0dd2c6caeb8036dcf8c77ec3dec10d142', operation='UPDATE', pgid='pgtrigger_count_version_fd785', table='ratings_decision', when='BEFORE')),
                    Trigger(name='decision_issued_is_kept', sql=UpsertTriggerSql(
                        func=(
                            "IF (OLD.issued_at IS NOT NULL) AND (TG_OP = 'DELETE' OR (to_jsonb(OLD) - 'file' - "
                            "'file_name' - 'file_sha256' - 'attached_by_id' - 'attached_at' - 'version') IS DISTINCT "
                            "FROM (to_jsonb(NEW) - 'file' - 'file_name' - 'file_sha256' - 'attached_by_id' - "
                            "'attached_at' - 'version')) THEN RAISE EXCEPTION 'decision_issued_is_kept' USING ERRCODE = "
                            "'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='6520bf5c5ee18d1721d7e128f17295e824cb66e2', operation='UPDATE OR DELETE', pgid='pgtrigger_decision_issued_is_kept_c6393', table='ratings_decision', when='BEFORE')),
                    Trigger(name='decision_recorded_in_order', sql=UpsertTriggerSql(
                        func=(
                            "IF (TG_OP = 'UPDATE' AND NEW.origin <> OLD.origin) OR (NEW.origin = 'recorded' AND ((TG_OP "
                            "= 'INSERT' AND NEW.recorded_as <> 'proposed' AND NOT (NEW.recorded_as = 'example' AND "
                            "writes_demonstration())) OR (TG_OP = 'UPDATE' AND NEW.recorded_as <> OLD.recorded_as AND "
                            "NOT (NEW.recorded_as = 'confirmed' AND EXISTS (SELECT 1 FROM ratings_confirmation c WHERE "
                            "c.decision_id = NEW.id))))) THEN RAISE EXCEPTION 'decision_recorded_in_order' USING "
                            "ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='582021fc1e642a0cad5b1eb2846ecc65833057ad', operation='INSERT OR UPDATE', pgid='pgtrigger_decision_recorded_in_order_9d881', table='ratings_decision', when='BEFORE')),
                    Trigger(name='decision_recorded_is_kept', sql=UpsertTriggerSql(
                        func=(
                            "IF (OLD.origin = 'recorded' AND (OLD.recorded_as <> 'proposed' OR EXISTS (SELECT 1 FROM "
                            "ratings_confirmation c WHERE c.decision_id = OLD.id))) AND (TG_OP = 'DELETE' OR "
                            "(to_jsonb(OLD) - 'file' - 'file_name' - 'file_sha256' - 'attached_by_id' - 'attached_at' - "
                            "'recorded_as' - 'version') IS DISTINCT FROM (to_jsonb(NEW) - 'file' - 'file_name' - "
                            "'file_sha256' - 'attached_by_id' - 'attached_at' - 'recorded_as' - 'version')) THEN RAISE "
                            "EXCEPTION 'decision_recorded_is_kept' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='ebc19e8968ce0eb6a60a875e2d3bca35fed478fa', operation='UPDATE OR DELETE', pgid='pgtrigger_decision_recorded_is_kept_97d15', table='ratings_decision', when='BEFORE')),
                    Trigger(name='decision_is_anchored', sql=UpsertTriggerSql(
                        func="""
    IF NEW.issued_at IS NOT NULL AND NOT EXISTS (SELECT FROM ratings_anchor WHERE kind = 'decision' AND row_id = NEW.id)
    THEN INSERT INTO ratings_anchor (kind, row_id) VALUES ('decision', NEW.id); END IF;
    RETURN NULL;
""",
                        hash='0f9271191e1d5c689ed6b2c0e254cd65a2179255', operation='INSERT OR UPDATE', pgid='pgtrigger_decision_is_anchored_fce3b', table='ratings_decision', when='AFTER')),
                    Trigger(name='decision_signed_after_its_ground', sql=UpsertTriggerSql(
                        func=(
                            "IF NEW.origin = 'issued' AND NEW.signed_on IS DISTINCT FROM OLD.signed_on AND "
                            'NEW.signed_on IS NOT NULL AND (NEW.signed_on > (now() AT TIME ZONE '
                            "'Asia/Ho_Chi_Minh')::date OR EXISTS (SELECT 1 FROM ratings_decisionitem i LEFT JOIN "
                            'ratings_dossier d ON d.id = i.dossier_id LEFT JOIN ratings_result r ON r.dossier_id = '
                            'i.dossier_id LEFT JOIN ratings_agencyreport a ON a.dossier_id = i.dossier_id LEFT JOIN '
                            'ratings_session s ON s.id = r.session_id LEFT JOIN ratings_recognition g ON g.id = '
                            'i.recognition_id WHERE i.decision_id = NEW.id AND NEW.signed_on < GREATEST((r.concluded_at '
                            "AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, (a.signed_at AT TIME ZONE "
                            "'Asia/Ho_Chi_Minh')::date, s.held_on, g.issued_on, i.concluded_on, (SELECT max(f.filed_at "
                            "AT TIME ZONE 'Asia/Ho_Chi_Minh')::date FROM ratings_filing f WHERE f.dossier_id IN (d.id, "
                            "d.forwarded_from_id))))) THEN RAISE EXCEPTION 'decision_signed_after_its_ground' USING "
                            "ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='575a77137819f509d53f32629d83a4fb32438af0', operation='INSERT OR UPDATE', pgid='pgtrigger_decision_signed_after_its_ground_4c2ed', table='ratings_decision', when='BEFORE')),
                    Trigger(name='decision_recorded_of_its_authority', sql=UpsertTriggerSql(
                        func=(
                            "IF NEW.origin = 'recorded' AND NEW.kind = 'recognise' AND NEW.recorded_as IN ('proposed', "
                            "'confirmed') AND (TG_OP = 'INSERT' OR (NEW.number, NEW.signed_on, NEW.place_id, "
                            'NEW.recorded_as) IS DISTINCT FROM (OLD.number, OLD.signed_on, OLD.place_id, '
                            "OLD.recorded_as)) AND (NEW.signed_on < '2018-05-07' OR "
                            'regexp_replace(fold(translate(normalize(translate(normalize(NEW.number, NFKC), '
                            "U&'\\+000410\\+000412\\+000415\\+000405\\+000417\\+000406\\+000408\\+00041A\\+00041C\\+00041D\\+00041E\\+000420\\+000421\\+000422\\+000425\\+000430\\+000435\\+000455\\+000456\\+000458\\+00043E\\+00043A\\+000440\\+000441\\+000442\\+000443\\+000445\\+0003BD\\+0003BF\\+0003B1\\+0003B9\\+0003C4\\+0003BA\\+000391\\+000392\\+000395\\+000396\\+000397\\+000399\\+00039A\\+00039C\\+00039D\\+00039F\\+0003A1\\+0003A4\\+0003A5\\+0003A7\\+002010\\+002011\\+002012\\+002013\\+002014\\+002015\\+002212\\+002043\\+00FE63\\+00FF0D\\+0002D7\\+002E3A\\+0000B7\\+002022\\+002219\\+0022C5\\+002027\\+0030FB\\+003002\\+00FF0E\\+002024\\+00FF0C\\+003001\\+00066B\\+00066C\\+00FF3F\\+00203F\\+002217\\+00204E\\+00066D\\+002731\\+002732\\+00273B\\+00FE61\\+000660\\+000661\\+000662\\+000663\\+000664\\+000665\\+000666\\+000667\\+000668\\+000669\\+0006F0\\+0006F1\\+0006F2\\+0006F3\\+0006F4\\+0006F5\\+0006F6\\+0006F7\\+0006F8\\+0006F9\\+000966\\+000967\\+000968\\+000969\\+00096A\\+00096B\\+00096C\\+00096D\\+00096E\\+00096F\\+000E50\\+000E51\\+000E52\\+000E53\\+000E54\\+000E55\\+000E56\\+000E57\\+000E58\\+000E59\\+000ED0\\+000ED1\\+000ED2\\+000ED3\\+000ED4\\+000ED5\\+000ED6\\+000ED7\\+000ED8\\+000ED9\\+0017E0\\+0017E1\\+0017E2\\+0017E3\\+0017E4\\+0017E5\\+0017E6\\+0017E7\\+0017E8\\+0017E9\\+002776\\+002777\\+002778\\+002779\\+00277A\\+00277B\\+00277C\\+00277D\\+00277E\\+002780\\+002781\\+002782\\+002783\\+002784\\+002785\\+002786\\+002787\\+002788\\+00278A\\+00278B\\+00278C\\+00278D\\+00278E\\+00278F\\+002790\\+002791\\+002792\\+0024F5\\+0024F6\\+0024F7\\+0024F8\\+0024F9\\+0024FA\\+0024FB\\+0024FC\\+0024FD\\+0000AD\\+00034F\\+00061C\\+00115F\\+001160\\+00180E\\+003164\\+00FEFF\\+00FFA0\\+00200B\\+00200C\\+00200D\\+00200E\\+00200F\\+00202A\\+00202B\\+00202C\\+00202D\\+00202E\\+002060\\+002061\\+002062\\+002063\\+002064\\+002065\\+002066\\+002067\\+002068\\+002069\\+00206A\\+00206B\\+00206C\\+00206D\\+00206E\\+00206F\\+00FE00\\+00FE01\\+00FE02\\+00FE03\\+00FE04\\+00FE05\\+00FE06\\+00FE07\\+00FE08\\+00FE09\\+00FE0A\\+00FE0B\\+00FE0C\\+00FE0D\\+00FE0E\\+00FE0F', "
                            "'ABES3IJKMHOPCTXaesijokpctyxvoaitkABEZHIKMNOPTYX------------.........,,,,__*******012345678901234567890123456789012345678901234567890123456789123456789123456789123456789123456789'), "
                            "NFKC), 'ÐðƉɖ', 'ĐđĐđ')), '[^a-z0-9/]', '', 'g') ~ 'ttg' OR NOT "
                            'regexp_replace(fold(translate(normalize(translate(normalize(NEW.number, NFKC), '
                            "U&'\\+000410\\+000412\\+000415\\+000405\\+000417\\+000406\\+000408\\+00041A\\+00041C\\+00041D\\+00041E\\+000420\\+000421\\+000422\\+000425\\+000430\\+000435\\+000455\\+000456\\+000458\\+00043E\\+00043A\\+000440\\+000441\\+000442\\+000443\\+000445\\+0003BD\\+0003BF\\+0003B1\\+0003B9\\+0003C4\\+0003BA\\+000391\\+000392\\+000395\\+000396\\+000397\\+000399\\+00039A\\+00039C\\+00039D\\+00039F\\+0003A1\\+0003A4\\+0003A5\\+0003A7\\+002010\\+002011\\+002012\\+002013\\+002014\\+002015\\+002212\\+002043\\+00FE63\\+00FF0D\\+0002D7\\+002E3A\\+0000B7\\+002022\\+002219\\+0022C5\\+002027\\+0030FB\\+003002\\+00FF0E\\+002024\\+00FF0C\\+003001\\+00066B\\+00066C\\+00FF3F\\+00203F\\+002217\\+00204E\\+00066D\\+002731\\+002732\\+00273B\\+00FE61\\+000660\\+000661\\+000662\\+000663\\+000664\\+000665\\+000666\\+000667\\+000668\\+000669\\+0006F0\\+0006F1\\+0006F2\\+0006F3\\+0006F4\\+0006F5\\+0006F6\\+0006F7\\+0006F8\\+0006F9\\+000966\\+000967\\+000968\\+000969\\+00096A\\+00096B\\+00096C\\+00096D\\+00096E\\+00096F\\+000E50\\+000E51\\+000E52\\+000E53\\+000E54\\+000E55\\+000E56\\+000E57\\+000E58\\+000E59\\+000ED0\\+000ED1\\+000ED2\\+000ED3\\+000ED4\\+000ED5\\+000ED6\\+000ED7\\+000ED8\\+000ED9\\+0017E0\\+0017E1\\+0017E2\\+0017E3\\+0017E4\\+0017E5\\+0017E6\\+0017E7\\+0017E8\\+0017E9\\+002776\\+002777\\+002778\\+002779\\+00277A\\+00277B\\+00277C\\+00277D\\+00277E\\+002780\\+002781\\+002782\\+002783\\+002784\\+002785\\+002786\\+002787\\+002788\\+00278A\\+00278B\\+00278C\\+00278D\\+00278E\\+00278F\\+002790\\+002791\\+002792\\+0024F5\\+0024F6\\+0024F7\\+0024F8\\+0024F9\\+0024FA\\+0024FB\\+0024FC\\+0024FD\\+0000AD\\+00034F\\+00061C\\+00115F\\+001160\\+00180E\\+003164\\+00FEFF\\+00FFA0\\+00200B\\+00200C\\+00200D\\+00200E\\+00200F\\+00202A\\+00202B\\+00202C\\+00202D\\+00202E\\+002060\\+002061\\+002062\\+002063\\+002064\\+002065\\+002066\\+002067\\+002068\\+002069\\+00206A\\+00206B\\+00206C\\+00206D\\+00206E\\+00206F\\+00FE00\\+00FE01\\+00FE02\\+00FE03\\+00FE04\\+00FE05\\+00FE06\\+00FE07\\+00FE08\\+00FE09\\+00FE0A\\+00FE0B\\+00FE0C\\+00FE0D\\+00FE0E\\+00FE0F', "
                            "'ABES3IJKMHOPCTXaesijokpctyxvoaitkABEZHIKMNOPTYX------------.........,,,,__*******012345678901234567890123456789012345678901234567890123456789123456789123456789123456789123456789'), "
                            "NFKC), 'ÐðƉɖ', 'ĐđĐđ')), '[^a-z0-9/]', '', 'g') ~ (CASE WHEN NEW.place_id IS NULL THEN "
                            "'/qdbnn' ELSE '/qd(ct)?ubnd' END) OR EXISTS (SELECT 1 FROM ocop_place p WHERE p.id = "
                            "NEW.place_id AND (p.level = 'commune' OR NEW.signed_on >= p.valid_until OR NEW.signed_on < "
                            "p.valid_from))) THEN RAISE EXCEPTION 'decision_recorded_of_its_authority' USING ERRCODE = "
                            "'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='b57200b3b5b1f4403668a3935ac220d39f59e6df', operation='INSERT OR UPDATE', pgid='pgtrigger_decision_recorded_of_its_authority_7e790', table='ratings_decision', when='AFTER')),
                    Trigger(name='decision_number_once_however_written', sql=UpsertTriggerSql(
                        func=(
                            "IF NEW.number <> '' AND (TG_OP = 'INSERT' OR (NEW.number, NEW.signed_on, NEW.place_id) IS "
                            'DISTINCT FROM (OLD.number, OLD.signed_on, OLD.place_id)) THEN PERFORM '
                            'pg_advisory_xact_lock(20180507, COALESCE(NEW.place_id, 0)::int); IF EXISTS (SELECT 1 FROM '
                            'ratings_decision d WHERE '
                            'regexp_replace(fold(translate(normalize(translate(normalize(d.number, NFKC), '
                            "U&'\\+000410\\+000412\\+000415\\+000405\\+000417\\+000406\\+000408\\+00041A\\+00041C\\+00041D\\+00041E\\+000420\\+000421\\+000422\\+000425\\+000430\\+000435\\+000455\\+000456\\+000458\\+00043E\\+00043A\\+000440\\+000441\\+000442\\+000443\\+000445\\+0003BD\\+0003BF\\+0003B1\\+0003B9\\+0003C4\\+0003BA\\+000391\\+000392\\+000395\\+000396\\+000397\\+000399\\+00039A\\+00039C\\+00039D\\+00039F\\+0003A1\\+0003A4\\+0003A5\\+0003A7\\+002010\\+002011\\+002012\\+002013\\+002014\\+002015\\+002212\\+002043\\+00FE63\\+00FF0D\\+0002D7\\+002E3A\\+0000B7\\+002022\\+002219\\+0022C5\\+002027\\+0030FB\\+003002\\+00FF0E\\+002024\\+00FF0C\\+003001\\+00066B\\+00066C\\+00FF3F\\+00203F\\+002217\\+00204E\\+00066D\\+002731\\+002732\\+00273B\\+00FE61\\+000660\\+000661\\+000662\\+000663\\+000664\\+000665\\+000666\\+000667\\+000668\\+000669\\+0006F0\\+0006F1\\+0006F2\\+0006F3\\+0006F4\\+0006F5\\+0006F6\\+0006F7\\+0006F8\\+0006F9\\+000966\\+000967\\+000968\\+000969\\+00096A\\+00096B\\+00096C\\+00096D\\+00096E\\+00096F\\+000E50\\+000E51\\+000E52\\+000E53\\+000E54\\+000E55\\+000E56\\+000E57\\+000E58\\+000E59\\+000ED0\\+000ED1\\+000ED2\\+000ED3\\+000ED4\\+000ED5\\+000ED6\\+000ED7\\+000ED8\\+000ED9\\+0017E0\\+0017E1\\+0017E2\\+0017E3\\+0017E4\\+0017E5\\+0017E6\\+0017E7\\+0017E8\\+0017E9\\+002776\\+002777\\+002778\\+002779\\+00277A\\+00277B\\+00277C\\+00277D\\+00277E\\+002780\\+002781\\+002782\\+002783\\+002784\\+002785\\+002786\\+002787\\+002788\\+00278A\\+00278B\\+00278C\\+00278D\\+00278E\\+00278F\\+002790\\+002791\\+002792\\+0024F5\\+0024F6\\+0024F7\\+0024F8\\+0024F9\\+0024FA\\+0024FB\\+0024FC\\+0024FD\\+0000AD\\+00034F\\+00061C\\+00115F\\+001160\\+00180E\\+003164\\+00FEFF\\+00FFA0\\+00200B\\+00200C\\+00200D\\+00200E\\+00200F\\+00202A\\+00202B\\+00202C\\+00202D\\+00202E\\+002060\\+002061\\+002062\\+002063\\+002064\\+002065\\+002066\\+002067\\+002068\\+002069\\+00206A\\+00206B\\+00206C\\+00206D\\+00206E\\+00206F\\+00FE00\\+00FE01\\+00FE02\\+00FE03\\+00FE04\\+00FE05\\+00FE06\\+00FE07\\+00FE08\\+00FE09\\+00FE0A\\+00FE0B\\+00FE0C\\+00FE0D\\+00FE0E\\+00FE0F', "
                            "'ABES3IJKMHOPCTXaesijokpctyxvoaitkABEZHIKMNOPTYX------------.........,,,,__*******012345678901234567890123456789012345678901234567890123456789123456789123456789123456789123456789'), "
                            "NFKC), 'ÐðƉɖ', 'ĐđĐđ')), '[^a-z0-9/]', '', 'g') = "
                            'regexp_replace(fold(translate(normalize(translate(normalize(NEW.number, NFKC), '
                            "U&'\\+000410\\+000412\\+000415\\+000405\\+000417\\+000406\\+000408\\+00041A\\+00041C\\+00041D\\+00041E\\+000420\\+000421\\+000422\\+000425\\+000430\\+000435\\+000455\\+000456\\+000458\\+00043E\\+00043A\\+000440\\+000441\\+000442\\+000443\\+000445\\+0003BD\\+0003BF\\+0003B1\\+0003B9\\+0003C4\\+0003BA\\+000391\\+000392\\+000395\\+000396\\+000397\\+000399\\+00039A\\+00039C\\+00039D\\+00039F\\+0003A1\\+0003A4\\+0003A5\\+0003A7\\+002010\\+002011\\+002012\\+002013\\+002014\\+002015\\+002212\\+002043\\+00FE63\\+00FF0D\\+0002D7\\+002E3A\\+0000B7\\+002022\\+002219\\+0022C5\\+002027\\+0030FB\\+003002\\+00FF0E\\+002024\\+00FF0C\\+003001\\+00066B\\+00066C\\+00FF3F\\+00203F\\+002217\\+00204E\\+00066D\\+002731\\+002732\\+00273B\\+00FE61\\+000660\\+000661\\+000662\\+000663\\+000664\\+000665\\+000666\\+000667\\+000668\\+000669\\+0006F0\\+0006F1\\+0006F2\\+0006F3\\+0006F4\\+0006F5\\+0006F6\\+0006F7\\+0006F8\\+0006F9\\+000966\\+000967\\+000968\\+000969\\+00096A\\+00096B\\+00096C\\+00096D\\+00096E\\+00096F\\+000E50\\+000E51\\+000E52\\+000E53\\+000E54\\+000E55\\+000E56\\+000E57\\+000E58\\+000E59\\+000ED0\\+000ED1\\+000ED2\\+000ED3\\+000ED4\\+000ED5\\+000ED6\\+000ED7\\+000ED8\\+000ED9\\+0017E0\\+0017E1\\+0017E2\\+0017E3\\+0017E4\\+0017E5\\+0017E6\\+0017E7\\+0017E8\\+0017E9\\+002776\\+002777\\+002778\\+002779\\+00277A\\+00277B\\+00277C\\+00277D\\+00277E\\+002780\\+002781\\+002782\\+002783\\+002784\\+002785\\+002786\\+002787\\+002788\\+00278A\\+00278B\\+00278C\\+00278D\\+00278E\\+00278F\\+002790\\+002791\\+002792\\+0024F5\\+0024F6\\+0024F7\\+0024F8\\+0024F9\\+0024FA\\+0024FB\\+0024FC\\+0024FD\\+0000AD\\+00034F\\+00061C\\+00115F\\+001160\\+00180E\\+003164\\+00FEFF\\+00FFA0\\+00200B\\+00200C\\+00200D\\+00200E\\+00200F\\+00202A\\+00202B\\+00202C\\+00202D\\+00202E\\+002060\\+002061\\+002062\\+002063\\+002064\\+002065\\+002066\\+002067\\+002068\\+002069\\+00206A\\+00206B\\+00206C\\+00206D\\+00206E\\+00206F\\+00FE00\\+00FE01\\+00FE02\\+00FE03\\+00FE04\\+00FE05\\+00FE06\\+00FE07\\+00FE08\\+00FE09\\+00FE0A\\+00FE0B\\+00FE0C\\+00FE0D\\+00FE0E\\+00FE0F', "
                            "'ABES3IJKMHOPCTXaesijokpctyxvoaitkABEZHIKMNOPTYX------------.........,,,,__*******012345678901234567890123456789012345678901234567890123456789123456789123456789123456789123456789'), "
                            "NFKC), 'ÐðƉɖ', 'ĐđĐđ')), '[^a-z0-9/]', '', 'g') AND d.id <> NEW.id AND d.place_id IS NOT "
                            'DISTINCT FROM NEW.place_id AND EXTRACT(YEAR FROM d.signed_on) = EXTRACT(YEAR FROM '
                            "NEW.signed_on)) THEN RAISE EXCEPTION 'decision_number_once_however_written' USING ERRCODE "
                            "= 'unique_violation'; END IF; END IF; RETURN NEW;"
                        ),
                        hash='4fe56e2e57b09a7f9285bb88e31118c0cbc39c82', operation='INSERT OR UPDATE', pgid='pgtrigger_decision_number_once_however_written_7755b', table='ratings_decision', when='AFTER')),
                    Trigger(name='decision_prepared_by_its_authority', sql=UpsertTriggerSql(
                        func=(
                            "IF NEW.origin = 'issued' AND (NEW.issued_at IS NOT NULL OR NOT EXISTS (SELECT 1 FROM "
                            'ocop_user u WHERE u.id = NEW.prepared_by_id AND u.is_active AND CASE WHEN NEW.place_id IS '
                            "NULL THEN u.role IN ('ministry_officer') ELSE u.place_id = NEW.place_id AND u.role IN "
                            "('provincial_officer') END)) THEN RAISE EXCEPTION 'decision_prepared_by_its_authority' "
                            "USING ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='ecd7426af65cb79384877b01fa7d66988ac413ce', operation='INSERT', pgid='pgtrigger_decision_prepared_by_its_authority_45caf', table='ratings_decision', when='AFTER')),
                    Trigger(name='decision_prepared_is_kept', sql=UpsertTriggerSql(
                        func=(
                            "IF OLD.origin = 'issued' AND (OLD.kind, OLD.place_id, OLD.prepared_by_id, OLD.prepared_at) "
                            'IS DISTINCT FROM (NEW.kind, NEW.place_id, NEW.prepared_by_id, NEW.prepared_at) THEN RAISE '
                            "EXCEPTION 'decision_prepared_is_kept' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='42695bbfc109a5b70717ffc95423cbcf1dc6a810', operation='UPDATE', pgid='pgtrigger_decision_prepared_is_kept_c1800', table='ratings_decision', when='AFTER')),
                    Trigger(name='decision_issued_by_its_authority', sql=UpsertTriggerSql(
                        func=(
                            "IF NEW.origin = 'issued' AND NEW.issued_at IS NOT NULL AND OLD.issued_at IS NULL AND NOT "
                            'EXISTS (SELECT 1 FROM ocop_user u WHERE u.id = NEW.issued_by_id AND u.is_active AND CASE '
                            "WHEN NEW.place_id IS NULL THEN u.role IN ('ministry_leader') ELSE u.place_id = "
                            "NEW.place_id AND u.role IN ('provincial_leader') END) THEN RAISE EXCEPTION "
                            "'decision_issued_by_its_authority' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='46c366bd8618d03d8db4cb1c0e65d25ee2e403f1', operation='UPDATE', pgid='pgtrigger_decision_issued_by_its_authority_ba69c', table='ratings_decision', when='AFTER')),
                    Trigger(name='decision_document_is_kept', sql=UpsertTriggerSql(
                        func=(
                            "IF OLD.file_sha256 <> '' AND (OLD.issued_at IS NOT NULL OR EXISTS (SELECT 1 FROM "
                            'ratings_confirmation c WHERE c.decision_id = OLD.id)) AND (OLD.file, OLD.file_name, '
                            'OLD.file_sha256, OLD.attached_by_id, OLD.attached_at) IS DISTINCT FROM (NEW.file, '
                            'NEW.file_name, NEW.file_sha256, NEW.attached_by_id, NEW.attached_at) THEN RAISE EXCEPTION '
                            "'decision_document_is_kept' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='e51a19b480332835269cfaec9dd914473327c513', operation='UPDATE', pgid='pgtrigger_decision_document_is_kept_373d9', table='ratings_decision', when='BEFORE')),
                    Trigger(name='document_is_anchored', sql=UpsertTriggerSql(
                        func="""
    IF NEW.file_sha256 <> '' AND (NEW.issued_at IS NOT NULL OR NEW.recorded_as = 'confirmed') AND NOT EXISTS (SELECT FROM ratings_anchor WHERE kind = 'document' AND row_id = NEW.id)
    THEN INSERT INTO ratings_anchor (kind, row_id) VALUES ('document', NEW.id); END IF;
    RETURN NULL;
""",
                        hash='e69116f3e9e9acdaf865485af368d17d6d72bd32', operation='INSERT OR UPDATE', pgid='pgtrigger_document_is_anchored_78557', table='ratings_decision', when='AFTER')),
                    Trigger(name='decision_sent_back_is_kept', sql=UpsertTriggerSql(
                        func=(
                            "IF OLD.sent_back_at IS NOT NULL AND (to_jsonb(NEW) - 'version') IS DISTINCT FROM "
                            "(to_jsonb(OLD) - 'version') THEN RAISE EXCEPTION 'decision_sent_back_is_kept' USING "
                            "ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='5f83efa9130f186909a887e316cc5f2de3eafd39', operation='UPDATE', pgid='pgtrigger_decision_sent_back_is_kept_92eea', table='ratings_decision', when='BEFORE')),
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_decisionevent" ("attached_at", "attached_by_id", "content", "file", "file_name", "file_sha256", "id", "issued_at", "issued_by_id", "kind", "number", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "prepared_at", "prepared_by_id", "recorded_as", "sent_back_at", "sent_back_by_id", "sent_back_reason", "signatory", "signed_on", "version") VALUES (NEW."attached_at", NEW."attached_by_id", NEW."content", NEW."file", NEW."file_name", NEW."file_sha256", NEW."id", NEW."issued_at", NEW."issued_by_id", NEW."kind", NEW."number", NEW."origin", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_id", NEW."prepared_at", NEW."prepared_by_id", NEW."recorded_as", NEW."sent_back_at", NEW."sent_back_by_id", NEW."sent_back_reason", NEW."signatory", NEW."signed_on", NEW."version"); RETURN NULL;',
                        hash='ddb7a6a22582595fdf421801ea9a464502942da3', operation='INSERT', pgid='pgtrigger_insert_insert_c4807', table='ratings_decision', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)',
                        func='INSERT INTO "ratings_decisionevent" ("attached_at", "attached_by_id", "content", "file", "file_name", "file_sha256", "id", "issued_at", "issued_by_id", "kind", "number", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "prepared_at", "prepared_by_id", "recorded_as", "sent_back_at", "sent_back_by_id", "sent_back_reason", "signatory", "signed_on", "version") VALUES (NEW."attached_at", NEW."attached_by_id", NEW."content", NEW."file", NEW."file_name", NEW."file_sha256", NEW."id", NEW."issued_at", NEW."issued_by_id", NEW."kind", NEW."number", NEW."origin", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id", NEW."prepared_at", NEW."prepared_by_id", NEW."recorded_as", NEW."sent_back_at", NEW."sent_back_by_id", NEW."sent_back_reason", NEW."signatory", NEW."signed_on", NEW."version"); RETURN NULL;',
                        hash='4c913feb7f6d0e8af9858b85eb6cf6ffdf543518', operation='UPDATE', pgid='pgtrigger_update_update_1d0de', table='ratings_decision', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_decisionevent" ("attached_at", "attached_by_id", "content", "file", "file_name", "file_sha256", "id", "issued_at", "issued_by_id", "kind", "number", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "prepared_at", "prepared_by_id", "recorded_as", "sent_back_at", "sent_back_by_id", "sent_back_reason", "signatory", "signed_on", "version") VALUES (OLD."attached_at", OLD."attached_by_id", OLD."content", OLD."file", OLD."file_name", OLD."file_sha256", OLD."id", OLD."issued_at", OLD."issued_by_id", OLD."kind", OLD."number", OLD."origin", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place_id", OLD."prepared_at", OLD."prepared_by_id", OLD."recorded_as", OLD."sent_back_at", OLD."sent_back_by_id", OLD."sent_back_reason", OLD."signatory", OLD."signed_on", OLD."version"); RETURN NULL;',
                        hash='08e10e85ce53cc638c308205231a099f75913148', operation='DELETE', pgid='pgtrigger_delete_delete_0d86c', table='ratings_decision', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='DecisionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('file', models.FileField(blank=True, help_text='PDF with the signatures, up to 20 MB. Only people in charge can open it.', max_length=200, verbose_name='signed document')),
                ('file_name', models.CharField(blank=True, editable=False, max_length=200, verbose_name='file name')),
                ('file_sha256', models.CharField(blank=True, editable=False, max_length=64)),
                ('attached_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='attached at')),
                ('kind', models.CharField(choices=[('recognise', 'Recognition'), ('approve', 'Approval of the result for the ministry'), ('refuse', 'Refusal'), ('evaluate', 'Own evaluation of what was handed back'), ('extend', 'Extension'), ('withdraw', 'Withdrawal'), ('correct', 'Correction')], max_length=10, verbose_name='kind')),
                ('origin', models.CharField(choices=[('issued', 'Issued here'), ('recorded', 'Recorded from a signed decision')], max_length=10, verbose_name='origin')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='number')),
                ('signed_on', models.DateField(blank=True, null=True, verbose_name='signed on')),
                ('signatory', models.CharField(blank=True, max_length=200, verbose_name="signatory's office")),
                ('content', models.JSONField(blank=True, default=dict, editable=False, verbose_name='content as prepared')),
                ('prepared_at', models.DateTimeField(auto_now_add=True, verbose_name='prepared at')),
                ('issued_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='issued at')),
                ('attached_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='attached by')),
                ('issued_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='issued by')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='ratings.decision')),
                ('place', models.ForeignKey(blank=True, db_constraint=False, help_text='Empty for the ministry.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ocop.place', verbose_name='authority of')),
                ('prepared_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='prepared by')),
                ('recorded_as', models.CharField(blank=True, choices=[('proposed', 'Waits for a second person'), ('confirmed', 'Confirmed against the signed document'), ('before', 'Recorded before a second person was asked for'), ('example', 'Example of the demonstration')], editable=False, max_length=10, verbose_name='recorded as')),
                ('sent_back_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='sent back at')),
                ('sent_back_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sent back by')),
                ('sent_back_reason', models.CharField(blank=True, editable=False, max_length=500, verbose_name='reason for sending it back')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='2d1f7d3328c35e3b8d9c6fc89cc449e81637cc2b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c1143', table='ratings_decisionevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='RecordedDecision',
            fields=[],
            options={
                'verbose_name': 'recorded decision',
                'verbose_name_plural': 'recorded decisions',
                'ordering': ['-signed_on', '-pk'],
                'proxy': True,
            },
            bases=('ratings.decision',),
        ),
        migrations.CreateModel(
            name='Recognition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('stars', models.PositiveSmallIntegerField(verbose_name='stars')),
                ('origin', models.CharField(choices=[('issued', 'Issued here'), ('recorded', 'Recorded from a signed decision')], max_length=10, verbose_name='origin')),
                ('code', models.CharField(editable=False, max_length=11, unique=True, verbose_name='code')),
                ('issued_on', models.DateField(verbose_name='issued on')),
                ('term_months', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='term in months')),
                ('expires_on', models.DateField(help_text='The last day on which it holds, as printed.', verbose_name='in force until the end of')),
                ('extended_until', models.DateField(blank=True, null=True, verbose_name='extended until the end of')),
                ('superseded_on', models.DateField(blank=True, null=True, verbose_name='superseded on')),
                ('withdrawn_on', models.DateField(blank=True, null=True, verbose_name='withdrawn on')),
                ('withdrawal_ground', models.CharField(blank=True, choices=[('untrue', 'Untrue information or forged dossier'), ('criteria', 'No longer meets the criteria'), ('breach', 'Breach of the law on quality, food safety, environment, property or labels'), ('mark', 'Wrong use of the OCOP mark'), ('stopped', 'Production has stopped'), ('other', 'Other conclusion of a competent body')], max_length=10, verbose_name='ground of withdrawal')),
                ('ends_on', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Greatest('issued_on', django.db.models.functions.comparison.Least(django.db.models.functions.comparison.Coalesce('extended_until', 'expires_on'), 'superseded_on', 'withdrawn_on')), output_field=models.DateField())),
                ('name', models.CharField(max_length=250, verbose_name='product as recognised')),
                ('variants', models.TextField(blank=True, verbose_name='variants as recognised')),
                ('maker', models.CharField(max_length=250, verbose_name='maker as recognised')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recognitions', to='ratings.decision', verbose_name='decision')),
                ('dossier', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recognition', to='ratings.dossier', verbose_name='dossier')),
                ('extension', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='extended_recognitions', to='ratings.decision', verbose_name='extended by')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recognitions', to='products.product', verbose_name='product')),
                ('withdrawal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='withdrawn_recognitions', to='ratings.decision', verbose_name='withdrawn by')),
                ('correction', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_recognitions', to='ratings.decision', verbose_name='corrected by')),
            ],
            options={
                'verbose_name': 'recognition',
                'verbose_name_plural': 'recognitions',
                'ordering': ['-issued_on', '-pk'],
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('origin__in', ['issued', 'recorded'])), name='recognition_origin_known'),
                    models.CheckConstraint(condition=models.Q(('stars__range', (3, 5))), name='recognition_stars_certified', violation_error_message='Only three, four or five stars are recognised.'),
                    models.CheckConstraint(condition=models.Q(models.Q(models.Q(('origin', 'recorded'), _negated=True), ('dossier', None), _connector='OR'), models.Q(models.Q(('origin', 'issued'), _negated=True), ('dossier__isnull', False), _connector='OR')), name='recognition_issued_has_dossier'),
                    models.CheckConstraint(condition=models.Q(('issued_on__lt', models.F('expires_on'))), name='recognition_issued_before_expiry', violation_error_message='The recognition ends before it begins.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('extended_until', None), ('extension', None)), models.Q(('extended_until__gt', models.F('expires_on')), ('extended_until__isnull', False), ('extended_until__lte', django.db.models.expressions.CombinedExpression(models.F('expires_on'), '+', models.Value(datetime.timedelta(days=180), output_field=models.DurationField()))), ('extension__isnull', False)), _connector='OR'), name='recognition_extended_by_180_days_at_most', violation_error_message='An extension needs a decision and ends at most 180 days after the expiry date.'),
                    models.CheckConstraint(condition=models.Q(('superseded_on', None), ('superseded_on__gte', models.F('issued_on')), _connector='OR'), name='recognition_superseded_after_issue', violation_error_message='It cannot be superseded before it was issued.'),
                    django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('product', '='), (models.Func('issued_on', django.db.models.functions.comparison.Greatest('issued_on', django.db.models.functions.comparison.Least(django.db.models.functions.comparison.Coalesce('extended_until', 'expires_on'), 'superseded_on', 'withdrawn_on')), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='recognition_one_in_force_per_product', violation_error_message='Another recognition of this product is in force at the same time.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('origin', 'issued'), _negated=True), models.Q(('expires_on', models.Func('issued_on', 'term_months', arg_joiner=' + make_interval(months => ', output_field=models.DateField(), template='((%(expressions)s))::date + 1)')), ('term_months__isnull', False)), _connector='OR'), name='recognition_issued_for_the_term'),
                    models.CheckConstraint(condition=models.Q(models.Q(('withdrawal', None), ('withdrawal_ground', ''), ('withdrawn_on', None)), models.Q(('withdrawal__isnull', False), ('withdrawal_ground__in', ['untrue', 'criteria', 'breach', 'mark', 'stopped', 'other']), ('withdrawn_on__gte', models.F('issued_on')), ('withdrawn_on__isnull', False)), _connector='OR'), name='recognition_withdrawn_by_decision_on_a_ground', violation_error_message='A withdrawal needs a day, a decision and one of the six grounds.'),
                ],
                'indexes': [
                    models.Index(fields=['issued_on', 'ends_on'], name='recognition_in_force'),
                    models.Index(django.db.models.functions.text.Substr('code', 6, 4), name='recognition_code_half'),
                ],
                'triggers': [
                    Trigger(name='count_version', sql=UpsertTriggerSql(
                        func='NEW.version = OLD.version + 1; RETURN NEW;',
                        hash='a452562c78c1e131780cfa7f44719be42c48b792', operation='UPDATE', pgid='pgtrigger_count_version_4e8d6', table='ratings_recognition', when='BEFORE')),
                    Trigger(name='recognition_follows_from_decision', sql=UpsertTriggerSql(
                        func=(
                            "IF (NEW.origin = 'issued' AND NOT EXISTS (SELECT 1 FROM ratings_decision d JOIN "
                            'ratings_decisionitem i ON i.decision_id = d.id JOIN ratings_dossier o ON o.id = '
                            'i.dossier_id JOIN ratings_result r ON r.dossier_id = o.id WHERE d.id = NEW.decision_id AND '
                            "d.kind = 'recognise' AND d.issued_at IS NOT NULL AND d.signed_on = NEW.issued_on AND o.id "
                            '= NEW.dossier_id AND o.product_id = NEW.product_id AND r.stars = NEW.stars)) OR '
                            "(NEW.origin = 'recorded' AND NOT EXISTS (SELECT 1 FROM ratings_decision d WHERE d.id = "
                            "NEW.decision_id AND d.kind = 'recognise' AND d.origin = 'recorded')) THEN RAISE EXCEPTION "
                            "'recognition_follows_from_decision' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='5db2cee672af93703743c2df66200dee00180ff9', operation='INSERT OR UPDATE', pgid='pgtrigger_recognition_follows_from_decision_2c9c8', table='ratings_recognition', when='BEFORE')),
                    Trigger(name='recognition_code_is_for_ever', sql=UpsertTriggerSql(
                        func=(
                            "IF NEW.code <> OLD.code THEN RAISE EXCEPTION 'recognition_code_is_for_ever' USING ERRCODE "
                            "= 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='811ef02c3ea8ae09da6018787d3f70b6004a1f16', operation='UPDATE', pgid='pgtrigger_recognition_code_is_for_ever_6833d', table='ratings_recognition', when='BEFORE')),
                    Trigger(name='recognition_of_what_was_scored', sql=UpsertTriggerSql(
                        func=(
                            "IF NEW.origin = 'issued' AND EXISTS (SELECT 1 FROM ratings_result r JOIN products_product "
                            "p ON p.id = NEW.product_id CROSS JOIN LATERAL (SELECT r.sealed::jsonb -> 'subject' AS it) "
                            'scored WHERE r.dossier_id = NEW.dossier_id AND scored.it IS NOT NULL AND (NEW.name, '
                            'NEW.variants, NEW.maker, p.producer_id, p.product_set_id) IS DISTINCT FROM (scored.it ->> '
                            "'name', scored.it ->> 'variants', scored.it ->> 'maker', (scored.it ->> "
                            "'producer')::bigint, (scored.it ->> 'set')::smallint)) THEN RAISE EXCEPTION "
                            "'recognition_of_what_was_scored' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='261a2638f1d1e12db92f9f79f4979e18b5e5a0af', operation='INSERT', pgid='pgtrigger_recognition_of_what_was_scored_a4bba', table='ratings_recognition', when='BEFORE')),
                    Trigger(name='recognition_extended_while_a_result_is_awaited', sql=UpsertTriggerSql(
                        func=(
                            'IF NEW.extension_id IS DISTINCT FROM OLD.extension_id AND EXISTS (SELECT 1 FROM '
                            'ratings_decision d JOIN products_product p ON p.id = NEW.product_id JOIN '
                            'producers_producer m ON m.id = p.producer_id JOIN ocop_place o ON o.id = m.place_id WHERE '
                            "d.id = NEW.extension_id AND d.origin = 'issued' AND (NOT renewal_pending(NEW.id, "
                            "d.signed_on) OR NOT renewal_pending(NEW.id, (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date) "
                            'OR d.signed_on >= NEW.extended_until OR d.signed_on < NEW.expires_on - 181 OR NOT CASE '
                            'WHEN NEW.stars = 5 THEN d.place_id IS NULL ELSE d.place_id IS NOT NULL AND (d.place_id = '
                            'o.province_id OR EXISTS (SELECT 1 FROM ocop_succession s WHERE s.old_id = o.province_id '
                            'AND s.new_id = d.place_id)) END)) THEN RAISE EXCEPTION '
                            "'recognition_extended_while_a_result_is_awaited' USING ERRCODE = 'check_violation'; END "
                            'IF; RETURN COALESCE(NEW, OLD);'
                        ),
                        hash='d1234bf08c31fea1aaf172fbd8504b8d5a5c695d', operation='INSERT OR UPDATE', pgid='pgtrigger_recognition_extended_while_a_result_is_awaited_ea371', table='ratings_recognition', when='BEFORE')),
                    Trigger(name='recognition_withdrawn_by_its_level', sql=UpsertTriggerSql(
                        func=(
                            'IF NEW.withdrawal_id IS NOT NULL AND NEW.withdrawal_id IS DISTINCT FROM OLD.withdrawal_id '
                            'AND NOT EXISTS (SELECT 1 FROM ratings_decision d JOIN products_product p ON p.id = '
                            'NEW.product_id JOIN producers_producer m ON m.id = p.producer_id JOIN ocop_place o ON o.id '
                            '= m.place_id WHERE d.id = NEW.withdrawal_id AND CASE WHEN NEW.stars = 5 THEN d.place_id IS '
                            'NULL ELSE d.place_id = o.province_id OR EXISTS (SELECT 1 FROM ocop_succession s WHERE '
                            's.old_id = o.province_id AND s.new_id = d.place_id) END) THEN RAISE EXCEPTION '
                            "'recognition_withdrawn_by_its_level' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='73ca0ba175fd6cf3c5e4f6f20b2e3143832a6708', operation='INSERT OR UPDATE', pgid='pgtrigger_recognition_withdrawn_by_its_level_2ad94', table='ratings_recognition', when='BEFORE')),
                    Trigger(name='recognition_of_an_upgrade_rises', sql=UpsertTriggerSql(
                        func=(
                            "IF NEW.origin = 'issued' AND EXISTS (SELECT 1 FROM ratings_dossier d JOIN "
                            'ratings_decisionitem i ON i.dossier_id = d.id AND i.decision_id = NEW.decision_id AND '
                            "i.reason = '' JOIN ratings_recognition b ON b.product_id = d.product_id AND b.stars >= "
                            "NEW.stars WHERE d.id = NEW.dossier_id AND d.kind = 'upgrade' AND b.issued_on <= "
                            'NEW.issued_on AND COALESCE(b.extended_until, b.expires_on) > NEW.issued_on AND '
                            "COALESCE(b.withdrawn_on, 'infinity') > NEW.issued_on AND COALESCE(b.superseded_on, "
                            "'infinity') >= NEW.issued_on) THEN RAISE EXCEPTION 'recognition_of_an_upgrade_rises' USING "
                            "ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='537ec76d05b52b7756b7fc7cf2d85e33784f935b', operation='INSERT', pgid='pgtrigger_recognition_of_an_upgrade_rises_969a9', table='ratings_recognition', when='BEFORE')),
                    Trigger(name='recognition_of_five_stars_is_the_ministrys', sql=UpsertTriggerSql(
                        func=(
                            "IF NEW.origin = 'issued' AND EXISTS (SELECT 1 FROM ratings_decision d JOIN ratings_dossier "
                            'o ON o.id = NEW.dossier_id WHERE d.id = NEW.decision_id AND (NEW.stars >= 5) <> '
                            "(d.place_id IS NULL)) THEN RAISE EXCEPTION 'recognition_of_five_stars_is_the_ministrys' "
                            "USING ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='49f7b8e56eee553cd409178969b04b591eea81ce', operation='INSERT OR UPDATE', pgid='pgtrigger_recognition_of_five_stars_is_the_ministrys_5aa9d', table='ratings_recognition', when='AFTER')),
                    Trigger(name='recognition_for_the_term_of_its_day', sql=UpsertTriggerSql(
                        func=(
                            "IF NEW.origin = 'issued' AND NEW.term_months IS DISTINCT FROM (CASE WHEN NEW.issued_on >= "
                            "'2026-05-22' THEN 36 WHEN NEW.issued_on >= '2023-02-24' THEN 36 WHEN NEW.issued_on >= "
                            "'2019-08-21' THEN 36 ELSE 36 END) THEN RAISE EXCEPTION "
                            "'recognition_for_the_term_of_its_day' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='b1eb8a808a4fc2315a096a939218bdfb901abb7a', operation='INSERT OR UPDATE', pgid='pgtrigger_recognition_for_the_term_of_its_day_06b4f', table='ratings_recognition', when='AFTER')),
                    Trigger(name='recognition_corrected_by_decision', sql=UpsertTriggerSql(
                        func=(
                            'IF (NEW.correction_id IS DISTINCT FROM OLD.correction_id OR (NEW.name, NEW.variants, '
                            'NEW.maker, NEW.stars, NEW.expires_on) IS DISTINCT FROM (OLD.name, OLD.variants, OLD.maker, '
                            'OLD.stars, OLD.expires_on)) AND NOT (NEW.correction_id IS DISTINCT FROM OLD.correction_id '
                            'AND EXISTS (SELECT 1 FROM ratings_decision d JOIN ratings_decisionitem i ON i.decision_id '
                            '= d.id JOIN ratings_decision g ON g.id = NEW.decision_id WHERE d.id = NEW.correction_id '
                            "AND d.kind = 'correct' AND d.issued_at IS NOT NULL AND i.recognition_id = NEW.id AND "
                            '(d.place_id IS NOT DISTINCT FROM g.place_id OR EXISTS (SELECT 1 FROM ocop_succession s '
                            'WHERE s.old_id = g.place_id AND s.new_id = d.place_id)) AND (NEW.stars = OLD.stars OR '
                            "NEW.stars < 5 OR d.place_id IS NULL) AND NOT EXISTS (SELECT 1 FROM (VALUES ('name', "
                            "OLD.name::text, NEW.name::text), ('variants', OLD.variants::text, NEW.variants::text), "
                            "('maker', OLD.maker::text, NEW.maker::text), ('stars', OLD.stars::text, NEW.stars::text), "
                            "('expires_on', OLD.expires_on::text, NEW.expires_on::text)) field (key, was, now) WHERE "
                            'was <> now AND (i.correction -> key ->> 0, i.correction -> key ->> 1) IS DISTINCT FROM '
                            "(was, now)))) THEN RAISE EXCEPTION 'recognition_corrected_by_decision' USING ERRCODE = "
                            "'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='470054edb8da1713456e44ba8ad147ead386c159', operation='UPDATE', pgid='pgtrigger_recognition_corrected_by_decision_bb1eb', table='ratings_recognition', when='BEFORE')),
                    Trigger(name='recognition_recorded_of_confirmed_star', sql=UpsertTriggerSql(
                        func=(
                            "IF NEW.origin = 'recorded' AND NOT EXISTS (SELECT 1 FROM ratings_recordedstar s JOIN "
                            'ratings_decision d ON d.id = s.decision_id WHERE s.decision_id = NEW.decision_id AND '
                            's.product_id = NEW.product_id AND s.stars = NEW.stars AND s.recognition_id IS NULL AND '
                            'NEW.issued_on >= d.signed_on AND NEW.expires_on = COALESCE(s.expires_on, (d.signed_on + '
                            "make_interval(months => 36))::date + 1) AND ((d.recorded_as = 'confirmed' AND "
                            "s.confirmation_id IS NOT NULL) OR (d.recorded_as = 'example' AND writes_demonstration()))) "
                            "THEN RAISE EXCEPTION 'recognition_recorded_of_confirmed_star' USING ERRCODE = "
                            "'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='d892ddea07916c6e8e70cfe4006fa29998e32a3f', operation='INSERT', pgid='pgtrigger_recognition_recorded_of_confirmed_star_a7d16', table='ratings_recognition', when='BEFORE')),
                    Trigger(name='recognition_issued_is_kept', sql=UpsertTriggerSql(
                        func=(
                            "IF (OLD.origin = 'issued') AND (TG_OP = 'DELETE' OR (to_jsonb(OLD) - 'version' - 'ends_on' "
                            "- 'superseded_on' - 'extended_until' - 'extension_id' - 'withdrawn_on' - "
                            "'withdrawal_ground' - 'withdrawal_id' - 'correction_id' - 'name' - 'variants' - 'maker') "
                            "IS DISTINCT FROM (to_jsonb(NEW) - 'version' - 'ends_on' - 'superseded_on' - "
                            "'extended_until' - 'extension_id' - 'withdrawn_on' - 'withdrawal_ground' - 'withdrawal_id' "
                            "- 'correction_id' - 'name' - 'variants' - 'maker')) THEN RAISE EXCEPTION "
                            "'recognition_issued_is_kept' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='aa57cbd3edb5af1e9c06b56eab3a1b771d645c74', operation='UPDATE OR DELETE', pgid='pgtrigger_recognition_issued_is_kept_3e985', table='ratings_recognition', when='BEFORE')),
                    Trigger(name='recognition_recorded_is_kept', sql=UpsertTriggerSql(
                        func=(
                            "IF (OLD.origin = 'recorded') AND (TG_OP = 'DELETE' OR (to_jsonb(OLD) - 'version' - "
                            "'ends_on' - 'superseded_on' - 'extended_until' - 'extension_id' - 'withdrawn_on' - "
                            "'withdrawal_ground' - 'withdrawal_id' - 'correction_id' - 'name' - 'variants' - 'maker' - "
                            "'stars' - 'expires_on') IS DISTINCT FROM (to_jsonb(NEW) - 'version' - 'ends_on' - "
                            "'superseded_on' - 'extended_until' - 'extension_id' - 'withdrawn_on' - 'withdrawal_ground' "
                            "- 'withdrawal_id' - 'correction_id' - 'name' - 'variants' - 'maker' - 'stars' - "
                            "'expires_on')) THEN RAISE EXCEPTION 'recognition_recorded_is_kept' USING ERRCODE = "
                            "'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='a057675d9a186bb4a8c8da56e9e7768ed81fc8c2', operation='UPDATE OR DELETE', pgid='pgtrigger_recognition_recorded_is_kept_9e317', table='ratings_recognition', when='BEFORE')),
                    Trigger(name='recognition_is_anchored', sql=UpsertTriggerSql(
                        func="""
    IF NEW.origin = 'issued' AND NOT EXISTS (SELECT FROM ratings_anchor WHERE kind = 'recognition' AND row_id = NEW.id)
    THEN INSERT INTO ratings_anchor (kind, row_id) VALUES ('recognition', NEW.id); END IF;
    RETURN NULL;
""",
                        hash='cac622fce6850f653b3668478d9230d1d2f20117', operation='INSERT OR UPDATE', pgid='pgtrigger_recognition_is_anchored_2a52a', table='ratings_recognition', when='AFTER')),
                    Trigger(name='recognition_recorded_replaces_none_issued', sql=UpsertTriggerSql(
                        func=(
                            "IF NEW.origin = 'recorded' AND EXISTS (SELECT 1 FROM ratings_recognition r WHERE "
                            "r.product_id = NEW.product_id AND r.origin = 'issued' AND r.issued_on <= NEW.issued_on AND "
                            'NEW.issued_on < COALESCE(r.extended_until, r.expires_on) AND (r.withdrawn_on IS NULL OR '
                            'r.withdrawn_on > NEW.issued_on) AND NOT EXISTS (SELECT 1 FROM ratings_recognition n WHERE '
                            "n.product_id = r.product_id AND n.id <> r.id AND n.origin = 'issued' AND n.issued_on = "
                            "r.superseded_on)) THEN RAISE EXCEPTION 'recognition_recorded_replaces_none_issued' USING "
                            "ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='72d58c11f43094b9409e6853da2698ac8cce223f', operation='INSERT', pgid='pgtrigger_recognition_recorded_replaces_none_issued_df254', table='ratings_recognition', when='BEFORE')),
                    Trigger(name='recognition_corrected_within_the_law', sql=UpsertTriggerSql(
                        func=(
                            'IF NEW.correction_id IS DISTINCT FROM OLD.correction_id AND NOT EXISTS (SELECT 1 FROM '
                            'ratings_decisionitem i JOIN ratings_decision g ON g.id = NEW.decision_id LEFT JOIN '
                            'ocop_place p ON p.id = g.place_id WHERE i.decision_id = NEW.correction_id AND '
                            "i.recognition_id = NEW.id AND i.reason <> '' AND (NEW.stars = OLD.stars OR (CASE WHEN p.id "
                            "IS NULL THEN NEW.stars = 5 WHEN p.level = 'district' THEN NEW.stars = 3 ELSE NEW.stars < 5 "
                            "END)) AND (i.seen_where <> '' OR (NEW.stars <= OLD.stars AND NEW.expires_on <= "
                            'OLD.expires_on)) AND (NEW.expires_on <= OLD.expires_on OR NEW.expires_on <= (g.signed_on + '
                            'make_interval(months => 36))::date + 1)) THEN RAISE EXCEPTION '
                            "'recognition_corrected_within_the_law' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='68627a37713c6af53b63e6d04194a08ffe4b70c5', operation='UPDATE', pgid='pgtrigger_recognition_corrected_within_the_law_d00f3', table='ratings_recognition', when='AFTER')),
                    Trigger(name='recognition_name_is_public', sql=UpsertTriggerSql(
                        func=(
                            'IF (NEW.name IS DISTINCT FROM OLD.name AND normalize(translate(normalize(NEW.name, NFKC), '
                            "U&'\\+000410\\+000412\\+000415\\+000405\\+000417\\+000406\\+000408\\+00041A\\+00041C\\+00041D\\+00041E\\+000420\\+000421\\+000422\\+000425\\+000430\\+000435\\+000455\\+000456\\+000458\\+00043E\\+00043A\\+000440\\+000441\\+000442\\+000443\\+000445\\+0003BD\\+0003BF\\+0003B1\\+0003B9\\+0003C4\\+0003BA\\+000391\\+000392\\+000395\\+000396\\+000397\\+000399\\+00039A\\+00039C\\+00039D\\+00039F\\+0003A1\\+0003A4\\+0003A5\\+0003A7\\+002010\\+002011\\+002012\\+002013\\+002014\\+002015\\+002212\\+002043\\+00FE63\\+00FF0D\\+0002D7\\+002E3A\\+0000B7\\+002022\\+002219\\+0022C5\\+002027\\+0030FB\\+003002\\+00FF0E\\+002024\\+00FF0C\\+003001\\+00066B\\+00066C\\+00FF3F\\+00203F\\+002217\\+00204E\\+00066D\\+002731\\+002732\\+00273B\\+00FE61\\+000660\\+000661\\+000662\\+000663\\+000664\\+000665\\+000666\\+000667\\+000668\\+000669\\+0006F0\\+0006F1\\+0006F2\\+0006F3\\+0006F4\\+0006F5\\+0006F6\\+0006F7\\+0006F8\\+0006F9\\+000966\\+000967\\+000968\\+000969\\+00096A\\+00096B\\+00096C\\+00096D\\+00096E\\+00096F\\+000E50\\+000E51\\+000E52\\+000E53\\+000E54\\+000E55\\+000E56\\+000E57\\+000E58\\+000E59\\+000ED0\\+000ED1\\+000ED2\\+000ED3\\+000ED4\\+000ED5\\+000ED6\\+000ED7\\+000ED8\\+000ED9\\+0017E0\\+0017E1\\+0017E2\\+0017E3\\+0017E4\\+0017E5\\+0017E6\\+0017E7\\+0017E8\\+0017E9\\+002776\\+002777\\+002778\\+002779\\+00277A\\+00277B\\+00277C\\+00277D\\+00277E\\+002780\\+002781\\+002782\\+002783\\+002784\\+002785\\+002786\\+002787\\+002788\\+00278A\\+00278B\\+00278C\\+00278D\\+00278E\\+00278F\\+002790\\+002791\\+002792\\+0024F5\\+0024F6\\+0024F7\\+0024F8\\+0024F9\\+0024FA\\+0024FB\\+0024FC\\+0024FD\\+0000AD\\+00034F\\+00061C\\+00115F\\+001160\\+00180E\\+003164\\+00FEFF\\+00FFA0\\+00200B\\+00200C\\+00200D\\+00200E\\+00200F\\+00202A\\+00202B\\+00202C\\+00202D\\+00202E\\+002060\\+002061\\+002062\\+002063\\+002064\\+002065\\+002066\\+002067\\+002068\\+002069\\+00206A\\+00206B\\+00206C\\+00206D\\+00206E\\+00206F\\+00FE00\\+00FE01\\+00FE02\\+00FE03\\+00FE04\\+00FE05\\+00FE06\\+00FE07\\+00FE08\\+00FE09\\+00FE0A\\+00FE0B\\+00FE0C\\+00FE0D\\+00FE0E\\+00FE0F', "
                            "'ABES3IJKMHOPCTXaesijokpctyxvoaitkABEZHIKMNOPTYX------------.........,,,,__*******012345678901234567890123456789012345678901234567890123456789123456789123456789123456789123456789'), "
                            'NFKC) ~ '
                            "'[★☆⭐🌟🌠✦✧✩✪✫✬✭✮✯✰✴✵✶✷✸✹⋆⍟⭑⭒🟊🟉]|(?:[*]\\s*){3,}|(?<![0-9A-Za-z])[1-5]\\s*[*](?!\\s*[0-9])|(?<![0-9])[1-5][\\s.,_-]*(?:(?:[Nn][Gg][Ôô][Ii]\\s+)?[Ss][Aa][Oo](?![A-Za-z])|[Ss][Tt][Aa][Rr](?:[Ss]|[Rr][Ee][Dd])?(?![A-Za-z]))|(?:^|[\\s(,._-])(?:(?:[Mm][Ộộ][Tt]|[Hh][Aa][Ii]|[Bb][Ốố][Nn]|[Nn][Ăă][Mm]|[Nn][Gg][Ũũ])[\\s.,_-]*(?:[Nn][Gg][Ôô][Ii]\\s+)?[Ss][Aa][Oo](?![A-Za-z])|(?:ba|BA|bA)[\\s_-]+(?:[Nn][Gg][Ôô][Ii]\\s+)?[Ss][Aa][Oo](?![A-Za-z])|Ba[\\s_-]+(?:sao|SAO)(?![A-Za-z])|[Bb][Aa]\\s+[Nn][Gg][Ôô][Ii]\\s+[Ss][Aa][Oo](?![A-Za-z])|(?:III|IV|V)[\\s_-]+(?:sao|SAO)(?![A-Za-z]))|(?:^|[\\s(-])(?:mot|bon)\\s+sao(?![A-Za-z])|(?<![Vv]iệt "
                            ")(?<![A-Za-z])nam\\s+sao(?![A-Za-z])|(?<![A-Za-z])(?:[Oo][Nn][Ee]|[Tt][Ww][Oo]|[Tt][Hh][Rr][Ee][Ee]|[Ff][Oo][Uu][Rr]|[Ff][Ii][Vv][Ee])[\\s.,_-]*[Ss][Tt][Aa][Rr](?:[Ss]|[Rr][Ee][Dd])?(?![A-Za-z])|[Oo][Cc][Oo][Pp]\\s+(?:[Hh]ạng\\s+)?[1-5](?![0-9])|(?:^|[\\s(])[Ss]ao\\s+[1-5]\\s*(?:$|[),;\\]])|(?<![0-9])(?:[+]?\\s*84|00\\s*84|0)(?:[\\s.,_()/-]*[0-9]){9,10}(?![0-9])|(?<![0-9])(?:[0-9]{9}|[0-9]{12}|[0-9]{3}(?:[\\s._][0-9]{3}){2}|[0-9]{3}(?:[\\s._-][0-9]{3}){3}|0(?:[\\s._-]?[0-9]){11})(?![0-9])') "
                            'OR (NEW.variants IS DISTINCT FROM OLD.variants AND '
                            'normalize(translate(normalize(NEW.variants, NFKC), '
                            "U&'\\+000410\\+000412\\+000415\\+000405\\+000417\\+000406\\+000408\\+00041A\\+00041C\\+00041D\\+00041E\\+000420\\+000421\\+000422\\+000425\\+000430\\+000435\\+000455\\+000456\\+000458\\+00043E\\+00043A\\+000440\\+000441\\+000442\\+000443\\+000445\\+0003BD\\+0003BF\\+0003B1\\+0003B9\\+0003C4\\+0003BA\\+000391\\+000392\\+000395\\+000396\\+000397\\+000399\\+00039A\\+00039C\\+00039D\\+00039F\\+0003A1\\+0003A4\\+0003A5\\+0003A7\\+002010\\+002011\\+002012\\+002013\\+002014\\+002015\\+002212\\+002043\\+00FE63\\+00FF0D\\+0002D7\\+002E3A\\+0000B7\\+002022\\+002219\\+0022C5\\+002027\\+0030FB\\+003002\\+00FF0E\\+002024\\+00FF0C\\+003001\\+00066B\\+00066C\\+00FF3F\\+00203F\\+002217\\+00204E\\+00066D\\+002731\\+002732\\+00273B\\+00FE61\\+000660\\+000661\\+000662\\+000663\\+000664\\+000665\\+000666\\+000667\\+000668\\+000669\\+0006F0\\+0006F1\\+0006F2\\+0006F3\\+0006F4\\+0006F5\\+0006F6\\+0006F7\\+0006F8\\+0006F9\\+000966\\+000967\\+000968\\+000969\\+00096A\\+00096B\\+00096C\\+00096D\\+00096E\\+00096F\\+000E50\\+000E51\\+000E52\\+000E53\\+000E54\\+000E55\\+000E56\\+000E57\\+000E58\\+000E59\\+000ED0\\+000ED1\\+000ED2\\+000ED3\\+000ED4\\+000ED5\\+000ED6\\+000ED7\\+000ED8\\+000ED9\\+0017E0\\+0017E1\\+0017E2\\+0017E3\\+0017E4\\+0017E5\\+0017E6\\+0017E7\\+0017E8\\+0017E9\\+002776\\+002777\\+002778\\+002779\\+00277A\\+00277B\\+00277C\\+00277D\\+00277E\\+002780\\+002781\\+002782\\+002783\\+002784\\+002785\\+002786\\+002787\\+002788\\+00278A\\+00278B\\+00278C\\+00278D\\+00278E\\+00278F\\+002790\\+002791\\+002792\\+0024F5\\+0024F6\\+0024F7\\+0024F8\\+0024F9\\+0024FA\\+0024FB\\+0024FC\\+0024FD\\+0000AD\\+00034F\\+00061C\\+00115F\\+001160\\+00180E\\+003164\\+00FEFF\\+00FFA0\\+00200B\\+00200C\\+00200D\\+00200E\\+00200F\\+00202A\\+00202B\\+00202C\\+00202D\\+00202E\\+002060\\+002061\\+002062\\+002063\\+002064\\+002065\\+002066\\+002067\\+002068\\+002069\\+00206A\\+00206B\\+00206C\\+00206D\\+00206E\\+00206F\\+00FE00\\+00FE01\\+00FE02\\+00FE03\\+00FE04\\+00FE05\\+00FE06\\+00FE07\\+00FE08\\+00FE09\\+00FE0A\\+00FE0B\\+00FE0C\\+00FE0D\\+00FE0E\\+00FE0F', "
                            "'ABES3IJKMHOPCTXaesijokpctyxvoaitkABEZHIKMNOPTYX------------.........,,,,__*******012345678901234567890123456789012345678901234567890123456789123456789123456789123456789123456789'), "
                            'NFKC) ~ '
                            "'[★☆⭐🌟🌠✦✧✩✪✫✬✭✮✯✰✴✵✶✷✸✹⋆⍟⭑⭒🟊🟉]|(?:[*]\\s*){3,}|(?<![0-9A-Za-z])[1-5]\\s*[*](?!\\s*[0-9])|(?<![0-9])[1-5][\\s.,_-]*(?:(?:[Nn][Gg][Ôô][Ii]\\s+)?[Ss][Aa][Oo](?![A-Za-z])|[Ss][Tt][Aa][Rr](?:[Ss]|[Rr][Ee][Dd])?(?![A-Za-z]))|(?:^|[\\s(,._-])(?:(?:[Mm][Ộộ][Tt]|[Hh][Aa][Ii]|[Bb][Ốố][Nn]|[Nn][Ăă][Mm]|[Nn][Gg][Ũũ])[\\s.,_-]*(?:[Nn][Gg][Ôô][Ii]\\s+)?[Ss][Aa][Oo](?![A-Za-z])|(?:ba|BA|bA)[\\s_-]+(?:[Nn][Gg][Ôô][Ii]\\s+)?[Ss][Aa][Oo](?![A-Za-z])|Ba[\\s_-]+(?:sao|SAO)(?![A-Za-z])|[Bb][Aa]\\s+[Nn][Gg][Ôô][Ii]\\s+[Ss][Aa][Oo](?![A-Za-z])|(?:III|IV|V)[\\s_-]+(?:sao|SAO)(?![A-Za-z]))|(?:^|[\\s(-])(?:mot|bon)\\s+sao(?![A-Za-z])|(?<![Vv]iệt "
                            ")(?<![A-Za-z])nam\\s+sao(?![A-Za-z])|(?<![A-Za-z])(?:[Oo][Nn][Ee]|[Tt][Ww][Oo]|[Tt][Hh][Rr][Ee][Ee]|[Ff][Oo][Uu][Rr]|[Ff][Ii][Vv][Ee])[\\s.,_-]*[Ss][Tt][Aa][Rr](?:[Ss]|[Rr][Ee][Dd])?(?![A-Za-z])|[Oo][Cc][Oo][Pp]\\s+(?:[Hh]ạng\\s+)?[1-5](?![0-9])|(?:^|[\\s(])[Ss]ao\\s+[1-5]\\s*(?:$|[),;\\]])|(?<![0-9])(?:[+]?\\s*84|00\\s*84|0)(?:[\\s.,_()/-]*[0-9]){9,10}(?![0-9])|(?<![0-9])(?:[0-9]{9}|[0-9]{12}|[0-9]{3}(?:[\\s._][0-9]{3}){2}|[0-9]{3}(?:[\\s._-][0-9]{3}){3}|0(?:[\\s._-]?[0-9]){11})(?![0-9])') "
                            "THEN RAISE EXCEPTION 'recognition_name_is_public' USING ERRCODE = 'check_violation'; END "
                            'IF; RETURN NEW;'
                        ),
                        hash='690f6af8d5491121fa3c80471ea286a7c4597076', operation='UPDATE', pgid='pgtrigger_recognition_name_is_public_a410f', table='ratings_recognition', when='BEFORE')),
                    Trigger(name='recognition_maker_is_public', sql=UpsertTriggerSql(
                        func=(
                            'IF (NEW.maker IS DISTINCT FROM OLD.maker AND normalize(translate(normalize(NEW.maker, '
                            'NFKC), '
                            "U&'\\+000410\\+000412\\+000415\\+000405\\+000417\\+000406\\+000408\\+00041A\\+00041C\\+00041D\\+00041E\\+000420\\+000421\\+000422\\+000425\\+000430\\+000435\\+000455\\+000456\\+000458\\+00043E\\+00043A\\+000440\\+000441\\+000442\\+000443\\+000445\\+0003BD\\+0003BF\\+0003B1\\+0003B9\\+0003C4\\+0003BA\\+000391\\+000392\\+000395\\+000396\\+000397\\+000399\\+00039A\\+00039C\\+00039D\\+00039F\\+0003A1\\+0003A4\\+0003A5\\+0003A7\\+002010\\+002011\\+002012\\+002013\\+002014\\+002015\\+002212\\+002043\\+00FE63\\+00FF0D\\+0002D7\\+002E3A\\+0000B7\\+002022\\+002219\\+0022C5\\+002027\\+0030FB\\+003002\\+00FF0E\\+002024\\+00FF0C\\+003001\\+00066B\\+00066C\\+00FF3F\\+00203F\\+002217\\+00204E\\+00066D\\+002731\\+002732\\+00273B\\+00FE61\\+000660\\+000661\\+000662\\+000663\\+000664\\+000665\\+000666\\+000667\\+000668\\+000669\\+0006F0\\+0006F1\\+0006F2\\+0006F3\\+0006F4\\+0006F5\\+0006F6\\+0006F7\\+0006F8\\+0006F9\\+000966\\+000967\\+000968\\+000969\\+00096A\\+00096B\\+00096C\\+00096D\\+00096E\\+00096F\\+000E50\\+000E51\\+000E52\\+000E53\\+000E54\\+000E55\\+000E56\\+000E57\\+000E58\\+000E59\\+000ED0\\+000ED1\\+000ED2\\+000ED3\\+000ED4\\+000ED5\\+000ED6\\+000ED7\\+000ED8\\+000ED9\\+0017E0\\+0017E1\\+0017E2\\+0017E3\\+0017E4\\+0017E5\\+0017E6\\+0017E7\\+0017E8\\+0017E9\\+002776\\+002777\\+002778\\+002779\\+00277A\\+00277B\\+00277C\\+00277D\\+00277E\\+002780\\+002781\\+002782\\+002783\\+002784\\+002785\\+002786\\+002787\\+002788\\+00278A\\+00278B\\+00278C\\+00278D\\+00278E\\+00278F\\+002790\\+002791\\+002792\\+0024F5\\+0024F6\\+0024F7\\+0024F8\\+0024F9\\+0024FA\\+0024FB\\+0024FC\\+0024FD\\+0000AD\\+00034F\\+00061C\\+00115F\\+001160\\+00180E\\+003164\\+00FEFF\\+00FFA0\\+00200B\\+00200C\\+00200D\\+00200E\\+00200F\\+00202A\\+00202B\\+00202C\\+00202D\\+00202E\\+002060\\+002061\\+002062\\+002063\\+002064\\+002065\\+002066\\+002067\\+002068\\+002069\\+00206A\\+00206B\\+00206C\\+00206D\\+00206E\\+00206F\\+00FE00\\+00FE01\\+00FE02\\+00FE03\\+00FE04\\+00FE05\\+00FE06\\+00FE07\\+00FE08\\+00FE09\\+00FE0A\\+00FE0B\\+00FE0C\\+00FE0D\\+00FE0E\\+00FE0F', "
                            "'ABES3IJKMHOPCTXaesijokpctyxvoaitkABEZHIKMNOPTYX------------.........,,,,__*******012345678901234567890123456789012345678901234567890123456789123456789123456789123456789123456789'), "
                            'NFKC) ~ '
                            "'(?<![0-9])(?:[+]?\\s*84|00\\s*84|0)(?:[\\s.,_()/-]*[0-9]){9,10}(?![0-9])|(?<![0-9])(?:[0-9]{9}|[0-9]{12}|[0-9]{3}(?:[\\s._][0-9]{3}){2}|[0-9]{3}(?:[\\s._-][0-9]{3}){3}|0(?:[\\s._-]?[0-9]){11})(?![0-9])') "
                            "THEN RAISE EXCEPTION 'recognition_maker_is_public' USING ERRCODE = 'check_violation'; END "
                            'IF; RETURN NEW;'
                        ),
                        hash='e26973a0714b61e1d8b938c9da79971e828c6306', operation='UPDATE', pgid='pgtrigger_recognition_maker_is_public_b8a49', table='ratings_recognition', when='BEFORE')),
                    Trigger(name='recognition_withdrawn_by_what_names_it', sql=UpsertTriggerSql(
                        func=(
                            'IF ((NEW.withdrawal_id, NEW.withdrawn_on) IS DISTINCT FROM (OLD.withdrawal_id, '
                            "OLD.withdrawn_on) OR NEW.withdrawal_ground <> COALESCE(OLD.withdrawal_ground, '')) AND "
                            '(OLD.withdrawal_id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM ratings_decision d JOIN '
                            'ratings_decisionitem i ON i.decision_id = d.id JOIN ratings_decision given ON given.id = '
                            "NEW.decision_id WHERE d.id = NEW.withdrawal_id AND d.kind = 'withdraw' AND d.issued_at IS "
                            'NOT NULL AND i.recognition_id = NEW.id AND (d.place_id IS NULL) IN (given.place_id IS '
                            'NULL, NEW.stars = 5) AND d.signed_on = NEW.withdrawn_on AND i.ground = '
                            "NEW.withdrawal_ground)) THEN RAISE EXCEPTION 'recognition_withdrawn_by_what_names_it' "
                            "USING ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='d5404ab0b3f7cf39f21b1c03d185b0ba474572f8', operation='INSERT OR UPDATE', pgid='pgtrigger_recognition_withdrawn_by_what_names_it_0c6de', table='ratings_recognition', when='AFTER')),
                    Trigger(name='recognition_extended_by_what_names_it', sql=UpsertTriggerSql(
                        func=(
                            'IF (NEW.extension_id, NEW.extended_until) IS DISTINCT FROM (OLD.extension_id, '
                            'OLD.extended_until) AND NOT EXISTS (SELECT 1 FROM ratings_decision d JOIN '
                            'ratings_decisionitem i ON i.decision_id = d.id JOIN ratings_decision given ON given.id = '
                            "NEW.decision_id WHERE d.id = NEW.extension_id AND d.kind = 'extend' AND d.issued_at IS NOT "
                            'NULL AND i.recognition_id = NEW.id AND (d.place_id IS NULL) IN (given.place_id IS NULL, '
                            'NEW.stars = 5) AND i.until = NEW.extended_until AND NEW.extension_id IS DISTINCT FROM '
                            'OLD.extension_id AND d.issued_at > COALESCE((SELECT o.issued_at FROM ratings_decision o '
                            "WHERE o.id = OLD.extension_id), '-infinity')) AND NOT COALESCE((pg_trigger_depth() > 1 AND "
                            '((NEW.extension_id = OLD.extension_id AND NEW.extended_until < OLD.extended_until) OR '
                            '(NEW.extension_id IS NULL AND NEW.extended_until IS NULL)) AND EXISTS (SELECT 1 FROM '
                            "ratings_dossier o WHERE o.builds_on_id = NEW.id AND o.kind = 'renewal' AND o.state = "
                            "'closed')), FALSE) THEN RAISE EXCEPTION 'recognition_extended_by_what_names_it' USING "
                            "ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='64049990f993c66b1047c77397b29aa9e642cdf3', operation='INSERT OR UPDATE', pgid='pgtrigger_recognition_extended_by_what_names_it_307c1', table='ratings_recognition', when='AFTER')),
                    Trigger(name='recognition_changed_once_by_a_decision', sql=UpsertTriggerSql(
                        func=(
                            'IF (NEW.extension_id IS DISTINCT FROM OLD.extension_id AND EXISTS (SELECT 1 FROM '
                            'ratings_recognitionevent e WHERE e.pgh_obj_id = NEW.id AND e.extension_id = '
                            'NEW.extension_id)) OR (NEW.correction_id IS DISTINCT FROM OLD.correction_id AND EXISTS '
                            '(SELECT 1 FROM ratings_recognitionevent e WHERE e.pgh_obj_id = NEW.id AND e.correction_id '
                            "= NEW.correction_id)) THEN RAISE EXCEPTION 'recognition_changed_once_by_a_decision' USING "
                            "ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='010b8780969e4b863baa389ec83e949ab908e5d3', operation='UPDATE', pgid='pgtrigger_recognition_changed_once_by_a_decision_2cc81', table='ratings_recognition', when='BEFORE')),
                    Trigger(name='recognition_corrected_in_full', sql=UpsertTriggerSql(
                        func=(
                            'IF NEW.correction_id IS DISTINCT FROM OLD.correction_id AND EXISTS (SELECT 1 FROM '
                            'ratings_decisionitem i CROSS JOIN LATERAL jsonb_each(i.correction) field WHERE '
                            'i.decision_id = NEW.correction_id AND i.recognition_id = NEW.id AND to_jsonb(NEW) ->> '
                            'field.key IS DISTINCT FROM field.value ->> 1) THEN RAISE EXCEPTION '
                            "'recognition_corrected_in_full' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='25fb58c13eacab29dd21abb6f912fd8d138e096e', operation='UPDATE', pgid='pgtrigger_recognition_corrected_in_full_f430a', table='ratings_recognition', when='BEFORE')),
                    Trigger(name='recognition_superseded_for_good', sql=UpsertTriggerSql(
                        func=(
                            'IF OLD.superseded_on IS NOT NULL AND (NEW.superseded_on > OLD.superseded_on) IS NOT FALSE '
                            "THEN RAISE EXCEPTION 'recognition_superseded_for_good' USING ERRCODE = 'check_violation'; "
                            'END IF; RETURN COALESCE(NEW, OLD);'
                        ),
                        hash='febbb3aab3a7eab4949a94097649fe86f381ff10', operation='UPDATE', pgid='pgtrigger_recognition_superseded_for_good_377b9', table='ratings_recognition', when='BEFORE')),
                    Trigger(name='recognition_superseded_by_a_later_one', sql=UpsertTriggerSql(
                        condition='WHEN (NEW.superseded_on IS NOT NULL)',
                        func=(
                            'IF EXISTS (SELECT 1 FROM ratings_recognition r WHERE r.id = NEW.id AND r.superseded_on IS '
                            'NOT NULL AND NOT EXISTS (SELECT 1 FROM ratings_recognition n WHERE n.product_id = '
                            'r.product_id AND n.id <> r.id AND n.issued_on = r.superseded_on)) THEN RAISE EXCEPTION '
                            "'recognition_superseded_by_a_later_one' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'NULL;'
                        ),
                        constraint='CONSTRAINT', hash='c2cd75fe4b3705cc566d32816457f6f093f3a863', operation='INSERT OR UPDATE', pgid='pgtrigger_recognition_superseded_by_a_later_one_54585', table='ratings_recognition', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_recognitionevent" ("code", "correction_id", "decision_id", "dossier_id", "expires_on", "extended_until", "extension_id", "id", "issued_on", "maker", "name", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "stars", "superseded_on", "term_months", "variants", "version", "withdrawal_ground", "withdrawal_id", "withdrawn_on") VALUES (NEW."code", NEW."correction_id", NEW."decision_id", NEW."dossier_id", NEW."expires_on", NEW."extended_until", NEW."extension_id", NEW."id", NEW."issued_on", NEW."maker", NEW."name", NEW."origin", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."product_id", NEW."stars", NEW."superseded_on", NEW."term_months", NEW."variants", NEW."version", NEW."withdrawal_ground", NEW."withdrawal_id", NEW."withdrawn_on"); RETURN NULL;',
                        hash='70e49508e2727b3a43f3b175e80d207f346ba71c', operation='INSERT', pgid='pgtrigger_insert_insert_3e05c', table='ratings_recognition', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)',
                        func='INSERT INTO "ratings_recognitionevent" ("code", "correction_id", "decision_id", "dossier_id", "expires_on", "extended_until", "extension_id", "id", "issued_on", "maker", "name", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "stars", "superseded_on", "term_months", "variants", "version", "withdrawal_ground", "withdrawal_id", "withdrawn_on") VALUES (NEW."code", NEW."correction_id", NEW."decision_id", NEW."dossier_id", NEW."expires_on", NEW."extended_until", NEW."extension_id", NEW."id", NEW."issued_on", NEW."maker", NEW."name", NEW."origin", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."product_id", NEW."stars", NEW."superseded_on", NEW."term_months", NEW."variants", NEW."version", NEW."withdrawal_ground", NEW."withdrawal_id", NEW."withdrawn_on"); RETURN NULL;',
                        hash='ceadf91dd4c99b136fd42d59d9cae691da157afb', operation='UPDATE', pgid='pgtrigger_update_update_5c80b', table='ratings_recognition', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_recognitionevent" ("code", "correction_id", "decision_id", "dossier_id", "expires_on", "extended_until", "extension_id", "id", "issued_on", "maker", "name", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "stars", "superseded_on", "term_months", "variants", "version", "withdrawal_ground", "withdrawal_id", "withdrawn_on") VALUES (OLD."code", OLD."correction_id", OLD."decision_id", OLD."dossier_id", OLD."expires_on", OLD."extended_until", OLD."extension_id", OLD."id", OLD."issued_on", OLD."maker", OLD."name", OLD."origin", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."product_id", OLD."stars", OLD."superseded_on", OLD."term_months", OLD."variants", OLD."version", OLD."withdrawal_ground", OLD."withdrawal_id", OLD."withdrawn_on"); RETURN NULL;',
                        hash='5a8b94b5decebea5145956373dce01ae8b1b7730', operation='DELETE', pgid='pgtrigger_delete_delete_90c86', table='ratings_recognition', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='RecognitionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('stars', models.PositiveSmallIntegerField(verbose_name='stars')),
                ('origin', models.CharField(choices=[('issued', 'Issued here'), ('recorded', 'Recorded from a signed decision')], max_length=10, verbose_name='origin')),
                ('code', models.CharField(editable=False, max_length=11, verbose_name='code')),
                ('issued_on', models.DateField(verbose_name='issued on')),
                ('term_months', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='term in months')),
                ('expires_on', models.DateField(help_text='The last day on which it holds, as printed.', verbose_name='in force until the end of')),
                ('extended_until', models.DateField(blank=True, null=True, verbose_name='extended until the end of')),
                ('superseded_on', models.DateField(blank=True, null=True, verbose_name='superseded on')),
                ('withdrawn_on', models.DateField(blank=True, null=True, verbose_name='withdrawn on')),
                ('withdrawal_ground', models.CharField(blank=True, choices=[('untrue', 'Untrue information or forged dossier'), ('criteria', 'No longer meets the criteria'), ('breach', 'Breach of the law on quality, food safety, environment, property or labels'), ('mark', 'Wrong use of the OCOP mark'), ('stopped', 'Production has stopped'), ('other', 'Other conclusion of a competent body')], max_length=10, verbose_name='ground of withdrawal')),
                ('ends_on', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Greatest('issued_on', django.db.models.functions.comparison.Least(django.db.models.functions.comparison.Coalesce('extended_until', 'expires_on'), 'superseded_on', 'withdrawn_on')), output_field=models.DateField())),
                ('name', models.CharField(max_length=250, verbose_name='product as recognised')),
                ('variants', models.TextField(blank=True, verbose_name='variants as recognised')),
                ('maker', models.CharField(max_length=250, verbose_name='maker as recognised')),
                ('decision', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ratings.decision', verbose_name='decision')),
                ('dossier', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ratings.dossier', verbose_name='dossier')),
                ('extension', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ratings.decision', verbose_name='extended by')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='ratings.recognition')),
                ('product', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='products.product', verbose_name='product')),
                ('withdrawal', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ratings.decision', verbose_name='withdrawn by')),
                ('correction', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ratings.decision', verbose_name='corrected by')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='cd7ddc76900cb0a0339d6e23877111853bda9727', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_546ae', table='ratings_recognitionevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='DossierEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('first', 'First assessment'), ('upgrade', 'Upgrade'), ('renewal', 'Re-assessment')], default='first', max_length=10, verbose_name='kind')),
                ('branch', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='case of the sheet')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('filed', 'With the commune'), ('returned', 'Returned for completion'), ('checking', 'Being checked'), ('advisory', 'With the advisory team'), ('scoring', 'Being scored'), ('concluded', 'Result established'), ('forwarded', 'Forwarded to the ministry'), ('handed_back', 'Handed back to the province'), ('recognised', 'Recognised'), ('closed', 'Closed without recognition')], default='draft', editable=False, max_length=12, verbose_name='state')),
                ('since', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='since')),
                ('due_on', models.DateField(blank=True, editable=False, null=True, verbose_name='last day')),
                ('scoring_round', models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='round of scoring')),
                ('changes', models.TextField(blank=True, verbose_name='what has changed since')),
                ('opened_at', models.DateTimeField(auto_now_add=True, verbose_name='opened at')),
                ('council', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ratings.council', verbose_name='council')),
                ('forwarded_from', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ratings.dossier', verbose_name='forwarded from')),
                ('opened_by', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='opened by')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='ratings.dossier')),
                ('product', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='products.product', verbose_name='product')),
                ('builds_on', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ratings.recognition', verbose_name='builds on')),
                ('round', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ratings.round', verbose_name='assessment round')),
                ('sheet', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ratings.sheet', verbose_name='score sheet')),
                ('evaluates_anew', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ratings.dossier', verbose_name='evaluates anew')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='736f20106339e178843dc4b596037a4bd379d2e8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a478d', table='ratings_dossierevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='DecisionItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('until', models.DateField(blank=True, null=True, verbose_name='extended until the end of')),
                ('ground', models.CharField(blank=True, choices=[('untrue', 'Untrue information or forged dossier'), ('criteria', 'No longer meets the criteria'), ('breach', 'Breach of the law on quality, food safety, environment, property or labels'), ('mark', 'Wrong use of the OCOP mark'), ('stopped', 'Production has stopped'), ('other', 'Other conclusion of a competent body')], max_length=10, verbose_name='ground of withdrawal')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='ratings.decision', verbose_name='decision')),
                ('dossier', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decision_items', to='ratings.dossier', verbose_name='dossier')),
                ('recognition', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decision_items', to='ratings.recognition', verbose_name='recognition')),
                ('concluded_on', models.DateField(blank=True, null=True, verbose_name='day of the conclusion')),
                ('conclusion_body', models.CharField(blank=True, max_length=200, verbose_name='who concluded')),
                ('conclusion_number', models.CharField(blank=True, max_length=60, verbose_name='number of the conclusion')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                ('correction', models.JSONField(blank=True, default=dict, editable=False, verbose_name='correction')),
                ('seen_where', models.CharField(blank=True, help_text='Where the signed document is: a public address or a file number.', max_length=500, verbose_name='where the signed decision was seen')),
            ],
            options={
                'verbose_name': 'item of a decision',
                'verbose_name_plural': 'items of decisions',
                'ordering': ['pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('dossier__isnull', False), ('recognition', None)), models.Q(('dossier', None), ('recognition__isnull', False)), _connector='OR'), name='decision_item_on_one_thing'),
                    models.UniqueConstraint(fields=('decision', 'dossier', 'recognition'), name='decision_item_once', nulls_distinct=False, violation_error_message='It stands in this decision already.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('concluded_on', None), ('conclusion_body', ''), ('conclusion_number', '')), models.Q(models.Q(('conclusion_body', ''), _negated=True), models.Q(('conclusion_number', ''), _negated=True), ('concluded_on__isnull', False)), _connector='OR'), name='decision_item_conclusion_whole'),
                    models.UniqueConstraint(condition=models.Q(('dossier__isnull', False)), fields=('dossier',), name='decision_item_one_decision_a_dossier', violation_error_message='A decision on this dossier is prepared or issued already.'),
                ],
                'triggers': [
                    Trigger(name='decision_item_withdraws_on_a_conclusion', sql=UpsertTriggerSql(
                        func=(
                            "IF (NEW.ground <> '') <> (NEW.concluded_on IS NOT NULL) THEN RAISE EXCEPTION "
                            "'decision_item_withdraws_on_a_conclusion' USING ERRCODE = 'check_violation'; END IF; "
                            'RETURN COALESCE(NEW, OLD);'
                        ),
                        hash='b923f667898a60bbee016ec9199067ce6e0a6a6e', operation='INSERT', pgid='pgtrigger_decision_item_withdraws_on_a_conclusion_4d391', table='ratings_decisionitem', when='BEFORE')),
                    Trigger(name='decision_item_fits_its_kind', sql=UpsertTriggerSql(
                        func=(
                            'IF EXISTS (SELECT 1 FROM ratings_decision d WHERE d.id = NEW.decision_id AND ((d.kind IN '
                            "('recognise', 'approve', 'refuse', 'evaluate')) = (NEW.dossier_id IS NULL) OR (d.kind = "
                            "'extend') = (NEW.until IS NULL) OR (d.kind = 'withdraw') = (NEW.ground = '') OR (d.kind = "
                            "'correct') = (NEW.correction = '{}'))) THEN RAISE EXCEPTION 'decision_item_fits_its_kind' "
                            "USING ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='7dc99de6d770c38e9305e00b53b0c3f21b68eb7a', operation='INSERT OR UPDATE', pgid='pgtrigger_decision_item_fits_its_kind_2602d', table='ratings_decisionitem', when='BEFORE')),
                    Trigger(name='decision_item_evaluates_what_was_handed_back', sql=UpsertTriggerSql(
                        func=(
                            'IF EXISTS (SELECT 1 FROM ratings_decision e WHERE e.id = NEW.decision_id AND e.kind = '
                            "'evaluate') AND NOT EXISTS (SELECT 1 FROM ratings_decision e, ratings_dossier d JOIN "
                            "ratings_result r ON r.dossier_id = d.id AND r.ended_by = '' JOIN products_product p ON "
                            'p.id = d.product_id JOIN producers_producer m ON m.id = p.producer_id JOIN ocop_place l ON '
                            'l.id = m.place_id WHERE e.id = NEW.decision_id AND d.id = NEW.dossier_id AND d.state = '
                            "'handed_back' AND d.forwarded_from_id IS NOT NULL AND e.place_id = l.province_id) THEN "
                            "RAISE EXCEPTION 'decision_item_evaluates_what_was_handed_back' USING ERRCODE = "
                            "'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='93695d9f3e99109b883533cd7376e20729e14c5f', operation='INSERT', pgid='pgtrigger_decision_item_evaluates_what_was_handed_back_e26f4', table='ratings_decisionitem', when='BEFORE')),
                    Trigger(name='decision_item_of_issued_is_kept', sql=UpsertTriggerSql(
                        func=(
                            'PERFORM 1 FROM ratings_decision WHERE id IN (OLD.decision_id, NEW.decision_id) ORDER BY id '
                            'FOR SHARE; IF EXISTS (SELECT 1 FROM ratings_decision WHERE issued_at IS NOT NULL AND id IN '
                            "(OLD.decision_id, NEW.decision_id)) THEN RAISE EXCEPTION 'decision_item_of_issued_is_kept' "
                            "USING ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='24c9137a44c6d494f03cbc5b589e1bd81bf78060', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_decision_item_of_issued_is_kept_9fd11', table='ratings_decisionitem', when='BEFORE')),
                    Trigger(name='decision_item_of_its_authority', sql=UpsertTriggerSql(
                        func=(
                            'IF NOT EXISTS (SELECT 1 FROM ratings_decision d LEFT JOIN ratings_dossier o ON o.id = '
                            'NEW.dossier_id LEFT JOIN ratings_recognition r ON r.id = NEW.recognition_id LEFT JOIN '
                            'ratings_decision g ON g.id = r.decision_id JOIN products_product p ON p.id = '
                            'COALESCE(o.product_id, r.product_id) JOIN producers_producer m ON m.id = p.producer_id '
                            'JOIN ocop_place l ON l.id = m.place_id WHERE d.id = NEW.decision_id AND (d.origin = '
                            "'recorded' OR CASE WHEN o.id IS NOT NULL AND d.place_id IS NULL THEN o.forwarded_from_id "
                            "IS NOT NULL WHEN o.id IS NOT NULL THEN d.place_id = l.province_id WHEN d.kind = 'correct' "
                            'THEN d.place_id IS NOT DISTINCT FROM g.place_id OR EXISTS (SELECT 1 FROM ocop_succession s '
                            'WHERE s.old_id = g.place_id AND s.new_id = d.place_id) WHEN r.stars = 5 THEN d.place_id IS '
                            'NULL ELSE (d.place_id = l.province_id OR EXISTS (SELECT 1 FROM ocop_succession s WHERE '
                            's.old_id = l.province_id AND s.new_id = d.place_id)) END)) THEN RAISE EXCEPTION '
                            "'decision_item_of_its_authority' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='49efc58337c9adf24f5f3801e0b6e079753f7a4d', operation='INSERT OR UPDATE', pgid='pgtrigger_decision_item_of_its_authority_5c383', table='ratings_decisionitem', when='AFTER')),
                    Trigger(name='decision_item_one_of_its_kind_at_a_time', sql=UpsertTriggerSql(
                        func=(
                            'IF NEW.recognition_id IS NOT NULL THEN PERFORM 1 FROM ratings_recognition WHERE id = '
                            'NEW.recognition_id FOR UPDATE; IF EXISTS (SELECT 1 FROM ratings_decisionitem i JOIN '
                            'ratings_decision d ON d.id = i.decision_id JOIN ratings_decision n ON n.id = '
                            'NEW.decision_id AND n.kind = d.kind WHERE i.recognition_id = NEW.recognition_id AND d.id '
                            '<> n.id AND d.signed_on IS NULL AND n.signed_on IS NULL) THEN RAISE EXCEPTION '
                            "'decision_item_one_of_its_kind_at_a_time' USING ERRCODE = 'check_violation'; END IF; END "
                            'IF; RETURN NEW;'
                        ),
                        hash='ad31e310a6819b34684a1a33a30e789eddd1a9d5', operation='INSERT', pgid='pgtrigger_decision_item_one_of_its_kind_at_a_time_346b4', table='ratings_decisionitem', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='StarClaim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('stars', models.PositiveSmallIntegerField(verbose_name='stars')),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='year')),
                ('source', models.CharField(blank=True, max_length=500, verbose_name='source')),
                ('confidence', models.CharField(choices=[('high', 'High'), ('medium', 'Medium'), ('low', 'Low')], default='medium', max_length=10, verbose_name='confidence')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='star_claims', to='products.product', verbose_name='product')),
            ],
            options={
                'verbose_name': 'claim of stars',
                'verbose_name_plural': 'claims of stars',
                'ordering': ['pk'],
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('stars__range', (1, 5))), name='star_claim_stars_1_to_5', violation_error_message='One to five stars.'),
                    models.CheckConstraint(condition=models.Q(('confidence__in', ['high', 'medium', 'low'])), name='star_claim_confidence_known'),
                    models.UniqueConstraint(fields=('product', 'stars', 'year', 'source'), name='star_claim_once', nulls_distinct=False, violation_error_message='This claim is recorded already.'),
                ],
                'triggers': [
                    Trigger(name='count_version', sql=UpsertTriggerSql(
                        func='NEW.version = OLD.version + 1; RETURN NEW;',
                        hash='f972464bae71e69ac884b8ebcedacb45e3d7842e', operation='UPDATE', pgid='pgtrigger_count_version_5d130', table='ratings_starclaim', when='BEFORE')),
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_starclaimevent" ("confidence", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "source", "stars", "version", "year") VALUES (NEW."confidence", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."product_id", NEW."source", NEW."stars", NEW."version", NEW."year"); RETURN NULL;',
                        hash='827000ee007d443dff6ace7ce54cccc10b51abac', operation='INSERT', pgid='pgtrigger_insert_insert_d63d3', table='ratings_starclaim', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)',
                        func='INSERT INTO "ratings_starclaimevent" ("confidence", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "source", "stars", "version", "year") VALUES (NEW."confidence", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."product_id", NEW."source", NEW."stars", NEW."version", NEW."year"); RETURN NULL;',
                        hash='578605cc3307eec8899e549916cf261776c0fb85', operation='UPDATE', pgid='pgtrigger_update_update_47475', table='ratings_starclaim', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_starclaimevent" ("confidence", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "source", "stars", "version", "year") VALUES (OLD."confidence", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."product_id", OLD."source", OLD."stars", OLD."version", OLD."year"); RETURN NULL;',
                        hash='a7e6465558cc1e49a8359e9c7b08fded83ec09fd', operation='DELETE', pgid='pgtrigger_delete_delete_a6f54', table='ratings_starclaim', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='StarClaimEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('stars', models.PositiveSmallIntegerField(verbose_name='stars')),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='year')),
                ('source', models.CharField(blank=True, max_length=500, verbose_name='source')),
                ('confidence', models.CharField(choices=[('high', 'High'), ('medium', 'Medium'), ('low', 'Low')], default='medium', max_length=10, verbose_name='confidence')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='ratings.starclaim')),
                ('product', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='products.product', verbose_name='product')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='d18f5165680e45520dd4058ceb22589c1a89492e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_95971', table='ratings_starclaimevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='Confirmation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('confirmed_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False, verbose_name='confirmed at')),
                ('seen_on', models.DateField(verbose_name='document seen on')),
                ('seen_where', models.CharField(blank=True, help_text='Where the signed document is: a public address or a file number.', max_length=500, verbose_name='seen where')),
                ('file_sha256', models.CharField(blank=True, editable=False, max_length=64)),
                ('of_rules', models.CharField(blank=True, choices=[('old', 'Old rules: filed before 22/05/2026 (Decision 148/QĐ-TTg)'), ('new', 'New rules (Decision 26/2026/QĐ-TTg)')], max_length=3, verbose_name='rules')),
                ('longer_term_seen', models.BooleanField(default=False, verbose_name='a longer term is printed')),
                ('confirmed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='confirmations', to='ratings.decision', verbose_name='decision')),
            ],
            options={
                'verbose_name': 'confirmation of a recorded decision',
                'verbose_name_plural': 'confirmations of recorded decisions',
                'ordering': ['pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('seen_where', ''), _negated=True), models.Q(('file_sha256', ''), _negated=True), _connector='OR'), name='confirmation_document_seen'),
                    models.CheckConstraint(condition=models.Q(('of_rules', ''), ('of_rules__in', ['old', 'new']), _connector='OR'), name='confirmation_rules_known'),
                ],
                'triggers': [
                    Trigger(name='confirmation_is_kept', sql=UpsertTriggerSql(
                        func=(
                            "IF (TRUE) AND (TG_OP = 'DELETE' OR (to_jsonb(OLD)) IS DISTINCT FROM (to_jsonb(NEW))) THEN "
                            "RAISE EXCEPTION 'confirmation_is_kept' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='885af1e8afe505ff9629ccfe7e7f823b4a8ff9d3', operation='UPDATE OR DELETE', pgid='pgtrigger_confirmation_is_kept_9c299', table='ratings_confirmation', when='BEFORE')),
                    Trigger(name='confirmation_of_its_document', sql=UpsertTriggerSql(
                        func=(
                            'IF NEW.file_sha256 <> (SELECT d.file_sha256 FROM ratings_decision d WHERE d.id = '
                            "NEW.decision_id) THEN RAISE EXCEPTION 'confirmation_of_its_document' USING ERRCODE = "
                            "'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='92e96f4575436a25943d06836f60fb013dc6d85d', operation='INSERT', pgid='pgtrigger_confirmation_of_its_document_cdea5', table='ratings_confirmation', when='BEFORE')),
                    Trigger(name='confirmation_of_its_day', sql=UpsertTriggerSql(
                        func=(
                            'IF EXISTS (SELECT 1 FROM ratings_decision d LEFT JOIN ocop_place p ON p.id = d.place_id '
                            'WHERE d.id = NEW.decision_id AND (d.signed_on > NEW.seen_on OR NEW.seen_on > (now() AT '
                            "TIME ZONE 'Asia/Ho_Chi_Minh')::date OR (d.kind = 'recognise' AND d.signed_on > "
                            "'2026-07-21') OR (d.signed_on BETWEEN '2026-05-22' AND '2026-07-21') = (NEW.of_rules = "
                            "''))) THEN RAISE EXCEPTION 'confirmation_of_its_day' USING ERRCODE = 'check_violation'; "
                            'END IF; RETURN COALESCE(NEW, OLD);'
                        ),
                        hash='7104d69328e5c80e8ed0f22e25eab8eb42617cbd', operation='INSERT', pgid='pgtrigger_confirmation_of_its_day_2e154', table='ratings_confirmation', when='BEFORE')),
                    Trigger(name='confirmation_by_its_authority', sql=UpsertTriggerSql(
                        func=(
                            'IF NOT EXISTS (SELECT 1 FROM ratings_decision d CROSS JOIN ocop_user u LEFT JOIN '
                            'ocop_place p ON p.id = d.place_id WHERE d.id = NEW.decision_id AND u.id = '
                            "NEW.confirmed_by_id AND d.origin = 'recorded' AND u.is_active AND d.recorded_as <> "
                            "'example' AND (d.recorded_as <> 'proposed' OR d.prepared_by_id IS DISTINCT FROM u.id) AND "
                            "((d.place_id IS NULL AND u.role IN ('ministry_officer', 'ministry_leader')) OR (u.role IN "
                            "('provincial_officer', 'provincial_leader') AND (u.place_id IN (p.id, p.province_id) OR "
                            'EXISTS (SELECT 1 FROM ocop_succession s WHERE s.new_id = u.place_id AND s.old_id IN (p.id, '
                            "p.province_id)))))) THEN RAISE EXCEPTION 'confirmation_by_its_authority' USING ERRCODE = "
                            "'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='cd0f180369b0b77bbfb6936ec12f43312ff521eb', operation='INSERT', pgid='pgtrigger_confirmation_by_its_authority_b27ed', table='ratings_confirmation', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='RecordedStar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('stars', models.PositiveSmallIntegerField(choices=[(3, '3'), (4, '4'), (5, '5')], verbose_name='stars')),
                ('expires_on', models.DateField(blank=True, help_text='As the decision or the certificate prints it; empty for 36 months from the day of signing.', null=True, verbose_name='printed last day')),
                ('source', models.CharField(blank=True, help_text='Where it was read: a list with its row, a public address, a file number.', max_length=500, verbose_name='source')),
                ('confirmation', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recorded_stars', to='ratings.confirmation', verbose_name='confirmation')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recorded_stars', to='ratings.decision', verbose_name='decision')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recorded_stars', to='products.product', verbose_name='product')),
                ('proposed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('recognition', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recorded_star', to='ratings.recognition', verbose_name='recognition')),
            ],
            options={
                'verbose_name': 'star of a recorded decision',
                'verbose_name_plural': 'stars of recorded decisions',
                'ordering': ['pk'],
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('stars__range', (3, 5))), name='recorded_star_certified', violation_error_message='Only three, four or five stars are recognised.'),
                    models.UniqueConstraint(fields=('decision', 'product'), name='recorded_star_once', violation_error_message='This decision names the product already.'),
                ],
                'triggers': [
                    Trigger(name='count_version', sql=UpsertTriggerSql(
                        func='NEW.version = OLD.version + 1; RETURN NEW;',
                        hash='b179a917f58b99856f830fe1f82c5df167150da5', operation='UPDATE', pgid='pgtrigger_count_version_dacaa', table='ratings_recordedstar', when='BEFORE')),
                    Trigger(name='recorded_star_within_authority', sql=UpsertTriggerSql(
                        func=(
                            'IF EXISTS (SELECT 1 FROM ratings_decision d LEFT JOIN ocop_place p ON p.id = d.place_id '
                            "WHERE d.id = NEW.decision_id AND (d.recorded_as <> 'before' OR NEW.confirmation_id IS NOT "
                            "NULL) AND (d.origin <> 'recorded' OR d.kind <> 'recognise' OR (NEW.stars = 5 AND "
                            "d.place_id IS NOT NULL) OR (p.level = 'district' AND (NEW.stars > 3 OR d.signed_on NOT "
                            "BETWEEN '2023-02-24' AND '2025-06-30')))) THEN RAISE EXCEPTION "
                            "'recorded_star_within_authority' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='6819c99a59f2ee47c6425ee4b1842ed04703830e', operation='INSERT OR UPDATE', pgid='pgtrigger_recorded_star_within_authority_2514d', table='ratings_recordedstar', when='BEFORE')),
                    Trigger(name='recorded_star_confirmed_by_another', sql=UpsertTriggerSql(
                        func=(
                            'IF NEW.confirmation_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ratings_confirmation c '
                            'JOIN ratings_decision d ON d.id = c.decision_id WHERE c.id = NEW.confirmation_id AND '
                            'c.decision_id = NEW.decision_id AND c.confirmed_by_id IS DISTINCT FROM NEW.proposed_by_id '
                            'AND (c.confirmed_at = CURRENT_TIMESTAMP OR OLD.confirmation_id IS NOT DISTINCT FROM c.id) '
                            'AND (NEW.expires_on IS NULL OR c.longer_term_seen OR NEW.expires_on <= (d.signed_on + '
                            'make_interval(months => 36))::date + 1)) THEN RAISE EXCEPTION '
                            "'recorded_star_confirmed_by_another' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='efd97c208d0310bc9244beb6be6c28a7a17a93a2', operation='INSERT OR UPDATE', pgid='pgtrigger_recorded_star_confirmed_by_another_d55c1', table='ratings_recordedstar', when='BEFORE')),
                    Trigger(name='recorded_star_of_its_recognition', sql=UpsertTriggerSql(
                        func=(
                            'IF NEW.recognition_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ratings_recognition r '
                            'WHERE r.id = NEW.recognition_id AND r.decision_id = NEW.decision_id AND r.product_id = '
                            "NEW.product_id AND r.origin = 'recorded') THEN RAISE EXCEPTION "
                            "'recorded_star_of_its_recognition' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='03bab2a9c25bf22094443816d5baaf14f5da936e', operation='INSERT OR UPDATE', pgid='pgtrigger_recorded_star_of_its_recognition_b7ac9', table='ratings_recordedstar', when='BEFORE')),
                    Trigger(name='recorded_star_of_its_place', sql=UpsertTriggerSql(
                        func=(
                            "IF (TG_OP = 'INSERT' OR (NEW.decision_id, NEW.product_id) IS DISTINCT FROM "
                            '(OLD.decision_id, OLD.product_id)) AND EXISTS (SELECT 1 FROM ratings_decision d JOIN '
                            'ocop_place p ON p.id = d.place_id JOIN products_product t ON t.id = NEW.product_id JOIN '
                            'producers_producer m ON m.id = t.producer_id JOIN ocop_place o ON o.id = m.place_id LEFT '
                            'JOIN ocop_place f ON f.id = m.former_place_id LEFT JOIN ocop_place g ON g.id = CASE '
                            "f.level WHEN 'district' THEN f.id WHEN 'commune' THEN f.parent_id END WHERE d.id = "
                            "NEW.decision_id AND d.recorded_as = 'proposed' AND ((p.province_id <> o.province_id AND "
                            'NOT EXISTS (SELECT 1 FROM ocop_succession s WHERE s.old_id = p.province_id AND s.new_id = '
                            "o.province_id)) OR (p.level = 'district' AND g.id <> p.id AND NOT EXISTS (SELECT 1 FROM "
                            'ocop_succession s WHERE (s.old_id, s.new_id) IN ((g.id, p.id), (p.id, g.id)))))) THEN '
                            "RAISE EXCEPTION 'recorded_star_of_its_place' USING ERRCODE = 'check_violation'; END IF; "
                            'RETURN COALESCE(NEW, OLD);'
                        ),
                        hash='df2c411aa449cf2d53bfd89b7eb4a9daf35c316b', operation='INSERT OR UPDATE', pgid='pgtrigger_recorded_star_of_its_place_18330', table='ratings_recordedstar', when='AFTER')),
                    Trigger(name='recorded_star_ten_years_at_most', sql=UpsertTriggerSql(
                        func=(
                            "IF NEW.expires_on IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.expires_on IS DISTINCT FROM "
                            'OLD.expires_on) AND EXISTS (SELECT 1 FROM ratings_decision d WHERE d.id = NEW.decision_id '
                            "AND d.recorded_as = 'proposed' AND NEW.expires_on > (d.signed_on + make_interval(years => "
                            "10))::date + 1) THEN RAISE EXCEPTION 'recorded_star_ten_years_at_most' USING ERRCODE = "
                            "'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='7fefbe0d1f2b37f917e53b7a84df5aa31267fa3d', operation='INSERT OR UPDATE', pgid='pgtrigger_recorded_star_ten_years_at_most_7bdfb', table='ratings_recordedstar', when='AFTER')),
                    Trigger(name='recorded_star_confirmed_is_kept', sql=UpsertTriggerSql(
                        func=(
                            'IF (OLD.confirmation_id IS NOT NULL OR OLD.recognition_id IS NOT NULL) AND (TG_OP = '
                            "'DELETE' OR (OLD.recognition_id IS NOT NULL AND OLD.recognition_id IS DISTINCT FROM "
                            "NEW.recognition_id) OR (to_jsonb(OLD) - 'version' - 'recognition_id') IS DISTINCT FROM "
                            "(to_jsonb(NEW) - 'version' - 'recognition_id')) THEN RAISE EXCEPTION "
                            "'recorded_star_confirmed_is_kept' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='4106b3468f38af2a200bd8a0f4973806a65dd896', operation='UPDATE OR DELETE', pgid='pgtrigger_recorded_star_confirmed_is_kept_af53b', table='ratings_recordedstar', when='BEFORE')),
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_recordedstarevent" ("confirmation_id", "decision_id", "expires_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "proposed_by_id", "recognition_id", "source", "stars", "version") VALUES (NEW."confirmation_id", NEW."decision_id", NEW."expires_on", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."product_id", NEW."proposed_by_id", NEW."recognition_id", NEW."source", NEW."stars", NEW."version"); RETURN NULL;',
                        hash='ffef0852cd1d8dcfafc461672b723b264b536a72', operation='INSERT', pgid='pgtrigger_insert_insert_7e564', table='ratings_recordedstar', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)',
                        func='INSERT INTO "ratings_recordedstarevent" ("confirmation_id", "decision_id", "expires_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "proposed_by_id", "recognition_id", "source", "stars", "version") VALUES (NEW."confirmation_id", NEW."decision_id", NEW."expires_on", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."product_id", NEW."proposed_by_id", NEW."recognition_id", NEW."source", NEW."stars", NEW."version"); RETURN NULL;',
                        hash='ff7d7b989c119fd980ee4a0fcd7d6c578752d041', operation='UPDATE', pgid='pgtrigger_update_update_2f90e', table='ratings_recordedstar', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_recordedstarevent" ("confirmation_id", "decision_id", "expires_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "proposed_by_id", "recognition_id", "source", "stars", "version") VALUES (OLD."confirmation_id", OLD."decision_id", OLD."expires_on", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."product_id", OLD."proposed_by_id", OLD."recognition_id", OLD."source", OLD."stars", OLD."version"); RETURN NULL;',
                        hash='7741fbc26bcc24207ee1bf99393189dd06d85773', operation='DELETE', pgid='pgtrigger_delete_delete_aa6a7', table='ratings_recordedstar', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='RecordedStarEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('stars', models.PositiveSmallIntegerField(choices=[(3, '3'), (4, '4'), (5, '5')], verbose_name='stars')),
                ('expires_on', models.DateField(blank=True, help_text='As the decision or the certificate prints it; empty for 36 months from the day of signing.', null=True, verbose_name='printed last day')),
                ('source', models.CharField(blank=True, help_text='Where it was read: a list with its row, a public address, a file number.', max_length=500, verbose_name='source')),
                ('confirmation', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ratings.confirmation', verbose_name='confirmation')),
                ('decision', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ratings.decision', verbose_name='decision')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='ratings.recordedstar')),
                ('product', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='products.product', verbose_name='product')),
                ('proposed_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('recognition', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ratings.recognition', verbose_name='recognition')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='08ebed225d88d4846ac04f966b8f7c842f70b80c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c6f78', table='ratings_recordedstarevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='SealedPackage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('manifest', models.TextField(verbose_name='list of files with their hashes')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('archive', models.BinaryField(verbose_name='file')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='packages', to='ratings.decision', verbose_name='decision')),
                ('result', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='package', to='ratings.result', verbose_name='result')),
            ],
            options={
                'verbose_name': 'sealed package',
                'verbose_name_plural': 'sealed packages',
                'ordering': ['pk'],
                'triggers': [
                    Trigger(name='sealed_package_is_kept', sql=UpsertTriggerSql(
                        func=(
                            "IF (TRUE) AND (TG_OP = 'DELETE' OR (to_jsonb(OLD)) IS DISTINCT FROM (to_jsonb(NEW))) THEN "
                            "RAISE EXCEPTION 'sealed_package_is_kept' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='3585e57a8d2f97e2045ad7864639dd77c29d4235', operation='UPDATE OR DELETE', pgid='pgtrigger_sealed_package_is_kept_0c1c2', table='ratings_sealedpackage', when='BEFORE')),
                    Trigger(name='sealed_package_of_an_issued_decision', sql=UpsertTriggerSql(
                        func=(
                            'IF NOT EXISTS (SELECT 1 FROM ratings_result r JOIN ratings_decisionitem i ON i.dossier_id '
                            '= r.dossier_id JOIN ratings_decision d ON d.id = i.decision_id WHERE r.id = NEW.result_id '
                            'AND d.id = NEW.decision_id AND d.issued_at IS NOT NULL) THEN RAISE EXCEPTION '
                            "'sealed_package_of_an_issued_decision' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='3428887918fb0ba51f5971cb59c856176d5bc78d', operation='INSERT', pgid='pgtrigger_sealed_package_of_an_issued_decision_75d8a', table='ratings_sealedpackage', when='BEFORE')),
                    Trigger(name='sealed_package_has_its_own_hash', sql=UpsertTriggerSql(
                        func=(
                            "IF NEW.sha256 <> encode(sha256(convert_to(NEW.manifest, 'UTF8')), 'hex') THEN RAISE "
                            "EXCEPTION 'sealed_package_has_its_own_hash' USING ERRCODE = 'check_violation'; END IF; "
                            'RETURN COALESCE(NEW, OLD);'
                        ),
                        hash='3af767eab87ceace8c91283024c37de9f085be47', operation='INSERT', pgid='pgtrigger_sealed_package_has_its_own_hash_abaa8', table='ratings_sealedpackage', when='BEFORE')),
                    Trigger(name='package_is_anchored', sql=UpsertTriggerSql(
                        func="""
    IF TRUE AND NOT EXISTS (SELECT FROM ratings_anchor WHERE kind = 'package' AND row_id = NEW.id)
    THEN INSERT INTO ratings_anchor (kind, row_id) VALUES ('package', NEW.id); END IF;
    RETURN NULL;
""",
                        hash='053840e47b25920029fb9e943bacae1e84f65b97', operation='INSERT', pgid='pgtrigger_package_is_anchored_79d23', table='ratings_sealedpackage', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='Anchor',
            fields=[
                ('number', models.PositiveBigIntegerField(primary_key=True, serialize=False, verbose_name='number')),
                ('kind', models.CharField(choices=[('result', 'Result'), ('decision', 'Decision'), ('recognition', 'Recognition'), ('package', 'Sealed package'), ('document', 'Signed document of a decision')], max_length=12, verbose_name='what is anchored')),
                ('row_id', models.BigIntegerField(verbose_name='key of its row')),
                ('facts', models.TextField(verbose_name='what was true of it')),
                ('previous', models.CharField(blank=True, max_length=64, verbose_name='head of the one before')),
                ('head', models.CharField(max_length=64, verbose_name='head')),
            ],
            options={
                'verbose_name': 'anchor',
                'verbose_name_plural': 'anchors',
                'ordering': ['number'],
                'constraints': [
                    models.UniqueConstraint(fields=('kind', 'row_id'), name='anchor_once'),
                ],
                'triggers': [
                    Trigger(name='anchor_is_kept', sql=UpsertTriggerSql(
                        func=(
                            "IF (TRUE) AND (TG_OP = 'DELETE' OR (to_jsonb(OLD)) IS DISTINCT FROM (to_jsonb(NEW))) THEN "
                            "RAISE EXCEPTION 'anchor_is_kept' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='3a5b25eade89d20597aa9223db27e53234f26def', operation='UPDATE OR DELETE', pgid='pgtrigger_anchor_is_kept_03420', table='ratings_anchor', when='BEFORE')),
                    Trigger(name='anchor_is_filled', sql=UpsertTriggerSql(
                        func=r"""
    PERFORM pg_advisory_xact_lock(hashtext('ratings_anchor'));
    SELECT COALESCE(max(number), 0) + 1 INTO NEW.number FROM ratings_anchor;
    SELECT COALESCE((SELECT head FROM ratings_anchor WHERE number = NEW.number - 1), '') INTO NEW.previous;
    NEW.facts = ratings_facts(NEW.kind, NEW.row_id)::text;
    NEW.head = ratings_digest(
        concat_ws(E'\n', NEW.number, NEW.kind, NEW.row_id, NEW.facts, NEW.previous)
    );
    RETURN NEW;
""",
                        hash='80768c84c74d1810dcd7610be527efa35b37d47b', operation='INSERT', pgid='pgtrigger_anchor_is_filled_de508', table='ratings_anchor', when='BEFORE')),
                    Trigger(name='anchor_of_what_is_final', sql=UpsertTriggerSql(
                        func=(
                            "IF NOT (CASE NEW.kind WHEN 'decision' THEN EXISTS (SELECT 1 FROM ratings_decision d WHERE "
                            "d.id = NEW.row_id AND d.issued_at IS NOT NULL) WHEN 'document' THEN EXISTS (SELECT 1 FROM "
                            "ratings_decision d WHERE d.id = NEW.row_id AND d.file_sha256 <> '' AND (d.issued_at IS NOT "
                            "NULL OR d.recorded_as = 'confirmed')) WHEN 'recognition' THEN EXISTS (SELECT 1 FROM "
                            "ratings_recognition r WHERE r.id = NEW.row_id AND r.origin = 'issued') ELSE TRUE END) THEN "
                            "RAISE EXCEPTION 'anchor_of_what_is_final' USING ERRCODE = 'check_violation'; END IF; "
                            'RETURN COALESCE(NEW, OLD);'
                        ),
                        hash='ab3e83c81aae3cf3d6a492c5b90eded6fc4af62e', operation='INSERT', pgid='pgtrigger_anchor_of_what_is_final_d21d1', table='ratings_anchor', when='BEFORE')),
                ],
            },
        ),
        # Dossiers and recognitions point at each other; this key waited for the table of recognitions.
        migrations.AlterField(
            model_name='dossier',
            name='builds_on',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='later_dossiers', to='ratings.recognition', verbose_name='builds on'),
        ),
    ]
