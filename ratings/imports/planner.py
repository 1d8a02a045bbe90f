"""Compare a list with the register row by row; nothing is written here."""

import gc
from collections import deque
from collections.abc import Mapping
from typing import Any, cast

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ocop.models import Place
from ocop.places.gazetteer import Gazetteer
from ocop.values.likeness import identity_key
from ocop.values.vietnamese import clean
from producers.models import LegalForm
from producers.names import producer_key
from products.models import ProductSet
from ratings.decisions.number import number_key
from ratings.imports import cells
from ratings.imports.collector import collector_paused
from ratings.imports.contradictions import Statements
from ratings.imports.day_order import refuse_days_of_either_order
from ratings.imports.decision_questions import DecisionQuestions
from ratings.imports.listing import SourceList
from ratings.imports.matching import Matcher
from ratings.imports.models import RowStatus
from ratings.imports.names import OWN_KEY
from ratings.imports.parsed_row import ParsedRow, parse_row
from ratings.imports.places import PlaceResolver, ResolvedPlace
from ratings.imports.plan import ITEM_LABELS, MAKER_LABELS, FieldChange, Plan, Progress, RowOutcome
from ratings.imports.product_sets import ProductSets
from ratings.imports.questions import Answers, Questions, in_order
from ratings.imports.several_products import ask_if_several
from ratings.imports.snapshot import (
    ITEM_FIELDS,
    MAKER_FIELDS,
    Claim,
    Entry,
    ProducerDraft,
    ProductDraft,
    RegisterSnapshot,
)
from ratings.imports.stars import RatedRow, plan_stars, rated, why_it_lowers
from ratings.imports.withdrawals import Withdrawals, in_words


def plan_import(
    listing: SourceList,
    *,
    file_name: str,
    province: Place | None = None,
    progress: Progress | None = None,
    gazetteer: Gazetteer | None = None,
    answers: Answers | None = None,
    from_before: Answers | None = None,
) -> Plan:
    """Compare a list with the register. With `province` (in force), rows of other provinces are refused.

    Pass `gazetteer` to avoid reading all places again when several lists are planned. `answers` are those that a
    person gave to the questions of an earlier plan of the same list, `from_before` those to questions of earlier lists
    of the province (see `Questions`).
    """
    gazetteer = gazetteer or Gazetteer()
    options: dict[str, Any] = {
        "file_name": file_name,
        "province": province,
        "progress": progress,
        "gazetteer": gazetteer,
        "questions": (answers or {}, from_before or {}),
    }
    with collector_paused():
        result, contradictions = _plan(listing, {}, **options)
        if contradictions:
            # Nobody knows which of two contradictory rows is right, so a second pass refuses both. The first gives its
            # memory back before.
            del result
            gc.collect()
            result = _plan(listing, contradictions, **options)[0]
    return result


