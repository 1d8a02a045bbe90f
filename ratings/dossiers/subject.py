"""What a dossier is about: the maker, the product's set, its name and its variants.

They are kept as they were filed until the dossier is decided or closed. The result and the decision carry them,
so that what is decided is what was filed and scored.
"""

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ocop.last_day import last_day
from ocop.naming import refusal_of_name
from ratings.dossiers.workflow import DossierState

S = DossierState

# The columns of a product that the trigger `product_kept_while_its_dossier_runs` keeps.
KEPT = ("producer", "product_set", "name", "variants")
# In these a dossier keeps nothing of its product. A forwarded one lives on as the ministry's.
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


def registered(product):
    """What the register says of a product now."""
    return {
        "producer": product.producer_id,
        "maker": product.producer.name,
        "set": product.product_set_id,
        "name": product.name,
        "variants": product.variants,
    }


def filed(dossier):
    """What the last filing says, with its hash. Filings from before 30/11/2026 name neither the maker's key nor the set."""
    filing = dossier.all_filings.order_by("pk").last()
    if filing is None:
        return {}
    product, producer = filing.content["product"], filing.content["producer"]
    said = {"name": product["name"], "variants": product["variants"], "maker": producer["name"]}
    keys = {"producer": producer.get("id"), "set": product.get("set")}
    return said | {name: key for name, key in keys.items() if key is not None} | {"filing": filing.sha256}


def subject_of(dossier):
    """What a dossier is about, as plain data: as it was filed."""
    return registered(dossier.product) | {"filing": ""} | filed(dossier)


def refusal_of_other_subject(scored, dossier):
    """Why a decision on a result for `scored` would be one on something else; empty if it is the same.

    `scored` is what the result carries; results from before 30/11/2026 carry nothing of it.
    """
    now = registered(dossier.product) | {"filing": filed(dossier).get("filing", "")}
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


def refusals_to_change(product):
    """By the name of the field, why it stays as it is and what to do: maker, set, name and variants of a product."""
    dossier = product.dossiers.keeping_its_product().order_by("pk").last()
    refusal = refusal_while(dossier.state, for_change=dossier.for_change) if dossier else ""
    if refusal:
        return dict.fromkeys(KEPT, refusal)
    stars = product.recognitions.not_over()
    held = {"producer": stars.first(), "product_set": stars.issued_here().first()}
    return {name: refusal_while_it_holds(star.stars, star.ends_on) for name, star in held.items() if star}


def refusal_while_it_holds(stars, ends_on):
    """Why a product with so many stars until before `ends_on` stays with its maker, and in its set if issued here.

    The trigger `product_stays_with_the_maker_of_its_stars` says the same.
    """
    return _(
        "The product holds %(stars)d stars until the end of %(day)s. They were given to this maker and do not"
        " go to another: register what another makes, or what belongs to another set, as a product of its own."
    ) % {"stars": stars, "day": date_format(last_day(ends_on), "SHORT_DATE_FORMAT")}


def refusal_while(state, *, for_change=False):
    """The same for a dossier in `state`; `for_change` if it is returned so that they may be changed."""
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


def refusal_to_come_back(dossier):
    """Why a product changed since it was filed asks for another dossier; empty if this one can be filed (again)."""
    product = dossier.product
    for text in (product.name, product.variants):
        if refusal := refusal_of_name(text, of_product=True):
            return refusal
    if product.product_set_id != dossier.sheet.product_set_id:
        return _(
            "The product is in set %(now)s now, and this dossier is on the sheet of set %(before)s:"
            " close it and open another one."
        ) % {"now": product.product_set_id, "before": dossier.sheet.product_set_id}
    report = getattr(dossier.origin, "commune_report", None)
    before = filed(dossier).get("producer", product.producer_id)
    if report and report.is_signed and before != product.producer_id:
        return _(
            "The commune has reported on another maker: close this dossier and open another one for “%(maker)s”."
        ) % {"maker": product.producer}
    return ""
