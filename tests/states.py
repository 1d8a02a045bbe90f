"""A row in each state that a page can show, and the people around it: what tests/test_every_state.py opens.

A member that is added to one of the enumerations below and of which no row is made here fails a test there.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from ocop.models import Place, Role, User
from ocop.permissions import SeatKind
from ocop.values.last_day import end_after
from producers.models import Producer
from products.models import Product
from ratings.councils.models import Council
from ratings.decisions.issue import issue_decision
from ratings.decisions.models import Decision, DecisionKind, Recognition, WithdrawalGround
from ratings.decisions.prepare import (
    prepare_correction,
    prepare_decision,
    prepare_extension,
    prepare_withdrawal,
)
from ratings.dossiers.models import AdvisoryReport, AgencyReport, CommuneReport, Dossier, Evidence, Filing
from ratings.dossiers.workflow import DossierKind, DossierState
from ratings.scoring.models import Assessment, Objection, Result, Session
from tests import factories as make
from tests.days import in_days
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
    """The case of a row, read anew: what hangs together with it, by model, and its council's people by their seats."""
    rows = {name: type(row).objects.get(pk=row.pk) for name, row in rows.items() if row}
    found = dict(around(rows.get("dossier"), rows.get("recognition"), rows.get("product")))
    people = dict(province.people)
    if council := found.get(Council):
        people |= {kind: user for kind in SeatKind if (user := seated(council, kind))}
    return Case(label, found | {type(row): row for row in rows.values()}, people)


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


def to_four_stars(province: Province) -> Iterator[Case]:
    """A dossier of four stars on its way, each state of it a case, and what becomes of its recognition."""
    officer, leader = (province.people[role] for role in (Role.PROVINCIAL_OFFICER, Role.PROVINCIAL_LEADER))
    dossier = make.dossier(product=province.product())
    yield case_of("dossier draft", province, dossier=dossier)
    for state in make.onwards(dossier, by=officer, choices=make.four_stars()):
        yield case_of(f"dossier {state}", province, dossier=dossier)
    decision = prepare_decision(DecisionKind.RECOGNISE, [dossier], by=officer)
    yield case_of("decision recognise prepared", province, dossier=dossier, decision=decision)
    issue_decision(decision, by=leader, number=number())
    recognition = Recognition.objects.get(dossier=dossier)
    yield case_of("dossier recognised", province, recognition=recognition, dossier=dossier)
    correction = prepare_correction(
        recognition, {"name": "Chè Đinh Tân Cương"}, by=officer, reason="Quyết định in sai tên"
    )
    issue_decision(correction, by=leader, number=number())
    recognition = Recognition.objects.get(pk=recognition.pk)
    yield case_of("recognition corrected", province, recognition=recognition, decision=correction)
    withdrawal = prepare_withdrawal(recognition, WithdrawalGround.STOPPED, make.conclusion(), by=officer)
    issue_decision(withdrawal, by=leader, number=number())
    yield case_of("recognition withdrawn", province, recognition=recognition, decision=withdrawal)


def to_five_stars(province: Province) -> Iterator[Case]:
    """A dossier of five stars from the province's decision on, each state of it at the ministry a case."""
    dossier = make.dossier(state=S.CONCLUDED, product=province.product())
    by_province = prepare_decision(
        DecisionKind.APPROVE, [dossier], by=province.people[Role.PROVINCIAL_OFFICER]
    )
    yield case_of("decision approve prepared", province, dossier=dossier, decision=by_province)
    issue_decision(by_province, by=province.people[Role.PROVINCIAL_LEADER], number=number())
    yield case_of("dossier forwarded", province, dossier=dossier)
    national, officer = Dossier.objects.get(pk=dossier.pk).national, province.people[Role.MINISTRY_OFFICER]
    yield case_of("ministry's dossier checking", province, dossier=national)
    make.send_back(national, by=officer)
    yield case_of("ministry's dossier returned", province, dossier=national)
    make.move(national, S.CHECKING, by=province.people[Role.PROVINCIAL_OFFICER])
    national.name_council(make.council(place=None), by=officer)
    make.move(national, S.ADVISORY, by=officer)
    yield case_of("ministry's dossier advisory", province, dossier=national)
    make.report_of_advisers(national)
    make.move(national, S.SCORING, by=officer)
    yield case_of("ministry's dossier scoring", province, dossier=national)
    make.conclude(national, by=officer)
    yield case_of("ministry's dossier concluded", province, dossier=national)
    decision = prepare_decision(DecisionKind.RECOGNISE, [national], by=officer)
    issue_decision(decision, by=province.people[Role.MINISTRY_LEADER], number=number("QĐ-BNNMT"))
    yield case_of("ministry's dossier recognised", province, dossier=national)


