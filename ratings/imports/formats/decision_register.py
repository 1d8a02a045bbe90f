"""The format of recorded decisions: one row for each product of a decision that was signed outside the portal.

A list proposes decisions and stars; a second person confirms them. It changes no star that is recorded.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.files.spreadsheets import Cell, Heading
from ocop.models import Place, User
from ocop.permissions import Act
from ocop.refusal import RefusedError
from ocop.values.dates import today
from ratings.decisions.kinds import DecisionKind, Origin, RecordedAs
from ratings.decisions.models import Decision, Recognition, RecordedDecision, RecordedStar
from ratings.decisions.models.recognition import why_not_record
from ratings.decisions.models.recorded_decision import why_not_name_again
from ratings.decisions.number import number_key
from ratings.decisions.recording import why_not_decision
from ratings.imports.decision_cell import NamedDecision, parse_decision
from ratings.imports.formats.columns import RegisterColumn, choice, day, exported, source, text, until
from ratings.imports.formats.known_rows import KnownRows, belongs_to_product
from ratings.imports.formats.of_products import OF_PRODUCT, WITH_PRODUCER
from ratings.imports.formats.reading_rows import RegisterRow
from ratings.imports.formats.register_format import RegisterFormat
from ratings.imports.places import ResolvedPlace
from ratings.imports.purposes import Purpose
from ratings.imports.snapshot import district_of
from ratings.imports.star_cell import parse_stars
from ratings.imports.written import Written
from ratings.papers.vietnamese import MINISTRY

OF_DECISION = {"decision", "decided_on", "authority", "signatory", "recorded_as"}
_RECOGNISES_NOTHING = frozenset({Purpose.WITHDRAWAL, Purpose.REGISTRATION, Purpose.PLAN})


@dataclass(frozen=True)
class DecisionFormat(RegisterFormat):
    """Recorded decisions with their stars."""

    def rows_for(self, user: User, act: Act) -> QuerySet[Any]:
        """Return all stars of the user's province: those that are confirmed are shown, although nobody edits them."""
        return RecordedStar.objects.visible_to(user)

    def check(self, entry: Any, row: RegisterRow) -> list[tuple[str, str]]:
        """Return why a star cannot be proposed, by column; one that is recorded stays as it is."""
        if entry.pk:
            return [("stars", _why_not_change(entry))]
        entry.full_clean(exclude=None if entry.decision_id else {"decision"})
        others = Recognition.objects.filter(product=entry.product_id)
        refusals = [("stars", entry.why_not()), ("decided_on", why_not_record(others, row.signed_on))]
        return [(column, why) for column, why in refusals if why]

    def new_row(self, row: RegisterRow, origin: str) -> Model:
        return RecordedStar(decision=row.decision, source=origin)

    def save(self, entry: Any, by: User | None, written: Written) -> None:
        """Propose a star, and its decision if nobody has recorded it; raise RefusedError if that is not allowed."""
        if by is None:
            raise RefusedError(_("The list names decisions: say which officer proposes them."))
        named = entry.decision
        about = {"number": named.number, "signed_on": named.signed_on, "place": named.place}
        is_known = Decision.objects.numbered(**about).exists()
        entry.decision = RecordedDecision.objects.propose(by=by, signatory=named.signatory, **about)
        if not is_known:
            written.add(RecordedDecision, [entry.decision.pk])
        entry.proposed_by = by
        super().save(entry, by, written)


def _why_not_change(star: RecordedStar) -> str:
    if star.is_waiting:
        return _("The star waits for a second person: change it on the page of its recorded decision.")
    return _("The star is recorded: it changes by a decision of correction only.")


def names_its_decision(known: KnownRows, row: RegisterRow) -> None:
    """Find the decision of a row, or plan to propose it; a row without a product only names one that is recorded."""
    named: NamedDecision | None = row.values.pop("decision", None)
    own_day, signatory = row.values.pop("decided_on", None), row.values.pop("signatory", "")
    has_product = bool(row.text("name") or row.text("key"))
    if has_product:
        belongs_to_product(known, row)
    if named is None:
        row.refuse("decision", _("the number of the decision, such as 1234/QĐ-UBND"))
    if has_product and "stars" not in row.values:
        row.refuse("stars", _("3, 4 or 5: a decision recognises no fewer"))
    if row.row.purpose in _RECOGNISES_NOTHING:
        said = _("The list says “%(purpose)s”: it recognises nothing, its stars are left out.")
        row.refuse_because("decision", said % {"purpose": row.row.purpose.label})
    if row.refusals or named is None:
        return
    row.number, row.signed_on = named.number, own_day or named.signed_on
    row.authority = row.text("authority") or named.authority
    if row.signed_on is None or named.signed_on not in (None, row.signed_on):
        row.refuse("decided_on", _("the day on which the decision was signed, as beside its number"))
        return
    place = _authority(known, row)
    if not row.refusals:
        _find(known, row, place, signatory or "", has_product=has_product)


