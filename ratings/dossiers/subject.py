"""Subject of a dossier: producer, product set, name and variants.

They are locked as filed until the dossier is decided or closed. Result and decision contain them, so that
the decision concerns what was filed and scored.
"""

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ocop.values.last_day import last_day
from ocop.values.naming import why_not_public_name
from ratings.dossiers.workflow import DossierState

S = DossierState

# Columns of a product protected by the trigger `product_kept_while_its_dossier_runs`.
KEPT = ("producer", "product_set", "name", "variants")
# States in which a dossier does not lock its product. A forwarded one continues as the ministry's.
FREE_STATES = (S.DRAFT, S.FORWARDED, S.RECOGNISED, S.CLOSED)

FIELDS = {
    "producer": _("key of the maker in the register"),
    "maker": _("maker"),
    "set": _("product set"),
    "name": _("name"),
    "variants": _("variants"),
    "filing": _("filing (SHA-256)"),
}


SCORED_BY_THE_PROVINCE = _(
    "The province's council has scored maker, product set, name and variants as they were filed. To change one of"
    " them, close the dossier; the province opens another one."
)


def registered_subject(product):
    """Return the subject as in the register now."""
    return {
        "producer": product.producer_id,
        "maker": product.producer.name,
        "set": product.product_set_id,
        "name": product.name,
        "variants": product.variants,
    }


def filed_subject(dossier):
    """Return the subject of the last filing, with its hash.

    Filings from before 30/11/2026 lack the producer's key and the set.
    """
    filing = dossier.all_filings.order_by("pk").last()
    if filing is None:
        return {}
    product, producer = filing.content["product"], filing.content["producer"]
    said = {"name": product["name"], "variants": product["variants"], "maker": producer["name"]}
    keys = {"producer": producer.get("id"), "set": product.get("set")}
    return said | {name: key for name, key in keys.items() if key is not None} | {"filing": filing.sha256}


def subject_of(dossier):
    """Return the subject of a dossier as filed, as plain data."""
    return registered_subject(dossier.product) | {"filing": ""} | filed_subject(dossier)


def why_not_other_subject(scored, dossier):
    """Return why a decision would concern something else than what was scored; else an empty string.

    `scored` is the subject in the result; results from before 30/11/2026 have none.
    """
    now = registered_subject(dossier.product) | {"filing": filed_subject(dossier).get("filing", "")}
    differing = [
        gettext("%(field)s “%(before)s” → “%(after)s”")
        % {"field": FIELDS[name], "before": before, "after": now.get(name, "")}
        for name, before in scored.items()
        if before != now.get(name, "")
    ]
    if not differing:
        return ""
    return _(
        "What was scored is not what the register says now: %(changes)s. Give it back what was filed,"
        " or close the dossier and open another one."
    ) % {"changes": "; ".join(differing)}


def why_not_change(product):
    """Return {field: why it is locked and what to do} for producer, set, name and variants of a product."""
    dossier = product.dossiers.keeping_its_product().order_by("pk").last()
    refusal = why_not_while(dossier.state, for_change=dossier.for_change) if dossier else ""
    if refusal:
        return dict.fromkeys(KEPT, refusal)
    stars = product.recognitions.not_over()
    held = {"producer": stars.first(), "product_set": stars.issued_here().first()}
    return {name: why_not_while_it_holds(star.stars, star.ends_on) for name, star in held.items() if star}


def why_not_while_it_holds(stars, ends_on):
    """Return why a product with stars until before `ends_on` keeps its producer, and its set if issued here.

    The trigger `product_stays_with_the_maker_of_its_stars` enforces the same.
    """
    return _(
        "The product holds %(stars)d stars until the end of %(day)s. They were given to this maker and do not"
        " go to another: register what another makes, or what belongs to another set, as a product of its own."
    ) % {"stars": stars, "day": date_format(last_day(ends_on), "SHORT_DATE_FORMAT")}


def why_not_while(state, *, for_change=False):
    """Same for a dossier in `state`; `for_change` if it was returned for a change of these fields."""
    match state:
        case S.RETURNED if for_change:
            return ""
        case S.RETURNED:
            return _(
                "Maker, product set, name and variants stay as they were filed: the dossier is returned for"
                " completion. Once it is back, an office may return it for a change of them."
            )
        case S.FILED | S.CHECKING | S.ADVISORY:
            return _(
                "Maker, product set, name and variants stay as they were filed while a dossier is assessed."
                " To change one of them, return the dossier for that."
            )
    return _(
        "Maker, product set, name and variants stay as they were filed: the council scores them, or its result"
        " waits for a decision. To change one of them, close the dossier and open another one."
    )


def why_not_come_back(dossier):
    """Return why a product changed since filing needs another dossier; empty if this one can be filed."""
    product = dossier.product
    for text in (product.name, product.variants):
        if refusal := why_not_public_name(text, of_product=True):
            return refusal
    if product.product_set_id != dossier.sheet.product_set_id:
        return _(
            "The product is in set %(now)s now, and this dossier is on the sheet of set %(before)s:"
            " close it and open another one."
        ) % {"now": product.product_set_id, "before": dossier.sheet.product_set_id}
    report = getattr(dossier.origin, "commune_report", None)
    before = filed_subject(dossier).get("producer", product.producer_id)
    if report and report.is_signed and before != product.producer_id:
        return _(
            "The commune has reported on another maker: close this dossier and open another one for “%(maker)s”."
        ) % {"maker": product.producer}
    return ""
