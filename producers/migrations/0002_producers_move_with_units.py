"""Producers move with the unit that a resolution ends, and back when that is undone."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ocop', '0004_accounts_move_with_units'),
        ('producers', '0001_producers'),
    ]

    operations = [
        migrations.CreateModel(
            name='ProducerMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='ocop.placeevent', verbose_name='by')),
                ('new', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss_to', to='ocop.place', verbose_name='new place')),
                ('old', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss_from', to='ocop.place', verbose_name='former place')),
                ('producer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='producer_moves', to='producers.producer', verbose_name='producer')),
            ],
            options={
                'verbose_name': 'move of a producer',
                'verbose_name_plural': 'moves of producers',
                'constraints': [models.UniqueConstraint(fields=('event', 'producer'), name='producer_move_once')],
            },
        ),
    ]
