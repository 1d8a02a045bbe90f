"""A term of months ends with the same day of its last month, so the first day out is the day after. Old rows move with it.

Civil Code 91/2015/QH13, articles 147 and 148: the first day of a term is not counted. The days printed in decisions and
papers are the last ones that hold; those of recorded recognitions and of evidence were typed as printed.
"""

import ratings.terms
from django.db import migrations, models


CONTEXT = """
SELECT set_config('pghistory.context_id', gen_random_uuid()::text, true),
    set_config('pghistory.context_metadata', '{"command": "migrate", "rule": "last_day",
        "reason": "Ngày cuối cùng còn hiệu lực: Bộ luật Dân sự 91/2015/QH13, điều 147 và 148"}', true);
"""
# What is issued is kept by triggers; the day that its rows mean is what stays the same here.
KEPT = (
    ("ratings_recognition", "pgtrigger_recognition_issued_is_kept_3e985"),
    ("ratings_decisionitem", "pgtrigger_decision_item_of_issued_is_kept_9fd11"),
)
OPEN = ["SET CONSTRAINTS ALL IMMEDIATE;", *(f"ALTER TABLE {table} DISABLE TRIGGER {name};" for table, name in KEPT)]
SHUT = [f"ALTER TABLE {table} ENABLE TRIGGER {name};" for table, name in KEPT]
# Where another recognition of the product began on the first day out, it now replaces this one on its last day.
FORWARD = [
    """
UPDATE ratings_recognition r SET expires_on = expires_on + 1, extended_until = extended_until + 1,
    superseded_on = CASE WHEN ends_on = coalesce(extended_until, expires_on)
        AND (withdrawn_on IS NULL OR withdrawn_on > ends_on)
        AND EXISTS (SELECT FROM ratings_recognition next
            WHERE next.product_id = r.product_id AND next.id <> r.id AND next.issued_on = r.ends_on)
        THEN least(superseded_on, ends_on) ELSE superseded_on END;
""",
    "UPDATE ratings_decisionitem SET until = until + 1 WHERE until IS NOT NULL;",
    "UPDATE ratings_evidence SET expires_on = expires_on + 1 WHERE expires_on IS NOT NULL;",
]
BACKWARD = [
    "UPDATE ratings_recognition SET expires_on = expires_on - 1, extended_until = extended_until - 1;",
    "UPDATE ratings_decisionitem SET until = until - 1 WHERE until IS NOT NULL;",
    "UPDATE ratings_evidence SET expires_on = expires_on - 1 WHERE expires_on IS NOT NULL;",
]


class Migration(migrations.Migration):

    dependencies = [
        ('products', '0005_last_day'),
        ('ratings', '0008_deputy_chair'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='recognition',
            name='recognition_issued_for_the_term',
        ),
        migrations.RunSQL([CONTEXT, *OPEN, *FORWARD, *SHUT], [CONTEXT, *OPEN, *BACKWARD, *SHUT]),
        migrations.AlterField(
            model_name='decisionitem',
            name='until',
            field=models.DateField(blank=True, null=True, verbose_name='extended until the end of'),
        ),
        migrations.AlterField(
            model_name='evidence',
            name='expires_on',
            field=models.DateField(blank=True, help_text='The last day on which it holds, as printed.', null=True, verbose_name='holds until the end of'),
        ),
        migrations.AlterField(
            model_name='evidenceevent',
            name='expires_on',
            field=models.DateField(blank=True, help_text='The last day on which it holds, as printed.', null=True, verbose_name='holds until the end of'),
        ),
        migrations.AlterField(
            model_name='recognition',
            name='expires_on',
            field=models.DateField(help_text='The last day on which it holds, as printed.', verbose_name='in force until the end of'),
        ),
        migrations.AlterField(
            model_name='recognition',
            name='extended_until',
            field=models.DateField(blank=True, null=True, verbose_name='extended until the end of'),
        ),
        migrations.AlterField(
            model_name='recognitionevent',
            name='expires_on',
            field=models.DateField(help_text='The last day on which it holds, as printed.', verbose_name='in force until the end of'),
        ),
        migrations.AlterField(
            model_name='recognitionevent',
            name='extended_until',
            field=models.DateField(blank=True, null=True, verbose_name='extended until the end of'),
        ),
        migrations.AddConstraint(
            model_name='recognition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('origin', 'issued'), _negated=True), models.Q(('expires_on', ratings.terms.EndOfTerm('issued_on', 'term_months')), ('term_months__isnull', False)), _connector='OR'), name='recognition_issued_for_the_term'),
        ),
    ]
