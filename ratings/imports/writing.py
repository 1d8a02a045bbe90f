"""Write a plan in batches of rows: 20,000 rows take seconds and little memory."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar, cast

from django.utils.translation import gettext as _

from ocop.models import Place, User
from ocop.refusal import RefusedError
from producers.models import Producer
from products.models import Certification, Product
from ratings.decisions.models import RecordedDecision, RecordedStar, StarClaim
from ratings.imports.plan import Plan, Progress
from ratings.imports.snapshot import (
    ITEM_FIELDS,
    MAKER_FIELDS,
    Entry,
    ProductDraft,
    RecognitionDraft,
    portions,
)

Row = TypeVar("Row", Producer, Product)
Draft = TypeVar("Draft", bound=Entry)
# Key of a decision: number, day of signing, key of the authority (None: the ministry).
Decisions = dict[tuple[str, date, int | None], RecordedDecision]


def write_plan(
    plan: Plan, *, by: User | None = None, examples: bool = False, progress: Progress | None = None
) -> None:
    """Write a plan; the caller holds the transaction.

    A second person than `by` has to confirm the stars. With `examples`, in a database marked as a
    demonstration, stars are public at once. Raise RefusedError if `by` is missing and the list names
    decisions.
    """
    makers, items = list(plan.makers), list(plan.items)
    decisions: Decisions = {}
    _save(Producer, makers, MAKER_FIELDS)
    _save(Product, items, ITEM_FIELDS, lambda item: {"producer_id": item.maker.pk})
    done = 0
    for some in portions(items):
        _write_claims(some)
        _propose(some, decisions, by, examples)
        _write_certifications(some)
        done += len(some)
        if progress:
            progress(done, len(items))
    for decision in (
        sorted(decisions.values(), key=lambda each: cast(date, each.signed_on)) if examples else ()
    ):
        decision.make_recognitions()
    for outcome, star in plan.stars:
        outcome.decision = star.decision


def _save(
    model: type[Row],
    entries: list[Draft],
    fields: Sequence[str],
    more: Callable[[Draft], dict] = lambda entry: {},
) -> None:
    """Insert entries without a primary key and update changed fields of the others."""
    for some in portions([entry for entry in entries if entry.pk is None]):
        made = [model(**{name: entry.values[name] for name in fields}, **more(entry)) for entry in some]
        for entry, row in zip(some, model.objects.bulk_create(made), strict=True):
            entry.pk = row.pk
            entry.before.clear()
    for some in portions([entry for entry in entries if entry.before]):
        rows = model.objects.in_bulk([entry.pk for entry in some])
        for entry in some:
            for name in entry.before:
                setattr(rows[entry.pk], name, entry.values[name])
        changed = {name.removesuffix("_id") for entry in some for name in entry.before}
        model.objects.bulk_update(rows.values(), sorted(changed))


def _write_claims(items: list[ProductDraft]) -> None:
    claims = [(item, claim) for item in items for claim in item.claims]
    StarClaim.objects.bulk_create(
        StarClaim(
            product_id=cast(int, item.pk),
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


def _propose(items: list[ProductDraft], decisions: Decisions, by: User | None, examples: bool) -> None:
    """Propose the decisions of a list with their stars; as examples they are public at once and marked as such."""
    new = [(item, star) for item in items for star in item.stars if not star.is_known]
    for _item, star in new:
        star.decision = _decision(decisions, star, by, examples).pk
    RecordedStar.objects.bulk_create(
        RecordedStar(
            decision_id=star.decision,
            product_id=cast(int, item.pk),
            stars=star.stars,
            expires_on=star.expires_on,
            source=star.source[:500],
            proposed_by=by,
        )
        for item, star in new
    )


def _decision(
    decisions: Decisions, star: RecognitionDraft, by: User | None, examples: bool
) -> RecordedDecision:
    key = (star.number, star.signed_on, star.authority)
    if key not in decisions:
        about = {
            "number": star.number,
            "signed_on": star.signed_on,
            "place": Place.objects.get(pk=star.authority) if star.authority else None,
        }
        if not examples and by is None:
            raise RefusedError(_("The list names decisions: say which officer proposes them."))
        if examples:
            decisions[key] = RecordedDecision.objects.example(**about)
        else:
            decisions[key] = RecordedDecision.objects.propose(by=by, **about)
    return decisions[key]


def _write_certifications(items: Iterable[ProductDraft]) -> None:
    Certification.objects.bulk_create(
        Certification(
            producer_id=cast(int, item.maker.pk),
            product_id=cast(int, item.pk),
            scheme=scheme,
            coverage=written,
            source=item.values["source"],
        )
        for item in items
        for scheme, written in item.schemes.items()
        if written
    )
