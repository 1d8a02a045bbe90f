"""Parse one row of a list; collect the cells that cannot be parsed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple, TypeVar, cast

from django.core.exceptions import ValidationError
from django.db.models import CharField, Model
from django.utils.translation import gettext as _

from ocop.models.place_name import without_kinds
from ocop.values.dates import today
from ocop.values.naming import why_not_public_name
from ocop.values.vietnamese import refuse_lookalikes
from producers.models import LegalForm, Producer
from products.models import Product
from ratings.decisions.models import Confidence
from ratings.decisions.recording import PROGRAMME_FROM, why_not_print
from ratings.imports import addresses, cells, names
from ratings.imports.certificates import certificates
from ratings.imports.decision_cell import DECISION_EXPECTED, NamedDecision, parse_decision
from ratings.imports.list_row import ListRow
from ratings.imports.private_numbers import (
    joined,
    parse_telephones,
    take_out_telephones,
    why_not_name_alone,
)
from ratings.imports.product_sets import ProductSets
from ratings.imports.star_cell import parse_stars

Value = TypeVar("Value")

# Cells with names and addresses, in which telephone numbers are looked for.
SHOWN = {"name", "name_en", "variants", "representative"}
NOTED = ("kind", "certifications", "export_markets", "channels")


class Refusal(NamedTuple):
    """Why a row is refused: cell, value, and the expected format or the rule that forbids it; `name` is the field.

    `heading` is that of its column, empty where the list has no column of the field; `nearest` are texts that could
    stand there instead.
    """

    cell: str
    value: str
    expected: str
    why: str = ""
    name: str = ""
    heading: str = ""
    nearest: tuple[str, ...] = ()


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
    # Whether its decision withdraws the star in force; it then tells nothing else.
    withdraws: bool = False
    source: str = ""
    confidence: str = Confidence.MEDIUM
    certificates: dict[str, str] = field(default_factory=dict)
    # Taken out of names and addresses.
    telephones: list[str] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    # Keys of unanswered questions: the row is not written before each has its answer.
    asked: list[str] = field(default_factory=list)
    # Earlier evaluations that the same row tells; what refuses one refuses the row.
    evaluations: list["ParsedRow"] = field(default_factory=list)

    def refuse(self, name: str, expected: object, value: str | None = None) -> None:
        """Refuse the row because a cell cannot be parsed."""
        shown = self.row.text(name) if value is None else value
        nearest = tuple(expected.nearest) if isinstance(expected, cells.CellParseError) else ()
        cell, heading = self.row.cell(name), self.row.heading(name)
        self.refusals.append(Refusal(cell, shown[:200], str(expected), "", name, heading, nearest))

    def refuse_because(self, name: str, why: object) -> None:
        """Refuse the row by a rule; the sentence names the article."""
        cell, heading = self.row.cell(name), self.row.heading(name)
        self.refusals.append(Refusal(cell, self.row.text(name)[:200], "", str(why), name, heading))


def parse_row(row: ListRow, sets: ProductSets) -> ParsedRow:
    """Parse a row; its refusals name every cell that cannot be parsed."""
    parsed = ParsedRow(row, notes=[*row.notes], asked=[*row.asked])
    for name, why in row.problems:
        parsed.refuse_because(name, why)
    _identity(parsed)
    find_places(parsed)
    _product(parsed, sets)
    _star(parsed)
    for each in row.evaluations:
        earlier = ParsedRow(
            each, parsed.name, parsed.maker, refusals=parsed.refusals, notes=parsed.notes, asked=parsed.asked
        )
        _star(earlier)
        parsed.evaluations.append(earlier)
    return parsed


def _cell(
    parsed: ParsedRow, name: str, function: Callable[..., Value | None], *arguments: object
) -> Value | None:
    """Return the parsed cell; None if it is empty or if it was refused."""
    if name not in parsed.row.values:
        return None
    try:
        return function(
            text_without_telephones(parsed, name) if name in SHOWN else parsed.row.get(name), *arguments
        )
    except cells.CellParseError as unclear:
        if unclear.why:
            parsed.refuse_because(name, unclear)
        else:
            parsed.refuse(name, unclear)
        return None


def text_without_telephones(parsed: ParsedRow, name: str) -> str:
    """Return a cell that people see, without the telephone numbers in it; they go to their own field."""
    if not (text := parsed.row.text(name)):
        return ""
    text, telephones = take_out_telephones(text)
    if telephones:
        parsed.telephones += telephones
        parsed.notes.append(
            _("The telephone number in %(cell)s is kept in its own field, which is not public.")
            % {"cell": parsed.row.cell(name)}
        )
    return text


@cache
def _limit(model: type[Model], name: str) -> int:
    return cast(int, cast(CharField, model._meta.get_field(name)).max_length)


def _identity(parsed: ParsedRow) -> None:
    english = _cell(parsed, "name_en", cells.parse_text, _limit(Product, "name_en"))
    parsed.name = _cell(parsed, "name", cells.parse_text, _limit(Product, "name")) or english or ""
    parsed.key = _cell(parsed, "key", cells.parse_text, _limit(Product, "import_key")) or ""
    written, place = addresses.split_at_label(text_without_telephones(parsed, "producer"))
    # If the commune has its own column, a comma in the name belongs to the name.
    if not place and not {"commune", "address"} & parsed.row.layout.columns.keys():
        written, place = addresses.split_producer(written)
    parsed.maker, parsed.place = written, place
    if not parsed.name and not any(refusal.cell == parsed.row.cell("name") for refusal in parsed.refusals):
        parsed.refuse("name", _("the name of the product"))
    if not written or len(written) > _limit(Producer, "name"):
        parsed.refuse("producer", _("the name of the producer, at most 250 characters"))
    if english:
        parsed.product["name_en"] = english
    _public_names(parsed, english)


def _public_names(parsed: ParsedRow, english: str | None) -> None:
    """Refuse public names that contain stars, personal numbers or letters of another script."""
    is_doubtful = not _is_name_of_producer(parsed.maker)
    for cell, name in (("name", parsed.name), *([("producer", parsed.maker)] if is_doubtful else [])):
        if refusal := names.why_not_a_name(name):
            parsed.refuse_because(cell, refusal)
    if parsed.maker and not names.is_of_a_maker(parsed.maker) and names.is_of_a_maker(parsed.name):
        why = _("This looks like a producer, and %(cell)s like a product: are the cells in their columns?")
        parsed.refuse_because("name", why % {"cell": parsed.row.cell("producer")})
    if is_doubtful and (makers := names.makers_in(parsed.maker)):
        why = _("The cell names several producers, %(names)s: write the one that has the certificate.")
        parsed.refuse_because("producer", why % {"names": "; ".join(makers)})
    for cell, shown in (("name", parsed.name), ("name_en", english)):
        if refusal := _why_not_shown(shown, of_product=True):
            parsed.refuse(cell, refusal)
    if is_doubtful and (refusal := _why_not_producer(parsed.maker)):
        parsed.refuse("producer", refusal)


@lru_cache(maxsize=5000)
def _is_name_of_producer(name: str) -> bool:
    """Whether nothing speaks against the name of a producer; cached, because a producer has several rows."""
    return not (names.why_not_a_name(name) or names.makers_in(name) or _why_not_producer(name))


def _why_not_shown(text: str | None, *, of_product: bool = False) -> str:
    """Return why a text cannot be public; else an empty string."""
    if not text or _may_be_shown(text, of_product=of_product):
        return ""
    return why_not_public_name(text, of_product=of_product) or _why_not_letters(text)


@lru_cache(maxsize=2000)
def _may_be_shown(text: str, *, of_product: bool) -> bool:
    """Whether a text can be public; cached, because places, pack sizes and producers repeat."""
    return not (why_not_public_name(text, of_product=of_product) or _why_not_letters(text))


def _why_not_producer(name: str) -> str:
    """Return why a text cannot be the public name of a producer; else an empty string."""
    why_not = (why_not_public_name, why_not_name_alone, _why_not_letters)
    return next(filter(None, (why(name) for why in why_not)), "")


def _why_not_letters(text: str) -> str:
    """Return which letter of another script looks like a Latin one; else an empty string."""
    try:
        refuse_lookalikes(text)
    except ValidationError as error:
        return error.messages[0]
    return ""


def find_places(parsed: ParsedRow) -> None:
    """Set the places: own columns take precedence over the address, the address over the title.

    What the address says besides is kept in the line for house, street and village.
    """
    lines = [parsed.place.pop("village", "")]
    if address := text_without_telephones(parsed, "address"):
        parsed.place |= addresses.parse_address(address)
        lines.append(parsed.place.pop("village", ""))
    for level in ("commune", "district", "province"):
        if own := text_without_telephones(parsed, level):
            lines.insert(0, _own_place(parsed, level, own))
        elif level not in parsed.place and level in parsed.row.said:
            parsed.place[level] = parsed.row.said[level]
        if former := parsed.row.text(f"former_{level}"):
            parsed.former[level] = former
    lines.insert(0, text_without_telephones(parsed, "village"))
    if line := ", ".join(dict.fromkeys(filter(None, lines))):
        parsed.place["village"] = line
    for text in (line, *parsed.place.values()):
        if refusal := _why_not_shown(text):
            cells_with_text = [name for name in ("address", "village", "commune") if parsed.row.get(name)]
            parsed.refuse([*cells_with_text, "producer"][0], refusal)
            break


def _own_place(parsed: ParsedRow, level: str, own: str) -> str:
    """Set a place from its own column; return what of the row's address it leaves for the line."""
    left = ""
    if level == "commune" and len(parts := addresses.parse_address(own)) > 1 and level in parts:
        left, own = parts.pop("village", ""), parts.pop(level)
        parsed.place |= parts
    said = parsed.place.get(level, "")
    parsed.place[level] = own
    if not said or without_kinds(said) == without_kinds(own):
        return left
    parsed.notes.append(
        _("The address also names %(place)s: it is kept in the line for house, street and village.")
        % {"place": f"“{said}”"}
    )
    return ", ".join(filter(None, [left, said]))


