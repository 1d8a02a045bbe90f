"""The ministry's part of the demonstration: its council, a five-star decision, and dossiers in progress."""

from collections.abc import Iterable
from datetime import timedelta

import pghistory
from django.db import transaction

from ocop.models import Role, User
from ocop.permissions import SeatKind
from ocop.values.dates import today
from ratings.councils.models import Council
from ratings.decisions.issue import issue_decision
from ratings.decisions.models import DecisionKind
from ratings.decisions.prepare import prepare_decision
from ratings.demo import sessions
from ratings.demo.accounts import MINISTRY_SEATS, PLAYED
from ratings.demo.choices import choose
from ratings.dossiers.models import Dossier
from ratings.dossiers.workflow import DossierState
from ratings.scoring.models import Assessment

NAME = "Hội đồng đánh giá, phân hạng sản phẩm OCOP cấp Trung ương (minh họa)"
NOTE = "Đã kiểm tra hồ sơ do tỉnh chuyển đến."


def is_played() -> bool:
    """Whether the ministry's part exists in this database."""
    return Council.objects.filter(place=None, name=NAME).exists()


@transaction.atomic
def play(users: dict[str, User]) -> list[Dossier]:
    """Score the dossiers that provinces have forwarded, in one transaction; return them.

    The first gets its decision. For the second, two members have locked their sheets. The third and fourth
    are handed back with four stars, and the province of the third evaluates it again. Others wait to be
    accepted.
    """
    ministry, leader = users["ministry@ocop.example"], users["ministry-leader@ocop.example"]
    council, played = council_of(users), []
    forwarded = Dossier.objects.filter(forwarded_from__isnull=False, state=DossierState.CHECKING)
    for number, dossier in enumerate(forwarded.for_list().order_by("pk")[:4]):
        with pghistory.context(command=PLAYED), transaction.atomic():
            dossier.name_council(council, by=ministry)
            dossier.move(DossierState.SCORING, by=ministry)
            judges = [seat.user for seat in council.seats.scoring().order_by("pk")]
            for n, judge in enumerate(judges[: 2 if number == 1 else None]):
                score(dossier, judge, n, stars=5 if number < 2 else 4)
            if number == 0:
                decide(dossier, ministry, leader)
            elif number >= 2:
                hand_back(dossier, ministry)
        if number == 2:
            evaluate_anew(Dossier.objects.get(pk=dossier.pk), users.values())
        played.append(dossier)
    return played


def council_of(users: dict[str, User]) -> Council:
    """Create the ministry's council with a seat for each of its accounts."""
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


def score(dossier: Dossier, judge: User, number: int, *, stars: int) -> None:
    """Fill and lock a member's sheet with answers that give `stars` stars."""
    sheet = Assessment.objects.open_member(dossier, by=judge)
    chosen = choose(
        sheet.rubric, stars, branch=dossier.branch, seed=dossier.product.name, member=number, missed=None
    )
    sheet.fill(chosen, by=judge, note=NOTE)
    sheet.lock(by=judge)


def conclude(dossier: Dossier) -> Dossier:
    """Conclude the result in a meeting and close the meeting."""
    council = Council.objects.get(dossiers=dossier)
    sessions.conclude(dossier, by=council.seats.get(kind=SeatKind.CHAIR).user)
    sessions.close(council)
    return Dossier.objects.get(pk=dossier.pk)


def hand_back(dossier: Dossier, officer: User) -> None:
    """Conclude a result below five stars and hand the dossier back to its province."""
    reason = "Điểm trung bình dưới 90: tỉnh quyết định theo thẩm quyền (Điều 7)."
    conclude(dossier).hand_back(by=officer, reason=reason, due_on=today() + timedelta(days=30))


def decide(dossier: Dossier, officer: User, leader: User) -> None:
    """Recognise the five stars of the result by a decision of the ministry."""
    decision = prepare_decision(
        DecisionKind.RECOGNISE, [conclude(dossier)], by=officer, signatory="Thứ trưởng"
    )
    issue_decision(decision, by=leader, number=f"DEMO-{dossier.pk}/QĐ-BNNMT")


def evaluate_anew(dossier: Dossier, people: Iterable[User]) -> None:
    """Let the province choose a new evaluation by its own council after the handing back."""
    province = dossier.product.producer.place.province_id
    officer, leader = (
        next(user for user in people if (user.role, user.place_id) == (role, province))
        for role in (Role.PROVINCIAL_OFFICER, Role.PROVINCIAL_LEADER)
    )
    with pghistory.context(command=PLAYED), transaction.atomic():
        decision = prepare_decision(DecisionKind.EVALUATE, [dossier], by=officer, signatory="Phó Chủ tịch")
        issue_decision(decision, by=leader, number=f"DEMO-{dossier.pk}/QĐ-UBND")
