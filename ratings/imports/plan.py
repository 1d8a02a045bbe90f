"""Plan an import row by row; nothing is written here."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ocop.models import Place
from ocop.places.gazetteer import Gazetteer
from ocop.values.last_day import last_day
from ocop.values.vietnamese import clean, fold
from producers.models import LegalForm
from products.models import ProductSet
from ratings.decisions.number import number_key
from ratings.imports import cells
from ratings.imports.listing import SourceList
from ratings.imports.matching import find_producer, find_product
from ratings.imports.models import RowStatus
from ratings.imports.names import OWN_KEY, producer_key, product_key
from ratings.imports.parsed_row import ParsedRow, Refusal, parse_row
from ratings.imports.places import PlaceResolver
from ratings.imports.snapshot import (
    ITEM_FIELDS,
    MAKER_FIELDS,
    Claim,
    ProducerDraft,
    ProductDraft,
    RegisterSnapshot,
)
from ratings.imports.stars import plan_stars


class FieldChange(NamedTuple):
    """A changed field: value before and after."""

    label: str
    before: str
    after: str


@dataclass(slots=True)
class RowOutcome:
    """Outcome of one row, as text."""

    row: str
    name: str
    maker: str
    status: str
    refusals: list[Refusal] = field(default_factory=list)
    differences: list[FieldChange] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    raw: dict = field(default_factory=dict)
    # Key of the recorded decision that names the product.
    decision: int | None = None


@dataclass
class Plan:
    """Outcomes of all rows, and the rows of the register to create or update, in the order of the list."""

    outcomes: list[RowOutcome] = field(default_factory=list)
    makers: dict[ProducerDraft, None] = field(default_factory=dict)
    items: dict[ProductDraft, None] = field(default_factory=dict)
    # Outcomes with their star, so that the decision's key can be added after writing.
    stars: list = field(default_factory=list)
    passed_over: int = 0
    not_read: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(outcome.status for outcome in self.outcomes)
        return {status: found[status] for status in RowStatus.values}

    @property
    def summary(self) -> str:
        """The counts as a sentence: “64 rows: 50 new, 3 changed, 9 same, 2 refused”."""
        return counts_as_text(self.counts)


def counts_as_text(counts: dict[str, int]) -> str:
    """Return the counts as a sentence that includes every row."""
    rows = sum(counts.values())
    return ngettext(
        "%(rows)d row: %(new)d new, %(changed)d changed, %(same)d same, %(refused)d refused",
        "%(rows)d rows: %(new)d new, %(changed)d changed, %(same)d same, %(refused)d refused",
        rows,
    ) % {"rows": rows, **counts}


def plan_import(
    listing: SourceList, *, file_name: str, province: Place | None = None, progress=None, gazetteer=None
) -> Plan:
    """Compare a list with the register. With `province` (in force), rows of other provinces are refused.

    Pass `gazetteer` to avoid reading all places again when several lists are planned.
    """
    gazetteer = gazetteer or Gazetteer()
    options = {"file_name": file_name, "province": province, "progress": progress, "gazetteer": gazetteer}
    result, contradictions = _plan(listing, {}, **options)
    # Nobody knows which of two contradictory rows is right, so a second pass refuses both.
    return _plan(listing, contradictions, **options)[0] if contradictions else result


def _plan(listing, contradictory, *, file_name, province, progress, gazetteer):
    """Return a plan that refuses the `contradictory` rows, and the numbers of newly found contradictory rows."""
    planner = _Planner(
        RegisterSnapshot(gazetteer),
        PlaceResolver(gazetteer, gazetteer.places[province.pk] if province else None),
        file_name,
    )
    result = Plan(passed_over=listing.passed_over)
    for layout in listing.layouts:
        result.not_read += layout.not_read
        result.columns += [name for name in layout.columns if name not in result.columns]
        result.said += [str(value) for value in layout.said.values()]
    wants = [parse_row(row, planner.set_by_name) for row in listing.rows]
    for number, why in contradictory.items():
        wants[number - 1].refuse_because("stars", why)
    planner.known.expect(
        {want.key for want in wants if want.key},
        {number for want in wants if (number := want.producer.get("tax_number"))},
    )
    for number, want in enumerate(wants, 1):
        result.outcomes.append(planner.outcome(want, result, number))
        if progress:
            progress(number, len(wants))
    return result, planner.contradictions()


class _Planner:
    """Plans rows in order; each row sees what earlier rows create."""

    def __init__(self, known, places, file_name):
        self.known, self.places, self.file_name = known, places, file_name
        # Statements about the star of a product from a day on: (product, day) → statement → row numbers.
        self.said: dict = defaultdict(lambda: defaultdict(dict))
        sets = list(ProductSet.objects.all())
        self.set_by_name = {fold(name): each.pk for each in sets for name in (each.name_vi, each.name_en)}

    def contradictions(self) -> dict[int, str]:
        """Return the reason for refusing rows that contradict each other about a star, by row number."""
        others: dict = defaultdict(dict)
        for sayings in self.said.values():
            for what, rows in sayings.items() if len(sayings) > 1 else ():
                for other in sayings.keys() - {what}:
                    for number in rows:
                        others[number] |= {beside: (row, other) for beside, row in sayings[other].items()}
        return {number: self._contradiction(rows) for number, rows in others.items()}

    @staticmethod
    def _contradiction(rows):
        named = [
            _("row %(row)s: %(what)s") % {"row": row, "what": what}
            for _n, (row, what) in sorted(rows.items())
        ]
        return _("Rows of this list contradict each other. %(rows)s.") % {"rows": "; ".join(named)}

    def _record_statement(self, want, standing, item, number):
        """Record what a row says about a star, by the product's registered and written name."""
        if not (want.stars and want.number and want.signed_on):
            return
        words = producer_key(want.maker), standing.place.pk, product_key(want.name)
        until = cells.cell_text(last_day(want.expires_on)) if want.expires_on else ""
        what = " ".join(filter(None, [f"{want.stars}★", want.number, until]))
        for product in [words, *([id(item)] if item else [])]:
            self.said[product, want.signed_on][what][number] = want.row.place_in_file

    def outcome(self, want: ParsedRow, result: Plan, number: int) -> RowOutcome:
        """Plan one row. A refused row has no effect on the drafts."""
        outcome = RowOutcome(want.row.place_in_file, want.name, want.maker, RowStatus.REFUSED, want.refusals)
        standing = self.places.standing(want) if want.maker else None
        maker = item = None
        if standing:
            maker = find_producer(self.known, want, standing)
            item = find_product(self.known, want, standing, maker)
            _refuse_locked_changes(want, item)
            want.source = want.source or self._origin(want)
            self._record_statement(want, standing, item, number)
            district = standing.district or (item and self.known.district_of(item.maker))
            stars = plan_stars(self.known, want, item, self._authority(want, standing, district))
        outcome.notes = want.notes
        named = (
            [star.decision for star in item.stars if number_key(star.number) == number_key(want.number)]
            if item
            else []
        )
        outcome.decision = next(filter(None, named), None)
        if want.refusals:
            outcome.raw = {
                name: cells.cell_text(value) for name, value in {**want.row.said, **want.row.values}.items()
            }
            return outcome
        is_new = item is None
        maker = self._maker(want, standing, maker, item, outcome)
        item = self._item(want, maker, item, outcome)
        for star, label, before, after in stars:
            outcome.differences.append(FieldChange(label, before, after))
            kept = item.claims if isinstance(star, Claim) else item.stars
            if star not in kept:
                kept.append(star)
        result.stars += [
            (outcome, star) for star in item.stars if number_key(star.number) == number_key(want.number)
        ]
        self._certificates(want, maker, item, outcome)
        if is_new or outcome.differences:
            result.makers[maker] = result.items[item] = None
        outcome.status = (
            RowStatus.NEW if is_new else RowStatus.CHANGED if outcome.differences else RowStatus.SAME
        )
        return outcome

    def _authority(self, want, standing, district):
        return self.places.authority(want, standing, district) if want.stars and want.signed_on else None

    def _origin(self, want):
        """Return the source of a row whose list does not name one."""
        return _("%(file)s, row %(row)s") % {"file": self.file_name, "row": want.row.place_in_file}

    def _maker(self, want, standing, maker, item, outcome):
        """Return the draft of the producer, updated by the row."""
        place = {"place_id": standing.place.pk, "former_place_id": standing.former and standing.former.pk}
        if maker is None:
            values = dict.fromkeys(MAKER_FIELDS, "") | {"legal_form": LegalForm.OTHER, "tax_number": None}
            values |= {"name": want.maker, "address_line": standing.line, "source": want.source}
            maker = ProducerDraft(None, values | want.producer | place)
            maker.said = dict.fromkeys(
                [*want.producer, *(["place_id"] if standing.is_commune else [])], want.row.place_in_file
            )
            self.known.add_producer(maker, standing.place.province)
            outcome.differences.append(FieldChange(_("New producer"), "", standing.place.full_name))
            return maker
        if fold(maker.values["name"]) != fold(want.maker):
            outcome.notes.append(_("Registered as “%(name)s”.") % {"name": maker.values["name"]})
        said = dict(want.producer)
        # A legal form detected in the name is used only for new producers.
        if not want.form_is_said:
            said.pop("legal_form", None)
        if standing.line:
            said["address_line"] = standing.line
        if standing.is_commune:
            said["place_id"] = standing.place.pk
        if standing.former and self._is_coarser(maker.values["former_place_id"], standing.former):
            said["former_place_id"] = standing.former.pk
        self._say(maker, said, want, outcome, _MAKER_LABELS)
        return maker

    def _is_coarser(self, pk, place):
        """Whether the known former place is less precise than `place`."""
        known = self.known.gazetteer.places.get(pk)
        return known is None or (known.level != place.level and known in (place.parent, place.province))

    def _item(self, want, maker, item, outcome):
        """Return the draft of the product, updated by the row."""
        key = want.key if not OWN_KEY.fullmatch(want.key) else ""
        if item is None:
            values = dict.fromkeys(ITEM_FIELDS, "") | {"product_set_id": None, "source": want.source}
            item = ProductDraft(
                None, values | want.product | {"name": want.name, "import_key": key or None}, maker=maker
            )
            item.said = dict.fromkeys([*want.product, "name"], want.row.place_in_file)
            self.known.add_product(item)
            return item
        said = dict(want.product)
        if want.key and "name" not in item.said:
            said["name"] = want.name
        elif item.values["name"] != want.name:
            outcome.notes.append(_("Registered as “%(name)s”.") % {"name": item.values["name"]})
        if key and not item.values["import_key"]:
            said["import_key"] = key
        self._say(item, said, want, outcome, _ITEM_LABELS)
        return item

    def _say(self, entry, said, want, outcome, labels):
        """Apply the row's values to the draft, except fields that an earlier row of the list has set."""
        for name, value in said.items():
            standing, row = entry.values.get(name), want.row.place_in_file
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

    def _format_value(self, name, value):
        """Return a value formatted for people."""
        if value in (None, ""):
            return ""
        if name in ("place_id", "former_place_id"):
            return self.known.gazetteer.places[value].full_name
        if name == "legal_form":
            return str(LegalForm(value).label)
        return str(value)

    def _certificates(self, want, maker, item, outcome):
        for scheme, written in want.certificates.items():
            if scheme not in item.schemes and scheme not in maker.schemes:
                item.schemes[scheme] = written
                outcome.differences.append(FieldChange(_("Certification"), "", written))


