"""A row in each state that a page can show, and the people around it: what tests/test_every_state.py opens.

A member that is added to one of the enumerations below and of which no row is made here fails a test there.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from ocop.calendar import today
from ocop.last_day import end_after
from ocop.models import Place, Role, User
from producers.models import Producer
from products.models import Product
from ratings.models import (
    AdvisoryReport,
    AgencyReport,
    Assessment,
    CommuneReport,
    Council,
    Decision,
    DecisionKind,
    Dossier,
    DossierKind,
    DossierState,
    Evidence,
    Filing,
    Objection,
    Recognition,
    Result,
    SeatKind,
    Session,
    WithdrawalGround,
)
from tests import factories as make
from tests.register_factories import numbers

S = DossierState


@dataclass
class Case:
    """A row in a state with the rows around it by model, and the people who may look at it."""

    label: str
    rows: dict
    people: dict[str, User] = field(default_factory=dict)

    def __str__(self):
        return self.label


@dataclass
class Province:
    """A province with one producer, to whom all products of the cases belong, and its people by role."""

    producer: Producer
    people: dict[str, User]

    def product(self, **fields):
        """Another product of the producer."""
        return make.product(producer=self.producer, **fields)


def make_province() -> Province:
    """A province, its producer, and one person of each role."""
    commune = make.commune(province=make.province())
    producer = make.producer(place=commune)
    people = {
        role: make.user(role, place=place)
        for role, place in (
            (Role.PROVINCIAL_OFFICER, commune.parent),
            (Role.PROVINCIAL_LEADER, commune.parent),
            (Role.AUDITOR, commune.parent),
            (Role.COMMUNE_OFFICER, commune),
        )
    }
    others = [role for role in Role if role not in people and role != Role.EXPERT]
    people |= {role: make.user(role) for role in others}
    make.membership(people[Role.PRODUCER], producer)
    return Province(producer, people)


def case_of(label: str, province: Province, **rows) -> Case:
    """The case of a row: what hangs together with it, by model, and its council's people by their seats."""
    found = dict(around(rows.get("dossier"), rows.get("recognition"), rows.get("product")))
    people = dict(province.people)
    if council := found.get(Council):
        people |= {kind: user for kind in SeatKind if (user := seated(council, kind))}
    return Case(label, found | {type(row): row for row in rows.values() if row}, people)


def seated(council: Council, kind: str) -> User | None:
    """Who has a seat of a kind."""
    seat = council.seats.filter(kind=kind).select_related("user").first()
    return seat and seat.user


def around(dossier, recognition, product) -> Iterator[tuple[type, object]]:
    """Rows that hang together with these, each with its model."""
    product = product or (dossier or recognition).product
    yield from ((Product, product), (Producer, product.producer), (Place, product.producer.place))
    if recognition := recognition or getattr(dossier, "recognition", None):
        yield from ((Recognition, recognition), (Decision, recognition.decision))
    if dossier is None:
        return
    dossier = Dossier.objects.get(pk=dossier.pk)
    related = {
        Dossier: dossier,
        Council: dossier.council,
        Result: getattr(dossier, "result", None),
        Assessment: dossier.assessments.last(),
        Evidence: dossier.evidence.first(),
        Filing: dossier.filings.last(),
        CommuneReport: CommuneReport.objects.filter(dossier=dossier).first(),
        AdvisoryReport: AdvisoryReport.objects.filter(dossier=dossier).first(),
        AgencyReport: AgencyReport.objects.filter(dossier=dossier).first(),
        Session: dossier.sessions.last(),
        Objection: dossier.objections.last(),
    }
    if item := dossier.decision_items.last():
        related.setdefault(Decision, item.decision)
    yield from ((model, row) for model, row in related.items() if row)


def dossiers(province: Province) -> Iterator[Case]:
    """A dossier in each state at the province and at the ministry, and of each kind."""
    for state in S:
        choices = make.four_stars() if state == S.CONCLUDED else None
        dossier = make.dossier(state=state, product=province.product(), choices=choices)
        yield case_of(f"dossier {state}", province, dossier=dossier)
    for state in (S.CHECKING, S.RETURNED, S.ADVISORY, S.SCORING, S.CONCLUDED, S.HANDED_BACK, S.RECOGNISED):
        forwarded = make.dossier(state=S.FORWARDED, product=province.product())
        yield case_of(f"ministry's dossier {state}", province, dossier=national(forwarded, state))
    with_deputy = make.dossier(state=S.CHECKING, product=province.product())
    officer = province.people[Role.PROVINCIAL_OFFICER]
    with_deputy.name_council(make.council(place=officer.place, deputy=True), by=officer)
    make.move(with_deputy, S.ADVISORY, by=officer)
    yield case_of("dossier before a council with a deputy", province, dossier=with_deputy)
    for kind in (DossierKind.UPGRADE, DossierKind.RENEWAL):
        product = province.product()
        signed_on = in_days(150 - 1096)
        make.recognition(product=product, stars=3, signed_on=signed_on)
        dossier = make.dossier(
            state=S.SCORING if kind == DossierKind.UPGRADE else S.CHECKING, product=product, kind=kind
        )
        yield case_of(f"dossier {kind}", province, dossier=dossier)
    yield from on_agency_report(province)


