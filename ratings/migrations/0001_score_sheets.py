"""The score sheets of the law, how they are read, and the days on which offices work."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion

from django.conf import settings
from django.db import migrations, models
from pgtrigger.compiler import Trigger, UpsertTriggerSql


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('ratings', '0006_sheet_release'),
        ('ratings', '0018_calendar_days'),
    ]

    dependencies = [
        ('products', '0001_products'),
        ('ocop', '0001_places_and_accounts'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Sheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decision', models.CharField(max_length=60, verbose_name='decision')),
                ('decision_slug', models.SlugField(max_length=30, verbose_name='decision in addresses')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
                ('key', models.CharField(max_length=80, verbose_name='key')),
                ('head', models.JSONField(verbose_name='head of the sheet')),
                ('samples', models.PositiveSmallIntegerField(verbose_name='physical samples')),
                ('gates_footnote_printed', models.BooleanField(verbose_name='the note on star gates is printed')),
                ('total', models.PositiveSmallIntegerField(verbose_name='total points')),
                ('bands', models.JSONField(verbose_name='star bands')),
                ('disqualifiers', models.JSONField(default=list, verbose_name='grounds on which the dossier is out')),
                ('branch_sections', models.JSONField(default=list, verbose_name='sections with alternative cases')),
                ('errata', models.JSONField(default=list, verbose_name='misprints mended')),
                ('open_questions', models.JSONField(default=list, verbose_name='oddities left as printed')),
                ('source', models.CharField(max_length=300, verbose_name='source')),
                ('in_force_from', models.DateField(verbose_name='in force from')),
                ('in_force_until', models.DateField(blank=True, null=True, verbose_name='in force until the end of')),
                ('validated_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='found to add up at')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published at')),
                ('product_set', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='products.productset', verbose_name='product set')),
                ('published_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by')),
                ('attached_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='attached at')),
                ('attached_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='attached by')),
                ('file', models.FileField(blank=True, help_text='PDF with the signatures, up to 20 MB. Only people in charge can open it.', max_length=200, verbose_name='signed document')),
                ('file_name', models.CharField(blank=True, editable=False, max_length=200, verbose_name='file name')),
                ('file_sha256', models.CharField(blank=True, editable=False, max_length=64)),
                ('instrument_number', models.CharField(blank=True, max_length=60, verbose_name='ordered by')),
                ('instrument_signed_on', models.DateField(blank=True, null=True, verbose_name='signed on')),
                ('proposed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='proposed at')),
                ('proposed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
                ('recall_reason', models.CharField(blank=True, max_length=500, verbose_name='why it was recalled')),
                ('recalled_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='recalled at')),
                ('recalled_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recalled by')),
            ],
            options={
                'verbose_name': 'score sheet',
                'verbose_name_plural': 'score sheets',
                'ordering': ['-in_force_from', 'number', '-version'],
                'constraints': [
                    models.UniqueConstraint(fields=('decision_slug', 'number', 'version'), name='sheet_version_once'),
                    models.CheckConstraint(condition=models.Q(('in_force_until', None), ('in_force_from__lte', models.F('in_force_until')), _connector='OR'), name='sheet_from_before_until', violation_error_message='The sheet ends before it begins.'),
                    models.CheckConstraint(condition=models.Q(('published_at', None), ('validated_at__isnull', False), _connector='OR'), name='sheet_published_after_it_adds_up', violation_error_message='The sheet must add up before it is published.'),
                    models.CheckConstraint(condition=models.Q(('published_by', None), ('published_at__isnull', False), _connector='OR'), name='sheet_published_by_with_its_moment'),
                    models.CheckConstraint(condition=models.Q(models.Q(('proposed_at', None), ('proposed_by', None)), models.Q(('attached_at__isnull', False), ('instrument_signed_on__isnull', False), ('proposed_at__isnull', False), ('proposed_by__isnull', False), models.Q(('instrument_number', ''), _negated=True)), _connector='OR'), name='sheet_proposed_with_its_instrument', violation_error_message='Name what orders this version: its number, its day and its document.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('recall_reason', ''), ('recalled_at', None), ('recalled_by', None)), models.Q(('published_at__isnull', False), ('recalled_at__isnull', False), ('recalled_by__isnull', False), models.Q(('recall_reason', ''), _negated=True)), _connector='OR'), name='sheet_recalled_by_at_and_why', violation_error_message='Give a reason.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('attached_at', None), ('attached_by', None), ('file', ''), ('file_name', ''), ('file_sha256', '')), models.Q(('attached_at__isnull', False), ('attached_by__isnull', False), models.Q(('file', ''), _negated=True), models.Q(('file_name', ''), _negated=True), models.Q(('file_sha256', ''), _negated=True)), _connector='OR'), name='sheet_attached_by_and_at'),
                    django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('published_at__isnull', False), ('recalled_at', None)), expressions=[('product_set', '='), (models.Func('in_force_from', 'in_force_until', function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='sheet_one_in_force_per_set', violation_error_message='Another sheet of this product set is in force at the same time.'),
                ],
                'triggers': [
                    Trigger(name='sheet_published_is_immutable', sql=UpsertTriggerSql(
                        func=(
                            "IF (OLD.published_at IS NOT NULL) AND (TG_OP = 'DELETE' OR (to_jsonb(OLD) - "
                            "'in_force_until' - 'recalled_by_id' - 'recalled_at' - 'recall_reason') IS DISTINCT FROM "
                            "(to_jsonb(NEW) - 'in_force_until' - 'recalled_by_id' - 'recalled_at' - 'recall_reason')) "
                            "THEN RAISE EXCEPTION 'sheet_published_is_immutable' USING ERRCODE = 'check_violation'; END "
                            'IF; RETURN COALESCE(NEW, OLD);'
                        ),
                        hash='ae56e80c1f08b94e99612a7128238fa3a0c28b3d', operation='UPDATE OR DELETE', pgid='pgtrigger_sheet_published_is_immutable_4171f', table='ratings_sheet', when='BEFORE')),
                    Trigger(name='sheet_bands_fixed_by_its_decision', sql=UpsertTriggerSql(
                        func=(
                            'IF NEW.published_at IS NOT NULL AND EXISTS (SELECT 1 FROM ratings_sheet s WHERE '
                            's.decision_slug = NEW.decision_slug AND s.published_at IS NOT NULL AND s.id <> NEW.id AND '
                            's.bands IS DISTINCT FROM NEW.bands) THEN RAISE EXCEPTION '
                            "'sheet_bands_fixed_by_its_decision' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='2521ba6449f166aa4220b7a7c3f1a79cda641b8f', operation='INSERT OR UPDATE', pgid='pgtrigger_sheet_bands_fixed_by_its_decision_0306b', table='ratings_sheet', when='BEFORE')),
                    Trigger(name='sheet_requirements_fixed_by_its_decision', sql=UpsertTriggerSql(
                        func=(
                            'IF NEW.published_at IS NOT NULL AND OLD.published_at IS NULL AND EXISTS (SELECT 1 FROM '
                            'ratings_sheet s WHERE s.decision_slug = NEW.decision_slug AND s.number = NEW.number AND '
                            's.published_at IS NOT NULL AND s.id <> NEW.id AND (SELECT array_agg(gate.row ORDER BY '
                            'gate.row) FILTER (WHERE gate.sheet_id = s.id) IS DISTINCT FROM array_agg(gate.row ORDER BY '
                            'gate.row) FILTER (WHERE gate.sheet_id = NEW.id) FROM (SELECT c.sheet_id, (c.code, '
                            'c."case", o.gate, o.points)::text AS row FROM ratings_option o JOIN ratings_criterion c ON '
                            'c.id = o.criterion_id WHERE o.gate IS NOT NULL AND c.sheet_id IN (s.id, NEW.id)) gate)) '
                            "THEN RAISE EXCEPTION 'sheet_requirements_fixed_by_its_decision' USING ERRCODE = "
                            "'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='2a0b31f121938d1241186a2092c927f540dd575f', operation='UPDATE', pgid='pgtrigger_sheet_requirements_fixed_by_its_decision_80309', table='ratings_sheet', when='BEFORE')),
                    Trigger(name='sheet_published_by_nobody_alone', sql=UpsertTriggerSql(
                        func=(
                            'IF NEW.published_at IS NOT NULL AND OLD.published_at IS NULL AND (CASE WHEN '
                            'NEW.published_by_id IS NULL THEN NOT pg_has_role(current_user, (SELECT relowner FROM '
                            "pg_class WHERE oid = TG_RELID), 'USAGE') ELSE NEW.proposed_by_id IS NULL OR "
                            'NEW.proposed_by_id = NEW.published_by_id END) THEN RAISE EXCEPTION '
                            "'sheet_published_by_nobody_alone' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='af6b7d54e0b83d4b506d7affb3a65e22a3b4e0b5', operation='INSERT OR UPDATE', pgid='pgtrigger_sheet_published_by_nobody_alone_dd199', table='ratings_sheet', when='BEFORE')),
                    Trigger(name='sheet_recalled_before_its_day', sql=UpsertTriggerSql(
                        func=(
                            'IF NEW.recalled_at IS NOT NULL AND OLD.recalled_at IS NULL AND (NEW.in_force_from <= '
                            "(now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date OR EXISTS (SELECT 1 FROM ratings_dossier "
                            "WHERE sheet_id = NEW.id)) THEN RAISE EXCEPTION 'sheet_recalled_before_its_day' USING "
                            "ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='f36bc3b19b2feda9aeaefb101458c83b0be93161', operation='INSERT OR UPDATE', pgid='pgtrigger_sheet_recalled_before_its_day_0ec25', table='ratings_sheet', when='BEFORE')),
                    Trigger(name='sheet_ends_where_the_next_begins', sql=UpsertTriggerSql(
                        condition=(
                            'WHEN (OLD.published_at IS NOT NULL AND OLD.in_force_until IS DISTINCT FROM '
                            'NEW.in_force_until)'
                        ),
                        func=(
                            'IF NOT pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), '
                            "'USAGE') AND NOT EXISTS (SELECT 1 FROM ratings_sheet s WHERE s.product_set_id = "
                            'NEW.product_set_id AND s.id <> NEW.id AND s.published_at IS NOT NULL AND CASE WHEN '
                            'NEW.in_force_until IS NULL THEN s.recalled_at IS NOT NULL AND s.in_force_from = '
                            'OLD.in_force_until ELSE s.recalled_at IS NULL AND s.in_force_from = NEW.in_force_until '
                            "END) THEN RAISE EXCEPTION 'sheet_ends_where_the_next_begins' USING ERRCODE = "
                            "'check_violation'; END IF; RETURN NULL;"
                        ),
                        constraint='CONSTRAINT', hash='8111e277b63f6a9b48d8dfbcb75409d136c5d14c', operation='UPDATE OF "in_force_until"', pgid='pgtrigger_sheet_ends_where_the_next_begins_f6395', table='ratings_sheet', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_sheetevent" ("attached_at", "attached_by_id", "bands", "decision", "decision_slug", "file_name", "gates_footnote_printed", "id", "in_force_from", "in_force_until", "instrument_number", "instrument_signed_on", "key", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_set_id", "proposed_at", "proposed_by_id", "published_at", "published_by_id", "recall_reason", "recalled_at", "recalled_by_id", "samples", "source", "total", "validated_at", "version") VALUES (NEW."attached_at", NEW."attached_by_id", NEW."bands", NEW."decision", NEW."decision_slug", NEW."file_name", NEW."gates_footnote_printed", NEW."id", NEW."in_force_from", NEW."in_force_until", NEW."instrument_number", NEW."instrument_signed_on", NEW."key", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."product_set_id", NEW."proposed_at", NEW."proposed_by_id", NEW."published_at", NEW."published_by_id", NEW."recall_reason", NEW."recalled_at", NEW."recalled_by_id", NEW."samples", NEW."source", NEW."total", NEW."validated_at", NEW."version"); RETURN NULL;',
                        hash='a38fe9350a5b4729fa31ca14e4e9c87e5a13b0e5', operation='INSERT', pgid='pgtrigger_insert_insert_4d1d5', table='ratings_sheet', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD."attached_at" IS DISTINCT FROM (NEW."attached_at") OR OLD."attached_by_id" IS DISTINCT FROM (NEW."attached_by_id") OR OLD."bands" IS DISTINCT FROM (NEW."bands") OR OLD."decision" IS DISTINCT FROM (NEW."decision") OR OLD."decision_slug" IS DISTINCT FROM (NEW."decision_slug") OR OLD."file_name" IS DISTINCT FROM (NEW."file_name") OR OLD."gates_footnote_printed" IS DISTINCT FROM (NEW."gates_footnote_printed") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."in_force_from" IS DISTINCT FROM (NEW."in_force_from") OR OLD."in_force_until" IS DISTINCT FROM (NEW."in_force_until") OR OLD."instrument_number" IS DISTINCT FROM (NEW."instrument_number") OR OLD."instrument_signed_on" IS DISTINCT FROM (NEW."instrument_signed_on") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."product_set_id" IS DISTINCT FROM (NEW."product_set_id") OR OLD."proposed_at" IS DISTINCT FROM (NEW."proposed_at") OR OLD."proposed_by_id" IS DISTINCT FROM (NEW."proposed_by_id") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."published_by_id" IS DISTINCT FROM (NEW."published_by_id") OR OLD."recall_reason" IS DISTINCT FROM (NEW."recall_reason") OR OLD."recalled_at" IS DISTINCT FROM (NEW."recalled_at") OR OLD."recalled_by_id" IS DISTINCT FROM (NEW."recalled_by_id") OR OLD."samples" IS DISTINCT FROM (NEW."samples") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."total" IS DISTINCT FROM (NEW."total") OR OLD."validated_at" IS DISTINCT FROM (NEW."validated_at") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                        func='INSERT INTO "ratings_sheetevent" ("attached_at", "attached_by_id", "bands", "decision", "decision_slug", "file_name", "gates_footnote_printed", "id", "in_force_from", "in_force_until", "instrument_number", "instrument_signed_on", "key", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_set_id", "proposed_at", "proposed_by_id", "published_at", "published_by_id", "recall_reason", "recalled_at", "recalled_by_id", "samples", "source", "total", "validated_at", "version") VALUES (NEW."attached_at", NEW."attached_by_id", NEW."bands", NEW."decision", NEW."decision_slug", NEW."file_name", NEW."gates_footnote_printed", NEW."id", NEW."in_force_from", NEW."in_force_until", NEW."instrument_number", NEW."instrument_signed_on", NEW."key", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."product_set_id", NEW."proposed_at", NEW."proposed_by_id", NEW."published_at", NEW."published_by_id", NEW."recall_reason", NEW."recalled_at", NEW."recalled_by_id", NEW."samples", NEW."source", NEW."total", NEW."validated_at", NEW."version"); RETURN NULL;',
                        hash='238f2b94505d8f6786cd47e63f50fcc1135e7333', operation='UPDATE', pgid='pgtrigger_update_update_82fe5', table='ratings_sheet', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_sheetevent" ("attached_at", "attached_by_id", "bands", "decision", "decision_slug", "file_name", "gates_footnote_printed", "id", "in_force_from", "in_force_until", "instrument_number", "instrument_signed_on", "key", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_set_id", "proposed_at", "proposed_by_id", "published_at", "published_by_id", "recall_reason", "recalled_at", "recalled_by_id", "samples", "source", "total", "validated_at", "version") VALUES (OLD."attached_at", OLD."attached_by_id", OLD."bands", OLD."decision", OLD."decision_slug", OLD."file_name", OLD."gates_footnote_printed", OLD."id", OLD."in_force_from", OLD."in_force_until", OLD."instrument_number", OLD."instrument_signed_on", OLD."key", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."product_set_id", OLD."proposed_at", OLD."proposed_by_id", OLD."published_at", OLD."published_by_id", OLD."recall_reason", OLD."recalled_at", OLD."recalled_by_id", OLD."samples", OLD."source", OLD."total", OLD."validated_at", OLD."version"); RETURN NULL;',
                        hash='2890998ea83d7aa587d572007f099322839355bd', operation='DELETE', pgid='pgtrigger_delete_delete_f8769', table='ratings_sheet', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='SheetEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('file_name', models.CharField(blank=True, editable=False, max_length=200, verbose_name='file name')),
                ('attached_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='attached at')),
                ('decision', models.CharField(max_length=60, verbose_name='decision')),
                ('decision_slug', models.SlugField(db_index=False, max_length=30, verbose_name='decision in addresses')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
                ('key', models.CharField(max_length=80, verbose_name='key')),
                ('samples', models.PositiveSmallIntegerField(verbose_name='physical samples')),
                ('gates_footnote_printed', models.BooleanField(verbose_name='the note on star gates is printed')),
                ('total', models.PositiveSmallIntegerField(verbose_name='total points')),
                ('bands', models.JSONField(verbose_name='star bands')),
                ('source', models.CharField(max_length=300, verbose_name='source')),
                ('in_force_from', models.DateField(verbose_name='in force from')),
                ('in_force_until', models.DateField(blank=True, null=True, verbose_name='in force until the end of')),
                ('validated_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='found to add up at')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published at')),
                ('instrument_number', models.CharField(blank=True, max_length=60, verbose_name='ordered by')),
                ('instrument_signed_on', models.DateField(blank=True, null=True, verbose_name='signed on')),
                ('proposed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='proposed at')),
                ('recalled_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='recalled at')),
                ('recall_reason', models.CharField(blank=True, max_length=500, verbose_name='why it was recalled')),
                ('attached_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='attached by')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='ratings.sheet')),
                ('product_set', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='products.productset', verbose_name='product set')),
                ('proposed_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
                ('published_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by')),
                ('recalled_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recalled by')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='e843f7bbcc61c0c19f88cc8d746498995c36478f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d04e5', table='ratings_sheetevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='Criterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('part', 'Part'), ('section', 'Section'), ('criterion', 'Criterion'), ('case', 'Alternative case')], max_length=10, verbose_name='kind')),
                ('code', models.CharField(max_length=10, verbose_name='code')),
                ('case', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='case')),
                ('position', models.PositiveSmallIntegerField(verbose_name='order')),
                ('max', models.PositiveSmallIntegerField(verbose_name='most points')),
                ('label_vi', models.CharField(max_length=300, verbose_name='label in Vietnamese')),
                ('label_en', models.CharField(max_length=300, verbose_name='label in English')),
                ('condition', models.JSONField(blank=True, null=True, verbose_name='condition')),
                ('disqualifier', models.JSONField(blank=True, null=True, verbose_name='ground on which the product is out')),
                ('notes', models.JSONField(blank=True, default=list, verbose_name='notes')),
                ('depends_on', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='dependents', to='ratings.criterion', verbose_name='applies only with')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='children', to='ratings.criterion', verbose_name='part of')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='ratings.sheet', verbose_name='sheet')),
            ],
            options={
                'verbose_name': 'criterion',
                'verbose_name_plural': 'criteria',
                'ordering': ['sheet', 'position'],
                'constraints': [
                    models.UniqueConstraint(fields=('sheet', 'code', 'case'), name='criterion_code_once', nulls_distinct=False),
                    models.UniqueConstraint(fields=('sheet', 'position'), name='criterion_position_once'),
                    models.CheckConstraint(condition=models.Q(('kind__in', ['part', 'section', 'criterion', 'case'])), name='criterion_kind_known'),
                    models.CheckConstraint(condition=models.Q(models.Q(('case__isnull', False), ('kind', 'case')), models.Q(models.Q(('kind', 'case'), _negated=True), ('case__isnull', True)), _connector='OR'), name='criterion_case_only_on_cases'),
                ],
                'triggers': [
                    Trigger(name='criterion_of_published_sheet', sql=UpsertTriggerSql(
                        func=(
                            'PERFORM 1 FROM ratings_sheet WHERE id IN (OLD.sheet_id, NEW.sheet_id) ORDER BY id FOR '
                            'SHARE; IF EXISTS (SELECT 1 FROM ratings_sheet WHERE published_at IS NOT NULL AND id IN '
                            "(OLD.sheet_id, NEW.sheet_id)) THEN RAISE EXCEPTION 'criterion_of_published_sheet' USING "
                            "ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='4d99abc606aed6c311f30c5f4753f10a497f6d05', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_criterion_of_published_sheet_5121b', table='ratings_criterion', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='Option',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='order')),
                ('points', models.PositiveSmallIntegerField(verbose_name='points')),
                ('gate', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='star gate')),
                ('label_vi', models.CharField(max_length=600, verbose_name='label in Vietnamese')),
                ('label_en', models.CharField(max_length=600, verbose_name='label in English')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='options', to='ratings.criterion', verbose_name='criterion')),
            ],
            options={
                'verbose_name': 'option',
                'verbose_name_plural': 'options',
                'ordering': ['criterion', 'position'],
                'constraints': [
                    models.UniqueConstraint(fields=('criterion', 'position'), name='option_position_once'),
                    models.CheckConstraint(condition=models.Q(('gate', None), ('gate__in', (3, 4, 5)), _connector='OR'), name='option_gate_known'),
                ],
                'triggers': [
                    Trigger(name='option_of_published_sheet', sql=UpsertTriggerSql(
                        func=(
                            'PERFORM 1 FROM ratings_sheet WHERE id IN (SELECT sheet_id FROM ratings_criterion WHERE id '
                            'IN (OLD.criterion_id, NEW.criterion_id)) ORDER BY id FOR SHARE; IF EXISTS (SELECT 1 FROM '
                            'ratings_criterion c JOIN ratings_sheet s ON s.id = c.sheet_id WHERE s.published_at IS NOT '
                            'NULL AND c.id IN (OLD.criterion_id, NEW.criterion_id)) THEN RAISE EXCEPTION '
                            "'option_of_published_sheet' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='720e9b40015132c43fb09b3fb96607ea5a07dc72', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_option_of_published_sheet_b88d5', table='ratings_option', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='SheetReading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('question', models.CharField(max_length=80, verbose_name='question')),
                ('text', models.CharField(max_length=1000, verbose_name='how the province reads it')),
                ('reason', models.CharField(max_length=500, verbose_name='reason')),
                ('in_force_from', models.DateField(verbose_name='in force from')),
                ('in_force_until', models.DateField(blank=True, null=True, verbose_name='in force until the end of')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='recorded at')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheet_readings', to='ocop.place', verbose_name='province')),
                ('recorded_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='ratings.sheet', verbose_name='score sheet')),
            ],
            options={
                'verbose_name': 'reading of a sheet',
                'verbose_name_plural': 'readings of sheets',
                'ordering': ['-in_force_from', '-pk'],
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('in_force_until', None), ('in_force_from__lte', models.F('in_force_until')), _connector='OR'), name='sheet_reading_from_before_until', violation_error_message='The reading ends before it begins.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('reason', ''), _negated=True)), name='sheet_reading_says_something'),
                    django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('place', '='), ('sheet', '='), ('question', '='), (models.Func('in_force_from', 'in_force_until', function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='sheet_reading_one_in_force', violation_error_message='The province has another reading of this question at the same time.'),
                ],
                'triggers': [
                    Trigger(name='count_version', sql=UpsertTriggerSql(
                        func='NEW.version = OLD.version + 1; RETURN NEW;',
                        hash='8831e5222b455be57e57c1e50186db8c3e7bf276', operation='UPDATE', pgid='pgtrigger_count_version_88dbd', table='ratings_sheetreading', when='BEFORE')),
                    Trigger(name='sheet_reading_is_kept', sql=UpsertTriggerSql(
                        func=(
                            "IF (TRUE) AND (TG_OP = 'DELETE' OR (to_jsonb(OLD) - 'in_force_until' - 'version') IS "
                            "DISTINCT FROM (to_jsonb(NEW) - 'in_force_until' - 'version')) THEN RAISE EXCEPTION "
                            "'sheet_reading_is_kept' USING ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, "
                            'OLD);'
                        ),
                        hash='6464fe0fa9334f9a86fcad2def041654c151e08d', operation='UPDATE OR DELETE', pgid='pgtrigger_sheet_reading_is_kept_8640e', table='ratings_sheetreading', when='BEFORE')),
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_sheetreadingevent" ("id", "in_force_from", "in_force_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "question", "reason", "recorded_at", "recorded_by_id", "sheet_id", "text", "version") VALUES (NEW."id", NEW."in_force_from", NEW."in_force_until", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_id", NEW."question", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."sheet_id", NEW."text", NEW."version"); RETURN NULL;',
                        hash='78544e4d8c306b86646b3fc41e0b71073c748b06', operation='INSERT', pgid='pgtrigger_insert_insert_5d106', table='ratings_sheetreading', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)',
                        func='INSERT INTO "ratings_sheetreadingevent" ("id", "in_force_from", "in_force_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "question", "reason", "recorded_at", "recorded_by_id", "sheet_id", "text", "version") VALUES (NEW."id", NEW."in_force_from", NEW."in_force_until", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id", NEW."question", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."sheet_id", NEW."text", NEW."version"); RETURN NULL;',
                        hash='416645d0c11b3f050a91aab444f6aaf0e14a0992', operation='UPDATE', pgid='pgtrigger_update_update_81184', table='ratings_sheetreading', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_sheetreadingevent" ("id", "in_force_from", "in_force_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "question", "reason", "recorded_at", "recorded_by_id", "sheet_id", "text", "version") VALUES (OLD."id", OLD."in_force_from", OLD."in_force_until", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place_id", OLD."question", OLD."reason", OLD."recorded_at", OLD."recorded_by_id", OLD."sheet_id", OLD."text", OLD."version"); RETURN NULL;',
                        hash='a0d32d851e042e14d4a3609d551954d5fe277b13', operation='DELETE', pgid='pgtrigger_delete_delete_f5f68', table='ratings_sheetreading', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='SheetReadingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('question', models.CharField(max_length=80, verbose_name='question')),
                ('text', models.CharField(max_length=1000, verbose_name='how the province reads it')),
                ('reason', models.CharField(max_length=500, verbose_name='reason')),
                ('in_force_from', models.DateField(verbose_name='in force from')),
                ('in_force_until', models.DateField(blank=True, null=True, verbose_name='in force until the end of')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='recorded at')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='ratings.sheetreading')),
                ('place', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ocop.place', verbose_name='province')),
                ('recorded_by', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('sheet', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ratings.sheet', verbose_name='score sheet')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='09219a0802df4e334e9bd6e3fce931c8851a060f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_92436', table='ratings_sheetreadingevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='SpreadLimit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('points', models.PositiveSmallIntegerField(help_text='Totals further apart than this need a second round of scoring.', verbose_name='points')),
                ('in_force_from', models.DateField(verbose_name='from')),
                ('ground', models.CharField(max_length=250, verbose_name='plan or regulation')),
                ('place', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='spread_limits', to='ocop.place', verbose_name='province')),
                ('set_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='set by')),
                ('confirmed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='confirmed at')),
                ('confirmed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by')),
            ],
            options={
                'verbose_name': 'limit of the spread',
                'verbose_name_plural': 'limits of the spread',
                'ordering': ['-in_force_from', '-pk'],
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('points__gte', 1), ('points__lte', 100)), name='spread_limit_of_full_marks', violation_error_message='Between 1 and 100 points.'),
                    models.UniqueConstraint(fields=('place', 'in_force_from'), name='spread_limit_once_a_day', nulls_distinct=False, violation_error_message='There is a limit from this day already.'),
                    models.CheckConstraint(condition=models.Q(('confirmed_by', None), models.Q(('confirmed_at__isnull', False), models.Q(('confirmed_by', models.F('set_by')), _negated=True)), _connector='OR'), name='spread_limit_takes_two_people'),
                ],
                'triggers': [
                    Trigger(name='count_version', sql=UpsertTriggerSql(
                        func='NEW.version = OLD.version + 1; RETURN NEW;',
                        hash='cc0497418c65d6e3f0503cb5198ef9ab3a244b2c', operation='UPDATE', pgid='pgtrigger_count_version_d8812', table='ratings_spreadlimit', when='BEFORE')),
                    Trigger(name='spread_limit_not_backwards', sql=UpsertTriggerSql(
                        func=(
                            "IF NEW.in_force_from < (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date THEN RAISE EXCEPTION "
                            "'spread_limit_not_backwards' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='017d1662d75bb9100c4fdb3911388783a720967b', operation='INSERT', pgid='pgtrigger_spread_limit_not_backwards_6e576', table='ratings_spreadlimit', when='BEFORE')),
                    Trigger(name='spread_limit_in_force_is_kept', sql=UpsertTriggerSql(
                        func=(
                            'IF (OLD.confirmed_at IS NOT NULL AND OLD.in_force_from <= (now() AT TIME ZONE '
                            "'Asia/Ho_Chi_Minh')::date) OR (TG_OP = 'UPDATE' AND (OLD.confirmed_at IS NOT NULL OR "
                            "(to_jsonb(OLD) - '{confirmed_by_id,confirmed_at,version}'::text[]) IS DISTINCT FROM "
                            "(to_jsonb(NEW) - '{confirmed_by_id,confirmed_at,version}'::text[]))) THEN RAISE EXCEPTION "
                            "'spread_limit_in_force_is_kept' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='aae3beae4942087a18065ab51cc1329233e9b9c7', operation='UPDATE OR DELETE', pgid='pgtrigger_spread_limit_in_force_is_kept_c6ed4', table='ratings_spreadlimit', when='BEFORE')),
                    Trigger(name='spread_limit_confirmed_by_another', sql=UpsertTriggerSql(
                        func=(
                            "IF NEW.confirmed_at IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.confirmed_by_id IS NULL) THEN "
                            "RAISE EXCEPTION 'spread_limit_confirmed_by_another' USING ERRCODE = 'check_violation'; END "
                            'IF; RETURN COALESCE(NEW, OLD);'
                        ),
                        hash='b4348118718a9690dff4fff26300c0dabdc5a22f', operation='INSERT OR UPDATE', pgid='pgtrigger_spread_limit_confirmed_by_another_1fc85', table='ratings_spreadlimit', when='BEFORE')),
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_spreadlimitevent" ("confirmed_at", "confirmed_by_id", "ground", "id", "in_force_from", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "points", "set_by_id", "version") VALUES (NEW."confirmed_at", NEW."confirmed_by_id", NEW."ground", NEW."id", NEW."in_force_from", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_id", NEW."points", NEW."set_by_id", NEW."version"); RETURN NULL;',
                        hash='98756aee47dc174dee2406c7558f2b508950d68c', operation='INSERT', pgid='pgtrigger_insert_insert_934d8', table='ratings_spreadlimit', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)',
                        func='INSERT INTO "ratings_spreadlimitevent" ("confirmed_at", "confirmed_by_id", "ground", "id", "in_force_from", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "points", "set_by_id", "version") VALUES (NEW."confirmed_at", NEW."confirmed_by_id", NEW."ground", NEW."id", NEW."in_force_from", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id", NEW."points", NEW."set_by_id", NEW."version"); RETURN NULL;',
                        hash='964035bf15ebf979c9d6d41a0439beea0841ad08', operation='UPDATE', pgid='pgtrigger_update_update_3c4ba', table='ratings_spreadlimit', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_spreadlimitevent" ("confirmed_at", "confirmed_by_id", "ground", "id", "in_force_from", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "points", "set_by_id", "version") VALUES (OLD."confirmed_at", OLD."confirmed_by_id", OLD."ground", OLD."id", OLD."in_force_from", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place_id", OLD."points", OLD."set_by_id", OLD."version"); RETURN NULL;',
                        hash='9d24348d4ae02cebe95807acfb358a073108d645', operation='DELETE', pgid='pgtrigger_delete_delete_32e86', table='ratings_spreadlimit', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='SpreadLimitEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('points', models.PositiveSmallIntegerField(help_text='Totals further apart than this need a second round of scoring.', verbose_name='points')),
                ('in_force_from', models.DateField(verbose_name='from')),
                ('ground', models.CharField(max_length=250, verbose_name='plan or regulation')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='ratings.spreadlimit')),
                ('place', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ocop.place', verbose_name='province')),
                ('set_by', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='set by')),
                ('confirmed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='confirmed at')),
                ('confirmed_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='7d318598efaf036c67aca3e951fe89196bfffb49', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8b70b', table='ratings_spreadlimitevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='CalendarDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True, verbose_name='day')),
                ('works', models.BooleanField(help_text='No: a holiday or a day in lieu of one.', verbose_name='offices work')),
                ('name', models.CharField(help_text='For example “Nghỉ bù Tết Nguyên đán”.', max_length=120, verbose_name='name')),
                ('instrument', models.CharField(help_text='What announces it, with its number and day.', max_length=200, verbose_name='instrument')),
            ],
            options={
                'verbose_name': 'working day or holiday',
                'verbose_name_plural': 'working days and holidays',
                'ordering': ['-day'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('instrument', ''), _negated=True)), name='calendar_day_named_with_its_instrument', violation_error_message='Name the day and what announces it.'),
                ],
                'triggers': [
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_calendardayevent" ("day", "id", "instrument", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "works") VALUES (NEW."day", NEW."id", NEW."instrument", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."works"); RETURN NULL;',
                        hash='f129dd0a12bcd7ccc73015a376b6331c80c2da93', operation='INSERT', pgid='pgtrigger_insert_insert_0d415', table='ratings_calendarday', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)',
                        func='INSERT INTO "ratings_calendardayevent" ("day", "id", "instrument", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "works") VALUES (NEW."day", NEW."id", NEW."instrument", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."works"); RETURN NULL;',
                        hash='88e326f94281502a4545bd277189916ed78e7eed', operation='UPDATE', pgid='pgtrigger_update_update_4cf91', table='ratings_calendarday', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_calendardayevent" ("day", "id", "instrument", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "works") VALUES (OLD."day", OLD."id", OLD."instrument", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."works"); RETURN NULL;',
                        hash='34d2de8ba4be238dc47e60477e2bcd129eec9918', operation='DELETE', pgid='pgtrigger_delete_delete_b9d0b', table='ratings_calendarday', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='CalendarDayEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('day', models.DateField(verbose_name='day')),
                ('works', models.BooleanField(help_text='No: a holiday or a day in lieu of one.', verbose_name='offices work')),
                ('name', models.CharField(help_text='For example “Nghỉ bù Tết Nguyên đán”.', max_length=120, verbose_name='name')),
                ('instrument', models.CharField(help_text='What announces it, with its number and day.', max_length=200, verbose_name='instrument')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='ratings.calendarday')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='9f12d9905d83359363d114b373e72adb438c874e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_19943', table='ratings_calendardayevent', when='BEFORE')),
                ],
            },
        ),
    ]
