"""Terms of scoring, sessions, the sheets of members, objections, findings and results."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison

from django.conf import settings
from django.db import migrations, models
from pgtrigger.compiler import Trigger, UpsertTriggerSql


class Migration(migrations.Migration):

    replaces = [
        ('ratings', '0003_score_disclosure'),
        ('ratings', '0012_scoring_terms'),
        ('ratings', '0016_correction'),
        ('ratings', '0017_stops_and_presiding'),
        ('ratings', '0020_conclusion_before_signing'),
        ('ratings', '0021_refused_by_the_database'),
        ('ratings', '0027_ministry_discloses'),
    ]

    dependencies = [
        ('ratings', '0002_councils_and_dossiers'),
    ]

    operations = [
        migrations.CreateModel(
            name='ScoringTerms',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='at')),
                ('quorum', models.PositiveSmallIntegerField(verbose_name='quorum in per cent')),
                ('spread_limit', models.PositiveSmallIntegerField(verbose_name='limit of the spread')),
                ('least_members', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='so many score at least')),
                ('decision_number', models.CharField(blank=True, max_length=60, verbose_name='set up by decision')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='decision of')),
                ('regulation_number', models.CharField(blank=True, max_length=60, verbose_name='regulation of the council')),
                ('regulation_of', models.DateField(blank=True, null=True, verbose_name='regulation of the day')),
                ('amendment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='ratings.councilamendment', verbose_name='change of a council')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scoring_terms', to='ratings.dossier', verbose_name='dossier')),
            ],
            options={
                'verbose_name': 'rules of scoring',
                'verbose_name_plural': 'rules of scoring',
                'ordering': ['dossier', 'number'],
                'constraints': [
                    models.UniqueConstraint(fields=('dossier', 'number'), name='scoring_terms_once'),
                ],
                'triggers': [
                    Trigger(name='scoring_terms_are_kept', sql=UpsertTriggerSql(
                        func=(
                            "IF (TRUE) AND (TG_OP = 'DELETE' OR (to_jsonb(OLD)) IS DISTINCT FROM (to_jsonb(NEW))) THEN "
                            "RAISE EXCEPTION 'scoring_terms_are_kept' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='69c747949eaac4d896c436fa4171628cbc94de9f', operation='UPDATE OR DELETE', pgid='pgtrigger_scoring_terms_are_kept_d12c1', table='ratings_scoringterms', when='BEFORE')),
                    Trigger(name='scoring_terms_by_the_database', sql=UpsertTriggerSql(
                        func=(
                            "IF pg_trigger_depth() = 1 THEN RAISE EXCEPTION 'scoring_terms_by_the_database' USING "
                            "ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='8661364b6f4de4198d327f44525e8ce9bef5e193', operation='INSERT', pgid='pgtrigger_scoring_terms_by_the_database_e2db4', table='ratings_scoringterms', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='ScoringSeat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('chair', 'Chair'), ('deputy', 'Deputy chair'), ('secretary', 'Secretary'), ('member', 'Member'), ('adviser', 'Adviser')], max_length=10, verbose_name='seat')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('terms', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='ratings.scoringterms', verbose_name='rules of scoring')),
            ],
            options={
                'verbose_name': 'seat while scoring',
                'verbose_name_plural': 'seats while scoring',
                'ordering': ['terms', 'pk'],
                'constraints': [
                    models.UniqueConstraint(fields=('terms', 'user'), name='scoring_seat_once'),
                ],
                'triggers': [
                    Trigger(name='scoring_seats_are_kept', sql=UpsertTriggerSql(
                        func=(
                            "IF (TRUE) AND (TG_OP = 'DELETE' OR (to_jsonb(OLD)) IS DISTINCT FROM (to_jsonb(NEW))) THEN "
                            "RAISE EXCEPTION 'scoring_seats_are_kept' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='ff64f5d495e83de99014ae00853a1c1de0be75e7', operation='UPDATE OR DELETE', pgid='pgtrigger_scoring_seats_are_kept_32151', table='ratings_scoringseat', when='BEFORE')),
                    Trigger(name='scoring_seats_by_the_database', sql=UpsertTriggerSql(
                        func=(
                            "IF pg_trigger_depth() = 1 THEN RAISE EXCEPTION 'scoring_seats_by_the_database' USING "
                            "ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='befee9ef572631a6a1976ecf59725c8956df80f5', operation='INSERT', pgid='pgtrigger_scoring_seats_by_the_database_ce9bf', table='ratings_scoringseat', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('meeting', 'Meeting'), ('written', 'Written procedure')], max_length=10, verbose_name='kind')),
                ('number', models.PositiveSmallIntegerField(editable=False, verbose_name='number')),
                ('held_on', models.DateField(verbose_name='day')),
                ('venue', models.CharField(blank=True, max_length=250, verbose_name='where it meets')),
                ('called_at', models.DateTimeField(auto_now_add=True, verbose_name='called at')),
                ('conclusion', models.TextField(blank=True, editable=False, verbose_name='discussion and conclusion')),
                ('closed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='closed at')),
                ('called_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='called by')),
                ('closed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='closed by')),
                ('council', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='ratings.council', verbose_name='council')),
                ('answers_until', models.DateField(blank=True, help_text='Last day for answers in a written procedure, at most 45 days from today.', null=True, verbose_name='answers until')),
            ],
            options={
                'verbose_name': 'session of a council',
                'verbose_name_plural': 'sessions of councils',
                'ordering': ['-pk'],
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('kind__in', ['meeting', 'written'])), name='session_kind_known'),
                    models.UniqueConstraint(fields=('council', 'number'), name='session_number_once'),
                    models.CheckConstraint(condition=models.Q(('kind', 'written'), models.Q(('venue', ''), _negated=True), _connector='OR'), name='session_meets_somewhere', violation_error_message='Write where the council meets.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_by', None)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='session_closed_by_somebody'),
                    models.CheckConstraint(condition=models.Q(('answers_until', None), models.Q(('answers_until__gte', models.F('held_on')), ('kind', 'written')), _connector='OR'), name='session_answers_in_writing', violation_error_message='Only a written procedure has a last day for answers.'),
                ],
                'triggers': [
                    Trigger(name='count_version', sql=UpsertTriggerSql(
                        func='NEW.version = OLD.version + 1; RETURN NEW;',
                        hash='efce5899bef05d1069bcac767672706c189d98c7', operation='UPDATE', pgid='pgtrigger_count_version_f4e4f', table='ratings_session', when='BEFORE')),
                    Trigger(name='session_closed_is_kept', sql=UpsertTriggerSql(
                        func=(
                            "IF (OLD.closed_at IS NOT NULL) AND (TG_OP = 'DELETE' OR (to_jsonb(OLD)) IS DISTINCT FROM "
                            "(to_jsonb(NEW))) THEN RAISE EXCEPTION 'session_closed_is_kept' USING ERRCODE = "
                            "'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='b48bcc22a1fd0bcde8abe530866d4eb07296365f', operation='UPDATE OR DELETE', pgid='pgtrigger_session_closed_is_kept_d020a', table='ratings_session', when='BEFORE')),
                    Trigger(name='session_is_called_ahead', sql=UpsertTriggerSql(
                        func=(
                            "IF NEW.held_on < (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date OR NEW.answers_until < "
                            "(now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date THEN RAISE EXCEPTION "
                            "'session_is_called_ahead' USING ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, "
                            'OLD);'
                        ),
                        hash='3c8ed1c66fba7db14d9eb23864b10e9c1896207f', operation='INSERT', pgid='pgtrigger_session_is_called_ahead_6037a', table='ratings_session', when='BEFORE')),
                    Trigger(name='session_day_stands_under_results', sql=UpsertTriggerSql(
                        func=(
                            'IF NEW.held_on <> OLD.held_on AND EXISTS (SELECT 1 FROM ratings_result WHERE session_id = '
                            "OLD.id) THEN RAISE EXCEPTION 'session_day_stands_under_results' USING ERRCODE = "
                            "'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='bc63f5bef674b6b96b22ff32c7607948bbf6d0c6', operation='UPDATE', pgid='pgtrigger_session_day_stands_under_results_5dba7', table='ratings_session', when='BEFORE')),
                    Trigger(name='session_ends_with_the_day_it_was_held', sql=UpsertTriggerSql(
                        func=(
                            'IF NEW.closed_at IS NOT NULL AND OLD.closed_at IS NULL AND NOT (NEW.held_on <= (now() AT '
                            "TIME ZONE 'Asia/Ho_Chi_Minh')::date AND NOT EXISTS (SELECT 1 FROM ratings_sessionitem held "
                            'JOIN ratings_scoringterms began ON began.dossier_id = held.dossier_id AND began.number = 1 '
                            "WHERE held.session_id = NEW.id AND held.taken_off = '' AND NEW.held_on < (began.at AT TIME "
                            "ZONE 'Asia/Ho_Chi_Minh')::date)) THEN RAISE EXCEPTION "
                            "'session_ends_with_the_day_it_was_held' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='3ba116d0c8b4947c90e476587ea2b0a15c4e3e20', operation='UPDATE', pgid='pgtrigger_session_ends_with_the_day_it_was_held_d958a', table='ratings_session', when='BEFORE')),
                    Trigger(name='session_closed_by_nobody_in_conflict', sql=UpsertTriggerSql(
                        func=(
                            'IF NEW.closed_at IS NOT NULL AND EXISTS (SELECT 1 FROM ratings_sessionitem i JOIN '
                            'ratings_conflict c ON c.dossier_id = i.dossier_id WHERE i.session_id = NEW.id AND '
                            "i.taken_off = '' AND c.user_id = NEW.closed_by_id AND c.lifted_at IS NULL) THEN RAISE "
                            "EXCEPTION 'session_closed_by_nobody_in_conflict' USING ERRCODE = 'check_violation'; END "
                            'IF; RETURN COALESCE(NEW, OLD);'
                        ),
                        hash='9ade156c151568b64c841c572bad81c36d2719e0', operation='UPDATE', pgid='pgtrigger_session_closed_by_nobody_in_conflict_2fb9d', table='ratings_session', when='BEFORE')),
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_sessionevent" ("answers_until", "called_at", "called_by_id", "closed_at", "closed_by_id", "conclusion", "council_id", "held_on", "id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "venue", "version") VALUES (NEW."answers_until", NEW."called_at", NEW."called_by_id", NEW."closed_at", NEW."closed_by_id", NEW."conclusion", NEW."council_id", NEW."held_on", NEW."id", NEW."kind", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."venue", NEW."version"); RETURN NULL;',
                        hash='6948818551da16e2c03eec7ee324ca1590b2c69e', operation='INSERT', pgid='pgtrigger_insert_insert_947ee', table='ratings_session', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)',
                        func='INSERT INTO "ratings_sessionevent" ("answers_until", "called_at", "called_by_id", "closed_at", "closed_by_id", "conclusion", "council_id", "held_on", "id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "venue", "version") VALUES (NEW."answers_until", NEW."called_at", NEW."called_by_id", NEW."closed_at", NEW."closed_by_id", NEW."conclusion", NEW."council_id", NEW."held_on", NEW."id", NEW."kind", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."venue", NEW."version"); RETURN NULL;',
                        hash='f8a46dbde0651b7b73761f8bf4a76bf81895ae5b', operation='UPDATE', pgid='pgtrigger_update_update_12916', table='ratings_session', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_sessionevent" ("answers_until", "called_at", "called_by_id", "closed_at", "closed_by_id", "conclusion", "council_id", "held_on", "id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "venue", "version") VALUES (OLD."answers_until", OLD."called_at", OLD."called_by_id", OLD."closed_at", OLD."closed_by_id", OLD."conclusion", OLD."council_id", OLD."held_on", OLD."id", OLD."kind", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."venue", OLD."version"); RETURN NULL;',
                        hash='48022d7068622280275094eb5d3bc3cbb7377aed', operation='DELETE', pgid='pgtrigger_delete_delete_db099', table='ratings_session', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='SessionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('meeting', 'Meeting'), ('written', 'Written procedure')], max_length=10, verbose_name='kind')),
                ('number', models.PositiveSmallIntegerField(editable=False, verbose_name='number')),
                ('held_on', models.DateField(verbose_name='day')),
                ('venue', models.CharField(blank=True, max_length=250, verbose_name='where it meets')),
                ('called_at', models.DateTimeField(auto_now_add=True, verbose_name='called at')),
                ('conclusion', models.TextField(blank=True, editable=False, verbose_name='discussion and conclusion')),
                ('closed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='closed at')),
                ('called_by', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='called by')),
                ('closed_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='closed by')),
                ('council', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ratings.council', verbose_name='council')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='ratings.session')),
                ('answers_until', models.DateField(blank=True, help_text='Last day for answers in a written procedure, at most 45 days from today.', null=True, verbose_name='answers until')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='6d93ddc94f115f065089a4f29f52b72194274997', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_89fc2', table='ratings_sessionevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='SessionItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('taken_off', models.CharField(blank=True, max_length=500, verbose_name='why a meeting decides')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='session_items', to='ratings.dossier', verbose_name='dossier')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='ratings.session', verbose_name='session of a council')),
            ],
            options={
                'verbose_name': 'item of an agenda',
                'verbose_name_plural': 'items of agendas',
                'ordering': ['pk'],
                'constraints': [
                    models.UniqueConstraint(fields=('session', 'dossier'), name='session_item_once'),
                ],
                'triggers': [
                    Trigger(name='session_item_before_its_council', sql=UpsertTriggerSql(
                        func=(
                            'IF NOT EXISTS (SELECT 1 FROM ratings_session s JOIN ratings_dossier d ON d.council_id = '
                            's.council_id WHERE s.id = NEW.session_id AND d.id = NEW.dossier_id AND d.state = '
                            "'scoring') THEN RAISE EXCEPTION 'session_item_before_its_council' USING ERRCODE = "
                            "'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='77c48cd057fc3a185384e7e0acb0d9e22d753eca', operation='INSERT', pgid='pgtrigger_session_item_before_its_council_cfd71', table='ratings_sessionitem', when='BEFORE')),
                    Trigger(name='session_item_in_one_open_session', sql=UpsertTriggerSql(
                        func=(
                            "IF NEW.taken_off = '' AND EXISTS (SELECT 1 FROM ratings_sessionitem i JOIN ratings_session "
                            's ON s.id = i.session_id AND s.closed_at IS NULL WHERE i.dossier_id = NEW.dossier_id AND '
                            "i.taken_off = '' AND i.session_id <> NEW.session_id) THEN RAISE EXCEPTION "
                            "'session_item_in_one_open_session' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='fe5e564fd22ec860a612b0cf1ef4a63f502218ec', operation='INSERT OR UPDATE', pgid='pgtrigger_session_item_in_one_open_session_14b8f', table='ratings_sessionitem', when='BEFORE')),
                    Trigger(name='session_item_of_an_open_session', sql=UpsertTriggerSql(
                        func=(
                            'PERFORM 1 FROM ratings_session WHERE id IN (OLD.session_id, NEW.session_id) ORDER BY id '
                            'FOR SHARE; IF EXISTS (SELECT 1 FROM ratings_session WHERE id IN (OLD.session_id, '
                            'NEW.session_id) AND closed_at IS NOT NULL) THEN RAISE EXCEPTION '
                            "'session_item_of_an_open_session' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='ab5e300180ccbdab203190f39721d625831a3fd6', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_session_item_of_an_open_session_be3d9', table='ratings_sessionitem', when='BEFORE')),
                ],
            },
        ),
        migrations.AddField(
            model_name='session',
            name='dossiers',
            field=models.ManyToManyField(related_name='sessions', through='ratings.SessionItem', to='ratings.dossier'),
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('present', models.BooleanField(default=False, verbose_name='present')),
                ('reason', models.CharField(blank=True, max_length=250, verbose_name='why absent')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendance', to='ratings.session', verbose_name='session of a council')),
            ],
            options={
                'verbose_name': 'attendance',
                'verbose_name_plural': 'attendance',
                'ordering': ['pk'],
                'constraints': [
                    models.UniqueConstraint(fields=('session', 'user'), name='attendance_once'),
                    models.CheckConstraint(condition=models.Q(('present', False), ('reason', ''), _connector='OR'), name='attendance_reason_of_the_absent'),
                ],
                'triggers': [
                    Trigger(name='attendance_stands_under_results', sql=UpsertTriggerSql(
                        func=(
                            'PERFORM 1 FROM ratings_session WHERE id IN (OLD.session_id, NEW.session_id) ORDER BY id '
                            'FOR SHARE; IF EXISTS (SELECT 1 FROM ratings_result WHERE session_id = '
                            'COALESCE(NEW.session_id, OLD.session_id)) OR EXISTS (SELECT 1 FROM ratings_session WHERE '
                            'id = COALESCE(NEW.session_id, OLD.session_id) AND closed_at IS NOT NULL) THEN RAISE '
                            "EXCEPTION 'attendance_stands_under_results' USING ERRCODE = 'check_violation'; END IF; "
                            'RETURN COALESCE(NEW, OLD);'
                        ),
                        hash='a90377a1863d146d2ff10ce79920605e29a244ba', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_attendance_stands_under_results_a5eaa', table='ratings_attendance', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='Conflict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('producer', 'Acts for the producer'), ('entered', 'Entered or filed the dossier'), ('earlier', 'Declared earlier for the same producer'), ('declared', 'Declared by the member')], max_length=10, verbose_name='kind')),
                ('reason', models.CharField(max_length=500, verbose_name='reason')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='at')),
                ('lifted_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='lifted at')),
                ('lift_reason', models.CharField(blank=True, editable=False, max_length=500, verbose_name='why it was lifted')),
                ('lifted_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='lifted by')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conflicts', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conflicts', to='ratings.dossier', verbose_name='dossier')),
            ],
            options={
                'verbose_name': 'conflict of interest',
                'verbose_name_plural': 'conflicts of interest',
                'ordering': ['pk'],
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('kind__in', ['producer', 'entered', 'earlier', 'declared'])), name='conflict_kind_known'),
                    models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='conflict_has_a_reason', violation_error_message='Give a reason.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('lift_reason', ''), ('lifted_at', None), ('lifted_by', None)), models.Q(('kind', 'declared'), ('lifted_at__isnull', False), ('lifted_by__isnull', False), models.Q(('lift_reason', ''), _negated=True)), _connector='OR'), name='conflict_lifted_by_at_and_why', violation_error_message='Give a reason.'),
                    models.UniqueConstraint(fields=('dossier', 'user', 'kind'), name='conflict_once_per_kind', violation_error_message='You have declared a conflict for this dossier already.'),
                ],
                'triggers': [
                    Trigger(name='count_version', sql=UpsertTriggerSql(
                        func='NEW.version = OLD.version + 1; RETURN NEW;',
                        hash='83ba7517eb423baa5dbc4a985ff6acf359ded67a', operation='UPDATE', pgid='pgtrigger_count_version_d2117', table='ratings_conflict', when='BEFORE')),
                    Trigger(name='conflict_is_kept', sql=UpsertTriggerSql(
                        func=(
                            "IF TG_OP = 'DELETE' OR OLD.lifted_at IS NOT NULL OR (OLD.dossier_id, OLD.user_id, "
                            'OLD.kind, OLD.reason) IS DISTINCT FROM (NEW.dossier_id, NEW.user_id, NEW.kind, NEW.reason) '
                            "THEN RAISE EXCEPTION 'conflict_is_kept' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='8a9406fea3b3a6d0ed5af4eda86a5f29f5affdbe', operation='UPDATE OR DELETE', pgid='pgtrigger_conflict_is_kept_5c32d', table='ratings_conflict', when='BEFORE')),
                    Trigger(name='conflict_lifted_by_who_presides', sql=UpsertTriggerSql(
                        func=(
                            'IF OLD.lifted_at IS NULL AND NEW.lifted_at IS NOT NULL AND NEW.lifted_by_id IS DISTINCT '
                            'FROM (SELECT p.user_id FROM ratings_seat p JOIN ratings_dossier pd ON pd.council_id = '
                            "p.council_id WHERE pd.id = NEW.dossier_id AND p.kind IN ('chair', 'deputy') AND NOT EXISTS "
                            '(SELECT 1 FROM ratings_conflict c WHERE c.dossier_id = pd.id AND c.user_id = p.user_id AND '
                            'c.lifted_at IS NULL) AND NOT (p.user_id = NEW.user_id) ORDER BY p.kind LIMIT 1) THEN RAISE '
                            "EXCEPTION 'conflict_lifted_by_who_presides' USING ERRCODE = 'check_violation'; END IF; "
                            'RETURN COALESCE(NEW, OLD);'
                        ),
                        hash='657edc5a0d437c14d4374b8d9d8b72b98ef4f3bc', operation='UPDATE', pgid='pgtrigger_conflict_lifted_by_who_presides_29804', table='ratings_conflict', when='BEFORE')),
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_conflictevent" ("at", "dossier_id", "id", "kind", "lift_reason", "lifted_at", "lifted_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "user_id", "version") VALUES (NEW."at", NEW."dossier_id", NEW."id", NEW."kind", NEW."lift_reason", NEW."lifted_at", NEW."lifted_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."user_id", NEW."version"); RETURN NULL;',
                        hash='243f66260e87faf0f9936429ed952e07e6f9b0db', operation='INSERT', pgid='pgtrigger_insert_insert_55148', table='ratings_conflict', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)',
                        func='INSERT INTO "ratings_conflictevent" ("at", "dossier_id", "id", "kind", "lift_reason", "lifted_at", "lifted_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "user_id", "version") VALUES (NEW."at", NEW."dossier_id", NEW."id", NEW."kind", NEW."lift_reason", NEW."lifted_at", NEW."lifted_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."user_id", NEW."version"); RETURN NULL;',
                        hash='0792fa837dffc5b0cad9c8c5e779e97a3711e10a', operation='UPDATE', pgid='pgtrigger_update_update_da2b5', table='ratings_conflict', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_conflictevent" ("at", "dossier_id", "id", "kind", "lift_reason", "lifted_at", "lifted_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "user_id", "version") VALUES (OLD."at", OLD."dossier_id", OLD."id", OLD."kind", OLD."lift_reason", OLD."lifted_at", OLD."lifted_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."user_id", OLD."version"); RETURN NULL;',
                        hash='0eb79cb0b4d5591f38d7afacc0d0692545de43e3', operation='DELETE', pgid='pgtrigger_delete_delete_a058a', table='ratings_conflict', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='ConflictEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('producer', 'Acts for the producer'), ('entered', 'Entered or filed the dossier'), ('earlier', 'Declared earlier for the same producer'), ('declared', 'Declared by the member')], max_length=10, verbose_name='kind')),
                ('reason', models.CharField(max_length=500, verbose_name='reason')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='at')),
                ('lifted_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='lifted at')),
                ('lift_reason', models.CharField(blank=True, editable=False, max_length=500, verbose_name='why it was lifted')),
                ('lifted_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='lifted by')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='ratings.conflict')),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('dossier', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ratings.dossier', verbose_name='dossier')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='ee9f4d493a4585ce61d43ce4699ac71c119940ef', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5c08e', table='ratings_conflictevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('stage', models.CharField(choices=[('self', 'Self-assessment'), ('adviser', 'Advisory team'), ('member', 'Council member')], max_length=10, verbose_name='stage')),
                ('round', models.PositiveSmallIntegerField(default=1, verbose_name='round')),
                ('locked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='locked at')),
                ('abstained_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='abstained at')),
                ('abstention', models.CharField(blank=True, editable=False, max_length=500, verbose_name='reason for abstaining')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assessments', to='ratings.dossier', verbose_name='dossier')),
            ],
            options={
                'verbose_name': 'assessment',
                'verbose_name_plural': 'assessments',
                'ordering': ['pk'],
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('stage__in', ['self', 'adviser', 'member'])), name='assessment_stage_known'),
                    models.UniqueConstraint(condition=models.Q(('stage', 'self'), _negated=True), fields=('dossier', 'by', 'round', 'stage'), name='assessment_once_per_member', violation_error_message='This member has a sheet for the dossier already.'),
                    models.UniqueConstraint(condition=models.Q(('stage', 'self')), fields=('dossier', 'round'), name='assessment_one_by_the_producer', violation_error_message='The dossier has a self-assessment already.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('abstained_at', None), ('abstention', '')), models.Q(('abstained_at', models.F('locked_at')), ('abstained_at__isnull', False), ('locked_at__isnull', False), ('stage', 'member'), models.Q(('abstention', ''), _negated=True)), _connector='OR'), name='assessment_abstained_with_a_reason', violation_error_message='Give a reason.'),
                ],
                'triggers': [
                    Trigger(name='count_version', sql=UpsertTriggerSql(
                        func='NEW.version = OLD.version + 1; RETURN NEW;',
                        hash='8343ad96502b180debb1b4d388388f06287998bb', operation='UPDATE', pgid='pgtrigger_count_version_67f2e', table='ratings_assessment', when='BEFORE')),
                    Trigger(name='assessment_not_in_conflict', sql=UpsertTriggerSql(
                        func=(
                            "IF NEW.stage <> 'self' AND EXISTS (SELECT 1 FROM ratings_conflict WHERE dossier_id = "
                            'NEW.dossier_id AND user_id = NEW.by_id AND lifted_at IS NULL) THEN RAISE EXCEPTION '
                            "'assessment_not_in_conflict' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='057d5cfe9836d271ea336bb93a04fcefd976d199', operation='INSERT OR UPDATE', pgid='pgtrigger_assessment_not_in_conflict_c7aa0', table='ratings_assessment', when='BEFORE')),
                    Trigger(name='assessment_locked_is_complete', sql=UpsertTriggerSql(
                        func=(
                            "IF NEW.stage = 'member' AND NEW.locked_at IS NOT NULL AND NEW.abstained_at IS NULL AND "
                            'OLD.locked_at IS NULL AND EXISTS (SELECT 1 FROM ratings_dossier d JOIN ratings_criterion c '
                            'ON c.sheet_id = d.sheet_id AND (c."case" IS NULL OR c."case" = d.branch) WHERE d.id = '
                            'NEW.dossier_id AND EXISTS (SELECT 1 FROM ratings_option o WHERE o.criterion_id = c.id) AND '
                            'NOT EXISTS (SELECT 1 FROM ratings_answer a WHERE a.assessment_id = NEW.id AND '
                            'a.criterion_id = c.id) AND NOT EXISTS (SELECT 1 FROM ratings_answer a LEFT JOIN '
                            'ratings_option o ON o.id = a.option_id WHERE a.assessment_id = NEW.id AND a.criterion_id = '
                            'c.depends_on_id AND COALESCE(o.points, 0) = 0)) THEN RAISE EXCEPTION '
                            "'assessment_locked_is_complete' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='9ba5a289b363619873d050539105bdc56120794c', operation='INSERT OR UPDATE', pgid='pgtrigger_assessment_locked_is_complete_45573', table='ratings_assessment', when='AFTER')),
                    Trigger(name='assessment_locked', sql=UpsertTriggerSql(
                        func=(
                            "IF OLD.locked_at IS NOT NULL AND (TG_OP = 'DELETE' OR (to_jsonb(OLD) IS DISTINCT FROM "
                            'to_jsonb(NEW) AND NOT (NEW.locked_at IS NULL AND NEW.abstained_at IS NULL AND '
                            "NEW.abstention = '' AND (to_jsonb(OLD) - "
                            "'{locked_at,abstained_at,abstention,version}'::text[]) = (to_jsonb(NEW) - "
                            "'{locked_at,abstained_at,abstention,version}'::text[]) AND EXISTS (SELECT 1 FROM "
                            'ratings_unlocking u WHERE u.assessment_id = OLD.id AND u.locked_at = OLD.locked_at) AND '
                            'OLD.round = (SELECT d.scoring_round FROM ratings_dossier d WHERE d.id = OLD.dossier_id) '
                            'AND (OLD.abstained_at IS NOT NULL OR NOT EXISTS (SELECT 1 FROM ratings_assessment o WHERE '
                            "o.dossier_id = OLD.dossier_id AND o.stage = 'member' AND o.round = OLD.round AND o.id <> "
                            'OLD.id AND o.locked_at IS NOT NULL AND o.abstained_at IS NULL))))) THEN RAISE EXCEPTION '
                            "'assessment_locked' USING ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='7be8a1aada7f9aae53dec2cc753c9dd1df1c0d27', operation='UPDATE OR DELETE', pgid='pgtrigger_assessment_locked_44325', table='ratings_assessment', when='BEFORE')),
                    Trigger(name='assessment_locked_with_a_word_on_safety', sql=UpsertTriggerSql(
                        func=(
                            "IF NEW.stage = 'member' AND OLD.locked_at IS NULL AND NEW.locked_at IS NOT NULL AND "
                            'NEW.abstained_at IS NULL AND EXISTS (SELECT 1 FROM ratings_answer w JOIN ratings_criterion '
                            'c ON c.id = w.criterion_id JOIN ratings_sheet s ON s.id = c.sheet_id LEFT JOIN '
                            'ratings_option o ON o.id = w.option_id WHERE w.assessment_id = NEW.id AND '
                            "COALESCE(o.points, 0) = 0 AND (NOT (s.decision = '26/2026/QĐ-TTg' AND (s.number, c.code) "
                            "IN ((16, '6.1'), (16, '6.2'), (16, '6.3'), (16, '6.4'), (19, '6'), (20, '6'))) AND EXISTS "
                            '(SELECT 1 FROM ratings_criterion k WHERE k.id IN (c.id, c.parent_id) AND k.notes @> '
                            '\'[{"kind": "stop"}]\'::jsonb)) AND (w.unsafe IS NULL OR w.safety_reason = \'\' OR (w.unsafe '
                            'AND NOT EXISTS (SELECT 1 FROM ratings_objection j WHERE j.dossier_id = NEW.dossier_id AND '
                            "j.criterion_id = c.id AND j.raised_by_id = NEW.by_id AND j.kind = 'stop' AND j.outcome <> "
                            "'withdrawn')))) THEN RAISE EXCEPTION 'assessment_locked_with_a_word_on_safety' USING "
                            "ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='fb4a9a1837e556d15e7641a41fc6dca7d05900c1', operation='UPDATE', pgid='pgtrigger_assessment_locked_with_a_word_on_safety_2086a', table='ratings_assessment', when='BEFORE')),
                    Trigger(name='raise_stops_of_locked_sheets', sql=UpsertTriggerSql(
                        func="""
