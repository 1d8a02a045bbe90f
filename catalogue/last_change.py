"""What changed last on the public page of a product, from the histories of the fields that the page shows.

Other fields (who checked, source, the document itself) are no change for a reader, and nobody is named.
"""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy

from ocop.values.dates import today
from products.models import Certification, ExportMarket, Found, Listing, Photo, Product, Traceability
from ratings.decisions.models import Recognition

NEWEST = 20  # changes read from one history, newest first; those of the last day are shown

# For each history the fields that pages show, and the words for an insert, an update and a delete. A change of the product
# itself is described by the names of its fields.
TOLD = {
    Product: (
        "name name_en product_set_id variants story story_en ingredients season monthly_capacity code gtin registration"
        " price_from price_to producer_id",
        (gettext_lazy("entered in the register"), "", ""),
    ),
    Photo: (
        "renditions alt_vi alt_en credit is_label position",
        (gettext_lazy("photo added"), gettext_lazy("photo changed"), gettext_lazy("photo removed")),
    ),
    Certification: (
        "product_id scheme number issuer issued_on expires_on",
        (
            gettext_lazy("certificate added"),
            gettext_lazy("certificate changed"),
            gettext_lazy("certificate removed"),
        ),
    ),
    Traceability: (
        "gln growing_area_code system provider public_url activated_on",
        (
            gettext_lazy("traceability added"),
            gettext_lazy("traceability changed"),
            gettext_lazy("traceability removed"),
        ),
    ),
    Listing: (
        "channel_id address outlet since until found checked_on",
        (
            gettext_lazy("place of sale added"),
            gettext_lazy("place of sale changed"),
            gettext_lazy("place of sale removed"),
        ),
    ),
    ExportMarket: (
        "country from_year until_year",
        (
            gettext_lazy("export market added"),
            gettext_lazy("export market changed"),
            gettext_lazy("export market removed"),
        ),
    ),
    Recognition: (
        "stars issued_on expires_on extended_until superseded_on withdrawn_on withdrawal_ground name variants maker",
        (
            gettext_lazy("recognition added"),
            gettext_lazy("recognition changed"),
            gettext_lazy("recognition removed"),
        ),
    ),
}
# Conditions on history rows. The migrations “last_day” changed how a last day is stored and nothing on a page. Of some models
# only rows that the page shows, or showed until the change, count.
SHOWN = {
    Listing: (
        f"({{row}}.found <> '{Found.NOT_FOUND}' AND COALESCE({{row}}.since, %(today)s) <= %(today)s"
        " AND COALESCE({row}.until, 'infinity') > %(today)s)"
    ),
    ExportMarket: ("({row}.from_year <= %(year)s AND COALESCE({row}.until_year, %(year)s + 1) > %(year)s)"),
    Recognition: "{row}.issued_on <= %(today)s",
}
MODELS = list(TOLD)
KINDS = ("insert", "update", "delete")


@dataclass(frozen=True)
class LastChange:
    """The last day on which a page changed, and what changed then: distinct texts for a sentence."""

    on: date
    what: list[str]


def last_change_of(product) -> LastChange | None:
    """The last change on the page of a product; one query."""
    with connection.cursor() as cursor:
        of = {"product": product.pk, "producer": product.producer_id}
        cursor.execute(_STATEMENT, of | {"today": today(), "year": today().year})
        changes = [(timezone.localdate(at), *what) for at, *what in cursor]
    if not changes:
        return None
    last = max(day for day, *_what in changes)
    words = [word for day, *what in changes if day == last for word in _words(*what)]
    return LastChange(last, list(dict.fromkeys(words)))


def _words(model, kind, fields):
    """Words for a change: names of fields for the product itself, else what was done to the row."""
    model = MODELS[model]
    if model is Product and kind == "update":
        labels = {field.name: field.verbose_name for field in model._meta.fields}
        return [labels[name.removesuffix("_id")] for name in fields]
    return [TOLD[model][1][KINDS.index(kind)]]


def _part(number, model):
    """The query of the newest changes in one history that a reader can see."""
    table, fields = model.events.rel.related_model._meta.db_table, TOLD[model][0].split()
    changed = [f"CASE WHEN was.{name} IS DISTINCT FROM event.{name} THEN '{name}' END" for name in fields]
    shown = SHOWN.get(model, "TRUE")
    shown = f"({shown.format(row='event')} OR {shown.format(row='was')})"
    whose = {
        Product: "event.pgh_obj_id = %(product)s",
        Certification: "event.producer_id = %(producer)s AND COALESCE(event.product_id, %(product)s) = %(product)s",
    }.get(model, "event.product_id = %(product)s")
    return f"""(
        SELECT event.pgh_created_at AS at, {number} AS model, event.pgh_label AS kind, changed.fields
        FROM {table} event LEFT JOIN LATERAL (
            SELECT * FROM {table} w WHERE w.pgh_obj_id = event.pgh_obj_id AND w.pgh_id < event.pgh_id
            ORDER BY w.pgh_id DESC LIMIT 1
        ) was ON true,
        LATERAL (SELECT array_remove(ARRAY[{", ".join(changed)}], NULL) AS fields) changed
        WHERE {whose} AND {shown} AND (event.pgh_label <> 'update' OR changed.fields <> ARRAY[]::text[])
            AND NOT EXISTS (SELECT FROM pghistory_context context WHERE context.id = event.pgh_context_id
                AND context.metadata->>'rule' = 'last_day')
        ORDER BY event.pgh_id DESC LIMIT {NEWEST}
    )"""  # noqa: S608 - names of ours


_STATEMENT = " UNION ALL ".join(_part(number, model) for number, model in enumerate(MODELS))
