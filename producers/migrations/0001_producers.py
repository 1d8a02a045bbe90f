"""Producers, with members, revenue, support, and the events and deals of trade."""

import datetime
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions

from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from pgtrigger.compiler import Trigger, UpsertTriggerSql


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('producers', '0001_tables'),
        ('producers', '0002_name_key'),
        ('producers', '0003_public_names'),
        ('producers', '0004_name_the_last_day'),
        ('producers', '0005_names_as_read'),
        ('producers', '0006_days_and_years_that_can_be'),
        ('producers', '0007_history_of_more'),
    ]

    dependencies = [
        ('ocop', '0001_places_and_accounts'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Producer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=250, verbose_name='name')),
                ('name_key', models.GeneratedField(db_persist=True, expression=models.Func('name', function='fold', output_field=models.TextField()), output_field=models.TextField())),
                ('name_order', models.GeneratedField(db_persist=True, expression=models.Func('name', function='vi_key', output_field=models.TextField()), output_field=models.TextField(db_collation='C'))),
                ('name_en', models.CharField(blank=True, max_length=250, verbose_name='name in English')),
                ('legal_form', models.CharField(choices=[('cooperative', 'Cooperative'), ('cooperative_group', 'Cooperative group'), ('limited_company', 'Limited liability company'), ('joint_stock_company', 'Joint-stock company'), ('private_enterprise', 'Private enterprise'), ('farm', 'Farm'), ('business_household', 'Household business'), ('household', 'Producing household'), ('association', 'Association or centre (tourism)'), ('other', 'Other or not known')], default='other', max_length=20, verbose_name='legal form')),
                ('tax_number', models.CharField(blank=True, error_messages={'unique': 'Another producer is registered with this tax number.'}, max_length=14, null=True, unique=True, validators=[django.core.validators.RegexValidator('^\\d{10}(-\\d{3})?$|^\\d{12}$', 'Ten digits, ten digits with -001, or twelve digits.')], verbose_name='tax or registration number')),
                ('address_line', models.CharField(blank=True, max_length=250, verbose_name='house, street, village')),
                ('latitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='latitude')),
                ('longitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='longitude')),
                ('representative', models.CharField(blank=True, max_length=120, verbose_name='legal representative')),
                ('led_by_woman', models.BooleanField(blank=True, null=True, verbose_name='represented by a woman')),
                ('led_by_minority', models.BooleanField(blank=True, null=True, verbose_name='represented by a member of an ethnic minority')),
                ('led_by_disabled', models.BooleanField(blank=True, null=True, verbose_name='represented by a person with a disability')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='telephone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('contacts_released', models.BooleanField(default=False, help_text="Only with the producer's consent.", verbose_name='contacts may be shown')),
                ('founded_on', models.DateField(blank=True, null=True, verbose_name='founded on')),
                ('workers', models.PositiveIntegerField(blank=True, null=True, verbose_name='workers')),
                ('local_workers', models.PositiveIntegerField(blank=True, null=True, verbose_name='workers from the commune')),
                ('story', models.TextField(blank=True, verbose_name='about the producer')),
                ('story_en', models.TextField(blank=True, verbose_name='about the producer, in English')),
                ('source', models.CharField(blank=True, help_text='Where the record comes from.', max_length=500, verbose_name='source')),
                ('former_place', models.ForeignKey(blank=True, help_text='As it stands in papers from before 1 July 2025.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='former_producers', to='ocop.place', verbose_name='former commune or district')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='producers', to='ocop.place', verbose_name='commune')),
            ],
            options={
                'verbose_name': 'producer',
                'verbose_name_plural': 'producers',
                'ordering': ['name_order', 'pk'],
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('legal_form__in', ['cooperative', 'cooperative_group', 'limited_company', 'joint_stock_company', 'private_enterprise', 'farm', 'business_household', 'household', 'association', 'other'])), name='producer_legal_form_known', violation_error_message='Choose a legal form from the list.'),
                    models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='producer_has_a_name', violation_error_message="Write the producer's name."),
                    models.CheckConstraint(condition=models.Q(('tax_number', ''), _negated=True), name='producer_tax_number_not_blank', violation_error_message='Leave the tax number out rather than blank.'),
                    models.CheckConstraint(condition=models.Q(('local_workers', None), ('workers', None), ('local_workers__lte', models.F('workers')), _connector='OR'), name='producer_local_workers_among_workers', violation_error_message='There are more workers from the commune than workers.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('latitude', None), ('longitude', None)), models.Q(('latitude__isnull', False), ('longitude__isnull', False)), _connector='OR'), name='producer_point_is_whole', violation_error_message='A point needs both latitude and longitude.'),
                ],
                'indexes': [
                    django.contrib.postgres.indexes.GinIndex(fields=['name_key'], name='producer_name_trigram', opclasses=['gin_trgm_ops']),
                    models.Index(fields=['name_key'], name='producer_name_key', opclasses=['text_pattern_ops']),
                ],
                'triggers': [
                    Trigger(name='count_version', sql=UpsertTriggerSql(
                        func='NEW.version = OLD.version + 1; RETURN NEW;',
                        hash='8e75a988137dc40b263f176c5c4ab626e145cc5f', operation='UPDATE', pgid='pgtrigger_count_version_c678f', table='producers_producer', when='BEFORE')),
                    Trigger(name='producer_name_is_public', sql=UpsertTriggerSql(
                        func=(
                            'IF (NEW.name IS DISTINCT FROM OLD.name AND normalize(translate(normalize(NEW.name, NFKC), '
                            "U&'\\+000410\\+000412\\+000415\\+000405\\+000417\\+000406\\+000408\\+00041A\\+00041C\\+00041D\\+00041E\\+000420\\+000421\\+000422\\+000425\\+000430\\+000435\\+000455\\+000456\\+000458\\+00043E\\+00043A\\+000440\\+000441\\+000442\\+000443\\+000445\\+0003BD\\+0003BF\\+0003B1\\+0003B9\\+0003C4\\+0003BA\\+000391\\+000392\\+000395\\+000396\\+000397\\+000399\\+00039A\\+00039C\\+00039D\\+00039F\\+0003A1\\+0003A4\\+0003A5\\+0003A7\\+002010\\+002011\\+002012\\+002013\\+002014\\+002015\\+002212\\+002043\\+00FE63\\+00FF0D\\+0002D7\\+002E3A\\+0000B7\\+002022\\+002219\\+0022C5\\+002027\\+0030FB\\+003002\\+00FF0E\\+002024\\+00FF0C\\+003001\\+00066B\\+00066C\\+00FF3F\\+00203F\\+002217\\+00204E\\+00066D\\+002731\\+002732\\+00273B\\+00FE61\\+000660\\+000661\\+000662\\+000663\\+000664\\+000665\\+000666\\+000667\\+000668\\+000669\\+0006F0\\+0006F1\\+0006F2\\+0006F3\\+0006F4\\+0006F5\\+0006F6\\+0006F7\\+0006F8\\+0006F9\\+000966\\+000967\\+000968\\+000969\\+00096A\\+00096B\\+00096C\\+00096D\\+00096E\\+00096F\\+000E50\\+000E51\\+000E52\\+000E53\\+000E54\\+000E55\\+000E56\\+000E57\\+000E58\\+000E59\\+000ED0\\+000ED1\\+000ED2\\+000ED3\\+000ED4\\+000ED5\\+000ED6\\+000ED7\\+000ED8\\+000ED9\\+0017E0\\+0017E1\\+0017E2\\+0017E3\\+0017E4\\+0017E5\\+0017E6\\+0017E7\\+0017E8\\+0017E9\\+002776\\+002777\\+002778\\+002779\\+00277A\\+00277B\\+00277C\\+00277D\\+00277E\\+002780\\+002781\\+002782\\+002783\\+002784\\+002785\\+002786\\+002787\\+002788\\+00278A\\+00278B\\+00278C\\+00278D\\+00278E\\+00278F\\+002790\\+002791\\+002792\\+0024F5\\+0024F6\\+0024F7\\+0024F8\\+0024F9\\+0024FA\\+0024FB\\+0024FC\\+0024FD\\+0000AD\\+00034F\\+00061C\\+00115F\\+001160\\+00180E\\+003164\\+00FEFF\\+00FFA0\\+00200B\\+00200C\\+00200D\\+00200E\\+00200F\\+00202A\\+00202B\\+00202C\\+00202D\\+00202E\\+002060\\+002061\\+002062\\+002063\\+002064\\+002065\\+002066\\+002067\\+002068\\+002069\\+00206A\\+00206B\\+00206C\\+00206D\\+00206E\\+00206F\\+00FE00\\+00FE01\\+00FE02\\+00FE03\\+00FE04\\+00FE05\\+00FE06\\+00FE07\\+00FE08\\+00FE09\\+00FE0A\\+00FE0B\\+00FE0C\\+00FE0D\\+00FE0E\\+00FE0F', "
                            "'ABES3IJKMHOPCTXaesijokpctyxvoaitkABEZHIKMNOPTYX------------.........,,,,__*******012345678901234567890123456789012345678901234567890123456789123456789123456789123456789123456789'), "
                            'NFKC) ~ '
                            "'(?<![0-9])(?:[+]?\\s*84|00\\s*84|0)(?:[\\s.,_()/-]*[0-9]){9,10}(?![0-9])|(?<![0-9])(?:[0-9]{9}|[0-9]{12}|[0-9]{3}(?:[\\s._][0-9]{3}){2}|[0-9]{3}(?:[\\s._-][0-9]{3}){3}|0(?:[\\s._-]?[0-9]){11})(?![0-9])') "
                            'OR (NEW.name_en IS DISTINCT FROM OLD.name_en AND '
                            'normalize(translate(normalize(NEW.name_en, NFKC), '
                            "U&'\\+000410\\+000412\\+000415\\+000405\\+000417\\+000406\\+000408\\+00041A\\+00041C\\+00041D\\+00041E\\+000420\\+000421\\+000422\\+000425\\+000430\\+000435\\+000455\\+000456\\+000458\\+00043E\\+00043A\\+000440\\+000441\\+000442\\+000443\\+000445\\+0003BD\\+0003BF\\+0003B1\\+0003B9\\+0003C4\\+0003BA\\+000391\\+000392\\+000395\\+000396\\+000397\\+000399\\+00039A\\+00039C\\+00039D\\+00039F\\+0003A1\\+0003A4\\+0003A5\\+0003A7\\+002010\\+002011\\+002012\\+002013\\+002014\\+002015\\+002212\\+002043\\+00FE63\\+00FF0D\\+0002D7\\+002E3A\\+0000B7\\+002022\\+002219\\+0022C5\\+002027\\+0030FB\\+003002\\+00FF0E\\+002024\\+00FF0C\\+003001\\+00066B\\+00066C\\+00FF3F\\+00203F\\+002217\\+00204E\\+00066D\\+002731\\+002732\\+00273B\\+00FE61\\+000660\\+000661\\+000662\\+000663\\+000664\\+000665\\+000666\\+000667\\+000668\\+000669\\+0006F0\\+0006F1\\+0006F2\\+0006F3\\+0006F4\\+0006F5\\+0006F6\\+0006F7\\+0006F8\\+0006F9\\+000966\\+000967\\+000968\\+000969\\+00096A\\+00096B\\+00096C\\+00096D\\+00096E\\+00096F\\+000E50\\+000E51\\+000E52\\+000E53\\+000E54\\+000E55\\+000E56\\+000E57\\+000E58\\+000E59\\+000ED0\\+000ED1\\+000ED2\\+000ED3\\+000ED4\\+000ED5\\+000ED6\\+000ED7\\+000ED8\\+000ED9\\+0017E0\\+0017E1\\+0017E2\\+0017E3\\+0017E4\\+0017E5\\+0017E6\\+0017E7\\+0017E8\\+0017E9\\+002776\\+002777\\+002778\\+002779\\+00277A\\+00277B\\+00277C\\+00277D\\+00277E\\+002780\\+002781\\+002782\\+002783\\+002784\\+002785\\+002786\\+002787\\+002788\\+00278A\\+00278B\\+00278C\\+00278D\\+00278E\\+00278F\\+002790\\+002791\\+002792\\+0024F5\\+0024F6\\+0024F7\\+0024F8\\+0024F9\\+0024FA\\+0024FB\\+0024FC\\+0024FD\\+0000AD\\+00034F\\+00061C\\+00115F\\+001160\\+00180E\\+003164\\+00FEFF\\+00FFA0\\+00200B\\+00200C\\+00200D\\+00200E\\+00200F\\+00202A\\+00202B\\+00202C\\+00202D\\+00202E\\+002060\\+002061\\+002062\\+002063\\+002064\\+002065\\+002066\\+002067\\+002068\\+002069\\+00206A\\+00206B\\+00206C\\+00206D\\+00206E\\+00206F\\+00FE00\\+00FE01\\+00FE02\\+00FE03\\+00FE04\\+00FE05\\+00FE06\\+00FE07\\+00FE08\\+00FE09\\+00FE0A\\+00FE0B\\+00FE0C\\+00FE0D\\+00FE0E\\+00FE0F', "
                            "'ABES3IJKMHOPCTXaesijokpctyxvoaitkABEZHIKMNOPTYX------------.........,,,,__*******012345678901234567890123456789012345678901234567890123456789123456789123456789123456789123456789'), "
                            'NFKC) ~ '
                            "'(?<![0-9])(?:[+]?\\s*84|00\\s*84|0)(?:[\\s.,_()/-]*[0-9]){9,10}(?![0-9])|(?<![0-9])(?:[0-9]{9}|[0-9]{12}|[0-9]{3}(?:[\\s._][0-9]{3}){2}|[0-9]{3}(?:[\\s._-][0-9]{3}){3}|0(?:[\\s._-]?[0-9]){11})(?![0-9])') "
                            "THEN RAISE EXCEPTION 'producer_name_is_public' USING ERRCODE = 'check_violation'; END IF; "
                            'RETURN NEW;'
                        ),
                        hash='b4dff5517f6fbb14c3dcdcc7bf927e8934127019', operation='INSERT OR UPDATE', pgid='pgtrigger_producer_name_is_public_9a5a6', table='producers_producer', when='BEFORE')),
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "producers_producerevent" ("address_line", "contacts_released", "email", "former_place_id", "founded_on", "id", "latitude", "led_by_disabled", "led_by_minority", "led_by_woman", "legal_form", "local_workers", "longitude", "name", "name_en", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "place_id", "representative", "source", "story", "story_en", "tax_number", "version", "website", "workers") VALUES (NEW."address_line", NEW."contacts_released", NEW."email", NEW."former_place_id", NEW."founded_on", NEW."id", NEW."latitude", NEW."led_by_disabled", NEW."led_by_minority", NEW."led_by_woman", NEW."legal_form", NEW."local_workers", NEW."longitude", NEW."name", NEW."name_en", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."place_id", NEW."representative", NEW."source", NEW."story", NEW."story_en", NEW."tax_number", NEW."version", NEW."website", NEW."workers"); RETURN NULL;',
                        hash='4434f527899333e6c8b4b8af46ad5dcb3c2d6922', operation='INSERT', pgid='pgtrigger_insert_insert_3f3e9', table='producers_producer', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)',
                        func='INSERT INTO "producers_producerevent" ("address_line", "contacts_released", "email", "former_place_id", "founded_on", "id", "latitude", "led_by_disabled", "led_by_minority", "led_by_woman", "legal_form", "local_workers", "longitude", "name", "name_en", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "place_id", "representative", "source", "story", "story_en", "tax_number", "version", "website", "workers") VALUES (NEW."address_line", NEW."contacts_released", NEW."email", NEW."former_place_id", NEW."founded_on", NEW."id", NEW."latitude", NEW."led_by_disabled", NEW."led_by_minority", NEW."led_by_woman", NEW."legal_form", NEW."local_workers", NEW."longitude", NEW."name", NEW."name_en", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."place_id", NEW."representative", NEW."source", NEW."story", NEW."story_en", NEW."tax_number", NEW."version", NEW."website", NEW."workers"); RETURN NULL;',
                        hash='54bf7116be15dc241659bf0e2cc99dfb2a82dc11', operation='UPDATE', pgid='pgtrigger_update_update_32873', table='producers_producer', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "producers_producerevent" ("address_line", "contacts_released", "email", "former_place_id", "founded_on", "id", "latitude", "led_by_disabled", "led_by_minority", "led_by_woman", "legal_form", "local_workers", "longitude", "name", "name_en", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "place_id", "representative", "source", "story", "story_en", "tax_number", "version", "website", "workers") VALUES (OLD."address_line", OLD."contacts_released", OLD."email", OLD."former_place_id", OLD."founded_on", OLD."id", OLD."latitude", OLD."led_by_disabled", OLD."led_by_minority", OLD."led_by_woman", OLD."legal_form", OLD."local_workers", OLD."longitude", OLD."name", OLD."name_en", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."place_id", OLD."representative", OLD."source", OLD."story", OLD."story_en", OLD."tax_number", OLD."version", OLD."website", OLD."workers"); RETURN NULL;',
                        hash='3f4ea98a2403f3d7ae43c2d5d90a74327a0b3db7', operation='DELETE', pgid='pgtrigger_delete_delete_80432', table='producers_producer', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='ProducerEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=250, verbose_name='name')),
                ('name_key', models.GeneratedField(db_persist=True, expression=models.Func('name', function='fold', output_field=models.TextField()), output_field=models.TextField())),
                ('name_order', models.GeneratedField(db_persist=True, expression=models.Func('name', function='vi_key', output_field=models.TextField()), output_field=models.TextField(db_collation='C'))),
                ('name_en', models.CharField(blank=True, max_length=250, verbose_name='name in English')),
                ('legal_form', models.CharField(choices=[('cooperative', 'Cooperative'), ('cooperative_group', 'Cooperative group'), ('limited_company', 'Limited liability company'), ('joint_stock_company', 'Joint-stock company'), ('private_enterprise', 'Private enterprise'), ('farm', 'Farm'), ('business_household', 'Household business'), ('household', 'Producing household'), ('association', 'Association or centre (tourism)'), ('other', 'Other or not known')], default='other', max_length=20, verbose_name='legal form')),
                ('tax_number', models.CharField(blank=True, error_messages={'unique': 'Another producer is registered with this tax number.'}, max_length=14, null=True, validators=[django.core.validators.RegexValidator('^\\d{10}(-\\d{3})?$|^\\d{12}$', 'Ten digits, ten digits with -001, or twelve digits.')], verbose_name='tax or registration number')),
                ('address_line', models.CharField(blank=True, max_length=250, verbose_name='house, street, village')),
                ('latitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='latitude')),
                ('longitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='longitude')),
                ('representative', models.CharField(blank=True, max_length=120, verbose_name='legal representative')),
                ('led_by_woman', models.BooleanField(blank=True, null=True, verbose_name='represented by a woman')),
                ('led_by_minority', models.BooleanField(blank=True, null=True, verbose_name='represented by a member of an ethnic minority')),
                ('led_by_disabled', models.BooleanField(blank=True, null=True, verbose_name='represented by a person with a disability')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='telephone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('contacts_released', models.BooleanField(default=False, help_text="Only with the producer's consent.", verbose_name='contacts may be shown')),
                ('founded_on', models.DateField(blank=True, null=True, verbose_name='founded on')),
                ('workers', models.PositiveIntegerField(blank=True, null=True, verbose_name='workers')),
                ('local_workers', models.PositiveIntegerField(blank=True, null=True, verbose_name='workers from the commune')),
                ('story', models.TextField(blank=True, verbose_name='about the producer')),
                ('story_en', models.TextField(blank=True, verbose_name='about the producer, in English')),
                ('source', models.CharField(blank=True, help_text='Where the record comes from.', max_length=500, verbose_name='source')),
                ('former_place', models.ForeignKey(blank=True, db_constraint=False, help_text='As it stands in papers from before 1 July 2025.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ocop.place', verbose_name='former commune or district')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='producers.producer')),
                ('place', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ocop.place', verbose_name='commune')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='37bde9988d143c5255f998c61a29ed0d12044bb0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bb561', table='producers_producerevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='user')),
                ('producer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='producers.producer', verbose_name='producer')),
            ],
            options={
                'verbose_name': 'membership',
                'verbose_name_plural': 'memberships',
                'constraints': [
                    models.UniqueConstraint(fields=('user', 'producer'), name='membership_once', violation_error_message='This user acts for the producer already.'),
                ],
                'triggers': [
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "producers_membershipevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "producer_id", "user_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."producer_id", NEW."user_id"); RETURN NULL;',
                        hash='08cb9b96376d9be0c38605d3ba81ab155a80989e', operation='INSERT', pgid='pgtrigger_insert_insert_24cbf', table='producers_membership', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)',
                        func='INSERT INTO "producers_membershipevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "producer_id", "user_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."producer_id", NEW."user_id"); RETURN NULL;',
                        hash='31720f564ea7644da75fa14d72c8fdeadfef51a2', operation='UPDATE', pgid='pgtrigger_update_update_4e4e4', table='producers_membership', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "producers_membershipevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "producer_id", "user_id") VALUES (OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."producer_id", OLD."user_id"); RETURN NULL;',
                        hash='208329fef997498cc294789dd20102a151ab4709', operation='DELETE', pgid='pgtrigger_delete_delete_8165f', table='producers_membership', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='MembershipEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='producers.membership')),
                ('producer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='producers.producer', verbose_name='producer')),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='09c217d276b33a316f3524256922596b1074f791', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ac8fc', table='producers_membershipevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='Revenue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('domestic', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='sold in Vietnam (đồng)')),
                ('export', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='exported (đồng)')),
                ('source', models.CharField(blank=True, help_text='Where the record comes from.', max_length=500, verbose_name='source')),
                ('producer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revenues', to='producers.producer', verbose_name='producer')),
            ],
            options={
                'verbose_name': 'revenue of a year',
                'verbose_name_plural': 'revenue by year',
                'ordering': ['-year', 'pk'],
                'abstract': False,
                'constraints': [
                    models.UniqueConstraint(fields=('producer', 'year'), name='revenue_once_a_year', violation_error_message='The revenue of this producer in this year is recorded already.'),
                    models.CheckConstraint(condition=models.Q(('domestic', None), ('export', None), _negated=True), name='revenue_says_something', violation_error_message='Write what was sold in Vietnam, exported, or both.'),
                ],
                'triggers': [
                    Trigger(name='count_version', sql=UpsertTriggerSql(
                        func='NEW.version = OLD.version + 1; RETURN NEW;',
                        hash='36aa88fd1e88edfb6afa41622b699490e25a2c79', operation='UPDATE', pgid='pgtrigger_count_version_7661b', table='producers_revenue', when='BEFORE')),
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "producers_revenueevent" ("domestic", "export", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "producer_id", "source", "version", "year") VALUES (NEW."domestic", NEW."export", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."producer_id", NEW."source", NEW."version", NEW."year"); RETURN NULL;',
                        hash='a2b4909d1fc6d815194566a9790e36d5ffd67bc8', operation='INSERT', pgid='pgtrigger_insert_insert_4000e', table='producers_revenue', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)',
                        func='INSERT INTO "producers_revenueevent" ("domestic", "export", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "producer_id", "source", "version", "year") VALUES (NEW."domestic", NEW."export", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."producer_id", NEW."source", NEW."version", NEW."year"); RETURN NULL;',
                        hash='cca4e3048d906e3fd77143cf295429fd49f03250', operation='UPDATE', pgid='pgtrigger_update_update_1a911', table='producers_revenue', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "producers_revenueevent" ("domestic", "export", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "producer_id", "source", "version", "year") VALUES (OLD."domestic", OLD."export", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."producer_id", OLD."source", OLD."version", OLD."year"); RETURN NULL;',
                        hash='345add8ebc1dfdbc9ef1fef3cc9315b01268c313', operation='DELETE', pgid='pgtrigger_delete_delete_34104', table='producers_revenue', when='AFTER')),
                ],
            },
        ),
        # Rows from before may break what is added as not valid; it holds for all that is written from now on.
        AddConstraintNotValid(
            model_name='revenue',
            constraint=models.CheckConstraint(condition=models.Q(('year__gte', 1990), ('year__lte', models.Func(output_field=models.IntegerField(), template="EXTRACT(YEAR FROM now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::integer"))), name='revenue_year_has_come', violation_error_message='Write a year from 1990 to this year.'),
        ),
        migrations.CreateModel(
            name='RevenueEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('domestic', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='sold in Vietnam (đồng)')),
                ('export', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='exported (đồng)')),
                ('source', models.CharField(blank=True, help_text='Where the record comes from.', max_length=500, verbose_name='source')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='producers.revenue')),
                ('producer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='producers.producer', verbose_name='producer')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='7e0045ec8f19f5d92b8f579ace6b6cfe9d77baad', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2a95c', table='producers_revenueevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='Support',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('programme', models.CharField(help_text='For example “OCOP programme” or “industry promotion”.', max_length=250, verbose_name='programme')),
                ('kind', models.CharField(choices=[('workshop', 'Workshop and premises'), ('equipment', 'Equipment and machines'), ('packaging', 'Label and packaging design'), ('training', 'Training'), ('certification', 'Certification fee'), ('traceability', 'Traceability'), ('e_commerce', 'E-commerce'), ('promotion', 'Trade promotion'), ('other', 'Other')], max_length=20, verbose_name='kind')),
                ('content', models.CharField(blank=True, max_length=300, verbose_name='what it was')),
                ('agency', models.CharField(blank=True, help_text='Who gave it.', max_length=200, verbose_name='agency')),
                ('amount', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='amount (đồng)')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('released', models.BooleanField(default=False, help_text="On the producer's page and in the figures of its place.", verbose_name='may be shown in public')),
                ('source', models.CharField(blank=True, help_text='Where the record comes from.', max_length=500, verbose_name='source')),
                ('producer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='support', to='producers.producer', verbose_name='producer')),
            ],
            options={
                'verbose_name': 'support',
                'verbose_name_plural': 'support',
                'ordering': ['-year', 'pk'],
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('kind__in', ['workshop', 'equipment', 'packaging', 'training', 'certification', 'traceability', 'e_commerce', 'promotion', 'other'])), name='support_kind_known', violation_error_message='Choose a kind from the list.'),
                    models.CheckConstraint(condition=models.Q(('programme', ''), _negated=True), name='support_has_a_programme', violation_error_message='Name the programme.'),
                    models.CheckConstraint(condition=models.Q(('amount', None), ('amount__gt', 0), _connector='OR'), name='support_amount_is_something', violation_error_message='Leave the amount out if it is not known.'),
                ],
                'triggers': [
                    Trigger(name='count_version', sql=UpsertTriggerSql(
                        func='NEW.version = OLD.version + 1; RETURN NEW;',
                        hash='52b10b83069ce3073b86e773da2c66a792374015', operation='UPDATE', pgid='pgtrigger_count_version_c078d', table='producers_support', when='BEFORE')),
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "producers_supportevent" ("agency", "amount", "content", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "producer_id", "programme", "released", "source", "version", "year") VALUES (NEW."agency", NEW."amount", NEW."content", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."producer_id", NEW."programme", NEW."released", NEW."source", NEW."version", NEW."year"); RETURN NULL;',
                        hash='132f57f529060232198d8995a57e1286862737ec', operation='INSERT', pgid='pgtrigger_insert_insert_c3fee', table='producers_support', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)',
                        func='INSERT INTO "producers_supportevent" ("agency", "amount", "content", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "producer_id", "programme", "released", "source", "version", "year") VALUES (NEW."agency", NEW."amount", NEW."content", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."producer_id", NEW."programme", NEW."released", NEW."source", NEW."version", NEW."year"); RETURN NULL;',
                        hash='414271819b3f759e2965524798c6ec4b07b803a3', operation='UPDATE', pgid='pgtrigger_update_update_54cf0', table='producers_support', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "producers_supportevent" ("agency", "amount", "content", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "producer_id", "programme", "released", "source", "version", "year") VALUES (OLD."agency", OLD."amount", OLD."content", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."producer_id", OLD."programme", OLD."released", OLD."source", OLD."version", OLD."year"); RETURN NULL;',
                        hash='122594e58ebaea4fef1456ff616e583d88a4ad3c', operation='DELETE', pgid='pgtrigger_delete_delete_3eeaa', table='producers_support', when='AFTER')),
                ],
            },
        ),
        AddConstraintNotValid(
            model_name='support',
            constraint=models.CheckConstraint(condition=models.Q(('year__gte', 1990), ('year__lte', models.Func(output_field=models.IntegerField(), template="EXTRACT(YEAR FROM now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::integer"))), name='support_year_has_come', violation_error_message='Write a year from 1990 to this year.'),
        ),
        migrations.CreateModel(
            name='SupportEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('programme', models.CharField(help_text='For example “OCOP programme” or “industry promotion”.', max_length=250, verbose_name='programme')),
                ('kind', models.CharField(choices=[('workshop', 'Workshop and premises'), ('equipment', 'Equipment and machines'), ('packaging', 'Label and packaging design'), ('training', 'Training'), ('certification', 'Certification fee'), ('traceability', 'Traceability'), ('e_commerce', 'E-commerce'), ('promotion', 'Trade promotion'), ('other', 'Other')], max_length=20, verbose_name='kind')),
                ('content', models.CharField(blank=True, max_length=300, verbose_name='what it was')),
                ('agency', models.CharField(blank=True, help_text='Who gave it.', max_length=200, verbose_name='agency')),
                ('amount', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='amount (đồng)')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('released', models.BooleanField(default=False, help_text="On the producer's page and in the figures of its place.", verbose_name='may be shown in public')),
                ('source', models.CharField(blank=True, help_text='Where the record comes from.', max_length=500, verbose_name='source')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='producers.support')),
                ('producer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='producers.producer', verbose_name='producer')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='f4d94d2ad92760743a23daf5344b73ec46775900', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9950d', table='producers_supportevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='TradeEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('fair', 'Fair'), ('exhibition', 'Exhibition'), ('conference', 'Conference connecting supply and demand'), ('product_week', 'Product week'), ('livestream', 'Livestream sale'), ('mission', 'Trade mission'), ('other', 'Other')], max_length=20, verbose_name='kind')),
                ('name', models.CharField(max_length=250, verbose_name='name')),
                ('name_key', models.GeneratedField(db_persist=True, expression=models.Func('name', function='fold', output_field=models.TextField()), output_field=models.TextField())),
                ('venue', models.CharField(blank=True, help_text='Hall, town and province; or the platform.', max_length=250, verbose_name='held at')),
                ('starts_on', models.DateField(verbose_name='starts on')),
                ('ends_on', models.DateField(help_text='The last day on which it is held.', verbose_name='held until the end of')),
                ('organiser', models.CharField(blank=True, max_length=250, verbose_name='organiser')),
                ('website', models.URLField(blank=True, max_length=300, verbose_name='web address')),
                ('source', models.CharField(blank=True, help_text='Where the record comes from.', max_length=500, verbose_name='source')),
                ('province', models.ForeignKey(limit_choices_to={'level': 'province'}, on_delete=django.db.models.deletion.PROTECT, related_name='trade_events', to='ocop.place', verbose_name='province')),
            ],
            options={
                'verbose_name': 'trade event',
                'verbose_name_plural': 'trade events',
                'ordering': ['-starts_on', 'pk'],
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('kind__in', ['fair', 'exhibition', 'conference', 'product_week', 'livestream', 'mission', 'other'])), name='event_kind_known', violation_error_message='Choose a kind from the list.'),
                    models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='event_has_a_name', violation_error_message="Write the event's name."),
                    models.CheckConstraint(condition=models.Q(('starts_on__lt', models.F('ends_on'))), name='event_starts_before_it_ends', violation_error_message='The last day is before the first.'),
                    models.UniqueConstraint(fields=('province', 'name_key', 'starts_on'), name='event_once', violation_error_message='An event of this name on this day is recorded already.'),
                ],
                'triggers': [
                    Trigger(name='count_version', sql=UpsertTriggerSql(
                        func='NEW.version = OLD.version + 1; RETURN NEW;',
                        hash='564fbef98c56341415ec3384f01ae8837bdff9b8', operation='UPDATE', pgid='pgtrigger_count_version_f1bf0', table='producers_tradeevent', when='BEFORE')),
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "producers_tradeeventevent" ("ends_on", "id", "kind", "name", "organiser", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "province_id", "source", "starts_on", "venue", "version", "website") VALUES (NEW."ends_on", NEW."id", NEW."kind", NEW."name", NEW."organiser", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."province_id", NEW."source", NEW."starts_on", NEW."venue", NEW."version", NEW."website"); RETURN NULL;',
                        hash='01927c184278d7d72b3f9357d57781b1441dd63c', operation='INSERT', pgid='pgtrigger_insert_insert_2906e', table='producers_tradeevent', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)',
                        func='INSERT INTO "producers_tradeeventevent" ("ends_on", "id", "kind", "name", "organiser", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "province_id", "source", "starts_on", "venue", "version", "website") VALUES (NEW."ends_on", NEW."id", NEW."kind", NEW."name", NEW."organiser", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."province_id", NEW."source", NEW."starts_on", NEW."venue", NEW."version", NEW."website"); RETURN NULL;',
                        hash='a1a28377a9d8ebe98c1a88b988f253d1f7032b6d', operation='UPDATE', pgid='pgtrigger_update_update_1821b', table='producers_tradeevent', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "producers_tradeeventevent" ("ends_on", "id", "kind", "name", "organiser", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "province_id", "source", "starts_on", "venue", "version", "website") VALUES (OLD."ends_on", OLD."id", OLD."kind", OLD."name", OLD."organiser", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."province_id", OLD."source", OLD."starts_on", OLD."venue", OLD."version", OLD."website"); RETURN NULL;',
                        hash='6dfbf451f09489517a3cb674defd0f4fa7fe2956', operation='DELETE', pgid='pgtrigger_delete_delete_0b4dd', table='producers_tradeevent', when='AFTER')),
                ],
            },
        ),
        AddConstraintNotValid(
            model_name='tradeevent',
            constraint=models.CheckConstraint(condition=models.Q(('starts_on', None), models.Q(('starts_on__gte', datetime.date(1990, 1, 1)), ('starts_on__lte', models.Func(output_field=models.DateField(), template="((now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date + interval '5 years')::date"))), _connector='OR'), name='event_day_is_plausible', violation_error_message='Write a day from 01/01/1990 to at most five years from now.'),
        ),
        AddConstraintNotValid(
            model_name='tradeevent',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__lte', django.db.models.expressions.CombinedExpression(models.F('starts_on'), '+', models.Value(datetime.timedelta(days=366))))), name='event_lasts_a_year_at_most', violation_error_message='An event lasts a year at most.'),
        ),
        migrations.CreateModel(
            name='TradeEventEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('fair', 'Fair'), ('exhibition', 'Exhibition'), ('conference', 'Conference connecting supply and demand'), ('product_week', 'Product week'), ('livestream', 'Livestream sale'), ('mission', 'Trade mission'), ('other', 'Other')], max_length=20, verbose_name='kind')),
                ('name', models.CharField(max_length=250, verbose_name='name')),
                ('name_key', models.GeneratedField(db_persist=True, expression=models.Func('name', function='fold', output_field=models.TextField()), output_field=models.TextField())),
                ('venue', models.CharField(blank=True, help_text='Hall, town and province; or the platform.', max_length=250, verbose_name='held at')),
                ('starts_on', models.DateField(verbose_name='starts on')),
                ('ends_on', models.DateField(help_text='The last day on which it is held.', verbose_name='held until the end of')),
                ('organiser', models.CharField(blank=True, max_length=250, verbose_name='organiser')),
                ('website', models.URLField(blank=True, max_length=300, verbose_name='web address')),
                ('source', models.CharField(blank=True, help_text='Where the record comes from.', max_length=500, verbose_name='source')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='producers.tradeevent')),
                ('province', models.ForeignKey(db_constraint=False, limit_choices_to={'level': 'province'}, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ocop.place', verbose_name='province')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='59284d94b43ffceb9901d15767dcb63c1677c766', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e2d63', table='producers_tradeeventevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='Participation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('note', models.CharField(blank=True, help_text='What was shown, whom they met.', max_length=300, verbose_name='what came of it')),
                ('producer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participations', to='producers.producer', verbose_name='producer')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participations', to='producers.tradeevent', verbose_name='trade event')),
            ],
            options={
                'verbose_name': 'participation',
                'verbose_name_plural': 'participations',
                'ordering': ['pk'],
                'abstract': False,
                'constraints': [
                    models.UniqueConstraint(fields=('event', 'producer'), name='participation_once', violation_error_message='This producer is among the participants already.'),
                ],
                'triggers': [
                    Trigger(name='count_version', sql=UpsertTriggerSql(
                        func='NEW.version = OLD.version + 1; RETURN NEW;',
                        hash='7ddc7affc25814387784da9874f3af18519b1bb8', operation='UPDATE', pgid='pgtrigger_count_version_d29e1', table='producers_participation', when='BEFORE')),
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "producers_participationevent" ("event_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "producer_id", "version") VALUES (NEW."event_id", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."producer_id", NEW."version"); RETURN NULL;',
                        hash='a0f7ab23e009eb72bd8b54e6af20fe370a2d9fc9', operation='INSERT', pgid='pgtrigger_insert_insert_4290e', table='producers_participation', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)',
                        func='INSERT INTO "producers_participationevent" ("event_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "producer_id", "version") VALUES (NEW."event_id", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."producer_id", NEW."version"); RETURN NULL;',
                        hash='625e3651e9426ccbc5fb95d2671225a3e4db0e81', operation='UPDATE', pgid='pgtrigger_update_update_02d7b', table='producers_participation', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "producers_participationevent" ("event_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "producer_id", "version") VALUES (OLD."event_id", OLD."id", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."producer_id", OLD."version"); RETURN NULL;',
                        hash='e28d67c9fc3a89bbf436deb81bb3fcd408e2c1d0', operation='DELETE', pgid='pgtrigger_delete_delete_da89d', table='producers_participation', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='ParticipationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('note', models.CharField(blank=True, help_text='What was shown, whom they met.', max_length=300, verbose_name='what came of it')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='producers.participation')),
                ('producer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='producers.producer', verbose_name='producer')),
                ('event', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='producers.tradeevent', verbose_name='trade event')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='88c494e86b52752194aede8c1ab867348d56e4f7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e2f8d', table='producers_participationevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='Deal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('contract', 'Purchase contract'), ('distribution', 'Distribution agreement'), ('consignment', 'Consignment'), ('export', 'Export contract'), ('memorandum', 'Memorandum of understanding'), ('other', 'Other')], max_length=20, verbose_name='kind')),
                ('counterpart', models.CharField(max_length=250, verbose_name='counterpart')),
                ('signed_on', models.DateField(blank=True, null=True, verbose_name='signed on')),
                ('value', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='value (đồng)')),
                ('source', models.CharField(blank=True, help_text='Where the record comes from.', max_length=500, verbose_name='source')),
                ('producer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deals', to='producers.producer', verbose_name='producer')),
                ('event', models.ForeignKey(blank=True, help_text='If it was made there.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='deals', to='producers.tradeevent', verbose_name='trade event')),
            ],
            options={
                'verbose_name': 'deal',
                'verbose_name_plural': 'deals',
                'ordering': ['-signed_on', 'pk'],
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('kind__in', ['contract', 'distribution', 'consignment', 'export', 'memorandum', 'other'])), name='deal_kind_known', violation_error_message='Choose a kind from the list.'),
                    models.CheckConstraint(condition=models.Q(('counterpart', ''), _negated=True), name='deal_has_a_counterpart', violation_error_message='Name the counterpart.'),
                    models.CheckConstraint(condition=models.Q(('value', None), ('value__gt', 0), _connector='OR'), name='deal_value_is_something', violation_error_message='Leave the value out if it is not known.'),
                ],
                'triggers': [
                    Trigger(name='count_version', sql=UpsertTriggerSql(
                        func='NEW.version = OLD.version + 1; RETURN NEW;',
                        hash='2f6c2527e806ed9b95528b090d261a57489582c0', operation='UPDATE', pgid='pgtrigger_count_version_6842d', table='producers_deal', when='BEFORE')),
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "producers_dealevent" ("counterpart", "event_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "producer_id", "signed_on", "source", "value", "version") VALUES (NEW."counterpart", NEW."event_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."producer_id", NEW."signed_on", NEW."source", NEW."value", NEW."version"); RETURN NULL;',
                        hash='a5a0a63c8bd6869489ceaa555d104e5d654675e9', operation='INSERT', pgid='pgtrigger_insert_insert_5c1aa', table='producers_deal', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)',
                        func='INSERT INTO "producers_dealevent" ("counterpart", "event_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "producer_id", "signed_on", "source", "value", "version") VALUES (NEW."counterpart", NEW."event_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."producer_id", NEW."signed_on", NEW."source", NEW."value", NEW."version"); RETURN NULL;',
                        hash='73a70c9ca283521e0d8ec9e6b7d5606ab6f837d7', operation='UPDATE', pgid='pgtrigger_update_update_5b0ec', table='producers_deal', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "producers_dealevent" ("counterpart", "event_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "producer_id", "signed_on", "source", "value", "version") VALUES (OLD."counterpart", OLD."event_id", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."producer_id", OLD."signed_on", OLD."source", OLD."value", OLD."version"); RETURN NULL;',
                        hash='84450706ffac968d67fdffe7831fe79b14d05613', operation='DELETE', pgid='pgtrigger_delete_delete_7e2c0', table='producers_deal', when='AFTER')),
                ],
            },
        ),
        AddConstraintNotValid(
            model_name='deal',
            constraint=models.CheckConstraint(condition=models.Q(('signed_on', None), models.Q(('signed_on__gte', datetime.date(1990, 1, 1)), ('signed_on__lte', models.Func(output_field=models.DateField(), template="((now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date + interval '0 years')::date"))), _connector='OR'), name='deal_day_has_come', violation_error_message='Write a day from 01/01/1990 to today.'),
        ),
        migrations.CreateModel(
            name='DealEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('contract', 'Purchase contract'), ('distribution', 'Distribution agreement'), ('consignment', 'Consignment'), ('export', 'Export contract'), ('memorandum', 'Memorandum of understanding'), ('other', 'Other')], max_length=20, verbose_name='kind')),
                ('counterpart', models.CharField(max_length=250, verbose_name='counterpart')),
                ('signed_on', models.DateField(blank=True, null=True, verbose_name='signed on')),
                ('value', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='value (đồng)')),
                ('source', models.CharField(blank=True, help_text='Where the record comes from.', max_length=500, verbose_name='source')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='producers.deal')),
                ('producer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='producers.producer', verbose_name='producer')),
                ('event', models.ForeignKey(blank=True, db_constraint=False, help_text='If it was made there.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='producers.tradeevent', verbose_name='trade event')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='bfc8a487fe692090e9d5e04dbce0e07d6796566a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_18ddf', table='producers_dealevent', when='BEFORE')),
                ],
            },
        ),
    ]
