"""One function per model, valid by default; keyword arguments override. `from tests import factories as make`."""

from datetime import timedelta

from ocop.models import Role
from ocop.permissions import SeatKind
from ocop.values.dates import today
from ratings.decisions.issue import issue_decision
from ratings.decisions.models import DecisionKind, Recognition
from ratings.decisions.prepare import prepare_decision
from ratings.dossiers.models import Citation, Dossier, Evidence
from ratings.dossiers.models.filing import missing_requirements
from ratings.dossiers.workflow import DossierKind, DossierState
from ratings.imports.desk import store_upload
from ratings.scoring.conclude import conclude_scoring
from ratings.scoring.models import Assessment, Session, SessionKind
from tests.aftercare_factories import inspection
from tests.background import work_off
from tests.council_factories import amendment, council, officer_at, seat
from tests.kept_dossiers import laid_aside
from tests.office_factories import (
    commune_officer_of,
    conclusion,
    confirmation,
    confirmed,
    confirmer_of,
    decide,
    decision,
    extend,
    guards_of_days,
    label,
    leader_of,
    move,
    objection,
    officer_of,
    on_day,
    recognised_by,
    recognition,
    recorded_star,
    recorded_withdrawal,
    report_of_advisers,
    report_of_agency,
    report_of_commune,
    round_of,
    score_disclosure,
    send_back,
    sheet_interpretation,
    spread_limit,
    withdraw,
)
from tests.register_factories import (
    certification,
    channel,
    collection,
    column_match,
    commune,
    deal,
    export_market,
    listing,
    membership,
    numbers,
    participation,
    photo,
    place_event,
    producer,
    product,
    product_sales,
    product_set,
    province,
    revenue,
    support,
    traceability,
    trade_event,
    user,
)
from tests.sheet_factories import (
    NothingUnsafe,
    best,
    fill,
    four_stars,
    scored_nodes,
    self_assessment,
    sheet,
    sheet_draft,
    sheet_proposed,
    sheet_version,
)

# What is made elsewhere and asked for here.
__all__ = [
    "label",
    "column_match",
    "confirmed",
    "amendment",
    "best",
    "certification",
    "channel",
    "collection",
    "commune",
    "commune_officer_of",
    "conclusion",
    "confirmation",
    "confirmer_of",
    "council",
    "deal",
    "decision",
    "export_market",
    "extend",
    "guards_of_days",
    "inspection",
    "leader_of",
    "listing",
    "membership",
    "move",
    "officer_at",
    "officer_of",
    "on_day",
    "own_evaluation",
    "participation",
    "photo",
    "place_event",
    "producer",
    "product",
    "product_sales",
    "product_set",
    "province",
    "recognised_by",
    "recognition",
    "recorded_star",
    "recorded_withdrawal",
    "report_of_advisers",
    "report_of_agency",
    "report_of_commune",
    "revenue",
    "round_of",
    "score_disclosure",
    "seat",
    "self_assessment",
    "objection",
    "send_back",
    "sheet",
    "sheet_draft",
    "sheet_proposed",
    "sheet_interpretation",
    "sheet_version",
    "spread_limit",
    "support",
    "traceability",
    "trade_event",
    "user",
    "withdraw",
]


@laid_aside
def dossier(
    *,
    state=DossierState.DRAFT,
    product=None,
    branch=None,
    members=2,
    choices=None,
    kind=DossierKind.FIRST,
):
    """A dossier brought to `state` by its own moves; scored by everybody with `choices`.

    Unless told those are the best ones, and four stars where it is to be recognised. Before a council its first
    piece of evidence cites every criterion, so that every option can be chosen.
    """
    product = product or globals()["product"]()
    officer = officer_of(product)
    changes = "Công suất tăng gấp đôi." if kind == DossierKind.UPGRADE else ""
    dossier = Dossier.objects.start(product, by=officer, branch=branch, kind=kind, changes=changes)
    return brought_to(state, dossier, members=members, choices=choices)


def own_evaluation(*, product=None, state=DossierState.DRAFT, choices=None):
    """The province's dossier on what the ministry handed back and a decision says to evaluate anew."""
    back = dossier(state=DossierState.HANDED_BACK, product=product)
    decide(back, DecisionKind.EVALUATE)
    return brought_to(state, Dossier.objects.get(evaluates_anew=back), choices=choices)