def _product(parsed: ParsedRow, sets: ProductSets) -> None:
    said: dict[str, Any] = {}
    row = parsed.row
    said["variants"] = _cell(parsed, "variants", cells.parse_text, _limit(Product, "variants"))
    variants = said["variants"]
    if refusal := _why_not_shown(variants, of_product=True):
        parsed.refuse("variants", refusal)
    said["product_set_id"] = _cell(parsed, "product_set", sets.parse, row.place_in_file, parsed.asked)
    said["code"] = _cell(parsed, "code", cells.parse_code)
    said["gtin"] = _cell(parsed, "gtin", cells.parse_gtin)
    parsed.certificates, other = certificates(row.text("certifications"))
    parsed.source = row.text("source")[: _limit(Product, "source")]
    said["source"] = _source(parsed, other)
    parsed.product |= {name: value for name, value in said.items() if value}
    form, parsed.form_is_said = names.legal_form(parsed.maker, row.text("legal_form"))
    said = {
        "legal_form": form if form != LegalForm.OTHER else None,
        "tax_number": _cell(parsed, "tax_number", cells.parse_tax_number),
        "representative": _cell(
            parsed, "representative", cells.parse_text, _limit(Producer, "representative")
        ),
        "phone": _telephone(parsed),
    }
    parsed.producer = {name: value for name, value in said.items() if value}