IF NEW.stage <> 'member' OR (OLD.locked_at IS NULL) = (NEW.locked_at IS NULL) THEN RETURN NULL; END IF;
UPDATE ratings_objection j SET sheets = ARRAY(
    SELECT each FROM unnest(j.sheets) AS each WHERE NOT EXISTS (SELECT 1 FROM ratings_assessment a
    WHERE a.id = each AND a.by_id = NEW.by_id AND (a.round < NEW.round OR a.id = NEW.id)))
WHERE j.dossier_id = NEW.dossier_id AND j.outcome = 'pending' AND j.raised_by_id IS NULL
    AND j.sheets && ARRAY(SELECT a.id FROM ratings_assessment a WHERE a.dossier_id = NEW.dossier_id
    AND a.by_id = NEW.by_id AND a.stage = 'member');
IF NEW.locked_at IS NOT NULL AND NEW.abstained_at IS NULL THEN
    INSERT INTO ratings_objection (version, dossier_id, criterion_id, kind, reason, raised_at, outcome,
        decision_reason, sheets)
    SELECT 1, NEW.dossier_id, c.id, 'stop', left('0 điểm: ' || COALESCE((SELECT n.note -> 'text' ->> 'vi' FROM ratings_criterion k, jsonb_array_elements(k.notes) AS n(note) WHERE k.id IN (c.id, c.parent_id) AND n.note ->> 'kind' = 'stop' ORDER BY k.position DESC LIMIT 1), c.label_vi), 1000), now(),
        'pending', '', ARRAY[NEW.id]
    FROM ratings_answer w JOIN ratings_criterion c ON c.id = w.criterion_id JOIN ratings_sheet s ON s.id = c.sheet_id LEFT JOIN ratings_option o ON o.id = w.option_id WHERE w.assessment_id = NEW.id AND COALESCE(o.points, 0) = 0 AND (s.decision = '26/2026/QĐ-TTg' AND (s.number, c.code) IN ((16, '6.1'), (16, '6.2'), (16, '6.3'), (16, '6.4'), (19, '6'), (20, '6'))) AND NOT EXISTS (SELECT 1 FROM ratings_objection j
        WHERE j.dossier_id = NEW.dossier_id AND (j.outcome = 'confirmed'
        OR (j.outcome = 'rejected' AND j.criterion_id = c.id AND NEW.id = ANY(j.sheets))))
    ON CONFLICT (dossier_id, criterion_id) WHERE outcome = 'pending' AND raised_by_id IS NULL
    DO UPDATE SET sheets = ratings_objection.sheets || EXCLUDED.sheets;
