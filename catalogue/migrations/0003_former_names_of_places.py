"""Products are found by the former names of their places."""

from django.db import migrations

# What a place was called before, without its name of today.
FORMER_NAMES = """
CREATE FUNCTION catalogue_former_names(place bigint) RETURNS text LANGUAGE sql STABLE STRICT AS $$
SELECT string_agg(named.name, ' ' ORDER BY named.id) FROM ocop_place called JOIN ocop_placename named ON named.place_id = called.id
WHERE called.id = place AND called.named_since IS NOT NULL AND named.name <> called.name
$$;
"""

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
            catalogue_former_names(here.id), catalogue_former_names(over.id), catalogue_former_names(was.id),
            catalogue_former_names(was_in.id),
            (SELECT string_agg(concat_ws(' ', old.name, above.name, top.name, catalogue_former_names(old.id),
                    catalogue_former_names(above.id)), ' ')
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


class Migration(migrations.Migration):

    dependencies = [("catalogue", "0002_words_of_the_code"), ("ocop", "0003_names_since")]

    operations = [migrations.RunSQL(FORMER_NAMES), migrations.RunSQL(REFRESH)]