def _authority(known: KnownRows, row: RegisterRow) -> Place | None:
    """Return who signed; None for the ministry. Without a product it is looked for in the province of the list."""
    places = known.places
    product = known.products_by_pk.get(row.product_key or 0)
    if product is None:
        if places.province is None:
            row.refuse("name", _("a product of the register"))
            return None
        return places.authority(row, ResolvedPlace(places.province), None)
    maker = product.producer
    former = places.gazetteer.places.get(maker.former_place_id or 0)
    standing = ResolvedPlace(places.gazetteer.places[maker.place_id], former, district=district_of(former))
    return places.authority(row, standing, standing.district)


def _find(
    known: KnownRows, row: RegisterRow, place: Place | None, signatory: str, *, has_product: bool
) -> None:
    signed_on = cast(date, row.signed_on)
    key = number_key(row.number), place.pk if place else None, signed_on.year
    found = known.decisions.get(key)
    if found and not has_product and found.signed_on == signed_on:
        row.is_known = True
    elif found and (refusal := why_not_name_again(found, signed_on)):
        row.refuse_because("decision", refusal)
    elif found:
        row.values["decision_id"], row.decision = found.pk, found
        if signatory not in ("", found.signatory):
            row.notes.append(_("The signatory's office stays as it is recorded: a list does not change it."))
    elif refusal := why_not_decision(row.number, signed_on, place, day=today(), is_here=known.is_here):
        row.refuse_because("decision", refusal)
    elif not has_product:
        row.refuse("name", _("a product of the register: a list proposes no decision without one"))
    else:
        row.told_by = key
        row.decision = known.decisions[key] = RecordedDecision(
            origin=Origin.RECORDED,
            recorded_as=RecordedAs.PROPOSED,
            kind=DecisionKind.RECOGNISE,
            number=row.number,
            signed_on=signed_on,
            place=place,
            signatory=signatory,
        )


class DecisionList:
    """The list of recorded decisions as a file: the stars of each that its reader may see."""

    model = RecordedDecision

    @property
    def headings(self) -> list[Heading]:
        return RECORDED_DECISIONS.headings

    def cells(self, rows: QuerySet[RecordedDecision], reader: User | None = None) -> Iterator[Sequence[Cell]]:
        stars = RecordedStar.objects.filter(decision__in=rows.order_by().values("pk"))
        if reader:
            own = RecordedDecision.objects.confirmable_by(reader).values("pk")
            seen = RecordedStar.objects.visible_to(reader).values("pk")
            stars = stars.filter(Q(decision__in=own) | Q(pk__in=seen))
        named = defaultdict(list)
        for star in stars.for_list().select_related(*RECORDED_DECISIONS.related):
            named[star.decision_id].append(star)
        for decision in rows.iterator(chunk_size=2000):
            for star in named[decision.pk]:
                yield [column.cell_of(star) for column in RECORDED_DECISIONS.written]
            if not named[decision.pk]:
                alone = RecordedStar(decision=decision)
                yield [
                    column.cell_of(alone) if column.name in OF_DECISION else None
                    for column in RECORDED_DECISIONS.written
                ]


RECORDED_DECISIONS = DecisionFormat(
    "recorded-decisions",
    gettext_lazy("Recorded decisions"),
    RecordedStar,
    (
        RegisterColumn(
            "decision",
            "Số quyết định",
            24,
            ("so qd", "quyet dinh", "so quyet dinh cong nhan"),
            "decision.number",
            None,
            parse_decision,
        ),
        day("decided_on", "Ngày ký", "ngay quyet dinh", "ngay qd", value="decision.signed_on"),
        text(
            "authority",
            "Cơ quan ban hành",
            26,
            "co quan ky",
            value=lambda star: star.decision.place.full_name if star.decision.place else MINISTRY,
        ),
        text("signatory", "Chức vụ người ký", 26, "nguoi ky", value="decision.signatory"),
        *OF_PRODUCT,
        RegisterColumn("stars", "Hạng sao", 10, ("sao", "so sao", "xep hang"), "", None, parse_stars),
        until("expires_on", "Hết hạn", "ngay het han", "co gia tri den"),
        RegisterColumn(
            "recorded_as",
            "Tình trạng quyết định",
            24,
            value="decision.recorded_as",
            shown=choice("recorded_as", "", RecordedAs).shown,
        ),
        exported("proposed_by_name", "Người ghi nhận", 24, lambda star: str(star.proposed_by or "")),
        source(),
    ),
    ("decision_id", "product_id"),
    (("decision",), ("stars",), ("name", "key"), ("signatory", "recorded_as")),
    (names_its_decision,),
    ("name",),
    related=(*WITH_PRODUCER, "decision__place", "proposed_by"),
)