def _telephone(parsed: ParsedRow) -> str | None:
    """Return the telephone numbers of the row: of their column and those taken out of names and addresses."""
    limit = _limit(Producer, "phone")
    own = _cell(parsed, "phone", parse_telephones, limit)
    written = joined([*([own] if own else []), *parsed.telephones])
    if len(written) > limit:
        parsed.refuse(
            "phone", _("one telephone number: the names and addresses of the row have others"), written
        )
        return None
    return written or None


def _source(parsed: ParsedRow, other: str) -> str:
    """Set the source, including text that no field of the register can hold, so that nothing is lost."""
    row, parts = parsed.row, [parsed.source]
    for name in NOTED:
        value = other if name == "certifications" else row.text(name)
        parts.append(f"{name.replace('_', ' ')}: {value}" if value else "")
    if " - " in (sure := row.text("confidence")):
        parts.append(sure)
    return " ; ".join(part for part in parts if part)[: _limit(Product, "source")]


def _star(parsed: ParsedRow) -> None:
    """Set stars, decision and dates; a row with low confidence gets none."""
    row = parsed.row
    parsed.stars = _cell(parsed, "stars", parse_stars)
    parsed.confidence = _cell(parsed, "confidence", cells.parse_confidence) or Confidence.MEDIUM
    parsed.year = _cell(parsed, "year", cells.parse_year) or cells.find_year(row.text("remark"))
    decision = _cell(parsed, "decision", parse_decision)
    own_day = _cell(parsed, "decided_on", cells.parse_day)
    parsed.expires_on = _cell(parsed, "expires_on", cells.parse_last_day)
    parsed.authority = row.text("authority")
    _decision(parsed, decision, own_day)
    if parsed.signed_on:
        parsed.year = parsed.year or parsed.signed_on.year
    parsed.year = parsed.year or row.said.get("year")
    if parsed.confidence == Confidence.LOW:
        _leave_out_stars(parsed, _("Confidence is low: registered without stars."))
    elif parsed.stars is None and row.text("stars") not in ("", "0") and not parsed.refusals:
        parsed.notes.append(_("“%(text)s” is no star.") % {"text": row.text("stars")})
    elif parsed.stars and parsed.number and parsed.signed_on:
        _check_recognition(parsed)
    elif parsed.stars and parsed.number:
        parsed.notes.append(_("The decision has no day: its stars are kept as a claim only."))
    elif decision and not cells.cell_text(row.get("stars")):
        parsed.notes.append(
            _("No star stands beside %(number)s: nothing is recognised.") % {"number": decision.number}
        )


