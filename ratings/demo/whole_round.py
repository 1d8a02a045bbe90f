"""A whole round of one province: 60 dossiers on eight sheets, nine members, all special cases.

Everything goes through the acts of the models, so the round shows that the portal can carry it. Products
that the example lists lack (a homestay, a spirit) are invented and say so.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

import pghistory
from django.db import transaction

from ocop.models import PlaceLevel, User
from ocop.permissions import SeatKind
from ocop.values.dates import today
from producers.models import Membership, Producer
from products.models import Product, ProductSet
from ratings.councils.models import Council
from ratings.decisions.issue import issue_decision
from ratings.decisions.models import DecisionKind
from ratings.decisions.prepare import prepare_decision
from ratings.decisions.validity import add_months
from ratings.demo import sessions
from ratings.demo.accounts import PLAYED, THAI_NGUYEN, expert
from ratings.demo.round import REASON, Played
from ratings.dossiers.models import Dossier
from ratings.dossiers.workflow import DossierKind, DossierState
from ratings.recompute.differences import differences
from ratings.scoring.models import (
    Assessment,
    Conflict,
    GateFinding,
    Objection,
    ObjectionKind,
    Result,
    SecondRound,
)

SIZE = 60
# Number of the 60 dossiers by sheet: tea, vermicelli, dried meat, honey, rice, spirits, herbal tea, tourism.
SHEETS = {11: 16, 7: 10, 8: 8, 4: 6, 3: 6, 14: 5, 12: 5, 26: 4}
NAMES = ("Đặng Thị Tư", "Ma Văn Năm", "Lưu Thị Sáu", "Hà Văn Bảy", "Đinh Thị Tám")
# Criterion with a gate for four stars, where members differ or the product fails.
STORY = "5.1"


class Case(NamedTuple):
    """One product of the plan: its sheet, target stars, and special case."""

    product_set: int
    stars: int
    what: str = ""


STORIES = (
    (4, "found"),
    (4, "declared"),
    (3, "abstained"),
    (4, "diverged"),
    (4, "missed"),
    (4, "disqualified"),
    (4, "upgrade"),
    (3, "renewal"),
    (5, "ministry"),
    (5, "handed back"),
    (4, "finding"),
    (3, "returned"),
)


def cases(size=SIZE) -> list[Case]:
    """Return the plan: first the special cases, on different sheets if possible, then plain ones of 2 to 4 stars."""
    sheets = [number for number, count in SHEETS.items() for _turn in range(count)]
    # Step through the list so that neighbours in the plan use different sheets.
    order = sorted(range(len(sheets)), key=lambda place: (place * 17) % len(sheets))
    sheets = [sheets[place] for place in order]
    plain = [(stars, "") for stars in (4, 3, 4, 3, 4, 2)]
    told = [*STORIES, *(plain[number % len(plain)] for number in range(SIZE - len(STORIES)))]
    return [Case(sheet, *story) for sheet, story in zip(sheets, told, strict=True)][:size]


class WholeRound(Played):
    """The round of Thái Nguyên with a council of nine."""

    def __init__(self, users: dict[str, User]):
        super().__init__(THAI_NGUYEN, users)
        members = [expert(f"member{number}", name) for number, name in enumerate(NAMES, start=4)]
        self.ministry = (users["ministry@ocop.example"], users["ministry-leader@ocop.example"])
        self.scorers = [*(self.people[name] for name in ("chair", "deputy", "member1", "member2")), *members]
        self.taken: set[int] = set()
        self.numbers = iter(range(101, 1000))

    def play(self, size=SIZE) -> Iterator[tuple[Case, Dossier]]:
        """Run the plan; yield each case with its dossier when the province's council has finished."""
        self.council = self._council()
        done = []
        for case in cases(size):
            with pghistory.context(command=PLAYED), transaction.atomic():
                dossier = self._play(case)
            done.append((case, dossier))
            yield case, dossier
        sessions.close(self.council)
        with transaction.atomic():
            self._decide([dossier for case, dossier in done if dossier.state == DossierState.CONCLUDED])
        for case, dossier in done:
            if case.what in ("ministry", "handed back"):
                self._at_the_ministry(dossier, case)

    def _council(self):
        council = Council.objects.create(
            place=self.place,
            name="Hội đồng minh họa, chín thành viên",
            decision_number="DEMO 02/QĐ-UBND",
            decided_on=today(),
            entered_by=self.officer,
        )
        seats = [SeatKind.CHAIR, SeatKind.DEPUTY, *[SeatKind.MEMBER] * (len(self.scorers) - 2)]
        for user, kind in zip(self.scorers, seats, strict=True):
            council.seats.create(user=user, kind=kind)
        council.seats.create(user=self.people["secretary"], kind=SeatKind.SECRETARY)
        council.seats.create(user=self.people["adviser"], kind=SeatKind.ADVISER)
        council.confirm(by=self.leader)
        return council

    def _play(self, case):
        """Take one product to the end of its scoring."""
        product = self._product(case.product_set)
        dossier = self._file(product, case.stars, **self._kind(case, product))
        if case.what == "found":
            Membership.objects.get_or_create(user=self.scorers[4], producer=product.producer)
        self._prepare(dossier, self.council, case.what)
        if case.what == "returned":
            dossier.move(DossierState.CHECKING, by=self.officer)
            self._before_the_council(dossier, self.council)
        if case.what == "declared":
            Conflict.objects.declare(dossier, by=self.scorers[5], reason="Em ruột làm kế toán của chủ thể.")
        if case.what == "disqualified":
            return self._disqualify(dossier)
        self._score_all(dossier, case)
        self._conclude(dossier, case)
        return dossier

    def _product(self, number):
        """Return a product of the set without an open dossier; create one if the lists have none."""
        rows = Product.objects.editable_by(self.officer).filter(
            product_set=number, recognitions=None, dossiers=None, producer__place__level=PlaceLevel.COMMUNE
        )
        product = rows.exclude(pk__in=self.taken).order_by("pk").first() or self._invented(number)
        self.taken.add(product.pk)
        return product

    def _invented(self, number):
        producers = Producer.objects.editable_by(self.officer).filter(place__level=PlaceLevel.COMMUNE)
        name = f"{ProductSet.objects.get(pk=number).name_vi} (minh họa {len(self.taken) + 1})"
        return Product.objects.create(
            producer=producers.order_by("pk")[len(self.taken) % producers.count()],
            product_set_id=number,
            name=name[:250],
        )

    def _kind(self, case, product):
        """Return the data of an upgrade or re-assessment: the earlier recognition and what has changed."""
        if case.what not in ("upgrade", "renewal"):
            return {}
        signed_on = today() - timedelta(days=400)
        if case.what == "renewal":
            signed_on = add_months(today() + timedelta(days=150), -36)
        self._record([product], signed_on)
        if case.what == "renewal":
            return {"kind": DossierKind.RENEWAL}
        return {"kind": DossierKind.UPGRADE, "changes": "Đã có HACCP và hợp đồng với hai siêu thị."}

    def _score_all(self, dossier, case):
        """Let every member fill and lock a sheet, except those with a conflict and one who abstains."""
        awaited = {seat.user_id for seat in dossier.awaited()}
        for number, user in enumerate(self.scorers):
            if user.pk not in awaited:
                continue
            sheet = Assessment.objects.open_member(dossier, by=user)
            if case.what == "abstained" and number == 6:
                sheet.abstain(by=user, reason="Đã tư vấn bao bì cho chủ thể.")
                continue
            sheet.fill(self._own(sheet, case, number), by=user, note=REASON)
            self.lock(sheet)

    def _own(self, sheet, case, number):
        """Return the answers of one member: similar within the limit, or far apart or below a requirement
        if the case says so.
        """
        stars = 2 if case.what == "diverged" and number < 3 and sheet.round == 1 else case.stars
        fails = case.what == "missed" or (case.what == "finding" and number % 2)
        return self._choices(sheet, stars, number, STORY if fails else None)

    def _conclude(self, dossier, case):
        """Conclude the result, after a second round or a gate finding if the case needs one."""
        chair = self.scorers[0]
        if SecondRound.objects.is_needed(dossier):
            SecondRound.objects.open(dossier, by=chair, reason="Chênh lệch điểm vượt giới hạn.")
            self._score_all(dossier, case)
        if case.what == "finding":
            reason = "Câu chuyện đã có trong nội dung truy xuất nguồn gốc."
            GateFinding.objects.record(dossier, STORY, 4, met=True, by=chair, reason=reason)
        sessions.conclude(dossier, by=chair)

    def _disqualify(self, dossier):
        """Let a member object and the chair confirm: no star."""
        objection = Objection.objects.raise_against(
            dossier,
            by=self.scorers[2],
            kind=ObjectionKind.DISQUALIFIER,
            reason="Giấy chứng nhận cơ sở đã hết hạn.",
        )
        objection.decide("confirmed", by=self.scorers[0], reason="Đã kiểm tra tại cơ quan cấp.")
        sessions.conclude(dossier, by=self.scorers[0])
        return dossier

    def _at_the_ministry(self, dossier, case):
        """Let the ministry's council score a forwarded dossier: five stars, or four for the province to decide."""
        national, (preparing, issuing) = Dossier.objects.get(forwarded_from=dossier), self.ministry
        national.name_council(self._board(), by=preparing)
        national.move(DossierState.SCORING, by=preparing)
        self._score_all(national, Case(case.product_set, 5 if case.what == "ministry" else 4))
        sessions.conclude(national, by=preparing)
        if case.what == "ministry":
            decision = prepare_decision(DecisionKind.RECOGNISE, [national], by=preparing)
            issue_decision(decision, by=issuing, number=f"DEMO-{national.pk}/QĐ-BNNMT")
        else:
            national.hand_back(
                by=preparing, reason=str(national.result.reason()), due_on=today() + timedelta(days=30)
            )
            self._decide([national])

    def _board(self):
        """Return the ministry's council; in the demonstration it has the same people."""
        board, new = Council.objects.get_or_create(
            place=None,
            name="Hội đồng trung ương (minh họa)",
            defaults={
                "decision_number": "DEMO 03/QĐ-BNNMT",
                "decided_on": today(),
                "entered_by": self.ministry[0],
            },
        )
        if new:
            kinds = [SeatKind.CHAIR, SeatKind.DEPUTY, *[SeatKind.MEMBER] * (len(self.scorers) - 2)]
            for user, kind in zip(self.scorers, kinds, strict=True):
                board.seats.create(user=user, kind=kind)
            board.confirm(by=self.ministry[1])
        return board


def recomputed() -> tuple[int, int]:
    """Recompute every result; return how many there are and how many differ."""
    results = Result.objects.select_related("dossier__sheet", "dossier__product").order_by("pk")
    found = [bool(differences(result)) for result in results.iterator(chunk_size=50)]
    return len(found), sum(found)
