"""Answers to the questions about producers and products are kept for later lists of the province."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ocop', '0004_accounts_move_with_units'),
        ('ratings', '0049_steps_of_an_import'),
    ]

    operations = [
        migrations.CreateModel(
            name='KeptAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.CharField(max_length=40, verbose_name='question')),
                ('answer', models.CharField(max_length=20, verbose_name='answer')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='ocop.place', verbose_name='province')),
            ],
            options={
                'verbose_name': 'answer kept for later lists',
                'verbose_name_plural': 'answers kept for later lists',
                'ordering': ['place', 'question'],
                'constraints': [models.UniqueConstraint(fields=('place', 'question'), name='kept_answer_once')],
            },
        ),
    ]