def _refuse_locked_changes(want, item):
    """Refuse a row that changes fields locked by a filed dossier, or the set of a star issued in the portal."""
    if item is None or not (item.kept or item.set_kept):
        return
    said = {"product_set": "product_set_id", "variants": "variants"}
    wishes = {cell: (want.product.get(name), item.values[name]) for cell, name in said.items()}
    if want.key and "name" not in item.said:
        wishes["name"] = (want.name, item.values["name"])
    for cell, (wished, standing) in wishes.items():
        reason = item.kept or (item.set_kept if cell == "product_set" else "")
        if reason and wished and wished != (clean(standing) if isinstance(standing, str) else standing):
            want.refuse(cell, reason)


_MAKER_LABELS = {
    "legal_form": gettext_lazy("Legal form"),
    "tax_number": gettext_lazy("Tax number"),
    "place_id": gettext_lazy("Commune"),
    "former_place_id": gettext_lazy("Former commune or district"),
    "address_line": gettext_lazy("House, street, village"),
    "representative": gettext_lazy("Legal representative"),
    "phone": gettext_lazy("Telephone"),
}
_ITEM_LABELS = {
    "name": gettext_lazy("Name"),
    "name_en": gettext_lazy("Name in English"),
    "product_set_id": gettext_lazy("Product set"),
    "variants": gettext_lazy("Variants and pack sizes"),
    "code": gettext_lazy("Product code"),
    "gtin": gettext_lazy("GTIN"),
    "source": gettext_lazy("Source"),
    "import_key": gettext_lazy("Key in the list"),
}
