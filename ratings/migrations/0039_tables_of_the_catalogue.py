"""The models of the catalogue have an app of their own; their tables stay."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("catalogue", "0001_tables"),
        ("ratings", "0038_answers_and_citations_looked_up_once"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel(name="CatalogueChange"),
                migrations.DeleteModel(name="CatalogueWord"),
                migrations.DeleteModel(name="CatalogueEntry"),
            ],
        ),
    ]