def _decision(parsed: ParsedRow, decision: NamedDecision | None, own_day: date | None) -> None:
    """Set number, day and authority of the decision: by the row's own cells, else by the title above it."""
    said = parsed.row.said
    if decision:
        parsed.number, parsed.signed_on = decision.number, own_day or decision.signed_on
        parsed.authority = parsed.authority or decision.authority
        if own_day and decision.signed_on not in (None, own_day):
            parsed.refuse(
                "decided_on",
                _("%(day)s, the day beside the number") % {"day": cells.cell_text(decision.signed_on)},
            )
    elif "decision" in said and not parsed.row.text("decision"):
        parsed.number, parsed.signed_on = said["decision"], said["decided_on"]
        parsed.authority = parsed.authority or said.get("decided_by", "")
        if own_day not in (None, parsed.signed_on):
            parsed.refuse(
                "decided_on",
                _("%(day)s, the day of %(number)s in the title; or the number of the row's own decision")
                % {"day": cells.cell_text(parsed.signed_on), "number": parsed.number},
            )


def _leave_out_stars(parsed: ParsedRow, note: str) -> None:
    if parsed.stars or parsed.number:
        parsed.notes.append(note)
    parsed.stars, parsed.number, parsed.signed_on, parsed.expires_on = None, "", None, None


def _check_recognition(parsed: ParsedRow) -> None:
    stars, signed_on = cast(int, parsed.stars), cast(date, parsed.signed_on)
    if len(parsed.number) > 60:
        parsed.refuse("decision", DECISION_EXPECTED)
    if stars < 3:
        parsed.refuse("stars", _("3, 4 or 5: a decision recognises no fewer"))
    if not PROGRAMME_FROM <= signed_on <= today():
        cell = "decided_on" if parsed.row.get("decided_on") else "decision"
        parsed.refuse(
            cell,
            _("a day of signing that has come, not before 07/05/2018, when the programme began"),
            cells.cell_text(parsed.signed_on),
        )
    if why_not_print(signed_on, parsed.expires_on):
        parsed.refuse(
            "expires_on", _("a day after the signing of the decision, and at most ten years after it")
        )