def brought_to(state, dossier, *, members=2, choices=None):
    """A draft brought to `state` by its own moves, as of `dossier`; what was carried over is confirmed."""
    officer = officer_of(dossier)
    if state == DossierState.CLOSED:
        dossier.move(DossierState.CLOSED, by=officer)
    if state in (DossierState.DRAFT, DossierState.CLOSED):
        return dossier
    if choices is None and state == DossierState.RECOGNISED:
        choices = four_stars()
    before = {DossierState.RETURNED: DossierState.CHECKING}.get(state, state)
    for reached in onwards(dossier, by=officer, members=members, choices=choices):
        if reached == before:
            break
    if state == DossierState.RETURNED:
        send_back(dossier, by=officer)
    if state == DossierState.HANDED_BACK:
        return handed_back(dossier)
    if state in (DossierState.FORWARDED, DossierState.RECOGNISED):
        approves = state == DossierState.FORWARDED
        decide(dossier, DecisionKind.APPROVE if approves else DecisionKind.RECOGNISE, by=officer)
        return Dossier.objects.get(pk=dossier.pk)
    return dossier


def onwards(dossier, *, by, members=2, choices=None):
    """Take a draft on by its own moves until the council has concluded; yields each state that it reaches."""
    for piece in dossier.evidence.filter(look_again=True):
        piece.confirm(by=by)
    obligatory_evidence(dossier, by=by)
    self_assessment(dossier, by=by)
    move(dossier, DossierState.FILED, by=by)
    yield DossierState.FILED
    commune_officer = commune_officer_of(dossier)
    report_of_commune(dossier, by=commune_officer)
    move(dossier, DossierState.CHECKING, by=commune_officer)
    yield DossierState.CHECKING
    dossier.evidence.first().cite(dossier.sheet.criteria.scored(dossier.branch))
    dossier.name_council(council(place=by.place, members=members), by=by)
    move(dossier, DossierState.ADVISORY, by=by)
    yield DossierState.ADVISORY
    report_of_advisers(dossier)
    move(dossier, DossierState.SCORING, by=by)
    yield DossierState.SCORING
    conclude(dossier, by=by, choices=choices)
    yield DossierState.CONCLUDED


@laid_aside
def five_stars_again(*, product=None, state=DossierState.CHECKING):
    """A re-assessment of five stars in force, filed in its window."""
    product = product or globals()["product"]()
    recognition(product=product, stars=5, expires_on=today() + timedelta(days=151))
    again = dossier(product=product, kind=DossierKind.RENEWAL, state=state)
    again.evidence.first().cite(again.sheet.criteria.scored(again.branch))
    return again


def evidence(*, dossier=None, cites=(), **fields):
    """A piece of evidence without a file behind it; `cites` are codes of criteria."""
    dossier = dossier or globals()["dossier"]()
    n = next(numbers)
    fields = {
        "requirement": "other",
        "title": f"Giấy tờ {n}",
        "document": f"evidence/{n}.pdf",
        "document_name": f"giay-to-{n}.pdf",
        "sha256": f"{n:064x}",
        "size": 1000,
        "uploaded_by": dossier.opened_by,
    } | fields
    piece = dossier.evidence.create(**fields)
    piece.cite(dossier.sheet.criteria.filter(code__in=cites))
    return piece


def obligatory_evidence(dossier, *, by):
    """A piece of each kind without which the dossier cannot be filed; it cites what such a piece proves."""
    criteria = scored_nodes(dossier.sheet_id, dossier.branch).values()
    missing = missing_requirements(dossier)
    pieces = Evidence.objects.bulk_create(
        [
            Evidence(
                dossier=dossier,
                requirement=requirement.key,
                title=f"Giấy tờ {requirement.key}",
                document=f"evidence/{requirement.key}.pdf",
                document_name=f"{requirement.key}.pdf",
                sha256=f"{next(numbers):064x}",
                size=1000,
                uploaded_by=by,
            )
            for requirement in missing
        ]
    )
    Citation.objects.bulk_create(
        Citation(evidence=piece, criterion=node)
        for piece, requirement in zip(pieces, missing, strict=True)
        for node in requirement.criteria_of(criteria)
    )


def conclude(dossier, *, by, choices=None):
    """Score by everybody with `choices` (the best unless told) and establish the result."""
    for each in dossier.council.seats.scoring():
        assessment(dossier, by=each.user, choices=choices, locked=True)
    return result_of(dossier, by=by)


def session(dossier, *, by=None, present=None, **fields):
    """A meeting (unless told) with the dossier on its agenda, and everybody there unless told; `present` are users."""
    board = dossier.council
    by = by or board.seats.get(kind=SeatKind.CHAIR).user
    fields = {"kind": SessionKind.MEETING, "held_on": today(), "venue": "Trụ sở UBND"} | fields
    if fields["kind"] == SessionKind.WRITTEN:
        fields = {"answers_until": today() + timedelta(days=14)} | fields
    session = Session.objects.call(board, dossiers=[dossier], by=by, **fields)
    if session.is_meeting:
        everybody = board.seats.values_list("user", flat=True)
        session.attend(set(everybody) if present is None else {user.pk for user in present}, by=by)
    return session