def on_agency_report(province: Province) -> Iterator[Case]:
    """A re-assessment of five stars with the agency's report: as a draft, signed, and forwarded on it."""
    officer = province.people[Role.PROVINCIAL_OFFICER]
    drafted = make.five_stars_again(product=province.product())
    AgencyReport.open(drafted, by=officer)
    yield case_of("dossier with a draft of the agency's report", province, dossier=drafted)
    signed = make.five_stars_again(product=province.product())
    make.report_of_agency(signed, by=officer)
    yield case_of("dossier on the agency's report", province, dossier=signed)
    forwarded = make.five_stars_again(product=province.product())
    make.report_of_agency(forwarded, by=officer)
    make.decide(forwarded, DecisionKind.APPROVE, by=officer)
    forwarded = Dossier.objects.get(pk=forwarded.pk)
    yield case_of("dossier forwarded on the agency's report", province, dossier=forwarded)
    yield case_of("ministry's dossier on the agency's report", province, dossier=forwarded.national)


def national(forwarded: Dossier, state: str) -> Dossier:
    """The ministry's dossier in a state."""
    if state in (S.CHECKING, S.RETURNED, S.ADVISORY, S.HANDED_BACK):
        return make.national(forwarded, state=state)
    reached = make.national(forwarded, state=S.SCORING)
    if state in (S.CONCLUDED, S.RECOGNISED):
        make.conclude(reached, by=make.user(Role.MINISTRY_OFFICER))
    if state == S.RECOGNISED:
        decide_by_the_ministry(reached)
    return Dossier.objects.get(pk=reached.pk)


def decide_by_the_ministry(dossier: Dossier) -> Decision:
    """A decision of the minister that recognises five stars."""
    decision = Decision.objects.prepare(
        DecisionKind.RECOGNISE, [dossier], by=make.user(Role.MINISTRY_OFFICER)
    )
    decision.issue(by=make.user(Role.MINISTRY_LEADER), number=number("QĐ-BNNMT"))
    return decision


def recognitions(province: Province) -> Iterator[Case]:
    """A recognition in each state: recorded ones, and those issued here by the province and the ministry."""
    for state, days in {"valid": 400, "renewal": 150, "late": 60, "lapsed": -200}.items():
        yield case_of(f"recorded recognition {state}", province, recognition=ending(province, days))
    yield case_of("recorded recognition not_yet", province, recognition=ending(province, 1200, begins=30))
    yield case_of("recorded recognition superseded", province, recognition=superseded(province))
    for state, days in (("extended", 90), ("awaiting", None)):
        recognition = past_its_term(province, days)
        yield case_of(
            f"recorded recognition {state}", province, recognition=recognition, decision=recognition.extension
        )
    here = make.dossier(state=S.RECOGNISED, product=province.product()).recognition
    yield case_of("issued recognition valid", province, recognition=here, dossier=here.dossier)
    forwarded = make.dossier(state=S.FORWARDED, product=province.product())
    of_the_ministry = national(forwarded, S.RECOGNISED).recognition
    yield case_of("issued recognition valid, ministry", province, recognition=of_the_ministry)
    corrected, correction = with_a_correction(province)
    yield case_of("issued recognition corrected", province, recognition=corrected, decision=correction)
    gone = withdrawn(province)
    yield case_of("issued recognition withdrawn", province, recognition=gone, decision=gone.withdrawal)


def ending(province: Province, days: int, *, begins: int | None = None) -> Recognition:
    """A recorded recognition whose last day comes in so many days; it begins in `begins` days, or long ago."""
    fields = {"expires_on": end_after(in_days(days))} | ({"issued_on": in_days(begins)} if begins else {})
    return make.recognition(product=province.product(), signed_on=in_days(days - 1096), **fields)


def superseded(province: Province) -> Recognition:
    """A recorded recognition that a later one took the place of."""
    product = province.product()
    first = make.recognition(product=product, signed_on=in_days(-700))
    make.recognition(product=product, stars=4, signed_on=in_days(-30))
    return Recognition.objects.get(pk=first.pk)