END IF;
UPDATE ratings_objection SET outcome = 'withdrawn', decided_at = now(),
    decision_reason = 'Không còn phiếu đã khóa nào có 0 điểm ở tiêu chí này.'
WHERE dossier_id = NEW.dossier_id AND outcome = 'pending' AND raised_by_id IS NULL AND sheets = '{}';
RETURN NULL;
""",
                        hash='8cf338ee009c77e31240849886de7ccfb56b71dc', operation='UPDATE', pgid='pgtrigger_raise_stops_of_locked_sheets_6d225', table='ratings_assessment', when='AFTER')),
                    Trigger(name='void_findings_after_unlocking', sql=UpsertTriggerSql(
                        func=(
                            'IF OLD.locked_at IS NOT NULL AND NEW.locked_at IS NULL THEN UPDATE ratings_gatefinding SET '
                            "voided_at = now(), void_ground = 'unlocked' WHERE dossier_id = NEW.dossier_id AND "
                            'voided_at IS NULL; END IF; RETURN NULL;'
                        ),
                        hash='b4fce411c1dc36cd583d0147e9a2a73bfe1db9c6', operation='UPDATE', pgid='pgtrigger_void_findings_after_unlocking_87d92', table='ratings_assessment', when='AFTER')),
                    Trigger(name='assessment_not_by_the_commune', sql=UpsertTriggerSql(
                        func=(
                            "IF NEW.stage <> 'self' AND EXISTS (SELECT 1 FROM ocop_user WHERE id = NEW.by_id AND role "
                            "IN ('producer', 'commune_officer')) THEN RAISE EXCEPTION 'assessment_not_by_the_commune' "
                            "USING ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='3b744e9e2c07de2dbbbd05eefc53bf870cdb883c', operation='INSERT OR UPDATE', pgid='pgtrigger_assessment_not_by_the_commune_044d2', table='ratings_assessment', when='BEFORE')),
                    Trigger(name='assessment_by_a_scoring_seat', sql=UpsertTriggerSql(
                        func=(
                            "PERFORM 1 FROM ratings_dossier WHERE id = NEW.dossier_id AND TG_OP = 'INSERT' ORDER BY id "
                            "FOR SHARE; IF NEW.stage IN ('member', 'adviser') AND NOT EXISTS (SELECT 1 FROM "
                            'ratings_dossier d JOIN ratings_seat s ON s.council_id = d.council_id WHERE d.id = '
                            "NEW.dossier_id AND s.user_id = NEW.by_id AND ((NEW.stage = 'member' AND d.state = "
                            "'scoring' AND s.kind IN ('chair', 'deputy', 'member') AND NEW.round = d.scoring_round) OR "
                            "(NEW.stage = 'adviser' AND d.state = 'advisory' AND s.kind = 'adviser' AND NEW.round = "
                            "1))) THEN RAISE EXCEPTION 'assessment_by_a_scoring_seat' USING ERRCODE = "
                            "'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='2ae722ef20ad09aed708a19494bd5bf72b918af7', operation='INSERT OR UPDATE', pgid='pgtrigger_assessment_by_a_scoring_seat_f2d59', table='ratings_assessment', when='BEFORE')),
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_assessmentevent" ("abstained_at", "abstention", "by_id", "dossier_id", "id", "locked_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round", "stage", "version") VALUES (NEW."abstained_at", NEW."abstention", NEW."by_id", NEW."dossier_id", NEW."id", NEW."locked_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."round", NEW."stage", NEW."version"); RETURN NULL;',
                        hash='10aa5487221979bb3278df89d4c006666904be7c', operation='INSERT', pgid='pgtrigger_insert_insert_65aa9', table='ratings_assessment', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)',
                        func='INSERT INTO "ratings_assessmentevent" ("abstained_at", "abstention", "by_id", "dossier_id", "id", "locked_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round", "stage", "version") VALUES (NEW."abstained_at", NEW."abstention", NEW."by_id", NEW."dossier_id", NEW."id", NEW."locked_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."round", NEW."stage", NEW."version"); RETURN NULL;',
                        hash='682fcab40a42901eb61456e350d8bd628b476321', operation='UPDATE', pgid='pgtrigger_update_update_a5ffd', table='ratings_assessment', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_assessmentevent" ("abstained_at", "abstention", "by_id", "dossier_id", "id", "locked_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round", "stage", "version") VALUES (OLD."abstained_at", OLD."abstention", OLD."by_id", OLD."dossier_id", OLD."id", OLD."locked_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."round", OLD."stage", OLD."version"); RETURN NULL;',
                        hash='a4ef58746f718745743976c114303feb801c9574', operation='DELETE', pgid='pgtrigger_delete_delete_6fd6c', table='ratings_assessment', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='AssessmentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('stage', models.CharField(choices=[('self', 'Self-assessment'), ('adviser', 'Advisory team'), ('member', 'Council member')], max_length=10, verbose_name='stage')),
                ('round', models.PositiveSmallIntegerField(default=1, verbose_name='round')),
                ('locked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='locked at')),
                ('abstained_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='abstained at')),
                ('abstention', models.CharField(blank=True, editable=False, max_length=500, verbose_name='reason for abstaining')),
                ('by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='ratings.assessment')),
                ('dossier', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ratings.dossier', verbose_name='dossier')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='138439132f81a234e2d8e366e829b97c76786c35', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1d888', table='ratings_assessmentevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('note', models.CharField(blank=True, max_length=1000, verbose_name='note')),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='ratings.assessment', verbose_name='assessment')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='ratings.criterion', verbose_name='criterion')),
                ('option', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='ratings.option', verbose_name='option')),
                ('safety_reason', models.CharField(blank=True, editable=False, max_length=500, verbose_name='why it is unsafe or not')),
                ('unsafe', models.BooleanField(editable=False, null=True, verbose_name='unsafe')),
            ],
            options={
                'verbose_name': 'answer',
                'verbose_name_plural': 'answers',
                'ordering': ['pk'],
                'constraints': [
                    models.UniqueConstraint(fields=('assessment', 'criterion'), name='answer_once_per_criterion', violation_error_message='This criterion is answered already.'),
                ],
                'triggers': [
                    Trigger(name='answer_on_the_dossiers_sheet', sql=UpsertTriggerSql(
                        func=(
                            'IF NOT EXISTS (SELECT 1 FROM ratings_assessment a JOIN ratings_dossier d ON d.id = '
                            'a.dossier_id JOIN ratings_criterion c ON c.sheet_id = d.sheet_id WHERE a.id = '
                            'NEW.assessment_id AND c.id = NEW.criterion_id AND (c."case" IS NULL OR c."case" = '
                            'd.branch) AND EXISTS (SELECT 1 FROM ratings_option o WHERE o.criterion_id = c.id)) THEN '
                            "RAISE EXCEPTION 'answer_on_the_dossiers_sheet' USING ERRCODE = 'check_violation'; END IF; "
                            'RETURN COALESCE(NEW, OLD);'
                        ),
                        hash='202eaf17f5cef7dec02e661e97d0bf6da9083418', operation='INSERT OR UPDATE', pgid='pgtrigger_answer_on_the_dossiers_sheet_a0011', table='ratings_answer', when='BEFORE')),
                    Trigger(name='answer_option_of_its_criterion', sql=UpsertTriggerSql(
                        func=(
                            'IF NEW.option_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ratings_option WHERE id = '
                            'NEW.option_id AND criterion_id = NEW.criterion_id) THEN RAISE EXCEPTION '
                            "'answer_option_of_its_criterion' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='d12c95d4762365cf4d5495c99b4da64ba5a2c08b', operation='INSERT OR UPDATE', pgid='pgtrigger_answer_option_of_its_criterion_3b983', table='ratings_answer', when='BEFORE')),
                    Trigger(name='answer_none_only_where_it_is_offered', sql=UpsertTriggerSql(
                        func=(
                            'IF NEW.option_id IS NULL AND EXISTS (SELECT 1 FROM ratings_option WHERE criterion_id = '
                            'NEW.criterion_id AND points = 0) THEN RAISE EXCEPTION '
                            "'answer_none_only_where_it_is_offered' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='1a3ee5592cab29d6edbba7d9a9a1c5bff2c3a0b2', operation='INSERT OR UPDATE', pgid='pgtrigger_answer_none_only_where_it_is_offered_ea9d9', table='ratings_answer', when='BEFORE')),
                    Trigger(name='answer_of_locked_assessment', sql=UpsertTriggerSql(
                        func=(
                            'PERFORM 1 FROM ratings_assessment WHERE id IN (OLD.assessment_id, NEW.assessment_id) ORDER '
                            'BY id FOR SHARE; IF EXISTS (SELECT 1 FROM ratings_assessment WHERE locked_at IS NOT NULL '
                            'AND id IN (OLD.assessment_id, NEW.assessment_id)) THEN RAISE EXCEPTION '
                            "'answer_of_locked_assessment' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='588aab28d2d23217eda0d35ad0cc57cc580c6c7e', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_answer_of_locked_assessment_8ffe2', table='ratings_answer', when='BEFORE')),
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_answerevent" ("assessment_id", "criterion_id", "id", "note", "option_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "safety_reason", "unsafe") VALUES (NEW."assessment_id", NEW."criterion_id", NEW."id", NEW."note", NEW."option_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."safety_reason", NEW."unsafe"); RETURN NULL;',
                        hash='4e2e19c82ef45a0f7e61126bfa71665cca99bfb6', operation='INSERT', pgid='pgtrigger_insert_insert_4aeea', table='ratings_answer', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)',
                        func='INSERT INTO "ratings_answerevent" ("assessment_id", "criterion_id", "id", "note", "option_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "safety_reason", "unsafe") VALUES (NEW."assessment_id", NEW."criterion_id", NEW."id", NEW."note", NEW."option_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."safety_reason", NEW."unsafe"); RETURN NULL;',
                        hash='5c5b3fa18b0a55b2a4ab2c48aeb44704ff481de5', operation='UPDATE', pgid='pgtrigger_update_update_bd6d3', table='ratings_answer', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_answerevent" ("assessment_id", "criterion_id", "id", "note", "option_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "safety_reason", "unsafe") VALUES (OLD."assessment_id", OLD."criterion_id", OLD."id", OLD."note", OLD."option_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."safety_reason", OLD."unsafe"); RETURN NULL;',
                        hash='129a75e3a89b46278c9c727853d1bb6f7feca7a5', operation='DELETE', pgid='pgtrigger_delete_delete_b59b0', table='ratings_answer', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='AnswerEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('note', models.CharField(blank=True, max_length=1000, verbose_name='note')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='ratings.answer')),
                ('assessment', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ratings.assessment', verbose_name='assessment')),
                ('criterion', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ratings.criterion', verbose_name='criterion')),
                ('option', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ratings.option', verbose_name='option')),
                ('safety_reason', models.CharField(blank=True, editable=False, max_length=500, verbose_name='why it is unsafe or not')),
                ('unsafe', models.BooleanField(editable=False, null=True, verbose_name='unsafe')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='c9720e85c946cbabf0b107012205600f8eb99488', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e0063', table='ratings_answerevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='GateFinding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('star', models.PositiveSmallIntegerField(verbose_name='required for')),
                ('met', models.BooleanField(verbose_name='met')),
                ('reason', models.CharField(max_length=500, verbose_name='reason')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='at')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ratings.criterion', verbose_name='criterion')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='ratings.dossier', verbose_name='dossier')),
                ('void_ground', models.CharField(blank=True, choices=[('replaced', 'Replaced by a later finding'), ('unlocked', 'A sheet was unlocked'), ('second_round', 'A second round of scoring began')], editable=False, max_length=12, verbose_name='why it is void')),
                ('voided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='void since')),
            ],
            options={
                'verbose_name': 'finding on a requirement',
                'verbose_name_plural': 'findings on requirements',
                'ordering': ['pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='gate_finding_has_a_reason', violation_error_message='Give a reason.'),
                    models.UniqueConstraint(condition=models.Q(('voided_at', None)), fields=('dossier', 'criterion', 'star'), name='gate_finding_once'),
                    models.CheckConstraint(condition=models.Q(models.Q(('void_ground', ''), ('voided_at', None)), models.Q(('void_ground__in', ['replaced', 'unlocked', 'second_round']), ('voided_at__isnull', False)), _connector='OR'), name='gate_finding_void_at_and_why'),
                ],
                'triggers': [
                    Trigger(name='gate_finding_on_a_gate_of_the_sheet', sql=UpsertTriggerSql(
                        func=(
                            'IF NOT EXISTS (SELECT 1 FROM ratings_dossier d JOIN ratings_criterion c ON c.sheet_id = '
                            'd.sheet_id JOIN ratings_option o ON o.criterion_id = c.id AND o.gate = NEW.star WHERE d.id '
                            '= NEW.dossier_id AND c.id = NEW.criterion_id) THEN RAISE EXCEPTION '
                            "'gate_finding_on_a_gate_of_the_sheet' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='1af8de0f9e90cc30f06a8e8b50da4926faf32f63', operation='INSERT', pgid='pgtrigger_gate_finding_on_a_gate_of_the_sheet_03060', table='ratings_gatefinding', when='BEFORE')),
                    Trigger(name='gate_finding_is_kept', sql=UpsertTriggerSql(
                        func=(
                            "IF (TRUE) AND (TG_OP = 'DELETE' OR (to_jsonb(OLD) - 'voided_at' - 'void_ground') IS "
                            "DISTINCT FROM (to_jsonb(NEW) - 'voided_at' - 'void_ground')) THEN RAISE EXCEPTION "
                            "'gate_finding_is_kept' USING ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, "
                            'OLD);'
                        ),
                        hash='ac3f02cf1ceeff8e49c992d5d0fc9becadc53eec', operation='UPDATE OR DELETE', pgid='pgtrigger_gate_finding_is_kept_08fcc', table='ratings_gatefinding', when='BEFORE')),
                    Trigger(name='gate_finding_is_voided_once', sql=UpsertTriggerSql(
                        func=(
                            "IF OLD.voided_at IS NOT NULL THEN RAISE EXCEPTION 'gate_finding_is_voided_once' USING "
                            "ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='7e7d2379ecbedc7be2255c65f1306c5bb11fd8b8', operation='UPDATE', pgid='pgtrigger_gate_finding_is_voided_once_0c522', table='ratings_gatefinding', when='BEFORE')),
                    Trigger(name='gate_finding_by_who_presides', sql=UpsertTriggerSql(
                        func=(
                            'IF NEW.by_id IS DISTINCT FROM (SELECT p.user_id FROM ratings_seat p JOIN ratings_dossier '
                            "pd ON pd.council_id = p.council_id WHERE pd.id = NEW.dossier_id AND p.kind IN ('chair', "
                            "'deputy') AND NOT EXISTS (SELECT 1 FROM ratings_conflict c WHERE c.dossier_id = pd.id AND "
                            'c.user_id = p.user_id AND c.lifted_at IS NULL) AND NOT (FALSE) ORDER BY p.kind LIMIT 1) '
                            "THEN RAISE EXCEPTION 'gate_finding_by_who_presides' USING ERRCODE = 'check_violation'; END "
                            'IF; RETURN COALESCE(NEW, OLD);'
                        ),
                        hash='12d7331e129d9648429878e6c4173b50b3bf4b78', operation='INSERT', pgid='pgtrigger_gate_finding_by_who_presides_9e391', table='ratings_gatefinding', when='BEFORE')),
                    Trigger(name='gate_finding_without_a_dispute', sql=UpsertTriggerSql(
                        func=(
                            'IF (SELECT count(DISTINCT COALESCE(o.points, 0) >= (SELECT g.points FROM ratings_option g '
                            'WHERE g.criterion_id = NEW.criterion_id AND g.gate = NEW.star)) FROM (SELECT a.id FROM '
                            "ratings_assessment a WHERE a.dossier_id = NEW.dossier_id AND a.stage = 'member' AND "
                            'a.locked_at IS NOT NULL AND a.abstained_at IS NULL AND NOT EXISTS (SELECT 1 FROM '
                            'ratings_conflict c WHERE c.dossier_id = a.dossier_id AND c.user_id = a.by_id AND '
                            'c.lifted_at IS NULL) AND NOT EXISTS (SELECT 1 FROM ratings_assessment l WHERE l.dossier_id '
                            "= a.dossier_id AND l.by_id = a.by_id AND l.stage = 'member' AND l.round > a.round AND "
                            'l.locked_at IS NOT NULL)) sheets LEFT JOIN ratings_answer w ON w.assessment_id = sheets.id '
                            'AND w.criterion_id = NEW.criterion_id LEFT JOIN ratings_option o ON o.id = w.option_id) < '
                            "2 THEN RAISE EXCEPTION 'gate_finding_without_a_dispute' USING ERRCODE = 'check_violation'; "
                            'END IF; RETURN COALESCE(NEW, OLD);'
                        ),
                        hash='dfb8af432dda43ba08e9ec5d33233d60ebd81c10', operation='INSERT', pgid='pgtrigger_gate_finding_without_a_dispute_707e1', table='ratings_gatefinding', when='BEFORE')),
                    Trigger(name='gate_finding_while_scoring', sql=UpsertTriggerSql(
                        func=(
                            'PERFORM 1 FROM ratings_dossier WHERE id = NEW.dossier_id ORDER BY id FOR SHARE; IF NOT '
                            "EXISTS (SELECT 1 FROM ratings_dossier WHERE id = NEW.dossier_id AND state = 'scoring') "
                            "THEN RAISE EXCEPTION 'gate_finding_while_scoring' USING ERRCODE = 'check_violation'; END "
                            'IF; RETURN COALESCE(NEW, OLD);'
                        ),
                        hash='b08f2c10588c98caf20fbd0433a74e8633019fd5', operation='INSERT OR UPDATE', pgid='pgtrigger_gate_finding_while_scoring_80073', table='ratings_gatefinding', when='BEFORE')),
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_gatefindingevent" ("at", "by_id", "criterion_id", "dossier_id", "id", "met", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "star", "void_ground", "voided_at") VALUES (NEW."at", NEW."by_id", NEW."criterion_id", NEW."dossier_id", NEW."id", NEW."met", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."star", NEW."void_ground", NEW."voided_at"); RETURN NULL;',
                        hash='fde3120bd9f7553c215f233e29a3e313a23ad45f', operation='INSERT', pgid='pgtrigger_insert_insert_88643', table='ratings_gatefinding', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)',
                        func='INSERT INTO "ratings_gatefindingevent" ("at", "by_id", "criterion_id", "dossier_id", "id", "met", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "star", "void_ground", "voided_at") VALUES (NEW."at", NEW."by_id", NEW."criterion_id", NEW."dossier_id", NEW."id", NEW."met", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."star", NEW."void_ground", NEW."voided_at"); RETURN NULL;',
                        hash='5e9425b205e0baffa9513922db1138e47f6f662f', operation='UPDATE', pgid='pgtrigger_update_update_19068', table='ratings_gatefinding', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_gatefindingevent" ("at", "by_id", "criterion_id", "dossier_id", "id", "met", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "star", "void_ground", "voided_at") VALUES (OLD."at", OLD."by_id", OLD."criterion_id", OLD."dossier_id", OLD."id", OLD."met", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."star", OLD."void_ground", OLD."voided_at"); RETURN NULL;',
                        hash='908e4740235c8a5e2493e559347b1ee903899793', operation='DELETE', pgid='pgtrigger_delete_delete_9f36e', table='ratings_gatefinding', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='GateFindingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('star', models.PositiveSmallIntegerField(verbose_name='required for')),
                ('met', models.BooleanField(verbose_name='met')),
                ('reason', models.CharField(max_length=500, verbose_name='reason')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='at')),
                ('by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('criterion', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ratings.criterion', verbose_name='criterion')),
                ('dossier', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ratings.dossier', verbose_name='dossier')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='ratings.gatefinding')),
                ('void_ground', models.CharField(blank=True, choices=[('replaced', 'Replaced by a later finding'), ('unlocked', 'A sheet was unlocked'), ('second_round', 'A second round of scoring began')], editable=False, max_length=12, verbose_name='why it is void')),
                ('voided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='void since')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='80895186ee33e99509d5cd4a3079aebd1b1ae595', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2bad8', table='ratings_gatefindingevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='Unlocking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='at')),
                ('reason', models.CharField(max_length=500, verbose_name='reason')),
                ('locked_at', models.DateTimeField(verbose_name='locked at')),
                ('abstention', models.CharField(blank=True, max_length=500, verbose_name='reason for abstaining')),
                ('answers', models.JSONField(verbose_name='answers as they were')),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='unlockings', to='ratings.assessment', verbose_name='assessment')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
            ],
            options={
                'verbose_name': 'unlocking of a sheet',
                'verbose_name_plural': 'unlockings of sheets',
                'ordering': ['pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='unlocking_has_a_reason', violation_error_message='Give a reason.'),
                    models.UniqueConstraint(fields=('assessment', 'locked_at'), name='unlocking_once_per_lock'),
                ],
                'triggers': [
                    Trigger(name='unlocking_is_kept', sql=UpsertTriggerSql(
                        func=(
                            "IF (TRUE) AND (TG_OP = 'DELETE' OR (to_jsonb(OLD)) IS DISTINCT FROM (to_jsonb(NEW))) THEN "
                            "RAISE EXCEPTION 'unlocking_is_kept' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='fc4b6598b6f69bb159a021d762ecf14530ab0a2b', operation='UPDATE OR DELETE', pgid='pgtrigger_unlocking_is_kept_acf8b', table='ratings_unlocking', when='BEFORE')),
                    Trigger(name='unlocking_by_who_presides_in_the_first_round', sql=UpsertTriggerSql(
                        func=(
                            'IF NOT EXISTS (SELECT 1 FROM ratings_assessment a JOIN ratings_dossier d ON d.id = '
                            "a.dossier_id WHERE a.id = NEW.assessment_id AND a.stage = 'member' AND a.locked_at = "
                            'NEW.locked_at AND a.round = d.scoring_round AND d.scoring_round = 1 AND d.state = '
                            "'scoring' AND NEW.by_id = (SELECT p.user_id FROM ratings_seat p JOIN ratings_dossier pd ON "
                            "pd.council_id = p.council_id WHERE pd.id = d.id AND p.kind IN ('chair', 'deputy') AND NOT "
                            'EXISTS (SELECT 1 FROM ratings_conflict c WHERE c.dossier_id = pd.id AND c.user_id = '
                            'p.user_id AND c.lifted_at IS NULL) AND NOT (p.user_id = a.by_id) ORDER BY p.kind LIMIT 1)) '
                            "THEN RAISE EXCEPTION 'unlocking_by_who_presides_in_the_first_round' USING ERRCODE = "
                            "'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='a3d21a5df7a22c0c4a86a5844d97ebf9ab4d25c7', operation='INSERT', pgid='pgtrigger_unlocking_by_who_presides_in_the_first_round_75b75', table='ratings_unlocking', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='SecondRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='at')),
                ('reason', models.CharField(max_length=500, verbose_name='reason')),
                ('limit', models.PositiveSmallIntegerField(verbose_name='limit in points')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('dossier', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='second_round', to='ratings.dossier', verbose_name='dossier')),
                ('unlocking', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='second_round', to='ratings.unlocking', verbose_name='unlocking of a sheet')),
            ],
            options={
                'verbose_name': 'second round of scoring',
                'verbose_name_plural': 'second rounds of scoring',
                'ordering': ['pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='second_round_has_a_reason', violation_error_message='Give a reason.'),
                ],
                'triggers': [
                    Trigger(name='second_round_is_kept', sql=UpsertTriggerSql(
                        func=(
                            "IF (TRUE) AND (TG_OP = 'DELETE' OR (to_jsonb(OLD)) IS DISTINCT FROM (to_jsonb(NEW))) THEN "
                            "RAISE EXCEPTION 'second_round_is_kept' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='1e43935673513007cfca3d8c9b7435066edc2ee7', operation='UPDATE OR DELETE', pgid='pgtrigger_second_round_is_kept_6fa75', table='ratings_secondround', when='BEFORE')),
                    Trigger(name='second_round_after_the_first', sql=UpsertTriggerSql(
                        func=(
                            'IF NOT EXISTS (SELECT 1 FROM ratings_dossier WHERE id = NEW.dossier_id AND state = '
                            "'scoring' AND scoring_round = 1) THEN RAISE EXCEPTION 'second_round_after_the_first' USING "
                            "ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='3de1508d097734981a9335b6dac06782749170c3', operation='INSERT', pgid='pgtrigger_second_round_after_the_first_eef85', table='ratings_secondround', when='BEFORE')),
                    Trigger(name='void_findings_in_second_round', sql=UpsertTriggerSql(
                        func=(
                            "UPDATE ratings_gatefinding SET voided_at = now(), void_ground = 'second_round' WHERE "
                            'dossier_id = NEW.dossier_id AND voided_at IS NULL; RETURN NULL;'
                        ),
                        hash='96ea5f2f5554ceb5c14ac76f9383e5e6f57dc590', operation='INSERT', pgid='pgtrigger_void_findings_in_second_round_d50bd', table='ratings_secondround', when='AFTER')),
                    Trigger(name='second_round_by_nobody_in_conflict', sql=UpsertTriggerSql(
                        func=(
                            'IF EXISTS (SELECT 1 FROM ratings_conflict c WHERE c.dossier_id = NEW.dossier_id AND '
                            'c.user_id = NEW.by_id AND c.lifted_at IS NULL) THEN RAISE EXCEPTION '
                            "'second_round_by_nobody_in_conflict' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='dc4f8f8946d6c941bd6560bd44d1be039a233f2c', operation='INSERT', pgid='pgtrigger_second_round_by_nobody_in_conflict_ef7ce', table='ratings_secondround', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('disqualifier', 'Ground for exclusion'), ('stop', 'Scoring stops')], max_length=12, verbose_name='kind')),
                ('reason', models.CharField(max_length=1000, verbose_name='reason')),
                ('raised_at', models.DateTimeField(auto_now_add=True, verbose_name='raised at')),
                ('outcome', models.CharField(choices=[('pending', 'Not decided yet'), ('confirmed', 'Confirmed'), ('rejected', 'Rejected'), ('withdrawn', 'Taken back')], default='pending', editable=False, max_length=10, verbose_name='outcome')),
                ('decided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='decided at')),
                ('decision_reason', models.CharField(blank=True, max_length=1000, verbose_name='reason of the decision')),
                ('criterion', models.ForeignKey(blank=True, help_text='Leave out where the ground stands at the head of the sheet.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='ratings.criterion', verbose_name='criterion')),
                ('decided_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='objections', to='ratings.dossier', verbose_name='dossier')),
                ('raised_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='raised by')),
                ('sheets', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, editable=False, size=None, verbose_name='sheets that say so')),
            ],
            options={
                'verbose_name': 'objection',
                'verbose_name_plural': 'objections',
                'ordering': ['pk'],
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('kind__in', ['disqualifier', 'stop'])), name='objection_kind_known'),
                    models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='objection_has_a_reason', violation_error_message='Give a reason.'),
                    models.CheckConstraint(condition=models.Q(('outcome__in', ['pending', 'confirmed', 'rejected', 'withdrawn'])), name='objection_outcome_known'),
                    models.CheckConstraint(condition=models.Q(models.Q(('raised_by__isnull', False), ('sheets', [])), models.Q(('criterion__isnull', False), ('kind', 'stop'), ('raised_by', None)), _connector='OR'), name='objection_by_a_person_or_by_sheets'),
                    models.UniqueConstraint(condition=models.Q(('outcome', 'pending'), ('raised_by', None)), fields=('dossier', 'criterion'), name='objection_of_sheets_waits_once'),
                    models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('decision_reason', ''), ('outcome', 'pending')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), models.Q(('outcome__in', ('pending', 'withdrawn')), _negated=True), models.Q(('decision_reason', ''), _negated=True)), models.Q(('decided_at__isnull', False), ('outcome', 'withdrawn'), models.Q(models.Q(('decided_by', models.F('raised_by')), ('decided_by__isnull', False), ('raised_by__isnull', False)), models.Q(('decided_by', None), ('raised_by', None)), _connector='OR'), models.Q(('decision_reason', ''), _negated=True)), _connector='OR'), name='objection_decided_by_at_and_why', violation_error_message='Give a reason.'),
                ],
                'triggers': [
                    Trigger(name='count_version', sql=UpsertTriggerSql(
                        func='NEW.version = OLD.version + 1; RETURN NEW;',
                        hash='23f4b852e293e1f8b3ec26deaca19b21e8f64527', operation='UPDATE', pgid='pgtrigger_count_version_eea7e', table='ratings_objection', when='BEFORE')),
                    Trigger(name='objection_decided_is_kept', sql=UpsertTriggerSql(
                        func=(
                            "IF (OLD.outcome <> 'pending') AND (TG_OP = 'DELETE' OR (to_jsonb(OLD)) IS DISTINCT FROM "
                            "(to_jsonb(NEW))) THEN RAISE EXCEPTION 'objection_decided_is_kept' USING ERRCODE = "
                            "'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='fd3c6434889e824096f647bebbd666c21036261e', operation='UPDATE OR DELETE', pgid='pgtrigger_objection_decided_is_kept_39910', table='ratings_objection', when='BEFORE')),
                    Trigger(name='objection_on_the_dossiers_sheet', sql=UpsertTriggerSql(
                        func=(
                            'IF NEW.criterion_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ratings_dossier d JOIN '
                            'ratings_criterion c ON c.sheet_id = d.sheet_id WHERE d.id = NEW.dossier_id AND c.id = '
                            "NEW.criterion_id) THEN RAISE EXCEPTION 'objection_on_the_dossiers_sheet' USING ERRCODE = "
                            "'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='3fa3f0a55bb0239a160f31a9a9ccc5658e630aaa', operation='INSERT OR UPDATE', pgid='pgtrigger_objection_on_the_dossiers_sheet_d5621', table='ratings_objection', when='BEFORE')),
                    Trigger(name='objection_is_never_deleted', sql=UpsertTriggerSql(
                        func=(
                            "IF TRUE THEN RAISE EXCEPTION 'objection_is_never_deleted' USING ERRCODE = "
                            "'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='79ff221484a198011809e0cbcabae23ab5840768', operation='DELETE', pgid='pgtrigger_objection_is_never_deleted_d0aef', table='ratings_objection', when='BEFORE')),
                    Trigger(name='objection_to_stop_names_its_criterion', sql=UpsertTriggerSql(
                        func=(
                            "IF NEW.kind = 'stop' AND NEW.criterion_id IS NULL THEN RAISE EXCEPTION "
                            "'objection_to_stop_names_its_criterion' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='308a04d4b9d68c3e6b40a3f85079af4eadb1add1', operation='INSERT', pgid='pgtrigger_objection_to_stop_names_its_criterion_e697c', table='ratings_objection', when='BEFORE')),
                    Trigger(name='objection_by_nobody_in_conflict', sql=UpsertTriggerSql(
                        func=(
                            'IF EXISTS (SELECT 1 FROM ratings_conflict c WHERE c.dossier_id = NEW.dossier_id AND '
                            'c.user_id = NEW.raised_by_id AND c.lifted_at IS NULL) THEN RAISE EXCEPTION '
                            "'objection_by_nobody_in_conflict' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='b0d0e70bd0ca55cecf6132785cd9133bc6bd61ef', operation='INSERT', pgid='pgtrigger_objection_by_nobody_in_conflict_58a8e', table='ratings_objection', when='BEFORE')),
                    Trigger(name='objection_decided_by_who_presides', sql=UpsertTriggerSql(
                        func=(
                            "IF NEW.outcome IN ('confirmed', 'rejected') AND NEW.decided_by_id IS NOT NULL AND "
                            'OLD.outcome IS DISTINCT FROM NEW.outcome AND (CASE WHEN (SELECT p.user_id FROM '
                            'ratings_seat p JOIN ratings_dossier pd ON pd.council_id = p.council_id WHERE pd.id = '
                            "NEW.dossier_id AND p.kind IN ('chair', 'deputy') AND NOT EXISTS (SELECT 1 FROM "
                            'ratings_conflict c WHERE c.dossier_id = pd.id AND c.user_id = p.user_id AND c.lifted_at IS '
                            'NULL) AND NOT (p.user_id IS NOT DISTINCT FROM NEW.raised_by_id OR p.user_id IN (SELECT '
                            'a.by_id FROM ratings_assessment a WHERE a.id = ANY(NEW.sheets))) ORDER BY p.kind LIMIT 1) '
                            'IS NOT NULL THEN NEW.decided_by_id IS DISTINCT FROM (SELECT p.user_id FROM ratings_seat p '
                            'JOIN ratings_dossier pd ON pd.council_id = p.council_id WHERE pd.id = NEW.dossier_id AND '
                            "p.kind IN ('chair', 'deputy') AND NOT EXISTS (SELECT 1 FROM ratings_conflict c WHERE "
                            'c.dossier_id = pd.id AND c.user_id = p.user_id AND c.lifted_at IS NULL) AND NOT (p.user_id '
                            'IS NOT DISTINCT FROM NEW.raised_by_id OR p.user_id IN (SELECT a.by_id FROM '
                            'ratings_assessment a WHERE a.id = ANY(NEW.sheets))) ORDER BY p.kind LIMIT 1) ELSE EXISTS '
                            '(SELECT 1 FROM ratings_conflict c WHERE c.dossier_id = NEW.dossier_id AND c.user_id = '
                            'NEW.decided_by_id AND c.lifted_at IS NULL) OR EXISTS (SELECT 1 FROM ratings_seat s JOIN '
                            'ratings_dossier d ON d.council_id = s.council_id WHERE d.id = NEW.dossier_id AND s.user_id '
                            "= NEW.decided_by_id AND s.kind <> 'secretary') OR NOT EXISTS (SELECT 1 FROM "
                            'ratings_sessionitem i JOIN ratings_session m ON m.id = i.session_id WHERE i.dossier_id = '
                            "NEW.dossier_id AND i.taken_off = '' AND m.kind = 'meeting' AND m.closed_at IS NULL) END) "
                            "THEN RAISE EXCEPTION 'objection_decided_by_who_presides' USING ERRCODE = "
                            "'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='8798f75441e81e008de2ac8bafc5bde86f56be0b', operation='INSERT OR UPDATE', pgid='pgtrigger_objection_decided_by_who_presides_32880', table='ratings_objection', when='BEFORE')),
                    Trigger(name='objection_of_a_sheet_falls_with_it', sql=UpsertTriggerSql(
                        func=(
                            "IF NEW.outcome = 'withdrawn' AND OLD.outcome = 'pending' AND NEW.raised_by_id IS NULL AND "
                            "OLD.sheets <> '{}' THEN RAISE EXCEPTION 'objection_of_a_sheet_falls_with_it' USING ERRCODE "
                            "= 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='4ea8b752bcbbca4d44f243809e6d8c150d58adaa', operation='UPDATE', pgid='pgtrigger_objection_of_a_sheet_falls_with_it_06555', table='ratings_objection', when='BEFORE')),
                    Trigger(name='objection_while_scoring', sql=UpsertTriggerSql(
                        func=(
                            'PERFORM 1 FROM ratings_dossier WHERE id = NEW.dossier_id ORDER BY id FOR SHARE; IF NOT '
                            "EXISTS (SELECT 1 FROM ratings_dossier WHERE id = NEW.dossier_id AND state = 'scoring') "
                            "THEN RAISE EXCEPTION 'objection_while_scoring' USING ERRCODE = 'check_violation'; END IF; "
                            'RETURN COALESCE(NEW, OLD);'
                        ),
                        hash='340c3adff8669f924bd298cf9a851ab36fc967b2', operation='INSERT OR UPDATE', pgid='pgtrigger_objection_while_scoring_babc5', table='ratings_objection', when='BEFORE')),
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_objectionevent" ("criterion_id", "decided_at", "decided_by_id", "decision_reason", "dossier_id", "id", "kind", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_at", "raised_by_id", "reason", "sheets", "version") VALUES (NEW."criterion_id", NEW."decided_at", NEW."decided_by_id", NEW."decision_reason", NEW."dossier_id", NEW."id", NEW."kind", NEW."outcome", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."raised_at", NEW."raised_by_id", NEW."reason", NEW."sheets", NEW."version"); RETURN NULL;',
                        hash='d2e01b0b37f62749f8048d0eb47ce3595012aac4', operation='INSERT', pgid='pgtrigger_insert_insert_96662', table='ratings_objection', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)',
                        func='INSERT INTO "ratings_objectionevent" ("criterion_id", "decided_at", "decided_by_id", "decision_reason", "dossier_id", "id", "kind", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_at", "raised_by_id", "reason", "sheets", "version") VALUES (NEW."criterion_id", NEW."decided_at", NEW."decided_by_id", NEW."decision_reason", NEW."dossier_id", NEW."id", NEW."kind", NEW."outcome", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."raised_at", NEW."raised_by_id", NEW."reason", NEW."sheets", NEW."version"); RETURN NULL;',
                        hash='fdcf8d1a1ce353121ff483bf2dbf977a8f32f9b5', operation='UPDATE', pgid='pgtrigger_update_update_4ecde', table='ratings_objection', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_objectionevent" ("criterion_id", "decided_at", "decided_by_id", "decision_reason", "dossier_id", "id", "kind", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_at", "raised_by_id", "reason", "sheets", "version") VALUES (OLD."criterion_id", OLD."decided_at", OLD."decided_by_id", OLD."decision_reason", OLD."dossier_id", OLD."id", OLD."kind", OLD."outcome", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."raised_at", OLD."raised_by_id", OLD."reason", OLD."sheets", OLD."version"); RETURN NULL;',
                        hash='aced810532da58844e301aa370d08890a3f4ccd2', operation='DELETE', pgid='pgtrigger_delete_delete_3d57b', table='ratings_objection', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='ObjectionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('disqualifier', 'Ground for exclusion'), ('stop', 'Scoring stops')], max_length=12, verbose_name='kind')),
                ('reason', models.CharField(max_length=1000, verbose_name='reason')),
                ('raised_at', models.DateTimeField(auto_now_add=True, verbose_name='raised at')),
                ('outcome', models.CharField(choices=[('pending', 'Not decided yet'), ('confirmed', 'Confirmed'), ('rejected', 'Rejected'), ('withdrawn', 'Taken back')], default='pending', editable=False, max_length=10, verbose_name='outcome')),
                ('decided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='decided at')),
                ('decision_reason', models.CharField(blank=True, max_length=1000, verbose_name='reason of the decision')),
                ('criterion', models.ForeignKey(blank=True, db_constraint=False, help_text='Leave out where the ground stands at the head of the sheet.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ratings.criterion', verbose_name='criterion')),
                ('decided_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('dossier', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ratings.dossier', verbose_name='dossier')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='ratings.objection')),
                ('raised_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='raised by')),
                ('sheets', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, editable=False, size=None, verbose_name='sheets that say so')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='c86f9de4c811cb3d12918b76d7b091d81b118883', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_eab10', table='ratings_objectionevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='Result',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('total', models.PositiveIntegerField(verbose_name='sum of points')),
                ('sheets', models.PositiveSmallIntegerField(verbose_name='number of sheets')),
                ('stars_by_points', models.PositiveSmallIntegerField(verbose_name='stars by points')),
                ('stars_by_gates', models.PositiveSmallIntegerField(verbose_name='stars by requirements')),
                ('missing', models.JSONField(default=list, verbose_name='requirements not met')),
                ('ended_by', models.CharField(blank=True, max_length=12, verbose_name='ended by')),
                ('stars', models.PositiveSmallIntegerField(verbose_name='stars')),
                ('sealed', models.TextField(verbose_name='inputs and arithmetic')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('concluded_at', models.DateTimeField(auto_now_add=True, verbose_name='established at')),
                ('concluded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='established by')),
                ('dossier', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='result', to='ratings.dossier', verbose_name='dossier')),
                ('session', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='results', to='ratings.session', verbose_name='session of a council')),
            ],
            options={
                'verbose_name': 'result',
                'verbose_name_plural': 'results',
                'ordering': ['pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('ended_by', ''), ('sheets__gt', 0), ('stars', django.db.models.functions.comparison.Least(models.F('stars_by_points'), models.F('stars_by_gates')))), models.Q(models.Q(('ended_by', ''), _negated=True), ('stars', 0)), _connector='OR'), name='result_stars_is_the_lower'),
                    models.CheckConstraint(condition=models.Q(('total__lte', django.db.models.expressions.CombinedExpression(models.F('sheets'), '*', models.Value(100)))), name='result_total_on_sheets'),
                    models.CheckConstraint(condition=models.Q(('ended_by__in', ['', 'disqualifier', 'stop'])), name='result_ended_by_known'),
                ],
                'triggers': [
                    Trigger(name='result_is_kept', sql=UpsertTriggerSql(
                        func=(
                            "IF (TRUE) AND (TG_OP = 'DELETE' OR (to_jsonb(OLD)) IS DISTINCT FROM (to_jsonb(NEW))) THEN "
                            "RAISE EXCEPTION 'result_is_kept' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='bf6726a7a57f2113086639777fbb8e6a7a4b0dda', operation='UPDATE OR DELETE', pgid='pgtrigger_result_is_kept_1ddb7', table='ratings_result', when='BEFORE')),
                    Trigger(name='result_in_an_open_session', sql=UpsertTriggerSql(
                        func=(
                            'IF NOT EXISTS (SELECT 1 FROM ratings_sessionitem i JOIN ratings_session s ON s.id = '
                            'i.session_id WHERE s.id = NEW.session_id AND s.closed_at IS NULL AND i.dossier_id = '
                            "NEW.dossier_id AND i.taken_off = '') THEN RAISE EXCEPTION 'result_in_an_open_session' "
                            "USING ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='17278ace7041e41b57e72603efa41a0793cfa7be', operation='INSERT', pgid='pgtrigger_result_in_an_open_session_1fd7c', table='ratings_result', when='BEFORE')),
                    Trigger(name='result_on_the_day_of_its_session', sql=UpsertTriggerSql(
                        func=(
                            'IF NOT EXISTS (SELECT 1 FROM ratings_session s WHERE s.id = NEW.session_id AND (s.held_on '
                            "<= (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AND NOT EXISTS (SELECT 1 FROM "
                            'ratings_sessionitem held JOIN ratings_scoringterms began ON began.dossier_id = '
                            "held.dossier_id AND began.number = 1 WHERE held.session_id = s.id AND held.taken_off = '' "
                            "AND s.held_on < (began.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date))) THEN RAISE EXCEPTION "
                            "'result_on_the_day_of_its_session' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='ddb617c40ca532eb851dbdd9d20525accef25736', operation='INSERT', pgid='pgtrigger_result_on_the_day_of_its_session_a2d10', table='ratings_result', when='BEFORE')),
                    Trigger(name='result_of_all_locked_sheets', sql=UpsertTriggerSql(
                        func=(
                            'IF NOT EXISTS (SELECT 1 FROM ratings_dossier WHERE id = NEW.dossier_id AND state = '
                            "'scoring') OR EXISTS (SELECT 1 FROM ratings_objection WHERE dossier_id = NEW.dossier_id "
                            "AND outcome = 'pending') OR (NEW.ended_by = '') = EXISTS (SELECT 1 FROM ratings_objection "
                            "WHERE dossier_id = NEW.dossier_id AND outcome = 'confirmed') OR NEW.sheets <> (SELECT "
                            'count(*) FROM ratings_assessment a WHERE a.dossier_id = NEW.dossier_id AND a.stage = '
                            "'member' AND a.locked_at IS NOT NULL AND a.abstained_at IS NULL AND NOT EXISTS (SELECT 1 "
                            'FROM ratings_conflict c WHERE c.dossier_id = NEW.dossier_id AND c.user_id = a.by_id AND '
                            'c.lifted_at IS NULL) AND NOT EXISTS (SELECT 1 FROM ratings_assessment l WHERE l.dossier_id '
                            "= a.dossier_id AND l.by_id = a.by_id AND l.stage = 'member' AND l.round > a.round AND "
                            "l.locked_at IS NOT NULL)) OR (NEW.ended_by = '' AND EXISTS (SELECT 1 FROM "
                            'ratings_scoringseat s JOIN ratings_scoringterms t ON t.id = s.terms_id JOIN '
                            'ratings_dossier d ON d.id = t.dossier_id WHERE d.id = NEW.dossier_id AND t.number = '
                            '(SELECT max(m.number) FROM ratings_scoringterms m WHERE m.dossier_id = d.id) AND s.kind IN '
                            "('chair', 'deputy', 'member') AND NOT EXISTS (SELECT 1 FROM ratings_conflict c WHERE "
                            'c.dossier_id = NEW.dossier_id AND c.user_id = s.user_id AND c.lifted_at IS NULL) AND NOT '
                            'EXISTS (SELECT 1 FROM ratings_assessment a WHERE a.dossier_id = d.id AND a.by_id = '
                            "s.user_id AND a.stage = 'member' AND a.locked_at IS NOT NULL AND (a.round = "
                            'd.scoring_round OR a.abstained_at IS NOT NULL)))) THEN RAISE EXCEPTION '
                            "'result_of_all_locked_sheets' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='d8a061b9fa25050a5930a40191255668c95f7f11', operation='INSERT', pgid='pgtrigger_result_of_all_locked_sheets_8cbdd', table='ratings_result', when='BEFORE')),
                    Trigger(name='result_says_what_the_answers_give', sql=UpsertTriggerSql(
                        declare='DECLARE members jsonb; again jsonb; bands jsonb; seal jsonb;',
                        func="""
    members = ratings_counted_sheets(NEW.dossier_id);
    SELECT jsonb_build_object(
        'total', o.total, 'stars_by_points', o.stars_by_points, 'stars_by_gates', o.stars_by_gates,
        'missing', o.missing, 'stars', CASE WHEN NEW.ended_by = '' THEN o.stars ELSE 0 END
    ) INTO again
    FROM ratings_dossier d, ratings_outcome(d.sheet_id, d.branch, members, ratings_findings(d.id)) AS o
    WHERE d.id = NEW.dossier_id;
    IF NEW.sheets <> jsonb_array_length(members) OR again IS DISTINCT FROM jsonb_build_object(
        'total', NEW.total, 'stars_by_points', NEW.stars_by_points, 'stars_by_gates', NEW.stars_by_gates,
        'missing', NEW.missing, 'stars', NEW.stars
    )
    THEN RAISE EXCEPTION 'result_says_what_the_answers_give' USING ERRCODE = 'check_violation'; END IF;

    IF NEW.sha256 <> encode(sha256(convert_to(NEW.sealed, 'UTF8')), 'hex')
    THEN RAISE EXCEPTION 'result_has_the_hash_of_its_seal' USING ERRCODE = 'check_violation'; END IF;
    SELECT s.bands INTO bands FROM ratings_sheet s JOIN ratings_dossier d ON d.sheet_id = s.id
    WHERE d.id = NEW.dossier_id;
    seal = NEW.sealed::jsonb;
    IF (seal -> 'dossier', seal -> 'bands', seal -> 'missing')
        IS DISTINCT FROM (to_jsonb(NEW.dossier_id), bands, NEW.missing)
        OR jsonb_path_query_array(seal, '$.sheets[*].choices') IS DISTINCT FROM members
        OR NOT seal @> (again - 'missing')
    THEN RAISE EXCEPTION 'result_seals_what_the_answers_give' USING ERRCODE = 'check_violation'; END IF;
    RETURN NULL;
