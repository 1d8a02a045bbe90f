"""Councils, rounds, and the dossiers with their evidence, ways and reports."""

import django.db.models.deletion
import django.utils.timezone

from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from pgtrigger.compiler import Trigger, UpsertTriggerSql


class Migration(migrations.Migration):

    replaces = [
        ('ratings', '0005_subject'),
        ('ratings', '0008_deputy_chair'),
        ('ratings', '0024_agency_report'),
        ('ratings', '0026_own_evaluation'),
        ('ratings', '0028_councils_by_more_than_half'),
        ('ratings', '0034_checks_of_what_is_empty'),
        ('ratings', '0036_papers_that_the_ministry_checks'),
    ]

    dependencies = [
        ('ratings', '0001_score_sheets'),
    ]

    operations = [
        migrations.CreateModel(
            name='Council',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=250, verbose_name='name')),
                ('decision_number', models.CharField(blank=True, max_length=60, verbose_name='set up by decision')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='decision of')),
                ('quorum', models.PositiveSmallIntegerField(default=75, help_text='So many of the chair and the members must score; who has a conflict does not count.', verbose_name='quorum in per cent')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='councils', to='ocop.place', verbose_name='province')),
                ('confirmed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='confirmed at')),
                ('confirmed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by')),
                ('entered_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('least_members', models.PositiveSmallIntegerField(blank=True, help_text='Five, unless the regulation says otherwise. Leave empty where it says nothing.', null=True, verbose_name='so many score at least')),
                ('regulation_number', models.CharField(blank=True, help_text='Number of the decision that issued it, for example 1253/QĐ-UBND.', max_length=60, verbose_name='regulation of the council')),
                ('regulation_of', models.DateField(blank=True, null=True, verbose_name='regulation of the day')),
            ],
            options={
                'verbose_name': 'council',
                'verbose_name_plural': 'councils',
                'ordering': ['-pk'],
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='council_has_a_name', violation_error_message="Write the council's name."),
                    models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at', None), ('confirmed_by', None)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False), models.Q(('entered_by', None), models.Q(('entered_by', models.F('confirmed_by')), _negated=True), _connector='OR')), _connector='OR'), name='council_confirmed_by_another'),
                    models.CheckConstraint(condition=models.Q(('least_members', None), models.Q(('least_members__gte', 1), ('regulation_of__isnull', False), models.Q(('regulation_number', ''), _negated=True)), _connector='OR'), name='council_minimum_from_its_regulation', violation_error_message='Name the regulation, with number and day, that says so.'),
                ],
                'triggers': [
                    Trigger(name='count_version', sql=UpsertTriggerSql(
                        func='NEW.version = OLD.version + 1; RETURN NEW;',
                        hash='c914770763634feb1da52cfeb63895be5f2fa66a', operation='UPDATE', pgid='pgtrigger_count_version_e71ac', table='ratings_council', when='BEFORE')),
                    Trigger(name='council_changes_by_amendment', sql=UpsertTriggerSql(
                        func=(
                            'IF pg_trigger_depth() = 1 AND (EXISTS (SELECT 1 FROM ratings_council WHERE id = OLD.id AND '
                            'confirmed_at IS NOT NULL) OR EXISTS (SELECT 1 FROM ratings_dossier WHERE council_id = '
                            "OLD.id AND state = 'scoring')) AND (TG_OP = 'DELETE' OR (to_jsonb(OLD) - "
                            "'{name,version}'::text[]) IS DISTINCT FROM (to_jsonb(NEW) - '{name,version}'::text[]) AND "
                            'NOT (OLD.confirmed_at IS NULL AND NEW.confirmed_at IS NOT NULL AND (to_jsonb(OLD) - '
                            "'{confirmed_by_id,confirmed_at,version}'::text[]) = (to_jsonb(NEW) - "
                            "'{confirmed_by_id,confirmed_at,version}'::text[]))) THEN RAISE EXCEPTION "
                            "'council_changes_by_amendment' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='e42e272cf3beaf6dbdea3c1d2337b4b5ba873f70', operation='UPDATE OR DELETE', pgid='pgtrigger_council_changes_by_amendment_fedee', table='ratings_council', when='BEFORE')),
                    Trigger(name='council_confirmed_when_whole', sql=UpsertTriggerSql(
                        func=(
                            "IF NEW.confirmed_at IS NOT NULL AND (NEW.decision_number = '' OR NEW.decided_on IS NULL OR "
                            "(SELECT count(*) FROM ratings_seat s WHERE s.council_id = NEW.id AND s.kind IN ('chair', "
                            "'deputy', 'member')) < COALESCE(NEW.least_members, 5)) THEN RAISE EXCEPTION "
                            "'council_confirmed_when_whole' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='1925345fd295817ef6301466a35edee2fb54f665', operation='INSERT OR UPDATE', pgid='pgtrigger_council_confirmed_when_whole_0e809', table='ratings_council', when='BEFORE')),
                    Trigger(name='council_confirmed_by_its_authority', sql=UpsertTriggerSql(
                        func=(
                            'IF NEW.confirmed_by_id IS NOT NULL AND NEW.confirmed_by_id IS DISTINCT FROM '
                            'OLD.confirmed_by_id AND NOT EXISTS (SELECT 1 FROM ocop_user u WHERE u.id = '
                            'NEW.confirmed_by_id AND u.is_active AND CASE WHEN NEW.place_id IS NULL THEN u.role IN '
                            "('ministry_officer', 'ministry_leader') ELSE u.place_id = NEW.place_id AND u.role IN "
                            "('provincial_officer', 'provincial_leader') END) THEN RAISE EXCEPTION "
                            "'council_confirmed_by_its_authority' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='c1e155008e7c233d7fd2ee89317bfae33c1c1cc5', operation='INSERT OR UPDATE', pgid='pgtrigger_council_confirmed_by_its_authority_b2e42', table='ratings_council', when='AFTER')),
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_councilevent" ("confirmed_at", "confirmed_by_id", "decided_on", "decision_number", "entered_by_id", "id", "least_members", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "quorum", "regulation_number", "regulation_of", "version") VALUES (NEW."confirmed_at", NEW."confirmed_by_id", NEW."decided_on", NEW."decision_number", NEW."entered_by_id", NEW."id", NEW."least_members", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_id", NEW."quorum", NEW."regulation_number", NEW."regulation_of", NEW."version"); RETURN NULL;',
                        hash='93cdcd015bbb21451261822aceb4f7838d61cf7c', operation='INSERT', pgid='pgtrigger_insert_insert_eac4a', table='ratings_council', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)',
                        func='INSERT INTO "ratings_councilevent" ("confirmed_at", "confirmed_by_id", "decided_on", "decision_number", "entered_by_id", "id", "least_members", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "quorum", "regulation_number", "regulation_of", "version") VALUES (NEW."confirmed_at", NEW."confirmed_by_id", NEW."decided_on", NEW."decision_number", NEW."entered_by_id", NEW."id", NEW."least_members", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id", NEW."quorum", NEW."regulation_number", NEW."regulation_of", NEW."version"); RETURN NULL;',
                        hash='dbf40598a6747677f17d681eaa70f24cabc7744e', operation='UPDATE', pgid='pgtrigger_update_update_c7318', table='ratings_council', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_councilevent" ("confirmed_at", "confirmed_by_id", "decided_on", "decision_number", "entered_by_id", "id", "least_members", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "quorum", "regulation_number", "regulation_of", "version") VALUES (OLD."confirmed_at", OLD."confirmed_by_id", OLD."decided_on", OLD."decision_number", OLD."entered_by_id", OLD."id", OLD."least_members", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place_id", OLD."quorum", OLD."regulation_number", OLD."regulation_of", OLD."version"); RETURN NULL;',
                        hash='e2fcff07eabbe0aa14b2054cd2da01efb325094a', operation='DELETE', pgid='pgtrigger_delete_delete_14a12', table='ratings_council', when='AFTER')),
                ],
            },
        ),
        # Rows from before may break what is added as not valid; it holds for all that is written from now on.
        AddConstraintNotValid(
            model_name='council',
            constraint=models.CheckConstraint(condition=models.Q(('quorum__range', (51, 100))), name='council_quorum_in_per_cent', violation_error_message='The quorum is a share from 51 to 100 per cent: more than half.'),
        ),
        migrations.CreateModel(
            name='CouncilEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=250, verbose_name='name')),
                ('decision_number', models.CharField(blank=True, max_length=60, verbose_name='set up by decision')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='decision of')),
                ('quorum', models.PositiveSmallIntegerField(default=75, help_text='So many of the chair and the members must score; who has a conflict does not count.', verbose_name='quorum in per cent')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='ratings.council')),
                ('place', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ocop.place', verbose_name='province')),
                ('confirmed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='confirmed at')),
                ('confirmed_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by')),
                ('entered_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('least_members', models.PositiveSmallIntegerField(blank=True, help_text='Five, unless the regulation says otherwise. Leave empty where it says nothing.', null=True, verbose_name='so many score at least')),
                ('regulation_number', models.CharField(blank=True, help_text='Number of the decision that issued it, for example 1253/QĐ-UBND.', max_length=60, verbose_name='regulation of the council')),
                ('regulation_of', models.DateField(blank=True, null=True, verbose_name='regulation of the day')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='c0a685a81af5a2f508cab7e731d0ed432823b25b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_854a3', table='ratings_councilevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('chair', 'Chair'), ('deputy', 'Deputy chair'), ('secretary', 'Secretary'), ('member', 'Member'), ('adviser', 'Adviser')], max_length=10, verbose_name='seat')),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='ratings.council', verbose_name='council')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'seat',
                'verbose_name_plural': 'seats',
                'ordering': ['council', 'kind', 'pk'],
                'abstract': False,
                'constraints': [
                    models.UniqueConstraint(fields=('council', 'user'), name='seat_once_per_person', violation_error_message='This person has a seat on the council already.'),
                    models.UniqueConstraint(condition=models.Q(('kind', 'chair')), fields=('council',), name='seat_one_chair', violation_error_message='The council has a chair already.'),
                    models.CheckConstraint(condition=models.Q(('kind__in', ['chair', 'deputy', 'secretary', 'member', 'adviser'])), name='seat_kind_known'),
                    models.UniqueConstraint(condition=models.Q(('kind', 'deputy')), fields=('council',), name='seat_one_deputy', violation_error_message='The council has a deputy chair already.'),
                ],
                'triggers': [
                    Trigger(name='count_version', sql=UpsertTriggerSql(
                        func='NEW.version = OLD.version + 1; RETURN NEW;',
                        hash='0ee421c5376b719b5d682192a077f9fb467e3c00', operation='UPDATE', pgid='pgtrigger_count_version_add93', table='ratings_seat', when='BEFORE')),
                    Trigger(name='seat_of_a_deputy_needs_the_founding_decision', sql=UpsertTriggerSql(
                        func=(
                            "IF NEW.kind = 'deputy' AND EXISTS (SELECT 1 FROM ratings_council WHERE id = NEW.council_id "
                            "AND decision_number = '') THEN RAISE EXCEPTION "
                            "'seat_of_a_deputy_needs_the_founding_decision' USING ERRCODE = 'check_violation'; END IF; "
                            'RETURN COALESCE(NEW, OLD);'
                        ),
                        hash='915182020e4fa011bfd04cbc9179f3b52f7473bb', operation='INSERT OR UPDATE', pgid='pgtrigger_seat_of_a_deputy_needs_the_founding_decision_3a73b', table='ratings_seat', when='BEFORE')),
                    Trigger(name='seat_of_who_has_scored', sql=UpsertTriggerSql(
                        func=(
                            "IF (TG_OP = 'DELETE' OR NEW.user_id <> OLD.user_id OR NEW.kind NOT IN ('chair', 'deputy', "
                            "'member')) AND EXISTS (SELECT 1 FROM ratings_assessment a JOIN ratings_dossier d ON d.id = "
                            "a.dossier_id WHERE a.stage <> 'self' AND a.by_id = OLD.user_id AND d.council_id = "
                            "OLD.council_id AND d.state IN ('advisory', 'scoring')) THEN RAISE EXCEPTION "
                            "'seat_of_who_has_scored' USING ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, "
                            'OLD);'
                        ),
                        hash='37c133865a104aacf21707a71224efcd66c42ed0', operation='UPDATE OR DELETE', pgid='pgtrigger_seat_of_who_has_scored_37693', table='ratings_seat', when='BEFORE')),
                    Trigger(name='seat_of_who_neither_applies_nor_looks_on', sql=UpsertTriggerSql(
                        func=(
                            "IF (SELECT role FROM ocop_user WHERE id = NEW.user_id) IN ('producer', 'auditor', "
                            "'administrator') THEN RAISE EXCEPTION 'seat_of_who_neither_applies_nor_looks_on' USING "
                            "ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='bf110bca39672f83479a697cb405903f9bbf37b4', operation='INSERT OR UPDATE', pgid='pgtrigger_seat_of_who_neither_applies_nor_looks_on_17227', table='ratings_seat', when='BEFORE')),
                    Trigger(name='seat_changes_by_amendment', sql=UpsertTriggerSql(
                        func=(
                            'PERFORM 1 FROM ratings_council WHERE id IN (OLD.council_id, NEW.council_id) ORDER BY id '
                            "FOR SHARE; IF pg_trigger_depth() = 1 AND (OLD.kind <> 'adviser' OR NEW.kind <> 'adviser') "
                            'AND ((EXISTS (SELECT 1 FROM ratings_council WHERE id = OLD.council_id AND confirmed_at IS '
                            'NOT NULL) OR EXISTS (SELECT 1 FROM ratings_dossier WHERE council_id = OLD.council_id AND '
                            "state = 'scoring')) OR (EXISTS (SELECT 1 FROM ratings_council WHERE id = NEW.council_id "
                            'AND confirmed_at IS NOT NULL) OR EXISTS (SELECT 1 FROM ratings_dossier WHERE council_id = '
                            "NEW.council_id AND state = 'scoring'))) THEN RAISE EXCEPTION 'seat_changes_by_amendment' "
                            "USING ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='674b0b6e3a9ec967bf91ce04dc53fe2474adb3d2', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_seat_changes_by_amendment_d81de', table='ratings_seat', when='BEFORE')),
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_seatevent" ("council_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id", "version") VALUES (NEW."council_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."user_id", NEW."version"); RETURN NULL;',
                        hash='513e890cfd42c4f785b313de0b6fee8cdfbe4930', operation='INSERT', pgid='pgtrigger_insert_insert_e4962', table='ratings_seat', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)',
                        func='INSERT INTO "ratings_seatevent" ("council_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id", "version") VALUES (NEW."council_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."user_id", NEW."version"); RETURN NULL;',
                        hash='6e1da10ede80d8aa048815ad248c72c49c85b10a', operation='UPDATE', pgid='pgtrigger_update_update_7714f', table='ratings_seat', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_seatevent" ("council_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id", "version") VALUES (OLD."council_id", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."user_id", OLD."version"); RETURN NULL;',
                        hash='dde743be55b2b51ff8b9963d21105947fd48d34e', operation='DELETE', pgid='pgtrigger_delete_delete_a5786', table='ratings_seat', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='SeatEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('chair', 'Chair'), ('deputy', 'Deputy chair'), ('secretary', 'Secretary'), ('member', 'Member'), ('adviser', 'Adviser')], max_length=10, verbose_name='seat')),
                ('council', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ratings.council', verbose_name='council')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='ratings.seat')),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='9277ed35088222e498a52ec4963d062a6ca42f9e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7c998', table='ratings_seatevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='CouncilAmendment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('decision_number', models.CharField(max_length=60, verbose_name='by decision')),
                ('decided_on', models.DateField(verbose_name='decision of')),
                ('source', models.CharField(help_text='Public address, or the file number under which your office keeps it.', max_length=250, verbose_name='where the signed decision is')),
                ('joins_as', models.CharField(blank=True, choices=[('chair', 'Chair'), ('deputy', 'Deputy chair'), ('secretary', 'Secretary'), ('member', 'Member')], max_length=10, verbose_name='seat of who joins')),
                ('quorum', models.PositiveSmallIntegerField(blank=True, help_text='Leave empty if it stays.', null=True, verbose_name='new quorum in per cent')),
                ('regulation_number', models.CharField(blank=True, max_length=60, verbose_name='new regulation')),
                ('regulation_of', models.DateField(blank=True, null=True, verbose_name='regulation of the day')),
                ('least_members', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='so many score at least')),
                ('entered_at', models.DateTimeField(auto_now_add=True, verbose_name='entered at')),
                ('confirmed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='confirmed at')),
                ('confirmed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by')),
                ('council', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='ratings.council', verbose_name='council')),
                ('entered_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('joins', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who joins')),
                ('leaves', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who leaves')),
            ],
            options={
                'verbose_name': 'change of a council',
                'verbose_name_plural': 'changes of councils',
                'ordering': ['-pk'],
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at', None), ('confirmed_by', None)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False), models.Q(('entered_by', models.F('confirmed_by')), _negated=True)), _connector='OR'), name='council_amendment_confirmed_by_another'),
                    models.CheckConstraint(condition=models.Q(models.Q(('decision_number', ''), _negated=True), models.Q(('source', ''), _negated=True)), name='council_amendment_has_its_decision', violation_error_message='Name the decision, and where it is.'),
                    models.CheckConstraint(condition=models.Q(('joins__isnull', False), ('leaves__isnull', False), ('quorum__isnull', False), ('least_members__isnull', False), models.Q(('regulation_number', ''), _negated=True), _connector='OR'), name='council_amendment_changes_something', violation_error_message='Say what the decision changes.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('joins', None), ('joins_as', '')), models.Q(('joins__isnull', False), ('joins_as__in', ['chair', 'deputy', 'secretary', 'member'])), _connector='OR'), name='council_amendment_seat_of_who_joins', violation_error_message='Say who joins, and in which seat.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('regulation_number', ''), ('regulation_of', None)), models.Q(models.Q(('regulation_number', ''), _negated=True), ('regulation_of__isnull', False)), _connector='OR'), name='council_amendment_regulation_with_its_day', violation_error_message='A regulation has a number and a day.'),
                ],
                'triggers': [
                    Trigger(name='count_version', sql=UpsertTriggerSql(
                        func='NEW.version = OLD.version + 1; RETURN NEW;',
                        hash='fd80250f6a7cd1970bd3802727cf86c4326fd3f5', operation='UPDATE', pgid='pgtrigger_count_version_74f38', table='ratings_councilamendment', when='BEFORE')),
                    Trigger(name='council_amendment_is_kept', sql=UpsertTriggerSql(
                        func=(
                            "IF OLD.confirmed_at IS NOT NULL OR (TG_OP = 'UPDATE' AND (to_jsonb(OLD) - "
                            "'{confirmed_by_id,confirmed_at,version}'::text[]) IS DISTINCT FROM (to_jsonb(NEW) - "
                            "'{confirmed_by_id,confirmed_at,version}'::text[])) THEN RAISE EXCEPTION "
                            "'council_amendment_is_kept' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='81873fae8d2598e1a81acb81473890ccb4c439ab', operation='UPDATE OR DELETE', pgid='pgtrigger_council_amendment_is_kept_9f5c5', table='ratings_councilamendment', when='BEFORE')),
                    Trigger(name='council_amendment_waits_for_another', sql=UpsertTriggerSql(
                        func=(
                            "IF NEW.confirmed_at IS NOT NULL THEN RAISE EXCEPTION 'council_amendment_waits_for_another' "
                            "USING ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='08112f26c6e32461ff27a81befecfdc05a984925', operation='INSERT', pgid='pgtrigger_council_amendment_waits_for_another_60511', table='ratings_councilamendment', when='BEFORE')),
                    Trigger(name='council_amendment_takes_effect', sql=UpsertTriggerSql(
                        declare='DECLARE terms bigint; d record;',
                        func=(
                            'IF OLD.confirmed_at IS NULL AND NEW.confirmed_at IS NOT NULL THEN PERFORM 1 FROM '
                            'ratings_council WHERE id = NEW.council_id FOR UPDATE; DELETE FROM ratings_seat WHERE '
                            'council_id = NEW.council_id AND user_id = NEW.leaves_id; IF NEW.joins_id IS NOT NULL THEN '
                            'INSERT INTO ratings_seat (version, council_id, user_id, kind) VALUES (1, NEW.council_id, '
                            'NEW.joins_id, NEW.joins_as) ON CONFLICT (council_id, user_id) DO UPDATE SET kind = '
                            'EXCLUDED.kind; END IF; UPDATE ratings_council SET quorum = COALESCE(NEW.quorum, quorum), '
                            'least_members = COALESCE(NEW.least_members, least_members), regulation_number = '
                            "COALESCE(NULLIF(NEW.regulation_number, ''), regulation_number), regulation_of = "
                            'COALESCE(NEW.regulation_of, regulation_of) WHERE id = NEW.council_id AND (NEW.quorum IS '
                            "NOT NULL OR NEW.least_members IS NOT NULL OR NEW.regulation_number <> ''); IF NOT EXISTS "
                            "(SELECT 1 FROM ratings_seat WHERE council_id = NEW.council_id AND kind = 'chair') OR "
                            "(SELECT count(*) FROM ratings_seat WHERE council_id = NEW.council_id AND kind IN ('chair', "
                            "'deputy', 'member')) < (SELECT COALESCE(least_members, 5) FROM ratings_council WHERE id = "
                            "NEW.council_id) THEN RAISE EXCEPTION 'council_stays_whole' USING ERRCODE = "
                            "'check_violation'; END IF; FOR d IN SELECT t.dossier_id, max(t.number) AS number, "
                            'max(t.spread_limit) AS spread_limit FROM ratings_scoringterms t JOIN ratings_dossier o ON '
                            "o.id = t.dossier_id WHERE o.council_id = NEW.council_id AND o.state = 'scoring' GROUP BY "
                            't.dossier_id ORDER BY t.dossier_id LOOP INSERT INTO ratings_scoringterms (dossier_id, '
                            'number, amendment_id, at, quorum, spread_limit, least_members, decision_number, '
                            'decided_on, regulation_number, regulation_of) SELECT d.dossier_id, d.number + 1, NEW.id, '
                            'now(), c.quorum, d.spread_limit, c.least_members, c.decision_number, c.decided_on, '
                            'c.regulation_number, c.regulation_of FROM ratings_council c WHERE c.id = NEW.council_id '
                            'RETURNING id INTO terms; INSERT INTO ratings_scoringseat (terms_id, user_id, kind) SELECT '
                            'terms, s.user_id, s.kind FROM ratings_seat s WHERE s.council_id = NEW.council_id AND '
                            "s.kind <> 'adviser' ORDER BY s.id; END LOOP; END IF; RETURN NULL;"
                        ),
                        hash='5109b279ea097f322d4a3d5f8a1c142f70ba9989', operation='UPDATE', pgid='pgtrigger_council_amendment_takes_effect_1e38d', table='ratings_councilamendment', when='AFTER')),
                    Trigger(name='council_amendment_after_the_founding_decision', sql=UpsertTriggerSql(
                        func=(
                            'IF NEW.decided_on < (SELECT decided_on FROM ratings_council WHERE id = NEW.council_id) '
                            "THEN RAISE EXCEPTION 'council_amendment_after_the_founding_decision' USING ERRCODE = "
                            "'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='aac9359e63bc86b5463999b64528e41d711dc805', operation='INSERT OR UPDATE', pgid='pgtrigger_council_amendment_after_the_founding_decision_41a6c', table='ratings_councilamendment', when='BEFORE')),
                    Trigger(name='council_amendment_confirmed_by_its_authority', sql=UpsertTriggerSql(
                        func=(
                            'IF NEW.confirmed_by_id IS NOT NULL AND NEW.confirmed_by_id IS DISTINCT FROM '
                            'OLD.confirmed_by_id AND NOT EXISTS (SELECT 1 FROM ocop_user u WHERE u.id = '
                            'NEW.confirmed_by_id AND u.is_active AND CASE WHEN (SELECT c.place_id FROM ratings_council '
                            "c WHERE c.id = NEW.council_id) IS NULL THEN u.role IN ('ministry_officer', "
                            "'ministry_leader') ELSE u.place_id = (SELECT c.place_id FROM ratings_council c WHERE c.id "
                            "= NEW.council_id) AND u.role IN ('provincial_officer', 'provincial_leader') END) THEN "
                            "RAISE EXCEPTION 'council_amendment_confirmed_by_its_authority' USING ERRCODE = "
                            "'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='d02c7bc5297488733ab9dba66903e739fafeebf4', operation='INSERT OR UPDATE', pgid='pgtrigger_council_amendment_confirmed_by_its_authority_103b3', table='ratings_councilamendment', when='AFTER')),
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_councilamendmentevent" ("confirmed_at", "confirmed_by_id", "council_id", "decided_on", "decision_number", "entered_at", "entered_by_id", "id", "joins_as", "joins_id", "least_members", "leaves_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quorum", "regulation_number", "regulation_of", "source", "version") VALUES (NEW."confirmed_at", NEW."confirmed_by_id", NEW."council_id", NEW."decided_on", NEW."decision_number", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."joins_as", NEW."joins_id", NEW."least_members", NEW."leaves_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."quorum", NEW."regulation_number", NEW."regulation_of", NEW."source", NEW."version"); RETURN NULL;',
                        hash='58fb95f15cd25df8e1f5fc72eca9fa60eecb45e7', operation='INSERT', pgid='pgtrigger_insert_insert_a5913', table='ratings_councilamendment', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)',
                        func='INSERT INTO "ratings_councilamendmentevent" ("confirmed_at", "confirmed_by_id", "council_id", "decided_on", "decision_number", "entered_at", "entered_by_id", "id", "joins_as", "joins_id", "least_members", "leaves_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quorum", "regulation_number", "regulation_of", "source", "version") VALUES (NEW."confirmed_at", NEW."confirmed_by_id", NEW."council_id", NEW."decided_on", NEW."decision_number", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."joins_as", NEW."joins_id", NEW."least_members", NEW."leaves_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quorum", NEW."regulation_number", NEW."regulation_of", NEW."source", NEW."version"); RETURN NULL;',
                        hash='9dbc0815e1a9980531e51a37b87b2b684d709c2e', operation='UPDATE', pgid='pgtrigger_update_update_acbc5', table='ratings_councilamendment', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_councilamendmentevent" ("confirmed_at", "confirmed_by_id", "council_id", "decided_on", "decision_number", "entered_at", "entered_by_id", "id", "joins_as", "joins_id", "least_members", "leaves_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quorum", "regulation_number", "regulation_of", "source", "version") VALUES (OLD."confirmed_at", OLD."confirmed_by_id", OLD."council_id", OLD."decided_on", OLD."decision_number", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."joins_as", OLD."joins_id", OLD."least_members", OLD."leaves_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."quorum", OLD."regulation_number", OLD."regulation_of", OLD."source", OLD."version"); RETURN NULL;',
                        hash='db8cb7df8f72734d421aa53c06b01bc69b26c337', operation='DELETE', pgid='pgtrigger_delete_delete_a9692', table='ratings_councilamendment', when='AFTER')),
                ],
            },
        ),
        AddConstraintNotValid(
            model_name='councilamendment',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_by', None), models.Q(models.Q(('joins', None), models.Q(('joins', models.F('confirmed_by')), _negated=True), _connector='OR'), models.Q(('leaves', None), models.Q(('leaves', models.F('confirmed_by')), _negated=True), _connector='OR')), _connector='OR'), name='council_amendment_confirmed_by_no_one_of_it'),
        ),
        AddConstraintNotValid(
            model_name='councilamendment',
            constraint=models.CheckConstraint(condition=models.Q(('quorum', None), ('quorum__range', (51, 100)), _connector='OR'), name='council_amendment_quorum_in_per_cent', violation_error_message='The quorum is a share from 51 to 100 per cent: more than half.'),
        ),
        migrations.CreateModel(
            name='CouncilAmendmentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('decision_number', models.CharField(max_length=60, verbose_name='by decision')),
                ('decided_on', models.DateField(verbose_name='decision of')),
                ('source', models.CharField(help_text='Public address, or the file number under which your office keeps it.', max_length=250, verbose_name='where the signed decision is')),
                ('joins_as', models.CharField(blank=True, choices=[('chair', 'Chair'), ('deputy', 'Deputy chair'), ('secretary', 'Secretary'), ('member', 'Member')], max_length=10, verbose_name='seat of who joins')),
                ('quorum', models.PositiveSmallIntegerField(blank=True, help_text='Leave empty if it stays.', null=True, verbose_name='new quorum in per cent')),
                ('regulation_number', models.CharField(blank=True, max_length=60, verbose_name='new regulation')),
                ('regulation_of', models.DateField(blank=True, null=True, verbose_name='regulation of the day')),
                ('least_members', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='so many score at least')),
                ('entered_at', models.DateTimeField(auto_now_add=True, verbose_name='entered at')),
                ('confirmed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='confirmed at')),
                ('confirmed_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by')),
                ('council', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ratings.council', verbose_name='council')),
                ('entered_by', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('joins', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who joins')),
                ('leaves', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who leaves')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='ratings.councilamendment')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='afb7d5c8e239c9a476bc360ba2a432defc6dad24', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d87ee', table='ratings_councilamendmentevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('proposals_before', models.DateField(help_text="The first day that is too late for the commune's proposal.", verbose_name='proposals before')),
                ('result_before', models.DateField(verbose_name='results before')),
                ('ground', models.CharField(blank=True, help_text='For an extra round: the plan that provides for it (article 7).', max_length=250, verbose_name='plan or regulation')),
                ('place', models.ForeignKey(blank=True, help_text='Empty for the ministry.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='ocop.place', verbose_name='province')),
            ],
            options={
                'verbose_name': 'assessment round',
                'verbose_name_plural': 'assessment rounds',
                'ordering': ['-proposals_before', '-pk'],
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('result_before__gt', models.F('proposals_before'))), name='round_results_after_proposals', violation_error_message='Results come after the proposals.'),
                    models.UniqueConstraint(fields=('place', 'proposals_before'), name='round_once_per_cut_off', nulls_distinct=False, violation_error_message='There is a round with this day already.'),
                ],
                'triggers': [
                    Trigger(name='count_version', sql=UpsertTriggerSql(
                        func='NEW.version = OLD.version + 1; RETURN NEW;',
                        hash='baac0e590a7029752f1edab71271c9b72063015e', operation='UPDATE', pgid='pgtrigger_count_version_6dfbd', table='ratings_round', when='BEFORE')),
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_roundevent" ("ground", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "proposals_before", "result_before", "version") VALUES (NEW."ground", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_id", NEW."proposals_before", NEW."result_before", NEW."version"); RETURN NULL;',
                        hash='b50c2cc90e5f761abcf78272b9bb44c4285946d4', operation='INSERT', pgid='pgtrigger_insert_insert_58670', table='ratings_round', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)',
                        func='INSERT INTO "ratings_roundevent" ("ground", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "proposals_before", "result_before", "version") VALUES (NEW."ground", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id", NEW."proposals_before", NEW."result_before", NEW."version"); RETURN NULL;',
                        hash='3d865e91036808f2b0145092732df7e7025788c7', operation='UPDATE', pgid='pgtrigger_update_update_38af1', table='ratings_round', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_roundevent" ("ground", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "proposals_before", "result_before", "version") VALUES (OLD."ground", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place_id", OLD."proposals_before", OLD."result_before", OLD."version"); RETURN NULL;',
                        hash='02af3a3533d4873860cd25e32741eabf8cb36488', operation='DELETE', pgid='pgtrigger_delete_delete_85258', table='ratings_round', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='RoundEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('proposals_before', models.DateField(help_text="The first day that is too late for the commune's proposal.", verbose_name='proposals before')),
                ('result_before', models.DateField(verbose_name='results before')),
                ('ground', models.CharField(blank=True, help_text='For an extra round: the plan that provides for it (article 7).', max_length=250, verbose_name='plan or regulation')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='ratings.round')),
                ('place', models.ForeignKey(blank=True, db_constraint=False, help_text='Empty for the ministry.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ocop.place', verbose_name='province')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='f7dbb97b9c0be5775bb1118b9228c756a3a315c6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_41dac', table='ratings_roundevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='Dossier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('first', 'First assessment'), ('upgrade', 'Upgrade'), ('renewal', 'Re-assessment')], default='first', max_length=10, verbose_name='kind')),
                ('branch', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='case of the sheet')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('filed', 'With the commune'), ('returned', 'Returned for completion'), ('checking', 'Being checked'), ('advisory', 'With the advisory team'), ('scoring', 'Being scored'), ('concluded', 'Result established'), ('forwarded', 'Forwarded to the ministry'), ('handed_back', 'Handed back to the province'), ('recognised', 'Recognised'), ('closed', 'Closed without recognition')], default='draft', editable=False, max_length=12, verbose_name='state')),
                ('since', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='since')),
                ('due_on', models.DateField(blank=True, editable=False, null=True, verbose_name='last day')),
                ('scoring_round', models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='round of scoring')),
                ('changes', models.TextField(blank=True, verbose_name='what has changed since')),
                ('opened_at', models.DateTimeField(auto_now_add=True, verbose_name='opened at')),
                ('council', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dossiers', to='ratings.council', verbose_name='council')),
                ('forwarded_from', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='national', to='ratings.dossier', verbose_name='forwarded from')),
                ('opened_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='opened by')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dossiers', to='products.product', verbose_name='product')),
                # The key to a recognition, whose table is made later: 0004 makes it one.
                ('builds_on', models.BigIntegerField(blank=True, db_column='builds_on_id', null=True)),
                ('round', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dossiers', to='ratings.round', verbose_name='assessment round')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dossiers', to='ratings.sheet', verbose_name='score sheet')),
                ('evaluates_anew', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='own_evaluation', to='ratings.dossier', verbose_name='evaluates anew')),
            ],
            options={
                'verbose_name': 'dossier',
                'verbose_name_plural': 'dossiers',
                'ordering': ['-pk'],
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'filed', 'returned', 'checking', 'advisory', 'scoring', 'concluded', 'forwarded', 'handed_back', 'recognised', 'closed'])), name='dossier_state_known'),
                    models.CheckConstraint(condition=models.Q(('kind__in', ['first', 'upgrade', 'renewal'])), name='dossier_kind_known'),
                    models.CheckConstraint(condition=models.Q(models.Q(('builds_on', None), ('kind', 'first')), models.Q(models.Q(('kind', 'first'), _negated=True), ('builds_on__isnull', False)), _connector='OR'), name='dossier_builds_on_unless_first', violation_error_message='An upgrade or re-assessment builds on a recognition, a first assessment on none.'),
                    models.CheckConstraint(condition=models.Q(('scoring_round__in', [1, 2])), name='dossier_scored_in_two_rounds_at_most'),
                    models.UniqueConstraint(condition=models.Q(('state__in', ('draft', 'filed', 'returned', 'checking', 'advisory', 'scoring', 'concluded', 'handed_back'))), fields=('product',), name='dossier_one_open_per_product', violation_error_message='This product has an open dossier already.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('advisory', 'scoring', 'concluded', 'handed_back', 'recognised')), _negated=True), ('council__isnull', False), _connector='OR'), name='dossier_scored_by_a_council', violation_error_message='Name a council first.'),
                ],
                'triggers': [
                    Trigger(name='count_version', sql=UpsertTriggerSql(
                        func='NEW.version = OLD.version + 1; RETURN NEW;',
                        hash='196fc609817039bedf750354ea8766583fa93beb', operation='UPDATE', pgid='pgtrigger_count_version_043d7', table='ratings_dossier', when='BEFORE')),
                    Trigger(name='dossier_on_sheet_of_its_set', sql=UpsertTriggerSql(
                        func=(
                            'IF NOT EXISTS (SELECT 1 FROM ratings_sheet s JOIN products_product p ON p.product_set_id = '
                            's.product_set_id WHERE s.id = NEW.sheet_id AND p.id = NEW.product_id AND s.published_at IS '
                            "NOT NULL) THEN RAISE EXCEPTION 'dossier_on_sheet_of_its_set' USING ERRCODE = "
                            "'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='b969ebef5dc464890017c9816974afcc1b80f0bc', operation='INSERT', pgid='pgtrigger_dossier_on_sheet_of_its_set_b956c', table='ratings_dossier', when='BEFORE')),
                    Trigger(name='dossier_branch_iff_sheet_has_cases', sql=UpsertTriggerSql(
                        func=(
                            'IF NEW.branch IS DISTINCT FROM (SELECT min(c."case") FROM ratings_criterion c WHERE '
                            'c.sheet_id = NEW.sheet_id AND c."case" IS NOT DISTINCT FROM NEW.branch) OR (NEW.branch IS '
                            'NULL AND (SELECT s.branch_sections FROM ratings_sheet s WHERE s.id = NEW.sheet_id) <> '
                            "'[]'::jsonb) THEN RAISE EXCEPTION 'dossier_branch_iff_sheet_has_cases' USING ERRCODE = "
                            "'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='a951145316206241194de60ac0273d50279b2c05', operation='INSERT OR UPDATE', pgid='pgtrigger_dossier_branch_iff_sheet_has_cases_6459a', table='ratings_dossier', when='BEFORE')),
                    Trigger(name='dossier_council_kept_while_scoring', sql=UpsertTriggerSql(
                        func=(
                            "IF NEW.council_id IS DISTINCT FROM OLD.council_id AND OLD.state NOT IN ('draft', 'filed', "
                            "'returned', 'checking') THEN RAISE EXCEPTION 'dossier_council_kept_while_scoring' USING "
                            "ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='77616ff97b62b03a8b2d184645ace5ccf6966ee9', operation='UPDATE', pgid='pgtrigger_dossier_council_kept_while_scoring_0f626', table='ratings_dossier', when='BEFORE')),
                    Trigger(name='dossier_second_round_has_its_ground', sql=UpsertTriggerSql(
                        func=(
                            'IF (NEW.scoring_round = 2 AND NOT EXISTS (SELECT 1 FROM ratings_secondround WHERE '
                            'dossier_id = NEW.id)) OR OLD.scoring_round > NEW.scoring_round THEN RAISE EXCEPTION '
                            "'dossier_second_round_has_its_ground' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='5af8cef33d2691ee21dc564368cc9121ab48fa67', operation='INSERT OR UPDATE', pgid='pgtrigger_dossier_second_round_has_its_ground_aeaa6', table='ratings_dossier', when='BEFORE')),
                    Trigger(name='dossier_national_from_a_forwarded_one', sql=UpsertTriggerSql(
                        func=(
                            'IF NEW.forwarded_from_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ratings_dossier d WHERE '
                            "d.id = NEW.forwarded_from_id AND d.state = 'forwarded' AND d.product_id = NEW.product_id "
                            'AND d.sheet_id = NEW.sheet_id AND d.branch IS NOT DISTINCT FROM NEW.branch) THEN RAISE '
                            "EXCEPTION 'dossier_national_from_a_forwarded_one' USING ERRCODE = 'check_violation'; END "
                            'IF; RETURN COALESCE(NEW, OLD);'
                        ),
                        hash='854e76cd34dd29eb9010251bc222d8bdfe1d351d', operation='INSERT', pgid='pgtrigger_dossier_national_from_a_forwarded_one_70425', table='ratings_dossier', when='BEFORE')),
                    Trigger(name='dossier_handed_back_with_a_reason', sql=UpsertTriggerSql(
                        func=(
                            "IF NEW.state = 'handed_back' AND OLD.state <> 'handed_back' AND NOT EXISTS (SELECT 1 FROM "
                            'ratings_handingback WHERE dossier_id = NEW.id) THEN RAISE EXCEPTION '
                            "'dossier_handed_back_with_a_reason' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='12a78e020e3a7d6b965eead0b3ba9563c18a3dde', operation='UPDATE', pgid='pgtrigger_dossier_handed_back_with_a_reason_23135', table='ratings_dossier', when='BEFORE')),
                    Trigger(name='dossier_before_a_confirmed_council', sql=UpsertTriggerSql(
                        func=(
                            "IF NEW.state IN ('advisory', 'scoring') AND OLD.state IS DISTINCT FROM NEW.state AND "
                            'NEW.council_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ratings_council WHERE id = '
                            'NEW.council_id AND confirmed_at IS NOT NULL) THEN RAISE EXCEPTION '
                            "'dossier_before_a_confirmed_council' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='fa518d8bbbfc5c86461b50e9566382d10c33ccf6', operation='INSERT OR UPDATE', pgid='pgtrigger_dossier_before_a_confirmed_council_26e4d', table='ratings_dossier', when='BEFORE')),
                    Trigger(name='dossier_keeps_its_terms_of_scoring', sql=UpsertTriggerSql(
                        declare='DECLARE terms bigint;',
                        func=(
                            "IF NEW.state = 'scoring' AND NOT EXISTS (SELECT 1 FROM ratings_scoringterms WHERE "
                            'dossier_id = NEW.id) THEN PERFORM 1 FROM ratings_council WHERE id = NEW.council_id FOR '
                            'SHARE; INSERT INTO ratings_scoringterms (dossier_id, number, amendment_id, at, quorum, '
                            'spread_limit, least_members, decision_number, decided_on, regulation_number, '
                            'regulation_of) SELECT NEW.id, 1, NULL, now(), c.quorum, COALESCE((SELECT l.points FROM '
                            'ratings_spreadlimit l WHERE l.place_id IS NOT DISTINCT FROM c.place_id AND l.confirmed_at '
                            "IS NOT NULL AND l.in_force_from <= (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date ORDER BY "
                            'l.in_force_from DESC LIMIT 1), 10), c.least_members, c.decision_number, c.decided_on, '
                            'c.regulation_number, c.regulation_of FROM ratings_council c WHERE c.id = NEW.council_id '
                            'RETURNING id INTO terms; INSERT INTO ratings_scoringseat (terms_id, user_id, kind) SELECT '
                            'terms, s.user_id, s.kind FROM ratings_seat s WHERE s.council_id = NEW.council_id AND '
                            "s.kind <> 'adviser' ORDER BY s.id; END IF; RETURN NULL;"
                        ),
                        hash='05c21267bcc4e1bd368b17f34bf3e3f3489ae955', operation='INSERT OR UPDATE', pgid='pgtrigger_dossier_keeps_its_terms_of_scoring_42ed7', table='ratings_dossier', when='AFTER')),
                    Trigger(name='dossier_moves_by_the_table', sql=UpsertTriggerSql(
                        func=(
                            "IF NEW.state IN ('draft', 'filed', 'returned', 'checking', 'advisory', 'scoring', "
                            "'concluded', 'forwarded', 'handed_back', 'recognised', 'closed') AND ((TG_OP = 'INSERT' "
                            "AND ((NEW.forwarded_from_id IS NULL) <> (NEW.state = 'draft') OR (NEW.forwarded_from_id IS "
                            "NOT NULL) <> (NEW.state = 'checking'))) OR (TG_OP = 'UPDATE' AND NEW.state <> OLD.state "
                            "AND ((NEW.forwarded_from_id IS NULL AND (OLD.state, NEW.state) NOT IN (('draft', 'filed'), "
                            "('draft', 'closed'), ('filed', 'checking'), ('filed', 'returned'), ('filed', 'closed'), "
                            "('returned', 'filed'), ('returned', 'checking'), ('returned', 'advisory'), ('returned', "
                            "'closed'), ('checking', 'advisory'), ('checking', 'scoring'), ('checking', 'returned'), "
                            "('checking', 'closed'), ('checking', 'forwarded'), ('advisory', 'scoring'), ('advisory', "
                            "'returned'), ('advisory', 'closed'), ('scoring', 'concluded'), ('scoring', 'closed'), "
                            "('concluded', 'recognised'), ('concluded', 'forwarded'), ('concluded', 'closed'))) OR "
                            "(NEW.forwarded_from_id IS NOT NULL AND (OLD.state, NEW.state) NOT IN (('checking', "
                            "'advisory'), ('checking', 'scoring'), ('checking', 'returned'), ('checking', 'closed'), "
                            "('returned', 'checking'), ('returned', 'advisory'), ('returned', 'closed'), ('advisory', "
                            "'scoring'), ('advisory', 'returned'), ('advisory', 'closed'), ('scoring', 'concluded'), "
                            "('scoring', 'closed'), ('concluded', 'recognised'), ('concluded', 'handed_back'), "
                            "('concluded', 'closed'), ('handed_back', 'recognised'), ('handed_back', 'closed')))))) "
                            "THEN RAISE EXCEPTION 'dossier_moves_by_the_table' USING ERRCODE = 'check_violation'; END "
                            'IF; RETURN COALESCE(NEW, OLD);'
                        ),
                        hash='78094fb1f498686c7ea79b5a429057b7d8c2e949', operation='INSERT OR UPDATE', pgid='pgtrigger_dossier_moves_by_the_table_9acdd', table='ratings_dossier', when='BEFORE')),
                    Trigger(name='dossier_state_has_its_ground', sql=UpsertTriggerSql(
                        func=(
                            "IF (NEW.state IN ('concluded', 'handed_back', 'recognised') AND NOT EXISTS (SELECT 1 FROM "
                            "ratings_result WHERE dossier_id = NEW.id)) OR (NEW.state = 'forwarded' AND NOT EXISTS "
                            '(SELECT 1 FROM ratings_result WHERE dossier_id = NEW.id) AND NOT EXISTS (SELECT 1 FROM '
                            'ratings_agencyreport a JOIN (ratings_decisionitem i JOIN ratings_decision d ON d.id = '
                            "i.decision_id AND d.kind = 'approve' AND d.issued_at IS NOT NULL) ON i.dossier_id = "
                            'a.dossier_id WHERE a.dossier_id = NEW.id AND a.signed_at IS NOT NULL)) OR (NEW.state = '
                            "'recognised' AND NOT EXISTS (SELECT 1 FROM ratings_recognition WHERE dossier_id = NEW.id)) "
                            "THEN RAISE EXCEPTION 'dossier_state_has_its_ground' USING ERRCODE = 'check_violation'; END "
                            'IF; RETURN COALESCE(NEW, OLD);'
                        ),
                        hash='565c50ff85160556e6fd34e61402bb10aea8e4ee', operation='INSERT OR UPDATE', pgid='pgtrigger_dossier_state_has_its_ground_6b6a1', table='ratings_dossier', when='BEFORE')),
                    Trigger(name='dossier_sheet_is_pinned', sql=UpsertTriggerSql(
                        func=(
                            'IF (NEW.product_id, NEW.sheet_id, NEW.builds_on_id, NEW.forwarded_from_id, '
                            'NEW.evaluates_anew_id) IS DISTINCT FROM (OLD.product_id, OLD.sheet_id, OLD.builds_on_id, '
                            "OLD.forwarded_from_id, OLD.evaluates_anew_id) OR ((OLD.state <> 'draft' OR "
                            'OLD.evaluates_anew_id IS NOT NULL) AND (NEW.kind, NEW.branch) IS DISTINCT FROM (OLD.kind, '
                            "OLD.branch)) THEN RAISE EXCEPTION 'dossier_sheet_is_pinned' USING ERRCODE = "
                            "'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='283059bcda768c8e9ded7e2118fd02f5b1e6e222', operation='UPDATE', pgid='pgtrigger_dossier_sheet_is_pinned_8b927', table='ratings_dossier', when='BEFORE')),
                    Trigger(name='dossier_past_the_council_on_a_report', sql=UpsertTriggerSql(
                        func=(
                            "IF OLD.state = 'checking' AND NEW.state = 'forwarded' AND NOT EXISTS (SELECT 1 FROM "
                            'ratings_agencyreport a JOIN (ratings_decisionitem i JOIN ratings_decision d ON d.id = '
                            "i.decision_id AND d.kind = 'approve' AND d.issued_at IS NOT NULL) ON i.dossier_id = "
                            'a.dossier_id JOIN ratings_recognition r ON r.id = NEW.builds_on_id JOIN products_product p '
                            'ON p.id = NEW.product_id JOIN producers_producer m ON m.id = p.producer_id JOIN ocop_place '
                            'l ON l.id = m.place_id WHERE a.dossier_id = NEW.id AND a.signed_at >= OLD.since AND '
                            "NEW.kind = 'renewal' AND NEW.evaluates_anew_id IS NULL AND NEW.forwarded_from_id IS NULL "
                            'AND d.place_id = l.province_id AND r.stars = 5 AND r.issued_on <= (now() AT TIME ZONE '
                            "'Asia/Ho_Chi_Minh')::date AND COALESCE(r.extended_until, r.expires_on) > (now() AT TIME "
                            "ZONE 'Asia/Ho_Chi_Minh')::date AND COALESCE(r.withdrawn_on, 'infinity') > (now() AT TIME "
                            "ZONE 'Asia/Ho_Chi_Minh')::date AND COALESCE(r.superseded_on, 'infinity') > (now() AT TIME "
                            "ZONE 'Asia/Ho_Chi_Minh')::date) THEN RAISE EXCEPTION "
                            "'dossier_past_the_council_on_a_report' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='33bc022b8013aa5cad23d25d2e918af7870cdb41', operation='UPDATE', pgid='pgtrigger_dossier_past_the_council_on_a_report_5d890', table='ratings_dossier', when='BEFORE')),
                    Trigger(name='dossier_closed_by_decision', sql=UpsertTriggerSql(
                        func=(
                            "IF NEW.state = 'closed' AND OLD.state <> 'closed' AND ((OLD.state = 'scoring' AND EXISTS "
                            "(SELECT 1 FROM ratings_objection WHERE dossier_id = NEW.id AND outcome IN ('pending', "
                            "'confirmed'))) OR (OLD.state IN ('concluded', 'handed_back') AND EXISTS (SELECT 1 FROM "
                            "ratings_result WHERE dossier_id = NEW.id AND (ended_by <> '' OR (stars >= 3 AND NEW.kind "
                            "<> 'upgrade'))) AND NOT EXISTS (SELECT 1 FROM ratings_decisionitem i JOIN ratings_decision "
                            "d ON d.id = i.decision_id WHERE i.dossier_id = NEW.id AND d.kind IN ('refuse', 'evaluate') "
                            "AND d.issued_at IS NOT NULL))) THEN RAISE EXCEPTION 'dossier_closed_by_decision' USING "
                            "ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='502dcd367c2e61c9c417283ca8708125e435c69e', operation='UPDATE', pgid='pgtrigger_dossier_closed_by_decision_ccf0a', table='ratings_dossier', when='BEFORE')),
                    Trigger(name='dossier_closing_ends_an_extension', sql=UpsertTriggerSql(
                        declare='DECLARE last date;',
                        condition="WHEN (NEW.state = 'closed' AND OLD.state <> 'closed' AND NEW.kind = 'renewal')",
                        func=(
                            "SELECT coalesce(max(d.signed_on), (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date) INTO last "
                            'FROM ratings_decision d JOIN ratings_decisionitem i ON i.decision_id = d.id WHERE '
                            "i.dossier_id = NEW.id AND d.kind = 'refuse' AND d.signed_on IS NOT NULL; UPDATE "
                            'ratings_recognition SET extended_until = CASE WHEN last + 1 > expires_on THEN last + 1 '
                            'END, extension_id = CASE WHEN last + 1 > expires_on THEN extension_id END WHERE id = '
                            'NEW.builds_on_id AND extended_until > last + 1 AND NOT EXISTS (SELECT 1 FROM '
                            'ratings_decision d JOIN ratings_decisionitem i ON i.decision_id = d.id WHERE i.dossier_id '
                            "= NEW.id AND d.kind = 'evaluate' AND d.issued_at IS NOT NULL); INSERT INTO "
                            'ratings_cataloguechange DEFAULT VALUES; RETURN NULL;'
                        ),
                        hash='70f5f422974c975dd9805f7009319d4ad277a401', operation='UPDATE OF "state"', pgid='pgtrigger_dossier_closing_ends_an_extension_55a78', table='ratings_dossier', when='AFTER')),
                    Trigger(name='dossier_evaluates_anew_by_decision', sql=UpsertTriggerSql(
                        func=(
                            'IF NEW.evaluates_anew_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ratings_dossier d JOIN '
                            '(ratings_decisionitem i JOIN ratings_decision e ON e.id = i.decision_id AND e.kind = '
                            "'evaluate' AND e.issued_at IS NOT NULL) ON i.dossier_id = d.id WHERE d.id = "
                            "NEW.evaluates_anew_id AND d.state = 'closed' AND d.forwarded_from_id IS NOT NULL AND "
                            'NEW.forwarded_from_id IS NULL AND (d.product_id, d.sheet_id, d.kind) = (NEW.product_id, '
                            'NEW.sheet_id, NEW.kind) AND (d.branch, d.builds_on_id) IS NOT DISTINCT FROM (NEW.branch, '
                            "NEW.builds_on_id)) THEN RAISE EXCEPTION 'dossier_evaluates_anew_by_decision' USING ERRCODE "
                            "= 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='16d8b4b326f805157869680ecc0dd8671f7761bf', operation='INSERT', pgid='pgtrigger_dossier_evaluates_anew_by_decision_47c50', table='ratings_dossier', when='BEFORE')),
                    Trigger(name='dossier_filed_on_the_sheet_of_its_set', sql=UpsertTriggerSql(
                        func=(
                            'PERFORM 1 FROM products_product WHERE id = NEW.product_id AND OLD.state <> NEW.state ORDER '
                            "BY id FOR SHARE; IF OLD.state IN ('draft', 'returned') AND NEW.state NOT IN ('draft', "
                            "'returned', 'closed') AND NOT EXISTS (SELECT 1 FROM ratings_sheet s JOIN products_product "
                            'p ON p.product_set_id = s.product_set_id WHERE s.id = NEW.sheet_id AND p.id = '
                            "NEW.product_id) THEN RAISE EXCEPTION 'dossier_filed_on_the_sheet_of_its_set' USING ERRCODE "
                            "= 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='866578ae2f4c2f23c8b287a8a354c5d7398ebd8e', operation='UPDATE', pgid='pgtrigger_dossier_filed_on_the_sheet_of_its_set_af267', table='ratings_dossier', when='BEFORE')),
                    Trigger(name='dossier_before_a_council_of_its_authority', sql=UpsertTriggerSql(
                        func=(
                            'IF NEW.council_id IS NOT NULL AND NEW.council_id IS DISTINCT FROM OLD.council_id AND NOT '
                            'EXISTS (SELECT 1 FROM ratings_council c JOIN products_product p ON p.id = NEW.product_id '
                            'JOIN producers_producer m ON m.id = p.producer_id JOIN ocop_place l ON l.id = m.place_id '
                            'WHERE c.id = NEW.council_id AND c.place_id IS NOT DISTINCT FROM CASE WHEN '
                            'NEW.forwarded_from_id IS NULL THEN l.province_id END) THEN RAISE EXCEPTION '
                            "'dossier_before_a_council_of_its_authority' USING ERRCODE = 'check_violation'; END IF; "
                            'RETURN COALESCE(NEW, OLD);'
                        ),
                        hash='f40f6c6c139b330c3fd9ec73e889b50cfb4c85d2', operation='INSERT OR UPDATE', pgid='pgtrigger_dossier_before_a_council_of_its_authority_07fe9', table='ratings_dossier', when='AFTER')),
                    Trigger(name='dossier_opened_once', sql=UpsertTriggerSql(
                        func=(
                            'IF (NEW.opened_by_id, NEW.opened_at) IS DISTINCT FROM (OLD.opened_by_id, OLD.opened_at) '
                            "THEN RAISE EXCEPTION 'dossier_opened_once' USING ERRCODE = 'check_violation'; END IF; "
                            'RETURN COALESCE(NEW, OLD);'
                        ),
                        hash='b392faedb0b73554d8c4a1df6416573735ba8783', operation='UPDATE', pgid='pgtrigger_dossier_opened_once_86a41', table='ratings_dossier', when='BEFORE')),
                    Trigger(name='dossier_ended_stays_as_it_is', sql=UpsertTriggerSql(
                        func=(
                            "IF OLD.state IN ('recognised', 'closed') AND NEW.state = OLD.state AND (to_jsonb(NEW) - "
                            "'version' - 'due_on') IS DISTINCT FROM (to_jsonb(OLD) - 'version' - 'due_on') THEN RAISE "
                            "EXCEPTION 'dossier_ended_stays_as_it_is' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='91be880d7e2010d4a63db94b7d481f842446fa8c', operation='UPDATE', pgid='pgtrigger_dossier_ended_stays_as_it_is_efbd8', table='ratings_dossier', when='BEFORE')),
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_dossierevent" ("branch", "builds_on_id", "changes", "council_id", "due_on", "evaluates_anew_id", "forwarded_from_id", "id", "kind", "opened_at", "opened_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "round_id", "scoring_round", "sheet_id", "since", "state", "version") VALUES (NEW."branch", NEW."builds_on_id", NEW."changes", NEW."council_id", NEW."due_on", NEW."evaluates_anew_id", NEW."forwarded_from_id", NEW."id", NEW."kind", NEW."opened_at", NEW."opened_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."product_id", NEW."round_id", NEW."scoring_round", NEW."sheet_id", NEW."since", NEW."state", NEW."version"); RETURN NULL;',
                        hash='3973c2e2486c05d7eebccddb6d941a309ffa09f0', operation='INSERT', pgid='pgtrigger_insert_insert_0c2f1', table='ratings_dossier', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)',
                        func='INSERT INTO "ratings_dossierevent" ("branch", "builds_on_id", "changes", "council_id", "due_on", "evaluates_anew_id", "forwarded_from_id", "id", "kind", "opened_at", "opened_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "round_id", "scoring_round", "sheet_id", "since", "state", "version") VALUES (NEW."branch", NEW."builds_on_id", NEW."changes", NEW."council_id", NEW."due_on", NEW."evaluates_anew_id", NEW."forwarded_from_id", NEW."id", NEW."kind", NEW."opened_at", NEW."opened_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."product_id", NEW."round_id", NEW."scoring_round", NEW."sheet_id", NEW."since", NEW."state", NEW."version"); RETURN NULL;',
                        hash='f27561e742f1920c85c87dacf8dfd63a7cc57aeb', operation='UPDATE', pgid='pgtrigger_update_update_8b79d', table='ratings_dossier', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_dossierevent" ("branch", "builds_on_id", "changes", "council_id", "due_on", "evaluates_anew_id", "forwarded_from_id", "id", "kind", "opened_at", "opened_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "round_id", "scoring_round", "sheet_id", "since", "state", "version") VALUES (OLD."branch", OLD."builds_on_id", OLD."changes", OLD."council_id", OLD."due_on", OLD."evaluates_anew_id", OLD."forwarded_from_id", OLD."id", OLD."kind", OLD."opened_at", OLD."opened_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."product_id", OLD."round_id", OLD."scoring_round", OLD."sheet_id", OLD."since", OLD."state", OLD."version"); RETURN NULL;',
                        hash='6d3cda184379333eac973728394b2a37844b3e47', operation='DELETE', pgid='pgtrigger_delete_delete_83431', table='ratings_dossier', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='DossierMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_state', models.CharField(blank=True, choices=[('draft', 'Draft'), ('filed', 'With the commune'), ('returned', 'Returned for completion'), ('checking', 'Being checked'), ('advisory', 'With the advisory team'), ('scoring', 'Being scored'), ('concluded', 'Result established'), ('forwarded', 'Forwarded to the ministry'), ('handed_back', 'Handed back to the province'), ('recognised', 'Recognised'), ('closed', 'Closed without recognition')], max_length=12, verbose_name='from')),
                ('to_state', models.CharField(choices=[('draft', 'Draft'), ('filed', 'With the commune'), ('returned', 'Returned for completion'), ('checking', 'Being checked'), ('advisory', 'With the advisory team'), ('scoring', 'Being scored'), ('concluded', 'Result established'), ('forwarded', 'Forwarded to the ministry'), ('handed_back', 'Handed back to the province'), ('recognised', 'Recognised'), ('closed', 'Closed without recognition')], max_length=12, verbose_name='to')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='at')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='ratings.dossier', verbose_name='dossier')),
            ],
            options={
                'verbose_name': 'move of a dossier',
                'verbose_name_plural': 'moves of dossiers',
                'ordering': ['pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('from_state__in', ['', 'draft', 'filed', 'returned', 'checking', 'advisory', 'scoring', 'concluded', 'forwarded', 'handed_back', 'recognised', 'closed']), ('to_state__in', ['draft', 'filed', 'returned', 'checking', 'advisory', 'scoring', 'concluded', 'forwarded', 'handed_back', 'recognised', 'closed'])), name='dossier_move_states_known'),
                ],
                'triggers': [
                    Trigger(name='dossier_move_is_kept', sql=UpsertTriggerSql(
                        func=(
                            "IF (TRUE) AND (TG_OP = 'DELETE' OR (to_jsonb(OLD)) IS DISTINCT FROM (to_jsonb(NEW))) THEN "
                            "RAISE EXCEPTION 'dossier_move_is_kept' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='702ccd87334f5e65ba6bf910f998163c5cacb92d', operation='UPDATE OR DELETE', pgid='pgtrigger_dossier_move_is_kept_36157', table='ratings_dossiermove', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('requirement', models.CharField(choices=[('registration', 'Business registration or founding decision'), ('facility', 'Certificate of the facility (food safety, GMP, licence)'), ('material', 'Origin of the material, contracts of linkage'), ('environment', 'Environment and technology papers'), ('labour', 'List of insured local workers'), ('growth', 'Financial reports or ranking of the cooperative'), ('property', 'Trademark and other intellectual property'), ('market', 'Market and trade promotion: contracts, invoices'), ('publicity', 'Publicity: website, fairs, press'), ('story', 'Product story and idea'), ('declaration', 'Declaration of the quality standard'), ('test', 'Test reports'), ('label', 'Packaging, label, barcode and traceability stamp'), ('management', 'Quality management system (ISO, HACCP and others)'), ('award', 'Awards'), ('other', 'Other evidence')], max_length=20, verbose_name='kind of evidence')),
                ('title', models.CharField(max_length=250, verbose_name='title')),
                ('document', models.FileField(help_text='PDF or picture, up to 20 MB. Only people in charge can open it.', max_length=200, verbose_name='document')),
                ('document_name', models.CharField(editable=False, max_length=200, verbose_name='file name')),
                ('sha256', models.CharField(editable=False, max_length=64, verbose_name='SHA-256')),
                ('size', models.PositiveIntegerField(editable=False, verbose_name='size in bytes')),
                ('issuer', models.CharField(blank=True, max_length=200, verbose_name='issued by')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='issued on')),
                ('expires_on', models.DateField(blank=True, help_text='The last day on which it holds, as printed.', null=True, verbose_name='holds until the end of')),
                ('state', models.CharField(choices=[('waiting', 'Not looked at yet'), ('accepted', 'Accepted'), ('returned', 'To be completed')], default='waiting', editable=False, max_length=10, verbose_name='state')),
                ('reason', models.CharField(blank=True, editable=False, max_length=500, verbose_name='reason')),
                ('decided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='looked at')),
                ('look_again', models.BooleanField(default=False, editable=False, verbose_name='look again')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='uploaded at')),
                ('carried_from', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='carried_to', to='ratings.evidence', verbose_name='carried over from')),
                ('decided_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='looked at by')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='ratings.dossier', verbose_name='dossier')),
                ('uploaded_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
            ],
            options={
                'verbose_name': 'evidence',
                'verbose_name_plural': 'evidence',
                'ordering': ['pk'],
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'accepted', 'returned'])), name='evidence_state_known'),
                    models.CheckConstraint(condition=models.Q(('requirement__in', ['registration', 'facility', 'material', 'environment', 'labour', 'growth', 'property', 'market', 'publicity', 'story', 'declaration', 'test', 'label', 'management', 'award', 'other'])), name='evidence_kind_known'),
                    models.CheckConstraint(condition=models.Q(('issued_on', None), ('expires_on', None), ('issued_on__lt', models.F('expires_on')), _connector='OR'), name='evidence_issued_before_expiry', violation_error_message='The paper ends before it begins.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='evidence_decided_by_and_at'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state', 'returned'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='evidence_returned_with_a_reason', violation_error_message='Give a reason.'),
                    models.UniqueConstraint(fields=('dossier', 'sha256'), name='evidence_file_once_per_dossier', violation_error_message='This file is in the dossier already.'),
                ],
                'triggers': [
                    Trigger(name='count_version', sql=UpsertTriggerSql(
                        func='NEW.version = OLD.version + 1; RETURN NEW;',
                        hash='ae238281ce83d87f6e51d7a56025e9070854c1c1', operation='UPDATE', pgid='pgtrigger_count_version_d8725', table='ratings_evidence', when='BEFORE')),
                    Trigger(name='evidence_file_is_kept', sql=UpsertTriggerSql(
                        func=(
                            'IF (NEW.dossier_id, NEW.document, NEW.sha256, NEW.size, NEW.uploaded_by_id, '
                            'NEW.carried_from_id) IS DISTINCT FROM (OLD.dossier_id, OLD.document, OLD.sha256, OLD.size, '
                            "OLD.uploaded_by_id, OLD.carried_from_id) THEN RAISE EXCEPTION 'evidence_file_is_kept' "
                            "USING ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='5781abe8932f4c0f2c277bed93563130a3773abf', operation='UPDATE', pgid='pgtrigger_evidence_file_is_kept_35fd9', table='ratings_evidence', when='BEFORE')),
                    Trigger(name='evidence_while_with_the_producer', sql=UpsertTriggerSql(
                        func=(
                            'PERFORM 1 FROM ratings_dossier WHERE id = COALESCE(NEW.dossier_id, OLD.dossier_id) ORDER '
                            'BY id FOR SHARE; IF NOT EXISTS (SELECT 1 FROM ratings_dossier WHERE id = '
                            "COALESCE(NEW.dossier_id, OLD.dossier_id) AND state IN ('draft', 'returned')) THEN RAISE "
                            "EXCEPTION 'evidence_while_with_the_producer' USING ERRCODE = 'check_violation'; END IF; "
                            'RETURN COALESCE(NEW, OLD);'
                        ),
                        hash='edd408dbb29d802112d4d72a36d092e253ce61e5', operation='INSERT OR DELETE', pgid='pgtrigger_evidence_while_with_the_producer_3aaff', table='ratings_evidence', when='BEFORE')),
                    Trigger(name='evidence_as_it_was_checked', sql=UpsertTriggerSql(
                        func=(
                            'PERFORM 1 FROM ratings_dossier WHERE id = OLD.dossier_id ORDER BY id FOR SHARE; IF '
                            "(to_jsonb(NEW) - 'version') IS DISTINCT FROM (to_jsonb(OLD) - 'version') AND NOT EXISTS "
                            '(SELECT 1 FROM ratings_dossier d LEFT JOIN ratings_dossier n ON n.forwarded_from_id = d.id '
                            "WHERE d.id = OLD.dossier_id AND (d.state IN ('draft', 'returned', 'filed', 'checking', "
                            "'advisory') OR n.state IN ('checking', 'advisory'))) THEN RAISE EXCEPTION "
                            "'evidence_as_it_was_checked' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='cb34871f13c6317861c81f57b86ae722ad9e38d2', operation='UPDATE', pgid='pgtrigger_evidence_as_it_was_checked_fd0c5', table='ratings_evidence', when='BEFORE')),
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_evidenceevent" ("carried_from_id", "decided_at", "decided_by_id", "document", "document_name", "dossier_id", "expires_on", "id", "issued_on", "issuer", "look_again", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "requirement", "sha256", "size", "state", "title", "uploaded_at", "uploaded_by_id") VALUES (NEW."carried_from_id", NEW."decided_at", NEW."decided_by_id", NEW."document", NEW."document_name", NEW."dossier_id", NEW."expires_on", NEW."id", NEW."issued_on", NEW."issuer", NEW."look_again", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."requirement", NEW."sha256", NEW."size", NEW."state", NEW."title", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;',
                        hash='5d8e366a071906df726a50091045e776e7037c36', operation='INSERT', pgid='pgtrigger_insert_insert_634bc', table='ratings_evidence', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD."carried_from_id" IS DISTINCT FROM (NEW."carried_from_id") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."document" IS DISTINCT FROM (NEW."document") OR OLD."document_name" IS DISTINCT FROM (NEW."document_name") OR OLD."dossier_id" IS DISTINCT FROM (NEW."dossier_id") OR OLD."expires_on" IS DISTINCT FROM (NEW."expires_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."issued_on" IS DISTINCT FROM (NEW."issued_on") OR OLD."issuer" IS DISTINCT FROM (NEW."issuer") OR OLD."look_again" IS DISTINCT FROM (NEW."look_again") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."requirement" IS DISTINCT FROM (NEW."requirement") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."uploaded_at" IS DISTINCT FROM (NEW."uploaded_at") OR OLD."uploaded_by_id" IS DISTINCT FROM (NEW."uploaded_by_id"))',
                        func='INSERT INTO "ratings_evidenceevent" ("carried_from_id", "decided_at", "decided_by_id", "document", "document_name", "dossier_id", "expires_on", "id", "issued_on", "issuer", "look_again", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "requirement", "sha256", "size", "state", "title", "uploaded_at", "uploaded_by_id") VALUES (NEW."carried_from_id", NEW."decided_at", NEW."decided_by_id", NEW."document", NEW."document_name", NEW."dossier_id", NEW."expires_on", NEW."id", NEW."issued_on", NEW."issuer", NEW."look_again", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."requirement", NEW."sha256", NEW."size", NEW."state", NEW."title", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;',
                        hash='2982302e8455f772a0e709deba901164bfbde829', operation='UPDATE', pgid='pgtrigger_update_update_7fb17', table='ratings_evidence', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_evidenceevent" ("carried_from_id", "decided_at", "decided_by_id", "document", "document_name", "dossier_id", "expires_on", "id", "issued_on", "issuer", "look_again", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "requirement", "sha256", "size", "state", "title", "uploaded_at", "uploaded_by_id") VALUES (OLD."carried_from_id", OLD."decided_at", OLD."decided_by_id", OLD."document", OLD."document_name", OLD."dossier_id", OLD."expires_on", OLD."id", OLD."issued_on", OLD."issuer", OLD."look_again", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."requirement", OLD."sha256", OLD."size", OLD."state", OLD."title", OLD."uploaded_at", OLD."uploaded_by_id"); RETURN NULL;',
                        hash='43a393b24444115393af6e53b7586905c9baa77f', operation='DELETE', pgid='pgtrigger_delete_delete_7e6d3', table='ratings_evidence', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='EvidenceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('requirement', models.CharField(choices=[('registration', 'Business registration or founding decision'), ('facility', 'Certificate of the facility (food safety, GMP, licence)'), ('material', 'Origin of the material, contracts of linkage'), ('environment', 'Environment and technology papers'), ('labour', 'List of insured local workers'), ('growth', 'Financial reports or ranking of the cooperative'), ('property', 'Trademark and other intellectual property'), ('market', 'Market and trade promotion: contracts, invoices'), ('publicity', 'Publicity: website, fairs, press'), ('story', 'Product story and idea'), ('declaration', 'Declaration of the quality standard'), ('test', 'Test reports'), ('label', 'Packaging, label, barcode and traceability stamp'), ('management', 'Quality management system (ISO, HACCP and others)'), ('award', 'Awards'), ('other', 'Other evidence')], max_length=20, verbose_name='kind of evidence')),
                ('title', models.CharField(max_length=250, verbose_name='title')),
                ('document', models.FileField(help_text='PDF or picture, up to 20 MB. Only people in charge can open it.', max_length=200, verbose_name='document')),
                ('document_name', models.CharField(editable=False, max_length=200, verbose_name='file name')),
                ('sha256', models.CharField(editable=False, max_length=64, verbose_name='SHA-256')),
                ('size', models.PositiveIntegerField(editable=False, verbose_name='size in bytes')),
                ('issuer', models.CharField(blank=True, max_length=200, verbose_name='issued by')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='issued on')),
                ('expires_on', models.DateField(blank=True, help_text='The last day on which it holds, as printed.', null=True, verbose_name='holds until the end of')),
                ('state', models.CharField(choices=[('waiting', 'Not looked at yet'), ('accepted', 'Accepted'), ('returned', 'To be completed')], default='waiting', editable=False, max_length=10, verbose_name='state')),
                ('reason', models.CharField(blank=True, editable=False, max_length=500, verbose_name='reason')),
                ('decided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='looked at')),
                ('look_again', models.BooleanField(default=False, editable=False, verbose_name='look again')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='uploaded at')),
                ('carried_from', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ratings.evidence', verbose_name='carried over from')),
                ('decided_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='looked at by')),
                ('dossier', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ratings.dossier', verbose_name='dossier')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='ratings.evidence')),
                ('uploaded_by', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='192f46a369f255c925b8010bfe22036439413466', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7453c', table='ratings_evidenceevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='Citation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='ratings.criterion', verbose_name='criterion')),
                ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='ratings.evidence', verbose_name='evidence')),
            ],
            options={
                'verbose_name': 'citation',
                'verbose_name_plural': 'citations',
                'ordering': ['criterion__position', 'pk'],
                'constraints': [
                    models.UniqueConstraint(fields=('evidence', 'criterion'), name='citation_once'),
                ],
                'triggers': [
                    Trigger(name='citation_on_the_dossiers_sheet', sql=UpsertTriggerSql(
                        func=(
                            'IF NOT EXISTS (SELECT 1 FROM ratings_evidence e JOIN ratings_dossier d ON d.id = '
                            'e.dossier_id JOIN ratings_criterion c ON c.sheet_id = d.sheet_id WHERE e.id = '
                            'NEW.evidence_id AND c.id = NEW.criterion_id) THEN RAISE EXCEPTION '
                            "'citation_on_the_dossiers_sheet' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='2a11d2e1dff863cc5ee47f463f8cd5d89caefa97', operation='INSERT OR UPDATE', pgid='pgtrigger_citation_on_the_dossiers_sheet_7954d', table='ratings_citation', when='BEFORE')),
                    Trigger(name='citation_stands_under_results', sql=UpsertTriggerSql(
                        func=(
                            'PERFORM 1 FROM ratings_dossier WHERE id IN (SELECT dossier_id FROM ratings_evidence WHERE '
                            'id IN (OLD.evidence_id, NEW.evidence_id)) ORDER BY id FOR SHARE; IF EXISTS (SELECT 1 FROM '
                            'ratings_evidence e JOIN ratings_result r ON r.dossier_id = e.dossier_id WHERE e.id IN '
                            "(OLD.evidence_id, NEW.evidence_id)) THEN RAISE EXCEPTION 'citation_stands_under_results' "
                            "USING ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='25a8955e1d08cd68b2827b9c6cfeda053b2f02b7', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_citation_stands_under_results_f4202', table='ratings_citation', when='BEFORE')),
                ],
            },
        ),
        migrations.AddField(
            model_name='evidence',
            name='cites',
            field=models.ManyToManyField(related_name='evidence', through='ratings.Citation', to='ratings.criterion', verbose_name='proves'),
        ),
        migrations.CreateModel(
            name='Filing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('serial', models.PositiveIntegerField(verbose_name='serial number')),
                ('copy', models.PositiveSmallIntegerField(verbose_name='copy')),
                ('sealed', models.TextField(verbose_name='content')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('filed_at', models.DateTimeField(auto_now_add=True, verbose_name='filed at')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmed at')),
                ('confirmed_by', models.ForeignKey(blank=True, help_text='The producer, where an officer has entered and filed the dossier for them.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='filings', to='ratings.dossier', verbose_name='dossier')),
                ('filed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='filed by')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ocop.place', verbose_name='commune')),
            ],
            options={
                'verbose_name': 'filing',
                'verbose_name_plural': 'filings',
                'ordering': ['pk'],
                'constraints': [
                    models.UniqueConstraint(fields=('place', 'year', 'serial', 'copy'), name='filing_number_once'),
                    models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at', None), ('confirmed_by', None)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False)), _connector='OR'), name='filing_confirmed_by_and_at'),
                ],
                'triggers': [
                    Trigger(name='filing_is_kept', sql=UpsertTriggerSql(
                        func=(
                            "IF (TRUE) AND (TG_OP = 'DELETE' OR (to_jsonb(OLD) - 'confirmed_by_id' - 'confirmed_at') IS "
                            "DISTINCT FROM (to_jsonb(NEW) - 'confirmed_by_id' - 'confirmed_at')) THEN RAISE EXCEPTION "
                            "'filing_is_kept' USING ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='35756d4fa0250aefd4677dd4f991eb5b246e978e', operation='UPDATE OR DELETE', pgid='pgtrigger_filing_is_kept_37c32', table='ratings_filing', when='BEFORE')),
                    Trigger(name='filing_confirmed_is_kept', sql=UpsertTriggerSql(
                        func=(
                            "IF (OLD.confirmed_at IS NOT NULL) AND (TG_OP = 'DELETE' OR (to_jsonb(OLD)) IS DISTINCT "
                            "FROM (to_jsonb(NEW))) THEN RAISE EXCEPTION 'filing_confirmed_is_kept' USING ERRCODE = "
                            "'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='72126c263b6614984273ae3f096913a65e8c4ebd', operation='UPDATE OR DELETE', pgid='pgtrigger_filing_confirmed_is_kept_11ed0', table='ratings_filing', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='Return',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_state', models.CharField(choices=[('draft', 'Draft'), ('filed', 'With the commune'), ('returned', 'Returned for completion'), ('checking', 'Being checked'), ('advisory', 'With the advisory team'), ('scoring', 'Being scored'), ('concluded', 'Result established'), ('forwarded', 'Forwarded to the ministry'), ('handed_back', 'Handed back to the province'), ('recognised', 'Recognised'), ('closed', 'Closed without recognition')], max_length=12, verbose_name='from')),
                ('reason', models.CharField(max_length=500, verbose_name='reason')),
                ('due_on', models.DateField(verbose_name='last day')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='at')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered at')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='returns', to='ratings.dossier', verbose_name='dossier')),
                ('ground', models.CharField(choices=[('completion', 'Completion'), ('change', 'Change of maker, product set, name or variants')], default='completion', max_length=10, verbose_name='ground')),
            ],
            options={
                'verbose_name': 'return for completion',
                'verbose_name_plural': 'returns for completion',
                'ordering': ['pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('from_state__in', ['filed', 'checking', 'advisory'])), name='return_from_an_office'),
                    models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='return_has_a_reason', violation_error_message='Give a reason.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('answered_by', None)), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='return_answered_by_and_at'),
                    models.UniqueConstraint(condition=models.Q(('answered_at', None)), fields=('dossier',), name='return_one_open_per_dossier'),
                    models.CheckConstraint(condition=models.Q(('ground__in', ['completion', 'change'])), name='return_ground_known'),
                ],
                'triggers': [
                    Trigger(name='return_is_kept', sql=UpsertTriggerSql(
                        func=(
                            "IF (TRUE) AND (TG_OP = 'DELETE' OR (to_jsonb(OLD) - 'answered_by_id' - 'answered_at') IS "
                            "DISTINCT FROM (to_jsonb(NEW) - 'answered_by_id' - 'answered_at')) THEN RAISE EXCEPTION "
                            "'return_is_kept' USING ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='8984556d7634e8f8dac836d96eac87b4043955d3', operation='UPDATE OR DELETE', pgid='pgtrigger_return_is_kept_bf88c', table='ratings_return', when='BEFORE')),
                    Trigger(name='return_answered_is_kept', sql=UpsertTriggerSql(
                        func=(
                            "IF (OLD.answered_at IS NOT NULL) AND (TG_OP = 'DELETE' OR (to_jsonb(OLD)) IS DISTINCT FROM "
                            "(to_jsonb(NEW))) THEN RAISE EXCEPTION 'return_answered_is_kept' USING ERRCODE = "
                            "'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='35af71686acf8bdc1b0fba4c5ae311f2c8bfab96', operation='UPDATE OR DELETE', pgid='pgtrigger_return_answered_is_kept_bf107', table='ratings_return', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='ReturnItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=250, verbose_name='what')),
                ('why', models.CharField(max_length=500, verbose_name='why')),
                ('returned', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='ratings.return', verbose_name='return')),
            ],
            options={
                'verbose_name': 'item to complete',
                'verbose_name_plural': 'items to complete',
                'ordering': ['pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('what', ''), _negated=True), models.Q(('why', ''), _negated=True)), name='return_item_says_what_and_why', violation_error_message='Say what is to be completed, and why.'),
                ],
                'triggers': [
                    Trigger(name='return_item_is_kept', sql=UpsertTriggerSql(
                        func=(
                            "IF (TRUE) AND (TG_OP = 'DELETE' OR (to_jsonb(OLD)) IS DISTINCT FROM (to_jsonb(NEW))) THEN "
                            "RAISE EXCEPTION 'return_item_is_kept' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='5a8cfe53ffdc618e122474a5c9759a389bb93e2a', operation='UPDATE OR DELETE', pgid='pgtrigger_return_item_is_kept_1d345', table='ratings_returnitem', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='HandingBack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=500, verbose_name='reason')),
                ('due_on', models.DateField(verbose_name='last day for the province')),
                ('letter_number', models.CharField(blank=True, max_length=60, verbose_name='number of the letter')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='at')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('dossier', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='handing_back', to='ratings.dossier', verbose_name='dossier')),
            ],
            options={
                'verbose_name': 'handing back to the province',
                'verbose_name_plural': 'handings back to provinces',
                'ordering': ['pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='handing_back_has_a_reason', violation_error_message='Give a reason.'),
                ],
                'triggers': [
                    Trigger(name='handing_back_is_kept', sql=UpsertTriggerSql(
                        func=(
                            "IF (TRUE) AND (TG_OP = 'DELETE' OR (to_jsonb(OLD)) IS DISTINCT FROM (to_jsonb(NEW))) THEN "
                            "RAISE EXCEPTION 'handing_back_is_kept' USING ERRCODE = 'check_violation'; END IF; RETURN "
                            'COALESCE(NEW, OLD);'
                        ),
                        hash='b3954ee3ce7f184a0c3fcee6f6e4e55e9dcf2a45', operation='UPDATE OR DELETE', pgid='pgtrigger_handing_back_is_kept_5cdb6', table='ratings_handingback', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='CommuneReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('signed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='signed at')),
                ('material_claim', models.TextField(blank=True, verbose_name='local material, as the producer says')),
                ('material_finding', models.TextField(blank=True, verbose_name='local material, as the commune finds')),
                ('labour_claim', models.TextField(blank=True, verbose_name='local labour, as the producer says')),
                ('labour_finding', models.TextField(blank=True, verbose_name='local labour, as the commune finds')),
                ('idea_claim', models.TextField(blank=True, verbose_name='origin of the idea, as the producer says')),
                ('idea_finding', models.TextField(blank=True, verbose_name='origin of the idea, as the commune finds')),
                ('identity_claim', models.TextField(blank=True, verbose_name='local identity, as the producer says')),
                ('identity_finding', models.TextField(blank=True, verbose_name='local identity, as the commune finds')),
                ('met_on', models.DateField(blank=True, help_text='If the commune held a meeting.', null=True, verbose_name='meeting held on')),
                ('letter_number', models.CharField(blank=True, max_length=60, verbose_name='number of the request letter')),
                ('letter_on', models.DateField(blank=True, null=True, verbose_name='date of the request letter')),
                ('samples', models.PositiveSmallIntegerField(default=5, help_text='Five of every product; none for tourism services.', verbose_name='samples sent')),
                ('signed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='signed by')),
                ('dossier', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='commune_report', to='ratings.dossier', verbose_name='dossier')),
            ],
            options={
                'verbose_name': "commune's report",
                'verbose_name_plural': "communes' reports",
                'ordering': ['pk'],
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('signed_at', None), ('signed_by', None)), models.Q(('signed_at__isnull', False), ('signed_by__isnull', False), models.Q(('material_finding', ''), _negated=True), models.Q(('labour_finding', ''), _negated=True), models.Q(('idea_finding', ''), _negated=True), models.Q(('identity_finding', ''), _negated=True)), _connector='OR'), name='commune_report_signed_whole', violation_error_message='Fill in every content before signing.'),
                ],
                'triggers': [
                    Trigger(name='count_version', sql=UpsertTriggerSql(
                        func='NEW.version = OLD.version + 1; RETURN NEW;',
                        hash='69b480beb822080461dc1156ec8977b76c8bd811', operation='UPDATE', pgid='pgtrigger_count_version_78649', table='ratings_communereport', when='BEFORE')),
                    Trigger(name='commune_report_signed', sql=UpsertTriggerSql(
                        func=(
                            "IF (OLD.signed_at IS NOT NULL) AND (TG_OP = 'DELETE' OR (to_jsonb(OLD)) IS DISTINCT FROM "
                            "(to_jsonb(NEW))) THEN RAISE EXCEPTION 'commune_report_signed' USING ERRCODE = "
                            "'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='cab5d0a717811fad48cc3a0d71de6467af193ced', operation='UPDATE OR DELETE', pgid='pgtrigger_commune_report_signed_d39e3', table='ratings_communereport', when='BEFORE')),
                    Trigger(name='commune_report_while_with_the_commune', sql=UpsertTriggerSql(
                        func=(
                            'IF NOT EXISTS (SELECT 1 FROM ratings_dossier WHERE id = NEW.dossier_id AND state = '
                            "'filed') THEN RAISE EXCEPTION 'commune_report_while_with_the_commune' USING ERRCODE = "
                            "'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='e8e2e6ea9aa02f7f74450c7340892530fd3e5e43', operation='INSERT OR UPDATE', pgid='pgtrigger_commune_report_while_with_the_commune_c11b9', table='ratings_communereport', when='BEFORE')),
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_communereportevent" ("dossier_id", "id", "idea_claim", "idea_finding", "identity_claim", "identity_finding", "labour_claim", "labour_finding", "letter_number", "letter_on", "material_claim", "material_finding", "met_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "samples", "signed_at", "signed_by_id", "version") VALUES (NEW."dossier_id", NEW."id", NEW."idea_claim", NEW."idea_finding", NEW."identity_claim", NEW."identity_finding", NEW."labour_claim", NEW."labour_finding", NEW."letter_number", NEW."letter_on", NEW."material_claim", NEW."material_finding", NEW."met_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."samples", NEW."signed_at", NEW."signed_by_id", NEW."version"); RETURN NULL;',
                        hash='51996fd105c30e70303b9058255f8598964c0580', operation='INSERT', pgid='pgtrigger_insert_insert_6a7ee', table='ratings_communereport', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)',
                        func='INSERT INTO "ratings_communereportevent" ("dossier_id", "id", "idea_claim", "idea_finding", "identity_claim", "identity_finding", "labour_claim", "labour_finding", "letter_number", "letter_on", "material_claim", "material_finding", "met_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "samples", "signed_at", "signed_by_id", "version") VALUES (NEW."dossier_id", NEW."id", NEW."idea_claim", NEW."idea_finding", NEW."identity_claim", NEW."identity_finding", NEW."labour_claim", NEW."labour_finding", NEW."letter_number", NEW."letter_on", NEW."material_claim", NEW."material_finding", NEW."met_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."samples", NEW."signed_at", NEW."signed_by_id", NEW."version"); RETURN NULL;',
                        hash='9296625ec18d5efc4c900e12442ba5f09a6d3480', operation='UPDATE', pgid='pgtrigger_update_update_f1f0c', table='ratings_communereport', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_communereportevent" ("dossier_id", "id", "idea_claim", "idea_finding", "identity_claim", "identity_finding", "labour_claim", "labour_finding", "letter_number", "letter_on", "material_claim", "material_finding", "met_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "samples", "signed_at", "signed_by_id", "version") VALUES (OLD."dossier_id", OLD."id", OLD."idea_claim", OLD."idea_finding", OLD."identity_claim", OLD."identity_finding", OLD."labour_claim", OLD."labour_finding", OLD."letter_number", OLD."letter_on", OLD."material_claim", OLD."material_finding", OLD."met_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."samples", OLD."signed_at", OLD."signed_by_id", OLD."version"); RETURN NULL;',
                        hash='06009988c4316e239e3d1759a057aafa5e683644', operation='DELETE', pgid='pgtrigger_delete_delete_aeaf2', table='ratings_communereport', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='CommuneReportEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('signed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='signed at')),
                ('material_claim', models.TextField(blank=True, verbose_name='local material, as the producer says')),
                ('material_finding', models.TextField(blank=True, verbose_name='local material, as the commune finds')),
                ('labour_claim', models.TextField(blank=True, verbose_name='local labour, as the producer says')),
                ('labour_finding', models.TextField(blank=True, verbose_name='local labour, as the commune finds')),
                ('idea_claim', models.TextField(blank=True, verbose_name='origin of the idea, as the producer says')),
                ('idea_finding', models.TextField(blank=True, verbose_name='origin of the idea, as the commune finds')),
                ('identity_claim', models.TextField(blank=True, verbose_name='local identity, as the producer says')),
                ('identity_finding', models.TextField(blank=True, verbose_name='local identity, as the commune finds')),
                ('met_on', models.DateField(blank=True, help_text='If the commune held a meeting.', null=True, verbose_name='meeting held on')),
                ('letter_number', models.CharField(blank=True, max_length=60, verbose_name='number of the request letter')),
                ('letter_on', models.DateField(blank=True, null=True, verbose_name='date of the request letter')),
                ('samples', models.PositiveSmallIntegerField(default=5, help_text='Five of every product; none for tourism services.', verbose_name='samples sent')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='ratings.communereport')),
                ('signed_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='signed by')),
                ('dossier', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ratings.dossier', verbose_name='dossier')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='53304e0f9de0da5fa8923c6d7a35cf51f5e51f35', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_717cb', table='ratings_communereportevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='AdvisoryReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('signed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='signed at')),
                ('visited_on', models.DateField(blank=True, null=True, verbose_name='visited on')),
                ('visit_notes', models.TextField(blank=True, verbose_name='notes of the visit')),
                ('tests', models.TextField(blank=True, verbose_name='further tests')),
                ('conclusion', models.TextField(blank=True, verbose_name='what the team advises')),
                ('signed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='signed by')),
                ('dossier', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='advisory_report', to='ratings.dossier', verbose_name='dossier')),
            ],
            options={
                'verbose_name': 'report of the advisory team',
                'verbose_name_plural': 'reports of the advisory team',
                'ordering': ['pk'],
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('signed_at', None), ('signed_by', None)), models.Q(('signed_at__isnull', False), ('signed_by__isnull', False), models.Q(('conclusion', ''), _negated=True)), _connector='OR'), name='advisory_report_signed_whole', violation_error_message='Fill in every content before signing.'),
                ],
                'triggers': [
                    Trigger(name='count_version', sql=UpsertTriggerSql(
                        func='NEW.version = OLD.version + 1; RETURN NEW;',
                        hash='d6d2ff05bfdd7451898be12b417eec7d4f10d0f2', operation='UPDATE', pgid='pgtrigger_count_version_547be', table='ratings_advisoryreport', when='BEFORE')),
                    Trigger(name='advisory_report_signed', sql=UpsertTriggerSql(
                        func=(
                            "IF (OLD.signed_at IS NOT NULL) AND (TG_OP = 'DELETE' OR (to_jsonb(OLD)) IS DISTINCT FROM "
                            "(to_jsonb(NEW))) THEN RAISE EXCEPTION 'advisory_report_signed' USING ERRCODE = "
                            "'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='a04f5bdfa0d69afe293eddd5f2fe2ebbbe8316d7', operation='UPDATE OR DELETE', pgid='pgtrigger_advisory_report_signed_27338', table='ratings_advisoryreport', when='BEFORE')),
                    Trigger(name='advisory_report_while_with_the_team', sql=UpsertTriggerSql(
                        func=(
                            'IF NOT EXISTS (SELECT 1 FROM ratings_dossier WHERE id = NEW.dossier_id AND state = '
                            "'advisory') THEN RAISE EXCEPTION 'advisory_report_while_with_the_team' USING ERRCODE = "
                            "'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='777cf6e3e88281dbd63ac14b255c2d2233160b90', operation='INSERT OR UPDATE', pgid='pgtrigger_advisory_report_while_with_the_team_36810', table='ratings_advisoryreport', when='BEFORE')),
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_advisoryreportevent" ("conclusion", "dossier_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_at", "signed_by_id", "tests", "version", "visit_notes", "visited_on") VALUES (NEW."conclusion", NEW."dossier_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."signed_at", NEW."signed_by_id", NEW."tests", NEW."version", NEW."visit_notes", NEW."visited_on"); RETURN NULL;',
                        hash='a578a41598e8670e88af8134bc8c0feab668094d', operation='INSERT', pgid='pgtrigger_insert_insert_c43b5', table='ratings_advisoryreport', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)',
                        func='INSERT INTO "ratings_advisoryreportevent" ("conclusion", "dossier_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_at", "signed_by_id", "tests", "version", "visit_notes", "visited_on") VALUES (NEW."conclusion", NEW."dossier_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."signed_at", NEW."signed_by_id", NEW."tests", NEW."version", NEW."visit_notes", NEW."visited_on"); RETURN NULL;',
                        hash='b27081e4bac008c3b5b2f4514149b307e9b372b0', operation='UPDATE', pgid='pgtrigger_update_update_15b21', table='ratings_advisoryreport', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_advisoryreportevent" ("conclusion", "dossier_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_at", "signed_by_id", "tests", "version", "visit_notes", "visited_on") VALUES (OLD."conclusion", OLD."dossier_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."signed_at", OLD."signed_by_id", OLD."tests", OLD."version", OLD."visit_notes", OLD."visited_on"); RETURN NULL;',
                        hash='b0912b4cf2753db8f2965bac0a099a0bb9f97bc8', operation='DELETE', pgid='pgtrigger_delete_delete_5629f', table='ratings_advisoryreport', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='AdvisoryReportEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('signed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='signed at')),
                ('visited_on', models.DateField(blank=True, null=True, verbose_name='visited on')),
                ('visit_notes', models.TextField(blank=True, verbose_name='notes of the visit')),
                ('tests', models.TextField(blank=True, verbose_name='further tests')),
                ('conclusion', models.TextField(blank=True, verbose_name='what the team advises')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='ratings.advisoryreport')),
                ('signed_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='signed by')),
                ('dossier', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ratings.dossier', verbose_name='dossier')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='0c0a2cb8ea20fce0fef0c8e4872b86a81bd8618e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bb8a2', table='ratings_advisoryreportevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='AgencyReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('signed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='signed at')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='number of the report')),
                ('checked', models.TextField(blank=True, help_text='The papers, and what has changed since the recognition.', verbose_name='what was checked')),
                ('visited_on', models.DateField(blank=True, null=True, verbose_name='visited on')),
                ('site_check', models.TextField(blank=True, help_text='What it found, or why there was none: it is for large changes of scale and for proof that is not clear.', verbose_name='check on site')),
                ('conclusion', models.TextField(blank=True, verbose_name='conclusion and proposal')),
                ('dossier', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='agency_report', to='ratings.dossier', verbose_name='dossier')),
                ('signed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='signed by')),
            ],
            options={
                'verbose_name': 'report of the provincial OCOP agency',
                'verbose_name_plural': 'reports of provincial OCOP agencies',
                'ordering': ['pk'],
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('signed_at', None), ('signed_by', None)), models.Q(('signed_at__isnull', False), ('signed_by__isnull', False), models.Q(('checked', ''), _negated=True), models.Q(('site_check', ''), _negated=True), models.Q(('conclusion', ''), _negated=True)), _connector='OR'), name='agency_report_signed_whole', violation_error_message='Fill in every content before signing.'),
                ],
                'triggers': [
                    Trigger(name='count_version', sql=UpsertTriggerSql(
                        func='NEW.version = OLD.version + 1; RETURN NEW;',
                        hash='4e19911c99c0deb3c20b1106a98c339f384da1cc', operation='UPDATE', pgid='pgtrigger_count_version_fd261', table='ratings_agencyreport', when='BEFORE')),
                    Trigger(name='agency_report_signed', sql=UpsertTriggerSql(
                        func=(
                            'IF (OLD.signed_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ratings_dossier o WHERE o.id = '
                            "OLD.dossier_id AND o.state = 'checking' AND o.since > OLD.signed_at)) AND (TG_OP = "
                            "'DELETE' OR (to_jsonb(OLD)) IS DISTINCT FROM (to_jsonb(NEW))) THEN RAISE EXCEPTION "
                            "'agency_report_signed' USING ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, "
                            'OLD);'
                        ),
                        hash='43718ae84a31895ee07307262ab120becef0fdb6', operation='UPDATE OR DELETE', pgid='pgtrigger_agency_report_signed_653d2', table='ratings_agencyreport', when='BEFORE')),
                    Trigger(name='agency_report_signed_by_the_agency', sql=UpsertTriggerSql(
                        func=(
                            'IF NEW.signed_by_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ratings_dossier o JOIN '
                            'products_product p ON p.id = o.product_id JOIN producers_producer m ON m.id = '
                            'p.producer_id JOIN ocop_place l ON l.id = m.place_id JOIN ocop_user u ON u.id = '
                            "NEW.signed_by_id AND u.role = 'provincial_officer' AND u.place_id = l.province_id WHERE "
                            "o.id = NEW.dossier_id) THEN RAISE EXCEPTION 'agency_report_signed_by_the_agency' USING "
                            "ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='56fd541d0f316b4f9d6303c387a8a5790be22794', operation='INSERT OR UPDATE', pgid='pgtrigger_agency_report_signed_by_the_agency_7946e', table='ratings_agencyreport', when='BEFORE')),
                    Trigger(name='agency_report_on_five_stars_again', sql=UpsertTriggerSql(
                        func=(
                            'IF NOT EXISTS (SELECT 1 FROM ratings_dossier o JOIN ratings_recognition r ON r.id = '
                            "o.builds_on_id WHERE o.id = NEW.dossier_id AND o.state = 'checking' AND o.kind = 'renewal' "
                            'AND o.forwarded_from_id IS NULL AND o.evaluates_anew_id IS NULL AND r.stars = 5 AND '
                            "r.issued_on <= (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AND "
                            "COALESCE(r.extended_until, r.expires_on) > (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date "
                            "AND COALESCE(r.withdrawn_on, 'infinity') > (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date "
                            "AND COALESCE(r.superseded_on, 'infinity') > (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date) "
                            "THEN RAISE EXCEPTION 'agency_report_on_five_stars_again' USING ERRCODE = "
                            "'check_violation'; END IF; RETURN COALESCE(NEW, OLD);"
                        ),
                        hash='33d3e95a65da55c6e3c3f63e5f7c652ff0ef10ee', operation='INSERT OR UPDATE', pgid='pgtrigger_agency_report_on_five_stars_again_7b682', table='ratings_agencyreport', when='BEFORE')),
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_agencyreportevent" ("checked", "conclusion", "dossier_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_at", "signed_by_id", "site_check", "version", "visited_on") VALUES (NEW."checked", NEW."conclusion", NEW."dossier_id", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."signed_at", NEW."signed_by_id", NEW."site_check", NEW."version", NEW."visited_on"); RETURN NULL;',
                        hash='b4dd7bbf03d82735440ba49cecf2fdd8dccdc45f', operation='INSERT', pgid='pgtrigger_insert_insert_caa20', table='ratings_agencyreport', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)',
                        func='INSERT INTO "ratings_agencyreportevent" ("checked", "conclusion", "dossier_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_at", "signed_by_id", "site_check", "version", "visited_on") VALUES (NEW."checked", NEW."conclusion", NEW."dossier_id", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."signed_at", NEW."signed_by_id", NEW."site_check", NEW."version", NEW."visited_on"); RETURN NULL;',
                        hash='3aac47964e7a724d8ab318d333811d55d8110e39', operation='UPDATE', pgid='pgtrigger_update_update_63860', table='ratings_agencyreport', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "ratings_agencyreportevent" ("checked", "conclusion", "dossier_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_at", "signed_by_id", "site_check", "version", "visited_on") VALUES (OLD."checked", OLD."conclusion", OLD."dossier_id", OLD."id", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."signed_at", OLD."signed_by_id", OLD."site_check", OLD."version", OLD."visited_on"); RETURN NULL;',
                        hash='b4c79cd97935004ede207df63e44aec9f2bf0d92', operation='DELETE', pgid='pgtrigger_delete_delete_5f7c2', table='ratings_agencyreport', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='AgencyReportEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('signed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='signed at')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='number of the report')),
                ('checked', models.TextField(blank=True, help_text='The papers, and what has changed since the recognition.', verbose_name='what was checked')),
                ('visited_on', models.DateField(blank=True, null=True, verbose_name='visited on')),
                ('site_check', models.TextField(blank=True, help_text='What it found, or why there was none: it is for large changes of scale and for proof that is not clear.', verbose_name='check on site')),
                ('conclusion', models.TextField(blank=True, verbose_name='conclusion and proposal')),
                ('dossier', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ratings.dossier', verbose_name='dossier')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='ratings.agencyreport')),
                ('signed_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='signed by')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='cb72584c409b18f495cb0d3a53d8c814b9c56308', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ba085', table='ratings_agencyreportevent', when='BEFORE')),
                ],
            },
        ),
    ]
