"""The catalogue's columns and functions under the words that the code uses for them."""

from django.db import migrations, models

# Weights of words: A the product's name, B its name in English and its producer, C its places under every name they had,
# D its kind. “Chế” (to process) is left out of kinds: without accents it is “chè” (tea); so are “and” and its like.
# A number is one lexeme that no word can begin: =c and the digits of the product code, =g and those of the GTIN without
# leading zeros, =r and the letters of a recognition's code.
# The products are locked before the registers are read: of two transactions that change one product, the later sees what
# the earlier committed. Who saves a product holds that lock already, so nobody holds a product and waits for another's entry.
# Words are added without a unique key, so that none waits for another. Sort keys are ascending, so that one comparison of
# rows says what comes after.
REFRESH = r"""
CREATE OR REPLACE FUNCTION catalogue_refresh(changed bigint[]) RETURNS void LANGUAGE plpgsql STRICT AS $$
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
INSERT INTO ratings_catalogueentry AS entry (product_id, is_public, name_order, producer_id, place_id, province_id,
    product_set_id, sector, group_code, legal_form, led_by_woman, price_from, price_to,
    recognition_id, stars, issued_on, ends_on, withdrawn_on, stars_sort_key, issued_sort_key, words)
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
ON CONFLICT (product_id) DO UPDATE SET (is_public, name_order, producer_id, place_id, province_id, product_set_id,
    sector, group_code, legal_form, led_by_woman, price_from, price_to, recognition_id, stars,
    issued_on, ends_on, withdrawn_on, stars_sort_key, issued_sort_key, words)
= (excluded.is_public, excluded.name_order, excluded.producer_id, excluded.place_id, excluded.province_id,
    excluded.product_set_id, excluded.sector, excluded.group_code, excluded.legal_form, excluded.led_by_woman,
    excluded.price_from, excluded.price_to, excluded.recognition_id, excluded.stars, excluded.issued_on,
    excluded.ends_on, excluded.withdrawn_on, excluded.stars_sort_key, excluded.issued_sort_key, excluded.words)
WHERE entry.* IS DISTINCT FROM excluded.*;
INSERT INTO ratings_catalogueword (word)
SELECT DISTINCT word FROM ratings_catalogueentry e, unnest(tsvector_to_array(e.words)) word
WHERE e.product_id = ANY(changed) AND e.is_public AND word !~ '[0-9=]'
    AND NOT EXISTS (SELECT FROM ratings_catalogueword known WHERE known.word = word.word);
END $$;
"""

# Products that a change of places concerns: made there, inside, or at what became of it, or with papers from there.
REFRESH_AT = """
CREATE OR REPLACE FUNCTION catalogue_refresh_at(places bigint[]) RETURNS void LANGUAGE sql STRICT AS $$
SELECT catalogue_refresh((
    SELECT array_agg(p.id) FROM products_product p JOIN producers_producer m ON m.id = p.producer_id
    JOIN ocop_place here ON here.id = m.place_id LEFT JOIN ocop_place was ON was.id = m.former_place_id
    WHERE here.id = ANY(places) OR here.province_id = ANY(places)
        OR was.id = ANY(places) OR was.parent_id = ANY(places) OR was.province_id = ANY(places)
        OR EXISTS (SELECT FROM catalogue_before(here.id) before JOIN ocop_place old ON old.id = before
            WHERE old.id = ANY(places) OR old.parent_id = ANY(places) OR old.province_id = ANY(places))))
$$;
"""

