"""Write a plan in batches of rows: 20,000 rows take seconds and little memory."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar, cast

from django.utils.translation import gettext as _

from ocop.models import Place, User
from ocop.refusal import RefusedError
from producers.models import Producer
from products.models import Certification, Product
from ratings.decisions.models import (
    Decision,
    DecisionKind,
    RecordedDecision,
    RecordedStar,
    RecordedWithdrawal,
    StarClaim,
)
from ratings.imports.plan import Plan, Progress
from ratings.imports.snapshot import (
    ITEM_FIELDS,
    MAKER_FIELDS,
    Entry,
    ProductDraft,
    RecognitionDraft,
    portions,
)
from ratings.imports.written import Written

Row = TypeVar("Row", Producer, Product)
Draft = TypeVar("Draft", bound=Entry)
# Key of a decision: number, day of signing, key of the authority (None: the ministry).
Decisions = dict[tuple[str, date, int | None], RecordedDecision]


def write_plan(
    plan: Plan, *, by: User | None = None, examples: bool = False, progress: Progress | None = None
) -> Written:
    """Write a plan and return what was written; the caller holds the transaction.

    A second person than `by` has to confirm the stars. With `examples`, in a database marked as a
    demonstration, stars are public at once. Raise RefusedError if `by` is missing and the list names
    decisions.
    """
    makers, items = list(plan.makers), list(plan.items)
    decisions: Decisions = {}
    written = Written()
    _save(written, Producer, makers, MAKER_FIELDS)
    _save(written, Product, items, ITEM_FIELDS, lambda item: {"producer_id": item.maker.pk})
    done = 0
    for some in portions(items):
        _write_claims(written, some)
        _propose(written, some, decisions, by, examples)
        _write_certifications(written, some)
        done += len(some)
        if progress:
            progress(done, len(items))
    _propose_withdrawals(written, plan, by)
    for decision in (
        sorted(decisions.values(), key=lambda each: cast(date, each.signed_on)) if examples else ()
    ):
        decision.make_recognitions()
    for outcome, star in plan.stars:
        outcome.decision = star.decision
    for outcome, item in plan.rows:
        outcome.product = item.pk
    return written


def _save(
    written: Written,
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
        written.add(model, [cast(int, entry.pk) for entry in some])
    for some in portions([entry for entry in entries if entry.before]):
        rows = model.objects.in_bulk([entry.pk for entry in some])
        for entry in some:
            for name, before in entry.before.items():
                written.change(model, cast(int, entry.pk), name, before, entry.values[name])
                setattr(rows[entry.pk], name, entry.values[name])
        changed = {name.removesuffix("_id") for entry in some for name in entry.before}
        model.objects.bulk_update(rows.values(), sorted(changed))


def _write_claims(written: Written, items: list[ProductDraft]) -> None:
    claims = [(item, claim) for item in items for claim in item.claims]
    made = StarClaim.objects.bulk_create(
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
    written.add(StarClaim, [claim.pk for claim in made])
    for _item, claim in claims:
        if claim.pk and claim.is_corrected:
            written.change(StarClaim, claim.pk, "year", None, claim.year)
            StarClaim.objects.filter(pk=claim.pk).update(year=claim.year)


def _propose(
    written: Written, items: list[ProductDraft], decisions: Decisions, by: User | None, examples: bool
) -> None:
    """Propose the decisions of a list with their stars; as examples they are public at once and marked as such."""
    new = [(item, star) for item in items for star in item.stars if not star.is_known]
    for _item, star in new:
        star.decision = _decision(written, decisions, star, by, examples).pk
    made = RecordedStar.objects.bulk_create(
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
    written.add(RecordedStar, [star.pk for star in made])


def _propose_withdrawals(written: Written, plan: Plan, by: User | None) -> None:
    """Propose the withdrawals of a list; a second person has to confirm them."""
    decisions: Decisions = {}
    if plan.withdrawals and by is None:
        raise RefusedError(_("The list withdraws stars: say which officer proposes it."))
    for outcome, draft in plan.withdrawals:
        key = (draft.number, draft.signed_on, draft.authority)
        if key not in decisions:
            place = Place.objects.get(pk=draft.authority) if draft.authority else None
            known = Decision.objects.numbered(draft.number, draft.signed_on, place).exists()
            decisions[key] = RecordedDecision.objects.propose(
                number=draft.number,
                signed_on=draft.signed_on,
                place=place,
                by=by,
                kind=DecisionKind.WITHDRAW,
            )
            written.add(RecordedDecision, [] if known else [decisions[key].pk])
        outcome.decision = decisions[key].pk
    made = RecordedWithdrawal.objects.bulk_create(
        RecordedWithdrawal(
            decision_id=cast(int, outcome.decision),
            recognition_id=draft.recognition,
            ground=draft.ground,
            source=draft.source[:500],
            proposed_by=by,
        )
        for outcome, draft in plan.withdrawals
    )
    written.add(RecordedWithdrawal, [each.pk for each in made])


def _decision(
    written: Written, decisions: Decisions, star: RecognitionDraft, by: User | None, examples: bool
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
            known = Decision.objects.numbered(star.number, star.signed_on, about["place"]).exists()
            decisions[key] = RecordedDecision.objects.propose(by=by, **about)
            written.add(RecordedDecision, [] if known else [decisions[key].pk])
    return decisions[key]


def _write_certifications(written: Written, items: Iterable[ProductDraft]) -> None:
    made = Certification.objects.bulk_create(
        Certification(
            producer_id=cast(int, item.maker.pk),
            product_id=cast(int, item.pk),
            scheme=scheme,
            coverage=words,
            source=item.values["source"],
        )
        for item in items
        for scheme, words in item.schemes.items()
        if words
    )
    written.add(Certification, [each.pk for each in made])