def _plan(
    listing: SourceList,
    contradictory: dict[int, str],
    *,
    file_name: str,
    province: Place | None,
    progress: Progress | None,
    gazetteer: Gazetteer,
    questions: tuple[Answers, Answers],
) -> tuple[Plan, dict[int, str]]:
    """Return a plan that refuses the `contradictory` rows, and the numbers of newly found contradictory rows."""
    asked = Questions(*questions)
    planner = _Planner(
        RegisterSnapshot(gazetteer),
        PlaceResolver(gazetteer, asked, gazetteer.places[province.pk] if province else None),
        file_name,
        asked,
    )
    result = Plan(account=listing.account, matched=listing.matched)
    for layout in listing.layouts:
        result.said += [str(value) for value in layout.said.values() if value]
    of = len(listing.rows)
    parsed_rows = []
    for number, row in enumerate(listing.rows):
        parsed_rows.append(parse_row(row, planner.sets))
        if progress:
            progress(number // 2, of)
    refuse_days_of_either_order(parsed_rows)
    for number, why in contradictory.items():
        parsed_rows[number - 1].refuse_because("stars", why)
    planner.snapshot.expect(
        {parsed.key for parsed in parsed_rows if parsed.key},
        {tax for parsed in parsed_rows if (tax := parsed.producer.get("tax_number"))},
    )
    planner.snapshot.listed = {
        (producer_key(parsed.maker), identity_key(parsed.name)) for parsed in parsed_rows
    }
    standings = [planner.places.standing(parsed) if parsed.maker else None for parsed in parsed_rows]
    planner.decisions = DecisionQuestions(planner.snapshot, planner.places, planner.questions)
    planner.decisions.settle(parsed_rows, standings)
    # A parsed row is let go when its outcome is known: together they would need half as much memory again.
    waiting = deque(zip(parsed_rows, standings, strict=True))
    del parsed_rows, standings
    for number in range(1, of + 1):
        parsed, standing = waiting.popleft()
        result.outcomes.append(planner.outcome(parsed, standing, result, number))
        if progress:
            progress((of + number) // 2, of)
    planner.mark_lowered()
    result.questions = in_order([*listing.questions, *planner.questions.asked])
    return result, planner.statements.contradictions()


class _Planner:
    """Plans rows in order; each row sees what earlier rows create."""

    def __init__(
        self, snapshot: RegisterSnapshot, places: PlaceResolver, file_name: str, questions: Questions
    ) -> None:
        self.snapshot, self.places, self.file_name = snapshot, places, file_name
        self.questions = questions
        self.matcher = Matcher(snapshot, questions)
        self.decisions: DecisionQuestions
        self.statements = Statements()
        self.withdrawals = Withdrawals(snapshot, questions)
        # Rows that propose or claim a star, with their product.
        self.rated: list[tuple[RowOutcome, RatedRow, ProductDraft]] = []
        self.sets = ProductSets(ProductSet.objects.all(), questions)
        # What most rows say is translated once; `origin` is the source of a row whose list does not name one.
        self.origin = _("%(file)s, row %(row)s")
        self.claim_label, self.star_label = _("Claim of stars"), _("Proposed star, waits for a second person")
        self.maker_label = _("New producer")

    def mark_lowered(self) -> None:
        """Mark rows whose star follows a higher one, of the register or of any row of the list."""
        for outcome, row, item in self.rated:
            if sentence := why_it_lowers(row, item):
                outcome.lowers = True
                outcome.notes.append(sentence)

    def outcome(
        self, parsed: ParsedRow, standing: ResolvedPlace | None, result: Plan, number: int
    ) -> RowOutcome:
        """Plan one row. A row that is refused or waits for an answer has no effect on the drafts."""
        outcome = RowOutcome(
            parsed.row.place_in_file, parsed.name, parsed.maker, RowStatus.REFUSED, parsed.refusals
        )
        maker = item = None
        if standing and standing.open and not self.matcher.is_registered_in(parsed, standing.open):
            self.places.choose(parsed, standing)
        if standing:
            maker = self.matcher.producer(parsed, standing)
            item = self.matcher.product(parsed, maker)
        if standing and parsed.withdraws:
            self._withdraw(parsed, standing, item, outcome, result)
        elif standing:
            _refuse_locked_changes(parsed, item)
            if item is None:
                ask_if_several(self.questions, parsed)
            parsed.source = parsed.source or self.origin % {"file": self.file_name, "row": outcome.row}
            district = standing.district or (self.snapshot.district_of(item.maker) if item else None)
            stars = []
            for each in (*parsed.evaluations, parsed):
                each.source = parsed.source
                self.statements.record(each, standing.place, item, number, is_latest=each is parsed)
                stars += plan_stars(self.snapshot, each, item, self._authority(each, standing, district))
        outcome.notes = parsed.notes
        if number_of_set := parsed.product.get("product_set_id"):
            outcome.shown = {"product_set_id": number_of_set}
        named = (
            [star.decision for star in item.stars if number_key(star.number) == number_key(parsed.number)]
            if item
            else []
        )
        outcome.decision = next(filter(None, named), None)
        outcome.asked = parsed.asked
        if parsed.refusals or parsed.asked:
            outcome.status = RowStatus.REFUSED if parsed.refusals else RowStatus.ASKED
            outcome.raw = {
                name: cells.cell_text(value)
                for name, value in {**parsed.row.said, **parsed.row.values}.items()
            }
            return outcome
        if parsed.withdraws:
            return outcome
        is_new = item is None
        maker = self._maker(parsed, cast(ResolvedPlace, standing), maker, item, outcome)
        item = self._item(parsed, maker, item, outcome)
        result.rows.append((outcome, item))
        if is_new:
            self.statements.record(parsed, cast(ResolvedPlace, standing).place, item, number)
        if stars:
            self.rated.append((outcome, rated(parsed), item))
        for star, before, after in stars:
            is_claim = isinstance(star, Claim)
            label = self.claim_label if is_claim else self.star_label
            outcome.differences.append(FieldChange(label, before, after))
            kept = item.claims if is_claim else item.stars
            if star not in kept:
                kept.append(star)
        result.stars += [
            (outcome, star) for star in item.stars if number_key(star.number) == number_key(parsed.number)
        ]
        self._certificates(parsed, maker, item, outcome)
        if is_new or outcome.differences:
            result.makers[maker] = result.items[item] = None
        outcome.status = (
            RowStatus.NEW if is_new else RowStatus.CHANGED if outcome.differences else RowStatus.SAME
        )
        return outcome

    def _withdraw(
        self,
        parsed: ParsedRow,
        standing: ResolvedPlace,
        item: ProductDraft | None,
        outcome: RowOutcome,
        result: Plan,
    ) -> None:
        """Plan the withdrawal that a row proposes; the row changes nothing else."""
        parsed.source = parsed.source or self.origin % {"file": self.file_name, "row": outcome.row}
        district = standing.district or (self.snapshot.district_of(item.maker) if item else None)
        draft = self.withdrawals.plan(parsed, item, self._authority(parsed, standing, district))
        outcome.status = RowStatus.CHANGED if draft else RowStatus.SAME
        if item and item.pk:
            outcome.product = item.pk
        if draft:
            result.withdrawals.append((outcome, draft))
            label = _("Proposed withdrawal, waits for a second person")
            outcome.differences.append(FieldChange(label, "", in_words(draft)))

    def _authority(self, parsed: ParsedRow, standing: ResolvedPlace, district: Place | None) -> Place | None:
        if not ((parsed.stars or parsed.withdraws) and parsed.signed_on):
            return None
        if self.decisions.is_settled(parsed):
            return self.decisions.signed_by(parsed)
        return self.places.authority(parsed, standing, district)

    def _maker(
        self,
        parsed: ParsedRow,
        standing: ResolvedPlace,
        maker: ProducerDraft | None,
        item: ProductDraft | None,
        outcome: RowOutcome,
    ) -> ProducerDraft:
        """Return the draft of the producer, updated by the row."""
        place = {"place_id": standing.place.pk, "former_place_id": standing.former and standing.former.pk}
        if maker is None:
            values = dict.fromkeys(MAKER_FIELDS, "") | {"legal_form": LegalForm.OTHER, "tax_number": None}
            values |= {"name": parsed.maker, "address_line": standing.line, "source": parsed.source}
            maker = ProducerDraft(None, values | parsed.producer | place)
            maker.said = dict.fromkeys(
                [*parsed.producer, *(["place_id"] if standing.is_commune else [])], parsed.row.place_in_file
            )
            self.snapshot.add_producer(maker, cast(Place, standing.place.province), parsed.row.place_in_file)
            outcome.differences.append(FieldChange(self.maker_label, "", standing.place.full_name))
            return maker
        if identity_key(maker.values["name"]) != identity_key(parsed.maker):
            outcome.notes.append(_("Registered as “%(name)s”.") % {"name": maker.values["name"]})
        said = dict(parsed.producer)
        # A legal form detected in the name is used only for new producers.
        if not parsed.form_is_said:
            said.pop("legal_form", None)
        if standing.line:
            said["address_line"] = standing.line
        if standing.is_commune:
            said["place_id"] = standing.place.pk
        if standing.former and self._is_coarser(maker.values["former_place_id"], standing.former):
            said["former_place_id"] = standing.former.pk
        self._say(maker, said, parsed, outcome, MAKER_LABELS)
        return maker

    def _is_coarser(self, pk: int, place: Place) -> bool:
        """Whether the known former place is less precise than `place`."""
        known = self.snapshot.gazetteer.places.get(pk)
        return known is None or (known.level != place.level and known in (place.parent, place.province))

    def _item(
        self, parsed: ParsedRow, maker: ProducerDraft, item: ProductDraft | None, outcome: RowOutcome
    ) -> ProductDraft:
        """Return the draft of the product, updated by the row."""
        key = parsed.key if not OWN_KEY.fullmatch(parsed.key) else ""
        if item is None:
            values = dict.fromkeys(ITEM_FIELDS, "") | {"product_set_id": None, "source": parsed.source}
            item = ProductDraft(
                None, values | parsed.product | {"name": parsed.name, "import_key": key or None}, maker=maker
            )
            item.said = dict.fromkeys([*parsed.product, "name"], parsed.row.place_in_file)
            self.snapshot.add_product(item)
            return item
        said = dict(parsed.product)
        if parsed.key and "name" not in item.said:
            said["name"] = parsed.name
        elif item.values["name"] != parsed.name:
            outcome.notes.append(_("Registered as “%(name)s”.") % {"name": item.values["name"]})
        if key and not item.values["import_key"]:
            said["import_key"] = key
        self._say(item, said, parsed, outcome, ITEM_LABELS)
        return item

    def _say(
        self,
        entry: Entry,
        said: dict,
        parsed: ParsedRow,
        outcome: RowOutcome,
        labels: Mapping[str, str | Promise],
    ) -> None:
        """Apply the row's values to the draft, except fields that an earlier row of the list has set."""
        for name, value in said.items():
            standing, row = entry.values.get(name), parsed.row.place_in_file
            if standing == value or (isinstance(standing, str) and clean(standing) == value):
                entry.said.setdefault(name, row)
            elif name in entry.said:
                outcome.notes.append(
                    _("%(field)s stays as row %(row)s says.")
                    % {"field": labels[name], "row": entry.said[name]}
                )
            else:
                entry.said[name] = row
                entry.set(name, value)
                outcome.differences.append(
                    FieldChange(
                        str(labels[name]), self._format_value(name, standing), self._format_value(name, value)
                    )
                )

    def _format_value(self, name: str, value: int | str | None) -> str:
        """Return a value formatted for people."""
        if value in (None, ""):
            return ""
        if name in ("place_id", "former_place_id"):
            return self.snapshot.gazetteer.places[value].full_name
        if name == "legal_form":
            return str(LegalForm(cast(str, value)).label)
        return str(value)

    def _certificates(
        self, parsed: ParsedRow, maker: ProducerDraft, item: ProductDraft, outcome: RowOutcome
    ) -> None:
        for scheme, written in parsed.certificates.items():
            if scheme not in item.schemes and scheme not in maker.schemes:
                item.schemes[scheme] = written
                outcome.differences.append(FieldChange(_("Certification"), "", written))


def _refuse_locked_changes(parsed: ParsedRow, item: ProductDraft | None) -> None:
    """Refuse a row that changes fields locked by a filed dossier, or the set of a star issued in the portal."""
    if item is None or not (item.kept or item.set_kept):
        return
    said = {"product_set": "product_set_id", "variants": "variants"}
    wishes = {cell: (parsed.product.get(name), item.values[name]) for cell, name in said.items()}
    if parsed.key and "name" not in item.said:
        wishes["name"] = (parsed.name, item.values["name"])
    for cell, (wished, standing) in wishes.items():
        reason = item.kept or (item.set_kept if cell == "product_set" else "")
        if reason and wished and wished != (clean(standing) if isinstance(standing, str) else standing):
            parsed.refuse(cell, reason)
