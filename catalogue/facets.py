"""The counts beside every filter of the catalogue, and the total of the list, by one query.

The count of a value is the length of the list with that value and all other filters as they are: an entry is counted for
a filter if it meets the conditions of all other filters. Filters and counts use the same conditions.
"""

from collections import defaultdict
from typing import Any

from django.db import connection
from django.db.models import Case, F, SmallIntegerField, Value, When
from django.utils.translation import get_language

from catalogue.conditions import Leader
from ocop.models import PlaceLevel
from products.models import Certification, ExportMarket, Listing
from products.prices import BANDS_SQL

TOTAL = "total"

# Entries are grouped before they are counted. There are two groupings, since one over all columns would have nearly as many
# groups as entries: WHAT has thousands of groups, WHO (with prices) hundreds.
WHAT = ("stars", "standing", "product_set_id", "province_id")
WHO = ("legal_form", "led_by_woman")
# Only grouped by where communes are counted, as there are thousands.
PLACE = "place_id"

# For each filter a query of (value, label, count); the label is NULL where the filter has it from its choices.
_ARMS = {
    "stars": "SELECT stars::text, NULL, sum(n) FROM what WHERE {passes} GROUP BY 1",
    "state": "SELECT standing, NULL, sum(n) FROM what WHERE {passes} GROUP BY 1",
    "sector": (
        "SELECT s.sector, NULL, sum(n) FROM products_productset s"
        " JOIN what ON what.product_set_id = s.number AND {passes} GROUP BY 1"
    ),
    "form": "SELECT legal_form, NULL, sum(n) FROM who WHERE {passes} GROUP BY 1",
    "led": f"SELECT '{Leader.WOMEN}', NULL, coalesce(sum(n), 0) FROM who WHERE led_by_woman AND {{passes}}",  # noqa: S608
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
        "SELECT place.code, place.name, n FROM (SELECT place_id, sum(n) n FROM what WHERE {passes} GROUP BY 1) c"  # noqa: S608
        f" JOIN ocop_place place ON place.id = c.place_id AND place.level = '{PlaceLevel.COMMUNE}'"
        " ORDER BY place.name_order"
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
# With the default of a server, PostgreSQL would sort the groups on disk.
MEMORY = "SET LOCAL work_mem = '64MB'"


def facet_counts(entries, conditions, *, subjects):
    """Return {filter: [(value, label or None, count)]} over `entries`; TOTAL is the number of entries in the list.

    `conditions` maps the name of each filter in use to its condition; `subjects` names the filters to count.
    """
    params: list[Any] = []  # as Django compiles them

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
        # Parameters stand in the order of the arms, since each arm contains one queryset at most.
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
    """Entries with `columns` and, for each filter, misses_<name>:

    0 or 1. Entries that miss two filters count nowhere and are left out.
    """
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
