"""What a plan makes of a list with planted faults, compared with what was planted and with what must be registered."""

import re
from collections import defaultdict
from collections.abc import Iterator

from ocop.models import Place
from ocop.values.last_day import last_day
from products.models import Product
from ratings.imports.account import Fate
from ratings.imports.models import RowStatus
from ratings.imports.plan import Plan, RowOutcome
from ratings.imports.snapshot import ProductDraft
from tests.ratings.imports.planted import Record, Sheet
from tests.ratings.imports.planting import ASKED, READ, REFUSED, Fault

TAKEN = {RowStatus.NEW, RowStatus.CHANGED, RowStatus.SAME}
_CELL = re.compile(r"([A-Z]+)(\d+)$")


def expected(truth: Record) -> dict[str, object]:
    """Return what must be registered of a line: every field of the product and its maker, and all stars."""
    stars = [(*each, None) for each in truth.earlier]
    if truth.stars:
        stars.append((truth.stars, truth.number, truth.signed_on, truth.until))
    return {
        "name": truth.name, "name_en": "", "product_set": truth.product_set, "variants": truth.variants, "code": "",
        "gtin": "", "import_key": None, "maker": truth.maker, "legal_form": truth.form, "tax_number": truth.tax_number,
        "place": truth.place, "former": truth.former[2] if truth.former else "", "village": truth.village,
        "representative": truth.representative, "phone": truth.phone, "stars": sorted(stars), "claims": [],
    }  # fmt: skip


def registered(product: Product) -> dict[str, object]:
    """Return what the register holds of a product."""
    maker = product.producer
    return {
        **{
            name: getattr(product, name)
            for name in ("name", "name_en", "variants", "code", "gtin", "import_key")
        },
        **{name: getattr(maker, name) for name in ("legal_form", "tax_number", "representative", "phone")},
        "product_set": product.product_set_id,
        "maker": maker.name,
        "place": maker.place.full_name,
        "former": maker.former_place.full_name if maker.former_place else "",
        "village": maker.address_line,
        "stars": sorted(
            (
                star.stars,
                star.decision.number,
                star.decision.signed_on,
                star.expires_on and last_day(star.expires_on),
            )
            for star in product.recorded_stars.all()
        ),
        "claims": [(claim.stars, claim.year) for claim in product.star_claims.all()],
    }


def planned(item: ProductDraft, places: dict[int, str]) -> dict[str, object]:
    """Return what a plan would register of a line."""
    product, maker = item.values, item.maker.values
    return {
        **{name: product[name] for name in ("name", "name_en", "variants", "code", "gtin", "import_key")},
        **{name: maker[name] for name in ("legal_form", "tax_number", "representative", "phone")},
        "product_set": product["product_set_id"],
        "maker": maker["name"],
        "place": places[maker["place_id"]],
        "former": places.get(maker["former_place_id"], ""),
        "village": maker["address_line"],
        "stars": sorted(
            (star.stars, star.number, star.signed_on, star.expires_on and last_day(star.expires_on))
            for star in item.stars
        ),
        "claims": [(claim.stars, claim.year) for claim in item.claims],
    }


def misread(plan: Plan, sheets: list[Sheet]) -> Iterator[str]:
    """Yield what a plan would lose, invent or register otherwise than it stands, as sentences."""
    truths = {row: truth for sheet in sheets for row, truth in sheet.truths.items()}
    places = {place.pk: place.full_name for place in Place.objects.all()}
    taken = {id(outcome): item for outcome, item in plan.rows}
    for outcome in plan.outcomes:
        if outcome.status not in TAKEN:
            continue
        if outcome.row not in truths:
            yield f"{outcome.row}: registered, but is no product as it stands: {outcome.name}, {outcome.maker}"
            continue
        must, would = expected(truths[outcome.row]), planned(taken[id(outcome)], places)
        yield from (
            f"{outcome.row}: {name} is {would[name]!r} and must be {must[name]!r}"
            for name in must
            if must[name] != would[name]
        )
    became = by_row(plan)
    for row in truths:
        if [outcome.status in TAKEN for outcome in became[row]] != [True]:
            yield f"{row}: not registered: {[(each.status, each.refusals, each.asked) for each in became[row]]}"


def not_found(plan: Plan, faults: list[Fault]) -> Iterator[str]:
    """Yield the faults of which something else became than may, as sentences."""
    became = by_row(plan)
    for fault in faults:
        if not {*fault.becomes} & (found := {*fates(plan, fault, became[fault.row])}):
            yield f"{fault.kind} in {fault.cell or fault.row}: must be {fault.becomes}, is {found or 'not told'}"


def by_row(plan: Plan) -> dict[str, list[RowOutcome]]:
    rows: dict[str, list[RowOutcome]] = defaultdict(list)
    for outcome in plan.outcomes:
        rows[outcome.row].append(outcome)
    return rows


def fates(plan: Plan, fault: Fault, outcomes: list[RowOutcome]) -> Iterator[str]:
    """Yield what became of a fault."""
    for outcome in outcomes:
        cells = [refusal.cell for refusal in outcome.refusals]
        if outcome.status == RowStatus.REFUSED and (not fault.cell or fault.cell in cells):
            yield REFUSED
        if outcome.status == RowStatus.ASKED:
            yield ASKED
        if outcome.status in TAKEN:
            yield READ
    label, address = (fault.cell or f"{fault.row.replace('!', '!A')}").split("!")
    letters, row = _CELL.match(address).groups()
    column = sum(26**place * (ord(letter) - 64) for place, letter in enumerate(reversed(letters))) - 1
    for part in plan.account:
        if part.fate != Fate.READ and part.holds(f"{label}!", int(row) - 1, column):
            yield str(part.fate)