def result_of(dossier, *, by):
    """The result of a dossier whose sheets are locked, established by `by` in a meeting of everybody."""
    if dossier.state == DossierState.SCORING and not Session.objects.current(dossier):
        session(dossier)
    return conclude_scoring(dossier, by=by)


def unlocking(*, product=None):
    """That the chair unlocked a member's sheet of a dossier which has a result now."""
    scored = dossier(state=DossierState.SCORING, product=product)
    chair = scored.council.seats.get(kind=SeatKind.CHAIR).user
    member = scored.council.seats.filter(kind=SeatKind.MEMBER).first().user
    sheet = assessment(scored, by=member, locked=True)
    sheet.unlock(by=chair, reason="Nhầm tiêu chí.")
    conclude(scored, by=chair)
    return sheet.unlockings.get()


def first_round(*, apart=20, product=None):
    """A dossier with all sheets of its first round locked, the chair's `apart` points (a multiple of 5) below 100."""
    dossier = globals()["dossier"](state=DossierState.SCORING, product=product)
    all_lock(dossier, apart=apart)
    return dossier


def all_lock(dossier, *, apart=0):
    """Lock everybody's sheet with the best choices, the chair's `apart` points (a multiple of 5) below 100."""
    low = dict.fromkeys(["4.3", "6.2.3", "7", "5.3"][: apart // 5], 0)
    for each in dossier.awaited():
        lower = low if each.kind == SeatKind.CHAIR else {}
        assessment(dossier, by=each.user, choices=best(sheet()) | lower, locked=True)


@laid_aside
def national(dossier=None, *, state=DossierState.CHECKING, choices=None):
    """The ministry's dossier of one that a province has forwarded, brought to `state`."""
    dossier = dossier or globals()["dossier"](state=DossierState.FORWARDED)
    national, officer = dossier.national, user(Role.MINISTRY_OFFICER)
    if state == DossierState.RETURNED:
        send_back(national, by=officer)
    if state in (DossierState.CHECKING, DossierState.RETURNED):
        return national
    board = council(place=None)
    national.name_council(board, by=officer)
    if state == DossierState.ADVISORY:
        move(national, DossierState.ADVISORY, by=officer)
        return national
    move(national, DossierState.SCORING, by=officer)
    if state == DossierState.SCORING:
        return national
    conclude(national, by=officer, choices=four_stars() if state == DossierState.HANDED_BACK else choices)
    if state == DossierState.HANDED_BACK:
        national.hand_back(by=officer, reason="Dưới 5 sao.", due_on=today() + timedelta(days=30))
    return national


def handed_back(dossier):
    """The ministry's dossier, scored below five stars and handed back to the province."""
    decide(dossier, DecisionKind.APPROVE)
    return national(Dossier.objects.get(pk=dossier.pk), state=DossierState.HANDED_BACK)


def assessment(dossier, *, by=None, choices=None, locked=False):
    """A member's sheet, filled with `choices` (best unless told)."""
    by = by or dossier.council.seats.scoring().first().user
    assessment = Assessment.objects.open_member(dossier, by=by)
    fill(assessment, best(dossier.sheet, dossier.branch) if choices is None else choices, by=by)
    if locked:
        lock(assessment)
    return assessment


def lock(assessment):
    """Lock a sheet as the one who fills it, who finds nothing unsafe where that is asked."""
    assessment.lock(by=assessment.by, safety=NothingUnsafe())


def register_import(*, place=None, **fields):
    """A list of one row, looked at by an officer of `place`, a province."""
    officer = fields.pop("uploaded_by", None) or user(place=place or province())
    data = f"Tên sản phẩm;Chủ thể;Tỉnh\nChè;HTX A;{officer.place.name}".encode()
    kept = store_upload(data, file_name="list.csv", by=officer)
    work_off()
    kept.refresh_from_db()
    return kept


def issued_recognition(*, dossier=None, signed_on=None):
    """A recognition that follows from a scored dossier."""
    if dossier is None and signed_on is None:
        return Recognition.objects.get(dossier=globals()["dossier"](state=DossierState.RECOGNISED))
    dossier = dossier or globals()["dossier"](state=DossierState.CONCLUDED, choices=four_stars())
    decision = prepare_decision(DecisionKind.RECOGNISE, [dossier], by=officer_of(dossier))
    issue_decision(decision, by=leader_of(dossier), number=f"{next(numbers)}/QĐ-UBND", signed_on=signed_on)
    return Recognition.objects.get(dossier=dossier)
