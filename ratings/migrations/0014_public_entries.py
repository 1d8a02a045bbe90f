"""The catalogue's entries no longer say who leads a producer by ethnic origin, and know a product's decided name."""

from django.db import migrations

# As in 0002, without the ethnic origin (Decree 356/2025, article 4), and with the name of the recognition.
ENTER = r"""
CREATE OR REPLACE FUNCTION catalogue_enter(changed bigint[]) RETURNS void LANGUAGE plpgsql STRICT AS $$
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

PRODUCER_CHANGED = """
CREATE OR REPLACE FUNCTION catalogue_producers_producer_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
PERFORM catalogue_enter(array_agg(p.id)) FROM after JOIN before ON before.id = after.id
JOIN products_product p ON p.producer_id = after.id
WHERE (after.name, after.name_en, after.place_id, after.former_place_id, after.legal_form, after.led_by_woman)
    IS DISTINCT FROM (before.name, before.name_en, before.place_id, before.former_place_id, before.legal_form,
    before.led_by_woman);
RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('ratings', '0013_signing_and_upgrades'),
    ]

    operations = [
        migrations.RunSQL(ENTER, migrations.RunSQL.noop),
        migrations.RunSQL(PRODUCER_CHANGED, migrations.RunSQL.noop),
        migrations.RemoveField(model_name='catalogueentry', name='led_by_minority'),
        migrations.RunSQL(
            "SELECT catalogue_enter((SELECT array_agg(id) FROM products_product))", migrations.RunSQL.noop
        ),
    ]
