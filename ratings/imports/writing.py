"""Write what a plan says: portions of rows, so that 20,000 take seconds and little memory."""

from ocop.models import Place
from producers.models import Producer
from products.models import Certification, Product
from ratings.imports.known import ITEM_FIELDS, MAKER_FIELDS, portions
from ratings.imports.plan import Plan
from ratings.models import Decision, Origin, Recognition, StarClaim
from ratings.models.recognition import recorded


def write(plan: Plan, *, by=None, progress=None):
    """Write a plan; the caller holds the transaction."""
    makers, items = list(plan.makers), list(plan.items)
    decisions: dict = {}
    _save(Producer, makers, MAKER_FIELDS)
    _save(Product, items, ITEM_FIELDS, lambda item: {"producer_id": item.maker.pk})
    done = 0
    for some in portions(items):
        _write_claims(some)
        _write_recognitions(some, decisions, by)
        _write_certifications(some)
        done += len(some)
        if progress:
            progress(done, len(items))


def _save(model, entries, fields, more=lambda entry: {}):
    """Create the entries without a key and update the fields that changed in the others."""
    for some in portions([entry for entry in entries if entry.pk is None]):
        rows = [model(**{name: entry.values[name] for name in fields}, **more(entry)) for entry in some]
        for entry, row in zip(some, model.objects.bulk_create(rows), strict=True):
            entry.pk = row.pk
            entry.before.clear()
    for some in portions([entry for entry in entries if entry.before]):
        rows = model.objects.in_bulk([entry.pk for entry in some])
        for entry in some:
            for name in entry.before:
                setattr(rows[entry.pk], name, entry.values[name])
        changed = {name.removesuffix("_id") for entry in some for name in entry.before}
        model.objects.bulk_update(rows.values(), sorted(changed))


def _write_claims(items):
    claims = [(item, claim) for item in items for claim in item.claims]
    StarClaim.objects.bulk_create(
        StarClaim(
            product_id=item.pk,
            stars=claim.stars,
            year=claim.year,
            source=claim.source,
            confidence=claim.confidence,
        )
        for item, claim in claims
        if claim.pk is None
    )
    for _item, claim in claims:
        if claim.pk and claim.is_corrected:
            StarClaim.objects.filter(pk=claim.pk).update(year=claim.year)


def _write_recognitions(items, decisions, by):
    """A product's first recognition is made with others at once; where there are several, each finds its place among them."""
    first = []
    for item in items:
        new = sorted((star for star in item.stars if star.pk is None), key=lambda star: star.signed_on)
        for star in new:
            decision = _decision(decisions, star, by)
            if len(item.stars) == 1:
                first.append(_recognition(item, star, decision))
            else:
                product = Product.objects.select_related("producer").get(pk=item.pk)
                Recognition.objects.record(product, decision, stars=star.stars, expires_on=star.expires_on)
        for star in item.stars:
            if star.pk and star.is_corrected:
                Recognition.objects.filter(pk=star.pk, origin=Origin.RECORDED).update(
                    stars=star.stars, expires_on=star.expires_on
                )
    Recognition.objects.bulk_create(first)


def _decision(decisions, star, by):
    key = (star.number, star.signed_on, star.authority)
    if key not in decisions:
        decisions[key] = Decision.objects.record(
            number=star.number,
            signed_on=star.signed_on,
            place=Place.objects.get(pk=star.authority) if star.authority else None,
            by=by,
        )
    return decisions[key]


def _recognition(item, star, decision):
    product = Product(pk=item.pk, name=item.values["name"], variants=item.values["variants"])
    product.producer = Producer(pk=item.maker.pk, name=item.maker.values["name"])
    return recorded(product, decision, stars=star.stars, expires_on=star.expires_on)


def _write_certifications(items):
    Certification.objects.bulk_create(
        Certification(
            producer_id=item.maker.pk,
            product_id=item.pk,
            scheme=scheme,
            coverage=written,
            source=item.values["source"],
        )
        for item in items
        for scheme, written in item.schemes.items()
        if written
    )
