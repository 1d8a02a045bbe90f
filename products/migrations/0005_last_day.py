"""Certificates hold to the end of the day that they print: the first day out is the day after it. Old rows move with it.

What was typed into the old form stood on the paper, and was shown as “until”.
"""

from django.db import migrations, models


CONTEXT = """
SELECT set_config('pghistory.context_id', gen_random_uuid()::text, true),
    set_config('pghistory.context_metadata', '{"command": "migrate", "rule": "last_day",
        "reason": "Ngày in trên giấy là ngày cuối cùng còn hiệu lực"}', true);
"""
FORWARD = "UPDATE products_certification SET expires_on = expires_on + 1 WHERE expires_on IS NOT NULL;"
BACKWARD = "UPDATE products_certification SET expires_on = expires_on - 1 WHERE expires_on IS NOT NULL;"


class Migration(migrations.Migration):

    dependencies = [
        ('products', '0004_kept_while_assessed'),
    ]

    operations = [
        migrations.AlterField(
            model_name='certification',
            name='expires_on',
            field=models.DateField(blank=True, help_text='The last day on which it holds, as printed.', null=True, verbose_name='holds until the end of'),
        ),
        migrations.AlterField(
            model_name='certificationevent',
            name='expires_on',
            field=models.DateField(blank=True, help_text='The last day on which it holds, as printed.', null=True, verbose_name='holds until the end of'),
        ),
        migrations.RunSQL([CONTEXT, FORWARD], [CONTEXT, BACKWARD]),
    ]
