"""The numbers beside every filter of the catalogue, and of the whole list, by one query.

A row is counted for a subject if no filter but that subject's own leaves it out. The conditions are the
filters' own, so that a count is the length of the list that its link shows.
"""

from collections import defaultdict

from django.db import connection
from django.db.models import Case, F, SmallIntegerField, Value, When
from django.utils.translation import get_language

from products.models import Certification, ExportMarket, Listing
from products.prices import BANDS_SQL

TOTAL = "total"

# Entries that agree in all columns of a kind are counted once, together. Of two kinds, as what a product is and how it
# stands has thousands of combinations, who makes it and what it costs has hundreds, and both together nearly one each.
WHAT = ("stars", "standing", "product_set_id", "province_id")
WHO = ("legal_form", "led_by_woman")
# The place is many values, so it is one of them only where communes are asked for.
PLACE = "place_id"

# (value, label) of a subject; a label is null where the filter knows it from its choices.
_ARMS = {
    "stars": "SELECT stars::text, NULL, sum(n) FROM what WHERE {passes} GROUP BY 1",
    "state": "SELECT standing, NULL, sum(n) FROM what WHERE {passes} GROUP BY 1",
    "sector": (
        "SELECT s.sector, NULL, sum(n) FROM products_productset s"
        " JOIN what ON what.product_set_id = s.number AND {passes} GROUP BY 1"
    ),
    "form": "SELECT legal_form, NULL, sum(n) FROM who WHERE {passes} GROUP BY 1",
    "led": ("SELECT 'women', NULL, coalesce(sum(n), 0) FROM who WHERE led_by_woman AND {passes}"),
    "price": "SELECT band, NULL, sum(n) FROM who, unnest(bands) band WHERE band IS NOT NULL AND {passes} GROUP BY 1",
    "group": (
        "SELECT s.group_code, min(s.group_{language}), coalesce(sum(n), 0) FROM products_productset s"
        " LEFT JOIN what ON what.product_set_id = s.number AND {passes} GROUP BY 1 ORDER BY min(s.number)"
    ),
    "set": (
        "SELECT s.number::text, s.name_{language}, coalesce(sum(n), 0) FROM products_productset s"
        " LEFT JOIN what ON what.product_set_id = s.number AND {passes} GROUP BY s.number ORDER BY s.number"
    ),
    "province": (
        "SELECT place.code, place.name, n FROM (SELECT province_id, sum(n) n FROM what WHERE {passes} GROUP BY 1) c"
        " JOIN ocop_place place ON place.id = c.province_id ORDER BY place.name_order"
    ),
    "commune": (
        "SELECT place.code, place.name, n FROM (SELECT place_id, sum(n) n FROM what WHERE {passes} GROUP BY 1) c"
        " JOIN ocop_place place ON place.id = c.place_id AND place.level = 'commune' ORDER BY place.name_order"
    ),
    "scheme": (
        "SELECT scheme, NULL, count(*) FROM (SELECT DISTINCT c.scheme, entry.product_id FROM entry"
        " JOIN ({certifications}) c ON c.producer = entry.producer_id"
        " AND coalesce(c.product, entry.product_id) = entry.product_id WHERE {passes}) held GROUP BY 1"
    ),
    "channel": (
        "SELECT s.id::text, s.name, n FROM (SELECT channel, count(*) n FROM (SELECT DISTINCT l.channel, entry.product_id"
        " FROM entry JOIN ({listings}) l ON l.product = entry.product_id WHERE {passes}) sold GROUP BY 1) c"
        " JOIN products_saleschannel s ON s.id = c.channel ORDER BY s.name_order"
    ),
    "market": (
        "SELECT country, NULL, count(*) FROM (SELECT DISTINCT m.country, entry.product_id FROM entry"
        " JOIN ({markets}) m ON m.product = entry.product_id WHERE {passes}) sent GROUP BY 1"
    ),
    TOTAL: "SELECT '', NULL, coalesce(sum(n), 0) FROM what WHERE {passes}",
}
# Memory for putting equal ones together; the default of a server makes it sort them on its disk.
MEMORY = "SET LOCAL work_mem = '64MB'"


def facet_counts(entries, conditions, *, subjects):
    """Return {subject: [(value, label or None, count)]} over `entries`, and the number of rows in the list as TOTAL.

    `conditions` maps the name of each filter in use to what it asks of an entry; `subjects` are those asked for.
    """
    params: list[object] = []

    def written(queryset):
        sql, values = queryset.order_by().query.sql_with_params()
        params.extend(values)
        return sql

    misses = {f"misses_{name}": name for name in conditions}
    what = [*WHAT, *([PLACE] if "commune" in subjects else []), *misses]
    who = [*WHO, *misses]
    sql = f"""
        WITH entry AS NOT MATERIALIZED ({written(_missing(entries, conditions, [*what, *WHO]))}),
        what AS MATERIALIZED (SELECT {", ".join(what)}, count(*) n FROM entry GROUP BY {", ".join(what)}),
        who AS MATERIALIZED (
            SELECT {", ".join(who)}, {BANDS_SQL} bands, count(*) n FROM entry GROUP BY {", ".join(who)}, bands
        )
        """  # noqa: S608 -- names of our own, values are parameters
    arms = []
    for subject in (*subjects, TOTAL):
        arm, pieces = _ARMS[subject], {}
        # One arm holds one queryset at most, so parameters stand in the order of the arms.
        if "{certifications}" in arm:
            held = Certification.objects.valid_on().values("scheme", "producer", "product")
            pieces["certifications"] = written(held)
        if "{listings}" in arm:
            pieces["listings"] = written(Listing.objects.to_show().values("product", "channel"))
        if "{markets}" in arm:
            pieces["markets"] = written(ExportMarket.objects.valid_on().values("product", "country"))
        passes = " AND ".join(f"{miss} = 0" for miss, name in misses.items() if name != subject) or "TRUE"
        language = "en" if get_language() == "en" else "vi"
        arm = arm.format(passes=passes, language=language, **pieces)
        arms.append(f"(SELECT '{subject}', arm.* FROM ({arm}) arm)")  # noqa: S608
    counted = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(f"{MEMORY}; {sql}" + " UNION ALL ".join(arms), params)
        for subject, value, label, count in cursor.fetchall():
            counted[subject].append((value, label, int(count)))
    return dict(counted)


def _missing(entries, conditions, columns):
    """Entries with these columns and, for each filter, whether it leaves them out; those that two leave out are nobody's."""
    out = {
        f"misses_{name}": Case(
            When(condition, then=Value(0)), default=Value(1), output_field=SmallIntegerField()
        )
        for name, condition in conditions.items()
    }
    entries = entries.with_standing().annotate(**out)
    if len(out) > 1:
        first, *others = map(F, out)
        entries = entries.alias(missed=sum(others, first)).filter(missed__lte=1)
    return entries.values("product_id", "producer_id", "price_from", "price_to", *columns)