""",
                        hash='82bcda7e5338fb7c8547aa2adc4255507f2b076e', operation='INSERT', pgid='pgtrigger_result_says_what_the_answers_give_baee6', table='ratings_result', when='AFTER')),
                    Trigger(name='result_by_nobody_in_conflict', sql=UpsertTriggerSql(
                        func=(
                            'IF EXISTS (SELECT 1 FROM ratings_conflict c WHERE c.dossier_id = NEW.dossier_id AND '
                            'c.user_id = NEW.concluded_by_id AND c.lifted_at IS NULL) THEN RAISE EXCEPTION '
                            "'result_by_nobody_in_conflict' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='972922555dd34060347f35551c630d83541fd01c', operation='INSERT', pgid='pgtrigger_result_by_nobody_in_conflict_7a337', table='ratings_result', when='BEFORE')),
                    Trigger(name='result_that_ends_in_a_meeting', sql=UpsertTriggerSql(
                        func=(
                            "IF NEW.ended_by <> '' AND NOT EXISTS (SELECT 1 FROM ratings_session WHERE id = "
                            "NEW.session_id AND kind = 'meeting') THEN RAISE EXCEPTION 'result_that_ends_in_a_meeting' "
                            "USING ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='21ae5d1444ca4b1f6b869fb5573430425693056b', operation='INSERT', pgid='pgtrigger_result_that_ends_in_a_meeting_bc426', table='ratings_result', when='BEFORE')),
                    Trigger(name='result_is_anchored', sql=UpsertTriggerSql(
                        func="""
    IF TRUE AND NOT EXISTS (SELECT FROM ratings_anchor WHERE kind = 'result' AND row_id = NEW.id)
    THEN INSERT INTO ratings_anchor (kind, row_id) VALUES ('result', NEW.id); END IF;
    RETURN NULL;
