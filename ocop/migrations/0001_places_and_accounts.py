"""What the portal itself keeps: places, accounts, how people sign in, documents, mail and the nightly work.

The first migrations of ocop, producers, products and ratings stand for all that the delivery of 30/11/2026 had, which they
replace; a database that took those has nothing to do. A table has its fields, constraints, indexes and triggers in one
place, the triggers as pgtrigger installs them with a new table. What Django does not know stands as SQL with a name.
"""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import secrets

from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension, UnaccentExtension
from django.db import migrations, models
from pgtrigger.compiler import Trigger, UpsertTriggerSql


FOLD = r"""
-- The same as ocop.vietnamese.fold, sign by sign: unaccent would also turn curly quotes straight and ½ into 1/2.
CREATE FUNCTION fold(s text) returns text language sql immutable strict parallel safe
as $$ select lower(regexp_replace(translate(normalize(s, NFD), 'đĐ', 'dD'), '[\u0300-\u036F]', '', 'g')) $$;
"""

VI_KEY = """
-- Vietnamese dictionary order without ICU:  ORDER BY vi_key(name) COLLATE "C"
-- letter order a ă â b c d đ e ê ... first, then the tones ngang < huyền < hỏi < ngã < sắc < nặng; immutable, so it can feed an
-- index or a GENERATED column. Primary letters are mapped to U+0100.. in alphabet order, tones to 0..5.
CREATE FUNCTION vi_key(s text) returns text language sql immutable strict parallel safe as $$
  select translate(lower(normalize(s, NFC)), 'aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz', 'ĀĀĀĀĀĀāāāāāāĂĂĂĂĂĂăĄąĆććććććĈĈĈĈĈĈĉĊċČČČČČČčĎďĐđĒĒĒĒĒĒēēēēēēĔĔĔĔĔĔĕĖėĘęĚĚĚĚĚĚěěěěěěĜĝĞğğğğğğĠ')
      || chr(1) ||
         translate(lower(normalize(s, NFC)), 'aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz', '012345012345012345000001234501234500001234500000012345012345012345000000123450123450000123450')
$$;
"""

# Bound to the table when they are made: no search path leads them to another one.
TELL = """
CREATE FUNCTION is_demonstration() RETURNS boolean LANGUAGE sql STABLE
RETURN EXISTS (SELECT FROM ocop_demonstration);
CREATE FUNCTION writes_demonstration() RETURNS boolean LANGUAGE sql STABLE
RETURN EXISTS (SELECT FROM ocop_demonstration) AND pg_has_role(
    (SELECT relowner FROM pg_class WHERE oid = 'ocop_demonstration'::regclass), 'USAGE');
"""

