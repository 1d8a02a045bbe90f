"""The numbers beside every filter of the catalogue, and of the whole list, by one query.

A row is counted for a subject if no filter but that subject's own leaves it out. The conditions are the
filters' own, so that a count is the length of the list that its link shows.
"""

from collections import defaultdict

from django.db import connection
from django.utils.translation import get_language

from ocop.calendar import today
from products.models import Certification, ExportMarket, Listing, Product
from ratings.models import Recognition

TOTAL = "total"

# (value, label) of a subject from `fact`; a label is null where the filter knows it from its choices.
_ARMS = {
    "stars": "SELECT fact.stars::text, NULL, count(*) FROM fact WHERE {passes} GROUP BY 1",
    "state": "SELECT coalesce(fact.state, 'none'), NULL, count(*) FROM fact WHERE {passes} GROUP BY 1",
    "sector": "SELECT fact.sector, NULL, count(*) FROM fact WHERE {passes} GROUP BY 1",
    "form": "SELECT fact.form, NULL, count(*) FROM fact WHERE {passes} GROUP BY 1",
    "led": (
        "SELECT led, NULL, count(*) FROM fact, unnest(ARRAY[CASE WHEN woman THEN 'women' END,"
        " CASE WHEN minority THEN 'minority' END]) led WHERE led IS NOT NULL AND {passes} GROUP BY 1"
    ),
    "group": (
        "SELECT s.group_code, min(s.group_{language}), count(fact.id) FROM products_productset s"
        " LEFT JOIN fact ON fact.set = s.number AND {passes} GROUP BY 1 ORDER BY min(s.number)"
    ),
    "set": (
        "SELECT s.number::text, s.name_{language}, count(fact.id) FROM products_productset s"
        " LEFT JOIN fact ON fact.set = s.number AND {passes} GROUP BY s.number ORDER BY s.number"
    ),
    "province": (
        "SELECT place.code, place.name, n FROM (SELECT province, count(*) n FROM fact WHERE {passes} GROUP BY 1) c"
        " JOIN ocop_place place ON place.id = c.province ORDER BY place.name_order"
    ),
    "commune": (
        "SELECT place.code, place.name, n FROM (SELECT commune, count(*) n FROM fact WHERE {passes} GROUP BY 1) c"
        " JOIN ocop_place place ON place.id = c.commune AND place.level = 'commune' ORDER BY place.name_order"
    ),
    "scheme": (
        "SELECT c.scheme, NULL, count(DISTINCT fact.id) FROM fact JOIN ({certifications}) c"
        " ON c.producer = fact.producer AND coalesce(c.product, fact.id) = fact.id WHERE {passes} GROUP BY 1"
    ),
    "channel": (
        "SELECT s.id::text, s.name, count(DISTINCT fact.id) FROM fact JOIN ({listings}) l ON l.product = fact.id"
        " JOIN products_saleschannel s ON s.id = l.channel WHERE {passes} GROUP BY s.id ORDER BY s.name_order"
    ),
    "market": (
        "SELECT m.country, NULL, count(DISTINCT fact.id) FROM fact JOIN ({markets}) m"
        " ON m.product = fact.id WHERE {passes} GROUP BY 1"
    ),
    TOTAL: "SELECT '', NULL, count(*) FROM fact WHERE {passes}",
}


def tally(products, filters, *, subjects):
    """Return {subject: [(value, label or None, count)]} over `products`, and the number of rows in the list as TOTAL.

    `filters` maps the name of each filter in use to the products that it leaves; `subjects` are those asked for.
    """
    day = today()
    params: list[object] = []

    def written(queryset):
        sql, values = queryset.order_by().query.sql_with_params()
        params.extend(values)
        return sql

    latest = Recognition.objects.filter(issued_on__lte=day).with_state(day)
    latest_sql, latest_params = (
        latest.order_by("product", "-issued_on", "-pk")
        .distinct("product")
        .values("product", "stars", "state")
        .query.sql_with_params()
    )
    params.extend(latest_params)
    missed = []
    for name, left in filters.items():
        missed.append(f"CASE WHEN p.id IN ({written(left.values('pk'))}) THEN NULL ELSE '{name}' END")
    among = written(products.values("pk"))
    arms = []
    for subject in (*subjects, TOTAL):
        arm = _ARMS[subject]
        pieces = {}
        # One arm holds one queryset at most, so parameters stand in the order of the arms.
        if "{certifications}" in arm:
            held = Certification.objects.valid_on(day).values("scheme", "producer", "product")
            pieces["certifications"] = written(held)
        if "{listings}" in arm:
            pieces["listings"] = written(Listing.objects.to_show(day).values("product", "channel"))
        if "{markets}" in arm:
            pieces["markets"] = written(ExportMarket.objects.valid_on(day).values("product", "country"))
        language = "en" if get_language() == "en" else "vi"
        arm = arm.format(passes=f"missed <@ ARRAY['{subject}']", language=language, **pieces)
        arms.append(f"(SELECT '{subject}', arm.* FROM ({arm}) arm)")  # noqa: S608 -- names of our own
    sql = f"""
        WITH latest (product, stars, state) AS ({latest_sql}), fact AS MATERIALIZED (
            SELECT p.id, p.producer_id producer, maker.place_id commune, place.province_id province,
                p.product_set_id set, s.sector, maker.legal_form form, maker.led_by_woman woman,
                maker.led_by_minority minority, latest.stars, latest.state,
                array_remove(ARRAY[{", ".join(missed)}]::text[], NULL) missed
            FROM products_product p JOIN producers_producer maker ON maker.id = p.producer_id
            JOIN ocop_place place ON place.id = maker.place_id
            LEFT JOIN products_productset s ON s.number = p.product_set_id
            LEFT JOIN latest ON latest.product = p.id
            WHERE p.id IN ({among})
        ) {" UNION ALL ".join(arms)}"""  # noqa: S608 -- values are parameters
    # The order of parameters in the text: latest, filters, products, arms.
    counted = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        for subject, value, label, count in cursor.fetchall():
            counted[subject].append((value, label, count))
    return counted


def everything():
    """All products, for a filter to narrow."""
    return Product.objects.order_by()
