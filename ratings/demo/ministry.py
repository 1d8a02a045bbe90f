"""The ministry's part of the demonstration: its council, a star that really went that way, and one on its way."""

from collections.abc import Iterator

import pghistory
from django.db import transaction

from ocop.calendar import today
from ocop.models import User
from ratings.demo import sessions
from ratings.demo.accounts import MINISTRY_SEATS
from ratings.demo.choices import choose
from ratings.models import Assessment, Council, Decision, DecisionKind, Dossier, DossierState, SeatKind

NAME = "Hội đồng đánh giá, phân hạng sản phẩm OCOP cấp Trung ương (minh họa)"
NOTE = "Đã kiểm tra hồ sơ do tỉnh chuyển đến."


def play(users: dict[str, User]) -> Iterator[Dossier]:
    """Score what the provinces have forwarded: the first to its decision, the second until two have locked."""
    ministry, leader = users["ministry@ocop.example"], users["ministry-leader@ocop.example"]
    council = council_of(users)
    forwarded = Dossier.objects.filter(forwarded_from__isnull=False, state=DossierState.CHECKING)
    for number, dossier in enumerate(forwarded.for_list().order_by("pk")[:2]):
        with pghistory.context(user=ministry.pk, reason="Demonstration"), transaction.atomic():
            dossier.name_council(council, by=ministry)
            dossier.move(DossierState.SCORING, by=ministry)
            judges = [seat.user for seat in council.seats.scoring().order_by("pk")]
            for n, judge in enumerate(judges[: 2 if number else None]):
                score(dossier, judge, n)
            if not number:
                decide(dossier, ministry, leader)
        yield dossier


def council_of(users: dict[str, User]) -> Council:
    """The ministry's council, with a seat for each of its accounts."""
    council = Council.objects.create(
        place=None,
        name=NAME,
        decision_number="DEMO-01/QĐ-BNNMT",
        decided_on=today(),
        entered_by=users["ministry@ocop.example"],
    )
    for local, kind in MINISTRY_SEATS.items():
        council.seats.create(user=users[f"{local}@ocop.example"], kind=SeatKind(kind))
    council.confirm(by=users["ministry-leader@ocop.example"])
    return council


def score(dossier: Dossier, judge: User, number: int) -> None:
    """Fill and lock the sheet of a member with what gives five stars."""
    sheet = Assessment.objects.open_member(dossier, by=judge)
    chosen = choose(
        sheet.rubric, 5, branch=dossier.branch, seed=dossier.product.name, member=number, missed=None
    )
    sheet.fill(chosen, by=judge, note=NOTE)
    sheet.lock(by=judge)


def decide(dossier: Dossier, officer: User, leader: User) -> None:
    """Establish the result in a meeting, and let the ministry recognise five stars."""
    council = Council.objects.get(dossiers=dossier)
    sessions.conclude(dossier, by=council.seats.get(kind=SeatKind.CHAIR).user)
    sessions.close(council)
    decision = Decision.objects.prepare(
        DecisionKind.RECOGNISE, [Dossier.objects.get(pk=dossier.pk)], by=officer, signatory="Thứ trưởng"
    )
    decision.issue(by=leader, number=f"DEMO-{dossier.pk}/QĐ-BNNMT")