# Of what was read and refused, two years are kept. The web may call this, and delete nothing else.
FORGET = """
CREATE FUNCTION access_forget() RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH denials AS (DELETE FROM ocop_denial WHERE minute < now() - interval '24 months' RETURNING 1),
        readings AS (DELETE FROM ocop_paperreading WHERE minute < now() - interval '24 months' RETURNING 1)
    SELECT count(*) FROM (SELECT FROM denials UNION ALL SELECT FROM readings) AS gone;
$$
"""


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('ocop', '0001_tables'),
        ('ocop', '0002_ministry_leader'),
        ('ocop', '0003_demonstration'),
        ('ocop', '0004_name_the_last_day'),
        ('ocop', '0005_accounts_of_two_administrators'),
        ('ocop', '0006_nobody_else_changes_what_waits'),
        ('ocop', '0007_sign_in_sessions'),
        ('ocop', '0008_documents'),
        ('ocop', '0009_second_factor'),
        ('ocop', '0010_outbox'),
        ('ocop', '0011_sent_forms'),
        ('ocop', '0012_denial'),
        ('ocop', '0013_telephone_signs_in'),
        ('ocop', '0014_paper_readings'),
        ('ocop', '0015_label_of_denials'),
        ('ocop', '0016_what_is_kept_of_ended_rows'),
    ]

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        UnaccentExtension(),
        migrations.RunSQL(FOLD),
        migrations.RunSQL(VI_KEY),
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=10, verbose_name='statistics code')),
                ('level', models.CharField(choices=[('province', 'Province'), ('district', 'District'), ('commune', 'Commune')], max_length=10, verbose_name='level')),
                ('kind', models.CharField(choices=[('city', 'Centrally run city'), ('province', 'Province'), ('district', 'District'), ('urban_district', 'Urban district'), ('town', 'District-level town'), ('provincial_city', 'Provincial city'), ('commune', 'Commune'), ('ward', 'Ward'), ('township', 'Township'), ('special_zone', 'Special zone')], max_length=20, verbose_name='kind')),
                ('name', models.CharField(help_text='Without the kind: “Tân Cương”, not “Xã Tân Cương”.', max_length=100, verbose_name='name')),
                ('name_key', models.GeneratedField(db_persist=True, expression=models.Func('name', function='fold', output_field=models.TextField()), output_field=models.TextField())),
                ('name_order', models.GeneratedField(db_persist=True, expression=models.Func('name', function='vi_key', output_field=models.TextField()), output_field=models.TextField(db_collation='C'))),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='exists from')),
                ('valid_until', models.DateField(blank=True, help_text='The last day on which it existed.', null=True, verbose_name='existed until the end of')),
                ('latitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='latitude')),
                ('longitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='longitude')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='ocop.place', verbose_name='part of')),
                ('province', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='places', to='ocop.place', verbose_name='province')),
            ],
            options={
                'verbose_name': 'place',
                'verbose_name_plural': 'places',
                'ordering': ['name_order', 'pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('level__in', ['province', 'district', 'commune'])), name='place_level_known'),
                    models.CheckConstraint(condition=models.Q(('kind__in', ['city', 'province', 'district', 'urban_district', 'town', 'provincial_city', 'commune', 'ward', 'township', 'special_zone'])), name='place_kind_known'),
                    models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_until', None), ('valid_from__lt', models.F('valid_until')), _connector='OR'), name='place_from_before_until', violation_error_message='A place must begin before it ends.'),
                    django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('code', '='), ('level', '='), (models.Func('valid_from', 'valid_until', function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='place_one_per_code_and_day', violation_error_message='Another place has this code at the same time.'),
                ],
                'indexes': [
                    django.contrib.postgres.indexes.GinIndex(fields=['name_key'], name='place_name_trigram', opclasses=['gin_trgm_ops']),
                ],
            },
        ),
        migrations.CreateModel(
            name='Succession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='on')),
                ('new', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='preceded_by', to='ocop.place', verbose_name='new place')),
                ('old', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='succeeded_by', to='ocop.place', verbose_name='former place')),
            ],
            options={
                'verbose_name': 'succession',
                'verbose_name_plural': 'successions',
                'ordering': ['on', 'pk'],
                'constraints': [
                    models.UniqueConstraint(fields=('old', 'new'), name='succession_once', violation_error_message='This succession is recorded already.'),
                    models.CheckConstraint(condition=models.Q(('old', models.F('new')), _negated=True), name='succession_not_to_itself', violation_error_message='A place cannot succeed itself.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.CharField(max_length=254, unique=True, verbose_name='e-mail or telephone number')),
                ('full_name', models.CharField(max_length=120, verbose_name='full name')),
                ('office', models.CharField(blank=True, help_text='As it stands in minutes and decisions.', max_length=200, verbose_name='office')),
                ('role', models.CharField(choices=[('producer', 'Producer'), ('commune_officer', 'Commune officer'), ('provincial_officer', 'Provincial officer'), ('provincial_leader', 'Provincial leader'), ('expert', 'Expert'), ('ministry_officer', 'Ministry officer'), ('ministry_leader', 'Leader of the ministry'), ('auditor', 'Auditor'), ('administrator', 'Administrator')], max_length=20, verbose_name='role')),
                ('is_active', models.BooleanField(default=True, verbose_name='may sign in')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='users', to='ocop.place', verbose_name='place')),
                ('changed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made, changed or closed by')),
                ('confirmed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by')),
            ],
            options={
                'verbose_name': 'user',
                'verbose_name_plural': 'users',
                'ordering': ['full_name', 'pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('role__in', ('commune_officer', 'provincial_officer', 'provincial_leader')), _negated=True), ('place__isnull', False), _connector='OR'), name='user_has_place_if_role_needs_it', violation_error_message='This role needs a place.'),
                    models.CheckConstraint(condition=models.Q(('role__in', ['producer', 'commune_officer', 'provincial_officer', 'provincial_leader', 'expert', 'ministry_officer', 'ministry_leader', 'auditor', 'administrator'])), name='user_role_known'),
                    models.CheckConstraint(condition=models.Q(('is_active', False), ('changed_by', None), models.Q(('confirmed_by__isnull', False), models.Q(('confirmed_by', models.F('changed_by')), _negated=True)), _connector='OR'), name='user_open_once_another_confirms'),
                    models.CheckConstraint(condition=models.Q(('email__regex', '^0[1-9][0-9]{8}$'), models.Q(('email', django.db.models.functions.text.Lower('email')), ('email__regex', '^[^@[:space:]]+@[^@[:space:]]+$')), _connector='OR'), name='user_name_in_its_spelling', violation_error_message='Write an e-mail address, or a telephone number of ten digits that begins with 0.'),
                    models.CheckConstraint(condition=models.Q(('email__contains', '@'), ('role', 'producer'), _connector='OR'), name='user_with_telephone_is_producer', violation_error_message='Only producers sign in with a telephone number: others get mail.'),
                ],
                'triggers': [
                    Trigger(name='account_opened_by_two', sql=UpsertTriggerSql(
                        func="""
    IF TG_OP = 'INSERT' THEN
        -- Only the console, which runs as the tables' owner, makes an account with which somebody can sign in at once.
        IF NEW.confirmed_by_id IS NOT NULL OR (NEW.is_active AND NOT pg_has_role(
            current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE'))
        THEN
            RAISE EXCEPTION 'account_opened_by_two' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF (OLD.changed_by_id IS NOT NULL AND NEW.changed_by_id IS NULL)
        OR (NOT OLD.is_active AND OLD.confirmed_by_id IS NULL AND NEW.changed_by_id <> OLD.changed_by_id
            AND NEW.confirmed_by_id IS DISTINCT FROM NEW.changed_by_id)
        OR (NEW.is_active AND (NEW.email, NEW.role, NEW.place_id) IS DISTINCT FROM (OLD.email, OLD.role, OLD.place_id))
        OR (NEW.is_active AND NOT OLD.is_active AND NOT EXISTS (
            SELECT FROM ocop_user other WHERE other.id = NEW.confirmed_by_id AND other.id <> OLD.changed_by_id
                AND other.id <> NEW.id AND other.role = 'administrator' AND other.is_active))
    THEN
        RAISE EXCEPTION 'account_opened_by_two' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
""",
                        hash='fdc3b9080eb25f19c8287dc011bc8c5e82854984', operation='INSERT OR UPDATE', pgid='pgtrigger_account_opened_by_two_fb941', table='ocop_user', when='BEFORE')),
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "ocop_userevent" ("changed_by_id", "confirmed_by_id", "email", "full_name", "id", "is_active", "office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "role") VALUES (NEW."changed_by_id", NEW."confirmed_by_id", NEW."email", NEW."full_name", NEW."id", NEW."is_active", NEW."office", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_id", NEW."role"); RETURN NULL;',
                        hash='4451ba11f95ee2ae9ddf7874a8ef108bd62dae58', operation='INSERT', pgid='pgtrigger_insert_insert_88f88', table='ocop_user', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD."changed_by_id" IS DISTINCT FROM (NEW."changed_by_id") OR OLD."confirmed_by_id" IS DISTINCT FROM (NEW."confirmed_by_id") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."full_name" IS DISTINCT FROM (NEW."full_name") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."office" IS DISTINCT FROM (NEW."office") OR OLD."place_id" IS DISTINCT FROM (NEW."place_id") OR OLD."role" IS DISTINCT FROM (NEW."role"))',
                        func='INSERT INTO "ocop_userevent" ("changed_by_id", "confirmed_by_id", "email", "full_name", "id", "is_active", "office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "role") VALUES (NEW."changed_by_id", NEW."confirmed_by_id", NEW."email", NEW."full_name", NEW."id", NEW."is_active", NEW."office", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id", NEW."role"); RETURN NULL;',
                        hash='4b19e4c4a1f51244a87d03c46c7370c311f40728', operation='UPDATE', pgid='pgtrigger_update_update_e3559', table='ocop_user', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "ocop_userevent" ("changed_by_id", "confirmed_by_id", "email", "full_name", "id", "is_active", "office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "role") VALUES (OLD."changed_by_id", OLD."confirmed_by_id", OLD."email", OLD."full_name", OLD."id", OLD."is_active", OLD."office", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place_id", OLD."role"); RETURN NULL;',
                        hash='06c6ce84f46c51b1f2d2a7e205b93c739ad1f1a3', operation='DELETE', pgid='pgtrigger_delete_delete_71cc7', table='ocop_user', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='UserEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('email', models.CharField(max_length=254, verbose_name='e-mail or telephone number')),
                ('full_name', models.CharField(max_length=120, verbose_name='full name')),
                ('office', models.CharField(blank=True, help_text='As it stands in minutes and decisions.', max_length=200, verbose_name='office')),
                ('role', models.CharField(choices=[('producer', 'Producer'), ('commune_officer', 'Commune officer'), ('provincial_officer', 'Provincial officer'), ('provincial_leader', 'Provincial leader'), ('expert', 'Expert'), ('ministry_officer', 'Ministry officer'), ('ministry_leader', 'Leader of the ministry'), ('auditor', 'Auditor'), ('administrator', 'Administrator')], max_length=20, verbose_name='role')),
                ('is_active', models.BooleanField(default=True, verbose_name='may sign in')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to=settings.AUTH_USER_MODEL)),
                ('place', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ocop.place', verbose_name='place')),
                ('changed_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made, changed or closed by')),
                ('confirmed_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='913f9b5133e7e60fdbdc8d17aefbefe15230701a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c0a1a', table='ocop_userevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='UserSession',
            fields=[
                ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('since', models.DateTimeField(editable=False, null=True, verbose_name='signed in')),
                ('seen', models.DateTimeField(editable=False, null=True, verbose_name='last seen')),
                ('ends', models.DateTimeField(editable=False, null=True, verbose_name='ends at the latest')),
                ('idle', models.DurationField(editable=False, null=True, verbose_name='ends after so long without use')),
                ('address', models.CharField(blank=True, editable=False, max_length=45, verbose_name='network address')),
                ('device', models.CharField(blank=True, editable=False, max_length=60, verbose_name='device')),
                ('user', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'verbose_name': 'sign-in session',
                'verbose_name_plural': 'sign-in sessions',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SecondFactor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('secret', models.TextField(editable=False, verbose_name='secret, encrypted')),
                ('since', models.DateTimeField(auto_now_add=True, verbose_name='since')),
                ('last_step', models.BigIntegerField(editable=False, verbose_name='step of the last code')),
                ('user', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='second_factor', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'verbose_name': 'second factor',
                'verbose_name_plural': 'second factors',
                'triggers': [
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "ocop_secondfactorevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "user_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."since", NEW."user_id"); RETURN NULL;',
                        hash='4efd844595e13f5f2480a76067c2319929b0e5f9', operation='INSERT', pgid='pgtrigger_insert_insert_20b3f', table='ocop_secondfactor', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."since" IS DISTINCT FROM (NEW."since") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id"))',
                        func='INSERT INTO "ocop_secondfactorevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "user_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."since", NEW."user_id"); RETURN NULL;',
                        hash='9e7a47e277aa544b54b97c0d1be07a92d20e602f', operation='UPDATE', pgid='pgtrigger_update_update_f1787', table='ocop_secondfactor', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "ocop_secondfactorevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "user_id") VALUES (OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."since", OLD."user_id"); RETURN NULL;',
                        hash='e341aa3c85c4379de2859162c1ccb2de87ba36f0', operation='DELETE', pgid='pgtrigger_delete_delete_771e4', table='ocop_secondfactor', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='SecondFactorEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('since', models.DateTimeField(auto_now_add=True, verbose_name='since')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='ocop.secondfactor')),
                ('user', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='4705298d4f7ca0085d280de0f9de7cc55ab73ec7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ea2d1', table='ocop_secondfactorevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='RecoveryCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(editable=False, max_length=64, verbose_name='hash')),
                ('used', models.DateTimeField(editable=False, null=True, verbose_name='used')),
                ('factor', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='recovery_codes', to='ocop.secondfactor', verbose_name='second factor')),
            ],
            options={
                'verbose_name': 'recovery code',
                'verbose_name_plural': 'recovery codes',
                'constraints': [
                    models.UniqueConstraint(fields=('factor', 'sha256'), name='recovery_code_once', violation_error_message='This code exists already.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='OneTimeCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('invitation', 'Invitation'), ('reset', 'New password'), ('printed', 'Printed by the commune')], editable=False, max_length=10, verbose_name='kind')),
                ('sha256', models.CharField(editable=False, max_length=64, unique=True, verbose_name='hash')),
                ('made', models.DateTimeField(auto_now_add=True, verbose_name='made on')),
                ('expires', models.DateTimeField(editable=False, verbose_name='opens until')),
                ('used', models.DateTimeField(editable=False, null=True, verbose_name='used')),
                ('made_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                ('user', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='one_time_codes', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'verbose_name': 'one-time code',
                'verbose_name_plural': 'one-time codes',
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('kind__in', ['invitation', 'reset', 'printed'])), name='one_time_code_kind_known'),
                ],
                'triggers': [
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "ocop_onetimecodeevent" ("expires", "id", "kind", "made", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "used", "user_id") VALUES (NEW."expires", NEW."id", NEW."kind", NEW."made", NEW."made_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."used", NEW."user_id"); RETURN NULL;',
                        hash='26426fd715515fa25e99f32e8aa18e47455f1772', operation='INSERT', pgid='pgtrigger_insert_insert_ced4d', table='ocop_onetimecode', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD."expires" IS DISTINCT FROM (NEW."expires") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."made" IS DISTINCT FROM (NEW."made") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."used" IS DISTINCT FROM (NEW."used") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id"))',
                        func='INSERT INTO "ocop_onetimecodeevent" ("expires", "id", "kind", "made", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "used", "user_id") VALUES (NEW."expires", NEW."id", NEW."kind", NEW."made", NEW."made_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."used", NEW."user_id"); RETURN NULL;',
                        hash='f19280e0ebc7212e45c46d7c831cbb93db3a486f', operation='UPDATE', pgid='pgtrigger_update_update_e78a8', table='ocop_onetimecode', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "ocop_onetimecodeevent" ("expires", "id", "kind", "made", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "used", "user_id") VALUES (OLD."expires", OLD."id", OLD."kind", OLD."made", OLD."made_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."used", OLD."user_id"); RETURN NULL;',
                        hash='7eb27c9a7b239def6d1da71ac12eeb572540d3fa', operation='DELETE', pgid='pgtrigger_delete_delete_77fcd', table='ocop_onetimecode', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='OneTimeCodeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('invitation', 'Invitation'), ('reset', 'New password'), ('printed', 'Printed by the commune')], editable=False, max_length=10, verbose_name='kind')),
                ('made', models.DateTimeField(auto_now_add=True, verbose_name='made on')),
                ('expires', models.DateTimeField(editable=False, verbose_name='opens until')),
                ('used', models.DateTimeField(editable=False, null=True, verbose_name='used')),
                ('made_by', models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='ocop.onetimecode')),
                ('user', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='ff8a9c5fa9fa4f6928161a0f0f34b55c002cd44f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a7e54', table='ocop_onetimecodeevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='DocumentReading',
            fields=[
                ('sha256', models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name='SHA-256')),
                ('failure', models.CharField(blank=True, max_length=10, verbose_name='why it cannot be shown')),
                ('pages', models.PositiveIntegerField(default=0, verbose_name='pages')),
                ('failed_pages', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveIntegerField(), blank=True, default=list, size=None, verbose_name='pages that cannot be drawn')),
                ('active', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), blank=True, default=list, size=None, verbose_name='what in it could act')),
                ('signatures', models.JSONField(blank=True, null=True, verbose_name='signatures')),
                ('read', models.DateTimeField(auto_now_add=True, verbose_name='read')),
            ],
            options={
                'verbose_name': 'reading of a document',
                'verbose_name_plural': 'readings of documents',
            },
        ),
        migrations.CreateModel(
            name='KeptUpload',
            fields=[
                ('token', models.CharField(default=secrets.token_urlsafe, max_length=50, primary_key=True, serialize=False, verbose_name='token')),
                ('file', models.FileField(max_length=200, verbose_name='file')),
                ('name', models.CharField(max_length=200, verbose_name='file name')),
                ('size', models.PositiveIntegerField(verbose_name='size in bytes')),
                ('kept', models.DateTimeField(auto_now_add=True, verbose_name='kept since')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'verbose_name': 'kept upload',
                'verbose_name_plural': 'kept uploads',
            },
        ),
        migrations.CreateModel(
            name='PaperReading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(blank=True, max_length=45, verbose_name='from the address')),
                ('minute', models.DateTimeField(verbose_name='minute')),
                ('model', models.CharField(max_length=100, verbose_name='kind of row')),
                ('row', models.BigIntegerField(verbose_name='row')),
                ('paper', models.CharField(max_length=300, verbose_name='paper')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ocop.place', verbose_name='place')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
            ],
            options={
                'verbose_name': 'opened paper',
                'verbose_name_plural': 'opened papers',
                'ordering': ['-minute', '-pk'],
                'abstract': False,
                'constraints': [
                    models.UniqueConstraint(fields=('user', 'model', 'row', 'paper', 'minute'), name='paper_reading_once_a_minute', violation_error_message='This reading is noted already.'),
                ],
                'indexes': [
                    models.Index(fields=['minute'], name='paper_reading_minute'),
                    models.Index(fields=['model', 'row'], name='paper_reading_row'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Denial',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('method', models.CharField(max_length=10, verbose_name='method')),
                ('path', models.CharField(max_length=300, verbose_name='page')),
                ('status', models.PositiveSmallIntegerField(verbose_name='answered with')),
                ('address', models.CharField(blank=True, max_length=45, verbose_name='from the address')),
                ('minute', models.DateTimeField(verbose_name='minute')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
            ],
            options={
                'verbose_name': 'denied attempt',
                'verbose_name_plural': 'denied attempts',
                'ordering': ['-minute', '-pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('status__in', (403, 404, 409))), name='denial_status_known'),
                    models.UniqueConstraint(fields=('user', 'path', 'minute'), name='denial_once_a_minute', violation_error_message='This attempt is noted already.'),
                ],
                'indexes': [
                    models.Index(fields=['minute'], name='denial_minute'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Mail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.EmailField(editable=False, max_length=254, verbose_name='to')),
                ('kind', models.CharField(choices=[('invitation', 'Invitation'), ('reset', 'New password'), ('printed', 'Printed by the commune')], editable=False, max_length=10, verbose_name='kind')),
                ('made', models.DateTimeField(auto_now_add=True, verbose_name='made on')),
                ('state', models.CharField(choices=[('waiting', 'waits'), ('sending', 'handed over, no answer known'), ('sent', 'sent'), ('refused', 'refused by the mail server'), ('failed', 'given up')], default='waiting', editable=False, max_length=10, verbose_name='state')),
                ('due', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='not before')),
                ('attempts', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='attempts')),
                ('tried', models.DateTimeField(editable=False, null=True, verbose_name='last attempt')),
                ('remark', models.TextField(blank=True, editable=False, verbose_name='what the mail server said')),
                ('made_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
            ],
            options={
                'verbose_name': 'mail',
                'verbose_name_plural': 'outbox',
                'ordering': ['-made', '-pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'sending', 'sent', 'refused', 'failed'])), name='mail_state_known'),
                    models.CheckConstraint(condition=models.Q(('kind__in', ['invitation', 'reset'])), name='mail_kind_sent_by_mail'),
                    models.CheckConstraint(condition=models.Q(('address__contains', '@')), name='mail_to_an_address'),
                ],
            },
        ),
        migrations.CreateModel(
            name='SentForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, verbose_name='hash')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='at')),
                ('led_to', models.TextField(blank=True, verbose_name='led to')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
            ],
            options={
                'verbose_name': 'sent form',
                'verbose_name_plural': 'sent forms',
                'constraints': [
                    models.UniqueConstraint(fields=('user', 'digest'), name='sent_form_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='RequestCount',
            fields=[
                ('address', models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name='address, hashed')),
                ('since', models.DateTimeField(verbose_name='since')),
                ('requests', models.PositiveIntegerField(verbose_name='requests')),
            ],
            options={
                'verbose_name': 'request count',
                'verbose_name_plural': 'request counts',
            },
        ),
        migrations.CreateModel(
            name='NightlyRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('job', models.CharField(max_length=60, verbose_name='job')),
                ('day', models.DateField(verbose_name='day')),
                ('finished', models.DateTimeField(auto_now_add=True, verbose_name='finished')),
            ],
            options={
                'verbose_name': 'nightly run',
                'verbose_name_plural': 'nightly runs',
                'ordering': ['-day', 'job'],
                'constraints': [
                    models.UniqueConstraint(fields=('job', 'day'), name='nightly_run_once', violation_error_message='This job was done for that day already.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Demonstration',
            fields=[
                ('id', models.SmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                ('since', models.DateTimeField(auto_now_add=True, verbose_name='since')),
            ],
            options={
                'verbose_name': 'mark of a demonstration',
                'verbose_name_plural': 'marks of a demonstration',
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('id', 1)), name='demonstration_marked_once', violation_error_message='This database is marked already.'),
                ],
            },
        ),
        # It is written with each request, and nobody misses it after a crash.
        migrations.RunSQL("ALTER TABLE ocop_requestcount SET UNLOGGED"),
        migrations.RunSQL(TELL),
        migrations.RunSQL(FORGET),
    ]