def past_its_term(province: Province, extended: int | None) -> Recognition:
    """A recognition whose re-assessment was filed in time and whose term is over; extended by so many days, or not."""
    with make.on_day(in_days(-160)):
        recognition = ending(province, 150)
        make.dossier(product=recognition.product, kind=DossierKind.RENEWAL, state=S.CHECKING)
        if extended:
            officer = province.people[Role.PROVINCIAL_OFFICER]
            until = recognition.expires_on + timedelta(days=extended)
            decision = Decision.objects.prepare_extension(recognition, until, by=officer)
            decision.issue(by=province.people[Role.PROVINCIAL_LEADER], number=number())
    return Recognition.objects.get(pk=recognition.pk)


def with_a_correction(province: Province) -> tuple[Recognition, Decision]:
    """A recognition issued here whose name was put right, and the decision that did it."""
    recognition = make.dossier(state=S.RECOGNISED, product=province.product()).recognition
    officer = province.people[Role.PROVINCIAL_OFFICER]
    decision = Decision.objects.prepare_correction(
        recognition, {"name": "Chè Đinh Tân Cương"}, by=officer, reason="Quyết định in sai tên"
    )
    decision.issue(by=province.people[Role.PROVINCIAL_LEADER], number=number())
    return Recognition.objects.get(pk=recognition.pk), decision


def number(ending: str = "QĐ-UBND") -> str:
    """A number that no other decision has."""
    return f"{next(numbers)}/{ending}"


def in_days(days: int) -> date:
    """The day in so many days from today."""
    return today() + timedelta(days=days)


def withdrawn(province: Province) -> Recognition:
    """A recognition issued here and withdrawn since."""
    dossier = make.dossier(state=S.RECOGNISED, product=province.product())
    decision = Decision.objects.prepare_withdrawal(
        dossier.recognition,
        WithdrawalGround.STOPPED,
        make.conclusion(),
        by=province.people[Role.PROVINCIAL_OFFICER],
    )
    decision.issue(by=province.people[Role.PROVINCIAL_LEADER], number=number())
    return Recognition.objects.get(dossier=dossier)


def decisions(province: Province) -> Iterator[Case]:
    """A decision of each kind on a dossier, prepared and issued; those on recognitions come with these."""
    for kind, choices in (
        (DecisionKind.RECOGNISE, make.four_stars()),
        (DecisionKind.REFUSE, None),
        (DecisionKind.APPROVE, None),
    ):
        dossier = make.dossier(state=S.CONCLUDED, product=province.product(), choices=choices)
        prepared = Decision.objects.prepare(kind, [dossier], by=province.people[Role.PROVINCIAL_OFFICER])
        yield case_of(f"decision {kind} prepared", province, dossier=dossier, decision=prepared)
    refused = make.dossier(state=S.CONCLUDED, product=province.product(), choices=make.four_stars())
    decision = make.decide(refused, DecisionKind.REFUSE, by=province.people[Role.PROVINCIAL_OFFICER])
    yield case_of("decision refuse issued", province, dossier=refused, decision=decision)
    yield from evaluated_anew(province)


def evaluated_anew(province: Province) -> Iterator[Case]:
    """A decision to evaluate anew what was handed back, prepared and issued, and the dossier that began with it."""
    officer = province.people[Role.PROVINCIAL_OFFICER]
    back = make.dossier(state=S.HANDED_BACK, product=province.product())
    prepared = Decision.objects.prepare(DecisionKind.EVALUATE, [back], by=officer)
    yield case_of("decision evaluate prepared", province, dossier=back, decision=prepared)
    prepared.issue(by=province.people[Role.PROVINCIAL_LEADER], number=number())
    own = Dossier.objects.get(evaluates_anew=back)
    yield case_of("decision evaluate issued", province, dossier=back, decision=prepared)
    yield case_of("dossier evaluated anew", province, dossier=own)
    scored = make.own_evaluation(product=province.product(), state=S.SCORING)
    yield case_of("dossier evaluated anew, scoring", province, dossier=scored)


def products(province: Province) -> Iterator[Case]:
    """A product with everything that a page can show, and one with nothing."""
    full = province.product(name_en="Tan Cuong tea", gtin="8935001730019", story="Từ vùng chè Tân Cương.")
    make.photo(product=full)
    make.certification(product=full)
    make.traceability(product=full)
    make.listing(product=full)
    make.export_market(product=full)
    make.product_sales(product=full)
    make.recognition(product=full, stars=4, signed_on=in_days(-100))
    yield case_of("product with everything", province, product=full)
    yield case_of("product with nothing", province, product=province.product())


def every_case() -> Iterator[Case]:
    """All cases of one province."""
    province = make_province()
    for cases in (dossiers, recognitions, decisions, products):
        yield from cases(province)
