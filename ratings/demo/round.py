"""Demonstration round: example products on the official sheets, scored and decided by invented people.

Everything goes through the acts of the models, so it shows only what the portal allows. Decision numbers
begin with DEMO so that nobody takes them for real ones.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

import pghistory
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import override

from ocop.models import Place, PlaceLevel, User
from ocop.permissions import SeatKind
from ocop.values.dates import today
from products.models import Product
from ratings.councils.models import Council, ScoreDisclosure
from ratings.decisions.issue import issue_decision
from ratings.decisions.models import (
    Conclusion,
    Decision,
    DecisionKind,
    Recognition,
    RecordedDecision,
    WithdrawalGround,
)
from ratings.decisions.prepare import prepare_decision, prepare_withdrawal
from ratings.decisions.recognition_text import INVENTED
from ratings.demo import sessions
from ratings.demo.accounts import CAO_BANG, PLAYED, THAI_NGUYEN, commune_officer
from ratings.demo.choices import choose
from ratings.demo.evidence import paper
from ratings.dossiers.models import AdvisoryReport, CommuneReport, Dossier, EvidenceState
from ratings.dossiers.models.filing import missing_requirements
from ratings.dossiers.requirements import REQUIREMENTS
from ratings.dossiers.workflow import DossierKind, DossierState
from ratings.scoring.models import Assessment
from ratings.sheets.stops import ZERO_STOPS

# Plan for the products of a province, in turn: target stars, a missed requirement, last step.
DECIDED, WAITING, PREPARED, SCORING = "decided", "waiting", "prepared", "scoring"
FILED, RETURNED, CHECKING, ADVISORY = "filed", "returned", "checking", "advisory"
PLAN = [
    (4, None, DECIDED),
    (4, "5.1", DECIDED),
    (3, None, DECIDED),
    (4, None, DECIDED),
    (5, None, DECIDED),
    (3, None, DECIDED),
    (4, "3.5", DECIDED),
    (4, None, DECIDED),
    (2, None, DECIDED),
    (5, None, DECIDED),
    (4, None, DECIDED),
    (4, "4.1", DECIDED),
    (5, None, DECIDED),
    (3, None, DECIDED),
    (4, None, WAITING),
    (3, None, PREPARED),
    (4, None, SCORING),
    (3, None, SCORING),
    (4, None, FILED),
    (4, None, RETURNED),
    (3, None, CHECKING),
    (4, None, ADVISORY),
    (4, None, DECIDED),
    (3, None, DECIDED),
    (4, None, DECIDED),
    (3, None, DECIDED),
    (4, None, DECIDED),
]
PER_SET = 4
# Shown to the public instead of a signed decision, and used as a member's reason where no evidence is cited.
REASON = "Đã kiểm tra hồ sơ và tại cơ sở."
ACCEPTABLE = "Tạp chất trong giới hạn cho phép, không ảnh hưởng an toàn thực phẩm."
SCORERS = ("chair", "deputy", "member1", "member2", "member3")


def is_played(code: str) -> bool:
    """Whether the round of this province exists in this database."""
    return Decision.objects.filter(number__startswith=f"DEMO-{code}-").exists()


def play(users: dict[str, User], plan=PLAN) -> Iterator[Dossier]:
    """Create the round in provinces without one; yield each dossier after its last step.

    Each province is created in one transaction. `plan` says what happens to its products, as in PLAN.
    """
    for code in (THAI_NGUYEN, CAO_BANG):
        if not is_played(code):
            with transaction.atomic():
                yield from Played(code, users, plan).dossiers()


class Played:
    """The round of one province: its council, officer and leader."""

    def __init__(self, code, users, plan=PLAN):
        domain = {THAI_NGUYEN: "thai-nguyen", CAO_BANG: "cao-bang"}[code]
        self.place = Place.objects.in_force().provinces().get(code=code)
        self.officer = users[f"officer@{domain}.ocop.example"]
        self.leader = users[f"leader@{domain}.ocop.example"]
        self.people = {
            name: users[f"{name}@thai-nguyen.ocop.example"] for name in (*SCORERS, "secretary", "adviser")
        }
        self.numbers, self.plan = iter(range(1, 1000)), plan

    def dossiers(self):
        """Take each product of the plan to its last step; then issue decisions, withdraw one, and record
        past ones.
        """
        council, decided = self._council(), []
        self._publish_part_scores()
        products = self._products()
        for (stars, missed, until), product in zip(self.plan, products, strict=False):
            with pghistory.context(command=PLAYED), transaction.atomic():
                dossier = self._score(product, council, stars, missed, until)
            if until == DECIDED:
                decided.append(dossier)
            elif until == PREPARED:
                prepare_decision(DecisionKind.RECOGNISE, [dossier], by=self.officer)
            yield dossier
        sessions.close(council)
        self._decide(decided)
        self._withdraw_one()
        self._record_past(products)

    def _publish_part_scores(self):
        """Publish part scores in one of the two provinces."""
        if self.place.code == THAI_NGUYEN:
            ScoreDisclosure.objects.create(
                place=self.place,
                published=True,
                in_force_from=today(),
                ground="DEMO Quy chế công khai kết quả đánh giá",
                set_by=self.officer,
            )

    def _council(self):
        council = Council.objects.create(
            place=self.place,
            name=f"Hội đồng minh họa {self.place.name}",
            decision_number="DEMO 01/QĐ-UBND",
            decided_on=today(),
            entered_by=self.officer,
        )
        kinds = {
            "chair": SeatKind.CHAIR,
            "deputy": SeatKind.DEPUTY,
            "secretary": SeatKind.SECRETARY,
            "adviser": SeatKind.ADVISER,
        }
        for name, user in self.people.items():
            council.seats.create(user=user, kind=kinds.get(name, SeatKind.MEMBER))
        council.confirm(by=self.leader)
        return council

    def _products(self):
        """Return products of the province with a known set, at most four per set, alternating between sets."""
        rows = (
            Product.objects.editable_by(self.officer)
            .filter(recognitions=None, producer__place__level=PlaceLevel.COMMUNE)
            .exclude(product_set=None)
            .order_by("product_set", "pk")
        )
        by_set: dict[int | None, list[Product]] = {}
        for product in rows.select_related("producer__place", "product_set"):
            by_set.setdefault(product.product_set_id, []).append(product)
        turns = (ours[turn] for turn in range(PER_SET * 3) for ours in by_set.values() if turn < len(ours))
        return iter(list(islice(turns, len(self.plan) + 6)))

    def _score(self, product, council, stars, missed, until):
        """Open, file, score and conclude a dossier, up to the step `until`."""
        dossier = self._file(product, stars)
        if until == FILED or not self._prepare(dossier, council, until):
            return dossier
        for number, name in enumerate(SCORERS[: 2 if until == SCORING else None]):
            sheet = Assessment.objects.open_member(dossier, by=self.people[name])
            sheet.fill(self._choices(sheet, stars, number, missed), by=self.people[name], note=REASON)
            self.lock(sheet)
        if until != SCORING:
            sessions.conclude(dossier, by=self.people["chair"])
        return dossier

    def _file(self, product, stars, **kind):
        """Open a dossier of the right kind with self-assessment and evidence, and file it."""
        branch = 1 if product.product_set_id == 26 else None
        dossier = Dossier.objects.start(product, by=self.officer, branch=branch, **kind)
        own = Assessment.objects.open_self(dossier, by=self.officer)
        own.fill(self._choices(own, stars, 9, None), by=self.officer)
        self._papers(dossier)
        dossier.move(DossierState.FILED, by=self.officer)
        return dossier

    def _papers(self, dossier):
        """Upload one placeholder for each required kind of evidence."""
        criteria = list(dossier.sheet.criteria.scored(dossier.branch))
        with override("vi"):
            titles = {requirement.key: str(requirement.name) for requirement in REQUIREMENTS}
        for requirement in missing_requirements(dossier):
            name = f"{requirement.key}.pdf"
            piece = dossier.evidence.create(
                requirement=requirement.key,
                title=titles[requirement.key],
                document=ContentFile(paper(titles[requirement.key], dossier.product), name),
                uploaded_by=self.officer,
            )
            piece.cite(requirement.criteria_of(criteria))

    def _prepare(self, dossier, council, until):
        """Take a filed dossier through the commune, the check and the advisory team; return whether it
        reaches scoring.
        """
        commune = commune_officer(dossier.product.producer.place)
        report = CommuneReport.open(dossier, by=commune)
        for content in CommuneReport.contents:
            setattr(report, content, "Đúng như chủ thể kê khai.")
        report.save()
        report.sign(by=commune)
        for piece in dossier.evidence.filter(state=EvidenceState.WAITING):
            piece.decide(EvidenceState.ACCEPTED, by=commune)
        dossier.move(DossierState.CHECKING, by=commune)
        if until == RETURNED:
            items = [("Phiếu kiểm nghiệm sản phẩm", "Phiếu đã quá 12 tháng.")]
            due_on = today() + timedelta(days=14)
            dossier.send_back(items, by=self.officer, reason="Cần bổ sung minh chứng.", due_on=due_on)
        if until in (RETURNED, CHECKING):
            return False
        return self._before_the_council(dossier, council, until)

    def _before_the_council(self, dossier, council, until=None):
        """Assign the council and the advisory report; a re-assessment goes straight to scoring."""
        dossier.name_council(council, by=self.officer)
        if dossier.kind == DossierKind.RENEWAL:
            dossier.move(DossierState.SCORING, by=self.officer)
            return True
        dossier.move(DossierState.ADVISORY, by=self.officer)
        if until == ADVISORY:
            return False
        advice = AdvisoryReport.open(dossier, by=self.people["adviser"])
        advice.visited_on, advice.visit_notes = today(), "Cơ sở sản xuất đúng như hồ sơ."
        advice.conclusion = "Đề nghị Hội đồng chấm điểm."
        advice.save()
        advice.sign(by=self.people["adviser"])
        dossier.move(DossierState.SCORING, by=self.officer)
        return True

    def lock(self, sheet):
        """Lock a sheet; where 0 points may stop the assessment, the member declares the product safe."""
        safety = {answer.criterion.code: (False, ACCEPTABLE) for answer in sheet.asked_about()}
        sheet.lock(by=sheet.by, safety=safety)

    def _choices(self, assessment, stars, member, missed):
        dossier = assessment.dossier
        known = {leaf.code for leaf in assessment.rubric.leaves}
        return choose(
            assessment.rubric,
            stars,
            branch=dossier.branch,
            seed=dossier.product.name,
            member=member,
            missed=missed if missed in known else None,
            never_nothing=ZERO_STOPS.get(dossier.sheet.number, ()),
        )

    def _decide(self, dossiers):
        """Issue one decision of recognition and one approval for the ministry; close results below three stars."""
        by_kind: dict[str, list[Dossier]] = {DecisionKind.RECOGNISE: [], DecisionKind.APPROVE: []}
        for dossier in dossiers:
            if dossier.result.ended_by:
                by_kind.setdefault(DecisionKind.REFUSE, []).append(dossier)
            elif dossier.result.stars < 3:
                dossier.move(DossierState.CLOSED, by=self.officer)
            elif dossier.result.stars == 5:
                by_kind[DecisionKind.APPROVE].append(dossier)
            else:
                by_kind[DecisionKind.RECOGNISE].append(dossier)
        for kind, chosen in by_kind.items():
            if chosen:
                decision = prepare_decision(kind, chosen, by=self.officer, signatory="Phó Chủ tịch UBND tỉnh")
                issue_decision(decision, by=self.leader, number=self._number())

    def _withdraw_one(self):
        """Withdraw the newest recognition because production has stopped."""
        recognition = Recognition.objects.editable_by(self.officer).filter(dossier__isnull=False).last()
        if recognition and self.place.code == THAI_NGUYEN:
            found = Conclusion(
                "UBND " + recognition.product.producer.place.name_in_text, "12/XN-UBND", today()
            )
            decision = prepare_withdrawal(recognition, WithdrawalGround.STOPPED, found, by=self.officer)
            issue_decision(decision, by=self.leader, number=self._number())

    def _record_past(self, products):
        """Record lapsed recognitions of 2022 for further products, as from paper."""
        past = date(2022, 9, 15)
        rest = [product for product in products if not product.recognitions.exists()]
        if rest:
            self._record(rest, past)

    def _record(self, products, signed_on):
        """Record example decisions from before the portal, one of each authority, with three stars for each product."""
        by_authority = defaultdict(list)
        for product in products:
            by_authority[self._authority_on(signed_on, product)].append(product)
        for authority, some in by_authority.items():
            decision = RecordedDecision.objects.example(
                number=self._number(), signed_on=signed_on, place=authority
            )
            for product in some:
                decision.recorded_stars.create(product=product, stars=3, source=INVENTED)
            decision.make_recognitions()

    def _authority_on(self, day, product):
        """Return the province of a product on a day; the one of today may have come from several."""
        former = product.producer.former_place
        before = Place.objects.provinces().filter(succeeded_by__new=self.place).order_by("pk")
        units = [self.place, *([former.province] if former else []), *before]
        return next((unit for unit in units if unit.is_in_force_on(day)), self.place)

    def _number(self):
        return f"DEMO-{self.place.code}-{next(self.numbers):02}/QĐ-UBND"
