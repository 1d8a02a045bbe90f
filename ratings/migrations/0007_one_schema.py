"""Bring every database since the first migrations were replaced to the schema of a new one.

Earlier migrations changed after databases had taken them: 0002 made other functions and triggers, and lacked an index;
indexes of names could not be used for beginnings of names. All of that is made anew, from the text that 0002 has
now and that no longer changes. Who changes a function later writes its whole new text into a new migration: the newest
migration that says `CREATE OR REPLACE FUNCTION catalogue_…` has the definition that holds.
"""

from importlib import import_module

from django.db import migrations

CATALOGUE = import_module('ratings.migrations.0002_catalogue')

# Functions of triggers first go with their triggers; constraints and indexes stay.
DROP = """
DO $$
DECLARE it record;
BEGIN
    FOR it IN SELECT t.tgname, t.tgrelid::regclass AS of FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
        WHERE NOT t.tgisinternal AND p.pronamespace = current_schema()::regnamespace AND p.proname LIKE 'catalogue\\_%'
    LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', it.tgname, it.of);
    END LOOP;
    FOR it IN SELECT p.oid::regprocedure AS name FROM pg_proc p
        WHERE p.pronamespace = current_schema()::regnamespace AND p.proname LIKE 'catalogue\\_%'
    LOOP
        EXECUTE format('DROP FUNCTION %s', it.name);
    END LOOP;
END $$;
ALTER TABLE ratings_catalogueentry DROP CONSTRAINT catalogue_entry_goes_with_its_product;
"""

INDEXES = """
DROP INDEX IF EXISTS product_gtin;
DROP INDEX IF EXISTS product_name_key;
CREATE INDEX product_name_key ON products_product (name_key text_pattern_ops);
DROP INDEX IF EXISTS producer_name_key;
CREATE INDEX producer_name_key ON producers_producer (name_key text_pattern_ops);
CREATE INDEX IF NOT EXISTS entry_of_set_in_province ON ratings_catalogueentry (product_set_id, province_id);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('ocop', '0001_tables'),
        ('producers', '0002_name_key'),
        ('products', '0003_indexes'),
        ('ratings', '0006_sheet_release'),
    ]

    operations = [
        migrations.RunSQL(DROP, migrations.RunSQL.noop),
        *[migrations.RunSQL(each.sql, migrations.RunSQL.noop) for each in CATALOGUE.OPERATIONS],
        migrations.RunSQL(INDEXES, migrations.RunSQL.noop),
    ]
