"""The entries of the catalogue: the tables, the functions that keep them, and the triggers that call these."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion

from django.db import migrations, models


# An entry goes with its product, at once.
WITH_ITS_PRODUCT = """
ALTER TABLE ratings_catalogueentry ADD CONSTRAINT catalogue_entry_goes_with_its_product
    FOREIGN KEY (product_id) REFERENCES products_product (id) ON DELETE CASCADE
"""

# Accents, case and signs away, then one lexeme a word: words are looked up in the same form (products.search).
WORDS = """
CREATE FUNCTION catalogue_words(text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN to_tsvector('simple', regexp_replace(fold(coalesce($1, '')), '[^[:alnum:]]+', ' ', 'g'));
"""

# What a place was made of, through any number of changes.
BEFORE = """
CREATE FUNCTION catalogue_before(place bigint) RETURNS SETOF bigint LANGUAGE sql STABLE ROWS 10 AS $$
WITH RECURSIVE before (id) AS (
    SELECT old_id FROM ocop_succession WHERE new_id = place
    UNION SELECT s.old_id FROM ocop_succession s JOIN before ON s.new_id = before.id
) SELECT id FROM before
$$;
"""

# Weights: A the product's name, B its name in English and its maker, C its places under every name they had, D its
# kind. “Chế” (to process) is left out of kinds: without accents it is “chè” (tea); “and” and its like are no kinds.
# A number is one lexeme that no word can begin: =c and the digits of the product code, =g and those of the GTIN without
# leading zeros, =r and the letters of a recognition's code.
# The products are locked before the registers are read: of two transactions that change one product, the later
# sees what the earlier committed. Whoever saves a product holds that lock already, so that nobody holds a product and
# waits for another's entry. Words are added without a unique key, so that none waits for another.
ENTER = r"""
CREATE FUNCTION catalogue_enter(changed bigint[]) RETURNS void LANGUAGE plpgsql STRICT AS $$
BEGIN
PERFORM FROM products_product WHERE id = ANY(changed) ORDER BY id FOR NO KEY UPDATE;
WITH thing AS MATERIALIZED (
    SELECT p.id, p.in_catalogue, p.code, p.gtin, p.name, p.name_en, p.name_order, p.product_set_id, p.price_from, p.price_to,
        p.producer_id, m.name maker, m.name_en maker_en, m.place_id, m.former_place_id, m.legal_form,
        m.led_by_woman
    FROM products_product p JOIN producers_producer m ON m.id = p.producer_id WHERE p.id = ANY(changed)
), spot AS MATERIALIZED (
    SELECT at.place_id, at.former_place_id, here.province_id,
        setweight(catalogue_words(concat_ws(' ', here.name, over.name, was.name, was_in.name, was_over.name,
            (SELECT string_agg(concat_ws(' ', old.name, above.name, top.name), ' ')
                FROM catalogue_before(here.id) before JOIN ocop_place old ON old.id = before
                LEFT JOIN ocop_place above ON above.id = old.parent_id
                LEFT JOIN ocop_place top ON top.id = old.province_id))), 'C') words
    FROM (SELECT DISTINCT place_id, former_place_id FROM thing) at
    JOIN ocop_place here ON here.id = at.place_id
    LEFT JOIN ocop_place over ON over.id = here.province_id
    LEFT JOIN ocop_place was ON was.id = at.former_place_id
    LEFT JOIN ocop_place was_in ON was_in.id = was.parent_id
    LEFT JOIN ocop_place was_over ON was_over.id = was.province_id
), kind AS MATERIALIZED (
    SELECT s.number, s.sector, s.group_code,
        setweight(catalogue_words(concat_ws(' ', regexp_replace(s.name_vi, '\mchế\M', '', 'gi'),
            regexp_replace(s.group_vi, '\mchế\M', '', 'gi'),
            regexp_replace(concat_ws(' ', s.name_en, s.group_en), '\m(and|for|from|of|or|other|the|with)\M', '', 'gi')
        )), 'D') words
    FROM products_productset s WHERE s.number IN (SELECT product_set_id FROM thing)
)
INSERT INTO ratings_catalogueentry AS entry (product_id, shown, name_order, producer_id, place_id, province_id,
    product_set_id, sector, group_code, legal_form, led_by_woman, price_from, price_to,
    recognition_id, stars, issued_on, ends_on, withdrawn_on, fewer_stars, older, words)
SELECT thing.id, thing.in_catalogue, thing.name_order, thing.producer_id, thing.place_id, spot.province_id,
    thing.product_set_id, coalesce(kind.sector, ''), coalesce(kind.group_code, ''), thing.legal_form,
    thing.led_by_woman,
    thing.price_from, thing.price_to, star.id, star.stars, star.issued_on, star.ends_on, star.withdrawn_on,
    5 - coalesce(star.stars, 0), coalesce(DATE '3000-01-01' - star.issued_on, 1000000),
    setweight(catalogue_words(concat_ws(' ', thing.name, nullif(star.name, thing.name))), 'A')
        || setweight(catalogue_words(concat_ws(' ', thing.name_en, thing.maker, thing.maker_en)), 'B')
        || spot.words || coalesce(kind.words, '') || array_to_tsvector(array_remove(
            ARRAY['=c' || nullif(regexp_replace(thing.code, '[^0-9]', '', 'g'), ''), '=g' || nullif(ltrim(thing.gtin, '0'), '')]
            || ARRAY(SELECT '=r' || lower(replace(r.code, '-', '')) FROM ratings_recognition r
                WHERE r.product_id = thing.id AND r.issued_on <= (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date), NULL))
FROM thing
JOIN spot ON spot.place_id = thing.place_id AND spot.former_place_id IS NOT DISTINCT FROM thing.former_place_id
LEFT JOIN kind ON kind.number = thing.product_set_id
LEFT JOIN LATERAL (
    SELECT r.id, r.name, r.stars, r.issued_on, r.ends_on, r.withdrawn_on FROM ratings_recognition r
    WHERE r.product_id = thing.id AND r.issued_on <= (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
    ORDER BY r.issued_on DESC, r.id DESC LIMIT 1
) star ON true
ON CONFLICT (product_id) DO UPDATE SET (shown, name_order, producer_id, place_id, province_id, product_set_id,
    sector, group_code, legal_form, led_by_woman, price_from, price_to, recognition_id, stars,
    issued_on, ends_on, withdrawn_on, fewer_stars, older, words)
= (excluded.shown, excluded.name_order, excluded.producer_id, excluded.place_id, excluded.province_id,
    excluded.product_set_id, excluded.sector, excluded.group_code, excluded.legal_form, excluded.led_by_woman,
    excluded.price_from, excluded.price_to, excluded.recognition_id, excluded.stars, excluded.issued_on,
    excluded.ends_on, excluded.withdrawn_on, excluded.fewer_stars, excluded.older, excluded.words)
WHERE entry.* IS DISTINCT FROM excluded.*;
INSERT INTO ratings_catalogueword (word)
SELECT DISTINCT word FROM ratings_catalogueentry e, unnest(tsvector_to_array(e.words)) word
WHERE e.product_id = ANY(changed) AND e.shown AND word !~ '[0-9=]'
    AND NOT EXISTS (SELECT FROM ratings_catalogueword known WHERE known.word = word.word);
END $$;
"""

# Which products a change of places concerns: made there, inside, or at what became of it, or with papers from there.
ENTER_AT = """
CREATE FUNCTION catalogue_enter_at(places bigint[]) RETURNS void LANGUAGE sql STRICT AS $$
SELECT catalogue_enter((
    SELECT array_agg(p.id) FROM products_product p JOIN producers_producer m ON m.id = p.producer_id
    JOIN ocop_place here ON here.id = m.place_id LEFT JOIN ocop_place was ON was.id = m.former_place_id
    WHERE here.id = ANY(places) OR here.province_id = ANY(places)
        OR was.id = ANY(places) OR was.parent_id = ANY(places) OR was.province_id = ANY(places)
        OR EXISTS (SELECT FROM catalogue_before(here.id) before JOIN ocop_place old ON old.id = before
            WHERE old.id = ANY(places) OR old.parent_id = ANY(places) OR old.province_id = ANY(places))))
$$;
"""

# An edition ends only where rows are other ones than before. A function for each event, since PL/pgSQL looks for the
# tables of rows when it runs.
NOTE = {
    "INSERT": "SELECT FROM after",
    "UPDATE": "SELECT * FROM after EXCEPT SELECT * FROM before",
    "DELETE": "SELECT FROM before",
}

# Everything that the lists, the cards and the first page show.
NOTED = (
    "ocop_place",
    "producers_producer",
    "products_productset",
    "products_product",
    "products_photo",
    "products_certification",
    "products_saleschannel",
    "products_listing",
    "products_exportmarket",
    "products_collection",
    "products_pick",
    "ratings_recognition",
    # Also what only entering anew changes: recognitions that begin, successions of places.
    "ratings_catalogueentry",
)

PRODUCER_CHANGED = """
CREATE FUNCTION catalogue_producers_producer_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
PERFORM catalogue_enter(array_agg(p.id)) FROM after JOIN before ON before.id = after.id
JOIN products_product p ON p.producer_id = after.id
WHERE (after.name, after.name_en, after.place_id, after.former_place_id, after.legal_form, after.led_by_woman)
    IS DISTINCT FROM (before.name, before.name_en, before.place_id, before.former_place_id, before.legal_form,
    before.led_by_woman);
RETURN NULL;
END $$;
"""

# (name, table, event, what to enter): `after` are the rows as they are now, `before` as they were.
ENTERING = (
    ("added", "products_product", "INSERT", "SELECT catalogue_enter(array_agg(id)) FROM after"),
    (
        "changed",
        "products_product",
        "UPDATE",
        "SELECT catalogue_enter(array_agg(after.id)) FROM after JOIN before ON before.id = after.id"
        " WHERE (after.in_catalogue, after.code, after.gtin, after.name, after.name_en, after.product_set_id,"
        " after.producer_id, after.price_from, after.price_to) IS DISTINCT FROM (before.in_catalogue, before.code,"
        " before.gtin, before.name, before.name_en, before.product_set_id, before.producer_id, before.price_from,"
        " before.price_to)",
    ),
    (
        "changed",
        "products_productset",
        "UPDATE",
        "SELECT catalogue_enter(array_agg(p.id)) FROM after JOIN before ON before.number = after.number"
        " JOIN products_product p ON p.product_set_id = after.number"
        " WHERE (after.sector, after.group_code, after.name_vi, after.name_en, after.group_vi, after.group_en)"
        " IS DISTINCT FROM (before.sector, before.group_code, before.name_vi, before.name_en, before.group_vi,"
        " before.group_en)",
    ),
    (
        "changed",
        "ocop_place",
        "UPDATE",
        "SELECT catalogue_enter_at(array_agg(after.id)) FROM after JOIN before ON before.id = after.id"
        " WHERE (after.name, after.parent_id, after.province_id)"
        " IS DISTINCT FROM (before.name, before.parent_id, before.province_id)",
    ),
    ("added", "ocop_succession", "INSERT", "SELECT catalogue_enter_at(array_agg(new_id)) FROM after"),
    (
        "changed",
        "ocop_succession",
        "UPDATE",
        "SELECT catalogue_enter_at(array_agg(new_id))"
        " FROM (SELECT new_id FROM after UNION SELECT new_id FROM before) one",
    ),
    ("removed", "ocop_succession", "DELETE", "SELECT catalogue_enter_at(array_agg(new_id)) FROM before"),
    (
        "added",
        "ratings_recognition",
        "INSERT",
        "SELECT catalogue_enter(array_agg(DISTINCT product_id)) FROM after",
    ),
    (
        "changed",
        "ratings_recognition",
        "UPDATE",
        "SELECT catalogue_enter(array_agg(DISTINCT product_id))"
        " FROM (SELECT product_id FROM after UNION SELECT product_id FROM before) one",
    ),
    (
        "removed",
        "ratings_recognition",
        "DELETE",
        "SELECT catalogue_enter(array_agg(DISTINCT product_id)) FROM before",
    ),
)
ROWS = {
    "INSERT": "NEW TABLE AS after",
    "UPDATE": "OLD TABLE AS before NEW TABLE AS after",
    "DELETE": "OLD TABLE AS before",
}


def note(event, changed):
    """The function that notes a statement which changed anything."""
    return migrations.RunSQL(
        f"CREATE FUNCTION catalogue_note_{event.lower()}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF EXISTS ({changed}) THEN INSERT INTO ratings_cataloguechange DEFAULT VALUES; END IF;"
        " RETURN NULL; END $$"
    )


def called(name, event, table, function):
    """The trigger that calls a function after a statement."""
    return migrations.RunSQL(
        f"CREATE TRIGGER {name} AFTER {event} ON {table} REFERENCING {ROWS[event]}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {function}()"
    )


def noting(table, event):
    """The trigger that notes the statements of a kind on a table."""
    name = f"catalogue_note_{event.lower()}"
    return called(name, event, table, name)


def entering(name, table, event, what):
    """The function that enters the products which a statement concerns, and its trigger."""
    function = f"catalogue_{table}_{name}"
    yield migrations.RunSQL(
        f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN PERFORM {what.removeprefix('SELECT ')}; RETURN NULL; END $$;"
    )
    yield called(f"catalogue_{name}", event, table, function)


class Migration(migrations.Migration):

    # The first and the last step of the delivery go together, so that Django refuses a database that stopped between them.
    replaces = [
        ('ratings', '0001_tables'),
        ('ratings', '0002_catalogue'),
        ('ratings', '0007_one_schema'),
        ('ratings', '0014_public_entries'),
        ('ratings', '0037_stops_of_sheets_looked_up_once'),
    ]

    dependencies = [
        ('ratings', '0005_functions'),
        ('ocop', '0001_places_and_accounts'),
        ('producers', '0001_producers'),
        ('products', '0001_products'),
    ]

    operations = [
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
                ('recognition', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='ratings.recognition', verbose_name='recognition')),
                ('province', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='ocop.place', verbose_name='province')),
            ],
            options={
                'verbose_name': 'entry of the catalogue',
                'verbose_name_plural': 'entries of the catalogue',
                'ordering': ['name_order', 'pk'],
                'indexes': [
                    models.Index(fields=['name_order', 'product'], name='entry_by_name'),
                    models.Index(fields=['fewer_stars', 'name_order', 'product'], name='entry_by_stars'),
                    models.Index(fields=['older', 'name_order', 'product'], name='entry_by_newness'),
                    models.Index(fields=['province', 'name_order', 'product'], name='entry_of_province'),
                    models.Index(fields=['product_set', 'name_order', 'product'], name='entry_of_set'),
                    models.Index(fields=['product_set', 'province'], name='entry_of_set_in_province'),
                    models.Index(fields=['place'], name='entry_of_place'),
                    models.Index(fields=['producer'], name='entry_of_producer'),
                    django.contrib.postgres.indexes.GinIndex(fields=['words'], name='entry_words'),
                ],
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
            },
        ),
        migrations.CreateModel(
            name='CatalogueChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': 'change of the catalogue',
                'verbose_name_plural': 'changes of the catalogue',
            },
        ),
        migrations.RunSQL(WITH_ITS_PRODUCT),
        migrations.RunSQL(WORDS),
        migrations.RunSQL(BEFORE),
        migrations.RunSQL(ENTER),
        migrations.RunSQL(ENTER_AT),
        *[note(event, changed) for event, changed in NOTE.items()],
        *[noting(table, event) for table in NOTED for event in ROWS],
        migrations.RunSQL(PRODUCER_CHANGED),
        called("catalogue_changed", "UPDATE", "producers_producer", "catalogue_producers_producer_changed"),
        *[step for each in ENTERING for step in entering(*each)],
    ]
