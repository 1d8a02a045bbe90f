"""The tables of the catalogue, which the evaluation had before: they keep their names, rows and triggers."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('ocop', '0016_what_is_kept_of_ended_rows'),
        ('producers', '0007_history_of_more'),
        ('products', '0010_days_and_years_that_can_be'),
        ('ratings', '0038_answers_and_citations_looked_up_once'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='CatalogueChange',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ],
                    options={
                        'verbose_name': 'change of the catalogue',
                        'verbose_name_plural': 'changes of the catalogue',
                        'db_table': 'ratings_cataloguechange',
                    },
                ),
                migrations.CreateModel(
                    name='CatalogueWord',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('word', models.TextField(db_index=True, verbose_name='word')),
                    ],
                    options={
                        'verbose_name': 'word of the catalogue',
                        'verbose_name_plural': 'words of the catalogue',
                        'db_table': 'ratings_catalogueword',
                    },
                ),
                migrations.CreateModel(
                    name='CatalogueEntry',
                    fields=[
                        ('product', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='entry', serialize=False, to='products.product', verbose_name='product')),
                        ('shown', models.BooleanField(verbose_name='shown in the public catalogue')),
                        ('name_order', models.TextField(db_collation='C', verbose_name='order of names')),
                        ('sector', models.CharField(blank=True, max_length=3, verbose_name='sector')),
                        ('group_code', models.CharField(blank=True, max_length=8, verbose_name='group')),
                        ('legal_form', models.CharField(choices=[('cooperative', 'Cooperative'), ('cooperative_group', 'Cooperative group'), ('limited_company', 'Limited liability company'), ('joint_stock_company', 'Joint-stock company'), ('private_enterprise', 'Private enterprise'), ('farm', 'Farm'), ('business_household', 'Household business'), ('household', 'Producing household'), ('association', 'Association or centre (tourism)'), ('other', 'Other or not known')], max_length=20, verbose_name='legal form')),
                        ('led_by_woman', models.BooleanField(null=True, verbose_name='represented by a woman')),
                        ('price_from', models.PositiveBigIntegerField(null=True, verbose_name='price from (đồng)')),
                        ('price_to', models.PositiveBigIntegerField(null=True, verbose_name='price to (đồng)')),
                        ('stars', models.PositiveSmallIntegerField(null=True, verbose_name='stars')),
                        ('issued_on', models.DateField(null=True, verbose_name='issued on')),
                        ('ends_on', models.DateField(null=True, verbose_name='in force until')),
                        ('withdrawn_on', models.DateField(null=True, verbose_name='withdrawn on')),
                        ('fewer_stars', models.SmallIntegerField(verbose_name='order of stars')),
                        ('older', models.IntegerField(verbose_name='order of newness')),
                        ('words', django.contrib.postgres.search.SearchVectorField(verbose_name='words to be found by')),
                        ('place', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='ocop.place', verbose_name='commune')),
                        ('producer', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='producers.producer', verbose_name='producer')),
                        ('product_set', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='products.productset', verbose_name='product set')),
                        ('province', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='ocop.place', verbose_name='province')),
                        ('recognition', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='ratings.recognition', verbose_name='recognition')),
                    ],
                    options={
                        'verbose_name': 'entry of the catalogue',
                        'verbose_name_plural': 'entries of the catalogue',
                        'db_table': 'ratings_catalogueentry',
                        'ordering': ['name_order', 'pk'],
                        'indexes': [models.Index(fields=['name_order', 'product'], name='entry_by_name'), models.Index(fields=['fewer_stars', 'name_order', 'product'], name='entry_by_stars'), models.Index(fields=['older', 'name_order', 'product'], name='entry_by_newness'), models.Index(fields=['province', 'name_order', 'product'], name='entry_of_province'), models.Index(fields=['product_set', 'name_order', 'product'], name='entry_of_set'), models.Index(fields=['product_set', 'province'], name='entry_of_set_in_province'), models.Index(fields=['place'], name='entry_of_place'), models.Index(fields=['producer'], name='entry_of_producer'), django.contrib.postgres.indexes.GinIndex(fields=['words'], name='entry_words')],
                    },
                ),
            ],
        ),
        migrations.RunSQL(
            "UPDATE django_content_type SET app_label = 'catalogue' WHERE app_label = 'ratings'"
            " AND model IN ('catalogueentry', 'cataloguechange', 'catalogueword')",
            migrations.RunSQL.noop,
        ),
    ]
