"""Parse one row of a list; collect the cells that cannot be parsed."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from ocop.values.dates import today
from ocop.values.naming import refusal_of_name
from producers.models import LegalForm, Producer
from products.models import Product
from ratings.decisions.models import Confidence
from ratings.decisions.recording import PROGRAMME_FROM, refusal_of_print
from ratings.imports import addresses, cells, names
from ratings.imports.certificates import certificates
from ratings.imports.listing import ListRow

NOTED = ("kind", "certifications", "export_markets", "channels")


class Refusal(NamedTuple):
    """Why a row is refused: cell, value, and the expected format or the rule that forbids it."""

    cell: str
    value: str
    expected: str
    why: str = ""


@dataclass(slots=True)
class ParsedRow:
    """Values of a row. Empty cells are missing from `product` and `producer`: they change nothing."""

    row: ListRow
    name: str = ""
    maker: str = ""
    key: str = ""
    product: dict = field(default_factory=dict)
    producer: dict = field(default_factory=dict)
    form_is_said: bool = False
    place: dict = field(default_factory=dict)
    former: dict = field(default_factory=dict)
    stars: int | None = None
    year: int | None = None
    number: str = ""
    signed_on: date | None = None
    expires_on: date | None = None
    authority: str = ""
    source: str = ""
    confidence: str = Confidence.MEDIUM
    certificates: dict[str, str] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def refuse(self, name: str, expected: object, value: str | None = None) -> None:
        """Refuse the row because a cell cannot be parsed."""
        shown = cells.cell_text(self.row.get(name)) if value is None else value
        self.refusals.append(Refusal(self.row.cell(name), shown[:200], str(expected)))

    def refuse_because(self, name: str, why: object) -> None:
        """Refuse the row by a rule; the sentence names the article."""
        self.refusals.append(
            Refusal(self.row.cell(name), cells.cell_text(self.row.get(name))[:200], "", str(why))
        )


def parse_row(row: ListRow, set_by_name: dict[str, int]) -> ParsedRow:
    """Parse a row; its refusals name every cell that cannot be parsed."""
    want = ParsedRow(row)
    _identity(want)
    _places(want)
    _product(want, set_by_name)
    _star(want)
    return want


def _cell(want, name, function, *arguments):
    """Return the parsed cell; None if it is empty or if it was refused."""
    if name not in want.row.values:
        return None
    try:
        return function(want.row.get(name), *arguments)
    except cells.CellParseError as unclear:
        want.refuse(name, unclear)
        return None


def _limit(model, name):
    return model._meta.get_field(name).max_length


def _identity(want: ParsedRow) -> None:
    english = _cell(want, "name_en", cells.parse_text, _limit(Product, "name_en"))
    want.name = _cell(want, "name", cells.parse_text, _limit(Product, "name")) or english or ""
    want.key = _cell(want, "key", cells.parse_text, _limit(Product, "import_key")) or ""
    written = cells.cell_text(want.row.get("producer"))
    place: dict[str, str] = {}
    # If the commune has its own column, a comma in the name belongs to the name.
    if not {"commune", "address"} & want.row.layout.columns.keys():
        written, place = addresses.split_producer(written)
    want.maker, want.place = written, place
    if not want.name and not any(refusal.cell == want.row.cell("name") for refusal in want.refusals):
        want.refuse("name", _("the name of the product"))
    if not written or len(written) > _limit(Producer, "name"):
        want.refuse("producer", _("the name of the producer, at most 250 characters"))
    if english:
        want.product["name_en"] = english
    _public_names(want, english)


def _public_names(want: ParsedRow, english: str | None) -> None:
    """Refuse public names that contain stars or personal numbers."""
    for cell, name in (("name", want.name), ("name_en", english)):
        if refusal := refusal_of_name(name, of_product=True):
            want.refuse(cell, refusal)
    if refusal := refusal_of_name(want.maker):
        want.refuse("producer", refusal)


def _places(want: ParsedRow) -> None:
    """Set the places: own columns take precedence over the address, the address over the title."""
    if address := cells.cell_text(want.row.get("address")):
        want.place |= addresses.parse_address(address)
    for level in ("commune", "district", "province"):
        if own := cells.cell_text(want.row.get(level)):
            want.place[level] = own
        elif level not in want.place and level in want.row.said:
            want.place[level] = want.row.said[level]
        if former := cells.cell_text(want.row.get(f"former_{level}")):
            want.former[level] = former
    if own := cells.cell_text(want.row.get("village")):
        want.place["village"] = own


def _product(want: ParsedRow, set_by_name: dict[str, int]) -> None:
    row, said = want.row, {}
    said["variants"] = _cell(want, "variants", cells.parse_text, _limit(Product, "variants"))
    if refusal := refusal_of_name(said["variants"], of_product=True):
        want.refuse("variants", refusal)
    said["product_set_id"] = _cell(want, "product_set", cells.parse_product_set, set_by_name)
    said["code"] = _cell(want, "code", cells.parse_code)
    said["gtin"] = _cell(want, "gtin", cells.parse_gtin)
    want.certificates, other = certificates(cells.cell_text(row.get("certifications")))
    want.source = cells.cell_text(row.get("source"))[: _limit(Product, "source")]
    said["source"] = _source(want, other)
    want.product |= {name: value for name, value in said.items() if value}
    form, want.form_is_said = names.legal_form(want.maker, cells.cell_text(row.get("legal_form")))
    said = {
        "legal_form": form if form != LegalForm.OTHER else None,
        "tax_number": _cell(want, "tax_number", cells.parse_tax_number),
        "representative": _cell(want, "representative", cells.parse_text, _limit(Producer, "representative")),
        "phone": _cell(want, "phone", cells.parse_text, _limit(Producer, "phone")),
    }
    want.producer = {name: value for name, value in said.items() if value}


def _source(want: ParsedRow, other: str) -> str:
    """Set the source, including text that no field of the register can hold, so that nothing is lost."""
    row, parts = want.row, [want.source]
    for name in NOTED:
        value = other if name == "certifications" else cells.cell_text(row.get(name))
        parts.append(f"{name.replace('_', ' ')}: {value}" if value else "")
    if " - " in (sure := cells.cell_text(row.get("confidence"))):
        parts.append(sure)
    return " ; ".join(part for part in parts if part)[: _limit(Product, "source")]


def _star(want: ParsedRow) -> None:
    """Set stars, decision and dates; a row with low confidence gets none."""
    row = want.row
    want.stars = _cell(want, "stars", cells.parse_stars)
    want.confidence = _cell(want, "confidence", parse_confidence) or Confidence.MEDIUM
    want.year = _cell(want, "year", cells.parse_year) or cells.find_year(cells.cell_text(row.get("remark")))
    decision = _cell(want, "decision", cells.parse_decision)
    own_day = _cell(want, "decided_on", cells.parse_day)
    want.expires_on = _cell(want, "expires_on", cells.parse_last_day)
    want.authority = cells.cell_text(row.get("authority"))
    if decision:
        want.number, want.signed_on = decision[0], own_day or decision[1]
    elif "decision" in row.said:
        want.number, want.signed_on = row.said["decision"], row.said["decided_on"]
    if want.signed_on:
        want.year = want.year or want.signed_on.year
    want.year = want.year or row.said.get("year")
    if want.confidence == Confidence.LOW:
        _leave_out_stars(want, _("Confidence is low: registered without stars."))
    elif want.stars is None and cells.cell_text(row.get("stars")) not in ("", "0") and not want.refusals:
        want.notes.append(_("“%(text)s” is no star.") % {"text": cells.cell_text(row.get("stars"))})
    elif want.stars and want.number and want.signed_on:
        _check_recognition(want)
    elif want.stars and want.number:
        want.notes.append(_("The decision has no day: its stars are kept as a claim only."))


def _leave_out_stars(want: ParsedRow, note: str) -> None:
    if want.stars or want.number:
        want.notes.append(note)
    want.stars, want.number, want.signed_on, want.expires_on = None, "", None, None


def _check_recognition(want):
    if len(want.number) > 60:
        want.refuse("decision", cells.DECISION_EXPECTED)
    if want.stars < 3:
        want.refuse("stars", _("3, 4 or 5: a decision recognises no fewer"))
    if not PROGRAMME_FROM <= want.signed_on <= today():
        cell = "decided_on" if want.row.get("decided_on") else "decision"
        want.refuse(
            cell,
            _("a day of signing that has come, not before 07/05/2018, when the programme began"),
            cells.cell_text(want.signed_on),
        )
    if refusal_of_print(want.signed_on, want.expires_on):
        want.refuse(
            "expires_on", _("a day after the signing of the decision, and at most ten years after it")
        )


def parse_confidence(value) -> str | None:
    """Return high, medium or low from “medium - star not stated”; None for an empty cell."""
    word = cells.cell_text(value).split(" ")[0].lower()
    if not word:
        return None
    if word not in Confidence.values:
        raise cells.CellParseError(_("high, medium or low, with the reason behind a hyphen"))
    return word