""",
                        hash='efd661f0d427db78393e651df6671bd4b08b6142', operation='INSERT', pgid='pgtrigger_result_is_anchored_67c82', table='ratings_result', when='AFTER')),
                    Trigger(name='result_established_by_council_or_office', sql=UpsertTriggerSql(
                        func=(
                            'IF NOT EXISTS (SELECT 1 FROM ratings_dossier o JOIN ratings_council k ON k.id = '
                            'o.council_id WHERE o.id = NEW.dossier_id AND (EXISTS (SELECT 1 FROM ocop_user u WHERE u.id '
                            '= NEW.concluded_by_id AND u.is_active AND CASE WHEN k.place_id IS NULL THEN u.role IN '
                            "('ministry_officer') ELSE u.place_id = k.place_id AND u.role IN ('provincial_officer') "
                            'END) OR EXISTS (SELECT 1 FROM ratings_seat s WHERE s.council_id = k.id AND s.user_id = '
                            "NEW.concluded_by_id AND s.kind IN ('chair', 'deputy', 'secretary')))) THEN RAISE EXCEPTION "
                            "'result_established_by_council_or_office' USING ERRCODE = 'check_violation'; END IF; "
                            'RETURN COALESCE(NEW, OLD);'
                        ),
                        hash='4cbbae43a87ff8ff2778ecb83c9e88b41857e260', operation='INSERT', pgid='pgtrigger_result_established_by_council_or_office_2c10a', table='ratings_result', when='AFTER')),
                    Trigger(name='result_with_every_stop_decided', sql=UpsertTriggerSql(
                        func=(
                            "IF NEW.ended_by = '' AND EXISTS (SELECT 1 FROM ratings_answer w JOIN ratings_criterion c "
                            'ON c.id = w.criterion_id JOIN ratings_sheet s ON s.id = c.sheet_id LEFT JOIN '
                            'ratings_option o ON o.id = w.option_id WHERE w.assessment_id = ANY (ARRAY(SELECT a.id FROM '
                            "ratings_assessment a WHERE a.dossier_id = NEW.dossier_id AND a.stage = 'member' AND "
                            'a.locked_at IS NOT NULL AND a.abstained_at IS NULL AND NOT EXISTS (SELECT 1 FROM '
                            'ratings_conflict c WHERE c.dossier_id = a.dossier_id AND c.user_id = a.by_id AND '
                            'c.lifted_at IS NULL) AND NOT EXISTS (SELECT 1 FROM ratings_assessment l WHERE l.dossier_id '
                            "= a.dossier_id AND l.by_id = a.by_id AND l.stage = 'member' AND l.round > a.round AND "
                            'l.locked_at IS NOT NULL))) AND COALESCE(o.points, 0) = 0 AND (s.decision = '
                            "'26/2026/QĐ-TTg' AND (s.number, c.code) IN ((16, '6.1'), (16, '6.2'), (16, '6.3'), (16, "
                            "'6.4'), (19, '6'), (20, '6'))) AND NOT EXISTS (SELECT 1 FROM ratings_objection j WHERE "
                            "j.dossier_id = NEW.dossier_id AND j.criterion_id = c.id AND j.outcome IN ('confirmed', "
                            "'rejected') AND w.assessment_id = ANY(j.sheets))) THEN RAISE EXCEPTION "
                            "'result_with_every_stop_decided' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='0f9bfe78ddc30723701de3a26ad5181daff41413', operation='INSERT', pgid='pgtrigger_result_with_every_stop_decided_ff6b1', table='ratings_result', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=4000, verbose_name='reply')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='at')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('result', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='reply', to='ratings.result', verbose_name='result')),
            ],
            options={
                'verbose_name': 'reply',
                'verbose_name_plural': 'replies',
                'ordering': ['pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='reply_says_something', violation_error_message='Write your reply.'),
                ],
                'triggers': [
                    Trigger(name='reply_is_kept', sql=UpsertTriggerSql(
                        func=(
                            "IF (TRUE) AND (TG_OP = 'DELETE' OR (to_jsonb(OLD)) IS DISTINCT FROM (to_jsonb(NEW))) THEN "
                            "RAISE EXCEPTION 'reply_is_kept' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='939c1be6d771b990d83b0006e9705f093a5d280c', operation='UPDATE OR DELETE', pgid='pgtrigger_reply_is_kept_278fa', table='ratings_reply', when='BEFORE')),
                    Trigger(name='reply_in_time', sql=UpsertTriggerSql(
                        func=(
                            "IF (NEW.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date - (SELECT (concluded_at AT TIME ZONE "
                            "'Asia/Ho_Chi_Minh')::date FROM ratings_result WHERE id = NEW.result_id) > 15 THEN RAISE "
                            "EXCEPTION 'reply_in_time' USING ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, "
                            'OLD);'
                        ),
                        hash='ef520225ae72b4ff4d084bdf85d017165194b964', operation='INSERT', pgid='pgtrigger_reply_in_time_36460', table='ratings_reply', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='ScoreDisclosure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('published', models.BooleanField(choices=[(True, 'Shown to the public'), (False, 'Not shown to the public')], help_text='The averages of parts A, B and C behind a star in force, on the page of the product.', verbose_name='part scores')),
                ('in_force_from', models.DateField(verbose_name='from')),
                ('ground', models.CharField(max_length=250, verbose_name='plan or regulation')),
                ('place', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='score_disclosures', to='ocop.place', verbose_name='province')),
                ('set_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='set by')),
            ],
            options={
                'verbose_name': 'publication of part scores',
                'verbose_name_plural': 'publication of part scores',
                'ordering': ['-in_force_from', '-pk'],
                'abstract': False,
                'constraints': [
                    models.UniqueConstraint(fields=('place', 'in_force_from'), name='score_disclosure_once_a_day', nulls_distinct=False, violation_error_message='This is decided from that day on already.'),
                ],
                'triggers': [
                    Trigger(name='count_version', sql=UpsertTriggerSql(
                        func='NEW.version = OLD.version + 1; RETURN NEW;',
                        hash='b282403dd94ce08325595ab05cb92e78f3ae79ae', operation='UPDATE', pgid='pgtrigger_count_version_5a612', table='ratings_scoredisclosure', when='BEFORE')),
                    Trigger(name='score_disclosure_not_backwards', sql=UpsertTriggerSql(
                        func=(
                            "IF NEW.in_force_from < (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date THEN RAISE EXCEPTION "
                            "'score_disclosure_not_backwards' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='981ddbe3d8485de95f8f119612708d655eac59ec', operation='INSERT', pgid='pgtrigger_score_disclosure_not_backwards_ee0cb', table='ratings_scoredisclosure', when='BEFORE')),
                    Trigger(name='score_disclosure_in_force_is_kept', sql=UpsertTriggerSql(
                        func=(
                            "IF OLD.in_force_from <= (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date THEN RAISE EXCEPTION "
                            "'score_disclosure_in_force_is_kept' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='873528e938ae26a2b9fce3d0330af18813bca825', operation='UPDATE OR DELETE', pgid='pgtrigger_score_disclosure_in_force_is_kept_cda87', table='ratings_scoredisclosure', when='BEFORE')),
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_scoredisclosureevent" ("ground", "id", "in_force_from", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "published", "set_by_id", "version") VALUES (NEW."ground", NEW."id", NEW."in_force_from", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_id", NEW."published", NEW."set_by_id", NEW."version"); RETURN NULL;',
                        hash='f611450c4357ae6f624f2be730864189c53a98e3', operation='INSERT', pgid='pgtrigger_insert_insert_7dbda', table='ratings_scoredisclosure', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)',
                        func='INSERT INTO "ratings_scoredisclosureevent" ("ground", "id", "in_force_from", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "published", "set_by_id", "version") VALUES (NEW."ground", NEW."id", NEW."in_force_from", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id", NEW."published", NEW."set_by_id", NEW."version"); RETURN NULL;',
                        hash='b802ab29d69e2fa038c8df555ee28c58fdd7b443', operation='UPDATE', pgid='pgtrigger_update_update_faead', table='ratings_scoredisclosure', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_scoredisclosureevent" ("ground", "id", "in_force_from", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "published", "set_by_id", "version") VALUES (OLD."ground", OLD."id", OLD."in_force_from", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place_id", OLD."published", OLD."set_by_id", OLD."version"); RETURN NULL;',
                        hash='74f478977295ed37b848b72072d0c31437446411', operation='DELETE', pgid='pgtrigger_delete_delete_7615c', table='ratings_scoredisclosure', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='ScoreDisclosureEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('published', models.BooleanField(choices=[(True, 'Shown to the public'), (False, 'Not shown to the public')], help_text='The averages of parts A, B and C behind a star in force, on the page of the product.', verbose_name='part scores')),
                ('in_force_from', models.DateField(verbose_name='from')),
                ('ground', models.CharField(max_length=250, verbose_name='plan or regulation')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='ratings.scoredisclosure')),
                ('place', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ocop.place', verbose_name='province')),
                ('set_by', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='set by')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='fac3824ffa252b00efc1536cb0bcd239b5d3d24d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c456a', table='ratings_scoredisclosureevent', when='BEFORE')),
                ],
            },
        ),
    ]