# Functions of the triggers that refresh entries; `after` are the rows as they are now, `before` as they were.
TRIGGERS = """
CREATE OR REPLACE FUNCTION catalogue_products_product_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
PERFORM catalogue_refresh(array_agg(id)) FROM after;
RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION catalogue_products_product_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
PERFORM catalogue_refresh(array_agg(after.id)) FROM after
    JOIN before ON before.id = after.id
    WHERE (after.in_catalogue, after.code, after.gtin, after.name, after.name_en, after.product_set_id,
        after.producer_id, after.price_from, after.price_to)
    IS DISTINCT FROM (before.in_catalogue, before.code, before.gtin, before.name, before.name_en, before.product_set_id,
        before.producer_id, before.price_from, before.price_to);
RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION catalogue_producers_producer_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
PERFORM catalogue_refresh(array_agg(p.id)) FROM after
    JOIN before ON before.id = after.id
    JOIN products_product p ON p.producer_id = after.id
    WHERE (after.name, after.name_en, after.place_id, after.former_place_id, after.legal_form, after.led_by_woman)
    IS DISTINCT FROM (before.name, before.name_en, before.place_id, before.former_place_id, before.legal_form,
        before.led_by_woman);
RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION catalogue_products_productset_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
PERFORM catalogue_refresh(array_agg(p.id)) FROM after
    JOIN before ON before.number = after.number
    JOIN products_product p ON p.product_set_id = after.number
    WHERE (after.sector, after.group_code, after.name_vi, after.name_en, after.group_vi, after.group_en)
    IS DISTINCT FROM (before.sector, before.group_code, before.name_vi, before.name_en, before.group_vi,
        before.group_en);
RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION catalogue_ocop_place_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
PERFORM catalogue_refresh_at(array_agg(after.id)) FROM after
    JOIN before ON before.id = after.id
    WHERE (after.name, after.parent_id, after.province_id)
    IS DISTINCT FROM (before.name, before.parent_id, before.province_id);
RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION catalogue_ocop_succession_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
PERFORM catalogue_refresh_at(array_agg(new_id)) FROM after;
RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION catalogue_ocop_succession_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
PERFORM catalogue_refresh_at(array_agg(new_id))
    FROM (SELECT new_id FROM after UNION SELECT new_id FROM before) one;
RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION catalogue_ocop_succession_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
PERFORM catalogue_refresh_at(array_agg(new_id)) FROM before;
RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION catalogue_ratings_recognition_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
PERFORM catalogue_refresh(array_agg(DISTINCT product_id)) FROM after;
RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION catalogue_ratings_recognition_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
PERFORM catalogue_refresh(array_agg(DISTINCT product_id))
    FROM (SELECT product_id FROM after UNION SELECT product_id FROM before) one;
RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION catalogue_ratings_recognition_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
PERFORM catalogue_refresh(array_agg(DISTINCT product_id)) FROM before;
RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [("catalogue", "0001_tables")]

    operations = [
        migrations.RenameField("catalogueentry", "shown", "is_public"),
        migrations.RenameField("catalogueentry", "fewer_stars", "stars_sort_key"),
        migrations.RenameField("catalogueentry", "older", "issued_sort_key"),
        # An index follows its column in the database.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveIndex("catalogueentry", "entry_by_stars"),
                migrations.RemoveIndex("catalogueentry", "entry_by_newness"),
                migrations.AddIndex(
                    "catalogueentry",
                    models.Index(fields=["stars_sort_key", "name_order", "product"], name="entry_by_stars"),
                ),
                migrations.AddIndex(
                    "catalogueentry",
                    models.Index(fields=["issued_sort_key", "name_order", "product"], name="entry_by_newness"),
                ),
            ],
        ),
        migrations.RunSQL(REFRESH),
        migrations.RunSQL(REFRESH_AT),
        migrations.RunSQL(TRIGGERS),
        migrations.RunSQL("DROP FUNCTION catalogue_enter_at(bigint[]); DROP FUNCTION catalogue_enter(bigint[])"),
        migrations.AlterField(
            "catalogueentry", "stars_sort_key", models.SmallIntegerField(verbose_name="sort key of stars")
        ),
        migrations.AlterField(
            "catalogueentry", "issued_sort_key", models.IntegerField(verbose_name="sort key of the day of issue")
        ),
    ]
