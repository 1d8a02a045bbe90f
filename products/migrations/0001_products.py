"""Products, with photos, papers, where they are sold, and collections."""

import datetime
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison

from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from pgtrigger.compiler import Trigger, UpsertTriggerSql


# Two foreign keys that cannot disagree: a certificate's product is one of its producer's. When the product moves, it follows.
PRODUCT_OF_PRODUCER = """
ALTER TABLE products_certification ADD CONSTRAINT certification_product_of_producer
    FOREIGN KEY (product_id, producer_id) REFERENCES products_product (id, producer_id)
    ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
"""


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('products', '0001_tables'),
        ('products', '0002_collections'),
        ('products', '0003_indexes'),
        ('products', '0004_kept_while_assessed'),
        ('products', '0005_last_day'),
        ('products', '0006_public_names'),
        ('products', '0007_name_the_last_day'),
        ('products', '0008_stars_stay_with_their_maker'),
        ('products', '0009_names_as_read'),
        ('products', '0010_days_and_years_that_can_be'),
    ]

    dependencies = [
        ('ocop', '0001_places_and_accounts'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('producers', '0001_producers'),
    ]

    operations = [
        migrations.CreateModel(
            name='ProductSet',
            fields=[
                ('number', models.PositiveSmallIntegerField(primary_key=True, serialize=False, verbose_name='number')),
                ('sector', models.CharField(choices=[('I', 'Food'), ('II', 'Drinks'), ('III', 'Medicinal herbs and products from them'), ('IV', 'Handicrafts'), ('V', 'Ornamental plants and animals'), ('VI', 'Community tourism, ecotourism and tourist sites')], max_length=3, verbose_name='sector')),
                ('group_code', models.CharField(max_length=8, verbose_name='group')),
                ('group_vi', models.CharField(max_length=200, verbose_name='group in Vietnamese')),
                ('group_en', models.CharField(max_length=200, verbose_name='group in English')),
                ('subgroup', models.CharField(blank=True, max_length=2, verbose_name='subgroup')),
                ('name_vi', models.CharField(max_length=250, verbose_name='name in Vietnamese')),
                ('name_en', models.CharField(max_length=250, verbose_name='name in English')),
                ('ministries', models.JSONField(default=list, verbose_name='ministries in charge')),
            ],
            options={
                'verbose_name': 'product set',
                'verbose_name_plural': 'product sets',
                'ordering': ['number'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('number__range', (1, 26))), name='product_set_number_in_decision'),
                    models.CheckConstraint(condition=models.Q(('sector__in', ['I', 'II', 'III', 'IV', 'V', 'VI'])), name='product_set_sector_known'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Product',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=250, verbose_name='name')),
                ('name_key', models.GeneratedField(db_persist=True, expression=models.Func('name', function='fold', output_field=models.TextField()), output_field=models.TextField())),
                ('name_order', models.GeneratedField(db_persist=True, expression=models.Func('name', function='vi_key', output_field=models.TextField()), output_field=models.TextField(db_collation='C'))),
                ('name_en', models.CharField(blank=True, max_length=250, verbose_name='name in English')),
                ('variants', models.CharField(blank=True, max_length=500, verbose_name='variants and pack sizes')),
                ('story', models.TextField(blank=True, verbose_name='product story')),
                ('story_en', models.TextField(blank=True, verbose_name='product story in English')),
                ('ingredients', models.TextField(blank=True, verbose_name='ingredients')),
                ('season', models.CharField(blank=True, max_length=200, verbose_name='season')),
                ('monthly_capacity', models.CharField(blank=True, help_text='For example “500 kg”.', max_length=200, verbose_name='monthly capacity')),
                ('price_from', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='price from (đồng)')),
                ('price_to', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='price to (đồng)')),
                ('code', models.CharField(blank=True, help_text='Province–commune–serial–year, as printed on the score sheet. Changes at each evaluation.', max_length=30, validators=[django.core.validators.RegexValidator('^[0-9-]+$', 'Digits and hyphens only, such as 19-05443-07-2026.')], verbose_name='product code')),
                ('gtin', models.CharField(blank=True, max_length=14, verbose_name='GTIN')),
                ('registration', models.CharField(choices=[('active', 'In production'), ('ended', 'No longer produced')], default='active', max_length=10, verbose_name='registration')),
                ('in_catalogue', models.BooleanField(default=True, help_text='Stars are shown only where a recognition is recorded.', verbose_name='shown in the public catalogue')),
                ('import_key', models.CharField(blank=True, editable=False, max_length=60, null=True, unique=True, verbose_name='key in the imported list')),
                ('source', models.CharField(blank=True, help_text='Where the record comes from.', max_length=500, verbose_name='source')),
                ('producer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='products', to='producers.producer', verbose_name='producer')),
                ('product_set', models.ForeignKey(blank=True, help_text='Decides the score sheet. Leave out only while it is unclear.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='products', to='products.productset', verbose_name='product set')),
            ],
            options={
                'verbose_name': 'product',
                'verbose_name_plural': 'products',
                'ordering': ['name_order', 'pk'],
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='product_has_a_name', violation_error_message="Write the product's name."),
                    models.CheckConstraint(condition=models.Q(('registration__in', ['active', 'ended'])), name='product_registration_known'),
                    models.CheckConstraint(condition=models.Q(('price_from', None), ('price_to', None), ('price_from__lte', models.F('price_to')), _connector='OR'), name='product_price_from_to', violation_error_message='The price “from” is above the price “to”.'),
                    models.UniqueConstraint(fields=('id', 'producer'), name='product_with_producer'),
                ],
                'indexes': [
                    django.contrib.postgres.indexes.GinIndex(fields=['name_key'], name='product_name_trigram', opclasses=['gin_trgm_ops']),
                    models.Index(fields=['name_key'], name='product_name_key', opclasses=['text_pattern_ops']),
                ],
                'triggers': [
                    Trigger(name='count_version', sql=UpsertTriggerSql(
                        func='NEW.version = OLD.version + 1; RETURN NEW;',
                        hash='66def6788a8af10464dca0b9009a08c630ef378f', operation='UPDATE', pgid='pgtrigger_count_version_f573d', table='products_product', when='BEFORE')),
                    Trigger(name='product_kept_while_its_dossier_runs', sql=UpsertTriggerSql(
                        condition=(
                            'WHEN (OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."producer_id" IS DISTINCT FROM '
                            '(NEW."producer_id") OR OLD."product_set_id" IS DISTINCT FROM (NEW."product_set_id") OR '
                            'OLD."variants" IS DISTINCT FROM (NEW."variants"))'
                        ),
                        func=(
                            'IF EXISTS (SELECT 1 FROM ratings_dossier d WHERE d.product_id = OLD.id AND d.state NOT IN '
                            "('draft', 'forwarded', 'recognised', 'closed') AND NOT (d.state = 'returned' AND EXISTS "
                            '(SELECT 1 FROM ratings_return r WHERE r.dossier_id = d.id AND r.answered_at IS NULL AND '
                            "r.ground = 'change'))) THEN RAISE EXCEPTION 'product_kept_while_its_dossier_runs' USING "
                            "ERRCODE = 'check_violation'; END IF; RETURN NEW;"
                        ),
                        hash='772138c38952ec636b5fd07a4721b1544550101b', operation='UPDATE', pgid='pgtrigger_product_kept_while_its_dossier_runs_1e2e5', table='products_product', when='BEFORE')),
                    Trigger(name='product_stays_with_the_maker_of_its_stars', sql=UpsertTriggerSql(
                        condition=(
                            'WHEN (OLD."producer_id" IS DISTINCT FROM (NEW."producer_id") OR OLD."product_set_id" IS '
                            'DISTINCT FROM (NEW."product_set_id"))'
                        ),
                        func=(
                            'IF EXISTS (SELECT 1 FROM ratings_recognition r WHERE r.product_id = OLD.id AND r.ends_on > '
                            "(now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AND (NEW.producer_id <> OLD.producer_id OR "
                            "r.origin = 'issued')) THEN RAISE EXCEPTION 'product_stays_with_the_maker_of_its_stars' "
                            "USING ERRCODE = 'check_violation'; END IF; RETURN NEW;"
                        ),
                        hash='49960a12aa29c13429655885ce99d0f6aaf84e21', operation='UPDATE', pgid='pgtrigger_product_stays_with_the_maker_of_its_stars_94166', table='products_product', when='BEFORE')),
                    Trigger(name='product_name_is_public', sql=UpsertTriggerSql(
                        func=(
                            'IF (NEW.name IS DISTINCT FROM OLD.name AND normalize(translate(normalize(NEW.name, NFKC), '
                            "U&'\\+000410\\+000412\\+000415\\+000405\\+000417\\+000406\\+000408\\+00041A\\+00041C\\+00041D\\+00041E\\+000420\\+000421\\+000422\\+000425\\+000430\\+000435\\+000455\\+000456\\+000458\\+00043E\\+00043A\\+000440\\+000441\\+000442\\+000443\\+000445\\+0003BD\\+0003BF\\+0003B1\\+0003B9\\+0003C4\\+0003BA\\+000391\\+000392\\+000395\\+000396\\+000397\\+000399\\+00039A\\+00039C\\+00039D\\+00039F\\+0003A1\\+0003A4\\+0003A5\\+0003A7\\+002010\\+002011\\+002012\\+002013\\+002014\\+002015\\+002212\\+002043\\+00FE63\\+00FF0D\\+0002D7\\+002E3A\\+0000B7\\+002022\\+002219\\+0022C5\\+002027\\+0030FB\\+003002\\+00FF0E\\+002024\\+00FF0C\\+003001\\+00066B\\+00066C\\+00FF3F\\+00203F\\+002217\\+00204E\\+00066D\\+002731\\+002732\\+00273B\\+00FE61\\+000660\\+000661\\+000662\\+000663\\+000664\\+000665\\+000666\\+000667\\+000668\\+000669\\+0006F0\\+0006F1\\+0006F2\\+0006F3\\+0006F4\\+0006F5\\+0006F6\\+0006F7\\+0006F8\\+0006F9\\+000966\\+000967\\+000968\\+000969\\+00096A\\+00096B\\+00096C\\+00096D\\+00096E\\+00096F\\+000E50\\+000E51\\+000E52\\+000E53\\+000E54\\+000E55\\+000E56\\+000E57\\+000E58\\+000E59\\+000ED0\\+000ED1\\+000ED2\\+000ED3\\+000ED4\\+000ED5\\+000ED6\\+000ED7\\+000ED8\\+000ED9\\+0017E0\\+0017E1\\+0017E2\\+0017E3\\+0017E4\\+0017E5\\+0017E6\\+0017E7\\+0017E8\\+0017E9\\+002776\\+002777\\+002778\\+002779\\+00277A\\+00277B\\+00277C\\+00277D\\+00277E\\+002780\\+002781\\+002782\\+002783\\+002784\\+002785\\+002786\\+002787\\+002788\\+00278A\\+00278B\\+00278C\\+00278D\\+00278E\\+00278F\\+002790\\+002791\\+002792\\+0024F5\\+0024F6\\+0024F7\\+0024F8\\+0024F9\\+0024FA\\+0024FB\\+0024FC\\+0024FD\\+0000AD\\+00034F\\+00061C\\+00115F\\+001160\\+00180E\\+003164\\+00FEFF\\+00FFA0\\+00200B\\+00200C\\+00200D\\+00200E\\+00200F\\+00202A\\+00202B\\+00202C\\+00202D\\+00202E\\+002060\\+002061\\+002062\\+002063\\+002064\\+002065\\+002066\\+002067\\+002068\\+002069\\+00206A\\+00206B\\+00206C\\+00206D\\+00206E\\+00206F\\+00FE00\\+00FE01\\+00FE02\\+00FE03\\+00FE04\\+00FE05\\+00FE06\\+00FE07\\+00FE08\\+00FE09\\+00FE0A\\+00FE0B\\+00FE0C\\+00FE0D\\+00FE0E\\+00FE0F', "
                            "'ABES3IJKMHOPCTXaesijokpctyxvoaitkABEZHIKMNOPTYX------------.........,,,,__*******012345678901234567890123456789012345678901234567890123456789123456789123456789123456789123456789'), "
                            'NFKC) ~ '
                            "'[★☆⭐🌟🌠✦✧✩✪✫✬✭✮✯✰✴✵✶✷✸✹⋆⍟⭑⭒🟊🟉]|(?:[*]\\s*){3,}|(?<![0-9A-Za-z])[1-5]\\s*[*](?!\\s*[0-9])|(?<![0-9])[1-5][\\s.,_-]*(?:(?:[Nn][Gg][Ôô][Ii]\\s+)?[Ss][Aa][Oo](?![A-Za-z])|[Ss][Tt][Aa][Rr](?:[Ss]|[Rr][Ee][Dd])?(?![A-Za-z]))|(?:^|[\\s(,._-])(?:(?:[Mm][Ộộ][Tt]|[Hh][Aa][Ii]|[Bb][Ốố][Nn]|[Nn][Ăă][Mm]|[Nn][Gg][Ũũ])[\\s.,_-]*(?:[Nn][Gg][Ôô][Ii]\\s+)?[Ss][Aa][Oo](?![A-Za-z])|(?:ba|BA|bA)[\\s_-]+(?:[Nn][Gg][Ôô][Ii]\\s+)?[Ss][Aa][Oo](?![A-Za-z])|Ba[\\s_-]+(?:sao|SAO)(?![A-Za-z])|[Bb][Aa]\\s+[Nn][Gg][Ôô][Ii]\\s+[Ss][Aa][Oo](?![A-Za-z])|(?:III|IV|V)[\\s_-]+(?:sao|SAO)(?![A-Za-z]))|(?:^|[\\s(-])(?:mot|bon)\\s+sao(?![A-Za-z])|(?<![Vv]iệt "
                            ")(?<![A-Za-z])nam\\s+sao(?![A-Za-z])|(?<![A-Za-z])(?:[Oo][Nn][Ee]|[Tt][Ww][Oo]|[Tt][Hh][Rr][Ee][Ee]|[Ff][Oo][Uu][Rr]|[Ff][Ii][Vv][Ee])[\\s.,_-]*[Ss][Tt][Aa][Rr](?:[Ss]|[Rr][Ee][Dd])?(?![A-Za-z])|[Oo][Cc][Oo][Pp]\\s+(?:[Hh]ạng\\s+)?[1-5](?![0-9])|(?:^|[\\s(])[Ss]ao\\s+[1-5]\\s*(?:$|[),;\\]])|(?<![0-9])(?:[+]?\\s*84|00\\s*84|0)(?:[\\s.,_()/-]*[0-9]){9,10}(?![0-9])|(?<![0-9])(?:[0-9]{9}|[0-9]{12}|[0-9]{3}(?:[\\s._][0-9]{3}){2}|[0-9]{3}(?:[\\s._-][0-9]{3}){3}|0(?:[\\s._-]?[0-9]){11})(?![0-9])') "
                            'OR (NEW.name_en IS DISTINCT FROM OLD.name_en AND '
                            'normalize(translate(normalize(NEW.name_en, NFKC), '
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
                            "THEN RAISE EXCEPTION 'product_name_is_public' USING ERRCODE = 'check_violation'; END IF; "
                            'RETURN NEW;'
                        ),
                        hash='eaa979267ee1b727624de3c1209ec6d59f842803', operation='INSERT OR UPDATE', pgid='pgtrigger_product_name_is_public_66d05', table='products_product', when='BEFORE')),
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "products_productevent" ("code", "gtin", "id", "import_key", "in_catalogue", "ingredients", "monthly_capacity", "name", "name_en", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_from", "price_to", "producer_id", "product_set_id", "registration", "season", "source", "story", "story_en", "variants", "version") VALUES (NEW."code", NEW."gtin", NEW."id", NEW."import_key", NEW."in_catalogue", NEW."ingredients", NEW."monthly_capacity", NEW."name", NEW."name_en", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."price_from", NEW."price_to", NEW."producer_id", NEW."product_set_id", NEW."registration", NEW."season", NEW."source", NEW."story", NEW."story_en", NEW."variants", NEW."version"); RETURN NULL;',
                        hash='c694ac93e1743c242876cde3c8b3805e835ca239', operation='INSERT', pgid='pgtrigger_insert_insert_1fd97', table='products_product', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)',
                        func='INSERT INTO "products_productevent" ("code", "gtin", "id", "import_key", "in_catalogue", "ingredients", "monthly_capacity", "name", "name_en", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_from", "price_to", "producer_id", "product_set_id", "registration", "season", "source", "story", "story_en", "variants", "version") VALUES (NEW."code", NEW."gtin", NEW."id", NEW."import_key", NEW."in_catalogue", NEW."ingredients", NEW."monthly_capacity", NEW."name", NEW."name_en", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."price_from", NEW."price_to", NEW."producer_id", NEW."product_set_id", NEW."registration", NEW."season", NEW."source", NEW."story", NEW."story_en", NEW."variants", NEW."version"); RETURN NULL;',
                        hash='ae05bf2b205ffbec45b9000c6c1b359c115e8aaa', operation='UPDATE', pgid='pgtrigger_update_update_18d15', table='products_product', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "products_productevent" ("code", "gtin", "id", "import_key", "in_catalogue", "ingredients", "monthly_capacity", "name", "name_en", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_from", "price_to", "producer_id", "product_set_id", "registration", "season", "source", "story", "story_en", "variants", "version") VALUES (OLD."code", OLD."gtin", OLD."id", OLD."import_key", OLD."in_catalogue", OLD."ingredients", OLD."monthly_capacity", OLD."name", OLD."name_en", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."price_from", OLD."price_to", OLD."producer_id", OLD."product_set_id", OLD."registration", OLD."season", OLD."source", OLD."story", OLD."story_en", OLD."variants", OLD."version"); RETURN NULL;',
                        hash='d064d9954957b15f780ef0d5328d3ebe1ec6a604', operation='DELETE', pgid='pgtrigger_delete_delete_cb7df', table='products_product', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='ProductEvent',
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
                ('variants', models.CharField(blank=True, max_length=500, verbose_name='variants and pack sizes')),
                ('story', models.TextField(blank=True, verbose_name='product story')),
                ('story_en', models.TextField(blank=True, verbose_name='product story in English')),
                ('ingredients', models.TextField(blank=True, verbose_name='ingredients')),
                ('season', models.CharField(blank=True, max_length=200, verbose_name='season')),
                ('monthly_capacity', models.CharField(blank=True, help_text='For example “500 kg”.', max_length=200, verbose_name='monthly capacity')),
                ('price_from', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='price from (đồng)')),
                ('price_to', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='price to (đồng)')),
                ('code', models.CharField(blank=True, help_text='Province–commune–serial–year, as printed on the score sheet. Changes at each evaluation.', max_length=30, validators=[django.core.validators.RegexValidator('^[0-9-]+$', 'Digits and hyphens only, such as 19-05443-07-2026.')], verbose_name='product code')),
                ('gtin', models.CharField(blank=True, max_length=14, verbose_name='GTIN')),
                ('registration', models.CharField(choices=[('active', 'In production'), ('ended', 'No longer produced')], default='active', max_length=10, verbose_name='registration')),
                ('in_catalogue', models.BooleanField(default=True, help_text='Stars are shown only where a recognition is recorded.', verbose_name='shown in the public catalogue')),
                ('import_key', models.CharField(blank=True, editable=False, max_length=60, null=True, verbose_name='key in the imported list')),
                ('source', models.CharField(blank=True, help_text='Where the record comes from.', max_length=500, verbose_name='source')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='products.product')),
                ('producer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='producers.producer', verbose_name='producer')),
                ('product_set', models.ForeignKey(blank=True, db_constraint=False, help_text='Decides the score sheet. Leave out only while it is unclear.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='products.productset', verbose_name='product set')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='b87726817e7e063087535d650fb25d91240acbe3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_dff3e', table='products_productevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='Photo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('original', models.FileField(max_length=200, verbose_name='picture')),
                ('sha256', models.CharField(editable=False, max_length=64)),
                ('width', models.PositiveIntegerField(editable=False)),
                ('height', models.PositiveIntegerField(editable=False)),
                ('renditions', models.JSONField(default=list, editable=False)),
                ('alt_vi', models.CharField(max_length=200, verbose_name='what it shows, in Vietnamese')),
                ('alt_en', models.CharField(blank=True, max_length=200, verbose_name='what it shows, in English')),
                ('credit', models.CharField(blank=True, max_length=200, verbose_name='photographer or source')),
                ('licence', models.CharField(blank=True, max_length=100, verbose_name='licence')),
                ('is_label', models.BooleanField(default=False, verbose_name='the label as judged')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('focus_x', models.PositiveSmallIntegerField(default=50, help_text='What matters stays in view where the picture is cut: 0 is the left edge, 100 the right.', validators=[django.core.validators.MaxValueValidator(100)], verbose_name='focus from the left (%)')),
                ('focus_y', models.PositiveSmallIntegerField(default=50, help_text='0 is the upper edge, 100 the lower.', validators=[django.core.validators.MaxValueValidator(100)], verbose_name='focus from the top (%)')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='products.product', verbose_name='product')),
            ],
            options={
                'verbose_name': 'photo',
                'verbose_name_plural': 'photos',
                'ordering': ['position', 'pk'],
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('focus_x__lte', 100), ('focus_y__lte', 100)), name='photo_focus_in_picture', violation_error_message='The focus is between 0 and 100 %.'),
                    models.UniqueConstraint(condition=models.Q(('is_label', True)), fields=('product',), name='photo_one_label_per_product', violation_error_message='Another photo of this product is the label as judged.'),
                    models.UniqueConstraint(fields=('product', 'sha256'), name='photo_once_per_product', violation_error_message='This picture is there already.'),
                ],
                'triggers': [
                    Trigger(name='count_version', sql=UpsertTriggerSql(
                        func='NEW.version = OLD.version + 1; RETURN NEW;',
                        hash='ada9dbbda700adb99b86258e4e701a4625dfd3ef', operation='UPDATE', pgid='pgtrigger_count_version_2abfc', table='products_photo', when='BEFORE')),
                    Trigger(name='photo_text_is_public', sql=UpsertTriggerSql(
                        func=(
                            'IF (NEW.alt_vi IS DISTINCT FROM OLD.alt_vi AND normalize(translate(normalize(NEW.alt_vi, '
                            'NFKC), '
                            "U&'\\+000410\\+000412\\+000415\\+000405\\+000417\\+000406\\+000408\\+00041A\\+00041C\\+00041D\\+00041E\\+000420\\+000421\\+000422\\+000425\\+000430\\+000435\\+000455\\+000456\\+000458\\+00043E\\+00043A\\+000440\\+000441\\+000442\\+000443\\+000445\\+0003BD\\+0003BF\\+0003B1\\+0003B9\\+0003C4\\+0003BA\\+000391\\+000392\\+000395\\+000396\\+000397\\+000399\\+00039A\\+00039C\\+00039D\\+00039F\\+0003A1\\+0003A4\\+0003A5\\+0003A7\\+002010\\+002011\\+002012\\+002013\\+002014\\+002015\\+002212\\+002043\\+00FE63\\+00FF0D\\+0002D7\\+002E3A\\+0000B7\\+002022\\+002219\\+0022C5\\+002027\\+0030FB\\+003002\\+00FF0E\\+002024\\+00FF0C\\+003001\\+00066B\\+00066C\\+00FF3F\\+00203F\\+002217\\+00204E\\+00066D\\+002731\\+002732\\+00273B\\+00FE61\\+000660\\+000661\\+000662\\+000663\\+000664\\+000665\\+000666\\+000667\\+000668\\+000669\\+0006F0\\+0006F1\\+0006F2\\+0006F3\\+0006F4\\+0006F5\\+0006F6\\+0006F7\\+0006F8\\+0006F9\\+000966\\+000967\\+000968\\+000969\\+00096A\\+00096B\\+00096C\\+00096D\\+00096E\\+00096F\\+000E50\\+000E51\\+000E52\\+000E53\\+000E54\\+000E55\\+000E56\\+000E57\\+000E58\\+000E59\\+000ED0\\+000ED1\\+000ED2\\+000ED3\\+000ED4\\+000ED5\\+000ED6\\+000ED7\\+000ED8\\+000ED9\\+0017E0\\+0017E1\\+0017E2\\+0017E3\\+0017E4\\+0017E5\\+0017E6\\+0017E7\\+0017E8\\+0017E9\\+002776\\+002777\\+002778\\+002779\\+00277A\\+00277B\\+00277C\\+00277D\\+00277E\\+002780\\+002781\\+002782\\+002783\\+002784\\+002785\\+002786\\+002787\\+002788\\+00278A\\+00278B\\+00278C\\+00278D\\+00278E\\+00278F\\+002790\\+002791\\+002792\\+0024F5\\+0024F6\\+0024F7\\+0024F8\\+0024F9\\+0024FA\\+0024FB\\+0024FC\\+0024FD\\+0000AD\\+00034F\\+00061C\\+00115F\\+001160\\+00180E\\+003164\\+00FEFF\\+00FFA0\\+00200B\\+00200C\\+00200D\\+00200E\\+00200F\\+00202A\\+00202B\\+00202C\\+00202D\\+00202E\\+002060\\+002061\\+002062\\+002063\\+002064\\+002065\\+002066\\+002067\\+002068\\+002069\\+00206A\\+00206B\\+00206C\\+00206D\\+00206E\\+00206F\\+00FE00\\+00FE01\\+00FE02\\+00FE03\\+00FE04\\+00FE05\\+00FE06\\+00FE07\\+00FE08\\+00FE09\\+00FE0A\\+00FE0B\\+00FE0C\\+00FE0D\\+00FE0E\\+00FE0F', "
                            "'ABES3IJKMHOPCTXaesijokpctyxvoaitkABEZHIKMNOPTYX------------.........,,,,__*******012345678901234567890123456789012345678901234567890123456789123456789123456789123456789123456789'), "
                            'NFKC) ~ '
                            "'[★☆⭐🌟🌠✦✧✩✪✫✬✭✮✯✰✴✵✶✷✸✹⋆⍟⭑⭒🟊🟉]|(?:[*]\\s*){3,}|(?<![0-9A-Za-z])[1-5]\\s*[*](?!\\s*[0-9])|(?<![0-9])[1-5][\\s.,_-]*(?:(?:[Nn][Gg][Ôô][Ii]\\s+)?[Ss][Aa][Oo](?![A-Za-z])|[Ss][Tt][Aa][Rr](?:[Ss]|[Rr][Ee][Dd])?(?![A-Za-z]))|(?:^|[\\s(,._-])(?:(?:[Mm][Ộộ][Tt]|[Hh][Aa][Ii]|[Bb][Ốố][Nn]|[Nn][Ăă][Mm]|[Nn][Gg][Ũũ])[\\s.,_-]*(?:[Nn][Gg][Ôô][Ii]\\s+)?[Ss][Aa][Oo](?![A-Za-z])|(?:ba|BA|bA)[\\s_-]+(?:[Nn][Gg][Ôô][Ii]\\s+)?[Ss][Aa][Oo](?![A-Za-z])|Ba[\\s_-]+(?:sao|SAO)(?![A-Za-z])|[Bb][Aa]\\s+[Nn][Gg][Ôô][Ii]\\s+[Ss][Aa][Oo](?![A-Za-z])|(?:III|IV|V)[\\s_-]+(?:sao|SAO)(?![A-Za-z]))|(?:^|[\\s(-])(?:mot|bon)\\s+sao(?![A-Za-z])|(?<![Vv]iệt "
                            ")(?<![A-Za-z])nam\\s+sao(?![A-Za-z])|(?<![A-Za-z])(?:[Oo][Nn][Ee]|[Tt][Ww][Oo]|[Tt][Hh][Rr][Ee][Ee]|[Ff][Oo][Uu][Rr]|[Ff][Ii][Vv][Ee])[\\s.,_-]*[Ss][Tt][Aa][Rr](?:[Ss]|[Rr][Ee][Dd])?(?![A-Za-z])|[Oo][Cc][Oo][Pp]\\s+(?:[Hh]ạng\\s+)?[1-5](?![0-9])|(?:^|[\\s(])[Ss]ao\\s+[1-5]\\s*(?:$|[),;\\]])|(?<![0-9])(?:[+]?\\s*84|00\\s*84|0)(?:[\\s.,_()/-]*[0-9]){9,10}(?![0-9])|(?<![0-9])(?:[0-9]{9}|[0-9]{12}|[0-9]{3}(?:[\\s._][0-9]{3}){2}|[0-9]{3}(?:[\\s._-][0-9]{3}){3}|0(?:[\\s._-]?[0-9]){11})(?![0-9])') "
                            'OR (NEW.alt_en IS DISTINCT FROM OLD.alt_en AND normalize(translate(normalize(NEW.alt_en, '
                            'NFKC), '
                            "U&'\\+000410\\+000412\\+000415\\+000405\\+000417\\+000406\\+000408\\+00041A\\+00041C\\+00041D\\+00041E\\+000420\\+000421\\+000422\\+000425\\+000430\\+000435\\+000455\\+000456\\+000458\\+00043E\\+00043A\\+000440\\+000441\\+000442\\+000443\\+000445\\+0003BD\\+0003BF\\+0003B1\\+0003B9\\+0003C4\\+0003BA\\+000391\\+000392\\+000395\\+000396\\+000397\\+000399\\+00039A\\+00039C\\+00039D\\+00039F\\+0003A1\\+0003A4\\+0003A5\\+0003A7\\+002010\\+002011\\+002012\\+002013\\+002014\\+002015\\+002212\\+002043\\+00FE63\\+00FF0D\\+0002D7\\+002E3A\\+0000B7\\+002022\\+002219\\+0022C5\\+002027\\+0030FB\\+003002\\+00FF0E\\+002024\\+00FF0C\\+003001\\+00066B\\+00066C\\+00FF3F\\+00203F\\+002217\\+00204E\\+00066D\\+002731\\+002732\\+00273B\\+00FE61\\+000660\\+000661\\+000662\\+000663\\+000664\\+000665\\+000666\\+000667\\+000668\\+000669\\+0006F0\\+0006F1\\+0006F2\\+0006F3\\+0006F4\\+0006F5\\+0006F6\\+0006F7\\+0006F8\\+0006F9\\+000966\\+000967\\+000968\\+000969\\+00096A\\+00096B\\+00096C\\+00096D\\+00096E\\+00096F\\+000E50\\+000E51\\+000E52\\+000E53\\+000E54\\+000E55\\+000E56\\+000E57\\+000E58\\+000E59\\+000ED0\\+000ED1\\+000ED2\\+000ED3\\+000ED4\\+000ED5\\+000ED6\\+000ED7\\+000ED8\\+000ED9\\+0017E0\\+0017E1\\+0017E2\\+0017E3\\+0017E4\\+0017E5\\+0017E6\\+0017E7\\+0017E8\\+0017E9\\+002776\\+002777\\+002778\\+002779\\+00277A\\+00277B\\+00277C\\+00277D\\+00277E\\+002780\\+002781\\+002782\\+002783\\+002784\\+002785\\+002786\\+002787\\+002788\\+00278A\\+00278B\\+00278C\\+00278D\\+00278E\\+00278F\\+002790\\+002791\\+002792\\+0024F5\\+0024F6\\+0024F7\\+0024F8\\+0024F9\\+0024FA\\+0024FB\\+0024FC\\+0024FD\\+0000AD\\+00034F\\+00061C\\+00115F\\+001160\\+00180E\\+003164\\+00FEFF\\+00FFA0\\+00200B\\+00200C\\+00200D\\+00200E\\+00200F\\+00202A\\+00202B\\+00202C\\+00202D\\+00202E\\+002060\\+002061\\+002062\\+002063\\+002064\\+002065\\+002066\\+002067\\+002068\\+002069\\+00206A\\+00206B\\+00206C\\+00206D\\+00206E\\+00206F\\+00FE00\\+00FE01\\+00FE02\\+00FE03\\+00FE04\\+00FE05\\+00FE06\\+00FE07\\+00FE08\\+00FE09\\+00FE0A\\+00FE0B\\+00FE0C\\+00FE0D\\+00FE0E\\+00FE0F', "
                            "'ABES3IJKMHOPCTXaesijokpctyxvoaitkABEZHIKMNOPTYX------------.........,,,,__*******012345678901234567890123456789012345678901234567890123456789123456789123456789123456789123456789'), "
                            'NFKC) ~ '
                            "'[★☆⭐🌟🌠✦✧✩✪✫✬✭✮✯✰✴✵✶✷✸✹⋆⍟⭑⭒🟊🟉]|(?:[*]\\s*){3,}|(?<![0-9A-Za-z])[1-5]\\s*[*](?!\\s*[0-9])|(?<![0-9])[1-5][\\s.,_-]*(?:(?:[Nn][Gg][Ôô][Ii]\\s+)?[Ss][Aa][Oo](?![A-Za-z])|[Ss][Tt][Aa][Rr](?:[Ss]|[Rr][Ee][Dd])?(?![A-Za-z]))|(?:^|[\\s(,._-])(?:(?:[Mm][Ộộ][Tt]|[Hh][Aa][Ii]|[Bb][Ốố][Nn]|[Nn][Ăă][Mm]|[Nn][Gg][Ũũ])[\\s.,_-]*(?:[Nn][Gg][Ôô][Ii]\\s+)?[Ss][Aa][Oo](?![A-Za-z])|(?:ba|BA|bA)[\\s_-]+(?:[Nn][Gg][Ôô][Ii]\\s+)?[Ss][Aa][Oo](?![A-Za-z])|Ba[\\s_-]+(?:sao|SAO)(?![A-Za-z])|[Bb][Aa]\\s+[Nn][Gg][Ôô][Ii]\\s+[Ss][Aa][Oo](?![A-Za-z])|(?:III|IV|V)[\\s_-]+(?:sao|SAO)(?![A-Za-z]))|(?:^|[\\s(-])(?:mot|bon)\\s+sao(?![A-Za-z])|(?<![Vv]iệt "
                            ")(?<![A-Za-z])nam\\s+sao(?![A-Za-z])|(?<![A-Za-z])(?:[Oo][Nn][Ee]|[Tt][Ww][Oo]|[Tt][Hh][Rr][Ee][Ee]|[Ff][Oo][Uu][Rr]|[Ff][Ii][Vv][Ee])[\\s.,_-]*[Ss][Tt][Aa][Rr](?:[Ss]|[Rr][Ee][Dd])?(?![A-Za-z])|[Oo][Cc][Oo][Pp]\\s+(?:[Hh]ạng\\s+)?[1-5](?![0-9])|(?:^|[\\s(])[Ss]ao\\s+[1-5]\\s*(?:$|[),;\\]])|(?<![0-9])(?:[+]?\\s*84|00\\s*84|0)(?:[\\s.,_()/-]*[0-9]){9,10}(?![0-9])|(?<![0-9])(?:[0-9]{9}|[0-9]{12}|[0-9]{3}(?:[\\s._][0-9]{3}){2}|[0-9]{3}(?:[\\s._-][0-9]{3}){3}|0(?:[\\s._-]?[0-9]){11})(?![0-9])') "
                            'OR (NEW.credit IS DISTINCT FROM OLD.credit AND normalize(translate(normalize(NEW.credit, '
                            'NFKC), '
                            "U&'\\+000410\\+000412\\+000415\\+000405\\+000417\\+000406\\+000408\\+00041A\\+00041C\\+00041D\\+00041E\\+000420\\+000421\\+000422\\+000425\\+000430\\+000435\\+000455\\+000456\\+000458\\+00043E\\+00043A\\+000440\\+000441\\+000442\\+000443\\+000445\\+0003BD\\+0003BF\\+0003B1\\+0003B9\\+0003C4\\+0003BA\\+000391\\+000392\\+000395\\+000396\\+000397\\+000399\\+00039A\\+00039C\\+00039D\\+00039F\\+0003A1\\+0003A4\\+0003A5\\+0003A7\\+002010\\+002011\\+002012\\+002013\\+002014\\+002015\\+002212\\+002043\\+00FE63\\+00FF0D\\+0002D7\\+002E3A\\+0000B7\\+002022\\+002219\\+0022C5\\+002027\\+0030FB\\+003002\\+00FF0E\\+002024\\+00FF0C\\+003001\\+00066B\\+00066C\\+00FF3F\\+00203F\\+002217\\+00204E\\+00066D\\+002731\\+002732\\+00273B\\+00FE61\\+000660\\+000661\\+000662\\+000663\\+000664\\+000665\\+000666\\+000667\\+000668\\+000669\\+0006F0\\+0006F1\\+0006F2\\+0006F3\\+0006F4\\+0006F5\\+0006F6\\+0006F7\\+0006F8\\+0006F9\\+000966\\+000967\\+000968\\+000969\\+00096A\\+00096B\\+00096C\\+00096D\\+00096E\\+00096F\\+000E50\\+000E51\\+000E52\\+000E53\\+000E54\\+000E55\\+000E56\\+000E57\\+000E58\\+000E59\\+000ED0\\+000ED1\\+000ED2\\+000ED3\\+000ED4\\+000ED5\\+000ED6\\+000ED7\\+000ED8\\+000ED9\\+0017E0\\+0017E1\\+0017E2\\+0017E3\\+0017E4\\+0017E5\\+0017E6\\+0017E7\\+0017E8\\+0017E9\\+002776\\+002777\\+002778\\+002779\\+00277A\\+00277B\\+00277C\\+00277D\\+00277E\\+002780\\+002781\\+002782\\+002783\\+002784\\+002785\\+002786\\+002787\\+002788\\+00278A\\+00278B\\+00278C\\+00278D\\+00278E\\+00278F\\+002790\\+002791\\+002792\\+0024F5\\+0024F6\\+0024F7\\+0024F8\\+0024F9\\+0024FA\\+0024FB\\+0024FC\\+0024FD\\+0000AD\\+00034F\\+00061C\\+00115F\\+001160\\+00180E\\+003164\\+00FEFF\\+00FFA0\\+00200B\\+00200C\\+00200D\\+00200E\\+00200F\\+00202A\\+00202B\\+00202C\\+00202D\\+00202E\\+002060\\+002061\\+002062\\+002063\\+002064\\+002065\\+002066\\+002067\\+002068\\+002069\\+00206A\\+00206B\\+00206C\\+00206D\\+00206E\\+00206F\\+00FE00\\+00FE01\\+00FE02\\+00FE03\\+00FE04\\+00FE05\\+00FE06\\+00FE07\\+00FE08\\+00FE09\\+00FE0A\\+00FE0B\\+00FE0C\\+00FE0D\\+00FE0E\\+00FE0F', "
                            "'ABES3IJKMHOPCTXaesijokpctyxvoaitkABEZHIKMNOPTYX------------.........,,,,__*******012345678901234567890123456789012345678901234567890123456789123456789123456789123456789123456789'), "
                            'NFKC) ~ '
                            "'[★☆⭐🌟🌠✦✧✩✪✫✬✭✮✯✰✴✵✶✷✸✹⋆⍟⭑⭒🟊🟉]|(?:[*]\\s*){3,}|(?<![0-9A-Za-z])[1-5]\\s*[*](?!\\s*[0-9])|(?<![0-9])[1-5][\\s.,_-]*(?:(?:[Nn][Gg][Ôô][Ii]\\s+)?[Ss][Aa][Oo](?![A-Za-z])|[Ss][Tt][Aa][Rr](?:[Ss]|[Rr][Ee][Dd])?(?![A-Za-z]))|(?:^|[\\s(,._-])(?:(?:[Mm][Ộộ][Tt]|[Hh][Aa][Ii]|[Bb][Ốố][Nn]|[Nn][Ăă][Mm]|[Nn][Gg][Ũũ])[\\s.,_-]*(?:[Nn][Gg][Ôô][Ii]\\s+)?[Ss][Aa][Oo](?![A-Za-z])|(?:ba|BA|bA)[\\s_-]+(?:[Nn][Gg][Ôô][Ii]\\s+)?[Ss][Aa][Oo](?![A-Za-z])|Ba[\\s_-]+(?:sao|SAO)(?![A-Za-z])|[Bb][Aa]\\s+[Nn][Gg][Ôô][Ii]\\s+[Ss][Aa][Oo](?![A-Za-z])|(?:III|IV|V)[\\s_-]+(?:sao|SAO)(?![A-Za-z]))|(?:^|[\\s(-])(?:mot|bon)\\s+sao(?![A-Za-z])|(?<![Vv]iệt "
                            ")(?<![A-Za-z])nam\\s+sao(?![A-Za-z])|(?<![A-Za-z])(?:[Oo][Nn][Ee]|[Tt][Ww][Oo]|[Tt][Hh][Rr][Ee][Ee]|[Ff][Oo][Uu][Rr]|[Ff][Ii][Vv][Ee])[\\s.,_-]*[Ss][Tt][Aa][Rr](?:[Ss]|[Rr][Ee][Dd])?(?![A-Za-z])|[Oo][Cc][Oo][Pp]\\s+(?:[Hh]ạng\\s+)?[1-5](?![0-9])|(?:^|[\\s(])[Ss]ao\\s+[1-5]\\s*(?:$|[),;\\]])|(?<![0-9])(?:[+]?\\s*84|00\\s*84|0)(?:[\\s.,_()/-]*[0-9]){9,10}(?![0-9])|(?<![0-9])(?:[0-9]{9}|[0-9]{12}|[0-9]{3}(?:[\\s._][0-9]{3}){2}|[0-9]{3}(?:[\\s._-][0-9]{3}){3}|0(?:[\\s._-]?[0-9]){11})(?![0-9])') "
                            "THEN RAISE EXCEPTION 'photo_text_is_public' USING ERRCODE = 'check_violation'; END IF; "
                            'RETURN NEW;'
                        ),
                        hash='0c40edf1d561800a94a875ebe4b82aef3c88ca99', operation='INSERT OR UPDATE', pgid='pgtrigger_photo_text_is_public_b4b82', table='products_photo', when='BEFORE')),
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "products_photoevent" ("alt_en", "alt_vi", "credit", "focus_x", "focus_y", "height", "id", "is_label", "licence", "original", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "product_id", "renditions", "sha256", "version", "width") VALUES (NEW."alt_en", NEW."alt_vi", NEW."credit", NEW."focus_x", NEW."focus_y", NEW."height", NEW."id", NEW."is_label", NEW."licence", NEW."original", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."product_id", NEW."renditions", NEW."sha256", NEW."version", NEW."width"); RETURN NULL;',
                        hash='4237db1afb2b55307260623fd4860cd3578ac82c', operation='INSERT', pgid='pgtrigger_insert_insert_5a2f2', table='products_photo', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)',
                        func='INSERT INTO "products_photoevent" ("alt_en", "alt_vi", "credit", "focus_x", "focus_y", "height", "id", "is_label", "licence", "original", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "product_id", "renditions", "sha256", "version", "width") VALUES (NEW."alt_en", NEW."alt_vi", NEW."credit", NEW."focus_x", NEW."focus_y", NEW."height", NEW."id", NEW."is_label", NEW."licence", NEW."original", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."product_id", NEW."renditions", NEW."sha256", NEW."version", NEW."width"); RETURN NULL;',
                        hash='866092cc80e8532e14ae13d3fdbc5e1254a43cd3', operation='UPDATE', pgid='pgtrigger_update_update_9ca87', table='products_photo', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "products_photoevent" ("alt_en", "alt_vi", "credit", "focus_x", "focus_y", "height", "id", "is_label", "licence", "original", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "product_id", "renditions", "sha256", "version", "width") VALUES (OLD."alt_en", OLD."alt_vi", OLD."credit", OLD."focus_x", OLD."focus_y", OLD."height", OLD."id", OLD."is_label", OLD."licence", OLD."original", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."product_id", OLD."renditions", OLD."sha256", OLD."version", OLD."width"); RETURN NULL;',
                        hash='216e09c5f2a3908ca4ed19394cd1068ae1211bfa', operation='DELETE', pgid='pgtrigger_delete_delete_f1ad9', table='products_photo', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='PhotoEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('original', models.FileField(max_length=200, verbose_name='picture')),
                ('sha256', models.CharField(editable=False, max_length=64)),
                ('width', models.PositiveIntegerField(editable=False)),
                ('height', models.PositiveIntegerField(editable=False)),
                ('renditions', models.JSONField(default=list, editable=False)),
                ('alt_vi', models.CharField(max_length=200, verbose_name='what it shows, in Vietnamese')),
                ('alt_en', models.CharField(blank=True, max_length=200, verbose_name='what it shows, in English')),
                ('credit', models.CharField(blank=True, max_length=200, verbose_name='photographer or source')),
                ('licence', models.CharField(blank=True, max_length=100, verbose_name='licence')),
                ('is_label', models.BooleanField(default=False, verbose_name='the label as judged')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('focus_x', models.PositiveSmallIntegerField(default=50, help_text='What matters stays in view where the picture is cut: 0 is the left edge, 100 the right.', validators=[django.core.validators.MaxValueValidator(100)], verbose_name='focus from the left (%)')),
                ('focus_y', models.PositiveSmallIntegerField(default=50, help_text='0 is the upper edge, 100 the lower.', validators=[django.core.validators.MaxValueValidator(100)], verbose_name='focus from the top (%)')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='products.photo')),
                ('product', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='products.product', verbose_name='product')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='098e0767c93a181d59791b61840f2db8c0cde1ba', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_24a7f', table='products_photoevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='Certification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('scheme', models.CharField(choices=[('haccp', 'HACCP'), ('iso_22000', 'ISO 22000'), ('iso_9001', 'ISO 9001'), ('fssc_22000', 'FSSC 22000'), ('brc', 'BRC'), ('gmp', 'GMP'), ('gacp_who', 'GACP-WHO'), ('vietgap', 'VietGAP'), ('globalgap', 'GlobalG.A.P.'), ('organic_vn', 'Organic (TCVN 11041)'), ('organic_eu', 'Organic (EU)'), ('organic_usda', 'Organic (USDA)'), ('organic_other', 'Organic (other)'), ('food_safety', 'Food-safety eligibility of the premises'), ('declaration', 'Product quality declaration'), ('test_report', 'Test report'), ('trademark', 'Trademark'), ('gi', 'Geographical indication'), ('collective_mark', 'Collective mark'), ('certification_mark', 'Certification mark'), ('halal', 'Halal'), ('fda', 'FDA registration'), ('production_licence', 'Production licence'), ('environment', 'Environment papers'), ('other', 'Other')], max_length=30, verbose_name='scheme')),
                ('number', models.CharField(blank=True, max_length=100, verbose_name='number')),
                ('issuer', models.CharField(blank=True, max_length=200, verbose_name='issued by')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='issued on')),
                ('expires_on', models.DateField(blank=True, help_text='The last day on which it holds, as printed.', null=True, verbose_name='holds until the end of')),
                ('coverage', models.CharField(blank=True, help_text='Products, processes and premises it covers.', max_length=500, verbose_name='scope')),
                ('document', models.FileField(blank=True, help_text='PDF or picture, up to 20 MB. Only people in charge can open it.', max_length=200, verbose_name='document')),
                ('document_name', models.CharField(blank=True, editable=False, max_length=200, verbose_name='file name')),
                ('document_sha256', models.CharField(blank=True, editable=False, max_length=64)),
                ('checked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='checked at')),
                ('source', models.CharField(blank=True, max_length=500, verbose_name='source')),
                ('checked_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='checked by')),
                ('producer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='certifications', to='producers.producer', verbose_name='producer')),
                ('product', models.ForeignKey(blank=True, help_text='Leave out if the certificate covers the whole producer.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='certifications', to='products.product', verbose_name='product')),
            ],
            options={
                'verbose_name': 'certification',
                'verbose_name_plural': 'certifications',
                'ordering': ['expires_on', 'pk'],
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('scheme__in', ['haccp', 'iso_22000', 'iso_9001', 'fssc_22000', 'brc', 'gmp', 'gacp_who', 'vietgap', 'globalgap', 'organic_vn', 'organic_eu', 'organic_usda', 'organic_other', 'food_safety', 'declaration', 'test_report', 'trademark', 'gi', 'collective_mark', 'certification_mark', 'halal', 'fda', 'production_licence', 'environment', 'other'])), name='certification_scheme_known'),
                    models.CheckConstraint(condition=models.Q(('issued_on', None), ('expires_on', None), ('issued_on__lt', models.F('expires_on')), _connector='OR'), name='certification_issued_before_expiry', violation_error_message='The certificate ends before it begins.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('checked_at', None), ('checked_by', None)), models.Q(('checked_at__isnull', False), ('checked_by__isnull', False)), _connector='OR'), name='certification_checked_by_and_at'),
                    models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('producer', 'scheme', 'number', 'product'), name='certification_number_once', nulls_distinct=False, violation_error_message='This certificate is recorded already.'),
                ],
                'triggers': [
                    Trigger(name='count_version', sql=UpsertTriggerSql(
                        func='NEW.version = OLD.version + 1; RETURN NEW;',
                        hash='4c91fe73efe82e7457a0a4f3aba474b45ec79e9b', operation='UPDATE', pgid='pgtrigger_count_version_db937', table='products_certification', when='BEFORE')),
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "products_certificationevent" ("checked_at", "checked_by_id", "coverage", "document", "document_name", "document_sha256", "expires_on", "id", "issued_on", "issuer", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "producer_id", "product_id", "scheme", "source", "version") VALUES (NEW."checked_at", NEW."checked_by_id", NEW."coverage", NEW."document", NEW."document_name", NEW."document_sha256", NEW."expires_on", NEW."id", NEW."issued_on", NEW."issuer", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."producer_id", NEW."product_id", NEW."scheme", NEW."source", NEW."version"); RETURN NULL;',
                        hash='592b35ad97fe2f171a54e047f6a68b1bcec8d557', operation='INSERT', pgid='pgtrigger_insert_insert_908b5', table='products_certification', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)',
                        func='INSERT INTO "products_certificationevent" ("checked_at", "checked_by_id", "coverage", "document", "document_name", "document_sha256", "expires_on", "id", "issued_on", "issuer", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "producer_id", "product_id", "scheme", "source", "version") VALUES (NEW."checked_at", NEW."checked_by_id", NEW."coverage", NEW."document", NEW."document_name", NEW."document_sha256", NEW."expires_on", NEW."id", NEW."issued_on", NEW."issuer", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."producer_id", NEW."product_id", NEW."scheme", NEW."source", NEW."version"); RETURN NULL;',
                        hash='272252305175ee92228f82866c1c84ea5211193b', operation='UPDATE', pgid='pgtrigger_update_update_67775', table='products_certification', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "products_certificationevent" ("checked_at", "checked_by_id", "coverage", "document", "document_name", "document_sha256", "expires_on", "id", "issued_on", "issuer", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "producer_id", "product_id", "scheme", "source", "version") VALUES (OLD."checked_at", OLD."checked_by_id", OLD."coverage", OLD."document", OLD."document_name", OLD."document_sha256", OLD."expires_on", OLD."id", OLD."issued_on", OLD."issuer", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."producer_id", OLD."product_id", OLD."scheme", OLD."source", OLD."version"); RETURN NULL;',
                        hash='a3d0a181e1e1ba94a1b7c66b19299681b48d6566', operation='DELETE', pgid='pgtrigger_delete_delete_40253', table='products_certification', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='CertificationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('scheme', models.CharField(choices=[('haccp', 'HACCP'), ('iso_22000', 'ISO 22000'), ('iso_9001', 'ISO 9001'), ('fssc_22000', 'FSSC 22000'), ('brc', 'BRC'), ('gmp', 'GMP'), ('gacp_who', 'GACP-WHO'), ('vietgap', 'VietGAP'), ('globalgap', 'GlobalG.A.P.'), ('organic_vn', 'Organic (TCVN 11041)'), ('organic_eu', 'Organic (EU)'), ('organic_usda', 'Organic (USDA)'), ('organic_other', 'Organic (other)'), ('food_safety', 'Food-safety eligibility of the premises'), ('declaration', 'Product quality declaration'), ('test_report', 'Test report'), ('trademark', 'Trademark'), ('gi', 'Geographical indication'), ('collective_mark', 'Collective mark'), ('certification_mark', 'Certification mark'), ('halal', 'Halal'), ('fda', 'FDA registration'), ('production_licence', 'Production licence'), ('environment', 'Environment papers'), ('other', 'Other')], max_length=30, verbose_name='scheme')),
                ('number', models.CharField(blank=True, max_length=100, verbose_name='number')),
                ('issuer', models.CharField(blank=True, max_length=200, verbose_name='issued by')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='issued on')),
                ('expires_on', models.DateField(blank=True, help_text='The last day on which it holds, as printed.', null=True, verbose_name='holds until the end of')),
                ('coverage', models.CharField(blank=True, help_text='Products, processes and premises it covers.', max_length=500, verbose_name='scope')),
                ('document', models.FileField(blank=True, help_text='PDF or picture, up to 20 MB. Only people in charge can open it.', max_length=200, verbose_name='document')),
                ('document_name', models.CharField(blank=True, editable=False, max_length=200, verbose_name='file name')),
                ('document_sha256', models.CharField(blank=True, editable=False, max_length=64)),
                ('checked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='checked at')),
                ('source', models.CharField(blank=True, max_length=500, verbose_name='source')),
                ('checked_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='checked by')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='products.certification')),
                ('producer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='producers.producer', verbose_name='producer')),
                ('product', models.ForeignKey(blank=True, db_constraint=False, help_text='Leave out if the certificate covers the whole producer.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='products.product', verbose_name='product')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='48b91abf0e4eb11c34f4f6906f1b70d4231b9206', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_620c6', table='products_certificationevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='Traceability',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('gln', models.CharField(blank=True, max_length=13, verbose_name='GLN')),
                ('growing_area_code', models.CharField(blank=True, max_length=60, verbose_name='growing-area code')),
                ('system', models.CharField(blank=True, max_length=120, verbose_name='system')),
                ('provider', models.CharField(blank=True, max_length=120, verbose_name='provider')),
                ('public_url', models.URLField(blank=True, verbose_name='public address')),
                ('activated_on', models.DateField(blank=True, null=True, verbose_name='active since')),
                ('checked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='checked at')),
                ('finding', models.CharField(blank=True, max_length=300, verbose_name='what was found')),
                ('checked_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='checked by')),
                ('product', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='traceability', to='products.product', verbose_name='product')),
            ],
            options={
                'verbose_name': 'traceability',
                'verbose_name_plural': 'traceability',
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('checked_at', None), ('checked_by', None)), models.Q(('checked_at__isnull', False), ('checked_by__isnull', False)), _connector='OR'), name='traceability_checked_by_and_at'),
                ],
                'triggers': [
                    Trigger(name='count_version', sql=UpsertTriggerSql(
                        func='NEW.version = OLD.version + 1; RETURN NEW;',
                        hash='305df78ef87afcf4dbca6ff3ebb6ddd3f9a4d6be', operation='UPDATE', pgid='pgtrigger_count_version_9172e', table='products_traceability', when='BEFORE')),
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "products_traceabilityevent" ("activated_on", "checked_at", "checked_by_id", "finding", "gln", "growing_area_code", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "provider", "public_url", "system", "version") VALUES (NEW."activated_on", NEW."checked_at", NEW."checked_by_id", NEW."finding", NEW."gln", NEW."growing_area_code", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."product_id", NEW."provider", NEW."public_url", NEW."system", NEW."version"); RETURN NULL;',
                        hash='0b5683f328c7436619f05cf4a06e0fa0024a7ee4', operation='INSERT', pgid='pgtrigger_insert_insert_b7895', table='products_traceability', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)',
                        func='INSERT INTO "products_traceabilityevent" ("activated_on", "checked_at", "checked_by_id", "finding", "gln", "growing_area_code", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "provider", "public_url", "system", "version") VALUES (NEW."activated_on", NEW."checked_at", NEW."checked_by_id", NEW."finding", NEW."gln", NEW."growing_area_code", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."product_id", NEW."provider", NEW."public_url", NEW."system", NEW."version"); RETURN NULL;',
                        hash='fad84038e41e2676e8529cdd511fb48b4765c279', operation='UPDATE', pgid='pgtrigger_update_update_b4a74', table='products_traceability', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "products_traceabilityevent" ("activated_on", "checked_at", "checked_by_id", "finding", "gln", "growing_area_code", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "provider", "public_url", "system", "version") VALUES (OLD."activated_on", OLD."checked_at", OLD."checked_by_id", OLD."finding", OLD."gln", OLD."growing_area_code", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."product_id", OLD."provider", OLD."public_url", OLD."system", OLD."version"); RETURN NULL;',
                        hash='7db850e66c9f808169d42a7258cd690c00c0c615', operation='DELETE', pgid='pgtrigger_delete_delete_20f88', table='products_traceability', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='TraceabilityEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('gln', models.CharField(blank=True, max_length=13, verbose_name='GLN')),
                ('growing_area_code', models.CharField(blank=True, max_length=60, verbose_name='growing-area code')),
                ('system', models.CharField(blank=True, max_length=120, verbose_name='system')),
                ('provider', models.CharField(blank=True, max_length=120, verbose_name='provider')),
                ('public_url', models.URLField(blank=True, verbose_name='public address')),
                ('activated_on', models.DateField(blank=True, null=True, verbose_name='active since')),
                ('checked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='checked at')),
                ('finding', models.CharField(blank=True, max_length=300, verbose_name='what was found')),
                ('checked_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='checked by')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='products.traceability')),
                ('product', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='products.product', verbose_name='product')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='81bc2333b80d9ff91b5552c5ff211de4f9ece63c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b0610', table='products_traceabilityevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='SalesChannel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('supermarket', 'Supermarket chain'), ('marketplace', 'Online marketplace'), ('own_shop', "Producer's own shop"), ('ocop_point', 'OCOP point of sale'), ('export', 'Export distributor'), ('other', 'Other shop')], max_length=20, verbose_name='kind')),
                ('name', models.CharField(max_length=150, verbose_name='name')),
                ('name_key', models.GeneratedField(db_persist=True, expression=models.Func('name', function='fold', output_field=models.TextField()), output_field=models.TextField())),
                ('name_order', models.GeneratedField(db_persist=True, expression=models.Func('name', function='vi_key', output_field=models.TextField()), output_field=models.TextField(db_collation='C'))),
                ('website', models.URLField(blank=True, max_length=300, verbose_name='web address')),
                ('source', models.CharField(blank=True, max_length=500, verbose_name='source')),
                ('place', models.ForeignKey(blank=True, limit_choices_to={'level': 'province'}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='channels', to='ocop.place', verbose_name='province')),
            ],
            options={
                'verbose_name': 'sales channel',
                'verbose_name_plural': 'sales channels',
                'ordering': ['name_order', 'pk'],
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('kind__in', ['supermarket', 'marketplace', 'own_shop', 'ocop_point', 'export', 'other'])), name='channel_kind_known', violation_error_message='Choose a kind from the list.'),
                    models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='channel_has_a_name', violation_error_message="Write the channel's name."),
                    models.UniqueConstraint(models.F('name_key'), models.F('kind'), models.F('place'), name='channel_once', nulls_distinct=False, violation_error_message='This channel is recorded already.'),
                ],
                'triggers': [
                    Trigger(name='count_version', sql=UpsertTriggerSql(
                        func='NEW.version = OLD.version + 1; RETURN NEW;',
                        hash='455b1c7f49758caca4b63d6ea145cd28f0a4ed4a', operation='UPDATE', pgid='pgtrigger_count_version_bbc82', table='products_saleschannel', when='BEFORE')),
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "products_saleschannelevent" ("id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "source", "version", "website") VALUES (NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_id", NEW."source", NEW."version", NEW."website"); RETURN NULL;',
                        hash='149dd6732300291c8d1e352efba977179fd6103b', operation='INSERT', pgid='pgtrigger_insert_insert_d2730', table='products_saleschannel', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)',
                        func='INSERT INTO "products_saleschannelevent" ("id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "source", "version", "website") VALUES (NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id", NEW."source", NEW."version", NEW."website"); RETURN NULL;',
                        hash='2688538685000edcf51d5624c8afd78768a901ad', operation='UPDATE', pgid='pgtrigger_update_update_6d004', table='products_saleschannel', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "products_saleschannelevent" ("id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "source", "version", "website") VALUES (OLD."id", OLD."kind", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place_id", OLD."source", OLD."version", OLD."website"); RETURN NULL;',
                        hash='2c67216f1db31d144d02ab688ccd76c427de5df4', operation='DELETE', pgid='pgtrigger_delete_delete_52c1c', table='products_saleschannel', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='SalesChannelEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('supermarket', 'Supermarket chain'), ('marketplace', 'Online marketplace'), ('own_shop', "Producer's own shop"), ('ocop_point', 'OCOP point of sale'), ('export', 'Export distributor'), ('other', 'Other shop')], max_length=20, verbose_name='kind')),
                ('name', models.CharField(max_length=150, verbose_name='name')),
                ('name_key', models.GeneratedField(db_persist=True, expression=models.Func('name', function='fold', output_field=models.TextField()), output_field=models.TextField())),
                ('name_order', models.GeneratedField(db_persist=True, expression=models.Func('name', function='vi_key', output_field=models.TextField()), output_field=models.TextField(db_collation='C'))),
                ('website', models.URLField(blank=True, max_length=300, verbose_name='web address')),
                ('source', models.CharField(blank=True, max_length=500, verbose_name='source')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='products.saleschannel')),
                ('place', models.ForeignKey(blank=True, db_constraint=False, limit_choices_to={'level': 'province'}, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ocop.place', verbose_name='province')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='a7eaa380457b18eb18ac6481348acf25b6ac794c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ab978', table='products_saleschannelevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='Listing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('address', models.URLField(blank=True, help_text='The page that sells this product.', max_length=500, verbose_name='web address')),
                ('outlet', models.CharField(blank=True, help_text='Its name and address in words.', max_length=250, verbose_name='shop or branch')),
                ('since', models.DateField(blank=True, null=True, verbose_name='since')),
                ('until', models.DateField(blank=True, help_text='The last day on which it was sold there.', null=True, verbose_name='until the end of')),
                ('found', models.CharField(blank=True, choices=[('as_recorded', 'Sold there as recorded'), ('different', 'Sold there, but something differs'), ('not_found', 'Not found there')], max_length=20, verbose_name='outcome of the look')),
                ('finding', models.CharField(blank=True, help_text='In words, where something differs.', max_length=300, verbose_name='remark on it')),
                ('checked_on', models.DateField(blank=True, editable=False, null=True, verbose_name='checked on')),
                ('source', models.CharField(blank=True, help_text='Where the record comes from.', max_length=500, verbose_name='source')),
                ('checked_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='checked by')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='listings', to='products.product', verbose_name='product')),
                ('channel', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='listings', to='products.saleschannel', verbose_name='sales channel')),
            ],
            options={
                'verbose_name': 'listing',
                'verbose_name_plural': 'listings',
                'ordering': ['pk'],
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('since', None), ('until', None), ('since__lt', models.F('until')), _connector='OR'), name='listing_since_before_until', violation_error_message='The listing ends before it begins.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('checked_by', None), ('checked_on', None), ('finding', ''), ('found', '')), models.Q(('checked_on__isnull', False), ('found__in', ['as_recorded', 'different', 'not_found'])), _connector='OR'), name='listing_found_when_checked', violation_error_message='A check has a day and says what was found.'),
                    django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('product', '='), ('channel', '='), ('address', '='), ('outlet', '='), (models.Func('since', models.Case(models.When(then=None, until__isnull=True), default=django.db.models.functions.comparison.Greatest('until', 'since')), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='listing_once_at_a_time', violation_error_message='This listing is recorded already.'),
                ],
                'triggers': [
                    Trigger(name='count_version', sql=UpsertTriggerSql(
                        func='NEW.version = OLD.version + 1; RETURN NEW;',
                        hash='ab436e4143610d5e6b01db13b957828b2b5afc4c', operation='UPDATE', pgid='pgtrigger_count_version_d0af1', table='products_listing', when='BEFORE')),
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "products_listingevent" ("address", "channel_id", "checked_by_id", "checked_on", "finding", "found", "id", "outlet", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "since", "source", "until", "version") VALUES (NEW."address", NEW."channel_id", NEW."checked_by_id", NEW."checked_on", NEW."finding", NEW."found", NEW."id", NEW."outlet", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."product_id", NEW."since", NEW."source", NEW."until", NEW."version"); RETURN NULL;',
                        hash='6411b6119118f3200e142b3e69a0ee626ee20a4c', operation='INSERT', pgid='pgtrigger_insert_insert_c00ee', table='products_listing', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)',
                        func='INSERT INTO "products_listingevent" ("address", "channel_id", "checked_by_id", "checked_on", "finding", "found", "id", "outlet", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "since", "source", "until", "version") VALUES (NEW."address", NEW."channel_id", NEW."checked_by_id", NEW."checked_on", NEW."finding", NEW."found", NEW."id", NEW."outlet", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."product_id", NEW."since", NEW."source", NEW."until", NEW."version"); RETURN NULL;',
                        hash='dd58ea0198a9a1d0cac9710fbca85af579524232', operation='UPDATE', pgid='pgtrigger_update_update_26b45', table='products_listing', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "products_listingevent" ("address", "channel_id", "checked_by_id", "checked_on", "finding", "found", "id", "outlet", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "since", "source", "until", "version") VALUES (OLD."address", OLD."channel_id", OLD."checked_by_id", OLD."checked_on", OLD."finding", OLD."found", OLD."id", OLD."outlet", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."product_id", OLD."since", OLD."source", OLD."until", OLD."version"); RETURN NULL;',
                        hash='efb477a82a3b422fb6a9513b2c06cb69c76936a5', operation='DELETE', pgid='pgtrigger_delete_delete_48b97', table='products_listing', when='AFTER')),
                ],
            },
        ),
        # Rows from before may break what is added as not valid; it holds for all that is written from now on.
        AddConstraintNotValid(
            model_name='listing',
            constraint=models.CheckConstraint(condition=models.Q(('since', None), models.Q(('since__gte', datetime.date(1990, 1, 1)), ('since__lte', models.Func(output_field=models.DateField(), template="((now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date + interval '1 years')::date"))), _connector='OR'), name='listing_day_is_plausible', violation_error_message='Write a day from 01/01/1990 to at most a year from now.'),
        ),
        migrations.CreateModel(
            name='ListingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('address', models.URLField(blank=True, help_text='The page that sells this product.', max_length=500, verbose_name='web address')),
                ('outlet', models.CharField(blank=True, help_text='Its name and address in words.', max_length=250, verbose_name='shop or branch')),
                ('since', models.DateField(blank=True, null=True, verbose_name='since')),
                ('until', models.DateField(blank=True, help_text='The last day on which it was sold there.', null=True, verbose_name='until the end of')),
                ('found', models.CharField(blank=True, choices=[('as_recorded', 'Sold there as recorded'), ('different', 'Sold there, but something differs'), ('not_found', 'Not found there')], max_length=20, verbose_name='outcome of the look')),
                ('finding', models.CharField(blank=True, help_text='In words, where something differs.', max_length=300, verbose_name='remark on it')),
                ('checked_on', models.DateField(blank=True, editable=False, null=True, verbose_name='checked on')),
                ('source', models.CharField(blank=True, help_text='Where the record comes from.', max_length=500, verbose_name='source')),
                ('checked_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='checked by')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='products.listing')),
                ('product', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='products.product', verbose_name='product')),
                ('channel', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='products.saleschannel', verbose_name='sales channel')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='2fe216f58c7666a6be322967d88a2e5789541b39', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_832e6', table='products_listingevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='ExportMarket',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('country', models.CharField(max_length=2, verbose_name='country')),
                ('from_year', models.PositiveSmallIntegerField(help_text='The first year for which exports are known.', verbose_name='from year')),
                ('until_year', models.PositiveSmallIntegerField(blank=True, help_text='The last year with exports.', null=True, verbose_name='until the end of the year')),
                ('source', models.CharField(blank=True, help_text='Where the record comes from.', max_length=500, verbose_name='source')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='export_markets', to='products.product', verbose_name='product')),
            ],
            options={
                'verbose_name': 'export market',
                'verbose_name_plural': 'export markets',
                'ordering': ['-from_year', 'country', 'pk'],
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('country__regex', '^[A-Z]{2}$'), models.Q(('country', 'VN'), _negated=True)), name='export_market_country_code', violation_error_message='Choose a country other than Vietnam.'),
                    models.CheckConstraint(condition=models.Q(('until_year', None), ('from_year__lt', models.F('until_year')), _connector='OR'), name='export_market_from_before_until', violation_error_message='The exports end before they begin.'),
                    django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('product', '='), ('country', '='), (models.Func('from_year', models.Case(models.When(then=None, until_year__isnull=True), default=django.db.models.functions.comparison.Greatest('until_year', 'from_year')), function='int4range', output_field=django.contrib.postgres.fields.ranges.IntegerRangeField()), '&&')], name='export_market_once_at_a_time', violation_error_message='This market is recorded already for these years.'),
                ],
                'indexes': [
                    models.Index(fields=['country'], name='export_market_country'),
                ],
                'triggers': [
                    Trigger(name='count_version', sql=UpsertTriggerSql(
                        func='NEW.version = OLD.version + 1; RETURN NEW;',
                        hash='1ec0101244ca0877a3d5d498235ffd80b625d116', operation='UPDATE', pgid='pgtrigger_count_version_4c4db', table='products_exportmarket', when='BEFORE')),
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "products_exportmarketevent" ("country", "from_year", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "source", "until_year", "version") VALUES (NEW."country", NEW."from_year", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."product_id", NEW."source", NEW."until_year", NEW."version"); RETURN NULL;',
                        hash='83249029e8d27e04284a60b0b270220a733e9ce0', operation='INSERT', pgid='pgtrigger_insert_insert_b5a84', table='products_exportmarket', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)',
                        func='INSERT INTO "products_exportmarketevent" ("country", "from_year", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "source", "until_year", "version") VALUES (NEW."country", NEW."from_year", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."product_id", NEW."source", NEW."until_year", NEW."version"); RETURN NULL;',
                        hash='497318699060f76e98572f2a0808bee8f174b316', operation='UPDATE', pgid='pgtrigger_update_update_8cf31', table='products_exportmarket', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "products_exportmarketevent" ("country", "from_year", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "source", "until_year", "version") VALUES (OLD."country", OLD."from_year", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."product_id", OLD."source", OLD."until_year", OLD."version"); RETURN NULL;',
                        hash='c2fcd2104bbb3d58b3c1ef2663af4419b1bfc6d0', operation='DELETE', pgid='pgtrigger_delete_delete_a1851', table='products_exportmarket', when='AFTER')),
                ],
            },
        ),
        AddConstraintNotValid(
            model_name='exportmarket',
            constraint=models.CheckConstraint(condition=models.Q(('from_year__gte', 1990), ('from_year__lte', models.Func(output_field=models.IntegerField(), template="EXTRACT(YEAR FROM now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::integer"))), name='export_market_year_has_come', violation_error_message='Write a year from 1990 to this year.'),
        ),
        migrations.CreateModel(
            name='ExportMarketEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('country', models.CharField(max_length=2, verbose_name='country')),
                ('from_year', models.PositiveSmallIntegerField(help_text='The first year for which exports are known.', verbose_name='from year')),
                ('until_year', models.PositiveSmallIntegerField(blank=True, help_text='The last year with exports.', null=True, verbose_name='until the end of the year')),
                ('source', models.CharField(blank=True, help_text='Where the record comes from.', max_length=500, verbose_name='source')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='products.exportmarket')),
                ('product', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='products.product', verbose_name='product')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='8d83af7803909ea102f88fc7d662f90a9f07714e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7cc56', table='products_exportmarketevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='ProductSales',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('domestic', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='sold in Vietnam (đồng)')),
                ('export', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='exported (đồng)')),
                ('quantity', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='quantity sold')),
                ('unit', models.CharField(blank=True, help_text='For example “kg”, “bottle” or “visitor”.', max_length=30, verbose_name='unit')),
                ('source', models.CharField(blank=True, help_text='Where the record comes from.', max_length=500, verbose_name='source')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sales', to='products.product', verbose_name='product')),
            ],
            options={
                'verbose_name': 'sales of a year',
                'verbose_name_plural': 'sales by year',
                'ordering': ['-year', 'pk'],
                'abstract': False,
                'constraints': [
                    models.UniqueConstraint(fields=('product', 'year'), name='product_sales_once_a_year', violation_error_message='The sales of this product in this year are recorded already.'),
                    models.CheckConstraint(condition=models.Q(('quantity', None), ('quantity__gte', 0), _connector='OR'), name='product_sales_not_negative', violation_error_message='A quantity is not below nothing.'),
                    models.CheckConstraint(condition=models.Q(('domestic', None), ('export', None), ('quantity', None), _negated=True), name='product_sales_say_something', violation_error_message='Write an amount or a quantity.'),
                    models.CheckConstraint(condition=models.Q(('quantity', None), models.Q(('unit', ''), _negated=True), _connector='OR'), name='product_sales_quantity_has_unit', violation_error_message='A quantity needs its unit.'),
                ],
                'triggers': [
                    Trigger(name='count_version', sql=UpsertTriggerSql(
                        func='NEW.version = OLD.version + 1; RETURN NEW;',
                        hash='6f438c065f1dc51e8a0653708a68e33471570007', operation='UPDATE', pgid='pgtrigger_count_version_5c904', table='products_productsales', when='BEFORE')),
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "products_productsalesevent" ("domestic", "export", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "quantity", "source", "unit", "version", "year") VALUES (NEW."domestic", NEW."export", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."product_id", NEW."quantity", NEW."source", NEW."unit", NEW."version", NEW."year"); RETURN NULL;',
                        hash='5c9e50686a0b5a24f3d2076363f9c6f2533eb29b', operation='INSERT', pgid='pgtrigger_insert_insert_571e4', table='products_productsales', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)',
                        func='INSERT INTO "products_productsalesevent" ("domestic", "export", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "quantity", "source", "unit", "version", "year") VALUES (NEW."domestic", NEW."export", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."product_id", NEW."quantity", NEW."source", NEW."unit", NEW."version", NEW."year"); RETURN NULL;',
                        hash='0d12b8e095227d9fcc8c97716760ccb6b6ee3b1f', operation='UPDATE', pgid='pgtrigger_update_update_c7647', table='products_productsales', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "products_productsalesevent" ("domestic", "export", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "quantity", "source", "unit", "version", "year") VALUES (OLD."domestic", OLD."export", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."product_id", OLD."quantity", OLD."source", OLD."unit", OLD."version", OLD."year"); RETURN NULL;',
                        hash='a93b7fc01d7d7fa3772988a758581f58f87d4ab2', operation='DELETE', pgid='pgtrigger_delete_delete_af8eb', table='products_productsales', when='AFTER')),
                ],
            },
        ),
        AddConstraintNotValid(
            model_name='productsales',
            constraint=models.CheckConstraint(condition=models.Q(('year__gte', 1990), ('year__lte', models.Func(output_field=models.IntegerField(), template="EXTRACT(YEAR FROM now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::integer"))), name='product_sales_year_has_come', violation_error_message='Write a year from 1990 to this year.'),
        ),
        migrations.CreateModel(
            name='ProductSalesEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('domestic', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='sold in Vietnam (đồng)')),
                ('export', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='exported (đồng)')),
                ('quantity', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='quantity sold')),
                ('unit', models.CharField(blank=True, help_text='For example “kg”, “bottle” or “visitor”.', max_length=30, verbose_name='unit')),
                ('source', models.CharField(blank=True, help_text='Where the record comes from.', max_length=500, verbose_name='source')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='products.productsales')),
                ('product', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='products.product', verbose_name='product')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='5cd486606c8d50ac25796568dbb030bbfa3c173d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_cc01b', table='products_productsalesevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='Collection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('title', models.CharField(max_length=100, verbose_name='name of the collection')),
                ('name_key', models.GeneratedField(db_persist=True, expression=models.Func('title', function='fold', output_field=models.TextField()), output_field=models.TextField())),
                ('name_order', models.GeneratedField(db_persist=True, expression=models.Func('title', function='vi_key', output_field=models.TextField()), output_field=models.TextField(db_collation='C'))),
                ('title_en', models.CharField(blank=True, max_length=100, verbose_name='name in English')),
                ('about', models.TextField(blank=True, max_length=1000, verbose_name='about it')),
                ('about_en', models.TextField(blank=True, max_length=1000, verbose_name='about it, in English')),
                ('rule', models.CharField(blank=True, help_text='Narrow the catalogue as you want it and paste the address of that page.', max_length=500, verbose_name='list of the catalogue')),
                ('published', models.BooleanField(default=False, verbose_name='readers see it')),
                ('position', models.PositiveSmallIntegerField(default=100, help_text='Collections with smaller numbers stand first.', verbose_name='position')),
                ('place', models.ForeignKey(blank=True, limit_choices_to={'level': 'province'}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='collections', to='ocop.place', verbose_name='province')),
            ],
            options={
                'verbose_name': 'collection',
                'verbose_name_plural': 'collections',
                'ordering': ['position', 'name_order', 'pk'],
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='collection_has_a_title', violation_error_message='Write a title.'),
                    models.UniqueConstraint(models.F('name_key'), models.F('place'), name='collection_once', nulls_distinct=False, violation_error_message='There is a collection with this title already.'),
                ],
                'triggers': [
                    Trigger(name='count_version', sql=UpsertTriggerSql(
                        func='NEW.version = OLD.version + 1; RETURN NEW;',
                        hash='6de5082dbbd7c84fdd11d827f3e8166ab846b65b', operation='UPDATE', pgid='pgtrigger_count_version_6e290', table='products_collection', when='BEFORE')),
                    Trigger(name='collection_title_is_public', sql=UpsertTriggerSql(
                        func=(
                            'IF (NEW.title IS DISTINCT FROM OLD.title AND normalize(translate(normalize(NEW.title, '
                            'NFKC), '
                            "U&'\\+000410\\+000412\\+000415\\+000405\\+000417\\+000406\\+000408\\+00041A\\+00041C\\+00041D\\+00041E\\+000420\\+000421\\+000422\\+000425\\+000430\\+000435\\+000455\\+000456\\+000458\\+00043E\\+00043A\\+000440\\+000441\\+000442\\+000443\\+000445\\+0003BD\\+0003BF\\+0003B1\\+0003B9\\+0003C4\\+0003BA\\+000391\\+000392\\+000395\\+000396\\+000397\\+000399\\+00039A\\+00039C\\+00039D\\+00039F\\+0003A1\\+0003A4\\+0003A5\\+0003A7\\+002010\\+002011\\+002012\\+002013\\+002014\\+002015\\+002212\\+002043\\+00FE63\\+00FF0D\\+0002D7\\+002E3A\\+0000B7\\+002022\\+002219\\+0022C5\\+002027\\+0030FB\\+003002\\+00FF0E\\+002024\\+00FF0C\\+003001\\+00066B\\+00066C\\+00FF3F\\+00203F\\+002217\\+00204E\\+00066D\\+002731\\+002732\\+00273B\\+00FE61\\+000660\\+000661\\+000662\\+000663\\+000664\\+000665\\+000666\\+000667\\+000668\\+000669\\+0006F0\\+0006F1\\+0006F2\\+0006F3\\+0006F4\\+0006F5\\+0006F6\\+0006F7\\+0006F8\\+0006F9\\+000966\\+000967\\+000968\\+000969\\+00096A\\+00096B\\+00096C\\+00096D\\+00096E\\+00096F\\+000E50\\+000E51\\+000E52\\+000E53\\+000E54\\+000E55\\+000E56\\+000E57\\+000E58\\+000E59\\+000ED0\\+000ED1\\+000ED2\\+000ED3\\+000ED4\\+000ED5\\+000ED6\\+000ED7\\+000ED8\\+000ED9\\+0017E0\\+0017E1\\+0017E2\\+0017E3\\+0017E4\\+0017E5\\+0017E6\\+0017E7\\+0017E8\\+0017E9\\+002776\\+002777\\+002778\\+002779\\+00277A\\+00277B\\+00277C\\+00277D\\+00277E\\+002780\\+002781\\+002782\\+002783\\+002784\\+002785\\+002786\\+002787\\+002788\\+00278A\\+00278B\\+00278C\\+00278D\\+00278E\\+00278F\\+002790\\+002791\\+002792\\+0024F5\\+0024F6\\+0024F7\\+0024F8\\+0024F9\\+0024FA\\+0024FB\\+0024FC\\+0024FD\\+0000AD\\+00034F\\+00061C\\+00115F\\+001160\\+00180E\\+003164\\+00FEFF\\+00FFA0\\+00200B\\+00200C\\+00200D\\+00200E\\+00200F\\+00202A\\+00202B\\+00202C\\+00202D\\+00202E\\+002060\\+002061\\+002062\\+002063\\+002064\\+002065\\+002066\\+002067\\+002068\\+002069\\+00206A\\+00206B\\+00206C\\+00206D\\+00206E\\+00206F\\+00FE00\\+00FE01\\+00FE02\\+00FE03\\+00FE04\\+00FE05\\+00FE06\\+00FE07\\+00FE08\\+00FE09\\+00FE0A\\+00FE0B\\+00FE0C\\+00FE0D\\+00FE0E\\+00FE0F', "
                            "'ABES3IJKMHOPCTXaesijokpctyxvoaitkABEZHIKMNOPTYX------------.........,,,,__*******012345678901234567890123456789012345678901234567890123456789123456789123456789123456789123456789'), "
                            'NFKC) ~ '
                            "'(?<![0-9])(?:[+]?\\s*84|00\\s*84|0)(?:[\\s.,_()/-]*[0-9]){9,10}(?![0-9])|(?<![0-9])(?:[0-9]{9}|[0-9]{12}|[0-9]{3}(?:[\\s._][0-9]{3}){2}|[0-9]{3}(?:[\\s._-][0-9]{3}){3}|0(?:[\\s._-]?[0-9]){11})(?![0-9])') "
                            'OR (NEW.title_en IS DISTINCT FROM OLD.title_en AND '
                            'normalize(translate(normalize(NEW.title_en, NFKC), '
                            "U&'\\+000410\\+000412\\+000415\\+000405\\+000417\\+000406\\+000408\\+00041A\\+00041C\\+00041D\\+00041E\\+000420\\+000421\\+000422\\+000425\\+000430\\+000435\\+000455\\+000456\\+000458\\+00043E\\+00043A\\+000440\\+000441\\+000442\\+000443\\+000445\\+0003BD\\+0003BF\\+0003B1\\+0003B9\\+0003C4\\+0003BA\\+000391\\+000392\\+000395\\+000396\\+000397\\+000399\\+00039A\\+00039C\\+00039D\\+00039F\\+0003A1\\+0003A4\\+0003A5\\+0003A7\\+002010\\+002011\\+002012\\+002013\\+002014\\+002015\\+002212\\+002043\\+00FE63\\+00FF0D\\+0002D7\\+002E3A\\+0000B7\\+002022\\+002219\\+0022C5\\+002027\\+0030FB\\+003002\\+00FF0E\\+002024\\+00FF0C\\+003001\\+00066B\\+00066C\\+00FF3F\\+00203F\\+002217\\+00204E\\+00066D\\+002731\\+002732\\+00273B\\+00FE61\\+000660\\+000661\\+000662\\+000663\\+000664\\+000665\\+000666\\+000667\\+000668\\+000669\\+0006F0\\+0006F1\\+0006F2\\+0006F3\\+0006F4\\+0006F5\\+0006F6\\+0006F7\\+0006F8\\+0006F9\\+000966\\+000967\\+000968\\+000969\\+00096A\\+00096B\\+00096C\\+00096D\\+00096E\\+00096F\\+000E50\\+000E51\\+000E52\\+000E53\\+000E54\\+000E55\\+000E56\\+000E57\\+000E58\\+000E59\\+000ED0\\+000ED1\\+000ED2\\+000ED3\\+000ED4\\+000ED5\\+000ED6\\+000ED7\\+000ED8\\+000ED9\\+0017E0\\+0017E1\\+0017E2\\+0017E3\\+0017E4\\+0017E5\\+0017E6\\+0017E7\\+0017E8\\+0017E9\\+002776\\+002777\\+002778\\+002779\\+00277A\\+00277B\\+00277C\\+00277D\\+00277E\\+002780\\+002781\\+002782\\+002783\\+002784\\+002785\\+002786\\+002787\\+002788\\+00278A\\+00278B\\+00278C\\+00278D\\+00278E\\+00278F\\+002790\\+002791\\+002792\\+0024F5\\+0024F6\\+0024F7\\+0024F8\\+0024F9\\+0024FA\\+0024FB\\+0024FC\\+0024FD\\+0000AD\\+00034F\\+00061C\\+00115F\\+001160\\+00180E\\+003164\\+00FEFF\\+00FFA0\\+00200B\\+00200C\\+00200D\\+00200E\\+00200F\\+00202A\\+00202B\\+00202C\\+00202D\\+00202E\\+002060\\+002061\\+002062\\+002063\\+002064\\+002065\\+002066\\+002067\\+002068\\+002069\\+00206A\\+00206B\\+00206C\\+00206D\\+00206E\\+00206F\\+00FE00\\+00FE01\\+00FE02\\+00FE03\\+00FE04\\+00FE05\\+00FE06\\+00FE07\\+00FE08\\+00FE09\\+00FE0A\\+00FE0B\\+00FE0C\\+00FE0D\\+00FE0E\\+00FE0F', "
                            "'ABES3IJKMHOPCTXaesijokpctyxvoaitkABEZHIKMNOPTYX------------.........,,,,__*******012345678901234567890123456789012345678901234567890123456789123456789123456789123456789123456789'), "
                            'NFKC) ~ '
                            "'(?<![0-9])(?:[+]?\\s*84|00\\s*84|0)(?:[\\s.,_()/-]*[0-9]){9,10}(?![0-9])|(?<![0-9])(?:[0-9]{9}|[0-9]{12}|[0-9]{3}(?:[\\s._][0-9]{3}){2}|[0-9]{3}(?:[\\s._-][0-9]{3}){3}|0(?:[\\s._-]?[0-9]){11})(?![0-9])') "
                            "THEN RAISE EXCEPTION 'collection_title_is_public' USING ERRCODE = 'check_violation'; END "
                            'IF; RETURN NEW;'
                        ),
                        hash='bca4d5a9b4230c66c233261ae49dd49f31372699', operation='INSERT OR UPDATE', pgid='pgtrigger_collection_title_is_public_8e99d', table='products_collection', when='BEFORE')),
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "products_collectionevent" ("about", "about_en", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "position", "published", "rule", "title", "title_en", "version") VALUES (NEW."about", NEW."about_en", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_id", NEW."position", NEW."published", NEW."rule", NEW."title", NEW."title_en", NEW."version"); RETURN NULL;',
                        hash='3bec10745faa1ab9b8f6dccdf5175dd85fef14c2', operation='INSERT', pgid='pgtrigger_insert_insert_f6b42', table='products_collection', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)',
                        func='INSERT INTO "products_collectionevent" ("about", "about_en", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "position", "published", "rule", "title", "title_en", "version") VALUES (NEW."about", NEW."about_en", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id", NEW."position", NEW."published", NEW."rule", NEW."title", NEW."title_en", NEW."version"); RETURN NULL;',
                        hash='b29cff8fca467f40b1af57b2ebb528c9456e9242', operation='UPDATE', pgid='pgtrigger_update_update_5c9fe', table='products_collection', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "products_collectionevent" ("about", "about_en", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "position", "published", "rule", "title", "title_en", "version") VALUES (OLD."about", OLD."about_en", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place_id", OLD."position", OLD."published", OLD."rule", OLD."title", OLD."title_en", OLD."version"); RETURN NULL;',
                        hash='2c8d0aee1fd3a50b8948c45cd8a987b4f0cf23b5', operation='DELETE', pgid='pgtrigger_delete_delete_53041', table='products_collection', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='CollectionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('title', models.CharField(max_length=100, verbose_name='name of the collection')),
                ('name_key', models.GeneratedField(db_persist=True, expression=models.Func('title', function='fold', output_field=models.TextField()), output_field=models.TextField())),
                ('name_order', models.GeneratedField(db_persist=True, expression=models.Func('title', function='vi_key', output_field=models.TextField()), output_field=models.TextField(db_collation='C'))),
                ('title_en', models.CharField(blank=True, max_length=100, verbose_name='name in English')),
                ('about', models.TextField(blank=True, max_length=1000, verbose_name='about it')),
                ('about_en', models.TextField(blank=True, max_length=1000, verbose_name='about it, in English')),
                ('rule', models.CharField(blank=True, help_text='Narrow the catalogue as you want it and paste the address of that page.', max_length=500, verbose_name='list of the catalogue')),
                ('published', models.BooleanField(default=False, verbose_name='readers see it')),
                ('position', models.PositiveSmallIntegerField(default=100, help_text='Collections with smaller numbers stand first.', verbose_name='position')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='products.collection')),
                ('place', models.ForeignKey(blank=True, db_constraint=False, limit_choices_to={'level': 'province'}, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ocop.place', verbose_name='province')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='d940f04e8fde15b1b9ab0b47374e3a1a3187f519', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_aa504', table='products_collectionevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='Pick',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                ('collection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='picks', to='products.collection', verbose_name='collection')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='picks', to='products.product', verbose_name='product')),
            ],
            options={
                'verbose_name': 'product of a collection',
                'verbose_name_plural': 'products of collections',
                'ordering': ['position', 'pk'],
                'constraints': [
                    models.UniqueConstraint(fields=('collection', 'product'), name='pick_once'),
                ],
                'triggers': [
                    Trigger(name='insert_insert', sql=UpsertTriggerSql(
                        func='INSERT INTO "products_pickevent" ("collection_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "product_id") VALUES (NEW."collection_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."product_id"); RETURN NULL;',
                        hash='b1680c95209f91bec4fcc2fd70ea1b7acbbc5f4d', operation='INSERT', pgid='pgtrigger_insert_insert_aa56b', table='products_pick', when='AFTER')),
                    Trigger(name='update_update', sql=UpsertTriggerSql(
                        condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)',
                        func='INSERT INTO "products_pickevent" ("collection_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "product_id") VALUES (NEW."collection_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."product_id"); RETURN NULL;',
                        hash='0071e8fce3c2d15b0937f1921197929344871657', operation='UPDATE', pgid='pgtrigger_update_update_2742c', table='products_pick', when='AFTER')),
                    Trigger(name='delete_delete', sql=UpsertTriggerSql(
                        func='INSERT INTO "products_pickevent" ("collection_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "product_id") VALUES (OLD."collection_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."product_id"); RETURN NULL;',
                        hash='3466936d8f621c1e88ddc85c71d0404fb104c9ae', operation='DELETE', pgid='pgtrigger_delete_delete_f4ad8', table='products_pick', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='PickEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                ('collection', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='products.collection', verbose_name='collection')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='products.pick')),
                ('product', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='products.product', verbose_name='product')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    Trigger(name='append_only', sql=UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash='5041e169b552d22b38a09ca6acebb2c4f3984679', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_cc175', table='products_pickevent', when='BEFORE')),
                ],
            },
        ),
        migrations.RunSQL(PRODUCT_OF_PRODUCER),
    ]
