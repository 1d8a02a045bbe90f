"""Functions of triggers that went: pgtrigger takes a trigger away and leaves its function. A new database has none of them."""

from django.db import migrations

FORMER = """
DROP FUNCTION IF EXISTS pgtrigger_decision_item_one_withdrawal_at_a_time_e9fdd();
DROP FUNCTION IF EXISTS pgtrigger_recognition_changed_by_decision_6d9a3();
DROP FUNCTION IF EXISTS pgtrigger_recognition_of_the_ministry_is_national_05406();
DROP FUNCTION IF EXISTS pgtrigger_unlocking_by_the_chair_while_scoring_6c6c2();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('ratings', '0039_tables_of_the_catalogue'),
    ]

    operations = [
        migrations.RunSQL(FORMER, migrations.RunSQL.noop),
    ]