def to_refusal(province: Province) -> Iterator[Case]:
    """A decision that refuses five stars, prepared and issued."""
    dossier = make.dossier(state=S.CONCLUDED, product=province.product())
    decision = prepare_decision(DecisionKind.REFUSE, [dossier], by=province.people[Role.PROVINCIAL_OFFICER])
    yield case_of("decision refuse prepared", province, dossier=dossier, decision=decision)
    issue_decision(decision, by=province.people[Role.PROVINCIAL_LEADER], number=number())
    yield case_of("decision refuse issued", province, dossier=dossier, decision=decision)


def evaluated_anew(province: Province) -> Iterator[Case]:
    """What was handed back, the decision to evaluate it anew, prepared and issued, and the dossier that began with it."""
    back = make.dossier(state=S.HANDED_BACK, product=province.product())
    yield case_of("ministry's dossier handed_back", province, dossier=back)
    officer = province.people[Role.PROVINCIAL_OFFICER]
    decision = prepare_decision(DecisionKind.EVALUATE, [back], by=officer)
    yield case_of("decision evaluate prepared", province, dossier=back, decision=decision)
    issue_decision(decision, by=province.people[Role.PROVINCIAL_LEADER], number=number())
    yield case_of("decision evaluate issued", province, dossier=back, decision=decision)
    own = Dossier.objects.get(evaluates_anew=back)
    yield case_of("dossier evaluated anew", province, dossier=own)
    own = make.brought_to(S.SCORING, own)
    yield case_of("dossier evaluated anew, scoring", province, dossier=own)


def aside_from_the_way(province: Province) -> Iterator[Case]:
    """A dossier that was closed, one returned, one before a council with a deputy, and one of each other kind."""
    for state in (S.CLOSED, S.RETURNED):
        dossier = make.dossier(state=state, product=province.product())
        yield case_of(f"dossier {state}", province, dossier=dossier)
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


def on_agency_report(province: Province) -> Iterator[Case]:
    """A re-assessment of five stars with the agency's report: as a draft, signed, and forwarded on it."""
    officer = province.people[Role.PROVINCIAL_OFFICER]
    dossier = make.five_stars_again(product=province.product())
    AgencyReport.open(dossier, by=officer)
    yield case_of("dossier with a draft of the agency's report", province, dossier=dossier)
    make.report_of_agency(dossier, by=officer)
    yield case_of("dossier on the agency's report", province, dossier=dossier)
    make.decide(dossier, DecisionKind.APPROVE, by=officer)
    forwarded = Dossier.objects.get(pk=dossier.pk)
    yield case_of("dossier forwarded on the agency's report", province, dossier=forwarded)
    yield case_of("ministry's dossier on the agency's report", province, dossier=forwarded.national)


def recorded(province: Province) -> Iterator[Case]:
    """A recorded recognition in each state."""
    for state, days in {"valid": 400, "renewal": 150, "late": 60, "lapsed": -200}.items():
        yield case_of(f"recorded recognition {state}", province, recognition=ending(province, days))
    yield case_of("recorded recognition not_yet", province, recognition=ending(province, 1200, begins=30))
    yield case_of("recorded recognition superseded", province, recognition=superseded(province))
    for state, days in (("extended", 90), ("awaiting", None)):
        recognition = past_its_term(province, days)
        yield case_of(
            f"recorded recognition {state}", province, recognition=recognition, decision=recognition.extension
        )


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
            decision = prepare_extension(recognition, until, by=officer)
            issue_decision(decision, by=province.people[Role.PROVINCIAL_LEADER], number=number())
    return Recognition.objects.get(pk=recognition.pk)


def number(ending: str = "QĐ-UBND") -> str:
    """A number that no other decision has."""
    return f"{next(numbers)}/{ending}"


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
    yield case_of("product with nothing", province, product=province.product())
    yield case_of("product with everything", province, product=full)


# Where cases come from, one after the other; of a dossier on its way the row goes on after its case.
WAYS = (
    *(products, recorded, to_four_stars, to_five_stars, to_refusal),
    *(evaluated_anew, aside_from_the_way, on_agency_report),
)


def every_case() -> Iterator[Case]:
    """All cases of one province, each to be looked at before the next one is asked for."""
    province = make_province()
    for way in WAYS:
        yield from way(province)
