import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ocop', '0012_denial'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='user',
            name='user_email_in_lower_case',
        ),
        migrations.AlterField(
            model_name='user',
            name='email',
            field=models.CharField(max_length=254, unique=True, verbose_name='e-mail or telephone number'),
        ),
        migrations.AlterField(
            model_name='userevent',
            name='email',
            field=models.CharField(max_length=254, verbose_name='e-mail or telephone number'),
        ),
        migrations.AddConstraint(
            model_name='mail',
            constraint=models.CheckConstraint(condition=models.Q(('address__contains', '@')), name='mail_to_an_address'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('email__regex', '^0[1-9][0-9]{8}$'), models.Q(('email', django.db.models.functions.text.Lower('email')), ('email__regex', '^[^@[:space:]]+@[^@[:space:]]+$')), _connector='OR'), name='user_name_in_its_spelling', violation_error_message='Write an e-mail address, or a telephone number of ten digits that begins with 0.'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('email__contains', '@'), ('role', 'producer'), _connector='OR'), name='user_with_telephone_is_producer', violation_error_message='Only producers sign in with a telephone number: others get mail.'),
        ),
    ]
