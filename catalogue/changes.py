"""The public change log: what was recognised, renewed, raised, lowered, extended, withdrawn, corrected or lapsed.

It is computed from the recognitions and their history; nothing is stored for it. A change has the day from which it holds
and is listed from that day on.
"""

from django.db import connection
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ocop.history import last_change_among
from ocop.values.dates import today
from producers.models import Producer
from products.models import Product
from ratings.decisions.models import Decision, Recognition
from ratings.dossiers.models import Dossier


class ChangeKind(TextChoices):
    RECOGNISED = "recognised", _("Recognised for the first time")
    RENEWED = "renewed", _("Renewed with the same stars")
    RAISED = "raised", _("Raised")
    LOWERED = "lowered", _("Lowered")
    EXTENDED = "extended", _("Extended")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    LAPSED = "lapsed", _("Lapsed")
    CORRECTED = "corrected", _("Corrected")


STARS_GIVEN = (ChangeKind.RECOGNISED, ChangeKind.RENEWED, ChangeKind.RAISED, ChangeKind.LOWERED)

# A recognition is corrected where one of these differs from its previous version. When terms got their new last day
# (29/11/2026), all rows changed at once, which is not a correction.
_CORRECTABLE = ("stars", "name", "variants", "maker", "issued_on", "expires_on", "decision_id")
_DIFFERS = " OR ".join(f"was.{name} IS DISTINCT FROM event.{name}" for name in _CORRECTABLE)

_TODAY = "(now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date"

# Columns: day, id, recognition, number and day of the decision, stars before, kind. While a result is awaited (article 12.3),
# a recognition has not lapsed.
_PARTS = f"""
    SELECT r.issued_on AS day, r.id || '-stars' AS id, r.id AS recognition_id, d.number, d.signed_on,
        before.stars AS stars_before,
        CASE WHEN before.stars IS NULL THEN '{ChangeKind.RECOGNISED}' WHEN before.stars = r.stars THEN '{ChangeKind.RENEWED}'
            WHEN before.stars < r.stars THEN '{ChangeKind.RAISED}' ELSE '{ChangeKind.LOWERED}' END AS kind
    FROM ratings_recognition r JOIN ratings_decision d ON d.id = r.decision_id
    LEFT JOIN LATERAL (
        SELECT b.stars FROM ratings_recognition b WHERE b.product_id = r.product_id AND b.issued_on < r.issued_on
        ORDER BY b.issued_on DESC LIMIT 1
    ) before ON true
    UNION ALL
    SELECT d.signed_on, r.id || '-extended', r.id, d.number, d.signed_on, r.stars, '{ChangeKind.EXTENDED}'
    FROM ratings_recognition r JOIN ratings_decision d ON d.id = r.extension_id
    UNION ALL
    SELECT r.withdrawn_on, r.id || '-withdrawn', r.id, d.number, d.signed_on, r.stars, '{ChangeKind.WITHDRAWN}'
    FROM ratings_recognition r JOIN ratings_decision d ON d.id = r.withdrawal_id
    UNION ALL
    SELECT r.ends_on, r.id || '-lapsed', r.id, NULL, NULL, r.stars, '{ChangeKind.LAPSED}'
    FROM ratings_recognition r
    WHERE r.ends_on = COALESCE(r.extended_until, r.expires_on)
        AND r.ends_on IS DISTINCT FROM r.superseded_on AND r.ends_on IS DISTINCT FROM r.withdrawn_on
        AND NOT (r.expires_on > {_TODAY} - 180 AND r.ends_on <= {_TODAY} AND renewal_pending(r.id, {_TODAY}))
    UNION ALL
    SELECT (event.pgh_created_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date,
        event.id || '-corrected-' || event.pgh_id, event.id, d.number, d.signed_on, was.stars, '{ChangeKind.CORRECTED}'
    FROM ratings_recognitionevent event
    JOIN LATERAL (
        SELECT * FROM ratings_recognitionevent w WHERE w.pgh_obj_id = event.pgh_obj_id AND w.pgh_id < event.pgh_id
        ORDER BY w.pgh_id DESC LIMIT 1
    ) was ON {_DIFFERS}
    JOIN ratings_recognition r ON r.id = event.id
    JOIN ratings_decision d ON d.id = coalesce(event.correction_id, r.decision_id)
    LEFT JOIN pghistory_context context ON context.id = event.pgh_context_id
    WHERE event.pgh_label = 'update' AND context.metadata->>'rule' IS DISTINCT FROM 'last_day'
"""  # noqa: S608 - column names of ours

_CHANGES = f"""
    SELECT change.id, change.day, change.kind, r.code, r.product_id, r.name, r.maker, r.stars,
        change.stars_before, change.number, change.signed_on, r.withdrawal_ground, province.code, province.name
    FROM ({_PARTS}) change
    JOIN ratings_recognition r ON r.id = change.recognition_id
    JOIN products_product product ON product.id = r.product_id AND product.in_catalogue
    JOIN producers_producer producer ON producer.id = product.producer_id
    JOIN ocop_place place ON place.id = producer.place_id
    JOIN ocop_place province ON province.id = place.province_id
    WHERE change.day <= %s
"""  # noqa: S608
_CONDITIONS = {
    "since": "change.day >= %s",
    "until": "change.day < %s",
    "kind": "change.kind = ANY(%s)",
    "province": "province.code = ANY(%s)",
}
COLUMNS = (
    *("id", "day", "kind", "code", "product", "name", "maker", "stars", "stars_before"),
    *("decision_number", "decision_signed_on", "withdrawal_ground", "province_code", "province"),
)


_NAMES = ", ".join(f'"{name}"' for name in COLUMNS)


def changes_sql(**asked):
    """Return the SQL of the changes up to today, with COLUMNS in order, and its parameters.

    `since` (included) and `until` (excluded) are days, `kind` and `province` lists of codes; empty values are ignored.
    """
    told = {name: value for name, value in asked.items() if value}
    conditions = "".join(f" AND {_CONDITIONS[name]}" for name in told)
    return f"SELECT * FROM ({_CHANGES}{conditions}) AS told ({_NAMES})", (today(), *told.values())  # noqa: S608


def newest_changes(limit, *, before=None, **asked):
    """The newest changes as dictionaries; `before` is the (day, id) of the last one on the previous page."""
    sql, values = changes_sql(**asked)
    beyond = "WHERE (day, id) < (%s, %s)" if before else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT * FROM ({sql}) listed {beyond} ORDER BY day DESC, id DESC LIMIT %s",  # noqa: S608
            (*values, *(before or ()), limit),
        )
        return [dict(zip(COLUMNS, row, strict=True)) for row in cursor.fetchall()]


def changed_at():
    """When the log may last have changed. A producer that moves, or a product that leaves the catalogue, changes it too."""
    return last_change_among(Recognition, Decision, Dossier, Product, Producer)
